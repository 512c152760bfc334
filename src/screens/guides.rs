//! The guides: what hurts, doing what; then everything there is to read, shelf by shelf.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::page::Content;
use super::panes;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::guide::{Block, Guide, Shelf};
use crate::domain::content::link::ItemKind;
use crate::domain::content::troubleshoot::activities;
use crate::domain::text::Text;
use crate::widgets::headed_list::{HeadedList, Part};
use crate::widgets::list::Row;
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{fit, put};

const LONGEST_SEARCH: usize = 40;

/// The first entry, which leads to the troubleshooter.
const TROUBLESHOOTER: &str = "What hurts, doing what?";
const ABOUT_TROUBLESHOOTER: &str = "Say what you were doing, see what may be behind it, and what to do about it.";

/// State of the guides.
pub struct Guides {
    /// Every guide, by shelf.
    guides: Vec<Arc<Guide>>,
    /// What somebody can have been doing, for the preview.
    activities: Vec<String>,
    selected: usize,
    search: Option<TextInput>,
}

/// Something to choose.
#[derive(Clone)]
enum Entry {
    Troubleshooter,
    Guide(Arc<Guide>),
}

impl Entry {
    fn title(&self) -> &str {
        match self {
            Self::Troubleshooter => TROUBLESHOOTER,
            Self::Guide(guide) => guide.title.as_str(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Guide(one), Self::Guide(other)) => one.id == other.id,
            (Self::Troubleshooter, Self::Troubleshooter) => true,
            _ => false,
        }
    }

    /// Whether it has every word of a search, `wanted` in small letters.
    fn has(&self, wanted: &str) -> bool {
        let text = match self {
            Self::Troubleshooter => TROUBLESHOOTER.to_lowercase(),
            Self::Guide(guide) => searched_text(guide),
        };
        wanted.split_whitespace().all(|word| text.contains(word))
    }
}

impl Guides {
    /// The guides with the first entry chosen.
    pub fn new(model: &Model) -> Self {
        let mut guides: Vec<Arc<Guide>> = model.catalog.guides().collect();
        guides.sort_by_key(|guide| guide.shelf);
        let activities = activities(&model.catalog).iter().map(|activity| activity.name.to_string()).collect();
        Self { guides, activities, selected: 0, search: None }
    }

