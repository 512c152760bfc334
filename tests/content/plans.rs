//! Plans: every version of each has its parts, and what they ask for can be read at a glance.

use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::content::plan::Work;

use crate::all::{assert_none, catalog, plans};

#[test]
fn the_plans_are_those_of_the_sources() {
    let ids: Vec<String> = plans().iter().map(|plan| plan.id.to_string()).collect();
    let known = [
        "couch-to-5k",
        "posture-programme",
        "return-to-running",
        "return-to-squat",
        "runner-week",
        "treadmill-build-up",
        "walk-back",
    ];
    assert_eq!(ids, known);
}

#[test]
fn every_version_of_a_plan_has_work_in_every_part() {
    let mut idle = Vec::new();
    for plan in plans() {
        let versions: Vec<_> = plan.versions.iter().map(|v| Some(&v.id)).collect();
        for version in if versions.is_empty() { vec![None] } else { versions } {
            let parts = plan.parts_of(version).filter(|part| part.items_of(version).all(|item| item.optional));
            idle.extend(parts.map(|part| format!("{}, {version:?}: {}", plan.id, part.title)));
        }
    }
    assert_none("parts without work", idle);
}

#[test]
fn one_version_of_the_posture_programme_never_asks_for_the_other_s_routines() {
    let plan = catalog().plan("posture-programme").unwrap();
    let other = |version: &str| if version == "lordosis" { "kyphosis-" } else { "lordosis-" };
    for version in &plan.versions {
        let items = plan.parts_of(Some(&version.id)).flat_map(|part| part.items_of(Some(&version.id)));
        let routines = items.filter_map(|item| match &item.work {
            Work::Routine(id) => Some(id.as_str()),
            Work::Task(_) => None,
        });
        assert_none("routines of the opposite", routines.filter(|id| id.starts_with(other(version.id.as_str()))));
    }
}

/// A plan file of the user's; what is said of it, and whether it is there.
fn own(json: &str) -> (Vec<String>, bool) {
    let file = UserFile {
        kind: ItemKind::Plan.into(),
        path: "plans/mine.json".to_owned(),
        stem: "mine".to_owned(),
        text: Ok(json.to_owned()),
    };
    let catalog = Catalog::with_user_files(&[file]);
    (catalog.problems().iter().map(ToString::to_string).collect(), catalog.plan("mine").is_some())
}

#[test]
fn a_broken_plan_of_the_users_is_named_and_left_out() {
    let good = r#"{"id": "mine", "title": "Mine", "summary": "S.", "by": "day",
"versions": [{"id": "a", "title": "A", "summary": "A."}, {"id": "b", "title": "B", "summary": "B."}],
"parts": [{"title": "One", "items": [{"task": "Walk."}]}]}"#;
    assert_eq!(own(good), (Vec::new(), true));
    let walk = r#""task": "Walk.""#;
    for (from, to, said) in [
        (walk, r#""task": """#, "plans/mine.json:3:47: parts[0].items[0].task: this is empty; expected some text"),
        (walk, r#""task": "W.", "routine": "core-basics""#, "parts[0].items[0].task: expected a `routine` or a `task`"),
        (walk, r#""task": "W.", "times": 0"#, "parts[0].items[0].times: "),
        (walk, r#""task": "W.", "only": ["c"]"#, "parts[0].items[0].only: `c` is not one of the versions: a, b"),
        (r#""id": "b""#, r#""id": "a""#, "versions: `a` is there twice; each version needs an id of its own"),
        (r#""title": "One""#, r#""title": "One", "only": ["a"]"#, "parts: the version `b` has no part"),
        (r#""by": "day""#, r#""by": "month""#, "by: `month` is not a length of a part"),
        (r#""parts": ["#, r#""parts": [], "x": ["#, "parts: there is nothing to do; expected at least one part"),
    ] {
        let (problems, is_there) = own(&good.replace(from, to));
        assert!(problems.iter().any(|problem| problem.contains(said)), "{to}: {problems:?}");
        assert!(!is_there, "{to}");
    }
}

#[test]
fn tasks_are_short() {
    let mut long = Vec::new();
    for plan in plans() {
        for item in plan.parts.iter().flat_map(|part| &part.items) {
            if let Work::Task(task) = &item.work
                && task.words() > 14
            {
                long.push(format!("{}: {task}", plan.id));
            }
        }
    }
    assert_none("tasks of more than fourteen words", long);
}

#[test]
fn what_a_task_points_to_exists() {
    let mut lost = Vec::new();
    for plan in plans() {
        let links = plan.parts.iter().flat_map(|part| &part.items).filter_map(|item| item.see.as_ref());
        lost.extend(links.filter(|l| catalog().title(l.kind, l.id.as_str()).is_none()).map(|l| l.id.to_string()));
        let routines = plan.routines().into_iter();
        lost.extend(
            routines.filter(|id| catalog().title(ItemKind::Routine, id.as_str()).is_none()).map(ToString::to_string),
        );
    }
    assert_none("links of plans", lost);
}
