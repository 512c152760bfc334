//! Search for exercises, routines, plans and guides by a few words, also misspelt ones; and suggestions for a mistyped
//! word.
//!
//! Every word has to occur in an item: exactly, as the beginning of a word, as a synonym, with a letter or two wrong,
//! or inside a word; the part of the item where it occurs weighs most. If no item has every word, those are found that
//! have most of them. Wrong letters are counted as edits (Damerau and Levenshtein) with `strsim`: the fuzzy matchers of
//! pickers and editors, `nucleo-matcher` and `fuzzy-matcher`, look for the letters in order and find nothing where two
//! are swapped or one is wrong.
//!
//! `likeness` compares two names; `word` compares words and has the table of synonyms.

use std::collections::HashMap;

use super::catalog::Catalog;
use super::exercise::{Exercise, Id};
use super::guide::{Block, Guide};
use super::link::{ItemKind, Need};
use super::plan::Plan;
use super::problem::nearest;
use super::routine::Routine;
use crate::domain::text::Text;
use crate::domain::text::folded;

mod likeness;
mod word;

pub use likeness::likeness;
use word::{EXACT, Nearness, SearchWord, Term, terms, words};

/// The weight of a text in the score.
type MatchWeight = u32;

const NAME: MatchWeight = 24;
const ALIAS: MatchWeight = 16;
/// Its purpose: muscles, problems.
const PURPOSE: MatchWeight = 10;
/// The way it is done: kind, position, equipment, occasion.
const MANNER: MatchWeight = 8;
/// Its parts: exercises of a routine, headings and causes of a guide.
const PARTS: MatchWeight = 6;
const SUMMARY: MatchWeight = 4;
/// The text of a guide: found only by exact words, since it is long.
const BODY: MatchWeight = 1;

/// The limit of words that are searched for: nobody types more, and each takes time.
const MOST_WORDS: usize = 12;

/// An item that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The kind of the item.
    pub kind: ItemKind,
    /// The id of the item.
    pub id: Id,
    /// The quality of the match: higher is better, comparable only within one search.
    pub score: u32,
    /// The number of words that it lacks: 0, unless no item has all of them.
    pub lacking: usize,
}

/// An index of items by their words.
pub struct Index {
    /// The items, ordered by title.
    items: Vec<SearchItem>,
    /// All words, each with the items that have it.
    vocabulary: Vec<(SearchWord, Vec<WordHit>)>,
}

struct SearchItem {
    kind: ItemKind,
    id: Id,
    /// The title, then each other name, as words with one blank in between.
    names: Vec<String>,
    /// Every other short description, in the same form.
    phrases: Vec<String>,
}

/// An occurrence of a word in an item.
struct WordHit {
    item: usize,
    /// The highest weight of a text of the item that has the word.
    weight: MatchWeight,
}

impl Index {
    /// Builds an index of all items of these kinds, which reads them all.
    pub fn new(catalog: &Catalog, kinds: &[ItemKind]) -> Self {
        let mut all: Vec<Searched> = Vec::new();
        for kind in kinds {
            all.extend(catalog.ids(*kind).filter_map(|id| searched(catalog, *kind, id)));
        }
        all.sort_by(|a, b| (&a.title, a.kind, &a.id).cmp(&(&b.title, b.kind, &b.id)));
        let mut places: HashMap<String, Vec<WordHit>> = HashMap::new();
        let items = all.into_iter().enumerate().map(|(at, item)| SearchItem::new(at, item, &mut places)).collect();
        let vocabulary = places.into_iter().map(|(text, places)| (SearchWord::new(&text), places)).collect();
        Self { items, vocabulary }
    }

