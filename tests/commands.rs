//! Every command that needs no screen, against a writer in memory: what it says to people and to
//! programs.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use clap::Parser;
use serde_json::{Value, json};
use supple::app::ids::Ids;
use supple::cli::{Cli, Command};
use supple::commands::check::{Asked, TextFile};
use supple::commands::paths::Place;
use supple::commands::rate::Fate;
use supple::commands::{Exit, Outcome, check, completions, list, log, man, paths, rate, show};
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::record::entry::Body;
use supple::domain::record::fold::Fold;
use supple::domain::record::journal::Journal;
use supple::domain::record::stamp;
use supple::domain::text::lines::columns;
use supple::domain::time::{Instant, Now};

/// The output of a command and what it comes to.
struct Ran {
    out: String,
    outcome: Outcome,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}

fn now() -> Now {
    Now { mono: Instant::from_millis(0), wall: stamp::parse("2026-11-20T18:00:00+01:00").unwrap() }
}

fn parse(line: &str) -> Command {
    let words = std::iter::once("supple").chain(line.split(' '));
    Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}")).command.unwrap()
}

fn run(line: &str, catalog: &Catalog, journal: &Journal) -> Ran {
    let mut out = Vec::new();
    let outcome = match parse(line) {
        Command::List(args) => list::run(catalog, &args, &mut out),
        Command::Show(args) => show::run(catalog, &args, &mut out),
        Command::Log(args) => log::run(journal, &args, &now(), &mut out),
        Command::Completions(args) => completions::run(&args, &mut out),
        Command::Man => man::run(&mut out),
        other => panic!("not here: {other:?}"),
    };
    Ran { out: String::from_utf8(out).unwrap(), outcome: outcome.unwrap() }
}

fn content(line: &str) -> Ran {
    run(line, &Catalog::built_in(), &Journal::default())
}

fn routine_file(stem: &str, title: &str, steps: &str) -> UserFile {
    let text = format!(
        r#"{{"id": "{stem}", "title": "{title}", "summary": "Short.", "when": ["any-day"], "steps": [{steps}]}}"#
    );
    UserFile { kind: ItemKind::Routine, path: format!("routines/{stem}.json"), stem: stem.to_owned(), text: Ok(text) }
}

fn with_files(files: &[UserFile]) -> Catalog {
    Catalog::with_user_files(files)
}

const PLANK: &str = r#"{"exercise": "plank", "hold_s": 20}"#;

#[test]
fn lists_fit_eighty_columns_and_name_everything() {
    let routines = content("list");
    assert_eq!(routines.lines().len(), 8);
    assert!(routines.lines().contains(&"split-hip-stop         Split Hip Stop                       2 min"));
    assert_eq!(routines.outcome, Outcome::done());
    let exercises = content("list exercises");
    assert!(
        exercises.lines().contains(&"bird-dog                       Bird Dog                   stability  all-fours")
    );
    let all = [routines.lines(), exercises.lines()].concat();
    assert!(all.iter().all(|line| columns(line) <= 80 && !line.ends_with(' ')), "{all:#?}");
    for id in Catalog::built_in().exercise_ids() {
        assert!(exercises.lines().iter().any(|line| line.split(' ').next() == Some(id)), "{id}");
    }
}

