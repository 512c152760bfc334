//! `supple show`: one thing, whole.

use serde_json::json;
use supple::commands::{Exit, Outcome, show};
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::columns;

use super::{content, run, with_files};

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
    let shown = run("show evening", &made_up()).out;
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
    assert_eq!(run("show reach", &made_up()).out, expected);
}

#[test]
fn everything_built_in_is_shown_in_eighty_columns() {
    let catalog = Catalog::built_in();
    let ids: Vec<String> = catalog.routine_ids().chain(catalog.exercise_ids()).map(str::to_owned).collect();
    for id in ids {
        let ran = run(&format!("show {id}"), &catalog);
        assert!(ran.lines().iter().all(|line| columns(line) <= 80), "{}", ran.out);
        assert!(ran.out.contains(&id) && ran.outcome == Outcome::done());
        assert_eq!(run(&format!("show {id} --json"), &catalog).json()["id"], id.as_str());
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
