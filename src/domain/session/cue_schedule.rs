//! The cues within a segment and their times: counts, half, breaths, and the form cues, placed where there is time to
//! say them.

use std::time::Duration;

use super::cue::CueKind;
use super::timeline::{Breath, Pacing, Rep, Reps, Segment, SegmentKind};
use crate::domain::content::exercise::FormCue;
use crate::domain::content::words::CueTime;
use crate::domain::text::Text;

/// A cue at its offset from the start of the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// The time since the segment's start.
    pub at: Duration,
    /// The kind of cue.
    pub kind: CueKind,
}

/// The least length of work before its final count; shorter work gets no count, as there would be no quiet before it.
const LEAST_BEFORE_COUNT: Duration = Duration::from_secs(5);
/// The least length of work with a cue at half time.
const LEAST_FOR_HALF: Duration = Duration::from_secs(10);
const LEAST_FROM_HALF: Duration = Duration::from_secs(2);
/// The time to say a word or two like "start", "half way" or a count.
const SHORT_WORD: Duration = Duration::from_millis(700);
/// The time to say the number of a rep, possibly with its side, or "the last".
const REP_WORD: Duration = Duration::from_millis(1_200);
/// The silence before and after a form cue.
const QUIET: Duration = Duration::from_millis(500);
/// An every-rep cue is said with every third rep: more often is nagging.
const REPS_BETWEEN_CUES: usize = 3;

/// The rate at which a voice was timed, in words a minute.
const TIMED_RATE: u32 = 170;

/// Returns the time to say `text` at `rate`, in words a minute; a rate of 0 counts as 1.
/// **Source**: our own timing of eSpeak NG 1.52 at 170 words a minute, over setups and cues of this program: it is over at
/// most half a second later than this.
///
/// ```
/// use supple::domain::session::cue_schedule::time_to_say;
/// use supple::domain::text::Text;
///
/// assert_eq!(time_to_say(&Text::from("Chest on the thigh"), 170).as_millis(), 1712);
/// assert_eq!(time_to_say(&Text::from("On the thigh. Breathe"), 85).as_millis(), 4124);
/// ```
pub fn time_to_say(text: &Text, rate: u8) -> Duration {
    let pairs = text.as_str().as_bytes().windows(2);
    let stops = pairs.filter(|pair| matches!(pair, [b'.' | b':' | b';', b' '])).count() as u64;
    let timed = Duration::from_millis(300 + 353 * text.words() as u64 + 350 * stops);
    timed * TIMED_RATE / u32::from(rate.max(1))
}

/// Returns the beats of `segment`, ascending by time, with the form cues `cues` if it is work. `leads_to_work` says
/// that work follows immediately; `pacing` sets the count-down.
///
/// The end of work and the wait for a key are not among them: the player emits those.
pub fn beats(segment: &Segment, cues: &[FormCue], leads_to_work: bool, pacing: Pacing) -> Vec<Beat> {
    let from = pacing.count_from.into();
    let gap = |first| gap(first, segment, leads_to_work, from);
    let length = segment.length();
    let mut beats = match &segment.kind {
        SegmentKind::Prepare(_) => gap(CueKind::Prepare),
        SegmentKind::Switch(_) => gap(CueKind::Switch),
        SegmentKind::Rest(_) => gap(CueKind::Rest),
        SegmentKind::Hold(span) | SegmentKind::Activity(span) => hold(*span, from),
        SegmentKind::Breaths { count, breath } => breaths(*count, *breath),
        SegmentKind::Reps(reps) => match reps.rep {
            Some(rep) => paced(reps, rep),
            None => vec![Beat { at: Duration::ZERO, kind: CueKind::Start }],
        },
    };
    if segment.is_work() {
        let said = form_cues(cues, length, &beats, pacing.voice_rate);
        beats.extend(said);
    }
    beats.sort_by_key(|beat| beat.at);
    beats
}

