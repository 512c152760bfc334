//! One run of a routine: the player with what identifies the run, and the ratings given in it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bounds;
use super::cue::Ending;
use super::player::{Phase, Player, PlayerCommand, ResumePoint};
use super::timeline::{Direction, Timeline};
use super::timer::TimerLog;
use crate::domain::advice::clearance::Permit;
use crate::domain::advice::limits::Limits;
use crate::domain::advice::zone::{Zone, ZoneReading};
use crate::domain::content::exercise::Id;
use crate::domain::journal::done::{self, was_done};
use crate::domain::journal::entry;
use crate::domain::journal::entry::{Body, Entry, Moment, Outcome, Rating, Score, Stamp};
use crate::domain::journal::timestamp::whole_secs;
use crate::domain::text::Text;
use crate::domain::time::{Instant, Now};

/// A `0` this soon after a `1` makes it ten.
pub const TEN: Duration = Duration::from_millis(1500);

/// One run of a routine.
#[derive(Debug, Clone)]
pub struct Session {
    /// Identifies the run, in the journal and in its ratings.
    pub id: Uuid,
    /// The time of the start.
    pub started: Stamp,
    /// The player's position.
    pub player: Player,
    ratings: Vec<SessionRating>,
    last_digit: Option<(u8, Instant)>,
}

/// A rating given in this session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionRating {
    /// The id of its journal entry.
    pub id: Uuid,
    /// The score; `None` if it was asked for and not given.
    pub score: Option<Score>,
    /// The moment of the session.
    pub moment: Moment,
    /// The exercises at that time, for a rating during the session; `None` in files of earlier versions.
    #[serde(default)]
    pub at: Option<SessionSpot>,
    /// True once the user has reacted to a rating during the session: chose an easier variant, left the exercise out,
    /// or goes on all the same.
    #[serde(default)]
    pub is_answered: bool,
}

impl SessionRating {
    fn new(id: Uuid, score: Option<Score>, moment: Moment) -> Self {
        Self { id, score, moment, at: None, is_answered: false }
    }
}

/// The exercises at the time of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpot {
    /// The index of the move on the screen.
    shown: usize,
    /// The index of the move worked on last.
    worked: Option<usize>,
}

/// A session as saved on disk while it runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The version of this format.
    pub v: u32,
    /// See [`Session::id`].
    pub id: Uuid,
    /// See [`Session::started`].
    #[serde(deserialize_with = "bounds::stamp")]
    pub started: Stamp,
    /// The time of writing.
    #[serde(deserialize_with = "bounds::stamp")]
    pub saved: Stamp,
    /// The timeline played.
    #[serde(deserialize_with = "bounds::timeline")]
    pub timeline: Timeline,
    /// The player's position.
    #[serde(deserialize_with = "bounds::place")]
    pub place: ResumePoint,
    /// The ratings so far; each is in the journal already.
    pub ratings: Vec<SessionRating>,
}

/// The journal entry of a session, with its routine and outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct LastLine {
    /// The session's entry.
    pub entry: Entry,
    /// The routine played.
    pub routine: Id,
    /// True if the session was completed.
    pub is_completed: bool,
}

impl Saved {
    /// The version written and read.
    pub const VERSION: u32 = 1;
}

impl Session {
    /// Begins a run of `timeline`. Returns `None` if it is empty.
    pub fn start(_: Permit, id: Uuid, timeline: Timeline, now: &Now) -> Option<Self> {
        let player = Player::start(timeline, now.mono)?;
        Some(Self { id, started: now.wall, player, ratings: Vec::new(), last_digit: None })
    }

    /// Returns true while the session is paused.
    pub fn is_paused(&self) -> bool {
        matches!(self.player.phase(), Phase::Paused(_))
    }

    /// Returns the time spent on the work itself, once the session is over.
    pub fn worked(&self) -> Duration {
        self.player.worked(Instant::default())
    }

    /// Returns true once the session is over.
    pub fn is_over(&self) -> bool {
        self.player.ending().is_some()
    }

    /// Returns true if the session belongs in the journal: any but that of a timer, which has to be asked for. One that
    /// was stopped, or in which pain was rated, belongs there in any case, for the rules on safety read it.
    pub fn is_logged(&self) -> bool {
        let is_asked_for = self.player.timeline().timer != Some(TimerLog::OnRequest);
        is_asked_for || self.is_about_pain()
    }

    /// Returns true if pain is worth asking for at the end: after a timer only if it has come up.
    pub fn asks_pain(&self) -> bool {
        self.player.timeline().timer.is_none() || self.is_about_pain()
    }

    fn is_about_pain(&self) -> bool {
        !self.ratings.is_empty() || matches!(self.player.ending(), Some(Ending::Stopped(_)))
    }

