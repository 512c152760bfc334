//! Two hundred made-up people over half a year, who get better, flare up, or hurt all along: nobody goes up while a
//! night had not settled, and nobody stays down once three weeks were fine.

use std::collections::BTreeMap;

use supple::domain::advice::adapt::adapt;
use supple::domain::advice::change::Adapted;
use supple::domain::advice::flare_up;
use supple::domain::advice::history::Run;
use supple::domain::advice::morning::Settled;
use supple::domain::advice::readiness::MorningTrend;
use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::rule::Rule;
use supple::domain::advice::suggest::{Pick, Wishes, suggest};
use supple::domain::advice::zone::Zone;
use supple::domain::content::exercise::Id;

use crate::gym::{Gym, amount_in, amounts, catalog, check_in, lines, routine};

const PEOPLE: u64 = 200;
const DAYS: i64 = 26 * 7;

const ROUTINES: [&str; 4] = ["uhan-trunk-set", "split-hip-stop", "tabletop-and-twist", "lordosis-activation"];

/// A small generator, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// 0 to 1.
    fn share(&mut self) -> f64 {
        (self.roll() % 10_000) as f64 / 10_000.0
    }

    fn is(&mut self, likely: f64) -> bool {
        self.share() < likely
    }
}

#[derive(Debug, Clone, Copy)]
enum Course {
    Improving,
    Flaring,
    Chronic,
}

impl Course {
    /// The pain of a day without training.
    fn pain(self, day: i64, shift: f64) -> f64 {
        let week = day as f64 / 7.0;
        match self {
            Self::Improving => (4.0 + shift - 0.6 * week).max(0.5),
            // Two weeks in nine.
            Self::Flaring if (week + 3.0 * shift) % 9.0 > 7.0 => 5.5 + shift,
            Self::Flaring => 1.0,
            Self::Chronic => 3.0 + shift,
        }
    }
}

/// Somebody, with their course and all that they wrote down.
struct Person {
    course: Course,
    shift: f64,
    gym: Gym,
    dice: Dice,
    /// What each exercise of a routine was at, by routine: with the day and how all of it stood then.
    seen: BTreeMap<&'static str, Vec<Seen>>,
    steps_up: usize,
    rests: usize,
}

struct Seen {
    day: i64,
    amounts: Vec<(String, f64)>,
    /// Nothing stood in the way that day.
    is_fine: bool,
}

/// What was advised, and what the journal held then.
struct Advised {
    adapted: Adapted,
    is_fine: bool,
    /// Whether the sessions of the last seven days settled, and in any case the last.
    week: Vec<Settled>,
    /// All of the last three weeks did.
    all_settled: bool,
}

impl Person {
    fn new(number: u64) -> Self {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (number + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9));
        dice.roll();
        let course = [Course::Improving, Course::Flaring, Course::Chronic][number as usize % 3];
        let shift = dice.share();
        Self { course, shift, gym: Gym::default(), dice, seen: BTreeMap::new(), steps_up: 0, rests: 0 }
    }

    fn score(&mut self, pain: f64) -> u8 {
        let noise = match self.dice.roll() % 10 {
            0 => -1.0,
            1 => 1.0,
            _ => 0.0,
        };
        (pain + noise).round().clamp(0.0, 10.0) as u8
    }

    fn live_through(&mut self, day: i64) {
        let pain = self.course.pain(day, self.shift);
        let answer = self.dice.is(0.95).then(|| self.score(pain));
        if day % 14 == 0 {
            self.look_at_suggestion(day, answer);
        }
        let id = ROUTINES[(self.dice.roll() % 8).min(3) as usize];
        let advised = self.advised(day, id, answer);
        if let Some(seen) = self.seen.get(id) {
            assert_not_up_while_unsettled(day, seen, &advised);
            assert_not_stuck(day, seen, &advised);
        }
        let Advised { adapted, is_fine, .. } = advised;
        if adapted.instead.is_some() && self.dice.is(0.8) {
            self.rests += 1;
            return;
        }
        self.steps_up += adapted.changes.iter().filter(|change| change.rule == Rule::StepUp).count();
        let is_too_much = self.dice.is(if pain > 3.5 { 0.3 } else { 0.05 });
        let morning = self.dice.is(0.9).then(|| self.score(pain + if is_too_much { 2.5 } else { 0.0 }));
        self.gym.diary.day(day, id, lines(&adapted.routine), (answer, morning));
        let seen = Seen { day, amounts: amounts(&adapted.routine), is_fine };
        self.seen.entry(id).or_default().push(seen);
    }

    fn advised(&self, day: i64, id: &str, answer: Option<u8>) -> Advised {
        self.gym.today(day, Some(&check_in(answer)), |today| {
            let is_fine = today.zone(None) == Some(Zone::Green)
                && today.settled() != Settled::NotSettled
                && !matches!(today.week, MorningTrend::Hold(_) | MorningTrend::Back(_))
                && today.pause.is_none()
                && today.flare.is_none()
                && today.costs.is_empty();
            let ago = |run: &Run<'_>| (today.situation.now.date_naive() - run.day()).num_days();
            let back = today.history.runs.iter().rev().enumerate();
            let week = back.take_while(|(at, run)| *at == 0 || ago(run) <= 6).map(|(_, run)| run.settled).collect();
            let mut weeks = today.history.runs.iter().rev().take_while(|run| ago(run) <= 22);
            let all_settled = weeks.all(|run| run.settled == Settled::Settled);
            Advised { adapted: adapt(&routine(id), None, today), is_fine, week, all_settled }
        })
    }

    fn look_at_suggestion(&self, day: i64, answer: Option<u8>) {
        let rating = check_in(answer);
        let today = Readiness::of(self.gym.situation(day, "10:00"), Some(&rating));
        let suggestion = suggest(&today, catalog(), Wishes { goal: Some(3), minutes: None });
        assert!(!suggestion.reason.is_empty() && suggestion.why.iter().all(|why| !why.text.is_empty()));
        let Pick::Routine(id) = &suggestion.pick else { return };
        assert!(catalog().routine(id.as_str()).is_some());
        if today.zone(None) == Some(Zone::Red) {
            assert_eq!(id, &Id::new(flare_up::ROUTINE).unwrap(), "red is for rest or care");
        }
        assert!(!today.is_rest_day || today.flare.is_some());
    }
}

