//! `supple log`: what was recorded, the newest last.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::time::Duration;

use chrono::NaiveDate;
use uuid::Uuid;

use super::page::Page;
use super::rate::details;
use super::{Outcome, counted, is_incomplete, read_from};
use crate::cli::{Log, Logged as Kind};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::wording::spoken;
use crate::domain::record::answer::SelfTest;
use crate::domain::record::entry::{Body, Entry, Moment, Outcome as How, Rating, Score, Session, Stamp, StepOutcome};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::tried::said_whole;
use crate::domain::time::{Now, about_text};

/// Writes the sessions, ratings and self-tests that `args` asks for, the last by the names in `catalog`; lines of the journal that cannot be read
/// become messages; a file that cannot be read is a failure.
///
/// # Errors
/// Where `out` cannot be written.
pub fn run(journal: &Journal, catalog: &Catalog, args: &Log, now: &Now, out: &mut dyn Write) -> io::Result<Outcome> {
    let since = args.since.map(|since| since.day(now.wall.date_naive()));
    let items = items(journal, args.kind, since);
    if args.json.json {
        json(journal, &items, out)?;
    } else if !items.is_empty() {
        text((journal, catalog), args.kind, &items, out)?;
    } else if !is_incomplete(journal) {
        writeln!(out, "{}", nothing(args.kind, since))?;
    }
    Ok(read_from(journal))
}

/// Something with a place in time.
#[derive(Clone, Copy)]
enum Item<'a> {
    Session(&'a Logged<Session>),
    Rating(&'a Logged<Rating>),
    SelfTest(&'a Logged<SelfTest>),
}

impl Item<'_> {
    fn at(&self) -> (Stamp, Uuid) {
        match self {
            Self::Session(session) => (session.at, session.id),
            Self::Rating(rating) => (rating.at, rating.id),
            Self::SelfTest(tried) => (tried.at, tried.id),
        }
    }

    fn entry(&self) -> Entry {
        let (at, id) = self.at();
        let body = match self {
            Self::Session(session) => Body::Session(session.body.clone()),
            Self::Rating(rating) => Body::Rating(rating.body.clone()),
            Self::SelfTest(tried) => Body::SelfTest(tried.body.clone()),
        };
        Entry { id, at, body }
    }
}

fn items(journal: &Journal, kind: Option<Kind>, since: Option<NaiveDate>) -> Vec<Item<'_>> {
    let wanted = |this: Kind| kind.is_none_or(|kind| kind == this);
    let sessions = journal.sessions().iter().map(Item::Session).filter(|_| wanted(Kind::Session));
    let ratings = journal.ratings().iter().map(Item::Rating).filter(|_| wanted(Kind::Rating));
    let tries = journal.self_tests().iter().map(Item::SelfTest).filter(|_| wanted(Kind::SelfTest));
    let recent = |item: &Item<'_>| since.is_none_or(|since| item.at().0.date_naive() >= since);
    let mut items: Vec<_> = sessions.chain(ratings).chain(tries).filter(recent).collect();
    items.sort_by_key(Item::at);
    items
}

fn nothing(kind: Option<Kind>, since: Option<NaiveDate>) -> String {
    let what = match kind {
        None => "nothing",
        Some(Kind::Session) => "no session",
        Some(Kind::Rating) => "no rating",
        Some(Kind::SelfTest) => "no self-test",
    };
    match since {
        Some(since) => format!("{what} recorded since {}", day_text(since)),
        None => {
            format!("{what} recorded yet; `supple start split-hip-stop` begins a session, `supple rate 3` notes pain")
        }
    }
}

