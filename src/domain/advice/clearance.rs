//! The clearance that the safety answers give: clear, held back, or locked. Nothing that instructs an exercise begins
//! without a [`Permit`], and only a [`Clearance`] gives one.
//!
//! **Source**: the paragraphs [`Emergency`](super::paragraph::Paragraph::Emergency),
//! [`Urgent`](super::paragraph::Paragraph::Urgent) and [`InDoubt`](super::paragraph::Paragraph::InDoubt) of the rules.

use uuid::Uuid;

use super::safety::{Question, Urgency};
use crate::domain::journal::entry::Stamp;
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::self_report::Safety;
use crate::domain::text::Text;

/// The clearance to exercise. None of the three is an all-clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clearance {
    /// No answer is in the way.
    Clear(Checked),
    /// An answer is worth having checked soon: sessions wait until the user wants them all the same.
    HeldBack(Vec<OpenAnswer>),
    /// An answer was a sign of an emergency: nothing begins until "I have been seen". The journal stays open.
    Locked(Vec<OpenAnswer>),
}

/// Proof that answers were looked at; made by [`clearance`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked(());

/// A permit to begin one session or one self-test. It cannot be copied: each beginning asks for its own.
#[derive(Debug)]
pub struct Permit(());

/// An answer that is in the way of exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAnswer {
    /// Its entry: the target of a `red_flag_seen`.
    pub entry: Uuid,
    /// The time at which it was given.
    pub at: Stamp,
    /// Questions answered with a yes that counts, in the order asked.
    pub questions: Vec<Question>,
    /// Codes of questions that this version does not know, answered with yes.
    pub unknown: Vec<Text>,
}

impl OpenAnswer {
    /// The questions answered with yes, in full words.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        let known = self.questions.iter().map(|question| question.text().to_owned());
        known.chain(self.unknown.iter().map(unknown_text))
    }
}

/// Returns the text for a question that only a newer version knows.
pub fn unknown_text(code: &Text) -> String {
    format!("A question from a newer version of supple ({code})")
}

impl Clearance {
    /// The advice to show; `None` if clear.
    pub const fn text(&self) -> Option<&'static str> {
        match self {
            Self::Clear(_) => None,
            Self::HeldBack(_) => Some(Urgency::Urgent.text()),
            Self::Locked(_) => Some(Urgency::Emergency.text()),
        }
    }

    /// Returns true if nothing begins, whatever the user wants.
    pub const fn is_locked(&self) -> bool {
        matches!(self, Self::Locked(_))
    }

    /// The answers in the way, the newest first.
    pub fn answers(&self) -> &[OpenAnswer] {
        match self {
            Self::Clear(_) => &[],
            Self::HeldBack(answers) | Self::Locked(answers) => answers,
        }
    }

    /// Returns a permit to begin, if there is one. While held back there is none, unless the user has read each answer
    /// that is in the way and wants to begin all the same: `in_spite_of` names the entries of those.
    ///
    /// ```
    /// use supple::domain::advice::clearance::clearance;
    /// use supple::domain::journal::merged::Journal;
    ///
    /// let now = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:02:10+01:00").unwrap();
    /// assert!(clearance(&Journal::default(), now).permit(&[]).is_some());
    /// ```
    pub fn permit(&self, in_spite_of: &[Uuid]) -> Option<Permit> {
        match self {
            Self::Clear(Checked(())) => Some(Permit(())),
            Self::HeldBack(answers) => {
                let is_wanted = answers.iter().all(|answer| in_spite_of.contains(&answer.entry));
                is_wanted.then_some(Permit(()))
            }
            Self::Locked(_) => None,
        }
    }
}

/// Returns the clearance that all safety answers of `journal` give at `now`.
///
/// A yes to a sign of an emergency locks until "I have been seen" names that answer: answering no later does not
/// unlock, for a sign that went away by itself is to be looked at all the same. Any other yes holds back until it was
/// seen, or until a later answer that covers it says no to that question; [`Question::stays_until_seen`] are seen only.
pub fn clearance(journal: &Journal, now: Stamp) -> Clearance {
    let locked = open(journal, now, emergencies);
    if !locked.is_empty() {
        return Clearance::Locked(locked);
    }
    let held_back = open(journal, now, urgent);
    if held_back.is_empty() { Clearance::Clear(Checked(())) } else { Clearance::HeldBack(held_back) }
}

