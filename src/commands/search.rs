//! `supple search`: whatever has all of some words, the best first.

use std::io::{self, Write};

use serde::Serialize;

use super::items::{KINDS, Origin};
use super::page::Page;
use super::{Outcome, broken_files, write_json};
use crate::cli::Search;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::{Hit, Index};
use crate::domain::text::Text;

/// What comes after these fits too badly to be of use.
const MOST: usize = 20;

/// Writes what has all the words.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(catalog: &Catalog, args: &Search, out: &mut dyn Write) -> io::Result<Outcome> {
    let asked = args.words.join(" ");
    if asked.trim().is_empty() {
        return Ok(Outcome::misused("there is no word to look for; try `supple search hip flexor`"));
    }
    let hits = Index::new(catalog, &KINDS).search(&asked);
    let rows: Vec<Row<'_>> = hits.iter().take(MOST).filter_map(|hit| Row::of(catalog, hit)).collect();
    let mut messages = Vec::new();
    if args.json.json {
        write_json(out, &rows)?;
    } else {
        let cells = |row: &Row<'_>| [row.id.to_string(), row.title.clone(), row.kind.to_string()];
        Page::new(out).table(&rows.iter().map(cells).collect::<Vec<_>>(), [30, 38, 8])?;
        messages.extend(remark(&asked, hits.len()));
    }
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// What to say of so many hits, where it is not enough to show them.
fn remark(asked: &str, found: usize) -> Option<String> {
    match found {
        0 => Some(format!("supple: nothing has all of `{}`; fewer words find more", Text::clean(asked))),
        found if found > MOST => Some(format!("supple: the best {MOST} of {found}; another word finds fewer")),
        _ => None,
    }
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "type")]
    kind: ItemKind,
    id: &'a Id,
    title: String,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> Row<'a> {
    fn of(catalog: &Catalog, hit: &'a Hit) -> Option<Self> {
        let title = catalog.title(hit.kind, hit.id.as_str())?;
        Some(Self { kind: hit.kind, id: &hit.id, title, origin: Origin::of(catalog, hit.kind, &hit.id) })
    }
}