fn assert_not_up_while_unsettled(day: i64, seen: &[Seen], Advised { adapted, week, .. }: &Advised) {
    if week.iter().any(|night| *night != Settled::Settled) {
        assert!(adapted.changes.iter().all(|change| change.rule != Rule::StepUp), "day {day}: {week:?}");
    }
    let Some(last) = seen.last().filter(|_| week.contains(&Settled::NotSettled)) else { return };
    for (exercise, amount) in amounts(&adapted.routine) {
        let before = amount_of(last, &exercise);
        assert!(before.is_none_or(|before| amount <= before), "{exercise}: {before:?} to {amount} on day {day}");
    }
}

/// A step that is below what the routine gives, after three fine weeks, has gone up in them.
fn assert_not_stuck(day: i64, seen: &[Seen], Advised { adapted, is_fine, all_settled, .. }: &Advised) {
    let weeks: Vec<&Seen> = seen.iter().filter(|seen| seen.day >= day - 21).collect();
    let Some(first) = weeks.first().filter(|first| first.day <= day - 19 && weeks.len() >= 6) else { return };
    if !is_fine || !all_settled || !weeks.iter().all(|seen| seen.is_fine) {
        return;
    }
    for (exercise, base) in amounts(&adapted.planned) {
        let (then, now) = (amount_of(first, &exercise), amount_in(&adapted.routine, &exercise));
        let is_below = now.is_none_or(|now| now < base);
        // An easier exercise in its place has gone up, too, where a nearer one follows it.
        let nearer = variant(&amounts(&adapted.routine), &exercise) < variant(&first.amounts, &exercise);
        assert!(!is_below || now > then || nearer, "{exercise}: {then:?} to {now:?}, {base} by the routine, day {day}");
    }
}

/// The number of the easier exercise that is there in place of `exercise`, from 1; 0 for none.
fn variant(amounts: &[(String, f64)], exercise: &str) -> usize {
    let easier = catalog().exercise(exercise).map(|exercise| exercise.easier.clone()).unwrap_or_default();
    let there = |easier: &Id| amounts.iter().any(|(other, _)| other == easier.as_str());
    easier.iter().position(there).map_or(0, |at| at + 1)
}

fn amount_of(seen: &Seen, exercise: &str) -> Option<f64> {
    seen.amounts.iter().find(|(other, _)| other == exercise).map(|(_, amount)| *amount)
}

/// What became of some people of one course.
#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    sessions: usize,
    steps_up: usize,
    rests: usize,
}

fn half_a_year(number: u64) -> Sum {
    let mut person = Person::new(number);
    for day in 0..DAYS {
        if person.dice.is(0.4) {
            person.live_through(day);
        }
    }
    Sum { sessions: person.gym.diary.journal.sessions().len(), steps_up: person.steps_up, rests: person.rests }
}

#[test]
fn b1_to_b3_over_half_a_year_of_made_up_people() {
    let of_course = |course: u64| {
        let sums = (0..PEOPLE).filter(|number| number % 3 == course).map(half_a_year);
        sums.fold(Sum::default(), |all, one| Sum {
            sessions: all.sessions + one.sessions,
            steps_up: all.steps_up + one.steps_up,
            rests: all.rests + one.rests,
        })
    };
    let [improving, flaring, chronic] = std::thread::scope(|scope| {
        let courses = [0, 1, 2].map(|course| scope.spawn(move || of_course(course)));
        courses.map(|course| course.join().unwrap())
    });
    assert!(improving.sessions + flaring.sessions + chronic.sessions > 10_000);
    assert!(improving.steps_up > flaring.steps_up, "{improving:?} {flaring:?}");
    assert!(flaring.steps_up > chronic.steps_up && chronic.steps_up > 0, "{flaring:?} {chronic:?}");
    assert!(flaring.rests > improving.rests, "{flaring:?} {improving:?}");
}