    /// Returns the items that have all words of `asked`, the best first, equal ones by title. If there is none, returns
    /// those that have more than half of the words, the most first. Small words ("for my") count only if there are no
    /// others; without any word nothing is found.
    pub fn search(&self, asked: &str) -> Vec<Hit> {
        let asked: Vec<String> = words(asked).into_iter().take(MOST_WORDS).collect();
        let terms = terms(&asked);
        let mut found = vec![(0, 0); self.items.len()];
        for term in &terms {
            for ((count, score), best) in found.iter_mut().zip(self.best_places(term)) {
                *count += usize::from(best.is_some());
                *score += best.unwrap_or_default();
            }
        }
        let most = found.iter().map(|(count, _)| *count).max().unwrap_or_default();
        let enough = if most == terms.len() { most } else { terms.len() / 2 + 1 };
        let phrase = asked.join(" ");
        let usual = terms.iter().map(Term::usual).collect::<Vec<_>>().join(" ");
        let mut hits = Vec::new();
        for (item, (count, score)) in self.items.iter().zip(found) {
            if count > 0 && count >= enough {
                let score = score + item.bonus(&phrase).max(item.bonus(&usual) / 2);
                hits.push(Hit { kind: item.kind, id: item.id.clone(), score, lacking: terms.len() - count });
            }
        }
        hits.sort_by_key(|hit| (hit.lacking, std::cmp::Reverse(hit.score)));
        hits
    }

    /// Returns the score of the best occurrence of a term in each item.
    fn best_places(&self, term: &Term) -> Vec<Option<u32>> {
        let mut best = vec![None; self.items.len()];
        for (way, percent) in term.ways() {
            let of_way = match way {
                [word] if percent == EXACT => self.places_of_word(word, !term.is_known()),
                _ => self.places_of_all(way),
            };
            for (best, of_way) in best.iter_mut().zip(of_way) {
                *best = of_way.map(|score| score * percent / EXACT).max(*best);
            }
        }
        best
    }

    /// Returns the score of the lowest of these words in each item that has all of them exactly.
    fn places_of_all(&self, all: &[SearchWord]) -> Vec<Option<u32>> {
        let mut least: Vec<Option<u32>> = Vec::new();
        for (at, word) in all.iter().enumerate() {
            let mut best = vec![None; self.items.len()];
            self.mark(&mut best, 0, &|other| word.is(other));
            least = match at {
                0 => best,
                _ => least.into_iter().zip(best).map(|(a, b)| Some(a?.min(b?))).collect(),
            };
        }
        least
    }

    /// Returns the score of the best occurrence in each item of a word that may be incomplete or `misspelt`.
    fn places_of_word(&self, asked: &SearchWord, misspelt: bool) -> Vec<Option<u32>> {
        let mut best = vec![None; self.items.len()];
        let is_word = self.mark(&mut best, 0, &|word| asked.is(word));
        let is_beginning = self.mark(&mut best, 0, &|word| asked.begins(word));
        // A word that there is was not misspelt, and neither was the beginning of one.
        if misspelt && !is_word {
            self.mark(&mut best, BODY, &|word| asked.resembles(word));
        }
        if misspelt && !is_word && !is_beginning {
            self.mark(&mut best, BODY, &|word| asked.nearly_begins(word));
        }
        best
    }

    /// Raises the scores in `best` for words that are `near`, in texts of a weight over `above`. Returns true if there
    /// is such a word.
    fn mark(
        &self,
        best: &mut [Option<u32>],
        above: MatchWeight,
        near: &dyn Fn(&SearchWord) -> Option<Nearness>,
    ) -> bool {
        let mut any = false;
        for (word, places) in &self.vocabulary {
            let Some(near) = near(word) else { continue };
            for place in places.iter().filter(|place| place.weight > above) {
                any = true;
                if let Some(best) = best.get_mut(place.item) {
                    *best = Some(near * place.weight).max(*best);
                }
            }
        }
        any
    }
}

/// Returns those of `known`, words with dashes, that have every word of `asked`, or a synonym of it.
///
/// ```
/// use supple::domain::content::search::named_by;
///
/// assert_eq!(named_by("tight hips", ["tight-hip-flexors", "tight-glutes"]), ["tight-hip-flexors"]);
/// assert_eq!(named_by("tight bum", ["tight-hip-flexors", "tight-glutes"]), ["tight-glutes"]);
/// ```
pub fn named_by<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let terms = terms(&words(asked));
    if terms.is_empty() {
        return Vec::new();
    }
    known.into_iter().filter(|known| terms.iter().all(|term| term.is_in(known))).collect()
}

