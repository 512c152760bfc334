//! Lengths in texts of exercises, given in both systems: `{60 to 90 centimetres|2 to 3 feet}`.

use std::borrow::Cow;
use std::sync::Arc;

use super::exercise::Exercise;
use super::guide::Guide;
use super::plan::Plan;
use super::routine::Routine;
use super::words::words;
use crate::domain::text::Text;

words! {
    /// Systems of units of length.
    #[derive(Default)]
    Units, "system of units":
    /// Metres and centimetres.
    #[default]
    Metric = "metric",
    /// Feet and inches.
    Imperial = "imperial",
}

/// The countries that measure in feet and inches, as at the end of a locale's name.
/// **Source**: the Unicode CLDR's measurement systems: US for the United States and Liberia, UK for lengths on the road
/// only, so that Britain is not among them.
const IMPERIAL: [&str; 2] = ["US", "LR"];

impl Units {
    /// Returns the units of a locale as the environment names it: `en_US.UTF-8`, `de_DE@euro`, `C`.
    ///
    /// ```
    /// use supple::domain::content::units::Units;
    ///
    /// assert_eq!(Units::of_locale("en_US.UTF-8"), Units::Imperial);
    /// assert_eq!(Units::of_locale("en_GB"), Units::Metric);
    /// ```
    pub fn of_locale(locale: &str) -> Self {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        let country = name.split(['_', '-']).nth(1).unwrap_or_default();
        if IMPERIAL.contains(&country) { Self::Imperial } else { Self::Metric }
    }

    /// Returns `text` with each length in these units.
    pub fn choose(self, text: &str) -> Cow<'_, str> {
        let Ok(pieces) = pieces(text) else { return Cow::Borrowed(text) };
        match pieces.as_slice() {
            [] => Cow::Borrowed(""),
            [Piece::Words(words)] => Cow::Borrowed(words),
            pieces => pieces.iter().map(|piece| piece.in_units(self)).collect(),
        }
    }
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Length { metric: &'a str, imperial: &'a str },
}

impl<'a> Piece<'a> {
    fn in_units(self, units: Units) -> &'a str {
        match (self, units) {
            (Self::Words(words), _) => words,
            (Self::Length { metric, .. }, Units::Metric) => metric,
            (Self::Length { imperial, .. }, Units::Imperial) => imperial,
        }
    }
}

/// Splits `text` at its lengths.
///
/// # Errors
/// A brace is without its partner, or the text between two is not `metric|imperial`; for the author of the file.
fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let length = after.split_once('}').and_then(|(inner, after)| Some((inner.split_once('|')?, after)));
        let Some(((metric, imperial), after)) = length else { return Err(malformed()) };
        if [words, metric, imperial].iter().any(|part| part.contains(['{', '}', '|'])) {
            return Err(malformed());
        }
        pieces.extend([Piece::Words(words), Piece::Length { metric, imperial }]);
        rest = after;
    }
    if rest.contains('}') {
        return Err(malformed());
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

fn malformed() -> String {
    "a length in braces is not complete; write it as {60 centimetres|2 feet}".to_owned()
}

impl Exercise {
    /// Returns the texts that may hold lengths, with the names of their fields.
    fn measured_texts(&mut self) -> impl Iterator<Item = (&'static str, &mut Text)> {
        let Self { summary, setup, cues, feel, breathing, mistakes, careful, pass, fail, .. } = self;
        let mistakes = mistakes.iter_mut().flat_map(|mistake| [&mut mistake.seen, &mut mistake.fix]);
        let lists = (setup.iter_mut().map(|text| ("setup", text)))
            .chain(cues.iter_mut().map(|cue| ("cues", &mut cue.say)))
            .chain(mistakes.map(|text| ("mistakes", text)))
            .chain(careful.iter_mut().map(|text| ("careful", text)));
        let single = [("summary", summary), ("breathing", breathing)].into_iter();
        let optional = [("feel", feel), ("pass", pass), ("fail", fail)];
        let optional = optional.into_iter().filter_map(|(field, text)| Some((field, text.as_mut()?)));
        single.chain(optional).chain(lists)
    }

    /// Returns the first text with a malformed length: its field and the problem.
    pub(super) fn malformed_length(&mut self) -> Option<(&'static str, String)> {
        self.measured_texts().find_map(|(field, text)| Some((field, pieces(text.as_str()).err()?)))
    }
}

/// An item whose texts may hold lengths.
pub(super) trait InUnits: Sized {
    /// Returns the item with its lengths in `units`.
    fn in_units(self: Arc<Self>, units: Units) -> Arc<Self>;
}

impl InUnits for Exercise {
    fn in_units(self: Arc<Self>, units: Units) -> Arc<Self> {
        let mut chosen = Self::clone(&self);
        let mut has_lengths = false;
        for (_, text) in chosen.measured_texts().filter(|(_, text)| text.as_str().contains('{')) {
            *text = Text::clean(&units.choose(text.as_str()));
            has_lengths = true;
        }
        if has_lengths { Arc::new(chosen) } else { self }
    }
}

/// Implements [`InUnits`] for items whose lengths, if any, are as written.
macro_rules! as_written {
    ($($item:ty),+) => {$(
        impl InUnits for $item {
            fn in_units(self: Arc<Self>, _units: Units) -> Arc<Self> {
                self
            }
        }
    )+};
}

as_written!(Routine, Plan, Guide);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_length_is_in_the_chosen_units() {
        let text = "On a step {60 to 90 centimetres|2 to 3 feet} high, {a metre|3 feet} from the wall";
        assert_eq!(Units::Metric.choose(text), "On a step 60 to 90 centimetres high, a metre from the wall");
        assert_eq!(Units::Imperial.choose(text), "On a step 2 to 3 feet high, 3 feet from the wall");
        assert_eq!(Units::Imperial.choose("no length"), "no length");
        assert_eq!(Units::Imperial.choose(""), "");
    }

    #[test]
    fn a_malformed_length_is_refused_and_left_as_it_is() {
        for text in ["{5 cm", "5 cm}", "{5 cm}", "{5 cm|2 in|x}", "{{5 cm|2 in}", "{5|2}}", "a|b {5|2", "{a{5|2}"] {
            assert!(pieces(text).is_err(), "{text}");
            assert_eq!(Units::Metric.choose(text), text);
        }
        assert!(pieces("a|b").is_ok(), "a bar alone is text");
    }
}
