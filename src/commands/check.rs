//! `supple check`: problems in content files and settings, a line for each.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::de::IgnoredAny;

use super::{Exit, Outcome, write_json};
use crate::domain::content::catalog::{Catalog, FileKind, UserFile};
use crate::domain::content::filter::equipment;
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::{Problem, Severity};
use crate::domain::session::compile::{Options, compile};
use crate::domain::text::counted;
use crate::domain::text::{Text, without_controls};
use crate::state::settings::read::SettingsReading;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Its path, as shown in messages.
    pub path: String,
    /// The name of the folder it is in.
    pub folder: String,
    /// Its name without the ending.
    pub stem: String,
    /// Its text, or the reason why it could not be read.
    pub text: Result<String, String>,
}

/// Files to check.
#[derive(Debug)]
pub enum CheckTarget {
    /// All of the user's own files, and the settings if there are any.
    Own {
        /// The settings file.
        settings: Option<TextFile>,
        /// The folder of all of them.
        folder: String,
    },
    /// These files.
    Files(Vec<TextFile>),
}

/// Writes the problems of the files asked for, and their number. `own` are the user's own files, to which the files to
/// check may refer.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(own: Vec<UserFile>, asked: &CheckTarget, json: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    let (files, problems) = match asked {
        CheckTarget::Own { settings, .. } => {
            let files = own.len() + usize::from(settings.is_some());
            let (catalog, mut problems) = content_problems(&own);
            problems.extend(settings.iter().flat_map(|file| settings_problems(file, &catalog)));
            (files, problems)
        }
        CheckTarget::Files(given) => (given.len(), given_problems(own, given)),
    };
    let problems: Vec<Problem> = problems.iter().map(shown).collect();
    if json {
        write_json(out, &problems)?;
    } else {
        for problem in &problems {
            writeln!(out, "{problem}")?;
        }
        writeln!(out, "{}", summary(files, &problems, asked))?;
    }
    let failed = problems.iter().any(|problem| problem.severity == Severity::Error);
    Ok(Outcome { exit: if failed { Exit::Failed } else { Exit::Done }, messages: Vec::new() })
}

/// Returns the problems of `given` alone; the user's other files are only referred to.
fn given_problems(own: Vec<UserFile>, given: &[TextFile]) -> Vec<Problem> {
    let (settings, content): (Vec<&TextFile>, Vec<&TextFile>) =
        given.iter().partition(|file| file.path.ends_with(".toml"));
    let given: Vec<UserFile> = content.into_iter().map(user_file).collect();
    let mut all = own;
    all.retain(|own| !given.iter().any(|file| own.kind == file.kind && own.stem == file.stem));
    let paths: Vec<String> = given.iter().map(|file| file.path.clone()).collect();
    all.extend(given);
    let (catalog, mut problems) = content_problems(&all);
    problems.retain(|problem| paths.contains(&problem.file));
    problems.extend(settings.into_iter().flat_map(|file| settings_problems(file, &catalog)));
    problems
}

/// Returns the built-in content with `files`, and all problems in them, including those found only by compiling a
/// routine.
pub(super) fn content_problems(files: &[UserFile]) -> (Catalog, Vec<Problem>) {
    let routines: Vec<(String, String)> = files
        .iter()
        .filter(|file| file.kind == ItemKind::Routine)
        .map(|file| (file.stem.clone(), file.path.clone()))
        .collect();
    let catalog = Catalog::with_user_files(files);
    let mut problems = catalog.problems().to_vec();
    for (stem, path) in routines.iter().filter(|(stem, _)| catalog.own(ItemKind::Routine, stem).is_some()) {
        let Some(routine) = catalog.routine(stem) else { continue };
        if let Err(error) = compile(&routine, &|id| catalog.exercise(id), Options::default()) {
            problems.push(Problem::whole_file(path, error.to_string()));
        }
    }
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    (catalog, problems)
}

fn user_file(file: &TextFile) -> UserFile {
    let kind = kind_of(&file.folder, file.text.as_deref().unwrap_or_default());
    UserFile { kind, path: file.path.clone(), stem: file.stem.clone(), text: file.text.clone() }
}

/// Returns the kind of a file by its folder, else by the field that it alone has.
fn kind_of(folder: &str, text: &str) -> FileKind {
    let fields = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text);
    let has = |field: &str| match &fields {
        Ok(fields) => fields.contains_key(field),
        Err(_) => text.contains(&format!("\"{field}\"")),
    };
    let by_folder = FileKind::all().find(|kind| kind.folder() == folder);
    let by_field = || FileKind::all().find(|kind| !kind.field().is_empty() && has(kind.field()));
    by_folder.or_else(by_field).unwrap_or(ItemKind::Exercise.into())
}

fn settings_problems(file: &TextFile, catalog: &Catalog) -> Vec<Problem> {
    let reading = match &file.text {
        Ok(text) => SettingsReading::of(&file.path, text, &|| equipment(catalog)),
        Err(why) => SettingsReading::of_unreadable(&file.path, why),
    };
    reading.problems
}

/// Cleans fields and messages, which may quote a file, so that a terminal does not act on them.
fn shown(problem: &Problem) -> Problem {
    Problem {
        file: without_controls(&problem.file),
        field: Text::clean(&problem.field).to_string(),
        message: Text::clean(&problem.message).to_string(),
        ..*problem
    }
}

fn summary(files: usize, problems: &[Problem], asked: &CheckTarget) -> String {
    let warnings = problems.iter().filter(|problem| problem.severity == Severity::Warning).count();
    match (problems.len(), asked) {
        (0, CheckTarget::Own { folder, .. }) if files == 0 => format!("no files of your own in {folder}"),
        (0, _) => format!("{}, no problems", counted(files, "file")),
        (all, _) if warnings > 0 => {
            format!("{}, {} ({})", counted(files, "file"), counted(all, "problem"), counted(warnings, "warning"))
        }
        (all, _) => format!("{}, {}", counted(files, "file"), counted(all, "problem")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_the_folder_then_by_the_fields() {
        assert_eq!(kind_of("exercises", "{\"steps\": []}"), ItemKind::Exercise);
        assert_eq!(kind_of("routines", ""), ItemKind::Routine);
        assert_eq!(kind_of("x", "{\"steps\": []}"), ItemKind::Routine);
        assert_eq!(kind_of("x", "{\"a\": {\"steps\": []}}"), ItemKind::Exercise);
        assert_eq!(kind_of("x", "{\"steps\": ["), ItemKind::Routine);
        assert_eq!(kind_of("", "\u{0}"), ItemKind::Exercise);
        assert_eq!(kind_of("", "{\"parts\": []}"), ItemKind::Plan);
        assert_eq!(kind_of("guides", "{\"steps\": []}"), ItemKind::Guide);
        assert_eq!(kind_of("", "{\"poses\": []}"), FileKind::Figure);
    }
}
