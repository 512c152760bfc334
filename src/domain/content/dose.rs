//! Doses: the amount of an exercise, in holds, reps, breaths or minutes, with sets, sides and rest.
//!
//! A file has a [`DoseSpec`], in which any field may be absent. The spec of a step, merged over that of its exercise,
//! gives a [`Dose`] that can be played.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::object_reader::Fields;
use super::words::{Counting, SideOrder, Sides, Whose};

mod range;
mod shown;

pub use range::AmountRange;
pub(super) use range::amount;
pub use shown::{Marked, Marks};

/// A number of a dose, as a range with the value that is used.
///
/// **Shape**: `from <= start <= to`, all finite and positive (a rest may be 0). In a file either a
/// plain number, which is the file's own choice (`ours`, in the user's files `yours`), or
/// `{"from": 20, "to": 30, "use": 25, "whose": "source"}`; `to` and `use` default to `from`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amount {
    /// The lower end of the range.
    pub from: f64,
    /// The upper end of the range.
    pub to: f64,
    /// The value that a session uses unless it is adapted.
    #[serde(rename = "use")]
    pub start: f64,
    /// The origin of the range.
    pub whose: Whose,
}

impl Amount {
    /// Returns a single number of our own.
    pub const fn ours(value: f64) -> Self {
        Self { from: value, to: value, start: value, whose: Whose::Ours }
    }

    /// Returns the value used, without its range.
    #[must_use]
    pub fn as_used(self) -> Self {
        Self { from: self.start, to: self.start, ..self }
    }

    /// Returns the value used, as a whole number.
    pub fn count(self) -> u32 {
        // In range by `check`: from 0 to a million.
        self.start.round().clamp(0.0, 1e6) as u32
    }

    /// Returns the value used, taken as seconds.
    pub fn span(self) -> std::time::Duration {
        std::time::Duration::from_secs_f64(self.start.clamp(0.0, 1e6))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AmountVisitor)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let whose = generator.subschema_for::<Whose>();
        schemars::json_schema!({
            "description": "A number of the file's own choice, or a range and whose it is",
            "oneOf": [
                {"type": "number", "minimum": 0},
                {
                    "type": "object",
                    "required": ["from", "whose"],
                    "additionalProperties": false,
                    "properties": {
                        "from": {"type": "number", "minimum": 0, "description": "Lower end"},
                        "to": {"type": "number", "minimum": 0, "description": "Upper end; `from` where absent"},
                        "use": {"type": "number", "minimum": 0, "description": "What a session takes; `from` where absent"},
                        "whose": whose,
                    },
                },
            ],
        })
    }
}

struct AmountVisitor;

