//! Routines of other programs, with the real program: what is shown, what is written, and files that are no good.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use supple::runtime::content;

use super::{Home, own_files, put, run, run_with};

/// The files of other programs, in the folder of the tests.
const FILES: [&str; 7] = [
    "jawt-shared.json",
    "jawt-backup.json",
    "openhiit.json",
    "my-pt.json",
    "my-pt.csv",
    "timero.json",
    "lunch-break.feeel",
];

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name)).unwrap()
}

/// A home with a file of another program beside it.
fn with(name: &str) -> Home {
    let home = Home::default();
    put(&home, name, data(name));
    home
}

#[test]
fn every_program_gives_routines_and_exercises_once() {
    for name in FILES {
        let home = with(name);
        let shown = run(&home, &["import", name, "--dry-run"]);
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{name}");
        assert_eq!(own_files(&home), [], "{name}");
        let ran = run(&home, &["import", name, "--yes"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        let files = own_files(&home);
        let mut said = ran.out;
        for (path, text) in &files {
            write!(said, "\n--- {path}\n{text}").unwrap();
        }
        insta::assert_snapshot!(name, said);

        let checked = run(&home, &["check"]);
        assert_eq!(checked.out, format!("{} files, no problems\n", files.len()), "{name}");
        let again = run(&home, &["import", name, "--yes"]);
        assert!(again.code == 0 && again.out.ends_with("You have all of it already.\n"), "{name}: {}", again.out);
        assert_eq!(own_files(&home), files, "{name}");
    }
}

#[test]
fn an_imported_routine_can_be_listed_shown_and_printed() {
    let home = with("openhiit.json");
    assert_eq!(run_with(&home, &["import", "openhiit.json"], "y\n").code, 0);
    let list = run(&home, &["list"]);
    assert!(list.out.contains("Four by Two") && list.out.contains("With a Frame"), "{}", list.out);
    let page = run(&home, &["show", "four-by-two"]);
    assert!(page.code == 0 && page.out.contains("Mountain climbers") && page.out.contains("OpenHIIT"), "{}", page.out);
    assert_eq!(run(&home, &["handout", "four-by-two"]).code, 0);
}

#[test]
fn a_name_can_be_taken_for_another_exercise_or_for_ones_own() {
    let home = with("jawt-shared.json");
    let side = run(&home, &["import", "jawt-shared.json", "--dry-run", "--match", "plank=Side Plank from the Knee"]);
    assert!(side.out.contains("  Plank → Side Plank from the Knee"), "{}", side.out);
    let chosen = ["import", "jawt-shared.json", "--yes", "--match", "Plank="];
    let own = run(&home, &chosen);
    assert!(own.code == 0 && own.out.contains("  Plank → an exercise of your own\n"), "{} {}", own.out, own.err);
    let files = own_files(&home);
    assert!(
        files.iter().any(|(name, _)| name == "exercises/plank-2.json"),
        "a built-in one is not replaced: {files:?}"
    );
    for again in [&chosen[..], &chosen[..3]] {
        let ran = run(&home, again);
        assert!(ran.out.ends_with("You have all of it already.\n"), "{}", ran.out);
    }
    assert_eq!(own_files(&home), files);
    for (wish, why) in [
        ("Plnak=plank", "there is no exercise `Plnak` in this file; did you mean `Plank`?"),
        ("Plank=plnak", "there is no exercise `plnak`; did you mean `plank`?"),
        ("Plank=knee-to-wall", "`knee-to-wall` is a self-test: it cannot be part of a routine"),
        ("Plank", "expected NAME=EXERCISE, or NAME= for an exercise of your own"),
        ("=plank", "expected NAME=EXERCISE"),
    ] {
        let ran = run(&home, &["import", "jawt-shared.json", "--match", wish]);
        assert!(ran.code == 2 && ran.err.contains(why), "{wish}: {} {}", ran.code, ran.err);
    }
    put(&home, "p.json", "{\"supple_pack\": 1}");
    assert_eq!(run(&home, &["import", "p.json", "--match", "Plank=plank"]).code, 2);
    assert_eq!(own_files(&home), files);
}

#[test]
fn each_spelling_of_a_name_can_be_matched_and_only_once() {
    let home = Home::default();
    let step = |name: &str| format!("{{\"__type__\":\"DurationExercise\",\"name\":\"{name}\",\"duration\":20}}");
    let steps = [step("Bird Dog"), step("bird-dog")].join(",");
    put(&home, "x", format!("[{{\"__type__\":\"Routine\",\"name\":\"A\",\"exercises\":[{steps}]}}]"));
    let one = run(&home, &["import", "x", "--dry-run"]);
    assert!(one.out.contains("  Bird Dog → Bird Dog") && !one.out.contains("  bird-dog"), "{}", one.out);
    let other = run(&home, &["import", "x", "--dry-run", "--match", "bird-dog=plank"]);
    assert!(
        other.out.contains("  Bird Dog → Bird Dog") && other.out.contains("  bird-dog → "),
        "{} {}",
        other.out,
        other.err
    );
    assert!(!other.out.contains("  bird-dog → Bird Dog"), "{}", other.out);
    let twice = run(&home, &["import", "x", "--match", "Bird Dog=plank", "--match", "bird dog="]);
    assert!(twice.code == 2 && twice.err.contains("there are two --match for `bird dog`"), "{}", twice.err);
}

#[test]
fn a_routine_of_yours_is_neither_replaced_nor_in_the_way() {
    let home = with("timero.json").routine("after-work", "Mine", &serde_json::json!([{"exercise": "plank"}]));
    let mine = own_files(&home);
    let ran = run(&home, &["import", "timero.json", "--yes"]);
    assert!(ran.code == 0 && ran.out.contains("adds         routine   After Work (after-work-2)\n"), "{}", ran.out);
    assert!(mine.iter().all(|file| own_files(&home).contains(file)));
    // A file that was changed after its import is yours.
    let path = home.path().join("config/routines/after-work-2.json");
    let changed = fs::read_to_string(&path).unwrap().replace("\"reps\": 12", "\"reps\": 8");
    fs::write(&path, &changed).unwrap();
    let again = run(&home, &["import", "timero.json", "--yes"]);
    assert!(again.code == 1 && again.err.contains("with --replace they are"), "{} {}", again.out, again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), changed);
}

#[test]
fn letters_that_an_export_lost_are_said_and_rests_are_known_all_the_same() {
    let home = Home::default();
    let workout = "{\"title\":\"Утро\",\"sets\":[{\"repetitions\":2,\"exercises\":[{\"name\":\"Bird dog\",\"duration\":30},\
                   {\"name\":\"Отдых\",\"duration\":15},{\"name\":\"Plank\",\"duration\":30}]}]}";
    let exported: Vec<u8> = workout.encode_utf16().map(|unit| (unit & 0xff) as u8).collect();
    put(&home, "cut.json", exported);
    put(&home, "whole.json", workout);
    for name in ["cut.json", "whole.json"] {
        let ran = run(&home, &["import", name, "--dry-run"]);
        assert!(ran.code == 0 && ran.out.contains("  Bird dog → Bird Dog"), "{name}: {} {}", ran.out, ran.err);
        assert!(!ran.out.contains("an exercise of your own\n  "), "the rest is no exercise: {}", ran.out);
        assert_eq!(ran.out.contains("Some letters were lost"), name == "cut.json", "{}", ran.out);
    }
}

#[test]
fn a_bad_file_of_another_program_is_one_clear_message_and_adds_nothing() {
    let jawt = |duration: &str, more: &str| {
        let exercise = format!("{{\"name\":\"Plank\",\"duration\":{duration}}}");
        format!("{{\"title\":\"T\",\"sets\":[\n{{\"repetitions\":1,\"exercises\":[{exercise}{more}]}}]}}")
    };
    let many = jawt("30", &",{\"name\":\"Plank\",\"duration\":30}".repeat(9_999));
    let whole = String::from_utf8(data("my-pt.json")).unwrap();
    let nested =
        format!("{{\"__type__\":\"Routine\",\"name\":\"T\",\"exercises\":{}{}}}", "[".repeat(9_000), "]".repeat(9_000));
    let mut not_text = data("timero.json");
    not_text.push(0xff);
    let bad: [(&str, Vec<u8>, &str); 14] = [
        ("zip", b"PK\x03\x04more\xff\xfe".to_vec(), "x:1:1: it is a ZIP archive; unzip it first"),
        ("half", whole.as_bytes()[..whole.len() / 2].to_vec(), "the file ends inside"),
        ("not text", not_text, "the text is not UTF-8 at line"),
        (
            "unknown",
            b"{\"workout\": {\"name\": \"x\"}}".to_vec(),
            "x:1:1: supple does not know the program it comes from; expected",
        ),
        ("unknown list", b"[{\"reps\": 1}]".to_vec(), "x:1:1: it is not a JSON object; expected"),
        ("text", b"Plank 30 s\nRest 10 s\n".to_vec(), "x:1:1: it is not a JSON object; expected"),
        ("deep", nested.into_bytes(), "expected an object"),
        (
            "too short",
            jawt("0", "").into_bytes(),
            "x:2:58: sets[0].exercises[0].duration: 0 is out of range; allowed: 1 to 14400",
        ),
        ("too long", jawt("1e300", "").into_bytes(), "is out of range; allowed: 1 to 14400"),
        ("no number", jawt("\"30\"", "").into_bytes(), "sets[0].exercises[0].duration: this is string \"30\""),
        ("many", many.into_bytes(), "`T` has 10000 steps; at most 500 are read"),
        (
            "nothing",
            b"{\"workouts\":[{\"title\":\"T\",\"exercises\":[],\"sets\":[]}]}".to_vec(),
            "there is no routine with an exercise in it",
        ),
        (
            "no exercise",
            whole.replace("\"exerciseId\": 7", "\"exerciseId\": 8").into_bytes(),
            "there is no exercise 8 in this file",
        ),
        (
            "table",
            b"name,type,defaultReps\nPlank,reps,900\n".to_vec(),
            "x:2:1: defaultreps: `900` is out of range; allowed: 1 to 500",
        ),
    ];
    let home = Home::default();
    for (name, bytes, why) in bad {
        put(&home, "x", bytes);
        let ran = run(&home, &["import", "x", "--yes"]);
        assert!(ran.code == 1 && ran.err.contains(why), "{name}: {} {}", ran.code, ran.err);
        assert!(ran.err.ends_with("supple: nothing was added\n"), "{name}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "{name}: {}", ran.err);
        assert_eq!(own_files(&home), [], "{name}");
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_not_read() {
    let home = Home::default();
    let large = fs::File::create(home.path().join("x")).unwrap();
    large.set_len(100_000_000).unwrap();
    let ran = run(&home, &["import", "x", "--yes"]);
    assert!(
        ran.code == 1 && ran.err.contains("the file has 100000000 bytes; at most 16777216 are read"),
        "{}",
        ran.err
    );
}

#[test]
fn names_with_escape_sequences_are_cleaned() {
    let home = Home::default();
    let text = r#"[{"__type__":"Routine","name":"A\u001b[2Jb","exercises":[
        {"__type__":"DurationExercise","name":"Wave\u001b]0;x\u0007 \u202ehand","duration":20}]}]"#;
    put(&home, "x", text);
    let ran = run(&home, &["import", "x", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let files = own_files(&home);
    let all: String = files.iter().map(|(name, text)| format!("{name}{text}")).chain([ran.out]).collect();
    assert!(!all.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !all.contains("\\u00"), "{all}");
    assert!(all.contains("\"title\": \"Ab\"") && all.contains("\"name\": \"Wave hand\""), "{all}");
}

#[test]
fn a_folder_is_no_file_to_import() {
    let home = Home::default();
    let why = content::text_to_import(home.path()).unwrap_err();
    assert_eq!(why, "this is a folder; name the files in it");
}
