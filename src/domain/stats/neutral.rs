//! Days on which nobody is expected to train: rest and flare days, by what the rules on pain say.
//!
//! A day is one of them where a score was red, in a flare-up, after two nights that had not settled, when a session was
//! stopped at once, and while an answer about safety stands in the way. Our choice, after the rules themselves.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::domain::advice::history::{History, is_about_the_back};
use crate::domain::advice::limits::{Limit, Limits};
use crate::domain::advice::morning::Settled;
use crate::domain::advice::safety::Urgency;
use crate::domain::record::entry::{Moment, Outcome, PainWord, Rating, Score};
use crate::domain::record::journal::Journal;

/// A flare-up that is not spoken of any more is over after so many days, as for the rule itself.
const FLARE_DAYS: u64 = 7;

/// Red on so many days of the last seven is a flare-up, as for the rule itself.
const RED_DAYS: usize = 2;

/// All of them up to `to`.
pub(super) fn neutral_days(history: &History<'_>, limits: &Limits, to: NaiveDate) -> BTreeSet<NaiveDate> {
    let mut days = flare_days(history.journal, limits);
    days.extend(stopped_days(history));
    days.extend(rest_days(history));
    days.extend(locked_days(history.journal, to));
    days.retain(|day| *day <= to);
    days
}

/// A flare-up while it lasts.
struct Flare<'l> {
    limits: &'l Limits,
    /// The last red days.
    reds: Vec<NaiveDate>,
    /// The last day that kept it going.
    last: Option<NaiveDate>,
    days: BTreeSet<NaiveDate>,
}

fn flare_days(journal: &Journal, limits: &Limits) -> BTreeSet<NaiveDate> {
    let mut flare = Flare { limits, reds: Vec::new(), last: None, days: BTreeSet::new() };
    for rating in journal.ratings().iter().filter(|rating| is_about_the_back(rating)) {
        if let Some(score) = rating.score {
            flare.take_in(rating.at.date_naive(), score, &rating.body);
        }
    }
    let last = flare.last.and_then(|last| last.checked_add_days(Days::new(FLARE_DAYS)));
    last.into_iter().for_each(|end| flare.lasts_to(end));
    flare.days
}

impl Flare<'_> {
    fn take_in(&mut self, day: NaiveDate, score: Score, rating: &Rating) {
        let is_red = score.value() >= self.limits.of(Limit::RedFrom);
        if is_red {
            self.days.insert(day);
        }
        if rating.moment == Moment::During {
            return;
        }
        self.lasts_to(day);
        if score.value() < self.limits.of(Limit::AmberFrom) {
            self.last = None;
            return;
        }
        if is_red {
            self.reds.retain(|red| (day - *red).num_days() < FLARE_DAYS.cast_signed() && *red != day);
            self.reds.push(day);
        }
        if self.last.is_some() || self.reds_on(day) >= RED_DAYS || rating.words.contains(&PainWord::Cramping) {
            self.last = Some(day);
            self.days.insert(day);
        }
    }

    fn reds_on(&self, day: NaiveDate) -> usize {
        self.reds.iter().filter(|red| (day - **red).num_days() < FLARE_DAYS.cast_signed()).count()
    }

    /// It went on until the day before `end`, or until nobody spoke of it for so long that it is over.
    fn lasts_to(&mut self, end: NaiveDate) {
        let Some(last) = self.last else { return };
        let days = last.iter_days().take_while(|day| *day < end).take(FLARE_DAYS as usize);
        self.days.extend(days);
        if (end - last).num_days() >= FLARE_DAYS.cast_signed() {
            self.last = None;
        }
    }
}

fn stopped_days<'h>(history: &'h History<'_>) -> impl Iterator<Item = NaiveDate> + 'h {
    let sessions = history.journal.sessions().iter();
    sessions.filter(|session| session.outcome == Outcome::Stopped).map(|session| session.at.date_naive())
}

/// The mornings on which two sessions in a row had not settled, and no session was before the next.
fn rest_days(history: &History<'_>) -> BTreeSet<NaiveDate> {
    let (mut row, mut last, mut days) = (0, None, BTreeSet::new());
    for run in &history.runs {
        let Some(morning) = run.next_morning else { continue };
        match run.settled {
            Settled::Unknown => {}
            Settled::Settled => row = 0,
            Settled::NotSettled if last == Some(morning.id) => {}
            Settled::NotSettled => row += 1,
        }
        last = Some(morning.id);
        if row >= 2 {
            days.insert(morning.at.date_naive());
        }
    }
    days
}

/// From a sign of an emergency until "I have been seen".
fn locked_days(journal: &Journal, to: NaiveDate) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for safety in journal.safety() {
        if !safety.yes.iter().any(|yes| yes.urgency() == Urgency::Emergency) {
            continue;
        }
        let seen = journal.red_flags_seen().iter().find(|seen| seen.at >= safety.at);
        let end = seen.map_or(to, |seen| seen.at.date_naive()).min(to);
        days.extend(safety.at.date_naive().iter_days().take_while(|day| *day <= end));
    }
    days
}