#[test]
fn lists_for_programs_hold_numbers_and_words() {
    let routines = content("list --json").json();
    let desk = routines.as_array().unwrap().iter().find(|routine| routine["id"] == "desk-break").unwrap();
    assert_eq!((&desk["title"], &desk["when"]), (&json!("Half-Hour Desk Break"), &json!(["desk-break"])));
    assert_eq!(
        (&desk["own"], &desk["replaces_built_in"], &desk["estimate"]),
        (&json!(false), &json!(false), &json!(false))
    );
    assert!(desk["length_s"].as_u64().unwrap() > 120 && desk["steps"] == 3 && desk["rounds"] == 1, "{desk}");
    let exercises = content("list exercises --json").json();
    let plank = exercises.as_array().unwrap().iter().find(|exercise| exercise["id"] == "plank").unwrap();
    assert_eq!((&plank["kind"], &plank["sides"]), (&json!("stability"), &json!("none")));
    assert_eq!(plank["equipment"], json!(["mat"]));
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
    let ran = run("list", &catalog, &Journal::default());
    assert!(ran.out.contains("mine                   Mine, With a Ti… (yours)"), "{}", ran.out);
    assert!(ran.out.contains("Core (yours)"));
    assert!(ran.lines().iter().all(|line| columns(line) <= 80), "{}", ran.out);
    assert_eq!(ran.outcome.messages, ["supple: 1 problem in your own files; `supple check` shows them"]);
    assert_eq!(ran.outcome.exit, Exit::Done);
    let json = run("list --json", &catalog, &Journal::default()).json();
    let own: Vec<_> = json.as_array().unwrap().iter().filter(|routine| routine["own"] == true).collect();
    assert_eq!(own.len(), 3);
    assert!(own.iter().any(|routine| routine["id"] == "core-basics" && routine["replaces_built_in"] == true));
    let shown = run("show core-basics", &catalog, &Journal::default());
    assert!(shown.out.contains("\nyours, in place of the built-in one\n"), "{}", shown.out);
    assert!(shown.out.contains("* no source's number: your file's, or ours"));
}

#[test]
fn a_title_with_escape_sequences_is_shown_without_them() {
    let catalog = with_files(&[routine_file("mine", r"A\u001b[31mB\u202eC", PLANK)]);
    for line in ["list", "show mine"] {
        let ran = run(line, &catalog, &Journal::default());
        assert!(ran.out.contains("ABC") && !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'), "{}", ran.out);
    }
}

/// An exercise and a routine with something in every field that is shown.
fn made_up() -> Catalog {
    let exercise = r#"{"id": "reach", "name": "Side Reach", "aliases": ["lean"], "kind": "stretch", "also": ["mobility"],
        "position": "side-lying", "equipment": ["foam-roller"], "sides": "each",
        "side_names": {"left": "left arm up", "right": "right arm up"}, "summary": "Opens the side of the trunk.",
        "setup": ["Lie down.", "Reach as far over your head as you can without the ribs lifting, then a little further."],
        "cues": [{"at": "each-rep", "say": "Long arm"}, {"at": "every", "every_s": 20, "say": "Breathe"}],
        "breathing": "Slow.", "mistakes": [{"seen": "Ribs lift", "fix": "Reach less."}], "stretches": ["side"],
        "helps_with": ["stiff-trunk"], "harder": ["plank"], "careful": ["Sore shoulder: bend the arm."],
        "role": "avoid-while-sore", "instead": "cat-cow", "pass": "It reaches.", "steps_are_ours": true,
        "dose": {"hold_s": {"from": 20, "to": 30, "whose": "source"}, "sets": 2, "rest_s": {"from": 5, "whose": "source"}},
        "doses": [{"name": "Short", "reps": 5, "tempo_s": 6}],
        "sources": [{"author": "A. Author", "title": "Reaching", "publisher": "Press"}]}"#;
    let routine = r#"{"id": "evening", "title": "An Evening", "summary": "Two moves before bed.",
        "when": ["evening", "before-run"], "equipment": ["mat"], "frequency": "every day", "pain_limit": 3,
        "rounds": {"from": 2, "whose": "source"},
        "steps": [{"exercise": "reach", "note": "On the bed is fine.",
                   "before_run": {"sets": 1, "why": "no long holds before a run"}},
                  {"exercise": "reach", "breaths": {"from": 4, "whose": "source"}, "sides": "none"}],
        "notes": ["Dim the light."], "sources": [{"title": "Sleep"}]}"#;
    let file = |kind, stem: &str, text: &str| UserFile {
        kind,
        path: format!("{stem}.json"),
        stem: stem.to_owned(),
        text: Ok(text.to_owned()),
    };
    let catalog =
        with_files(&[file(ItemKind::Exercise, "reach", exercise), file(ItemKind::Routine, "evening", routine)]);
    assert_eq!(catalog.problems(), []);
    catalog
}

