//! Words that people say, and the words by which the content calls the same: the one table of them.

use std::sync::LazyLock;

use super::word::{EXACT, Nearness, SMALL, Word, words};

/// What is said, and what stands for it in the content: any one of these, all words of it. Only what
/// the content speaks of; endings do not matter.
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

/// The most words that an entry of [`SAME`] says.
const LONGEST: usize = 2;

/// What another word than the one asked for counts, in percent.
const OTHER_WORD: Nearness = 70;

/// A text and its words.
type Phrase = (&'static str, Vec<Word>);

/// [`SAME`], taken apart once.
static TABLE: LazyLock<Vec<(Vec<Phrase>, Vec<Phrase>)>> = LazyLock::new(|| {
    let phrases = |texts: &[&'static str]| -> Vec<Phrase> {
        texts.iter().map(|text| (*text, words(text).iter().map(|word| Word::new(word)).collect())).collect()
    };
    SAME.iter().map(|(said, same)| (phrases(said), phrases(same))).collect()
});

/// A part of what is asked: one word, or several that mean something together.
#[derive(Debug)]
pub(super) struct Term {
    /// As it was asked.
    said: String,
    asked: Vec<Word>,
    /// What means the same.
    same: Vec<&'static Phrase>,
}

/// `asked` as terms, without the small words, unless there is nothing else.
pub(super) fn terms(asked: &[String]) -> Vec<Term> {
    let (mut all, mut rest) = (Vec::new(), asked);
    while !rest.is_empty() {
        let longest_first = (1..=LONGEST.min(rest.len())).rev();
        let known = longest_first.filter_map(|length| Term::known(rest.get(..length)?)).next();
        let term = known.unwrap_or_else(|| Term::new(rest.get(..1).unwrap_or_default(), Vec::new()));
        rest = rest.get(term.asked.len()..).unwrap_or_default();
        all.push(term);
    }
    let is_small = |term: &Term| SMALL.contains(&term.said.as_str());
    let only_small = all.iter().all(is_small);
    all.retain(|term| only_small || !is_small(term));
    all
}

impl Term {
    fn new(asked: &[String], same: Vec<&'static Phrase>) -> Self {
        Self { said: asked.join(" "), asked: asked.iter().map(|word| Word::new(word)).collect(), same }
    }

    /// The term that `asked` is, where other words are known for it.
    fn known(asked: &[String]) -> Option<Self> {
        let mut term = Self::new(asked, Vec::new());
        let is_said = |(_, words): &Phrase| {
            words.len() == term.asked.len() && words.iter().zip(&term.asked).all(|(a, b)| a.is(b).is_some())
        };
        let (_, same) = TABLE.iter().find(|(said, _)| said.iter().any(is_said))?;
        let others = same.iter().filter(|phrase| !is_said(phrase)).collect();
        term.same = others;
        Some(term)
    }

    /// Each way to say it, the one that was asked for first: its words, and how much they count in percent.
    pub(super) fn ways(&self) -> impl Iterator<Item = (&[Word], Nearness)> {
        let same = self.same.iter().map(|(_, words)| (words.as_slice(), OTHER_WORD));
        std::iter::once((self.asked.as_slice(), EXACT)).chain(same)
    }

    /// Whether other words are known for it, so that it is not misspelt.
    pub(super) fn is_known(&self) -> bool {
        !self.same.is_empty()
    }

    /// What the content calls it, as far as that is known.
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
