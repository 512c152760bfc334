//! The table itself. A row stands once, for all contexts in which it means the same; the read-me and
//! the list of keys show the rows of a context in the order in which they stand here.

use super::Binding;
use super::Context as C;
use crate::app::action::Action as A;
use crate::app::event::Key::{
    self, BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};
use crate::domain::record::entry::PainWord;

const fn row(
    contexts: &'static [C],
    keys: &'static [Key],
    shown: &'static str,
    action: A,
    texts: (&'static str, &'static str, u8),
) -> Binding {
    Binding { contexts, keys, shown, action, label: texts.0, help: texts.1, hint: texts.2 }
}

const DIGITS: &[Key] =
    &[Char('0'), Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];

/// The rows of the grid of places.
const ROW_DIGITS: &[Key] = &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6')];

/// The questions of a page about safety.
const SAFETY_DIGITS: &[Key] = &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7')];

const LISTS: &[C] = &[C::Home, C::Library, C::Guides, C::Troubleshooter, C::Plan, C::Fitted, C::Settings, C::AtHand];
/// Where rows are chosen, be they few or many.
const PLAIN_ROWS: &[C] =
    &[C::Home, C::Fitted, C::Filters, C::Library, C::Guides, C::Troubleshooter, C::Settings, C::AtHand];
const ROWS: &[C] =
    &[C::Home, C::Filters, C::Library, C::Guides, C::Troubleshooter, C::Plan, C::Fitted, C::Settings, C::AtHand];
const SEARCHES: &[C] = &[C::Search, C::LibrarySearch, C::GuideSearch];
const TEXTS: &[C] = &[C::Search, C::LibrarySearch, C::GuideSearch, C::Note, C::ActivityName];
const PAGES: &[C] = &[C::Routine, C::Exercise, C::Guide, C::Remedy, C::SelfTest, C::SelfTestAnswer];
/// Where a turn of a self-test can be left out.
const TURNS: &[C] = &[C::SelfTest, C::SelfTestAnswer];
const WITH_LINKS: &[C] = &[C::Exercise, C::Guide, C::Remedy];
const SCREENFULS: &[C] = &[
    C::Home,
    C::Fitted,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Plan,
    C::Settings,
    C::AtHand,
    C::Routine,
    C::Exercise,
    C::Guide,
    C::Remedy,
    C::SelfTest,
    C::SelfTestAnswer,
    C::SelfTestResult,
];
const SCORES: &[C] = &[C::CheckIn, C::Finish, C::Morning, C::Activities];
/// Where and what like, which follow a score.
const DETAILS: &[C] = &[C::Places, C::PainWords];
/// From where the questions about safety can be opened.
const SAFE: &[C] = &[C::Home, C::CheckIn, C::Places, C::PainWords, C::Finish, C::Morning, C::Welcome];
/// Where one of several things is chosen.
const CHOICES: &[C] = &[C::Safety, C::Activities];
const ANSWERS: &[C] = &[C::CheckIn, C::Places, C::PainWords];

/// What it feels like, by its letter.
const fn feel(keys: &'static [Key], shown: &'static str, word: PainWord) -> Binding {
    row(&[C::PainWords], keys, shown, A::Feel(word), (word.as_str(), word.as_str(), 0))
}

