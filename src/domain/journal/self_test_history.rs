//! Results of self-tests as text: of one try, of the one before it, and of the last few in a line.

use chrono::NaiveDate;
use uuid::Uuid;

use super::entry::Stamp;
use super::merged::{Journal, Logged, until};
use super::self_report::{SelfTestTry, Verdict};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::spoken;
use crate::domain::time::calendar::days_between;
use crate::domain::time::long_ago;

/// The number of days in a history. Our choice: they fit a line.
const DAYS: usize = 3;

/// Returns the result of a try in short: its number, its finding, or its verdict. The words for it come from
/// `exercise`, if that still exists.
pub fn said(tried: &SelfTestTry, exercise: Option<&Exercise>) -> String {
    let test = exercise.and_then(|exercise| exercise.test.as_ref());
    match (tried.value, &tried.finding, tried.verdict) {
        (Some(value), ..) => test.map_or_else(|| value.to_string(), |test| test.value_text(value)),
        (None, Some(found), _) => {
            let picture = test.and_then(|test| test.picture(found.as_str()));
            picture.map_or_else(|| spoken(found.as_str()), |picture| beginning_small(picture.label.as_str()))
        }
        (None, None, Some(verdict)) => passed(verdict).to_owned(),
        (None, None, None) => "done".to_owned(),
    }
}

/// As [`said`], with the verdict after a number or a finding: `12 s, not passed`.
pub fn said_whole(tried: &SelfTestTry, exercise: Option<&Exercise>) -> String {
    let verdict = tried.verdict.filter(|_| tried.value.is_some() || tried.finding.is_some());
    let verdict = verdict.map(|verdict| format!(", {}", passed(verdict))).unwrap_or_default();
    format!("{}{verdict}", said(tried, exercise))
}

/// Returns the last try up to `now` at the exercise and on the side of `tried`, without those in `but`.
pub fn last_before<'j>(
    journal: &'j Journal,
    tried: &SelfTestTry,
    but: &[Uuid],
    now: Stamp,
) -> Option<&'j Logged<SelfTestTry>> {
    until(journal.self_tests(), now)
        .iter()
        .rev()
        .find(|other| other.exercise == tried.exercise && other.side == tried.side && !but.contains(&other.id))
}

/// Returns the last few tries at `exercise` up to `now`, the newest first: `yesterday left 8 s, right 12 s; 3 weeks ago
/// left 6 s`. Of several on one side on one day the last counts. `None` if there are none.
pub fn history(journal: &Journal, exercise: &Exercise, now: Stamp) -> Option<String> {
    let mut days: Vec<(NaiveDate, Vec<&SelfTestTry>)> = Vec::new();
    for tried in until(journal.self_tests(), now).iter().rev().filter(|tried| tried.exercise == exercise.id) {
        let day = tried.at.date_naive();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        if let Some((_, tries)) =
            days.last_mut().filter(|(_, tries)| tries.iter().all(|later| later.side != tried.side))
        {
            tries.push(&tried.body);
        }
    }
    days.truncate(DAYS);
    let mut texts = Vec::new();
    for (day, mut tries) in days {
        tries.sort_by_key(|tried| tried.side);
        let tries: Vec<String> = tries.into_iter().map(|tried| said_with_side(tried, exercise)).collect();
        texts.push(format!("{} {}", long_ago(days_between(day, now.date_naive())), tries.join(", ")));
    }
    (!texts.is_empty()).then(|| texts.join("; "))
}

fn said_with_side(tried: &SelfTestTry, exercise: &Exercise) -> String {
    let side = tried.side.map(|side| format!("{side} ")).unwrap_or_default();
    format!("{side}{}", said(tried, Some(exercise)))
}

/// Returns a verdict as text: `not passed`.
pub const fn passed(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "passed",
        Verdict::Fail => "not passed",
    }
}

