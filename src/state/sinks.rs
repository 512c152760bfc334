//! The sinks for cues apart from the screen: which of them this machine has, which still work, and which a cue uses.
//! Plain data; `runtime` detects and drives them.
//!
//! # Guide
//!
//! `runtime` looks for what the machine has and sets [`SinkStatus::found`]. From then on, for each cue,
//! [`SinkStatus::plan`] says what is done: which of voice, tone, bell, flash and notification. [`SinkStatus::voices`] and
//! [`SinkStatus::players`] list the programs to try, the best first; one that fails three times in a row is added to
//! [`SinkStatus::lost`], and the next one takes its place. [`SinkStatus::standing`] says the same in words.
//!
//! ```
//! use supple::state::sinks::Signal;
//! use supple::state::settings::Settings;
//! use supple::state::settings::VoiceChoice;
//! use supple::state::sinks::{Capabilities, Rung, SinkStatus};
//! use supple::domain::session::cue::CueKind;
//!
//! let espeak = Rung { kind: VoiceChoice::Espeak, program: "/usr/bin/espeak-ng".to_owned() };
//! let found = Capabilities { voices: vec![espeak], ..Capabilities::default() };
//! let sinks = SinkStatus { found: Some(found), ..SinkStatus::default() };
//!
//! let plan = sinks.plan(&Signal::new(CueKind::Start, "Go"), &Settings::default());
//! assert!(plan.speaks);
//! assert!(plan.bell.is_some(), "no tone can sound here: the bell rings in its place");
//! ```

use std::time::Duration;

use crate::domain::content::words::words;
use crate::domain::journal::entry::Side;
use crate::domain::session::cue::{Cue, CueKind};
use crate::domain::session::player;
use crate::domain::session::speech::said;
use crate::domain::text::Text;
use crate::domain::time::Instant;
use crate::domain::tone::Tone;
use crate::state::settings::setting::Setting;
use crate::state::settings::{Settings, VoiceChoice};

pub mod status;

/// The length of a flash.
const FLASH: Duration = Duration::from_millis(150);
/// The least time between the starts of two flashes: three a second at most. **Source**: WCAG 2.2, 2.3.1, three flashes
/// or below threshold.
const BETWEEN_FLASHES: Duration = Duration::from_millis(334);

words! {
    /// The ways to present a cue apart from the screen.
    Sink, "sink":
    /// Words are spoken.
    Voice = "voice",
    /// A tone sounds.
    Tones = "tones",
    /// The terminal's bell rings.
    Bell = "bell",
    /// The frame of the screen flashes.
    Flash = "flash",
    /// The desktop shows a notification.
    Notification = "notification",
    /// The taskbar shows progress.
    Taskbar = "taskbar",
    /// The screen of the machine stays on.
    Awake = "awake",
    /// A program of the user's is run.
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
    /// Returns the settings that are about it.
    pub const fn settings(self) -> &'static [Setting] {
        match self {
            Self::Voice => {
                &[Setting::Voice, Setting::VoiceRate, Setting::VoiceLanguage, Setting::VoiceName, Setting::VoiceCommand]
            }
            Self::Tones => &[Setting::Tones, Setting::Volume, Setting::Counts, Setting::Breath],
            Self::Bell => &[Setting::Bell],
            Self::Flash => &[Setting::Flash],
            Self::Notification => &[Setting::Notifications],
            Self::Taskbar => &[Setting::Progress],
            Self::Awake => &[Setting::KeepAwake],
            Self::Hook => &[Setting::OnCue],
        }
    }

    /// Returns the sink that `setting` is about, if any.
    pub fn of(setting: Setting) -> Option<Self> {
        Self::VALUES.iter().copied().find(|sink| sink.settings().contains(&setting))
    }

    /// Returns true if it can be tried.
    pub const fn can_be_tried(self) -> bool {
        !matches!(self, Self::Taskbar | Self::Awake)
    }
}

/// One of several programs that can serve a sink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung<K> {
    /// The kind of program.
    pub kind: K,
    /// The full path at which it was found, or the command as the user wrote it.
    pub program: String,
}

impl<K> Rung<K> {
    /// Returns the name of its file, for people.
    pub fn name(&self) -> &str {
        name_of(&self.program)
    }
}

