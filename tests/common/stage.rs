//! The whole program in virtual time, before an outside that only remembers.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::App;
use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::draft::RoutineDraft;
use supple::domain::content::draft::plan::PlanDraft;
use supple::domain::content::filter::equipment;
use supple::domain::content::link::ItemKind;
use supple::domain::journal::entry::{Body, Entry, Rating, SessionEntry};
use supple::domain::journal::line::{JournalLine, parse_line};
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::session::compile::Options;
use supple::domain::session::player::{Phase, Player};
use supple::domain::session::run::Saved;
use supple::domain::session::timer::IntervalTimer;
use supple::domain::time::zone_rules::ZoneRules;
use supple::domain::time::{Instant, Now};
use supple::state::event::{Effect, Event, Key, OwnFile, OwnFiles, OwnName};
use supple::state::journal_cache::Recent;
use supple::state::keymap::resolve;
use supple::state::model::{Ids, Model, TerminalTraits};
use supple::state::route::Opening;
use supple::state::route::SessionStart;
use supple::state::safety_answers::SafetyAnswers;
use supple::state::settings::read::{SettingsReading, notice};
use supple::state::settings::setting::Setting;
use supple::state::settings::{Settings, write};
use supple::state::sinks::Signal;
use supple::theme::ColorDepth;
use supple::view;
use uuid::Uuid;

