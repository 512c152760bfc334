//! A scale from 0 to 10 in one row, with the chosen score marked and its words below: for pain, effort or ability.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// The bands of the scale: first and last score, and the word for them.
///
/// Source: the cut points of the numeric rating scale in common use, 1-3 mild, 4-6 moderate,
/// 7-10 severe.
const BANDS: [(u8, u8, &str); 4] = [(0, 0, "none"), (1, 3, "mild"), (4, 6, "moderate"), (7, 10, "severe")];

/// The bands of effort. Our own words.
const EFFORT_BANDS: [(u8, u8, &str); 4] = [(0, 0, "none"), (1, 3, "easy"), (4, 6, "hard"), (7, 10, "very hard")];

/// The bands of ability, where higher is better: the ends as the scale has them. **Source**: the
/// patient-specific functional scale (Stratford et al., Physiotherapy Canada 1995); the words between are ours.
const ABILITY_BANDS: [(u8, u8, &str); 4] = [(0, 0, "not"), (1, 4, "a little"), (5, 9, "mostly"), (10, 10, "fully")];

/// Subjects of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ScoreSubject {
    /// Pain, in the words and colours of its bands.
    #[default]
    Pain,
    /// Effort, which is neither good nor bad.
    Effort,
    /// Ability: higher is better, and an arrow says so.
    Ability,
}

impl ScoreSubject {
    fn bands(self) -> [(u8, u8, &'static str); 4] {
        match self {
            Self::Pain => BANDS,
            Self::Effort => EFFORT_BANDS,
            Self::Ability => ABILITY_BANDS,
        }
    }

    fn word(self, score: u8) -> &'static str {
        self.bands().iter().find(|(_, last, _)| score <= *last).map_or("most", |(.., word)| word)
    }

    /// Returns the sign before the words, so that higher is not taken for worse.
    fn sign(self) -> &'static str {
        match self {
            Self::Pain | Self::Effort => "",
            Self::Ability => "▲",
        }
    }

    fn style(self, score: u8, theme: &Theme) -> Style {
        match self {
            Self::Pain => theme.pain(score),
            Self::Effort => theme.accent(),
            Self::Ability => theme.accent(),
        }
    }
}

/// The text for a question not answered; never 0.
const NO_ANSWER: &str = "no answer";

/// Returns the word for a pain score; more than 10 counts as 10.
///
/// ```
/// assert_eq!(supple::widgets::pain_scale::word(4), "moderate");
/// ```
pub fn word(score: u8) -> &'static str {
    ScoreSubject::Pain.word(score.min(10))
}

/// A scale in two rows: `—  0  1  2 [3] 4 …` and the words. The chosen score is in brackets, reversed; `None` is the
/// dash at the left, which is not 0. With one row the words are left out.
///
/// Needs 37 columns for all of it; with 24 it has no brackets and one word; below that it writes "3 of 10, mild".
#[derive(Debug, Clone, Copy)]
pub struct PainScale<'a> {
    /// The score, 0 to 10, or `None` if not answered; more counts as 10.
    pub score: Option<u8>,
    /// The subject of the score.
    pub scored: ScoreSubject,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

impl PainScale<'_> {
    /// The most columns it uses.
    pub const WIDTH: u16 = width_at(5);
}

/// The columns from one score to the next: roomy, with room for brackets, and just apart.
const PITCHES: [u16; 4] = [5, 4, 3, 2];

impl Widget for PainScale<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let score = self.score.map(|score| score.min(10));
        let pitch = PITCHES.into_iter().find(|pitch| width_at(*pitch) <= area.width);
        let Some(pitch) = pitch else {
            render_sentence(score, &self, area, buf);
            return;
        };
        for (at, value) in std::iter::once(None).chain((0..=10).map(Some)).enumerate() {
            let chosen = value == score;
            let style = if chosen { chosen_style(value, &self) } else { self.theme.text() };
            let (indent, text) = marked(value, chosen, pitch);
            put(buf, area, (pitch * saturated(at) + indent, 0), &text, style);
        }
        render_words(score, pitch, &self, area, buf);
    }
}

/// Returns the width of the dash and eleven scores, the last one a digit longer, with brackets if there are any.
const fn width_at(pitch: u16) -> u16 {
    if pitch > 2 { 11 * pitch + 4 } else { 11 * pitch + 2 }
}

/// Returns the indent and text of a value: in brackets if it is chosen and there is room for them.
fn marked(value: Option<u8>, chosen: bool, pitch: u16) -> (u16, String) {
    let text = value.map_or_else(|| "—".to_owned(), |score| score.to_string());
    match (pitch > 2, chosen) {
        (true, true) => (0, format!("[{text}]")),
        (true, false) => (1, text),
        (false, _) => (0, text),
    }
}

fn chosen_style(value: Option<u8>, scale: &PainScale<'_>) -> Style {
    value.map_or_else(Style::new, |score| scale.scored.style(score, scale.theme)).patch(scale.theme.chosen())
}

