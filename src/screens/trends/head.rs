//! The headline of each page: large numbers, and the one sentence that matters.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::screens::page::MEASURE;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::digits::{BigText, fit as scale};
use crate::widgets::wrap::{columns, put, saturated, wrap};

/// The height of large numbers.
pub(super) const BIG: u16 = 3;

/// The least width for large numbers.
const WITH_BIG: u16 = 60;

/// The least width for more than the sentence.
const NARROW: u16 = 44;

/// The main result of a page: large numbers, if there are any, a sentence, and its basis.
#[derive(Default)]
pub(super) struct Headline {
    /// The large numbers from left to right. A text that has no large form, such as an arrow, is in the middle row.
    pub(super) big: Vec<(String, Style)>,
    /// The sentence.
    pub(super) said: String,
    /// The basis of the sentence.
    pub(super) more: String,
}

impl Headline {
    /// A headline of a sentence alone.
    pub(super) fn plain(said: impl Into<String>) -> Self {
        Self { said: said.into(), ..Self::default() }
    }

    /// The height at this width.
    pub(super) fn rows(&self, width: u16, blocks: Blocks) -> u16 {
        let beside = self.beside(width, blocks);
        let (said, more) = self.lines(width.saturating_sub(beside));
        saturated(said.len() + more.len()).max(if beside > 0 { BIG } else { 0 })
    }

    /// Draws the headline into the top of `area`.
    pub(super) fn render(&self, theme: &Theme, blocks: Blocks, area: Rect, buf: &mut Buffer) {
        let beside = self.beside(area.width, blocks);
        if beside > 0 {
            self.render_big(blocks, area, buf);
        }
        let (said, more) = self.lines(area.width.saturating_sub(beside));
        // A single line stands beside the middle of the numbers.
        let top = u16::from(beside > 0 && said.len() + more.len() < 2);
        let lines = said.iter().map(|line| (line, theme.strong())).chain(more.iter().map(|line| (line, theme.quiet())));
        for (y, (line, style)) in (top..).zip(lines) {
            put(buf, area, (beside, y), line, style);
        }
    }

    fn lines(&self, width: u16) -> (Vec<String>, Vec<String>) {
        let columns = usize::from(width.min(MEASURE));
        // Where it is narrow, rows are dear too.
        let more = if width < NARROW { "" } else { &self.more };
        (wrap_some(&self.said, columns), wrap_some(more, columns))
    }

    /// The width of the large numbers and the gap behind them; 0 if there are none.
    fn beside(&self, width: u16, blocks: Blocks) -> u16 {
        if self.big.is_empty() || width < WITH_BIG || blocks != Blocks::Fine {
            return 0;
        }
        self.big.iter().map(|(text, _)| big_width(text, blocks) + 2).sum::<u16>()
    }

    fn render_big(&self, blocks: Blocks, area: Rect, buf: &mut Buffer) {
        let mut x = area.x;
        for (text, style) in &self.big {
            let width = big_width(text, blocks);
            let place = Rect { x, width, height: BIG, ..area }.intersection(area);
            if big(text, blocks).is_some() {
                BigText::new(text, *style).blocks(blocks).render(place, buf);
            } else {
                put(buf, place, (0, 1), text, *style);
            }
            x = x.saturating_add(width + 2);
        }
    }
}

/// As [`wrap`], but an empty text has no line.
fn wrap_some(text: &str, width: usize) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { wrap(text, width) }
}

fn big(text: &str, blocks: Blocks) -> Option<crate::widgets::digits::GlyphScale> {
    scale(text, Rect::new(0, 0, 40, BIG), blocks)
}

/// The width of a text in large numbers, or as it is if it has no large form.
pub(super) fn big_width(text: &str, blocks: Blocks) -> u16 {
    big(text, blocks).map_or_else(|| saturated(columns(text)), |scale| scale.columns(text))
}
