//! A list to choose from in several parts, each under a heading.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list::{Row, first_shown, render_row, render_scroll_bar};
use super::wrap::{fit, put, saturated};
use crate::theme::Theme;

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// What they are; empty for rows without a heading.
    pub heading: &'a str,
    /// From top to bottom.
    pub rows: Vec<Row<'a>>,
}

/// Parts with the chosen row in the middle where there are more lines than fit.
#[derive(Debug, Clone, Copy)]
pub struct HeadedList<'a> {
    /// From top to bottom.
    pub parts: &'a [Part<'a>],
    /// The chosen row, counted without headings; one past the end counts as the last.
    pub selected: usize,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// From so many rows on there is air before headings.
const ROOMY: u16 = 14;

enum Line<'a> {
    Gap,
    Heading(&'a str),
    Row(&'a Row<'a>),
}

impl HeadedList<'_> {
    fn lines(&self, with_gaps: bool) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for part in self.parts {
            if with_gaps && !lines.is_empty() {
                lines.push(Line::Gap);
            }
            if !part.heading.is_empty() {
                lines.push(Line::Heading(part.heading));
            }
            lines.extend(part.rows.iter().map(Line::Row));
        }
        lines
    }
}

impl Widget for HeadedList<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let lines = self.lines(area.height >= ROOMY);
        let rows = lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Row(_)));
        let places: Vec<usize> = rows.map(|(at, _)| at).collect();
        let selected = places.get(self.selected).or(places.last()).copied();
        let height = usize::from(area.height);
        let first = first_shown(selected.unwrap_or(0), lines.len(), height);
        let scrolls = lines.len() > height;
        let width = area.width.saturating_sub(if scrolls { 2 } else { 0 });
        for (y, (at, line)) in lines.iter().enumerate().skip(first).take(height).enumerate() {
            let place = Rect { y: area.y + saturated(y), height: 1, width, ..area };
            match line {
                Line::Gap => {}
                Line::Heading(text) => {
                    put(buf, place, (0, 0), &fit(text, width.into()), self.theme.quiet());
                }
                Line::Row(row) => render_row(row, selected == Some(at), self.theme, place, buf),
            }
        }
        if scrolls && area.width > 2 {
            render_scroll_bar(first, lines.len(), self.theme, area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    fn parts() -> Vec<Part<'static>> {
        let part = |heading, titles: &[&'static str]| Part {
            heading,
            rows: titles.iter().map(|title| Row { title, detail: "" }).collect(),
        };
        vec![part("", &["What hurts?"]), part("Safety", &["When to stop"]), part("Pain", &["Kinds", "Swaps"])]
    }

    #[test]
    fn rows_are_counted_without_headings() {
        let (parts, theme) = (parts(), theme());
        let list = |selected| HeadedList { parts: &parts, selected, theme: &theme };
        insta::assert_snapshot!(picture(list(2), 16, 6), @r"
        |  What hurts?   |
        |Safety          |
        |  When to stop  |
        |Pain            |
        |▸ Kinds         |
        |  Swaps         |
        ");
        insta::assert_snapshot!(picture(list(9), 16, 4), @r"
        |  When to stop │|
        |Pain           │|
        |  Kinds        ┃|
        |▸ Swaps        ┃|
        ");
        insta::assert_snapshot!(picture(list(0), 16, 14), @r"
        |▸ What hurts?   |
        |                |
        |Safety          |
        |  When to stop  |
        |                |
        |Pain            |
        |  Kinds         |
        |  Swaps         |
        |                |
        |                |
        |                |
        |                |
        |                |
        |                |
        ");
        survives_every_size(|| list(1));
        survives_every_size(|| HeadedList { parts: &[], selected: 1, theme: &theme });
    }
}
