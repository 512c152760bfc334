//! What is asked about pain, and the answers so far: how much, then, if one likes, where and what like.

use serde_json::{Map, Value};

use super::score::ScoreInput;
use crate::app::action::Action;
use crate::app::keymap::Context;
use crate::domain::record::entry::{Moment, PainSide, PainWord, Rating, Region, Score, Spread};
use crate::domain::record::spots::{COLUMNS, Cell, ROWS, Spots, region_at};
use crate::domain::time::Instant;

/// The questions, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// How much.
    #[default]
    Score,
    /// Where.
    Places,
    /// What it is like.
    Words,
}

/// The answers so far.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// What the keys answer now.
    pub step: Step,
    /// How much.
    pub score: ScoreInput,
    /// Where.
    pub spots: Spots,
    /// What it is like, in the order chosen.
    pub words: Vec<PainWord>,
    /// Whether muscles are sore from training, which is no pain.
    pub training_sore: bool,
    row: usize,
    column: usize,
}

impl Question {
    /// With the answers of `rating`, to be changed.
    pub fn of(rating: &Rating) -> Self {
        Self {
            score: ScoreInput::of(rating.score),
            spots: Spots::of(rating),
            words: rating.words.clone(),
            training_sore: rating.training_sore,
            ..Self::default()
        }
    }

    /// Where keys go; `on_score` says where they do while the score is asked.
    pub fn context(&self, on_score: Context) -> Context {
        match self.step {
            Step::Score => on_score,
            Step::Places => Context::Places,
            Step::Words => Context::PainWords,
        }
    }

    /// The score that is chosen.
    pub fn value(&self) -> Option<Score> {
        self.score.score
    }

    /// The cell under the cursor.
    pub fn cursor(&self) -> Option<Cell> {
        Some(Cell { region: region_at(self.row)?, side: *COLUMNS.get(self.column)? })
    }

    /// Changes the answers; false where the action has nothing to do with them. `last`: the answers of last time.
    pub fn update(&mut self, action: Action, last: Option<&Rating>, now: Instant) -> bool {
        match (self.step, action) {
            (_, Action::Same) => last.into_iter().for_each(|last| self.take(last)),
            (_, Action::Place(cell)) => self.spots.toggle(cell),
            (_, Action::PlaceOnly(region)) => self.spots.toggle_region(region),
            (_, Action::Feel(word)) => self.feel(word),
            (_, Action::Sore) => self.turn_sore(),
            (Step::Score, Action::Places | Action::NextField) => self.step = Step::Places,
            (Step::Places, Action::NextField) => self.step = Step::Words,
            (Step::Words, Action::NextField) => self.step = Step::Score,
            (Step::Words, Action::PreviousField | Action::Back) => self.step = Step::Places,
            (Step::Places, Action::PreviousField | Action::Back) => self.step = Step::Score,
            (Step::Score, Action::Clear) if self.value().is_none() => *self = Self::default(),
            (Step::Score, action) => {
                let is_answer = self.score.update(action, now);
                self.training_sore &= self.value().is_none();
                return is_answer;
            }
            (Step::Places, action) => return self.place(action),
            (Step::Words, Action::Clear) => self.words.clear(),
            _ => return false,
        }
        true
    }

    /// Where it hurts, by key.
    fn place(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.move_to(self.row.saturating_sub(1), self.column),
            Action::Down => self.move_to((self.row + 1).min(ROWS - 1), self.column),
            Action::Lower => self.sideways(|column| column.checked_sub(1)),
            Action::Higher => self.sideways(|column| Some(column + 1)),
            Action::Toggle => self.cursor().into_iter().for_each(|cell| self.spots.toggle(cell)),
            Action::PlaceRow(row) => {
                if let Some(region) = region_at(row.into()) {
                    self.row = row.into();
                    self.spots.turn(region);
                    self.column =
                        COLUMNS.iter().position(|side| self.spots.has(Cell { region, side: *side })).unwrap_or(0);
                }
            }
            Action::Clear => self.spots = Spots::default(),
            _ => return false,
        }
        true
    }

    /// To a cell of this row: where it has none in this column, to its first.
    fn move_to(&mut self, row: usize, column: usize) {
        (self.row, self.column) = (row, column);
        if self.cursor().is_some_and(|cell| !cell.exists()) {
            self.column = 0;
        }
    }

    /// To the next cell that exists on this side, if any.
    fn sideways(&mut self, next: impl Fn(usize) -> Option<usize>) {
        let exists = |column: &usize| {
            let cell = region_at(self.row).zip(COLUMNS.get(*column));
            cell.is_some_and(|(region, side)| Cell { region, side: *side }.exists())
        };
        let columns = std::iter::successors(next(self.column), |column| next(*column)).take(COLUMNS.len());
        if let Some(column) = columns.into_iter().find(exists) {
            self.column = column;
        }
    }

    fn feel(&mut self, word: PainWord) {
        if self.words.contains(&word) {
            self.words.retain(|other| *other != word);
        } else {
            self.words.push(word);
        }
    }

    /// Soreness from training is noted without a score: one takes the place of the other. Paragraph `sore-from-training` of
    /// the rules.
    fn turn_sore(&mut self) {
        self.training_sore = !self.training_sore;
        if self.training_sore {
            self.score = ScoreInput::default();
        }
    }

    /// Takes what was answered last time wherever nothing is answered yet.
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

    /// Whether something besides the score is answered.
    pub fn has_details(&self) -> bool {
        !self.spots.is_empty() || !self.words.is_empty() || self.training_sore
    }

    /// The answers as a rating; `None` where nothing is answered.
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

/// What an amendment has to set so that a rating that was `before` says what `after` says.
pub fn changes(before: &Rating, after: &Rating) -> Map<String, Value> {
    let (before, after) = (fields(before), fields(after));
    after.into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect()
}

/// What can be answered, by the names the journal has for it.
fn fields(rating: &Rating) -> Map<String, Value> {
    let word = |word: Option<&'static str>| word.map_or(Value::Null, Value::from);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    put("score", rating.score.map_or(Value::Null, |score| score.value().into()));
    put("region", word(rating.region.map(Region::as_str)));
    put("side", word(rating.side.map(PainSide::as_str)));
    put("spread", word(rating.spread.map(Spread::as_str)));
    put("words", rating.words.iter().map(|word| word.as_str()).collect());
    put("also", serde_json::to_value(&rating.also).unwrap_or_default());
    put("training_sore", rating.training_sore.into());
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(actions: &[Action]) -> Question {
        let mut question = Question::default();
        actions.iter().for_each(|action| {
            question.update(*action, None, Instant::from_millis(0));
        });
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
        assert_eq!(question.cursor(), Some(Cell { region: Region::Hip, side: PainSide::Right }));
        let back = answered(&[to_foot.as_slice(), &[Action::Higher, Action::Lower]].concat());
        assert_eq!(back.cursor(), Some(Cell { region: Region::Hip, side: PainSide::Left }));
        let middle = answered(&[Action::NextField, Action::Higher, Action::Down, Action::Down, Action::Down]);
        assert_eq!(middle.cursor(), Some(Cell { region: Region::Hip, side: PainSide::Left }));
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
