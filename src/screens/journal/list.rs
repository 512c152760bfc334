//! The entries by day, the newest first: only the rows that are seen are laid out.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use crate::app::model::Model;
use crate::domain::record::browse::listing::Listing;
use crate::domain::record::browse::{Folded, Item};
use crate::domain::record::entry::{Outcome, Rating, Score};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::told::{day_text, headline, score_text};
use crate::domain::time::{Now, days_ago};
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put, saturated};

/// Columns of `10 → 10 → 10`, before, after, next morning.
const PAIN: u16 = 12;
/// Columns of one of these scores.
const SCORE: u16 = 2;
/// Columns from the beginning of one score to that of the next.
const PITCH: u16 = 5;
/// Columns of the marker and the time.
const TIME: u16 = 9;
/// With so many columns left for the title there is room for the highest score during a session.
const WITH_HIGHEST: u16 = 30;
/// Days ago that are told in words.
const IN_WORDS: i64 = 6;

/// What is drawn.
pub(super) struct List<'a> {
    /// The journal.
    pub(super) journal: &'a Journal,
    /// What of it is listed.
    pub(super) listing: &'a Listing,
    /// Which is chosen.
    pub(super) selected: usize,
    /// All else there is to know.
    pub(super) model: &'a Model,
    /// The present moment.
    pub(super) now: &'a Now,
}

/// A line of the list.
enum Shown<'a> {
    Day(NaiveDate),
    Item(usize, Item<'a>),
}

impl List<'_> {
    /// Draws it in a frame.
    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        let legend = Line::from(" before → after → next morning ").right_aligned().style(theme.quiet());
        let block = Block::bordered().border_style(theme.border()).title(" Journal ").title_style(theme.title());
        let block = if area.width >= 46 { block.title_top(legend) } else { block };
        let inner = block.inner(area);
        block.render(area, buf);
        for (y, line) in (0..inner.height).zip(self.lines(inner.height.into())) {
            let row = Rect { y: inner.y + y, height: 1, width: inner.width.saturating_sub(1), ..inner };
            match line {
                Shown::Day(day) => self.render_day(day, row, buf),
                Shown::Item(at, item) => self.render_item(at == self.selected, &item, row, buf),
            }
        }
    }

    /// The lines that are seen, the chosen one in the middle, but no empty ones at the top; the first is always a day.
    fn lines(&self, height: usize) -> Vec<Shown<'_>> {
        let first = self.selected.saturating_sub(height);
        let mut lines: Vec<Shown<'_>> = Vec::with_capacity(3 * height);
        let mut day = first.checked_sub(1).and_then(|at| self.listing.get(self.journal, at)).map(day_of);
        let mut chosen = 0;
        for at in first..self.selected + height + 1 {
            let Some(item) = self.listing.get(self.journal, at) else { break };
            if day != Some(day_of(item)) {
                day = Some(day_of(item));
                lines.push(Shown::Day(day_of(item)));
            }
            if at == self.selected {
                chosen = lines.len();
            }
            lines.push(Shown::Item(at, item));
        }
        let top = chosen.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        let mut seen: Vec<Shown<'_>> = lines.into_iter().skip(top).take(height).collect();
        // The day of the first row has scrolled out: it stands in the row's place.
        if let Some(Shown::Item(_, item)) = seen.first() {
            let day = day_of(*item);
            if height > 2 {
                seen.splice(..1, [Shown::Day(day)]);
            }
        }
        seen
    }

    fn render_day(&self, day: NaiveDate, row: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        put(buf, row, (1, 0), &fit(&day_text(day), row.width.into()), theme.quiet());
        let ago = (self.now.wall.date_naive() - day).num_days();
        if (0..=IN_WORDS).contains(&ago) {
            let ago = days_ago(ago);
            let x = row.width.saturating_sub(saturated(columns(&ago)));
            if usize::from(x) > columns(&day_text(day)) + 3 {
                put(buf, row, (x, 0), &ago, theme.quiet());
            }
        }
    }

    fn render_item(&self, is_chosen: bool, item: &Item<'_>, row: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        if is_chosen {
            put(buf, row, (1, 0), "▸", theme.accent());
        }
        put(buf, row, (3, 0), &item.at().format("%H:%M").to_string(), theme.quiet());
        let room = row.width.saturating_sub(TIME + PAIN + 2);
        let (text, width) = match item {
            Item::Session(session) => {
                let folded = Folded::of(self.journal, session);
                let highest = folded.highest().filter(|_| room >= WITH_HIGHEST);
                let taken = highest.map_or(0, |highest| self.render_highest(highest, row, buf));
                self.render_pain(&folded, row, buf);
                (session_text(session.title.as_str(), session.outcome), room.saturating_sub(taken))
            }
            Item::Rating(rating) => {
                self.render_score(rating, row, buf);
                (headline(item, &self.model.catalog), room)
            }
            other => (headline(other, &self.model.catalog), row.width.saturating_sub(TIME)),
        };
        let style = if is_chosen { theme.selected() } else { theme.text() };
        put(buf, row, (TIME, 0), &fit(&text, width.into()), style);
    }

    /// The scores before, after and on the next morning, each in its own column.
    fn render_pain(&self, folded: &Folded<'_>, row: Rect, buf: &mut Buffer) {
        let theme = &self.model.theme;
        let left = row.width.saturating_sub(PAIN);
        for (n, rating) in (0..).zip([folded.before, folded.after, folded.next_morning]) {
            let Some(rating) = rating else { continue };
            let x = left + n * PITCH;
            if n > 0 {
                put(buf, row, (x.saturating_sub(2), 0), "→", theme.quiet());
            }
            put_score(rating, x, theme, row, buf);
        }
    }

    /// A rating by itself, in the first of these columns.
    fn render_score(&self, rating: &Logged<Rating>, row: Rect, buf: &mut Buffer) {
        put_score(rating, row.width.saturating_sub(PAIN), &self.model.theme, row, buf);
    }

    /// The highest score during a session; gives the columns that takes.
    fn render_highest(&self, highest: Score, row: Rect, buf: &mut Buffer) -> u16 {
        let text = format!("up to {highest}");
        let width = saturated(columns(&text)) + 2;
        put(buf, row, (row.width.saturating_sub(PAIN + width), 0), &text, self.model.theme.quiet());
        width
    }
}

fn put_score(rating: &Rating, x: u16, theme: &Theme, row: Rect, buf: &mut Buffer) {
    let text = score_text(rating.score);
    let style = rating.score.map_or(theme.quiet(), |score| theme.pain(score.value()));
    let x = x + SCORE.saturating_sub(saturated(columns(&text)));
    put(buf, row, (x, 0), &text, style);
}

fn day_of(item: Item<'_>) -> NaiveDate {
    item.at().date_naive()
}

fn session_text(title: &str, outcome: Outcome) -> String {
    match outcome {
        Outcome::Completed => title.to_owned(),
        other => format!("{title} · {other}"),
    }
}
