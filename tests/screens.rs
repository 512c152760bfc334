//! Every screen at the sizes that matter: what it looks like, that nothing is cut off, that drawing
//! changes nothing and never fails.
//!
//! Each scene has a file for each size, `snapshots/screens/80x24/home.snap`: what a change does to which screen is seen
//! from the names of the files. `INSTA_UPDATE=always cargo test --test screens` writes them anew, to be looked at before
//! they are kept. They are plain text: colours are tested by role, in the theme.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;
#[path = "common/week.rs"]
mod week;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::quarter::quarter;
use common::stage::{Opens, Setup, Stage, chair_stands, made_up};
use ratatui::style::Modifier;
use supple::domain::session::compile::Options;
use supple::domain::session::cue::PauseReason;
use supple::domain::session::player::Phase;
use supple::domain::session::timer::IntervalTimer;
use supple::domain::text::lines::ascii_for;
use supple::state::settings::Settings;
use supple::theme::ColorDepth;
use supple::widgets::figure::Characters;

/// What is to be seen, by name, in the order of a user's way through the program.
fn scenes() -> Vec<(&'static str, Stage)> {
    let mut scenes = Vec::new();
    scenes.extend(scenes_before_a_session());
    scenes.extend(scenes_of_the_editor());
    scenes.extend(scenes_of_questions());
    scenes.extend(scenes_of_the_library());
    scenes.extend(scenes_of_self_tests());
    scenes.extend(scenes_of_guides());
    scenes.extend(scenes_of_the_troubleshooter());
    scenes.extend(scenes_of_plans());
    scenes.extend(scenes_of_the_plan_editor());
    scenes.extend(scenes_of_settings());
    scenes.extend(scenes_of_the_journal());
    scenes.extend(scenes_of_work());
    scenes.extend(scenes_between_work());
    scenes.extend(scenes_over_a_session());
    scenes.extend(scenes_after_a_session());
    scenes.extend(scenes_of_timers());
    scenes.extend(scenes_of_trends());
    scenes.extend(scenes_of_trouble());
    scenes
}

fn scene(name: &'static str, mut stage: Stage, play: impl FnOnce(&mut Stage) -> &mut Stage) -> (&'static str, Stage) {
    play(&mut stage);
    (name, stage)
}

fn home(name: &'static str, play: impl FnOnce(&mut Stage) -> &mut Stage) -> (&'static str, Stage) {
    scene(name, Stage::default(), play)
}

fn session(
    name: &'static str,
    routine: &'static str,
    play: impl FnOnce(&mut Stage) -> &mut Stage,
) -> (&'static str, Stage) {
    scene(name, Stage::session(routine), play)
}

fn setup(name: &'static str, setup: Setup, play: impl FnOnce(&mut Stage) -> &mut Stage) -> (&'static str, Stage) {
    scene(name, Stage::new(setup), play)
}

fn scenes_before_a_session() -> Vec<(&'static str, Stage)> {
    let own = Setup { routines: vec![("desk-break", own_desk_break())], ..Setup::default() };
    vec![
        home("home", |s| s),
        home("home, lower down", |s| s.keys("G")),
        home("home after a session", |s| s.keys("enter 3 enter").until(Phase::Done).keys("1 enter").advance(10.0)),
        home("home after a session ended at once", |s| s.keys("enter 3 enter ! 4 1 enter").advance(10.0)),
        setup("home with an own routine", own, |s| s),
        home("home, a search begun", |s| s.keys("/")),
        home("home, searched", |s| s.keys("/").types("plank")),
        home("home, a plan found", |s| s.keys("/").types("posture")),
        home("home, nothing found", |s| s.keys("/").types("handstand")),
        home("home, searched with a typo", |s| s.keys("/").types("brid dog")),
        home("home, the filter", |s| s.keys("f right j right j right")),
        home("home, filtered", |s| s.keys("f right right j right f")),
        home("home, filtered to nothing", |s| s.keys("f right j left left j right f")),
        home("compose", |s| s.keys("c")),
        home("compose, searched", |s| s.keys("c /").types("hip")),
        home("compose, the choices", |s| s.keys("c f j right j right")),
        home("compose, nothing fits", |s| s.keys("c /").types("tight calves").keys("esc f j right j right f")),
        home("compose, with a sore back", |s| s.keys("r 7 enter c")),
        home("routine, put together", |s| s.keys("c /").types("tight glutes").keys("enter")),
        home("routine, put together, why", |s| s.keys("c /").types("tight glutes").keys("enter y")),
        home("routine", |s| s.keys("/").types("split hip stop").keys("tab")),
        home("routine, long", |s| s.keys("/").types("millar").keys("tab")),
        home("routine, with options", |s| s.keys("/").types("millar").keys("tab + t w a")),
        home("routine, with a sore back", |s| s.keys("r 6 enter /").types("half-hour").keys("tab")),
        home("check-in", |s| s.keys("enter")),
        home("check-in with a score", |s| s.keys("enter 4")),
        home("check-in with ten", |s| s.keys("enter 1 0")),
        home("check-in with a sore back", |s| s.keys("/").types("half-hour").keys("enter 4")),
        home("check-in with a sore back and much to leave out", |s| s.keys("/").types("seven low").keys("enter 7")),
        home("check-in, as last time", |s| s.keys("r 3 p 2 2 3 3 tab a d enter").advance(1.0).keys("enter")),
        home("check-in, where", |s| s.keys("enter 3 p 2 2 3 3 4 4")),
        home("check-in, what like", |s| s.keys("enter 3 p 2 2 tab a i m")),
        home("check-in, all answered", |s| s.keys("enter 3 p 2 2 tab a i m tab")),
        home("pain now", |s| s.keys("r")),
        home("pain now with a score", |s| s.keys("r 0")),
    ]
}

