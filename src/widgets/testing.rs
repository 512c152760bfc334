//! Pictures of widgets for tests.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{columns, saturated};
use crate::theme::{Background, ColorDepth, Theme};

/// What `widget` draws on that many cells, one line a row, between two bars that show the width.
pub(super) fn picture(widget: impl Widget, width: u16, height: u16) -> String {
    let width = usize::from(width);
    let rows = rows(&drawn(widget, saturated(width), height));
    rows.iter().map(|row| format!("|{row}{}|\n", " ".repeat(width - columns(row)))).collect()
}

/// The rows of a buffer as text, without trailing blanks.
pub(super) fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width).map(row).collect()
}

fn row(cells: &[Cell]) -> String {
    let mut text = String::new();
    let mut next = 0;
    for (x, cell) in cells.iter().enumerate() {
        // The cell after a wide character is covered by it.
        if x >= next {
            text.push_str(cell.symbol());
            next = x + columns(cell.symbol()).max(1);
        }
    }
    text.trim_end().to_owned()
}

/// The buffer after drawing `widget` all over it.
pub(super) fn drawn(widget: impl Widget, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    buffer
}

/// Draws at every size from 0x0 to 12x6, and partly outside of the buffer; must not panic.
pub(super) fn survives_every_size<W: Widget>(widget: impl Fn() -> W) {
    for width in 0..=12 {
        for height in 0..=6 {
            drawn(widget(), width, height);
        }
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 5));
    widget().render(Rect::new(3, 3, 40, 20), &mut buffer);
    widget().render(Rect::new(30, 30, 40, 20), &mut buffer);
}

/// A theme to draw with where styles do not matter.
pub(super) fn theme() -> Theme {
    Theme::new(ColorDepth::None, Background::Dark, false)
}
