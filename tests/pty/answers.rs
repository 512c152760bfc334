//! Questions to the terminal: one that answers at once, late, in pieces, with rubbish, or never.

use std::collections::BTreeSet;
use std::time::Duration;

use super::long_home;
use super::pty::{Start, Supple};

const LIGHT: &str = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\";
const DARK: &str = "\x1b]11;rgb:0000/2b2b/3636\x07";
const NAME: &str = "\x1bP>|kitty(0.40.1)\x1b\\";
const PICTURES: &str = "\x1b_Gi=31;OK\x1b\\";
/// The answer to the last question.
const LAST: &str = "\x1b[?62;22c";
const QUESTION: &str = "\x1b]11;?";
/// More than the time after which half a key is given up.
const PAUSE: Duration = Duration::from_millis(120);

/// The check-in, where each digit that is taken for a key is seen.
fn check_in(name: &str, value: &str) -> Supple {
    let home = long_home();
    let mut supple = Start::new(home.path(), &["start", "long"]).env(name, value).spawn();
    supple.poll("the last question", |supple| supple.raw_output().contains("\x1b[c"));
    supple
}

fn quit(mut supple: Supple) -> String {
    supple.expect("How is your back right now?");
    assert!(!supple.contents().contains("enter starts"), "an answer was taken for a key");
    supple.keys("3");
    supple.expect("enter starts");
    supple.keys("\x03");
    supple.poll("the end", |supple| !supple.contents().contains("How is your back right now?"));
    supple.raw_output()
}

/// The colours of 256 that are used after the last `from` in `raw`.
fn colours(raw: &str, from: &str) -> BTreeSet<u8> {
    let raw = raw.rsplit_once(from).map_or(raw, |(_, after)| after);
    let numbers = raw.split("38;5;").skip(1).filter_map(|after| after.split(['m', ';']).next());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// The colours of a terminal that never answers, on a ground that the environment says.
fn unanswered(ground: &str) -> BTreeSet<u8> {
    let supple = check_in("COLORFGBG", ground);
    colours(&quit(supple), QUESTION)
}

#[test]
fn answers_set_the_colours_whenever_they_come() {
    let (dark, light) = (unanswered("15;0"), unanswered("0;15"));
    assert!(dark.is_disjoint(&light) && !light.is_empty());

    let mut at_once = check_in("COLORFGBG", "15;0");
    at_once.keys_at_once(&[LIGHT, NAME, PICTURES, LAST].concat());
    at_once.poll("the colours for light", |supple| !colours(&supple.raw_output(), QUESTION).is_disjoint(&light));
    quit(at_once);

    let mut late = check_in("COLORFGBG", "15;0");
    late.expect("How is your back right now?");
    late.pump_for(PAUSE);
    late.keys_at_once(&[PICTURES, NAME, LIGHT, LAST].concat());
    late.poll("the colours for light", |supple| !colours(&supple.raw_output(), QUESTION).is_disjoint(&light));
    quit(late);

    let mut follows = check_in("COLORFGBG", "15;0");
    follows.expect("How is your back right now?");
    follows.keys_at_once(&[DARK, LAST, "\x1b[?997;2n"].concat());
    let asked = |supple: &Supple| supple.raw_output().matches(QUESTION).count();
    follows.poll("a second question", |supple| asked(supple) == 2);
    follows.poll("the colours for light", |supple| !colours(&supple.raw_output(), QUESTION).is_disjoint(&light));
    // The exact background says otherwise.
    follows.keys_at_once(&[DARK, LAST].concat());
    follows.poll("the colours for dark", |supple| !colours(&supple.raw_output(), QUESTION).is_disjoint(&dark));
    quit(follows);
}

#[test]
fn no_part_of_an_answer_is_taken_for_a_key() {
    for pieces in [
        &["\x1b", "]11;rgb:1e1e/1e1e/1e1e", "\x1b", "\\", LAST][..],
        &["\x1b]", "11;rgb:1e1e", "/1e1e/1e1e\x1b", "\\\x1b[", "?62;22c"],
        &["\x1b]1", "1;rgb:0000/0000", "/0000\x07\x1b[?", "62;2", "2c"],
        &["\x1bP", ">|foot(1.20.2)\x1b\\\x1b", "_G", "i=31;OK\x1b", "\\"],
        // Rubbish, and nothing more.
        &["\x1b]11;rgb:12/zz/\x1b\\\x1b]11;?\x07", "\x1bP>|\x1b\\\x1b_Gi=2;E\x1b\\", "\x1b[?c"],
    ] {
        let mut supple = check_in("COLORTERM", "");
        for piece in pieces {
            supple.pump_for(PAUSE);
            supple.keys_at_once(piece);
        }
        supple.pump_for(PAUSE);
        quit(supple);
    }
}

#[test]
fn a_multiplexer_and_the_console_are_not_asked_what_they_would_show() {
    assert!(written_on("xterm-256color").contains("\x1b_G"));
    for term in ["tmux-256color", "screen-256color"] {
        assert!(!written_on(term).contains("\x1b_G"), "{term}");
    }
    assert!(!written_on("linux").contains("\x1b[c"));
}

fn written_on(term: &str) -> String {
    let home = long_home();
    let mut supple = Start::new(home.path(), &["start", "long"]).env("TERM", term).spawn();
    supple.expect("How is your back right now?");
    quit(supple)
}
