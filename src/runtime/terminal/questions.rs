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
    let is_within = env::var_os("TMUX").is_some() || term.starts_with("tmux") || term.starts_with("screen");
    // Multiplexers take the question about pictures for a title, and show none.
    let pictures = if is_within { String::new() } else { pictures() };
    format!("{pictures}\x1b[>q{BACKGROUND}")
}

/// Returns the question for pictures: whether this one of a single pixel could be shown.
fn pictures() -> String {
    format!("\x1b_Gi={PICTURE_ID},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\")
}
