//! Everything with a side effect: clock, terminal, files, threads. Here the loop that runs the
//! program: wait, update, draw, carry out.
//!
//! The loop waits in one place, [`input::Inbox::wait`], for keys, signals, other threads, a terminal that takes output
//! again, and the next deadline. Nothing else in it waits: what is quick and urgent (the bell) is done before drawing,
//! what may be slow (the disk) by a thread of its own, so that nothing stands between a deadline and its cue.

mod ascii_out;
pub mod clinic_mark;
pub mod clock;
mod completion;
pub mod config;
pub mod content;
mod demo;
pub mod disk;
mod disk_thread;
pub mod dispatch;
pub mod doctor;
pub mod front;
pub mod input;
mod leaving;
pub mod lines;
pub mod lock;
mod output;
pub mod paths;
pub mod port;
pub mod privacy;
pub mod progress;
mod regular;
pub mod sinks;
pub mod start;
pub mod store;
mod sweep;
pub mod target;
pub mod terminal;
pub mod tty;
pub mod welcome;

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::model::Model;
use crate::app::safety_answers::SafetyAnswers;
use crate::app::signal::Signal;
use crate::app::{App, Opening};
use crate::domain::play::session::Saved;
use crate::domain::time::Now;
use clock::Clock;
use disk_thread::{DiskThread, only_last_saves};
use front::Front;
use input::{Inbox, Keyboard};
use paths::Paths;
use port::Port;
use sinks::Sinks;
use store::Store;

/// What is heard from outside.
#[derive(Debug)]
pub enum Heard {
    /// Something for the program.
    Event(Event),
    /// A line of words, where answers come in lines.
    Line(String),
    /// Nothing more comes from where answers come from.
    EndOfInput,
    /// Told to go, by the signal with this number.
    Terminate(u8),
    /// The terminal is gone.
    HangUp,
    /// Running again after a stop.
    Continued,
    /// The output that was blocked takes more again.
    TakesOutput,
    /// An effect was carried out by the thread for files; what it brought.
    Done(Option<Box<Event>>),
    /// An unfinished session was looked for; what was found, or why that cannot be read.
    Unfinished(Box<Result<Option<Saved>, String>>),
}

/// Exit codes of a program ended by a signal: this and the signal's number.
const BY_SIGNAL: u8 = 128;
const HUNG_UP: u8 = 129;

/// What cannot be done where the thread for files cannot be started.
const NO_DISK_THREAD: &str = "cannot work with files beside the screen";

/// How the program shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// On the whole terminal.
    Screen,
    /// In lines of text; at the very first start with what the program is not.
    Lines {
        /// Whether this is the first start.
        is_first: bool,
    },
}

/// Runs the program until it is left; gives the exit code.
///
/// # Errors
/// Where there is no terminal for the screen, or it goes away.
pub fn run(mut model: Model, how: (Opening, Shown), notice: Option<String>, paths: &Paths, seed: u64) -> Result<u8> {
    let (opening, shown) = how;
    model.sinks.in_lines = shown != Shown::Screen;
    let clock = Clock::new();
    let may_be_unfinished = !is_missing(&paths.progress_file());
    // First of all the signals: whoever tells us to go early finds the terminal given back, too.
    let keyboard = Keyboard::of(shown);
    let (mut inbox, mailbox) = Inbox::open(keyboard, clock).context("cannot listen to keys and signals")?;
    let store = Store::open(paths, seed as u32);
    model.answers = SafetyAnswers::kept(store.kept_answers());
    let sinks = Sinks::new(paths, clock, mailbox.clone());
    let port = Port::new(paths.clone(), store.clone(), clock, mailbox.clone());
    let mut disk = DiskThread::new(port, mailbox);
    let screen = Front::enter(shown, keyboard, clock).context("cannot take the terminal")?;
    let (found, early) = if may_be_unfinished {
        disk.start().context(NO_DISK_THREAD)?;
        match look_for_unfinished(&mut inbox) {
            Ok(looked) => looked,
            Err(code) => return Ok(code),
        }
    } else {
        (Ok(None), Vec::new())
    };
    let now = clock.now();
    let (found, notice) = match found {
        Ok(found) => (found, notice),
        Err(why) => (None, Some(why)),
    };
    // What was begun before comes first: a new session would take its place on disk.
    let opening = if found.is_some() { opening.with_a_question_first() } else { opening };
    let (app, mut effects) = App::new(model, opening, notice, &now);
    if shown == (Shown::Lines { is_first: true }) {
        // What the first screen says is said in lines.
        effects.push(Effect::MarkWelcomed);
    }
    let mut program = Program { app, disk, store, sinks, screen, clock, code: 0 };
    if let Some(saved) = found {
        program.sinks.look();
        program.queue_up(vec![Event::Found(Box::new(saved))], effects)?;
    } else {
        // The usual first frame is drawn before there is a second thread: it would cost a tenth of the time.
        program.draw();
        program.sinks.look();
        program.disk.start().context(NO_DISK_THREAD)?;
        program.queue_up(Vec::new(), effects)?;
    }
    let early: Vec<Event> = early.into_iter().map(|heard| program.hear(heard)).collect();
    program.queue_up(early, Vec::new())?;
    let ended = program.go_on().and_then(|()| program.run(&mut inbox));
    program.leave(&mut inbox, shown);
    ended.map(|()| program.code)
}

