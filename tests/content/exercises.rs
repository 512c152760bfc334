//! Exercises: how they hang together, and that they can be said aloud in the time there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::{Dose, Measure, Pace};
use supple::domain::content::exercise::{Exercise, Id};
use supple::domain::content::link::{ItemKind, Link};
use supple::domain::content::units::Units;
use supple::domain::content::words::{Counting, Kind, Role, Sides, Whose};
use supple::domain::text::Text;

use crate::all::{assert_none, exercise, exercises, guides, plans, routines};

/// What an exercise may say that it helps with.
const PROBLEMS: &str = "
    tight-hip-flexors tight-hamstrings tight-glutes tight-low-back tight-upper-back weak-glutes
    weak-glute-medius weak-hamstrings weak-deep-core weak-low-back weak-hip-flexors weak-feet weak-calves tight-calves
    stiff-ankles unstable-trunk lordosis kyphosis desk-stiffness running-form lifting-form";

/// Words that a calm voice says in a second.
const WORDS_A_SECOND: f64 = 2.5;

/// Characters of the sentence that says what an exercise should feel like.
const LONGEST_FEEL: usize = 110;

/// Seconds to get into position where a file does not say.
const PREPARE_S: u32 = 10;

/// Seconds that one whole set on one side takes at its longest, as a session would play it.
fn longest_side_s(dose: &Dose) -> f64 {
    let work = match &dose.measure {
        Measure::Hold { hold } => hold.to,
        Measure::Breaths { count } => count.to * 6.0,
        Measure::Activity { minutes } => minutes.to * 60.0,
        Measure::Reps { count, pace } => {
            let both_sides = dose.sides == Sides::Alternate && dose.counting == Counting::PerSide;
            count.to * if both_sides { 2.0 } else { 1.0 } * rep_s(pace)
        }
    };
    work * dose.sets.to
}

fn rep_s(pace: &Pace) -> f64 {
    match pace {
        Pace::Own => 4.0,
        Pace::Steady { tempo } => tempo.map_or(4.0, |tempo| tempo.to),
        Pace::Held { hold, .. } => hold.to + 3.0,
        Pace::OnBreath { tempo } => tempo.map_or(6.0, |tempo| tempo.to),
    }
}

fn setup_words(e: &Exercise) -> usize {
    e.setup.iter().map(Text::words).sum()
}

#[test]
fn every_exercise_has_a_dose() {
    let silent = exercises().into_iter().filter(|e| e.default_dose().is_none());
    assert_none("exercises without a default dose", silent.map(|e| e.id.clone()));
    // A named dose may leave the measure to the exercise, but then it has to say something else.
    let empty = exercises().into_iter().flat_map(|e| {
        let empty = e.doses.iter().filter(|named| named.dose.over(&e.dose) == *e.dose);
        empty.map(|named| format!("{}: {}", e.id, named.name)).collect::<Vec<_>>()
    });
    assert_none("named doses that are the default once more", empty);
}

#[test]
fn ladders_are_mutual() {
    let mut one_way = Vec::new();
    for e in exercises() {
        let up = e.harder.iter().filter(|up| !exercise(up.as_str()).easier.contains(&e.id));
        one_way.extend(up.map(|up| format!("{} < {up}", e.id)));
        let down = e.easier.iter().filter(|down| !exercise(down.as_str()).harder.contains(&e.id));
        one_way.extend(down.map(|down| format!("{down} < {}", e.id)));
    }
    assert_none("links known to one end only", one_way);
}

#[test]
fn ladders_never_come_back_to_where_they_began() {
    let mut left = exercises();
    // An exercise with nothing harder left above it is a top; what remains in the end is a circle.
    loop {
        let ids: BTreeSet<Id> = left.iter().map(|e| e.id.clone()).collect();
        let before = left.len();
        left.retain(|e| e.harder.iter().any(|up| ids.contains(up)));
        if left.len() == before {
            break;
        }
    }
    assert_none("exercises on a circle", left.iter().map(|e| e.id.clone()));
}

