//! Finding exercises, routines, plans and guides by a few words, also misspelt ones.
//!
//! Every word has to be found in an item: as it is, as the beginning of a word, as another word for the
//! same, with a letter or two wrong, or inside of a word; what counts most is where it is found. Where
//! no item has every word, those come that have most of them. Wrong letters are counted as edits (Damerau and Levenshtein) with `strsim`: the fuzzy matchers of pickers and
//! editors, `nucleo-matcher` and `fuzzy-matcher`, look for the letters in their order and find nothing
//! where two are swapped or one is wrong.
//!
//! `item` says what of an item is searched, `word` how words are compared, `synonym` which words mean the
//! same.

use std::collections::HashMap;

use super::catalog::Catalog;
use super::exercise::Id;
use super::link::ItemKind;

mod item;
mod synonym;
mod word;

use item::{ALIAS, BODY, MANNER, NAME, Searched, Weight, searched};
use synonym::{Term, terms};
use word::{EXACT, Nearness, Word, words};

/// Words beyond these are not looked for: nobody types them, and each costs its time.
const MOST_WORDS: usize = 12;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: ItemKind,
    /// Which one.
    pub id: Id,
    /// How well it fits: more is better, and means something only beside the others of one search.
    pub score: u32,
    /// How many of the words it lacks: 0, unless nothing has all of them.
    pub lacking: usize,
}

/// What can be found, and by which words.
pub struct Index {
    /// By title.
    items: Vec<Item>,
    vocabulary: Vec<(Word, Vec<Place>)>,
}

struct Item {
    kind: ItemKind,
    id: Id,
    /// The words of the title, then of each other name, with one blank between two.
    names: Vec<String>,
    /// The words of every other text that says in short what it is.
    phrases: Vec<String>,
}

/// That a word stands in an item.
struct Place {
    item: usize,
    /// Of the places within the item, the one that counts most.
    weight: Weight,
}

impl Index {
    /// Everything of these kinds in the catalog, which is read for it.
    pub fn new(catalog: &Catalog, kinds: &[ItemKind]) -> Self {
        let of_kind =
            |kind: &ItemKind| catalog.ids(*kind).filter_map(|id| searched(catalog, *kind, id)).collect::<Vec<_>>();
        let mut all: Vec<Searched> = kinds.iter().flat_map(of_kind).collect();
        all.sort_by(|a, b| (&a.title, a.kind, &a.id).cmp(&(&b.title, b.kind, &b.id)));
        let mut places: HashMap<String, Vec<Place>> = HashMap::new();
        let items = all.into_iter().enumerate().map(|(at, item)| Item::new(at, item, &mut places)).collect();
        let vocabulary = places.into_iter().map(|(text, places)| (Word::new(&text), places)).collect();
        Self { items, vocabulary }
    }

