//! `supple paths`: where files are kept.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Outcome, write_json};

/// A folder or file and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is called in JSON.
    pub name: &'static str,
    /// What it holds, for people.
    pub what: &'static str,
    /// Its path, safe to show; `None` where it has none yet.
    pub path: Option<String>,
    /// Whether something is there.
    pub exists: bool,
}

/// Writes the places, in their order.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(places: &[Place], json: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    if json {
        let all: BTreeMap<_, _> = places.iter().map(|place| (place.name, place.path.as_deref())).collect();
        write_json(out, &all)?;
        return Ok(Outcome::done());
    }
    for Place { what, path, exists, .. } in places {
        let path = path.as_deref().unwrap_or("made with the first entry");
        let missing = if *exists { "" } else { "  (not there yet)" };
        writeln!(out, "{what:<15} {path}{missing}")?;
    }
    Ok(Outcome::done())
}
