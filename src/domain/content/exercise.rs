//! Exercises: single movements or positions, each with instructions and a default dose.

use std::fmt;
use std::ops::Deref;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize};

use super::dose::{Dose, DoseSpec};
use super::link::{ItemKind, KnownIds, Link, Need, check_id};
use super::object_reader::{Fields, read};
use super::problem::Problem;
use super::self_test::SelfTest;
use super::timing::{self, Least, Timing};
use super::words::{CueTime, Kind, Position, Role, Sides};
use crate::domain::text::Text;

/// The id of an item: kebab-case, equal to the stem of its file.
///
/// **Shape**: 1 to 60 of `a`-`z`, `0`-`9` and single dashes inside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Id(
    #[cfg_attr(test, schemars(with = "String", regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 60)))]
    CompactString,
);

impl Id {
    /// The id of a timer in the journal; no routine or exercise may have it.
    pub const TIMER: Self = Self(CompactString::const_new("timer"));

    /// Returns the id in `raw` after checking its form.
    ///
    /// # Errors
    /// The message to show if `raw` is not kebab-case or is too long.
    pub fn new(raw: &str) -> Result<Self, String> {
        if raw.len() <= 60 && raw.split('-').all(is_id_part) {
            Ok(Self(raw.into()))
        } else {
            let shown = Text::clean(raw);
            Err(format!("`{shown}` is not an id; expected at most 60 of a-z, 0-9 and single dashes, like `bird-dog`"))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw: std::borrow::Cow<'de, str> = std::borrow::Cow::deserialize(from)?;
        Self::new(&raw).map_err(serde::de::Error::custom)
    }
}

/// A reminder given while moving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormCue {
    /// The time at which it is given.
    pub at: CueTime,
    /// For `"at": "every"`: seconds from one time to the next. 5 to 600.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_s: Option<u32>,
    /// The words to say, at most eight.
    pub say: Text,
}

/// A common mistake and its correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// The mistake, as it can be seen or felt.
    pub seen: Text,
    /// The correction.
    pub fix: Text,
}

/// A publication that facts are taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Author, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Text>,
    /// Title of the text.
    pub title: Text,
    /// Publisher, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Text>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(author) = &self.author {
            write!(f, "{author}, ")?;
        }
        write!(f, "{}", self.title)?;
        match &self.publisher {
            Some(publisher) => write!(f, " ({publisher})"),
            None => Ok(()),
        }
    }
}

/// Names for the two sides of an exercise, where "left" and "right" are ambiguous.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SideNames {
    /// The first side: `left foot up`.
    pub left: Text,
    /// The second side: `right foot up`.
    pub right: Text,
}

/// The dose of an exercise where a routine does not give one, and its source.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DefaultDose {
    /// The number, from 1, of the one of `sources` that gives these numbers; absent where they are ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u32>,
    /// The amounts.
    #[serde(flatten)]
    pub dose: DoseSpec,
}

impl Deref for DefaultDose {
    type Target = DoseSpec;

    fn deref(&self) -> &DoseSpec {
        &self.dose
    }
}

/// Another dose for the same exercise, by name: `30 s hold (Millar)`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedDose {
    /// The name of the dose.
    pub name: Text,
    /// The number, from 1, of the one of `sources` that gives these numbers; absent where they are ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u32>,
    /// The amounts.
    #[serde(flatten)]
    pub dose: DoseSpec,
}

