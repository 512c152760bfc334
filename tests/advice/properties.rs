//! What advice never does, whatever the journal.

use proptest::prelude::*;
use supple::domain::advice::adapt::adapt;
use supple::domain::advice::change::{Adapted, What};
use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::progression::Dial;
use supple::domain::advice::rule::{Basis, Rule};
use supple::domain::content::dose::{Dose, DoseSpec};
use supple::domain::content::routine::{Routine, Step};
use supple::domain::content::words::{Counting, Sides};
use supple::domain::journal::entry::{Moment, PainWord, Rating, Region, Spread, StepRecord};

use crate::diary::{Diary, on};
use crate::gym::{Gym, amount, amount_in, check_in, exercise, lines, routine};
use crate::score;

const ROUTINES: [&str; 6] =
    ["uhan-trunk-set", "split-hip-stop", "uhan-full", "aaptiv-seven", "tuttle-ball-quick", "treadmill-warm-up"];

/// One day of a made-up journal.
#[derive(Debug, Clone)]
struct Day {
    routine: usize,
    before: Option<u8>,
    morning: Option<Option<u8>>,
    during: Option<u8>,
    spread: Option<Spread>,
    cramping: bool,
    /// Trains as advised; else by the routine as written, with its amounts moved by so much.
    moved: Option<i8>,
    gap: i64,
}

fn score_of() -> impl Strategy<Value = u8> {
    prop_oneof![4 => 0u8..=3, 2 => 4u8..=5, 1 => 6u8..=10]
}

fn day() -> impl Strategy<Value = Day> {
    let spread = prop::option::weighted(0.2, prop::sample::select(vec![Spread::None, Spread::Buttock, Spread::Thigh]));
    let morning = prop::option::weighted(0.9, prop::option::weighted(0.9, score_of()));
    let gap = prop_oneof![8 => 1i64..=3, 1 => 4i64..=20];
    (
        0..ROUTINES.len(),
        prop::option::weighted(0.9, score_of()),
        morning,
        prop::option::weighted(0.3, score_of()),
        spread,
        prop::bool::weighted(0.05),
        prop::option::weighted(0.3, -6i8..=6),
        gap,
    )
        .prop_map(|(routine, before, morning, during, spread, cramping, moved, gap)| Day {
            routine,
            before,
            morning,
            during,
            spread,
            cramping,
            moved,
            gap,
        })
}

/// Few routines at a time, so that levels come about.
fn days() -> impl Strategy<Value = Vec<Day>> {
    (0..ROUTINES.len(), prop::collection::vec(day(), 0..24)).prop_map(|(favourite, mut days)| {
        for (n, day) in days.iter_mut().enumerate() {
            if n % 3 != 2 {
                day.routine = favourite;
            }
        }
        days
    })
}

/// Lives through the days; gives the first day after them.
fn live(days: &[Day], also: impl Fn(&mut Diary, i64)) -> (Gym, i64) {
    let (mut gym, mut now) = (Gym::default(), 0);
    for day in days {
        let id = ROUTINES[day.routine];
        let mut steps = match day.moved {
            None => lines(&gym.adapt(now, id, day.before).routine),
            Some(_) => lines(&routine(id)),
        };
        steps.iter_mut().for_each(|line| moved(line, day.moved.unwrap_or(0)));
        let first = steps.first().map(|line| line.exercise.clone());
        let session = gym.diary.session(on(now, "18:00"), id, steps);
        let words = if day.cramping { vec![PainWord::Cramping] } else { vec![] };
        let before = Rating { spread: day.spread, words, session: Some(session), ..Rating::new(Moment::Before) };
        gym.diary.rating(on(now, "17:59"), Rating { score: day.before.map(score), ..before });
        if let Some(value) = day.during {
            let during = Rating { score: Some(score(value)), exercise: first, ..Rating::new(Moment::During) };
            gym.diary.rating(on(now, "18:04"), Rating { session: Some(session), ..during });
        }
        if let Some(morning) = day.morning {
            gym.diary.of(session, Moment::NextMorning, on(now + 1, "07:00"), morning);
        }
        also(&mut gym.diary, now);
        now += day.gap;
    }
    (gym, now)
}

fn moved(line: &mut StepRecord, by: i8) {
    let shift = |value: u32| u32::try_from(i64::from(value) + i64::from(by)).unwrap_or(1).max(1);
    line.planned.reps = line.planned.reps.map(shift);
    line.planned.hold_s = line.planned.hold_s.map(shift);
}

