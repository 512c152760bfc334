//! The folders for config, data and state, and the files in them.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use directories::ProjectDirs;

use super::disk::{DiskError, make_folder};
use crate::domain::content::catalog::FileKind;
use crate::domain::content::exercise::Id;

/// The intent of making the folder of the user's own files, for messages.
pub(super) const OWN_FOLDER: &str = "make the folder for your own files,";

/// The three folders. They need not exist; they are made before writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings and the user's own content.
    pub config: PathBuf,
    /// The journal, which may be synchronised with other devices.
    pub data: PathBuf,
    /// Data of this device only: its name, locks, the session in progress.
    pub state: PathBuf,
}

impl Paths {
    /// Finds the folders: from `--home` (`flag`), else from `SUPPLE_HOME`, else those of the system.
    ///
    /// # Errors
    /// None of the three gives a folder: no home folder is known.
    pub fn find(flag: Option<&Path>) -> Result<Self> {
        match chosen(flag) {
            Some(home) => Self::under(&home),
            None => Self::of_system(ProjectDirs::from("", "", "supple")),
        }
    }

    /// Returns `config`, `data` and `state` in the folder `home`.
    ///
    /// # Errors
    /// `home` is empty, or relative while the working folder is gone.
    pub fn under(home: &Path) -> Result<Self> {
        if home.as_os_str().is_empty() {
            bail!("--home is empty; give it a folder, like --home ~/supple");
        }
        let home = std::path::absolute(home)
            .with_context(|| format!("cannot tell where {} is; give --home a full path", home.display()))?;
        Ok(Self { config: home.join("config"), data: home.join("data"), state: home.join("state") })
    }

    fn of_system(dirs: Option<ProjectDirs>) -> Result<Self> {
        let Some(dirs) = dirs else {
            bail!("no home folder is known for this user; set HOME, or give a folder with --home or SUPPLE_HOME");
        };
        let state = dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_owned);
        Ok(Self { config: dirs.config_dir().to_owned(), data: dirs.data_dir().to_owned(), state })
    }

    /// Returns the folder of the journal's files, one for each device.
    pub fn journal_dir(&self) -> PathBuf {
        self.data.join("journal")
    }

    /// Returns the file of the routine that is being written.
    pub fn draft_file(&self) -> PathBuf {
        self.data.join("draft.json")
    }

    /// Returns the file of the plan that is being written.
    pub fn plan_draft_file(&self) -> PathBuf {
        self.data.join("plan-draft.json")
    }

    /// Returns the folder of the pages to print that were made from a screen.
    pub fn pages_dir(&self) -> PathBuf {
        self.data.join("reports")
    }

    /// Returns the folder of the user's own files of this kind.
    pub fn own(&self, kind: impl Into<FileKind>) -> PathBuf {
        self.config.join(kind.into().folder())
    }

    /// Returns the user's own file of this kind with this id.
    pub fn own_file(&self, kind: impl Into<FileKind>, id: &Id) -> PathBuf {
        self.own(kind).join(format!("{id}.json"))
    }

    /// Returns the settings file.
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// Returns the settings file of earlier versions.
    pub fn earlier_settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// Returns the file of the session in progress.
    pub fn progress_file(&self) -> PathBuf {
        self.state.join("session.json")
    }

    /// Returns the file of the safety answers that are kept beside the journal.
    pub fn safety_file(&self) -> PathBuf {
        self.state.join("safety.jsonl")
    }

    /// Returns the file that exists once the welcome was seen.
    pub fn welcomed_file(&self) -> PathBuf {
        self.state.join("welcomed")
    }

    /// Returns the file with the last date on which the line about a clinic was said.
    pub fn clinic_said_file(&self) -> PathBuf {
        self.state.join("clinic-said")
    }

    /// Returns the file with the numbers of the last timer.
    pub fn timer_file(&self) -> PathBuf {
        self.state.join("timer")
    }

    /// Returns the file that exists once the user was warned that this file system keeps nothing private.
    pub fn privacy_told_file(&self) -> PathBuf {
        self.state.join("privacy-told")
    }

    /// Returns the lock file held while a session runs.
    pub fn session_lock(&self) -> PathBuf {
        self.state.join("session.lock")
    }

    /// Returns the lock file held while the journal is written. It is not beside the journal, whose folder other tools
    /// may synchronise.
    pub fn journal_lock(&self) -> PathBuf {
        self.state.join("journal.lock")
    }

    /// Returns the file with the name of this device.
    pub fn device_file(&self) -> PathBuf {
        self.state.join("device")
    }

    /// Makes the config folder (0700).
    ///
    /// # Errors
    /// It cannot be made: path and reason.
    pub fn make_config(&self) -> Result<(), DiskError> {
        make_folder(&self.config, "make the folder for settings,")
    }

    /// Makes the journal's folder (0700).
    ///
    /// # Errors
    /// It cannot be made: path and reason.
    pub fn make_journal(&self) -> Result<(), DiskError> {
        make_folder(&self.journal_dir(), "make the folder for the journal,")
    }

    /// Makes the state folder (0700).
    ///
    /// # Errors
    /// It cannot be made: path and reason.
    pub fn make_state(&self) -> Result<(), DiskError> {
        make_folder(&self.state, "make the folder for what runs now,")
    }
}

/// Returns the folder chosen by `--home` (`flag`) or `SUPPLE_HOME`; `None` if the system's own are used.
pub(super) fn chosen(flag: Option<&Path>) -> Option<PathBuf> {
    flag.map(Path::to_owned).or_else(|| env::var_os("SUPPLE_HOME").and_then(non_empty))
}

fn non_empty(value: OsString) -> Option<PathBuf> {
    (!value.is_empty()).then(|| value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_home_holds_all_three() {
        let paths = Paths::under(Path::new("/h")).unwrap();
        assert_eq!(paths.config, Path::new("/h/config"));
        assert_eq!(paths.journal_dir(), Path::new("/h/data/journal"));
        assert_eq!(paths.device_file(), Path::new("/h/state/device"));
        assert!(Paths::under(Path::new("rel")).unwrap().data.is_absolute());
        assert!(Paths::under(Path::new("")).is_err());
    }

    #[test]
    fn without_any_home_the_message_says_what_to_set() {
        let said = format!("{:#}", Paths::of_system(None).unwrap_err());
        assert!(said.contains("HOME") && said.contains("--home"), "{said}");
    }
}
