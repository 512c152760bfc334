//! The end of a session: pain after, effort, a note. The session itself is written already; answers are written as they
//! are given, or when the screen is left.

mod card;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::check_in::{
    CheckInStep, QUESTION, Question, SCALE, ScoreInput, answer, changes, details, label, of_details, render_details,
};
use super::edit;
use super::page::column;
use crate::domain::advice::clinic;
use crate::domain::advice::clinical_change::{of_session, shift};
use crate::domain::advice::safety::StopReason;
use crate::domain::journal::done::was_done;
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Score, Spread, StepOutcome};
use crate::domain::session::cue::Ending;
use crate::domain::session::run::Session;
use crate::domain::session::speech::span_text;
use crate::domain::time::{Now, clock_text};
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::spoken::{InWords, SpokenChoice};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::{Model, Unsaved};
use crate::state::route::Route;
use crate::widgets::pain_scale::{PainScale, ScoreSubject};
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{columns, fit, put, put_lines, saturated, wrap};

const LONGEST_NOTE: usize = 280;

/// The text about a session in which nothing was done.
const NOTHING_DONE: &str = "No set was done, so it does not count";

/// The least height for blank rows between the questions.
const ROOMY: u16 = 16;

/// The first word of the advice after a stop.
const STOPPED: &str = "Stopped.";

/// The least width for details in full; in less, only their existence is noted.
const LEAST_DETAILS: usize = 24;

/// State of the end of a session.
pub struct Finish {
    stopped: bool,
    /// The reason for the stop, once it is said.
    stopped_for: Option<StopReason>,
    /// True if pain is asked for, besides effort and note.
    asks_pain: bool,
    field: FinishField,
    pain: Question,
    /// The id and content of the entry of the pain after, once it is written.
    written: Option<(Uuid, Rating)>,
    effort: ScoreInput,
    note: TextInput,
    closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FinishField {
    Pain,
    Effort,
    Note,
}

impl Finish {
    /// The end of the session in the model; `stopped` if it was broken off at once.
    pub fn new(stopped: bool, asks_pain: bool) -> Self {
        Self {
            stopped,
            stopped_for: None,
            asks_pain,
            field: if asks_pain { FinishField::Pain } else { FinishField::Effort },
            pain: Question::default(),
            written: None,
            effort: ScoreInput::default(),
            note: TextInput::with_limit(LONGEST_NOTE),
            closed: false,
        }
    }

    /// Returns true if the session was broken off at once.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Sets the reason for the stop.
    pub fn stopped_for(&mut self, reason: StopReason) {
        self.stopped_for = Some(reason);
    }

    /// Rates the pain after by its score.
    fn rate(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.answer(action, cx);
        self.write_given(cx);
    }

    /// Handles an action in the questions about places and words; writes the answers once they are done.
    fn say_more(&mut self, action: Action, cx: &mut Cx<'_>) {
        if !self.answer(action, cx) && action == Action::Confirm {
            self.pain.step = CheckInStep::Score;
        }
        if self.pain.step == CheckInStep::Score {
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
        let last = cx.model.recent.as_ref().and_then(|recent| recent.last_check_in(cx.now.wall));
        self.pain.update(action, last.map(|last| &last.body), cx.now.mono)
    }

    /// Writes the pain after: at once, and a change of it as an amendment.
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
}

impl ScreenView for Finish {
    fn context(&self) -> Context {
        if self.field == FinishField::Note { Context::Note } else { self.pain.context(Context::Finish) }
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        action != Action::Places || self.asks_pain
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.pain.step != CheckInStep::Score {
            return self.say_more(action, cx);
        }
        match (action, self.field) {
            (Action::Confirm | Action::Back, _) => {
                self.close(cx);
                cx.go(Route::Home);
            }
            (Action::Places, FinishField::Pain | FinishField::Effort) if self.asks_pain => {
                (self.field, self.pain.step) = (FinishField::Pain, CheckInStep::Places);
            }
            (Action::NextField, FinishField::Pain) | (Action::PreviousField, FinishField::Note) => {
                self.field = FinishField::Effort;
            }
            (Action::NextField, FinishField::Effort) => self.field = FinishField::Note,
            (Action::PreviousField, FinishField::Effort) if self.asks_pain => self.field = FinishField::Pain,
            (action, FinishField::Pain) => self.rate(action, cx),
            (action, FinishField::Effort) => {
                self.effort.update(action, cx.now.mono);
            }
            (action, FinishField::Note) => {
                edit(&mut self.note, action);
            }
        }
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) {
        if self.field == FinishField::Note {
            self.note.insert_str(text);
        }
    }

