//! Completion of command lines for a shell: words, and ids of the built-in content and of the user's own.

use std::env;
use std::ffi::OsString;

use anyhow::Result;
use clap::{Arg, CommandFactory as _};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::content;
use super::paths::Paths;
use crate::cli::Cli;
use crate::commands::completions::VARIABLE;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::filter::{equipment, problems};
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::Word as _;
use crate::domain::record::entry::Moment;

/// Answers on standard output if a shell has asked; returns false for every other start.
///
/// # Errors
/// The shell is not known, or the answer cannot be written.
pub(super) fn answer(arguments: &[OsString]) -> Result<bool> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let here = env::current_dir().ok();
    let asked = CompleteEnv::with_factory(command).var(VARIABLE).bin("supple").completer("supple");
    Ok(asked.try_complete(arguments.iter().cloned(), here.as_deref())?)
}

/// Returns the command line, with the values that depend on the content.
fn command() -> clap::Command {
    Cli::command()
        .mut_subcommand("start", |command| command.mut_arg("routine", routine))
        .mut_subcommand("handout", |command| command.mut_arg("routine", routine))
        .mut_subcommand("show", |command| command.mut_arg("id", item))
        .mut_subcommand("log", |command| command.mut_arg("routine", routine).mut_arg("exercise", exercise))
        .mut_subcommand("stats", |command| command.mut_arg("exercise", exercise))
        .mut_subcommand("list", |command| {
            command
                .mut_arg("problem", |arg| arg.add(candidates(all_problems)))
                .mut_arg("equipment", |arg| arg.add(candidates(all_equipment)))
        })
        .mut_subcommand("rate", |command| {
            command
                .mut_arg("score", |arg| arg.add(candidates(scores)))
                .mut_arg("moment", |arg| arg.add(candidates(moments)))
        })
        .mut_subcommand("report", |command| command.mut_arg("weeks", |arg| arg.add(candidates(weeks))))
}

fn routine(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Routine]))
}

fn exercise(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Exercise]))
}

fn item(arg: Arg) -> Arg {
    arg.add(ids(&[ItemKind::Routine, ItemKind::Exercise, ItemKind::Guide, ItemKind::Plan]))
}

/// Returns the ids of all items of these kinds, each with its title. The content is read only when a shell asks.
fn ids(kinds: &'static [ItemKind]) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let catalog = catalog();
        let mut all = Vec::new();
        for kind in kinds {
            all.extend(catalog.ids(*kind).map(|id| candidate(&catalog, *kind, id)));
        }
        all
    })
}

fn candidate(catalog: &Catalog, kind: ItemKind, id: &str) -> CompletionCandidate {
    CompletionCandidate::new(id).help(catalog.title(kind, id).map(|title| title.to_string().into()))
}

fn candidates(list: fn(&Catalog) -> Vec<String>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || list(&catalog()).into_iter().map(CompletionCandidate::new).collect())
}

/// Returns the built-in content with the user's own, if their folder is known.
fn catalog() -> Catalog {
    Paths::find(None).map_or_else(|_| Catalog::built_in(), |paths| content::catalog(&paths))
}

fn all_problems(catalog: &Catalog) -> Vec<String> {
    problems(catalog).iter().map(ToString::to_string).collect()
}

fn all_equipment(catalog: &Catalog) -> Vec<String> {
    ["none".to_owned()].into_iter().chain(equipment(catalog).iter().map(ToString::to_string)).collect()
}

fn scores(_: &Catalog) -> Vec<String> {
    (0..=10).map(|score: u8| score.to_string()).collect()
}

fn moments(_: &Catalog) -> Vec<String> {
    // A rating during a session is given in the session.
    Moment::ALL.iter().filter(|(_, moment)| *moment != Moment::During).map(|(word, _)| (*word).to_owned()).collect()
}

fn weeks(_: &Catalog) -> Vec<String> {
    ["2", "4", "6", "12"].map(str::to_owned).to_vec()
}