/// Every key there is. A row with `DIGITS` gives `Digit(n)`, whatever `n` stands in it; in a
/// text, characters without a row are put into it.
pub const BINDINGS: &[Binding] = &[
    row(&[C::Everywhere], &[Char('?')], "?", A::Help, ("keys", "show these keys", 1)),
    row(&[C::Everywhere], &[Esc], "esc", A::Back, ("back", "back", 0)),
    row(&[C::Everywhere], &[Ctrl('c')], "ctrl-c", A::Interrupt, ("leave", "leave; in a session it asks first", 0)),
    row(&[C::Everywhere], &[Ctrl('z')], "ctrl-z", A::Suspend, ("suspend", "pause, go to the shell; fg comes back", 0)),
    // What to do with what is chosen, and what else there is.
    row(&[C::Home, C::Search, C::Routine], &[Enter], "enter", A::Start, ("start", "start the routine", 2)),
    row(&[C::Home], &[Right, Char('o')], "→ o", A::Open, ("look", "look at the routine first", 12)),
    row(&[C::Fitted], &[Enter], "enter", A::Start, ("start", "start it as it is shown", 2)),
    row(
        &[C::Fitted],
        &[Char(' '), Char('x')],
        "space",
        A::Tick,
        ("refuse", "without the chosen change; with it again", 3),
    ),
    row(&[C::Fitted], &[Char('a')], "a", A::AsPlanned, ("as planned", "without any change; with all again", 4)),
    row(&[C::Fitted], &[Char('c')], "c", A::Gentle, ("gentle care", "to the gentle routine instead", 5)),
    row(
        &[C::Home, C::Routine, C::Fitted],
        &[Char('y')],
        "y",
        A::Why,
        ("why?", "why this, with numbers and sources", 6),
    ),
    row(&[C::Search], &[Tab], "tab", A::Open, ("look", "look at the routine first", 3)),
    row(&[C::Remedy], &[Char('s')], "s", A::Start, ("start", "start the routine", 2)),
    row(&[C::Library, C::Guides], &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open it", 2)),
    row(&[C::LibrarySearch, C::GuideSearch], &[Enter, Tab], "enter", A::Open, ("open", "open it", 2)),
    row(&[C::Troubleshooter], &[Enter, Right], "enter", A::Open, ("choose", "choose it, one step on", 2)),
    row(&[C::Home, C::Library, C::Guides], &[Char('/')], "/", A::Search, ("find", "find by words", 4)),
    row(&[C::Home], &[Char('f')], "f", A::Filter, ("filter", "routines by time, occasion, equipment", 6)),
    row(&[C::Library], &[Char('f')], "f", A::Filter, ("filter", "by kind, position, problem, equipment", 5)),
    row(&[C::Home, C::Library], &[Backspace], "backspace", A::Clear, ("show all", "no filter", 0)),
    row(&[C::Home], &[Char('l')], "l", A::Library, ("library", "all exercises", 7)),
    row(&[C::Home], &[Char('p')], "p", A::Plans, ("plans", "the plan you follow, or all plans", 9)),
    row(&[C::Home], &[Char('w')], "w", A::Troubleshoot, ("hurts?", "what hurts, doing what?", 5)),
    row(&[C::Home], &[Char('g')], "g", A::Guides, ("guides", "things to read", 8)),
    row(&[C::Home], &[Char('r')], "r", A::Rate, ("rate pain", "rate your pain now", 10)),
    row(&[C::Home], &[Char(',')], ",", A::Settings, ("settings", "everything that can be set", 11)),
    row(&[C::Home, C::CheckIn], &[Char('a')], "a", A::Activities, ("activities", "your own activities", 13)),
    row(SAFE, &[Char('!')], "!", A::Safety, ("safety", "signs that need a professional", 14)),
    row(&[C::Home], &[Char('i')], "i", A::About, ("about", "what this is not, and your weekly goal", 15)),
    row(&[C::Routine], &[Char('+'), Char('=')], "+", A::MoreRounds, ("round more", "one round more", 4)),
    row(&[C::Routine], &[Char('-')], "-", A::FewerRounds, ("round less", "one round less", 5)),
    row(&[C::Routine], &[Char('t')], "t", A::CycleMinutes, ("time", "fit it to a time", 3)),
    row(&[C::Routine], &[Char('w')], "w", A::CycleWhen, ("when", "another occasion: before a run, after it", 6)),
    row(&[C::Routine], &[Char('a')], "a", A::ToggleAutoAdvance, ("auto", "go on by itself, or wait for a key", 7)),
    row(&[C::Routine], &[Tab], "tab", A::NextField, ("step", "to the next step", 8)),
    row(&[C::Routine], &[BackTab], "shift-tab", A::PreviousField, ("step before", "to the step before", 0)),
    row(&[C::Routine], &[Right, Char('o'), Char('l')], "→ o l", A::Open, ("look", "look at the exercise", 9)),
    row(WITH_LINKS, &[Tab], "tab", A::NextField, ("link", "to the next link", 4)),
    row(WITH_LINKS, &[BackTab], "shift-tab", A::PreviousField, ("link before", "to the link before", 0)),
    row(WITH_LINKS, &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open what is chosen", 3)),
    row(&[C::Exercise], &[Char('e')], "e", A::Easier, ("easier", "to the next easier variant", 5)),
    row(&[C::Exercise], &[Char('h')], "h", A::Harder, ("harder", "to the next harder variant", 6)),
    row(&[C::Exercise], &[Char('s')], "s", A::Start, ("do test", "do the self-test, step by step", 2)),
    // A self-test.
    row(&[C::SelfTest], &[Enter, Right], "enter", A::Confirm, ("go on", "to the timer, or to what you see", 2)),
    row(&[C::SelfTest], DIGITS, "0-9", A::Digit(0), ("seconds", "seconds that you measured yourself", 4)),
    row(&[C::SelfTestTimer], &[Char(' '), Enter], "space", A::Confirm, ("now", "begin now; then: it is over now", 2)),
    row(&[C::SelfTestTimer], &[Char('q'), Left], "q", A::Back, ("stop", "stop the timer, note nothing", 10)),
    row(&[C::SelfTestAnswer], &[Char('p')], "p", A::Pass, ("passed", "it is as it should be", 2)),
    row(&[C::SelfTestAnswer], &[Char('f')], "f", A::Fail, ("not passed", "it is not", 3)),
    row(&[C::SelfTestAnswer], DIGITS, "0-9", A::Digit(0), ("answer", "which picture fits; or the number", 4)),
    row(&[C::SelfTestAnswer], &[Enter], "enter", A::Confirm, ("note it", "note the number", 5)),
    row(&[C::SelfTestAnswer], &[Backspace], "backspace", A::Clear, ("delete", "take the number away", 0)),
    row(TURNS, &[Char('x')], "x", A::Skip, ("skip", "leave it out, note nothing", 6)),
    row(&[C::SelfTest], &[Char('i')], "i", A::HowTo, ("about it", "all about it", 8)),
    row(&[C::SelfTestResult], &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open what is chosen", 2)),
    row(&[C::SelfTestResult], &[Up, Char('k'), BackTab], "↑ k", A::Up, ("up", "one up", 0)),
    row(&[C::SelfTestResult], &[Down, Char('j'), Tab], "↓ j", A::Down, ("down", "one down", 4)),
    row(&[C::SelfTestResult], &[Char('s')], "s", A::Start, ("again", "do it once more", 5)),
    row(
        &[C::SelfTest, C::SelfTestAnswer, C::SelfTestResult],
        &[Char('u')],
        "u",
        A::TakeBack,
        ("undo", "take the last result back", 7),
    ),
    row(&[C::SelfTestConfirm], &[Char('y')], "y", A::Confirm, ("open", "open it", 2)),
    row(&[C::SelfTestConfirm], &[Char('n')], "n", A::Back, ("back", "not now", 3)),
    row(
        &[C::SelfTest, C::SelfTestAnswer, C::SelfTestResult],
        &[Left, Char('h'), Char('q')],
        "← h q",
        A::Back,
        ("back", "back; what is noted stays", 10),
    ),
    row(&[C::Plan], &[Tab], "tab", A::NextField, ("next", "to the next item", 0)),
    row(&[C::Plan], &[BackTab], "shift-tab", A::PreviousField, ("before", "to the item before", 0)),
    row(&[C::Plan], &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open what is chosen", 3)),
    row(&[C::Plan], &[Char(' '), Char('x')], "space", A::Tick, ("tick", "done, or not done after all", 2)),
    row(&[C::Plan], &[Char('n')], "n", A::Next, ("next part", "on to the next part", 5)),
    row(&[C::Plan], &[Char('b')], "b", A::Previous, ("part before", "back to the part before", 6)),
    row(&[C::Plan], &[Char('u')], "u", A::UndoMark, ("undo", "take the last step back", 7)),
    // Through a list, down a page, and back.
    row(ROWS, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(PLAIN_ROWS, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    // A plan does not look like a list: that it is one has to be said in its footer.
    row(&[C::Plan], &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 4)),
    row(SEARCHES, &[Up], "↑", A::Up, ("up", "one up", 0)),
    row(SEARCHES, &[Down], "↓", A::Down, ("down", "one down", 0)),
    row(SEARCHES, &[Esc], "esc", A::Back, ("all", "end the search, show all", 4)),
    row(PAGES, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(PAGES, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    // On the home screen `g` goes to the guides.
    row(&[C::Home], &[Home], "home", A::Top, ("first", "to the first", 0)),
    row(
        &[C::Library, C::Guides, C::Troubleshooter, C::Plan, C::Settings, C::AtHand],
        &[Home, Char('g')],
        "g",
        A::Top,
        ("first", "to the first", 0),
    ),
    row(LISTS, &[End, Char('G')], "G", A::Bottom, ("last", "to the last", 0)),
    row(PAGES, &[Home, Char('g')], "g", A::Top, ("top", "to the top", 0)),
    row(PAGES, &[End, Char('G')], "G", A::Bottom, ("end", "to the end", 0)),
    row(SCREENFULS, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(SCREENFULS, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(PAGES, &[Char(' ')], "space", A::PageDown, ("page down", "a screenful down", 0)),
    row(&[C::Filters], &[Left, Char('h')], "← h", A::Lower, ("before", "the choice before", 3)),
    row(&[C::Filters], &[Right, Char('l')], "→ l", A::Higher, ("next", "the next choice", 2)),
    row(&[C::Filters], &[Char(' '), Enter], "space", A::Confirm, ("change", "the next choice; there or not", 0)),
    row(&[C::Filters], &[Backspace, Char('c')], "c", A::Clear, ("show all", "no filter", 4)),
    row(&[C::Filters], &[Char('f'), Char('q')], "f", A::Back, ("close", "close, and keep the filter", 5)),
    row(&[C::Settings], &[Right, Char('l')], "→ l", A::Higher, ("change", "the next value, or one more", 2)),
    row(&[C::Settings], &[Left, Char('h')], "← h", A::Lower, ("change", "the value before, or one less", 0)),
    row(
        &[C::Settings],
        &[Char(' '), Enter],
        "space",
        A::Confirm,
        ("change", "on, off, the next value; open the list", 0),
    ),
    row(&[C::AtHand], &[Char(' '), Enter], "space", A::Confirm, ("tick", "at hand, or not", 2)),
    row(&[C::Settings], &[Char('t')], "t", A::TrySink, ("try it", "hear or see what it is like", 3)),
    row(&[C::Settings], &[Char('d'), Backspace], "d", A::Clear, ("default", "back to the default", 5)),
    row(&[C::AtHand], &[Char('d'), Backspace], "d", A::Clear, ("anything", "anything may be needed", 3)),
    row(&[C::Settings], &[Char('q')], "q", A::Back, ("back", "back", 10)),
    row(&[C::AtHand], &[Left, Char('h'), Char('q')], "← h q", A::Back, ("back", "back to the settings", 10)),
    row(&[C::Home], &[Char('q')], "q", A::Quit, ("quit", "leave supple", 13)),
    row(
        &[C::Library, C::Guides, C::Routine, C::Guide, C::Plan],
        &[Left, Char('h'), Char('q')],
        "← h q",
        A::Back,
        ("back", "back", 10),
    ),
    row(&[C::Exercise], &[Left, Char('q')], "← q", A::Back, ("back", "back", 10)),
    row(
        &[C::Troubleshooter, C::Remedy],
        &[Left, Char('h'), Char('q')],
        "← h q",
        A::Back,
        ("back", "one step back", 10),
    ),
    // A session, from the question about pain to the note.
    row(&[C::CheckIn], DIGITS, "0-9", A::Digit(0), ("score", "pain now; 1 then 0 is ten", 3)),
    row(&[C::CheckIn], &[Enter], "enter", A::Confirm, ("go on", "go on; without an answer it is skipped", 2)),
    row(&[C::CheckIn], &[Char(' '), Char('=')], "space", A::Same, ("as last time", "the same as last time", 4)),
    row(&[C::CheckIn, C::Finish], &[Char('p')], "p", A::Places, ("place, words", "where it hurts, what it is like", 6)),
    row(&[C::CheckIn], &[Down, Tab, Char('j')], "↓ tab", A::NextField, ("place", "on to where it hurts", 0)),
    row(&[C::Places], ROW_DIGITS, "1-6", A::Digit(0), ("row", "a row: middle, left, right, both, none", 3)),
    row(&[C::Places], &[Char(' ')], "space", A::Toggle, ("choose", "this place, or not", 4)),
    row(&[C::Places], &[Up, Char('k')], "↑ k", A::Up, ("up", "one row up", 0)),
    row(&[C::Places], &[Down, Char('j')], "↓ j", A::Down, ("down", "one row down", 0)),
    row(&[C::Places], &[Left, Char('h')], "← h", A::Lower, ("left", "to your left", 0)),
    row(&[C::Places], &[Right, Char('l')], "→ l", A::Higher, ("right", "to your right", 0)),
    feel(&[Char('a')], "a", PainWord::Aching),
    feel(&[Char('d')], "d", PainWord::Dull),
    feel(&[Char('s')], "s", PainWord::Stiff),
    feel(&[Char('t')], "t", PainWord::Tight),
    feel(&[Char('p')], "p", PainWord::Sharp),
    feel(&[Char('b')], "b", PainWord::Stabbing),
    feel(&[Char('o')], "o", PainWord::Shooting),
    feel(&[Char('u')], "u", PainWord::Burning),
    feel(&[Char('h')], "h", PainWord::Throbbing),
    feel(&[Char('c')], "c", PainWord::Cramping),
    feel(&[Char('i')], "i", PainWord::Tingling),
    feel(&[Char('n')], "n", PainWord::Numb),
    feel(&[Char('w')], "w", PainWord::Weak),
    row(DETAILS, &[Enter], "enter", A::Confirm, ("done", "done: go on with these answers", 2)),
    row(DETAILS, &[Tab], "tab", A::NextField, ("next", "on to the next question", 5)),
    row(DETAILS, &[BackTab], "shift-tab", A::PreviousField, ("before", "to the question before", 0)),
    row(DETAILS, &[Char('=')], "=", A::Same, ("as last time", "the same as last time", 6)),
    row(DETAILS, &[Backspace], "backspace", A::Clear, ("none", "none of them", 0)),
    row(ANSWERS, &[Char('m')], "m", A::Sore, ("training", "muscles sore from training: no pain", 7)),
    row(&[C::CheckIn], &[Char('f')], "f", A::Fall, ("fall", "a fall or a crash since last time", 15)),
    row(&[C::Safety], SAFETY_DIGITS, "1-7", A::Digit(0), ("yes", "yes to this one, or not", 3)),
    row(&[C::Safety], &[Char('n')], "n", A::NoToAll, ("no to all", "no to all of these", 2)),
    row(&[C::Safety], &[Enter], "enter", A::Confirm, ("go on", "go on with what is marked", 4)),
    row(&[C::Safety], &[Char(' ')], "space", A::Toggle, ("yes", "yes to the chosen one, or not", 0)),
    row(CHOICES, &[Up, Char('k'), BackTab], "↑ k", A::Up, ("up", "one up", 0)),
    row(CHOICES, &[Down, Char('j'), Tab], "↓ j", A::Down, ("down", "one down", 5)),
    row(&[C::Halt], &[Char('S')], "S", A::Seen, ("been seen", "you have been seen by a professional", 3)),
    row(&[C::Halt], &[Char('T')], "T", A::TrainAnyway, ("train anyway", "train all the same", 4)),
    row(&[C::Halt], &[Enter, Char('q')], "enter", A::Back, ("back", "back, without a session", 2)),
    row(&[C::Morning], DIGITS, "0-9", A::Digit(0), ("answer", "the score, or the minutes", 3)),
    row(&[C::Morning], &[Enter], "enter", A::Confirm, ("go on", "write it down and go on", 2)),
    row(&[C::Morning], &[Char('x')], "x", A::Skip, ("skip", "skip: nothing is written down", 4)),
    row(&[C::Activities], DIGITS, "0-9", A::Digit(0), ("score", "how well it goes; 1 then 0 is ten", 3)),
    row(
        &[C::Activities],
        &[Enter, Char('q')],
        "enter",
        A::Confirm,
        ("done", "done; what is not answered is skipped", 2),
    ),
    row(&[C::Activities], &[Char('a')], "a", A::Add, ("add", "add one, up to three", 6)),
    row(&[C::Activities], &[Char('e')], "e", A::Rename, ("rename", "give it another name", 7)),
    row(&[C::Activities], &[Char('x')], "x", A::Remove, ("remove", "take it off the list; its past stays", 8)),
    row(&[C::ActivityName], &[Enter], "enter", A::Confirm, ("keep", "keep this name", 2)),
    row(&[C::ActivityName], &[Esc], "esc", A::Back, ("leave", "leave it as it was", 3)),
    row(&[C::Welcome], &[Enter, Char('q'), Char(' ')], "enter", A::Back, ("begin", "on to the routines", 2)),
    row(&[C::Welcome], &[Char('+'), Char('=')], "+", A::More, ("goal up", "one session a week more", 3)),
    row(&[C::Welcome], &[Char('-')], "-", A::Less, ("goal down", "one session a week less", 4)),
    row(&[C::Welcome], &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(&[C::Welcome], &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    row(&[C::Player], &[Char(' ')], "space", A::TogglePause, ("pause", "pause, or go on", 2)),
    row(&[C::Player], &[Right, Char('n'), Enter], "→ n", A::Next, ("on", "on to the next part", 4)),
    row(&[C::Player], &[Left, Char('b')], "← b", A::Previous, ("back", "start of this part, or the one before", 5)),
    row(&[C::Player], &[Char('+'), Char('=')], "+", A::More, ("more", "10 seconds, a rep or a breath more", 8)),
    row(&[C::Player], &[Char('-')], "-", A::Less, ("less", "10 seconds, a rep or a breath less", 9)),
    row(&[C::Player], DIGITS, "0-9", A::Digit(0), ("pain", "pain now; 1 then 0 is ten", 6)),
    row(&[C::Player], &[Char('u')], "u", A::UndoRating, ("undo rating", "take the last rating back", 0)),
    row(&[C::Player], &[Char('e')], "e", A::Easier, ("easier", "an easier variant from the next part on", 10)),
    row(&[C::Player], &[Char('h')], "h", A::Harder, ("harder", "a harder variant from the next part on", 0)),
    row(&[C::Player], &[Char('x')], "x", A::Skip, ("skip", "leave the exercise out", 7)),
    row(&[C::Player], &[Char('i')], "i", A::HowTo, ("how to", "how it is done", 11)),
    row(&[C::Player], &[Char('l')], "l", A::StepList, ("steps", "all steps", 12)),
    row(&[C::Player], &[Char('m')], "m", A::ToggleMute, ("mute", "sound on or off", 0)),
    row(&[C::Player], &[Char('!')], "!", A::Stop, ("stop", "stop at once: chest pain, dizzy, sharp", 3)),
    row(&[C::Player], &[Char('q')], "q", A::End, ("end", "end the session", 13)),
    row(&[C::Finish], DIGITS, "0-9", A::Digit(0), ("score", "0 to 10; 1 then 0 is ten", 3)),
    row(&[C::Finish, C::Note], &[Enter], "enter", A::Confirm, ("done", "save and go home", 2)),
    row(&[C::Note], &[Esc], "esc", A::Back, ("done", "save and go home", 5)),
    row(&[C::Finish], &[Down, Tab, Char('j')], "↓ tab", A::NextField, ("next", "next question", 4)),
    row(&[C::Finish], &[Up, BackTab, Char('k')], "↑", A::PreviousField, ("before", "question before", 0)),
    row(&[C::Note], &[Down, Tab], "↓ tab", A::NextField, ("next", "next question", 4)),
    row(&[C::Note], &[Up, BackTab], "↑", A::PreviousField, ("before", "question before", 3)),
    row(SCORES, &[Left, Char('h')], "← h", A::Lower, ("less", "one less", 0)),
    row(SCORES, &[Right, Char('l')], "→ l", A::Higher, ("more", "one more", 0)),
    row(SCORES, &[Backspace, Char('u')], "u", A::Clear, ("take back", "take the answer back", 5)),
    row(TEXTS, &[Backspace], "backspace", A::DeleteBack, ("delete", "delete a character", 0)),
    row(TEXTS, &[Delete], "delete", A::DeleteForward, ("delete", "delete the next character", 0)),
    row(TEXTS, &[Ctrl('w')], "ctrl-w", A::DeleteWord, ("delete word", "delete a word", 0)),
    row(TEXTS, &[Ctrl('u')], "ctrl-u", A::ClearText, ("clear", "delete all of it", 0)),
    row(TEXTS, &[Left], "←", A::CursorLeft, ("left", "cursor left", 0)),
    row(TEXTS, &[Right], "→", A::CursorRight, ("right", "cursor right", 0)),
    row(TEXTS, &[Home, Ctrl('a')], "home", A::CursorHome, ("start", "to the start", 0)),
    row(TEXTS, &[End, Ctrl('e')], "end", A::CursorEnd, ("end", "to the end", 0)),
    // Questions.
    row(&[C::Recover], &[Enter, Char('r')], "enter", A::Resume, ("resume", "take it up, paused", 2)),
    row(&[C::Recover], &[Char('l')], "l", A::Log, ("log", "write it down as it is", 3)),
    row(&[C::Recover], &[Char('d')], "d", A::Discard, ("discard", "throw it away", 4)),
    row(&[C::Recover], &[Char('q')], "q", A::Quit, ("later", "leave, and decide later", 5)),
    row(&[C::Help], &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 3)),
    row(&[C::Help], &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 2)),
    row(&[C::Help], &[Char('q'), Enter], "q", A::Back, ("close", "close", 4)),
    row(&[C::Leave], &[Char('g'), Enter, Char(' ')], "g", A::GoOn, ("go on", "go on with the session", 2)),
    row(&[C::Leave], &[Char('e'), Char('q')], "e", A::End, ("end", "end it; what is done is saved", 3)),
    row(&[C::Leave], &[Char('l')], "l", A::Later, ("later", "leave, go on at the next start", 4)),
    row(&[C::SkipReason], &[Char('1')], "1", A::Choose(1), ("it hurts", "it hurts", 2)),
    row(&[C::SkipReason], &[Char('2')], "2", A::Choose(2), ("too hard", "too hard today", 3)),
    row(&[C::SkipReason], &[Char('3')], "3", A::Choose(3), ("no equipment", "something is missing", 4)),
    row(&[C::SkipReason], &[Char('4')], "4", A::Choose(4), ("no time", "no time", 5)),
    row(&[C::SkipReason], &[Char('5'), Enter], "5", A::Choose(5), ("other", "another reason", 6)),
    row(&[C::StopReason], &[Char('1')], "1", A::Choose(1), ("sharp pain", "sharp or shooting pain", 2)),
    row(&[C::StopReason], &[Char('2')], "2", A::Choose(2), ("unwell", "dizzy, faint, short of breath", 3)),
    row(&[C::StopReason], &[Char('3')], "3", A::Choose(3), ("chest pain", "chest pain or pressure", 4)),
    row(&[C::StopReason], &[Char('4'), Enter], "4", A::Choose(4), ("other", "something else", 5)),
    row(&[C::Unsaved], &[Char('r'), Enter], "r", A::Retry, ("try again", "try to write again", 2)),
    row(&[C::Unsaved], &[Char('q')], "q", A::Quit, ("leave", "leave; kept for the next start", 3)),
    row(&[C::DiscardFound], &[Char('d')], "d", A::Discard, ("discard", "throw it away for good", 2)),
];
