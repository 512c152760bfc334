//! Characters that are pictures, as geometry: they look the same whatever font the reader has.

use std::fmt::Write as _;

use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

/// The size of a cell.
pub(crate) const CELL: (f64, f64) = (10.0, 20.0);

/// Half the width of a thin and of a thick line.
const THIN: f64 = 0.8;
const THICK: f64 = 1.8;

/// What a character is made of.
pub(crate) enum Glyph {
    /// Braille: the bits of its code point.
    Dots(u32),
    /// Filled path data, relative to the cell's corner, and how much it covers.
    Filled(Vec<Part>, f64),
    /// A letter or a sign, for a font.
    Letter,
}

/// A part of a glyph, in the units of [`CELL`].
pub(crate) enum Part {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    /// A quarter of a round corner: towards the right or the left, and down or up.
    Corner {
        right: bool,
        down: bool,
    },
    Disc,
    Ring,
}

/// What `c` is made of.
pub(crate) fn glyph(c: char) -> Glyph {
    let code = u32::from(c);
    if (0x2800..=0x28ff).contains(&code) {
        return Glyph::Dots(code - 0x2800);
    }
    if let Some(parts) = pixels(c) {
        return Glyph::Filled(parts, 1.0);
    }
    let eighths = |n: u32| f64::from(n) / 8.0;
    let (width, height) = CELL;
    let rect = |x: f64, y: f64, w: f64, h: f64| {
        Glyph::Filled(vec![Part::Rect { x: x * width, y: y * height, width: w * width, height: h * height }], 1.0)
    };
    match code {
        0x2581..=0x2587 => rect(0.0, 1.0 - eighths(code - 0x2580), 1.0, eighths(code - 0x2580)),
        0x2589..=0x258f => rect(0.0, 0.0, eighths(0x2590 - code), 1.0),
        0x2594 => rect(0.0, 0.0, 1.0, 0.125),
        0x2595 => rect(0.875, 0.0, 0.125, 1.0),
        0x2591..=0x2593 => {
            let whole = Part::Rect { x: 0.0, y: 0.0, width, height };
            Glyph::Filled(vec![whole], f64::from(code - 0x2590) / 4.0)
        }
        0x25cf => Glyph::Filled(vec![Part::Disc], 1.0),
        0x25cb => Glyph::Filled(vec![Part::Ring], 1.0),
        _ => lines(c).map_or(Glyph::Letter, |parts| Glyph::Filled(parts, 1.0)),
    }
}

/// Whether a font must not be asked for it: few have these, and fewer without gaps.
pub(crate) fn needs_geometry(c: char) -> bool {
    matches!(u32::from(c), 0x2500..=0x257f | 0x2580..=0x259f | 0x2800..=0x28ff | 0x1fb00..=0x1fbff | 0x1cc00..=0x1ceff)
}

/// Quadrants, sextants and octants: a cell of two columns and two, three or four rows, lit by the bits.
fn pixels(c: char) -> Option<Vec<Part>> {
    let sets: [(&[char], u16); 3] = [(&QUADRANTS, 2), (&SEXTANTS, 3), (&OCTANTS, 4)];
    let found = sets.iter().find_map(|(set, rows)| Some((set.iter().position(|one| *one == c)?, *rows)));
    let (bits, rows) = found.filter(|(bits, _)| *bits > 0)?;
    let (width, height) = (CELL.0 / 2.0, CELL.1 / f64::from(rows));
    let mut parts = Vec::new();
    for row in 0..rows {
        let lit = (bits >> (2 * row)) & 3;
        let (x, columns) = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 2.0)][lit];
        if columns > 0.0 {
            parts.push(Part::Rect { x: x * width, y: f64::from(row) * height, width: columns * width, height });
        }
    }
    Some(parts)
}

