//! A list of items that can be searched and filtered: the items shown, and the chosen one. The screens draw the rows.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::filters::Filters;
use super::panes;
use super::{edit, moved};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::Hit;
use crate::state::action::Action;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{put, saturated, wrap};

const LONGEST_SEARCH: usize = 40;

/// An item that a list can hold.
pub trait Listed {
    /// The kind of content that a search looks for; with routines plans are found, too.
    const KIND: ItemKind;

    /// Returns the kind of this item.
    fn kind(&self) -> ItemKind {
        Self::KIND
    }

    /// Returns the item's id; `None` for an entry that is no item of the content, so that no index has it.
    fn id(&self) -> Option<&Id>;

    /// Returns true if the item passes the filters.
    fn suits(&self, _filters: &Filters) -> bool {
        true
    }

    /// Returns true if the item is listed while nothing is searched.
    fn is_listed(&self) -> bool {
        true
    }

    /// Returns true if a search names the item, though no index has it.
    fn is_named(&self, _asked: &str) -> bool {
        false
    }
}

impl Listed for Arc<Exercise> {
    const KIND: ItemKind = ItemKind::Exercise;

    fn id(&self) -> Option<&Id> {
        Some(&self.id)
    }

    fn suits(&self, filters: &Filters) -> bool {
        filters.for_exercises().admits(self)
    }
}

/// The places of the items listed while nothing is searched.
fn listed<T: Listed>(all: &[T]) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, item)| item.is_listed()).map(|(at, _)| at).collect()
}

/// The areas of a screen with such a list; `None` for parts that have no room now.
pub struct Panes {
    /// The list.
    pub list: Option<Rect>,
    /// The preview of the chosen item.
    pub preview: Option<Rect>,
    /// The panel of filters.
    pub filters: Option<Rect>,
}

/// A list with a search and a filter.
pub struct Finder<T> {
    all: Vec<T>,
    /// The places in `all` of the items shown, in the order shown.
    found: Vec<usize>,
    selected: usize,
    search: Option<TextInput>,
    filters: Filters,
}

impl<T: Listed> Finder<T> {
    /// A list of the items of `all` that are listed and pass the filters, in their order, with the first chosen.
    pub fn new(all: Vec<T>, filters: Filters) -> Self {
        let mut finder = Self { found: listed(&all), all, selected: 0, search: None, filters };
        finder.keep_suitable();
        finder
    }

