//! What is found, in which order, and that nothing typed can break it.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::domain::content::exercise::Exercise;

const ALL: [ItemKind; 4] = [ItemKind::Exercise, ItemKind::Routine, ItemKind::Plan, ItemKind::Guide];

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);
static EVERYTHING: LazyLock<Index> = LazyLock::new(|| Index::new(&CATALOG, &ALL));
static EXERCISES: LazyLock<Index> = LazyLock::new(|| Index::new(&CATALOG, &[ItemKind::Exercise]));

fn found(index: &Index, asked: &str) -> Vec<String> {
    index.search(asked).into_iter().map(|hit| hit.id.to_string()).collect()
}

/// What is asked, and what has to come first, in any order among themselves.
const FIRST: &[(&str, &[&str])] = &[
    ("plank", &["plank"]),
    ("plan", &["plank"]),
    ("dog", &["bird-dog"]),
    ("BIRD-DOG", &["bird-dog"]),
    ("birddog", &["bird-dog"]),
    ("quadruped", &["bird-dog"]),
    ("sit up", &["sit-up"]),
    ("situps", &["sit-up"]),
    ("childs pose", &["childs-pose"]),
    ("child’s pose", &["childs-pose"]),
    ("the plank", &["plank"]),
    ("glute bridge", &["glute-bridge"]),
    ("bridge glute", &["glute-bridge"]),
    ("cat", &["cat-cow"]),
    ("pigeon", &["pigeon-pose", "pigeon-on-back"]),
    ("ice", &["ice-pack"]),
    ("Plànk", &["plank"]),
    // Misspelt.
    ("brid dog", &["bird-dog"]),
    ("plnak", &["plank"]),
    ("hamstirng curl", &["hamstring-curl"]),
    ("streching piriformis", &["piriformis-stretch"]),
    ("piroformis", &["piriformis-stretch"]),
    ("kobra", &["cobra-stretch"]),
    ("clamshel", &["clamshell"]),
    ("spidermna", &["spiderman-stretch"]),
    ("suprman", &["superman"]),
    ("stabilty ball pike", &["stability-ball-pike"]),
];

#[test]
fn the_best_comes_first() {
    for (asked, expected) in FIRST {
        let found = found(&EXERCISES, asked);
        let first = found.get(..expected.len().min(found.len())).unwrap();
        assert!(expected.iter().all(|id| first.iter().any(|found| found == id)), "{asked}: {found:?}");
    }
}

type Suits = fn(&Exercise) -> bool;

#[test]
fn problems_positions_and_equipment_find_what_suits() {
    let suits: &[(&str, Suits)] = &[
        ("tight hamstrings", |e| has(&e.helps_with, "hamstring") || has(&e.stretches, "hamstring")),
        ("stretches for my hamstrings", |e| has(&e.stretches, "hamstring") || has(&e.helps_with, "hamstring")),
        ("side lying", |e| e.position.as_str() == "side-lying"),
        ("stability ball", |e| e.equipment.iter().any(|need| need.to_string().contains("stability ball"))),
        ("self test", |e| e.kind.as_str() == "self-test"),
    ];
    for (asked, suits) in suits {
        let found = found(&EXERCISES, asked);
        assert!(found.len() >= 4, "{asked}: {found:?}");
        for id in found.iter().take(4) {
            assert!(suits(&CATALOG.exercise(id).unwrap()), "{asked}: {id} in {found:?}");
        }
    }
}

fn has(texts: &[impl ToString], part: &str) -> bool {
    texts.iter().any(|text| text.to_string().contains(part))
}

#[test]
fn routines_are_found_by_their_exercises_and_guides_by_their_causes() {
    let first =
        |asked: &str, kind: ItemKind| Index::new(&CATALOG, &[kind]).search(asked).first().map(|hit| hit.id.to_string());
    assert_eq!(first("plank millar", ItemKind::Routine).as_deref(), Some("millar-runner-support"));
    assert_eq!(first("before squats", ItemKind::Routine).as_deref(), Some("pre-squat-prep"));
    assert_eq!(first("milar", ItemKind::Routine).as_deref(), Some("millar-runner-support"));
    assert_eq!(first("squat pain", ItemKind::Guide).as_deref(), Some("squat-pain"));
    assert_eq!(first("deadlfit", ItemKind::Guide).as_deref(), Some("deadlift-pain"));
    assert_eq!(first("treadmill", ItemKind::Plan).as_deref(), Some("treadmill-build-up"));
}

/// What a newcomer asks in words of their own, and what has to be among the first five.
const OTHERWISE: &[(&str, &str)] = &[
    ("lower back pain", "deadlift-pain"),
    ("low back pain", "deadlift-pain"),
    ("foam roll low back", "foam-roll-lower-back"),
    ("slipped disc", "before-you-start"),
    ("herniated disk", "hip-thrust-pain"),
    ("pinched nerve", "kinds-of-pain"),
    ("sciatica", "kinds-of-pain"),
    ("bum", "glute-bridge"),
    ("tight butt", "lying-glute-stretch"),
    ("it band", "sided-wall-pelvis-push"),
    ("hams", "hamstring-curl"),
    ("hammies", "hamstring-curl"),
    ("calf", "calf-raise"),
    ("groin", "edge-of-bed-hip-flexor-stretch"),
    ("tummy", "abdominal-twist"),
    ("quads", "quad-stretch"),
    ("psoas", "hip-flexor-edge-test"),
    ("gym ball", "stability-ball-pike"),
    ("hunched back", "kyphosis-stretch"),
];

