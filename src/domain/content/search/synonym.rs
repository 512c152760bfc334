//! Synonyms: words that people use, with the words of the content that mean the same.

use std::sync::LazyLock;

use super::word::{EXACT, Nearness, SMALL, Word, words};

/// The table of synonyms: phrases that people use, and the phrases of the content, any one of which matches with all of
/// its words. Has only subjects of the content; endings do not matter.
const SAME: &[(&[&str], &[&str])] = &[
    (&["lower"], &["low"]),
    (&["low"], &["lower"]),
    (&["bum", "butt", "bottom", "buttock", "backside"], &["glute", "seat"]),
    (
        &["tummy", "belly", "stomach", "abdomen", "abs", "abdominal", "midsection"],
        &["abdominal", "stomach", "deep core"],
    ),
    (&["core"], &["abdominal"]),
    (&["hams", "hammy", "hammies"], &["hamstring"]),
    (&["quad", "quadriceps"], &["front thigh"]),
    (&["calf"], &["calves"]),
    (&["groin"], &["front hip", "inner thigh"]),
    (&["psoas", "iliopsoas"], &["hip flexor"]),
    (&["it band", "itb", "iliotibial band"], &["side hip", "outer hip"]),
    (&["disk"], &["disc"]),
    (&["slipped", "herniated", "prolapsed", "ruptured", "bulging"], &["slipped", "herniated", "bulge"]),
    (&["pinched", "trapped", "compressed"], &["pinched", "trapped"]),
    (&["sciatica", "sciatic"], &["sciatica", "pinched nerve", "trapped nerve"]),
    (&["numbness"], &["numb"]),
    (&["hunchback", "hunched back", "round back"], &["kyphosis"]),
    (&["swayback", "sway back", "hollow back"], &["lordosis"]),
    (&["gym ball", "swiss ball", "exercise ball", "fitness ball", "yoga ball"], &["stability ball"]),
    (&["wobble board", "wobble cushion", "balance cushion"], &["balance disc"]),
    (&["theraband", "elastic band", "loop band"], &["resistance band"]),
    (&["weight"], &["dumbbell", "barbell"]),
    (&["jog"], &["run"]),
];

/// The largest number of words in a phrase that people use.
const LONGEST: usize = 2;

/// The nearness of a synonym, in percent.
const OTHER_WORD: Nearness = 70;

/// A phrase and its words.
type Phrase = (&'static str, Vec<Word>);

/// [`SAME`], parsed once.
static TABLE: LazyLock<Vec<(Vec<Phrase>, Vec<Phrase>)>> =
    LazyLock::new(|| SAME.iter().map(|(said, same)| (phrases(said), phrases(same))).collect());

fn phrases(texts: &[&'static str]) -> Vec<Phrase> {
    texts.iter().map(|text| (*text, words(text).iter().map(|word| Word::new(word)).collect())).collect()
}

/// A part of a search: one word, or several that have a meaning together.
#[derive(Debug)]
pub(super) struct Term {
    said: String,
    asked: Vec<Word>,
    /// Its synonyms.
    same: Vec<&'static Phrase>,
}

/// Splits `asked` into terms, without the small words, unless there are no others.
pub(super) fn terms(asked: &[String]) -> Vec<Term> {
    let (mut all, mut rest) = (Vec::new(), asked);
    while !rest.is_empty() {
        let longest_first = (1..=LONGEST.min(rest.len())).rev();
        let known = longest_first.filter_map(|length| Term::known(rest.get(..length)?)).next();
        let term = known.unwrap_or_else(|| Term::new(rest.get(..1).unwrap_or_default(), Vec::new()));
        rest = rest.get(term.asked.len()..).unwrap_or_default();
        all.push(term);
    }
    if !all.iter().all(Term::is_small) {
        all.retain(|term| !term.is_small());
    }
    all
}

impl Term {
    fn new(asked: &[String], same: Vec<&'static Phrase>) -> Self {
        Self { said: asked.join(" "), asked: asked.iter().map(|word| Word::new(word)).collect(), same }
    }

    /// Returns the term for `asked` if it has synonyms.
    fn known(asked: &[String]) -> Option<Self> {
        let mut term = Self::new(asked, Vec::new());
        let (_, same) = TABLE.iter().find(|(said, _)| said.iter().any(|phrase| term.is_phrase(phrase)))?;
        term.same = same.iter().filter(|phrase| !term.is_phrase(phrase)).collect();
        Some(term)
    }

    /// Returns each way to say it, the original first: its words, and their nearness in percent.
    pub(super) fn ways(&self) -> impl Iterator<Item = (&[Word], Nearness)> {
        let same = self.same.iter().map(|(_, words)| (words.as_slice(), OTHER_WORD));
        std::iter::once((self.asked.as_slice(), EXACT)).chain(same)
    }

    fn is_phrase(&self, (_, words): &Phrase) -> bool {
        words.len() == self.asked.len() && words.iter().zip(&self.asked).all(|(a, b)| a.is(b).is_some())
    }

    fn is_small(&self) -> bool {
        SMALL.contains(&self.said.as_str())
    }

    /// Returns true if `text` has all words of one of the ways to say it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let there: Vec<Word> = words(text).iter().map(|word| Word::new(word)).collect();
        self.ways().any(|(way, _)| way.iter().all(|word| there.iter().any(|other| word.is(other).is_some())))
    }

    /// Returns true if it has synonyms, so that it is not misspelt.
    pub(super) fn is_known(&self) -> bool {
        !self.same.is_empty()
    }

    /// Returns the usual phrase of the content for it, if one is known, else the original.
    pub(super) fn usual(&self) -> &str {
        self.same.first().map_or(&self.said, |(text, _)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(asked: &str) -> Vec<String> {
        terms(&words(asked)).iter().map(|term| term.usual().to_owned()).collect()
    }

    #[test]
    fn what_people_say_becomes_what_the_content_says() {
        assert_eq!(usual("my Lower back"), ["low", "back"]);
        assert_eq!(usual("IT band"), ["side hip"]);
        assert_eq!(usual("stretches for calf, bums"), ["stretches", "calves", "glute"]);
        assert_eq!(usual("slipped disk"), ["herniated", "disc"]);
    }

    #[test]
    fn small_words_count_only_alone() {
        assert_eq!(usual("stretches for my back"), ["stretches", "back"]);
        assert_eq!(usual("for the"), ["for", "the"]);
        assert_eq!(usual(""), [""; 0]);
    }

    #[test]
    fn no_entry_of_the_table_is_out_of_reach_or_there_twice() {
        let mut seen = Vec::new();
        for (said, same) in SAME {
            assert!(said.len() * same.len() > 0);
            for text in *said {
                let words = words(text);
                assert!((1..=LONGEST).contains(&words.len()) && Term::known(&words).is_some(), "{text}");
                assert!(!seen.contains(text), "{text}");
                seen.push(*text);
            }
        }
    }
}
