//! The way through the trends: what they say, what they are narrowed to, and that they follow the journal.

use supple::domain::advice::limits::Limits;
use supple::domain::journal::merge::Fold;
use supple::domain::since::Since;
use supple::domain::stats::{Scope, Stats};
use supple::state::event::{Effect, PrintedPage};
use supple::state::keymap::Context;

use crate::common::quarter::quarter;
use crate::common::stage::{Setup, Stage};

/// Three months of journal, on the page that opens first.
fn opened() -> Stage {
    let mut stage = Stage::new(Setup { lines: quarter(), ..Setup::default() });
    stage.keys("t");
    stage
}

#[track_caller]
fn says(stage: &Stage, texts: &[&str]) {
    let screen = stage.screen(120, 40);
    for text in texts {
        assert!(screen.contains(text), "no `{text}` on\n{screen}");
    }
}

#[test]
fn opening_them_has_the_whole_journal_read() {
    let stage = opened();
    assert_eq!(stage.app.context(), Context::Trends);
    assert!(stage.outside.effects.iter().any(|effect| matches!(effect, Effect::ReadWholeJournal)));
    assert!(!stage.shows("being read"), "it was read");
}

#[test]
fn the_first_page_says_whether_it_is_lower_and_of_how_many_ratings() {
    let mut stage = opened();
    says(&stage, &["Now, ", "Then, ", "Verdict", "Lower.", "2 points or more is a real change.", "ratings"]);
    let low = stage.screen(100, 16);
    assert!(low.contains("Lower: median 3 in the last 4 weeks") && low.contains("5 in the first 4"), "{low}");
    stage.keys("t t t");
    says(&stage, &["4 weeks ·"]);
    assert!(stage.screen(100, 16).contains("in the 4 before"));
    assert_eq!(stage.app.context(), Context::Trends);
}

#[test]
fn the_screen_and_the_stats_of_the_same_weeks_say_the_same() {
    let mut fold = Fold::default();
    fold.begin_file("laptop.jsonl");
    quarter().lines().for_each(|line| fold.line(line.as_bytes()));
    let (journal, limits) = (fold.finish(), Limits::default());
    let mut stage = opened();
    let now = stage.now().wall;
    for (keys, since) in [("", Some("13w")), ("t", Some("52w")), ("t", None), ("t", Some("4w"))] {
        stage.keys(keys);
        let from = since.map(|since| since.parse::<Since>().unwrap().day(now.date_naive()).unwrap());
        let stats = Stats::of(&journal, &Scope { from, ..Scope::all(now, 3, &limits) });
        let ratings = format!(" · {} ratings", stats.pain.points.len());
        let low = stage.screen(100, 16);
        assert!(low.contains(&stats.course.text()) && low.contains(&ratings), "{low}");
    }
}

#[test]
fn pages_are_reached_by_number_and_one_by_one_and_go_round() {
    let mut stage = opened();
    let titles = ["1 Pain", "2 Sessions", "3 Exercises", "4 Where", "5 Consistency", "6 My goals"];
    let chosen = |stage: &Stage| {
        let screen = stage.screen(40, 12);
        let row = screen.lines().nth(1).unwrap().to_owned();
        titles.iter().position(|title| row.contains(title)).unwrap()
    };
    for expected in [1, 2, 3, 4, 5, 0] {
        stage.keys("tab");
        assert_eq!(chosen(&stage), expected);
    }
    stage.keys("back-tab");
    assert_eq!(chosen(&stage), 5);
    for (place, key) in ["1", "2", "3", "4", "5", "6"].into_iter().enumerate() {
        stage.keys(key);
        assert_eq!(chosen(&stage), place);
    }
    stage.keys("q");
    assert_eq!(stage.app.context(), Context::Home);
}

#[test]
fn paired_changes_are_silent_below_three_pairs() {
    let mut stage = opened();
    stage.keys("2");
    says(&stage, &["All sessions ", " 30 ", "right after", "next morning", "Fewer than 3"]);
    let mut few = Stage::default();
    few.keys("enter 3 enter").until(supple::domain::session::player::Phase::Done).keys("1 enter t 2");
    says(&few, &["2 more sessions with a rating", "not shown    n 1", "not shown    n 0"]);
}

