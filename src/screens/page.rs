//! What pages to read have in common: lines for a width, links, scrolling by key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::link::{ItemKind, Link};
use crate::theme::Theme;
use crate::widgets::page::{Page, PageLine, PageState};
use crate::widgets::wrap::{columns, fit, put, wrap};

/// Rows around a page: the program's head and foot, and the page's title.
const FRAME_ROWS: u16 = 3;

/// Lines longer than this are hard to read.
const MEASURE: u16 = 84;

/// The lines of a page at some width, and where its links lead.
pub struct Content<'t> {
    theme: &'t Theme,
    width: usize,
    lines: Vec<PageLine>,
    links: Vec<Go>,
}

impl<'t> Content<'t> {
    /// An empty page for a body of `width` columns.
    pub fn new(theme: &'t Theme, width: u16) -> Self {
        Self { theme, width: width.min(MEASURE).into(), lines: Vec::new(), links: Vec::new() }
    }

    /// The styles to write with.
    pub fn theme(&self) -> &'t Theme {
        self.theme
    }

    /// How many columns a line has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// An empty line; none at the top, and never two.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(PageLine::plain("", Style::new()));
        }
    }

    /// The title of what follows.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.styled("", text, self.theme.title());
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        self.styled("", text, self.theme.text());
    }

    /// A paragraph that matters less.
    pub fn quiet(&mut self, text: &str) {
        self.styled("", text, self.theme.quiet());
    }

    /// A paragraph whose first line begins with `mark`; the others are indented as far.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.styled(mark, text, self.theme.text());
    }

    /// As [`Content::item`], in a style of its own.
    pub fn styled(&mut self, mark: &str, text: &str, style: Style) {
        let indent = columns(mark);
        for (at, line) in wrap(text, self.width.saturating_sub(indent)).into_iter().enumerate() {
            let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push(PageLine::plain(before + &line, style));
        }
    }

    /// A line as it is, shortened where it is too long.
    pub fn line(&mut self, text: &str, style: Style) {
        self.lines.push(PageLine::plain(fit(text, self.width), style));
    }

    /// Somewhere to go to: `title`, then `detail` at the right where there is room, else below.
    pub fn link(&mut self, go: Go, title: &str, detail: &str) {
        self.choice(go, title, detail, self.theme.accent());
    }

    /// As [`Content::link`], for what is to be read first and to be followed second.
    pub fn row(&mut self, go: Go, title: &str, detail: &str) {
        self.choice(go, title, detail, self.theme.text());
    }

    fn choice(&mut self, go: Go, title: &str, detail: &str, style: Style) {
        let (room, wide) = (self.width.saturating_sub(2), columns(title) + columns(detail) + 2);
        let link = Some(self.links.len());
        let mut titles = wrap(title, room).into_iter();
        let first = titles.next().unwrap_or_default();
        let beside = wide <= room && !detail.is_empty();
        let text = match beside {
            true => format!("  {first}{}{detail}", " ".repeat(room - columns(&first) - columns(detail))),
            false => format!("  {first}"),
        };
        self.lines.push(PageLine { text, style, link });
        titles.for_each(|rest| self.lines.push(PageLine::plain(format!("  {rest}"), style)));
        if !beside {
            self.styled("    ", detail, self.theme.quiet());
        }
        self.links.push(go);
    }

    /// A link to an item of the content, by its title; nothing where there is no such item.
    pub fn item_link(&mut self, model: &Model, link: &Link) {
        let Some(title) = model.catalog.title(link.kind, link.id.as_str()) else { return };
        let kind = match link.kind {
            ItemKind::Exercise => "exercise",
            ItemKind::Routine => "routine",
            ItemKind::Plan => "plan",
            ItemKind::Guide => "read",
        };
        let detail = link.why.as_ref().map_or(kind.to_owned(), |why| format!("{why} · {kind}"));
        self.link(Go::To(link.kind, link.id.clone()), &title, &detail);
    }
}

/// How far a page is scrolled.
#[derive(Debug, Default)]
pub struct Reader {
    state: PageState,
}

impl Reader {
    /// Does what the user wants with a page of this `content`; whether it was something of a page.
    pub fn update(&mut self, action: Action, content: &Content<'_>, cx: &mut Cx<'_>) -> bool {
        let (lines, height) = (&content.lines, body_height(cx.model));
        let page = isize::try_from(height.saturating_sub(2)).unwrap_or(1).max(1);
        match action {
            Action::Up => self.state.scroll(-1, lines, height),
            Action::Down => self.state.scroll(1, lines, height),
            Action::PageUp => self.state.scroll(-page, lines, height),
            Action::PageDown => self.state.scroll(page, lines, height),
            Action::Top => self.state.scroll(isize::MIN, lines, height),
            Action::Bottom => self.state.scroll(isize::MAX, lines, height),
            Action::NextField => self.state.next_link(lines, height),
            Action::PreviousField => self.state.previous_link(lines, height),
            Action::Open => match self.state.link(lines, height).and_then(|at| content.links.get(at)) {
                Some(go) => cx.go(go.clone()),
                None => self.state.next_link(lines, height),
            },
            Action::Back => cx.go(Go::Back),
            _ => return false,
        }
        true
    }

    /// Which of the page's links is chosen, from 0.
    pub fn chosen(&self, content: &Content<'_>, model: &Model) -> Option<usize> {
        self.state.link(&content.lines, body_height(model))
    }

    /// Draws the page under its title, with `aside` at the right of it.
    pub fn render(&self, title: &str, aside: &str, content: &Content<'_>, area: Rect, buf: &mut Buffer) {
        let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let theme = content.theme;
        let title = fit(title, usize::from(area.width).saturating_sub(columns(aside) + 4));
        put(buf, head, (1, 0), &title, theme.title());
        let right = usize::from(area.width).saturating_sub(columns(aside) + 1);
        put(buf, head, (u16::try_from(right).unwrap_or(0), 0), aside, theme.quiet());
        let mut body = body.inner(Margin::new(1, 0));
        body.width = body.width.min(MEASURE);
        Page { lines: &content.lines, state: self.state, theme }.render(body, buf);
    }
}

/// The width of a page's body in this terminal.
pub fn body_width(model: &Model) -> u16 {
    model.viewport.0.saturating_sub(2)
}

fn body_height(model: &Model) -> u16 {
    model.viewport.1.saturating_sub(FRAME_ROWS)
}
