//! The contrast of limbs with the ground, averaged over their area as an eye at a distance sees it: the cells are drawn
//! as a picture and measured.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

use crate::domain::content::catalog::Catalog;
use crate::domain::figure::Point;
use crate::domain::figure::follow::Moment;
use crate::domain::figure::scene::{Bounds, Layer, PartMark, Shape, ShapeKind};
use crate::theme::{Background, ColorDepth, Theme};
use crate::widgets::figure::canvas::FigureScale;
use crate::widgets::figure::{Characters, FigureView};
use crate::widgets::testing::drawn;

/// The picture points of a dot, across and down.
const POINTS: usize = 3;

/// The text and the ground of a terminal.
struct Paper {
    text: u32,
    ground: u32,
}

const DARK: Paper = Paper { text: 0xd4_d4d4, ground: 0x18_1818 };
const LIGHT: Paper = Paper { text: 0x28_2828, ground: 0xfa_fafa };

/// Relative luminance of 0xRRGGBB as WCAG 2.1 defines it.
fn luminance(rgb: u32) -> f64 {
    let [b, g, r, _] = rgb.to_le_bytes().map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn rgb(colour: Color, otherwise: u32) -> u32 {
    match colour {
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        _ => otherwise,
    }
}

/// Returns the luminance of the dot at this column and row of a cell.
fn luminance_of_dot(cell: &Cell, characters: Characters, at: usize, paper: &Paper) -> f64 {
    let symbol = cell.symbol().chars().next().unwrap();
    let symbols: &[char] = match characters {
        Characters::Octants => &OCTANTS,
        Characters::Sextants => &SEXTANTS,
        _ => &QUADRANTS,
    };
    let bits = symbols.iter().position(|known| *known == symbol).unwrap_or(0);
    luminance(if bits >> at & 1 == 1 { rgb(cell.fg, paper.text) } else { rgb(cell.bg, paper.ground) })
}

fn is_in(form: &ShapeKind, at: Point) -> bool {
    match form {
        ShapeKind::Bar { from, to, radii: [first, last] } => {
            let long = from.distance(*to).powi(2).max(1e-9);
            let along = ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / long;
            let along = along.clamp(0.0, 1.0);
            from.between(*to, along).distance(at) <= first + (last - first) * along
        }
        ShapeKind::Disc { middle, radius } => middle.distance(at) <= *radius,
        ShapeKind::Ring { .. } | ShapeKind::Line { .. } => false,
    }
}

/// A picture made of cells, and the shapes that it shows.
struct Picture<'a> {
    cells: &'a Buffer,
    shapes: &'a [Shape],
    bounds: Bounds,
    characters: Characters,
    paper: &'a Paper,
}

/// The area of a shape that nothing covers, in picture points, and the contrast of its average with the ground.
struct Seen {
    area: usize,
    contrast: f64,
}

impl Picture<'_> {
    /// Measures each shape.
    fn measure(&self) -> Vec<Seen> {
        let (columns, rows) = self.characters.dots_in_a_cell();
        let (width, height) =
            (usize::from(self.cells.area.width) * columns, usize::from(self.cells.area.height) * rows);
        let scale = FigureScale::fitting(self.bounds, width, height, 2.0 * columns as f64 / rows as f64);
        let origin = scale.place(Point::new(0.0, 0.0));
        let mut sums = vec![(0, 0.0); self.shapes.len()];
        for (y, x) in (0..height * POINTS).flat_map(|y| (0..width * POINTS).map(move |x| (y, x))) {
            let [px, py] = [x, y].map(|at| (at as f64 + 0.5) / POINTS as f64);
            let at = Point::new((px - origin.x) / scale.x, (origin.y - py) / scale.y);
            let Some(top) = self.shapes.iter().rposition(|shape| is_in(&shape.form, at)) else { continue };
            let (column, row) = (x / POINTS, y / POINTS);
            let cell = &self.cells[((column / columns) as u16, (row / rows) as u16)];
            let dot = row % rows * columns + column % columns;
            sums[top].0 += 1;
            sums[top].1 += luminance_of_dot(cell, self.characters, dot, self.paper);
        }
        let ground = luminance(self.paper.ground);
        sums.iter().map(|(area, sum)| Seen { area: *area, contrast: contrast(sum / *area as f64, ground) }).collect()
    }
}

#[test]
fn limbs_can_be_seen_from_a_distance() {
    let catalog = Catalog::built_in();
    for id in ["bird-dog", "plank", "split-hip-stretch", "clamshell", "dead-bug"] {
        let figure = catalog.figure_of(id).unwrap();
        let shapes = figure.scene(&figure.pose(Moment::Along(1.0)), false);
        for characters in [Characters::Octants, Characters::Sextants, Characters::Quadrants] {
            for (background, paper) in [(Background::Dark, &DARK), (Background::Light, &LIGHT)] {
                for high_contrast in [false, true] {
                    let theme = Theme::new(ColorDepth::TrueColor, background, high_contrast);
                    let view = FigureView { shapes: &shapes, bounds: figure.bounds, characters, theme: &theme };
                    let cells = drawn(view, 44, 13);
                    let picture = Picture { cells: &cells, shapes: &shapes, bounds: figure.bounds, characters, paper };
                    assert_seen(&shapes, &picture.measure(), &format!("{id} {characters:?} {background:?}"));
                }
            }
        }
    }
}

/// The least area of a limb that is measured by itself, in picture points: two cells.
const LEAST: usize = 16 * POINTS * POINTS;

fn assert_seen(shapes: &[Shape], seen: &[Seen], what: &str) {
    for (shape, seen) in shapes.iter().zip(seen).filter(|(shape, seen)| shape.layer > Layer::Far && seen.area >= LEAST)
    {
        assert!(seen.contrast >= 3.0, "{what}: {} of {shape:?}", seen.contrast);
    }
    let is_plain = |shape: &Shape| shape.mark == PartMark::None;
    let body = average(shapes, seen, |shape| is_plain(shape) && matches!(shape.layer, Layer::Trunk | Layer::Near));
    let marked = average(shapes, seen, |shape| !is_plain(shape));
    let far = average(shapes, seen, |shape| is_plain(shape) && shape.layer == Layer::Far);
    assert!(body >= 4.5, "{what}: the body {body}");
    assert!(marked >= 3.0, "{what}: what is marked {marked}");
    assert!(far >= 2.0, "{what}: the far side {far}");
    assert!(far < body || far.is_infinite(), "{what}: the far side {far}, the body {body}");
}

/// Returns the contrast of all shapes of a kind, the larger ones counting more; infinite if hardly any is seen.
fn average(shapes: &[Shape], seen: &[Seen], keep: impl Fn(&Shape) -> bool) -> f64 {
    let kept = shapes.iter().zip(seen).filter(|(shape, seen)| keep(shape) && seen.area > 0);
    let (area, sum) =
        kept.fold((0, 0.0), |(area, sum), (_, seen)| (area + seen.area, sum + seen.contrast * seen.area as f64));
    if area < LEAST { f64::INFINITY } else { sum / area as f64 }
}
