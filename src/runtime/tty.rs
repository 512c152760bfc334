//! The terminal as a file: its size, and a separate opening that never blocks.

/// The columns and rows of a terminal that does not know its size.
const USUAL: (u16, u16) = (80, 24);

/// Returns the columns and rows of the terminal; the usual number if it does not know, or reports 0 as a serial line
/// does.
pub fn size() -> (u16, u16) {
    let (columns, rows) = told_size().unwrap_or(USUAL);
    (if columns == 0 { USUAL.0 } else { columns }, if rows == 0 { USUAL.1 } else { rows })
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

/// Opens the terminal `file` once more, so that reading and writing return at once; `None` if it is no terminal, or
/// cannot be opened.
///
/// The mode of `file` itself must not change, because it is shared with every program on the same terminal, also the
/// shell.
#[cfg(unix)]
pub(super) fn open_again(file: impl std::os::fd::AsFd) -> Option<std::fs::File> {
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;

    use rustix::process::getsid;
    use rustix::termios::{isatty, tcgetsid, ttyname};

    if !isatty(&file) {
        return None;
    }
    let name = ttyname(&file, Vec::new()).ok();
    let by_name = name.and_then(|name| open(Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()))));
    by_name.or_else(|| {
        // If it belongs to another user (`su`), or has no name here (a container), it may still be that of this session.
        let is_of_session = tcgetsid(&file).is_ok_and(|session| getsid(None) == Ok(session));
        if cfg!(target_os = "linux") && is_of_session { open(Path::new("/dev/tty")) } else { None }
    })
}

#[cfg(unix)]
fn open(path: &std::path::Path) -> Option<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).ok()?;
    std::fs::OpenOptions::new().read(true).write(true).custom_flags(flags).open(path).ok()
}
