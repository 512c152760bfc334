//! Routines passed on: packed by one user, imported by another, with the real program.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "passing_on/foreign.rs"]
mod foreign;
#[path = "common/home.rs"]
mod home;
#[path = "passing_on/made_up.rs"]
mod made_up;
#[path = "common/ran.rs"]
mod ran;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use home::Home;
use ran::Ran;
use serde_json::json;

fn run_with(home: &Home, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.arg("--home").arg(home.path()).args(arguments).current_dir(home.path()).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Whoever is not asked reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn run(home: &Home, arguments: &[&str]) -> Ran {
    run_with(home, arguments, "")
}

/// A clinic with a routine of one own exercise and a built-in one.
fn clinic() -> Home {
    Home::default()
        .exercise("wall-slide", "Wall Slide", &json!({"reps": 8}))
        .exercise("unused", "Unused", &json!({"hold_s": 5}))
        .routine("from-the-clinic", "From the Clinic", &json!([{"exercise": "wall-slide"}, {"exercise": "bird-dog"}]))
}

/// The pack of the clinic's routine.
fn packed() -> (Home, String) {
    let clinic = clinic();
    let ran = run(&clinic, &["pack", "from-the-clinic"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    (clinic, ran.out)
}

/// All files of the user's own, with their texts.
fn own_files(home: &Home) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["exercises", "figures", "plans", "routines"] {
        let Ok(listed) = fs::read_dir(home.path().join("config").join(folder)) else { continue };
        for file in listed.map(|file| file.unwrap().path()) {
            let name = format!("{folder}/{}", file.file_name().unwrap().to_string_lossy());
            files.push((name, fs::read_to_string(file).unwrap()));
        }
    }
    files.sort();
    files
}

fn put(home: &Home, name: &str, text: impl AsRef<[u8]>) {
    fs::write(home.path().join(name), text).unwrap();
}

#[test]
fn what_one_packs_another_has_byte_by_byte_and_once() {
    let (clinic, pack) = packed();
    let patient = Home::default();
    put(&patient, "p.json", &pack);

    let shown = run(&patient, &["import", "p.json", "--dry-run"]);
    assert_eq!(
        shown.out,
        "adds         routine   From the Clinic (from-the-clinic)\n\
         adds         exercise  Wall Slide (wall-slide)\n\
         Nothing was written.\n"
    );
    assert_eq!(own_files(&patient), []);
    for answer in ["", "n\n", "no\n", "\n", "yess\n"] {
        let refused = run_with(&patient, &["import", "p.json"], answer);
        assert_eq!((refused.code, own_files(&patient).len()), (1, 0), "{answer:?}");
        assert_eq!(refused.err, "supple: nothing was written; answer y, or use --yes\n");
    }

    let ran = run_with(&patient, &["import", "p.json"], "y\n");
    assert!(ran.code == 0 && ran.out.ends_with("Add these? y/n Saved 2 files.\n"), "{}", ran.out);
    let of_clinic: Vec<_> = own_files(&clinic).into_iter().filter(|(name, _)| !name.contains("unused")).collect();
    let trimmed = |files: Vec<(String, String)>| -> Vec<_> {
        files.into_iter().map(|(name, text)| (name, text.trim().to_owned())).collect()
    };
    assert_eq!(trimmed(own_files(&patient)), trimmed(of_clinic));
    assert_eq!(run(&patient, &["check"]).out, "2 files, no problems\n");

    let before = own_files(&patient);
    let again = run(&patient, &["import", "p.json", "--yes"]);
    assert!(again.code == 0 && again.out.ends_with("You have all of it already.\n"), "{}", again.out);
    assert_eq!(own_files(&patient), before);
    assert_eq!(run(&patient, &["pack", "from-the-clinic"]).out, pack, "packed again it is the same");
}

#[cfg(unix)]
#[test]
fn what_is_imported_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let patient = Home::default();
    put(&patient, "p.json", packed().1);
    assert_eq!(run(&patient, &["import", "p.json", "--yes"]).code, 0);
    let mode =
        |path: &str| fs::metadata(patient.path().join("config").join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode("routines"), mode("routines/from-the-clinic.json")], [0o700, 0o600]);
}