/// How a program is set up before it opens.
#[derive(Clone)]
pub struct Setup {
    pub settings: Settings,
    /// The lines of the journal.
    pub lines: String,
    /// The settings file, which then says what `settings` are.
    pub config: Option<&'static str>,
    pub depth: ColorDepth,
    /// The user's own exercises: id and JSON.
    pub exercises: Vec<(&'static str, String)>,
    /// The user's own routines: id and JSON.
    pub routines: Vec<(&'static str, String)>,
    /// The user's own plans: id and JSON.
    pub plans: Vec<(&'static str, String)>,
    pub opens: Opens,
    /// Another program runs a session on this device.
    pub session_elsewhere: bool,
    /// It shows itself in lines.
    pub in_lines: bool,
    /// When it is opened first, on the wall clock.
    pub begins: &'static str,
    /// Where that clock hangs.
    pub place: ZoneRules,
    /// The safety answers that are kept beside the journal.
    pub kept: Kept,
    /// The journal is being read until a test says that it is.
    pub is_being_read: bool,
    /// Part of the journal cannot be read.
    pub is_unreadable: bool,
}

/// What the device keeps beside the journal.
#[derive(Clone)]
pub enum Kept {
    /// What the journal says.
    UpToDate,
    /// Nothing that can be used.
    Missing,
    /// These lines, whatever the journal says.
    Lines(String),
}

impl Kept {
    fn entries(&self, outside: &Outside) -> Option<Vec<Entry>> {
        match self {
            Self::UpToDate => Some(outside.journal().safety_part()),
            Self::Missing => None,
            Self::Lines(lines) => Some(journal_of(lines).safety_part()),
        }
    }
}

/// Where it opens.
#[derive(Clone)]
pub enum Opens {
    Home,
    Welcome,
    CheckIn(&'static str, Options),
    Session(&'static str, Options),
    Timer(IntervalTimer),
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            lines: String::new(),
            config: None,
            depth: ColorDepth::None,
            exercises: Vec::new(),
            routines: Vec::new(),
            plans: Vec::new(),
            opens: Opens::Home,
            session_elsewhere: false,
            in_lines: false,
            begins: BEGINS,
            place: ZoneRules::default(),
            kept: Kept::UpToDate,
            is_being_read: false,
            is_unreadable: false,
        }
    }
}

/// What lies outside the program: files and locks, as far as it knows of them.
#[derive(Default)]
pub struct Outside {
    /// The lines of the journal.
    pub lines: String,
    /// The session in progress as it was kept last.
    pub progress: Option<Vec<u8>>,
    /// Entries put aside at the end of the program.
    pub stashed: Vec<Entry>,
    /// Every effect there was, in order.
    pub effects: Vec<Effect>,
    /// The settings file.
    pub config: Option<String>,
    /// Nothing can be written.
    pub disk_full: bool,
    /// Whether this program has the session lock.
    pub has_lock: bool,
    /// The session that was found and asked about.
    pub asked_about: Option<Uuid>,
    pub session_elsewhere: bool,
    /// The first screen was seen.
    pub welcomed: bool,
    /// The date on which the line about a clinic was said last.
    pub clinic_said: Option<chrono::NaiveDate>,
    /// The last timer.
    pub timer: Option<IntervalTimer>,
    /// The whole journal is not read before a test says so.
    pub reads_slowly: bool,
    /// Entries are not on disk before a test says so.
    pub writes_slowly: bool,
    pub being_written: Vec<Vec<Entry>>,
    /// The user's own files as the program was set up with them.
    pub given: Vec<UserFile>,
    /// The user's own files that the program has written.
    pub saved: Vec<UserFile>,
    /// The draft that is kept.
    pub draft: Option<String>,
    /// The draft of a plan that is kept.
    pub plan_draft: Option<String>,
    /// The last months of it are not read before a test says so.
    pub is_being_read: bool,
    /// Its lines are in a file that cannot be read.
    pub is_unreadable: bool,
}

/// An [`App`] that is played by keys and time.
pub struct Stage {
    pub app: App,
    pub outside: Outside,
    setup: Setup,
    /// Since the start, on the monotonic clock.
    passed: Duration,
    /// How far the wall clock was put forward or back, in seconds.
    wall_shift: i64,
    runs: u64,
}

impl Outside {
    /// Everything there was to notice, in order.
    pub fn signals(&self) -> impl Iterator<Item = &Signal> {
        self.effects
            .iter()
            .filter_map(|effect| if let Effect::Present(signal) = effect { Some(&**signal) } else { None })
    }
}

impl Default for Stage {
    /// The home screen of a new user.
    fn default() -> Self {
        Self::new(Setup::default())
    }
}

impl Stage {
    pub fn new(setup: Setup) -> Self {
        let config = setup.config.map(str::to_owned);
        let lines = setup.lines.clone();
        let outside = Outside {
            session_elsewhere: setup.session_elsewhere,
            config,
            lines,
            is_being_read: setup.is_being_read,
            is_unreadable: setup.is_unreadable,
            ..Outside::default()
        };
        Self::opened(setup, outside, Duration::ZERO, 0)
    }

    /// The home screen of somebody with these lines in their journal.
    pub fn with_journal(lines: &str) -> Self {
        let outside = Outside { lines: lines.to_owned(), ..Outside::default() };
        Self::opened(Setup::default(), outside, Duration::ZERO, 0)
    }

    /// Straight into a session of the built-in routine `id`.
    pub fn session(id: &'static str) -> Self {
        Self::new(Setup { opens: Opens::Session(id, Options::default()), ..Setup::default() })
    }

    /// Straight into a session of a made-up routine, from the JSON of its steps.
    pub fn session_of(steps: &str) -> Self {
        let opens = Opens::Session("made-up", Options::default());
        Self::new(Setup { routines: vec![("made-up", made_up(steps))], opens, ..Setup::default() })
    }

    fn opened(setup: Setup, outside: Outside, passed: Duration, runs: u64) -> Self {
        let now = setup.moment(passed, 0);
        let routines = setup.routines.iter().map(|(id, json)| user_file(ItemKind::Routine, id, json));
        let plans = setup.plans.iter().map(|(id, json)| user_file(ItemKind::Plan, id, json));
        let exercises = setup.exercises.iter().map(|(id, json)| user_file(ItemKind::Exercise, id, json));
        let given = exercises.chain(routines).chain(plans).collect();
        let outside = Outside { given, ..outside };
        let catalog = Catalog::with_user_files(&outside.own_files());
        let terminal = TerminalTraits { depth: setup.depth, ..TerminalTraits::default() };
        let config = match &outside.config {
            Some(text) => SettingsReading::of("config.toml", text, &|| equipment(&catalog)),
            None => SettingsReading { settings: setup.settings.clone(), problems: Vec::new() },
        };
        let told = notice(&config.problems, 78);
        let mut model = Model::new(catalog, config, terminal, (80, 24), Ids::new(7 + runs));
        model.clinic_said = outside.clinic_said;
        let kept = outside.draft.as_ref().map(|text| serde_json::from_str(text).unwrap());
        model.draft = kept.map(|kept| Box::new(RoutineDraft::restore(&kept).unwrap()));
        let kept = outside.plan_draft.as_ref().map(|text| serde_json::from_str(text).unwrap());
        model.plan_draft = kept.map(|kept| Box::new(PlanDraft::restore(&kept).unwrap()));
        model.timer = outside.timer.unwrap_or_default();
        model.sinks.in_lines = setup.in_lines;
        model.zone_rules = setup.place;
        model.answers = SafetyAnswers::kept(setup.kept.entries(&outside));
        let begin = |id: &str, options| {
            let routine = model.catalog.routine(id).unwrap_or_else(|| panic!("no routine {id}"));
            SessionStart::new(routine, options)
        };
        let opening = match setup.opens.clone() {
            Opens::Home => Opening::Home,
            Opens::Welcome => Opening::Welcome,
            Opens::CheckIn(id, options) => Opening::CheckIn(begin(id, options)),
            Opens::Session(id, options) => Opening::Session(begin(id, options)),
            Opens::Timer(timer) => Opening::Session(SessionStart::of_timer(timer, model.default_options())),
        };
        let (app, effects) = App::new(model, opening, told, &now);
        let mut stage = Self { app, outside, setup, passed, wall_shift: 0, runs };
        let found = stage.outside.unfinished().map(|saved| Event::Found(Box::new(saved)));
        stage.work_through(found.into_iter().collect(), effects);
        stage
    }

    /// The program begins anew, and finds what an earlier run left: after a crash only what was
    /// kept on disk, after leaving also what was put aside.
    pub fn restart(self) -> Self {
        self.restart_at(Opens::Home)
    }

    /// As [`Stage::restart`], with other plans in the user's folder.
    pub fn restart_with_plans(mut self, plans: Vec<(&'static str, String)>) -> Self {
        self.setup.plans = plans;
        self.restart()
    }

    /// As [`Stage::restart`], opening elsewhere.
    pub fn restart_at(mut self, opens: Opens) -> Self {
        if self.app.is_over() {
            self.outside.stashed.extend(self.app.model().unsaved.entries.iter().cloned());
        }
        self.outside.has_lock = false;
        let passed = self.passed + Duration::from_secs(60);
        Self::opened(Setup { opens, ..self.setup }, self.outside, passed, self.runs + 1)
    }

    /// As [`Stage::restart`], otherwise set up; what is outside stays as it is, but for what `change` says of the journal.
    pub fn restart_as(mut self, change: impl FnOnce(&mut Setup)) -> Self {
        change(&mut self.setup);
        self.outside.is_being_read = self.setup.is_being_read;
        self.outside.is_unreadable = self.setup.is_unreadable;
        let opens = self.setup.opens.clone();
        self.restart_at(opens)
    }

    /// Opens the page of a plan from the home screen.
    pub fn open_plan(&mut self, id: &str) -> &mut Self {
        self.keys("p").choose_plan(id)
    }

    /// Opens the page of a plan from the list of plans.
    pub fn choose_plan(&mut self, id: &str) -> &mut Self {
        let title = self.app.model().catalog.title(ItemKind::Plan, id).unwrap();
        // A long list is scrolled before the next row is chosen.
        for _ in 0..60 {
            if self.shows(&format!("▸ {title}")) {
                return self.keys("enter");
            }
            self.keys("down");
        }
        panic!("no plan {id}: {}", self.screen(100, 30));
    }

    // ---- what happens ---------------------------------------------------------------------

    /// Presses keys, written as `j j enter`: a word is a key by name, else its first character.
    #[track_caller]
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            self.press(key(word));
        }
        self
    }

    /// Presses a key in answer to what is there: nobody is faster than the time in which keys are taken for what was
    /// there before. How keys that come at once are taken, [`Stage::at_once`] shows.
    pub fn press(&mut self, key: Key) {
        let (app, now) = (&self.app, self.now());
        match resolve(app.context(), key).filter(|action| app.is_deaf_to(*action, &now)) {
            Some(action) => self.happens(Event::Said(action)),
            None => self.happens(Event::Key(key)),
        }
    }

    /// Presses keys that are read all at once, whatever comes of the first.
    #[track_caller]
    pub fn at_once(&mut self, keys: &str) -> &mut Self {
        let events = keys.split_whitespace().map(|word| Event::Key(key(word))).collect();
        self.work_through(events, Vec::new());
        self
    }

    /// Types a text, character by character.
    pub fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.press(Key::Char(c)));
        self
    }

