//! A session that is put together: the form, the page, the reasons, and keeping it.

use supple::domain::content::catalog::{FileKind, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::session::player::Phase;
use supple::state::event::Effect;
use supple::state::settings::Settings;

use super::common::stage::Stage;

fn words(stage: &Stage) -> String {
    stage.screen(110, 44).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_problem_and_a_time_make_a_session_that_can_be_started() {
    let mut stage = Stage::default();
    stage.keys("c");
    let form = words(&stage);
    assert!(form.contains("10 min · any equipment"), "{form}");
    assert!(form.contains("Problems") && form.contains("Muscles"), "{form}");
    stage.keys("/").types("tight hip");
    assert!(words(&stage).contains("tight hip flexors 16 exercises"), "{}", words(&stage));
    stage.keys("enter");
    let page = words(&stage);
    assert!(page.contains("Tight hip flexors, 10 minutes") && page.contains("10 min"), "{page}");
    stage.keys("y");
    let why = words(&stage);
    assert!(why.contains("For tight hip flexors") && why.contains("our choice"), "{why}");
    stage.keys("esc enter 2 enter").until(Phase::Done).keys("1 enter");
    assert!(stage.outside.lines.contains("\"routine\":\"tight-hip-flexors-10-minutes\""), "{}", stage.outside.lines);
    stage.keys("R");
    assert!(stage.shows("nothing to repeat yet"), "it was for once");
}

#[test]
fn the_time_the_position_and_the_equipment_are_kept_to() {
    let mut stage = Stage::default();
    // The panel: time, position, equipment.
    stage.keys("c t f down right down right f");
    let form = words(&stage);
    assert!(form.contains("15 min · standing · nothing needed"), "{form}");
    assert!(form.contains("Desk stiffness, 15 minutes"), "{form}");
    stage.keys("backspace");
    assert!(words(&stage).contains("10 min · any equipment"), "the time stays a time: {}", words(&stage));
    let settings = Settings { equipment: Some(Vec::new()), ..Settings::default() };
    let mut stage = Stage::default().restart_as(|setup| setup.settings = settings);
    stage.keys("c");
    assert!(words(&stage).contains("10 min · nothing needed"), "as the settings say: {}", words(&stage));
}

#[test]
fn what_was_put_together_can_be_kept_and_is_a_routine_then() {
    let mut stage = Stage::default();
    stage.keys("c / ").types("weak feet").keys("enter");
    stage.keys("*");
    assert!(stage.shows("press K first: it makes this a routine of your own"), "{}", words(&stage));
    stage.keys("K");
    assert!(stage.shows("saved as "), "{}", words(&stage));
    let kept = |effect: &&Effect| matches!(effect, Effect::SaveOwn(_));
    assert_eq!(stage.outside.effects.iter().filter(kept).count(), 1);
    stage.keys("K *");
    assert_eq!(stage.outside.effects.iter().filter(kept).count(), 1, "it is kept already");
    assert!(stage.shows("added to your favourites"));
    stage.keys("q esc q /").types("weak feet");
    assert!(words(&stage).contains("yours"), "{}", words(&stage));
}

#[test]
fn the_same_session_is_kept_once() {
    let mut stage = Stage::default();
    for _ in 0..2 {
        stage.keys("c / ").types("weak feet").keys("enter K");
        if stage.outside.saved.len() == 1 && stage.shows("you have it already: ") {
            break;
        }
        assert!(stage.shows("saved as "), "{}", words(&stage));
        stage.keys("q esc q");
    }
    assert!(stage.shows("you have it already: Weak feet, 10 minutes"), "{}", words(&stage));
    assert_eq!(stage.outside.saved.len(), 1);
    stage.keys("*");
    assert!(stage.shows("added to your favourites"), "it is that one: {}", words(&stage));
}

#[test]
fn a_session_that_is_kept_leaves_the_draft_that_waits() {
    let mut stage = Stage::default();
    stage.keys("n").types("Clinic").keys("enter").types("bird dog").keys("enter esc q");
    assert!(stage.outside.draft.is_some() && words(&stage).contains("Draft: Clinic"), "{}", words(&stage));
    stage.keys("c / ").types("weak feet").keys("enter K");
    assert!(stage.shows("saved as "), "{}", words(&stage));
    assert!(stage.outside.draft.is_some());
    stage.keys("q esc q");
    assert!(words(&stage).contains("Draft: Clinic"), "{}", words(&stage));
}

#[test]
fn a_session_does_not_take_the_place_of_a_file_that_appeared_meanwhile() {
    let mut stage = Stage::default();
    stage.keys("c / ").types("weak feet").keys("enter K");
    let text = || stage.outside.saved.first().unwrap().text.clone().unwrap();
    let other = text().replace("Put together", "Written");
    let mut stage = Stage::default();
    stage.keys("c / ").types("weak feet").keys("enter");
    let file = UserFile {
        kind: FileKind::Item(ItemKind::Routine),
        path: "routines/weak-feet-10-minutes.json".to_owned(),
        stem: "weak-feet-10-minutes".to_owned(),
        text: Ok(other.clone()),
    };
    stage.outside.saved.push(file);
    stage.keys("K");
    assert!(stage.shows("your file routines/weak-feet-10-minutes.json is there already"), "{}", words(&stage));
    assert_eq!(stage.outside.saved.first().unwrap().text.clone().unwrap(), other);
}

#[test]
fn what_cannot_be_put_together_says_why_and_what_to_loosen() {
    let mut stage = Stage::default();
    stage.keys("c / ").types("tight calves").keys("esc f down right down right f");
    let form = words(&stage);
    assert!(form.contains("Nothing fits tight calves, standing, with nothing but"), "{form}");
    stage.keys("enter");
    let why = words(&stage);
    assert!(why.contains("No session for this today") && why.contains("With more equipment: 2 exercises."), "{why}");
    stage.keys("esc esc r 7 enter c");
    let red = words(&stage);
    assert!(red.contains("7 today: rest, or something gentle.") && red.contains("Flare-Up Care"), "{red}");
}
