//! A list of items to choose from that can be searched and filtered: which are shown, which of them
//! is chosen. What a row looks like, the screens say.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::filters::Filters;
use super::input::{edit, moved};
use super::panes;
use crate::app::action::Action;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::Hit;
use crate::theme::Theme;
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{put, saturated, wrap};

const LONGEST_SEARCH: usize = 40;

/// What a list can hold.
pub trait Listed {
    /// Which kind of content it is; with routines plans are found, too.
    const KIND: ItemKind;

    /// The kind of this one.
    fn kind(&self) -> ItemKind {
        Self::KIND
    }

    /// Which item; `None` for an entry that is none, so that no index has it.
    fn id(&self) -> Option<&Id>;

    /// Whether it is all that the filters ask for.
    fn suits(&self, _filters: &Filters) -> bool {
        true
    }

    /// Whether it is listed while nothing is searched.
    fn is_listed(&self) -> bool {
        true
    }

    /// Whether a search names it, though no index has it.
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

/// Places of what is listed while nothing is searched.
fn listed<T: Listed>(all: &[T]) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, item)| item.is_listed()).map(|(at, _)| at).collect()
}

/// Where the parts of a screen with such a list go; `None` for what there is no room for now.
pub struct Panes {
    /// The list.
    pub list: Option<Rect>,
    /// More about what is chosen.
    pub preview: Option<Rect>,
    /// The panel of filters.
    pub filters: Option<Rect>,
}

/// A list with a search and a filter.
pub struct Finder<T> {
    all: Vec<T>,
    /// Places in `all` of what is shown, in the order shown.
    found: Vec<usize>,
    selected: usize,
    search: Option<TextInput>,
    filters: Filters,
}

impl<T: Listed> Finder<T> {
    /// What of `all` is listed and suits, in its order, with the first chosen.
    pub fn new(all: Vec<T>, filters: Filters) -> Self {
        let mut found = listed(&all);
        found.retain(|at| all.get(*at).is_some_and(|item| item.suits(&filters)));
        Self { all, found, selected: 0, search: None, filters }
    }

    /// Puts all into another order, those of the same key as they were, and chooses the first.
    pub fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.all.sort_by_key(key);
        let filters = &self.filters;
        self.found = listed(&self.all);
        self.found.retain(|at| self.all.get(*at).is_some_and(|item| item.suits(filters)));
        self.selected = 0;
    }

    /// Where keys go: `browsing`, or `searching` while a search is typed.
    pub fn context(&self, browsing: Context, searching: Context) -> Context {
        match (self.filters.is_open(), self.search.is_some()) {
            (true, _) => Context::Filters,
            (false, true) => searching,
            (false, false) => browsing,
        }
    }

    /// Does what the user wants with a list; whether it was something of a list.
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

    /// Everything again, the chosen one still chosen.
    pub fn end_search(&mut self, model: &Model) {
        self.search = None;
        self.refresh_around_chosen(model);
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<&T> {
        self.all.get(*self.found.get(self.selected)?)
    }

    /// The place of it among what is found, from 0.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// What is shown, in order.
    pub fn found(&self) -> impl Iterator<Item = &T> {
        self.found.iter().filter_map(|at| self.all.get(*at))
    }

    /// The filters, to be drawn.
    pub fn filters(&self) -> &Filters {
        &self.filters
    }

    /// What is filtered, in at most `width` columns; `None` where nothing is.
    pub fn filter_line(&self, width: usize) -> Option<String> {
        self.filters.line(self.found.len(), listed(&self.all).len(), width)
    }

    /// Whether a search is being typed.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Whether what is shown is in the order in which it fits a search.
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

    /// Where the list goes, `list` columns wide where a preview stands beside it; an open panel of
    /// filters takes the preview's place, or where there is none the list's.
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
        self.filters.render(&format!("{} of {}", self.found.len(), listed(&self.all).len()), theme, area, buf);
    }

    /// Says that nothing is found, and how to get out; `whole` where there is nothing at all.
    pub fn render_nothing(&self, whole: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let text = match (&self.search, self.filters.is_set()) {
            (Some(_), false) => "nothing found; esc shows all",
            (Some(_), true) => "nothing found with this filter; esc ends the search",
            (None, true) => "nothing suits; backspace shows all",
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

    /// What is to be shown now, with the first chosen: the best of a search is what is looked for.
    fn refresh(&mut self, model: &Model) {
        let asked = self.search.as_ref().map(TextInput::value).filter(|text| !text.trim().is_empty());
        let places: Vec<usize> = match asked {
            None => listed(&self.all),
            Some(asked) => {
                let is_it = |item: &T, hit: &Hit| item.kind() == hit.kind && item.id() == Some(&hit.id);
                let place = |hit: &Hit| self.all.iter().position(|item| is_it(item, hit));
                let named = (0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(|item| item.is_named(asked)));
                named.chain(model.search(T::KIND, asked).iter().filter_map(place)).collect()
            }
        };
        let suits = |at: &usize| self.all.get(*at).is_some_and(|item| item.suits(&self.filters));
        self.found = places.into_iter().filter(suits).collect();
        self.selected = 0;
    }

    /// As above, but what was chosen stays chosen while it is shown.
    fn refresh_around_chosen(&mut self, model: &Model) {
        let chosen = self.found.get(self.selected).copied();
        self.refresh(model);
        self.selected = self.found.iter().position(|at| Some(*at) == chosen).unwrap_or(0);
    }
}
