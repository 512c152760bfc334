//! Ratings of pain.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::browse::search_term::Sought;
use super::entry::{Moment, PainSide, PainWord, Region, Score, Side, Spread, asked};
use super::kinds::Recorded;
use super::summary::answers;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::spoken;
use crate::domain::text::Text;

/// A pain score with moment, places and kind of pain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rating {
    /// The score; `None` if it was asked for and not given. If it was never asked for, there is no entry.
    #[serde(deserialize_with = "asked")]
    pub score: Option<Score>,
    /// The moment.
    pub moment: Moment,
    /// The place, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The side, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
    /// Further places, in the order given; `region` and `side` are the first one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Spot>,
    /// The spread down the leg, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// Words for the pain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<PainWord>,
    /// On the next morning: minutes of stiffness, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stiff_min: Option<u16>,
    /// True if muscles are sore from training, which is not pain and not in the score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub training_sore: bool,
    /// The id of its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
    /// During a session: the exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<Id>,
    /// During a session: the step, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// During a session: the side the exercise was being done on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_side: Option<Side>,
    /// During a session: the set, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<u32>,
    /// During a session: seconds since the start of the hold, the reps or the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<u32>,
    /// A note, in the user's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A place that hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spot {
    /// The region.
    pub region: Region,
    /// The side, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<PainSide>,
}

impl Rating {
    /// Returns a rating with nothing but its moment.
    pub const fn new(moment: Moment) -> Self {
        Self {
            score: None,
            moment,
            region: None,
            side: None,
            also: Vec::new(),
            spread: None,
            words: Vec::new(),
            stiff_min: None,
            training_sore: false,
            session: None,
            exercise: None,
            step: None,
            working_side: None,
            set: None,
            second: None,
            note: None,
        }
    }
}

impl Rating {
    /// Returns true for a rating that is shown with its session, if it has one: any but that of the next morning.
    pub fn is_with_its_session(&self) -> bool {
        self.moment != Moment::NextMorning
    }
}

impl Recorded for Rating {
    /// Returns `pain · low back left, aching`, or `before · low back left`; the note if there are no other answers.
    fn headline(&self, _: &Catalog) -> String {
        let said = answers(self).join(", ");
        let when = if self.moment == Moment::Other { "pain".to_owned() } else { spoken(self.moment.as_str()) };
        match &self.note {
            _ if !said.is_empty() => format!("{when} · {said}"),
            Some(note) => format!("{when} · {note}"),
            None => when,
        }
    }

    fn has_word(&self, word: &Sought) -> bool {
        word.is_in_rating(self)
    }

    fn has_exercise(&self, exercise: &Id) -> bool {
        self.exercise.as_ref() == Some(exercise)
    }
}
