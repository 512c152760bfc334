//! The journal screen with 100,000 sessions and their ratings against one with 100: opening it, its first frame, moving
//! through it, narrowing it, changing an entry.
//!
//! `cargo bench --bench journal_screen`. Budget: opening and the first frame within 1.2 times those of 100.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first trouble")]

use std::time::Duration;

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::App;
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::time::{Instant, Now};
use supple::state::event::{Event, Key};
use supple::state::model::{Ids, Model, TerminalTraits};
use supple::state::route::Opening;
use supple::state::settings::Settings;
use supple::state::settings::read::SettingsReading;
use supple::theme::{Background, ColorDepth};
use supple::view;
use supple::widgets::Blocks;
use uuid::Uuid;

const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 40 };
const SHORT: u32 = 100;
const LONG: u32 = 100_000;
const BOTH: [u32; 2] = [SHORT, LONG];

const TERMINAL: TerminalTraits = TerminalTraits {
    depth: ColorDepth::TrueColor,
    background: Background::Dark,
    blocks: Blocks::Fine,
    graphics: false,
    name: None,
};

fn main() {
    divan::main();
}

fn now() -> Now {
    let wall = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap();
    Now { mono: Instant::new(Duration::from_secs(1)), wall }
}

/// The `n`th session before now, four hours apart, eight sets, with the four ratings of one.
fn lines(n: u32, fold: &mut Fold) {
    let began = now().wall - chrono::TimeDelta::hours(30 + 4 * i64::from(n));
    let id = |k: u64| {
        let millis = u64::try_from(began.timestamp_millis()).unwrap() + k;
        uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
    };
    let at = |secs: i64| (began + chrono::TimeDelta::seconds(secs)).to_rfc3339();
    let session: Uuid = id(0);
    let rating = |k: u64, secs: i64, moment: &str, fold: &mut Fold| {
        let (id, at, score) = (id(k), at(secs), (u64::from(n) + k) % 6);
        fold.line(format!(r#"{{"v":1,"id":"{id}","kind":"rating","at":"{at}","score":{score},"moment":"{moment}","region":"low_back","session":"{session}"}}"#).as_bytes());
    };
    let step = |k: u32| {
        let exercise =
            ["split-hip-stretch", "bird-dog", "dead-bug", "plank"].get(usize::try_from(k / 2).unwrap()).unwrap();
        format!(
            r#"{{"exercise":"{exercise}","set":1,"outcome":"done","planned":{{"hold_s":25}},"done":{{"hold_s":25}}}}"#
        )
    };
    let steps: Vec<String> = (0..8).map(step).collect();
    rating(1, -20, "before", fold);
    let (from, to, steps) = (at(0), at(600), steps.join(","));
    fold.line(format!(r#"{{"v":1,"id":"{session}","kind":"session","at":"{from}","ended":"{to}","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":600,"effort":4,"note":"left side tighter","steps":[{steps}]}}"#).as_bytes());
    rating(2, 300, "during", fold);
    rating(3, 610, "after", fold);
    rating(4, 80_000, "next_morning", fold);
}

fn journal(sessions: u32) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("laptop.jsonl");
    (0..sessions).rev().for_each(|n| lines(n, &mut fold));
    fold.finish()
}

/// At home, the whole journal read.
fn app(sessions: u32) -> App {
    let from_file = SettingsReading { settings: Settings::default(), problems: Vec::new() };
    let mut model = Model::new(Catalog::built_in(), from_file, TERMINAL, (AREA.width, AREA.height), Ids::new(1));
    model.whole.set(journal(sessions));
    App::new(model, Opening::Home, None, &now()).0
}

fn press(app: &mut App, keys: &[Key]) {
    keys.iter().for_each(|key| drop(app.update(Event::Key(*key), &now())));
}

fn draw(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(AREA);
    view::draw(app, &now(), AREA, &mut buffer);
    buffer
}

/// From the key at home to the first frame.
#[divan::bench(args = BOTH, max_time = Duration::from_secs(2))]
fn open_and_draw(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    bencher.bench_local(|| {
        press(&mut app, &[Key::Char('j')]);
        let buffer = draw(&app);
        press(&mut app, &[Key::Esc]);
        buffer
    });
}

/// A frame.
#[divan::bench(args = BOTH, max_time = Duration::from_secs(2))]
fn draw_a_frame(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    press(&mut app, &[Key::Char('j')]);
    bencher.bench_local(|| draw(&app));
}

/// A screenful down and the frame after it; of the long one all the way.
#[divan::bench(args = BOTH, max_time = Duration::from_secs(2))]
fn page_down_and_draw(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    press(&mut app, &[Key::Char('j')]);
    bencher.bench_local(|| {
        press(&mut app, &[Key::PageDown]);
        draw(&app)
    });
}

/// To the last entry, for the first time.
#[divan::bench(args = BOTH, sample_count = 10, sample_size = 1)]
fn to_the_end(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    bencher.bench_local(|| {
        press(&mut app, &[Key::Char('j'), Key::Char('G')]);
        let buffer = draw(&app);
        press(&mut app, &[Key::Esc]);
        buffer
    });
}

/// A letter typed into the search.
#[divan::bench(args = BOTH, sample_count = 10, sample_size = 1)]
fn search_for_a_word(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    press(&mut app, &[Key::Char('j'), Key::Char('/'), Key::Char('d'), Key::Char('e')]);
    bencher.bench_local(|| press(&mut app, &[Key::Char('a'), Key::Backspace]));
}

/// A note added and taken back: two entries taken into the journal, twice a list made anew.
#[divan::bench(args = BOTH, sample_count = 20, sample_size = 1)]
fn add_and_take_back(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    press(&mut app, &[Key::Char('j')]);
    bencher.bench_local(|| press(&mut app, &[Key::Char('n'), Key::Char('a'), Key::Enter, Key::Char('u')]));
}

/// The newest session deleted with its ratings and brought back.
#[divan::bench(args = BOTH, sample_count = 20, sample_size = 1)]
fn delete_and_take_back(bencher: Bencher<'_, '_>, sessions: u32) {
    let mut app = app(sessions);
    press(&mut app, &[Key::Char('j')]);
    bencher.bench_local(|| press(&mut app, &[Key::Char('x'), Key::Char('u')]));
}
