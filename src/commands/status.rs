//! `supple status`: suggestion, week and last score, in one line for a status bar.

use std::io::{self, Write};
use std::time::Duration;

use chrono::NaiveDate;
use serde::Serialize;

use super::page::whole_secs;
use super::{Inputs, Outcome, read_from, write_json};
use crate::domain::advice::clinic::clinic_line;
use crate::domain::advice::readiness::{Readiness, Situation};
use crate::domain::advice::suggest::{Pick, Suggestion, Wishes, suggest};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::spoken;
use crate::domain::journal::done::sessions_this_week;
use crate::domain::journal::entry::{Moment, Rating, Score, Stamp};
use crate::domain::journal::merged::{Logged, until};
use crate::domain::journal::timestamp;
use crate::domain::session::compile::length;
use crate::domain::text::Text;
use crate::domain::time::calendar::days_between;
use crate::domain::time::{Now, about_text, long_ago};

/// Writes the suggestion for today, the week against the goal, the last score, and a line if a professional should have
/// a look. Lines of the journal that cannot be read become messages. `clinic_said` is the last date on which the line
/// about a clinic was shown. This command does not count: a status bar asks again and again, perhaps without anybody
/// watching.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(
    inputs: Inputs<'_>,
    clinic_said: Option<NaiveDate>,
    json: bool,
    now: &Now,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let status = Status::of(inputs, clinic_said, now);
    if json {
        write_json(out, &status)?;
    } else {
        writeln!(out, "{}", status.line(now.wall.date_naive()))?;
    }
    Ok(read_from(inputs.journal))
}

/// The object that `--json` prints.
#[derive(Serialize)]
struct Status {
    next: Option<NextItem>,
    reason: String,
    week: WeekStatus,
    last: Option<Last>,
    /// The reason why a professional should have a look.
    clinic: Option<String>,
}

#[derive(Serialize)]
struct NextItem {
    routine: Id,
    title: Text,
    length_s: Option<u64>,
}

#[derive(Serialize)]
struct WeekStatus {
    sessions: usize,
    goal: u8,
}

#[derive(Serialize)]
struct Last {
    score: Score,
    moment: Moment,
    #[serde(serialize_with = "timestamp::write")]
    at: Stamp,
}

impl Status {
    fn of(inputs: Inputs<'_>, clinic_said: Option<NaiveDate>, now: &Now) -> Self {
        let Inputs { journal, catalog, settings } = inputs;
        let at_hand = settings.equipment.as_deref();
        let situation = Situation {
            journal,
            exercise: &|id| catalog.exercise(id),
            limits: &settings.limits,
            at_hand,
            now: now.wall,
        };
        let wishes = Wishes { goal: Some(settings.weekly_goal), minutes: None };
        let Suggestion { pick, reason, .. } = suggest(&Readiness::of(situation, None), catalog, wishes);
        let next = match pick {
            Pick::Routine(id) => catalog.outline(id.as_str()).map(|routine| {
                let length = length(&routine, &|id| catalog.timing(id), settings.options()).ok();
                NextItem {
                    title: routine.title.clone(),
                    length_s: length.map(|length| whole_secs(length.span)),
                    routine: id,
                }
            }),
            Pick::Rest => None,
        };
        let last = until(journal.ratings(), now.wall).iter().rev().find_map(last);
        let week = WeekStatus { sessions: sessions_this_week(journal, now.wall), goal: settings.weekly_goal };
        let clinic = clinic_line(journal, &settings.limits, now.wall, clinic_said).map(|clinic| clinic.reason);
        Self { next, reason, week, last, clinic }
    }

    /// Returns the line: `Split Hip Stop, 3 min · 2 of 3 this week · pain 2, yesterday (next morning)`.
    fn line(&self, today: NaiveDate) -> String {
        let next = match &self.next {
            Some(NextItem { title, length_s: Some(secs), .. }) => {
                format!("{title}, {}", about_text(Duration::from_secs(*secs)))
            }
            Some(NextItem { title, .. }) => title.to_string(),
            None => self.reason.trim_end_matches('.').to_owned(),
        };
        let week = format!("{} of {} this week", self.week.sessions, self.week.goal);
        let last = self.last.as_ref().map(|last| last.text(today));
        let clinic = self.clinic.as_ref().map(|_| "worth getting checked".to_owned());
        [Some(next), Some(week), last, clinic].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

impl Last {
    fn text(&self, today: NaiveDate) -> String {
        let moment = match self.moment {
            Moment::Other => String::new(),
            moment => format!(" ({})", spoken(moment.as_str())),
        };
        format!("pain {}, {}{moment}", self.score, long_ago(days_between(self.at.date_naive(), today)))
    }
}

fn last(rating: &Logged<Rating>) -> Option<Last> {
    Some(Last { score: rating.score?, moment: rating.moment, at: rating.at })
}
