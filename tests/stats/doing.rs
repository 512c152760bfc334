//! Sessions by day and by week, against the goal.

use serde_json::json;
use supple::domain::journal::done::sessions_this_week;
use supple::domain::stats::adherence::{Doing, WeekState, doing};
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
    assert_eq!((week.unsettled, week.settled_known), (2, 2));
    assert_eq!((week.neutral_days, week.state), (2, WeekState::Neutral), "that day and the next");
}

#[test]
fn a_morning_that_says_nothing_makes_no_day_of_rest_and_hides_none() {
    let night = |diary: &mut Diary, day: &str, before: Option<u8>| {
        let id = diary.session(&at(day), &["plank"]);
        if let Some(before) = before {
            diary.of(id, &at(day), "before", json!(before));
        }
    };
    let morning = |diary: &mut Diary, day: &str, score: u8| {
        diary.rating(&format!("2026-{day}T07:00:00+01:00"), "next_morning", json!(score));
    };
    let mut diary = Diary::default();
    for (day, next) in [("11-03", "11-04"), ("11-04", "11-05")] {
        night(&mut diary, day, Some(1));
        morning(&mut diary, next, 4);
    }
    let rest = |diary: &Diary| diary.stats().doing.weeks.iter().map(|week| week.neutral_days).sum::<usize>();
    assert_eq!(rest(&diary), 2);
    // A third without a check-in: of its morning nobody knows whether it had settled.
    night(&mut diary, "11-09", None);
    morning(&mut diary, "11-10", 1);
    assert_eq!(rest(&diary), 2);
    // Two on one day, the first without a check-in: the morning is that of the second too.
    let mut diary = Diary::default();
    night(&mut diary, "11-09", Some(1));
    morning(&mut diary, "11-10", 4);
    diary.session("2026-11-10T09:00:00+01:00", &["plank"]);
    night(&mut diary, "11-10", Some(2));
    morning(&mut diary, "11-11", 5);
    assert_eq!(rest(&diary), 2);
}

#[test]
fn of_each_week_it_is_told_of_how_many_sessions_it_is_known_whether_they_settled() {
    let mut diary = trained(&["11-02", "11-03", "11-15"]);
    let id = diary.session(&at("11-15"), &["plank"]);
    diary.of(id, &at("11-15"), "before", json!(1));
    diary.rating("2026-11-16T07:00:00+01:00", "next_morning", json!(1));
    let known: Vec<_> =
        diary.stats().doing.weeks.iter().map(|week| (week.settled_known, week.unsettled, week.sessions)).collect();
    assert_eq!(known, [(0, 0, 2), (1, 0, 2), (0, 0, 0)], "a session on Sunday that settled on Monday");
}

#[test]
fn weeks_are_judged_by_the_goal_of_their_time() {
    let mut diary = trained(&["10-20", "10-22", "10-27", "10-29", "11-03", "11-05", "11-10", "11-12", "11-17"]);
    let told = |diary: &Diary| {
        let doing = diary.stats().doing;
        let told: Vec<_> = doing.weeks.iter().map(|week| (week.goal, week.state)).collect();
        (told, doing.common_goal())
    };
    use WeekState::{Begun, Free, Kept, Missed, Running};
    // The goal that is set is 3.
    let by_now = vec![(3, Begun), (3, Free), (3, Missed), (3, Missed), (3, Running)];
    assert_eq!(told(&diary), (by_now.clone(), Some(3)));
    let change = |diary: &mut Diary, day: &str, before: u8, sessions: u8| {
        diary.line("goal", &format!("2026-{day}T20:00:00+01:00"), &json!({"sessions": sessions, "before": before}))
    };
    let first = change(&mut diary, "11-01", 2, 4);
    let second = change(&mut diary, "11-09", 4, 2);
    change(&mut diary, "11-16", 2, 3);
    // On Sunday, 1 November, 4 were aimed for: that week is judged by it, and the ones before by 2.
    let expected = vec![(2, Kept), (4, Free), (4, Missed), (2, Kept), (3, Running)];
    assert_eq!(told(&diary), (expected, None));
    diary.delete("2026-11-17T08:00:00+01:00", second);
    assert_eq!(told(&diary).0[3], (4, Missed), "taken back");
    diary.amend("2026-11-17T09:00:00+01:00", first, &json!({"sessions": 2}));
    assert_eq!(told(&diary).0, [(2, Kept), (2, Kept), (2, Kept), (2, Kept), (3, Running)]);
    // What lies ahead changes nothing.
    let mut diary = trained(&["10-20", "10-22", "10-27", "10-29", "11-03", "11-05", "11-10", "11-12", "11-17"]);
    change(&mut diary, "11-21", 2, 3);
    assert_eq!(told(&diary).0, by_now);
}

#[test]
fn what_is_later_than_now_counts_for_nothing_and_what_is_not_for_today() {
    let now = |at: &str| Scope::all(at.parse().unwrap(), 3, &crate::LIMITS);
    let counted = |diary: &Diary, scope: &Scope<'_>| {
        let stats = Stats::of(&diary.journal(), scope);
        let days: Vec<String> = stats.doing.days.iter().map(|day| day.day.to_string()).collect();
        let this_week = stats.doing.weeks.last().map_or(0, |week| week.sessions);
        if scope.to == scope.today {
            assert_eq!(sessions_this_week(&diary.journal(), scope.now), this_week, "as home and status have it");
        }
        (days.join(" "), stats.pain.points.len(), this_week)
    };
    let ahead = |at: &str| {
        let mut diary = Diary::default();
        diary.session(at, &["plank"]);
        diary.rating(at, "other", json!(3));
        diary
    };
    let noon = now("2026-11-20T12:00:00+01:00");
    assert_eq!(counted(&ahead("2026-11-20T12:00:01+01:00"), &noon), (String::new(), 0, 0), "later today");
    assert_eq!(counted(&ahead("2027-11-20T07:00:00+01:00"), &noon), (String::new(), 0, 0), "a clock a year ahead");
    assert_eq!(counted(&ahead("2026-11-20T12:00:00+01:00"), &noon), ("2026-11-20".to_owned(), 1, 1));
    // In Auckland it was Monday already; in New York it is still Sunday.
    let new_york = now("2026-11-22T16:00:00-05:00");
    assert_eq!(counted(&ahead("2026-11-23T07:00:00+13:00"), &new_york), ("2026-11-22".to_owned(), 1, 1));
    assert_eq!(counted(&ahead("2026-11-23T11:00:00+13:00"), &new_york), (String::new(), 0, 0), "an hour from now");
    // A day that was asked for ends with that day, wherever somebody was later.
    let mut flown = ahead("2026-11-10T22:00:00+13:00");
    flown.rating("2026-11-09T23:30:00-11:00", "other", json!(3));
    let until = Scope { to: day("2026-11-09"), ..everything() };
    assert_eq!(counted(&flown, &until).1, 1, "written after what has a later day");
}

#[test]
fn a_clock_that_was_wrong_makes_no_weeks_of_the_future() {
    let mut diary = trained(&["11-02"]);
    diary.session("2199-01-01T18:00:00+01:00", &["plank"]);
    assert_eq!(doing(&diary.journal(), &everything()).weeks.len(), 3);
    let mut old = Diary::default();
    old.session("1970-01-05T18:00:00+00:00", &["plank"]);
    assert!(doing(&old.journal(), &everything()).weeks.len() > 2_900, "long, and no trouble");
}
