//! Today's advice on the home screen.

use ratatui::style::Style;

use crate::domain::advice::clinic::{self, Clinic};
use crate::domain::advice::suggest::{Pick, Suggestion};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::time::Now;
use crate::state::model::Model;
use crate::state::suggestions::Explained;
use crate::widgets::wrap::{columns, wrap};

/// The suggestion for today, and the advice to see a professional.
pub(super) struct Advice {
    suggestion: Suggestion,
    clinic: Option<Clinic>,
}

impl Advice {
    /// The advice from the journal; `None` until it is read, and while it is empty: then the shortest routine comes
    /// first.
    pub(super) fn of(model: &Model, now: &Now) -> Option<Self> {
        let journal = &model.recent.as_ref()?.journal;
        if journal.sessions().is_empty() && journal.ratings().is_empty() && journal.plan_marks().is_empty() {
            return None;
        }
        Some(Self { suggestion: model.suggestion(now)?, clinic: model.clinic(now) })
    }

    /// The routine that fits best; `None` if rest does.
    pub(super) fn pick(&self) -> Option<&Id> {
        match &self.suggestion.pick {
            Pick::Routine(id) => Some(id),
            Pick::Rest => None,
        }
    }

    /// The routines that fit, the best first.
    pub(super) fn routines(&self) -> impl Iterator<Item = &Id> {
        self.pick().into_iter().chain(&self.suggestion.also)
    }

    pub(super) fn explained(&self) -> Explained {
        Explained::suggestion(&self.suggestion, self.clinic.as_ref())
    }

    /// Returns true if the advice to see a professional is among the lines.
    pub(super) fn has_clinic_line(&self) -> bool {
        self.clinic.is_some()
    }

    /// The reason for the suggestion, with the routine's title where there is room, and the advice to see a
    /// professional.
    pub(super) fn lines(&self, model: &Model, width: u16, roomy: bool) -> Vec<(String, Style)> {
        let width = usize::from(width);
        let title = self.pick().and_then(|id| model.catalog.title(ItemKind::Routine, id.as_str()));
        let reason = match title {
            Some(title) => format!("{title} · {}", self.suggestion.reason),
            None => self.suggestion.reason.clone(),
        };
        let rows = if roomy { 2 } else { 1 };
        // The star in the list says which one, too.
        let short = wrap(&reason, width).len() > rows;
        let reason = if short { self.suggestion.reason.clone() } else { reason };
        let more = " · y: why?";
        let fits = columns(&reason) + columns(more) <= width;
        let text = if fits { format!("{}{more}", reason.trim_end_matches('.')) } else { reason };
        let mut lines: Vec<_> =
            wrap(&text, width).into_iter().take(rows).map(|line| (line, model.theme.strong())).collect();
        if self.clinic.is_some() {
            let text = if roomy { clinic::LINE } else { "Worth getting checked: y says why." };
            lines.extend(wrap(text, width).into_iter().map(|line| (line, model.theme.warning())));
        }
        lines
    }
}