    /// Writes what is not written yet: that the pain was not answered, effort and note.
    fn close(&mut self, cx: &mut Cx<'_>) {
        if std::mem::replace(&mut self.closed, true) {
            return;
        }
        if self.asks_pain {
            // Asked and not answered is a rating without a score.
            self.write_pain(cx);
        }
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
        cx.notify_saving("", "saved");
    }

    fn in_words(&self, model: &Model, now: &Now) -> InWords {
        let Some(session) = &model.session else { return InWords::default() };
        let mut head = self.head_in_words(session);
        if self.tells_clinic_line(model, now) {
            // There is no home screen among lines.
            head.extend(
                model.clinic(now).map(|clinic| format!("{} {} {}", clinic.reason, clinic::LINE, clinic::COMMAND)),
            );
        }
        if self.pain.step != CheckInStep::Score {
            return InWords { head, ..of_details(&self.pain) };
        }
        let always = if self.field == FinishField::Note { of_note() } else { Vec::new() };
        let next = SpokenChoice::new(Action::NextField, &["next", "skip"], "the next question").by("enter");
        let (asks, answer, choices) = match self.field {
            FinishField::Pain => {
                let places = SpokenChoice::new(Action::Places, &["where"], "where it hurts and how it feels");
                let choices = vec![SpokenChoice::score("how much"), next, places, safety()];
                (format!("{QUESTION} {SCALE}"), self.pain_in_words(session, model), choices)
            }
            FinishField::Effort => {
                let effort = self.effort.score.map(|effort| format!("Effort {effort}.")).unwrap_or_default();
                let asks = "How hard was it? 0 is no effort, 10 is as hard as you can.".to_owned();
                (asks, effort, vec![SpokenChoice::score("how hard"), next])
            }
            FinishField::Note => {
                let asks = "Add a note? Type one line; leave it empty, or say next, to skip.".to_owned();
                (asks, String::new(), Vec::new())
            }
        };
        InWords { head, asks: vec![asks], answer, choices, always, ..InWords::default() }
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let Some(session) = &model.session else { return Moving::default() };
        if self.pain.step != CheckInStep::Score {
            render_details(&self.pain, None, &model.theme, area, buf);
            return Moving::default();
        }
        let (gap, scale) = if area.height < ROOMY { (0, 1) } else { (1, 3) };
        let body = column(area).inner(Margin::new(1, u16::from(area.height >= 20)));
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
        self.render_below(session, model, now, below, buf);
        Moving::default()
    }
}

impl Finish {
    /// Returns true if the line about a clinic is said here: among lines, unless the advice after a stop comes first.
    pub fn tells_clinic_line(&self, model: &Model, now: &Now) -> bool {
        model.sinks.in_lines && !self.stopped && model.clinic(now).is_some()
    }

    /// The summary of the session; empty after a stop.
    fn head_in_words(&self, session: &Session) -> Vec<String> {
        if self.stopped {
            // The reason for a stop is spoken as a cue.
            return Vec::new();
        }
        let records = session.player.log().records(session.player.timeline());
        let done = records.iter().filter(|record| record.outcome == StepOutcome::Done).count();
        let how = if session.player.ending() == Some(&Ending::Completed) { "done" } else { "ended" };
        let (title, parts) = (&session.player.timeline().title, session.player.parts());
        if !records.iter().any(was_done) {
            return vec![format!("{title}, {how}. {NOTHING_DONE}.")];
        }
        vec![format!(
            "{title}, {how}. {done} of {parts} {}, {} of work.",
            card::parts_word(session),
            span_text(session.worked())
        )]
    }

    /// The pain after, and the meaning of the numbers.
    fn pain_in_words(&self, session: &Session, model: &Model) -> String {
        let given = answer(&self.pain);
        if self.stopped || self.pain.value().is_none() {
            return given;
        }
        [given].into_iter().chain(self.sentences(session, model)).collect::<Vec<_>>().join(" ")
    }

