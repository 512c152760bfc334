//! `supple stats` and `supple status`: what the journal adds up to, and where things stand.

use serde_json::{Value, json};
use supple::commands::{Exit, Outcome};
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;

use super::{Ran, content, help, run_on, run_with};

/// Three weeks of three sessions; squats hurt. The numbers are in `domain::stats`, the words here.
fn lines() -> Vec<String> {
    let (mut lines, mut ids) = (Vec::new(), 0);
    let mut line = |kind: &str, at: String, more: Value| {
        ids += 1;
        let id = format!("00000000-0000-7000-8000-{ids:012}");
        let mut line = json!({"v": 1, "id": id, "kind": kind, "at": at});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        lines.push(line.to_string());
        id
    };
    for (nth, day) in ["02", "04", "06", "09", "11", "13", "16", "18", "19"].into_iter().enumerate() {
        let (exercise, rise) = if nth % 2 == 0 { ("squat", 2) } else { ("cat-cow", 0) };
        let step =
            json!({"exercise": exercise, "set": 1, "outcome": "done", "planned": {"reps": 8}, "done": {"reps": 8}});
        let at = |time: &str| format!("2026-11-{day}T{time}:00+01:00");
        let session = json!({"ended": at("18:10"), "routine": "core-basics", "title": "Core Basics", "outcome": "completed",
            "active_s": 540, "note": "", "steps": [step]});
        let session = line("session", at("18:00"), session);
        let before = json!({"score": 2, "moment": "before", "session": session, "region": "low_back", "side": "left",
            "spread": if nth < 3 { "buttock" } else { "none" }, "words": ["dull"]});
        line("rating", at("17:59"), before);
        line("rating", at("18:11"), json!({"score": 2 + rise, "moment": "after", "session": session}));
    }
    line("rating", "2026-11-20T07:00:00+01:00".to_owned(), json!({"score": 0, "moment": "next_morning"}));
    for (day, score) in [("01", 4), ("15", 7)] {
        line("activity", format!("2026-11-{day}T08:00:00+01:00"), json!({"name": "run 5 km", "score": score}));
    }
    let stand = json!({"exercise": "single-leg-stand-eyes-closed", "side": "left", "value": 12, "verdict": "fail"});
    line("self_test", "2026-11-12T08:00:00+01:00".to_owned(), stand);
    lines.push(r#"{"v":1,"id":"torn"#.to_owned());
    lines
}

fn journal(lines: &[String]) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("laptop.jsonl");
    lines.iter().for_each(|line| fold.line(line.as_bytes()));
    fold.finish()
}

fn asked(line: &str) -> Ran {
    run_with(line, &Catalog::built_in(), &journal(&lines()))
}

const WHOLE: &str = "\
Everything up to 20 Nov 2026 · 19 ratings · 9 sessions, 1 h 21 min
Too few ratings to compare: 19 in the last 4 weeks, none before; each side needs
3.

week of     pain  range  n  morning    done  min  week  reaches
2026-11-02     2    2-4  6        -  3 of 3   27  met   buttock
2026-11-09     2    2-4  6        -  3 of 3   27  met   none, up
2026-11-16     2    0-4  7    0 (1)  3 of 3   27  met   none
Goal met in 3 of 3 weeks.
pain: median and range of n ratings, without those during sessions; morning:
median of the next mornings, with their number. A real change is 2 points or
more; for a drop from 7.5 or higher, 3.

Before, after, next morning: median change in points (number of pairs)
                   after   next morning  overnight
  all 9 sessions   +2 (9)  - (1)         - (1)
  Core Basics (9)  +2 (9)  - (1)         - (1)
overnight: from after to the next morning. Fewer than 3 pairs: not shown.

With / without an exercise: median change from before (number of sessions)
           highest during  after    next morning
  Squat    -               +2 / 0   -
           (0 / 0)         (5 / 4)  (1 / 0)
  Cat-Cow  -               0 / +2   -
           (0 / 0)         (4 / 5)  (0 / 1)