/// Two days on which parts of a plan were ticked off.
const TICKS: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000101","kind":"plan","at":"2026-11-17T20:00:00+01:00","plan":"runner-week","did":"done","round":1,"part":1,"item":2,"task":"Walk easily, for as long as you like."}
{"v":1,"id":"019a0000-0000-7000-8000-000000000102","kind":"plan","at":"2026-11-18T07:20:00+01:00","plan":"runner-week","did":"done","round":1,"part":2,"item":1,"routine":"pre-run-glute-wake-up"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000103","kind":"note","at":"2026-11-18T08:00:00+01:00","text":"rain"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000104","kind":"plan","at":"2026-11-18T20:00:00+01:00","plan":"runner-week","did":"done","round":1,"part":2,"item":3,"task":"Walk easily, for as long as you like."}
"#;

fn scenes_of_the_journal() -> Vec<(&'static str, Stage)> {
    let week = |name, play: fn(&mut Stage) -> &mut Stage| scene(name, Stage::with_journal(week::WEEK), play);
    vec![
        home("journal, empty", |s| s.keys("j")),
        week("journal", |s| s.keys("j")),
        week("journal, a session", |s| s.keys("j down")),
        week("journal, a session opened", |s| s.keys("j down enter")),
        week("journal, its steps", |s| s.keys("j down enter down down down down down down")),
        week("journal, a rating opened", |s| s.keys("j enter")),
        week("journal, its answers", |s| s.keys("j enter enter")),
        week("journal, a day entered", |s| s.keys("j enter down down down enter down")),
        week("journal, a date to go to", |s| s.keys("j d").types("soon").keys("enter")),
        week("journal, searched", |s| s.keys("j /").types("hip")),
        week("journal, the filter", |s| s.keys("j f enter down down enter")),
        week("journal, a filter chosen", |s| s.keys("j f down down enter").types("split")),
        week("journal, a past session", |s| s.keys("j p enter").types("split hip").keys("enter")),
        week("journal, deleted", |s| s.keys("j x")),
        scene("journal, ticks of a plan", Stage::with_journal(TICKS), |s| s.keys("j")),
        scene("journal, ticks opened", Stage::with_journal(TICKS), |s| s.keys("j enter")),
        week("routine, done before", |s| s.keys("/").types("split hip stop").keys("tab")),
        week("journal of a routine", |s| s.keys("/").types("split hip stop").keys("tab p")),
        home("fitted to today", |s| s.keys("/").types("half-hour desk").keys("enter 4 enter")),
        scene("journal, unreadable", Stage::with_journal("{\"v\":1,\"id\":\"torn"), |s| s.keys("j c")),
    ]
}

fn scenes_of_the_editor() -> Vec<(&'static str, Stage)> {
    let sheet = |name, play: fn(&mut Stage) -> &mut Stage| {
        let mut stage = Stage::default();
        stage.keys("n").types("Clinic Sheet").keys("enter");
        for name in ["bird", "split hip", "side plank", "cat-cow"] {
            stage.types(name).keys("enter");
        }
        stage.types("wall angel").keys("tab").types("Arms slide up the wall.").keys("enter esc");
        scene(name, stage, play)
    };
    let broken = own_desk_break().replace("\"reps\": 2", "\"reps\": 900");
    let broken = Setup { routines: vec![("desk-break", broken)], ..Setup::default() };
    vec![
        home("editor, the name", |s| s.keys("n")),
        home("editor, no steps", |s| s.keys("n").types("Clinic Sheet").keys("enter esc")),
        home("editor, the search", |s| s.keys("n").types("Clinic Sheet").keys("enter").types("hip")),
        home("editor, nothing found", |s| s.keys("n").types("Clinic Sheet").keys("enter").types("wall angel")),
        home("editor, an own exercise", |s| {
            s.keys("n").types("Clinic Sheet").keys("enter").types("wall angel").keys("tab").types("Arms slide up.")
        }),
        home("editor, the dose of an own exercise", |s| {
            s.keys("n").types("Clinic Sheet").keys("enter").types("wall angel").keys("tab down").types("45s")
        }),
        sheet("editor", |s| s),
        sheet("editor, an added step", |s| s.keys("a").types("dead b").keys("enter")),
        sheet("editor, a dose", |s| s.keys("k k 2 0 right right right")),
        sheet("editor, a note", |s| s.keys("k n").types("slowly, no pain")),
        sheet("editor, the whole", |s| s.keys("g right + +")),
        sheet("editor, discarding", |s| s.keys("X")),
        sheet("home with a draft", |s| s.keys("q up").advance(10.0)),
        home("editor, a copy", |s| s.keys("/").types("split hip stop").keys("tab e")),
        home("editor, for today", |s| {
            s.keys("/").types("core basics").keys("tab d 7 j x a").types("cat-cow").keys("enter esc")
        }),
        setup("home with a broken file", broken, |s| s.keys("up").advance(10.0)),
    ]
}

fn scenes_of_the_plan_editor() -> Vec<(&'static str, Stage)> {
    let week = |name, play: fn(&mut Stage) -> &mut Stage| {
        let mut stage = Stage::default();
        stage.keys("p n").types("Back Plan").keys("enter").types("core b").keys("enter").types("desk br");
        stage.keys("enter esc 3 k c 3 5 enter tab enter").types("split hip sto").keys("enter esc c 4 enter");
        stage.keys("G enter").types("Walk for 30 minutes.").keys("tab esc").advance(10.0);
        scene(name, stage, play)
    };
    let broken = r#"{"id": "mine", "title": "Mine", "summary": "s", "by": "month", "parts": []}"#;
    let broken = Setup { plans: vec![("mine", broken.to_owned())], ..Setup::default() };
    vec![
        home("plan editor, the name", |s| s.keys("p n")),
        home("plan editor, nothing yet", |s| s.keys("p n").types("Back Plan").keys("enter esc")),
        home("plan editor, the search", |s| s.keys("p n").types("Back Plan").keys("enter").types("hip")),
        home("plan editor, a task", |s| s.keys("p n").types("Back Plan").keys("enter").types("Swim 20 lengths")),
        week("plan editor", |s| s),
        week("plan editor, a routine", |s| s.keys("g tab down")),
        week("plan editor, a day", |s| s.keys("g tab")),
        week("plan editor, the same on other days", |s| s.keys("g tab c 6 j")),
        week("plan editor, a note", |s| s.keys("n").types("somewhere green")),
        week("plan editor, four weeks", |s| s.keys("g 4")),
        week("plan editor, in trouble", |s| s.keys("right +")),
        week("plan editor, discarding", |s| s.keys("X")),
        week("plans with a draft", |s| s.keys("q").advance(10.0)),
        home("plan editor, a copy", |s| s.open_plan("posture-programme").keys("e")),
        setup("plans with a broken file", broken, |s| s.keys("p")),
    ]
}

