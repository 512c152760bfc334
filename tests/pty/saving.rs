//! When the journal cannot be written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use supple::state::settings::setting::Setting;

use super::home::Home;
use super::pty::{Start, Supple};
use super::{long_home, of_kind, opened, ready};

/// A home whose journal is on a full disk; the journal's file.
fn full_home() -> (Home, PathBuf) {
    let home = long_home();
    fs::create_dir_all(home.paths().journal_dir()).unwrap();
    fs::create_dir_all(&home.paths().state).unwrap();
    fs::write(home.paths().device_file(), "test\n").unwrap();
    let file = home.paths().journal_dir().join("test.jsonl");
    symlink("/dev/full", &file).unwrap();
    (home, file)
}

/// A session that was ended and could not be written.
fn ended_unsaved(home: &Home) -> Supple {
    let mut supple = super::holding(home);
    supple.keys("q");
    supple.expect("Leave the session?");
    supple.keys("e");
    // The line above the screen comes once writing was tried.
    supple.expect("1 not saved: ");
    supple
}

#[test]
fn on_a_full_disk_the_session_goes_on_and_nothing_is_lost() {
    let (home, file) = full_home();
    let mut supple = ready(&home);
    supple.keys("3");
    supple.expect("1 not saved: ");
    supple.keys("n");
    supple.expect("HOLD  First Hold");
    supple.keys("q");
    supple.expect("Leave the session?");
    supple.keys("e");
    supple.expect("not saved yet");
    supple.keys("2");
    supple.expect("3 not saved: ");
    supple.keys("\r");
    supple.expect_gone("How hard was it?");
    supple.keys("q");
    supple.expect("3 entries could not be written");
    supple.expect("the disk is full;");
    supple.keys("\x1b");
    supple.expect_gone("3 entries could not be written");
    supple.keys("q");
    supple.expect("3 entries could not be written");
    supple.keys("r");
    supple.expect_gone("3 entries could not be written");
    supple.expect("3 not saved: ");
    supple.keys("q");
    supple.expect("3 entries could not be written");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 1);
    supple.assert_restored();
    supple.expect("kept for the next start");
    assert_eq!(home.stashed().len(), 1);

    fs::remove_file(&file).unwrap();
    let mut supple = opened(&home);
    supple.poll("the entries in the journal", |_| home.stashed().is_empty() && home.progress().is_none());
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    let mut scores: Vec<_> = of_kind(&home, "rating").iter().map(|rating| rating["score"].clone()).collect();
    scores.sort_by_key(ToString::to_string);
    assert_eq!(scores, [2, 3]);
    assert_eq!(of_kind(&home, "session").len(), 1);
    assert_eq!(home.journal().sessions().len(), 1);
    assert_eq!(home.journal().ratings().len(), 2);
}

#[test]
fn once_there_is_room_again_what_was_not_saved_is() {
    let (home, file) = full_home();
    let mut supple = ready(&home);
    supple.keys("3");
    supple.expect("1 not saved: ");
    fs::remove_file(&file).unwrap();
    supple.keys("4");
    supple.poll("both ratings in the journal", |_| of_kind(&home, "rating").len() == 2);
    supple.expect_gone("not saved");
    super::end_and_quit(&mut supple);
    assert!(home.stashed().is_empty());
    assert_eq!(home.journal().ratings().len(), 3);
}

#[test]
fn killed_on_a_full_disk_the_session_is_still_there() {
    let (home, file) = full_home();
    let mut supple = ended_unsaved(&home);
    supple.kill9();
    // Still full: the program opens all the same.
    let mut supple = opened(&home);
    supple.expect("1 not saved: ");
    supple.kill9();
    fs::remove_file(&file).unwrap();
    let mut supple = opened(&home);
    supple.poll("the session in the journal", |_| of_kind(&home, "session").len() == 1);
    supple.poll("nothing in progress", |_| home.progress().is_none());
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert_eq!(of_kind(&home, "session")[0]["outcome"], "ended");
}

#[test]
fn no_session_takes_the_place_of_one_that_is_not_saved_yet() {
    let (home, file) = full_home();
    let mut supple = ended_unsaved(&home);
    supple.keys("\r");
    supple.expect("Routines");
    let first = home.progress().unwrap()["id"].clone();
    // What stands on top depends on the hour.
    supple.keys("/long one\r");
    supple.expect("How is your back right now?");
    supple.keys("\r?");
    supple.expect("Keys");
    assert_eq!(home.progress().unwrap()["id"], first);
    supple.keys("q");
    fs::remove_file(&file).unwrap();
    supple.expect_gone("not saved");
    supple.poll("the first session in the journal", |_| of_kind(&home, "session").len() == 1);
    supple.keys("\r");
    supple.expect("GET READY  First Hold");
    supple.poll("the second session on disk", |_| home.progress().is_some_and(|progress| progress["id"] != first));
    let mut other = Start::new(home.path(), &["start", "long", "--no-check-in"]).spawn();
    other.expect("a session is running in another window");
    other.kill9();
    super::end_and_quit(&mut supple);
    assert_eq!(of_kind(&home, "session").len(), 2);
    assert_eq!(home.journal().sessions().len(), 2);
}

#[test]
fn a_setting_changed_on_the_screen_is_in_the_file_and_holds_at_the_next_start() {
    let home = long_home();
    let file = home.paths().settings_file();
    fs::create_dir_all(&home.paths().config).unwrap();
    fs::write(&file, "# mine\nweekly_goal = 40\n").unwrap();
    let mut supple = opened(&home);
    supple.expect("config.toml:2:15: weekly_goal: 40 is out of range; allowed: 1 to 14");
    supple.keys(",");
    supple.expect("A mistake in the file");
    // Below the trouble stands what can be set, from the top.
    let place = Setting::all().position(|setting| setting == Setting::WeeklyGoal).unwrap();
    supple.keys(&"j".repeat(place + 1));
    supple.expect("The number of sessions that");
    supple.keys("l");
    let text = || fs::read_to_string(&file).unwrap();
    supple.poll("a new file", |_| text() == "# mine\nweekly_goal = 4\n");
    supple.expect_gone("Needs fixing");
    supple.keys("qq");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    let mut again = opened(&home);
    again.expect("0 of 4 this week");
    again.keys("q");
    again.wait_exit();
}

#[test]
fn a_broken_settings_file_is_never_overwritten() {
    let home = long_home();
    let file = home.paths().settings_file();
    fs::create_dir_all(&home.paths().config).unwrap();
    fs::write(&file, "bell = false\ntheme = \"dark\n").unwrap();
    let mut supple = opened(&home);
    supple.keys(",jl\r");
    supple.expect("not saved, lasts until you quit: ");
    supple.keys("qq");
    supple.wait_exit();
    assert_eq!(fs::read_to_string(&file).unwrap(), "bell = false\ntheme = \"dark\n");
}
