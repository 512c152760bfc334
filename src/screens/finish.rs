//! The end of a session: pain after, effort, a note. The session itself is written already; answers are written as they
//! are given, or when the screen is left.

mod in_words;
mod picture;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::check_in::{Question, ScoreInput, Step, changes};
use super::input::edit;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::route::Go;
use crate::app::settings::Settings;
use crate::domain::advice::stop::StopReason;
use crate::domain::record::entry::{Body, Entry, Moment, Rating};
use crate::widgets::text_input::TextInput;

const LONGEST_NOTE: usize = 280;

/// The text about a session in which nothing was done.
const NOTHING_DONE: &str = "No part was done, so it does not count";

/// State of the end of a session.
pub struct Finish {
    stopped: bool,
    /// The reason for the stop, once it is said.
    stopped_for: Option<StopReason>,
    /// True if pain is asked for, besides effort and note.
    asks_pain: bool,
    field: Field,
    pain: Question,
    /// The id and content of the entry of the pain after, once it is written.
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
    /// The end of the session in the model; `stopped` if it was broken off at once.
    pub fn new(stopped: bool, settings: &Settings) -> Self {
        let asks_pain = settings.asks_after();
        Self {
            stopped,
            stopped_for: None,
            asks_pain,
            field: if asks_pain { Field::Pain } else { Field::Effort },
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

    /// Returns the key context.
    pub fn context(&self) -> Context {
        if self.field == Field::Note { Context::Note } else { self.pain.context(Context::Finish) }
    }

    /// Returns true if `action` has an effect now.
    pub fn has_use(&self, action: Action) -> bool {
        action != Action::Places || self.asks_pain
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.pain.step != Step::Score {
            return self.say_more(action, cx);
        }
        match (action, self.field) {
            (Action::Confirm | Action::Back, _) => {
                self.close(cx);
                cx.go(Go::Home);
            }
            (Action::Places, Field::Pain | Field::Effort) if self.asks_pain => {
                (self.field, self.pain.step) = (Field::Pain, Step::Places);
            }
            (Action::NextField, Field::Pain) | (Action::PreviousField, Field::Note) => self.field = Field::Effort,
            (Action::NextField, Field::Effort) => self.field = Field::Note,
            (Action::PreviousField, Field::Effort) if self.asks_pain => self.field = Field::Pain,
            (action, Field::Pain) => self.rate(action, cx),
            (action, Field::Effort) => {
                self.effort.update(action, cx.now.mono);
            }
            (action, Field::Note) => {
                edit(&mut self.note, action);
            }
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

    /// Rates the pain after by its score.
    fn rate(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.answer(action, cx);
        self.write_given(cx);
    }

    /// Handles an action in the questions about places and words; writes the answers once they are done.
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
