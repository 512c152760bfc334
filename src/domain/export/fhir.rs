//! Sessions, pain and other answers for a clinic or a health record: one FHIR R4 bundle.
//!
//! The person in it has no name. Notes are free text and left out unless they are asked for; notes of their own, plans,
//! goals and the questions about safety have no place in it.

use std::collections::HashSet;

use serde::Serialize;
use uuid::Uuid;

use super::{stable_id, title_of};
use crate::domain::content::catalog::Catalog;
use crate::domain::journal::body_location::spread_text;
use crate::domain::journal::browse::Item;
use crate::domain::journal::done::{counts, outcome};
use crate::domain::journal::entry::{Moment, Outcome, Rating, Score, SessionEntry, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::self_report::{ActivityScore, SelfTestTry};
use crate::domain::journal::self_test_history::said_whole;
use crate::domain::journal::summary::exercise_name;
use crate::domain::text::Text;
use resource::{
    Annotation, Asked, BundleEntry, BundleHead, Category, Coding, Component, Concept, Effective, FhirObservation,
    FhirPeriod, FhirTime, LOINC, Measured, Procedure, Reference, Resource, Value,
};

mod body_site;
mod resource;

/// Self-reported pain as a number from 0 to 10.
const PAIN: Coding = Coding {
    system: LOINC,
    code: "72514-3",
    display: Some("Pain severity - 0-10 verbal numeric rating [Score] - Reported"),
};

/// The length of exercise.
const DURATION: Coding = Coding { system: LOINC, code: "55411-3", display: Some("Exercise duration") };

/// The parts that are made from a session and from the journal besides those with an id of their own.
const DURATION_PART: u8 = 1;
const PERSON_PART: u8 = 2;

/// Choices for a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FhirChoices {
    /// True if notes in the user's words come with it.
    pub has_notes: bool,
    /// True if places have their codes in SNOMED CT, for which some countries ask a licence.
    pub has_place_codes: bool,
}

/// The makings of a bundle.
struct Bundle<'a> {
    catalog: &'a Catalog,
    choices: FhirChoices,
    person: Uuid,
    sessions: HashSet<Uuid>,
}

