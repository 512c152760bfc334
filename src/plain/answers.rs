//! Possible answers in words, by key or by word.

use super::AnswerMode;
use crate::app::App;
use crate::domain::advice::safety::{SkipReason, StopReason};
use crate::domain::session::run::Session;
use crate::domain::time::Now;
use crate::screens::spoken::SpokenChoice;
use crate::state::action::Action;
use crate::state::event::Key;
use crate::state::keymap::{Binding, Context, own_rows, rows};
use crate::state::route::DialogKind;

/// The end of the word for a score.
const TO_TEN: &str = "0 to 10";

/// The actions of [`InWords::always`](crate::screens::spoken::InWords::always) that the start of a session mentions.
const FIRST: [Action; 6] =
    [Action::TogglePause, Action::Next, Action::Digit(0), Action::Skip, Action::Stop, Action::End];

/// The questions whose answers decide what becomes of a session.
const EXPLAINED: [Context; 8] = [
    Context::Leave,
    Context::Alarm,
    Context::SkipReason,
    Context::StopReason,
    Context::Unsaved,
    Context::DiscardFound,
    Context::Recover,
    Context::Halt,
];

/// Lists the answers in a line: `Keys: 0 to 9: how much; enter: begin.`, or `Words: 0 to 10, start; help explains.` With
/// `has_more`, keys end with the one that lists the rest. `None` if there is nothing to choose, or nobody to choose.
pub(super) fn line(answers: AnswerMode, choices: &[SpokenChoice], context: Context, has_more: bool) -> Option<String> {
    if choices.is_empty() {
        return None;
    }
    match answers {
        AnswerMode::Nobody => None,
        AnswerMode::Keys => {
            let mut called = all(answers, choices, context);
            called.extend((has_more && !called.is_empty()).then(|| "question mark: more".to_owned()));
            (!called.is_empty()).then(|| format!("Keys: {}.", called.join("; ")))
        }
        AnswerMode::Words => {
            let called = choices.iter().filter_map(|choice| {
                let word = choice.words.first()?;
                Some(if is_explained(choice, context) { by_word(word, choice) } else { (*word).to_owned() })
            });
            let called: Vec<String> = called.collect();
            let has_silent = choices.iter().any(|choice| !choice.does.is_empty() && !is_explained(choice, context));
            let help = if has_more || has_silent { "; help explains" } else { "" };
            let between = if choices.iter().any(|choice| is_explained(choice, context)) { "; " } else { ", " };
            Some(format!("Words: {}{help}.", called.join(between)))
        }
    }
}

/// Lists the answers in the fewest words, after one that has no meaning here: `Try: start, where, help.`
pub(super) fn short(answers: AnswerMode, choices: &[SpokenChoice], context: Context) -> Option<String> {
    let called: Vec<String> = match answers {
        AnswerMode::Nobody => return None,
        AnswerMode::Keys => choices.iter().filter_map(|choice| key_for(choice, context)).collect(),
        AnswerMode::Words => {
            choices.iter().filter_map(|choice| choice.words.first()).map(|word| (*word).to_owned()).collect()
        }
    };
    let help = if answers == AnswerMode::Keys { "question mark" } else { "help" };
    Some(format!("Try: {}.", called.into_iter().chain([help.to_owned()]).collect::<Vec<_>>().join(", ")))
}

/// Returns true if a word needs its meaning beside it: a number, a stop, and an answer that decides what becomes of a
/// session.
fn is_explained(choice: &SpokenChoice, context: Context) -> bool {
    let is_number = choice.words.first().is_some_and(|word| word.parse::<u8>().is_ok());
    is_number || choice.action == Action::Stop || EXPLAINED.contains(&context)
}

/// Makes a sentence of a message: `not saved` becomes `Not saved.` A name of a file at its beginning stays as it is.
pub(super) fn sentence(message: &str) -> String {
    let first = message.split_whitespace().next().unwrap_or_default();
    let is_word = first.chars().all(|c| c.is_alphabetic() || c == '\'');
    let begun: String = match message.chars().next() {
        Some(letter) if is_word => letter.to_uppercase().chain(message.chars().skip(1)).collect(),
        _ => message.to_owned(),
    };
    if begun.is_empty() || begun.ends_with(['.', '!', '?', ':']) { begun } else { format!("{begun}.") }
}

/// Says how a question that nobody answers could be answered: `Nobody answers here. Run it in a terminal, or with a
/// word as input: resume, save, discard, quit.`
pub(super) fn nobody(choices: &[SpokenChoice]) -> Option<String> {
    let words: Vec<&str> = choices.iter().filter_map(|choice| choice.words.first()).copied().collect();
    let how = "No input here. Run it in a terminal, or pipe a word in";
    (!words.is_empty()).then(|| format!("{how}: {}.", words.join(", ")))
}

/// Describes each of `choices`: `pause: or resume`.
pub(super) fn all(answers: AnswerMode, choices: &[SpokenChoice], context: Context) -> Vec<String> {
    let described = choices.iter().filter_map(|choice| match answers {
        AnswerMode::Keys => Some(with(&key_for(choice, context)?, &by_key_does(choice))),
        AnswerMode::Words | AnswerMode::Nobody => Some(by_word(choice.words.first()?, choice)),
    });
    described.collect()
}

/// Returns a line for every key of `context` that has a use.
pub(super) fn key_help(context: Context, choices: &[SpokenChoice], app: &App, now: &Now) -> Vec<String> {
    own_rows(context)
        .filter(|row| app.screen().is_none_or(|screen| screen.has_use(row.action, app.model(), now)))
        .map(|row| key_line(row, choices))
        .collect()
}

