//! The journal: all entries by day, the newest first, to be browsed, added to and changed.
//!
//! `drawing` lays the screen out: `list` the visible rows, `entry` the page of one entry. `page` handles actions there
//! and in an `editor`: `change` holds the fields of an entry, `narrow` the filter, `past` a session entered by hand.
//! `history` holds undo and redo.

mod change;
mod editor;
mod entry;
mod filter_form;
mod history;
mod list;
mod manual_session;
mod page;
mod view;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use self::change::EntryField;
use self::editor::{Editor, Sort};
use self::entry::why_fixed;
use self::history::{EntryChange, UndoHistory};
use self::manual_session::Past;
use super::check_in::Question;
use super::page::PageScroll;
use super::{edit, moved};
use crate::domain::content::exercise::Id;
use crate::domain::journal::browse::filter::Wanted;
use crate::domain::journal::browse::search_term::Names;
use crate::domain::journal::browse::timeline::Listing;
use crate::domain::journal::browse::{EntryKind, Item};
use crate::domain::journal::entry::{Entry, Moment, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::text_input::TextInput;

/// The least width for an entry beside the list.
const BESIDE: u16 = 100;
/// The least width for the filter beside the list, and its own.
const FILTER_BESIDE: (u16, u16) = (80, 33);
/// The two widths of the list beside an entry.
const LIST: (u16, u16) = (52, 66);
/// The least width of the screen for the larger of them.
const WIDE: u16 = 120;
const LONGEST_SEARCH: usize = 40;
/// The number of entries to find beyond the visible ones.
const AHEAD: usize = 64;

/// The parts of the screen that can be open.
#[derive(Debug, Clone)]
enum JournalView {
    /// The list, which has the keys.
    List,
    /// An entry, which has the keys.
    Entry,
    /// The lines that cannot be read.
    Problems,
    /// The filter, with its chosen line.
    Filter(usize),
    /// A session of the past.
    Past(Past),
}

/// The purpose of an editor.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    /// A jump to a day.
    Jump,
    /// A new note.
    Note,
    /// A change of an entry.
    Change(Uuid, EntryField),
    /// A line of the filter.
    Filter(usize),
    /// The chosen line of a session of the past.
    Past,
}

/// The answers of a rating being changed or given.
#[derive(Debug, Clone)]
struct Answering {
    /// The entry to be changed; `None` for a new one.
    before: Option<Entry>,
    /// The session, time and moment of a new rating.
    of: Option<(Uuid, Stamp, Moment)>,
    question: Question,
}

/// State of the journal.
pub struct JournalScreen {
    listing: Listing,
    /// The revision of the journal from which the listing was made.
    revision: u64,
    wanted: Wanted,
    /// The filter before a line of it was opened: what is tried out there can be left.
    wanted_before: Option<Wanted>,
    /// The days whose ticks are listed one by one.
    opened: BTreeSet<NaiveDate>,
    selected: usize,
    /// The time and id of the chosen entry, by which it is found again after a change.
    chosen: Option<(Stamp, Uuid)>,
    search: Option<TextInput>,
    /// The names of the content, which a search finds besides the words of the entries.
    names: Names,
    view: JournalView,
    reader: PageScroll,
    editor: Option<(Purpose, Editor)>,
    answering: Option<Answering>,
    history: UndoHistory,
    /// The number of ratings before one is given on a screen of its own, while that is open.
    rating: Option<usize>,
}

impl JournalScreen {
    /// The journal with its newest entry chosen.
    pub fn new(model: &Model) -> Self {
        let mut screen = Self {
            listing: Listing::default(),
            revision: u64::MAX,
            wanted: Wanted::default(),
            wanted_before: None,
            opened: BTreeSet::new(),
            selected: 0,
            chosen: None,
            search: None,
            names: Names::default(),
            view: JournalView::List,
            reader: PageScroll::default(),
            editor: None,
            answering: None,
            history: UndoHistory::default(),
            rating: None,
        };
        screen.look_again(model);
        screen
    }

    /// The journal with the sessions of a routine alone, until the filter is changed.
    pub fn of_routine(routine: Id, model: &Model) -> Self {
        let mut screen = Self::new(model);
        let wanted = Wanted { kind: Some(EntryKind::Session), routine: Some(routine), ..Wanted::default() };
        screen.look_for(wanted, model);
        screen
    }

    /// Makes the list anew if the journal has changed, with the same entry chosen.
    fn look_again(&mut self, model: &Model) {
        if self.revision != model.whole.revision() {
            self.note_rating(model);
            self.make_list(model);
        }
    }

