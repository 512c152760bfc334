//! What is heard of a session: voices, tones and the rest as programs made for the test, and with eSpeak NG itself.
//!
//! What is said when is tested elsewhere, without any of it; here is that it reaches them, that nothing they do is
//! felt by the timer, and that none of them is left behind.
#![cfg(unix)]
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;
#[path = "sinks/doctor.rs"]
mod doctor;
#[path = "sinks/ends.rs"]
mod ends;
#[path = "sinks/espeak.rs"]
mod espeak;
#[path = "sinks/heard.rs"]
mod heard;
#[path = "common/home.rs"]
mod home;
#[path = "sinks/machine.rs"]
mod machine;
#[path = "common/pty.rs"]
mod pty;
