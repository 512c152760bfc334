//! Drafts as people write them, and whatever is pressed.

use proptest::prelude::*;

use super::super::link::ids_of;
use super::history::DraftHistory;
use super::sketch::ExerciseSketch;
use super::*;
use crate::domain::content::catalog::{Catalog, UserFile};
use crate::domain::content::link::ItemKind;

fn id(raw: &str) -> Id {
    Id::new(raw).unwrap()
}

fn row(row: usize) -> DraftRow {
    if row == 0 { DraftRow::Whole } else { DraftRow::Step(row - 1) }
}

/// A draft with the built-in content, to be changed in a row.
struct Desk {
    catalog: Catalog,
    history: DraftHistory,
}

impl Desk {
    fn new() -> Self {
        Self::of(RoutineDraft::new().unwrap())
    }

    fn of(draft: RoutineDraft) -> Self {
        Self { catalog: Catalog::built_in(), history: DraftHistory::new(draft) }
    }

    fn does(&mut self, edit: DraftEdit) -> bool {
        self.history.apply(edit, &|id| self.catalog.exercise(id))
    }

    fn turns(&mut self, step: usize, field: DraftField, turn: Turn) -> String {
        self.does(DraftEdit::Turn(DraftRow::Step(step), field, turn));
        self.dose(step)
    }

    fn dose(&self, step: usize) -> String {
        self.draft().dose(step, &|id| self.catalog.exercise(id)).unwrap().used_in_full()
    }

    fn draft(&self) -> &RoutineDraft {
        self.history.draft()
    }
}

/// The problems of a draft's files beside each other, as `supple check` finds them.
fn problems(draft: &RoutineDraft) -> Vec<String> {
    let file = |kind: ItemKind, id: &Id, text: String| UserFile {
        kind: kind.into(),
        path: format!("{id}.json"),
        stem: id.to_string(),
        text: Ok(text),
    };
    let mut files: Vec<UserFile> =
        draft.used_own_exercises().map(|own| file(ItemKind::Exercise, &own.exercise.id, own.text.clone())).collect();
    files.push(file(ItemKind::Routine, &id("mine"), draft.text_under(&id("mine"))));
    Catalog::with_user_files(&files).problems().iter().map(ToString::to_string).collect()
}

#[test]
fn a_new_routine_is_written_as_people_write_one() {
    let mut desk = Desk::new();
    assert!(desk.does(DraftEdit::Title(Text::from("Clinic Sheet"))));
    assert!(desk.does(DraftEdit::Insert(9, id("split-hip-stretch"))));
    assert!(desk.does(DraftEdit::Insert(1, id("bird-dog"))));
    let own = ExerciseSketch::new("wall angel").make(&id("wall-angel")).unwrap();
    assert!(desk.does(DraftEdit::InsertOwn(2, Box::new(own))));
    assert_eq!(desk.turns(0, DraftField::Amount, Turn::To(45.0)), "2 × 45 s, each side, 5 s rest");
    assert_eq!(desk.turns(0, DraftField::Sets, Turn::Up), "3 × 45 s, each side, 5 s rest");
    assert!(desk.does(DraftEdit::Note(DraftRow::Step(1), Text::from("slowly"))));
    assert!(desk.does(DraftEdit::Turn(DraftRow::Whole, DraftField::Rounds, Turn::Up)));
    assert!(desk.does(DraftEdit::Move { from: 1, to: 0 }));
    insta::assert_snapshot!(desk.draft().text_under(&id("clinic-sheet")), @r#"
    {
      "id": "clinic-sheet",
      "title": "Clinic Sheet",
      "summary": "A routine of your own.",
      "when": ["any-day"],
      "rounds": 2,
      "steps": [
        {"exercise": "bird-dog", "note": "slowly"},
        {"exercise": "split-hip-stretch", "hold_s": 45, "sets": 3},
        {"exercise": "wall-angel"}
      ]
    }
    "#);
    assert_eq!(problems(desk.draft()), [""; 0]);
}

#[test]
fn a_change_of_the_dose_keeps_the_rest_of_the_measure() {
    let mut desk = Desk::new();
    let own = r#"{"id": "slow", "name": "Slow", "kind": "strength", "position": "standing", "sides": "each",
        "summary": "s", "setup": ["a"], "breathing": "b", "dose": {"reps": 8, "tempo_s": 6, "sets": 2, "rest_s": 40}}"#;
    desk.does(DraftEdit::InsertOwn(0, Box::new(OwnExercise::read(own).unwrap())));
    assert_eq!(desk.turns(0, DraftField::Amount, Turn::Up), "2 × 9 reps, each side, 6 s a rep, 40 s rest");
    assert_eq!(desk.turns(0, DraftField::Pace, Turn::Up), "2 × 9 reps of 3 s, each side, 40 s rest");
    assert_eq!(desk.turns(0, DraftField::Held, Turn::Up), "2 × 9 reps of 4 s, each side, 40 s rest");
    assert_eq!(desk.turns(0, DraftField::Measure, Turn::Down), "2 × 30 s, each side, 40 s rest");
    assert_eq!(desk.turns(0, DraftField::Sides, Turn::Up), "2 × 30 s each side, alternating, 40 s rest");
    assert_eq!(
        desk.turns(0, DraftField::Amount, Turn::Unset),
        "2 × 8 reps each side, alternating, 6 s a rep, 40 s rest"
    );
    assert_eq!(problems(desk.draft()), [""; 0]);
}