    /// Something happens now, and all that comes of it at once.
    pub fn happens(&mut self, event: Event) {
        self.work_through(vec![event], Vec::new());
    }

    /// Time passes, jumping from wake-up to wake-up.
    pub fn advance(&mut self, secs: f64) -> &mut Self {
        let until = self.passed + Duration::from_secs_f64(secs);
        while self.passed < until && !self.app.is_over() {
            let next = self.app.next_wakeup(&self.now());
            let next = next.map(|at| at - MONO).filter(|next| *next <= until);
            self.passed = next.unwrap_or(until).max(self.passed);
            if next.is_some() {
                self.happens(Event::Tick);
            }
        }
        self
    }

    /// Nothing is heard of the program for so long: the machine sleeps.
    pub fn sleep(&mut self, secs: u64) -> &mut Self {
        self.lose(secs).happens(Event::Tick);
        self
    }

    /// So much time is gone when the next thing happens.
    pub fn lose(&mut self, secs: u64) -> &mut Self {
        self.passed += Duration::from_secs(secs);
        self
    }

    /// The wall clock is put forward or back.
    pub fn put_wall_clock(&mut self, secs: i64) -> &mut Self {
        self.wall_shift += secs;
        self
    }

    pub fn disk_full(&mut self, full: bool) -> &mut Self {
        self.outside.disk_full = full;
        self
    }

