//! Where it hurts, how far down, and the user's own answers.

use serde_json::{Value, json};
use supple::domain::advice::clinical_change::Shift;
use supple::domain::journal::entry::{PainSide, PainWord, Region, Spread};
use supple::domain::stats::places::{FirstAndLast, WordCount};

use crate::{Diary, day};

#[test]
fn places_are_counted_where_it_hurts() {
    let mut diary = Diary::default();
    let mut say = |score: Value, moment: &str, more: Value| {
        let mut fields = json!({"score": score, "moment": moment});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        diary.line("rating", "2026-11-16T07:00:00+01:00", &fields);
    };
    say(json!(3), "before", json!({"region": "low_back", "side": "both", "words": ["dull", "dull", "aching"]}));
    let also = json!([{"region": "buttock", "side": "left"}, {"region": "low_back", "side": "left"}]);
    say(json!(1), "other", json!({"region": "low_back", "side": "left", "also": also, "words": ["dull"]}));
    say(json!(2), "other", json!({"region": "hip"}));
    say(json!(5), "other", json!({}));
    say(json!(0), "after", json!({"region": "foot"}));
    say(Value::Null, "after", json!({"region": "foot"}));
    say(json!(9), "during", json!({"region": "foot"}));
    let places = diary.stats().places;
    assert_eq!((places.ratings, places.unsaid), (4, 1));
    let cells: Vec<_> = places.cells.iter().map(|cell| (cell.region, cell.side, cell.count)).collect();
    assert_eq!(
        cells,
        [
            (Region::LowBack, Some(PainSide::Left), 2),
            (Region::LowBack, Some(PainSide::Right), 1),
            (Region::Buttock, Some(PainSide::Left), 1),
            (Region::Hip, None, 1),
        ]
    );
    let word = |word, count| WordCount { word, count };
    assert_eq!(places.words, [word(PainWord::Dull, 2), word(PainWord::Aching, 1)]);
}

#[test]
fn the_furthest_of_a_week_moves_up_or_down() {
    let mut diary = Diary::default();
    for (day, spread) in [
        ("2026-10-05", "thigh"),
        ("2026-10-12", "none"),
        ("2026-10-13", "foot"),
        ("2026-10-14", "buttock"),
        ("2026-11-02", "foot"),
        ("2026-11-09", "none"),
    ] {
        let fields = json!({"score": 2, "moment": "other", "spread": spread});
        diary.line("rating", &format!("{day}T07:00:00+01:00"), &fields);
    }
    let places = diary.stats().places;
    let weeks: Vec<_> = places.spread.iter().map(|week| (week.monday, week.furthest, week.n, week.shift)).collect();
    assert_eq!(
        weeks,
        [
            (day("2026-10-05"), Spread::Thigh, 1, None),
            (day("2026-10-12"), Spread::Foot, 3, Some(Shift::Down)),
            (day("2026-11-02"), Spread::Foot, 1, None),
            (day("2026-11-09"), Spread::None, 1, Some(Shift::Up)),
        ]
    );
    assert_eq!(places.below_knee, Some(FirstAndLast { first: day("2026-10-13"), last: day("2026-11-02") }));
}

#[test]
fn how_far_it_reaches_is_of_ratings_that_hurt_outside_of_sessions() {
    let mut diary = Diary::default();
    let mut say = |day: u32, score: Value, moment: &str, spread: &str| {
        let fields = json!({"score": score, "moment": moment, "spread": spread});
        diary.line("rating", &format!("2026-11-{day:02}T07:00:00+01:00"), &fields);
    };
    say(16, json!(1), "after", "buttock");
    say(16, json!(0), "other", "foot");
    say(16, json!(8), "during", "foot");
    say(17, Value::Null, "before", "below_knee");
    let places = diary.stats().places;
    let weeks: Vec<_> = places.spread.iter().map(|week| (week.furthest, week.n)).collect();
    assert_eq!((weeks, places.below_knee), (vec![(Spread::Buttock, 1)], None));
    let mut more = json!({"score": 1, "moment": "next_morning", "spread": "below_knee"});
    diary.line("rating", "2026-11-18T07:00:00+01:00", &more);
    more["score"] = json!(0);
    diary.line("rating", "2026-11-19T07:00:00+01:00", &more);
    let only = Some(FirstAndLast { first: day("2026-11-18"), last: day("2026-11-18") });
    assert_eq!(diary.stats().places.below_knee, only);
}

#[test]
fn activities_are_told_by_name_without_what_was_not_answered() {
    let mut diary = Diary::default();
    for (day, name, score, removed) in [
        ("01", "run 5 km", json!(4), false),
        ("01", "socks", Value::Null, false),
        ("08", "run 5 km", Value::Null, false),
        ("15", "run 5 km", json!(7), false),
        ("16", "run 5 km", Value::Null, true),
        ("17", "stairs", json!(0), false),
    ] {
        let fields = json!({"name": name, "score": score, "removed": removed});
        diary.line("activity", &format!("2026-11-{day}T07:00:00+01:00"), &fields);
    }
    let series = diary.stats().activities;
    let told: Vec<_> =
        series.iter().map(|one| (one.name.as_str(), one.answers.len(), one.change(), one.is_current)).collect();
    assert_eq!(told, [("run 5 km", 2, Some(3), false), ("stairs", 1, None, true)]);
}

#[test]
fn self_tests_are_told_by_side() {
    let mut diary = Diary::default();
    for (side, value) in [("left", 8), ("right", 20), ("left", 12)] {
        let fields = json!({"exercise": "single-leg-stand-eyes-closed", "side": side, "value": value});
        diary.line("self_test", "2026-11-16T07:00:00+01:00", &fields);
    }
    let series = diary.stats().self_tests;
    let values = |at: usize| series[at].tries.iter().map(|one| one.value.unwrap()).collect::<Vec<_>>();
    assert_eq!((series.len(), values(0), values(1)), (2, vec![8, 12], vec![20]));
}
