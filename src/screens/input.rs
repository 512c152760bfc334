//! The effect of actions on a place in a list and on a line being typed, the same on every screen.

use crate::state::action::Action;
use crate::widgets::text_input::TextInput;

/// The number of rows that a page key moves.
const PAGE: usize = 10;

/// The row to which `action` moves from the row `at` of `len`, never past the last; `None` if it is no move.
pub fn moved(at: usize, len: usize, action: Action) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(PAGE),
        Action::PageDown => (at + PAGE).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return None,
    })
}

/// Edits `text`; returns false if `action` is no edit.
pub fn edit(text: &mut TextInput, action: Action) -> bool {
    match action {
        Action::Insert(c) => text.insert(c),
        Action::DeleteBack => text.backspace(),
        Action::DeleteForward => text.delete(),
        Action::DeleteWord => text.delete_word(),
        Action::ClearText => text.clear(),
        Action::CursorLeft => text.left(),
        Action::CursorRight => text.right(),
        Action::CursorHome => text.home(),
        Action::CursorEnd => text.end(),
        _ => return false,
    }
    true
}
