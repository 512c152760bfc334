//! From the start of the program to its first frame, in a pseudo-terminal: with all content, and with
//! ten exercises. `cargo bench --bench first_frame`; needs a calm machine.
//!
//! The program with ten exercises is built here, from a folder of content made for it.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first trouble")]
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const RUNS: usize = 60;

const TEN: [&str; 10] = [
    "bird-dog",
    "cat-cow",
    "childs-pose",
    "glute-bridge",
    "plank",
    "side-lying-leg-raise",
    "side-plank",
    "single-leg-balance",
    "single-leg-squat",
    "split-hip-stretch",
];

fn main() {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("first_frame");
    let all = PathBuf::from(env!("CARGO_BIN_EXE_supple"));
    let ten = with_ten_exercises(&scratch);
    let (mut with_all, mut with_ten) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let pair = (first_frame(&all, &scratch), first_frame(&ten, &scratch));
        // The first run reads both programs from disk.
        if run > 0 {
            with_all.push(pair.0);
            with_ten.push(pair.1);
        }
    }
    let (all, ten) = (median(with_all), median(with_ten));
    println!("first frame, median of {RUNS}: all content {all:.2?}, ten exercises {ten:.2?}");
    println!("ratio {:.2} (at most 1.15)", all.as_secs_f64() / ten.as_secs_f64());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    *times.get(times.len() / 2).unwrap()
}

/// Ten exercises, the routines that need no other, no plan, no guide and no figure.
fn with_ten_exercises(scratch: &Path) -> PathBuf {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")), scratch.join("content"));
    for folder in ["exercises", "routines", "plans", "guides", "figures"] {
        fs::create_dir_all(to.join(folder)).unwrap();
    }
    for id in TEN {
        let file = format!("exercises/{id}.json");
        fs::copy(from.join("content").join(&file), to.join(&file)).unwrap();
    }
    for found in fs::read_dir(from.join("content/routines")).unwrap() {
        let path = found.unwrap().path();
        let routine: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let steps = routine.get("steps").and_then(|steps| steps.as_array()).unwrap();
        let mut exercises = steps.iter().map(|step| step.get("exercise").and_then(|id| id.as_str()).unwrap());
        if exercises.all(|id| TEN.contains(&id)) {
            fs::copy(&path, to.join("routines").join(path.file_name().unwrap())).unwrap();
        }
    }
    let target = scratch.join("target");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--bin", "supple", "--target-dir"])
        .arg(&target)
        .env("SUPPLE_CONTENT", &to)
        .current_dir(from)
        .status();
    assert!(built.unwrap().success());
    target.join("release").join(format!("supple{}", std::env::consts::EXE_SUFFIX))
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
/// Until the list of routines has been written to the terminal.
fn first_frame(program: &Path, scratch: &Path) -> Duration {
    let pty = native_pty_system().openpty(PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(program);
    command.env("SUPPLE_HOME", scratch.join("home"));
    command.env("TERM", "xterm-256color");
    let (mut reader, mut writer) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command).unwrap();
    let (mut seen, mut bytes) = (Vec::new(), [0; 16_384]);
    while !String::from_utf8_lossy(&seen).contains("Routines") {
        let read = reader.read(&mut bytes).unwrap();
        seen.extend_from_slice(bytes.get(..read).unwrap());
    }
    let took = start.elapsed();
    writer.write_all(b"q").unwrap();
    drop(pty.slave);
    // What it writes on leaving has to be read, or it waits.
    while reader.read(&mut bytes).is_ok_and(|read| read > 0) {}
    child.wait().unwrap();
    took
}
