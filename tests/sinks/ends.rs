//! Whatever way the program ends, nothing that it started runs on.

use rustix::process::Signal;

use super::machine::{HANGS, Machine};
use super::pty::Supple;

/// A session in which everything hangs that can.
fn hanging() -> (Machine, Supple) {
    let machine = Machine::new("on_cue = [\"light\"]\n")
        .with("espeak-ng", HANGS)
        .with("aplay", HANGS)
        .with("light", HANGS)
        .with("systemd-inhibit", "exec /bin/cat")
        .with_guard();
    let mut supple = machine.session();
    supple.poll("everything to run", |_| {
        ["espeak-ng", "aplay", "light", "systemd-inhibit"].iter().all(|name| machine.runs_of(name) > 0)
    });
    assert!(machine.left_running().len() >= 4, "{:?}", machine.lines("running"));
    (machine, supple)
}

#[test]
fn left_by_key() {
    let (machine, mut supple) = hanging();
    supple.keys("\x03");
    supple.expect("Leave the session?");
    supple.keys("\x03");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert_eq!(machine.left_running(), [""; 0]);
}

#[test]
fn told_to_go() {
    let (machine, mut supple) = hanging();
    supple.signal(Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    assert_eq!(machine.left_running(), [""; 0]);
}

#[test]
fn its_terminal_closed() {
    let (machine, mut supple) = hanging();
    supple.close_terminal();
    assert_eq!(supple.wait_exit().exit_code(), 129);
    assert_eq!(machine.left_running(), [""; 0]);
}

#[test]
#[cfg(target_os = "linux")] // Elsewhere no system ends what a killed program has started.
fn killed_on_the_spot() {
    let (machine, mut supple) = hanging();
    supple.kill9();
    if machine.programs().join("setpriv").exists() {
        supple.poll("nothing left", |_| machine.left_running().is_empty());
    } else {
        // What holds a pipe sees its end; what hangs for ever cannot be reached.
        let awake = |left: &String| left.ends_with("systemd-inhibit");
        supple.poll("a screen that may go dark", |_| !machine.left_running().iter().any(awake));
    }
}

#[test]
fn the_screen_may_go_dark_in_a_pause_and_after_a_session() {
    let machine = Machine::new("voice = \"off\"\ntones = false\n").with("systemd-inhibit", "exec /bin/cat");
    let mut supple = machine.session();
    supple.poll("a screen that stays on", |_| machine.left_running().len() == 1);
    supple.keys(" ");
    supple.expect("PAUSED");
    supple.poll("a screen that may go dark", |_| machine.left_running().is_empty());
    supple.keys(" ");
    supple.poll("a screen that stays on again", |_| machine.left_running().len() == 1);
    supple.expect("Tiny One · done");
    supple.poll("a screen that may go dark at last", |_| machine.left_running().is_empty());
    supple.keys("\r");
    supple.expect_gone("Tiny One · done");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
}
