//! The user's own activities over time, drawn so that up is better, and tries at self-tests.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::data::{days_between, ticks};
use super::head::Headline;
use super::pain::arrow;
use crate::domain::advice::clinical_change::{ACTIVITY_POINTS, ClinicalChange, activity_change};
use crate::domain::journal::self_report::SelfTestTry;
use crate::domain::journal::self_test_history::said_whole;
use crate::domain::stats::answers::{ActivitySeries, TestSeries, Try, change_text};
use crate::domain::text::counted;
use crate::widgets::time_bars::{Bar, TimeBars};
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

/// The width of the labels at the left of a plot.
const LEFT: u16 = 6;

/// The least and the greatest height of a plot.
const LEAST: u16 = 3;
const MOST: u16 = 8;

/// The indent of all lines of a self-test but the first.
const INDENT: &str = "  ";

/// The number of days that an answer is valid for, as it is asked for once a week.
const DAYS: f64 = 7.0;

/// The least height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let stats = &view.seen.stats;
    let tests = stats.self_tests.iter().map(|series| test_lines(view, series, width).len()).sum();
    let tests = if stats.self_tests.is_empty() { 0 } else { 2 + saturated(tests) };
    headline(view).rows(width, view.model.blocks)
        + 1
        + saturated(stats.activities.len()) * (LEAST + 2)
        + dates(view)
        + tests
}

const fn dates(view: &TrendsView<'_>) -> u16 {
    if view.seen.stats.activities.is_empty() { 0 } else { 1 }
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, stats) = (&view.model.theme, &view.seen.stats);
    let headline = headline(view);
    headline.render(theme, view.model.blocks, area, buf);
    let spare = area.height.saturating_sub(rows(view, area.width));
    let each = (LEAST + spare / saturated(stats.activities.len().max(1))).min(MOST);
    let mut y = headline.rows(area.width, view.model.blocks) + 1;
    for series in &stats.activities {
        let part = Rect { y: area.y + y, height: each + 1, ..area }.intersection(area);
        render_activity(view, series, part, buf);
        y += each + 2;
    }
    if !stats.activities.is_empty() {
        render_dates(view, Rect { y: area.y + y - 1, height: 1, ..area }.intersection(area), buf);
        y += 1;
    }
    if !stats.self_tests.is_empty() {
        put(buf, area, (0, y), "Self-tests", theme.title());
        let lines = stats.self_tests.iter().flat_map(|series| test_lines(view, series, area.width));
        for (row, line) in (y + 1..).zip(lines) {
            put(buf, area, (0, row), &line, theme.text());
        }
    }
}

/// The headline: the activity that changed most.
fn headline(view: &TrendsView<'_>) -> Headline {
    let all = &view.seen.stats.activities;
    let most = all.iter().filter_map(|series| Some((series, series.change()?))).max_by_key(|(_, change)| change.abs());
    let Some((series, change)) = most else {
        return Headline::plain(if all.is_empty() {
            "No answers about your goals in this span. Press a on the home screen to set them."
        } else {
            "One answer each so far: after the next, this page shows what changed."
        });
    };
    let (first, last) = (series.answers.first(), series.answers.last());
    let numbers = first.zip(last).map(|(first, last)| (first.score.to_string(), last.score.to_string()));
    let (from, to) = numbers.unwrap_or_default();
    let theme = &view.model.theme;
    let style = if activity_change(change) == ClinicalChange::Higher { theme.good() } else { theme.text() };
    Headline {
        said: format!(
            "{}: {from} to {to}, {} ({}).",
            series.name,
            change_text(change),
            counted(series.answers.len(), "answer")
        ),
        more: format!("Higher is better; 10 is as well as before. {ACTIVITY_POINTS} or more is a real change."),
        big: vec![(from, theme.quiet()), (arrow(view.model.blocks).to_owned(), theme.quiet()), (to, style)],
    }
}

