//! A2 and A6: which change is real, and which direction is a good one.

use supple::domain::advice::meaning::Change::{Higher, Lower, Same};
use supple::domain::advice::meaning::{Shift, between_weeks, change, of_session, shift};
use supple::domain::advice::median::Median;
use supple::domain::record::entry::Spread;

use crate::score;

#[test]
fn a2_two_points_are_a_change_and_three_from_eight_on() {
    let cases = [
        (0, 1, Same),
        (0, 2, Higher),
        (1, 0, Same),
        (2, 0, Lower),
        (4, 3, Same),
        (4, 2, Lower),
        (4, 6, Higher),
        (5, 4, Same),
        (7, 5, Lower),
        (7, 8, Same),
        (7, 9, Higher),
        (8, 6, Same),
        (8, 5, Lower),
        (8, 10, Same),
        (10, 8, Same),
        (10, 7, Lower),
    ];
    for (earlier, later, expected) in cases {
        assert_eq!(change(score(earlier), score(later)), expected, "{earlier} to {later}");
    }
}

fn said(before: Option<u8>, highest: Option<u8>, after: Option<u8>) -> Option<String> {
    of_session(before.map(score), highest.map(score), after.map(score))
}

#[test]
fn a2_a_session_is_said_in_its_own_numbers() {
    let cases = [
        ((Some(5), None, Some(3)), "5 before, 3 after: lower."),
        ((Some(3), None, Some(2)), "3 before, 2 after: about the same."),
        ((Some(3), None, Some(3)), "3 before, 3 after: about the same."),
        ((Some(3), None, Some(0)), "3 before, 0 after: no pain right now."),
        ((Some(1), None, Some(0)), "1 before, 0 after: no pain right now."),
        ((Some(0), None, Some(0)), "0 before and 0 after: no pain."),
        ((None, None, Some(0)), "0 after: no pain right now."),
        ((Some(8), None, Some(6)), "8 before, 6 after: about the same."),
        ((Some(1), None, Some(3)), "1 before, 3 after: higher. Tomorrow morning shows whether it settles."),
        (
            (Some(2), Some(5), Some(2)),
            "2 before, 2 after: about the same. It went up to 5 during the session and came down again.",
        ),
        ((Some(2), Some(3), Some(2)), "2 before, 2 after: about the same."),
        ((Some(2), Some(5), Some(4)), "2 before, 4 after: higher. Tomorrow morning shows whether it settles."),
        ((Some(2), Some(5), None), "It went up to 5 during the session, from 2 before."),
    ];
    for ((before, highest, after), expected) in cases {
        assert_eq!(said(before, highest, after).unwrap(), expected);
    }
}

#[test]
fn a2_nothing_is_said_of_what_was_not_answered() {
    let silent = [(None, None, None), (Some(3), None, None), (None, None, Some(3)), (None, Some(7), Some(3))];
    for (before, highest, after) in silent {
        assert_eq!(said(before, highest, after), None);
    }
}

#[test]
fn a2_no_pain_is_said_at_zero_alone() {
    for before in 0..=10 {
        for after in 1..=10 {
            assert!(!said(Some(before), None, Some(after)).unwrap().contains("no pain"));
        }
    }
}

#[test]
fn a2_a_little_lower_is_said_between_two_weeks_of_four_ratings() {
    let week = |values: &[u8]| Median::of(values.iter().map(|value| score(*value))).unwrap();
    let how = |earlier: &[u8], later: &[u8]| {
        let said = between_weeks(week(earlier), week(later), 3)?;
        Some(said.rsplit_once(": ").unwrap().1.to_owned())
    };
    assert_eq!(how(&[3, 3, 3, 3], &[2, 2, 2, 2]).unwrap(), "a little lower.");
    assert_eq!(how(&[2, 2, 2, 2], &[3, 3, 3, 3]).unwrap(), "a little higher.");
    assert_eq!(how(&[3, 3, 3], &[2, 2, 2, 2]).unwrap(), "about the same.", "three ratings are too few for a point");
    assert_eq!(how(&[3, 3, 3, 4], &[2, 3, 3, 3]).unwrap(), "about the same.", "nor does half a point");
    assert_eq!(how(&[5, 5, 5, 5], &[4, 4, 4, 4]).unwrap(), "about the same.", "nor one from five on");
    assert_eq!(how(&[5, 5, 5], &[3, 3, 3]).unwrap(), "lower.");
    assert_eq!(how(&[8, 8, 8], &[6, 6, 6]).unwrap(), "about the same.");
    assert_eq!(how(&[8, 8, 8], &[5, 5, 5]).unwrap(), "lower.");
    assert_eq!(how(&[3, 3], &[1, 1, 1, 1]), None, "two ratings are no week");
    let said = between_weeks(week(&[3, 3, 3, 3]), week(&[1, 2, 1, 2]), 3).unwrap();
    assert_eq!(said, "Median 1.5 from 4 ratings, 3 from 4 in the week before: a little lower.");
}

#[test]
fn a6_pain_that_moves_up_and_down() {
    use Spread::{BelowKnee, Buttock, Foot, None as Nowhere, Thigh};
    let cases = [
        (Thigh, Buttock, Some(Shift::Up)),
        (BelowKnee, Nowhere, Some(Shift::Up)),
        (Nowhere, Buttock, Some(Shift::Down)),
        (BelowKnee, Foot, Some(Shift::Down)),
        (Thigh, Thigh, None),
    ];
    for (last, now, expected) in cases {
        assert_eq!(shift(Some(last), Some(now)), expected, "{last} to {now}");
    }
    assert_eq!([shift(None, Some(Foot)), shift(Some(Foot), None)], [None, None], "what was not said is not guessed");
}
