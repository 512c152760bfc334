//! The questions about pain: before a session, or at any time. The score alone is enough.

mod in_words;
mod picture;
mod question;
mod score;

pub use question::{Question, Step, changes};
pub use score::ScoreInput;

pub(super) use in_words::{SCALE, answer, of_details};
pub(super) use picture::{CheckInPage, details, render_details};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::route::{Before, Begin, Go};
use crate::domain::advice::meaning::Shift;
use crate::domain::advice::today::shift_from_last;
use crate::domain::record::entry::{Body, Entry, Moment, Rating};
use crate::domain::record::journal::Logged;
use crate::domain::time::calendar::days_since;
use crate::domain::time::{Now, days_ago};

/// The question, in the same words before and after, so that the answers can be compared. Our choice.
pub const QUESTION: &str = "How is your back right now?";

/// The two ends of the scale; never changed, so that the answers can be compared. **Source**: Canadian Physiotherapy
/// Association, page on the NRS-11.
pub const ANCHORS: &str = "0 no pain · 10 worst pain imaginable";

/// State of the questions.
pub struct CheckIn {
    /// The session that follows; `None` for a rating by itself.
    begin: Option<Begin>,
    question: Question,
}

impl CheckIn {
    /// The questions before a session.
    pub fn before(begin: Begin) -> Self {
        Self { begin: Some(begin), question: Question::default() }
    }

    /// The questions by themselves.
    pub fn at_any_time() -> Self {
        Self { begin: None, question: Question::default() }
    }

    /// Returns true if a session follows.
    pub fn is_before_a_session(&self) -> bool {
        self.begin.is_some()
    }

    /// Returns the key context.
    pub fn context(&self) -> Context {
        self.question.context(Context::CheckIn)
    }

    /// Returns true if `action` has an effect now.
    pub fn has_use(&self, action: Action, model: &Model, now: &Now) -> bool {
        action != Action::Same || last_time(model, now).is_some()
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let last = cx.model.recent.as_ref().and_then(|recent| recent.last_check_in(cx.now.wall));
        if self.question.update(action, last.map(|last| &last.body), cx.now.mono) {
            return;
        }
        match (action, &self.begin) {
            (Action::Back, _) => cx.go(Go::Back),
            (Action::Confirm, Some(begin)) => {
                let before = self.question.rating(Moment::Before).map(|rating| Before { rating, written: None });
                cx.go(Go::Session(Begin { before, ..begin.clone() }));
            }
            (Action::Confirm, None) => self.write_rating(cx),
            _ => {}
        }
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        let title = self.begin.as_ref().map_or("Pain now", |begin| begin.routine.title.as_str());
        let page = picture::CheckInPage {
            title,
            question: &self.question,
            moved: self.moved_text(model, now),
            last: self.last_text(model, now),
            hint: self.hint(),
        };
        page.render(&model.theme, area, buf);
    }

    fn hint(&self) -> &'static str {
        match (&self.begin, self.question.value(), self.question.has_details()) {
            (Some(_), Some(_), _) => "enter starts; where and what like are yours to say or leave",
            (Some(_), None, true) => "enter starts, with no score",
            (Some(_), None, false) => "enter skips this and starts; nothing is written down then",
            (None, None, false) => "a digit, then enter",
            (None, ..) => "enter writes it down",
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
        let key = if self.question.step == Step::Score { "space" } else { "=" };
        let days = days_since(last.at, now.wall);
        (!parts.is_empty()).then(|| format!("{key}: the same as last time, {}: {}", days_ago(days), parts.join(", ")))
    }

    fn write_rating(&self, cx: &mut Cx<'_>) {
        let Some(rating) = self.question.rating(Moment::Other) else { return cx.go(Go::Back) };
        let number = rating.score.map(|score| format!("pain {score}")).unwrap_or_default();
        cx.notify_saving(number.clone(), format!("{number} noted").trim_start());
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::Rating(rating)));
        cx.go(Go::Back);
    }
}

fn last_time<'m>(model: &'m Model, now: &Now) -> Option<&'m Logged<Rating>> {
    model.recent.as_ref()?.last_check_in(now.wall)
}
