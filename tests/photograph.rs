//! A real terminal on a virtual display: kitty shows a session's figure as a picture, its window is photographed, and
//! the figure in the photograph is held against the same pose drawn from the SVG.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::entry::Side;

/// The exercise that is played: its setup speaks of the left foot, and its end differs from its start.
const EXERCISE: &str = "split-hip-stretch";

/// The programs that show it, of Debian's packages kitty, xvfb and imagemagick.
const NEEDED: [&str; 3] = ["kitty", "Xvfb", "import"];

/// The background of the terminal; the root of the display around its window is black.
const BACKGROUND: [u8; 3] = [0x18; 3];

/// Pixels nearer to each other than this belong to one thing on the screen: a head is apart from its trunk.
const NEAR: usize = 8;

/// The pixels by which the edge of a limb may differ: lines have another width on the screen.
const TOLERANCE: usize = 3;

/// The share of the pixels of either shape that the other has to have.
const ALIKE: f64 = 0.97;

/// The pixels of a shape on its own, cut to its extent.
struct Mask {
    width: usize,
    bits: Vec<bool>,
}

impl Mask {
    /// Keeps the pixels of `all`, in a picture `width` wide, to which `belongs` applies.
    fn cut(width: usize, all: &[bool], belongs: impl Fn(usize, usize) -> bool) -> Option<Self> {
        let places = || (0..all.len()).filter(|at| all[*at]).map(|at| (at % width, at / width));
        let mine: Vec<_> = places().filter(|(x, y)| belongs(*x, *y)).collect();
        let (left, right) = (mine.iter().map(|p| p.0).min()?, mine.iter().map(|p| p.0).max()?);
        let (top, bottom) = (mine.iter().map(|p| p.1).min()?, mine.iter().map(|p| p.1).max()?);
        let cut = right - left + 1;
        let mut bits = vec![false; cut * (bottom - top + 1)];
        mine.iter().for_each(|(x, y)| bits[(y - top) * cut + x - left] = true);
        Some(Self { width: cut, bits })
    }

    fn height(&self) -> usize {
        self.bits.len() / self.width
    }

    fn mirrored(&self) -> Self {
        let rows = self.bits.chunks(self.width).flat_map(|row| row.iter().rev().copied());
        Self { width: self.width, bits: rows.collect() }
    }

    /// Brings it to another size.
    fn scaled(&self, width: usize, height: usize) -> Self {
        let at = |x: usize, y: usize| self.bits[y * self.height() / height * self.width + x * self.width / width];
        Self { width, bits: (0..width * height).map(|place| at(place % width, place / width)).collect() }
    }

    /// Returns the share of its pixels that have one of `other`, of the same size, within [`TOLERANCE`].
    fn share_in(&self, other: &Self) -> f64 {
        let around = |at: usize, end: usize| at.saturating_sub(TOLERANCE)..=(at + TOLERANCE).min(end - 1);
        let has_near = |x: usize, y: usize| {
            around(y, self.height()).any(|y| around(x, self.width).any(|x| other.bits[y * self.width + x]))
        };
        let mine: Vec<usize> = (0..self.bits.len()).filter(|at| self.bits[*at]).collect();
        let found = mine.iter().filter(|at| has_near(**at % self.width, **at / self.width)).count();
        found as f64 / mine.len() as f64
    }

    /// Returns the share of the pixels of either that the other has, too, as large as this one; 0 if their proportions
    /// differ by more than a twentieth.
    fn likeness(&self, other: &Self) -> f64 {
        let [mine, others] = [self, other].map(|mask| mask.width as f64 / mask.height() as f64);
        if (mine / others - 1.0).abs() > 0.05 {
            return 0.0;
        }
        let other = other.scaled(self.width, self.height());
        self.share_in(&other).min(other.share_in(self))
    }
}

/// Returns the things on a photograph: the connected shapes of at least a tenth of its width and height.
fn things(width: usize, pixels: &[bool]) -> Vec<Mask> {
    let block = |x: usize, y: usize| (x / NEAR, y / NEAR);
    let drawn = (0..pixels.len()).filter(|at| pixels[*at]).map(|at| block(at % width, at / width));
    let mut left: BTreeSet<(usize, usize)> = drawn.collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut thing, mut next) = (BTreeSet::from([first]), vec![first]);
        while let Some((x, y)) = next.pop() {
            let around = (x.saturating_sub(1)..=x + 1).flat_map(|x| (y.saturating_sub(1)..=y + 1).map(move |y| (x, y)));
            let new: Vec<_> = around.filter(|place| left.remove(place)).collect();
            thing.extend(&new);
            next.extend(new);
        }
        found.extend(Mask::cut(width, pixels, |x, y| thing.contains(&block(x, y))));
    }
    let height = pixels.len() / width;
    found.retain(|mask| mask.width * 10 >= width && mask.height() * 10 >= height);
    found
}

