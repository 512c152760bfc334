//! Cue sinks: how a cue sounds and looks outside the screen. What is done at a cue is decided by
//! [`crate::app::sinks`]; here it is done, beside the thread that draws, so that nothing stands between a deadline and its
//! cue.

pub mod bell;
pub mod child;
pub mod errands;
pub mod find;
pub mod ladder;
pub mod osc;
pub mod tones;
pub mod voice;
pub mod worker;

use std::env;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::Heard;
use super::clock::Clock;
use super::input::Mailbox;
use super::paths::Paths;
use crate::app::event::Event;
use crate::app::model::Model;
use crate::app::signal::Signal;
use crate::app::sinks::{Desktop, Found, Sink};
use crate::commands::doctor::Helper;
use crate::domain::play::cue::CueKind;
use crate::domain::play::session::Session;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;
use child::Job;
use errands::Errand;
use ladder::{Ladder, Order, Told};
use osc::Progress;
use worker::{Tell, Worker};

/// What was to be heard before it was known how is heard then, if it is not older than this.
const EARLY: Duration = Duration::from_secs(2);
/// What is said to try the voice out.
const TRY: &str = "This is how I sound. Left side, 25 seconds.";

/// All sinks of the program. With this value everything ends that they run.
pub struct Sinks {
    clock: Clock,
    mailbox: Mailbox,
    /// Where tones are kept.
    folder: PathBuf,
    voice: Option<Worker<Told>>,
    tones: Option<Worker<Told>>,
    errands: Option<Worker<Errand>>,
    /// What came before it was known what this machine has.
    early: Vec<(Instant, Signal)>,
    /// Ends what a program outside of our reach still says.
    hush: Option<Job>,
    is_on: bool,
    is_awake: bool,
    progress: Option<Progress>,
}

/// A variable of this program's environment.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Looks for what this machine has.
pub fn find_all() -> Found {
    find::find(&variable)
}

/// Programs that are run beside those in `found`: on this machine, and needed by one of them.
pub fn helpers(found: Option<&Found>) -> Vec<Helper> {
    let all = [
        Helper { program: "setpriv", does: "ends what is run when supple is killed" },
        Helper { program: "cat", does: "runs until it is to end, for the program that keeps the screen on" },
    ];
    let path = env::var("PATH").unwrap_or_default();
    let is_awake = found.is_some_and(|found| found.awake.is_some());
    let is_used = |helper: &Helper| helper.program != "cat" || is_awake;
    all.into_iter().filter(|helper| is_used(helper) && find::on_path(helper.program, &path).is_some()).collect()
}

impl Sinks {
    /// Nothing runs yet; what has to be told goes to `mailbox`.
    pub fn new(paths: &Paths, clock: Clock, mailbox: Mailbox) -> Self {
        let folder = tones::folder(paths);
        let (voice, tones, errands) = (None, None, None);
        let (early, hush, progress) = (Vec::new(), None, None);
        Self { clock, mailbox, folder, voice, tones, errands, early, hush, is_on: true, is_awake: false, progress }
    }

    /// Looks for what this machine has, beside everything else; answered by an event.
    pub fn look(&self) {
        let mailbox = self.mailbox.clone();
        let look = move || mailbox.send(Heard::Event(Event::SinksFound(Box::new(find_all()))));
        if thread::Builder::new().name("sinks".into()).spawn(look).is_err() {
            // A machine without room for a thread has none for a voice either: the bell rings.
            self.mailbox.send(Heard::Event(Event::SinksFound(Box::default())));
        }
    }

    /// Lets `signal` be heard; gives what is to be written to the terminal.
    pub fn present(&mut self, signal: &Signal, model: &Model) -> String {
        if model.sinks.found.is_none() {
            self.early.push((self.clock.now().mono, signal.clone()));
            return String::new();
        }
        // What is told now is newer than all that waits.
        self.early.clear();
        let sound = &model.settings.sound;
        let plan = model.sinks.plan(signal, &model.settings);
        if plan.speaks {
            let voices = model.sinks.voices(sound);
            self.hush = voice::hush(&voices);
            self.speak(voice::order(signal, sound, &voices));
        }
        if let Some(tone) = plan.tone {
            self.play(tones::order(tone, sound.volume, &model.sinks.players(sound), &self.folder));
        }
        if let Some(job) = Job::of_words(&sound.on_cue, errands::cue(signal)) {
            self.run(Errand::Hook { job, is_try: false });
        }
        let mut aside = "\x07".repeat(plan.bell.map_or(0, bell::rings));
        if plan.notifies {
            aside.push_str(&self.notify(signal, model));
        }
        aside
    }

