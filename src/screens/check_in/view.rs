//! Drawing of the questions about pain: all at once where there is room, else one after the other.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::question::{CheckInStep, Question};
use super::{ANCHORS, QUESTION};
use crate::domain::journal::body_location::spread_text;
use crate::domain::journal::entry::Score;
use crate::screens::page::column;
use crate::state::action::Action;
use crate::state::keymap::{Context, own_rows};
use crate::theme::Theme;
use crate::widgets::pain_grid::{PainGrid, PainWords, WordChoice};
use crate::widgets::pain_scale::{PainScale, ScoreSubject};
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

/// The least width and height at which all questions are drawn at once.
const WHOLE: (u16, u16) = (78, 20);

const WHERE: &str = "Where? (your left, your right)";

const WHAT_LIKE: &str = "What does it feel like?";

const SORE: &str = "just sore from training";

/// The answers, and the texts around them.
pub(in crate::screens) struct CheckInPage<'a> {
    pub(in crate::screens) title: &'a str,
    pub(in crate::screens) question: &'a Question,
    /// The sentence that pain sits higher than last time, if it does.
    pub(in crate::screens) moved: Option<&'a str>,
    /// Last time's answers, in a sentence.
    pub(in crate::screens) last: Option<String>,
    /// The effect of enter.
    pub(in crate::screens) hint: &'a str,
}

impl CheckInPage<'_> {
    /// Draws all questions, or only the current one.
    pub(in crate::screens) fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        if area.width >= WHOLE.0 && area.height >= WHOLE.1 {
            return self.render_whole(theme, area, buf);
        }
        match self.question.step {
            CheckInStep::Score => self.render_score_alone(theme, area.inner(Margin::new(1, 0)), buf),
            CheckInStep::Places | CheckInStep::Words => {
                render_details(self.question, self.moved.or(self.last.as_deref()), theme, area, buf);
            }
        }
    }

    fn render_whole(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let top = area.height.saturating_sub(WHOLE.1 + 2) / 3;
        let rows = [
            Constraint::Length(top),
            Constraint::Length(2),
            Constraint::Length(4),
            Constraint::Length(1 + PainGrid::HEIGHT),
            Constraint::Length(u16::from(area.height >= WHOLE.1 + 2)),
            Constraint::Fill(1),
        ];
        let body = column(area).inner(Margin::new(1, 0));
        let [_, title, score, details, _, below] = Layout::vertical(rows).areas(body);
        put(buf, title, (0, 0), &fit(self.title, title.width.into()), theme.title());
        self.render_score(theme, score, buf);
        let [left, right] =
            Layout::horizontal([Constraint::Length(PainGrid::WIDTH + 2), Constraint::Fill(1)]).areas(details);
        render_places(self.question, theme, left, buf);
        render_words_and_sore(self.question, theme, right, buf);
        put_lines(buf, below, self.lines(theme, below.width));
    }

    /// Draws the question, its scale, and the meaning of its ends at the right.
    fn render_score(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        label(QUESTION, self.question.step == CheckInStep::Score, theme, area, buf);
        let x = area.width.saturating_sub(saturated(columns(ANCHORS)));
        put(buf, area, (x, 0), ANCHORS, theme.quiet());
        let scale = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: 2 };
        render_scale(self.question, theme, scale, buf);
    }

    fn render_score_alone(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let gap = u16::from(area.height >= 12);
        let rows = [
            Constraint::Length(1),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(2),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
        ];
        let [title, _, question, scale, anchors, more, below] = Layout::vertical(rows).areas(area);
        put(buf, title, (0, 0), &fit(self.title, title.width.into()), theme.title());
        put(buf, question, (0, 0), QUESTION, theme.strong());
        render_scale(self.question, theme, scale, buf);
        put(buf, anchors, (0, 0), ANCHORS, theme.quiet());
        let said = details(self.question);
        if !said.is_empty() {
            put(buf, more, (0, 0), &fit(&said, more.width.into()), theme.text());
        } else {
            render_sore(self.question, theme, (0, 0), more, buf);
        }
        put_lines(buf, below, self.lines(theme, below.width));
    }

    /// The sentences below the questions.
    fn lines(&self, theme: &Theme, width: u16) -> Vec<(String, Style)> {
        let texts =
            [(self.moved, theme.strong()), (self.last.as_deref(), theme.text()), (Some(self.hint), theme.quiet())];
        let texts = texts.into_iter().filter_map(|(text, style)| Some((text?, style)));
        texts.flat_map(|(text, style)| wrap(text, width.into()).into_iter().map(move |line| (line, style))).collect()
    }
}

