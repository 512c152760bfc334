//! Drawing only: plain values in, cells out.
//!
//! Each widget implements `ratatui`'s `Widget`, stays inside the area it is given at any size, and
//! leaves the cells it does not need alone. None knows the model, the clock or a key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use wrap::{columns, put, saturated};

use crate::theme::Theme;

pub mod balance;
pub mod breath;
pub mod checks;
pub mod dialog;
pub mod digits;
pub mod figure;
pub mod heat_map;
pub mod key_hints;
pub mod list;
pub mod page;
pub mod pain_grid;
pub mod pain_scale;
pub mod tab_line;
pub mod text_field;
pub mod text_input;
pub mod time_bars;
pub mod time_plot;
pub mod timeline_bar;

/// Sets of block characters that a terminal's font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blocks {
    /// Halves and eighths of a cell: every terminal emulator.
    #[default]
    Fine,
    /// Whole cells only: the Linux console.
    Full,
    /// No block at all: `#` and other plain ASCII.
    Ascii,
}

/// Text of limited width, and writing it into a buffer.
pub mod wrap {
    use ratatui::buffer::Buffer;
    use ratatui::layout::{Position, Rect};
    use ratatui::style::{Modifier, Style};

    pub use crate::domain::text::lines::{columns, fit, wrap};

    /// Writes `text` at a place relative to `area`, cut off at its edge, and returns the column after it.
    /// Nothing happens outside of `area` or of the buffer.
    pub(crate) fn put(buf: &mut Buffer, area: Rect, at: impl Into<Position>, text: &str, style: Style) -> u16 {
        let Position { x, y } = at.into();
        let visible = area.intersection(buf.area);
        let (left, top) = (area.x.saturating_add(x), area.y.saturating_add(y));
        if !visible.contains((left, top).into()) {
            return x;
        }
        let room = usize::from(visible.right() - left);
        // Blanks before the words are not underlined.
        let words = text.trim_start_matches(' ');
        let blanks = (text.len() - words.len()).min(room);
        let blank = style.remove_modifier(Modifier::UNDERLINED);
        let (start, _) = buf.set_stringn(left, top, text, blanks, blank);
        let (end, _) = buf.set_stringn(start, top, words, room - blanks, style);
        end.saturating_sub(area.x)
    }

    /// Writes as `put` does, in the middle of the row.
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

    /// Converts a number of columns to the type of areas.
    pub(crate) fn saturated(columns: usize) -> u16 {
        u16::try_from(columns).unwrap_or(u16::MAX)
    }
}

/// Pictures of widgets for tests.
#[cfg(test)]
mod testing {
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::Rect;
    use ratatui::widgets::Widget;

    use super::wrap::{columns, saturated};
    use crate::theme::{Background, ColorDepth, Theme};

    /// Draws `widget` on that many cells, and returns one line a row, between two bars that show the width.
    pub(super) fn picture(widget: impl Widget, width: u16, height: u16) -> String {
        let width = usize::from(width);
        let rows = rows(&drawn(widget, saturated(width), height));
        rows.iter().map(|row| format!("|{row}{}|\n", " ".repeat(width - columns(row)))).collect()
    }

    /// Returns the rows of a buffer as text, without trailing blanks.
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

    /// Returns a buffer with `widget` drawn all over it.
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

    /// Returns a theme for tests in which styles do not matter.
    pub(super) fn theme() -> Theme {
        Theme::new(ColorDepth::None, Background::Dark, false)
    }
}

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry<'a> {
    /// The sign as it is drawn.
    pub sign: &'a str,
    /// Its style.
    pub style: Style,
    /// Its meaning.
    pub text: &'a str,
}

/// Entries beside each other, continued on the next row if they do not fit.
#[derive(Debug, Clone, Copy)]
pub struct Legend<'a> {
    /// The entries, in order.
    pub entries: &'a [LegendEntry<'a>],
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The columns between two entries.
const GAP: u16 = 2;

impl Legend<'_> {
    /// Returns the rows of the legend in `width` columns.
    pub fn rows(&self, width: u16) -> u16 {
        self.places(width).last().map_or(0, |(_, y)| y + 1)
    }

    /// Returns the position of each entry.
    fn places(&self, width: u16) -> Vec<(u16, u16)> {
        let (mut x, mut y) = (0, 0);
        let mut places = Vec::new();
        for entry in self.entries {
            let wide = saturated(columns(entry.sign) + 1 + columns(entry.text));
            if x > 0 && x + wide > width {
                (x, y) = (0, y + 1);
            }
            places.push((x, y));
            x = x.saturating_add(wide + GAP);
        }
        places
    }
}

impl Widget for Legend<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        for (entry, place) in self.entries.iter().zip(self.places(area.width)) {
            let x = put(buf, area, place, entry.sign, entry.style);
            put(buf, area, (x + 1, place.1), entry.text, self.theme.quiet());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn entries_stay_whole() {
        let theme = theme();
        let entry = |sign, text| LegendEntry { sign, style: Style::new(), text };
        let entries = [entry("o", "before"), entry("x", "during"), entry("a", "after")];
        let legend = Legend { entries: &entries, theme: &theme };
        assert_eq!([40, 20, 8].map(|width| legend.rows(width)), [1, 2, 3]);
        insta::assert_snapshot!(picture(legend, 20, 2), @r"
        |o before  x during  |
        |a after             |
        ");
        survives_every_size(|| legend);
    }
}
