//! The figure beside the number, in step with the timer.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{BESIDE, View};
use crate::domain::figure::Figure;
use crate::domain::figure::follow::SETTLE_S;
use crate::domain::play::player::Phase;
use crate::domain::play::timeline::SegmentKind;
use crate::screens::moving;

/// The time between two frames of a figure that only breathes, and moves by a dot or two.
const BREATHING: Duration = Duration::from_millis(250);

impl View<'_> {
    /// The figure of the current exercise, or of the next one.
    pub(super) fn figure(&self) -> Option<Arc<Figure>> {
        self.model.catalog.figure_of(self.player().about()?.exercise.as_str())
    }

    /// Splits the stage into the number, and the figure beside it if there is one.
    pub(super) fn with_figure(&self, stage: Rect) -> [Rect; 2] {
        if stage.width < BESIDE - 2 || self.figure().is_none() {
            return [stage, Rect::ZERO];
        }
        let [number, _, figure] =
            Layout::horizontal([Constraint::Fill(4), Constraint::Length(3), Constraint::Fill(5)]).areas(stage);
        [number, figure]
    }

    /// Draws the figure, if there is one and room for it.
    pub(super) fn render_figure(&self, area: Rect, buf: &mut Buffer) {
        if let Some(figure) = self.figure() {
            moving::draw(&figure, &figure.followed(self.player(), self.now), self.model, area, buf);
        }
    }

    /// The time until the next frame of the figure; `None` while it does not move.
    pub(super) fn figure_frame(&self) -> Option<Duration> {
        let runs = matches!(self.player().phase(), Phase::Work | Phase::Prepare | Phase::Switch);
        let figure = self.figure().filter(|figure| figure.moves())?;
        if !runs || self.model.settings.reduced_motion {
            return None;
        }
        let holds = matches!(self.player().segment().kind, SegmentKind::Hold(_)) && figure.cycle_s.is_none();
        let settled = holds && self.player().elapsed(self.now).as_secs_f64() > SETTLE_S;
        Some(if settled { BREATHING } else { moving::FRAME })
    }
}
