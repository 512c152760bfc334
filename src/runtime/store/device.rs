//! The name of this device: made once, kept in the state folder, never changed.

use std::fs;
use std::io::{self, ErrorKind};

use crate::runtime::disk::{At, DiskError, replace};
use crate::runtime::paths::Paths;
use crate::runtime::regular;

/// Returns the name, and makes it if there is none. The caller holds the lock, if locking is possible. If a name cannot
/// be read or kept the [`stand_in`] is used: an entry is worth more than the name of its file.
pub(super) fn name(paths: &Paths, seed: u32) -> Result<String, DiskError> {
    let file = paths.device_file();
    if let Some(name) = known(paths).at("read the name of this device,", &file)? {
        return Ok(name);
    }
    let made = new(&host(), seed);
    let kept = paths.make_state().and_then(|()| replace(&file, format!("{made}\n").as_bytes()));
    Ok(if kept.is_ok() { made } else { stand_in(paths) })
}

/// Returns the name, if there is one; a file with nothing usable in it has none. If the file may not be read, or cannot
/// exist, the [`stand_in`] is used.
pub(super) fn known(paths: &Paths) -> io::Result<Option<String>> {
    match regular::read(&paths.device_file()) {
        Ok(raw) => Ok(Some(slug(&String::from_utf8_lossy(&raw), 60)).filter(|name| !name.is_empty())),
        // A run that could not keep its name may have written under the stand-in.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(stand_in(paths)).filter(|name| {
            let file = paths.journal_dir().join(format!("{name}.jsonl"));
            fs::symlink_metadata(file).is_ok()
        })),
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::NotADirectory) => {
            Ok(Some(stand_in(paths)))
        }
        Err(error) => Err(error),
    }
}

/// Returns the name for a device that cannot keep one: always the same, made from the machine's name and the state
/// folder. Two devices that share both, and a journal, and cannot keep a name would write the same file.
fn stand_in(paths: &Paths) -> String {
    // FNV-1a: the same in every version, unlike the hash of the standard library.
    let mut hash: u32 = 0x811c_9dc5;
    for byte in paths.state.to_string_lossy().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    new(&host(), hash)
}

/// Returns a name like `laptop-1a2b3c`: the short name of the machine, and six digits of `seed`.
fn new(host: &str, seed: u32) -> String {
    let short = slug(host.split('.').next().unwrap_or_default(), 20);
    let host = if short.is_empty() { "device" } else { &short };
    format!("{host}-{:06x}", seed & 0xff_ffff)
}

/// Returns `raw` reduced to at most `longest` of a-z, 0-9 and single dashes inside.
fn slug(raw: &str, longest: usize) -> String {
    let mut slug = String::new();
    for c in raw.trim().chars().take(longest) {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        assert_eq!(new("Ana's-Laptop.local", 0xab12_cd34), "ana-s-laptop-12cd34");
        assert_eq!(new("", 1), "device-000001");
        assert_eq!(new("...", 1), "device-000001");
        assert_eq!(new("Büro", 0), "b-ro-000000");
        assert_eq!(slug("../../etc/passwd\n", 60), "etc-passwd");
        assert_eq!(slug(&"x".repeat(300), 20).len(), 20);
    }
}
