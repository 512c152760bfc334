//! Frames as bytes for the terminal, with the shortest sequences to each cell and its style.
//!
//! The backends of ratatui send a position and all colours anew for each change; while a figure moves ten times a
//! second these would be most of the bytes that a terminal, and the line to a remote machine, have to carry.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The position and style with which the terminal writes next, as far as they are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Pen {
    /// Column and row; `None` if they are not certain.
    at: Option<(u16, u16)>,
    style: Option<CellLook>,
    /// The bytes of the frame.
    bytes: Vec<u8>,
}

/// The commands around a frame that has to be shown whole (mode 2026); terminals that do not know them ignore them.
pub(super) const BEGINNING_OF_FRAME: &[u8] = b"\x1b[?2026h";
pub(super) const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
/// The length from which on a frame is sent so. Our choice: a terminal reads less than that at once anyway.
const LONG_FRAME: usize = 1_024;

/// Foreground, background and modifiers.
type CellLook = (Color, Color, Modifier);

/// The code that turns each modifier on.
const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Pen {
    /// Forgets position and style, because something else has written to the terminal.
    pub(super) fn forget(&mut self) {
        (self.at, self.style) = (None, None);
    }

    /// Empties the whole screen.
    pub(super) fn clear(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[2J");
        (self.at, self.style) = (None, Some((Color::Reset, Color::Reset, Modifier::empty())));
    }

    /// Writes the difference between `next` and `shown`, which the terminal shows; both have the same size.
    ///
    /// A terminal may draw a character of several code points wider or narrower than we expect, and so over cells that
    /// are the same in both frames. From the first such character on, a row with a change is written whole.
    pub(super) fn put_changes(&mut self, shown: &Buffer, next: &Buffer) {
        let (mut row, mut unsure_from, mut is_rewritten) = (None, u16::MAX, false);
        for (x, y, cell) in shown.diff(next) {
            if row != Some(y) {
                row = Some(y);
                unsure_from = first_unsure(shown, y).min(first_unsure(next, y));
                is_rewritten = false;
            }
            if x < unsure_from {
                self.put(x, y, cell, next.area.width);
            } else if !is_rewritten {
                self.put_row_from(unsure_from, y, next);
                is_rewritten = true;
            }
        }
    }

    /// Clears row `y` from column `from` on and writes all its cells.
    fn put_row_from(&mut self, from: u16, y: u16, next: &Buffer) {
        self.move_to(from, y);
        self.bytes.extend_from_slice(b"\x1b[m\x1b[K");
        self.style = Some((Color::Reset, Color::Reset, Modifier::empty()));
        let mut x = from;
        while let Some(cell) = next.cell((x, y)) {
            self.put(x, y, cell, next.area.width);
            x = x.saturating_add(u16::try_from(cell.symbol().width()).unwrap_or(1).max(1));
        }
    }

    /// Writes `cell` in column `x` and row `y` of a terminal that is `width` columns wide.
    pub(super) fn put(&mut self, x: u16, y: u16, cell: &Cell, width: u16) {
        self.move_to(x, y);
        self.take_style(cell);
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        let next = x + 1;
        // Terminals also differ in their position after the last column.
        self.at = (is_sure(symbol) && next < width).then_some((next, y));
    }

    /// Writes cells of one column each, grouped by style: in a figure the style changes from cell to cell, and setting
    /// a style takes more bytes than moving.
    pub(super) fn put_by_style(&mut self, mut cells: Vec<((u16, u16), Cell)>, width: u16) {
        while let Some((_, first)) = cells.first() {
            let is_at_hand = cells.iter().any(|(_, cell)| self.style == Some(look(cell)));
            let style = self.style.filter(|_| is_at_hand).unwrap_or_else(|| look(first));
            cells.retain(|((x, y), cell)| {
                let now = shows_as(cell, style);
                if now {
                    self.put(*x, *y, cell, width);
                }
                !now
            });
        }
    }

    /// Returns the bytes of the frame, to add what is no cell: it has to leave cursor and style as they are.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Sends the bytes collected since the last time, in one piece.
    ///
    /// # Errors
    /// `out` cannot be written; position and style are forgotten then.
    pub(super) fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        let (first, last) =
            if self.bytes.len() < LONG_FRAME { (&[][..], &[][..]) } else { (BEGINNING_OF_FRAME, END_OF_FRAME) };
        let written = [first, &self.bytes, last].iter().try_for_each(|part| out.write_all(part));
        let written = written.and_then(|()| out.flush());
        self.bytes.clear();
        if written.is_err() {
            self.forget();
        }
        written
    }

    fn move_to(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => self.step(x - from, 'C'),
            Some((from, row)) if row == y => self.step(from - x, 'D'),
            Some((from, row)) if from == x && row < y => self.step(y - row, 'B'),
            _ => self.write(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    fn step(&mut self, by: u16, way: char) {
        match by {
            1 => self.write(format_args!("\x1b[{way}")),
            _ => self.write(format_args!("\x1b[{by}{way}")),
        }
    }

    fn take_style(&mut self, cell: &Cell) {
        let wanted = look(cell);
        let (mut fg, mut bg, mut modifier) = match self.style {
            Some(style) if shows_as(cell, style) => return,
            Some(style) => style,
            None => (Color::Reset, Color::Reset, Modifier::empty()),
        };
        let mut codes = StyleCodes::default();
        // Modifiers can only be turned off all at once.
        if self.style.is_none() || !wanted.2.contains(modifier) {
            codes.add(&[0]);
            (fg, bg, modifier) = (Color::Reset, Color::Reset, Modifier::empty());
        }
        for (flag, code) in MODIFIERS {
            if wanted.2.contains(flag) && !modifier.contains(flag) {
                codes.add(&[code]);
            }
        }
        if fg != wanted.0 {
            codes.colour(wanted.0, 30);
        }
        if bg != wanted.1 {
            codes.colour(wanted.1, 40);
        }
        self.style = Some(wanted);
        self.bytes.extend_from_slice(b"\x1b[");
        self.bytes.extend_from_slice(codes.0.as_bytes());
        self.bytes.push(b'm');
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // A vector takes all that is written.
        let _ = self.bytes.write_fmt(text);
    }
}

/// Returns true if every terminal gives `symbol` one column. Terminals differ about characters of several code points,
/// and about those added to Unicode after their release.
fn is_sure(symbol: &str) -> bool {
    symbol.chars().nth(1).is_none() && symbol.width() == 1
}

/// Returns the first column of row `y` whose width is not sure, or `u16::MAX`.
fn first_unsure(buffer: &Buffer, y: u16) -> u16 {
    (0..buffer.area.width)
        .find(|x| buffer.cell((*x, y)).is_some_and(|cell| !is_sure(cell.symbol())))
        .unwrap_or(u16::MAX)
}

fn look(cell: &Cell) -> CellLook {
    (cell.fg, cell.bg, cell.modifier)
}

/// Returns true if the cell looks the same in `style`; a blank shows only its background.
fn shows_as(cell: &Cell, style: CellLook) -> bool {
    let seen_on_a_blank = Modifier::all().difference(Modifier::BOLD | Modifier::DIM | Modifier::ITALIC);
    look(cell) == style
        || cell.symbol() == " " && cell.bg == style.1 && !(style.2 | cell.modifier).intersects(seen_on_a_blank)
}

/// The numbers of a sequence that sets a style.
#[derive(Default)]
struct StyleCodes(String);

impl StyleCodes {
    fn add(&mut self, numbers: &[u8]) {
        for number in numbers {
            if !self.0.is_empty() {
                self.0.push(';');
            }
            self.0.push_str(&number.to_string());
        }
    }

    /// Adds a colour; `first` is 30 for the foreground, 40 for the background.
    fn colour(&mut self, colour: Color, first: u8) {
        let bright = first + 60;
        let code = match colour {
            Color::Reset => first + 9,
            Color::Black => first,
            Color::Red => first + 1,
            Color::Green => first + 2,
            Color::Yellow => first + 3,
            Color::Blue => first + 4,
            Color::Magenta => first + 5,
            Color::Cyan => first + 6,
            Color::Gray => first + 7,
            Color::DarkGray => bright,
            Color::LightRed => bright + 1,
            Color::LightGreen => bright + 2,
            Color::LightYellow => bright + 3,
            Color::LightBlue => bright + 4,
            Color::LightMagenta => bright + 5,
            Color::LightCyan => bright + 6,
            Color::White => bright + 7,
            Color::Indexed(number) => return self.add(&[first + 8, 5, number]),
            Color::Rgb(red, green, blue) => return self.add(&[first + 8, 2, red, green, blue]),
        };
        self.add(&[code]);
    }
}

#[cfg(test)]
mod tests;
