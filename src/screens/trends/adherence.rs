//! The sessions done: weeks against the goal, and the minutes of each day below them, on one axis of dates.

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::TrendsView;
use super::data::{Seen, day_text, days_between, ticks};
use super::head::Headline;
use crate::domain::stats::adherence::{GoalWeek, WeekState};
use crate::domain::text::counted;
use crate::domain::time::calendar::monday;
use crate::domain::time::spent_text;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::heat_map::{Heat, HeatMap};
use crate::widgets::time_bars::{Bar, TimeBars};
use crate::widgets::wrap::{columns, put, saturated};
use crate::widgets::{Legend, LegendEntry};

/// The least minutes of a day for each sign but the first. Our choice: about a short, a middle and a long routine.
const MINUTES: [u64; 3] = [5, 10, 20];

/// The width of the labels at the left.
const LEFT: u16 = HeatMap::NAMES;

/// The width of a week at most.
const WIDEST: u16 = 13;

/// The least and the greatest height of the bars of weeks.
const LEAST: u16 = 2;
const MOST: u16 = 10;

/// The rows of text: the names of both parts, minutes, states, dates.
const TEXTS: u16 = 5;

/// The position within a column of an edge, so that no rounding moves it to the next one.
const INSIDE: f64 = 0.25;

/// The least height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let above = headline(view, width).rows(width, view.model.blocks);
    let texts: u16 = legends(view).iter().map(|entries| legend_rows(view, entries, width)).sum();
    above + LEAST + HeatMap::ROWS + TEXTS + texts
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks) = (&view.model.theme, view.model.blocks);
    let headline = headline(view, area.width);
    headline.render(theme, blocks, area, buf);
    let spare = area.height.saturating_sub(rows(view, area.width));
    // The rows left over go to the bars, and to air between the parts.
    let air = u16::from(spare >= 2);
    let [states, heats] = legends(view);
    let weeks = WeekColumns::of(view.seen, area.width);
    let mut rows = Rows { area, y: headline.rows(area.width, blocks) + air };
    put(buf, rows.next(1), (0, 0), "sessions a week; line: your goal", theme.quiet());
    let high = (LEAST + spare.saturating_sub(2 * air)).min(MOST);
    render_weeks(view, &weeks, rows.next(high + 2), buf);
    render_dates(view, &weeks, rows.next(1), buf);
    render_legend(view, &states, rows.next(legend_rows(view, &states, area.width)), buf);
    rows.next(air);
    put(buf, rows.next(1), (0, 0), "minutes a day, below its week", theme.quiet());
    render_days(view, &weeks, rows.next(HeatMap::ROWS), buf);
    render_legend(view, &heats, rows.next(legend_rows(view, &heats, area.width)), buf);
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

/// The columns of the weeks. Each has the same width; of a long time only the last weeks are drawn.
struct WeekColumns {
    /// The Monday of the first week.
    first: NaiveDate,
    count: u16,
    /// The width of a week.
    each: u16,
}

impl WeekColumns {
    fn of(seen: &Seen, width: u16) -> Self {
        let (room, last) = (width.saturating_sub(LEFT).max(1), monday(seen.today));
        let all = (last - monday(seen.first)).num_weeks().max(0) + 1;
        let count = u16::try_from(all).unwrap_or(u16::MAX).min(room);
        let first = last.checked_sub_days(Days::new(7 * u64::from(count - 1))).unwrap_or(last);
        Self { first, count, each: (room / count).min(WIDEST) }
    }

    const fn width(&self) -> u16 {
        self.count * self.each
    }

    /// The left edge of the week from `monday` on, in columns; below 0 if it is not drawn.
    fn edge(&self, monday: NaiveDate) -> f64 {
        days_between(self.first, monday) / 7.0 * f64::from(self.each) + INSIDE
    }

    /// The edges of a week.
    fn edges(&self, monday: NaiveDate) -> (f64, f64) {
        (self.edge(monday), self.edge(monday) + f64::from(self.each))
    }

    fn plot(&self, area: Rect) -> Rect {
        Rect { x: area.x + LEFT, width: self.width(), ..area }.intersection(area)
    }

