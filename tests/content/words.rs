//! The words of all files: short, plain, and claiming nothing that a workout companion cannot keep.

use crate::all::{Words, assert_none, exercises, routines, words};
use crate::claims::{claimed, plain};

/// Words of the trade, where plain English has one.
const JARGON: &str = "
    lumbar thoracic cervical sacrum sacral coccyx unilateral contralateral ipsilateral bilateral proprioception
    proprioceptive anterior posterior lateral medial distal proximal abduction adduction flexion hyperextended
    dorsiflexion supination pronation supine prone iliopsoas quadriceps erector multifidus transversus obliques
    vertebra facet isometric eccentric concentric anaerobic aerobic fascia rom hiit";

/// Words of the trade that people search for or that a name is made of: each with what has to stand
/// beside it once in the same file, any one of these.
const EXPLAINED: [(&str, &[&str]); 17] = [
    ("diaphragm", &["breathing muscle"]),
    ("extension", &["one article calls"]),
    ("femoris", &["hip flexors"]),
    ("gluteus", &["buttock"]),
    ("iliacus", &["hip flexors"]),
    ("kyphosis", &["pelvis", "tucked"]),
    ("lats", &["shoulders down"]),
    ("lordosis", &["pelvis", "hollow"]),
    ("maximus", &["buttock"]),
    ("medius", &["side of the hip"]),
    ("osteoporosis", &["fragile bones"]),
    ("piriformis", &["deep in the buttock"]),
    ("psoas", &["hip flexors"]),
    ("sciatica", &["pinched nerve"]),
    ("shear", &["a sliding force"]),
    ("stenosis", &["narrowed"]),
    ("vertebrae", &["bones of the spine"]),
];

/// A text may be as long as a screen of 40 columns shows at once.
const LONGEST_TEXT: usize = 400;

/// A title may be as long as a narrow screen shows in one line.
const LONGEST_TITLE: usize = 45;

/// That of a routine stands beside its length in a list of half the width.
const LONGEST_ROUTINE_TITLE: usize = 33;

#[test]
fn nothing_is_claimed_that_a_workout_companion_cannot_keep() {
    let mut claims = Vec::new();
    for file in words() {
        for (place, text) in &file.texts {
            claims.extend(claimed(text).map(|word| format!("{}, {place}: {word}", file.file)));
        }
    }
    assert_none("claims", claims);
}

/// The texts of a file without the names of exercises and routines, which are what they are called
/// elsewhere, and without aliases, which are there to be searched for.
fn without_names(file: &Words, names: &[String]) -> Vec<String> {
    let own = |place: &str| place.starts_with("aliases") || place == "name" || place == "title";
    let texts = file.texts.iter().filter(|(place, _)| !own(place)).map(|(_, text)| plain(text));
    texts.map(|text| names.iter().fold(text, |text, name| text.replace(name.as_str(), " "))).collect()
}

fn names() -> Vec<String> {
    let of_exercises = exercises().into_iter().map(|e| plain(e.name.as_str()));
    let mut names: Vec<String> = of_exercises.chain(routines().into_iter().map(|r| plain(r.title.as_str()))).collect();
    // The longest first: `Plank` stands in `Side Plank`.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

#[test]
fn words_of_the_trade_are_left_out_or_explained() {
    let names = names();
    let mut found = Vec::new();
    for file in words() {
        let texts = without_names(&file, &names);
        let says = |text: &String, word: &str| text.contains(&format!(" {word} "));
        let jargon = JARGON.split_whitespace().filter(|word| texts.iter().any(|text| says(text, word)));
        found.extend(jargon.map(|word| format!("{}: {word}", file.file)));
        for (word, explanations) in EXPLAINED {
            let mut said = texts.iter().filter(|text| says(text, word)).peekable();
            let is_said = said.peek().is_some();
            let is_explained = said.any(|text| explanations.iter().any(|explanation| says(text, explanation)));
            found.extend((is_said && !is_explained).then(|| format!("{}: {word} is not explained", file.file)));
        }
    }
    assert_none("words of the trade", found);
}

/// Words that came in with another language, each with what is said instead.
const FOREIGN: [(&str, &str); 4] = [
    (" seat ", "glutes, or bottom"),
    (" tail ", "tailbone"),
    (" stomach on ", "stomach braced"),
    (" so many ", "a number"),
];

/// Phrases in which a seat is one to sit on.
const CHAIRS: [&str; 4] = ["chair seat", "higher seat", "raised seat", "edge of the seat"];

#[test]
fn a_body_has_glutes_and_a_bottom_and_no_seat() {
    let mut found = Vec::new();
    for file in words() {
        for (place, text) in file.texts.iter().filter(|(place, _)| !place.starts_with("aliases")) {
            let text = CHAIRS.iter().fold(plain(text), |text, chair| text.replace(chair, " "));
            let said = FOREIGN.iter().filter(|(word, _)| format!(" {text} ").contains(word));
            found.extend(said.map(|(word, better)| format!("{}, {place}:{word}-> {better}", file.file)));
        }
    }
    assert_none("words of another language", found);
}

#[test]
fn texts_are_short() {
    let mut long = Vec::new();
    for file in words() {
        for (place, text) in &file.texts {
            let most = match place.as_str() {
                "title" if file.file.starts_with("routine ") => LONGEST_ROUTINE_TITLE,
                "title" | "name" => LONGEST_TITLE,
                _ => LONGEST_TEXT,
            };
            let length = text.chars().count();
            long.extend((length > most).then(|| format!("{}, {place}: {length} characters", file.file)));
        }
    }
    assert_none("long texts", long);
}

#[test]
fn texts_are_whole_and_straight() {
    let mut odd = Vec::new();
    for file in words() {
        for (place, text) in &file.texts {
            let curly = text.contains(['“', '”', '‘', '’', '–', '—']);
            let loose = text.is_empty() || text.trim() != text || text.contains("  ") || text.contains(" ,");
            odd.extend((curly || loose).then(|| format!("{}, {place}: {text}", file.file)));
        }
    }
    assert_none("texts with odd blanks, quotes or dashes", odd);
}
