//! The figure beside the number: what to do, in step with the timer.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::View;
use crate::domain::figure::Figure;
use crate::domain::figure::motion::Moment;
use crate::domain::play::player::Phase;
use crate::widgets::figure::FigureView;

/// The least box in which a figure can be recognised.
pub(super) const LEAST: (u16, u16) = (20, 7);

impl View<'_> {
    /// The figure of what is done, or comes next.
    pub(super) fn figure(&self) -> Option<Arc<Figure>> {
        self.model.catalog.figure_of(self.player().about()?.exercise.as_str())
    }

    /// Draws it, if there is one and room for it.
    pub(super) fn render_figure(&self, area: Rect, buf: &mut Buffer) {
        let Some(figure) = self.figure().filter(|_| area.width >= LEAST.0 && area.height >= LEAST.1) else { return };
        let shown = if self.model.settings.reduced_motion {
            let mut shown = figure.followed(self.player(), self.now);
            // The far end of the movement says most, and does not move.
            shown.pose = figure.pose(Moment::Along(1.0));
            shown
        } else {
            figure.followed(self.player(), self.now)
        };
        let bounds = if shown.mirrored { figure.bounds.mirrored() } else { figure.bounds };
        let shapes = figure.scene(&shown.pose, shown.mirrored);
        FigureView { shapes: &shapes, bounds, blocks: self.model.blocks, theme: self.theme() }.render(area, buf);
    }

    /// Whether the figure moves by itself just now.
    pub(super) fn figure_moves(&self) -> bool {
        let runs = matches!(self.player().phase(), Phase::Work | Phase::Prepare | Phase::Switch);
        runs && !self.model.settings.reduced_motion && self.figure().is_some_and(|figure| figure.moves())
    }
}
