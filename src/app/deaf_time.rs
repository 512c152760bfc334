//! Protection from keys that were meant for a screen that is gone: for a moment they do nothing.
//!
//! The program itself may replace a screen, because a timer ran out, a lock or the journal was read, or a question was
//! answered, while a key is on its way to the old screen. For a moment only keys that pause or stop are obeyed. The
//! screen does not show it.

use std::mem::{Discriminant, discriminant};
use std::time::Duration;

use super::{App, Overlay};
use crate::domain::time::{Instant, Now};
use crate::screens::Screen;
use crate::state::action::Action;
use crate::state::keymap::Context;
use crate::state::route::DialogKind;

/// The time for which keys do nothing after such a change. Our choice: longer than a key takes to arrive, shorter than
/// anybody takes to read a new screen.
pub const DEAF_TIME: Duration = Duration::from_millis(400);

/// The times until which answers are ignored.
#[derive(Debug, Default)]
pub(super) struct DeafTime {
    /// For keys, except those that pause or stop.
    keys: Option<Instant>,
    /// For the key that goes on to the next segment: the one that it was meant to end is over.
    next: Option<Instant>,
    /// For lines of words.
    lines: Option<Instant>,
}

/// Causes of a replaced screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MadeBy {
    /// A deadline.
    Clock,
    /// Something that was read, written or found.
    Program,
    /// The user, by an answer.
    User,
}

/// The target of a key: the screen, dialog or question that gets it, and the segment of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyTarget {
    depth: usize,
    screen: Option<Discriminant<Screen>>,
    is_question: bool,
    context: Context,
    dialog: Option<DialogKind>,
    is_measuring: bool,
    segment: Option<usize>,
}

impl KeyTarget {
    /// Returns the target without its place in the session.
    fn without_segment(self) -> Self {
        Self { segment: None, ..self }
    }

    /// Returns true if `self` was a question that is answered, so that `after` took its place.
    fn is_answered(self, after: Self) -> bool {
        let is_left = after.depth <= self.depth && (after.depth, after.screen) != (self.depth, self.screen);
        match (self.dialog, after.dialog) {
            (Some(before), after) => Some(before) != after,
            // The key that opens this question also answers it.
            (None, Some(DialogKind::DiscardFound)) => true,
            (None, _) => self.is_question && is_left,
        }
    }
}

impl App {
    /// Returns true if a key that means `action` was meant for a screen or question that is gone.
    pub fn is_deaf_to(&self, action: Action, now: &Now) -> bool {
        if self.always_hears(action) {
            return false;
        }
        let is_next = self.context() == Context::Player && action == Action::Next;
        let next = self.deaf.next.filter(|_| is_next);
        self.awaits_lock() || [self.deaf.keys, next].into_iter().flatten().any(|until| now.mono < until)
    }

    /// Returns true if a line of words that means `action` was meant for a screen that a timer has replaced since.
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
        let screen = self.screens.last();
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

    /// Starts the time without keys, if the target is no longer `before`.
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
