//! A routine fitted to a time on its page: less of everything first, and what is not done is struck out.

use std::time::Duration;

use proptest::prelude::*;
use ratatui::style::Modifier;
use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Dose, Measure};
use supple::domain::content::link::Anything;
use supple::domain::content::routine::Routine;
use supple::domain::session::compile::{Options, compile};
use supple::domain::session::timeline::Timeline;

use super::common::stage::{Setup, Stage, made_up};

fn fitted(catalog: &Catalog, id: &str, minutes: Option<u32>) -> Timeline {
    let options = Options { minutes, ..Options::default() };
    compile(&catalog.routine(id).unwrap(), &|id| catalog.exercise(id), options).unwrap()
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(60 * u64::from(count))
}

/// How much of it is used, by its measure.
fn amount(dose: &Dose) -> f64 {
    match &dose.measure {
        Measure::Hold { hold } => hold.start,
        Measure::Reps { count, .. } | Measure::Breaths { count } => count.start,
        Measure::Activity { minutes } => minutes.start,
    }
}

/// The page of this routine, fitted by so many presses.
fn page(routine: &str, presses: usize) -> Stage {
    let mut stage = Stage::default();
    stage.keys("/").types(routine).keys("tab");
    for _ in 0..presses {
        stage.keys("t");
    }
    stage
}

#[test]
fn every_step_is_done_for_less_long_before_one_is_left_out() {
    let catalog = Catalog::built_in();
    let whole = fitted(&catalog, "flare-up-care", None);
    let shorter = fitted(&catalog, "flare-up-care", Some(20));
    assert!(whole.planned() > minutes(20) && shorter.planned() <= minutes(20));
    assert_eq!(shorter.dropped, []);
    assert_eq!(shorter.moves.len(), whole.moves.len());
    assert!(shorter.planned() > minutes(18), "and not for less than there is time for: {:?}", shorter.planned());
    let stage = page("flare-up care", 1);
    assert!(stage.shows("shortened to fit 20 min") && !stage.shows("dropped"), "{}", stage.screen(100, 30));
    assert!(stage.shows("5 reps → 4 reps"), "each in its place: {}", stage.screen(100, 30));
}

#[test]
fn nothing_is_left_out_that_less_of_all_would_have_kept() {
    let catalog = Catalog::built_in();
    for outline in catalog.routines() {
        let id = outline.id.as_str();
        let whole = fitted(&catalog, id, None);
        let routine = catalog.routine(id).unwrap();
        for limit in [1, 2, 3, 5, 8, 10, 12, 15, 20, 30] {
            let timeline = fitted(&catalog, id, Some(limit));
            if whole.planned() <= minutes(limit) {
                assert_eq!(timeline.segments, whole.segments, "{id}, {limit}: there is time for all");
                continue;
            }
            let is_least = timeline.moves.len() == 1 && timeline.rounds == 1;
            assert!(timeline.planned() <= minutes(limit) || is_least, "{id}, {limit}: {:?}", timeline.planned());
            for about in &timeline.moves {
                let step = &routine.steps[about.step];
                let exercise = catalog.exercise(about.exercise.as_str()).unwrap();
                let planned = step.dose_for(&exercise, routine.when.first().copied()).unwrap();
                let is_told = timeline.shortened.iter().any(|line| line.as_str().starts_with(about.name.as_str()));
                let one_set = |dose: &str| dose.rsplit(" × ").next().unwrap_or_default().to_owned();
                let is_same = one_set(&planned.as_used().to_string()) == one_set(about.dose.as_str());
                assert_eq!(is_told, !is_same, "{id}, {limit}, {}: {:?}", about.name, timeline.shortened);
                assert!(amount(&planned) > 0.0);
            }
            let left = whole.moves.len() - timeline.moves.len();
            assert!(timeline.dropped.len() >= left, "{id}, {limit}: each is told");
        }
    }
}

/// A routine of the user's: the steps as JSON, done this many times.
fn routine(steps: &[String], rounds: u32) -> Routine {
    let text = format!(
        r#"{{"id": "made-up", "title": "Made Up", "summary": "For a test.", "when": ["desk-break"],
            "rounds": {rounds}, "steps": [{}]}}"#,
        steps.join(", ")
    );
    let (routine, problems) = Routine::read("made-up.json", &text, &Anything);
    routine.unwrap_or_else(|| panic!("{problems:?} in {text}"))
}

/// A step: its exercise, its dose, its sets, and its value.
#[derive(Debug, Clone)]
struct MadeStep {
    exercise: &'static str,
    measure: &'static str,
    amount: u32,
    sets: u32,
    value: &'static str,
}

