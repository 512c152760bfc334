//! The places of pain: their frequency, and the reach down the leg from week to week.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::TrendsView;
use super::data::{day_text, days_between, reach_text, ticks};
use super::head::Headline;
use crate::domain::advice::clinical_change::Shift;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::{COLUMNS, reach, region_text, regions as all_regions};
use crate::domain::journal::entry::{PainSide, Region, Spread};
use crate::domain::stats::places::{Places, SpreadWeek};
use crate::domain::text::counted;
use crate::screens::page::MEASURE;
use crate::screens::spoken::capital;
use crate::widgets::Blocks;
use crate::widgets::heat_map::Heat;
use crate::widgets::time_bars::TimeBars;
use crate::widgets::wrap::{put, put_lines, saturated, wrap};

/// The width of the names of places, and of a cell.
const NAMES: u16 = 16;
const CELL: u16 = 8;

/// The width of the names of reaches.
const REACHES: u16 = 18;

/// The least width for the two parts side by side.
const SIDE_BY_SIDE: u16 = 76;

/// The height of the reach: a title, its five steps, the shift, and dates.
const REACH_ROWS: u16 = 8;

const ALL_REACHES: [Spread; 5] = [Spread::None, Spread::Buttock, Spread::Thigh, Spread::BelowKnee, Spread::Foot];

/// The height of the page.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    let places = &view.seen.stats.places;
    let above = headline(view).rows(width, view.model.blocks) + 1;
    let (grid, reach) = (grid_rows(places), if places.spread.is_empty() { 0 } else { REACH_ROWS });
    let both = if width >= SIDE_BY_SIDE { grid.max(reach) } else { grid + 1 + reach };
    above + both + 1 + words(places, width).len() as u16
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks, places) = (&view.model.theme, view.model.blocks, &view.seen.stats.places);
    let headline = headline(view);
    headline.render(theme, blocks, area, buf);
    if places.ratings == 0 && places.spread.is_empty() {
        return;
    }
    let words = words(places, area.width);
    let is_wide = area.width >= SIDE_BY_SIDE;
    let grid = if is_wide { grid_rows(places).max(REACH_ROWS) } else { grid_rows(places) };
    let rows = [
        Constraint::Length(headline.rows(area.width, blocks) + 1),
        Constraint::Length(grid),
        Constraint::Length(if is_wide { 0 } else { REACH_ROWS + 1 }),
        Constraint::Length(1),
        Constraint::Length(saturated(words.len())),
        Constraint::Fill(1),
    ];
    let [_, top, below, _, foot, _] = Layout::vertical(rows).areas(area);
    let (grid, reach) = if is_wide {
        let columns = [Constraint::Length(NAMES + 3 * CELL), Constraint::Length(2), Constraint::Fill(1)];
        let [left, _, right] = Layout::horizontal(columns).areas(top);
        (left, right)
    } else {
        (top, Rect { y: below.y + 1, height: below.height.saturating_sub(1), ..below })
    };
    render_grid(view, grid, buf);
    render_reach(view, reach, buf);
    put_lines(buf, foot, &words, theme.quiet());
}

/// The headline: the most frequent place, and the latest reach.
fn headline(view: &TrendsView<'_>) -> Headline {
    let places = &view.seen.stats.places;
    let most = places.cells.iter().max_by_key(|cell| cell.count);
    let said = match most {
        _ if places.ratings == 0 => "No rating of 1 or more in this span.".to_owned(),
        None => format!("No place was given in {} of 1 or more.", counted(places.ratings, "rating")),
        Some(cell) => {
            let side = cell.side.map(side_text).unwrap_or_default();
            format!(
                "Most often: {}{side} ({} of {} painful ratings)",
                region_text(cell.region),
                cell.count,
                places.ratings
            )
        }
    };
    let more = places.spread.last().map(|week| reached(view, week)).unwrap_or_default();
    Headline { said, more, ..Headline::default() }
}

fn side_text(side: PainSide) -> String {
    match side {
        PainSide::Left => ", your left".to_owned(),
        PainSide::Right => ", your right".to_owned(),
        PainSide::Middle => ", in the middle".to_owned(),
        PainSide::Both => ", both sides".to_owned(),
    }
}

/// `Week of 16 Nov: to the buttock; higher up than before.`
fn reached(view: &TrendsView<'_>, week: &SpreadWeek) -> String {
    let way = match week.shift {
        Some(Shift::Up) => "; higher up than before",
        Some(Shift::Down) => "; further down than before",
        None => "",
    };
    let day = day_text(week.monday, view.seen.today);
    format!("Week of {day}: {}{way}.", reach_text(week.furthest))
}

/// The places with a row: those of the back and the leg, and any other that was named.
fn regions(places: &Places) -> Vec<Region> {
    let shown = all_regions()
        .filter(|region| reach(*region).is_some() || places.cells.iter().any(|cell| cell.region == *region));
    shown.collect()
}

fn grid_rows(places: &Places) -> u16 {
    saturated(regions(places).len()) + 1 + u16::from(places.unsaid > 0)
}

