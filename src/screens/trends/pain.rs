//! Pain over time: the verdict, then each week's median with its range, and pain around each session.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::by_session;
use super::data::{Seen, days_between, ticks};
use super::verdict::Verdict;
use crate::domain::advice::clinical_change::RealChange;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::time_plot::{Level, NamedDays, TimePlot, legend_signs};
use crate::widgets::{Legend, LegendEntry};

/// The least rows of scores beside which pain around each session is shown.
const WITH_SESSIONS: u16 = 6;

/// The least height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let verdict = Verdict::of(view, width, 0).rows(width, view.model.blocks);
    if view.seen.stats.pain.points.is_empty() { verdict } else { verdict + TimePlot::LEAST }
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks, seen) = (&view.model.theme, view.model.blocks, view.seen);
    let verdict = Verdict::of(view, area.width, area.height);
    let above = verdict.rows(area.width, blocks);
    verdict.render(theme, blocks, area, buf);
    if seen.stats.pain.points.is_empty() {
        return;
    }
    let entries = legend(seen, blocks, theme);
    let legend = Legend { entries: &entries, theme };
    let free = area.height.saturating_sub(above);
    // In the order of worth: the plot, its legend, pain around each session, air.
    let below = Some(legend.rows(area.width)).filter(|rows| free >= rows + TimePlot::LEAST).unwrap_or(0);
    let free = free.saturating_sub(below);
    let with_sessions = TimePlot::height(WITH_SESSIONS) + by_session::ROWS;
    let sessions = if free >= with_sessions && !seen.sessions.is_empty() { by_session::ROWS } else { 0 };
    let spare = free.saturating_sub(with_sessions);
    let air = if sessions > 0 { u16::from(spare >= 3) } else { 0 };
    let first_air = u16::from(matches!(verdict, Verdict::Text(_)) && free > TimePlot::height(WITH_SESSIONS));
    let rows = [
        Constraint::Length(above + first_air),
        Constraint::Fill(1),
        Constraint::Length(below),
        Constraint::Length(air),
        Constraint::Length(sessions),
    ];
    let [_, plot, foot, _, bottom] = Layout::vertical(rows).areas(area);
    render_plot(view, plot, buf);
    if below > 0 {
        legend.render(foot, buf);
    }
    if sessions > 0 {
        by_session::draw(view, bottom, buf);
    }
}

fn render_plot(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (seen, theme, blocks) = (view.seen, &view.model.theme, view.model.blocks);
    let levels: Vec<Level> = (seen.stats.pain.weeks.iter())
        .map(|week| Level {
            from: days_between(seen.first, week.monday),
            to: days_between(seen.first, week.monday) + 7.0,
            median: week.all.median.halves(),
            lowest: week.all.lowest.value(),
            highest: week.all.highest.value(),
        })
        .collect();
    let named: Vec<NamedDays<'_>> = (seen.flare_ups.iter())
        .map(|days| NamedDays {
            from: days_between(seen.first, days.from),
            to: days_between(seen.first, days.to) + 1.0,
            name: "flare-up",
        })
        .collect();
    let plot = TimePlot {
        days: seen.days() as f64,
        levels: &levels,
        lines: &lines(seen),
        named: &named,
        ticks: &ticks(seen.first, seen.days(), TimePlot::room(area.width)),
        blocks,
        theme,
    };
    plot.render(area, buf);
}

/// The lines of a real change, in half points, under and over the median of the first weeks.
fn lines(seen: &Seen) -> Vec<u8> {
    let Some(start) = seen.stats.course.earlier.range.filter(|_| seen.stats.course.trend().is_some()) else {
        return Vec::new();
    };
    let (start, real) = (start.median.halves(), RealChange::from_median(start.median));
    let (lower, higher) = (start.checked_sub(real.fall), start.checked_add(real.rise).filter(|halves| *halves <= 20));
    [lower, higher].into_iter().flatten().collect()
}

/// The signs that are drawn, with their meanings.
fn legend(seen: &Seen, blocks: Blocks, theme: &Theme) -> Vec<LegendEntry<'static>> {
    let [median, range, line, edge] = legend_signs(blocks);
    let mut entries = Vec::new();
    if !seen.stats.pain.weeks.is_empty() {
        let style = theme.median().map_or(theme.measured(), |colour| Style::new().fg(colour));
        entries.push(LegendEntry { sign: median, style, text: "weekly median" });
        // In colours a band is solid.
        let band = theme.band().filter(|_| blocks == Blocks::Fine);
        let (range, style) = band.map_or((range, theme.text()), |colour| ("█", Style::new().fg(colour)));
        entries.push(LegendEntry { sign: range, style, text: "weekly range" });
    }
    if !lines(seen).is_empty() {
        entries.push(LegendEntry { sign: line, style: theme.quiet(), text: "a real change from then" });
    }
    if seen.flare_ups.iter().any(|days| days.to >= seen.first) {
        entries.push(LegendEntry { sign: edge, style: theme.amber(), text: "flare-up" });
    }
    entries
}

/// The arrow from one number to the next.
pub(super) const fn arrow(blocks: Blocks) -> &'static str {
    if matches!(blocks, Blocks::Fine) { "→" } else { "->" }
}
