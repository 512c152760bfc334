//! What in a rating opens the safety questions.

use chrono::TimeDelta;

use crate::domain::record::entry::{PainWord, Rating, Score, Spread, Stamp};
use crate::domain::record::journal::Logged;

/// From this score on the questions are asked. **Source**: our choice.
pub const HIGH: u8 = 8;

/// What was said within so long before is not new. Our choice.
const KNOWN_FOR: TimeDelta = TimeDelta::days(14);

/// A high score within so long after another opens nothing again. Our choice.
const SAME_BOUT: TimeDelta = TimeDelta::hours(24);

/// Why the safety questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The program is started for the first time.
    FirstStart,
    /// Pain reaches below the knee, or further, and did not before.
    Spread(Spread),
    /// A word for pain that is like a nerve's, and was not said before.
    Word(PainWord),
    /// A high score.
    High(Score),
    /// A fall or a crash, told by a key.
    Fall,
    /// The user asks for them.
    Asked,
}

impl Trigger {
    /// Why the questions come, in a sentence.
    pub fn text(self) -> String {
        match self {
            Self::FirstStart => "A few questions before you begin, once.".to_owned(),
            Self::Spread(Spread::Foot) => {
                "You noted pain down to the foot, which is new. A few questions first.".to_owned()
            }
            Self::Spread(_) => "You noted pain below the knee, which is new. A few questions first.".to_owned(),
            Self::Word(word) => format!("You noted `{word}`, which is new. A few questions first."),
            Self::High(score) => format!("You noted {score} of 10. A few questions first."),
            Self::Fall => "You noted a fall or a crash. A few questions first.".to_owned(),
            Self::Asked => "A few questions about signs that need a professional.".to_owned(),
        }
    }
}

/// Whether `rating`, given at `at`, opens the safety questions, after the ratings `previous` in order of time. Here every
/// place counts, not the back alone: it is the leg that is asked about.
///
/// Spread and words open them where they were not said in the fourteen days before; a high score, where none was
/// given in the last day.
///
/// **Source**: card questions by Greenhalgh, Mercer and Finucane ask of new signs; what opens them is our choice.
pub fn trigger(previous: &[Logged<Rating>], rating: &Rating, at: Stamp) -> Option<Trigger> {
    let known = |span: TimeDelta| {
        let first = previous.partition_point(|other| other.at < at - span);
        previous.get(first..).unwrap_or_default().iter().filter(move |other| other.at <= at)
    };
    let spread = rating.spread.filter(|spread| {
        *spread >= Spread::BelowKnee && !known(KNOWN_FOR).any(|other| other.spread.is_some_and(|said| said >= *spread))
    });
    let is_new = |word: &&PainWord| is_nerve_like(**word) && !known(KNOWN_FOR).any(|other| other.words.contains(word));
    let is_high = |score: &Score| score.value() >= HIGH;
    let high = || {
        rating.score.filter(|score| is_high(score) && !known(SAME_BOUT).any(|o| o.score.is_some_and(|s| is_high(&s))))
    };
    spread
        .map(Trigger::Spread)
        .or_else(|| rating.words.iter().find(is_new).copied().map(Trigger::Word))
        .or_else(|| high().map(Trigger::High))
}

/// Whether a word for pain is like a nerve's. **Source**: the card questions, which ask for tingling, numbness and
/// weakness.
pub const fn is_nerve_like(word: PainWord) -> bool {
    matches!(word, PainWord::Tingling | PainWord::Numb | PainWord::Weak)
}