    /// What was to be written is on disk now.
    pub fn writes_arrive(&mut self) -> &mut Self {
        for entries in std::mem::take(&mut self.outside.being_written) {
            let written = self.outside.append(&entries);
            self.happens(written);
        }
        self
    }

    /// Lets time pass until the session is in this phase.
    #[track_caller]
    pub fn until(&mut self, phase: Phase) -> &mut Self {
        for _ in 0..100_000 {
            if self.player().phase() == phase {
                return self;
            }
            let next = self.app.next_wakeup(&self.now()).expect("the session stands still");
            self.passed = next - MONO;
            self.happens(Event::Tick);
        }
        panic!("never {phase:?}");
    }

    /// Skips the check-in, goes to the end of the session, and answers nothing there.
    #[track_caller]
    pub fn until_done(&mut self) -> &mut Self {
        self.keys("enter").until(Phase::Done).keys("enter")
    }

    /// Goes on by key until the work of this exercise.
    #[track_caller]
    pub fn go_to(&mut self, exercise: &str) -> &mut Self {
        for _ in 0..1_000 {
            let is_there = self.player().about().is_some_and(|about| about.exercise.as_str() == exercise);
            if is_there && self.player().phase() == Phase::Work {
                return self;
            }
            self.keys("n");
        }
        panic!("no {exercise}");
    }

    /// The journal that is being read is read.
    pub fn journal_is_read(&mut self) -> &mut Self {
        self.outside.is_being_read = false;
        let recent = Recent::of(self.outside.readable(), self.now().wall);
        self.happens(Event::JournalRead(Box::new(recent)));
        self
    }

    // ---- what is there --------------------------------------------------------------------

    pub fn now(&self) -> Now {
        self.setup.moment(self.passed, self.wall_shift)
    }

