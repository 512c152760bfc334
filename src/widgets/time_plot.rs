//! Scores over time: the median of spans of time as a line, their range as a filled band behind it, and named stretches
//! of days.

mod grid;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, saturated};
use crate::theme::Theme;
use grid::{InkGrid, PlotInk, PlotScale};

/// The columns of the labels at the left, the axis among them.
pub const LEFT: u16 = 6;

/// The highest score.
const TOP: u16 = 10;

/// The height from which there is a line below the scores.
const WITH_AXIS: u16 = 9;

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

/// A stretch of days with a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedDays<'a> {
    /// The start, in days from the left edge.
    pub from: f64,
    /// The end.
    pub to: f64,
    /// The name above it; left out where it would run into another.
    pub name: &'a str,
}

/// A plot of scores from 0 to 10 at any height, with the names of both axes and the dates below. The layers, from the
/// back: bands, lines, the edges of named days, medians.
#[derive(Debug, Clone, Copy)]
pub struct TimePlot<'a> {
    /// The width in days.
    pub days: f64,
    /// The levels, ascending; where there is none nothing is drawn.
    pub levels: &'a [Level],
    /// The dashed lines, in half points.
    pub lines: &'a [u8],
    /// The named days, ascending.
    pub named: &'a [NamedDays<'a>],
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
    median: &'static str,
    range: &'static str,
    line: &'static str,
    edge: &'static str,
    /// The bracket over named days: its left end, middle and right end.
    bracket: [&'static str; 3],
}

/// Returns the signs of a median, a range, a line, and the edge of named days, as a legend shows them.
pub const fn legend_signs(blocks: Blocks) -> [&'static str; 4] {
    let signs = signs(blocks);
    [signs.median, signs.range, signs.line, signs.edge]
}

const fn signs(blocks: Blocks) -> &'static PlotSigns {
    match blocks {
        Blocks::Fine => &PlotSigns {
            axis: ["│", "┤", "┬", "─"],
            corner: "└",
            median: "▄",
            range: "░",
            line: "╌",
            edge: "┊",
            bracket: ["╭", "─", "╮"],
        },
        Blocks::Full => &PlotSigns {
            axis: ["│", "┤", "┬", "─"],
            corner: "└",
            median: "═",
            range: "░",
            line: "-",
            edge: "│",
            bracket: ["┌", "─", "┐"],
        },
        Blocks::Ascii => &PlotSigns {
            axis: ["|", "+", "+", "-"],
            corner: "+",
            median: "=",
            range: ":",
            line: "-",
            edge: "|",
            bracket: ["+", "-", "+"],
        },
    }
}

