//! Settings for the sinks: voice, tones, flash, and others that reach people who cannot look.

use super::setting::{Setting, Value};
use crate::domain::content::words::{parse_word, words};
use crate::domain::play::timeline::Pacing;
use crate::domain::text::Text;

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

/// Settings of voice, tones and other sinks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// False if everything is muted; in a session a key turns it off and on.
    pub on: bool,
    /// The voice that speaks.
    pub voice: VoiceChoice,
    /// The voice's name for the language, such as `en-gb`; empty for its default.
    pub voice_language: Text,
    /// The voice's name for one of its voices; empty for its default.
    pub voice_name: Text,
    /// A program with its arguments that speaks what is written to its standard input; empty for none.
    pub voice_command: Vec<String>,
    /// True if tones sound.
    pub tones: bool,
    /// The volume of tones in percent, 0 to 100.
    pub volume: u8,
    /// The way to count the last seconds.
    pub counts: By,
    /// The way to tell in and out.
    pub breath: By,
    /// The number of seconds counted, the length of a breath and the rate of the voice.
    pub pacing: Pacing,
    /// The choice when the frame flashes.
    pub flash: Flash,
    /// True if the desktop shows a new phase while the terminal has no focus.
    pub notifications: bool,
    /// True if the taskbar shows the progress of the session, in terminals that can do so.
    pub progress: bool,
    /// True if the screen of the machine stays on during a session.
    pub keep_awake: bool,
    /// A program with its arguments that is run at each cue, the cue as JSON on its standard input; empty for none.
    pub on_cue: Vec<String>,
}

impl Default for Sound {
    fn default() -> Self {
        Self {
            on: true,
            voice: VoiceChoice::Auto,
            voice_language: Text::default(),
            voice_name: Text::default(),
            voice_command: Vec::new(),
            tones: true,
            volume: 60,
            counts: By::Tones,
            breath: By::Voice,
            pacing: Pacing::default(),
            flash: Flash::Auto,
            notifications: true,
            progress: true,
            keep_awake: true,
            on_cue: Vec::new(),
        }
    }
}

impl Sound {
    /// Changes a setting of sound; the caller has checked that `value` is allowed.
    pub(super) fn set(&mut self, setting: Setting, value: Value) -> Result<(), String> {
        match (setting, value) {
            (Setting::Voice, Value::Word(word)) => self.voice = parse_word(word)?,
            (Setting::VoiceRate, Value::Number(number)) => self.pacing.voice_rate = number,
            (Setting::VoiceLanguage, Value::Text(text)) => self.voice_language = text,
            (Setting::VoiceName, Value::Text(text)) => self.voice_name = text,
            (Setting::VoiceCommand, Value::Program(words)) => self.voice_command = words,
            (Setting::Tones, Value::Switch(is_on)) => self.tones = is_on,
            (Setting::Volume, Value::Number(number)) => self.volume = number,
            (Setting::Counts, Value::Word(word)) => self.counts = parse_word(word)?,
            (Setting::Breath, Value::Word(word)) => self.breath = parse_word(word)?,
            (Setting::CountFrom, Value::Number(number)) => self.pacing.count_from = number,
            (Setting::BreathPace, Value::Number(number)) => self.pacing.breath_s = number,
            (Setting::Flash, Value::Word(word)) => self.flash = parse_word(word)?,
            (Setting::Notifications, Value::Switch(is_on)) => self.notifications = is_on,
            (Setting::Progress, Value::Switch(is_on)) => self.progress = is_on,
            (Setting::KeepAwake, Value::Switch(is_on)) => self.keep_awake = is_on,
            (Setting::OnCue, Value::Program(words)) => self.on_cue = words,
            // A value of another kind was refused by `check`.
            _ => {}
        }
        Ok(())
    }
}
