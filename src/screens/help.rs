//! The list of keys: those of the screen below it, from the table that handles them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};

use crate::app::action::Action;
use crate::app::keymap::{self, Context};
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put};

/// What this program is not; under the keys, for whoever asks for help. **Source**: facts on
/// evidence, B7.
const NOT_MEDICAL: &str = "Not a medical device: general exercise information for adults. It does not examine, \
    diagnose or treat. You choose what to do.";

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

    /// Scrolls; false when it is to be closed.
    pub fn update(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(self.rows().len() as u16),
            _ => return false,
        }
        true
    }

    /// Draws it over the screen.
    pub fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let rows = self.rows();
        let width = area.width.min(64);
        let notes = crate::widgets::wrap::wrap(NOT_MEDICAL, usize::from(width.saturating_sub(4)));
        let height = u16::try_from(rows.len() + notes.len() + 3).unwrap_or(u16::MAX).min(area.height);
        let popup = area.centered(width.into(), height.into());
        Clear.render(popup, buf);
        let block = Block::bordered()
            .border_style(theme.dialog_border())
            .title(format!(" Keys · {} ", self.context.title()))
            .title_style(theme.title());
        let inner = block.inner(popup);
        block.render(popup, buf);
        let key_width = rows.iter().map(|(key, _)| columns(key)).max().unwrap_or(0) as u16 + 1;
        let first =
            usize::from(self.scroll.min(
                u16::try_from((rows.len() + notes.len() + 1).saturating_sub(usize::from(inner.height))).unwrap_or(0),
            ));
        let mut y = 0;
        for (key, help) in rows.iter().skip(first) {
            put(buf, inner, (1, y), key, theme.key());
            let room = inner.width.saturating_sub(key_width + 2);
            put(buf, inner, (key_width + 1, y), &fit(help, room.into()), theme.text());
            y += 1;
        }
        for (at, line) in notes.iter().enumerate() {
            put(buf, inner, (1, y + 1 + at as u16), line, theme.quiet());
        }
    }

    fn rows(&self) -> Vec<(&'static str, &'static str)> {
        keymap::rows(self.context).map(|row| (row.shown, row.help)).collect()
    }
}
