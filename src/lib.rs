//! supple: a workout companion for the terminal.
//!
//! The layers, each importing only from those to its right (checked by `tests/tidy.rs`):
//!
//! ```text
//! main → runtime → view, plain, commands → app.rs → screens → widgets, theme, app/* → domain
//! ```

pub mod app;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod plain;
pub mod runtime;
pub mod screens;
pub mod theme;
pub mod view;
pub mod widgets;