fn scenes_of_questions() -> Vec<(&'static str, Stage)> {
    let first = Setup { opens: Opens::Welcome, ..Setup::default() };
    let next_morning = |after: &'static str| {
        let mut stage = Stage::default();
        stage.keys("enter 2 enter").until(Phase::Done).keys("1 enter").lose(24 * 3_600);
        let mut stage = stage.restart();
        stage.keys(after);
        stage
    };
    let activities = |keys: &'static str| {
        let mut stage = Stage::default();
        stage.keys("a a").types("run 5 km").keys("enter").advance(1.0).keys("a").types("put on socks").keys("enter");
        stage.advance(1.0).keys("up 6").advance(1.0).keys("q").lose(7 * 24 * 3_600);
        let mut stage = stage.restart();
        stage.keys(keys);
        stage
    };
    let locked = || {
        let mut stage = Stage::default();
        stage.keys("! 2 enter");
        stage
    };
    vec![
        setup("first start", first.clone(), |s| s),
        setup("first start, another goal", first, |s| s.keys("+ +")),
        home("safety", |s| s.keys("!")),
        home("safety, after a word", |s| s.keys("enter 3 p tab n enter")),
        home("safety, a yes", |s| s.keys("! 2 j")),
        home("safety, its second page", |s| s.keys("! n j j j j j j")),
        home("safety, no to all", |s| s.keys("! n n")),
        home("safety, no to all before a session", |s| s.keys("enter 8 enter n n")),
        scene("locked", locked(), |s| s),
        home("urgent", |s| s.keys("! n 1 6 enter")),
        home("urgent before a session", |s| s.keys("enter 8 enter n 4 enter")),
        scene("morning after", next_morning(""), |s| s),
        scene("morning after, scored", next_morning("4"), |s| s),
        scene("morning after, its minutes", next_morning("4 enter 2 0"), |s| s),
        home("activities, none yet", |s| s.keys("a")),
        home("activities, a name", |s| s.keys("a a").types("run 5 km")),
        scene("activities", activities("a"), |s| s),
        scene("activities, scored", activities("a 7"), |s| s),
        scene("activities, another name", activities("a e"), |s| s),
        scene("activities, once a week", activities("enter enter"), |s| s.until(Phase::Done).keys("enter 1 0 down")),
        home("finish, what it means", |s| s.keys("enter 5 p 2 enter enter").until(Phase::Done).keys("3 p 3 enter")),
    ]
}

fn scenes_of_the_library() -> Vec<(&'static str, Stage)> {
    let page = |name, search: &'static str, keys: &'static str| {
        home(name, move |s| s.keys("l /").types(search).keys("enter").keys(keys))
    };
    vec![
        home("library", |s| s.keys("l")),
        home("library, lower down", |s| s.keys("l G k k")),
        home("library, a search begun", |s| s.keys("l /")),
        home("library, searched with a typo", |s| s.keys("l /").types("tight hamstirngs")),
        home("library, searched with a filter", |s| s.keys("l f right f /").types("hip")),
        home("library, nothing found", |s| s.keys("l /").types("handstand")),
        home("library, the filter", |s| s.keys("l f right j right")),
        home("library, the filter with things", |s| s.keys("l f j j j right j j space j space")),
        home("library, filtered", |s| s.keys("l f j right j j right f")),
        home("library, filtered to nothing", |s| s.keys("l f left j left left left f")),
        page("exercise, a stretch", "split hip stretch", ""),
        page("exercise, scrolled", "split hip stretch", "page-down"),
        page("exercise, to its end", "split hip stretch", "G"),
        page("exercise, a self-test", "edge of bed test", ""),
        page("exercise, what a self-test tells", "edge of bed test", "tab tab"),
        page("exercise, to be avoided while sore", "sit up", ""),
        page("exercise, nothing harder", "sit up", "h"),
    ]
}

fn scenes_of_self_tests() -> Vec<(&'static str, Stage)> {
    let test = |name, search: &'static str, keys: &'static str| {
        home(name, move |s| s.keys("l /").types(search).keys("enter s").keys(keys).advance(10.0))
    };
    let timed = |name, keys: &'static str, secs| {
        home(name, move |s| s.keys("l /").types("one leg stand").keys("enter s").keys(keys).advance(secs))
    };
    let counts = Setup { exercises: vec![("chair-stands", chair_stands())], ..Setup::default() };
    let still = Setup { settings: Settings { reduced_motion: true, ..Settings::default() }, ..Setup::default() };
    let again = |s: &mut Stage| {
        s.keys("l /").types("one leg stand").keys("enter s 8 enter 1 0 enter esc");
        s.put_wall_clock(22 * 24 * 3600).advance(10.0);
    };
    vec![
        test("self-test", "edge of bed test", ""),
        test("self-test, the other side", "edge of bed test", "enter f"),
        test("self-test, what is seen", "edge of bed test", "enter"),
        test("self-test, not passed", "edge of bed test", "enter p enter f"),
        test("self-test, passed", "heels down", "enter p"),
        test("self-test, left out", "edge of bed test", "x x"),
        test("self-test with a timer", "one leg stand", ""),
        timed("self-test, get ready", "enter", 4.5),
        timed("self-test, the time runs", "enter space", 12.5),
        setup("self-test, nothing moves", still, |s| {
            s.keys("l /").types("one leg stand").keys("enter s").advance(10.0)
        }),
        timed("self-test, measured", "enter space 9 space", 1.0),
        test("self-test, seconds typed", "one leg stand", "1 2"),
        home("self-test, beside the last one", |s| {
            again(s);
            s.keys("s 1 2 enter 3 1 enter").advance(10.0)
        }),
        home("exercise, with earlier results", |s| {
            again(s);
            s
        }),
        setup("self-test, how many", counts, |s| {
            s.keys("l /").types("chair stands").keys("enter s enter").advance(41.0).keys("1 4").advance(10.0)
        }),
        test("self-test, which fits", "mirror posture", "enter"),
        test("self-test, found", "mirror posture", "enter 3"),
        test("self-test, opposites", "mirror posture", "enter 2 enter"),
        test("self-test, film", "film your stride", "enter"),
        test("self-test, lifting", "lifting form", ""),
        test("self-test, under the back", "hand under back", "enter f"),
    ]
}

