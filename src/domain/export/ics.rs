//! Plan days, reminders and past sessions as a calendar: the lines of iCalendar. `days` spreads work over days, `plan`
//! turns a plan into events, and this module writes them.
//!
//! Calendars are shared: no pain and no note is in one. **Source**: RFC 5545.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::{NaiveDateTime, NaiveTime, Utc, Weekday};
use uuid::Uuid;

use super::{stable_id, title_of};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::journal::browse::Item;
use crate::domain::journal::done::{counts, outcome};
use crate::domain::journal::entry::{Body, SessionEntry, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::time::spent_text;

mod days;
mod plan;

/// The longest line in bytes, without its end. **Source**: RFC 5545, section 3.1.
const LINE_BYTES: usize = 75;

/// The beginning of 2020, from which the numbers of changes are counted.
const SEQUENCE_START: i64 = 1_577_836_800;

/// Choices for a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarChoices {
    /// The time of day of what is still to do; `None` for the usual one of past sessions.
    pub time: Option<NaiveTime>,
    /// The days of the week that are free for it; empty for all.
    pub days: Vec<Weekday>,
    /// The routine to be reminded of; `None` for the plan, or without one for the weekly goal.
    pub routine: Option<Id>,
    /// True if past sessions are in it.
    pub has_done: bool,
}

/// The makings of a calendar.
#[derive(Debug, Clone, Copy)]
pub struct CalendarSource<'a> {
    /// The whole journal.
    pub journal: &'a Journal,
    /// The past entries that were asked for.
    pub items: &'a [Item<'a>],
    /// All content.
    pub catalog: &'a Catalog,
    /// The weekly goal, in sessions.
    pub goal: u8,
    /// The present.
    pub now: Stamp,
}

/// Returns the calendar.
pub fn calendar(source: CalendarSource<'_>, choices: &CalendarChoices) -> Vec<u8> {
    let mut events = plan::events(source, choices);
    if choices.has_done {
        let changes = SessionChanges::of(source.journal);
        let sessions = source.items.iter().filter_map(|item| match item {
            Item::Session(session) if counts(session) => Some(done(session, &changes)),
            _ => None,
        });
        events.extend(sessions);
    }
    let mut lines = CalendarLines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", concat!("-//supple//supple ", env!("CARGO_PKG_VERSION"), "//EN"));
    for event in &events {
        event.write(&mut lines);
    }
    lines.add("END", "VCALENDAR");
    lines.0.into_bytes()
}

/// The time at which an event begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EventStart {
    /// A time by the clock of the place where one is.
    Floating(NaiveDateTime),
    /// An instant.
    At(Stamp),
}

/// An event of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CalendarEvent {
    /// The same for the same event each time, so that an import changes it and adds none.
    uid: String,
    /// The time of its last change.
    stamp: Stamp,
    /// The number of its last change, which grows.
    sequence: u32,
    start: EventStart,
    /// Its length in seconds; without one it is a moment.
    length_s: Option<u32>,
    /// The rule by which it comes again.
    rule: Option<String>,
    summary: String,
    /// Lines of text.
    description: Vec<String>,
    /// True if it rings as it begins.
    rings: bool,
}

impl CalendarEvent {
    fn write(&self, lines: &mut CalendarLines) {
        lines.add("BEGIN", "VEVENT");
        lines.add_text("UID", &self.uid);
        lines.add("DTSTAMP", &utc(self.stamp));
        lines.add("SEQUENCE", &self.sequence.to_string());
        let start = match self.start {
            EventStart::Floating(local) => local.format("%Y%m%dT%H%M%S").to_string(),
            EventStart::At(at) => utc(at),
        };
        lines.add("DTSTART", &start);
        if let Some(secs) = self.length_s {
            lines.add("DURATION", &duration(secs));
        }
        if let Some(rule) = &self.rule {
            lines.add("RRULE", rule);
        }
        lines.add_text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            lines.add_text("DESCRIPTION", &self.description.join("\n"));
        }
        lines.add("CLASS", "PRIVATE");
        lines.add("TRANSP", "TRANSPARENT");
        if self.rings {
            lines.add("BEGIN", "VALARM");
            lines.add("ACTION", "DISPLAY");
            lines.add_text("DESCRIPTION", &self.summary);
            lines.add("TRIGGER", "PT0S");
            lines.add("END", "VALARM");
        }
        lines.add("END", "VEVENT");
    }
}

