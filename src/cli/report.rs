//! `supple report`: its options.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `supple report`
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// The file to write; standard output where it is not given, or `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// So many weeks from a Monday on, the running one included: 2, 4, 6 or 12
    #[arg(long, value_name = "N", default_value = "4", value_parser = weeks, allow_negative_numbers = true)]
    pub weeks: u32,
    /// Leave a section out; may be given several times
    #[arg(long, value_name = "SECTION", hide_possible_values = true)]
    pub without: Vec<ReportPart>,
    /// Your name or initials, to stand on the page
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Your question, to stand on the page; two lines to write on where it is not given
    #[arg(long, value_name = "TEXT")]
    pub question: Option<String>,
    /// A page to print, or 80 columns of text
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

One page to take to a physiotherapist or a doctor: what you wrote down in these
weeks, as medians and counts. Print it on A4 or Letter from any browser; it needs
nothing beside itself and no colour. It advises nothing and names no condition.
Weeks begin on Monday, the running one is not over; the page names their dates.
A name has 48 columns, a question 280; what is longer is cut, and said so.

Sections: summary, course, activities, where, mornings, exercises, self-tests,
          notes, safety, question
Formats:  html, text";
