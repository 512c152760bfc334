//! The end of a session: pain after, effort, a note. The session itself is written already; what is
//! given here is written as it is given, or when the screen is left.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::check_in::{QUESTION, Question, ScoreInput, Step, changes, details, render_details};
use super::input::edit;
use super::label::label;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::play::cue::Ending;
use crate::domain::play::session::Session;
use crate::domain::record::entry::{Body, Entry, Moment, Rating, Score, StepOutcome};
use crate::domain::time::clock_text;
use crate::widgets::pain_scale::{PainScale, Scored};
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

/// What to do after stopping at once. **Source**: patient pages of Allina Health and Geisinger on when to stop
/// exercising, in our words.
const AFTER_STOP: &str = "Sit or lie down. If it is chest pain, or it has not gone after a few minutes of rest, \
    call your emergency number.";
const LONGEST_NOTE: usize = 280;

/// State of the end of a session.
pub struct Finish {
    stopped: bool,
    field: Field,
    pain: Question,
    /// The entry of the pain after and what it says, once it is written.
    written: Option<(Uuid, Rating)>,
    effort: ScoreInput,
    note: TextInput,
    closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Pain,
    Effort,
    Note,
}

impl Finish {
    /// The end of the session in the model; `stopped` where it was broken off at once.
    pub fn new(stopped: bool) -> Self {
        Self {
            stopped,
            field: Field::Pain,
            pain: Question::default(),
            written: None,
            effort: ScoreInput::default(),
            note: TextInput::with_limit(LONGEST_NOTE),
            closed: false,
        }
    }

    /// Whether the session was broken off at once.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Where keys go.
    pub fn context(&self) -> Context {
        if self.field == Field::Note { Context::Note } else { self.pain.context(Context::Finish) }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.pain.step != Step::Score {
            return self.say_more(action, cx);
        }
        match (action, self.field) {
            (Action::Confirm | Action::Back, _) => {
                self.close(cx);
                cx.go(Go::Home);
            }
            (Action::Places, Field::Pain | Field::Effort) => {
                (self.field, self.pain.step) = (Field::Pain, Step::Places);
            }
            (Action::NextField, Field::Pain) | (Action::PreviousField, Field::Note) => self.field = Field::Effort,
            (Action::NextField, Field::Effort) => self.field = Field::Note,
            (Action::PreviousField, Field::Effort) => self.field = Field::Pain,
            (action, Field::Pain) => self.rate(action, cx),
            (action, Field::Effort) => drop(self.effort.update(action, cx.now.mono)),
            (action, Field::Note) => drop(edit(&mut self.note, action)),
        }
    }

    /// Puts pasted text into the note.
    pub fn paste(&mut self, text: &str) {
        if self.field == Field::Note {
            self.note.insert_str(text);
        }
    }

    /// Writes what is not written yet: that the pain was not answered, effort and note.
    pub fn close(&mut self, cx: &mut Cx<'_>) {
        if std::mem::replace(&mut self.closed, true) {
            return;
        }
        // Asked and not answered is a rating without a score.
        self.write_pain(cx);
        let Some(session) = cx.model.session.take() else { return };
        let mut set = Map::new();
        if let Some(effort) = self.effort.score {
            set.insert("effort".to_owned(), effort.value().into());
        }
        if !self.note.value().trim().is_empty() {
            set.insert("note".to_owned(), Value::from(self.note.value().trim()));
        }
        if !set.is_empty() {
            let id = cx.model.ids.next(cx.now);
            cx.write(Entry::new(id, cx.now.wall, Body::Amend { target: session.id, set }));
        }
        cx.notify("saved");
    }

    /// Pain after, by its score.
    fn rate(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.answer(action, cx);
        self.write_given(cx);
    }

    /// Where it hurts and what it is like: written when that is done.
    fn say_more(&mut self, action: Action, cx: &mut Cx<'_>) {
        if !self.answer(action, cx) && action == Action::Confirm {
            self.pain.step = Step::Score;
        }
        if self.pain.step == Step::Score {
            self.write_given(cx);
        }
    }

    /// Writes the pain after unless nothing was ever answered.
    fn write_given(&mut self, cx: &mut Cx<'_>) {
        if self.written.is_some() || self.pain.rating(Moment::After).is_some() {
            self.write_pain(cx);
        }
    }

