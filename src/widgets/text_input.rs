//! The text of an input line, its cursor, and the edits. No drawing, no keys.

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::without_controls;

/// A line of text with a cursor before one of its graphemes, or after the last.
///
/// The cursor and the limit count graphemes: what shows as one character is moved over and deleted
/// as one.
///
/// ```
/// use supple::widgets::text_input::TextInput;
///
/// let mut note = TextInput::with_limit(200);
/// note.insert_str("ankle\nleft");
/// note.delete_word();
/// assert_eq!(note.value(), "ankle ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextInput {
    value: String,
    cursor: usize,
    limit: usize,
}

impl Default for TextInput {
    fn default() -> Self {
        Self::with_limit(usize::MAX)
    }
}

impl TextInput {
    /// Returns an empty line that takes up to `limit` graphemes.
    pub fn with_limit(limit: usize) -> Self {
        Self { value: String::new(), cursor: 0, limit }
    }

    /// Replaces the text and puts the cursor after it.
    #[must_use]
    pub fn filled(mut self, text: &str) -> Self {
        self.clear();
        self.insert_str(text);
        self
    }

    /// Returns the text: one line, no control characters.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the number of graphemes before the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns true if nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Types a character at the cursor.
    pub fn insert(&mut self, c: char) {
        self.insert_str(c.encode_utf8(&mut [0; 4]));
    }

    /// Pastes at the cursor: line breaks become blanks, control characters and escape sequences
    /// are left out, and so is what is over the limit.
    pub fn insert_str(&mut self, text: &str) {
        let (before, after) = self.split();
        let (before, after) = (before.to_owned(), after.to_owned());
        let room = self.limit.saturating_sub(self.len());
        let clean = without_controls(text);
        // A mark typed after its letter joins that letter, so the whole is counted anew.
        let mut value = before.clone();
        value.extend(clean.graphemes(true).take(room));
        let joined = format!("{before}{clean}").graphemes(true).count() == before.graphemes(true).count();
        if joined {
            value = before + &clean;
        }
        self.cursor = value.graphemes(true).count();
        self.value = value + &after;
        self.cursor = self.cursor.min(self.len());
    }

    /// Deletes the grapheme before the cursor.
    pub fn backspace(&mut self) {
        if self.cursor > 0 {
            self.cursor -= 1;
            self.delete();
        }
    }

    /// Deletes the grapheme after the cursor.
    pub fn delete(&mut self) {
        let (before, after) = self.split();
        let rest: String = after.graphemes(true).skip(1).collect();
        self.value = format!("{before}{rest}");
        self.cursor = self.cursor.min(self.len());
    }

    /// Deletes back to the beginning of the word before the cursor, and blanks after it.
    pub fn delete_word(&mut self) {
        let (before, after) = self.split();
        let kept = before.trim_end().rfind(char::is_whitespace);
        let kept = kept.and_then(|at| before.char_indices().find(|(start, _)| *start > at)).map_or(0, |(next, _)| next);
        let kept = before.get(..kept).unwrap_or_default().to_owned();
        self.value = format!("{kept}{after}");
        self.cursor = kept.graphemes(true).count();
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        self.value.clear();
        self.cursor = 0;
    }

    /// Moves the cursor one grapheme to the left.
    pub fn left(&mut self) {
        self.cursor = self.cursor.saturating_sub(1);
    }

    /// Moves the cursor one grapheme to the right.
    pub fn right(&mut self) {
        self.cursor = (self.cursor + 1).min(self.len());
    }

    /// Moves the cursor to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor after the last grapheme.
    pub fn end(&mut self) {
        self.cursor = self.len();
    }

    /// Returns the number of graphemes.
    fn len(&self) -> usize {
        self.value.graphemes(true).count()
    }

    fn split(&self) -> (&str, &str) {
        let at = self.value.grapheme_indices(true).nth(self.cursor).map_or(self.value.len(), |(at, _)| at);
        self.value.split_at_checked(at).unwrap_or((&self.value, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨‍👩‍👧";

    fn line(text: &str) -> TextInput {
        TextInput::default().filled(text)
    }

    #[test]
    fn a_family_is_deleted_as_one() {
        let mut input = line(&format!("a{FAMILY}b"));
        input.left();
        input.backspace();
        assert_eq!((input.value(), input.cursor()), ("ab", 1));
        input.insert_str(FAMILY);
        input.home();
        input.right();
        input.delete();
        assert_eq!((input.value(), input.cursor()), ("ab", 1));
    }

    #[test]
    fn a_mark_joins_the_letter_before_it() {
        let mut input = line("e");
        input.insert('\u{301}');
        assert_eq!((input.value(), input.cursor()), ("e\u{301}", 1));
        input.backspace();
        assert!(input.is_empty());
    }

    #[test]
    fn pasted_text_becomes_one_clean_line() {
        assert_eq!(line("left\r\nankle\u{1b}[31m\u{7}!").value(), "left  ankle!");
    }

    #[test]
    fn the_limit_counts_graphemes() {
        let mut input = TextInput::with_limit(3);
        input.insert_str(&FAMILY.repeat(5));
        assert_eq!(input.value(), FAMILY.repeat(3));
        input.insert('x');
        assert_eq!(input.cursor(), 3);
        assert_eq!(input.value(), FAMILY.repeat(3));
    }

    #[test]
    fn words_are_deleted_backwards() {
        let mut input = line("left knee  ");
        input.delete_word();
        assert_eq!((input.value(), input.cursor()), ("left ", 5));
        input.delete_word();
        input.delete_word();
        assert_eq!((input.value(), input.cursor()), ("", 0));
        let mut input = line("größe übung");
        input.left();
        input.delete_word();
        assert_eq!((input.value(), input.cursor()), ("größe g", 6));
    }

    #[test]
    fn edits_at_the_ends_do_nothing() {
        let mut input = line("ab");
        input.delete();
        input.right();
        assert_eq!((input.value(), input.cursor()), ("ab", 2));
        input.home();
        input.backspace();
        input.left();
        input.delete_word();
        assert_eq!((input.value(), input.cursor()), ("ab", 0));
    }

    proptest::proptest! {
        #[test]
        fn no_order_of_edits_breaks_it(edits in proptest::collection::vec((0..9_u8, ".{0,3}"), 0..30)) {
            let mut input = TextInput::with_limit(12);
            for (edit, text) in edits {
                match edit {
                    0..=2 => input.insert_str(&text),
                    3 => input.backspace(),
                    4 => input.delete(),
                    5 => input.left(),
                    6 => input.right(),
                    7 => input.delete_word(),
                    _ => input.home(),
                }
                proptest::prop_assert!(input.cursor() <= input.len());
                proptest::prop_assert!(input.len() <= 12);
                proptest::prop_assert!(!crate::domain::text::has_controls(input.value()));
            }
        }
    }
}
