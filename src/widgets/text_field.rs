//! A line of text being typed, drawn with its cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;

use super::wrap::{columns, fit, put};
use crate::theme::Theme;

/// One row of input. Scrolls sideways by graphemes, so that the cursor is always visible; '…' marks hidden text.
#[derive(Debug, Clone, Copy)]
pub struct TextField<'a> {
    /// The text typed so far.
    pub value: &'a str,
    /// The number of graphemes before the cursor; `None` without focus.
    pub cursor: Option<usize>,
    /// The hint shown while nothing is typed.
    pub hint: &'a str,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Widget for TextField<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width);
        if self.value.is_empty() {
            put(buf, area, (0, 0), &fit(self.hint, width), self.theme.quiet());
        }
        let Some(cursor) = self.cursor else {
            put(buf, area, (0, 0), &fit(self.value, width), self.theme.text());
            return;
        };
        let graphemes: Vec<&str> = self.value.graphemes(true).collect();
        let cursor = cursor.min(graphemes.len());
        let first = first_shown(&graphemes, cursor, width);
        let mut x = if first > 0 { put(buf, area, (0, 0), "…", self.theme.quiet()) } else { 0 };
        for (at, grapheme) in graphemes.iter().enumerate().skip(first) {
            let room = width.saturating_sub(usize::from(x));
            let after = usize::from(at + 1 < graphemes.len());
            if columns(grapheme) + after > room && at != cursor {
                put(buf, area, (x, 0), "…", self.theme.quiet());
                return;
            }
            let style = if at == cursor { self.theme.cursor() } else { self.theme.text() };
            x = put(buf, area, (x, 0), grapheme, style);
        }
        if cursor == graphemes.len() {
            render_cursor_at_end(&self, x, area, buf);
        }
    }
}

/// Draws the cursor over the first character of the hint, or as a blank after the text.
fn render_cursor_at_end(field: &TextField<'_>, x: u16, area: Rect, buf: &mut Buffer) {
    let under = if field.value.is_empty() { field.hint.graphemes(true).next() } else { None };
    put(buf, area, (x, 0), under.unwrap_or(" "), field.theme.cursor());
}

/// Returns the first grapheme to show: the beginning while the cursor can be seen from there, otherwise as far back as
/// leaves room for the cursor and the marks of hidden text.
fn first_shown(graphemes: &[&str], cursor: usize, width: usize) -> usize {
    let before: usize = graphemes.iter().take(cursor).map(|grapheme| cells(grapheme)).sum();
    let at_cursor = graphemes.get(cursor).map_or(1, |grapheme| cells(grapheme));
    let mark = usize::from(cursor + 1 < graphemes.len());
    if before + at_cursor + mark <= width {
        return 0;
    }
    let mut taken = 1 + at_cursor + mark;
    let mut first = cursor;
    for grapheme in graphemes.iter().take(cursor).rev() {
        taken += cells(grapheme);
        if taken > width {
            break;
        }
        first -= 1;
    }
    first
}

fn cells(grapheme: &str) -> usize {
    columns(grapheme).max(1)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Modifier;

    use super::*;
    use crate::widgets::testing::{drawn, rows, survives_every_size, theme};

    /// The field as text, and the cells the cursor is on (one, also for a wide character).
    fn field(value: &str, cursor: Option<usize>, width: u16) -> (String, Vec<u16>) {
        let theme = theme();
        let buffer = drawn(TextField { value, cursor, hint: "where does it hurt", theme: &theme }, width, 1);
        let reversed = (0..width).filter(|x| buffer[(*x, 0)].modifier.contains(Modifier::REVERSED)).collect();
        (rows(&buffer).join(""), reversed)
    }

    fn shown(text: &str, cursor: &[u16]) -> (String, Vec<u16>) {
        (text.to_owned(), cursor.to_vec())
    }

    #[test]
    fn the_cursor_is_on_its_grapheme_or_after_the_last() {
        assert_eq!(field("ankle", Some(5), 12), shown("ankle", &[5]));
        assert_eq!(field("ankle", Some(0), 12), shown("ankle", &[0]));
        assert_eq!(field("ankle", None, 12), shown("ankle", &[]));
        assert_eq!(field("伸展", Some(1), 12), shown("伸展", &[2]));
    }

    #[test]
    fn an_empty_field_says_what_could_be_typed() {
        assert_eq!(field("", Some(0), 20), shown("where does it hurt", &[0]));
        assert_eq!(field("", None, 8), shown("where d…", &[]));
    }

    #[test]
    fn long_text_scrolls_with_the_cursor() {
        let text = "outside of the left knee";
        assert_eq!(field(text, Some(24), 10), shown("…eft knee", &[9]));
        assert_eq!(field(text, Some(0), 10), shown("outside o…", &[0]));
        assert_eq!(field(text, Some(8), 10), shown("outside o…", &[8]));
        assert_eq!(field(text, Some(12), 10), shown("…de of th…", &[8]));
        assert_eq!(field(text, Some(23), 10), shown("…left knee", &[9]));
    }

    #[test]
    fn the_cursor_can_be_seen_at_every_place_and_width() {
        let text = "ab 👨‍👩‍👧 伸展 knee";
        let graphemes = text.graphemes(true).count();
        for width in 4..24 {
            for cursor in 0..=graphemes {
                assert!(!field(text, Some(cursor), width).1.is_empty(), "cursor {cursor}, width {width}");
            }
        }
        let theme = theme();
        survives_every_size(|| TextField { value: text, cursor: Some(3), hint: "", theme: &theme });
    }
}
