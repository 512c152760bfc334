//! `supple report`: what stands on the page, what does not, and that nothing of it is more than text.

use serde_json::{Value, json};
use supple::cli::Command;
use supple::commands::{self, Inputs};
use supple::domain::advice::limits::Limit;
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::text::lines::columns;
use supple::state::settings::Settings;

use super::{now, parse};
use crate::crowded::{HOSTILE, crowded};

const TITLES: [(&str, &str); 10] = [
    ("summary", "At a glance"),
    ("course", "Week by week"),
    ("activities", "My goals"),
    ("where", "Where it hurts and how it feels"),
    ("mornings", "Mornings after sessions"),
    ("notes", "My notes"),
    ("exercises", "Response to exercise"),
    ("self-tests", "Self-tests"),
    ("safety", "Safety questions"),
    ("question", "My question for you"),
];

fn page(line: &str, journal: &Journal) -> String {
    run(line, journal, &Settings::default()).0
}

/// The page, and the messages.
fn run(line: &str, journal: &Journal, settings: &Settings) -> (String, Vec<String>) {
    let Command::Report(args) = parse(line) else { panic!("{line}") };
    let mut out = Vec::new();
    let inputs = Inputs { journal, catalog: &Catalog::built_in(), settings };
    let outcome = commands::report::run(inputs, &args, &now(), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), outcome.messages)
}

fn text(line: &str, journal: &Journal) -> String {
    page(&format!("{line} --format text"), journal)
}

fn journal(lines: &[Value]) -> Journal {
    let mut fold = Fold::default();
    fold.begin_file("test");
    for (n, line) in (1..).zip(lines) {
        let mut line = line.clone();
        let fields = line.as_object_mut().unwrap();
        fields.insert("v".into(), 1.into());
        fields.entry("id").or_insert_with(|| uuid::Uuid::from_u128(n).to_string().into());
        fold.line(format!("{line}\n").as_bytes());
    }
    let journal = fold.finish();
    assert_eq!(journal.problems().count(), 0, "{:?}", journal.problems().collect::<Vec<_>>());
    journal
}

fn rating(at: &str, score: Option<u8>) -> Value {
    json!({"kind": "rating", "at": format!("{at}:00+01:00"), "score": score, "moment": "other"})
}

#[test]
fn every_section_stands_there_and_each_can_be_left_out() {
    let journal = crowded(now().wall);
    let whole = page("report", &journal);
    let mut last = 0;
    for (name, title) in TITLES {
        let at = whole.find(title).unwrap_or_else(|| panic!("{title}"));
        assert!(at > last, "{title} stands too early");
        last = at;
        for format in ["html", "text"] {
            let without = page(&format!("report --without {name} --format {format}"), &journal);
            assert!(!without.to_lowercase().contains(&title.to_lowercase()), "{name} as {format}");
        }
    }
    let all: Vec<String> = TITLES.iter().map(|(name, _)| format!("--without {name}")).collect();
    assert!(!page(&format!("report {}", all.join(" ")), &journal).contains("<section"));
}

#[test]
fn an_empty_journal_makes_a_page_without_numbers() {
    let said = text("report", &Journal::default());
    assert!(said.contains("Median pain not recorded now, not recorded in the 4 weeks before"), "{said}");
    assert!(said.contains("Too few ratings to see") && said.contains("Never asked."), "{said}");
    assert!(!said.contains("WEEK BY WEEK") && !said.contains("all-clear"), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("____")).count(), 2, "two lines to write on");
}

#[test]
fn medians_are_told_with_their_numbers_and_silence_stays_blank() {
    let journal = journal(&[
        rating("2026-10-05T08:00", Some(5)),
        rating("2026-10-06T08:00", Some(5)),
        rating("2026-10-07T08:00", Some(6)),
        rating("2026-11-02T08:00", Some(0)),
        rating("2026-11-03T08:00", None),
        rating("2026-11-17T08:00", Some(4)),
        rating("2026-11-18T08:00", Some(2)),
    ]);
    let said = text("report", &journal);
    assert!(said.contains("26 Oct 2026 to 20 Nov 2026 (4 weeks)"), "{said}");
    assert!(said.contains("Median pain 2 now, 5 in the 4 weeks before\n"), "{said}");
    assert!(
        said.replace('\n', " ")
            .contains("Pain is lower, a real change. Now 0 to 4 in 3 ratings. Before 5 to 6 in 3 ratings."),
        "{said}"
    );
    assert!(said.contains("Asked but not answered: 1, not counted"), "{said}");
    let week =
        |monday: &str| said.lines().find(|line| line.trim_start().starts_with(monday)).unwrap().trim().to_owned();
    assert!(week("2 Nov").ends_with("0 (n 1)"), "a zero is a score: {}", week("2 Nov"));
    assert_eq!(week("9 Nov"), "9 Nov", "a week without a rating stays blank");
    assert!(week("16 Nov").starts_with("16 Nov (now)"), "{}", week("16 Nov"));
    assert!(!said.contains("NEXT MORNING (") && !said.contains("MORNINGS AFTER SESSIONS"), "{said}");
}

