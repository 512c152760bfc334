//! Big digits that grow with their pane, to be read from three metres away.
//!
//! The glyphs are not scaled bitmaps. Each is drawn for its size out of strokes of one thickness with rounded corners
//! (`glyph`), on a grid of square pixels of which two fit into a cell, one above the other.

mod glyph;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{fit as shorten, put, put_centred, saturated};
use glyph::{Bitmap, GlyphPen};

/// The most rows of glyphs; beyond it they stop reading as digits.
pub const MOST_ROWS: u16 = 30;

/// The least rows of glyphs; with less there is plain text. Five where a pixel takes a row.
const LEAST_ROWS: u16 = 3;

/// The least pixels of a glyph's height: three bars and two gaps.
const LEAST_PIXELS: usize = 5;

/// A short text in glyphs as large as the area allows, centred in it.
///
/// Knows digits, `: . - / !`, blanks and the letters A to Z, in either case. Any other character, an area below three
/// rows or one too narrow gives plain bold text.
#[derive(Debug, Clone, Copy)]
pub struct BigText<'a> {
    text: &'a str,
    style: Style,
    widest: &'a str,
    at_right: bool,
    blocks: Blocks,
}

impl<'a> BigText<'a> {
    /// Returns a widget for `text` in `style`.
    pub fn new(text: &'a str, style: Style) -> Self {
        Self { text, style, widest: "", at_right: false, blocks: Blocks::Fine }
    }

    /// Reserves the room of `widest` where it needs more than the text, which then ends at the right of that room: a
    /// countdown from "10" neither grows nor moves at "9".
    #[must_use]
    pub fn sized_for(mut self, widest: &'a str) -> Self {
        self.widest = widest;
        self
    }

    /// Puts the text at the right edge of the area.
    #[must_use]
    pub fn at_right(mut self) -> Self {
        self.at_right = true;
        self
    }

    /// Sets the characters to draw with.
    #[must_use]
    pub fn blocks(mut self, blocks: Blocks) -> Self {
        self.blocks = blocks;
        self
    }
}

/// The size glyphs are drawn at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlyphScale {
    pen: GlyphPen,
    blocks: Blocks,
}

impl GlyphScale {
    /// Returns the rows of the glyphs.
    pub fn rows(self) -> u16 {
        let (_, per_row) = pixels_per_cell(self.blocks);
        saturated(self.pen.height.div_ceil(per_row))
    }

    /// Returns the columns of `text`.
    pub fn columns(self, text: &str) -> u16 {
        let (columns, _) = pixels_per_cell(self.blocks);
        saturated(self.pen.text_width(text) * columns)
    }
}

/// Returns the largest scale at which `text` fits into `area`, or `None` if only plain text does.
///
/// ```
/// use ratatui::layout::Rect;
/// use supple::widgets::{Blocks, digits::fit};
///
/// assert_eq!(fit("25", Rect::new(0, 0, 78, 9), Blocks::Fine).map(|scale| scale.rows()), Some(9));
/// assert!(fit("25", Rect::new(0, 0, 78, 2), Blocks::Fine).is_none());
/// ```
pub fn fit(text: &str, area: Rect, blocks: Blocks) -> Option<GlyphScale> {
    if text.is_empty() || !text.chars().all(glyph::is_known) {
        return None;
    }
    let (columns, per_row) = pixels_per_cell(blocks);
    let most = usize::from(area.height.min(MOST_ROWS)) * per_row;
    let room = usize::from(area.width) / columns;
    let least = (usize::from(LEAST_ROWS) * per_row).max(LEAST_PIXELS);
    let sizes = (least..=most).rev();
    let pen = sizes
        .flat_map(|height| [GlyphPen::new(height), GlyphPen::condensed(height)])
        .find(|pen| pen.text_width(text) <= room);
    pen.map(|pen| GlyphScale { pen, blocks })
}

/// Returns the columns of a pixel, and the pixels per row.
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

