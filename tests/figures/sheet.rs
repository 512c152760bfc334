//! The contact sheet: every figure at the start and the end of its movement, all on one scale, with its name, from the
//! same SVG that the program gives.
//!
//! Names are drawn in whatever font the machine has, so that the points of the picture are not compared: a note in the
//! file says from which drawing it was made.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::Exercise;
use supple::domain::figure::Figure;
use supple::domain::figure::svg::STYLE;

/// The width of the sheet and the room around it and between figures, in points.
const WIDTH: f64 = 1800.0;
const MARGIN: f64 = 24.0;
const GAP: f64 = 34.0;

/// The points for a unit of the drawings, of which a person has 175.
const SCALE: f64 = 0.56;

/// The height of a name, and the width of one of its letters.
const NAME: f64 = 22.0;
const LETTER: f64 = 7.4;

/// The most that the sheet may weigh.
const MOST_BYTES: u64 = 900_000;

/// The name of the note in the picture's file.
const NOTE: &str = "drawing";

/// A figure with its exercise.
pub(crate) struct Drawn {
    pub(crate) exercise: Arc<Exercise>,
    pub(crate) figure: Arc<Figure>,
    /// One picture or two, without a style of its own.
    pub(crate) svg: String,
    /// Width and height of the picture, in its own units.
    pub(crate) size: (f64, f64),
}

/// Every figure once, in the order of the names.
pub(crate) fn all() -> Vec<Drawn> {
    let catalog = Catalog::built_in();
    let mut all: Vec<Drawn> = catalog.exercises().filter_map(|exercise| drawn(&catalog, exercise)).collect();
    all.sort_by_key(|one| one.exercise.name.to_string().to_lowercase());
    all
}

fn drawn(catalog: &Catalog, exercise: Arc<Exercise>) -> Option<Drawn> {
    let figure = catalog.figure(exercise.id.as_str())?;
    let phases = figure.phases();
    let poses = match (figure.verdicts.is_some(), phases.as_slice()) {
        (false, [first, .., last]) if figure.cycle_s.is_none() => vec![first.clone(), last.clone()],
        (false, [first, second, ..]) => vec![first.clone(), second.clone()],
        _ => phases.clone(),
    };
    let mirrored = figure.is_mirrored_beside_setup(exercise.sides);
    let described = figure.caption.as_ref().unwrap_or(&exercise.summary);
    let svg = figure.svg_in_page(&poses, mirrored, exercise.name.as_str(), described.as_str());
    let size = size_of(&svg);
    Some(Drawn { exercise, figure, svg, size })
}

/// The size that the `viewBox` of `svg` gives.
fn size_of(svg: &str) -> (f64, f64) {
    let view = svg.split_once("viewBox=\"0 0 ").unwrap().1.split_once('"').unwrap().0;
    let (width, height) = view.split_once(' ').unwrap();
    (width.parse().unwrap(), height.parse().unwrap())
}

impl Drawn {
    fn width(&self) -> f64 {
        let letters = self.exercise.name.as_str().chars().count() as f64;
        (self.size.0 * SCALE).max(letters * LETTER)
    }

    fn height(&self) -> f64 {
        self.size.1 * SCALE
    }
}

/// The figures row by row, each row as full as it can be.
fn rows(all: &[Drawn]) -> Vec<Vec<&Drawn>> {
    let mut rows: Vec<Vec<&Drawn>> = vec![Vec::new()];
    let mut width = 0.0;
    for one in all {
        if width + one.width() > WIDTH - 2.0 * MARGIN {
            rows.push(Vec::new());
            width = 0.0;
        }
        rows.last_mut().unwrap().push(one);
        width += one.width() + GAP;
    }
    rows
}

/// The whole sheet as one drawing: the figures of a row stand on one line, spread over its width.
fn sheet(all: &[Drawn]) -> String {
    let rows = rows(all);
    let mut body = String::new();
    let mut y = MARGIN;
    for (at, row) in rows.iter().enumerate() {
        let taken: f64 = row.iter().map(|one| one.width()).sum();
        let spread = (WIDTH - 2.0 * MARGIN - taken) / (row.len().max(2) - 1) as f64;
        let gap = if at + 1 == rows.len() { spread.min(GAP) } else { spread };
        let height = row.iter().map(|one| one.height()).fold(0.0, f64::max);
        let mut x = MARGIN;
        for one in row {
            let (width, tall) = (one.size.0 * SCALE, one.height());
            let (left, top) = (x + (one.width() - width) / 2.0, y + height - tall);
            let place = format!("<svg x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\" ");
            body.push_str(&one.svg.replacen("<svg ", &place, 1));
            let (middle, base) = (x + one.width() / 2.0, y + height + 16.0);
            let name = one.exercise.name.to_string().replace('&', "&amp;");
            let _ = writeln!(body, "<text class=\"m\" x=\"{middle:.1}\" y=\"{base:.1}\">{name}</text>");
            x += one.width() + gap;
        }
        y += height + NAME + 18.0;
    }
    let style = format!("{STYLE}.m{{font:13px 'DejaVu Sans',sans-serif;fill:#444;text-anchor:middle}}");
    coloured(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y:.0}\" width=\"{WIDTH}\" height=\"{y:.0}\"><style>{style}</style>{body}</svg>"
    ))
}