    /// What has all of the words, best first; of equals the first by title. Where nothing has, what has
    /// more than half of them, the most first. Small words ("for my") count only alone; without any word
    /// nothing is found.
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
        let hit = |(item, (count, score)): (&Item, (usize, u32))| Hit {
            kind: item.kind,
            id: item.id.clone(),
            score: score + item.bonus(&phrase).max(item.bonus(&usual) / 2),
            lacking: terms.len() - count,
        };
        let is_enough = |(_, (count, _)): &(&Item, (usize, u32))| *count > 0 && *count >= enough;
        let mut hits: Vec<Hit> = self.items.iter().zip(found).filter(is_enough).map(hit).collect();
        hits.sort_by_key(|hit| (hit.lacking, std::cmp::Reverse(hit.score)));
        hits
    }

    /// For each item, how much the best place of this term in it counts.
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

    /// For each item that has all of these words as they are, how much the least of them counts.
    fn places_of_all(&self, all: &[Word]) -> Vec<Option<u32>> {
        let of_word = |word: &Word| {
            let mut best = vec![None; self.items.len()];
            self.mark(&mut best, 0, &|other| word.is(other));
            best
        };
        let least = |a: Vec<Option<u32>>, b: Vec<Option<u32>>| -> Vec<Option<u32>> {
            a.into_iter().zip(b).map(|(a, b)| a.zip(b).map(|(a, b)| a.min(b))).collect()
        };
        all.iter().map(of_word).reduce(least).unwrap_or_default()
    }

    /// For each item, how much the best place of a word counts that may be begun, or be misspelt.
    fn places_of_word(&self, asked: &Word, misspelt: bool) -> Vec<Option<u32>> {
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

    /// Counts in `best` what is near, where it stands in more than a text of weight `above`; says whether
    /// there is any.
    fn mark(&self, best: &mut [Option<u32>], above: Weight, near: &dyn Fn(&Word) -> Option<Nearness>) -> bool {
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

/// Those of `known`, words with dashes, that have every word of `asked`, or other words for the same.
///
/// ```
/// use supple::domain::content::search::named_by;
///
/// assert_eq!(named_by("tight hips", ["tight-hip-flexors", "tight-glutes"]), ["tight-hip-flexors"]);
/// assert_eq!(named_by("tight bum", ["tight-hip-flexors", "tight-glutes"]), ["tight-glutes"]);
/// ```
pub fn named_by<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let terms = terms(&words(asked));
    let fits = |known: &&str| {
        let known: Vec<Word> = words(known).iter().map(|word| Word::new(word)).collect();
        let has = |word: &Word| known.iter().any(|other| word.is(other).is_some());
        !terms.is_empty() && terms.iter().all(|term| term.ways().any(|(way, _)| way.iter().all(has)))
    };
    known.into_iter().filter(fits).collect()
}

impl Item {
    fn new(at: usize, item: Searched, places: &mut HashMap<String, Vec<Place>>) -> Self {
        let mut add = |word: String, weight: Weight| {
            let places = places.entry(word).or_default();
            match places.last_mut().filter(|place| place.item == at) {
                Some(place) => place.weight = place.weight.max(weight),
                None => places.push(Place { item: at, weight }),
            }
        };
        let mut names = Vec::new();
        let aliases = item.aliases.iter().map(|alias| (ALIAS, alias));
        for (weight, name) in [(NAME, &item.title)].into_iter().chain(aliases) {
            let words = words(name);
            // So that `birddog` finds what `bird dog` does.
            words.iter().zip(words.iter().skip(1)).for_each(|(a, b)| add(format!("{a}{b}"), weight));
            names.push(words.join(" "));
            words.into_iter().for_each(|word| add(word, weight));
        }
        let mut phrases = Vec::new();
        for (weight, text) in &item.texts {
            let words = words(text);
            phrases.extend((*weight >= MANNER).then(|| words.join(" ")));
            words.into_iter().for_each(|word| add(word, *weight));
        }
        Self { kind: item.kind, id: item.id, names, phrases }
    }

    /// More for the words as they follow each other in a name: all of it, its beginning, a part; or
    /// for all of a muscle, a problem, a position.
    fn bonus(&self, phrase: &str) -> u32 {
        let asked = phrase.split(' ').count();
        let of_name = |(at, name): (usize, &String)| {
            let share = (100 * asked / name.split(' ').count().max(1)).min(100) as u32;
            let bonus = match name.find(phrase) {
                _ if name == phrase => 100_000,
                Some(0) => 300 + 6 * share,
                Some(start) if name.get(..start).is_some_and(|before| before.ends_with(' ')) => 200 + 3 * share,
                _ => 0,
            };
            if at == 0 { bonus } else { bonus * 3 / 4 }
        };
        let of_names = self.names.iter().enumerate().map(of_name).max().unwrap_or_default();
        of_names.max(if self.phrases.iter().any(|other| other == phrase) { 1_000 } else { 0 })
    }
}

#[cfg(test)]
mod tests;
