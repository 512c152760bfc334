//! Messages about the state of a sink: what this machine has for it, what is in use, and why nothing is.

use crate::domain::session::cue::{CueKind, PauseReason};
use crate::domain::tone::Tone;
use crate::state::settings::{By, Flash, Settings, VoiceChoice};
use crate::state::sinks::{Desktop, Rung, Signal, Sink, SinkFailure, SinkStatus, name_of};

/// The note where sound would be heard at the other end.
const REMOTE: &str = "over ssh it would play on the other machine";
/// The note in line mode.
const AMONG_LINES: &str = "not among lines of text";

/// The state of a sink, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The sink.
    pub sink: Sink,
    /// The programs that this machine has for it, the best first.
    pub has: Vec<String>,
    /// The one in use; `None` if it is off or cannot be used.
    pub used: Option<String>,
    /// The reason, or the remedy, in lower case and without a full stop; may be empty.
    pub note: &'static str,
}

impl Standing {
    /// Returns a sentence or two: `On this machine: spd-say, espeak-ng. In use: spd-say.`
    pub fn text(&self) -> String {
        let mut text = match (self.has.as_slice(), &self.used) {
            ([], None) => String::new(),
            ([], Some(used)) if used == self.sink.as_str() => "In use.".to_owned(),
            ([], Some(used)) => format!("In use: {used}."),
            ([only], Some(used)) if only == used => format!("On this machine: {used}, in use."),
            (has, Some(used)) => format!("On this machine: {}. In use: {used}.", has.join(", ")),
            (has, None) => format!("On this machine: {}. Not in use.", has.join(", ")),
        };
        if !self.note.is_empty() {
            let mut letters = self.note.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            let blank = if text.is_empty() { "" } else { " " };
            text = format!("{text}{blank}{first}{}.", letters.as_str());
        }
        text
    }
}

fn names<K>(rungs: &[Rung<K>]) -> Vec<String> {
    rungs.iter().map(|rung| rung.name().to_owned()).collect()
}

impl SinkStatus {
    /// Returns the state of `sink`.
    pub fn standing(&self, sink: Sink, settings: &Settings) -> Standing {
        if self.found.is_none() {
            return Standing { sink, has: Vec::new(), used: None, note: "not known yet" };
        }
        match sink {
            Sink::Voice => self.voice(settings),
            Sink::Tones => self.tones(settings),
            Sink::Bell => self.bell(settings),
            Sink::Flash => {
                let is_used = self.flashes(settings) && !self.in_lines;
                let used = is_used.then(|| "flash".to_owned());
                Standing { sink, has: Vec::new(), used, note: flash_note(self, settings) }
            }
            Sink::Notification => self.notification(settings),
            Sink::Taskbar => self.taskbar(settings),
            Sink::Awake => self.awake(settings),
            Sink::Hook => {
                let program = settings.on_cue.first().map(|program| name_of(program).to_owned());
                let note = if program.is_none() { "none set" } else { "" };
                Standing { sink, has: Vec::new(), used: program, note }
            }
        }
    }

    fn voice(&self, settings: &Settings) -> Standing {
        let found = self.found.as_ref();
        let has = names(found.map_or(&[], |found| &found.voices));
        let used = self.voices(settings).first().map(|rung| rung.name().to_owned());
        let note = match settings.voice {
            _ if used.is_some() => "",
            VoiceChoice::Off => "off",
            _ if found.is_some_and(|found| found.remote) => REMOTE,
            VoiceChoice::Command if settings.voice_command.is_empty() => "voice_command is not set",
            _ if self.lost.iter().any(|lost| matches!(lost, SinkFailure::Voice(_))) => "it failed three times in a row",
            VoiceChoice::Auto => "no voice found (espeak-ng would do)",
            _ => "that voice is not on this machine",
        };
        Standing { sink: Sink::Voice, has, used, note }
    }

