//! What is to be shown, as bytes for the terminal: the shortest way to each cell and to its style.
//!
//! The backends of ratatui name a place and all colours anew for whatever changes; where a figure moves ten times a
//! second that is most of what a terminal, and a line to a machine far away, has to carry.

use std::io::{self, Write};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Where the terminal writes next and in which style, as far as that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Pen {
    /// Column and row; `None` where it is not sure.
    at: Option<(u16, u16)>,
    style: Option<Look>,
    /// The bytes of the frame.
    bytes: Vec<u8>,
}

/// Writing, what is behind it, and how it is written.
type Look = (Color, Color, Modifier);

/// Sequences for what a modifier turns on.
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
    /// Nothing is known of the terminal any more.
    pub(super) fn forget(&mut self) {
        (self.at, self.style) = (None, None);
    }

    /// Empties the whole screen.
    pub(super) fn clear(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[2J");
        (self.at, self.style) = (None, Some((Color::Reset, Color::Reset, Modifier::empty())));
    }

    /// Puts `cell` into this column and row of a terminal that is `width` columns wide.
    pub(super) fn put(&mut self, (x, y): (u16, u16), cell: &Cell, width: u16) {
        self.move_to(x, y);
        self.take_style(cell);
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        let next = x + 1;
        // Terminals differ in how wide they draw what is not plain, and in where they stand after the last column.
        let is_sure = symbol.chars().nth(1).is_none() && symbol.width() == 1 && next < width;
        self.at = is_sure.then_some((next, y));
    }

    /// As [`Pen::put`] for all of `cells`, each one column wide, those of one style together: in a figure the styles
    /// change from cell to cell, and telling a style takes more bytes than telling a place.
    pub(super) fn put_by_style(&mut self, mut cells: Vec<((u16, u16), Cell)>, width: u16) {
        while let Some((_, first)) = cells.first() {
            let is_at_hand = cells.iter().any(|(_, cell)| self.style == Some(look(cell)));
            let style = self.style.filter(|_| is_at_hand).unwrap_or_else(|| look(first));
            cells.retain(|(place, cell)| {
                let now = shows_as(cell, style);
                if now {
                    self.put(*place, cell, width);
                }
                !now
            });
        }
    }

    /// Writes what was put since the last time, in one piece.
    ///
    /// # Errors
    /// Where `out` cannot be written; nothing is known of the terminal then.
    pub(super) fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        let written = out.write_all(&self.bytes).and_then(|()| out.flush());
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
        let mut codes = Codes::default();
        // What is on can only be turned off together.
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

fn look(cell: &Cell) -> Look {
    (cell.fg, cell.bg, cell.modifier)
}

/// Whether the cell looks the same written in `style`: a blank shows only what is behind it.
fn shows_as(cell: &Cell, style: Look) -> bool {
    let seen_on_a_blank = Modifier::all().difference(Modifier::BOLD | Modifier::DIM | Modifier::ITALIC);
    let is_plain = |look: Look| !look.2.intersects(seen_on_a_blank);
    look(cell) == style || cell.symbol() == " " && cell.bg == style.1 && is_plain(style) && is_plain(look(cell))
}

/// The numbers of a sequence that sets a style.
#[derive(Default)]
struct Codes(String);

impl Codes {
    fn add(&mut self, numbers: &[u8]) {
        for number in numbers {
            if !self.0.is_empty() {
                self.0.push(';');
            }
            self.0.push_str(&number.to_string());
        }
    }

    /// `first` is 30 for the writing, 40 for what is behind it.
    fn colour(&mut self, colour: Color, first: u8) {
        let (named, bright) = (|n: u8| first + n, |n: u8| first + 60 + n);
        let code = match colour {
            Color::Reset => first + 9,
            Color::Black => named(0),
            Color::Red => named(1),
            Color::Green => named(2),
            Color::Yellow => named(3),
            Color::Blue => named(4),
            Color::Magenta => named(5),
            Color::Cyan => named(6),
            Color::Gray => named(7),
            Color::DarkGray => bright(0),
            Color::LightRed => bright(1),
            Color::LightGreen => bright(2),
            Color::LightYellow => bright(3),
            Color::LightBlue => bright(4),
            Color::LightMagenta => bright(5),
            Color::LightCyan => bright(6),
            Color::White => bright(7),
            Color::Indexed(number) => return self.add(&[first + 8, 5, number]),
            Color::Rgb(red, green, blue) => return self.add(&[first + 8, 2, red, green, blue]),
        };
        self.add(&[code]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    const SIZE: Rect = Rect::new(0, 0, 12, 5);

    fn colour() -> impl Strategy<Value = Color> {
        use Color::{DarkGray, Gray, LightCyan, Red, Reset};
        prop_oneof![
            proptest::sample::select(vec![Reset, Red, Gray, DarkGray, LightCyan]),
            any::<u8>().prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn modifier() -> impl Strategy<Value = Modifier> {
        proptest::sample::subsequence(vec![Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED], 0..=3)
            .prop_map(|flags| flags.into_iter().collect())
    }

    /// Cells to change: where, to what.
    fn changes() -> impl Strategy<Value = Vec<(u16, u16, &'static str, Color, Color, Modifier)>> {
        let symbol = proptest::sample::select(vec!["a", " ", "⣿", "▀", "é"]);
        let cell = (0..SIZE.width, 0..SIZE.height, symbol, colour(), colour(), modifier());
        proptest::collection::vec(cell, 0..30)
    }

    fn parser() -> vt100::Parser {
        let size = |cells| std::num::NonZero::new(cells).unwrap();
        vt100::Parser::new(size(SIZE.height), size(SIZE.width), 0)
    }

    fn seen(screen: &vt100::Screen) -> Vec<String> {
        let cells = (0..SIZE.height).flat_map(|y| (0..SIZE.width).map(move |x| (x, y)));
        cells
            .map(|(x, y)| {
                let cell = screen.cell(y, x).unwrap();
                let text = if cell.has_contents() { cell.contents() } else { " " };
                let behind = (cell.bgcolor(), cell.underline(), cell.inverse());
                // Of a blank nothing else is seen, unless it is reversed.
                let written =
                    (text != " " || cell.inverse() || cell.underline()).then(|| (cell.fgcolor(), cell.bold()));
                format!("{x},{y} {text:?} {behind:?} {written:?}")
            })
            .collect()
    }

    proptest! {
        /// Whatever changed, the terminal shows the same as one on which all of it is written at once, each cell
        /// by its own place and style.
        #[test]
        fn the_shortest_way_shows_what_the_long_way_shows(frames in proptest::collection::vec(changes(), 1..4)) {
            let mut terminal = parser();
            let (mut pen, mut shown) = (Pen::default(), Buffer::empty(SIZE));
            let mut out = Vec::new();
            pen.clear();
            for changes in frames {
                let mut next = shown.clone();
                for (x, y, symbol, fg, bg, modifier) in changes {
                    next.set_string(x, y, symbol, ratatui::style::Style::new().fg(fg).bg(bg).add_modifier(modifier));
                }
                for (x, y, cell) in shown.diff(&next) {
                    pen.put((x, y), cell, SIZE.width);
                }
                pen.write_to(&mut out).unwrap();
                shown = next;
            }
            terminal.process(&out);
            let mut whole = parser();
            for (x, y, cell) in Buffer::empty(SIZE).diff(&shown) {
                let mut alone = Pen::default();
                alone.put((x, y), cell, SIZE.width);
                let mut bytes = Vec::new();
                alone.write_to(&mut bytes).unwrap();
                whole.process(&bytes);
            }
            prop_assert_eq!(seen(terminal.screen()), seen(whole.screen()));
        }
    }

    #[test]
    fn neighbours_of_one_style_cost_no_more_than_their_characters() {
        let mut buffer = Buffer::empty(SIZE);
        buffer.set_string(2, 1, "⣿⣿ ⣿", ratatui::style::Style::new().fg(Color::DarkGray));
        let mut pen = Pen::default();
        pen.clear();
        for (x, y) in [(2, 1), (3, 1), (5, 1), (5, 2), (5, 3)] {
            pen.put((x, y), &buffer[(x, y)], SIZE.width);
        }
        let mut out = Vec::new();
        pen.write_to(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{1b}[m\u{1b}[2J\u{1b}[2;3H\u{1b}[90m⣿⣿\u{1b}[C⣿\u{1b}[3;6H \u{1b}[4;6H "
        );
    }

    /// Terminals differ in where they stand after what is two columns wide, and in how wide some signs are.
    #[test]
    fn after_a_wide_character_and_the_last_column_the_place_is_told_anew() {
        let mut buffer = Buffer::empty(SIZE);
        buffer.set_string(0, 0, "日a", ratatui::style::Style::new());
        let mut pen = Pen::default();
        pen.clear();
        for place in [(0, 0), (2, 0), (11, 0), (0, 1)] {
            pen.put(place, &buffer[place], SIZE.width);
        }
        let mut out = Vec::new();
        pen.write_to(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\u{1b}[m\u{1b}[2J\u{1b}[1;1H日\u{1b}[1;3Ha\u{1b}[8C \u{1b}[2;1H ");
    }

    #[test]
    fn cells_of_one_style_are_written_together() {
        let mut buffer = Buffer::empty(SIZE);
        let red = ratatui::style::Style::new().fg(Color::Red);
        for (x, style) in [(0, red), (1, ratatui::style::Style::new()), (2, red)] {
            buffer.set_string(x, 0, "⣿", style);
        }
        let mut pen = Pen::default();
        pen.clear();
        pen.put_by_style((0..4).map(|x| ((x, 0), buffer[(x, 0)].clone())).collect(), SIZE.width);
        let mut out = Vec::new();
        pen.write_to(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{1b}[m\u{1b}[2J\u{1b}[1;2H⣿\u{1b}[C \u{1b}[4D\u{1b}[31m⣿\u{1b}[C⣿"
        );
    }
}