fn gap(first: CueKind, segment: &Segment, leads_to_work: bool, from: u32) -> Vec<Beat> {
    let mut beats = vec![Beat { at: Duration::ZERO, kind: first }];
    if let Some(length) = segment.length().filter(|_| leads_to_work && !segment.waits) {
        beats.extend(count_down(length, from, CueKind::Ready));
    }
    beats
}

/// Counts `from` down to one before `end`; a count that would fall before the first half second is left out.
fn count_down(end: Duration, from: u32, kind: impl Fn(u32) -> CueKind) -> impl Iterator<Item = Beat> {
    (1..=from).rev().filter_map(move |left| {
        let at = end.checked_sub(Duration::from_secs(u64::from(left)))?;
        (at >= Duration::from_millis(500)).then(|| Beat { at, kind: kind(left) })
    })
}

fn hold(length: Duration, from: u32) -> Vec<Beat> {
    let count = Duration::from_secs(from.into());
    let mut beats = vec![Beat { at: Duration::ZERO, kind: CueKind::Start }];
    if length >= LEAST_FOR_HALF && length / 2 >= count + LEAST_FROM_HALF {
        beats.push(Beat { at: length / 2, kind: CueKind::Half });
    }
    if length >= count + LEAST_BEFORE_COUNT {
        beats.extend(count_down(length, from, CueKind::Ending));
    }
    beats
}

fn breaths(count: u32, breath: Breath) -> Vec<Beat> {
    let mut beats = vec![Beat { at: Duration::ZERO, kind: CueKind::Start }];
    for n in 0..count {
        let start = breath.length() * n;
        beats.push(Beat { at: start, kind: CueKind::BreatheIn(n + 1) });
        beats.push(Beat { at: start + breath.inhale, kind: CueKind::BreatheOut });
    }
    beats
}

fn paced(reps: &Reps, rep: Rep) -> Vec<Beat> {
    let mut beats = vec![Beat { at: Duration::ZERO, kind: CueKind::Start }];
    for n in 0..reps.count {
        let start = rep.length() * n;
        if reps.on_breath {
            beats.push(Beat { at: start, kind: CueKind::BreatheIn(n + 1) });
            beats.push(Beat { at: start + rep.out, kind: CueKind::BreatheOut });
            continue;
        }
        beats.push(Beat { at: start, kind: CueKind::Rep(n + 1) });
        if !rep.hold.is_zero() {
            beats.push(Beat { at: start + rep.out, kind: CueKind::RepHold });
            beats.push(Beat { at: start + rep.out + rep.hold, kind: CueKind::RepBack });
        }
    }
    beats
}

fn rep_starts(beats: &[Beat]) -> Vec<Duration> {
    let starts = beats.iter().filter(|beat| matches!(beat.kind, CueKind::Rep(_) | CueKind::BreatheIn(_)));
    starts.map(|beat| beat.at).collect()
}

/// Places the form cues where nothing else is said. A cue that fits nowhere is left out: the screen shows it all the
/// same.
fn form_cues(cues: &[FormCue], length: Option<Duration>, others: &[Beat], rate: u8) -> Vec<Beat> {
    let reps = rep_starts(others);
    let mut wanted: Vec<(Duration, &Text)> = Vec::new();
    for cue in cues {
        wanted.extend(wanted_times(cue, length, &reps).into_iter().map(|at| (at, &cue.say)));
    }
    wanted.sort_by_key(|(at, _)| *at);
    let mut said: Vec<Beat> = Vec::new();
    let mut free_from = SHORT_WORD + QUIET;
    for (at, say) in wanted {
        let span = time_to_say(say, rate);
        let Some(at) = first_free(at.max(free_from), span, length, others) else { continue };
        free_from = at + span + QUIET;
        said.push(Beat { at, kind: CueKind::Form(say.clone()) });
    }
    said
}

