//! Lists to choose from: titles at the left, details at the right, one row chosen; in one part, or in several with
//! headings.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{columns, fit, put, saturated};
use crate::theme::Theme;

/// A line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The title; shortened if it has to be.
    pub title: &'a str,
    /// The detail at the right: "3 min ★". Never cut: shown whole, or not at all if the title would have less than
    /// eight columns left.
    pub detail: &'a str,
}

/// Rows with the chosen one in the middle if there are more than fit, and a bar at the right that shows the visible
/// part.
#[derive(Debug, Clone, Copy)]
pub struct PickList<'a> {
    /// The rows, from top to bottom.
    pub rows: &'a [Row<'a>],
    /// The chosen one, marked with '▸'; one past the end counts as the last.
    pub selected: Option<usize>,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

const LEAST_TITLE: usize = 8;
const MARKER: u16 = 2;

/// Returns the first of `len` rows to show in `height`: the chosen one is in the middle, but there are no empty rows at
/// either end.
///
/// ```
/// use supple::widgets::list::first_shown;
///
/// assert_eq!(first_shown(0, 20, 5), 0);
/// assert_eq!(first_shown(10, 20, 5), 8);
/// assert_eq!(first_shown(19, 20, 5), 15);
/// ```
pub fn first_shown(selected: usize, len: usize, height: usize) -> usize {
    selected.saturating_sub(height / 2).min(len.saturating_sub(height))
}

impl Widget for PickList<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let height = usize::from(area.height);
        let selected = self.selected.map(|at| at.min(self.rows.len().saturating_sub(1)));
        let first = first_shown(selected.unwrap_or(0), self.rows.len(), height);
        let scrolls = self.rows.len() > height;
        let lines = Rect { width: area.width.saturating_sub(if scrolls { 2 } else { 0 }), ..area };
        for (y, (at, row)) in self.rows.iter().enumerate().skip(first).take(height).enumerate() {
            render_row(
                row,
                selected == Some(at),
                self.theme,
                Rect { y: area.y + saturated(y), height: 1, ..lines },
                buf,
            );
        }
        if scrolls && area.width > 2 {
            render_scroll_bar(first, self.rows.len(), self.theme, area, buf);
        }
    }
}

fn render_row(row: &Row<'_>, selected: bool, theme: &Theme, line: Rect, buf: &mut Buffer) {
    let (title, detail) = (theme.text(), theme.quiet());
    if selected {
        put(buf, line, (0, 0), "▸", theme.accent());
    }
    let width = usize::from(line.width.saturating_sub(MARKER));
    let taken = columns(row.detail) + 2;
    let shows_detail = !row.detail.is_empty() && width >= taken + columns(row.title).min(LEAST_TITLE);
    let room = if shows_detail { width - taken } else { width };
    put(buf, line, (MARKER, 0), &fit(row.title, room), title);
    if shows_detail {
        put(buf, line, (line.width - saturated(columns(row.detail)), 0), row.detail, detail);
    }
    if selected {
        buf.set_style(line.intersection(buf.area), theme.selected());
    }
}

/// Draws a scroll bar with a thumb as long as the visible part; it touches the ends only where the list does.
pub(crate) fn render_scroll_bar(first: usize, len: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let height = usize::from(area.height);
    let thumb = (height * height / len).clamp(1, height);
    let hidden = len.saturating_sub(height).max(1);
    let top = (first * (height - thumb) + hidden / 2) / hidden;
    for y in 0..height {
        let (symbol, style) =
            if (top..top + thumb).contains(&y) { ("┃", theme.text()) } else { ("│", theme.quiet()) };
        put(buf, area, (area.width - 1, saturated(y)), symbol, style);
    }
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSection<'a> {
    /// The heading; empty for rows without one.
    pub heading: &'a str,
    /// The rows, from top to bottom.
    pub rows: Vec<Row<'a>>,
}

impl<'a> ListSection<'a> {
    /// Gathers rows, each with its heading, into sections: neighbours with the same heading belong together.
    pub fn gather(rows: impl Iterator<Item = (&'a str, Row<'a>)>) -> Vec<Self> {
        let mut parts: Vec<Self> = Vec::new();
        for (heading, row) in rows {
            match parts.last_mut().filter(|part| part.heading == heading) {
                Some(part) => part.rows.push(row),
                None => parts.push(Self { heading, rows: vec![row] }),
            }
        }
        parts
    }
}

/// Parts with the chosen row in the middle where there are more lines than fit.
#[derive(Debug, Clone, Copy)]
pub struct HeadedList<'a> {
    /// The parts, from top to bottom.
    pub parts: &'a [ListSection<'a>],
    /// The chosen row, counted without headings; one past the end counts as the last.
    pub selected: usize,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The height from which there is a gap above headings.
