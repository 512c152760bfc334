//! The command line of `supple export`.

use std::path::PathBuf;

use clap::Args;

use super::word::word;
use crate::domain::export::ExportFormat;
use crate::domain::journal::browse::EntryKind;
use crate::domain::since::Since;

pub mod format_args;

/// The end of `supple export --help`.
pub(super) const HELP: &str = "\
Examples:
  supple export --format json -o journal.json
  supple export --format csv -o tables
  supple export --format csv --kind rating --since 4w > ratings.csv
  supple export --format jrnl | jrnl --import
  supple export --format markdown --until 2026-08-31 -o summer.md
  supple export --format ics --at 7:30 --days mon,wed,fri -o supple.ics
  supple export --format fhir --since 12w -o for-my-physio.json
  supple export --format fit -o activities
  supple export --format fit --routine core-basics -o core-basics.fit

Formats:
  json      everything in one document, with later changes applied
  csv       tables: ratings.csv, sessions.csv, steps.csv (the sets of sessions)
            and activities.csv in a folder; with --kind session, rating or
            activity that one alone. An empty cell was not asked or not
            answered; 0 is an answer. If a cell would run in a spreadsheet, an
            apostrophe is put before it
  jrnl      an entry a line, with @tags, for `jrnl --import`
  markdown  the journal to read, with front matter
  ics       a calendar: your plan or weekly goal as reminders, and with --done
            past sessions; no pain and no notes
  fhir      sessions, pain, goal scores and self-tests for a clinic (FHIR R4);
            no name, and notes only with --notes
  fit       an activity for each session, for a watch or a training site; with
            --routine that routine as a workout

Kinds: session, rating, note, activity, self_test, safety, red_flag_seen, plan,
       goal

The journal itself is only read. A file is replaced whole or not at all, and a new
one can be read by you alone. It holds health data: think before you pass it on.";

/// `supple export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The format: json, csv, jrnl, markdown, ics, fhir, fit
    #[arg(long, value_name = "FORMAT", value_parser = word::<ExportFormat>(), hide_possible_values = true)]
    pub format: ExportFormat,
    /// From this day: a date (2026-11-20), or 7d, 4w, today, yesterday
    #[arg(long, value_name = "WHEN")]
    pub since: Option<Since>,
    /// Up to this day: as for --since
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Since>,
    /// Only this kind, such as session
    #[arg(long, value_name = "KIND", value_parser = word::<EntryKind>(), hide_possible_values = true)]
    pub kind: Option<EntryKind>,
    /// The file to write, or the folder if there are several; standard output by default, or with `-`
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// The options of single formats.
    #[command(flatten)]
    pub more: format_args::FormatArgs,
}

impl ExportArgs {
    /// Returns true if the files asked for need a folder.
    pub fn is_several_files(&self) -> bool {
        let is_workout = self.format == ExportFormat::Fit && self.more.routine.is_some();
        !is_workout && self.format.is_several_files(self.kind)
    }
}
