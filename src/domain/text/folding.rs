//! Folding of text for comparison, used by every look-up by name and every search.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

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
/// use supple::domain::text::folding::folded;
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
