//! Rows of keys: the footer, with as many keys of the screen as fit, and the tabs of a screen, each with its number.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{columns, put};
use crate::theme::Theme;

/// A key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyHint<'a> {
    /// The key as written on the keyboard: "enter", "j".
    pub key: &'a str,
    /// The action, in a word or two.
    pub label: &'a str,
    /// The priority: 0 is the most important; the highest go first where room is short.
    pub priority: u8,
}

impl KeyHint<'_> {
    fn columns(&self) -> usize {
        columns(self.key) + 1 + columns(self.label)
    }
}

/// Hints in one row, in the order given. Whole hints are left out until the rest fits, the least
/// important first; the last one, where all keys can be found, stays to the end.
#[derive(Debug, Clone, Copy)]
pub struct KeyHints<'a> {
    /// The hints in the order of the footer; the last one leads to all keys.
    pub hints: &'a [KeyHint<'a>],
    /// The styles to draw with.
    pub theme: &'a Theme,
}

const MARGIN: usize = 1;
const GAP: usize = 2;

impl Widget for KeyHints<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut x = 1;
        for hint in fitting(self.hints, usize::from(area.width)) {
            let after_key = put(buf, area, (x, 0), hint.key, self.theme.key());
            x = put(buf, area, (after_key + 1, 0), hint.label, self.theme.quiet()) + 2;
        }
    }
}

/// Returns the hints that fit into `width` columns, in their order; none if not even the last one does.
fn fitting<'a>(hints: &'a [KeyHint<'a>], width: usize) -> Vec<&'a KeyHint<'a>> {
    let mut kept: Vec<&KeyHint<'_>> = hints.iter().collect();
    while taken(&kept) > width {
        let Some((_, others)) = kept.split_last() else { break };
        // The later one of two equals goes first.
        let least = others.iter().enumerate().max_by_key(|(at, hint)| (hint.priority, *at));
        let at = least.map_or(0, |(at, _)| at);
        kept.remove(at);
    }
    kept
}

fn taken(hints: &[&KeyHint<'_>]) -> usize {
    let texts: usize = hints.iter().map(|hint| hint.columns()).sum();
    texts + GAP * hints.len().saturating_sub(1) + if hints.is_empty() { 0 } else { 2 * MARGIN }
}

/// A row like `Trends   1 Pain  2 Where`, the chosen tab reversed; all quiet if there is nothing to choose. If it is narrow the title goes first, then the words
/// of the tabs not chosen.
#[derive(Debug, Clone, Copy)]
pub struct Tabs<'a> {
    /// The title of the screen.
    pub title: &'a str,
    /// The tabs, from left to right.
    pub tabs: &'a [&'a str],
    /// The index of the tab shown; `None` as long as no tab has anything to show.
    pub chosen: Option<usize>,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Tabs<'_> {
    /// Returns the label of the tab `at`.
    fn label(&self, at: usize, title: &str, is_short: bool) -> String {
        match (Some(at) == self.chosen, is_short) {
            (true, _) => format!(" {} {title} ", at + 1),
            (false, true) => format!("{}", at + 1),
            (false, false) => format!("{} {title}", at + 1),
        }
    }

    fn labels(&self, is_short: bool) -> Vec<String> {
        self.tabs.iter().enumerate().map(|(at, title)| self.label(at, title, is_short)).collect()
    }
}

impl Widget for Tabs<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let room = usize::from(area.width);
        let long = self.labels(false);
        let labels = if labels_width(&long) <= room + 2 { long } else { self.labels(true) };
        let mut x = 0;
        if labels_width(&labels) + columns(self.title) < room + 2 {
            x = put(buf, area, (0, 0), self.title, self.theme.title()) + 2;
        }
        for (at, label) in labels.iter().enumerate() {
            let style = match self.chosen {
                Some(chosen) if at == chosen => self.theme.chosen(),
                Some(_) => self.theme.text(),
                None => self.theme.quiet(),
            };
            x = put(buf, area, (x, 0), label, style) + 2;
        }
    }
}

fn labels_width(labels: &[String]) -> usize {
    labels.iter().map(|label| columns(label) + 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    const HINTS: [KeyHint<'_>; 6] = [
        KeyHint { key: "enter", label: "start", priority: 0 },
        KeyHint { key: "/", label: "search", priority: 2 },
        KeyHint { key: "j", label: "journal", priority: 3 },
        KeyHint { key: "t", label: "trends", priority: 3 },
        KeyHint { key: "r", label: "rate", priority: 1 },
        KeyHint { key: "?", label: "keys", priority: 9 },
    ];

    fn footer(width: u16) -> String {
        picture(KeyHints { hints: &HINTS, theme: &theme() }, width, 1)
    }

    #[test]
    fn the_least_important_hints_go_first_and_whole() {
        insta::assert_snapshot!(footer(80), @r"
        | enter start  / search  j journal  t trends  r rate  ? keys                     |
        ");
        insta::assert_snapshot!(footer(54), @r"
        | enter start  / search  j journal  r rate  ? keys     |
        ");
        insta::assert_snapshot!(footer(40), @r"
        | enter start  / search  r rate  ? keys  |
        ");
        insta::assert_snapshot!(footer(24), @r"
        | enter start  ? keys    |
        ");
        insta::assert_snapshot!(footer(10), @r"
        | ? keys   |
        ");
        insta::assert_snapshot!(footer(7), @r"
        |       |
        ");
    }

    #[test]
    fn no_width_cuts_a_hint() {
        for width in 0..90 {
            let kept = fitting(&HINTS, width);
            assert!(taken(&kept) <= width);
            assert!(kept.is_empty() || kept.last() == Some(&&HINTS[5]));
        }
        assert!(fitting(&[], 10).is_empty());
        let theme = theme();
        survives_every_size(|| KeyHints { hints: &HINTS, theme: &theme });
    }

    #[test]
    fn where_it_is_narrow_the_words_go() {
        let theme = theme();
        let tabs = Tabs { title: "Trends", tabs: &["Pain", "Where", "Doing"], chosen: Some(1), theme: &theme };
        insta::assert_snapshot!(picture(tabs, 40, 1), @r"
        |Trends  1 Pain   2 Where   3 Doing      |
        ");
        insta::assert_snapshot!(picture(tabs, 28, 1), @r"
        |1 Pain   2 Where   3 Doing  |
        ");
        insta::assert_snapshot!(picture(tabs, 20, 1), @r"
        |1   2 Where   3     |
        ");
        survives_every_size(|| tabs);
    }
}
