//! The history of the back, gathered from the journal once for all rules: each session with its ratings, the mornings,
//! and how far down the leg pain reached.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::clinical_change::Median;
use super::limits::Limits;
use super::morning::{Settled, sentence};
use crate::domain::content::exercise::Id;
pub use crate::domain::journal::done::counts;
use crate::domain::journal::done::exercises;
use crate::domain::journal::entry::{Moment, Rating, Region, Score, SessionEntry, Spread, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::session_ratings::{SessionRatings, gather};
use crate::domain::time::day_as_of;

/// The number of sessions in a row that had not settled from which on rest is advised, and two levels down after it.
/// See [`Paragraph::UnsettledTwice`](super::paragraph::Paragraph::UnsettledTwice).
pub(super) const UNSETTLED_FOR_REST: usize = 2;

/// The number of dates of rest: that of the morning, and the next. See
/// [`Paragraph::UnsettledTwice`](super::paragraph::Paragraph::UnsettledTwice).
const REST_DAYS: usize = 2;

/// A score with the entry that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoredEntry {
    /// The score.
    pub score: Score,
    /// The time at which it was given, [localized](EntryWindow::localized).
    pub at: Stamp,
    /// The journal entry.
    pub id: Uuid,
    /// True if muscles were sore from training, so that the score is in no median. Paragraph `sore-from-training`.
    pub training_sore: bool,
}

impl ScoredEntry {
    /// Returns `None` if `rating` has no score.
    fn of(rating: &Logged<Rating>, bounds: &EntryWindow) -> Option<Self> {
        let (at, training_sore) = (bounds.localized(rating.at), rating.training_sore);
        rating.score.map(|score| Self { score, at, id: rating.id, training_sore })
    }
}

/// The time within which entries count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryWindow {
    /// The present: later entries, by the instant, do not count. Paragraph `future`.
    pub now: Stamp,
    /// The last day that counts.
    pub until: NaiveDate,
}

impl EntryWindow {
    /// Bounds for everything up to `now`.
    pub const fn up_to(now: Stamp) -> Self {
        Self { now, until: NaiveDate::MAX }
    }

    /// The day of `at`, but never one after today.
    pub fn day(&self, at: Stamp) -> NaiveDate {
        day_as_of(at, self.now)
    }

    /// Returns true if an entry written at `at` counts.
    pub fn has(&self, at: Stamp) -> bool {
        at <= self.now && self.day(at) <= self.until
    }

    /// Returns the same instant, converted to the time zone of `now` if its own date is still to come there.
    pub fn localized(&self, at: Stamp) -> Stamp {
        if at.date_naive() > self.now.date_naive() { at.with_timezone(self.now.offset()) } else { at }
    }
}

/// A spread of pain down the leg, with the entry that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The spread.
    pub spread: Spread,
    /// The time at which it was noted.
    pub at: Stamp,
    /// The journal entry.
    pub id: Uuid,
    /// The session, for a spread noted before one.
    pub before: Option<Uuid>,
}

/// A session in which something was done, with its ratings of the back.
#[derive(Debug, Clone)]
pub struct Run<'a> {
    /// The session.
    pub session: &'a Logged<SessionEntry>,
    day: NaiveDate,
    /// The score before it.
    pub before: Option<ScoredEntry>,
    /// The ratings during it, in order.
    pub during: Vec<&'a Logged<Rating>>,
    /// The score after it.
    pub after: Option<ScoredEntry>,
    /// The score of the next morning.
    pub next_morning: Option<ScoredEntry>,
    /// The state on the next morning.
    pub settled: Settled,
}

impl<'a> Run<'a> {
    fn new(
        session: &'a Logged<SessionEntry>,
        ratings: SessionRatings<'a>,
        bounds: &EntryWindow,
        limits: &Limits,
    ) -> Self {
        let asked = [ratings.before, ratings.after, ratings.morning()];
        let [before, after, next_morning] = asked.map(|rating| ScoredEntry::of(rating?, bounds));
        let settled = Settled::of(before.map(|given| given.score), next_morning.map(|given| given.score), limits);
        let day = bounds.day(session.at);
        Self { session, day, before, during: ratings.during, after, next_morning, settled }
    }

    /// The highest score during it.
    pub fn highest(&self) -> Option<Score> {
        self.during.iter().filter_map(|rating| rating.score).max()
    }

    /// The day on which it began, by [`EntryWindow::day`].
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// The next morning in a sentence, by [`sentence`]; `None` if it was not answered.
    pub fn morning_text(&self, limits: &Limits) -> Option<String> {
        sentence(self.before.map(|given| given.score), self.next_morning.map(|given| given.score), limits)
    }

