//! A ladder of programs that can do the same, the best first. A newer order replaces an older one unless that one has
//! more weight. A program that fails three times in a row is given up for the next.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::Tell;
use super::child::{ChildEnd, Guard, Job, Running};
use super::tones::SoundFile;
use crate::domain::session::cue::CueWeight;
use crate::domain::time::Instant;
use crate::runtime::clock::Clock;
use crate::state::event::Event;
use crate::state::settings::VoiceChoice;
use crate::state::sinks::SinkFailure;

/// The number of failures in a row after which a program is given up.
const FAILURES: u32 = 3;
/// The age from which a cue is not true any more.
const FRESH: Duration = Duration::from_secs(1);
/// The longest wait of an order for one with more weight, after which it is dropped.
const PATIENCE: Duration = Duration::from_secs(4);
/// The time above its expected length after which a program that was ended for a newer order counts as hanging.
const OVERRUN: Duration = Duration::from_secs(1);
/// The least length of an order whose duration shows whether it was heard.
const LEAST_TO_TELL: Duration = Duration::from_millis(1_500);
/// The time above three times its expected length after which a program hangs.
const GRACE: Duration = Duration::from_secs(5);

/// Something to be heard.
#[derive(Debug)]
pub struct SoundOrder {
    /// The programs that can do it, the best first.
    pub rungs: Vec<(SinkFailure, Job)>,
    /// Its expected length.
    pub length: Duration,
    /// The importance of hearing it to its end.
    pub weight: CueWeight,
    /// True if it is worth hearing a few seconds later, too.
    pub keeps: bool,
    /// A file that has to be made first.
    pub file: Option<SoundFile>,
    /// True if the user tries it: its outcome is reported.
    pub is_try: bool,
}

/// Orders to a ladder.
#[derive(Debug)]
pub enum Told {
    /// Present this in place of what is heard now.
    Present(SoundOrder),
    /// Be silent. The job silences a speech server.
    Hush(Option<Job>),
    /// Send a message when everything is heard.
    Finish(Sender<()>),
}

/// The state of a ladder.
pub struct SinkLadder {
    tell: Tell,
    clock: Clock,
    grace: Duration,
    guard: Guard,
    /// The number of failures in a row of each program.
    failures: Vec<(SinkFailure, u32)>,
    /// The receiver of a message when everything is heard.
    finishes: Option<Sender<()>>,
}

impl SinkLadder {
    /// Carries out `orders` until all senders are gone.
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
                // Dropping the sender tells that everything is heard.
                self.finishes = None;
                orders.recv().ok()
            });
        }
    }

    /// Returns which of two waiting orders to carry out.
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

    /// Carries out an order; returns the order to carry out next, if one came meanwhile.
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
                // Nothing ends this one early, not even the end of the program: nobody else would silence the server.
                let (_others, nothing) = channel::<Told>();
                running.attend(&nothing, self.clock, deadline, Some);
                None
            }
        }
    }

    fn present(&mut self, order: &SoundOrder, orders: &Receiver<Told>) -> Option<Told> {
        let began = self.clock.now().mono;
        let clock = self.clock;
        let mut waiting: Option<(Instant, SoundOrder)> = None;
        let mut finishes = None;
        // While it is heard, an order of less weight does not end it: counts are left out, a phase waits its turn.
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
        let ended = self.climb(order, began, orders, hear);
        self.finishes = finishes.or(self.finishes.take());
        let waiting = waiting.filter(|(since, _)| clock.now().mono - *since <= PATIENCE);
        ended.or_else(|| waiting.map(|(_, order)| Told::Present(order)))
    }

    /// Tries one program after the other; returns the order for which `hear` has ended it.
    fn climb(
        &mut self,
        order: &SoundOrder,
        began: Instant,
        orders: &Receiver<Told>,
        mut hear: impl FnMut(Told) -> Option<Told>,
    ) -> Option<Told> {
        let mut trouble = order.file.as_ref().and_then(|file| file.make().err());
        for (rung, job) in &order.rungs {
            let started = self.clock.now().mono;
            let ended = match Running::start(job, &self.guard) {
                Ok(running) => running.attend(orders, self.clock, began + order.length * 3 + self.grace, &mut hear),
                Err(why) => ChildEnd::Failed(why),
            };
            match ended {
                ChildEnd::Done if is_known_by_time(*rung) && order.length < LEAST_TO_TELL => {
                    self.worked(*rung, order.is_try);
                    return None;
                }
                ChildEnd::Done if is_known_by_time(*rung) && self.clock.now().mono - started < order.length / 6 => {
                    trouble = Some(format!("{} stops at once; is there a sound device?", job.name()));
                }
                ChildEnd::Done => {
                    self.succeeded(*rung, order.is_try);
                    return None;
                }
                ChildEnd::Ended(next) => {
                    // A program that should have ended by itself, and has not, hangs.
                    if self.clock.now().mono - started > order.length + OVERRUN.min(self.grace) {
                        self.failed(*rung);
                    }
                    return next;
                }
                ChildEnd::Failed(why) => trouble = Some(why),
                ChildEnd::Hung => trouble = Some(format!("{} does not finish", job.name())),
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

    fn succeeded(&mut self, rung: SinkFailure, is_try: bool) {
        self.failures.retain(|(failed, _)| *failed != rung);
        self.worked(rung, is_try);
    }

    /// Reports that a tried program works, as far as can be known.
    fn worked(&self, rung: SinkFailure, is_try: bool) {
        if is_try {
            (self.tell)(Event::SinkWorks(rung));
        }
    }

    fn failed(&mut self, rung: SinkFailure) {
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

/// Returns true if a program ends when everything is said. If such a program ends at once it has said nothing: some
/// report success without a sound device.
fn is_known_by_time(rung: SinkFailure) -> bool {
    matches!(rung, SinkFailure::Voice(VoiceChoice::Espeak | VoiceChoice::Say | VoiceChoice::Windows))
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