    fn answer(&mut self, action: Action, cx: &Cx<'_>) -> bool {
        let last = cx.model.recent.as_ref().and_then(|recent| recent.last_check_in());
        self.pain.update(action, last.map(|last| &last.body), cx.now.mono)
    }

    /// Pain after: written at once, changed by an amendment.
    fn write_pain(&mut self, cx: &mut Cx<'_>) {
        let rating = self.pain.rating(Moment::After).unwrap_or(Rating::new(Moment::After));
        let id = cx.model.ids.next(cx.now);
        let Some(session) = &mut cx.model.session else { return };
        let entry = match &self.written {
            None => session.take_in(rating.clone(), id, cx.now),
            Some((_, before)) if *before == rating => return,
            Some((target, before)) => {
                let set = changes(before, &rating);
                Entry::new(id, cx.now.wall, Body::Amend { target: *target, set })
            }
        };
        let target = self.written.as_ref().map_or(id, |(target, _)| *target);
        self.written = Some((target, rating));
        cx.write(entry);
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(session) = &model.session else { return };
        if self.pain.step != Step::Score {
            return render_details(&self.pain, None, &model.theme, area, buf);
        }
        let low = area.height < 16;
        let gap = u16::from(!low);
        let scale = if low { 1 } else { 3 };
        let advice = wrap(AFTER_STOP, area.width.saturating_sub(2).into()).len();
        let head = if self.stopped { 1 + u16::try_from(advice).unwrap_or(1) } else { 2 };
        let [head, _, pain_label, pain, _, effort_label, effort, _, note_label, note, _] = Layout::vertical([
            Constraint::Length(head),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(scale),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(scale),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
        ])
        .areas(area.inner(ratatui::layout::Margin::new(1, u16::from(area.height >= 20))));
        self.render_head(session, model, head, buf);
        self.render_label(QUESTION, Field::Pain, model, pain_label, buf);
        self.render_more(model, pain_label, buf);
        PainScale { score: self.pain.value().map(Score::value), scored: Scored::Pain, theme: &model.theme }
            .render(pain, buf);
        self.render_label("How hard was it?", Field::Effort, model, effort_label, buf);
        PainScale { score: self.effort.score.map(Score::value), scored: Scored::Effort, theme: &model.theme }
            .render(effort, buf);
        self.render_label("A note", Field::Note, model, note_label, buf);
        let cursor = (self.field == Field::Note).then(|| self.note.cursor());
        let field = Rect { x: note.x + 2, width: note.width.saturating_sub(2), ..note };
        TextField { value: self.note.value(), cursor, hint: "nothing noted", theme: &model.theme }.render(field, buf);
    }

    /// Where it hurts and what it is like, behind the question: the answer, or the key that asks.
    fn render_more(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let said = details(&self.pain);
        let (text, style) = match said.as_str() {
            "" => ("p: where, what like", model.theme.quiet()),
            said => (said, model.theme.text()),
        };
        let x = 4 + saturated(columns(QUESTION));
        let room = usize::from(area.width.saturating_sub(x));
        // On a small screen the answer is cut rather than left out; the key stands in the footer.
        if columns(text) <= room || !said.is_empty() {
            put(buf, area, (x, 0), &fit(text, room), style);
        }
    }

    fn render_head(&self, session: &Session, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        if self.stopped {
            put(buf, area, (0, 0), "Stopped", theme.red());
            for (y, line) in (1..area.height).zip(wrap(AFTER_STOP, area.width.into())) {
                put(buf, area, (0, y), &line, theme.strong());
            }
            return;
        }
        let records = session.player.log().records(session.player.timeline());
        let done = records.iter().filter(|record| record.outcome == StepOutcome::Done).count();
        let total = session.player.parts();
        let how = match session.player.ending() {
            Some(Ending::Completed) => "done",
            _ => "ended",
        };
        let title = format!("{} · {how}", session.player.timeline().title);
        put(buf, area, (0, 0), &fit(&title, area.width.into()), theme.title());
        let active = clock_text(session.active());
        let state = if model.unsaved.last_line.is_some() { "not saved yet" } else { "saved" };
        let line = format!("{done} of {total} parts, {active}; {state}");
        put(buf, area, (0, 1), &fit(&line, area.width.into()), theme.quiet());
    }

    fn render_label(&self, text: &str, field: Field, model: &Model, area: Rect, buf: &mut Buffer) -> u16 {
        label(text, self.field == field, &model.theme, area, buf)
    }
}
