//! How the end of a session looks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::{Field, Finish, NOTHING_DONE};
use crate::app::model::{Model, Unsaved};
use crate::domain::advice::meaning::{of_session, shift};
use crate::domain::advice::stop::StopReason;
use crate::domain::play::cue::Ending;
use crate::domain::play::session::Session;
use crate::domain::record::done::was_done;
use crate::domain::record::entry::{Moment, Score, Spread, StepOutcome};
use crate::domain::time::clock_text;
use crate::screens::check_in::{QUESTION, Step, details, render_details};
use crate::screens::label::label;
use crate::widgets::pain_scale::{PainScale, Scored};
use crate::widgets::text_field::TextField;
use crate::widgets::wrap::{columns, fit, put, put_lines, wrap};

/// From so many rows on there is air between the questions.
const ROOMY: u16 = 16;

/// Before what to do after a stop.
const STOPPED: &str = "Stopped.";

/// With less room than this, that there are details is said instead of them.
const LEAST_DETAILS: usize = 24;

impl Finish {
    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(session) = &model.session else { return };
        if self.pain.step != Step::Score {
            return render_details(&self.pain, None, &model.theme, area, buf);
        }
        let (gap, scale) = if area.height < ROOMY { (0, 1) } else { (1, 3) };
        let body = area.inner(Margin::new(1, u16::from(area.height >= 20)));
        // Until the reason is said, what holds for the gravest.
        let advice = self.stopped_for.unwrap_or(StopReason::Unwell).text();
        let stop = wrap(&format!("{STOPPED} {advice}"), body.width.into());
        let head = if self.stopped { u16::try_from(stop.len()).unwrap_or(1) } else { 2 };
        let pain = if self.asks_pain { 1 + scale + gap } else { 0 };
        let heights = [head + gap, pain, 1 + scale + gap, 2 + gap];
        let [head, pain, effort, note, below] =
            Layout::vertical(heights.map(Constraint::Length).into_iter().chain([Constraint::Fill(1)])).areas(body);
        self.render_head(session, &stop, model, head, buf);
        if self.asks_pain {
            self.render_pain(model, scale, pain, buf);
        }
        self.render_effort(model, scale, effort, buf);
        self.render_note(model, note, buf);
        put_lines(buf, below, &self.meaning(session, model, below), model.theme.strong());
    }

    fn render_pain(&self, model: &Model, rows: u16, area: Rect, buf: &mut Buffer) {
        let x = label(QUESTION, self.field == Field::Pain, &model.theme, area, buf);
        let said = details(&self.pain);
        let (text, style) = match said.as_str() {
            "" => ("p: where, what like", model.theme.quiet()),
            said => (said, model.theme.text()),
        };
        let room = usize::from(area.width.saturating_sub(x + 2));
        if columns(text) <= room || room >= LEAST_DETAILS {
            put(buf, area, (x + 2, 0), &fit(text, room), style);
        } else if !said.is_empty() {
            put(buf, area, (x + 2, 0), "· given", style);
        }
        let score = self.pain.value().map(Score::value);
        PainScale { score, scored: Scored::Pain, theme: &model.theme }.render(below(area, rows), buf);
    }

    fn render_effort(&self, model: &Model, rows: u16, area: Rect, buf: &mut Buffer) {
        label("How hard was it?", self.field == Field::Effort, &model.theme, area, buf);
        let score = self.effort.score.map(Score::value);
        PainScale { score, scored: Scored::Effort, theme: &model.theme }.render(below(area, rows), buf);
    }

    fn render_note(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        label("A note", self.field == Field::Note, &model.theme, area, buf);
        let line = below(area, 1);
        let line = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        let cursor = (self.field == Field::Note).then(|| self.note.cursor());
        TextField { value: self.note.value(), cursor, hint: "nothing noted", theme: &model.theme }.render(line, buf);
    }

    fn render_head(&self, session: &Session, stop: &[String], model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        if self.stopped {
            put_lines(buf, area, stop, theme.strong());
            put(buf, area, (0, 0), STOPPED, theme.red());
            return;
        }
        let records = session.player.log().records(session.player.timeline());
        let counts = records.iter().any(was_done);
        let done = records.iter().filter(|record| record.outcome == StepOutcome::Done).count();
        let total = session.player.parts();
        let how = match session.player.ending() {
            Some(Ending::Completed) => "done",
            _ => "ended",
        };
        let title = format!("{} · {how}", session.player.timeline().title);
        put(buf, area, (0, 0), &fit(&title, area.width.into()), theme.title());
        let active = clock_text(session.worked());
        let state = state(&model.unsaved);
        let line = if counts {
            format!("{done} of {total} parts, {active} of work{state}")
        } else {
            format!("{NOTHING_DONE}{state}")
        };
        put(buf, area, (0, 1), &fit(&line, area.width.into()), theme.quiet());
    }

    /// What the numbers say, as many whole sentences as there is room for; nothing after a stop, for then something
    /// else matters.
    fn meaning(&self, session: &Session, model: &Model, area: Rect) -> Vec<String> {
        if self.stopped || self.pain.value().is_none() {
            return Vec::new();
        }
        let mut lines = Vec::new();
        for sentence in self.sentences(session, model) {
            let more = wrap(&sentence, area.width.into());
            if lines.len() + more.len() <= area.height.into() {
                lines.extend(more);
            }
        }
        lines
    }

    /// Describes the scores of the session and the shift of its spread.
    pub(super) fn sentences(&self, session: &Session, model: &Model) -> impl Iterator<Item = String> {
        let numbers = of_session(session.last_score(Moment::Before), session.highest(), self.pain.value());
        let moved = shift(spread_before(session, model), self.pain.spots.spread());
        numbers.into_iter().chain(moved.map(|moved| moved.text().to_owned()))
    }
}

/// Says whether the session and all that was given after it is on disk; empty while it is being written.
fn state(unsaved: &Unsaved) -> &'static str {
    match (unsaved.is_all_written(), unsaved.is_writing()) {
        (true, _) => "; saved",
        (false, true) => "",
        (false, false) => "; not saved yet",
    }
}

/// How far down it went before this session.
fn spread_before(session: &Session, model: &Model) -> Option<Spread> {
    let check_in = session.check_in()?;
    model.recent.as_ref()?.journal.ratings().iter().rev().find(|rating| rating.id == check_in)?.spread
}

/// So many rows below the first one.
fn below(area: Rect, rows: u16) -> Rect {
    Rect { y: area.y + 1, height: rows.min(area.height.saturating_sub(1)), ..area }
}
