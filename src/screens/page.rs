//! Pages to read: lines wrapped to a width, links, scrolling by key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use ratatui::widgets::Widget;

use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::document::{
    ChoiceText, Document, DocumentChoice, Emphasis, Line, LineKind, choice_lines, paragraph,
};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::theme::Theme;
use crate::widgets::page::{Page, PageLine, PageState};
use crate::widgets::wrap::{columns, fit, put, saturated};

/// The number of rows around a page: the program's head and foot.
pub const FRAME_ROWS: u16 = 2;

/// The least height for a blank row below a page's title.
const ROOMY: u16 = 16;

/// The greatest width of text: longer lines are hard to read.
pub const MEASURE: u16 = 84;

/// A width greater than that of any paragraph.
const ENDLESS: usize = 10_000;

/// The lines of a page at some width, with its links.
pub struct Content<'t> {
    theme: &'t Theme,
    width: usize,
    lines: Vec<PageLine>,
    /// The targets of the links; `None` for a row that can be chosen and leads nowhere.
    links: Vec<Option<Route>>,
    headings: Vec<PageHeading>,
}

/// A heading of a page, and its line.
pub struct PageHeading {
    /// The index of its first line.
    pub line: usize,
    /// Its text.
    pub title: String,
}

impl<'t> Content<'t> {
    /// An empty page for a body of `width` columns.
    pub fn new(theme: &'t Theme, width: u16) -> Self {
        Self::as_wide_as(theme, width.min(MEASURE).into())
    }

    /// An empty page with one line for each paragraph, for speech.
    pub fn unbroken(theme: &'t Theme) -> Self {
        Self::as_wide_as(theme, ENDLESS)
    }

    fn as_wide_as(theme: &'t Theme, width: usize) -> Self {
        Self { theme, width, lines: Vec::new(), links: Vec::new(), headings: Vec::new() }
    }

    /// The theme.
    pub fn theme(&self) -> &'t Theme {
        self.theme
    }

    /// The number of columns of a line.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds an empty line; none at the top, and never two.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(PageLine::plain("", Style::new()));
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.headings.push(PageHeading { line: self.lines.len(), title: text.to_owned() });
        self.styled("", text, self.theme.title());
    }

    /// Returns the headings, from top to bottom.
    pub fn headings(&self) -> &[PageHeading] {
        &self.headings
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: &str) {
        self.styled("", text, self.theme.text());
    }

    /// Adds a paragraph in a quiet style.
    pub fn quiet(&mut self, text: &str) {
        self.styled("", text, self.theme.quiet());
    }

    /// Adds a paragraph whose first line begins with `mark`; the others are indented as far.
    pub fn item(&mut self, mark: &str, text: &str) {
        self.styled(mark, text, self.theme.text());
    }

    /// As [`Content::item`], in a style of its own.
    pub fn styled(&mut self, mark: &str, text: &str, style: Style) {
        let quiet = self.theme.quiet();
        for line in paragraph(LineKind::Text, mark, text, self.width) {
            self.lines.push(page_line(line, |tone| if tone == Emphasis::Body { style } else { quiet }));
        }
    }

    /// Adds a paragraph behind a key that chooses it.
    pub fn keyed(&mut self, key: &str, text: &str) {
        let (text_style, key_style) = (self.theme.text(), self.theme.key());
        for line in paragraph(LineKind::Text, &format!("{key}  "), text, self.width) {
            self.lines.push(page_line(line, |tone| if tone == Emphasis::Body { text_style } else { key_style }));
        }
    }

    /// Adds one line, cut if it is too long.
    pub fn line(&mut self, text: &str, style: Style) {
        self.lines.push(PageLine::plain(fit(text, self.width), style));
    }

    /// Adds a line of words that show their styles; those that do not fit are left out.
    pub fn samples(&mut self, words: &[(&str, Style)]) {
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut room = self.width;
        for (word, style) in words {
            let sample = format!("■ {word}");
            let needed = columns(&sample) + 2;
            if needed > room + 2 {
                break;
            }
            room = room.saturating_sub(needed);
            spans.extend([Span::styled(sample, *style), Span::raw("  ")]);
        }
        self.lines.push(PageLine { spans, link: None });
    }

    /// Adds a link: `title`, then `detail` at the right where there is room, else below.
    pub fn link(&mut self, go: impl Into<Option<Route>>, title: &str, detail: &str) {
        self.choice(go.into(), LineKind::Link, title, detail);
    }

    /// As [`Content::link`], in the style of text: to be read first, and followed second.
    pub fn row(&mut self, go: impl Into<Option<Route>>, title: &str, detail: &str) {
        self.choice(go.into(), LineKind::Text, title, detail);
    }

    fn choice(&mut self, go: Option<Route>, kind: LineKind, title: &str, detail: &str) {
        let text = ChoiceText { kind, title, was: "", detail };
        let lines = choice_lines(text, self.links.len(), self.width);
        self.lines.extend(lines.into_iter().map(|line| styled(line, self.theme)));
        self.links.push(go);
    }

    /// Adds the lines and choices of a document.
    pub fn document(&mut self, catalog: &Catalog, document: &Document) {
        let before = self.links.len();
        let mut is_heading = false;
        for line in document.lines(self.width, DocumentChoice::on_screen) {
            let title = (line.kind == LineKind::Heading).then(|| line.to_string().trim().to_owned());
            match (title, self.headings.last_mut().filter(|_| is_heading)) {
                // A heading that takes two lines.
                (Some(rest), Some(heading)) => heading.title = format!("{} {rest}", heading.title),
                (Some(title), None) => self.headings.push(PageHeading { line: self.lines.len(), title }),
                (None, _) => {}
            }
            is_heading = line.kind == LineKind::Heading;
            let link = line.link.map(|at| before + at);
            self.lines.push(styled(Line { link, ..line }, self.theme));
        }
        self.links.extend(document.choices().map(|choice| match &choice.to {
            // A heading that calls it an exercise leads to its page, also if it is a self-test.
            Some(link) if !choice.says_kind => Some(Route::To(link.kind, link.id.clone())),
            link => link.as_ref().map(|link| go_to(catalog, link)),
        }));
    }

    /// Adds the lines of a document, of which none can be chosen.
    pub fn document_to_read(&mut self, document: &Document) {
        let lines = document.lines(self.width, DocumentChoice::on_screen).into_iter();
        self.lines.extend(lines.map(|line| styled(Line { link: None, ..line }, self.theme)));
    }

    /// The lines as plain text, without empty ones.
    pub fn in_words(&self) -> Vec<String> {
        let lines =
            self.lines.iter().map(|line| line.spans.iter().map(|span| span.content.as_ref()).collect::<String>());
        lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// The number of lines.
    pub fn height(&self) -> u16 {
        saturated(self.lines.len())
    }

    /// Draws the beginning of the page; if there is no room for all, `more` in the last row.
    pub fn render_beginning(&self, more: &str, area: Rect, buf: &mut Buffer) {
        let height = usize::from(area.height);
        let is_cut = self.lines.len() > height;
        let seen = self.lines.iter().take(height.saturating_sub(usize::from(is_cut)));
        for (y, line) in seen.enumerate() {
            line.put(area, saturated(y), buf);
        }
        if is_cut {
            put(buf, area, (0, area.height.saturating_sub(1)), more, self.theme.key());
        }
    }
}

