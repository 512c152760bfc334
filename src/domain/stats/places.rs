//! The places of pain, the words for it, and its spread down the leg, week by week.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::Selection;
use super::pain::is_outside_sessions;
use crate::domain::advice::clinical_change::{Shift, shift};
use crate::domain::journal::entry::{PainSide, PainWord, Rating, Region, Spread};
use crate::domain::journal::merged::Logged;
use crate::domain::time::calendar::monday;

/// The places, words and spread of pain.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Places {
    /// The number of ratings of 1 or more outside sessions; all other fields are about these.
    pub ratings: usize,
    /// The number of ratings without a place.
    pub unsaid: usize,
    /// The number of ratings by place: from the back down, the left first; none that is 0. Both sides count on the left
    /// and on the right.
    pub cells: Vec<PlaceCount>,
    /// The number of ratings by word; the most used first.
    pub words: Vec<WordCount>,
    /// The spread in each week; ascending, weeks without a noted spread are left out.
    pub spread: Vec<SpreadWeek>,
    /// The first and the last day on which pain reached below the knee.
    pub below_knee: Option<FirstAndLast>,
}

/// A first and a last day, which may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FirstAndLast {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// The number of ratings that name a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlaceCount {
    /// The place.
    pub region: Region,
    /// The side: left, middle, right; `None` if none was noted.
    pub side: Option<PainSide>,
    /// The number of ratings.
    pub count: usize,
}

/// The number of ratings that use a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// The word.
    pub word: PainWord,
    /// The number of ratings.
    pub count: usize,
}

/// The spread of pain down the leg in a week, by every rating that notes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpreadWeek {
    /// The first day of the week.
    pub monday: NaiveDate,
    /// The furthest spread.
    pub furthest: Spread,
    /// The number of ratings that note a spread.
    pub n: usize,
    /// The shift from the last week with a noted spread.
    #[serde(serialize_with = "way")]
    pub shift: Option<Shift>,
}

/// Counts the places and words of the selected ratings.
pub fn places(selection: &Selection<'_>) -> Places {
    let mut cells: BTreeMap<(Region, u8), PlaceCount> = BTreeMap::new();
    let mut words: BTreeMap<PainWord, usize> = BTreeMap::new();
    let mut places = Places { spread: spread(selection), below_knee: below_knee(selection), ..Places::default() };
    for rating in hurting(selection) {
        places.ratings += 1;
        let named = named(rating);
        places.unsaid += usize::from(named.is_empty());
        for (region, side) in named {
            let cell = PlaceCount { region, side, count: 0 };
            cells.entry((region, column(side))).or_insert(cell).count += 1;
        }
        let mut said = rating.words.clone();
        said.sort_unstable();
        said.dedup();
        for word in said {
            *words.entry(word).or_default() += 1;
        }
    }
    places.cells = cells.into_values().collect();
    places.words = words.into_iter().map(|(word, count)| WordCount { word, count }).collect();
    places.words.sort_by_key(|word| std::cmp::Reverse(word.count));
    places
}

/// Returns the ratings of 1 or more outside sessions.
fn hurting<'a>(selection: &Selection<'a>) -> impl Iterator<Item = &'a Logged<Rating>> {
    let outside = selection.ratings().filter(|rating| is_outside_sessions(rating.moment));
    outside.filter(|rating| rating.score.is_some_and(|score| score.value() > 0))
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn way<S: Serializer>(shift: &Option<Shift>, to: S) -> Result<S::Ok, S::Error> {
    let way = shift.map(|shift| match shift {
        Shift::Up => "up",
        Shift::Down => "down",
    });
    way.serialize(to)
}

/// Returns the places of a rating, each once; one on both sides is listed as left and as right.
fn named(rating: &Rating) -> Vec<(Region, Option<PainSide>)> {
    let first = rating.region.map(|region| (region, rating.side));
    let all = first.into_iter().chain(rating.also.iter().map(|spot| (spot.region, spot.side)));
    let mut named: Vec<_> = all
        .flat_map(|(region, side)| match side {
            Some(PainSide::Both) => vec![(region, Some(PainSide::Left)), (region, Some(PainSide::Right))],
            side => vec![(region, side)],
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// Returns the column of a side, from left to right; the last is for no side.
const fn column(side: Option<PainSide>) -> u8 {
    match side {
        Some(PainSide::Left) => 0,
        Some(PainSide::Middle | PainSide::Both) => 1,
        Some(PainSide::Right) => 2,
        None => 3,
    }
}

fn spread(selection: &Selection<'_>) -> Vec<SpreadWeek> {
    let mut furthest: BTreeMap<NaiveDate, (Spread, usize)> = BTreeMap::new();
    let bounds = selection.scope.bounds();
    for rating in hurting(selection) {
        let Some(spread) = rating.spread else { continue };
        let (most, n) = furthest.entry(monday(bounds.day(rating.at))).or_insert((spread, 0));
        *most = spread.max(*most);
        *n += 1;
    }
    let (mut weeks, mut last) = (Vec::new(), None);
    for (monday, (furthest, n)) in furthest {
        let shift = shift(last.replace(furthest), Some(furthest));
        weeks.push(SpreadWeek { monday, furthest, n, shift });
    }
    weeks
}

fn below_knee(selection: &Selection<'_>) -> Option<FirstAndLast> {
    let bounds = selection.scope.bounds();
    let far = hurting(selection).filter(|rating| rating.spread >= Some(Spread::BelowKnee));
    let days: Vec<NaiveDate> = far.map(|rating| bounds.day(rating.at)).collect();
    Some(FirstAndLast { first: *days.iter().min()?, last: *days.iter().max()? })
}
