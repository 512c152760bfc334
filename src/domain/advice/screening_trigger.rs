//! Signs that open the safety questions: in a rating, or in the reason for which a session was stopped. They stay open
//! until they are answered.
//!
//! **Source**: card questions by Greenhalgh, Mercer and Finucane ask about new signs; the list of signs is our choice,
//! paragraph [`SafetyAsked`](super::paragraph::Paragraph::SafetyAsked) of the rules.

use chrono::TimeDelta;
use uuid::Uuid;

use super::history::is_about_the_back;
use super::safety::StopReason;
use crate::domain::journal::entry::{Outcome, PainWord, Rating, Region, Score, Spread, Stamp};
use crate::domain::journal::merged::{Journal, Logged};

/// The score from which the questions are asked. Paragraph [`SafetyAsked`](super::paragraph::Paragraph::SafetyAsked).
pub const ASKED_FROM: u8 = 8;

/// The number of dates before a rating on which a word or a spread was noted if it is not new. Paragraph
/// [`SafetyAsked`](super::paragraph::Paragraph::SafetyAsked).
const KNOWN_FOR_DAYS: i64 = 14;

/// The time after a high score within which another one does not open the questions again. Paragraph
/// [`SafetyAsked`](super::paragraph::Paragraph::SafetyAsked).
const SAME_BOUT: TimeDelta = TimeDelta::hours(24);

/// Reasons to ask the safety questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The program is started for the first time.
    FirstStart,
    /// Pain reaches below the knee, or further, and did not before.
    Spread(Spread),
    /// A word for nerve-like pain that was not noted before.
    Word(PainWord),
    /// A high score.
    High(Score),
    /// A fall or a crash, noted with a key.
    Fall,
    /// A session was stopped for a sign that is not about the back.
    Stopped(StopReason),
    /// Part of the journal cannot be read, and with it earlier answers.
    Unread,
    /// A session with an exercise that is only for those who answered them lately.
    Screened,
    /// The user asks for them.
    Asked,
}

impl Trigger {
    /// The reason for the questions, in a sentence.
    pub fn text(self) -> String {
        match self {
            Self::FirstStart => "A quick safety check before you begin. Only this once.".to_owned(),
            Self::Spread(Spread::Foot) => {
                "Pain down to the foot is new for you. A quick safety check first.".to_owned()
            }
            Self::Spread(_) => "Pain below the knee is new for you. A quick safety check first.".to_owned(),
            Self::Word(word) => format!("`{word}` is new for you. A quick safety check first."),
            Self::High(score) => format!("You rated {score} out of 10. A quick safety check first."),
            Self::Fall => "You had a fall or a crash. A quick safety check first.".to_owned(),
            Self::Stopped(StopReason::ChestPain) => {
                "You stopped your last session for chest pain. A quick safety check first.".to_owned()
            }
            Self::Stopped(_) => {
                "Your last session was stopped because you felt unwell. A few questions first.".to_owned()
            }
            Self::Unread => {
                "Part of your journal can't be read, so earlier answers may be missing. A quick safety check first."
                    .to_owned()
            }
            Self::Screened => "One move here is only for after the safety questions. A quick check first.".to_owned(),
            Self::Asked => "A quick safety check.".to_owned(),
        }
    }
}

/// Returns the sign for which `rating`, given at `at` and not in `journal` yet, opens the safety questions. Every place
/// counts, not the back alone, because the questions are about the leg too.
///
/// A word or a spread is new unless it was noted on one of the fourteen dates before; a high score, unless there was
/// one in the last 24 hours, likewise of the back or of another place. Only ratings up to the last time that the
/// questions were answered make a sign old.
pub fn trigger(journal: &Journal, rating: &Rating, at: Stamp) -> Option<Trigger> {
    RatingSigns { journal, except: None, at, answered: last_answered(journal, at) }.of(rating)
}

/// Returns the sign in `journal` that opened the safety questions and has not been answered by `now`: a session stopped
/// for chest pain or dizziness, however long ago, else the newest sign of the last fourteen dates.
pub fn open_trigger(journal: &Journal, now: Stamp) -> Option<Trigger> {
    let answered = last_answered(journal, now);
    if let Some(reason) = stopped_since(journal, answered, now) {
        return Some(Trigger::Stopped(reason));
    }
    let recent = journal.ratings().iter().rev().filter(|rating| rating.at <= now && is_within_days(rating.at, now));
    let mut open = recent.take_while(|rating| answered.is_none_or(|answered| answered < rating.at));
    open.find_map(|rating| opened_by(journal, rating))
}