/// Returns the entries of `journal` with a yes that still counts, which an answer given at `now` covers.
pub fn open_entries(journal: &Journal, now: Stamp) -> Vec<Uuid> {
    let all = open(journal, now, emergencies).into_iter().chain(open(journal, now, urgent));
    all.map(|answer| answer.entry).collect()
}

/// Returns the answers that were not seen, the newest first, with the questions that `signs` finds in them.
fn open(journal: &Journal, now: Stamp, signs: fn(&Journal, &Logged<Safety>, Stamp) -> OpenAnswer) -> Vec<OpenAnswer> {
    let yes = journal.safety().iter().rev().filter(|answer| answer.count_yes() > 0);
    let unseen = yes.filter(|answer| !is_seen(journal, answer.id));
    let answers = unseen.map(|answer| signs(journal, answer, now));
    answers.filter(|open| !open.questions.is_empty() || !open.unknown.is_empty()).collect()
}

fn is_seen(journal: &Journal, answer: Uuid) -> bool {
    journal.red_flags_seen().iter().any(|seen| seen.target == answer)
}

fn emergencies(_: &Journal, answer: &Logged<Safety>, _: Stamp) -> OpenAnswer {
    let questions = answer.yes.iter().copied().filter(|yes| yes.urgency() == Urgency::Emergency).collect();
    OpenAnswer { entry: answer.id, at: answer.at, questions, unknown: Vec::new() }
}

fn urgent(journal: &Journal, answer: &Logged<Safety>, now: Stamp) -> OpenAnswer {
    let yes = answer.yes.iter().copied().filter(|yes| yes.urgency() == Urgency::Urgent);
    let questions = yes.filter(|yes| lifted_at(journal, answer, *yes, now).is_none()).collect();
    let codes = answer.unknown_yes.iter().filter(|code| unknown_lifted_at(journal, answer, code, now).is_none());
    OpenAnswer { entry: answer.id, at: answer.at, questions, unknown: codes.cloned().collect() }
}

/// The event by which an answer is no longer in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearanceEnd {
    /// The user confirmed "I have been seen" for it.
    Seen(Stamp),
    /// Later answers lifted every yes.
    AnsweredAnew(Stamp),
}

/// Returns the end of `answer`, one with a yes; `None` while it is in the way.
pub fn end_of(journal: &Journal, answer: &Logged<Safety>, now: Stamp) -> Option<ClearanceEnd> {
    let seen = journal.red_flags_seen().iter().find(|seen| seen.target == answer.id);
    if let Some(seen) = seen {
        return Some(ClearanceEnd::Seen(seen.at));
    }
    let known = answer.yes.iter().map(|yes| lifted_at(journal, answer, *yes, now));
    let unknown = answer.unknown_yes.iter().map(|code| unknown_lifted_at(journal, answer, code, now));
    let lifted = known.chain(unknown).collect::<Option<Vec<Stamp>>>()?;
    lifted.into_iter().max().map(ClearanceEnd::AnsweredAnew)
}

/// Returns the time of the first answer that covers `answer` and says no to `yes`; `None` while there is none, and for
/// questions that a no does not lift.
fn lifted_at(journal: &Journal, answer: &Logged<Safety>, yes: Question, now: Stamp) -> Option<Stamp> {
    if yes.urgency() == Urgency::Emergency || yes.stays_until_seen() {
        return None;
    }
    let mut later = covering(journal, answer, now);
    later.find(|later| later.asked.contains(&yes) && !later.yes.contains(&yes)).map(|later| later.at)
}

/// As [`lifted_at`], for a question that this version does not know.
fn unknown_lifted_at(journal: &Journal, answer: &Logged<Safety>, code: &Text, now: Stamp) -> Option<Stamp> {
    let mut later = covering(journal, answer, now);
    later.find(|later| later.unknown_asked.contains(code) && !later.unknown_yes.contains(code)).map(|later| later.at)
}

/// Returns the answers that cover `answer`, in order.
fn covering<'j>(
    journal: &'j Journal,
    answer: &'j Logged<Safety>,
    now: Stamp,
) -> impl Iterator<Item = &'j Logged<Safety>> {
    journal.safety().iter().filter(move |later| covers(later, answer, now))
}

/// Returns true if `later` answers the questions of `earlier` again. It names the answers that it covers; one written
/// by an older version does not and covers all before it by the clock, unless the clock was ahead.
fn covers(later: &Logged<Safety>, earlier: &Logged<Safety>, now: Stamp) -> bool {
    match &later.covers {
        Some(named) => named.contains(&earlier.id),
        None => (earlier.at, earlier.id) < (later.at, later.id) && later.at <= now,
    }
}
