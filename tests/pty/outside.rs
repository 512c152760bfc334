//! What comes from outside stops no clock and hides no signal: bytes that are no keys, a terminal that takes nothing, a
//! lock that another holds, a pipe in place of a file.
//!
//! How soon a signal is obeyed is the best of several goes: the machine may be busy with other tests.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use super::home::Home;
use super::pty::{Start, Supple};
use super::{holding, long_home, of_kind, opened, seconds_left};

/// A signal is obeyed this soon.
const SOON: Duration = Duration::from_millis(200);
/// Longer than the rest of a report is waited for, which is a second.
const SILENCE: Duration = Duration::from_millis(1_200);

/// Bytes that terminals send and that are no key here, with a key that is not to be swallowed behind each.
pub(super) const SEQUENCES: [&[u8]; 22] = [
    b"\x1b[E",
    b"\x1bO",
    b"\x1bOj",
    b"\x1b[a",
    b"\x1bOa",
    b"\x1b[?997;1n",
    b"\xe9",
    b"\xe2\x82",
    b"\x1b[",
    b"\x1b[1;",
    b"\x1b[200~no end",
    b"\x1b[[",
    b"\x1b[[A",
    b"\x1b[M",
    b"\x1b[<0;1;1M",
    b"\x1b[7$",
    b"\x1b]11;rgb:0000/0000/0000",
    b"\x1bP>|term(1)\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b[?1;2c",
    b"\x1b[24;80R",
    b"\xff\x00\x9b?997;1n",
];

fn plain(home: &Home) -> Supple {
    let mut supple = Start::new(home.path(), &["start", "long", "--plain", "--no-check-in"]).size(200, 60).spawn();
    supple.expect("First Hold. ");
    supple
}

/// Waits until the countdown has gone on by two seconds.
#[track_caller]
fn assert_goes_on(supple: &mut Supple) {
    supple.poll("a countdown", |supple| seconds_left(supple).is_some());
    let begin = seconds_left(supple).unwrap();
    supple.poll("the countdown to go on", |supple| seconds_left(supple).is_some_and(|left| left + 2 <= begin));
}

/// Makes a program stand as `prepare` does and sends it `signal`, until it has once ended soon enough.
#[track_caller]
fn assert_obeys(signal: Signal, code: u32, mut prepare: impl FnMut() -> Supple) {
    let mut best = Duration::MAX;
    for _ in 0..8 {
        let mut supple = prepare();
        supple.signal(signal);
        let (took, ended) = supple.ends_within();
        assert_eq!(ended, code);
        best = best.min(took);
        if best <= SOON {
            return;
        }
    }
    panic!("it took {best:?} to obey");
}

#[test]
fn what_is_no_key_swallows_no_key_and_stops_no_clock() {
    let home = long_home();
    let mut supple = holding(&home);
    for (bytes, told) in SEQUENCES.iter().zip(["sound off", "sound on"].into_iter().cycle()) {
        supple.bytes(bytes);
        supple.pump_for(SILENCE);
        supple.keys("m");
        supple.expect(told);
    }
    assert_goes_on(&mut supple);
    assert!(of_kind(&home, "rating").is_empty(), "no part of a report is a score");
    supple.keys("3");
    supple.expect("pain 3");
}

#[test]
fn in_lines_what_is_no_key_swallows_no_key_either() {
    let home = long_home();
    let mut supple = plain(&home);
    supple.keys("n");
    for bytes in SEQUENCES {
        supple.bytes(bytes);
        supple.pump_for(SILENCE);
        let paused = |supple: &Supple| supple.raw_output().matches("Paused").count();
        let before = paused(&supple);
        supple.keys(" ");
        supple.poll("a pause", |supple| paused(supple) > before);
        supple.keys(" ");
        supple.pump_for(SILENCE);
    }
    assert!(of_kind(&home, "rating").is_empty(), "no part of a report is a score");
}

#[test]
fn in_the_middle_of_a_sequence_signals_are_obeyed() {
    let home = long_home();
    for bytes in [b"\x1b[".as_slice(), b"\x1bO", b"\xe9", b"\x1b[200~no end", b"\x1b]0;"] {
        for start in [holding, plain] {
            assert_obeys(Signal::TERM, 143, || {
                let _ = fs::remove_file(home.paths().progress_file());
                let mut supple = start(&home);
                supple.bytes(bytes);
                supple
            });
        }
    }
}

#[test]
fn no_signal_leaves_a_raw_terminal() {
    let home = long_home();
    let signals = [Signal::HUP, Signal::QUIT, Signal::ALARM, Signal::USR1, Signal::VTALARM, Signal::XCPU, Signal::IO];
    for signal in signals {
        for start in [holding, plain] {
            let _ = fs::remove_file(home.paths().progress_file());
            let mut supple = start(&home);
            supple.signal(signal);
            let code = u32::try_from(128 + signal.as_raw()).unwrap();
            assert_eq!(supple.wait_exit().exit_code(), code, "{signal:?}");
            if supple.raw_output().contains("\x1b[?1049h") {
                supple.assert_restored();
            } else {
                supple.assert_modes_restored();
            }
            assert!(home.progress().is_some(), "{signal:?}");
        }
    }
}

