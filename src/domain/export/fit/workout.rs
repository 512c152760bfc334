//! A routine as a workout for a watch: its sets and rests, with what is repeated written once.

use std::time::Duration;

use super::watch_name::WatchName;
use super::{FitFileType, FitMessage, FitValue, FitWriter, SubSport, TRAINING, fit_time};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Kind;
use crate::domain::journal::entry::Stamp;
use crate::domain::session::timeline::{ExerciseSlot, Segment, SegmentKind, Timeline};

const BY_TIME: u8 = 0;
const REPEAT: u8 = 6;
const BY_REPS: u8 = 29;
const OPEN: u8 = 2;

/// The most steps in a row that are looked at for a repetition: more than a routine has in a round. Our choice.
const LONGEST_BLOCK: usize = 200;

/// The length or number that ends a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WatchEnd {
    Millis(u32),
    Reps(u32),
}

/// A step that a watch shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WatchStep {
    title: String,
    end: WatchEnd,
    /// The exercise; `None` for a rest or getting ready.
    exercise: Option<Id>,
}

/// A line of the workout: a step, or the order to go back to an earlier line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WatchLine {
    Step(WatchStep),
    Repeat { from: u32, times: u32 },
}

/// Returns `timeline` as a file made at `now`; `None` if that lies outside of FIT's calendar.
pub fn workout(timeline: &Timeline, catalog: &Catalog, now: Stamp) -> Option<Vec<u8>> {
    let steps: Vec<WatchStep> =
        timeline.segments.iter().filter_map(|part| Some(step(part, timeline.moves.get(part.index)?))).collect();
    let lines = with_repeats(&steps);
    let work = timeline.segments.iter().filter(|part| part.is_work()).filter_map(|part| timeline.moves.get(part.index));
    let kinds = work.map(|slot| catalog.exercise(slot.exercise.as_str()).map_or(Kind::Stretch, |it| it.kind));
    let sport = SubSport::of(kinds);

    let mut file = FitWriter::begin(FitFileType::Workout, serial(timeline.routine.as_str()), fit_time(now)?);
    file.message(
        FitMessage::Workout,
        &[
            (4, FitValue::Enum(TRAINING)),
            (6, FitValue::U16(u16::try_from(lines.len()).unwrap_or(u16::MAX))),
            (8, FitValue::Text(timeline.title.to_string())),
            (11, FitValue::Enum(sport as u8)),
        ],
    );
    for (index, line) in (0..u16::MAX).zip(&lines) {
        write_line(&mut file, index, line);
    }
    Some(file.finish())
}

/// Returns a number of the file that is the same for each routine. **Source**: the hash of Fowler, Noll and Vo (FNV-1a).
fn serial(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn step(part: &Segment, slot: &ExerciseSlot) -> WatchStep {
    let side = part.side.map(|side| format!(", {}", slot.side_name(side))).unwrap_or_default();
    let title = match &part.kind {
        SegmentKind::Prepare(_) => format!("Get ready: {}", slot.name),
        SegmentKind::Switch(_) => "Change sides".to_owned(),
        SegmentKind::Rest(_) => "Rest".to_owned(),
        SegmentKind::Hold(_) | SegmentKind::Reps(_) | SegmentKind::Breaths { .. } | SegmentKind::Activity(_) => {
            format!("{}{side}", slot.name)
        }
    };
    let end = match &part.kind {
        SegmentKind::Reps(reps) => WatchEnd::Reps(reps.count),
        _ => WatchEnd::Millis(millis(part.planned())),
    };
    WatchStep { title, end, exercise: part.is_work().then(|| slot.exercise.clone()) }
}

fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX - 1)
}

/// Returns the steps as lines: a block of steps that comes several times in a row is there once, with an order to repeat
/// it. No such order is within the block of another, which few watches understand.
fn with_repeats(steps: &[WatchStep]) -> Vec<WatchLine> {
    let mut lines: Vec<WatchLine> = Vec::new();
    let mut rest = steps;
    while !rest.is_empty() {
        let (block, times) = best_block(rest);
        let from = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let (now, _) = rest.split_at(block);
        lines.extend(now.iter().cloned().map(WatchLine::Step));
        if times > 1 {
            lines.push(WatchLine::Repeat { from, times: u32::try_from(times).unwrap_or(u32::MAX) });
        }
        rest = rest.get(block * times..).unwrap_or_default();
    }
    lines
}