/// The dose of a step, and the least and the most that its number may be.
fn bounds(routine: &Routine, step: &Step) -> (Dose, f64, f64) {
    let exercise = exercise(step.exercise.as_str()).unwrap();
    let dose = step.dose_for(&exercise, routine.when.first().copied()).unwrap();
    let ends = |dose: &Dose| {
        use supple::domain::content::dose::Measure::{Activity, Breaths, Hold, Reps};
        match dose.measure {
            Hold { hold } => (0, hold.from, hold.to),
            Reps { count, .. } => (1, count.from, count.to),
            Breaths { count } => (2, count.from, count.to),
            Activity { minutes } => (3, 60.0 * minutes.from, 60.0 * minutes.to),
        }
    };
    let ((kind, from, to), usual) = (ends(&dose), ends(&exercise.default_dose().unwrap()));
    let from = if usual.0 == kind { from.min(usual.1) } else { from };
    (dose, from, to)
}

/// Whether a session by the journal's own numbers had not settled, under the usual limits.
fn had_not_settled(day: &Day) -> bool {
    let Some(Some(morning)) = day.morning else { return false };
    morning >= 6 || day.before.is_some_and(|before| morning >= before + 2)
}

fn had_settled(day: &Day) -> bool {
    day.before.is_some() && matches!(day.morning, Some(Some(_))) && !had_not_settled(day)
}

fn check_shape(adapted: &Adapted) -> Result<(), TestCaseError> {
    prop_assert!(!adapted.routine.steps.is_empty());
    let steps: Vec<usize> = adapted.changes.iter().map(|change| change.step).collect();
    prop_assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "one change for a step");
    for change in &adapted.changes {
        prop_assert!(!change.reason.text.is_empty() && matches!(change.reason.basis, Basis::Rule(_)));
        let planned = &adapted.planned.steps[change.step];
        let key = std::slice::from_ref(&change.key);
        let refused = adapted.without(key);
        prop_assert!(refused.steps.iter().any(|step| step.value == planned.value));
    }
    let ups: Vec<Dial> = adapted
        .changes
        .iter()
        .filter(|change| change.rule == Rule::StepUp)
        .map(|change| if let What::Dose { dial, .. } = change.what { dial } else { Dial::Variant })
        .collect();
    prop_assert!(ups.windows(2).all(|pair| pair[0] == pair[1]), "two dials at once: {ups:?}");
    Ok(())
}

