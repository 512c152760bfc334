//! Where it hurts, how far down it reaches, and what it is like.

use super::super::model::{Block, Cell, Section, Table, heads};
use super::{Source, counted, date, section, short_date};
use crate::cli::report::Part;
use crate::domain::content::wording::spoken;
use crate::domain::record::entry::{PainSide, PainWord, Spread};
use crate::domain::record::spots::{region_text, spread_text};
use crate::domain::stats::places::{Places, WordCount};

/// So many words, those said most often; a nerve's are told besides, however seldom, and of all others how many there are.
const MOST_WORDS: usize = 6;

/// What a nerve may feel like: a professional asks for these.
const OF_NERVES: [PainWord; 3] = [PainWord::Tingling, PainWord::Numb, PainWord::Weak];

impl Source<'_> {
    /// `None` where no rating tells a place, nor how far it spreads.
    pub(super) fn places(&self) -> Option<Section> {
        let places = &self.stats.places;
        if places.ratings == 0 && places.spread.is_empty() {
            return None;
        }
        let mut blocks = Vec::new();
        blocks.extend((!places.cells.is_empty()).then(|| Block::Table(regions(places))));
        blocks.extend((!places.words.is_empty()).then(|| Block::Text(words(places))));
        blocks.push(Block::Text(reach(places)));
        Some(section(Part::Where, "Where, and what it is like", blocks))
    }
}

/// Every place that was named, in the order of the body.
fn regions(places: &Places) -> Table {
    let mut regions: Vec<_> = places.cells.iter().map(|cell| cell.region).collect();
    regions.dedup();
    let count = |region, side| {
        let cell = places.cells.iter().find(|cell| cell.region == region && cell.side == side);
        cell.map(|cell| Cell::new(cell.count.to_string())).unwrap_or_default()
    };
    let mut sides = vec![Some(PainSide::Left), Some(PainSide::Middle), Some(PainSide::Right)];
    let mut names = vec!["Place", "Left", "Middle", "Right"];
    if places.cells.iter().any(|cell| cell.side.is_none()) {
        sides.push(None);
        names.push("Side not said");
    }
    let row = |region| {
        let name = Cell::new(region_text(region));
        std::iter::once(name).chain(sides.iter().map(|side| count(region, *side))).collect()
    };
    let unsaid = if places.unsaid > 0 { format!("; {} name no place", places.unsaid) } else { String::new() };
    let ratings = counted(places.ratings, "rating");
    Table {
        caption: format!("In how many of {ratings} of 1 or more, not during sessions{unsaid}; my own left and right"),
        heads: heads(&names),
        rows: regions.into_iter().map(row).collect(),
    }
}

/// `Words: dull 12, aching 3, numb 1, and 2 more.`
fn words(places: &Places) -> String {
    let is_told = |(rank, word): &(usize, &WordCount)| *rank < MOST_WORDS || OF_NERVES.contains(&word.word);
    let told = places.words.iter().enumerate().filter(is_told);
    let mut told: Vec<String> =
        told.map(|(_, word)| format!("{} {}", spoken(word.word.as_str()), word.count)).collect();
    let more = places.words.len() - told.len();
    told.extend((more > 0).then(|| format!("and {more} more")));
    format!("Words: {}.", told.join(", "))
}

/// How far down it reached.
fn reach(places: &Places) -> String {
    let furthest = places.spread.iter().max_by_key(|week| (week.furthest, week.monday));
    let Some(week) = furthest else { return "How far it spreads: not recorded.".to_owned() };
    if week.furthest == Spread::None {
        let told: usize = places.spread.iter().map(|week| week.n).sum();
        return format!("Spread down the leg: none, in {} of 1 or more that tell it.", counted(told, "rating"));
    }
    let furthest = format!("Furthest: {}, week of {}.", spread_text(week.furthest), short_date(week.monday));
    match places.below_knee {
        Some(days) if days.first == days.last => format!("{furthest} Below the knee on {}.", date(days.first)),
        Some(days) => format!("{furthest} Below the knee first on {}, last on {}.", date(days.first), date(days.last)),
        None => format!("{furthest} Below the knee: in none of these ratings."),
    }
}
