//! The label of a question, with a marker while the keys answer it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::theme::Theme;
use crate::widgets::wrap::{fit, put};

/// Draws a label into the first row of `area`, and returns the column after it.
pub(super) fn label(text: &str, has_focus: bool, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let (mark, style) = if has_focus { ("▸ ", theme.strong()) } else { ("  ", theme.quiet()) };
    let x = put(buf, area, (0, 0), mark, theme.accent());
    put(buf, area, (x, 0), &fit(text, usize::from(area.width.saturating_sub(x))), style)
}
