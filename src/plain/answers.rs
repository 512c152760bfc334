//! What can be answered, in a line.

use super::{Answers, keys};
use crate::app::action::Action;
use crate::app::keymap::{Binding, Context, own_rows};
use crate::app::route::Dialog;
use crate::screens::in_words::Choice;

/// How the word for a score ends.
const TO_TEN: &str = "0 to 10";

/// What is told of [`InWords::always`](crate::screens::in_words::InWords::always) at the start of a session.
const FIRST: [Action; 6] =
    [Action::TogglePause, Action::Next, Action::Digit(0), Action::Skip, Action::Stop, Action::End];

/// `Keys: 0 to 9: how much; enter: begin.` `None` where there is nothing to choose, or nobody to do it. Where `has_more`,
/// how the rest is asked for.
pub(super) fn line(answers: Answers, choices: &[Choice], context: Context, has_more: bool) -> Option<String> {
    let mut called = all(answers, choices, context);
    let (title, more) = match answers {
        Answers::Nobody => return None,
        Answers::Keys => ("Keys", "question mark: more"),
        Answers::Words => ("Words", "help: more"),
    };
    called.extend((has_more && !called.is_empty()).then(|| more.to_owned()));
    (!called.is_empty()).then(|| format!("{title}: {}.", called.join("; ")))
}

/// How it could be answered, where nobody does: `Nobody answers here. Run it in a terminal, or with a word as input: go
/// on, log, discard, quit.`
pub(super) fn nobody(choices: &[Choice]) -> Option<String> {
    let words: Vec<&str> = choices.iter().filter_map(|choice| choice.words.first()).copied().collect();
    let how = "Nobody answers here. Run it in a terminal, or with a word as input";
    (!words.is_empty()).then(|| format!("{how}: {}.", words.join(", ")))
}

/// Each of `choices` by itself: `pause: or go on`.
pub(super) fn all(answers: Answers, choices: &[Choice], context: Context) -> Vec<String> {
    let by_key = |choice: &Choice| Some(with(&keys::of_choice(choice, context)?, &by_key_does(choice)));
    match answers {
        Answers::Keys => choices.iter().filter_map(by_key).collect(),
        _ => choices.iter().filter_map(|choice| Some(by_word(choice.words.first()?, choice))).collect(),
    }
}

/// Of what can be said in a session, what is told at its start.
pub(super) fn first(always: &[Choice]) -> Vec<Choice> {
    always.iter().filter(|choice| FIRST.contains(&choice.action)).cloned().collect()
}

/// What a key does says all of it: the key has no meaning of its own.
fn by_key_does(choice: &Choice) -> String {
    match choice.words.first() {
        Some(word) if choice.does.is_empty() => (*word).to_owned(),
        // By words ten is one answer, by keys it is two of them.
        Some(word) if word.ends_with(TO_TEN) => format!("{}, 1 then 0 is ten", choice.does),
        _ => choice.does.clone(),
    }
}

/// A word is not said twice: `pause, or go on` is `pause: or go on`.
fn by_word(word: &str, choice: &Choice) -> String {
    let behind = choice.does.strip_prefix(word).and_then(|rest| rest.strip_prefix(", "));
    with(word, behind.unwrap_or(&choice.does))
}

fn with(called: &str, does: &str) -> String {
    if does.is_empty() { called.to_owned() } else { format!("{called}: {does}") }
}

/// The answers to `dialog`, from the table of keys.
pub(super) fn of_dialog(dialog: Dialog) -> Vec<Choice> {
    // That a digit makes ten of another is no answer of its own.
    let is_answer = |row: &&Binding| !matches!(row.action, Action::Digit(_));
    let rows = own_rows(dialog.context()).filter(is_answer).map(|row| {
        let words = words(row.action, dialog);
        // What the word says is not said again.
        let is_said = words.first().is_some_and(|word| row.help.starts_with(word)) && dialog == Dialog::Alarm;
        let is_silent = is_said || (row.action == Action::GoOn && dialog == Dialog::Leave);
        let does = if is_silent { String::new() } else { row.help.replace("; ", ", ") };
        Choice::new(row.action, words, does)
    });
    let back = match dialog {
        Dialog::StopReason => "not now",
        Dialog::Alarm => "stay paused",
        _ => "leave it",
    };
    let has_back = !matches!(dialog, Dialog::Leave);
    // Only what is asked with yes or no is answered with it.
    let words: &[&str] = match dialog {
        Dialog::Alarm => &["back", "pause"],
        _ if dialog.title().ends_with('?') => &["back", "no", "cancel"],
        _ => &["back", "cancel"],
    };
    let back = has_back.then(|| Choice::new(Action::Back, words, back));
    rows.chain(back).collect()
}

const fn words(action: Action, dialog: Dialog) -> &'static [&'static str] {
    match (action, dialog) {
        (Action::GoOn, Dialog::StopReason) => &["resume", "go on", "continue", "mistake"],
        (Action::GoOn, Dialog::Alarm) => &["go on", "resume", "continue"],
        (Action::Easier, _) => &["easier"],
        (Action::Skip, _) => &["skip"],
        (Action::UndoRating, _) => &["undo"],
        (Action::Stop, _) => &["stop"],
        (Action::End, Dialog::Alarm) => &["end", "quit"],
        (Action::GoOn, _) => &["go on", "no", "back", "resume", "continue"],
        (Action::End, _) => &["end", "yes", "quit"],
        (Action::Later, _) => &["later"],
        (Action::Retry, _) => &["again", "retry"],
        (Action::Quit, _) => &["quit", "leave"],
        (Action::Discard, _) => &["discard", "yes", "throw away"],
        (Action::Choose(1), Dialog::SkipReason) => &["1", "it hurts", "hurts"],
        (Action::Choose(2), Dialog::SkipReason) => &["2", "too hard"],
        (Action::Choose(3), Dialog::SkipReason) => &["3", "missing"],
        (Action::Choose(4), Dialog::SkipReason) => &["4", "no time"],
        (Action::Choose(5), Dialog::SkipReason) => &["5", "other", "skip"],
        (Action::Choose(1), _) => &["1", "sharp pain", "sharp"],
        (Action::Choose(2), _) => &["2", "dizzy", "unwell", "faint"],
        (Action::Choose(3), _) => &["3", "chest pain", "chest"],
        _ => &["4", "other", "something else"],
    }
}
