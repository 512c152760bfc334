//! The pages of a screen in one row, with the number of each, which is its key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::wrap::{columns, put};
use crate::theme::Theme;

/// `Trends   1 Pain  2 Where`, the chosen one reversed. Where it is narrow the title goes first, then the words of those
/// that are not chosen.
#[derive(Debug, Clone, Copy)]
pub struct Tabs<'a> {
    /// What they are the pages of.
    pub title: &'a str,
    /// From left to right.
    pub tabs: &'a [&'a str],
    /// Which of them is shown, from 0.
    pub chosen: usize,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Tabs<'_> {
    /// What is written for the tab `at`.
    fn label(&self, at: usize, title: &str, is_short: bool) -> String {
        match (at == self.chosen, is_short) {
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
        let taken = |labels: &[String]| labels.iter().map(|label| columns(label) + 2).sum::<usize>();
        let long = self.labels(false);
        let labels = if taken(&long) <= room + 2 { long } else { self.labels(true) };
        let mut x = 0;
        if taken(&labels) + columns(self.title) < room + 2 {
            x = put(buf, area, (0, 0), self.title, self.theme.title()) + 2;
        }
        for (at, label) in labels.iter().enumerate() {
            let style = if at == self.chosen { self.theme.chosen() } else { self.theme.quiet() };
            x = put(buf, area, (x, 0), label, style) + 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    #[test]
    fn where_it_is_narrow_the_words_go() {
        let theme = theme();
        let tabs = Tabs { title: "Trends", tabs: &["Pain", "Where", "Doing"], chosen: 1, theme: &theme };
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
