//! The questions about pain: before a session, or at any time. The score alone is enough.

mod question;
mod view;

pub use question::{CheckInStep, Question, ScoreInput, changes};

pub(super) use view::{CheckInPage, details, label, render_details};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::advice::clinical_change::Shift;
use crate::domain::advice::readiness::shift_from_last;
use crate::domain::journal::body_location::{Spots, region_text, regions};
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Score};
use crate::domain::journal::merged::Logged;
use crate::domain::text::Text;
use crate::domain::time::calendar::days_since;
use crate::domain::time::{Now, days_ago};
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::spoken::{InWords, SpokenChoice, sentence};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::{Context, own_rows};
use crate::state::model::Model;
use crate::state::route::{Before, Route, SessionStart};
use crate::widgets::pain_grid::ROW_KEYS;

/// The question, in the same words before and after, so that the answers can be compared. Our choice.
pub const QUESTION: &str = "How is your back right now?";

/// The two ends of the scale; never changed, so that the answers can be compared. **Source**: Canadian Physiotherapy
/// Association, page on the NRS-11.
pub const ANCHORS: &str = "0 no pain · 10 worst pain imaginable";

/// The two ends of the scale, as spoken.
pub(super) const SCALE: &str = "0 is no pain, 10 is the worst pain imaginable.";

/// State of the questions.
pub struct CheckIn {
    /// The session that follows; `None` for a rating by itself.
    begin: Option<SessionStart>,
    question: Question,
}

impl CheckIn {
    /// The questions before a session.
    pub fn before(begin: SessionStart) -> Self {
        Self { begin: Some(begin), question: Question::default() }
    }

    /// The questions by themselves.
    pub fn at_any_time() -> Self {
        Self { begin: None, question: Question::default() }
    }

    fn title(&self) -> Text {
        self.begin.as_ref().map_or(Text::from("Pain now"), |begin| begin.played.title())
    }

    fn hint(&self) -> &'static str {
        match (&self.begin, self.question.value(), self.question.has_details()) {
            (Some(_), Some(_), _) => "enter starts; place and feel are optional",
            (Some(_), None, true) => "enter starts, without a score",
            (Some(_), None, false) => "enter skips this; nothing is recorded",
            (None, None, false) => "type 0 to 10, then enter",
            (None, ..) => "enter to save",
        }
    }

    /// The sentence that pain sits higher than last time, if it does.
    fn moved_text(&self, model: &Model, now: &Now) -> Option<&'static str> {
        let journal = &model.recent.as_ref()?.journal;
        let moved = shift_from_last(journal, self.question.spots.spread(), now.wall);
        moved.filter(|moved| *moved == Shift::Up).map(Shift::text)
    }

    /// Last time's answers to the questions that are still open.
    fn last_text(&self, model: &Model, now: &Now) -> Option<String> {
        let last = last_time(model, now)?;
        let mut fresh = self.question.clone();
        fresh.update(Action::Same, Some(&last.body), now.mono);
        let score = last.score.filter(|_| self.question.value().is_none()).map(|score| score.to_string());
        let places = Some(fresh.spots.text()).filter(|text| self.question.spots.is_empty() && !text.is_empty());
        let words = fresh.words.iter().map(ToString::to_string);
        let words = words.filter(|_| self.question.words.is_empty());
        let parts: Vec<String> = score.into_iter().chain(places).chain(words).collect();
        let key = if self.question.step == CheckInStep::Score { "space" } else { "=" };
        let days = days_since(last.at, now.wall);
        (!parts.is_empty()).then(|| format!("{key}: the same as last time, {}: {}", days_ago(days), parts.join(", ")))
    }

    fn write_rating(&self, cx: &mut Cx<'_>) {
        let Some(rating) = self.question.rating(Moment::Other) else { return cx.go(Route::Back) };
        let number = rating.score.map(|score| format!("pain {score}")).unwrap_or_default();
        cx.notify_saving(number.clone(), format!("{number} saved").trim_start());
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::Rating(rating)));
        cx.go(Route::Back);
    }
}

impl ScreenView for CheckIn {
    fn context(&self) -> Context {
        self.question.context(Context::CheckIn)
    }

    fn lets_begin(&self) -> bool {
        self.begin.is_some()
    }