/// Returns the length of the block at the beginning of `steps` that spares the most lines, and how often it comes; one
/// step, once, if none does.
fn best_block(steps: &[WatchStep]) -> (usize, usize) {
    let mut best = (1, 1, 0);
    for block in 1..=(steps.len() / 2).min(LONGEST_BLOCK) {
        let (first, after) = steps.split_at(block);
        let times = 1 + after.chunks_exact(block).take_while(|chunk| *chunk == first).count();
        let spared = (block * (times - 1)).saturating_sub(1);
        if spared > best.2 {
            best = (block, times, spared);
        }
    }
    (best.0, best.1)
}

fn write_line(file: &mut FitWriter, index: u16, line: &WatchLine) {
    let mut fields = vec![(254, FitValue::U16(index))];
    match line {
        WatchLine::Step(WatchStep { title, end, exercise }) => {
            let (by, value) = match end {
                WatchEnd::Millis(millis) => (BY_TIME, *millis),
                WatchEnd::Reps(reps) => (BY_REPS, *reps),
            };
            fields.extend([
                (0, FitValue::Text(title.clone())),
                (1, FitValue::Enum(by)),
                (2, FitValue::U32(value)),
                (3, FitValue::Enum(OPEN)),
                (4, FitValue::U32(0)),
                (7, FitValue::Enum(u8::from(exercise.is_none()))),
            ]);
            if let Some(exercise) = exercise {
                let [category, name] = WatchName::values(exercise, None);
                fields.extend([(10, category), (11, name)]);
            }
        }
        WatchLine::Repeat { from, times } => fields.extend([
            (1, FitValue::Enum(REPEAT)),
            (2, FitValue::U32(*from)),
            (3, FitValue::Enum(OPEN)),
            (4, FitValue::U32(*times)),
        ]),
    }
    file.message(FitMessage::WorkoutStep, &fields);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(titles: &str) -> Vec<WatchStep> {
        let step = |title: char| WatchStep { title: title.to_string(), end: WatchEnd::Reps(1), exercise: None };
        titles.chars().map(step).collect()
    }

    fn lines(titles: &str) -> String {
        let said = with_repeats(&steps(titles)).into_iter().map(|line| match line {
            WatchLine::Step(step) => step.title,
            WatchLine::Repeat { from, times } => format!("({from}x{times})"),
        });
        said.collect()
    }

    #[test]
    fn what_comes_again_is_there_once() {
        assert_eq!(lines("abc"), "abc");
        assert_eq!(lines("pwrwrwrw"), "pwr(1x3)w");
        assert_eq!(lines("aa"), "aa", "nothing is spared");
        assert_eq!(lines("aaaa"), "a(0x4)");
        assert_eq!(lines("pwrwpwrwpwrw"), "pwrw(0x3)", "a round, not the sets in it");
        assert_eq!(lines(""), "");
    }

    /// Plays the lines as a watch does.
    fn played(lines: &[WatchLine]) -> Vec<WatchStep> {
        let mut steps: Vec<WatchStep> = Vec::new();
        let mut starts = Vec::new();
        for line in lines {
            starts.push(steps.len());
            match line {
                WatchLine::Step(step) => steps.push(step.clone()),
                WatchLine::Repeat { from, times } => {
                    let block = steps[starts[*from as usize]..].to_vec();
                    (1..*times).for_each(|_| steps.extend(block.clone()));
                }
            }
        }
        steps
    }

    proptest::proptest! {
        #[test]
        fn a_watch_plays_every_step(titles in "[abc]{0,60}") {
            let steps = steps(&titles);
            let lines = with_repeats(&steps);
            proptest::prop_assert!(lines.len() <= steps.len());
            proptest::prop_assert_eq!(played(&lines), steps);
        }
    }
}
