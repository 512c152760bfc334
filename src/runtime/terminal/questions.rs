//! Questions to the terminal: its background, whether it shows pictures, its name; and its reports of another theme.
//!
//! The answers come among the keys and are read there (`input/bytes`), so that a late one is nothing but late. The last
//! question is one that every terminal answers: after its answer no other is to be expected.
//!
//! **Source**: xterm's "Control Sequences" (OSC 11, DA1, XTVERSION); kitty's "Terminal graphics protocol" and "Dark and
//! light mode".

use std::env;

/// The number of the picture that is asked about, which is the one of kitty's own example.
pub(in crate::runtime) const PICTURE_ID: u32 = 31;

/// The question for the background, and the one that ends the questions.
pub(super) const BACKGROUND: &str = "\x1b]11;?\x1b\\\x1b[c";
/// The command to report each change of the theme, and the one to stop that.
pub(super) const REPORT_THEME: &str = "\x1b[?2031h";
pub(super) const NO_REPORT_OF_THEME: &str = "\x1b[?2031l";

/// Returns the questions at the start; none on the Linux console, which has one background and shows some questions as
/// text.
pub(super) fn all() -> String {
    let term = env::var("TERM").unwrap_or_default();
    if cfg!(not(unix)) || term == "linux" {
        return String::new();
    }
    // Multiplexers take the question about pictures for a title, and show none.
    let pictures = if is_within(&term) { String::new() } else { pictures() };
    format!("{pictures}\x1b[>q{BACKGROUND}")
}

/// Returns true if the terminal has a window with a title, and can put back the one that it had: the Linux console has
/// none, and a multiplexer keeps none.
pub(super) fn has_title() -> bool {
    let term = env::var("TERM").unwrap_or_default();
    cfg!(unix) && term != "linux" && !is_within(&term)
}

/// Returns true within a terminal multiplexer.
fn is_within(term: &str) -> bool {
    env::var_os("TMUX").is_some() || term.starts_with("tmux") || term.starts_with("screen")
}

/// Returns the question for pictures: whether this one of a single pixel could be shown.
fn pictures() -> String {
    format!("\x1b_Gi={PICTURE_ID},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\")
}
