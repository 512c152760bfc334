//! The table of exercises that My PT exports as CSV.

use super::super::super::problem::Problem;
use super::{PtAmounts, PtExercise, is_reps, lines, named, sides};
use crate::domain::content::import::{LONGEST_REST, LONGEST_WORK, MOST_REPS, MOST_SETS};
use crate::domain::text::Text;

/// A row of the table, with the line it begins on.
struct TableRow {
    line: usize,
    cells: Vec<String>,
}

/// Returns true if `text` is a table with a column of names.
pub(in super::super) fn is_table(text: &str) -> bool {
    let header = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let is_json = text.trim_start().starts_with(['{', '[']);
    header.is_some_and(|line| !is_json && line.split(',').any(|cell| column(cell) == "name"))
}

/// Reads the exercises.
///
/// # Errors
/// The first problem, with its line.
pub(super) fn exercises(file: &str, text: &str) -> Result<Vec<PtExercise>, Problem> {
    let mut rows = rows(file, text)?.into_iter();
    let columns: Vec<String> =
        rows.next().map(|row| row.cells.iter().map(|cell| column(cell)).collect()).unwrap_or_default();
    rows.map(|row| NamedRow { file, columns: &columns, row: &row }.exercise()).collect()
}

/// Splits the text at commas and line breaks outside of quotes; remarks and empty lines are left out.
fn rows(file: &str, text: &str) -> Result<Vec<TableRow>, Problem> {
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun, mut quoted_since) = (1, 1, None);
    let mut rest = text.chars().chain(['\n']).peekable();
    while let Some(c) = rest.next() {
        match (c, quoted_since) {
            ('"', Some(_)) if rest.next_if_eq(&'"').is_some() => cell.push('"'),
            ('"', Some(_)) => quoted_since = None,
            ('"', None) => quoted_since = Some(line),
            (',', None) => cells.push(std::mem::take(&mut cell)),
            ('\r', None) => {}
            ('\n', None) => {
                cells.push(std::mem::take(&mut cell));
                let cells = std::mem::take(&mut cells);
                let is_said = cells.iter().any(|cell| !cell.trim().is_empty());
                if is_said && !cells.first().is_some_and(|cell: &String| cell.trim_start().starts_with('#')) {
                    rows.push(TableRow { line: begun, cells });
                }
                begun = line + 1;
            }
            _ => cell.push(c),
        }
        line += usize::from(c == '\n');
    }
    match quoted_since {
        Some(line) => Err(Problem { line, ..Problem::whole_file(file, "a quoted text begins here and has no end") }),
        None => Ok(rows),
    }
}

/// Returns the name of a column in the form by which it is known.
fn column(header: &str) -> String {
    header.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A row of the table with the names of its columns.
struct NamedRow<'a> {
    file: &'a str,
    columns: &'a [String],
    row: &'a TableRow,
}

impl NamedRow<'_> {
    fn exercise(&self) -> Result<PtExercise, Problem> {
        let instructions = self.cell("instructions").or(self.cell("description"));
        let amounts = PtAmounts {
            seconds: self.number("defaultduration", 1.0, LONGEST_WORK)?,
            reps: self.number("defaultreps", 1.0, MOST_REPS)?.map(|reps| reps.round() as u32),
            sets: self.number("defaultsets", 1.0, MOST_SETS.into())?.map(|sets| sets.round() as u32),
            rep_s: self.number("defaultrepduration", 0.0, LONGEST_REST)?,
        };
        Ok(PtExercise {
            is_reps: is_reps(self.cell("type"), &amounts).map_err(|why| self.problem("type", why))?,
            amounts,
            pause_s: self.number("pausebetweenreps", 0.0, LONGEST_REST)?,
            rest_s: self.number("restbetweensets", 0.0, LONGEST_REST)?,
            sides: self.cell("sidemode").and_then(sides),
            instructions: instructions.map(lines).unwrap_or_default(),
            ..named(&Text::clean(self.cell("name").unwrap_or_default()))
        })
    }

    /// Returns the text in a column; `None` if it is empty.
    fn cell(&self, name: &str) -> Option<&str> {
        let at = self.columns.iter().position(|column| column == name)?;
        self.row.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn number(&self, name: &str, least: f64, most: f64) -> Result<Option<f64>, Problem> {
        let Some(cell) = self.cell(name) else { return Ok(None) };
        let number: Option<f64> = cell.parse().ok();
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let message = format!("`{}` is out of range; allowed: {least} to {most}", Text::clean(cell));
                Err(self.problem(name, message))
            }
        }
    }

    fn problem(&self, column: &str, message: String) -> Problem {
        Problem { line: self.row.line, field: column.to_owned(), ..Problem::whole_file(self.file, message) }
    }
}
