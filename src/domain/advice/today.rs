//! What is known of the back today: gathered once, then held against any routine.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::cost::{Cost, costs};
use super::flare_up::{FlareUp, flare_up};
use super::history::{History, Reach, is_about_the_back};
use super::limits::{Limit, Limits};
use super::meaning::{Shift, shift};
use super::morning::Settled;
use super::week::{Week, pause};
use super::zone::Zone;
use crate::domain::content::exercise::Id;
use crate::domain::play::compile::Lookup;
use crate::domain::record::entry::{Rating, Score, Spread, Stamp};
use crate::domain::record::journal::Journal;

/// Dates, the last one today, on which a shift of spread says something about the next session. See
/// [`Paragraph::Spread`](super::paragraph::Paragraph::Spread).
const SHIFT_DAYS: i64 = 7;

/// Dates, the last one today, on which a score says that the back is sore. See
/// [`Paragraph::SoreBack`](super::paragraph::Paragraph::SoreBack).
pub(super) const SORE_DAYS: i64 = 7;

/// What advice is given from.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// What was recorded: the last half year does.
    pub journal: &'a Journal,
    /// Finds an exercise by id.
    pub exercise: Lookup<'a>,
    /// The limits in force.
    pub limits: &'a Limits,
    /// What there is, where that is known; else only what a routine needs itself is taken to be there.
    pub at_hand: Option<&'a [Id]>,
    /// The time.
    pub now: Stamp,
}

/// The back today.
pub struct Today<'a> {
    /// What it was gathered from.
    pub situation: Situation<'a>,
    /// What the journal says.
    pub history: History<'a>,
    /// The score of today: the check-in's, else the last one given today. `None` where none was.
    pub score: Option<Score>,
    /// A check-in was asked for and not answered: then nothing goes up, whatever else was said today.
    pub is_unanswered: bool,
    /// A flare-up.
    pub flare: Option<FlareUp>,
    /// Rest is advised, after two sessions in a row that had not settled.
    pub is_rest_day: bool,
    /// This week's mornings against those before.
    pub week: Week,
    /// Days since the last session, where that makes a pause.
    pub pause: Option<i64>,
    /// That pain reaches further down, or less far, than the last time it was said, since the last session.
    pub shift: Option<Shift>,
    /// The exercises that cost, by id.
    pub costs: BTreeMap<String, Cost>,
    /// The entries that hold today's score and the shift, where they are written.
    pub(super) score_entry: Option<Uuid>,
    pub(super) shift_entries: Vec<Uuid>,
    /// The last score of a sore back, where today has none.
    pub(super) still_sore: Option<(Score, Uuid)>,
}

impl<'a> Today<'a> {
    /// Gathers it. `check_in` is the rating given before the session, as far as it is not in the journal yet.
    pub fn of(situation: Situation<'a>, check_in: Option<&Rating>) -> Self {
        let Situation { journal, limits, now, .. } = situation;
        let history = History::of(journal, limits, now);
        let given = check_in.filter(|rating| is_about_the_back(rating)).and_then(|rating| rating.score);
        let written = history.today(now).filter(|_| given.is_none());
        let score = given.or(written.map(|written| written.score));
        let reached = reached(&history, check_in, now);
        let last_sore = history.scores.last().filter(|last| {
            let days = (now.date_naive() - last.at.date_naive()).num_days();
            score.is_none() && (0..SORE_DAYS).contains(&days) && last.score.value() >= limits.of(Limit::AmberFrom)
        });
        Self {
            score,
            is_unanswered: check_in.is_some() && given.is_none(),
            score_entry: written.map(|written| written.id),
            flare: flare_up(journal, check_in, limits, now),
            is_rest_day: history.rest_days().contains(&now.date_naive()),
            week: Week::of(&history, limits, now),
            pause: pause(&history, limits, now),
            shift: reached.as_ref().map(|(shift, _)| *shift),
            shift_entries: reached.map(|(_, entries)| entries).unwrap_or_default(),
            costs: costs(&history, limits, now),
            still_sore: last_sore.map(|last| (last.score, last.id)),
            situation,
            history,
        }
    }

    /// The zone of today's score; `None` where there is none.
    pub fn zone(&self, routine_limit: Option<u8>) -> Option<Zone> {
        self.score.map(|score| super::zone::zone(score, None, self.situation.limits, routine_limit))
    }

    /// Whether the last session settled; unknown where there was none.
    pub fn settled(&self) -> Settled {
        self.history.last().map_or(Settled::Unknown, |run| run.settled)
    }

    /// How many sessions in a row had not settled, by different mornings: those without an answer between are passed over.
    /// 0 where the last session settled or is not known to have not.
    pub fn unsettled_in_a_row(&self) -> usize {
        if self.settled() != Settled::NotSettled {
            return 0;
        }
        self.history.unsettled_in_a_row(self.situation.now.date_naive()).len()
    }
}

/// The shift of pain from the last time that its spread was said, at `now`, to `spread`, which is being said.
pub fn shift_from_last(journal: &Journal, spread: Option<Spread>, now: Stamp) -> Option<Shift> {
    let known = journal.ratings().iter().rev().filter(|rating| rating.at <= now);
    shift(known.filter_map(|rating| rating.spread).next(), spread)
}

/// How the spread moved since the last session, the check-in of now included, and by which entries.
fn reached(history: &History<'_>, check_in: Option<&Rating>, now: Stamp) -> Option<(Shift, Vec<Uuid>)> {
    let last = history.reaches.last();
    if let Some(spread) = check_in.and_then(|rating| rating.spread) {
        return Some((shift(last.map(|last| last.spread), Some(spread))?, last.iter().map(|last| last.id).collect()));
    }
    let last = last.filter(|last| (now.date_naive() - last.at.date_naive()).num_days() < SHIFT_DAYS)?;
    let before = history.reaches.iter().rev().nth(1)?;
    let of_session = |reach: &Reach| {
        history.last().is_some_and(|run| reach.at <= run.session.at || reach.before == Some(run.session.id))
    };
    // What was said before the last session was for that one.
    let shift = shift(Some(before.spread), Some(last.spread)).filter(|_| !of_session(last))?;
    Some((shift, vec![before.id, last.id]))
}
