//! Finding exercises, routines, plans and guides by a few words, also misspelt ones.
//!
//! Every word has to be found in an item: as it is, as the beginning of a word, with a letter or two
//! wrong, or inside of a word, in this order; what counts most is where it is found. Wrong letters
//! are counted as edits (Damerau and Levenshtein) with `strsim`: the fuzzy matchers of pickers and
//! editors, `nucleo-matcher` and `fuzzy-matcher`, look for the letters in their order and find nothing
//! where two are swapped or one is wrong.
//!
//! `item` says what of an item is searched, `word` how words are compared.

use std::collections::HashMap;

use super::catalog::Catalog;
use super::exercise::Id;
use super::link::ItemKind;

mod item;
mod word;

use item::{ALIAS, MANNER, NAME, Searched, Weight, searched};
use word::{Nearness, Word, asked_words, words};

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

    /// What has all of the words, best first; of equals the first by title. Small words ("for my")
    /// count only alone; without any word nothing is found.
    pub fn search(&self, asked: &str) -> Vec<Hit> {
        let asked: Vec<String> = words(asked).into_iter().take(MOST_WORDS).collect();
        if asked.is_empty() {
            return Vec::new();
        }
        let mut scores = vec![Some(0); self.items.len()];
        for word in asked_words(&asked) {
            let best = self.best_places(&Word::new(word));
            // Without a place for one word the item is out, whatever the others say.
            scores.iter_mut().zip(best).for_each(|(score, best)| *score = score.zip(best).map(|(a, b)| a + b));
        }
        let phrase = asked.join(" ");
        let found = self.items.iter().zip(scores).filter_map(|(item, score)| Some((item, score?)));
        let hit = |(item, score): (&Item, u32)| Hit {
            kind: item.kind,
            id: item.id.clone(),
            score: score + item.bonus(&phrase, asked.len()),
        };
        let mut hits: Vec<Hit> = found.map(hit).collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }

    /// For each item, how much the best place of this word in it counts.
    fn best_places(&self, asked: &Word) -> Vec<Option<u32>> {
        let mut best = vec![None; self.items.len()];
        let mut mark = |near: &dyn Fn(&Word) -> Option<Nearness>| {
            let mut any = false;
            for (word, places) in &self.vocabulary {
                let Some(near) = near(word) else { continue };
                any = true;
                for place in places {
                    if let Some(best) = best.get_mut(place.item) {
                        *best = Some(near * place.weight).max(*best);
                    }
                }
            }
            any
        };
        let is_word = mark(&|word| asked.is(word));
        let is_beginning = mark(&|word| asked.begins(word));
        // A word that there is was not misspelt, and neither was the beginning of one.
        if !is_word {
            mark(&|word| asked.resembles(word));
        }
        if !is_word && !is_beginning {
            mark(&|word| asked.nearly_begins(word));
        }
        best
    }
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
    fn bonus(&self, phrase: &str, asked: usize) -> u32 {
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