    fn tones(&self, settings: &Settings) -> Standing {
        let found = self.found.as_ref();
        let has = names(found.map_or(&[], |found| &found.players));
        let used = self.players(settings).first().map(|rung| rung.name().to_owned());
        let note = match settings.volume {
            _ if used.is_some() => "",
            _ if !settings.tones => "off",
            0 => "the volume is 0",
            _ if found.is_some_and(|found| found.remote) => REMOTE,
            _ if has.is_empty() => "no player found (aplay would do)",
            _ => "it failed three times in a row",
        };
        Standing { sink: Sink::Tones, has, used, note }
    }

    fn bell(&self, settings: &Settings) -> Standing {
        let is_used = settings.bell && !self.in_lines && self.players(settings).is_empty();
        let note = match settings.bell {
            false => "off",
            true if self.in_lines => AMONG_LINES,
            true if is_used => "rings instead of tones",
            true => "not needed while tones play",
        };
        Standing { sink: Sink::Bell, has: Vec::new(), used: is_used.then(|| "bell".to_owned()), note }
    }

    fn notification(&self, settings: &Settings) -> Standing {
        let way = match self.found.as_ref().and_then(|found| found.desktop.as_ref()) {
            None => None,
            Some(Desktop::Terminal) => Some("the terminal".to_owned()),
            Some(Desktop::Program(program)) => Some(name_of(program).to_owned()),
        };
        let none = "no way found (notify-send would do)";
        self.switched(Sink::Notification, way, settings.notifications, none)
    }

    fn taskbar(&self, settings: &Settings) -> Standing {
        let shows = self.found.as_ref().is_some_and(|found| found.taskbar);
        let way = shows.then(|| "the terminal".to_owned());
        self.switched(Sink::Taskbar, way, settings.progress, "this terminal may not support it")
    }

    fn awake(&self, settings: &Settings) -> Standing {
        let program = self.found.as_ref().and_then(|found| found.awake.clone());
        let way = program.map(|program| name_of(&program).to_owned());
        self.switched(Sink::Awake, way, settings.keep_awake, "no way found (systemd-inhibit would do)")
    }

    fn switched(&self, sink: Sink, way: Option<String>, is_on: bool, none: &'static str) -> Standing {
        let note = match &way {
            None => none,
            Some(_) if !is_on => "off",
            Some(_) => "",
        };
        Standing { sink, has: way.iter().cloned().collect(), used: way.filter(|_| is_on), note }
    }

    /// Returns the message when `lost` has failed for good, with its replacement.
    pub fn lost_text(&self, lost: SinkFailure, settings: &Settings) -> String {
        let (what, name, next) = match lost {
            SinkFailure::Voice(kind) => {
                let next = match self.voices(settings).first() {
                    Some(voice) => Some(voice.name().to_owned()),
                    None if self.players(settings).is_empty() => None,
                    None => Some("tones".to_owned()),
                };
                ("voice", self.name_of(kind, settings), next)
            }
            SinkFailure::Player(kind) => {
                let found = self.found.iter().flat_map(|found| &found.players).find(|rung| rung.kind == kind);
                let next = self.players(settings).first().map(|rung| rung.name().to_owned());
                ("tones", found.map(|rung| rung.name().to_owned()), next)
            }
        };
        let name = name.unwrap_or_default();
        match next {
            Some(next) => format!("{what} failed ({name}); using {next}"),
            // In line mode no bell rings and nothing flashes.
            None if self.in_lines => format!("{what} failed ({name}); no {what} from here"),
            None => format!("{what} failed ({name}); using {}", if settings.bell { "the bell" } else { "the flash" }),
        }
    }

    /// Returns the reason why `sink` cannot be tried; `None` if it can.
    pub fn why_not(&self, sink: Sink, settings: &Settings) -> Option<&'static str> {
        let standing = self.afresh().standing(sink, settings);
        match sink {
            Sink::Bell => None,
            Sink::Flash => settings.reduced_motion.then_some(standing.note),
            _ => standing.used.is_none().then_some(standing.note),
        }
    }

    fn name_of(&self, kind: VoiceChoice, settings: &Settings) -> Option<String> {
        let rung = if kind == VoiceChoice::Command {
            settings.voice_command.first().map(|program| Rung { kind, program: program.clone() })
        } else {
            self.found.as_ref()?.voices.iter().find(|rung| rung.kind == kind).cloned()
        };
        rung.map(|rung| crate::domain::text::without_controls(rung.name()))
    }
}

