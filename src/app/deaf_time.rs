//! Keys belong to a screen: one that was pressed for a screen that is gone does nothing.
//!
//! The program itself may put another screen in place, because a clock ran out, a lock or the journal was read, or a
//! question was answered, while a key is on its way to the screen before. For a moment only what pauses or stops is
//! obeyed. Nothing on the screen says so.

use std::mem::{Discriminant, discriminant};
use std::time::Duration;

use super::action::Action;
use super::keymap::Context;
use super::route::Dialog;
use super::{App, Overlay};
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;

/// Time for which keys do nothing after such a change. Our choice: longer than a key that is on its way takes to
/// arrive, shorter than anybody takes to read what is new.
pub const DEAF_TIME: Duration = Duration::from_millis(400);

/// Until when which answers are not taken.
#[derive(Debug, Default)]
pub(super) struct DeafTime {
    /// Keys, but for those that pause or stop.
    keys: Option<Instant>,
    /// The key that goes on to the next part of a session: what it was meant for is over.
    next: Option<Instant>,
    /// Lines of words.
    lines: Option<Instant>,
}

/// Causes for which something else is put in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MadeBy {
    /// A deadline.
    Clock,
    /// Something that was read, written or found.
    Program,
    /// The user, by an answer.
    User,
}

/// The target of a key: the screen, dialog or question that it is meant for, and the place in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyTarget {
    depth: usize,
    screen: Option<Discriminant<Screen>>,
    is_question: bool,
    context: Context,
    dialog: Option<Dialog>,
    is_measuring: bool,
    segment: Option<usize>,
}

impl KeyTarget {
    /// The same, wherever in a session.
    fn without_segment(self) -> Self {
        Self { segment: None, ..self }
    }

    /// Returns true where `self` was answered by its own key, and is gone.
    fn is_answered(self, after: Self) -> bool {
        let is_left = after.depth <= self.depth && (after.depth, after.screen) != (self.depth, self.screen);
        match (self.dialog, after.dialog) {
            (Some(before), after) => Some(before) != after,
            // The key that asks is the key that answers.
            (None, Some(Dialog::DiscardFound)) => true,
            (None, _) => self.is_question && is_left,
        }
    }
}

impl App {
    /// Returns true where a key that means `action` was meant for what is gone, or for a question that is answered.
    pub fn is_deaf_to(&self, action: Action, now: &Now) -> bool {
        if self.always_hears(action) {
            return false;
        }
        let is_before = |until: Option<Instant>| until.is_some_and(|until| now.mono < until);
        let is_next = self.context() == Context::Player && action == Action::Next;
        self.awaits_lock() || is_before(self.deaf.keys) || (is_next && is_before(self.deaf.next))
    }

    /// Returns true where a line of words that means `action` was meant for what the clock has replaced since.
    pub fn is_deaf_to_line(&self, action: Option<Action>, now: &Now) -> bool {
        let is_heard = action.is_some_and(|action| self.always_hears(action));
        !is_heard && self.deaf.lines.is_some_and(|until| now.mono < until)
    }

    /// Returns true if `action` pauses or stops, and is therefore obeyed at once.
    fn always_hears(&self, action: Action) -> bool {
        match action {
            Action::Interrupt | Action::Suspend | Action::TogglePause | Action::Stop | Action::Safety => true,
            Action::End | Action::Back => matches!(self.context(), Context::Player | Context::SelfTestTimer),
            _ => false,
        }
    }

    /// Returns the target that a key would have now.
    pub(super) fn key_target(&self) -> KeyTarget {
        let dialog = match &self.overlay {
            Some(Overlay::Dialog { dialog, .. }) => Some(*dialog),
            _ => None,
        };
        let screen = self.screen();
        let is_in_session = matches!(screen, Some(Screen::Player(_)));
        KeyTarget {
            depth: self.screens.len(),
            screen: screen.map(discriminant),
            is_question: screen.is_some_and(Screen::is_question),
            context: self.context(),
            dialog,
            is_measuring: matches!(screen, Some(Screen::SelfTest(test)) if test.is_measuring()),
            segment: self.model.session.as_ref().filter(|_| is_in_session).map(|session| session.player.at()),
        }
    }

    /// Notes that keys which were meant for `before` do nothing for a while, where something else is there now.
    pub(super) fn note_replaced(&mut self, before: KeyTarget, by: MadeBy, now: &Now) {
        let after = self.key_target();
        let is_replaced = match by {
            MadeBy::User => before.is_answered(after),
            MadeBy::Clock | MadeBy::Program => before.without_segment() != after.without_segment(),
        };
        let until = Some(now.mono + DEAF_TIME);
        if is_replaced {
            self.deaf.keys = until;
        }
        if is_replaced && by == MadeBy::Clock {
            self.deaf.lines = until;
        }
        if by == MadeBy::Clock && before.segment != after.segment {
            self.deaf.next = until;
        }
    }
}
