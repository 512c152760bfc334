//! How the back is on each day: better over months, with flare-ups, quiet weeks and weeks away.

use super::dice::Dice;

/// Days until it is about as well as it gets, at the least and at the most.
const GETTING_BETTER: (i64, i64) = (42, 200);

/// How long a flare-up takes to go.
const FLARE_DAYS: i64 = 17;

/// In these days of a flare-up nobody trains.
const LYING_LOW: i64 = 3;

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    /// Days since the first.
    pub(super) number: i64,
    /// Pain without training, 0 to 10.
    pub(super) pain: f64,
    /// How far through getting better, 0 to 1.
    pub(super) progress: f64,
    /// In a flare-up: which, from 0, and which day of it.
    pub(super) flare: Option<(usize, i64)>,
    /// Whether a session is on.
    pub(super) trains: bool,
}

/// All days.
#[derive(Debug, Clone)]
pub(super) struct Course {
    better_in: f64,
    /// First days of flare-ups, and how much worse it gets.
    flares: Vec<(i64, f64)>,
    /// For each week, on which of its days there is training; none in a week away.
    weeks: Vec<&'static [i64]>,
    /// For each week, how it differs from the rest.
    moods: Vec<f64>,
}

impl Course {
    pub(super) fn new(days: i64, dice: &mut Dice) -> Self {
        let better_in = days.clamp(GETTING_BETTER.0, GETTING_BETTER.1);
        let count = days / 7 + 1;
        let flares = flares(days, better_in, dice);
        let weeks = (0..count).map(|week| week_of(week, dice)).collect();
        let moods = (0..count).map(|_| dice.share() - 0.5).collect();
        Self { better_in: better_in as f64, flares, weeks, moods }
    }

    pub(super) fn day(&self, number: i64) -> Day {
        let progress = (number as f64 / self.better_in).clamp(0.0, 1.0);
        let usual = 0.5 + 4.0 * (1.0 - progress) * (1.0 - 0.5 * progress);
        let since = |first: i64| (0..FLARE_DAYS).contains(&(number - first)).then_some(number - first);
        let flares = || self.flares.iter().enumerate().rev();
        let flare = flares().find_map(|(which, (first, _))| Some((which, since(*first)?)));
        let worse =
            flares().find_map(|(_, (first, by))| Some(by * (FLARE_DAYS - since(*first)?) as f64)).unwrap_or(0.0);
        let week = usize::try_from(number / 7).unwrap_or_default();
        let mood = self.moods.get(week).copied().unwrap_or_default();
        let planned = self.weeks.get(week).is_some_and(|days| days.contains(&(number % 7)));
        let trains = planned && flare.is_none_or(|(_, day)| day >= LYING_LOW);
        let pain = (usual + worse / FLARE_DAYS as f64 + mood).clamp(0.0, 9.0);
        Day { number, pain, progress, flare, trains }
    }
}

/// Two in the time of getting better, then one every few months.
fn flares(days: i64, better_in: i64, dice: &mut Dice) -> Vec<(i64, f64)> {
    let mut flares = vec![(better_in * 2 / 5, 4.3), (better_in * 4 / 5, 3.4)];
    let mut next = better_in + dice.between(70, 120);
    while next < days {
        flares.push((next, 2.5 + 2.0 * dice.share()));
        next += dice.between(70, 160);
    }
    flares
}

fn week_of(week: i64, dice: &mut Dice) -> &'static [i64] {
    const WEEKS: [&[i64]; 4] = [&[1, 4], &[0, 2, 5], &[0, 3, 5], &[0, 2, 4, 6]];
    // The first week is a full one, so that the shortest journal has something in it.
    match week {
        0 => &[0, 2, 5],
        _ if dice.is(0.08) => &[],
        _ => dice.one_of(&WEEKS).unwrap_or(&[1, 4]),
    }
}
