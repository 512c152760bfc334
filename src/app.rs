//! The program as a value: it handles events, returns effects, and can be read to be drawn.
//!
//! Draws nothing and does nothing; `runtime` feeds it, `view` draws it.
//!
//! # Guide
//!
//! [`App::new`] returns the program and its first effects. Then, for each event:
//!
//! 1. [`App::update`] takes the event and the time, and returns the effects to run: present a cue, append an entry, keep
//!    the place in a session. What an effect brings comes back as an event.
//! 2. [`App::next_change`] is the instant at which [`Event::Tick`] is due if nothing else happens.
//! 3. [`App::model`], [`App::screen`], [`App::overlay`] and [`App::notice`] are read to draw it; they change nothing.
//!
//! It ends once [`App::is_over`].
//!
//! ```
//! use supple::state::event::{Event, Key};
//! use supple::state::model::{Ids, Model, TerminalTraits};
//! use supple::state::settings::read::SettingsReading;
//! use supple::app::App;
//! use supple::state::route::Opening;
//! use supple::domain::content::catalog::Catalog;
//! use supple::domain::time::{Instant, Now};
//! use supple::theme::ColorDepth;
//!
//! let wall = chrono::DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap();
//! let now = Now { mono: Instant::default(), wall };
//! let settings = SettingsReading::of("config.toml", "theme = \"dark\"", &Vec::new);
//! let terminal = TerminalTraits { depth: ColorDepth::None, ..TerminalTraits::default() };
//! let model = Model::new(Catalog::built_in(), settings, terminal, (80, 24), Ids::new(1));
//!
//! let (mut app, effects) = App::new(model, Opening::Home, None, &now);
//! assert!(!effects.is_empty(), "the journal is to be read");
//! app.update(Event::Key(Key::Char('?')), &now);
//! assert!(app.overlay().is_some(), "the keys of this screen are shown");
//! app.update(Event::Key(Key::Esc), &now);
//! app.update(Event::Key(Key::Char('q')), &now);
//! assert!(app.is_over());
//! ```

mod deaf_time;
mod editing;
mod gate;
mod navigation;
mod persistence;
mod plan_editing;
mod prompts;
mod sessions;

use chrono::NaiveDate;

use deaf_time::{DeafTime, MadeBy};

use crate::domain::advice::screening_trigger::Trigger;
use crate::domain::session::player::PlayerCommand;
use crate::domain::session::run::Session;
use crate::domain::time::{Instant, Now};
use crate::screens::activities::Activities;
use crate::screens::help::Help;
use crate::screens::home::Home;
use crate::screens::timer::TimerForm;
use crate::screens::welcome::Welcome;
use crate::screens::{Screen, ScreenView};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::event::Effect;
use crate::state::event::Event;
use crate::state::journal_cache::Recent;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Notice, Opening, Route};
use crate::state::sinks::{Capabilities, SinkFailure};

pub use deaf_time::DEAF_TIME;

/// The whole program.
pub struct App {
    model: Model,
    screens: Vec<Screen>,
    overlay: Option<Overlay>,
    notice: Option<Notice>,
    /// The session that waits for the session lock.
    waiting: Option<sessions::PendingStart>,
    /// The time at which the session was stopped, while the stop can be taken back. Its line is written after that.
    open_stop: Option<Now>,
    /// Notes on the saved place of the running session.
    keeping: persistence::Keeping,
    /// A session that was completed before it was known which plan is followed.
    unmarked: Option<sessions::Completed>,
    asks: prompts::Asks,
    /// The number of readings of the journal under way.
    reading: u32,
    deaf: DeafTime,
    life: Life,
    /// The day for which the screens were made.
    day: NaiveDate,
}