    /// Where keys go.
    pub fn context(&self) -> Context {
        if self.search.is_some() { Context::GuideSearch } else { Context::Guides }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let entries = self.entries();
        let last = entries.len().saturating_sub(1);
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::PageUp => self.selected = self.selected.saturating_sub(10),
            Action::PageDown => self.selected = (self.selected + 10).min(last),
            Action::Top => self.selected = 0,
            Action::Bottom => self.selected = last,
            Action::Search => self.search = Some(TextInput::with_limit(LONGEST_SEARCH)),
            Action::Open => match entries.get(self.selected) {
                Some(Entry::Guide(guide)) => cx.go(Go::To(ItemKind::Guide, guide.id.clone())),
                Some(Entry::Troubleshooter) => cx.go(Go::Troubleshooter),
                None => {}
            },
            Action::Back if self.search.is_some() => self.end_search(entries.get(self.selected)),
            Action::Back => cx.go(Go::Back),
            action => self.edit(action),
        }
    }

    /// Puts pasted text into the search.
    pub fn paste(&mut self, text: &str) {
        if let Some(search) = &mut self.search {
            search.insert_str(text);
            self.selected = 0;
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let searching = u16::from(self.search.is_some());
        let [search, body] = Layout::vertical([Constraint::Length(searching), Constraint::Fill(1)]).areas(area);
        self.render_search(model, search, buf);
        let entries = self.entries();
        let (list, preview) = panes::split(body);
        self.render_list(model, &entries, list, buf);
        if let (Some(area), Some(entry)) = (preview, entries.get(self.selected)) {
            panes::preview("", area, &model.theme, buf, |content| self.write_preview(entry, content));
        }
    }

    /// What is to be chosen from: all by shelf, of the guides that the troubleshooter leads to none;
    /// or all that has every word of the search.
    fn entries(&self) -> Vec<Entry> {
        let wanted = self.search.as_ref().map(|search| search.value().to_lowercase()).unwrap_or_default();
        let guides = self.guides.iter().map(|guide| Entry::Guide(Arc::clone(guide)));
        let all = std::iter::once(Entry::Troubleshooter).chain(guides);
        if wanted.trim().is_empty() {
            return all.filter(|entry| !matches!(entry, Entry::Guide(guide) if !guide.causes.is_empty())).collect();
        }
        all.filter(|entry| entry.has(&wanted)).collect()
    }

    /// Everything again, the chosen entry still chosen where it is there.
    fn end_search(&mut self, chosen: Option<&Entry>) {
        self.search = None;
        let is_chosen = |entry: &Entry| chosen.is_some_and(|chosen| chosen.is_same(entry));
        self.selected = self.entries().iter().position(is_chosen).unwrap_or(0);
    }

    fn edit(&mut self, action: Action) {
        let Some(search) = &mut self.search else { return };
        match action {
            Action::Insert(c) => search.insert(c),
            Action::DeleteBack => search.backspace(),
            Action::DeleteWord => search.delete_word(),
            Action::ClearText => search.clear(),
            Action::CursorLeft => return search.left(),
            Action::CursorRight => return search.right(),
            _ => return,
        }
        self.selected = 0;
    }

    fn render_search(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(search) = &self.search else { return };
        let theme = &model.theme;
        let x = put(buf, area, (1, 0), "/ ", theme.key());
        let field = Rect { x: area.x + x, width: area.width.saturating_sub(x + 1), ..area };
        let hint = "a guide, or what it is about";
        TextField { value: search.value(), cursor: Some(search.cursor()), hint, theme }.render(field, buf);
    }

    fn render_list(&self, model: &Model, entries: &[Entry], area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let inner = panes::framed("Guides", area, theme, buf);
        if entries.is_empty() {
            let hint = "nothing found; esc shows all";
            put(buf, inner, (0, 0), &fit(hint, inner.width.into()), theme.quiet());
            return;
        }
        HeadedList { parts: &parts(entries), selected: self.selected, theme }.render(inner, buf);
    }

    fn write_preview(&self, entry: &Entry, content: &mut Content<'_>) {
        let (summary, points): (&str, Vec<&str>) = match entry {
            Entry::Troubleshooter => (ABOUT_TROUBLESHOOTER, self.activities.iter().map(String::as_str).collect()),
            Entry::Guide(guide) => (guide.summary.as_str(), headings(guide).collect()),
        };
        content.text(summary);
        content.gap();
        points.iter().for_each(|point| content.styled("• ", point, content.theme().quiet()));
    }
}

/// The entries that follow each other on one shelf, under its name.
fn parts(entries: &[Entry]) -> Vec<Part<'_>> {
    let shelf = |entry: &Entry| match entry {
        Entry::Troubleshooter => "",
        Entry::Guide(guide) => shelf_title(guide.shelf),
    };
    let mut parts: Vec<Part<'_>> = Vec::new();
    for entry in entries {
        let row = Row { title: entry.title(), detail: "" };
        match parts.last_mut().filter(|part| part.heading == shelf(entry)) {
            Some(part) => part.rows.push(row),
            None => parts.push(Part { heading: shelf(entry), rows: vec![row] }),
        }
    }
    parts
}

/// What a shelf is called on screen.
fn shelf_title(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Safety => "Safety",
        Shelf::Pain => "Pain",
        Shelf::Posture => "Posture",
        Shelf::Running => "Running",
        Shelf::Lifting => "Lifting",
        Shelf::Background => "Background",
        Shelf::Troubleshooter => "What hurts",
    }
}

/// What the parts of a guide are called: its causes, then its headings.
fn headings(guide: &Guide) -> impl Iterator<Item = &str> {
    let in_blocks = guide.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    guide.causes.iter().map(|cause| &cause.cause).chain(in_blocks).map(Text::as_str)
}

fn searched_text(guide: &Guide) -> String {
    let aliases = guide.aliases.iter().map(Text::as_str);
    let parts = [guide.title.as_str(), guide.summary.as_str()].into_iter().chain(aliases).chain(headings(guide));
    parts.collect::<Vec<_>>().join(" ").to_lowercase()
}
