//! Before, after and the next morning: the paired change overall and of each routine.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::change::{CHANGE, WordedChange, few_text, mark};
use super::head::Headline;
use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS, RULE};
use crate::domain::stats::before_after::Changes;
use crate::domain::stats::change_distribution::{Difference, Points};
use crate::domain::text::counted;
use crate::screens::page::MEASURE;
use crate::widgets::balance::Balance;
use crate::widgets::wrap::{columns, fit, put, put_lines, saturated, wrap};

/// The least width for a name beside its changes; in less, it is above them.
const WITH_NAMES: u16 = 60;

/// The least width for a third column, and for bars.
const WITH_OVERNIGHT: u16 = 100;
const WITH_BARS: u16 = 140;

/// The width of a change with its number of pairs, and of its bar.
const EACH: u16 = CHANGE + 6;
const BAR: u16 = 17;

/// The width of the number of sessions.
const SESSIONS: u16 = 10;

/// The greatest width of the names.
const NAMES: u16 = 38;

/// The number of half points at either end of a bar.
const MOST: u8 = 8;

/// The height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let paired = &view.seen.stats.paired;
    let above = headline(&paired.overall).rows(width, view.model.blocks);
    if paired.overall.sessions == 0 {
        return above;
    }
    let each = if width < WITH_NAMES { 2 } else { 1 };
    above + 3 + saturated(paired.routines.len() + 1) * each + saturated(note(view, width).len())
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, paired) = (&view.model.theme, &view.seen.stats.paired);
    let headline = headline(&paired.overall);
    headline.render(theme, view.model.blocks, area, buf);
    if paired.overall.sessions == 0 {
        return;
    }
    let table = PairedTable::of(view, area.width);
    let mut y = headline.rows(area.width, view.model.blocks) + 1;
    table.render_heading(y, area, buf);
    y += 1;
    let all = std::iter::once(("All sessions", &paired.overall));
    let routines = paired.routines.iter().map(|routine| (routine.title.as_str(), &routine.changes));
    for (name, changes) in all.chain(routines) {
        table.render_row(name, changes, y, area, buf);
        y += table.row_height();
    }
    let below = Rect { y: area.y + y + 1, height: area.height.saturating_sub(y + 1), ..area };
    put_lines(buf, below, &note(view, area.width), theme.quiet());
}

/// The meaning of the table.
fn note(view: &TrendsView<'_>, width: u16) -> Vec<String> {
    let mark = mark(view.model.blocks);
    let few = few_text("pairs");
    let text = format!("Median change of pain since before the session (n: pairs of ratings). {few} {mark} {RULE}");
    wrap(&text, width.min(MEASURE).into())
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
    /// The width of the names and the numbers of sessions; 0 if they are above the changes.
    names: u16,
    /// The width of each change.
    each: u16,
    /// The width of a bar; 0 without bars.
    bar: u16,
    /// The number of changes.
    count: u16,
}

impl<'a> PairedTable<'a> {
    fn of(view: &'a TrendsView<'a>, width: u16) -> Self {
        if width < WITH_NAMES {
            return Self { view, names: 0, each: width / 2, bar: 0, count: 2 };
        }
        let count = if width < WITH_OVERNIGHT { 2 } else { 3 };
        let bar = if width < WITH_BARS { 0 } else { BAR };
        let each = EACH + bar + 2 * u16::from(bar > 0);
        let longest = view.seen.stats.paired.routines.iter().map(|routine| columns(routine.title.as_str())).max();
        let room = width.saturating_sub(count * each + SESSIONS);
        let names = saturated(longest.unwrap_or(0).max(12)).min(NAMES).min(room);
        Self { view, names: names + SESSIONS, each, bar, count }
    }

    const fn row_height(&self) -> u16 {
        if self.names == 0 { 2 } else { 1 }
    }

    fn column(&self, at: u16) -> u16 {
        self.names + 2 * u16::from(self.names > 0) + at * self.each
    }

    fn render_heading(&self, y: u16, area: Rect, buf: &mut Buffer) {
        let quiet = self.view.model.theme.quiet();
        if self.names > 0 {
            put(buf, area, (0, y), "routine", quiet);
            put(buf, area, (self.names - SESSIONS, y), "  sessions", quiet);
        }
        for (at, title) in (0..self.count).zip(["right after", "next morning", "after to morning"]) {
            put(buf, area, (self.column(at), y), title, quiet);
            if self.bar > 0 {
                let x = self.column(at) + EACH;
                put(buf, area, (x, y), "lower", quiet);
                put(buf, area, (x + self.bar - 6, y), "higher", quiet);
            }
        }
    }

    fn render_row(&self, name: &str, changes: &Changes, y: u16, area: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        if self.names == 0 {
            let name = format!("{name} ({})", changes.sessions);
            put(buf, area, (0, y), &fit(&name, area.width.into()), theme.text());
        } else {
            put(buf, area, (0, y), &fit(name, usize::from(self.names - SESSIONS)), theme.text());
            put(buf, area, (self.names - SESSIONS, y), &format!("{:>10}", changes.sessions), theme.quiet());
        }
        let y = y + self.row_height() - 1;
        let row = Rect { y: area.y + y, height: 1, ..area }.intersection(area);
        let all = [changes.after, changes.next_morning, changes.overnight];
        for (at, change) in (0..self.count).zip(all) {
            self.render_change(change, self.column(at), row, buf);
        }
    }

    /// Draws a change, `1.5 lower    n 41`, at column `x` of a row.
    fn render_change(&self, change: Difference, x: u16, row: Rect, buf: &mut Buffer) {
        let (theme, blocks) = (&self.view.model.theme, self.view.model.blocks);
        let place = Rect { x: row.x + x, width: self.each, ..row }.intersection(row);
        WordedChange { points: change.median, change: change.change() }.render(blocks, theme, place, buf);
        put(buf, place, (CHANGE, 0), &format!("n {}", change.n), theme.quiet());
        if self.bar > 0 && change.median.is_some() {
            let bar = Rect { x: place.x + EACH, width: self.bar, ..place }.intersection(row);
            Balance { halves: change.median.map(Points::halves), marks: change.marks(), most: MOST, blocks, theme }
                .render(bar, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::clinical_change::Median;
    use crate::domain::journal::entry::Score;

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