/// Selects from the answers of a session those that its start mentions.
pub(super) fn first(always: &[SpokenChoice]) -> Vec<SpokenChoice> {
    always.iter().filter(|choice| FIRST.contains(&choice.action)).cloned().collect()
}

/// Returns the answers to `dialog`, asked in `session` if one runs, from the key table.
pub(super) fn of_dialog(dialog: DialogKind, session: Option<&Session>) -> Vec<SpokenChoice> {
    // A digit that turns a 1 into a ten is not an answer of its own.
    let rows = own_rows(dialog.context()).filter(|row| !matches!(row.action, Action::Digit(_))).map(|row| {
        let words = words(row.action, dialog);
        // The explanation does not repeat the word.
        let is_said = words.first().is_some_and(|word| row.help.starts_with(word)) && dialog == DialogKind::Alarm;
        let is_silent = is_said || (row.action == Action::GoOn && dialog == DialogKind::Leave);
        let does = if is_silent { String::new() } else { dialog.choice_text(row, session).replace("; ", ", ") };
        SpokenChoice::new(row.action, words, does)
    });
    let back = match dialog {
        DialogKind::StopReason => "to the session, paused",
        DialogKind::Alarm => "stay paused",
        _ => "leave it",
    };
    let has_back = !matches!(dialog, DialogKind::Leave);
    // Only a yes-or-no question is answered with no.
    let words: &[&str] = match dialog {
        DialogKind::Alarm => &["back", "pause"],
        _ if dialog.title().ends_with('?') => &["back", "no", "cancel"],
        _ => &["back", "cancel"],
    };
    let back = has_back.then(|| SpokenChoice::new(Action::Back, words, back));
    rows.chain(back).collect()
}

/// Describes an answer by key, whose name says nothing about its meaning.
fn by_key_does(choice: &SpokenChoice) -> String {
    match choice.words.first() {
        Some(word) if choice.does.is_empty() => (*word).to_owned(),
        // A ten is one word, but two keys.
        Some(word) if word.ends_with(TO_TEN) => format!("{}, 1 then 0 for ten", choice.does),
        _ => choice.does.clone(),
    }
}

/// Describes an answer by word without saying the word twice: `pause, or resume` becomes `pause: or resume`.
fn by_word(word: &str, choice: &SpokenChoice) -> String {
    let behind = choice.does.strip_prefix(word).and_then(|rest| rest.strip_prefix(", "));
    with(word, behind.unwrap_or(&choice.does))
}

fn with(called: &str, does: &str) -> String {
    if does.is_empty() { called.to_owned() } else { format!("{called}: {does}") }
}

const fn words(action: Action, dialog: DialogKind) -> &'static [&'static str] {
    match (action, dialog) {
        (Action::GoOn, DialogKind::StopReason) => &["resume", "go on", "continue", "mistake"],
        (Action::GoOn, DialogKind::Alarm) => &["keep going", "go on", "resume", "continue"],
        (Action::Easier, _) => &["easier"],
        (Action::Skip, _) => &["skip"],
        (Action::UndoRating, _) => &["undo"],
        (Action::Stop, _) => &["stop"],
        (Action::End, DialogKind::Alarm) => &["end", "quit"],
        (Action::GoOn, _) => &["keep going", "go on", "no", "back", "resume", "continue"],
        (Action::End, _) => &["end", "yes", "quit"],
        (Action::Later, _) => &["later"],
        (Action::Retry, _) => &["again", "retry"],
        (Action::Quit, _) => &["quit", "leave"],
        (Action::Discard, _) => &["discard", "yes", "throw away"],
        (Action::SkipFor(reason), _) => match reason {
            SkipReason::Hurts => &["1", "it hurts", "hurts"],
            SkipReason::TooHard => &["2", "too hard"],
            SkipReason::NoEquipment => &["3", "missing"],
            SkipReason::NoTime => &["4", "no time"],
            SkipReason::Other => &["5", "other", "skip"],
        },
        (Action::StopFor(reason), _) => match reason {
            StopReason::SharpPain => &["1", "sharp pain", "sharp"],
            StopReason::Unwell => &["2", "dizzy", "unwell", "faint"],
            StopReason::ChestPain => &["3", "chest pain", "chest"],
            StopReason::Other => &["4", "other", "something else"],
        },
        _ => &[],
    }
}

/// Returns the name of the key for `choice` in `context`; `None` if it has no key.
fn key_for(choice: &SpokenChoice, context: Context) -> Option<String> {
    if let Some(key) = choice.key {
        return Some(key.to_owned());
    }
    rows(context).find(|row| is_same(row.action, choice.action)).map(name)
}

/// Names a key and its meaning, which may be another here than on the screen.
fn key_line(row: &Binding, choices: &[SpokenChoice]) -> String {
    let name = name(row);
    let other = choices.iter().find(|choice| choice.key == Some(name.as_str()) && !is_same(choice.action, row.action));
    format!("{name}: {}", other.map_or(row.help, |choice| choice.does.as_str()))
}

fn is_same(one: Action, other: Action) -> bool {
    let is_row = matches!((one, other), (Action::PlaceRow(_), Action::PlaceRow(_)));
    one == other || is_row || matches!((one, other), (Action::Digit(_), Action::Digit(_)))
}

/// Returns the name of a row's key, preferring one with a letter or a sign on it to an arrow.
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
        Key::ShiftUp => "shift-up",
        Key::ShiftDown => "shift-down",
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
