//! The table of all keys: contexts, meaning, and labels.
//!
//! Handling, footer, help and the read-me's table all read [`BINDINGS`], which is in `bindings`.

use super::action::Action;
use super::event::Key;

mod bindings;
mod groups;

pub use bindings::BINDINGS;
pub use groups::TREND_PAGES;

/// The contexts in which keys are pressed: screens, their parts, and dialogs.
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
    /// The description of a self-test.
    SelfTest,
    /// A self-test's timer runs.
    SelfTestTimer,
    /// The question about the outcome of a self-test.
    SelfTestAnswer,
    /// The result of a self-test, and the advice that follows.
    SelfTestResult,
    /// The question whether to open a self-test all the same.
    SelfTestConfirm,
    /// The list of guides.
    Guides,
    /// Typing a search in the list of guides.
    GuideSearch,
    /// A guide.
    Guide,
    /// The troubleshooter: choosing the complaint.
    Troubleshooter,
    /// The remedy, with a routine that can be started.
    Remedy,
    /// A plan.
    Plan,
    /// The journal.
    Journal,
    /// Typing a search in the journal.
    JournalSearch,
    /// Choosing the filters of the journal.
    JournalFilter,
    /// An entry of the journal.
    JournalEntry,
    /// Entering one thing in the journal.
    JournalField,
    /// A session of the past, entered by hand.
    PastSession,
    /// The settings.
    Settings,
    /// Choosing the equipment at hand.
    AtHand,
    /// The question about pain, before a session or at any time.
    CheckIn,
    /// The places of the pain.
    Places,
    /// The words for the pain.
    PainWords,
    /// The questions about safety.
    Safety,
    /// The meaning of a yes to one of those questions.
    Halt,
    /// A routine adapted to today.
    Fitted,
    /// The morning after a session.
    Morning,
    /// The user's own activities.
    Activities,
    /// Typing the name of one.
    ActivityName,
    /// The trends.
    Trends,
    /// The page about the program.
    Welcome,
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
    /// The question whether to leave a running session.
    Leave,
    /// The question what to do about red pain.
    Alarm,
    /// The question why an exercise is left out.
    SkipReason,
    /// The question why the session was stopped.
    StopReason,
    /// The question what to do with entries that could not be written.
    Unsaved,
    /// The question whether to throw an unfinished session away.
    DiscardFound,
}

impl Context {
    /// All contexts, in the order of the read-me.
    pub const ALL: [Self; 49] = [
        Self::Everywhere,
        Self::Home,
        Self::Search,
        Self::Routine,
        Self::Filters,
        Self::Library,
        Self::LibrarySearch,
        Self::Exercise,
        Self::SelfTest,
        Self::SelfTestTimer,
        Self::SelfTestAnswer,
        Self::SelfTestResult,
        Self::SelfTestConfirm,
        Self::Guides,
        Self::GuideSearch,
        Self::Guide,
        Self::Troubleshooter,
        Self::Remedy,
        Self::Plan,
        Self::Journal,
        Self::JournalSearch,
        Self::JournalFilter,
        Self::JournalEntry,
        Self::JournalField,
        Self::PastSession,
        Self::Settings,
        Self::AtHand,
        Self::CheckIn,
        Self::Places,
        Self::PainWords,
        Self::Safety,
        Self::Halt,
        Self::Fitted,
        Self::Morning,
        Self::Activities,
        Self::ActivityName,
        Self::Trends,
        Self::Welcome,
        Self::Player,
        Self::Finish,
        Self::Note,
        Self::Recover,
        Self::Help,
        Self::Leave,
        Self::Alarm,
        Self::SkipReason,
        Self::StopReason,
        Self::Unsaved,
        Self::DiscardFound,
    ];

