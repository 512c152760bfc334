//! What the journal says about the back, gathered once for all rules: each session with its ratings and whether it
//! settled, the mornings, and how far down the leg pain reached.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::limits::Limits;
use super::median::Median;
use super::morning::{FIRST, LAST, Settled};
use crate::domain::record::entry::{Moment, Outcome, Rating, Score, Session, Spread, Stamp};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::sore::is_of_the_back;

/// A score with the entry that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// How much.
    pub score: Score,
    /// When it was given.
    pub at: Stamp,
    /// Its entry.
    pub id: Uuid,
}

/// How far down the leg pain reached, with the entry that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// How far.
    pub spread: Spread,
    /// When that was said.
    pub at: Stamp,
    /// Its entry.
    pub id: Uuid,
    /// For one before a session: that session.
    pub before: Option<Uuid>,
}

/// A session in which something was done, with what was answered about the back.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The session.
    pub session: &'a Logged<Session>,
    /// Before it.
    pub before: Option<Given>,
    /// The highest during it.
    pub highest: Option<Given>,
    /// After it.
    pub after: Option<Given>,
    /// The next morning.
    pub next_morning: Option<Given>,
    /// Whether it settled overnight.
    pub settled: Settled,
}

impl Run<'_> {
    /// The day it began.
    pub fn day(&self) -> NaiveDate {
        self.session.at.date_naive()
    }

    /// The entries of its two ratings that tell whether it settled, those that there are.
    pub fn evidence(&self) -> impl Iterator<Item = Uuid> {
        [self.before, self.next_morning].into_iter().flatten().map(|given| given.id)
    }
}

/// What the journal says about the back.
///
/// **Shape**: all lists in order of time; only what was answered, and only places that say something about the back.
#[derive(Debug)]
pub struct History<'a> {
    /// The journal it was gathered from.
    pub journal: &'a Journal,
    /// The sessions in which something was done.
    pub runs: Vec<Run<'a>>,
    /// All scores outside of sessions' middles: every moment but `during`.
    pub scores: Vec<Given>,
    /// The scores of mornings after sessions.
    pub mornings: Vec<Given>,
    /// How far down the leg, each time that was said.
    pub reaches: Vec<Reach>,
    /// Scores during sessions, with the exercise: by session.
    pub during: HashMap<Uuid, Vec<&'a Logged<Rating>>>,
}

/// Whether something was done: one that was only opened is no session. A minute is our choice.
pub fn counts(session: &Session) -> bool {
    session.outcome == Outcome::Completed || session.active_s >= 60
}

/// Whether a rating says something about the back: one of its places does, or it has none.
pub fn is_about_the_back(rating: &Rating) -> bool {
    is_of_the_back(rating.region) || rating.also.iter().any(|spot| is_of_the_back(Some(spot.region)))
}

/// The answers to one session, while they are gathered.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    before: Option<Given>,
    highest: Option<Given>,
    after: Option<Given>,
    /// That the next morning was asked, and what was answered.
    next_morning: Option<Option<Given>>,
}

impl<'a> History<'a> {
    /// Gathers what `journal` says up to `now`: entries of the future, from a clock that was wrong, do not count.
    pub fn of(journal: &'a Journal, limits: &Limits, now: Stamp) -> Self {
        let mut this = Self {
            journal,
            runs: Vec::new(),
            scores: Vec::new(),
            mornings: Vec::new(),
            reaches: Vec::new(),
            during: HashMap::new(),
        };
        let answers = this.take_ratings(now);
        let sessions = journal.sessions().iter().filter(|session| session.at <= now && counts(session));
        for session in sessions {
            let found = answers.get(&session.id).copied().unwrap_or_default();
            let next_morning = match found.next_morning {
                Some(answer) => answer,
                None => this.morning_after(session.ended),
            };
            let score = |given: Option<Given>| given.map(|given| given.score);
            this.runs.push(Run {
                session,
                before: found.before,
                highest: found.highest,
                after: found.after,
                next_morning,
                settled: Settled::of(score(found.before), score(next_morning), limits),
            });
        }
        this
    }

    fn take_ratings(&mut self, now: Stamp) -> HashMap<Uuid, Answers> {
        let mut answers: HashMap<Uuid, Answers> = HashMap::new();
        for rating in self.journal.ratings().iter().filter(|rating| rating.at <= now) {
            // How far down is said of the leg, whichever place is named first.
            if let Some(spread) = rating.spread {
                let before = rating.session.filter(|_| rating.moment == Moment::Before);
                self.reaches.push(Reach { spread, at: rating.at, id: rating.id, before });
            }
            if !is_about_the_back(rating) {
                continue;
            }
            let given = rating.score.map(|score| Given { score, at: rating.at, id: rating.id });
            if rating.moment != Moment::During {
                self.scores.extend(given);
            }
            if rating.moment == Moment::NextMorning {
                self.mornings.extend(given);
            }
            let Some(session) = rating.session else { continue };
            let of_session = answers.entry(session).or_default();
            match rating.moment {
                Moment::Before => of_session.before = given,
                Moment::After => of_session.after = given,
                Moment::NextMorning => of_session.next_morning = Some(given),
                Moment::During => {
                    let is_higher = |given: &Given| of_session.highest.is_none_or(|other| other.score < given.score);
                    of_session.highest = given.filter(is_higher).or(of_session.highest);
                    self.during.entry(session).or_default().push(rating);
                }
                Moment::Other => {}
            }
        }
        answers
    }

    /// The first morning that was answered in the time for it: one answer holds for all sessions of the day before, and
    /// one that was given without a session belongs to what came before it.
    fn morning_after(&self, ended: Stamp) -> Option<Given> {
        let first = self.mornings.partition_point(|given| given.at < ended + FIRST);
        self.mornings.get(first).copied().filter(|given| given.at <= ended + LAST)
    }

    /// The last session in which something was done.
    pub fn last(&self) -> Option<&Run<'a>> {
        self.runs.last()
    }

    /// The sessions that began in the `days` days up to `now`.
    pub fn within(&self, days: u8, now: Stamp) -> &[Run<'a>] {
        let from = now - TimeDelta::days(days.into());
        let first = self.runs.partition_point(|run| run.session.at < from);
        self.runs.get(first..).unwrap_or_default()
    }

    /// The last score given on the day of `now`.
    pub fn today(&self, now: Stamp) -> Option<Given> {
        self.scores.last().copied().filter(|given| given.at.date_naive() == now.date_naive())
    }

    /// The mornings of the seven days that end with `day`.
    pub fn week_to(&self, day: NaiveDate) -> &[Given] {
        week_of(&self.mornings, day)
    }

    /// The median of the mornings of the seven days that end with `day`.
    pub fn median_to(&self, day: NaiveDate) -> Option<Median> {
        Median::of(self.week_to(day).iter().map(|given| given.score))
    }
}

/// Those of `scores`, in order of time, that were given in the seven days that end with `day`.
pub(super) fn week_of(scores: &[Given], day: NaiveDate) -> &[Given] {
    let from = scores.partition_point(|given| (day - given.at.date_naive()).num_days() >= 7);
    let to = scores.partition_point(|given| given.at.date_naive() <= day);
    scores.get(from..to).unwrap_or_default()
}
