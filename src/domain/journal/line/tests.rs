//! One line of the journal: read, written, and bad in every way.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::*;
use crate::domain::journal::entry::{Quantity, Rating, Score, SessionEntry, Spot, StepRecord};
use crate::domain::journal::goal::Goal;
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::journal::self_report::{ActivityScore, Note, RedFlagSeen, Safety, SelfTestTry};
use crate::domain::text::Text;

const RATING: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000001","kind":"rating","at":"2026-11-20T07:02:10+01:00","score":3,"moment":"before","region":"low_back","side":"left","spread":"none","words":["aching"],"session":"019ab0c0-0000-7000-8000-0000000000aa"}"#;
const SESSION: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000002","kind":"session","at":"2026-11-20T07:02:31+01:00","ended":"2026-11-20T07:14:40+01:00","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":634,"effort":4,"note":"","steps":[{"exercise":"split-hip-stretch","set":1,"side":"left","outcome":"done","planned":{"hold_s":25},"done":{"hold_s":25}}]}"#;
const PLAN: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000005","kind":"plan","at":"2026-11-20T07:15:00+01:00","plan":"posture-programme","did":"done","round":1,"part":2,"item":3,"task":"Do your main session.","session":"019ab0c0-0000-7000-8000-000000000002"}"#;
const ACTIVITY: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000006","kind":"activity","at":"2026-11-20T07:16:00+01:00","name":"run 5 km","score":6}"#;
const SELF_TEST: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000007","kind":"self_test","at":"2026-11-20T07:17:00+01:00","exercise":"single-leg-stand-eyes-closed","side":"left","verdict":"fail","value":8}"#;
const SAFETY: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000008","kind":"safety","at":"2026-11-20T07:18:00+01:00","asked":["saddle_numb","unwell"],"yes":["unwell"]}"#;
const SEEN: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000009","kind":"red_flag_seen","at":"2026-11-21T07:18:00+01:00","target":"019ab0c0-0000-7000-8000-000000000008"}"#;
const NOTE: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000010","kind":"note","at":"2026-11-21T07:19:00+01:00","text":"new shoes"}"#;
const GOAL: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000011","kind":"goal","at":"2026-11-21T07:20:00+01:00","sessions":4,"before":3}"#;
const ALL: &[&str] = &[RATING, SESSION, PLAN, ACTIVITY, SELF_TEST, SAFETY, SEEN, NOTE, GOAL, AMEND, DELETE];
const AMEND: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000003","kind":"amend","at":"2026-11-20T08:00:00+01:00","target":"019ab0c0-0000-7000-8000-000000000002","set":{"note":"left side tighter"}}"#;
const DELETE: &str = r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000004","kind":"delete","at":"2026-11-20T08:01:00+01:00","target":"019ab0c0-0000-7000-8000-000000000001"}"#;

fn known(line: &str) -> Entry {
    match parse_line(line.as_bytes()) {
        Ok(JournalLine::Known(entry)) => entry,
        other => panic!("{line}: {other:?}"),
    }
}

fn complaint(line: &str) -> String {
    parse_line(line.as_bytes()).unwrap_err().to_string()
}

#[test]
fn the_documented_lines_are_written_as_they_are_read() {
    for line in ALL {
        assert_eq!(known(line).to_line(), format!("{line}\n"));
    }
}

