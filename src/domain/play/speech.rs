//! What a voice says, and a line of text too: a sentence for each cue.
//!
//! Said before each exercise: its name, the side, how much, then as many steps of its setup as there is time for. While
//! one moves, a word at a time. Nothing here knows how it is spoken.

use std::collections::BTreeSet;
use std::time::Duration;

use super::beats::time_to_say;
use super::cue::{Cue, CueKind, Ending, PauseReason};
use super::player::{Player, RepStatus, shown_count};
use super::timeline::{Move, Reps, Segment, SegmentKind, Timeline};
use crate::domain::advice::stop::StopReason;
use crate::domain::content::words::{Counting, parse_word};
use crate::domain::record::entry::Side;
use crate::domain::text::Text;
use crate::domain::time::{Instant, whole_secs_up};

/// Kept free at the end of getting ready, so that the last word is over before the first command.
const QUIET: Duration = Duration::from_millis(700);
/// Getting ready is never made longer than this: a slow voice then leaves something out.
const LONGEST: Duration = Duration::from_secs(30);
/// In rest shorter than this no more is said than has to be.
const SHORT_REST: Duration = Duration::from_secs(8);
/// Kept free before the first of the last seconds, where they are counted by words.
const BEFORE_COUNT: Duration = Duration::from_millis(500);

/// What is said for `cue`, a cue of `player` at `now`; empty where a word would only be in the way. `counts` is whether
/// the last seconds of getting ready are to be counted by words.
pub fn said(cue: &Cue, player: &Player, now: Instant, counts: bool) -> Text {
    let timeline = player.timeline();
    let text = match &cue.kind {
        CueKind::Prepare => prepare(timeline, cue.segment, quiet(timeline, counts)),
        CueKind::Switch => about_segment(timeline, cue.segment, |_, about, segment| {
            joined(["Other side".to_owned(), side(about, segment)])
        }),
        CueKind::Rest => rest(timeline, cue.segment),
        CueKind::Ready(left) | CueKind::Ending(left) => left.to_string(),
        CueKind::Start => about_segment(timeline, cue.segment, |_, _, segment| start(segment)),
        CueKind::Half => "Half way".to_owned(),
        CueKind::Form(text) => text.to_string(),
        CueKind::Rep(number) => rep(timeline, cue.segment, *number),
        CueKind::RepHold => "Hold".to_owned(),
        CueKind::RepBack => "And back".to_owned(),
        CueKind::BreatheIn(number) => breathe_in(timeline, cue.segment, *number),
        CueKind::BreatheOut => "Out".to_owned(),
        CueKind::End => String::new(),
        CueKind::Waiting => "Ready when you are".to_owned(),
        CueKind::Paused(PauseReason::Gap(gap)) => format!("Paused. The program stood still for {}", span_text(*gap)),
        CueKind::Paused(_) => "Paused".to_owned(),
        CueKind::Resumed => place(player, now),
        CueKind::Swapped => about_segment(timeline, cue.segment, |_, about, _| about.name.to_string()),
        CueKind::Rated(Some(score)) => format!("Pain {score}"),
        CueKind::Rated(None) => "Taken back".to_owned(),
        CueKind::Done(Ending::Completed) => "Done. That was the last one".to_owned(),
        CueKind::Done(Ending::Ended) => "Ended".to_owned(),
        CueKind::Done(Ending::Stopped(reason)) => stopped(reason),
    };
    Text::clean(&text)
}

/// What is said once something was stopped, by the reason as a session keeps it.
pub fn stopped(reason: &Text) -> String {
    match parse_word::<StopReason>(reason.as_str()) {
        Ok(reason) => format!("Stopped. {}", reason.text()),
        // No reason was chosen yet: what holds for all of them.
        Err(_) => "Stopped. Chest pain: call your emergency number now. Anything else: sit down first.".to_owned(),
    }
}

/// A length in words: `25 seconds`, `1 minute 30 seconds`.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::play::speech::span_text;
///
/// assert_eq!(span_text(Duration::from_secs(25)), "25 seconds");
/// assert_eq!(span_text(Duration::from_secs(61)), "1 minute 1 second");
/// assert_eq!(span_text(Duration::from_secs(120)), "2 minutes");
/// ```
pub fn span_text(span: Duration) -> String {
    let secs = whole_secs_up(span);
    let (minutes, rest) = (secs / 60, secs % 60);
    match (minutes, rest) {
        (0, rest) => count(rest, "second"),
        (minutes, 0) => count(minutes, "minute"),
        (minutes, rest) => format!("{} {}", count(minutes, "minute"), count(rest, "second")),
    }
}