    /// Whether nothing changes by itself before another day begins.
    pub fn is_at_rest(&self) -> bool {
        let now = self.now();
        let next = self.app.next_wakeup(&now).map(|next| now.wall + (next - now.mono));
        next.is_none_or(|next| next.date_naive() > now.wall.date_naive())
    }

    #[track_caller]
    pub fn player(&self) -> &Player {
        &self.app.model().session.as_ref().expect("no session").player
    }

    /// What is drawn at this size.
    pub fn buffer(&self, width: u16, height: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        view::draw(&self.app, &self.now(), buffer.area, &mut buffer);
        buffer
    }

    /// The text that is drawn at this size, without blanks at the ends of lines.
    pub fn screen(&self, width: u16, height: u16) -> String {
        let buffer = self.buffer(width, height);
        let row = |y: u16| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }

    /// Whether `text` can be read at 100x30.
    pub fn shows(&self, text: &str) -> bool {
        self.screen(100, 30).contains(text)
    }

    /// The entries of the journal, in the order they were written.
    pub fn entries(&self) -> Vec<Entry> {
        let read = |line: &str| match parse_line(line.as_bytes()) {
            Ok(JournalLine::Known(entry)) => entry,
            other => panic!("{other:?}: {line}"),
        };
        self.outside.lines.lines().map(read).collect()
    }

    /// What the journal's lines add up to.
    pub fn journal(&self) -> Journal {
        self.outside.journal()
    }

    /// The sessions as they stand.
    pub fn sessions(&self) -> Vec<SessionEntry> {
        self.journal().sessions().iter().map(|session| session.body.clone()).collect()
    }

    /// The ratings as they stand.
    pub fn ratings(&self) -> Vec<Rating> {
        self.journal().ratings().iter().map(|rating| rating.body.clone()).collect()
    }

    /// The kinds of the journal's lines, in their order.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.entries().iter().map(|entry| entry.body.kind()).collect()
    }

    /// How many lines the session `id` has.
    pub fn lines_of_session(&self, id: Uuid) -> usize {
        let is_it = |entry: &&Entry| entry.id == id && matches!(entry.body, Body::Session(_));
        self.entries().iter().filter(is_it).count()
    }

    // ---- the loop, as `runtime` has it ----------------------------------------------------

    fn work_through(&mut self, events: Vec<Event>, effects: Vec<Effect>) {
        let mut events: VecDeque<Event> = events.into();
        let mut effects = effects;
        while !events.is_empty() || !effects.is_empty() {
            while let Some(event) = events.pop_front() {
                effects.extend(self.app.update(event, &self.now()));
            }
            for effect in std::mem::take(&mut effects) {
                let now = self.now();
                events.extend(self.outside.carry_out(effect, &now));
            }
        }
    }
}

impl Outside {
    /// What its lines add up to.
    pub fn read_whole(&self) -> Journal {
        self.journal()
    }

    fn journal(&self) -> Journal {
        journal_of(&self.lines)
    }

    /// The user's own files, as they are on disk.
    pub fn own_files(&self) -> Vec<UserFile> {
        let is_saved = |file: &UserFile| self.saved.iter().any(|new| (new.kind, &new.stem) == (file.kind, &file.stem));
        self.given.iter().filter(|file| !is_saved(file)).chain(&self.saved).cloned().collect()
    }

    /// The text of an own file.
    pub fn own_text(&self, kind: ItemKind, id: &str) -> Option<String> {
        self.own_files().into_iter().find(|file| file.kind == kind && file.stem == id).map(|file| file.text.unwrap())
    }

