//! A cue on its way to the sinks: all that any of them needs to present it.

use crate::domain::play::cue::{Cue, CueKind};
use crate::domain::play::player::Player;
use crate::domain::play::speech::said;
use crate::domain::record::entry::Side;
use crate::domain::text::Text;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;

/// Something the user must notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// What.
    pub cue: CueKind,
    /// The tone that stands for it; `None` where none does, or where one that says more sounds at the same instant.
    pub tone: Option<Tone>,
    /// The words; empty where there are none.
    pub says: Text,
    /// What it is about, in a session.
    pub about: Option<About>,
}

/// What a signal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The routine's id.
    pub routine: Text,
    /// The exercise's id.
    pub exercise: Text,
    /// What it is called.
    pub name: Text,
    /// The side that works, if one does.
    pub side: Option<Side>,
    /// Which set, from 1.
    pub set: u32,
    /// Of how many.
    pub sets: u32,
}

impl Signal {
    /// Of something that has its words from elsewhere, outside of a session's timeline.
    pub fn new(cue: CueKind, says: impl Into<String>) -> Self {
        Self { tone: cue.tone(), cue, says: Text::clean(&says.into()), about: None }
    }

    /// Of what a session's player has to tell at `now`; `counts` is whether the last seconds are counted by words. Of tones at one instant the most important sounds alone.
    pub fn of_session(cues: Vec<Cue>, player: &Player, now: Instant, counts: bool) -> Vec<Self> {
        let mut signals: Vec<Self> = cues.into_iter().map(|cue| Self::of(cue, player, now, counts)).collect();
        let first = signals.iter().filter_map(|signal| signal.tone).max();
        let mut sounded = false;
        for signal in &mut signals {
            signal.tone = signal.tone.filter(|tone| Some(*tone) == first && !std::mem::replace(&mut sounded, true));
        }
        signals
    }

    fn of(cue: Cue, player: &Player, now: Instant, counts: bool) -> Self {
        let timeline = player.timeline();
        let about = timeline.move_at(cue.segment).zip(timeline.segment(cue.segment)).map(|(about, segment)| About {
            routine: Text::from(timeline.routine.as_str()),
            exercise: Text::from(about.exercise.as_str()),
            name: about.name.clone(),
            side: segment.side,
            set: segment.set,
            sets: segment.sets,
        });
        Self { says: said(&cue, player, now, counts), tone: cue.kind.tone(), cue: cue.kind, about }
    }
}
