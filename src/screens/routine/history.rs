//! The past of a routine in the last months: how often it was done, and the pain before and after.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::content::exercise::Id;
use crate::domain::journal::entry::{Score, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::summary::score_text;
use crate::domain::stats::before_after::{Changes, paired};
use crate::domain::stats::{Scope, Selection, SessionScores};
use crate::screens::panes::framed;
use crate::state::journal_cache::RECENT_TEXT;
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::wrap::{columns, put, saturated, wrap};

/// The number of sessions to list at most.
const MOST: usize = 12;
/// The columns of a name before a change.
const NAME: usize = 16;
/// The column of the scores in a list of sessions.
const SCORES: u16 = 13;
/// The number of columns from one score to the next.
const PITCH: u16 = 5;

/// The past of one routine.
#[derive(Debug, Clone)]
pub(super) struct RoutineHistory {
    changes: Changes,
    /// The last sessions, the newest first; at least one.
    last: Vec<(Stamp, SessionScores)>,
}

impl RoutineHistory {
    /// Gathers the past of `routine`; `None` if it was not done in the last months.
    pub(super) fn of(routine: &Id, journal: &Journal, model: &Model, now: Stamp) -> Option<Self> {
        // The goal of a week is in none of these numbers.
        let selection = Selection::of(journal, Scope::all(now, 1, &model.settings.limits));
        let of_it = selection.runs().filter(|run| run.session.routine == *routine);
        let mut last: Vec<_> = of_it.map(|run| (run.session.at, SessionScores::of(run))).collect();
        last.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        last.truncate(MOST);
        let all = paired(&selection).routines.into_iter();
        let changes = all.filter(|changes| changes.routine == *routine).map(|changes| changes.changes).next()?;
        (!last.is_empty()).then_some(Self { changes, last })
    }

    /// Returns the past in a line: `Done 19 times in 6 months · pain after: -1 (median of 13) · last 27 Nov, 1 → 0`.
    pub(super) fn line(&self) -> String {
        let pain = self.changes.after.in_words().map(|change| format!("pain after: {change}"));
        let last = self.last.first().map(|(at, scores)| {
            let day = at.format("%-d %b");
            match (scores.before, scores.after) {
                (None, None) => format!("last {day}"),
                (before, after) => format!("last {day}, {} → {}", score_text(before), score_text(after)),
            }
        });
        let parts = [Some(format!("{} in {RECENT_TEXT}", self.changes.times_text())), pain, last];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Draws the past in a frame, with the last sessions as far as there is room.
    pub(super) fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let mut texts = vec![self.changes.times_text()];
        for (name, change) in [("pain after", &self.changes.after), ("next morning", &self.changes.next_morning)] {
            let change = change.in_words().unwrap_or_default();
            let lines = wrap(&change, usize::from(area.width).saturating_sub(4 + NAME)).into_iter().enumerate();
            texts.extend(lines.map(|(at, line)| format!("{:NAME$}{line}", if at == 0 { name } else { "" })));
        }
        let head = saturated(texts.len() + 2);
        let rows = area.height.saturating_sub(head + 2).min(saturated(self.last.len()));
        let area = Rect { height: (head + rows + 2).min(area.height), ..area };
        let inner = framed(&format!("Last {RECENT_TEXT}"), area, theme, buf);
        for (y, text) in (0..).zip(&texts) {
            put(buf, inner, (0, y), text, theme.quiet());
        }
        put(buf, inner, (0, head.saturating_sub(1)), "pain before → after → morning", theme.quiet());
        for (y, (at, scores)) in (head..head + rows).zip(&self.last) {
            put(buf, inner, (0, y), &at.format("%a %e %b").to_string(), theme.quiet());
            for (n, score) in (0..).zip([scores.before, scores.after, scores.next_morning]) {
                render_score(score, n, Rect { y: inner.y + y, height: 1, ..inner }, theme, buf);
            }
        }
    }
}

/// Draws the score number `n` of a session, from 0, behind an arrow.
fn render_score(score: Option<Score>, n: u16, row: Rect, theme: &Theme, buf: &mut Buffer) {
    let Some(score) = score else { return };
    let x = SCORES + n * PITCH;
    if n > 0 {
        put(buf, row, (x.saturating_sub(2), 0), "→", theme.quiet());
    }
    let text = score.to_string();
    put(buf, row, (x + 2 - saturated(columns(&text)).min(2), 0), &text, theme.pain(score.value()));
}