    fn mondays(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().step_by(7).take(self.count.into())
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
    let first = WeekColumns::of(view.seen, width).first;
    let is_part = first > view.seen.first;
    let since = if is_part { format!(" Shown from {}.", day_text(first, view.seen.today)) } else { String::new() };
    if of == 0 {
        return Headline {
            said: format!("{done} in this span."),
            more: format!("Your goal: {goal} a week.{since}"),
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

/// Draws the minutes of each day below the week of that day.
fn render_days(view: &TrendsView<'_>, weeks: &WeekColumns, area: Rect, buf: &mut Buffer) {
    let all: Vec<[Heat; 7]> = weeks.mondays().map(|monday| week(view.seen, monday)).collect();
    let (blocks, theme) = (view.model.blocks, &view.model.theme);
    HeatMap { weeks: &all, each: weeks.each, blocks, theme }.render(area, buf);
}

/// The signs of the days with their meanings.
fn heats() -> impl Iterator<Item = (Heat, &'static str)> {
    Heat::SOME.into_iter().zip(["under 5 min", "5 or more", "10 or more", "20 or more"])
}

fn week(seen: &Seen, monday: NaiveDate) -> [Heat; 7] {
    let mut week = [Heat::Absent; 7];
    let span = seen.first..=seen.today;
    for (heat, day) in week.iter_mut().zip(monday.iter_days()).filter(|(_, day)| span.contains(day)) {
        let days = &seen.stats.doing.days;
        let found = days.binary_search_by_key(&day, |active| active.day).ok().and_then(|at| days.get(at));
        *heat = found.map_or(Heat::None, |active| heat_of((active.active_s + 30) / 60));
    }
    week
}

fn heat_of(minutes: u64) -> Heat {
    let step = MINUTES.iter().filter(|least| minutes >= **least).count();
    Heat::SOME.get(step).copied().unwrap_or(Heat::Most)
}

/// Draws the sessions of each week as bars, with a line at the goal, the minutes, and a sign for the state of the week.
fn render_weeks(view: &TrendsView<'_>, columns: &WeekColumns, area: Rect, buf: &mut Buffer) {
    let (seen, theme, blocks) = (view.seen, &view.model.theme, view.model.blocks);
    let weeks = &seen.stats.doing.weeks;
    let [bars, numbers, signs] = split(columns.plot(area));
    let goal = u32::from(view.model.settings.weekly_goal);
    let most = weeks.iter().map(sessions).max().unwrap_or(0).max(goal);
    let drawn: Vec<Bar> = (weeks.iter().filter(|week| week.sessions > 0))
        .map(|week| {
            let (from, to) = columns.edges(week.monday);
            Bar { from, to, value: sessions(week), style: state_style(week.state, theme) }
        })
        .collect();
    let days = f64::from(columns.width());
    let all = TimeBars { days, bars: &drawn, most, line: Some(goal), blocks, theme };
    let goal_row = bars.height.saturating_sub(all.row_of(goal, bars.height));
    all.render(bars, buf);
    render_minutes(view, columns, numbers, buf);
    let states = weeks.iter().map(|week| {
        let (from, to) = columns.edges(week.monday);
        (from, to, state_sign(week.state, blocks), state_style(week.state, theme))
    });
    TimeBars::put_texts(days, states, signs, buf);
    if goal_row > 0 {
        put(buf, area, (0, 0), &format!("{most:>4}"), theme.quiet());
    }
    put(buf, area, (0, goal_row), &format!("{goal:>4}"), theme.quiet());
    put(buf, Rect { y: numbers.y, height: 1, ..area }, (0, 0), "min", theme.quiet());
    put(buf, Rect { y: signs.y, height: 1, ..area }, (0, 0), "goal", theme.quiet());
}

fn sessions(week: &GoalWeek) -> u32 {
    u32::try_from(week.sessions).unwrap_or(u32::MAX)
}

/// Draws the minutes of each week: as numbers, or as bars of one row if there is no room for all numbers.
fn render_minutes(view: &TrendsView<'_>, weeks: &WeekColumns, row: Rect, buf: &mut Buffer) {
    let theme = &view.model.theme;
    let done = view.seen.stats.doing.weeks.iter().filter(|week| week.sessions > 0 && week.monday >= weeks.first);
    let minutes: Vec<(NaiveDate, u32, String)> = done
        .map(|week| {
            let minutes = u32::try_from((week.active_s + 30) / 60).unwrap_or(u32::MAX);
            (week.monday, minutes, minutes.to_string())
        })
        .collect();
    let days = f64::from(weeks.width());
    // A number needs a free column behind it.
    if minutes.iter().all(|(.., text)| columns(text) < weeks.each.into()) {
        let texts = minutes.iter().map(|(monday, _, text)| {
            let (from, to) = weeks.edges(*monday);
            (from, to, text.as_str(), theme.quiet())
        });
        return TimeBars::put_texts(days, texts, row, buf);
    }
    let bars = minutes.iter().map(|(monday, value, _)| {
        let (from, to) = weeks.edges(*monday);
        Bar { from, to, value: *value, style: theme.quiet() }
    });
    let bars: Vec<Bar> = bars.collect();
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1).max(1);
    TimeBars { days, bars: &bars, most, line: None, blocks: view.model.blocks, theme }.render(row, buf);
}

fn render_dates(view: &TrendsView<'_>, weeks: &WeekColumns, area: Rect, buf: &mut Buffer) {
    let (theme, plot) = (&view.model.theme, weeks.plot(area));
    put(buf, area, (0, 0), "date", theme.quiet());
    let days = 7 * i64::from(weeks.count);
    let mut free = 0;
    for tick in ticks(weeks.first, days, plot.width) {
        let from = tick.day / 7.0 * f64::from(weeks.each) + INSIDE;
        let Some(place) = TimeBars::place(f64::from(weeks.width()), plot.width, from, from + 1.0) else { continue };
        if place.start >= free && place.start + saturated(columns(&tick.label)) <= plot.width {
            free = put(buf, plot, (place.start, 0), &tick.label, theme.quiet()) + 1;
        }
    }
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
        WeekState::Neutral | WeekState::Free | WeekState::Begun | WeekState::Missed | WeekState::Part => theme.quiet(),
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

/// The legends of the weeks and of the days.
fn legends(view: &TrendsView<'_>) -> [Vec<LegendEntry<'static>>; 2] {
    let (theme, blocks, doing) = (&view.model.theme, view.model.blocks, &view.seen.stats.doing);
    let used = STATES.into_iter().filter(|state| doing.weeks.iter().any(|week| week.state == *state));
    let states = used.map(|state| LegendEntry {
        sign: state_sign(state, blocks),
        style: state_style(state, theme),
        text: state_text(state),
    });
    let heats = heats().map(|(heat, text)| LegendEntry { sign: heat.sign(blocks), style: theme.good(), text });
    [states.collect(), heats.collect()]
}

fn legend_rows(view: &TrendsView<'_>, entries: &[LegendEntry<'_>], width: u16) -> u16 {
    Legend { entries, theme: &view.model.theme }.rows(width)
}

fn render_legend(view: &TrendsView<'_>, entries: &[LegendEntry<'_>], area: Rect, buf: &mut Buffer) {
    Legend { entries, theme: &view.model.theme }.render(area, buf);
}
