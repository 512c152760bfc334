//! Everything with a side effect: clock, terminal, files, threads. Here the loop that runs the
//! program: wait, update, draw, carry out.
//!
//! What is quick and urgent (the bell) is done before drawing, what may be slow (the disk) after
//! it, so that no write stands between a deadline and its cue.

pub mod clock;
pub mod config;
pub mod content;
mod demo;
pub mod disk;
pub mod dispatch;
pub mod doctor;
pub mod front;
pub mod input;
pub mod lines;
pub mod lock;
pub mod paths;
pub mod port;
pub mod progress;
pub mod sinks;
pub mod start;
pub mod store;
pub mod terminal;
pub mod welcome;

use std::collections::VecDeque;
use std::io::{self, Write as _};

use anyhow::{Context as _, Result};

use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::model::Model;
use crate::app::safety_answers::SafetyAnswers;
use crate::app::signal::Signal;
use crate::app::{App, Opening};
use crate::domain::record::entry::Entry;
use crate::domain::time::Now;
use clock::Clock;
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
    /// Told to go, by signal.
    Terminate,
    /// The terminal is gone.
    HangUp,
    /// Running again after a stop.
    Continued,
}

/// Exit codes of a program ended by a signal: 128 and the signal's number.
const HUNG_UP: u8 = 129;
const TERMINATED: u8 = 143;

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
    // First of all the signals: whoever tells us to go early finds the terminal given back, too.
    let keyboard = Keyboard::of(shown);
    let (inbox, mailbox) = Inbox::open(keyboard).context("cannot listen to keys and signals")?;
    let store = Store::open(paths, seed as u32);
    model.answers = SafetyAnswers::kept(store.kept_answers());
    let sinks = Sinks::new(paths, clock, mailbox.clone());
    let mut port = Port::new(paths.clone(), store, clock, mailbox);
    let screen = Front::enter(shown, keyboard).context("cannot take the terminal")?;
    let now = clock.now();
    let (found, notice) = match port.unfinished() {
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
    let mut program = Program { app, port, sinks, screen, clock, code: 0 };
    if let Some(saved) = found {
        program.sinks.look();
        program.queue_up(vec![Event::Found(Box::new(saved))], effects)?;
    } else {
        program.draw();
        program.sinks.look();
        program.queue_up(Vec::new(), effects)?;
    }
    let ended = program.go_on().and_then(|()| program.run(inbox));
    if program.screen.is_unanswered() {
        program.code = program.code.max(1);
    }
    if program.screen.is_unread() {
        // That nobody reads on is no error.
        program.code = 0;
    }
    if shown != Shown::Screen && program.code == 0 {
        program.sinks.finish();
    }
    program.put_aside();
    ended.map(|()| program.code)
}

/// Of several states of the session, or of the settings, only the last is worth a write.
fn only_last_saves(effects: Vec<Effect>) -> Vec<Effect> {
    let last = |is_save: fn(&Effect) -> bool| effects.iter().rposition(is_save);
    let progress = last(|effect| matches!(effect, Effect::SaveProgress(_)));
    let settings = last(|effect| matches!(effect, Effect::SaveSettings { .. }));
    let is_kept = |(at, effect): &(usize, Effect)| match effect {
        Effect::SaveProgress(_) => Some(*at) == progress,
        Effect::SaveSettings { .. } => Some(*at) == settings,
        _ => true,
    };
    effects.into_iter().enumerate().filter(is_kept).map(|(_, effect)| effect).collect()
}

struct Program {
    app: App,
    port: Port,
    sinks: Sinks,
    screen: Front,
    clock: Clock,
    code: u8,
}

impl Program {
    fn run(&mut self, mut inbox: Inbox) -> Result<()> {
        while !self.app.is_over() {
            // All that is there already is taken in before drawing.
            let mut events: Vec<Event> = self.wait(&mut inbox).into_iter().map(|heard| self.hear(heard)).collect();
            if events.is_empty() {
                events.push(Event::Tick);
            }
            self.queue_up(events, Vec::new())?;
            self.go_on()?;
        }
        Ok(())
    }

    /// Works through what the front end has kept or decides by itself, one after the other: what each means depends on
    /// the one before.
    fn go_on(&mut self) -> Result<()> {
        while !self.app.is_over() && self.code != HUNG_UP {
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
        let change = [self.app.next_change(&now), self.screen.due()].into_iter().flatten().min();
        loop {
            let frame = self.app.next_frame(&now).filter(|_| self.screen.moves());
            let next = [change, frame].into_iter().flatten().min();
            let heard = inbox.wait(next.map(|at| at - now.mono));
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
            Heard::Terminate => {
                self.code = TERMINATED;
                Event::Terminate
            }
            Heard::HangUp => {
                self.hang_up();
                Event::Terminate
            }
            Heard::Continued => {
                self.enter_again();
                Event::Continued
            }
        }
    }

    /// Nothing is written to the terminal any more.
    fn hang_up(&mut self) {
        self.code = HUNG_UP;
        terminal::forget();
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
                events.extend(self.port.carry_out(effect));
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
        if self.code != HUNG_UP && self.screen.repaint().is_err() {
            self.hang_up();
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

    /// What could not be written is put aside, and shown where even that fails.
    fn put_aside(&mut self) {
        let entries = &self.app.model().unsaved.entries;
        if entries.is_empty() {
            return;
        }
        let stashed = self.port.stash(entries);
        self.screen.leave();
        let message = match stashed {
            Ok(()) => format!("not in the journal yet, kept for the next start: {}\n", self.app.model().unsaved.why),
            Err(why) => {
                let lines: String = entries.iter().map(Entry::to_line).collect();
                format!("could not be written anywhere ({why}); keep these lines:\n{lines}")
            }
        };
        // Where the terminal is gone there is nobody to tell.
        let _ = write!(io::stderr(), "supple: {message}");
        self.code = self.code.max(1);
    }
}
