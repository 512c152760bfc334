//! Plans as people write them, and whatever is pressed.

use std::time::Duration;

use proptest::prelude::*;

use super::load::load_text;
use super::*;
use crate::domain::content::catalog::{Catalog, UserFile};
use crate::domain::content::draft::history::DraftHistory;
use crate::domain::content::link::ItemKind;

const TWO: &str = "{\"id\":\"mine\",\n \"title\": \"Mine\", \"summary\":\"s\", \"by\": \"week\",\n  \"parts\": [\n     { \"title\":\"Week 1: easy\",   \"items\": [ {\"routine\":\"core-basics\", \"times\": {\"from\": 2, \"to\": 3, \"whose\": \"source\"}} ] },\n     {\"title\": \"Week 2\", \"items\": [{\"task\": \"Walk.\",  \"see\": {\"exercise\":\"walking\"}}]}], \"notes\":[]}";

fn id(raw: &str) -> Id {
    Id::new(raw).unwrap()
}

fn routine(raw: &str) -> Work {
    Work::Routine(id(raw))
}

fn task(text: &str) -> Work {
    Work::Task(Text::from(text))
}

fn new() -> PlanDraft {
    PlanDraft::new().unwrap()
}

fn length(by: PlanField, turn: Turn) -> PlanEdit {
    PlanEdit::Turn(PlanRow::Whole, by, turn)
}

/// The draft after edits that all change something.
fn after(mut draft: PlanDraft, edits: impl IntoIterator<Item = PlanEdit>) -> PlanDraft {
    for edit in edits {
        assert!(draft.apply(&edit), "{edit:?}: {}", draft.text());
    }
    draft
}

fn part_titles(draft: &PlanDraft) -> Vec<String> {
    draft.titles().iter().map(ToString::to_string).collect()
}

/// The problems of its file, as `supple check` finds them.
fn problems(draft: &PlanDraft) -> Vec<String> {
    let file = UserFile {
        kind: ItemKind::Plan.into(),
        path: "mine.json".to_owned(),
        stem: "mine".to_owned(),
        text: Ok(draft.text_under(&id("mine"))),
    };
    Catalog::with_user_files(&[file]).problems().iter().map(ToString::to_string).collect()
}

/// Monday, Wednesday and Friday one routine, Tuesday and Thursday another, a walk on Sunday.
fn week() -> PlanDraft {
    after(
        new(),
        [
            PlanEdit::Name(PlanRow::Whole, Text::from("Back Plan")),
            PlanEdit::Add(PlanRow::Part(0), routine("core-basics")),
            PlanEdit::Copy(PlanRow::Item(0, 0), vec![2, 4]),
            PlanEdit::Add(PlanRow::Part(1), routine("split-hip-stop")),
            PlanEdit::Copy(PlanRow::Part(1), vec![3]),
            PlanEdit::Add(PlanRow::Part(6), task("Walk for half an hour.")),
        ],
    )
}

