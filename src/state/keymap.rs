//! The table of all keys: contexts, meaning, and labels.
//!
//! Handling, footer, help and the read-me's table all read [`bindings`]: the main table, and that of `planning`.

use Context as C;
use groups::SECTION_DIGITS;

use crate::domain::journal::entry::PainWord;
use crate::state::action::Action;
use crate::state::event::Key;
use crate::state::event::Key::Char;
use crate::state::section::Section;

pub use groups::TREND_PAGES;

mod bindings;
mod groups;
mod planning;

/// Declares the contexts, each with its heading.
macro_rules! contexts {
    ($($(#[$doc:meta])* $name:ident = $title:literal,)+) => {
        /// The contexts in which keys are pressed: screens, their parts, and dialogs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Context {
            $($(#[$doc])* $name,)+
        }

        impl Context {
            /// All contexts, in the order of the read-me.
            pub const ALL: [Self; [$(Self::$name),+].len()] = [$(Self::$name),+];

            /// Returns the heading for help and read-me.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

contexts! {
    /// Everywhere.
    Everywhere = "Everywhere",
    /// The home screen.
    Home = "Home",
    /// Typing a search on the home screen.
    Search = "Search",
    /// A routine's page.
    Routine = "Routine",
    /// A routine that is being written.
    Editor = "Your routine",
    /// A routine that is changed for one session.
    EditorToday = "A routine, changed for today",
    /// Typing its name or a note.
    EditorText = "Your routine, name or note",
    /// Searching exercises to add to it.
    EditorSearch = "Your routine, adding steps",
    /// Making an exercise.
    OwnExercise = "Your own exercise",
    /// Putting a session together.
    Compose = "Put a session together",
    /// Typing the purpose of a session.
    ComposeSearch = "Put a session together, search",
    /// Choosing what a list shows.
    Filters = "Filter",
    /// The library.
    Library = "Library",
    /// Typing a search in the library.
    LibrarySearch = "Library, search",
    /// An exercise's page.
    Exercise = "Exercise",
    /// The description of a self-test.
    SelfTest = "Self-test",
    /// A self-test's timer runs.
    SelfTestTimer = "Self-test, timer",
    /// The question about the outcome of a self-test.
    SelfTestAnswer = "Self-test, answer",
    /// The result of a self-test, and the advice that follows.
    SelfTestResult = "Self-test, result",
    /// The question whether to open a self-test all the same.
    SelfTestConfirm = "Self-test, before opening",
    /// The list of guides.
    Guides = "Guides",
    /// Typing a search in the list of guides.
    GuideSearch = "Guides, search",
    /// A guide.
    Guide = "Guide",
    /// The troubleshooter: choosing the complaint.
    Troubleshooter = "What hurts, and when?",
    /// The remedy, with a routine that can be started.
    Remedy = "What to do",
    /// The list of plans.
    Plans = "Plans",
    /// A plan.
    Plan = "Plan",
    /// A plan that is being written.
    PlanEditor = "Your plan",
    /// Typing its name, a task or a note.
    PlanText = "Your plan, a name or note",
    /// Searching routines to add to it.
    PlanSearch = "Your plan, adding",
    /// Picking the days that are to be the same.
    PlanCopy = "Your plan, the same on other days",
    /// The journal.
    Journal = "Journal",
    /// Typing a search in the journal.
    JournalSearch = "Journal, search",
    /// Choosing the filters of the journal.
    JournalFilter = "Journal, filter",
    /// An entry of the journal.
    JournalEntry = "Journal, entry",
    /// Entering one thing in the journal.
    JournalField = "Journal, one field",
    /// Choosing one of a list in the journal.
    JournalChoice = "Journal, one of a list",
    /// A session of the past, entered by hand.
    PastSession = "Past session",
    /// The form of a timer.
    Timer = "Timer",
    /// The settings.
    Settings = "Settings",
    /// Trying a theme.
    ThemeTrial = "Settings, trying a theme",
    /// Choosing the equipment at hand.
    AtHand = "Equipment I have",
    /// The question about pain, before a session or at any time.
    CheckIn = "Pain rating",
    /// The places of the pain.
    Places = "Where it hurts",
    /// The words for the pain.
    PainWords = "How it feels",
    /// The questions about safety.
    Safety = "Safety check",
    /// The meaning of a yes to one of those questions.
    Halt = "Have this checked",
    /// A routine adapted to today.
    Fitted = "Fitted to today",
    /// The morning after a session.
    Morning = "This morning",
    /// The user's own activities.
    Activities = "Your goals",
    /// Typing the name of one.
    ActivityName = "Your goals, name",
    /// The trends.
    Trends = "Trends",
    /// The page about the program.
    Welcome = "Before you begin",
    /// A running session.
    Player = "Session",
    /// The end of a session, on one of the two scales.
    Finish = "Finish",
    /// The end of a session, typing the note.
    Note = "Finish, note",
    /// The end of a timer that is not saved.
    TimerDone = "Timer, at its end",
    /// An unfinished session was found.
    Recover = "Unfinished session",
    /// The list of keys.
    Help = "Keys",
    /// The list of keys, searched.
    HelpSearch = "Keys, search",
    /// The question whether to leave a running session.
    Leave = "Leaving a session",
    /// The question what to do about red pain.
    Alarm = "Pain alarm",
    /// The question why an exercise is left out.
    SkipReason = "Skipping an exercise",
    /// The question why the session was stopped.
    StopReason = "Stopped",
    /// The question what to do with entries that could not be written.
    Unsaved = "Not saved",
    /// The question whether to throw an unfinished session away.
    DiscardFound = "Discarding a session",
    /// The question whether to throw a draft away.
    DiscardDraft = "Discarding a draft",
    /// The question whether to replace a file.
    ReplaceOwn = "Another file",
}

impl Context {
    /// Returns true if characters are typed as text here, so that no letter is a command.
    pub fn is_text(self) -> bool {
        groups::TEXTS.contains(&self)
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

/// Returns a row from its parts; `texts` are its label, its help and its hint.
const fn row(
    contexts: &'static [C],
    keys: &'static [Key],
    shown: &'static str,
    action: Action,
    texts: (&'static str, &'static str, u8),
) -> Binding {
    Binding { contexts, keys, shown, action, label: texts.0, help: texts.1, hint: texts.2 }
}

/// Returns the row for a word of the quality of pain.
const fn feel(keys: &'static [Key], shown: &'static str, word: PainWord) -> Binding {
    row(&[C::PainWords], keys, shown, Action::Feel(word), (word.as_str(), word.as_str(), 0))
}

/// Returns the action that `key` means in `context`, if any.
///
/// ```
/// use supple::state::{action::Action, event::Key, keymap::{Context, resolve}};
///
/// assert_eq!(resolve(Context::Player, Key::Char(' ')), Some(Action::TogglePause));
/// assert_eq!(resolve(Context::Player, Key::Char('7')), Some(Action::Digit(7)));
/// assert_eq!(resolve(Context::Note, Key::Char('q')), Some(Action::Insert('q')));
/// ```
pub fn resolve(context: Context, key: Key) -> Option<Action> {
    match key {
        // Where shift adds nothing the arrow means what it does alone.
        Key::ShiftUp => own_action(context, key).or_else(|| resolve(context, Key::Up)),
        Key::ShiftDown => own_action(context, key).or_else(|| resolve(context, Key::Down)),
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
        (Action::Section(_), Key::Char(c)) if c.is_ascii_digit() => Action::Section(section_of(c)),
        // The position of the key in its row is the number of the row of places.
        (Action::PlaceRow(_), key) => {
            let row = binding.keys.iter().position(|known| *known == key);
            Action::PlaceRow(row.and_then(|row| u8::try_from(row).ok()).unwrap_or(0))
        }
        (action, _) => action,
    }
}

/// Returns the section that a digit chooses.
fn section_of(digit: char) -> Section {
    let at = SECTION_DIGITS.iter().position(|key| *key == Char(digit)).unwrap_or_default();
    Section::ALL.get(at).copied().unwrap_or(Section::Routines)
}

/// Returns all rows.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    bindings::BINDINGS.iter().chain(planning::PLANNING)
}

/// Returns the rows of a context, without those that hold everywhere.
pub fn own_rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    bindings().filter(move |row| row.contexts.contains(&context))
}

/// Returns the rows of a context, then those that hold everywhere.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    // In a text field the question mark is text.
    own_rows(context)
        .chain(own_rows(Context::Everywhere).filter(move |row| row.action != Action::Help || !context.is_text()))
}

/// Returns the key tables of `docs/keys.md`: Markdown, one section per context.
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text.push_str(&format!("\n## {}\n\n| key | does |\n|---|---|\n", context.title()));
        for row in own_rows(context) {
            let keys = row.shown.replace('|', "\\|");
            text.push_str(&format!("| `{keys}` | {} |\n", row.help));
        }
    }
    text
}
