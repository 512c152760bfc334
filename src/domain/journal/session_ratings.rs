//! The ratings of a session by moment: which rating answers which question, and what a next morning is.

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::entry::{Moment, Rating, Score, SessionEntry, Stamp};
use super::merged::Logged;
use crate::domain::time::calendar::moved;

/// The time after a session from which the question of the next morning may be asked. Our choice, for the rule says "by
/// the next morning"; paragraph `morning-asked`.
pub const FIRST: TimeDelta = TimeDelta::hours(8);

/// The time after a session until which the question may be asked; then it expires. Our choice; paragraph
/// `morning-asked`.
pub const LAST: TimeDelta = TimeDelta::hours(30);

/// The hour at which a new day begins for people who train at night. Our choice; paragraph `morning-asked`.
const NEW_DAY_HOUR: u32 = 4;

/// The longest time from a rating of a session to the start of the session. Our choice: the question before a session
/// may be left open over night.
pub(super) const BEFORE: TimeDelta = TimeDelta::days(1);
/// The longest time from the start of a session to a rating of it. Our choice: the next morning ends 30 hours after a
/// session.
pub(super) const AFTER: TimeDelta = TimeDelta::days(3);

/// The ratings of a session, by moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SessionRatings<'a> {
    /// The last one before it; `None` if it was never asked for.
    pub before: Option<&'a Logged<Rating>>,
    /// The ratings during it, in order.
    pub during: Vec<&'a Logged<Rating>>,
    /// The last one after it.
    pub after: Option<&'a Logged<Rating>>,
    /// The last one of the morning after it, by [`is_next_morning`].
    pub next_morning: Option<&'a Logged<Rating>>,
    /// The first score in the time for that question, if it was not asked about this session: one answer counts for all
    /// sessions of the day before.
    shared_morning: Option<&'a Logged<Rating>>,
    /// The ratings that a later one of the same moment replaces, those of other moments, and mornings that are none.
    pub others: Vec<&'a Logged<Rating>>,
}

impl<'a> SessionRatings<'a> {
    /// Gathers the ratings of `session` from `ratings`, which are in order of time.
    pub fn of(ratings: &'a [Logged<Rating>], session: &Logged<SessionEntry>) -> Self {
        let mut this = Self::default();
        ratings_of(ratings, session).for_each(|rating| this.add(rating, session));
        let mornings: Vec<_> = near(ratings, session.at).filter(|rating| is_morning_score(rating)).collect();
        this.share(&mornings, session);
        this
    }

    /// Returns the rating of the morning after it, whichever session of that day it was asked about.
    pub fn morning(&self) -> Option<&'a Logged<Rating>> {
        self.next_morning.or(self.shared_morning)
    }

    /// Returns all of them: before, after, next morning, during, others.
    pub fn all(&self) -> impl Iterator<Item = &'a Logged<Rating>> {
        let during = self.during.iter().chain(&self.others).copied();
        [self.before, self.after, self.next_morning].into_iter().flatten().chain(during)
    }

    /// Returns the highest score during it.
    pub fn highest(&self) -> Option<Score> {
        self.during.iter().filter_map(|rating| rating.score).max()
    }

    /// Adds a rating of `session`; the last answer to each question counts.
    fn add(&mut self, rating: &'a Logged<Rating>, session: &SessionEntry) {
        let place = match rating.moment {
            Moment::Before => &mut self.before,
            Moment::After => &mut self.after,
            Moment::NextMorning if is_next_morning(session.ended, rating.at) => &mut self.next_morning,
            Moment::During => return self.during.push(rating),
            Moment::NextMorning | Moment::Other => return self.others.push(rating),
        };
        self.others.extend(place.replace(rating));
    }

    /// Looks for the morning after `session` among all `mornings` with a score, which are in order of time.
    fn share(&mut self, mornings: &[&'a Logged<Rating>], session: &SessionEntry) {
        if self.next_morning.is_none() {
            let first = mornings.partition_point(|rating| rating.at < session.ended + FIRST);
            let in_time = mornings.iter().skip(first).take_while(|rating| rating.at <= session.ended + LAST);
            self.shared_morning = in_time.copied().find(|rating| is_next_morning(session.ended, rating.at));
        }
    }
}

/// The ratings of many sessions, gathered in one pass.
#[derive(Debug)]
pub struct Gathered<'a> {
    /// The ratings of each session, in the order of the sessions.
    pub sessions: Vec<SessionRatings<'a>>,
    /// The ratings of next mornings that have a score, in order of time; also those of no session among these.
    pub mornings: Vec<&'a Logged<Rating>>,
}

/// Gathers the ratings of `sessions` from `ratings`, which are in order of time.
pub fn gather<'a>(
    sessions: &[&'a Logged<SessionEntry>],
    ratings: impl Iterator<Item = &'a Logged<Rating>>,
) -> Gathered<'a> {
    let mut gathered = Gathered { sessions: vec![SessionRatings::default(); sessions.len()], mornings: Vec::new() };
    // Looked up for each rating: a sorted list is quicker than a table of so few.
    let mut ids: Vec<(Uuid, usize)> = sessions.iter().enumerate().map(|(at, session)| (session.id, at)).collect();
    ids.sort_unstable();
    for rating in ratings {
        let place = rating.session.and_then(|session| ids.binary_search_by_key(&session, |(id, _)| *id).ok());
        let own = place.and_then(|place| ids.get(place)).map(|(_, at)| *at);
        let session = own.and_then(|at| sessions.get(at));
        if is_morning_score(rating) && session.is_none_or(|session| is_next_morning(session.ended, rating.at)) {
            gathered.mornings.push(rating);
        }
        if let (Some(own), Some(session)) = (own.and_then(|at| gathered.sessions.get_mut(at)), session) {
            own.add(rating, session);
        }
    }
    for (own, session) in gathered.sessions.iter_mut().zip(sessions) {
        own.share(&gathered.mornings, session);
    }
    gathered
}

