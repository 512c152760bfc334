//! Guides: what they say names its source, and every cause of pain ends with something to do.

use std::collections::BTreeSet;

use supple::domain::content::guide::{Block, Cause, Guide, citations};
use supple::domain::content::link::{ItemKind, Link};
use supple::domain::content::words::Role;
use supple::domain::text::Text;

use crate::all::{assert_none, assert_only, exercise, guides, routine};

/// What somebody may have been doing when it hurt.
const ACTIVITIES: [&str; 11] = [
    "Deadlifts",
    "Good mornings",
    "Hip thrusts",
    "Leg press",
    "Leg workouts in general",
    "Lunges",
    "Running on roads",
    "Running on trails",
    "Sitting at a desk",
    "Squats",
    "The treadmill",
];

/// Troubleshooters that offer a routine with something to avoid while sore, and where they say what
/// to do instead.
const SAID_IN_THE_GUIDE: [&str; 3] = ["deadlift-pain", "desk-pain", "hip-thrust-pain"];

/// Guides that lead to other guides alone: figures, and when to do nothing.
const ONLY_TO_READ: [&str; 3] = ["numbers-and-studies", "when-to-stop", "where-sources-disagree"];

/// Every cause, with a name for messages.
fn causes(guides: &[std::sync::Arc<Guide>]) -> impl Iterator<Item = (String, &Guide, &Cause)> {
    guides.iter().flat_map(|g| g.causes.iter().map(move |c| (format!("{}: {}", g.id, c.cause), &**g, c)))
}

fn count(links: &[Link], kind: ItemKind) -> usize {
    links.iter().filter(|link| link.kind == kind).count()
}

#[test]
fn the_troubleshooter_knows_what_hurts_backs() {
    let all = guides();
    let mut activities: Vec<&str> = all.iter().flat_map(|g| &g.activities).map(Text::as_str).collect();
    activities.sort_unstable();
    assert_eq!(activities, ACTIVITIES);
    let idle = all.iter().flat_map(|g| g.activities.iter().filter(|a| g.causes_of(a).next().is_none()));
    assert_none("activities without a cause", idle);
}

#[test]
fn causes_are_as_many_as_the_sources_give() {
    let causes_in = |id: &str| guides().iter().find(|g| g.id.as_str() == id).map(|g| g.causes.len());
    let counts = [
        ("squat-pain", 11),
        ("deadlift-pain", 3),
        ("leg-press-pain", 2),
        ("lunge-pain", 2),
        ("good-morning-pain", 2),
        ("hip-thrust-pain", 7),
        ("treadmill-pain", 10),
        ("running-pain", 14),
        ("desk-pain", 4),
        ("leg-workout-pain", 5),
    ];
    let unlike = counts.into_iter().filter(|(id, count)| causes_in(id) != Some(*count));
    assert_none("causes", unlike.map(|(id, count)| format!("{id}: {:?}, not {count}", causes_in(id))));
}

#[test]
fn every_source_is_named_in_the_text_and_every_mark_names_one() {
    let mut wrong = Vec::new();
    for guide in guides() {
        let named: BTreeSet<usize> = guide.texts().flat_map(citations).collect();
        let idle = (1..=guide.sources.len()).filter(|n| !named.contains(n));
        wrong.extend(idle.map(|n| format!("{}: source {n} is named nowhere", guide.id)));
        let lost = named.iter().filter(|n| !(1..=guide.sources.len()).contains(n));
        wrong.extend(lost.map(|n| format!("{}: there is no source {n}", guide.id)));
        for text in guide.texts() {
            let marks = text.as_str().split('[').skip(1).map(|rest| rest.split(']').next().unwrap_or(rest));
            let odd = marks.filter(|mark| *mark != "ours" && mark.parse::<usize>().is_err());
            wrong.extend(odd.map(|mark| format!("{}: [{mark}]: {text}", guide.id)));
        }
    }
    assert_none("sources of guides", wrong);
}