    /// The entries of the ratings before it and on the next morning, which decide whether it settled; those that exist.
    pub fn evidence(&self) -> impl Iterator<Item = Uuid> {
        [self.before, self.next_morning].into_iter().flatten().map(|given| given.id)
    }
}

/// The history of the back.
///
/// **Shape**: all lists in order of time; only ratings with an answer, and only those about the back.
#[derive(Debug)]
pub struct PainHistory<'a> {
    /// The journal it was gathered from.
    pub journal: &'a Journal,
    /// The sessions in which something was done.
    pub runs: Vec<Run<'a>>,
    /// All scores of every moment but `during`.
    pub scores: Vec<ScoredEntry>,
    /// The scores of mornings after sessions.
    pub mornings: Vec<ScoredEntry>,
    /// The spread of pain, each time that it was noted.
    pub reaches: Vec<Reach>,
}

/// Returns true if a rating is about the back: it answers the question before, after or the morning after a session,
/// which asks about the back; or pain spreads to the buttock or further; or it names a place of the back, or none.
/// Every other rating counts for its own place only. See [`Paragraph::Back`](super::paragraph::Paragraph::Back).
///
/// ```
/// use supple::domain::advice::history::is_about_the_back;
/// use supple::domain::journal::entry::{Moment, Rating, Region, Spread};
///
/// let knee = Rating { region: Some(Region::Knee), ..Rating::new(Moment::Other) };
/// assert!(!is_about_the_back(&knee));
/// assert!(is_about_the_back(&Rating { spread: Some(Spread::Thigh), ..knee.clone() }));
/// assert!(is_about_the_back(&Rating { moment: Moment::Before, ..knee }));
/// ```
pub fn is_about_the_back(rating: &Rating) -> bool {
    let is_asked = matches!(rating.moment, Moment::Before | Moment::After | Moment::NextMorning);
    let spreads = rating.spread.is_some_and(|spread| spread >= Spread::Buttock);
    let mut places = rating.region.into_iter().chain(rating.also.iter().map(|spot| spot.region)).peekable();
    is_asked || spreads || places.peek().is_none() || places.any(is_of_the_back)
}

/// Returns true for the back itself, and for the hip and the back of the thigh: pain from the low back is felt there
/// too, and the exercises that it leaves out pull there.
const fn is_of_the_back(region: Region) -> bool {
    match region {
        Region::LowBack | Region::MidBack | Region::Buttock | Region::Hip | Region::ThighBack => true,
        Region::Groin | Region::ThighFront | Region::Knee | Region::LowerLeg | Region::Foot | Region::Other => false,
    }
}

impl<'a> PainHistory<'a> {
    /// Gathers the history from `journal` up to `now`: entries of the future, from a clock that was wrong, do not
    /// count.
    pub fn of(journal: &'a Journal, limits: &Limits, now: Stamp) -> Self {
        let bounds = EntryWindow::up_to(now);
        let mut this = Self::gather(journal, limits, &bounds, |rating| is_about_the_back(rating));
        for rating in journal.ratings().iter().take_while(|rating| rating.at <= now) {
            // The spread is about the leg, whichever place is named first.
            if let Some(spread) = rating.spread {
                let before = rating.session.filter(|_| rating.moment == Moment::Before);
                this.reaches.push(Reach { spread, at: bounds.localized(rating.at), id: rating.id, before });
            }
            if rating.moment != Moment::During && is_about_the_back(rating) {
                this.scores.extend(ScoredEntry::of(rating, &bounds));
            }
        }
        this
    }

    /// Gathers sessions and mornings alone, within `bounds` and from the ratings that `is_meant` selects: a whole
    /// journal may be long.
    pub fn gather(
        journal: &'a Journal,
        limits: &Limits,
        bounds: &EntryWindow,
        is_meant: impl Fn(&Logged<Rating>) -> bool,
    ) -> Self {
        let sessions = journal.sessions().iter().filter(|session| bounds.has(session.at) && counts(session));
        let sessions: Vec<_> = sessions.collect();
        let ratings = journal.ratings().iter().take_while(|rating| rating.at <= bounds.now);
        let gathered = gather(&sessions, ratings.filter(|rating| bounds.has(rating.at) && is_meant(rating)));
        let runs = sessions.into_iter().zip(gathered.sessions);
        Self {
            journal,
            runs: runs.map(|(session, ratings)| Run::new(session, ratings, bounds, limits)).collect(),
            scores: Vec::new(),
            mornings: gathered.mornings.into_iter().filter_map(|rating| ScoredEntry::of(rating, bounds)).collect(),
            reaches: Vec::new(),
        }
    }

