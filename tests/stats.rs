//! What the journal adds up to, counted by hand.
#![cfg(test)] // So that clippy takes its helpers for tests, too.
#![allow(clippy::needless_pass_by_value, reason = "`json!(3)` reads better than `&json!(3)`")]

#[path = "stats/doing.rs"]
mod doing;
#[path = "stats/exempt_days.rs"]
mod exempt_days;
#[path = "stats/pain.rs"]
mod pain;
#[path = "stats/places.rs"]
mod places;
#[path = "stats/sessions.rs"]
mod sessions;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::{Value, json};
use supple::domain::advice::limits::Limits;
use supple::domain::journal::entry::Stamp;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::stats::{Scope, Stats};
use uuid::Uuid;

static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);

/// Lines of a journal, on one device or two.
#[derive(Default)]
struct Diary {
    devices: [Vec<String>; 2],
    device: usize,
    ids: u128,
}

impl Diary {
    /// Lines from here on are of the other device.
    fn other_device(&mut self) {
        self.device = 1 - self.device;
    }

    fn line(&mut self, kind: &str, at: &str, fields: &Value) -> Uuid {
        self.ids += 1;
        let id = Uuid::from_u128(self.ids);
        let mut line = json!({"v": 1, "id": id, "kind": kind, "at": at});
        line.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        self.devices[self.device].push(line.to_string());
        id
    }

    fn rating(&mut self, at: &str, moment: &str, score: Value) -> Uuid {
        self.line("rating", at, &json!({"score": score, "moment": moment}))
    }

    /// A rating of a session.
    fn of(&mut self, session: Uuid, at: &str, moment: &str, score: Value) -> Uuid {
        self.line("rating", at, &json!({"score": score, "moment": moment, "session": session}))
    }

    /// Ten minutes to the end, of these exercises.
    fn session(&mut self, at: &str, exercises: &[&str]) -> Uuid {
        let step = |id: &&str| json!({"exercise": id, "set": 1, "outcome": "done", "planned": {"hold_s": 20}, "done": {"hold_s": 20}});
        let steps: Vec<Value> = exercises.iter().map(step).collect();
        self.run(at, &json!({"steps": steps}))
    }

    /// A session with other fields than usual.
    fn run(&mut self, at: &str, more: &Value) -> Uuid {
        let ended = (at.parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap() + chrono::TimeDelta::minutes(10))
            .to_rfc3339();
        let mut fields = json!({"ended": ended, "routine": "core-basics", "title": "Core Basics", "outcome": "completed",
            "active_s": 600, "note": "", "steps": []});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.line("session", at, &fields)
    }

    /// A session of one exercise with its scores: before, the highest during, after, the next morning.
    fn rated(&mut self, day: &str, exercises: &[&str], scores: [Value; 4]) -> Uuid {
        let at = |time: &str| format!("{day}T{time}:00+01:00");
        let id = self.session(&at("18:00"), exercises);
        let [before, during, after, morning] = scores;
        self.of(id, &at("17:59"), "before", before);
        let during = json!({"score": during, "moment": "during", "session": id, "exercise": exercises.first()});
        self.line("rating", &at("18:05"), &during);
        self.of(id, &at("18:12"), "after", after);
        let next = day.parse::<NaiveDate>().unwrap().succ_opt().unwrap();
        self.of(id, &format!("{next}T07:00:00+01:00"), "next_morning", morning);
        id
    }

    fn amend(&mut self, at: &str, target: Uuid, set: &Value) -> Uuid {
        self.line("amend", at, &json!({"target": target, "set": set}))
    }

    fn delete(&mut self, at: &str, target: Uuid) -> Uuid {
        self.line("delete", at, &json!({"target": target}))
    }

    fn journal(&self) -> Journal {
        let mut fold = Fold::default();
        for (at, lines) in self.devices.iter().enumerate() {
            fold.begin_file(&format!("device-{at}.jsonl"));
            lines.iter().for_each(|line| fold.line(line.as_bytes()));
        }
        fold.finish()
    }

    fn stats(&self) -> Stats {
        Stats::of(&self.journal(), &everything())
    }
}

fn day(raw: &str) -> NaiveDate {
    raw.parse().unwrap()
}

fn stamp(raw: &str) -> Stamp {
    raw.parse().unwrap()
}

/// Everything up to the end of a Friday.
fn everything() -> Scope<'static> {
    Scope::all(stamp("2026-11-20T23:59:00+01:00"), 3, &LIMITS)
}
