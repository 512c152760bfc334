//! The past, seen from the journal and from a routine's page: ticks of a plan, the filter, the pain log of one
//! routine, and what of it is done today.

use ratatui::style::Modifier;
use supple::state::keymap::Context;

use super::common::stage::{Opens, Setup, Stage, made_up};
use super::week::WEEK;

/// Three ticks on one day, one on another, around a session.
fn ticked() -> Stage {
    let tick = |n: u32, at: &str, more: &str| {
        format!(
            r#"{{"v":1,"id":"019a0000-0000-7000-8000-0000000001{n:02}","kind":"plan","at":"2026-11-{at}:00+01:00","plan":"runner-week","did":"done","round":1,{more}}}"#
        )
    };
    let walk = r#""task":"Walk easily, for as long as you like.""#;
    let lines = [
        tick(1, "16T20:00", &format!(r#""part":1,"item":2,{walk}"#)),
        tick(2, "18T07:20", r#""part":2,"item":1,"routine":"pre-run-glute-wake-up""#),
        tick(3, "18T12:00", r#""part":2,"item":2"#),
        tick(4, "18T20:00", &format!(r#""part":2,"item":3,{walk}"#)),
    ];
    let mut stage = Stage::with_journal(&format!("{WEEK}{}\n", lines.join("\n")));
    stage.keys("j");
    stage
}

#[test]
fn the_ticks_of_a_day_are_one_line_that_opens() {
    let mut stage = ticked();
    let folded = "✓ 3: Pre-Run Glute Wake-Up, ";
    assert!(stage.shows(folded) && stage.shows("✓ Walk easily (day 1)"), "{}", stage.screen(100, 30));
    assert!(!stage.shows("(day 2)"));
    let at = |stage: &Stage| {
        let screen = stage.screen(80, 24);
        screen.lines().find(|line| line.contains('▸')).map(str::to_owned).unwrap_or(screen)
    };
    for _ in 0..20 {
        if at(&stage).contains("✓ 3") {
            break;
        }
        stage.keys("down");
    }
    assert!(stage.screen(120, 40).contains("enter lists them one by one"), "{}", stage.screen(120, 40));
    stage.keys("x");
    assert!(stage.shows("choose the tick to delete") && !stage.kinds().contains(&"delete"));
    for said in ["✓ Walk easily (day 2)", "✓ Run hard (day 2)", "✓ Pre-Run Glute Wake-Up (day 2)"] {
        assert!(stage.shows(said), "{said}: {}", stage.screen(80, 24));
    }
    assert!(at(&stage).contains("✓ Walk easily (day 2)"), "{}", at(&stage));
    stage.keys("enter");
    assert!(stage.shows("Walk easily, for as long as you like.") && stage.shows("Runner's Support Week"));
    stage.keys("x");
    assert_eq!(stage.kinds().iter().filter(|kind| **kind == "delete").count(), 1, "of the three, the one on the page");
    assert!(!stage.shows("✓ Walk easily (day 2)") && stage.shows("✓ Run hard (day 2)"), "{}", stage.screen(80, 24));
    stage.keys("u");
    assert!(stage.shows("✓ Walk easily (day 2)"), "{}", stage.screen(80, 24));
    stage.keys("esc");
    assert!(at(&stage).contains(folded), "closed again: {}", stage.screen(80, 24));
    stage.keys("esc");
    assert!(stage.shows("Routines"), "and out");
}

#[test]
fn a_tick_is_found_by_what_was_done() {
    for word in ["glute", "walk", "runner"] {
        let mut stage = ticked();
        stage.keys("/").types(word);
        assert!(stage.shows("✓ "), "{word}: {}", stage.screen(80, 24));
    }
    let mut stage = ticked();
    stage.keys("/").types("wake-up");
    assert!(stage.shows("✓ Pre-Run Glute Wake-Up (day 2)"), "one by one: {}", stage.screen(80, 24));
}

#[test]
fn the_list_follows_the_filter_while_it_is_chosen() {
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("j f enter");
    assert!(stage.shows("long drive") && stage.app.context() == Context::JournalChoice);
    stage.keys("down");
    let screen = stage.screen(80, 24);
    assert!(!screen.contains("long drive") && screen.contains("Split Hip"), "{screen}");
    assert!(screen.contains("enter save  esc cancel  ↑ up  ↓ down"), "{screen}");
    let (form, picker) = (column(&screen, "┌ Filter"), column(&screen, "╭ kind"));
    assert!(form.is_some() && form == picker, "{screen}");
    stage.keys("esc");
    assert!(stage.shows("long drive"), "as before: {}", stage.screen(80, 24));
    stage.keys("enter down enter f");
    assert!(!stage.shows("long drive") && stage.shows("session · "), "{}", stage.screen(80, 24));
}

#[test]
fn a_narrow_filter_is_above_the_list() {
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("j f");
    let screen = stage.screen(60, 18);
    assert!(screen.contains("┌ Filter") && screen.contains("Journal"), "{screen}");
    assert!(stage.screen(40, 12).contains("┌ Filter"), "{}", stage.screen(40, 12));
}

fn column(screen: &str, text: &str) -> Option<usize> {
    let line = screen.lines().find(|line| line.contains(text))?;
    line.split(text).next().map(|before| before.chars().count())
}

#[test]
fn the_pain_log_of_a_routine_is_a_key_away_from_its_page() {
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("/").types("split hip stop").keys("tab");
    assert!(stage.shows("Done once in 6 months · last 18 Nov, 3 → —"), "{}", stage.screen(80, 24));
    let wide = stage.screen(120, 40);
    assert!(wide.contains("Last 6 months") && wide.contains("Wed 18 Nov    3"), "{wide}");
    assert!(!wide.contains("Done once in"), "said once: {wide}");
    stage.keys("p");
    let screen = stage.screen(80, 24);
    assert!(screen.contains("session · Split Hip Stop · 1 found"), "{screen}");
    assert!(!screen.contains("long drive") && !screen.contains("Gone Routine"), "{screen}");
    stage.keys("4");
    assert!(stage.shows("long drive"), "the whole journal: {}", stage.screen(80, 24));
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("/").types("split hip stop").keys("tab p esc");
    assert_eq!(stage.app.context(), Context::Routine);
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("/").types("core basics").keys("tab");
    assert!(!stage.shows("in 6 months"), "never done: {}", stage.screen(80, 24));
    assert!(stage.keys("p").shows("no matches; backspace clears the filter"));
}

/// Rated 4 an hour ago: a roll-down is not for today.
const SORE: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000061","kind":"rating","at":"2026-11-20T07:00:00+01:00","score":4,"moment":"other","region":"low_back"}
"#;

/// A routine with a fold, for which there is another move on a sore day.
fn folds() -> String {
    made_up(r#"[{"exercise": "pelvic-tilt"}, {"exercise": "crunch"}]"#)
}

#[test]
fn a_swap_for_today_is_in_the_list_of_steps() {
    let mut stage =
        Stage::new(Setup { lines: SORE.to_owned(), routines: vec![("made-up", folds())], ..Setup::default() });
    stage.keys("/").types("made up").keys("tab");
    let screen = stage.screen(80, 24);
    assert!(screen.contains("Fitted to today: 1 step changed"), "{screen}");
    let rows: Vec<&str> = screen.lines().collect();
    let at = rows.iter().position(|row| row.contains("Crunch")).expect(&screen);
    assert!(rows[at + 1].contains("Forearm Plank instead"), "{screen}");
    let buffer = stage.buffer(80, 24);
    let x = column(rows[at], "Crunch").unwrap() as u16;
    assert!(buffer[(x, at as u16)].modifier.contains(Modifier::CROSSED_OUT));
    assert!(!buffer[(x, at as u16 + 1)].modifier.contains(Modifier::CROSSED_OUT));
}

#[test]
fn before_the_start_the_session_is_shown_as_it_will_be() {
    let mut stage = Stage::new(Setup { routines: vec![("made-up", folds())], ..Setup::default() });
    stage.keys("/").types("made up").keys("enter 4 enter");
    for (width, height) in [(80, 40), (120, 40)] {
        let screen = stage.screen(width, height);
        assert!(screen.contains("Your session · ") && screen.contains("Forearm Plank instead  "), "{screen}");
    }
    stage.keys("space");
    let screen = stage.screen(80, 40);
    assert!(
        screen.contains("○ Forearm Plank instead of") && !screen.contains("Forearm Plank instead  "),
        "declined: {screen}"
    );
}

#[test]
fn an_own_file_that_cannot_be_used_is_named_at_home_until_it_is_mended() {
    let broken = made_up(r#"[{"exercise": "split-hip-strech", "hold_s": 40}]"#);
    let mut stage = Stage::new(Setup { routines: vec![("made-up", broken)], opens: Opens::Home, ..Setup::default() });
    stage.advance(60.0);
    let screen = stage.screen(100, 24);
    let head = screen.lines().next().unwrap_or_default();
    assert!(head.contains("made-up.json: line 1: ") && head.contains("split-hip-strech"), "{screen}");
    assert!(!stage.keys("l").screen(100, 24).contains("split-hip-strech"), "only there");
}

#[test]
fn own_numbers_have_no_star_and_the_equipment_is_that_of_the_exercises() {
    let own = made_up(r#"[{"exercise": "split-hip-stretch", "hold_s": 40, "sets": 2, "rest_s": 15}]"#);
    let mut stage = Stage::new(Setup { routines: vec![("made-up", own)], ..Setup::default() });
    stage.keys("/").types("made up").keys("tab");
    let screen = stage.screen(80, 24);
    assert!(screen.contains("needs step or bench") && screen.contains("2 × 40 s, each side"), "{screen}");
    assert!(!screen.contains('*'), "{screen}");
}
