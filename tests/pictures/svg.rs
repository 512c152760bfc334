//! Screens as SVG: one for a still picture, many for a moving one. What is the same in several frames is written once,
//! and shown in all of these.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::glyph::{CELL, Glyph, glyph, n, needs_geometry, write_path};

/// Room around the screen.
const MARGIN: f64 = 14.0;

/// The colours of the terminal itself.
const INK: Rgb = Rgb(0xdc, 0xdf, 0xe4);
const PAPER: Rgb = Rgb(0x15, 0x17, 0x1c);

/// The size of letters, so that one is as wide as a cell in most fonts; `textLength` sees to the others.
const LETTERS: &str =
    "16.6px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// A path is cut after this many columns, so that what moves on one side is not written again for the other.
const BAND: u16 = 20;

/// A picture of one or more screens.
pub(crate) struct Picture<'a> {
    pub(crate) title: &'a str,
    pub(crate) frames: Vec<Buffer>,
    /// How long each frame is shown, in seconds.
    pub(crate) each_s: f64,
    /// The frame for readers who want nothing to move.
    pub(crate) poster: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rgb(u8, u8, u8);

/// From the back to the front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Ground,
    Dots,
    Squares,
    Curves,
    Letters,
}

/// An element, and where it lies.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    layer: Layer,
    svg: String,
}

/// Path data by layer, band, colour and opacity in quarters.
type Paths = BTreeMap<(Layer, u16, Rgb, u8), String>;

impl Picture<'_> {
    pub(crate) fn svg(&self) -> String {
        let mut shown: BTreeMap<Piece, Vec<usize>> = BTreeMap::new();
        for (at, frame) in self.frames.iter().enumerate() {
            for piece in pieces(frame) {
                shown.entry(piece).or_default().push(at);
            }
        }
        let mut groups: BTreeMap<(Layer, Vec<usize>), String> = BTreeMap::new();
        for (Piece { layer, svg }, frames) in shown {
            groups.entry((layer, frames)).or_default().push_str(&svg);
        }
        let mut times: Vec<&Vec<usize>> = groups.keys().map(|(_, frames)| frames).collect();
        times.sort();
        times.dedup();
        times.retain(|frames| frames.len() < self.frames.len());
        let mut body = String::new();
        for ((layer, frames), svg) in &groups {
            let class = times.binary_search(&frames).map(|at| format!(" class=\"k{at}\"")).unwrap_or_default();
            let _ = writeln!(body, "<g{class}{}>{svg}</g>", layer.attributes());
        }
        self.document(&self.style(&times), &body)
    }

    fn document(&self, style: &str, body: &str) -> String {
        let area = self.frames[0].area;
        let (width, height) = (f64::from(area.width) * CELL.0, f64::from(area.height) * CELL.1);
        let (outer, tall) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {outer} {tall}\" width=\"{outer}\" height=\"{tall}\" \
             role=\"img\">\n<title>{}</title>\n<style>{style}</style>\n\
             <rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\" stroke=\"#7d8590\" stroke-opacity=\".5\"/>\n\
             <g transform=\"translate({MARGIN} {MARGIN})\">\n{body}</g>\n</svg>\n",
            escaped(self.title),
            outer - 2.0,
            tall - 2.0,
            PAPER.css(),
        )
    }

    /// When each group is to be seen. Where motion is not wanted, one frame is.
    fn style(&self, times: &[&Vec<usize>]) -> String {
        let mut style = format!("text{{font:{LETTERS};white-space:pre}}");
        if times.is_empty() {
            return style;
        }
        let count = self.frames.len();
        let whole = n(self.each_s * count as f64);
        let percent = |frame: usize| n(frame as f64 * 100.0 / count as f64);
        let mut posters = Vec::new();
        for (at, frames) in times.iter().enumerate() {
            let _ = write!(style, "\n.k{at}{{animation:k{at} {whole}s step-end infinite}}@keyframes k{at}{{");
            let is_on = |frame: usize| frames.binary_search(&frame).is_ok();
            for frame in (0..count).filter(|frame| *frame == 0 || is_on(*frame) != is_on(*frame - 1)) {
                let state = if is_on(frame) { "visible" } else { "hidden" };
                let _ = write!(style, "{}%{{visibility:{state}}}", percent(frame));
            }
            style.push('}');
            if !is_on(self.poster) {
                posters.push(format!(".k{at}"));
            }
        }
        let hidden = posters.join(",");
        let _ = write!(
            style,
            "\n@media(prefers-reduced-motion:reduce){{g{{animation:none!important}}{hidden}{{visibility:hidden}}}}\n"
        );
        style
    }
}

