//! What cues can be presented with beside the screen: what this machine has, what of it still works, and what of that
//! is used for a cue. Plain data; `runtime` finds it out, and does it.

pub mod plan;
pub mod told;

use std::time::Duration;

use super::settings::setting::Setting;
use super::settings::sound::{Sound, VoiceChoice};
use crate::domain::content::words::words;
use crate::domain::time::Instant;

/// How long a flash lasts.
const FLASH: Duration = Duration::from_millis(150);
/// So far apart flashes begin at least: three a second at most. **Source**: WCAG 2.2, 2.3.1, three flashes or below
/// threshold.
const BETWEEN_FLASHES: Duration = Duration::from_millis(334);

words! {
    /// Something beside the screen that a cue reaches people by.
    Sink, "sink":
    /// Words are spoken.
    Voice = "voice",
    /// A tone sounds.
    Tones = "tones",
    /// The terminal's bell rings.
    Bell = "bell",
    /// The frame of the screen flashes.
    Flash = "flash",
    /// The desktop tells it.
    Notification = "notification",
    /// The taskbar shows how far it is.
    Taskbar = "taskbar",
    /// The screen of the machine stays on.
    Awake = "awake",
    /// A program of the user's is told.
    Hook = "hook",
}

words! {
    /// A program that plays a sound file.
    Player, "player":
    /// PipeWire's.
    PwPlay = "pw-play",
    /// PulseAudio's.
    Paplay = "paplay",
    /// ALSA's.
    Aplay = "aplay",
    /// The one of macOS.
    Afplay = "afplay",
    /// The one of Windows.
    Windows = "windows",
    /// SoX.
    Sox = "play",
    /// FFmpeg's.
    Ffplay = "ffplay",
}

impl Sink {
    /// The one that `setting` is about, if it is about one.
    pub const fn of(setting: Setting) -> Option<Self> {
        Some(match setting {
            Setting::Voice | Setting::VoiceRate | Setting::VoiceLanguage => Self::Voice,
            Setting::VoiceName | Setting::VoiceCommand => Self::Voice,
            Setting::Tones | Setting::Volume | Setting::Counts | Setting::Breath => Self::Tones,
            Setting::Bell => Self::Bell,
            Setting::Flash => Self::Flash,
            Setting::Notifications => Self::Notification,
            Setting::Progress => Self::Taskbar,
            Setting::KeepAwake => Self::Awake,
            Setting::OnCue => Self::Hook,
            _ => return None,
        })
    }

    /// Whether there is something to try.
    pub const fn can_be_tried(self) -> bool {
        !matches!(self, Self::Taskbar | Self::Awake)
    }
}

/// A program that does something in a sink, one of several that could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung<K> {
    /// Which.
    pub kind: K,
    /// Where it was found: a whole path, or as the user wrote it.
    pub program: String,
}

impl<K> Rung<K> {
    /// What it is called: the name of its file.
    pub fn name(&self) -> &str {
        let name = self.program.rsplit(['/', '\\']).next().unwrap_or(&self.program);
        name.strip_suffix(".exe").unwrap_or(name)
    }
}

/// How the desktop is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desktop {
    /// By the terminal.
    Terminal,
    /// By a program, found there.
    Program(String),
}

/// What this machine was found to have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The program runs on another machine than the one that is looked at: what sounds, sounds there.
    pub remote: bool,
    /// Voices, the best first.
    pub voices: Vec<Rung<VoiceChoice>>,
    /// Players of tones, the best first.
    pub players: Vec<Rung<Player>>,
    /// How the desktop is told, if it can be.
    pub desktop: Option<Desktop>,
    /// The terminal shows progress in the taskbar.
    pub taskbar: bool,
    /// The program that keeps the screen on.
    pub awake: Option<String>,
}

/// A rung that failed three times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// A voice.
    Voice(VoiceChoice),
    /// A player of tones.
    Player(Player),
}

/// What there is, and how it stands with it.
#[derive(Debug, Clone, Default)]
pub struct Sinks {
    /// What this machine has; `None` until that is known.
    pub found: Option<Found>,
    /// What of it works no more.
    pub lost: Vec<Lost>,
    /// The terminal is not looked at, as far as it says so.
    pub is_away: bool,
    /// The session is told in lines, which as a rule are read out already.
    pub in_lines: bool,
    /// When the last flash began.
    pub flashed: Option<Instant>,
}

impl Sinks {
    /// The voices to speak with, the first one first; empty where none may speak.
    ///
    /// Over the network nothing is spoken, for it would be heard at the other end; but a command of the user's own that
    /// is asked for by name may know a way. Beside lines of text only a voice that is asked for by name speaks: two at
    /// once are none.
    pub fn voices(&self, sound: &Sound) -> Vec<Rung<VoiceChoice>> {
        let Some(found) = &self.found else { return Vec::new() };
        let wanted = |kind| match sound.voice {
            VoiceChoice::Auto => !found.remote && !self.in_lines,
            VoiceChoice::Off => false,
            VoiceChoice::Command => kind == VoiceChoice::Command,
            chosen => kind == chosen && !found.remote,
        };
        let own =
            sound.voice_command.first().map(|program| Rung { kind: VoiceChoice::Command, program: program.clone() });
        let works = |rung: &Rung<_>| wanted(rung.kind) && !self.lost.contains(&Lost::Voice(rung.kind));
        own.into_iter().chain(found.voices.iter().cloned()).filter(works).collect()
    }

