//! The drawn person: a picture, filled blocks of two colours a cell, dots of Braille, or plain characters.

mod canvas;
mod cells;
mod characters;
mod picture;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::domain::figure::scene::{Bounds, Shape};
use crate::theme::Theme;
use canvas::Dots;
use cells::CellDots;
pub use characters::Characters;
pub use picture::Picture;

/// The shapes of one instant in a box, as large as possible, standing on its last row.
#[derive(Debug, Clone, Copy)]
pub struct FigureView<'a> {
    /// The shapes, from back to front.
    pub shapes: &'a [Shape],
    /// The part of their plane that is shown: constant, or changing slowly, so that nothing jumps.
    pub bounds: Bounds,
    /// The characters to draw with.
    pub characters: Characters,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Widget for FigureView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.width < 4 || area.height < 3 {
            return;
        }
        let (columns, rows) = self.characters.dots_in_a_cell();
        let size = (area.width, area.height);
        let dots = Dots::draw(self.shapes, self.bounds, size, self.characters, self.theme.has_colours());
        let mut cells = vec![CellDots::EMPTY; usize::from(area.width)];
        for (row, band) in area.rows().zip(dots.inks.chunks_exact((dots.width * rows).max(1))) {
            cells.fill(CellDots::EMPTY);
            for line in band.chunks_exact(dots.width.max(1)) {
                cells.iter_mut().zip(line.chunks_exact(columns)).for_each(|(cell, dots)| cell.push(dots));
            }
            let first = buf.index_of(row.x, row.y);
            for (cell, dots) in buf.content.iter_mut().skip(first).zip(&cells) {
                dots.draw(self.characters, self.theme, cell);
            }
        }
    }
}

#[cfg(test)]
mod tests;
