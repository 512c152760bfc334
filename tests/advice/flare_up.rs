//! When there is a flare-up, and for how long.

use serde_json::json;
use supple::domain::advice::limits::Limit;
use supple::domain::journal::entry::{Body, Moment, PainWord, Rating, Region, Spread};

use crate::diary::{on, worded};
use crate::gym::{Gym, check_in};
use crate::{limits, score};

/// Cramping with this score.
fn cramps(value: u8) -> Rating {
    worded(value, &[PainWord::Cramping])
}

/// Somebody with these scores, each at nine in the morning.
fn scored(scores: &[(i64, u8)]) -> Gym {
    let mut gym = Gym::default();
    for (day, value) in scores {
        gym.diary.other(on(*day, "09:00"), *value);
    }
    gym
}

fn why(gym: &Gym, day: i64) -> Option<String> {
    gym.today(day, None, |today| today.flare.as_ref().map(|flare| flare.why.clone()))
}

fn is_on(scores: &[(i64, u8)], day: i64) -> bool {
    why(&scored(scores), day).is_some()
}

#[test]
fn red_on_two_of_seven_dates_begins_one() {
    assert_eq!(why(&scored(&[(0, 6), (6, 6)]), 6).unwrap(), "6 or more on 2 of the last 7 days.");
    assert!(!is_on(&[(0, 6), (7, 6)], 7), "eight dates");
    assert!(!is_on(&[(0, 6), (1, 5)], 1) && !is_on(&[(0, 5), (1, 5)], 1));
    assert!(!is_on(&[(0, 6), (0, 9)], 0), "one date");
    assert!(is_on(&[(0, 6), (1, 4), (2, 6)], 2), "amber between");
    let mut late = Gym::default();
    late.diary.other(on(0, "23:50"), 7);
    late.diary.other(on(7, "00:10"), 7);
    assert_eq!(why(&late, 7), None, "six days and twenty minutes, and eight dates");
    let lower = Gym { limits: limits(&[(Limit::RedFrom, 5)]), ..scored(&[(0, 5), (1, 5)]) };
    assert_eq!(why(&lower, 1).unwrap(), "5 or more on 2 of the last 7 days.");
}

#[test]
fn all_is_counted_anew_after_a_green_score() {
    for scores in [
        &[(0, 6), (1, 6), (2, 2), (3, 4)][..],
        &[(0, 6), (1, 2), (2, 6)],
        &[(0, 7), (1, 7), (2, 0), (5, 5)],
        &[(0, 9), (1, 9), (2, 3), (3, 9)],
    ] {
        assert!(!is_on(scores, scores[scores.len() - 1].0), "{scores:?}");
    }
    assert!(is_on(&[(0, 6), (1, 2), (2, 6), (3, 6)], 3));
}

#[test]
fn it_goes_on_with_amber_and_is_over_after_seven_days_without_more_than_green() {
    let bad = [(0, 7), (1, 6)];
    assert!(is_on(&bad, 7) && !is_on(&bad, 8), "the seventh day without is the first without it");
    let amber = [(0, 7), (1, 6), (7, 4), (13, 5)];
    let text = "6 or more on 2 of 7 days up to 3 Mar, and no green score since.";
    assert_eq!(why(&scored(&amber), 13).unwrap(), text);
    assert!(is_on(&amber, 19) && !is_on(&amber, 20));
    assert!(!is_on(&[(0, 7), (1, 6), (8, 5)], 8), "it was over, and amber begins none");
    assert!(!is_on(&[(0, 7), (1, 6), (1, 3)], 1), "over with green on the same day");
}

#[test]
fn cramping_from_amber_on_begins_one_and_green_ends_it_cramping_or_not() {
    let of = |ratings: &[(i64, Rating)], day| {
        let mut gym = Gym::default();
        for (day, rating) in ratings {
            gym.diary.rating(on(*day, "09:00"), rating.clone());
        }
        why(&gym, day)
    };
    assert_eq!(of(&[(0, cramps(4))], 0).unwrap(), "Cramping, rated 4 of 10.");
    assert_eq!(of(&[(0, cramps(3))], 0), None);
    let lasting = [(0, cramps(4)), (5, worded(5, &[]))];
    assert_eq!(of(&lasting, 11).unwrap(), "Cramping, rated 4 of 10, on 2 Mar, and no green score since.");
    assert_eq!(of(&lasting, 12), None);
    assert_eq!(of(&[(0, cramps(4)), (1, worded(1, &[])), (5, worded(5, &[]))], 5), None);
    assert_eq!(of(&[(0, cramps(5)), (1, cramps(3)), (2, worded(4, &[]))], 2), None, "green with cramping ends it");
    let unanswered = Rating { score: None, ..cramps(4) };
    assert_eq!(of(&[(0, unanswered)], 0), None, "no score is no amber");
}

#[test]
fn ratings_during_a_session_and_of_other_places_take_no_part() {
    let mut gym = Gym::default();
    for day in [0, 1] {
        let session = gym.diary.session(on(day, "18:00"), "core-basics", vec![]);
        gym.diary.of(session, Moment::During, on(day, "18:05"), Some(9));
        gym.diary.rating(on(day, "19:00"), Rating { region: Some(Region::Knee), ..worded(9, &[PainWord::Cramping]) });
    }
    assert_eq!(why(&gym, 1), None);
    let mut gym = scored(&[(0, 7), (1, 7)]);
    let session = gym.diary.session(on(1, "18:00"), "core-basics", vec![]);
    gym.diary.of(session, Moment::During, on(1, "18:05"), Some(0));
    gym.diary.rating(on(1, "19:00"), Rating { region: Some(Region::Foot), ..worded(0, &[]) });
    assert!(why(&gym, 2).is_some(), "nor do they end one");
}

#[test]
fn it_is_the_same_by_each_way_in() {
    fn begins(gym: &Gym, day: i64, rating: Option<&Rating>) -> bool {
        gym.today(day, rating, |today| today.flare.is_some())
    }
    let red = check_in(Some(6));
    let mut gym = scored(&[(0, 6)]);
    assert!(begins(&gym, 1, Some(&red)), "a check-in that is not written yet");
    assert!(!begins(&gym, 1, Some(&check_in(None))) && !begins(&gym, 7, Some(&red)));
    let morning =
        gym.diary.rating(on(1, "07:00"), Rating { score: Some(score(6)), ..Rating::new(Moment::NextMorning) });
    assert!(begins(&gym, 1, None));
    assert!(!begins(&gym, 1, Some(&check_in(Some(3)))), "a green check-in ends it");
    let set = json!({"score": 3}).as_object().unwrap().clone();
    let amend = gym.diary.write(on(1, "08:00"), Body::Amend { target: morning, set });
    assert!(!begins(&gym, 1, None), "amended");
    gym.diary.delete(on(1, "09:00"), amend);
    assert!(begins(&gym, 1, None));
    gym.diary.delete(on(1, "10:00"), morning);
    assert!(!begins(&gym, 1, None), "deleted");
    // What another device wrote comes later than its time.
    gym.diary.other(on(-1, "09:00"), 8);
    assert!(begins(&gym, 0, None));
    gym.diary.other(on(-1, "12:00"), 1);
    assert!(!begins(&gym, 0, None));
}

#[test]
fn pain_of_the_leg_that_comes_from_the_back_begins_one() {
    let mut gym = Gym::default();
    for day in [0, 1] {
        let foot = Rating { region: Some(Region::Foot), spread: Some(Spread::Foot), ..worded(8, &[]) };
        gym.diary.rating(on(day, "09:00"), foot);
    }
    assert!(why(&gym, 1).is_some());
}