fn about_segment(timeline: &Timeline, at: usize, say: impl Fn(&Timeline, &Move, &Segment) -> String) -> String {
    match (timeline.move_at(at), timeline.segment(at)) {
        (Some(about), Some(segment)) => say(timeline, about, segment),
        _ => String::new(),
    }
}

/// `Split Hip Stretch, left foot up. 25 seconds, 2 sets. Stand before the step.` A set that follows another one of the
/// same is told in a few words.
fn prepare(timeline: &Timeline, at: usize, quiet: Duration) -> String {
    let (Some(about), Some(segment)) = (timeline.move_at(at), timeline.segment(at)) else { return String::new() };
    if !begins(timeline, at) {
        let rounds = (segment.set == 1).then(|| format!("round {}", segment.round));
        let set = (segment.sets > 1).then(|| format!("set {} of {}", segment.set, segment.sets));
        return joined([about.name.to_string(), side(about, segment)].into_iter().chain(rounds).chain(set));
    }
    let (rate, length) = (timeline.pacing.voice_rate, segment.length().unwrap_or_default());
    let told = |steps: &BTreeSet<usize>| introduction(timeline, at, |step| steps.contains(&step));
    let fits = |steps: &BTreeSet<usize>, quiet| time_to_say(&Text::clean(&told(steps)), rate) + quiet <= length;
    // The last step is the movement itself: a count gives way to it. Of the others, those that there is time for.
    let last: BTreeSet<usize> =
        about.setup.len().checked_sub(1).filter(|last| fits(&[*last].into(), QUIET)).into_iter().collect();
    let steps = (0..about.setup.len()).fold(last, |steps, step| {
        let more = &steps | &[step].into();
        if fits(&more, quiet) { more } else { steps }
    });
    told(&steps)
}

