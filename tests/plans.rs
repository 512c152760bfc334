//! A user's ways through the plans, by keys, by sessions and in virtual time: what is ticked, what is
//! written, what is on screen.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use common::stage::{Opens, Setup, Stage, made_up};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::Id;
use supple::domain::content::link::ItemKind;
use supple::domain::journal::entry::{Body, Entry, Outcome};
use supple::domain::journal::plan_mark::{Did, PlanMark, PlanMarks, PlanSpot};
use supple::domain::journal::timestamp;
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::keymap::Context;
use supple::state::settings::Settings;
use uuid::Uuid;

const OWN: &str = r#"{"id": "mine", "title": "My Weeks", "summary": "For tests.", "by": "week", "parts": [
    {"title": "First", "items": [
        {"task": "Walk."}, {"routine": "made-up", "times": 2}, {"task": "Sing.", "optional": true}
    ]},
    {"title": "Second", "items": [{"routine": "made-up"}, {"task": "Rest.", "see": {"guide": "when-to-stop"}}]}
]}"#;

const SHORT: &str = r#"[{"exercise": "roll-down", "reps": 1}]"#;

fn own_setup() -> Setup {
    let settings = Settings { check_in: false, ..Settings::default() };
    Setup {
        settings,
        routines: vec![("made-up", made_up(SHORT))],
        plans: vec![("mine", OWN.to_owned())],
        ..Setup::default()
    }
}

/// On the page of the own plan, which is followed.
fn following() -> Stage {
    let mut stage = Stage::new(own_setup());
    stage.open_plan("mine").keys("enter enter");
    assert!(stage.shows("following; space marks items done"), "{}", stage.screen(100, 30));
    stage
}

/// On the page of a built-in plan.
fn page_of(plan: &str) -> Stage {
    let mut stage = Stage::default();
    stage.open_plan(plan);
    stage
}

/// The spot that is on, and how often each of its items was done, as the journal has it.
fn place(stage: &Stage) -> Option<(u32, u32, Vec<u32>)> {
    let followed = PlanMarks::of(&stage.journal(), stage.now().wall).followed()?;
    let plan = stage.app.model().catalog.plan(followed.plan.as_str()).unwrap();
    let place = followed.place(&plan);
    let on_screen = stage.app.model().recent.as_ref().unwrap().followed.as_ref().unwrap().place(&plan);
    assert_eq!(place, on_screen, "what is on screen is what the journal says");
    place.spot.map(|spot| (spot.round, spot.part, place.done))
}

fn marks(stage: &Stage) -> Vec<PlanMark> {
    stage.journal().plan_marks().iter().map(|mark| mark.body.clone()).collect()
}

/// A whole session of a routine, from home to home.
fn play(stage: &mut Stage) {
    stage.until(Phase::Done).keys("enter").advance(10.0);
}

/// Does all there is to do by keys alone: what is next is chosen. Routines are ticked by hand.
fn tick_through(stage: &mut Stage, until: impl Fn(&Stage) -> bool) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for _ in 0..200 {
        let now = stage.screen(100, 200).lines().find_map(|line| Some(line.split_once(" ◂ now")?.0.trim().to_owned()));
        titles.extend(now.clone().filter(|now| titles.last() != Some(now)));
        if until(stage) {
            return titles;
        }
        let before = stage.outside.lines.len();
        stage.keys("space");
        assert!(stage.outside.lines.len() > before, "nothing was ticked:\n{}", stage.screen(100, 40));
        let chosen = stage.screen(100, 60).lines().find(|line| line.contains('▸')).map(str::to_owned);
        // What is done stays chosen, so that it can be taken back.
        if chosen.is_some_and(|line| line.contains("▸ ✓")) {
            stage.keys("j");
        }
    }
    panic!("never done:\n{}", stage.screen(100, 40));
}

// ---- each of the plans --------------------------------------------------------------------------

