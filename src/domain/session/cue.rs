//! Cues: what the user must notice at an instant, as data. Sinks decide how it looks or sounds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::content::exercise::FormCue;
use crate::domain::content::words::{CueTime, words};
use crate::domain::text::Text;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;

words! {
    /// Choices of an exercise's form cues to announce during the movement.
    #[derive(Default)]
    Cues, "choice of cues":
    /// Every one.
    #[default]
    All = "all",
    /// Two at most: one at the start, and one at half time.
    Few = "few",
    /// None: only the setup is announced.
    None = "none",
}

impl Cues {
    /// Returns the cues to announce, in their order.
    ///
    /// For `Few`, the first is the start cue, or else the first of all; the second is the half-time cue, or else the
    /// late one.
    pub fn of(self, cues: &[FormCue]) -> Vec<&FormCue> {
        let told = match self {
            Self::All => return cues.iter().collect(),
            Self::None => return Vec::new(),
            Self::Few => {
                let half = first_at(cues, CueTime::Half).or_else(|| first_at(cues, CueTime::Late));
                [first_at(cues, CueTime::Start).or(Some(0)), half]
            }
        };
        cues.iter().enumerate().filter(|(place, _)| told.contains(&Some(*place))).map(|(_, cue)| cue).collect()
    }

    /// Returns the cue to show when `part` of the time is over, 0 to 1: the last one whose time has come, or before
    /// that the first.
    pub fn shown(self, cues: &[FormCue], part: f64) -> Option<&FormCue> {
        let told = self.of(cues);
        let by_now = told.iter().filter(|cue| begins(cue) <= part);
        by_now.max_by(|a, b| begins(a).total_cmp(&begins(b))).or(told.first()).copied()
    }
}

fn first_at(cues: &[FormCue], time: CueTime) -> Option<usize> {
    cues.iter().position(|cue| cue.at == time)
}

/// Returns the share of the time after which the cue is shown.
fn begins(cue: &FormCue) -> f64 {
    match cue.at {
        CueTime::Start => 0.0,
        CueTime::Early | CueTime::Every => 0.25,
        CueTime::EachRep => 0.3,
        CueTime::Half => 0.5,
        CueTime::Late => 0.7,
    }
}

/// A cue with its time and segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The instant it belongs to, which may lie a little before it is polled.
    pub at: Instant,
    /// Index of the segment it belongs to in the timeline.
    pub segment: usize,
    /// The kind of cue.
    pub kind: CueKind,
}

/// Kinds of cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CueKind {
    /// Time to get into position for the segment's exercise: say its setup.
    Prepare,
    /// Count-down in whole seconds until work begins: 3, 2, 1.
    Ready(u32),
    /// Work begins.
    Start,
    /// Half of the hold or activity is over.
    Half,
    /// Something to remember while moving.
    Form(Text),
    /// A rep begins; its number, from 1.
    Rep(u32),
    /// The position of a held rep is reached: hold it.
    RepHold,
    /// The hold of a rep is over: come back.
    RepBack,
    /// Breathe in; the number of the breath, from 1.
    BreatheIn(u32),
    /// Breathe out.
    BreatheOut,
    /// Count-down in whole seconds until work ends: 3, 2, 1.
    Ending(u32),
    /// Work is over.
    End,
    /// Change to the segment's side.
    Switch,
    /// Rest; the next work is named by the segments that follow.
    Rest,
    /// The time is over, and the segment waits for a key.
    Waiting,
    /// The session pauses.
    Paused(PauseReason),
    /// The session runs again.
    Resumed,
    /// Another exercise is done from here.
    Swapped,
    /// A rating was heard: the score, or `None` if the last one was taken back.
    Rated(Option<u8>),
    /// The session is over.
    Done(Ending),
}

impl CueKind {
    /// Returns the tone for the cue, if it has one: words and counts within a movement have none.
    pub const fn tone(&self) -> Option<Tone> {
        Some(match self {
            Self::Ready(_) => Tone::Ready,
            Self::Ending(_) => Tone::EndCount,
            Self::Start | Self::Resumed => Tone::Start,
            Self::Half => Tone::Half,
            Self::Switch => Tone::Switch,
            Self::End => Tone::End,
            Self::Prepare | Self::Rest | Self::Waiting | Self::Paused(PauseReason::Gap(_)) => Tone::Next,
            Self::Rated(_) => Tone::Heard,
            Self::Done(Ending::Stopped(_)) => Tone::Stop,
            Self::Done(_) => Tone::Done,
            Self::BreatheIn(_) => Tone::In,
            Self::BreatheOut => Tone::Out,
            Self::Form(_) | Self::Rep(_) | Self::RepHold | Self::RepBack => return None,
            Self::Swapped | Self::Paused(_) => return None,
        })
    }

