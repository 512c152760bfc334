//! A list, and beside it more about what is chosen, where the terminal is wide enough for both.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Block, Widget};

use super::page::Content;
use crate::theme::Theme;

/// With less width than this, the preview gives way to the list.
const WITH_PREVIEW: u16 = 76;

/// Whether there is room for a preview in `area`.
pub fn has_preview(area: Rect) -> bool {
    area.width >= WITH_PREVIEW
}

/// Where the list goes, and the preview where there is room for one; the list is then `list` columns
/// wide.
pub fn split(area: Rect, list: u16) -> (Rect, Option<Rect>) {
    if !has_preview(area) {
        return (area, None);
    }
    let [list, _, preview] =
        Layout::horizontal([Constraint::Length(list), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    (list, Some(preview))
}

/// Draws a frame with a title; gives what is inside, without the blank beside the frame.
pub fn framed(title: &str, area: Rect, theme: &Theme, buf: &mut Buffer) -> Rect {
    let title = if title.is_empty() { String::new() } else { format!(" {title} ") };
    let block = Block::bordered().border_style(theme.border()).title(title).title_style(theme.title());
    let inner = block.inner(area).inner(Margin::new(1, 0));
    block.render(area, buf);
    inner
}

/// Draws a frame, and in it what `write` puts on a page as wide as it; where that is too long, its
/// beginning and a word where to find the rest.
pub fn preview(title: &str, area: Rect, theme: &Theme, buf: &mut Buffer, write: impl FnOnce(&mut Content<'_>)) {
    let inner = framed(title, area, theme, buf);
    let mut content = Content::new(theme, inner.width);
    write(&mut content);
    content.render_beginning("→ all of it", inner, buf);
}
