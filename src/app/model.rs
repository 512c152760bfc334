//! What the program knows, whatever screen is shown.

use std::time::Duration;

use chrono::NaiveDate;

use super::ids::Ids;
use super::recent::Recent;
use super::safety_answers::SafetyAnswers;
use super::searches::Searches;
use super::settings::Settings;
use super::settings::setting::{Setting, Value};
use super::signal::Signal;
use super::sinks::Sinks;
use super::whole::Whole;
use crate::domain::advice::clearance::Clearance;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::Problem;
use crate::domain::content::routine::{Outline, Routine};
use crate::domain::content::search::Hit;
use crate::domain::play::compile::{self, CompileError, Options, compile};
use crate::domain::play::cue::CueKind;
use crate::domain::play::session::Session;
use crate::domain::play::speech::time_to_prepare;
use crate::domain::play::timeline::Timeline;
use crate::domain::record::entry::Entry;
use crate::domain::record::journal::Journal;
use crate::domain::time::zone_rules::ZoneRules;
use crate::domain::time::{Instant, Now};
use crate::theme::{Background, ColorDepth, Theme};
use crate::widgets::Blocks;
use uuid::Uuid;

/// All state below the screens.
pub struct Model {
    /// Exercises and routines.
    pub catalog: Catalog,
    /// What searches read.
    pub searches: Searches,
    /// The user's settings.
    pub settings: Settings,
    /// Where they are kept, as far as that file says something else.
    pub settings_file: SettingsFile,
    /// What the terminal was found to be.
    pub terminal: Terminal,
    /// Colours and styles.
    pub theme: Theme,
    /// Which block characters the terminal draws.
    pub blocks: Blocks,
    /// Size of the terminal: columns, rows. Says how far a page can be scrolled.
    pub viewport: (u16, u16),
    /// Makes ids.
    pub ids: Ids,
    /// The rules by which the clocks here are set.
    pub zone_rules: ZoneRules,
    /// What the journal says of the last days; `None` until it is read.
    pub recent: Option<Recent>,
    /// The safety answers, which are known before the journal is read.
    pub answers: SafetyAnswers,
    /// The journal from its first line on, once a screen asked for it.
    pub whole: Whole,
    /// The session that runs in this program.
    pub session: Option<Session>,
    /// What cues can be presented with beside the screen.
    pub sinks: Sinks,
    /// What could not be written yet.
    pub unsaved: Unsaved,
    /// The last date on which the line about a clinic was on the screen of this device, or told in lines.
    pub clinic_said: Option<NaiveDate>,
}

/// What the settings file does not say as it should.
#[derive(Debug, Default)]
pub struct SettingsFile {
    /// What is wrong in it, from top to bottom.
    pub problems: Vec<Problem>,
    /// What was changed and is not in it, or not yet.
    pub unsaved: Vec<Setting>,
    /// Why not, for people.
    pub why: Option<String>,
}

/// What the terminal was found to be; the settings may know better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// How many colours it can show.
    pub depth: ColorDepth,
    /// What is behind the text.
    pub background: Background,
    /// Which block characters it draws.
    pub blocks: Blocks,
}

impl Terminal {
    /// The theme for it that the settings ask for.
    pub fn theme(&self, settings: &Settings) -> Theme {
        Theme::named(settings.theme, self.depth, self.background)
    }

    /// The characters to draw with in it.
    pub fn blocks(&self, settings: &Settings) -> Blocks {
        settings.characters.unwrap_or(self.blocks)
    }
}

/// Entries that could not be written, and when to try again.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// The entries, the oldest first.
    pub entries: Vec<Entry>,
    /// Why, for people.
    pub why: String,
    /// The session whose line is being written; when nothing is left to write, it needs no longer be
    /// kept.
    pub last_line: Option<Uuid>,
    /// When to try again by itself.
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
        let is_refused = |unread: &Unread| self.entries.iter().any(|entry| entry.id == unread.entry.id);
        self.unread.iter().any(|unread| !unread.is_written && !is_refused(unread))
    }

    /// What could not be written, why, and what becomes of it.
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

/// An entry, and whether it is on disk.
#[derive(Debug)]
pub struct Unread {
    /// The entry.
    pub entry: Entry,
    /// Whether it is on disk: then the next reading finds it.
    pub is_written: bool,
}

