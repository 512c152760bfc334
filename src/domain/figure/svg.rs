//! A figure as SVG: crisp at any size, dark on light and light on dark, with a text alternative.

use std::fmt::Write as _;

use super::pose::Pose;
use super::scene::{Bounds, Layer, PartMark, Shape, ShapeKind};
use super::{Figure, Point, PoseVerdict};
use crate::domain::journal::self_report::Verdict;

/// The pixels for one body unit in the picture's own coordinates.
const SCALE: f64 = 100.0;

/// The space between two pictures side by side, in body units.
const GAP: f64 = 0.25;

/// The height of the row with the words below the pictures of a self-test, in body units.
const WORDS: f64 = 0.3;

/// The width of a letter in that row, on average, in body units.
const LETTER: f64 = 0.094;

/// The colours, which are those of the screen (`theme/palette.rs`). Working parts are filled with colour and have a full
/// outline, stretched ones a dashed one: distinct without colour.
pub const COLOURS: &str = ":root{--ink:#222;--far:#9a9a9a;--paper:#fff;--works:#095ea9;--stretch:#790da6;--prop:#888;--yes:#1c562b;--no:#790903}";

/// The colours where the reader's screen is dark. A page that stays white leaves them out.
pub const DARK_COLOURS: &str = "@media(prefers-color-scheme:dark){\
:root{--ink:#e5e5e5;--far:#777;--paper:#111;--works:#44a3f5;--stretch:#dc9ef7;--prop:#888;--yes:#5ec978;--no:#fb736b}}";

/// The style of every picture of a page.
pub const STYLE: &str = "\
.b{fill:var(--ink);stroke:var(--paper);stroke-width:1.2}.t{fill:var(--ink)}.f{fill:var(--far)}\
.w{fill:var(--works);stroke:var(--ink);stroke-width:1.2}\
.s{fill:var(--stretch);stroke:var(--ink);stroke-width:1.2;stroke-dasharray:3 2}\
.p{fill:none;stroke:var(--prop);stroke-width:3;stroke-linecap:round}.q{fill:var(--prop)}.h{fill:none;stroke:var(--ink);stroke-width:3}\
.y,.n{fill:none;stroke:var(--yes);stroke-width:4;stroke-linecap:round;stroke-linejoin:round}.n{stroke:var(--no)}\
.v{fill:var(--ink);font:600 17px system-ui,sans-serif;}";

impl Figure {
    /// Returns `poses` side by side as one SVG document: an arrow between two of a movement, a tick or a cross and a
    /// word below the outcomes of a self-test.
    ///
    /// `title` and `description` are for screen readers; both are escaped.
    pub fn svg(&self, poses: &[Pose], mirrored: bool, title: &str, description: &str) -> String {
        let style = format!("<style>{COLOURS}{DARK_COLOURS}{STYLE}</style>");
        self.drawn(poses, mirrored, &format!("{}{style}", alternative(title, description)))
    }

    /// Returns the picture as [`Figure::svg`] does, for a page with [`COLOURS`] and [`STYLE`].
    pub fn svg_in_page(&self, poses: &[Pose], mirrored: bool, title: &str, description: &str) -> String {
        self.drawn(poses, mirrored, &alternative(title, description))
    }

    fn drawn(&self, poses: &[Pose], mirrored: bool, head: &str) -> String {
        let bounds = if mirrored { self.bounds.mirrored() } else { self.bounds };
        let (width, height) = bounds.size();
        let verdicts: Vec<_> = poses.iter().map(|pose| self.verdict_of(pose)).collect();
        let words = verdicts.iter().flatten().map(|verdict| words_width(verdict.name)).fold(0.0, f64::max);
        let below = if words > 0.0 { WORDS } else { 0.0 };
        // A long word has room below a narrow picture.
        let aside = ((words - width) / 2.0).max(0.0);
        let step = width + 2.0 * aside + GAP;
        let count = poses.len().max(1) as f64;
        let (all, high) = ((step * count - GAP) * SCALE, (height + 0.06 + below) * SCALE);
        let mut svg = String::new();
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {all:.0} {high:.0}\" role=\"img\">{head}"
        );
        for ((at, pose), verdict) in poses.iter().enumerate().zip(&verdicts) {
            let place = PicturePlacement { bounds, left: step * at as f64 + aside };
            match verdict {
                Some(verdict) => place.words(*verdict, &mut svg),
                None if at > 0 => place.arrow(&mut svg),
                None => {}
            }
            for shape in self.scene(pose, mirrored) {
                place.shape(&shape, &mut svg);
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// Returns the text alternative of a picture.
fn alternative(title: &str, description: &str) -> String {
    format!("<title>{}</title><desc>{}</desc>", escaped(title), escaped(description))
}

/// Returns the width of a word with its mark, in body units.
fn words_width(name: &str) -> f64 {
    name.chars().count() as f64 * LETTER + 0.3
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

    /// Writes an outcome below the picture, with a tick or a cross before it.
    fn words(&self, PoseVerdict { verdict, name }: PoseVerdict<'_>, svg: &mut String) {
        let middle = self.x(self.bounds.from.x.midpoint(self.bounds.to.x));
        let base = self.y(self.bounds.from.y) + 0.21 * SCALE;
        let left = middle - words_width(name) / 2.0 * SCALE + 4.0;
        let (class, mark) = match verdict {
            Verdict::Pass => ("y", "l5 5l9 -12"),
            Verdict::Fail => ("n", "m0 -6l12 12m0 -12l-12 12"),
        };
        let _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M{left:.1} {:.1}{mark}\"/><text class=\"v\" x=\"{:.1}\" y=\"{base:.1}\">{}</text>",
            base - 6.0,
            left + 22.0,
            escaped(name)
        );
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
