//! A figure as a picture: the same shapes as in characters and on paper, with smooth edges, on no ground of its own.
//!
//! The coverage of a picture point follows from its distance to the edge of a shape, so that no path has to be traced.

use ratatui::style::Color;

use super::canvas::{FigureScale, Ink, limb_of};
use super::cells::style;
use crate::domain::figure::Point;
use crate::domain::figure::scene::{Bounds, Layer, Shape, ShapeKind};
use crate::theme::Theme;

/// The air around head and near limbs, in body units; and its least width, in picture points.
const AIR: f64 = 0.018;
const LEAST_AIR: f64 = 1.2;

/// The width of thin lines, in body units; and its least width, in picture points.
const LINE: f64 = 0.02;
const LEAST_LINE: f64 = 1.5;

/// A picture of four bytes a point: red, green, blue, and how much it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its width in points.
    pub width: usize,
    /// Its height in points.
    pub height: usize,
    /// The points, row by row.
    pub rgba: Vec<u8>,
}

/// The effect of a shape on a point.
#[derive(Clone, Copy)]
enum Paint {
    /// Covers it with a colour.
    Cover([u8; 3]),
    /// Takes away what is there.
    Clear,
}

/// A shape in picture points: a line with a radius at both ends, filled or as its edge alone.
#[derive(Clone, Copy)]
struct Outline {
    from: Point,
    to: Point,
    radii: [f64; 2],
    /// Half the width of the edge, if that is all that is drawn.
    edge: Option<f64>,
}

impl Picture {
    /// Returns the picture of `shapes` in a box of this many points, each as wide as high.
    pub fn paint(shapes: &[Shape], bounds: Bounds, size: (usize, usize), theme: &Theme) -> Self {
        let (width, height) = size;
        let scale = FigureScale::fitting(bounds, width, height, 1.0);
        let mut picture = Self::empty(width, height);
        // The person is painted apart, so that the air around a limb takes nothing from what is behind the person.
        let mut person = Self::empty(width, height);
        let (behind, body): (Vec<Shape>, Vec<Shape>) =
            shapes.iter().partition(|shape: &&Shape| shape.layer <= Layer::Prop);
        for shape in &behind {
            picture.fill(outline(shape, &scale), Paint::Cover(colour(shape, theme)));
        }
        let mut rest = body;
        while !rest.is_empty() {
            let after = rest.split_off(limb_of(&rest));
            person.paint_limb(&rest, &scale, theme);
            rest = after;
        }
        picture.put(&person);
        picture
    }

    fn empty(width: usize, height: usize) -> Self {
        Self { width, height, rgba: vec![0; width * height * 4] }
    }

    /// Paints shapes that hang together, after the air around all of them. A limb grows out of the trunk: where it begins
    /// there is none.
    fn paint_limb(&mut self, limb: &[Shape], scale: &FigureScale, theme: &Theme) {
        let air = (AIR * scale.x).max(LEAST_AIR);
        for (at, shape) in limb.iter().enumerate() {
            let is_head = shape.layer == Layer::Trunk && matches!(shape.form, ShapeKind::Disc { .. });
            if shape.layer == Layer::Near || is_head {
                let mut outline = outline(shape, scale);
                if at == 0 && !is_head {
                    outline.from = outline.from.between(outline.to, 0.5);
                }
                outline.radii = outline.radii.map(|radius| radius + air);
                self.fill(outline, Paint::Clear);
            }
        }
        for shape in limb {
            self.fill(outline(shape, scale), Paint::Cover(colour(shape, theme)));
        }
    }

    fn fill(&mut self, outline: Outline, paint: Paint) {
        let Outline { from, to, radii: [first, last], edge } = outline;
        let reach = first.max(last) + edge.unwrap_or(0.0) + 1.0;
        let [x0, x1] = span(from.x.min(to.x) - reach, from.x.max(to.x) + reach, self.width);
        let [y0, y1] = span(from.y.min(to.y) - reach, from.y.max(to.y) + reach, self.height);
        for y in y0..y1 {
            for x in x0..x1 {
                let covered = outline.covers(Point::new(x as f64 + 0.5, y as f64 + 0.5));
                if covered > 0.0 {
                    self.blend((y * self.width + x) * 4, paint, covered);
                }
            }
        }
    }

    /// Blends a colour over the point at this index, or takes it away; colours are not multiplied with the coverage.
    fn blend(&mut self, at: usize, paint: Paint, covered: f64) {
        let Some([r, g, b, a]) = self.rgba.get_mut(at..at + 4) else { return };
        let below = f64::from(*a) / 255.0;
        match paint {
            Paint::Clear => *a = byte(below * (1.0 - covered)),
            Paint::Cover(colour) => {
                let all = covered + below * (1.0 - covered);
                for (part, new) in [r, g, b].into_iter().zip(colour) {
                    let mixed = f64::from(new) * covered + f64::from(*part) * below * (1.0 - covered);
                    *part = byte(mixed / all.max(1e-9) / 255.0);
                }
                *a = byte(all);
            }
        }
    }

