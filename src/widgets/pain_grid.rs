//! A grid of all places, with those that hurt marked; and words for pain, with the chosen ones marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list::first_shown;
use super::wrap::{put, saturated};
use crate::domain::journal::body_location::{COLUMNS, GridCell, ROWS, Spots, region_text, regions};
use crate::domain::journal::entry::Region;
use crate::theme::Theme;

/// The keys of the rows, from top to bottom.
pub const ROW_KEYS: [char; ROWS] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'o'];

/// A grid with a head row and a row for each place, `2 low back   [ ]  [x]  [ ]`: a cross where it hurts, `▸` at the
/// cursor, and in front the key that toggles the row. If not all rows fit, those around the cursor are shown, and the
/// head says which.
#[derive(Debug, Clone, Copy)]
pub struct PainGrid<'a> {
    /// The places that hurt.
    pub spots: &'a Spots,
    /// The cell at the cursor; `None` without focus.
    pub cursor: Option<GridCell>,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The columns of the labels, and of a cell.
const LABEL: u16 = 18;
const CELL: u16 = 7;

impl PainGrid<'_> {
    /// The columns of the grid.
    pub const WIDTH: u16 = LABEL + 3 * CELL - 1;
    /// The rows of the grid.
    pub const HEIGHT: u16 = 1 + ROWS as u16;

    fn render_row(&self, y: u16, row_key: char, region: Region, area: Rect, buf: &mut Buffer) {
        let theme = self.theme;
        let has_cursor = self.cursor.is_some_and(|cell| cell.region == region);
        let label = if has_cursor { theme.strong() } else { theme.text() };
        let key = if self.cursor.is_some() { theme.key() } else { theme.quiet() };
        put(buf, area, (0, y), &row_key.to_string(), key);
        put(buf, area, (2, y), &region_text(region), label);
        for (x, side) in (0..).map(|at| LABEL + CELL * at).zip(COLUMNS) {
            let cell = GridCell { region, side };
            if !cell.exists() {
                continue;
            }
            let chosen = self.spots.has(cell);
            let style = if chosen { theme.chosen() } else { theme.quiet() };
            if self.cursor == Some(cell) {
                put(buf, area, (x, y), "▸", theme.accent());
            }
            put(buf, area, (x + 1, y), if chosen { "[x]" } else { "[ ]" }, style);
        }
    }
}

impl Widget for PainGrid<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        for (x, side) in (0..).map(|at| LABEL + CELL * at).zip(COLUMNS) {
            put(buf, area, (x, 0), side.as_str(), self.theme.quiet());
        }
        let room = usize::from(area.height.saturating_sub(1));
        let chosen = regions().position(|region| self.cursor.is_some_and(|cell| cell.region == region));
        let first = first_shown(chosen.unwrap_or(0), ROWS, room);
        if room < ROWS {
            let seen = format!("{} to {} of {ROWS}", first + 1, first + room);
            put(buf, area, (0, 0), &seen, self.theme.quiet());
        }
        for (y, (row_key, region)) in ROW_KEYS.into_iter().zip(regions()).skip(first).take(room).enumerate() {
            self.render_row(saturated(y + 1), row_key, region, area, buf);
        }
    }
}

/// A word with its key and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordChoice<'a> {
    /// The key as written on the keyboard.
    pub key: &'a str,
    /// The word.
    pub word: &'a str,
    /// True if it is chosen.
    pub chosen: bool,
}

/// A list like `[x] a aching`, in two columns. Rows that do not fit are cut off.
#[derive(Debug, Clone, Copy)]
pub struct PainWords<'a> {
    /// The words, in order.
    pub words: &'a [WordChoice<'a>],
    /// True if keys choose them now.
    pub has_focus: bool,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The distance from the first column to the second.
const PITCH: u16 = 19;

impl PainWords<'_> {
    /// The columns of the list with words of up to twelve letters.
    pub const WIDTH: u16 = 2 * PITCH - 1;

    /// Returns the rows of the list.
    pub fn height(&self) -> u16 {
        saturated(self.words.len().div_ceil(2))
    }
}

impl Widget for PainWords<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rows = self.height().max(1);
        for (at, choice) in (0..).zip(self.words) {
            let place = (PITCH * (at / rows), at % rows);
            if place.1 >= area.height {
                continue;
            }
            let (sign, style) = if choice.chosen { ("[x]", self.theme.chosen()) } else { ("[ ]", self.theme.quiet()) };
            let x = put(buf, area, place, sign, style);
            let key = if self.has_focus { self.theme.key() } else { self.theme.quiet() };
            let x = put(buf, area, (x + 1, place.1), choice.key, key);
            let word = if choice.chosen { self.theme.strong() } else { self.theme.text() };
            put(buf, area, (x + 1, place.1), choice.word, word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::entry::PainSide;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn chosen_places_are_crossed_and_the_cursor_points() {
        let mut spots = Spots::default();
        spots.turn(Region::LowBack);
        spots.toggle(GridCell { region: Region::ThighBack, side: PainSide::Left });
        let cursor = Some(GridCell { region: Region::ThighBack, side: PainSide::Left });
        let theme = theme();
        let grid = || PainGrid { spots: &spots, cursor, theme: &theme };
        insta::assert_snapshot!(picture(grid(), PainGrid::WIDTH, PainGrid::HEIGHT), @r"
        |                  left   middle right |
        |1 mid back         [ ]    [ ]    [ ]  |
        |2 low back         [ ]    [x]    [ ]  |
        |3 buttock          [ ]    [ ]    [ ]  |
        |4 hip              [ ]           [ ]  |
        |5 groin            [ ]    [ ]    [ ]  |
        |6 front of thigh   [ ]           [ ]  |
        |7 back of thigh   ▸[x]           [ ]  |
        |8 knee             [ ]           [ ]  |
        |9 below the knee   [ ]           [ ]  |
        |0 foot             [ ]           [ ]  |
        |o elsewhere        [ ]    [ ]    [ ]  |
        ");
        insta::assert_snapshot!(picture(grid(), PainGrid::WIDTH, 6), @r"
        |5 to 9 of 11      left   middle right |
        |5 groin            [ ]    [ ]    [ ]  |
        |6 front of thigh   [ ]           [ ]  |
        |7 back of thigh   ▸[x]           [ ]  |
        |8 knee             [ ]           [ ]  |
        |9 below the knee   [ ]           [ ]  |
        ");
        survives_every_size(grid);
    }

    #[test]
    fn chosen_words_are_crossed() {
        let words = [("a", "aching", true), ("h", "throbbing", false), ("n", "numb", false)]
            .map(|(key, word, chosen)| WordChoice { key, word, chosen });
        let theme = theme();
        let choices = || PainWords { words: &words, has_focus: true, theme: &theme };
        insta::assert_snapshot!(picture(choices(), PainWords::WIDTH, 2), @r"
        |[x] a aching       [ ] n numb        |
        |[ ] h throbbing                      |
        ");
        survives_every_size(choices);
    }
}
