//! Groups of keys and contexts that several rows of the table share.

use super::Context as C;
use crate::domain::journal::body_location::ROWS as GRID_ROWS;
use crate::state::event::Key::{self, Char};

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

/// The questions of a page about safety.
pub(super) const SAFETY_DIGITS: &[Key] = &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7')];

pub(super) const LISTS: &[C] = &[
    C::Home,
    C::Journal,
    C::JournalEntry,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Plan,
    C::Fitted,
    C::Settings,
    C::AtHand,
];
/// [`ROWS`] without the plan, which shows this key in its footer.
pub(super) const PLAIN_ROWS: &[C] = &[
    C::Fitted,
    C::Filters,
    C::Journal,
    C::JournalEntry,
    C::JournalFilter,
    C::PastSession,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Settings,
    C::AtHand,
];
pub(super) const ROWS: &[C] = &[
    C::Filters,
    C::Journal,
    C::JournalEntry,
    C::JournalFilter,
    C::PastSession,
    C::Library,
    C::Guides,
    C::Troubleshooter,
    C::Plan,
    C::Fitted,
    C::Settings,
    C::AtHand,
];
pub(super) const SEARCHES: &[C] = &[C::Search, C::LibrarySearch, C::GuideSearch, C::JournalSearch, C::HelpSearch];
pub(super) const TEXTS: &[C] = &[
    C::Search,
    C::LibrarySearch,
    C::GuideSearch,
    C::JournalSearch,
    C::HelpSearch,
    C::JournalField,
    C::Note,
    C::ActivityName,
];
/// Contexts in which a change of the journal can be undone.
pub(super) const CHANGING: &[C] = &[C::Journal, C::JournalEntry];
/// Forms whose lines are entered one by one.
pub(super) const FORMS: &[C] = &[C::JournalFilter, C::PastSession];
pub(super) const PAGES: &[C] = &[C::Routine, C::Exercise, C::Guide, C::Remedy, C::SelfTest, C::SelfTestAnswer];
/// Contexts in which a turn of a self-test can be left out.
pub(super) const TURNS: &[C] = &[C::SelfTest, C::SelfTestAnswer];
pub(super) const WITH_LINKS: &[C] = &[C::Exercise, C::Guide, C::Remedy];
pub(super) const SCREENFULS: &[C] = &[
    C::Home,
    C::Journal,
    C::JournalEntry,
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
];
pub(super) const SCORES: &[C] = &[C::CheckIn, C::Finish, C::Morning, C::Activities];
/// The details that follow a score: places and words.
pub(super) const DETAILS: &[C] = &[C::Places, C::PainWords];
/// Contexts from which the questions about safety can be opened.
pub(super) const SAFE: &[C] = &[C::Home, C::CheckIn, C::Places, C::PainWords, C::Finish, C::Morning, C::Welcome];
/// Contexts in which one of several items is chosen.
pub(super) const CHOICES: &[C] = &[C::Safety, C::Activities];
pub(super) const ANSWERS: &[C] = &[C::CheckIn, C::Places, C::PainWords];
