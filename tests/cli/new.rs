//! `supple new`: a beginning that is valid, opened in the user's editor, and never over a file.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use assert_cmd::cargo::cargo_bin_cmd;

use super::{Home, Ran};

const KINDS: [&str; 3] = ["routine", "exercise", "plan"];

/// Runs `supple new` with these variables and no others.
fn new(home: &Home, args: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = cargo_bin_cmd!("supple");
    command.env_clear().env("SUPPLE_HOME", home.0.path()).arg("new").args(args);
    command.envs(variables.iter().copied());
    command.timeout(std::time::Duration::from_secs(60)).output().unwrap().into()
}

fn file(home: &Home, kind: &str, id: &str) -> std::path::PathBuf {
    home.path(&format!("config/{kind}s/{id}.json"))
}

#[test]
fn each_kind_begins_valid_private_and_with_remarks() {
    let home = Home::new();
    for kind in KINDS {
        let ran = new(&home, &[kind, "slow-and-steady"], &[]);
        let path = file(&home, kind, "slow-and-steady");
        assert_eq!((ran.code, ran.out, ran.err), (0, format!("{}\n", path.display()), String::new()));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\"//\": [") && text.contains(": \"Slow And Steady\""), "{text}");
        assert!(!text.contains("my-id") && !text.contains("My Title"), "{text}");
        let shown = home.done(&["show", "slow-and-steady", "--type", kind]);
        assert!(!shown.contains("does not read"), "{shown}");
    }
    assert_eq!(home.done(&["check"]), "3 files, no problems\n");
    assert!(home.done(&["handout", "slow-and-steady"]).contains("Slow And Steady"));
    let packed = home.done(&["pack", "slow-and-steady"]);
    assert!(packed.contains("\"//\""), "what the author remarked goes along: {packed}");
}

#[test]
fn nothing_is_ever_written_over() {
    let home = Home::new();
    for kind in KINDS {
        let path = home.put(&format!("config/{kind}s/mine.json"), "broken");
        let ran = new(&home, &[kind, "mine"], &[]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{kind}");
        assert!(ran.err.contains("it is there already") && ran.err.lines().count() == 1, "{}", ran.err);
        assert_eq!(fs::read_to_string(path).unwrap(), "broken");
    }
    symlink(home.path("nowhere"), file(&home, "routine", "linked")).unwrap();
    assert_eq!(new(&home, &["routine", "linked"], &[]).code, 1);
    assert!(!home.path("nowhere").exists());
}

#[test]
fn a_bad_id_is_one_message_and_nothing_is_made() {
    let home = Home::new();
    for (args, code, why) in [
        (&["routine", "My Hips"][..], 2, "`My Hips` is not an id; expected at most 60 of a-z, 0-9 and single dashes"),
        (&["routine", "My Hips"], 2, "; did you mean `my-hips`?"),
        (&["routine", "../up"], 2, "is not an id"),
        (&["routine", ""], 2, "is not an id"),
        (&["routine", "a\u{1b}[2Jb"], 2, "`ab` is not an id"),
        (&["routine", "core-basics"], 1, "`core-basics` is built in"),
        (&["exercise", "bird-dog"], 1, "`bird-dog` is built in"),
        (&["routine", "timer"], 1, "`timer` is reserved for timers; choose another id"),
        (&["exercise", "timer"], 1, "`timer` is reserved"),
        (&["guide", "mine"], 2, "routine, exercise, plan"),
        (&["routine"], 2, "<ID>"),
    ] {
        let ran = new(&home, args, &[]);
        assert!(ran.code == code && ran.err.contains(why) && ran.out.is_empty(), "{args:?}: {} {}", ran.code, ran.err);
    }
    assert_eq!(fs::read_dir(home.0.path()).unwrap().count(), 0);
    // A plan and a routine may have one id; only the same kind is in the way.
    assert_eq!(new(&home, &["plan", "bird-dog"], &[]).code, 0);
}

#[test]
fn the_editor_is_run_with_its_words_and_the_file_and_without_a_shell() {
    let home = Home::new();
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.said\"\n";
    let editor = home.put("my editor", script);
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).unwrap();
    let named = format!("'{}' --wait $HOME;x", editor.display());
    let ran = new(&home, &["routine", "one"], &[("EDITOR", "/nowhere/ed"), ("VISUAL", &named)]);
    let path = file(&home, "routine", "one");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, format!("{}\n", path.display()));
    let said = fs::read_to_string(home.path("my editor.said")).unwrap();
    assert_eq!(said, format!("--wait\n$HOME;x\n{}\n", path.display()));

    let gone = new(&home, &["plan", "two"], &[("VISUAL", " "), ("EDITOR", "/nowhere/ed -x")]);
    assert_eq!(gone.code, 1);
    assert!(
        gone.err.contains("the file is made, but the editor `/nowhere/ed` cannot be run: it does not exist"),
        "{}",
        gone.err
    );
    assert!(file(&home, "plan", "two").exists());
}
