//! Limits on timers, and on a session read back from disk. A file can say anything: impossible values are refused while it is read, so
//! that no length, number or place in it overflows or fills the memory.

use std::time::Duration;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::compile::MOST_SEGMENTS;
use super::player::ResumePoint;
use super::timeline::{ExerciseSlot, Segment, SegmentKind, Timeline};
use crate::domain::journal::entry::Stamp;
use crate::domain::time::calendar::{FIRST_YEAR, LAST_YEAR, has};

/// The longest part of a session. Our choice: above all that a routine may ask for, and all that is added by key.
pub(super) const LONGEST_PART: Duration = Duration::from_secs(24 * 60 * 60);
/// The longest session, pauses left out. Our choice.
const LONGEST_ACTIVE: Duration = Duration::from_secs(366 * 24 * 60 * 60);
/// The longest work and rest of a timer, in seconds: `99:59`, the most that its digits show. Our choice.
pub(super) const LONGEST_TIMER_S: u32 = 99 * 60 + 59;
/// The most rounds of a timer. Our choice.
pub(super) const MOST_TIMER_ROUNDS: u32 = 99;
/// The most reps or breaths in a part, sets in a step, and rounds in a session.
const MOST_TIMES: u32 = 100_000;
/// The most parts of a session, including those chosen while it ran.
const MOST_PARTS: usize = 2 * MOST_SEGMENTS;

/// Deserializes a timeline whose parts all have possible lengths and refer to one of its exercises.
pub(super) fn timeline<'de, D: Deserializer<'de>>(from: D) -> Result<Timeline, D::Error> {
    let timeline = Timeline::deserialize(from)?;
    match timeline_trouble(&timeline) {
        None => Ok(timeline),
        Some(trouble) => Err(Error::custom(trouble)),
    }
}

/// Deserializes a place at a possible time in a possible part.
pub(super) fn place<'de, D: Deserializer<'de>>(from: D) -> Result<ResumePoint, D::Error> {
    let place = ResumePoint::deserialize(from)?;
    let trouble = if place.elapsed > LONGEST_PART {
        Some("its place is too far into a part")
    } else if place.active > LONGEST_ACTIVE {
        Some("it lasts too long")
    } else if place.at >= MOST_PARTS || place.log.len() > MOST_PARTS {
        Some("its place is outside of it")
    } else {
        segment_trouble(&place.segment)
    };
    match trouble {
        None => Ok(place),
        Some(trouble) => Err(Error::custom(trouble)),
    }
}

/// Deserializes a timestamp in a year that a session can have been in.
pub(super) fn stamp<'de, D: Deserializer<'de>>(from: D) -> Result<Stamp, D::Error> {
    use chrono::Datelike as _;
    let stamp = Stamp::deserialize(from)?;
    if has(stamp.date_naive()) {
        Ok(stamp)
    } else {
        Err(Error::custom(format!("the year {} is not one from {} to {}", stamp.year(), FIRST_YEAR, LAST_YEAR)))
    }
}

fn timeline_trouble(timeline: &Timeline) -> Option<&'static str> {
    let moves = timeline.moves.len();
    let pacing = timeline.pacing;
    if timeline.segments.is_empty() || all_segments(timeline).count() > MOST_PARTS || moves > MOST_PARTS {
        return Some("it has no parts, or too many");
    }
    if timeline.rounds > MOST_TIMES || timeline.moves.iter().any(|about| about.step > MOST_PARTS) {
        return Some("it has too many rounds or steps");
    }
    if all_segments(timeline).any(|segment| segment.index >= moves) {
        return Some("a part is of no exercise in it");
    }
    if timeline.planned_steps.iter().any(|step| step.index >= moves) {
        return Some("a step is of no exercise in it");
    }
    let is_from_later = |(at, about): (usize, &ExerciseSlot)| about.chosen.is_some_and(|chosen| chosen.from >= at);
    if timeline.moves.iter().enumerate().any(is_from_later) {
        return Some("an exercise was chosen in place of one that comes after it");
    }
    if pacing.count_from > 60 || pacing.breath_s > 60 || pacing.voice_rate == 0 {
        return Some("it has an impossible pace");
    }
    all_segments(timeline).find_map(segment_trouble)
}

fn all_segments(timeline: &Timeline) -> impl Iterator<Item = &Segment> {
    timeline.segments.iter().chain(timeline.planned_steps.iter().flat_map(|step| &step.segments))
}

