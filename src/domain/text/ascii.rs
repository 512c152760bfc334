//! Signs of the program in plain ASCII, for fonts and lines that have nothing else.

/// The ASCII character that is drawn for `c`, one column for one column; `None` for letters, which nothing stands for, and
/// for what is ASCII.
///
/// ```
/// use supple::domain::text::ascii::ascii_for;
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

/// `text` with [`ascii_for`] in place of each sign.
pub fn in_ascii(text: &str) -> String {
    text.chars().map(|c| ascii_for(c).unwrap_or(c)).collect()
}
