//! The user's settings: the values in force, each read and changed by its [`Setting`].
//!
//! `read` and `write` convert them from and to the text of `config.toml`.

pub mod read;
pub mod setting;
pub mod sound;
pub mod write;

use setting::{Setting, Value, word_of};
use sound::Sound;

use crate::domain::advice::limits::Limits;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::{Word, parse_word};
use crate::domain::play::compile::Options;
use crate::domain::play::cue::Cues;
use crate::theme::ThemeName;
use crate::widgets::Blocks;

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `auto`, `light`, `dark` or `high-contrast`.
    pub theme: ThemeName,
    /// `auto`, `braille`, `blocks` or `ascii`: the finest characters that the terminal's font has.
    pub characters: Option<Blocks>,
    /// True if only numbers change on the screen.
    pub reduced_motion: bool,
    /// True if the terminal's bell rings when the phase changes and no tones can be heard.
    pub bell: bool,
    /// Voice, tones and other sinks.
    pub sound: Sound,
    /// True if work begins by itself when rest is over.
    pub auto_advance: bool,
    /// The choice of form cues in a session.
    pub cues: Cues,
    /// True for a question about pain before each session; see [`Settings::asks_before`].
    pub check_in: bool,
    /// True if no question about pain is asked unless the user opens it.
    pub quiet_journal: bool,
    /// True for a question on the morning after a session; see [`Settings::asks_next_morning`].
    pub ask_next_morning: bool,
    /// True for a question about the user's own activities, once a week.
    pub ask_activities: bool,
    /// The number of sessions in a good week, 1 to 14.
    pub weekly_goal: u8,
    /// The equipment at hand, without duplicates; `None` if it is not set, so that anything may be needed.
    pub equipment: Option<Vec<Id>>,
    /// The limits of the pain rules.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeName::Auto,
            characters: None,
            reduced_motion: false,
            bell: true,
            sound: Sound::default(),
            auto_advance: true,
            cues: Cues::All,
            check_in: true,
            quiet_journal: false,
            ask_next_morning: true,
            ask_activities: true,
            weekly_goal: 3,
            equipment: None,
            limits: Limits::default(),
        }
    }
}

impl Word for ThemeName {
    const WHAT: &'static str = "theme";
    const ALL: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("light", Self::Light), ("dark", Self::Dark), ("high-contrast", Self::HighContrast)];
}

/// `None` for `auto`: according to the name of the terminal.
impl Word for Option<Blocks> {
    const WHAT: &'static str = "kind of characters";
    const ALL: &'static [(&'static str, Self)] = &[
        ("auto", None),
        ("braille", Some(Blocks::Fine)),
        ("blocks", Some(Blocks::Full)),
        ("ascii", Some(Blocks::Ascii)),
    ];
}

impl Settings {
    /// Returns the options with which a routine is played unless the user chooses others.
    pub fn options(&self) -> Options {
        Options { auto_advance: self.auto_advance, cues: self.cues, pacing: self.sound.pacing, ..Options::default() }
    }

    /// Returns true if pain is asked for before a session.
    pub fn asks_before(&self) -> bool {
        self.check_in && !self.quiet_journal
    }

    /// Returns true if pain is asked for after a session.
    pub fn asks_after(&self) -> bool {
        !self.quiet_journal
    }

    /// Returns true if pain is asked for on the morning after a session.
    pub fn asks_next_morning(&self) -> bool {
        self.ask_next_morning && !self.quiet_journal
    }

    /// Returns the value of `setting`.
    pub fn value(&self, setting: Setting) -> Value {
        match setting {
            Setting::Theme => Value::Word(word_of(self.theme)),
            Setting::Characters => Value::Word(word_of(self.characters)),
            Setting::ReducedMotion => Value::Switch(self.reduced_motion),
            Setting::Bell => Value::Switch(self.bell),
            Setting::AutoAdvance => Value::Switch(self.auto_advance),
            Setting::Cues => Value::Word(word_of(self.cues)),
            Setting::CheckIn => Value::Switch(self.check_in),
            Setting::QuietJournal => Value::Switch(self.quiet_journal),
            Setting::AskNextMorning => Value::Switch(self.ask_next_morning),
            Setting::AskActivities => Value::Switch(self.ask_activities),
            Setting::WeeklyGoal => Value::Number(self.weekly_goal),
            Setting::Equipment => Value::Things(self.equipment.clone()),
            Setting::Limit(limit) => Value::Number(self.limits.of(limit)),
            Setting::Voice => Value::Word(word_of(self.sound.voice)),
            Setting::VoiceRate => Value::Number(self.sound.pacing.voice_rate),
            Setting::VoiceLanguage => Value::Text(self.sound.voice_language.clone()),
            Setting::VoiceName => Value::Text(self.sound.voice_name.clone()),
            Setting::VoiceCommand => Value::Program(self.sound.voice_command.clone()),
            Setting::Tones => Value::Switch(self.sound.tones),
            Setting::Volume => Value::Number(self.sound.volume),
            Setting::Counts => Value::Word(word_of(self.sound.counts)),
            Setting::Breath => Value::Word(word_of(self.sound.breath)),
            Setting::CountFrom => Value::Number(self.sound.pacing.count_from),
            Setting::BreathPace => Value::Number(self.sound.pacing.breath_s),
            Setting::Flash => Value::Word(word_of(self.sound.flash)),
            Setting::Notifications => Value::Switch(self.sound.notifications),
            Setting::Progress => Value::Switch(self.sound.progress),
            Setting::KeepAwake => Value::Switch(self.sound.keep_awake),
            Setting::OnCue => Value::Program(self.sound.on_cue.clone()),
        }
    }

