//! Splits texts into words, compares words, also by their stems and with typing errors, and has the table of synonyms.

use std::sync::LazyLock;

use crate::domain::text::folded;

/// Words that say nothing about the subject of a search.
pub(super) const SMALL: &[&str] = &[
    "a", "an", "and", "any", "are", "at", "by", "do", "for", "from", "have", "how", "i", "in", "is", "it", "me", "my",
    "of", "on", "or", "some", "that", "the", "this", "to", "what", "when", "which", "with", "your",
];

/// Returns the words of `text`: folded, without apostrophes, split at everything else that is neither letter nor digit.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in folded(text).chars() {
        match (c, words.last_mut()) {
            ('\'' | '’', _) => {}
            (c, Some(word)) if c.is_alphanumeric() => word.push(c),
            (_, Some(word)) if !word.is_empty() => words.push(String::new()),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A word with its stem.
#[derive(Debug, Clone)]
pub(super) struct SearchWord {
    whole: FoldedForm,
    stem: FoldedForm,
}

/// A text, prepared for comparing.
#[derive(Debug, Clone)]
struct FoldedForm {
    text: String,
    letters: usize,
    /// A bit for each letter in it: much faster to compare than the letters.
    mask: u32,
}

/// The similarity of two words, in percent; 0 for none.
pub(super) type Nearness = u32;

pub(super) const EXACT: Nearness = 100;
const STEM: Nearness = 95;
const BEGINNING: Nearness = 60;
const TYPO: Nearness = 56;
const TYPO_IN_BEGINNING: Nearness = 36;
const PER_EDIT: Nearness = 8;
const INSIDE: Nearness = 20;

impl SearchWord {
    pub(super) fn new(text: &str) -> Self {
        Self { whole: FoldedForm::new(text.to_owned()), stem: FoldedForm::new(stem(text)) }
    }

    /// Returns the nearness of `other` if it is this word, regardless of endings.
    pub(super) fn is(&self, other: &Self) -> Option<Nearness> {
        match (self.whole.text == other.whole.text, self.stem.text == other.stem.text) {
            (true, _) => Some(EXACT),
            (false, true) => Some(STEM),
            (false, false) => None,
        }
    }

    /// Returns the nearness of `other` if it begins with this word: the longer the beginning, the nearer.
    pub(super) fn begins(&self, other: &Self) -> Option<Nearness> {
        let share = 30 * self.whole.letters / other.whole.letters.max(1);
        other.whole.text.starts_with(&self.whole.text).then_some(BEGINNING + share as Nearness)
    }

    /// Returns the nearness of `other` if this word is a misspelling of it, or a part of it.
    pub(super) fn resembles(&self, other: &Self) -> Option<Nearness> {
        let edits = self.whole.edits(&other.whole).or_else(|| self.stem.edits(&other.stem));
        match edits {
            Some(edits) => Some(TYPO - PER_EDIT * edits),
            None if self.whole.letters >= 3 && other.whole.text.contains(&self.whole.text) => Some(INSIDE),
            None => None,
        }
    }

    /// Returns true if this word is `other` with a letter or two wrong.
    pub(super) fn is_misspelling_of(&self, other: &Self) -> bool {
        self.whole.edits(&other.whole).is_some()
    }

    /// Returns the nearness of `other` if this word is a misspelling of its beginning.
    pub(super) fn nearly_begins(&self, other: &Self) -> Option<Nearness> {
        let (asked, other) = (&self.whole, &other.whole);
        if asked.letters < 5 || other.letters <= asked.letters || asked.lacking(other) > 1 {
            return None;
        }
        let beginnings = (asked.letters - 1..=asked.letters + 1).filter_map(|letters| prefix(&other.text, letters));
        beginnings
            .map(|beginning| strsim::damerau_levenshtein(&asked.text, beginning))
            .any(|edits| edits == 1)
            .then_some(TYPO_IN_BEGINNING)
    }
}

impl FoldedForm {
    fn new(text: String) -> Self {
        let mask = text.chars().fold(0, |mask, c| mask | 1 << (u32::from(c) % 32));
        Self { letters: text.chars().count(), mask, text }
    }

    /// Returns the number of edits that turn it into `other`, if they are few enough for a typing error.
    fn edits(&self, other: &Self) -> Option<Nearness> {
        let most = self.most_edits();
        if most == 0 || self.letters.abs_diff(other.letters) > most || self.lacking(other) > most {
            return None;
        }
        let edits = strsim::damerau_levenshtein(&self.text, &other.text);
        (edits <= most).then_some(edits as Nearness)
    }

    /// Returns the number of its letters that the other lacks: a lower bound of the edits.
    fn lacking(&self, other: &Self) -> usize {
        (self.mask & !other.mask).count_ones() as usize
    }

    /// Returns the limit of edits: in a short word one wrong letter makes another word.
    fn most_edits(&self) -> usize {
        match self.letters {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        }
    }
}

fn prefix(text: &str, letters: usize) -> Option<&str> {
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    text.get(..end)
}

/// Returns a word without the ending of a plural or a present participle: `glutes` as `glute`, `stretches` and
/// `stretching` as `stretch`, `running` as `run`.
fn stem(word: &str) -> String {
    let one = match word.strip_suffix("es") {
        Some(rest) if ["s", "x", "z", "ch", "sh"].iter().any(|end| rest.ends_with(end)) => rest,
        _ => match word.strip_suffix('s') {
            Some(rest) if rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']) => rest,
            _ => word,
        },
    };
    let Some(rest) = one.strip_suffix("ing").filter(|rest| rest.len() >= 3 && rest.contains(['a', 'e', 'i', 'o', 'u']))
    else {
        return one.to_owned();
    };
    let last = rest.chars().next_back().unwrap_or_default();
    let doubled = rest.strip_suffix(last).filter(|rest| rest.ends_with(last) && !matches!(last, 's' | 'l'));
    doubled.unwrap_or(rest).to_owned()
}

/// The table of synonyms: phrases that people use, and the phrases of the content, any one of which matches with all of
/// its words. Has only subjects of the content; endings do not matter.
const SAME: &[(&[&str], &[&str])] = &[
    (&["lower"], &["low"]),
    (&["low"], &["lower"]),
    (&["bum", "butt", "bottom", "buttock", "backside", "seat"], &["glute", "buttock"]),
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
type Phrase = (&'static str, Vec<SearchWord>);

/// [`SAME`], parsed once.
static TABLE: LazyLock<Vec<(Vec<Phrase>, Vec<Phrase>)>> =
    LazyLock::new(|| SAME.iter().map(|(said, same)| (phrases(said), phrases(same))).collect());

fn phrases(texts: &[&'static str]) -> Vec<Phrase> {
    texts.iter().map(|text| (*text, words(text).iter().map(|word| SearchWord::new(word)).collect())).collect()
}

/// A part of a search: one word, or several that have a meaning together.
#[derive(Debug)]
pub(super) struct Term {
    said: String,
    asked: Vec<SearchWord>,
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
        Self { said: asked.join(" "), asked: asked.iter().map(|word| SearchWord::new(word)).collect(), same }
    }

    /// Returns the term for `asked` if it has synonyms.
    fn known(asked: &[String]) -> Option<Self> {
        let mut term = Self::new(asked, Vec::new());
        let (_, same) = TABLE.iter().find(|(said, _)| said.iter().any(|phrase| term.is_phrase(phrase)))?;
        term.same = same.iter().filter(|phrase| !term.is_phrase(phrase)).collect();
        Some(term)
    }

    /// Returns each way to say it, the original first: its words, and their nearness in percent.
    pub(super) fn ways(&self) -> impl Iterator<Item = (&[SearchWord], Nearness)> {
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
        let there: Vec<SearchWord> = words(text).iter().map(|word| SearchWord::new(word)).collect();
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

    #[test]
    fn texts_fall_into_plain_words() {
        assert_eq!(
            words("Child's Pose, knees-together (Übung №2)"),
            ["childs", "pose", "knees", "together", "ubung", "2"]
        );
        assert_eq!(words("E\u{301}tirement İ ß 伸展"), ["etirement", "i", "ss", "伸展"]);
        assert!(words(" –.'").is_empty());
    }

    #[test]
    fn endings_do_not_matter() {
        for (word, expected) in [
            ("glutes", "glute"),
            ("stretches", "stretch"),
            ("stretching", "stretch"),
            ("running", "run"),
            ("pressing", "press"),
            ("press", "press"),
            ("swing", "swing"),
            ("lordosis", "lordosis"),
            ("ss", "ss"),
            ("", ""),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn a_typo_is_a_few_edits_and_none_in_short_words() {
        let typo = |asked: &str, there: &str| SearchWord::new(asked).resembles(&SearchWord::new(there));
        assert_eq!(typo("brid", "bird"), Some(TYPO - PER_EDIT));
        assert_eq!(typo("hamstirng", "hamstrings"), Some(TYPO - 2 * PER_EDIT));
        assert_eq!(typo("hpi", "hip"), None);
        assert_eq!(typo("glute", "flutter"), None);
        assert_eq!(typo("lute", "gluteal"), Some(INSIDE));
        assert!(SearchWord::new("hamsrti").nearly_begins(&SearchWord::new("hamstrings")).is_some());
        assert!(
            SearchWord::new("hams").nearly_begins(&SearchWord::new("hamstrings")).is_none(),
            "too short for a guess"
        );
    }

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
