//! `supple check`: what is wrong with content files.

use serde_json::{Value, json};
use supple::commands::check::{CheckTarget, TextFile};
use supple::commands::{Exit, Outcome, check};
use supple::domain::content::catalog::UserFile;
use supple::domain::content::link::ItemKind;

use super::{PLANK, Ran, item_file, routine_file, run, with_files};

#[expect(clippy::needless_pass_by_value, reason = "calls read better without `&`")]
fn checked(own: Vec<UserFile>, asked: CheckTarget, json: bool) -> Ran {
    let mut out = Vec::new();
    let outcome = check::run(own, &asked, json, &mut out).unwrap();
    Ran { out: String::from_utf8(out).unwrap(), outcome }
}

fn own(settings: Option<&str>) -> CheckTarget {
    let settings = settings.map(|text| text_file("c/config.toml", text));
    CheckTarget::Own { settings, folder: "c".to_owned() }
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
            "c/config.toml:2:9: theme: `drak` is not one of: auto, light, dark, high-contrast",
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
    assert!(run("list", &catalog).out.contains("not playable"));
    assert!(run("show mine", &catalog).out.contains("cannot be played"));
    assert_eq!(run("show mine --json", &catalog).json()["length_s"], Value::Null);
}

#[test]
fn given_files_are_checked_among_the_users_own() {
    let own_exercise = UserFile {
        kind: ItemKind::Exercise.into(),
        path: "exercises/hop.json".to_owned(),
        stem: "hop".to_owned(),
        text: Ok(r#"{"id": "hop", "name": "Hop", "kind": "cardio", "position": "standing", "sides": "none",
            "summary": "Hop.", "setup": ["Stand."], "breathing": "Free.", "dose": {"reps": 5}}"#
            .to_owned()),
    };
    let broken = routine_file("other", "Other", "");
    let text = |steps: &str| routine_file("mine", "Mine", steps).text.unwrap();
    let given = |steps: &str| CheckTarget::Files(vec![text_file("elsewhere/mine.json", &text(steps))]);
    let own = || vec![own_exercise.clone(), broken.clone(), routine_file("mine", "Old", "")];
    let good = checked(own(), given(r#"{"exercise": "hop"}"#), false);
    assert_eq!((good.out.as_str(), good.outcome.exit), ("1 file, no problems\n", Exit::Done));
    let bad = checked(own(), given(r#"{"exercise": "hopp"}"#), false);
    assert!(bad.out.contains("did you mean `hop`?\n1 file, 1 problem\n"), "{}", bad.out);
    let misnamed = CheckTarget::Files(vec![text_file("elsewhere/x.json", &text(PLANK))]);
    let misnamed = checked(Vec::new(), misnamed, false);
    assert!(misnamed.out.contains("the id `mine` and the file name `x.json` differ"), "{}", misnamed.out);
    let settings =
        CheckTarget::Files(vec![text_file("x/config.toml", "bel = 1\nweekly_goal = 99\nequipment = [\"hoop\"]")]);
    let hoop = UserFile {
        text: own_exercise.text.map(|text| text.replace("\"dose\"", "\"equipment\": [\"hoop\"], \"dose\"")),
        ..own_exercise
    };
    assert_eq!(
        checked(vec![hoop], settings, false).lines(),
        [
            "x/config.toml:1:1: bel: there is no such setting; did you mean `bell`?",
            "x/config.toml:2:15: weekly_goal: 99 is out of range; allowed: 1 to 14",
            "1 file, 2 problems",
        ]
    );
}

#[test]
fn exercises_in_a_circle_are_a_problem_of_the_file() {
    let exercise = |id: &str, harder: &str| UserFile {
        kind: ItemKind::Exercise.into(),
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

const PLAN: &str = r#"{"id": "month", "title": "A Month", "summary": "Weeks.", "by": "week",
    "parts": [{"title": "Week 1", "items": [{"routine": "mine"}]}]}"#;

#[test]
fn plans_are_checked_with_the_routines_they_name() {
    let plan = |text: &str| item_file(ItemKind::Plan, "month", text);
    let good = checked(vec![plan(PLAN), routine_file("mine", "Mine", PLANK)], own(None), false);
    assert_eq!((good.out.as_str(), good.outcome.exit), ("2 files, no problems\n", Exit::Done));
    let built_in = checked(vec![plan(&PLAN.replace("mine", "core-basics"))], own(None), false);
    assert_eq!(built_in.out, "1 file, no problems\n");

    let unknown = checked(vec![plan(&PLAN.replace("mine", "core-basic"))], own(None), false);
    let said = "plans/month.json:2:57: parts[0].items[0].routine: there is no routine `core-basic`; did you mean \
                `core-basics`?";
    assert_eq!(unknown.lines(), [said, "1 file, 1 problem"]);
    assert_eq!(unknown.outcome.exit, Exit::Failed);

    let empty = checked(vec![plan(&PLAN.replace(r#"{"routine": "mine"}"#, ""))], own(None), false);
    assert!(
        empty.out.contains("parts[0].items: there is nothing to do; expected at least one item that is not"),
        "{}",
        empty.out
    );
    let misnamed =
        checked(vec![item_file(ItemKind::Plan, "x", &PLAN.replace("mine", "core-basics"))], own(None), false);
    assert!(misnamed.out.contains("the id `month` and the file name `x.json` differ"), "{}", misnamed.out);
}

#[test]
fn a_plan_with_a_broken_routine_is_warned_of() {
    let files = || vec![item_file(ItemKind::Plan, "month", PLAN), routine_file("mine", "Mine", "")];
    let ran = checked(files(), own(None), false);
    let warning = "plans/month.json:1:1: warning: parts: `mine` cannot be used and is not offered; see the problem \
                   with that file";
    assert_eq!(ran.lines()[0], warning);
    assert!(ran.out.ends_with("2 files, 2 problems (1 warning)\n"), "{}", ran.out);
    assert_eq!(ran.outcome.exit, Exit::Failed, "for the routine's sake");
}

#[test]
fn a_given_plan_is_told_by_its_folder_or_its_fields() {
    let plan = PLAN.replace("mine", "core-basics");
    for path in ["plans/month.json", "elsewhere/month.json"] {
        let ran = checked(Vec::new(), CheckTarget::Files(vec![text_file(path, &plan)]), false);
        assert_eq!(ran.out, "1 file, no problems\n", "{path}");
        let ran = checked(Vec::new(), CheckTarget::Files(vec![text_file(path, PLAN)]), true);
        assert_eq!(ran.json()[0]["field"], "parts[0].items[0].routine", "{path}");
    }
}