/// Returns a past session as an event.
fn done(session: &Logged<SessionEntry>, changes: &SessionChanges) -> CalendarEvent {
    let last = session.ended.max(session.at);
    let change = changes.0.get(&session.id);
    // Not the reason, which may be pain.
    let outcome = outcome(session);
    CalendarEvent {
        uid: session.id.to_string(),
        stamp: change.map_or(last, |(_, at)| *at),
        sequence: change.map_or(0, |(count, _)| *count),
        start: EventStart::At(session.at),
        length_s: u32::try_from((last - session.at).num_seconds()).ok().filter(|secs| *secs > 0),
        rule: None,
        summary: title_of(session),
        description: vec![format!("{outcome}, {} of exercise", spent_text(session.active_s.into()))],
        rings: false,
    }
}

/// The number of changes of each entry, and the time of the last one. Taking a change back is one, too.
struct SessionChanges(HashMap<Uuid, (u32, Stamp)>);

impl SessionChanges {
    fn of(journal: &Journal) -> Self {
        let (mut roots, mut counts) = (HashMap::new(), HashMap::new());
        for change in journal.changes() {
            let (Body::Amend { target, .. } | Body::Delete { target }) = change.body else { continue };
            let root = *roots.get(&target).unwrap_or(&target);
            roots.insert(change.id, root);
            let (count, at) = counts.entry(root).or_insert((0, change.at));
            (*count, *at) = (*count + 1, change.at);
        }
        Self(counts)
    }
}

/// Returns the number of the change made at `now` to what is still to do: each export is one.
fn sequence(now: Stamp) -> u32 {
    u32::try_from((now.timestamp() - SEQUENCE_START) / 60).unwrap_or_default()
}

fn utc(at: Stamp) -> String {
    at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Returns a length as iCalendar writes it: `PT1H5M`, `PT12M9S`.
fn duration(secs: u32) -> String {
    let parts = [(secs / 3600, 'H'), (secs / 60 % 60, 'M'), (secs % 60, 'S')];
    let parts: String =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, unit)| format!("{number}{unit}")).collect();
    format!("PT{}", if parts.is_empty() { "0S" } else { &parts })
}

/// The text of a calendar: lines that end in CR and LF, folded where they are too long.
#[derive(Debug, Default)]
struct CalendarLines(String);

impl CalendarLines {
    /// Adds a line whose value is written as it is.
    fn add(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > LINE_BYTES {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line whose value is text, in which some characters would have a meaning.
    fn add_text(&mut self, name: &str, text: &str) {
        let mut value = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => {
                    let _ = write!(value, "\\{c}");
                }
                '\n' => value.push_str("\\n"),
                c if c.is_control() => {}
                c => value.push(c),
            }
        }
        self.add(name, &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the value of the only line, unfolded and unescaped, and checks how the line looks.
    fn read_back(written: &str) -> String {
        let lines: Vec<&str> = written.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= LINE_BYTES && !line.contains(['\r', '\n'])), "{written:?}");
        assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')), "{written:?}");
        let line = written.replace("\r\n ", "");
        let value = line.trim_end_matches("\r\n").strip_prefix("SUMMARY:").unwrap().to_owned();
        let (mut text, mut chars) = (String::new(), value.chars());
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next().unwrap() {
                    'n' => text.push('\n'),
                    escaped @ ('\\' | ';' | ',') => text.push(escaped),
                    other => panic!("\\{other}"),
                },
                ';' | ',' => panic!("not escaped: {value}"),
                c => text.push(c),
            }
        }
        text
    }

    fn written(text: &str) -> String {
        let mut lines = CalendarLines::default();
        lines.add_text("SUMMARY", text);
        lines.0
    }

    #[test]
    fn text_is_escaped_and_folded_between_characters() {
        assert_eq!(written("Back; core, hips \\ 10\n min"), "SUMMARY:Back\\; core\\, hips \\\\ 10\\n min\r\n");
        let long = written(&"ü".repeat(70));
        assert_eq!(long.split("\r\n").map(str::len).collect::<Vec<_>>(), [74, 75, 0], "{long:?}");
        assert_eq!(written("bell \u{7}\r"), "SUMMARY:bell \r\n", "no control character gets in");
    }

    #[test]
    fn lengths_have_no_empty_parts() {
        assert_eq!(
            [0, 59, 60, 729, 3600, 3661].map(duration),
            ["PT0S", "PT59S", "PT1M", "PT12M9S", "PT1H", "PT1H1M1S"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_parses_back(text in "(?s).{0,300}") {
            let kept: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            proptest::prop_assert_eq!(read_back(&written(&text)), kept);
        }
    }
}
