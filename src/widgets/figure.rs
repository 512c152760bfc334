//! The drawn person: limbs as dots of Braille, as half blocks, or as plain characters.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::Blocks;
use crate::domain::figure::Point;
use crate::domain::figure::scene::{Bounds, Layer, PartMark, Shape, ShapeKind};
use crate::theme::Theme;

/// The shapes of one instant in a box, as large as possible, standing on its last row.
#[derive(Debug, Clone, Copy)]
pub struct FigureView<'a> {
    /// The shapes, from back to front.
    pub shapes: &'a [Shape],
    /// The part of their plane that is shown: constant, or changing slowly, so that nothing jumps.
    pub bounds: Bounds,
    /// The characters to draw with: Braille where blocks are fine, half blocks, or ASCII.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// Kinds of dot; the higher wins its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ink {
    None,
    Floor,
    Prop,
    Far,
    Body,
    Held,
    Stretches,
    Works,
}

/// The dots of a box.
struct Dots {
    width: usize,
    height: usize,
    inks: Vec<Ink>,
}

/// The mapping from the plane of the figure to dots.
#[derive(Clone, Copy)]
struct FigureScale {
    bounds: Bounds,
    /// The dots for a body unit, across and down.
    x: f64,
    y: f64,
    left: f64,
    bottom: f64,
}

impl FigureScale {
    /// Returns the largest scale that fits, centred and on the last row.
    fn fitting(bounds: Bounds, width: usize, height: usize, squat: f64) -> Self {
        let (wide, high) = bounds.size();
        // The floor is the middle of the last row of dots: what is above has that much less, and no head is cut.
        let bottom = height as f64 - 0.5;
        let x = (width as f64 / wide.max(0.01)).min(bottom * squat / high.max(0.01));
        Self { bounds, x, y: x / squat, left: (width as f64 - wide * x) / 2.0, bottom }
    }

    fn place(&self, point: Point) -> Point {
        Point::new(
            self.left + (point.x - self.bounds.from.x) * self.x,
            self.bottom - (point.y - self.bounds.from.y) * self.y,
        )
    }
}

impl Dots {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, inks: vec![Ink::None; width * height] }
    }

    fn set(&mut self, x: usize, y: usize, ink: Ink) {
        if x < self.width
            && let Some(dot) = self.inks.get_mut(y * self.width + x)
        {
            *dot = ink;
        }
    }

    /// Fills the dots nearer to the line than its radius, which changes evenly along it. `squat` is the ratio of a
    /// dot's height to its width.
    fn bar(&mut self, from: Point, to: Point, [first, last]: [f64; 2], squat: f64, ink: Ink) {
        let reach = first.max(last);
        let down = reach / squat;
        let (y0, y1) = (first_dot(from.y.min(to.y) - down), first_dot(from.y.max(to.y) + down + 1.0).min(self.height));
        let (dx, dy) = (to.x - from.x, (to.y - from.y) * squat);
        let long = (dx * dx + dy * dy).max(1e-9);
        for y in y0..y1 {
            let py = (y as f64 + 0.5 - from.y) * squat;
            // The part of the line that is near enough to this row: only around it is there anything to fill.
            let near = |distance: f64| if dy.abs() < 1e-9 { f64::NAN } else { ((py + distance) / dy).clamp(0.0, 1.0) };
            let (one, other) = (near(-reach), near(reach));
            let (low, high) = if one.is_nan() { (0.0, 1.0) } else { (one.min(other), one.max(other)) };
            let (left, right) = ((dx * low).min(dx * high) + from.x, (dx * low).max(dx * high) + from.x);
            for x in first_dot(left - reach)..first_dot(right + reach + 1.0).min(self.width) {
                let px = x as f64 + 0.5 - from.x;
                let along = ((px * dx + py * dy) / long).clamp(0.0, 1.0);
                let (ox, oy) = (px - along * dx, py - along * dy);
                let radius = first + (last - first) * along;
                // Stretched parts are dotted: it shows without colour too.
                if ox * ox + oy * oy <= radius * radius && (ink != Ink::Stretches || (x + y).is_multiple_of(2)) {
                    self.set(x, y, ink);
                }
            }
        }
    }

    fn ring(&mut self, middle: Point, radius: f64, squat: f64, ink: Ink) {
        let steps = (radius * 8.0).ceil().clamp(8.0, 400.0) as u32;
        for step in 0..steps {
            let angle = std::f64::consts::TAU * f64::from(step) / f64::from(steps);
            let (x, y) = (middle.x + radius * angle.cos(), middle.y + radius * angle.sin() / squat);
            if x >= 0.0 && y >= 0.0 {
                self.set(x as usize, y as usize, ink);
            }
        }
    }
}