#[test]
fn other_words_for_the_same_find_it() {
    for (asked, expected) in OTHERWISE {
        let found = found(&EVERYTHING, asked);
        assert!(found.iter().take(5).any(|id| id == expected), "{asked}: {found:?}");
    }
}

#[test]
fn what_a_guide_says_is_found_behind_what_it_is_about() {
    let guides = Index::new(&CATALOG, &[ItemKind::Guide]);
    let found = found(&guides, "stenosis");
    let by_name = found.iter().take_while(|id| CATALOG.guide(id).unwrap().aliases.contains(&"stenosis".into())).count();
    assert!(by_name > 0 && found.len() > by_name, "by another name before the others: {found:?}");
    assert!(found.iter().skip(by_name).all(|id| !CATALOG.guide(id).unwrap().aliases.contains(&"stenosis".into())));
    assert_eq!(guides.search("stenosid").len(), by_name, "only names are found misspelt");
}

#[test]
fn where_nothing_has_every_word_what_has_most_of_them_comes() {
    let hits = EVERYTHING.search("squat pain zebra");
    assert!(hits[0].id.as_str() == "squat-pain-day" && hits.iter().all(|hit| hit.lacking == 1), "{hits:?}");
    assert!(EVERYTHING.search("squat pain").iter().all(|hit| hit.lacking == 0));
    let hits = EVERYTHING.search("hip flexor stretch bed zebra");
    assert!(hits[0].id.as_str() == "edge-of-bed-hip-flexor-stretch" && hits[0].lacking == 1, "{hits:?}");
    assert!(hits.is_sorted_by_key(|hit| hit.lacking) && hits.iter().all(|hit| hit.lacking <= 2));
    assert_eq!(EVERYTHING.search("plank zebra"), [], "a half is not most");
}

#[test]
fn every_word_has_to_be_found() {
    assert!(found(&EXERCISES, "bird plank zebra").is_empty());
    let dogs = found(&EXERCISES, "dog");
    let birds = found(&EXERCISES, "bird");
    let both = found(&EXERCISES, "bird dog");
    assert!(both.iter().all(|id| dogs.contains(id) && birds.contains(id)));
}

#[test]
fn nonsense_finds_nothing() {
    for asked in ["", " ", "–", "xyzzy", "qwertz", "handstand", "plank qqqq", "\u{1b}[31m!", "伸展"] {
        assert_eq!(found(&EVERYTHING, asked), [""; 0], "{asked:?}");
    }
}

#[test]
fn a_word_that_is_there_is_not_taken_for_a_misspelt_one() {
    let run = found(&EXERCISES, "run");
    assert!(
        run.contains(&"treadmill-run".to_owned()) && !run.contains(&"standing-trunk-rotation".to_owned()),
        "{run:?}"
    );
    let packs = found(&EXERCISES, "pack");
    assert_eq!(packs, ["ice-pack", "warmth"], "and no back");
}

#[test]
fn every_item_is_found_first_by_its_name_and_equals_are_in_order() {
    for kind in ALL {
        for id in CATALOG.ids(kind) {
            let title = CATALOG.title(kind, id).unwrap();
            let hits = EVERYTHING.search(&title);
            let best = hits.first().map(|hit| CATALOG.title(hit.kind, hit.id.as_str()).unwrap());
            assert_eq!(best.as_deref(), Some(title.as_str()));
            // An exercise and a routine may have one name.
            let is_it = |hit: &Hit| (hit.kind, hit.id.as_str()) == (kind, id);
            assert!(hits.iter().take(2).any(is_it), "{title}");
        }
    }
    let stretches = EXERCISES.search("stretch");
    for pair in stretches.windows(2).filter(|pair| pair[0].score == pair[1].score) {
        let title = |hit: &Hit| CATALOG.title(hit.kind, hit.id.as_str());
        assert!(title(&pair[0]) < title(&pair[1]));
    }
}

proptest! {
    #[test]
    fn nothing_typed_breaks_it(asked in "\\PC*", control in any::<String>()) {
        EVERYTHING.search(&asked);
        EVERYTHING.search(&control);
    }

    #[test]
    fn one_wrong_letter_in_a_long_word_still_finds_it(at in 1_usize..6, letter in proptest::char::range('a', 'z')) {
        let mut word: Vec<char> = "piriformis".chars().collect();
        word[at] = letter;
        let asked: String = word.into_iter().collect();
        prop_assert!(found(&EXERCISES, &asked).contains(&"piriformis-stretch".to_owned()), "{asked}");
    }

    #[test]
    fn two_swapped_letters_still_find_it(at in 0_usize..8) {
        let mut word: Vec<char> = "hamstrings".chars().collect();
        word.swap(at, at + 1);
        let asked: String = word.into_iter().collect();
        prop_assert!(found(&EXERCISES, &asked).contains(&"lying-hamstring-stretch".to_owned()), "{asked}");
    }
}
