//! Speech: a sentence for each cue, also used as a line of text.
//!
//! Before each exercise it says the name, the side, the dose, then as many steps of the setup as there is time for;
//! during the movement, a word at a time. This module does not know how the text is spoken.

use std::collections::BTreeSet;
use std::time::Duration;

use super::cue::{Cue, CueKind, Ending, PauseReason};
use super::cue_schedule::time_to_say;
use super::player::{Player, RepStatus, shown_count};
use super::timeline::{ExerciseSlot, Reps, Segment, SegmentKind, Timeline};
use crate::domain::advice::safety::StopReason;
use crate::domain::content::words::{Counting, parse_word};
use crate::domain::journal::entry::Side;
use crate::domain::text::Text;
use crate::domain::time::{Instant, whole_secs_up};

/// The silence at the end of a preparation, so that the last word is over before the first command.
const QUIET: Duration = Duration::from_millis(700);
/// The longest preparation made for speech: a slow voice then leaves something out.
const LONGEST: Duration = Duration::from_secs(30);
/// A rest shorter than this is announced as briefly as possible.
const SHORT_REST: Duration = Duration::from_secs(8);
/// The silence before the count of the last seconds.
const BEFORE_COUNT: Duration = Duration::from_millis(500);

/// Returns the text to say for `cue` of `player` at `now`; empty if a word would only be in the way. `counts` is true
/// if the last seconds of a preparation are counted in words.
pub fn said(cue: &Cue, player: &Player, now: Instant, counts: bool) -> Text {
    let timeline = player.timeline();
    let text = match &cue.kind {
        CueKind::Prepare => prepare(timeline, cue.segment, quiet(timeline, counts)),
        CueKind::Switch => about_segment(timeline, cue.segment, |about, segment| {
            joined(["Other side".to_owned(), side(about, segment)])
        }),
        CueKind::Rest => rest(timeline, cue.segment),
        CueKind::Ready(left) | CueKind::Ending(left) => left.to_string(),
        CueKind::Start => about_segment(timeline, cue.segment, |_, segment| start(segment)),
        CueKind::Half => "Halfway".to_owned(),
        CueKind::Form(text) => text.to_string(),
        CueKind::Rep(number) => rep(timeline, cue.segment, *number),
        CueKind::RepHold => "Hold".to_owned(),
        CueKind::RepBack => "And back".to_owned(),
        CueKind::BreatheIn(number) => breathe_in(timeline, cue.segment, *number),
        CueKind::BreatheOut => "Out".to_owned(),
        CueKind::End => String::new(),
        CueKind::Waiting => "Ready when you are".to_owned(),
        CueKind::Paused(PauseReason::Gap(gap)) => format!("Paused after a gap of {}", span_text(*gap)),
        CueKind::Paused(_) => "Paused".to_owned(),
        CueKind::Resumed => place(player, now),
        CueKind::Swapped => about_segment(timeline, cue.segment, |about, _| about.name.to_string()),
        CueKind::Rated(Some(score)) => format!("Pain {score}"),
        CueKind::Rated(None) => "Rating undone".to_owned(),
        CueKind::Done(Ending::Completed) => "Done. That was the last one".to_owned(),
        CueKind::Done(Ending::Ended) => "Session ended".to_owned(),
        CueKind::Done(Ending::Stopped(reason)) => stopped(reason),
    };
    Text::clean(&text)
}

/// Returns the text to say after a stop for `reason`, as a session keeps it.
pub fn stopped(reason: &Text) -> String {
    match parse_word::<StopReason>(reason.as_str()) {
        Ok(reason) => format!("Stopped. {}", reason.text()),
        // No reason was chosen yet: what holds for all of them.
        Err(_) => "Stopped. Chest pain: call your emergency number now. Anything else: sit down first.".to_owned(),
    }
}

/// Returns a length in words: `25 seconds`, `1 minute 30 seconds`.
///
/// ```
/// use std::time::Duration;
/// use supple::domain::session::speech::span_text;
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

fn about_segment(timeline: &Timeline, at: usize, say: impl Fn(&ExerciseSlot, &Segment) -> String) -> String {
    match (timeline.move_at(at), timeline.segment(at)) {
        (Some(about), Some(segment)) => say(about, segment),
        _ => String::new(),
    }
}

