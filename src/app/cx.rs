//! What a screen may ask for while it handles an action.

use std::sync::Arc;

use super::effect::Effect;
use super::model::{Model, Unread};
use super::route::{Begin, Confirmation, Go, Notice};
use super::settings::setting::{Setting, Value};
use super::signal::Signal;
use super::sinks::Sink;
use crate::domain::content::routine::Routine;
use crate::domain::play::compile::Options;
use crate::domain::play::cue::CueKind;
use crate::domain::play::player::Command;
use crate::domain::record::entry::{Body, Entry, Stamp};
use crate::domain::record::goal::Goal;
use crate::domain::record::journal::{Logged, until};
use crate::domain::record::plan_mark::PlanMark;
use crate::domain::record::stamp::whole_secs;
use crate::domain::time::Now;

/// The model, the time, and what is to be done afterwards.
pub struct Cx<'a> {
    /// All state below the screens.
    pub model: &'a mut Model,
    /// The present moment.
    pub now: &'a Now,
    /// What is to be done outside.
    pub effects: &'a mut Vec<Effect>,
    /// Where to go next, if anywhere.
    pub go: Option<Go>,
    /// What to tell the user.
    pub notice: Option<Notice>,
}

impl Cx<'_> {
    /// Has something done outside.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Lets the user notice something that no timeline says.
    pub fn present(&mut self, cue: CueKind, says: impl Into<String>) {
        self.effects.push(Effect::Present(Box::new(Signal::new(cue, says))));
    }

    /// Lets the user hear or see what a sink is like, or says why not.
    pub fn try_sink(&mut self, sink: Sink) {
        if let Some(why) = self.model.sinks.why_not(sink, &self.model.settings) {
            return self.notify(why);
        }
        match sink {
            Sink::Flash => drop(self.model.sinks.flash(self.now.mono)),
            sink => self.effect(Effect::Try(sink)),
        }
    }

    /// Writes an entry to the journal.
    pub fn write(&mut self, entry: Entry) {
        self.write_all(vec![entry]);
    }

    /// Writes entries to the journal, all or none.
    pub fn write_all(&mut self, entries: Vec<Entry>) {
        for entry in &entries {
            if let Some(recent) = &mut self.model.recent {
                // What is on screen must not wait for the journal to be read again.
                recent.take_in(entry, self.now.wall);
            }
            self.model.answers.take_in(entry);
            self.model.whole.take_in(entry);
            self.model.unsaved.unread.push(Unread { entry: entry.clone(), is_written: false });
        }
        self.effects.push(Effect::Append(entries));
    }

    /// Has the journal read from its first line on, for a screen that looks back. Until that is done it shows what
    /// is known ([`Model::journal`]).
    pub fn read_whole_journal(&mut self) {
        let unread = &self.model.unsaved.unread;
        let unwritten = unread.iter().filter(|unread| !unread.is_written).map(|unread| unread.entry.clone());
        if self.model.whole.ask(unwritten.collect()) {
            self.effects.push(Effect::ReadWholeJournal);
        }
    }

    /// Writes a step in a plan down; what cannot be while nobody knows yet which plan is followed.
    pub fn mark(&mut self, mark: PlanMark) -> bool {
        if self.model.recent.is_none() {
            self.notify("your journal is still being read; try again");
            return false;
        }
        let entry = self.step(mark, self.now.wall);
        self.write(entry);
        true
    }

    /// A step in a plan as an entry of about this time.
    pub fn step(&mut self, mark: PlanMark, at: Stamp) -> Entry {
        let id = self.model.ids.next(self.now);
        let at = whole_secs(at);
        let at = self.model.recent.as_ref().map_or(at, |recent| recent.plan_marks.time_after(id, at));
        Entry::new(id, at, Body::Plan(mark))
    }

    /// Changes a setting, at once and in the settings file.
    ///
    /// # Errors
    /// As [`Model::set`]; nothing is changed then.
    pub fn change(&mut self, setting: Setting, value: Value) -> Result<(), String> {
        let before = self.model.settings.weekly_goal;
        self.model.set(setting, value)?;
        self.note_goal(before);
        let unsaved = &mut self.model.settings_file.unsaved;
        if !unsaved.contains(&setting) {
            unsaved.push(setting);
        }
        let (settings, changed) = (Box::new(self.model.settings.clone()), unsaved.clone());
        self.effects.push(Effect::SaveSettings { settings, changed });
        Ok(())
    }

    /// Notes in the journal that the goal for a week was another one `before`, where there is a session that was aimed for:
    /// weeks are judged by the goal of their time. Of the changes of one day the last one stands.
    fn note_goal(&mut self, before: u8) {
        let sessions = self.model.settings.weekly_goal;
        let Some(recent) = self.model.recent.as_ref().filter(|_| sessions != before) else { return };
        if recent.journal.sessions().is_empty() && recent.journal.goals().is_empty() {
            return;
        }
        let is_of_today = |goal: &&Logged<Goal>| goal.at.date_naive() == self.now.wall.date_naive();
        let last = until(recent.journal.goals(), self.now.wall).last().filter(is_of_today).cloned();
        let body = match last {
            None => Body::Goal(Goal { sessions, before }),
            Some(last) if last.before == sessions => Body::Delete { target: last.id },
            Some(last) => {
                let set = serde_json::Map::from_iter([("sessions".to_owned(), sessions.into())]);
                Body::Amend { target: last.id, set }
            }
        };
        let id = self.model.ids.next(self.now);
        self.write(Entry::new(id, self.now.wall, body));
    }

    /// Goes to another screen, or opens a dialog.
    pub fn go(&mut self, go: Go) {
        self.go = Some(go);
    }

    /// Tells the user something for a while.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(text, self.now.mono));
    }

    /// Tells the user `text` at once, and `once_saved` in its place when all that was written is on disk: before that
    /// nothing is called noted.
    pub fn notify_saving(&mut self, text: impl Into<String>, once_saved: impl Into<String>) {
        let once_saved = Confirmation { text: once_saved.into(), signal: None };
        self.notice = Some(Notice::of_saving(text, once_saved, self.now.mono));
    }

    /// As [`Cx::notify_saving`], with nothing to tell at once, and something to present with the confirmation.
    pub fn confirm_saving(&mut self, once_saved: impl Into<String>, cue: CueKind, says: impl Into<String>) {
        let once_saved = Confirmation { text: once_saved.into(), signal: Some(Signal::new(cue, says)) };
        self.notice = Some(Notice::of_saving("", once_saved, self.now.mono));
    }

    /// Goes into a session, by way of the question about pain where the settings have it.
    pub fn begin(&mut self, routine: &Arc<Routine>, options: Options) {
        let begin = Begin::new(Arc::clone(routine), options);
        self.go(if self.model.settings.asks_before() { Go::CheckIn(begin) } else { Go::Session(begin) });
    }

    /// Asks something of the running session, and keeps it on disk as it is then.
    pub fn command(&mut self, command: Command) {
        if let Some(session) = self.model.session.as_mut().filter(|session| !session.is_over()) {
            session.command(command, self.now.mono);
            self.model.make_time_to_speak(self.now);
            if self.model.session.as_ref().is_some_and(|session| !session.is_over()) {
                self.save_progress();
            }
        }
    }

    /// Keeps the running session on disk.
    pub fn save_progress(&mut self) {
        if let Some(session) = &self.model.session {
            self.effects.push(Effect::SaveProgress(Box::new(session.save(self.now))));
        }
    }
}