impl Layer {
    fn attributes(self) -> &'static str {
        match self {
            // A dot is a dash of no length with round ends; a unit is the distance of two dots.
            Self::Dots => {
                " transform=\"translate(2.5 2.5)scale(5)\" fill=\"none\" stroke-width=\".78\" stroke-linecap=\"round\" stroke-dasharray=\"0 1\""
            }
            Self::Ground | Self::Squares => " shape-rendering=\"crispEdges\"",
            Self::Curves => " fill-rule=\"evenodd\"",
            Self::Letters => "",
        }
    }
}

impl Rgb {
    fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    fn of(color: Color, usual: Self) -> Self {
        match color {
            Color::Reset => usual,
            Color::Rgb(r, g, b) => Self(r, g, b),
            Color::Black => Self(0, 0, 0),
            Color::White => Self(255, 255, 255),
            other => panic!("{other:?} among the true colours"),
        }
    }

    /// Between this and `other`, for text that is dimmed.
    fn towards(self, other: Self) -> Self {
        let mix = |a: u8, b: u8| u8::try_from((u16::from(a) * 3 + u16::from(b) * 2) / 5).unwrap();
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

/// How a cell is drawn.
#[derive(PartialEq, Eq, Clone, Copy)]
struct Look {
    ink: Rgb,
    paper: Rgb,
    bold: bool,
    italic: bool,
    underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut paper) = (Rgb::of(cell.fg, INK), Rgb::of(cell.bg, PAPER));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, paper) = (paper, ink);
        }
        if cell.modifier.contains(Modifier::DIM) {
            ink = ink.towards(paper);
        }
        let has = |modifier| cell.modifier.contains(modifier);
        let (bold, italic, underlined) = (has(Modifier::BOLD), has(Modifier::ITALIC), has(Modifier::UNDERLINED));
        Self { ink, paper, bold, italic, underlined }
    }
}

fn pieces(frame: &Buffer) -> Vec<Piece> {
    let mut all = Vec::new();
    for y in frame.area.rows().map(|row| row.y) {
        all.extend(pieces_of_row(frame, y));
    }
    all
}

fn pieces_of_row(frame: &Buffer, y: u16) -> Vec<Piece> {
    let mut paths = Paths::new();
    let mut letters: Vec<(u16, u16, Look, String)> = Vec::new();
    for x in 0..frame.area.width {
        let cell = &frame[(x, y)];
        let (look, symbol) = (Look::of(cell), cell.symbol());
        let corner = (f64::from(x) * CELL.0, f64::from(y) * CELL.1);
        if look.paper != PAPER {
            ground(&mut paths, (x, y), look.paper);
        }
        let first = symbol.chars().next().unwrap_or(' ');
        match glyph(first) {
            Glyph::Dots(bits) => dots(&mut paths, (x, y), look.ink, bits),
            Glyph::Filled(parts, cover) => {
                let quarters = (0..=4_u8).find(|quarters| f64::from(*quarters) >= cover * 4.0).unwrap();
                for part in &parts {
                    let layer = if part.is_square() { Layer::Squares } else { Layer::Curves };
                    let path = paths.entry((layer, x / BAND, look.ink, quarters)).or_default();
                    write_path(path, part, corner);
                }
            }
            Glyph::Letter => {
                assert!(!needs_geometry(first), "{first:?} needs a shape in `glyph.rs`");
                letter(&mut letters, x, look, symbol);
            }
        }
    }
    let paths = paths.into_iter().map(|((layer, _, colour, quarters), path)| {
        let colour = colour.css();
        let opacity = if quarters < 4 { format!(" opacity=\".{}\"", u32::from(quarters) * 25) } else { String::new() };
        let paint = if layer == Layer::Dots { "stroke" } else { "fill" };
        Piece { layer, svg: format!("<path {paint}=\"{colour}\"{opacity} d=\"{path}\"/>") }
    });
    paths.chain(letters.into_iter().filter_map(|one| text(one, y))).collect()
}

