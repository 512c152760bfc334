//! Before, after and the next morning: the paired change overall and of each routine.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::head::{Headline, MEASURE};
use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS};
use crate::domain::stats::before_after::Changes;
use crate::domain::stats::change_distribution::Difference;
use crate::domain::text::counted;
use crate::widgets::balance::Balance;
use crate::widgets::wrap::{columns, fit, put, put_lines, saturated, wrap};

/// The least width for a name beside its numbers; in less, it is above them.
const WITH_NAMES: u16 = 60;

/// The least width for a third column.
const WITH_OVERNIGHT: u16 = 100;

/// The width of a number with its number of pairs.
const NUMBER: u16 = 13;

/// The greatest width of the names.
const NAMES: u16 = 38;

/// The number of half points at either end of a bar.
const MOST: u8 = 8;

const NOTE: &str = "Median change in points (n: number of pairs; fewer than 3 are not shown). Beyond the dots a change is \
                    larger than the scale's error.";

/// The height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let paired = &view.seen.stats.paired;
    let each = if width < WITH_NAMES { 2 } else { 1 };
    let table = saturated(paired.routines.len() + 1) * each + 2 + u16::from(each == 1);
    headline(&paired.overall).rows(width, view.model.blocks) + 1 + table + note(width).len() as u16
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, paired) = (&view.model.theme, &view.seen.stats.paired);
    let headline = headline(&paired.overall);
    headline.render(theme, view.model.blocks, area, buf);
    let table = PairedTable::of(view, area.width);
    let mut y = headline.rows(area.width, view.model.blocks) + 1;
    table.render_heading(y, area, buf);
    y += 1;
    table.render_row(&format!("All {}", counted(paired.overall.sessions, "session")), &paired.overall, y, area, buf);
    y += table.row_height() + u16::from(table.row_height() == 1);
    for routine in &paired.routines {
        let name = format!("{} ({})", routine.title, routine.changes.sessions);
        table.render_row(&name, &routine.changes, y, area, buf);
        y += table.row_height();
    }
    let below = Rect { y: area.y + y + 1, height: area.height.saturating_sub(y + 1), ..area };
    put_lines(buf, below, &note(area.width), theme.quiet());
}

fn note(width: u16) -> Vec<String> {
    wrap(NOTE, width.min(MEASURE).into())
}

/// The headline: the change of pain after sessions, with the number of pairs behind each median.
fn headline(overall: &Changes) -> Headline {
    let (after, morning) = (overall.after, overall.next_morning);
    Headline::plain(match (way(after, "it"), way(morning, "the session")) {
        (None, None) => return Headline::plain(nothing_said(overall)),
        (Some(way), None) => format!("After a session, pain is {way} (median of {} pairs).", after.n),
        (None, Some(way)) => format!("The next morning, pain is {way} (median of {} pairs).", morning.n),
        (Some(way), Some(next)) => {
            let said = if (after.median, after.change()) == (morning.median, morning.change()) {
                format!("{way}, and the next morning too")
            } else {
                format!("{way}; the next morning it is {next}")
            };
            format!("After a session, pain is {said} (medians of {} and {} pairs).", after.n, morning.n)
        }
    })
}

/// The number of sessions missing for a median.
fn nothing_said(overall: &Changes) -> String {
    let missing = MEDIAN_NEEDS.saturating_sub(overall.after.n.max(overall.next_morning.n));
    if overall.sessions == 0 {
        return "No sessions in this span.".to_owned();
    }
    let more = counted(missing, "more session");
    format!("{more} with a rating before and after, and this page shows what sessions do to your pain.")
}

/// `2 points lower than before`; `about the same as before it (-1)` if that is no real change; `None` without a median.
fn way(difference: Difference, what: &str) -> Option<String> {
    let median = difference.median?;
    let points = median.value().abs();
    Some(match difference.change()? {
        ClinicalChange::Lower => format!("{points} points lower than before"),
        ClinicalChange::Higher => format!("{points} points higher than before"),
        ClinicalChange::Same if median.halves() == 0 => format!("the same as before {what}"),
        ClinicalChange::Same => format!("about the same as before {what} ({median})"),
    })
}

/// The layout of the columns.
struct PairedTable<'a> {
    view: &'a TrendsView<'a>,
    /// The width of the names; 0 if they are above the numbers.
    names: u16,
    /// The width of each change.
    each: u16,
    /// The number of changes.
    count: u16,
}