    /// Sorts the items, stably, and chooses the first.
    pub fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.all.sort_by_cached_key(key);
        self.found = listed(&self.all);
        self.keep_suitable();
        self.selected = 0;
    }

    /// Returns the key context: `browsing`, or `searching` while a search is typed.
    pub fn context(&self, browsing: Context, searching: Context) -> Context {
        match (self.filters.is_open(), self.search.is_some()) {
            (true, _) => Context::Filters,
            (false, true) => searching,
            (false, false) => browsing,
        }
    }

    /// Handles an action; returns false if it does not concern the list.
    pub fn update(&mut self, action: Action, model: &Model) -> bool {
        if self.filters.is_open() {
            self.filters.update(action);
            self.refresh_around_chosen(model);
            return true;
        }
        if let Some(selected) = moved(self.selected, self.found.len(), action) {
            self.selected = selected;
            return true;
        }
        match action {
            Action::Filter => self.filters.open(),
            Action::Clear => {
                self.filters.clear();
                self.refresh_around_chosen(model);
            }
            Action::Search => self.search = Some(TextInput::with_limit(LONGEST_SEARCH)),
            Action::Back if self.search.is_some() => self.end_search(model),
            action => return self.edit(action, model),
        }
        true
    }

    /// Puts pasted text into the search.
    pub fn paste(&mut self, text: &str, model: &Model) {
        if let Some(search) = &mut self.search {
            search.insert_str(text);
            self.refresh(model);
        }
    }

    /// Ends the search and lists everything again, the chosen item still chosen.
    pub fn end_search(&mut self, model: &Model) {
        self.search = None;
        self.refresh_around_chosen(model);
    }

    /// The chosen item.
    pub fn chosen(&self) -> Option<&T> {
        self.all.get(*self.found.get(self.selected)?)
    }

    /// Chooses the item `id`, if it is shown.
    pub fn choose(&mut self, id: &Id) {
        let at = self.found().position(|item| item.id() == Some(id));
        self.selected = at.unwrap_or(self.selected);
    }

    /// The place of the chosen item among those shown, from 0.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The items shown, in order.
    pub fn found(&self) -> impl Iterator<Item = &T> {
        self.found.iter().filter_map(|at| self.all.get(*at))
    }

    /// The filters.
    pub fn filters(&self) -> &Filters {
        &self.filters
    }

    /// The filters, to change them.
    pub fn filters_mut(&mut self) -> &mut Filters {
        &mut self.filters
    }

    /// The filters in one line of at most `width` columns; `None` if nothing is filtered.
    pub fn filter_line(&self, width: usize) -> Option<String> {
        self.filters.line(self.found.len(), listed(&self.all).len(), width)
    }

    /// Returns true while a search is typed.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Returns true if the items are ordered by how well they fit a search.
    pub fn is_ranked(&self) -> bool {
        self.search.as_ref().is_some_and(|search| !search.value().trim().is_empty())
    }

    /// Draws the search that is being typed.
    pub fn render_search(&self, hint: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let Some(search) = &self.search else { return };
        let x = put(buf, area, (1, 0), "/ ", theme.key());
        let field = Rect { x: area.x + x, width: area.width.saturating_sub(x + 1), ..area };
        let cursor = Some(search.cursor());
        TextField { value: search.value(), cursor, hint, theme }.render(field, buf);
    }

    /// Splits `area` into a list, `list` columns wide where there is room for a preview beside it, and the rest; an
    /// open panel of filters takes the place of the preview, or else of the list.
    pub fn panes(&self, area: Rect, list: u16) -> Panes {
        let (list, beside) = panes::split(area, list);
        match (self.filters.is_open(), beside) {
            (false, preview) => Panes { list: Some(list), preview, filters: None },
            (true, Some(beside)) => Panes { list: Some(list), preview: None, filters: Some(beside) },
            (true, None) => Panes { list: None, preview: None, filters: Some(list) },
        }
    }

    /// Draws the panel.
    pub fn render_filters(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let count = format!(" {} of {} ", self.found.len(), listed(&self.all).len());
        self.filters.render("Filter", &count, theme, area, buf);
    }

    /// Says that nothing is found, and how to get out; `whole` if there are no items at all.
    pub fn render_nothing(&self, whole: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let text = match (&self.search, self.filters.is_set()) {
            (Some(_), false) => "no matches; esc shows all",
            (Some(_), true) => "no matches with this filter; esc ends the search",
            (None, true) => "no matches; backspace clears the filters",
            (None, false) => whole,
        };
        for (y, line) in wrap(text, area.width.into()).iter().enumerate() {
            put(buf, area, (0, saturated(y)), line, theme.quiet());
        }
    }

    fn edit(&mut self, action: Action, model: &Model) -> bool {
        let Some(search) = &mut self.search else { return false };
        let before = search.value().to_owned();
        let is_edit = edit(search, action);
        if search.value() != before {
            self.refresh(model);
        }
        is_edit
    }

    /// Finds the items to show, and chooses the first: the best hit of a search.
    fn refresh(&mut self, model: &Model) {
        let asked = self.search.as_ref().map(TextInput::value).filter(|text| !text.trim().is_empty());
        let places: Vec<usize> = match asked {
            None => listed(&self.all),
            Some(asked) => {
                let named = (0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(|item| item.is_named(asked)));
                named.chain(model.search(T::KIND, asked).iter().filter_map(|hit| self.place(hit))).collect()
            }
        };
        self.found = places;
        self.keep_suitable();
        self.selected = 0;
    }

    /// Drops the items shown that do not pass the filters.
    fn keep_suitable(&mut self) {
        self.found.retain(|at| self.all.get(*at).is_some_and(|item| item.suits(&self.filters)));
    }

    fn place(&self, hit: &Hit) -> Option<usize> {
        self.all.iter().position(|item| item.kind() == hit.kind && item.id() == Some(&hit.id))
    }

    /// Finds the items to show, and keeps the chosen one if it is among them.
    fn refresh_around_chosen(&mut self, model: &Model) {
        let chosen = self.found.get(self.selected).copied();
        self.refresh(model);
        self.selected = self.found.iter().position(|at| Some(*at) == chosen).unwrap_or(0);
    }
}