Sessions differ in more than one exercise: this shows what happened together,
not what caused it.

Where, in 18 ratings of 1 or more, without those during sessions
  low back left 9, no place 9
  dull 9

Your goals: 0 not at all, 10 as well as before; higher is better
  run 5 km: 4 on 1 Nov 2026, 7 on 15 Nov 2026 (2 answers): better

Self-tests
  Eyes-Closed One-Leg Stand, left: 12 s, not passed on 12 Nov 2026
";

#[test]
fn the_numbers_are_told_in_eighty_columns() {
    let ran = asked("stats");
    assert_eq!(ran.out, WHOLE);
    assert!(ran.lines().iter().all(|line| line.chars().count() <= 80));
    assert_eq!(ran.outcome.exit, Exit::Done);
    assert!(ran.outcome.messages[0].contains("the line is torn"), "{:?}", ran.outcome);
    let narrow = run_on(Some(40), "stats", &Catalog::built_in(), &journal(&lines()));
    assert!(narrow.lines().iter().all(|line| line.chars().count() <= 40), "{}", narrow.out);
}

#[test]
fn a_time_and_a_place_narrow_the_numbers() {
    let ran = asked("stats --since 2026-11-09 --until 1w --region low_back --exercise squat");
    let lines = ran.lines();
    assert_eq!(lines[0], "9 Nov 2026 to 13 Nov 2026 · 6 ratings · 3 sessions, 27 min · pain: low back");
    assert_eq!(
        lines[lines.len() - 2..],
        ["Squat, per session, all sets and sides added up", "  2026-11-11  1 set  8 reps"]
    );
    assert!(asked("stats --exercise plank").out.ends_with("\n\nForearm Plank: not done in this time\n"));
    let nothing = "No entries match. `supple stats` on its own shows everything.\n";
    assert_eq!(asked("stats --since 2025-01-01 --until 2025-02-01").out, nothing);
    let refused = asked("stats --since today --until yesterday");
    assert_eq!(refused.outcome, Outcome::misused("`--since` 2026-11-20 is after `--until` 2026-11-19"));
}

