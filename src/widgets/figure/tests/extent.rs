//! Nothing of a figure is cut off: on the way into its position, in it, on the way back, on both sides, at any size.

use crate::domain::content::catalog::Catalog;
use crate::domain::content::words::Sides;
use crate::domain::figure::Figure;
use crate::domain::figure::follow::FigureFrame;
use crate::domain::figure::scene::{Bounds, Layer};
use crate::domain::journal::entry::Side;
use crate::widgets::figure::Characters;
use crate::widgets::figure::canvas::FigureScale;

const SIZES: [(u16, u16); 6] = [(20, 8), (23, 8), (34, 9), (44, 13), (60, 8), (110, 40)];

/// Returns the pictures of `figure` from standing to the end and back, in time with the screens that show them.
fn frames(figure: &Figure, side: Option<Side>) -> Vec<FigureFrame> {
    let mut frames = figure.still(side == Some(Side::Right));
    for sample in 0..=24 {
        let share = f64::from(sample) / 24.0;
        frames.push(figure.approached(share, side));
        frames.push(figure.rehearsed(share * 4.0, side));
        frames.push(figure.kept(share * 6.0, side));
        frames.push(figure.looped(share * 8.0, Sides::None));
    }
    frames
}

/// Returns the distance by which the shapes stick out of their box, in dots: the farthest of them.
fn overhang(figure: &Figure, frame: &FigureFrame, (width, height): (u16, u16), characters: Characters) -> f64 {
    let (columns, rows) = characters.dots_in_a_cell();
    let (width, height) = (usize::from(width) * columns, usize::from(height) * rows);
    let scale = FigureScale::fitting(frame.bounds, width, height, 2.0 * columns as f64 / rows as f64);
    let shapes = frame.shapes(figure).into_iter().filter(|shape| shape.layer != Layer::Floor);
    let overhang = shapes.map(|shape| {
        let shape = Bounds::of(&shape.form);
        let (low, high) = (scale.place(shape.from), scale.place(shape.to));
        let left_and_right = (-low.x).max(high.x - width as f64);
        left_and_right.max(-high.y).max(low.y - height as f64)
    });
    overhang.fold(0.0, f64::max)
}

#[test]
fn no_part_of_any_figure_is_cut_off() {
    let catalog = Catalog::built_in();
    for id in catalog.figure_ids() {
        let figure = catalog.figure(id).unwrap();
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            for frame in frames(&figure, side) {
                for size in SIZES {
                    for characters in [Characters::Octants, Characters::Quadrants, Characters::Ascii] {
                        let overhang = overhang(&figure, &frame, size, characters);
                        assert!(overhang < 1.0, "{id} on {side:?} at {size:?}: {overhang} dots of {frame:?}");
                    }
                }
            }
        }
    }
}
