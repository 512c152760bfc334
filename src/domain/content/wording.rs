//! Phrases for content, shared by screens and commands.

use super::exercise::{Exercise, FormCue};
use super::link::needs_text;
use super::routine::Routine;
use super::words::{CueTime, Sides, When};
use crate::domain::text::Text;

/// Returns a word of a file format as people write it: `low_back` as `low back`, `before-run` as `before run`.
///
/// ```
/// use supple::domain::content::wording::spoken;
///
/// assert_eq!(spoken("low_back"), "low back");
/// ```
pub fn spoken(word: &str) -> String {
    word.replace(['_', '-'], " ")
}

/// Returns words of a file format in a line: `stretch, mobility`.
pub fn spoken_all<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(spoken).collect::<Vec<_>>().join(", ")
}

/// Returns texts in a line, separated by commas.
pub fn joined(texts: &[Text]) -> String {
    texts.iter().map(Text::as_str).collect::<Vec<_>>().join(", ")
}

/// Returns position, needs and order of the sides, if it has sides: `hands and knees · needs mat · one side, then the
/// other`.
pub fn facts(exercise: &Exercise) -> String {
    let sides = match exercise.sides {
        Sides::None => "",
        Sides::Each => " · one side, then the other",
        Sides::Alternate => " · sides take turns",
    };
    format!("{} · {}{sides}", exercise.position.said(), needs_text(&exercise.equipment))
}

/// Returns the author of a dose, to follow it: ` · Joe Uhan`; nothing if it has no source.
pub fn whose(exercise: &Exercise, by: Option<u32>) -> String {
    let source = by.and_then(|by| exercise.source(by));
    source.map(|source| format!(" · {}", source.author.as_ref().unwrap_or(&source.title))).unwrap_or_default()
}

/// Returns the time of a cue as text: `at half`.
pub fn cue_time(cue: &FormCue) -> String {
    match (cue.at, cue.every_s) {
        (CueTime::Start, _) => "at the start".to_owned(),
        (CueTime::Early, _) => "a quarter in".to_owned(),
        (CueTime::Half, _) => "at half".to_owned(),
        (CueTime::Late, _) => "near the end".to_owned(),
        (CueTime::EachRep, _) => "each rep".to_owned(),
        (CueTime::Every, every) => format!("every {} s", every.unwrap_or_default()),
    }
}

/// Returns the occasions of a routine, the chosen one first, and its needs: `evening, before run · needs mat`.
pub fn occasions(routine: &Routine, chosen: Option<When>) -> String {
    let mut when: Vec<When> = routine.when.clone();
    when.sort_by_key(|other| Some(*other) != chosen);
    let when = spoken_all(when.iter().map(|when| when.as_str()));
    format!("{when} · {}", routine.needs_text())
}
