//! The figure beside the number: what to do, in step with the timer.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::View;
use crate::domain::figure::Figure;
use crate::domain::play::player::Phase;
use crate::screens::moving;

impl View<'_> {
    /// The figure of what is done, or comes next.
    pub(super) fn figure(&self) -> Option<Arc<Figure>> {
        self.model.catalog.figure_of(self.player().about()?.exercise.as_str())
    }

    /// Draws it, if there is one and room for it.
    pub(super) fn render_figure(&self, area: Rect, buf: &mut Buffer) {
        if let Some(figure) = self.figure() {
            moving::draw(&figure, &figure.followed(self.player(), self.now), self.model, area, buf);
        }
    }

    /// Whether the figure moves by itself just now.
    pub(super) fn figure_moves(&self) -> bool {
        let runs = matches!(self.player().phase(), Phase::Work | Phase::Prepare | Phase::Switch);
        runs && !self.model.settings.reduced_motion && self.figure().is_some_and(|figure| figure.moves())
    }
}
