//! The context of a screen's update: state to change, and effects and places to ask for.

use std::sync::Arc;

use super::event::{Effect, PrintedPage};
use super::model::{Model, Unread};
use super::route::{Confirmation, Notice, Route, SessionStart};
use super::settings::setting::{Setting, SettingValue};
use super::sinks::Signal;
use super::sinks::Sink;
use crate::domain::content::draft::RoutineDraft;
use crate::domain::content::draft::plan::PlanDraft;
use crate::domain::content::exercise::Id;
use crate::domain::content::routine::Routine;
use crate::domain::journal::entry::{Body, Entry, Stamp};
use crate::domain::journal::goal::Goal;
use crate::domain::journal::merged::until;
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::journal::timestamp::whole_secs;
use crate::domain::session::compile::Options;
use crate::domain::session::cue::CueKind;
use crate::domain::session::player::PlayerCommand;
use crate::domain::time::Now;

/// The model, the time, and the consequences of an update.
pub struct Cx<'a> {
    /// All state below the screens.
    pub model: &'a mut Model,
    /// The present moment.
    pub now: &'a Now,
    /// The effects to run.
    pub effects: &'a mut Vec<Effect>,
    /// The place to go to next, if any.
    pub go: Option<Route>,
    /// The notice to show, if any.
    pub notice: Option<Notice>,
}

