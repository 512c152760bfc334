//! B1 to B3 and A6 as they change a routine.

use std::sync::Arc;

use supple::domain::advice::change::What;
use supple::domain::advice::limits::Limit;
use supple::domain::advice::paragraph::Paragraph;
use supple::domain::advice::progression::Dial;
use supple::domain::advice::rule::{Basis, Rule};
use supple::domain::content::exercise::Id;
use supple::domain::journal::entry::{Moment, PainWord, Rating, Region, Spread};

use crate::diary::{hold, on, reps, set};
use crate::gym::{Gym, amount_in, check_in, lines, routine, said};
use crate::{limits, score};

const HIPS: &str = "split-hip-stop";
const STRETCH: &str = "split-hip-stretch";
const TRUNK: &str = "uhan-trunk-set";
const REACH: &str = "plank-leg-extension";

#[test]
fn b3_an_empty_journal_changes_nothing() {
    let gym = Gym::default();
    for routine in crate::gym::catalog().routines() {
        for answer in [None, Some(0), Some(3)] {
            let adapted = gym.adapt(0, routine.id.as_str(), answer);
            assert!(Arc::ptr_eq(&adapted.routine, &adapted.planned) && adapted.changes.is_empty());
            assert!(adapted.notes.is_empty() && adapted.instead.is_none());
        }
    }
}

#[test]
fn b1_green_amber_and_red_check_ins() {
    let gym = Gym::default();
    assert_eq!(said(&gym.adapt(0, HIPS, Some(3))), [""; 0]);
    let amber = gym.adapt(0, HIPS, Some(4));
    assert_eq!(said(&amber), ["Split Hip Stretch: 2 × 22 s, each side instead of 2 × 25 s, each side"]);
    assert_eq!(amber.changes[0].reason.text, "Today 4 is amber: one level easier, for today.");
    assert_eq!(
        (amber.changes[0].rule, amber.changes[0].reason.basis),
        (Rule::CheckIn, Basis::Rule(Paragraph::CheckIn))
    );
    let red = gym.adapt(0, HIPS, Some(6));
    assert_eq!(amount_in(&red.routine, STRETCH), Some(20.0), "two steps, within the range");
    assert!(red.instead.unwrap().reason.text.starts_with("6 today is too much for this."));
    assert!(amber.instead.is_none());
}

#[test]
fn b1_a_limit_of_the_routine_makes_its_check_in_red() {
    let mut own = (*routine(HIPS)).clone();
    own.pain_limit = Some(1);
    let gym = Gym::default();
    let adapted = gym
        .today(0, Some(&check_in(Some(2))), |today| supple::domain::advice::adapt::adapt(&Arc::new(own), None, today));
    assert_eq!(
        adapted.changes[0].reason.text,
        "Today 2 is red: this routine asks for 1 or less: two levels easier, for today."
    );
}

#[test]
fn b1_a_sore_back_leaves_out_what_folds_it() {
    let gym = Gym::default();
    let adapted = gym.adapt(0, "aaptiv-seven", Some(4));
    let folds: Vec<String> = said(&adapted).into_iter().filter(|said| said.contains("Fold")).collect();
    assert_eq!(folds.len(), 2, "{folds:?}");
    let left: Vec<&str> = adapted.routine.steps.iter().map(|step| step.exercise.as_str()).collect();
    assert!(!left.contains(&"forward-fold") && !left.contains(&"seated-forward-fold"), "{left:?}");
    assert_eq!(left.iter().filter(|id| **id == "lying-hamstring-stretch").count(), 1, "once instead of both");
}

#[test]
fn b1_a_sore_back_of_this_week_counts_where_nobody_asked_today() {
    let mut gym = Gym::default();
    gym.diary.other(on(0, "09:00"), 5);
    let has_fold = |day, answer| amount_in(&gym.adapt(day, "aaptiv-seven", answer).routine, "forward-fold").is_some();
    assert_eq!([has_fold(6, None), has_fold(7, None), has_fold(6, Some(1))], [false, true, true], "seven dates");
}

#[test]
fn b1_an_amber_day_takes_nothing_from_the_level() {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(1));
    gym.train(2, HIPS, Some(4), Some(4));
    assert_eq!(amount_in(&gym.adapt(4, HIPS, Some(1)).routine, STRETCH), Some(25.0));
}

