//! Days and times that are typed: by the rules of the clocks on that day, and within the calendar.

use chrono_tz::{America, Europe};
use supple::domain::time::zone_rules::ZoneRules;

use super::{rating, session};
use crate::common::stage::{Setup, Stage};

fn at_home(place: ZoneRules, begins: &'static str) -> Stage {
    let lines = session(1, "2026-11-18T18:00:00+01:00");
    let mut stage = Stage::new(Setup { place, begins, lines, ..Setup::default() });
    stage.keys("j");
    stage
}

const NOVEMBER: &str = "2026-11-20T07:00:00+01:00";

/// Types a session of the past in Split Hip Stop, and writes it down.
fn past_session(stage: &mut Stage, day: &str, time: &str) {
    stage.keys("p enter").types("split hip stop").keys("enter enter").types(day).keys("enter");
    stage.keys("enter").types(time).keys("enter s");
}

/// The start of every session that there is, as it is written.
fn starts(stage: &Stage) -> Vec<String> {
    stage.journal().sessions().iter().map(|session| session.at.to_rfc3339()).collect()
}

#[test]
fn a_session_of_another_season_has_the_offset_of_its_day() {
    for (place, begins, day, expected) in [
        (ZoneRules::new(&Europe::Berlin), NOVEMBER, "2026-07-10", "2026-07-10T08:00:00+02:00"),
        (ZoneRules::new(&Europe::Berlin), NOVEMBER, "2026-10-25", "2026-10-25T08:00:00+01:00"),
        (ZoneRules::new(&America::New_York), "2026-07-10T07:00:00-04:00", "2026-01-15", "2026-01-15T08:00:00-05:00"),
    ] {
        let mut stage = at_home(place, begins);
        past_session(&mut stage, day, "8:00");
        assert!(starts(&stage).contains(&expected.to_owned()), "{:?}", starts(&stage));
        let session = stage.journal().sessions().iter().find(|session| session.at.to_rfc3339() == expected).cloned();
        let session = session.unwrap();
        assert_eq!(session.ended.offset(), session.at.offset());
    }
}

#[test]
fn an_hour_that_was_left_out_is_refused_and_one_that_came_twice_is_told() {
    let mut stage = at_home(ZoneRules::new(&Europe::Berlin), NOVEMBER);
    past_session(&mut stage, "2026-03-29", "2:30");
    assert_eq!(stage.sessions().len(), 1);
    assert!(stage.shows("the clocks went forward"), "{}", stage.screen(100, 30));
    let mut stage = at_home(ZoneRules::new(&Europe::Berlin), NOVEMBER);
    past_session(&mut stage, "2026-10-25", "2:30");
    assert!(starts(&stage).contains(&"2026-10-25T02:30:00+02:00".to_owned()));
    assert!(stage.shows("the clocks showed that time twice, 02:30 +02:00 is used"), "{}", stage.screen(100, 30));
}

#[test]
fn an_entry_that_is_moved_to_another_season_has_its_offset_and_keeps_its_hour() {
    let lines = rating(1, "2026-11-18T18:00:00+01:00", 3);
    let place = ZoneRules::new(&Europe::Berlin);
    let mut stage = Stage::new(Setup { place, begins: NOVEMBER, lines, ..Setup::default() });
    stage.keys("j enter");
    to_line(&mut stage, "day");
    stage.keys("enter").types("2026-08-01").keys("enter");
    let at = |stage: &Stage| stage.journal().ratings()[0].at.to_rfc3339();
    assert_eq!(at(&stage), "2026-08-01T18:00:00+02:00");
    stage.keys("u");
    assert_eq!(at(&stage), "2026-11-18T18:00:00+01:00");
}

#[test]
fn a_day_outside_the_calendar_is_refused_with_an_example_and_nothing_is_written() {
    for day in
        ["26-11-20", "0026-11-20", "1969-12-31", "2201-01-01", "12026-11-20", "999999d", "99999999d", "4000000000w"]
    {
        let mut stage = at_home(ZoneRules::new(&Europe::Berlin), NOVEMBER);
        let before = stage.outside.lines.clone();
        stage.keys("p down enter").types(day).keys("enter");
        assert!(stage.shows("2026-11-20"), "{day}: {}", stage.screen(100, 30));
        stage.keys("esc q enter");
        to_line(&mut stage, "day");
        stage.keys("enter").types(day).keys("enter");
        assert!(stage.shows("2026-11-20"), "{day}: {}", stage.screen(100, 30));
        stage.keys("esc");
        assert_eq!(stage.outside.lines, before, "{day}");
    }
}

#[test]
fn a_date_of_an_earlier_version_that_cannot_be_is_a_line_that_is_told() {
    let stage =
        Stage::with_journal(&(session(1, "0026-11-20T07:00:00+01:00") + &session(2, "2026-11-18T07:00:00+01:00")));
    assert!(stage.shows("1 line of the journal cannot be read") && stage.shows("1 of 3 this week"));
}

/// Chooses the line of the open entry that begins so.
#[track_caller]
fn to_line(stage: &mut Stage, name: &str) {
    for _ in 0..40 {
        if stage.screen(100, 40).lines().any(|line| line.contains(&format!("▸ {name}"))) {
            return;
        }
        stage.keys("down");
    }
    panic!("no {name}:\n{}", stage.screen(100, 40));
}
