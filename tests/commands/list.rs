//! `supple list`: what there is, a line each.

use serde_json::json;
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::text::lines::columns;

use super::{PLANK, content, routine_file, run, with_files};

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
    let ran = run("list", &catalog);
    assert!(ran.out.contains("mine                   Mine, With a Ti… (yours)"), "{}", ran.out);
    assert!(ran.out.contains("Core (yours)"));
    assert!(ran.lines().iter().all(|line| columns(line) <= 80), "{}", ran.out);
    assert_eq!(ran.outcome.messages, ["supple: 1 problem in your own files; `supple check` shows them"]);
    assert_eq!(ran.outcome.exit, Exit::Done);
    let json = run("list --json", &catalog).json();
    let own: Vec<_> = json.as_array().unwrap().iter().filter(|routine| routine["own"] == true).collect();
    assert_eq!(own.len(), 3);
    assert!(own.iter().any(|routine| routine["id"] == "core-basics" && routine["replaces_built_in"] == true));
    let shown = run("show core-basics", &catalog);
    assert!(shown.out.contains("\nyours, in place of the built-in one\n"), "{}", shown.out);
    assert!(shown.out.contains("* no source's number: your file's, or ours"));
}

#[test]
fn a_title_with_escape_sequences_is_shown_without_them() {
    let catalog = with_files(&[routine_file("mine", r"A\u001b[31mB\u202eC", PLANK)]);
    for line in ["list", "show mine"] {
        let ran = run(line, &catalog);
        assert!(ran.out.contains("ABC") && !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'), "{}", ran.out);
    }
}
