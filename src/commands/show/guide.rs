//! A guide as text.

use std::io::{self, Write};

use super::super::page::Page;
use super::{named, own_text, table, write_links};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::guide::{Block, Cause, Guide};
use crate::domain::content::link::ItemKind;
use crate::domain::text::Text;

/// What stands before everything below a heading.
const INDENT: &str = "  ";

/// Writes the guide for people: what must not be missed, then the causes, then what else there is.
pub(super) fn text(catalog: &Catalog, guide: &Guide, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out);
    page.ends(guide.title.as_str(), guide.shelf.as_str(), 0)?;
    page.line(guide.id.as_str())?;
    page.line("")?;
    page.text(guide.summary.as_str())?;
    if let Some(own) = own_text(catalog.own(ItemKind::Guide, guide.id.as_str())) {
        page.text(own)?;
    }
    let warnings = guide.blocks.iter().take_while(|block| matches!(block, Block::Warning(_))).count();
    let (first, rest) = guide.blocks.split_at_checked(warnings).unwrap_or_default();
    write_blocks(&mut page, catalog, first)?;
    if !guide.causes.is_empty() {
        page.heading(&format!("Possible causes ({})", joined(&guide.activities)))?;
    }
    for (at, cause) in guide.causes.iter().enumerate() {
        write_cause(&mut page, catalog, at, cause)?;
    }
    write_blocks(&mut page, catalog, rest)?;
    write_sources(&mut page, guide)
}

/// Writes blocks with an empty line between, but none below a heading.
fn write_blocks(page: &mut Page<'_>, catalog: &Catalog, blocks: &[Block]) -> io::Result<()> {
    let mut below_heading = false;
    for block in blocks {
        let heading = matches!(block, Block::Heading(_));
        if !heading && !below_heading {
            page.line("")?;
        }
        write_block(page, catalog, block)?;
        below_heading = heading;
    }
    Ok(())
}

fn write_block(page: &mut Page<'_>, catalog: &Catalog, block: &Block) -> io::Result<()> {
    match block {
        Block::Heading(text) => page.heading(text.as_str()),
        Block::Text(text) => page.item(INDENT, text.as_str()),
        Block::Warning(text) => page.item("! ", text.as_str()),
        Block::List(items) => items.iter().try_for_each(|item| page.item("  - ", item.as_str())),
        Block::Steps(steps) => {
            let mut steps = steps.iter().enumerate();
            steps.try_for_each(|(at, step)| page.item(&format!("{:>3}. ", at + 1), step.as_str()))
        }
        Block::Table(table) => table::write(page, table, INDENT),
        Block::Links(links) => write_links(page, catalog, links, INDENT.len()),
    }
}

fn write_cause(page: &mut Page<'_>, catalog: &Catalog, at: usize, cause: &Cause) -> io::Result<()> {
    let helps: Vec<String> = cause.helps.iter().map(|link| named(catalog, link.kind, &link.id)).collect();
    page.line("")?;
    page.item(&format!("{:>3}. ", at + 1), cause.cause.as_str())?;
    if !cause.only.is_empty() {
        page.item("     when    ", &joined(&cause.only))?;
    }
    page.item("     notice  ", cause.notice.as_str())?;
    page.item("     fix     ", cause.fix.as_str())?;
    page.item("     helps   ", &helps.join(", "))
}

/// The sources with the numbers by which texts name them.
fn write_sources(page: &mut Page<'_>, guide: &Guide) -> io::Result<()> {
    let ours = guide.texts().any(|text| text.as_str().contains("ours]"));
    if ours || !guide.sources.is_empty() {
        page.heading("Sources")?;
    }
    for (at, source) in guide.sources.iter().enumerate() {
        page.item(&format!("{:>6} ", format!("[{}]", at + 1)), &source.to_string())?;
    }
    if ours { page.item("[ours] ", "our own words, in no source") } else { Ok(()) }
}

fn joined(texts: &[Text]) -> String {
    texts.iter().map(Text::as_str).collect::<Vec<_>>().join(", ")
}