#[test]
fn exercises_say_how_little_they_prove_and_open_their_page() {
    let mut stage = opened();
    stage.keys("3");
    says(
        &stage,
        &[
            "this shows what happened together",
            "2 higher ●",
            "Fewer than 3 sessions with or without it: not shown.",
            "Forearm Plank, in 11 sessions: during +2 with it (n 11), 0 without (n 19)",
        ],
    );
    stage.keys("enter");
    assert_eq!(stage.app.context(), Context::Exercise);
    assert!(stage.shows("Forearm Plank"));
    stage.keys("esc");
    says(&stage, &["3 Exercises", "Forearm Plank, in 11 sessions"]);
}

/// Three sessions with planks and three without, one each day from `first` on in November. Pain is 3 before each; at its
/// highest it is `with` or `without`, on the mornings after it is 3.
fn planks_and_bridges(with: u8, without: u8) -> Stage {
    let mut lines = String::new();
    for (day, (exercise, highest)) in (10..).zip([("plank", with), ("glute-bridge", without)].repeat(3)) {
        let id = |n: u8| format!("00000000-0000-7000-8000-00000000{day}{n:02}");
        let at = format!("2026-11-{day}T07");
        let session = id(0);
        lines += &format!(
            r#"{{"v":1,"id":"{session}","kind":"session","at":"{at}:01:00+01:00","ended":"{at}:11:00+01:00","routine":"core-basics","title":"Core Basics","outcome":"completed","active_s":600,"note":"","steps":[{{"exercise":"{exercise}","set":1,"outcome":"done","planned":{{"reps":8}},"done":{{"reps":8}}}}]}}"#
        );
        lines.push('\n');
        for (n, moment, minute, score) in [(1, "before", 0, 3), (2, "during", 5, highest), (3, "after", 12, 3)] {
            let id = id(n);
            lines += &format!(
                r#"{{"v":1,"id":"{id}","kind":"rating","at":"{at}:{minute:02}:00+01:00","score":{score},"moment":"{moment}","session":"{session}","exercise":"{exercise}"}}"#
            );
            lines.push('\n');
        }
    }
    let mut stage = Stage::new(Setup { lines, ..Setup::default() });
    stage.keys("t 3");
    stage
}

#[test]
fn an_exercise_is_named_only_for_a_difference_above_the_error_of_the_scale() {
    says(
        &planks_and_bridges(4, 3),
        &["No exercise stands out: all differences are within the scale's error.", "1 higher"],
    );
    // Lower in both, and still no exercise that would be blamed for it.
    says(
        &planks_and_bridges(2, 1),
        &["No exercise stands out: all differences are within the scale's error.", "1 higher"],
    );
    says(
        &planks_and_bridges(6, 3),
        &[
            "Pain during was 3 points higher with Forearm Plank (n 3) than without it (n 3), and",
            "3 points lower with Glute Bridge (n 3) than without it (n 3).",
        ],
    );
}

#[test]
fn where_rows_are_left_the_headline_is_said() {
    let stage = planks_and_bridges(4, 3);
    for (width, height) in [(40, 14), (60, 12), (80, 14)] {
        let screen = stage.screen(width, height);
        assert!(screen.contains("No exercise stands out"), "{width}x{height}:\n{screen}");
    }
    assert!(stage.screen(40, 14).contains("Plank"), "and the list");
}

