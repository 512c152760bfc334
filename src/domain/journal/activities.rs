//! The user's own activities that are asked about, and the time to ask.
//!
//! They are listed nowhere but in the answers: a name is active from its first entry until one that says `removed`.

use uuid::Uuid;

use super::entry::{Score, Stamp};
use super::merged::{Journal, Logged, until};
use super::self_report::ActivityScore;
use crate::domain::text::Text;
use crate::domain::time::calendar::days_since;

/// The limit of activities that may be named. **Source**: the patient-specific functional scale (Stratford et al.,
/// Physiotherapy Canada 1995); the limit of three is our choice.
pub const MOST: usize = 3;

/// Days from one question to the next. **Source**: asked weekly; our choice.
const EVERY: i64 = 7;

/// An activity of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name, in the user's words.
    pub name: Text,
    /// The last score, and the time of it.
    pub last: Option<(Score, Stamp)>,
    /// The time when it was last asked about, or named.
    pub asked: Stamp,
    /// Its entries, the oldest first: those to amend when it is renamed.
    pub entries: Vec<Uuid>,
}

/// Returns the activities that are asked about, in the order they were named, as of `now`. More than [`MOST`] if two
/// devices named them.
pub fn current(journal: &Journal, now: Stamp) -> Vec<Own> {
    let mut all: Vec<Own> = Vec::new();
    for answer in until(journal.activities(), now) {
        if answer.removed {
            all.retain(|own| own.name != answer.name);
        } else if let Some(own) = all.iter_mut().find(|own| own.name == answer.name) {
            own.take_in(answer);
        } else {
            all.push(Own::named(answer));
        }
    }
    // Entries dated ahead by a wrong clock are found by name, so that they are renamed, too.
    for answer in journal.activities().iter().filter(|answer| answer.at > now) {
        if let Some(own) = all.iter_mut().find(|own| own.name == answer.name) {
            own.entries.push(answer.id);
        }
    }
    all
}

/// Returns true if it is time to ask: one of them has not been asked about for a week.
pub fn is_due(own: &[Own], now: Stamp) -> bool {
    own.iter().any(|own| days_since(own.asked, now) >= EVERY)
}

impl Own {
    fn named(answer: &Logged<ActivityScore>) -> Self {
        let last = answer.score.map(|score| (score, answer.at));
        Self { name: answer.name.clone(), last, asked: answer.at, entries: vec![answer.id] }
    }

    fn take_in(&mut self, answer: &Logged<ActivityScore>) {
        self.last = answer.score.map(|score| (score, answer.at)).or(self.last);
        self.asked = answer.at;
        self.entries.push(answer.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::entry::{Body, Entry};

    fn answer(n: u8, name: &str, score: Option<u8>, removed: bool) -> Logged<ActivityScore> {
        let at = chrono::DateTime::parse_from_rfc3339(&format!("2026-11-{n:02}T07:00:00+01:00")).unwrap();
        let body = ActivityScore { name: Text::from(name), score: score.and_then(Score::new), removed };
        Logged { id: Uuid::from_u128(n.into()), at, body }
    }

    fn current_of(answers: &[Logged<ActivityScore>]) -> Vec<Own> {
        current(&journal(answers), answer(20, "", None, false).at)
    }

    fn journal(answers: &[Logged<ActivityScore>]) -> Journal {
        let mut journal = Journal::default();
        for answer in answers {
            journal.insert(Entry::new(answer.id, answer.at, Body::Activity(answer.body.clone())));
        }
        journal
    }

    #[test]
    fn an_answer_that_is_still_to_come_neither_counts_nor_puts_the_question_off() {
        let journal = journal(&[answer(8, "socks", Some(3), false), answer(17, "socks", Some(9), false)]);
        let now = answer(16, "", None, false).at;
        let own = current(&journal, now);
        assert_eq!(own[0].last.map(|(score, _)| score.value()), Some(3));
        assert!(is_due(&own, now));
        let later = answer(17, "", None, false).at;
        assert!(!is_due(&current(&journal, later), later));
    }

    #[test]
    fn names_follow_from_the_answers_until_they_are_removed() {
        let all = [
            answer(1, "run 5 km", Some(4), false),
            answer(2, "socks", None, false),
            answer(8, "run 5 km", None, false),
            answer(9, "socks", None, true),
        ];
        let own = current_of(&all);
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].name.as_str(), own[0].last.map(|(score, _)| score.value())), ("run 5 km", Some(4)));
        assert_eq!((own[0].asked, own[0].entries.len()), (all[2].at, 2));
        assert_eq!(current_of(&all[..3]).len(), 2);
    }

    #[test]
    fn they_are_asked_about_once_a_week() {
        let own = current_of(&[answer(8, "socks", None, false)]);
        assert!(!is_due(&own, answer(14, "", None, false).at), "six days later");
        assert!(is_due(&own, answer(15, "", None, false).at));
        assert!(!is_due(&[], answer(15, "", None, false).at));
    }
}
