//! The choice of sinks for a cue: a ladder that never ends in silence.

use super::SinkStatus;
use crate::domain::session::cue::{CueKind, PauseReason};
use crate::domain::tone::Tone;
use crate::state::cue_event::Signal;
use crate::state::settings::Settings;
use crate::state::settings::sound::{By, Flash};

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
    use super::super::{Capabilities, Player, Rung, SinkFailure};
    use super::*;
    use crate::state::settings::sound::VoiceChoice;

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