#[test]
fn a_file_of_ones_own_is_not_replaced_unasked() {
    let patient = Home::default().exercise("wall-slide", "My Slide", &json!({"hold_s": 3}));
    put(&patient, "p.json", packed().1);
    let before = own_files(&patient);
    let ran = run(&patient, &["import", "p.json", "--yes"]);
    assert!(
        ran.code == 1 && ran.out.contains("replaces     exercise  Wall Slide (wall-slide) (yours)\n"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("with --replace they are"), "{}", ran.err);
    assert_eq!(own_files(&patient), before);
    let asked = run_with(&patient, &["import", "p.json"], "n\n");
    assert!(asked.out.contains("Add these, and replace yours? y/n "), "{}", asked.out);
    assert_eq!(own_files(&patient), before);
    assert_eq!(run(&patient, &["import", "p.json", "--yes", "--replace"]).code, 0);
    assert!(own_files(&patient)[0].1.contains("Wall Slide"));
}

#[test]
fn a_bad_file_is_one_clear_message_and_adds_nothing() {
    let (_, pack) = packed();
    let patient = Home::default();
    let deep = format!("{{\"supple_pack\": 1, \"routines\": [{}{}]}}", "[".repeat(5_000), "]".repeat(5_000));
    let many = format!("{{\"supple_pack\": 1, \"routines\": [{}]}}", vec!["{\"id\": \"a\"}"; 10_000].join(","));
    let bad: [(&str, Vec<u8>, &str); 9] = [
        ("empty", Vec::new(), "p.json:1:1: the file is empty; expected a pack made by supple pack"),
        ("zip", b"PK\x03\x04rest".to_vec(), "p.json:1:1: it is a ZIP archive; unzip it first"),
        ("half", pack.as_bytes()[..pack.len() / 2].to_vec(), "; expected a pack made by supple pack"),
        ("not text", vec![b'{', 0xff], "the text is not UTF-8 at line 1, column 2; save the file as UTF-8"),
        ("deep", deep.into_bytes(), "p.json:1:33: expected a JSON object, as in a file of its own"),
        ("many", many.into_bytes(), "there are 10000 items; at most 500 are read"),
        ("large", vec![b' '; (1 << 24) + 1], "the file has 16777217 bytes; at most 16777216 are read"),
        ("out of range", pack.replace("\"reps\":8", "\"reps\":8000").into_bytes(), "reps: exercises/wall-slide: "),
        ("unknown", pack.replace("bird-dog", "brid-dog").into_bytes(), "did you mean `bird-dog`?"),
    ];
    for (name, text, why) in bad {
        put(&patient, "p.json", text);
        let ran = run(&patient, &["import", "p.json", "--yes"]);
        assert!(ran.code == 1 && ran.err.contains(why), "{name}: {} {}", ran.code, ran.err);
        assert!(ran.err.ends_with("supple: nothing was added\n"), "{name}: {}", ran.err);
        assert!(ran.err.lines().count() <= 3, "{name}: {}", ran.err);
        assert_eq!(own_files(&patient), [], "{name}");
    }
    let gone = run(&patient, &["import", "gone.json"]);
    assert!(gone.code == 1 && gone.err.contains("gone.json:1:1: cannot be read"), "{}", gone.err);
}

#[test]
fn only_what_is_yours_is_packed_and_not_over_your_files() {
    let clinic = clinic();
    let ran = run(&clinic, &["pack", "core-basics"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (1, "supple: `core-basics` is built in: everybody with supple has it; pack takes what is yours\n")
    );
    assert_eq!(run(&clinic, &["pack", "from-the-clinik"]).code, 1);
    let target = clinic.path().join("config/routines/from-the-clinic.json");
    let ran = run(&clinic, &["pack", "from-the-clinic", "-o", target.to_str().unwrap()]);
    assert!(ran.code == 1 && ran.err.contains("it is one of supple's own folders"), "{}", ran.err);
    let ran = run(&clinic, &["pack", "from-the-clinic", "-o", "out.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(Path::new(&clinic.path().join("out.json")).exists());
}
