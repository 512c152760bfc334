//! Parsers for options that take a word from one of the closed lists of content files.
//!
//! Blanks, dashes and capitals do not matter; a filter also takes synonyms. The message for a wrong word suggests the
//! nearest, and shells complete the right ones.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

use crate::domain::content::problem::nearest;
use crate::domain::content::search::{did_you_mean, meant, named_by};
use crate::domain::content::words::{Kind, Position, When, WordList, a};
use crate::domain::text::Text;
use crate::domain::text::dashed;

/// A word list with synonyms.
pub(super) trait Filter: WordList + PartialEq {
    /// Synonyms, written with dashes, and the words of the list that each may mean.
    const ALSO: &'static [(&'static [&'static str], &'static [Self])];
}

impl Filter for Position {
    const ALSO: &'static [(&'static [&'static str], &'static [Self])] = &[
        (&["sitting", "sit", "sat", "on-chair", "chair"], &[Self::Seated]),
        (&["on-back", "on-my-back", "on-the-back", "lying-on-back", "back", "face-up"], &[Self::Supine]),
        (&["face-down", "on-belly", "on-stomach", "on-front", "belly", "stomach", "front"], &[Self::Prone]),
        (&["on-side", "on-my-side", "on-the-side", "lying-on-side", "sideways"], &[Self::SideLying]),
        (&["hands-and-knees", "on-hands-and-knees", "on-all-fours", "quadruped"], &[Self::AllFours]),
        (&["stand", "upright", "on-feet"], &[Self::Standing]),
        (&["kneel", "on-knees"], &[Self::Kneeling]),
        (&["lying", "lie", "lying-down", "floor"], &[Self::Supine, Self::Prone, Self::SideLying]),
        (&["any", "several"], &[Self::Varies]),
    ];
}

impl Filter for Kind {
    const ALSO: &'static [(&'static [&'static str], &'static [Self])] = &[
        (&["strengthening", "strong"], &[Self::Strength]),
        (&["core", "hold"], &[Self::Stability]),
        (&["mobilise", "mobilize", "mobilisation", "mobilization"], &[Self::Mobility]),
        (&["check"], &[Self::SelfTest]),
        (&["aerobic", "endurance"], &[Self::Cardio]),
        (&["technique"], &[Self::FormDrill]),
        (&["massage", "recovery"], &[Self::SelfCare]),
    ];
}

impl Filter for When {
    const ALSO: &'static [(&'static [&'static str], &'static [Self])] = &[
        (&["warm-up", "warmup"], &[Self::BeforeWorkout]),
        (&["cool-down", "cooldown"], &[Self::AfterWorkout]),
        (&["leg-day", "before-leg-day"], &[Self::BeforeSquats]),
        (&["work", "office", "sitting"], &[Self::DeskBreak]),
        (&["night", "bedtime", "before-bed", "before-sleep"], &[Self::Evening]),
        (&["flare-up", "pain", "hurt"], &[Self::SoreDay]),
        (&["any", "anytime", "every-day", "daily"], &[Self::AnyDay]),
    ];
}

/// Returns a parser for exactly the words of `W`: a word that is recorded is not guessed.
pub(super) fn word<W: WordList>() -> OneOf<W> {
    OneOf { other: |given| Err(meant(given, words::<W>())) }
}

/// Returns a parser for the words of `W`, their synonyms, and a part of a word that only one has.
pub(super) fn filter<W: Filter>() -> OneOf<W> {
    OneOf { other }
}

/// A parser for one word of a list; see [`word`] and [`filter`].
#[derive(Debug, Clone)]
pub(super) struct OneOf<W> {
    /// Resolves something that is none of the words.
    ///
    /// # Errors
    /// Returns the words that may be meant.
    other: fn(&str) -> Result<W, Vec<&'static str>>,
}

fn other<W: Filter>(given: &str) -> Result<W, Vec<&'static str>> {
    match (synonym(given), named_by(given, words::<W>()).as_slice()) {
        (Some([only]), _) => Ok(*only),
        (Some(several), _) => Err(names(several)),
        (None, [only]) => value(only).ok_or_else(Vec::new),
        (None, _) => {
            let all_said = W::ALSO.iter().flat_map(|(said, _)| said.iter().copied());
            let near = nearest(given, words::<W>().chain(all_said));
            Err(near.and_then(synonym::<W>).map_or_else(|| meant(given, words::<W>()), names))
        }
    }
}

fn synonym<W: Filter>(given: &str) -> Option<&'static [W]> {
    W::ALSO.iter().find(|(said, _)| said.contains(&given)).map(|(_, values)| *values)
}

fn names<W: Filter>(meant: &[W]) -> Vec<&'static str> {
    W::ALL.iter().filter(|(_, value)| meant.contains(value)).map(|(word, _)| *word).collect()
}

fn words<W: WordList>() -> impl Iterator<Item = &'static str> {
    W::ALL.iter().map(|(word, _)| *word)
}

fn value<W: WordList>(given: &str) -> Option<W> {
    W::ALL.iter().find(|(word, _)| dashed(word) == given).map(|(_, value)| *value)
}

fn unknown<W: WordList>(given: &str, near: &[&str]) -> String {
    let hint = if near.is_empty() { String::new() } else { format!("{} ", did_you_mean(near)) };
    let all = words::<W>().collect::<Vec<_>>().join(", ");
    format!("`{}` is not {}; {hint}allowed: {all}", Text::clean(given), a(W::WHAT))
}

impl<W: WordList + Send + Sync> TypedValueParser for OneOf<W> {
    type Value = W;

    fn parse_ref(&self, command: &Command, option: Option<&Arg>, given: &OsStr) -> Result<W, Error> {
        let given = given.to_string_lossy();
        let wanted = dashed(&given);
        value(&wanted).map_or_else(|| (self.other)(&wanted), Ok).map_err(|near| {
            let option = option.map(ToString::to_string).unwrap_or_default();
            let why = format!("{option}: {}\n\nFor more information, try '--help'.\n", unknown::<W>(&given, &near));
            Error::raw(ErrorKind::ValueValidation, why).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(W::ALL.iter().map(|(word, _)| PossibleValue::new(*word))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<W: Filter + std::fmt::Debug>() {
        let mut seen = Vec::new();
        for (said, meant) in W::ALSO {
            for said in *said {
                assert_eq!(dashed(said), *said, "as it is looked up");
                assert!(value::<W>(said).is_none() && !seen.contains(said), "{said}");
                assert!(!meant.is_empty() && other::<W>(said).is_ok() == (meant.len() == 1), "{said}");
                seen.push(*said);
            }
        }
        assert!(words::<W>().all(|word| value::<W>(word).is_some()));
    }

    #[test]
    fn other_words_are_no_words_of_the_list_and_there_once() {
        check::<Position>();
        check::<Kind>();
        check::<When>();
    }

    #[test]
    fn what_may_mean_several_is_not_guessed() {
        assert_eq!(other::<Position>("sitting"), Ok(Position::Seated));
        assert_eq!(other::<Position>("side"), Ok(Position::SideLying));
        assert_eq!(other::<Position>("lying"), Err(vec!["supine", "prone", "side-lying"]));
        assert_eq!(other::<Position>("siting"), Err(vec!["seated"]));
        assert_eq!(other::<When>("run"), Err(vec!["before-run", "after-run", "during-run"]));
        assert_eq!(other::<When>("breakfast"), Err(vec![]));
    }
}
