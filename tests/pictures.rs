//! The pictures of the read-me, drawn by the program itself: its screens in virtual time, and a page to print.
//!
//! `UPDATE_PICTURES=1 cargo test --test pictures` draws them anew, into `assets/pictures/`. A picture that is no longer
//! what the program shows fails the test.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;
#[path = "pictures/glyph.rs"]
mod glyph;
#[path = "pictures/svg.rs"]
mod svg;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use common::stage::{Opens, Setup, Stage};
use ratatui::buffer::Buffer;
use supple::commands::handout;
use supple::domain::content::catalog::Catalog;
use supple::domain::demo::{DemoRequest, journal};
use supple::domain::session::compile::Options;
use supple::domain::session::player::Phase;
use supple::state::model::Ids;
use supple::theme::ColorDepth;
use svg::Picture;

/// The screen that most terminals open with.
const SIZE: (u16, u16) = (80, 24);

/// How long a frame of the moving picture is shown, in seconds.
const FRAME_S: f64 = 0.1;

/// The most that a page should have to load for the moving picture.
const MOST_BYTES: usize = 400_000;

/// The day on which all pictures are taken.
const TODAY: &str = "2026-11-20T06:30:00+01:00";

/// The keys that answer the safety questions, which half a year of ratings opens.
const NO_TO_SAFETY: &str = "! n n enter";

fn setup(opens: Opens) -> Setup {
    Setup { depth: ColorDepth::TrueColor, lines: half_a_year(), begins: TODAY, opens, ..Setup::default() }
}

/// A made-up journal, as `supple demo` writes it.
fn half_a_year() -> String {
    let mut ids = Ids::new(1);
    let now = DateTime::parse_from_rfc3339(TODAY).unwrap();
    let asked = DemoRequest { weeks: 26, seed: 4 };
    let made = journal(asked, &Catalog::built_in(), now, &mut |now| ids.next(now));
    made.iter().map(|one| one.entry.to_line()).collect()
}

fn still(title: &str, keys: &str) -> String {
    let mut stage = Stage::new(setup(Opens::Home));
    stage.keys(NO_TO_SAFETY).keys(keys);
    let frames = vec![stage.buffer(SIZE.0, SIZE.1)];
    Picture { title, frames, each_s: FRAME_S, poster: 0 }.svg()
}

/// The last seconds of getting ready for an exercise, and its first ones.
struct Scene {
    exercise: &'static str,
    ready_frames: usize,
    work_frames: usize,
}

impl Scene {
    fn play(&self, stage: &mut Stage) -> Vec<Buffer> {
        for _ in 0..200 {
            let is_there = stage.player().about().is_some_and(|about| about.exercise.as_str() == self.exercise);
            if is_there {
                break;
            }
            stage.keys("n");
        }
        let mut frames = Vec::new();
        for _ in 0..600 {
            if stage.player().phase() == Phase::Work {
                break;
            }
            frames.push(stage.advance(FRAME_S).buffer(SIZE.0, SIZE.1));
        }
        let mut frames = frames.split_off(frames.len().saturating_sub(self.ready_frames));
        for _ in 0..self.work_frames {
            frames.push(stage.buffer(SIZE.0, SIZE.1));
            stage.advance(FRAME_S);
        }
        frames
    }
}

fn moving(title: &str) -> String {
    let opens = Opens::Session("core-basics", Options::default());
    let mut stage = Stage::new(Setup { lines: String::new(), ..setup(opens) });
    let frames = Scene { exercise: "bird-dog", ready_frames: 40, work_frames: 80 }.play(&mut stage);
    let poster = frames.len() - 20;
    Picture { title, frames, each_s: FRAME_S, poster }.svg()
}

/// The page as a browser shows it, in a picture.
fn handout_picture(title: &str) -> String {
    const SIZE: (u32, u32) = (780, 1010);
    let mut out = Vec::new();
    handout::run(&Catalog::built_in(), "uhan-trunk-set", &mut out).unwrap();
    let html = String::from_utf8(out).unwrap();
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    // XML closes what HTML need not.
    let body = html.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0;
    let style = style.replace("body{", ".page{");
    let (width, height) = SIZE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\">\n<title>{title}</title>\n<style>{style}.page{{height:{height}px;overflow:hidden}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"#fff\"/>\n\
         <foreignObject width=\"{width}\" height=\"{height}\"><div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"page\">\
         {body}</div></foreignObject>\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"none\" stroke=\"#7d8590\"/>\n</svg>\n",
        width - 1,
        height - 1,
    )
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures").join(name)
}

#[track_caller]
fn holds(name: &str, drawn: &str) {
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(path(name), drawn).unwrap();
        return;
    }
    let kept = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(kept == drawn, "{name} is not what the program shows: UPDATE_PICTURES=1 cargo test --test pictures");
}

#[test]
fn the_screens_are_as_in_their_pictures() {
    holds("home.svg", &still("The home screen: today's routine, and all others", ""));
    holds("trends.svg", &still("Trends: three months of pain ratings, and one sentence on them", "t"));
    holds("journal.svg", &still("The journal: every session with pain before, after and the next morning", "j"));
}

#[test]
fn the_session_moves_as_in_its_picture() {
    let drawn = moving("A session: someone does the exercise beside the countdown");
    assert!(drawn.len() < MOST_BYTES, "{} bytes", drawn.len());
    holds("session.svg", &drawn);
}

#[test]
fn the_handout_is_as_in_its_picture() {
    holds("handout.svg", &handout_picture("A routine to print: figures, doses, cues, and boxes to tick"));
}

/// A picture without a reader is an error, and so is one that the pages name and nobody drew.
#[test]
fn every_picture_is_well_formed() {
    for file in fs::read_dir(path("")).unwrap().map(|file| file.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        let options = resvg::usvg::Options::default();
        assert!(resvg::usvg::Tree::from_str(&text, &options).is_ok(), "{}", file.display());
    }
}
