//! The journal as text: for jrnl, an entry a line, and as Markdown, a page to read.
//!
//! A session comes with its ratings; that of the next morning is an entry of its own. Times are those of the place
//! where an entry was written.

use std::collections::HashMap;
use std::fmt::Write as _;

use uuid::Uuid;

use super::{Export, ExportedFile};
use crate::domain::journal::browse::{EntryKind, Item, session_of};
use crate::domain::journal::entry::{Rating, Region, SessionEntry, Stamp};
use crate::domain::journal::merged::Logged;
use crate::domain::journal::session_ratings::{SessionRatings, gather};
use crate::domain::journal::summary::{
    answers, day_text, occasion, pain_text, score_text, session_notes, session_parts,
};
use crate::domain::text::capital;

/// The tag of every entry in jrnl, by which those of this program can be found.
const OWN_TAG: &str = "supple";

/// The tag of entries with a pain rating.
const PAIN_TAG: &str = "pain";

/// Characters that Markdown may take for its own, wherever they are in a line.
const MARKUP: [char; 15] = ['\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '$', '&', '=', '%'];

/// An entry in words.
struct DiaryEntry {
    at: Stamp,
    title: String,
    /// Short statements, without their full stop.
    facts: Vec<String>,
    /// The user's own words.
    notes: Vec<String>,
    /// Words to search for.
    tags: Vec<&'static str>,
}

/// Returns the entries as jrnl keeps and imports them: `[2026-11-29 20:13] Title. Facts. "Note" @tags`, each on one
/// line, so that nothing in a note can begin another.
pub(super) fn jrnl(export: &Export<'_>) -> ExportedFile {
    let mut text = String::new();
    for entry in entries(export) {
        let _ = write!(text, "[{}] {}.", entry.at.format("%Y-%m-%d %H:%M"), capital(&entry.title));
        for fact in entry.facts {
            let _ = write!(text, " {}.", capital(&fact));
        }
        for note in entry.notes {
            let _ = write!(text, " \"{note}\"");
        }
        for tag in std::iter::once(OWN_TAG).chain(entry.tags) {
            let _ = write!(text, " @{tag}");
        }
        text.push('\n');
    }
    ExportedFile::new("journal.txt", text.into_bytes())
}

/// Returns the entries as a page of Markdown, with the days as headings, and front matter that says what is in it.
pub(super) fn markdown(export: &Export<'_>) -> ExportedFile {
    let entries = entries(export);
    let days = [entries.first(), entries.last()].map(|entry| entry.map(|entry| entry.at.date_naive()));
    let mut text = "---\ntitle: Training journal\n".to_owned();
    if let [Some(first), Some(last)] = days {
        let _ = writeln!(text, "from: {first}\nto: {last}");
    }
    let _ = writeln!(text, "entries: {}\nsource: supple\n---\n\n# Training journal", entries.len());
    let mut day = None;
    for DiaryEntry { at, title, facts, notes, .. } in entries {
        let today = at.date_naive();
        if day.replace(today) != Some(today) {
            let _ = writeln!(text, "\n## {}", day_text(today));
        }
        let _ = writeln!(text, "\n### {} {}", at.format("%H:%M"), plain(&capital(&title)));
        for (number, fact) in facts.iter().enumerate() {
            let _ = writeln!(text, "{}- {}", if number == 0 { "\n" } else { "" }, plain(fact));
        }
        for note in notes {
            let _ = writeln!(text, "\n> {}", plain_from_start(&note));
        }
    }
    ExportedFile::new("journal.md", text.into_bytes())
}

/// Returns the entries in order, each rating with its session if that is among them.
fn entries(export: &Export<'_>) -> Vec<DiaryEntry> {
    let sessions: Vec<&Logged<SessionEntry>> = export.items.iter().filter_map(session).collect();
    let gathered = gather(&sessions, export.journal.ratings().iter()).sessions;
    let gathered_by_id: HashMap<Uuid, SessionRatings<'_>> =
        sessions.iter().map(|session| session.id).zip(gathered).collect();
    let mut entries = Vec::new();
    for item in &export.items {
        match item {
            Item::Session(session) => {
                entries.extend(gathered_by_id.get(&session.id).map(|ratings| of_session(session, ratings)));
            }
            Item::Rating(rating) => {
                let has_session = rating.session.is_some_and(|id| gathered_by_id.contains_key(&id));
                if !(has_session && rating.is_with_its_session()) {
                    let title = session_of(export.journal, rating).map(|session| session.title.as_str());
                    entries.push(of_rating(rating, title));
                }
            }
            other => entries.push(of_other(export, other)),
        }
    }
    entries
}

fn session<'a>(item: &Item<'a>) -> Option<&'a Logged<SessionEntry>> {
    if let Item::Session(session) = item { Some(session) } else { None }
}