#[test]
fn b2_one_level_down_after_a_night_that_had_not_settled() {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(3));
    let adapted = gym.adapt(1, HIPS, Some(1));
    assert_eq!(amount_in(&adapted.routine, STRETCH), Some(22.0));
    let change = &adapted.changes[0];
    assert_eq!(
        change.reason.text,
        "1 before, 3 the next morning. Pain has not settled, so the next session is easier."
    );
    let behind: Vec<_> = gym.diary.journal.ratings().iter().map(|rating| rating.id).collect();
    assert_eq!(change.entries, behind);
    assert_eq!(change.key.as_str(), "next-morning/split-hip-stretch/1");
}

#[test]
fn b2_what_was_taken_back_for_a_day_stays_so_while_nights_do_not_settle() {
    let stretch = |gym: &Gym, day| amount_in(&gym.adapt(day, HIPS, Some(1)).routine, STRETCH).unwrap();
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(1));
    gym.train(2, HIPS, Some(4), Some(6));
    gym.diary.day(3, "desk-break", vec![], (Some(1), Some(1)));
    assert_eq!(stretch(&gym, 4), 20.0, "one level below the 22 of the day that had not settled");
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(1));
    gym.train(2, HIPS, Some(4), Some(4));
    assert_eq!(stretch(&gym, 3), 25.0, "the day is over");
    gym.diary.day(3, "desk-break", vec![], (Some(1), Some(4)));
    gym.diary.day(4, "desk-break", vec![], (Some(1), Some(1)));
    assert_eq!(stretch(&gym, 5), 22.0, "not back up in the week of such a night");
    assert_eq!(stretch(&gym, 12), 25.0, "a week later");
}

#[test]
fn b2_one_level_down_lasts_be_the_next_day_amber_or_not() {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), Some(4));
    gym.train(1, HIPS, Some(4), Some(4));
    assert_eq!(amount_in(&gym.adapt(9, HIPS, Some(1)).routine, STRETCH), Some(22.0));
}

#[test]
fn b2_not_answered_changes_nothing() {
    let mut gym = Gym::default();
    gym.train(0, HIPS, Some(1), None);
    assert!(gym.adapt(2, HIPS, Some(1)).changes.is_empty());
}

#[test]
fn b2_two_levels_down_or_rest_after_two_in_a_row() {
    let mut gym = Gym::default();
    gym.train(0, TRUNK, Some(1), Some(1));
    gym.diary.day(2, TRUNK, vec![set(REACH, reps(20))], (Some(1), Some(4)));
    gym.diary.day(4, TRUNK, vec![set(REACH, reps(17))], (Some(1), Some(4)));
    let adapted = gym.adapt(6, TRUNK, Some(1));
    assert_eq!(amount_in(&adapted.routine, REACH), Some(13.0), "17, 15, 13");
    assert!(adapted.instead.unwrap().reason.text.contains("A rest day is as good"));
}

#[test]
fn b2_one_bad_morning_is_one_however_many_sessions_there_were() {
    let mut gym = Gym::default();
    let first = gym.diary.session(on(0, "07:00"), HIPS, lines(&routine(HIPS)));
    gym.diary.of(first, Moment::Before, on(0, "07:00"), Some(1));
    gym.train(0, HIPS, Some(1), Some(4));
    assert_eq!(amount_in(&gym.adapt(1, HIPS, Some(1)).routine, STRETCH), Some(22.0));
}

#[test]
fn b2_at_the_end_of_the_range_an_easier_exercise_takes_its_place() {
    let mut gym = Gym::default();
    gym.diary.day(0, HIPS, vec![set(STRETCH, hold(20))], (Some(1), Some(4)));
    let without = gym.adapt(1, HIPS, Some(1));
    assert!(without.changes.iter().all(|change| change.rule != Rule::NextMorning), "no table");
    assert!(without.notes.last().unwrap().text.starts_with("No step here has an easier version"));
    gym.at_hand = Some(["step", "table"].map(|id| Id::new(id).unwrap()).to_vec());
    let adapted = gym.adapt(1, HIPS, Some(1));
    assert_eq!(adapted.routine.steps[0].exercise.as_str(), "edge-of-bed-hip-flexor-stretch");
    assert!(
        matches!(&adapted.changes[0].what, What::Exercise { id, .. } if id.as_str() == "edge-of-bed-hip-flexor-stretch")
    );
    assert_eq!(amount_in(&adapted.without(&[adapted.changes[0].key.clone()]), STRETCH), Some(20.0));
}