const ROOMY: u16 = 14;

enum HeadedLine<'a> {
    Gap,
    Heading(&'a str),
    Row(&'a Row<'a>),
}

impl HeadedList<'_> {
    fn lines(&self, with_gaps: bool) -> Vec<HeadedLine<'_>> {
        let mut lines = Vec::new();
        for part in self.parts {
            if with_gaps && !lines.is_empty() {
                lines.push(HeadedLine::Gap);
            }
            if !part.heading.is_empty() {
                lines.push(HeadedLine::Heading(part.heading));
            }
            lines.extend(part.rows.iter().map(HeadedLine::Row));
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
        let rows = lines.iter().enumerate().filter(|(_, line)| matches!(line, HeadedLine::Row(_)));
        let places: Vec<usize> = rows.map(|(at, _)| at).collect();
        let selected = places.get(self.selected).or(places.last()).copied();
        let height = usize::from(area.height);
        let first = first_shown(selected.unwrap_or(0), lines.len(), height);
        let scrolls = lines.len() > height;
        let width = area.width.saturating_sub(if scrolls { 2 } else { 0 });
        for (y, (at, line)) in lines.iter().enumerate().skip(first).take(height).enumerate() {
            let place = Rect { y: area.y + saturated(y), height: 1, width, ..area };
            match line {
                HeadedLine::Gap => {}
                HeadedLine::Heading(text) => {
                    put(buf, place, (0, 0), &fit(text, width.into()), self.theme.quiet());
                }
                HeadedLine::Row(row) => render_row(row, selected == Some(at), self.theme, place, buf),
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

    const ROWS: [Row<'_>; 6] = [
        Row { title: "Split Hip Stop", detail: "3 min  ★" },
        Row { title: "Tabletop and twist", detail: "4 min" },
        Row { title: "Back stretches", detail: "7 min" },
        Row { title: "Wrists before the keyboard", detail: "2 min" },
        Row { title: "伸展", detail: "12 min" },
        Row { title: "Neck", detail: "" },
    ];

    fn list(selected: Option<usize>, width: u16, height: u16) -> String {
        picture(PickList { rows: &ROWS, selected, theme: &theme() }, width, height)
    }

    #[test]
    fn details_are_at_the_right_and_never_cut() {
        insta::assert_snapshot!(list(Some(0), 38, 6), @r"
        |▸ Split Hip Stop              3 min  ★|
        |  Tabletop and twist             4 min|
        |  Back stretches                 7 min|
        |  Wrists before the keyboard     2 min|
        |  伸展                          12 min|
        |  Neck                                |
        ");
        insta::assert_snapshot!(list(None, 24, 6), @r"
        |  Split Hip S…  3 min  ★|
        |  Tabletop and t…  4 min|
        |  Back stretches   7 min|
        |  Wrists before…   2 min|
        |  伸展            12 min|
        |  Neck                  |
        ");
        insta::assert_snapshot!(list(Some(1), 12, 6), @r"
        |  Split Hip…|
        |▸ Tabletop… |
        |  Back stre…|
        |  Wrists be…|
        |  伸展      |
        |  Neck      |
        ");
    }

    #[test]
    fn a_long_list_keeps_the_chosen_row_in_view() {
        insta::assert_snapshot!(list(Some(0), 30, 3), @r"
        |▸ Split Hip Stop    3 min  ★ ┃|
        |  Tabletop and twist   4 min │|
        |  Back stretches       7 min │|
        ");
        insta::assert_snapshot!(list(Some(3), 30, 3), @r"
        |  Back stretches       7 min │|
        |▸ Wrists before the…   2 min ┃|
        |  伸展                12 min │|
        ");
        insta::assert_snapshot!(list(Some(99), 30, 3), @r"
        |  Wrists before the…   2 min │|
        |  伸展                12 min │|
        |▸ Neck                       ┃|
        ");
    }

    #[test]
    fn the_chosen_row_is_always_shown() {
        for len in 0..30 {
            for height in 1..12 {
                for selected in 0..len {
                    let first = first_shown(selected, len, height);
                    assert!((first..first + height).contains(&selected), "{selected} of {len}");
                }
            }
        }
        let theme = theme();
        survives_every_size(|| PickList { rows: &ROWS, selected: Some(2), theme: &theme });
        survives_every_size(|| PickList { rows: &[], selected: Some(2), theme: &theme });
    }

    fn parts() -> Vec<ListSection<'static>> {
        let part = |heading, titles: &[&'static str]| ListSection {
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
