//! How it goes on where nobody answers any more: a question is left without an answer, and a session runs to its end.

use crate::app::App;
use crate::app::action::Action;
use crate::app::event::Event;
use crate::app::keymap::Context;
use crate::domain::play::player::{Phase, Player};
use crate::domain::time::{Instant, Now};

/// What was done in nobody's place.
#[derive(Debug, Default)]
pub(super) struct Alone {
    /// Where something was done last, but for the session: done twice in the same place, it leads nowhere.
    at: Option<Context>,
    /// Until when reps at one's own pace are waited for, and in which segment.
    waits: Option<(usize, Instant)>,
}

impl Alone {
    /// What is done now; `None` where all goes on by itself.
    pub(super) fn goes_on(&mut self, app: &App, now: &Now) -> Option<Event> {
        let context = app.context();
        if context == Context::Player {
            self.at = None;
            let player = app.model().session.as_ref().map(|session| &session.player)?;
            return self.plays(player, now).map(Event::Said);
        }
        self.waits = None;
        if self.at.replace(context) == Some(context) {
            return Some(Event::Terminate);
        }
        Some(Event::Said(unanswered(context)))
    }

    /// When the reps that are waited for are taken as done.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waits.map(|(_, due)| due)
    }

    /// Nobody says when reps are done: they get the time that they are planned to take.
    fn plays(&mut self, player: &Player, now: &Now) -> Option<Action> {
        let open = player.phase() == Phase::Work && player.remaining(now.mono).is_none();
        let waits = self.waits.take().filter(|(at, _)| open && *at == player.at());
        match player.phase() {
            Phase::Paused(_) => Some(Action::TogglePause),
            Phase::Waiting => Some(Action::Next),
            Phase::Work if open => {
                let (at, due) = waits.unwrap_or((player.at(), now.mono + player.segment().planned()));
                if due <= now.mono {
                    return Some(Action::Next);
                }
                self.waits = Some((at, due));
                None
            }
            _ => None,
        }
    }
}

/// Whether it ends at a question that nobody answers: what was asked for is not done then.
pub(super) const fn ends_here(context: Context) -> bool {
    matches!(context, Context::Recover | Context::Halt | Context::Safety | Context::Unsaved)
}

/// What is done with a question that nobody answers: nothing is claimed, nothing is thrown away, and no session begins
/// that something stands in the way of.
const fn unanswered(context: Context) -> Action {
    match context {
        Context::CheckIn | Context::Places | Context::PainWords => Action::Confirm,
        Context::Finish | Context::Note | Context::Activities => Action::Confirm,
        Context::Fitted => Action::Start,
        Context::Morning => Action::Skip,
        Context::Recover | Context::Unsaved => Action::Quit,
        // No session goes on over pain that nobody answers for.
        Context::Alarm => Action::End,
        Context::Leave => Action::GoOn,
        _ => Action::Back,
    }
}