#[test]
fn every_plan_without_end_is_followed_round_and_round() {
    let mut stage = page_of("runner-week");
    assert!(stage.shows("Runner's Support Week") && stage.shows("7 days, repeated"));
    stage.keys("enter enter");
    let days = tick_through(&mut stage, |stage| stage.shows("round 2"));
    assert_eq!(days.len(), 8, "{days:?}");
    assert_eq!((days[0].as_str(), days[7].as_str()), ("Day 1: strength", "Day 1: strength"));
    assert_eq!(place(&stage), Some((2, 1, vec![0, 0, 0, 0])));
    let stage = stage.restart();
    assert_eq!(place(&stage), Some((2, 1, vec![0, 0, 0, 0])));
}

#[test]
fn every_plan_with_an_end_is_followed_to_it() {
    for (id, title, parts) in [
        ("couch-to-5k", "Couch to 5K", 27),
        ("return-to-running", "Return to Running", 31),
        ("return-to-squat", "Return to Squatting", 5),
        ("treadmill-build-up", "Treadmill Build-Up", 4),
    ] {
        let mut stage = page_of(id);
        assert!(stage.shows(title));
        stage.keys("enter enter");
        let seen = tick_through(&mut stage, |stage| stage.shows("all done"));
        assert_eq!(seen.len(), parts, "{seen:?}");
        assert_eq!(place(&stage), None);
        stage.keys("n");
        assert!(stage.shows("this is the last part"));
        let stage = stage.restart();
        assert!(stage.shows(&format!("{title} · all done")), "{}", stage.screen(100, 30));
    }
}

#[test]
fn each_version_of_the_posture_programme_asks_for_its_own() {
    for (down, mine, other) in [("", "Pelvis tips forward", "tucks"), ("j ", "Pelvis tucks under", "tips forward")] {
        let mut stage = page_of("posture-programme");
        stage.keys("enter").keys(down).keys("enter");
        let page = stage.screen(100, 120);
        assert!(page.contains(&format!("Following · {mine}")), "{page}");
        let parts: String = page.lines().filter(|line| line.contains("3 times")).collect();
        assert!(!parts.to_lowercase().contains(other), "{parts}");
        tick_through(&mut stage, |stage| stage.shows("round 2"));
        assert_eq!(marks(&stage)[0].version.as_ref().map(Id::as_str), Some(["lordosis", "kyphosis"][down.len() / 2]));
    }
}

// ---- sessions -----------------------------------------------------------------------------------

#[test]
fn three_keys_lead_from_home_to_the_routine_that_is_next() {
    let mut stage = following();
    stage.keys("space esc esc p enter");
    assert_eq!(stage.app.context(), Context::Routine);
    stage.keys("enter");
    play(&mut stage);
    assert!(stage.shows("My Weeks · First · next: Made Up"), "{}", stage.screen(100, 30));
    assert_eq!(place(&stage), Some((1, 1, vec![1, 1, 0])));
    let done = marks(&stage).pop().unwrap();
    assert_eq!((done.did, done.routine.as_ref().map(Id::as_str), done.item), (Did::Done, Some("made-up"), Some(2)));
    assert_eq!(done.session, stage.journal().sessions().last().map(|session| session.id));
}

#[test]
fn a_session_from_home_or_the_command_line_ticks_its_item() {
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter");
    play(&mut stage);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0])));
    let mut stage = stage.restart_at(Opens::Session("made-up", Options::default()));
    play(&mut stage);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 2, 0])));
    let mut stage = stage.restart_at(Opens::CheckIn("made-up", Options::default()));
    stage.keys("enter");
    play(&mut stage);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 2, 0])), "it is not done more often than asked for");
    stage.keys("p space");
    assert!(stage.shows("now: Second"), "{}", stage.screen(100, 30));
}

