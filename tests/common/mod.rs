//! What several tests share: made-up content, and a clock that only tests move.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::needless_pass_by_value, reason = "`json!({…})` reads better than `&json!({…})`")]

pub mod quarter;
pub mod stage;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use supple::domain::content::exercise::{Exercise, Id};
use supple::domain::content::link::{ItemKind, KnownIds};
use supple::domain::content::routine::Routine;
use supple::domain::session::compile::{Options, compile};
use supple::domain::session::player::Player;
use supple::domain::session::timeline::Timeline;
use supple::domain::text::Text;
use supple::domain::time::{Instant, Now};

/// Made-up exercises by id.
pub struct Gym(BTreeMap<String, Arc<Exercise>>);

impl KnownIds for Gym {
    fn is_known(&self, _: ItemKind, _: &Id) -> bool {
        true
    }

    fn nearest(&self, _: ItemKind, _: &Id) -> Option<String> {
        None
    }
}

impl Default for Gym {
    /// One exercise for each kind of measure and side, with a form cue each.
    fn default() -> Self {
        let exercises = [
            exercise("hold", "none", json!({"hold_s": 10}), json!([{"at": "start", "say": "Long neck"}])),
            exercise(
                "side-hold",
                "each",
                json!({"hold_s": 10, "rest_s": 5}),
                json!([{"at": "half", "say": "Hips level"}]),
            ),
            exercise("reps", "none", json!({"reps": 3}), json!([{"at": "each-rep", "say": "Slow down"}])),
            exercise("side-reps", "each", json!({"reps": 2, "tempo_s": 3}), json!([])),
            exercise("turns", "alternate", json!({"reps": 2, "hold_s": 3, "or_exhale": true}), json!([])),
            exercise("turns-total", "alternate", json!({"reps": 3, "count": "total"}), json!([])),
            exercise(
                "own-reps",
                "none",
                json!({"reps": 8, "paced": false}),
                json!([{"at": "start", "say": "Back flat"}]),
            ),
            exercise("breaths", "none", json!({"breaths": 2}), json!([{"at": "start", "say": "Let go"}])),
            exercise("breath-reps", "none", json!({"reps": 2, "on_breath": true, "tempo_s": 8}), json!([])),
            exercise("walk", "none", json!({"minutes": 0.5}), json!([{"at": "every", "every_s": 10, "say": "Tall"}])),
        ];
        let exercises = exercises.into_iter().chain([felt()]);
        Self(exercises.into_iter().map(|exercise| (exercise.id.to_string(), Arc::new(exercise))).collect())
    }
}

impl Gym {
    pub fn get(&self, id: &str) -> Option<Arc<Exercise>> {
        self.0.get(id).cloned()
    }

    pub fn ids(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// A routine from the JSON of its steps; other fields may be given beside them.
    pub fn routine(&self, fields: Value) -> Routine {
        let mut all = json!({"id": "made-up", "title": "Made Up", "summary": "For tests.", "when": ["any-day"]});
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let (routine, problems) = Routine::read("made-up.json", &all.to_string(), self);
        routine.unwrap_or_else(|| panic!("{problems:?}"))
    }

    pub fn timeline(&self, fields: Value, options: Options) -> Timeline {
        compile(&self.routine(fields), &|id| self.get(id), options).unwrap()
    }
}

/// A hold that says what it should feel like.
fn felt() -> Exercise {
    let feel = Some(Text::from("A pull in the calf, none in the back."));
    Exercise { feel, ..exercise("felt", "none", json!({"hold_s": 20}), json!([{"at": "start", "say": "Heel down"}])) }
}

fn exercise(id: &str, sides: &str, dose: Value, cues: Value) -> Exercise {
    let json = json!({
        "id": id, "name": id, "kind": "stretch", "position": "standing", "sides": sides,
        "summary": "Made up.", "setup": ["Stand."], "breathing": "Breathe.", "dose": dose, "cues": cues,
    });
    let (exercise, problems) = Exercise::read(id, &json.to_string(), &Gym(BTreeMap::new()));
    exercise.unwrap_or_else(|| panic!("{problems:?}"))
}

/// An instant that tests can write down, in seconds after an arbitrary start.
pub fn at(secs: f64) -> Instant {
    Instant::new(Duration::from_secs(1_000) + Duration::from_secs_f64(secs))
}

/// The same instant on both clocks; the wall clock began on a Friday morning.
pub fn now(secs: f64) -> Now {
    let start = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap();
    Now { mono: at(secs), wall: start + Duration::from_secs_f64(secs) }
}

/// Jumps from wake-up to wake-up until `until`, or until only a key could go on.
pub fn run_until(player: &mut Player, from: Instant, until: Instant) -> Instant {
    let mut now = from;
    while let Some(next) = player.next_wakeup(now).filter(|next| *next <= until) {
        assert!(next > now, "a wake-up must lie ahead: {next:?} after {now:?}");
        now = next;
        player.handle_timeout(now);
    }
    now
}
