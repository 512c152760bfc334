//! Cue sinks: voice, tones, bell and others. [`crate::state::sinks`] decides which of them a cue uses; here they run, in
//! threads of their own, so that nothing delays a cue.

pub mod background_jobs;
pub mod child;
pub mod find;
pub mod ladder;
pub mod osc;
pub mod tones;
pub mod voice;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{env, thread};

use background_jobs::Errand;
use child::Job;
use ladder::{SinkLadder, SoundOrder, Told};
use osc::TerminalProgress;

use super::Input;
use super::clock::Clock;
use super::input::Mailbox;
use super::paths::Paths;
use crate::commands::doctor::Helper;
use crate::domain::session::cue::CueKind;
use crate::domain::session::run::Session;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;
use crate::state::event::Event;
use crate::state::model::Model;
use crate::state::sinks::Signal;
use crate::state::sinks::{Capabilities, Desktop, Sink};

/// The greatest age of a cue that came before the sinks were known and is still presented then.
const EARLY: Duration = Duration::from_secs(2);
/// The sentence to try the voice with.
const TRY: &str = "This is how I sound. Left side, 25 seconds.";

/// The longest wait for a thread to end, after which it is left behind. Our choice: ending takes a fiftieth of a
/// second, unless a program or a disk does not answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// Sends an event to the program.
pub type Tell = Box<dyn Fn(Event) + Send>;

/// All sinks of the program. Dropping it ends everything that they run.
pub struct Sinks {
    clock: Clock,
    mailbox: Mailbox,
    /// The folder of the sound files.
    folder: PathBuf,
    voice: Option<Worker<Told>>,
    tones: Option<Worker<Told>>,
    errands: Option<Worker<Errand>>,
    /// Cues that came before the sinks of this machine were known.
    early: Vec<(Instant, Signal)>,
    /// Silences a speech server that goes on after its client has ended.
    hush: Option<Job>,
    is_on: bool,
    is_awake: bool,
    progress: Option<TerminalProgress>,
}

/// Returns a variable of this program's environment.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Detects the sinks of this machine.
pub fn find_all() -> Capabilities {
    find::find(&variable)
}

/// Returns the helper programs on this machine that the sinks in `found` need.
pub fn helpers(found: Option<&Capabilities>) -> Vec<Helper> {
    let mut helpers = vec![Helper { program: "setpriv", does: "ends what is run when supple is killed" }];
    if found.is_some_and(|found| found.awake.is_some()) {
        let does = "runs until it is to end, for the program that keeps the screen on";
        helpers.push(Helper { program: "cat", does });
    }
    let path = env::var("PATH").unwrap_or_default();
    helpers.retain(|helper| find::on_path(helper.program, &path).is_some());
    helpers
}

impl Sinks {
    /// Returns sinks of which none runs yet; their events go to `mailbox`.
    pub fn new(paths: &Paths, clock: Clock, mailbox: Mailbox) -> Self {
        let folder = tones::folder(paths);
        let (voice, tones, errands) = (None, None, None);
        let (early, hush, progress) = (Vec::new(), None, None);
        Self { clock, mailbox, folder, voice, tones, errands, early, hush, is_on: true, is_awake: false, progress }
    }

    /// Detects the sinks of this machine in the background; answered by an event.
    pub fn look(&self) {
        let tell = self.tell();
        let thread = thread::Builder::new().name("sinks".into());
        if thread.spawn(move || tell(Event::SinksFound(Box::new(find_all())))).is_err() {
            // A machine without room for a thread has none for a voice either: the bell rings.
            self.mailbox.send(Input::Event(Event::SinksFound(Box::default())));
        }
    }

    /// Presents `signal`; returns the bytes to write to the terminal.
    pub fn present(&mut self, signal: &Signal, model: &Model) -> String {
        if model.sinks.found.is_none() {
            self.early.push((self.clock.now().mono, signal.clone()));
            return String::new();
        }
        // This cue is newer than all that wait.
        self.early.clear();
        let settings = &model.settings;
        let plan = model.sinks.plan(signal, &model.settings);
        if plan.speaks {
            let voices = model.sinks.voices(settings);
            self.hush = voice::hush(&voices);
            self.speak(voice::order(signal, settings, &voices));
        }
        if let Some(tone) = plan.tone {
            self.play(tones::order(tone, settings.volume, &model.sinks.players(settings), &self.folder));
        }
        if let Some(job) = Job::of_words(&settings.on_cue, background_jobs::cue(signal)) {
            self.run(Errand::Hook { job, is_try: false });
        }
        let mut aside = "\x07".repeat(plan.bell.map_or(0, tones::bell_rings));
        if plan.notifies {
            aside.push_str(&self.notify(signal, model));
        }
        aside
    }