#[test]
fn a_session_of_something_else_or_not_to_its_end_ticks_nothing() {
    for keys in ["q e enter", "! 1 enter"] {
        let mut stage = following();
        stage.keys("esc esc /").types("made up").keys("enter").until(Phase::Work).keys(keys);
        assert_eq!(stage.sessions().len(), 1, "{keys}");
        assert_ne!(stage.sessions()[0].outcome, Outcome::Completed);
        assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])), "{keys}");
    }
    // Gone through, and not done.
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter");
    stage.until(Phase::Work).keys("right");
    assert_eq!((stage.sessions()[0].outcome, place(&stage)), (Outcome::Ended, Some((1, 1, vec![0, 0, 0]))));
    let mut stage = following();
    stage.keys("esc esc /").types("split hip stop").keys("enter");
    play(&mut stage);
    assert_eq!(marks(&stage).len(), 1);
}

#[test]
fn a_step_whose_session_turns_out_to_be_skipped_does_not_hold() {
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter");
    play(&mut stage);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0])));
    // An earlier version wrote such a session as completed, and the step with it.
    let session = stage.journal().sessions().last().map(|session| session.id).unwrap();
    let steps = serde_json::to_value(&stage.sessions()[0].steps).unwrap();
    let skipped = steps.as_array().unwrap().iter().map(|step| {
        let mut step = step.clone();
        step["outcome"] = "skipped".into();
        step["done"] = serde_json::json!({"hold_s": 0});
        step
    });
    let set = serde_json::Map::from_iter([("steps".to_owned(), skipped.collect())]);
    let amend = Entry::new(Uuid::from_u128(77), stage.now().wall, Body::Amend { target: session, set });
    stage.outside.lines.push_str(&amend.to_line());
    let stage = stage.restart_at(Opens::Home);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])));
}

#[test]
fn a_session_taken_up_after_a_crash_ticks_its_item_once() {
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter").until(Phase::Work).advance(1.0);
    let mut stage = stage.restart();
    stage.keys("enter space");
    play(&mut stage);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0])));
}

#[test]
fn a_session_whose_line_was_lost_with_the_power_ticks_its_item_all_the_same() {
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter").disk_full(true).until(Phase::Done);
    assert_eq!(marks(&stage).len(), 1);
    // What was in memory is gone; on disk is only how far the session was.
    stage.disk_full(false);
    let mut stage = stage.restart();
    assert_eq!((stage.sessions().len(), place(&stage)), (1, Some((1, 1, vec![0, 1, 0]))));
    stage = stage.restart();
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0])));
}

#[test]
fn the_line_of_a_session_and_its_step_are_written_together_or_not_at_all() {
    let mut stage = following();
    stage.keys("esc esc /").types("made up").keys("enter").until(Phase::Done);
    let kinds = stage.kinds();
    assert_eq!(kinds[kinds.len() - 2..], ["session", "plan"]);
    let together = stage
        .outside
        .effects
        .iter()
        .any(|effect| matches!(effect, supple::state::event::Effect::Append(entries) if entries.len() == 2));
    assert!(together);
}

// ---- by hand ------------------------------------------------------------------------------------

#[test]
fn what_is_ticked_can_be_unticked_and_taken_back() {
    let mut stage = following();
    stage.keys("space");
    assert!(stage.shows("▸ ✓ Walk."));
    stage.keys("space");
    assert!(stage.shows("▸ ○ Walk."));
    assert_eq!(stage.kinds(), ["plan", "plan", "delete"]);
    stage.keys("j space");
    assert!(stage.shows("▸ 1/2 Made Up"));
    stage.keys("space space");
    assert!(stage.shows("▸ 1/2 Made Up"), "done often enough, it is one less");
    stage.keys("u");
    assert!(stage.shows("▸ 0/2 Made Up") && stage.shows("undone"));
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])));
    stage.keys("u");
    assert!(stage.shows("undone: not started") && stage.shows("Follow this plan"));
    stage.keys("u");
    assert!(stage.shows("nothing to undo"));
    assert_eq!(PlanMarks::of(&stage.journal(), stage.now().wall).followed(), None);
}

#[test]
fn what_was_done_in_a_part_before_can_still_be_ticked() {
    let mut stage = following();
    stage.keys("space j space space");
    assert!(stage.shows("now: Second") && stage.shows("▸ ○ Made Up"));
    stage.keys("k");
    assert!(stage.shows("▸ ○ Sing."));
    stage.keys("space");
    assert!(stage.shows("▸ ✓ Sing."));
    assert_eq!(place(&stage).unwrap().1, 2);
    stage.keys("k space");
    assert!(stage.shows("now: First") && stage.shows("▸ 1/2 Made Up"), "{}", stage.screen(100, 30));
}