    /// Returns the cue's name, as passed to hooks.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Ready(_) => "ready",
            Self::Start => "start",
            Self::Half => "half",
            Self::Form(_) => "form",
            Self::Rep(_) => "rep",
            Self::RepHold => "rep_hold",
            Self::RepBack => "rep_back",
            Self::BreatheIn(_) => "breathe_in",
            Self::BreatheOut => "breathe_out",
            Self::Ending(_) => "ending",
            Self::End => "end",
            Self::Switch => "switch",
            Self::Rest => "rest",
            Self::Waiting => "waiting",
            Self::Paused(_) => "paused",
            Self::Resumed => "resumed",
            Self::Swapped => "swapped",
            Self::Rated(_) => "rated",
            Self::Done(Ending::Completed) => "done",
            Self::Done(Ending::Ended) => "ended",
            Self::Done(Ending::Stopped(_)) => "stopped",
        }
    }

    /// Returns the cue's importance when speech overlaps.
    pub const fn weight(&self) -> CueWeight {
        match self {
            Self::Ready(_) | Self::Ending(_) | Self::Form(_) | Self::Half | Self::Rep(_) => CueWeight::Passing,
            Self::RepHold | Self::RepBack | Self::BreatheIn(_) | Self::BreatheOut => CueWeight::Passing,
            Self::Rated(Some(_)) | Self::Done(Ending::Stopped(_)) => CueWeight::Safety,
            _ => CueWeight::Phase,
        }
    }

    /// Returns true if the cue is still worth hearing a few seconds later.
    pub const fn keeps(&self) -> bool {
        matches!(self, Self::Prepare | Self::Switch | Self::Rest | Self::Waiting | Self::Paused(_) | Self::Done(_))
    }

    /// Returns true if the cue would be false when late.
    pub(super) fn goes_stale(&self) -> bool {
        self.weight() == CueWeight::Passing
    }
}

/// The importance of a spoken cue: a less important one does not interrupt it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueWeight {
    /// A count, a breath, a reminder: another one comes soon.
    Passing,
    /// An instruction for now.
    Phase,
    /// The meaning of a pain rating, or the order to stop.
    Safety,
}

/// Reasons for a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The user asked.
    Asked,
    /// The program did not run for this long (the machine slept, or it was stopped).
    Gap(Duration),
    /// The session was restored from an earlier run of the program.
    Restored,
}

/// Ways in which a session ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// All segments are over.
    Completed,
    /// The user ended it.
    Ended,
    /// The user stopped it at once, for this reason.
    Stopped(Text),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(choice: Cues, times: &[CueTime]) -> Vec<usize> {
        let cue = |at: usize, time| FormCue { at: time, every_s: None, say: Text::from(at.to_string().as_str()) };
        let cues: Vec<FormCue> = times.iter().enumerate().map(|(at, time)| cue(at, *time)).collect();
        choice.of(&cues).iter().map(|cue| cue.say.as_str().parse().unwrap()).collect()
    }

    #[test]
    fn few_cues_are_one_for_the_start_and_one_for_half() {
        use CueTime::{EachRep, Early, Half, Late, Start};
        assert_eq!(told(Cues::Few, &[Start, Early, Half, Late]), [0, 2]);
        assert_eq!(told(Cues::Few, &[EachRep, Start, Late]), [1, 2], "late stands in for half");
        assert_eq!(told(Cues::Few, &[EachRep, Early]), [0], "the first stands in for the start");
        assert_eq!(told(Cues::Few, &[Half]), [0]);
        assert_eq!(told(Cues::Few, &[]), [0; 0]);
        assert_eq!(told(Cues::All, &[EachRep, Start, Late]), [0, 1, 2]);
        assert_eq!(told(Cues::None, &[EachRep, Start, Late]), [0; 0]);
    }

    #[test]
    fn the_cue_that_is_read_is_the_last_whose_time_has_come() {
        let cue = |at, say| FormCue { at, every_s: None, say: Text::from(say) };
        let cues = [cue(CueTime::Early, "early"), cue(CueTime::Half, "half"), cue(CueTime::Late, "late")];
        let shown = |choice: Cues, part| choice.shown(&cues, part).map(|cue| cue.say.as_str());
        assert_eq!(
            [0.0, 0.3, 0.5, 0.9].map(|part| shown(Cues::All, part).unwrap()),
            ["early", "early", "half", "late"]
        );
        assert_eq!([0.0, 0.5, 0.9].map(|part| shown(Cues::Few, part).unwrap()), ["early", "half", "half"]);
        assert_eq!(shown(Cues::None, 0.5), None);
    }
}
