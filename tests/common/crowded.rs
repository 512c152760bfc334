//! A journal with all that can be said at once, in words that would break a page: for the page to be held to its one
//! sheet, and to its escaping.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use chrono::{DateTime, Duration, FixedOffset};
use serde_json::{Value, json};
use supple::domain::advice::safety::Question;
use supple::domain::content::words::WordList as _;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use uuid::Uuid;

/// What a page must not let through.
pub const HOSTILE: &str = "</style></title><script>alert(1)</script><img src=x onerror=\"alert(2)\">&amp;'\"";

/// The exercises of each session.
const EXERCISES: [&str; 8] = [
    "seated-forward-fold-raised",
    "straight-leg-extension-opposite-elbow",
    "active-straight-leg-hamstring-stretch",
    "stability-ball-reverse-leg-raise",
    "all-fours-bent-knee-extension",
    "knee-on-table-low-back-stretch",
    "crossed-arm-upper-back-stretch",
    "edge-of-bed-hip-flexor-stretch",
];

const REGIONS: [&str; 11] = [
    "mid_back",
    "low_back",
    "buttock",
    "hip",
    "groin",
    "thigh_front",
    "thigh_back",
    "knee",
    "lower_leg",
    "foot",
    "other",
];

const WORDS: [&str; 13] = [
    "aching",
    "dull",
    "stiff",
    "tight",
    "sharp",
    "stabbing",
    "shooting",
    "burning",
    "throbbing",
    "cramping",
    "tingling",
    "numb",
    "weak",
];

const TESTS: [&str; 4] =
    ["hip-flexor-edge-test", "single-leg-stand-eyes-closed", "ankle-mobility-squat-test", "lift-form-mirror-check"];

/// Lines with ids that count up.
#[derive(Default)]
struct Lines {
    fold: Fold,
    next: u128,
}

impl Lines {
    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    fn write(&mut self, id: Uuid, at: DateTime<FixedOffset>, kind: &str, mut fields: Value) {
        let object = fields.as_object_mut().unwrap();
        object.insert("v".into(), 1.into());
        object.insert("id".into(), id.to_string().into());
        object.insert("kind".into(), kind.into());
        object.insert("at".into(), at.to_rfc3339().into());
        self.fold.line(format!("{fields}\n").as_bytes());
    }

    fn rating(&mut self, at: DateTime<FixedOffset>, n: usize, moment: &str, fields: &Value) {
        let id = self.id();
        let base = json!({"score": n % 11, "moment": moment, "region": REGIONS[n % 11], "side": (["left", "middle", "right", "both"])[n % 4],
            "spread": (["none", "thigh", "below_knee", "foot"])[n % 4], "words": WORDS, "note": HOSTILE});
        let mut all = base.as_object().unwrap().clone();
        all.extend(fields.as_object().unwrap().clone());
        self.write(id, at, "rating", Value::Object(all));
    }

    fn session(&mut self, at: DateTime<FixedOffset>, n: usize) {
        let id = self.id();
        let before = Duration::minutes(1);
        self.rating(at - before, n, "before", &json!({"session": id}));
        for (step, exercise) in EXERCISES.iter().enumerate() {
            let score = (n % 5 + step) % 11;
            let during = json!({"session": id, "exercise": exercise, "step": step, "score": score});
            self.rating(at + Duration::minutes(step as i64), n, "during", &during);
        }
        let quantity = json!({"hold_s": 30, "reps": 100});
        let step = |exercise: &&str| json!({"exercise": exercise, "set": 1, "outcome": "done", "planned": quantity, "done": quantity});
        let steps: Vec<Value> = EXERCISES.iter().map(step).collect();
        let ended = (at + Duration::minutes(40)).to_rfc3339();
        let session = json!({"ended": ended, "routine": format!("mine-{}", n % 6), "title": format!("{} {HOSTILE}", n % 6),
            "outcome": "completed", "active_s": 2400, "effort": 5, "note": "w".repeat(400), "steps": steps});
        self.write(id, at, "session", session);
        self.rating(at + Duration::minutes(41), n + 1, "after", &json!({"session": id}));
        let morning = json!({"session": id, "stiff_min": 999, "training_sore": true});
        self.rating(at + Duration::hours(14), n + 2, "next_morning", &morning);
    }
}

/// A quarter of it, up to `now`.
pub fn crowded(now: DateTime<FixedOffset>) -> Journal {
    let mut lines = Lines::default();
    lines.fold.begin_file("crowded");
    let names = [HOSTILE.to_owned(), "x".repeat(120), "m".repeat(31)];
    for day in (1..91_i64).rev() {
        let (at, n) = (now - Duration::days(day), usize::try_from(day).unwrap());
        lines.session(at, n);
        for name in &names {
            let id = lines.id();
            lines.write(id, at, "activity", json!({"name": name, "score": n % 11}));
        }
        for (test, side) in TESTS.iter().flat_map(|test| [(test, "left"), (test, "right")]) {
            let id = lines.id();
            lines.write(
                id,
                at,
                "self_test",
                json!({"exercise": test, "side": side, "verdict": "fail", "value": 29, "finding": HOSTILE}),
            );
        }
        let asked: Vec<&str> = Question::ALL.iter().map(|(word, _)| *word).collect();
        let id = lines.id();
        lines.write(id, at, "safety", json!({"asked": asked, "yes": asked}));
        let seen = lines.id();
        lines.write(seen, at + Duration::minutes(1), "red_flag_seen", json!({"target": id}));
    }
    lines.fold.finish()
}
