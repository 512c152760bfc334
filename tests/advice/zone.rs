//! B1: zones during and right after an exercise.

use supple::domain::advice::limits::{Limit, Limits};
use supple::domain::advice::zone::Zone::{Amber, Green, Red};
use supple::domain::advice::zone::{Zone, ZoneReading, zone};

use crate::{limits, score};

#[test]
fn b1_the_cut_of_the_score() {
    let zones: Vec<Zone> = (0..=10).map(|value| zone(score(value), None, &Limits::default(), None)).collect();
    let (green, amber, red) = (vec![Green; 4], vec![Amber; 2], vec![Red; 5]);
    assert_eq!(zones, [green, amber, red].concat());
}

#[test]
fn b1_the_rise_over_the_check_in_counts_too() {
    let cases = [
        (0, 1, Green),
        (0, 2, Amber),
        (0, 3, Red),
        (1, 2, Green),
        (1, 3, Amber),
        (2, 5, Red),
        (3, 5, Amber),
        (5, 4, Amber),
        (9, 3, Green),
        (9, 6, Red),
        (10, 10, Red),
    ];
    for (before, value, expected) in cases {
        let zone = zone(score(value), Some(score(before)), &Limits::default(), None);
        assert_eq!(zone, expected, "{value} after {before}");
    }
}

#[test]
fn b1_a_limit_of_the_routine_holds_where_it_is_the_lower() {
    let of = |value, limit| zone(score(value), None, &Limits::default(), Some(limit));
    assert_eq!([of(2, 2), of(3, 2), of(0, 0), of(1, 0)], [Green, Red, Green, Red]);
    assert_eq!([of(4, 4), of(5, 4)], [Amber, Red]);
    assert_eq!([of(5, 8), of(6, 8), of(7, 10)], [Amber, Red, Red], "a looser one does not");
}

#[test]
fn b1_the_user_moves_the_limits() {
    let moved = limits(&[(Limit::AmberFrom, 3), (Limit::RedFrom, 5), (Limit::AmberRise, 1), (Limit::RedRise, 2)]);
    let of = |value, before: Option<u8>| zone(score(value), before.map(score), &moved, None);
    assert_eq!([of(2, None), of(3, None), of(4, None), of(5, None)], [Green, Amber, Amber, Red]);
    assert_eq!([of(1, Some(1)), of(1, Some(0)), of(2, Some(0))], [Green, Amber, Red]);
}

#[test]
fn b1_the_number_that_decided_is_said() {
    let said = |value, before: Option<u8>, limit| {
        ZoneReading::new(score(value), before.map(score), &Limits::default(), limit).to_string()
    };
    assert_eq!(said(5, Some(4), None), "5 is amber");
    assert_eq!(said(4, Some(1), None), "4 is red: 3 above the 1 before");
    assert_eq!(said(3, None, Some(2)), "3 is red: this routine asks for 2 or less");
    assert_eq!(said(7, Some(2), Some(2)), "7 is red");
    assert_eq!([Green.text(), Red.text()], ["Carry on as planned.", "That is too much. Skip this one today."]);
}