fn flash_note(sinks: &SinkStatus, settings: &Settings) -> &'static str {
    match settings.flash {
        _ if settings.reduced_motion => "never with reduced motion",
        Flash::Off => "off",
        _ if sinks.in_lines => AMONG_LINES,
        _ if sinks.flashes(settings) => "",
        _ => "not needed while something can be heard",
    }
}

/// The sinks that a cue uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CuePlan {
    /// Its words are spoken.
    pub speaks: bool,
    /// This tone sounds.
    pub tone: Option<Tone>,
    /// The bell rings in place of this tone.
    pub bell: Option<Tone>,
    /// The frame flashes.
    pub flashes: bool,
    /// The desktop shows a notification.
    pub notifies: bool,
}

impl SinkStatus {
    /// Returns the sinks that `signal` uses.
    ///
    /// Counts and breaths use voice or tones, according to the settings; if the one cannot be heard, the other.
    pub fn plan(&self, signal: &Signal, settings: &Settings) -> CuePlan {
        let voice = !settings.muted && !self.voices(settings).is_empty();
        let tones = !settings.muted && !self.players(settings).is_empty();
        let by = match signal.cue {
            CueKind::Ready(_) | CueKind::Ending(_) => Some(settings.counts),
            CueKind::BreatheIn(_) | CueKind::BreatheOut => Some(settings.breath),
            _ => None,
        };
        CuePlan {
            speaks: voice && !signal.says.is_empty() && !(by == Some(By::Tones) && tones),
            tone: signal.tone.filter(|_| tones && !(by == Some(By::Voice) && voice)),
            bell: signal.tone.filter(|_| !settings.muted && settings.bell && !tones),
            flashes: is_turn(&signal.cue) && self.flashes(settings),
            notifies: settings.notifications && self.is_away && is_news(&signal.cue),
        }
    }

    /// Returns true if the voice counts the last seconds, according to the settings or because no tone can be heard.
    pub fn counts_aloud(&self, settings: &Settings) -> bool {
        self.plan(&Signal::new(CueKind::Ready(1), "1"), settings).speaks
    }

    /// Returns true if the frame flashes when the phase changes.
    pub fn flashes(&self, settings: &Settings) -> bool {
        !settings.reduced_motion
            && match settings.flash {
                Flash::On => true,
                Flash::Off => false,
                Flash::Auto => !self.is_audible(settings),
            }
    }

    fn is_audible(&self, settings: &Settings) -> bool {
        let Some(found) = &self.found else { return true };
        let is_loud = settings.bell || !self.voices(settings).is_empty() || !self.players(settings).is_empty();
        // The bell of a terminal elsewhere may well not be heard.
        !settings.muted && is_loud && !found.remote
    }
}

/// Returns true if work begins or ends with `cue`.
fn is_turn(cue: &CueKind) -> bool {
    matches!(cue, CueKind::Start | CueKind::Switch | CueKind::End | CueKind::Done(_))
}

/// Returns true if `cue` is worth a notification to somebody who is doing something else on the machine.
fn is_news(cue: &CueKind) -> bool {
    matches!(cue, CueKind::Prepare | CueKind::Switch | CueKind::Rest | CueKind::Waiting | CueKind::Done(_))
        || matches!(cue, CueKind::Paused(PauseReason::Gap(_)))
}

#[cfg(test)]
mod tests {
    use super::super::{Capabilities, Player};
    use super::*;

    fn machine() -> SinkStatus {
        let voice = |kind, program: &str| Rung { kind, program: program.to_owned() };
        let found = Capabilities {
            voices: vec![voice(VoiceChoice::SpdSay, "/a/spd-say"), voice(VoiceChoice::Espeak, "/a/espeak-ng")],
            players: vec![Rung { kind: Player::Aplay, program: "/a/aplay".to_owned() }],
            desktop: Some(Desktop::Program("/a/notify-send".to_owned())),
            ..Capabilities::default()
        };
        SinkStatus { found: Some(found), ..SinkStatus::default() }
    }