#[test]
fn what_comes_later_is_not_ticked_before_it_is_on() {
    let mut stage = following();
    stage.keys("j j j space");
    assert!(stage.shows("that comes later; n moves on to it"));
    assert_eq!(marks(&stage).len(), 1);
    stage.keys("G space");
    assert!(stage.shows("pick an item first"));
}

#[test]
fn moving_by_part_keeps_what_was_done_and_does_again_what_is_done() {
    let mut stage = following();
    stage.keys("b");
    assert!(stage.shows("this is the first part"));
    stage.keys("space n");
    assert!(stage.shows("now: Second") && stage.shows("▸ ○ Made Up"));
    stage.keys("n");
    assert!(stage.shows("this is the last part"));
    stage.keys("b");
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
    stage.keys("space space");
    assert!(stage.shows("now: Second"));
    stage.keys("b");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])), "done once more");
    stage.keys("u");
    assert!(stage.shows("now: Second"), "{}", stage.screen(100, 30));
}

#[test]
fn who_is_through_can_go_back_and_begin_again() {
    let mut stage = following();
    stage.keys("space j space space space j space");
    assert!(stage.shows("all done"), "{}", stage.screen(100, 30));
    assert!(stage.shows("All plans") && !stage.shows("◂ now"));
    stage.keys("b");
    assert_eq!(place(&stage), Some((1, 2, vec![0, 0])));
    stage.keys("u G k k enter");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])), "{}", stage.screen(100, 30));
    stage.keys("u");
    assert_eq!(place(&stage), None, "it was done");
}

#[test]
fn leaving_is_taken_back_and_beginning_again_starts_afresh() {
    let mut stage = following();
    stage.keys("space G k enter");
    assert!(stage.shows("no longer following; u undoes that"), "{}", stage.screen(100, 30));
    assert!(!stage.shows("○") && stage.shows("Follow this plan"));
    stage.keys("u");
    assert!(stage.shows("undone: you follow it again"));
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
    stage.keys("G k enter esc esc");
    assert!(!stage.shows("My Weeks"));
    stage.open_plan("mine").keys("enter enter");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])));
}

#[test]
fn another_plan_takes_the_place_of_the_one_before_and_says_so() {
    let mut stage = following();
    stage.keys("esc j enter");
    assert!(stage.shows("You are following My Weeks. This one would replace it."), "{}", stage.screen(100, 30));
    stage.keys("enter enter esc");
    assert!(stage.shows("following"));
    let mut stage = stage.restart();
    stage.keys("p");
    assert!(stage.shows("Following") && !stage.shows("My Weeks"));
    stage.keys("u esc");
    assert!(stage.shows("My Weeks · First · next: Walk"), "the one before is followed again");
}

#[test]
fn nothing_is_ticked_in_a_plan_that_is_not_followed() {
    let mut stage = Stage::new(own_setup());
    stage.open_plan("mine");
    for key in ["space", "n", "b"] {
        stage.keys(key);
        assert!(stage.shows("follow the plan first"), "{key}");
    }
    stage.keys("u");
    assert!(stage.shows("nothing to undo"));
    assert_eq!(stage.outside.lines, "");
}

#[test]
fn what_leads_nowhere_says_so_and_what_leads_somewhere_what_is_there() {
    let mut stage = following();
    stage.keys("enter");
    assert!(stage.shows("nothing to open; space marks it done"));
    stage.keys("n j");
    let page = stage.screen(100, 30);
    let line = page.lines().find(|line| line.contains("▸ ○ Rest.")).unwrap();
    assert!(line.trim_end().ends_with("guide"), "{line}");
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::Guide);
}

