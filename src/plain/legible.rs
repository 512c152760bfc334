//! Text as a screen reader, a braille display and a log can take it: characters that are pictures become words.

use crate::domain::text::without_controls;

/// What stands for a character that is a sign rather than a letter; the longest come first.
const SIGNS: &[(&str, &str)] = &[
    (" · ", ", "),
    ("·", ", "),
    (" → ", " to "),
    ("→", " to "),
    ("←", " back "),
    (" × ", " times "),
    ("×", " times "),
    (" – ", ", "),
    (" — ", ", "),
    ("–", " to "),
    ("—", ", "),
    ("‐", "-"),
    ("‑", "-"),
    ("−", "-"),
    ("…", "..."),
    ("‘", "'"),
    ("’", "'"),
    ("“", "\""),
    ("”", "\""),
    ("`", "'"),
    ("°", " degrees"),
    ("½", " one half"),
    ("¼", " one quarter"),
    ("¾", " three quarters"),
    ("≥", " at least "),
    ("≤", " at most "),
    ("±", " plus or minus "),
    ("✓", " done "),
    ("▸", ""),
    ("•", "-"),
];

/// `text` in a line, without control characters, and with words for signs; letters of any language stay.
///
/// ```
/// use supple::plain::legible;
///
/// assert_eq!(legible("3×25 s · left\u{1b}[31m – slowly"), "3 times 25 s, left, slowly");
/// assert_eq!(legible("5–8 breaths, Dehnübung"), "5 to 8 breaths, Dehnübung");
/// ```
pub fn legible(text: &str) -> String {
    let text = without_controls(text);
    let text = if text.is_ascii() && !text.contains('`') { text } else { in_letters(&text) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_letters(text: &str) -> String {
    let replaced = SIGNS.iter().fold(text.to_owned(), |text, (sign, word)| text.replace(sign, word));
    // What is a picture and has no word of its own: boxes, blocks, dots, arrows and other signs.
    replaced.chars().filter(|c| !matches!(u32::from(*c), 0x2190..=0x2bff | 0xe000..=0xf8ff)).collect()
}
