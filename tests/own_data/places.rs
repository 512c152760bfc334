//! Where an export goes, and what it does not touch.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::{Home, hard_home, read};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_file_is_private_and_replaced_whole() {
    let home = hard_home();
    assert_eq!(home.export("json -o j.json"), "");
    assert_eq!(mode(&home.path("j.json")), 0o600);
    assert_eq!(read(&home.path("j.json")), home.export("json"), "and the same to standard output");
    assert_eq!(home.export("json -o -"), home.export("json"));
    home.export("csv --kind rating -o r.csv");
    assert_eq!(read(&home.path("r.csv")), home.export("csv --kind rating"), "one table needs no folder");
    fs::write(home.path("j.json"), "x".repeat(1 << 20)).unwrap();
    home.export("json -o j.json");
    assert_eq!(read(&home.path("j.json")), home.export("json"));
}

#[test]
fn several_files_go_into_a_folder_which_is_made() {
    let home = hard_home();
    assert_eq!(home.export("csv -o out/tables"), "");
    let folder = home.path("out/tables");
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|found| found.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["activities.csv", "ratings.csv", "sessions.csv", "steps.csv"]);
    assert_eq!((mode(&folder), mode(&folder.join("steps.csv"))), (0o700, 0o600));
    fs::write(folder.join("mine.txt"), "stays").unwrap();
    fs::write(folder.join("steps.csv"), "an earlier one").unwrap();
    home.export("csv -o out/tables");
    assert!(read(&folder.join("steps.csv")).starts_with("session,at,") && read(&folder.join("mine.txt")) == "stays");
}

#[test]
fn wrong_use_says_what_is_right_and_writes_nothing() {
    let home = hard_home();
    let several = "supple: csv makes several files: name a folder for them with -o, or choose one kind with --kind\n";
    for (arguments, code, said) in [
        ("csv", 2, several),
        ("csv -o -", 2, several),
        (
            "csv --kind note -o n.csv",
            2,
            "supple: the format csv has no place for the kind note; it can hold: session, rating, activity\n",
        ),
        ("json --since today --until yesterday", 2, "is after `--until`"),
        ("jsno", 2, "did you mean `json`?"),
        ("json -o .", 1, "this is a folder; name a file in it"),
        ("json -o data/journal/x.json", 1, "it is one of supple's own folders"),
        ("csv -o data/journal", 1, "it is one of supple's own folders"),
        ("csv -o taken", 1, "a file is where a folder is needed"),
        ("json -o nowhere/j.json", 1, "there is no folder nowhere"),
    ] {
        fs::write(home.path("taken"), "stays").unwrap();
        let arguments: Vec<&str> = ["export", "--format"].into_iter().chain(arguments.split(' ')).collect();
        let ran = home.run(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(read(&home.path("taken")), "stays");
    let ran = home.run(&["export"]);
    assert!(ran.code == 2 && ran.err.contains("--format"), "{}", ran.err);
}

#[test]
fn a_folder_in_the_place_of_one_file_keeps_all_as_they_were() {
    let home = hard_home();
    fs::create_dir_all(home.path("tables/steps.csv")).unwrap();
    fs::write(home.path("tables/ratings.csv"), "an earlier one").unwrap();
    let ran = home.run(&["export", "--format", "csv", "-o", "tables"]);
    assert!(ran.code == 1 && ran.err.contains("steps.csv"), "{}", ran.err);
    assert_eq!(read(&home.path("tables/ratings.csv")), "an earlier one");
    assert!(!home.path("tables/sessions.csv").exists());
}

#[test]
fn an_export_without_a_part_of_the_journal_is_not_made() {
    let home = hard_home();
    home.export("json -o j.json");
    let before = read(&home.path("j.json"));
    fs::write(home.path("data/journal/torn.jsonl"), "{\"v\":1,\"id\":\"0189").unwrap();
    let ran = home.run(&["export", "--format", "json", "-o", "j.json"]);
    assert!(ran.code == 0 && ran.err.contains("torn.jsonl:1: the line is torn"), "{}", ran.err);
    assert_eq!(read(&home.path("j.json")), before, "a line that is none is told");
    // A link in a circle: the file is there and cannot be read, whoever asks.
    std::os::unix::fs::symlink("other.jsonl", home.path("data/journal/other.jsonl")).unwrap();
    let ran = home.run(&["export", "--format", "json", "-o", "k.json"]);
    assert!(ran.code == 1 && ran.err.contains("nothing was exported"), "{}", ran.err);
    assert!(!home.path("k.json").exists());
}

#[test]
fn an_export_leaves_the_journal_as_it_is() {
    let home = hard_home();
    let files = ["laptop-1a2b3c", "phone=9"].map(|device| home.path(&format!("data/journal/{device}.jsonl")));
    let before = files.each_ref().map(|file| read(file));
    home.export("csv -o tables");
    home.export("json");
    assert_eq!(files.each_ref().map(|file| read(file)), before);
    assert!(!Home::new(&[]).path("state").exists());
}