    #[test]
    fn the_way_down_is_told_rung_by_rung() {
        let (mut sinks, settings) = (machine(), Settings::default());
        let mut lose = |lost| {
            sinks.lost.push(lost);
            sinks.lost_text(lost, &settings)
        };
        assert_eq!(lose(SinkFailure::Voice(VoiceChoice::SpdSay)), "voice failed (spd-say); using espeak-ng");
        assert_eq!(lose(SinkFailure::Voice(VoiceChoice::Espeak)), "voice failed (espeak-ng); using tones");
        assert_eq!(lose(SinkFailure::Player(Player::Aplay)), "tones failed (aplay); using the bell");
        let no_bell = Settings { bell: false, ..Settings::default() };
        assert_eq!(
            sinks.lost_text(SinkFailure::Player(Player::Aplay), &no_bell),
            "tones failed (aplay); using the flash"
        );
    }

    #[test]
    fn among_lines_the_way_down_ends_without_a_bell() {
        let (mut sinks, settings) = (SinkStatus { in_lines: true, ..machine() }, Settings::default());
        let settings = Settings { voice: VoiceChoice::Espeak, ..settings };
        let mut lose = |lost| {
            sinks.lost.push(lost);
            sinks.lost_text(lost, &settings)
        };
        assert_eq!(lose(SinkFailure::Voice(VoiceChoice::Espeak)), "voice failed (espeak-ng); using tones");
        assert_eq!(lose(SinkFailure::Player(Player::Aplay)), "tones failed (aplay); no tones from here");
        assert_eq!(
            sinks.lost_text(SinkFailure::Voice(VoiceChoice::Espeak), &settings),
            "voice failed (espeak-ng); no voice from here"
        );
        assert_eq!(sinks.standing(Sink::Bell, &settings).text(), "Not among lines of text.");
        assert_eq!(sinks.standing(Sink::Flash, &settings).text(), "Not among lines of text.");
    }

    #[test]
    fn each_sink_says_what_there_is_and_what_is_used() {
        let settings = Settings::default();
        let text = |sinks: &SinkStatus, sink| sinks.standing(sink, &settings).text();
        let mut here = machine();
        assert_eq!(text(&here, Sink::Voice), "On this machine: spd-say, espeak-ng. In use: spd-say.");
        assert_eq!(text(&here, Sink::Tones), "On this machine: aplay, in use.");
        assert_eq!(text(&here, Sink::Bell), "Not needed while tones play.");
        assert_eq!(text(&here, Sink::Flash), "Not needed while something can be heard.");
        assert_eq!(text(&here, Sink::Notification), "On this machine: notify-send, in use.");
        assert_eq!(text(&here, Sink::Awake), "No way found (systemd-inhibit would do).");
        assert_eq!(text(&here, Sink::Hook), "None set.");
        assert_eq!(text(&SinkStatus::default(), Sink::Voice), "Not known yet.");
        let off = Settings { voice: VoiceChoice::Off, ..Settings::default() };
        let said = here.standing(Sink::Voice, &off).text();
        assert_eq!(said, "On this machine: spd-say, espeak-ng. Not in use. Off.");
        here.found.as_mut().unwrap().remote = true;
        assert!(text(&here, Sink::Voice).contains("Over ssh it would play on the other machine"));
        assert_eq!(text(&here, Sink::Bell), "In use. Rings instead of tones.");
    }
}

#[cfg(test)]
mod plan_tests {
    use super::super::{Capabilities, Player, Rung, SinkFailure};
    use super::*;
    use crate::state::settings::VoiceChoice;

    fn machine(voice: bool, tones: bool) -> SinkStatus {
        let voices = voice.then(|| Rung { kind: VoiceChoice::Espeak, program: "espeak".to_owned() });
        let players = tones.then(|| Rung { kind: Player::Aplay, program: "aplay".to_owned() });
        let found = Capabilities {
            voices: voices.into_iter().collect(),
            players: players.into_iter().collect(),
            ..Capabilities::default()
        };
        SinkStatus { found: Some(found), ..SinkStatus::default() }
    }

