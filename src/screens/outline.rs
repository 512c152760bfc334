//! A page to read with its headings beside it, where the window is wide enough.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

use super::page::{Content, MEASURE, PageScroll};
use super::panes;
use crate::domain::document::NOW;
use crate::widgets::wrap::{put, saturated, wrap};

/// The least and the greatest width of the headings with their frame and the gap before it.
const OUTLINE: (u16, u16) = (32, 40);

/// A page whose headings stand beside it.
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
        let [page, beside] = panes::page_with(if has_outline { beside } else { 0 }, area);
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
            // The word stands on the page; here the sign is enough.
            let title = heading.title.replace(NOW, " ◂");
            let lines = wrap(&title, width.saturating_sub(2)).into_iter().enumerate();
            lines.map(move |(line, text)| OutlineRow {
                text: if line == 0 { text } else { format!("  {text}") },
                is_here: here == Some(at),
            })
        });
        let rows: Vec<OutlineRow> = rows.collect();
        let area = Rect { height: saturated(rows.len() + 2).min(area.height), ..area };
        let inner = panes::framed(self.outline, area, theme, buf);
        let last = rows.iter().rposition(|row| row.is_here).map_or(0, |at| at + 1);
        let first = last.saturating_sub(inner.height.into());
        for (y, row) in (0..inner.height).zip(rows.iter().skip(first)) {
            put(buf, inner, (0, y), &row.text, if row.is_here { theme.strong() } else { theme.quiet() });
        }
    }
}
