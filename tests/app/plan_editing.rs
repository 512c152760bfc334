//! The editor of plans: a month of one's own in a few keys, nothing lost on the way, and a file as a person would write it.

use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::content::plan::Work;
use supple::state::event::{Effect, Event};
use supple::state::keymap::Context;

use super::common::stage::{Setup, Stage};
use super::editing::{Typist, checked};

fn plan_text(stage: &Stage, id: &str) -> String {
    stage.outside.own_text(ItemKind::Plan, id).unwrap_or_else(|| panic!("no {id}: {}", stage.screen(100, 30)))
}

fn saves(stage: &Stage) -> usize {
    stage.outside.effects.iter().filter(|effect| matches!(effect, Effect::SaveOwn(_))).count()
}

/// The work of each day of the draft.
fn days(stage: &Stage) -> Vec<String> {
    let draft = stage.app.model().plan_draft.as_ref().unwrap();
    let name = |work: &Work| match work {
        Work::Routine(id) => id.to_string(),
        Work::Task(task) => task.to_string(),
    };
    let names = |items: &[supple::domain::content::plan::PlanItem]| {
        items.iter().map(|item| name(&item.work)).collect::<Vec<_>>().join("+")
    };
    draft.plan().parts.iter().map(|part| names(&part.items)).collect()
}

/// A new plan with a routine on Monday, not saved.
fn begun() -> Stage {
    let mut stage = Stage::default();
    stage.keys("p n").types("Back").keys("enter").types("core b").keys("enter esc");
    stage
}

/// The file of a plan with a mistake in its last line but one.
const BROKEN: &str = "{\n  \"id\": \"bad\",\n  \"title\": \"Bad\",\n  \"summary\": \"s\",\n  \"by\": \"day\",\n  \"parts\": [{\"title\": \"Monday\", \"items\": [{\"routine\": \"core-basisc\"}]}]\n}";

