//! A made-up journal of three years on two devices, from a seed: sessions with their ratings, zero, null and absent
//! scores, changes of all kinds, deletes and their undoing, a copy of what the other device wrote, torn, foreign and
//! wrong lines. Nobody trains like this; every rule of the format comes up.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::needless_pass_by_value, reason = "`json!({…})` reads better than `&json!({…})`")]

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use uuid::Uuid;

/// The last day of it.
pub const LAST_DAY: &str = "2026-11-20";

/// Days that it goes over.
const DAYS: u64 = 3 * 365 + 1;

const ROUTINES: [&str; 5] = ["split-hip-stop", "core-basics", "back-stretches", "tabletop-and-twist", "rarely-done"];

const EXERCISES: [&str; 13] = [
    "split-hip-stretch",
    "bird-dog",
    "dead-bug",
    "plank",
    "side-plank-on-knees",
    "cat-cow",
    "childs-pose",
    "squat",
    "pigeon-pose",
    "crunch",
    "superman",
    "air-squat",
    "once",
];

/// The lines of one device.
pub struct Device {
    /// The name of its file.
    pub file: &'static str,
    /// Its lines, each with its end but for one that is torn.
    pub text: String,
}

/// A journal of at least so many readable lines.
pub fn made_journal(seed: u64, lines: usize) -> [Device; 2] {
    let mut maker = Maker::new(seed);
    let last: NaiveDate = LAST_DAY.parse().unwrap();
    let a_day = lines as f64 / DAYS as f64;
    for back in (0..DAYS).rev() {
        let day = last - Days::new(back);
        let so_far = (DAYS - back) as f64 * a_day;
        while (maker.written as f64) < so_far {
            maker.something(day);
        }
        maker.noise();
    }
    maker.end()
}

/// What may be changed later.
struct Target {
    id: Uuid,
    at: DateTime<FixedOffset>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Session,
    Rating,
    Change,
}

struct Maker {
    random: u64,
    ids: u128,
    files: [String; 2],
    written: usize,
    targets: Vec<Target>,
}

impl Maker {
    fn new(seed: u64) -> Self {
        Self { random: seed, ids: 0, files: Default::default(), written: 0, targets: Vec::new() }
    }

    /// A number below `most`. **Source**: splitmix64.
    fn below(&mut self, most: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    fn one_in(&mut self, most: u64) -> bool {
        self.below(most) == 0
    }

    fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> &'t T {
        all[self.below(all.len() as u64) as usize]
    }

    /// Ids do not ascend with time everywhere: clocks differ.
    fn id(&mut self) -> Uuid {
        self.ids += 1 + u128::from(self.below(3));
        let swapped = if self.one_in(9) { self.ids ^ 0xff00_0000 } else { self.ids };
        Uuid::from_u128(0x019a_b0c0_0000_7000_8000_0000_0000_0000 + swapped)
    }

    /// At home in summer and winter time, and once a year far to the west.
    fn at(&mut self, day: NaiveDate, hours: u64) -> DateTime<FixedOffset> {
        let east = match day.ordinal() {
            80..90 => -8,
            90..300 => 2,
            _ => 1,
        };
        let offset = FixedOffset::east_opt(east * 3600).unwrap();
        let secs = hours * 3600 + self.below(7200);
        let midnight = day.and_hms_opt(0, 0, 0).unwrap().and_local_timezone(offset).unwrap();
        midnight + TimeDelta::seconds(secs as i64)
    }

    fn line(&mut self, kind: &str, at: DateTime<FixedOffset>, fields: Value) -> Uuid {
        let id = self.id();
        let mut line = json!({"v": 1, "id": id, "kind": kind, "at": at.to_rfc3339()});
        line.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        if self.one_in(40) {
            line["mood"] = json!({"later": "version"});
        }
        let device = usize::from(self.one_in(3));
        self.put(device, &format!("{line}\n"));
        let kind = match kind {
            "session" => Kind::Session,
            "rating" => Kind::Rating,
            _ => Kind::Change,
        };
        self.targets.push(Target { id, at, kind });
        // A tool that synchronises made a copy, or made one that says something else.
        if self.one_in(150) {
            self.put(1 - device, &format!("{line}\n"));
        }
        if self.one_in(300) {
            line["score"] = json!(9);
            line["active_s"] = json!(59);
            self.put(1, &format!("{line}\n"));
        }
        id
    }

