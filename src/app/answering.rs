//! Answers to the overlay, which is the list of keys or a dialog, and their consequences.

use super::action::Action;
use super::effect::Effect;
use super::route::Dialog;
use super::{App, Overlay, sessions};
use crate::domain::play::player::Command;
use crate::domain::text::Text;
use crate::domain::time::Now;

impl App {
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
            (Dialog::StopReason, Action::Choose(n)) => self.amend_stop_reason(n, now, effects),
            (Dialog::SkipReason, Action::Choose(n)) => {
                self.cx(now, effects).command(Command::Skip(Text::from(sessions::skip_reason(n))));
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
