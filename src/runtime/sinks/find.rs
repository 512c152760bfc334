//! Detection of the sinks of this machine: programs on the path, and abilities of the terminal.

use std::fs;
use std::path::Path;

use super::osc;
use crate::state::settings::VoiceChoice;
use crate::state::sinks::{Capabilities, Desktop, Player, Rung};

/// Returns a variable of the environment by its name.
pub type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Detects all sinks. It reads folders and must not run in the thread that draws.
pub fn find(variable: Variable<'_>) -> Capabilities {
    let path = variable("PATH").unwrap_or_default();
    let remote = is_remote(variable);
    let desktop = if osc::notifies(variable) {
        Some(Desktop::Terminal)
    } else if remote {
        // A program would show it on the other machine.
        None
    } else {
        ["notify-send", "osascript"].into_iter().find_map(|name| on_path(name, &path)).map(Desktop::Program)
    };
    let mut voices = rungs(voices(), &path);
    // eSpeak NG also installs a program with the name of its forerunner.
    voices.dedup_by_key(|rung| rung.kind);
    Capabilities {
        remote,
        voices,
        players: rungs(players(), &path),
        desktop,
        taskbar: osc::shows_progress(variable),
        awake: awake_programs(variable).iter().find_map(|name| on_path(name, &path)).filter(|_| !remote),
    }
}

fn rungs<K: Copy>(known: &[(&str, K)], path: &str) -> Vec<Rung<K>> {
    known.iter().filter_map(|(name, kind)| Some(Rung { kind: *kind, program: on_path(name, path)? })).collect()
}

/// Returns true in a session on another machine.
pub fn is_remote(variable: Variable<'_>) -> bool {
    ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(|name| variable(name).is_some_and(|it| !it.is_empty()))
}

const fn voices() -> &'static [(&'static str, VoiceChoice)] {
    if cfg!(windows) {
        &[("powershell", VoiceChoice::Windows)]
    } else if cfg!(target_os = "macos") {
        &[("say", VoiceChoice::Say), ("espeak-ng", VoiceChoice::Espeak), ("espeak", VoiceChoice::Espeak)]
    } else {
        &[("spd-say", VoiceChoice::SpdSay), ("espeak-ng", VoiceChoice::Espeak), ("espeak", VoiceChoice::Espeak)]
    }
}

const fn players() -> &'static [(&'static str, Player)] {
    if cfg!(windows) {
        return &[("powershell", Player::Windows)];
    }
    &[
        ("pw-play", Player::PwPlay),
        ("paplay", Player::Paplay),
        ("aplay", Player::Aplay),
        ("afplay", Player::Afplay),
        ("play", Player::Sox),
        ("ffplay", Player::Ffplay),
    ]
}

/// Returns the programs that keep the screen on: the desktop's own first, else the system's.
fn awake_programs(variable: Variable<'_>) -> &'static [&'static str] {
    let desktop = variable("XDG_CURRENT_DESKTOP").unwrap_or_default().to_lowercase();
    if cfg!(windows) {
        &["powershell"]
    } else if cfg!(target_os = "macos") {
        &["caffeinate"]
    } else if desktop.contains("gnome") {
        &["gnome-session-inhibit", "systemd-inhibit"]
    } else {
        &["systemd-inhibit"]
    }
}

/// Returns the full path of a program, in the first folder of `path` that has it. Relative folders are skipped, so that
/// nothing in the working folder is run.
pub fn on_path(name: &str, path: &str) -> Option<String> {
    let name = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    let file = folders.map(|folder| folder.join(&name)).find(|file| is_program(file))?;
    file.into_os_string().into_string().ok()
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| found.is_file())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;
    use tempfile::TempDir;

    fn programs(names: &[&str]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for name in names {
            let file = folder.path().join(name);
            fs::write(&file, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).unwrap();
        }
        folder
    }

    fn found(path: &str, more: &[(&str, &str)]) -> Capabilities {
        let variable = |name: &str| match name {
            "PATH" => Some(path.to_owned()),
            _ => more.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()),
        };
        find(&variable)
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn the_best_comes_first_wherever_it_lies() {
        let (one, two) =
            (programs(&["espeak", "espeak-ng", "aplay", "notify-send"]), programs(&["spd-say", "pw-play", "aplay"]));
        let path = format!("{}:.::{}", one.path().display(), two.path().display());
        let found = found(&path, &[]);
        let names: Vec<&str> = found.voices.iter().map(Rung::name).collect();
        assert_eq!(names, ["spd-say", "espeak-ng"]);
        let players: Vec<&str> = found.players.iter().map(Rung::name).collect();
        assert_eq!(players, ["pw-play", "aplay"]);
        assert!(found.players[1].program.starts_with(one.path().to_str().unwrap()));
        assert!(matches!(found.desktop, Some(Desktop::Program(_))) && !found.remote);
    }

    #[test]
    fn over_the_network_neither_desktop_nor_screen_is_ours() {
        let folder = programs(&["notify-send", "systemd-inhibit", "caffeinate", "espeak-ng"]);
        let path = folder.path().to_str().unwrap();
        let there = found(path, &[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")]);
        assert!(there.remote && there.desktop.is_none() && there.awake.is_none());
        let by_terminal = found(path, &[("SSH_TTY", "/dev/pts/0"), ("TERM", "xterm-kitty")]);
        assert_eq!(by_terminal.desktop, Some(Desktop::Terminal));
        assert!(found(path, &[]).awake.is_some());
    }

    #[test]
    fn what_cannot_be_run_is_not_there() {
        let folder = programs(&[]);
        fs::write(folder.path().join("aplay"), "").unwrap();
        fs::create_dir(folder.path().join("pw-play")).unwrap();
        assert_eq!(found(folder.path().to_str().unwrap(), &[]).players, []);
        assert_eq!(found("", &[]), Capabilities::default());
    }
}