#[test]
fn b3_a_week_on_a_level_and_all_settled_is_one_step_up() {
    let mut gym = Gym::default();
    gym.train_well(TRUNK, 0, 2, 6);
    assert!(gym.adapt(6, TRUNK, Some(1)).changes.is_empty(), "six days");
    gym.train(6, TRUNK, Some(1), Some(1));
    let adapted = gym.adapt(8, TRUNK, Some(1));
    let change = adapted.changes.iter().find(|change| change.exercise.as_str() == REACH).unwrap();
    assert_eq!(amount_in(&adapted.routine, REACH), Some(11.0));
    assert_eq!((change.rule, change.reason.basis), (Rule::StepUp, Basis::Rule(Paragraph::StepUp)));
    assert!(
        change
            .reason
            .text
            .starts_with("All 3 sessions of the last 7 days settled, and you have been on this level for 8 days")
    );
    assert!(matches!(change.what, What::Dose { dial: Dial::Reps, .. }));
}

#[test]
fn b3_what_stands_in_the_way_of_a_step_up() {
    let well = || {
        let mut gym = Gym::default();
        gym.train_well(TRUNK, 0, 2, 8);
        gym
    };
    let rises = |gym: &Gym, answer| amount_in(&gym.adapt(8, TRUNK, answer).routine, REACH).unwrap_or(0.0) > 10.0;
    assert!(rises(&well(), Some(3)));
    assert!(!rises(&well(), None), "not answered today");
    let asked = |rating| {
        well().today(8, rating, |today| {
            let adapted = supple::domain::advice::adapt::adapt(&routine(TRUNK), None, today);
            amount_in(&adapted.routine, REACH).unwrap_or(0.0) > 10.0
        })
    };
    assert!(!asked(None), "no score today");
    let mut morning = well();
    morning.diary.other(on(8, "07:00"), 1);
    assert!(morning.today(8, None, |today| today.zone(None).is_some()) && !rises(&morning, None));
    assert!(!rises(&well(), Some(4)), "amber");
    let mut unknown = well();
    unknown.diary.session(on(7, "10:00"), "desk-break", vec![]);
    assert!(!rises(&unknown, Some(1)), "a session that nobody answered for");
    let mut unsettled = well();
    unsettled.diary.day(2, "desk-break", vec![], (Some(0), Some(3)));
    assert!(!rises(&unsettled, Some(1)), "one of the week had not settled");
    let mut down = well();
    down.diary.spread(on(1, "12:00"), Spread::Buttock);
    down.diary.spread(on(7, "12:00"), Spread::Thigh);
    assert!(!rises(&down, Some(1)), "further down the leg");
    let few = Gym { limits: limits(&[(Limit::LevelDays, 9)]), ..well() };
    assert!(!rises(&few, Some(1)), "the user's own week has nine days");
}

#[test]
fn b3_a_level_lasts_and_goes_on_from_there() {
    let mut gym = Gym::default();
    let mut seen = Vec::new();
    for day in (0..36).step_by(2) {
        seen.push(amount_in(&gym.adapt(day, TRUNK, Some(1)).routine, REACH).unwrap());
        gym.train(day, TRUNK, Some(1), Some(1));
    }
    let mut levels = seen.clone();
    levels.dedup();
    assert!(seen.is_sorted() && levels.len() >= 4, "{seen:?}");
    assert!(levels.windows(2).all(|pair| pair[1] - pair[0] <= (0.15 * pair[0]).max(1.0)), "{levels:?}");
    assert!(
        levels
            .iter()
            .all(|level| seen.iter().filter(|other| *other == level).count() >= 3 || Some(level) == levels.last())
    );
}

#[test]
fn b3_only_one_dial_goes_up_at_a_time() {
    let mut gym = Gym::default();
    gym.train_well("uhan-full", 0, 2, 10);
    let adapted = gym.adapt(10, "uhan-full", Some(1));
    let dials: Vec<Dial> = adapted
        .changes
        .iter()
        .map(|change| match change.what {
            What::Dose { dial, .. } => dial,
            _ => panic!("{change}"),
        })
        .collect();
    assert!(!dials.is_empty() && dials.iter().all(|dial| *dial == dials[0]), "{dials:?}");
}

