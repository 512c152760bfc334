//! What is said in built-in routines.

use super::*;
use crate::domain::content::catalog::Catalog;
use crate::domain::play::compile::{Options, compile};
use crate::domain::play::player::Command;

/// All that is said in a routine, left to itself but for a key where one is waited for.
fn all_said(routine: &str, options: Options) -> Vec<(u64, String)> {
    let catalog = Catalog::built_in();
    let routine = catalog.routine(routine).unwrap();
    let timeline = compile(&routine, &|id| catalog.exercise(id), options).unwrap();
    let mut player = Player::start(timeline, Instant::default()).unwrap();
    let (mut now, mut lines) = (Instant::default(), Vec::new());
    while player.ending().is_none() {
        match player.next_wakeup(now).filter(|_| player.segment().length().is_some()) {
            Some(next) => {
                now = next;
                player.handle_timeout(now);
            }
            None => {
                now = now + Duration::from_secs(4);
                player.command(Command::Next, now);
            }
        }
        while let Some(cue) = player.poll_cue() {
            let text = said(&cue, &player, now, false).to_string();
            lines.push(((cue.at - Instant::default()).as_millis() as u64, text));
        }
    }
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

fn texts(lines: &[(u64, String)]) -> Vec<&str> {
    lines.iter().map(|(_, text)| text.as_str()).collect()
}

#[test]
fn a_short_routine_from_its_first_word_to_its_last() {
    let lines = all_said("split-hip-stop", Options::default());
    let lines = texts(&lines);
    assert!(
        lines[0].starts_with("Split Hip Stretch, left foot up. 25 seconds, 2 sets. "),
        "name, side, dose, setup: {}",
        lines[0]
    );
    let words = ["3", "2", "1", "Go", "Half way", "Other side, right foot up", "Done. That was the last one"];
    for word in words {
        assert!(lines.contains(&word), "{word}: {lines:#?}");
    }
    assert_eq!(lines.last(), Some(&"Done. That was the last one"));
    assert!(lines.contains(&"Rest. Then set 2 of 2, left foot up"), "a short rest says no more: {lines:#?}");
}

#[test]
fn what_is_said_of_an_exercise_ends_before_the_count() {
    let catalog = Catalog::built_in();
    for id in catalog.routine_ids() {
        let routine = catalog.routine(id).unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        for (at, segment) in timeline.segments.iter().enumerate() {
            if !matches!(segment.kind, SegmentKind::Prepare(_)) {
                continue;
            }
            let text = prepare(&timeline, at, QUIET);
            let takes = time_to_say(&Text::clean(&text), 170);
            let room = segment.length().unwrap();
            assert!(takes <= room, "{id}: {takes:?} to say in {room:?}: {text}");
            let setup = &timeline.moves[segment.index].setup;
            let has = |step: &&Text| text.contains(step.as_str().trim_end_matches('.'));
            let is_first = (segment.set, segment.round) == (1, 1);
            assert!(!is_first || setup.last().is_none_or(|step| has(&step)), "{id}: not what to do: {text}");
        }
    }
}

#[test]
fn with_time_enough_all_of_an_exercise_is_said_before_it_begins() {
    let catalog = Catalog::built_in();
    for id in catalog.routine_ids() {
        let routine = catalog.routine(id).unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        let mut player = Player::start(timeline, Instant::default()).unwrap();
        let before = player.timeline().segments.clone();
        player.make_time(|timeline, at| time_to_prepare(timeline, at, true), Instant::default());
        let timeline = player.timeline();
        let readying = timeline.segments.iter().enumerate().zip(&before);
        for ((at, segment), before) in readying.filter(|(_, before)| matches!(before.kind, SegmentKind::Prepare(_))) {
            let most = before.length().max(Some(Duration::from_secs(25)));
            assert!(segment.length() >= before.length() && segment.length() <= most, "{id}: {:?}", segment.length());
            let counted = quiet(timeline, true);
            let text = prepare(timeline, at, counted);
            let is_whole = |step: &Text| text.contains(step.as_str().trim_end_matches('.'));
            assert!(!begins(timeline, at) || timeline.moves[segment.index].setup.iter().all(is_whole), "{id}: {text}");
        }
    }
}

#[test]
fn nothing_but_words_is_said() {
    let catalog = Catalog::built_in();
    for id in catalog.routine_ids() {
        for (_, text) in all_said(id, Options::default()) {
            let odd = |c: char| !(c.is_alphanumeric() || " .,:;?!'’-()°/+&\"%–".contains(c));
            assert!(!text.contains(odd), "{id}: {text}");
            assert!(!text.contains("..") && !text.ends_with(", ") && !text.starts_with(", "), "{id}: {text}");
        }
    }
}

#[test]
fn counts_say_whose_turn_it_is() {
    let reps = |alternating, counting| Reps {
        count: 10,
        rep: None,
        alternating,
        counting,
        or_exhale: false,
        on_breath: false,
    };
    assert_eq!(reps_text(&reps(false, Counting::Total)), "10 reps, at your own pace");
    assert_eq!(reps_text(&reps(true, Counting::Total)), "10 reps, taking turns, at your own pace");
    assert_eq!(reps_text(&reps(true, Counting::PerSide)), "5 reps each side, taking turns, at your own pace");
}

#[test]
fn after_a_pause_it_says_where_it_is() {
    let catalog = Catalog::built_in();
    let routine = catalog.routine("split-hip-stop").unwrap();
    let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
    let start = Instant::default();
    let mut player = Player::start(timeline, start).unwrap();
    player.command(Command::Next, start);
    let later = start + Duration::from_secs(5);
    player.command(Command::Pause, later);
    player.command(Command::TogglePause, later);
    let back = later + Duration::from_secs(3);
    player.handle_timeout(back);
    let cues: Vec<Cue> = std::iter::from_fn(|| player.poll_cue()).collect();
    let resumed = cues.iter().find(|cue| cue.kind == CueKind::Resumed).unwrap();
    assert_eq!(said(resumed, &player, back, true).as_str(), "Split Hip Stretch, left foot up. 20 seconds left");
}

#[test]
fn stopped_says_what_to_do_by_its_reason() {
    let text = |reason: &str| stopped(&Text::from(reason));
    assert!(text("chest pain").contains("Call your emergency number now"));
    assert!(text("sharp pain").starts_with("Stopped. Leave this exercise out today."));
    assert!(text("").contains("Chest pain: call your emergency number now"), "before a reason is chosen");
}
