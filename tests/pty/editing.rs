//! The editor of routines with real files, and the user's own editor in the same terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use serde_json::json;
use supple::domain::content::link::ItemKind;

use super::home::Home;
use super::opened;
use super::pty::Start;

/// Runs a command of the program.
fn run(home: &Home, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.arg("--home").arg(home.path()).args(arguments).env_clear();
    let ran = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    (ran.status.success(), said)
}

#[test]
fn a_sheet_is_typed_survives_a_kill_is_saved_checked_and_printed() {
    let home = Home::default().seen();
    let draft = home.paths().draft_file();
    let mut supple = opened(&home);
    supple.keys("n");
    supple.expect("name:");
    supple.keys("Clinic\r");
    supple.expect("a name, a muscle");
    supple.keys("bird\r");
    supple.expect("added Bird Dog");
    supple.keys("wall angel\t");
    supple.expect("Your own exercise");
    supple.keys("Arms slide up.\r");
    supple.expect("added Wall Angel");
    supple.poll("the draft with both", |_| {
        fs::read_to_string(&draft).is_ok_and(|text| text.contains("bird-dog") && text.contains("Wall Angel"))
    });
    assert_eq!(fs::metadata(&draft).unwrap().permissions().mode() & 0o777, 0o600);
    supple.kill9();

    let mut supple = opened(&home);
    supple.expect("Draft: Clinic");
    supple.keys("n");
    supple.expect("Wall Angel");
    supple.keys("w");
    supple.expect("saved as clinic");
    supple.poll("the draft gone", |_| !draft.exists());
    supple.keys("q");
    supple.expect("Yours");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();

    assert_eq!(run(&home, &["check"]), (true, "2 files, no problems\n".to_owned()));
    let (printed, page) = run(&home, &["handout", "clinic", "-o", "-"]);
    assert!(printed && page.contains("Wall Angel") && page.contains("Arms slide up."), "{page}");
    for (kind, id) in [(ItemKind::Routine, "clinic"), (ItemKind::Exercise, "wall-angel")] {
        let file = home.paths().own(kind).join(format!("{id}.json"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{id}");
        assert!(fs::read_to_string(&file).unwrap().ends_with("}\n"));
    }
}

#[test]
fn a_broken_file_is_mended_in_the_users_editor_and_is_there_when_it_ends() {
    let home = Home::default().seen().routine("bad", "Bad One", &json!([{"exercise": "brid-dog"}]));
    let file = home.paths().own(ItemKind::Routine).join("bad.json");
    // An editor with a name that takes the line in front, and blanks in its path.
    let folder = home.path().join("my tools");
    fs::create_dir(&folder).unwrap();
    let editor = folder.join("vi");
    let script = "#!/bin/sh\necho \"in the editor: $1\"\nread answer\necho \"$1\" > \"$2.line\"\n/bin/sed -i s/brid/bird/ \"$2\"\n";
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let named = format!("'{}'", editor.display());
    let mut supple = Start::new(home.path(), &[]).env("EDITOR", &named).spawn();
    supple.expect("Needs fixing");
    supple.keys("E");
    supple.expect("in the editor: +");
    // The terminal is the editor's: lines, with an echo.
    supple.keys("yes\n");
    supple.expect("Bad One");
    supple.expect_gone("Needs fixing");
    let line = fs::read_to_string(file.with_extension("json.line")).unwrap();
    assert!(line.trim().strip_prefix('+').is_some_and(|line| line.parse::<u32>().is_ok()), "{line}");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();
}

#[test]
fn an_editor_that_fails_says_so() {
    let home = Home::default().seen().routine("bad", "Bad One", &json!([{"exercise": "brid-dog"}]));
    let mut supple = Start::new(home.path(), &[]).env("EDITOR", "/bin/sh -c 'exit 3'").spawn();
    supple.expect("Needs fixing");
    supple.keys("E");
    supple.expect("/bin/sh ended with an error");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();
}

#[test]
fn without_an_editor_it_says_how_to_name_one() {
    let home = Home::default().seen().routine("bad", "Bad One", &json!([{"exercise": "brid-dog"}]));
    let mut supple = opened(&home);
    supple.expect("Needs fixing");
    supple.keys("E");
    supple.expect("export EDITOR=nano");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
}
