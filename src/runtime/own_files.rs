//! The user's own content files, as the program writes them, and the draft of one that is not saved yet.

use std::fs;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::content::text_file;
use super::disk::{
    At as _, folder_of, in_words, is_missing, make_folder, read_regular, remove, replace, set_aside, shown,
};
use super::paths::Paths;
use super::progress::is_newer;
use crate::domain::content::catalog::FileKind;
use crate::domain::content::draft::plan::{KeptPlanDraft, PlanDraft};
use crate::domain::content::draft::{KeptDraft, RoutineDraft};
use crate::state::event::{OwnFile, OwnFiles, OwnName};
use crate::state::model::Model;

/// Writes files; writes nothing, and returns a name, if the file of this name would replace another than was read.
/// A file that holds its text already is left alone.
///
/// # Errors
/// A file or its folder cannot be written.
pub(super) fn save(paths: &Paths, own: &OwnFiles) -> Result<Option<OwnName>> {
    let mut to_write: Vec<(&OwnFile, PathBuf)> = Vec::new();
    for file in &own.files {
        let path = paths.own(file.name.kind).join(format!("{}.json", file.name.id));
        let on_disk = if is_missing(&path) { None } else { Some(text_file(&path).text) };
        if matches!(&on_disk, Some(Ok(text)) if *text == file.text) {
            continue;
        }
        let is_expected = match (&on_disk, &file.before) {
            (None, _) => true,
            (Some(Ok(text)), Some(before)) => text == before,
            (Some(_), _) => false,
        };
        if !is_expected && !own.may_replace.contains(&file.name) {
            return Ok(Some(file.name.clone()));
        }
        to_write.push((file, path));
    }
    for (file, path) in to_write {
        make_folder(folder_of(&path), "make the folder for your own files,")?;
        replace(&path, file.text.as_bytes())?;
    }
    Ok(None)
}

/// Returns the file of the user's that messages call `name`.
pub(super) fn find(paths: &Paths, name: &str) -> Option<PathBuf> {
    let mut folders = FileKind::of_users().map(|kind| paths.own(kind));
    folders.find_map(|folder| {
        let listed = fs::read_dir(folder).ok()?;
        listed.filter_map(Result::ok).map(|found| found.path()).find(|path| shown(path) == name)
    })
}

/// A draft as it is kept in a file.
pub(super) trait KeptForm: Serialize + DeserializeOwned {
    /// The version of the form that is read and written.
    const VERSION: u32;
    /// The draft that it is of.
    type Draft;

    /// Returns its file.
    fn file(paths: &Paths) -> PathBuf;

    /// Returns the draft; `None` if it cannot be used.
    fn restore(&self) -> Option<Self::Draft>;
}

impl KeptForm for KeptDraft {
    const VERSION: u32 = Self::VERSION;
    type Draft = RoutineDraft;

    fn file(paths: &Paths) -> PathBuf {
        paths.draft_file()
    }

    fn restore(&self) -> Option<RoutineDraft> {
        RoutineDraft::restore(self)
    }
}

impl KeptForm for KeptPlanDraft {
    const VERSION: u32 = Self::VERSION;
    type Draft = PlanDraft;

    fn file(paths: &Paths) -> PathBuf {
        paths.plan_draft_file()
    }

    fn restore(&self) -> Option<PlanDraft> {
        PlanDraft::restore(self)
    }
}

/// The files of the drafts that are not saved yet.
pub(super) struct DraftFiles {
    /// The file of a routine's draft.
    pub(super) draft: DraftFile<KeptDraft>,
    /// The file of a plan's draft.
    pub(super) plan_draft: DraftFile<KeptPlanDraft>,
}

impl DraftFiles {
    /// Reads the kept drafts into the model. Returns the reason why there is none though there is a file, for people.
    pub(super) fn read(paths: &Paths, model: &mut Model) -> (Self, Option<String>) {
        let routine = DraftFile::read(paths);
        let plan = DraftFile::read(paths);
        model.draft = routine.draft.map(Box::new);
        model.plan_draft = plan.draft.map(Box::new);
        (Self { draft: routine.file, plan_draft: plan.file }, routine.trouble.or(plan.trouble))
    }
}

/// The file of a draft that is not saved yet, as this process knows it.
#[derive(Debug)]
pub(super) struct DraftFile<K> {
    paths: Paths,
    kept: PhantomData<K>,
    /// The bytes that this process has read or written last; `None` if the file was never its own. Anything else in the
    /// file is not ours to replace.
    seen: Option<Vec<u8>>,
    /// True once another draft was set aside: two programs that take turns say so once.
    is_told: bool,
}

