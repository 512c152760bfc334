//! What is asked at its own time: the first start, the morning after, the user's own activities.

use supple::domain::journal::entry::{Moment, Score};
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Opens, Setup, Stage};

const HOUR: u64 = 3_600;
const MORNING: &str = "This morning";

/// Somebody who said `before` and went through a session; at home.
fn trained(setup: Setup, before: &str) -> Stage {
    let mut stage = Stage::new(setup);
    stage.keys("enter").keys(before).keys("enter").until(Phase::Done).keys("1 enter");
    stage
}

/// The same, opened again so many hours later.
fn next_day(hours: u64, settings: Settings) -> Stage {
    let mut stage = trained(Setup { settings, ..Setup::default() }, "2");
    stage.lose(hours * HOUR);
    stage.restart()
}

// ---- the first start --------------------------------------------------------------------------

#[test]
fn the_first_start_says_what_this_is_not_and_is_left_with_one_key() {
    for key in ["enter", "esc", "q", "space"] {
        let mut stage = Stage::new(Setup { opens: Opens::Welcome, ..Setup::default() });
        assert!(stage.shows("Not a medical device.") && stage.shows("it does not examine"));
        assert!(stage.outside.welcomed, "seen is seen, however the program ends");
        stage.keys(key);
        assert!(stage.shows("Routines"), "{key}");
    }
}

#[test]
fn the_weekly_goal_is_changed_there_and_kept() {
    let mut stage = Stage::new(Setup { opens: Opens::Welcome, ..Setup::default() });
    assert!(stage.shows("Your weekly goal: 3 sessions"));
    stage.keys("+ + -");
    assert!(stage.shows("Your weekly goal: 4 sessions"));
    assert_eq!(stage.app.model().settings.weekly_goal, 4);
    stage.keys("- - - - -");
    assert!(stage.shows("Your weekly goal: 1 session"));
}

#[test]
fn it_can_be_opened_again_and_leads_to_the_questions_about_safety() {
    let mut stage = Stage::default();
    assert!(stage.keys("i").shows("Not a medical device."));
    stage.keys("!");
    assert_eq!(stage.app.context(), Context::Safety);
    stage.keys("esc enter");
    assert!(stage.shows("Routines"));
}

// ---- the morning after ------------------------------------------------------------------------

#[test]
fn the_morning_after_is_asked_once_with_the_minutes_of_stiffness() {
    let mut stage = next_day(24, Settings::default());
    assert!(stage.shows(MORNING) && stage.shows("Split Hip Stop"));
    stage.keys("3 enter");
    assert_eq!(stage.ratings().last().unwrap().score, Score::new(3), "on disk before the minutes are asked");
    assert!(stage.shows("2 before, 3 the next morning: settled overnight."));
    stage.keys("2 0 enter");
    assert!(stage.shows("Routines"));
    let ratings = stage.ratings();
    let rating = ratings.last().unwrap();
    assert_eq!((rating.moment, rating.stiff_min), (Moment::NextMorning, Some(20)));
    assert_eq!(rating.session, Some(stage.journal().sessions()[0].id));
    assert!(stage.restart().shows("Routines"), "and not asked again");
}

#[test]
fn what_had_not_settled_is_said_with_its_numbers() {
    let mut stage = next_day(24, Settings::default());
    stage.keys("5 enter");
    assert!(stage.shows("2 before, 5 the next morning. Pain has not settled"));
    stage.keys("enter");
    assert_eq!(stage.ratings().last().unwrap().stiff_min, None);
}

#[test]
fn it_is_skipped_by_one_key_and_nothing_is_written() {
    for key in ["x", "esc", "enter"] {
        let mut stage = next_day(24, Settings::default());
        let lines = stage.outside.lines.clone();
        stage.keys(key);
        assert!(stage.shows("Routines") && stage.outside.lines == lines, "{key}");
        stage.keys("g esc r 2 enter").advance(10.0);
        assert!(!stage.shows(MORNING), "{key}: not again in this run");
    }
}

