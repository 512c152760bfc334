//! Keys and contexts that several rows of the table share.

use super::Context as C;
use crate::domain::journal::body_location::ROWS as GRID_ROWS;
use crate::state::event::Key;
use crate::state::event::Key::Char;
use crate::state::section::Section;
pub(super) const DIGITS: &[Key] =
    &[Char('0'), Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];

/// The rows of the grid of places, from top to bottom.
pub(super) const PLACE_KEYS: &[Key; GRID_ROWS] = &[
    Char('1'),
    Char('2'),
    Char('3'),
    Char('4'),
    Char('5'),
    Char('6'),
    Char('7'),
    Char('8'),
    Char('9'),
    Char('0'),
    Char('o'),
];

/// The number of pages of the trends.
pub const TREND_PAGES: usize = 6;

/// The pages of the trends.
pub(super) const PAGE_DIGITS: &[Key; TREND_PAGES] = &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6')];

/// The sections of the program.
pub(super) const SECTION_DIGITS: &[Key; Section::ALL.len()] =
    &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6')];

/// The questions of a page about safety.
pub(super) const SAFETY_DIGITS: &[Key] = &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7')];

pub(super) const LISTS: &[C] = &[
    C::Home,
    C::Compose,
    C::Journal,
    C::JournalEntry,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Plan,
    C::Fitted,
    C::Settings,
    C::AtHand,
    C::Editor,
    C::EditorToday,
    C::Plans,
    C::PlanEditor,
    C::PlanCopy,
];
/// Lists whose first row `g` goes to; on the home screen it goes to the guides.
pub(super) const FIRSTS: &[C] = &[
    C::Journal,
    C::JournalEntry,
    C::Compose,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Plan,
    C::Settings,
    C::AtHand,
    C::Editor,
    C::EditorToday,
    C::Plans,
    C::PlanEditor,
    C::PlanCopy,
];
/// Contexts with rows to choose from, but for the plan, which shows these keys in its footer.
pub(super) const ROWS: &[C] = &[
    C::Fitted,
    C::Filters,
    C::Compose,
    C::Journal,
    C::JournalEntry,
    C::JournalFilter,
    C::PastSession,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Settings,
    C::ThemeTrial,
    C::AtHand,
    C::Editor,
    C::EditorToday,
    C::Plans,
    C::PlanEditor,
    C::PlanCopy,
];
/// Searches of a list, which shows all of it again when they end.
pub(super) const SEARCHES: &[C] =
    &[C::Search, C::LibrarySearch, C::GuideSearch, C::JournalSearch, C::HelpSearch, C::ComposeSearch];
/// All searches.
pub(super) const FINDING: &[C] = &[
    C::Search,
    C::LibrarySearch,
    C::GuideSearch,
    C::JournalSearch,
    C::HelpSearch,
    C::EditorSearch,
    C::ComposeSearch,
    C::PlanSearch,
];
pub(super) const TEXTS: &[C] = &[
    C::Search,
    C::ComposeSearch,
    C::LibrarySearch,
    C::GuideSearch,
    C::JournalSearch,
    C::HelpSearch,
    C::JournalField,
    C::JournalChoice,
    C::Note,
    C::ActivityName,
    C::EditorText,
    C::EditorSearch,
    C::OwnExercise,
    C::PlanText,
    C::PlanSearch,
];
/// Contexts in which a change can be undone.
pub(super) const CHANGING: &[C] = &[C::Journal, C::JournalEntry, C::Editor, C::EditorToday, C::PlanEditor];
/// Contexts in which steps of a routine are changed.
pub(super) const EDITING: &[C] = &[C::Editor, C::EditorToday];
/// Contexts in which one thing is entered.
pub(super) const EDITORS: &[C] = &[C::JournalField, C::JournalChoice, C::EditorText, C::PlanText];
/// Forms whose lines are entered one by one.
pub(super) const FORMS: &[C] = &[C::JournalFilter, C::PastSession];
pub(super) const PAGES: &[C] = &[C::Routine, C::Exercise, C::Guide, C::Remedy, C::SelfTest, C::SelfTestAnswer];
/// Contexts in which a turn of a self-test can be left out.
pub(super) const TURNS: &[C] = &[C::SelfTest, C::SelfTestAnswer];
pub(super) const WITH_LINKS: &[C] = &[C::Exercise, C::Guide, C::Remedy];
pub(super) const SCREENFULS: &[C] = &[
    C::Home,
    C::Compose,
    C::Journal,
    C::JournalEntry,
    C::Editor,
    C::EditorToday,
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
    C::Trends,
    C::Plans,
    C::PlanEditor,
    C::PlanCopy,
];
/// Contexts below the line of sections, in which digits mean nothing else.
pub(super) const BY_DIGIT: &[C] = &[
    C::Home,
    C::Compose,
    C::Routine,
    C::Library,
    C::Exercise,
    C::Guides,
    C::Guide,
    C::Troubleshooter,
    C::Remedy,
    C::Plan,
    C::Journal,
    C::JournalEntry,
    C::Plans,
];
pub(super) const SCORES: &[C] = &[C::CheckIn, C::Finish, C::Morning, C::Activities];
/// The details that follow a score: places and words.
pub(super) const DETAILS: &[C] = &[C::Places, C::PainWords];
/// Contexts from which the questions about safety can be opened.
pub(super) const SAFE: &[C] =
    &[C::Home, C::CheckIn, C::Places, C::PainWords, C::Finish, C::TimerDone, C::Morning, C::Welcome];
/// Contexts in which one of several items is chosen.
pub(super) const CHOICES: &[C] = &[C::Safety, C::Activities];
pub(super) const ANSWERS: &[C] = &[C::CheckIn, C::Places, C::PainWords];
/// Contexts of a suggestion or a routine, which have reasons.
pub(super) const REASONED: &[C] = &[C::Home, C::Routine, C::Fitted];
/// Lists that are searched.
pub(super) const SEARCHED: &[C] = &[C::Home, C::Compose, C::Library, C::Guides];
/// The pages of a self-test but for the measuring.
pub(super) const TESTED: &[C] = &[C::SelfTest, C::SelfTestAnswer, C::SelfTestResult];
/// The keys that go back from a list or a page.
pub(super) const LEAVING: &[Key] = &[Key::Left, Char('h'), Char('q')];
