//! Every key of the program, in one table: what it does where, and how it is called.
//!
//! Handling, footer, help and the read-me's table all read [`BINDINGS`], which stands in `bindings`.

use super::action::Action;
use super::event::Key;

mod bindings;
mod groups;

pub use bindings::BINDINGS;

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
    /// How a self-test is done.
    SelfTest,
    /// A self-test's timer runs.
    SelfTestTimer,
    /// What came of a self-test?
    SelfTestAnswer,
    /// What a self-test came to, and where that leads.
    SelfTestResult,
    /// Asked whether to open it all the same.
    SelfTestConfirm,
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
    /// The journal.
    Journal,
    /// Typing what is looked for in the journal.
    JournalSearch,
    /// What the journal is narrowed by.
    JournalFilter,
    /// An entry of the journal.
    JournalEntry,
    /// Entering one thing in the journal.
    JournalField,
    /// A session of the past, by hand.
    PastSession,
    /// Everything that can be set.
    Settings,
    /// Saying what is at hand.
    AtHand,
    /// The question about pain, before a session or at any time.
    CheckIn,
    /// Where it hurts.
    Places,
    /// What it is like.
    PainWords,
    /// The questions about safety.
    Safety,
    /// What a yes to one of them means.
    Halt,
    /// A routine as it fits today.
    Fitted,
    /// The morning after a session.
    Morning,
    /// The user's own activities.
    Activities,
    /// Typing the name of one.
    ActivityName,
    /// What the journal adds up to.
    Trends,
    /// What this program is and is not.
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
    /// Asked whether to leave a running session.
    Leave,
    /// Asked what to do about pain that is red.
    Alarm,
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

    /// Whether characters are text here, so that no letter is a command.
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

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it holds.
    pub contexts: &'static [Context],
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
    let found = |in_context: Context| own_rows(in_context).find(|row| row.keys.contains(&key));
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
        // Of several keys it is said by its place in the row which it was.
        (Action::PlaceRow(_), key) => {
            let row = binding.keys.iter().position(|known| *known == key);
            Action::PlaceRow(row.and_then(|row| u8::try_from(row).ok()).unwrap_or(0))
        }
        (action, _) => action,
    }
}

/// The rows of a context, without those that hold everywhere.
pub fn own_rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |row| row.contexts.contains(&context))
}

/// The rows of a context, then those that hold everywhere.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    // In a text the question mark is a question mark.
    let shadowed = move |row: &&Binding| row.action == Action::Help && context.is_text();
    own_rows(context).chain(own_rows(Context::Everywhere).filter(move |row| !shadowed(row)))
}

/// The table of the read-me: Markdown, a section a context.
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
