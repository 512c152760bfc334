//! Text from a file or a keyboard, made safe to show.

use std::borrow::Cow;
use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization as _;

pub mod lines;

/// Text for people: no control characters, no escape sequences, no invisible direction changes.
///
/// Building one cleans it, so a `Text` can go to a terminal as it is. White space is folded to
/// single blanks; nothing else changes.
///
/// ```
/// use supple::domain::text::Text;
///
/// assert_eq!(Text::clean("Dead\u{1b}[31m bug\u{202e}\n").as_str(), "Dead bug");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Text(#[cfg_attr(test, schemars(with = "String"))] CompactString);

impl Text {
    /// Removes everything that a terminal could act on.
    pub fn clean(raw: &str) -> Self {
        if is_plain(raw) {
            return Self(raw.into());
        }
        let visible = without_controls(raw);
        Self(visible.split_whitespace().collect::<Vec<_>>().join(" ").into())
    }

    /// The text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of words.
    pub fn words(&self) -> usize {
        self.0.split_whitespace().count()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::clean(raw)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        // Cow: most text has no JSON escape and is borrowed from the file.
        let raw: Cow<'de, str> = Cow::deserialize(from)?;
        Ok(Self::clean(&raw))
    }
}

/// Removes escape sequences, control characters (except blanks) and invisible characters that change how other
/// characters show: bidirectional overrides, zero-width blanks, tags. Joiners inside a word stay, for they are part of
/// its spelling, and so do the tags of a flag.
pub fn without_controls(raw: &str) -> String {
    let mut kept = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => skip_escape_sequence(&mut rest),
            // The one-character forms of "ESC [" and "ESC ]".
            '\u{9b}' | '\u{9d}' => skip_to_final_byte(&mut rest),
            '\n' | '\r' | '\t' => kept.push(' '),
            ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER => {
                let is_inside = [kept.chars().next_back(), rest.peek().copied()].into_iter().all(is_joined);
                if is_inside {
                    kept.push(c);
                }
            }
            BLACK_FLAG => {
                kept.push(c);
                while let Some(tag) = rest.next_if(|c| TAGS.contains(c)) {
                    kept.push(tag);
                }
            }
            _ if is_hidden(c) => {}
            _ => kept.push(c),
        }
    }
    kept
}

/// Returns true if cleaning would remove something: used to warn the author of a file.
pub fn has_controls(raw: &str) -> bool {
    // Whole files come here. All bytes are checked, without an early exit, so that the compiler can check many in one
    // step; then the characters of the few lines that are not all ASCII.
    let mut found = false;
    for b in raw.bytes() {
        found |= b.is_ascii_control() & !matches!(b, b'\n' | b'\r' | b'\t');
    }
    let mut lines = raw.split('\n').filter(|line| !line.is_ascii());
    found || lines.any(|line| line.chars().any(|c| !c.is_ascii() && is_hidden(c)))
}

/// Returns true if `raw` is ASCII that cleaning would not change. This is the usual case, recognized without
/// allocating, because a long journal has a great many short texts.
fn is_plain(raw: &str) -> bool {
    let mut after_blank = true;
    for byte in raw.bytes() {
        let blank = byte == b' ';
        if !(blank || byte.is_ascii_graphic()) || (blank && after_blank) {
            return false;
        }
        after_blank = blank;
    }
    raw.is_empty() || !after_blank
}

/// The character that keeps two letters apart that would be written as one: Persian, Hindi and others are spelled with
/// it.
const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';

/// The character that joins letters or signs that would be written apart: emoji of several people, and several scripts.
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// The character that begins the flag of a part of a country; tags follow it.
const BLACK_FLAG: char = '\u{1f3f4}';

/// The tags that spell such a flag, with the one that ends it.
const TAGS: std::ops::RangeInclusive<char> = '\u{e0020}'..='\u{e007f}';

/// Returns true if a joiner next to `c` is inside a word.
fn is_joined(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_whitespace() && !matches!(c, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER) && !is_hidden(c))
}