    fn put(&mut self, device: usize, line: &str) {
        self.files[device].push_str(line);
        self.written += 1;
    }

    fn something(&mut self, day: NaiveDate) {
        match self.below(10) {
            0..6 => self.session(day),
            6..8 => {
                let (hours, score) = (self.below(22), self.score(7));
                let at = self.at(day, hours);
                self.rating(at, score, "other", None, json!({}));
            }
            8 => self.change(day),
            _ => self.change_of_change(day),
        }
    }

    /// From 0 to 10, often 0, sometimes `null`.
    fn score(&mut self, most: u64) -> Value {
        match self.below(12) {
            0 => Value::Null,
            1 | 2 => json!(0),
            _ => json!(self.below(most + 1).min(10)),
        }
    }

    fn rating(&mut self, at: DateTime<FixedOffset>, score: Value, moment: &str, session: Option<Uuid>, more: Value) {
        let mut fields = json!({"score": score, "moment": moment});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        if let Some(session) = session {
            fields["session"] = json!(session);
        }
        match self.below(6) {
            0 | 1 => {
                fields["region"] = json!(self.of(&["low_back", "buttock", "knee", "thigh_back"]));
                fields["side"] = json!(self.of(&["left", "right", "both", "middle"]));
            }
            2 => {
                fields["region"] = json!("low_back");
                fields["also"] = json!([{"region": "lower_leg", "side": "left"}]);
                fields["spread"] = json!(self.of(&["none", "buttock", "below_knee"]));
            }
            _ => {}
        }
        self.line("rating", at, fields);
    }

    fn session(&mut self, day: NaiveDate) {
        let hours = 5 + self.below(17);
        let at = self.at(day, hours);
        let minutes = 5 + self.below(30) as i64;
        let ended = at + TimeDelta::minutes(minutes);
        let lines = if self.one_in(15) { 0 } else { 1 + self.below(6) };
        let steps: Vec<Value> = (0..lines).map(|_| self.step()).collect();
        let routine = if self.one_in(400) { ROUTINES[4] } else { self.of(&ROUTINES[..4]) };
        let outcome = self.of(&["completed", "completed", "completed", "ended", "stopped", "interrupted"]);
        let active_s = if self.one_in(8) { self.below(90) } else { minutes as u64 * 60 };
        let id = self.line(
            "session",
            at,
            json!({"ended": ended.to_rfc3339(), "routine": routine, "title": routine.to_uppercase(), "outcome": outcome,
                "active_s": active_s, "note": "", "steps": steps}),
        );
        if !self.one_in(6) {
            let score = self.score(6);
            self.rating(at - TimeDelta::minutes(1), score, "before", Some(id), json!({}));
        }
        for nth in 0..self.below(3) as i64 {
            let score = self.score(9);
            let about = steps.get(self.below(3) as usize).map(|step| step["exercise"].clone());
            self.rating(at + TimeDelta::minutes(nth + 1), score, "during", Some(id), json!({"exercise": about}));
        }
        for _ in 0..self.below(8).min(2) {
            let score = self.score(6);
            self.rating(ended + TimeDelta::seconds(20), score, "after", Some(id), json!({}));
        }
        // 8 to 30 hours after it, or just outside of that; of this session or of none.
        if !self.one_in(3) {
            let (score, later) = (self.score(6), 7 * 60 + self.below(24 * 60) as i64);
            let of = if self.one_in(4) { None } else { Some(id) };
            let sore = if self.one_in(5) { json!({"training_sore": true}) } else { json!({}) };
            self.rating(ended + TimeDelta::minutes(later), score, "next_morning", of, sore);
        }
    }

