//! The course of pain: the median of the last four weeks against that of four earlier weeks.

use chrono::{Days, NaiveDate};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::pain::{Pain, Range, RatedPoint, pain};
use super::{Scope, Selection};
use crate::domain::advice::clinical_change::{MEDIAN_NEEDS, PeriodMedian, Trend, trend};
use crate::domain::journal::entry::Score;
use crate::domain::journal::merged::Journal;

/// The most days on either side. **Source**: the page for a clinician, which compares the last four weeks with the four
/// before; our choice.
pub const DAYS: u64 = 28;

/// The last four weeks, and four weeks to compare them with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PainTrend {
    /// The last [`DAYS`] of the scope; all of it if it is shorter.
    pub later: RatedSpan,
    /// As many days to compare with. If the scope begins four weeks ago or later, those right before `later`; else the
    /// first of the scope, from its first rating on, and fewer if there are fewer before `later`.
    pub earlier: RatedSpan,
}

/// A span of days with its ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedSpan {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The ratings that count, as for a week; `None` if there are none.
    pub range: Option<Range>,
}

impl PainTrend {
    /// The trend from the earlier median to the later one; `None` with fewer than [`MEDIAN_NEEDS`] ratings on a side.
    pub fn trend(&self) -> Option<Trend> {
        Some(trend(self.earlier.period()?, self.later.period()?))
    }

    /// Describes the trend in a sentence for people, with both medians and the number of their ratings.
    ///
    /// `Lower: median 1 in the last 4 weeks (28 ratings), 3 in the first 4 (33).`
    pub fn text(&self) -> String {
        let (Some(trend), Some(later), Some(earlier)) = (self.trend(), self.later.range, self.earlier.range) else {
            let earlier = match self.earlier.count() {
                0 => "none before".to_owned(),
                some => format!("{some} in {}", self.earlier_text()),
            };
            let (later, when) = (self.later.count(), self.later_text());
            return format!(
                "Too few ratings to compare: {later} in {when}, {earlier}; each side needs {MEDIAN_NEEDS}."
            );
        };
        let mut how = trend.text().to_owned();
        if let Some(first) = how.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        format!(
            "{how}: median {} in {} ({} ratings), {} in {} ({}).",
            later.median,
            self.later_text(),
            later.median.count,
            earlier.median,
            self.earlier_text(),
            earlier.median.count,
        )
    }

    fn later_text(&self) -> String {
        match self.later.days() {
            DAYS => "the last 4 weeks".to_owned(),
            1 => "this day".to_owned(),
            days => format!("these {days} days"),
        }
    }

    fn earlier_text(&self) -> String {
        let is_next = self.earlier.to.succ_opt() == Some(self.later.from);
        match self.earlier.days() {
            DAYS if is_next => "the 4 before".to_owned(),
            DAYS => "the first 4".to_owned(),
            1 => "the day before".to_owned(),
            days => format!("the {days} days before"),
        }
    }
}

/// Serializes the two spans, and the trend, `null` if there is none.
impl Serialize for PainTrend {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Course", 3)?;
        fields.serialize_field("later", &self.later)?;
        fields.serialize_field("earlier", &self.earlier)?;
        fields.serialize_field("trend", &self.trend().map(|trend| trend.text().replace(' ', "_")))?;
        fields.end()
    }
}

impl RatedSpan {
    fn of(points: &[RatedPoint], from: NaiveDate, to: NaiveDate) -> Self {
        let counted = points.iter().filter(|point| point.counts() && (from..=to).contains(&point.at.date_naive()));
        let scores: Vec<Score> = counted.map(|point| point.score).collect();
        Self { from, to, range: Range::of(&scores) }
    }

    /// The number of ratings.
    pub fn count(&self) -> usize {
        self.range.map_or(0, |range| range.median.count)
    }

    /// The median with the days; `None` with fewer than [`MEDIAN_NEEDS`] ratings.
    fn period(&self) -> Option<PeriodMedian> {
        let median = self.range?.median;
        (median.count >= MEDIAN_NEEDS).then(|| PeriodMedian { median, days: self.days() })
    }

    /// The number of days; at least 1.
    pub fn days(&self) -> u64 {
        days_of(self.from, self.to)
    }
}