fn segment_trouble(segment: &Segment) -> Option<&'static str> {
    let count = match &segment.kind {
        SegmentKind::Reps(reps) => reps.count,
        SegmentKind::Breaths { count, .. } => *count,
        _ => 0,
    };
    let numbers = [count, segment.round, segment.set, segment.sets];
    if numbers.into_iter().any(|number| number > MOST_TIMES) {
        Some("a part has too many reps, breaths, sets or rounds")
    } else if segment.planned() > LONGEST_PART {
        Some("a part lasts too long")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::LONGEST_PART;
    use crate::domain::advice::clearance::clearance;
    use crate::domain::journal::merged::Journal;
    use crate::domain::session::player::PlayerCommand;
    use crate::domain::session::run::{Saved, Session};
    use crate::domain::time::{Instant, Now};

    fn saved() -> Value {
        let segment = json!({
            "index": 0, "round": 1, "set": 1, "sets": 1, "side": null, "waits": false,
            "kind": {"hold": {"secs": 30, "nanos": 0}},
        });
        json!({
            "v": 1, "id": "00000000-0000-7000-8000-000000000001",
            "started": "2026-11-20T08:00:00+01:00", "saved": "2026-11-20T08:05:00+01:00",
            "timeline": {
                "routine": "long", "title": "Long", "rounds": 1, "auto_advance": true, "dropped": [],
                "pacing": {"count_from": 3, "breath_s": 6, "voice_rate": 170},
                "moves": [{
                    "exercise": "hold", "name": "Hold", "step": 0, "dose": "30 s", "sides": "none",
                    "side_names": null, "setup": [], "cues": [], "breathing": "", "mistakes": [], "easier": [],
                    "harder": [],
                }],
                "segments": [segment],
            },
            "place": {
                "at": 0, "elapsed": {"secs": 5, "nanos": 0}, "active": {"secs": 5, "nanos": 0}, "segment": segment,
                "log": {}, "ending": null,
            },
            "ratings": [],
        })
    }

    fn read(at: &str, value: Value) -> Result<Saved, serde_json::Error> {
        let mut saved = saved();
        *saved.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
        serde_json::from_value(saved)
    }

    #[test]
    fn what_nobody_can_have_meant_is_refused() {
        assert!(serde_json::from_value::<Saved>(saved()).is_ok());
        let secs = |secs: u64| json!({"secs": secs, "nanos": 999_999_999});
        let rep = |secs: u64, count: u32| {
            let third = json!({"secs": secs, "nanos": 0});
            json!({"reps": {
                "count": count, "rep": {"out": third, "hold": third, "back": third}, "alternating": false,
                "counting": "total", "or_exhale": false, "on_breath": false,
            }})
        };
        for kind in ["/timeline/segments/0/kind", "/place/segment/kind"] {
            assert!(read(kind, json!({"hold": secs(80_000)})).is_ok());
            for name in ["prepare", "hold", "activity", "switch", "rest"] {
                for length in [86_400, 18_000_000_000_000_000_000, u64::MAX - 1] {
                    assert!(read(kind, json!({name: secs(length)})).is_err(), "{kind} {name} {length}");
                }
            }
            assert!(read(kind, rep(2, 12)).is_ok());
            for (length, count) in [(u64::MAX / 2, 1), (1, u32::MAX), (20_000, 2), (0, 100_001)] {
                assert!(read(kind, rep(length, count)).is_err(), "{kind} {count} reps of {length}");
                let breath = json!({"inhale": {"secs": length, "nanos": 0}, "exhale": {"secs": length, "nanos": 0}});
                let breaths = json!({"breaths": {"count": count, "breath": breath}});
                assert!(length == 20_000 || read(kind, breaths).is_err(), "{kind} {count} breaths of {length}");
            }
        }
        for (at, value) in [
            ("/place/elapsed", secs(u64::MAX - 1)),
            ("/place/active", secs(u64::MAX - 1)),
            ("/place/at", json!(u64::MAX)),
            ("/timeline/rounds", json!(u32::MAX)),
            ("/timeline/segments", json!([])),
            ("/timeline/segments/0/index", json!(1)),
            ("/timeline/segments/0/set", json!(u32::MAX)),
            ("/timeline/moves/0/step", json!(u64::MAX)),
            ("/timeline/pacing/breath_s", json!(255)),
            ("/started", json!("9999-01-01T00:00:00Z")),
            ("/saved", json!("0001-01-01T00:00:00Z")),
        ] {
            assert!(read(at, value.clone()).is_err(), "{at} {value}");
        }
    }

    #[test]
    fn an_exercise_is_chosen_in_place_of_an_earlier_one() {
        let moves = |from: [Option<usize>; 2]| {
            let slot = saved()["timeline"]["moves"][0].clone();
            let chosen = from.map(|from| {
                let mut slot = slot.clone();
                slot["chosen"] = json!(from.map(|from| json!({"from": from, "way": "easier"})));
                slot
            });
            read("/timeline/moves", json!(chosen))
        };
        assert!(moves([None, Some(0)]).is_ok());
        for circle in [[Some(0), None], [Some(1), Some(0)], [None, Some(1)], [None, Some(7)]] {
            assert!(moves(circle).is_err(), "{circle:?}");
        }
    }

    #[test]
    fn no_part_is_made_longer_than_can_be_read_again() {
        let length = json!({"hold": {"secs": 43_000, "nanos": 0}});
        let saved = read("/place/segment/kind", length).unwrap();
        let now = Now { mono: Instant::from_millis(0), wall: saved.saved };
        let permit = clearance(&Journal::default(), now.wall).permit(&[]).unwrap();
        let mut session = Session::restore(permit, saved, &now).unwrap();
        for _ in 0..10_000 {
            session.command(PlayerCommand::More, now.mono);
        }
        assert!(session.player.segment().planned() <= LONGEST_PART);
        let kept = serde_json::to_value(session.save(&now)).unwrap();
        assert!(serde_json::from_value::<Saved>(kept).is_ok());
    }
}