impl TimePlot<'_> {
    /// The least height: the names above, three rows of scores, and dates.
    pub const LEAST: u16 = 5;

    /// Returns the height at which scores have `rows` rows.
    pub const fn height(rows: u16) -> u16 {
        // Below the line there is nothing that a lower plot would not have.
        let height = rows + 2;
        height + if height + 1 >= WITH_AXIS { 1 } else { 0 }
    }

    /// Returns the columns of the plot itself in an area that is `width` wide.
    pub const fn room(width: u16) -> u16 {
        width.saturating_sub(LEFT)
    }

    fn render_axes(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let (signs, quiet) = (signs(self.blocks), self.theme.quiet());
        put(buf, area, (0, 0), "pain", quiet);
        for y in 1..=sheet.rows {
            put(buf, area, (LEFT - 1, y), signs.axis[0], quiet);
        }
        for score in (0..=TOP).step_by(sheet.step().into()) {
            let y = sheet.row(sheet.level(2 * score));
            put(buf, area, (0, y), &format!("{score:>4}"), quiet);
            put(buf, area, (LEFT - 1, y), signs.axis[1], quiet);
        }
        if sheet.has_axis {
            put(buf, area, (LEFT - 1, sheet.rows + 1), signs.corner, quiet);
            put(buf, area, (LEFT, sheet.rows + 1), &signs.axis[3].repeat(sheet.width.into()), quiet);
        }
        self.render_dates(sheet, area, buf);
    }

    fn render_dates(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let (signs, quiet, y) = (signs(self.blocks), self.theme.quiet(), area.height - 1);
        put(buf, area, (0, y), "date", quiet);
        let mut free = 0;
        for tick in self.ticks {
            let Some(x) = sheet.column(tick.day) else { continue };
            let width = saturated(columns(&tick.label));
            let at = x.min(sheet.width.saturating_sub(width));
            if at < free || width > sheet.width {
                continue;
            }
            if sheet.has_axis {
                put(buf, area, (LEFT + x, sheet.rows + 1), signs.axis[2], quiet);
            }
            put(buf, area, (LEFT + at, y), &tick.label, quiet);
            free = at + width + 1;
        }
    }

    /// Draws the names of days above the scores, and their edges.
    fn render_named(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let signs = signs(self.blocks);
        // Underlines, which stand for colour where there is none, belong below words only.
        let edge = self.theme.amber().remove_modifier(Modifier::UNDERLINED);
        let mut free = 0;
        for named in self.named {
            let Some(place) = sheet.columns(named.from, named.to) else { continue };
            let (first, last) = (*place.start(), *place.end());
            for y in 1..=sheet.rows {
                put(buf, area, (LEFT + first, y), signs.edge, edge);
                put(buf, area, (LEFT + last, y), signs.edge, edge);
            }
            let (name, room) = (saturated(columns(named.name)), last - first + 1);
            if room >= name + 4 && first >= free {
                put(buf, area, (LEFT + first, 0), &signs.bracket[1].repeat(room.into()), edge);
                put(buf, area, (LEFT + first, 0), signs.bracket[0], edge);
                put(buf, area, (LEFT + last, 0), signs.bracket[2], edge);
                put(
                    buf,
                    area,
                    (LEFT + first + (room - name) / 2 - 1, 0),
                    &format!(" {} ", named.name),
                    self.theme.amber(),
                );
                free = last + 2;
                continue;
            }
            let middle = (first + room / 2).saturating_sub(name / 2);
            let at = middle.max(free).min(sheet.width.saturating_sub(name));
            // A name is above its days, or left out.
            if at >= free && at <= last && at + name > first && name <= sheet.width {
                put(buf, area, (LEFT + at, 0), named.name, self.theme.amber());
                free = at + name + 1;
            }
        }
    }

    fn render_lines(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let sign = signs(self.blocks).line;
        for line in self.lines.iter().filter(|line| u16::from(**line) <= 2 * TOP) {
            let y = sheet.row(sheet.level((*line).into()));
            for x in 0..sheet.width {
                put(buf, area, (LEFT + x, y), sign, self.theme.quiet());
            }
        }
    }

    fn inks(&self, sheet: &PlotScale) -> InkGrid {
        let mut grid = InkGrid::new(sheet.width, sheet.halves());
        let mut before: Option<(u16, u16)> = None;
        for level in self.levels {
            let Some(place) = sheet.columns(level.from, level.to) else { continue };
            let (first, last) = (*place.start(), *place.end());
            let median = sheet.level(level.median.into());
            let (lowest, highest) =
                (sheet.level(2 * u16::from(level.lowest)), sheet.level(2 * u16::from(level.highest)));
            for x in place {
                grid.fill(x, lowest..=highest, PlotInk::Band);
                grid.fill(x, median..=median, PlotInk::Median);
            }
            // From one week to the next the line goes straight up or down; over a gap there is none.
            if let Some((_, earlier)) = before.filter(|(end, _)| *end + 1 >= first) {
                grid.fill(first, earlier.min(median)..=earlier.max(median), PlotInk::Median);
            }
            before = Some((last, median));
        }
        grid
    }

    fn render_levels(&self, sheet: &PlotScale, area: Rect, buf: &mut Buffer) {
        let grid = self.inks(sheet);
        for x in 0..sheet.width {
            for row in 0..sheet.rows {
                let (lower, upper) = (grid.at(x, 2 * row), grid.at(x, 2 * row + 1));
                if let Some((sign, style)) = self.cell(upper, lower) {
                    let y = sheet.rows - row;
                    if let Some(cell) = buf.cell_mut((area.x + LEFT + x, area.y + y)) {
                        cell.reset();
                    }
                    put(buf, area, (LEFT + x, y), sign, style);
                }
            }
        }
    }

    const fn colour(&self, ink: PlotInk) -> Option<Color> {
        match ink {
            PlotInk::Ground => None,
            PlotInk::Band => self.theme.band(),
            PlotInk::Median => self.theme.median(),
        }
    }

    /// Returns the sign of a cell with these halves; `None` if it is empty.
    fn cell(&self, upper: PlotInk, lower: PlotInk) -> Option<(&'static str, Style)> {
        let most = upper.max(lower);
        let signs = signs(self.blocks);
        let sign = match (self.blocks, most) {
            (_, PlotInk::Ground) => return None,
            (Blocks::Fine, _) => {
                if let Some(strongest) = self.colour(most) {
                    return Some(half_cell(upper, lower, strongest, self.colour(upper.min(lower))));
                }
                match (upper, lower) {
                    (PlotInk::Median, PlotInk::Median) => "█",
                    (PlotInk::Median, _) => "▀",
                    (_, PlotInk::Median) => "▄",
                    _ => signs.range,
                }
            }
            (_, PlotInk::Median) => signs.median,
            (_, PlotInk::Band) => signs.range,
        };
        Some((sign, if most == PlotInk::Median { self.theme.measured() } else { self.theme.text() }))
    }
}

