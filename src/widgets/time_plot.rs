//! Scores over time: a point for each, the median and range of spans of time, and events below the axis.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// The columns of the labels at the left, the axis among them.
pub const LEFT: u16 = 4;

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlotMark {
    /// The time, in days from the left edge; points outside are not drawn.
    pub day: f64,
    /// The score, 0 to 10.
    pub score: u8,
    /// The symbol, one column wide.
    pub symbol: &'static str,
    /// The style.
    pub style: Style,
}

/// The median and range of the scores of some days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// The start, in days from the left edge.
    pub from: f64,
    /// The end.
    pub to: f64,
    /// Their median, in half points.
    pub median: u8,
    /// The least score.
    pub lowest: u8,
    /// The highest score.
    pub highest: u8,
}

/// A label below the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// The position, in days from the left edge.
    pub day: f64,
    /// The label; left out where it would run into another.
    pub label: String,
}

/// A plot with a row for each score: 0 is the lowest, with the axis, events and dates below it. The layers, from the
/// back: ranges, lines, medians, points.
#[derive(Debug, Clone, Copy)]
pub struct TimePlot<'a> {
    /// The width in days.
    pub days: f64,
    /// The highest score that is shown.
    pub top: u8,
    /// The points in order of time. If points of one day would cover each other they move aside within the day; if
    /// there is no room for that, the first is drawn in bold for all.
    pub marks: &'a [PlotMark],
    /// The levels, ascending.
    pub levels: &'a [Level],
    /// The dashed lines, in half points.
    pub lines: &'a [u8],
    /// The days of the events marked under the axis.
    pub events: &'a [f64],
    /// The labels below the axis, ascending.
    pub ticks: &'a [Tick],
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The characters of a plot.
struct PlotSigns {
    axis: [&'static str; 4],
    corner: &'static str,
    /// A median on its row, and one halfway to the row below.
    median: [&'static str; 2],
    range: &'static str,
    line: [&'static str; 2],
    event: &'static str,
}

/// Returns the sign of an event.
pub const fn event_sign(blocks: Blocks) -> &'static str {
    signs(blocks).event
}

/// Returns the signs of a range, a median, and a line.
pub const fn level_signs(blocks: Blocks) -> [&'static str; 3] {
    let signs = signs(blocks);
    [signs.range, signs.median[0], signs.line[0]]
}

const fn signs(blocks: Blocks) -> &'static PlotSigns {
    match blocks {
        Blocks::Fine => &PlotSigns {
            axis: ["│", "┤", "┬", "─"],
            corner: "└",
            median: ["━", "▁"],
            range: "░",
            line: ["╌", "▁"],
            event: "▴",
        },
        Blocks::Full => &PlotSigns {
            axis: ["│", "┤", "┬", "─"],
            corner: "└",
            median: ["═", "_"],
            range: "░",
            line: ["-", "_"],
            event: "^",
        },
        Blocks::Ascii => &PlotSigns {
            axis: ["|", "+", "+", "-"],
            corner: "+",
            median: ["=", "_"],
            range: ":",
            line: ["-", "_"],
            event: "^",
        },
    }
}

impl TimePlot<'_> {
    /// The rows below those of the scores: the axis, events and dates.
    pub const BELOW: u16 = 3;

    /// Returns the least rows of a plot with scores up to `top`.
    pub const fn least_rows(top: u8) -> u16 {
        top as u16 + 1 + Self::BELOW
    }

    /// Returns the rows that a plot uses of `height`.
    pub const fn rows(top: u8, height: u16) -> u16 {
        let each = height.saturating_sub(Self::BELOW + 1) / (if top == 0 { 1 } else { top as u16 });
        each * top as u16 + 1 + Self::BELOW
    }

    /// Returns the columns of the plot itself in an area that is `width` wide.
    pub const fn room(width: u16) -> u16 {
        width.saturating_sub(LEFT)
    }

    fn render_axis(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let (signs, quiet) = (signs(self.blocks), self.theme.quiet());
        for score in 0..=self.top {
            let (y, is_named) = (sheet.row(score * 2), sheet.rows_each > 1 || score % 2 == 0);
            if is_named {
                put(buf, area, (0, y), &format!("{score:>2}"), quiet);
            }
            for above in 0..sheet.rows_each.min(y + 1) {
                let sign = if above == 0 && is_named { signs.axis[1] } else { signs.axis[0] };
                if score < self.top || above == 0 {
                    put(buf, area, (LEFT - 1, y - above), sign, quiet);
                }
            }
        }
        let y = sheet.rows;
        put(buf, area, (LEFT - 1, y), signs.corner, quiet);
        for x in 0..sheet.width {
            put(buf, area, (LEFT + x, y), signs.axis[3], quiet);
        }
        let mut free = 0;
        for tick in self.ticks {
            let Some(x) = sheet.column(tick.day) else { continue };
            let width = saturated(columns(&tick.label));
            let at = x.min(sheet.width.saturating_sub(width));
            if at < free || width > sheet.width {
                continue;
            }
            put(buf, area, (LEFT + x, y), signs.axis[2], quiet);
            put(buf, area, (LEFT + at, y + 2), &tick.label, quiet);
            free = at + width + 1;
        }
        for x in self.events.iter().filter_map(|day| sheet.column(*day)) {
            put(buf, area, (LEFT + x, y + 1), signs.event, self.theme.text());
        }
    }

