//! Files of the user's own that cannot be used: where they are listed, and the way to mend them.

use crate::domain::content::problem::{Problem, Severity};
use crate::state::cx::Cx;
use crate::state::event::Effect;
use crate::state::model::Model;

/// The heading above such files.
pub const NEEDS_FIXING: &str = "Needs fixing";

/// Returns the problems that keep a file from being used.
pub fn errors(model: &Model) -> impl Iterator<Item = &Problem> {
    model.catalog.problems().iter().filter(|problem| problem.severity == Severity::Error)
}

/// Returns the problems of each file that cannot be used.
pub fn broken_files(model: &Model) -> Vec<Vec<Problem>> {
    let mut files: Vec<Vec<Problem>> = Vec::new();
    for problem in errors(model) {
        match files.iter_mut().find(|file| file.first().is_some_and(|first| first.file == problem.file)) {
            Some(file) => file.push(problem.clone()),
            None => files.push(vec![problem.clone()]),
        }
    }
    files
}

/// Returns the folder and the name of a file.
pub fn short_path(path: &str) -> String {
    let parts: Vec<&str> = path.rsplit(['/', '\\']).take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// Opens the file of a problem in the user's editor, at its line.
pub fn fix(problem: &Problem, cx: &mut Cx<'_>) {
    cx.effect(Effect::EditFile { file: problem.file.clone(), line: problem.line });
}