    fn step(&mut self) -> Value {
        let exercise = if self.one_in(500) { EXERCISES[12] } else { self.of(&EXERCISES[..12]) };
        let outcome = self.of(&["done", "done", "done", "partial", "skipped", "stopped", "swapped"]);
        let mut step = json!({"exercise": exercise, "set": 1, "outcome": outcome, "planned": {"hold_s": 25}, "done": {"hold_s": self.below(30)}});
        if outcome == "swapped" && !self.one_in(5) {
            step["by"] = json!(self.of(&EXERCISES[..12]));
        }
        step
    }

    /// A change of something that was written before.
    fn change(&mut self, day: NaiveDate) {
        let Some((id, was, kind)) = self.target(|kind| kind != Kind::Change) else { return };
        let at = self.at(day, 12);
        if self.one_in(4) {
            self.line("delete", at, json!({"target": id}));
            return;
        }
        let moved = (was + TimeDelta::hours(self.below(60) as i64 - 30)).to_rfc3339();
        let set = match (kind, self.below(6)) {
            (_, 0) => json!({"note": "told apart later"}),
            (_, 1) => json!({"at": moved}),
            // Not taken: the entry stays as it was.
            (_, 2) => json!({"kind": "rating", "score": 1, "active_s": 0}),
            (Kind::Rating, 3) => json!({"score": 11}),
            (Kind::Rating, 4) => json!({"moment": self.of(&["before", "after", "next_morning", "other"])}),
            (Kind::Rating, _) => json!({"score": self.score(10)}),
            (_, 3) => json!({"routine": self.of(&ROUTINES[..4]), "outcome": "completed"}),
            (_, 4) => json!({"active_s": self.below(120), "outcome": "ended"}),
            _ => json!({"steps": [self.step(), self.step()]}),
        };
        self.line("amend", at, json!({"target": id, "set": set}));
    }

    /// Undo, and undo of undo.
    fn change_of_change(&mut self, day: NaiveDate) {
        let Some((id, ..)) = self.target(|kind| kind == Kind::Change) else { return };
        let at = self.at(day, 14);
        self.line("delete", at, json!({"target": id}));
    }

    /// One of the last entries of a kind.
    fn target(&mut self, is_it: fn(Kind) -> bool) -> Option<(Uuid, DateTime<FixedOffset>, Kind)> {
        let back = self.below(60) as usize;
        let mut of_kind = self.targets.iter().rev().filter(|target| is_it(target.kind));
        of_kind.nth(back).map(|target| (target.id, target.at, target.kind))
    }

    /// What other versions, other programs and bad days leave behind.
    fn noise(&mut self) {
        let (id, device) = (self.id(), usize::from(self.one_in(2)));
        let line = match self.below(60) {
            0 => format!(r#"{{"v":1,"id":"{id}","kind":"rating","at":"2025-05-05T07:0"#) + "\n",
            1 => format!(r#"{{"v":2,"id":"{id}","kind":"rating","at":"2025-05-05T07:00:00+01:00","score":9}}"#) + "\n",
            2 => format!(r#"{{"v":1,"id":"{id}","kind":"mood","at":"2025-05-05T07:00:00+01:00","score":9}}"#) + "\n",
            3 => {
                format!(
                    r#"{{"v":1,"id":"{id}","kind":"rating","at":"2025-05-05T07:00:00+01:00","score":12,"moment":"other"}}"#
                ) + "\n"
            }
            4 => "<<<<<<< not from here\n".to_owned(),
            5 => "\n".to_owned(),
            _ => return,
        };
        self.files[device].push_str(&line);
    }

    fn end(self) -> [Device; 2] {
        let [one, two] = self.files;
        let torn = r#"{"v":1,"id":"019ab0c0-0000-7000-8fff-0000000000"#;
        [Device { file: "laptop-1a2b3c.jsonl", text: one }, Device { file: "phone-9f8e7d.jsonl", text: two + torn }]
    }
}
