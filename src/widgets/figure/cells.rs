//! Dots become characters: the shape of a cell, and its one or two colours.

use ratatui::buffer::Cell;
use ratatui::style::{Modifier, Style};
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

use super::canvas::Ink;
use super::characters::Characters;
use crate::theme::{BodyTone, Theme};

/// The most dots of a cell.
const MOST: usize = 8;

/// The dots of a cell, row by row.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellDots {
    inks: [Ink; MOST],
    count: usize,
}

/// The two inks of a filled cell; the back is `Ink::None` where the ground of the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct InkPair {
    front: Ink,
    back: Ink,
}

impl CellDots {
    pub(super) const EMPTY: Self = Self { inks: [Ink::None; MOST], count: 0 };

    /// Adds the dots of the next row.
    pub(super) fn push(&mut self, row: &[Ink]) {
        for (place, ink) in self.inks.iter_mut().skip(self.count).zip(row) {
            *place = *ink;
        }
        self.count = (self.count + row.len()).min(MOST);
    }

    fn inks(&self) -> &[Ink] {
        self.inks.get(..self.count).unwrap_or_default()
    }

    /// Draws the dots into `cell`, which is left alone if there are none.
    pub(super) fn draw(self, set: Characters, theme: &Theme, cell: &mut Cell) {
        if self.inks().iter().all(|ink| *ink == Ink::None) {
            return;
        }
        if set.is_filled() { self.fill(set, theme, cell) } else { self.dot(set, theme, cell) }
    }

    /// Draws in one colour, that of the highest ink.
    fn dot(&self, set: Characters, theme: &Theme, cell: &mut Cell) {
        let ink = self.inks().iter().copied().max().unwrap_or(Ink::None);
        let symbol = match set {
            Characters::Ascii => plain(ink),
            _ => braille(self.bits(|ink| ink != Ink::None)),
        };
        cell.set_char(symbol).set_style(style(ink, theme));
    }

    /// Draws in the two colours that come nearest.
    fn fill(mut self, set: Characters, theme: &Theme, cell: &mut Cell) {
        if let Some(symbol) = self.as_ground(set) {
            cell.set_char(symbol).set_style(style(Ink::Floor, theme));
            return;
        }
        // A floor of half a cell would look like part of the foot that stands on it.
        self.inks = self.inks.map(|ink| if ink == Ink::Floor { Ink::None } else { ink });
        let pair = self.nearest_pair(theme);
        let bits = self.bits(|ink| is_front(ink, pair));
        let (front, back) = (style(pair.front, theme), style(pair.back, theme));
        cell.set_char(filled(set, bits)).set_style(front);
        if let Some(colour) = back.fg {
            cell.set_bg(colour);
        }
    }

    /// Returns the character of a cell that has nothing but the floor, or a mat on it: thinner than its dots are high.
    fn as_ground(&self, set: Characters) -> Option<char> {
        let (columns, rows) = set.dots_in_a_cell();
        let is_flat = self.inks().iter().take(columns * (rows - 1)).all(|ink| *ink == Ink::None);
        match self.inks().iter().max() {
            Some(Ink::Floor) if set == Characters::Halves => Some('_'),
            Some(Ink::Floor) => Some('▁'),
            Some(Ink::Prop) if is_flat && set != Characters::Halves => Some('▂'),
            _ => None,
        }
    }

    /// Returns the two inks in which the fewest dots, and of these the least important, have another ink than theirs.
    fn nearest_pair(&self, theme: &Theme) -> InkPair {
        let inks = self.inks();
        let mut best = (u32::MAX, InkPair { front: Ink::Body, back: Ink::None });
        for (at, one) in inks.iter().enumerate() {
            for other in inks.iter().skip(at).chain([&Ink::None]) {
                let Some(pair) = pair_of(*one, *other, theme) else { continue };
                match inks.iter().map(|ink| apart(*ink, pair.front).min(apart(*ink, pair.back))).sum() {
                    // Most cells have an ink or two, and need no search.
                    0 => return pair,
                    cost if cost < best.0 => best = (cost, pair),
                    _ => {}
                }
            }
        }
        best.1
    }