/// Puts the colours of a light page for the variables, which this renderer does not know.
fn coloured(svg: &str) -> String {
    let list = supple::domain::figure::svg::COLOURS;
    let list = list.split_once('{').unwrap().1.trim_end_matches('}');
    list.split(';')
        .filter_map(|pair| pair.split_once(':'))
        .fold(svg.to_owned(), |svg, (name, colour)| svg.replace(&format!("var({name})"), colour))
}

fn painted(svg: &str, with_names: bool) -> Pixmap {
    let mut options = Options::default();
    if with_names {
        options.fontdb_mut().load_system_fonts();
        options.fontdb_mut().set_sans_serif_family("DejaVu Sans");
    }
    let tree = Tree::from_str(svg, &options).unwrap();
    let size = tree.size().to_int_size();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::default(), &mut picture.as_mut());
    picture
}

/// A number that is another one for another text (FNV-1a).
fn fingerprint(text: &str) -> String {
    let number = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{number:016x}")
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/figures.png")
}

/// Writes a picture of at most 256 colours: of all shades those that are met most.
fn write(picture: &Pixmap, note: &str) {
    /// Shades that differ less than this are one.
    const STEP: u8 = 8;
    let rounded = |part: u8| (part / STEP).saturating_mul(STEP).saturating_add(if part >= 248 { 7 } else { 0 });
    let colours: Vec<[u8; 3]> =
        (picture.pixels().iter()).map(|pixel| [pixel.red(), pixel.green(), pixel.blue()].map(rounded)).collect();
    let mut counts = std::collections::BTreeMap::new();
    for colour in &colours {
        *counts.entry(*colour).or_insert(0_u32) += 1;
    }
    let mut palette: Vec<[u8; 3]> = counts.keys().copied().collect();
    palette.sort_by_key(|colour| std::cmp::Reverse(counts[colour]));
    palette.truncate(256);
    let far = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>();
    let nearest = |colour: &[u8; 3]| (0..palette.len()).min_by_key(|at| far(&palette[*at], colour)).unwrap();
    let index: std::collections::BTreeMap<[u8; 3], u8> =
        counts.keys().map(|colour| (*colour, u8::try_from(nearest(colour)).unwrap())).collect();
    let points: Vec<u8> = colours.iter().map(|colour| index[colour]).collect();

    let mut encoder = Encoder::new(BufWriter::new(File::create(path()).unwrap()), picture.width(), picture.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Best);
    encoder.set_palette(palette.concat());
    encoder.add_text_chunk(NOTE.to_owned(), note.to_owned()).unwrap();
    encoder.write_header().unwrap().write_image_data(&points).unwrap();
}

#[test]
fn every_figure_is_an_svg_that_draws_something() {
    for one in all() {
        let (width, height) = one.size;
        let head = format!("<svg width=\"{}\" height=\"{}\" ", width / 2.0, height / 2.0);
        let style = format!("<style>{STYLE}</style><title>");
        let svg = one.svg.replacen("<svg ", &head, 1).replacen("<title>", &style, 1);
        let picture = painted(&coloured(&svg), false);
        let drawn = picture.pixels().iter().filter(|pixel| pixel.red() < 128).count();
        assert!(drawn > 200, "{}: {drawn} pixels", one.figure.id);
    }
}

#[test]
fn the_sheet_shows_every_figure_as_it_is_now() {
    let svg = sheet(&all());
    let note = fingerprint(&svg);
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        write(&painted(&svg, true), &note);
    }
    let reader = Decoder::new(BufReader::new(File::open(path()).unwrap())).read_info().unwrap();
    let found = reader.info().uncompressed_latin1_text.iter().find(|chunk| chunk.keyword == NOTE);
    assert_eq!(
        found.map(|chunk| chunk.text.as_str()),
        Some(note.as_str()),
        "assets/figures.png is not up to date: UPDATE_FIGURES=1 cargo test --test figures"
    );
    let bytes = std::fs::metadata(path()).unwrap().len();
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
}