/// Paints the ground of a cell; those beside it are joined, so that no seam is seen.
fn ground(paths: &mut Paths, at: (u16, u16), colour: Rgb) {
    let path = paths.entry((Layer::Ground, at.0 / BAND, colour, 4)).or_default();
    let begin = format!("M{} {}", f64::from(at.0) * CELL.0, f64::from(at.1) * CELL.1);
    let (w, h) = CELL;
    let _ = write!(path, "{begin}h{w}v{h}h-{w}z");
}

fn dots(paths: &mut Paths, at: (u16, u16), colour: Rgb, bits: u32) {
    /// The bits of a row, left and right.
    const ROWS: [(u32, u32); 4] = [(0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80)];
    for (row, (left, right)) in (0..).zip(ROWS) {
        let (x, y) = (u32::from(at.0) * 2, u32::from(at.1) * 4 + row);
        let (begin, length) = match (bits & left != 0, bits & right != 0) {
            (true, true) => (x, "1.1"),
            (true, false) => (x, ".1"),
            (false, true) => (x + 1, ".1"),
            (false, false) => continue,
        };
        let path = paths.entry((Layer::Dots, at.0 / BAND, colour, 4)).or_default();
        let _ = write!(path, "M{begin} {y}h{length}");
    }
}

/// Adds a letter to the last run of text if it goes on there.
fn letter(letters: &mut Vec<(u16, u16, Look, String)>, x: u16, look: Look, symbol: &str) {
    let is_plain = symbol.is_ascii() || symbol.chars().all(char::is_alphabetic);
    match letters.last_mut() {
        Some((begin, width, before, text))
            if is_plain && *begin + *width == x && *before == look && text.is_ascii() && !text.ends_with("  ") =>
        {
            *width += 1;
            text.push_str(symbol);
        }
        _ => letters.push((x, 1, look, symbol.to_owned())),
    }
}

fn text((x, width, look, text): (u16, u16, Look, String), y: u16) -> Option<Piece> {
    let inside = text.trim_end();
    let blanks = u16::try_from(text.len() - inside.len()).unwrap();
    let (before, inside) = (u16::try_from(inside.len() - inside.trim_start().len()).unwrap(), inside.trim_start());
    if inside.is_empty() && !look.underlined {
        return None;
    }
    let (x, width) = (x + before, width - blanks - before);
    let mut style = format!(" fill=\"{}\"", look.ink.css());
    for (on, attribute) in [
        (look.bold, " font-weight=\"bold\""),
        (look.italic, " font-style=\"italic\""),
        (look.underlined, " text-decoration=\"underline\""),
    ] {
        style.push_str(if on { attribute } else { "" });
    }
    let left = f64::from(x) * CELL.0;
    let base = f64::from(y) * CELL.1 + 15.0;
    let place = if inside.is_ascii() {
        format!(
            "x=\"{left}\" y=\"{base}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
            f64::from(width) * CELL.0
        )
    } else {
        format!("x=\"{}\" y=\"{base}\" text-anchor=\"middle\"", left + CELL.0 * f64::from(width) / 2.0)
    };
    Some(Piece { layer: Layer::Letters, svg: format!("<text {place}{style}>{}</text>", escaped(inside)) })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
