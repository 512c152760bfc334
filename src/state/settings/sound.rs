//! Settings for the sinks: voice, tones, flash, and others that reach people who cannot look.

use crate::domain::content::words::words;

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