#[test]
fn every_kind_has_a_line_here_and_a_word_on_its_page() {
    let kinds: Vec<&str> = ALL.iter().map(|line| known(line).body.kind()).collect();
    for (word, _) in EntryKind::ALL {
        assert!(kinds.contains(word), "no line of the kind {word}");
        assert!(include_str!("../../../../docs/journal.md").contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn unknown_fields_are_ignored_wherever_they_stand() {
    let (plain, more) = (known(SESSION), SESSION.replace(r#""set":1"#, r#""set":1,"tempo":[2,0,2]"#));
    assert_eq!(known(&more.replace(r#""routine""#, r#""weather":{"rain":true},"routine""#)), plain);
    // The name of another kind's field, with something else in it.
    assert_eq!(known(&RATING.replace(r#""score""#, r#""steps":"two","routine":1,"score""#)), known(RATING));
}

#[test]
fn the_order_of_fields_makes_no_difference() {
    for line in ALL {
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        let reversed: Vec<String> =
            fields.iter().rev().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        assert_eq!(known(&format!(" {{ {} }} \r\n", reversed.join(" , "))), known(line));
    }
}

#[test]
fn unknown_kinds_and_newer_versions_are_foreign_whatever_they_hold() {
    for line in [
        r#"{"v":1,"id":"x","kind":"sleep","at":"whenever","score":"good","steps":4}"#,
        r#"{"v":1,"id":"019ab0c0-0000-7000-8000-000000000001","kind":"weather","at":"2026-11-20T07:02:10+01:00","score":{}}"#,
        r#"{"v":2,"id":7,"kind":"rating"}"#,
        r#"{"score":11,"kind":"mood"}"#,
        r#"{"kind":"rating","score":11,"v":3}"#,
    ] {
        assert_eq!(parse_line(line.as_bytes()), Ok(JournalLine::Foreign), "{line}");
    }
}

#[test]
fn every_cut_of_a_line_is_torn() {
    for line in [RATING, SESSION, AMEND, DELETE, &RATING.replace("\"rating\"", "\"mood\"")] {
        for end in 1..line.len() {
            let cut = &line.as_bytes()[..end];
            assert_eq!(parse_line(cut), Err(LineError::Torn), "{line}: {end}");
            assert_eq!(parse_line(&[cut, b"\n"].concat()), Err(LineError::Torn), "{line}: {end}");
        }
    }
    let cut_inside_a_character = [br#"{"v":1,"id":"#.as_slice(), &[0xc3]].concat();
    assert_eq!(parse_line(&cut_inside_a_character), Err(LineError::Torn));
}

#[test]
fn a_wrong_field_is_named_with_what_is_allowed() {
    for (from, to, said) in [
        (
            r#""score":3"#,
            r#""score":11"#,
            "field `score` (column 110): invalid value: integer `11`, expected a whole number from 0 to 10",
        ),
        (r#""score":3,"#, "", "field `score` is missing"),
        (r#""v":1,"#, "", "field `v` is missing"),
        (r#""v":1,"#, r#""v":0,"#, "field `v` (column 6): `0` is no version; allowed: 1"),
        (r#""kind":"rating","#, "", "field `kind` is missing"),
        (
            r#""side":"left""#,
            r#""side":"lefty""#,
            "field `side` (column 162): `lefty` is not a side; did you mean `left`? allowed: left, right, both, middle",
        ),
        (
            "2026-11-20T",
            "2026-11-31T",
            "field `at` (column 99): `2026-11-31T07:02:10+01:00` is no date and time; expected the form 2026-11-20T07:02:10+01:00 (with the offset from UTC)",
        ),
    ] {
        assert_eq!(complaint(&RATING.replace(from, to)), said);
    }
    let nested = complaint(&SESSION.replace(r#""planned":{"hold_s":25}"#, r#""planned":{"hold_s":-1}"#));
    assert_eq!(
        nested,
        "field `steps` (column 349): invalid value: integer `-1`, expected a whole number from 0 to 4294967295"
    );
}

#[test]
fn a_wrong_field_of_a_step_in_a_plan_is_named() {
    for (from, to, said) in [
        (
            r#""did":"done""#,
            r#""did":"dun""#,
            "field `did` (column 136): `dun` is not a step of a plan; did you mean `done`? allowed: began, done, moved, left",
        ),
        (r#""plan":"posture-programme","#, "", "field `plan` is missing"),
        (r#""did":"done","#, "", "field `did` is missing"),
        (
            r#""part":2"#,
            r#""part":-2"#,
            "field `part` (column 157): invalid value: integer `-2`, expected a whole number from 0 to 4294967295",
        ),
        (
            r#""item":3"#,
            r#""item":"walk""#,
            "field `item` (column 170): invalid type: string \"walk\", expected a whole number from 0 to 4294967295",
        ),
    ] {
        assert_eq!(complaint(&PLAN.replace(from, to)), said);
    }
    let said = complaint(&PLAN.replace("posture-programme", "Posture Programme"));
    assert!(said.starts_with("field `plan` (column "), "{said}");
    let said = complaint(&PLAN.replace(r#""session":"019ab"#, r#""session":"x19ab"#));
    assert!(said.starts_with("field `session` (column "), "{said}");
}

#[test]
fn what_is_no_entry_at_all_is_told_apart() {
    assert!(complaint("[1,2]").starts_with("the line is not a JSON object"), "{}", complaint("[1,2]"));
    assert!(complaint("hello").starts_with("the line is not a JSON object"));
    assert!(complaint(&format!("{DELETE}{DELETE}")).starts_with("the line is not a JSON object"));
    assert_eq!(parse_line(b"\x7fELF\x02\x01\xff\xfe"), Err(LineError::Binary));
    assert_eq!(parse_line(&[0; 512]), Err(LineError::Binary));
    assert_eq!(parse_line(&vec![b' '; MAX_LINE + 2]), Err(LineError::TooLong));
    assert!(complaint(&"[".repeat(10_000)).starts_with("the line is"));
}

#[test]
fn messages_are_short_and_safe_for_a_terminal() {
    let hostile = format!("\\u001b[31m{}", "x".repeat(5_000));
    let said = complaint(&RATING.replace(r#""side":"left""#, &format!(r#""side":"{hostile}""#)));
    assert!(said.chars().count() < 400 && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn a_glance_sees_what_reading_sees() {
    let (seen, entry) = (glance(SESSION.as_bytes()).unwrap(), known(SESSION));
    assert_eq!((seen.kind, seen.at), (b"session".as_slice(), entry.at));
    assert_eq!(seen.id, entry.id.to_string().as_bytes());
    assert_eq!(glance(br#"{"id":"019ab0c0-0000-7000-8000-000000000001","v":1}"#), None);
}

fn word<W: WordList + std::fmt::Debug>() -> impl Strategy<Value = W> {
    select(W::ALL).prop_map(|(_, value)| value)
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (0i64..4_000_000_000, -14 * 60i32..=14 * 60).prop_map(|(secs, east_min)| {
        let offset = chrono::FixedOffset::east_opt(east_min * 60).unwrap();
        chrono::DateTime::from_timestamp(secs, 0).unwrap().with_timezone(&offset)
    })
}

fn id() -> impl Strategy<Value = crate::domain::content::exercise::Id> {
    "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}".prop_map(|raw| crate::domain::content::exercise::Id::new(&raw).unwrap())
}

fn text() -> impl Strategy<Value = Text> {
    any::<String>().prop_map(|raw| Text::clean(&raw))
}

fn score() -> impl Strategy<Value = Option<Score>> {
    option::of((0u8..=10).prop_map(|value| Score::new(value).unwrap()))
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (any::<Option<u32>>(), any::<Option<u32>>(), any::<Option<u32>>(), any::<Option<u32>>())
        .prop_map(|(hold_s, reps, breaths, activity_s)| Quantity { hold_s, reps, breaths, activity_s })
}

fn rating() -> impl Strategy<Value = Body> {
    let asked = (score(), word(), option::of(word()), option::of(word()), option::of(word()), vec(word(), 0..4));
    let also = vec((word(), option::of(word())).prop_map(|(region, side)| Spot { region, side }), 0..3);
    let more = (also, any::<Option<u16>>(), any::<bool>(), any::<Option<u32>>(), any::<Option<u32>>());
    let during = (option::of(uuid()), option::of(id()), any::<Option<u32>>(), option::of(word()), option::of(text()));
    (asked, more, during).prop_map(|(asked, more, during)| {
        let (score, moment, region, side, spread, words) = asked;
        let (also, stiff_min, training_sore, set, second) = more;
        let (session, exercise, step, working_side, note) = during;
        Body::Rating(Rating {
            score,
            moment,
            region,
            side,
            also,
            spread,
            words,
            stiff_min,
            training_sore,
            session,
            exercise,
            step,
            working_side,
            set,
            second,
            note,
        })
    })
}

fn step() -> impl Strategy<Value = StepRecord> {
    let what = (id(), any::<u32>(), any::<u32>(), option::of(word()), option::of(word()));
    let how = (word(), option::of(text()), option::of(id()), quantity(), quantity());
    (what, how).prop_map(|((exercise, round, set, side, sides), (outcome, reason, by, planned, done))| StepRecord {
        exercise,
        round,
        set,
        side,
        sides,
        outcome,
        reason,
        by,
        planned,
        done,
    })
}

fn session() -> impl Strategy<Value = Body> {
    let what = (stamp(), id(), text(), word(), option::of(text()));
    let how = (any::<u32>(), score(), text(), vec(step(), 0..4));
    (what, how).prop_map(|((ended, routine, title, outcome, reason), (active_s, effort, note, steps))| {
        Body::Session(SessionEntry { ended, routine, title, outcome, reason, active_s, effort, note, steps })
    })
}

fn plan_mark() -> impl Strategy<Value = Body> {
    let what = (id(), word(), option::of(id()), any::<Option<u32>>(), any::<Option<u32>>());
    let done = (any::<Option<u32>>(), option::of(id()), option::of(text()), option::of(uuid()));
    (what, done).prop_map(|((plan, did, version, round, part), (item, routine, task, session))| {
        Body::Plan(PlanMark { plan, did, version, round, part, item, routine, task, session })
    })
}

fn answer() -> impl Strategy<Value = Body> {
    let activity = (text(), score(), any::<bool>())
        .prop_map(|(name, score, removed)| Body::Activity(ActivityScore { name, score, removed }));
    let tried = (id(), option::of(word()), option::of(word()), any::<Option<u32>>(), option::of(text()));
    let self_test = tried.prop_map(|(exercise, side, verdict, value, finding)| {
        Body::SelfTest(SelfTestTry { exercise, side, verdict, value, finding })
    });
    let unknown = || vec("[a-z]{1,9}_later".prop_map(|code| Text::clean(&code)), 0..3);
    let safety = (vec(word(), 0..4), vec(word(), 0..4), unknown(), unknown(), option::of(vec(uuid(), 0..3)));
    let safety = safety.prop_map(|(asked, yes, unknown_asked, unknown_yes, covers)| {
        Body::Safety(Safety { asked, yes, unknown_asked, unknown_yes, covers })
    });
    let seen = uuid().prop_map(|target| Body::RedFlagSeen(RedFlagSeen { target }));
    let goal = (1..=14_u8, 1..=14_u8).prop_map(|(sessions, before)| Body::Goal(Goal { sessions, before }));
    let note = text().prop_map(|text| Body::Note(Note { text }));
    prop_oneof![activity, self_test, safety, seen, note, goal]
}

fn entry() -> impl Strategy<Value = Entry> {
    let amend = (uuid(), text()).prop_map(|(target, note)| Body::Amend {
        target,
        set: serde_json::Map::from_iter([("note".to_owned(), json!(note)), ("effort".to_owned(), json!(null))]),
    });
    let body = prop_oneof![
        rating(),
        session(),
        plan_mark(),
        answer(),
        amend,
        uuid().prop_map(|target| Body::Delete { target })
    ];
    (uuid(), stamp(), body).prop_map(|(id, at, body)| Entry { id, at, body })
}

#[test]
fn a_goal_is_a_number_of_sessions_that_can_be_set() {
    let read = |sessions: &str, before: &str| {
        let goal = format!(r#""kind":"goal","at":"2026-11-20T07:15:00+01:00","sessions":{sessions},"before":{before}"#);
        parse_line(format!(r#"{{"v":1,"id":"019ab0c0-0000-7000-8000-000000000005",{goal}}}"#).as_bytes())
    };
    for (sessions, before) in [("1", "14"), ("14", "1"), ("3", "3")] {
        assert!(matches!(read(sessions, before), Ok(JournalLine::Known(Entry { body: Body::Goal(_), .. }))));
    }
    for (sessions, before) in [("0", "3"), ("15", "3"), ("3", "0"), ("3", "15"), ("null", "3"), ("3", "-1")] {
        assert!(read(sessions, before).is_err(), "{sessions} {before}");
    }
    assert!(read("15", "3").unwrap_err().to_string().contains("1 to 14"), "{:?}", read("15", "3"));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(entry in entry()) {
        let line = entry.to_line();
        prop_assert_eq!(line.matches('\n').count(), 1);
        prop_assert!(line.ends_with('\n'));
        prop_assert_eq!(parse_line(line.as_bytes()), Ok(JournalLine::Known(entry)));
    }

    #[test]
    fn no_bytes_make_it_panic(mut raw in vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), byte: u8) {
        let _ = parse_line(&raw);
        let _ = glance(&raw);
        raw = SESSION.into();
        let at = at.index(raw.len());
        raw[at] = byte;
        let _ = parse_line(&raw);
        let _ = glance(&raw);
    }
}
