//! `supple report`: its options.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `supple report`
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// The file to write; standard output by default, or with `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Number of weeks, starting on a Monday and including this one: 2, 4, 6 or 12
    #[arg(long, value_name = "N", default_value = "4", value_parser = weeks, allow_negative_numbers = true)]
    pub weeks: u32,
    /// Leave out a section; may be given several times
    #[arg(long, value_name = "SECTION", hide_possible_values = true)]
    pub without: Vec<ReportPart>,
    /// Your name or initials, printed on the page
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Your question, printed on the page; without it, two blank lines to write on
    #[arg(long, value_name = "TEXT")]
    pub question: Option<String>,
    /// A page to print (html), or text of 80 columns
    #[arg(long, value_name = "FORMAT", default_value = "html", hide_possible_values = true)]
    pub format: Format,
}

/// A section of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportPart {
    /// Pain now against the weeks before.
    Summary,
    /// Each week, drawn and in numbers.
    Course,
    /// The user's own activities.
    Activities,
    /// Where, how far down, which words.
    Where,
    /// Stiff mornings, sore muscles.
    Mornings,
    /// Pain in relation to sessions, routines and exercises.
    Exercises,
    /// Results of self-tests.
    SelfTests,
    /// The user's own notes.
    Notes,
    /// Answers to the questions about safety.
    Safety,
    /// The user's question.
    Question,
}

/// Formats of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One self-contained page.
    Html,
    /// Plain text.
    Text,
}

fn weeks(raw: &str) -> Result<u32, String> {
    let asked = raw.trim().parse().ok().filter(|weeks| [2, 4, 6, 12].contains(weeks));
    asked.ok_or_else(|| "expected weeks: 2, 4, 6 or 12".to_owned())
}

/// The end of its `--help`.
pub(super) const HELP: &str = "\
Examples:
  supple report -o report.html
  supple report --weeks 12 --name \"A. B.\" -o report.html
  supple report --question \"May I run hills again?\" -o report.html
  supple report --without notes --without where --format text

One page for your physio or doctor: what you recorded in these weeks, as
medians and counts. Print it on A4 or Letter from any browser; it is
self-contained and needs no colour. It gives no advice and names no condition.
Weeks begin on Monday, and the current one is included; the page gives the dates.
A name may have up to 48 characters and a question 280; the rest is cut, and
supple says so.

Sections: summary, course, activities, where, mornings, exercises, self-tests,
          notes, safety, question
Formats:  html, text";