    /// Returns the session in the form to save.
    pub fn save(&self, now: &Now) -> Saved {
        Saved {
            v: Saved::VERSION,
            id: self.id,
            started: self.started,
            saved: now.wall,
            timeline: self.player.timeline().clone(),
            place: self.player.place(now.mono),
            ratings: self.ratings.clone(),
        }
    }

    /// Restores a saved session, paused. Returns `None` if it makes no sense.
    pub fn restore(_: Permit, saved: Saved, now: &Now) -> Option<Self> {
        Self::read(saved, now)
    }

    /// Returns the journal entry of a saved session that is not resumed. `None` if it makes no sense.
    pub fn last_line_of(saved: Saved, now: &Now) -> Option<LastLine> {
        let at = Now { wall: saved.saved, ..*now };
        Self::read(saved, now).map(|session| session.last_line(&at))
    }

    /// Returns the session's journal entry, routine and outcome.
    pub fn last_line(&self, now: &Now) -> LastLine {
        let entry = self.entry(now);
        let is_completed = matches!(&entry.body, Body::Session(session) if session.outcome == Outcome::Completed);
        LastLine { entry, routine: self.player.timeline().routine.clone(), is_completed }
    }

    fn read(saved: Saved, now: &Now) -> Option<Self> {
        let Saved { id, started, timeline, place, ratings, .. } = saved;
        let player = Player::restore(timeline, place, now.mono)?;
        Some(Self { id, started, player, ratings, last_digit: None })
    }

    /// Returns the ratings given, the oldest first.
    pub fn ratings(&self) -> &[SessionRating] {
        &self.ratings
    }

    /// Returns the entry of the last check-in before the session, if it was answered.
    pub fn check_in(&self) -> Option<Uuid> {
        Some(self.ratings.iter().rev().find(|given| given.moment == Moment::Before)?.id)
    }

    /// Returns the last score given at this moment of the session.
    pub fn last_score(&self, moment: Moment) -> Option<Score> {
        self.ratings.iter().rev().find(|given| given.moment == moment)?.score
    }

    /// Returns the highest score given during the session.
    pub fn highest(&self) -> Option<Score> {
        let during = self.ratings.iter().filter(|given| given.moment == Moment::During);
        during.filter_map(|given| given.score).max()
    }

    /// Carries out `command`, and notes a reaction to pain with the last rating.
    pub fn command(&mut self, command: PlayerCommand, now: Instant) {
        let eases = match &command {
            PlayerCommand::Skip(_) => true,
            PlayerCommand::Swap(exercise) => self.player.rungs(Direction::Easier).contains(&exercise.id),
            _ => false,
        };
        if eases {
            self.answer_alarm();
        }
        if command == PlayerCommand::More && self.player.segment().planned() >= bounds::LONGEST_PART / 2 {
            // What is kept of it must be readable again.
            return;
        }
        self.player.command(command, now);
    }

    /// Returns the last rating given during this exercise, with its zone.
    pub fn reading(&self, limits: &Limits) -> Option<ZoneReading> {
        let given = self.last_given().filter(|given| given.at == Some(self.spot()))?;
        Some(ZoneReading::new(given.score?, self.last_score(Moment::Before), limits, self.player.timeline().pain_limit))
    }

    /// Returns the reading if it calls for a reaction that has not happened yet.
    pub fn alarm(&self, limits: &Limits) -> Option<ZoneReading> {
        let is_open = self.last_given().is_some_and(|given| !given.is_answered) && !self.is_over();
        self.reading(limits).filter(|reading| is_open && reading.zone == Zone::Red)
    }

    /// Notes that the user has reacted to the last rating during the session.
    pub fn answer_alarm(&mut self) {
        if let Some(given) = self.ratings.iter_mut().rev().find(|given| given.moment == Moment::During) {
            given.is_answered = true;
        }
    }

    /// Returns true while a `0` would make ten of the last digit.
    pub fn may_be_ten(&self, now: Instant) -> bool {
        self.last_digit.is_some_and(|(digit, at)| digit == 1 && now - at <= TEN)
    }

    fn last_given(&self) -> Option<&SessionRating> {
        self.ratings.iter().rev().find(|given| given.moment == Moment::During)
    }

    fn spot(&self) -> SessionSpot {
        let timeline = self.player.timeline();
        let worked = self.player.last_work().and_then(|at| timeline.segment(at));
        SessionSpot { shown: self.player.segment().index, worked: worked.map(|segment| segment.index) }
    }

