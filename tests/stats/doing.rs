//! Sessions by day and by week, against the goal.

use serde_json::json;
use supple::domain::stats::doing::{Doing, WeekState, doing};
use supple::domain::stats::{Scope, Stats};

use crate::{Diary, day, everything};

fn at(day: &str) -> String {
    format!("2026-{day}T18:00:00+01:00")
}

/// Sessions on these days.
fn trained(days: &[&str]) -> Diary {
    let mut diary = Diary::default();
    for day in days {
        diary.session(&at(day), &["plank"]);
    }
    diary
}

fn states(doing: &Doing) -> Vec<(String, usize, WeekState)> {
    doing.weeks.iter().map(|week| (week.monday.format("%m-%d").to_string(), week.sessions, week.state)).collect()
}

#[test]
fn days_and_weeks_are_local_and_weeks_have_no_holes() {
    let mut diary = trained(&["11-02", "11-02", "11-04"]);
    diary.session("2026-11-08T23:50:00-08:00", &["plank"]);
    let doing = diary.stats().doing;
    let days: Vec<_> = doing.days.iter().map(|day| (day.day, day.sessions, day.active_s)).collect();
    assert_eq!(days, [(day("2026-11-02"), 2, 1200), (day("2026-11-04"), 1, 600), (day("2026-11-08"), 1, 600)]);
    assert_eq!(
        states(&doing),
        [
            ("11-02".to_owned(), 4, WeekState::Kept),
            ("11-09".to_owned(), 0, WeekState::Free),
            ("11-16".to_owned(), 0, WeekState::Running),
        ]
    );
    assert_eq!(doing.kept(), (1, 1));
}

#[test]
fn one_missed_week_in_four_is_free_wherever_the_scope_begins() {
    let diary = trained(&["09-07", "09-08", "09-09", "10-26", "10-27", "10-28"]);
    let all = diary.stats().doing;
    let state = |doing: &Doing| doing.weeks.iter().map(|week| week.state).collect::<Vec<_>>();
    use WeekState::{Free, Kept, Missed, Running};
    assert_eq!(state(&all), [Kept, Free, Missed, Missed, Missed, Free, Missed, Kept, Missed, Free, Running]);
    let scope = Scope { from: Some(day("2026-10-08")), ..everything() };
    let late = Stats::of(&diary.journal(), &scope).doing;
    assert_eq!(state(&late)[1..], state(&all)[5..]);
    assert_eq!((late.weeks[0].monday, late.weeks[0].state), (day("2026-10-05"), WeekState::Part));
    assert_eq!(late.days.len(), 3);
}

#[test]
fn who_begins_in_the_middle_of_a_week_has_not_missed_it() {
    let doing = trained(&["11-07"]).stats().doing;
    assert_eq!((doing.weeks[0].state, doing.weeks[0].neutral_days), (WeekState::Begun, 0), "nobody rested");
    assert_eq!(doing.kept(), (0, 0));
    let late = |days: &[&str]| trained(days).stats().doing.weeks[0].state;
    assert_eq!(late(&["11-03", "11-04"]), WeekState::Begun, "one more would have been on Monday");
    assert_eq!(late(&["11-03"]), WeekState::Free, "one day is not what two are missing");
    assert_eq!(late(&["11-05", "11-06", "11-07"]), WeekState::Kept);
}

#[test]
fn of_a_cut_week_only_the_days_in_it_count_and_weeks_add_up_to_days() {
    let diary = trained(&["11-02", "11-03", "11-08", "11-09", "11-11", "11-12", "11-13", "11-17"]);
    for (from, to) in [("11-08", "11-20"), ("11-03", "11-12"), ("11-08", "11-08"), ("11-02", "11-19")] {
        let [from, to] = [from, to].map(|part| day(&format!("2026-{part}")));
        let doing = Stats::of(&diary.journal(), &Scope { from: Some(from), to, ..everything() }).doing;
        let days = doing.days.iter().fold((0, 0), |sum, day| (sum.0 + day.sessions, sum.1 + day.active_s));
        let weeks = doing.weeks.iter().fold((0, 0), |sum, week| (sum.0 + week.sessions, sum.1 + week.active_s));
        assert_eq!(weeks, days, "{from} to {to}");
    }
    let scope = Scope { from: Some(day("2026-11-08")), to: day("2026-11-12"), ..everything() };
    let doing = Stats::of(&diary.journal(), &scope).doing;
    assert_eq!(
        states(&doing),
        [("11-02".to_owned(), 1, WeekState::Part), ("11-09".to_owned(), 3, WeekState::Part)],
        "the goal is one of a whole week"
    );
}

