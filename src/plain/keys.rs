//! The names of keys, to be heard.

use crate::app::App;
use crate::app::action::Action;
use crate::app::event::Key;
use crate::app::keymap::{Binding, Context, own_rows, rows};
use crate::domain::time::Now;
use crate::screens::in_words::Choice;

/// What the key of `choice` is called in `context`; `None` where it has none.
pub(super) fn of_choice(choice: &Choice, context: Context) -> Option<String> {
    if let Some(key) = choice.key {
        return Some(key.to_owned());
    }
    rows(context).find(|row| is_same(row.action, choice.action)).map(name)
}

/// Every key of `context`, a line each.
pub(super) fn help(context: Context, choices: &[Choice], app: &App, now: &Now) -> Vec<String> {
    let has_use = |row: &&Binding| app.screen().is_none_or(|screen| screen.has_use(row.action, app.model(), now));
    let line = |row: &Binding| {
        let name = name(row);
        // Where a key means something else here than on the screen.
        let other =
            choices.iter().find(|choice| choice.key == Some(name.as_str()) && !is_same(choice.action, row.action));
        format!("{name}: {}", other.map_or(row.help, |choice| choice.does.as_str()))
    };
    own_rows(context).filter(has_use).map(line).collect()
}

fn is_same(one: Action, other: Action) -> bool {
    let is_row = matches!((one, other), (Action::PlaceRow(_), Action::PlaceRow(_)));
    one == other || is_row || matches!((one, other), (Action::Digit(_), Action::Digit(_)))
}

/// A row's key: one that has a letter or a sign on it, rather than an arrow.
fn name(row: &Binding) -> String {
    if row.keys.len() > 2 && matches!(row.action, Action::Digit(0) | Action::PlaceRow(0)) {
        return row.shown.replace(' ', ", ").replace('-', " to ");
    }
    let printed = row.keys.iter().find(|key| matches!(key, Key::Char(c) if c.is_ascii()));
    let named = row.keys.iter().find(|key| matches!(key, Key::Enter | Key::Tab));
    let first = row.keys.first().filter(|key| matches!(key, Key::Enter));
    first.or(printed).or(named).or(row.keys.first()).map_or_else(String::new, |key| key_name(*key))
}

fn key_name(key: Key) -> String {
    let name = match key {
        Key::Char(' ') => "space",
        Key::Char(c) if c.is_ascii_uppercase() => return format!("capital {c}"),
        Key::Char('!') => "exclamation mark",
        Key::Char('?') => "question mark",
        Key::Char('+') => "plus",
        Key::Char('-') => "minus",
        Key::Char('=') => "equals",
        Key::Char(c) => return c.to_string(),
        Key::Ctrl(c) => return format!("ctrl-{c}"),
        Key::Enter => "enter",
        Key::Esc => "escape",
        Key::Up => "up",
        Key::Down => "down",
        Key::Left => "left",
        Key::Right => "right",
        Key::Home => "home",
        Key::End => "end",
        Key::PageUp => "page up",
        Key::PageDown => "page down",
        Key::Backspace => "backspace",
        Key::Delete => "delete",
        Key::Tab => "tab",
        Key::BackTab => "shift-tab",
    };
    name.to_owned()
}
