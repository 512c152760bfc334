//! `supple list`: what there is, a line each, all of it or what suits.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::columns;

use super::{PLANK, content, help, in_columns, item_file, routine_file, run, with_files};
use supple::domain::content::exercise::Exercise;
use supple::domain::content::words::{Kind, Position, When, WordList};

const KINDS: [ItemKind; 4] = [ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan];

/// The ids that a list for programs names, in its order.
fn ids(line: &str, catalog: &Catalog) -> Vec<String> {
    let ran = run(&format!("{line} --json"), catalog);
    assert_eq!(ran.outcome, Outcome::done(), "{line}");
    ran.json().as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// What a list for programs says of the item with this id.
fn row(line: &str, id: &str) -> Value {
    let all = content(&format!("{line} --json")).json();
    all.as_array().unwrap().iter().find(|item| item["id"] == id).unwrap().clone()
}

#[test]
fn lists_name_everything_on_a_line_of_its_own_and_cut_nothing() {
    let catalog = Catalog::built_in();
    for kind in KINDS {
        let ran = run(&format!("list {kind}s"), &catalog);
        assert_eq!(ran.outcome, Outcome::done());
        let named: Vec<&str> = ran.lines().iter().map(|line| line.split(' ').next().unwrap()).collect();
        let there: BTreeSet<&str> = catalog.ids(kind).collect();
        assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), there);
        assert_eq!(named.len(), there.len(), "one line each: {}", ran.out);
        assert_eq!(named, ids(&format!("list {kind}s"), &catalog), "the same order for programs");
        for (line, id) in ran.lines().iter().zip(&named) {
            let title = catalog.title(kind, id).unwrap();
            assert!(line.contains(&format!("  {title}  ")) && !line.ends_with(' '), "{line}");
        }
    }
    assert_eq!(content("list").out, content("list routines").out);
    assert_eq!(content("list plan").out, content("list plans").out);
}

#[test]
fn lists_are_in_columns_as_wide_as_what_is_in_them() {
    let has = |line: &str, row: &str| assert!(content(line).lines().contains(&row), "{row}: {}", content(line).out);
    has("list", "split-hip-stop         Split Hip Stop                     2 min");
    let (bird, long) = ("bird-dog", "active-straight-leg-hamstring-stretch");
    has("list exercises", &format!("{bird:37}  {:42}  stability   all-fours", "Bird Dog"));
    has("list exercises", &format!("{long:37}  {:42}  stretch     supine", "Active Straight-Leg Hamstring Stretch"));
    has("list exercises --kind cardio", "light-cardio-warm-up    Light Cardio Warm-Up   cardio      varies");
    has("list plans", "return-to-squat     Return to Squatting      5 sessions");
    has("list plans", "runner-week         Runner's Support Week    7 days, repeated");
    has("list guides", "when-to-stop            When to stop                            safety");
    // Safety comes first, whatever the letter.
    assert!(content("list guides").out.starts_with("before-you-start "));
}