    /// The players to sound tones with, the first one first; empty where none may sound.
    pub fn players(&self, sound: &Sound) -> Vec<Rung<Player>> {
        let Some(found) = self.found.as_ref().filter(|found| !found.remote) else { return Vec::new() };
        let works = |rung: &&Rung<_>| !self.lost.contains(&Lost::Player(rung.kind));
        let audible = sound.tones && sound.volume > 0;
        found.players.iter().filter(|_| audible).filter(works).cloned().collect()
    }

    /// The same, as if nothing had failed yet: what was lost may work again.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self { lost: Vec::new(), ..self.clone() }
    }

    /// Begins a flash, unless the last one is too short a time ago; says whether it does.
    pub fn flash(&mut self, now: Instant) -> bool {
        let is_free = self.flashed.is_none_or(|at| now - at >= BETWEEN_FLASHES);
        if is_free {
            self.flashed = Some(now);
        }
        is_free
    }

    /// Whether the frame flashes `now`.
    pub fn is_flashing(&self, now: Instant) -> bool {
        self.flash_ends().is_some_and(|end| now < end)
    }

    /// When the flash that began last is over.
    pub fn flash_ends(&self) -> Option<Instant> {
        self.flashed.map(|at| at + FLASH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flashes_are_never_faster_than_three_a_second() {
        let mut sinks = Sinks::default();
        let at = Instant::from_millis;
        let begun: Vec<u64> = (0..3_000).step_by(50).filter(|ms| sinks.flash(at(*ms))).collect();
        for second in 0..2_000 {
            assert!(begun.iter().filter(|ms| (second..second + 1_000).contains(*ms)).count() <= 3, "{begun:?}");
        }
        assert!(sinks.is_flashing(at(begun[begun.len() - 1] + 149)));
        assert!(!sinks.is_flashing(at(begun[begun.len() - 1] + 150)));
    }

    fn machine(remote: bool) -> Sinks {
        let voice = |kind, program: &str| Rung { kind, program: program.to_owned() };
        let voices = vec![voice(VoiceChoice::SpdSay, "/a/spd-say"), voice(VoiceChoice::Espeak, "/a/espeak-ng")];
        let players = vec![Rung { kind: Player::Aplay, program: "/a/aplay".to_owned() }];
        Sinks { found: Some(Found { remote, voices, players, ..Found::default() }), ..Sinks::default() }
    }

    fn names(sinks: &Sinks, voice: VoiceChoice, command: &[&str]) -> Vec<String> {
        let voice_command = command.iter().map(ToString::to_string).collect();
        let voices = sinks.voices(&Sound { voice, voice_command, ..Sound::default() });
        voices.iter().map(|rung| rung.name().to_owned()).collect()
    }

    #[test]
    fn the_ladder_goes_by_the_setting_and_by_what_still_works() {
        let mut here = machine(false);
        assert_eq!(names(&here, VoiceChoice::Auto, &[]), ["spd-say", "espeak-ng"]);
        assert_eq!(names(&here, VoiceChoice::Auto, &["/b/mine", "-x"]), ["mine", "spd-say", "espeak-ng"]);
        assert_eq!(names(&here, VoiceChoice::Command, &["mine"]), ["mine"]);
        assert_eq!(names(&here, VoiceChoice::Espeak, &["mine"]), ["espeak-ng"]);
        assert_eq!(names(&here, VoiceChoice::Off, &["mine"]), [""; 0]);
        here.lost.push(Lost::Voice(VoiceChoice::SpdSay));
        assert_eq!(names(&here, VoiceChoice::Auto, &[]), ["espeak-ng"]);
        assert_eq!(names(&Sinks::default(), VoiceChoice::Auto, &["mine"]), [""; 0], "nothing is known yet");
        assert_eq!(here.players(&Sound::default()).len(), 1);
        assert_eq!(here.players(&Sound { volume: 0, ..Sound::default() }).len(), 0);
    }

    #[test]
    fn beside_lines_only_a_voice_that_is_asked_for_speaks() {
        let here = Sinks { in_lines: true, ..machine(false) };
        assert_eq!(names(&here, VoiceChoice::Auto, &["mine"]), [""; 0]);
        assert_eq!(names(&here, VoiceChoice::Espeak, &[]), ["espeak-ng"]);
        assert_eq!(names(&here, VoiceChoice::Command, &["mine"]), ["mine"]);
    }

    #[test]
    fn over_the_network_only_a_command_that_is_asked_for_speaks() {
        let there = machine(true);
        assert_eq!(names(&there, VoiceChoice::Auto, &["mine"]), [""; 0]);
        assert_eq!(names(&there, VoiceChoice::SpdSay, &[]), [""; 0]);
        assert_eq!(names(&there, VoiceChoice::Command, &["mine"]), ["mine"]);
        assert_eq!(there.players(&Sound::default()), []);
    }
}
