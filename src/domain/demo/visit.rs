//! One session of the made-up person, played in virtual time: the player gets one later instant after another, and is
//! asked to rate, skip, swap, pause or end as a person would.

use std::time::Duration;

use super::{Dice, NewId, course};
use crate::domain::advice::limits::Limits;
use crate::domain::advice::safety::{SkipReason, StopReason};
use crate::domain::advice::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::journal::entry::{Entry, Moment, Stamp};
use crate::domain::session::player::PlayerCommand;
use crate::domain::session::run::Session;
use crate::domain::session::timeline::Direction;
use crate::domain::text::Text;
use crate::domain::time::{Instant, Now};

/// The number of parts after which a session is ended; none has as many.
const MOST_PARTS: usize = 2_000;

/// The most ratings during a session.
const MOST_RATINGS: u32 = 4;

/// The person's form on the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayForm {
    /// Pain without moving, 0 to 10.
    pub(super) pain: f64,
    /// The progress, 0 to 1, at which the person ends the session early; above 1 they do not.
    pub(super) ends_at: f64,
    /// True if that end is a stop for sharp pain.
    pub(super) is_stop: bool,
}

/// A session in progress.
pub(super) struct Visit<'a> {
    pub(super) session: Session,
    catalog: &'a Catalog,
    dice: &'a mut Dice,
    form: DayForm,
    started: Now,
    now: Instant,
    rated: u32,
    /// The entries of ratings given during the session, in order.
    pub(super) entries: Vec<Entry>,
    /// The highest cost of an exercise that was done, in points.
    pub(super) cost: f64,
}

/// Returns the points of pain that an exercise adds, or takes away, while it is done.
fn cost(exercise: &str) -> f64 {
    match exercise {
        "single-leg-squat" | "superman" => 2.2,
        "forward-fold" | "seated-forward-fold" | "roll-down" | "lunge-trunk-twist" => 1.4,
        "cat-cow" | "childs-pose" | "bird-dog" | "split-hip-stretch" | "pigeon-on-back" => -1.0,
        _ => 0.1,
    }
}

impl<'a> Visit<'a> {
    pub(super) fn new(session: Session, catalog: &'a Catalog, dice: &'a mut Dice, form: DayForm, now: &Now) -> Self {
        let cost = 0.0;
        Self { session, catalog, dice, form, started: *now, now: now.mono, rated: 0, entries: Vec::new(), cost }
    }

    /// Plays the session to its end; returns the time of that.
    pub(super) fn play(&mut self, new_id: NewId<'_>) -> Now {
        for _ in 0..MOST_PARTS {
            if self.session.is_over() {
                break;
            }
            self.part(new_id);
        }
        if !self.session.is_over() {
            self.session.command(PlayerCommand::End, self.now);
        }
        self.time()
    }

    /// Plays one segment to its end.
    fn part(&mut self, new_id: NewId<'_>) {
        let player = &self.session.player;
        let (at, is_work, elapsed) = (player.at(), player.segment().is_work(), player.elapsed(self.now));
        let left = player.segment().planned().saturating_sub(elapsed);
        if is_work {
            self.advance(left / 2);
            if self.is_left_early() {
                return;
            }
            self.happen(new_id);
        }
        self.pause_now_and_then();
        // Twice, for after a pause there is the time to get back into position first.
        let mut open = left / 2;
        for _ in 0..2 {
            if self.session.player.at() == at && !self.session.is_over() {
                self.advance(self.session.player.remaining(self.now).unwrap_or(open));
                open = Duration::ZERO;
            }
        }
        // At the user's own pace, or waiting: a key goes on.
        if self.session.player.at() == at && !self.session.is_over() {
            self.session.command(PlayerCommand::Next, self.now);
        }
    }

    /// Lets time pass, from one wake-up to the next.
    fn advance(&mut self, span: Duration) {
        let until = self.now + span;
        while let Some(due) = self.session.player.next_wakeup(self.now).filter(|due| *due < until) {
            self.now = due;
            self.update();
        }
        self.now = until;
        self.update();
    }

    fn update(&mut self) {
        self.session.player.handle_timeout(self.now);
        while self.session.player.poll_cue().is_some() {}
    }

    /// Perhaps rates, skips or swaps the exercise.
    fn happen(&mut self, new_id: NewId<'_>) {
        let exercise = self.session.player.about().map(|about| about.exercise.to_string()).unwrap_or_default();
        let cost = cost(&exercise);
        self.cost = self.cost.max(cost);
        if self.dice.is(0.012) {
            let why = self.dice.one_of(&[SkipReason::NoTime, SkipReason::TooHard, SkipReason::NoEquipment]);
            let why = why.unwrap_or(SkipReason::Other).as_str();
            return self.session.command(PlayerCommand::Skip(Text::from(why)), self.now);
        }
        let often = if cost.abs() > 0.5 { 0.5 } else { 0.04 };
        if self.rated < MOST_RATINGS && self.dice.is(often) {
            self.rate(self.form.pain + cost * (0.6 + 0.15 * self.form.pain), new_id);
        }
    }

    fn rate(&mut self, pain: f64, new_id: NewId<'_>) {
        self.rated += 1;
        let (score, now) = (course::score(pain, self.dice), self.time());
        let id = new_id(&now);
        self.entries.push(self.session.rate(score, Moment::During, id, &now));
        if self.session.reading(&Limits::default()).is_none_or(|reading| reading.zone != Zone::Red) {
            return;
        }
        let easier =
            self.session.player.rungs(Direction::Easier).into_iter().find_map(|id| self.catalog.exercise(id.as_str()));
        let command = match easier.filter(|_| self.dice.is(0.6)) {
            Some(easier) => PlayerCommand::Swap(easier),
            None => PlayerCommand::Skip(Text::from(SkipReason::Hurts.as_str())),
        };
        self.session.command(command, self.now);
    }

    fn is_left_early(&mut self) -> bool {
        if self.session.player.progress(self.now) >= self.form.ends_at {
            let command = match self.form.is_stop {
                true => PlayerCommand::Stop(Text::from(StopReason::SharpPain.as_str())),
                false => PlayerCommand::End,
            };
            self.session.command(command, self.now);
        }
        self.session.is_over()
    }

    fn pause_now_and_then(&mut self) {
        if self.session.is_over() || !self.dice.is(0.004) {
            return;
        }
        self.session.command(PlayerCommand::Pause, self.now);
        self.now = self.now + Duration::from_secs(self.dice.between(15, 200).unsigned_abs());
        self.session.command(PlayerCommand::TogglePause, self.now);
        self.update();
    }

    /// The current time on both clocks.
    pub(super) fn time(&self) -> Now {
        let gone = chrono::TimeDelta::from_std(self.now - self.started.mono).unwrap_or_default();
        let wall: Stamp = self.started.wall + gone;
        Now { mono: self.now, wall }
    }
}
