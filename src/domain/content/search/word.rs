//! Splitting texts into words, and comparing words, also by their stems and with typing errors.

use crate::domain::text::folding::folded;

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
pub(super) struct Word {
    whole: Form,
    stem: Form,
}

/// A text, prepared for comparing.
#[derive(Debug, Clone)]
struct Form {
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

impl Word {
    pub(super) fn new(text: &str) -> Self {
        Self { whole: Form::new(text.to_owned()), stem: Form::new(stem(text)) }
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

impl Form {
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
        let typo = |asked: &str, there: &str| Word::new(asked).resembles(&Word::new(there));
        assert_eq!(typo("brid", "bird"), Some(TYPO - PER_EDIT));
        assert_eq!(typo("hamstirng", "hamstrings"), Some(TYPO - 2 * PER_EDIT));
        assert_eq!(typo("hpi", "hip"), None);
        assert_eq!(typo("glute", "flutter"), None);
        assert_eq!(typo("lute", "gluteal"), Some(INSIDE));
        assert!(Word::new("hamsrti").nearly_begins(&Word::new("hamstrings")).is_some());
        assert!(Word::new("hams").nearly_begins(&Word::new("hamstrings")).is_none(), "too short for a guess");
    }
}