fn scenes_of_guides() -> Vec<(&'static str, Stage)> {
    let guide = |name, title: &'static str, keys: &'static str| {
        home(name, move |s| s.keys("g /").types(title).keys("enter").keys(keys))
    };
    vec![
        home("guides", |s| s.keys("g")),
        home("guides, lower down", |s| s.keys("g G")),
        home("guides, a search begun", |s| s.keys("g /")),
        home("guides, searched", |s| s.keys("g /").types("shoe")),
        home("guides, nothing found", |s| s.keys("g /").types("handstand")),
        guide("guide", "when to stop", ""),
        guide("guide, scrolled", "when to stop", "page-down j j j"),
        guide("guide with a table", "kinds of pain", "j j j j j j"),
        guide("guide with a table of numbers", "numbers and studies", ""),
        guide("guide, a link chosen", "kinds of pain", "tab tab"),
        guide("guide, its end", "kinds of pain", "G"),
        guide("guide, sources disagree", "where sources disagree", ""),
        guide("guide of the troubleshooter", "when lunges hurt", ""),
    ]
}

fn scenes_of_the_troubleshooter() -> Vec<(&'static str, Stage)> {
    vec![
        home("troubleshooter", |s| s.keys("w")),
        home("troubleshooter, what fits", |s| s.keys("w G k enter j j j j")),
        home("troubleshooter, nothing fits", |s| s.keys("w G enter G")),
        home("troubleshooter, nothing fits, what to do", |s| s.keys("w G enter G enter")),
        home("troubleshooter, what to do", |s| s.keys("w G k enter j j j j enter")),
        home("troubleshooter, what to do, its end", |s| s.keys("w G k enter j j j j enter G tab")),
        home("troubleshooter, a guide to read", |s| s.keys("w G enter j j j j enter")),
    ]
}

