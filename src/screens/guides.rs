//! The guides: the way to the troubleshooter, then all guides, shelf by shelf. Then the page of a guide.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::filters::Filters;
use super::finder::{Finder, Listed};
use super::page::{Content, PageScroll, body_width};
use super::panes;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::activities;
use crate::domain::content::guide::{Block, Guide, Shelf};
use crate::domain::content::link::ItemKind;
use crate::domain::document::of_guide;
use crate::domain::text::Text;
use crate::domain::text::folded;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::list::{HeadedList, ListSection, Row};

/// The width of the list: room for the longest built-in title.
const LIST: u16 = 42;

/// The first entry, which leads to the troubleshooter.
const TROUBLESHOOTER: &str = "What hurts, and when?";

const ABOUT_TROUBLESHOOTER: &str =
    "Choose what you were doing, see possible causes and how to tell, and what to do about it.";

/// State of the guides.
pub struct Guides {
    list: Finder<GuidesEntry>,
    /// The activities of the troubleshooter, for its preview.
    activities: Vec<String>,
}

/// An entry of the list.
enum GuidesEntry {
    Troubleshooter,
    Guide(Arc<Guide>),
}

impl GuidesEntry {
    fn title(&self) -> &str {
        match self {
            Self::Troubleshooter => TROUBLESHOOTER,
            Self::Guide(guide) => guide.title.as_str(),
        }
    }

    /// The title of its shelf; empty for the troubleshooter, which comes before the shelves.
    fn shelf(&self) -> &'static str {
        match self {
            Self::Troubleshooter => "",
            Self::Guide(guide) => shelf_title(guide.shelf),
        }
    }
}

impl Listed for GuidesEntry {
    const KIND: ItemKind = ItemKind::Guide;

    fn id(&self) -> Option<&Id> {
        match self {
            Self::Troubleshooter => None,
            Self::Guide(guide) => Some(&guide.id),
        }
    }

    /// Returns true unless the guide has causes: the troubleshooter leads to those.
    fn is_listed(&self) -> bool {
        !matches!(self, Self::Guide(guide) if !guide.causes.is_empty())
    }

    fn is_named(&self, asked: &str) -> bool {
        let (title, asked) = (folded(TROUBLESHOOTER), folded(asked));
        matches!(self, Self::Troubleshooter) && asked.split_whitespace().all(|word| title.contains(word))
    }
}

impl Guides {
    /// The guides, by shelf, with the first entry chosen.
    pub fn new(model: &Model) -> Self {
        let mut guides: Vec<Arc<Guide>> = model.catalog.guides().collect();
        guides.sort_by_key(|guide| guide.shelf);
        let entries = std::iter::once(GuidesEntry::Troubleshooter).chain(guides.into_iter().map(GuidesEntry::Guide));
        let activities = activities(&model.catalog).iter().map(|activity| activity.name.to_string()).collect();
        Self { list: Finder::new(entries.collect(), Filters::default()), activities }
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let inner = panes::framed("Guides", area, theme, buf);
        let entries: Vec<&GuidesEntry> = self.list.found().collect();
        if entries.is_empty() {
            return self.list.render_nothing("no guide can be used; see supple check", theme, inner, buf);
        }
        let parts = parts(&entries, self.list.is_ranked());
        HeadedList { parts: &parts, selected: self.list.selected(), theme }.render(inner, buf);
    }

    fn write_preview(&self, entry: &GuidesEntry, content: &mut Content<'_>) {
        let (summary, points): (&str, Vec<&str>) = match entry {
            GuidesEntry::Troubleshooter => (ABOUT_TROUBLESHOOTER, self.activities.iter().map(String::as_str).collect()),
            GuidesEntry::Guide(guide) => (guide.summary.as_str(), headings(guide).collect()),
        };
        content.text(summary);
        content.gap();
        for point in points {
            content.styled("• ", point, content.theme().quiet());
        }
    }
}

impl ScreenView for Guides {
    fn context(&self) -> Context {
        self.list.context(Context::Guides, Context::GuideSearch)
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.list.update(action, cx.model) {
            return;
        }
        match (action, self.list.chosen()) {
            (Action::Open, Some(GuidesEntry::Guide(guide))) => cx.go(Route::To(ItemKind::Guide, guide.id.clone())),
            (Action::Open, Some(GuidesEntry::Troubleshooter)) => cx.go(Route::Troubleshooter),
            (Action::Back, _) => cx.go(Route::Back),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.paste(text, cx.model);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let searching = u16::from(self.list.is_searching());
        let [search, body] = Layout::vertical([Constraint::Length(searching), Constraint::Fill(1)]).areas(area);
        self.list.render_search("a guide or a topic", &model.theme, search, buf);
        let (list, preview) = panes::split(body, LIST);
        self.render_list(model, list, buf);
        if let (Some(area), Some(entry)) = (preview, self.list.chosen()) {
            panes::preview("", area, &model.theme, buf, |content| self.write_preview(entry, content));
        }
        Moving::default()
    }
}

/// State of a guide's page.
pub struct GuidePage {
    guide: Arc<Guide>,
    reader: PageScroll,
}

impl GuidePage {
    /// The page of `guide`.
    pub fn new(guide: Arc<Guide>) -> Self {
        Self { guide, reader: PageScroll::default() }
    }

    fn content<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        page.document(&model.catalog, &of_guide(&self.guide, &model.catalog));
        page
    }
}

impl ScreenView for GuidePage {
    fn context(&self) -> Context {
        Context::Guide
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let content = self.content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        let page = panes::Outlined {
            reader: &self.reader,
            title: self.guide.title.as_str(),
            aside: "",
            outline: "In this guide",
        };
        page.render(&content, area, buf);
        Moving::default()
    }
}

/// Groups the entries by shelf, under its title; after a search, the best hits first, without shelves.
fn parts<'a>(entries: &[&'a GuidesEntry], is_ranked: bool) -> Vec<ListSection<'a>> {
    let rows = entries.iter().map(|entry| {
        let heading = if is_ranked { "" } else { entry.shelf() };
        (heading, Row { title: entry.title(), detail: "" })
    });
    ListSection::gather(rows)
}

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

/// The titles of a guide's parts: its causes, then its headings.
fn headings(guide: &Guide) -> impl Iterator<Item = &str> {
    let in_blocks = guide.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    guide.causes.iter().map(|cause| &cause.cause).chain(in_blocks).map(Text::as_str)
}
