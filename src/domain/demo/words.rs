//! What the made-up person says: where it hurts, what it is like, and notes that say that they are made up.

use super::course::Day;
use super::dice::Dice;
use crate::domain::record::entry::{Moment, PainSide, PainWord, Rating, Region, Score, Spot, Spread};
use crate::domain::text::Text;

/// What is done, in the order of the weeks.
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

/// A note of a session, now and then.
pub(super) fn note(dice: &mut Dice) -> Option<Text> {
    dice.is(0.3).then(|| dice.one_of(&OF_SESSIONS)).flatten().map(Text::from)
}

/// A score about so high.
pub(super) fn score(pain: f64, dice: &mut Dice) -> Option<Score> {
    let off = 1.4 * (dice.share() - 0.5) + if dice.is(0.12) { 2.0 * (dice.share() - 0.5) } else { 0.0 };
    Score::new((pain + off).round().clamp(0.0, 10.0) as u8)
}

/// A rating of that day with all that somebody might say of it.
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