fn scenes_of_plans() -> Vec<(&'static str, Stage)> {
    let own = |parts: &str| {
        let json = format!(
            r#"{{"id": "mine", "title": "My Weeks", "summary": "For tests.", "by": "week", "parts": [{parts}]}}"#
        );
        Setup { plans: vec![("mine", json)], ..Setup::default() }
    };
    let short = own(r#"{"title": "Only", "items": [{"task": "Walk."}]}"#);
    let sit_ups = made_up(r#"[{"exercise": "sit-up", "reps": 5}, {"exercise": "plank", "hold_s": 20}]"#);
    let sore = Setup { routines: vec![("made-up", sit_ups)], ..Setup::default() };
    let routine =
        |name, keys: &'static str| home(name, move |s| s.keys("/").types("posture check").keys("tab").keys(keys));
    let changed = |mut stage: Stage| {
        stage.open_plan("mine").keys("enter enter");
        stage.restart_with_plans(vec![("mine", String::new())])
    };
    vec![
        home("plans", |s| s.keys("p")),
        setup("plans, one followed, one of one's own", short.clone(), |s| {
            s.open_plan("return-to-squat").keys("enter enter esc")
        }),
        home("plan", |s| s.open_plan("runner-week")),
        home("plan with versions", |s| s.open_plan("posture-programme")),
        home("plan with versions, followed", |s| s.open_plan("posture-programme").keys("enter j enter").advance(10.0)),
        home("plan, begun", |s| s.open_plan("runner-week").keys("enter enter")),
        home("plan, a part done", |s| s.open_plan("runner-week").keys("enter enter space j space")),
        home("plan, a part half done", |s| {
            s.open_plan("treadmill-build-up").keys("enter enter space space j space").advance(10.0)
        }),
        home("plan, nothing to open", |s| s.open_plan("return-to-squat").keys("enter enter n n enter")),
        home("plan, its end", |s| s.open_plan("runner-week").keys("enter enter G").advance(10.0)),
        home("plan, in place of another", |s| {
            s.open_plan("runner-week").keys("enter enter esc").choose_plan("treadmill-build-up").advance(10.0)
        }),
        setup("plan, all done", short.clone(), |s| s.open_plan("mine").keys("enter enter space").advance(10.0)),
        setup("home, a plan done", short.clone(), |s| {
            s.open_plan("mine").keys("enter enter space esc esc").advance(10.0)
        }),
        home("home with a plan", |s| s.open_plan("runner-week").keys("enter enter esc esc").advance(10.0)),
        home("home with a plan, its second part", |s| {
            s.open_plan("posture-programme").keys("enter enter n esc esc").advance(10.0)
        }),
        home("home with a plan, filtered", |s| {
            s.open_plan("posture-programme").keys("enter enter esc esc f right f").advance(10.0)
        }),
        scene("home, the plan is gone", changed(Stage::new(short)), |s| s),
        routine("routine, part of a plan", "G"),
        routine("routine, a step chosen", "tab tab"),
        setup("routine, a warning", sore, |s| s.keys("r 5 enter /").types("made up").keys("tab").advance(10.0)),
    ]
}

fn scenes_of_settings() -> Vec<(&'static str, Stage)> {
    let config = |text| Setup { config: Some(text), ..Setup::default() };
    let wrong = "theme = \"drak\"\nweekly_goal = 40\nbel = false\n[limits]\namber_from = 8\nred_from = 7\n";
    let broken = "bell = false\ntheme = \"dark\n";
    let at_hand = "equipment = [\"step\", \"stability-ball\"]";
    vec![
        home("settings", |s| s.keys(",")),
        home("settings, a theme tried", |s| s.keys(", right right right")),
        home("settings, some changed", |s| s.keys(", right right j l j j j space")),
        home("settings, in the middle", |s| s.keys(", j j j j j j j j j j")),
        home("settings, its end", |s| s.keys(", G right")),
        home("settings, a limit refused", |s| s.keys(", G k k k k k k k k k k k k k right right")),
        home("settings, a number at its end", |s| s.keys(", G k k k l")),
        home("settings, at hand", |s| s.keys(", G k k k k k k k k k k k k k k space j j space j space")),
        home("settings, not saved", |s| s.disk_full(true).keys(", right").advance(15.0).keys("g")),
        setup("settings, wrong values", config(wrong), |s| s.keys(",")),
        setup("settings, wrong values, one chosen", config(wrong), |s| s.keys(", j j j")),
        setup("settings, wrong values, mended", config(wrong), |s| s.keys(", j j j j right")),
        setup("settings, a broken file", config(broken), |s| s.keys(", j right")),
        setup("home, a wrong value", config("theme = \"drak\""), |s| s),
        setup("home, wrong values", config(wrong), |s| s),
        setup("home, with what is at hand", config(at_hand), |s| s),
        setup("library, with what is at hand", config(at_hand), |s| s.keys("l")),
        setup("hold, no cues", config("cues = \"none\""), |s| s.keys("enter 3 enter").until(Phase::Work).advance(3.0)),
        setup("finish, a quiet journal", config("quiet_journal = true"), |s| {
            s.keys("enter").until(Phase::Done).keys("5")
        }),
        home("keys of the settings", |s| s.keys(", ?")),
    ]
}

fn own_desk_break() -> String {
    made_up(r#"[{"exercise": "roll-down", "reps": 2, "tempo_s": 15}]"#).replace("made-up", "desk-break")
}

const BREATHS: &str = r#"[{"exercise": "supine-twist", "breaths": 5}]"#;

fn scenes_of_work() -> Vec<(&'static str, Stage)> {
    let still = Settings { reduced_motion: true, ..Settings::default() };
    let still = Setup {
        settings: still,
        routines: vec![("made-up", made_up(BREATHS))],
        opens: Opens::Session("made-up", Options::default()),
        ..Setup::default()
    };
    vec![
        session("hold", "split-hip-stop", |s| s.until(Phase::Work).advance(7.0)),
        session("hold, over a minute", "desk-break", |s| s.until(Phase::Work).advance(7.0)),
        session("reps, paced", "millar-runner-support", |s| s.go_to("side-lying-leg-raise").advance(9.0)),
        session("reps, taking turns", "uhan-trunk-set", |s| s.until(Phase::Work).advance(8.0)),
        session("reps, own pace", "millar-runner-support", |s| s.go_to("single-leg-squat").advance(5.0)),
        session("reps on the breath", "millar-runner-support", |s| s.go_to("cat-cow").advance(10.0)),
        scene("breaths, in", Stage::session_of(BREATHS), |s| s.until(Phase::Work).advance(7.5)),
        scene("breaths, out", Stage::session_of(BREATHS), |s| s.until(Phase::Work).advance(10.0)),
        setup("breaths, reduced motion", still, |s| s.until(Phase::Work).advance(7.5)),
        session("last second", "split-hip-stop", |s| s.until(Phase::Work).advance(24.5)),
        session("rounds", "split-hip-stop", |s| s.until(Phase::Work).advance(3.0).keys("4 m")),
    ]
}

fn scenes_between_work() -> Vec<(&'static str, Stage)> {
    let by_key = Options { auto_advance: false, ..Options::default() };
    let by_key = Setup { opens: Opens::Session("split-hip-stop", by_key), ..Setup::default() };
    vec![
        session("prepare", "split-hip-stop", |s| s.advance(2.0)),
        session("prepare, next exercise", "millar-runner-support", |s| {
            s.until(Phase::Work).keys("x 2").until(Phase::Prepare).advance(1.0)
        }),
        session("switch", "split-hip-stop", |s| s.until(Phase::Switch).advance(1.0)),
        session("rest", "split-hip-stop", |s| s.until(Phase::Rest).advance(2.0)),
        session("paused", "split-hip-stop", |s| s.until(Phase::Work).advance(7.0).keys("space")),
        session("paused in reps", "uhan-trunk-set", |s| s.until(Phase::Work).advance(8.0).keys("space")),
        session("paused by a gap", "split-hip-stop", |s| s.until(Phase::Work).advance(7.0).sleep(3_600)),
        session("resuming", "split-hip-stop", |s| s.until(Phase::Work).advance(7.0).keys("space space").advance(0.5)),
        setup("waiting", by_key, |s| s.until(Phase::Waiting)),
    ]
}

fn scenes_over_a_session() -> Vec<(&'static str, Stage)> {
    let play = |name, keys: &'static str| {
        session(name, "split-hip-stop", move |s| s.until(Phase::Work).advance(7.0).keys(keys))
    };
    vec![
        play("how to", "i"),
        play("steps", "l"),
        session("steps, many", "millar-runner-support", |s| s.go_to("glute-bridge").keys("l")),
        play("pain rated", "3"),
        play("pain rated, amber", "5"),
        play("pain rated, red", "7"),
        play("pain rated, red, how it is done", "7 i"),
        play("pain rated, red, easier chosen", "7 e"),
        play("easier", "e"),
        play("nothing harder", "h"),
        play("asked to leave", "q"),
        play("asked why left out", "x"),
        play("asked why stopped", "!"),
        play("keys of the session", "?"),
        play("keys of the session, scrolled", "? j j j j j j j j j j j j j j j j j j j j"),
        home("keys of home", |s| s.keys("?")),
    ]
}

fn scenes_after_a_session() -> Vec<(&'static str, Stage)> {
    let over = |name, keys: &'static str| {
        session(name, "split-hip-stop", move |s| s.until(Phase::Work).advance(7.0).keys(keys))
    };
    vec![
        session("finish, completed", "split-hip-stop", |s| s.until(Phase::Done)),
        over("finish, ended", "q e"),
        over("finish, stopped", "! 1"),
        over("finish, stopped with chest pain", "! 3"),
        over("finish, pain rated", "q e 2"),
        over("finish, where", "q e 2 p 2 2"),
        over("finish, what like", "q e 2 p 2 2 tab a"),
        over("finish, where and what like said", "q e 2 p 2 2 tab a m enter"),
        over("finish, effort", "q e 2 tab 6"),
        scene("finish, note", Stage::session("split-hip-stop"), |s| {
            s.until(Phase::Done).keys("0 tab 6 tab").types("left side tighter than the right")
        }),
        scene("finish, long note", Stage::session("split-hip-stop"), |s| {
            s.until(Phase::Done).keys("1 0 tab 1 0 tab").types(&"a long note about the left hip ".repeat(9))
        }),
        scene("finish, not saved", Stage::session("split-hip-stop"), |s| s.disk_full(true).until(Phase::Done)),
    ]
}

fn scenes_of_timers() -> Vec<(&'static str, Stage)> {
    let run = |name, line: &'static str, play: fn(&mut Stage) -> &mut Stage| {
        let opens = Opens::Timer(IntervalTimer::from_line(line).unwrap());
        setup(name, Setup { opens, ..Setup::default() }, play)
    };
    vec![
        home("timer, the form", |s| s.keys("T")),
        home("timer, the form filled in", |s| s.keys("T 7 5 0 tab 9 0 tab 1 2")),
        run("timer, get ready", "40 20 8", |s| s.advance(3.0)),
        run("timer, at work", "40 20 8", |s| s.until(Phase::Work).advance(7.0)),
        run("timer, at rest", "40 20 8", |s| s.until(Phase::Rest).advance(7.0)),
        run("timer, minutes", "750 90 3", |s| s.until(Phase::Work).advance(7.0)),
        run("timer, at its end", "40 20 8", |s| s.until(Phase::Done)),
        run("timer, saved", "40 20 8", |s| s.until(Phase::Done).keys("l")),
    ]
}