impl Cx<'_> {
    /// Adds an effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Presents a cue that comes from no timeline.
    pub fn present(&mut self, cue: CueKind, says: impl Into<String>) {
        self.effects.push(Effect::Present(Box::new(Signal::new(cue, says))));
    }

    /// Tries a sink, or shows the reason why it cannot be tried.
    pub fn try_sink(&mut self, sink: Sink) {
        if let Some(why) = self.model.sinks.why_not(sink, &self.model.settings) {
            return self.notify(why);
        }
        match sink {
            Sink::Flash => {
                let _ = self.model.sinks.flash(self.now.mono);
            }
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
                // The screen must not wait for the journal to be read again.
                recent.take_in(entry, self.now.wall);
            }
            match &entry.body {
                Body::Rating(_) => self.model.last_rating = Some(entry.id),
                Body::Delete { target } if self.model.last_rating == Some(*target) => self.model.last_rating = None,
                _ => {}
            }
            self.model.answers.take_in(entry);
            self.model.whole.take_in(entry);
            self.model.unsaved.unread.push(Unread { entry: entry.clone(), is_written: false });
        }
        self.effects.push(Effect::Append(entries));
    }

    /// Starts to read the journal from its first line on, for a screen that looks back. Until that is done the screen
    /// shows the part that is known ([`Model::journal`]).
    pub fn read_whole_journal(&mut self) {
        let unread = &self.model.unsaved.unread;
        let unwritten = unread.iter().filter(|unread| !unread.is_written).map(|unread| unread.entry.clone());
        if self.model.whole.ask(unwritten.collect()) {
            self.effects.push(Effect::ReadWholeJournal);
        }
    }

    /// Writes a step in a plan to the journal. Returns false, with a notice, while it is not known which plan is
    /// followed.
    pub fn mark(&mut self, mark: PlanMark) -> bool {
        if self.model.recent.is_none() {
            self.notify("your journal is still being read; try again");
            return false;
        }
        let entry = self.step(mark, self.now.wall);
        self.write(entry);
        true
    }

    /// Makes the entry for a step in a plan, dated `at` or just after the last step.
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
    pub fn change(&mut self, setting: Setting, value: SettingValue) -> Result<(), String> {
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

    /// Notes in the journal that the weekly goal was `before` until now, if a session was recorded: weeks are judged by
    /// the goal of their time. Of several changes on one day only the last one is kept.
    fn note_goal(&mut self, before: u8) {
        let sessions = self.model.settings.weekly_goal;
        let Some(recent) = self.model.recent.as_ref().filter(|_| sessions != before) else { return };
        if recent.journal.sessions().is_empty() && recent.journal.goals().is_empty() {
            return;
        }
        let today = self.now.wall.date_naive();
        let last = until(recent.journal.goals(), self.now.wall).last();
        let body = match last.filter(|goal| goal.at.date_naive() == today) {
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

    /// Makes a routine a favourite, or no longer one. Returns false, with a notice, if that is not possible.
    pub fn toggle_favourite(&mut self, routine: &Id) -> bool {
        let mut favourites = self.model.settings.favourites.clone();
        let before = favourites.len();
        favourites.retain(|id| id != routine);
        let is_new = favourites.len() == before;
        if is_new {
            favourites.push(routine.clone());
        }
        match self.change(Setting::Favourites, SettingValue::Routines(favourites)) {
            Ok(()) => self.notify(if is_new { "added to your favourites" } else { "no longer a favourite" }),
            Err(why) => {
                self.notify(why);
                return false;
            }
        }
        true
    }

    /// Deletes the last rating given since the program was opened, wherever that was.
    pub fn undo_last_rating(&mut self) {
        let Some(target) = self.model.last_rating.take() else { return self.notify("no rating to undo") };
        let id = self.model.ids.next(self.now);
        self.write(Entry::new(id, self.now.wall, Body::Delete { target }));
        self.notify_saving("", "the last rating is undone");
    }

    /// Keeps a draft on disk, or removes it once nothing differs from its beginning.
    pub fn keep_draft(&mut self, draft: &RoutineDraft) {
        if draft.is_changed() {
            self.model.draft = Some(Box::new(draft.clone()));
            self.effect(Effect::SaveDraft(Box::new(draft.keep())));
        } else if self.model.draft.take().is_some() {
            self.effect(Effect::RemoveDraft);
        }
    }

    /// Keeps a draft of a plan on disk, or removes it once nothing differs from its beginning.
    pub fn keep_plan_draft(&mut self, draft: &PlanDraft) {
        if draft.is_changed() {
            self.model.plan_draft = Some(Box::new(draft.clone()));
            self.effect(Effect::SavePlanDraft(Box::new(draft.keep())));
        } else if self.model.plan_draft.take().is_some() {
            self.effect(Effect::RemovePlanDraft);
        }
    }

    /// Makes a page to print, and opens it.
    pub fn print(&mut self, page: PrintedPage) {
        self.notify("making the page …");
        self.effect(Effect::Print(page));
    }

    /// Goes to another screen, or opens a dialog.
    pub fn go(&mut self, go: Route) {
        self.go = Some(go);
    }

    /// Shows a notice.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(text, self.now.mono));
    }

    /// Shows `text` at once, and `once_saved` in its place when every entry is on disk: nothing is called saved before
    /// that.
    pub fn notify_saving(&mut self, text: impl Into<String>, once_saved: impl Into<String>) {
        let once_saved = Confirmation { text: once_saved.into(), signal: None };
        self.notice = Some(Notice::of_saving(text, once_saved, self.now.mono));
    }

    /// Shows `once_saved` and presents a cue when every entry is on disk.
    pub fn confirm_saving(&mut self, once_saved: impl Into<String>, cue: CueKind, says: impl Into<String>) {
        let once_saved = Confirmation { text: once_saved.into(), signal: Some(Signal::new(cue, says)) };
        self.notice = Some(Notice::of_saving("", once_saved, self.now.mono));
    }

    /// Goes to a session, by way of the check-in if the settings ask for one.
    pub fn begin(&mut self, routine: &Arc<Routine>, options: Options) {
        let begin = SessionStart::new(Arc::clone(routine), options);
        self.go(if self.model.settings.asks_before() { Route::CheckIn(begin) } else { Route::Session(begin) });
    }

    /// Gives the running session a command, and keeps its new state on disk.
    pub fn command(&mut self, command: PlayerCommand) {
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
