//! The verdict on the course of pain: the median now, the median then, and the meaning of the difference.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};

use super::TrendsView;
use super::data::span_text;
use super::head::{BIG, Headline, big_width};
use crate::domain::advice::clinical_change::{RealChange, Trend};
use crate::domain::stats::pain::Range;
use crate::domain::stats::pain_trend::RatedSpan;
use crate::domain::text::counted;
use crate::screens::spoken::capital;
use crate::theme::Theme;
use crate::widgets::Blocks;
use crate::widgets::digits::BigText;
use crate::widgets::wrap::{columns, put, put_lines, saturated, wrap};

/// The least width and height of the page for boxes.
const WITH_BOXES: (u16, u16) = (76, 18);

/// The width above which a sentence has room for dates.
const NARROW: u16 = 60;

/// The width of the verdict's text at most.
const VERDICT: u16 = 60;

/// The ratings that the verdict leaves out.
const WHAT_COUNTS: &str = "Ratings during a session are not counted.";

/// The verdict as it fits the page.
pub(super) enum Verdict {
    /// Three boxes beside each other.
    Boxes(Box<VerdictBoxes>),
    /// A sentence or two.
    Text(Headline),
}

/// The content of the boxes.
pub(super) struct VerdictBoxes {
    now: MedianBox,
    then: MedianBox,
    /// The verdict in a word or two, and the size of a real change.
    said: String,
    style: Style,
    real: String,
}

/// A median with its basis.
struct MedianBox {
    title: String,
    median: String,
    style: Style,
    lines: [String; 3],
}

impl Verdict {
    /// The verdict for a page of this size.
    pub(super) fn of(view: &TrendsView<'_>, width: u16, height: u16) -> Self {
        let (course, theme) = (&view.seen.stats.course, &view.model.theme);
        let (Some(trend), Some(then), Some(now)) = (course.trend(), course.earlier.range, course.later.range) else {
            let is_empty = view.seen.stats.pain.points.is_empty();
            let said = if is_empty { "No ratings in this span.".to_owned() } else { course.text() };
            return Self::Text(Headline { said, more: WHAT_COUNTS.to_owned(), ..Headline::default() });
        };
        let real = real_text(trend, RealChange::from_median(then.median));
        if width < WITH_BOXES.0 || height < WITH_BOXES.1 || view.model.blocks != Blocks::Fine {
            return Self::Text(Headline { said: sentence(view, trend, width), more: real, ..Headline::default() });
        }
        let style = match trend {
            Trend::Lower => theme.good(),
            Trend::Higher => theme.amber(),
            // Less than a real change has no colour.
            Trend::ALittleLower | Trend::Same | Trend::ALittleHigher => theme.text(),
        };
        Self::Boxes(Box::new(VerdictBoxes {
            now: MedianBox::new("Now", view, &course.later, now, style),
            then: MedianBox::new("Then", view, &course.earlier, then, theme.quiet()),
            said: format!("{}.", capital(trend.text())),
            style: style.patch(theme.strong()),
            real,
        }))
    }

    /// The height at this width.
    pub(super) fn rows(&self, width: u16, blocks: Blocks) -> u16 {
        match self {
            Self::Boxes(boxes) => 2 + BIG.max(saturated(boxes.lines(boxes.verdict_width(width)).len())),
            Self::Text(headline) => headline.rows(width, blocks),
        }
    }

    /// Draws it into the top of `area`.
    pub(super) fn render(&self, theme: &Theme, blocks: Blocks, area: Rect, buf: &mut Buffer) {
        match self {
            Self::Boxes(boxes) => {
                boxes.render(theme, blocks, Rect { height: self.rows(area.width, blocks), ..area }, buf);
            }
            Self::Text(headline) => headline.render(theme, blocks, area, buf),
        }
    }
}

impl VerdictBoxes {
    /// The width of the text of the verdict.
    fn verdict_width(&self, width: u16) -> u16 {
        let left = width.saturating_sub(self.now.width() + self.then.width() + 2);
        left.saturating_sub(4).min(VERDICT)
    }

    fn lines(&self, width: u16) -> Vec<String> {
        let (said, real) = (wrap(&self.said, width.into()), wrap(&self.real, width.into()));
        said.into_iter().chain(real).collect()
    }

    fn render(&self, theme: &Theme, blocks: Blocks, area: Rect, buf: &mut Buffer) {
        let width = self.verdict_width(area.width);
        let columns = [self.now.width(), 1, self.then.width(), 1, width + 4, 0].map(Constraint::Length);
        let [now, _, then, _, verdict, _] = Layout::horizontal(columns).areas(area);
        self.now.render(theme, blocks, now, buf);
        self.then.render(theme, blocks, then, buf);
        let inside = frame("Verdict", theme, verdict, buf);
        let said = wrap(&self.said, width.into());
        put_lines(buf, inside, &said, self.style);
        let below = Rect { y: inside.y + saturated(said.len()), ..inside };
        put_lines(buf, below.intersection(inside), &wrap(&self.real, width.into()), theme.text());
    }
}

impl MedianBox {
    fn new(name: &str, view: &TrendsView<'_>, span: &RatedSpan, range: Range, style: Style) -> Self {
        Self {
            title: format!("{name}, {}", span_text(span.from, span.to, view.seen.today)),
            median: range.median.to_string(),
            style,
            lines: [
                "median".to_owned(),
                counted(range.median.count, "rating"),
                format!("range {}–{}", range.lowest, range.highest),
            ],
        }
    }

    fn width(&self) -> u16 {
        let text = self.lines.iter().map(|line| columns(line)).max().unwrap_or(0);
        (big_width(&self.median, Blocks::Fine) + 2 + saturated(text)).max(saturated(columns(&self.title)) + 2) + 4
    }

    fn render(&self, theme: &Theme, blocks: Blocks, area: Rect, buf: &mut Buffer) {
        let inside = frame(&self.title, theme, area, buf);
        let width = big_width(&self.median, blocks);
        let place = Rect { width, height: BIG, ..inside }.intersection(inside);
        BigText::new(&self.median, self.style).blocks(blocks).render(place, buf);
        for (y, line) in (0..).zip(&self.lines) {
            put(buf, inside, (width + 2, y), line, theme.quiet());
        }
    }
}

/// Draws a frame with a title, and returns the area inside.
fn frame(title: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border());
    block.title(format!(" {title} ")).title_style(theme.quiet()).render(area.intersection(buf.area), buf);
    area.inner(Margin::new(2, 1))
}

/// The course of pain in a sentence, in short where it is narrow.
fn sentence(view: &TrendsView<'_>, trend: Trend, width: u16) -> String {
    let course = &view.seen.stats.course;
    match (course.earlier.range, course.later.range) {
        (Some(then), Some(now)) if width < NARROW => {
            let (now, then) = (now.median, then.median);
            format!("{}: {now} now (n {}), {then} then (n {}).", capital(trend.text()), now.count, then.count)
        }
        _ => course.text(),
    }
}

/// The size of a real change, in a sentence.
fn real_text(trend: Trend, real: RealChange) -> String {
    let rule = if real.fall == real.rise {
        format!("{} or more is a real change.", real.text())
    } else {
        format!("{} is a real change.", real.text())
    };
    match trend {
        Trend::ALittleLower | Trend::ALittleHigher => format!("1 point may matter; {rule}"),
        _ => rule,
    }
}