/// Serializes the days and `n`, and a median with its range, `null` if there are no ratings.
impl Serialize for RatedSpan {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Span", 6)?;
        fields.serialize_field("from", &self.from)?;
        fields.serialize_field("to", &self.to)?;
        fields.serialize_field("n", &self.count())?;
        fields.serialize_field("median", &self.range.map(|range| range.median.value()))?;
        fields.serialize_field("lowest", &self.range.map(|range| range.lowest))?;
        fields.serialize_field("highest", &self.range.map(|range| range.highest))?;
        fields.end()
    }
}

fn days_back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

fn days_of(from: NaiveDate, to: NaiveDate) -> u64 {
    (to - from).num_days().max(0).unsigned_abs() + 1
}

/// Computes the course of pain in `scope`; `said` are the ratings of the scope.
pub fn course(journal: &Journal, scope: &Scope<'_>, said: &Pain) -> PainTrend {
    // A time of four weeks begins on the day four weeks ago, as `--since 4w` does: it has one day more than is
    // compared.
    if let Some(from) = scope.from.filter(|from| *from >= days_back(scope.to, DAYS)) {
        let days = days_of(from, scope.to).min(DAYS);
        let (start, before) = (days_back(scope.to, days - 1), days_back(scope.to, days));
        let first = days_back(scope.to, 2 * days - 1);
        let wider = Scope { from: Some(first), ..*scope };
        let earlier = RatedSpan::of(&pain(&Selection::of(journal, wider)).points, first, before);
        return PainTrend { later: RatedSpan::of(&said.points, start, scope.to), earlier };
    }
    let (start, before) = (days_back(scope.to, DAYS - 1), days_back(scope.to, DAYS));
    let first = said.points.iter().filter(|point| point.counts()).map(|point| point.at.date_naive());
    let from = first.min().unwrap_or(before).min(before);
    let to = from.checked_add_days(Days::new(DAYS - 1)).unwrap_or(before).min(before);
    PainTrend { later: RatedSpan::of(&said.points, start, scope.to), earlier: RatedSpan::of(&said.points, from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::limits::Limits;
    use crate::domain::journal::entry::{Body, Entry, Moment, Rating};
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
        let course = of(ratings, days);
        (course.earlier.count(), course.later.count(), course.trend())
    }

    fn text(ratings: &[(u64, Option<u8>)], days: Option<u64>) -> String {
        of(ratings, days).text()
    }

    fn of(ratings: &[(u64, Option<u8>)], days: Option<u64>) -> PainTrend {
        let (journal, limits) = (journal(ratings), Limits::default());
        let now = DateTime::parse_from_rfc3339("2026-11-20T23:00:00+01:00").unwrap();
        let today = now.date_naive();
        let scope = Scope { from: days.map(|days| today - Days::new(days - 1)), ..Scope::all(now, 3, &limits) };
        let pain = pain(&Selection::of(&journal, scope));
        course(&journal, &scope, &pain)
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
        assert_eq!(said(&ratings, Some(29)), (4, 4, Some(Trend::ALittleLower)), "since the day four weeks ago");
        assert_eq!(said(&ratings, Some(90)), (4, 4, Some(Trend::ALittleLower)));
        assert_eq!(said(&ratings, None), (3, 4, Some(Trend::Lower)));
    }

    #[test]
    fn a_shorter_time_is_held_against_as_many_days_before() {
        let ratings: Vec<(u64, Option<u8>)> =
            (0..40).rev().map(|ago| (ago, Some(if ago < 3 { 2 } else { 5 }))).collect();
        assert_eq!(said(&ratings, Some(3)), (3, 3, Some(Trend::Lower)));
        assert_eq!(text(&ratings, Some(3)), "Lower: median 2 in these 3 days (3 ratings), 5 in the 3 days before (3).");
        assert_eq!(said(&ratings, Some(1)), (1, 1, None));
    }

    #[test]
    fn one_sentence_tells_it() {
        let ratings: Vec<(u64, Option<u8>)> =
            (0..100).rev().map(|ago| (ago, Some(if ago < 40 { 2 } else { 5 }))).collect();
        let first = "Lower: median 2 in the last 4 weeks (28 ratings), 5 in the first 4 (28).";
        assert_eq!(text(&ratings, None), first);
        let before = "About the same: median 2 in the last 4 weeks (28 ratings), 2 in the 4 before (12).";
        assert_eq!(text(&ratings[60..], Some(29)), before);
        assert_eq!(
            text(&ratings[98..], None),
            "Too few ratings to compare: 2 in the last 4 weeks, none before; each side needs 3."
        );
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
