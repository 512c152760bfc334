//! The state of the program apart from its screens.

use std::sync::OnceLock;
use std::time::Duration;

use chrono::NaiveDate;
use uuid::Uuid;

use super::event::OwnName;
use super::journal_cache::{Recent, Whole};
use super::route::Guided;
use super::safety_answers::SafetyAnswers;
use super::settings::Settings;
use super::settings::read::SettingsReading;
use super::settings::setting::{Setting, SettingValue};
use super::sinks::Signal;
use super::sinks::SinkStatus;
use crate::domain::advice::clearance::Clearance;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::draft::RoutineDraft;
use crate::domain::content::draft::plan::PlanDraft;
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::Problem;
use crate::domain::content::routine::{Outline, Routine};
use crate::domain::content::search::{Hit, Index};
use crate::domain::content::words::Role;
use crate::domain::journal::entry::Entry;
use crate::domain::journal::merged::Journal;
use crate::domain::session::compile::{self, CompileError, Options, compile};
use crate::domain::session::cue::CueKind;
use crate::domain::session::run::Session;
use crate::domain::session::speech::time_to_prepare;
use crate::domain::session::timeline::Timeline;
use crate::domain::session::timer::IntervalTimer;
use crate::domain::time::zone_rules::ZoneRules;
use crate::domain::time::{Instant, Now};
use crate::theme::{Background, ColorDepth, Theme};
use crate::widgets::Blocks;
use crate::widgets::figure::Characters;

/// All state below the screens.
pub struct Model {
    /// Exercises and routines.
    pub catalog: Catalog,
    /// The search indexes.
    pub searches: Searches,
    /// The user's settings.
    pub settings: Settings,
    /// Differences between the settings and their file.
    pub settings_file: SettingsFile,
    /// The abilities of the terminal, as detected.
    pub terminal: TerminalTraits,
    /// Colours and styles.
    pub theme: Theme,
    /// The block characters to draw with.
    pub blocks: Blocks,
    /// The characters to draw figures with, where they are not pictures.
    pub characters: Characters,
    /// True if moving figures are pictures.
    pub pictures: bool,
    /// The size of the terminal: columns, rows. It limits how far a page can be scrolled.
    pub viewport: (u16, u16),
    /// The source of ids.
    pub ids: Ids,
    /// The rules of the local time zone.
    pub zone_rules: ZoneRules,
    /// The last months of the journal; `None` until they are read.
    pub recent: Option<Recent>,
    /// The last rating given since the program was opened, until it is undone.
    pub last_rating: Option<Uuid>,
    /// The safety answers, which are known before the journal is read.
    pub answers: SafetyAnswers,
    /// The journal from its first line on, once a screen asked for it.
    pub whole: Whole,
    /// The running session.
    pub session: Option<Session>,
    /// The sinks for cues apart from the screen.
    pub sinks: SinkStatus,
    /// The entries that could not be written yet.
    pub unsaved: Unsaved,
    /// The routine that is being written, while it waits.
    pub draft: Option<Box<RoutineDraft>>,
    /// The file that is in the way of one to be saved, while the user is asked about it.
    pub in_the_way: Option<OwnName>,
    /// The plan that is being written and not saved.
    pub plan_draft: Option<Box<PlanDraft>>,
    /// The number of times that the content was read anew.
    pub content_revision: u32,
    /// The numbers of the last timer on this device.
    pub timer: IntervalTimer,
    /// The last date on which this device showed or said the line about a clinic.
    pub clinic_said: Option<NaiveDate>,
}

/// Problems of the settings file, and settings that it does not hold.
#[derive(Debug, Default)]
pub struct SettingsFile {
    /// The problems in the file, from top to bottom.
    pub problems: Vec<Problem>,
    /// The settings that were changed and are not in the file, or not yet.
    pub unsaved: Vec<Setting>,
    /// The reason why they are not, for people.
    pub why: Option<String>,
}

/// The abilities of the terminal, as detected; the settings may override them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalTraits {
    /// The number of colours it can show.
    pub depth: ColorDepth,
    /// The colour behind the text.
    pub background: Background,
    /// The block characters it draws.
    pub blocks: Blocks,
    /// True once it has answered that it shows pictures by the protocol of kitty.
    pub graphics: bool,
    /// Its name and version in its own words (`kitty(0.40.1)`, `foot(1.20.2)`, `WezTerm 20240203`); `None` until it
    /// has answered. Safe to show.
    pub name: Option<String>,
}

/// Answers of the terminal to the questions asked at the start, and its own reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalAnswer {
    /// The brightness of its background.
    Background(Background),
    /// The report that its theme has changed, to one of this brightness; the exact background is asked for then.
    ThemeChanged(Background),
    /// It shows pictures by the protocol of kitty.
    Graphics,
    /// Its name and version, in its own words; safe to show.
    Name(String),
    /// The answer to the last question: no other answer is to be expected.
    Last,
}