#[test]
fn minutes_of_weeks_stand_apart() {
    let mut lines = String::new();
    let monday = chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let minutes = |week: u64| if week == 13 { 9 } else { 13 + week % 7 };
    for week in 0..60_u64 {
        // On Sundays, so that a week that is cut at the left has its session.
        let day = if week == 0 { monday } else { monday - chrono::Days::new(7 * week - 6) };
        let secs = minutes(week) * 60;
        lines += &format!(
            r#"{{"v":1,"id":"00000000-0000-7000-8000-0000000000{week:02}","kind":"session","at":"{day}T07:00:00+01:00","ended":"{day}T07:30:00+01:00","routine":"core-basics","title":"Core Basics","outcome":"completed","active_s":{secs},"note":"","steps":[]}}"#
        );
        lines.push('\n');
    }
    let mut stage = Stage::new(Setup { lines, ..Setup::default() });
    stage.keys("t 5");
    let mut told = 0;
    for _ in 0..5 {
        for width in 40..=160 {
            let screen = stage.screen(width, 40);
            let row = screen.lines().find_map(|line| line.trim_start().strip_prefix("min ")).unwrap();
            for number in row.split_whitespace().filter(|text| text.starts_with(|c: char| c.is_ascii_digit())) {
                let number: u64 = number.parse().unwrap_or_else(|_| panic!("{width}: {row}"));
                assert!(number == 9 || (13..20).contains(&number), "{width}: {row}");
                told += 1;
            }
        }
        stage.keys("t");
    }
    assert!(told > 1000, "{told}");
}

#[test]
fn self_tests_are_told_to_their_end() {
    let mut stage = Stage::new(Setup {
        lines: (1..=3)
            .map(|n| {
                format!(
                    "{{\"v\":1,\"id\":\"00000000-0000-7000-8000-00000000000{n}\",\"kind\":\"self_test\",\"at\":\"2026-11-1{n}T07:00:00+01:00\",\"exercise\":\"hip-flexor-edge-test\",\"side\":\"right\",\"verdict\":\"fail\"}}\n"
                )
            })
            .collect(),
        ..Setup::default()
    });
    stage.happens(supple::state::event::Event::Resized(40, 12));
    stage.keys("t 6 G");
    assert!(stage.screen(40, 12).contains("(3 tries)"), "{}", stage.screen(40, 12));
    stage.happens(supple::state::event::Event::Resized(80, 24));
    assert!(stage.screen(80, 24).contains("not passed → not passed (3 tries)"), "{}", stage.screen(80, 24));
}

#[test]
fn a_place_narrows_what_is_said_until_it_is_cleared() {
    let mut stage = opened();
    stage.keys("p");
    says(&stage, &["3 months · low back"]);
    stage.keys("r r");
    says(&stage, &["low back, to the buttock"]);
    stage.keys("c");
    assert!(!stage.shows("low back"));
    stage.keys("5 p");
    stage.keys("1");
    assert!(!stage.shows("low back"), "what was done has no place");
}

#[test]
fn what_was_done_is_held_against_the_goal() {
    let mut stage = opened();
    stage.keys("5");
    says(&stage, &["in 9 of 10 weeks", "✓ goal met", "○ week off", "> this week", "20 or more"]);
}

#[test]
fn one_page_has_one_span_of_time() {
    let mut stage = opened();
    stage.keys("5 t t t");
    let screen = stage.screen(80, 24);
    let days = supple::domain::time::calendar::monday(stage.now().wall.date_naive());
    let dates: Vec<_> = screen.lines().filter(|line| line.trim_start().starts_with("date ")).collect();
    assert_eq!(dates.len(), 1, "{screen}");
    // Four weeks and this one, in both parts.
    for week in 0..5 {
        let monday = (days - chrono::Days::new(7 * week)).format("%-d %b").to_string();
        assert!(dates[0].contains(&monday), "{monday}: {screen}");
    }
    assert!(!screen.contains("Jan") && !screen.contains("Plank") && !screen.contains("Bridge"), "{screen}");
}

#[test]
fn the_amount_done_follows_the_chosen_exercise() {
    let mut stage = opened();
    stage.keys("3");
    let before = stage.screen(120, 40);
    assert!(before.contains("done  "), "{before}");
    stage.keys("n");
    assert_ne!(stage.screen(120, 40), before, "another exercise");
    stage.keys("b");
    assert_eq!(stage.screen(120, 40), before);
}