    /// Tries `sink`, whatever the settings turn on or off; returns the bytes to write to the terminal.
    pub fn try_out(&mut self, sink: Sink, model: &Model) -> String {
        let settings = &model.settings;
        let known = model.sinks.afresh();
        let signal = Signal::new(CueKind::Start, TRY);
        match sink {
            Sink::Voice => {
                let voices = known.voices(settings);
                self.hush = voice::hush(&voices);
                self.speak(SoundOrder { is_try: true, ..voice::order(&signal, settings, &voices) });
            }
            Sink::Tones => {
                let order = tones::order(Tone::Start, settings.volume, &known.players(settings), &self.folder);
                self.play(SoundOrder { is_try: true, ..order });
            }
            Sink::Bell => return "\x07".to_owned(),
            Sink::Notification => {
                return self
                    .notify(&Signal::new(CueKind::Rest, "This is how a session announces what is next."), model);
            }
            Sink::Hook => {
                if let Some(job) = Job::of_words(&settings.on_cue, background_jobs::cue(&signal)) {
                    self.run(Errand::Hook { job, is_try: true });
                }
            }
            // The program flashes by itself; the other two have nothing to try.
            Sink::Flash | Sink::Taskbar | Sink::Awake => {}
        }
        String::new()
    }

    /// Updates muting, keep-awake and taskbar from the model, and presents early cues; returns the bytes to write to
    /// the terminal.
    pub fn attend(&mut self, model: &Model) -> String {
        let settings = &model.settings;
        if self.is_on && settings.muted {
            self.fall_silent();
        }
        self.is_on = !settings.muted;
        let Some(found) = &model.sinks.found else { return String::new() };
        let running = model.session.as_ref().filter(|session| !session.is_over());
        self.keep_awake(found, settings.keep_awake && running.is_some_and(|session| !session.is_paused()));
        let mut aside = self.show_progress(running.filter(|_| settings.progress && found.taskbar));
        let now = self.clock.now().mono;
        for (at, signal) in std::mem::take(&mut self.early) {
            if now - at <= EARLY {
                aside.push_str(&self.present(&signal, model));
            }
        }
        aside
    }

    /// Forgets the progress in the taskbar, because the terminal was given away in between.
    pub fn forget_progress(&mut self) {
        self.progress = None;
    }

    fn keep_awake(&mut self, found: &Capabilities, wanted: bool) {
        let Some(program) = found.awake.as_ref().filter(|_| wanted != self.is_awake) else { return };
        self.is_awake = wanted;
        let job = wanted.then(|| background_jobs::awake(program));
        self.run(Errand::Awake(job));
    }

    fn show_progress(&mut self, running: Option<&Session>) -> String {
        let now = self.clock.now().mono;
        let progress = running.map(|session| TerminalProgress {
            percent: (session.player.progress(now).clamp(0.0, 1.0) * 100.0) as u8,
            is_paused: session.is_paused(),
        });
        if progress == self.progress {
            return String::new();
        }
        self.progress = progress;
        osc::progress(progress)
    }

    /// Shows a notification, through the terminal if it can.
    fn notify(&mut self, signal: &Signal, model: &Model) -> String {
        let running = model.session.as_ref().filter(|session| !session.is_over());
        let title = running.map_or("supple", |session| session.player.timeline().title.as_str());
        let text = signal.says.as_str();
        match model.sinks.found.as_ref().and_then(|found| found.desktop.as_ref()) {
            None => {}
            Some(Desktop::Terminal) => return osc::notification(title, text, &variable).unwrap_or_default(),
            Some(Desktop::Program(program)) => {
                self.run(Errand::Notify(background_jobs::notification(program, title, text)));
            }
        }
        String::new()
    }

    fn tell(&self) -> Tell {
        let mailbox = self.mailbox.clone();
        Box::new(move |event| mailbox.send(Input::Event(event)))
    }

    fn speak(&mut self, order: SoundOrder) {
        let (tell, clock) = (self.tell(), self.clock);
        self.voice
            .get_or_insert_with(|| Worker::start("voice", move |orders| SinkLadder::work(&orders, tell, clock)))
            .send(Told::Present(order));
    }

    fn play(&mut self, order: SoundOrder) {
        let (tell, clock, folder) = (self.tell(), self.clock, self.folder.clone());
        let work = move |orders| {
            SinkLadder::work(&orders, tell, clock);
            tones::remove(&folder);
        };
        self.tones.get_or_insert_with(|| Worker::start("tones", work)).send(Told::Present(order));
    }

    fn run(&mut self, errand: Errand) {
        let (tell, clock) = (self.tell(), self.clock);
        self.errands
            .get_or_insert_with(|| Worker::start("errands", move |orders| background_jobs::work(&orders, &tell, clock)))
            .send(errand);
    }

    /// Asks voice and errands to finish their work; each receiver gets one message when that is done, or is
    /// disconnected.
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

/// A thread that takes orders. Dropping it ends the thread and everything that it runs.
#[derive(Debug)]
pub struct Worker<T> {
    orders: Option<Sender<T>>,
    /// Never gets a message; it is disconnected when the thread has ended.
    ended: Receiver<()>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts it; if the system refuses a thread, orders are ignored.
    pub fn start(name: &str, work: impl FnOnce(Receiver<T>) + Send + 'static) -> Self {
        let (sender, orders) = channel();
        let (ends, ended) = channel();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            let _ends: Sender<()> = ends;
            work(orders);
        });
        Self { orders: thread.is_ok().then_some(sender), ended }
    }

    /// Gives an order; never blocks.
    pub fn send(&self, order: T) {
        if let Some(orders) = &self.orders {
            // A thread that has ended early has nothing more to do.
            let _ = orders.send(order);
        }
    }
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        self.orders = None;
        // A panic in it was reported where it happened.
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}
