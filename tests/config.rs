//! The settings file on disk: which is read, that a change keeps the rest of it, and that what cannot be written
//! is left as it was.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "common/home.rs"]
mod home;
#[path = "common/other_user.rs"]
mod other_user;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use home::Home;
use supple::domain::content::catalog::Catalog;
use supple::runtime::config::{self, WrittenSettings};
use supple::runtime::paths::Paths;
use supple::state::settings::Settings;
use supple::state::settings::setting::Setting;
use supple::theme::ThemeName;

fn with(file: &str, text: &str) -> (Home, PathBuf) {
    let home = Home::default();
    fs::create_dir_all(&home.paths().config).unwrap();
    let path = home.paths().config.join(file);
    fs::write(&path, text).unwrap();
    (home, path)
}

fn dark() -> Settings {
    Settings { theme: ThemeName::Dark, ..Settings::default() }
}

fn save(home: &Home) -> Result<WrittenSettings, String> {
    config::save(home.paths(), &dark(), &[Setting::Theme])
}

fn read(home: &Home) -> Settings {
    let reading = config::read(home.paths(), &Catalog::built_in());
    assert_eq!(reading.problems, []);
    reading.settings
}

fn files(home: &Home) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(&home.paths().config)
        .unwrap()
        .map(|found| found.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_first_change_makes_a_file_for_this_user_alone() {
    let home = Home::default();
    assert_eq!(read(&home), Settings::default());
    let written = save(&home).unwrap();
    let path = home.paths().settings_file();
    assert_eq!(
        (written.file.as_str(), written.text.as_str()),
        (path.to_str().unwrap(), &*fs::read_to_string(&path).unwrap())
    );
    assert_eq!(read(&home), dark());
    insta::assert_snapshot!("config", written.text);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&home.paths().config).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(files(&home), ["config.toml"], "nothing is left beside it");
}

#[test]
fn a_change_keeps_what_the_user_wrote() {
    let own = "# mine\nbell=false # at night\ntheme = \"light\"\n";
    let (home, path) = with("config.toml", own);
    save(&home).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), own.replace("light", "dark"));
    fs::write(&path, " \n").unwrap();
    save(&home).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("# ---- Session ----"), "an empty file is as good as none");
}

#[test]
fn the_file_of_earlier_versions_holds_until_the_first_change() {
    let (home, earlier) = with("settings.toml", "# mine\nbell = false\n");
    assert_eq!(read(&home), Settings { bell: false, ..Settings::default() });
    assert_eq!(config::path(home.paths()), earlier);
    save(&home).unwrap();
    assert_eq!(config::path(home.paths()), home.paths().settings_file());
    assert_eq!(read(&home), Settings { bell: false, ..dark() });
    let text = fs::read_to_string(home.paths().settings_file()).unwrap();
    assert!(text.starts_with("# mine\nbell = false\n") && text.contains("\nred_from = 6\n"), "{text}");
    assert_eq!(fs::read_to_string(&earlier).unwrap(), "# mine\nbell = false\n", "it is left as it was");
    fs::write(&earlier, "bell = true").unwrap();
    assert!(!read(&home).bell, "the newer file holds");
}

#[test]
fn a_broken_file_is_never_overwritten() {
    for name in ["config.toml", "settings.toml"] {
        for broken in ["theme = \"dark", "bell = true\nbell = false\n"] {
            let (home, path) = with(name, broken);
            assert_eq!(save(&home).unwrap_err(), format!("{} is left as it is: it is not TOML", path.display()));
            assert_eq!(fs::read_to_string(&path).unwrap(), broken);
            assert_eq!(files(&home), [name]);
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_and_left() {
    let home = Home::default();
    let path = home.paths().settings_file();
    fs::create_dir_all(&path).unwrap();
    let problem = |home: &Home| config::read(home.paths(), &Catalog::built_in()).problems.remove(0).message;
    assert_eq!(problem(&home), "this is a folder; name the files in it");
    assert!(save(&home).unwrap_err().contains("is left as it is: this is a folder"));
    fs::remove_dir(&path).unwrap();
    symlink("nowhere", &path).unwrap();
    assert_eq!(problem(&home), "cannot be read: it is a link to something that is not there");
    assert!(save(&home).is_err());
    fs::remove_file(&path).unwrap();
    fs::write(&path, b"theme = \"\xff\"").unwrap();
    assert!(problem(&home).contains("not UTF-8 at line 1"));
    assert!(save(&home).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"theme = \"\xff\"");
}

#[test]
fn a_link_to_a_file_elsewhere_stays_one() {
    let (home, path) = with("elsewhere.toml", "bell = false\n");
    symlink(&path, home.paths().settings_file()).unwrap();
    save(&home).unwrap();
    assert!(fs::symlink_metadata(home.paths().settings_file()).unwrap().is_symlink());
    assert!(fs::read_to_string(&path).unwrap().starts_with("bell = false\n"));
    assert_eq!(read(&home), Settings { bell: false, ..dark() });
}

#[test]
fn a_folder_that_cannot_be_written_leaves_the_file_as_it_was() {
    let (home, path) = with("config.toml", "theme = \"light\"\n");
    fs::set_permissions(&home.paths().config, fs::Permissions::from_mode(0o500)).unwrap();
    let (mut child, _copy) = other_user::bound_by_permissions(&std::env::current_exe().unwrap(), home.path());
    child.args(["--exact", "task_of_a_child", "--ignored", "--nocapture", "--quiet"]);
    let output = child.env("SUPPLE_HOME", home.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let expected = format!("cannot write {}: permission is missing; check who owns it", path.display());
    assert!(said.contains(&expected), "{said}");
    fs::set_permissions(&home.paths().config, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "theme = \"light\"\n");
    assert_eq!(files(&home), ["config.toml"]);
}

#[test]
fn a_file_that_was_made_read_only_is_left_as_it_is() {
    for (mode, name) in [(0o444, "config.toml"), (0o400, "config.toml"), (0o555, "config.toml"), (0o440, "own.toml")] {
        let (home, path) = with(name, "# mine\ntheme = \"light\"\n");
        let settings = home.paths().settings_file();
        if path != settings {
            symlink(&path, &settings).unwrap();
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let said = format!("cannot write {}: it is read-only; make it writable to keep a change", settings.display());
        assert_eq!(save(&home).unwrap_err(), said);
        assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\ntheme = \"light\"\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode);
    }
}

#[test]
fn a_change_keeps_mode_owner_and_second_name_of_the_file() {
    for mode in [0o600, 0o644, 0o660] {
        let (home, path) = with("config.toml", "theme = \"light\"\n");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        // Only root can give a file away.
        let is_given = std::os::unix::fs::chown(&path, Some(65534), Some(65534)).is_ok();
        save(&home).unwrap();
        let found = fs::metadata(&path).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, mode);
        assert!(!is_given || (found.uid(), found.gid()) == (65534, 65534));
        let second = home.path().join("second.toml");
        fs::hard_link(&path, &second).unwrap();
        config::save(home.paths(), &Settings::default(), &[Setting::Theme]).unwrap();
        assert!(fs::read_to_string(&second).unwrap().contains("theme = \"auto\""));
        assert_eq!(files(&home), ["config.toml"]);
    }
}

#[test]
#[ignore = "another test runs it in a process of its own"]
fn task_of_a_child() {
    let Some(home) = std::env::var_os("SUPPLE_HOME") else { return };
    let paths = Paths::under(Path::new(&home)).unwrap();
    println!("{}", config::save(&paths, &dark(), &[Setting::Theme]).unwrap_err());
}