#[test]
fn on_a_terminal_the_last_columns_give_way_and_no_name_is_cut() {
    let catalog = Catalog::built_in();
    let every_line = |width: u16, line: &str| {
        let ran = in_columns(width, line, &catalog);
        for line in ran.lines() {
            assert!(columns(line) <= width.into() && !line.ends_with(' ') && !line.contains('…'), "{width}: {line}");
        }
        ran.out
    };
    for kind in KINDS {
        for width in [40, 60, 80, 93, 105, 200] {
            let words = every_line(width, &format!("list {kind}s")).split_whitespace().collect::<Vec<_>>().join(" ");
            let named = |id: &str| words.contains(&format!("{id} {}", catalog.title(kind, id).unwrap()));
            assert!(catalog.ids(kind).all(named), "{kind} {width}: {words}");
        }
    }
    assert_eq!(every_line(105, "list exercises"), content("list exercises").out);
    let first = |width: u16| {
        let text = every_line(width, "list exercises --kind stability --position plank");
        text.lines().last().unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(first(80), "unstable-surface-plank Plank on a Balance Disc stability plank");
    assert_eq!(first(65), "unstable-surface-plank Plank on a Balance Disc stability");
    assert_eq!(first(55), "unstable-surface-plank Plank on a Balance Disc");
    assert!(every_line(40, "list").contains("\nsplit-hip-stop         Split Hip Stop\n"));
    assert!(every_line(40, "list").contains("\nbloom-strength-fixes\n  Bloom Abs, Glutes and Hamstrings\n"));
}

#[test]
fn lists_for_programs_hold_numbers_and_words() {
    let desk = row("list", "desk-break");
    assert_eq!((&desk["title"], &desk["when"]), (&json!("Half-Hour Desk Break"), &json!(["desk-break"])));
    assert_eq!(
        (&desk["own"], &desk["replaces_built_in"], &desk["estimate"]),
        (&json!(false), &json!(false), &json!(false))
    );
    assert!(desk["length_s"].as_u64().unwrap() > 120 && desk["steps"] == 4 && desk["rounds"] == 1, "{desk}");
    let plank = row("list exercises", "plank");
    assert_eq!((&plank["kind"], &plank["sides"]), (&json!("stability"), &json!("none")));
    assert_eq!((&plank["equipment"], &plank["also"]), (&json!(["mat"]), &json!([])));
    assert!(plank["helps_with"].as_array().unwrap().contains(&json!("weak-deep-core")), "{plank}");
    let squat = row("list guides", "squat-pain");
    assert_eq!((&squat["shelf"], &squat["activities"]), (&json!("troubleshooter"), &json!(["Squats"])));
    assert!(squat["causes"].as_u64().unwrap() > 5 && squat["aliases"].is_array() && squat["own"] == false, "{squat}");
    let posture = row("list plans", "posture-programme");
    assert_eq!((&posture["by"], &posture["repeats"]), (&json!("week"), &json!(true)));
    assert_eq!(posture["versions"], json!(["lordosis", "kyphosis"]));
    assert!(posture["routines"].as_array().unwrap().contains(&json!("posture-check")), "{posture}");
}

#[test]
fn the_help_names_every_field_of_the_lists() {
    let help = help("list");
    for (list, id) in [("list", "core-basics"), ("list exercises", "plank"), ("list guides", "squat-pain")] {
        let row = row(list, id);
        let missing = row.as_object().unwrap().keys().find(|field| !help.contains(field.as_str()));
        assert_eq!(missing, None, "{list}");
    }
    let plan = row("list plans", "runner-week");
    assert_eq!(plan.as_object().unwrap().keys().find(|field| !help.contains(field.as_str())), None);
}

#[test]
fn the_help_names_every_word_that_filters_take() {
    let help = help("list");
    fn words<W: WordList>() -> impl Iterator<Item = &'static str> {
        W::ALL.iter().map(|(word, _)| *word)
    }
    let all = words::<Kind>().chain(words::<Position>()).chain(words::<When>());
    let missing: Vec<&str> = all.filter(|word| !help.contains(&format!(" {word}"))).collect();
    assert_eq!(missing, [""; 0]);
    assert!(help.contains("A mat is always assumed"), "{help}");
}

#[test]
fn exercises_are_narrowed_by_problem_kind_and_position() {
    let catalog = Catalog::built_in();
    let all = ids("list exercises", &catalog);
    let suits = |filter: &str, suits: &dyn Fn(&Exercise) -> bool| {
        let found = ids(&format!("list exercises {filter}"), &catalog);
        let expected: Vec<_> = all.iter().filter(|id| suits(&catalog.exercise(id).unwrap())).cloned().collect();
        assert!(!found.is_empty() && found.len() < all.len(), "{filter}: {found:?}");
        assert_eq!(found, expected, "{filter}");
    };
    let helps = |exercise: &Exercise, with: &str| exercise.helps_with.iter().any(|problem| problem.as_str() == with);
    suits("--for tight-hip-flexors", &|exercise| helps(exercise, "tight-hip-flexors"));
    suits("--for \"tight hips\"", &|exercise| helps(exercise, "tight-hip-flexors"));
    suits("--for core", &|exercise| helps(exercise, "weak-deep-core"));
    suits("--position sitting", &|exercise| exercise.position == Position::Seated);
    suits("--position on-back", &|exercise| exercise.position == Position::Supine);
    suits("--position \"Face down\"", &|exercise| exercise.position == Position::Prone);
    suits("--for \"Tight hip flexors\"", &|exercise| helps(exercise, "tight-hip-flexors"));
    suits("--kind stretch", &|exercise| exercise.kind == Kind::Stretch || exercise.also.contains(&Kind::Stretch));
    suits("--position standing", &|exercise| exercise.position == Position::Standing);
    suits("--for tight-hip-flexors --equipment none --position standing", &|exercise| {
        helps(exercise, "tight-hip-flexors")
            && exercise.position == Position::Standing
            && exercise.equipment.iter().all(|need| need.any_of().iter().any(|thing| thing.as_str() == "mat"))
    });
}

