//! Panes side by side, where the terminal is wide enough: a list and a preview of the chosen item, a page and its
//! headings.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Block, Widget};

use super::page::{Content, MEASURE, PageScroll};
use crate::theme::Theme;
use crate::widgets::wrap::{put, saturated, wrap};

/// The least width for a preview beside the list.
const WITH_PREVIEW: u16 = 76;

/// Returns true if `area` has room for a preview.
pub fn has_preview(area: Rect) -> bool {
    area.width >= WITH_PREVIEW
}

/// Splits `area` into the list, `list` columns wide, and a preview; where there is no room for one, the list gets all.
pub fn split(area: Rect, list: u16) -> (Rect, Option<Rect>) {
    if !has_preview(area) {
        return (area, None);
    }
    let [list, _, preview] =
        Layout::horizontal([Constraint::Length(list), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    (list, Some(preview))
}

/// Splits `area` into a page to read and a pane at its right, `beside` columns wide at most: both in the middle of a wide
/// window.
pub fn page_with(beside: u16, area: Rect) -> [Rect; 2] {
    let both = area.centered_horizontally(Constraint::Max(MEASURE + 2 + beside));
    Layout::horizontal([Constraint::Fill(1), Constraint::Length(beside)]).areas(both)
}

/// Draws a frame with a title, and returns the area inside, with a blank column at either side.
pub fn framed(title: &str, area: Rect, theme: &Theme, buf: &mut Buffer) -> Rect {
    let title = if title.is_empty() { String::new() } else { format!(" {title} ") };
    let block = Block::bordered().border_style(theme.border()).title(title).title_style(theme.title());
    let inner = block.inner(area).inner(Margin::new(1, 0));
    block.render(area, buf);
    inner
}

/// Draws a frame, and in it the page that `write` fills; if that is too long, its beginning and a hint at the rest.
pub fn preview(title: &str, area: Rect, theme: &Theme, buf: &mut Buffer, write: impl FnOnce(&mut Content<'_>)) {
    let inner = framed(title, area, theme, buf);
    let mut content = Content::new(theme, inner.width);
    write(&mut content);
    content.render_beginning("→ more", inner, buf);
}

/// The least and the greatest width of the headings with their frame and the gap before it.
const OUTLINE: (u16, u16) = (32, 40);

/// A page with its headings beside it.
pub struct Outlined<'a> {
    /// The scroll position.
    pub reader: &'a PageScroll,
    /// The title of the page.
    pub title: &'a str,
    /// The text at the right of the title.
    pub aside: &'a str,
    /// The title of the headings.
    pub outline: &'a str,
}

/// A line of the headings.
struct OutlineRow {
    text: String,
    is_here: bool,
}

impl Outlined<'_> {
    /// Draws the page, and its headings if it has two or more. Room for them depends on the width alone, so that nothing
    /// moves while the page is read.
    pub fn render(&self, content: &Content<'_>, area: Rect, buf: &mut Buffer) {
        let beside = area.width.saturating_sub(MEASURE + 2).min(OUTLINE.1);
        let has_outline = beside >= OUTLINE.0 && content.headings().len() > 1;
        let [page, beside] = page_with(if has_outline { beside } else { 0 }, area);
        self.reader.render(self.title, self.aside, content, page, buf);
        if has_outline {
            self.render_headings(content, beside.inner(Margin::new(1, 0)), buf);
        }
    }

    /// Draws the headings in a frame, the one above the chosen line in strong text and always in view.
    fn render_headings(&self, content: &Content<'_>, area: Rect, buf: &mut Buffer) {
        let theme = content.theme();
        let here = self.reader.heading_at(content, area.height);
        let width = usize::from(area.width.saturating_sub(4));
        let rows = content.headings().iter().enumerate().flat_map(|(at, heading)| {
            let lines = wrap(&heading.title, width.saturating_sub(2)).into_iter().enumerate();
            lines.map(move |(line, text)| OutlineRow {
                text: if line == 0 { text } else { format!("  {text}") },
                is_here: here == Some(at),
            })
        });
        let rows: Vec<OutlineRow> = rows.collect();
        let area = Rect { height: saturated(rows.len() + 2).min(area.height), ..area };
        let inner = framed(self.outline, area, theme, buf);
        let last = rows.iter().rposition(|row| row.is_here).map_or(0, |at| at + 1);
        let first = last.saturating_sub(inner.height.into());
        for (y, row) in (0..inner.height).zip(rows.iter().skip(first)) {
            put(buf, inner, (0, y), &row.text, if row.is_here { theme.strong() } else { theme.quiet() });
        }
    }
}
