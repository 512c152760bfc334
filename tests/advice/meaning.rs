//! A2 and A6: which change is real, and which direction is a good one.

use supple::domain::advice::clinical_change::ClinicalChange::{Higher, Lower, Same};
use supple::domain::advice::clinical_change::Median;
use supple::domain::advice::clinical_change::{
    PeriodMedian, RULE, RealChange, Shift, Trend, activity_change, change, median_change, of_session, shift, trend,
};
use supple::domain::advice::paragraph::Paragraph;
use supple::domain::journal::entry::Spread;

use crate::score;

#[test]
fn a2_two_points_are_a_change_and_three_down_from_eight_on() {
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
        (8, 9, Same),
        (8, 10, Higher),
        (9, 7, Same),
        (9, 6, Lower),
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
            "2 before, 2 after: about the same. Pain went up to 5 during the session and came down again.",
        ),
        ((Some(2), Some(3), Some(2)), "2 before, 2 after: about the same."),
        ((Some(2), Some(5), Some(4)), "2 before, 4 after: higher. Tomorrow morning shows whether it settles."),
        ((Some(2), Some(5), None), "Pain went up to 5 during the session, from 2 before."),
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

fn median(values: &[u8]) -> Median {
    Median::of(values.iter().map(|value| score(*value))).unwrap()
}

#[test]
fn a2_a_fall_of_medians_has_to_be_larger_from_seven_and_a_half_on() {
    let of = |earlier: &[u8], later: &[u8]| median_change(median(earlier), median(later));
    assert_eq!(of(&[7, 7], &[5, 5]), Lower);
    assert_eq!(of(&[7, 8], &[5, 5]), Same, "2.5 points down from 7.5");
    assert_eq!(of(&[7, 8], &[4, 5]), Lower, "3 points down from 7.5");
    assert_eq!(of(&[7, 8], &[9, 10]), Higher, "2 points up from 7.5");
    assert_eq!(of(&[8], &[9, 10]), Same, "1.5 points up");
    assert_eq!(of(&[0], &[1, 2]), Same);
    assert_eq!(of(&[0], &[2]), Higher);
}

#[test]
fn a2_a_little_lower_is_said_between_two_weeks_of_four_ratings() {
    let week = |values: &[u8]| PeriodMedian { median: median(values), days: 7 };
    let how = |earlier: &[u8], later: &[u8]| trend(week(earlier), week(later));
    assert_eq!(how(&[3, 3, 3, 3], &[2, 2, 2, 2]), Trend::ALittleLower);
    assert_eq!(how(&[2, 2, 2, 2], &[3, 3, 3, 3]), Trend::ALittleHigher);
    assert_eq!(how(&[0, 0, 0, 0], &[1, 1, 1, 1]), Trend::ALittleHigher, "from 0 too");
    assert_eq!(how(&[4, 4, 5, 5], &[3, 3, 4, 4]), Trend::ALittleLower, "from 4.5");
    assert_eq!(how(&[5, 5, 5, 5], &[4, 4, 4, 4]), Trend::Same, "not from 5 on");
    assert_eq!(how(&[3, 3, 3], &[2, 2, 2, 2]), Trend::Same, "three ratings are too few for a point");
    assert_eq!(how(&[3, 3, 3, 3], &[2, 2, 2]), Trend::Same, "on either side");
    assert_eq!(how(&[3, 3, 3, 4], &[2, 3, 2, 3]), Trend::Same, "nor does half a point");
    assert_eq!(how(&[5, 5, 5], &[3, 3, 3]), Trend::Lower);
    assert_eq!(how(&[8, 8, 8], &[6, 6, 6]), Trend::Same);
    assert_eq!(how(&[8, 8, 8], &[5, 5, 5]), Trend::Lower);
    assert_eq!(how(&[8, 8, 8], &[10, 10, 10]), Trend::Higher);
    for (earlier, later) in [(6, 7), (7, 6), (1, 1)] {
        let of = |values: &[u8], days| PeriodMedian { median: median(values), days };
        assert_eq!(trend(of(&[3; 4], earlier), of(&[2; 4], later)), Trend::Same, "{earlier} and {later} days");
        assert_eq!(trend(of(&[3; 4], earlier), of(&[1; 4], later)), Trend::Lower, "{earlier} and {later} days");
    }
}

#[test]
fn an_activity_has_changed_from_three_points_on() {
    assert_eq!([-3, -2, 0, 2, 3].map(activity_change), [Lower, Same, Same, Same, Higher]);
}

#[test]
fn the_sentences_about_real_changes_have_the_numbers_of_the_rule() {
    let text = |score: u8| RealChange::from_halves(2 * score).text();
    assert_eq!([text(0), text(7), text(8)], ["2 points", "2 points", "3 points down or 2 up"]);
    assert_eq!(RULE, "A real change is 2 points or more; for a drop from 7.5 or higher, 3.");
    let page = Paragraph::RealChange.text();
    assert!(page.contains("a median: at 7.5 or more") && page.contains("2 points up, from any start"), "{page}");
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
