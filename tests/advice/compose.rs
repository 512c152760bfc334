//! Sessions that are composed for a wish: the time, the sides, the order, and what is never in them.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use supple::domain::advice::adapt::adapt;
use supple::domain::advice::change::Adapted;
use supple::domain::advice::compose::{ComposeFailure, ComposeWish, Composed, Target, compose};
use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::safety::Question;
use supple::domain::advice::zone::Zone;
use supple::domain::content::dose::Measure;
use supple::domain::content::exercise::Exercise;
use supple::domain::content::filter::{equipment, problems};
use supple::domain::content::link::Anything;
use supple::domain::content::routine::Routine;
use supple::domain::content::words::{Position, Role, Whose};
use supple::domain::session::compile::{Options, length};

use crate::diary::on;
use crate::gym::{Gym, catalog, check_in, lines};

const ROUTINES: [&str; 4] = ["hip-mobility", "core-basics", "uhan-full", "desk-break"];

fn exercise(id: &str) -> Arc<Exercise> {
    catalog().exercise(id).unwrap()
}

fn target(words: &str) -> Target {
    Target::find(words, catalog()).unwrap()
}

fn wish(words: &str, minutes: u32) -> ComposeWish {
    ComposeWish { target: target(words), minutes, positions: Vec::new(), at_hand: Some(Vec::new()) }
}

fn made(gym: &Gym, day: i64, score: Option<u8>, wish: &ComposeWish) -> Result<Composed, ComposeFailure> {
    let rating = score.map(|score| check_in(Some(score)));
    let today = Readiness::of(gym.situation(day, "10:00"), rating.as_ref());
    compose(&today, catalog(), wish, Options::default())
}

/// The session as it is adapted on the same day, after this score.
fn adapted(routine: &Arc<Routine>, score: u8) -> Adapted {
    Gym::default().today(0, Some(&check_in(Some(score))), |today| adapt(routine, None, today))
}

#[test]
fn a_session_is_made_easier_once() {
    let mut twice = 0;
    for words in ["desk-stiffness", "lordosis", "weak-glutes", "weak-feet"] {
        let wish = ComposeWish { at_hand: None, positions: vec![Position::Standing], ..wish(words, 10) };
        let amber = made(&Gym::default(), 0, Some(4), &wish).unwrap().routine;
        let again = adapted(&amber, 4);
        assert_eq!((&again.changes[..], &again.notes[..], again.instead), (&[][..], &[][..], None), "{words}");
        assert_eq!(again.routine.steps, amber.steps, "{words}");
        // As it would be for a routine of a file.
        twice += adapted(&Arc::new(Routine { eased: 0, ..(*amber).clone() }), 4).changes.len();
        let worse = adapted(&amber, 8);
        assert!(worse.instead.is_some() && !worse.notes.is_empty(), "{words}: red is another matter");
        let green = made(&Gym::default(), 0, Some(0), &wish).unwrap().routine;
        assert!(!adapted(&green, 4).notes.is_empty(), "{words}: it was not made for an amber day");
    }
    assert!(twice > 0, "some would have an easier version, in another position");
}

fn ids(composed: &Composed) -> Vec<String> {
    composed.routine.steps.iter().map(|step| step.exercise.to_string()).collect()
}

fn millis(routine: &Routine) -> u128 {
    length(routine, &|id| catalog().timing(id), Options::default()).unwrap().span.as_millis()
}

/// Seconds that a step is held at once.
fn hold_s(routine: &Routine, at: usize) -> f64 {
    let step = &routine.steps[at];
    match step.dose_for(&exercise(step.exercise.as_str()), None).unwrap().measure {
        Measure::Hold { hold } => hold.start,
        Measure::Breaths { count } => count.start * Options::default().pacing.breath().as_secs_f64(),
        _ => 0.0,
    }
}

fn moves(routine: &Routine, at: usize) -> bool {
    let step = &routine.steps[at];
    let dose = step.dose_for(&exercise(step.exercise.as_str()), None).unwrap();
    matches!(dose.measure, Measure::Reps { .. } | Measure::Activity { .. })
}

