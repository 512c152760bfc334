//! Understanding a typed line: words, numbers, places and texts.

use super::answers;
use crate::app::App;
use crate::domain::content::words::WordList;
use crate::domain::journal::body_location::{GridCell, region_text, regions};
use crate::domain::journal::entry::{PainSide, PainWord, Region};
use crate::domain::session::timer::IntervalTimer;
use crate::screens::spoken::InWords;
use crate::state::action::Action;
use crate::state::event::{Event, Key};
use crate::state::keymap::{Context, resolve};

/// Possible meanings of a line.
pub(super) enum Understood {
    /// Events for the program, in order.
    Events(Vec<Event>),
    /// A key, by its character.
    Key(Key),
    /// Words that would change nothing, with the reply.
    Already(&'static str),
    /// Words that are no answer here, with the reply.
    Refused(String),
    /// A request for the possible answers.
    Help,
    /// Words without a meaning here.
    Nothing,
}

impl Understood {
    /// Returns true if it would change something.
    pub(super) fn is_an_answer(&self) -> bool {
        match self {
            Self::Events(events) => !events.is_empty(),
            Self::Key(_) => true,
            Self::Already(_) | Self::Refused(_) | Self::Help | Self::Nothing => false,
        }
    }

    /// Returns the action if the line means exactly one.
    pub(super) fn action(&self) -> Option<Action> {
        match self {
            Self::Events(events) => match events.as_slice() {
                [Event::Said(action)] => Some(*action),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The most characters of a text that are kept.
const LONGEST: usize = 1_000;

/// Returns the meaning of `line` in the current context, for which `told` lists the answers.
pub(super) fn understand(line: &str, app: &App, told: &InWords) -> Understood {
    let line = line.trim();
    let context = app.context();
    let said = line.to_lowercase();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if context.is_text() {
        return written(line, &said, told);
    }
    if said.is_empty() {
        // An extra press of enter means nothing.
        return Understood::Events(Vec::new());
    }
    if matches!(said.as_str(), "help" | "?" | "words") {
        return Understood::Help;
    }
    if let Some(already) = told.already.iter().find(|already| already.words.contains(&said.as_str())) {
        return Understood::Already(already.says);
    }
    if context == Context::Timer && said.starts_with(|c: char| c.is_ascii_digit()) {
        return match IntervalTimer::from_words(&said) {
            Ok(_) => Understood::Events(vec![Event::Paste(said)]),
            Err(why) => Understood::Refused(answers::sentence(&why)),
        };
    }
    let number = number(&said, context).map(|number| numbered(number, context));
    let events = number
        .or_else(|| chosen(&said, told).map(|action| vec![Event::Said(action)]))
        .or_else(|| described(&said, context))
        .filter(|events| !events.is_empty());
    match events {
        Some(events) => Understood::Events(events),
        None => key(line).filter(|key| resolve(context, *key).is_some()).map_or(Understood::Nothing, Understood::Key),
    }
}

/// Reads a line where a text is asked for. A line that is only a command is not taken as a text, also where that
/// command has no meaning; `note next` gives the text `next`.
fn written(line: &str, said: &str, told: &InWords) -> Understood {
    if matches!(said, "help" | "?" | "words") {
        return Understood::Help;
    }
    if let Some(action) = chosen(said, told) {
        return Understood::Events(vec![Event::Said(action)]);
    }
    if is_command(said) {
        return Understood::Refused(format!(
            "{said} is a command that does nothing here. To write it as text: note {said}"
        ));
    }
    let word = said.strip_prefix(TEXT).filter(|rest| is_command(rest) || chosen(rest, told).is_some());
    let text = word.and_then(|word| line.get(line.len().checked_sub(word.len())?..)).unwrap_or(line);
    let typed: String = text.chars().take(LONGEST).collect();
    Understood::Events(vec![Event::Paste(typed), Event::Said(Action::Confirm)])
}

/// The prefix that makes a text of a command.
const TEXT: &str = "note ";

/// Commands of any screen, those of the running session first.
const COMMANDS: [&str; 44] = [
    "pause",
    "go on",
    "keep going",
    "resume",
    "continue",
    "next",
    "back",
    "undo",
    "more",
    "less",
    "easier",
    "harder",
    "skip",
    "how",
    "steps",
    "stop",
    "quit",
    "end",
    "mute",
    "unmute",
    "start",
    "done",
    "same",
    "where",
    "safety",
    "sore",
    "fall",
    "none",
    "no",
    "yes",
    "activities",
    "leave",
    "cancel",
    "later",
    "log",
    "save",
    "discard",
    "again",
    "retry",
    "add",
    "rename",
    "remove",
    "help",
    "words",
];

/// Returns true if `said` is a command, or a score with the word that goes with it.
fn is_command(said: &str) -> bool {
    let score = ["rate ", "pain ", "effort "].iter().find_map(|word| said.strip_prefix(word));
    COMMANDS.contains(&said) || score.is_some_and(|score| score.parse::<u16>().is_ok_and(|score| score <= 10))
}

/// Reads a number, alone or after a word that goes with one here: `3`, `rate 3`, `pain 3`, `yes 3`.
fn number(said: &str, context: Context) -> Option<u16> {
    let words: &[&str] = match context {
        Context::Safety => &["yes "],
        Context::Finish => &["rate ", "pain ", "effort "],
        _ => &["rate ", "pain "],
    };
    let bare = words.iter().find_map(|word| said.strip_prefix(word)).unwrap_or(said);
    let bare = bare.strip_suffix(" minutes").unwrap_or(bare);
    bare.parse().ok().filter(|number| is_allowed(*number, context))
}

fn is_allowed(number: u16, context: Context) -> bool {
    match context {
        Context::CheckIn | Context::Finish | Context::Activities | Context::Player => number <= 10,
        Context::Morning => number <= 999,
        // Elsewhere a digit is a key of its own.
        _ => u32::from(number) < 10 && is_key(number, context),
    }
}

fn is_key(number: u16, context: Context) -> bool {
    digit(number).is_some_and(|digit| resolve(context, digit).is_some())
}

fn digit(number: u16) -> Option<Key> {
    char::from_digit(number.into(), 10).map(Key::Char)
}

/// Returns the events for a number. Where questions come one after the other, it also goes to the next.
fn numbered(number: u16, context: Context) -> Vec<Event> {
    let whole = Event::Said(Action::Number(number));
    match context {
        Context::Finish => vec![whole, Event::Said(Action::NextField)],
        Context::Morning => vec![whole, Event::Said(Action::Confirm)],
        Context::CheckIn | Context::Activities | Context::Player => vec![whole],
        // A line is complete: unlike after a key, no second digit follows.
        _ => digit(number).and_then(|key| resolve(context, key)).map(Event::Said).into_iter().collect(),
    }
}

/// Returns the action of the offered answer that has the word `said`.
fn chosen(said: &str, told: &InWords) -> Option<Action> {
    let mut offered = told.choices.iter().chain(&told.always);
    offered.find(|choice| !is_number(choice.action) && choice.words.contains(&said)).map(|choice| choice.action)
}

/// Returns true for an answer by number, which has no word.
const fn is_number(action: Action) -> bool {
    matches!(action, Action::Digit(_) | Action::PlaceRow(_))
}

/// Reads places and words for pain, in any order: `left low back aching`.
fn described(said: &str, context: Context) -> Option<Vec<Event>> {
    if !matches!(context, Context::CheckIn | Context::Finish | Context::Places | Context::PainWords) {
        return None;
    }
    let mut rest = format!(" {said} ").replace([',', ';'], " ");
    for prefix in [" where ", " like "] {
        rest = rest.replacen(prefix, " ", 1);
    }
    let places = places(&mut rest);
    let mut events: Vec<Event> = places.into_iter().map(Event::Said).collect();
    for (name, word) in PainWord::ALL {
        if take(&mut rest, name) {
            events.push(Event::Said(Action::Feel(*word)));
        }
    }
    rest.trim().is_empty().then_some(events)
}

/// Takes the places and sides named in `rest` out of it. A region without a middle for which no side was said is
/// returned alone.
fn places(rest: &mut String) -> Vec<Action> {
    let mut sides = Vec::new();
    for (name, side) in PainSide::ALL {
        if take(rest, name) {
            sides.push(*side);
        }
    }
    if sides == [PainSide::Both] {
        sides = vec![PainSide::Left, PainSide::Right];
    }
    // The longest name first: `below the knee` is not `knee`.
    let mut named: Vec<(String, Region)> =
        regions().flat_map(|region| [region_text(region), region.to_string()].map(|name| (name, region))).collect();
    named.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    named.retain(|(name, _)| take(rest, name));
    named.sort_by_key(|(_, region)| *region);
    named.into_iter().flat_map(|(_, region)| place(region, &sides)).collect()
}

/// Returns a region with each of `sides` that exists for it.
fn place(region: Region, sides: &[PainSide]) -> Vec<Action> {
    let sides = if sides.is_empty() { &[PainSide::Middle] } else { sides };
    let cells = sides.iter().map(|side| GridCell { region, side: *side }).filter(|cell| cell.exists());
    let places: Vec<Action> = cells.map(Action::Place).collect();
    if places.is_empty() { vec![Action::PlaceOnly(region)] } else { places }
}

/// Takes the words `name` out of `rest`. Returns true if they were there.
fn take(rest: &mut String, name: &str) -> bool {
    let padded = format!(" {name} ");
    let found = rest.contains(&padded);
    if found {
        *rest = rest.replacen(&padded, " ", 1);
    }
    found
}

/// Reads a key by its character. Other keys but Esc have no name here: `left` is a side, and `enter` no answer.
fn key(line: &str) -> Option<Key> {
    if matches!(line.to_lowercase().as_str(), "esc" | "escape") {
        return Some(Key::Esc);
    }
    let mut chars = line.chars();
    chars.next().filter(|_| chars.next().is_none()).map(Key::Char)
}
