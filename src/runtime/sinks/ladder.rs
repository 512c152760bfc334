//! Several programs that could do the same, the best first: of the orders only the newest counts, and a program that
//! fails three times in a row is given up for the next.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::child::{End, Guard, Job, Running};
use super::tones::SoundFile;
use super::worker::Tell;
use crate::app::event::Event;
use crate::app::sinks::Lost;
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;

/// So often in a row may a program fail.
const FAILURES: u32 = 3;
/// A cue that comes so late says nothing true any more.
const FRESH: Duration = Duration::from_secs(1);
/// Granted above the time something should take.
const GRACE: Duration = Duration::from_secs(5);

/// What is to be heard.
#[derive(Debug)]
pub struct Order {
    /// The programs that could, the best first.
    pub rungs: Vec<(Lost, Job)>,
    /// How long it should take.
    pub length: Duration,
    /// A file that has to be there first.
    pub file: Option<SoundFile>,
    /// The user tries it out: what comes of it is told.
    pub is_try: bool,
}

/// An order to a ladder.
#[derive(Debug)]
pub enum Told {
    /// Let this be heard in place of what is heard now.
    Present(Order),
    /// Be silent. The job ends what a program outside of our reach still says.
    Hush(Option<Job>),
}

/// What a ladder works with.
pub struct Ladder {
    tell: Tell,
    clock: Clock,
    grace: Duration,
    guard: Guard,
    /// How often in a row each program has failed.
    failures: Vec<(Lost, u32)>,
}

impl Ladder {
    /// Works through `orders` until nobody is left to give any.
    pub fn work(orders: &Receiver<Told>, tell: Tell, clock: Clock) {
        let ladder = Self { tell, clock, grace: GRACE, guard: Guard::find(), failures: Vec::new() };
        ladder.work_through(orders);
    }

    fn work_through(mut self, orders: &Receiver<Told>) {
        let mut next = orders.recv().ok();
        while let Some(told) = next {
            // Only the newest counts.
            let told = orders.try_iter().last().unwrap_or(told);
            next = self.carry_out(told, orders).or_else(|| orders.recv().ok());
        }
    }

    /// Does what it was told; gives the order that came in between.
    fn carry_out(&mut self, told: Told, orders: &Receiver<Told>) -> Option<Told> {
        match told {
            Told::Present(order) => self.present(&order, orders),
            Told::Hush(job) => {
                let running = Running::start(&job?, &self.guard).ok()?;
                let deadline = self.clock.now().mono + FRESH;
                // Nothing ends this one early, not even the end of the program: nobody else would silence what speaks.
                let (_others, nothing) = channel::<Told>();
                running.attend(&nothing, (self.clock, deadline), Some);
                None
            }
        }
    }

    fn present(&mut self, order: &Order, orders: &Receiver<Told>) -> Option<Told> {
        let began = self.clock.now().mono;
        let mut trouble = order.file.as_ref().and_then(|file| file.make().err());
        for (rung, job) in &order.rungs {
            let ended = match Running::start(job, &self.guard) {
                Ok(running) => running.attend(orders, (self.clock, began + order.length * 3 + self.grace), Some),
                Err(why) => End::Failed(why),
            };
            match ended {
                End::Done => {
                    self.succeeded(*rung, order.is_try);
                    return None;
                }
                End::Ended(next) => {
                    // Whoever should long have come to an end, and did not, hangs.
                    if self.clock.now().mono - began > order.length * 2 + self.grace / 2 {
                        self.failed(*rung);
                    }
                    return next;
                }
                End::Failed(why) => trouble = Some(why),
                End::Hung => trouble = Some(format!("{} does not come to an end", job.name())),
            }
            self.failed(*rung);
            if self.is_late(began) {
                break;
            }
        }
        if let Some(why) = trouble.filter(|_| order.is_try) {
            (self.tell)(Event::SinkTrouble(why));
        }
        None
    }

    fn is_late(&self, began: Instant) -> bool {
        self.clock.now().mono - began > FRESH
    }

    fn succeeded(&mut self, rung: Lost, is_try: bool) {
        self.failures.retain(|(failed, _)| *failed != rung);
        if is_try {
            (self.tell)(Event::SinkWorks(rung));
        }
    }

    fn failed(&mut self, rung: Lost) {
        let times = match self.failures.iter_mut().find(|(failed, _)| *failed == rung) {
            Some((_, times)) => {
                *times += 1;
                *times
            }
            None => {
                self.failures.push((rung, 1));
                1
            }
        };
        if times == FAILURES {
            self.failures.retain(|(failed, _)| *failed != rung);
            (self.tell)(Event::SinkLost(rung));
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
