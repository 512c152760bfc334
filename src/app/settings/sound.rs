//! How cues reach those who cannot look.

use super::setting::{Setting, Value};
use crate::domain::content::words::{parse_word, words};
use crate::domain::play::timeline::Pacing;
use crate::domain::text::Text;

words! {
    /// Which voice speaks.
    #[derive(Default)]
    VoiceChoice, "voice":
    /// The first that works of those this machine has.
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
    /// How something short is told.
    By, "way to tell":
    /// By a word.
    Voice = "voice",
    /// By a tone.
    Tones = "tones",
}

words! {
    /// When the frame flashes.
    #[derive(Default)]
    Flash, "choice of flashes":
    /// Where nothing can be heard.
    #[default]
    Auto = "auto",
    /// Always.
    On = "on",
    /// Never.
    Off = "off",
}

/// What is said and sounded, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Anything is heard at all; in a session a key turns it off and on.
    pub on: bool,
    /// Which voice speaks.
    pub voice: VoiceChoice,
    /// Which language, as the voice calls it, such as `en-gb`; empty for the voice's own.
    pub voice_language: Text,
    /// Which of its voices, as it calls them; empty for its own choice.
    pub voice_name: Text,
    /// A program with its arguments that speaks what is written to its standard input; empty for none.
    pub voice_command: Vec<String>,
    /// Tones sound.
    pub tones: bool,
    /// How loud tones are, in percent. 0 to 100.
    pub volume: u8,
    /// How the last seconds are counted.
    pub counts: By,
    /// How in and out are told.
    pub breath: By,
    /// How many of the last seconds are counted, how long a breath is, how fast the voice speaks.
    pub pacing: Pacing,
    /// When the frame flashes.
    pub flash: Flash,
    /// The desktop tells of a phase while the terminal is not looked at.
    pub notifications: bool,
    /// The taskbar shows how far the session is, where the terminal knows how.
    pub progress: bool,
    /// The screen of the machine stays on during a session.
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
    /// Changes one of them; `value` was found to be of the setting's kind, and allowed.
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
            // Of another kind than the setting: `check` has refused it.
            _ => {}
        }
        Ok(())
    }
}
