//! Options of `supple export` that belong to some of its formats.

use chrono::{NaiveTime, Weekday};
use clap::Args;

use crate::domain::export::ExportFormat;

/// Options for the calendar, the bundle for a clinic, and the workout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct FormatArgs {
    /// A routine for a watch (with fit), or to be reminded of (with ics)
    #[arg(long, value_name = "ROUTINE")]
    pub routine: Option<String>,
    /// The time of day of reminders, such as 7:30 (with ics)
    #[arg(long, value_name = "TIME", value_parser = time_of_day)]
    pub at: Option<NaiveTime>,
    /// The days of reminders, such as mon,wed,fri (with ics)
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday)]
    pub days: Vec<Weekday>,
    /// Include past sessions (with ics)
    #[arg(long)]
    pub done: bool,
    /// Include your notes (with fhir)
    #[arg(long)]
    pub notes: bool,
    /// Include SNOMED CT codes for places; they may need a licence (with fhir)
    #[arg(long)]
    pub snomed: bool,
}

impl FormatArgs {
    /// Checks that all options given belong to `format`.
    ///
    /// # Errors
    /// Returns a message for people about the first that does not.
    pub fn check(&self, format: ExportFormat) -> Result<(), String> {
        let (is_ics, is_fhir) = (format == ExportFormat::Ics, format == ExportFormat::Fhir);
        let is_fit = format == ExportFormat::Fit;
        let given = [
            ("--routine", self.routine.is_some(), is_ics || is_fit, "ics or fit"),
            ("--at", self.at.is_some(), is_ics, "ics"),
            ("--days", !self.days.is_empty(), is_ics, "ics"),
            ("--done", self.done, is_ics, "ics"),
            ("--notes", self.notes, is_fhir, "fhir"),
            ("--snomed", self.snomed, is_fhir, "fhir"),
        ];
        match given.into_iter().find(|(_, is_given, fits, _)| *is_given && !fits) {
            Some((option, .., formats)) => Err(format!("`{option}` is for --format {formats}, not for {format}")),
            None => Ok(()),
        }
    }
}

fn time_of_day(raw: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(raw.trim(), "%H:%M").map_err(|_| "expected a time of day like 7:30 or 18:00".to_owned())
}

fn weekday(raw: &str) -> Result<Weekday, String> {
    raw.trim().parse().map_err(|_| "expected days of the week like mon,wed,fri".to_owned())
}
