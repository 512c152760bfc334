//! Every built-in figure by its numbers: what carries weight stands on something, nothing goes through
//! the floor, no joint bends farther than a joint can, nothing jumps, all of it stays in its box.
//!
//! `UPDATE_FIGURES=1 cargo test --test figures` draws the contact sheet `assets/figures.png` and the page
//! `docs/figures.html` anew.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

#[path = "figures/checks.rs"]
mod checks;
#[path = "figures/follow.rs"]
mod follow;
#[path = "figures/page.rs"]
mod page;
#[path = "figures/sheet.rs"]
mod sheet;
#[path = "figures/sides.rs"]
mod sides;
