//! `supple log`: the entries of the journal, the newest last.

use std::collections::HashMap;
use std::io::{self, Write};

use super::page::PageWriter;
use super::rate::details;
use super::search::known_id;
use super::{Outcome, is_incomplete, read_from};
use crate::cli::LogArgs;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::link::ItemKind;
use crate::domain::journal::browse::filter::{KnownNames, Wanted};
use crate::domain::journal::browse::{EntryKind, Item};
use crate::domain::journal::entry::{Rating, SessionEntry};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::session_ratings::{SessionRatings, gather};
use crate::domain::journal::summary::{day_text, occasion, pain_text, score_text, session_notes, session_parts};
use crate::domain::since::{DateSpan, in_order};
use crate::domain::time::Now;
use uuid::Uuid;

/// Writes the entries that `args` asks for, with names from `catalog`. Lines of the journal that cannot be read become
/// messages; a file that cannot be read is a failure.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(
    journal: &Journal,
    catalog: &Catalog,
    args: &LogArgs,
    now: &Now,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let span = match in_order(args.since, args.until, now.wall.date_naive()) {
        Ok(span) => span,
        Err(why) => return Ok(Outcome::misused(why)),
    };
    let wanted = match wanted(journal, catalog, args, span) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(Outcome::failed(why)),
    };
    let items = wanted.items(journal);
    if args.json.json {
        json(journal, &items, out)?;
    } else if !items.is_empty() {
        text(journal, catalog, &items, out)?;
    } else if !is_incomplete(journal) {
        writeln!(out, "{}", nothing(&wanted))?;
    }
    Ok(read_from(journal))
}

/// Returns the filter that `args` asks for.
///
/// # Errors
/// Returns a message with suggestions if a routine or an exercise is neither in the content nor in the journal.
fn wanted(journal: &Journal, catalog: &Catalog, args: &LogArgs, span: DateSpan) -> Result<Wanted, String> {
    let asks_known = args.routine.is_some() || args.exercise.is_some();
    let known = if asks_known { KnownNames::of(journal) } else { KnownNames::default() };
    let mut wanted = Wanted { kind: args.kind, from: span.from, to: span.to, ..Wanted::default() };
    if let Some(asked) = &args.routine {
        wanted.routine = Some(known_id(asked, ItemKind::Routine, &known.routines, catalog)?);
    }
    if let Some(asked) = &args.exercise {
        wanted.exercise = Some(known_id(asked, ItemKind::Exercise, &known.exercises, catalog)?);
    }
    Ok(wanted)
}

fn nothing(wanted: &Wanted) -> String {
    let what = wanted.kind.map_or("nothing".to_owned(), |kind| match kind {
        EntryKind::Safety | EntryKind::RedFlagSeen => format!("nothing of the kind {kind}"),
        kind => format!("no {}", kind.said()),
    });
    let of = [&wanted.routine, &wanted.exercise].into_iter().flatten().map(|id| format!(" with {id}"));
    let of: String = of.collect();
    match (wanted.from, wanted.to) {
        (Some(from), Some(to)) => format!("{what}{of} recorded from {} to {}", day_text(from), day_text(to)),
        (Some(from), None) => format!("{what}{of} recorded since {}", day_text(from)),
        (None, Some(to)) => format!("{what}{of} recorded until {}", day_text(to)),
        (None, None) if !of.is_empty() => format!("{what}{of} recorded"),
        (None, None) => {
            format!("{what} recorded yet; `supple start split-hip-stop` starts a session, `supple rate 3` records pain")
        }
    }
}

