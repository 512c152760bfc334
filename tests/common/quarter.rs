//! Three months of somebody's journal, up to the day on which a [`Stage`](super::stage::Stage) opens.

use std::fmt::Write as _;

use chrono::{DateTime, Days, FixedOffset, TimeDelta};

/// Sessions on Mondays, Wednesdays and Saturdays for twelve weeks: none in the sixth, one in the ninth. Pain before them
/// falls from 5 to 2. One routine goes with a point less after it, the other with one more on the next morning.
pub fn quarter() -> String {
    let mut lines = Lines { text: String::new(), count: 0 };
    let monday = DateTime::parse_from_rfc3339("2026-08-31T07:00:00+01:00").unwrap();
    for week in 0..12_u8 {
        let week_begins = monday + Days::new(7 * u64::from(week));
        let days: &[u64] = match week {
            5 => &[],
            8 => &[2],
            11 => &[0, 2],
            _ => &[0, 2, 5],
        };
        for day in days {
            lines.session(week, *day, week_begins + Days::new(*day));
        }
        if week != 5 {
            lines.weekly(week, week_begins + Days::new(1));
        }
    }
    lines.text
}

struct Lines {
    text: String,
    count: u64,
}

impl Lines {
    fn write(&mut self, kind: &str, at: DateTime<FixedOffset>, fields: &str) -> String {
        self.count += 1;
        let id = format!("00000000-0000-7000-8000-{:012}", self.count);
        let at = at.to_rfc3339();
        let _ = writeln!(self.text, r#"{{"v":1,"id":"{id}","kind":"{kind}","at":"{at}",{fields}}}"#);
        id
    }

    fn session(&mut self, week: u8, day: u64, at: DateTime<FixedOffset>) {
        let is_core = day == 2;
        let (routine, title) =
            if is_core { ("core-basics", "Core Basics") } else { ("split-hip-stop", "Split Hip Stop") };
        let ended = (at + TimeDelta::minutes(12)).to_rfc3339();
        let step = |exercise: &str, done: &str| {
            format!(r#"{{"exercise":"{exercise}","set":1,"outcome":"done","planned":{{{done}}},"done":{{{done}}}}}"#)
        };
        let held = format!(r#""hold_s":{}"#, 20 + week);
        let steps = if is_core {
            [step("plank", &held), step("bird-dog", r#""reps":8"#)]
        } else {
            [step("split-hip-stretch", &held), step("glute-bridge", r#""reps":12"#)]
        };
        let session = self.write(
            "session",
            at,
            &format!(
                r#""ended":"{ended}","routine":"{routine}","title":"{title}","outcome":"completed","active_s":{},"effort":4,"note":"","steps":[{}]"#,
                600 + 60 * u64::from(week),
                steps.join(",")
            ),
        );
        let before = 5 - week / 4;
        self.rating(&session, at, "before", before, &place(week));
        let (highest, exercise) = if is_core { (before + 2, "plank") } else { (before, "glute-bridge") };
        let during = format!(r#","exercise":"{exercise}","step":1"#);
        self.rating(&session, at + TimeDelta::minutes(6), "during", highest, &during);
        self.rating(&session, at + TimeDelta::minutes(13), "after", before - u8::from(!is_core), "");
        self.rating(&session, at + TimeDelta::hours(24), "next_morning", before + u8::from(is_core), "");
    }

    fn rating(&mut self, session: &str, at: DateTime<FixedOffset>, moment: &str, score: u8, more: &str) {
        self.write("rating", at, &format!(r#""score":{score},"moment":"{moment}","session":"{session}"{more}"#));
    }

    /// What is asked once a week, and now and then a self-test.
    fn weekly(&mut self, week: u8, at: DateTime<FixedOffset>) {
        self.write("activity", at, &format!(r#""name":"run 5 km","score":{}"#, 3 + week / 2));
        self.write("activity", at, &format!(r#""name":"put on socks","score":{}"#, 7 + week / 6));
        if week.is_multiple_of(4) {
            let fields = format!(r#""exercise":"single-leg-stand-eyes-closed","side":"left","value":{}"#, 8 + week);
            self.write("self_test", at, &fields);
        }
    }
}

fn place(week: u8) -> String {
    let (side, spread, word) = match week {
        0..3 => ("left", "thigh", "aching"),
        3..7 => ("left", "buttock", "stiff"),
        _ => ("middle", "none", "stiff"),
    };
    format!(r#","region":"low_back","side":"{side}","spread":"{spread}","words":["{word}"]"#)
}
