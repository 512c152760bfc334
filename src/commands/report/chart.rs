//! Pain over days as a drawing: shapes for moments, a line for each week's median, ticks for sessions. It uses black
//! and greys that a copier keeps apart. A week without a rating stays empty.

use chrono::Days;
use maud::{Markup, html};

use super::Chart;
use crate::domain::journal::entry::Moment;
use crate::domain::stats::pain::Range;

/// The widths of the drawing, for paper and screens and for a telephone, in its own units of about a pixel.
const WIDE: f64 = 720.0;
const NARROW: f64 = 340.0;

/// The heights of the field from 10 to 0: the lower one for many weeks, whose table is long.
const HIGH: f64 = 100.0;
const LOW: f64 = 72.0;

/// The margins of the field, for scale, sessions and dates.
const LEFT: f64 = 22.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 18.0;
const DATES: f64 = 28.0;

/// The height of a row of the key, and the width of a date.
const ROW: f64 = 16.0;
const DATE: f64 = 42.0;

/// The width of the name of a flare-up.
const FLARE_UP: f64 = 44.0;

/// Half the size of a point.
const DOT: f64 = 3.0;

/// The key: shapes with their names and widths.
const KEYS: [(ChartKey, &str, f64); 6] = [
    (ChartKey::Dot(Moment::Before), "before", 62.0),
    (ChartKey::Dot(Moment::After), "after", 54.0),
    (ChartKey::Dot(Moment::NextMorning), "next morning", 90.0),
    (ChartKey::Dot(Moment::Other), "other times", 82.0),
    (ChartKey::Week, "median and range of a week", 178.0),
    (ChartKey::Session, "session", 60.0),
];

/// Shapes of the drawing.
#[derive(Clone, Copy)]
enum ChartKey {
    Dot(Moment),
    Week,
    Session,
}

/// Returns the drawing once wide and once narrow, of which the page shows the one that fits; each with a description in
/// words.
pub(super) fn svg(chart: &Chart) -> Markup {
    html! {
        (drawing(chart, WIDE, "wide"))
        (drawing(chart, NARROW, "narrow"))
    }
}

fn drawing(chart: &Chart, width: f64, name: &str) -> Markup {
    let field = if chart.days / 7 > 6 && width > NARROW { LOW } else { HIGH };
    let place = ChartLayout { width, per_day: (width - LEFT - RIGHT) / f64::from(chart.days), field };
    let keys = places_of_keys(width);
    let height = place.floor() + DATES + keys.last().map_or(0.0, |(_, y)| y + ROW);
    html! {
        svg class=(name) viewBox=(format!("0 0 {width} {height}")) role="img" aria-labelledby=(format!("{name}-title {name}-words"))
            font-family="Helvetica,Arial,'Liberation Sans','DejaVu Sans Condensed',sans-serif" font-size="10" fill="#111" {
            title id=(format!("{name}-title")) { "Pain over these weeks" }
            desc id=(format!("{name}-words")) { (chart.words) }
            @for days in &chart.flare_ups { (flare_up(&place, days)) }
            (scale(&place))
            @for (day, range) in &chart.weeks {
                (week(&place, *day, chart, range))
            }
            (dates(&place, chart))
            @for day in &chart.sessions { (tick(place.x(*day), place.floor() + 4.0)) }
            @for (day, score, moment) in &chart.dots {
                (dot(*moment, place.x(*day) + beside(*moment), place.y(f32::from(*score))))
            }
            @for ((key, name, _), (x, y)) in KEYS.iter().zip(keys) { (shown(*key, name, x, place.floor() + DATES + y + ROW / 2.0)) }
        }
    }
}

/// The scales of days and scores.
struct ChartLayout {
    width: f64,
    per_day: f64,
    field: f64,
}

impl ChartLayout {
    fn x(&self, day: f64) -> f64 {
        LEFT + day * self.per_day
    }

    fn y(&self, score: f32) -> f64 {
        TOP + (10.0 - f64::from(score)) / 10.0 * self.field
    }

    /// Returns the height of 0.
    fn floor(&self) -> f64 {
        TOP + self.field
    }
}

/// Returns the positions of the parts of the key: from the left, and from the first row.
fn places_of_keys(width: f64) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (LEFT, 0.0);
    let mut places = Vec::new();
    for (_, _, room) in KEYS {
        if x + room > width {
            (x, y) = (LEFT, y + ROW);
        }
        places.push((x, y));
        x += room;
    }
    places
}