fn scenes_of_trouble() -> Vec<(&'static str, Stage)> {
    let crashed = || {
        let mut stage = Stage::session("split-hip-stop");
        stage.until(Phase::Switch).until(Phase::Work).advance(7.0).keys("3");
        stage.restart()
    };
    let short = Options { minutes: Some(3), ..Options::default() };
    let short = Setup { opens: Opens::Session("millar-runner-support", short), ..Setup::default() };
    let second = Setup { session_elsewhere: true, ..Setup::default() };
    vec![
        scene("unfinished session", crashed(), |s| s),
        scene("asked to discard it", crashed(), |s| s.keys("d")),
        scene("taken up again", crashed(), |s| s.keys("enter")),
        scene("written down as it is", crashed(), |s| s.keys("l")),
        setup("second program", second, |s| s.keys("enter enter")),
        setup("left out to fit the time", short, |s| s.advance(1.0)),
        session("not saved", "split-hip-stop", |s| s.disk_full(true).until(Phase::Work).keys("3")),
        home("asked about what is not saved", |s| s.disk_full(true).keys("r 3 enter q")),
    ]
}

fn scenes_of_trends() -> Vec<(&'static str, Stage)> {
    let full = || Setup { lines: quarter(), ..Setup::default() };
    let plain = Settings { characters: Some(Characters::Ascii), ..Settings::default() };
    vec![
        home("trends, nothing yet", |s| s.keys("t")),
        home("trends, too few", |s| s.keys("enter 3 enter").until(Phase::Done).keys("1 enter t")),
        setup("trends", full(), |s| s.keys("t")),
        setup("trends of 4 weeks", full(), |s| s.keys("t t t t")),
        setup("trends of a year", full(), |s| s.keys("t t")),
        setup("trends, in plain characters", Setup { settings: plain, ..full() }, |s| s.keys("t")),
        setup("trends, before and after", full(), |s| s.keys("t 2")),
        setup("trends, exercises", full(), |s| s.keys("t 3 j")),
        setup("trends, where", full(), |s| s.keys("t 4")),
        setup("trends, of one place", full(), |s| s.keys("t 4 p r")),
        setup("trends, doing", full(), |s| s.keys("t 5 n")),
        setup("trends, scrolled", full(), |s| s.keys("t 5 G")),
        setup("trends, activities", full(), |s| s.keys("t 6")),
    ]
}

/// A scene's name as the name of a file.
fn file_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Compares every scene at one size with its file in `snapshots/screens/WIDTHxHEIGHT/`.
#[track_caller]
fn assert_snapshots(width: u16, height: u16) {
    let folder = format!("snapshots/screens/{width}x{height}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut expected = BTreeSet::new();
    for (name, stage) in scenes() {
        let name = file_name(name);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), stage.screen(width, height)));
        assert!(expected.insert(format!("{name}.snap")), "two scenes share the file {name}.snap");
    }
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder)).unwrap();
    let files: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, expected, "a file for each scene, and no other");
}

#[test]
fn screens_at_80x24() {
    assert_snapshots(80, 24);
}

#[test]
fn screens_at_120x40() {
    assert_snapshots(120, 40);
}

#[test]
fn screens_at_40x12() {
    assert_snapshots(40, 12);
}

#[test]
fn screens_below_the_least_size() {
    let home = Stage::default();
    let mut hold = Stage::session("split-hip-stop");
    hold.until(Phase::Work).advance(7.0);
    let mut text = String::new();
    for (width, height) in [(39, 12), (40, 11), (20, 5), (8, 2), (1, 1)] {
        for (name, stage) in [("home", &home), ("hold", &hold)] {
            let _ = writeln!(text, "== {name} at {width}x{height}\n{}", stage.screen(width, height));
        }
    }
    insta::assert_snapshot!("too_small", text);
}

#[test]
fn drawing_changes_nothing() {
    for (name, stage) in scenes() {
        for (width, height) in [(80, 24), (40, 12), (120, 40), (7, 3)] {
            let first = stage.buffer(width, height);
            assert_eq!(first, stage.buffer(width, height), "{name} at {width}x{height}");
        }
    }
}

