//! The home screen's list, and what it remembers: groups, favourites, the last routine, the last rating; its keys.

use supple::domain::journal::entry::Score;
use supple::domain::session::player::Phase;
use supple::state::event::Event;
use supple::state::section::Section;
use supple::state::settings::Settings;

use super::common::stage::Stage;

fn words(stage: &Stage) -> String {
    stage.screen(100, 40).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the lines of the list on the home screen, headings among them.
fn list(stage: &Stage) -> Vec<String> {
    let screen = stage.screen(100, 60);
    let rows = screen.lines().filter_map(|line| line.strip_prefix('│')?.split('│').next());
    rows.map(|row| row.trim_matches(['▸', ' ', '┃']).to_owned()).filter(|row| !row.is_empty()).collect()
}

/// Returns the rows below a heading, up to the next one; a row has its length at the end.
fn below(stage: &Stage, heading: &str) -> Vec<String> {
    let rows = list(stage);
    let rows = rows.iter().skip_while(|row| *row != heading).skip(1);
    rows.take_while(|row| row.ends_with("min")).cloned().collect()
}

fn done_once() -> Stage {
    let mut stage = Stage::default();
    stage.keys("enter 2 enter").until(Phase::Done).keys("1 enter");
    stage
}

#[test]
fn routines_are_in_groups_by_occasion_the_shortest_first() {
    let rows = below(&Stage::default(), "Before a run");
    assert!(rows[0].starts_with("Split Hip Stop") && rows[1].starts_with("Running Form Check"), "{rows:?}");
    assert!(below(&Stage::default(), "At the desk")[0].starts_with("Half-Hour Desk Break"));
    let searched = words(Stage::default().keys("/").types("posture"));
    assert!(!searched.contains("Before a run"), "the best hits come first, without groups: {searched}");
}

#[test]
fn before_a_run_the_warm_up_on_your_feet_needs_nothing_at_hand() {
    let settings = Settings { equipment: Some(Vec::new()), ..Settings::default() };
    let stage = Stage::default().restart_as(|setup| setup.settings = settings);
    let rows = below(&stage, "Before a run");
    assert!(rows.iter().any(|row| row.starts_with("Run Warm-Up on Your Feet")), "{rows:?}");
    assert!(!rows.iter().any(|row| row.starts_with("Split Hip Stop")), "it needs a step: {rows:?}");
}

#[test]
fn a_favourite_has_a_group_is_kept_and_goes_again() {
    let mut stage = Stage::default();
    stage.keys("down *");
    assert!(stage.shows("added to your favourites"));
    let [row] = &below(&stage, "Favourites")[..] else { panic!("{:?}", list(&stage)) };
    assert!(row.starts_with("Running Form Check") && row.contains('★'), "{row}");
    assert!(stage.outside.config.as_ref().unwrap().contains("favourites = [\"running-form-check\"]"));
    let mut stage = stage.restart();
    assert_eq!(below(&stage, "Favourites").len(), 1);
    // The one chosen is still chosen; the routine's own page has the key as well.
    stage.keys("/").types("running form check").keys("tab *");
    assert!(stage.shows("no longer a favourite"));
    stage.keys("esc esc");
    assert_eq!(below(&stage, "Favourites").len(), 0);
    assert!(stage.outside.config.as_ref().unwrap().contains("favourites = []"));
}

#[test]
fn the_last_routine_is_there_again_and_repeated_by_one_key() {
    let mut stage = Stage::default();
    stage.keys("R");
    assert!(stage.shows("Routines") && stage.app.model().session.is_none(), "nothing to repeat");
    let mut stage = done_once();
    stage.lose(3 * 24 * 3_600);
    let mut stage = stage.restart();
    assert!(words(&stage).contains("Last: 3 days ago, pain 2 → 1"), "{}", words(&stage));
    stage.keys("R enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");

    // An exercise done alone is repeated alone.
    let mut stage = Stage::default();
    stage.keys("l /").types("bird").keys("enter s 2 enter").until(Phase::Done).keys("1 enter");
    let mut stage = stage.restart();
    stage.keys("R enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "bird-dog");
}

#[test]
fn the_last_rating_is_undone_from_home_and_no_other() {
    let mut stage = Stage::default();
    stage.keys("r 2 enter r 3 enter");
    let before = stage.ratings().len();
    stage.keys("u");
    assert!(stage.shows("the last rating is undone"), "{}", words(&stage));
    assert_eq!((before, stage.ratings().len()), (2, 1));
    assert_eq!(stage.ratings()[0].score.map(Score::value), Some(2));
    stage.keys("u");
    assert_eq!(stage.ratings().len(), 1, "one of before is not taken along");
}

#[test]
fn a_finished_session_is_set_against_the_last_one() {
    let mut stage = done_once();
    stage.lose(24 * 3_600);
    let settings = Settings { ask_next_morning: false, ..Settings::default() };
    let mut stage = stage.restart_as(|setup| setup.settings = settings);
    stage.keys("/").types("split hip stop").keys("enter 3 enter").until(Phase::Done);
    assert!(words(&stage).contains("pain 2 to 1. "), "{}", words(&stage));
    assert!(words(&stage).contains("sessions this week."));
    let before = stage.screen(100, 40);
    stage.keys("1");
    assert_ne!(before.matches('█').count(), stage.screen(100, 40).matches('█').count(), "in large digits");
    assert!(!words(&done_once()).contains("Last time"), "home again");
}

#[test]
fn the_keys_are_in_groups_and_are_searched() {
    let mut stage = Stage::default();
    stage.keys("?");
    assert!(words(&stage).contains("On this screen") && words(&stage).contains("Go to"));
    stage.keys("/").types("favour");
    assert!(stage.shows("add to favourites") && !stage.shows("Go to"), "{}", words(&stage));
    stage.types("zz");
    assert!(stage.shows("no such key here"));
    stage.keys("esc");
    assert!(stage.shows("Go to"), "the search alone is left");
    let top = stage.screen(80, 24);
    stage.keys("space");
    assert_ne!(top, stage.screen(80, 24), "a page down");
    stage.keys("g");
    assert_eq!(top, stage.screen(80, 24));
    stage.keys("esc");
    assert!(!stage.shows("Help and leaving"));
}

#[test]
fn each_section_is_reached_by_its_number_and_by_the_one_beside_it() {
    let mut stage = Stage::default();
    let open = |stage: &Stage| stage.app.section().map(Section::title);
    for (keys, expected) in
        [("2", "Exercises"), ("3", "Plan"), ("4", "Journal"), ("5", "Trends"), ("6", "Guides"), ("1", "Routines")]
    {
        // In the trends, digits are its own pages.
        if expected == "Guides" {
            stage.keys("6");
            assert_eq!(open(&stage), Some("Trends"));
            stage.keys("> <");
            assert_eq!(open(&stage), Some("Trends"));
            stage.keys(">");
        } else {
            stage.keys(keys);
        }
        assert_eq!(open(&stage), Some(expected));
    }
    stage.keys("<");
    assert_eq!(open(&stage), Some("Guides"));
    stage.keys("esc");
    assert_eq!(open(&stage), Some("Routines"), "below each section lies the home screen");
    stage.keys("2 enter");
    assert_eq!(open(&stage), Some("Exercises"), "a page belongs to the section it was opened from");
    stage.keys("esc esc");
    assert!(stage.app.is_at_home());
    for keys in ["enter", ",", "i", "!"] {
        let mut stage = Stage::default();
        stage.keys(keys);
        assert_eq!(open(&stage), None, "after {keys}");
    }
}

#[test]
fn the_chosen_routine_shows_a_figure_that_comes_to_rest() {
    let mut stage = Stage::default();
    stage.happens(Event::Resized(100, 30));
    assert!(stage.app.next_frame(&stage.now()).is_some());
    stage.advance(59.0);
    assert!(stage.app.next_frame(&stage.now()).is_some());
    stage.advance(2.0);
    assert_eq!(stage.app.next_frame(&stage.now()), None, "after a minute without a key");
    stage.keys("down");
    assert!(stage.app.next_frame(&stage.now()).is_some());
    stage.keys("f");
    assert_eq!(stage.app.next_frame(&stage.now()), None, "the filters cover it");
}