#[test]
fn every_exercise_can_be_come_upon() {
    let is_exercise = |link: &&Link| link.kind == ItemKind::Exercise;
    let mut reached: BTreeSet<Id> =
        routines().iter().flat_map(|r| r.steps.iter().map(|s| s.exercise.clone())).collect();
    for guide in guides() {
        reached.extend(guide.links().filter(is_exercise).map(|link| link.id.clone()));
    }
    for plan in plans() {
        let items = plan.parts.iter().flat_map(|part| &part.items);
        reached.extend(items.filter_map(|item| item.see.as_ref()).filter(is_exercise).map(|link| link.id.clone()));
    }
    // From there by what an exercise itself names, as far as it goes.
    loop {
        let mut next = reached.clone();
        for e in reached.iter().map(|id| exercise(id.as_str())) {
            next.extend(e.easier.iter().chain(&e.harder).chain(&e.instead).cloned());
            next.extend(e.leads_to.iter().filter(is_exercise).map(|link| link.id.clone()));
        }
        if next.len() == reached.len() {
            break;
        }
        reached = next;
    }
    let lost = exercises().into_iter().filter(|e| !reached.contains(&e.id));
    assert_none("exercises that nothing leads to", lost.map(|e| e.id.clone()));
}

#[test]
fn exercises_to_avoid_name_one_to_do_instead() {
    let all = exercises();
    let known = |id: &Id| all.iter().any(|e| e.id == *id && e.instead.is_none());
    let stuck = all.iter().filter(|e| e.instead.as_ref().is_some_and(|id| !known(id)));
    assert_none("`instead` leads nowhere", stuck.map(|e| e.id.clone()));
    let unlike = all.iter().filter(|e| (e.role == Role::AvoidWhileSore) != e.instead.is_some());
    assert_none("`role` and `instead` go together", unlike.map(|e| e.id.clone()));
}

#[test]
fn what_a_sore_back_leaves_out_says_so() {
    // `Skip it while your back is sore: it is a backbend.`
    let says_so = |text: &Text| {
        let text = text.as_str().to_lowercase();
        let is_sore = ["sore back", "back is sore"].iter().any(|sore| text.contains(sore));
        is_sore && ["skip it", "not for", "instead"].iter().any(|no| text.contains(no))
    };
    let unlike = exercises().into_iter().filter(|e| e.careful.iter().any(says_so) != (e.role == Role::AvoidWhileSore));
    assert_none("`careful` and `role` disagree", unlike.map(|e| e.id.clone()));
}

#[test]
fn what_is_only_for_after_the_safety_questions_says_what_ends_it_and_nothing_else_leads_there() {
    let screened: BTreeSet<Id> =
        exercises().iter().filter(|e| e.role == Role::Screened).map(|e| e.id.clone()).collect();
    assert!(screened.len() >= 2, "{screened:?}");
    let ends = |text: &Text| text.as_str().starts_with("It ends");
    let silent = exercises().into_iter().filter(|e| screened.contains(&e.id) && !e.careful.iter().any(ends));
    assert_none("screened exercises that do not say what ends them", silent.map(|e| e.id.clone()));
    let open = exercises().into_iter().filter(|e| {
        let mut leads = e.easier.iter().chain(&e.harder).chain(&e.instead);
        e.role != Role::Screened && leads.any(|id| screened.contains(id))
    });
    assert_none("exercises that lead to a screened one", open.map(|e| e.id.clone()));
    let plain = routines().into_iter().filter(|r| r.steps.iter().any(|step| screened.contains(&step.exercise)));
    assert_none("routines with a screened exercise", plain.map(|r| r.id.clone()));
}

#[test]
fn a_self_test_says_how_it_ends_and_where_it_leads() {
    let unlike = exercises().into_iter().filter(|e| {
        let says = e.pass.is_some() && e.fail.is_some() && !e.leads_to.is_empty();
        let says_something = e.pass.is_some() || e.fail.is_some() || !e.leads_to.is_empty();
        if e.kind == Kind::SelfTest { !says } else { says_something }
    });
    assert_none("self-tests", unlike.map(|e| e.id.clone()));
}

#[test]
fn a_self_test_says_how_it_is_answered() {
    let unlike = exercises().into_iter().filter(|e| e.test.is_some() != (e.kind == Kind::SelfTest));
    assert_none("`test` and `kind` go together", unlike.map(|e| e.id.clone()));
    // What is not written in the file is taken to be a verdict: built-in ones write it.
    let tests = exercises().into_iter().filter(|e| e.test.is_some());
    let unwritten = tests.filter(|e| !text_of(&e.id).contains("\"test\": {"));
    assert_none("self-tests without `test`", unwritten.map(|e| e.id.clone()));
}

fn text_of(id: &Id) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/exercises");
    std::fs::read_to_string(format!("{folder}/{id}.json")).unwrap()
}