#[test]
fn no_size_is_too_small_or_too_large_to_draw() {
    let tiny = (1..=12).flat_map(|width| (1..=6).map(move |height| (width, height)));
    let narrow =
        [(40, 12), (40, 13), (41, 12), (69, 12), (70, 12), (75, 14), (76, 13), (500, 12), (40, 200), (500, 200)];
    let sizes: Vec<(u16, u16)> = tiny.chain(narrow).collect();
    for (_, stage) in scenes() {
        for (width, height) in &sizes {
            stage.screen(*width, *height);
        }
    }
}

/// Text that ends in an ellipsis of its own, and text that is cut for a reason.
const ELLIPSES: &[(&str, &str)] = &[
    ("Millar Runner Sup…", "the list beside the preview has the whole title"),
    ("Have a physio or a good coa", "a task of the plan; the preview has all of it"),
    ("Do your main session: run, ", "a task of the plan; the preview has all of it"),
    ("19:00  Eyes-Closed One-Leg Stand", "its page has all of it"),
    ("pain · buttock left,…", "the list beside the filter; its page has all of it"),
    ("next morning · stiff…", "the list beside the filter; its page has all of it"),
    ("before · low back lef…", "the list beside the filter; its page has all of it"),
    ("about the left hip a long note about the left hip", "a note longer than its line is scrolled to the cursor"),
];

#[test]
fn no_text_is_cut_off() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut cut = String::new();
        for (name, stage) in scenes() {
            let screen = stage.screen(width, height);
            let is_cut = |line: &&str| line.contains('…') && !ELLIPSES.iter().any(|(text, _)| line.contains(text));
            for line in screen.lines().filter(is_cut) {
                let _ = writeln!(cut, "{name}: {}", line.trim());
            }
        }
        assert!(cut.is_empty(), "cut off at {width}x{height}:\n{cut}");
    }
}

/// The most rows that follow each other and hold blocks of large digits. The last rows, with the
/// bar of the timeline, do not count.
fn rows_of_digits(screen: &str, rows_below: usize) -> usize {
    let lines: Vec<&str> = screen.lines().collect();
    let is_block = |c: char| matches!(c, '█' | '▀' | '▄' | '▌' | '▐' | '▖'..='▟');
    let has_blocks = lines.iter().take(lines.len() - rows_below).map(|line| line.contains(is_block));
    let mut most = 0;
    let mut row = 0;
    for has in has_blocks {
        row = if has { row + 1 } else { 0 };
        most = most.max(row);
    }
    most
}

#[test]
fn the_countdown_can_be_read_from_afar() {
    for (name, stage) in scenes_of_work() {
        let rows = |width, height| rows_of_digits(&stage.screen(width, height), 3);
        let (small, usual, large) = (rows(40, 12), rows(80, 24), rows(120, 40));
        assert!(usual >= 5, "{name}: {usual} rows at 80x24");
        assert!(large >= usual, "{name}: {large} rows at 120x40");
        // Where a line below the number says what to do, it takes one of the five rows there are.
        let least = if name.contains("hold") || name.contains("second") { 5 } else { 4 };
        assert!(small >= least, "{name}: {small} rows at 40x12");
    }
}

#[test]
fn the_seconds_of_a_self_test_can_be_read_from_afar() {
    for (name, stage) in scenes_of_self_tests() {
        if !name.contains("get ready") && !name.contains("the time runs") {
            continue;
        }
        let rows = |width, height| rows_of_digits(&stage.screen(width, height), 4);
        let (small, usual, large) = (rows(40, 12), rows(80, 24), rows(120, 40));
        assert!(small >= 5 && usual >= 9 && large >= usual, "{name}: {small}, {usual}, {large} rows");
    }
}

/// Where colours are missing, words tell the phases apart.
#[test]
fn no_two_phases_have_the_same_head_line() {
    let mut heads: BTreeMap<String, Phase> = BTreeMap::new();
    for (_, stage) in scenes().iter().filter(|(_, stage)| stage.app.model().session.is_some()) {
        let phase = match stage.player().phase() {
            Phase::Paused(_) => Phase::Paused(PauseReason::Asked),
            phase => phase,
        };
        if phase == Phase::Done || stage.app.overlay().is_some() {
            continue;
        }
        let screen = stage.screen(80, 24);
        let head = screen.lines().nth(1).unwrap();
        let word: String = head.chars().take_while(|c| !c.is_lowercase()).collect();
        let word = word.trim_end().trim_end_matches(char::is_alphanumeric).trim().to_owned();
        assert!(word.chars().count() >= 2, "no word for the phase in `{head}`");
        let before = heads.insert(word.clone(), phase);
        assert!(before.is_none_or(|before| before == phase), "{before:?} and {phase:?} are both `{word}`");
    }
    assert!(heads.len() >= 7, "{heads:?}");
}

/// The same characters, whatever the terminal can do: colour only adds to them.
/// Letters of any language stay: nothing else says them as well.
#[test]
fn every_sign_of_a_screen_has_a_plain_character() {
    let has_one = |c: char| c.is_ascii() || c.is_alphabetic() || ascii_for(c).is_some_and(|plain| plain.is_ascii());
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        let all: BTreeSet<char> =
            scenes().iter().flat_map(|(_, stage)| stage.screen(width, height).chars().collect::<Vec<_>>()).collect();
        let without: Vec<char> = all.into_iter().filter(|c| !has_one(*c)).collect();
        assert_eq!(without, [], "at {width} x {height}");
    }
}

