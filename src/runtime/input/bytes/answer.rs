//! Meanings of reports: answers of the terminal to the questions asked at the start, and changes of its theme.
//!
//! **Source**: xterm's "Control Sequences" (OSC 11, DA1, XTVERSION); kitty's "Terminal graphics protocol" and "Dark and
//! light mode" (the reports 997 of mode 2031).

use crate::domain::text::without_controls;
use crate::runtime::terminal::PICTURE_ID;
use crate::state::model::TerminalAnswer;
use crate::theme::Background;

/// Returns the answer in a report in words: `introducer` is the byte after escape, `text` all up to the terminator.
pub(super) fn words(introducer: u8, text: &[u8]) -> Option<TerminalAnswer> {
    let text = std::str::from_utf8(text).ok()?;
    match introducer {
        b']' => Some(TerminalAnswer::Background(background(text.strip_prefix("11;")?)?)),
        b'P' => name(text.strip_prefix(">|")?),
        b'_' => is_graphics(text.strip_prefix('G')?).then_some(TerminalAnswer::Graphics),
        _ => None,
    }
}

/// Returns the answer in the control sequence of `parameters` and `last`.
pub(super) fn control(parameters: &[u8], last: u8) -> Option<TerminalAnswer> {
    match (parameters, last) {
        (b"?997;1", b'n') => Some(TerminalAnswer::ThemeChanged(Background::Dark)),
        (b"?997;2", b'n') => Some(TerminalAnswer::ThemeChanged(Background::Light)),
        ([b'?', ..], b'c') => Some(TerminalAnswer::Last),
        _ => None,
    }
}

/// Returns true if a sequence that begins so can only be a report. The rest of one may come late: nobody types it.
pub(super) fn is_begun(introducer: u8, text: &[u8]) -> bool {
    let begin: &[u8] = match introducer {
        b'[' => b"?",
        b']' => b"1",
        b'P' => b">",
        b'_' => b"G",
        _ => return false,
    };
    text.starts_with(begin)
}

fn name(text: &str) -> Option<TerminalAnswer> {
    let name = without_controls(text.trim());
    (!name.is_empty()).then_some(TerminalAnswer::Name(name))
}

/// Returns true for the answer to our question about pictures, `i=31;OK`.
fn is_graphics(text: &str) -> bool {
    let Some((keys, "OK")) = text.split_once(';') else { return false };
    keys.split(',').any(|key| key.strip_prefix("i=").and_then(|id| id.parse().ok()) == Some(PICTURE_ID))
}

/// Returns the brightness of a colour in the notation of X11: `rgb:RR/GG/BB` with one to four hexadecimal digits each,
/// `rgba:` with a fourth part, or `#RRGGBB`.
fn background(colour: &str) -> Option<Background> {
    let parts: Vec<&str> = match colour.split_once(':') {
        Some(("rgb" | "rgba", parts)) => parts.split('/').collect(),
        _ => {
            let digits = colour.strip_prefix('#').filter(|digits| digits.is_ascii() && digits.len() % 3 == 0)?;
            let third = digits.len() / 3;
            (0..3).filter_map(|part| digits.get(part * third..(part + 1) * third)).collect()
        }
    };
    let mut levels = parts.iter().map(|part| level(part));
    let (red, green, blue) = (levels.next()??, levels.next()??, levels.next()??);
    Some(Background::of_colour(red, green, blue))
}

/// Returns a share from 0 to 1 out of one to four hexadecimal digits.
fn level(digits: &str) -> Option<f64> {
    let value = u16::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 4)?;
    let most = (1_u32 << (4 * digits.len())) - 1;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_all_notations() {
        for light in ["rgb:ffff/ffff/ffff", "rgb:ee/e8/d5", "rgb:f/f/f", "rgba:d5d5/d6d6/dbdb/ffff", "#fdf6e3"] {
            assert_eq!(background(light), Some(Background::Light), "{light}");
        }
        for dark in ["rgb:0000/0000/0000", "rgb:00/2b/36", "#303446", "rgb:0/0/0", "#000"] {
            assert_eq!(background(dark), Some(Background::Dark), "{dark}");
        }
        for broken in ["", "rgb:", "rgb:00/00", "rgb:00000/0/0", "rgb:x/y/z", "#", "#é", "white", "cmyk:0/0/0/0"] {
            assert_eq!(background(broken), None, "{broken}");
        }
    }

    #[test]
    fn only_the_answer_to_the_question_counts() {
        assert_eq!(words(b'_', b"Gi=31;OK"), Some(TerminalAnswer::Graphics));
        for other in ["Gi=31;ENOTSUPPORTED:x", "Gi=1;OK", "Gi=31", "i=31;OK"] {
            assert_eq!(words(b'_', other.as_bytes()), None, "{other}");
        }
        assert_eq!(words(b'P', b">|kitty(0.40.1)"), Some(TerminalAnswer::Name("kitty(0.40.1)".to_owned())));
        assert_eq!(words(b'P', b">|"), None);
        assert_eq!(words(b']', b"10;rgb:0/0/0"), None);
    }
}
