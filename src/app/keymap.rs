//! Every key of the program, in one table: what it does where, and how it is called.
//!
//! Handling, footer, help and the read-me's table all read [`BINDINGS`].

use super::action::Action;
use super::event::Key;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Everywhere,
    /// The home screen.
    Home,
    /// Typing a search on the home screen.
    Search,
    /// A routine's page.
    Routine,
    /// Choosing what a list shows.
    Filters,
    /// The library.
    Library,
    /// Typing a search in the library.
    LibrarySearch,
    /// An exercise's page.
    Exercise,
    /// The list of guides.
    Guides,
    /// Typing a search in the list of guides.
    GuideSearch,
    /// A guide.
    Guide,
    /// What hurts, doing what? Choosing what it was, and what fits.
    Troubleshooter,
    /// What to do about it, with a routine that can be started.
    Remedy,
    /// A plan.
    Plan,
    /// The question about pain, before a session or at any time.
    CheckIn,
    /// A running session.
    Player,
    /// The end of a session, on one of the two scales.
    Finish,
    /// The end of a session, typing the note.
    Note,
    /// An unfinished session was found.
    Recover,
    /// The list of keys.
    Help,
    /// Asked whether to leave a running session.
    Leave,
    /// Asked why an exercise is left out.
    SkipReason,
    /// Asked why the session was stopped.
    StopReason,
    /// Asked what to do with entries that could not be written.
    Unsaved,
    /// Asked whether to throw an unfinished session away.
    DiscardFound,
}

impl Context {
    /// All contexts, in the order of the read-me.
    pub const ALL: [Self; 25] = [
        Self::Everywhere,
        Self::Home,
        Self::Search,
        Self::Routine,
        Self::Filters,
        Self::Library,
        Self::LibrarySearch,
        Self::Exercise,
        Self::Guides,
        Self::GuideSearch,
        Self::Guide,
        Self::Troubleshooter,
        Self::Remedy,
        Self::Plan,
        Self::CheckIn,
        Self::Player,
        Self::Finish,
        Self::Note,
        Self::Recover,
        Self::Help,
        Self::Leave,
        Self::SkipReason,
        Self::StopReason,
        Self::Unsaved,
        Self::DiscardFound,
    ];

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Home => "Home",
            Self::Search => "Search",
            Self::Routine => "Routine",
            Self::Filters => "Filter",
            Self::Library => "Library",
            Self::LibrarySearch => "Library, search",
            Self::Exercise => "Exercise",
            Self::Guides => "Guides",
            Self::GuideSearch => "Guides, search",
            Self::Guide => "Guide",
            Self::Troubleshooter => "What hurts, doing what?",
            Self::Remedy => "What to do",
            Self::Plan => "Plan",
            Self::CheckIn => "Pain rating",
            Self::Player => "Session",
            Self::Finish => "Finish",
            Self::Note => "Finish, note",
            Self::Recover => "Unfinished session",
            Self::Help => "Keys",
            Self::Leave => "Leaving a session",
            Self::SkipReason => "Leaving an exercise out",
            Self::StopReason => "Stopped",
            Self::Unsaved => "Not saved",
            Self::DiscardFound => "Throwing away",
        }
    }

    /// Whether characters are text here, so that no letter is a command.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Search | Self::LibrarySearch | Self::GuideSearch | Self::Note)
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// How the keys are written.
    pub shown: &'static str,
    /// What they mean.
    pub action: Action,
    /// What they do, in a word or two for the footer.
    pub label: &'static str,
    /// What they do, in a line for the list of keys.
    pub help: &'static str,
    /// Place in the footer, from 1; the higher ones go first where it is narrow. 0: not there.
    pub hint: u8,
}

const fn row(
    context: Context,
    keys: &'static [Key],
    shown: &'static str,
    action: Action,
    texts: (&'static str, &'static str, u8),
) -> Binding {
    Binding { context, keys, shown, action, label: texts.0, help: texts.1, hint: texts.2 }
}

