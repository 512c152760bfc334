//! A clock that jumps while the program is used: nothing panics, all that is written can be read back, and no session of
//! another week is counted.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use chrono_tz::{Africa, America, Asia, Australia, Europe};
use proptest::prelude::*;
use supple::domain::journal::entry::{Outcome, SessionEntry};
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Logged;
use supple::domain::time::zone_rules::ZoneRules;

use super::{activity, rating, session};
use crate::common::stage::{Opens, Setup, Stage};

/// Shortly before the clocks are changed, or another day or week begins, in each place.
fn places() -> Vec<(ZoneRules, &'static str)> {
    vec![
        (ZoneRules::new(&Europe::Berlin), "2026-03-29T01:59:30+01:00"),
        (ZoneRules::new(&Europe::Berlin), "2026-10-25T01:59:30+02:00"),
        (ZoneRules::new(&Europe::Berlin), "2026-11-22T23:59:00+01:00"),
        (ZoneRules::new(&America::New_York), "2026-03-08T01:59:30-05:00"),
        (ZoneRules::new(&America::New_York), "2026-11-01T01:59:30-04:00"),
        (ZoneRules::new(&Australia::Sydney), "2026-04-05T02:59:30+11:00"),
        (ZoneRules::new(&Australia::Sydney), "2026-10-04T01:59:30+10:00"),
        (ZoneRules::new(&Africa::Cairo), "2026-04-23T23:59:30+02:00"),
        (ZoneRules::new(&Africa::Cairo), "2026-10-29T23:59:30+03:00"),
        (ZoneRules::new(&Asia::Kathmandu), "2026-12-31T23:59:30+05:45"),
    ]
}

/// What somebody does, or the clock.
#[derive(Debug, Clone)]
enum Deed {
    Keys(&'static str),
    /// Types a day, or a time, where one is asked for.
    Types(&'static str),
    /// Time passes, in seconds.
    Passes(u32),
    /// The machine sleeps for so long.
    Sleeps(u32),
    /// The wall clock is put, in seconds.
    Jumps(i64),
    /// The program is left, and begun again with the right clock.
    Again,
}

/// Ways through the program that write something, or show a day.
const KEYS: [&str; 24] = [
    "r 4 enter",
    "r space enter",
    "enter 3 enter",
    "enter enter",
    "n n n n n n n",
    "space",
    "5",
    "q e 2",
    "esc",
    "enter",
    "j enter",
    "j p",
    "s",
    "down",
    "u",
    "x",
    "t",
    "q",
    "o",
    "p enter",
    "!",
    "a",
    "7 enter",
    "tab 2 enter",
];

/// Days and times, some of which nobody can mean.
const TYPED: [&str; 12] = [
    "yesterday",
    "2026-03-29",
    "2026-10-25",
    "26-11-20",
    "999999d",
    "2:30",
    "0:30",
    "4w",
    "2026-07-10",
    "1970-01-01",
    "split",
    "30",
];

const YEAR: i64 = 365 * 86_400;

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => prop::sample::select(&KEYS[..]).prop_map(Deed::Keys),
        3 => prop::sample::select(&TYPED[..]).prop_map(Deed::Types),
        3 => prop::sample::select(vec![1, 30, 61, 1_800, 3_600, 30_000, 90_000]).prop_map(Deed::Passes),
        1 => prop::sample::select(vec![10, 7_200, 700_000]).prop_map(Deed::Sleeps),
        2 => prop::sample::select(vec![3_600, -3_600, YEAR, -YEAR, 86_400, -86_400, 30, -30]).prop_map(Deed::Jumps),
        1 => Just(Deed::Again),
    ]
}

/// The Monday of the week that a time is of, by its own clock.
fn monday(at: DateTime<FixedOffset>) -> NaiveDate {
    at.date_naive().week(chrono::Weekday::Mon).first_day()
}

fn counts(session: &Logged<SessionEntry>) -> bool {
    session.active_s >= 60 || (session.outcome == Outcome::Completed && session.active_s > 0)
}

/// Checks what is written and what is shown.
fn check(stage: &Stage) -> Result<(), TestCaseError> {
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        stage.screen(width, height);
    }
    let mut fold = Fold::default();
    fold.begin_file("test.jsonl");
    stage.outside.lines.lines().for_each(|line| fold.line(line.as_bytes()));
    let journal = fold.finish();
    let problems: Vec<String> = journal.problems().map(|problem| format!("{problem:?}")).collect();
    prop_assert_eq!(problems, Vec::<String>::new());
    for entry in stage.entries() {
        prop_assert!((1970..=2200).contains(&entry.at.year()));
    }
    let home = stage.screen(120, 40);
    let Some(line) = home.lines().find(|line| line.contains("of 3 this week")) else { return Ok(()) };
    let told: usize =
        line.split(" of 3 this week").next().and_then(|before| before.rsplit(' ').next()?.parse().ok()).unwrap();
    let now = stage.now().wall;
    let of_it =
        |session: &&Logged<SessionEntry>| session.at <= now && monday(session.at) == monday(now) && counts(session);
    prop_assert_eq!(told, journal.sessions().iter().filter(of_it).count(), "{}", home);
    Ok(())
}

fn play(place: (ZoneRules, &'static str), deeds: Vec<Deed>) -> Result<(), TestCaseError> {
    let (rules, begins) = place;
    let lines = session(1, "2026-03-27T18:00:00+01:00")
        + &session(2, "2026-10-24T18:00:00+02:00")
        + &rating(1, "2026-03-27T18:30:00+01:00", 3)
        + &activity(1, "2026-03-01T18:00:00+01:00", "socks", 5);
    let mut stage = Stage::new(Setup { place: rules, begins, lines, ..Setup::default() });
    for deed in deeds {
        match deed {
            Deed::Keys(keys) => {
                stage.keys(keys);
            }
            Deed::Types(text) => {
                stage.types(text).keys("enter");
            }
            Deed::Passes(secs) => {
                stage.advance(f64::from(secs));
            }
            Deed::Sleeps(secs) => {
                stage.sleep(secs.into());
            }
            Deed::Jumps(secs) => {
                stage.put_wall_clock(secs);
            }
            Deed::Again => {}
        }
        if stage.app.is_over() || matches!(deed, Deed::Again) {
            stage = stage.restart_at(Opens::Home);
        }
        check(&stage)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_that_jumps_loses_nothing_and_miscounts_nothing(
        place in prop::sample::select(places()),
        deeds in prop::collection::vec(deed(), 1..24),
    ) {
        play(place, deeds)?;
    }
}