#[test]
fn b3_a_week_that_is_higher_holds_or_goes_back() {
    let with = |mornings: [u8; 3], changed: &[(Limit, u8)]| {
        let mut gym = Gym { limits: limits(changed), ..Gym::default() };
        for (week, morning) in [1, 1, 1].into_iter().chain(mornings).enumerate() {
            let day = 2 * i64::try_from(week).unwrap() + i64::from(week > 2);
            gym.diary.day(day, TRUNK, vec![set(REACH, reps(15))], (Some(3), Some(morning)));
        }
        amount_in(&gym.adapt(13, TRUNK, Some(1)).routine, REACH).unwrap()
    };
    assert_eq!(with([1, 1, 1], &[]), 17.0, "not higher");
    assert_eq!(with([2, 2, 2], &[]), 15.0, "one point holds");
    assert_eq!(with([3, 3, 3], &[]), 13.0, "two go back");
    assert_eq!(with([3, 3, 3], &[(Limit::WeekBackRise, 3)]), 15.0);
    assert_eq!(with([2, 2, 2], &[(Limit::WeekHoldRise, 2), (Limit::WeekBackRise, 3)]), 17.0);
}

#[test]
fn b3_a_pause_of_more_than_fourteen_days_is_one_level_down() {
    let mut gym = Gym::default();
    gym.diary.day(0, TRUNK, vec![set(REACH, reps(15))], (Some(1), Some(1)));
    assert_eq!(amount_in(&gym.adapt(14, TRUNK, Some(1)).routine, REACH), Some(15.0));
    let adapted = gym.adapt(15, TRUNK, Some(1));
    assert_eq!(amount_in(&adapted.routine, REACH), Some(13.0));
    assert_eq!(adapted.notes[0].text, "15 days since the last session: one level easier to start with.");
    gym.limits = limits(&[(Limit::PauseDays, 20)]);
    assert_eq!(amount_in(&gym.adapt(15, TRUNK, Some(1)).routine, REACH), Some(15.0));
}

#[test]
fn b2_an_exercise_that_costs_is_made_easier() {
    let rose = |sessions: i64, rise: u8| {
        let mut gym = Gym::default();
        for day in 0..sessions {
            let id = gym.diary.day(2 * day, TRUNK, lines(&routine(TRUNK)), (Some(1), Some(1)));
            let rating = Rating {
                score: Some(score(1 + rise)),
                session: Some(id),
                exercise: Some(Id::new(REACH).unwrap()),
                ..Rating::new(Moment::During)
            };
            gym.diary.rating(on(2 * day, "18:05"), rating);
        }
        gym.adapt(2 * sessions, TRUNK, Some(1))
    };
    let costs = |adapted: &supple::domain::advice::change::Adapted| {
        adapted.changes.iter().find(|change| change.rule == Rule::Cost).map(|change| change.reason.text.clone())
    };
    assert_eq!(costs(&rose(2, 3)), None, "twice");
    assert_eq!(costs(&rose(3, 1)), None, "one point");
    let adapted = rose(3, 2);
    assert_eq!(costs(&adapted).unwrap(), "Pain rose by 2 or more during it in 3 of 3 rated sessions.");
    assert_eq!(amount_in(&adapted.routine, REACH), None);
    assert!(adapted.routine.steps.len() == 3, "an easier one takes its place");
}

/// Days with a session of the plank and the cat-cow, each with the pain during the plank (`None`: not rated) over a check-in
/// of 1; and whether the plank costs on day `today`.
fn provoked(days: &[(i64, Option<u8>)], today: i64) -> Option<String> {
    let mut gym = Gym::default();
    for (day, during) in days {
        let lines = vec![set("plank", hold(30)), set("cat-cow", reps(8))];
        let id = gym.diary.day(*day, "a", lines, (Some(1), None));
        let exercise = Some(Id::new("plank").unwrap());
        let rating = Rating { score: during.map(score), session: Some(id), exercise, ..Rating::new(Moment::During) };
        gym.diary.rating(on(*day, "18:05"), rating);
    }
    let mut told = None;
    gym.today(today, None, |today| told = today.costs.get("plank").map(|cost| cost.text(&gym.limits)));
    told
}