#[test]
fn the_weeks_that_are_asked_for_are_shown() {
    let journal = crowded(now().wall);
    for (weeks, first) in [(2, "9 Nov"), (4, "26 Oct"), (6, "12 Oct"), (12, "31 Aug")] {
        let said = text(&format!("report --weeks {weeks}"), &journal);
        let rows: Vec<&str> =
            said.lines().skip_while(|line| !line.contains("Week of")).skip(1).take(weeks).map(str::trim).collect();
        assert!(rows[0].starts_with(first) && rows[weeks - 1].starts_with("16 Nov (now)"), "{rows:?}");
    }
}

#[test]
fn each_yes_is_told_with_its_day_and_no_is_no_all_clear() {
    let asked = ["fever", "x"].map(|_| "saddle_numb");
    let safety = |day: &str, yes: &[&str]| json!({"kind": "safety", "at": format!("{day}T08:00:00+01:00"), "asked": asked, "yes": yes});
    let yes = journal(&[safety("2026-03-02", &["saddle_numb"]), safety("2026-11-18", &[])]);
    let said = text("report", &yes);
    assert!(said.contains("Last asked on 18 Nov 2026: 2 questions, 0 answered yes."), "{said}");
    assert!(
        said.contains("- Yes on 2 Mar 2026: Numbness, tingling or altered feeling"),
        "older than these weeks: {said}"
    );
    assert!(said.contains("A no does not rule anything out"), "{said}");
    for claim in ["red flag", "you have", "diagnosed", "risk", "you should", "all clear", "safe to"] {
        assert!(!said.to_lowercase().contains(claim), "{claim}");
    }
}

#[test]
fn nothing_of_a_journal_is_markup() {
    let given = HOSTILE.replace('"', "`");
    let html = page(&format!("report --weeks 12 --name \"{given}\" --question \"{given}\""), &crowded(now().wall));
    for markup in ["<script", "<img", "<link", "<a ", "url(", "@import", "href=", "src=x onerror=\"alert"] {
        assert!(!html.contains(markup), "{markup}");
    }
    assert!(html.contains("&lt;script&gt;") && html.contains("&amp;amp;"), "escaped once");
    assert_eq!((html.matches("<style>").count(), html.matches("</style>").count()), (1, 1));
}

#[test]
fn tables_have_captions_and_headed_rows_and_columns_and_the_drawing_has_words() {
    let html = page("report", &crowded(now().wall));
    let tables: Vec<&str> =
        html.split("<table>").skip(1).map(|table| table.split("</table>").next().unwrap()).collect();
    assert!(tables.len() >= 5);
    for table in tables {
        assert!(table.starts_with("<caption>") && table.contains("scope=\"col\""), "{table}");
        let rows = table.split("<tbody>").nth(1).unwrap().matches("<tr>").count();
        assert_eq!(rows, table.matches("scope=\"row\"").count(), "{table}");
    }
    assert!(html.contains("role=\"img\"") && html.contains("<desc id=\"wide-words\">Pain from 0 to 10 over 28 days"));
    assert!(html.contains("lang=\"en\"") && html.contains("<main>") && html.contains("Self-reported, not verified"));
}

#[test]
fn text_is_eighty_columns_wide_at_most() {
    for journal in [crowded(now().wall), Journal::default()] {
        for weeks in [2, 4, 6, 12] {
            let said = text(&format!("report --weeks {weeks} --name \"{}\"", "n".repeat(200)), &journal);
            let widest = said.lines().map(columns).max().unwrap();
            assert!(widest <= 80, "{widest} columns:\n{said}");
        }
    }
}

#[test]
fn a_name_and_a_question_stand_on_the_page_as_they_were_given() {
    let said = text("report --name \"A. B.\" --question \"May I run hills?\"", &Journal::default());
    assert!(said.contains("A. B. · 26 Oct 2026") && said.contains("MY QUESTION FOR YOU\nMay I run hills?"), "{said}");
    assert!(!text("report --name \"\u{200b}\"", &Journal::default()).contains(" · "), "no name is none");
}