#[test]
fn a_routine_is_shown_whole() {
    let expected = "\
An Evening                                                                 6 min
evening

Two moves before bed.
evening, before run · needs mat
do it every day
yours
pain limit 3 of 10

Steps (2 rounds)
  1. Side Reach                          2* × 20 s, each side, 5 s rest
     before a run 20 s, each side (no long holds before a run)
     On the bed is fine.
  2. Side Reach                                        2* × 4 breaths, 5 s rest

* no source's number: your file's, or ours

Notes
  - Dim the light.

Sources
  - Sleep
";
    let shown = run("show evening", &made_up(), &Journal::default()).out;
    let folded =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(folded(&shown), folded(expected), "{shown}");
    assert!(shown.lines().all(|line| columns(line) <= 80), "{shown}");
    assert!(content("show split-hip-stop").out.contains("     before a run: under 60 seconds of static hold"));
    assert!(content("show core-basics").out.contains("\n* our number, not the source's\n"));
}

#[test]
fn an_exercise_is_shown_whole() {
    let expected = "\
Side Reach                                                     stretch, mobility
reach

Opens the side of the trunk.
side lying · needs foam roller · one side, then the other (left arm up, right
arm up)
also called lean
yours

Setup (these steps are ours)
  1. Lie down.
  2. Reach as far over your head as you can without the ribs lifting, then a
     little further.

Cues
  - each rep: Long arm
  - every 20 s: Breathe

Breathing
  Slow.

Mistakes
  - Ribs lift → Reach less.

What it does
  stretches    side
  helps with   stiff trunk
  passes when  It reaches.

Dose
  - 2* × 20-30 s, each side, 5 s rest
  - Short: 2* × 5* reps, each side, 6* s a rep, 5 s rest
    * no source's number: your file's, or ours

Variants
  harder   Forearm Plank (plank)
  instead  Cat-Cow (cat-cow)

Take care
  - Not while your low back is sore.
  - Sore shoulder: bend the arm.

Sources
  - A. Author, Reaching (Press)
";
    assert_eq!(run("show reach", &made_up(), &Journal::default()).out, expected);
}

#[test]
fn everything_built_in_is_shown_in_eighty_columns() {
    let catalog = Catalog::built_in();
    let ids: Vec<String> = catalog.routine_ids().chain(catalog.exercise_ids()).map(str::to_owned).collect();
    for id in ids {
        let ran = run(&format!("show {id}"), &catalog, &Journal::default());
        assert!(ran.lines().iter().all(|line| columns(line) <= 80), "{}", ran.out);
        assert!(ran.out.contains(&id) && ran.outcome == Outcome::done());
        assert_eq!(run(&format!("show {id} --json"), &catalog, &Journal::default()).json()["id"], id.as_str());
    }
}

#[test]
fn a_routine_for_programs_has_its_timeline() {
    let shown = content("show split-hip-stop --json").json();
    assert_eq!((&shown["type"], &shown["estimate"]), (&json!("routine"), &json!(false)));
    assert_eq!(shown["steps"][0]["hold_s"], json!({"from": 20.0, "to": 30.0, "use": 25.0, "whose": "source"}));
    let timeline = shown["timeline"].as_array().unwrap();
    assert_eq!((&timeline[0]["kind"], &timeline[0]["at_s"]), (&json!("prepare"), &json!(0.0)));
    assert_eq!((&timeline[1]["kind"], &timeline[1]["side"]), (&json!("hold"), &json!("left")));
    let total: f64 = timeline.iter().map(|part| part["length_s"].as_f64().unwrap()).sum();
    assert_eq!(Some(total), shown["length_s"].as_f64());
    assert_eq!(content("show plank --json").json()["type"], "exercise");
}