fn render_glyphs(big: &BigText<'_>, scale: GlyphScale, area: Rect, buf: &mut Buffer) {
    let picture = scale.pen.write(big.text);
    let columns_of_text = scale.columns(big.text);
    let room = scale.columns(big.widest).max(columns_of_text);
    let margin = area.width.saturating_sub(room);
    let left = if big.at_right { margin } else { margin / 2 } + room - columns_of_text;
    let top = area.height.saturating_sub(scale.rows()) / 2;
    let (columns, _) = pixels_per_cell(scale.blocks);
    // A reversed block is blank, and a line below each row of blocks cuts the glyph up.
    let style = big.style.remove_modifier(Modifier::REVERSED | Modifier::UNDERLINED);
    for row in 0..scale.rows() {
        for column in 0..columns_of_text {
            let symbol = symbol(&picture, scale.blocks, usize::from(column) / columns, usize::from(row));
            if symbol != " " {
                put(buf, area, (left + column, top + row), symbol, style);
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
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size};

    fn big(text: &str, width: u16, height: u16) -> String {
        picture(BigText::new(text, Style::new()), width, height)
    }

    #[test]
    fn a_countdown_fills_the_players_pane() {
        insta::assert_snapshot!(big("25", 40, 9), @r"
        |         ▄▄████▄▄    ██████████         |
        |        ▄███▀▀███▄   ███▀▀▀▀▀▀▀         |
        |               ███   ███                |
        |           ▄▄▄███▀   ███▄▄▄▄            |
        |         ██████▀▀    █████████          |
        |        ███▀               ▀███         |
        |        ███                 ███         |
        |        ███▄▄▄▄▄▄▄   ▀███▄▄███▀         |
        |        ██████████    ▀▀████▀▀          |
        ");
        insta::assert_snapshot!(big("1:05", 60, 9), @r"
        |           ▄███              ▄▄████▄▄    ██████████         |
        |         ▄█████             ▄███▀▀███▄   ███▀▀▀▀▀▀▀         |
        |         ██████       ▄▄▄   ███    ███   ███                |
        |            ███       ███   ███    ███   ███▄▄▄▄            |
        |            ███             ███    ███   █████████          |
        |            ███       ███   ███    ███         ▀███         |
        |            ███       ▀▀▀   ███    ███          ███         |
        |         ▄▄▄███▄▄▄▄         ▀███▄▄███▀   ▀███▄▄███▀         |
        |         ██████████          ▀▀████▀▀     ▀▀████▀▀          |
        ");
        insta::assert_snapshot!(big("25", 78, 12), @r"
        |                         ▄▄██████▄▄      ██████████████                       |
        |                        ████████████     ██████████████                       |
        |                       ████▀    ▀████    ████                                 |
        |                                 ████    ████                                 |
        |                                ▄████    ████                                 |
        |                         ▄▄█████████     ██████████▄▄                         |
        |                        █████████▀▀      █████████████                        |
        |                       ████▀                      ▀████                       |
        |                       ████                        ████                       |
        |                       ████              ████▄    ▄████                       |
        |                       ██████████████     ████████████                        |
        |                       ██████████████      ▀▀██████▀▀                         |
        ");
    }

    #[test]
    fn it_stays_readable_in_a_small_pane() {
        insta::assert_snapshot!(big("25", 38, 5), @r"
        |            ▄███▄   ███████           |
        |                ██  ██                |
        |            ▄███▀   █████▄            |
        |           ██            ██           |
        |           ███████   ▀███▀            |
        ");
        insta::assert_snapshot!(big("1:05", 38, 5), @r"
        |     ▄██          ▄███▄   ███████     |
        |    ████     ██  ██   ██  ██          |
        |      ██         ██   ██  █████▄      |
        |      ██     ██  ██   ██       ██     |
        |    ███████       ▀███▀    ▀███▀      |
        ");
        insta::assert_snapshot!(big("1:05", 20, 3), @r"
        |  ▄█     ▄▀▀▄ █▀▀▀  |
        |   █   █ █  █ ▀▀▀▄  |
        |  ▄█▄▄   ▀▄▄▀  ▄▄▀  |
        ");
        insta::assert_snapshot!(big("1:05", 18, 9), @r"
        |                  |
        |                  |
        | ▄█     ▄▀▀▄ █▀▀▀ |
        |  █   ▄ █  █ █    |
        |  █   ▄ █  █ ▀▀▀▄ |
        |  █     █  █ ▄  █ |
        | ▀▀▀▀    ▀▀   ▀▀  |
        |                  |
        |                  |
        ");
    }

    #[test]
    fn every_digit_in_three_thicknesses() {
        insta::assert_snapshot!(big("0123456789", 80, 4), @r"
        |               ▄▀▀▄ ▄█    ▀▀▄  ▀▀▄ █  █ █▀▀▀ ▄▀▀  ▀▀▀█ ▄▀▀▄ ▄▀▀▄                |
        |               █  █  █    ▄▄▀  ▄▄▀ █  █ █▄▄  █▄▄    ▄▀ ▀▄▄▀ ▀▄▄█                |
        |               █  █  █   █       █ ▀▀▀█    █ █  █   █  █  █    █                |
        |               ▀▄▄▀ ▄█▄▄ █▄▄▄  ▄▄▀    █  ▄▄▀ ▀▄▄▀  █   ▀▄▄▀  ▄▄▀                |
        ");
        insta::assert_snapshot!(big("0123456789", 90, 5), @r"
        |  ▄███▄    ▄██      ▄███▄    ▄███▄   ██   ██  ███████   ▄███▄   ███████   ▄███▄    ▄███▄  |
        | ██   ██  ████          ██       ██  ██   ██  ██       ██           ▄█▀  ██   ██  ██   ██ |
        | ██   ██    ██      ▄███▀     ████   ██▄▄▄██  █████▄   █████▄      ▄█▀    █████    ▀█████ |
        | ██   ██    ██     ██            ██  ▀▀▀▀▀██       ██  ██   ██    ▄█▀    ██   ██       ██ |
        |  ▀███▀   ███████  ███████   ▀███▀        ██   ▀███▀    ▀███▀    ▄█▀      ▀███▀    ▀███▀  |
        ");
        insta::assert_snapshot!(big("0123456789", 140, 9), @r"
        |       ▄▄████▄▄      ▄███        ▄▄████▄▄     ▄▄████▄▄    ███    ███   ██████████    ▄▄████▄▄    ██████████    ▄▄████▄▄     ▄▄████▄▄        |
        |      ▄███▀▀███▄   ▄█████       ▄███▀▀███▄   ▄███▀▀███▄   ███    ███   ███▀▀▀▀▀▀▀   ▄███▀▀███▄   ▀▀▀▀▀▀▀███   ▄███▀▀███▄   ▄███▀▀███▄       |
        |      ███    ███   ██████              ███          ███   ███    ███   ███          ███                ▄██▀   ███    ███   ███    ███       |
        |      ███    ███      ███          ▄▄▄███▀      ▄▄▄███▀   ███    ███   ███▄▄▄▄      ███▄▄▄▄            ███    ▀███▄▄███▀   ▀███▄▄████       |
        |      ███    ███      ███        ██████▀▀       ██████    ███▄▄▄▄███   █████████    █████████         ███      ████████     ▀▀███████       |
        |      ███    ███      ███       ███▀               ▀███   ██████████         ▀███   ███▀  ▀███       ▄██▀     ███▀  ▀███          ███       |
        |      ███    ███      ███       ███                 ███          ███          ███   ███    ███      ▄██▀      ███    ███          ███       |
        |      ▀███▄▄███▀   ▄▄▄███▄▄▄▄   ███▄▄▄▄▄▄▄   ▀███▄▄███▀          ███   ▀███▄▄███▀   ▀███▄▄███▀      ███       ▀███▄▄███▀   ▀███▄▄███▀       |
        |       ▀▀████▀▀    ██████████   ██████████    ▀▀████▀▀           ███    ▀▀████▀▀     ▀▀████▀▀      ███         ▀▀████▀▀     ▀▀████▀▀        |
        ");
    }

    #[test]
    fn words_have_letters() {
        insta::assert_snapshot!(big("done", 80, 6), @r"
        |                       █████▄    ▄███▄   ██   ██  ███████                       |
        |                       ██   ██  ██   ██  ███  ██  ██                            |
        |                       ██   ██  ██   ██  ████ ██  ██▄▄▄▄▄                       |
        |                       ██   ██  ██   ██  ██ ████  ██▀▀▀▀▀                       |
        |                       ██   ██  ██   ██  ██  ███  ██                            |
        |                       █████▀    ▀███▀   ██   ██  ███████                       |
        ");
        insta::assert_snapshot!(big("IN OUT", 80, 5), @r"
        |                ██████  ██▄  ██        ▄███▄   ██   ██  ████████                |
        |                  ██    ███▄ ██       ██   ██  ██   ██     ██                   |
        |                  ██    ██▀█▄██       ██   ██  ██   ██     ██                   |
        |                  ██    ██ ▀███       ██   ██  ██   ██     ██                   |
        |                ██████  ██  ▀██        ▀███▀    ▀███▀      ██                   |
        ");
        insta::assert_snapshot!(big("GO REST", 80, 8), @r"
        |   ▄█████▄     ▄█████▄           ███████▄    █████████    ▄█████▄    █████████  |
        |  ███▀▀▀███   ███▀▀▀███          ███▀▀▀███   ███▀▀▀▀▀▀   ███▀▀▀███   ▀▀▀███▀▀▀  |
        |  ███         ███   ███          ███   ███   ███         ███            ███     |
        |  ███ █████   ███   ███          ████████▀   █████████   ▀██████▄       ███     |
        |  ███ ▀▀███   ███   ███          ██████▀     ███▀▀▀▀▀▀     ▀▀▀▀███      ███     |
        |  ███   ███   ███   ███          ███ ███     ███               ███      ███     |
        |  ███▄▄▄███   ███▄▄▄███          ███  ███    ███▄▄▄▄▄▄   ███▄▄▄███      ███     |
        |   ▀█████▀     ▀█████▀           ███   ███   █████████    ▀█████▀       ███     |
        ");
    }

    #[test]
    fn letters_of_three_rows_name_sides_and_phases() {
        insta::assert_snapshot!(big("SWITCH", 33, 3), @r"
        | ▄▀▀  █   █ ▀█▀ ▀▀█▀▀ ▄▀▀  █  █  |
        |  ▀▀▄ █▄▀▄█  █    █   █    █▀▀█  |
        |  ▄▄▀ █▀ ▀█ ▄█▄   █   ▀▄▄  █  █  |
        ");
        insta::assert_snapshot!(big("RIGHT", 33, 3), @r"
        |    █▀▀▄ ▀█▀ ▄▀▀  █  █ ▀▀█▀▀     |
        |    █▀█   █  █ ▀█ █▀▀█   █       |
        |    █  █ ▄█▄ ▀▄▄▀ █  █   █       |
        ");
        insta::assert_snapshot!(big("RIGHT", 20, 3), @r"
        |█▀█ ▀█▀ █▀▀ █ █ ▀█▀ |
        |██▀  █  █▀█ █▀█  █  |
        |█ █ ▄█▄ █▄█ █ █  █  |
        ");
        insta::assert_snapshot!(big("LEFT", 20, 3), @r"
        |█    █▀▀▀ █▀▀▀ ▀▀█▀▀|
        |█    █▀▀▀ █▀▀▀   █  |
        |█▄▄▄ █▄▄▄ █      █  |
        ");
        insta::assert_snapshot!(big("ABCDEFGHIJKLM", 70, 3), @r"
        |   ▄▀▀▄ █▀▀▄ ▄▀▀  █▀▀▄ █▀▀▀ █▀▀▀ ▄▀▀  █  █ ▀█▀    █ █ ▄▀ █    █▄ ▄█   |
        |   █▀▀█ █▀▀▄ █    █  █ █▀▀▀ █▀▀▀ █ ▀█ █▀▀█  █     █ █▀▄  █    █ ▀ █   |
        |   █  █ █▄▄▀ ▀▄▄  █▄▄▀ █▄▄▄ █    ▀▄▄▀ █  █ ▄█▄  ▄▄▀ █ ▀▄ █▄▄▄ █   █   |
        ");
        insta::assert_snapshot!(big("NOPQRSTUVWXYZ!", 70, 3), @r"
        |       █ █ █▀█ █▀█ █▀█ █▀█ █▀▀ ▀█▀ █ █ █ █ █   █ █ █ ▀▄█ ▀▀█ █        |
        |       ███ █ █ █▀▀ █▄█ ██▀ ▀▀█  █  █ █ ▀▄▀ █▄▀▄█  █   █   █  █        |
        |       █ █ █▄█ █   █▄█ █ █ ▄▄█  █  █▄█  █  █▀ ▀█ █ █  █  █▄▄ ▄        |
        ");
        insta::assert_snapshot!(big("BJKMQVWXYZ!", 140, 7), @r"
        |                 ██████▄         ██  ██   ▄█▀  ██▄    ▄██   ▄████▄   ██    ██  ██      ██  ██    ██  ██    ██  ████████  ██                 |
        |                 ██    ██        ██  ██  ▄█▀   ███▄  ▄███  ██    ██  ▀█▄  ▄█▀  ██      ██   ██  ██    ██  ██        ██   ██                 |
        |                 ██    ██        ██  ██ ▄█▀    ██▀█▄▄█▀██  ██    ██   ██  ██   ██      ██    ████      ████        ██    ██                 |
        |                 ███████         ██  █████     ██ ▀██▀ ██  ██    ██   ▀█▄▄█▀   ██ ▄██▄ ██     ██        ██        ██     ██                 |
        |                 ██    ██        ██  ██ ▀█▄    ██      ██  ██ ▀█▄██    ████    ██▄█▀▀█▄██    ████       ██       ██      ██                 |
        |                 ██    ██  ▄▄    ██  ██  ▀█▄   ██      ██  ██  ▀███    ▀██▀    ███▀  ▀███   ██  ██      ██      ██                          |
        |                 ██████▀    ▀████▀   ██   ▀█▄  ██      ██   ▀█████▄     ██     ██▀    ▀██  ██    ██     ██     ████████  ██                 |
        ");
    }

    #[test]
    fn a_number_ends_where_its_room_ends() {
        let last = |text: &str| {
            let text = picture(BigText::new(text, Style::new()).sized_for("88").at_right(), 30, 8);
            text.lines().map(|line| line.trim_matches('|').trim_end().chars().count()).max()
        };
        assert_eq!([last("9"), last("4")], [last("99"), last("34")]);
    }

    #[test]
    fn fonts_without_half_blocks_get_whole_ones_or_none() {
        insta::assert_snapshot!(picture(BigText::new("1:25", Style::new()).blocks(Blocks::Full), 60, 9), @r"
        |               ██            ██████    ██████████           |
        |             ████          ██      ██  ██                   |
        |           ██████                  ██  ██                   |
        |               ██      ██          ██  ██                   |
        |               ██            ██████    ████████             |
        |               ██      ██  ██                  ██           |
        |               ██          ██                  ██           |
        |               ██          ██          ██      ██           |
        |           ██████████      ██████████    ██████             |
        ");
        insta::assert_snapshot!(picture(BigText::new("25", Style::new()).blocks(Blocks::Ascii), 30, 5), @r"
        |        ####    ########      |
        |            ##  ##            |
        |        ####    ######        |
        |      ##              ##      |
        |      ########    ####        |
        ");
    }

    #[test]
    fn too_little_room_gives_plain_text() {
        assert_eq!(big("1:05", 10, 1), "|   1:05   |\n");
        insta::assert_snapshot!(big("1:05", 12, 2), @r"
        |    1:05    |
        |            |
        ");
        insta::assert_snapshot!(big("25 s…", 20, 3), @r"
        |                    |
        |       25 s…        |
        |                    |
        ");
        survives_every_size(|| BigText::new("1:05", Style::new()));
        survives_every_size(|| BigText::new("1:05", Style::new()).blocks(Blocks::Full));
    }

    #[test]
    fn a_text_never_leaves_its_area() {
        for width in 0..90 {
            for height in 0..24 {
                let area = Rect::new(0, 0, width, height);
                for blocks in [Blocks::Fine, Blocks::Full] {
                    let Some(scale) = fit("10:25", area, blocks) else { continue };
                    assert!(scale.columns("10:25") <= width && scale.rows() <= height.min(MOST_ROWS), "{area:?}");
                }
            }
        }
    }

    #[test]
    fn digits_share_one_width_and_no_two_look_alike() {
        for height in LEAST_PIXELS..=40 {
            for pen in [GlyphPen::new(height), GlyphPen::condensed(height)] {
                let pictures: Vec<Bitmap> = ('0'..='9').map(|digit| pen.write(&digit.to_string())).collect();
                for (i, one) in pictures.iter().enumerate() {
                    assert!(pictures[i + 1..].iter().all(|other| other != one), "{i} at {height}");
                }
                assert_eq!(pen.text_width("11"), pen.text_width("08"));
            }
        }
    }

    #[test]
    fn a_countdown_keeps_its_size_when_it_loses_a_digit() {
        let area = Rect::new(0, 0, 30, 9);
        let shown = |text| picture(BigText::new(text, Style::new()).sized_for("1:00"), 30, 9);
        let rows = |picture: String| picture.lines().filter(|line| line.contains(['█', '▄', '▀'])).count();
        assert_eq!(rows(shown("59")), rows(shown("1:00")));
        assert!(
            fit("59", area, Blocks::Fine).map(GlyphScale::rows) > fit("1:00", area, Blocks::Fine).map(GlyphScale::rows)
        );
    }

    #[test]
    fn no_block_is_reversed() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 9));
        let style = Style::new().add_modifier(Modifier::REVERSED);
        BigText::new("8", style).render(buf.area, &mut buf);
        assert!(buf.content.iter().all(|cell| cell.modifier.is_empty()));
    }
}
