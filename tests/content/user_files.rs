//! Files of the user's that are wrong in one way each: the message, word for word, and what is
//! left to play.

use supple::domain::content::catalog::{Catalog, FileKind, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::content::units::Units;
use supple::domain::content::words::Whose;

/// An exercise with nothing wrong in it; `more` stands on its third line, from column 2.
fn exercise(id: &str, more: &str) -> UserFile {
    let text = format!(
        r#"{{"id": "{id}", "name": "Mine", "kind": "stretch", "position": "standing", "sides": "none",
 "summary": "A reach.", "setup": ["Stand tall.", "Reach up."], "breathing": "Slow.",
 {more}}}"#
    );
    raw(ItemKind::Exercise, id, &text)
}

/// A routine with nothing wrong in it; `steps` stand on its second line, from column 12.
fn routine(id: &str, steps: &str) -> UserFile {
    let text = format!(
        "{{\"id\": \"{id}\", \"title\": \"Mine\", \"summary\": \"Short.\", \"when\": [\"any-day\"],\n \"steps\": [{steps}]}}"
    );
    raw(ItemKind::Routine, id, &text)
}

fn raw(kind: ItemKind, stem: &str, text: &str) -> UserFile {
    let folder = if kind == ItemKind::Exercise { "exercises" } else { "routines" };
    UserFile {
        kind: kind.into(),
        path: format!("{folder}/{stem}.json"),
        stem: stem.to_owned(),
        text: Ok(text.to_owned()),
    }
}

fn load(files: &[UserFile]) -> (Catalog, Vec<String>) {
    let catalog = Catalog::with_user_files(files);
    let problems = catalog.problems().iter().map(ToString::to_string).collect();
    (catalog, problems)
}

/// The problems of one file that must not be usable.
fn refused(file: UserFile) -> Vec<String> {
    let (kind, stem) = (file.kind, file.stem.clone());
    let (catalog, problems) = load(&[file]);
    let FileKind::Item(kind) = kind else { panic!("a figure") };
    assert_eq!(catalog.own(kind, &stem), None, "{stem} was taken");
    problems
}

#[test]
fn the_id_of_timers_is_nobody_else_s() {
    let steps = r#"{"exercise": "plank"}"#;
    let why = "id: `timer` is reserved for timers; give the file and its `id` another name, such as `my-timer`";
    assert_eq!(refused(routine("timer", steps)), [format!("routines/timer.json:1:1: {why}")]);
    assert_eq!(refused(exercise("timer", DOSE)), [format!("exercises/timer.json:1:1: {why}")]);
    assert_eq!(load(&[routine("my-timer", steps)]).1, Vec::<String>::new());
}

