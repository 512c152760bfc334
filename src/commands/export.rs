//! `supple export`: the journal as files of another format. Nothing is written here.

use super::{Inputs, Outcome, read_without, search};
use crate::cli::export::ExportArgs;
use crate::cli::export::format_args::FormatArgs;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::routine::Routine;
use crate::domain::export::fhir::FhirChoices;
use crate::domain::export::ics::CalendarChoices;
use crate::domain::export::{Export, ExportFormat, ExportOrder, ExportedFile, fit};
use crate::domain::journal::remainder::Remainder;
use crate::domain::journal::timestamp;
use crate::domain::session::compile::{self, Options};
use crate::domain::since::in_order;
use crate::domain::text::counted;
use crate::domain::time::Now;
use crate::state::settings::Settings;

/// Returns the outcome of options that contradict each other; it is known before the journal is read.
pub fn refusal(args: &ExportArgs, now: &Now) -> Option<Outcome> {
    check(args, now).err().map(Outcome::misused)
}

fn check(args: &ExportArgs, now: &Now) -> Result<(), String> {
    in_order(args.since, args.until, now.wall.date_naive())?;
    args.format.check(args.kind)?;
    args.more.check(args.format)?;
    let has_folder = args.output.as_ref().is_some_and(|path| path.as_os_str() != "-");
    if args.is_several_files() && !has_folder {
        let other = if args.format == ExportFormat::Fit { "a routine with --routine" } else { "one kind with --kind" };
        return Err(format!("{} makes several files: name a folder for them with -o, or choose {other}", args.format));
    }
    let chooses_entries = args.since.is_some() || args.until.is_some() || args.kind.is_some();
    match args.format {
        ExportFormat::Ics if chooses_entries && !args.more.done => {
            Err("`--since`, `--until` and `--kind` choose past sessions: add --done".to_owned())
        }
        ExportFormat::Fit if chooses_entries && args.more.routine.is_some() => {
            Err("`--since`, `--until` and `--kind` choose past sessions, `--routine` makes a workout: not both"
                .to_owned())
        }
        ExportFormat::Json | ExportFormat::Csv | ExportFormat::Jrnl | ExportFormat::Markdown => Ok(()),
        ExportFormat::Ics | ExportFormat::Fhir | ExportFormat::Fit => Ok(()),
    }
}

/// Makes the files that `args` asks for. Lines of the journal that cannot be read become messages.
///
/// # Errors
/// Returns the outcome to end with if the options are wrong, there is nothing to write, or a file of the journal cannot
/// be read: an export without its entries would look whole.
pub fn run(
    inputs: Inputs<'_>,
    remainder: &Remainder,
    args: &ExportArgs,
    now: &Now,
) -> Result<(Vec<ExportedFile>, Outcome), Outcome> {
    let Inputs { journal, catalog, settings } = inputs;
    let routine = args.more.routine.as_ref().map(|asked| search::routine(catalog, asked)).transpose();
    let routine = routine.map_err(Outcome::failed)?;
    if let Some(routine) = routine.as_ref().filter(|_| args.format == ExportFormat::Fit) {
        return workout(catalog, routine, now).map(|file| (vec![file], Outcome::done())).map_err(Outcome::failed);
    }
    let has_foreign = args.format == ExportFormat::Json;
    let mut outcome = read_without(journal, Some("exported").filter(|_| !has_foreign));
    if journal.is_partly_unread() {
        outcome.messages.push("supple: nothing was exported, because not all of the journal can be read".to_owned());
        return Err(outcome);
    }
    let span = in_order(args.since, args.until, now.wall.date_naive()).map_err(Outcome::misused)?;
    let export = Export::new(journal, remainder, catalog, span, args.kind);
    let files = export.files(&order(args, routine.map(|routine| routine.id.clone()), settings, now));
    if args.format == ExportFormat::Fit {
        outcome.messages.extend(left_out(export.done_sessions().count(), files.len()));
    }
    Ok((files, outcome))
}

fn order(args: &ExportArgs, routine: Option<Id>, settings: &Settings, now: &Now) -> ExportOrder {
    let FormatArgs { at, days, done, notes, snomed, .. } = &args.more;
    ExportOrder {
        format: args.format,
        now: timestamp::whole_secs(now.wall),
        goal: settings.weekly_goal,
        calendar: CalendarChoices { time: *at, days: days.clone(), routine, has_done: *done },
        fhir: FhirChoices { has_notes: *notes, has_place_codes: *snomed },
    }
}

/// Returns the workout of `routine`.
///
/// # Errors
/// Returns a message for people if the routine cannot be played, or the clock is far off.
fn workout(catalog: &Catalog, routine: &Routine, now: &Now) -> Result<ExportedFile, String> {
    let timeline = compile::compile(routine, &|id| catalog.exercise(id), Options::default());
    let bytes = fit::workout::workout(&timeline.map_err(|why| why.to_string())?, catalog, now.wall);
    let bytes = bytes.ok_or("the clock of this computer shows a year that a fit file cannot hold")?;
    Ok(ExportedFile::new(&format!("{}.fit", routine.id), bytes))
}

/// Returns messages about the sessions that are in no file.
fn left_out(sessions: usize, files: usize) -> Option<String> {
    match (sessions - files.min(sessions), sessions) {
        (_, 0) => Some("supple: no sessions in this time, so there are no files".to_owned()),
        (0, _) => None,
        (out, _) => Some(format!(
            "supple: {} in no file: a fit file can hold no time before 1998 or after 2125",
            counted(out, "session")
        )),
    }
}