impl<'de> Visitor<'de> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or an object like {\"from\": 20, \"to\": 30, \"whose\": \"source\"}")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Amount, E> {
        Ok(Amount::ours(value as f64))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Amount, E> {
        Ok(Amount::ours(value as f64))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Amount, E> {
        Ok(Amount::ours(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Amount, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Range {
            from: f64,
            to: Option<f64>,
            #[serde(rename = "use")]
            start: Option<f64>,
            whose: Whose,
        }
        let Range { from, to, start, whose } = Range::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let to = to.unwrap_or(from);
        let start = start.unwrap_or(from);
        if to < from {
            return Err(de::Error::custom(format!("the range is upside down: `from` {from} is above `to` {to}")));
        }
        if !(from..=to).contains(&start) {
            return Err(de::Error::custom(format!("`use` {start} lies outside the range {from} to {to}")));
        }
        Ok(Amount { from, to, start, whose })
    }
}

/// A dose as written in a file: any field may be left to the exercise, or to the defaults.
///
/// **Shape**: at most one measure: `hold_s` alone, `breaths`, `minutes`, or `reps`, the last
/// with at most one of `hold_s` (held in each rep), `tempo_s`, `on_breath` (`tempo_s` may say how
/// long the breath is) or `"paced": false`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DoseSpec {
    /// Seconds to hold; with `reps`, in each rep. 1 to 3600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_s: Option<Amount>,
    /// Number of reps. 1 to 500, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<Amount>,
    /// Seconds for one whole rep. 1 to 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tempo_s: Option<Amount>,
    /// `false`: the reps wait for a key and keep their own time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paced: Option<bool>,
    /// The hold in each rep may as well be one long breath out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_exhale: Option<bool>,
    /// Each rep is one breath, in and out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_breath: Option<bool>,
    /// Number of deep breaths to hold for. 1 to 100, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaths: Option<Amount>,
    /// Minutes of a continuous activity. 0.25 to 240.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Amount>,
    /// Number of sets. 1 to 20, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sets: Option<Amount>,
    /// Seconds of rest between sets. 0 to 600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_s: Option<Amount>,
    /// The sides it is done on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// The meaning of the rep count where sides alternate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Counting>,
    /// The order of sets and sides where there are several sets on each side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side_order: Option<SideOrder>,
}

impl DoseSpec {
    /// A spec in which every field is absent.
    pub const EMPTY: Self = Self {
        hold_s: None,
        reps: None,
        tempo_s: None,
        paced: None,
        or_exhale: None,
        on_breath: None,
        breaths: None,
        minutes: None,
        sets: None,
        rest_s: None,
        sides: None,
        count: None,
        side_order: None,
    };

    /// The names of the fields that give a measure.
    pub const MEASURES: [&str; 4] = ["hold_s", "reps", "breaths", "minutes"];

    /// The names of the fields that give a measure its pace.
    pub const PACES: [&str; 4] = ["tempo_s", "paced", "or_exhale", "on_breath"];

    /// Reads the dose fields of an object that may hold others too, and checks their ranges.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        let spec = Self {
            hold_s: AmountRange::HOLD_S.read(fields, "hold_s"),
            reps: AmountRange::REPS.read(fields, "reps"),
            tempo_s: AmountRange::TEMPO_S.read(fields, "tempo_s"),
            paced: fields.optional("paced"),
            or_exhale: fields.optional("or_exhale"),
            on_breath: fields.optional("on_breath"),
            breaths: AmountRange::BREATHS.read(fields, "breaths"),
            minutes: AmountRange::MINUTES.read(fields, "minutes"),
            sets: AmountRange::SETS.read(fields, "sets"),
            rest_s: AmountRange::REST_S.read(fields, "rest_s"),
            sides: fields.optional("sides"),
            count: fields.optional("count"),
            side_order: fields.optional("side_order"),
        };
        spec.report_conflicts(fields);
        spec
    }

    /// Returns true if it gives a measure, not only sets, rest or sides.
    fn has_measure(&self) -> bool {
        self.hold_s.is_some() || self.reps.is_some() || self.breaths.is_some() || self.minutes.is_some()
    }

    /// Returns every number that is present, with the name of its field.
    pub fn amounts(&self) -> impl Iterator<Item = (&'static str, Amount)> {
        [
            ("hold_s", self.hold_s),
            ("reps", self.reps),
            ("tempo_s", self.tempo_s),
            ("breaths", self.breaths),
            ("minutes", self.minutes),
            ("sets", self.sets),
            ("rest_s", self.rest_s),
        ]
        .into_iter()
        .filter_map(|(name, amount)| Some((name, amount?)))
    }

    /// Merges this spec over `base`: a measure here replaces the measure of `base` as a whole, every other field
    /// replaces only itself.
    pub fn over(&self, base: &Self) -> Self {
        let measure = if self.has_measure() { self } else { base };
        Self {
            hold_s: measure.hold_s,
            reps: measure.reps,
            breaths: measure.breaths,
            minutes: measure.minutes,
            tempo_s: self.tempo_s.or(measure.tempo_s),
            paced: self.paced.or(measure.paced),
            or_exhale: self.or_exhale.or(measure.or_exhale),
            on_breath: self.on_breath.or(measure.on_breath),
            sets: self.sets.or(base.sets),
            rest_s: self.rest_s.or(base.rest_s),
            sides: self.sides.or(base.sides),
            count: self.count.or(base.count),
            side_order: self.side_order.or(base.side_order),
        }
    }

    /// Returns the dose to play, or `None` if no measure is given. `sides` is the default, taken from the exercise.
    pub fn resolve(&self, sides: Sides) -> Option<Dose> {
        let sides = self.sides.unwrap_or(sides);
        let measure = match (self.reps, self.breaths, self.minutes, self.hold_s) {
            (Some(count), ..) => Measure::Reps { count, pace: self.pace() },
            (_, Some(count), ..) => Measure::Breaths { count },
            (_, _, Some(minutes), _) => Measure::Activity { minutes },
            (.., Some(hold)) => Measure::Hold { hold },
            _ => return None,
        };
        Some(Dose {
            measure,
            sets: self.sets.unwrap_or(Amount::ours(1.0)),
            rest_s: self.rest_s,
            sides,
            counting: self.count.unwrap_or(Counting::PerSide),
            side_order: self.side_order.unwrap_or(SideOrder::BySide),
        })
    }