fn is_hidden(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Returns true for characters without a shape of their own that change how their neighbours show.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn skip_escape_sequence(rest: &mut Chars<'_>) {
    match rest.next() {
        Some('[') => skip_to_final_byte(rest),
        Some(']' | 'P' | 'X' | '^' | '_') => skip_string(rest),
        Some(c) if ('\u{20}'..='\u{2f}').contains(&c) => skip_to_final_byte(rest),
        _ => {}
    }
}

/// Skips a control sequence, which ends with its first character from `@` to `~`.
fn skip_to_final_byte(rest: &mut Chars<'_>) {
    for c in rest.by_ref() {
        if ('@'..='~').contains(&c) {
            return;
        }
    }
}

/// Skips a string sequence (title, clipboard), which ends with BEL or ESC \.
fn skip_string(rest: &mut Chars<'_>) {
    while let Some(c) = rest.next() {
        if c == '\u{7}' || c == '\u{9c}' || (c == '\u{1b}' && rest.next_if_eq(&'\\').is_some()) {
            return;
        }
    }
}

/// Returns a count with its noun: `1 file`, `2 files`.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Returns `text` with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Folds a typed word to the form of words in files: `Before  Run` as `before-run`.
pub fn dashed(text: &str) -> String {
    let folded = folded(text);
    folded.split([' ', '_', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Folds `text` for comparison with typed text: in lower case, decomposed, Latin, Greek and Cyrillic letters without
/// their marks. Letters such as `ß` become the two letters that people type in place of them.
///
/// Two texts that look the same fold to the same, in whichever form of Unicode they were written. Marks of other
/// scripts stay, because there they are letters.
///
/// ```
/// use supple::domain::text::folded;
///
/// assert_eq!(folded("Übung"), "ubung");
/// assert_eq!(folded("U\u{308}bung"), folded("übung"));
/// ```
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Borrowed(text);
        }
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase).nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            // Letters that do not decompose.
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            c => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_of_every_form_are_taken_out_whole() {
        for (raw, kept) in [
            ("a\u{1b}[1;31mb\u{1b}[0m", "ab"),
            ("a\u{1b}]0;title\u{7}b", "ab"),
            ("a\u{1b}]52;c;aGk=\u{1b}\\b", "ab"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}(Bb", "ab"),
            ("a\u{1b}", "a"),
            ("a\u{1b}[", "a"),
        ] {
            assert_eq!(without_controls(raw), kept, "{raw:?}");
        }
    }

    #[test]
    fn plain_text_is_what_cleaning_leaves_alone() {
        for plain in ["", "a", "left side tighter", "{\"v\": 1}"] {
            assert!(is_plain(plain) && Text::clean(plain).as_str() == plain, "{plain:?}");
        }
        for raw in [" a", "a ", "a  b", "a\tb", "a\u{7f}", " ", "ü", "a\u{1b}[1mb"] {
            assert!(!is_plain(raw), "{raw:?}");
        }
    }

    #[test]
    fn direction_overrides_and_zero_width_marks_go_but_accents_and_emoji_stay() {
        assert_eq!(Text::clean("\u{202e}gub daed\u{200b}").as_str(), "gub daed");
        assert_eq!(Text::clean("Übung 👨‍👩‍👧 伸展").as_str(), "Übung 👨‍👩‍👧 伸展");
    }

    #[test]
    fn what_spells_a_word_stays_and_what_only_hides_goes() {
        let (persian, hindi, mongolian) = ("می\u{200c}خواهم", "क\u{94d}\u{200d}ष", "ᠰᠠᠷ\u{180e}ᠠ");
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        for kept in [persian, hindi, mongolian, scotland, "❤\u{fe0f}", "co\u{ad}operate"] {
            assert_eq!(Text::clean(kept).as_str(), kept, "{kept:?}");
        }
        for (raw, left) in [
            ("\u{200c}", ""),
            ("\u{200d}\u{200c}", ""),
            ("a \u{200c}b\u{200d}", "a b"),
            ("a\u{200c}\u{200d}\u{200c}b", "a\u{200c}b"),
            ("a\u{200c}\u{202e}b", "ab"),
            ("a\u{e0067}\u{e007f}", "a"),
        ] {
            assert_eq!(Text::clean(raw).as_str(), left, "{raw:?}");
        }
    }

    #[test]
    fn controls_are_found_wherever_they_stand() {
        for fine in ["", "a\nb", "a\r\n\tb", "\u{fc}\tb\n\tc\u{2026}", "👨‍👩‍👧\n"] {
            assert!(!has_controls(fine), "{fine:?}");
        }
        for c in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{200b}', '\u{2066}', '\u{e0041}'] {
            for around in [["", ""], ["a\n", ""], ["\u{fc}\n", "b\n\u{fc}"], ["a\t\u{fc}", "\n"]] {
                assert!(has_controls(&around.join(&c.to_string())), "{c:?} in {around:?}");
            }
        }
    }
}

#[cfg(test)]
mod folding_tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        for (composed, decomposed) in
            [("é", "e\u{301}"), ("Ả", "A\u{309}"), ("각", "\u{1100}\u{1161}\u{11a8}"), ("が", "か\u{3099}")]
        {
            assert_eq!(folded(composed), folded(decomposed), "{composed}");
        }
        assert_ne!(folded("が"), folded("か"));
        assert_ne!(folded("กิน"), folded("กน"));
    }

    #[test]
    fn letters_without_marks_find_those_with_them() {
        for (written, typed) in
            [("Łydki", "lydki"), ("FUẞBALL", "fussball"), ("İstanbul", "istanbul"), ("Œuvre", "oeuvre")]
        {
            assert_eq!(folded(written), typed);
        }
    }

    #[test]
    fn plain_small_letters_are_not_copied() {
        assert!(matches!(folded("hip flexor"), Cow::Borrowed(_)));
        assert_eq!(folded("Hip"), "hip");
    }
}
