//! Closed word lists of content files, each declared once for parsing, printing, JSON Schema and "did you mean".

use std::fmt;

use serde::de;
use serde::de::Visitor;

use crate::domain::content::exercise::{Exercise, FormCue};
use crate::domain::content::link::needs_text;
use crate::domain::content::problem::nearest;
use crate::domain::content::routine::Routine;
use crate::domain::text::Text;

/// A list of the words that a file may use in one place.
pub trait WordList: Copy + 'static {
    /// The name of the list in messages: "position".
    const WHAT: &'static str;
    /// Every word with its value, in display order.
    const ALL: &'static [(&'static str, Self)];
}

/// Parses `given`.
///
/// # Errors
/// The message to show if `given` is not one of the words, with the allowed words and the nearest of them.
pub fn parse_word<W: WordList>(given: &str) -> Result<W, String> {
    if let Some((_, value)) = W::ALL.iter().find(|(word, _)| *word == given) {
        return Ok(*value);
    }
    let allowed: Vec<&str> = W::ALL.iter().map(|(word, _)| *word).collect();
    let hint =
        nearest(given, allowed.iter().copied()).map(|word| format!("did you mean `{word}`? ")).unwrap_or_default();
    Err(format!("`{given}` is not {}; {hint}allowed: {}", a(W::WHAT), allowed.join(", ")))
}

/// Returns `what` with its indefinite article: `an occasion`.
pub fn a(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}

/// A visitor that reads a [`WordList`] from a string, for the `Deserialize` of each list.
pub struct WordVisitor<W>(pub std::marker::PhantomData<W>);

impl<W: WordList> Visitor<'_> for WordVisitor<W> {
    type Value = W;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&a(W::WHAT))
    }

    fn visit_str<E: de::Error>(self, given: &str) -> Result<W, E> {
        parse_word(given).map_err(E::custom)
    }
}

/// Declares an enum whose values are words of a file format.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($(#[$value_doc:meta])* $value:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $word)] $value,)+
        }

        impl $crate::domain::content::words::WordList for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$value)),+];
        }

        impl $name {
            /// Every value, in display order.
            pub const VALUES: &'static [Self] = &[$(Self::$value),+];

            /// Returns the word as written in files.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(given: &str) -> Result<Self, String> {
                $crate::domain::content::words::parse_word(given)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str($crate::domain::content::words::WordVisitor(std::marker::PhantomData))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Kinds of movement.
    Kind, "kind":
    /// Lengthens.
    Stretch = "stretch",
    /// Works a muscle against weight.
    Strength = "strength",
    /// Keeps the trunk still against a load.
    Stability = "stability",
    /// Moves a joint through its range.
    Mobility = "mobility",
    /// Keeps upright on little support.
    Balance = "balance",
    /// Tests the body, with a result.
    SelfTest = "self-test",
    /// Raises the pulse.
    Cardio = "cardio",
    /// Rehearses how to run or lift.
    FormDrill = "form-drill",
    /// Treats a sore place: ice, rolling.
    SelfCare = "self-care",
}

impl Kind {
    /// Returns the word as people say it: `form drill`.
    pub const fn said(self) -> &'static str {
        match self {
            Self::FormDrill => "form drill",
            other => other.as_str(),
        }
    }
}

words! {
    /// Positions of the body at the start.
    Position, "position":
    /// On the feet.
    Standing = "standing",
    /// One foot ahead of the other, knees bent.
    Lunge = "lunge",
    /// Low, on bent knees.
    Squat = "squat",
    /// On one or both knees.
    Kneeling = "kneeling",
    /// Hands and knees.
    AllFours = "all-fours",
    /// Hands or forearms and toes.
    Plank = "plank",
    /// On the back.
    Supine = "supine",
    /// On the belly.
    Prone = "prone",
    /// On one side.
    SideLying = "side-lying",
    /// On a seat or the floor.
    Seated = "seated",
    /// Walking.
    Walking = "walking",
    /// Running.
    Running = "running",
    /// Several, or any.
    Varies = "varies",
}

