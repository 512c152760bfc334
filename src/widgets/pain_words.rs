//! Words to choose from by their letters, with those that are chosen marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{put, saturated};
use crate::theme::Theme;

/// A word, its key, and whether it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordChoice<'a> {
    /// As it is written on the keyboard.
    pub key: &'a str,
    /// The word.
    pub word: &'a str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// `[x] a aching`, one below the other, in two columns. What does not fit is cut off.
#[derive(Debug, Clone, Copy)]
pub struct PainWords<'a> {
    /// In their order.
    pub words: &'a [WordChoice<'a>],
    /// Whether keys choose them now.
    pub has_focus: bool,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// From the first column to the second.
const PITCH: u16 = 19;

impl PainWords<'_> {
    /// The columns it takes with words of up to twelve letters.
    pub const WIDTH: u16 = 2 * PITCH - 1;

    /// The rows it takes.
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
    use crate::widgets::testing::{picture, survives_every_size, theme};

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