/// Lines from the middle of a cell to its edges.
fn lines(c: char) -> Option<Vec<Part>> {
    let corner = |right, down| Some(vec![Part::Corner { right, down }]);
    // Up, right, down, left: none, thin, thick.
    let arms = match c {
        '╭' => return corner(true, true),
        '╮' => return corner(false, true),
        '╰' => return corner(true, false),
        '╯' => return corner(false, false),
        '┄' | '┈' | '╌' => return Some(dashes()),
        '─' | '═' => [0, 1, 0, 1],
        '│' | '┆' | '┊' | '╎' | '║' => [1, 0, 1, 0],
        '┌' => [0, 1, 1, 0],
        '┐' => [0, 0, 1, 1],
        '└' => [1, 1, 0, 0],
        '┘' => [1, 0, 0, 1],
        '├' => [1, 1, 1, 0],
        '┤' => [1, 0, 1, 1],
        '┬' => [0, 1, 1, 1],
        '┴' => [1, 1, 0, 1],
        '┼' => [1, 1, 1, 1],
        '━' | '┅' | '┉' => [0, 2, 0, 2],
        '┃' | '┇' | '┋' => [2, 0, 2, 0],
        '┏' => [0, 2, 2, 0],
        '┓' => [0, 0, 2, 2],
        '┗' => [2, 2, 0, 0],
        '┛' => [2, 0, 0, 2],
        '┣' => [2, 2, 2, 0],
        '┫' => [2, 0, 2, 2],
        '╋' => [2, 2, 2, 2],
        '╵' => [1, 0, 0, 0],
        '╶' => [0, 1, 0, 0],
        '╷' => [0, 0, 1, 0],
        '╴' => [0, 0, 0, 1],
        '╹' => [2, 0, 0, 0],
        '╺' => [0, 2, 0, 0],
        '╻' => [0, 0, 2, 0],
        '╸' => [0, 0, 0, 2],
        '╾' => [0, 1, 0, 2],
        '╼' => [0, 2, 0, 1],
        _ => return None,
    };
    Some((0..4).zip(arms).filter(|(_, weight)| *weight > 0).map(|(side, weight)| arm(side, weight)).collect())
}

/// Two dashes across the cell.
fn dashes() -> Vec<Part> {
    [1.0, 6.0].map(|x| Part::Rect { x, y: CELL.1 / 2.0 - THIN, width: 3.0, height: 2.0 * THIN }).into()
}

fn arm(side: u8, weight: u8) -> Part {
    let (x, y) = (CELL.0 / 2.0, CELL.1 / 2.0);
    let half = if weight == 1 { THIN } else { THICK };
    match side {
        0 => Part::Rect { x: x - half, y: 0.0, width: 2.0 * half, height: y + half },
        1 => Part::Rect { x: x - half, y: y - half, width: x + half, height: 2.0 * half },
        2 => Part::Rect { x: x - half, y: y - half, width: 2.0 * half, height: y + half },
        _ => Part::Rect { x: 0.0, y: y - half, width: x + half, height: 2.0 * half },
    }
}

impl Part {
    /// Whether its edges lie along the grid: then it is drawn without soft edges, so that no seam is seen between two.
    pub(crate) fn is_square(&self) -> bool {
        matches!(self, Self::Rect { .. })
    }
}

/// Appends the path of `part` of the cell with its corner at `at`.
pub(crate) fn write_path(path: &mut String, part: &Part, at: (f64, f64)) {
    let (x, y) = at;
    let (middle, centre) = (x + CELL.0 / 2.0, y + CELL.1 / 2.0);
    let _ = match part {
        Part::Rect { x: left, y: top, width, height } => {
            write!(path, "M{} {}h{}v{}h-{}z", n(x + left), n(y + top), n(*width), n(*height), n(*width))
        }
        Part::Corner { right, down } => {
            let (across, along) = (if *right { 1.0 } else { -1.0 }, if *down { 1.0 } else { -1.0 });
            let (side, end) = (middle + across * 5.0, centre + along * 10.0);
            // The outline of an arc with straight ends, as wide as a thin line.
            let [a, b, c, d] =
                [middle - across * THIN, middle + across * THIN, centre - along * THIN, centre + along * THIN];
            write!(
                path,
                "M{} {}Q{} {} {} {}L{} {}Q{} {} {} {}z",
                n(a),
                n(end),
                n(a),
                n(c),
                n(side),
                n(c),
                n(side),
                n(d),
                n(b),
                n(d),
                n(b),
                n(end)
            )
        }
        Part::Disc => circle(path, (middle, centre), 4.0),
        Part::Ring => circle(path, (middle, centre), 4.0).and_then(|()| circle(path, (middle, centre), 2.6)),
    };
}

fn circle(path: &mut String, at: (f64, f64), r: f64) -> std::fmt::Result {
    let (left, d) = (at.0 - r, 2.0 * r);
    write!(path, "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z", n(left), n(at.1))
}

/// A number as short as it can be written to a hundredth.
pub(crate) fn n(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.strip_prefix("0.").map_or_else(|| text.to_owned(), |rest| format!(".{rest}"))
}
