//! Which item `supple show` takes a name for.

use serde_json::json;
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;

use supple::commands::search::routine;

use super::{content, item_file, routine_file, run, with_files};

/// The title that is shown for a name.
#[track_caller]
fn shown(asked: &str) -> String {
    let ran = content(&format!("show {asked}"));
    assert_eq!(ran.outcome.exit, Exit::Done, "{asked}: {:?}", ran.outcome);
    ran.lines()[0].split("  ").next().unwrap().to_owned()
}

#[test]
fn a_name_is_an_id_a_title_another_name_or_a_beginning() {
    for (asked, found) in [
        ("split-hip-stop", "Split Hip Stop"),
        ("SPLIT-HIP-STOP", "Split Hip Stop"),
        ("uhan-t", "Uhan Trunk-Stability Set"),
        ("plank", "Forearm Plank"),
        ("bird", "Bird Dog"),
        ("bridge", "Glute Bridge"),
        ("\"Dead Bug\"", "Dead Bug"),
        ("\"when squats hurt\"", "When squats hurt your back"),
        ("\"knees cave in\"", "When squats hurt your back"),
        ("runner-w", "Runner's Support Week"),
        ("\"return to squatting\"", "Return to Squatting"),
    ] {
        assert_eq!(shown(asked), found, "{asked}");
    }
}

#[test]
fn every_id_shows_its_item_and_every_title_at_least_mentions_it() {
    let catalog = Catalog::built_in();
    for kind in [ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan] {
        for id in catalog.ids(kind) {
            assert_eq!(run(&format!("show {id}"), &catalog).lines()[1], id);
            let title = catalog.title(kind, id).unwrap();
            let ran = run(&format!("show \"{title}\""), &catalog);
            let mention = format!("supple show {id}`");
            assert!(ran.lines()[1] == id || ran.outcome.messages.concat().contains(&mention), "{title}: {}", ran.out);
        }
    }
}

#[test]
fn of_several_by_one_name_the_first_kind_is_shown_and_the_others_are_mentioned() {
    let plan = r#"{"id": "plank", "title": "Plank Month", "summary": "X.", "by": "day",
        "parts": [{"title": "All", "items": [{"task": "Hold."}]}]}"#;
    let step = r#"{"exercise": "plank"}"#;
    let catalog = with_files(&[routine_file("plank", "My Planks", step), item_file(ItemKind::Plan, "plank", plan)]);
    let ran = run("show plank", &catalog);
    assert!(ran.out.starts_with("My Planks"), "{}", ran.out);
    assert_eq!(
        ran.outcome.messages,
        [
            "supple: there is also an exercise with this name: `supple show plank --type exercise`",
            "supple: there is also a plan with this name: `supple show plank --type plan`",
        ]
    );
    for (kind, title) in [("routine", "My Planks"), ("exercise", "Forearm Plank"), ("plan", "Plank Month")] {
        let ran = run(&format!("show plank --type {kind}"), &catalog);
        assert!(ran.out.starts_with(title), "{}", ran.out);
        assert_eq!(ran.outcome, Outcome::done());
        let json = run(&format!("show plank --type {kind} --json"), &catalog).json();
        assert_eq!((&json["type"], &json["id"]), (&json!(kind), &json!("plank")));
    }
    // The command that a guide prints leads to what it means.
    let guide = run("show squat-pain", &catalog).out;
    assert!(
        guide.contains("Forearm Plank                              supple show plank --type exercise\n"),
        "{guide}"
    );
    let wrong = run("show when-to-stop --type plan", &catalog);
    assert_eq!(wrong.outcome.exit, Exit::Failed);
}

fn missed(asked: &str) -> String {
    let ran = content(&format!("show {asked}"));
    assert_eq!((ran.outcome.exit, ran.out.as_str()), (Exit::Failed, ""));
    ran.outcome.messages.join("\n")
}

#[test]
fn a_miss_suggests_the_nearest_of_all_kinds() {
    let unknown = |asked: &str, hint: &str| format!("supple: there is nothing called `{asked}`; {hint}");
    for (asked, hint) in [
        ("brid-dog", "did you mean `bird-dog`?"),
        ("split-hip-stp", "did you mean `split-hip-stop`?"),
        ("squatpain", "did you mean `squat-pain`?"),
        ("runers-week", "did you mean `runner-week`?"),
        ("ted-forward", "did you mean `seated-forward-fold` or `seated-forward-fold-raised`?"),
    ] {
        assert_eq!(missed(asked), unknown(asked, hint));
    }
    assert_eq!(missed("plank --type plan"), "supple: `plank` is an exercise, not a plan; `supple show plank` shows it");
    assert_eq!(missed("self-tets --type guide"), "supple: there is no guide `self-tets`; did you mean `self-tests`?");
}

#[test]
fn an_item_of_another_kind_is_called_what_it_is() {
    let catalog = Catalog::built_in();
    for (asked, said) in [
        ("bird-dog", "`bird-dog` is an exercise, not a routine; `supple show bird-dog` shows it"),
        ("Bird Dog", "`bird-dog` is an exercise, not a routine; `supple show bird-dog` shows it"),
    ] {
        assert_eq!(routine(&catalog, asked).unwrap_err(), said);
    }
    assert_eq!(
        missed("squat-pain --type plan"),
        "supple: `squat-pain` is a guide, not a plan; `supple show squat-pain` shows it"
    );
}

#[test]
fn a_miss_without_anything_near_says_where_to_look() {
    let look = "`supple search` finds words, `supple list` shows all";
    assert_eq!(missed("\u{1b}[31mzzzzzzzz"), format!("supple: there is nothing called `zzzzzzzz`; {look}"));
    assert_eq!(missed("\"\""), format!("supple: there is nothing called ``; {look}"));
    assert_eq!(missed("split-hip"), "supple: `split-hip` matches several: split-hip-stop, split-hip-stretch");
    let many = missed("s");
    assert!(many.starts_with("supple: `s` matches several: ") && many.ends_with(" more"), "{many}");
    assert_eq!(many.matches(", ").count(), 7, "{many}");
}
