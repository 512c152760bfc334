//! Forms of a self-test's answer: a verdict, seconds, a count, or one of several pictures.

use serde::Serialize;

use super::dose::{Amount, amount};
use super::exercise::{Id, required_text};
use super::link::{KnownIds, Link};
use super::object_reader::Fields;
use super::words::words;
use crate::domain::journal::self_report::Verdict;
use crate::domain::text::Text;

words! {
    /// Kinds of result of a self-test.
    Measure, "kind of result":
    /// Passed or failed.
    Verdict = "verdict",
    /// The seconds it was held for.
    Seconds = "seconds",
    /// The number of repetitions.
    Count = "count",
    /// The one of several pictures that fits.
    Kind = "kind",
}

/// The form of a self-test's answer.
///
/// **Shape**: `seconds` has `limit_s` and `ends_when`; `count` may have `limit_s` and `counted`; both may have
/// `pass_from`. `kind` has two to nine `kinds` and may have `confirm`. `verdict` has nothing besides.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SelfTest {
    /// The kind of result.
    pub result: Measure,
    /// Seconds after which the timer runs out. 5 to 600, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_s: Option<Amount>,
    /// The least value that passes. 1 to 600, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_from: Option<Amount>,
    /// The number, from 1, of the one of `sources` that gives these numbers; absent where they are ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u32>,
    /// The event that ends it before the time is over: `you touch down`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_when: Option<Text>,
    /// The unit that follows a count: `times up`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Text>,
    /// The pictures to choose from.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Picture>,
    /// A question to confirm before an exercise or routine that a picture leads to is opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Text>,
}

/// One of several possible findings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Picture {
    /// The word for it in the journal.
    pub id: Id,
    /// The name.
    pub label: Text,
    /// A description of its looks.
    pub looks: Text,
    /// The pose of the figure that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pose: Option<Text>,
    /// Links to follow from it.
    #[cfg_attr(test, schemars(default))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads_to: Vec<Link>,
}

impl SelfTest {
    /// Returns a test that is answered by a verdict alone.
    pub const fn of_verdict() -> Self {
        Self {
            result: Measure::Verdict,
            limit_s: None,
            pass_from: None,
            by: None,
            ends_when: None,
            counted: None,
            kinds: Vec::new(),
            confirm: None,
        }
    }

    /// Returns the picture that the journal calls `word`.
    pub fn picture(&self, word: &str) -> Option<&Picture> {
        self.kinds.iter().find(|kind| kind.id.as_str() == word)
    }

    /// Returns the verdict for a number of seconds or repetitions; `None` if the test gives no limit.
    pub fn verdict_of(&self, value: u32) -> Option<Verdict> {
        let mark = self.pass_from?.count();
        Some(if value >= mark { Verdict::Pass } else { Verdict::Fail })
    }

    /// Returns a value with its unit: `12 s`, `9 times up`.
    pub fn value_text(&self, value: u32) -> String {
        match (self.result, &self.counted) {
            (Measure::Seconds, _) => format!("{value} s"),
            (_, Some(counted)) => format!("{value} {counted}"),
            (_, None) => value.to_string(),
        }
    }

    /// Reads a test from an object.
    pub(super) fn read(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        let result = f.required("result");
        // One that is there and wrong counts: it was reported already.
        let mut given = 0;
        let test = Self {
            limit_s: amount(f, "limit_s", 5.0, 600.0, true),
            pass_from: amount(f, "pass_from", 1.0, 600.0, true),
            by: f.optional("by"),
            ends_when: some_text(f, "ends_when"),
            counted: some_text(f, "counted"),
            kinds: f.objects("kinds", |f| {
                given += 1;
                Picture::read(f, known)
            }),
            confirm: some_text(f, "confirm"),
            ..Self::of_verdict()
        };
        let test = Self { result: result?, ..test };
        test.report_strangers(f);
        test.report_missing(given, f);
        test.report_twins(f);
        Some(test)
    }

    /// Reports fields that do not go with this kind of result.
    fn report_strangers(&self, f: &mut Fields<'_, '_>) {
        use Measure::{Count, Kind, Seconds};
        let homes: [(&'static str, &[Measure], &str); 6] = [
            ("limit_s", &[Seconds, Count], "`seconds` or `count`"),
            ("pass_from", &[Seconds, Count], "`seconds` or `count`"),
            ("ends_when", &[Seconds], "`seconds`"),
            ("counted", &[Count], "`count`"),
            ("kinds", &[Kind], "`kind`"),
            ("confirm", &[Kind], "`kind`"),
        ];
        for (name, _, home) in homes.into_iter().filter(|(_, homes, _)| !homes.contains(&self.result)) {
            if f.has(name) {
                f.problem(name, format!("this goes with the result {home}; here it is `{}`", self.result));
            }
        }
    }

    fn report_missing(&self, given: usize, f: &mut Fields<'_, '_>) {
        if self.result == Measure::Seconds && !f.has("limit_s") {
            f.problem("limit_s", "`limit_s` is missing: after how many seconds is the timer over?");
        }
        if self.result == Measure::Seconds && !f.has("ends_when") {
            f.problem("ends_when", "`ends_when` is missing: what ends it earlier? For instance `you touch down`");
        }
        if self.result == Measure::Kind && !(2..=9).contains(&given) {
            f.problem("kinds", format!("there are {given} to choose from; allowed: 2 to 9"));
        }
        if let (Measure::Seconds, Some(mark), Some(limit)) = (self.result, self.pass_from, self.limit_s)
            && mark.count() > limit.count()
        {
            let (mark, limit) = (mark.count(), limit.count());
            f.problem("pass_from", format!("{mark} is above `limit_s` {limit}, so nobody could pass"));
        }
    }

    fn report_twins(&self, f: &mut Fields<'_, '_>) {
        for (at, kind) in self.kinds.iter().enumerate() {
            if self.kinds.iter().take(at).any(|earlier| earlier.id == kind.id) {
                f.problem("kinds", format!("`{}` is here twice", kind.id));
            }
        }
    }
}

impl Picture {
    fn read(f: &mut Fields<'_, '_>, known: &dyn KnownIds) -> Option<Self> {
        let (id, label, looks) = (f.required("id"), required_text(f, "label"), required_text(f, "looks"));
        let pose = f.optional("pose");
        let leads_to = f.objects("leads_to", |f| Link::read(f, known));
        Some(Self { id: id?, label: label?, looks: looks?, pose, leads_to })
    }
}

/// Reads an optional text, which must not be empty.
fn some_text(f: &mut Fields<'_, '_>, name: &'static str) -> Option<Text> {
    // Asking for it makes its name known, be it there or not.
    f.optional::<Text>(name)?;
    required_text(f, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_reached_with_the_number_itself() {
        let test = SelfTest { result: Measure::Seconds, pass_from: Some(Amount::ours(30.0)), ..SelfTest::of_verdict() };
        assert_eq!(test.verdict_of(29), Some(Verdict::Fail));
        assert_eq!(test.verdict_of(30), Some(Verdict::Pass));
        assert_eq!(SelfTest::of_verdict().verdict_of(30), None);
    }

    #[test]
    fn a_number_says_of_what() {
        let test = |result, counted: Option<&str>| SelfTest {
            result,
            counted: counted.map(Text::from),
            ..SelfTest::of_verdict()
        };
        assert_eq!(test(Measure::Seconds, None).value_text(12), "12 s");
        assert_eq!(test(Measure::Count, Some("times up")).value_text(9), "9 times up");
        assert_eq!(test(Measure::Count, None).value_text(9), "9");
    }
}