#[test]
fn the_numbers_of_a_self_test_have_their_source() {
    let mut without = Vec::new();
    for e in exercises() {
        let Some(test) = &e.test else { continue };
        let numbers = test.limit_s.iter().chain(&test.pass_from);
        let theirs = numbers.filter(|number| number.whose == Whose::Source).count();
        if (theirs > 0) != test.by.is_some_and(|by| e.source(by).is_some()) {
            without.push(e.id.clone());
        }
    }
    assert_none("numbers of a source that is not named", without);
}

#[test]
fn what_may_be_seen_is_drawn_and_opposites_are_asked_about() {
    let catalog = Catalog::built_in();
    let mut wrong = Vec::new();
    for e in exercises() {
        let Some(test) = &e.test else { continue };
        let figure = catalog.figure_of(e.id.as_str()).unwrap();
        for kind in &test.kinds {
            let pose = kind.pose.as_ref().and_then(|pose| figure.posed(pose.as_str()));
            wrong.extend(pose.is_none().then(|| format!("{}: {} has no pose", e.id, kind.id)));
        }
        // Two programmes, one for each picture: nobody may come into the wrong one by chance.
        let programmes = test.kinds.iter().filter(|kind| kind.leads_to.iter().any(|link| link.kind != ItemKind::Guide));
        let asks = programmes.count() > 1 && test.confirm.is_none();
        wrong.extend(asks.then(|| format!("{}: nothing is asked before its programmes", e.id)));
    }
    assert_none("self-tests with kinds", wrong);
}

#[test]
fn problems_come_from_the_one_list() {
    let is_known = |problem: &&Id| PROBLEMS.split_whitespace().any(|known| known == problem.as_str());
    let mut unknown = Vec::new();
    for e in exercises() {
        let others = e.helps_with.iter().filter(|problem| !is_known(problem));
        unknown.extend(others.map(|problem| format!("{}: {problem}", e.id)));
    }
    assert_none("unknown problems", unknown);
}

#[test]
fn cues_can_be_said_in_one_breath() {
    let mut long = Vec::new();
    for e in in_both_units() {
        let cues = e.cues.iter().filter(|cue| cue.say.words() > 8);
        long.extend(cues.map(|cue| format!("{}: {}", e.id, cue.say)));
    }
    assert_none("cues of more than eight words", long);
}

#[test]
fn anything_longer_than_fifteen_seconds_has_three_cues() {
    let too_few = exercises().into_iter().filter(|e| {
        let long = e.default_dose().is_some_and(|dose| longest_side_s(&dose) > 15.0);
        long && e.cues.len() < 3
    });
    assert_none("long exercises with fewer than three cues", too_few.map(|e| e.id.clone()));
}

/// All exercises, once with each system of units: a length may be longer to say in one of them.
fn in_both_units() -> Vec<Arc<Exercise>> {
    let imperial = Catalog::built_in().with_local_units(Units::Imperial);
    exercises().into_iter().chain(imperial.exercises()).collect()
}

#[test]
fn every_exercise_says_what_it_should_feel_like() {
    let of = |e: &Exercise| e.feel.as_ref().map_or(0, |feel| feel.as_str().chars().count());
    let unlike = exercises().into_iter().filter(|e| !(1..=LONGEST_FEEL).contains(&of(e)));
    assert_none("no `feel`, or one too long to say", unlike.map(|e| format!("{}: {} characters", e.id, of(&e))));
}

#[test]
fn setups_are_a_few_short_steps() {
    let mut offenders = Vec::new();
    for e in in_both_units() {
        if !(2..=5).contains(&e.setup.len()) {
            offenders.push(format!("{}: {} steps", e.id, e.setup.len()));
        }
        if setup_words(&e) > 45 {
            offenders.push(format!("{}: {} words", e.id, setup_words(&e)));
        }
        offenders.extend(e.setup.iter().filter(|step| step.words() > 14).map(|step| format!("{}: {step}", e.id)));
    }
    assert_none("setups", offenders);
}

#[test]
fn setups_can_be_said_while_getting_into_position() {
    let long = in_both_units().into_iter().filter_map(|e| {
        let time = e.prepare_s.unwrap_or(PREPARE_S);
        let needed = setup_words(&e) as f64 / WORDS_A_SECOND;
        (needed > f64::from(time)).then(|| format!("{}: {} words in {time} s", e.id, setup_words(&e)))
    });
    assert_none("setups that take longer to say than there is time", long);
}
