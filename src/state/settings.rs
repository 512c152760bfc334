//! Everything that can be set, from one table: a row has the setting's name, its kind and range, its key, type and
//! default, and says what it does. The settings themselves, the screen, the file and the messages about it all come from
//! this table: a new setting is a row.
//!
//! `read` and `write` say how they are kept in `config.toml`.

use crate::domain::advice::limits::{Limit, Limits};
use crate::domain::content::exercise::Id;
use crate::domain::content::units::Units;
use crate::domain::content::words::{WordList, parse_word, words};
use crate::domain::session::compile::Options;
use crate::domain::session::cue::Cues;
use crate::domain::session::timeline::Pacing;
use crate::domain::text::Text;
use crate::theme::ThemeName;
use crate::widgets::figure::Characters;
use setting::{Group, SettingSpec, SettingValue, ValueKind, number, words};

pub mod read;
pub mod setting;
pub mod write;

/// Makes [`Setting`] and [`Settings`] of the table below. A row: what it does, for people; `Variant`, its name on screen,
/// what its value can be, and `key: type = default`.
macro_rules! settings {
    ($($group:ident {
        $($(#[doc = $about:literal])+ $variant:ident, $name:literal, $kind:expr, $key:ident: $type:ty = $default:expr;)+
    })+) => {
        /// Something that can be set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Setting {
            $($($(#[doc = $about])+ $variant,)+)+
            /// A number that the rules on pain turn on.
            Limit(Limit),
        }

        /// The user's settings.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Settings {
            $($($(#[doc = $about])+ pub $key: $type,)+)+
            /// The numbers that the rules on pain turn on.
            pub limits: Limits,
            /// A key in a session turns all sound off and on; not kept.
            pub muted: bool,
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($($key: $default,)+)+ limits: Limits::default(), muted: false }
            }
        }

        /// All but the limits, in the order of the screen and the file.
        const PLAIN: &[Setting] = &[$($(Setting::$variant,)+)+];

        impl Setting {
            /// The key in the file; that of a limit belongs to the table `limits`.
            pub const fn key(self) -> &'static str {
                match self {
                    $($(Self::$variant => stringify!($key),)+)+
                    Self::Limit(limit) => limit.as_str(),
                }
            }

            /// Its name, its group, its kind, and what it does.
            pub fn spec(self) -> SettingSpec {
                match self {
                    $($(Self::$variant => {
                        let about = concat!($($about),+).trim_start();
                        SettingSpec { name: $name, group: Group::$group, about, kind: $kind }
                    })+)+
                    Self::Limit(limit) => setting::spec_of_limit(limit),
                }
            }
        }

        impl Settings {
            /// The value of `setting`.
            pub fn value(&self, setting: Setting) -> SettingValue {
                match setting {
                    $($(Setting::$variant => self.$key.to_value(),)+)+
                    Setting::Limit(limit) => SettingValue::Number(self.limits.of(limit)),
                }
            }

            /// Changes one of them.
            ///
            /// # Errors
            /// `value` is not allowed, or a limit would be out of order with the others; for people. Nothing is changed
            /// then.
            pub fn set(&mut self, setting: Setting, value: SettingValue) -> Result<(), String> {
                setting.check(&value)?;
                match setting {
                    $($(Setting::$variant => self.$key = Valued::from_value(value)?,)+)+
                    Setting::Limit(limit) => {
                        let mut limits = self.limits.clone();
                        limits.set(limit, u8::from_value(value)?)?;
                        limits.check()?;
                        self.limits = limits;
                    }
                }
                Ok(())
            }
        }
    };
}

settings! {
    Look {
        /// Colours for a light or a dark background; auto asks the terminal. High contrast dims nothing.
        Theme, "Theme", words::<ThemeName>(), theme: ThemeName = ThemeName::Auto;
        /// Drawing of the figure; auto takes the finest your terminal shows.
        Characters, "Characters", words::<Option<Characters>>(), characters: Option<Characters> = None;
        /// Lengths in metres or in feet and inches; auto goes by your locale.
        Units, "Units", words::<Option<Units>>(), units: Option<Units> = None;
        /// Nothing on the screen moves except the numbers.
        ReducedMotion, "Reduced motion", ValueKind::Switch, reduced_motion: bool = false;
    }
    Session {
        /// When rest is over the next set starts automatically; otherwise it waits for a key. Changing sides never waits.
        AutoAdvance, "Auto-advance", ValueKind::Switch, auto_advance: bool = true;
        /// The form cues in a session: all of them, a few (one at the start, one halfway), or only the setup. The
        /// key i always shows them all.
        Cues, "Form cues", words::<Cues>(), cues: Cues = Cues::All;
        /// Keeps the screen from going dark during a session.
        KeepAwake, "Keep screen on", ValueKind::Switch, keep_awake: bool = true;
    }
    Sound {
        /// The voice that speaks; auto takes the first one that works. In a session, m mutes everything.
        Voice, "Voice", words::<VoiceChoice>(), voice: VoiceChoice = VoiceChoice::Auto;
        /// Speed of the voice.
        VoiceRate, "Voice rate", number(80, 250, "words/min"), voice_rate: u8 = Pacing::USUAL.voice_rate;
        /// The voice's language, by the name the voice program uses; empty for its default. Everything it says is English.
        VoiceLanguage, "Voice language", ValueKind::Text, voice_language: Text = Text::default();
        /// One of the program's voices, by the name it uses.
        VoiceName, "Voice name", ValueKind::Text, voice_name: Text = Text::default();
        /// Your own program that reads text and speaks it. It may be stopped when a new sentence is due.
        VoiceCommand, "Voice command", ValueKind::Program, voice_command: Vec<String> = Vec::new();
        /// Short tones for start, halfway, other side, end and done.
        Tones, "Tones", ValueKind::Switch, tones: bool = true;
        /// Volume of the tones.
        Volume, "Volume of tones", number(0, 100, "%"), volume: u8 = 60;
        /// Counts the last seconds before and during an exercise, by voice or by tones.
        Counts, "Countdown", words::<By>(), counts: By = By::Tones;
        /// The last seconds to count; 0 for none.
        CountFrom, "Count down from", number(0, 5, ""), count_from: u8 = Pacing::USUAL.count_from;
        /// Says "in" and "out" in breathing exercises, by voice or by tones.
        Breath, "Breathing cues", words::<By>(), breath: By = By::Voice;
        /// Length of one breath, in and out, unless the exercise sets its own.
        BreathPace, "Length of a breath", number(3, 20, "s"), breath_s: u8 = Pacing::USUAL.breath_s;
        /// Rings the terminal's bell at each change when no tones can be heard.
        Bell, "Bell", ValueKind::Switch, bell: bool = true;
        /// Flashes the frame at each change; auto: only when nothing can be heard. Never with reduced motion.
        Flash, "Flash", words::<Flash>(), flash: Flash = Flash::Auto;
        /// Shows a desktop notification of what comes next while you are in another window.
        Notifications, "Notifications", ValueKind::Switch, notifications: bool = true;
        /// Shows the session's progress in the taskbar, where the terminal can.
        Progress, "Taskbar progress", ValueKind::Switch, progress: bool = true;
        /// Your own program, run on each cue; it reads the cue as JSON.
        OnCue, "Run a command on each cue", ValueKind::Program, on_cue: Vec<String> = Vec::new();
    }
    Questions {
        /// Asks about pain before each session.
        CheckIn, "Ask before a session", ValueKind::Switch, check_in: bool = true;
        /// Asks how your back is when you first open supple on the day after a session.
        AskNextMorning, "Ask next morning", ValueKind::Switch, ask_next_morning: bool = true;
        /// Asks once a week how your goals are going.
        AskActivities, "Ask about goals", ValueKind::Switch, ask_activities: bool = true;
        /// Asks nothing about pain unless you open it yourself: not before, not after, not next morning.
        QuietJournal, "Quiet journal", ValueKind::Switch, quiet_journal: bool = false;
    }
    Goal {
        /// The number of sessions that makes a good week for you.
        WeeklyGoal, "Sessions a week", number(1, 14, ""), weekly_goal: u8 = 3;
        /// Your equipment. Lists leave out whatever needs more; backspace shows everything. A mat is assumed.
        Equipment, "Equipment I have", ValueKind::Things, equipment: Option<Vec<Id>> = None;
        /// Your favourite routines, by id. The key * on a routine adds it or takes it out.
        Favourites, "Favourites", ValueKind::Routines, favourites: Vec<Id> = Vec::new();
    }
}

/// A type that holds the value of a setting.
trait Valued: Sized {
    fn to_value(&self) -> SettingValue;

    /// # Errors
    /// `value` is of another kind; for people.
    fn from_value(value: SettingValue) -> Result<Self, String>;
}

/// Implements [`Valued`] for a type that one kind of value holds as it is.
macro_rules! valued {
    ($($type:ty => $kind:ident, $allowed:expr;)+) => {$(
        impl Valued for $type {
            fn to_value(&self) -> SettingValue {
                SettingValue::$kind(self.clone())
            }

            fn from_value(value: SettingValue) -> Result<Self, String> {
                if let SettingValue::$kind(value) = value { Ok(value) } else { Err(setting::has_to_be(&$allowed)) }
            }
        }
    )+};
}

valued! {
    bool => Switch, ValueKind::Switch;
    u8 => Number, number(0, u8::MAX, "");
    Text => Text, ValueKind::Text;
    Vec<String> => Program, ValueKind::Program;
    Option<Vec<Id>> => Things, ValueKind::Things;
    Vec<Id> => Routines, ValueKind::Routines;
}

impl<W: WordList + PartialEq> Valued for W {
    fn to_value(&self) -> SettingValue {
        SettingValue::Word(W::ALL.iter().find(|(_, each)| each == self).map_or("", |(word, _)| word))
    }

    fn from_value(value: SettingValue) -> Result<Self, String> {
        if let SettingValue::Word(word) = value { parse_word(word) } else { Err(setting::has_to_be(&words::<W>())) }
    }
}

impl WordList for ThemeName {
    const WHAT: &'static str = "theme";
    const ALL: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("light", Self::Light), ("dark", Self::Dark), ("high-contrast", Self::HighContrast)];
}

/// `None` for `auto`: the best that the terminal is known to show.
impl WordList for Option<Characters> {
    const WHAT: &'static str = "kind of characters";
    const ALL: &'static [(&'static str, Self)] = &[
        ("auto", None),
        ("graphics", Some(Characters::Graphics)),
        ("octants", Some(Characters::Octants)),
        ("sextants", Some(Characters::Sextants)),
        ("quadrants", Some(Characters::Quadrants)),
        ("braille", Some(Characters::Braille)),
        ("blocks", Some(Characters::Halves)),
        ("ascii", Some(Characters::Ascii)),
    ];
}