/// The help or the dialog over the screen.
pub enum Overlay {
    /// The list of keys.
    Help(Help),
    /// A question.
    Dialog {
        /// The question.
        dialog: DialogKind,
        /// True if the session was paused for it, and goes on after it.
        held: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Running,
    /// The program ends as soon as everything that can be written is written.
    Leaving,
    Over,
}

impl App {
    /// Opens the program, and returns the effects to begin with. `notice` is a message to show first, such as one about
    /// a broken file.
    pub fn new(model: Model, opening: Opening, notice: Option<String>, now: &Now) -> (Self, Vec<Effect>) {
        let mut home = Home::new(&model);
        home.wake(now);
        let mut app = Self {
            model,
            screens: vec![Screen::Home(home)],
            overlay: None,
            notice: None,
            waiting: None,
            open_stop: None,
            keeping: persistence::Keeping::default(),
            unmarked: None,
            asks: prompts::Asks::default(),
            reading: 1,
            deaf: DeafTime::default(),
            life: Life::Running,
            day: now.wall.date_naive(),
        };
        // The stashed entries belong to the journal that is read next.
        let mut effects = vec![Effect::TakeStashed, Effect::ReadJournal];
        if let Some(text) = notice {
            app.notify(text, now);
        }
        match opening {
            Opening::Home => {}
            Opening::Welcome => {
                app.screens.push(Screen::Welcome(Welcome::default()));
                effects.push(Effect::MarkWelcomed);
            }
            Opening::Timer(timer) => app.screens.push(Screen::Timer(TimerForm::new(timer))),
            Opening::CheckIn(begin) => app.settle(Some(Route::CheckIn(begin)), now, &mut effects),
            Opening::Session(begin) => app.settle(Some(Route::Session(begin)), now, &mut effects),
        }
        (app, effects)
    }

    /// Handles an event and returns the effects to run.
    pub fn update(&mut self, event: Event, now: &Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.notice_a_new_day(now);
        let before = self.key_target();
        self.advance_session(now, &mut effects);
        self.advance_screen(now, &mut effects);
        self.let_questions_expire(now);
        self.note_replaced(before, MadeBy::Clock, now);
        let before = self.key_target();
        let by = match &event {
            Event::Key(_) | Event::Said(_) | Event::Paste(_) => MadeBy::User,
            _ => MadeBy::Program,
        };
        match event {
            Event::Key(key) => {
                let action = crate::state::keymap::resolve(self.context(), key);
                if let Some(action) = action.filter(|action| !self.is_deaf_to(*action, now)) {
                    self.on_action(action, now, &mut effects);
                }
            }
            Event::Said(action) => self.on_action(action, now, &mut effects),
            Event::Paste(text) => self.on_paste(&text, now, &mut effects),
            Event::Resized(width, height) => self.model.viewport = (width, height),
            Event::Tick => self.ask_next_morning(now),
            Event::Continued => {
                // A user who types `fg` looks at the terminal.
                self.model.sinks.is_away = false;
                self.cx(now, &mut effects).command(PlayerCommand::Pause);
            }
            Event::Terminate => self.terminate(now, &mut effects),
            Event::JournalRead(recent) => self.on_journal(*recent, now, &mut effects),
            Event::WholeJournalRead(journal) => self.model.whole.set(*journal),
            Event::Found(saved) => self.on_found(saved, now, &mut effects),
            Event::SessionLock(ours) => self.on_session_lock(ours, now, &mut effects),
            Event::NotBegun(why) => self.on_not_begun(why, now, &mut effects),
            Event::Told(text) => self.notify(text, now),
            Event::Failed { effect, why } => self.on_failed(*effect, why, now, &mut effects),
            Event::Written(ids) => self.on_written(&ids, now, &mut effects),
            Event::Looked(is_looked_at) => self.model.sinks.is_away = !is_looked_at,
            Event::TerminalAnswered(answer) => self.model.learn(answer),
            Event::SinksFound(found) => self.on_sinks_found(*found, now),
            Event::SinkLost(lost) => self.on_sink_lost(lost, now),
            Event::SinkWorks(works) => self.on_sink_works(works),
            Event::SinkTrouble(why) => self.notify(why, now),
            Event::ContentRead { catalog, saved } => self.on_content(*catalog, saved.as_deref(), now, &mut effects),
            Event::OwnInTheWay(name) => self.ask_to_replace(name, now),
            Event::SettingsSaved { file, text } => self.on_settings_saved(&file, &text),
        }
        self.advance_session(now, &mut effects);
        self.note_replaced(before, by, now);
        self.keep_place(now, &mut effects);
        self.retry_if_due(now, &mut effects);
        self.confirm_saved(&mut effects);
        self.note_flashes(&effects, now);
        self.note_clinic_line(now, &mut effects);
        self.asks.note_ratings(&effects);
        self.notice.take_if(|notice| notice.until <= now.mono);
        if let Some(screen) = self.screens.last_mut() {
            screen.as_view_mut().refresh(&self.model, now);
        }
        effects
    }