use Action as A;
use Context as C;
use Key::{
    BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

const DIGITS: &[Key] =
    &[Char('0'), Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];

/// Every key there is. A row with `DIGITS` gives `Digit(n)`, whatever `n` stands in it; in a
/// text, characters without a row are put into it.
pub const BINDINGS: &[Binding] = &[
    row(C::Everywhere, &[Char('?')], "?", A::Help, ("keys", "show these keys", 1)),
    row(C::Everywhere, &[Esc], "esc", A::Back, ("back", "back", 0)),
    row(C::Everywhere, &[Ctrl('c')], "ctrl-c", A::Interrupt, ("leave", "leave; in a session it asks first", 0)),
    row(C::Everywhere, &[Ctrl('z')], "ctrl-z", A::Suspend, ("suspend", "pause, go to the shell; fg comes back", 0)),
    row(C::Home, &[Enter], "enter", A::Start, ("start", "start the routine", 2)),
    row(C::Home, &[Right, Char('o')], "→ o", A::Open, ("look", "look at the routine first", 3)),
    row(C::Home, &[Char('/')], "/", A::Search, ("search", "search routines", 4)),
    row(C::Home, &[Char('f')], "f", A::Filter, ("filter", "routines by time, occasion, equipment", 5)),
    row(C::Home, &[Backspace], "backspace", A::Clear, ("show all", "no filter", 0)),
    row(C::Home, &[Char('l')], "l", A::Library, ("library", "all exercises", 6)),
    row(C::Home, &[Char('p')], "p", A::Plans, ("plans", "the plan you follow, or all plans", 7)),
    row(C::Home, &[Char('w')], "w", A::Troubleshoot, ("what hurts?", "what hurts, doing what?", 8)),
    row(C::Home, &[Char('g')], "g", A::Guides, ("guides", "things to read", 8)),
    row(C::Home, &[Char('r')], "r", A::Rate, ("rate pain", "rate your pain now", 5)),
    row(C::Home, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Home, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    row(C::Home, &[Home], "home", A::Top, ("first", "to the first", 0)),
    row(C::Home, &[End, Char('G')], "end", A::Bottom, ("last", "to the last", 0)),
    row(C::Home, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Home, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Home, &[Char('q')], "q", A::Quit, ("quit", "leave supple", 9)),
    row(C::Search, &[Enter], "enter", A::Start, ("start", "start the routine", 2)),
    row(C::Search, &[Up], "↑", A::Up, ("up", "one up", 0)),
    row(C::Search, &[Down], "↓", A::Down, ("down", "one down", 0)),
    row(C::Search, &[Esc], "esc", A::Back, ("all", "end the search, show all", 4)),
    row(C::Search, &[Tab], "tab", A::Open, ("look", "look at the routine first", 3)),
    row(C::Search, &[Backspace], "backspace", A::DeleteBack, ("delete", "delete a character", 0)),
    row(C::Search, &[Ctrl('w')], "ctrl-w", A::DeleteWord, ("delete word", "delete a word", 0)),
    row(C::Search, &[Ctrl('u')], "ctrl-u", A::ClearText, ("clear", "empty the search", 0)),
    row(C::Search, &[Left], "←", A::CursorLeft, ("left", "cursor left", 0)),
    row(C::Search, &[Right], "→", A::CursorRight, ("right", "cursor right", 0)),
    row(C::Routine, &[Enter], "enter", A::Start, ("start", "start the routine", 2)),
    row(C::Routine, &[Char('+'), Char('=')], "+", A::MoreRounds, ("round more", "one round more", 4)),
    row(C::Routine, &[Char('-')], "-", A::FewerRounds, ("round less", "one round less", 5)),
    row(C::Routine, &[Char('t')], "t", A::CycleMinutes, ("time", "fit it to a time", 3)),
    row(C::Routine, &[Char('w')], "w", A::CycleWhen, ("when", "another occasion: before a run, after it", 6)),
    row(C::Routine, &[Char('a')], "a", A::ToggleAutoAdvance, ("auto", "go on by itself, or wait for a key", 7)),
    row(C::Routine, &[Tab], "tab", A::NextField, ("step", "to the next step", 8)),
    row(C::Routine, &[BackTab], "shift-tab", A::PreviousField, ("step before", "to the step before", 0)),
    row(C::Routine, &[Right, Char('o'), Char('l')], "→ o l", A::Open, ("look", "look at the exercise", 9)),
    row(C::Routine, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(C::Routine, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    row(C::Routine, &[Home, Char('g')], "g", A::Top, ("top", "to the top", 0)),
    row(C::Routine, &[End, Char('G')], "G", A::Bottom, ("end", "to the end", 0)),
    row(C::Routine, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Routine, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Routine, &[Left, Char('h'), Char('q')], "← h q", A::Back, ("back", "back", 10)),
    row(C::Filters, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Filters, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    row(C::Filters, &[Left, Char('h')], "← h", A::Lower, ("before", "the choice before", 3)),
    row(C::Filters, &[Right, Char('l')], "→ l", A::Higher, ("next", "the next choice", 2)),
    row(C::Filters, &[Char(' '), Enter], "space", A::Confirm, ("change", "the next choice; there or not", 0)),
    row(C::Filters, &[Backspace, Char('c')], "c", A::Clear, ("show all", "no filter", 4)),
    row(C::Filters, &[Char('f'), Char('q')], "f", A::Back, ("close", "close, and keep the filter", 5)),
    row(C::Library, &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open the exercise", 2)),
    row(C::Library, &[Char('/')], "/", A::Search, ("search", "search exercises", 3)),
    row(C::Library, &[Char('f')], "f", A::Filter, ("filter", "by kind, position, problem, equipment", 4)),
    row(C::Library, &[Backspace], "backspace", A::Clear, ("show all", "no filter", 0)),
    row(C::Library, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Library, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    row(C::Library, &[Home, Char('g')], "g", A::Top, ("first", "to the first", 0)),
    row(C::Library, &[End, Char('G')], "G", A::Bottom, ("last", "to the last", 0)),
    row(C::Library, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Library, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Library, &[Left, Char('h'), Char('q')], "← h q", A::Back, ("back", "back", 8)),
    row(C::LibrarySearch, &[Enter, Tab], "enter", A::Open, ("open", "open the exercise", 2)),
    row(C::LibrarySearch, &[Up], "↑", A::Up, ("up", "one up", 0)),
    row(C::LibrarySearch, &[Down], "↓", A::Down, ("down", "one down", 0)),
    row(C::LibrarySearch, &[Esc], "esc", A::Back, ("all", "end the search, show all", 3)),
    row(C::LibrarySearch, &[Backspace], "backspace", A::DeleteBack, ("delete", "delete a character", 0)),
    row(C::LibrarySearch, &[Ctrl('w')], "ctrl-w", A::DeleteWord, ("delete word", "delete a word", 0)),
    row(C::LibrarySearch, &[Ctrl('u')], "ctrl-u", A::ClearText, ("clear", "empty the search", 0)),
    row(C::LibrarySearch, &[Left], "←", A::CursorLeft, ("left", "cursor left", 0)),
    row(C::LibrarySearch, &[Right], "→", A::CursorRight, ("right", "cursor right", 0)),
    row(C::Guides, &[Enter, Right], "enter", A::Open, ("open", "open it", 2)),
    row(C::Guides, &[Char('/')], "/", A::Search, ("search", "search guides", 3)),
    row(C::Guides, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Guides, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    row(C::Guides, &[Home, Char('g')], "g", A::Top, ("first", "to the first", 0)),
    row(C::Guides, &[End, Char('G')], "G", A::Bottom, ("last", "to the last", 0)),
    row(C::Guides, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Guides, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Guides, &[Left, Char('q')], "← q", A::Back, ("back", "back", 8)),
    row(C::GuideSearch, &[Enter], "enter", A::Open, ("open", "open it", 2)),
    row(C::GuideSearch, &[Up], "↑", A::Up, ("up", "one up", 0)),
    row(C::GuideSearch, &[Down], "↓", A::Down, ("down", "one down", 0)),
    row(C::GuideSearch, &[Esc], "esc", A::Back, ("all", "end the search, show all", 3)),
    row(C::GuideSearch, &[Backspace], "backspace", A::DeleteBack, ("delete", "delete a character", 0)),
    row(C::GuideSearch, &[Ctrl('w')], "ctrl-w", A::DeleteWord, ("delete word", "delete a word", 0)),
    row(C::GuideSearch, &[Ctrl('u')], "ctrl-u", A::ClearText, ("clear", "empty the search", 0)),
    row(C::GuideSearch, &[Left], "←", A::CursorLeft, ("left", "cursor left", 0)),
    row(C::GuideSearch, &[Right], "→", A::CursorRight, ("right", "cursor right", 0)),
    row(C::Troubleshooter, &[Enter, Right], "enter", A::Open, ("choose", "choose it, one step on", 2)),
    row(C::Troubleshooter, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Troubleshooter, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 0)),
    row(C::Troubleshooter, &[Home, Char('g')], "g", A::Top, ("first", "to the first", 0)),
    row(C::Troubleshooter, &[End, Char('G')], "G", A::Bottom, ("last", "to the last", 0)),
    row(C::Troubleshooter, &[Left, Char('q')], "← q", A::Back, ("back", "one step back", 3)),
    row(C::Remedy, &[Char('s')], "s", A::Start, ("start", "start the routine", 2)),
    row(C::Remedy, &[Tab], "tab", A::NextField, ("link", "to the next link", 4)),
    row(C::Remedy, &[BackTab], "shift-tab", A::PreviousField, ("link before", "to the link before", 0)),
    row(C::Remedy, &[Enter, Right], "enter", A::Open, ("follow", "follow the link", 3)),
    row(C::Remedy, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(C::Remedy, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    row(C::Remedy, &[Home, Char('g')], "g", A::Top, ("top", "to the top", 0)),
    row(C::Remedy, &[End, Char('G')], "G", A::Bottom, ("end", "to the end", 0)),
    row(C::Remedy, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Remedy, &[PageDown, Ctrl('d'), Char(' ')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Remedy, &[Left, Char('q')], "← q", A::Back, ("back", "one step back", 8)),
    row(C::Exercise, &[Tab], "tab", A::NextField, ("link", "to the next link", 3)),
    row(C::Exercise, &[BackTab], "shift-tab", A::PreviousField, ("link before", "to the link before", 0)),
    row(C::Exercise, &[Enter, Right], "enter", A::Open, ("follow", "follow the link", 2)),
    row(C::Exercise, &[Char('e')], "e", A::Easier, ("easier", "to the next easier variant", 4)),
    row(C::Exercise, &[Char('h')], "h", A::Harder, ("harder", "to the next harder variant", 5)),
    row(C::Exercise, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(C::Exercise, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    row(C::Exercise, &[Home, Char('g')], "g", A::Top, ("top", "to the top", 0)),
    row(C::Exercise, &[End, Char('G')], "G", A::Bottom, ("end", "to the end", 0)),
    row(C::Exercise, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Exercise, &[PageDown, Ctrl('d'), Char(' ')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Exercise, &[Left, Char('q')], "← q", A::Back, ("back", "back", 8)),
    row(C::Guide, &[Tab], "tab", A::NextField, ("link", "to the next link", 3)),
    row(C::Guide, &[BackTab], "shift-tab", A::PreviousField, ("link before", "to the link before", 0)),
    row(C::Guide, &[Enter, Right], "enter", A::Open, ("follow", "follow the link", 2)),
    row(C::Guide, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 0)),
    row(C::Guide, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 0)),
    row(C::Guide, &[Home, Char('g')], "g", A::Top, ("top", "to the top", 0)),
    row(C::Guide, &[End, Char('G')], "G", A::Bottom, ("end", "to the end", 0)),
    row(C::Guide, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Guide, &[PageDown, Ctrl('d'), Char(' ')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Guide, &[Left, Char('q')], "← q", A::Back, ("back", "back", 8)),
    row(C::Plan, &[Tab], "tab", A::NextField, ("next", "to the next item", 0)),
    row(C::Plan, &[BackTab], "shift-tab", A::PreviousField, ("before", "to the item before", 0)),
    row(C::Plan, &[Enter, Right], "enter", A::Open, ("open", "open what is chosen", 3)),
    row(C::Plan, &[Char(' '), Char('x')], "space", A::Tick, ("tick", "done, or not done after all", 2)),
    row(C::Plan, &[Char('n')], "n", A::Next, ("next part", "on to the next part", 5)),
    row(C::Plan, &[Char('b')], "b", A::Previous, ("part before", "back to the part before", 6)),
    row(C::Plan, &[Char('u')], "u", A::UndoMark, ("undo", "take the last step back", 7)),
    row(C::Plan, &[Up, Char('k')], "↑ k", A::Up, ("up", "one up", 0)),
    row(C::Plan, &[Down, Char('j')], "↓ j", A::Down, ("down", "one down", 4)),
    row(C::Plan, &[Home, Char('g')], "g", A::Top, ("first", "to the first", 0)),
    row(C::Plan, &[End, Char('G')], "G", A::Bottom, ("last", "to the last", 0)),
    row(C::Plan, &[PageUp, Ctrl('u')], "page up", A::PageUp, ("page up", "a screenful up", 0)),
    row(C::Plan, &[PageDown, Ctrl('d')], "page down", A::PageDown, ("page down", "a screenful down", 0)),
    row(C::Plan, &[Left, Char('q')], "← q", A::Back, ("back", "back", 8)),
    row(C::CheckIn, DIGITS, "0-9", A::Digit(0), ("score", "pain now; 1 then 0 is ten", 3)),
    row(C::CheckIn, &[Enter], "enter", A::Confirm, ("go on", "go on, also without an answer", 2)),
    row(C::CheckIn, &[Left, Char('h')], "← h", A::Lower, ("less", "one less", 0)),
    row(C::CheckIn, &[Right, Char('l')], "→ l", A::Higher, ("more", "one more", 0)),
    row(C::CheckIn, &[Backspace, Char('u')], "u", A::Clear, ("take back", "take the score back", 4)),
    row(C::Player, &[Char(' ')], "space", A::TogglePause, ("pause", "pause, or go on", 2)),
    row(C::Player, &[Right, Char('n'), Enter], "→ n", A::Next, ("on", "on to the next part", 4)),
    row(C::Player, &[Left, Char('b')], "← b", A::Previous, ("back", "start of this part, or the one before", 5)),
    row(C::Player, &[Char('+'), Char('=')], "+", A::More, ("more", "10 seconds, a rep or a breath more", 8)),
    row(C::Player, &[Char('-')], "-", A::Less, ("less", "10 seconds, a rep or a breath less", 9)),
    row(C::Player, DIGITS, "0-9", A::Digit(0), ("pain", "pain now; 1 then 0 is ten", 6)),
    row(C::Player, &[Char('u')], "u", A::UndoRating, ("undo rating", "take the last rating back", 0)),
    row(C::Player, &[Char('e')], "e", A::Easier, ("easier", "an easier variant from here", 10)),
    row(C::Player, &[Char('h')], "h", A::Harder, ("harder", "a harder variant from here", 0)),
    row(C::Player, &[Char('x')], "x", A::Skip, ("skip", "leave the exercise out", 7)),
    row(C::Player, &[Char('i')], "i", A::HowTo, ("how to", "how it is done", 11)),
    row(C::Player, &[Char('l')], "l", A::StepList, ("steps", "all steps", 12)),
    row(C::Player, &[Char('m')], "m", A::ToggleMute, ("mute", "bell on or off", 0)),
    row(C::Player, &[Char('!')], "!", A::Stop, ("stop", "stop at once: sharp pain, dizzy", 3)),
    row(C::Player, &[Char('q')], "q", A::End, ("end", "end the session", 13)),
    row(C::Finish, DIGITS, "0-9", A::Digit(0), ("score", "0 to 10; 1 then 0 is ten", 3)),
    row(C::Finish, &[Enter], "enter", A::Confirm, ("done", "save and go home", 2)),
    row(C::Finish, &[Down, Tab, Char('j')], "↓ tab", A::NextField, ("next", "next question", 4)),
    row(C::Finish, &[Up, BackTab, Char('k')], "↑", A::PreviousField, ("before", "question before", 0)),
    row(C::Finish, &[Left, Char('h')], "← h", A::Lower, ("less", "one less", 0)),
    row(C::Finish, &[Right, Char('l')], "→ l", A::Higher, ("more", "one more", 0)),
    row(C::Finish, &[Backspace, Char('u')], "u", A::Clear, ("take back", "take the answer back", 5)),
    row(C::Note, &[Enter], "enter", A::Confirm, ("done", "save and go home", 2)),
    row(C::Note, &[Esc], "esc", A::Back, ("done", "save and go home", 5)),
    row(C::Note, &[Down, Tab], "↓ tab", A::NextField, ("next", "next question", 4)),
    row(C::Note, &[Up, BackTab], "↑", A::PreviousField, ("before", "question before", 3)),
    row(C::Note, &[Backspace], "backspace", A::DeleteBack, ("delete", "delete a character", 0)),
    row(C::Note, &[Delete], "delete", A::DeleteForward, ("delete", "delete the next character", 0)),
    row(C::Note, &[Ctrl('w')], "ctrl-w", A::DeleteWord, ("delete word", "delete a word", 0)),
    row(C::Note, &[Ctrl('u')], "ctrl-u", A::ClearText, ("clear", "empty the note", 0)),
    row(C::Note, &[Left], "←", A::CursorLeft, ("left", "cursor left", 0)),
    row(C::Note, &[Right], "→", A::CursorRight, ("right", "cursor right", 0)),
    row(C::Note, &[Home, Ctrl('a')], "home", A::CursorHome, ("start", "to the start", 0)),
    row(C::Note, &[End, Ctrl('e')], "end", A::CursorEnd, ("end", "to the end", 0)),
    row(C::Recover, &[Enter, Char('r')], "enter", A::Resume, ("resume", "take it up, paused", 2)),
    row(C::Recover, &[Char('l')], "l", A::Log, ("log", "write it down as it is", 3)),
    row(C::Recover, &[Char('d')], "d", A::Discard, ("discard", "throw it away", 4)),
    row(C::Recover, &[Char('q')], "q", A::Quit, ("later", "leave, and decide later", 5)),
    row(C::Help, &[Up, Char('k')], "↑ k", A::Up, ("up", "scroll up", 3)),
    row(C::Help, &[Down, Char('j')], "↓ j", A::Down, ("down", "scroll down", 2)),
    row(C::Help, &[Char('q'), Enter], "q", A::Back, ("close", "close", 4)),
    row(C::Leave, &[Char('g'), Enter, Char(' ')], "g", A::GoOn, ("go on", "go on with the session", 2)),
    row(C::Leave, &[Char('e'), Char('q')], "e", A::End, ("end", "end it; what is done is saved", 3)),
    row(C::Leave, &[Char('l')], "l", A::Later, ("later", "leave, go on at the next start", 4)),
    row(C::SkipReason, &[Char('1')], "1", A::Choose(1), ("it hurts", "it hurts", 2)),
    row(C::SkipReason, &[Char('2')], "2", A::Choose(2), ("too hard", "too hard today", 3)),
    row(C::SkipReason, &[Char('3')], "3", A::Choose(3), ("no equipment", "something is missing", 4)),
    row(C::SkipReason, &[Char('4')], "4", A::Choose(4), ("no time", "no time", 5)),
    row(C::SkipReason, &[Char('5'), Enter], "5", A::Choose(5), ("other", "another reason", 6)),
    row(C::StopReason, &[Char('1')], "1", A::Choose(1), ("sharp pain", "sharp or shooting pain", 2)),
    row(C::StopReason, &[Char('2')], "2", A::Choose(2), ("unwell", "dizzy, faint, short of breath", 3)),
    row(C::StopReason, &[Char('3')], "3", A::Choose(3), ("chest pain", "chest pain or pressure", 4)),
    row(C::StopReason, &[Char('4'), Enter], "4", A::Choose(4), ("other", "something else", 5)),
    row(C::Unsaved, &[Char('r'), Enter], "r", A::Retry, ("try again", "try to write again", 2)),
    row(C::Unsaved, &[Char('q')], "q", A::Quit, ("leave", "leave; kept for the next start", 3)),
    row(C::DiscardFound, &[Char('d')], "d", A::Discard, ("discard", "throw it away for good", 2)),
];

/// What `key` means in `context`; `None` where it means nothing.
///
/// ```
/// use supple::app::{action::Action, event::Key, keymap::{Context, resolve}};
///
/// assert_eq!(resolve(Context::Player, Key::Char(' ')), Some(Action::TogglePause));
/// assert_eq!(resolve(Context::Player, Key::Char('7')), Some(Action::Digit(7)));
/// assert_eq!(resolve(Context::Note, Key::Char('q')), Some(Action::Insert('q')));
/// ```
pub fn resolve(context: Context, key: Key) -> Option<Action> {
    let found = |in_context: Context| BINDINGS.iter().find(|row| row.context == in_context && row.keys.contains(&key));
    let typed = match key {
        Key::Char(c) if context.is_text() => Some(c),
        _ => None,
    };
    match (found(context), typed) {
        (Some(binding), _) => Some(action_of(binding, key)),
        (None, Some(c)) => Some(Action::Insert(c)),
        (None, None) => found(Context::Everywhere).map(|binding| action_of(binding, key)),
    }
}

fn action_of(binding: &Binding, key: Key) -> Action {
    match (binding.action, key) {
        (Action::Digit(_), Key::Char(c)) => {
            Action::Digit(c.to_digit(10).and_then(|d| u8::try_from(d).ok()).unwrap_or(0))
        }
        (action, _) => action,
    }
}

/// The rows of a context's own keys, then of those that hold everywhere.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    let own = BINDINGS.iter().filter(move |row| row.context == context);
    // In a text the question mark is a question mark.
    let shadowed = move |row: &&Binding| row.action == Action::Help && context.is_text();
    own.chain(BINDINGS.iter().filter(|row| row.context == Context::Everywhere).filter(move |row| !shadowed(row)))
}

/// The table of the read-me: Markdown, a section a context.
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text.push_str(&format!("\n**{}**\n\n| key | does |\n|---|---|\n", context.title()));
        for row in BINDINGS.iter().filter(|row| row.context == context) {
            let keys = row.shown.replace('|', "\\|");
            text.push_str(&format!("| `{keys}` | {} |\n", row.help));
        }
    }
    text
}
