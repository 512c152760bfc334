//! The list of keys of the screen below it, read from the table that handles them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::welcome::NOT_MEDICAL;
use crate::state::action::Action;
use crate::state::keymap::{self, Context};
use crate::theme::Theme;
use crate::widgets::wrap::{columns, put, wrap};

/// The width: enough for a line of help at 80 columns.
const WIDTH: u16 = 66;

/// The keys of one screen.
pub struct Help {
    context: Context,
    scroll: u16,
}

impl Help {
    /// The keys of `context`.
    pub fn new(context: Context) -> Self {
        Self { context, scroll: 0 }
    }

    /// Scrolls; returns false if the list is to be closed. `viewport`: columns and rows of the terminal.
    pub fn update(&mut self, action: Action, viewport: (u16, u16)) -> bool {
        let popup = self.popup(Rect::new(0, 0, viewport.0, viewport.1));
        match action {
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = (self.scroll + 1).min(self.last_scroll(popup)),
            _ => return false,
        }
        true
    }

    /// Draws it over the screen.
    pub fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let popup = self.popup(area);
        let last = self.last_scroll(popup);
        let first = self.scroll.min(last);
        Clear.render(popup, buf);
        let mut block = Block::bordered()
            .border_style(theme.dialog_border())
            .title(format!(" Keys · {} ", self.context.title()))
            .title_style(theme.title());
        if first < last {
            block = block.title_bottom(Line::from(" ↓ more ").right_aligned().style(theme.key()));
        }
        let inner = block.inner(popup).inner(Margin::new(1, 0));
        block.render(popup, buf);
        let lines = self.lines(usize::from(inner.width));
        for (y, (key, text)) in (0..inner.height).zip(lines.iter().skip(usize::from(first))) {
            let x = put(buf, inner, (0, y), key, theme.key());
            put(buf, inner, (x, y), text, if key.is_empty() { theme.quiet() } else { theme.text() });
        }
    }

    fn popup(&self, area: Rect) -> Rect {
        let width = area.width.min(WIDTH);
        let lines = self.lines(usize::from(width.saturating_sub(4))).len();
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
        area.centered(width.into(), height.into())
    }

    fn last_scroll(&self, popup: Rect) -> u16 {
        let lines = self.lines(usize::from(popup.width.saturating_sub(4))).len();
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(popup.height.saturating_sub(2))
    }

    /// The keys with their effects, wrapped; then, without a key, the limits of the program.
    fn lines(&self, width: usize) -> Vec<(String, String)> {
        let rows: Vec<_> = keymap::rows(self.context).collect();
        let column = rows.iter().map(|row| columns(row.shown)).max().unwrap_or(0) + 2;
        let mut lines: Vec<(String, String)> = Vec::new();
        for row in rows {
            for (at, text) in wrap(row.help, width.saturating_sub(column)).into_iter().enumerate() {
                let key = if at == 0 { row.shown } else { "" };
                let pad = column.saturating_sub(columns(key));
                // A further line of the text keeps a key of blanks, so that it looks like the first.
                lines.push((format!("{key}{}", " ".repeat(pad)), text));
            }
        }
        lines.push((String::new(), String::new()));
        lines.extend(wrap(NOT_MEDICAL, width).into_iter().map(|text| (String::new(), text)));
        lines
    }
}