fn check(composed: &Composed, wish: &ComposeWish) {
    let Composed { routine, steps, notes } = composed;
    let (limit, lasts) = (u128::from(wish.minutes) * 60_000, millis(routine));
    assert!(lasts <= limit, "{} lasts {lasts} ms", routine.title);
    let says_so =
        notes.iter().any(|note| note.text.contains("is the longest for") || note.text.contains("nothing fits in"));
    assert_eq!(says_so, lasts + 20_000 < limit, "{} lasts {lasts} ms: {notes:?}", routine.title);
    assert!(steps.len() == routine.steps.len() && steps.iter().all(|step| !step.why.text.is_empty()));
    let once: BTreeSet<String> = ids(composed).into_iter().collect();
    assert_eq!(once.len(), routine.steps.len(), "nothing twice");
    for (at, step) in routine.steps.iter().enumerate() {
        let exercise = exercise(step.exercise.as_str());
        let usual = exercise.default_dose().unwrap();
        let dose = step.dose_for(&exercise, None).unwrap();
        assert_eq!(dose.sides, usual.sides, "{}: as many sides as ever", exercise.id);
        let positions = &wish.positions;
        assert!(positions.is_empty() || positions.iter().any(|one| one.includes(exercise.position)), "{}", exercise.id);
        let at_hand = wish.at_hand.as_deref();
        assert!(at_hand.is_none_or(|things| exercise.equipment.iter().all(|need| need.is_met(things))));
        assert_ne!(exercise.role, Role::Screened, "nobody was asked");
        let is_warm = (0..at).any(|before| moves(routine, before));
        assert!(hold_s(routine, at) <= 30.0 || is_warm, "{}: a long hold, cold", exercise.id);
        for (name, amount) in step.dose.amounts().filter(|(_, amount)| amount.whose == Whose::Source) {
            let given = exercise.dose.amounts().find(|(other, _)| *other == name).map(|(_, given)| given);
            let given = given.unwrap();
            assert!((given.from, given.to) == (amount.from, amount.to), "{}: {name}", exercise.id);
            assert!((amount.from..=amount.to).contains(&amount.start));
        }
    }
    let text = serde_json::to_string(&**routine).unwrap();
    let (read, problems) = Routine::read("own.json", &text, &Anything);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(millis(&read.unwrap()), lasts, "it is the same from a file");
}

#[derive(Debug, Clone)]
struct Case {
    wish: ComposeWish,
    days: Vec<(usize, Option<u8>, Option<u8>)>,
    score: Option<u8>,
}

fn case() -> impl Strategy<Value = Case> {
    let positions = prop::collection::vec(prop::sample::select(Position::VALUES), 0..3);
    let things = prop::collection::vec(prop::sample::select(equipment(catalog())), 0..4);
    let wish = (prop::sample::select(problems(catalog())), 2u32..=30, positions, prop::option::of(things)).prop_map(
        |(problem, minutes, positions, at_hand)| ComposeWish {
            target: Target::of_problem(problem),
            minutes,
            positions,
            at_hand,
        },
    );
    let score = || prop::option::of(0u8..=8);
    let days = prop::collection::vec((0..ROUTINES.len(), score(), score()), 0..5);
    (wish, days, score()).prop_map(|(wish, days, score)| Case { wish, days, score })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn a_wish_is_met_within_its_limits_or_refused_with_the_reason(case in case()) {
        let mut gym = Gym::default();
        for (day, (routine, before, morning)) in (0..).zip(&case.days) {
            gym.train(day, ROUTINES[*routine], *before, *morning);
        }
        let day = i64::try_from(case.days.len()).unwrap();
        let rating = case.score.map(|score| check_in(Some(score)));
        let today = Readiness::of(gym.situation(day, "10:00"), rating.as_ref());
        let composed = compose(&today, catalog(), &case.wish, Options::default());
        let again = compose(&today, catalog(), &case.wish, Options::default());
        prop_assert_eq!(&composed, &again, "there is no chance in it");
        let is_red = today.flare.is_some() || today.zone(None) == Some(Zone::Red);
        match composed {
            Ok(composed) => {
                prop_assert!(!is_red);
                check(&composed, &case.wish);
                let is_sore = today.zone(None) >= Some(Zone::Amber);
                for id in ids(&composed) {
                    prop_assert!(!today.costs.contains_key(&id), "{} costs", id);
                    prop_assert!(!is_sore || exercise(&id).role != Role::AvoidWhileSore, "{} while sore", id);
                }
            }
            Err(failure) => {
                prop_assert!(failure.text.ends_with('.') && !failure.text.is_empty());
                if let Some((_, shortest)) = failure.text.split_once("the shortest takes ") {
                    let minutes = shortest.trim_end_matches('.').parse().unwrap();
                    prop_assert!(minutes > case.wish.minutes);
                    let longer = ComposeWish { minutes, ..case.wish.clone() };
                    let met = compose(&today, catalog(), &longer, Options::default());
                    prop_assert!(met.is_ok(), "{:?}", met);
                } else if failure.text.starts_with("Nothing fits") {
                    prop_assert!(!failure.loosen.is_empty(), "{:?}", failure);
                }
            }
        }
    }
}