#[test]
fn in_plain_characters_a_screen_is_ascii() {
    let settings = Settings { characters: Some(Characters::Ascii), ..Settings::default() };
    let setup = || Setup { settings: settings.clone(), lines: quarter(), ..Setup::default() };
    let all = [
        "",
        "?",
        "f",
        "j",
        "j enter",
        "j f",
        "j p",
        "t",
        "t 2",
        "t 3",
        "t 4",
        "t 5",
        "t 6",
        "l",
        "l f",
        "l enter",
        "g",
        "g enter",
        "w",
        "w enter",
        "p",
        "p enter",
        ", right",
        "a",
        "i",
        "y",
        "!",
        "r",
        "enter",
        "enter 3 p",
        "tab",
    ];
    for keys in all {
        let mut stage = Stage::new(setup());
        stage.keys(keys);
        for (width, height) in [(80, 24), (40, 12)] {
            let screen = stage.screen(width, height);
            assert!(screen.is_ascii(), "after {keys:?}:\n{screen}");
        }
    }
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("enter 3 enter").until(Phase::Work);
    for keys in ["", "space", "i", "l l", "x", "esc", "7", "g", "q", "esc", "!", "3"] {
        stage.keys(keys);
        assert!(stage.screen(80, 24).is_ascii(), "after {keys}:\n{}", stage.screen(80, 24));
    }
}

/// A blank that leads the words is no part of them.
#[test]
fn no_blank_is_underlined_before_the_words() {
    for (name, stage) in scenes() {
        let buffer = stage.buffer(80, 24);
        for row in buffer.content.chunks(80) {
            let mut is_underlined = false;
            for cell in row {
                let has_line = cell.modifier.contains(Modifier::UNDERLINED);
                assert!(is_underlined || !has_line || cell.symbol() != " ", "{name}: {:?}", stage.screen(80, 24));
                is_underlined = has_line;
            }
        }
    }
}

/// The marker of a chosen row is reversed, and so is the row up to its last word.
#[test]
fn a_chosen_row_is_reversed_over_its_whole_width() {
    let mut rows = 0;
    let lists = scenes_before_a_session().into_iter().chain(scenes_of_the_library()).chain(scenes_of_guides());
    let lists = lists.chain(scenes_of_the_troubleshooter()).chain(scenes_of_plans()).chain(scenes_of_settings());
    for (name, stage) in lists.chain(scenes_of_the_journal()) {
        let buffer = stage.buffer(80, 24);
        for row in buffer.content.chunks(80) {
            let Some(from) = row.iter().position(|cell| cell.symbol() == "▸") else { continue };
            // Before a question the marker says which one is being answered.
            let has_list = ["home", "library", "guides", "plan", "settings", "troubleshooter", "journal"];
            let is_question = row.iter().any(|cell| cell.symbol() == "?");
            if is_question || !has_list.iter().any(|list| name.starts_with(list)) {
                continue;
            }
            let chosen = row.iter().skip(from).take_while(|cell| cell.modifier.contains(Modifier::REVERSED));
            let chosen = chosen.count();
            let rest: String = row.iter().skip(from + chosen).take(2).map(ratatui::buffer::Cell::symbol).collect();
            assert!(chosen > 8, "{name}: {}", stage.screen(80, 24));
            assert!(rest.trim_matches([' ', '│', '┃', '╭', '├', '╰']).is_empty(), "{name} ends before `{rest}`");
            rows += 1;
        }
    }
    assert!(rows > 50, "{rows}");
}

/// Apart from the figure: filled blocks depend on the two colours of a cell, and without colours a pattern marks muscles.
#[test]
fn colour_changes_no_character() {
    let session = |depth: ColorDepth| {
        let opens = Opens::Session("split-hip-stop", Options::default());
        let settings = Settings { characters: Some(Characters::Ascii), ..Settings::default() };
        Stage::new(Setup { depth, opens, settings, ..Setup::default() })
    };
    for depth in [ColorDepth::Ansi16, ColorDepth::Ansi256, ColorDepth::TrueColor] {
        let (mut coloured, mut plain) = (session(depth), session(ColorDepth::None));
        assert_eq!(coloured.screen(80, 24), plain.screen(80, 24));
        coloured.keys("q e 3");
        plain.keys("q e 3");
        assert_eq!(coloured.screen(80, 24), plain.screen(80, 24));
    }
}

/// What stands out without colours does so by attributes: work and rest, a chosen row, keys.
#[test]
fn without_colours_attributes_do_their_part() {
    for (name, stage) in scenes() {
        let buffer = stage.buffer(80, 24);
        let has_attributes = buffer.content().iter().any(|cell| !cell.modifier.is_empty());
        assert!(has_attributes, "{name} is all the same");
        let is_plain = |cell: &ratatui::buffer::Cell| {
            use ratatui::style::Color::Reset;
            cell.fg == Reset && cell.bg == Reset && cell.underline_color == Reset
        };
        assert!(buffer.content().iter().all(is_plain), "{name} is coloured");
    }
}

/// In a wide window what is read stands in the middle, in a column that the eye can follow, alone or with what belongs
/// beside it.
#[test]
fn a_page_to_read_stands_in_the_middle_of_a_wide_window() {
    let alone = ["first start", "safety", "morning after", "plans", "routine", "check-in", "finish, completed"];
    let with_more = ["guide with a table", "plan", "exercise, a stretch", "fitted to today", "routine, done before"];
    let scenes = scenes();
    let stage = |name: &str| &scenes.iter().find(|(scene, _)| *scene == name).unwrap().1;
    for (width, height) in [(120, 40), (160, 50), (200, 60)] {
        for name in alone {
            let screen = stage(name).screen(width, height);
            assert_eq!(left_margin(&screen), usize::from(width - 84) / 2, "{name}\n{screen}");
        }
    }
    for name in with_more {
        let screen = stage(name).screen(200, 60);
        let right = screen.lines().skip(1).take(58).map(|line| line.trim_end().chars().count()).max().unwrap();
        let left = left_margin(&screen);
        assert!(left > 15 && left.abs_diff(200 - right) < 3, "{name}: {left}, {right}\n{screen}");
    }
}

/// The blank columns before the text between the head and the hints.
fn left_margin(screen: &str) -> usize {
    let rows = screen.lines().count() - 1;
    let lines = screen.lines().take(rows).skip(1).filter(|line| !line.trim().is_empty());
    lines.map(|line| line.chars().take_while(|c| *c == ' ').count()).min().unwrap_or_default()
}
