//! Whether pain is lower than it was: the median of the last four weeks against that of four weeks before.

use chrono::{Days, NaiveDate};

use super::Scope;
use super::pain::{Pain, Point, Range, counts_for_a_week, pain};
use super::selection::Selection;
use crate::domain::advice::meaning::{Trend, trend};
use crate::domain::record::entry::Score;
use crate::domain::record::journal::Journal;

/// Days on either side. **Source**: what a clinician is told of, the last four weeks against the four before; our choice.
pub const DAYS: u64 = 28;

/// Below so many ratings on either side nothing is said. Our choice, as for a week.
pub const LEAST: usize = 3;

/// The last four weeks, and four weeks to hold against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// The last four weeks of the time.
    pub later: Span,
    /// Its first four weeks, from the first rating in it on; the four weeks before where it is no longer than that. Fewer
    /// days where there are fewer between.
    pub earlier: Span,
}

/// Some days, and what was rated on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The ratings that count, as for a week; `None` where there is none.
    pub range: Option<Range>,
}

impl Course {
    /// How the later median stands to the earlier one; `None` where there are fewer than [`LEAST`] ratings on a side.
    pub fn trend(&self) -> Option<Trend> {
        let enough = |span: &Span| span.range.filter(|range| range.median.count >= LEAST);
        Some(trend(enough(&self.earlier)?.median, enough(&self.later)?.median))
    }
}

impl Span {
    fn of(points: &[Point], from: NaiveDate, to: NaiveDate) -> Self {
        let is_in = |point: &&Point| {
            let day = point.at.date_naive();
            counts_for_a_week(point.moment) && from <= day && day <= to
        };
        let scores: Vec<Score> = points.iter().filter(is_in).map(|point| point.score).collect();
        Self { from, to, range: Range::of(&scores) }
    }

    /// How many ratings.
    pub fn count(&self) -> usize {
        self.range.map_or(0, |range| range.median.count)
    }
}

/// The course of pain in `scope`, of which `said` are the ratings.
pub fn course(journal: &Journal, scope: &Scope<'_>, said: &Pain) -> Course {
    let back = |days: u64| scope.to.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN);
    let (start, before) = (back(DAYS - 1), back(DAYS));
    let later = Span::of(&said.points, start, scope.to);
    if scope.from.is_some_and(|from| from >= start) {
        let from = back(2 * DAYS - 1);
        let wider = pain(&Selection::of(journal, Scope { from: Some(from), ..*scope }));
        return Course { later, earlier: Span::of(&wider.points, from, before) };
    }
    let first = said.points.iter().filter(|point| counts_for_a_week(point.moment)).map(|point| point.at.date_naive());
    let from = first.min().unwrap_or(before);
    let to = from.checked_add_days(Days::new(DAYS - 1)).unwrap_or(before).min(before);
    Course { later, earlier: Span::of(&said.points, from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::limits::Limits;
    use crate::domain::record::entry::{Body, Entry, Moment, Rating};
    use chrono::DateTime;
    use uuid::Uuid;

    /// A journal with one rating on each of these days before 20 November 2026.
    fn journal(ratings: &[(u64, Option<u8>)]) -> Journal {
        let mut journal = Journal::default();
        let today = DateTime::parse_from_rfc3339("2026-11-20T07:00:00+01:00").unwrap();
        for (n, (days, score)) in (1..).zip(ratings) {
            let rating = Rating { score: score.and_then(Score::new), ..Rating::new(Moment::Other) };
            let at = today - Days::new(*days);
            journal.insert(Entry::new(Uuid::from_u128(n), at, Body::Rating(rating)));
        }
        journal
    }

    fn said(ratings: &[(u64, Option<u8>)], days: Option<u64>) -> (usize, usize, Option<Trend>) {
        let (journal, limits) = (journal(ratings), Limits::default());
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let scope = Scope { from: days.map(|days| today - Days::new(days - 1)), ..Scope::all(today, 3, &limits) };
        let pain = pain(&Selection::of(&journal, scope));
        let course = course(&journal, &scope, &pain);
        (course.earlier.count(), course.later.count(), course.trend())
    }

    #[test]
    fn four_weeks_are_held_against_the_four_before_and_more_against_its_first_four() {
        let ratings = [
            (100, Some(7)),
            (99, Some(7)),
            (98, Some(7)),
            (50, Some(4)),
            (49, Some(4)),
            (48, Some(4)),
            (47, Some(4)),
            (3, Some(3)),
            (2, Some(3)),
            (1, Some(3)),
            (0, Some(3)),
        ];
        assert_eq!(said(&ratings, Some(28)), (4, 4, Some(Trend::ALittleLower)));
        assert_eq!(said(&ratings, Some(90)), (4, 4, Some(Trend::ALittleLower)));
        assert_eq!(said(&ratings, None), (3, 4, Some(Trend::Lower)));
    }

    #[test]
    fn no_answer_is_no_rating_and_too_few_say_nothing() {
        assert_eq!(said(&[], None), (0, 0, None));
        let few = [(40, Some(7)), (39, None), (38, Some(7)), (2, Some(0)), (1, Some(0)), (0, Some(0))];
        assert_eq!(said(&few, Some(28)), (2, 3, None));
        assert_eq!(said(&[(40, Some(7)); 3], None), (3, 0, None));
    }

    #[test]
    fn the_first_weeks_end_where_the_last_ones_begin() {
        let ratings = [(30, Some(6)), (29, Some(6)), (28, Some(6)), (27, Some(2)), (5, Some(2)), (1, Some(2))];
        assert_eq!(said(&ratings, None), (3, 3, Some(Trend::Lower)));
    }
}