#[test]
fn a_week_is_cut_where_the_time_begins_or_ends_in_it_but_not_by_what_is_to_come() {
    let part = |from: Option<&str>, to: &str, monday: &str| {
        let scope = Scope { from: from.map(day), to: day(to), ..everything() };
        scope.part_of(day(monday)).map(|(first, last)| format!("{first} {last}"))
    };
    assert_eq!(part(None, "2026-11-20", "2026-11-16"), None, "today is Friday");
    assert_eq!(part(None, "2026-11-19", "2026-11-16").unwrap(), "2026-11-16 2026-11-19");
    assert_eq!(part(Some("2026-11-08"), "2026-11-20", "2026-11-02").unwrap(), "2026-11-08 2026-11-08");
    assert_eq!(part(Some("2026-11-09"), "2026-11-15", "2026-11-09"), None);
    assert_eq!(part(Some("2026-11-18"), "2026-11-20", "2026-11-16").unwrap(), "2026-11-18 2026-11-20");
}

#[test]
fn rest_and_flare_days_make_a_week_neutral() {
    let week = |change: fn(&mut Diary)| {
        let mut diary = trained(&["11-02", "11-03", "11-04", "11-09", "11-10"]);
        change(&mut diary);
        let week = diary.stats().doing.weeks[1];
        (week.neutral_days, week.state)
    };
    assert_eq!(week(|_| ()), (0, WeekState::Free));
    let red = |diary: &mut Diary| {
        diary.rating(&at("11-12"), "other", json!(6));
    };
    assert_eq!(week(red), (1, WeekState::Neutral));
    let knee = |diary: &mut Diary| {
        diary.line("rating", &at("11-12"), &json!({"score": 8, "moment": "other", "region": "knee"}));
    };
    assert_eq!(week(knee), (0, WeekState::Free), "the rules are about the back");
    let stopped = |diary: &mut Diary| {
        diary.run(&at("11-11"), &json!({"outcome": "stopped", "active_s": 5}));
    };
    assert_eq!(week(stopped), (1, WeekState::Neutral));
    let flare = |diary: &mut Diary| {
        diary.rating(&at("11-10"), "other", json!(7));
        diary.rating(&at("11-11"), "other", json!(6));
        diary.rating(&at("11-14"), "other", json!(3));
    };
    assert_eq!(week(flare), (4, WeekState::Neutral), "from the 10th to the 13th");
    let silence = |diary: &mut Diary| {
        diary.line("rating", &at("11-09"), &json!({"score": 5, "moment": "other", "words": ["cramping"]}));
    };
    assert_eq!(week(silence), (7, WeekState::Neutral), "nobody said that it is over, for a week");
    let locked = |diary: &mut Diary| {
        let asked = json!({"asked": ["saddle_numb"], "yes": ["saddle_numb"]});
        let safety = diary.line("safety", &at("11-11"), &asked);
        diary.line("red_flag_seen", &at("11-13"), &json!({"target": safety}));
    };
    assert_eq!(week(locked), (3, WeekState::Neutral));
}

#[test]
fn two_nights_that_had_not_settled_make_a_day_of_rest() {
    let mut diary = trained(&["11-02", "11-03", "11-04"]);
    for (day, next) in [("11-09", "11-10"), ("11-10", "11-11")] {
        let id = diary.session(&at(day), &["plank"]);
        diary.of(id, &at(day), "before", json!(1));
        diary.of(id, &format!("2026-{next}T07:00:00+01:00"), "next_morning", json!(3));
    }
    let week = diary.stats().doing.weeks[1];
    assert_eq!((week.unsettled, week.neutral_days, week.state), (2, 2, WeekState::Neutral), "that day and the next");
}

#[test]
fn a_clock_that_was_wrong_makes_no_weeks_of_the_future() {
    let mut diary = trained(&["11-02"]);
    diary.session("2199-01-01T18:00:00+01:00", &["plank"]);
    assert_eq!(doing(&diary.journal(), &everything()).weeks.len(), 3);
    let mut old = Diary::default();
    old.session("0000-01-03T18:00:00+00:00", &["plank"]);
    assert!(doing(&old.journal(), &everything()).weeks.len() > 100_000, "long, and no trouble");
}