fn render_grid(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, places) = (&view.model.theme, &view.seen.stats.places);
    let most = places.cells.iter().map(|cell| cell.count).max().unwrap_or(1);
    let has_unsaid_side = places.cells.iter().any(|cell| cell.side.is_none());
    for (x, side) in (0..).map(|at| NAMES + CELL * at).zip(COLUMNS) {
        put(buf, area, (x, 0), side.as_str(), theme.quiet());
    }
    let regions = regions(places);
    for (y, region) in (1..).zip(&regions) {
        let cells: Vec<_> = places.cells.iter().filter(|cell| cell.region == *region).collect();
        let style = if cells.is_empty() { theme.quiet() } else { theme.text() };
        put(buf, area, (0, y), &region_text(*region), style);
        for (x, side) in (0..).map(|at| NAMES + CELL * at).zip(COLUMNS) {
            let count = cells.iter().find(|cell| cell.side == Some(side)).map_or(0, |cell| cell.count);
            let cell = Rect { x: area.x + x, y: area.y + y, width: CELL, height: 1 }.intersection(area);
            render_cell(view, count, most, cell, buf);
        }
        let unsaid = cells.iter().find(|cell| cell.side.is_none()).filter(|_| has_unsaid_side);
        if let Some(cell) = unsaid {
            put(buf, area, (NAMES + 3 * CELL - 2, y), &format!("+{}", cell.count), theme.quiet());
        }
    }
    if places.unsaid > 0 {
        let text = format!("no place given: {}", places.unsaid);
        put(buf, area, (0, saturated(regions.len()) + 1), &text, theme.quiet());
    }
}

/// Draws a count, and in front of it a block that is the denser the greater the count.
fn render_cell(view: &TrendsView<'_>, count: usize, most: usize, area: Rect, buf: &mut Buffer) {
    let theme = &view.model.theme;
    let heat = match (count, (count * 4).div_ceil(most.max(1))) {
        (0, _) => Heat::None,
        (_, quarter) => Heat::SOME.get(quarter.saturating_sub(1)).copied().unwrap_or(Heat::Most),
    };
    let sign = heat.sign(view.model.blocks);
    if count == 0 {
        put(buf, area, (0, 0), sign, theme.quiet());
        return;
    }
    put(buf, area, (0, 0), &sign.repeat(2), theme.measured());
    put(buf, area, (3, 0), &count.to_string(), theme.text());
}

/// Draws the reach down the leg, week by week: a mark at the furthest place, and a line above it.
fn render_reach(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (seen, theme, blocks) = (view.seen, &view.model.theme, view.model.blocks);
    if seen.stats.places.spread.is_empty() {
        return;
    }
    put(buf, area, (0, 0), "spread by week", theme.quiet());
    for (y, spread) in (1..).zip(ALL_REACHES) {
        put(buf, area, (0, y), &reach_text(spread), theme.quiet());
    }
    let plot = Rect { x: area.x + REACHES, width: area.width.saturating_sub(REACHES), ..area };
    let days = seen.days() as f64;
    let (mark, above) = if blocks == Blocks::Fine { ("●", "│") } else { ("o", "|") };
    for week in &seen.stats.places.spread {
        let from = days_between(seen.first, week.monday);
        let depth = ALL_REACHES.iter().position(|spread| *spread == week.furthest).unwrap_or(0);
        let Some(place) = TimeBars::place(days, plot.width, from, from + 7.0) else { continue };
        let x = place.start + (saturated(place.len()).max(1) - 1) / 2;
        for y in 1..=saturated(depth) {
            put(buf, plot, (x, y), above, theme.quiet());
        }
        put(buf, plot, (x, saturated(depth) + 1), mark, theme.measured());
        put(buf, plot, (x, 6), shift_sign(week.shift, blocks), theme.text());
    }
    put(buf, area, (0, 6), "moved", theme.quiet());
    put(buf, area, (0, 7), "date", theme.quiet());
    let mut free = 0;
    for tick in ticks(seen.first, seen.days(), plot.width) {
        let Some(place) = TimeBars::place(days, plot.width, tick.day, tick.day + 1.0) else { continue };
        let wide = saturated(tick.label.len());
        if place.start >= free && place.start + wide <= plot.width {
            free = put(buf, plot, (place.start, 7), &tick.label, theme.quiet()) + 1;
        }
    }
}

const fn shift_sign(shift: Option<Shift>, blocks: Blocks) -> &'static str {
    match (shift, blocks) {
        (None, _) => " ",
        (Some(Shift::Up), Blocks::Ascii) => "^",
        (Some(Shift::Down), Blocks::Ascii) => "v",
        (Some(Shift::Up), _) => "↑",
        (Some(Shift::Down), _) => "↓",
    }
}

/// The words for the pain, the most frequent first.
fn words(places: &Places, width: u16) -> Vec<String> {
    let words: Vec<String> =
        places.words.iter().map(|word| format!("{} {}", spoken(word.word.as_str()), word.count)).collect();
    if words.is_empty() {
        return Vec::new();
    }
    wrap(&capital(&words.join(", ")), width.min(MEASURE).into())
}
