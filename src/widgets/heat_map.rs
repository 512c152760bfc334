//! A calendar of weeks: a column for each, a row for each day, and a sign for the amount on that day.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// Amounts on a day, from none to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Heat {
    /// The day has not come yet.
    #[default]
    Absent,
    /// None.
    None,
    /// A little.
    Low,
    /// Some.
    Middle,
    /// More.
    High,
    /// Much.
    Most,
}

impl Heat {
    /// The amounts above none, in ascending order.
    pub const SOME: [Self; 4] = [Self::Low, Self::Middle, Self::High, Self::Most];

    /// Returns its sign: the more, the denser.
    pub const fn sign(self, blocks: Blocks) -> &'static str {
        match (self, blocks) {
            (Self::Absent, _) => " ",
            (Self::None, Blocks::Fine) => "·",
            (Self::None, _) => ".",
            (Self::Low, Blocks::Ascii) => "-",
            (Self::Middle, Blocks::Ascii) => "+",
            (Self::High, Blocks::Ascii) => "*",
            (Self::Most, Blocks::Ascii) => "#",
            (Self::Low, _) => "░",
            (Self::Middle, _) => "▒",
            (Self::High, _) => "▓",
            (Self::Most, _) => "█",
        }
    }
}

/// A map with months above and days at the left. If it is narrow the oldest weeks are left out; if it is wide each week
/// has two columns.
#[derive(Debug, Clone, Copy)]
pub struct HeatMap<'a> {
    /// The weeks, each from Monday to Sunday, the oldest first.
    pub weeks: &'a [[Heat; 7]],
    /// The labels above, by week, ascending; left out where one would run into another.
    pub months: &'a [(usize, String)],
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The columns of the names of days.
const NAMES: u16 = 4;

const DAYS: [&str; 7] = ["Mon", "", "Wed", "", "Fri", "", "Sun"];

impl HeatMap<'_> {
    /// The rows of the map.
    pub const ROWS: u16 = 8;
}

impl Widget for HeatMap<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let room = usize::from(area.width.saturating_sub(NAMES));
        let each = if room >= self.weeks.len() * 2 { 2 } else { 1 };
        let first = self.weeks.len().saturating_sub(room / each);
        for (y, name) in (1..).zip(DAYS) {
            put(buf, area, (0, y), name, self.theme.quiet());
        }
        let column = |week: usize| NAMES + saturated((week - first) * each);
        let mut free = 0;
        for (week, label) in self.months.iter().filter(|(week, _)| *week >= first && *week < self.weeks.len()) {
            let x = column(*week);
            if x >= free && x + saturated(columns(label)) <= area.width {
                free = put(buf, area, (x, 0), label, self.theme.quiet()) + 1;
            }
        }
        for (week, days) in self.weeks.iter().enumerate().skip(first) {
            for (y, heat) in (1..).zip(days) {
                let style = if *heat > Heat::None { self.theme.good() } else { self.theme.quiet() };
                let style = style.remove_modifier(ratatui::style::Modifier::UNDERLINED);
                put(buf, area, (column(week), y), heat.sign(self.blocks), style);
                if each == 2 && *heat > Heat::None {
                    put(buf, area, (column(week) + 1, y), heat.sign(self.blocks), style);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn more_is_denser_and_the_newest_weeks_stay() {
        let mut weeks = vec![[Heat::None; 7]; 12];
        for (week, heat) in weeks.iter_mut().skip(7).zip(Heat::SOME) {
            week[2] = heat;
            week[6] = heat;
        }
        weeks[11] = [Heat::None, Heat::Most, Heat::None, Heat::Absent, Heat::Absent, Heat::Absent, Heat::Absent];
        let (months, theme) = ([(1, "Sep".to_owned()), (5, "Oct".to_owned()), (10, "Nov".to_owned())], theme());
        let map = |blocks| HeatMap { weeks: &weeks, months: &months, blocks, theme: &theme };
        insta::assert_snapshot!(picture(map(Blocks::Fine), 30, 8), @r"
        |      Sep     Oct       Nov   |
        |Mon · · · · · · · · · · · ·   |
        |    · · · · · · · · · · · ██  |
        |Wed · · · · · · · ░░▒▒▓▓██·   |
        |    · · · · · · · · · · ·     |
        |Fri · · · · · · · · · · ·     |
        |    · · · · · · · · · · ·     |
        |Sun · · · · · · · ░░▒▒▓▓██    |
        ");
        insta::assert_snapshot!(picture(map(Blocks::Ascii), 12, 8), @r"
        |     Oct    |
        |Mon ........|
        |    .......#|
        |Wed ...-+*#.|
        |    ....... |
        |Fri ....... |
        |    ....... |
        |Sun ...-+*# |
        ");
        survives_every_size(|| map(Blocks::Fine));
    }
}
