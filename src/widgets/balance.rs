//! A change as a bar to the left or right of zero: less pain to the left, more to the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::put;
use crate::theme::Theme;

/// A bar in one row. The limits of a real change are marked where the bar does not reach them.
#[derive(Debug, Clone, Copy)]
pub struct Balance<'a> {
    /// The change in half points, above 0 more pain; `None` draws the scale alone.
    pub halves: Option<i8>,
    /// The half points to the left and to the right that are marked.
    pub marks: [u8; 2],
    /// The half points at either end; a longer bar ends there.
    pub most: u8,
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Balance<'_> {
    /// Returns the length of `halves` on a side of `side` columns, in half columns; at least one if `halves` is not 0.
    fn long(&self, halves: u8, side: u16) -> u16 {
        let long = u16::from(halves.min(self.most)) * side * 2 / u16::from(self.most.max(1));
        if halves > 0 { long.max(1) } else { 0 }
    }

    fn render_bar(&self, halves: i8, middle: u16, area: Rect, buf: &mut Buffer) {
        let (is_more, long) = (halves > 0, self.long(halves.unsigned_abs(), middle));
        let style = if is_more { self.theme.amber() } else { self.theme.good() };
        let (whole, half) = match (self.blocks, is_more) {
            (Blocks::Fine, true) => ("━", "╸"),
            (Blocks::Fine, false) => ("━", "╺"),
            (Blocks::Full, _) => ("■", "■"),
            (Blocks::Ascii, true) => (">", ">"),
            (Blocks::Ascii, false) => ("<", "<"),
        };
        // Underlines, which stand for colour where there is none, would run below a bar.
        let style = style.remove_modifier(ratatui::style::Modifier::UNDERLINED);
        for step in 0..long.div_ceil(2) {
            let x = if is_more { middle + 1 + step } else { middle - 1 - step };
            let sign = if step * 2 + 1 < long { whole } else { half };
            put(buf, area, (x, 0), sign, style);
        }
    }
}

impl Widget for Balance<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.width < 3 || area.is_empty() {
            return;
        }
        let middle = (area.width - 1) / 2;
        let (axis, tick) = if self.blocks == Blocks::Ascii { ("|", ".") } else { ("│", "·") };
        let [left, right] = self.marks.map(|mark| self.long(mark, middle).div_ceil(2));
        if self.marks.iter().all(|mark| self.most > *mark) {
            put(buf, area, (middle - left.min(middle), 0), tick, self.theme.quiet());
            put(buf, area, (middle + right, 0), tick, self.theme.quiet());
        }
        put(buf, area, (middle, 0), axis, self.theme.quiet());
        if let Some(halves) = self.halves {
            self.render_bar(halves, middle, area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    fn bars(blocks: Blocks) -> String {
        let theme = theme();
        let bar = |halves| picture(Balance { halves, marks: [4, 4], most: 8, blocks, theme: &theme }, 17, 1);
        [None, Some(0), Some(-1), Some(3), Some(-4), Some(8), Some(-20)].map(bar).concat()
    }

    #[test]
    fn less_is_left_and_more_is_right() {
        insta::assert_snapshot!(bars(Blocks::Fine), @r"
        |    ·   │   ·    |
        |    ·   │   ·    |
        |    ·  ━│   ·    |
        |    ·   │━━━·    |
        |    ━━━━│   ·    |
        |    ·   │━━━━━━━━|
        |━━━━━━━━│   ·    |
        ");
        insta::assert_snapshot!(bars(Blocks::Ascii), @r"
        |    .   |   .    |
        |    .   |   .    |
        |    .  <|   .    |
        |    .   |>>>.    |
        |    <<<<|   .    |
        |    .   |>>>>>>>>|
        |<<<<<<<<|   .    |
        ");
        let theme = theme();
        survives_every_size(|| Balance {
            halves: Some(-3),
            marks: [6, 4],
            most: 8,
            blocks: Blocks::Fine,
            theme: &theme,
        });
    }
}