    /// Changes a setting.
    ///
    /// # Errors
    /// A message for people if `value` is not allowed, or a limit is out of order with the others; nothing is changed
    /// then.
    pub fn set(&mut self, setting: Setting, value: Value) -> Result<(), String> {
        setting.check(&value)?;
        match (setting, value) {
            (Setting::Theme, Value::Word(word)) => self.theme = parse_word(word)?,
            (Setting::Characters, Value::Word(word)) => self.characters = parse_word(word)?,
            (Setting::ReducedMotion, Value::Switch(is_on)) => self.reduced_motion = is_on,
            (Setting::Bell, Value::Switch(is_on)) => self.bell = is_on,
            (Setting::AutoAdvance, Value::Switch(is_on)) => self.auto_advance = is_on,
            (Setting::Cues, Value::Word(word)) => self.cues = parse_word(word)?,
            (Setting::CheckIn, Value::Switch(is_on)) => self.check_in = is_on,
            (Setting::QuietJournal, Value::Switch(is_on)) => self.quiet_journal = is_on,
            (Setting::AskNextMorning, Value::Switch(is_on)) => self.ask_next_morning = is_on,
            (Setting::AskActivities, Value::Switch(is_on)) => self.ask_activities = is_on,
            (Setting::WeeklyGoal, Value::Number(number)) => self.weekly_goal = number,
            (Setting::Equipment, Value::Things(things)) => self.equipment = things,
            (Setting::Limit(limit), Value::Number(number)) => {
                let mut limits = self.limits.clone();
                limits.set(limit, number)?;
                limits.check()?;
                self.limits = limits;
            }
            (setting, value) => self.sound.set(setting, value)?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::limits::Limit;

    #[test]
    fn what_is_set_is_what_is_asked_for() {
        let mut settings = Settings::default();
        for setting in Setting::all() {
            for value in setting.examples() {
                let before = settings.clone();
                settings.set(setting, value.clone()).unwrap_or_else(|why| panic!("{setting:?}: {why}"));
                assert_eq!(settings.value(setting), value, "{setting:?}");
                let others = Setting::all().filter(|other| *other != setting);
                others
                    .for_each(|other| assert_eq!(settings.value(other), before.value(other), "{setting:?} {other:?}"));
                settings = before;
            }
        }
    }

    #[test]
    fn what_is_not_allowed_changes_nothing() {
        let mut settings = Settings::default();
        let mut refused = |setting, value| {
            let why = settings.set(setting, value).unwrap_err();
            assert_eq!(settings, Settings::default());
            why
        };
        assert_eq!(refused(Setting::WeeklyGoal, Value::Number(15)), "15 is out of range; allowed: 1 to 14");
        assert_eq!(
            refused(Setting::Limit(Limit::RedFrom), Value::Number(4)),
            "`amber_from` is 4 and `red_from` is 4; the first has to be the lower"
        );
        assert!(refused(Setting::Bell, Value::Number(1)).contains("true or false"));
        assert!(refused(Setting::Theme, Value::Word("drak")).contains("none of: auto, light"));
    }

    #[test]
    fn a_quiet_journal_asks_nothing_about_pain() {
        let quiet = Settings { quiet_journal: true, ..Settings::default() };
        assert_eq!([quiet.asks_before(), quiet.asks_after(), quiet.asks_next_morning()], [false; 3]);
        let usual = Settings::default();
        assert_eq!([usual.asks_before(), usual.asks_after(), usual.asks_next_morning()], [true; 3]);
        assert!(!Settings { check_in: false, ..Settings::default() }.asks_before());
    }
}
