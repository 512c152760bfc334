//! The question about pain: before a session, or at any time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::{Begin, Go};
use crate::domain::play::session::TEN;
use crate::domain::record::entry::{Body, Entry, Moment, Rating, Score};
use crate::domain::time::Instant;
use crate::widgets::pain_scale::{PainScale, Scored};
use crate::widgets::wrap::{fit, put, wrap};

/// The question, in the same words before and after, so that the answers can be compared. Our choice.
pub const QUESTION: &str = "How is your back right now?";

/// State of the question.
pub struct CheckIn {
    /// The session that follows; `None` for a rating by itself.
    begin: Option<Begin>,
    score: ScoreInput,
}

/// A score being chosen by keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScoreInput {
    /// The score so far.
    pub score: Option<Score>,
    /// Until then a `0` makes a `1` ten.
    ten_until: Option<Instant>,
}

impl ScoreInput {
    /// Changes the score by an action; false where the action has nothing to do with it. A `0`
    /// soon after a `1` makes ten, as in a session.
    pub fn update(&mut self, action: Action, now: Instant) -> bool {
        let value = self.score.map(Score::value);
        let may_be_ten = self.ten_until.take().is_some_and(|until| now <= until);
        self.score = match (action, value) {
            (Action::Digit(0), Some(1)) if may_be_ten => Score::new(10),
            (Action::Digit(digit), _) => Score::new(digit),
            (Action::Lower, value) => Score::new(value.unwrap_or(1).saturating_sub(1)),
            (Action::Higher, Some(value)) => Score::new((value + 1).min(10)),
            (Action::Higher, None) => Score::new(0),
            (Action::Clear, _) => None,
            _ => return false,
        };
        if action == Action::Digit(1) {
            self.ten_until = Some(now + TEN);
        }
        true
    }
}

impl CheckIn {
    /// The question before a session.
    pub fn before(begin: Begin) -> Self {
        Self { begin: Some(begin), score: ScoreInput::default() }
    }

    /// The question by itself.
    pub fn at_any_time() -> Self {
        Self { begin: None, score: ScoreInput::default() }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.score.update(action, cx.now.mono) {
            return;
        }
        match (action, &self.begin) {
            (Action::Back, _) => cx.go(Go::Back),
            (Action::Confirm, Some(begin)) => {
                cx.go(Go::Session(Begin { before: Some(self.score.score), ..begin.clone() }));
            }
            (Action::Confirm, None) => self.write_rating(cx),
            _ => {}
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let tall = u16::from(area.height >= 12);
        let [_, title, _, question, _, scale, _, hint] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(tall),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(3),
            Constraint::Length(tall),
            Constraint::Fill(2),
        ])
        .areas(area);
        let centred = |text: &str, within: Rect, buf: &mut Buffer, style| {
            let text = fit(text, within.width.into());
            let x = (within.width.saturating_sub(crate::widgets::wrap::columns(&text) as u16)) / 2;
            put(buf, within, (x, 0), &text, style);
        };
        let what = self.begin.as_ref().map_or("Pain now", |begin| begin.routine.title.as_str());
        centred(what, title, buf, theme.title());
        centred(QUESTION, question, buf, theme.strong());
        let scale = scale.centered_horizontally(Constraint::Length(PainScale::WIDTH));
        PainScale { score: self.score.score.map(Score::value), scored: Scored::Pain, theme }.render(scale, buf);
        let hint_text = match (&self.begin, self.score.score) {
            (Some(_), Some(_)) => "enter starts",
            (Some(_), None) => "0 is no pain, 10 the worst you can imagine; enter starts without an answer",
            (None, Some(_)) => "enter writes it down",
            (None, None) => "0 is no pain, 10 the worst you can imagine",
        };
        for (y, line) in wrap(hint_text, usize::from(hint.width.saturating_sub(4))).iter().enumerate().take(3) {
            let row = Rect { y: hint.y.saturating_add(y as u16), height: 1, ..hint };
            centred(line, row, buf, theme.quiet());
        }
    }

    fn write_rating(&self, cx: &mut Cx<'_>) {
        let Some(score) = self.score.score else { return cx.go(Go::Back) };
        let rating = Rating { score: Some(score), ..Rating::new(Moment::Other) };
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::Rating(rating)));
        cx.notify(format!("pain {score} noted"));
        cx.go(Go::Back);
    }
}
