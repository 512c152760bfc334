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

/// The keys of the page for a professional, here and in the trends.
const REPORT: &str = "For a page to take along press t (trends), then e.";

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

    /// The reason for the suggestion, in at most `rows` rows, with the routine's title where there is room.
    fn reason(&self, model: &Model, width: usize, rows: usize) -> Vec<String> {
        let title = self.pick().and_then(|id| model.catalog.title(ItemKind::Routine, id.as_str()));
        let reason = match title {
            Some(title) => format!("{title} · {}", self.suggestion.reason),
            None => self.suggestion.reason.clone(),
        };
        // The list says which one, too.
        let short = wrap(&reason, width).len() > rows;
        let reason = if short { self.suggestion.reason.clone() } else { reason };
        let more = " · y: why?";
        let fits = columns(&reason) + columns(more) <= width;
        let text = if fits { format!("{}{more}", reason.trim_end_matches('.')) } else { reason };
        wrap(&text, width).into_iter().take(rows).collect()
    }

    /// The reason for the suggestion, and the advice to see a professional.
    pub(super) fn lines(&self, model: &Model, width: u16, roomy: bool) -> LinesAbove {
        let width = usize::from(width);
        let reason = self.reason(model, width, if roomy { 2 } else { 1 });
        let fills_gap = reason.len() > 1;
        let mut lines: Vec<_> = reason.into_iter().map(|line| (line, model.theme.strong())).collect();
        if self.clinic.is_some() {
            let text = if roomy {
                format!("{} {REPORT}", clinic::LINE)
            } else {
                "Worth getting checked: y says why.".to_owned()
            };
            lines.extend(wrap(&text, width).into_iter().map(|line| (line, model.theme.warning())));
        }
        LinesAbove { lines, fills_gap }
    }
}

/// The lines between today's line and the list.
#[derive(Default)]
pub(super) struct LinesAbove {
    pub(super) lines: Vec<(String, Style)>,
    /// True if the advice has a second row, for which the gap above the list is used: the list stays where it is.
    pub(super) fills_gap: bool,
}

impl LinesAbove {
    /// One paragraph.
    pub(super) fn of(text: &str, width: u16, style: Style) -> Self {
        let lines = wrap(text, width.into()).into_iter().map(|line| (line, style)).collect();
        Self { lines, fills_gap: false }
    }
}