#[test]
fn digits_are_one_change_and_every_change_can_be_undone_and_redone() {
    let mut desk = Desk::new();
    desk.does(DraftEdit::Insert(0, id("plank")));
    let before = desk.dose(0);
    desk.turns(0, DraftField::Amount, Turn::To(2.0));
    desk.turns(0, DraftField::Amount, Turn::To(25.0));
    assert!(desk.history.undo());
    assert_eq!(desk.dose(0), before);
    assert!(desk.history.redo());
    assert_eq!(desk.dose(0), "25 s");
    assert!(!desk.history.redo());
    assert!(desk.history.undo() && desk.history.undo() && !desk.history.undo());
    assert!(!desk.draft().is_changed());
}

#[test]
fn an_own_file_keeps_what_is_not_changed_byte_by_byte() {
    let text = "{\"id\":\"mine\",\"title\":\"Mine\",\n\n \"summary\": \"s\", \"when\": [\"evening\",\"any-day\"],\n  \"steps\": [\n     { \"exercise\":\"plank\",   \"hold_s\": {\"from\": 20, \"to\": 30, \"whose\": \"source\"} },\n     {\"exercise\": \"bird-dog\"}], \"notes\":[]}";
    let mut desk = Desk::of(RoutineDraft::of_own(&id("mine"), text).unwrap());
    assert_eq!(desk.draft().text_under(&id("mine")), text, "nothing is changed");
    desk.does(DraftEdit::Turn(DraftRow::Step(1), DraftField::Sets, Turn::To(3.0)));
    let changed = desk.draft().text();
    assert!(
        changed.contains("{ \"exercise\":\"plank\",   \"hold_s\": {\"from\": 20, \"to\": 30, \"whose\": \"source\"} }")
    );
    assert!(changed.contains("\"when\": [\"evening\",\"any-day\"]"), "{changed}");
    assert!(desk.history.undo());
    assert_eq!(desk.draft().text(), text);
    assert!(!desk.draft().is_changed());
    desk.does(DraftEdit::Turn(DraftRow::Step(0), DraftField::Sets, Turn::To(2.0)));
    assert!(
        desk.draft().text().contains("{\"from\": 20, \"to\": 30, \"whose\": \"source\"}"),
        "the source's range stays"
    );
}