    /// Returns the bits of the dots that are lit, the first the lowest.
    fn bits(&self, is_lit: impl Fn(Ink) -> bool) -> usize {
        self.inks().iter().enumerate().filter(|(_, ink)| is_lit(**ink)).map(|(at, _)| 1 << at).sum()
    }
}

/// Returns the pair in the order in which it can be drawn; `None` if it cannot, or shows nothing. The colour of text
/// can only be in front, as can what is dimmed; two inks of one look are no pair.
fn pair_of(one: Ink, other: Ink, theme: &Theme) -> Option<InkPair> {
    if one == Ink::None && other == Ink::None {
        return None;
    }
    let [low, high] = if one < other { [one, other] } else { [other, one] };
    if low == high || low == Ink::None {
        return Some(InkPair { front: high, back: Ink::None });
    }
    if style(low, theme).fg == style(high, theme).fg {
        return None;
    }
    match (style(low, theme).fg.is_some(), style(high, theme).fg.is_some()) {
        (true, _) => Some(InkPair { front: high, back: low }),
        (false, true) => Some(InkPair { front: low, back: high }),
        (false, false) => None,
    }
}

fn is_front(ink: Ink, pair: InkPair) -> bool {
    apart(ink, pair.front) <= apart(ink, pair.back)
}

/// Returns the error of showing `ink` as `shown`.
fn apart(ink: Ink, shown: Ink) -> u32 {
    match (ink, shown) {
        _ if ink == shown => 0,
        (Ink::Floor | Ink::Prop, Ink::None) => 2,
        (Ink::None, _) | (_, Ink::None) => 4,
        (Ink::Works | Ink::Stretches, _) | (_, Ink::Works | Ink::Stretches) => 3,
        (Ink::Far, _) | (_, Ink::Far) => 2,
        _ if ink.is_body() && shown.is_body() => 1,
        _ => 3,
    }
}

fn filled(set: Characters, bits: usize) -> char {
    let symbol = match set {
        Characters::Sextants => SEXTANTS.get(bits),
        Characters::Quadrants | Characters::Graphics => QUADRANTS.get(bits),
        Characters::Halves => [' ', '▀', '▄', '█'].get(bits),
        _ => OCTANTS.get(bits),
    };
    symbol.copied().unwrap_or(' ')
}

/// Returns the character of dots, which are numbered down its first seven, and then across.
fn braille(bits: usize) -> char {
    const NUMBERS: [u32; MOST] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let dots: u32 = (0..).zip(NUMBERS).filter(|(at, _)| bits >> at & 1 == 1).map(|(_, dot)| dot).sum();
    char::from_u32(0x2800 + dots).unwrap_or(' ')
}

fn plain(ink: Ink) -> char {
    match ink {
        Ink::None => ' ',
        Ink::Floor => '_',
        Ink::Prop => '=',
        Ink::Far => ':',
        Ink::Trunk | Ink::Body => '#',
        Ink::Held => 'O',
        Ink::Stretches => '~',
        Ink::Works => '*',
    }
}

/// Returns the style of a cell of this ink.
pub(super) fn style(ink: Ink, theme: &Theme) -> Style {
    match ink {
        Ink::None => Style::new(),
        Ink::Floor | Ink::Prop => theme.quiet(),
        Ink::Far => theme.body(BodyTone::Far),
        Ink::Trunk => theme.body(BodyTone::Trunk),
        Ink::Body => theme.body(BodyTone::Near),
        Ink::Held => theme.strong(),
        Ink::Stretches => theme.stretched(),
        Ink::Works => theme.work().add_modifier(Modifier::BOLD),
    }
}
