//! The questions about pain with the answers so far: the score, then, if one likes, places and words.

use serde_json::{Map, Value};

use crate::domain::journal::body_location::{COLUMNS, GridCell, ROWS, Spots, region_at};
use crate::domain::journal::entry::{Moment, PainSide, PainWord, Rating, Region, Score, Spread};
use crate::domain::session::run::TEN;
use crate::domain::time::Instant;
use crate::state::action::Action;
use crate::state::keymap::Context;

/// The questions, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CheckInStep {
    /// The score.
    #[default]
    Score,
    /// The places.
    Places,
    /// The words.
    Words,
}

/// The answers so far.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The question that the keys answer.
    pub step: CheckInStep,
    /// The score so far.
    pub score: ScoreInput,
    /// The places chosen.
    pub spots: Spots,
    /// The words, in the order chosen.
    pub words: Vec<PainWord>,
    /// True if muscles are sore from training, which is no pain.
    pub training_sore: bool,
    row: usize,
    column: usize,
}

impl Question {
    /// The answers of `rating`, to be changed.
    pub fn of(rating: &Rating) -> Self {
        Self {
            score: ScoreInput::of(rating.score),
            spots: Spots::of(rating),
            words: rating.words.clone(),
            training_sore: rating.training_sore,
            ..Self::default()
        }
    }

    /// Returns the key context; `on_score` is that of the score.
    pub fn context(&self, on_score: Context) -> Context {
        match self.step {
            CheckInStep::Score => on_score,
            CheckInStep::Places => Context::Places,
            CheckInStep::Words => Context::PainWords,
        }
    }

    /// The score that is chosen.
    pub fn value(&self) -> Option<Score> {
        self.score.score
    }

    /// The cell under the cursor.
    pub fn cursor(&self) -> Option<GridCell> {
        Some(GridCell { region: region_at(self.row)?, side: *COLUMNS.get(self.column)? })
    }

    /// Handles an action; returns false if it does not concern the answers. `last`: last time's answers.
    pub fn update(&mut self, action: Action, last: Option<&Rating>, now: Instant) -> bool {
        match (self.step, action) {
            (_, Action::Same) => {
                if let Some(last) = last {
                    self.take(last);
                }
            }
            (_, Action::Place(cell)) => self.spots.toggle(cell),
            (_, Action::PlaceOnly(region)) => self.spots.toggle_region(region),
            (_, Action::Feel(word)) => self.feel(word),
            (_, Action::Sore) => self.turn_sore(),
            (CheckInStep::Score, Action::Places | Action::NextField) => self.step = CheckInStep::Places,
            (CheckInStep::Places, Action::NextField) => self.step = CheckInStep::Words,
            (CheckInStep::Words, Action::NextField) => self.step = CheckInStep::Score,
            (CheckInStep::Words, Action::PreviousField | Action::Back) => self.step = CheckInStep::Places,
            (CheckInStep::Places, Action::PreviousField | Action::Back) => self.step = CheckInStep::Score,
            (CheckInStep::Score, Action::Clear) if self.value().is_none() => *self = Self::default(),
            (CheckInStep::Score, action) => {
                let is_answer = self.score.update(action, now);
                self.training_sore &= self.value().is_none();
                return is_answer;
            }
            (CheckInStep::Places, action) => return self.place(action),
            (CheckInStep::Words, Action::Clear) => self.words.clear(),
            _ => return false,
        }
        true
    }

    /// Handles an action on the grid of places; returns false if it does not concern them.
    fn place(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.move_to(self.row.saturating_sub(1), self.column),
            Action::Down => self.move_to((self.row + 1).min(ROWS - 1), self.column),
            Action::Lower => self.sideways(|column| column.checked_sub(1)),
            Action::Higher => self.sideways(|column| Some(column + 1)),
            Action::Toggle => {
                if let Some(cell) = self.cursor() {
                    self.spots.toggle(cell);
                }
            }
            Action::PlaceRow(row) => {
                if let Some(region) = region_at(row.into()) {
                    self.row = row.into();
                    self.spots.turn(region);
                    self.column =
                        COLUMNS.iter().position(|side| self.spots.has(GridCell { region, side: *side })).unwrap_or(0);
                }
            }
            Action::Clear => self.spots = Spots::default(),
            _ => return false,
        }
        true
    }

    /// Moves the cursor to a row; to its first cell if it has none in this column.
    fn move_to(&mut self, row: usize, column: usize) {
        (self.row, self.column) = (row, column);
        if self.cursor().is_some_and(|cell| !cell.exists()) {
            self.column = 0;
        }
    }

    /// Moves the cursor sideways to the next cell that exists, if any.
    fn sideways(&mut self, next: impl Fn(usize) -> Option<usize>) {
        let columns = std::iter::successors(next(self.column), |column| next(*column)).take(COLUMNS.len());
        for column in columns {
            let cell = region_at(self.row).zip(COLUMNS.get(column));
            if cell.is_some_and(|(region, side)| GridCell { region, side: *side }.exists()) {
                self.column = column;
                return;
            }
        }
    }

    fn feel(&mut self, word: PainWord) {
        if self.words.contains(&word) {
            self.words.retain(|other| *other != word);
        } else {
            self.words.push(word);
        }
    }

    /// Ticks or unticks soreness from training, which is noted without a score: each takes the place of the other.
    /// Paragraph `sore-from-training` of the rules.
    fn turn_sore(&mut self) {
        self.training_sore = !self.training_sore;
        if self.training_sore {
            self.score = ScoreInput::default();
        }
    }

    /// Fills open questions with last time's answers.
    fn take(&mut self, last: &Rating) {
        if self.value().is_none() && !self.training_sore {
            self.score = ScoreInput::of(last.score);
        }
        if self.spots.is_empty() {
            self.spots = Spots::of(last);
        }
        if self.words.is_empty() {
            self.words.clone_from(&last.words);
        }
    }

    /// Returns true if something besides the score is answered.
    pub fn has_details(&self) -> bool {
        !self.spots.is_empty() || !self.words.is_empty() || self.training_sore
    }

    /// The answers as a rating; `None` if nothing is answered.
    pub fn rating(&self, moment: Moment) -> Option<Rating> {
        if self.value().is_none() && !self.has_details() {
            return None;
        }
        let mut rating = Rating {
            score: self.value(),
            words: self.words.clone(),
            training_sore: self.training_sore,
            ..Rating::new(moment)
        };
        self.spots.put_into(&mut rating);
        Some(rating)
    }
}

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