/// The target of a link: the page of the item, or the start of a self-test.
pub fn go_to(catalog: &Catalog, link: &Link) -> Route {
    let exercise = catalog.exercise(link.id.as_str()).filter(|_| link.kind == ItemKind::Exercise);
    if exercise.is_some_and(|exercise| exercise.test.is_some()) {
        Route::SelfTest(link.id.clone())
    } else {
        Route::To(link.kind, link.id.clone())
    }
}

/// A line in the styles of `theme`.
fn styled(line: Line, theme: &Theme) -> PageLine {
    let body = match line.kind {
        LineKind::Heading => theme.title(),
        LineKind::Text => theme.text(),
        LineKind::Quiet => theme.quiet(),
        LineKind::Warning => theme.strong(),
        LineKind::Link => theme.link(),
        LineKind::Own => theme.accent(),
        LineKind::Caution => theme.warning(),
        LineKind::Struck => theme.quiet().add_modifier(Modifier::CROSSED_OUT),
    };
    page_line(line, |tone| match tone {
        Emphasis::Body => body,
        Emphasis::Quiet => theme.quiet(),
        Emphasis::Sign => theme.warning(),
        Emphasis::Struck => theme.quiet().add_modifier(Modifier::CROSSED_OUT),
    })
}

fn page_line(line: Line, style: impl Fn(Emphasis) -> Style) -> PageLine {
    let spans = line.parts.into_iter().map(|part| Span::styled(part.text, style(part.tone)));
    PageLine { spans: spans.collect(), link: line.link }
}

/// The scroll position and the chosen link of a page.
#[derive(Debug, Default)]
pub struct PageScroll {
    state: PageState,
}

impl PageScroll {
    /// Handles an action on a page of this `content`; returns false if it does not concern a page.
    pub fn update(&mut self, action: Action, content: &Content<'_>, cx: &mut Cx<'_>) -> bool {
        self.update_below(0, action, content, cx)
    }

