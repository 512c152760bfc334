//! Quoting of words for each clock: no blank, quote or percent sign of a path means anything to them.

/// Returns true for a word that every shell and unit file reads letter by letter.
fn is_bare(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-,:=@+".contains(&byte))
}

/// Quotes a word of a line in a unit of systemd. A `$` stays: where it would name a variable, the line says that it does
/// not.
pub(super) fn systemd(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"))
}

/// Quotes a word for a shell, in a line of cron: there a bare percent sign ends the command. A backslash has no form
/// that every cron and every shell reads alike; the caller keeps it out.
pub(super) fn cron(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\"'\"'")).replace('%', "\\%")
}

/// Escapes text for XML, within an element.
pub(super) fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Quotes an argument as programs of Windows read their command line.
pub(super) fn windows(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let mut quoted = String::from("\"");
    let mut backslashes = 0;
    for c in word.chars() {
        if c == '"' {
            // Those before a quote count double, and one more escapes it.
            quoted.extend(std::iter::repeat_n('\\', backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        quoted.push(c);
    }
    quoted.extend(std::iter::repeat_n('\\', backslashes));
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_stays_as_it_is() {
        for quote in [systemd, cron, windows] {
            assert_eq!(quote("/usr/bin/supple"), "/usr/bin/supple");
            assert_eq!(quote("--home"), "--home");
        }
    }

    #[test]
    fn units_of_systemd_read_no_specifier_and_end_no_quote() {
        assert_eq!(systemd("/a b/100%/\"c\"\\d"), r#""/a b/100%%/\"c\"\\d""#);
        assert_eq!(systemd("/it's"), "\"/it's\"");
        assert_eq!(systemd(""), "\"\"");
    }

    #[test]
    fn cron_passes_percent_signs_on_and_the_shell_reads_one_word() {
        assert_eq!(cron("/a b/100%/it's"), r#"'/a b/100\%/it'"'"'s'"#);
        assert_eq!(cron("$(rm)`x`;&\"!"), "'$(rm)`x`;&\"!'");
        assert_eq!(cron(""), "''");
    }

    #[test]
    fn windows_counts_backslashes_before_quotes() {
        assert_eq!(windows(r"C:\a\supple.exe"), r"C:\a\supple.exe");
        assert_eq!(windows("C:\\a b\\"), r#""C:\a b\\""#);
        assert_eq!(windows(r#"a\"b"#), r#""a\\\"b""#);
        assert_eq!(windows(""), "\"\"");
    }

    #[test]
    fn xml_has_no_markup_left() {
        assert_eq!(xml("a<b>&\"c"), "a&lt;b&gt;&amp;\"c");
    }
}
