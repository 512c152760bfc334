//! The list of entries by day, the newest first: only the visible rows are laid out.

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use crate::domain::journal::browse::Item;
use crate::domain::journal::browse::timeline::Listing;
use crate::domain::journal::done::outcome;
use crate::domain::journal::entry::{Outcome, Rating, Score};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::journal::session_ratings::SessionRatings;
use crate::domain::journal::summary::score_text;
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put, saturated};

/// The width of a score.
const SCORE: u16 = 2;
/// The column of the day, beside the marker.
const DAY: u16 = 3;
/// The column of the time, beside the day.
const TIME: u16 = 11;
/// The least width of a list with times.
const WITH_TIME: u16 = 50;
/// The least width of a list with a legend.
const WITH_LEGEND: u16 = 46;
/// The least width of a title beside the highest score during a session.
const WITH_HIGHEST: u16 = 28;
/// The scores at the right, before, after and on the next morning: `10 → 10 → 10`, or with less room `10→10→10`.
#[derive(Clone, Copy)]
struct ScoreCells {
    /// The number of columns from the start of one to that of the next.
    pitch: u16,
}

impl ScoreCells {
    fn in_row(row: Rect) -> Self {
        Self { pitch: SCORE + if has_time(row) { 3 } else { 1 } }
    }

    const fn width(self) -> u16 {
        2 * self.pitch + SCORE
    }

    /// The column of the score number `n`, from 0.
    const fn left(self, row: Rect, n: u16) -> u16 {
        row.width.saturating_sub(self.width()) + n * self.pitch
    }
}

/// The list of the journal.
pub(super) struct JournalList<'a> {
    pub(super) journal: &'a Journal,
    /// The entries to list.
    pub(super) listing: &'a Listing,
    /// The place of the chosen entry.
    pub(super) selected: usize,
    /// The catalog and the theme.
    pub(super) model: &'a Model,
}

/// A line of the list.
enum ListLine<'a> {
    /// The month of the entries below.
    Month(NaiveDate),
    /// An entry at a place of the listing; `is_first` of the visible ones of its day.
    Item { at: usize, item: Item<'a>, is_first: bool },
}