    fn planned(sinks: &SinkStatus, settings: &Settings, cue: CueKind, says: &str) -> CuePlan {
        sinks.plan(&Signal::new(cue, says), settings)
    }

    #[test]
    fn it_is_never_silent_on_the_way_down() {
        let usual = Settings::default();
        let start = |sinks: &SinkStatus, settings: &Settings| planned(sinks, settings, CueKind::Start, "Go");
        let tone = Some(Tone::Start);
        let all = start(&machine(true, true), &usual);
        assert_eq!(all, CuePlan { speaks: true, tone, ..CuePlan::default() });
        assert_eq!(start(&machine(true, false), &usual), CuePlan { speaks: true, bell: tone, ..CuePlan::default() });
        assert_eq!(start(&machine(false, true), &usual), CuePlan { tone, ..CuePlan::default() });
        assert_eq!(start(&machine(false, false), &usual), CuePlan { bell: tone, ..CuePlan::default() });
        let no_bell = Settings { bell: false, ..Settings::default() };
        assert_eq!(start(&machine(false, false), &no_bell), CuePlan { flashes: true, ..CuePlan::default() });
        let mut lost = machine(true, true);
        lost.lost = vec![SinkFailure::Voice(VoiceChoice::Espeak), SinkFailure::Player(Player::Aplay)];
        assert_eq!(start(&lost, &usual), CuePlan { bell: tone, ..CuePlan::default() });
        assert_eq!(start(&lost, &no_bell), CuePlan { flashes: true, ..CuePlan::default() });
    }

    #[test]
    fn muted_it_flashes_and_over_the_network_it_rings_and_flashes() {
        let muted = Settings { muted: true, ..Settings::default() };
        let plan = planned(&machine(true, true), &muted, CueKind::End, "");
        assert_eq!(plan, CuePlan { flashes: true, ..CuePlan::default() });
        let mut there = machine(true, true);
        there.found.as_mut().unwrap().remote = true;
        let plan = planned(&there, &Settings::default(), CueKind::End, "");
        assert_eq!(plan, CuePlan { bell: Some(Tone::End), flashes: true, ..CuePlan::default() });
        let still = Settings { reduced_motion: true, ..muted };
        assert_eq!(planned(&there, &still, CueKind::End, ""), CuePlan::default());
    }

    #[test]
    fn a_count_is_told_once_by_what_the_settings_say() {
        let count = |sinks: &SinkStatus, counts| {
            let plan = planned(sinks, &Settings { counts, ..Settings::default() }, CueKind::Ready(3), "3");
            (plan.speaks, plan.tone.is_some())
        };
        assert_eq!(count(&machine(true, true), By::Tones), (false, true));
        assert_eq!(count(&machine(true, true), By::Voice), (true, false));
        assert_eq!(count(&machine(true, false), By::Tones), (true, false), "no tone can be heard");
        assert_eq!(count(&machine(false, true), By::Voice), (false, true), "no voice can be heard");
        let breath = |sinks: &SinkStatus, breath| {
            let plan = planned(sinks, &Settings { breath, ..Settings::default() }, CueKind::BreatheOut, "Out");
            (plan.speaks, plan.tone)
        };
        assert_eq!(breath(&machine(true, true), By::Voice), (true, None));
        assert_eq!(breath(&machine(true, true), By::Tones), (false, Some(Tone::Out)));
        assert_eq!(breath(&machine(false, true), By::Voice), (false, Some(Tone::Out)));
    }

    #[test]
    fn the_desktop_is_told_while_nobody_looks() {
        let mut sinks = machine(true, true);
        let notifies = |sinks: &SinkStatus, cue| planned(sinks, &Settings::default(), cue, "Next").notifies;
        assert!(!notifies(&sinks, CueKind::Rest));
        sinks.is_away = true;
        assert!(notifies(&sinks, CueKind::Rest));
        assert!(!notifies(&sinks, CueKind::Half) && !notifies(&sinks, CueKind::Ready(3)));
        let off = Settings { notifications: false, ..Settings::default() };
        assert!(!planned(&sinks, &off, CueKind::Rest, "Next").notifies);
    }
}