#[test]
fn of_a_week_that_is_cut_only_the_days_in_it_count_and_its_row_says_so() {
    let ran = asked("stats --since 2026-11-04 --until 2026-11-18");
    let weeks: Vec<&str> = ran.lines().into_iter().filter(|line| line.starts_with("2026-11-")).collect();
    assert_eq!(
        weeks,
        [
            "2026-11-02     2    2-4  4        -  2 of 3   18  from Wed  buttock",
            "2026-11-09     2    2-4  6        -  3 of 3   27  met       none, up",
            "2026-11-16     2    2-4  4        -  2 of 3   18  to Wed    none",
        ]
    );
    assert!(ran.out.contains(" · 7 sessions, 1 h 3 min\n"), "{}", ran.out);
    assert!(ran.out.contains("\nGoal met in 1 of 1 week; not counted: partial weeks.\n"), "{}", ran.out);
    let stats = asked("stats --json --since 2026-11-04 --until 2026-11-18").json();
    let of = |name: &str| {
        stats["doing"]["weeks"].as_array().unwrap().iter().map(|week| week[name].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("sessions"), [2, 3, 2]);
    assert_eq!(of("state"), ["part", "kept", "part"]);
    assert_eq!(stats["doing"]["days"].as_array().unwrap().len(), 7);
    let week = asked("stats --since 2026-11-16");
    assert!(week.out.contains("3 of 3   27  met"), "the week that is running is whole: {}", week.out);
    assert!(asked("stats --since 2026-11-19 --until 2026-11-19").out.contains("Thu only"));
}

#[test]
fn days_to_come_are_not_asked_for() {
    let ran = asked("stats --until 2200-12-31");
    assert_eq!(ran.out, WHOLE);
    let stats = asked("stats --json --until 2200-12-31").json();
    assert_eq!((&stats["to"], stats["doing"]["weeks"].as_array().unwrap().len()), (&json!("2026-11-20"), 3));
    let refused = asked("stats --since 30000d").outcome;
    assert!(refused.exit == Exit::Misused && refused.messages[0].contains("2026-11-20"), "{refused:?}");
    assert!(asked("stats --since 2027-01-01 --until 2027-02-01").out.starts_with("No entries match"));
}

#[test]
fn an_exercise_goes_by_a_beginning_or_its_name_and_one_that_is_none_is_refused() {
    let squat = asked("stats --exercise squat").out;
    assert_eq!(asked("stats --exercise Squat").out, squat);
    assert_eq!(asked("stats --exercise \"cat cow\"").outcome.exit, Exit::Failed);
    assert!(asked("stats --exercise cat-c").out.contains("\nCat-Cow, per session, all sets and sides"));
    let refused = asked("stats --exercise nope");
    assert_eq!((refused.out.as_str(), refused.outcome.exit), ("", Exit::Failed));
    assert!(refused.outcome.messages[0].starts_with("supple: there is no exercise `nope`;"), "{:?}", refused.outcome);
    let refused = asked("stats --json --exercise nope");
    assert_eq!((refused.out.as_str(), refused.outcome.exit), ("", Exit::Failed));
}

#[test]
fn where_no_exercise_can_be_said_nothing_is_and_one_session_is_one() {
    let ran = asked("stats --since 2026-11-19");
    assert!(ran.out.contains("\n  the one session"), "{}", ran.out);
    assert!(!ran.out.contains("With / without") && !ran.out.contains("what caused it"), "{}", ran.out);
}

#[test]
fn whether_pain_is_lower_is_one_sentence() {
    let mut lines = lines();
    for (n, day) in (1..9).enumerate() {
        lines.push(format!(
            r#"{{"v":1,"id":"00000000-0000-7000-8000-0000000008{n:02}","kind":"rating","at":"2026-09-0{day}T09:00:00+01:00","score":6,"moment":"other"}}"#
        ));
    }
    let of = |line: &str| run_with(line, &Catalog::built_in(), &journal(&lines));
    let said = "Lower: median 2 in the last 4 weeks (19 ratings), 6 in the first 4 (8).";
    assert_eq!(of("stats").lines()[1], said);
    let course = of("stats --json").json()["course"].clone();
    assert_eq!(course["trend"], json!("lower"));
    assert_eq!(
        course["earlier"],
        json!({"from": "2026-09-01", "to": "2026-09-28", "n": 8, "median": 6.0, "lowest": 6, "highest": 6})
    );
    assert_eq!(course["later"]["from"], json!("2026-10-24"));
    let before = of("stats --since 4w --json").json()["course"].clone();
    assert_eq!((&before["earlier"]["n"], &before["trend"]), (&json!(0), &Value::Null));
}

#[test]
fn an_empty_journal_gets_one_kind_sentence() {
    let ran = content("stats");
    assert!(ran.out.starts_with("Nothing to show yet."), "{}", ran.out);
    assert_eq!(ran.outcome, Outcome::done());
    assert_eq!(content("stats --json").json()["paired"]["sessions"], json!(0));
}

/// Names and shapes are an interface: `--help` says them.
#[test]
fn the_numbers_for_programs_have_the_names_that_the_help_says() {
    let stats = asked("stats --json --exercise squat").json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let first = |value: &Value| value.as_array().unwrap()[0].clone();
    let parts = [
        (
            stats.clone(),
            "activities course doing dose exercises from goal pain paired places region self_tests spread to",
        ),
        (stats["course"].clone(), "earlier later trend"),
        (stats["course"]["later"].clone(), "from highest lowest median n to"),
        (stats["pain"].clone(), "unanswered weeks"),
        (first(&stats["pain"]["weeks"]), "highest lowest median monday mornings n"),
        (stats["paired"].clone(), "after next_morning overnight routines sessions"),
        (first(&stats["paired"]["routines"]), "after next_morning overnight routine sessions title"),
        (first(&stats["exercises"]), "after during exercise next_morning sessions"),
        (first(&stats["exercises"])["after"].clone(), "gap with without"),
        (stats["places"].clone(), "below_knee cells ratings spread unsaid words"),
        (first(&stats["places"]["cells"]), "count region side"),
        (first(&stats["places"]["words"]), "count word"),
        (first(&stats["places"]["spread"]), "furthest monday n shift"),
        (stats["doing"].clone(), "days weeks"),
        (first(&stats["doing"]["days"]), "active_s day sessions"),
        (first(&stats["doing"]["weeks"]), "active_s goal monday neutral_days sessions settled_known state unsettled"),
        (first(&stats["activities"]), "answers is_current name"),
        (first(&stats["activities"])["answers"][0].clone(), "at score"),
        (first(&stats["self_tests"]), "exercise side tries"),
        (first(&stats["self_tests"])["tries"][0].clone(), "at finding value verdict"),
        (first(&stats["dose"]), "at longest_hold_s session sets total"),
    ];
    let help = help("stats");
    for (value, names) in parts {
        assert_eq!(keys(&value), names);
        names.split(' ').for_each(|name| assert!(help.contains(name), "{name} is not in the help"));
    }
    assert_eq!(stats["pain"]["weeks"][2]["mornings"], json!({"n": 1, "median": 0.0, "lowest": 0, "highest": 0}));
    assert_eq!(stats["pain"]["weeks"][0]["mornings"], Value::Null);
    assert_eq!(
        stats["exercises"][0]["after"],
        json!({"with": {"n": 5, "median": 2.0}, "without": {"n": 4, "median": 0.0}, "gap": 2.0})
    );
    assert_eq!(stats["paired"]["overnight"], json!({"n": 1, "median": null}));
    assert_eq!(stats["doing"]["weeks"][0]["state"], json!("kept"));
    assert_eq!(stats["places"]["spread"][1]["shift"], json!("up"));
}

#[test]
fn the_status_is_one_line() {
    let ran = asked("status");
    assert_eq!(ran.lines().len(), 1);
    assert!(ran.out.ends_with(" · 3 of 3 this week · pain 0, today (next morning)\n"), "{}", ran.out);
    let status = asked("status --json").json();
    assert_eq!(status["week"], json!({"sessions": 3, "goal": 3}));
    assert_eq!(status["last"], json!({"score": 0, "moment": "next_morning", "at": "2026-11-20T07:00:00+01:00"}));
    assert!(status["next"]["length_s"].as_u64() > Some(0) && !status["reason"].as_str().unwrap().is_empty());
    let empty = content("status");
    assert!(empty.out.ends_with(" · 0 of 3 this week\n"), "{}", empty.out);
    assert_eq!(content("status --json").json()["last"], Value::Null);
}

#[test]
fn the_status_says_that_somebody_can_look_at_it() {
    let mut lines = lines();
    lines.push(
        r#"{"v":1,"id":"00000000-0000-7000-8000-000000000998","kind":"activity","at":"2026-11-18T09:00:00+01:00","name":"put on socks","score":0}"#
            .to_owned(),
    );
    let of = |line: &str| run_with(line, &Catalog::built_in(), &journal(&lines));
    assert!(of("status").out.ends_with(" · worth getting checked\n"), "{}", of("status").out);
    assert_eq!(of("status --json").json()["clinic"], "You rated `put on socks` 0: you can't do it at the moment.");
    assert_eq!(asked("status --json").json()["clinic"], Value::Null);
}

#[test]
fn the_status_rests_when_today_does() {
    let mut lines = lines();
    lines.push(
        r#"{"v":1,"id":"00000000-0000-7000-8000-000000000999","kind":"rating","at":"2026-11-20T09:00:00+01:00","score":7,"moment":"other"}"#
            .to_owned(),
    );
    let of = |line: &str| run_with(line, &Catalog::built_in(), &journal(&lines));
    let expected = "7 today: rest, or something gentle · 3 of 3 this week · pain 7, today\n";
    assert_eq!(of("status").out, expected);
    assert_eq!(of("status --json").json()["next"], Value::Null);
}