    fn save_own(&mut self, own: &OwnFiles) -> Event {
        let is_in_the_way = |file: &OwnFile| {
            let all = self.own_files();
            let OwnName { kind, id } = &file.name;
            let found = all.iter().find(|known| known.kind == *kind && known.stem == id.as_str());
            let text = found.map(|found| found.text.clone().unwrap());
            let may_replace = own.may_replace.contains(&file.name);
            text.is_some() && text != file.before && text.as_ref() != Some(&file.text) && !may_replace
        };
        if let Some(file) = own.files.iter().find(|file| is_in_the_way(file)) {
            return Event::OwnInTheWay(file.name.clone());
        }
        for OwnFile { name, text, .. } in &own.files {
            self.saved.retain(|known| (known.kind, known.stem.as_str()) != (name.kind, name.id.as_str()));
            let (path, stem) = (name.to_string(), name.id.to_string());
            self.saved.push(UserFile { kind: name.kind, path, stem, text: Ok(text.clone()) });
        }
        self.read_content(Some(Box::new(own.clone())))
    }

    fn read_content(&self, saved: Option<Box<OwnFiles>>) -> Event {
        Event::ContentRead { catalog: Box::new(Catalog::with_user_files(&self.own_files())), saved }
    }

    /// As far as it can be read.
    fn readable(&self) -> Journal {
        if !self.is_unreadable {
            return self.journal();
        }
        let mut fold = Fold::default();
        fold.begin_file("test.jsonl");
        fold.broken_file("cannot be read: permission is missing; check who owns it");
        fold.finish()
    }

    /// A kept session that has no line in the journal.
    fn unfinished(&mut self) -> Option<Saved> {
        let saved: Saved = serde_json::from_slice(self.progress.as_ref()?).unwrap();
        self.has_lock = !self.session_elsewhere;
        if self.journal().sessions().iter().any(|session| session.id == saved.id) {
            self.progress = None;
            self.has_lock = false;
        }
        let found = self.progress.is_some().then_some(saved).filter(|_| self.has_lock)?;
        self.asked_about = Some(found.id);
        Some(found)
    }

    fn append(&mut self, entries: &[Entry]) -> Event {
        entries.iter().for_each(|entry| self.lines.push_str(&entry.to_line()));
        Event::Written(entries.iter().map(|entry| entry.id).collect())
    }

    fn save_settings(&mut self, settings: Box<Settings>, changed: Vec<Setting>) -> Event {
        let text = match &self.config {
            _ if self.disk_full => Err("the disk is full; make room".to_owned()),
            None => Ok(write::new_file(&settings, &changed)),
            Some(before) => write::changed(before, &settings, &changed),
        };
        let effect = Box::new(Effect::SaveSettings { settings, changed });
        match text {
            Ok(text) => {
                self.config = Some(text.clone());
                Event::SettingsSaved { file: "config.toml".to_owned(), text }
            }
            Err(why) => Event::Failed { effect, why },
        }
    }

    fn carry_out(&mut self, effect: Effect, now: &Now) -> Option<Event> {
        self.effects.push(effect.clone());
        match effect {
            Effect::Append(_) | Effect::SaveOwn(_) if self.disk_full => {
                return Some(Event::Failed { effect: Box::new(effect), why: "no space left on device".to_owned() });
            }
            Effect::Append(entries) if self.writes_slowly => self.being_written.push(entries),
            Effect::Append(entries) => return Some(self.append(&entries)),
            Effect::SaveSettings { settings, changed } => return Some(self.save_settings(settings, changed)),
            Effect::TakeStashed if !self.disk_full => {
                let stashed = std::mem::take(&mut self.stashed);
                stashed.iter().for_each(|entry| self.lines.push_str(&entry.to_line()));
            }
            Effect::SaveProgress(saved) => self.progress = Some(serde_json::to_vec(&saved).unwrap()),
            Effect::RemoveProgress => self.progress = None,
            Effect::TakeSessionLock => {
                let had_it = std::mem::replace(&mut self.has_lock, !self.session_elsewhere);
                let asked_about = self.asked_about;
                let found = if had_it { None } else { self.unfinished() };
                self.has_lock = !self.session_elsewhere;
                return Some(match found.filter(|found| asked_about != Some(found.id)) {
                    Some(found) => Event::Found(Box::new(found)),
                    None => Event::SessionLock(self.has_lock),
                });
            }
            Effect::ReleaseSessionLock => self.has_lock = false,
            Effect::ReadJournal if self.is_being_read => {}
            Effect::ReadJournal => {
                return Some(Event::JournalRead(Box::new(Recent::of(self.readable(), now.wall))));
            }
            Effect::ReadWholeJournal if self.reads_slowly => {}
            Effect::ReadWholeJournal => return Some(Event::WholeJournalRead(Box::new(self.journal()))),
            Effect::MarkWelcomed => self.welcomed = true,
            Effect::RememberTimer(timer) => self.timer = Some(timer),
            Effect::MarkClinicSaid(said) => self.clinic_said = Some(said),
            Effect::SaveDraft(draft) => self.draft = Some(serde_json::to_string(&draft).unwrap()),
            Effect::RemoveDraft => self.draft = None,
            Effect::SavePlanDraft(draft) => self.plan_draft = Some(serde_json::to_string(&draft).unwrap()),
            Effect::RemovePlanDraft => self.plan_draft = None,
            Effect::SaveOwn(own) => return Some(self.save_own(&own)),
            Effect::ReadContent => return Some(self.read_content(None)),
            Effect::EditFile { .. }
            | Effect::TakeStashed
            | Effect::Present(_)
            | Effect::Try(_)
            | Effect::Print(_)
            | Effect::Suspend
            | Effect::Quit => {}
        }
        None
    }
}

