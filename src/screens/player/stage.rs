//! The boxes of the session's screen. They follow from its size alone, so that no part moves while a session runs.
//!
//! ```text
//!  head      phase, exercise, side and set          head
//!  letters  LEFT     pane                           digits  letters
//!  digits    28      figure, or an open panel       28      (or panel)
//!  caption                                                  caption
//!  text      cue, and what comes next               text
//!  bar       the place in the session               bar
//! ```

use ratatui::layout::{Constraint, Layout, Margin, Rect};

use crate::widgets::Blocks;
use crate::widgets::digits::fit as scale;
use crate::widgets::wrap::saturated;

/// The least columns of the screen for a figure beside the number.
const LEAST_BESIDE: u16 = 56;
/// The least rows of the screen with blank rows between its parts.
const AIRY: u16 = 20;
/// The least rows of the stage for letters above the number.
const LEAST_ABOVE: u16 = 9;
/// The least rows of the stage for a figure below the number.
const LEAST_BELOW: u16 = 16;
/// The least rows of the stage for a guide of the breath.
const LEAST_FOR_BREATH: u16 = 12;
/// The digits that every number up to 99 fits into.
const TWO_DIGITS: &str = "88";

/// The boxes of the session's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionBoxes {
    /// Phase and exercise; side, set and round.
    pub head: Rect,
    /// The word to be read from afar.
    pub letters: Rect,
    /// The number; it ends at the right edge and stands on the last row.
    pub digits: Rect,
    /// The line that belongs to the number.
    pub caption: Rect,
    /// The figure, or an open panel; empty if there is no room.
    pub pane: Rect,
    /// The cue, and what comes next.
    pub text: Rect,
    /// The place in the session.
    pub bar: Rect,
}

impl SessionBoxes {
    /// Returns the boxes in `area`; with room for a guide of the breath if `has_breath`.
    pub fn new(area: Rect, has_breath: bool, blocks: Blocks) -> Self {
        let frame = Self::frame(area);
        let stage = frame.digits;
        let is_wide = stage.width + 2 >= LEAST_BESIDE;
        if stage.height >= LEAST_ABOVE && is_wide {
            let [number, _, pane] =
                Layout::horizontal([Constraint::Fill(4), Constraint::Length(2 + air(area)), Constraint::Fill(5)])
                    .areas(stage);
            let caption = if has_breath && stage.height >= LEAST_FOR_BREATH { 3 } else { 1 };
            frame.above(number, TWO_DIGITS, caption, blocks).with_pane(pane)
        } else if stage.height >= LEAST_BELOW {
            let [number, _, pane] =
                Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Fill(1)]).areas(stage);
            frame.beside(number, TWO_DIGITS, blocks).with_pane(pane)
        } else {
            frame.beside(stage, TWO_DIGITS, blocks)
        }
    }

    /// Returns the boxes in `area` of a timer, which has no figure: its numbers, `widest` the widest of them, have all
    /// of the stage.
    pub fn of_timer(area: Rect, widest: &str, blocks: Blocks) -> Self {
        let frame = Self::frame(area);
        let stage = frame.digits;
        let half = Rect { width: stage.width / 2, ..stage };
        if stage.height >= LEAST_ABOVE {
            frame.above(stage, widest, 1, blocks)
        } else if scale(widest, half, blocks).is_some() {
            Self { pane: Rect::ZERO, ..frame.beside(stage, widest, blocks) }
        } else {
            // The head has the word as well: here the number is more.
            Self { caption: Rect::ZERO, ..frame }
        }
    }

    /// The boxes around the stage; the stage itself is that of the digits.
    fn frame(area: Rect) -> Self {
        let air = air(area);
        let rows = [
            Constraint::Length(2),
            Constraint::Length(air),
            Constraint::Fill(1),
            Constraint::Length(air),
            Constraint::Length(2 + air),
            Constraint::Length(air),
            Constraint::Length(1),
        ];
        let [head, _, stage, _, text, _, bar] = Layout::vertical(rows).areas(area.inner(Margin::new(1, 0)));
        Self { head, text, bar, letters: Rect::ZERO, digits: stage, caption: stage, pane: Rect::ZERO }
    }

    fn with_pane(self, pane: Rect) -> Self {
        Self { pane, ..self }
    }

    /// Puts the letters above the digits, and `caption` rows below them.
    fn above(self, area: Rect, widest: &str, caption: u16, blocks: Blocks) -> Self {
        let letters = if area.height >= 18 { 5 } else { 3 };
        let gap = u16::from(area.height >= 11);
        let rest = Rect { height: area.height.saturating_sub(letters + gap + caption), ..area };
        let scale = scale(widest, rest, blocks);
        let digits = scale.map_or(rest.height, |scale| scale.rows().min(rest.height));
        let width = scale.map_or(2, |scale| scale.columns(widest)).min(area.width);
        let rows = [letters, gap, digits, caption].map(Constraint::Length);
        let top = area.height.saturating_sub(letters + gap + digits + caption) / 2;
        let area = Rect { y: area.y + top, height: area.height - top, ..area };
        let [letters, _, digits, caption] = Layout::vertical(rows).areas(area);
        // The digits end where the widest of them, centred, end.
        let digits = Rect { width: width + (area.width - width) / 2, ..digits };
        Self { letters, digits, caption, ..self }
    }

    /// Puts letters and caption to the right of the digits. A panel takes the place of the letters.
    fn beside(self, area: Rect, widest: &str, blocks: Blocks) -> Self {
        let half = Rect { width: area.width / 2, ..area };
        let width = scale(widest, half, blocks).map_or(saturated(widest.len()), |scale| scale.columns(widest));
        let [digits, _, right] =
            Layout::horizontal([Constraint::Length(width), Constraint::Length(2), Constraint::Fill(1)]).areas(area);
        let [letters, caption] = Layout::vertical([Constraint::Fill(1), Constraint::Length(2)]).areas(right);
        Self { letters: Rect { height: letters.height.min(3), ..letters }, digits, caption, pane: letters, ..self }
    }
}

/// Returns the blank rows between the parts of the screen.
fn air(area: Rect) -> u16 {
    u16::from(area.height >= AIRY)
}
