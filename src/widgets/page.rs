//! A page to read: lines that scroll, some of them links.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageLine {
    /// The text and its styles, from left to right; a link begins two columns in, so that the marker has room.
    pub spans: Vec<Span<'static>>,
    /// The index of the link of which it is the first line.
    pub link: Option<usize>,
}

impl PageLine {
    /// Returns a line without a link.
    pub fn plain(text: impl Into<String>, style: Style) -> Self {
        Self { spans: vec![Span::styled(text.into(), style)], link: None }
    }

    /// Draws the line in row `y` of `area`, and returns the column after it.
    pub(crate) fn put(&self, area: Rect, y: u16, buf: &mut Buffer) -> u16 {
        self.spans.iter().fold(0, |x, span| put(buf, area, (x, y), &span.content, span.style))
    }

    /// Returns true if the line has no text.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.content.is_empty())
    }
}

/// Marks for more text below, the best first; the first that fits beside the last line is shown.
const MORE: [&str; 2] = ["  ↓ more", " ↓"];

/// The scroll position of a page, and the chosen link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageState {
    top: usize,
    chosen: Option<usize>,
}

impl PageState {
    /// Scrolls by `by` lines, with `height` of the page's lines seen.
    pub fn scroll(&mut self, by: isize, lines: &[PageLine], height: u16) {
        let last = last_top(lines.len(), height);
        self.top = self.top.min(last).saturating_add_signed(by).min(last);
    }

    /// Chooses the next link, starting from the first visible one.
    pub fn next_link(&mut self, lines: &[PageLine], height: u16) {
        let seen = self.seen(lines.len(), height);
        let place = self.chosen_place(lines).filter(|place| seen.contains(place));
        let from = place.map_or(seen.start, |place| place + 1);
        let after = lines.iter().enumerate().skip(from).find(|(_, line)| line.link.is_some());
        if let Some((place, line)) = after {
            self.choose(place, line.link, lines.len(), height);
        }
    }

    /// Chooses the previous link, starting from the last visible one.
    pub fn previous_link(&mut self, lines: &[PageLine], height: u16) {
        let seen = self.seen(lines.len(), height);
        let until = self.chosen_place(lines).filter(|place| seen.contains(place)).unwrap_or(seen.end);
        let before = lines.iter().enumerate().take(until).rev().find(|(_, line)| line.link.is_some());
        if let Some((place, line)) = before {
            self.choose(place, line.link, lines.len(), height);
        }
    }

    /// Chooses the next visible link, or scrolls a line down to where there may be one.
    pub fn step_down(&mut self, lines: &[PageLine], height: u16) {
        let seen = self.seen(lines.len(), height);
        let from = self.chosen_place(lines).filter(|place| seen.contains(place)).map_or(seen.start, |place| place + 1);
        if !self.choose_among(from..seen.end, false, lines) {
            self.scroll(1, lines, height);
            let now = self.seen(lines.len(), height);
            self.choose_among(seen.end..now.end, false, lines);
        }
    }

    /// Chooses the previous link if it is visible, or scrolls a line up to where there may be one.
    pub fn step_up(&mut self, lines: &[PageLine], height: u16) {
        let seen = self.seen(lines.len(), height);
        let until = self.chosen_place(lines).map_or(seen.start, |place| place.min(seen.end));
        if !self.choose_among(seen.start..until, true, lines) {
            self.scroll(-1, lines, height);
            let now = self.seen(lines.len(), height);
            self.choose_among(now.start..seen.start, true, lines);
        }
    }

    /// Chooses a link and brings it into view.
    pub fn choose_link(&mut self, link: usize, lines: &[PageLine], height: u16) {
        if let Some(place) = lines.iter().position(|line| line.link == Some(link)) {
            self.choose(place, Some(link), lines.len(), height);
        }
    }

    /// Chooses the first or last link among some lines, and returns true if there is one.
    fn choose_among(&mut self, places: std::ops::Range<usize>, last: bool, lines: &[PageLine]) -> bool {
        let mut links = lines.iter().take(places.end).skip(places.start).filter_map(|line| line.link);
        let found = if last { links.next_back() } else { links.next() };
        self.chosen = found.or(self.chosen);
        found.is_some()
    }

    /// Returns the percentage of the lines read: 100 once the last line is visible. `None` while the page is not
    /// scrolled.
    pub fn percent(&self, len: usize, height: u16) -> Option<usize> {
        let seen = self.seen(len, height);
        (seen.start > 0).then(|| seen.end * 100 / len)
    }

    /// Returns the chosen link if it is visible.
    pub fn link(&self, lines: &[PageLine], height: u16) -> Option<usize> {
        let place = self.chosen_place(lines)?;
        self.seen(lines.len(), height).contains(&place).then_some(self.chosen).flatten()
    }

    /// Returns the line of the chosen link if it is visible, else the first visible line.
    pub fn place(&self, lines: &[PageLine], height: u16) -> usize {
        let seen = self.seen(lines.len(), height);
        self.chosen_place(lines).filter(|place| seen.contains(place)).unwrap_or(seen.start)
    }

