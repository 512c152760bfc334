//! The questions about pain in words.

use super::question::{Question, Step};
use super::{CheckIn, QUESTION, details, last_time};
use crate::app::action::Action;
use crate::app::keymap::{Context, own_rows};
use crate::app::model::Model;
use crate::domain::record::entry::Score;
use crate::domain::record::spots::{Spots, region_text, regions};
use crate::domain::time::calendar::days_since;
use crate::domain::time::{Now, days_ago};
use crate::screens::in_words::{Choice, InWords, sentence};
use crate::widgets::pain_grid::ROW_KEYS;

/// The two ends of the scale, as spoken.
pub(in crate::screens) const SCALE: &str = "0 is no pain, 10 the worst pain imaginable.";

impl CheckIn {
    /// Returns the screen in words.
    pub fn in_words(&self, model: &Model, now: &Now) -> InWords {
        let title = self.begin.as_ref().map_or("Pain now", |begin| begin.routine.title.as_str());
        if self.question.step != Step::Score {
            let mut details = of_details(&self.question);
            details.answer = with_moved(details.answer, self.moved_text(model, now));
            return InWords { head: vec![title.to_owned()], ..details };
        }
        let last = last_words(model, now);
        let confirm = match &self.begin {
            Some(_) => Choice::new(Action::Confirm, &["start", "skip"], "begin, with or without a score"),
            None => Choice::new(Action::Confirm, &["done", "skip"], "go on"),
        };
        let mut choices = vec![Choice::score("how much"), confirm];
        choices.extend(last.is_some().then(|| Choice::new(Action::Same, &["same"], "as last time")));
        choices.push(Choice::new(Action::Places, &["where"], "where it hurts, what it is like"));
        choices.push(Choice::new(Action::Safety, &["safety"], "signs that need a professional"));
        let always = vec![
            Choice::new(Action::Sore, &["sore"], "muscles sore from training, no pain"),
            Choice::new(Action::Fall, &["fall"], "a fall or a crash since last time"),
            Choice::new(Action::Clear, &["undo"], "take the answer back"),
            Choice::new(Action::Activities, &["activities"], "your own activities"),
            Choice::new(Action::Back, &["back", "quit"], "leave"),
        ];
        InWords {
            head: vec![title.to_owned()],
            asks: [format!("{QUESTION} {SCALE}")].into_iter().chain(last).collect(),
            answer: with_moved(answer(&self.question), self.moved_text(model, now)),
            choices,
            always,
            ..InWords::default()
        }
    }
}

/// Joins the answer and the sentence that pain sits higher than last time.
fn with_moved(answer: String, moved: Option<&str>) -> String {
    match moved {
        Some(moved) => format!("{answer} {moved}").trim_start().to_owned(),
        None => answer,
    }
}

/// Returns the question about places, or about words, in words.
pub(in crate::screens) fn of_details(question: &Question) -> InWords {
    let mut in_words = if question.step == Step::Words { of_words() } else { of_places() };
    in_words.answer = sentence([details(question)]);
    in_words.choices.push(Choice::new(Action::Confirm, &["done", "skip"], "go on with these answers"));
    in_words.choices.push(Choice::new(Action::Clear, &["none", "undo"], "none of them"));
    in_words
}

fn of_places() -> InWords {
    let rows = ROW_KEYS.into_iter().zip(regions());
    let rows: Vec<String> = rows.map(|(key, region)| format!("{key} {}", region_text(region))).collect();
    InWords {
        asks: vec!["Where does it hurt? Your own left and right.".to_owned(), format!("{}.", rows.join(", "))],
        choices: vec![
            Choice::new(Action::PlaceRow(0), &["left low back"], "a place, or its number, again for its next side"),
            Choice::new(Action::NextField, &["next"], "what it is like"),
        ],
        ..InWords::default()
    }
}

fn of_words() -> InWords {
    let feels = own_rows(Context::PainWords).filter(|row| matches!(row.action, Action::Feel(_)));
    let choices = feels.map(|row| Choice::new(row.action, std::slice::from_ref(&row.label), "")).collect();
    InWords { asks: vec!["What is it like?".to_owned()], choices, ..InWords::default() }
}

/// `Pain 3, low back left, aching.`
pub(in crate::screens) fn answer(question: &Question) -> String {
    let score = question.value().map(|score| format!("Pain {score}"));
    sentence(score.into_iter().chain([details(question)]))
}

/// `Last time, 2 days ago: 3, low back left, aching.`
fn last_words(model: &Model, now: &Now) -> Option<String> {
    let last = last_time(model, now)?;
    let days = days_since(last.at, now.wall);
    let score = last.score.map(|score: Score| score.to_string()).unwrap_or_default();
    let words = last.words.iter().map(ToString::to_string);
    let said = sentence([score, Spots::of(last).text()].into_iter().chain(words));
    (!said.is_empty()).then(|| format!("Last time, {}: {said}", days_ago(days)))
}
