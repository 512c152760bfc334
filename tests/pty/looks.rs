//! What the terminal is told to show: colours and characters.

use rustix::process::Signal;

use super::pty::Start;
use super::{holding, long_home, opened};

/// The numbers of all SGR sequences (`ESC [ 1 ; 38 ; 5 ; 2 m`) in `raw`.
fn attributes(raw: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for after in raw.split("\x1b[").skip(1) {
        let Some((inside, _)) = after.split_once('m') else { continue };
        if inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':')) {
            numbers.extend(inside.split([';', ':']).filter_map(|number| number.parse::<u32>().ok()));
        }
    }
    numbers
}

fn is_colour(number: u32) -> bool {
    matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
}

/// Home, check-in, session and end, all drawn once; what was written.
fn tour(name: &str, value: &str) -> String {
    let home = long_home();
    let mut supple = Start::new(home.path(), &["start", "long"]).env(name, value).spawn();
    supple.expect("How is your back right now?");
    supple.keys("3");
    supple.expect("enter starts");
    supple.keys("\r");
    supple.expect("GET READY");
    supple.keys("n");
    supple.expect("HOLD");
    supple.keys("n");
    supple.expect("GET READY  Second Hold");
    super::end_and_quit(&mut supple);
    supple.assert_restored();
    supple.raw_output()
}

#[test]
fn no_color_means_none_and_leaves_bold_and_reverse() {
    let numbers = attributes(&tour("NO_COLOR", "1"));
    assert!(!numbers.iter().any(|number| is_colour(*number)), "{numbers:?}");
    assert!(numbers.contains(&1), "nothing is bold");
    assert!(numbers.contains(&7), "nothing is reversed");
}

#[test]
fn where_there_may_be_colours_there_are() {
    let raw = tour("COLORTERM", "truecolor");
    assert!(attributes(&raw).into_iter().any(is_colour));
    assert!(raw.contains('▀') || raw.contains('▄'), "no fine blocks");
}

#[test]
fn the_linux_console_gets_no_character_that_it_lacks() {
    let raw = tour("TERM", "linux");
    // Of the blocks its font has whole cells and halves: figures are drawn with them.
    let blocks = '\u{2580}'..='\u{259f}';
    let braille_and_newer = ['\u{2800}'..='\u{28ff}', '\u{1fb00}'..='\u{1fbff}'];
    let fine = |c: &char| {
        (blocks.contains(c) && !['█', '▀', '▄'].contains(c)) || braille_and_newer.iter().any(|range| range.contains(c))
    };
    let found: String = raw.chars().filter(fine).collect();
    assert_eq!(found, "");
    assert!(raw.contains('█'), "nothing is drawn large");
}

#[test]
fn the_screen_is_taken_only_once_there_is_something_to_show() {
    let home = long_home();
    let mut supple = opened(&home);
    supple.keys("q");
    supple.wait_exit();
    let raw = supple.raw_output();
    assert_eq!(raw.matches("\x1b[?1049h").count(), 1);
    assert_eq!(raw.matches("\x1b[?1049l").count(), 1);
    assert!(raw.starts_with("\x1b[?1049h"), "{:?}", raw.chars().take(40).collect::<String>());
    assert!(!raw.contains("\x1b[6n"), "the cursor's place is asked for, and the answer would be taken for keys");
}

#[test]
fn lists_and_texts_are_as_wide_as_the_terminal() {
    let home = long_home();
    let shown = |columns: u16, arguments: &[&str]| {
        let mut supple = Start::new(home.path(), arguments).size(columns, 40).spawn();
        assert_eq!(supple.wait_exit().exit_code(), 0);
        supple.contents().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
    };
    let planks = ["list", "exercises", "--kind", "stability", "--position", "plank"];
    let row = "unstable-surface-plank    Plank on a Balance Disc   stability  plank";
    assert!(shown(68, &planks).contains(&row.to_owned()), "{:?}", shown(68, &planks));
    assert!(shown(67, &planks).contains(&row.trim_end_matches("  plank").to_owned()), "{:?}", shown(67, &planks));
    let widest =
        |columns: u16| shown(columns, &["show", "split-hip-stop"]).iter().map(|line| line.chars().count()).max();
    assert!(widest(50) <= Some(50) && widest(100) > Some(80), "{:?} {:?}", widest(50), widest(100));
}

#[test]
fn the_title_of_the_window_says_what_runs_and_is_put_back() {
    let home = long_home();
    let mut supple = holding(&home);
    supple.poll("the title", |supple| supple.raw_output().contains("\x1b]2;HOLD "));
    let raw = supple.raw_output();
    assert!(
        raw.find("\x1b[22;2t").is_some_and(|kept| kept < raw.find("\x1b]2;").unwrap()),
        "kept before it is changed"
    );
    assert!(raw.contains(" · First Hold\x1b\\"));
    supple.signal(Signal::TERM);
    supple.wait_exit();
    let raw = supple.raw_output();
    assert!(raw.rfind("\x1b[23;2t") > raw.rfind("\x1b]2;"), "put back at the end");

    let mut within = Start::new(home.path(), &[]).env("TERM", "tmux-256color").spawn();
    within.expect("unfinished");
    assert!(!within.raw_output().contains("\x1b]2;"), "a multiplexer keeps no title to put back");
}
