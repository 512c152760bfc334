//! A user's ways to an exercise, a routine or a guide, by keys: searching, filtering, reading its page,
//! walking from easier to harder, and back to where one came from.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use common::stage::{Setup, Stage, made_up};
use supple::domain::content::catalog::Catalog;
use supple::state::keymap::Context;

/// The number of exercises.
fn exercises() -> usize {
    Catalog::built_in().exercise_ids().count()
}

fn library() -> Stage {
    let mut stage = Stage::default();
    stage.keys("l");
    stage
}

/// On the page of the first exercise that a search for `words` finds.
fn page_of(words: &str) -> Stage {
    let mut stage = library();
    stage.keys("/").types(words).keys("enter");
    stage
}

/// The row that is marked.
#[track_caller]
fn chosen(stage: &Stage) -> String {
    let screen = stage.screen(80, 24);
    let (_, row) = screen.split_once('▸').unwrap_or_else(|| panic!("nothing is chosen:\n{screen}"));
    row.split(['│', '┃']).next().unwrap().split("  ").next().unwrap().trim().to_owned()
}

/// The line below the name of the program: a page's title.
fn title(stage: &Stage) -> String {
    stage.screen(80, 24).lines().nth(1).unwrap().split("  ").next().unwrap().trim().to_owned()
}

// ---- searching --------------------------------------------------------------------------------

#[test]
fn a_misspelt_name_leads_to_its_exercise() {
    for (words, expected) in
        [("brid dog", "Bird Dog"), ("plnak", "Forearm Plank"), ("streching piriformis", "Piriformis Stretch")]
    {
        assert_eq!(title(&page_of(words)), expected, "{words}");
    }
}

#[test]
fn the_search_answers_every_letter_and_its_best_is_chosen() {
    let mut stage = library();
    stage.keys("/").types("dead");
    let before = chosen(&stage);
    assert!(before.starts_with("Dead"), "{before}");
    stage.keys("down down").types("l");
    assert!(chosen(&stage).contains("Deadlift"), "a letter more begins from the best again: {}", chosen(&stage));
    stage.keys("backspace backspace backspace backspace backspace");
    assert_eq!(chosen(&stage), chosen(&library()), "the first of all again");
}

#[test]
fn the_end_of_a_search_keeps_what_was_found() {
    let mut stage = library();
    stage.keys("/").types("clamsh").keys("esc");
    assert_eq!(stage.app.context(), Context::Library);
    assert_eq!(chosen(&stage), "Clamshell");
    assert!(stage.shows(&format!("{} exercises", exercises())));
}

#[test]
fn a_guide_is_found_in_spite_of_a_typo_and_kept_at_the_end_of_the_search() {
    let mut stage = Stage::default();
    stage.keys("g /").types("sufraces");
    assert_eq!(chosen(&stage), "Surfaces and shoes");
    stage.keys("home delete delete").types("su").keys("esc");
    assert_eq!(stage.app.context(), Context::Guides);
    assert_eq!(chosen(&stage), "Surfaces and shoes");
    stage.keys("/").types("what hurts").keys("enter");
    assert_eq!(stage.app.context(), Context::Troubleshooter);
}

#[test]
fn a_routine_is_found_in_spite_of_a_typo_and_started() {
    let mut stage = Stage::default();
    stage.keys("/").types("splti hip").keys("enter enter");
    assert_eq!(stage.player().timeline().routine.as_str(), "split-hip-stop");
}

#[test]
fn a_plan_is_found_where_routines_are_and_its_title_finds_its_routines() {
    let mut stage = Stage::default();
    stage.keys("/").types("posture");
    for title in ["Posture Programme", "Posture and Mobility Check", "Lordosis Activation", "Kyphosis Breath-Paced"] {
        assert!(stage.shows(title), "{title}");
    }
    stage.types(" programme");
    assert_eq!(chosen(&stage), "Posture Programme", "the best comes first");
    assert!(stage.shows("plan · enter to open"));
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::Plan);
    let mut stage = Stage::default();
    stage.keys("f right f /").types("posture");
    assert!(!stage.shows("Posture Programme"), "a filter asks for what a plan does not have");
}

#[test]
fn pasted_words_are_searched() {
    let mut stage = library();
    stage.keys("/").happens(supple::state::event::Event::Paste("glute\nbridge".to_owned()));
    assert_eq!(chosen(&stage), "Glute Bridge");
}

// ---- filtering --------------------------------------------------------------------------------

#[test]
fn a_filter_narrows_the_list_at_once_and_stays_until_it_is_cleared() {
    let mut stage = library();
    stage.keys("f right");
    assert_eq!(stage.app.context(), Context::Filters);
    let stretches = stage.screen(80, 24).lines().nth(1).unwrap().trim().to_owned();
    assert!(stretches.starts_with("stretch · ") && stretches.ends_with(&format!(" of {}", exercises())), "{stretches}");
    stage.keys("esc");
    assert!(stage.shows(&stretches));
    stage.keys("enter esc");
    assert!(stage.shows(&stretches), "also after a look at a page");
    stage.keys("backspace");
    assert!(stage.shows(&format!("{} exercises", exercises())));
}

#[test]
fn the_panel_goes_by_arrows_and_by_vi_keys() {
    let after = |keys: &str| {
        let mut stage = library();
        stage.keys("f").keys(keys);
        stage.screen(80, 24)
    };
    assert_eq!(after("right down right right up left"), after("l j l l k h"));
    assert_eq!(after("right"), after("space"));
    assert_eq!(after("right"), after("enter"));
    assert_eq!(after("down right c"), after("down right backspace"));
    for close in ["esc", "f", "q"] {
        let mut stage = library();
        stage.keys("f right").keys(close);
        assert_eq!(stage.app.context(), Context::Library, "{close}");
    }
}