/// Name, side, dose, and these steps of the setup.
fn introduction(timeline: &Timeline, at: usize, takes_in: impl Fn(usize) -> bool) -> String {
    let (Some(about), Some(segment)) = (timeline.move_at(at), timeline.segment(at)) else { return String::new() };
    let name = joined([about.name.to_string(), side(about, segment)]);
    let dose = timeline.next_work(at).map(|(_, work)| dose(work)).unwrap_or_default();
    let setup = about.setup.iter().enumerate().filter(|(step, _)| takes_in(*step)).map(|(_, text)| text.as_str());
    let parts = [name.as_str(), &dose].into_iter().chain(setup);
    parts.map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

/// Whether nothing of its exercise was to be done before.
fn begins(timeline: &Timeline, at: usize) -> bool {
    let Some(segment) = timeline.segment(at) else { return false };
    !timeline.segments.iter().take(at).any(|before| before.is_work() && before.index == segment.index)
}

/// How long getting into position has to be for all to be said that is to be known of a new exercise, in whole seconds;
/// `None` where `at` is something else. `counts` is as for [`said`].
pub fn time_to_prepare(timeline: &Timeline, at: usize, counts: bool) -> Option<Duration> {
    let is_prepare = timeline.segment(at).is_some_and(|segment| matches!(segment.kind, SegmentKind::Prepare(_)));
    if !is_prepare || !begins(timeline, at) {
        return None;
    }
    let all = Text::clean(&introduction(timeline, at, |_| true));
    let time = time_to_say(&all, timeline.pacing.voice_rate) + quiet(timeline, counts);
    Some(Duration::from_secs(whole_secs_up(time)).min(LONGEST))
}

/// What is kept free at the end of getting ready.
fn quiet(timeline: &Timeline, counts: bool) -> Duration {
    let from = timeline.pacing.count_from;
    if counts && from > 0 { Duration::from_secs(from.into()) + BEFORE_COUNT } else { QUIET }
}

/// How much is to be done: `25 seconds, 2 sets`.
fn dose(segment: &Segment) -> String {
    let much = match &segment.kind {
        SegmentKind::Hold(span) | SegmentKind::Activity(span) => span_text(*span),
        SegmentKind::Breaths { count: breaths, .. } => count((*breaths).into(), "breath"),
        SegmentKind::Reps(reps) => reps_text(reps),
        SegmentKind::Prepare(_) | SegmentKind::Switch(_) | SegmentKind::Rest(_) => String::new(),
    };
    let sets = (segment.sets > 1).then(|| format!("{} sets", segment.sets));
    joined([much].into_iter().chain(sets))
}

fn reps_text(reps: &Reps) -> String {
    let (_, of, _) = shown_count(reps, 0);
    let each = match (reps.alternating, reps.counting) {
        (true, Counting::PerSide) => " each side, taking turns",
        (true, Counting::Total) => ", taking turns",
        (false, _) => "",
    };
    let pace = if reps.rep.is_none() { ", at your own pace" } else { "" };
    format!("{}{each}{pace}", count(of.into(), "rep"))
}

/// The side, in the exercise's own words for it; empty where there is none.
fn side(about: &Move, segment: &Segment) -> String {
    segment.side.map(|side| side_text(about, side)).unwrap_or_default()
}

fn side_text(about: &Move, side: Side) -> String {
    let name = about.side_name(side);
    if about.side_names.is_some() { name.to_owned() } else { format!("{name} side") }
}

fn start(segment: &Segment) -> String {
    match &segment.kind {
        // The first count, or the first breath, comes at the same instant.
        SegmentKind::Breaths { .. } => String::new(),
        SegmentKind::Reps(Reps { rep: Some(_), .. }) => String::new(),
        SegmentKind::Reps(reps) => format!("Go. {}, next when done", reps_text(reps)),
        _ => "Go".to_owned(),
    }
}

fn rep(timeline: &Timeline, at: usize, number: u32) -> String {
    let Some(SegmentKind::Reps(reps)) = timeline.segment(at).map(|segment| &segment.kind) else {
        return number.to_string();
    };
    let (shown, of, side) = shown_count(reps, number.saturating_sub(1));
    match side {
        // Left and right share a number: the second is known by its side.
        Some(side) if reps.counting == Counting::PerSide => format!("{shown}, {}", side.as_str()),
        _ if shown == of && of > 2 => format!("{shown}, the last"),
        _ => shown.to_string(),
    }
}

fn breathe_in(timeline: &Timeline, at: usize, number: u32) -> String {
    let of = match timeline.segment(at).map(|segment| &segment.kind) {
        Some(SegmentKind::Breaths { count, .. }) => *count,
        Some(SegmentKind::Reps(reps)) => reps.count,
        _ => 0,
    };
    if number == of && of > 2 { "In, the last".to_owned() } else { "In".to_owned() }
}

/// `Rest 20 seconds. Next: Bird Dog`.
fn rest(timeline: &Timeline, at: usize) -> String {
    let Some(segment) = timeline.segment(at) else { return String::new() };
    let span = segment.length().map(span_text).unwrap_or_default();
    let next = timeline.next_work(at).and_then(|(work, next)| Some((timeline.move_at(work)?, next)));
    let next = match next {
        None => String::new(),
        Some((about, next)) if next.set > 1 => {
            // Of the same exercise, and in a short rest there is no time for its name.
            let set = format!("set {} of {}", next.set, next.sets);
            if segment.length().is_some_and(|length| length < SHORT_REST) {
                return joined([format!("Rest. Then {set}"), side(about, next)]);
            }
            format!("Then {}", joined([about.name.to_string(), set, side(about, next)]))
        }
        // Getting into position tells the rest of it.
        Some((about, _)) => format!("Next: {}", about.name),
    };
    if segment.waits { format!("Rest. {next}. Go on when you are ready") } else { format!("Rest {span}. {next}") }
}

/// Where the session stands: `Bird Dog, left leg. 12 seconds left`.
fn place(player: &Player, now: Instant) -> String {
    let (Some(about), segment) = (player.about(), player.segment()) else { return String::new() };
    let name = joined([about.name.to_string(), side(about, segment)]);
    let left = segment.length().map(|length| length.saturating_sub(player.elapsed(now)));
    match (player.rep(now), left) {
        (Some(RepStatus { number, of, .. }), _) => format!("{name}. {number} of {of}"),
        (None, Some(left)) => format!("{name}. {} left", span_text(left)),
        (None, None) => name,
    }
}

/// With commas between those that say something.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

#[cfg(test)]
mod tests;
