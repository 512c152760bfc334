//! A guide as text.

use std::io;

use super::super::Sheet;
use super::super::page::Page;
use super::{link_text, write_head};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::guide::Guide;
use crate::domain::content::link::ItemKind;
use crate::domain::content::reading::{self, LineKind};

/// What stands before everything below a heading, as on the other pages: nothing else tells a heading
/// from a text here.
const INDENT: &str = "  ";

/// Writes the guide for people, in the lines of its screen, each link with the command that shows it.
pub(super) fn text(catalog: &Catalog, guide: &Guide, sheet: Sheet<'_>) -> io::Result<()> {
    let mut page = Page::new(sheet);
    write_head(&mut page, catalog, ItemKind::Guide, &guide.id, [guide.title.as_str(), guide.shelf.as_str()])?;
    let width = page.width().saturating_sub(INDENT.len());
    let reading = reading::of_guide(guide, catalog, width, |link| link_text(catalog, link));
    let mut is_summary = true;
    reading.lines.iter().try_for_each(|line| {
        is_summary &= !line.parts.is_empty();
        let stands_out = is_summary || matches!(line.kind, LineKind::Heading | LineKind::Warning);
        page.line(&format!("{}{line}", if stands_out { "" } else { INDENT }))
    })
}
