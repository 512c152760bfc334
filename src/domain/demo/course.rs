//! The course of the back, day by day: better over months, with flare-ups, quiet weeks and weeks away; and the person's
//! ratings and notes, which say that they are made up.

use super::Dice;
use crate::domain::journal::entry::{Moment, PainSide, PainWord, Rating, Region, Score, Spot, Spread};
use crate::domain::text::Text;

/// The least and the greatest number of days until the back is about as well as it gets.
const GETTING_BETTER: (i64, i64) = (42, 200);

/// The number of days that a flare-up takes to go.
const FLARE_DAYS: i64 = 17;

/// The number of days at the beginning of a flare-up without training.
const LYING_LOW: i64 = 3;

/// The state of the back on one day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    /// The number of days since the first.
    pub(super) number: i64,
    /// Pain without training, 0 to 10.
    pub(super) pain: f64,
    /// Progress in getting better, 0 to 1.
    pub(super) progress: f64,
    /// In a flare-up: its index, and the number of days since it began.
    pub(super) flare: Option<(usize, i64)>,
    /// True if there is a session.
    pub(super) trains: bool,
}

/// The course over all days.
#[derive(Debug, Clone)]
pub(super) struct DemoCourse {
    better_in: f64,
    /// First days of flare-ups, and the pain that they add.
    flares: Vec<(i64, f64)>,
    /// For each week, the days with training; none in a week away.
    weeks: Vec<&'static [i64]>,
    /// For each week, its difference from the usual pain.
    moods: Vec<f64>,
}

impl DemoCourse {
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
        let last = self.flares.iter().enumerate().rfind(|(_, (first, _))| (0..FLARE_DAYS).contains(&(number - first)));
        let flare = last.map(|(which, (first, _))| (which, number - first));
        let worse = last.map_or(0.0, |(_, (first, by))| by * (FLARE_DAYS - (number - first)) as f64);
        let week = usize::try_from(number / 7).unwrap_or_default();
        let mood = self.moods.get(week).copied().unwrap_or_default();
        let planned = self.weeks.get(week).is_some_and(|days| days.contains(&(number % 7)));
        let trains = planned && flare.is_none_or(|(_, day)| day >= LYING_LOW);
        let pain = (usual + worse / FLARE_DAYS as f64 + mood).clamp(0.0, 9.0);
        Day { number, pain, progress, flare, trains }
    }
}

/// Makes two flare-ups in the time of getting better, then one every few months.
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

/// The person's own activities, in the order in which they are named.
pub(super) const OWN: [&str; 3] = ["run 5 km", "put on socks", "sit through a film"];

/// Notes of sessions.
const OF_SESSIONS: [&str; 7] = [
    "made up: easier than last week",
    "made up: left hip tighter than right",
    "made up: slept badly, short session",
    "made up: after a long day of sitting",
    "made up: good rhythm today",
    "made up: did it in the kitchen, little room",
    "made up: ran 4 km before",
];

/// Returns a note of a session, now and then.
pub(super) fn note(dice: &mut Dice) -> Option<Text> {
    dice.is(0.3).then(|| dice.one_of(&OF_SESSIONS)).flatten().map(Text::from)
}

/// Returns a score near `pain`.
pub(super) fn score(pain: f64, dice: &mut Dice) -> Option<Score> {
    let off = 1.4 * (dice.share() - 0.5) + if dice.is(0.12) { 2.0 * (dice.share() - 0.5) } else { 0.0 };
    Score::new((pain + off).round().clamp(0.0, 10.0) as u8)
}

/// Returns a rating of that day, with places, spread and words.
pub(super) fn rating(moment: Moment, score: Option<Score>, day: &Day, dice: &mut Dice) -> Rating {
    let bare = Rating { score, ..Rating::new(moment) };
    let Some(value) = score.map(Score::value) else { return bare };
    if value == 0 || dice.is(0.1) {
        return bare;
    }
    let side = if dice.is(0.8) { PainSide::Left } else { PainSide::Both };
    let words = words(value, day, dice);
    let also = (value >= 4 && dice.is(0.4)).then_some(Spot { region: Region::Buttock, side: Some(PainSide::Left) });
    Rating {
        region: Some(if dice.is(0.88) { Region::LowBack } else { Region::MidBack }),
        side: Some(if value <= 2 && dice.is(0.3) { PainSide::Middle } else { side }),
        also: also.into_iter().collect(),
        spread: Some(spread(value, day)),
        words,
        ..bare
    }
}

fn spread(value: u8, day: &Day) -> Spread {
    match (day.flare, value) {
        (Some((0, 0..=4)), 5..) => Spread::BelowKnee,
        (_, 6..) => Spread::Thigh,
        (_, 4..) => Spread::Buttock,
        _ => Spread::None,
    }
}

fn words(value: u8, day: &Day, dice: &mut Dice) -> Vec<PainWord> {
    let first = match (day.flare, value) {
        (Some((_, 0..=3)), 6..) => dice.one_of(&[PainWord::Sharp, PainWord::Cramping]),
        (_, 5..) => dice.one_of(&[PainWord::Sharp, PainWord::Tight, PainWord::Throbbing]),
        (_, 3..) => dice.one_of(&[PainWord::Aching, PainWord::Tight, PainWord::Dull]),
        _ => dice.one_of(&[PainWord::Stiff, PainWord::Dull, PainWord::Aching]),
    };
    let second = dice.is(0.35).then_some(PainWord::Stiff).filter(|word| Some(*word) != first);
    let nerve = (matches!(day.flare, Some((0, 1))) && value >= 5).then_some(PainWord::Tingling);
    first.into_iter().chain(second).chain(nerve).collect()
}
