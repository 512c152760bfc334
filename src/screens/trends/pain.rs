//! Pain over time: every rating, each week's median with its range, and the change since the first weeks.

use chrono::{NaiveDate, Timelike};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::data::{Period, Seen, day_text, days_between, ticks};
use super::head::Headline;
use crate::domain::advice::clinical_change::{RealChange, Trend};
use crate::domain::journal::entry::{Moment, Stamp};
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::time_plot::{Level, PlotMark, TimePlot, event_sign, level_signs};
use crate::widgets::{Legend, LegendEntry};

/// The least top of the scale where there is little room.
const LEAST_TOP: u8 = 4;

/// The moments of ratings in the order of the legend.
const MOMENTS: [Moment; 5] = [Moment::Before, Moment::During, Moment::After, Moment::NextMorning, Moment::Other];

/// The least height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let texts = LegendTexts::of(view);
    let legend = Legend { entries: &texts.entries(view), theme: &view.model.theme }.rows(width);
    headline(view).rows(width, view.model.blocks) + TimePlot::least_rows(least_top(view.seen)) + legend
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks) = (&view.model.theme, view.model.blocks);
    let headline = headline(view);
    let texts = LegendTexts::of(view);
    let entries = texts.entries(view);
    let legend = Legend { entries: &entries, theme };
    let (above, below) = (headline.rows(area.width, blocks), legend.rows(area.width));
    let air = u16::from(area.height > above + below + TimePlot::least_rows(10));
    let free = area.height.saturating_sub(above + air + below);
    let plot = TimePlot::rows(top(view.seen, free), free);
    let rows =
        [Constraint::Length(above + air), Constraint::Length(plot), Constraint::Length(below), Constraint::Fill(1)];
    let [head, plot, foot, _] = Layout::vertical(rows).areas(area);
    headline.render(theme, blocks, head, buf);
    render_plot(view, plot, buf);
    legend.render(foot, buf);
}

/// The headline: the change of pain, with both medians and their numbers of ratings.
fn headline(view: &TrendsView<'_>) -> Headline {
    let (course, theme, today) = (&view.seen.stats.course, &view.model.theme, view.seen.today);
    let (Some(trend), Some(earlier), Some(later)) = (course.trend(), course.earlier.range, course.later.range) else {
        let is_empty = view.seen.stats.pain.points.is_empty();
        let said = if is_empty { "No ratings in this span.".to_owned() } else { course.text() };
        return Headline { said, more: WHAT_COUNTS.to_owned(), ..Headline::default() };
    };
    let style = match trend {
        Trend::Lower | Trend::ALittleLower => theme.good(),
        Trend::Same => theme.text(),
        Trend::ALittleHigher | Trend::Higher => theme.amber(),
    };
    Headline {
        big: vec![
            (earlier.median.to_string(), theme.quiet()),
            (arrow(view.model.blocks).to_owned(), theme.quiet()),
            (later.median.to_string(), style),
        ],
        said: course.text(),
        more: format!(
            "{}: {} to {}. {}",
            if view.asked.period == Period::FourWeeks { "Before" } else { "First" },
            day_text(course.earlier.from, today),
            day_text(course.earlier.to, today),
            what_is_real(trend, RealChange::from_median(earlier.median))
        ),
    }
}

const WHAT_COUNTS: &str = "Ratings during a session are shown but not counted in medians.";

/// The size of a real change, in a sentence.
fn what_is_real(trend: Trend, real: RealChange) -> String {
    match trend {
        Trend::ALittleLower | Trend::ALittleHigher => {
            format!("1 point may matter; a real change is {} or more.", real.text())
        }
        _ => format!("A real change is {} or more.", real.text()),
    }
}