impl TerminalTraits {
    /// Takes over an answer of the terminal.
    fn learn(&mut self, answer: TerminalAnswer) {
        match answer {
            TerminalAnswer::Background(found) | TerminalAnswer::ThemeChanged(found) => self.background = found,
            TerminalAnswer::Graphics => self.graphics = true,
            TerminalAnswer::Name(name) => self.name = Some(name),
            TerminalAnswer::Last => {}
        }
    }

    /// Returns the theme of the settings for this terminal.
    pub fn theme(&self, settings: &Settings) -> Theme {
        Theme::named(settings.theme, self.depth, self.background)
    }

    /// Returns the characters of the settings, else the best for this terminal.
    pub fn characters(&self, settings: &Settings) -> Characters {
        let chosen = settings.characters.filter(|characters| *characters != Characters::Graphics);
        chosen.unwrap_or_else(|| Characters::best(self.blocks, self.name.as_deref()))
    }

    /// Returns true if figures are to be pictures, and the terminal has answered that it shows them. They need all
    /// colours, and no pattern marks anything in them.
    pub fn pictures(&self, settings: &Settings) -> bool {
        let wanted = match settings.characters {
            None => self.name.as_deref().is_some_and(Characters::shows_pictures),
            characters => characters == Some(Characters::Graphics),
        };
        wanted && self.graphics && self.depth == ColorDepth::TrueColor
    }
}

/// Entries that could not be written, and the time to try again.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// The entries, the oldest first.
    pub entries: Vec<Entry>,
    /// The reason, for people.
    pub why: String,
    /// The session whose line is being written; once it is written, the session need not be kept on disk any more.
    pub last_line: Option<Uuid>,
    /// The time of the next automatic attempt.
    pub retry_at: Option<Instant>,
    /// Entries that the next reading of the journal may not find yet.
    pub unread: Vec<Unread>,
}

impl Unsaved {
    /// Returns true if every entry is on disk, as far as is known.
    pub fn is_all_written(&self) -> bool {
        self.unread.iter().all(|unread| unread.is_written)
    }

    /// Returns true if entries are on their way to the disk: neither written nor refused.
    pub fn is_writing(&self) -> bool {
        self.unread
            .iter()
            .any(|unread| !unread.is_written && !self.entries.iter().any(|entry| entry.id == unread.entry.id))
    }

    /// Returns the message about the entries, the reason and the next attempt.
    pub fn text(&self) -> String {
        let entries = match self.entries.len() {
            1 => "One entry".to_owned(),
            n => format!("{n} entries"),
        };
        let why = &self.why;
        format!(
            "{entries} could not be written: {why}. What is not written is kept aside and tried again at the next start."
        )
    }
}

/// An entry that the next reading of the journal may miss.
#[derive(Debug)]
pub struct Unread {
    /// The entry.
    pub entry: Entry,
    /// True once it is on disk: the next reading finds it then.
    pub is_written: bool,
}

/// The time to wait before a failed write is tried again.
pub const RETRY: Duration = Duration::from_secs(5);

impl Model {
    /// Returns the state at the start. `viewport` is the size of the terminal: columns, rows.
    pub fn new(
        catalog: Catalog,
        SettingsReading { settings, problems }: SettingsReading,
        terminal: TerminalTraits,
        viewport: (u16, u16),
        ids: Ids,
    ) -> Self {
        Self {
            catalog,
            searches: Searches::default(),
            theme: terminal.theme(&settings),
            blocks: terminal.characters(&settings).blocks(),
            characters: terminal.characters(&settings),
            pictures: terminal.pictures(&settings),
            settings,
            settings_file: SettingsFile { problems, ..SettingsFile::default() },
            terminal,
            viewport,
            ids,
            zone_rules: ZoneRules::default(),
            recent: None,
            last_rating: None,
            answers: SafetyAnswers::default(),
            whole: Whole::default(),
            session: None,
            sinks: SinkStatus::default(),
            unsaved: Unsaved::default(),
            draft: None,
            in_the_way: None,
            plan_draft: None,
            content_revision: 0,
            timer: IntervalTimer::default(),
            clinic_said: None,
        }
    }

    /// Takes over content that was read anew.
    pub fn take_content(&mut self, catalog: Catalog) {
        self.catalog = catalog;
        self.catalog.choose_units(self.settings.units);
        self.searches = Searches::default();
        self.content_revision = self.content_revision.wrapping_add(1);
    }

    /// Changes a setting in memory; [`Cx::change`](super::cx::Cx::change) saves it as well.
    ///
    /// # Errors
    /// As [`Settings::set`].
    pub fn set(&mut self, setting: Setting, value: SettingValue) -> Result<(), String> {
        self.settings.set(setting, value)?;
        self.catalog.choose_units(self.settings.units);
        self.theme = self.terminal.theme(&self.settings);
        self.choose_characters();
        Ok(())
    }

    /// Takes over an answer of the terminal: from the next frame on the theme suits it.
    pub fn learn(&mut self, answer: TerminalAnswer) {
        self.terminal.learn(answer);
        self.theme = self.terminal.theme(&self.settings);
        self.choose_characters();
    }