fn first_dot(place: f64) -> usize {
    place.floor().max(0.0) as usize
}

impl Widget for FigureView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.width < 4 || area.height < 3 {
            return;
        }
        let (columns, rows) = self.dots_in_a_cell();
        // A cell is twice as high as wide.
        let squat = 2.0 * columns as f64 / rows as f64;
        let mut dots = Dots::new(usize::from(area.width) * columns, usize::from(area.height) * rows);
        let scale = FigureScale::fitting(self.bounds, dots.width, dots.height, squat);
        for shape in self.shapes {
            draw(shape, &scale, squat, &mut dots);
        }
        let mut cells = vec![(0, Ink::None); usize::from(area.width)];
        for (row, band) in area.rows().zip(dots.inks.chunks_exact((dots.width * rows).max(1))) {
            cells.fill((0, Ink::None));
            self.gather(band, dots.width, &mut cells);
            let first = buf.index_of(row.x, row.y);
            let drawn = buf.content.iter_mut().skip(first).zip(&cells).filter(|(_, (_, ink))| *ink != Ink::None);
            for (cell, &(bits, ink)) in drawn {
                cell.set_char(self.symbol(bits, ink)).set_style(self.style(ink));
            }
        }
    }
}

impl FigureView<'_> {
    const fn dots_in_a_cell(&self) -> (usize, usize) {
        match self.blocks {
            Blocks::Fine => (2, 4),
            Blocks::Full => (1, 2),
            Blocks::Ascii => (1, 1),
        }
    }

    /// Collects for each cell of a row the bits of its dots, and the ink that sets its style. `band` is the rows of
    /// dots in it, each of this width.
    fn gather(&self, band: &[Ink], width: usize, cells: &mut [(u32, Ink)]) {
        let (columns, _) = self.dots_in_a_cell();
        for (row, dots) in band.chunks_exact(width.max(1)).enumerate() {
            for (cell, dots) in cells.iter_mut().zip(dots.chunks_exact(columns)) {
                if dots.iter().all(|ink| *ink == Ink::None) {
                    continue;
                }
                for (column, ink) in dots.iter().enumerate().filter(|(_, ink)| **ink != Ink::None) {
                    *cell = (cell.0 | bit(column, row, self.blocks), cell.1.max(*ink));
                }
            }
        }
    }

    fn symbol(&self, bits: u32, ink: Ink) -> char {
        match self.blocks {
            Blocks::Fine => char::from_u32(0x2800 + bits).unwrap_or(' '),
            Blocks::Full => [' ', '▀', '▄', '█'].get(bits as usize).copied().unwrap_or(' '),
            Blocks::Ascii => plain(ink),
        }
    }

    fn style(&self, ink: Ink) -> Style {
        match ink {
            Ink::None => Style::new(),
            Ink::Floor | Ink::Prop => self.theme.quiet(),
            Ink::Far => self.theme.quiet(),
            Ink::Body => self.theme.text(),
            Ink::Held => self.theme.strong(),
            Ink::Stretches => self.theme.stretched(),
            Ink::Works => self.theme.work().add_modifier(Modifier::BOLD),
        }
    }
}