#[test]
fn what_is_claimed_says_whose_it_is() {
    let marked = |text: &Text| text.as_str().contains('[');
    let mut unmarked = Vec::new();
    for guide in guides() {
        for block in &guide.blocks {
            match block {
                Block::Text(text) | Block::Warning(text) if !marked(text) => {
                    unmarked.push(format!("{}: {text}", guide.id));
                }
                Block::List(items) | Block::Steps(items) => {
                    unmarked.extend(items.iter().filter(|t| !marked(t)).map(|t| format!("{}: {t}", guide.id)));
                }
                Block::Table(table) => {
                    let bare = table.rows.iter().filter(|row| !row.iter().any(marked));
                    unmarked.extend(bare.map(|row| format!("{}: {row:?}", guide.id)));
                }
                _ => {}
            }
        }
    }
    let all = guides();
    for (name, _, cause) in causes(&all) {
        unmarked.extend([&cause.notice, &cause.fix].into_iter().filter(|t| !marked(t)).map(|t| format!("{name}: {t}")));
    }
    assert_none("claims without a mark", unmarked);
}

#[test]
fn tables_are_whole() {
    let mut wrong = Vec::new();
    for guide in guides() {
        for block in &guide.blocks {
            let Block::Table(table) = block else { continue };
            let short =
                table.rows.iter().filter(|row| row.len() != table.columns.len() || row.iter().any(Text::is_empty));
            wrong.extend(short.map(|row| format!("{}: {row:?}", guide.id)));
        }
    }
    assert_none("rows with a cell missing", wrong);
}

#[test]
fn every_cause_ends_with_something_to_do() {
    let all = guides();
    let mut wrong = Vec::new();
    for (name, _, cause) in causes(&all) {
        let routines = count(&cause.helps, ItemKind::Routine);
        let to_read = count(&cause.helps, ItemKind::Guide) + count(&cause.helps, ItemKind::Plan);
        if routines > 1 || routines + to_read == 0 {
            wrong.push(format!("{name}: {routines} routines, {to_read} guides and plans"));
        }
        let first_other = cause.helps.iter().position(|link| link.kind != ItemKind::Exercise);
        let last_exercise = cause.helps.iter().rposition(|link| link.kind == ItemKind::Exercise);
        if last_exercise > first_other {
            wrong.push(format!("{name}: exercises come first"));
        }
    }
    assert_none("what helps", wrong);
}

#[test]
fn a_cause_never_sends_a_sore_back_into_a_fold_without_a_word() {
    let all = guides();
    let mut found = Vec::new();
    for (name, guide, cause) in causes(&all) {
        let direct = cause.helps.iter().filter(|link| link.kind == ItemKind::Exercise);
        let direct = direct.map(|link| link.id.clone());
        let routines = cause.helps.iter().filter(|link| link.kind == ItemKind::Routine);
        let steps = routines.flat_map(|link| routine(link.id.as_str()).steps.clone()).map(|step| step.exercise);
        if direct.chain(steps).any(|id| exercise(id.as_str()).role == Role::AvoidWhileSore) {
            let says_so = guide.texts().any(|text| {
                let text = text.as_str().to_lowercase();
                text.contains("sore") && text.contains("hamstring")
            });
            let links = guide.links().any(|link| link.id.as_str() == "lying-hamstring-stretch");
            assert!(says_so && links, "{name}: the guide has to say what a sore back does instead");
            found.push(guide.id.to_string());
        }
    }
    assert_only("guides that offer something to avoid while sore", &SAID_IN_THE_GUIDE, found);
}

#[test]
fn every_guide_leads_on() {
    let stuck = guides().into_iter().filter(|guide| guide.links().all(|link| link.kind == ItemKind::Guide));
    assert_only("guides that lead to nothing to do", &ONLY_TO_READ, stuck.map(|guide| guide.id.to_string()).collect());
    let stop = guides().into_iter().filter(|guide| !guide.activities.is_empty());
    let silent = stop.filter(|guide| {
        let warns = guide.blocks.iter().any(|block| matches!(block, Block::Warning(_)));
        !warns || guide.links().all(|link| link.id.as_str() != "when-to-stop")
    });
    assert_none("troubleshooters that do not say when to stop", silent.map(|guide| guide.id.clone()));
}