fn render_plot(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (seen, theme, blocks) = (view.seen, &view.model.theme, view.model.blocks);
    let marks: Vec<PlotMark> = (seen.stats.pain.points.iter())
        .map(|point| PlotMark {
            day: moment_of(seen.first, point.at),
            score: point.score.value(),
            symbol: sign(point.moment, blocks),
            style: style(point.moment, theme),
        })
        .collect();
    let levels: Vec<Level> = (seen.stats.pain.weeks.iter())
        .map(|week| Level {
            from: days_between(seen.first, week.monday),
            to: days_between(seen.first, week.monday) + 7.0,
            median: week.all.median.halves(),
            lowest: week.all.lowest.value(),
            highest: week.all.highest.value(),
        })
        .collect();
    let events: Vec<f64> = seen.stats.doing.days.iter().map(|day| days_between(seen.first, day.day) + 0.4).collect();
    let plot = TimePlot {
        days: seen.days() as f64,
        top: top(seen, area.height),
        marks: &marks,
        levels: &levels,
        lines: &lines(seen),
        events: &events,
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

/// The top of the scale: 10 where `height` has room for it.
fn top(seen: &Seen, height: u16) -> u8 {
    if height >= TimePlot::least_rows(10) { 10 } else { least_top(seen) }
}

fn least_top(seen: &Seen) -> u8 {
    let highest = seen.stats.pain.points.iter().map(|point| point.score.value()).max().unwrap_or(0);
    let line = lines(seen).last().map_or(0, |halves| halves.div_ceil(2));
    highest.max(line).clamp(LEAST_TOP, 10)
}

/// A time in days from the first day, with the hour as a part of the day.
fn moment_of(first: NaiveDate, at: Stamp) -> f64 {
    days_between(first, at.date_naive()) + f64::from(at.num_seconds_from_midnight()) / 86_400.0
}

/// The sign of a rating.
const fn sign(moment: Moment, blocks: Blocks) -> &'static str {
    match (moment, blocks) {
        (Moment::Before, Blocks::Fine) => "○",
        (Moment::During, Blocks::Fine) => "×",
        (Moment::After, Blocks::Fine) => "●",
        (Moment::NextMorning, Blocks::Fine) => "◆",
        (Moment::Other, Blocks::Fine) => "+",
        (Moment::Before, _) => "b",
        (Moment::During, _) => "d",
        (Moment::After, _) => "a",
        (Moment::NextMorning, _) => "m",
        (Moment::Other, _) => "o",
    }
}

fn style(moment: Moment, theme: &Theme) -> Style {
    if moment == Moment::During { theme.quiet() } else { theme.text() }
}

/// The texts of the legend that depend on the data.
struct LegendTexts {
    line: Option<String>,
}

impl LegendTexts {
    fn of(view: &TrendsView<'_>) -> Self {
        let start = view.seen.stats.course.earlier.range.filter(|_| !lines(view.seen).is_empty());
        Self {
            line: start.map(|start| format!("{} from {}", RealChange::from_median(start.median).text(), start.median)),
        }
    }

    /// The signs that are drawn, with their meanings.
    fn entries<'a>(&'a self, view: &TrendsView<'_>) -> Vec<LegendEntry<'a>> {
        let (theme, blocks) = (&view.model.theme, view.model.blocks);
        let points = &view.seen.stats.pain.points;
        let used = MOMENTS.into_iter().filter(|moment| points.iter().any(|point| point.moment == *moment));
        let mut entries: Vec<LegendEntry<'a>> = used
            .map(|moment| LegendEntry { sign: sign(moment, blocks), style: style(moment, theme), text: text(moment) })
            .collect();
        let [range, median, line] = level_signs(blocks);
        if !view.seen.stats.pain.weeks.is_empty() {
            entries.push(LegendEntry { sign: median, style: theme.measured(), text: "weekly median" });
            entries.push(LegendEntry { sign: range, style: theme.quiet(), text: "weekly range" });
        }
        entries.extend(self.line.iter().map(|text| LegendEntry { sign: line, style: theme.quiet(), text }));
        if !view.seen.stats.doing.days.is_empty() {
            entries.push(LegendEntry { sign: event_sign(blocks), style: theme.text(), text: "session" });
        }
        entries
    }
}

const fn text(moment: Moment) -> &'static str {
    match moment {
        Moment::Before => "before",
        Moment::During => "during",
        Moment::After => "after",
        Moment::NextMorning => "next morning",
        Moment::Other => "other",
    }
}

/// The arrow from one number to the next.
pub(super) const fn arrow(blocks: Blocks) -> &'static str {
    if matches!(blocks, Blocks::Fine) { "→" } else { "->" }
}
