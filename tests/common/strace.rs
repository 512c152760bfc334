//! Runs a program under strace: to see what it opens and runs, or to have the system refuse what it asks for.

use std::path::Path;
use std::process::{Command, Stdio};

/// `program` under strace with these options, or `None` where there is no strace that may look: said, and a failure where
/// all checks must be made (`CI=true`).
pub(crate) fn strace(program: &Path, options: &[&str]) -> Option<Command> {
    let mut probe = Command::new("strace");
    let probed = probe.args(["-qq", "-e", "trace=none", "true"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !probed.is_ok_and(|status| status.success()) {
        assert!(std::env::var("CI").is_err(), "strace is missing, or may not trace");
        eprintln!("skipped: there is no strace that may trace; `.ci/run` installs it");
        return None;
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options).arg(program);
    Some(command)
}