/// Returns at most five of `known`, words with dashes, that may have been meant by `asked`: those that have all its
/// words or synonyms of them, else the nearest, else those that contain it or nearly begin with it.
///
/// ```
/// use supple::domain::content::search::meant;
///
/// assert_eq!(meant("run", ["before-run", "after-run", "evening"]), ["before-run", "after-run"]);
/// assert_eq!(meant("evenin", ["before-run", "evening"]), ["evening"]);
/// ```
pub fn meant<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const MOST: usize = 5;
    let wanted = folded(asked.trim()).replace([' ', '_'], "-");
    if wanted.is_empty() {
        return Vec::new();
    }
    let known: Vec<&str> = known.into_iter().collect();
    let mut found = named_by(asked, known.iter().copied());
    if found.is_empty() {
        found.extend(nearest(&wanted, known.iter().copied()));
    }
    if found.is_empty() {
        found.extend(known.iter().filter(|word| word.contains(&wanted)));
    }
    if found.is_empty() {
        found.extend(known.iter().filter(|word| nearly_begins(word, &wanted)));
    }
    found.truncate(MOST);
    found
}

/// Returns the question `did you mean …?` with these words.
pub fn did_you_mean(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("did you mean {}?", quoted.join(" or "))
}

impl SearchItem {
    fn new(at: usize, item: Searched, places: &mut HashMap<String, Vec<WordHit>>) -> Self {
        let mut add = |word: String, weight: MatchWeight| add_place(places.entry(word).or_default(), at, weight);
        let mut names = Vec::new();
        let aliases = item.aliases.iter().map(|alias| (ALIAS, alias));
        for (weight, name) in [(NAME, &item.title)].into_iter().chain(aliases) {
            let words = words(name);
            // So that `birddog` finds the same as `bird dog`.
            for (a, b) in words.iter().zip(words.iter().skip(1)) {
                add(format!("{a}{b}"), weight);
            }
            names.push(words.join(" "));
            for word in words {
                add(word, weight);
            }
        }
        let mut phrases = Vec::new();
        for (weight, text) in &item.texts {
            let words = words(text);
            if *weight >= MANNER {
                phrases.push(words.join(" "));
            }
            for word in words {
                add(word, *weight);
            }
        }
        Self { kind: item.kind, id: item.id, names, phrases }
    }

    /// Returns the additional score for `phrase` as a whole, at the beginning, or in the middle of a name; or as the
    /// whole of another short description, such as a muscle, a problem or a position.
    fn bonus(&self, phrase: &str) -> u32 {
        let asked = phrase.split(' ').count();
        let mut best = if self.phrases.iter().any(|other| other == phrase) { 1_000 } else { 0 };
        for (at, name) in self.names.iter().enumerate() {
            let share = (100 * asked / name.split(' ').count().max(1)).min(100) as u32;
            let bonus = match name.find(phrase) {
                _ if name == phrase => 100_000,
                Some(0) => 300 + 6 * share,
                Some(start) if name.get(..start).is_some_and(|before| before.ends_with(' ')) => 200 + 3 * share,
                _ => 0,
            };
            best = best.max(if at == 0 { bonus } else { bonus * 3 / 4 });
        }
        best
    }
}

/// Adds item `at`, the last one so far, to the places of a word; keeps the higher weight if it is there already.
fn add_place(places: &mut Vec<WordHit>, at: usize, weight: MatchWeight) {
    match places.last_mut().filter(|place| place.item == at) {
        Some(place) => place.weight = place.weight.max(weight),
        None => places.push(WordHit { item: at, weight }),
    }
}

/// Returns true if `word` begins with `wanted` except for one letter; false for a `wanted` of fewer than five letters.
fn nearly_begins(word: &str, wanted: &str) -> bool {
    let letters = wanted.chars().count();
    let beginning: String = word.chars().take(letters).collect();
    letters >= 5 && strsim::damerau_levenshtein(&beginning, wanted) == 1
}

