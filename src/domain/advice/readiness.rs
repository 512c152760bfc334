//! The state of the back today, gathered once and applied to any routine; with this week's mornings against those of
//! the week before, and pauses.

use std::collections::BTreeMap;

use chrono::Days;
use uuid::Uuid;

use super::clinical_change::{Median, Shift, shift};
use super::flare_up::{FlareUp, flare_up};
use super::history::{PainHistory, is_about_the_back};
use super::limits::{Limit, Limits};
use super::morning::Settled;
use super::provocation::{Cost, costs};
use super::zone::Zone;
use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Rating, Score, Spread, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::session::compile::Lookup;
use crate::domain::time::calendar::days_since;

/// The number of dates, the last one today, for which a shift of spread matters to the next session. See
/// [`Paragraph::Spread`](super::paragraph::Paragraph::Spread).
const SHIFT_DAYS: i64 = 7;

/// The number of dates, the last one today, for which a score makes the back count as sore. See
/// [`Paragraph::SoreBack`](super::paragraph::Paragraph::SoreBack).
pub(super) const SORE_DAYS: i64 = 7;

/// The facts that advice is based on.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// The journal; its last half year is enough.
    pub journal: &'a Journal,
    /// Finds an exercise by id.
    pub exercise: Lookup<'a>,
    /// The limits in force.
    pub limits: &'a Limits,
    /// The equipment at hand; if `None`, only the equipment of the routine itself is assumed.
    pub at_hand: Option<&'a [Id]>,
    /// The present.
    pub now: Stamp,
}

/// The state of the back today.
pub struct Readiness<'a> {
    /// The facts from which it was gathered.
    pub situation: Situation<'a>,
    /// The history of the back.
    pub history: PainHistory<'a>,
    /// The score of today: the check-in's, else the last one given today. `None` if there is none.
    pub score: Option<Score>,
    /// True if a check-in was asked for and not answered: then nothing goes up, whatever else was answered today.
    pub is_unanswered: bool,
    /// The flare-up that is going on.
    pub flare: Option<FlareUp>,
    /// True if rest is advised, after two sessions in a row that had not settled.
    pub is_rest_day: bool,
    /// This week's mornings against those of the week before.
    pub week: MorningTrend,
    /// The number of days since the last session, if that is a pause.
    pub pause: Option<i64>,
    /// The direction in which the spread of pain moved since the last session.
    pub shift: Option<Shift>,
    /// The exercises that cost, by id.
    pub costs: BTreeMap<String, Cost>,
    /// The entry that holds today's score, if it is written.
    pub(super) score_entry: Option<Uuid>,
    /// The entries behind the shift.
    pub(super) shift_entries: Vec<Uuid>,
    /// The last score of a sore back and its entry, if today has no score.
    pub(super) still_sore: Option<(Score, Uuid)>,
}

impl<'a> Readiness<'a> {
    /// Gathers the state. `check_in` is the rating given before the session, if it is not in the journal yet.
    pub fn of(situation: Situation<'a>, check_in: Option<&Rating>) -> Self {
        let Situation { journal, limits, now, .. } = situation;
        let history = PainHistory::of(journal, limits, now);
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
            week: MorningTrend::of(&history, limits, now),
            pause: pause(&history, limits, now),
            shift: reached.as_ref().map(|(shift, _)| *shift),
            shift_entries: reached.map(|(_, entries)| entries).unwrap_or_default(),
            costs: costs(&history, limits, now),
            still_sore: last_sore.map(|last| (last.score, last.id)),
            situation,
            history,
        }
    }

    /// The zone of today's score; `None` if there is no score.
    pub fn zone(&self, routine_limit: Option<u8>) -> Option<Zone> {
        self.score.map(|score| super::zone::zone(score, None, self.situation.limits, routine_limit))
    }

    /// Describes a pause in a sentence that ends with what follows from it; `None` if there is none.
    pub(super) fn pause_text(&self, then: &str) -> Option<String> {
        self.pause.map(|days| format!("{days} days since the last session: {then}"))
    }

    /// The state of the last session on the next morning; unknown if there was none.
    pub fn settled(&self) -> Settled {
        self.history.last().map_or(Settled::Unknown, |run| run.settled)
    }

    /// The number of sessions in a row that had not settled, each on another morning; those without an answer in
    /// between are skipped. 0 unless the last session is known not to have settled.
    pub fn unsettled_in_a_row(&self) -> usize {
        if self.settled() != Settled::NotSettled {
            return 0;
        }
        self.history.unsettled_in_a_row(self.situation.now.date_naive()).len()
    }
}