/// An unfinished session, if one was found, and what was heard meanwhile.
type Looked = (Result<Option<Saved>, String>, Vec<Heard>);

fn is_missing(path: &Path) -> bool {
    matches!(fs::symlink_metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// Waits until it is known whether a session was not finished.
///
/// # Errors
/// The exit code, where the program has to end first.
fn look_for_unfinished(inbox: &mut Inbox) -> Result<Looked, u8> {
    let (mut found, mut early) = (None, Vec::new());
    loop {
        for heard in inbox.wait(None, None) {
            match heard {
                Heard::Unfinished(looked) => found = Some(*looked),
                Heard::Terminate(signal) if found.is_none() => return Err(BY_SIGNAL + signal),
                Heard::HangUp if found.is_none() => return Err(HUNG_UP),
                heard => early.push(heard),
            }
        }
        if let Some(found) = found {
            return Ok((found, early));
        }
    }
}

struct Program {
    app: App,
    disk: DiskThread,
    /// For what must be put aside at the end, whatever the disk does otherwise.
    store: Store,
    sinks: Sinks,
    screen: Front,
    clock: Clock,
    code: u8,
}

impl Program {
    fn run(&mut self, inbox: &mut Inbox) -> Result<()> {
        while !self.app.is_over() {
            // All that is there already is taken in before drawing.
            let mut events: Vec<Event> = self.wait(inbox).into_iter().map(|heard| self.hear(heard)).collect();
            if events.is_empty() {
                events.push(Event::Tick);
            }
            self.queue_up(events, Vec::new())?;
            self.go_on()?;
        }
        Ok(())
    }

    /// Works through what the front end has kept or decides by itself, one after the other: what each means depends on
    /// the one before, and on what came of it on disk.
    fn go_on(&mut self) -> Result<()> {
        while !self.app.is_over() && self.code != HUNG_UP && self.disk.awaited_until(&self.clock.now()).is_none() {
            match self.screen.next_event(&self.app, &self.clock.now()) {
                Ok(Some(event)) => self.queue_up(vec![event], Vec::new())?,
                Ok(None) => break,
                Err(_) => self.hang_up(),
            }
        }
        Ok(())
    }

    /// Waits for something to happen, or for the time at which something changes by itself. What only moves is drawn
    /// meanwhile.
    fn wait(&mut self, inbox: &mut Inbox) -> Vec<Heard> {
        if self.code == HUNG_UP {
            return vec![Heard::HangUp];
        }
        let mut now = self.clock.now();
        let awaited = self.disk.awaited_until(&now).filter(|_| !self.screen.is_screen());
        let change = [self.app.next_change(&now), self.screen.due(), awaited].into_iter().flatten().min();
        loop {
            let frame = self.app.next_frame(&now).filter(|_| self.screen.moves());
            let next = [change, frame].into_iter().flatten().min();
            let heard = inbox.wait(next.map(|at| at - now.mono), self.screen.blocked());
            now = self.clock.now();
            if !heard.is_empty() || frame.is_none() || change.is_some_and(|at| at <= now.mono) {
                return heard;
            }
            self.draw_moving(&now);
        }
    }

    fn hear(&mut self, heard: Heard) -> Event {
        match heard {
            Heard::Line(line) => {
                self.screen.hear_line(line);
                Event::Tick
            }
            Heard::EndOfInput => {
                self.screen.ends_input();
                Event::Tick
            }
            Heard::Event(Event::Key(key)) => self.screen.hear_key(key),
            Heard::Event(event) => {
                if matches!(event, Event::Resized(..)) {
                    self.repaint();
                }
                event
            }
            Heard::Terminate(signal) => {
                self.code = BY_SIGNAL + signal;
                Event::Terminate
            }
            Heard::HangUp => {
                self.hang_up();
                Event::Terminate
            }
            Heard::TakesOutput => {
                if self.screen.go_on().is_err() {
                    self.hang_up();
                }
                Event::Tick
            }
            Heard::Done(event) => {
                self.disk.done();
                event.map_or(Event::Tick, |event| *event)
            }
            Heard::Continued => {
                self.enter_again();
                Event::Continued
            }
            Heard::Unfinished(looked) => match *looked {
                // Another program has left it in between.
                Ok(Some(saved)) => Event::Found(Box::new(saved)),
                _ => Event::Tick,
            },
        }
    }

    /// Nothing is drawn any more. The terminal is given back all the same: it may have been somebody else who said that
    /// it is gone.
    fn hang_up(&mut self) {
        self.code = HUNG_UP;
    }

    /// Works through events, their effects, and what comes of those.
    fn queue_up(&mut self, events: Vec<Event>, effects: Vec<Effect>) -> Result<()> {
        let mut events: VecDeque<Event> = events.into();
        let mut slow: Vec<Effect> = effects;
        while !events.is_empty() || !slow.is_empty() {
            let mut changed = false;
            while let Some(event) = events.pop_front() {
                changed = true;
                for effect in self.app.update(event, &self.clock.now()) {
                    match effect {
                        Effect::Present(signal) => {
                            self.tell(&signal);
                            let aside = self.sinks.present(&signal, self.app.model());
                            self.write_aside(&aside);
                        }
                        Effect::Try(sink) => {
                            let aside = self.sinks.try_out(sink, self.app.model());
                            self.write_aside(&aside);
                        }
                        effect => slow.push(effect),
                    }
                }
            }
            if changed {
                let aside = self.sinks.attend(self.app.model());
                self.write_aside(&aside);
            }
            if changed && !self.app.is_over() {
                self.draw();
            }
            for effect in only_last_saves(std::mem::take(&mut slow)) {
                if effect == Effect::Suspend {
                    self.suspend()?;
                    continue;
                }
                self.disk.carry_out(effect, &self.clock.now());
            }
        }
        Ok(())
    }

    /// Draws; a terminal that cannot be written to is gone, even if no signal has said so yet.
    fn draw(&mut self) {
        if self.code != HUNG_UP && self.screen.draw(&self.app, &self.clock.now()).is_err() {
            self.hang_up();
        }
    }

    fn draw_moving(&mut self, now: &Now) {
        if self.code != HUNG_UP && self.screen.draw_moving(&self.app, now).is_err() {
            self.hang_up();
        }
    }

    /// Also where the size is what it was before: in between a terminal may have cut off what it showed.
    fn repaint(&mut self) {
        if self.code != HUNG_UP {
            self.screen.repaint();
        }
    }

    fn enter_again(&mut self) {
        self.sinks.forget_progress();
        if self.code != HUNG_UP && self.screen.enter_again().is_err() {
            self.hang_up();
        }
    }

    /// Tells a cue where it is not drawn.
    fn tell(&mut self, signal: &Signal) {
        if self.code != HUNG_UP && self.screen.present(signal, &self.app, &self.clock.now()).is_err() {
            self.hang_up();
        }
    }

    /// Bells, notifications and the like.
    fn write_aside(&mut self, aside: &str) {
        if !aside.is_empty() && self.code != HUNG_UP {
            // A bell that cannot ring is no reason to end a session.
            let _: io::Result<()> = self.screen.write_aside(aside);
        }
    }

    /// Gives the terminal to the shell and stops until `fg`. Taking it back is the business of the
    /// signal that says so.
    fn suspend(&mut self) -> Result<()> {
        #[cfg(unix)]
        {
            self.screen.leave();
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
                .context("cannot stop the program")?;
            self.enter_again();
            self.draw();
        }
        Ok(())
    }
}
