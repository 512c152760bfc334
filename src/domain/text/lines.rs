//! Text in a given number of columns: widths, wrapping, shortening; and in plain ASCII, for fonts and lines that have
//! nothing else. Strings only.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the number of columns that `text` takes on screen.
///
/// ```
/// assert_eq!(supple::domain::text::lines::columns("伸展"), 4);
/// ```
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Wraps `text` into lines of at most `width` columns, broken between words; a word longer than a line is broken
/// between graphemes. Line breaks in `text` are kept, an empty line stays one; white space is folded. Empty if `width`
/// is 0.
///
/// ```
/// use supple::domain::text::lines::wrap;
///
/// assert_eq!(wrap("let the knee sink", 8), ["let the", "knee", "sink"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    wrap_words(line.split_whitespace(), width)
}

/// Wraps `words` into lines of at most `width` columns, at least one line, as [`wrap`] does. A word may contain blanks:
/// its parts stay together.
///
/// ```
/// use supple::domain::text::lines::wrap_words;
///
/// assert_eq!(wrap_words(["Stop", "at", "once. [2]"], 10), ["Stop at", "once. [2]"]);
/// ```
pub fn wrap_words<'a>(words: impl IntoIterator<Item = &'a str>, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open = String::new();
    for word in words {
        let gap = usize::from(!open.is_empty());
        if columns(&open) + gap + columns(word) <= width {
            open.push_str(if gap == 1 { " " } else { "" });
            open.push_str(word);
            continue;
        }
        if !open.is_empty() {
            lines.push(std::mem::take(&mut open));
        }
        let mut pieces = break_word(word, width);
        open = pieces.pop().unwrap_or_default();
        lines.append(&mut pieces);
    }
    lines.push(open);
    lines
}

/// Breaks a word into pieces of at most `width` columns; a grapheme wider than that is a piece of its own.
fn break_word(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for grapheme in word.graphemes(true) {
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || columns(piece) + columns(grapheme) <= width => piece.push_str(grapheme),
            _ => pieces.push(grapheme.to_owned()),
        }
    }
    pieces
}

/// Returns `text` if it fits into `width` columns, else its beginning and '…'. A last resort: prefer to wrap or to
/// leave the whole piece out.
///
/// ```
/// use supple::domain::text::lines::fit;
///
/// assert_eq!(fit("Split Hip Stop", 9), "Split Hi…");
/// assert_eq!(fit("Split Hip Stop", 14), "Split Hip Stop");
/// ```
pub fn fit(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    if width == 0 {
        return String::new();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if columns(&kept) + columns(grapheme) >= width {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Returns the ASCII character to draw in place of the sign `c`, one column for one column; `None` for letters, which
/// have no replacement, and for characters that are ASCII.
///
/// ```
/// use supple::domain::text::lines::ascii_for;
///
/// assert_eq!([ascii_for('│'), ascii_for('…'), ascii_for('▸')], [Some('|'), Some('.'), Some('>')]);
/// assert_eq!([ascii_for('é'), ascii_for('a')], [None, None]);
/// ```
pub const fn ascii_for(c: char) -> Option<char> {
    Some(match c {
        '·' | '…' | '░' => '.',
        '•' | '★' | '●' | '◆' | '°' => '*',
        '○' => 'o',
        '–' | '—' | '−' | '‐' | '‑' | '─' | '━' | '╌' | '╍' | '┄' | '┅' | '┈' | '┉' | '═' => {
            '-'
        }
        '│' | '┃' | '║' | '╎' | '╏' | '┆' | '┇' | '┊' | '┋' => '|',
        '\u{2500}'..='\u{257f}' => '+',
        '▁' | '▂' => '_',
        '\u{2580}'..='\u{259f}' | '■' => '#',
        '\u{2800}' => ' ',
        '\u{2801}'..='\u{28ff}' => ':',
        '←' | '◂' | '‹' | '«' => '<',
        '→' | '▸' | '›' | '»' => '>',
        '↑' | '▴' | '▲' => '^',
        '↓' | '▾' | '▼' => 'v',
        '×' => 'x',
        '✓' => '+',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => return None,
    })
}

/// Replaces each sign of `text` by [`ascii_for`].
pub fn in_ascii(text: &str) -> String {
    text.chars().map(|c| ascii_for(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_their_breaks() {
        assert_eq!(wrap("a  bb ccc\n\ndddd", 4), ["a bb", "ccc", "", "dddd"]);
        assert_eq!(wrap("", 4), Vec::<String>::new());
        assert_eq!(wrap("abc", 0), Vec::<String>::new());
    }

    #[test]
    fn a_long_word_breaks_between_graphemes() {
        assert_eq!(wrap("go hyperextension", 6), ["go", "hypere", "xtensi", "on"]);
        assert_eq!(wrap("伸展伸", 3), ["伸", "展", "伸"]);
        assert_eq!(wrap("👨‍👩‍👧👨‍👩‍👧", 2), ["👨‍👩‍👧", "👨‍👩‍👧"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "Lie on your back – 伸展 – and let the kneeeeeeeeeee sink.";
        for width in 2..40 {
            assert!(wrap(text, width).iter().all(|line| columns(line) <= width), "{width}");
            assert!(columns(&fit(text, width)) <= width, "{width}");
        }
    }

    #[test]
    fn shortening_leaves_no_blank_before_the_dots() {
        assert_eq!(fit("Split Hip", 7), "Split…");
        assert_eq!(fit("ab", 1), "…");
        assert_eq!(fit("ab", 0), "");
    }
}
