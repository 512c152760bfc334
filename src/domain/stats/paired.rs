//! Before, after and the next morning: how the ratings of one session stand to each other, over several sessions.

use std::collections::HashMap;

use serde::Serialize;

use super::selection::{Scores, Selection};
use super::tally::{Difference, Tally};
use crate::domain::content::exercise::Id;
use crate::domain::text::Text;

/// Overall and by routine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paired {
    /// Over all sessions.
    #[serde(flatten)]
    pub overall: Changes,
    /// By routine, those with the most sessions first, then by id.
    pub routines: Vec<RoutineChanges>,
}

/// The changes of one routine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoutineChanges {
    /// Which.
    pub routine: Id,
    /// What it was called in the last of these sessions.
    pub title: Text,
    /// What changed.
    #[serde(flatten)]
    pub changes: Changes,
}

/// Paired changes of pain. Each needs both of its ratings in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// Sessions, rated or not.
    pub sessions: usize,
    /// From before to after.
    pub after: Difference,
    /// From before to the next morning.
    pub next_morning: Difference,
    /// From after to the next morning.
    pub overnight: Difference,
}

#[derive(Default)]
struct Counted {
    sessions: usize,
    after: Tally,
    next_morning: Tally,
    overnight: Tally,
}

impl Counted {
    fn take_in(&mut self, scores: Scores) {
        let Scores { before, after, next_morning, .. } = scores;
        self.sessions += 1;
        before.zip(after).into_iter().for_each(|(from, to)| self.after.add(from, to));
        before.zip(next_morning).into_iter().for_each(|(from, to)| self.next_morning.add(from, to));
        after.zip(next_morning).into_iter().for_each(|(from, to)| self.overnight.add(from, to));
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

/// The paired changes of the sessions that are selected.
pub fn paired(selection: &Selection<'_>) -> Paired {
    let mut overall = Counted::default();
    let mut routines: HashMap<&str, (&Id, &Text, Counted)> = HashMap::new();
    for run in selection.runs() {
        let (session, scores) = (&run.session.body, Scores::of(run));
        overall.take_in(scores);
        let first = || (&session.routine, &session.title, Counted::default());
        let (_, title, counted) = routines.entry(session.routine.as_str()).or_insert_with(first);
        *title = &session.title;
        counted.take_in(scores);
    }
    let of = |(routine, title, counted): (&Id, &Text, Counted)| RoutineChanges {
        routine: routine.clone(),
        title: title.clone(),
        changes: counted.changes(),
    };
    let mut routines: Vec<_> = routines.into_values().map(of).collect();
    routines.sort_by(|a, b| b.changes.sessions.cmp(&a.changes.sessions).then_with(|| a.routine.cmp(&b.routine)));
    Paired { overall: overall.changes(), routines }
}
