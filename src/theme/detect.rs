//! What the terminal can show, from what its environment says. Strings in, answer out.

use super::{Background, ColorDepth};

/// How many colours to use.
///
/// `force` is `--color`: `Some(true)` for always, `Some(false)` for never, `None` for auto, where
/// `no_color` (`NO_COLOR` is set and not empty, see no-color.org) decides. `colorterm` and `term` are
/// the variables of those names.
///
/// ```
/// use supple::theme::{ColorDepth, detect_depth};
///
/// assert_eq!(detect_depth(false, Some("truecolor"), Some("xterm-256color"), None), ColorDepth::TrueColor);
/// assert_eq!(detect_depth(true, Some("truecolor"), Some("xterm-256color"), None), ColorDepth::None);
/// ```
pub fn detect_depth(no_color: bool, colorterm: Option<&str>, term: Option<&str>, force: Option<bool>) -> ColorDepth {
    let able = depth_of_terminal(colorterm, term);
    match force {
        Some(false) => ColorDepth::None,
        Some(true) => able.max(ColorDepth::Ansi16),
        None if no_color => ColorDepth::None,
        None => able,
    }
}

fn depth_of_terminal(colorterm: Option<&str>, term: Option<&str>) -> ColorDepth {
    let term = term.unwrap_or_default();
    let direct = matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct");
    match term {
        "dumb" => ColorDepth::None,
        // The Linux console takes longer sequences and shows the nearest of its sixteen.
        _ if term == "linux" || term.starts_with("linux-16") => ColorDepth::Ansi16,
        // GNU screen passes COLORTERM on from outside and garbles 24 bit sequences.
        _ if direct && !term.starts_with("screen") => ColorDepth::TrueColor,
        _ if direct || term.contains("256color") => ColorDepth::Ansi256,
        _ => ColorDepth::Ansi16,
    }
}

/// The background by `COLORFGBG` ("15;0", "0;default;15"): the last number is the background's.
/// Dark where it is missing or makes no sense.
pub fn detect_background(colorfgbg: Option<&str>) -> Background {
    let number = colorfgbg.and_then(|value| value.rsplit(';').next()).and_then(|last| last.trim().parse::<u8>().ok());
    match number {
        // 8 is dark grey; 7 and the bright ones are light.
        Some(7 | 9..=15) => Background::Light,
        _ => Background::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColorDepth::{Ansi16, Ansi256, None as Plain, TrueColor};

    #[test]
    fn depth_follows_the_environment() {
        for (colorterm, term, depth) in [
            (Some("truecolor"), Some("xterm-256color"), TrueColor),
            (Some("24bit"), Some("tmux-256color"), TrueColor),
            (Some("24bit"), None, TrueColor),
            (None, Some("xterm-direct"), TrueColor),
            (None, Some("xterm-256color"), Ansi256),
            (Some("truecolor"), Some("screen-256color"), Ansi256),
            (Some("yes"), Some("xterm"), Ansi16),
            (None, None, Ansi16),
            (Some("truecolor"), Some("linux"), Ansi16),
            (Some("truecolor"), Some("dumb"), Plain),
        ] {
            assert_eq!(detect_depth(false, colorterm, term, None), depth, "{colorterm:?} {term:?}");
        }
    }

    #[test]
    fn the_option_overrules_no_color_and_no_color_overrules_the_terminal() {
        let depth = |no_color, term, force| detect_depth(no_color, None, Some(term), force);
        assert_eq!(depth(true, "xterm-256color", None), Plain);
        assert_eq!(depth(true, "xterm-256color", Some(true)), Ansi256);
        assert_eq!(depth(false, "xterm-256color", Some(false)), Plain);
        assert_eq!(depth(false, "dumb", Some(true)), Ansi16);
    }

    #[test]
    fn the_last_number_is_the_background() {
        for value in ["0;15", "0;default;15", "0;7"] {
            assert_eq!(detect_background(Some(value)), Background::Light, "{value}");
        }
        for value in ["15;0", "15;default;0", "7;8", "", ";", "default", "15;999"] {
            assert_eq!(detect_background(Some(value)), Background::Dark, "{value}");
        }
        assert_eq!(detect_background(None), Background::Dark);
    }
}