/// `None` for `auto`: those of the locale.
impl WordList for Option<Units> {
    const WHAT: &'static str = Units::WHAT;
    const ALL: &'static [(&'static str, Self)] =
        &[("auto", None), ("metric", Some(Units::Metric)), ("imperial", Some(Units::Imperial))];
}

impl Settings {
    /// Returns the options with which a routine is played unless the user chooses others.
    pub fn options(&self) -> Options {
        Options { auto_advance: self.auto_advance, cues: self.cues, pacing: self.pacing(), ..Options::default() }
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

    /// Returns the numbers by which a session counts, breathes and speaks.
    pub fn pacing(&self) -> Pacing {
        Pacing { count_from: self.count_from, breath_s: self.breath_s, voice_rate: self.voice_rate }
    }
}

words! {
    /// The choice of a voice.
    #[derive(Default)]
    VoiceChoice, "voice":
    /// The first voice of this machine that works.
    #[default]
    Auto = "auto",
    /// None.
    Off = "off",
    /// The program in `voice_command`.
    Command = "command",
    /// Speech Dispatcher.
    SpdSay = "spd-say",
    /// eSpeak NG, or eSpeak.
    Espeak = "espeak",
    /// The voice of macOS.
    Say = "say",
    /// The voice of Windows.
    Windows = "windows",
}

words! {
    /// The ways to tell something short.
    By, "way to tell":
    /// By a word.
    Voice = "voice",
    /// By a tone.
    Tones = "tones",
}

words! {
    /// The choice when the frame flashes.
    #[derive(Default)]
    Flash, "choice of flashes":
    /// If nothing can be heard.
    #[default]
    Auto = "auto",
    /// Always.
    On = "on",
    /// Never.
    Off = "off",
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
        assert_eq!(refused(Setting::WeeklyGoal, SettingValue::Number(15)), "15 is out of range; allowed: 1 to 14");
        assert_eq!(
            refused(Setting::Limit(Limit::RedFrom), SettingValue::Number(4)),
            "`amber_from` is 4 and `red_from` is 4; the first must be the lower one"
        );
        assert!(refused(Setting::Bell, SettingValue::Number(1)).contains("true or false"));
        assert!(refused(Setting::Theme, SettingValue::Word("drak")).contains("not one of: auto, light"));
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