    /// Returns true once the program is to end.
    pub fn is_over(&self) -> bool {
        self.life == Life::Over
    }

    /// Returns the state below the screens.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the screen on top.
    pub fn screen(&self) -> Option<&dyn ScreenView> {
        self.screens.last().map(Screen::as_view)
    }

    /// Returns the help or the dialog over the screen.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Returns the text of the notice that is shown at the moment.
    pub fn notice(&self) -> Option<&str> {
        self.told().map(|notice| notice.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Returns the notice of the moment; its text is empty while it waits for something to be saved.
    pub fn told(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns true if the home screen is on top and no question can come by itself: nothing is asked or being read,
    /// and every write has succeeded or failed.
    pub fn is_at_home(&self) -> bool {
        let is_settled = self.reading == 0 && self.waiting.is_none() && !self.model.unsaved.is_writing();
        self.overlay.is_none() && self.screens.len() == 1 && is_settled
    }

    /// Returns the context in which the next key is looked up.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Help(help)) => help.keys(),
            Some(Overlay::Dialog { dialog, .. }) => dialog.context(),
            None => self.screen().map_or(Context::Everywhere, ScreenView::context),
        }
    }

    /// Returns the next time at which something changes or moves by itself; `None` while only an event can change
    /// anything.
    pub fn next_wakeup(&self, now: &Now) -> Option<Instant> {
        [self.next_change(now), self.next_frame(now)].into_iter().flatten().min()
    }

    /// Returns the next time at which something changes by itself, animation apart.
    pub fn next_change(&self, now: &Now) -> Option<Instant> {
        let session = self.model.session.as_ref().and_then(|session| session.player.next_wakeup(now.mono));
        let notice = self.notice.as_ref().map(|notice| notice.until);
        let expiry = self.screen().and_then(ScreenView::expires);
        let flash = self.model.sinks.flash_ends().filter(|end| *end > now.mono);
        let screen = self.screen().and_then(ScreenView::next_change);
        [session, notice, expiry, flash, screen, self.model.unsaved.retry_at, self.next_day(now)]
            .into_iter()
            .flatten()
            .min()
    }

    /// Returns the time of the next frame of an animation. Under an overlay nothing moves.
    pub fn next_frame(&self, now: &Now) -> Option<Instant> {
        let screen = self.screen().filter(|_| self.overlay.is_none())?;
        screen.next_wakeup(&self.model, now)
    }

    fn cx<'a>(&'a mut self, now: &'a Now, effects: &'a mut Vec<Effect>) -> Cx<'a> {
        Cx { model: &mut self.model, now, effects, go: None, notice: None }
    }

    fn notify(&mut self, text: impl Into<String>, now: &Now) {
        self.notice = Some(Notice::new(text, now.mono));
    }

    /// Starts a reading of the journal, which finds the entries that are on disk by now.
    fn read_journal(&mut self, effects: &mut Vec<Effect>) {
        self.model.unsaved.unread.retain(|unread| !unread.is_written);
        self.reading += 1;
        effects.push(Effect::ReadJournal);
    }

    fn on_journal(&mut self, mut recent: Recent, now: &Now, effects: &mut Vec<Effect>) {
        self.reading = self.reading.saturating_sub(1);
        let is_first = self.model.recent.is_none();
        let unreadable = recent.journal.problems().count();
        if unreadable > 0 && is_first {
            let lines = if unreadable == 1 { "1 line" } else { &format!("{unreadable} lines") };
            self.notify(format!("{lines} of the journal cannot be read; supple log says which"), now);
        }
        self.model.answers.read(&recent.journal);
        for unread in &self.model.unsaved.unread {
            recent.take_in(&unread.entry, now.wall);
        }
        self.model.recent = Some(recent);
        self.model.whole.changed();
        if let Some(done) = self.unmarked.take()
            && let Some(entry) = self.step_of(&done, now, effects)
        {
            self.cx(now, effects).write(entry);
        }
        self.mind_answers(is_first, now, effects);
        self.ask_next_morning(now);
        self.advise(now);
    }

