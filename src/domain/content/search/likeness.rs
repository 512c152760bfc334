//! The likeness of two names of exercises, for names that another program has written.

use super::word::{SMALL, SearchWord, words};

/// The share of a word with a letter or two wrong, in percent.
const MISSPELT: u32 = 80;

/// Returns how alike two names of exercises are, in percent: 100 is the same name, whatever its endings and dashes; less
/// if `name` has further words, or a letter is wrong. 0 if `asked` has a word that `name` lacks: a jump squat is no squat.
///
/// ```
/// use supple::domain::content::search::likeness;
///
/// assert_eq!(likeness("Bird-dogs", "bird dog"), 100);
/// assert_eq!(likeness("Hip Flexor Stretch", "Half-Kneeling Hip Flexor Stretch"), 60);
/// assert_eq!(likeness("Jump Squat", "Squat"), 0);
/// ```
pub fn likeness(asked: &str, name: &str) -> u32 {
    let (asked, name) = (meaningful(asked), meaningful(name));
    if asked.is_empty() || name.is_empty() {
        return 0;
    }
    let [one, other] = [&asked, &name].map(|words| SearchWord::new(&words.concat()));
    if one.is(&other).is_some() {
        return 100;
    }
    let name: Vec<SearchWord> = name.iter().map(|word| SearchWord::new(word)).collect();
    let mut sum = 0;
    for word in &asked {
        let word = SearchWord::new(word);
        sum += match name.iter().any(|other| word.is(other).is_some()) {
            true => 100,
            false if name.iter().any(|other| word.is_misspelling_of(other)) => MISSPELT,
            false => return 0,
        };
    }
    sum / asked.len().max(name.len()) as u32
}

/// Returns the words of a name that say something, each once; all of them if none does.
fn meaningful(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in words(name) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    let (_, said): (Vec<String>, Vec<String>) = all.iter().cloned().partition(|word| SMALL.contains(&word.as_str()));
    if said.is_empty() { all } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whatever_its_form() {
        for (asked, name) in [
            ("PLANK", "plank"),
            ("Sit ups", "Sit-Up"),
            ("Situp", "Sit-Up"),
            ("Child’s pose", "Child's Pose"),
            ("Knee to the chest", "knee to chest"),
        ] {
            assert_eq!(likeness(asked, name), 100, "{asked}");
        }
    }

    #[test]
    fn a_further_word_in_what_was_asked_makes_it_another_exercise() {
        assert_eq!(likeness("Reverse Lunge", "Lunge"), 0);
        assert_eq!(likeness("", "Lunge"), 0);
        assert_eq!(likeness("Отдых", "Lunge"), 0);
        assert!(
            likeness("Hamstrng stretch", "Standing Hamstring Stretch")
                < likeness("Hamstrng stretch", "Hamstring Stretch")
        );
        assert_eq!(likeness("Hamstrng stretch", "Hamstring Stretch"), 90);
    }
}