/// The fields that an amendment sets to turn the rating `before` into `after`.
pub fn changes(before: &Rating, after: &Rating) -> Map<String, Value> {
    let (before, after) = (fields(before), fields(after));
    after.into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect()
}

/// The answers of a rating by their names in the journal.
fn fields(rating: &Rating) -> Map<String, Value> {
    let fields: [(&str, Value); 7] = [
        ("score", rating.score.map(Score::value).into()),
        ("region", rating.region.map(Region::as_str).into()),
        ("side", rating.side.map(PainSide::as_str).into()),
        ("spread", rating.spread.map(Spread::as_str).into()),
        ("words", rating.words.iter().map(|word| word.as_str()).collect()),
        ("also", serde_json::to_value(&rating.also).unwrap_or_default()),
        ("training_sore", rating.training_sore.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(actions: &[Action]) -> Question {
        let mut question = Question::default();
        for action in actions {
            question.update(*action, None, Instant::from_millis(0));
        }
        question
    }

    #[test]
    fn nothing_answered_is_no_rating_and_a_place_alone_is_one_without_a_score() {
        assert_eq!(Question::default().rating(Moment::Before), None);
        let place = answered(&[Action::NextField, Action::PlaceRow(1)]);
        let rating = place.rating(Moment::Before).unwrap();
        assert_eq!((rating.score, rating.region, rating.side), (None, Some(Region::LowBack), Some(PainSide::Middle)));
    }

    #[test]
    fn the_cursor_jumps_over_what_is_no_place() {
        let to_foot = [Action::NextField, Action::Down, Action::Down, Action::Down, Action::Higher];
        let question = answered(&to_foot);
        assert_eq!(question.cursor(), Some(GridCell { region: Region::Hip, side: PainSide::Right }));
        let back = answered(&[to_foot.as_slice(), &[Action::Higher, Action::Lower]].concat());
        assert_eq!(back.cursor(), Some(GridCell { region: Region::Hip, side: PainSide::Left }));
        let middle = answered(&[Action::NextField, Action::Higher, Action::Down, Action::Down, Action::Down]);
        assert_eq!(middle.cursor(), Some(GridCell { region: Region::Hip, side: PainSide::Left }));
    }

    #[test]
    fn last_time_fills_in_only_what_is_not_said() {
        let last = Rating {
            score: Score::new(3),
            region: Some(Region::LowBack),
            side: Some(PainSide::Left),
            words: vec![PainWord::Aching],
            training_sore: true,
            ..Rating::new(Moment::Before)
        };
        let mut question = answered(&[Action::Digit(5)]);
        question.update(Action::Same, Some(&last), Instant::from_millis(0));
        let rating = question.rating(Moment::Before).unwrap();
        assert_eq!((rating.score, rating.region), (Score::new(5), Some(Region::LowBack)));
        assert_eq!((rating.words.as_slice(), rating.training_sore), (&[PainWord::Aching][..], false));
    }

    #[test]
    fn soreness_from_training_and_a_score_take_each_others_place() {
        let said = |actions: &[Action]| {
            let rating = answered(actions).rating(Moment::Before).unwrap();
            (rating.score.map(Score::value), rating.training_sore)
        };
        assert_eq!(said(&[Action::Digit(4), Action::Sore]), (None, true));
        assert_eq!(said(&[Action::Sore, Action::Digit(0)]), (Some(0), false), "0 is a score");
        assert_eq!(said(&[Action::Digit(4), Action::Sore, Action::Number(7)]), (Some(7), false));
        assert_eq!(said(&[Action::Digit(4), Action::NextField, Action::Sore]), (None, true));
        let mut question = answered(&[Action::Sore]);
        let last = Rating { score: Score::new(3), ..Rating::new(Moment::Before) };
        question.update(Action::Same, Some(&last), Instant::from_millis(0));
        assert_eq!(question.rating(Moment::Before).unwrap().score, None);
        let both = Rating { score: Score::new(3), training_sore: true, ..Rating::new(Moment::NextMorning) };
        let kept = Question::of(&both).rating(Moment::NextMorning).unwrap();
        assert_eq!(
            (kept.score, kept.training_sore),
            (Score::new(3), true),
            "what was written stays until it is changed"
        );
    }

    #[test]
    fn an_amendment_sets_what_differs_and_makes_the_same_rating() {
        let before = Rating { score: Score::new(3), ..Rating::new(Moment::After) };
        let after = Question { words: vec![PainWord::Dull], ..Question::of(&before) }.rating(Moment::After).unwrap();
        let set = changes(&before, &after);
        assert_eq!(serde_json::to_string(&set).unwrap(), r#"{"words":["dull"]}"#);
        assert!(changes(&after, &after).is_empty());
    }
}
