//! A guide for breathing: a bar that grows from its middle and shrinks back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, put_centred, saturated};
use crate::theme::Theme;

/// The halves of a breath.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BreathHalf {
    /// The bar grows.
    In,
    /// The bar shrinks.
    Out,
}

impl BreathHalf {
    /// Returns the instruction in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::In => "breathe in",
            Self::Out => "breathe out",
        }
    }
}

/// The words with the bar below, on a track that shows its full length; both in one row if there is only one. The bar
/// starts and ends slowly, as breath does.
#[derive(Debug, Clone, Copy)]
pub struct BreathGuide<'a> {
    /// The half of the breath.
    pub breath: BreathHalf,
    /// The share of that half that is over, 0 to 1; clamped.
    pub fraction: f64,
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The widest bar that is seen at a glance.
const MOST_COLUMNS: u16 = 60;
/// The share of the full bar that remains between two breaths.
const LEAST_PART: f64 = 0.12;
/// Cells filled from the left by zero to seven eighths.
const EIGHTHS: [&str; 8] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

impl Widget for BreathGuide<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let words = self.breath.words();
        if area.height >= 2 {
            put_centred(buf, area, 0, words, self.theme.strong());
            let rows = (area.height - 1).min(2);
            for y in 1..=rows {
                self.render_bar(Rect { y: area.y.saturating_add(y), height: 1, ..area }, buf);
            }
            return;
        }
        // The longer word's room in both halves: the bar must not jump.
        let beside = saturated(columns(BreathHalf::Out.words()) + 2);
        put(buf, area, (0, 0), words, self.theme.strong());
        let x = area.x.saturating_add(beside);
        self.render_bar(Rect { x, width: area.width.saturating_sub(beside), ..area }, buf);
    }
}

impl BreathGuide<'_> {
    fn render_bar(&self, row: Rect, buf: &mut Buffer) {
        let width = row.width.min(MOST_COLUMNS) / 2 * 2;
        let row = Rect { x: row.x.saturating_add((row.width - width) / 2), width, ..row };
        let half = width / 2;
        let eighths = self.half_length(half);
        for out in 0..half {
            let part = part(out, eighths, self.blocks);
            let ([left, right], style) = match part {
                BreathRing::Inside if self.blocks == Blocks::Ascii => (["#"; 2], self.theme.work()),
                BreathRing::Inside => (["█"; 2], self.theme.work()),
                BreathRing::Edge(filled) => ([eighth(8 - filled), eighth(filled)], self.theme.work()),
                BreathRing::Outside if self.blocks == Blocks::Fine => (["·"; 2], self.theme.quiet()),
                BreathRing::Outside => (["."; 2], self.theme.quiet()),
            };
            // Cells fill from the left only: the left edge is what is missing of its cell, reversed.
            let reversed = matches!(part, BreathRing::Edge(_));
            let left_style = if reversed { style.add_modifier(Modifier::REVERSED) } else { style };
            put(buf, row, (half - 1 - out, 0), left, left_style);
            put(buf, row, (half + out, 0), right, style);
        }
    }

    /// Returns the eighths of cells from the middle to an edge.
    fn half_length(&self, half: u16) -> u16 {
        let fraction = if self.fraction.is_nan() { 0.0 } else { self.fraction.clamp(0.0, 1.0) };
        let eased = (1.0 - (std::f64::consts::PI * fraction).cos()) / 2.0;
        let open = match self.breath {
            BreathHalf::In => eased,
            BreathHalf::Out => 1.0 - eased,
        };
        let part = LEAST_PART + (1.0 - LEAST_PART) * open;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 30 cells")]
        let eighths = (f64::from(half) * 8.0 * part).round() as u16;
        eighths
    }
}

/// Positions of a cell relative to the bar, counted from the middle outwards.
enum BreathRing {
    Inside,
    /// On the edge, with this many eighths of it filled, 1 to 7.
    Edge(u16),
    Outside,
}

fn part(out: u16, eighths: u16, blocks: Blocks) -> BreathRing {
    match eighths.saturating_sub(out * 8) {
        8.. => BreathRing::Inside,
        0 => BreathRing::Outside,
        filled if blocks == Blocks::Fine => BreathRing::Edge(filled),
        4.. => BreathRing::Inside,
        _ => BreathRing::Outside,
    }
}

fn eighth(filled: u16) -> &'static str {
    EIGHTHS.get(usize::from(filled)).copied().unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    fn guide(breath: BreathHalf, fraction: f64, width: u16, height: u16) -> String {
        picture(BreathGuide { breath, fraction, blocks: Blocks::Fine, theme: &theme() }, width, height)
    }

    #[test]
    fn the_bar_grows_with_the_breath_and_shrinks_back() {
        insta::assert_snapshot!(guide(BreathHalf::In, 0.0, 34, 3), @r"
        |            breathe in            |
        |···············████···············|
        |···············████···············|
        ");
        insta::assert_snapshot!(guide(BreathHalf::In, 0.5, 34, 3), @r"
        |            breathe in            |
        |·······▌██████████████████▌·······|
        |·······▌██████████████████▌·······|
        ");
        insta::assert_snapshot!(guide(BreathHalf::In, 1.0, 34, 3), @r"
        |            breathe in            |
        |██████████████████████████████████|
        |██████████████████████████████████|
        ");
        insta::assert_snapshot!(guide(BreathHalf::Out, 0.25, 34, 2), @r"
        |           breathe out            |
        |··▎████████████████████████████▊··|
        ");
    }

    #[test]
    fn in_one_row_the_words_stand_beside_it() {
        insta::assert_snapshot!(guide(BreathHalf::In, 0.5, 38, 1), @r"
        |breathe in   ·····▎████████████▊····· |
        ");
        insta::assert_snapshot!(guide(BreathHalf::Out, 0.5, 38, 1), @r"
        |breathe out  ·····▎████████████▊····· |
        ");
    }

    #[test]
    fn poor_fonts_get_whole_cells() {
        let theme = theme();
        let guide = BreathGuide { breath: BreathHalf::In, fraction: 0.4, blocks: Blocks::Ascii, theme: &theme };
        insta::assert_snapshot!(picture(guide, 30, 2), @r"
        |          breathe in          |
        |.........############.........|
        ");
    }

    #[test]
    fn breathing_out_starts_where_breathing_in_ended() {
        let bar = |breath, fraction| guide(breath, fraction, 34, 3).lines().skip(1).collect::<String>();
        assert_eq!(bar(BreathHalf::In, 1.0), bar(BreathHalf::Out, 0.0));
        assert_eq!(bar(BreathHalf::Out, 1.0), bar(BreathHalf::In, 0.0));
        assert_eq!(bar(BreathHalf::In, f64::NAN), bar(BreathHalf::In, -3.0));
        let theme = theme();
        survives_every_size(|| BreathGuide {
            breath: BreathHalf::In,
            fraction: 0.3,
            blocks: Blocks::Fine,
            theme: &theme,
        });
    }
}