#[test]
fn an_exercise_is_told_from_three_ratings_on_against_the_score_before_its_session() {
    let mut lines = Vec::new();
    for (n, (before, plank, squat)) in [(2, 4, 0), (0, 3, 0), (4, 6, 1)].into_iter().enumerate() {
        let (day, session) = (format!("2026-11-1{n}"), uuid::Uuid::from_u128(100 + n as u128).to_string());
        let given = |time: &str, moment: &str, score: u8, exercise: Option<&str>| {
            let mut line = rating(&format!("{day}T{time}"), Some(score));
            let fields = line.as_object_mut().unwrap();
            fields.insert("moment".into(), moment.into());
            fields.insert("session".into(), session.as_str().into());
            fields.extend(exercise.map(|exercise| ("exercise".to_owned(), exercise.into())));
            line
        };
        lines.push(given("08:00", "before", before, None));
        lines.push(given("08:02", "during", plank, Some("plank")));
        // Twice only: too few to be told.
        lines.extend((n > 0).then(|| given("08:04", "during", squat, Some("air-squat"))));
        lines.push(json!({"kind": "session", "id": session, "at": format!("{day}T08:01:00+01:00"),
            "ended": format!("{day}T08:10:00+01:00"), "routine": "core-basics", "title": "Core Basics", "outcome": "completed",
            "active_s": 500, "steps": [{"exercise": "plank", "set": 1, "outcome": "done", "planned": {"hold_s": 30}, "done": {"hold_s": 30}}]}));
    }
    let said = text("report", &journal(&lines));
    let row =
        said.lines().find(|line| line.trim_start().starts_with("Forearm Plank")).unwrap_or_else(|| panic!("{said}"));
    assert!(row.contains("+2 (3)") && row.contains("30 s held (12 Nov)"), "{row}");
    assert!(!said.contains("Air Squat"), "{said}");
}

#[test]
fn every_place_is_told_and_a_nerves_words_are_never_left_out() {
    let place = |region: &str, words: &[&str]| {
        json!({"kind": "rating", "at": "2026-11-18T08:00:00+01:00", "score": 3, "moment": "other", "region": region,
            "side": "left", "words": words})
    };
    let common = ["aching", "dull", "stiff", "tight", "sharp", "stabbing", "shooting", "burning"];
    let upper = ["mid_back", "low_back", "buttock", "hip", "groin", "thigh_front"];
    let mut lines: Vec<Value> = upper.iter().map(|region| place(region, &common)).collect();
    lines.extend(["thigh_back", "foot"].iter().flat_map(|region| [place(region, &[]), place(region, &["numb"])]));
    let said = text("report", &journal(&lines));
    let rows = ["mid back", "low back", "back of thigh", "foot"].map(|place| said.find(&format!("\n  {place} ")));
    assert!(rows.iter().all(Option::is_some) && rows.is_sorted(), "in the order of the body: {rows:?}\n{said}");
    let words = "Words: aching 6, dull 6, stiff 6, tight 6, sharp 6, stabbing 6, numb 2, and 2 more.";
    assert!(said.replace('\n', " ").contains(words), "{said}");
}

#[test]
fn what_has_not_settled_is_told_by_the_limits_in_force() {
    let mut settings = Settings::default();
    let told = |settings: &Settings| run("report --format text", &crowded(now().wall), settings).0.replace('\n', " ");
    let said = told(&settings);
    assert!(said.contains("a next morning 2 or more points higher than before, or at 6 or more."), "{said}");
    settings.limits.set(Limit::UnsettledRise, 3).unwrap();
    settings.limits.set(Limit::UnsettledFrom, 8).unwrap();
    let said = told(&settings);
    assert!(said.contains("a next morning 3 or more points higher than before, or at 8 or more."), "{said}");
}

#[test]
fn how_many_had_not_settled_is_blank_only_where_none_is_known() {
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let session = |day: &str| {
        json!({"kind": "session", "at": format!("2026-{day}T18:00:00+01:00"), "ended": format!("2026-{day}T18:10:00+01:00"),
            "routine": "a", "title": "A", "outcome": "completed", "active_s": 600, "note": "", "steps": []})
    };
    let rating = |at: &str, moment: &str, session: u128| json!({"kind": "rating", "at": at, "score": 1, "moment": moment, "session": id(session)});
    // On Sunday, 15 November, with a morning on Monday; on 4 November with a morning, and without a check-in.
    let lines = [
        session("11-15"),
        rating("2026-11-15T17:59:00+01:00", "before", 1),
        rating("2026-11-16T07:00:00+01:00", "next_morning", 1),
        session("11-04"),
        rating("2026-11-05T07:00:00+01:00", "next_morning", 4),
    ];
    let said = text("report", &journal(&lines));
    let row = |day: &str| {
        let row = said.lines().find(|line| line.trim_start().starts_with(day)).unwrap_or_else(|| panic!("{said}"));
        row.trim_end().to_owned()
    };
    assert!(row("9 Nov").ends_with(" 0"), "known on Monday: {}", row("9 Nov"));
    assert!(row("2 Nov").ends_with(" 10"), "nobody knows, so the minutes are last: {}", row("2 Nov"));
}

#[test]
fn what_is_cut_is_said() {
    let messages = |line: &str| run(line, &Journal::default(), &Settings::default()).1;
    let question = format!("report --question \"{}\"", "May I run? ".repeat(30));
    assert_eq!(messages(&question), ["supple: your question is too long and was cut to 280 characters"]);
    assert!(messages(&format!("{question} --without question")).is_empty());
    assert!(messages("report --question \"May I run?\" --name \"A. B.\"").is_empty());
    let name = format!("report --name \"{}\"", "n".repeat(49));
    assert_eq!(messages(&name), ["supple: your name is too long and was cut to 48 characters"]);
}
