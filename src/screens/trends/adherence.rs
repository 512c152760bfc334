//! The sessions done: a calendar of a year, weeks against the goal, and the dose of one exercise over time.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::data::{CALENDAR_WEEKS, DoneDose, Seen, day_text, days_between};
use super::head::Headline;
use crate::domain::journal::entry::Quantity;
use crate::domain::stats::adherence::{GoalWeek, WeekState};
use crate::domain::text::counted;
use crate::domain::time::calendar::monday;
use crate::domain::time::spent_text;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::heat_map::{Heat, HeatMap};
use crate::widgets::time_bars::{Bar, TimeBars};
use crate::widgets::wrap::put;
use crate::widgets::{Legend, LegendEntry};

/// The least minutes of a day for each sign but the first. Our choice: about a short, a middle and a long routine.
const MINUTES: [u64; 3] = [5, 10, 20];

/// The width of the labels at the left of the plots.
const LEFT: u16 = 4;

/// The least height of the bars of weeks, and of a dose.
const LEAST: u16 = 2;

/// The number of rows of text between the plots.
const TEXTS: u16 = 3;

/// The width of the legend beside the calendar.
const BESIDE: u16 = 16;

/// The least height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let above = headline(view, width).rows(width, view.model.blocks);
    above + HeatMap::ROWS + TEXTS + 2 * LEAST + legend_rows(view, width)
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks) = (&view.model.theme, view.model.blocks);
    let headline = headline(view, area.width);
    headline.render(theme, blocks, area, buf);
    let legend = legend_rows(view, area.width);
    let spare = area.height.saturating_sub(rows(view, area.width));
    // What is left over goes to the plots, and to air between the parts.
    let air = u16::from(spare >= 3);
    let more = spare.saturating_sub(3 * air);
    let mut rows = Rows { area, y: headline.rows(area.width, blocks) + air };
    render_calendar(view, rows.next(HeatMap::ROWS), buf);
    rows.next(air);
    render_weeks(view, rows.next((LEAST + more.div_ceil(2)).min(6) + 2), buf);
    render_legend(view, rows.next(legend), buf);
    rows.next(air);
    if let Some(dose) = &view.seen.dose {
        render_dose(view, dose, rows.next((LEAST + more / 2).min(4) + 1), buf);
    }
}

/// Parts of an area below each other.
struct Rows {
    area: Rect,
    y: u16,
}

impl Rows {
    fn next(&mut self, height: u16) -> Rect {
        let part = Rect { y: self.area.y + self.y, height, ..self.area }.intersection(self.area);
        self.y += height;
        part
    }
}

/// The headline: weeks kept, sessions, and their total time.
fn headline(view: &TrendsView<'_>, width: u16) -> Headline {
    let doing = &view.seen.stats.doing;
    let (kept, of) = doing.kept();
    let sessions: usize = doing.days.iter().map(|day| day.sessions).sum();
    let active: u64 = doing.days.iter().map(|day| day.active_s).sum();
    let done = format!("{}, {}", counted(sessions, "session"), spent_text(active));
    let goal = counted(view.model.settings.weekly_goal.into(), "session");
    let (first, _) = window(view.seen, width);
    let is_part = first > view.seen.first;
    let since = if is_part { format!(" Shown from {}.", day_text(first, view.seen.today)) } else { String::new() };
    if of == 0 {
        return Headline {
            said: format!("{done} in this span."),
            more: format!("Your goal: {goal} a week."),
            ..Headline::default()
        };
    }
    let aim = match doing.common_goal() {
        Some(goal) => format!("{} or more", counted(goal.into(), "session")),
        None => "by the goal at the time".to_owned(),
    };
    Headline {
        big: vec![(format!("{kept}/{of}"), view.model.theme.good())],
        said: format!("You met your goal ({aim}) in {kept} of {}. {done} in all.", counted(of, "week")),
        more: format!("Weeks off, rest days and flare-ups don't count either way.{since}"),
    }
}