fn beginning_small(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::catalog::Catalog;
    use crate::domain::content::exercise::Id;
    use crate::domain::journal::entry::{Body, Entry, Side};
    use crate::domain::journal::timestamp;
    use crate::domain::text::Text;

    const STAND: &str = "single-leg-stand-eyes-closed";

    fn tried(exercise: &str, side: Option<Side>) -> SelfTestTry {
        SelfTestTry { exercise: Id::new(exercise).unwrap(), side, verdict: None, value: None, finding: None }
    }

    fn seconds(side: Side, value: u32) -> SelfTestTry {
        SelfTestTry { value: Some(value), ..tried(STAND, Some(side)) }
    }

    fn journal(entries: Vec<(&str, SelfTestTry)>) -> Journal {
        let mut journal = Journal::default();
        for (n, (at, tried)) in (1..).zip(entries) {
            journal.insert(Entry::new(Uuid::from_u128(n), timestamp::parse(at).unwrap(), Body::SelfTest(tried)));
        }
        journal
    }

    #[test]
    fn a_try_is_told_in_the_words_of_its_test() {
        let catalog = Catalog::built_in();
        let told = |tried: &SelfTestTry| {
            let exercise = catalog.exercise(tried.exercise.as_str());
            (said(tried, exercise.as_deref()), said_whole(tried, exercise.as_deref()))
        };
        let stand = SelfTestTry { verdict: Some(Verdict::Fail), ..seconds(Side::Left, 12) };
        assert_eq!(told(&stand), ("12 s".to_owned(), "12 s, not passed".to_owned()));
        let edge = SelfTestTry { verdict: Some(Verdict::Pass), ..tried("hip-flexor-edge-test", Some(Side::Left)) };
        assert_eq!(told(&edge), ("passed".to_owned(), "passed".to_owned()));
        let found = |word| SelfTestTry { finding: Some(Text::from(word)), ..tried("posture-mirror-check", None) };
        assert_eq!(told(&found("tips-forward")).0, "pelvis tips forward");
        assert_eq!(told(&found("long-gone")).0, "long gone", "a word of an earlier version");
        assert_eq!(said(&SelfTestTry { value: Some(7), ..tried("gone", None) }, None), "7");
    }

    #[test]
    fn the_one_before_is_of_the_same_side_and_not_of_now() {
        let journal = journal(vec![
            ("2026-11-01T07:00:00+01:00", seconds(Side::Left, 8)),
            ("2026-11-02T07:00:00+01:00", seconds(Side::Right, 20)),
            ("2026-11-20T07:00:00+01:00", seconds(Side::Left, 12)),
        ]);
        let before = |side, but: &[Uuid], now: &str| {
            let now = timestamp::parse(now).unwrap();
            last_before(&journal, &seconds(side, 0), but, now).and_then(|tried| tried.value)
        };
        let now = "2026-11-20T07:00:00+01:00";
        assert_eq!(before(Side::Left, &[], now), Some(12));
        assert_eq!(before(Side::Left, &[Uuid::from_u128(3)], now), Some(8));
        assert_eq!(before(Side::Right, &[Uuid::from_u128(2)], now), None);
        assert_eq!(before(Side::Left, &[], "2026-11-20T06:59:59+01:00"), Some(8), "one that is still to come");
    }

    #[test]
    fn a_history_goes_back_by_days() {
        let exercise = Catalog::built_in().exercise(STAND).unwrap();
        let now = timestamp::parse("2026-11-20T07:00:00+01:00").unwrap();
        let journal = journal(vec![
            ("2026-06-01T07:00:00+02:00", seconds(Side::Left, 1)),
            ("2026-09-01T07:00:00+02:00", seconds(Side::Left, 2)),
            ("2026-10-30T07:00:00+01:00", seconds(Side::Left, 8)),
            ("2026-11-19T07:00:00+01:00", seconds(Side::Right, 20)),
            ("2026-11-19T07:01:00+01:00", seconds(Side::Left, 3)),
            ("2026-11-19T07:05:00+01:00", seconds(Side::Left, 12)),
            ("2026-11-20T07:00:01+01:00", seconds(Side::Left, 99)),
            ("2027-11-20T07:00:00+01:00", seconds(Side::Right, 99)),
        ]);
        assert_eq!(
            history(&journal, &exercise, now).as_deref(),
            Some("yesterday left 12 s, right 20 s; 3 weeks ago left 8 s; 2 months ago left 2 s")
        );
        assert_eq!(history(&Journal::default(), &exercise, now), None);
    }
}
