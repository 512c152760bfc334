//! A score being chosen by keys.

use crate::app::action::Action;
use crate::domain::play::session::TEN;
use crate::domain::record::entry::Score;
use crate::domain::time::Instant;

/// A score being chosen by keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScoreInput {
    /// The score so far.
    pub score: Option<Score>,
    /// The time until which a `0` makes a `1` ten.
    ten_until: Option<Instant>,
}

impl ScoreInput {
    /// An input with `score` chosen.
    pub fn of(score: Option<Score>) -> Self {
        Self { score, ten_until: None }
    }

    /// Handles an action; returns false if it does not concern the score. A `0` soon after a `1` makes ten, as in a
    /// session; one less and one more change a score and make none.
    pub fn update(&mut self, action: Action, now: Instant) -> bool {
        let value = self.score.map(Score::value);
        let may_be_ten = self.ten_until.take().is_some_and(|until| now <= until);
        self.score = match (action, value) {
            (Action::Digit(0), Some(1)) if may_be_ten => Score::new(10),
            (Action::Digit(digit), _) => Score::new(digit),
            (Action::Number(number), value) => {
                u8::try_from(number).ok().and_then(Score::new).or(value.and_then(Score::new))
            }
            (Action::Lower, Some(value)) => Score::new(value.saturating_sub(1)),
            (Action::Higher, Some(value)) => Score::new((value + 1).min(10)),
            // An arrow changes an answer and gives none: it may have been meant for another screen.
            (Action::Lower | Action::Higher, None) => None,
            (Action::Clear, _) => None,
            _ => return false,
        };
        if action == Action::Digit(1) {
            self.ten_until = Some(now + TEN);
        }
        true
    }
}