    /// The meaning of the numbers, sentence by sentence.
    fn sentences(&self, session: &Session, model: &Model) -> impl Iterator<Item = String> {
        let numbers = of_session(session.last_score(Moment::Before), session.highest(), self.pain.value());
        let moved = shift(spread_before(session, model), self.pain.spots.spread());
        numbers.into_iter().chain(moved.map(|moved| moved.text().to_owned()))
    }
}

impl Finish {
    fn render_pain(&self, model: &Model, rows: u16, area: Rect, buf: &mut Buffer) {
        let x = label(QUESTION, self.field == FinishField::Pain, &model.theme, area, buf);
        let said = details(&self.pain);
        let (text, style) = match said.as_str() {
            "" => ("p: place and feel", model.theme.quiet()),
            said => (said, model.theme.text()),
        };
        let room = usize::from(area.width.saturating_sub(x + 2));
        if columns(text) <= room || room >= LEAST_DETAILS {
            put(buf, area, (x + 2, 0), &fit(text, room), style);
        } else if !said.is_empty() {
            put(buf, area, (x + 2, 0), "· given", style);
        }
        let score = self.pain.value().map(Score::value);
        PainScale { score, scored: ScoreSubject::Pain, theme: &model.theme }.render(below(area, rows), buf);
    }

    fn render_effort(&self, model: &Model, rows: u16, area: Rect, buf: &mut Buffer) {
        label("How hard was it?", self.field == FinishField::Effort, &model.theme, area, buf);
        let score = self.effort.score.map(Score::value);
        PainScale { score, scored: ScoreSubject::Effort, theme: &model.theme }.render(below(area, rows), buf);
    }

    fn render_note(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        label("A note", self.field == FinishField::Note, &model.theme, area, buf);
        let line = below(area, 1);
        let line = Rect { x: line.x + 2, width: line.width.saturating_sub(2), ..line };
        let cursor = (self.field == FinishField::Note).then(|| self.note.cursor());
        TextField { value: self.note.value(), cursor, hint: "optional", theme: &model.theme }.render(line, buf);
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
            format!("{done} of {total} {} in {active}{state}", card::parts_word(session))
        } else {
            format!("{NOTHING_DONE}{state}")
        };
        put(buf, area, (0, 1), &fit(&line, area.width.into()), theme.quiet());
    }

    /// Draws what the numbers mean, and this session against the last one; nothing of it after a stop.
    fn render_below(&self, session: &Session, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        if self.stopped {
            return;
        }
        let given = session.last_score(Moment::Before).zip(self.pain.value());
        let room = card::render_scores(given, model, area, buf);
        let mut lines = self.meaning(session, model, room);
        put_lines(buf, room, &lines, model.theme.strong());
        if let Some(text) = card::text(session, model, now) {
            let more = wrap(&text, room.width.into());
            let at = saturated(lines.len() + usize::from(!lines.is_empty()));
            if at + saturated(more.len()) <= room.height {
                let rest = Rect { y: room.y + at, height: room.height - at, ..room };
                lines = more;
                put_lines(buf, rest, &lines, model.theme.quiet());
            }
        }
    }

    /// The meaning of the numbers, in as many whole sentences as there is room for; nothing after a stop, when
    /// something else matters.
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
}

/// The words that are not taken for a note.
fn of_note() -> Vec<SpokenChoice> {
    const NONE: &[&str] = &["next", "skip", "done", "none", "no", "quit", "end"];
    vec![
        SpokenChoice::new(Action::Confirm, NONE, "no note"),
        SpokenChoice::new(Action::PreviousField, &["back"], "the previous question"),
        safety(),
    ]
}

fn safety() -> SpokenChoice {
    SpokenChoice::new(Action::Safety, &["safety"], "safety check")
}

/// Tells if the session and the answers after it are on disk; empty while they are being written.
fn state(unsaved: &Unsaved) -> &'static str {
    match (unsaved.is_all_written(), unsaved.is_writing()) {
        (true, _) => " · saved",
        (false, true) => "",
        (false, false) => " · not saved yet",
    }
}

/// The reach of the pain before this session.
fn spread_before(session: &Session, model: &Model) -> Option<Spread> {
    let check_in = session.check_in()?;
    model.recent.as_ref()?.journal.ratings().iter().rev().find(|rating| rating.id == check_in)?.spread
}

/// The `rows` rows below the first one.
fn below(area: Rect, rows: u16) -> Rect {
    Rect { y: area.y + 1, height: rows.min(area.height.saturating_sub(1)), ..area }
}