fn journal_of(lines: &str) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("test.jsonl");
    lines.lines().for_each(|line| fold.line(line.as_bytes()));
    fold.finish()
}

/// A routine file of the user's from the JSON of its steps.
pub fn made_up(steps: &str) -> String {
    format!(
        r#"{{"id": "made-up", "title": "Made Up", "summary": "For tests.", "when": ["any-day"], "steps": {steps}}}"#
    )
}

/// An exercise file of the user's with a self-test that counts for half a minute.
pub fn chair_stands() -> String {
    r#"{"id": "chair-stands", "name": "Chair Stands", "kind": "self-test", "position": "seated", "sides": "none",
        "summary": "For tests.", "setup": ["Sit, arms crossed.", "Stand up and sit down."], "breathing": "Easy.",
        "pass": "Often enough.", "fail": "Not often.", "leads_to": [{"exercise": "air-squat"}], "dose": {"hold_s": 30},
        "test": {"result": "count", "limit_s": 30, "pass_from": 10, "counted": "times up"}}"#
        .to_owned()
}

fn user_file(kind: ItemKind, id: &str, json: &str) -> UserFile {
    UserFile { kind: kind.into(), path: format!("{id}.json"), stem: id.to_owned(), text: Ok(json.to_owned()) }
}

/// Friday, 20 November 2026, 07:00. The wall clock stands between two seconds, as it does for most users.
const BEGINS: &str = "2026-11-20T07:00:00.25+01:00";

/// Where the monotonic clock stands then.
const MONO: Instant = Instant::from_millis(1_000_000);

impl Setup {
    /// Both clocks, so long after the beginning.
    fn moment(&self, passed: Duration, wall_shift: i64) -> Now {
        let start = DateTime::parse_from_rfc3339(self.begins).unwrap();
        let wall = start + passed + chrono::TimeDelta::seconds(wall_shift);
        Now { mono: MONO + passed, wall: self.place.shown(wall) }
    }
}

/// A key by its name, or the character it is.
pub fn key(word: &str) -> Key {
    match word {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "page-up" => Key::PageUp,
        "page-down" => Key::PageDown,
        "backspace" => Key::Backspace,
        "delete" => Key::Delete,
        "tab" => Key::Tab,
        "back-tab" => Key::BackTab,
        "space" => Key::Char(' '),
        "shift-up" => Key::ShiftUp,
        "shift-down" => Key::ShiftDown,
        word => match (word.strip_prefix("ctrl-"), word.chars().next()) {
            (Some(c), _) => Key::Ctrl(c.chars().next().unwrap()),
            (None, Some(c)) if word.chars().count() == 1 => Key::Char(c),
            _ => panic!("`{word}` is no key"),
        },
    }
}
