//! Pain over days as a drawing: shapes for moments, a line for each week's median, ticks for sessions. Black and greys
//! that a copier keeps apart; a week without a rating stays empty.

use chrono::{Days, NaiveDate};
use maud::{Markup, html};

use super::model::Chart;
use crate::domain::record::entry::Moment;

/// The drawing, in its own units.
const WIDTH: f64 = 720.0;

/// The field of the points, from 10 to 0: high, and for many weeks, whose table is long, low.
const HIGH: f64 = 100.0;
const LOW: f64 = 72.0;

/// What lies around it: scale, sessions, dates, what the shapes are.
const LEFT: f64 = 22.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 6.0;
const BOTTOM: f64 = 46.0;

/// Half the size of a point.
const DOT: f64 = 3.0;

/// How it was asked, as it is drawn.
const KEYS: [(Moment, &str); 4] = [
    (Moment::Before, "before"),
    (Moment::After, "after"),
    (Moment::NextMorning, "next morning"),
    (Moment::Other, "other times"),
];

/// The drawing with its words for who cannot see it.
pub(super) fn svg(chart: &Chart) -> Markup {
    let field = if chart.days / 7 > 6 { LOW } else { HIGH };
    let place = Place { per_day: (WIDTH - LEFT - RIGHT) / f64::from(chart.days), field };
    let height = TOP + field + BOTTOM;
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="drawn drawn-words"
            font-family="Helvetica,Arial,'Liberation Sans','DejaVu Sans Condensed',sans-serif" font-size="10" fill="#111" {
            title id="drawn" { "Pain over these weeks" }
            desc id="drawn-words" { (chart.words) }
            (scale(&place))
            @for (day, range) in &chart.weeks { (week(&place, (*day, f64::from(chart.past)), (range.lowest.value(), range.highest.value()), range.median.value())) }
            (dates(&place, chart))
            @for day in &chart.sessions {
                rect x=(n(place.x(*day) - 1.0)) y=(n(place.floor() + 4.0)) width="2" height="6" {}
            }
            @for (day, score, moment) in &chart.dots { (dot(*moment, place.x(*day) + beside(*moment), place.y(f32::from(*score)))) }
            (keys(height))
        }
    }
}

/// Where days and scores lie.
struct Place {
    per_day: f64,
    field: f64,
}

impl Place {
    fn x(&self, day: f64) -> f64 {
        LEFT + day * self.per_day
    }

    fn y(&self, score: f32) -> f64 {
        TOP + (10.0 - f64::from(score)) / 10.0 * self.field
    }

    /// Where 0 lies.
    fn floor(&self) -> f64 {
        TOP + self.field
    }
}

/// Lines at 0, 2 … 10.
fn scale(place: &Place) -> Markup {
    html! {
        @for score in [0_u8, 2, 4, 6, 8, 10] {
            @let at = place.y(f32::from(score));
            line x1=(n(LEFT)) x2=(n(WIDTH - RIGHT)) y1=(n(at)) y2=(n(at)) stroke=(if score == 0 { "#111" } else { "#d0d0d0" }) stroke-width="0.7" {}
            text x=(n(LEFT - 5.0)) y=(n(at + 3.5)) text-anchor="end" { (score) }
        }
    }
}

/// The range as a pale band, the median as a line across it.
fn week(place: &Place, (day, past): (f64, f64), (lowest, highest): (u8, u8), median: f32) -> Markup {
    let (from, to) = (place.x(day) + 1.5, place.x((day + 7.0).min(past)) - 1.5);
    let (top, bottom) = (place.y(f32::from(highest)) - 1.5, place.y(f32::from(lowest)) + 1.5);
    html! {
        rect x=(n(from)) y=(n(top)) width=(n(to - from)) height=(n(bottom - top)) fill="#ececec" {}
        line x1=(n(from)) x2=(n(to)) y1=(n(place.y(median))) y2=(n(place.y(median))) stroke="#111" stroke-width="2.6" {}
    }
}

/// The Mondays, as many as have room, and lines between the weeks.
fn dates(place: &Place, chart: &Chart) -> Markup {
    let weeks = chart.days / 7;
    let every = if weeks > 6 { 2 } else { 1 };
    let date = |week: u16| -> Option<NaiveDate> { chart.from.checked_add_days(Days::new(7 * u64::from(week))) };
    html! {
        @for week in 0..weeks {
            @let x = place.x(7.0 * f64::from(week));
            line x1=(n(x)) x2=(n(x)) y1=(n(place.floor())) y2=(n(place.floor() + 12.0)) stroke="#111" stroke-width="0.7" {}
            @if let (Some(day), 0) = (date(week), week % every) {
                text x=(n(x + 3.0)) y=(n(place.floor() + 21.0)) { (day.format("%-d %b")) }
            }
        }
    }
}

/// What the shapes are.
fn keys(height: f64) -> Markup {
    let row = height - 7.0;
    html! {
        @for (at, (moment, name)) in (0_u8..).zip(KEYS) {
            @let x = LEFT + 6.0 + 92.0 * f64::from(at);
            (dot(moment, x, row - 3.0))
            text x=(n(x + 7.0)) y=(n(row)) { (name) }
        }
        @let x = LEFT + 6.0 + 92.0 * 4.0;
        rect x=(n(x - 6.0)) y=(n(row - 8.0)) width="24" height="9" fill="#ececec" {}
        line x1=(n(x - 6.0)) x2=(n(x + 18.0)) y1=(n(row - 3.5)) y2=(n(row - 3.5)) stroke="#111" stroke-width="2.6" {}
        text x=(n(x + 23.0)) y=(n(row)) { "median and range of a week" }
        rect x=(n(x + 176.0)) y=(n(row - 7.0)) width="2" height="6" {}
        text x=(n(x + 183.0)) y=(n(row)) { "session" }
    }
}

/// What was rated minutes apart stands side by side.
const fn beside(moment: Moment) -> f64 {
    match moment {
        Moment::Before => -DOT,
        Moment::After => DOT,
        _ => 0.0,
    }
}

/// Open circle, full circle, triangle, cross.
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

/// A number with one digit behind the point.
fn n(value: f64) -> String {
    format!("{value:.1}")
}
