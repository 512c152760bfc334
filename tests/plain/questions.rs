//! How what is told reads.

use supple::domain::session::cue::PauseReason;
use supple::domain::session::player::Phase;
use supple::domain::session::speech::span_text;
use supple::plain::AnswerMode;
use supple::state::event::Event;
use supple::state::sinks::{Capabilities, Player, Rung};

use crate::common::stage::{Opens, Setup, Stage, made_up};
use crate::told::Told;
use supple::domain::content::words::WordList;
use supple::domain::journal::body_location::region_text;
use supple::domain::journal::entry::{PainSide, Region};
use supple::domain::session::compile::Options;
use supple::state::keymap::Context;
use supple::state::settings::Settings;
use supple::widgets::pain_grid::ROW_KEYS;

const STEPS: &str = r#"[{"exercise": "split-hip-stretch", "hold_s": 8}, {"exercise": "bird-dog", "reps": 2}]"#;

fn setup() -> Setup {
    let opens = Opens::CheckIn("made-up", Options::default());
    Setup { routines: vec![("made-up", made_up(STEPS))], opens, ..Setup::default() }
}

#[test]
fn a_session_by_keys_reads_well() {
    let mut told = Told::new(setup(), AnswerMode::Keys);
    told.keys("2 p 2 tab a enter").advance(20.0).keys("3").advance(2.0).keys("space ? space i l x esc");
    told.advance(300.0).keys("1 enter 5 enter").types("left side tighter").keys("enter");
    assert!(told.stage.app.is_over());
    insta::assert_snapshot!("by_keys", told.lines.join("\n"));
}

#[test]
fn the_length_in_lines_is_that_of_the_lists() {
    for (id, in_lines) in [("core-basics", true), ("core-basics", false), ("desk-break", true)] {
        let opens = Opens::Session(id, Options::default());
        let told = Told::new(Setup { opens, in_lines, ..Setup::default() }, AnswerMode::Words);
        let model = told.stage.app.model();
        let length = span_text(model.length(&model.catalog.routine(id).unwrap()).unwrap());
        let head = told.lines.iter().find(|line| line.contains(" minutes ")).cloned().unwrap();
        assert!(head.ends_with(&format!("{length}.")), "{head} {length}");
        let segments = &model.session.as_ref().unwrap().player.timeline().segments;
        let spoken = supple::domain::session::timeline::Length::of(segments);
        assert_eq!(span_text(spoken.span) != length, in_lines, "{id}: there is time to read all the same");
    }
}

#[test]
fn a_session_by_words_reads_well() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("2").says("jump").says("left low back aching").says("start").advance(20.0).says("rate 5").advance(1.0);
    told.says("pause").says("go on").says("how").says("steps").says("help").says("rate 11").says("easier");
    told.says("quit").says("no").advance(300.0).says("3").says("5").says("");
    assert!(told.stage.app.is_over());
    insta::assert_snapshot!("by_words", told.lines.join("\n"));
}

#[test]
fn safety_questions_and_stops_read_well() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("safety").says("no").says("1").says("yes 3").says("1").says("go on").says("back").says("quit");
    assert!(told.stage.app.is_over());
    let mark = told.lines.len();
    let mut again = Told::again(told.stage, setup().opens, AnswerMode::Words);
    again
        .says("3")
        .says("start")
        .says("train")
        .advance(4.0)
        .says("stop")
        .says("chest pain")
        .says("next")
        .says("next")
        .says("");
    insta::assert_snapshot!("safety", format!("{}\n---\n{}", told.lines[..mark].join("\n"), again.lines.join("\n")));
}

#[test]
fn a_stop_by_accident_is_taken_back_by_a_key_or_a_word() {
    for answers in [AnswerMode::Keys, AnswerMode::Words] {
        let mut told = playing(STEPS, 19.0, answers);
        let (stop, resume, go_on): (&[&str], &str, &str) = match answers {
            AnswerMode::Keys => (&["!"], "r", "space"),
            _ => (&["stop"], "resume", "go on"),
        };
        let mut say = |said: &str| {
            let mark = told.lines.len();
            match answers {
                AnswerMode::Keys => told.keys(said),
                _ => told.says(said),
            };
            told.lines[mark..].join("\n")
        };
        let stopped = stop.iter().map(|said| say(said)).collect::<String>();
        let (first, then) = stopped.split_once('\n').unwrap();
        assert!(first.contains("Chest pain: call your emergency number now."), "first of all: {stopped}");
        assert!(then.contains("pressed by mistake"), "{stopped}");
        assert!(say(resume).contains("Paused"));
        assert!(!say(go_on).is_empty());
        assert!(told.stage.sessions().is_empty() && !told.stage.app.is_over());
    }
}