#[test]
fn a_list_is_narrowed_by_what_is_at_hand() {
    let catalog = Catalog::built_in();
    let needs = |line: &str, id: &str| ids(line, &catalog).contains(&id.to_owned());
    // A mat alone, nothing at all, and one of two things of which either does.
    for (things, mat, ball, dumbbell_or_barbell) in [
        ("none", true, false, false),
        ("nothing", true, false, false),
        ("\"gym ball\"", true, true, false),
        ("ball", true, true, false),
        ("mat", true, false, false),
        ("stability-ball", true, true, false),
        ("dumbbell", true, false, true),
        ("barbell,stability-ball", true, true, true),
        ("\"stability ball , Barbell\"", true, true, true),
        ("stability-ball --equipment dumbbell", true, true, true),
    ] {
        let line = format!("list exercises --equipment {things}");
        assert_eq!(needs(&line, "plank"), mat, "{line}");
        assert_eq!(needs(&line, "stability-ball-pike"), ball, "{line}");
        assert_eq!(needs(&line, "squat"), dumbbell_or_barbell, "{line}");
    }
    assert!(needs("list --equipment none", "tabletop-and-twist") && !needs("list --equipment none", "split-hip-stop"));
    assert!(needs("list --equipment step", "split-hip-stop") && needs("list --equipment bench", "split-hip-stop"));
}

#[test]
fn routines_are_narrowed_by_minutes_and_occasion() {
    let catalog = Catalog::built_in();
    let short = content("list --minutes 3");
    assert!(short.out.contains("split-hip-stop ") && !short.out.contains("core-basics "), "{}", short.out);
    let minutes = |line: &&str| line.rsplit("  ").next().unwrap().trim_start_matches("about ").to_owned();
    let shown: Vec<String> = short.lines().iter().map(minutes).collect();
    assert!(shown.iter().all(|length| length.ends_with(" s") || ["2 min", "3 min"].contains(&length.as_str())));
    let before_run = ids("list --when before-run", &catalog);
    let is = |id: &String| catalog.routine(id).unwrap().when.contains(&When::BeforeRun);
    assert!(!before_run.is_empty() && before_run.iter().all(is), "{before_run:?}");
    let both = ids("list routines --when before-run --minutes 3 --equipment step", &catalog);
    assert!(both.contains(&"split-hip-stop".to_owned()) && both.len() < before_run.len(), "{both:?}");
}

#[test]
fn routines_are_narrowed_by_the_position_they_stay_in() {
    let catalog = Catalog::built_in();
    let warm_up = ids("list routines --when before-run --equipment nothing --position standing", &catalog);
    assert_eq!(warm_up, ["run-warm-up"]);
    let all = ids("list", &catalog);
    for (word, position) in [("standing", Position::Standing), ("on-back", Position::Supine)] {
        let found = ids(&format!("list --position {word}"), &catalog);
        let stays = |id: &&String| {
            let routine = catalog.routine(id).unwrap();
            let exercises = routine.steps.iter().map(|step| catalog.exercise(step.exercise.as_str()).unwrap());
            exercises.into_iter().all(|exercise| position.includes(exercise.position))
        };
        assert_eq!(found, all.iter().filter(stays).cloned().collect::<Vec<_>>(), "{word}");
        assert!(!found.is_empty() && found.len() < all.len(), "{word}: {found:?}");
    }
    assert!(Position::Standing.includes(Position::Lunge) && !Position::Lunge.includes(Position::Standing));
}

