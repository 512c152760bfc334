//! The line that names the sections of the program, the current one marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{columns, fit, put};
use crate::theme::Theme;

/// Names in a row, each behind the digit that chooses it. Where it is narrow, the current one alone.
#[derive(Debug, Clone, Copy)]
pub struct TabLine<'a> {
    /// The name of the program, left out first.
    pub program: &'a str,
    /// The names, from left to right.
    pub names: &'a [&'a str],
    /// The place of the current one, from 0.
    pub current: usize,
    /// False where digits mean something else: their places stay blank, so that nothing moves.
    pub has_digits: bool,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// Columns around a name and its digit, the best first.
const PADDINGS: [usize; 2] = [2, 1];

impl TabLine<'_> {
    /// Draws the line, and returns the column after it.
    pub fn draw(self, area: Rect, buf: &mut Buffer) -> u16 {
        let room = usize::from(area.width.saturating_sub(1));
        let program = columns(self.program) + 2;
        let [wide, _] = PADDINGS;
        if program + self.width(wide) <= room {
            let x = put(buf, area, (1, 0), self.program, self.theme.quiet());
            return self.draw_all(wide, x + 2, area, buf);
        }
        match PADDINGS.into_iter().find(|gap| self.width(*gap) <= room) {
            Some(gap) => self.draw_all(gap, 1, area, buf),
            None => self.draw_current(area, buf),
        }
    }

    /// The columns of all names with `gap` columns between them.
    fn width(&self, gap: usize) -> usize {
        self.names.iter().map(|name| columns(name) + 2 + gap).sum()
    }

    fn draw_all(&self, gap: usize, from: u16, area: Rect, buf: &mut Buffer) -> u16 {
        let mut x = from;
        for (at, name) in self.names.iter().enumerate() {
            let digit = if self.has_digits { (at + 1).to_string() } else { " ".to_owned() };
            let start = x;
            let after = put(buf, area, (x, 0), &digit, self.theme.key());
            x = put(buf, area, (after, 0), &format!(" {name}"), self.theme.quiet());
            if at == self.current {
                // A blank at either side; the place of a digit that is not there is none of it.
                let left = if self.has_digits { start.saturating_sub(1) } else { start + 1 };
                let tab = Rect { x: area.x + left, y: area.y, width: x + 1 - left, height: 1 };
                buf.set_style(tab.intersection(area).intersection(buf.area), self.theme.selected());
            }
            x += u16::try_from(gap).unwrap_or_default();
        }
        x
    }

    fn draw_current(&self, area: Rect, buf: &mut Buffer) -> u16 {
        let name = self.names.get(self.current).copied().unwrap_or_default();
        let text =
            if self.has_digits { format!("‹ {} {name} ›", self.current + 1) } else { format!("‹ {name} ›") };
        put(buf, area, (1, 0), &fit(&text, area.width.saturating_sub(2).into()), self.theme.title())
    }
}

impl Widget for TabLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.draw(area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    const NAMES: [&str; 4] = ["Routines", "Plan", "Journal", "Trends"];

    #[test]
    fn all_names_are_shown_where_they_fit_and_else_the_current_one() {
        let theme = theme();
        let line = |has_digits| TabLine { program: "supple", names: &NAMES, current: 2, has_digits, theme: &theme };
        let text = |width, has_digits| picture(line(has_digits), width, 1);
        insta::assert_snapshot!(text(52, true), @"| supple  1 Routines  2 Plan  3 Journal  4 Trends    |");
        insta::assert_snapshot!(text(52, false), @"| supple    Routines    Plan    Journal    Trends    |");
        insta::assert_snapshot!(text(44, true), @"| 1 Routines  2 Plan  3 Journal  4 Trends    |");
        insta::assert_snapshot!(text(39, true), @"| 1 Routines 2 Plan 3 Journal 4 Trends  |");
        insta::assert_snapshot!(text(20, true), @"| ‹ 3 Journal ›      |");
        insta::assert_snapshot!(text(20, false), @"| ‹ Journal ›        |");
        survives_every_size(|| line(true));
    }
}