fn wanted_times(cue: &FormCue, length: Option<Duration>, reps: &[Duration]) -> Vec<Duration> {
    // Without a length (the user's own pace) the parts of a half minute stand in for it.
    let whole = length.unwrap_or(Duration::from_secs(32));
    match cue.at {
        CueTime::Start => vec![Duration::ZERO],
        CueTime::Early => vec![whole / 4],
        CueTime::Half => vec![whole / 2],
        CueTime::Late => vec![whole * 7 / 10],
        CueTime::EachRep if reps.is_empty() => vec![whole / 3],
        CueTime::EachRep => reps.iter().skip(1).step_by(REPS_BETWEEN_CUES).copied().collect(),
        CueTime::Every => {
            let every = Duration::from_secs(u64::from(cue.every_s.unwrap_or(15).max(5)));
            (1..).map(|n| every * n).take_while(|at| *at < whole).collect()
        }
    }
}

/// Returns the first time from `at` on at which `span` overlaps no other words and ends before the end.
fn first_free(mut at: Duration, span: Duration, length: Option<Duration>, others: &[Beat]) -> Option<Duration> {
    for other in others {
        let word = if matches!(other.kind, CueKind::Rep(_)) { REP_WORD } else { SHORT_WORD };
        let (from, to) = (other.at, other.at + word);
        if from < at + span && at < to {
            at = to;
        }
    }
    let fits = length.is_none_or(|length| at + span <= length);
    fits.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(at: CueTime, say: &str) -> FormCue {
        FormCue { at, every_s: None, say: Text::from(say) }
    }

    fn said(cues: &[FormCue], others: &[Beat], length: u64) -> Vec<(u128, String)> {
        let beats = form_cues(cues, Some(Duration::from_secs(length)), others, 170);
        let text = |kind: &CueKind| if let CueKind::Form(say) = kind { say.to_string() } else { String::new() };
        beats.iter().map(|beat| (beat.at.as_millis(), text(&beat.kind))).collect()
    }

    #[test]
    fn form_cues_keep_clear_of_counts_and_of_each_other() {
        let cues = [
            cue(CueTime::Start, "one two three four five six"),
            cue(CueTime::Early, "one two three"),
            cue(CueTime::Half, "one two three four"),
            cue(CueTime::Late, "one two three four five six seven eight"),
        ];
        let others = hold(Duration::from_secs(25), 3);
        let said = said(&cues, &others, 25);
        assert_eq!(said.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1200, 6250, 13200, 17500]);
        let mut busy: Vec<(u128, u128)> = others.iter().map(|b| (b.at.as_millis(), b.at.as_millis() + 700)).collect();
        busy.extend(said.iter().map(|(at, say)| (*at, at + time_to_say(&Text::from(say.as_str()), 170).as_millis())));
        busy.sort_unstable();
        assert!(busy.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{busy:?}");
    }

    #[test]
    fn a_cue_longer_than_the_free_time_is_left_out() {
        assert!(
            said(&[cue(CueTime::Start, "far too long for three seconds of hold")], &hold(Duration::from_secs(3), 3), 3)
                .is_empty()
        );
    }

    #[test]
    fn short_work_has_neither_half_nor_count() {
        assert_eq!(hold(Duration::from_secs(5), 3).len(), 1);
        assert_eq!(hold(Duration::from_secs(9), 3).len(), 4);
        assert_eq!(hold(Duration::from_secs(10), 3).len(), 5);
    }

    #[test]
    fn it_counts_from_where_it_is_told_and_leaves_out_half_in_the_middle_of_it() {
        let kinds = |secs, from| hold(Duration::from_secs(secs), from).into_iter().map(|beat| beat.kind);
        let counted = |from| kinds(20, from).filter(|kind| matches!(kind, CueKind::Ending(_))).collect::<Vec<_>>();
        assert_eq!(counted(5), [5, 4, 3, 2, 1].map(CueKind::Ending));
        assert_eq!(counted(0), []);
        assert!(kinds(14, 5).any(|kind| kind == CueKind::Half));
        assert!(kinds(13, 5).all(|kind| kind != CueKind::Half));
        assert!(kinds(9, 0).all(|kind| kind == CueKind::Start), "no half of so little");
    }
}
