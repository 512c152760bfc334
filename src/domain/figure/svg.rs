//! A figure as SVG: crisp at any size, dark on light and light on dark, with a text alternative.

use std::fmt::Write as _;

use super::pose::Pose;
use super::scene::{Bounds, Layer, PartMark, Shape, ShapeKind};
use super::{Figure, Point};

/// The pixels for one body unit in the picture's own coordinates.
const SCALE: f64 = 100.0;

/// The space between two pictures side by side, in body units.
const GAP: f64 = 0.25;

/// The colours, which are those of the screen (`theme/palette.rs`); a reader's dark mode inverts them. Working parts are filled with colour and have a full outline,
/// stretched ones a dashed one: distinct without colour.
const STYLE: &str = "\
svg{--ink:#222;--far:#9a9a9a;--paper:#fff;--works:#095ea9;--stretch:#790da6;--prop:#888}\
@media(prefers-color-scheme:dark){svg{--ink:#e5e5e5;--far:#777;--paper:#111;--works:#44a3f5;--stretch:#dc9ef7;--prop:#888}}\
.b{fill:var(--ink);stroke:var(--paper);stroke-width:1.2}.t{fill:var(--ink)}.f{fill:var(--far)}\
.w{fill:var(--works);stroke:var(--ink);stroke-width:1.2}\
.s{fill:var(--stretch);stroke:var(--ink);stroke-width:1.2;stroke-dasharray:3 2}\
.p{fill:none;stroke:var(--prop);stroke-width:3;stroke-linecap:round}.q{fill:var(--prop)}.h{fill:none;stroke:var(--ink);stroke-width:3}";

impl Figure {
    /// Returns `poses` side by side, with an arrow between two, as one SVG document.
    ///
    /// `title` and `description` are for screen readers; both are escaped.
    pub fn svg(&self, poses: &[Pose], mirrored: bool, title: &str, description: &str) -> String {
        let bounds = if mirrored { self.bounds.mirrored() } else { self.bounds };
        let (width, height) = bounds.size();
        let step = width + GAP;
        let count = poses.len().max(1) as f64;
        let (all, high) = ((step * count - GAP) * SCALE, (height + 0.06) * SCALE);
        let mut svg = String::new();
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {all:.0} {high:.0}\" role=\"img\">\
             <title>{}</title><desc>{}</desc><style>{STYLE}</style>",
            escaped(title),
            escaped(description)
        );
        for (at, pose) in poses.iter().enumerate() {
            let left = step * at as f64;
            let place = PicturePlacement { bounds, left };
            if at > 0 {
                place.arrow(&mut svg);
            }
            for shape in self.scene(pose, mirrored) {
                place.shape(&shape, &mut svg);
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// The position of a picture in the document.
struct PicturePlacement {
    bounds: Bounds,
    left: f64,
}

impl PicturePlacement {
    fn x(&self, x: f64) -> f64 {
        (x - self.bounds.from.x + self.left) * SCALE
    }

    fn y(&self, y: f64) -> f64 {
        (self.bounds.to.y - y + 0.03) * SCALE
    }

    /// Draws an arrow from the picture before to this one.
    fn arrow(&self, svg: &mut String) {
        let (x, y) = ((self.left - GAP / 2.0) * SCALE, self.y(self.bounds.to.y) + 14.0);
        let _ = write!(svg, "<path class=\"p\" d=\"M{:.1} {y:.1}h16m-6 -5l6 5l-6 5\"/>", x - 8.0);
    }

    fn shape(&self, shape: &Shape, svg: &mut String) {
        let class = match (shape.layer, shape.mark) {
            (_, PartMark::Works) => "w",
            (_, PartMark::Stretches) => "s",
            (Layer::Far, _) => "b f",
            // The parts of the trunk are one body: no outline between them.
            (Layer::Trunk, _) => "t",
            (Layer::Prop | Layer::Floor, _) => "q",
            _ => "b",
        };
        let line = if shape.layer == Layer::Held { "h" } else { "p" };
        let _ = match shape.form {
            ShapeKind::Bar { from, to, radii } => {
                write!(svg, "<path class=\"{class}\" d=\"{}\"/>", self.bar(from, to, radii))
            }
            ShapeKind::Disc { middle, radius } => self.circle(class, middle, radius, svg),
            ShapeKind::Ring { middle, radius } => self.circle(line, middle, radius, svg),
            ShapeKind::Line { from, to } => write!(
                svg,
                "<path class=\"{line}\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
                self.x(from.x),
                self.y(from.y),
                self.x(to.x),
                self.y(to.y)
            ),
        };
    }

    fn circle(&self, class: &str, middle: Point, radius: f64, svg: &mut String) -> std::fmt::Result {
        let (x, y, r) = (self.x(middle.x), self.y(middle.y), radius * SCALE);
        write!(svg, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"/>")
    }

    /// Returns the outline of a bar with round ends: two tangents and two arcs.
    fn bar(&self, from: Point, to: Point, [first, last]: [f64; 2]) -> String {
        let far = from.distance(to);
        if far <= (first - last).abs() + 1e-6 {
            let (middle, radius) = if first > last { (from, first) } else { (to, last) };
            let (x, y, r) = (self.x(middle.x), self.y(middle.y), radius * SCALE);
            return format!(
                "M{:.1} {y:.1}a{r:.1} {r:.1} 0 1 0 {:.1} 0a{r:.1} {r:.1} 0 1 0 {:.1} 0Z",
                x - r,
                2.0 * r,
                -2.0 * r
            );
        }
        let angle = from.angle_to(to);
        let off = ((first - last) / far).clamp(-1.0, 1.0).acos().to_degrees();
        let [a, b] = [angle + off, angle - off];
        let ([a1, a2], [b1, b2]) =
            ([from.towards(a, first), to.towards(a, last)], [from.towards(b, first), to.towards(b, last)]);
        let (r1, r2) = (first * SCALE, last * SCALE);
        let large = u8::from(off < 90.0);
        format!(
            "M{:.1} {:.1}L{:.1} {:.1}A{r2:.1} {r2:.1} 0 {} 1 {:.1} {:.1}L{:.1} {:.1}A{r1:.1} {r1:.1} 0 {large} 1 {:.1} {:.1}Z",
            self.x(a1.x),
            self.y(a1.y),
            self.x(a2.x),
            self.y(a2.y),
            1 - large,
            self.x(b2.x),
            self.y(b2.y),
            self.x(b1.x),
            self.y(b1.y),
            self.x(a1.x),
            self.y(a1.y),
        )
    }
}

/// Escapes `text` for XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