#[test]
fn too_early_too_late_or_unwanted_it_is_not_asked() {
    let quiet = Settings { quiet_journal: true, check_in: true, ..Settings::default() };
    let without = Settings { ask_next_morning: false, ..Settings::default() };
    for (hours, settings) in [(2, Settings::default()), (31, Settings::default()), (24, without)] {
        assert!(next_day(hours, settings).shows("Routines"), "{hours} h");
    }
    let mut stage = Stage::new(Setup { settings: quiet, ..Setup::default() });
    stage.keys("enter").until(Phase::Done).keys("enter").lose(24 * HOUR);
    assert!(stage.restart().shows("Routines"));
}

#[test]
fn it_expires_by_itself() {
    let mut stage = next_day(29, Settings::default());
    assert!(stage.shows(MORNING));
    let lines = stage.outside.lines.clone();
    stage.advance(2.0 * HOUR as f64);
    assert!(stage.shows("Routines") && stage.outside.lines == lines);
}

#[test]
fn an_answer_that_is_begun_may_be_finished() {
    let mut stage = next_day(29, Settings::default());
    stage.keys("3 enter").advance(2.0 * HOUR as f64).keys("5 enter");
    assert_eq!(stage.ratings().last().unwrap().stiff_min, Some(5));
}

#[test]
fn it_never_stands_before_a_session() {
    let mut stage = trained(Setup::default(), "2");
    stage.lose(24 * HOUR);
    let mut stage = stage.restart_at(Opens::Session("desk-break", Options::default()));
    assert!(stage.shows("GET READY"));
    stage.until(Phase::Done).keys("1 enter");
    assert!(stage.shows("Routines"), "and who has trained again is not asked about the time before");
}

#[test]
fn minutes_are_typed_taken_back_and_bounded() {
    let mut stage = next_day(24, Settings::default());
    stage.keys("3 enter 9 9 9 9");
    assert!(stage.shows("999 min"));
    stage.keys("u u right left");
    assert!(stage.shows("9 min"));
    stage.keys("u 0 enter");
    assert_eq!(stage.ratings().last().unwrap().stiff_min, Some(0), "not stiff is an answer");
}

// ---- the user's own activities ------------------------------------------------------------------

/// Somebody with two activities, at home.
fn with_activities() -> Stage {
    let mut stage = Stage::default();
    stage.keys("a a").types("run 5 km").keys("enter").advance(1.0).keys("a").types("put on socks").keys("enter q");
    stage.advance(10.0);
    stage
}

fn scores(stage: &Stage) -> Vec<(String, Option<u8>)> {
    let journal = stage.journal();
    let all = journal.activities().iter();
    all.map(|answer| (answer.name.to_string(), answer.score.map(Score::value))).collect()
}

#[test]
fn activities_are_named_and_scored_the_moment_they_are() {
    let mut stage = with_activities();
    assert_eq!(stage.kinds(), ["activity", "activity"]);
    stage.keys("a").advance(1.0).keys("6").advance(1.0).keys("down 1 0");
    assert_eq!(stage.kinds()[2..], ["activity", "activity", "amend"]);
    assert_eq!(scores(&stage)[2..], [("run 5 km".to_owned(), Some(6)), ("put on socks".to_owned(), Some(10))]);
    stage.keys("q a");
    assert!(stage.shows("last 6, today") && stage.shows("10: as well as before"));
}

#[test]
fn three_are_enough_and_no_name_stands_twice() {
    let mut stage = with_activities();
    stage.keys("a a").types("run 5 km").keys("enter");
    assert!(stage.shows("on the list already"));
    stage.keys("esc a").types("sleep").keys("enter a");
    assert!(stage.shows("three are enough"));
    assert_eq!(stage.entries().len(), 3);
}

