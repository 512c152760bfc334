//! Every place that a rating knows can be said, wherever it is asked.

use supple::domain::content::words::WordList;
use supple::domain::journal::entry::{Moment, PainSide, Rating, Region, Spot};
use supple::domain::session::player::Phase;
use supple::state::keymap::Context;
use supple::widgets::pain_grid::ROW_KEYS;

use super::common::stage::Stage;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// The screens that ask where it hurts, each at its question for the score, and what writes the answer down.
fn rating_screens() -> Vec<(&'static str, Stage, &'static str, Moment)> {
    let play = |keys: &str| {
        let mut stage = Stage::default();
        stage.keys(keys);
        stage
    };
    let mut over = play("enter enter");
    over.until(Phase::Done);
    vec![
        ("before a session", play("enter"), "enter", Moment::Before),
        ("at any time", play("r"), "enter", Moment::Other),
        ("after a session", over, "enter", Moment::After),
    ]
}

fn rating_at(stage: &Stage, moment: Moment) -> Rating {
    stage.ratings().into_iter().rfind(|rating| rating.moment == moment).expect("no rating")
}

#[test]
fn every_region_is_reached_within_three_keys() {
    for (row, (word, region)) in ROW_KEYS.iter().zip(Region::ALL) {
        for (name, mut stage, done, moment) in rating_screens() {
            stage.keys("p").keys(&row.to_string());
            assert_eq!(stage.app.context(), Context::Places, "{name}");
            for (width, height) in SIZES {
                let screen = stage.screen(width, height);
                assert!(screen.contains("[x]"), "{word}, {name}, what is chosen is seen:\n{screen}");
            }
            stage.keys("enter").keys(done);
            let rating = rating_at(&stage, moment);
            assert_eq!(rating.region, Some(*region), "{name}");
            assert!(matches!(rating.side, Some(PainSide::Left | PainSide::Middle)), "{word}, {name}");
        }
    }
}

#[test]
fn the_cursor_goes_through_every_region() {
    let mut stage = Stage::default();
    stage.keys("r p");
    for at in 0..Region::ALL.len() {
        stage.keys(if at == 0 { "space" } else { "down space" });
        let screen = stage.screen(40, 12);
        assert!(screen.contains("\u{25b8}[x]"), "row {at}:\n{screen}");
    }
    stage.keys("down").keys("enter enter");
    let rating = rating_at(&stage, Moment::Other);
    let said: Vec<Region> = rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region)).collect();
    assert_eq!(said, Region::ALL.iter().map(|(_, region)| *region).collect::<Vec<_>>());
}

#[test]
fn a_whole_grid_shows_every_region_by_name() {
    for (width, height) in [(80, 24), (120, 40)] {
        for (name, mut stage, ..) in rating_screens() {
            stage.keys("p");
            let screen = stage.screen(width, height);
            for place in ["mid back", "low back", "buttock", "hip", "groin", "front of thigh", "back of thigh", "knee"]
            {
                assert!(screen.contains(place), "{name}: {place}\n{screen}");
            }
            assert!(screen.contains("0 foot") && screen.contains("o elsewhere"), "{name}\n{screen}");
            assert!(screen.contains("sore from training"), "{name}\n{screen}");
        }
    }
}

#[test]
fn a_region_of_the_command_line_comes_back_on_the_grid() {
    let mut lines = String::new();
    for (at, (word, _)) in Region::ALL.iter().enumerate() {
        lines += &format!(
            "{{\"v\":1,\"id\":\"01890000-0000-7000-8000-0000000000{at:02}\",\"kind\":\"rating\",\"at\":\
             \"2026-11-1{}T08:00:00+01:00\",\"score\":2,\"moment\":\"other\",\"region\":\"{word}\",\"side\":\"left\"}}\n",
            at % 10
        );
    }
    let stage = Stage::with_journal(&lines);
    assert_eq!(stage.ratings().len(), Region::ALL.len());
    let spot = |region| Spot { region, side: Some(PainSide::Left) };
    let said: Vec<Spot> = stage.ratings().iter().filter_map(|rating| rating.region).map(spot).collect();
    assert!(Region::ALL.iter().all(|(_, region)| said.contains(&spot(*region))));
}
