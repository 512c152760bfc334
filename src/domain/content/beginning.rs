//! Beginnings of files of the user's own: valid as they are, with remarks about what else they may hold.

use super::exercise::Id;
use super::link::ItemKind;

/// The id and the title in the files below, which those of the new file replace.
const ID: &str = "my-id";
const TITLE: &str = "My Title";

const ROUTINE: &str = include_str!("../../../assets/new/routine.json");
const EXERCISE: &str = include_str!("../../../assets/new/exercise.json");
const PLAN: &str = include_str!("../../../assets/new/plan.json");

/// Returns the text of a new file of this kind; `None` for a guide, which only the program has.
///
/// ```
/// use supple::domain::content::{beginning::beginning, exercise::Id, link::ItemKind};
///
/// let text = beginning(ItemKind::Routine, &Id::new("slow-hips").unwrap()).unwrap();
/// assert!(text.contains("\"id\": \"slow-hips\",\n  \"title\": \"Slow Hips\","));
/// ```
pub fn beginning(kind: ItemKind, id: &Id) -> Option<String> {
    let text = match kind {
        ItemKind::Routine => ROUTINE,
        ItemKind::Exercise => EXERCISE,
        ItemKind::Plan => PLAN,
        ItemKind::Guide => return None,
    };
    Some(text.replace(TITLE, &title_of(id)).replace(ID, id.as_str()))
}

/// Returns the words of an id in title case.
fn title_of(id: &Id) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        format!("{}{rest}", first.to_uppercase())
    });
    words.collect::<Vec<_>>().join(" ")
}
