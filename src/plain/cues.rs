//! Cues in words, numbered in the order told; what the next one says better is left out.

use super::legible;
use crate::app::signal::Signal;
use crate::domain::play::cue::CueKind;

/// The cues told so far, and those that may be told.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// How many were told.
    number: u32,
    /// It goes on: told, unless what it goes on with begins at the same instant.
    resumed: Option<Signal>,
    /// Another exercise is done: told, unless something that names it follows.
    swapped: Option<Signal>,
    /// What was told since the last time by a cue, so that a notice of it says nothing new.
    news: News,
}

/// What cues have told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct News {
    /// A rating, or the exercise that was chosen.
    pub(super) is_noticed: bool,
    /// There is another exercise now.
    pub(super) is_swapped: bool,
}

impl Cues {
    /// The lines for `signal`: none where it has no words, or where it waits for what follows.
    pub(super) fn take(&mut self, signal: &Signal) -> Vec<String> {
        match signal.cue {
            CueKind::Resumed => {
                let before = self.resumed.replace(signal.clone());
                return before.and_then(|before| self.line(&before)).into_iter().collect();
            }
            CueKind::Swapped => {
                self.news.is_swapped = true;
                self.swapped = Some(signal.clone());
                return Vec::new();
            }
            CueKind::Rated(_) => self.news.is_noticed = true,
            _ => {}
        }
        let names = matches!(signal.cue, CueKind::Prepare | CueKind::Rest);
        let resumed = self.resumed.take().filter(|_| !names && signal.cue != CueKind::Switch);
        self.news.is_noticed |= names && self.swapped.take().is_some();
        [resumed.and_then(|resumed| self.line(&resumed)), self.line(signal)].into_iter().flatten().collect()
    }

    /// All cues of this instant are taken in: what they have told, and the lines of those that waited. Where a notice
    /// comes after, it says what was swapped.
    pub(super) fn settle(&mut self, has_notice: bool) -> (News, Vec<String>) {
        let swapped = self.swapped.take().filter(|_| !has_notice);
        let waited = [self.resumed.take(), swapped];
        let lines = waited.into_iter().flatten().filter_map(|signal| self.line(&signal)).collect();
        (std::mem::take(&mut self.news), lines)
    }

    fn line(&mut self, signal: &Signal) -> Option<String> {
        let said = signal.says.as_str();
        if said.is_empty() {
            return None;
        }
        self.number += 1;
        // A number behind a number would be taken for one with it.
        let said = match signal.cue {
            CueKind::Ready(_) => format!("Starts in {said}"),
            CueKind::Ending(_) => format!("{said} left"),
            CueKind::Rep(_) => format!("Rep {said}"),
            _ => said.to_owned(),
        };
        Some(legible(&format!("{}. {said}", self.number)))
    }
}