    /// Returns the heading for help and read-me.
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
            Self::SelfTest => "Self-test",
            Self::SelfTestTimer => "Self-test, timer",
            Self::SelfTestAnswer => "Self-test, answer",
            Self::SelfTestResult => "Self-test, result",
            Self::SelfTestConfirm => "Self-test, before it is opened",
            Self::Guides => "Guides",
            Self::GuideSearch => "Guides, search",
            Self::Guide => "Guide",
            Self::Troubleshooter => "What hurts, doing what?",
            Self::Remedy => "What to do",
            Self::Plan => "Plan",
            Self::Journal => "Journal",
            Self::JournalSearch => "Journal, search",
            Self::JournalFilter => "Journal, filter",
            Self::JournalEntry => "Journal, entry",
            Self::JournalField => "Journal, one field",
            Self::PastSession => "A session of the past",
            Self::Settings => "Settings",
            Self::AtHand => "At hand",
            Self::CheckIn => "Pain rating",
            Self::Places => "Where it hurts",
            Self::PainWords => "What it is like",
            Self::Safety => "Safety questions",
            Self::Halt => "Have it looked at",
            Self::Fitted => "Fitted to today",
            Self::Morning => "The morning after",
            Self::Activities => "Own activities",
            Self::ActivityName => "Own activities, name",
            Self::Trends => "Trends",
            Self::Welcome => "Before you begin",
            Self::Player => "Session",
            Self::Finish => "Finish",
            Self::Note => "Finish, note",
            Self::Recover => "Unfinished session",
            Self::Help => "Keys",
            Self::Leave => "Leaving a session",
            Self::Alarm => "Red",
            Self::SkipReason => "Leaving an exercise out",
            Self::StopReason => "Stopped",
            Self::Unsaved => "Not saved",
            Self::DiscardFound => "Throwing away",
        }
    }

    /// Returns true if characters are typed as text here, so that no letter is a command.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Search
                | Self::LibrarySearch
                | Self::GuideSearch
                | Self::JournalSearch
                | Self::JournalField
                | Self::Note
                | Self::ActivityName
        )
    }
}

/// A row of the key table.
#[derive(Debug)]
pub struct Binding {
    /// The contexts in which it holds.
    pub contexts: &'static [Context],
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// The keys as written for people.
    pub shown: &'static str,
    /// The action they mean.
    pub action: Action,
    /// The label for the footer, a word or two.
    pub label: &'static str,
    /// The line for the list of keys.
    pub help: &'static str,
    /// The position in the footer, from 1; 0: not in the footer. The highest are dropped first where space is short.
    pub hint: u8,
}

/// Returns the action that `key` means in `context`, if any.
///
/// ```
/// use supple::app::{action::Action, event::Key, keymap::{Context, resolve}};
///
/// assert_eq!(resolve(Context::Player, Key::Char(' ')), Some(Action::TogglePause));
/// assert_eq!(resolve(Context::Player, Key::Char('7')), Some(Action::Digit(7)));
/// assert_eq!(resolve(Context::Note, Key::Char('q')), Some(Action::Insert('q')));
/// ```
pub fn resolve(context: Context, key: Key) -> Option<Action> {
    match key {
        Key::Char(c) if context.is_text() => own_action(context, key).or(Some(Action::Insert(c))),
        _ => own_action(context, key).or_else(|| own_action(Context::Everywhere, key)),
    }
}

fn own_action(context: Context, key: Key) -> Option<Action> {
    own_rows(context).find(|row| row.keys.contains(&key)).map(|binding| action_of(binding, key))
}

fn action_of(binding: &Binding, key: Key) -> Action {
    match (binding.action, key) {
        (Action::Digit(_), Key::Char(c)) => {
            Action::Digit(c.to_digit(10).and_then(|d| u8::try_from(d).ok()).unwrap_or(0))
        }
        // The position of the key in its row is the number of the row of places.
        (Action::PlaceRow(_), key) => {
            let row = binding.keys.iter().position(|known| *known == key);
            Action::PlaceRow(row.and_then(|row| u8::try_from(row).ok()).unwrap_or(0))
        }
        (action, _) => action,
    }
}

/// Returns the rows of a context, without those that hold everywhere.
pub fn own_rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |row| row.contexts.contains(&context))
}

/// Returns the rows of a context, then those that hold everywhere.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    // In a text field the question mark is text.
    own_rows(context)
        .chain(own_rows(Context::Everywhere).filter(move |row| row.action != Action::Help || !context.is_text()))
}

/// Returns the key tables of the read-me: Markdown, one section per context.
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text.push_str(&format!("\n**{}**\n\n| key | does |\n|---|---|\n", context.title()));
        for row in own_rows(context) {
            let keys = row.shown.replace('|', "\\|");
            text.push_str(&format!("| `{keys}` | {} |\n", row.help));
        }
    }
    text
}
