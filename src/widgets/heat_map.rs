//! A calendar of weeks: columns for each, a row for each day, and a sign for the amount on that day.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::put;
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

/// A map with days at the left. The dates of the weeks are drawn by whoever draws more of the same weeks.
#[derive(Debug, Clone, Copy)]
pub struct HeatMap<'a> {
    /// The weeks, each from Monday to Sunday, the oldest first; those without room are left out.
    pub weeks: &'a [[Heat; 7]],
    /// The columns of a week. From three on the last one stays free.
    pub each: u16,
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl HeatMap<'_> {
    /// The rows of the map.
    pub const ROWS: u16 = 7;

    /// The columns of the names of days.
    pub const NAMES: u16 = 6;
}

impl Widget for HeatMap<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        for (y, name) in (0..).zip(DAYS) {
            put(buf, area, (0, y), name, self.theme.quiet());
        }
        let wide = if self.each > 2 { self.each - 1 } else { self.each };
        for (x, days) in (Self::NAMES..).step_by(self.each.max(1).into()).zip(self.weeks) {
            for (y, heat) in (0..).zip(days) {
                let style = if *heat > Heat::None { self.theme.good() } else { self.theme.quiet() };
                let style = style.remove_modifier(ratatui::style::Modifier::UNDERLINED);
                let times = if *heat > Heat::None { wide } else { 1 };
                put(buf, area, (x, y), &heat.sign(self.blocks).repeat(times.into()), style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn more_is_denser_and_days_to_come_are_blank() {
        let mut weeks = vec![[Heat::None; 7]; 6];
        for (week, heat) in weeks.iter_mut().zip(Heat::SOME) {
            week[2] = heat;
            week[6] = heat;
        }
        weeks[5] = [Heat::None, Heat::Most, Heat::None, Heat::Absent, Heat::Absent, Heat::Absent, Heat::Absent];
        let theme = theme();
        let map = |blocks, each| HeatMap { weeks: &weeks, each, blocks, theme: &theme };
        insta::assert_snapshot!(picture(map(Blocks::Fine, 3), 26, 7), @r"
        |Mon   ·  ·  ·  ·  ·  ·    |
        |Tue   ·  ·  ·  ·  ·  ██   |
        |Wed   ░░ ▒▒ ▓▓ ██ ·  ·    |
        |Thu   ·  ·  ·  ·  ·       |
        |Fri   ·  ·  ·  ·  ·       |
        |Sat   ·  ·  ·  ·  ·       |
        |Sun   ░░ ▒▒ ▓▓ ██ ·       |
        ");
        insta::assert_snapshot!(picture(map(Blocks::Ascii, 1), 12, 7), @r"
        |Mon   ......|
        |Tue   .....#|
        |Wed   -+*#..|
        |Thu   ..... |
        |Fri   ..... |
        |Sat   ..... |
        |Sun   -+*#. |
        ");
        survives_every_size(|| map(Blocks::Fine, 2));
    }
}
