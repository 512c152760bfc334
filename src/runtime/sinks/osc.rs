//! Operating system commands of terminals: notifications, and progress in the taskbar. A command is sent only to a
//! terminal that is known to understand it: others would show it, or take it for another one.

use super::find::Variable;

/// The commands for a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotificationCode {
    /// OSC 9: a text.
    Nine,
    /// OSC 777: a title and a text.
    Urxvt,
}

/// The most that is shown of a notification, in characters.
const MOST: usize = 200;

/// The progress of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalProgress {
    /// The part that is done, 0 to 100.
    pub percent: u8,
    /// True while the session is paused.
    pub is_paused: bool,
}

/// The beginning of all commands for progress.
pub const PROGRESS: &str = "\x1b]9;4;";
/// The command that removes progress from the taskbar.
pub const NO_PROGRESS: &str = "\x1b]9;4;0;0\x1b\\";

/// The command that keeps the window's title for later.
pub const KEEP_TITLE: &str = "\x1b[22;2t";
/// The command that gives the window the title again that it had before.
pub const TITLE_AS_BEFORE: &str = "\x1b[23;2t";

/// Returns the command that gives the window a title.
pub fn title(text: &str) -> String {
    format!("\x1b]2;{}\x1b\\", crate::domain::text::without_controls(text))
}

/// Returns true if the terminal passes notifications on to the desktop.
pub fn notifies(variable: Variable<'_>) -> bool {
    way(variable).is_some()
}

/// Returns the command for a notification; `None` if the terminal knows none.
pub fn notification(title: &str, text: &str, variable: Variable<'_>) -> Option<String> {
    let (title, text) = (plain(title), plain(text));
    Some(match way(variable)? {
        // A text that begins with a number would be taken for another command.
        NotificationCode::Nine => format!("\x1b]9;{title}: {text}\x1b\\"),
        NotificationCode::Urxvt => format!("\x1b]777;notify;{title};{text}\x1b\\"),
    })
}

/// Returns the command that shows progress in the taskbar.
pub fn progress(progress: Option<TerminalProgress>) -> String {
    match progress {
        None => NO_PROGRESS.to_owned(),
        Some(TerminalProgress { percent, is_paused: true }) => format!("\x1b]9;4;4;{percent}\x1b\\"),
        Some(TerminalProgress { percent, is_paused: false }) => format!("\x1b]9;4;1;{percent}\x1b\\"),
    }
}

/// Returns the text without characters that end or separate commands.
fn plain(text: &str) -> String {
    let text = crate::domain::text::without_controls(text);
    text.chars().map(|c| if c == ';' { ',' } else { c }).take(MOST).collect()
}

/// Returns true within a terminal multiplexer, which lets no command through.
fn is_within(variable: Variable<'_>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    variable("TMUX").is_some() || variable("STY").is_some() || term.starts_with("screen") || term.starts_with("tmux")
}

fn way(variable: Variable<'_>) -> Option<NotificationCode> {
    if is_within(variable) {
        return None;
    }
    if let Some("iTerm.app" | "WezTerm" | "ghostty" | "kitty") = variable("TERM_PROGRAM").as_deref() {
        return Some(NotificationCode::Nine);
    }
    match variable("TERM").as_deref()? {
        "xterm-kitty" | "xterm-ghostty" | "wezterm" => Some(NotificationCode::Nine),
        term if term.starts_with("foot") || term.starts_with("rxvt-unicode") => Some(NotificationCode::Urxvt),
        _ => None,
    }
}

/// Returns true if the terminal shows progress in the taskbar. Earlier versions of some take it for a notification.
pub fn shows_progress(variable: Variable<'_>) -> bool {
    if is_within(variable) {
        return false;
    }
    let version = variable("TERM_PROGRAM_VERSION").unwrap_or_default();
    match variable("TERM_PROGRAM").as_deref() {
        Some("ghostty") => at_least(&version, [1, 2]),
        Some("WezTerm") => at_least(&version, [20_250_210, 0]),
        Some(_) => false,
        None if variable("ConEmuANSI").as_deref() == Some("ON") => true,
        None => variable("WT_SESSION").is_some_and(|session| !session.is_empty()),
    }
}

fn at_least(version: &str, least: [u32; 2]) -> bool {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)] >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_notification_goes_to_terminals_that_know_it_as_they_know_it() {
        let sent = |variables: &[(&str, &str)]| notification("supple", "Rest; 9;4", &of(variables));
        assert_eq!(sent(&[("TERM", "xterm-kitty")]).unwrap(), "\x1b]9;supple: Rest, 9,4\x1b\\");
        assert_eq!(sent(&[("TERM", "foot-extra")]).unwrap(), "\x1b]777;notify;supple;Rest, 9,4\x1b\\");
        assert_eq!(
            sent(&[("TERM_PROGRAM", "iTerm.app"), ("TERM", "xterm")]).unwrap(),
            "\x1b]9;supple: Rest, 9,4\x1b\\"
        );
        assert_eq!(sent(&[("TERM", "xterm-256color")]), None);
        assert_eq!(sent(&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "WezTerm")]), None);
        assert_eq!(sent(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x,1,0")]), None);
    }

    #[test]
    fn no_text_gets_out_of_its_command() {
        let text = "a\x1b\\b\x07c\x1b]52;c;eA==\x07d\u{9c}e";
        let sent = notification(text, text, &of(&[("TERM", "xterm-kitty")])).unwrap();
        let inner = sent.strip_prefix("\x1b]9;").and_then(|rest| rest.strip_suffix("\x1b\\")).unwrap();
        assert!(!inner.contains(|c: char| c.is_control() || c == ';'), "{inner:?}");
    }

    #[test]
    fn progress_goes_where_it_is_understood() {
        let shows = |variables: &[(&str, &str)]| shows_progress(&of(variables));
        assert!(shows(&[("WT_SESSION", "x")]) && shows(&[("ConEmuANSI", "ON")]));
        let program = |name, version| shows(&[("TERM_PROGRAM", name), ("TERM_PROGRAM_VERSION", version)]);
        assert!(program("ghostty", "1.2.0") && !program("ghostty", "1.1.3"));
        assert!(program("WezTerm", "20250601-101010-abcdef00") && !program("WezTerm", "20240203-110809-5046fc22"));
        assert!(!shows(&[("TERM", "xterm-256color")]) && !program("iTerm.app", "3.5"));
        assert_eq!(progress(Some(TerminalProgress { percent: 40, is_paused: false })), "\x1b]9;4;1;40\x1b\\");
        assert_eq!(progress(None), NO_PROGRESS);
    }
}