#[test]
fn what_is_at_hand_decides_what_is_shown() {
    let mut stage = library();
    stage.keys("/").types("hamstring curl").keys("esc");
    assert_eq!(chosen(&stage), "Hamstring Curl");
    stage.keys("f down down down right f");
    assert!(stage.shows("nothing needed"));
    stage.keys("/").types("hamstring curl");
    assert!(!stage.shows("Hamstring Curl"), "it needs a machine, a band or a ball");
    stage.keys("esc /").types("bird dog");
    assert_eq!(chosen(&stage), "Bird Dog", "a mat counts as at hand");
    stage.keys("esc f");
    let to_the_ball = (0..40).find(|_| {
        stage.keys("down");
        stage.screen(80, 24).contains("▸ [ ] stability ball")
    });
    assert!(to_the_ball.is_some());
    stage.keys("space esc");
    assert!(stage.shows("with stability ball"));
    stage.keys("/").types("hamstring curl");
    assert_eq!(chosen(&stage), "Stability Ball Hamstring Curl");
}

#[test]
fn nothing_left_says_how_to_get_out() {
    let mut stage = library();
    stage.keys("f left down left left left esc");
    assert!(stage.shows("no matches; backspace clears the filter"));
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::Library, "there is nothing to open");
    stage.keys("/").types("plank");
    assert!(stage.shows("no matches with this filter"));
    stage.keys("esc backspace");
    assert!(stage.shows(&format!("{} exercises", exercises())));
}

#[test]
fn routines_are_filtered_by_time_and_occasion() {
    let mut stage = Stage::default();
    stage.keys("f right");
    assert!(stage.shows("at most 5 min"));
    stage.keys("esc G");
    let longest = stage.screen(80, 24);
    let longest = longest.lines().find(|line| line.contains('▸')).unwrap();
    assert!(longest.contains("5 min"), "{longest}");
    stage.keys("f down right esc");
    assert!(stage.shows("at most 5 min · before run"));
    stage.keys("enter enter");
    assert!(stage.shows("GET READY"), "a filtered list starts as any other");
}

#[test]
fn searching_and_filtering_go_together() {
    let mut stage = library();
    stage.keys("f right f /").types("hip");
    let screen = stage.screen(80, 24);
    assert!(
        screen.contains(&format!("stretch · 17 of {}", exercises())) && stage.shows("Split Hip Stretch"),
        "{screen}"
    );
    assert!(!stage.shows("Hip Thrust"));
}

// ---- an exercise's page -----------------------------------------------------------------------

#[test]
fn the_ladder_is_climbed_in_place() {
    let mut stage = page_of("side plank");
    stage.keys("e");
    let easier = title(&stage);
    assert_ne!(easier, "Side Plank");
    stage.keys("h");
    assert_ne!(title(&stage), easier);
    stage.keys("e e e e e e e e e e e e");
    assert!(stage.shows("nothing easier than"), "{}", stage.screen(80, 24));
    stage.keys("esc");
    assert!(stage.shows("/ side plank"), "back leads to where the first page was opened from");
}

#[test]
fn the_footer_offers_the_rungs_that_are_there() {
    let footer = |words| page_of(words).screen(100, 24).lines().last().unwrap().to_owned();
    let stretch = footer("split hip stretch");
    assert!(stretch.contains("e easier") && !stretch.contains("h harder"), "{stretch}");
    let sit_up = footer("sit up");
    assert!(!sit_up.contains("e easier") && !sit_up.contains("h harder"), "{sit_up}");
}

#[test]
fn links_lead_on_and_back() {
    let mut stage = page_of("sit up");
    assert!(stage.shows("Not while your back is sore. Instead:"));
    stage.keys("tab enter");
    assert_eq!(title(&stage), "Forearm Plank");
    stage.keys("esc");
    assert_eq!(title(&stage), "Sit-Up");
    stage.keys("tab enter G");
    assert!(stage.shows("Sources"));
    let mut stage = page_of("split hip stretch");
    for _ in 0..3 {
        stage.keys("tab");
    }
    stage.keys("enter");
    assert_eq!(title(&stage), "Split Hip Stop", "a routine that it is in");
    stage.keys("esc esc");
    assert_eq!(chosen(&stage), "Split Hip Stretch", "the place in the list is kept");
}

#[test]
fn a_failed_self_test_leads_to_what_helps() {
    let mut stage = page_of("hip flexor edge test");
    assert!(stage.shows("passed:") && stage.shows("failed:"));
    stage.keys("tab enter");
    assert_eq!(title(&stage), "Edge-of-Bed Hip Flexor Stretch");
}

#[test]
fn ones_own_are_marked_and_found() {
    let steps = r#"[{"exercise": "plank", "hold_s": 20}]"#;
    let routines = vec![("made-up", made_up(steps))];
    let mut stage = Stage::new(Setup { routines, ..Setup::default() });
    stage.keys("/").types("maed up");
    assert_eq!(chosen(&stage), "Made Up");
    assert!(stage.shows("yours"));
    stage.keys("esc l /").types("plank").keys("enter");
    assert!(stage.shows("Made Up") || stage.keys("G").shows("Made Up"), "and named on the exercise's page");
}