/// Returns the shift from the last spread of pain in the journal at `now` to `spread`, which is being entered.
pub fn shift_from_last(journal: &Journal, spread: Option<Spread>, now: Stamp) -> Option<Shift> {
    let known = journal.ratings().iter().rev().filter(|rating| rating.at <= now);
    shift(known.filter_map(|rating| rating.spread).next(), spread)
}

/// The mornings of the last seven days compared with the seven before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MorningTrend {
    /// Too few mornings to compare.
    Unknown,
    /// Not higher.
    NotHigher(WeekComparison),
    /// Higher: no step up.
    Hold(WeekComparison),
    /// Clearly higher: one level down.
    Back(WeekComparison),
}

/// The medians of the two weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekComparison {
    /// The median of the week before.
    pub earlier: Median,
    /// The median of the last seven days.
    pub later: Median,
    /// The journal entries behind both medians.
    pub entries: Vec<Uuid>,
}

impl MorningTrend {
    /// Compares the weeks; the last of the seven days is that of `now`.
    ///
    /// **Source**: pain must not climb from week to week (pain-monitoring model, Silbernagel et al., Am J Sports Med
    /// 2007); the numbers are our choice.
    pub fn of(history: &PainHistory<'_>, limits: &Limits, now: Stamp) -> Self {
        let today = now.date_naive();
        let Some(week_ago) = today.checked_sub_days(Days::new(7)) else { return Self::Unknown };
        let least = usize::from(limits.of(Limit::WeekRatings));
        let known = |day| history.median_to(day).filter(|median| median.count >= least);
        let (Some(earlier), Some(later)) = (known(week_ago), known(today)) else { return Self::Unknown };
        let given = history.week_to(week_ago).iter().chain(history.week_to(today));
        let compared = WeekComparison { earlier, later, entries: given.map(|given| given.id).collect() };
        let rise = later.rise_over(earlier);
        if rise >= 2 * i16::from(limits.of(Limit::WeekBackRise)) {
            Self::Back(compared)
        } else if rise >= 2 * i16::from(limits.of(Limit::WeekHoldRise)) {
            Self::Hold(compared)
        } else {
            Self::NotHigher(compared)
        }
    }

    /// Describes the two medians in a sentence; `None` if there are too few mornings.
    pub fn text(&self) -> Option<String> {
        let (compared, how) = match self {
            Self::Unknown => return None,
            Self::NotHigher(compared) => (compared, "not higher."),
            Self::Hold(compared) => (compared, "higher, so nothing gets harder."),
            Self::Back(compared) => (compared, "clearly higher, so one level easier."),
        };
        let WeekComparison { earlier, later, .. } = compared;
        Some(format!("Mornings: median {later} in the last 7 days, {earlier} in the 7 before; {how}"))
    }
}

/// The effect of a pause on a session, for its sentence.
pub(super) const AFTER_A_PAUSE: &str = "one level easier to start with.";

/// Returns the number of days since the last session, if it is more than [`Limit::PauseDays`].
pub(super) fn pause(history: &PainHistory<'_>, limits: &Limits, now: Stamp) -> Option<i64> {
    let days = days_since(history.last()?.session.ended, now);
    (days > i64::from(limits.of(Limit::PauseDays))).then_some(days)
}

/// Returns the shift of the spread since the last session, including `check_in`, and the entries behind it.
fn reached(history: &PainHistory<'_>, check_in: Option<&Rating>, now: Stamp) -> Option<(Shift, Vec<Uuid>)> {
    let last = history.reaches.last();
    if let Some(spread) = check_in.and_then(|rating| rating.spread) {
        return Some((shift(last.map(|last| last.spread), Some(spread))?, last.iter().map(|last| last.id).collect()));
    }
    let last = last.filter(|last| (now.date_naive() - last.at.date_naive()).num_days() < SHIFT_DAYS)?;
    let before = history.reaches.iter().rev().nth(1)?;
    // A spread noted before the last session was for that one.
    if history.last().is_some_and(|run| last.at <= run.session.at || last.before == Some(run.session.id)) {
        return None;
    }
    Some((shift(Some(before.spread), Some(last.spread))?, vec![before.id, last.id]))
}
