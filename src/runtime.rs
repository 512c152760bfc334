//! Everything with a side effect: clock, terminal, files, threads. This file has the loop that runs the program: wait,
//! update, draw, carry out.
//!
//! The loop waits in one place, [`input::Inbox::wait`], for keys, signals, other threads, a terminal that takes output
//! again, and the next deadline. Nothing else in it waits: quick and urgent effects (the bell) run before drawing, slow
//! ones (the disk) in a thread of their own, so that nothing delays a cue.

pub mod clock;
pub mod commands;
mod compose;
pub mod config;
pub mod content;
pub mod disk;
mod disk_thread;
pub mod doctor;
pub mod effects;
mod export;
pub mod frontend;
pub mod input;
mod leaving;
pub mod lines;
pub mod marks;
mod new_file;
mod output;
pub mod own_files;
mod pages;
pub mod paths;
pub mod progress;
mod remind;
pub mod sinks;
pub mod start;
pub mod store;
pub mod target;
pub mod terminal;
mod text_editor;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::app::App;
use crate::domain::session::run::Saved;
use crate::domain::time::{Instant, Now};
use crate::state::event::Effect;
use crate::state::event::Event;
use crate::state::model::{Model, TerminalAnswer};
use crate::state::route::Opening;
use crate::state::safety_answers::SafetyAnswers;
use crate::state::sinks::Signal;
use clock::Clock;
use disk_thread::{DiskThread, only_last_saves};
use effects::Port;
use frontend::Front;
use input::{Inbox, Keyboard};
use own_files::DraftFiles;
use paths::Paths;
use sinks::Sinks;
use store::Store;

/// Messages to the loop from outside.
#[derive(Debug)]
pub enum Input {
    /// An event for the program.
    Event(Event),
    /// A line of words, in line mode.
    Line(String),
    /// The input has ended.
    EndOfInput,
    /// The signal with this number asks the program to end.
    Terminate(u8),
    /// The terminal is gone.
    HangUp,
    /// The program runs again after a stop.
    Continued,
    /// The blocked output takes more again.
    TakesOutput,
    /// The thread for files has carried out an effect, with the event that follows from it.
    Done(Option<Box<Event>>),
    /// An unfinished session was looked for, with the result, or the reason why it cannot be read.
    Unfinished(Box<Result<Option<Saved>, String>>),
}

/// The exit code of a program ended by a signal is this plus the signal's number.
const BY_SIGNAL: u8 = 128;
const HUNG_UP: u8 = 129;

/// The longest wait for answers of the terminal before the first frame, from the questions on. Our choice: less than the
/// rest takes anyway, because a terminal that does not answer must not be slower. Later ones change the colours.
const ANSWER_BEFORE_FRAME: Duration = Duration::from_micros(500);

/// The message if the thread for files cannot be started.
const NO_DISK_THREAD: &str = "cannot work with files beside the screen";

/// The two front ends: full-screen, and line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontEnd {
    /// On the whole terminal.
    Screen,
    /// In lines of text; at the very first start with the welcome.
    Lines {
        /// True at the first start.
        is_first: bool,
    },
}

