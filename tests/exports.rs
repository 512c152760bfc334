//! Exports for other programs: calendars, bundles for a clinic, and files for a watch, from small journals with everything
//! in them that is hard. `exports_outside.rs` has them read by other programs.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "exports/command.rs"]
mod command;
#[path = "exports/fit_reader.rs"]
mod fit_reader;

use chrono::{NaiveTime, Weekday};
use proptest::prelude::*;
use serde_json::{Value, json};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::exercise::Id;
use supple::domain::export::fhir::FhirChoices;
use supple::domain::export::fit::watch_name::NAMES;
use supple::domain::export::fit::workout::workout;
use supple::domain::export::ics::CalendarChoices;
use supple::domain::export::{Export, ExportFormat, ExportOrder, ExportedFile};
use supple::domain::journal::entry::Stamp;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::timestamp;
use supple::domain::session::compile::{Options, compile};
use supple::domain::since::DateSpan;

const NOW: &str = "2026-11-20T12:00:00+01:00";

fn at(raw: &str) -> Stamp {
    timestamp::parse(raw).unwrap()
}

fn order(format: ExportFormat) -> ExportOrder {
    ExportOrder { format, now: at(NOW), goal: 3, calendar: CalendarChoices::default(), fhir: FhirChoices::default() }
}

fn id(n: u64) -> String {
    format!("01890a5d-ac96-774b-bcce-{n:012x}")
}

/// The line of an entry: its kind, its time, and its other fields.
fn line(n: u64, kind: &str, at: &str, fields: &Value) -> String {
    let mut line = json!({"v": 1, "id": id(n), "kind": kind, "at": at});
    line.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    line.to_string()
}

fn files(lines: &[String], order: &ExportOrder) -> Vec<ExportedFile> {
    let mut fold = Fold::keeping_all();
    fold.begin_file("laptop.jsonl");
    for line in lines {
        fold.line(line.as_bytes());
    }
    let (journal, remainder) = fold.finish_with_remainder();
    assert_eq!(journal.problem_lines(), [""; 0]);
    let catalog = Catalog::built_in();
    let export = Export::new(&journal, &remainder, &catalog, DateSpan::default(), None);
    let files = export.files(order);
    assert_eq!(files, export.files(order), "a second export is the same, byte for byte");
    files
}

fn text(lines: &[String], order: &ExportOrder) -> String {
    let files = files(lines, order);
    assert_eq!(files.len(), 1);
    String::from_utf8(files[0].bytes.clone()).unwrap()
}

/// Sessions over midnight, over a change of clocks and in other zones, stopped, amended, deleted and empty; texts that
/// mean something to a format; scores of 0, none, and unanswered.
fn hard_journal() -> Vec<String> {
    include_str!("exports/hard.jsonl").lines().map(str::to_owned).collect()
}

/// A plan begun, with these steps done.
fn plan(plan: &str, version: Option<&str>, done: &[(&str, u32, u32)]) -> Vec<String> {
    let mut began = json!({"plan": plan, "did": "began"});
    if let Some(version) = version {
        began["version"] = json!(version);
    }
    let begin = line(1, "plan", "2026-11-16T07:00:00+01:00", &began);
    let marks = (2..).zip(done).map(|(n, (day, part, item))| {
        let at = format!("2026-11-{day}T07:00:00+01:00");
        line(n, "plan", &at, &json!({"plan": plan, "did": "done", "round": 1, "part": part, "item": item}))
    });
    std::iter::once(begin).chain(marks).collect()
}

#[test]
fn an_empty_journal_makes_the_least_of_each() {
    assert_eq!(files(&[], &order(ExportFormat::Fit)), []);
    insta::assert_snapshot!("empty.fhir", text(&[], &order(ExportFormat::Fhir)));
    insta::assert_snapshot!("empty.ics", text(&[], &order(ExportFormat::Ics)));
}