    fn is_filled(&self) -> bool {
        match self.view {
            JournalView::List | JournalView::Entry => !self.listing.is_empty(),
            _ => true,
        }
    }

    // ---- the list -------------------------------------------------------------------------

    /// Makes the list anew; the chosen entry stays chosen while it is listed.
    fn make_list(&mut self, model: &Model) {
        self.revision = model.whole.revision();
        let Some(journal) = model.journal() else { return };
        self.listing = Listing::with_opened(journal, self.wanted.clone(), self.opened.clone());
        let place = self.chosen.and_then(|(at, id)| self.listing.place_of(journal, id, at));
        self.selected = place.unwrap_or(self.selected);
        self.look_ahead(model);
        self.selected = self.selected.min(self.listing.len().saturating_sub(1));
        self.remember(journal);
    }

    /// Finds the entries that the next move may need; all of them while a filter is on, to be counted.
    fn look_ahead(&mut self, model: &Model) {
        let Some(journal) = model.journal() else { return };
        if self.wanted.is_set() {
            return self.listing.find_all(journal);
        }
        self.listing.find(journal, self.selected + usize::from(model.viewport.1) + AHEAD);
    }

    fn remember(&mut self, journal: &Journal) {
        self.chosen = self.listing.get(journal, self.selected).map(|item| item.order());
    }

    /// Chooses another entry.
    fn choose(&mut self, at: usize, model: &Model) {
        if self.selected != at {
            self.reader = PageScroll::default();
        }
        self.selected = at;
        self.look_ahead(model);
        if let Some(journal) = model.journal() {
            self.remember(journal);
        }
    }

    /// The chosen entry.
    fn item<'m>(&self, model: &'m Model) -> Option<Item<'m>> {
        self.listing.get(model.journal()?, self.selected)
    }

    /// The ticks of a day that are folded into the chosen line; empty if it is one entry.
    fn ticks<'m>(&self, model: &'m Model) -> Vec<&'m Logged<PlanMark>> {
        model.journal().map(|journal| self.listing.ticks(journal, self.selected)).unwrap_or_default()
    }

    /// Lists the ticks of the chosen day one by one; returns false if they are.
    fn open_ticks(&mut self, model: &Model) -> bool {
        let first = self.ticks(model).first().map(|tick| tick.at.date_naive());
        self.opened.extend(first);
        if first.is_some() {
            self.make_list(model);
        }
        first.is_some()
    }

    /// Lists the ticks of the chosen day as one line again; returns false if that changes nothing.
    fn close_ticks(&mut self, model: &Model) -> bool {
        let tick = self.item(model).filter(Item::is_tick);
        let before = self.listing.len();
        if tick.is_some_and(|tick| self.opened.remove(&tick.at().date_naive())) {
            self.make_list(model);
        }
        self.listing.len() < before
    }

    fn update_list(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (Action::Bottom, Some(journal)) = (action, cx.model.journal()) {
            self.listing.find_all(journal);
        }
        if let Some(at) = moved(self.selected, self.listing.len(), action) {
            return self.choose(at, cx.model);
        }
        let today = cx.now.wall.date_naive();
        match action {
            Action::Open if self.open_ticks(cx.model) => {}
            Action::Open if !self.listing.is_empty() => self.open(cx.model),
            Action::Search => {
                self.names = Names::of(&cx.model.catalog);
                self.search = Some(TextInput::with_limit(LONGEST_SEARCH));
            }
            Action::Filter => self.view = JournalView::Filter(0),
            Action::Clear => self.look_for(Wanted::default(), cx.model),
            Action::Jump => {
                let day = self.chosen.map_or(today, |(at, _)| at.date_naive());
                self.editor = Some((Purpose::Jump, Editor::new("go to", Sort::Day(false), &day.to_string(), today)));
            }
            Action::Rate => {
                self.rating = cx.model.journal().map(|journal| journal.ratings().len());
                cx.go(Route::Rate);
            }
            Action::AddNote => self.editor = Some((Purpose::Note, Editor::new("note", Sort::Text, "", today))),
            Action::AddSession => self.view = JournalView::Past(Past::new(cx.now)),
            Action::Delete => self.delete(cx),
            Action::Undo => self.undo(cx),
            Action::Redo => self.redo(cx),
            Action::Unreadable => {
                self.reader = PageScroll::default();
                self.view = JournalView::Problems;
            }
            Action::Back if self.search.is_some() => {
                self.search = None;
                self.look_for(Wanted { words: Vec::new(), ..self.wanted.clone() }, cx.model);
            }
            Action::Back if self.close_ticks(cx.model) => {}
            Action::Back => cx.go(Route::Back),
            action => {
                if self.search.as_mut().is_some_and(|search| edit(search, action)) {
                    self.look_for_words(cx.model);
                }
            }
        }
    }

    fn look_for_words(&mut self, model: &Model) {
        let mut wanted = self.wanted.clone();
        wanted.say(self.search.as_ref().map_or("", TextInput::value), &self.names);
        self.look_for(wanted, model);
    }

    /// Lists the wanted entries; the chosen one stays chosen if it is among them.
    fn look_for(&mut self, wanted: Wanted, model: &Model) {
        if wanted != self.wanted {
            self.wanted = wanted;
            self.selected = 0;
            self.make_list(model);
        }
    }

    /// Opens the chosen entry with its first row chosen.
    fn open(&mut self, model: &Model) {
        self.view = JournalView::Entry;
        self.reader = PageScroll::default();
        let theme = model.theme;
        if let Some(laid) = self.laid(model, &theme) {
            self.reader.choose(0, &laid.content, model);
        }
    }

    /// Adds a rating given on a screen of its own to the history, so that it can be undone here.
    fn note_rating(&mut self, model: &Model) {
        let Some((before, journal)) = self.rating.zip(model.journal()) else { return };
        let ratings = journal.ratings();
        if ratings.len() == before + 1 {
            // Ids made later sort later.
            if let Some(newest) = ratings.iter().max_by_key(|rating| rating.id) {
                let order = (newest.at, newest.id);
                self.history.note("rating added", EntryChange::added(order), vec![newest.id]);
                self.chosen = Some(order);
            }
        }
        self.rating = None;
    }
}