#[test]
fn every_line_of_a_plan_is_passed_by_with_the_arrows() {
    for plan in Catalog::built_in().ids(ItemKind::Plan) {
        let mut stage = page_of(plan);
        stage.happens(supple::state::event::Event::Resized(40, 12));
        let whole = stage.screen(40, 400);
        let mut seen = String::new();
        for _ in 0..400 {
            seen.push_str(&stage.screen(40, 12));
            stage.keys("down");
        }
        for line in whole.lines().skip(2).filter(|line| !line.trim().is_empty()) {
            let line = line.trim_start_matches([' ', '▸']).trim();
            assert!(line.contains("↓") || seen.contains(line) || line.starts_with("enter"), "{line}");
        }
    }
}

#[test]
fn what_is_chosen_is_seen_in_the_smallest_terminal() {
    for plan in Catalog::built_in().ids(ItemKind::Plan) {
        let mut stage = Stage::default();
        stage.happens(supple::state::event::Event::Resized(40, 12));
        stage.open_plan(plan).keys("enter enter");
        for keys in ["", "j", "j", "n", "n", "b", "k", "G", "g", "space"] {
            stage.keys(keys);
            let screen = stage.screen(40, 12);
            assert!(screen.contains('▸'), "{plan}, {keys}:\n{screen}");
        }
        stage.keys("n");
        let screen = stage.screen(40, 12);
        assert!(screen.contains("◂ now"), "{screen}");
    }
}

// ---- restarts, disks, devices -------------------------------------------------------------------

#[test]
fn all_is_as_it_was_after_a_restart() {
    let mut stage = following();
    stage.keys("space j space n b u u space");
    let (before, page) = (place(&stage), stage.screen(80, 24));
    assert!(before.is_some());
    let mut stage = stage.restart();
    assert_eq!(place(&stage), before);
    stage.keys("p").advance(10.0);
    let ticks = |page: &str| page.matches('✓').count();
    assert_eq!(ticks(&stage.screen(80, 24)), ticks(&page));
}

#[test]
fn a_tick_that_cannot_be_written_is_shown_kept_and_tried_again() {
    let mut stage = following();
    stage.disk_full(true).keys("space");
    assert!(stage.shows("▸ ✓ Walk.") && stage.shows("1 not saved: no space left on device"));
    assert_eq!(marks(&stage).len(), 1);
    // Going home reads the journal, in which it is not.
    stage.keys("esc esc r 3 enter p");
    assert!(stage.shows("✓ Walk."), "{}", stage.screen(100, 30));
    stage.keys("j u");
    assert!(stage.shows("○ Walk.") && stage.shows("3 not saved"), "{}", stage.screen(100, 30));
    stage.keys("space").disk_full(false).advance(10.0);
    assert!(!stage.shows("not saved"));
    assert_eq!(place(&stage).map(|(.., done)| done.iter().sum()), Some(1));
}

#[test]
fn ticks_put_aside_at_the_end_are_there_at_the_next_start() {
    let mut stage = following();
    stage.disk_full(true).keys("space ctrl-c q");
    assert!(stage.app.is_over());
    stage.disk_full(false);
    let stage = stage.restart();
    assert!(stage.shows("My Weeks · First · next: Made Up"), "{}", stage.screen(100, 30));
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
}

#[test]
fn what_was_ticked_while_the_journal_was_read_stays_ticked() {
    let mut stage = following();
    let read = Box::new(supple::state::journal_cache::Recent::of(stage.journal(), stage.now().wall));
    stage.disk_full(true).keys("space").disk_full(false);
    stage.happens(supple::state::event::Event::JournalRead(read.clone()));
    assert!(stage.shows("✓ Walk."));
    stage.advance(10.0);
    stage.happens(supple::state::event::Event::JournalRead(read));
    assert!(stage.shows("✓ Walk."), "it was asked for before");
    stage.keys("u");
    assert!(stage.shows("○ Walk."));
}

fn line(n: u128, at: &str, mark: PlanMark) -> String {
    Entry { id: Uuid::from_u128(n), at: timestamp::parse(at).unwrap(), body: Body::Plan(mark) }.to_line()
}