#[test]
fn a_clinic_gets_sessions_and_scores_without_names_and_notes() {
    let bundle = text(&hard_journal(), &order(ExportFormat::Fhir));
    insta::assert_snapshot!("hard.fhir", bundle);
    for private in ["quiet, slow", "long \\\"day", "only for me"] {
        assert!(!bundle.contains(private), "{private}");
    }
    let all = FhirChoices { has_notes: true, has_place_codes: true };
    let more = text(&hard_journal(), &ExportOrder { fhir: all, ..order(ExportFormat::Fhir) });
    assert!(
        more.contains(r#""note":[{"text":"quiet, slow"}]"#) && more.contains(r#""note":[{"text":"after, a long \"day"#)
    );
    assert!(more.contains(r#"{"system":"http://snomed.info/sct","code":"1017210004"}"#) && !bundle.contains("snomed"));
    assert!(!more.contains("only for me"), "a note of its own has no place in a bundle");
}

/// Nothing in FHIR may be empty.
fn empty_places(place: &str, value: &Value) -> Vec<String> {
    let parts: Vec<(String, &Value)> = match value {
        Value::Array(all) => all.iter().map(|value| (place.to_owned(), value)).collect(),
        Value::Object(all) => all.iter().map(|(name, value)| (format!("{place}.{name}"), value)).collect(),
        Value::String(text) if !text.trim().is_empty() => return Vec::new(),
        Value::Number(_) | Value::Bool(_) => return Vec::new(),
        Value::Null | Value::String(_) => return vec![place.to_owned()],
    };
    let is_empty = parts.is_empty().then(|| place.to_owned());
    is_empty.into_iter().chain(parts.into_iter().flat_map(|(place, value)| empty_places(&place, value))).collect()
}

#[test]
fn a_bundle_has_nothing_empty_and_leads_nowhere_outside() {
    for lines in [hard_journal(), Vec::new()] {
        let bundle: Value = serde_json::from_str(&text(&lines, &order(ExportFormat::Fhir))).unwrap();
        assert_eq!(empty_places("bundle", &bundle), [""; 0]);
        let entries = bundle["entry"].as_array().unwrap();
        let urls: Vec<&str> = entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
        let unique: std::collections::BTreeSet<&&str> = urls.iter().collect();
        assert_eq!(unique.len(), urls.len());
        let text = bundle.to_string();
        for target in text.split(r#""reference":""#).skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(urls.contains(&target), "{target}");
        }
    }
}

#[test]
fn a_calendar_has_past_sessions_if_they_are_wanted_and_no_pain() {
    let done = CalendarChoices { has_done: true, ..CalendarChoices::default() };
    let with_done = text(&hard_journal(), &ExportOrder { calendar: done, ..order(ExportFormat::Ics) });
    insta::assert_snapshot!("hard.ics", with_done);
    let without = text(&hard_journal(), &order(ExportFormat::Ics));
    assert_eq!(without.matches("BEGIN:VEVENT").count(), 1, "the weekly goal alone");
    assert!(with_done.starts_with(without.strip_suffix("END:VCALENDAR\r\n").unwrap()));
    assert!(!with_done.contains("sharp pain"), "a calendar is shared");
}

#[test]
fn the_days_of_a_plan_are_events() {
    let choices = CalendarChoices { time: NaiveTime::from_hms_opt(7, 30, 0), ..CalendarChoices::default() };
    let by_day = plan("runner-week", None, &[("20", 1, 1), ("20", 1, 2)]);
    let free = CalendarChoices { days: vec![Weekday::Mon, Weekday::Thu], ..choices.clone() };
    let calendars = [
        ("by_day.ics", by_day.clone(), choices.clone()),
        ("by_day_on_two_days.ics", by_day, free.clone()),
        ("by_week.ics", plan("posture-programme", Some("lordosis"), &[("18", 1, 1), ("19", 2, 1)]), choices.clone()),
        (
            "by_week_late.ics",
            plan("posture-programme", Some("lordosis"), &[("16", 1, 1), ("16", 2, 1)]),
            choices.clone(),
        ),
        ("by_week_once.ics", plan("walk-back", None, &[]), free.clone()),
        ("by_session.ics", plan("return-to-running", None, &[]), choices),
        ("by_session_on_two_days.ics", plan("return-to-running", None, &[]), free),
    ];
    for (name, lines, calendar) in calendars {
        let order = ExportOrder { calendar, ..order(ExportFormat::Ics) };
        insta::assert_snapshot!(name, short(&text(&lines, &order)));
    }
}

/// The days and rules of a calendar, an event a line.
fn short(calendar: &str) -> String {
    let unfolded = calendar.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1).map(|event| {
        let value = |name: &str| {
            let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.unwrap_or("-").to_owned()
        };
        let all = ["DTSTART", "DURATION", "RRULE", "UID", "SUMMARY", "DESCRIPTION"].map(value);
        all.join(" | ")
    });
    events.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_later_export_changes_the_same_events() {
    let of = |now: &str, done: &[(&str, u32, u32)]| {
        let order = ExportOrder { now: at(now), ..order(ExportFormat::Ics) };
        let calendar = text(&plan("return-to-running", None, done), &order);
        let all = |name: &str| -> Vec<String> {
            calendar.lines().filter_map(|line| Some(line.strip_prefix(name)?.to_owned())).collect()
        };
        (all("UID:"), all("SEQUENCE:"), all("DTSTART:"))
    };
    let (uids, sequences, starts) = of(NOW, &[]);
    let (later_uids, later_sequences, later_starts) = of("2026-11-23T12:00:00+01:00", &[("21", 1, 1)]);
    assert_eq!(uids[1..], later_uids, "the first part is done");
    assert!(sequences[0].parse::<u32>().unwrap() < later_sequences[0].parse().unwrap());
    assert_ne!(starts[1..], later_starts);
}

#[test]
fn reminders_of_a_routine_are_at_the_usual_time() {
    let routine = Id::new("core-basics").ok();
    let choices = CalendarChoices { routine, days: vec![Weekday::Tue], ..CalendarChoices::default() };
    let calendar = text(&hard_journal(), &ExportOrder { calendar: choices, ..order(ExportFormat::Ics) });
    let started =
        "20261124T070000 | PT5M | FREQ=WEEKLY;BYDAY=TU | 01890a5d-ac96-774b-bcce-000000000001-routine-core-basics";
    assert!(short(&calendar).starts_with(started), "{}", short(&calendar));
}

#[test]
fn an_activity_has_the_sets_of_a_session_and_its_rests() {
    let files = files(&hard_journal(), &order(ExportFormat::Fit));
    let text: Vec<String> =
        files.iter().map(|file| format!("{}\n{}", file.name, fit_reader::as_text(&file.bytes))).collect();
    insta::assert_snapshot!("hard.fit", text.join("\n"));
}

#[test]
fn a_routine_is_a_workout() {
    let catalog = Catalog::built_in();
    let file = |routine: &str| {
        let routine = catalog.routine(routine).unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        workout(&timeline, &catalog, at(NOW)).unwrap()
    };
    insta::assert_snapshot!("split-hip-stop.fit", fit_reader::as_text(&file("split-hip-stop")));
    for id in catalog.routine_ids() {
        let messages = fit_reader::read(&file(id));
        let steps = messages.iter().filter(|message| message.number == 27).count();
        assert_eq!(messages[1].number(6) as usize, steps, "{id}");
    }
}

#[test]
fn names_for_a_watch_are_in_order_and_of_exercises_that_exist() {
    let catalog = Catalog::built_in();
    assert!(NAMES.is_sorted_by(|(one, _), (other, _)| one < other));
    for (id, _) in NAMES {
        assert!(catalog.exercise(id).is_some(), "{id}");
    }
}

#[test]
fn sessions_outside_of_the_calendar_of_fit_are_in_no_file() {
    let session = |n: u64, year: u32| {
        let fields = json!({"ended": format!("{year}-06-01T07:05:00+00:00"), "routine": "core-basics", "title": "Core",
            "outcome": "completed", "active_s": 200, "note": "", "steps": []});
        line(n, "session", &format!("{year}-06-01T07:00:00+00:00"), &fields)
    };
    let lines = [session(1, 1975), session(2, 1999), session(3, 2125), session(4, 2126), session(5, 2199)];
    let names: Vec<String> = files(&lines, &order(ExportFormat::Fit)).into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["1999-06-01-070000-core-basics.fit", "2125-06-01-070000-core-basics.fit"]);
}

#[test]
fn two_sessions_at_the_same_second_have_files_of_their_own() {
    let fields = json!({"ended": "2026-11-01T07:05:00+00:00", "routine": "core-basics", "title": "Core",
        "outcome": "completed", "active_s": 200, "note": "", "steps": []});
    let lines = [1, 2].map(|n| line(n, "session", "2026-11-01T07:00:00+00:00", &fields));
    let names: Vec<String> = files(&lines, &order(ExportFormat::Fit)).into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["2026-11-01-070000-core-basics.fit", "2026-11-01-070000-core-basics-2.fit"]);
}

/// Any step, also of exercises that nobody knows.
fn step() -> impl Strategy<Value = Value> {
    let exercise = prop_oneof![Just("plank"), Just("cat-cow"), Just("dead-bug"), Just("rowing"), Just("no-such-thing")];
    let outcome = prop_oneof![Just("done"), Just("partial"), Just("skipped"), Just("stopped"), Just("swapped")];
    let amount = prop_oneof![
        any::<u32>().prop_map(|n| json!({"hold_s": n})),
        (0_u32..500, 0_u32..60).prop_map(|(reps, hold)| json!({"reps": reps, "hold_s": hold})),
        any::<u32>().prop_map(|n| json!({"reps": n})),
        (0_u32..100).prop_map(|n| json!({"breaths": n})),
        (0_u32..100_000).prop_map(|n| json!({"activity_s": n})),
        Just(json!({})),
    ];
    (exercise, outcome, amount).prop_map(|(exercise, outcome, amount)| {
        json!({"exercise": exercise, "set": 1, "outcome": outcome, "planned": amount, "done": amount})
    })
}

/// Any session, with any title, in any zone, of any length.
fn session() -> impl Strategy<Value = Value> {
    let steps = prop::collection::vec(step(), 0..40);
    (any::<String>(), 900_000_000_i64..4_000_000_000, -86_000_i64..90_000, any::<u32>(), -50_i32..57, steps).prop_map(
        |(title, secs, length, active_s, quarters, steps)| {
            let zone = chrono::FixedOffset::east_opt(quarters * 900).unwrap();
            let time = |secs| chrono::DateTime::from_timestamp(secs, 0).unwrap().with_timezone(&zone).to_rfc3339();
            json!({"at": time(secs), "ended": time(secs + length), "routine": "core-basics", "title": title,
                "outcome": "completed", "active_s": active_s, "note": title, "steps": steps})
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_session_makes_a_sound_file(session in session()) {
        let at = session["at"].as_str().unwrap().to_owned();
        let lines = [line(1, "session", &at, &session)];
        for file in files(&lines, &order(ExportFormat::Fit)) {
            let messages = fit_reader::read(&file.bytes);
            let of = |number: u16| messages.iter().filter(move |message| message.number == number);
            let summary = of(18).next().unwrap();
            let (elapsed, timer) = (summary.number(7), summary.number(8));
            prop_assert!(timer <= elapsed);
            let (start, end) = (summary.number(2), summary.number(253));
            let mut before = start;
            for set in of(225) {
                prop_assert!(set.number(6) >= before && set.number(254) >= set.number(6) && set.number(254) <= end);
                before = set.number(6);
            }
            let work: u64 = of(225).map(|set| u64::from(set.number(0))).sum();
            prop_assert!(work <= u64::from(end - start) * 1000);
        }
    }

    #[test]
    fn any_session_makes_a_sound_bundle(session in session()) {
        let at = session["at"].as_str().unwrap().to_owned();
        let all = FhirChoices { has_notes: true, has_place_codes: true };
        let order = ExportOrder { fhir: all, ..order(ExportFormat::Fhir) };
        let bundle: Value = serde_json::from_str(&text(&[line(1, "session", &at, &session)], &order)).unwrap();
        prop_assert_eq!(empty_places("bundle", &bundle), [""; 0]);
    }
}