#[test]
fn own_activities_get_better_upwards() {
    let mut stage = opened();
    stage.keys("6");
    says(&stage, &["run 5 km: 3 to 8, better (11 answers)", "put on socks", "Self-tests"]);
}

#[test]
fn an_empty_journal_says_what_to_do() {
    let mut stage = Stage::default();
    stage.keys("t");
    assert!(stage.shows("Nothing to show yet."));
    for key in ["tab", "t", "p", "r", "c", "n", "b", "enter", "G", "5", "e"] {
        stage.keys(key);
        assert!(stage.shows("Nothing to show yet."), "after {key}");
    }
    assert!(stage.shows("nothing to show yet: rate your pain, or do a session first"), "the keys say why");
    assert!(!stage.outside.effects.iter().any(|effect| matches!(effect, Effect::Print(_))));
    stage.keys("esc");
    assert_eq!(stage.app.context(), Context::Home);
}

#[test]
fn where_there_is_little_room_pages_scroll() {
    let mut stage = opened();
    stage.happens(supple::state::event::Event::Resized(40, 12));
    for page in ["2", "4", "5", "6"] {
        stage.keys(page);
        let top = stage.screen(40, 12);
        stage.keys("j");
        assert_ne!(stage.screen(40, 12), top, "page {page} is longer than the screen");
        stage.keys("G");
        let end = stage.screen(40, 12);
        stage.keys("j");
        assert_eq!(stage.screen(40, 12), end, "nothing is below the end of page {page}");
        stage.keys("g");
        assert_eq!(stage.screen(40, 12), top);
    }
}

#[test]
fn the_chart_of_pain_has_both_axes_at_every_size() {
    let stage = opened();
    for (width, height) in [(80, 24), (120, 40), (60, 18), (40, 12)] {
        let screen = stage.screen(width, height);
        let lines: Vec<_> = screen.lines().map(str::trim_start).collect();
        for begin in ["pain", "10 ┤", "0 ┤", "date "] {
            assert!(lines.iter().any(|line| line.starts_with(begin)), "no `{begin}` at {width}x{height}:\n{screen}");
        }
        let dates = lines.iter().find(|line| line.starts_with("date ")).unwrap();
        assert!(["Sep", "Oct", "Nov"].iter().all(|month| dates.contains(month)), "{screen}");
    }
}

#[test]
fn a_flare_up_is_named_on_the_chart() {
    let lines = (10..=12).map(|day| {
        format!(
            "{{\"v\":1,\"id\":\"00000000-0000-7000-8000-0000000000{day}\",\"kind\":\"rating\",\"at\":\"2026-11-{day}T07:00:00+01:00\",\"score\":8,\"moment\":\"other\",\"region\":\"low_back\"}}\n"
        )
    });
    let mut stage = Stage::new(Setup { lines: lines.collect(), ..Setup::default() });
    stage.keys("t");
    says(&stage, &["flare-up", "┊ flare-up"]);
    assert!(stage.screen(60, 18).contains("flare-up"), "{}", stage.screen(60, 18));
}

#[test]
fn a_key_makes_the_report_of_the_weeks_on_the_screen() {
    let mut stage = opened();
    stage.keys("e");
    assert!(stage.shows("making the page"));
    stage.keys("t t t e");
    let printed = |stage: &Stage| {
        let pages = stage.outside.effects.iter();
        pages.filter_map(|effect| if let Effect::Print(page) = effect { Some(page.clone()) } else { None }).collect()
    };
    let pages: Vec<PrintedPage> = printed(&stage);
    assert_eq!(pages, [PrintedPage::Report { weeks: 12 }, PrintedPage::Report { weeks: 4 }]);
    let mut stage = Stage::default();
    stage.keys("/ c o r e space b a s i c s tab P");
    let handout = PrintedPage::Handout(supple::domain::content::exercise::Id::new("core-basics").unwrap());
    let pages: Vec<PrintedPage> = printed(&stage);
    assert_eq!(pages, [handout]);
}