fn shown(key: ChartKey, name: &str, x: f64, y: f64) -> Markup {
    let room = match key {
        ChartKey::Dot(_) => 12.0,
        ChartKey::Week => 30.0,
        ChartKey::Session => 8.0,
    };
    html! {
        @match key {
            ChartKey::Dot(moment) => (dot(moment, x + 4.0, y)),
            ChartKey::Week => {
                rect x=(n(x)) y=(n(y - 4.5)) width="24" height="9" fill="#ececec" {}
                line x1=(n(x)) x2=(n(x + 24.0)) y1=(n(y)) y2=(n(y)) stroke="#111" stroke-width="2.6" {}
            },
            ChartKey::Session => (tick(x + 2.0, y - 3.0)),
        }
        text x=(n(x + room)) y=(n(y + 3.5)) { (name) }
    }
}

fn tick(x: f64, y: f64) -> Markup {
    html! { rect x=(n(x - 1.0)) y=(n(y)) width="2" height="6" {} }
}

/// Draws lines at 0, 2 … 10.
fn scale(place: &ChartLayout) -> Markup {
    html! {
        @for score in [0_u8, 2, 4, 6, 8, 10] {
            @let at = place.y(f32::from(score));
            line x1=(n(LEFT)) x2=(n(place.width - RIGHT)) y1=(n(at)) y2=(n(at)) stroke=(if score == 0 { "#111" } else { "#d0d0d0" }) stroke-width="0.7" {}
            text x=(n(LEFT - 5.0)) y=(n(at + 3.5)) text-anchor="end" { (score) }
        }
    }
}

/// Draws the range of a week as a pale band up to today, and the median as a line across it.
fn week(place: &ChartLayout, day: f64, chart: &Chart, range: &Range) -> Markup {
    let (from, to) = (place.x(day) + 1.5, place.x((day + 7.0).min(f64::from(chart.past))) - 1.5);
    let (highest, lowest) = (f32::from(range.highest.value()), f32::from(range.lowest.value()));
    let (top, bottom) = (place.y(highest) - 1.5, place.y(lowest) + 1.5);
    let median = n(place.y(range.median.value()));
    html! {
        rect x=(n(from)) y=(n(top)) width=(n(to - from)) height=(n(bottom - top)) fill="#ececec" {}
        line x1=(n(from)) x2=(n(to)) y1=(median) y2=(median) stroke="#111" stroke-width="2.6" {}
    }
}

/// Draws a bracket over the days of a flare-up, with its name beside or under it.
fn flare_up(place: &ChartLayout, days: &[f64; 2]) -> Markup {
    let [from, to] = days.map(|day| place.x(day));
    // The name stays within the drawing.
    let is_late = from + FLARE_UP > place.width;
    let (x, anchor) = if is_late { (to, "end") } else { (from, "start") };
    html! {
        path d=(format!("M{} {}v-4H{}v4", n(from), n(TOP - 2.0), n(to))) fill="none" stroke="#111" stroke-width="0.9" {}
        text x=(n(x)) y=(n(TOP - 8.0)) text-anchor=(anchor) { "flare-up" }
    }
}

/// Draws the Mondays, as many as have room, and lines between the weeks.
fn dates(place: &ChartLayout, chart: &Chart) -> Markup {
    let every = (DATE / (7.0 * place.per_day)).ceil().max(1.0) as u16;
    html! {
        @for week in 0..chart.days / 7 {
            @let x = place.x(7.0 * f64::from(week));
            line x1=(n(x)) x2=(n(x)) y1=(n(place.floor())) y2=(n(place.floor() + 12.0)) stroke="#111" stroke-width="0.7" {}
            @let monday = chart.from.checked_add_days(Days::new(7 * u64::from(week)));
            @if let (Some(day), 0) = (monday, week % every) {
                text x=(n(x + 3.0)) y=(n(place.floor() + 21.0)) { (day.format("%-d %b")) }
            }
        }
    }
}

/// Returns the shift that keeps apart ratings given minutes apart.
const fn beside(moment: Moment) -> f64 {
    match moment {
        Moment::Before => -DOT,
        Moment::After => DOT,
        _ => 0.0,
    }
}

/// Draws a rating as open circle, full circle, triangle or cross.
fn dot(moment: Moment, x: f64, y: f64) -> Markup {
    html! {
        @match moment {
            Moment::Before => circle cx=(n(x)) cy=(n(y)) r=(n(DOT)) fill="#fff" stroke="#111" stroke-width="1.2" {},
            Moment::After | Moment::During => circle cx=(n(x)) cy=(n(y)) r=(n(DOT)) {},
            Moment::NextMorning => path d=(format!("M{} {}l{DOT} {}h{}z", n(x), n(y - DOT - 0.6), n(1.9 * DOT), n(-2.0 * DOT))) fill="#777" stroke="#111" stroke-width="0.8" {},
            Moment::Other => path d=(format!("M{} {}l5 5m0 -5l-5 5", n(x - 2.5), n(y - 2.5))) fill="none" stroke="#111" stroke-width="1.3" {},
        }
    }
}

/// Returns a number with one digit after the point.
fn n(value: f64) -> String {
    format!("{value:.1}")
}
