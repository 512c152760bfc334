//! `supple log`: what was recorded.

use serde_json::json;
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;

use super::{Ran, run, run_with};

const SESSION: &str = "00000000-0000-7000-8000-000000000001";

fn rating_line(n: u32, at: &str, more: &str) -> String {
    format!(r#"{{"v":1,"id":"00000000-0000-7000-8000-0000000001{n:02}","kind":"rating","at":"{at}",{more}}}"#)
}

fn journal(lines: &[String]) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("laptop.jsonl");
    lines.iter().for_each(|line| fold.line(line.as_bytes()));
    fold.finish()
}

/// A session with its ratings, the next morning, and a rating of its own; a changed note; a torn line.
fn week() -> Journal {
    let step = |outcome: &str| {
        format!(
            r#"{{"exercise":"plank","set":1,"outcome":"{outcome}","planned":{{"hold_s":25}},"done":{{"hold_s":25}}}}"#
        )
    };
    let of_session =
        |score: &str, moment: &str| format!(r#""score":{score},"moment":"{moment}","session":"{SESSION}""#);
    journal(&[
        format!(
            r#"{{"v":1,"id":"{SESSION}","kind":"session","at":"2026-11-19T07:02:31+01:00","ended":"2026-11-19T07:14:40+01:00","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":634,"effort":4,"note":"","steps":[{},{}]}}"#,
            step("done"),
            step("skipped"),
        ),
        rating_line(
            1,
            "2026-11-19T07:02:10+01:00",
            &format!(r#"{},"region":"low_back","side":"left""#, of_session("3", "before")),
        ),
        rating_line(2, "2026-11-19T07:09:00+01:00", &of_session("5", "during")),
        rating_line(3, "2026-11-19T07:15:00+01:00", &of_session("null", "after")),
        rating_line(4, "2026-11-20T07:30:00+01:00", &of_session("0", "next_morning")),
        rating_line(
            5,
            "2026-11-20T12:00:00+01:00",
            r#""score":2,"moment":"other","words":["aching"],"note":"desk day""#,
        ),
        format!(
            r#"{{"v":1,"id":"00000000-0000-7000-8000-000000000009","kind":"amend","at":"2026-11-19T08:00:00+01:00","target":"{SESSION}","set":{{"note":"left side tighter"}}}}"#
        ),
        r#"{"v":1,"id":"torn"#.to_owned(),
        r#"{"v":2,"id":"newer"}"#.to_owned(),
    ])
}

fn logged(line: &str) -> Ran {
    run_with(line, &Catalog::built_in(), &week())
}

#[test]
fn the_log_has_days_sessions_and_ratings() {
    let ran = logged("log");
    let expected = "\
Thursday 19 Nov 2026
  07:02  Split Hip Stop · completed · 11 min · 1 of 2 parts
         pain 3 → —, peak 5 during · low back, left · effort 4
         left side tighter

Friday 20 Nov 2026
  07:30  pain 0 · next morning, after Split Hip Stop
  12:00  pain 2 · aching
         desk day
";
    assert_eq!(ran.out, expected);
    assert_eq!(ran.outcome.exit, Exit::Done);
    assert!(ran.outcome.messages[0].starts_with("laptop.jsonl:8: the line is torn"), "{:?}", ran.outcome);
    assert_eq!(ran.outcome.messages[1], "1 line of the journal from another version or program, kept but not shown");
}

#[test]
fn the_log_can_be_narrowed() {
    assert_eq!(logged("log --since today").lines().len(), 4);
    assert_eq!(logged("log --since 1d").lines(), logged("log").lines());
    assert_eq!(logged("log --kind session").lines(), logged("log").lines()[..4]);
    let ratings = logged("log --kind rating");
    assert_eq!(ratings.lines()[1], "  07:02  pain 3 · before Split Hip Stop · low back, left");
    assert_eq!(ratings.lines()[3], "  07:15  pain — · after Split Hip Stop");
    let none = logged("log --since 2026-12-01");
    assert_eq!(none.out, "nothing recorded since Tuesday 1 Dec 2026\n");
    assert_eq!(logged("log --since 2026-12-01 --json").json(), json!([]));
}

#[test]
fn self_tests_are_told_in_the_words_of_their_test() {
    let line = |n: u32, more: &str| {
        rating_line(n, &format!("2026-11-20T07:0{n}:00+01:00"), more).replace(r#""rating""#, r#""self_test""#)
    };
    let journal = journal(&[
        line(1, r#""exercise":"single-leg-stand-eyes-closed","side":"left","verdict":"fail","value":12"#),
        line(2, r#""exercise":"hip-flexor-edge-test","side":"right","verdict":"pass""#),
        line(3, r#""exercise":"posture-mirror-check","finding":"tucks-under""#),
        line(4, r#""exercise":"my-old-test","value":7"#),
        rating_line(5, "2026-11-20T08:00:00+01:00", r#""score":2,"moment":"other""#),
    ]);
    let logged = |line: &str| run_with(line, &Catalog::built_in(), &journal);
    let expected = "\
Friday 20 Nov 2026
  07:01  Eyes-Closed One-Leg Stand · left · 12 s, not passed
  07:02  Edge-of-Bed Hip Flexor Test · right · passed
  07:03  Mirror Posture Check · pelvis tucks under
  07:04  my old test · 7
";
    assert_eq!(logged("log --kind self_test").out, expected);
    assert_eq!(logged("log").out, format!("{expected}  08:00  pain 2\n"));
    assert_eq!(logged("log --kind rating").lines().len(), 2);
    let entries = logged("log --kind self-test --json").json();
    assert_eq!(entries.as_array().unwrap().len(), 4);
    assert_eq!((&entries[0]["kind"], &entries[0]["value"]), (&json!("self_test"), &json!(12)));
    assert_eq!(entries[2]["finding"], json!("tucks-under"));
    let none = run_with("log --kind self_test --since today", &Catalog::built_in(), &Journal::default());
    assert_eq!(none.out, "no self-test recorded since Friday 20 Nov 2026\n");
}

#[test]
fn an_empty_journal_says_so_kindly() {
    let ran = run("log", &Catalog::built_in());
    assert!(ran.out.starts_with("nothing recorded yet; `supple start"), "{}", ran.out);
    assert_eq!(ran.outcome, Outcome::done());
    assert_eq!(run("log --json", &Catalog::built_in()).out, "[]\n");
}

#[test]
fn the_log_for_programs_holds_the_entries_as_they_are_now() {
    let entries = logged("log --json").json();
    let entries = entries.as_array().unwrap();
    assert_eq!(entries.len(), 6);
    let session = &entries[1];
    assert_eq!((&session["id"], &session["note"]), (&json!(SESSION), &json!("left side tighter")));
    assert_eq!((&session["amended"], &session["steps"][1]["outcome"]), (&json!(true), &json!("skipped")));
    let before = &entries[0];
    assert_eq!(
        (&before["amended"], &before["score"], &before["region"]),
        (&json!(false), &json!(3), &json!("low_back"))
    );
    let after = entries.iter().find(|entry| entry["moment"] == "after").unwrap();
    assert!(after.as_object().unwrap()["score"].is_null());
    assert_eq!((&after["v"], &after["kind"]), (&json!(1), &json!("rating")));
}

#[test]
fn the_log_can_be_narrowed_by_day_routine_and_exercise() {
    let ran = |line: &str| logged(line).out;
    assert_eq!(ran("log --until yesterday").lines().count(), 4);
    assert_eq!(ran("log --since 2026-11-20 --until 2026-11-20"), ran("log --since today"));
    for asked in ["log --since 99999d", "log --until 99999d", "log --since 4000w --until today"] {
        let refused = logged(asked).outcome;
        assert!(refused.exit == Exit::Misused && refused.messages[0].contains("2026-11-20"), "{refused:?}");
    }
    let refused = logged("log --since today --until 7d").outcome;
    assert_eq!(refused, Outcome::misused("`--since` 2026-11-20 is after `--until` 2026-11-13"));
    assert_eq!(ran("log --until 2026-11-01"), "nothing recorded until Sunday 1 Nov 2026\n");
    assert_eq!(ran("log --routine split-hip-stop").lines().count(), 7, "with its next morning, without the desk day");
    assert_eq!(
        ran("log --routine \"Split Hip\""),
        ran("log --routine split-hip-stop"),
        "as everywhere: a beginning does"
    );
    assert_eq!(ran("log --routine split-hip-stop --kind rating --json").matches("\"rating\"").count(), 4);
    assert!(ran("log --exercise plank").contains("Split Hip Stop · completed"));
    assert_eq!(ran("log --exercise bird-dog"), "nothing with bird-dog recorded\n");
    assert_eq!(ran("log --kind note --since today"), "no note recorded since Friday 20 Nov 2026\n");
}

#[test]
fn a_name_that_is_nowhere_is_told_with_the_nearest_and_one_in_the_journal_alone_is_found() {
    let ran = logged("log --routine split-hip-stpo");
    assert_eq!(ran.outcome.exit, Exit::Failed);
    assert_eq!(ran.outcome.messages, ["supple: there is no routine `split-hip-stpo`; did you mean `split-hip-stop`?"]);
    let ran = logged("log --exercise plnk");
    assert!(ran.outcome.messages[0].contains("did you mean `plank`"), "{:?}", ran.outcome);
    let gone = journal(&[format!(
        r#"{{"v":1,"id":"{SESSION}","kind":"session","at":"2026-11-19T07:02:31+01:00","ended":"2026-11-19T07:14:40+01:00","routine":"gone-routine","title":"Gone","outcome":"completed","active_s":60,"note":"","steps":[{{"exercise":"gone-move","set":1,"outcome":"done","planned":{{"hold_s":5}},"done":{{"hold_s":5}}}}]}}"#
    )]);
    for line in ["log --routine gone-routine", "log --exercise gone-move"] {
        assert!(run_with(line, &Catalog::built_in(), &gone).out.contains("Gone · completed"), "{line}");
    }
    let near = run_with("log --routine gone-routin", &Catalog::built_in(), &gone);
    assert!(near.outcome.messages[0].contains("did you mean `gone-routine`"), "{:?}", near.outcome);
}

#[test]
fn every_kind_has_a_line_and_can_be_asked_for_alone() {
    let line = |n: u32, kind: &str, more: &str| {
        rating_line(n, &format!("2026-11-20T07:0{n}:00+01:00"), more).replace("\"rating\"", &format!("\"{kind}\""))
    };
    let journal = journal(&[
        line(1, "activity", r#""name":"run 5 km","score":0"#),
        line(2, "activity", r#""name":"run 5 km","score":null"#),
        line(3, "safety", r#""asked":["unwell","lump"],"yes":["lump"]"#),
        line(4, "red_flag_seen", r#""target":"00000000-0000-7000-8000-000000000103""#),
        line(5, "plan", r#""plan":"gone-plan","did":"done","round":1,"part":2,"item":3"#),
        line(6, "note", r#""text":"long drive""#),
    ]);
    let logged = |line: &str| run_with(line, &Catalog::built_in(), &journal);
    let expected = "\
Friday 20 Nov 2026
  07:01  run 5 km · 0/10 able
  07:02  run 5 km · —
  07:03  safety questions · yes to 1 of 2
  07:04  seen by a professional
  07:05  item 3 of part 2 done · gone plan
  07:06  long drive
";
    assert_eq!(logged("log").out, expected);
    for (kind, lines) in
        [("activity", 2), ("safety", 1), ("red_flag_seen", 1), ("plan", 1), ("note", 1), ("session", 0)]
    {
        let entries = logged(&format!("log --kind {kind} --json")).json();
        assert_eq!(entries.as_array().unwrap().len(), lines, "{kind}");
        assert!(
            entries.as_array().unwrap().iter().all(|entry| entry["kind"] == kind && entry["amended"] == json!(false))
        );
    }
}
