//! The parts of FHIR R4 that a bundle of supple's consists of, as its JSON has them.
//!
//! A field without a value is left out: FHIR knows no `null` and no empty list. **Source**: HL7, FHIR Release 4 (4.0.1).

use serde::Serialize;
use uuid::Uuid;

use crate::domain::journal::entry::Stamp;
use crate::domain::journal::timestamp;

/// The system of codes for questions and measurements.
pub(super) const LOINC: &str = "http://loinc.org";
/// The system of codes for places of the body.
pub(super) const SNOMED: &str = "http://snomed.info/sct";
const UNITS: &str = "http://unitsofmeasure.org";
const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
const ABSENT: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

/// A time with its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub(super) struct FhirTime(#[serde(serialize_with = "timestamp::write")] pub(super) Stamp);

/// A code of a system.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Coding {
    pub(super) system: &'static str,
    pub(super) code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display: Option<&'static str>,
}

/// A thing by its codes, by words, or by both; never by nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Concept {
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<[Coding; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Concept {
    /// Returns a thing in words.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { coding: None, text: Some(text.into()) }
    }

    /// Returns a thing by its code.
    pub(super) const fn code(coding: Coding) -> Self {
        Self { coding: Some([coding]), text: None }
    }

    /// Returns it with words.
    #[must_use]
    pub(super) fn said(self, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..self }
    }

    /// Returns it with a code, if there is one.
    #[must_use]
    pub(super) fn coded(self, coding: Option<Coding>) -> Self {
        Self { coding: coding.map(|coding| [coding]), ..self }
    }

    /// Returns the reason for a value that is missing: it was asked for and not given.
    pub(super) const fn not_answered() -> Self {
        Self::code(Coding { system: ABSENT, code: "asked-declined", display: Some("Asked But Declined") })
    }
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Measured {
    value: serde_json::Number,
    unit: &'static str,
    system: &'static str,
    code: &'static str,
}

impl Measured {
    /// Returns a score.
    pub(super) fn score(score: u8) -> Self {
        Self { value: score.into(), unit: "{score}", system: UNITS, code: "{score}" }
    }

    /// Returns seconds in minutes, to two digits.
    pub(super) fn minutes(secs: u32) -> Self {
        let hundredths = (u64::from(secs) * 100 + 30) / 60;
        let whole = (hundredths % 100 == 0).then_some(hundredths / 100);
        let parts = serde_json::Number::from_f64(hundredths as f64 / 100.0);
        let value = whole.map(Into::into).or(parts).unwrap_or_else(|| hundredths.into());
        Self { value, unit: "minutes", system: UNITS, code: "min" }
    }

    /// Returns seconds.
    pub(super) fn seconds(secs: u32) -> Self {
        Self { value: secs.into(), unit: "seconds", system: UNITS, code: "s" }
    }
}

/// A link to another resource of the bundle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Reference {
    reference: String,
}

impl Reference {
    /// Returns the link to the resource with this id.
    pub(super) fn to(id: Uuid) -> Self {
        Self { reference: urn(id) }
    }
}

/// Returns the address of the resource with this id within the bundle.
pub(super) fn urn(id: Uuid) -> String {
    id.urn().to_string()
}

/// The time from a beginning to an end, which is not before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct FhirPeriod {
    pub(super) start: FhirTime,
    pub(super) end: FhirTime,
}

/// A remark in the user's words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Annotation {
    pub(super) text: String,
}

/// The value of an observation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) enum Value {
    #[serde(rename = "valueQuantity")]
    Quantity(Measured),
    #[serde(rename = "valueString")]
    Text(String),
    #[serde(rename = "valueInteger")]
    Integer(u32),
    #[serde(rename = "valueBoolean")]
    Boolean(bool),
    #[serde(rename = "dataAbsentReason")]
    Absent(Concept),
}

/// A further answer of an observation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Component {
    code: Concept,
    #[serde(flatten)]
    value: Value,
}

impl Component {
    /// Returns the answer `value` to what `text` names.
    pub(super) fn new(text: &str, value: Value) -> Self {
        Self { code: Concept::text(text), value }
    }
}

/// The time of an observation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) enum Effective {
    #[serde(rename = "effectiveDateTime")]
    At(FhirTime),
    #[serde(rename = "effectivePeriod")]
    During(FhirPeriod),
}

/// Sorts of observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// An answer.
    Survey,
    /// Exercise.
    Activity,
}

impl Category {
    const fn concept(self) -> Concept {
        let code = match self {
            Self::Survey => "survey",
            Self::Activity => "activity",
        };
        Concept::code(Coding { system: CATEGORIES, code, display: None })
    }
}

/// An answer or a measurement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirObservation {
    pub(super) id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<[Reference; 1]>,
    pub(super) status: &'static str,
    pub(super) category: [Concept; 1],
    pub(super) code: Concept,
    pub(super) subject: Reference,
    #[serde(flatten)]
    pub(super) effective: Effective,
    pub(super) performer: [Reference; 1],
    #[serde(flatten)]
    pub(super) value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<[Annotation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body_site: Option<Concept>,
    #[serde(rename = "component", skip_serializing_if = "Vec::is_empty")]
    pub(super) components: Vec<Component>,
}

/// The question of an observation, and the person who answered it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) category: Category,
    pub(super) code: Concept,
    pub(super) person: Uuid,
}

impl FhirObservation {
    /// Returns the answer `value` to `asked`.
    pub(super) fn new(id: Uuid, asked: Asked, effective: Effective, value: Value) -> Self {
        Self {
            id,
            part_of: None,
            status: "final",
            category: [asked.category.concept()],
            code: asked.code,
            subject: Reference::to(asked.person),
            effective,
            performer: [Reference::to(asked.person)],
            value,
            note: None,
            body_site: None,
            components: Vec::new(),
        }
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Procedure {
    pub(super) id: Uuid,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_reason: Option<Concept>,
    pub(super) code: Concept,
    pub(super) subject: Reference,
    pub(super) performed_period: FhirPeriod,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<[Annotation; 1]>,
}

/// Resources of the bundle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    /// The person, without a name or any other detail.
    Patient { id: Uuid },
    /// A session.
    Procedure(Box<Procedure>),
    /// An answer or a measurement.
    Observation(Box<FhirObservation>),
}

impl Resource {
    const fn id(&self) -> Uuid {
        match self {
            Self::Patient { id } => *id,
            Self::Procedure(procedure) => procedure.id,
            Self::Observation(observation) => observation.id,
        }
    }
}

/// A resource with its address.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BundleEntry {
    full_url: String,
    resource: Resource,
}

impl From<Resource> for BundleEntry {
    fn from(resource: Resource) -> Self {
        Self { full_url: urn(resource.id()), resource }
    }
}

/// The head of a bundle; its entries follow it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BundleHead {
    pub(super) resource_type: &'static str,
    #[serde(rename = "type")]
    pub(super) bundle_type: &'static str,
    pub(super) timestamp: FhirTime,
}