fn render_activity(view: &TrendsView<'_>, series: &ActivitySeries, area: Rect, buf: &mut Buffer) {
    let (seen, theme) = (view.seen, &view.model.theme);
    let scores: Vec<String> = series.answers.iter().map(|answer| answer.score.to_string()).collect();
    let x =
        put(buf, area, (0, 0), &fit(series.name.as_str(), usize::from(area.width).saturating_sub(18)), theme.title());
    let change = match (scores.first(), scores.last(), series.change()) {
        (Some(first), Some(last), Some(change)) => {
            format!("{first} {} {last}, {}", arrow(view.model.blocks), change_text(change))
        }
        (Some(first), ..) => first.clone(),
        _ => String::new(),
    };
    put(buf, area, (x + 2, 0), &change, theme.quiet());
    let plot = Rect {
        x: area.x + LEFT,
        y: area.y + 1,
        width: area.width.saturating_sub(LEFT),
        height: area.height.saturating_sub(1),
    };
    let plot = plot.intersection(area);
    put(buf, area, (0, 1), "  10", theme.quiet());
    put(buf, area, (0, area.height.saturating_sub(1)), "   0", theme.quiet());
    let bars: Vec<Bar> = (series.answers.iter())
        .map(|answer| {
            let from = days_between(seen.first, answer.at.date_naive());
            Bar { from, to: from + DAYS, value: answer.score.value().into(), style: theme.good() }
        })
        .collect();
    let bars = cut_at_next(&bars);
    TimeBars { days: seen.days() as f64, bars: &bars, most: 10, line: None, blocks: view.model.blocks, theme }
        .render(plot, buf);
}

/// Ends each bar at the next answer, if that comes sooner.
fn cut_at_next(bars: &[Bar]) -> Vec<Bar> {
    let next = bars.iter().skip(1).map(|bar| bar.from).chain([f64::INFINITY]);
    bars.iter().zip(next).map(|(bar, next)| Bar { to: bar.to.min(next.max(bar.from + 0.5)), ..*bar }).collect()
}

fn render_dates(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let plot = Rect { x: area.x + LEFT, width: area.width.saturating_sub(LEFT), ..area };
    let days = view.seen.days() as f64;
    put(buf, area, (0, 0), "date", view.model.theme.quiet());
    let mut free = 0;
    for tick in ticks(view.seen.first, view.seen.days(), plot.width) {
        let Some(place) = TimeBars::place(days, plot.width, tick.day, tick.day + 1.0) else { continue };
        if place.start >= free && place.start + saturated(tick.label.len()) <= plot.width {
            free = put(buf, plot, (place.start, 0), &tick.label, view.model.theme.quiet()) + 1;
        }
    }
}

/// The results of a self-test in lines of at most `width` columns, those after the first indented.
fn test_lines(view: &TrendsView<'_>, series: &TestSeries, width: u16) -> Vec<String> {
    let text = test_text(view, series);
    if columns(&text) <= width.into() {
        return vec![text];
    }
    let lines = wrap(&text, usize::from(width).saturating_sub(INDENT.len()));
    (0..).zip(lines).map(|(at, line)| if at == 0 { line } else { format!("{INDENT}{line}") }).collect()
}

/// `Eyes-Closed One-Leg Stand, left: 8 s → 12 s (4 tries)`.
fn test_text(view: &TrendsView<'_>, series: &TestSeries) -> String {
    let exercise = view.model.catalog.exercise(series.exercise.as_str());
    let said = |one: &Try| {
        let Try { verdict, value, finding, .. } = one.clone();
        let tried = SelfTestTry { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
        said_whole(&tried, exercise.as_deref())
    };
    let side = series.side.map(|side| format!(", {side}")).unwrap_or_default();
    let name = format!("{}{side}", view.seen.name(&series.exercise));
    match series.tries.as_slice() {
        [first, .., last] => {
            format!(
                "{name}: {} {} {} ({} tries)",
                said(first),
                arrow(view.model.blocks),
                said(last),
                series.tries.len()
            )
        }
        [one] => format!("{name}: {}", said(one)),
        [] => name,
    }
}