#[test]
fn an_unfinished_session_is_asked_about_first() {
    let mut stage = Stage::new(setup());
    stage.keys("enter").advance(19.0);
    let mut told = Told::again(stage, setup().opens, AnswerMode::Words);
    told.says("discard").says("no").says("go on").says("go on").advance(300.0).says("next").says("next").says("");
    assert!(told.stage.app.is_over());
    assert_eq!(told.stage.sessions().len(), 1);
    insta::assert_snapshot!("unfinished", told.lines.join("\n"));
}

/// Somebody who went through a session, and has an activity of their own.
fn trained() -> Stage {
    let mut stage = Stage::new(setup());
    stage.keys("2 enter").until_done().keys("a a").types("run 5 km").keys("enter 6 enter");
    stage
}

#[test]
fn the_morning_after_is_asked_where_no_session_begins() {
    let mut stage = trained();
    stage.lose(24 * 3_600);
    let mut told = Told::again(stage, setup().opens, AnswerMode::Words);
    told.says("back").says("1").says("20");
    told.assert_told("How many minutes were you stiff?");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("morning", told.lines.join("\n"));
}

#[test]
fn own_activities_are_asked_once_a_week_after_the_session() {
    let mut stage = trained();
    stage.lose(8 * 24 * 3_600);
    let mut told = Told::again(stage, setup().opens, AnswerMode::Words);
    told.says("same").says("start").says("quit").says("yes").says("1").says("4").says("good").says("7").says("add");
    told.says("put on socks").says("done");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("activities", told.lines.join("\n"));
}

#[test]
fn a_session_fitted_to_today_says_what_is_changed_and_why() {
    let mut stage = Stage::default();
    for score in ["5 enter", "6 enter", "7 enter"] {
        stage.keys("r").keys(score).lose(3_600);
    }
    let opens = || Opens::CheckIn("core-basics", Options::default());
    let mut told = Told::again(stage, opens(), AnswerMode::Keys);
    told.keys("7 enter");
    assert_eq!(told.stage.app.context(), Context::Fitted, "{:#?}", told.lines);
    told.keys("y esc space j space a a enter").advance(1.0).keys("q e esc");
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    insta::assert_snapshot!("fitted", told.lines.join("\n"));
}

#[test]
fn after_the_end_of_input_a_session_runs_to_its_end() {
    let steps = r#"[{"exercise": "bird-dog", "reps": 3, "paced": false}, {"exercise": "dead-bug", "reps": 2}]"#;
    let settings = Settings { auto_advance: false, ..Settings::default() };
    let setup = Setup { routines: vec![("made-up", made_up(steps))], settings, ..setup() };
    let mut told = Told::new(setup, AnswerMode::Words);
    told.nobody_answers().advance(600.0);
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    let sessions = told.stage.sessions();
    assert_eq!(sessions.len(), 1);
    assert_eq!(serde_json::to_value(&sessions[0]).unwrap()["outcome"], "completed");
}

#[test]
fn a_pipe_that_closes_is_no_order_to_stop() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("start").advance(17.0).says("pause").says("quit").nobody_answers().advance(300.0);
    assert!(told.stage.app.is_over());
    assert_eq!(told.stage.kinds(), ["session", "rating"]);
}

#[test]
fn what_cannot_be_written_is_told_and_asked_about() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.stage.disk_full(true);
    told.says("2").says("start");
    told.assert_told("Not saved yet, trying again: no space left on device");
    told.says("quit").says("yes").says("next").says("next").says("");
    assert!(!told.stage.app.is_over(), "{:#?}", told.lines);
    let asked = told.lines.iter().rev().take(2).cloned().collect::<Vec<_>>();
    assert!(asked[1].starts_with("Not saved. "), "{asked:#?}");
    told.says("quit");
    assert!(told.stage.app.is_over());
}

/// In a session of `steps`, so many seconds after its start.
fn playing(steps: &str, secs: f64, answers: AnswerMode) -> Told {
    let mut told = Told::new(Setup { routines: vec![("made-up", made_up(steps))], ..setup() }, answers);
    match answers {
        AnswerMode::Keys => told.keys("enter"),
        _ => told.says("start"),
    };
    told.advance(secs);
    told
}

fn phase(told: &Told) -> Phase {
    told.stage.player().phase()
}

const PAUSED: Phase = Phase::Paused(PauseReason::Asked);

