//! Changes of pain in words, and the mark of a real one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS};
use crate::domain::stats::change_distribution::Points;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::wrap::put;

/// The width of a change in words with its mark.
pub(super) const CHANGE: u16 = 13;

/// The text where there are too few answers for a median.
pub(super) const NOT_SHOWN: &str = "not shown";

/// A change with its meaning.
#[derive(Clone, Copy)]
pub(super) struct WordedChange {
    /// The points; `None` below the number of answers that a median needs.
    pub(super) points: Option<Points>,
    /// The meaning of that many points.
    pub(super) change: Option<ClinicalChange>,
}

impl WordedChange {
    /// The change as text: `0.5 higher`.
    pub(super) fn text(self) -> String {
        let Some(points) = self.points else { return NOT_SHOWN.to_owned() };
        match points.halves() {
            0 => "the same".to_owned(),
            halves => format!("{} {}", points.value().abs(), if halves < 0 { "lower" } else { "higher" }),
        }
    }

    fn style(self, theme: &Theme) -> Style {
        match self.change {
            Some(ClinicalChange::Higher) => theme.amber(),
            Some(ClinicalChange::Lower) => theme.good(),
            Some(ClinicalChange::Same) => theme.text(),
            None => theme.quiet(),
        }
    }

    fn is_real(self) -> bool {
        matches!(self.change, Some(ClinicalChange::Lower | ClinicalChange::Higher))
    }

    /// Draws the change at the left of `area`, with a mark behind a real one.
    pub(super) fn render(self, blocks: Blocks, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let x = put(buf, area, (0, 0), &self.text(), self.style(theme));
        if self.is_real() {
            put(buf, area, (x + 1, 0), mark(blocks), theme.strong());
        }
    }
}

/// The mark of a real change.
pub(super) const fn mark(blocks: Blocks) -> &'static str {
    if matches!(blocks, Blocks::Fine) { "●" } else { "*" }
}

/// The sentence on answers that are too few.
pub(super) fn few_text(what: &str) -> String {
    format!("Fewer than {MEDIAN_NEEDS} {what}: not shown.")
}