/// Returns the reason to ask before an exercise with [`Role::Screened`](crate::domain::content::words::Role::Screened);
/// `None` if the questions were answered on the date of `now`, or on one of the fourteen before.
pub fn screened_trigger(journal: &Journal, now: Stamp) -> Option<Trigger> {
    let is_recent = last_answered(journal, now).is_some_and(|answered| is_within_days(answered, now));
    (!is_recent).then_some(Trigger::Screened)
}

/// As [`trigger`], for a rating that is in `journal`.
pub fn opened_by(journal: &Journal, rating: &Logged<Rating>) -> Option<Trigger> {
    let (except, at) = (Some(rating.id), rating.at);
    RatingSigns { journal, except, at, answered: last_answered(journal, at) }.of(rating)
}

/// Returns the last time up to `now` at which the questions were answered.
fn last_answered(journal: &Journal, now: Stamp) -> Option<Stamp> {
    journal.safety().iter().rev().map(|answers| answers.at).find(|at| *at <= now)
}

/// Returns the gravest reason for which a session was stopped, of those that are not about the back and after which the
/// questions were not answered.
fn stopped_since(journal: &Journal, answered: Option<Stamp>, now: Stamp) -> Option<StopReason> {
    let stopped = journal.sessions().iter().rev().filter(|session| session.ended <= now);
    let open = stopped.filter(|session| answered.is_none_or(|answered| answered < session.ended));
    let reasons = open.filter(|session| session.outcome == Outcome::Stopped).filter_map(|session| {
        let reason: StopReason = session.reason.as_ref()?.as_str().parse().ok()?;
        reason.ends_session().then_some(reason)
    });
    reasons.max_by_key(|reason| *reason == StopReason::ChestPain)
}

/// Returns true if `earlier` is on the date of `at`, or on one of the fourteen before.
fn is_within_days(earlier: Stamp, at: Stamp) -> bool {
    (at.date_naive() - earlier.date_naive()).num_days() <= KNOWN_FOR_DAYS
}

/// Looks for new signs in a rating, compared with the ratings before it.
struct RatingSigns<'a> {
    journal: &'a Journal,
    /// The entry of the rating itself, if it is in the journal.
    except: Option<Uuid>,
    at: Stamp,
    answered: Option<Stamp>,
}

impl RatingSigns<'_> {
    fn of(&self, rating: &Rating) -> Option<Trigger> {
        let spread = reach(rating).filter(|spread| !self.known().any(|other| reach(other) >= Some(*spread)));
        if let Some(spread) = spread {
            return Some(Trigger::Spread(spread));
        }
        let mut words = rating.words.iter().copied().filter(|word| is_nerve_like(*word));
        if let Some(word) = words.find(|word| !self.known().any(|other| other.words.contains(word))) {
            return Some(Trigger::Word(word));
        }
        rating.score.filter(|_| is_high(rating) && !self.is_of_a_known_bout(rating)).map(Trigger::High)
    }

    /// Returns true if a high score, likewise of the back or of another place, came shortly before.
    fn is_of_a_known_bout(&self, rating: &Rating) -> bool {
        let mut bout = self.known().filter(|other| other.at >= self.at - SAME_BOUT && is_high(other));
        bout.any(|other| is_about_the_back(other) == is_about_the_back(rating))
    }

    /// The earlier ratings that can make a sign old.
    fn known(&self) -> impl Iterator<Item = &Logged<Rating>> {
        let before = self.journal.ratings().iter().rev().filter(|other| other.at <= self.at);
        // In order of the instant: the dates of two zones may be a day out of it.
        let near = before.take_while(|other| is_within_days(other.at, self.at - TimeDelta::days(1)));
        near.filter(|other| Some(other.id) != self.except && is_within_days(other.at, self.at))
            .filter(|other| self.answered.is_some_and(|answered| other.at <= answered))
    }
}

fn is_high(rating: &Rating) -> bool {
    rating.score.is_some_and(|score| score.value() >= ASKED_FROM)
}

/// Returns the spread of `rating` if it is below the knee: the spread that it notes, else that of the places it names.
fn reach(rating: &Rating) -> Option<Spread> {
    let places = rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region));
    let reach = rating.spread.or_else(|| places.filter_map(by_place).max());
    reach.filter(|spread| *spread >= Spread::BelowKnee)
}

const fn by_place(region: Region) -> Option<Spread> {
    match region {
        Region::LowerLeg => Some(Spread::BelowKnee),
        Region::Foot => Some(Spread::Foot),
        _ => None,
    }
}

/// Returns true if a word for pain is nerve-like. **Source**: the card questions, which ask about tingling, numbness
/// and weakness.
pub const fn is_nerve_like(word: PainWord) -> bool {
    matches!(word, PainWord::Tingling | PainWord::Numb | PainWord::Weak)
}
