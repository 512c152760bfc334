//! `supple search`: whatever has all of some words, the best first; else what has most of them.

use std::io;

use serde::Serialize;

use super::items::{KINDS, Origin};
use super::page::Page;
use super::{Outcome, Sheet, broken_files, write_json};
use crate::cli::Search;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::{Hit, Index};
use crate::domain::text::Text;

/// What comes after these fits too badly to be of use.
const MOST: usize = 20;

/// Writes what has all the words, or what comes closest.
///
/// # Errors
/// Where the sheet cannot be written.
pub fn run(catalog: &Catalog, args: &Search, sheet: Sheet<'_>) -> io::Result<Outcome> {
    let asked = args.words.join(" ");
    if asked.trim().is_empty() {
        return Ok(Outcome::misused("there is no word to look for; try `supple search hip flexor`"));
    }
    let hits = Index::new(catalog, &KINDS).search(&asked);
    let rows: Vec<Row<'_>> = hits.iter().take(MOST).filter_map(|hit| Row::of(catalog, hit)).collect();
    let mut messages = Vec::new();
    if args.json.json {
        write_json(sheet.out, &rows)?;
    } else {
        let cells = |row: &Row<'_>| [row.id.to_string(), row.title.clone(), row.kind.to_string()];
        Page::new(sheet).table(&rows.iter().map(cells).collect::<Vec<_>>())?;
        messages.extend(remark(&Text::clean(&asked), &hits));
    }
    messages.extend(broken_files(catalog));
    Ok(Outcome { messages, ..Outcome::done() })
}

/// What to say of these hits, where it is not enough to show them.
fn remark(asked: &Text, hits: &[Hit]) -> Option<String> {
    let shown = hits.len().min(MOST);
    Some(match hits.first() {
        None => format!("supple: nothing has all of `{asked}`; fewer words find more"),
        Some(best) if best.lacking > 0 => {
            format!("supple: nothing has all of `{asked}`; the closest {shown} are shown")
        }
        Some(_) if hits.len() > MOST => format!("supple: the best {MOST} of {}; another word finds fewer", hits.len()),
        Some(_) => return None,
    })
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "type")]
    kind: ItemKind,
    id: &'a Id,
    title: String,
    /// Some of the words are not in it.
    closest: bool,
    #[serde(flatten)]
    origin: Origin,
}

impl<'a> Row<'a> {
    fn of(catalog: &Catalog, hit: &'a Hit) -> Option<Self> {
        let title = catalog.title(hit.kind, hit.id.as_str())?;
        let origin = Origin::of(catalog, hit.kind, &hit.id);
        Some(Self { kind: hit.kind, id: &hit.id, title, closest: hit.lacking > 0, origin })
    }
}