/// Returns the name of a program's file, for people.
pub fn name_of(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}

/// The ways to send a notification to the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desktop {
    /// By the terminal.
    Terminal,
    /// By the program with this path.
    Program(String),
}

/// The sinks that this machine was found to have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Capabilities {
    /// True if the program runs on another machine than the user sits at: sounds are heard there.
    pub remote: bool,
    /// Voices, the best first.
    pub voices: Vec<Rung<VoiceChoice>>,
    /// Players of tones, the best first.
    pub players: Vec<Rung<Player>>,
    /// The way to send a notification, if there is one.
    pub desktop: Option<Desktop>,
    /// The terminal shows progress in the taskbar.
    pub taskbar: bool,
    /// The program that keeps the screen on.
    pub awake: Option<String>,
}

/// A rung that failed three times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SinkFailure {
    /// A voice.
    Voice(VoiceChoice),
    /// A player of tones.
    Player(Player),
}

/// The sinks and their state.
#[derive(Debug, Clone, Default)]
pub struct SinkStatus {
    /// The sinks of this machine; `None` until they are known.
    pub found: Option<Capabilities>,
    /// The rungs that do not work any more.
    pub lost: Vec<SinkFailure>,
    /// True while the terminal reports that it has no focus.
    pub is_away: bool,
    /// True in line mode, where a screen reader usually reads the lines out already.
    pub in_lines: bool,
    /// The time at which the last flash began.
    pub flashed: Option<Instant>,
}

impl SinkStatus {
    /// Returns the voices to speak with, the preferred one first; empty if none may speak.
    ///
    /// Over the network nothing is spoken, because it would be heard at the other end; but a command of the user's own
    /// that is set by name may know a way. In line mode only a voice that is set by name speaks: two voices at once
    /// cannot be understood.
    pub fn voices(&self, settings: &Settings) -> Vec<Rung<VoiceChoice>> {
        let Some(found) = &self.found else { return Vec::new() };
        let own =
            settings.voice_command.first().map(|program| Rung { kind: VoiceChoice::Command, program: program.clone() });
        let mut voices: Vec<_> = own.into_iter().chain(found.voices.iter().cloned()).collect();
        voices.retain(|voice| match settings.voice {
            VoiceChoice::Auto => !found.remote && !self.in_lines,
            VoiceChoice::Off => false,
            VoiceChoice::Command => voice.kind == VoiceChoice::Command,
            chosen => voice.kind == chosen && !found.remote,
        });
        voices.retain(|voice| !self.lost.contains(&SinkFailure::Voice(voice.kind)));
        voices
    }

    /// Returns the players to sound tones with, the preferred one first; empty if none may sound.
    pub fn players(&self, settings: &Settings) -> Vec<Rung<Player>> {
        let Some(found) = self.found.as_ref().filter(|found| !found.remote) else { return Vec::new() };
        if !settings.tones || settings.volume == 0 {
            return Vec::new();
        }
        found.players.iter().filter(|player| !self.lost.contains(&SinkFailure::Player(player.kind))).cloned().collect()
    }

    /// Returns the sinks as if nothing had failed yet: a lost rung may work again.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self { lost: Vec::new(), ..self.clone() }
    }

    /// Begins a flash unless the last one began too recently; returns true if it does.
    pub fn flash(&mut self, now: Instant) -> bool {
        let is_free = self.flashed.is_none_or(|at| now - at >= BETWEEN_FLASHES);
        if is_free {
            self.flashed = Some(now);
        }
        is_free
    }

    /// Returns true if the frame flashes `now`.
    pub fn is_flashing(&self, now: Instant) -> bool {
        self.flash_ends().is_some_and(|end| now < end)
    }

    /// Returns the time at which the last flash is over.
    pub fn flash_ends(&self) -> Option<Instant> {
        self.flashed.map(|at| at + FLASH)
    }
}

/// A cue to present to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The cue.
    pub cue: CueKind,
    /// Its tone; `None` if it has none, or a more important one sounds at the same instant.
    pub tone: Option<Tone>,
    /// Its words; empty if there are none.
    pub says: Text,
    /// The exercise it is about, in a session.
    pub about: Option<CueSource>,
}