/// Announces an exercise: `Split Hip Stretch, left foot up. 25 seconds, 2 sets. Stand before the step.` A later set of
/// the same exercise is announced in a few words.
fn prepare(timeline: &Timeline, at: usize, quiet: Duration) -> String {
    let (Some(about), Some(segment)) = (timeline.move_at(at), timeline.segment(at)) else { return String::new() };
    if !timeline.is_first_of_its_exercise(at) {
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

/// Returns name, side, dose, and the steps of the setup that `takes_in` selects.
fn introduction(timeline: &Timeline, at: usize, takes_in: impl Fn(usize) -> bool) -> String {
    let (Some(about), Some(segment)) = (timeline.move_at(at), timeline.segment(at)) else { return String::new() };
    let name = joined([about.name.to_string(), side(about, segment)]);
    let dose = timeline.next_work(at).map(|(_, work)| dose(work)).unwrap_or_default();
    let rounds = timeline.timer.filter(|_| timeline.rounds > 1).map(|_| count(timeline.rounds.into(), "round"));
    let dose = joined([dose].into_iter().chain(rounds));
    let setup = about.setup.iter().enumerate().filter(|(step, _)| takes_in(*step)).map(|(_, text)| text.as_str());
    let parts = [name.as_str(), &dose].into_iter().chain(setup);
    parts.map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

/// Returns the time, in whole seconds, that the preparation at `at` needs for the full introduction of a new exercise;
/// `None` if `at` is something else. `counts` is as for [`said`].
pub fn time_to_prepare(timeline: &Timeline, at: usize, counts: bool) -> Option<Duration> {
    let is_prepare = timeline.segment(at).is_some_and(|segment| matches!(segment.kind, SegmentKind::Prepare(_)));
    if !is_prepare || !timeline.is_first_of_its_exercise(at) {
        return None;
    }
    let all = Text::clean(&introduction(timeline, at, |_| true));
    let time = time_to_say(&all, timeline.pacing.voice_rate) + quiet(timeline, counts);
    Some(Duration::from_secs(whole_secs_up(time)).min(LONGEST))
}

/// Returns the silence to keep at the end of a preparation.
fn quiet(timeline: &Timeline, counts: bool) -> Duration {
    let from = timeline.pacing.count_from;
    if counts && from > 0 { Duration::from_secs(from.into()) + BEFORE_COUNT } else { QUIET }
}

/// Returns the dose in words: `25 seconds, 2 sets`.
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
        (true, Counting::PerSide) => " each side, alternating",
        (true, Counting::Total) => ", alternating",
        (false, _) => "",
    };
    let pace = if reps.rep.is_none() { ", at your own pace" } else { "" };
    format!("{}{each}{pace}", count(of.into(), "rep"))
}

/// Returns the side, in the exercise's own words for it; empty if there is none.
fn side(about: &ExerciseSlot, segment: &Segment) -> String {
    segment.side.map(|side| side_text(about, side)).unwrap_or_default()
}

fn side_text(about: &ExerciseSlot, side: Side) -> String {
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

/// Announces a rest: `Rest 20 seconds. Next: Bird Dog`.
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
        Some((_, next)) if timeline.timer.is_some() => format!("Then round {} of {}", next.round, timeline.rounds),
        // Getting into position tells the rest of it.
        Some((about, _)) => format!("Next: {}", about.name),
    };
    if segment.waits { format!("Rest. {next}. Go on when you are ready") } else { format!("Rest {span}. {next}") }
}

/// Announces the current position: `Bird Dog, left leg. 12 seconds left`.
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

