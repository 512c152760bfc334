//! What a key in the editor of routines costs somebody with 2,000 exercises of their own: it has to be answered, and the
//! screen drawn, within a frame of 16 ms. The first letter of a search pays for the index as well.
//!
//! `cargo bench --bench editor`.

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::App;
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::time::{Instant, Now};
use supple::state::event::{Event, Key};
use supple::state::model::{Ids, Model, TerminalTraits};
use supple::state::route::Opening;
use supple::state::settings::read::SettingsReading;
use supple::view;

/// The number of own exercises.
const OWN: usize = 2_000;

const WORDS: [&str; 10] = ["wall", "towel", "heel", "clam", "band", "hip", "slide", "press", "reach", "ankle"];

fn main() {
    divan::main();
}

fn now() -> Now {
    let wall = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap_or_default();
    Now { mono: Instant::from_millis(1_000_000), wall }
}

fn own(number: usize) -> UserFile {
    let word = |by: usize| WORDS.get(number / by % 10).copied().unwrap_or_default();
    let (name, id) = (format!("{} {} {} {number}", word(1), word(10), word(100)), format!("own-{number}"));
    let text = format!(
        r#"{{"id": "{id}", "name": "{name}", "kind": "strength", "position": "standing", "sides": "each",
        "summary": "For the {}.", "setup": ["Stand.", "Begin."], "breathing": "Easily.", "dose": {{"reps": 10}}}}"#,
        word(1)
    );
    UserFile { kind: ItemKind::Exercise.into(), path: format!("exercises/{id}.json"), stem: id, text: Ok(text) }
}

/// The program with these exercises, after these keys.
fn opened(count: usize, keys: &[Key]) -> App {
    let files: Vec<UserFile> = (0..count).map(own).collect();
    let settings = SettingsReading::of("config.toml", "", &Vec::new);
    let catalog = Catalog::with_user_files(&files);
    let model = Model::new(catalog, settings, TerminalTraits::default(), (80, 24), Ids::new(1));
    let (mut app, _) = App::new(model, Opening::Home, None, &now());
    for key in keys {
        app.update(Event::Key(*key), &now());
    }
    app
}

/// A routine with eight steps, and the search open.
fn searching() -> Vec<Key> {
    let mut keys = vec![Key::Char('n'), Key::Char('S'), Key::Enter];
    for _ in 0..8 {
        keys.extend([Key::Char('h'), Key::Char('i'), Key::Enter]);
    }
    keys
}

fn press(app: &mut App, key: Key) -> Buffer {
    app.update(Event::Key(key), &now());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    view::draw(app, &now(), buffer.area, &mut buffer);
    buffer
}

/// A letter in the search, drawn.
#[divan::bench(args = [0, OWN])]
fn a_letter(bencher: Bencher<'_, '_>, count: usize) {
    let keys = [searching(), vec![Key::Char('h'), Key::Char('i')]].concat();
    bencher.with_inputs(|| opened(count, &keys)).bench_local_refs(|app| press(app, Key::Char('p')));
}

/// The first letter of a search, for which the index is made.
#[divan::bench(args = [0, OWN], sample_count = 20)]
fn the_first_letter(bencher: Bencher<'_, '_>, count: usize) {
    let keys = [Key::Char('n'), Key::Char('S'), Key::Enter];
    bencher.with_inputs(|| opened(count, &keys)).bench_local_refs(|app| press(app, Key::Char('h')));
}

/// The key that opens the search, which lists everything.
#[divan::bench(args = [0, OWN], sample_count = 20)]
fn opening_the_search(bencher: Bencher<'_, '_>, count: usize) {
    let keys = [searching(), vec![Key::Esc]].concat();
    bencher.with_inputs(|| opened(count, &keys)).bench_local_refs(|app| press(app, Key::Enter));
}

/// One more of a dose, drawn.
#[divan::bench(args = [0, OWN])]
fn more_of_a_dose(bencher: Bencher<'_, '_>, count: usize) {
    let keys = [searching(), vec![Key::Esc]].concat();
    bencher.with_inputs(|| opened(count, &keys)).bench_local_refs(|app| press(app, Key::Char('+')));
}