#[test]
fn another_name_keeps_the_past_and_removing_keeps_it_in_the_journal() {
    let mut stage = with_activities();
    stage.keys("a").advance(1.0).keys("6 e");
    stage.keys("ctrl-u").types("run 10 km").keys("enter");
    assert!(stage.shows("run 10 km") && stage.shows("last 6, today"));
    let names: Vec<String> = scores(&stage).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["run 10 km", "put on socks", "run 10 km"]);
    stage.advance(1.0).keys("x");
    assert!(!stage.shows("run 10 km  ") && stage.shows("put on socks"));
    assert!(stage.outside.lines.contains("\"removed\":true"));
    assert_eq!(scores(&stage).len(), 4);
    let mut stage = stage.restart();
    stage.keys("a");
    assert!(stage.shows("put on socks") && !stage.shows("run 10 km"));
}

#[test]
fn names_are_cleaned_and_pasted() {
    let mut stage = Stage::default();
    stage.keys("a a").happens(supple::state::event::Event::Paste("run\n5 \u{1b}[31mkm".to_owned()));
    stage.keys("enter");
    assert_eq!(scores(&stage)[0].0, "run 5 km");
    stage.keys("a enter");
    assert_eq!(stage.entries().len(), 1, "an empty name is none");
}

#[test]
fn once_a_week_they_are_asked_after_a_session_and_skipped_by_one_key() {
    let mut stage = with_activities();
    stage.keys("enter").until_done();
    assert!(stage.shows("Routines"), "named today");
    stage.lose(7 * 24 * HOUR);
    let mut stage = stage.restart();
    assert!(!stage.shows("Your goals"), "never by itself");
    stage.keys("enter").until_done();
    assert!(stage.shows("Your goals"));
    stage.keys("7").advance(1.0).keys("enter");
    assert!(stage.shows("Routines"));
    assert_eq!(scores(&stage)[2..], [("run 5 km".to_owned(), Some(7)), ("put on socks".to_owned(), None)]);
    stage.keys("enter").until_done();
    assert!(stage.shows("Routines"), "not twice in a week");
}

#[test]
fn they_are_not_asked_after_a_stop_or_where_that_is_not_wanted() {
    let mut stage = with_activities();
    stage.lose(7 * 24 * HOUR);
    let mut stage = stage.restart();
    stage.keys("enter enter ! 1 enter");
    assert!(stage.shows("Routines"));
    let settings = Settings { ask_activities: false, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("a a").types("socks").keys("enter q").lose(8 * 24 * HOUR);
    let mut stage = stage.restart();
    stage.keys("enter").until_done();
    assert!(stage.shows("Routines"));
}

// ---- what a session's numbers say ---------------------------------------------------------------

#[test]
fn after_a_session_its_numbers_are_put_in_a_sentence() {
    let mut stage = Stage::default();
    stage.keys("enter 5 enter enter").until(Phase::Done);
    assert!(!stage.shows("5 before"), "nothing is said before it is answered");
    assert!(stage.keys("3").shows("5 before, 3 after: lower."));
    assert!(stage.keys("4").shows("5 before, 4 after: about the same."));
    assert!(stage.keys("p 3").keys("enter").shows("about the same."));
    let mut stage = Stage::default();
    stage.keys("enter 5 p 2 enter enter").until(Phase::Done).keys("5 p 3 3 enter");
    assert!(stage.shows("Your pain went further down the leg."));
}

#[test]
fn after_a_stop_nothing_is_said_about_the_numbers() {
    let mut stage = Stage::default();
    stage.keys("enter 5 enter ! 1 1");
    assert!(!stage.shows("5 before"));
}

#[test]
fn a_quiet_journal_asks_for_effort_and_note_alone() {
    let settings = Settings { quiet_journal: true, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("enter").until(Phase::Done);
    assert!(!stage.shows("How is your back right now?") && stage.shows("▸ How hard was it?"));
    stage.keys("up p 4 enter");
    assert_eq!(stage.kinds(), ["session", "amend"]);
    assert_eq!(stage.sessions()[0].effort, Score::new(4));
}