impl<K: KeptForm> DraftFile<K> {
    /// Reads the kept draft.
    pub(super) fn read(paths: &Paths) -> FoundDraft<K> {
        let mut file = Self { paths: paths.clone(), kept: PhantomData, seen: None, is_told: false };
        match file.look() {
            Ok(draft) => FoundDraft { file, draft, trouble: None },
            Err(why) => FoundDraft { file, draft: None, trouble: Some(why) },
        }
    }

    /// Returns the folders it is in.
    pub(super) fn paths(&self) -> &Paths {
        &self.paths
    }

    fn look(&mut self) -> Result<Option<K::Draft>, String> {
        let path = K::file(&self.paths);
        let bytes = match read_regular(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("cannot read your draft {}: {}", shown(&path), in_words(&error))),
        };
        // It is moved only when another draft is kept: until then the newer program may still be opened again.
        if is_newer(&bytes, K::VERSION) {
            return Err("a draft of a newer supple is left as it is".to_owned());
        }
        let kept: Option<K> = serde_json::from_slice(&bytes).ok();
        let Some(draft) = kept.and_then(|kept| kept.restore()) else {
            let aside = set_aside(&path, "broken").map_err(|error| format!("your draft cannot be read; {error}"))?;
            return Err(format!("your draft cannot be read; it is kept as {}", shown(&aside)));
        };
        self.seen = Some(bytes);
        Ok(Some(draft))
    }

    /// Keeps a draft. Another one in the file is set aside; returns a message about it, for people.
    ///
    /// # Errors
    /// It cannot be written, or another one cannot be set aside.
    pub(super) fn save(&mut self, draft: &K) -> Result<Option<String>> {
        make_folder(&self.paths.data, "make the folder for your data,")?;
        let bytes = serde_json::to_vec(draft)?;
        let told = self.make_room()?;
        replace(&K::file(&self.paths), &bytes)?;
        self.seen = Some(bytes);
        Ok(told)
    }

    fn make_room(&mut self) -> Result<Option<String>> {
        let path = K::file(&self.paths);
        let which = match read_regular(&path) {
            Ok(bytes) if self.seen.as_ref() == Some(&bytes) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Ok(bytes) if is_newer(&bytes, K::VERSION) => "a draft of a newer supple",
            Ok(_) => "a draft from another window",
            Err(_) => "a draft that cannot be read",
        };
        let aside = set_aside(&path, "other")?;
        let is_told = std::mem::replace(&mut self.is_told, true);
        Ok((!is_told).then(|| format!("{which} is kept as {}", shown(&aside))))
    }

    /// Removes the kept draft; one that another program keeps stays.
    ///
    /// # Errors
    /// It cannot be read or removed.
    pub(super) fn remove(&mut self) -> Result<()> {
        let path = K::file(&self.paths);
        let Some(seen) = self.seen.take() else { return Ok(()) };
        match read_regular(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Ok(Err(error).at("read your draft", &path)?),
            Ok(bytes) if bytes == seen => Ok(remove(&path)?),
            _ => Ok(()),
        }
    }
}