/// The end of the movement on the left side, as the SVG shows it.
fn drawn_from_svg() -> Mask {
    let catalog = Catalog::built_in();
    let figure = catalog.figure_of(EXERCISE).unwrap();
    let mirrored = figure.is_mirrored(Side::Left);
    let svg = figure.svg(
        &figure.still(mirrored).last().map(|frame| frame.pose.clone()).into_iter().collect::<Vec<_>>(),
        mirrored,
        "",
        "",
    );
    // The renderer knows no variables: all that is drawn is black, but what is left out around it.
    let svg = ["ink", "far", "works", "stretch", "prop"]
        .iter()
        .fold(svg, |svg, name| svg.replace(&format!("var(--{name})"), "#000"))
        .replace("var(--paper)", "#fff");
    let tree = Tree::from_str(&svg, &Options::default()).unwrap();
    let scale = 2.0;
    let size = tree.size().to_int_size().scale_by(scale).unwrap();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    let pixels: Vec<bool> = picture.pixels().iter().map(|pixel| pixel.red() < 128).collect();
    Mask::cut(size.width() as usize, &pixels, |_, _| true).unwrap()
}

/// A program that is stopped when the test ends, however that is.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display that nobody sees.
struct Display {
    name: String,
    _server: Running,
}

impl Display {
    fn open() -> Self {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]).env_remove("LD_PRELOAD");
        let mut server = Running(server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let mut number = String::new();
        BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { name: format!(":{}", number.trim()), _server: server }
    }

    /// Starts a program on it, drawn without a graphics card.
    fn start(&self, program: &str, arguments: &[String]) -> Running {
        let mut command = Command::new(program);
        command.args(arguments).env("DISPLAY", &self.name).env("LIBGL_ALWAYS_SOFTWARE", "1");
        Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// Returns the width of the display and for each pixel whether something is drawn there.
    fn photograph(&self) -> (usize, Vec<bool>) {
        let output = Command::new("import")
            .args(["-silent", "-window", "root", "-display", &self.name, "-depth", "8", "rgb:-"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let is_drawn = |pixel: &[u8]| pixel.iter().zip(BACKGROUND).any(|(part, ground)| *part > ground + 40);
        (1280, output.stdout.chunks(3).map(is_drawn).collect())
    }
}

/// Returns true if the programs are there. In CI they have to be.
fn has_terminal() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |name: &str| std::env::split_paths(&path).any(|folder: PathBuf| folder.join(name).is_file());
    let missing: Vec<_> = NEEDED.into_iter().filter(|name| !is_there(name)).collect();
    if !missing.is_empty() {
        assert!(std::env::var_os("CI").is_none(), "{} missing; CI installs them", missing.join(", "));
        eprintln!("skipped: {} missing", missing.join(", "));
    }
    missing.is_empty()
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a session in a real terminal takes its own time")]
fn a_real_terminal_shows_the_figure_that_the_svg_shows() {
    if !has_terminal() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("config")).unwrap();
    fs::write(home.path().join("config/config.toml"), "theme = \"dark\"\ncharacters = \"graphics\"\n").unwrap();
    let display = Display::open();
    let ground = format!("background=#{}", BACKGROUND.map(|part| format!("{part:02x}")).concat());
    let options = ["remember_window_size=no", "initial_window_width=1200", "initial_window_height=720", "font_size=12"];
    let options = options.into_iter().chain([ground.as_str()]).flat_map(|option| ["-o", option]);
    let start = ["--home", home.path().to_str().unwrap(), "start", EXERCISE, "--no-check-in"];
    let command =
        [["--config", "NONE"].as_slice(), &options.collect::<Vec<_>>(), &["--", env!("CARGO_BIN_EXE_supple")], &start];
    let _terminal = display.start("kitty", &command.concat().into_iter().map(str::to_owned).collect::<Vec<_>>());

    let expected = drawn_from_svg();
    // The right leg up is the same picture mirrored; that one must not be taken for it.
    let mirrored = expected.likeness(&expected.mirrored());
    assert!(mirrored < ALIKE - 0.1, "the picture and its mirror image are alike to {:.0} %", 100.0 * mirrored);
    let (limit, mut best) = (Instant::now() + Duration::from_secs(90), 0.0_f64);
    while best < ALIKE {
        assert!(Instant::now() < limit, "the nearest thing on the screen is alike to {:.0} %", 100.0 * best);
        std::thread::sleep(Duration::from_millis(500));
        let (width, pixels) = display.photograph();
        best = things(width, &pixels).iter().map(|thing| thing.likeness(&expected)).fold(best, f64::max);
    }
}