/// Draws each word below the middle of its band; the current one in the colour of its band.
fn render_words(score: Option<u8>, pitch: u16, scale: &PainScale<'_>, area: Rect, buf: &mut Buffer) {
    let PainScale { scored, theme, .. } = scale;
    let after_sign =
        put(buf, area, (0, 1), scored.sign(), scored.style(0, theme)) + u16::from(!scored.sign().is_empty());
    let Some(score) = score else {
        put(buf, area, (after_sign.max(u16::from(pitch > 2)), 1), NO_ANSWER, theme.strong());
        return;
    };
    if pitch == 2 {
        put(buf, area, (after_sign, 1), scored.word(score), scored.style(score, theme).patch(theme.strong()));
        return;
    }
    for (first, last, word) in scored.bands() {
        let middle = pitch * (u16::from(first) + u16::from(last) + 2) / 2 + u16::from(pitch > 2);
        let start = middle.saturating_sub(saturated(columns(word) / 2));
        let chosen = (first..=last).contains(&score);
        let style = if chosen { scored.style(score, theme).patch(theme.strong()) } else { theme.quiet() };
        put(buf, area, (start, 1), word, style);
    }
}

fn render_sentence(score: Option<u8>, scale: &PainScale<'_>, area: Rect, buf: &mut Buffer) {
    let (long, short) = match score {
        Some(score) => (format!("{score} of 10, {}", scale.scored.word(score)), score.to_string()),
        None => (format!("— {NO_ANSWER}"), "—".to_owned()),
    };
    let text = if columns(&long) <= usize::from(area.width) { long } else { short };
    put(buf, area, (0, 0), &text, scale.theme.strong());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{drawn, picture, survives_every_size, theme};

    fn scale(score: Option<u8>, width: u16) -> String {
        picture(PainScale { score, scored: ScoreSubject::Pain, theme: &theme() }, width, 2)
    }

    #[test]
    fn the_chosen_score_stands_in_brackets_above_its_word() {
        insta::assert_snapshot!(scale(Some(3), 62), @r"
        | —    0    1    2   [3]   4    5    6    7    8    9    10    |
        |    none      mild         moderate          severe           |
        ");
        insta::assert_snapshot!(scale(Some(10), 50), @r"
        | —   0   1   2   3   4   5   6   7   8   9  [10]  |
        |   none    mild      moderate       severe        |
        ");
        insta::assert_snapshot!(scale(Some(0), 38), @r"
        | — [0] 1  2  3  4  5  6  7  8  9  10  |
        |  none  mild   moderate   severe      |
        ");
        insta::assert_snapshot!(scale(Some(5), 26), @r"
        |— 0 1 2 3 4 5 6 7 8 9 10  |
        |moderate                  |
        ");
        insta::assert_snapshot!(scale(Some(200), 20), @r"
        |10 of 10, severe    |
        |                    |
        ");
    }

    #[test]
    fn not_asked_is_not_zero() {
        insta::assert_snapshot!(scale(None, 62), @r"
        |[—]   0    1    2    3    4    5    6    7    8    9    10    |
        | no answer                                                    |
        ");
        insta::assert_snapshot!(scale(None, 38), @r"
        |[—] 0  1  2  3  4  5  6  7  8  9  10  |
        | no answer                            |
        ");
        insta::assert_snapshot!(scale(None, 12), @r"
        |— no answer |
        |            |
        ");
    }

    #[test]
    fn what_is_better_when_higher_has_a_sign_and_words_of_its_own() {
        let theme = theme();
        let ability =
            |score, width| picture(PainScale { score, scored: ScoreSubject::Ability, theme: &theme }, width, 2);
        insta::assert_snapshot!(ability(Some(6), 38), @r"
        | —  0  1  2  3  4  5 [6] 7  8  9  10  |
        |▲  not a little       mostly    fully |
        ");
        insta::assert_snapshot!(ability(Some(10), 62), @r"
        | —    0    1    2    3    4    5    6    7    8    9   [10]   |
        |▲    not      a little                mostly          fully   |
        ");
        insta::assert_snapshot!(ability(None, 38), @r"
        |[—] 0  1  2  3  4  5  6  7  8  9  10  |
        |▲ no answer                           |
        ");
        assert_ne!(ScoreSubject::Ability.style(9, &theme), ScoreSubject::Pain.style(9, &theme));
    }

    #[test]
    fn words_follow_the_bands() {
        let words: Vec<&str> = (0..=11).map(word).collect();
        assert_eq!(
            words.join(" "),
            "none mild mild mild moderate moderate moderate severe severe severe severe severe"
        );
    }

    #[test]
    fn without_brackets_the_chosen_score_is_still_reversed() {
        let theme = theme();
        let buffer = drawn(PainScale { score: Some(5), scored: ScoreSubject::Pain, theme: &theme }, 26, 1);
        assert!(buffer[(12, 0)].modifier.contains(ratatui::style::Modifier::REVERSED));
        survives_every_size(|| PainScale { score: Some(5), scored: ScoreSubject::Pain, theme: &theme });
    }
}
