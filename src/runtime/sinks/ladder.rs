//! Several programs that could do the same, the best first: of the orders the newest counts, unless what is said matters
//! more, and a program that fails three times in a row is given up for the next.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::child::{End, Guard, Job, Running};
use super::tones::SoundFile;
use super::worker::Tell;
use crate::app::event::Event;
use crate::app::settings::sound::VoiceChoice;
use crate::app::sinks::Lost;
use crate::domain::play::cue::Weight;
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;

/// So often in a row may a program fail.
const FAILURES: u32 = 3;
/// A cue that comes so late says nothing true any more.
const FRESH: Duration = Duration::from_secs(1);
/// What had to wait for something that matters more is let go when it is older than this.
const PATIENCE: Duration = Duration::from_secs(4);
/// Something may take so much longer than reckoned before it counts as hanging, where it was ended for a newer one.
const OVERRUN: Duration = Duration::from_secs(1);
/// Of anything that takes this long the time it took tells whether it was heard; of a shorter word nothing does.
const LEAST_TO_TELL: Duration = Duration::from_millis(1_500);
/// Granted above the time something should take.
const GRACE: Duration = Duration::from_secs(5);

/// What is to be heard.
#[derive(Debug)]
pub struct Order {
    /// The programs that could, the best first.
    pub rungs: Vec<(Lost, Job)>,
    /// How long it should take.
    pub length: Duration,
    /// How much it matters that it is heard to its end.
    pub weight: Weight,
    /// Whether it is worth hearing a few seconds later, too.
    pub keeps: bool,
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
    /// Say when all is heard that was to be heard.
    Finish(Sender<()>),
}

/// What a ladder works with.
pub struct Ladder {
    tell: Tell,
    clock: Clock,
    grace: Duration,
    guard: Guard,
    /// How often in a row each program has failed.
    failures: Vec<(Lost, u32)>,
    /// Who is told when all is heard.
    finishes: Option<Sender<()>>,
}

impl Ladder {
    /// Works through `orders` until nobody is left to give any.
    pub fn work(orders: &Receiver<Told>, tell: Tell, clock: Clock) {
        let ladder = Self { tell, clock, grace: GRACE, guard: Guard::find(), failures: Vec::new(), finishes: None };
        ladder.work_through(orders);
    }

    fn work_through(mut self, orders: &Receiver<Told>) {
        let mut next = orders.recv().ok();
        while let Some(mut told) = next {
            for newer in orders.try_iter() {
                told = self.foremost(told, newer);
            }
            next = self.carry_out(told, orders).or_else(|| {
                // Whoever waits has waited for this.
                self.finishes = None;
                orders.recv().ok()
            });
        }
    }

    /// Of two orders of which neither was begun the one to carry out.
    fn foremost(&mut self, told: Told, newer: Told) -> Told {
        match (told, newer) {
            (told, Told::Finish(finish)) => {
                self.finishes = Some(finish);
                told
            }
            (Told::Present(order), Told::Present(newer)) if newer.weight < order.weight => Told::Present(order),
            (_, newer) => newer,
        }
    }

    /// Does what it was told; gives the order that came in between.
    fn carry_out(&mut self, told: Told, orders: &Receiver<Told>) -> Option<Told> {
        match told {
            Told::Present(order) => self.present(&order, orders),
            Told::Finish(finish) => {
                self.finishes = Some(finish);
                None
            }
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
        let clock = self.clock;
        let mut waiting: Option<(Instant, Order)> = None;
        let mut finishes = None;
        // While it should still be heard, what matters less does not end it: counts are left out, a phase waits its turn.
        let hear = |told| match told {
            Told::Present(newer)
                if newer.weight < order.weight && clock.now().mono - began < order.length + OVERRUN =>
            {
                if newer.keeps {
                    waiting = Some((clock.now().mono, newer));
                }
                None
            }
            Told::Finish(finish) => {
                finishes = Some(finish);
                None
            }
            newer => Some(newer),
        };
        let ended = self.climb(order, (began, orders), hear);
        self.finishes = finishes.or(self.finishes.take());
        let waiting = waiting.filter(|(since, _)| clock.now().mono - *since <= PATIENCE);
        ended.or_else(|| waiting.map(|(_, order)| Told::Present(order)))
    }

    /// Tries one program after the other; gives the order that `hear` has ended it for.
    fn climb(
        &mut self,
        order: &Order,
        (began, orders): (Instant, &Receiver<Told>),
        mut hear: impl FnMut(Told) -> Option<Told>,
    ) -> Option<Told> {
        let mut trouble = order.file.as_ref().and_then(|file| file.make().err());
        for (rung, job) in &order.rungs {
            let started = self.clock.now().mono;
            let ended = match Running::start(job, &self.guard) {
                Ok(running) => running.attend(orders, (self.clock, began + order.length * 3 + self.grace), &mut hear),
                Err(why) => End::Failed(why),
            };
            match ended {
                End::Done if is_known_by_time(*rung) && order.length < LEAST_TO_TELL => {
                    self.worked(*rung, order.is_try);
                    return None;
                }
                End::Done if is_known_by_time(*rung) && self.clock.now().mono - started < order.length / 6 => {
                    trouble = Some(format!("{} ends at once; is there a sound device?", job.name()));
                }
                End::Done => {
                    self.succeeded(*rung, order.is_try);
                    return None;
                }
                End::Ended(next) => {
                    // Whoever should have come to an end, and did not, hangs.
                    if self.clock.now().mono - started > order.length + OVERRUN.min(self.grace) {
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
        self.worked(rung, is_try);
    }

    /// As far as can be known.
    fn worked(&self, rung: Lost, is_try: bool) {
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

/// Whether a program ends when all is said: one that ends at once has said nothing, as some do without a sound device,
/// and call it a success.
fn is_known_by_time(rung: Lost) -> bool {
    matches!(rung, Lost::Voice(VoiceChoice::Espeak | VoiceChoice::Say | VoiceChoice::Windows))
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
