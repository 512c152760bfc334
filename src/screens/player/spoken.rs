//! The running session in words, besides its cues: it tells where the session waits for the user, and offers easier
//! exercises after pain.

use super::SessionView;
use super::panels::{Panel, how_to, steps};
use crate::domain::advice::zone::Zone;
use crate::domain::session::cue::PauseReason;
use crate::domain::session::player::Phase;
use crate::domain::session::speech::span_text;
use crate::domain::session::timeline::Timeline;
use crate::screens::spoken::{Already, InWords, SpokenChoice};
use crate::state::action::Action;

const PAUSE: &[&str] = &["pause"];
const GO_ON: &[&str] = &["resume", "go on", "continue"];
const MUTE: &[&str] = &["mute"];
const UNMUTE: &[&str] = &["unmute"];

impl SessionView<'_> {
    /// Returns the session in words, or the open panel.
    pub(super) fn in_words(&self, panel: Option<Panel>) -> InWords {
        let (head, always, already) = (head(self.player().timeline()), self.always(), self.already());
        let told = match panel {
            Some(Panel::HowTo) => how_to(self.session),
            Some(Panel::Steps) => steps(self.session),
            None => {
                let (asks, choices) = (self.told(), self.offered());
                return InWords { head, asks, choices, always, already, ..InWords::default() };
            }
        };
        InWords { head, asks: told, always, already, is_passing: true, ..InWords::default() }
    }

    fn told(&self) -> Vec<String> {
        let is_restored = self.player().phase() == Phase::Paused(PauseReason::Restored);
        is_restored.then(|| "Resumed and paused.".to_owned()).into_iter().collect()
    }

    /// The actions that have become possible.
    fn offered(&self) -> Vec<SpokenChoice> {
        let mut offered = self.about_pain();
        offered.extend(match self.player().phase() {
            Phase::Paused(_) => Some(go_on("")),
            Phase::Waiting => Some(next("start")),
            Phase::Work if self.player().remaining(self.now).is_none() => Some(next("when done")),
            _ => None,
        });
        offered
    }

    /// All words that are understood while a session runs.
    fn always(&self) -> Vec<SpokenChoice> {
        // One key does both; of the words each does what it says.
        let pause = match self.player().phase() {
            Phase::Paused(_) | Phase::Waiting => go_on(""),
            _ => SpokenChoice::new(Action::TogglePause, PAUSE, "pause, or resume"),
        };
        let always = [
            pause,
            next(""),
            SpokenChoice::new(Action::Previous, &["back"], ""),
            SpokenChoice::new(Action::Digit(0), &["rate 0 to 10"], "pain now"),
            undo(),
            SpokenChoice::new(Action::More, &["more"], "10 seconds, one rep or one breath more"),
            SpokenChoice::new(Action::Less, &["less"], "10 seconds, one rep or one breath less"),
            easier(),
            SpokenChoice::new(Action::Harder, &["harder"], ""),
            skip(),
            SpokenChoice::new(Action::HowTo, &["how"], "how to do it"),
            SpokenChoice::new(Action::StepList, &["steps"], ""),
            stop(),
            SpokenChoice::new(Action::End, &["quit", "end"], ""),
        ];
        // A timer has no exercise to explain or to change.
        let about_exercise = [Action::HowTo, Action::StepList, Action::Easier, Action::Harder];
        let always = always.into_iter().filter(|choice| !self.is_timer() || !about_exercise.contains(&choice.action));
        always.chain(self.mute()).collect()
    }

    /// The words for a state that holds already.
    fn already(&self) -> Vec<Already> {
        let is_open = self.player().remaining(self.now).is_none();
        let (words, says) = match self.player().phase() {
            Phase::Paused(_) => (PAUSE, "Already paused."),
            Phase::Waiting => (PAUSE, "It is waiting for you."),
            Phase::Work if is_open => (GO_ON, "It is running. Say next when you are done."),
            _ => (GO_ON, "It is running."),
        };
        let sound = match self.mute().map(|choice| choice.words) {
            Some(MUTE) => Some(Already { words: UNMUTE, says: "The sound is on." }),
            Some(_) => Some(Already { words: MUTE, says: "Already muted." }),
            None => None,
        };
        [Already { words, says }].into_iter().chain(sound).collect()
    }

    /// The words for the sound, if there is any besides the lines.
    fn mute(&self) -> Option<SpokenChoice> {
        let (settings, sinks) = (&self.model.settings, &self.model.sinks);
        let is_there = !sinks.voices(settings).is_empty() || !sinks.players(settings).is_empty();
        let (words, does) =
            if !settings.muted { (MUTE, "no voice, no tones") } else { (UNMUTE, "voice and tones back on") };
        is_there.then(|| SpokenChoice::new(Action::ToggleMute, words, does))
    }

    /// The actions against amber pain.
    fn about_pain(&self) -> Vec<SpokenChoice> {
        let zone = self.session.reading(self.limits()).map(|reading| reading.zone);
        let easier = Some(easier()).filter(|_| !self.is_timer());
        if zone == Some(Zone::Amber) { easier.into_iter().chain([undo()]).collect() } else { Vec::new() }
    }
}

/// `Split Hip Stop, 3 minutes 10 seconds.`
fn head(timeline: &Timeline) -> Vec<String> {
    let about = if timeline.is_estimate() { "about " } else { "" };
    vec![format!("{}, {about}{}.", timeline.title, span_text(timeline.planned()))]
}

fn go_on(does: &str) -> SpokenChoice {
    SpokenChoice::new(Action::TogglePause, GO_ON, does)
}

fn next(does: &str) -> SpokenChoice {
    SpokenChoice::new(Action::Next, &["next"], does)
}

fn easier() -> SpokenChoice {
    SpokenChoice::new(Action::Easier, &["easier"], "")
}

fn undo() -> SpokenChoice {
    SpokenChoice::new(Action::UndoRating, &["undo"], "undo the last rating")
}

fn skip() -> SpokenChoice {
    SpokenChoice::new(Action::Skip, &["skip"], "skip this exercise")
}

fn stop() -> SpokenChoice {
    SpokenChoice::new(Action::Stop, &["stop"], "stop, for chest pain, dizziness or sharp pain")
}
