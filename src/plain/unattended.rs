//! Running on after the input has ended: questions are left without an answer, and a session runs to its end.

use crate::app::App;
use crate::domain::session::player::{Phase, Player};
use crate::domain::time::{Instant, Now};
use crate::state::action::Action;
use crate::state::event::Event;
use crate::state::keymap::Context;

/// The state of a run in which nobody answers.
#[derive(Debug, Default)]
pub(super) struct Alone {
    /// The context of the last action outside the session. A second one in the same context would lead nowhere.
    at: Option<Context>,
    /// The wait for self-paced reps to be over.
    wait: Option<Wait>,
}

/// A segment of self-paced reps, and the time at which they count as done.
#[derive(Debug)]
struct Wait {
    segment: usize,
    due: Instant,
}

impl Alone {
    /// Returns the event to send in place of an answer, or `None` if the program needs none to continue.
    pub(super) fn goes_on(&mut self, app: &App, now: &Now) -> Option<Event> {
        let context = app.context();
        if context == Context::Player {
            self.at = None;
            let player = app.model().session.as_ref().map(|session| &session.player)?;
            return self.plays(player, now).map(Event::Said);
        }
        self.wait = None;
        if self.at.replace(context) == Some(context) {
            return Some(Event::Terminate);
        }
        Some(Event::Said(unanswered(context)))
    }

    /// Returns the time at which the reps that are waited for count as done.
    pub(super) fn due(&self) -> Option<Instant> {
        self.wait.as_ref().map(|wait| wait.due)
    }

    /// Returns the action that a session needs to go on. Self-paced reps get the time that they are planned to take.
    fn plays(&mut self, player: &Player, now: &Now) -> Option<Action> {
        let open = player.phase() == Phase::Work && player.remaining(now.mono).is_none();
        let wait = self.wait.take().filter(|wait| open && wait.segment == player.at());
        match player.phase() {
            Phase::Paused(_) => Some(Action::TogglePause),
            Phase::Waiting => Some(Action::Next),
            Phase::Work if open => {
                let due = wait.map_or_else(|| now.mono + player.segment().planned(), |wait| wait.due);
                if due <= now.mono {
                    return Some(Action::Next);
                }
                self.wait = Some(Wait { segment: player.at(), due });
                None
            }
            _ => None,
        }
    }
}

/// Returns true if an unanswered question in `context` ends the run: what was asked for is not done then.
pub(super) const fn ends_here(context: Context) -> bool {
    matches!(context, Context::Recover | Context::Halt | Context::Safety | Context::Unsaved | Context::Timer)
}

/// Returns the action in place of an answer: it claims nothing, throws nothing away, and starts no session that is
/// blocked.
const fn unanswered(context: Context) -> Action {
    match context {
        Context::CheckIn | Context::Places | Context::PainWords => Action::Confirm,
        Context::Finish | Context::Note | Context::Activities | Context::TimerDone => Action::Confirm,
        Context::Fitted => Action::Start,
        Context::Morning => Action::Skip,
        Context::Recover | Context::Unsaved => Action::Quit,
        // No session goes on over pain without an answer.
        Context::Alarm => Action::End,
        Context::Leave => Action::GoOn,
        // A stop holds also without a reason.
        Context::StopReason => Action::Confirm,
        _ => Action::Back,
    }
}
