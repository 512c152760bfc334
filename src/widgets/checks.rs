//! Questions to answer with yes by their numbers, as many as fit around the chosen one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{put, saturated, wrap};
use crate::theme::Theme;

/// A question and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChecklistItem<'a> {
    /// The question in full.
    pub text: &'a str,
    /// True if the answer is yes.
    pub is_yes: bool,
}

/// `1 [yes] Fever, chills …`, wrapped; `▸` at the chosen one, and arrows where there is more above or below.
#[derive(Debug, Clone, Copy)]
pub struct Checks<'a> {
    /// The questions, from top to bottom.
    pub checks: &'a [ChecklistItem<'a>],
    /// The index of the chosen one.
    pub at: usize,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The columns of marker, number and answer.
const INDENT: u16 = 10;
/// The column of the arrows.
const MARGIN: u16 = 2;

struct Line {
    at: usize,
    is_first: bool,
    text: String,
}

impl Checks<'_> {
    /// Returns the lines of all questions, wrapped.
    fn lines(&self, width: u16) -> Vec<Line> {
        let room = usize::from(width.saturating_sub(INDENT + MARGIN));
        let mut lines = Vec::new();
        for (at, check) in self.checks.iter().enumerate() {
            let texts = wrap(check.text, room).into_iter().enumerate();
            lines.extend(texts.map(|(y, text)| Line { at, is_first: y == 0, text }));
        }
        lines
    }

    /// Returns the rows of all questions.
    pub fn height(&self, width: u16) -> u16 {
        saturated(self.lines(width).len())
    }
}

impl Widget for Checks<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = self.lines(area.width);
        let height = usize::from(area.height);
        let start = lines.iter().position(|line| line.at == self.at).unwrap_or(0);
        let end = lines.iter().rposition(|line| line.at == self.at).map_or(0, |last| last + 1);
        let first = end.saturating_sub(height).min(start);
        let right = area.width.saturating_sub(1);
        for (y, line) in (0..area.height).zip(lines.iter().skip(first)) {
            let is_yes = self.checks.get(line.at).is_some_and(|check| check.is_yes);
            if line.is_first {
                render_answer(
                    line.at,
                    line.at == self.at,
                    is_yes,
                    self.theme,
                    Rect { y: area.y + y, height: 1, ..area },
                    buf,
                );
            }
            let style = if is_yes { self.theme.strong() } else { self.theme.text() };
            put(buf, area, (INDENT, y), &line.text, style);
        }
        if first > 0 {
            put(buf, area, (right, 0), "↑", self.theme.key());
        }
        if first + height < lines.len() {
            put(buf, area, (right, area.height.saturating_sub(1)), "↓", self.theme.key());
        }
    }
}

fn render_answer(at: usize, is_chosen: bool, is_yes: bool, theme: &Theme, row: Rect, buf: &mut Buffer) {
    if is_chosen {
        put(buf, row, (0, 0), "▸", theme.accent());
    }
    put(buf, row, (2, 0), &(at + 1).to_string(), theme.key());
    let (sign, style) = if is_yes { ("[yes]", theme.chosen()) } else { ("[   ]", theme.quiet()) };
    put(buf, row, (4, 0), sign, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    const CHECKS: [ChecklistItem<'_>; 3] = [
        ChecklistItem { text: "Fever, chills or feeling ill with the back pain", is_yes: false },
        ChecklistItem { text: "Weight loss without trying", is_yes: true },
        ChecklistItem { text: "No easing at rest, or clearly worse at night", is_yes: false },
    ];

    #[test]
    fn the_chosen_one_is_seen_whole_and_arrows_say_that_there_is_more() {
        let theme = theme();
        let checks = |at| Checks { checks: &CHECKS, at, theme: &theme };
        insta::assert_snapshot!(picture(checks(0), 60, 3), @r"
        |▸ 1 [   ] Fever, chills or feeling ill with the back pain   |
        |  2 [yes] Weight loss without trying                        |
        |  3 [   ] No easing at rest, or clearly worse at night      |
        ");
        insta::assert_snapshot!(picture(checks(1), 36, 3), @r"
        |          ill with the back pain   ↑|
        |▸ 2 [yes] Weight loss without       |
        |          trying                   ↓|
        ");
        insta::assert_snapshot!(picture(checks(2), 36, 3), @r"
        |          trying                   ↑|
        |▸ 3 [   ] No easing at rest, or     |
        |          clearly worse at night    |
        ");
        survives_every_size(|| checks(1));
    }
}