#[test]
fn a_key_that_changes_nothing_is_no_change() {
    let text = r#"{"id":"mine","title":"Mine", "summary": "s", "when": ["evening"],  "rounds": 2,
      "rest_between_s": {"from": 10, "to": 20, "whose": "source"},
      "steps": [ { "exercise":"plank", "hold_s": {"from": 20, "to": 30, "whose": "source"}, "note": "n" } ]}"#;
    let mut desk = Desk::of(RoutineDraft::of_own(&id("mine"), text).unwrap());
    let step = |field, turn| DraftEdit::Turn(DraftRow::Step(0), field, turn);
    let whole = |field, turn| DraftEdit::Turn(DraftRow::Whole, field, turn);
    for edit in [
        step(DraftField::Sides, Turn::To(3.0)),
        step(DraftField::Sets, Turn::Down),
        step(DraftField::Sets, Turn::Unset),
        step(DraftField::Amount, Turn::To(20.0)),
        step(DraftField::Rounds, Turn::Up),
        whole(DraftField::When, Turn::Unset),
        whole(DraftField::When, Turn::To(1.0)),
        whole(DraftField::Rounds, Turn::To(2.0)),
        whole(DraftField::RestBetween, Turn::To(10.0)),
        whole(DraftField::PainLimit, Turn::Unset),
        whole(DraftField::Sets, Turn::Up),
        DraftEdit::Title(Text::from("Mine")),
        DraftEdit::Note(DraftRow::Whole, Text::from("s")),
        DraftEdit::Note(DraftRow::Step(0), Text::from("n")),
        DraftEdit::Move { from: 0, to: 0 },
    ] {
        assert!(!desk.does(edit.clone()), "{edit:?}");
    }
    assert!(!desk.history.can_undo() && !desk.draft().is_changed());
    assert_eq!(desk.draft().text(), text);
}

#[test]
fn a_long_title_or_note_of_a_file_is_not_cut() {
    let (title, summary, note) = ("T".repeat(90), "s ".repeat(199) + "s", "n".repeat(300));
    let text = format!(
        r#"{{"id": "mine", "title": "{title}", "summary": "{summary}", "when": ["evening"],
           "steps": [{{"exercise": "plank", "note": "{note}"}}]}}"#
    );
    let mut desk = Desk::of(RoutineDraft::of_own(&id("mine"), &text).unwrap());
    assert_eq!((desk.draft().longest_title(), desk.draft().longest_note(DraftRow::Step(0))), (90, 300));
    assert!(!desk.does(DraftEdit::Title(Text::from(title.as_str()))));
    assert!(!desk.does(DraftEdit::Note(DraftRow::Whole, Text::from(summary.as_str()))));
    assert!(!desk.does(DraftEdit::Note(DraftRow::Step(0), Text::from(note.as_str()))));
    assert!(desk.does(DraftEdit::Title(Text::from("U".repeat(90).as_str()))));
    assert_eq!(desk.draft().routine().title.as_str(), "U".repeat(90));
}

#[test]
fn the_digits_of_a_number_end_with_any_other_key() {
    let mut desk = Desk::new();
    desk.does(DraftEdit::Insert(0, id("plank")));
    desk.turns(0, DraftField::Amount, Turn::To(40.0));
    desk.history.end_number();
    desk.turns(0, DraftField::Amount, Turn::To(50.0));
    assert!(desk.history.undo());
    assert_eq!(desk.dose(0), "40 s");
}

#[test]
fn an_exercise_made_for_the_draft_is_there_to_be_added_again() {
    let mut desk = Desk::new();
    let own = ExerciseSketch::new("wall angel").make(&id("wall-angel")).unwrap();
    desk.does(DraftEdit::InsertOwn(0, Box::new(own)));
    desk.does(DraftEdit::Remove(0));
    assert_eq!((desk.draft().own_exercises().count(), desk.draft().used_own_exercises().count()), (1, 0));
    assert!(desk.does(DraftEdit::Insert(0, id("wall-angel"))));
    assert_eq!(desk.draft().used_own_exercises().count(), 1);
}