fn render_calendar(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let seen = view.seen;
    let this_week = monday(seen.today);
    let first = this_week.checked_sub_days(Days::new(7 * (CALENDAR_WEEKS - 1))).unwrap_or(this_week);
    let weeks: Vec<[Heat; 7]> = first
        .iter_days()
        .step_by(7)
        .take_while(|monday| *monday <= this_week)
        .map(|monday| week(seen, monday))
        .collect();
    let months: Vec<(usize, String)> = (0..)
        .zip(first.iter_days().step_by(7).take(weeks.len()))
        .filter_map(|(at, monday)| month(at, monday))
        .collect();
    let (blocks, theme) = (view.model.blocks, &view.model.theme);
    HeatMap { weeks: &weeks, months: &months, blocks, theme }.render(area, buf);
    if has_room_beside(area.width) {
        let beside = Rect { x: area.right() - BESIDE, width: BESIDE, ..area };
        put(buf, beside, (0, 1), "minutes a day", theme.quiet());
        for (y, (heat, text)) in (2..).zip(heats()) {
            let x = put(buf, beside, (0, y), heat.sign(blocks), theme.good());
            put(buf, beside, (x + 1, y), text, theme.quiet());
        }
    }
}

/// The signs of the calendar with their meanings.
fn heats() -> impl Iterator<Item = (Heat, &'static str)> {
    Heat::SOME.into_iter().zip(["under 5 min", "5", "10", "20 or more"])
}

/// Returns true if there is room for the legend beside the calendar.
fn has_room_beside(width: u16) -> bool {
    let weeks = u16::try_from(CALENDAR_WEEKS).unwrap_or(u16::MAX);
    width >= LEFT + weeks + 2 + BESIDE && width < LEFT + 2 * weeks
}

/// The month that begins in the week from `monday` on.
fn month(at: usize, monday: NaiveDate) -> Option<(usize, String)> {
    let first = monday.iter_days().take(7).find(|day| day.day() == 1)?;
    Some((at, first.format("%b").to_string()))
}

fn week(seen: &Seen, monday: NaiveDate) -> [Heat; 7] {
    let mut week = [Heat::Absent; 7];
    for (heat, day) in week.iter_mut().zip(monday.iter_days()).filter(|(_, day)| *day <= seen.today) {
        let found = seen.year.binary_search_by_key(&day, |active| active.day).ok().and_then(|at| seen.year.get(at));
        *heat = found.map_or(Heat::None, |active| heat_of((active.active_s + 30) / 60));
    }
    week
}

fn heat_of(minutes: u64) -> Heat {
    let step = MINUTES.iter().filter(|least| minutes >= **least).count();
    Heat::SOME.get(step).copied().unwrap_or(Heat::Most)
}

/// Draws the sessions of each week as bars, with a line at the goal, the minutes, and a sign for the state of the week.
fn render_weeks(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (seen, theme, blocks) = (view.seen, &view.model.theme, view.model.blocks);
    let weeks = &seen.stats.doing.weeks;
    let plot = Rect { x: area.x + LEFT, width: area.width.saturating_sub(LEFT), ..area };
    let [bars, numbers, signs] = split(plot);
    let goal = u32::from(view.model.settings.weekly_goal);
    let most = weeks.iter().map(sessions).max().unwrap_or(0).max(goal);
    let (first, days) = window(seen, area.width);
    let drawn: Vec<Bar> = (weeks.iter().filter(|week| week.sessions > 0))
        .map(|week| {
            let from = days_between(first, week.monday);
            Bar { from, to: from + 7.0, value: sessions(week), style: state_style(week.state, theme) }
        })
        .collect();
    TimeBars { days, bars: &drawn, most, line: Some(goal), blocks, theme }.render(bars, buf);
    render_minutes(view, numbers, buf);
    let states = weeks.iter().map(|week| {
        let from = days_between(first, week.monday);
        (from, from + 7.0, state_sign(week.state, blocks), state_style(week.state, theme))
    });
    TimeBars::put_texts(days, states, signs, buf);
    let goal_row = bars.height.saturating_sub(saturated_row(goal, most, bars.height));
    put(buf, area, (0, goal_row), &format!("{goal:>3}"), theme.quiet());
    put(buf, Rect { y: numbers.y, height: 1, ..area }, (0, 0), "min", theme.quiet());
}

