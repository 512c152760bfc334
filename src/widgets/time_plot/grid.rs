//! The cells of a plot: its scales, and the filling of each half cell.

use std::ops::RangeInclusive;

use ratatui::layout::Rect;

use super::{TOP, TimePlot, WITH_AXIS};

/// Fillings of half a cell, the stronger ones last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum PlotInk {
    #[default]
    Ground,
    Band,
    Median,
}

/// The inks of all half cells.
pub(super) struct InkGrid {
    /// Column by column, from the lowest up.
    inks: Vec<PlotInk>,
    height: u16,
}

impl InkGrid {
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self { inks: vec![PlotInk::Ground; usize::from(width) * usize::from(height)], height }
    }

    pub(super) fn place(&self, x: u16, level: u16) -> usize {
        usize::from(x) * usize::from(self.height) + usize::from(level)
    }

    pub(super) fn at(&self, x: u16, level: u16) -> PlotInk {
        self.inks.get(self.place(x, level)).copied().unwrap_or_default()
    }

    /// Fills half cells of a column; a stronger ink stays.
    pub(super) fn fill(&mut self, x: u16, levels: RangeInclusive<u16>, ink: PlotInk) {
        for level in levels {
            let place = self.place(x, level);
            if let Some(found) = self.inks.get_mut(place) {
                *found = ink.max(*found);
            }
        }
    }
}

/// The mapping from days and scores to cells. Of the area the top row has names; then come the rows of scores.
pub(super) struct PlotScale {
    pub(super) width: u16,
    days: f64,
    /// The rows of scores.
    pub(super) rows: u16,
    pub(super) has_axis: bool,
}

impl PlotScale {
    pub(super) fn of(plot: &TimePlot<'_>, area: Rect) -> Option<Self> {
        let width = TimePlot::room(area.width);
        let has_axis = area.height >= WITH_AXIS;
        let rows = area.height.saturating_sub(2 + u16::from(has_axis));
        (width > 0 && rows > 0 && plot.days > 0.0).then_some(Self { width, days: plot.days, rows, has_axis })
    }

    /// Returns the number of half cells above each other.
    pub(super) const fn halves(&self) -> u16 {
        2 * self.rows
    }

    /// Returns the half cell of a value in half points, counted from below.
    pub(super) const fn level(&self, value: u16) -> u16 {
        let value = if value > 2 * TOP { 2 * TOP } else { value };
        (value * (self.halves() - 1) + TOP) / (2 * TOP)
    }

    /// Returns the row of a half cell in the area.
    pub(super) const fn row(&self, level: u16) -> u16 {
        self.rows - level / 2
    }

    /// Returns the scores from one label to the next: as many as have a row each and are equally far apart.
    pub(super) fn step(&self) -> u16 {
        match self.rows {
            _ if self.rows >= 22 && self.is_even(1) => 1,
            _ if self.rows >= 6 && self.is_even(2) => 2,
            3.. => 5,
            _ => 10,
        }
    }

    /// Returns true if labels with this step between them are equally far apart.
    fn is_even(&self, step: u16) -> bool {
        let rows: Vec<u16> = (0..=TOP / step).map(|n| self.row(self.level(2 * step * n))).collect();
        let gaps: Vec<u16> = rows.windows(2).filter_map(|pair| Some(pair.first()?.abs_diff(*pair.last()?))).collect();
        gaps.windows(2).all(|pair| pair.first() == pair.last())
    }

    pub(super) fn column(&self, day: f64) -> Option<u16> {
        let is_inside = (0.0..self.days).contains(&day);
        is_inside.then(|| self.at(day).min(self.width - 1))
    }

    /// Returns the columns of a span, at least one; `None` if it lies outside.
    pub(super) fn columns(&self, from: f64, to: f64) -> Option<RangeInclusive<u16>> {
        if to <= 0.0 || from >= self.days {
            return None;
        }
        let first = self.at(from.max(0.0)).min(self.width - 1);
        let end = self.at(to.min(self.days)).min(self.width);
        Some(first..=end.saturating_sub(1).max(first))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column, never negative")]
    pub(super) fn at(&self, day: f64) -> u16 {
        (day / self.days * f64::from(self.width)) as u16
    }
}