fn mine(did: Did) -> PlanMark {
    PlanMark::new(Id::new("mine").unwrap(), did)
}

fn moved(part: u32) -> PlanMark {
    PlanMark::moved(Id::new("mine").unwrap(), PlanSpot { round: 1, part })
}

#[test]
fn two_devices_follow_one_plan() {
    let mut stage = following();
    // The clock of the other one is an hour ahead.
    stage.outside.lines.push_str(&line(1, "2026-11-20T08:00:00+01:00", moved(2)));
    let mut stage = stage.restart();
    assert_eq!(place(&stage), Some((1, 2, vec![0, 0])));
    stage.keys("p b");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])), "what is done later comes later");
    stage.keys("space");
    let mut stage = stage.restart();
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
    stage.outside.lines.push_str(&line(2, "2026-11-20T09:00:00+01:00", mine(Did::Left)));
    stage = stage.restart();
    assert!(!stage.shows("My Weeks"));
    stage.open_plan("mine").keys("u");
    assert!(stage.shows("undone: you follow it again"), "{}", stage.screen(100, 30));
}

#[test]
fn a_step_that_was_amended_or_deleted_holds_as_it_is_now() {
    let mut stage = following();
    stage.keys("space j space");
    let ids: Vec<Uuid> = stage.journal().plan_marks().iter().map(|mark| mark.id).collect();
    let at = stage.now().wall;
    let set = serde_json::json!({"item": 3, "task": "Sing."}).as_object().unwrap().clone();
    let amend = Entry::new(Uuid::from_u128(1), at, Body::Amend { target: ids[1], set });
    let delete = Entry::new(Uuid::from_u128(2), at, Body::Delete { target: ids[2] });
    stage.outside.lines.push_str(&(amend.to_line() + &delete.to_line()));
    let mut stage = stage.restart();
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 1])));
    let undo = Entry::new(Uuid::from_u128(3), at, Body::Delete { target: Uuid::from_u128(2) });
    stage.outside.lines.push_str(&undo.to_line());
    assert_eq!(place(&stage.restart()), Some((1, 1, vec![0, 1, 1])));
}