impl ScreenView for JournalScreen {
    fn context(&self) -> Context {
        if let Some(answering) = &self.answering {
            return answering.question.context(Context::CheckIn);
        }
        match (&self.view, &self.editor, &self.search) {
            (_, Some((_, editor)), _) if editor.is_choice() => Context::JournalChoice,
            (_, Some(_), _) => Context::JournalField,
            (JournalView::List, None, Some(_)) => Context::JournalSearch,
            (JournalView::List, None, None) => Context::Journal,
            (JournalView::Entry, ..) => Context::JournalEntry,
            (JournalView::Problems, ..) => Context::Guide,
            (JournalView::Filter(_), ..) => Context::JournalFilter,
            (JournalView::Past(_), ..) => Context::PastSession,
        }
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        if self.answering.is_some() {
            return action != Action::Same;
        }
        if let (Some((_, editor)), Action::Higher | Action::Lower | Action::More | Action::Less) =
            (&self.editor, action)
        {
            return editor.has_steps();
        }
        let (undo, redo) = self.history.has();
        match action {
            Action::Undo => undo,
            Action::Redo => redo,
            Action::Clear => !matches!(self.view, JournalView::List) || self.wanted.is_set(),
            Action::Open if matches!(self.view, JournalView::Entry) => {
                self.item(model).is_some_and(|item| why_fixed(&item).is_none())
            }
            Action::Open | Action::Delete => self.is_filled(),
            Action::Jump | Action::Search | Action::Filter => self.is_filled() || self.wanted.is_set(),
            Action::Unreadable => model.journal().is_some_and(|journal| journal.problems().next().is_some()),
            Action::NextField | Action::PreviousField => false,
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.answering.is_some() {
            self.answer(action, cx);
        } else if self.editor.is_some() {
            self.enter(action, cx);
        } else {
            match &self.view {
                JournalView::List => self.update_list(action, cx),
                JournalView::Entry => self.update_entry(action, cx),
                JournalView::Problems => self.update_problems(action, cx),
                JournalView::Filter(at) => self.update_filter(*at, action, cx),
                JournalView::Past(_) => self.update_past(action, cx),
            }
        }
        self.look_again(cx.model);
    }

    fn refresh(&mut self, model: &Model, _: &Now) {
        self.look_again(model);
    }

    /// Notes the new date after midnight: a typed `yesterday` means another day.
    fn begin_day(&mut self, _: &Model, now: &Now) {
        if let Some((_, editor)) = &mut self.editor {
            editor.begin_day(now.wall.date_naive());
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        if let Some((_, editor)) = &mut self.editor {
            editor.paste(text);
        } else if let Some(search) = &mut self.search {
            search.insert_str(text);
            self.look_for_words(cx.model);
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        self.draw(model, area, buf);
        Moving::default()
    }
}
