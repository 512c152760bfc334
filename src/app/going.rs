//! Navigation: opens the screen or dialog that another screen asked for, and handles the answers to dialogs.

use super::action::Action;
use super::effect::Effect;
use super::route::{Dialog, Go, Guided};
use super::{App, Overlay, sessions};
use crate::domain::advice::clearance::Clearance;
use crate::domain::play::player::Command;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::screens::Screen;
use crate::screens::activities::Activities;
use crate::screens::check_in::CheckIn;
use crate::screens::guides::Guides;
use crate::screens::journal::JournalScreen;
use crate::screens::library::Library;
use crate::screens::plan::Plans;
use crate::screens::player::pain::present_alarm;
use crate::screens::settings::SettingsScreen;
use crate::screens::trends::Trends;
use crate::screens::troubleshooter::Troubleshooter;
use crate::screens::why::Why;

impl App {
    /// Goes to the place that a screen asked for, if any.
    pub(super) fn settle(&mut self, go: Option<Go>, now: &Now, effects: &mut Vec<Effect>) {
        self.asks.note_ratings(effects);
        if go.is_some() {
            self.asks.parked = None;
        }
        match go {
            None => {}
            Some(Go::Back) if self.screens.len() > 1 => {
                self.go_back(now);
                self.ask_after_rating();
            }
            Some(Go::Back | Go::Quit) => self.leave(now, effects),
            Some(Go::Home) => self.go_home(now, effects),
            Some(Go::Dialog(dialog)) => self.ask(dialog, now, effects),
            Some(Go::Session(begin)) => self.guide(Guided::Session(begin), now, effects),
            Some(Go::Guide(guided)) => self.guide(guided, now, effects),
            Some(Go::Begin(begin)) => self.ask_for_lock(sessions::Start::New(begin), now, effects),
            Some(Go::Why(explained)) => self.screens.push(Screen::Why(Why::new(explained))),
            Some(Go::Safety(why, then)) => self.ask_about_safety(why, then),
            Some(Go::Halt(clearance, then)) => self.halt(clearance, then),
            Some(Go::Activities) => self.screens.push(Screen::Activities(Activities::default())),
            Some(Go::Resume(saved)) => {
                self.guide(Guided::Resume { saved, in_spite_of: Vec::new() }, now, effects);
            }
            Some(Go::Log(saved)) => {
                self.write_down(*saved, now, effects);
                self.screens.pop();
            }
            Some(Go::To(kind, id)) => self.screens.extend(Screen::of_item(kind, &id, &self.model)),
            Some(Go::SelfTest(id)) => self.guide(Guided::SelfTest { id, in_spite_of: Vec::new() }, now, effects),
            Some(Go::Library) => self.screens.push(Screen::Library(Library::new(&self.model))),
            Some(Go::Plans) => self.screens.push(Screen::Plans(Plans::new(&self.model))),
            Some(Go::Guides) => self.screens.push(Screen::Guides(Guides::new(&self.model))),
            Some(Go::Journal) => {
                self.cx(now, effects).read_whole_journal();
                self.screens.push(Screen::Journal(JournalScreen::new(&self.model)));
            }
            Some(Go::Settings) => self.screens.push(Screen::Settings(SettingsScreen::default())),
            Some(Go::Troubleshooter) => self.screens.push(Screen::Troubleshooter(Troubleshooter::new(&self.model))),
            Some(Go::Trends) => {
                self.cx(now, effects).read_whole_journal();
                self.screens.push(Screen::Trends(Trends::new(&self.model, now)));
            }
            Some(Go::CheckIn(begin)) => match self.model.clearance(now).filter(Clearance::is_locked) {
                Some(locked) => self.halt(locked, None),
                None => self.screens.push(Screen::CheckIn(CheckIn::before(begin))),
            },
            Some(Go::Rate) => self.screens.push(Screen::CheckIn(CheckIn::at_any_time())),
        }
    }

    pub(super) fn ask(&mut self, dialog: Dialog, now: &Now, effects: &mut Vec<Effect>) {
        let mut held = matches!(self.overlay, Some(Overlay::Dialog { held: true, .. }));
        if matches!(dialog, Dialog::Leave | Dialog::SkipReason | Dialog::Alarm) {
            let was_paused = self.is_session_paused();
            self.cx(now, effects).command(Command::Pause);
            held |= !was_paused && self.is_session_paused();
        }
        self.overlay = Some(Overlay::Dialog { dialog, held });
        if dialog == Dialog::Alarm {
            // The pause is said first: the last utterance is the one that is heard to its end.
            self.advance_session(now, effects);
            present_alarm(&mut self.cx(now, effects));
        }
    }

    /// Handles an action while there is an overlay.
    pub(super) fn on_overlay(&mut self, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        match self.overlay.take() {
            Some(Overlay::Help(mut help)) => {
                let stays = help.update(action, self.model.viewport);
                self.overlay = stays.then_some(Overlay::Help(help));
            }
            Some(Overlay::Dialog { dialog, held }) => self.answer(dialog, held, action, now, effects),
            None => {}
        }
    }

    fn answer(&mut self, dialog: Dialog, held: bool, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        if dialog == Dialog::StopReason && action != Action::GoOn {
            self.seal_stop(effects);
        }
        match (dialog, action) {
            (Dialog::StopReason, Action::GoOn) => return self.take_back_stop(now, effects),
            (Dialog::Leave, Action::End) => return self.cx(now, effects).command(Command::End),
            (Dialog::Leave, Action::Later) => return self.leave_for_later(now, effects),
            (Dialog::StopReason, Action::StopFor(reason)) => self.amend_stop_reason(reason, now, effects),
            (Dialog::SkipReason, Action::SkipFor(reason)) => {
                self.cx(now, effects).command(Command::Skip(Text::from(reason.as_str())));
            }
            (Dialog::Alarm, action) if !self.answer_alarm(held, action, now, effects) => return,
            (Dialog::Unsaved, Action::Retry) => self.retry(effects),
            (Dialog::Unsaved, Action::Quit) => self.quit(now, effects),
            (Dialog::DiscardFound, Action::Discard) => {
                self.forget_progress(effects);
                // Below the question lies what was asked for when the program was opened.
                self.screens.pop();
            }
            // Everything else closes the question.
            _ => {}
        }
        if self.overlay.is_none() && self.is_alarm_open() {
            // Another question stood over this one.
            self.overlay = Some(Overlay::Dialog { dialog: Dialog::Alarm, held });
            return;
        }
        if held && self.is_session_paused() {
            self.cx(now, effects).command(Command::TogglePause);
        }
    }

    /// Handles Ctrl-C: asks in a session; outside one, or during that question, writes everything and leaves.
    pub(super) fn interrupt(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let asked = match &self.overlay {
            Some(Overlay::Dialog { dialog, .. }) => Some(*dialog),
            _ => None,
        };
        if asked == Some(Dialog::Unsaved) {
            return self.quit(now, effects);
        }
        if self.is_session_running() {
            if asked != Some(Dialog::Leave) {
                return self.ask(Dialog::Leave, now, effects);
            }
            self.cx(now, effects).command(Command::End);
            self.advance_session(now, effects);
            // The questions at the end were not asked, so no answers are written.
            self.model.session = None;
            self.screens.truncate(1);
        }
        self.leave(now, effects);
    }
}
