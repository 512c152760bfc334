//! The figure beside the number: what to do, in step with the timer.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{BESIDE, View};
use crate::domain::figure::Figure;
use crate::domain::play::player::Phase;
use crate::screens::moving;

impl View<'_> {
    /// The figure of what is done, or comes next.
    pub(super) fn figure(&self) -> Option<Arc<Figure>> {
        self.model.catalog.figure_of(self.player().about()?.exercise.as_str())
    }

    /// Room for the number, and beside it for the figure where there is one.
    pub(super) fn with_figure(&self, stage: Rect) -> [Rect; 2] {
        if stage.width < BESIDE - 2 || self.figure().is_none() {
            return [stage, Rect::ZERO];
        }
        let [number, _, figure] =
            Layout::horizontal([Constraint::Fill(4), Constraint::Length(3), Constraint::Fill(5)]).areas(stage);
        [number, figure]
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
