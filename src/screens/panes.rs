//! A list, and a preview of the chosen item beside it where the terminal is wide enough.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Block, Widget};

use super::page::{Content, MEASURE};
use crate::theme::Theme;

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

/// Splits `area` into a page to read and what stands beside it, `beside` columns wide at most: both in the middle of a
/// wide window.
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