    /// The last session in which something was done.
    pub fn last(&self) -> Option<&Run<'a>> {
        self.runs.last()
    }

    /// The last sessions in a row that had not settled, as known on `day`, newest first: one for each morning, and
    /// those without an answer are skipped. Empty if the last known one settled.
    pub fn unsettled_in_a_row(&self, day: NaiveDate) -> Vec<&Run<'a>> {
        let mut row: Vec<&Run<'a>> = Vec::new();
        for run in self.runs.iter().rev() {
            let Some(morning) = run.next_morning.filter(|morning| morning.at.date_naive() <= day) else { continue };
            match run.settled {
                Settled::Unknown => {}
                Settled::Settled => break,
                Settled::NotSettled => {
                    let last = row.last().and_then(|other| other.next_morning);
                    if last.is_none_or(|other| other.id != morning.id) {
                        row.push(run);
                    }
                }
            }
        }
        row
    }

    /// The dates on which rest is advised: the second and each further morning in a row on which a session had not
    /// settled, and the date after it; but none from the first morning on that settled. See
    /// [`Paragraph::UnsettledTwice`](super::paragraph::Paragraph::UnsettledTwice).
    pub fn rest_days(&self) -> BTreeSet<NaiveDate> {
        let mut days = BTreeSet::new();
        // The length of the row so far, and its last morning, which several sessions may share.
        let (mut row, mut last) = (0, None);
        for run in &self.runs {
            let Some(morning) = run.next_morning else { continue };
            let day = morning.at.date_naive();
            match run.settled {
                Settled::Unknown => {}
                Settled::Settled => {
                    (row, last) = (0, None);
                    let _ = days.split_off(&day);
                }
                Settled::NotSettled if last == Some(morning.id) => {}
                Settled::NotSettled => {
                    (row, last) = (row + 1, Some(morning.id));
                    if row >= UNSETTLED_FOR_REST {
                        days.extend(day.iter_days().take(REST_DAYS));
                    }
                }
            }
        }
        days
    }

    /// The sessions that began on the `days` dates that end with the date of `now`.
    pub fn within(&self, days: u8, now: Stamp) -> &[Run<'a>] {
        let today = now.date_naive();
        let first = self.runs.partition_point(|run| (today - run.day()).num_days() >= i64::from(days));
        self.runs.get(first..).unwrap_or_default()
    }

    /// The last score given on the day of `now`.
    pub fn today(&self, now: Stamp) -> Option<ScoredEntry> {
        self.scores.last().copied().filter(|given| given.at.date_naive() == now.date_naive())
    }

    /// The mornings of the seven days that end with `day`.
    pub fn week_to(&self, day: NaiveDate) -> &[ScoredEntry] {
        week_of(&self.mornings, day)
    }

    /// The median of the mornings of the seven days that end with `day`.
    pub fn median_to(&self, day: NaiveDate) -> Option<Median> {
        median_of(self.week_to(day))
    }
}

/// An exercise of which something was done in a session, with its ratings.
#[derive(Debug, Clone)]
pub struct RatedExercise<'a> {
    /// The exercise.
    pub exercise: &'a Id,
    /// The ratings given during the exercise, in order; those without a score too.
    pub ratings: Vec<&'a Logged<Rating>>,
}

impl RatedExercise<'_> {
    /// The highest score during the exercise; `None` if there was none.
    pub fn highest(&self) -> Option<Score> {
        self.ratings.iter().filter_map(|rating| rating.score).max()
    }
}

/// Returns the exercises that were done in `run` with their own ratings, in the order in which they began.
pub fn rated_exercises<'a>(run: &Run<'a>) -> Vec<RatedExercise<'a>> {
    let session: &'a Logged<_> = run.session;
    let rated = exercises(&session.body).into_iter().map(|exercise| {
        let ratings = run.during.iter().copied().filter(|rating| rating.exercise.as_ref() == Some(exercise));
        RatedExercise { exercise, ratings: ratings.collect() }
    });
    rated.collect()
}

/// Returns the median of `scores`, without those while muscles were sore from training; `None` if none is left.
pub(super) fn median_of(scores: &[ScoredEntry]) -> Option<Median> {
    Median::of(scores.iter().filter(|given| !given.training_sore).map(|given| given.score))
}

/// Returns those of `scores`, which are in order of time, that were given in the seven days that end with `day`.
pub(super) fn week_of(scores: &[ScoredEntry], day: NaiveDate) -> &[ScoredEntry] {
    let from = scores.partition_point(|given| (day - given.at.date_naive()).num_days() >= 7);
    let to = scores.partition_point(|given| given.at.date_naive() <= day);
    scores.get(from..to).unwrap_or_default()
}
