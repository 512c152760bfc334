//! The made-up journal: the same again, valid, and with something of everything.

use std::collections::BTreeSet;

use super::*;
use crate::domain::record::entry::{Body, Moment, Outcome, Score, StepOutcome};
use crate::domain::record::fold::Fold;
use crate::domain::record::journal::Journal;
use crate::domain::record::line::{Line, parse_line};
use crate::domain::record::plan_mark::PlanMarks;
use crate::domain::record::stamp;

fn now() -> Stamp {
    stamp::parse("2026-11-20T18:00:00+01:00").unwrap()
}

fn made(weeks: u32, seed: u64) -> Vec<Written> {
    let mut n = 0;
    let mut new_id = |now: &Now| {
        n += 1;
        Uuid::from_u128((now.wall.timestamp() as u128) << 64 | n)
    };
    journal(Asked { weeks, seed }, &Catalog::built_in(), now(), &mut new_id)
}

fn folded(written: &[Written]) -> Journal {
    let mut fold = Fold::default();
    for device in Device::ALL {
        fold.begin_file(device.name());
        for one in written.iter().filter(|one| one.device == device) {
            fold.line(one.entry.to_line().as_bytes());
        }
    }
    fold.finish()
}

#[test]
fn the_same_seed_and_end_give_the_same_journal() {
    assert_eq!(made(8, 3), made(8, 3));
    assert_ne!(made(8, 3), made(8, 4));
}

#[test]
fn every_entry_reads_back_and_none_is_later_than_now() {
    for (weeks, seed) in [(1, 1), (26, 1), (30, 2)] {
        let written = made(weeks, seed);
        let first = now() - TimeDelta::weeks(i64::from(weeks)) - TimeDelta::days(1);
        for one in &written {
            assert!(one.when <= now() && one.entry.at > first, "{one:?}");
            let line = one.entry.to_line();
            let Ok(Line::Known(read)) = parse_line(line.as_bytes()) else { panic!("{line}") };
            assert_eq!(read, one.entry, "{line}");
        }
        assert!(written.is_sorted_by_key(|one| one.when));
        assert_eq!(folded(&written).problems().count(), 0);
    }
}

#[test]
fn half_a_year_has_something_of_everything() {
    let written = made(26, 1);
    let journal = folded(&written);
    assert!((40..110).contains(&journal.sessions().len()), "{} sessions", journal.sessions().len());
    let scores: BTreeSet<_> = journal.ratings().iter().map(|rating| rating.score.map(Score::value)).collect();
    assert!(scores.contains(&None) && scores.contains(&Some(0)) && scores.contains(&Some(7)), "{scores:?}");
    for moment in [Moment::Before, Moment::During, Moment::After, Moment::NextMorning, Moment::Other] {
        assert!(journal.ratings().iter().any(|rating| rating.moment == moment), "{moment}");
    }
    assert!(journal.safety().iter().any(|safety| !safety.yes.is_empty()) && !journal.red_flags_seen().is_empty());
    assert!(journal.activities().iter().any(|activity| activity.removed) && journal.self_tests().len() > 10);
    assert!(PlanMarks::of(&journal, now()).followed().is_some() && journal.plan_marks().len() > 20);
    let changes: Vec<_> = journal.changes().map(|entry| matches!(entry.body, Body::Delete { .. })).collect();
    assert!(changes.contains(&true) && changes.contains(&false));
    assert!(Device::ALL.iter().all(|device| written.iter().any(|one| one.device == *device)));
    let steps = || journal.sessions().iter().flat_map(|session| &session.steps);
    for outcome in [StepOutcome::Done, StepOutcome::Skipped, StepOutcome::Swapped] {
        assert!(steps().any(|step| step.outcome == outcome), "{outcome}");
    }
    assert!(journal.sessions().iter().any(|session| session.outcome != Outcome::Completed));
}

#[test]
fn what_was_done_is_of_the_routine() {
    let (journal, catalog) = (folded(&made(12, 7)), Catalog::built_in());
    for session in journal.sessions() {
        assert!(catalog.routine(session.routine.as_str()).is_some());
        assert!(session.ended > session.at && !session.steps.is_empty(), "{session:?}");
        assert!(session.steps.iter().all(|step| catalog.exercise(step.exercise.as_str()).is_some()));
        assert!(i64::from(session.active_s) <= (session.ended - session.at).num_seconds());
    }
}

#[test]
fn notes_say_that_they_are_made_up() {
    for one in made(26, 5) {
        let notes = match &one.entry.body {
            Body::Rating(rating) => rating.note.as_ref().map(|note| note.as_str().to_owned()),
            Body::Amend { set, .. } => set.get("note").and_then(|note| note.as_str()).map(str::to_owned),
            _ => None,
        };
        assert!(notes.iter().all(|note| note.starts_with("made up: ")), "{notes:?}");
    }
}
