//! Drawing only: plain values in, cells out.
//!
//! Each widget implements `ratatui`'s `Widget`, stays inside the area it is given at any size, and
//! leaves the cells it does not need alone. None knows the model, the clock or a key.

pub mod balance;
pub mod breath;
pub mod checks;
pub mod dialog;
pub mod digits;
pub mod figure;
pub mod headed_list;
pub mod heat_map;
pub mod key_hints;
pub mod legend;
pub mod list;
pub mod page;
pub mod pain_grid;
pub mod pain_scale;
pub mod pain_words;
pub mod tabs;
#[cfg(test)]
mod testing;
pub mod text_field;
pub mod text_input;
pub mod time_bars;
pub mod time_plot;
pub mod timeline_bar;
pub mod wrap;

/// Which block characters the terminal's font can be trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blocks {
    /// Halves and eighths of a cell: every terminal emulator.
    #[default]
    Fine,
    /// Whole cells only: the Linux console.
    Full,
    /// No block at all: `#` and other plain ASCII.
    Ascii,
}