/// Returns the bundle of `items`, which are of `journal`, made at `now`: a resource a line.
pub fn bundle(journal: &Journal, items: &[Item<'_>], catalog: &Catalog, choices: FhirChoices, now: Stamp) -> Vec<u8> {
    let sessions = items.iter().filter_map(|item| match item {
        Item::Session(session) if counts(session) => Some(session.id),
        _ => None,
    });
    let person = stable_id::part_of(stable_id::of_journal(journal), PERSON_PART);
    let this = Bundle { catalog, choices, person, sessions: sessions.collect() };
    let head = BundleHead { resource_type: "Bundle", bundle_type: "collection", timestamp: FhirTime(now) };
    let mut text = json_of(&head);
    text.truncate(text.len().saturating_sub(1));
    text.push_str(",\"entry\":[\n");
    text.push_str(&json_of(&BundleEntry::from(Resource::Patient { id: person })));
    for item in items {
        for resource in this.resources(item) {
            text.push_str(",\n");
            text.push_str(&json_of(&BundleEntry::from(resource)));
        }
    }
    text.push_str("\n]}\n");
    text.into_bytes()
}

impl Bundle<'_> {
    fn resources(&self, item: &Item<'_>) -> Vec<Resource> {
        let observation = match item {
            Item::Session(session) if counts(session) => {
                return vec![
                    Resource::Procedure(Box::new(self.procedure(session))),
                    Resource::Observation(Box::new(self.duration(session))),
                ];
            }
            Item::Rating(rating) => self.pain(rating),
            Item::Activity(score) if !score.removed => self.activity(score),
            Item::SelfTest(tried) => self.self_test(tried),
            // A session in which nothing was done was none.
            Item::Session(_) | Item::Activity(_) => return Vec::new(),
            Item::Note(_) | Item::Safety(_) | Item::RedFlagSeen(_) | Item::Plan(_) | Item::Goal(_) => {
                return Vec::new();
            }
        };
        vec![Resource::Observation(Box::new(observation))]
    }

    fn procedure(&self, session: &Logged<SessionEntry>) -> Procedure {
        let status = match outcome(session) {
            Outcome::Completed => "completed",
            Outcome::Ended | Outcome::Stopped | Outcome::Interrupted => "stopped",
        };
        Procedure {
            id: session.id,
            status,
            status_reason: session.reason.as_ref().and_then(some).map(Concept::text),
            code: Concept::text(format!("Guided exercise: {}", title_of(session))),
            subject: Reference::to(self.person),
            performed_period: period(session),
            note: self.note(Some(&session.note)),
        }
    }

    fn duration(&self, session: &Logged<SessionEntry>) -> FhirObservation {
        let asked = self.asked(Category::Activity, Concept::code(DURATION).said("Exercise without rests"));
        let value = Value::Quantity(Measured::minutes(session.active_s));
        let id = stable_id::part_of(session.id, DURATION_PART);
        let effort = session.effort.map(|effort| Value::Integer(effort.value().into()));
        let components = effort.map(|effort| Component::new("perceived effort, 0-10", effort)).into_iter().collect();
        let observation = FhirObservation::new(id, asked, Effective::During(period(session)), value);
        FhirObservation { part_of: Some([Reference::to(session.id)]), components, ..observation }
    }

    fn pain(&self, rating: &Logged<Rating>) -> FhirObservation {
        let asked = self.asked(Category::Survey, Concept::code(PAIN).said("Pain, 0-10"));
        let at = Effective::At(FhirTime(rating.at));
        let of_session = rating.session.filter(|session| self.sessions.contains(session));
        FhirObservation {
            part_of: of_session.map(|session| [Reference::to(session)]),
            note: self.note(rating.note.as_ref()),
            body_site: body_site::body_site(rating, self.choices.has_place_codes),
            components: self.answers(rating),
            ..FhirObservation::new(rating.id, asked, at, score(rating.score))
        }
    }

    /// Returns the answers of a rating besides score and place.
    fn answers(&self, rating: &Rating) -> Vec<Component> {
        let words: Vec<String> = rating.words.iter().map(ToString::to_string).collect();
        let exercise = rating.exercise.as_ref().map(|id| exercise_name(self.catalog, id.as_str()));
        let texts = [
            ("moment", Some(moment_text(rating.moment).to_owned())),
            ("pain words", Some(words.join(", ")).filter(|words| !words.is_empty())),
            ("spread", rating.spread.map(|spread| spread_text(spread).to_owned())),
            ("exercise", exercise),
            ("working side", rating.working_side.map(|side| side.to_string())),
        ];
        let texts = texts.into_iter().filter_map(|(name, text)| Some(Component::new(name, Value::Text(text?))));
        let others = [
            ("set", rating.set.map(Value::Integer)),
            ("time into the set", rating.second.map(|secs| Value::Quantity(Measured::seconds(secs)))),
            (
                "stiff in the morning",
                rating.stiff_min.map(|minutes| Value::Quantity(Measured::minutes(u32::from(minutes) * 60))),
            ),
            ("muscles sore from training", rating.training_sore.then_some(Value::Boolean(true))),
        ];
        let others = others.into_iter().filter_map(|(name, value)| Some(Component::new(name, value?)));
        texts.chain(others).collect()
    }

    fn activity(&self, scored: &Logged<ActivityScore>) -> FhirObservation {
        let name = some(&scored.name).map(|name| format!(": {name}")).unwrap_or_default();
        let code = Concept::text(format!("Own goal, 0 (unable) to 10 (as before){name}"));
        let asked = self.asked(Category::Survey, code);
        FhirObservation::new(scored.id, asked, Effective::At(FhirTime(scored.at)), score(scored.score))
    }

    fn self_test(&self, tried: &Logged<SelfTestTry>) -> FhirObservation {
        let exercise = self.catalog.exercise(tried.exercise.as_str());
        let name = exercise_name(self.catalog, tried.exercise.as_str());
        let asked = self.asked(Category::Survey, Concept::text(format!("Self-test: {name}")));
        let value = Value::Text(said_whole(tried, exercise.as_deref()));
        let side = tried.side.map(|side| Component::new("side", Value::Text(side.to_string())));
        let observation = FhirObservation::new(tried.id, asked, Effective::At(FhirTime(tried.at)), value);
        FhirObservation { components: side.into_iter().collect(), ..observation }
    }

    fn asked(&self, category: Category, code: Concept) -> Asked {
        Asked { category, code, person: self.person }
    }

    fn note(&self, note: Option<&Text>) -> Option<[Annotation; 1]> {
        note.filter(|_| self.choices.has_notes).and_then(some).map(|text| [Annotation { text }])
    }
}

/// Returns a text; `None` if it is empty, which FHIR does not allow.
fn some(text: &Text) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// Returns a score as a value; the reason if it was asked for and not given.
fn score(score: Option<Score>) -> Value {
    score
        .map_or_else(|| Value::Absent(Concept::not_answered()), |score| Value::Quantity(Measured::score(score.value())))
}

/// Returns the time of a session; in one with a wrong clock the end is not before the beginning.
fn period(session: &Logged<SessionEntry>) -> FhirPeriod {
    FhirPeriod { start: FhirTime(session.at), end: FhirTime(session.ended.max(session.at)) }
}

/// Returns a moment in words of a form.
const fn moment_text(moment: Moment) -> &'static str {
    match moment {
        Moment::Before => "before a session",
        Moment::During => "during a session",
        Moment::After => "after a session",
        Moment::NextMorning => "the morning after a session",
        Moment::Other => "at another time",
    }
}

#[expect(clippy::expect_used, reason = "every key is a string and every value a plain one: nothing can fail")]
fn json_of(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain JSON")
}