    /// As [`PageScroll::update`], for a page with `rows` of the screen above its title.
    pub fn update_below(&mut self, rows: u16, action: Action, content: &Content<'_>, cx: &mut Cx<'_>) -> bool {
        let (lines, height) = (&content.lines, body_height(cx.model.viewport.1.saturating_sub(FRAME_ROWS + rows)));
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
                Some(go) => cx.go = go.clone(),
                None => self.state.next_link(lines, height),
            },
            Action::Back => cx.go(Route::Back),
            _ => return false,
        }
        true
    }

    /// As [`PageScroll::update`], for a page of rows to choose from: up and down go to the next row, top and bottom to the
    /// first and the last.
    pub fn update_choices(&mut self, action: Action, content: &Content<'_>, cx: &mut Cx<'_>) -> bool {
        let (lines, height) = (&content.lines, page_height(cx.model));
        match action {
            Action::Up => self.state.step_up(lines, height),
            Action::Down => self.state.step_down(lines, height),
            Action::Top => {
                self.state.scroll(isize::MIN, lines, height);
                self.state.choose_link(0, lines, height);
            }
            Action::Bottom => {
                self.state.scroll(isize::MAX, lines, height);
                self.state.choose_link(content.links.len().saturating_sub(1), lines, height);
            }
            action => return self.update(action, content, cx),
        }
        true
    }

    /// Chooses a link, from 0, and brings it into view.
    pub fn choose(&mut self, link: usize, content: &Content<'_>, model: &Model) {
        self.state.choose_link(link, &content.lines, page_height(model));
    }

    /// The number of the chosen link, from 0.
    pub fn chosen(&self, content: &Content<'_>, model: &Model) -> Option<usize> {
        self.state.link(&content.lines, page_height(model))
    }

    /// Returns the index of the heading above the chosen link, or where none is chosen above the first visible line.
    pub fn heading_at(&self, content: &Content<'_>, height: u16) -> Option<usize> {
        let place = self.state.place(&content.lines, body_height(height));
        content.headings.iter().rposition(|heading| heading.line <= place)
    }

    /// Draws the page under its title, with `aside` at the right of it, in the middle of a wide `area`.
    pub fn render(&self, title: &str, aside: &str, content: &Content<'_>, area: Rect, buf: &mut Buffer) {
        let rows = [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(body_height(area.height))];
        let [head, _, body] = Layout::vertical(rows).areas(column(area));
        let body = body.inner(Margin::new(1, 0));
        let place = self.state.percent(content.lines.len(), body.height).map(|percent| format!("{percent}%"));
        render_title(title, aside, place.as_deref().unwrap_or(""), head, content.theme, buf);
        Page { lines: &content.lines, state: self.state, theme: content.theme }.render(body, buf);
    }
}

/// Draws the title, and at the right the `aside` if there is room for it; without one, the `place` in the page: beside
/// a length, a percentage would read like progress.
fn render_title(title: &str, aside: &str, place: &str, head: Rect, theme: &Theme, buf: &mut Buffer) {
    let width = usize::from(head.width.saturating_sub(2));
    put(buf, head, (1, 0), &fit(title, width), theme.title());
    let right = if aside.is_empty() { place } else { aside };
    if columns(title) + 2 + columns(right) <= width {
        put(buf, head, (saturated(width + 1 - columns(right)), 0), right, theme.quiet());
    }
}

/// The column of a text with a blank column at either side: all of a narrow `area`, the middle of a wide one.
pub fn column(area: Rect) -> Rect {
    area.centered_horizontally(Constraint::Max(MEASURE + 2))
}

/// The width of a page's body in this terminal.
pub fn body_width(model: &Model) -> u16 {
    model.viewport.0.saturating_sub(2)
}

/// The number of visible lines of a page in this terminal.
fn page_height(model: &Model) -> u16 {
    body_height(model.viewport.1.saturating_sub(FRAME_ROWS))
}

/// The number of a page's `rows` that are left below its title.
fn body_height(rows: u16) -> u16 {
    rows.saturating_sub(if rows < ROOMY { 1 } else { 2 })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::document::of_guide;
    use crate::theme::{Background, ColorDepth};

    /// The rows of a page in the smallest terminal, and in the usual one.
    const HEIGHTS: [u16; 2] = [9, 20];

    #[test]
    fn every_guide_fits_its_width_and_every_link_is_reached_by_key() {
        let theme = Theme::new(ColorDepth::None, Background::Dark, false);
        let catalog = Catalog::built_in();
        for guide in catalog.guides() {
            for width in 38..=MEASURE {
                let mut content = Content::new(&theme, width);
                content.document(&catalog, &of_guide(&guide, &catalog));
                let shown = |line: &PageLine| line.spans.iter().map(|span| span.content.as_ref()).collect::<String>();
                let wide = content.lines.iter().map(shown).find(|line| columns(line) > width.into());
                assert_eq!(wide, None, "{} at {width}", guide.id);
                for height in HEIGHTS {
                    let (down, up) = walked(&content, height);
                    assert_eq!(down, (0..content.links.len()).collect(), "{} at {width}, down", guide.id);
                    assert_eq!(up, down, "{} at {width}, up", guide.id);
                }
            }
        }
    }

    /// The links that `tab` comes by from the top, and `shift-tab` from the end.
    fn walked(content: &Content<'_>, height: u16) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let (lines, mut state) = (&content.lines, PageState::default());
        let (mut down, mut up) = (BTreeSet::new(), BTreeSet::new());
        for _ in 0..=content.links.len() {
            state.next_link(lines, height);
            down.extend(state.link(lines, height));
        }
        let mut state = PageState::default();
        state.scroll(isize::MAX, lines, height);
        for _ in 0..=content.links.len() {
            state.previous_link(lines, height);
            up.extend(state.link(lines, height));
        }
        (down, up)
    }
}
