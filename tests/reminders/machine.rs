//! A machine with a clock made for the test: its programs note what they are started with.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use assert_cmd::cargo::cargo_bin_cmd;
use tempfile::TempDir;

use super::ran::Ran;

/// Notes its arguments in a line.
const SHOWS: &str = "printf '%s|' \"$@\" >> $HOME/shown; echo >> $HOME/shown";
const SYSTEMCTL: &str = "echo \"$*\" >> $HOME/systemctl";
/// Keeps its table in a file, and says as cron does that there is none.
const CRONTAB: &str = "case \"$1\" in
-l) if [ -f $HOME/table ]; then /bin/cat $HOME/table; else echo 'no crontab for me' >&2; exit 1; fi;;
-) /bin/cat > $HOME/table;;
*) exit 2;;
esac";

/// A user's home with a folder of programs.
pub(super) struct Machine {
    folder: TempDir,
}

impl Machine {
    /// Without any clock.
    pub(super) fn bare() -> Self {
        let machine = Self { folder: TempDir::new().unwrap() };
        fs::create_dir_all(machine.path("bin")).unwrap();
        machine.with("notify-send", SHOWS)
    }

    pub(super) fn with_systemd() -> Self {
        Self::bare().with("systemctl", SYSTEMCTL)
    }

    /// With cron alone, and this table; empty for none.
    pub(super) fn with_cron(table: &str) -> Self {
        let machine = Self::bare().with("crontab", CRONTAB).with("systemctl", "exit 1");
        if !table.is_empty() {
            fs::write(machine.path("table"), table).unwrap();
        }
        machine
    }

    fn with(self, name: &str, script: &str) -> Self {
        let program = self.path("bin").join(name);
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        self
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// The folder of supple's own files, with a blank in its name.
    pub(super) fn home(&self) -> PathBuf {
        self.path("my supple")
    }

    pub(super) fn is_bare(&self) -> bool {
        !self.path("bin/systemctl").exists()
    }

    pub(super) fn timer(&self) -> PathBuf {
        self.path(".config/systemd/user/supple-remind.timer")
    }

    pub(super) fn service(&self) -> PathBuf {
        self.path(".config/systemd/user/supple-remind.service")
    }

    pub(super) fn table(&self) -> Option<String> {
        fs::read_to_string(self.path("table")).ok()
    }

    /// Counts how often systemd was given this order.
    pub(super) fn ran(&self, order: &str) -> usize {
        let log = fs::read_to_string(self.path("systemctl")).unwrap_or_default();
        log.lines().filter(|line| line.split(' ').any(|word| word == order)).count()
    }

    /// The notifications that were shown.
    pub(super) fn shown(&self) -> Vec<String> {
        let shown = fs::read_to_string(self.path("shown")).unwrap_or_default();
        shown.lines().map(str::to_owned).collect()
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = cargo_bin_cmd!("supple");
        command.env_clear().env("HOME", self.folder.path()).env("PATH", self.path("bin")).env("TERM", "dumb");
        command.arg("--home").arg(self.home()).args(arguments);
        command.timeout(std::time::Duration::from_secs(60)).output().unwrap().into()
    }

    pub(super) fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }
}