#[test]
fn a_copy_has_a_name_of_its_own_and_says_where_it_is_from() {
    let catalog = Catalog::built_in();
    for id in catalog.routine_ids() {
        let draft = RoutineDraft::copy_of(catalog.routine_text(id).unwrap()).unwrap();
        let original = catalog.routine(id).unwrap();
        assert_eq!(draft.routine().title.as_str(), format!("{} (mine)", original.title));
        assert_eq!(draft.routine().sources, original.sources);
        assert_eq!(draft.routine().steps.len(), original.steps.len());
        assert!(draft.routine().notes.last().unwrap().as_str().contains(original.title.as_str()));
        assert!(!draft.is_changed());
        assert_eq!(problems(&draft), [""; 0], "{id}");
    }
}

const FIELDS: [DraftField; 15] = [
    DraftField::Amount,
    DraftField::Sets,
    DraftField::Rest,
    DraftField::Sides,
    DraftField::Pace,
    DraftField::Held,
    DraftField::Tempo,
    DraftField::Count,
    DraftField::Order,
    DraftField::Measure,
    DraftField::Rounds,
    DraftField::RestBetween,
    DraftField::RestBetweenRounds,
    DraftField::When,
    DraftField::PainLimit,
];

/// A step of a person who presses anything: kinds of change, and numbers for it.
type Whim = (u8, usize, usize, u32, String);

fn whim() -> impl Strategy<Value = Whim> {
    (0..12_u8, 0..12_usize, 0..130_usize, 0..100_000_u32, ".{0,12}")
}

fn edit_of((kind, at, pick, number, text): Whim, desk: &Desk) -> DraftEdit {
    let turn = match number % 4 {
        0 => Turn::Up,
        1 => Turn::Down,
        2 => Turn::To(f64::from(number) / 16.0),
        _ => Turn::Unset,
    };
    match kind {
        0 => DraftEdit::Title(Text::clean(&text)),
        1 => DraftEdit::Note(row(at), Text::clean(&text)),
        2..=4 => {
            let known = desk.catalog.exercise_ids().nth(pick % 60).unwrap();
            DraftEdit::Insert(at, id(known))
        }
        5 => {
            let name = if text.trim().is_empty() { "a" } else { &text };
            let sketch = ExerciseSketch { amount: f64::from(number), ..ExerciseSketch::new(name) };
            let is_taken = |id: &str| desk.draft().own_exercise(id).is_some() || desk.catalog.exercise(id).is_some();
            match sketch.make(&ids_of(name, "exercise").find(|id| !is_taken(id.as_str())).unwrap()) {
                Some(own) => DraftEdit::InsertOwn(at, Box::new(own)),
                None => DraftEdit::Remove(at),
            }
        }
        6 => DraftEdit::Remove(at),
        7 => DraftEdit::Move { from: at, to: pick % 12 },
        _ => DraftEdit::Turn(row(at), FIELDS[pick % FIELDS.len()], turn),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_pressed_the_draft_can_be_used(whims in proptest::collection::vec(whim(), 0..40), back in 0..6_usize) {
        let mut desk = Desk::new();
        let mut texts = vec![desk.draft().text()];
        for whim in whims {
            let edit = edit_of(whim, &desk);
            if desk.does(edit) {
                texts.push(desk.draft().text());
            }
        }
        let draft = desk.draft().clone();
        if !draft.routine().steps.is_empty() {
            prop_assert_eq!(problems(&draft), Vec::<String>::new());
        }
        // Kept and restored it is the same, and what was saved and loaded saves the same bytes.
        let kept: KeptDraft = serde_json::from_str(&serde_json::to_string(&draft.keep()).unwrap()).unwrap();
        let restored = RoutineDraft::restore(&kept).unwrap();
        prop_assert_eq!(restored.text(), draft.text());
        prop_assert_eq!(restored.routine(), draft.routine());
        let saved = draft.text_under(&id("mine"));
        let loaded = RoutineDraft::of_own(&id("mine"), &saved).unwrap();
        prop_assert_eq!(loaded.text_under(&id("mine")), saved);
        // Undone and redone it is the same.
        let undone = (0..back).take_while(|_| desk.history.undo()).count();
        for _ in 0..undone {
            prop_assert!(desk.history.redo());
        }
        prop_assert_eq!(desk.draft(), &draft);
    }
}