    fn choose_characters(&mut self) {
        self.characters = self.terminal.characters(&self.settings);
        self.blocks = self.characters.blocks();
        self.pictures = self.terminal.pictures(&self.settings);
    }

    /// Compiles `routine` with `options`.
    ///
    /// # Errors
    /// As [`compile()`].
    pub fn timeline(&self, routine: &Routine, options: Options) -> Result<Timeline, CompileError> {
        compile(routine, &|id| self.catalog.exercise(id), options)
    }

    /// Returns the length of `routine` by default; `None` if it cannot be played.
    pub fn length(&self, routine: &Routine) -> Option<Duration> {
        compile::length(routine, &|id| self.catalog.timing(id), self.default_options()).ok().map(|length| length.span)
    }

    /// Returns the items of this kind that have all the words of `asked`, best first. Routines and plans are searched
    /// together.
    pub fn search(&self, kind: ItemKind, asked: &str) -> Vec<Hit> {
        self.searches.of(kind, &self.catalog).search(asked)
    }

    /// Returns the journal as far as it is read: all of it, or its last months; `None` until any of it is.
    pub fn journal(&self) -> Option<&Journal> {
        self.whole.journal().or_else(|| self.recent.as_ref().map(|recent| &recent.journal))
    }

    /// Returns the clearance to exercise; `None` until it is known.
    pub fn clearance(&self, now: &Now) -> Option<Clearance> {
        self.answers.clearance(now.wall)
    }

    /// Returns true if `guided` has an exercise that is only for those who answered the safety questions lately.
    pub fn is_screened(&self, guided: &Guided) -> bool {
        let mut exercises = guided.exercises().into_iter().filter_map(|id| self.catalog.exercise(id.as_str()));
        exercises.any(|exercise| exercise.role == Role::Screened)
    }

    /// Extends the time to get into position until everything is said, if the session is spoken or read out.
    pub fn make_time_to_speak(&mut self, now: &Now) {
        let prepare = Signal::new(CueKind::Prepare, "all");
        let is_heard = self.sinks.in_lines || self.sinks.plan(&prepare, &self.settings).speaks;
        let counts = self.sinks.counts_aloud(&self.settings);
        if let Some(session) = self.session.as_mut().filter(|session| is_heard && !session.is_over()) {
            // A line that was told whole is not told again, only for a count to follow.
            let told =
                (self.sinks.in_lines && session.player.elapsed(now.mono) > Duration::ZERO).then(|| session.player.at());
            session
                .player
                .make_time(|timeline, at| time_to_prepare(timeline, at, counts).filter(|_| told != Some(at)), now.mono);
        }
    }

    /// Returns the options of the settings, which hold unless the user chooses others.
    pub fn default_options(&self) -> Options {
        self.settings.options()
    }

    /// Returns all routines with their default lengths, the shortest first: the quickest is on top for somebody who
    /// wants to begin at once.
    pub fn routines_by_length(&self) -> Vec<(Outline, Duration)> {
        let mut all = Vec::new();
        for routine in self.catalog.routine_ids().filter_map(|id| self.catalog.outline(id)) {
            if let Some(length) = self.length(&routine) {
                all.push((routine, length));
            }
        }
        all.sort_by_key(|(_, length)| *length);
        all
    }
}

/// The indexes of the lists that can be searched.
#[derive(Default)]
pub struct Searches {
    exercises: OnceLock<Index>,
    /// Together, because somebody who looks for something to do may want a plan as well.
    routines_and_plans: OnceLock<Index>,
    guides: OnceLock<Index>,
}

impl Searches {
    /// Returns the index for this kind, and for the kinds that are searched together with it.
    pub fn of(&self, kind: ItemKind, catalog: &Catalog) -> &Index {
        let (index, kinds): (_, &[ItemKind]) = match kind {
            ItemKind::Exercise => (&self.exercises, &[ItemKind::Exercise]),
            ItemKind::Routine | ItemKind::Plan => (&self.routines_and_plans, &[ItemKind::Routine, ItemKind::Plan]),
            ItemKind::Guide => (&self.guides, &[ItemKind::Guide]),
        };
        index.get_or_init(|| Index::new(catalog, kinds))
    }
}

/// A source of ids that never repeat.
#[derive(Debug, Clone)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// Returns a source for one run of the program; `seed` differs from run to run.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next id. Ids made later sort later, to the millisecond.
    pub fn next(&mut self, now: &Now) -> Uuid {
        let millis = u64::try_from(now.wall.timestamp_millis()).unwrap_or_default();
        let [a, b] = [self.random(), self.random()];
        let mut random = [0; 10];
        for (byte, from) in random.iter_mut().zip(a.to_le_bytes().into_iter().chain(b.to_le_bytes())) {
            *byte = from;
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// SplitMix64 (Steele, Lea and Flood 2014): ids need to differ, not to be secret.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
