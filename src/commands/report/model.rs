//! What stands on the page, as plain values: the same for paper and for text.

use chrono::NaiveDate;

use crate::cli::report::Part;
use crate::domain::record::entry::Moment;
use crate::domain::stats::pain::Range;

/// The page.
pub(super) struct Report {
    pub(super) title: &'static str,
    /// The person's name, where it was given.
    pub(super) name: Option<String>,
    /// The days covered.
    pub(super) days: String,
    /// What the numbers mean; a line each.
    pub(super) legend: Vec<String>,
    pub(super) sections: Vec<Section>,
}

/// A section, never without a block.
pub(super) struct Section {
    pub(super) part: Part,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a section.
pub(super) enum Block {
    /// What matters most.
    Large(String),
    Text(String),
    /// How the numbers were made.
    Quiet(String),
    List(Vec<String>),
    Table(Table),
    Chart(Chart),
    /// Empty lines to write on.
    Lines(usize),
}

/// A table; every row has a cell for each head, its first names the row.
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell; blank where nothing was recorded.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) main: String,
    /// Behind it, small.
    pub(super) quiet: String,
}

/// The heads of a table.
pub(super) fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

impl Cell {
    pub(super) fn new(main: impl Into<String>) -> Self {
        Self { main: main.into(), quiet: String::new() }
    }

    pub(super) fn with(main: impl Into<String>, quiet: impl Into<String>) -> Self {
        Self { main: main.into(), quiet: quiet.into() }
    }

    /// In one line of text.
    pub(super) fn plain(&self) -> String {
        match (self.main.as_str(), self.quiet.as_str()) {
            (main, "") => main.to_owned(),
            (main, quiet) => format!("{main} ({quiet})"),
        }
    }
}

/// Pain over days.
pub(super) struct Chart {
    /// The first day.
    pub(super) from: NaiveDate,
    /// How many days are drawn, whole weeks; at least 7.
    pub(super) days: u16,
    /// How many of them have come.
    pub(super) past: u16,
    /// Ratings: days after the first, and parts of one; 0 to 10; when.
    pub(super) dots: Vec<(f64, u8, Moment)>,
    /// Weeks with ratings: days after the first.
    pub(super) weeks: Vec<(f64, Range)>,
    /// Sessions: days after the first, and parts of one.
    pub(super) sessions: Vec<f64>,
    /// All of it in words.
    pub(super) words: String,
}