#[test]
fn four_weeks_of_two_routines_and_a_walk_are_a_plan_in_under_60_keys() {
    let mut typist = Typist::new(Stage::default());
    typist.keys("p n").types("Back").keys("enter");
    // Monday, and the same on Wednesday and Friday.
    typist.adds("core b", "Core Basics").keys("esc c 3 5 enter");
    // Tuesday, and the same on Thursday.
    typist.keys("tab enter").adds("split hip sto", "Split Hip Stop").keys("esc c 4 enter");
    // A walk on Sunday, and all of it for four weeks.
    typist.keys("G enter").types("Walk 30 min").keys("tab esc g 4 w");
    assert!(typist.keys <= 60, "{} keys", typist.keys);
    println!("four weeks of two routines and a walk: {} keys", typist.keys);
    let stage = typist.stage;
    assert_eq!(stage.app.context(), Context::Plan, "{}", stage.screen(100, 30));
    assert_eq!(checked(stage.outside.own_files()).lines().last().unwrap(), "1 file, no problems");
    let plan = stage.app.model().catalog.plan("back").unwrap();
    assert_eq!(plan.span(), "24 days");
    let text = plan_text(&stage, "back");
    insta::assert_snapshot!(text.lines().take(14).collect::<Vec<_>>().join("\n"), @r#"
    {
      "id": "back",
      "title": "Back",
      "summary": "A plan of your own.",
      "by": "day",
      "repeats": false,
      "parts": [
        {"title": "Week 1, Monday", "items": [{"routine": "core-basics"}]},
        {"title": "Week 1, Tuesday", "items": [{"routine": "split-hip-stop"}]},
        {"title": "Week 1, Wednesday", "items": [{"routine": "core-basics"}]},
        {"title": "Week 1, Thursday", "items": [{"routine": "split-hip-stop"}]},
        {"title": "Week 1, Friday", "items": [{"routine": "core-basics"}]},
        {"title": "Week 1, Sunday", "items": [{"task": "Walk 30 min"}]},
        {"title": "Week 2, Monday", "items": [{"routine": "core-basics"}]},
    "#);
    assert!(text.contains("{\"title\": \"Week 4, Sunday\", \"items\": [{\"task\": \"Walk 30 min\"}]}"), "{text}");
    assert_eq!(stage.outside.plan_draft, None);
}

#[test]
fn the_plan_can_be_followed_at_once() {
    let mut stage = begun();
    stage.keys("w");
    assert!(stage.shows("Follow this plan"), "{}", stage.screen(100, 30));
    stage.keys("enter enter");
    assert!(stage.shows("Monday ◂ now"), "{}", stage.screen(100, 30));
    // Changed while it is followed, it is still followed.
    stage.keys("e tab enter").types("desk br").keys("enter esc w");
    assert!(stage.shows("Monday ◂ now") && stage.shows("Desk Break"), "{}", stage.screen(100, 30));
    stage.keys("space 4");
    assert!(stage.shows("Core Basics (Monday)"), "{}", stage.screen(100, 30));
}

#[test]
fn nothing_is_lost_however_it_is_left() {
    let restarted = |stage: Stage| {
        let mut stage = stage.restart();
        stage.keys("p");
        assert!(stage.shows("▸ Draft: Back") && stage.shows("not saved yet"), "{}", stage.screen(100, 30));
        stage.keys("n");
        assert_eq!(days(&stage)[0], "core-basics");
        assert_eq!(stage.app.context(), Context::PlanEditor);
        stage
    };
    let mut stage = restarted(begun());
    stage.keys("q");
    assert!(stage.shows("your draft waits with your plans"), "{}", stage.screen(100, 30));
    stage.keys("enter a").types("desk").keys("ctrl-c");
    assert!(stage.app.is_over());
    stage = restarted(stage);
    // Discarding asks, and esc keeps it.
    stage.keys("X esc");
    assert_eq!(stage.app.context(), Context::PlanEditor);
    stage.keys("X d");
    assert_eq!(stage.app.context(), Context::Plans);
    assert!(!stage.shows("Draft") && stage.outside.plan_draft.is_none());
    assert!(!stage.restart().keys("p").shows("Draft"));
}

#[test]
fn the_drafts_of_a_routine_and_of_a_plan_wait_side_by_side() {
    let mut stage = begun();
    stage.keys("q q n").types("Sheet").keys("enter").types("bird").keys("enter esc w");
    assert_eq!((stage.outside.draft.is_some(), stage.outside.plan_draft.is_some()), (false, true));
    assert_eq!(stage.app.context(), Context::Routine);
    stage.keys("q p enter w");
    assert_eq!((stage.outside.plan_draft.is_some(), stage.outside.own_files().len()), (false, 2));
}

#[test]
fn a_new_plan_that_is_not_named_leaves_nothing() {
    let mut stage = Stage::default();
    stage.keys("p n esc");
    assert_eq!((stage.app.context(), stage.outside.plan_draft.clone()), (Context::Plans, None));
    stage.keys("n").types("Empty").keys("enter esc w");
    assert!(stage.shows("nothing to do yet"), "{}", stage.screen(100, 30));
    assert_eq!(saves(&stage), 0);
}

#[test]
fn days_are_filled_moved_copied_and_all_of_it_can_be_undone() {
    let mut stage = begun();
    stage.keys("J");
    assert_eq!(days(&stage)[..2], ["", "core-basics"], "past the end of a day is the next");
    stage.keys("shift-up 3 right +");
    assert!(stage.shows("optional, 3 × "), "{}", stage.screen(100, 30));
    assert!(stage.shows("Monday: not all of it can be optional"), "{}", stage.screen(100, 30));
    stage.keys("backspace left n").types("slowly").keys("enter");
    assert!(stage.shows("slowly"));
    // A whole day takes the place of another, on all days.
    stage.keys("k c a enter");
    assert_eq!(days(&stage), ["core-basics"; 7]);
    assert!(stage.shows("copied to 6 days"), "{}", stage.screen(100, 30));
    stage.keys("c q x");
    assert_eq!(days(&stage).len(), 6);
    stage.keys("u u");
    assert_eq!(days(&stage)[1..], [""; 6]);
    stage.keys("ctrl-r U U");
    assert_eq!(days(&stage).len(), 6);
    stage.keys("U");
    assert!(stage.shows("nothing to redo"));
    // The day that was taken away is added again.
    stage.keys("A");
    assert!(stage.shows("▸ Monday"), "{}", stage.screen(100, 30));
}

#[test]
fn a_number_of_weeks_that_is_typed_keeps_what_longer_plans_have() {
    let mut stage = begun();
    stage.keys("g 1 2");
    assert_eq!(days(&stage).len(), 84);
    stage.keys("u");
    assert_eq!(days(&stage).len(), 7, "what is typed is one change");
    stage.keys("g 4 G enter").types("swim").keys("tab esc g 1");
    assert_eq!(days(&stage).len(), 7);
    stage.keys("4");
    assert_eq!(days(&stage).len(), 98);
    stage.keys("u");
    assert_eq!(days(&stage)[27], "swim");
}

#[test]
fn a_plan_by_weeks_has_how_often_each_is_done() {
    let mut stage = Stage::default();
    stage.keys("p n").types("Weeks").keys("enter esc g right right +");
    assert!(stage.shows("Week 4"), "{}", stage.screen(100, 30));
    stage.keys("tab enter").types("core b").keys("enter esc 3 left k c a enter");
    stage.keys("k left left 2 + right + w");
    let text = plan_text(&stage, "weeks");
    assert!(
        text.contains("{\"title\": \"Week 3\", \"items\": [{\"routine\": \"core-basics\", \"times\": 3}]}"),
        "{text}"
    );
    assert!(text.contains("\"by\": \"week\"") && text.contains("\"repeats\": true"), "{text}");
}

#[test]
fn a_built_in_plan_is_changed_as_a_copy_and_an_own_one_itself() {
    let mut stage = Stage::default();
    stage.open_plan("runner-week").keys("e");
    assert!(stage.shows("Runner's Support Week (mine)"), "{}", stage.screen(100, 30));
    stage.keys("q");
    assert!(stage.outside.plan_draft.is_none(), "nothing was changed");
    assert_eq!(stage.app.context(), Context::Plan);
    stage.keys("e G x w");
    let text = plan_text(&stage, "runner-s-support-week-mine");
    assert!(text.contains("Began as a copy of Runner's Support Week.") && text.contains("\"sources\""), "{text}");
    assert!(text.contains("\"see\": {\"guide\": \"running-form\"}"), "{text}");

    // Changed once more it is the same file, and one that is not changed is not written.
    stage.keys("e w");
    assert!(stage.shows("nothing has changed"));
    assert_eq!(saves(&stage), 1);
    stage.keys("x u w");
    assert_eq!((saves(&stage), plan_text(&stage, "runner-s-support-week-mine")), (1, text));
    stage.keys("r").types(", easier").keys("enter w");
    assert!(plan_text(&stage, "runner-s-support-week-mine").contains("\"title\": \"Day 1: strength, easier\""));
    assert_eq!(stage.outside.own_files().len(), 1);
    // From the list, too.
    stage.keys("q p e");
    assert_eq!(stage.app.context(), Context::PlanEditor);
}

#[test]
fn a_file_that_is_in_the_way_is_never_replaced_unasked() {
    let mut stage = begun();
    let other = UserFile {
        kind: ItemKind::Plan.into(),
        path: "plans/back.json".to_owned(),
        stem: "back".to_owned(),
        text: Ok("{}".to_owned()),
    };
    stage.outside.saved.push(other);
    stage.keys("w");
    assert_eq!(stage.app.context(), Context::ReplaceOwn);
    stage.lose(1).keys("esc");
    assert_eq!(plan_text(&stage, "back"), "{}");
    stage.lose(1).keys("w").lose(1).keys("b");
    assert_eq!(plan_text(&stage, "back"), "{}");
    assert!(plan_text(&stage, "back-2").contains("core-basics"));
}

#[test]
fn what_cannot_be_written_stays_a_draft() {
    let mut stage = begun();
    stage.disk_full(true).keys("w");
    assert!(stage.shows("no space left"), "{}", stage.screen(100, 30));
    assert_eq!(stage.app.context(), Context::PlanEditor);
    stage.disk_full(false).keys("w");
    assert!(plan_text(&stage, "back").contains("core-basics"));
}

#[test]
fn typed_and_pasted_text_is_cleaned() {
    let mut stage = Stage::default();
    stage.keys("p n");
    stage.happens(Event::Paste("My\u{1b}[31m \u{202e}Plan\n".to_owned()));
    stage.keys("enter");
    stage.happens(Event::Paste("{odd}\u{7} one|two".to_owned()));
    stage.keys("tab esc w");
    let text = plan_text(&stage, "my-plan");
    assert!(text.contains("\"title\": \"My Plan\"") && text.contains("\"task\": \"{odd} one|two\""), "{text}");
    assert_eq!(checked(stage.outside.own_files()).lines().last().unwrap(), "1 file, no problems");
}

#[test]
fn a_broken_plan_is_in_the_list_and_opens_at_its_line() {
    let mut stage = Stage::new(Setup { plans: vec![("bad", BROKEN.to_owned())], ..Setup::default() });
    stage.keys("p");
    assert!(stage.shows("Needs fixing") && stage.shows("bad.json"), "{}", stage.screen(100, 30));
    assert!(stage.shows("core-basics"), "its problem is there, too: {}", stage.screen(100, 30));
    let opened = |stage: &Stage| {
        stage.outside.effects.iter().rev().find_map(|effect| match effect {
            Effect::EditFile { file, line } => Some((file.clone(), *line)),
            _ => None,
        })
    };
    stage.keys("down E");
    assert_eq!(opened(&stage), Some(("bad.json".to_owned(), 6)));
    stage.outside.given[0].text = Ok(BROKEN.replace("basisc", "basics"));
    let catalog = Catalog::with_user_files(&stage.outside.own_files());
    stage.happens(Event::ContentRead { catalog: Box::new(catalog), saved: None });
    assert!(!stage.shows("Needs fixing") && stage.shows("Bad"), "{}", stage.screen(100, 30));
}

#[test]
fn whatever_is_pressed_the_draft_is_kept_and_can_be_saved_once_it_is_said_to_be_fit() {
    const KEYS: &str =
        "j k j k J K x u U a a enter enter tab c 1 3 6 space n r A + - right left g G backspace back-tab s";
    let keys: Vec<&str> = KEYS.split(' ').collect();
    let mut saved = 0;
    for seed in 1..=4_usize {
        let mut stage = Stage::default();
        stage.keys("p n").types("Back").keys("enter");
        let mut number = seed;
        for _ in 0..250 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let key = keys[(number >> 33) % keys.len()];
            // Whoever has undone even the name can leave it by esc.
            if stage.outside.plan_draft.is_none() {
                stage.keys("ctrl-r");
            }
            let leaves = key == "s" && stage.app.context() != Context::PlanEditor;
            stage.keys(if leaves { "esc" } else { key });
        }
        let plan = stage.app.model().plan_draft.as_ref().unwrap().plan().clone();
        // The program is killed, and the draft is there as it was.
        let mut stage = stage.restart();
        assert_eq!(*stage.app.model().plan_draft.as_ref().unwrap().plan(), plan);
        stage.keys("p n w");
        if stage.app.context() == Context::Plan {
            assert_eq!(checked(stage.outside.own_files()).lines().last().unwrap(), "1 file, no problems");
            saved += 1;
        }
    }
    assert!(saved > 0, "none of them was fit to be saved");
}
