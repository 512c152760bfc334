//! What a session costs inside the program: compiling a routine, living through a minute of it,
//! drawing a frame; and what the first screen needs before it can be drawn.
//!
//! `cargo bench --bench player`.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first trouble")]

use std::time::Duration;

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::App;
use supple::domain::content::catalog::Catalog;
use supple::domain::session::compile::{Options, compile};
use supple::domain::session::player::Player;
use supple::domain::session::timeline::Timeline;
use supple::domain::time::{Instant, Now};
use supple::state::event::{Event, Key};
use supple::state::model::{Ids, Model, TerminalTraits};
use supple::state::route::Opening;
use supple::state::route::SessionStart;
use supple::state::safety_answers::SafetyAnswers;
use supple::state::settings::Settings;
use supple::state::settings::read::SettingsReading;
use supple::theme::{Background, ColorDepth};
use supple::view;
use supple::widgets::Blocks;

const AREA: Rect = Rect { x: 0, y: 0, width: 100, height: 30 };

fn main() {
    divan::main();
}

const TERMINAL: TerminalTraits = TerminalTraits {
    depth: ColorDepth::TrueColor,
    background: Background::Dark,
    blocks: Blocks::Fine,
    graphics: false,
    name: None,
};

fn now(secs: f64) -> Now {
    let start = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap();
    Now { mono: Instant::new(Duration::from_secs_f64(secs)), wall: start + Duration::from_secs_f64(secs) }
}

fn timeline(catalog: &Catalog, id: &str) -> Timeline {
    let routine = catalog.routine(id).unwrap();
    compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap()
}

fn app(opening: impl FnOnce(&Catalog) -> Opening) -> App {
    let catalog = Catalog::built_in();
    let opening = opening(&catalog);
    let config = SettingsReading { settings: Settings::default(), problems: Vec::new() };
    let mut model = Model::new(catalog, config, TERMINAL, (100, 30), Ids::new(1));
    model.answers = SafetyAnswers::kept(Some(Vec::new()));
    App::new(model, opening, None, &now(0.0)).0
}

/// An app in the middle of a hold.
fn app_in_session() -> App {
    let begin = |catalog: &Catalog| SessionStart::new(catalog.routine("split-hip-stop").unwrap(), Options::default());
    let mut app = app(|catalog| Opening::Session(begin(catalog)));
    app.update(Event::SessionLock(true), &now(0.0));
    app.update(Event::Key(Key::Right), &now(1.0));
    app
}

/// Reading all built-in content and compiling every routine: what the home screen needs.
#[divan::bench]
fn open_home(bencher: Bencher<'_, '_>) {
    bencher.bench(|| app(|_| Opening::Home));
}

#[divan::bench]
fn compile_longest_routine(bencher: Bencher<'_, '_>) {
    let catalog = Catalog::built_in();
    timeline(&catalog, "millar-runner-support");
    bencher.bench(|| timeline(&catalog, "millar-runner-support"));
}

/// A minute of a session, from wake-up to wake-up, with the cues taken.
#[divan::bench]
fn a_minute_of_a_session(bencher: Bencher<'_, '_>) {
    let timeline = timeline(&Catalog::built_in(), "split-hip-stop");
    bencher.with_inputs(|| Player::start(timeline.clone(), Instant::from_millis(0)).unwrap()).bench_values(
        |mut player| {
            let mut at = Instant::from_millis(0);
            while let Some(next) = player.next_wakeup(at).filter(|next| *next <= Instant::from_millis(60_000)) {
                at = next;
                player.handle_timeout(at);
                while player.poll_cue().is_some() {}
            }
            player
        },
    );
}

#[divan::bench]
fn draw_home(bencher: Bencher<'_, '_>) {
    let app = app(|_| Opening::Home);
    bencher
        .with_inputs(|| Buffer::empty(AREA))
        .bench_values(|mut buffer| view::draw(&app, &now(0.0), AREA, &mut buffer));
}

#[divan::bench]
fn draw_hold(bencher: Bencher<'_, '_>) {
    let app = app_in_session();
    bencher
        .with_inputs(|| Buffer::empty(AREA))
        .bench_values(|mut buffer| view::draw(&app, &now(5.0), AREA, &mut buffer));
}

/// What is drawn between two changes while a figure moves.
#[divan::bench]
fn draw_figure(bencher: Bencher<'_, '_>) {
    let app = app_in_session();
    let moving = view::draw(&app, &now(5.0), AREA, &mut Buffer::empty(AREA));
    let screen = app.screen().unwrap();
    bencher.with_inputs(|| moving.boxes().map(Buffer::empty).collect::<Vec<_>>()).bench_values(|mut parts| {
        parts.iter_mut().for_each(|part| screen.render_moving(app.model(), &now(5.1), moving, part));
        parts
    });
}
