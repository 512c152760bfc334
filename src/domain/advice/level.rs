//! Which level a step is on: read from what the journal's sessions planned, kept nowhere else.

use uuid::Uuid;

use super::history::{History, Run};
use super::ladder::{Ladder, Place};
use super::limits::Limits;
use super::morning::Settled;
use super::zone::Zone;
use crate::domain::content::dose::Dose;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::record::entry::{Quantity, Stamp};

/// A session of a routine, by what was planned in it.
struct Played<'a> {
    run: &'a Run<'a>,
    zone: Zone,
    /// The session before it, or the one before of this routine, had not settled.
    is_after_unsettled: bool,
    /// The first line of each exercise, few enough to look through.
    planned: Vec<(&'a str, Quantity)>,
}

/// Levels that the zone of a check-in takes back, for the day. See
/// [`Paragraph::CheckIn`](super::paragraph::Paragraph::CheckIn).
pub(super) const fn taken_back(zone: Zone) -> u8 {
    match zone {
        Zone::Green => 0,
        Zone::Amber => 1,
        Zone::Red => 2,
    }
}

/// All sessions of a routine, in order.
pub(super) struct Planned<'a>(Vec<Played<'a>>);

impl<'a> Planned<'a> {
    /// Of the sessions of `routine`; `zone` says where the check-in of a session lay.
    pub(super) fn of(history: &'a History<'a>, routine: &Id, zone: impl Fn(&Run<'a>) -> Zone) -> Self {
        let (mut played, mut own, mut last) = (Vec::new(), Settled::Unknown, Settled::Unknown);
        for run in &history.runs {
            if run.session.routine == *routine {
                let mut planned: Vec<(&str, Quantity)> = Vec::new();
                for line in &run.session.body.steps {
                    let id = line.exercise.as_str();
                    if !planned.iter().rev().any(|(other, _)| *other == id) {
                        planned.push((id, line.planned));
                    }
                }
                let is_after_unsettled = [own, last].contains(&Settled::NotSettled);
                played.push(Played { run, zone: zone(run), is_after_unsettled, planned });
                own = run.settled;
            }
            last = run.settled;
        }
        Self(played)
    }

    /// The last session.
    pub(super) fn last(&self) -> Option<&'a Run<'a>> {
        self.0.last().map(|played| played.run)
    }

    /// Where a step of `exercise` stood in each session that had it. `other` is its amount on the other occasion of the
    /// routine, where that is another: sessions of that say nothing here.
    pub(super) fn track(&self, of: (&Exercise, &Dose, &Ladder), other: Option<u32>, limits: &Limits) -> Track {
        let (exercise, dose, ladder) = of;
        let place = |planned: &[(&str, Quantity)]| {
            let line = |id: &Id| planned.iter().find(|(other, _)| *other == id.as_str());
            if let Some((_, planned)) = line(&exercise.id) {
                let amount = ladder.dial.planned(*planned, dose).filter(|amount| Some(*amount) != other)?;
                return Some(ladder.at(amount));
            }
            let variant = exercise.easier.iter().position(|id| line(id).is_some())?;
            ladder.nearest_usable(variant + 1)
        };
        let mut track = Track::default();
        for played in &self.0 {
            let Some(place) = place(&played.planned) else { continue };
            let level = track.level().unwrap_or(ladder.base);
            let of_the_day = ladder.down(level, taken_back(played.zone), limits);
            // What was lower than the day asked for, or came after a night that had not settled, was to last.
            let lasts = place < of_the_day || (played.is_after_unsettled && place < level);
            let is_level = played.zone == Zone::Green || lasts;
            track.0.push(Mark { place, at: played.run.session.at, session: played.run.session.id, is_level });
        }
        track
    }
}

/// Where a step stood in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) place: Place,
    pub(super) at: Stamp,
    pub(super) session: Uuid,
    /// It was the level then; else something was taken back for the day alone.
    is_level: bool,
}

/// Where a step stood, session by session.
#[derive(Debug, Default)]
pub(super) struct Track(Vec<Mark>);

impl Track {
    /// The last session that had it.
    pub(super) fn last(&self) -> Option<&Mark> {
        self.0.last()
    }

    /// The level: where it stood in the last session in which nothing was taken back for the day alone.
    pub(super) fn level(&self) -> Option<Place> {
        self.levels().next_back().map(|mark| mark.place)
    }

    /// Since when it is on the level, and in how many sessions it was; `None` where the last one was taken back.
    pub(super) fn on_level(&self) -> Option<(Place, Stamp, usize)> {
        let level = self.level().filter(|level| self.last().is_some_and(|last| last.place == *level))?;
        let on_it = self.levels().rev().take_while(|mark| mark.place == level);
        let (since, sessions) = on_it.fold((None, 0), |(_, sessions), mark| (Some(mark.at), sessions + 1));
        Some((level, since?, sessions))
    }

    /// When it last went up.
    pub(super) fn raised(&self) -> Option<Stamp> {
        self.moved(|before, after| after > before)
    }

    /// When it last went down.
    pub(super) fn lowered(&self) -> Option<Stamp> {
        self.moved(|before, after| after < before)
    }

    fn moved(&self, how: impl Fn(Place, Place) -> bool) -> Option<Stamp> {
        let pairs = self.levels().zip(self.levels().skip(1));
        pairs.filter(|(before, after)| how(before.place, after.place)).last().map(|(_, after)| after.at)
    }

    fn levels(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.0.iter().filter(|mark| mark.is_level)
    }
}

/// Days from `then` to `now`, as a calendar counts them.
pub(super) fn days_between(then: Stamp, now: Stamp) -> i64 {
    (now.date_naive() - then.date_naive()).num_days()
}