#[test]
fn pause_pauses_and_go_on_goes_on_and_neither_does_the_other() {
    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    assert_eq!(told.answer_to("go on"), ["It is running."]);
    assert_eq!(phase(&told), Phase::Work);
    told.says("pause");
    assert_eq!(phase(&told), PAUSED);
    assert_eq!(told.answer_to("pause"), ["Already paused."]);
    assert_eq!(phase(&told), PAUSED);
    told.says("resume");
    assert_eq!(phase(&told), Phase::Resuming);
    assert_eq!(told.answer_to("continue"), ["It is running."]);
}

#[test]
fn where_it_waits_pause_is_no_start() {
    let steps = r#"[{"exercise": "bird-dog", "reps": 3, "paced": false}]"#;
    let routines = vec![("made-up", made_up(steps))];
    let opens = Opens::CheckIn("made-up", Options { auto_advance: false, ..Options::default() });
    let mut told = Told::new(Setup { routines, opens, ..setup() }, AnswerMode::Words);
    told.says("start").advance(60.0);
    assert_eq!(phase(&told), Phase::Waiting, "{:#?}", told.lines);
    assert_eq!(told.answer_to("pause"), ["It is waiting for you."]);
    assert_eq!(phase(&told), Phase::Waiting);
    told.says("go on");
    assert_eq!(phase(&told), Phase::Work);
    assert_eq!(told.answer_to("go on"), ["It is running. Say next when you are done."]);
}

#[test]
fn an_empty_line_and_the_name_of_a_key_are_no_answers() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    for line in ["", "enter", "no", "yes", "left", "space"] {
        told.says(line);
        assert_eq!(told.stage.app.context(), Context::CheckIn, "{line}");
    }
    told.says("where").says("").says("no");
    assert_eq!(told.stage.app.context(), Context::Places);
    told.says("done").says("start").advance(17.0);
    let at = told.stage.player().at();
    assert_eq!(told.answer_to(""), [""; 0]);
    for line in ["yes", "left", "right", "up", "enter", "tab", "yes 3"] {
        let answer = told.answer_to(line);
        assert!(answer[0].starts_with(&format!("'{line}' isn't available now. Try: ")), "{answer:?}");
    }
    assert_eq!((told.stage.player().at(), phase(&told)), (at, Phase::Work));
    assert!(told.stage.entries().is_empty());
}

#[test]
fn what_was_not_understood_is_not_read_out_whole() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    let answer = told.answer_to(&"lorem ipsum ".repeat(300));
    assert!(
        answer[0].starts_with("'lorem ipsum lorem ipsum lorem ipsum lore...' isn't available now. Try: "),
        "{answer:?}"
    );
    assert!(told.answer_to("\u{1b}")[0].starts_with("That isn't available now. Try: "));
}

#[test]
fn more_and_less_are_answered() {
    let steps = r#"[{"exercise": "split-hip-stretch", "hold_s": 20}, {"exercise": "bird-dog", "reps": 2}]"#;
    let mut told = playing(steps, 19.0, AnswerMode::Words);
    assert_eq!(told.answer_to("more"), ["26 seconds left"]);
    assert_eq!(told.answer_to("+"), ["36 seconds left"]);
    assert_eq!(told.answer_to("less"), ["26 seconds left"]);
    told.says("pause");
    assert_eq!(told.answer_to("-"), ["16 seconds left"]);
    assert_eq!(told.answer_to("less"), ["6 seconds left"]);
    assert_eq!(told.answer_to("less"), ["0 seconds left"]);
    assert_eq!(told.answer_to("less"), ["0 seconds left, the minimum"]);
    told.says("more");
    let mark = told.lines.len();
    told.says("go on").advance(2.0).says("back");
    assert!(told.since(mark).iter().all(|line| !line.ends_with("seconds left")), "{:#?}", told.since(mark));
    // On to the reps.
    while told.stage.player().rep(told.stage.now().mono).is_none() {
        told.says("next");
    }
    assert_eq!(told.answer_to("more"), ["3 reps"]);
    assert_eq!(told.answer_to("less"), ["2 reps"]);
    assert_eq!(told.answer_to("less"), ["1 rep"]);
    assert_eq!(told.answer_to("less"), ["1 rep, the minimum"]);
    let mut told = playing(steps, 19.0, AnswerMode::Keys);
    told.keys("+");
    told.assert_told("26 seconds left");
}

