//! Dates of another season, by the clock of the machine.

use super::home::Home;
use super::pty::Start;

#[test]
fn a_session_typed_for_summer_and_winter_has_the_offset_of_each() {
    let home = Home::default().seen();
    // As in Berlin, on a machine that knows no places.
    let mut supple = Start::new(home.path(), &[]).env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3").spawn();
    supple.expect("0 of 3 this week");
    supple.keys("j");
    for (day, number) in [("2026-01-15", 1), ("2026-07-10", 2)] {
        supple.expect("Journal");
        supple.keys("p");
        supple.expect("choose one");
        supple.keys("\r");
        supple.expect("type to search");
        supple.keys("split hip stop");
        supple.expect("split hip stop");
        supple.keys("\r");
        supple.expect_gone("choose one");
        supple.keys("\r");
        supple.expect("by a day");
        supple.keys(day);
        supple.expect(day);
        supple.keys("\r");
        supple.expect_gone("by a day");
        supple.keys("\r8:00\r");
        supple.expect("08:00");
        supple.keys("s");
        supple.poll("the session in the journal", |_| home.lines().len() == number);
    }
    let starts: Vec<_> = home.lines().iter().map(|line| line["at"].as_str().unwrap().to_owned()).collect();
    assert_eq!(starts, ["2026-01-15T08:00:00+01:00", "2026-07-10T08:00:00+02:00"]);
    supple.keys("q");
    supple.expect("0 of 3 this week");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
}