    fn pace(&self) -> Pace {
        if self.paced == Some(false) {
            Pace::Own
        } else if let Some(hold) = self.hold_s {
            Pace::Held { hold, or_exhale: self.or_exhale.unwrap_or(false) }
        } else if self.on_breath == Some(true) {
            Pace::OnBreath { tempo: self.tempo_s }
        } else {
            Pace::Steady { tempo: self.tempo_s }
        }
    }

    fn report_conflicts(&self, fields: &mut Fields<'_, '_>) {
        let measures: Vec<&str> = [
            ("reps", self.reps.is_some()),
            ("breaths", self.breaths.is_some()),
            ("minutes", self.minutes.is_some()),
            ("hold_s", self.hold_s.is_some() && self.reps.is_none()),
        ]
        .into_iter()
        .filter_map(|(name, given)| given.then_some(name))
        .collect();
        if let [first, second, ..] = measures.as_slice() {
            fields.problem(second, format!("a dose has one measure; `{first}` is given too"));
        }
        let paces = [
            ("hold_s", self.reps.is_some() && self.hold_s.is_some()),
            ("on_breath", self.on_breath == Some(true)),
            ("paced", self.paced == Some(false)),
        ];
        let paces: Vec<&str> = paces.into_iter().filter_map(|(name, given)| given.then_some(name)).collect();
        if let [first, second, ..] = paces.as_slice() {
            fields.problem(second, format!("reps have one pace; `{first}` is given too"));
        }
        if self.tempo_s.is_some() && (paces.contains(&"hold_s") || paces.contains(&"paced")) {
            fields.problem("tempo_s", "a tempo goes with plain reps or reps on the breath");
        }
        if self.or_exhale == Some(true) && !paces.contains(&"hold_s") {
            fields.problem("or_exhale", "this goes with `reps` and `hold_s`");
        }
    }
}

/// A dose that can be played.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dose {
    /// The amount of work in one set.
    pub measure: Measure,
    /// The number of sets.
    pub sets: Amount,
    /// Seconds of rest between sets; `None` uses the timeline's default.
    pub rest_s: Option<Amount>,
    /// The sides it is done on.
    pub sides: Sides,
    /// The meaning of the rep count where sides alternate.
    pub counting: Counting,
    /// The order of sets and sides.
    pub side_order: SideOrder,
}

impl Dose {
    /// Returns the dose with each range narrowed to the number that a session uses.
    #[must_use]
    pub fn as_used(&self) -> Self {
        let measure = match &self.measure {
            Measure::Hold { hold } => Measure::Hold { hold: hold.as_used() },
            Measure::Breaths { count } => Measure::Breaths { count: count.as_used() },
            Measure::Activity { minutes } => Measure::Activity { minutes: minutes.as_used() },
            Measure::Reps { count, pace } => Measure::Reps { count: count.as_used(), pace: pace.as_used() },
        };
        Self { measure, sets: self.sets.as_used(), rest_s: self.rest_s.map(Amount::as_used), ..self.clone() }
    }
}

/// The quantity that one set is measured in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A position held for some seconds.
    Hold {
        /// Seconds.
        hold: Amount,
    },
    /// A movement repeated.
    Reps {
        /// The number of reps: on each side for `each`; see [`Dose::counting`] for `alternate`.
        count: Amount,
        /// The pace of the reps.
        pace: Pace,
    },
    /// A position held for some deep breaths.
    Breaths {
        /// The number of breaths.
        count: Amount,
    },
    /// A continuous activity.
    Activity {
        /// Minutes.
        minutes: Amount,
    },
}

/// The pace of reps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// The user's own: the reps wait for a key.
    Own,
    /// An even count.
    Steady {
        /// Seconds for a rep; `None` is the timeline's default.
        tempo: Option<Amount>,
    },
    /// Each rep holds at its end.
    Held {
        /// Seconds.
        hold: Amount,
        /// One long breath out may replace the seconds.
        or_exhale: bool,
    },
    /// Each rep is one breath.
    OnBreath {
        /// Seconds for a breath in and out; `None` is the timeline's default.
        tempo: Option<Amount>,
    },
}

impl Pace {
    fn as_used(&self) -> Self {
        match self {
            Self::Held { hold, or_exhale } => Self::Held { hold: hold.as_used(), or_exhale: *or_exhale },
            other => other.clone(),
        }
    }
}
