//! The journal on a real file system: whatever happens to a file, no entry is lost or damaged.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;

use supple::domain::advice::adapt::adapt;
use supple::domain::advice::limits::Limits;
use supple::domain::advice::readiness::{Readiness, Situation};
use supple::domain::content::catalog::Catalog;
use supple::domain::journal::entry::{Body, Entry, Moment, Rating, Score};
use supple::domain::journal::line::{JournalLine, MAX_LINE, parse_line};
use supple::domain::journal::merged::Journal;
use supple::domain::journal::timestamp;
use supple::domain::text::Text;
use supple::runtime::paths::Paths;
use supple::runtime::store::{Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

use entries::rating;

#[path = "common/entries.rs"]
mod entries;

/// Tells a child process what to do, and where.
const TASK: &str = "SUPPLE_TEST_TASK";
const HOME: &str = "SUPPLE_TEST_HOME";

fn session_line(n: u128, at: &str) -> String {
    format!(
        r#"{{"v":1,"id":"{}","kind":"session","at":"{at}","ended":"{at}","routine":"r","title":"R","outcome":"completed","active_s":9,"note":"","steps":[]}}"#,
        Uuid::from_u128(n)
    ) + "\n"
}

fn home() -> (TempDir, Paths, Store) {
    let dir = TempDir::new().unwrap();
    let paths = Paths::under(dir.path()).unwrap();
    let store = Store::open(&paths, 0x1a_2b3c);
    (dir, paths, store)
}

/// A journal with one entry, and the file it is in.
fn begun() -> (TempDir, Paths, Store, PathBuf) {
    let (dir, paths, store) = home();
    store.append(&[rating(1)]).unwrap();
    let file = fs::read_dir(paths.journal_dir()).unwrap().next().unwrap().unwrap().path();
    (dir, paths, store, file)
}

fn ids(journal: &Journal) -> Vec<u128> {
    journal.ratings().iter().map(|rating| rating.id.as_u128()).collect()
}

fn said(journal: &Journal) -> Vec<String> {
    journal.problems().map(ToString::to_string).collect()
}

/// Every line of the file is whole and known.
fn assert_sound(file: &Path) -> usize {
    let bytes = fs::read(file).unwrap();
    assert!(bytes.ends_with(b"\n"));
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.map(|line| assert!(matches!(parse_line(line), Ok(JournalLine::Known(_))), "{}", line.escape_ascii())).count()
}

#[test]
fn what_was_appended_is_read_and_nothing_is_made_before() {
    let (dir, _, store) = home();
    assert_eq!(ids(&store.read(None)), [0; 0]);
    store.append(&[]).unwrap();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    store.append(&[rating(1), rating(2)]).unwrap();
    store.append(&[rating(3)]).unwrap();
    assert_eq!(ids(&store.read(None)), [1, 2, 3]);
    assert_eq!(said(&store.read(None)), [""; 0]);
}

#[test]
fn the_device_name_is_made_once_and_never_changes() {
    let (_dir, paths, store, file) = begun();
    let name = fs::read_to_string(paths.device_file()).unwrap();
    assert!(name.ends_with("-1a2b3c\n") && name.len() < 32, "{name}");
    assert_eq!(file.file_name().unwrap().to_str().unwrap(), format!("{}.jsonl", name.trim_end()));
    Store::open(&paths, 0xffff).append(&[rating(2)]).unwrap();
    assert_eq!((fs::read_to_string(paths.device_file()).unwrap(), assert_sound(&file)), (name, 2));

    fs::write(paths.device_file(), "../My Laptop\n").unwrap();
    store.append(&[rating(3)]).unwrap();
    assert_eq!(fs::read_to_string(paths.device_file()).unwrap(), "../My Laptop\n");
    assert_eq!(assert_sound(&paths.journal_dir().join("my-laptop.jsonl")), 1);
}

#[test]
fn a_torn_tail_is_ended_and_damages_nothing() {
    let (_dir, _, store, file) = begun();
    for torn in [br#"{"v":1,"id":"019a"#.as_slice(), &[0; 4096], &[b'{', 0xc3]] {
        File::options().append(true).open(&file).unwrap().write_all(torn).unwrap();
        let before = store.read(None).ratings().len();
        store.append(&[rating(before as u128 + 1)]).unwrap();
        assert_eq!(store.read(None).ratings().len(), before + 1);
    }
    let said = said(&store.read(None));
    assert_eq!(said.len(), 3);
    assert!(said[0].ends_with(".jsonl:2: the line is torn: it ends in the middle of an entry"), "{said:?}");
    assert!(said[1].ends_with(".jsonl:4: the line holds binary data, not text"), "{said:?}");
    assert!(said[2].ends_with(".jsonl:6: the line is torn: it ends in the middle of an entry"), "{said:?}");
}

#[test]
fn a_last_line_without_its_end_counts_and_is_ended() {
    let (_dir, _, store, file) = begun();
    fs::write(&file, rating(1).to_line().trim_end()).unwrap();
    assert_eq!(ids(&store.read(None)), [1]);
    store.append(&[rating(2)]).unwrap();
    assert_eq!(assert_sound(&file), 2);
}

#[test]
fn several_programs_at_once_never_mix_their_lines() {
    let (dir, paths, _) = home();
    let children: Vec<_> =
        (0..2).map(|n| child("append many", dir.path(), &format!("exec \"$0\" \"$@\" # {n}"))).collect();
    let appenders = (0..2u128).map(|n| {
        let store = Store::open(&paths, 7);
        thread::spawn(move || append_many(&store, 1_000 * (n + 1)))
    });
    appenders.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
    children.into_iter().for_each(succeeds);
    let files: Vec<_> = fs::read_dir(paths.journal_dir()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(assert_sound(&files[0]), 4 * 25);
}

fn append_many(store: &Store, from: u128) {
    for n in from..from + 25 {
        // On a slow disk the others may hold the lock for longer than a write waits.
        while matches!(store.append(&[rating(n)]), Err(StoreError::Busy)) {}
    }
}

#[test]
fn a_lock_that_is_held_too_long_is_reported_and_the_entry_can_be_tried_again() {
    let (_dir, paths, store, file) = begun();
    let lock = File::open(paths.journal_lock()).unwrap();
    lock.lock().unwrap();
    assert!(matches!(store.append(&[rating(2)]), Err(StoreError::Busy)));
    lock.unlock().unwrap();
    store.append(&[rating(2)]).unwrap();
    assert_eq!(assert_sound(&file), 2);
}

#[test]
fn where_no_lock_and_no_name_can_be_kept_an_entry_is_written_all_the_same() {
    let (_dir, paths, _) = home();
    // A file in the place of the state folder: nobody can write there, whoever runs the test.
    fs::write(&paths.state, "").unwrap();
    for (n, seed) in [(1, 7), (2, 8), (3, 9)] {
        Store::open(&paths, seed).append(&[rating(n)]).unwrap();
    }
    let store = Store::open(&paths, 10);
    assert_eq!(ids(&store.read(None)), [1, 2, 3]);
    let [file] = &store.files()[..] else { panic!("one file, though no name was kept: {:?}", store.files()) };
    assert_eq!(assert_sound(file), 3);
    assert_eq!(store.own_file().unwrap().as_ref(), Some(file));
}

#[test]
fn where_only_the_lock_cannot_be_opened_an_entry_is_written_to_the_file_of_this_device() {
    let (_dir, paths, store, file) = begun();
    fs::remove_file(paths.journal_lock()).unwrap();
    fs::create_dir(paths.journal_lock()).unwrap();
    store.append(&[rating(2)]).unwrap();
    assert_eq!(assert_sound(&file), 2);
}

#[test]
fn a_full_disk_is_reported_and_what_was_stashed_is_appended_later() {
    let (_dir, paths, store, file) = begun();
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/dev/full", &file).unwrap();
    let error = store.append(&[rating(2)]).unwrap_err();
    assert!(matches!(&error, StoreError::Disk(error) if error.kind() == ErrorKind::StorageFull), "{error:?}");
    assert!(error.to_string().ends_with(".jsonl: the disk is full; make room"), "{error}");

    store.stash(&[rating(2), rating(3)]).unwrap();
    store.stash(&[rating(2)]).unwrap();
    assert!(store.take_stashed().is_err());
    fs::remove_file(&file).unwrap();
    assert_eq!(store.take_stashed().unwrap(), 2);
    assert_eq!((ids(&store.read(None)), store.take_stashed().unwrap()), (vec![2, 3], 0));
    assert_eq!(said(&store.read(None)), [""; 0]);
    assert_eq!(fs::read_dir(&paths.state).unwrap().count(), 2, "the lock and the device's name");
}

#[test]
fn a_write_that_fails_half_way_leaves_no_half_line() {
    let (dir, _, _, file) = begun();
    succeeds(child("append until it fails", dir.path(), "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""));
    assert!(assert_sound(&file) > 5);
}

fn append_until_it_fails(store: &Store) {
    let failed = (10..1_000).find_map(|n| store.append(&[rating(n)]).err()).unwrap();
    assert!(matches!(&failed, StoreError::Disk(error) if error.kind() == ErrorKind::FileTooLarge), "{failed:?}");
}

#[test]
fn a_line_of_50_megabytes_is_passed_over_without_loading_it() {
    let (dir, _, store, file) = begun();
    let mut long = vec![b'x'; 50 << 20];
    long.push(b'\n');
    File::options().append(true).open(&file).unwrap().write_all(&long).unwrap();
    store.append(&[rating(2)]).unwrap();
    assert_eq!(ids(&store.read(None)), [1, 2]);
    assert!(said(&store.read(None))[0].ends_with(&format!(".jsonl:2: the line is longer than {MAX_LINE} bytes")));
    succeeds(child("read in little memory", dir.path(), "exec \"$0\" \"$@\""));
}

fn read_in_little_memory(store: &Store) {
    assert_eq!(ids(&store.read(None)), [1, 2]);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) else { return };
    let peak_kib: u32 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak_kib < 40_000, "{peak_kib} KiB");
}

#[test]
fn an_entry_too_long_to_be_read_again_is_refused() {
    let (_dir, _, store, file) = begun();
    let mut long = rating(2);
    let Body::Rating(body) = &mut long.body else { panic!() };
    body.note = Some(Text::clean(&"x".repeat(MAX_LINE)));
    assert!(matches!(store.append(&[long]), Err(StoreError::TooLong(_))));
    assert_eq!(assert_sound(&file), 1);
}

#[test]
fn files_of_other_devices_count_and_what_is_no_journal_does_not() {
    let (_dir, paths, store, _) = begun();
    let other = |name: &str, text: &str| fs::write(paths.journal_dir().join(name), text).unwrap();
    other("phone.jsonl", &(rating(2).to_line() + "{\"v\":1,\"kind\":\"mood\"}\n{\"v\":2}\n\n"));
    other("phone.sync-conflict-20261120.jsonl", &(rating(2).to_line() + &rating(3).to_line()));
    other(".syncthing.phone.jsonl", "half a li");
    other("notes.txt", "not ours");
    let journal = store.read(None);
    assert_eq!((ids(&journal), journal.foreign(), said(&journal)), (vec![1, 2, 3], 2, vec![]));
}

#[test]
fn files_that_cannot_be_read_are_reported_and_the_others_are_read() {
    let (_dir, paths, store, _) = begun();
    fs::create_dir(paths.journal_dir().join("folder.jsonl")).unwrap();
    std::os::unix::fs::symlink("loop.jsonl", paths.journal_dir().join("loop.jsonl")).unwrap();
    let pipe = paths.journal_dir().join("pipe.jsonl");
    let mut problems = vec!["folder.jsonl: cannot be read: a folder is where a file is needed; move it away"];
    problems.push("loop.jsonl: cannot be read: its links run in a circle; remove one of them");
    if std::process::Command::new("mkfifo").arg(pipe).status().is_ok_and(|made| made.success()) {
        problems.push("pipe.jsonl: cannot be read: it is not a regular file; move it away");
    }
    let journal = store.read(None);
    assert_eq!((ids(&journal), said(&journal)), (vec![1], problems.into_iter().map(str::to_owned).collect()));
}

#[test]
fn a_file_in_place_of_the_folder_is_reported_with_its_path() {
    let (_dir, paths, store) = home();
    fs::write(&paths.data, "in the way").unwrap();
    let expected = format!(
        "cannot make the folder for the journal, {}: a file is where a folder is needed; move it away",
        paths.data.display()
    );
    assert_eq!(store.append(&[rating(1)]).unwrap_err().to_string(), expected);
    let said = said(&store.read(None));
    assert!(said[0].ends_with("journal: cannot be read: a file is where a folder is needed; move it away"), "{said:?}");
}

#[test]
fn of_what_is_older_the_last_sessions_of_each_routine_are_read_and_the_ratings_around_them() {
    let (_dir, paths, store, _) = begun();
    let day = |n: u32| format!("2026-01-{n:02}T10:00:00+01:00");
    let mut phone: String = (1..=20).map(|n| session_line(100 + u128::from(n), &day(n))).collect();
    phone += &format!(" {}", session_line(130, "2025-01-01T11:00:00+01:00"));
    phone += &session_line(140, "2026-11-01T00:30:00-10:00");
    phone += "{\"v\":1,\"id\"";
    fs::write(paths.journal_dir().join("phone.jsonl"), phone).unwrap();
    let other = session_line(200, "2024-05-01T10:00:00+02:00").replace("\"r\"", "\"other\"");
    let rated = |n: u128, at: &str| Entry { at: timestamp::parse(at).unwrap(), ..rating(n) }.to_line();
    let ratings = [
        rated(50, "2024-04-28T10:00:00+02:00"),
        rated(51, "2024-05-01T09:59:00+02:00"),
        rated(52, "2024-05-02T07:00:00+02:00"),
        rated(53, "2024-05-05T07:00:00+02:00"),
    ];
    fs::write(paths.journal_dir().join("tablet.jsonl"), ratings.concat() + &other).unwrap();
    let journal = store.read(Some(timestamp::parse("2026-11-01T00:00:00+01:00").unwrap()));
    let mut sessions: Vec<_> = journal.sessions().iter().map(|session| session.id.as_u128()).collect();
    sessions.sort_unstable();
    // Around the eight last ones of January lie those of the days before and after.
    assert_eq!(sessions, [112, 113, 114, 115, 116, 117, 118, 119, 120, 130, 140, 200]);
    assert_eq!(ids(&journal), [51, 52, 1]);
    assert!(said(&journal)[0].starts_with("phone.jsonl:23: the line is torn"), "{:?}", said(&journal));
}

/// What a routine comes to on 20 November 2026 at six, after a check-in of 1, by what `journal` says.
fn advised(journal: &Journal, routine: &str) -> (Vec<String>, Option<i64>) {
    let (catalog, limits) = (Catalog::built_in(), Limits::default());
    let find = |id: &str| catalog.exercise(id);
    let now = timestamp::parse("2026-11-20T18:00:00+01:00").unwrap();
    let situation = Situation { journal, exercise: &find, limits: &limits, at_hand: None, now };
    let check_in = Rating { score: Score::new(1), ..Rating::new(Moment::Before) };
    let today = Readiness::of(situation, Some(&check_in));
    let adapted = adapt(&catalog.routine(routine).unwrap(), None, &today);
    let changes = adapted.changes.iter().map(|change| format!("{change}: {}", change.reason.text)).collect();
    (changes, today.pause)
}

#[test]
fn a_pause_and_a_level_are_the_same_by_a_light_reading_however_old_they_are() {
    const REACH: &str = "plank-leg-extension";
    let (_dir, paths, store) = home();
    fs::create_dir_all(paths.journal_dir()).unwrap();
    let since = timestamp::parse("2026-05-21T18:00:00+02:00").unwrap();
    let done = |n: u128, day: &str, routine: &str, reps: u32, before: u8| {
        let line = session_line(n, &format!("{day}T10:00:00+01:00")).replace("\"r\"", &format!("\"{routine}\""));
        let set = format!(
            r#"{{"exercise":"{REACH}","set":1,"outcome":"done","planned":{{"reps":{reps}}},"done":{{"reps":{reps}}}}}"#
        );
        let session = line.replace(":9,", ":600,").replace("[]", &format!("[{set}]"));
        let rated = |id: u128, at: String, moment: &str, score: u8| {
            format!(
                r#"{{"v":1,"id":"{}","kind":"rating","at":"{at}","score":{score},"moment":"{moment}","session":"{}"}}"#,
                Uuid::from_u128(id),
                Uuid::from_u128(n)
            ) + "\n"
        };
        let morning = day.parse::<chrono::NaiveDate>().unwrap().succ_opt().unwrap();
        let before_it = rated(1000 + n, format!("{day}T09:59:00+01:00"), "before", before);
        before_it + &session + &rated(2000 + n, format!("{morning}T07:00:00+01:00"), "next_morning", before)
    };
    let trunk = |n, day, reps, before| done(n, day, "uhan-trunk-set", reps, before);
    // Twelve times was the level; the last session was one easier for an amber day.
    let old = trunk(10, "2025-03-01", 10, 1) + &trunk(11, "2025-03-10", 12, 1) + &trunk(12, "2025-03-12", 11, 4);
    let far = trunk(9, "2019-03-01", 14, 1);
    let other = done(30, "2026-11-15", "split-hip-stop", 5, 1) + &done(31, "2026-11-17", "split-hip-stop", 5, 1);
    for (text, pause) in [(far.clone() + &old, Some(618)), (far.clone() + &old + &other, None), (far, Some(2821))] {
        fs::write(paths.journal_dir().join("a.jsonl"), &text).unwrap();
        let whole = advised(&store.read(None), "uhan-trunk-set");
        assert_eq!(whole.1, pause);
        assert!(whole.0.iter().any(|change| change.starts_with("Plank")), "{whole:?}");
        assert_eq!(advised(&store.read(Some(since)), "uhan-trunk-set"), whole);
    }
}

#[test]
fn an_old_session_is_read_in_whatever_form_it_is_written_and_is_deleted_as_any() {
    let (_dir, paths, store) = home();
    fs::create_dir_all(paths.journal_dir()).unwrap();
    let line = session_line(10, "2020-01-01T10:00:00+01:00");
    let (head, rest) = line.split_once("\"ended\"").unwrap();
    let note = "\"x\":\"".to_owned() + &"y".repeat(400) + "\",\"ended\"";
    let far = format!("{head}{note}{rest}");
    let older = session_line(9, "2019-01-01T10:00:00+01:00");
    let text = older + &far + &session_line(11, "2026-11-02T10:00:00+01:00");
    let since = timestamp::parse("2026-11-01T00:00:00+01:00").unwrap();
    let read = |text: &str| {
        fs::write(paths.journal_dir().join("a.jsonl"), text).unwrap();
        let journal = store.read(Some(since));
        assert_eq!(said(&journal), [""; 0]);
        journal.sessions().iter().map(|session| session.id.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(read(&text), [9, 10, 11]);
    let delete = Entry { body: Body::Delete { target: Uuid::from_u128(10) }, ..rating(12) };
    assert_eq!(read(&(text + &delete.to_line())), [9, 11]);
}

#[test]
fn a_session_is_found_wherever_it_is_in_the_file() {
    let (_dir, paths, store) = home();
    assert!(!store.contains_session(Uuid::from_u128(5)).unwrap());
    store.append(&[rating(1)]).unwrap();
    let file = fs::read_dir(paths.journal_dir()).unwrap().next().unwrap().unwrap().path();
    let lines = 3 * MAX_LINE / session_line(0, "2026-01-01T10:00:00+01:00").len();
    let text: String = (0..lines).map(|n| session_line(100 + n as u128, "2026-01-01T10:00:00+01:00")).collect();
    fs::write(&file, text + &rating(7).to_line()).unwrap();
    for n in (0..lines).step_by(lines / 40).chain([lines - 1]) {
        assert!(store.contains_session(Uuid::from_u128(100 + n as u128)).unwrap(), "{n} of {lines}");
    }
    assert!(!store.contains_session(Uuid::from_u128(7)).unwrap(), "a rating");
    assert!(!store.contains_session(Uuid::from_u128(8)).unwrap());
}

/// Runs this very program again for one task, as `$0` and `$@` of a shell script.
fn child(task: &str, home: &Path, script: &str) -> std::process::Child {
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(script).arg(std::env::current_exe().unwrap());
    shell.args(["--exact", "task_of_a_child", "--ignored", "--quiet"]);
    shell.env(TASK, task).env(HOME, home).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    shell.spawn().unwrap()
}

fn succeeds(child: std::process::Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}{}", output.stdout.escape_ascii(), output.stderr.escape_ascii());
}

#[test]
#[ignore = "the other tests run it in a process of its own"]
fn task_of_a_child() {
    let (Ok(task), Some(home)) = (std::env::var(TASK), std::env::var_os(HOME)) else { return };
    let store = Store::open(&Paths::under(Path::new(&home)).unwrap(), 7);
    match task.as_str() {
        "append many" => append_many(&store, u128::from(std::process::id()) * 1_000_000),
        "append until it fails" => append_until_it_fails(&store),
        "read in little memory" => read_in_little_memory(&store),
        _ => panic!("{task}"),
    }
}
