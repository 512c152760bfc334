//! The line about today on the home screen: the date, this week, and the last session.

use crate::domain::journal::done::sessions_this_week;
use crate::domain::time::calendar::days_since;
use crate::domain::time::{Now, days_ago};
use crate::state::journal_cache::{LastSession, Recent};

/// The recent sessions, for today's line.
pub(super) struct HomeWeek {
    /// The number of sessions this week.
    sessions: usize,
    /// The last session, of whatever week.
    last: Option<LastSession>,
}

impl HomeWeek {
    pub(super) fn of(recent: &Recent, now: &Now) -> Self {
        Self { sessions: sessions_this_week(&recent.journal, now.wall), last: recent.last_session(now.wall) }
    }
}

/// The date, this week, and the last session; what does not fit into `width` is left out.
pub(super) fn today_text(week: Option<&HomeWeek>, goal: u8, now: &Now, width: usize) -> String {
    let mut text = now.wall.format("%A %-d %b").to_string();
    let Some(week) = week else { return text };
    let this_week = match week.sessions {
        more if more > goal.into() => format!("{more} this week, goal {goal}"),
        done => format!("{done} of {goal} this week"),
    };
    let mut parts = vec![this_week];
    parts.extend(week.last.as_ref().map(|last| last_text(last, now)));
    for part in parts {
        if text.chars().count() + part.chars().count() + 5 <= width {
            text.push_str(" · ");
            text.push_str(&part);
        }
    }
    text
}

fn last_text(last: &LastSession, now: &Now) -> String {
    let when = days_ago(days_since(last.at, now.wall));
    match (last.before, last.after) {
        (Some(before), Some(after)) => format!("{} {when}, pain {before} → {after}", last.title),
        _ => format!("{} {when}", last.title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::entry::Score;
    use crate::domain::journal::timestamp;
    use crate::domain::text::Text;
    use crate::domain::time::Instant;

    #[test]
    fn todays_line_leaves_out_what_does_not_fit() {
        let at = |raw| timestamp::parse(raw).unwrap();
        let now = Now { mono: Instant::default(), wall: at("2026-11-20T07:00:00+01:00") };
        let last = LastSession {
            title: Text::from("Split Hip Stop"),
            at: at("2026-11-19T18:00:00+01:00"),
            active_s: 100,
            before: Score::new(3),
            after: Score::new(0),
        };
        let week = HomeWeek { sessions: 2, last: Some(last) };
        assert_eq!(today_text(None, 3, &now, 80), "Friday 20 Nov");
        assert_eq!(today_text(Some(&week), 3, &now, 40), "Friday 20 Nov · 2 of 3 this week");
        assert_eq!(
            today_text(Some(&week), 1, &now, 100),
            "Friday 20 Nov · 2 this week, goal 1 · Split Hip Stop yesterday, pain 3 → 0"
        );
    }
}
