//! `supple stats`: the numbers of `domain::stats` as text or JSON.

use std::io;

use chrono::NaiveDate;
use serde::Serialize;

use super::page::{PageWriter, Sheet};
use super::search::known_id;
use super::{Inputs, Outcome, is_incomplete, read_from, write_json};
use crate::cli;
use crate::domain::content::link::ItemKind;
use crate::domain::journal::browse::filter::KnownNames;
use crate::domain::journal::entry::{Region, Spread};
use crate::domain::since::{DateSpan, Since, in_order};
use crate::domain::stats::exercises::{DosePoint, dose};
use crate::domain::stats::{Scope, Selection, Stats};
use crate::domain::time::Now;

mod text;

/// Returns a message if the options contradict each other.
pub fn refusal(args: &cli::StatsArgs, now: &Now) -> Option<Outcome> {
    span(args, now).err().map(Outcome::misused)
}

/// Returns the days asked for, without days to come.
///
/// # Errors
/// Returns a message if the first day is after the last.
fn span(args: &cli::StatsArgs, now: &Now) -> Result<DateSpan, String> {
    let today = now.wall.date_naive();
    let span = in_order(args.since, args.until.or(Some(Since::DaysAgo(0))), today)?;
    Ok(DateSpan { to: span.to.map(|to| to.min(today)), ..span })
}

/// Writes the statistics of the time asked for. Lines of the journal that cannot be read become messages; a file that
/// cannot be read is a failure, and so is an exercise that is neither in the content nor in the journal.
///
/// # Errors
/// Returns an error if `sheet` cannot be written.
pub fn run(inputs: Inputs<'_>, args: &cli::StatsArgs, now: &Now, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let Inputs { journal, catalog, settings } = inputs;
    let today = now.wall.date_naive();
    let span = match span(args, now) {
        Ok(span) => span,
        Err(why) => return Ok(Outcome::misused(why)),
    };
    let scope = Scope {
        from: span.from,
        to: span.to.unwrap_or(today),
        region: args.region,
        spread: args.spread,
        ..Scope::all(now.wall, settings.weekly_goal, &settings.limits)
    };
    let exercise = match &args.exercise {
        None => None,
        Some(asked) => match known_id(asked, ItemKind::Exercise, &KnownNames::of(journal).exercises, catalog) {
            Ok(exercise) => Some(exercise),
            Err(why) => return Ok(Outcome::failed(why)),
        },
    };
    let stats = Stats::of(journal, &scope);
    let dose = exercise.as_ref().map(|exercise| dose(&Selection::of(journal, scope), exercise));
    if args.json.json {
        write_json(sheet.out, &Printed::new(&scope, &stats, dose.as_deref()))?;
    } else if !stats.is_empty() {
        let mut page = PageWriter::new(sheet);
        text::write(&mut page, catalog, &scope, &stats)?;
        if let (Some(exercise), Some(dose)) = (&exercise, dose) {
            text::write_dose(&mut page, catalog, exercise, &dose)?;
        }
    } else if !is_incomplete(journal) {
        PageWriter::new(sheet).text(&nothing(&scope))?;
    }
    Ok(read_from(journal))
}

/// The object that `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    from: Option<NaiveDate>,
    to: NaiveDate,
    region: Option<Region>,
    spread: Option<Spread>,
    goal: u8,
    #[serde(flatten)]
    stats: &'a Stats,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<&'a [DosePoint]>,
}

impl<'a> Printed<'a> {
    const fn new(scope: &Scope<'_>, stats: &'a Stats, dose: Option<&'a [DosePoint]>) -> Self {
        let Scope { from, to, region, spread, goal, .. } = *scope;
        Self { from, to, region, spread, goal, stats, dose }
    }
}

fn nothing(scope: &Scope<'_>) -> String {
    let is_narrowed = scope.from.is_some() || scope.to != scope.today;
    if is_narrowed || scope.region.is_some() || scope.spread.is_some() {
        return "No entries match. `supple stats` on its own shows everything.".to_owned();
    }
    "Nothing to show yet. `supple start split-hip-stop` starts a session, `supple rate 3` records pain.".to_owned()
}
