//! Beginnings of files of the user's own: valid as they are, with remarks about what else they may hold.

use super::exercise::Id;
use super::link::ItemKind;

/// The id and the title in the files below, which those of the new file replace.
const ID: &str = "my-id";
const TITLE: &str = "My Title";

const ROUTINE: &str = include_str!("../../../assets/new/routine.json");
const EXERCISE: &str = include_str!("../../../assets/new/exercise.json");
const PLAN: &str = include_str!("../../../assets/new/plan.json");

/// A kind of which people have files of their own, with the text that one begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// The kind.
    pub kind: ItemKind,
    template: &'static str,
}

impl Beginning {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self { kind: ItemKind::Routine, template: ROUTINE },
        Self { kind: ItemKind::Exercise, template: EXERCISE },
        Self { kind: ItemKind::Plan, template: PLAN },
    ];

    /// Returns the text of a new file.
    ///
    /// ```
    /// use supple::domain::content::{beginning::Beginning, exercise::Id};
    ///
    /// let [routine, ..] = Beginning::ALL;
    /// let text = routine.text(&Id::new("slow-hips").unwrap());
    /// assert!(text.contains("\"id\": \"slow-hips\",\n  \"title\": \"Slow Hips\","));
    /// ```
    pub fn text(self, id: &Id) -> String {
        self.template.replace(TITLE, &title_of(id)).replace(ID, id.as_str())
    }
}

/// Returns the words of an id in title case.
fn title_of(id: &Id) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        format!("{}{rest}", first.to_uppercase())
    });
    words.collect::<Vec<_>>().join(" ")
}
