//! Tones: sound files in a private folder, made when first needed and removed at the end, and played by a program of
//! this machine; and the terminal's bell in their place.

use std::fs;
use std::path::{Path, PathBuf};

use super::child::Job;
use super::ladder::SoundOrder;
use crate::domain::session::cue::CueWeight;
use crate::domain::tone::Tone;
use crate::runtime::disk;
use crate::runtime::disk::replace::has_ended;
use crate::runtime::paths::Paths;
use crate::state::sinks::{Player, Rung, SinkFailure};

/// The beginning of the folder's name, before the number of the process.
const FOLDER: &str = "tones-";

/// A tone in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundFile {
    folder: PathBuf,
    tone: Tone,
    /// 0 to 100.
    volume: u8,
}

impl SoundFile {
    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}-{}.wav", self.tone.as_str(), self.volume))
    }

    /// Makes it, unless it exists.
    ///
    /// # Errors
    /// The reason why it cannot be made, for people.
    pub fn make(&self) -> Result<(), String> {
        let path = self.path();
        if path.exists() {
            return Ok(());
        }
        if !self.folder.exists() {
            sweep(&self.folder);
            disk::make_folder(&self.folder, "make the folder for tones,").map_err(|error| error.to_string())?;
        }
        disk::replace(&path, &self.tone.wav(self.volume)).map_err(|error| error.to_string())
    }
}

/// Returns the folder for the tones of this process.
pub fn folder(paths: &Paths) -> PathBuf {
    paths.state.join(format!("{FOLDER}{}", std::process::id()))
}

/// Removes the folder. If a process ends before it can do so, the next one removes it.
pub fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// Removes folders of processes that have ended.
fn sweep(own: &Path) {
    let Some(found) = own.parent().and_then(|state| fs::read_dir(state).ok()) else { return };
    for entry in found.flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER)?.parse().ok());
        // Elsewhere a folder in use cannot be removed.
        if process.is_some_and(|process| cfg!(not(unix)) || has_ended(process)) {
            remove(&entry.path());
        }
    }
}

/// Returns the order to play `tone` with one of `players`.
pub fn order(tone: Tone, volume: u8, players: &[Rung<Player>], folder: &Path) -> SoundOrder {
    let file = SoundFile { folder: folder.to_owned(), tone, volume };
    let path = file.path().to_string_lossy().into_owned();
    let rungs = players.iter().map(|rung| (SinkFailure::Player(rung.kind), job(rung, &path))).collect();
    SoundOrder { rungs, length: tone.length(), weight: CueWeight::Phase, keeps: false, file: Some(file), is_try: false }
}

fn job(rung: &Rung<Player>, path: &str) -> Job {
    const WINDOWS: &str = "(New-Object System.Media.SoundPlayer $env:SUPPLE_SOUND).PlaySync()";
    let program = &rung.program;
    match rung.kind {
        Player::PwPlay | Player::Paplay | Player::Afplay => Job::new(program, &[path]),
        Player::Aplay | Player::Sox => Job::new(program, &["-q", path]),
        Player::Ffplay => Job::new(program, &["-nodisp", "-autoexit", "-loglevel", "quiet", path]),
        Player::Windows => Job {
            variables: vec![("SUPPLE_SOUND", path.to_owned())],
            ..Job::new(program, &["-NoProfile", "-NonInteractive", "-Command", WINDOWS])
        },
    }
}

/// Returns the number of times that the bell rings in place of `tone`.
///
/// Once when work begins or ends, or something waits; twice when sides change; three times at the end of the session.
/// Counts would ring without end, and differ only in pitch.
pub fn bell_rings(tone: Tone) -> usize {
    match tone {
        Tone::In | Tone::Out | Tone::Heard | Tone::Ready | Tone::EndCount | Tone::Half => 0,
        Tone::Next | Tone::End | Tone::Start => 1,
        Tone::Switch => 2,
        Tone::Done | Tone::Stop => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_in_a_private_folder_and_what_was_left_goes() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        // No process has this number.
        let left = paths.state.join("tones-2147483646");
        fs::create_dir_all(&left).unwrap();
        let other = paths.state.join("tones-of-mine");
        fs::create_dir_all(&other).unwrap();
        let order = order(Tone::Half, 60, &[], &folder(&paths));
        let file = order.file.unwrap();
        file.make().unwrap();
        assert_eq!(fs::read(file.path()).unwrap(), Tone::Half.wav(60));
        assert!(!left.exists() && other.exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file.folder), mode(&file.path())), (0o700, 0o600));
        }
        remove(&file.folder);
        assert!(!file.folder.exists());
    }
}