/// One entry a line, as the journal would hold it, with its changes made.
fn json(journal: &Journal, items: &[Item<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n";
    for item in items {
        let line = item.entry().to_line();
        let open = line.trim_end().strip_suffix('}').unwrap_or_default();
        write!(out, "{before}{open},\"amended\":{}}}", journal.is_amended(item.at().1))?;
        before = ",\n";
    }
    writeln!(out, "{}]", if items.is_empty() { "[" } else { "\n" })
}

fn text(
    (journal, catalog): (&Journal, &Catalog),
    kind: Option<Kind>,
    items: &[Item<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let titles: HashMap<Uuid, &str> =
        journal.sessions().iter().map(|session| (session.id, session.title.as_str())).collect();
    let shown: HashSet<Uuid> = items.iter().filter_map(session_id).collect();
    // Ratings stand with their session, unless it is not shown or over since long.
    let with_session =
        |rating: &Rating| rating.session.filter(|id| rating.moment != Moment::NextMorning && shown.contains(id));
    let mut of_session: HashMap<Uuid, Vec<&Rating>> = HashMap::new();
    for rating in journal.ratings().iter().filter(|_| kind != Some(Kind::Rating)) {
        if let Some(session) = with_session(rating) {
            of_session.entry(session).or_default().push(rating);
        }
    }
    let mut page = Page::new(out);
    let mut day = None;
    for item in items {
        if matches!(item, Item::Rating(rating) if with_session(rating).is_some()) {
            continue;
        }
        let today = item.at().0.date_naive();
        if day != Some(today) {
            page.line(&format!("{}{}", if day.is_some() { "\n" } else { "" }, day_text(today)))?;
            day = Some(today);
        }
        match item {
            Item::Session(session) => {
                write_session(&mut page, session, of_session.get(&session.id).map_or(&[], Vec::as_slice))?;
            }
            Item::Rating(rating) => {
                let title = rating.session.and_then(|id| titles.get(&id)).copied();
                write_rating(&mut page, rating, title)?;
            }
            Item::SelfTest(tried) => write_tried(&mut page, tried, catalog)?,
        }
    }
    Ok(())
}

fn session_id(item: &Item<'_>) -> Option<Uuid> {
    if let Item::Session(session) = item { Some(session.id) } else { None }
}

fn day_text(day: NaiveDate) -> String {
    day.format("%A %-d %b %Y").to_string()
}

/// Under the time of an item.
const INDENT: &str = "         ";

fn write_session(page: &mut Page<'_>, session: &Logged<Session>, ratings: &[&Rating]) -> io::Result<()> {
    let done = session.steps.iter().filter(|step| step.outcome == StepOutcome::Done).count();
    let parts = format!("{done} of {}", counted(session.steps.len(), "part"));
    let time = about_text(Duration::from_secs(session.active_s.into()));
    let first = [session.title.to_string(), outcome(session), time, parts].join(" · ");
    page.item(&session.at.format("  %H:%M  ").to_string(), &first)?;
    let mut second: Vec<String> = pain(ratings).into_iter().collect();
    second.extend(session.effort.map(|effort| format!("effort {effort}")));
    if !second.is_empty() {
        page.item(INDENT, &second.join(" · "))?;
    }
    let notes = ratings.iter().filter_map(|rating| rating.note.as_ref());
    notes
        .chain(Some(&session.note).filter(|note| !note.is_empty()))
        .try_for_each(|note| page.item(INDENT, note.as_str()))
}

fn outcome(session: &Session) -> String {
    match (&session.reason, session.outcome) {
        (Some(reason), How::Stopped) => format!("stopped ({reason})"),
        (_, outcome) => outcome.to_string(),
    }
}

/// `pain 3 → 2, up to 4 during · low back, left`; `None` where it was never asked.
fn pain(ratings: &[&Rating]) -> Option<String> {
    let of = |moment: Moment| ratings.iter().rev().find(move |rating| rating.moment == moment);
    let score = |moment: Moment| of(moment).and_then(|rating| rating.score).map_or("—".to_owned(), |s| s.to_string());
    let during: Option<Score> = ratings.iter().filter(|r| r.moment == Moment::During).filter_map(|r| r.score).max();
    if of(Moment::Before).is_none() && of(Moment::After).is_none() && during.is_none() {
        return None;
    }
    let mut text = format!("pain {} → {}", score(Moment::Before), score(Moment::After));
    if let Some(during) = during {
        text.push_str(&format!(", up to {during} during"));
    }
    let known = [Moment::Before, Moment::After].into_iter().filter_map(of).map(|rating| details(rating));
    if let Some(details) = known.into_iter().find(|details| !details.is_empty()) {
        text.push_str(&format!(" · {}", details.join(", ")));
    }
    Some(text)
}

fn write_rating(page: &mut Page<'_>, rating: &Logged<Rating>, title: Option<&str>) -> io::Result<()> {
    let score = rating.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    let mut parts = vec![format!("pain {score}")];
    parts.extend(occasion(rating, title));
    let details = details(rating).join(", ");
    parts.extend((!details.is_empty()).then_some(details));
    page.item(&rating.at.format("  %H:%M  ").to_string(), &parts.join(" · "))?;
    rating.note.iter().try_for_each(|note| page.item(INDENT, note.as_str()))
}

/// `Eyes-Closed One-Leg Stand · left · 12 s, not passed`.
fn write_tried(page: &mut Page<'_>, tried: &Logged<SelfTest>, catalog: &Catalog) -> io::Result<()> {
    let exercise = catalog.exercise(tried.exercise.as_str());
    let name = exercise.as_ref().map_or_else(|| spoken(tried.exercise.as_str()), |exercise| exercise.name.to_string());
    let side = tried.side.map(|side| side.to_string());
    let parts: Vec<String> =
        [Some(name), side, Some(said_whole(tried, exercise.as_deref()))].into_iter().flatten().collect();
    page.item(&tried.at.format("  %H:%M  ").to_string(), &parts.join(" · "))
}

fn occasion(rating: &Rating, title: Option<&str>) -> Option<String> {
    let moment = spoken(rating.moment.as_str());
    match (rating.moment, title) {
        (Moment::Other, None) => None,
        (Moment::NextMorning, Some(title)) => Some(format!("next morning, after {title}")),
        (_, Some(title)) => Some(format!("{moment} {title}")),
        (_, None) => Some(moment),
    }
}