/// One movement or position.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Exercise {
    /// Unique among exercises; the file's stem.
    pub id: Id,
    /// The name, in title case.
    pub name: Text,
    /// Other names people search for.
    #[cfg_attr(test, schemars(default))]
    pub aliases: Vec<Text>,
    /// The kind of movement.
    pub kind: Kind,
    /// Further kinds that fit.
    #[cfg_attr(test, schemars(default))]
    pub also: Vec<Kind>,
    /// The position of the body at the start.
    pub position: Position,
    /// The equipment needed, kebab-case; a list stands for any one of several things; empty for none.
    #[cfg_attr(test, schemars(default))]
    pub equipment: Vec<Need>,
    /// The sides it is done on.
    pub sides: Sides,
    /// Names for the sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side_names: Option<SideNames>,
    /// The purpose, in a sentence.
    pub summary: Text,
    /// Steps to get into position, for the left side first: two to five short ones.
    pub setup: Vec<Text>,
    /// True if the steps are ours: the source names the exercise and gives no instructions.
    #[cfg_attr(test, schemars(default))]
    pub steps_are_ours: bool,
    /// Reminders while moving.
    #[cfg_attr(test, schemars(default))]
    pub cues: Vec<FormCue>,
    /// The sensation it should give and its place, and the place where there should be none: a short sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feel: Option<Text>,
    /// Instructions for breathing.
    pub breathing: Text,
    /// Common mistakes, with their corrections.
    #[cfg_attr(test, schemars(default))]
    pub mistakes: Vec<Mistake>,
    /// Muscles that it lengthens.
    #[cfg_attr(test, schemars(default))]
    pub stretches: Vec<Text>,
    /// Muscles that it strengthens or works.
    #[cfg_attr(test, schemars(default))]
    pub works: Vec<Text>,
    /// Problems it helps with, kebab-case: `tight-hip-flexors`.
    #[cfg_attr(test, schemars(default))]
    pub helps_with: Vec<Id>,
    /// Easier variants, the nearest first.
    #[cfg_attr(test, schemars(default))]
    pub easier: Vec<Id>,
    /// Harder variants, the nearest first.
    #[cfg_attr(test, schemars(default))]
    pub harder: Vec<Id>,
    /// Precautions, with the people they are for.
    #[cfg_attr(test, schemars(default))]
    pub careful: Vec<Text>,
    /// Its suitability for a sore back.
    #[cfg_attr(test, schemars(default = "usual"))]
    pub role: Role,
    /// For an exercise to avoid: the exercise to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Id>,
    /// For a self-test: a description of passing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass: Option<Text>,
    /// For a self-test: a description of failing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail: Option<Text>,
    /// For a self-test: links to follow when it fails.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads_to: Vec<Link>,
    /// For a self-test: the form of its answer; a verdict where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<SelfTest>,
    /// Seconds to get into position; ten where absent. 3 to 120.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepare_s: Option<u32>,
    /// Seconds to change sides; five where absent. 3 to 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch_s: Option<u32>,
    /// The dose where a routine does not give one.
    pub dose: DefaultDose,
    /// Other doses, by name.
    #[cfg_attr(test, schemars(default))]
    pub doses: Vec<NamedDose>,
    /// The figure that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Id>,
    /// The sources of its facts.
    #[cfg_attr(test, schemars(default))]
    pub sources: Vec<Source>,
}

#[cfg(test)]
fn usual() -> Role {
    Role::Usual
}

/// The length limit of a required text in a file, in characters: more fits neither a screen nor a breath.
const LONGEST_TEXT: usize = 400;

impl Exercise {
    /// Reads an exercise from the text of `file` and returns it with the problems found; `None` if one of them is an
    /// error. `known` tells which linked ids exist.
    pub fn read(file: &str, text: &str, known: &dyn KnownIds) -> (Option<Self>, Vec<Problem>) {
        read(file, text, |fields| Self::from_fields(fields, known))
    }

    /// Returns the dose used where a routine does not give one. It is never `None` after [`Exercise::read`].
    pub fn default_dose(&self) -> Option<Dose> {
        self.dose.resolve(self.sides)
    }

    /// Returns the dose used where a routine does not give one as text. Its page says which numbers are a source's.
    pub fn usual_dose(&self) -> String {
        self.default_dose().map(|dose| dose.as_used().to_string()).unwrap_or_default()
    }

    /// Returns the source of number `by`, counted from 1.
    pub fn source(&self, by: u32) -> Option<&Source> {
        numbered(&self.sources, by)
    }

    /// Returns the part that the length of a routine depends on.
    pub fn timing(&self) -> Timing {
        Timing {
            name: self.name.clone(),
            sides: self.sides,
            dose: self.dose.dose.clone(),
            prepare_s: self.prepare_s,
            switch_s: self.switch_s,
            least: Least::of(self.doses.iter().map(|named| &named.dose).chain([&self.dose.dose])),
        }
    }