/// Writes an entry a line, as in the journal, with amendments applied.
fn json(journal: &Journal, items: &[Item<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n";
    for item in items {
        let line = item.entry().to_line();
        let open = line.trim_end().strip_suffix('}').unwrap_or_default();
        write!(out, "{before}{open},\"amended\":{}}}", journal.is_amended(item.id()))?;
        before = ",\n";
    }
    writeln!(out, "{}]", if items.is_empty() { "[" } else { "\n" })
}

fn text(journal: &Journal, catalog: &Catalog, items: &[Item<'_>], out: &mut dyn Write) -> io::Result<()> {
    let titles: HashMap<Uuid, &str> =
        journal.sessions().iter().map(|session| (session.id, session.title.as_str())).collect();
    let sessions: Vec<&Logged<SessionEntry>> = items.iter().filter_map(session).collect();
    let gathered = gather(&sessions, journal.ratings().iter()).sessions;
    let ratings: HashMap<Uuid, SessionRatings<'_>> =
        sessions.into_iter().map(|session| session.id).zip(gathered).collect();
    let mut page = PageWriter::new(out);
    let mut day = None;
    for item in items {
        if matches!(item, Item::Rating(rating) if is_with_session(rating, &ratings)) {
            continue;
        }
        let today = item.at().date_naive();
        if day != Some(today) {
            page.line(&format!("{}{}", if day.is_some() { "\n" } else { "" }, day_text(today)))?;
            day = Some(today);
        }
        match item {
            Item::Session(session) => {
                write_session(&mut page, session, ratings.get(&session.id).unwrap_or(&SessionRatings::default()))?;
            }
            Item::Rating(rating) => {
                let title = rating.session.and_then(|id| titles.get(&id)).copied();
                write_rating(&mut page, rating, title)?;
            }
            other => page.item(&item.at().format("  %H:%M  ").to_string(), &other.headline(catalog))?,
        }
    }
    Ok(())
}

/// Returns true if a rating is shown with its session: one of `shown`, but not the one before the next morning.
fn is_with_session(rating: &Rating, shown: &HashMap<Uuid, SessionRatings<'_>>) -> bool {
    rating.is_with_its_session() && rating.session.is_some_and(|id| shown.contains_key(&id))
}

fn session<'a>(item: &Item<'a>) -> Option<&'a Logged<SessionEntry>> {
    if let Item::Session(session) = item { Some(session) } else { None }
}

/// The blanks below the time of an item.
const INDENT: &str = "         ";

fn write_session(
    page: &mut PageWriter<'_>,
    session: &Logged<SessionEntry>,
    ratings: &SessionRatings<'_>,
) -> io::Result<()> {
    let [outcome, time, parts] = session_parts(session);
    let first = [session.title.to_string(), outcome, time, parts].join(" · ");
    page.item(&session.at.format("  %H:%M  ").to_string(), &first)?;
    let mut second: Vec<String> = pain(ratings).into_iter().collect();
    second.extend(session.effort.map(|effort| format!("effort {effort}")));
    if !second.is_empty() {
        page.item(INDENT, &second.join(" · "))?;
    }
    for note in session_notes(session, ratings) {
        page.item(INDENT, note.as_str())?;
    }
    Ok(())
}

/// Returns the ratings of a session in a line: `pain 3 → 2, up to 4 during · low back, left`; `None` without ratings.
fn pain(ratings: &SessionRatings<'_>) -> Option<String> {
    let mut text = pain_text(ratings)?;
    let mut known = [ratings.before, ratings.after].into_iter().flatten().map(|rating| details(rating));
    if let Some(details) = known.find(|details| !details.is_empty()) {
        text.push_str(&format!(" · {}", details.join(", ")));
    }
    Some(text)
}

fn write_rating(page: &mut PageWriter<'_>, rating: &Logged<Rating>, title: Option<&str>) -> io::Result<()> {
    let mut parts = vec![format!("pain {}", score_text(rating.score))];
    parts.extend(occasion(rating, title));
    let details = details(rating).join(", ");
    parts.extend((!details.is_empty()).then_some(details));
    page.item(&rating.at.format("  %H:%M  ").to_string(), &parts.join(" · "))?;
    match &rating.note {
        Some(note) => page.item(INDENT, note.as_str()),
        None => Ok(()),
    }
}