    /// Puts `other`, which has the same size, over this picture.
    fn put(&mut self, other: &Self) {
        for (at, point) in other.rgba.chunks_exact(4).enumerate() {
            if let &[r, g, b, a] = point
                && a > 0
            {
                self.blend(at * 4, Paint::Cover([r, g, b]), f64::from(a) / 255.0);
            }
        }
    }
}

impl Outline {
    /// Returns how much of the point at `at` it covers, 0 to 1.
    fn covers(&self, at: Point) -> f64 {
        let [first, last] = self.radii;
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let long = (dx * dx + dy * dy).max(1e-9);
        let along = (((at.x - self.from.x) * dx + (at.y - self.from.y) * dy) / long).clamp(0.0, 1.0);
        let inside = first + (last - first) * along - self.from.between(self.to, along).distance(at);
        let inside = self.edge.map_or(inside, |half| half - inside.abs());
        (inside + 0.5).clamp(0.0, 1.0)
    }
}

fn outline(shape: &Shape, scale: &FigureScale) -> Outline {
    let line = (LINE * scale.x).max(LEAST_LINE) / 2.0;
    match shape.form {
        ShapeKind::Bar { from, to, radii } => Outline {
            from: scale.place(from),
            to: scale.place(to),
            radii: radii.map(|radius| radius_of(radius, scale)),
            edge: None,
        },
        ShapeKind::Disc { middle, radius } => {
            let middle = scale.place(middle);
            Outline { from: middle, to: middle, radii: [radius_of(radius, scale); 2], edge: None }
        }
        ShapeKind::Ring { middle, radius } => {
            let middle = scale.place(middle);
            Outline { from: middle, to: middle, radii: [radius_of(radius, scale); 2], edge: Some(line) }
        }
        ShapeKind::Line { from, to } => {
            Outline { from: scale.place(from), to: scale.place(to), radii: [line; 2], edge: None }
        }
    }
}

fn radius_of(radius: f64, scale: &FigureScale) -> f64 {
    (radius * scale.x).max(LEAST_LINE / 2.0)
}

/// Returns the colour of a shape; where the theme leaves it to the terminal, that of text.
fn colour(shape: &Shape, theme: &Theme) -> [u8; 3] {
    match style(Ink::of(shape), theme).fg {
        Some(Color::Rgb(r, g, b)) => [r, g, b],
        _ => theme.text_in_pictures(),
    }
}

/// Returns the points between two places, as far as they are inside.
fn span(from: f64, to: f64, size: usize) -> [usize; 2] {
    [from, to].map(|place| (place.floor().max(0.0) as usize).min(size))
}

fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::catalog::Catalog;
    use crate::domain::figure::follow::Moment;
    use crate::theme::{Background, ColorDepth};

    fn bird_dog(background: Background) -> Picture {
        let figure = Catalog::built_in().figure("bird-dog").unwrap();
        let shapes = figure.scene(&figure.pose(Moment::Along(1.0)), false);
        let theme = Theme::new(ColorDepth::TrueColor, background, false);
        Picture::paint(&shapes, figure.bounds, (440, 260), &theme)
    }

    #[test]
    fn the_ground_stays_clear_and_edges_are_smooth() {
        for background in [Background::Dark, Background::Light] {
            let picture = bird_dog(background);
            assert_eq!(picture.rgba.len(), 440 * 260 * 4);
            let coverage =
                |wanted: fn(u8) -> bool| picture.rgba.chunks_exact(4).filter(|point| wanted(point[3])).count();
            let [clear, smooth, full] = [coverage(|a| a == 0), coverage(|a| a > 0 && a < 255), coverage(|a| a == 255)];
            assert!(clear > 70_000 && full > 8_000 && smooth > 300 && smooth < full / 3, "{clear} {smooth} {full}");
        }
    }

    #[test]
    fn nothing_but_the_floor_touches_the_edge() {
        let picture = bird_dog(Background::Dark);
        let covered = |x: usize, y: usize| picture.rgba[(y * picture.width + x) * 4 + 3] > 0;
        assert!((0..picture.width).all(|x| !covered(x, 0)));
        assert!((0..picture.height - 4).all(|y| !covered(0, y) && !covered(picture.width - 1, y)));
    }

    #[test]
    fn a_box_without_points_is_no_trouble() {
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, false);
        for size in [(0, 0), (1, 0), (1, 1), (3, 200)] {
            let figure = Catalog::built_in().figure("plank").unwrap();
            let shapes = figure.scene(&figure.pose(Moment::Along(0.0)), true);
            assert_eq!(Picture::paint(&shapes, Bounds::NONE, size, &theme).rgba.len(), size.0 * size.1 * 4);
        }
    }
}