#[test]
fn a_step_on_or_back_while_paused_tells_where_it_is() {
    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    told.says("pause");
    assert_eq!(told.answer_to("next"), ["Rest. Then set 2 of 2, left foot up"]);
    assert_eq!(told.answer_to("next"), ["Split Hip Stretch, left foot up. 8 seconds left"]);
    assert_eq!(told.answer_to("next"), ["Other side, right foot up"]);
    assert_eq!(told.answer_to("back"), ["Split Hip Stretch, left foot up. 8 seconds left"]);
    let reason = ["skip", "2"].map(|line| told.answer_to(line)).concat();
    let place = "Getting ready for Bird Dog, left leg, right arm. 10 seconds left";
    assert!(reason.iter().any(|line| line == place), "{reason:#?}");
    assert_eq!(phase(&told), PAUSED);
}

#[test]
fn nothing_is_told_twice() {
    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    let answer = ["skip", "2"].map(|line| told.answer_to(line)).concat();
    let named: Vec<_> = answer.iter().filter(|line| line.contains("Bird Dog")).collect();
    assert_eq!(named.len(), 1, "{answer:#?}");
    assert!(named[0].contains("Bird Dog, left leg, right arm. 2 reps. "), "{named:?}");
    assert!(!answer.iter().any(|line| line.contains("Split Hip Stretch")), "{answer:#?}");

    // While getting ready the new exercise is told by its own cue.
    let answer = told.answer_to("easier");
    assert_eq!(answer.len(), 1, "{answer:#?}");
    assert!(answer[0].starts_with("All-Fours Bent-Knee Leg Extension. 10 reps "), "{answer:#?}");

    // At work the cue would name what is under way.
    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    assert_eq!(told.answer_to("easier"), ["Easier after this: Edge-of-Bed Hip Flexor Stretch."]);
    assert_eq!(told.answer_to("time"), ["Split Hip Stretch, left foot up. 6 seconds left"]);

    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    let answer = told.answer_to("rate 7");
    assert!(answer[0] == "Paused", "{answer:#?}");
    assert!(answer[1] == "Pain 7. That is too much. Skip this one today.", "{answer:#?}");
    assert_eq!(answer[2], "What now?");
    assert!(answer[3].starts_with("Words: easier; skip; end; keep going; undo; "), "{answer:#?}");
    assert_eq!(answer.len(), 4, "{answer:#?}");
    // Why it is red is something new.
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("1").says("start").advance(17.0);
    assert_eq!(told.answer_to("rate 5")[2], "5 is red: 4 above the 1 before.");
}

#[test]
fn at_the_safety_questions_words_are_answered_with_words() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("safety");
    assert_eq!(told.answer_to("yes"), ["Say its number for yes, or no for none."]);
    assert_eq!(told.answer_to("go on"), ["Say its number for yes, or no for none."]);
    assert_eq!(told.answer_to("2"), ["Yes to 2."]);
    for line in ["no", "n"] {
        assert_eq!(told.answer_to(line), ["You marked something. Say continue, or its number again to undo it."]);
    }
    assert_eq!(told.answer_to("2"), ["No answer."]);
    assert!(told.answer_to("no")[0].starts_with("Page 2 of 2."));
}

#[test]
fn the_sound_has_a_word_where_there_is_one() {
    let mut told = playing(STEPS, 17.0, AnswerMode::Words);
    assert!(told.answer_to("mute")[0].starts_with("'mute' isn't available now."));
    let players = vec![Rung { kind: Player::Aplay, program: "/a/aplay".to_owned() }];
    told.stage.happens(Event::SinksFound(Box::new(Capabilities { players, ..Capabilities::default() })));
    assert!(told.answer_to("help").contains(&"mute: no voice, no tones".to_owned()));
    assert_eq!(told.answer_to("unmute"), ["The sound is on."]);
    assert_eq!(told.answer_to("mute"), ["Sound off."]);
    assert!(told.stage.app.model().settings.muted);
    assert_eq!(told.answer_to("mute"), ["Already muted."]);
    assert_eq!(told.answer_to("unmute"), ["Sound on."]);
}

#[test]
fn an_unfinished_session_that_nobody_is_asked_about_is_told() {
    let mut stage = Stage::new(setup());
    stage.keys("enter").advance(19.0);
    let told = Told::again(stage, setup().opens, AnswerMode::Nobody);
    assert_eq!(
        told.lines,
        [
            "You have an unfinished session. Made Up, started Friday 20 Nov, 07:00.",
            "0 of 6 sets done, 18 seconds in. It stopped at: Split Hip Stretch.",
            "No input here. Run it in a terminal, or pipe a word in: resume, save, discard, quit.",
        ]
    );
    assert!(told.stage.app.is_over() && told.is_unanswered());
    assert!(told.stage.outside.progress.is_some(), "it is kept");
}

