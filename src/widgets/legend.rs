//! A legend: each sign and its meaning, side by side, in as few rows as they need.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry<'a> {
    /// The sign as it is drawn.
    pub sign: &'a str,
    /// Its style.
    pub style: Style,
    /// Its meaning.
    pub text: &'a str,
}

/// Entries beside each other, continued on the next row if they do not fit.
#[derive(Debug, Clone, Copy)]
pub struct Legend<'a> {
    /// The entries, in order.
    pub entries: &'a [LegendEntry<'a>],
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The columns between two entries.
const GAP: u16 = 2;

impl Legend<'_> {
    /// Returns the rows of the legend in `width` columns.
    pub fn rows(&self, width: u16) -> u16 {
        self.places(width).last().map_or(0, |(_, y)| y + 1)
    }

    /// Returns the position of each entry.
    fn places(&self, width: u16) -> Vec<(u16, u16)> {
        let (mut x, mut y) = (0, 0);
        let mut places = Vec::new();
        for entry in self.entries {
            let wide = saturated(columns(entry.sign) + 1 + columns(entry.text));
            if x > 0 && x + wide > width {
                (x, y) = (0, y + 1);
            }
            places.push((x, y));
            x = x.saturating_add(wide + GAP);
        }
        places
    }
}

impl Widget for Legend<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        for (entry, place) in self.entries.iter().zip(self.places(area.width)) {
            let x = put(buf, area, place, entry.sign, entry.style);
            put(buf, area, (x + 1, place.1), entry.text, self.theme.quiet());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn entries_stay_whole() {
        let theme = theme();
        let entry = |sign, text| LegendEntry { sign, style: Style::new(), text };
        let entries = [entry("o", "before"), entry("x", "during"), entry("a", "after")];
        let legend = Legend { entries: &entries, theme: &theme };
        assert_eq!([40, 20, 8].map(|width| legend.rows(width)), [1, 2, 3]);
        insta::assert_snapshot!(picture(legend, 20, 2), @r"
        |o before  x during  |
        |a after             |
        ");
        survives_every_size(|| legend);
    }
}