/// Returns a cell in colours: the half with more ink in `strongest`, the other one in `other`.
fn half_cell(upper: PlotInk, lower: PlotInk, strongest: Color, other: Option<Color>) -> (&'static str, Style) {
    let sign = match upper.cmp(&lower) {
        std::cmp::Ordering::Equal => "█",
        std::cmp::Ordering::Greater => "▀",
        std::cmp::Ordering::Less => "▄",
    };
    let style = Style::new().fg(strongest);
    (sign, other.filter(|_| upper != lower).map_or(style, |other| style.bg(other)))
}

impl Widget for TimePlot<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Some(sheet) = PlotScale::of(&self, area) else { return };
        self.render_lines(&sheet, area, buf);
        self.render_named(&sheet, area, buf);
        self.render_levels(&sheet, area, buf);
        self.render_axes(&sheet, area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Background, ColorDepth};
    use crate::widgets::testing::{drawn, picture, survives_every_size, theme};

    fn level(from: f64, median: u8, lowest: u8, highest: u8) -> Level {
        Level { from, to: from + 7.0, median, lowest, highest }
    }

    fn tick(day: f64, label: &str) -> Tick {
        Tick { day, label: label.to_owned() }
    }

    #[test]
    fn the_range_is_filled_the_median_a_line_and_gaps_stay_gaps() {
        let levels = [level(0.0, 7, 0, 4), level(7.0, 10, 3, 8), level(21.0, 2, 1, 1)];
        let ticks = [tick(0.0, "2 Nov"), tick(21.0, "23 Nov")];
        let named = [NamedDays { from: 6.0, to: 16.0, name: "flare-up" }];
        let theme = theme();
        let plot = |blocks| TimePlot {
            days: 28.0,
            levels: &levels,
            lines: &[3],
            named: &named,
            ticks: &ticks,
            blocks,
            theme: &theme,
        };
        insta::assert_snapshot!(picture(plot(Blocks::Fine), 46, 9), @r"
        |pain          ╭─ flare-up ─╮                  |
        |  10 ┤        ┊            ┊                  |
        |   8 ┤        ┊ ░░░░░░░░░░ ┊                  |
        |   6 ┤        ┊ ▄▄▄▄▄▄▄▄▄▄ ┊                  |
        |   4 ┤▄▄▄▄▄▄▄▄▄▄█░░░░░░░░░ ┊                  |
        |   2 ┤░░░░░░░░░░░░░░░░░░░░╌┊╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌|
        |   0 ┤░░░░░░░░░░           ┊        ▀▀▀▀▀▀▀▀▀▀|
        |     └┬─────────────────────────────┬─────────|
        |date  2 Nov                         23 Nov    |
        ");
        insta::assert_snapshot!(picture(plot(Blocks::Ascii), 46, 9), @r"
        |pain          +- flare-up -+                  |
        |  10 +        |            |                  |
        |   8 +        | :::::::::: |                  |
        |   6 +        | ========== |                  |
        |   4 +===========::::::::: |                  |
        |   2 +::::::::::::::::::::-|------------------|
        |   0 +::::::::::           |        ==========|
        |     ++-----------------------------+---------|
        |date  2 Nov                         23 Nov    |
        ");
        for height in TimePlot::LEAST..40 {
            let picture = picture(plot(Blocks::Fine), 46, height);
            let lines: Vec<_> = picture.lines().map(str::trim_start).collect();
            let begins =
                |begin: &str| lines.iter().any(|line| line.trim_start_matches('|').trim_start().starts_with(begin));
            assert!(["pain", "10 ┤", "0 ┤", "date"].into_iter().all(begins), "{picture}");
        }
        survives_every_size(|| plot(Blocks::Fine));
    }

    #[test]
    fn with_colours_a_cell_shows_line_and_band_at_once() {
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, false);
        let plot = TimePlot {
            days: 7.0,
            levels: &[level(0.0, 10, 0, 10)],
            lines: &[],
            named: &[],
            ticks: &[],
            blocks: Blocks::Fine,
            theme: &theme,
        };
        let buffer = drawn(plot, LEFT + 1, 6);
        let cells: Vec<_> = (1..5).filter_map(|y| buffer.cell((LEFT, y))).collect();
        let band: Vec<_> = cells.iter().filter(|cell| cell.symbol() == "█").map(|cell| Some(cell.fg)).collect();
        assert_eq!(band, vec![theme.band(); 3]);
        let line = cells.iter().find(|cell| cell.symbol() != "█").unwrap();
        assert_eq!((Some(line.fg), Some(line.bg)), (theme.median(), theme.band()));
    }
}
