//! Between two changes only the boxes of what moves by itself are drawn: what is seen then has to be what drawing all
//! of the screen would show.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use std::time::Duration;

use common::stage::{Opens, Setup, Stage};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::domain::session::compile::Options;
use supple::domain::time::Now;
use supple::state::event::Event;
use supple::state::settings::Settings;
use supple::theme::ColorDepth;
use supple::view;
use supple::widgets::figure::Characters;

const SIZES: [(u16, u16); 3] = [(100, 30), (80, 24), (40, 12)];

/// The last part of a frame is drawn so late: just before something else changes.
const BEFORE: Duration = Duration::from_millis(1);

/// Below the stage of a session stand the cue, what comes next and the bar: they go on by the second, so they may be less
/// than that behind.
const BY_THE_SECOND: u16 = 7;

/// Looks at all frames up to the next change; gives in how many of them something moved.
fn follow(stage: &Stage, (width, height): (u16, u16)) -> usize {
    let now = stage.now();
    let mut shown = Buffer::empty(Rect::new(0, 0, width, height));
    let moving = view::draw(&stage.app, &now, shown.area, &mut shown);
    let end = stage.app.next_change(&now).map_or(Duration::from_secs(8), |at| (at - now.mono).saturating_sub(BEFORE));
    let mut moved = 0;
    for share in [0.1, 0.4, 0.7, 1.0] {
        let later = Now { mono: now.mono + end.mul_f64(share), ..now };
        let before = shown.clone();
        for area in moving.boxes() {
            let mut part = Buffer::empty(area);
            stage.app.screen().unwrap().render_moving(stage.app.model(), &later, moving, &mut part);
            shown.merge_box(&part);
        }
        let mut whole = Buffer::empty(shown.area);
        view::draw(&stage.app, &later, whole.area, &mut whole);
        let by_the_second = |y| stage.app.model().session.is_some() && y + BY_THE_SECOND >= height;
        let mut exact = whole.area.positions().filter(|place| !by_the_second(place.y));
        let differs = exact.find(|place| shown[*place] != whole[*place]);
        assert_eq!(differs, None, "{share} of {end:?}:\n{}", stage.screen(width, height));
        moved += usize::from(shown != before);
    }
    moved
}

trait MergeBox {
    fn merge_box(&mut self, part: &Buffer);
}

impl MergeBox for Buffer {
    /// [`Buffer::merge`] would grow this one.
    fn merge_box(&mut self, part: &Buffer) {
        for (place, cell) in part.area.positions().zip(&part.content) {
            self[place] = cell.clone();
        }
    }
}

/// Plays on, and looks every `step` seconds.
fn follow_all(mut stage: Stage, step: f64, secs: f64) -> usize {
    let mut moved = 0;
    let mut passed = 0.0;
    while passed < secs && !stage.app.is_over() {
        stage.advance(step);
        passed += step;
        moved += SIZES.iter().map(|size| follow(&stage, *size)).sum::<usize>();
    }
    moved
}

#[test]
fn in_a_session_nothing_else_changes_between_two_changes() {
    for routine in ["split-hip-stop", "tabletop-and-twist", "core-basics"] {
        assert!(follow_all(Stage::session(routine), 1.7, 200.0) > 20, "{routine}");
    }
    let breaths = r#"[{"exercise": "roll-down", "reps": 4, "tempo_s": 5}, {"exercise": "supine-twist", "breaths": 4}]"#;
    assert!(follow_all(Stage::session_of(breaths), 0.9, 60.0) > 20);
}

#[test]
fn figures_move_in_the_library_and_on_their_page_and_nothing_else_does() {
    for keys in ["l", "l j j j", "l enter"] {
        let mut stage = Stage::default();
        stage.keys(keys);
        assert!(follow_all(stage, 1.3, 9.0) > 0, "{keys}");
    }
}

#[test]
fn before_and_while_a_self_test_is_timed_only_its_figure_moves() {
    let mut stage = Stage::default();
    stage.happens(Event::Resized(100, 30));
    stage.keys("l /").types("one leg stand").keys("enter s").advance(10.0);
    assert!(follow_all(stage, 1.3, 4.0) > 0);
    let mut stage = Stage::default();
    stage.happens(Event::Resized(100, 30));
    stage.keys("l /").types("one leg stand").keys("enter s enter").advance(10.0);
    assert!(follow_all(stage, 0.7, 20.0) > 0);
}

#[test]
fn what_is_paused_covered_or_to_stand_still_asks_for_no_frame() {
    let at_work = |keys: &str| {
        let mut stage = Stage::session("tabletop-and-twist");
        stage.happens(Event::Resized(100, 30));
        stage.keys("n").advance(2.0).keys(keys);
        stage.app.next_frame(&stage.now())
    };
    assert!(at_work("").is_some());
    for keys in ["space", "?", "q"] {
        assert_eq!(at_work(keys), None, "{keys}");
    }
    let mut behind_filters = Stage::default();
    behind_filters.happens(Event::Resized(100, 30));
    behind_filters.keys("l");
    assert!(behind_filters.app.next_frame(&behind_filters.now()).is_some());
    behind_filters.keys("f");
    assert_eq!(behind_filters.app.next_frame(&behind_filters.now()), None);
    let still = Settings { reduced_motion: true, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings: still, ..Setup::default() });
    stage.keys("l");
    assert_eq!(stage.app.next_frame(&stage.now()), None);
}

/// Where figures are pictures, their boxes are left blank, and a dialog takes the picture away.
#[test]
fn a_picture_takes_the_place_of_the_cells_unless_something_covers_it() {
    use supple::state::model::TerminalAnswer;
    let opens = || Opens::Session("core-basics", Options::default());
    let shown = |settings: Settings, depth: ColorDepth, name: &str, keys: &str| {
        let mut stage = Stage::new(Setup { opens: opens(), settings, depth, ..Setup::default() });
        stage.happens(Event::TerminalAnswered(TerminalAnswer::Graphics));
        stage.happens(Event::TerminalAnswered(TerminalAnswer::Name(name.to_owned())));
        stage.keys(keys);
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
        let moving = view::draw(&stage.app, &stage.now(), buf.area, &mut buf);
        let is_blank = moving.figure.positions().all(|place| buf[place].symbol() == " ");
        let picture = view::picture(&stage.app, &stage.now(), moving);
        assert_eq!(picture.is_some(), is_blank && !moving.figure.is_empty(), "one or the other");
        picture.is_some()
    };
    let (usual, all) = (Settings::default, ColorDepth::TrueColor);
    let with = |characters| Settings { characters: Some(characters), ..usual() };
    assert!(shown(usual(), all, "kitty(0.40.1)", ""));
    assert!(!shown(usual(), all, "kitty(0.40.1)", "?"), "a dialog covers it");
    assert!(!shown(Settings { reduced_motion: true, ..usual() }, all, "kitty(0.40.1)", ""));
    assert!(!shown(with(Characters::Octants), all, "kitty(0.40.1)", ""));
    // Only those terminals of which it is known; another has to be asked for.
    assert!(!shown(usual(), all, "some(1.0)", ""));
    assert!(shown(with(Characters::Graphics), all, "some(1.0)", ""));
    assert!(!shown(with(Characters::Graphics), ColorDepth::Ansi256, "kitty(0.40.1)", ""));
}
