//! A cue with everything that a sink needs to present it.

use crate::domain::journal::entry::Side;
use crate::domain::session::cue::{Cue, CueKind};
use crate::domain::session::player::Player;
use crate::domain::session::speech::said;
use crate::domain::text::Text;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;

/// A cue to present to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The cue.
    pub cue: CueKind,
    /// Its tone; `None` if it has none, or a more important one sounds at the same instant.
    pub tone: Option<Tone>,
    /// Its words; empty if there are none.
    pub says: Text,
    /// The exercise it is about, in a session.
    pub about: Option<CueSource>,
}

/// The exercise that a signal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueSource {
    /// The routine's id.
    pub routine: Text,
    /// The exercise's id.
    pub exercise: Text,
    /// The exercise's name.
    pub name: Text,
    /// The side that works, if one does.
    pub side: Option<Side>,
    /// The set, from 1.
    pub set: u32,
    /// The number of sets.
    pub sets: u32,
}

impl Signal {
    /// Returns a signal with the given words that belongs to no timeline.
    pub fn new(cue: CueKind, says: impl Into<String>) -> Self {
        Self { tone: cue.tone(), cue, says: Text::clean(&says.into()), about: None }
    }

    /// Returns the signals for the cues of a session's player at `now`; `counts` is true if the last seconds are
    /// counted aloud. Only the most important of the tones at one instant sounds.
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
        let about =
            timeline.move_at(cue.segment).zip(timeline.segment(cue.segment)).map(|(about, segment)| CueSource {
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