#[test]
fn steps_that_cannot_be_read_are_told_and_cost_nothing_else() {
    let mut stage = following();
    stage.keys("space");
    let good = stage.outside.lines.clone();
    let broken = good.lines().last().unwrap().replace("\"did\":\"done\"", "\"did\":\"dun\"");
    let foreign = good.lines().last().unwrap().replace("\"kind\":\"plan\"", "\"kind\":\"training\"");
    stage.outside.lines = format!("{broken}\n{good}{foreign}\n{}\n", r#"{"v":1,"id":"0197"#);
    let stage = stage.restart();
    assert!(stage.shows("2 lines of the journal cannot be read; supple log says which"));
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
    assert_eq!(stage.journal().foreign(), 1);
}

// ---- the user's own plan, changed -----------------------------------------------------------------

#[test]
fn a_plan_whose_file_is_gone_or_broken_is_not_followed_until_it_is_back() {
    let mut stage = following();
    stage.keys("space");
    for plans in [Vec::new(), vec![("mine", OWN.replace("Walk.", ""))]] {
        stage = stage.restart_with_plans(plans);
        assert!(!stage.shows("My Weeks"));
        stage.keys("p");
        assert!(stage.shows("Routines and tasks") && !stage.shows("following"));
        stage.keys("esc /").types("made up").keys("enter");
        play(&mut stage);
        assert_eq!(marks(&stage).len(), 2);
    }
    let stage = stage.restart_with_plans(vec![("mine", OWN.to_owned())]);
    assert_eq!(place(&stage), Some((1, 1, vec![1, 0, 0])));
}

#[test]
fn ticks_stay_with_what_was_done_when_the_file_changes() {
    let mut stage = following();
    stage.keys("space");
    let first = r#"{"task": "Stretch."}, {"task": "Walk."}"#;
    let stage = stage.restart_with_plans(vec![("mine", OWN.replace(r#"{"task": "Walk."}"#, first))]);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0, 0])));
    let stage = stage.restart_with_plans(vec![("mine", OWN.replace("Walk.", "Run."))]);
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])));
}

#[test]
fn a_plan_that_got_versions_asks_which_one() {
    let mut stage = following();
    stage.keys("space");
    let versions = r#""by": "week", "versions": [{"id": "a", "title": "For A", "summary": "A."}], "#;
    let mut stage = stage.restart_with_plans(vec![("mine", OWN.replace(r#""by": "week", "#, versions))]);
    assert!(stage.shows("My Weeks · changed: choose again"), "{}", stage.screen(100, 30));
    stage.keys("p space n");
    assert!(stage.shows("This plan has changed since you started it") && !stage.shows("✓"));
    stage.keys("enter enter");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 0, 0])), "{}", stage.screen(100, 30));
}

#[test]
fn a_routine_that_cannot_be_used_is_named_and_can_be_ticked() {
    let mut setup = own_setup();
    setup.routines = vec![("made-up", made_up("[]"))];
    let mut stage = Stage::new(setup);
    stage.open_plan("mine").keys("enter enter j enter");
    assert!(
        stage.shows("cannot be used; see supple check") && stage.shows("nothing to open"),
        "{}",
        stage.screen(100, 30)
    );
    stage.keys("space");
    assert_eq!(place(&stage), Some((1, 1, vec![0, 1, 0])));
}

// ---- a routine's page -----------------------------------------------------------------------------

/// The page of a routine with a step to be avoided while sore.
fn avoided(stage: &mut Stage) -> bool {
    stage.keys("/").types("made up").keys("tab");
    let warns = stage.shows("Fitted to today");
    stage.keys("esc esc");
    warns
}

#[test]
fn a_routine_warns_of_what_to_leave_out_while_the_back_is_sore() {
    let setup = Setup { routines: vec![("made-up", made_up(r#"[{"exercise": "sit-up", "reps": 5}]"#))], ..own_setup() };
    let stage = || Stage::new(setup.clone());
    for (score, warns) in [("0", false), ("3", false), ("4", true), ("1 0", true)] {
        let mut stage = stage();
        // A ten asks about safety first; the question is left.
        stage.keys("r").keys(score).keys("enter").keys(if score == "1 0" { "esc" } else { "" });
        assert_eq!(avoided(&mut stage), warns, "{score}");
    }
    for (days, warns) in [(5, true), (6, true), (7, false), (-1, false)] {
        let mut stage = stage();
        stage.keys("r 6 enter").put_wall_clock(days * 86_400);
        assert_eq!(avoided(&mut stage), warns, "{days} days later");
    }
    let mut stage = stage();
    stage.keys("r 6 enter").advance(60.0).keys("r 2 enter");
    assert!(!avoided(&mut stage), "the last one counts");
}

#[test]
fn a_sore_knee_is_no_sore_back() {
    let routines = vec![("made-up", made_up(r#"[{"exercise": "sit-up", "reps": 5}]"#))];
    for (region, warns) in [("knee", false), ("low_back", true)] {
        let mut stage = Stage::new(Setup { routines: routines.clone(), ..own_setup() });
        stage.outside.lines = format!(
            "{{\"v\":1,\"id\":\"{}\",\"kind\":\"rating\",\"at\":\"2026-11-20T06:00:00+01:00\",\"score\":6,\"moment\":\"other\",\"region\":\"{region}\"}}\n",
            Uuid::from_u128(9)
        );
        let mut stage = stage.restart();
        assert_eq!(avoided(&mut stage), warns, "{region}");
    }
}

#[test]
fn a_routine_leads_to_its_plans_and_its_exercises() {
    let mut stage = Stage::default();
    stage.keys("/").types("posture check").keys("tab G");
    assert!(stage.shows("Part of") && stage.shows("Posture Programme"), "{}", stage.screen(100, 30));
    stage.keys("back-tab right");
    assert_eq!(stage.app.context(), Context::Plan);
    stage.keys("left g tab right");
    assert_eq!(stage.app.context(), Context::Exercise);
}