impl<'a> PairedTable<'a> {
    fn of(view: &'a TrendsView<'a>, width: u16) -> Self {
        let longest = view.seen.stats.paired.routines.iter().map(|routine| columns(routine.title.as_str()) + 6).max();
        let names = if width < WITH_NAMES { 0 } else { saturated(longest.unwrap_or(0).max(18)).min(NAMES) };
        let count = if width < WITH_OVERNIGHT { 2 } else { 3 };
        let left = width.saturating_sub(names);
        Self { view, names, each: (left / count).min(36), count }
    }

    const fn row_height(&self) -> u16 {
        if self.names == 0 { 2 } else { 1 }
    }

    fn render_heading(&self, y: u16, area: Rect, buf: &mut Buffer) {
        let quiet = self.view.model.theme.quiet();
        for (at, title) in (0..self.count).zip(["before → after", "→ next morning", "overnight"]) {
            let title = if self.each < 18 && at == 0 { "after" } else { title.trim_start_matches("→ ") };
            put(buf, area, (self.names + at * self.each + 2 * u16::from(self.names > 0), y), title, quiet);
        }
    }

    fn render_row(&self, name: &str, changes: &Changes, y: u16, area: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let width = if self.names == 0 { area.width } else { self.names };
        put(buf, area, (0, y), &fit(name, width.into()), theme.text());
        let y = y + self.row_height() - 1;
        let row = Rect { y: area.y + y, height: 1, ..area }.intersection(area);
        let all = [changes.after, changes.next_morning, changes.overnight];
        for (at, change) in (0..self.count).zip(all) {
            self.render_change(change, self.names + at * self.each, row, buf);
        }
    }

    /// Draws a change, `-1.5  n 41  ██│`, or the number of pairs missing for it, at column `x` of a row.
    fn render_change(&self, change: Difference, x: u16, row: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let x = x + 2 * u16::from(self.names > 0);
        let Some(median) = change.median else {
            let missing = MEDIAN_NEEDS.saturating_sub(change.n);
            put(buf, row, (x, 0), &format!("needs {missing} more"), theme.quiet());
            return;
        };
        let style = match change.change() {
            Some(ClinicalChange::Lower) => theme.good(),
            Some(ClinicalChange::Higher) => theme.amber(),
            Some(ClinicalChange::Same) | None => theme.text(),
        };
        put(buf, row, (x, 0), &format!("{median:>4}"), style);
        put(buf, row, (x + 5, 0), &format!("n {}", change.n), theme.quiet());
        let room = self.each.saturating_sub(NUMBER);
        if room >= 7 {
            let bar = Rect { x: row.x + x + NUMBER - 2, width: room.min(19), ..row };
            let (halves, marks) = (Some(median.halves()), change.marks());
            Balance { halves, marks, most: MOST, blocks: self.view.model.blocks, theme }
                .render(bar.intersection(row), buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::clinical_change::Median;
    use crate::domain::journal::entry::Score;
    use crate::domain::stats::change_distribution::Points;

    fn said(after: (usize, Option<i8>), next_morning: (usize, Option<i8>)) -> String {
        let start = Score::new(4).and_then(|score| Median::of([score]));
        let of = |(n, halves): (usize, Option<i8>)| Difference { n, median: halves.map(Points::from_halves), start };
        let changes = Changes { sessions: 40, after: of(after), next_morning: of(next_morning), ..Changes::default() };
        headline(&changes).said
    }

    #[test]
    fn only_pairs_of_what_is_said_are_counted() {
        assert_eq!(
            said((30, Some(0)), (0, None)),
            "After a session, pain is the same as before it (median of 30 pairs)."
        );
        assert_eq!(
            said((2, None), (9, Some(0))),
            "The next morning, pain is the same as before the session (median of 9 pairs)."
        );
        assert_eq!(
            said((30, Some(-4)), (20, Some(-2))),
            "After a session, pain is 2 points lower than before; the next morning it is about the same as before the \
             session (-1) (medians of 30 and 20 pairs)."
        );
        assert_eq!(
            said((30, Some(0)), (20, Some(0))),
            "After a session, pain is the same as before it, and the next morning too (medians of 30 and 20 pairs)."
        );
        assert_eq!(
            said((2, None), (0, None)),
            "1 more session with a rating before and after, and this page shows what sessions do to your pain."
        );
    }
}
