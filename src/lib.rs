//! supple: a workout companion for the terminal.
//!
//! Each layer imports only from those below it (held by `tests/tidy.rs`):
//!
//! ```text
//!             main
//!               │
//!            runtime            clock, terminal, files, threads: every side effect
//!        ┌──────┼────────┐
//!      view   plain   commands  the two front ends, full screen and line by line; the command line
//!        └──────┼────────┘
//!              app              the program as a value: update(event, now) → effects
//!               │
//!            screens            one file a screen: its state, its keys' effects, its drawing
//!        ┌──────┴───────┐
//!     widgets         state     blocks to draw with · plain data: model, settings, routes, keys
//!        └──────┬───────┘
//!            domain             pure rules: content, session, journal, advice, stats, figure
//! ```
//!
//! Where to begin: [`app::App`] is the program, [`domain::session::player::Player`] the clockwork of a session,
//! [`domain::journal::merged::Journal`] everything recorded, [`domain::document::Document`] a text to read, and
//! [`state::sinks::SinkStatus`] the ways in which a cue reaches people. Each has a guide to its methods.

pub mod app;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod plain;
pub mod runtime;
pub mod screens;
pub mod state;
pub mod theme;
pub mod view;
pub mod widgets;