/// The file of the draft at the start of the program.
pub(super) struct FoundDraft<K: KeptForm> {
    /// The file, to keep the draft in.
    pub(super) file: DraftFile<K>,
    /// The draft in it.
    pub(super) draft: Option<K::Draft>,
    /// The reason why there is none though there is a file, for people.
    pub(super) trouble: Option<String>,
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
            name: OwnName { kind: ItemKind::Routine.into(), id },
            text: text.to_owned(),
            before: before.map(str::to_owned),
        };
        OwnFiles { item: file.name.clone(), files: vec![file], draft: None, may_replace: Vec::new() }
    }

    #[test]
    fn a_file_that_was_not_read_is_never_replaced_unasked() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let path = paths.own(ItemKind::Routine).join("mine.json");
        let on_disk = || fs::read_to_string(&path).unwrap();
        assert_eq!(save(&paths, &routine("one", None)).unwrap(), None);
        assert_eq!(on_disk(), "one");
        assert_eq!(save(&paths, &routine("one", None)).unwrap(), None, "it is there already");
        let in_the_way = save(&paths, &routine("two", None)).unwrap().unwrap();
        assert_eq!(in_the_way.to_string(), "routines/mine.json");
        assert!(save(&paths, &routine("two", Some("other"))).unwrap().is_some(), "somebody else has changed it");
        assert_eq!(on_disk(), "one");
        assert_eq!(save(&paths, &routine("two", Some("one"))).unwrap(), None);
        assert_eq!(on_disk(), "two");
        let other = OwnName { kind: ItemKind::Exercise.into(), id: Id::new("mine").unwrap() };
        let asked = OwnFiles { may_replace: vec![other], ..routine("three", None) };
        assert!(save(&paths, &asked).unwrap().is_some(), "another one may be replaced");
        assert_eq!(save(&paths, &OwnFiles { may_replace: vec![in_the_way], ..asked }).unwrap(), None);
        assert_eq!((on_disk().as_str(), user_files(&paths).len()), ("three", 1));
        assert_eq!(find(&paths, &shown(&path)), Some(path));
        assert_eq!(find(&paths, "/etc/passwd"), None);
    }

    fn titled(title: &str) -> KeptDraft {
        let kept = RoutineDraft::new().unwrap().keep();
        KeptDraft { routine: kept.routine.replace("My Routine", title), ..kept }
    }

    /// The texts of the drafts that were set aside.
    fn aside(paths: &Paths, word: &str) -> Vec<String> {
        let files = (1..9).map(|n| paths.data.join(format!("draft.{word}-{n}.json")));
        files.filter(|file| !is_missing(file)).map(|file| fs::read_to_string(file).unwrap_or_default()).collect()
    }

    #[test]
    fn a_draft_is_private_and_a_broken_one_is_kept_aside() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let FoundDraft { mut file, draft, trouble } = DraftFile::<KeptDraft>::read(&paths);
        assert_eq!((draft, trouble), (None, None));
        assert_eq!(file.save(&titled("Mine")).unwrap(), None);
        assert_eq!(DraftFile::<KeptDraft>::read(&paths).draft.unwrap().keep(), titled("Mine"));
        let plan = PlanDraft::new().unwrap();
        let mut plan_file = DraftFile::<KeptPlanDraft>::read(&paths).file;
        assert_eq!(plan_file.save(&plan.keep()).unwrap(), None);
        assert_eq!(DraftFile::<KeptPlanDraft>::read(&paths).draft.unwrap().text(), plan.text());
        #[cfg(unix)]
        for path in [paths.draft_file(), paths.plan_draft_file()] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(paths.draft_file(), "{\"v\": 1}").unwrap();
        let trouble = DraftFile::<KeptDraft>::read(&paths).trouble.unwrap();
        assert!(trouble.contains("draft.broken-1.json"), "{trouble}");
        assert_eq!(DraftFile::<KeptDraft>::read(&paths).trouble, None);
        assert_eq!(aside(&paths, "broken"), ["{\"v\": 1}"]);
    }

    #[test]
    fn a_draft_that_was_not_understood_is_replaced_by_none() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        make_folder(&paths.data, "").unwrap();
        fs::write(paths.draft_file(), "{\"v\": 2}").unwrap();
        let FoundDraft { mut file, trouble, .. } = DraftFile::<KeptDraft>::read(&paths);
        assert!(trouble.unwrap().contains("newer supple is left as it is"));
        file.remove().unwrap();
        assert_eq!(fs::read_to_string(paths.draft_file()).unwrap(), "{\"v\": 2}");
        assert!(file.save(&titled("Mine")).unwrap().unwrap().contains("a newer supple is kept as"));
        assert_eq!(aside(&paths, "other"), ["{\"v\": 2}"]);

        // A folder is no draft, and cannot be read by anybody.
        remove(&paths.draft_file()).unwrap();
        fs::create_dir(paths.draft_file()).unwrap();
        let FoundDraft { mut file, trouble, .. } = DraftFile::<KeptDraft>::read(&paths);
        assert!(trouble.unwrap().contains("cannot read your draft"));
        assert!(file.save(&titled("Mine")).unwrap().unwrap().contains("draft.other-2.json"));
        assert_eq!(DraftFile::<KeptDraft>::read(&paths).draft.unwrap().keep(), titled("Mine"));
    }

    #[test]
    fn two_programs_do_not_destroy_each_others_draft() {
        let home = tempfile::TempDir::new().unwrap();
        let paths = Paths::under(home.path()).unwrap();
        let (mut first, mut second) =
            (DraftFile::<KeptDraft>::read(&paths).file, DraftFile::<KeptDraft>::read(&paths).file);
        first.save(&titled("One")).unwrap();
        let told = second.save(&titled("Two")).unwrap().unwrap();
        assert!(told.contains("from another window is kept as") && told.contains("draft.other-1.json"), "{told}");
        // The first has nothing to remove any more.
        first.remove().unwrap();
        assert_eq!(DraftFile::<KeptDraft>::read(&paths).draft.unwrap().keep(), titled("Two"));
        assert!(first.save(&titled("One more")).unwrap().is_some());
        assert_eq!(second.save(&titled("Two more")).unwrap(), None, "it is said once");
        second.remove().unwrap();
        assert!(is_missing(&paths.draft_file()));
        let kept = aside(&paths, "other");
        assert_eq!(kept.len(), 3);
        assert!(kept[0].contains("One") && kept[1].contains("Two") && kept[2].contains("One more"), "{kept:?}");
    }
}