fn sessions(week: &GoalWeek) -> u32 {
    u32::try_from(week.sessions).unwrap_or(u32::MAX)
}

/// Draws the minutes of each week: as numbers, or as bars of one row if there is no room for all numbers.
fn render_minutes(view: &TrendsView<'_>, row: Rect, buf: &mut Buffer) {
    let (seen, theme) = (view.seen, &view.model.theme);
    let (first, days) = window(seen, row.width + LEFT);
    let done = seen.stats.doing.weeks.iter().filter(|week| week.sessions > 0);
    let minutes: Vec<(f64, u32, String)> = done
        .map(|week| {
            let minutes = u32::try_from((week.active_s + 30) / 60).unwrap_or(u32::MAX);
            (days_between(first, week.monday), minutes, minutes.to_string())
        })
        .collect();
    let fits = |(from, _, text): &&(f64, u32, String)| TimeBars::has_room(days, row.width, *from, from + 7.0, text);
    // A week that begins before the plot does has less room: its number is left out by itself.
    if minutes.iter().all(|week| week.0 < 0.0 || fits(&week)) {
        let texts = minutes.iter().filter(fits);
        let texts = texts.map(|(from, _, text)| (*from, from + 7.0, text.as_str(), theme.quiet()));
        return TimeBars::put_texts(days, texts, row, buf);
    }
    let bars = minutes.iter().map(|(from, value, _)| (*from, *value));
    let bars: Vec<Bar> = bars.map(|(from, value)| Bar { from, to: from + 7.0, value, style: theme.quiet() }).collect();
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1).max(1);
    TimeBars { days, bars: &bars, most, line: None, blocks: view.model.blocks, theme }.render(row, buf);
}

/// The first day of the plots of weeks and doses, and their number of days: each week has a column of its own, so that
/// of a long time only the last weeks are drawn.
fn window(seen: &Seen, width: u16) -> (NaiveDate, f64) {
    let weeks = i64::from(width.saturating_sub(LEFT).max(1));
    let from = monday(seen.today).checked_sub_days(Days::new(7 * (weeks - 1).unsigned_abs()));
    let first = from.filter(|_| seen.days() > 7 * weeks).unwrap_or(seen.first);
    (first, days_between(first, seen.today) + 1.0)
}

/// The row of a value, from below, from 1.
fn saturated_row(value: u32, most: u32, rows: u16) -> u16 {
    let eighths = (u32::from(rows) * 8 * value / most.max(1)).max(1);
    u16::try_from(eighths.div_ceil(8)).unwrap_or(rows)
}

/// Splits `area` into bars, and two rows of text below them.
fn split(area: Rect) -> [Rect; 3] {
    let bars = Rect { height: area.height.saturating_sub(2), ..area };
    let numbers = Rect { y: bars.bottom(), height: 1, ..area };
    let signs = Rect { y: bars.bottom() + 1, ..numbers };
    [bars, numbers.intersection(area), signs.intersection(area)]
}

/// The states of a week in the order of the legend. A part of a week has no sign.
const STATES: [WeekState; 6] =
    [WeekState::Kept, WeekState::Free, WeekState::Neutral, WeekState::Begun, WeekState::Missed, WeekState::Running];

const fn state_sign(state: WeekState, blocks: Blocks) -> &'static str {
    match (state, blocks) {
        (WeekState::Kept, Blocks::Fine) => "✓",
        (WeekState::Kept, _) => "k",
        (WeekState::Free, Blocks::Fine) => "○",
        (WeekState::Free, _) => "f",
        (WeekState::Neutral, _) => "~",
        (WeekState::Begun, _) => "+",
        (WeekState::Part, _) => " ",
        (WeekState::Missed, Blocks::Fine) => "·",
        (WeekState::Missed, _) => ".",
        (WeekState::Running, _) => ">",
    }
}

fn state_style(state: WeekState, theme: &Theme) -> Style {
    match state {
        WeekState::Kept => theme.good(),
        WeekState::Running => theme.measured(),
        _ => theme.quiet(),
    }
}

