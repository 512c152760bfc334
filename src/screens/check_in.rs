//! The question about pain: before a session, or at any time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::{Begin, Go};
use crate::domain::advice::sore::{advice, is_sore};
use crate::domain::play::session::TEN;
use crate::domain::record::entry::{Body, Entry, Moment, Rating, Score};
use crate::domain::time::Instant;
use crate::widgets::pain_scale::{PainScale, Scored};
use crate::widgets::wrap::{fit, put_centred, saturated, wrap};

/// The question, in the same words before and after, so that the answers can be compared. Our choice.
pub const QUESTION: &str = "How is your back right now?";

/// Lines longer than this are hard to read in the middle of a screen.
const TEXT: u16 = 76;

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
        let width = usize::from(area.width.saturating_sub(4).min(TEXT));
        let mut below: Vec<(String, Style)> = Vec::new();
        if let Some(advice) = self.advice(model) {
            below.extend(wrap(&advice, width).into_iter().map(|line| (line, theme.warning())));
            below.extend((tall > 0).then(|| (String::new(), theme.quiet())));
        }
        below.extend(wrap(self.hint(), width).into_iter().map(|line| (line, theme.quiet())));
        // The scale stands where it is, whatever is said below it; where that is too much, the air goes.
        let needed = saturated(below.len());
        let free = area.height.saturating_sub(6 + 2 * tall);
        let top = (free / 3).min(free.saturating_sub(needed));
        let gap = 1.min(free.saturating_sub(needed + top).max(tall));
        let [_, title, _, question, _, scale, _, hint] = Layout::vertical([
            Constraint::Length(top),
            Constraint::Length(1),
            Constraint::Length(tall),
            Constraint::Length(1),
            Constraint::Length(gap),
            Constraint::Length(3),
            Constraint::Length(tall),
            Constraint::Fill(1),
        ])
        .areas(area);
        let what = self.begin.as_ref().map_or("Pain now", |begin| begin.routine.title.as_str());
        put_centred(buf, title, 0, &fit(what, title.width.into()), theme.title());
        put_centred(buf, question, 0, QUESTION, theme.strong());
        let scale = scale.centered_horizontally(Constraint::Length(PainScale::WIDTH));
        PainScale { score: self.score.score.map(Score::value), scored: Scored::Pain, theme }.render(scale, buf);
        for (y, (line, style)) in (0..hint.height).zip(below) {
            put_centred(buf, hint, y, &line, style);
        }
    }

    fn hint(&self) -> &'static str {
        match (&self.begin, self.score.score) {
            (Some(_), Some(_)) => "enter starts",
            (Some(_), None) => "0 is no pain, 10 the worst you can imagine; enter starts without an answer",
            (None, Some(_)) => "enter writes it down",
            (None, None) => "0 is no pain, 10 the worst you can imagine",
        }
    }

    /// What the routine's steps are for a back as sore as was said, before it starts.
    fn advice(&self, model: &Model) -> Option<String> {
        let begin = self.begin.as_ref().filter(|_| self.score.score.is_some_and(is_sore))?;
        advice(&begin.routine, &model.catalog).map(|advice| format!("! {advice}"))
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