/// An item with the texts that are searched.
struct Searched {
    kind: ItemKind,
    id: Id,
    title: String,
    aliases: Vec<String>,
    texts: Vec<(MatchWeight, String)>,
}

impl Searched {
    fn new(kind: ItemKind, id: &Id, title: &Text, aliases: &[Text]) -> Self {
        let aliases = aliases.iter().map(ToString::to_string).collect();
        Self { kind, id: id.clone(), title: title.to_string(), aliases, texts: Vec::new() }
    }

    fn add<T: ToString>(&mut self, weight: MatchWeight, texts: impl IntoIterator<Item = T>) {
        self.texts.extend(texts.into_iter().map(|text| (weight, text.to_string())));
    }

    fn needs(&mut self, needs: &[Need]) {
        self.add(MANNER, needs.iter().flat_map(Need::any_of));
    }
}

/// Collects the texts of the item of this kind and id.
fn searched(catalog: &Catalog, kind: ItemKind, id: &str) -> Option<Searched> {
    Some(match kind {
        ItemKind::Exercise => of_exercise(&*catalog.exercise(id)?),
        ItemKind::Routine => of_routine(catalog, &*catalog.routine(id)?),
        ItemKind::Plan => of_plan(catalog, &*catalog.plan(id)?),
        ItemKind::Guide => of_guide(&*catalog.guide(id)?),
    })
}

fn of_exercise(exercise: &Exercise) -> Searched {
    let mut item = Searched::new(ItemKind::Exercise, &exercise.id, &exercise.name, &exercise.aliases);
    item.add(PURPOSE, exercise.stretches.iter().chain(&exercise.works));
    item.add(PURPOSE, &exercise.helps_with);
    item.add(MANNER, [exercise.kind].iter().chain(&exercise.also));
    item.add(MANNER, [exercise.position]);
    item.needs(&exercise.equipment);
    item.add(SUMMARY, [&exercise.summary]);
    item
}

fn of_routine(catalog: &Catalog, routine: &Routine) -> Searched {
    let mut item = Searched::new(ItemKind::Routine, &routine.id, &routine.title, &[]);
    item.add(MANNER, &routine.when);
    item.needs(&routine.equipment);
    item.needs(&routine.optional_equipment);
    let exercises = routine.steps.iter().filter_map(|step| catalog.exercise(step.exercise.as_str()));
    for exercise in exercises {
        item.add(PARTS, [&exercise.name].into_iter().chain(&exercise.aliases));
        item.add(SUMMARY, &exercise.helps_with);
    }
    item.add(SUMMARY, [&routine.summary]);
    let plans = catalog.plans().filter(|plan| plan.routines().contains(&&routine.id));
    item.add(SUMMARY, plans.map(|plan| plan.title.clone()));
    item
}

fn of_plan(catalog: &Catalog, plan: &Plan) -> Searched {
    let mut item = Searched::new(ItemKind::Plan, &plan.id, &plan.title, &[]);
    item.add(PARTS, plan.versions.iter().map(|version| &version.title));
    item.add(PARTS, plan.parts.iter().map(|part| &part.title));
    item.add(PARTS, plan.routines().into_iter().filter_map(|id| catalog.title(ItemKind::Routine, id.as_str())));
    item.add(SUMMARY, [&plan.summary]);
    item
}

fn of_guide(guide: &Guide) -> Searched {
    let mut item = Searched::new(ItemKind::Guide, &guide.id, &guide.title, &guide.aliases);
    item.add(MANNER, [guide.shelf]);
    item.add(MANNER, &guide.activities);
    item.add(PARTS, guide.causes.iter().map(|cause| &cause.cause));
    let headings = guide.blocks.iter().filter_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    item.add(PARTS, headings);
    item.add(SUMMARY, [&guide.summary]);
    item.add(BODY, guide.texts());
    item
}

#[cfg(test)]
mod tests;