#[test]
fn an_exercise_costs_by_half_of_its_rated_sessions_or_by_one_of_the_last_three() {
    let course =
        |course: &[u8]| -> Vec<(i64, Option<u8>)> { (0..).zip(course.iter().map(|during| Some(*during))).collect() };
    assert!(provoked(&course(&[3, 3, 3]), 3).is_some());
    assert!(provoked(&course(&[3, 3, 2]), 3).is_none(), "twice by two points");
    assert!(provoked(&course(&[3, 3, 3, 1, 1, 1]), 6).is_some(), "half of them, long ago");
    assert!(provoked(&course(&[3, 3, 3, 1, 1, 1, 1]), 7).is_none(), "less than half, and none of the last three");
    assert!(provoked(&course(&[3, 3, 1, 1, 1, 1, 3, 1, 1]), 9).is_some(), "less than half, and one of the last three");
    assert!(provoked(&course(&[3, 3, 1, 1, 1, 1, 3, 1, 1, 1]), 10).is_none(), "one of the last four");
    let not_rated: Vec<_> = course(&[3, 3, 3, 1, 1, 1]).into_iter().chain([(6, None), (7, None)]).collect();
    assert_eq!(
        provoked(&not_rated, 8).unwrap(),
        "Pain rose by 2 or more during it in 3 of 6 rated sessions.",
        "who said nothing rated nothing"
    );
}

#[test]
fn an_exercise_costs_by_the_last_forty_two_dates() {
    let days = [(0, Some(5)), (20, Some(5)), (21, Some(5))];
    assert!(provoked(&days, 41).is_some(), "the forty-second date");
    assert!(provoked(&days, 42).is_none(), "the day after");
}

#[test]
fn an_exercise_that_was_swapped_in_and_left_out_costs_nothing() {
    use supple::domain::journal::entry::{StepOutcome, StepRecord};
    let mut gym = Gym::default();
    for day in 0..3 {
        let nothing = hold(0);
        let swapped = StepRecord {
            outcome: StepOutcome::Swapped,
            by: Some(Id::new("dead-bug").unwrap()),
            done: nothing,
            ..set("plank", hold(30))
        };
        let left_out = StepRecord { outcome: StepOutcome::Skipped, done: nothing, ..set("dead-bug", hold(30)) };
        let lines = vec![swapped, left_out, set("cat-cow", reps(8))];
        let id = gym.diary.day(2 * day, "a", lines, (Some(1), Some(4)));
        for exercise in ["plank", "dead-bug"] {
            let exercise = Some(Id::new(exercise).unwrap());
            let rating = Rating { score: Some(score(6)), session: Some(id), exercise, ..Rating::new(Moment::During) };
            gym.diary.rating(on(2 * day, "18:05"), rating);
        }
    }
    gym.today(6, None, |today| assert!(today.costs.is_empty(), "{:?}", today.costs));
}

#[test]
fn b2_a_bad_morning_is_blamed_on_what_stands_out() {
    let mut gym = Gym::default();
    for week in 0..3 {
        gym.diary.day(7 * week, "a", vec![set("plank", hold(30)), set("cat-cow", reps(8))], (Some(1), Some(4)));
        gym.diary.day(7 * week + 3, "b", vec![set("cat-cow", reps(8))], (Some(1), Some(1)));
    }
    gym.today(20, None, |today| {
        assert_eq!(today.costs.keys().map(String::as_str).collect::<Vec<_>>(), ["plank"]);
        assert_eq!(
            today.costs["plank"].text(&gym.limits),
            "Pain rose by 2 or more during it or by the next morning in 3 of 3 rated sessions."
        );
        assert_eq!(today.costs["plank"].entries.len(), 6);
    });
    gym.today(60, None, |today| assert!(today.costs.is_empty(), "long ago; it may be tried again"));
}

