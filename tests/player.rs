//! The player in virtual time: scenarios from files, properties, drift.
//!
//! A scenario file holds a routine's steps as JSON, then a transcript: `> 4.5 pause` is a command
//! at a time, every other line a cue that is expected. `UPDATE_SCENARIOS=1 cargo test` writes the
//! transcripts anew, to be read before they are kept.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use common::{Gym, at, now, run_until};
use proptest::prelude::*;
use serde_json::json;
use supple::domain::advice::clearance::{Permit, clearance};
use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Amount, Measure};
use supple::domain::content::exercise::Exercise;
use supple::domain::content::words::{Counting, Sides};
use supple::domain::journal::entry::{Body, Outcome, Side, StepOutcome};
use supple::domain::journal::merged::Journal;
use supple::domain::session::compile::{self, Options};
use supple::domain::session::cue::{Cue, CueKind, Cues};
use supple::domain::session::player::{Player, PlayerCommand};
use supple::domain::session::run::{Saved, Session};
use supple::domain::session::timeline::{Direction, Pacing, Segment, SegmentKind, Timeline};
use supple::domain::text::Text;
use supple::domain::time::Instant;
use uuid::Uuid;

// ---- scenarios ------------------------------------------------------------------------------

#[test]
fn scenarios_from_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "the scenarios are gone");
    let mut wrong = String::new();
    for file in files {
        let kept = std::fs::read_to_string(&file).unwrap();
        let played = play(&kept);
        if std::env::var_os("UPDATE_SCENARIOS").is_some() {
            std::fs::write(&file, &played).unwrap();
        } else if played != kept {
            let _ = writeln!(wrong, "{}\n--- expected\n{kept}\n--- played\n{played}", file.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Plays the commands of a scenario and writes the scenario with what came of them.
fn play(scenario: &str) -> String {
    let gym = Gym::default();
    let (head, body): (Vec<&str>, Vec<&str>) = scenario.lines().partition(|line| line.starts_with(['#', '{']));
    let fields: serde_json::Value =
        serde_json::from_str(head.iter().find(|line| line.starts_with('{')).unwrap()).unwrap();
    let options = options_of(&fields);
    let mut fields = fields;
    fields.as_object_mut().unwrap().remove("options");
    let timeline = gym.timeline(fields, options);
    let mut out = head.join("\n") + "\n";
    let _ = writeln!(out, "total {:?}", timeline.planned());
    for dropped in &timeline.dropped {
        let _ = writeln!(out, "left out: {dropped}");
    }
    let mut player = Player::start(timeline, at(0.0)).unwrap();
    let mut clock = at(0.0);
    for command in body.iter().filter_map(|line| line.strip_prefix("> ")) {
        let (time, word) = command.split_once(' ').unwrap();
        let time = at(time.parse().unwrap());
        if word != "silence" {
            run_until(&mut player, clock, time);
        }
        write_cues(&mut player, &mut out);
        let _ = writeln!(out, "> {command}");
        match word {
            "silence" => player.handle_timeout(time),
            word => player.command(command_of(word, &gym), time),
        }
        clock = time;
    }
    run_until(&mut player, clock, at(100_000.0));
    write_cues(&mut player, &mut out);
    for record in player.log().records(player.timeline()) {
        let _ = writeln!(out, "= {}", serde_json::to_string(&record).unwrap());
    }
    out
}

fn options_of(fields: &serde_json::Value) -> Options {
    let number = |name: &str| fields["options"][name].as_u64().map(|n| n as u32);
    let auto_advance = fields["options"]["auto_advance"].as_bool().unwrap_or(true);
    let cues = fields["options"]["cues"].as_str().map_or(Cues::All, |word| word.parse().unwrap());
    let usual = Pacing::default();
    let pacing = Pacing {
        count_from: number("count_from").map_or(usual.count_from, |n| n as u8),
        breath_s: number("breath_s").map_or(usual.breath_s, |n| n as u8),
        ..usual
    };
    Options { rounds: number("rounds"), minutes: number("minutes"), auto_advance, cues, pacing, when: None }
}

fn command_of(word: &str, gym: &Gym) -> PlayerCommand {
    match word.split_once(' ').unwrap_or((word, "")) {
        ("pause", _) => PlayerCommand::TogglePause,
        ("next", _) => PlayerCommand::Next,
        ("back", _) => PlayerCommand::Back,
        ("more", _) => PlayerCommand::More,
        ("less", _) => PlayerCommand::Less,
        ("skip", reason) => PlayerCommand::Skip(Text::from(reason)),
        ("swap", id) => PlayerCommand::Swap(gym.get(id).unwrap()),
        ("stop", reason) => PlayerCommand::Stop(Text::from(reason)),
        ("end", _) => PlayerCommand::End,
        _ => panic!("{word}"),
    }
}

fn write_cues(player: &mut Player, out: &mut String) {
    while let Some(Cue { at: when, segment, kind }) = player.poll_cue() {
        let time = (when - at(0.0)).as_secs_f64();
        let segment = &player.timeline().segments[segment];
        let about = &player.timeline().moves[segment.index];
        let side = segment.side.map(|side| format!(" {side}")).unwrap_or_default();
        let set = if segment.sets > 1 { format!(" set {}", segment.set) } else { String::new() };
        let round = if segment.round > 1 { format!(" round {}", segment.round) } else { String::new() };
        let _ = writeln!(out, "{time:8.3} {:22} {}{side}{set}{round}", format!("{kind:?}"), about.name);
    }
}

// ---- properties -----------------------------------------------------------------------------

/// Any routine made of the gym's exercises.
fn timelines() -> impl Strategy<Value = Timeline> {
    let gym = Gym::default();
    routines().prop_map(move |(fields, options)| gym.timeline(fields, options))
}

fn routines() -> impl Strategy<Value = (serde_json::Value, Options)> {
    let ids = Gym::default().ids();
    let step = (prop::sample::select(ids), 1u32..4).prop_map(|(id, sets)| json!({"exercise": id, "sets": sets}));
    let steps = prop::collection::vec(step, 1..5);
    let pacing = (0u8..=5, 3u8..=20, 80u8..=250);
    let pacing = pacing.prop_map(|(count_from, breath_s, voice_rate)| Pacing { count_from, breath_s, voice_rate });
    let options = (1u32..4, any::<bool>(), prop::option::of(1u32..10), pacing);
    (steps, options).prop_map(|(steps, (rounds, auto_advance, minutes, pacing))| {
        let options = Options { rounds: Some(rounds), auto_advance, minutes, pacing, ..Options::default() };
        (json!({"steps": steps}), options)
    })
}

fn commands() -> impl Strategy<Value = PlayerCommand> {
    let gym = Gym::default();
    prop_oneof![
        3 => Just(PlayerCommand::TogglePause),
        3 => Just(PlayerCommand::Next),
        2 => Just(PlayerCommand::Back),
        2 => Just(PlayerCommand::More),
        2 => Just(PlayerCommand::Less),
        1 => Just(PlayerCommand::Skip(Text::from("too hard"))),
        1 => prop::sample::select(gym.ids()).prop_map(move |id| PlayerCommand::Swap(gym.get(&id).unwrap())),
    ]
}

/// Runs to the end, ending what waits for a key after three seconds of it.
fn finish(player: &mut Player, from: f64) -> f64 {
    let mut time = from;
    for _ in 0..100_000 {
        if player.ending().is_some() {
            return time;
        }
        let waits = player.next_wakeup(at(time)).is_none();
        let open = player.segment().length().is_none() && player.elapsed(at(time)) >= Duration::from_secs(3);
        if waits || open {
            player.command(if waits { PlayerCommand::TogglePause } else { PlayerCommand::Next }, at(time));
            continue;
        }
        let next = player.next_wakeup(at(time)).unwrap();
        time = (next - at(0.0)).as_secs_f64();
        player.handle_timeout(next);
    }
    panic!("it does not end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_sum_to_the_total(timeline in timelines()) {
        let sum: Duration = timeline.segments.iter().map(Segment::planned).sum();
        prop_assert_eq!(sum, timeline.planned());
        let runs_by_itself = timeline.segments.iter().all(|s| !s.waits && s.length().is_some());
        let mut player = Player::start(timeline, at(0.0)).unwrap();
        prop_assert_eq!(player.time_left(at(0.0)), sum);
        let end = finish(&mut player, 0.0);
        if runs_by_itself {
            prop_assert!((end - sum.as_secs_f64()).abs() < 1e-6, "{} {:?}", end, sum);
        }
    }

    #[test]
    fn a_length_is_known_without_the_timeline((fields, options) in routines()) {
        let gym = Gym::default();
        let timing = |id: &str| gym.get(id).map(|exercise| exercise.timing());
        let length = compile::length(&gym.routine(fields.clone()), &timing, options);
        prop_assert_eq!(length, Ok(gym.timeline(fields, options).length()));
    }

    #[test]
    fn time_left_never_grows_without_a_command(timeline in timelines(), steps in prop::collection::vec(0.01f64..4.0, 1..60)) {
        let mut player = Player::start(timeline, at(0.0)).unwrap();
        let (mut time, mut left) = (0.0, player.time_left(at(0.0)));
        for step in steps {
            time += step;
            player.handle_timeout(at(time));
            let now_left = player.time_left(at(time));
            prop_assert!(now_left <= left, "{:?} after {:?} at {}", now_left, left, time);
            left = now_left;
        }
    }

    #[test]
    fn each_side_gets_the_same(timeline in timelines()) {
        let work = |side: Side, index: usize| -> Duration {
            let mine = |s: &&Segment| s.is_work() && s.side == Some(side) && s.index == index;
            timeline.segments.iter().filter(mine).map(Segment::planned).sum()
        };
        for (index, about) in timeline.moves.iter().enumerate() {
            let (left, right) = (work(Side::Left, index), work(Side::Right, index));
            prop_assert_eq!(left, right);
            prop_assert_eq!(left > Duration::ZERO, about.sides == Sides::Each);
        }
        for segment in &timeline.segments {
            if let SegmentKind::Reps(reps) = &segment.kind
                && reps.alternating && reps.counting == supple::domain::content::words::Counting::PerSide
            {
                prop_assert_eq!(reps.count % 2, 0);
            }
        }
    }

    #[test]
    fn pausing_anywhere_for_any_time_changes_nothing_but_the_wall_clock(
        timeline in timelines(), pauses in prop::collection::vec((0.1f64..40.0, 0.1f64..100_000.0), 1..5),
    ) {
        // How long reps at the user's own pace take is the user's affair.
        prop_assume!(timeline.segments.iter().all(|segment| segment.length().is_some()));
        let mut straight = Player::start(timeline.clone(), at(0.0)).unwrap();
        finish(&mut straight, 0.0);
        let mut paused = Player::start(timeline, at(0.0)).unwrap();
        let mut time = 0.0;
        for (play, pause) in pauses {
            let until = time + play;
            let reached = run_until(&mut paused, at(time), at(until));
            if paused.next_wakeup(reached).is_none() { break }
            time = until;
            let before = paused.time_left(at(time));
            paused.command(PlayerCommand::Pause, at(time));
            paused.handle_timeout(at(time + pause));
            prop_assert_eq!(paused.time_left(at(time + pause)), before);
            time += pause;
            paused.command(PlayerCommand::TogglePause, at(time));
        }
        let end = finish(&mut paused, time);
        prop_assert_eq!(paused.log(), straight.log());
        let difference = paused.active(at(end)).abs_diff(straight.active(at(end)));
        prop_assert!(difference < Duration::from_secs(9), "{:?}", difference);
    }

    #[test]
    fn any_sequence_of_commands_ends_in_a_valid_record(
        timeline in timelines(), script in prop::collection::vec((0.0f64..20.0, commands()), 0..25), stop in any::<bool>(),
    ) {
        let mut session = Session::start(permit(), Uuid::nil(), timeline, &now(0.0)).unwrap();
        let mut time = 0.0;
        for (wait, command) in script {
            run_until(&mut session.player, at(time), at(time + wait));
            time += wait;
            session.player.command(command, at(time));
            while session.player.poll_cue().is_some() {}
        }
        session.player.command(if stop { PlayerCommand::Stop(Text::from("sharp pain")) } else { PlayerCommand::End }, at(time));
        let entry = session.entry(&now(time));
        let Body::Session(record) = &entry.body else { panic!("no session") };
        prop_assert!(matches!(record.outcome, Outcome::Completed | Outcome::Ended | Outcome::Stopped));
        prop_assert!(record.ended >= entry.at);
        prop_assert!(f64::from(record.active_s) <= time + 1e-6);
        for step in &record.steps {
            prop_assert_eq!(step.outcome == StepOutcome::Swapped, step.by.is_some());
            let numbers = |q: supple::domain::journal::entry::Quantity| [q.hold_s.filter(|_| q.reps.is_none()), q.reps, q.breaths, q.activity_s];
            let done: Option<u32> = numbers(step.done).into_iter().flatten().next();
            let planned: u32 = numbers(step.planned).into_iter().flatten().next().unwrap();
            match step.outcome {
                StepOutcome::Done => prop_assert!(done.unwrap() >= planned),
                StepOutcome::Partial => prop_assert!(done.is_none_or(|done| (1..planned).contains(&done))),
                StepOutcome::Skipped => prop_assert_eq!(done.unwrap_or(0), 0),
                StepOutcome::Stopped | StepOutcome::Swapped => {}
            }
        }
    }

    #[test]
    fn a_saved_session_goes_on_where_it_was(timeline in timelines(), when in 0.0f64..200.0) {
        let mut session = Session::start(permit(), Uuid::nil(), timeline, &now(0.0)).unwrap();
        let reached = run_until(&mut session.player, at(0.0), at(when));
        let time = (reached - at(0.0)).as_secs_f64();
        let text = serde_json::to_string(&session.save(&now(time))).unwrap();
        let saved: Saved = serde_json::from_str(&text).unwrap();
        let mut again = Session::restore(permit(), saved, &now(time + 9_999.0)).unwrap();
        prop_assert_eq!(again.player.time_left(at(time + 9_999.0)), session.player.time_left(at(time)));
        prop_assert_eq!(again.player.active(at(0.0)), session.player.active(at(time)));
        finish(&mut session.player, time);
        finish(&mut again.player, time + 9_999.0);
        prop_assert_eq!(again.player.log(), session.player.log());
    }
}

// ---- another exercise ------------------------------------------------------------------------

/// What a person may press; the content's own ladders say what is easier.
#[derive(Debug, Clone)]
enum Press {
    Rung(Direction),
    Do(PlayerCommand),
}

fn presses() -> impl Strategy<Value = Press> {
    prop_oneof![
        4 => Just(Press::Rung(Direction::Easier)),
        3 => Just(Press::Rung(Direction::Harder)),
        3 => Just(Press::Do(PlayerCommand::Next)),
        2 => Just(Press::Do(PlayerCommand::Back)),
        1 => Just(Press::Do(PlayerCommand::TogglePause)),
        1 => Just(Press::Do(PlayerCommand::Skip(Text::from("it hurts")))),
    ]
}

fn press(session: &mut Session, catalog: &Catalog, press: Press, now: Instant) {
    let command = match press {
        Press::Do(command) => Some(command),
        Press::Rung(way) => {
            session.player.rungs(way).first().and_then(|id| catalog.exercise(id.as_str())).map(PlayerCommand::Swap)
        }
    };
    command.into_iter().for_each(|command| session.command(command, now));
}

/// Whether the amount of `segment` lies within the range of the exercise's own dose.
fn is_in_range(segment: &Segment, exercise: &Exercise) -> bool {
    let dose = exercise.default_dose().unwrap();
    let is_in = |amount: Amount, value: f64| (amount.from..=amount.to).contains(&value);
    match (&dose.measure, &segment.kind) {
        (Measure::Hold { hold }, SegmentKind::Hold(span)) => is_in(*hold, span.as_secs_f64()),
        (Measure::Breaths { count }, SegmentKind::Breaths { count: given, .. }) => is_in(*count, (*given).into()),
        (Measure::Activity { minutes }, SegmentKind::Activity(span)) => is_in(*minutes, span.as_secs_f64() / 60.0),
        (Measure::Reps { count, .. }, SegmentKind::Reps(reps)) => {
            let both = dose.sides == Sides::Alternate && dose.counting == Counting::PerSide;
            is_in(*count, f64::from(reps.count / if both { 2 } else { 1 }))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_exercise_keeps_to_its_own_dose_and_to_the_sets_that_were_planned(
        routine in any::<prop::sample::Index>(),
        script in prop::collection::vec((0.0f64..30.0, presses()), 1..30),
    ) {
        let catalog = Catalog::built_in();
        let ids: Vec<&str> = catalog.routine_ids().collect();
        let routine = catalog.routine(ids[routine.index(ids.len())]).unwrap();
        let timeline = compile::compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        let mut session = Session::start(permit(), Uuid::nil(), timeline, &now(0.0)).unwrap();
        let mut time = 0.0;
        for (wait, key) in script {
            run_until(&mut session.player, at(time), at(time + wait));
            time += wait;
            press(&mut session, &catalog, key, at(time));
            let timeline = session.player.timeline();
            for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
                let about = &timeline.moves[segment.index];
                if about.chosen.is_some() {
                    let exercise = catalog.exercise(about.exercise.as_str()).unwrap();
                    prop_assert!(is_in_range(segment, &exercise), "{} {:?}", exercise.id, segment);
                    let origin = timeline.origin(segment.index);
                    let planned = timeline.planned_steps.iter().find(|step| step.index == origin).unwrap();
                    prop_assert!(planned.segments.iter().any(|s| s.is_work() && s.sets == segment.sets));
                }
            }
            prop_assert_eq!(session.player.segment().index, timeline.segments[session.player.at()].index);
            prop_assert_eq!(session.player.log().records(timeline).len() >= session.player.log().len(), true);
        }
    }

    #[test]
    fn there_and_back_leaves_all_as_it_was(timeline in timelines(), when in 0.0f64..120.0, other in any::<prop::sample::Index>()) {
        let gym = Gym::default();
        let mut player = Player::start(timeline, at(0.0)).unwrap();
        run_until(&mut player, at(0.0), at(when));
        prop_assume!(player.ending().is_none());
        let planned = player.goes_on().unwrap().exercise.clone();
        let other = other.get(&gym.ids()).clone();
        prop_assume!(other != planned.as_str());
        let (segments, records) = (player.timeline().segments.clone(), player.log().records(player.timeline()));
        player.command(PlayerCommand::Swap(gym.get(&other).unwrap()), at(when));
        prop_assert_eq!(player.goes_on().unwrap().exercise.as_str(), &other);
        player.command(PlayerCommand::Swap(gym.get(planned.as_str()).unwrap()), at(when));
        prop_assert_eq!(&player.timeline().segments, &segments);
        let after = player.log().records(player.timeline());
        prop_assert!(after.iter().all(|line| line.outcome != StepOutcome::Swapped));
        // What was given up in passing may be begun again.
        prop_assert!(after.len() >= records.len() && after.len() <= records.len() + 1);
    }
}

/// Found by `any_sequence_of_commands_ends_in_a_valid_record`, in one of many thousand cases: what was done of one exercise
/// was filed under the one that came into its place.
#[test]
fn what_was_done_is_not_filed_under_another_exercise() {
    let gym = Gym::default();
    let timeline = gym.timeline(json!({"steps": [{"exercise": "breath-reps", "sets": 2}]}), Options::default());
    let mut session = Session::start(permit(), Uuid::nil(), timeline, &now(0.0)).unwrap();
    let swap = |id: &str| PlayerCommand::Swap(gym.get(id).unwrap());
    let script = [
        (0.0, swap("breaths")),
        (19.85, PlayerCommand::More),
        (25.86, PlayerCommand::Pause),
        (25.86, PlayerCommand::Back),
        (25.86, PlayerCommand::Back),
        (25.86, PlayerCommand::Back),
        (25.86, swap("hold")),
    ];
    for (time, command) in script {
        run_until(&mut session.player, at(0.0), at(time));
        session.player.command(command, at(time));
    }
    session.player.command(PlayerCommand::End, at(25.86));
    let Body::Session(record) = session.entry(&now(25.86)).body else { panic!("no session") };
    let lines: Vec<_> = record.steps.iter().map(|step| (step.exercise.as_str(), step.outcome, step.done)).collect();
    assert!(lines.iter().all(|(exercise, ..)| *exercise != "hold"), "{lines:?}");
    let breaths = lines.iter().find(|(exercise, ..)| *exercise == "breaths").unwrap();
    assert_eq!((breaths.1, breaths.2.breaths), (StepOutcome::Done, Some(2)));
}

// ---- drift ----------------------------------------------------------------------------------

#[test]
fn late_ticks_do_not_drift() {
    let gym = Gym::default();
    let fields = json!({"steps": [{"exercise": "side-hold", "sets": 20}, {"exercise": "reps", "reps": 60}]});
    let timeline = gym.timeline(fields, Options::default());
    let total = timeline.planned().as_secs_f64();
    let mut player = Player::start(timeline, at(0.0)).unwrap();
    let (mut now, mut lateness, mut ends) = (at(0.0), 0u64, Vec::new());
    while player.ending().is_none() {
        let due = player.next_wakeup(now).unwrap();
        // Every call comes late, by up to 0.9 s, and never by the same amount.
        lateness = (lateness * 7 + 131) % 900;
        now = due + Duration::from_millis(lateness);
        player.handle_timeout(now);
        while let Some(cue) = player.poll_cue() {
            if matches!(cue.kind, CueKind::Start | CueKind::Done(_)) {
                ends.push((cue.at - at(0.0)).as_secs_f64());
            }
        }
    }
    assert_eq!(ends.len(), 42);
    assert!((ends.last().unwrap() - total).abs() < 1e-9, "{ends:?}");
    // Prepare 10 s, then a hold of 10 s and a rest of 5 s, twenty times on each side.
    for (n, start) in ends.iter().take(40).enumerate() {
        assert!((start - (10.0 + 15.0 * n as f64)).abs() < 1e-9, "hold {n} began at {start}");
    }
}

#[test]
fn a_wall_clock_put_back_does_not_end_a_session_before_it_began() {
    let gym = Gym::default();
    let timeline = gym.timeline(json!({"steps": [{"exercise": "hold"}]}), Options::default());
    let mut session = Session::start(permit(), Uuid::nil(), timeline, &now(0.0)).unwrap();
    run_until(&mut session.player, at(0.0), at(60.0));
    let mut later = now(60.0);
    later.wall -= chrono::TimeDelta::hours(1);
    let entry = session.entry(&later);
    let Body::Session(record) = entry.body else { panic!("no session") };
    assert_eq!(record.ended, entry.at);
    assert_eq!((record.active_s, record.outcome), (10, Outcome::Completed), "the time of the work alone");
}

/// Leave to begin, as somebody has who never said yes to a safety question.
fn permit() -> Permit {
    clearance(&Journal::default(), now(0.0).wall).permit(&[]).unwrap()
}
