//! The program left open over midnight: what is of a day changes with it, by itself.

use std::time::Duration;

use chrono_tz::{Africa, America, Asia, Australia, Europe};
use supple::domain::time::zone_rules::ZoneRules;
use supple::state::keymap::Context;

use super::session;
use crate::common::stage::{Setup, Stage};

fn opened(place: ZoneRules, begins: &'static str, lines: &str) -> Stage {
    Stage::new(Setup { place, begins, lines: lines.to_owned(), ..Setup::default() })
}

#[test]
fn a_new_week_begins_on_the_home_screen_that_was_left_open() {
    for (place, sunday, done) in [
        (ZoneRules::new(&Europe::Berlin), "2026-11-22T22:00:00.25+01:00", "2026-11-18T18:00:00+01:00"),
        (ZoneRules::new(&Europe::Berlin), "2026-03-29T00:30:00+01:00", "2026-03-26T18:00:00+01:00"),
        (ZoneRules::new(&Europe::Berlin), "2026-10-25T00:30:00+02:00", "2026-10-22T18:00:00+02:00"),
        (ZoneRules::new(&America::New_York), "2026-11-01T00:30:00-04:00", "2026-10-29T18:00:00-04:00"),
        (ZoneRules::new(&Australia::Sydney), "2026-10-04T01:30:00+10:00", "2026-10-01T18:00:00+10:00"),
        (ZoneRules::new(&Asia::Kathmandu), "2026-11-22T23:59:30+05:45", "2026-11-20T18:00:00+05:45"),
        (ZoneRules::new(&Africa::Cairo), "2026-11-22T23:59:30+02:00", "2026-11-20T18:00:00+02:00"),
    ] {
        let mut stage = opened(place, sunday, &session(1, done));
        assert!(stage.shows("1 of 3 this week") && stage.shows("Sunday"), "{sunday}");
        let midnight = place.next_day(stage.now().wall).unwrap();
        let left = (midnight - stage.now().wall).as_seconds_f64();
        stage.keys("x");
        assert!(stage.app.next_change(&stage.now()).unwrap() <= stage.now().mono + Duration::from_secs_f64(left));
        stage.advance(left - 1.0);
        assert!(stage.shows("Sunday"), "{sunday}: {}", stage.screen(100, 30));
        stage.advance(1.5);
        let screen = stage.screen(100, 30);
        assert!(screen.contains("Monday") && screen.contains("0 of 3 this week"), "{sunday}\n{screen}");
    }
}

#[test]
fn the_trends_reach_to_the_day_it_is() {
    let mut stage = opened(
        ZoneRules::new(&Europe::Berlin),
        "2026-11-20T23:50:00+01:00",
        &super::rating(1, "2026-11-19T07:00:00+01:00", 3),
    );
    stage.keys("t");
    let before = stage.screen(100, 30);
    stage.advance(60.0);
    assert_eq!(stage.screen(100, 30), before);
    stage.advance(600.0);
    assert_ne!(stage.screen(100, 30), before, "the axis ends a day later");
}

#[test]
fn yesterday_typed_after_midnight_is_the_day_before() {
    let mut stage =
        opened(ZoneRules::new(&Europe::Berlin), "2026-11-20T23:59:00+01:00", &session(1, "2026-11-18T18:00:00+01:00"));
    stage.keys("j p down enter").types("yesterday");
    assert!(stage.shows("Thursday 19 Nov 2026"));
    stage.advance(120.0);
    assert!(stage.shows("Friday 20 Nov 2026"), "{}", stage.screen(100, 30));
}

#[test]
fn the_morning_after_is_asked_about_where_the_program_was_left_open_over_night() {
    let mut stage = opened(ZoneRules::new(&Europe::Berlin), "2026-11-20T18:00:00+01:00", "");
    stage.keys("enter").until_done();
    stage.advance(7.0 * 3600.0);
    assert_eq!(stage.app.context(), Context::Home);
    stage.advance(4.0 * 3600.0);
    assert_eq!(stage.app.context(), Context::Morning, "{}", stage.screen(100, 30));
}

#[test]
fn a_clock_that_is_put_back_brings_its_day_back() {
    let mut stage =
        opened(ZoneRules::new(&Europe::Berlin), "2026-11-22T23:59:50+01:00", &session(1, "2026-11-18T18:00:00+01:00"));
    stage.advance(20.0);
    assert!(stage.shows("0 of 3 this week"));
    stage.put_wall_clock(-3600).advance(1.0);
    stage.keys("x");
    assert!(stage.shows("1 of 3 this week") && stage.shows("Sunday"), "{}", stage.screen(100, 30));
}