#[test]
fn a_routine_that_cannot_be_played_fits_no_time() {
    let step = r#"{"exercise": "plank", "sets": 20}"#;
    let mut file = routine_file("mine", "Mine", &vec![step; 30].join(","));
    file.text = file.text.map(|text| text.replacen('{', r#"{"rounds": 20, "#, 1));
    let catalog = with_files(&[file]);
    assert!(ids("list", &catalog).contains(&"mine".to_owned()));
    assert!(!ids("list --minutes 600", &catalog).contains(&"mine".to_owned()));
}

#[test]
fn where_nothing_suits_it_is_said_kindly_and_is_no_failure() {
    for (line, kind) in [("list exercises --kind cardio --position prone", "exercise"), ("list --minutes 1", "routine")]
    {
        let ran = content(line);
        assert_eq!((ran.out.as_str(), ran.outcome.exit), ("", Exit::Done));
        let said = format!("supple: no {kind} matches all of that; leave out a filter to see more");
        assert_eq!(ran.outcome.messages, [said]);
        let ran = content(&format!("{line} --json"));
        assert_eq!((ran.out.as_str(), ran.outcome), ("[]\n", Outcome::done()));
    }
}

/// The one message of a wrong use.
fn misuse(line: &str) -> String {
    let ran = content(line);
    assert_eq!((ran.outcome.exit, ran.outcome.exit.code(), ran.out.as_str()), (Exit::Misused, 2, ""), "{line}");
    let [message] = ran.outcome.messages.as_slice() else { panic!("{line}: {:?}", ran.outcome.messages) };
    message.strip_prefix("supple: ").unwrap().to_owned()
}

#[test]
fn a_filter_that_does_not_go_with_the_list_says_with_what_it_goes() {
    for (line, said) in [
        ("list --for tight-glutes", "`--for` works with exercises; try `supple list exercises --for tight-glutes`"),
        ("list --kind stretch", "`--kind` works with exercises; try `supple list exercises --kind stretch`"),
        (
            "list plans --position prone",
            "`--position` works with exercises and routines; try `supple list exercises --position prone`",
        ),
        ("list exercises --minutes 5", "`--minutes` works with routines; try `supple list routines --minutes 5`"),
        ("list guides --when evening", "`--when` works with routines; try `supple list routines --when evening`"),
        (
            "list plans --equipment mat,chair",
            "`--equipment` works with exercises and routines; try `supple list exercises --equipment mat,chair`",
        ),
    ] {
        assert_eq!(misuse(line), said);
        assert_eq!(misuse(&format!("{line} --json")), said);
    }
}

#[test]
fn an_unknown_problem_or_thing_is_told_with_the_nearest() {
    for (line, said) in [
        ("--for tihgt-hip-flexors", "no exercise helps with `tihgt-hip-flexors`; did you mean `tight-hip-flexors`?"),
        ("--for hips", "no exercise helps with `hips`; did you mean `tight-hip-flexors` or `weak-hip-flexors`?"),
        (
            "--for hamstrings",
            "no exercise helps with `hamstrings`; did you mean `tight-hamstrings` or `weak-hamstrings`?",
        ),
        ("--equipment mat,chiar", "nothing needs `chiar`; did you mean `chair`?"),
        ("--equipment weights", "nothing needs `weights`; did you mean `ankle-weights` or `barbell` or `dumbbell`?"),
        ("--equipment none,chair", "`none` means just the floor; leave out the other things"),
        ("--equipment ,", "`--equipment` is empty; `none` is for the floor alone"),
        ("--equipment \"\"", "`--equipment` is empty; `none` is for the floor alone"),
    ] {
        assert_eq!(misuse(&format!("list exercises {line}")), said);
    }
    let all = misuse("list exercises --for \"\u{1b}[2Jxyz\u{202e}\"");
    assert!(all.starts_with("no exercise helps with `xyz`; expected one of: desk-stiffness, "), "{all}");
    let all = misuse("list --equipment qqqqqq");
    assert!(all.starts_with("nothing needs `qqqqqq`; expected one of: ") && all.contains(", mat, "), "{all}");
}

#[test]
fn the_users_own_problems_and_things_can_be_asked_for() {
    let mine = item_file(
        ItemKind::Exercise,
        "hang",
        r#"{"id": "hang", "name": "Dead Hang", "kind": "stretch", "position": "standing", "sides": "none",
        "equipment": ["pull-up-bar"], "helps_with": ["weak-grip"], "summary": "Hang.", "setup": ["Hang."],
        "breathing": "Free.", "dose": {"hold_s": 20}}"#,
    );
    let catalog = with_files(&[mine]);
    assert_eq!(ids("list exercises --for weak-grip", &catalog), ["hang"]);
    assert_eq!(ids("list exercises --for weak-grip --equipment pull-up-bar", &catalog), ["hang"]);
    assert_eq!(ids("list exercises --for weak-grip --equipment none", &catalog), [""; 0]);
    assert!(run("list exercises --for weak-grip", &catalog).out.starts_with("hang  Dead Hang (yours)"));
}

#[test]
fn the_users_own_are_marked_and_broken_ones_are_pointed_out() {
    let long = "Mine, With a Title That Goes on and on";
    let files = vec![
        routine_file("mine", long, PLANK),
        routine_file("core-basics", "Core", PLANK),
        routine_file("broken", "Broken", ""),
        routine_file(&["x"; 30].join("-"), "Long", PLANK),
    ];
    let catalog = with_files(&files);
    let ran = run("list", &catalog);
    assert!(ran.out.contains("  Mine, With a Title That Goes on and on (yours)  "), "{}", ran.out);
    assert!(ran.out.contains("Core (yours)"));
    assert_eq!(ran.outcome.messages, ["supple: 1 problem in your own files; `supple check` shows them"]);
    assert_eq!(ran.outcome.exit, Exit::Done);
    let json = run("list --json", &catalog).json();
    let own: Vec<_> = json.as_array().unwrap().iter().filter(|routine| routine["own"] == true).collect();
    assert_eq!(own.len(), 3);
    assert!(own.iter().any(|routine| routine["id"] == "core-basics" && routine["replaces_built_in"] == true));
    let shown = run("show core-basics", &catalog);
    assert!(shown.out.contains("\nyours; replaces the built-in one\n"), "{}", shown.out);
    assert!(!shown.out.contains('*'), "its numbers are the user's: {}", shown.out);
}

#[test]
fn a_title_with_escape_sequences_is_shown_without_them() {
    let catalog = with_files(&[routine_file("mine", r"A\u001b[31mB\u202eC", PLANK)]);
    for line in ["list", "show mine"] {
        let ran = run(line, &catalog);
        assert!(ran.out.contains("ABC") && !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'), "{}", ran.out);
    }
}