    fn render_ranges(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let signs = signs(self.blocks);
        for level in self.levels {
            let Some(columns) = sheet.columns(level.from, level.to) else { continue };
            for x in columns {
                for y in sheet.row(level.highest * 2)..=sheet.row(level.lowest * 2) {
                    put(buf, area, (LEFT + x, y), signs.range, self.theme.quiet());
                }
            }
        }
        for line in self.lines.iter().filter(|line| **line <= self.top * 2) {
            let (y, sign) = sheet.between(*line, signs.line);
            // What has no gaps of its own is drawn with some.
            for x in (0..sheet.width).filter(|x| sign == signs.line[0] && self.blocks == Blocks::Fine || x % 2 == 0) {
                put(buf, area, (LEFT + x, y), sign, self.theme.quiet());
            }
        }
    }

    fn render_medians(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let signs = signs(self.blocks);
        for level in self.levels {
            let (y, sign) = sheet.between(level.median, signs.median);
            for x in sheet.columns(level.from, level.to).into_iter().flatten() {
                put(buf, area, (LEFT + x, y), sign, self.theme.measured());
            }
        }
    }

    fn render_marks(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(sheet.width) * (usize::from(self.top) + 1);
        let mut taken = vec![false; cells];
        for mark in self.marks.iter().filter(|mark| mark.score <= self.top) {
            let Some(wished) = sheet.column(mark.day) else { continue };
            let day = sheet.columns(mark.day.floor(), mark.day.floor() + 1.0).unwrap_or(wished..=wished);
            let is_free = |x: &u16| taken.get(sheet.place(*x, mark.score)) == Some(&false);
            let nearest = day.filter(is_free).min_by_key(|x| x.abs_diff(wished));
            let Some(x) = nearest else {
                let cell = (area.x + LEFT + wished, area.y + sheet.row(mark.score * 2));
                if area.contains(cell.into())
                    && let Some(cell) = buf.cell_mut(cell)
                {
                    cell.set_style(self.theme.strong());
                }
                continue;
            };
            if let Some(cell) = taken.get_mut(sheet.place(x, mark.score)) {
                *cell = true;
            }
            let at = (LEFT + x, sheet.row(mark.score * 2));
            if let Some(cell) = buf.cell_mut((area.x + at.0, area.y + at.1)) {
                cell.reset();
            }
            put(buf, area, at, mark.symbol, mark.style);
        }
    }
}

impl Widget for TimePlot<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Some(sheet) = PlotScale::of(&self, area) else { return };
        self.render_ranges(&sheet, area, buf);
        self.render_axis(&sheet, area, buf);
        // Where a median is hardly wider than a point, points would hide all of it.
        let widths = self.levels.iter().filter_map(|level| sheet.columns(level.from, level.to));
        let are_narrow = widths.filter(|columns| columns.len() < 3).count() > self.levels.len() / 2;
        if !are_narrow {
            self.render_medians(&sheet, area, buf);
        }
        self.render_marks(&sheet, area, buf);
        if are_narrow {
            self.render_medians(&sheet, area, buf);
        }
    }
}

/// The mapping from days and scores to cells.
struct PlotScale {
    width: u16,
    days: f64,
    top: u8,
    /// The rows from one score to the next.
    rows_each: u16,
    /// The rows of scores.
    rows: u16,
}

impl PlotScale {
    fn of(plot: &TimePlot<'_>, area: Rect) -> Option<Self> {
        let (width, top) = (TimePlot::room(area.width), u16::from(plot.top.max(1)));
        let free = area.height.checked_sub(TimePlot::BELOW + 1)?;
        let rows_each = free / top;
        (width > 0 && rows_each > 0 && plot.days > 0.0).then(|| Self {
            width,
            days: plot.days,
            top: plot.top.max(1),
            rows_each,
            rows: top * rows_each + 1,
        })
    }

    /// Returns the row of a value in half points; between two rows, the upper.
    fn row(&self, halves: u8) -> u16 {
        let below = u16::from(halves.min(self.top * 2)) * self.rows_each;
        (self.rows - 1).saturating_sub(below.div_ceil(2))
    }