/// The exercise that a signal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueSource {
    /// The routine's id.
    pub routine: Text,
    /// The exercise's id.
    pub exercise: Text,
    /// The exercise's name.
    pub name: Text,
    /// The side that works, if one does.
    pub side: Option<Side>,
    /// The set, from 1.
    pub set: u32,
    /// The number of sets.
    pub sets: u32,
}

impl Signal {
    /// Returns a signal with the given words that belongs to no timeline.
    pub fn new(cue: CueKind, says: impl Into<String>) -> Self {
        Self { tone: cue.tone(), cue, says: Text::clean(&says.into()), about: None }
    }

    /// Returns the signals for the cues of a session's player at `now`; `counts` is true if the last seconds are
    /// counted aloud. Only the most important of the tones at one instant sounds.
    pub fn of_session(cues: Vec<Cue>, player: &player::Player, now: Instant, counts: bool) -> Vec<Self> {
        let mut signals: Vec<Self> = cues.into_iter().map(|cue| Self::of(cue, player, now, counts)).collect();
        let first = signals.iter().filter_map(|signal| signal.tone).max();
        let mut sounded = false;
        for signal in &mut signals {
            signal.tone = signal.tone.filter(|tone| Some(*tone) == first && !std::mem::replace(&mut sounded, true));
        }
        signals
    }

    fn of(cue: Cue, player: &player::Player, now: Instant, counts: bool) -> Self {
        let timeline = player.timeline();
        let about =
            timeline.move_at(cue.segment).zip(timeline.segment(cue.segment)).map(|(about, segment)| CueSource {
                routine: Text::from(timeline.routine.as_str()),
                exercise: Text::from(about.exercise.as_str()),
                name: about.name.clone(),
                side: segment.side,
                set: segment.set,
                sets: segment.sets,
            });
        Self { says: said(&cue, player, now, counts), tone: cue.kind.tone(), cue: cue.kind, about }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flashes_are_never_faster_than_three_a_second() {
        let mut sinks = SinkStatus::default();
        let at = Instant::from_millis;
        let begun: Vec<u64> = (0..3_000).step_by(50).filter(|ms| sinks.flash(at(*ms))).collect();
        for second in 0..2_000 {
            assert!(begun.iter().filter(|ms| (second..second + 1_000).contains(*ms)).count() <= 3, "{begun:?}");
        }
        assert!(sinks.is_flashing(at(begun[begun.len() - 1] + 149)));
        assert!(!sinks.is_flashing(at(begun[begun.len() - 1] + 150)));
    }

    fn machine(remote: bool) -> SinkStatus {
        let voice = |kind, program: &str| Rung { kind, program: program.to_owned() };
        let voices = vec![voice(VoiceChoice::SpdSay, "/a/spd-say"), voice(VoiceChoice::Espeak, "/a/espeak-ng")];
        let players = vec![Rung { kind: Player::Aplay, program: "/a/aplay".to_owned() }];
        SinkStatus {
            found: Some(Capabilities { remote, voices, players, ..Capabilities::default() }),
            ..SinkStatus::default()
        }
    }

    fn names(sinks: &SinkStatus, voice: VoiceChoice, command: &[&str]) -> Vec<String> {
        let voice_command = command.iter().map(ToString::to_string).collect();
        let voices = sinks.voices(&Settings { voice, voice_command, ..Settings::default() });
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
        here.lost.push(SinkFailure::Voice(VoiceChoice::SpdSay));
        assert_eq!(names(&here, VoiceChoice::Auto, &[]), ["espeak-ng"]);
        assert_eq!(names(&SinkStatus::default(), VoiceChoice::Auto, &["mine"]), [""; 0], "nothing is known yet");
        assert_eq!(here.players(&Settings::default()).len(), 1);
        assert_eq!(here.players(&Settings { volume: 0, ..Settings::default() }).len(), 0);
    }

    #[test]
    fn beside_lines_only_a_voice_that_is_asked_for_speaks() {
        let here = SinkStatus { in_lines: true, ..machine(false) };
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
        assert_eq!(there.players(&Settings::default()), []);
    }
}