#[test]
fn what_a_search_names_can_be_wished() {
    for words in
        ["tight hips", "tight-hip-flexors", "glutes", "hips", "lower back pain", "Weak Core", "hip flexors", "bum"]
    {
        let composed = made(&Gym::default(), 0, None, &wish(words, 6)).unwrap();
        check(&composed, &wish(words, 6));
    }
    let unknown = |words: &str| Target::find(words, catalog()).unwrap_err();
    assert_eq!(unknown("tihgt-glutes"), ["tight glutes"]);
    assert!(unknown("xylophone").is_empty());
    let composed = made(&Gym::default(), 0, None, &wish("tight hips", 6)).unwrap();
    assert_eq!(
        (composed.routine.id.as_str(), composed.routine.title.as_str()),
        ("tight-hips-6-minutes", "Tight hips, 6 minutes")
    );
}

#[test]
fn most_wishes_last_as_long_as_was_wished() {
    let (mut met, mut all) = (0, 0);
    for problem in problems(catalog()) {
        for minutes in [3, 6, 10, 15, 20] {
            let wish =
                ComposeWish { target: Target::of_problem(problem.clone()), at_hand: None, ..wish("glutes", minutes) };
            let composed = made(&Gym::default(), 0, None, &wish).unwrap();
            check(&composed, &wish);
            all += 1;
            met += usize::from(millis(&composed.routine) + 20_000 >= u128::from(minutes) * 60_000);
        }
    }
    assert!(met * 10 >= all * 9, "{met} of {all}");
}

#[test]
fn it_begins_with_movement_on_the_feet_and_ends_with_long_holds() {
    for problem in problems(catalog()) {
        let wish = ComposeWish { target: Target::of_problem(problem), at_hand: None, ..wish("glutes", 12) };
        let Composed { routine, .. } = made(&Gym::default(), 0, None, &wish).unwrap();
        let steps = 0..routine.steps.len();
        let long: Vec<bool> = steps.clone().map(|at| hold_s(&routine, at) > 30.0).collect();
        assert!(long.is_sorted(), "{}: {long:?}", routine.title);
        let places: Vec<_> = steps.map(|at| place(exercise(routine.steps[at].exercise.as_str()).position)).collect();
        let changes = places.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(changes <= 4, "{}: {places:?}", routine.title);
    }
}

fn place(position: Position) -> &'static str {
    match position {
        Position::Seated => "seat",
        position if Position::Standing.includes(position) => "feet",
        _ => "floor",
    }
}

#[test]
fn what_was_done_in_the_last_two_sessions_comes_last() {
    let wish = ComposeWish { at_hand: None, ..wish("weak glutes", 6) };
    let mut gym = Gym::default();
    let first = made(&gym, 3, None, &wish).unwrap();
    for day in [1, 2] {
        gym.diary.day(day, "own", lines(&first.routine), (Some(1), Some(1)));
    }
    let next = made(&gym, 3, None, &wish).unwrap();
    let (before, after) = (ids(&first), ids(&next));
    assert!(after.iter().all(|id| !before.contains(id)), "{before:?} {after:?}");
    // Of few that fit they are done again, and the page says so.
    let few = ComposeWish { target: target("weak feet"), ..wish };
    let first = made(&gym, 3, None, &few).unwrap();
    gym.diary.day(2, "own", lines(&first.routine), (Some(1), Some(1)));
    let again = made(&gym, 3, None, &few).unwrap();
    assert!(again.steps.iter().any(|step| step.why.text.contains("one of your last two sessions")), "{again:?}");
}