/// How long to wait before a failed write is tried again.
pub const RETRY: Duration = Duration::from_secs(5);

impl Model {
    /// What is known at the start: content, settings with what is wrong in their file, the terminal, and its columns and
    /// rows.
    pub fn new(
        catalog: Catalog,
        (settings, problems): (Settings, Vec<Problem>),
        terminal: Terminal,
        viewport: (u16, u16),
        ids: Ids,
    ) -> Self {
        Self {
            catalog,
            searches: Searches::default(),
            theme: terminal.theme(&settings),
            blocks: terminal.blocks(&settings),
            settings,
            settings_file: SettingsFile { problems, ..SettingsFile::default() },
            terminal,
            viewport,
            ids,
            zone_rules: ZoneRules::default(),
            recent: None,
            answers: SafetyAnswers::default(),
            whole: Whole::default(),
            session: None,
            sinks: Sinks::default(),
            unsaved: Unsaved::default(),
            clinic_said: None,
        }
    }

    /// Changes a setting, at once; keeping it is for [`Cx::change`](super::cx::Cx::change).
    ///
    /// # Errors
    /// As [`Settings::set`].
    pub fn set(&mut self, setting: Setting, value: Value) -> Result<(), String> {
        self.settings.set(setting, value)?;
        self.theme = self.terminal.theme(&self.settings);
        self.blocks = self.terminal.blocks(&self.settings);
        Ok(())
    }

    /// The timeline of `routine` with `options`.
    ///
    /// # Errors
    /// As [`compile()`].
    pub fn timeline(&self, routine: &Routine, options: Options) -> Result<Timeline, CompileError> {
        compile(routine, &|id| self.catalog.exercise(id), options)
    }

    /// How long `routine` lasts by default; `None` where it cannot be played.
    pub fn length(&self, routine: &Routine) -> Option<Duration> {
        compile::length(routine, &|id| self.catalog.timing(id), self.default_options()).ok().map(|length| length.span)
    }

    /// The items of this kind, and of routines and plans both, that have all the words of `asked`, best first.
    pub fn search(&self, kind: ItemKind, asked: &str) -> Vec<Hit> {
        self.searches.of(kind, &self.catalog).search(asked)
    }

    /// The journal as far as it is read: all of it, or its last months; `None` until any of it is.
    pub fn journal(&self) -> Option<&Journal> {
        self.whole.journal().or_else(|| self.recent.as_ref().map(|recent| &recent.journal))
    }

    /// The clearance to exercise; `None` where it is not known yet.
    pub fn clearance(&self, now: &Now) -> Option<Clearance> {
        self.answers.clearance(now.wall)
    }

    /// Where the session is spoken, or read out, getting into position lasts until all of it is said.
    pub fn make_time_to_speak(&mut self, now: &Now) {
        let prepare = Signal::new(CueKind::Prepare, "all");
        let is_heard = self.sinks.in_lines || self.sinks.plan(&prepare, &self.settings).speaks;
        let counts = self.sinks.counts_aloud(&self.settings);
        if let Some(session) = self.session.as_mut().filter(|session| is_heard && !session.is_over()) {
            // A line that was told whole is not told again, only for a count to follow.
            let told =
                (self.sinks.in_lines && session.player.elapsed(now.mono) > Duration::ZERO).then(|| session.player.at());
            let wanted = |timeline: &Timeline, at| time_to_prepare(timeline, at, counts).filter(|_| told != Some(at));
            session.player.make_time(wanted, now.mono);
        }
    }

    /// The options that hold unless the user chooses others.
    pub fn default_options(&self) -> Options {
        self.settings.options()
    }

    /// All routines with the length each has by default, the shortest first: who opens the program
    /// to move at once finds the quickest on top.
    pub fn routines_by_length(&self) -> Vec<(Outline, Duration)> {
        let with_length = |id: &str| {
            let routine = self.catalog.outline(id)?;
            let length = self.length(&routine)?;
            Some((routine, length))
        };
        let mut all: Vec<_> = self.catalog.routine_ids().filter_map(with_length).collect();
        all.sort_by_key(|(_, length)| *length);
        all
    }
}