#[test]
fn a_terminal_that_takes_nothing_stops_no_clock_and_hides_no_signal() {
    let home = long_home();
    let stalled = || {
        let _ = fs::remove_file(home.paths().progress_file());
        let mut supple = holding(&home);
        supple.stall(true);
        // More than any terminal keeps: each is a whole screen.
        for n in 0..50 {
            supple.resize(100 + n % 2, 40);
            supple.keys("?q");
            supple.pump_for(Duration::from_millis(3));
        }
        supple
    };
    assert_obeys(Signal::TERM, 143, stalled);
    assert_obeys(Signal::HUP, 129, stalled);

    // What it does not take is not kept: afterwards it shows what is so then.
    let mut supple = stalled();
    supple.keys("1");
    supple.poll("the rating on disk", |_| of_kind(&home, "rating").len() == 1);
    supple.stall(false);
    supple.resize(80, 24);
    supple.expect("HOLD  First Hold");
    assert_goes_on(&mut supple);
}

#[test]
fn lines_held_by_ctrl_s_hide_no_signal_and_come_when_they_are_let_go() {
    let home = long_home();
    let held = || {
        let _ = fs::remove_file(home.paths().progress_file());
        let mut supple = plain(&home);
        supple.keys("\x13");
        supple.keys("n");
        supple.pump_for(Duration::from_millis(100));
        supple
    };
    assert_obeys(Signal::TERM, 143, held);
    let mut supple = held();
    supple.keys("4");
    supple.poll("the rating on disk", |_| of_kind(&home, "rating").len() == 1);
    assert!(!supple.contents().contains("Pain 4"), "{}", supple.contents());
    supple.keys("\x11");
    supple.expect("Pain 4");
}

#[test]
fn a_lock_held_by_another_costs_no_thread_hides_no_signal_and_loses_nothing() {
    let home = long_home();
    let lock = home.paths().journal_lock();
    let waiting = || {
        let _ = fs::remove_file(home.paths().progress_file());
        let mut supple = holding(&home);
        supple.keys("1");
        supple.expect("another supple is writing");
        supple
    };
    let held = File::create(&lock).unwrap();
    held.lock().unwrap();
    assert_obeys(Signal::TERM, 143, waiting);
    let mut supple = waiting();
    #[cfg(target_os = "linux")]
    let threads = supple.threads();
    for _ in 0..4 {
        supple.keys("1");
        supple.pump_for(Duration::from_millis(300));
    }
    #[cfg(target_os = "linux")]
    assert!(supple.threads() <= threads);
    assert_goes_on(&mut supple);
    assert!(of_kind(&home, "rating").is_empty());
    drop(held);
    supple.poll("all ratings on disk", |_| of_kind(&home, "rating").len() >= 5);
}

/// A pipe that nobody writes into or reads from.
pub(super) fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_in_place_of_a_file_is_told_and_hides_no_signal() {
    let names = |home: &Home| {
        let paths = home.paths();
        let state = &paths.state;
        vec![
            paths.progress_file(),
            paths.session_lock(),
            paths.journal_lock(),
            paths.device_file(),
            state.join("unsaved-1.jsonl"),
            paths.settings_file(),
            paths.journal_dir().join("dev-1.jsonl"),
        ]
    };
    for at in 0..names(&long_home()).len() {
        let home = long_home();
        let path = names(&home).remove(at);
        pipe(&path);
        let mut supple = opened_anyhow(&home);
        supple.signal(Signal::TERM);
        assert_eq!(supple.ends_within().1, 143, "{}", path.display());
        for arguments in [&["rate", "3"][..], &["log"], &["doctor"], &["status"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
            command.arg("--home").arg(home.path()).args(arguments).env("PATH", "/nowhere");
            let output = command.stdin(Stdio::null()).output().unwrap();
            assert!(output.status.code().is_some(), "{arguments:?} with {}", path.display());
        }
    }
}

fn opened_anyhow(home: &Home) -> Supple {
    let mut supple = Start::new(home.path(), &[]).spawn();
    supple.expect("Routines");
    supple
}

#[test]
fn a_terminal_that_does_not_know_its_size_has_the_usual_one() {
    let home = long_home();
    let mut supple = Start::new(home.path(), &[]).size(0, 0).spawn();
    supple.expect("Routines");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    supple.assert_restored();

    let mut supple = opened(&home);
    supple.resize(0, 0);
    supple.keys("/");
    supple.expect("Routines");
    supple.resize(0, 30);
    supple.keys("\x1b");
    supple.expect("Routines");
    let mut supple = Start::new(home.path(), &["start", "long", "--plain", "--no-check-in"]).size(0, 0).spawn();
    supple.expect("First Hold");
}