/// Joins the parts that are not empty with commas.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::catalog::Catalog;
    use crate::domain::session::compile::{Options, compile};
    use crate::domain::session::player::PlayerCommand;

    /// All that is said in a routine, left to itself but for a key where one is waited for.
    fn all_said(routine: &str, options: Options) -> Vec<(u64, String)> {
        let catalog = Catalog::built_in();
        let routine = catalog.routine(routine).unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), options).unwrap();
        let mut player = Player::start(timeline, Instant::default()).unwrap();
        let (mut now, mut lines) = (Instant::default(), Vec::new());
        while player.ending().is_none() {
            match player.next_wakeup(now).filter(|_| player.segment().length().is_some()) {
                Some(next) => {
                    now = next;
                    player.handle_timeout(now);
                }
                None => {
                    now = now + Duration::from_secs(4);
                    player.command(PlayerCommand::Next, now);
                }
            }
            while let Some(cue) = player.poll_cue() {
                let text = said(&cue, &player, now, false).to_string();
                lines.push(((cue.at - Instant::default()).as_millis() as u64, text));
            }
        }
        lines.retain(|(_, text)| !text.is_empty());
        lines
    }

    fn texts(lines: &[(u64, String)]) -> Vec<&str> {
        lines.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_short_routine_from_its_first_word_to_its_last() {
        let lines = all_said("split-hip-stop", Options::default());
        let lines = texts(&lines);
        assert!(
            lines[0].starts_with("Split Hip Stretch, left foot up. 25 seconds, 2 sets. "),
            "name, side, dose, setup: {}",
            lines[0]
        );
        let words = ["3", "2", "1", "Go", "Halfway", "Other side, right foot up", "Done. That was the last one"];
        for word in words {
            assert!(lines.contains(&word), "{word}: {lines:#?}");
        }
        assert_eq!(lines.last(), Some(&"Done. That was the last one"));
        assert!(lines.contains(&"Rest. Then set 2 of 2, left foot up"), "a short rest says no more: {lines:#?}");
    }

    #[test]
    fn what_is_said_of_an_exercise_ends_before_the_count() {
        let catalog = Catalog::built_in();
        for id in catalog.routine_ids() {
            let routine = catalog.routine(id).unwrap();
            let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
            for (at, segment) in timeline.segments.iter().enumerate() {
                if !matches!(segment.kind, SegmentKind::Prepare(_)) {
                    continue;
                }
                let text = prepare(&timeline, at, QUIET);
                let takes = time_to_say(&Text::clean(&text), 170);
                let room = segment.length().unwrap();
                assert!(takes <= room, "{id}: {takes:?} to say in {room:?}: {text}");
                let setup = &timeline.moves[segment.index].setup;
                let has = |step: &&Text| text.contains(step.as_str().trim_end_matches('.'));
                let is_first = (segment.set, segment.round) == (1, 1);
                assert!(!is_first || setup.last().is_none_or(|step| has(&step)), "{id}: not what to do: {text}");
            }
        }
    }

    #[test]
    fn with_time_enough_all_of_an_exercise_is_said_before_it_begins() {
        let catalog = Catalog::built_in();
        for id in catalog.routine_ids() {
            let routine = catalog.routine(id).unwrap();
            let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
            let mut player = Player::start(timeline, Instant::default()).unwrap();
            let before = player.timeline().segments.clone();
            player.make_time(|timeline, at| time_to_prepare(timeline, at, true), Instant::default());
            let timeline = player.timeline();
            let readying = timeline.segments.iter().enumerate().zip(&before);
            for ((at, segment), before) in readying.filter(|(_, before)| matches!(before.kind, SegmentKind::Prepare(_)))
            {
                let most = before.length().max(Some(Duration::from_secs(25)));
                assert!(
                    segment.length() >= before.length() && segment.length() <= most,
                    "{id}: {:?}",
                    segment.length()
                );
                let counted = quiet(timeline, true);
                let text = prepare(timeline, at, counted);
                let is_whole = |step: &Text| text.contains(step.as_str().trim_end_matches('.'));
                assert!(
                    !timeline.is_first_of_its_exercise(at) || timeline.moves[segment.index].setup.iter().all(is_whole),
                    "{id}: {text}"
                );
            }
        }
    }

    #[test]
    fn nothing_but_words_is_said() {
        let catalog = Catalog::built_in();
        for id in catalog.routine_ids() {
            for (_, text) in all_said(id, Options::default()) {
                let odd = |c: char| !(c.is_alphanumeric() || " .,:;?!'’-()°/+&\"%–".contains(c));
                assert!(!text.contains(odd), "{id}: {text}");
                assert!(!text.contains("..") && !text.ends_with(", ") && !text.starts_with(", "), "{id}: {text}");
            }
        }
    }

    #[test]
    fn counts_say_whose_turn_it_is() {
        let reps = |alternating, counting| Reps {
            count: 10,
            rep: None,
            alternating,
            counting,
            or_exhale: false,
            on_breath: false,
        };
        assert_eq!(reps_text(&reps(false, Counting::Total)), "10 reps, at your own pace");
        assert_eq!(reps_text(&reps(true, Counting::Total)), "10 reps, alternating, at your own pace");
        assert_eq!(reps_text(&reps(true, Counting::PerSide)), "5 reps each side, alternating, at your own pace");
    }

    #[test]
    fn after_a_pause_it_says_where_it_is() {
        let catalog = Catalog::built_in();
        let routine = catalog.routine("split-hip-stop").unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        let start = Instant::default();
        let mut player = Player::start(timeline, start).unwrap();
        player.command(PlayerCommand::Next, start);
        let later = start + Duration::from_secs(5);
        player.command(PlayerCommand::Pause, later);
        player.command(PlayerCommand::TogglePause, later);
        let back = later + Duration::from_secs(3);
        player.handle_timeout(back);
        let cues: Vec<Cue> = std::iter::from_fn(|| player.poll_cue()).collect();
        let resumed = cues.iter().find(|cue| cue.kind == CueKind::Resumed).unwrap();
        assert_eq!(said(resumed, &player, back, true).as_str(), "Split Hip Stretch, left foot up. 20 seconds left");
    }

    #[test]
    fn stopped_says_what_to_do_by_its_reason() {
        let text = |reason: &str| stopped(&Text::from(reason));
        assert!(text("chest pain").contains("Call your emergency number now"));
        assert!(text("sharp pain").starts_with("Stopped. Skip this exercise today."));
        assert!(text("").contains("Chest pain: call your emergency number now"), "before a reason is chosen");
    }
}