    fn choose(&mut self, place: usize, link: Option<usize>, len: usize, height: u16) {
        self.chosen = link;
        if !self.seen(len, height).contains(&place) {
            self.top = place.saturating_sub(usize::from(height / 2)).min(last_top(len, height));
        }
    }

    fn chosen_place(&self, lines: &[PageLine]) -> Option<usize> {
        let chosen = self.chosen?;
        lines.iter().position(|line| line.link == Some(chosen))
    }

    fn seen(&self, len: usize, height: u16) -> std::ops::Range<usize> {
        let top = self.top.min(last_top(len, height));
        top..(top + usize::from(height)).min(len)
    }
}

fn last_top(len: usize, height: u16) -> usize {
    len.saturating_sub(height.into())
}

/// The visible part of a page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// All lines, none wider than the area.
    pub lines: &'a [PageLine],
    /// The visible part.
    pub state: PageState,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl Widget for Page<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let seen = self.state.seen(self.lines.len(), area.height);
        let chosen = self.state.link(self.lines, area.height);
        let mut end = 0;
        for (y, line) in self.lines.iter().skip(seen.start).take(seen.len()).enumerate() {
            let is_chosen = line.link.is_some() && line.link == chosen;
            let y = saturated(y);
            end = line.put(area, y, buf);
            if is_chosen {
                put(buf, area, (0, y), "▸", self.theme.accent());
                let row = Rect { y: area.y + y, height: 1, ..area };
                buf.set_style(row.intersection(buf.area), self.theme.selected());
            }
        }
        let room = usize::from(area.width.saturating_sub(end));
        let more = MORE.into_iter().find(|more| columns(more) <= room);
        if let Some(more) = more.filter(|_| seen.end < self.lines.len()) {
            let right = area.width.saturating_sub(saturated(columns(more)));
            put(buf, area, (right, area.height.saturating_sub(1)), more, self.theme.key());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    fn lines() -> Vec<PageLine> {
        let line = |(at, text): (usize, &str)| {
            let link = text.starts_with("  ").then_some(at);
            PageLine { link, ..PageLine::plain(text, Style::new()) }
        };
        ["one", "  two", "three", "four", "  five", "six", "  seven"].into_iter().enumerate().map(line).collect()
    }

    #[test]
    fn links_are_walked_and_kept_in_view() {
        let lines = lines();
        let mut state = PageState::default();
        assert_eq!(state.link(&lines, 3), None);
        state.next_link(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(1));
        state.next_link(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(4));
        let theme = theme();
        insta::assert_snapshot!(picture(Page { lines: &lines, state, theme: &theme }, 16, 3), @r"
        |four            |
        |▸ five          |
        |six       ↓ more|
        ");
        state.next_link(&lines, 3);
        state.next_link(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(6));
        state.previous_link(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(4));
        state.scroll(-9, &lines, 3);
        assert_eq!(state.link(&lines, 3), None, "a link that is not seen is not followed");
        state.next_link(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(1), "the first that is seen");
    }

    #[test]
    fn steps_choose_what_is_seen_and_leave_no_line_out() {
        let lines = lines();
        let walk = |state: &mut PageState, down: bool| {
            let mut ways = Vec::new();
            for _ in 0..6 {
                if down {
                    state.step_down(&lines, 3);
                } else {
                    state.step_up(&lines, 3);
                }
                ways.push((state.top, state.link(&lines, 3)));
            }
            ways
        };
        let mut state = PageState::default();
        let down = [(0, Some(1)), (1, Some(1)), (2, Some(4)), (3, Some(4)), (4, Some(6)), (4, Some(6))];
        assert_eq!(walk(&mut state, true), down);
        let up = [(4, Some(4)), (3, Some(4)), (2, Some(4)), (1, Some(1)), (0, Some(1)), (0, Some(1))];
        assert_eq!(walk(&mut state, false), up);
        state.scroll(99, &lines, 3);
        assert_eq!((state.link(&lines, 3), state.top), (None, 4));
        state.step_down(&lines, 3);
        assert_eq!(state.link(&lines, 3), Some(4), "the first that is seen, where the chosen one is not");
        state.choose_link(1, &lines, 3);
        assert_eq!((state.link(&lines, 3), state.top), (Some(1), 0));
    }

    #[test]
    fn a_page_scrolls_no_further_than_its_end() {
        let lines = lines();
        let mut state = PageState::default();
        assert_eq!(state.percent(7, 3), None, "at the top");
        state.scroll(99, &lines, 3);
        assert_eq!(state.seen(lines.len(), 3), 4..7);
        assert_eq!(state.seen(lines.len(), 20), 0..7, "a larger window shows all of it");
        assert_eq!((state.percent(7, 3), state.percent(7, 20)), (Some(100), None));
        state.scroll(-1, &lines, 3);
        assert_eq!(state.seen(lines.len(), 3), 3..6);
        assert_eq!(state.percent(7, 3), Some(85));
        let theme = theme();
        survives_every_size(|| Page { lines: &lines, state, theme: &theme });
    }
}
