//! Every built-in file: it loads, it is the only one of its name, and it says where it comes from.

use std::collections::BTreeMap;

use supple::domain::content::catalog::Catalog;
use supple::domain::content::dose::DoseSpec;
use supple::domain::content::exercise::Source;
use supple::domain::content::link::ItemKind;
use supple::domain::content::words::Whose;

use crate::all::{assert_none, assert_only, catalog, exercises, guides, plans, routines, words};

/// Files that no article is behind; each says so in its own words.
const WHOLLY_OURS: [&str; 2] = ["exercise dancing", "exercise rowing"];

const KINDS: [ItemKind; 4] = [ItemKind::Exercise, ItemKind::Routine, ItemKind::Plan, ItemKind::Guide];

#[test]
fn every_file_loads_without_a_problem() {
    assert_none("problems in built-in files", Catalog::built_in_problems());
    let unread = |kind| catalog().ids(kind).filter(move |id| catalog().title(kind, id).is_none());
    assert_none("files not read", KINDS.into_iter().flat_map(unread));
}

#[test]
fn everything_in_the_sources_is_here() {
    let counts = [exercises().len(), routines().len(), plans().len()];
    assert_eq!(counts, [170, 44, 7], "exercises, routines, plans");
    assert!(guides().len() >= 28, "{} guides", guides().len());
}

#[test]
fn an_id_belongs_to_one_thing() {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for kind in KINDS {
        for id in catalog().ids(kind) {
            owners.entry(id).or_default().push(kind.as_str());
        }
    }
    let shared = owners.into_iter().filter(|(_, kinds)| kinds.len() > 1);
    assert_none("ids used twice", shared.map(|(id, kinds)| format!("{id}: {}", kinds.join(" and "))));
}

#[test]
fn titles_are_told_apart() {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kind in KINDS {
        for id in catalog().ids(kind) {
            let title = catalog().title(kind, id).unwrap_or_default();
            owners.entry(title.to_lowercase()).or_default().push(format!("{kind} {id}"));
        }
    }
    let shared = owners.into_iter().filter(|(_, owners)| owners.len() > 1);
    assert_none("titles used twice", shared.map(|(title, owners)| format!("{title}: {}", owners.join(" and "))));
}

#[test]
fn everything_says_where_it_comes_from_and_never_by_file_name() {
    let named = |s: &Source| !s.title.is_empty() && !s.title.as_str().contains(".txt");
    let unnamed = words().into_iter().filter(|w| w.sources.is_empty() || !w.sources.iter().all(named));
    assert_only("no source with a title", &WHOLLY_OURS, unnamed.map(|w| w.file).collect());
}

#[test]
fn among_several_sources_a_dose_says_whose_it_is() {
    let from_source = |dose: &DoseSpec| dose.amounts().any(|(_, amount)| amount.whose == Whose::Source);
    let mut wrong = Vec::new();
    for e in exercises() {
        let named = e.doses.iter().map(|named| (named.name.as_str(), named.by, &named.dose));
        for (name, by, dose) in std::iter::once(("default", e.dose.by, &*e.dose)).chain(named) {
            let is_told = by.is_some_and(|by| e.source(by).is_some());
            // Numbers of ours are nobody's, and of one source it goes without saying.
            if is_told != (from_source(dose) && e.sources.len() > 1) {
                wrong.push(format!("{}, {name}", e.id));
            }
        }
    }
    assert_none("doses that do not say by whom they are, or say so without need", wrong);
}

#[test]
fn a_number_said_to_be_the_source_s_has_a_source() {
    let from_source = |dose: &DoseSpec| dose.amounts().any(|(_, amount)| amount.whose == Whose::Source);
    let unbacked_exercises = exercises().into_iter().filter(|e| {
        let mut doses = std::iter::once(&*e.dose).chain(e.doses.iter().map(|named| &named.dose));
        e.sources.is_empty() && doses.any(from_source)
    });
    let unbacked_routines =
        routines().into_iter().filter(|r| r.sources.is_empty() && r.steps.iter().any(|step| from_source(&step.dose)));
    let unbacked_plans = plans().into_iter().filter(|p| {
        let mut items = p.parts.iter().flat_map(|part| &part.items);
        p.sources.is_empty() && items.any(|item| item.times.is_some_and(|times| times.whose == Whose::Source))
    });
    let ids = unbacked_exercises.map(|e| e.id.clone()).chain(unbacked_routines.map(|r| r.id.clone()));
    assert_none("numbers credited to nobody", ids.chain(unbacked_plans.map(|p| p.id.clone())));
}