    fn from_fields(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        // All fields are asked for before the first `?`: each may have something to report.
        let id = f.required("id");
        let name = required_text(f, "name");
        let kind = f.required("kind");
        let position = f.required("position");
        let sides = f.required("sides");
        let summary = required_text(f, "summary");
        let setup = f.list::<Text>("setup");
        if setup.is_empty() {
            f.problem("setup", "the setup is empty; expected two to five short steps");
        }
        let breathing = required_text(f, "breathing");
        let (dose, sources) = (timing::dose(f), f.list("sources"));
        let rest = Rest::from_fields(f, &sources);
        let test = f.object("test", |f| self_test(f, known, &sources)).flatten();
        if let Some((_, Some(by))) = dose {
            check_by(f, "dose", by, &sources);
        }
        if f.has("test") && kind.is_some_and(|kind| kind != Kind::SelfTest) {
            f.problem("test", "only a self-test has this; its `kind` is `self-test`");
        }
        // The fields with `?` come last: returning before a field is asked for would make it unknown.
        let mut exercise = Self {
            aliases: rest.aliases,
            also: f.list("also"),
            equipment: f.list("equipment"),
            side_names: f.optional("side_names"),
            setup,
            steps_are_ours: f.optional("steps_are_ours").unwrap_or(false),
            cues: rest.cues,
            feel: f.optional("feel"),
            mistakes: f.list("mistakes"),
            stretches: f.list("stretches"),
            works: f.list("works"),
            helps_with: f.list("helps_with"),
            easier: links(f, "easier", known),
            harder: links(f, "harder", known),
            careful: f.list("careful"),
            role: f.optional("role").unwrap_or(Role::Usual),
            instead: f.optional("instead"),
            pass: f.optional("pass"),
            fail: f.optional("fail"),
            leads_to: f.objects("leads_to", |f| Link::read(f, known)),
            test: test.or_else(|| (kind == Some(Kind::SelfTest)).then(SelfTest::of_verdict)),
            prepare_s: rest.prepare_s,
            switch_s: rest.switch_s,
            doses: rest.doses,
            figure: f.optional("figure"),
            sources,
            id: id?,
            name: name?,
            kind: kind?,
            position: position?,
            sides: sides?,
            summary: summary?,
            breathing: breathing?,
            dose: dose.map(|(dose, by)| DefaultDose { by, dose })?,
        };
        if let Some((field, problem)) = exercise.malformed_length() {
            f.problem(field, problem);
        }
        Some(exercise)
    }
}

/// Fields that are checked beyond their type.
struct Rest {
    aliases: Vec<Text>,
    cues: Vec<FormCue>,
    prepare_s: Option<u32>,
    switch_s: Option<u32>,
    doses: Vec<NamedDose>,
}

impl Rest {
    fn from_fields(f: &mut Fields<'_, '_>, sources: &[Source]) -> Self {
        let cues = f.list::<FormCue>("cues");
        for cue in &cues {
            if (cue.at == CueTime::Every) != cue.every_s.is_some() {
                f.problem("cues", "`every_s` goes with \"at\": \"every\", and only with it");
            }
            if cue.every_s.is_some_and(|every| !(5..=600).contains(&every)) {
                f.problem("cues", "`every_s` is out of range; allowed: 5 to 600");
            }
        }
        let doses = f.objects("doses", |f| {
            let (name, by) = (required_text(f, "name"), f.optional("by"));
            if let Some(by) = by {
                check_by(f, "by", by, sources);
            }
            let dose = DoseSpec::read(f);
            Some(NamedDose { name: name?, by, dose })
        });
        Self { aliases: f.list("aliases"), cues, prepare_s: timing::prepare_s(f), switch_s: timing::switch_s(f), doses }
    }
}

/// Reads the form of a self-test's answer and checks that its source is listed.
fn self_test(f: &mut Fields<'_, '_>, known: &dyn KnownIds, sources: &[Source]) -> Option<SelfTest> {
    let test = SelfTest::read(f, known);
    if let Some(by) = test.as_ref().and_then(|test| test.by) {
        check_by(f, "by", by, sources);
    }
    test
}

/// Returns the source of number `by`, counted from 1.
fn numbered(sources: &[Source], by: u32) -> Option<&Source> {
    sources.get(usize::try_from(by).ok()?.checked_sub(1)?)
}

/// Reports a problem if there is no source of number `by`.
fn check_by(f: &mut Fields<'_, '_>, name: &'static str, by: u32, sources: &[Source]) {
    if numbered(sources, by).is_none() {
        let count = sources.len();
        f.problem(name, format!("there is no source {by}; `sources` has {count}, counted from 1"));
    }
}

/// Reads ids of other exercises, and reports those that do not exist.
fn links(f: &mut Fields<'_, '_>, name: &'static str, known: &dyn KnownIds) -> Vec<Id> {
    let ids: Vec<Id> = f.list(name);
    for id in &ids {
        check_id(f, name, ItemKind::Exercise, id, known);
    }
    ids
}

/// Reads a required text; reports one that is missing, empty or longer than [`LONGEST_TEXT`].
pub(super) fn required_text(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Text> {
    let text: Text = fields.required(name)?;
    if text.is_empty() {
        fields.problem(name, "this is empty; expected some text");
        return None;
    }
    if text.as_str().chars().count() > LONGEST_TEXT {
        fields.problem(name, format!("this is too long; expected at most {LONGEST_TEXT} characters"));
        return None;
    }
    Some(text)
}

fn is_id_part(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}