impl MadeStep {
    fn json(&self) -> String {
        let Self { exercise, measure, amount, sets, value } = self;
        format!(r#"{{"exercise": "{exercise}", "{measure}": {amount}, "sets": {sets}, "value": "{value}"}}"#)
    }

    /// Half of a number that is no source's, in one set.
    fn least(&self) -> Self {
        let floor = if self.measure == "hold_s" { 10 } else { 4 };
        Self { amount: self.amount.div_ceil(2).max(floor).min(self.amount), sets: 1, ..self.clone() }
    }
}

fn made_step() -> impl Strategy<Value = MadeStep> {
    let measures = prop_oneof![
        (Just("plank"), Just("hold_s"), 5..120_u32),
        (Just("split-hip-stretch"), Just("hold_s"), 5..60_u32),
        (Just("bird-dog"), Just("reps"), 1..20_u32),
        (Just("glute-bridge"), Just("reps"), 1..20_u32),
    ];
    let values = prop_oneof![Just("main"), Just("support"), Just("extra")];
    (measures, 1..4_u32, values).prop_map(|((exercise, measure, amount), sets, value)| MadeStep {
        exercise,
        measure,
        amount,
        sets,
        value,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_time_never_gives_less_and_nothing_is_left_out_that_can_be_shortened(
        steps in proptest::collection::vec(made_step(), 1..7),
        rounds in 1..4_u32,
    ) {
        let catalog = Catalog::built_in();
        let compiled = |routine: &Routine, minutes| {
            compile(routine, &|id| catalog.exercise(id), Options { minutes, ..Options::default() }).unwrap()
        };
        let whole = routine(&steps.iter().map(MadeStep::json).collect::<Vec<_>>(), rounds);
        let least: Vec<String> = steps.iter().map(|step| step.least().json()).collect();
        let least = compiled(&routine(&least, 1), None).planned();
        let mut shorter = Duration::ZERO;
        for limit in 1..=25 {
            let timeline = compiled(&whole, Some(limit));
            let is_one_set = timeline.moves.len() == 1 && timeline.rounds == 1;
            prop_assert!(timeline.planned() <= minutes(limit) || is_one_set, "{limit}: {:?}", timeline.planned());
            prop_assert!(timeline.planned() >= shorter, "{limit}: {shorter:?}, then {:?}", timeline.planned());
            if least <= minutes(limit) {
                prop_assert_eq!(timeline.moves.len(), steps.len(), "{}: {:?}", limit, timeline.dropped);
            }
            shorter = timeline.planned();
        }
    }
}

#[test]
fn a_shorter_time_gives_a_session_of_its_own() {
    let catalog = Catalog::built_in();
    for outline in catalog.routines() {
        let id = outline.id.as_str();
        let mut shorter = Duration::ZERO;
        for limit in 1..=30 {
            let length = fitted(&catalog, id, Some(limit)).planned();
            assert!(length >= shorter, "{id}, {limit} min: {length:?} after {shorter:?}");
            shorter = length;
        }
    }
    let steps = |id, limit| fitted(&catalog, id, Some(limit)).moves.len();
    assert_eq!(steps("core-basics", 3), 4, "four minutes in three: less of each");
    let lengths = [20, 15, 10, 1].map(|limit| fitted(&catalog, "flare-up-care", Some(limit)).planned());
    assert!(lengths.is_sorted_by(|longer, shorter| longer > shorter), "{lengths:?}");
}

#[test]
fn what_is_left_out_is_struck_out_and_said() {
    let mut stage = Stage::new(Setup {
        routines: vec![(
            "made-up",
            made_up(
                r#"[{"exercise": "plank", "hold_s": 120}, {"exercise": "dead-bug", "hold_s": 110, "value": "extra"},
                    {"exercise": "bird-dog", "hold_s": 110}, {"exercise": "glute-bridge", "hold_s": 110}]"#,
            ),
        )],
        ..Setup::default()
    });
    stage.keys("/").types("made up").keys("tab t t t");
    let screen = stage.screen(80, 24);
    assert!(screen.contains("dropped to fit 3 min") && screen.contains("Dropped to fit 3 min: Dead Bug"), "{screen}");
    let (buffer, y) =
        (stage.buffer(80, 24), screen.lines().position(|line| line.contains("2 Dead Bug")).expect(&screen));
    let x = screen.lines().nth(y).unwrap().find("Dead").unwrap() as u16;
    assert!(buffer[(x, y as u16)].modifier.contains(Modifier::CROSSED_OUT));
    let kept = screen.lines().position(|line| line.trim_start().starts_with("1 ")).unwrap() as u16;
    assert!((0..30).all(|x| !buffer[(x, kept)].modifier.contains(Modifier::CROSSED_OUT)));
}

#[test]
fn without_a_limit_nothing_is_marked() {
    for routine in ["flare-up care", "core basics", "split hip stop"] {
        let stage = page(routine, 0);
        assert!(!stage.shows("to fit"), "{}", stage.screen(100, 30));
    }
}
