//! What the answers to the safety questions come to: whether training is locked, and until when.

use uuid::Uuid;

use super::safety::{Question, Urgency};
use crate::domain::record::answer::Safety;
use crate::domain::record::entry::Stamp;
use crate::domain::record::journal::{Journal, Logged};

/// How it stands with the safety questions. None of it is an all-clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing that was answered stands in the way.
    Clear,
    /// The last answers have a yes that is worth having checked soon.
    Urgent(Answered),
    /// An answer was a sign of an emergency: no session begins until "I have been seen". The journal stays open.
    Locked(Answered),
}

/// The answers that decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Their entry: the target of a `red_flag_seen`.
    pub entry: Uuid,
    /// When they were given.
    pub at: Stamp,
    /// Each yes of that urgency, in the order asked.
    pub questions: Vec<Question>,
}

impl Standing {
    /// What is said; `None` where nothing stands in the way.
    pub const fn text(&self) -> Option<&'static str> {
        match self {
            Self::Clear => None,
            Self::Urgent(_) => Some(Urgency::Urgent.text()),
            Self::Locked(_) => Some(Urgency::Emergency.text()),
        }
    }

    /// Whether a session may begin.
    pub const fn may_train(&self) -> bool {
        !matches!(self, Self::Locked(_))
    }
}

/// How it stands after all answers of `journal`, which has to reach back to the last of them.
///
/// A yes to an emergency locks until "I have been seen" is said of these answers or of later ones. Answering all with no
/// later does not unlock: a sign that went away by itself is to be looked at all the same. Deleting the answers does,
/// for they were then a mistake. A yes that is less urgent stands until the questions are answered again, or until "I
/// have been seen". Our choice, all of it.
pub fn standing(journal: &Journal) -> Standing {
    // Seen once covers what was answered before: whoever looks at the last answers is told of the others.
    let is_seen = |safety: &Logged<Safety>| journal.red_flags_seen().iter().any(|seen| seen.target == safety.id);
    let open = journal.safety().iter().rev().take_while(|safety| !is_seen(safety));
    let answered = |safety: &Logged<Safety>, urgency| {
        let questions: Vec<Question> = safety.yes.iter().copied().filter(|yes| yes.urgency() == urgency).collect();
        (!questions.is_empty()).then_some(Answered { entry: safety.id, at: safety.at, questions })
    };
    let mut urgent = None;
    for (back, safety) in open.enumerate() {
        if let Some(locked) = answered(safety, Urgency::Emergency) {
            return Standing::Locked(locked);
        }
        if back == 0 {
            urgent = answered(safety, Urgency::Urgent);
        }
    }
    urgent.map_or(Standing::Clear, Standing::Urgent)
}
