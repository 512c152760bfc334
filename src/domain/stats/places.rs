//! Where it hurts, what it is like, and how far down the leg it reaches, week by week.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::monday;
use super::pain::is_outside_sessions;
use super::selection::Selection;
use crate::domain::advice::meaning::{Shift, shift};
use crate::domain::record::entry::{PainSide, PainWord, Rating, Region, Spread};
use crate::domain::record::journal::Logged;

/// Where and what.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Places {
    /// Ratings of 1 or more, not those during sessions: what the counts are out of.
    pub ratings: usize,
    /// Of those, how many name no place.
    pub unsaid: usize,
    /// Of those, how many name this place: from the back down, the left first; none that is 0. Both sides count on the
    /// left and on the right.
    pub cells: Vec<PlaceCount>,
    /// Of those, how many use this word; the most used first.
    pub words: Vec<WordCount>,
    /// Of those, how far down each week; ascending, weeks in which nothing was said about it are left out.
    pub spread: Vec<SpreadWeek>,
    /// Of those, the first and the last day on which pain reached below the knee.
    pub below_knee: Option<FirstAndLast>,
}

/// Two days, which may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FirstAndLast {
    /// The first.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
}

/// How often a place was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlaceCount {
    /// Where.
    pub region: Region,
    /// On which side: left, middle, right; `None` where none was said.
    pub side: Option<PainSide>,
    /// In how many ratings.
    pub count: usize,
}

/// How often a word was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// Which.
    pub word: PainWord,
    /// In how many ratings.
    pub count: usize,
}

/// How far down the leg pain reached in a week, by every rating that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpreadWeek {
    /// The first day of the week.
    pub monday: NaiveDate,
    /// The furthest.
    pub furthest: Spread,
    /// How many ratings say how far.
    pub n: usize,
    /// Whether that is further up or down than in the last week in which it was said.
    #[serde(serialize_with = "way")]
    pub shift: Option<Shift>,
}

/// Where the ratings that are selected say it hurts.
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
        said.into_iter().for_each(|word| *words.entry(word).or_default() += 1);
    }
    places.cells = cells.into_values().collect();
    places.words = words.into_iter().map(|(word, count)| WordCount { word, count }).collect();
    places.words.sort_by_key(|word| std::cmp::Reverse(word.count));
    places
}

/// The ratings that say that it hurts: of 1 or more, not those during sessions.
fn hurting<'a>(selection: &Selection<'a>) -> impl Iterator<Item = &'a Logged<Rating>> {
    let hurts = |rating: &Rating| rating.score.is_some_and(|score| score.value() > 0);
    selection.ratings().filter(move |rating| is_outside_sessions(rating.moment) && hurts(rating))
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn way<S: Serializer>(shift: &Option<Shift>, to: S) -> Result<S::Ok, S::Error> {
    let way = shift.map(|shift| match shift {
        Shift::Up => "up",
        Shift::Down => "down",
    });
    way.serialize(to)
}

/// The places of a rating, each once, both sides apart.
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

/// The columns from left to right, and behind them what names no side.
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
    let mut last = None;
    let week = |(monday, (furthest, n))| {
        let shift = shift(last.replace(furthest), Some(furthest));
        SpreadWeek { monday, furthest, n, shift }
    };
    furthest.into_iter().map(week).collect()
}

fn below_knee(selection: &Selection<'_>) -> Option<FirstAndLast> {
    let bounds = selection.scope.bounds();
    let far = hurting(selection).filter(|rating| rating.spread >= Some(Spread::BelowKnee));
    let days: Vec<NaiveDate> = far.map(|rating| bounds.day(rating.at)).collect();
    Some(FirstAndLast { first: *days.iter().min()?, last: *days.iter().max()? })
}