    /// Rates the pain now by a digit key, and returns the entry to write. A `0` soon after a `1` makes it a ten.
    pub fn rate_digit(&mut self, digit: u8, id: Uuid, now: &Now) -> Option<Entry> {
        let before = self.last_digit.replace((digit, now.mono));
        if let (0, Some((1, at))) = (digit, before)
            && now.mono - at <= TEN
            && let Some(last) = self.ratings.last_mut().filter(|last| last.moment == Moment::During)
        {
            last.score = Score::new(10);
            let mut set = serde_json::Map::new();
            set.insert("score".to_owned(), 10.into());
            return Some(Entry::new(id, now.wall, Body::Amend { target: last.id, set }));
        }
        Some(self.rate(Score::new(digit), Moment::During, id, now))
    }

    /// Rates the pain now by a complete score, which no following digit changes, and returns the entry to write.
    pub fn rate_whole(&mut self, score: Score, id: Uuid, now: &Now) -> Entry {
        self.last_digit = None;
        self.rate(Some(score), Moment::During, id, now)
    }

    /// Notes a rating and returns the entry to write. The score is `None` if it was asked for and not given.
    pub fn rate(&mut self, score: Option<Score>, moment: Moment, id: Uuid, now: &Now) -> Entry {
        let during = moment == Moment::During;
        let at = during.then(|| self.spot());
        self.ratings.push(SessionRating { at, ..SessionRating::new(id, score, moment) });
        let work = self.player.last_work().filter(|_| during);
        let about = work.and_then(|at| self.player.timeline().move_at(at));
        let rating = Rating {
            score,
            session: Some(self.id),
            exercise: about.map(|about| about.exercise.clone()),
            step: about.and_then(|about| u32::try_from(about.step).ok()),
            working_side: work.and_then(|at| self.working_side(at, now.mono)),
            set: work.and_then(|at| self.player.timeline().segment(at)).map(|segment| segment.set),
            second: work.and_then(|at| self.player.secs_into(at, now.mono)),
            ..Rating::new(moment)
        };
        Entry::new(id, now.wall, Body::Rating(rating))
    }

    /// Notes a rating given with all its answers, and returns the entry to write.
    pub fn take_in(&mut self, rating: Rating, id: Uuid, now: &Now) -> Entry {
        self.ratings.push(SessionRating::new(id, rating.score, rating.moment));
        Entry::new(id, now.wall, Body::Rating(Rating { session: Some(self.id), ..rating }))
    }

    /// Adds a rating already in the journal as `written`, and returns the entry `id` that assigns it to this session.
    pub fn adopt(&mut self, rating: &Rating, written: Uuid, id: Uuid, now: &Now) -> Entry {
        self.ratings.push(SessionRating::new(written, rating.score, rating.moment));
        let mut set = serde_json::Map::new();
        set.insert("session".to_owned(), self.id.to_string().into());
        Entry::new(id, now.wall, Body::Amend { target: written, set })
    }

    /// Takes back the last rating given during the session, and returns the entry to write.
    pub fn take_back_rating(&mut self, id: Uuid, now: &Now) -> Option<Entry> {
        let last = self.ratings.iter().rposition(|given| given.moment == Moment::During)?;
        let target = self.ratings.remove(last).id;
        self.last_digit = None;
        Some(Entry::new(id, now.wall, Body::Delete { target }))
    }

    /// Returns the journal entry of the session as it is now. A session without an ending is `interrupted`, with what
    /// was done of the part under way. Effort and note are amended later, when they are given.
    pub fn entry(&self, now: &Now) -> Entry {
        let (outcome, reason) = match self.player.ending() {
            Some(Ending::Completed) => (Outcome::Completed, None),
            Some(Ending::Ended) => (Outcome::Ended, None),
            Some(Ending::Stopped(reason)) => (Outcome::Stopped, Some(reason.clone())),
            None => (Outcome::Interrupted, None),
        };
        let timeline = self.player.timeline();
        let steps = self.player.log_so_far(now.mono).records(timeline);
        // What was done took time, be it less than a second of each part.
        let least = u64::from(steps.iter().any(was_done));
        let worked = self.player.worked(now.mono).as_secs().max(least);
        let session = entry::SessionEntry {
            // A clock that was put back must not end a session before it began.
            ended: whole_secs(now.wall.max(self.started)),
            routine: timeline.routine.clone(),
            title: timeline.title.clone(),
            outcome,
            reason,
            active_s: u32::try_from(worked).unwrap_or(u32::MAX),
            effort: None,
            note: Text::default(),
            steps,
        };
        let session = entry::SessionEntry { outcome: done::outcome(&session), ..session };
        Entry::new(self.id, self.started, Body::Session(session))
    }

    fn working_side(&self, at: usize, now: Instant) -> Option<entry::Side> {
        let side = self.player.timeline().segment(at)?.side;
        side.or_else(|| self.player.rep(now).filter(|_| at == self.player.at())?.side)
    }
}