/// Runs the program until it is left; returns the exit code.
///
/// # Errors
/// The screen has no terminal, or the terminal goes away.
pub fn run(
    mut model: Model,
    opening: Opening,
    shown: FrontEnd,
    notice: Option<String>,
    paths: &Paths,
    seed: u64,
) -> Result<u8> {
    model.sinks.in_lines = shown != FrontEnd::Screen;
    let (drafts, trouble) = DraftFiles::read(paths, &mut model);
    let notice = trouble.or(notice);
    let clock = Clock::new();
    let may_be_unfinished = !disk::is_missing(&paths.progress_file());
    // First of all the signals: after an early one the terminal is given back, too.
    let keyboard = Keyboard::of(shown);
    let (mut inbox, mailbox) = Inbox::open(keyboard, clock).context("cannot listen to keys and signals")?;
    // Then the screen: the terminal answers its questions while the rest is made ready.
    let screen = Front::enter(shown, keyboard, clock).context("cannot take the terminal")?;
    let asked = clock.now().mono;
    let store = Store::open(paths, seed as u32);
    model.answers = SafetyAnswers::kept(store.kept_answers());
    let sinks = Sinks::new(paths, clock, mailbox.clone());
    let port = Port::new(drafts, store.clone(), clock, mailbox.clone());
    let mut disk = DiskThread::new(port, mailbox);
    let (found, mut early) = if may_be_unfinished {
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
    // The unfinished session comes first: a new one would take its place on disk.
    let opening = if found.is_some() { opening.with_a_question_first() } else { opening };
    let (app, mut effects) = App::new(model, opening, notice, &now);
    if shown == (FrontEnd::Lines { is_first: true }) {
        // The welcome is said in lines.
        effects.push(Effect::MarkWelcomed);
    }
    let mut program = Program { app, disk, store, sinks, paths: paths.clone(), screen, clock, code: 0 };
    if let Some(saved) = found {
        program.sinks.look();
        program.queue_up(vec![Event::Found(Box::new(saved))], effects)?;
    } else {
        if shown == FrontEnd::Screen {
            early.extend(program.let_answer(&mut inbox, asked + ANSWER_BEFORE_FRAME, &mut effects));
        }
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

/// An unfinished session, if one was found, and the messages that came meanwhile.
type Looked = (Result<Option<Saved>, String>, Vec<Input>);

/// Waits until it is known whether there is an unfinished session.
///
/// # Errors
/// The exit code, if the program has to end first.
fn look_for_unfinished(inbox: &mut Inbox) -> Result<Looked, u8> {
    let (mut found, mut early) = (None, Vec::new());
    loop {
        for heard in inbox.wait(None, None) {
            match heard {
                Input::Unfinished(looked) => found = Some(*looked),
                Input::Terminate(signal) if found.is_none() => return Err(BY_SIGNAL + signal),
                Input::HangUp if found.is_none() => return Err(HUNG_UP),
                heard => early.push(heard),
            }
        }
        if let Some(found) = found {
            return Ok((found, early));
        }
    }
}

fn is_answer_before_the_last(heard: &Input) -> bool {
    matches!(heard, Input::Event(Event::TerminalAnswered(answer)) if *answer != TerminalAnswer::Last)
}

struct Program {
    app: App,
    disk: DiskThread,
    /// For unwritten entries that are put aside at the end, even if the thread for files hangs.
    store: Store,
    sinks: Sinks,
    /// For files that are given to the user's editor.
    paths: Paths,
    screen: Front,
    clock: Clock,
    code: u8,
}

impl Program {
    /// Waits for the answers of the terminal and takes them over, adding the effects; returns all other messages.
    fn let_answer(&mut self, inbox: &mut Inbox, until: Instant, effects: &mut Vec<Effect>) -> Vec<Input> {
        let mut others = Vec::new();
        loop {
            let now = self.clock.now();
            let heard = inbox.wait(Some(until - now.mono), None);
            let is_over = now.mono >= until || !heard.iter().all(is_answer_before_the_last);
            for heard in heard {
                match heard {
                    Input::Event(Event::TerminalAnswered(answer)) => {
                        effects.extend(self.app.update(Event::TerminalAnswered(answer), &now));
                    }
                    heard => others.push(heard),
                }
            }
            if is_over {
                return others;
            }
        }
    }

    fn run(&mut self, inbox: &mut Inbox) -> Result<()> {
        while !self.app.is_over() {
            // All waiting messages are handled before drawing.
            let mut events: Vec<Event> = self.wait(inbox).into_iter().map(|heard| self.hear(heard)).collect();
            if events.is_empty() {
                events.push(Event::Tick);
            }
            self.queue_up(events, Vec::new())?;
            self.go_on()?;
        }
        Ok(())
    }

    /// Handles the events that the front end has kept or makes by itself, one after the other: the meaning of each
    /// depends on the one before, and on its result on disk.
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

    /// Waits for a message, or for the time at which something changes by itself. Draws animation meanwhile.
    fn wait(&mut self, inbox: &mut Inbox) -> Vec<Input> {
        if self.code == HUNG_UP {
            return vec![Input::HangUp];
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

    fn hear(&mut self, heard: Input) -> Event {
        match heard {
            Input::Line(line) => {
                self.screen.hear_line(line);
                Event::Tick
            }
            Input::EndOfInput => {
                self.screen.ends_input();
                Event::Tick
            }
            Input::Event(Event::Key(key)) => self.screen.hear_key(key),
            Input::Event(event) => {
                if matches!(event, Event::Resized(..)) {
                    self.repaint();
                }
                if matches!(event, Event::TerminalAnswered(TerminalAnswer::ThemeChanged(_))) {
                    self.ask_background();
                }
                event
            }
            Input::Terminate(signal) => {
                self.code = BY_SIGNAL + signal;
                Event::Terminate
            }
            Input::HangUp => {
                self.hang_up();
                Event::Terminate
            }
            Input::TakesOutput => {
                if self.screen.go_on().is_err() {
                    self.hang_up();
                }
                Event::Tick
            }
            Input::Done(event) => {
                self.disk.done();
                event.map_or(Event::Tick, |event| *event)
            }
            Input::Continued => {
                self.enter_again();
                Event::Continued
            }
            Input::Unfinished(looked) => match *looked {
                // Another program has left it in between.
                Ok(Some(saved)) => Event::Found(Box::new(saved)),
                _ => Event::Tick,
            },
        }
    }

    fn ask_background(&mut self) {
        if self.code != HUNG_UP && self.screen.ask_background().is_err() {
            self.hang_up();
        }
    }

    /// Stops drawing. The terminal is given back all the same: the signal that says it is gone may come from somebody
    /// else.
    fn hang_up(&mut self) {
        self.code = HUNG_UP;
    }

    /// Handles events, their effects, and the events that follow from those.
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
                if let Effect::EditFile { file, line } = &effect {
                    events.push_back(self.edit_file(file, *line));
                    self.disk.carry_out(Effect::ReadContent, &self.clock.now());
                    continue;
                }
                self.disk.carry_out(effect, &self.clock.now());
            }
        }
        Ok(())
    }

    /// Draws. A terminal that cannot be written to is gone, even if no signal has said so yet.
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

    /// Draws everything anew, even if the size has not changed: in between the terminal may have cut off its content.
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

    /// Tells a cue, in line mode.
    fn tell(&mut self, signal: &Signal) {
        if self.code != HUNG_UP && self.screen.present(signal, &self.app, &self.clock.now()).is_err() {
            self.hang_up();
        }
    }

    /// Writes bells, notifications and the like.
    fn write_aside(&mut self, aside: &str) {
        if !aside.is_empty() && self.code != HUNG_UP {
            // A bell that cannot ring is no reason to end a session.
            let _: io::Result<()> = self.screen.write_aside(aside);
        }
    }

    /// Gives the terminal to the shell and stops until `fg`.
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
