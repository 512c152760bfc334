//! `supple show`: one thing, whole.

use serde_json::{Value, json};
use supple::commands::Outcome;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::link::ItemKind;
use supple::domain::text::lines::{ascii_for, columns};

use super::{PLANK, content, in_columns, item_file, routine_file, run, with_files};

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
    let catalog = with_files(&[
        item_file(ItemKind::Exercise, "reach", exercise),
        item_file(ItemKind::Routine, "evening", routine),
    ]);
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
yours

    1 Side Reach (reach)                   2 × 20 s (20-30), each side, 5 s rest
      before a run 20 s (20-30), each side (no long holds before a run)
      On the bed is fine.
    2 Side Reach (reach)                                 2 × 4 breaths, 5 s rest

  2 rounds · moves on automatically

  How often: every day
  Pain limit: 3 of 10
  Dim the light.
  in brackets: the source's range
  Source: Sleep
";
    let shown = run("show evening", &made_up()).out;
    assert_eq!(shown, expected);
    assert!(content("show split-hip-stop").out.contains("      before a run: two short holds: in studies"));
    assert!(content("show core-basics").out.contains("\n  * our suggestion; the source gives no number\n"));
}

#[test]
fn rounds_and_rest_are_told_as_they_will_be() {
    let shown = |id: &str| content(&format!("show {id}")).out;
    let circuit = shown("tuttle-ball-circuit");
    assert!(circuit.contains("\n  1 round (3-5) · moves on automatically\n"), "{circuit}");
    assert!(circuit.contains("\n  rest: 30 s between exercises and between rounds\n"), "{circuit}");
    assert!(shown("tuttle-ball-quick").contains("\n  rest: 30 s between exercises\n"));
    let kyphosis = shown("kyphosis-activation");
    assert!(kyphosis.contains("\n  rest: 20* s between rounds\n") && kyphosis.contains("\n  2* rounds · "));
    assert!(!shown("core-basics").contains("rest: "), "ten seconds to set up are no rest of its own");
    let rest = r#""rounds": {"from": 2, "to": 3, "whose": "ours"}, "rest_between_s": 15, "rest_between_rounds_s": 60"#;
    let text = routine_file("mine", "Mine", PLANK);
    let text = text.text.unwrap().replacen('{', &format!("{{{rest}, "), 1);
    let mine = run("show mine", &with_files(&[item_file(ItemKind::Routine, "mine", &text)])).out;
    assert!(mine.contains("\n  rest: 15 s between exercises, 60 s between rounds\n"), "{mine}");
    assert!(mine.contains("\n  2 rounds · "), "{mine}");
}

#[test]
fn a_step_on_two_lines_is_indented_as_the_others() {
    let shown = content("show uhan-full").out;
    let steps = shown.split("\n\n").nth(2).unwrap();
    for (at, line) in steps.lines().filter(|line| !line.starts_with("      ")).enumerate() {
        assert!(line.starts_with(&format!("    {} ", at + 1)), "{shown}");
    }
    assert!(
        steps.contains(
            "\n    4 All-Fours Bent-Knee Leg Extension (all-fours-bent-knee-extension)\n      10 reps of 3 s"
        ),
        "{shown}"
    );
}

#[test]
fn text_is_as_wide_as_the_terminal_within_reason() {
    let catalog = Catalog::built_in();
    let widest = |width: u16, id: &str| {
        let ran = in_columns(width, &format!("show {id}"), &catalog);
        ran.lines().iter().map(|line| columns(line)).max().unwrap()
    };
    for id in ["uhan-full", "tuttle-ball-circuit", "plank", "posture-programme"] {
        let [narrowest, narrow, wide, widest] = [20, 40, 100, 300].map(|width| widest(width, id));
        assert!(narrowest == narrow && narrow <= 40 && narrow > 30, "{id}: {narrow}");
        assert!(widest == wide && wide <= 100 && wide > 85, "{id}: {wide}");
    }
    let piped = content("show uhan-full").out;
    assert_eq!(in_columns(80, "show uhan-full", &catalog).out, piped);
}