    /// Returns the row of a value in half points, and one of two signs for its middle or its lower edge.
    fn between(&self, halves: u8, [middle, edge]: [&'static str; 2]) -> (u16, &'static str) {
        let is_between = u16::from(halves) * self.rows_each % 2 == 1;
        (self.row(halves), if is_between { edge } else { middle })
    }

    /// Returns the index of a column's cell on the row of a score.
    fn place(&self, x: u16, score: u8) -> usize {
        usize::from(score) * usize::from(self.width) + usize::from(x)
    }

    fn column(&self, day: f64) -> Option<u16> {
        let is_inside = (0.0..self.days).contains(&day);
        is_inside.then(|| self.at(day).min(self.width - 1))
    }

    /// Returns the columns of a span, at least one; `None` if it lies outside.
    fn columns(&self, from: f64, to: f64) -> Option<std::ops::RangeInclusive<u16>> {
        if to <= 0.0 || from >= self.days {
            return None;
        }
        let first = self.at(from.max(0.0)).min(self.width - 1);
        let end = self.at(to.min(self.days)).min(self.width);
        Some(first..=end.saturating_sub(1).max(first))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column, never negative")]
    fn at(&self, day: f64) -> u16 {
        (day / self.days * f64::from(self.width)) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    fn mark(day: f64, score: u8, symbol: &'static str) -> PlotMark {
        PlotMark { day, score, symbol, style: Style::new() }
    }

    fn level(from: f64, median: u8, lowest: u8, highest: u8) -> Level {
        Level { from, to: from + 7.0, median, lowest, highest }
    }

    fn tick(day: f64, label: &str) -> Tick {
        Tick { day, label: label.to_owned() }
    }

    #[test]
    fn each_score_has_its_row_and_gaps_stay_gaps() {
        let marks = [mark(0.3, 4, "o"), mark(0.4, 4, "a"), mark(2.3, 0, "o"), mark(20.0, 5, "o")];
        let (levels, ticks) =
            ([level(0.0, 7, 0, 4), level(18.0, 10, 5, 5)], [tick(0.0, "2 Nov"), tick(18.0, "20 Nov")]);
        let theme = theme();
        let plot = |blocks| TimePlot {
            days: 25.0,
            top: 5,
            marks: &marks,
            levels: &levels,
            lines: &[3],
            events: &[0.3, 2.3],
            ticks: &ticks,
            blocks,
            theme: &theme,
        };
        insta::assert_snapshot!(picture(plot(Blocks::Fine), 54, 9), @r"
        |   │                                    ━━━━o━━━━━━━━━|
        | 4 ┤oa▁▁▁▁▁▁▁▁▁▁▁▁                                    |
        |   │░░░░░░░░░░░░░░                                    |
        | 2 ┤▁░▁░▁░▁░▁░▁░▁░▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ ▁ |
        |   │░░░░░░░░░░░░░░                                    |
        | 0 ┤░░░░o░░░░░░░░░                                    |
        |   └┬───────────────────────────────────┬─────────────|
        |    ▴   ▴                                             |
        |    2 Nov                               20 Nov        |
        ");
        insta::assert_snapshot!(picture(plot(Blocks::Ascii), 54, 9), @r"
        |   |                                    ====o=========|
        | 4 +oa____________                                    |
        |   |::::::::::::::                                    |
        | 2 +_:_:_:_:_:_:_:_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ |
        |   |::::::::::::::                                    |
        | 0 +::::o:::::::::                                    |
        |   ++-----------------------------------+-------------|
        |    ^   ^                                             |
        |    2 Nov                               20 Nov        |
        ");
        insta::assert_snapshot!(picture(plot(Blocks::Fine), 29, 14), @r"
        | 5 ┤                  ━━o━━━━|
        |   │                         |
        | 4 ┤o░░░░░░                  |
        |   │━━━━━━━                  |
        | 3 ┤░░░░░░░                  |
        |   │░░░░░░░                  |
        | 2 ┤░░░░░░░                  |
        |   │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌|
        | 1 ┤░░░░░░░                  |
        |   │░░░░░░░                  |
        | 0 ┤░░o░░░░                  |
        |   └┬─────────────────┬──────|
        |    ▴ ▴                      |
        |    2 Nov             20 Nov |
        ");
        survives_every_size(|| plot(Blocks::Fine));
    }

    #[test]
    fn points_that_would_cover_each_other_move_aside_within_their_day() {
        let marks = [mark(1.5, 1, "o"), mark(1.5, 1, "x"), mark(1.5, 1, "m"), mark(2.5, 1, "o")];
        let theme = theme();
        let plot = TimePlot {
            days: 4.0,
            top: 1,
            marks: &marks,
            levels: &[],
            lines: &[],
            events: &[],
            ticks: &[],
            blocks: Blocks::Ascii,
            theme: &theme,
        };
        insta::assert_snapshot!(picture(plot, 16, 5), @r"
        |   |   xom o    |
        | 0 +            |
        |   +------------|
        |                |
        |                |
        ");
        insta::assert_snapshot!(picture(plot, 8, 5), @r"
        |   | oo |
        | 0 +    |
        |   +----|
        |        |
        |        |
        ");
    }
}