    // ---- keys -----------------------------------------------------------------------------

    fn on_action(&mut self, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        match action {
            Action::Interrupt => self.interrupt(now, effects),
            Action::Suspend => {
                self.cx(now, effects).command(PlayerCommand::Pause);
                effects.push(Effect::Suspend);
            }
            Action::Help if self.overlay.is_none() => self.overlay = Some(Overlay::Help(Help::new(self.context()))),
            Action::Help if matches!(self.overlay, Some(Overlay::Dialog { .. })) => {}
            action if self.overlay.is_some() => self.on_overlay(action, now, effects),
            Action::Safety | Action::Fall | Action::Activities | Action::About => self.go_aside(action, now, effects),
            Action::Section(_) | Action::NextSection | Action::PreviousSection => {
                if let Some(section) = self.section_for(action) {
                    self.notice = None;
                    self.settle(Some(Route::Section(section)), now, effects);
                }
            }
            action => {
                let go = self.with_screen(now, effects, |screen, cx| screen.update(action, cx));
                self.settle(go, now, effects);
            }
        }
    }

    /// Opens one of the screens that can be reached from several others.
    fn go_aside(&mut self, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        self.asks.parked = None;
        match action {
            Action::Safety => {
                // A session that was about to begin is begun anew after the answers.
                self.hold_back_waiting(now, effects);
                self.ask_about_safety(Trigger::Asked, None);
            }
            Action::Fall => self.ask_about_safety(Trigger::Fall, None),
            Action::Activities => self.screens.push(Screen::Activities(Activities::default())),
            Action::About => self.screens.push(Screen::Welcome(Welcome::default())),
            _ => {}
        }
    }

    fn on_paste(&mut self, text: &str, now: &Now, effects: &mut Vec<Effect>) {
        if self.overlay.is_none() {
            self.with_screen(now, effects, |screen, cx| screen.paste(text, cx));
        }
    }

    /// Lets the screen on top work with the model, and returns the place it asks to go to.
    fn with_screen(
        &mut self,
        now: &Now,
        effects: &mut Vec<Effect>,
        work: impl FnOnce(&mut dyn ScreenView, &mut Cx<'_>),
    ) -> Option<Route> {
        let mut screen = self.screens.pop()?;
        let mut cx = self.cx(now, effects);
        work(screen.as_view_mut(), &mut cx);
        let (go, notice) = (cx.go.take(), cx.notice.take());
        self.screens.push(screen);
        // An earlier notice belongs to the screen that is left.
        self.notice = notice.or(self.notice.take().filter(|_| go.is_none()));
        go
    }

    fn is_session_paused(&self) -> bool {
        self.model.session.as_ref().is_some_and(Session::is_paused)
    }

    fn is_session_running(&self) -> bool {
        self.model.session.as_ref().is_some_and(|session| !session.is_over())
    }

    // ---- sinks ----------------------------------------------------------------------------

    fn on_sinks_found(&mut self, found: Capabilities, now: &Now) {
        self.model.sinks.found = Some(found);
        self.model.make_time_to_speak(now);
    }

    /// Notes that a rung failed for good, and shows which one takes over.
    fn on_sink_lost(&mut self, lost: SinkFailure, now: &Now) {
        if !self.model.sinks.lost.contains(&lost) {
            self.model.sinks.lost.push(lost);
            let text = self.model.sinks.lost_text(lost, &self.model.settings);
            self.notify(text, now);
        }
    }

    /// Notes that a rung that was tried works again.
    fn on_sink_works(&mut self, works: SinkFailure) {
        self.model.sinks.lost.retain(|lost| *lost != works);
    }

    /// Lets the frame flash where one of `effects` asks for it.
    fn note_flashes(&mut self, effects: &[Effect], now: &Now) {
        for effect in effects {
            if let Effect::Present(signal) = effect
                && self.model.sinks.plan(signal, &self.model.settings).flashes
            {
                self.model.sinks.flash(now.mono);
            }
        }
    }
}