#[test]
fn another_day_brings_another_choice() {
    let wish = wish("tight low back", 6);
    let of_day = |day| ids(&made(&Gym::default(), day, None, &wish).unwrap());
    assert!((1..7).any(|day| of_day(day) != of_day(0)));
}

#[test]
fn an_amber_day_is_easier_and_a_red_one_has_none() {
    let wish = ComposeWish { at_hand: None, ..wish("weak deep core", 8) };
    let amber = made(&Gym::default(), 0, Some(4), &wish).unwrap();
    check(&amber, &wish);
    assert!(
        amber.notes.iter().any(|note| note.text.contains("one level easier, for today. Easier versions are chosen")),
        "{:?}",
        amber.notes
    );
    assert!(amber.steps.iter().any(|step| step.why.text.contains("An easier version of")), "{:?}", amber.steps);
    for step in &amber.routine.steps {
        let exercise = exercise(step.exercise.as_str());
        let (usual, dose) = (exercise.default_dose().unwrap(), step.dose_for(&exercise, None).unwrap());
        assert!(dose.sets.start <= usual.sets.start, "{}: no more sets than usual", exercise.id);
        assert_ne!(exercise.role, Role::AvoidWhileSore);
        let mut easier = exercise.easier.iter().map(|id| self::exercise(id.as_str()));
        assert!(!easier.any(|easier| easier.kind == exercise.kind), "{}: it has an easier version", exercise.id);
    }
    let red = made(&Gym::default(), 0, Some(7), &wish).unwrap_err();
    assert_eq!(red.text, "7 today: rest, or something gentle.");
    assert_eq!(red.gentle.unwrap().as_str(), "flare-up-care");
    let mut gym = Gym::default();
    gym.diary.safety(on(0, "09:00"), &[Question::Unwell]);
    assert_eq!(made(&gym, 0, None, &wish).unwrap_err().text, "Your safety answers come first.");
}

#[test]
fn each_rule_that_eases_a_routine_eases_what_is_put_together() {
    let wish = ComposeWish { at_hand: None, ..wish("weak deep core", 8) };
    let first = made(&Gym::default(), 0, None, &wish).unwrap();
    let mut gym = Gym::default();
    gym.diary.day(0, "own", lines(&first.routine), (Some(1), Some(1)));
    assert_eq!(made(&gym, 14, None, &wish).unwrap().notes, [], "fourteen days are no long break yet");
    let after = made(&gym, 15, None, &wish).unwrap();
    let note = &after.notes[0].text;
    assert!(note.starts_with("15 days since the last session") && note.contains("Easier versions"), "{note}");
}

#[test]
fn what_cannot_be_met_says_what_to_loosen() {
    let none = ComposeWish { positions: vec![Position::Prone], ..wish("tight calves", 6) };
    let failure = made(&Gym::default(), 0, None, &none).unwrap_err();
    assert_eq!(failure.text, "Nothing fits tight calves, face down, with nothing but the floor.");
    assert_eq!(failure.loosen, ["In any position and with more equipment: 2 exercises."]);
    let short = ComposeWish { positions: vec![Position::AllFours], ..wish("weak deep core", 2) };
    let failure = made(&Gym::default(), 0, None, &ComposeWish { minutes: 1, ..short }).unwrap_err();
    assert!(failure.text.starts_with("1 minute is too short for weak deep core, hands and knees"), "{}", failure.text);
    let long = made(&Gym::default(), 0, None, &wish("weak feet", 20)).unwrap();
    assert!(
        long.notes[0].text.contains("is the longest for weak feet, with nothing but the floor."),
        "{:?}",
        long.notes
    );
}
