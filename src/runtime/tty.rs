//! The terminal as a file: how large it is, and an opening of our own that never makes anybody wait.

/// Columns and rows of a terminal that does not say.
const USUAL: (u16, u16) = (80, 24);

/// Columns and rows of the terminal; the usual number where it does not know or says 0, as a serial line does.
pub fn size() -> (u16, u16) {
    let (columns, rows) = told_size().unwrap_or(USUAL);
    let or_usual = |told: u16, usual: u16| if told == 0 { usual } else { told };
    (or_usual(columns, USUAL.0), or_usual(rows, USUAL.1))
}

#[cfg(unix)]
fn told_size() -> Option<(u16, u16)> {
    use rustix::termios::tcgetwinsize;
    let size = tcgetwinsize(std::io::stdout()).or_else(|_| tcgetwinsize(std::io::stdin()));
    size.ok().map(|size| (size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn told_size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

/// Opens the terminal that `file` is once more, so that reading and writing return at once; `None` where it is none, or
/// does not let itself be opened.
///
/// Not a mode of `file` itself: that belongs to every program that was started with the same terminal, the shell too.
#[cfg(unix)]
pub(super) fn open_again(file: impl std::os::fd::AsFd) -> Option<std::fs::File> {
    use std::fs::OpenOptions;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    use std::path::Path;

    use rustix::fs::OFlags;
    use rustix::process::getsid;
    use rustix::termios::{isatty, tcgetsid, ttyname};

    if !isatty(&file) {
        return None;
    }
    let open = |path: &Path| {
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).ok()?;
        OpenOptions::new().read(true).write(true).custom_flags(flags).open(path).ok()
    };
    let name = ttyname(&file, Vec::new()).ok();
    let by_name = name.and_then(|name| open(Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()))));
    // Where it belongs to another user (`su`), or has no name here (a container), it may still be the one of this session.
    let is_ours = || tcgetsid(&file).is_ok_and(|session| getsid(None) == Ok(session));
    by_name.or_else(|| if cfg!(target_os = "linux") && is_ours() { open(Path::new("/dev/tty")) } else { None })
}
