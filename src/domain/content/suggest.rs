//! What somebody may have meant by a word that is none of those there are.

use super::problem::nearest;
use super::search::named_by;
use crate::domain::text::folding::folded;

/// Those of `known`, words with dashes, that somebody may have meant by `asked`: some that have all its
/// words or what means the same, else the nearest, else some that hold it or nearly begin with it.
///
/// ```
/// use supple::domain::content::suggest::meant;
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

/// Whether the beginning of `word` is `wanted` but for one letter, which in a short one is too much.
fn nearly_begins(word: &str, wanted: &str) -> bool {
    let letters = wanted.chars().count();
    let beginning: String = word.chars().take(letters).collect();
    letters >= 5 && strsim::damerau_levenshtein(&beginning, wanted) == 1
}

/// `did you mean …?` with `words`, one after the other.
pub fn did_you_mean(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("did you mean {}?", quoted.join(" or "))
}