/// Returns those of `ratings`, which are in order of time, that belong to `session`.
pub fn ratings_of<'a>(
    ratings: &'a [Logged<Rating>],
    session: &Logged<SessionEntry>,
) -> impl Iterator<Item = &'a Logged<Rating>> {
    let id = session.id;
    near(ratings, session.at).filter(move |rating| rating.session == Some(id))
}

/// Returns true if a night lies between the end of a session and an answer at `at`, in the time zone of the answer.
/// Paragraph `morning-asked`.
pub fn is_next_morning(ended: Stamp, at: Stamp) -> bool {
    day_of(ended.with_timezone(at.offset())) < day_of(at)
}

/// Returns the time from which the question of the next morning may be asked in the time zone of `now`.
pub fn first_morning(ended: Stamp, now: Stamp) -> Option<Stamp> {
    let new_day = day_of(ended.with_timezone(now.offset())).succ_opt()?.and_hms_opt(NEW_DAY_HOUR, 0, 0)?;
    let new_day = new_day.and_local_timezone(*now.offset()).single()?;
    Some(moved(ended, FIRST).with_timezone(now.offset()).max(new_day))
}

/// Returns the day as a person means it who is still up after midnight.
fn day_of(at: Stamp) -> NaiveDate {
    (at - TimeDelta::hours(NEW_DAY_HOUR.into())).date_naive()
}

fn is_morning_score(rating: &Rating) -> bool {
    rating.moment == Moment::NextMorning && rating.score.is_some()
}

/// Returns those of `ratings` that may belong to a session that began at `at`.
fn near(ratings: &[Logged<Rating>], at: Stamp) -> impl Iterator<Item = &Logged<Rating>> {
    let (from, to) = (moved(at, -BEFORE), moved(at, AFTER));
    let first = ratings.partition_point(|rating| rating.at < from);
    ratings.iter().skip(first).take_while(move |rating| rating.at <= to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::exercise::Id;
    use crate::domain::journal::entry::{Body, Entry, Outcome};
    use crate::domain::journal::merged::Journal;
    use crate::domain::text::Text;

    fn at(day_and_time: &str) -> Stamp {
        format!("2026-11-{day_and_time}:00+01:00").parse().unwrap()
    }

    fn session() -> SessionEntry {
        SessionEntry {
            ended: at("20T18:10"),
            routine: Id::new("core-basics").unwrap(),
            title: Text::from("Core Basics"),
            outcome: Outcome::Completed,
            reason: None,
            active_s: 600,
            effort: None,
            note: Text::default(),
            steps: Vec::new(),
        }
    }

    /// That session, from 18:00 on, and these ratings of it: day and time, moment, score.
    fn journal(ratings: &[(&str, Moment, Option<u8>)]) -> Journal {
        let mut journal = Journal::default();
        let session = Entry::new(Uuid::from_u128(1), at("20T18:00"), Body::Session(session()));
        for (n, (given, moment, score)) in (2..).zip(ratings) {
            let rating =
                Rating { score: score.and_then(Score::new), session: Some(session.id), ..Rating::new(*moment) };
            journal.insert(Entry::new(Uuid::from_u128(n), at(given), Body::Rating(rating)));
        }
        journal.insert(session);
        journal
    }

    #[test]
    fn the_last_answer_to_each_question_counts_and_one_session_is_gathered_as_all_are() {
        let journal = journal(&[
            ("20T17:50", Moment::Before, Some(3)),
            ("20T17:55", Moment::Before, None),
            ("20T18:03", Moment::During, Some(5)),
            ("20T18:11", Moment::After, Some(2)),
            ("20T23:00", Moment::NextMorning, Some(9)),
            ("21T07:00", Moment::NextMorning, Some(1)),
        ]);
        let session = &journal.sessions()[0];
        let own = SessionRatings::of(journal.ratings(), session);
        let score = |rating: Option<&Logged<Rating>>| rating.map(|rating| rating.score.map(Score::value));
        assert_eq!([own.before, own.after, own.next_morning].map(score), [Some(None), Some(Some(2)), Some(Some(1))]);
        assert_eq!((own.highest(), own.others.len(), own.all().count()), (Score::new(5), 2, 6));
        assert_eq!(gather(&[session], journal.ratings().iter()).sessions, [own]);
    }

    #[test]
    fn the_next_morning_begins_at_four() {
        let first = |ended| first_morning(at(ended), at("22T12:00")).unwrap();
        assert_eq!(first("20T18:00"), at("21T04:00"));
        assert_eq!(first("20T23:00"), at("21T07:00"), "eight hours");
        assert_eq!(first("21T03:00"), at("21T11:00"), "the night before");
        for ended in ["20T06:00", "20T18:00", "20T23:00", "21T03:00", "21T04:00"] {
            assert!(is_next_morning(at(ended), first(ended)), "{ended}");
        }
        assert!(!is_next_morning(at("20T06:00"), at("20T20:00")) && !is_next_morning(at("20T18:00"), at("21T03:59")));
    }
}
