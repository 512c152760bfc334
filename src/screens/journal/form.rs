//! A framed form of lines to be entered one by one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use crate::theme::Theme;
use crate::widgets::list::{PickList, Row};
use crate::widgets::wrap::{put, saturated, wrap};

/// The greatest width of a form: in a wider one a value would be too far from its label.
const WIDEST: u16 = 60;

/// A framed form of lines to be entered one by one.
pub(super) struct Form<'a> {
    /// The title of the frame.
    pub(super) title: &'a str,
    /// The text at the right of the title.
    pub(super) aside: &'a str,
    /// The labels and values of the lines.
    pub(super) rows: &'a [(&'static str, String)],
    /// The chosen line.
    pub(super) at: usize,
    /// The text below the frame.
    pub(super) hint: &'a str,
    /// The styles to draw with.
    pub(super) theme: &'a Theme,
}

impl Form<'_> {
    /// Draws the form.
    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) {
        let width = area.width.min(WIDEST);
        let hint = wrap(self.hint, usize::from(width.saturating_sub(2)));
        let height = saturated(self.rows.len() + 2);
        let [frame, below] = Layout::vertical([Constraint::Max(height), Constraint::Fill(1)]).areas(area);
        let frame = Rect { width, ..frame };
        let block = Block::bordered()
            .border_style(self.theme.dialog_border())
            .title(Line::from(format!(" {} ", self.title)).style(self.theme.title()));
        let aside = Line::from(format!(" {} ", self.aside)).right_aligned().style(self.theme.quiet());
        let block = if self.aside.is_empty() { block } else { block.title_top(aside) };
        let inner = block.inner(frame);
        block.render(frame, buf);
        let rows: Vec<Row<'_>> = self.rows.iter().map(|(title, detail)| Row { title, detail }).collect();
        let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
        PickList { rows: &rows, selected: Some(self.at), theme: self.theme }.render(inner, buf);
        for (y, line) in (0..below.height).zip(&hint) {
            put(buf, below, (1, y), line, self.theme.quiet());
        }
    }
}