/// Draws the grid or the words, whichever is asked; both where there is room.
pub(in crate::screens) fn render_details(
    question: &Question,
    last: Option<&str>,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let body = column(area).inner(Margin::new(1, u16::from(area.height >= WHOLE.1)));
    let is_wide = area.width >= WHOLE.0;
    let y = u16::from(area.height >= WHOLE.1);
    let last = last.map(|last| wrap(last, body.width.into())).unwrap_or_default();
    // Where the grid is cut there are rows left for what stands below it.
    let below = u16::from(!is_wide) + y + saturated(last.len());
    let grid = (1 + PainGrid::HEIGHT).min(body.height.saturating_sub(below));
    let [asked, below] = Layout::vertical([Constraint::Length(grid), Constraint::Fill(1)]).areas(body);
    if is_wide {
        let halves = [Constraint::Length(PainGrid::WIDTH + 2), Constraint::Fill(1)];
        let [left, right] = Layout::horizontal(halves).areas(asked);
        render_places(question, theme, left, buf);
        render_words_and_sore(question, theme, right, buf);
    } else if question.step == CheckInStep::Words {
        render_words(question, theme, asked, buf);
    } else {
        render_places(question, theme, asked, buf);
    }
    if !is_wide {
        render_sore(question, theme, (0, y), below, buf);
    }
    let above = y + u16::from(!is_wide);
    let below = Rect { y: below.y + above, height: below.height.saturating_sub(above), ..below };
    put_lines(buf, below, last.into_iter().map(|line| (line, theme.quiet())).collect());
}

/// The answers besides the score, in a line; empty if there are none.
pub(in crate::screens) fn details(question: &Question) -> String {
    let places = Some(question.spots.text()).filter(|text| !text.is_empty());
    let words = question.words.iter().map(ToString::to_string);
    let sore = question.training_sore.then(|| "sore from training".to_owned());
    places.into_iter().chain(words).chain(sore).collect::<Vec<_>>().join(", ")
}

/// Draws a label into the first row of `area`, and returns the column after it.
pub(in crate::screens) fn label(text: &str, has_focus: bool, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let (mark, style) = if has_focus { ("▸ ", theme.strong()) } else { ("  ", theme.quiet()) };
    let x = put(buf, area, (0, 0), mark, theme.accent());
    put(buf, area, (x, 0), &fit(text, usize::from(area.width.saturating_sub(x))), style)
}

fn render_places(question: &Question, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let has_focus = question.step == CheckInStep::Places;
    let reach = question.spots.spread().map(spread_text);
    label(reach.unwrap_or(WHERE), has_focus, theme, area, buf);
    let cursor = question.cursor().filter(|_| has_focus);
    PainGrid { spots: &question.spots, cursor, theme }.render(below_label(area), buf);
}

fn render_words(question: &Question, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let has_focus = question.step == CheckInStep::Words;
    label(WHAT_LIKE, has_focus, theme, area, buf);
    let words: Vec<WordChoice<'_>> = own_rows(Context::PainWords)
        .filter_map(|row| match row.action {
            Action::Feel(word) => {
                Some(WordChoice { key: row.shown, word: word.as_str(), chosen: question.words.contains(&word) })
            }
            _ => None,
        })
        .collect();
    PainWords { words: &words, has_focus, theme }.render(below_label(area), buf);
}

/// Draws the words, and soreness from training below them: as high as the grid of places beside them.
fn render_words_and_sore(question: &Question, theme: &Theme, area: Rect, buf: &mut Buffer) {
    render_words(question, theme, area, buf);
    // Never over the words, which take seven rows below their label.
    render_sore(question, theme, (0, area.height.saturating_sub(2).max(8)), area, buf);
}

/// The area without its first row, which holds the label.
fn below_label(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

fn render_scale(question: &Question, theme: &Theme, area: Rect, buf: &mut Buffer) {
    PainScale { score: question.value().map(Score::value), scored: ScoreSubject::Pain, theme }.render(area, buf);
}

fn render_sore(question: &Question, theme: &Theme, at: (u16, u16), area: Rect, buf: &mut Buffer) {
    let (sign, style) = if question.training_sore { ("[x]", theme.chosen()) } else { ("[ ]", theme.quiet()) };
    if at.1 < area.height {
        let x = put(buf, area, at, sign, style);
        let x = put(buf, area, (x + 1, at.1), "m", theme.key());
        let style = if question.training_sore { theme.strong() } else { theme.text() };
        put(buf, area, (x + 1, at.1), &fit(SORE, usize::from(area.width.saturating_sub(x + 1))), style);
    }
}

fn put_lines(buf: &mut Buffer, area: Rect, lines: Vec<(String, Style)>) {
    for (y, (line, style)) in (0..area.height).zip(lines) {
        put(buf, area, (0, y), &line, style);
    }
}