#[test]
fn a6_pain_further_down_the_leg_makes_the_next_session_easier() {
    let mut gym = Gym::default();
    gym.train(0, TRUNK, Some(1), Some(1));
    gym.diary.day(2, TRUNK, vec![set(REACH, reps(15))], (Some(1), Some(1)));
    gym.diary.spread(on(2, "12:00"), Spread::Buttock);
    gym.diary.spread(on(3, "12:00"), Spread::Thigh);
    let adapted = gym.adapt(4, TRUNK, Some(1));
    assert_eq!(amount_in(&adapted.routine, REACH), Some(13.0));
    assert!(adapted.notes[0].text.starts_with("Your pain went further down the leg."));
    gym.train(4, TRUNK, Some(1), Some(1));
    assert!(gym.adapt(6, TRUNK, Some(1)).notes.is_empty(), "it was for one session");
    let up = Rating { spread: Some(Spread::None), ..check_in(Some(1)) };
    assert!(gym.adapt_to(6, TRUNK, &up).notes[0].text.starts_with("Your pain is higher up"));
}

#[test]
fn b1_red_on_two_days_is_a_flare_up() {
    let mut gym = Gym::default();
    gym.diary.other(on(0, "09:00"), 6);
    gym.diary.other(on(0, "20:00"), 7);
    assert!(gym.today(1, None, |today| today.flare.is_none()), "one day");
    let with = |day, value| gym.today(day, Some(&check_in(value)), |today| today.flare.is_some());
    assert_eq!([with(1, Some(6)), with(1, Some(5)), with(1, None), with(8, Some(6))], [true, false, false, false]);
    gym.diary.other(on(1, "09:00"), 8);
    let adapted = gym.adapt(2, "aaptiv-seven", Some(4));
    assert_eq!(adapted.instead.as_ref().unwrap().routine.as_ref().unwrap().as_str(), "flare-up-care");
    assert!(adapted.changes.iter().any(|change| change.rule == Rule::Flare));
    assert!(amount_in(&adapted.routine, "forward-fold").is_none());
    assert!(gym.adapt(2, "aaptiv-seven", Some(3)).instead.is_none(), "green ends it");
    assert!(gym.adapt(2, "flare-up-care", Some(4)).instead.is_none(), "it is that already");
}

#[test]
fn b1_cramps_are_a_flare_up_from_amber_on() {
    let gym = Gym::default();
    let with = |value| {
        let rating = Rating { words: vec![PainWord::Cramping], ..check_in(Some(value)) };
        gym.today(0, Some(&rating), |today| today.flare.is_some())
    };
    assert_eq!([with(3), with(4)], [false, true]);
}

#[test]
fn b1_a_knee_is_no_back_unless_the_check_in_asked() {
    let knee = |moment| Rating { region: Some(Region::Knee), moment, ..check_in(Some(9)) };
    let mut gym = Gym::default();
    gym.diary.rating(on(0, "09:00"), knee(Moment::Other));
    let adapted = gym.today(0, None, |today| supple::domain::advice::adapt::adapt(&routine(HIPS), None, today));
    assert!(adapted.changes.is_empty() && adapted.instead.is_none());
    let adapted = gym.adapt_to(0, HIPS, &knee(Moment::Before));
    assert!(!adapted.changes.is_empty() && adapted.instead.is_some(), "it asks for the back");
}

#[test]
fn every_change_can_be_refused() {
    let mut gym = Gym::default();
    gym.train(0, TRUNK, Some(1), Some(4));
    let adapted = gym.adapt(1, TRUNK, Some(5));
    let keys: Vec<_> = adapted.changes.iter().map(|change| change.key.clone()).collect();
    assert!(!keys.is_empty());
    assert_eq!(*adapted.without(&keys), *adapted.planned);
    for key in &keys {
        let without = adapted.without(std::slice::from_ref(key));
        assert_ne!(*without, *adapted.routine, "{key}");
    }
    let again = gym.adapt(1, TRUNK, Some(4));
    assert_eq!(again.changes.iter().map(|change| change.key.clone()).collect::<Vec<_>>(), keys, "the numbers moved");
}

#[test]
fn a_step_up_that_is_refused_leaves_the_level() {
    let mut gym = Gym::default();
    gym.train_well(TRUNK, 0, 2, 18);
    let adapted = gym.adapt(18, TRUNK, Some(1));
    let level = amount_in(&adapted.routine, REACH).unwrap();
    let ups: Vec<_> = adapted.changes.iter().filter(|change| change.rule == Rule::StepUp).collect();
    let keys: Vec<_> = ups.iter().map(|change| change.key.clone()).collect();
    let refused = amount_in(&adapted.without(&keys), REACH).unwrap();
    assert!(10.0 < refused && refused <= level, "{refused} {level}");
}