impl Position {
    /// Returns the phrase that people use: `on your back`.
    pub const fn said(self) -> &'static str {
        match self {
            Self::AllFours => "hands and knees",
            Self::Supine => "on your back",
            Self::Prone => "face down",
            Self::SideLying => "on your side",
            Self::Varies => "various positions",
            other => other.as_str(),
        }
    }

    /// Returns true if being in `other` counts as being in this position: what is done on the feet is standing.
    pub fn includes(self, other: Self) -> bool {
        let on_feet = matches!(other, Self::Standing | Self::Lunge | Self::Squat | Self::Walking | Self::Running);
        self == other || (self == Self::Standing && on_feet)
    }
}

words! {
    /// The sides that an exercise is done on.
    Sides, "kind of sides":
    /// No sides: one run covers the whole body.
    None = "none",
    /// All of one side, then the other.
    Each = "each",
    /// Sides take turns, rep by rep.
    Alternate = "alternate",
}

words! {
    /// Meanings of a rep count when sides take turns.
    Counting, "way of counting":
    /// The number on each side.
    PerSide = "per-side",
    /// The number in total.
    Total = "total",
}

words! {
    /// Orders of sets and sides, where there are several sets on each side.
    SideOrder, "order of sides":
    /// All sets of one side, then all of the other.
    BySide = "by-side",
    /// Both sides in each set.
    BySet = "by-set",
}

words! {
    /// Origins of a number.
    Whose, "origin of a number":
    /// A source gives it.
    Source = "source",
    /// Ours: the source gives none, or a range that we picked from.
    Ours = "ours",
    /// The user's: a number in a file of their own that they do not ascribe to a source.
    Yours = "yours",
}

words! {
    /// Occasions for a routine.
    When, "occasion":
    /// Before a run.
    BeforeRun = "before-run",
    /// After a run.
    AfterRun = "after-run",
    /// During an easy run.
    DuringRun = "during-run",
    /// Before squats or leg training.
    BeforeSquats = "before-squats",
    /// Before hip thrusts.
    BeforeHipThrusts = "before-hip-thrusts",
    /// At the start of a workout.
    BeforeWorkout = "before-workout",
    /// At the end of a workout.
    AfterWorkout = "after-workout",
    /// On a strength day.
    StrengthDay = "strength-day",
    /// On a rest day.
    RestDay = "rest-day",
    /// In a break from sitting.
    DeskBreak = "desk-break",
    /// In the evening.
    Evening = "evening",
    /// On a day with a sore back.
    SoreDay = "sore-day",
    /// On any day.
    AnyDay = "any-day",
}

words! {
    /// Times for a form cue.
    CueTime, "time for a cue":
    /// Just after the work begins.
    Start = "start",
    /// About a quarter in.
    Early = "early",
    /// Half way.
    Half = "half",
    /// About three quarters in.
    Late = "late",
    /// With the reps, as often as there is time to say it.
    EachRep = "each-rep",
    /// Every `every_s` seconds.
    Every = "every",
}

words! {
    /// The loss to a routine if a step is left out; `--minutes` drops the lowest first.
    Value, "value of a step":
    /// Essential to the routine.
    Main = "main",
    /// Useful.
    Support = "support",
    /// The first to go.
    Extra = "extra",
}

words! {
    /// The suitability of an exercise for a back that is sore, or that was not asked about.
    Role, "role":
    /// No restriction.
    Usual = "usual",
    /// A source lists it as unsuitable with a sore low back.
    AvoidWhileSore = "avoid-while-sore",
    /// It is only for those who answered the safety questions lately, with nothing open.
    Screened = "screened",
}

/// Returns a word of a file format as people write it: `low_back` as `low back`, `before-run` as `before run`.
///
/// ```
/// use supple::domain::content::words::spoken;
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
