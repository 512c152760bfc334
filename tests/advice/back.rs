//! Which ratings are of the back, and what those that are do.

use supple::domain::advice::history::is_about_the_back;
use supple::domain::advice::morning::Settled;
use supple::domain::advice::readiness::Readiness;
use supple::domain::content::words::WordList;
use supple::domain::journal::entry::{Moment, Rating, Region, Score, Spot, Spread};

use crate::diary::{on, worded};
use crate::gym::{Gym, amount_in, check_in};
use crate::score;

const BACK: [Region; 5] = [Region::MidBack, Region::LowBack, Region::Buttock, Region::Hip, Region::ThighBack];

/// Pain here, and nowhere else.
fn at(region: Region) -> Rating {
    Rating { region: Some(region), ..worded(7, &[]) }
}

#[test]
fn a_place_of_the_back_or_none_or_spread_makes_a_rating_one_of_the_back() {
    assert!(is_about_the_back(&worded(7, &[])));
    for (_, region) in Region::ALL {
        let is_of_it = BACK.contains(region);
        assert_eq!(is_about_the_back(&at(*region)), is_of_it, "{region}");
        let during = Rating { moment: Moment::During, ..at(*region) };
        assert_eq!(is_about_the_back(&during), is_of_it, "{region} during a session");
        for (_, spread) in Spread::ALL {
            let rating = Rating { spread: Some(*spread), ..at(*region) };
            assert_eq!(is_about_the_back(&rating), is_of_it || *spread != Spread::None, "{region}, {spread}");
        }
        for moment in [Moment::Before, Moment::After, Moment::NextMorning] {
            assert!(is_about_the_back(&Rating { moment, ..at(*region) }), "{region}, {moment}");
        }
    }
    let also = |region| vec![Spot { region, side: None }];
    assert!(is_about_the_back(&Rating { also: also(Region::Hip), ..at(Region::Knee) }));
    assert!(!is_about_the_back(&Rating { also: also(Region::Foot), ..at(Region::Knee) }));
    let only_also = Rating { also: also(Region::Groin), ..worded(7, &[]) };
    assert!(!is_about_the_back(&only_also), "a place is named, if only as another one");
}

#[test]
fn a_check_in_of_the_leg_takes_the_session_down_as_one_of_the_back() {
    let gym = Gym::default();
    let easier = |region| {
        let rating = Rating { region: Some(region), ..check_in(Some(7)) };
        amount_in(&gym.adapt_to(0, "split-hip-stop", &rating).routine, "split-hip-stretch").unwrap()
    };
    for region in [Region::LowerLeg, Region::Foot, Region::Knee, Region::ThighBack, Region::LowBack] {
        assert_eq!(easier(region).to_string(), "20", "{region}");
    }
}

#[test]
fn a_score_by_rate_counts_for_today_if_it_spreads_from_the_back() {
    let today = |rating: Rating| {
        let mut gym = Gym::default();
        gym.diary.rating(on(0, "09:00"), rating);
        gym.today(0, None, |today| today.score.map(Score::value))
    };
    assert_eq!(today(at(Region::Foot)), None);
    assert_eq!(today(Rating { spread: Some(Spread::None), ..at(Region::Foot) }), None);
    assert_eq!(today(Rating { spread: Some(Spread::Buttock), ..at(Region::Foot) }), Some(7));
}

#[test]
fn a_night_is_settled_or_not_whichever_place_the_answers_name() {
    let settled = |before, morning| {
        let mut gym = Gym::default();
        let session = gym.diary.session(on(0, "18:00"), "core-basics", vec![]);
        for (moment, time, value) in
            [(Moment::Before, on(0, "17:59"), before), (Moment::NextMorning, on(1, "07:00"), morning)]
        {
            let leg = Rating { region: Some(Region::LowerLeg), spread: Some(Spread::BelowKnee), ..Rating::new(moment) };
            gym.diary.rating(time, Rating { score: Some(score(value)), session: Some(session), ..leg });
        }
        let of_today = |today: &Readiness<'_>| today.settled();
        gym.today(1, None, of_today)
    };
    assert_eq!(
        [settled(2, 3), settled(2, 4), settled(5, 5)],
        [Settled::Settled, Settled::NotSettled, Settled::Settled]
    );
}