#[test]
fn a_week_is_written_as_people_write_one_and_repeated() {
    let draft = week();
    insta::assert_snapshot!(draft.text_under(&id("back-plan")), @r#"
    {
      "id": "back-plan",
      "title": "Back Plan",
      "summary": "A plan of your own.",
      "by": "day",
      "repeats": false,
      "parts": [
        {"title": "Monday", "items": [{"routine": "core-basics"}]},
        {"title": "Tuesday", "items": [{"routine": "split-hip-stop"}]},
        {"title": "Wednesday", "items": [{"routine": "core-basics"}]},
        {"title": "Thursday", "items": [{"routine": "split-hip-stop"}]},
        {"title": "Friday", "items": [{"routine": "core-basics"}]},
        {"title": "Sunday", "items": [{"task": "Walk for half an hour."}]}
      ]
    }
    "#);
    assert_eq!(problems(&draft), [""; 0]);
    let four = after(draft, [length(PlanField::Length, Turn::To(4.0))]);
    let titles = part_titles(&four);
    assert_eq!((titles.len(), &titles[0], &titles[27]), (28, &"Week 1, Monday".into(), &"Week 4, Sunday".into()));
    assert_eq!(four.plan().parts[21].items, four.plan().parts[0].items);
    assert_eq!(problems(&four), [""; 0]);
    let minutes = |_: &Id| Some(Duration::from_secs(600));
    assert_eq!(load_text(four.plan(), &minutes), "5 sessions, 50 min a week · 1 task");
    let saved = PlanDraft::of_own(&id("mine"), &four.text_under(&id("mine"))).unwrap();
    assert_eq!(saved.plan().parts.len(), 24, "Saturday is a day of rest");
    let one = after(saved, [length(PlanField::Length, Turn::To(1.0)), PlanEdit::AddPart(4)]);
    assert_eq!(part_titles(&one), ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
}

#[test]
fn days_keep_their_names_when_their_work_moves() {
    let draft = after(week(), [PlanEdit::Move(PlanRow::Part(0), true)]);
    assert_eq!(draft.plan().parts[0].items[0].work, routine("split-hip-stop"));
    assert_eq!(part_titles(&draft)[..2], ["Monday", "Tuesday"]);
    let draft = after(draft, [PlanEdit::Move(PlanRow::Item(0, 0), true)]);
    assert_eq!(draft.plan().parts[1].items.len(), 2, "past the end of a day is the next day");
    let draft = after(draft, [PlanEdit::Remove(PlanRow::Part(0))]);
    assert_eq!(part_titles(&draft)[0], "Tuesday");
    let mut draft = after(draft, [PlanEdit::AddPart(0), PlanEdit::Name(PlanRow::Part(1), Text::from("Tuesday: legs"))]);
    assert_eq!(part_titles(&draft)[..3], ["Monday", "Tuesday: legs", "Wednesday"]);
    assert!(!draft.apply(&PlanEdit::AddPart(0)), "the week has all its days");
}

#[test]
fn weeks_and_sessions_are_numbered() {
    let draft = after(new(), [length(PlanField::By, Turn::Up)]);
    assert_eq!(part_titles(&draft), ["Week 1", "Week 2", "Week 3", "Week 4"]);
    let draft = after(
        draft,
        [
            PlanEdit::Add(PlanRow::Part(0), routine("core-basics")),
            PlanEdit::Turn(PlanRow::Item(0, 0), PlanField::Times, Turn::To(3.0)),
            PlanEdit::Copy(PlanRow::Part(0), vec![1, 2, 3]),
            PlanEdit::Remove(PlanRow::Part(1)),
            length(PlanField::Length, Turn::Up),
            length(PlanField::AtEnd, Turn::Up),
        ],
    );
    assert_eq!(part_titles(&draft), ["Week 1", "Week 2", "Week 3", "Week 4"]);
    assert_eq!((draft.plan().parts[3].items[0].times(), draft.plan().repeats), (3, true));
    assert_eq!(problems(&draft), [""; 0]);
    let draft = after(draft, [length(PlanField::By, Turn::Up)]);
    assert_eq!(part_titles(&draft)[3], "Session 4");
    assert_eq!(part_titles(&after(draft, [length(PlanField::By, Turn::Up)]))[3], "Thursday");
}

#[test]
fn what_cannot_be_saved_is_said() {
    let is_known = |id: &Id| id.as_str() != "gone";
    let trouble = |edits: &[PlanEdit]| after(new(), edits.to_vec()).trouble(&is_known);
    assert_eq!(trouble(&[]).unwrap(), "nothing to do yet: enter finds routines");
    let add = PlanEdit::Add(PlanRow::Part(0), task("Walk."));
    assert_eq!(trouble(std::slice::from_ref(&add)), None);
    let optional = PlanEdit::Turn(PlanRow::Item(0, 0), PlanField::Optional, Turn::Up);
    assert_eq!(trouble(&[add.clone(), optional]).unwrap(), "Monday: not all of it can be optional");
    let weeks = length(PlanField::By, Turn::Up);
    assert_eq!(trouble(&[weeks, add]).unwrap(), "Week 2 is empty: add something, or x deletes it");
    let gone = PlanEdit::Add(PlanRow::Part(0), routine("gone"));
    assert_eq!(trouble(&[gone]).unwrap(), "there is no routine gone any more");
}

#[test]
fn an_own_file_keeps_what_is_not_changed_byte_by_byte() {
    let draft = PlanDraft::of_own(&id("mine"), TWO).unwrap();
    assert_eq!(draft.text_under(&id("mine")), TWO, "nothing is changed");
    let changed = after(draft, [PlanEdit::Add(PlanRow::Item(1, 0), routine("core-basics"))]);
    let text = changed.text();
    let first = "{ \"title\":\"Week 1: easy\",   \"items\": [ {\"routine\":\"core-basics\", \"times\": {\"from\": 2, \"to\": 3, \"whose\": \"source\"}} ] }";
    assert!(text.contains(first), "{text}");
    assert!(text.contains("{\"task\": \"Walk.\",  \"see\": {\"exercise\":\"walking\"}}"), "{text}");
    let copied = after(changed, [PlanEdit::Copy(PlanRow::Part(0), vec![1])]).text();
    assert!(copied.contains(first) && copied.matches("\"whose\": \"source\"").count() == 2, "{copied}");
}

#[test]
fn a_copy_has_a_name_of_its_own_and_says_where_it_is_from() {
    let catalog = Catalog::built_in();
    for id in catalog.ids(ItemKind::Plan) {
        let draft = PlanDraft::copy_of(catalog.plan_text(id).unwrap()).unwrap();
        let original = catalog.plan(id).unwrap();
        assert_eq!(draft.plan().title.as_str(), format!("{} (mine)", original.title));
        assert_eq!((&draft.plan().sources, &draft.plan().versions), (&original.sources, &original.versions));
        assert_eq!(draft.plan().parts.len(), original.parts.len());
        assert!(draft.plan().notes.last().unwrap().as_str().contains(original.title.as_str()));
        assert!(!draft.is_changed());
        assert_eq!((problems(&draft), draft.trouble(&|_| true)), (Vec::new(), None), "{id}");
    }
}

/// A step of a person who presses anything: kinds of change, places, and numbers for it.
type Whim = (u8, usize, usize, u32, String);

fn whim() -> impl Strategy<Value = Whim> {
    (0..13_u8, 0..40_usize, 0..60_usize, 0..400_u32, ".{0,12}")
}

fn edit_of((kind, at, pick, number, text): Whim, draft: &PlanDraft) -> PlanEdit {
    let rows = draft.rows();
    let row = rows[at % rows.len()];
    let turn = match number % 4 {
        0 => Turn::Up,
        1 => Turn::Down,
        2 => Turn::To(f64::from(number) / 16.0),
        _ => Turn::Unset,
    };
    let fields = [PlanField::Length, PlanField::AtEnd, PlanField::By, PlanField::Times, PlanField::Optional][pick % 5];
    match kind {
        0 => PlanEdit::Name(row, Text::clean(&text)),
        1 => PlanEdit::Note(row, Text::clean(&text)),
        2..=4 => PlanEdit::Add(row, routine(["core-basics", "split-hip-stop", "easy-walk"][pick % 3])),
        5 => PlanEdit::Add(row, Work::Task(Text::clean(&text))),
        6 => PlanEdit::AddPart(at),
        7 => PlanEdit::Remove(row),
        8 => PlanEdit::Move(row, pick % 2 == 0),
        9 => PlanEdit::Copy(row, vec![pick % 9, at % 9]),
        _ => PlanEdit::Turn(row, fields, turn),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_pressed_the_draft_can_be_used(
        begin in 0..4_usize,
        whims in proptest::collection::vec(whim(), 0..40),
        back in 0..6_usize,
    ) {
        let catalog = Catalog::built_in();
        let plans: Vec<&str> = catalog.ids(ItemKind::Plan).collect();
        let draft = match begin {
            0 => PlanDraft::copy_of(catalog.plan_text(plans[back % plans.len()]).unwrap()).unwrap(),
            1 => PlanDraft::of_own(&id("mine"), TWO).unwrap(),
            _ => new(),
        };
        let mut history = DraftHistory::new(draft);
        for whim in whims {
            let edit = edit_of(whim, history.draft());
            let before = history.draft().text();
            let is_changed = history.apply_to_plan(edit.clone());
            prop_assert_eq!(is_changed, before != history.draft().text(), "{:?}", edit);
        }
        let draft = history.draft().clone();
        let known = |id: &Id| catalog.routine(id.as_str()).is_some();
        // A draft without trouble can be saved, and its file read.
        prop_assert_eq!(draft.trouble(&known).is_none(), problems(&draft).is_empty(), "{:?}", problems(&draft));
        // Kept and restored it is the same, and what was saved and loaded saves the same bytes.
        let kept: KeptPlanDraft = serde_json::from_str(&serde_json::to_string(&draft.keep()).unwrap()).unwrap();
        let restored = PlanDraft::restore(&kept).unwrap();
        prop_assert_eq!(restored.text(), draft.text());
        prop_assert_eq!(restored.plan(), draft.plan());
        if !draft.is_empty() {
            let saved = draft.text_under(&id("mine"));
            let loaded = PlanDraft::of_own(&id("mine"), &saved).unwrap();
            prop_assert_eq!(loaded.text_under(&id("mine")), saved);
        }
        // Undone and redone it is the same.
        let undone = (0..back).take_while(|_| history.undo()).count();
        for _ in 0..undone {
            prop_assert!(history.redo());
        }
        prop_assert_eq!(history.draft(), &draft);
    }
}