/// Nothing but the one number of a step moves, and that within its range.
fn check_doses(adapted: &Adapted) -> Result<(), TestCaseError> {
    let planned = &adapted.planned;
    for step in &adapted.routine.steps {
        let Some(written) = planned.steps.iter().find(|other| other.exercise == step.exercise) else {
            prop_assert_eq!(&step.dose, &DoseSpec::EMPTY, "a variant has its own usual dose");
            continue;
        };
        let (was, least, most) = bounds(planned, written);
        let (is, ..) = bounds(planned, step);
        prop_assert!((least..=most).contains(&amount(&is)), "{}: {is} of {least} to {most}", step.exercise);
        prop_assert_eq!((is.sets, is.rest_s, is.sides), (was.sets, was.rest_s, was.sides));
        prop_assert_eq!(&step.note, &written.note);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_out_of_range_never_two_dials_never_nothing(days in days(), answer in prop::option::of(score_of())) {
        let (gym, now) = live(&days, |_, _| {});
        for id in ROUTINES {
            let adapted = gym.adapt(now, id, answer);
            check_shape(&adapted)?;
            check_doses(&adapted)?;
            let all: Vec<_> = adapted.changes.iter().map(|change| change.key.clone()).collect();
            prop_assert_eq!(adapted.without(&all).steps.len(), adapted.planned.steps.len());
        }
    }

    #[test]
    fn never_up_but_after_nights_that_settled(days in days(), answer in prop::option::of(score_of())) {
        let (gym, now) = live(&days, |_, _| {});
        let dates = days.iter().scan(0, |at, day| { let date = *at; *at += day.gap; Some((date, day)) });
        let week: Vec<&Day> = dates.filter(|(date, _)| *date >= now - 6).map(|(_, day)| day).collect();
        let all = week.iter().all(|day| had_settled(day)) && days.last().is_some_and(had_settled);
        for id in ROUTINES {
            let adapted = gym.adapt(now, id, answer);
            let ups = adapted.changes.iter().filter(|change| change.rule == Rule::StepUp).count();
            prop_assert!(ups == 0 || (all && answer.is_some_and(|value| value <= 3)), "{week:?}, {answer:?}");
            let all: Vec<_> = adapted.changes.iter().map(|change| change.key.clone()).collect();
            for change in adapted.changes.iter().filter(|change| change.rule == Rule::StepUp) {
                let others: Vec<_> = all.iter().filter(|key| **key != change.key).cloned().collect();
                let (with, without) = (adapted.without(&others), adapted.without(&all));
                let (step, before) = (&with.steps[change.step], &without.steps[change.step]);
                if step.exercise == before.exercise {
                    let (is, was) = (bounds(&adapted.planned, step).0, bounds(&adapted.planned, before).0);
                    let most = (1.15 * amount(&was)).max(amount(&was) + 2.0);
                    prop_assert!(amount(&was) < amount(&is) && amount(&is) <= most, "{was} to {is}");
                }
            }
        }
    }

    #[test]
    fn never_more_than_last_time_after_a_night_that_had_not_settled(days in days(), answer in prop::option::of(score_of())) {
        let (gym, now) = live(&days, |_, _| {});
        let Some(last) = days.last().filter(|day| had_not_settled(day)) else { return Ok(()) };
        let id = ROUTINES[last.routine];
        let adapted = gym.adapt(now, id, answer);
        let session = gym.diary.journal.sessions().last().unwrap();
        for step in &adapted.routine.steps {
            let written = adapted.planned.steps.iter().find(|other| other.exercise == step.exercise);
            let line = session.steps.iter().find(|line| line.exercise == step.exercise);
            let (Some(written), Some(line)) = (written, line) else { continue };
            let (dose, least, _) = bounds(&adapted.planned, written);
            let both_sides = u32::from(dose.sides == Sides::Alternate && dose.counting == Counting::PerSide) + 1;
            let planned = line.planned.reps.map(|reps| reps / both_sides).or(line.planned.hold_s).unwrap_or(u32::MAX);
            let is = amount(&bounds(&adapted.planned, step).0);
            // Less than the range has was done all the same.
            prop_assert!(is <= f64::from(planned).max(least), "{}: {planned} to {is}", step.exercise);
        }
    }

    #[test]
    fn never_by_a_rating_that_was_not_given(days in days(), answer in prop::option::of(score_of())) {
        let plain = live(&days, |_, _| {});
        let noise = live(&days, |diary, day| {
            let knee = Rating { score: Some(score(9)), region: Some(Region::Knee), ..Rating::new(Moment::Other) };
            diary.rating(on(day, "12:00"), knee);
            diary.rating(on(day, "12:30"), Rating::new(Moment::Other));
            diary.rating(on(day, "12:40"), Rating { training_sore: true, ..Rating::new(Moment::Other) });
        });
        for id in ROUTINES {
            let (one, other) = (plain.0.adapt(plain.1, id, answer), noise.0.adapt(noise.1, id, answer));
            prop_assert_eq!(&one.routine, &other.routine);
            let told = |adapted: &Adapted| adapted.changes.iter().map(|c| (c.key.clone(), c.what.clone(), c.reason.clone())).collect::<Vec<_>>();
            prop_assert_eq!(told(&one), told(&other));
        }
    }

    #[test]
    fn no_limits_make_it_fail(days in days(), values in prop::collection::vec(0u8..=60, 14)) {
        use supple::domain::content::words::WordList;
        let (mut gym, now) = live(&days, |_, _| {});
        let mut limits = Limits::default();
        for ((_, limit), value) in Limit::ALL.iter().zip(values) {
            let mut moved = limits.clone();
            if moved.set(*limit, value).is_ok() && moved.check().is_ok() {
                limits = moved;
            }
        }
        gym.limits = limits;
        for id in ROUTINES {
            let adapted = gym.adapt(now, id, Some(1));
            check_shape(&adapted)?;
            check_doses(&adapted)?;
        }
    }
}

#[test]
fn a_journal_of_null_ratings_changes_nothing() {
    let (gym, now) = live(
        &vec![
            Day {
                routine: 0,
                before: None,
                morning: Some(None),
                during: None,
                spread: None,
                cramping: false,
                moved: None,
                gap: 2
            };
            12
        ],
        |_, _| {},
    );
    let adapted = gym.today(now, Some(&check_in(None)), |today| adapt(&routine(ROUTINES[0]), None, today));
    assert!(adapted.changes.is_empty() && amount_in(&adapted.routine, "plank-leg-extension") == Some(10.0));
}