#[test]
fn an_exercise_is_shown_whole() {
    let expected = "\
Side Reach                                                     stretch, mobility
reach

Opens the side of the trunk.

┃ ! Not while your back is sore. Instead:
    Cat-Cow                                                  supple show cat-cow

  on your side · needs foam roller · one side, then the other
  yours

Setup
  1. Lie down.
  2. Reach as far over your head as you can without the ribs lifting, then a
     little further.
  first left arm up; then right arm up
  These steps are ours: the source names the exercise but does not explain it.

What it tells you
  passed: It reaches.

How much
  - 2 × 20 s (20-30), each side, 5 s rest
  - Short: 2 × 5 reps, each side, 6 s a rep, 5 s rest
  in brackets: the source's range

Cues
  - Long arm (each rep)
  - Breathe (every 20 s)

Breathing
  Slow.

Mistakes
  - Ribs lift
    → Reach less.

What it does
  stretches   side
  helps with  stiff trunk

Take care
  - Sore shoulder: bend the arm.

Harder
    Forearm Plank                                       supple show plank · 30 s

In these routines
    An Evening                                       supple show evening · 6 min

Sources
  - A. Author, Reaching (Press)

Also called
  lean
";
    assert_eq!(run("show reach", &made_up()).out, expected);
}

#[test]
fn a_self_test_says_what_passes_what_fails_and_where_to_go_then() {
    let shown = content("show hip-flexor-edge-test").out;
    for part in
        ["\n  passed: ", "\n  failed: ", "\n  If it fails, try:\n", "  supple show ", "\nIn these routines\n    "]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let json = content("show hip-flexor-edge-test --json").json();
    assert!(json["leads_to"][0].is_object() && json["pass"].is_string() && json["fail"].is_string(), "{json}");
}

#[test]
fn equipment_of_which_either_does_is_told_so() {
    assert!(content("show split-hip-stretch").out.contains("needs step or bench"));
    assert_eq!(content("show split-hip-stretch --json").json()["equipment"], json!([["step", "bench"]]));
}

#[test]
fn everything_built_in_is_shown_in_eighty_columns_and_as_json() {
    let catalog = Catalog::built_in();
    for kind in [ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan] {
        for id in catalog.ids(kind) {
            let ran = run(&format!("show {id}"), &catalog);
            assert!(ran.lines().iter().all(|line| columns(line) <= 80 && !line.ends_with(' ')), "{}", ran.out);
            assert!(!ran.out.contains("\n\n\n") && !ran.out.ends_with("\n\n"), "{}", ran.out);
            assert_eq!(ran.lines()[1], id, "{}", ran.out);
            assert_eq!(ran.outcome, Outcome::done());
            let json = run(&format!("show {id} --json"), &catalog).json();
            assert_eq!((&json["id"], &json["type"]), (&json!(id), &json!(kind.as_str())));
            assert_eq!((&json["own"], &json["replaces_built_in"]), (&json!(false), &json!(false)));
        }
    }
}

#[test]
fn every_field_of_the_file_is_in_the_json() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let catalog = Catalog::built_in();
    for kind in [ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan] {
        for id in catalog.ids(kind) {
            let file = std::fs::read(folder.join(format!("{kind}s/{id}.json"))).unwrap();
            let file: Value = serde_json::from_slice(&file).unwrap();
            let shown = run(&format!("show {id} --json"), &catalog).json();
            let fields = file.as_object().unwrap().keys().filter(|field| *field != "$schema");
            let missing: Vec<&String> = fields.filter(|field| shown.get(field).is_none()).collect();
            assert_eq!(missing, [""; 0], "{kind} {id}");
        }
    }
}

#[test]
fn an_exercise_for_programs_says_where_it_is_used() {
    let plank = content("show plank --json").json();
    let has = |field: &str, id: &str| plank[field].as_array().unwrap().contains(&json!(id));
    assert!(has("routines", "core-basics") && has("guides", "squat-pain"), "{plank}");
    assert!(!has("routines", "split-hip-stop"), "{plank}");
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

/// Letters stay: a name is a name. All that is there is shown once, and has a plain character where the font has no sign.
#[test]
fn every_sign_of_what_is_shown_has_a_plain_character() {
    let catalog = Catalog::built_in();
    let mut without = std::collections::BTreeSet::new();
    for kind in [ItemKind::Exercise, ItemKind::Routine, ItemKind::Plan, ItemKind::Guide] {
        for id in catalog.ids(kind).map(ToString::to_string).collect::<Vec<_>>() {
            let shown = run(&format!("show {id}"), &catalog).out;
            without.extend(shown.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic() && ascii_for(*c).is_none()));
        }
    }
    assert_eq!(without.into_iter().collect::<Vec<_>>(), Vec::<char>::new());
}
