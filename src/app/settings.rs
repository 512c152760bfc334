//! What the user can set: the values in force, each to be asked for and changed by its [`Setting`].
//!
//! How they stand in `config.toml` is for `read` and `write`.

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
    /// Nothing moves on the screen but the numbers.
    pub reduced_motion: bool,
    /// The terminal's bell rings when the phase changes, where no tones can be heard.
    pub bell: bool,
    /// What is said and sounded.
    pub sound: Sound,
    /// Work begins by itself when rest is over.
    pub auto_advance: bool,
    /// How many form cues are told in a session.
    pub cues: Cues,
    /// A question about pain before each session; [`Settings::asks_before`] says whether it is asked.
    pub check_in: bool,
    /// No question about pain but those the user opens.
    pub quiet_journal: bool,
    /// A question on the morning after a session; [`Settings::asks_next_morning`] says whether it is asked.
    pub ask_next_morning: bool,
    /// A question about the user's own activities, once a week.
    pub ask_activities: bool,
    /// Sessions that make a good week. 1 to 14.
    pub weekly_goal: u8,
    /// What is at hand, without doubles; `None` where nothing was said, so that anything may be needed.
    pub equipment: Option<Vec<Id>>,
    /// The numbers that the rules on pain turn on.
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

/// `None` for `auto`: by what the terminal is called.
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
    /// How a routine is played unless the user chooses otherwise.
    pub fn options(&self) -> Options {
        Options { auto_advance: self.auto_advance, cues: self.cues, pacing: self.sound.pacing, ..Options::default() }
    }

    /// Whether pain is asked for before a session.
    pub fn asks_before(&self) -> bool {
        self.check_in && !self.quiet_journal
    }

    /// Whether pain is asked for after a session.
    pub fn asks_after(&self) -> bool {
        !self.quiet_journal
    }

    /// Whether pain is asked for on the morning after a session.
    pub fn asks_next_morning(&self) -> bool {
        self.ask_next_morning && !self.quiet_journal
    }

    /// The value of `setting`.
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

    /// Changes one of them.
    ///
    /// # Errors
    /// Where `value` is not allowed, for people; nothing is changed then. A limit has to be in order with the
    /// others, too.
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
