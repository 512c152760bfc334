//! What this machine has: programs on the path, and what the terminal says of itself.

use std::fs;
use std::path::Path;

use super::osc;
use crate::app::settings::sound::VoiceChoice;
use crate::app::sinks::{Desktop, Found, Player, Rung};

/// A variable of the environment by its name.
pub type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Looks for everything. Reads folders: not for the thread that draws.
pub fn find(variable: Variable<'_>) -> Found {
    let path = variable("PATH").unwrap_or_default();
    let program = |name: &str| on_path(name, &path);
    let remote = is_remote(variable);
    let desktop = || match () {
        () if osc::notifies(variable) => Some(Desktop::Terminal),
        // It would be told on the other machine.
        () if remote => None,
        () => ["notify-send", "osascript"].into_iter().find_map(program).map(Desktop::Program),
    };
    Found {
        remote,
        voices: voices().iter().filter_map(|(name, kind)| rung(program(name), *kind)).collect::<Vec<_>>(),
        players: players().iter().filter_map(|(name, kind)| rung(program(name), *kind)).collect(),
        desktop: desktop(),
        taskbar: osc::shows_progress(variable),
        awake: awake_programs(variable).iter().find_map(|name| program(name)).filter(|_| !remote),
    }
    .with_each_voice_once()
}

impl Found {
    /// eSpeak NG brings the name of its forerunner along.
    fn with_each_voice_once(mut self) -> Self {
        self.voices.dedup_by_key(|rung| rung.kind);
        self
    }
}

fn rung<K>(program: Option<String>, kind: K) -> Option<Rung<K>> {
    program.map(|program| Rung { kind, program })
}

fn is_remote(variable: Variable<'_>) -> bool {
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

/// Each desktop has its own idea of being idle; where none is known, the system's.
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

/// The whole path of a program, in the first folder of `path` that has one of this name.
pub fn on_path(name: &str, path: &str) -> Option<String> {
    let name = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    let whole = |folder: std::path::PathBuf| folder.join(&name);
    // What lies in the folder that one happens to be in is not for us to run.
    let mut files = std::env::split_paths(path).filter(|folder| folder.is_absolute()).map(whole);
    files.find(|file| is_program(file)).and_then(|file| file.into_os_string().into_string().ok())
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

    fn found(path: &str, more: &[(&str, &str)]) -> Found {
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
        assert_eq!(found("", &[]), Found::default());
    }
}