    fn has_use(&self, action: Action, model: &Model, now: &Now) -> bool {
        action != Action::Same || last_time(model, now).is_some()
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let last = cx.model.recent.as_ref().and_then(|recent| recent.last_check_in(cx.now.wall));
        if self.question.update(action, last.map(|last| &last.body), cx.now.mono) {
            return;
        }
        match (action, &self.begin) {
            (Action::Back, _) => cx.go(Route::Back),
            (Action::Confirm, Some(begin)) => {
                let before = self.question.rating(Moment::Before).map(|rating| Before { rating, written: None });
                cx.go(Route::Session(SessionStart { before, ..begin.clone() }));
            }
            (Action::Confirm, None) => self.write_rating(cx),
            _ => {}
        }
    }

    fn in_words(&self, model: &Model, now: &Now) -> InWords {
        let title = self.title();
        if self.question.step != CheckInStep::Score {
            let mut details = of_details(&self.question);
            details.answer = with_moved(details.answer, self.moved_text(model, now));
            return InWords { head: vec![title.to_string()], ..details };
        }
        let last = last_words(model, now);
        let confirm = match &self.begin {
            Some(_) => SpokenChoice::new(Action::Confirm, &["start", "skip"], "start, with or without a score"),
            None => SpokenChoice::new(Action::Confirm, &["done", "skip"], "continue"),
        };
        let mut choices = vec![SpokenChoice::score("how much"), confirm];
        choices.extend(last.is_some().then(|| SpokenChoice::new(Action::Same, &["same"], "as last time")));
        choices.push(SpokenChoice::new(Action::Places, &["where"], "where it hurts and how it feels"));
        choices.push(SpokenChoice::new(Action::Safety, &["safety"], "safety check"));
        let always = vec![
            SpokenChoice::new(Action::Sore, &["sore"], "just sore from training, no pain"),
            SpokenChoice::new(Action::Fall, &["fall"], "I had a fall or a crash since last time"),
            SpokenChoice::new(Action::Clear, &["undo"], "clear the answer"),
            SpokenChoice::new(Action::Activities, &["activities"], "your goals"),
            SpokenChoice::new(Action::Back, &["back", "quit"], "leave"),
        ];
        InWords {
            head: vec![title.to_string()],
            asks: [format!("{QUESTION} {SCALE}")].into_iter().chain(last).collect(),
            answer: with_moved(answer(&self.question), self.moved_text(model, now)),
            choices,
            always,
            ..InWords::default()
        }
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let title = self.title();
        let page = view::CheckInPage {
            title: title.as_str(),
            question: &self.question,
            moved: self.moved_text(model, now),
            last: self.last_text(model, now),
            hint: self.hint(),
        };
        page.render(&model.theme, area, buf);
        Moving::default()
    }
}

/// Returns the question about places, or about words, in words.
pub(super) fn of_details(question: &Question) -> InWords {
    let mut in_words = if question.step == CheckInStep::Words { of_words() } else { of_places() };
    in_words.answer = sentence([details(question)]);
    in_words.choices.push(SpokenChoice::new(Action::Confirm, &["done", "skip"], "use these answers"));
    in_words.choices.push(SpokenChoice::new(Action::Clear, &["none", "undo"], "none of them"));
    in_words
}

/// `Pain 3, low back left, aching.`
pub(super) fn answer(question: &Question) -> String {
    let score = question.value().map(|score| format!("Pain {score}"));
    sentence(score.into_iter().chain([details(question)]))
}

fn last_time<'m>(model: &'m Model, now: &Now) -> Option<&'m Logged<Rating>> {
    model.recent.as_ref()?.last_check_in(now.wall)
}

/// Joins the answer and the sentence that pain sits higher than last time.
fn with_moved(answer: String, moved: Option<&str>) -> String {
    match moved {
        Some(moved) => format!("{answer} {moved}").trim_start().to_owned(),
        None => answer,
    }
}

fn of_places() -> InWords {
    let rows = ROW_KEYS.into_iter().zip(regions());
    let rows: Vec<String> = rows.map(|(key, region)| format!("{key} {}", region_text(region))).collect();
    InWords {
        asks: vec!["Where does it hurt? Left and right are yours.".to_owned(), format!("{}.", rows.join(", "))],
        choices: vec![
            SpokenChoice::new(
                Action::PlaceRow(0),
                &["left low back"],
                "a place or its number; say it again for the next side",
            ),
            SpokenChoice::new(Action::NextField, &["next"], "how it feels"),
        ],
        ..InWords::default()
    }
}

fn of_words() -> InWords {
    let feels = own_rows(Context::PainWords).filter(|row| matches!(row.action, Action::Feel(_)));
    let choices = feels.map(|row| SpokenChoice::new(row.action, std::slice::from_ref(&row.label), "")).collect();
    InWords { asks: vec!["What does it feel like?".to_owned()], choices, ..InWords::default() }
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