/// Returns the bit of a dot in its character.
fn bit(column: usize, row: usize, blocks: Blocks) -> u32 {
    match (blocks, column, row) {
        (Blocks::Fine, 0, 3) => 0x40,
        (Blocks::Fine, 1, 3) => 0x80,
        (Blocks::Fine, 0, row) => 1 << row,
        (Blocks::Fine, _, row) => 8 << row,
        (_, _, row) => 1 << row,
    }
}

fn plain(ink: Ink) -> char {
    match ink {
        Ink::None => ' ',
        Ink::Floor => '_',
        Ink::Prop => '=',
        Ink::Far => ':',
        Ink::Body => '#',
        Ink::Held => 'O',
        Ink::Stretches => '~',
        Ink::Works => '*',
    }
}

fn draw(shape: &Shape, scale: &FigureScale, squat: f64, dots: &mut Dots) {
    let ink = match (shape.layer, shape.mark) {
        (_, PartMark::Works) => Ink::Works,
        (_, PartMark::Stretches) => Ink::Stretches,
        (Layer::Floor, _) => Ink::Floor,
        (Layer::Prop, _) => Ink::Prop,
        (Layer::Far, _) => Ink::Far,
        (Layer::Held, _) => Ink::Held,
        (Layer::Trunk | Layer::Near, _) => Ink::Body,
    };
    // The far side is thinner, and nothing is thinner than a dot.
    let (share, least) = if shape.layer == Layer::Far { (0.6, 0.5) } else { (1.0, 0.85) };
    let radius = |radius: f64| (radius * scale.x * share).max(least);
    match shape.form {
        ShapeKind::Bar { from, to, radii: [first, last] } => {
            let (from, to) = (scale.place(from), scale.place(to));
            let radii = [radius(first), radius(last)];
            if shape.layer == Layer::Near && radii[0] >= 1.8 {
                // A little air around the near limbs, so that they stand out from what is behind.
                dots.bar(from, to, radii.map(|radius| radius + 0.9), squat, Ink::None);
            }
            if ink == Ink::Stretches {
                dots.bar(from, to, radii, squat, Ink::None);
            }
            dots.bar(from, to, radii, squat, ink);
        }
        ShapeKind::Disc { middle, radius: r } => {
            let middle = scale.place(middle);
            dots.bar(middle, middle, [radius(r); 2], squat, ink);
        }
        ShapeKind::Ring { middle, radius: r } => dots.ring(scale.place(middle), r * scale.x, squat, ink),
        ShapeKind::Line { from, to } => {
            let (from, to) = (scale.place(from), scale.place(to));
            dots.bar(from, to, [0.55; 2], squat, ink);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::catalog::Catalog;
    use crate::domain::figure::Figure;
    use crate::domain::figure::follow::Moment;
    use crate::widgets::testing::{drawn, picture, survives_every_size, theme};

    fn bird_dog() -> std::sync::Arc<Figure> {
        Catalog::built_in().figure("bird-dog").unwrap()
    }

    fn shapes(figure: &Figure) -> Vec<Shape> {
        figure.scene(&figure.pose(Moment::Along(1.0)), false)
    }

    fn seen(blocks: Blocks, width: u16, height: u16) -> String {
        let figure = bird_dog();
        let theme = theme();
        let view = FigureView { shapes: &shapes(&figure), bounds: figure.bounds, blocks, theme: &theme };
        picture(view, width, height)
    }

    #[test]
    fn it_is_drawn_in_dots() {
        insta::assert_snapshot!(seen(Blocks::Fine, 20, 8), @r"
        |                    |
        |                    |
        |                    |
        |                    |
        |                 ⢀⣀ |
        | ⣀⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣴⣶⣴⣞⠉⠁  |
        | ⠉      ⠉⡏⠉ ⠠⡏⠈⠁    |
        |⣀⣀⣀⣀⣤⣤⣤⣤⣤⣧⣤⣤⣤⣿⣤⣤⣤⣄⣀⣀|
        ");
        insta::assert_snapshot!(seen(Blocks::Fine, 44, 13), @r"
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                   ⣀⣠⡤⠴⠒⠚   |
        |     ⣀⣀⣀⣀⣀⣀⣀⣀ ⣀⣀⣀⣀⣀  ⢀⣀⣀⣤⣤⣤⣤⣶⣶⣶⣴⣶⣿⡋⠉        |
        |  ⢀⣴⠟⠛⠛⠛⠛⠛⠿⠿⠿⠇⢿⣿⣿⣿⣿⣿⣿⡷⣹⣿⣿⣿⠿⠿⠿⣿⡟⢻⣿⣿⡟         |
        |  ⠈               ⠈⢩⣭ ⠉     ⢸⣿  ⠈⠁          |
        |                   ⢸⣿       ⢻⣇              |
        |                   ⢸⣿       ⠈⣿⡀             |
        |⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⣶⣶⣶⣶⣶⣶⣶⣶⣶⣾⣿⣤⣤⣤⣤⣤⣤⣤⣤⣼⣷⣶⣤⣤⣤⣤⣤⣤⣤⣀⣀⣀⣀⣀|
        ");
    }

    #[test]
    fn it_is_drawn_in_half_blocks_where_dots_are_unknown() {
        insta::assert_snapshot!(seen(Blocks::Full, 20, 8), @r"
        |                    |
        |                    |
        |                    |
        |                    |
        |                 ▄▄ |
        | ▄████▄▄▄▄▄█████▀   |
        | ▀       █  ██      |
        |▄▄▄▄▄█████████████▄▄|
        ");
        insta::assert_snapshot!(seen(Blocks::Full, 44, 13), @r"
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                  ▄▄▄▄▀▀▀   |
        |    ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄███▄███         |
        |  ▄██▀▀▀▀▀▀▀▀▀▀███████████▀▀▀█▀▀██▀         |
        |  ▀                 █       ██              |
        |                    █       ██              |
        |                    █        █▄             |
        |▄▄▄▄▄▄▄▄▄██████████████████████████████▄▄▄▄▄|
        ");
    }

    #[test]
    fn it_is_drawn_in_plain_characters() {
        insta::assert_snapshot!(seen(Blocks::Ascii, 20, 8), @r"
        |                    |
        |                    |
        |                    |
        |                    |
        |                 :: |
        | ######****#####    |
        |         :  ##      |
        |____:::::====##===__|
        ");
        insta::assert_snapshot!(seen(Blocks::Ascii, 44, 13), @r"
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                            |
        |                                  *:::      |
        |    #########****** ****###########         |
        |  ###          **********#   #  ##          |
        |                    :       ##              |
        |                    :       ##              |
        |                    :        ##             |
        |___________===================##=======_____|
        ");
    }

    #[test]
    fn it_survives_every_size() {
        let figure = bird_dog();
        let (shapes, theme) = (shapes(&figure), theme());
        for blocks in [Blocks::Fine, Blocks::Full, Blocks::Ascii] {
            // Also where there is nothing to measure by.
            for bounds in [figure.bounds, Bounds::NONE] {
                survives_every_size(|| FigureView { shapes: &shapes, bounds, blocks, theme: &theme });
            }
            let view = FigureView { shapes: &shapes, bounds: figure.bounds, blocks, theme: &theme };
            drawn(view, 500, 200);
        }
    }

    #[test]
    fn every_character_is_of_its_set() {
        let allowed = |blocks: Blocks, symbol: char| match blocks {
            Blocks::Fine => ('\u{2800}'..='\u{28ff}').contains(&symbol),
            Blocks::Full => "▀▄█".contains(symbol),
            Blocks::Ascii => symbol.is_ascii(),
        };
        for blocks in [Blocks::Fine, Blocks::Full, Blocks::Ascii] {
            let text = seen(blocks, 44, 13);
            let inside = text.lines().flat_map(|line| line.chars().skip(1).take(44)).filter(|symbol| *symbol != ' ');
            assert!(inside.clone().count() > 40, "{text}");
            assert!(inside.clone().all(|symbol| allowed(blocks, symbol)), "{text}");
        }
    }
}