/// The problem of an exercise whose dose is `{"hold_s": value}`.
fn refused_hold(value: &str) -> Vec<String> {
    refused(exercise("mine", &format!(r#""dose": {{"hold_s": {value}}}"#)))
}

const DOSE: &str = r#""dose": {"hold_s": 20}"#;

#[test]
fn a_dose_out_of_range_is_one_problem() {
    let out_of_range =
        |given: &str| format!("exercises/mine.json:3:21: dose.hold_s: {given} is out of range; allowed: 1 to 3600");
    assert_eq!(refused_hold("0"), [out_of_range("0")]);
    assert_eq!(refused_hold("-5"), [out_of_range("-5")]);
    assert_eq!(refused_hold("1e9"), [out_of_range("1000000000")]);
    assert_eq!(refused_hold("1e999"), ["exercises/mine.json:3:25: dose.hold_s: number out of range"]);
}

#[test]
fn lengths_are_in_the_chosen_units_and_incomplete_ones_refused() {
    let careful = |text| exercise("mine", &format!(r#""careful": ["{text}"], {DOSE}"#));
    let (catalog, problems) = load(&[careful("A step {60 cm|2 feet} high.")]);
    assert_eq!(problems, [""; 0]);
    let mut catalog = catalog.with_local_units(Units::Imperial);
    let text = |catalog: &Catalog| catalog.exercise("mine").unwrap().careful[0].to_string();
    assert_eq!(text(&catalog), "A step 2 feet high.");
    catalog.choose_units(Some(Units::Metric));
    assert_eq!(text(&catalog), "A step 60 cm high.");
    catalog.choose_units(None);
    assert_eq!(text(&catalog), "A step 2 feet high.", "auto goes by the locale");

    let wrong =
        ["exercises/mine.json:3:13: careful: a length in braces is not complete; write it as {60 centimetres|2 feet}"];
    for text in ["A step {60 cm} high.", "A step {60 cm|2 feet high.", "A step 60 cm}."] {
        assert_eq!(refused(careful(text)), wrong, "{text}");
    }
}

#[test]
fn an_exercise_that_leads_to_a_screened_one_is_warned_of() {
    let ladder = |more: &str| exercise("mine", &format!(r#"{DOSE}, "harder": ["prone-press-up"]{more}"#));
    let (catalog, problems) = load(&[ladder("")]);
    let warned = "exercises/mine.json:1:1: warning: harder: `prone-press-up` is only for after the safety questions; it is not offered from here";
    assert_eq!((problems, catalog.exercise("mine").is_some()), (vec![warned.to_owned()], true));
    assert_eq!(load(&[ladder(r#", "role": "screened""#)]).1, Vec::<String>::new());
}

#[test]
fn a_dose_by_a_source_that_is_not_listed_is_one_problem() {
    let sources = r#""sources": [{"title": "A book"}]"#;
    let by = |by: &str| format!(r#""dose": {{"by": {by}, "hold_s": 20}}, {sources}"#);
    let named = |by: &str| format!(r#"{DOSE}, "doses": [{{"name": "Long", "by": {by}, "hold_s": 60}}], {sources}"#);
    let unlisted = |by: &str| format!("there is no source {by}; `sources` has 1, counted from 1");
    assert_eq!(refused(exercise("mine", &by("2"))), [format!("exercises/mine.json:3:10: dose: {}", unlisted("2"))]);
    assert_eq!(
        refused(exercise("mine", &named("0"))),
        [format!("exercises/mine.json:3:59: doses[0].by: {}", unlisted("0"))]
    );
    let (catalog, problems) = load(&[exercise("mine", &by("1"))]);
    assert_eq!((problems, catalog.exercise("mine").unwrap().dose.by), (vec![], Some(1)));
}

/// The problems of a self-test of the user's with this `test`, which stands from column 10 of the third line.
fn refused_test(test: &str) -> Vec<String> {
    let kind = |mut file: UserFile| {
        file.text = file.text.map(|text| text.replace(r#""kind": "stretch""#, r#""kind": "self-test""#));
        file
    };
    let problems =
        refused(kind(exercise("mine", &format!(r#""test": {test}, {DOSE}, "sources": [{{"title": "A book"}}]"#))));
    let short = |problem: String| problem.trim_start_matches("exercises/mine.json:3:").to_owned();
    problems.into_iter().map(short).collect()
}

#[test]
fn a_self_test_says_its_result() {
    assert_eq!(refused_test("{}"), ["10: test.result: `result` is missing"]);
    assert_eq!(
        refused_test(r#"{"result": "secods"}"#),
        ["28: test.result: `secods` is not a kind of result; did you mean `seconds`? \
          allowed: verdict, seconds, count, kind"]
    );
    assert_eq!(
        refused_test(r#"{"result": "verdict", "limt_s": 30}"#),
        ["42: test.limt_s: unknown field; did you mean `limit_s`? \
          known here: by, confirm, counted, ends_when, kinds, limit_s, pass_from, result"]
    );
    assert_eq!(
        refused(exercise("mine", &format!(r#""test": {{"result": "verdict"}}, {DOSE}"#))),
        ["exercises/mine.json:3:10: test: only a self-test has this; its `kind` is `self-test`"]
    );
}

#[test]
fn the_numbers_of_a_self_test_go_with_its_result() {
    assert_eq!(
        refused_test(r#"{"result": "verdict", "limit_s": 30}"#),
        ["43: test.limit_s: this goes with the result `seconds` or `count`; here it is `verdict`"]
    );
    assert_eq!(
        refused_test(r#"{"result": "seconds"}"#),
        [
            "10: test.limit_s: `limit_s` is missing: after how many seconds is the timer over?",
            "10: test.ends_when: `ends_when` is missing: what ends it earlier? For instance `you touch down`"
        ]
    );
    let seconds = |more: &str| refused_test(&format!(r#"{{"result": "seconds", "ends_when": "you fall", {more}}}"#));
    assert_eq!(seconds(r#""limit_s": 4"#), ["68: test.limit_s: 4 is out of range; allowed: 5 to 600"]);
    assert_eq!(
        seconds(r#""limit_s": 30, "pass_from": 40"#),
        ["85: test.pass_from: 40 is above `limit_s` 30, so nobody could pass"]
    );
    assert_eq!(
        seconds(r#""limit_s": 30, "by": 2"#),
        ["78: test.by: there is no source 2; `sources` has 1, counted from 1"]
    );
}

#[test]
fn a_self_test_has_several_kinds_or_none() {
    let kind = |id: &str| format!(r#"{{"id": "{id}", "label": "L", "looks": "So."}}"#);
    let kinds = |list: &str| refused_test(&format!(r#"{{"result": "kind", "kinds": [{list}]}}"#));
    assert_eq!(kinds(&kind("a")), ["38: test.kinds: there are 1 to choose from; allowed: 2 to 9"]);
    assert_eq!(kinds(&format!("{}, {}", kind("a"), kind("a"))), ["38: test.kinds: `a` is here twice"]);
    assert_eq!(
        kinds(&format!(
            r#"{}, {{"id": "b", "label": "L", "looks": "So.", "leads_to": [{{"routine": "core-basic"}}]}}"#,
            kind("a")
        )),
        ["149: test.kinds[1].leads_to[0].routine: there is no routine `core-basic`; did you mean `core-basics`?"]
    );
    assert_eq!(
        kinds(&format!(r#"{}, {{"id": "b", "looks": ""}}"#, kind("a"))),
        ["82: test.kinds[1].label: `label` is missing", "103: test.kinds[1].looks: this is empty; expected some text"]
    );
}

#[test]
fn a_self_test_that_does_not_say_is_answered_by_what_is_seen() {
    let mut file = exercise("mine", DOSE);
    file.text = file.text.map(|text| text.replace("stretch", "self-test"));
    let (catalog, problems) = load(&[file]);
    assert_eq!(problems, [""; 0]);
    let test = catalog.exercise("mine").unwrap().test.clone().unwrap();
    assert_eq!(test, supple::domain::content::self_test::SelfTest::of_verdict());
}

#[test]
fn a_dose_that_is_no_number_is_one_problem() {
    assert_eq!(
        refused_hold("\"NaN\""),
        ["exercises/mine.json:3:25: dose.hold_s: this is string \"NaN\"; \
          expected a number, or an object like {\"from\": 20, \"to\": 30, \"whose\": \"source\"}"]
    );
    assert_eq!(refused_hold("NaN"), ["exercises/mine.json:3:21: expected value"]);
    assert_eq!(
        refused(exercise("mine", r#""dose": {"sets": 3}"#)),
        ["exercises/mine.json:3:10: dose: it does not say how much; expected one of hold_s, reps, breaths, minutes"]
    );
}

#[test]
fn a_range_has_to_stand_the_right_way_up() {
    assert_eq!(
        refused_hold(r#"{"from": 30, "to": 20, "whose": "ours"}"#),
        ["exercises/mine.json:3:59: dose.hold_s: the range is upside down: `from` 30 is above `to` 20"]
    );
    assert_eq!(
        refused_hold(r#"{"from": 20, "to": 30, "use": 40, "whose": "ours"}"#),
        ["exercises/mine.json:3:70: dose.hold_s: `use` 40 lies outside the range 20 to 30"]
    );
}

#[test]
fn an_unknown_exercise_comes_with_the_nearest_one() {
    assert_eq!(
        refused(routine("mine", r#"{"exercise": "split-hip-strech"}"#)),
        ["routines/mine.json:2:25: steps[0].exercise: \
          there is no exercise `split-hip-strech`; did you mean `split-hip-stretch`?"]
    );
    assert_eq!(
        refused(exercise("mine", &format!(r#""easier": ["plnk"], {DOSE}"#))),
        ["exercises/mine.json:3:12: easier: there is no exercise `plnk`; did you mean `plank`?"]
    );
}

#[test]
fn a_ladder_that_runs_in_a_circle_is_cut_and_its_routine_with_it() {
    let low = exercise("low", &format!(r#""harder": ["high"], {DOSE}"#));
    let high = exercise("high", &format!(r#""harder": ["low"], {DOSE}"#));
    let (catalog, problems) = load(&[low, high, routine("mine", r#"{"exercise": "low"}"#)]);
    assert_eq!(
        problems,
        [
            "exercises/low.json:1:1: harder: the easier/harder links run in a circle: low → high → low",
            "routines/mine.json:1:1: steps: its exercise `low` cannot be used; see the problem with that file",
            "exercises/high.json:1:1: warning: harder: \
             `low` cannot be used and is not offered; see the problem with that file",
        ]
    );
    assert!(
        catalog.exercise("low").is_none() && catalog.exercise("high").is_some() && catalog.routine("mine").is_none()
    );
}

#[test]
fn a_circle_through_built_in_exercises_leaves_the_built_in_one() {
    let (catalog, problems) = load(&[exercise("plank", &format!(r#""harder": ["plank-knees"], {DOSE}"#))]);
    assert_eq!(
        problems,
        ["exercises/plank.json:1:1: harder: the easier/harder links run in a circle: plank → plank-knees → plank"]
    );
    assert_eq!(catalog.exercise("plank").unwrap().name.as_str(), "Forearm Plank");
}

#[test]
fn an_id_is_the_file_name_so_two_files_cannot_share_one() {
    let second = UserFile { path: "exercises/other.json".into(), stem: "other".into(), ..exercise("mine", DOSE) };
    let (catalog, problems) = load(&[exercise("mine", DOSE), second]);
    assert_eq!(
        problems,
        ["exercises/other.json:1:1: id: the id `mine` and the file name `other.json` differ; make them the same"]
    );
    assert_eq!(
        (catalog.own(ItemKind::Exercise, "mine"), catalog.own(ItemKind::Exercise, "other")),
        (Some(false), None)
    );
}

#[test]
fn a_user_s_file_replaces_the_built_in_one() {
    let (catalog, problems) = load(&[exercise("plank", DOSE), routine("core-basics", r#"{"exercise": "plank"}"#)]);
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        (catalog.own(ItemKind::Exercise, "plank"), catalog.own(ItemKind::Routine, "core-basics")),
        (Some(true), Some(true))
    );
    assert_eq!(catalog.exercise("plank").unwrap().name.as_str(), "Mine");
    assert_eq!(catalog.routine("core-basics").unwrap().steps.len(), 1);
    assert_eq!(catalog.exercise_ids().filter(|id| *id == "plank").count(), 1);
}

#[test]
fn escape_sequences_and_direction_overrides_are_cleaned_and_warned_of() {
    let text =
        "{\"id\": \"mine\", \"summary\": \"Short.\", \"when\": [\"any-day\"], \"steps\": [{\"exercise\": \"plank\"}],
 \"title\": \"Re\\u001b[31md \u{202e}hips\"}";
    let (catalog, problems) = load(&[raw(ItemKind::Routine, "mine", text)]);
    assert_eq!(
        problems,
        ["routines/mine.json:2:1: warning: control or invisible characters are taken out of this text"]
    );
    assert_eq!(catalog.routine("mine").unwrap().title.as_str(), "Red hips");
}

#[test]
fn broken_and_empty_files_are_one_problem_each() {
    let broken = |text: &str| refused(raw(ItemKind::Exercise, "mine", text));
    assert_eq!(broken(" \n"), ["exercises/mine.json:1:1: the file is empty; expected a JSON object"]);
    assert_eq!(broken("[]"), ["exercises/mine.json:1:1: this is a list; expected an object"]);
    assert_eq!(broken("{\"id\": \"mine\",\n \"name\": "), ["exercises/mine.json:2:9: the file ends inside a value"]);
    assert_eq!(broken("{\"id\": \"mine\"\n \"name\": \"x\"}"), ["exercises/mine.json:2:2: expected `,` or `}`"]);
    let unreadable = UserFile { text: Err("it is not UTF-8 text".to_owned()), ..raw(ItemKind::Exercise, "mine", "") };
    assert_eq!(refused(unreadable), ["exercises/mine.json:1:1: it is not UTF-8 text"]);
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        refused(exercise("mine", &format!("\"aliases\": {open}1{close}, {DOSE}"))),
        ["exercises/mine.json:3:14: aliases[0]: this is a list; expected a string"]
    );
    assert_eq!(
        refused(raw(ItemKind::Exercise, "mine", &format!("{open}1{close}"))),
        ["exercises/mine.json:1:1: this is a list; expected an object"]
    );
}

#[test]
fn one_bad_file_leaves_the_others_usable() {
    let (catalog, problems) = load(&[exercise("good", DOSE), exercise("bad", r#""dose": {"hold_s": 0}"#)]);
    assert_eq!(problems, ["exercises/bad.json:3:21: dose.hold_s: 0 is out of range; allowed: 1 to 3600"]);
    assert!(catalog.exercise("good").is_some() && catalog.exercise("bad").is_none());
}

#[test]
fn a_missing_field_makes_no_other_one_unknown() {
    let text =
        r#"{"id": "mine", "equipment": [], "sources": [], "also": [], "easier": [], "careful": [], "helps_with": []}"#;
    let problems = refused(raw(ItemKind::Exercise, "mine", text));
    assert!(problems.iter().all(|problem| !problem.contains("unknown field")), "{problems:#?}");
}

#[test]
fn a_routine_takes_as_long_as_the_user_s_own_exercise() {
    let own = exercise("cat-cow", r#""prepare_s": 60, "dose": {"hold_s": 20}"#);
    let (catalog, problems) = load(&[own]);
    assert_eq!(problems, [""; 0]);
    let timing = catalog.timing("cat-cow").unwrap();
    assert_eq!((timing.name.as_str(), timing.prepare_s), ("Mine", Some(60)));
    assert_eq!(catalog.exercise("cat-cow").unwrap().timing(), timing);
}

#[test]
fn a_routine_that_does_not_say_what_it_needs_needs_what_its_exercises_do() {
    let need =
        |id: &str, equipment: &str| exercise(id, &format!(r#""equipment": {equipment}, "dose": {{"hold_s": 20}}"#));
    let steps = r#"{"exercise": "one"}, {"exercise": "two"}, {"exercise": "one"}, {"exercise": "bird-dog"}"#;
    let says = |id: &str, field: &str| {
        let text = routine(id, steps).text.unwrap().replacen("\"steps\"", &format!("{field}\"steps\""), 1);
        raw(ItemKind::Routine, id, &text)
    };
    let (catalog, problems) = load(&[
        need("one", r#"[["step", "bench"]]"#),
        need("two", r#"["band"]"#),
        says("silent", ""),
        says("bare", r#""equipment": [], "#),
        says("partly", r#""optional_equipment": ["band"], "#),
    ]);
    assert_eq!(problems, Vec::<String>::new());
    let needs = |id: &str| catalog.routine(id).unwrap().needs_text();
    assert_eq!(needs("silent"), "needs step or bench, band, mat");
    assert_eq!(needs("bare"), "nothing needed", "that is what the file says");
    assert_eq!(needs("partly"), "needs step or bench, mat · optional: band");
    assert_eq!(catalog.outline("silent").unwrap().equipment.len(), 3, "lists know it, too");
}

#[test]
fn a_number_of_the_user_s_file_is_theirs_and_one_of_a_source_stays_the_source_s() {
    let dose = r#""dose": {"hold_s": {"from": 20, "to": 30, "whose": "source"}, "sets": 3, "rest_s": 15}"#;
    let (catalog, problems) =
        load(&[exercise("mine", dose), routine("of-mine", r#"{"exercise": "mine"}, {"exercise": "mine", "reps": 4}"#)]);
    assert_eq!(problems, Vec::<String>::new());
    let (mine, of_mine) = (catalog.exercise("mine").unwrap(), catalog.routine("of-mine").unwrap());
    let shown = |at: usize| of_mine.steps[at].dose_for(&mine, None).unwrap().marked().to_string();
    assert_eq!(shown(0), "3 × 20 s (20-30)");
    assert_eq!(shown(1), "3 × 4 reps");
    let built_in = catalog.exercises().filter(|exercise| exercise.id.as_str() != "mine");
    for exercise in built_in {
        let is_yours = exercise.dose.amounts().any(|(_, amount)| amount.whose == Whose::Yours);
        assert!(!is_yours, "{}", exercise.id);
    }
}