    /// Lets the user hear or see what `sink` is like, whatever else is on; gives what is to be written to the terminal.
    pub fn try_out(&mut self, sink: Sink, model: &Model) -> String {
        let sound = &model.settings.sound;
        let known = model.sinks.afresh();
        let signal = Signal::new(CueKind::Start, TRY);
        match sink {
            Sink::Voice => {
                let voices = known.voices(sound);
                self.hush = voice::hush(&voices);
                self.speak(Order { is_try: true, ..voice::order(&signal, sound, &voices) });
            }
            Sink::Tones => {
                let order = tones::order(Tone::Start, sound.volume, &known.players(sound), &self.folder);
                self.play(Order { is_try: true, ..order });
            }
            Sink::Bell => return "\x07".to_owned(),
            Sink::Notification => {
                return self.notify(&Signal::new(CueKind::Rest, "This is how a session tells what is next."), model);
            }
            Sink::Hook => {
                if let Some(job) = Job::of_words(&sound.on_cue, errands::cue(&signal)) {
                    self.run(Errand::Hook { job, is_try: true });
                }
            }
            // The program flashes by itself; the other two have nothing to try.
            Sink::Flash | Sink::Taskbar | Sink::Awake => {}
        }
        String::new()
    }

    /// Does what follows from how things stand now; gives what is to be written to the terminal.
    pub fn attend(&mut self, model: &Model) -> String {
        let sound = &model.settings.sound;
        if self.is_on && !sound.on {
            self.fall_silent();
        }
        self.is_on = sound.on;
        let Some(found) = &model.sinks.found else { return String::new() };
        let running = model.session.as_ref().filter(|session| !session.is_over());
        self.keep_awake(found, sound.keep_awake && running.is_some_and(|session| !session.is_paused()));
        let mut aside = self.show_progress(running.filter(|_| sound.progress && found.taskbar));
        let now = self.clock.now().mono;
        for (at, signal) in std::mem::take(&mut self.early) {
            if now - at <= EARLY {
                aside.push_str(&self.present(&signal, model));
            }
        }
        aside
    }

    /// The terminal was given away in between: what it showed is gone.
    pub fn forget_progress(&mut self) {
        self.progress = None;
    }

    fn keep_awake(&mut self, found: &Found, wanted: bool) {
        let Some(program) = found.awake.as_ref().filter(|_| wanted != self.is_awake) else { return };
        self.is_awake = wanted;
        let job = wanted.then(|| errands::awake(program));
        self.run(Errand::Awake(job));
    }

    fn show_progress(&mut self, running: Option<&Session>) -> String {
        let now = self.clock.now().mono;
        let percent = |session: &Session| (session.player.progress(now).clamp(0.0, 1.0) * 100.0) as u8;
        let progress = running.map(|session| Progress { percent: percent(session), is_paused: session.is_paused() });
        if progress == self.progress {
            return String::new();
        }
        self.progress = progress;
        osc::progress(progress)
    }

    /// Tells the desktop: by the terminal where it knows how.
    fn notify(&mut self, signal: &Signal, model: &Model) -> String {
        let running = model.session.as_ref().filter(|session| !session.is_over());
        let title = running.map_or("supple", |session| session.player.timeline().title.as_str());
        let text = signal.says.as_str();
        match model.sinks.found.as_ref().and_then(|found| found.desktop.as_ref()) {
            None => {}
            Some(Desktop::Terminal) => return osc::notification(title, text, &variable).unwrap_or_default(),
            Some(Desktop::Program(program)) => self.run(Errand::Notify(errands::notification(program, title, text))),
        }
        String::new()
    }

    fn tell(&self) -> Tell {
        let mailbox = self.mailbox.clone();
        Box::new(move |event| mailbox.send(Heard::Event(event)))
    }

    fn speak(&mut self, order: Order) {
        let (tell, clock) = (self.tell(), self.clock);
        let work = move |orders| Ladder::work(&orders, tell, clock);
        self.voice.get_or_insert_with(|| Worker::start("voice", work)).send(Told::Present(order));
    }

    fn play(&mut self, order: Order) {
        let (tell, clock, folder) = (self.tell(), self.clock, self.folder.clone());
        let work = move |orders| {
            Ladder::work(&orders, tell, clock);
            tones::remove(&folder);
        };
        self.tones.get_or_insert_with(|| Worker::start("tones", work)).send(Told::Present(order));
    }

    fn run(&mut self, errand: Errand) {
        let (tell, clock) = (self.tell(), self.clock);
        let work = move |orders| errands::work(&orders, &tell, clock);
        self.errands.get_or_insert_with(|| Worker::start("errands", work)).send(errand);
    }

    /// Asks to be told when all is heard and done that is under way; each says so once, or is gone.
    pub fn finish(&mut self) -> Vec<Receiver<()>> {
        let (voice, heard) = channel();
        let (errands, done) = channel();
        if let Some(worker) = &self.voice {
            worker.send(Told::Finish(voice));
        }
        if let Some(worker) = &self.errands {
            worker.send(Errand::Finish(errands));
        }
        vec![heard, done]
    }

    fn fall_silent(&mut self) {
        if let Some(voice) = &self.voice {
            voice.send(Told::Hush(self.hush.take()));
        }
        if let Some(tones) = &self.tones {
            tones.send(Told::Hush(None));
        }
    }
}

impl Drop for Sinks {
    fn drop(&mut self) {
        self.fall_silent();
        (self.voice, self.tones, self.errands) = (None, None, None);
    }
}
