//! Text in a given number of columns, and putting it into a buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub use crate::domain::text::lines::{columns, fit, wrap};

/// Writes `text` at a place relative to `area`, cut off at its edge; gives the column after it.
/// Nothing happens outside of `area` or of the buffer.
pub(crate) fn put(buf: &mut Buffer, area: Rect, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    let visible = area.intersection(buf.area);
    let (left, top) = (area.x.saturating_add(x), area.y.saturating_add(y));
    if !visible.contains((left, top).into()) {
        return x;
    }
    let room = usize::from(visible.right() - left);
    let (end, _) = buf.set_stringn(left, top, text, room, style);
    end.saturating_sub(area.x)
}

/// As `put`, in the middle of the row.
pub(crate) fn put_centred(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
    let free = usize::from(area.width).saturating_sub(columns(text));
    put(buf, area, (saturated(free / 2), y), text, style);
}

/// Writes lines below each other, as many as there is room for.
pub(crate) fn put_lines(buf: &mut Buffer, area: Rect, lines: &[String], style: Style) {
    for (y, line) in (0..area.height).zip(lines) {
        put(buf, area, (0, y), line, style);
    }
}

/// A number of columns as the type areas are made of.
pub(crate) fn saturated(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
