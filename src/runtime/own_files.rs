//! The user's own content files, as the program writes them, and the draft of one that is not saved yet.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Result;

use super::content::text_file;
use super::disk::{folder_of, in_words, is_missing, make_folder, read_regular, remove, replace, shown, sync_folder};
use super::paths::Paths;
use crate::domain::content::catalog::FileKind;
use crate::domain::content::draft::{KeptDraft, RoutineDraft};
use crate::state::event::{OwnFile, OwnFiles};

/// Writes files; returns false, and writes nothing, if one of them would replace another than the one that was read.
/// A file that holds its text already is left alone.
///
/// # Errors
/// A file or its folder cannot be written.
pub(super) fn save(paths: &Paths, own: &OwnFiles) -> Result<bool> {
    let mut to_write: Vec<(&OwnFile, PathBuf)> = Vec::new();
    for file in &own.files {
        let path = paths.own(file.kind).join(format!("{}.json", file.id));
        let on_disk = if is_missing(&path) { None } else { Some(text_file(&path).text) };
        if matches!(&on_disk, Some(Ok(text)) if *text == file.text) {
            continue;
        }
        let is_expected = match (&on_disk, &file.before) {
            (None, _) => true,
            (Some(Ok(text)), Some(before)) => text == before,
            (Some(_), _) => false,
        };
        if !is_expected && !own.may_replace {
            return Ok(false);
        }
        to_write.push((file, path));
    }
    for (file, path) in to_write {
        make_folder(folder_of(&path), "make the folder for your own files,")?;
        replace(&path, file.text.as_bytes())?;
    }
    Ok(true)
}

/// Returns the file of the user's that messages call `name`.
pub(super) fn find(paths: &Paths, name: &str) -> Option<PathBuf> {
    let mut folders = FileKind::of_users().map(|kind| paths.own(kind));
    folders.find_map(|folder| {
        let listed = fs::read_dir(folder).ok()?;
        listed.filter_map(Result::ok).map(|found| found.path()).find(|path| shown(path) == name)
    })
}

/// Keeps a draft.
///
/// # Errors
/// It cannot be written.
pub(super) fn save_draft(paths: &Paths, draft: &KeptDraft) -> Result<()> {
    make_folder(&paths.data, "make the folder for your data,")?;
    Ok(replace(&paths.draft_file(), &serde_json::to_vec(draft)?)?)
}

/// Removes the kept draft.
///
/// # Errors
/// It cannot be removed.
pub(super) fn remove_draft(paths: &Paths) -> Result<()> {
    Ok(remove(&paths.draft_file())?)
}

/// Reads the kept draft; `None` if there is none.
///
/// # Errors
/// It cannot be used, for people; it is moved aside then, so that another draft does not replace it.
pub fn read_draft(paths: &Paths) -> Result<Option<RoutineDraft>, String> {
    let file = paths.draft_file();
    let bytes = match read_regular(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("cannot read your draft {}: {}", shown(&file), in_words(&error))),
    };
    let kept: Option<KeptDraft> = serde_json::from_slice(&bytes).ok();
    let draft = kept.filter(|kept| kept.v <= KeptDraft::VERSION).and_then(|kept| RoutineDraft::restore(&kept));
    match draft {
        Some(draft) => Ok(Some(draft)),
        None => Err(set_aside(paths)),
    }
}

/// Moves a draft that cannot be used to a file beside it that is free, and returns a message with its path.
fn set_aside(paths: &Paths) -> String {
    let file = paths.draft_file();
    let free = (1..=u32::MAX).map(|n| paths.data.join(format!("draft.broken-{n}.json"))).find(|path| is_missing(path));
    let aside = free.unwrap_or_else(|| file.clone());
    match fs::rename(&file, &aside).and_then(|()| sync_folder(&paths.data)) {
        Ok(()) => format!("your draft cannot be read; it is kept as {}", shown(&aside)),
        Err(_) => format!("your draft cannot be read: {}", shown(&file)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::user_files;
    use super::*;
    use crate::domain::content::exercise::Id;
    use crate::domain::content::link::ItemKind;

    fn routine(text: &str, before: Option<&str>) -> OwnFiles {
        let id = Id::new("mine").unwrap();
        let file = OwnFile {
            kind: ItemKind::Routine.into(),
            id: id.clone(),
            text: text.to_owned(),
            before: before.map(str::to_owned),
        };
        OwnFiles { files: vec![file], routine: id, draft: None, may_replace: false }
    }

    #[test]
    fn a_file_that_was_not_read_is_never_replaced_unasked() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let path = paths.own(ItemKind::Routine).join("mine.json");
        let on_disk = || fs::read_to_string(&path).unwrap();
        assert!(save(&paths, &routine("one", None)).unwrap());
        assert_eq!(on_disk(), "one");
        assert!(save(&paths, &routine("one", None)).unwrap(), "it is there already");
        assert!(!save(&paths, &routine("two", None)).unwrap());
        assert!(!save(&paths, &routine("two", Some("other"))).unwrap(), "somebody else has changed it");
        assert_eq!(on_disk(), "one");
        assert!(save(&paths, &routine("two", Some("one"))).unwrap());
        assert_eq!(on_disk(), "two");
        assert!(save(&paths, &OwnFiles { may_replace: true, ..routine("three", None) }).unwrap());
        assert_eq!((on_disk().as_str(), user_files(&paths).len()), ("three", 1));
        assert_eq!(find(&paths, &shown(&path)), Some(path));
        assert_eq!(find(&paths, "/etc/passwd"), None);
    }

    #[test]
    fn a_draft_is_private_and_a_broken_one_is_kept_aside() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        assert_eq!(read_draft(&paths).unwrap(), None);
        let draft = RoutineDraft::new().unwrap();
        save_draft(&paths, &draft.keep()).unwrap();
        assert_eq!(read_draft(&paths).unwrap().unwrap().text(), draft.text());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(paths.draft_file()).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(paths.draft_file(), "{\"v\": 9}").unwrap();
        let said = read_draft(&paths).unwrap_err();
        assert!(said.contains("draft.broken-1.json"), "{said}");
        assert_eq!(read_draft(&paths).unwrap(), None);
        assert!(paths.data.join("draft.broken-1.json").exists());
        remove_draft(&paths).unwrap();
    }
}