#[test]
fn what_is_shown_goes_by_id_name_beginning_or_other_name() {
    for (asked, found) in [
        ("split-hip-stop", "Split Hip Stop"),
        ("SPLIT-HIP-STOP", "Split Hip Stop"),
        ("uhan", "Uhan Trunk-Stability Set"),
        ("plank", "Forearm Plank"),
        ("bird", "Bird Dog"),
        ("bridge", "Glute Bridge"),
    ] {
        assert!(content(&format!("show {asked}")).out.starts_with(found), "{asked}");
    }
    let titled = |asked: &str| {
        let args = supple::cli::Show { id: asked.to_owned(), json: supple::cli::Json { json: false } };
        let mut out = Vec::new();
        show::run(&Catalog::built_in(), &args, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    // An exercise and a routine have this name; the routine is what is played.
    assert!(titled(" half-hour desk break").contains("\ndesk-break\n"));
    assert!(titled("Dead Bug").contains("\ndead-bug\n"));
}

#[test]
fn a_miss_suggests_the_nearest_of_both_kinds() {
    let said = |asked: &str| {
        let ran = content(&format!("show {asked}"));
        assert_eq!((ran.outcome.exit, ran.out.as_str()), (Exit::Failed, ""));
        ran.outcome.messages.join("\n")
    };
    let unknown = |asked: &str, hint: &str| format!("supple: there is no routine or exercise `{asked}`; {hint}");
    assert_eq!(said("brid-dog"), unknown("brid-dog", "did you mean `bird-dog`?"));
    assert_eq!(said("split-hip-stp"), unknown("split-hip-stp", "did you mean `split-hip-stop`?"));
    let fold = "did you mean `seated-forward-fold` or `seated-forward-fold-raised`?";
    assert_eq!(said("ted-forward"), unknown("ted-forward", fold));
}

#[test]
fn a_miss_without_anything_near_says_where_to_look() {
    let ran = content("show \u{1b}[31mzzzzzzzz");
    assert_eq!(
        ran.outcome.messages,
        ["supple: there is no routine or exercise `zzzzzzzz`; `supple list` and `supple list exercises` show all"]
    );
    let several = content("show split-hip");
    assert_eq!(several.outcome.messages, ["supple: `split-hip` fits several: split-hip-stop, split-hip-stretch"]);
}

fn rated(line: &str, fate: &Fate) -> (supple::domain::record::entry::Entry, Ran) {
    let Command::Rate(args) = parse(line) else { panic!("{line}") };
    let entry = rate::entry(&args, &mut Ids::new(1), &now());
    let mut out = Vec::new();
    let outcome = rate::tell(&entry, fate, &mut out).unwrap();
    (entry, Ran { out: String::from_utf8(out).unwrap(), outcome })
}

#[test]
fn a_rating_is_noted_in_one_line() {
    let written = Fate::Written { earlier: 0 };
    let said = |line: &str| rated(line, &written).1.out;
    assert_eq!(said("rate 0"), "noted: pain 0\n");
    assert_eq!(
        said("rate 3 --region low_back --side left --moment before"),
        "noted: pain 3, low back, left (before)\n"
    );
    assert_eq!(
        said("rate 10 --spread below_knee --word sharp --word numb --word sharp --moment next_morning"),
        "noted: pain 10, spreads below the knee, sharp, numb (next morning)\n"
    );
    let (entry, _) = rated("rate 3 --word sharp --word sharp", &written);
    assert_eq!(entry.at, now().wall);
    assert!(entry.to_line().contains(r#""score":3,"moment":"other","words":["sharp"]}"#), "{}", entry.to_line());
}

#[test]
fn a_note_is_cleaned_and_cut_between_graphemes() {
    let note = format!("\u{1b}[2J{}", "👨‍👩‍👧".repeat(300));
    let (entry, _) = rated(&format!("rate 3 --note {note}"), &Fate::Written { earlier: 0 });
    let Body::Rating(rating) = entry.body else { panic!() };
    assert_eq!(rating.note.unwrap().as_str(), "👨‍👩‍👧".repeat(280));
    let (entry, _) = rated("rate 3 --note \u{200b}", &Fate::Written { earlier: 0 });
    assert!(matches!(entry.body, Body::Rating(rating) if rating.note.is_none()));
}

#[test]
fn a_rating_that_cannot_be_written_says_why_and_where_it_is() {
    let why = "cannot write to the journal, /j: the disk is full; make room".to_owned();
    let (_, ran) = rated("rate 3", &Fate::Kept { why: why.clone(), folder: "/state".to_owned() });
    assert_eq!((ran.outcome.exit, ran.out.as_str()), (Exit::Failed, ""));
    let kept = "supple: your rating (pain 3) is kept in /state and will be written next time";
    assert_eq!(ran.outcome.messages, [format!("supple: {why}"), kept.to_owned()]);
    let (_, ran) = rated("rate 3", &Fate::Lost { why, also: "no room".to_owned() });
    assert_eq!(ran.outcome.messages[1], "supple: your rating (pain 3) is not saved: no room");
}

#[test]
fn wrong_use_says_what_is_right() {
    for (line, right) in [
        ("rate 11", "0 (no pain) to 10"),
        ("rate -1", "0 (no pain) to 10"),
        ("rate x", "0 (no pain) to 10"),
        ("rate 3.5", "0 (no pain) to 10"),
        ("rate 3 --region bakc", "allowed: mid_back, low_back"),
        ("rate 3 --moment during", "allowed: other, before, after, next_morning"),
        ("log --since lastweek", "a date like 2026-11-20, or 7d"),
        ("log --since 2026-02-30", "a date like 2026-11-20, or 7d"),
        ("list plans", "routines, exercises"),
    ] {
        let error = Cli::try_parse_from(["supple"].into_iter().chain(line.split(' '))).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
        assert!(error.to_string().contains(right), "{line}: {error}");
    }
}

const SESSION: &str = "00000000-0000-7000-8000-000000000001";

fn rating_line(n: u32, at: &str, more: &str) -> String {
    format!(r#"{{"v":1,"id":"00000000-0000-7000-8000-0000000001{n:02}","kind":"rating","at":"{at}",{more}}}"#)
}

fn journal(lines: &[String]) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("laptop.jsonl");
    lines.iter().for_each(|line| fold.line(line.as_bytes()));
    fold.finish()
}

/// A session with its ratings, the next morning, and a rating of its own; a changed note; a torn line.
fn week() -> Journal {
    let step = |outcome: &str| {
        format!(
            r#"{{"exercise":"plank","set":1,"outcome":"{outcome}","planned":{{"hold_s":25}},"done":{{"hold_s":25}}}}"#
        )
    };
    let of_session =
        |score: &str, moment: &str| format!(r#""score":{score},"moment":"{moment}","session":"{SESSION}""#);
    journal(&[
        format!(
            r#"{{"v":1,"id":"{SESSION}","kind":"session","at":"2026-11-19T07:02:31+01:00","ended":"2026-11-19T07:14:40+01:00","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":634,"effort":4,"note":"","steps":[{},{}]}}"#,
            step("done"),
            step("skipped"),
        ),
        rating_line(
            1,
            "2026-11-19T07:02:10+01:00",
            &format!(r#"{},"region":"low_back","side":"left""#, of_session("3", "before")),
        ),
        rating_line(2, "2026-11-19T07:09:00+01:00", &of_session("5", "during")),
        rating_line(3, "2026-11-19T07:15:00+01:00", &of_session("null", "after")),
        rating_line(4, "2026-11-20T07:30:00+01:00", &of_session("0", "next_morning")),
        rating_line(
            5,
            "2026-11-20T12:00:00+01:00",
            r#""score":2,"moment":"other","words":["aching"],"note":"desk day""#,
        ),
        format!(
            r#"{{"v":1,"id":"00000000-0000-7000-8000-000000000009","kind":"amend","at":"2026-11-19T08:00:00+01:00","target":"{SESSION}","set":{{"note":"left side tighter"}}}}"#
        ),
        r#"{"v":1,"id":"torn"#.to_owned(),
        r#"{"v":2,"id":"newer"}"#.to_owned(),
    ])
}

fn logged(line: &str) -> Ran {
    run(line, &Catalog::built_in(), &week())
}

#[test]
fn the_log_has_days_sessions_and_ratings() {
    let ran = logged("log");
    let expected = "\
Thursday 19 Nov 2026
  07:02  Split Hip Stop · completed · 11 min · 1 of 2 parts
         pain 3 → —, up to 5 during · low back, left · effort 4
         left side tighter

Friday 20 Nov 2026
  07:30  pain 0 · next morning, after Split Hip Stop
  12:00  pain 2 · aching
         desk day
";
    assert_eq!(ran.out, expected);
    assert_eq!(ran.outcome.exit, Exit::Done);
    assert!(ran.outcome.messages[0].starts_with("laptop.jsonl:8: the line is torn"), "{:?}", ran.outcome);
    assert_eq!(ran.outcome.messages[1], "1 line of the journal from another version or program, kept and not shown");
}

#[test]
fn the_log_can_be_narrowed() {
    assert_eq!(logged("log --since today").lines().len(), 4);
    assert_eq!(logged("log --since 1d").lines(), logged("log").lines());
    assert_eq!(logged("log --kind session").lines(), logged("log").lines()[..4]);
    let ratings = logged("log --kind rating");
    assert_eq!(ratings.lines()[1], "  07:02  pain 3 · before Split Hip Stop · low back, left");
    assert_eq!(ratings.lines()[3], "  07:15  pain — · after Split Hip Stop");
    let none = logged("log --since 2026-12-01");
    assert_eq!(none.out, "nothing recorded since Tuesday 1 Dec 2026\n");
    assert_eq!(logged("log --since 2026-12-01 --json").json(), json!([]));
}

#[test]
fn an_empty_journal_says_so_kindly() {
    let ran = run("log", &Catalog::built_in(), &Journal::default());
    assert!(ran.out.starts_with("nothing recorded yet; `supple start"), "{}", ran.out);
    assert_eq!(ran.outcome, Outcome::done());
    assert_eq!(run("log --json", &Catalog::built_in(), &Journal::default()).out, "[]\n");
}

#[test]
fn the_log_for_programs_holds_the_entries_as_they_are_now() {
    let entries = logged("log --json").json();
    let entries = entries.as_array().unwrap();
    assert_eq!(entries.len(), 6);
    let session = &entries[1];
    assert_eq!((&session["id"], &session["note"]), (&json!(SESSION), &json!("left side tighter")));
    assert_eq!((&session["amended"], &session["steps"][1]["outcome"]), (&json!(true), &json!("skipped")));
    let before = &entries[0];
    assert_eq!(
        (&before["amended"], &before["score"], &before["region"]),
        (&json!(false), &json!(3), &json!("low_back"))
    );
    let after = entries.iter().find(|entry| entry["moment"] == "after").unwrap();
    assert!(after.as_object().unwrap()["score"].is_null());
    assert_eq!((&after["v"], &after["kind"]), (&json!(1), &json!("rating")));
}

#[expect(clippy::needless_pass_by_value, reason = "calls read better without `&`")]
fn checked(own: Vec<UserFile>, asked: Asked, json: bool) -> Ran {
    let mut out = Vec::new();
    let outcome = check::run(own, &asked, json, &mut out).unwrap();
    Ran { out: String::from_utf8(out).unwrap(), outcome }
}

fn own(settings: Option<&str>) -> Asked {
    let settings = settings.map(|text| text_file("c/settings.toml", text));
    Asked::Own { settings, folder: "c".to_owned() }
}

fn text_file(path: &str, text: &str) -> TextFile {
    let parts: Vec<&str> = path.split('/').collect();
    TextFile {
        path: path.to_owned(),
        folder: parts[parts.len() - 2].to_owned(),
        stem: parts[parts.len() - 1].split('.').next().unwrap().to_owned(),
        text: Ok(text.to_owned()),
    }
}

#[test]
fn checking_tells_every_problem_and_counts() {
    let none = checked(Vec::new(), own(None), false);
    assert_eq!((none.out.as_str(), none.outcome), ("no files of your own in c\n", Outcome::done()));
    let good = checked(vec![routine_file("mine", "Mine", PLANK)], own(Some("bell = false")), false);
    assert_eq!((good.out.as_str(), good.outcome.exit), ("2 files, no problems\n", Exit::Done));
    let warned = checked(vec![routine_file("mine", "Mi\u{202e}ne", PLANK)], own(None), false);
    assert!(warned.out.ends_with("1 file, 1 problem (1 warning)\n"), "{}", warned.out);
    assert_eq!(warned.outcome.exit, Exit::Done);

    let files = vec![routine_file("mine", "Mine", r#"{"exercise": "plnk"}, {"exercise": "plank", "hold_s": 0}"#)];
    let ran = checked(files, own(Some("bell = true\ntheme = \"drak\"")), false);
    assert_eq!(
        ran.lines(),
        [
            "routines/mine.json:1:98: steps[0].exercise: there is no exercise `plnk`; did you mean `plank`?",
            "routines/mine.json:1:139: steps[1].hold_s: 0 is out of range; allowed: 1 to 3600",
            "c/settings.toml:2:9: `drak` is not a theme; allowed: auto, light, dark, high-contrast",
            "2 files, 3 problems",
        ]
    );
    assert_eq!(ran.outcome.exit, Exit::Failed);
}

#[test]
fn problems_for_programs_are_a_list() {
    let files = vec![UserFile { text: Err("too large".to_owned()), ..routine_file("mine", "", "") }];
    let ran = checked(files, own(None), true);
    assert_eq!(
        ran.json(),
        json!([{"file": "routines/mine.json", "line": 1, "column": 1, "field": "", "message": "too large", "severity": "error"}])
    );
    assert_eq!(checked(Vec::new(), own(None), true).json(), json!([]));
}

#[test]
fn a_routine_with_too_many_parts_is_a_problem() {
    let step = r#"{"exercise": "plank", "sets": 20}"#;
    let mut file = routine_file("mine", "Mine", &vec![step; 30].join(","));
    file.text = file.text.map(|text| text.replacen('{', r#"{"rounds": 20, "#, 1));
    let ran = checked(vec![file.clone()], own(None), false);
    assert!(ran.out.contains("would have over 10000 parts"), "{}", ran.out);
    let catalog = with_files(&[file]);
    assert!(run("list", &catalog, &Journal::default()).out.contains("not playable"));
    assert!(run("show mine", &catalog, &Journal::default()).out.contains("cannot be played"));
    assert_eq!(run("show mine --json", &catalog, &Journal::default()).json()["length_s"], Value::Null);
}

#[test]
fn given_files_are_checked_among_the_users_own() {
    let own_exercise = UserFile {
        kind: ItemKind::Exercise,
        path: "exercises/hop.json".to_owned(),
        stem: "hop".to_owned(),
        text: Ok(r#"{"id": "hop", "name": "Hop", "kind": "cardio", "position": "standing", "sides": "none",
            "summary": "Hop.", "setup": ["Stand."], "breathing": "Free.", "dose": {"reps": 5}}"#
            .to_owned()),
    };
    let broken = routine_file("other", "Other", "");
    let text = |steps: &str| routine_file("mine", "Mine", steps).text.unwrap();
    let given = |steps: &str| Asked::Files(vec![text_file("elsewhere/mine.json", &text(steps))]);
    let own = || vec![own_exercise.clone(), broken.clone(), routine_file("mine", "Old", "")];
    let good = checked(own(), given(r#"{"exercise": "hop"}"#), false);
    assert_eq!((good.out.as_str(), good.outcome.exit), ("1 file, no problems\n", Exit::Done));
    let bad = checked(own(), given(r#"{"exercise": "hopp"}"#), false);
    assert!(bad.out.contains("did you mean `hop`?\n1 file, 1 problem\n"), "{}", bad.out);
    let misnamed = Asked::Files(vec![text_file("elsewhere/x.json", &text(PLANK))]);
    let misnamed = checked(Vec::new(), misnamed, false);
    assert!(misnamed.out.contains("the id `mine` and the file name `x.json` differ"), "{}", misnamed.out);
    let settings = Asked::Files(vec![text_file("x/settings.toml", "bel = 1")]);
    assert!(checked(Vec::new(), settings, false).out.starts_with("x/settings.toml:1:1: unknown field `bel`"));
}

#[test]
fn exercises_in_a_circle_are_a_problem_of_the_file() {
    let exercise = |id: &str, harder: &str| UserFile {
        kind: ItemKind::Exercise,
        path: format!("exercises/{id}.json"),
        stem: id.to_owned(),
        text: Ok(format!(
            r#"{{"id": "{id}", "name": "X", "kind": "cardio", "position": "standing", "sides": "none", "summary": "X.",
            "setup": ["Stand."], "breathing": "Free.", "dose": {{"reps": 5}}, "harder": ["{harder}"]}}"#
        )),
    };
    let ran = checked(vec![exercise("a", "b"), exercise("b", "a")], own(None), false);
    assert!(ran.out.contains("harder: the easier/harder links run in a circle: a → b → a"), "{}", ran.out);
    assert_eq!(ran.outcome.exit, Exit::Failed);
}

#[test]
fn places_are_lines_or_an_object() {
    let places = [
        Place { name: "config", what: "config", path: Some("/c".to_owned()), exists: false },
        Place { name: "journal_file", what: "this device", path: None, exists: true },
    ];
    let mut out = Vec::new();
    paths::run(&places, false, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text, "config          /c  (not there yet)\nthis device     made with the first entry\n");
    let mut out = Vec::new();
    paths::run(&places, true, &mut out).unwrap();
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value, json!({"config": "/c", "journal_file": null}));
}

#[test]
fn shells_and_man_get_every_command() {
    let names = ["start", "list", "show", "rate", "log", "check", "paths", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let made = content(&format!("completions {shell}")).out;
        assert!(names.iter().all(|name| made.contains(name)) && made.contains("no-check-in"), "{shell}");
    }
    let page = content("man").out;
    assert!(names.iter().all(|name| page.contains(&format!(".SS \"supple {name}\""))), "{page}");
    assert!(page.contains("supple list exercises") && page.contains("Not a medical device"), "{page}");
    assert_eq!((page.matches("\n.nf\n").count(), page.matches("\n.fi\n").count()), (10, 10));
}

#[test]
fn every_help_has_examples() {
    for name in ["start", "list", "show", "rate", "log", "check", "paths", "completions", "man"] {
        let help = Cli::try_parse_from(["supple", name, "--help"]).unwrap_err().to_string();
        assert!(help.contains("Examples:\n  "), "{help}");
        assert!(help.lines().all(|line| columns(line) <= 100), "{help}");
    }
}
