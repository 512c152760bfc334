//! A machine with some programs that speak or sound, and a short session on it.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use supple::domain::content::link::ItemKind;

use serde_json::{Value, json};

use super::home::Home;
use super::pty::{Start, Supple};

/// Notes what it is told on its standard input, and takes its time: a tenth of a second a word, at most one in all.
pub(super) const SPEAKS: &str = r#"text=$(/bin/cat); echo "$text" >> $HOME/said; set -- $text
if [ $# -lt 10 ]; then exec /bin/sleep 0.$#; else exec /bin/sleep 1; fi"#;
/// Notes which file it plays.
pub(super) const PLAYS: &str = "for file; do :; done; echo ${file##*/} >> $HOME/played";
/// Does nothing, for ever.
pub(super) const HANGS: &str = "exec /bin/sleep 1000";

/// A home with a routine of two holds of 1 s, `tiny`, and a folder of programs.
pub(super) struct Machine {
    pub(super) home: Home,
}

impl Machine {
    pub(super) fn new(config: &str) -> Self {
        let home = Home::default()
            .seen()
            .exercise("first-hold", "First Hold", &json!({"hold_s": 1}))
            .exercise("second-hold", "Second Hold", &json!({"hold_s": 1}))
            .routine("tiny", "Tiny One", &json!([{"exercise": "first-hold"}, {"exercise": "second-hold"}]));
        let settings = home.paths().settings_file();
        fs::create_dir_all(settings.parent().unwrap()).unwrap();
        fs::write(settings, config).unwrap();
        let machine = Self { home };
        fs::create_dir_all(machine.programs()).unwrap();
        machine
    }

    /// With 6 s to get ready for each of its holds of 10 s.
    pub(super) fn at_leisure(self) -> Self {
        for id in ["first-hold", "second-hold"] {
            let file = self.home.paths().own(ItemKind::Exercise).join(format!("{id}.json"));
            let text = fs::read_to_string(&file).unwrap().replace("\"prepare_s\":3", "\"prepare_s\":6");
            fs::write(&file, text.replace("\"hold_s\":1", "\"hold_s\":10")).unwrap();
            assert!(fs::read_to_string(&file).unwrap().contains("\"prepare_s\":6"), "{id}");
        }
        self
    }

    pub(super) fn programs(&self) -> PathBuf {
        self.home.path().join("bin")
    }

    /// With what ends programs when this one is killed, where this machine has it.
    pub(super) fn with_guard(self) -> Self {
        let setpriv = Path::new("/usr/bin/setpriv");
        if setpriv.exists() {
            symlink(setpriv, self.programs().join("setpriv")).unwrap();
        }
        self
    }

    /// With a program that notes its process, and then does this.
    pub(super) fn with(self, name: &str, does: &str) -> Self {
        let program = self.programs().join(name);
        fs::write(&program, format!("#!/bin/sh\necho $$ {name} >> $HOME/running\n{does}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        self
    }

    pub(super) fn start(&self, arguments: &[&str]) -> Start {
        Start::new(self.home.path(), arguments).env("PATH", self.programs().to_str().unwrap())
    }

    /// The session begins.
    pub(super) fn session(&self) -> Supple {
        self.start(&["start", "tiny", "--no-check-in"]).spawn()
    }

    /// The lines of a file that programs write.
    pub(super) fn lines(&self, name: &str) -> Vec<String> {
        let text = fs::read_to_string(self.home.path().join(name)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// How often a program was started.
    pub(super) fn runs_of(&self, name: &str) -> usize {
        self.lines("running").iter().filter(|line| line.ends_with(&format!(" {name}"))).count()
    }

    /// Processes of started programs that still run.
    pub(super) fn left_running(&self) -> Vec<String> {
        let runs = |line: &String| line.split(' ').next().is_some_and(|pid| Path::new("/proc").join(pid).exists());
        self.lines("running").into_iter().filter(runs).collect()
    }

    /// The session in the journal, once it is there.
    pub(super) fn session_line(&self) -> Option<Value> {
        self.home.lines().into_iter().find(|line| line["kind"] == "session")
    }

    /// Waits for the end of the session and until the last line of a file says this, and leaves.
    #[track_caller]
    pub(super) fn finish_when(&self, supple: &mut Supple, (file, last): (&str, &str)) {
        supple.expect("Tiny One · done");
        supple.poll("the last of it", |_| self.lines(file).last().is_some_and(|line| line.contains(last)));
        self.finish(supple);
    }

    /// Waits for the end of the session, and leaves.
    #[track_caller]
    pub(super) fn finish(&self, supple: &mut Supple) {
        supple.expect("Tiny One · done");
        supple.keys("\r");
        supple.expect_gone("Tiny One · done");
        supple.keys("q");
        assert_eq!(supple.wait_exit().exit_code(), 0);
    }
}
