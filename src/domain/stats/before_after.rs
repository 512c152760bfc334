//! Changes of pain within a session, from before to after and to the next morning, over several sessions; and stiffness
//! and soreness on the mornings after.

use std::collections::HashMap;

use serde::Serialize;

use super::change_distribution::{Difference, Tally};
use super::{Selection, SessionScores};
use crate::domain::advice::clinical_change::middle;
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::Moment;
use crate::domain::text::Text;

/// Changes of pain overall and by routine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paired {
    /// The changes over all sessions.
    #[serde(flatten)]
    pub overall: Changes,
    /// The changes by routine, those with the most sessions first, then by id.
    pub routines: Vec<RoutineChanges>,
}

/// The changes of one routine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoutineChanges {
    /// The routine.
    pub routine: Id,
    /// The routine's title in the last of these sessions.
    pub title: Text,
    /// The changes in its sessions.
    #[serde(flatten)]
    pub changes: Changes,
}

/// Paired changes of pain. Each needs both of its ratings in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// The number of sessions, rated or not.
    pub sessions: usize,
    /// The change from before to after.
    pub after: Difference,
    /// The change from before to the next morning.
    pub next_morning: Difference,
    /// The change from after to the next morning.
    pub overnight: Difference,
}

impl Changes {
    /// Returns the number of sessions in words: `Done once`, `Done 19 times`.
    pub fn times_text(&self) -> String {
        match self.sessions {
            1 => "Done once".to_owned(),
            times => format!("Done {times} times"),
        }
    }
}

#[derive(Default)]
struct PairCounts {
    sessions: usize,
    after: Tally,
    next_morning: Tally,
    overnight: Tally,
}

impl PairCounts {
    fn add(&mut self, scores: SessionScores) {
        let SessionScores { before, after, next_morning, .. } = scores;
        self.sessions += 1;
        if let Some((from, to)) = before.zip(after) {
            self.after.add(from, to);
        }
        if let Some((from, to)) = before.zip(next_morning) {
            self.next_morning.add(from, to);
        }
        if let Some((from, to)) = after.zip(next_morning) {
            self.overnight.add(from, to);
        }
    }

    fn changes(&self) -> Changes {
        Changes {
            sessions: self.sessions,
            after: self.after.difference(),
            next_morning: self.next_morning.difference(),
            overnight: self.overnight.difference(),
        }
    }
}

/// Computes the paired changes of the selected sessions.
pub fn paired(selection: &Selection<'_>) -> Paired {
    let mut overall = PairCounts::default();
    let mut routines: HashMap<&str, (&Id, &Text, PairCounts)> = HashMap::new();
    for run in selection.runs() {
        let (session, scores) = (&run.session.body, SessionScores::of(run));
        overall.add(scores);
        let first = (&session.routine, &session.title, PairCounts::default());
        let (_, title, counted) = routines.entry(session.routine.as_str()).or_insert(first);
        *title = &session.title;
        counted.add(scores);
    }
    let routines = routines.into_values().map(|(routine, title, counted)| RoutineChanges {
        routine: routine.clone(),
        title: title.clone(),
        changes: counted.changes(),
    });
    let mut routines: Vec<_> = routines.collect();
    routines.sort_by(|a, b| b.changes.sessions.cmp(&a.changes.sessions).then_with(|| a.routine.cmp(&b.routine)));
    Paired { overall: overall.changes(), routines }
}

/// Returns the scores of the selected sessions, in order of time.
pub fn by_session(selection: &Selection<'_>) -> Vec<SessionScores> {
    selection.runs().map(SessionScores::of).collect()
}

/// Mornings after sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mornings {
    /// The number of mornings with a rating, with a score or without.
    pub rated: usize,
    /// Minutes of stiffness; `None` if none were noted. 0 is an answer.
    pub stiffness: Option<Minutes>,
    /// The number of mornings with muscles sore from training.
    pub training_sore: usize,
}

/// The median and the range of several numbers of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// The median, in half minutes.
    halves: u32,
    /// The least number.
    pub least: u16,
    /// The greatest number.
    pub most: u16,
    /// The number of numbers; at least 1.
    pub n: usize,
}

impl Minutes {
    /// Takes numbers in any order; `None` if there are none.
    ///
    /// ```
    /// use supple::domain::stats::before_after::Minutes;
    ///
    /// let minutes = Minutes::of(vec![20, 0, 5, 10]).unwrap();
    /// assert_eq!((minutes.median(), minutes.least, minutes.most, minutes.n), (7.5, 0, 20, 4));
    /// ```
    pub fn of(mut all: Vec<u16>) -> Option<Self> {
        let [low, high] = middle(&mut all)?;
        let halves = u32::from(low) + u32::from(high);
        Some(Self { halves, least: *all.first()?, most: *all.last()?, n: all.len() })
    }

    /// The median, in minutes.
    pub fn median(self) -> f64 {
        f64::from(self.halves) / 2.0
    }
}

/// Computes the statistics of the selected mornings.
pub fn mornings(selection: &Selection<'_>) -> Mornings {
    let all: Vec<_> = selection.ratings().filter(|rating| rating.moment == Moment::NextMorning).collect();
    Mornings {
        rated: all.len(),
        stiffness: Minutes::of(all.iter().filter_map(|rating| rating.stiff_min).collect()),
        training_sore: all.iter().filter(|rating| rating.training_sore).count(),
    }
}
