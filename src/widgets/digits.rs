//! Big digits that grow with their pane: the one thing to read from three metres away.
//!
//! The glyphs are not scaled bitmaps. Each is drawn for its size out of strokes of one thickness
//! with rounded corners (`pen`, `glyph`), on a grid of square pixels (`bitmap`) of which two fit into a
//! cell, one above the other.

mod bitmap;
mod glyph;
mod pen;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{fit as shorten, put, put_centred, saturated};
use bitmap::Bitmap;
use pen::Pen;

/// Rows the glyphs take at most; beyond it they stop reading as digits.
pub const MOST_ROWS: u16 = 20;

/// Rows the glyphs need at least; with less there is plain text. Five where a pixel takes a row.
const LEAST_ROWS: u16 = 3;

/// Pixels a glyph needs one above the other: three bars and two gaps.
const LEAST_PIXELS: usize = 5;

/// A short text in glyphs as large as the area allows, in the middle of it.
///
/// Knows digits, `: . - /`, blanks and the letters of short words (`GO`, `IN`, `OUT`, `HOLD`,
/// `REST`, `DONE`, `STOP`), in either case. Any other character, an area below three rows or one
/// too narrow gives plain bold text.
#[derive(Debug, Clone, Copy)]
pub struct BigText<'a> {
    text: &'a str,
    style: Style,
    widest: &'a str,
    blocks: Blocks,
}

impl<'a> BigText<'a> {
    /// `text` in `style`.
    pub fn new(text: &'a str, style: Style) -> Self {
        Self { text, style, widest: "", blocks: Blocks::Fine }
    }

    /// Sizes the glyphs for `widest` where it needs more room than the text, so that a countdown
    /// from "1:00" does not grow at "0:59" or "10" at "9".
    #[must_use]
    pub fn sized_for(mut self, widest: &'a str) -> Self {
        self.widest = widest;
        self
    }

    /// The characters to draw with.
    #[must_use]
    pub fn blocks(mut self, blocks: Blocks) -> Self {
        self.blocks = blocks;
        self
    }
}

/// The size glyphs are drawn at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pen: Pen,
    blocks: Blocks,
}

impl Scale {
    /// Rows the glyphs take.
    pub fn rows(self) -> u16 {
        let (_, per_row) = pixels_per_cell(self.blocks);
        saturated(self.pen.height.div_ceil(per_row))
    }

    /// Columns `text` takes.
    pub fn columns(self, text: &str) -> u16 {
        let (columns, _) = pixels_per_cell(self.blocks);
        saturated(self.pen.text_width(text) * columns)
    }
}

/// The largest scale at which `text` fits into `area`; `None` where only plain text does.
///
/// ```
/// use ratatui::layout::Rect;
/// use supple::widgets::{Blocks, digits::fit};
///
/// assert_eq!(fit("25", Rect::new(0, 0, 78, 9), Blocks::Fine).map(|scale| scale.rows()), Some(9));
/// assert!(fit("25", Rect::new(0, 0, 78, 2), Blocks::Fine).is_none());
/// ```
pub fn fit(text: &str, area: Rect, blocks: Blocks) -> Option<Scale> {
    if text.is_empty() || !text.chars().all(glyph::is_known) {
        return None;
    }
    let (columns, per_row) = pixels_per_cell(blocks);
    let most = usize::from(area.height.min(MOST_ROWS)) * per_row;
    let room = usize::from(area.width) / columns;
    let least = (usize::from(LEAST_ROWS) * per_row).max(LEAST_PIXELS);
    let sizes = (least..=most).rev();
    let pen =
        sizes.flat_map(|height| [Pen::new(height), Pen::condensed(height)]).find(|pen| pen.text_width(text) <= room);
    pen.map(|pen| Scale { pen, blocks })
}

/// Columns a pixel takes, and pixels one above the other in a cell.
fn pixels_per_cell(blocks: Blocks) -> (usize, usize) {
    match blocks {
        Blocks::Fine => (1, 2),
        Blocks::Full | Blocks::Ascii => (2, 1),
    }
}

impl Widget for BigText<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let sizes = [self.text, self.widest].map(|text| fit(text, area, self.blocks));
        let scale = match sizes {
            [Some(own), Some(widest)] if widest.pen.height < own.pen.height => Some(widest),
            [own, Some(_)] => own,
            [own, None] => own.filter(|_| self.widest.is_empty()),
        };
        match scale {
            Some(scale) => render_glyphs(&self, scale, area, buf),
            None => render_plain(&self, area, buf),
        }
    }
}

fn render_plain(big: &BigText<'_>, area: Rect, buf: &mut Buffer) {
    let text = shorten(big.text, usize::from(area.width));
    let middle = area.height.saturating_sub(1) / 2;
    put_centred(buf, area, middle, &text, big.style.add_modifier(Modifier::BOLD));
}

fn render_glyphs(big: &BigText<'_>, scale: Scale, area: Rect, buf: &mut Buffer) {
    let picture = scale.pen.write(big.text);
    let left = area.width.saturating_sub(scale.columns(big.text)) / 2;
    let top = area.height.saturating_sub(scale.rows()) / 2;
    let (columns, _) = pixels_per_cell(scale.blocks);
    for row in 0..scale.rows() {
        for column in 0..scale.columns(big.text) {
            let symbol = symbol(&picture, scale.blocks, usize::from(column) / columns, usize::from(row));
            if symbol != " " {
                put(buf, area, (left + column, top + row), symbol, big.style);
            }
        }
    }
}

fn symbol(picture: &Bitmap, blocks: Blocks, x: usize, row: usize) -> &'static str {
    match blocks {
        Blocks::Fine => match (picture.get(x, 2 * row), picture.get(x, 2 * row + 1)) {
            (true, true) => "█",
            (true, false) => "▀",
            (false, true) => "▄",
            (false, false) => " ",
        },
        Blocks::Full if picture.get(x, row) => "█",
        Blocks::Ascii if picture.get(x, row) => "#",
        Blocks::Full | Blocks::Ascii => " ",
    }
}

#[cfg(test)]
mod tests;