fn of_session(session: &Logged<SessionEntry>, ratings: &SessionRatings<'_>) -> DiaryEntry {
    let [outcome, time, parts] = session_parts(session);
    let asked: Vec<&Logged<Rating>> = [ratings.before, ratings.after].into_iter().flatten().collect();
    let answers = asked.iter().map(|rating| answers(rating)).find(|answers| !answers.is_empty()).unwrap_or_default();
    let mut facts: Vec<String> = pain_text(ratings).into_iter().collect();
    facts.extend((!answers.is_empty()).then(|| answers.join(", ")));
    facts.push(format!("{time}, {parts}"));
    facts.extend(session.effort.map(|effort| format!("effort {effort}")));
    let with_score = asked.into_iter().chain(ratings.during.iter().copied()).filter(|rating| rating.score.is_some());
    let mut tags = vec![EntryKind::Session.as_str()];
    tags.extend(with_score.flat_map(|rating| pain_tags(rating)));
    DiaryEntry {
        at: session.at,
        title: format!("{}, {outcome}", session.title),
        facts,
        notes: session_notes(session, ratings).into_iter().map(ToString::to_string).collect(),
        tags: once_each(tags),
    }
}

fn of_rating(rating: &Logged<Rating>, title: Option<&str>) -> DiaryEntry {
    let pain = format!("pain {}", score_text(rating.score));
    let parts: Vec<String> = [Some(pain), occasion(rating, title)].into_iter().flatten().collect();
    let answers = answers(rating);
    DiaryEntry {
        at: rating.at,
        title: parts.join(", "),
        facts: if answers.is_empty() { Vec::new() } else { vec![answers.join(", ")] },
        notes: rating.body.note.iter().map(ToString::to_string).collect(),
        tags: once_each(pain_tags(rating)),
    }
}

/// Returns the entry of a kind without ratings. The text of a note is its note, not its title.
fn of_other(export: &Export<'_>, item: &Item<'_>) -> DiaryEntry {
    let (title, notes) = match item {
        Item::Note(note) => (EntryKind::Note.said().to_owned(), vec![note.text.to_string()]),
        other => (other.headline(export.catalog), Vec::new()),
    };
    DiaryEntry { at: item.at(), title, facts: Vec::new(), notes, tags: vec![item.kind().as_str()] }
}

/// Returns the tags of a rating: `pain`, and its regions.
fn pain_tags(rating: &Rating) -> Vec<&'static str> {
    let also = rating.also.iter().map(|spot| spot.region);
    let regions = rating.region.into_iter().chain(also).map(Region::as_str);
    std::iter::once(PAIN_TAG).chain(regions).collect()
}

fn once_each(tags: Vec<&'static str>) -> Vec<&'static str> {
    let mut kept = Vec::new();
    for tag in tags {
        if !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// Returns `text` so that Markdown shows it as it is, inside of a line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if MARKUP.contains(&c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// As [`plain`], at the start of a line, where also a dash or a number begins a list.
fn plain_from_start(text: &str) -> String {
    let plain = plain(text);
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = plain.split_at_checked(digits).unwrap_or(("", &plain));
    let begins_a_list = rest.starts_with(['-', '+']) && digits == 0 || rest.starts_with(['.', ')']) && digits > 0;
    format!("{number}{}{rest}", if begins_a_list { "\\" } else { "" })
}
