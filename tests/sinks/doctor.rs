//! `supple doctor` on machines that have this or that.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use super::machine::{HANGS, Machine};

fn doctor(machine: &Machine, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.env_clear().env("PATH", machine.programs()).env("TERM", "xterm-256color");
    command.arg("--home").arg(machine.home.path()).arg("doctor").args(arguments);
    command.envs(variables.iter().copied()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn it_says_what_this_machine_has_and_runs_none_of_it() {
    let machine = Machine::new("").with("espeak-ng", HANGS).with("aplay", HANGS).with("spd-say", HANGS);
    let output = doctor(&machine, &[], &[]);
    assert!(output.status.success());
    let text = said(&output);
    for line in [
        "  voice         On this machine: spd-say, espeak-ng. In use: spd-say.",
        "  tones         On this machine: aplay, in use.",
        "  bell          Not needed while tones play.",
        "  awake         No way found (systemd-inhibit would do).",
        "  files         0, one for each device",
        "  unreadable    nothing",
        "  own files     no problems in settings and own files",
        "  name          xterm-256color",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}\n{text}");
    }
    assert_eq!(machine.lines("running"), [""; 0]);
}

#[test]
fn over_ssh_it_says_where_sound_would_be() {
    let machine = Machine::new("").with("espeak-ng", HANGS);
    let output = doctor(&machine, &["--json"], &[("SSH_TTY", "/dev/pts/0")]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["remote"], true);
    let voice = json["sinks"].as_array().unwrap().iter().find(|sink| sink["sink"] == "voice").unwrap();
    assert_eq!((&voice["has"], &voice["used"]), (&json!(["espeak-ng"]), &json!(null)));
    assert!(voice["note"].as_str().unwrap().contains("over ssh"), "{voice}");
}

#[test]
fn it_makes_private_what_is_open_to_others_and_leaves_the_journal_as_it_is() {
    let machine = Machine::new("");
    let paths = machine.home.paths();
    fs::create_dir_all(paths.journal_dir()).unwrap();
    let file = paths.journal_dir().join("here.jsonl");
    fs::write(&file, "{\"torn\n").unwrap();
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    open(&paths.data, 0o755);
    open(&paths.journal_dir(), 0o750);
    open(&file, 0o644);
    open(&paths.state, 0o700);
    let text = said(&doctor(&machine, &[], &[]));
    assert!(text.contains("open to others") && text.contains("supple doctor --repair"), "{text}");
    assert!(text.contains("  files         1, one for each device"), "{text}");
    assert!(text.contains("here.jsonl:1"), "{text}");

    let output = doctor(&machine, &["--repair"], &[]);
    assert!(output.status.success());
    assert!(said(&output).contains("made private"), "{}", said(&output));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&paths.data), mode(&paths.journal_dir()), mode(&file)], [0o700, 0o700, 0o600]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"torn\n");
    assert!(!said(&doctor(&machine, &["--repair"], &[])).contains("made private"));
}