#[test]
fn what_stands_in_the_way_is_told_where_nobody_answers() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("safety").says("1").says("go on").says("back");
    let told = Told::again(told.stage, setup().opens, AnswerMode::Nobody);
    assert_eq!(told.lines[0], "Get help now.");
    assert_eq!(told.lines.last().unwrap(), "No input here. Run it in a terminal, or pipe a word in: back, seen.");
    assert!(told.stage.app.is_over() && told.is_unanswered());

    // The input ends at the questions that a high score leads to.
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("9").says("start").nobody_answers();
    assert!(told.lines.last().unwrap().starts_with("No input here."), "{:#?}", told.lines);
    assert!(told.stage.app.is_over() && told.is_unanswered());

    let mut told = Told::new(setup(), AnswerMode::Words);
    told.stage.disk_full(true);
    told.says("2").says("start").nobody_answers().advance(300.0);
    let asked: Vec<_> = told.lines.iter().rev().take(2).collect();
    assert!(asked[1].starts_with("Not saved. ") && asked[0].starts_with("No input here."), "{asked:#?}");
    assert!(told.stage.app.is_over() && told.is_unanswered());
}

#[test]
fn every_region_can_be_said_with_a_side_and_without() {
    let said = |line: &str| {
        let mut told = Told::new(setup(), AnswerMode::Words);
        let lines = told.answer_to(line);
        told.says("start");
        let rating = told.stage.ratings().pop().unwrap_or_else(|| panic!("{line}: {lines:#?}"));
        (rating.region.map(Region::as_str), rating.side)
    };
    for (word, _) in Region::ALL {
        let name = region_text(Region::ALL.iter().find(|(other, _)| other == word).unwrap().1);
        assert_eq!(said(&format!("left {name}")), (Some(*word), Some(PainSide::Left)), "{name}");
        assert_eq!(said(&format!("{word} right")), (Some(*word), Some(PainSide::Right)), "{word}");
        let (region, side) = said(&name);
        assert_eq!(region, Some(*word));
        assert!(matches!(side, None | Some(PainSide::Middle)), "{name}: {side:?}");
    }
    assert_eq!(said("both knee").1, Some(PainSide::Both));
}

#[test]
fn every_region_has_a_key_in_lines_too() {
    for (key, (word, _)) in ROW_KEYS.iter().zip(Region::ALL) {
        for answers in [AnswerMode::Keys, AnswerMode::Words] {
            let mut told = Told::new(setup(), answers);
            match answers {
                AnswerMode::Keys => told.keys("p").keys(&key.to_string()).keys("enter enter"),
                _ => told.says("where").says(&key.to_string()).says("done").says("start"),
            };
            let rating = told.stage.ratings().pop().unwrap_or_else(|| panic!("{word}: {:#?}", told.lines));
            assert_eq!(rating.region.map(Region::as_str), Some(*word), "{answers:?}");
        }
    }
}

#[test]
fn red_pauses_and_asks_in_lines() {
    for (answers, easier, go_on) in [(AnswerMode::Words, "easier", "go on"), (AnswerMode::Keys, "e", "g")] {
        let mut told = Told::new(setup(), answers);
        let say = |told: &mut Told, line: &str| match answers {
            AnswerMode::Keys => drop(told.keys(line)),
            _ => drop(told.says(line)),
        };
        match answers {
            AnswerMode::Keys => told.keys("enter"),
            _ => told.says("start"),
        };
        told.advance(20.0);
        say(&mut told, "8");
        told.assert_told("What now?");
        assert!(told.lines.iter().any(|line| line.ends_with("Skip this one today.")));
        let mark = told.lines.len();
        told.advance(120.0);
        assert_eq!(told.since(mark), [] as [String; 0], "it waits");
        say(&mut told, if easier.len() > 1 { "jump" } else { "z" });
        assert_eq!(told.stage.app.context(), Context::Alarm);
        say(&mut told, go_on);
        assert_eq!(told.stage.app.context(), Context::Player);
        told.advance(4.0);
        say(&mut told, "9");
        say(&mut told, easier);
        assert!(told.lines.iter().any(|line| line.contains("Edge-of-Bed")), "{:#?}", told.lines);
    }
}

#[test]
fn red_that_nobody_answers_ends_the_session() {
    let mut told = Told::new(setup(), AnswerMode::Words);
    told.says("start").advance(20.0).says("8").nobody_answers().advance(300.0);
    assert!(told.stage.app.is_over(), "{:#?}", told.lines);
    assert_eq!(serde_json::to_value(&told.stage.sessions()[0]).unwrap()["outcome"], "ended");
}
