//! Amounts over time as columns on a line: a week's sessions, a dose, an ability.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The start, in days from the left edge.
    pub from: f64,
    /// The end; a column lies between the two with a gap to the next if there is room for one.
    pub to: f64,
    /// The height. Even 0 is visible.
    pub value: u32,
    /// The style.
    pub style: Style,
}

/// Columns of at most `most`, in eighths of a row if the font has them.
#[derive(Debug, Clone, Copy)]
pub struct TimeBars<'a> {
    /// The width in days.
    pub days: f64,
    /// The bars in order of time; of two in one place the higher is drawn.
    pub bars: &'a [Bar],
    /// The value that fills the height; at least 1.
    pub most: u32,
    /// The value of a dashed line behind the columns.
    pub line: Option<u32>,
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// Returns a value of at most `most` as a column in one row: even 0 is seen, and 1 is higher. Without such columns in the font it is a
/// digit, the tenth of `most`, and `X` for all of it.
pub fn column(value: u32, most: u32, blocks: Blocks) -> String {
    let (value, most) = (u64::from(value.min(most)), u64::from(most.max(1)));
    match blocks {
        Blocks::Fine => {
            let above_the_lowest = usize::try_from((value * 7).div_ceil(most)).unwrap_or(7);
            EIGHTHS.get(above_the_lowest).copied().unwrap_or("█").to_owned()
        }
        _ if value == most => "X".to_owned(),
        _ => (value * 10 / most).to_string(),
    }
}

const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

impl TimeBars<'_> {
    /// Returns the columns of a span of time among `width`; `None` if it lies outside.
    pub fn place(days: f64, width: u16, from: f64, to: f64) -> Option<std::ops::Range<u16>> {
        if width == 0 || days <= 0.0 || to <= 0.0 || from >= days {
            return None;
        }
        let first = column_of(days, width, from.max(0.0)).min(width - 1);
        let end = column_of(days, width, to.min(days)).clamp(first + 1, width);
        // A gap to the next one, where that leaves something.
        let gap = u16::from(end - first > 1);
        Some(first..end - gap)
    }

    /// Draws a text for each span of time in one row, centred in its columns; left out if it does not fit.
    pub fn put_texts<'t>(
        days: f64,
        texts: impl IntoIterator<Item = (f64, f64, &'t str, Style)>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        for (from, to, text, style) in texts {
            let Some(place) = Self::place(days, area.width, from, to) else { continue };
            let (room, wide) = (place.len(), columns(text));
            if wide <= room {
                put(buf, area, (place.start + saturated((room - wide) / 2), 0), text, style);
            }
        }
    }

    /// Returns the eighths of a row that `value` fills in `rows` rows; at least one.
    fn eighths(&self, value: u32, rows: u16) -> u32 {
        let all = u32::from(rows) * 8;
        let share = u64::from(value.min(self.most)) * u64::from(all) / u64::from(self.most.max(1));
        u32::try_from(share).unwrap_or(all).max(1)
    }

    /// Returns the row in which `value` ends, of `rows` rows from below, the first one 1.
    pub fn row_of(&self, value: u32, rows: u16) -> u16 {
        u16::try_from(self.eighths(value, rows).div_ceil(8)).unwrap_or(rows)
    }

    fn render_line(&self, value: u32, area: Rect, buf: &mut Buffer) {
        let row = self.row_of(value, area.height);
        let sign = if self.blocks == Blocks::Fine { "╌" } else { "-" };
        let y = area.height.saturating_sub(row);
        for x in 0..area.width {
            // A style below a column would shine through it.
            if buf.cell((area.x + x, area.y + y)).is_some_and(|cell| cell.symbol() == " ") {
                put(buf, area, (x, y), sign, self.theme.quiet());
            }
        }
    }

    fn render_bar(&self, bar: &Bar, x: u16, area: Rect, buf: &mut Buffer) {
        let eighths = self.eighths(bar.value, area.height);
        for above in 0..area.height {
            let left = eighths.saturating_sub(u32::from(above) * 8);
            let sign = match (left, self.blocks) {
                (0, _) => break,
                (1..8, Blocks::Fine) => EIGHTHS.get(left as usize - 1).copied().unwrap_or("█"),
                (_, Blocks::Fine) => "█",
                (1..4, _) if above == 0 => "_",
                (1..4, _) => break,
                (_, Blocks::Full) => "█",
                (_, Blocks::Ascii) => "#",
            };
            put(buf, area, (x, area.height - 1 - above), sign, bar.style);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column, never negative")]
fn column_of(days: f64, width: u16, day: f64) -> u16 {
    (day / days * f64::from(width)) as u16
}

impl Widget for TimeBars<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let mut highest = vec![None; usize::from(area.width)];
        for bar in self.bars {
            for x in Self::place(self.days, area.width, bar.from, bar.to).into_iter().flatten() {
                let Some(before) = highest.get_mut(usize::from(x)) else { continue };
                if before.is_none_or(|before| before < bar.value) {
                    *before = Some(bar.value);
                    self.render_bar(bar, x, area, buf);
                }
            }
        }
        if let Some(line) = self.line {
            self.render_line(line, area, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn columns_look_the_same_above_and_below_the_line() {
        let style = Style::new().fg(ratatui::style::Color::Green);
        let bars = [Bar { from: 0.0, to: 7.0, value: 4, style }];
        let theme = theme();
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 4));
        let plot = TimeBars { days: 14.0, bars: &bars, most: 4, line: Some(2), blocks: Blocks::Fine, theme: &theme };
        plot.render(buf.area, &mut buf);
        let column: Vec<_> = (0..4).filter_map(|y| buf.cell((0, y))).collect();
        assert!(column.iter().all(|cell| **cell == *column[0]), "{column:?}");
        assert_eq!(buf.cell((4, 2)).map(ratatui::buffer::Cell::symbol), Some("╌"));
    }

    #[test]
    fn a_column_in_one_row_tells_small_values_apart() {
        let row = |blocks| (0..=10).map(|value| column(value, 10, blocks)).collect::<String>();
        assert_eq!(row(Blocks::Fine), "▁▂▃▄▄▅▆▆▇██");
        assert_eq!(row(Blocks::Ascii), "0123456789X");
        assert_eq!([column(0, 0, Blocks::Fine), column(9, 3, Blocks::Fine)], ["▁", "█"]);
    }

    #[test]
    fn nothing_is_seen_and_no_entry_is_not() {
        let bar = |from, value| Bar { from, to: from + 7.0, value, style: Style::new() };
        let bars = [bar(0.0, 3), bar(7.0, 0), bar(21.0, 1), bar(28.0, 4)];
        let theme = theme();
        let plot = |blocks| TimeBars { days: 35.0, bars: &bars, most: 4, line: Some(3), blocks, theme: &theme };
        insta::assert_snapshot!(picture(plot(Blocks::Fine), 25, 3), @r"
        |▂▂▂▂╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌████╌|
        |████                ████ |
        |████ ▁▁▁▁      ▆▆▆▆ ████ |
        ");
        insta::assert_snapshot!(picture(plot(Blocks::Ascii), 25, 4), @r"
        |                    #### |
        |####----------------####-|
        |####                #### |
        |#### ____      #### #### |
        ");
        insta::assert_snapshot!(picture(plot(Blocks::Fine), 5, 2), @r"
        |▄╌╌╌█|
        |█▁ ▄█|
        ");
        survives_every_size(|| plot(Blocks::Fine));
    }
}