const fn state_text(state: WeekState) -> &'static str {
    match state {
        WeekState::Kept => "goal met",
        WeekState::Free => "week off",
        WeekState::Neutral => "rest or flare-up",
        WeekState::Begun => "first week",
        WeekState::Part => "part of a week",
        WeekState::Missed => "not met",
        WeekState::Running => "this week",
    }
}

fn legend(view: &TrendsView<'_>, width: u16) -> Vec<LegendEntry<'static>> {
    let (theme, blocks, doing) = (&view.model.theme, view.model.blocks, &view.seen.stats.doing);
    let used = STATES.into_iter().filter(|state| doing.weeks.iter().any(|week| week.state == *state));
    let mut entries: Vec<LegendEntry<'static>> = used
        .map(|state| LegendEntry {
            sign: state_sign(state, blocks),
            style: state_style(state, theme),
            text: state_text(state),
        })
        .collect();
    if !has_room_beside(width) {
        entries.extend(heats().map(|(heat, text)| LegendEntry { sign: heat.sign(blocks), style: theme.good(), text }));
    }
    entries
}

fn legend_rows(view: &TrendsView<'_>, width: u16) -> u16 {
    Legend { entries: &legend(view, width), theme: &view.model.theme }.rows(width)
}

fn render_legend(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    Legend { entries: &legend(view, area.width), theme: &view.model.theme }.render(area, buf);
}

/// Draws the dose of the chosen exercise, session by session.
fn render_dose(view: &TrendsView<'_>, dose: &DoneDose, area: Rect, buf: &mut Buffer) {
    let (seen, theme) = (view.seen, &view.model.theme);
    let measure = DoneMeasure::of(dose);
    let (first, days) = window(seen, area.width);
    let amounts: Vec<(f64, u32)> = (dose.points.iter())
        .filter_map(|point| Some((days_between(first, point.at.date_naive()), measure.amount(&point.total)?)))
        .collect();
    let most = amounts.iter().map(|(_, amount)| *amount).max().unwrap_or(1).max(1);
    let x = put(buf, area, (0, 0), seen.name(&dose.exercise), theme.title());
    let last =
        dose.points.last().map(|point| (day_text(point.at.date_naive(), seen.today), measure.amount(&point.total)));
    let text = match last {
        Some((day, Some(amount))) => format!("{} on {day}, best {}", measure.text(amount), measure.text(most)),
        Some((day, None)) => format!("last on {day}"),
        None => "not in this span".to_owned(),
    };
    put(buf, area, (x + 2, 0), &text, theme.quiet());
    let plot = Rect {
        x: area.x + LEFT,
        y: area.y + 1,
        width: area.width.saturating_sub(LEFT),
        height: area.height.saturating_sub(1),
    };
    let bars: Vec<Bar> = amounts
        .iter()
        .map(|(day, value)| Bar { from: *day, to: day + 1.0, value: *value, style: theme.measured() })
        .collect();
    TimeBars { days, bars: &bars, most, line: None, blocks: view.model.blocks, theme }
        .render(plot.intersection(area), buf);
}

/// The units in which an exercise is counted.
#[derive(Clone, Copy)]
enum DoneMeasure {
    Hold,
    Reps,
    Breaths,
    Activity,
}

impl DoneMeasure {
    /// The unit of most of its sessions.
    fn of(dose: &DoneDose) -> Self {
        let all = [Self::Activity, Self::Breaths, Self::Reps, Self::Hold];
        let most = all
            .into_iter()
            .max_by_key(|measure| dose.points.iter().filter(|point| measure.amount(&point.total).is_some()).count());
        most.unwrap_or(Self::Reps)
    }

    const fn amount(self, total: &Quantity) -> Option<u32> {
        match self {
            Self::Hold => total.hold_s,
            Self::Reps => total.reps,
            Self::Breaths => total.breaths,
            Self::Activity => total.activity_s,
        }
    }

    fn text(self, amount: u32) -> String {
        match self {
            Self::Hold => format!("{amount} s held"),
            Self::Reps => counted(amount as usize, "rep"),
            Self::Breaths => counted(amount as usize, "breath"),
            Self::Activity => spent_text(amount.into()),
        }
    }
}