impl JournalList<'_> {
    /// Draws it in a frame.
    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        let legend = Line::from(" before → after → next morning ").right_aligned().style(theme.quiet());
        let title = Line::from(" Journal ").style(theme.title());
        let block = Block::bordered().border_style(theme.border()).title_top(title);
        let block = if area.width >= WITH_LEGEND { block.title_top(legend) } else { block };
        let inner = block.inner(area);
        block.render(area, buf);
        for (y, line) in (0..inner.height).zip(self.lines(inner.height.into())) {
            let row = Rect { y: inner.y + y, height: 1, width: inner.width.saturating_sub(1), ..inner };
            match line {
                ListLine::Month(day) => {
                    put(buf, row, (1, 0), &day.format("%B %Y").to_string(), theme.quiet());
                }
                ListLine::Item { at, item, is_first } => {
                    if is_first {
                        put(buf, row, (DAY, 0), &item.at().format("%a %e").to_string(), theme.quiet());
                    }
                    self.render_item(at, &item, row, buf);
                }
            }
        }
    }

    /// The visible lines, with the chosen one in the middle where possible; the first is always a month.
    fn lines(&self, height: usize) -> Vec<ListLine<'_>> {
        let first = self.selected.saturating_sub(height);
        let mut lines: Vec<ListLine<'_>> = Vec::with_capacity(3 * height);
        let mut before = first.checked_sub(1).and_then(|at| self.listing.get(self.journal, at)).map(day_of);
        let mut chosen = 0;
        for at in first..self.selected + height + 1 {
            let Some(item) = self.listing.get(self.journal, at) else { break };
            let day = day_of(item);
            if before.map(month_of) != Some(month_of(day)) {
                lines.push(ListLine::Month(day));
            }
            if at == self.selected {
                chosen = lines.len();
            }
            lines.push(ListLine::Item { at, item, is_first: before != Some(day) });
            before = Some(day);
        }
        let top = chosen.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        let mut seen: Vec<ListLine<'_>> = lines.into_iter().skip(top).take(height).collect();
        // The month of the first row has scrolled out: it stands in the row's place.
        if let Some(ListLine::Item { item, .. }) = seen.first().filter(|_| height > 2) {
            let day = day_of(*item);
            seen.splice(..1, [ListLine::Month(day)]);
        }
        // So has, maybe, the first entry of its day.
        if let Some(ListLine::Item { is_first, .. }) = seen.get_mut(1) {
            *is_first = true;
        }
        seen
    }

    /// Returns `✓ Easy walk (day 7)`; for several ticks of a day `✓ 3: Easy walk, Pre-Run Glute Wake-Up, …`.
    fn tick_text(&self, at: usize, mark: &PlanMark) -> String {
        let catalog = &self.model.catalog;
        let ticks = self.listing.ticks(self.journal, at);
        if ticks.is_empty() {
            return mark.text(catalog);
        }
        // In the order in which they were done.
        let items: Vec<String> = ticks.iter().rev().filter_map(|tick| tick.item_text(catalog)).collect();
        format!("✓ {}: {}", ticks.len(), items.join(", "))
    }

    fn render_item(&self, at: usize, item: &Item<'_>, row: Rect, buf: &mut Buffer) {
        let (theme, is_chosen) = (&self.model.theme, at == self.selected);
        if is_chosen {
            put(buf, row, (1, 0), "▸", theme.accent());
        }
        if has_time(row) {
            put(buf, row, (TIME, 0), &item.at().format("%H:%M").to_string(), theme.quiet());
        }
        let left = if has_time(row) { TIME + 7 } else { TIME };
        let room = row.width.saturating_sub(left + ScoreCells::in_row(row).width() + 2);
        let (text, width) = match item {
            Item::Session(session) => {
                let ratings = SessionRatings::of(self.journal.ratings(), session);
                let highest = ratings.highest().filter(|_| room >= WITH_HIGHEST);
                let taken = highest.map_or(0, |highest| self.render_highest(highest, row, buf));
                self.render_pain(&ratings, row, buf);
                (session_text(session.title.as_str(), outcome(session)), room.saturating_sub(taken))
            }
            Item::Rating(rating) => {
                self.render_score(rating, row, buf);
                (item.headline(&self.model.catalog), room)
            }
            Item::Plan(mark) => (self.tick_text(at, mark), row.width.saturating_sub(left)),
            other => (other.headline(&self.model.catalog), row.width.saturating_sub(left)),
        };
        let style = match item {
            // Sessions and ratings are what people look for here.
            Item::Plan(_) | Item::Goal(_) | Item::Activity(_) | Item::Safety(_) => theme.quiet(),
            Item::Session(_) | Item::Rating(_) => theme.strong(),
            Item::Note(_) | Item::SelfTest(_) | Item::RedFlagSeen(_) => theme.text(),
        };
        put(buf, row, (left, 0), &fit(&text, width.into()), style);
        if is_chosen {
            buf.set_style(row.intersection(buf.area), theme.selected());
        }
    }

    /// Draws the scores before, after and on the next morning, each in its own column.
    fn render_pain(&self, ratings: &SessionRatings<'_>, row: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        let scores = ScoreCells::in_row(row);
        for (n, rating) in (0..).zip([ratings.before, ratings.after, ratings.next_morning]) {
            let Some(rating) = rating else { continue };
            let x = scores.left(row, n);
            if n > 0 {
                put(buf, row, (x.saturating_sub(scores.pitch / 2), 0), "→", theme.quiet());
            }
            put_score(rating, x, theme, row, buf);
        }
    }

    /// Draws a rating by itself, in the first of these columns.
    fn render_score(&self, rating: &Logged<Rating>, row: Rect, buf: &mut Buffer) {
        put_score(rating, ScoreCells::in_row(row).left(row, 0), &self.model.theme, row, buf);
    }

    /// Draws the highest score during a session, and returns the columns that takes.
    fn render_highest(&self, highest: Score, row: Rect, buf: &mut Buffer) -> u16 {
        let text = format!("peak {highest}");
        let width = saturated(columns(&text)) + 2;
        let left = ScoreCells::in_row(row).left(row, 0);
        put(buf, row, (left.saturating_sub(width), 0), &text, self.model.theme.quiet());
        width
    }
}

fn put_score(rating: &Rating, x: u16, theme: &Theme, row: Rect, buf: &mut Buffer) {
    let text = score_text(rating.score);
    let style = rating.score.map_or(theme.quiet(), |score| theme.pain(score.value()));
    let x = x + SCORE.saturating_sub(saturated(columns(&text)));
    put(buf, row, (x, 0), &text, style);
}

/// Returns true if a row inside the frame has room for times.
const fn has_time(row: Rect) -> bool {
    row.width + 3 >= WITH_TIME
}

fn day_of(item: Item<'_>) -> NaiveDate {
    item.at().date_naive()
}

/// The year and the month.
fn month_of(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month())
}

fn session_text(title: &str, outcome: Outcome) -> String {
    match outcome {
        Outcome::Completed => title.to_owned(),
        other => format!("{title} · {other}"),
    }
}
