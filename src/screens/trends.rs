//! The statistics: the course of pain, exercises that help or cost, sessions done and planned. Every number comes from
//! `domain::stats`, computed when the journal or the question changes, and never while drawing.

mod adherence;
mod before_after;
mod by_session;
mod change;
mod data;
mod dose;
mod exercises;
mod head;
mod own;
mod pain;
mod places;
mod verdict;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::moved;
use super::page::{FRAME_ROWS, MEASURE};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::text::counted;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::event::PrintedPage;
use crate::state::keymap::{Context, TREND_PAGES};
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::key_hints::Tabs;
use crate::widgets::list::render_scroll_bar;
use crate::widgets::wrap::{columns, put, put_lines, saturated, wrap};

use data::{Seen, TrendsQuery, chosen, day_text};

/// The least height for a blank row below the head.
const ROOMY: u16 = 16;

const NOTHING_YET: &str = "Nothing to show yet. After your first sessions with a rating before and after, this page \
                           shows whether it is getting better and what helps. Press r on the home screen to rate pain at any \
                           time.";

/// The answers to a key while there is nothing to show.
const NOT_YET: &str = "nothing to show yet: rate your pain, or do a session first";
const STILL_READING: &str = "your journal is still being read";

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum TrendsPage {
    #[default]
    Pain,
    Paired,
    Exercises,
    Places,
    Doing,
    Own,
}

impl TrendsPage {
    const ALL: [Self; TREND_PAGES] = [Self::Pain, Self::Paired, Self::Exercises, Self::Places, Self::Doing, Self::Own];

    const fn title(self) -> &'static str {
        match self {
            Self::Pain => "Pain",
            Self::Paired => "Sessions",
            Self::Exercises => "Exercises",
            Self::Places => "Where",
            Self::Doing => "Consistency",
            Self::Own => "My goals",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|page| *page == self).unwrap_or(0)
    }

    /// Returns true if its numbers are of pain, so that they can be filtered by place.
    const fn is_about_pain(self) -> bool {
        match self {
            Self::Pain | Self::Paired | Self::Exercises | Self::Places => true,
            Self::Doing | Self::Own => false,
        }
    }

    /// Returns true if it has an exercise that can be opened.
    const fn has_exercise(self) -> bool {
        match self {
            Self::Exercises => true,
            Self::Pain | Self::Paired | Self::Places | Self::Doing | Self::Own => false,
        }
    }

    /// The least height of the page; it scrolls where there is less.
    fn rows(self, view: &TrendsView<'_>, width: u16) -> u16 {
        match self {
            Self::Pain => pain::rows(view, width),
            Self::Paired => before_after::rows(view, width),
            Self::Exercises => exercises::rows(view, width),
            Self::Places => places::rows(view, width),
            Self::Doing => adherence::rows(view, width),
            Self::Own => own::rows(view, width),
        }
    }

    fn draw(self, view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
        match self {
            Self::Pain => pain::draw(view, area, buf),
            Self::Paired => before_after::draw(view, area, buf),
            Self::Exercises => exercises::draw(view, area, buf),
            Self::Places => places::draw(view, area, buf),
            Self::Doing => adherence::draw(view, area, buf),
            Self::Own => own::draw(view, area, buf),
        }
    }
}

/// The data that pages are drawn from.
struct TrendsView<'a> {
    model: &'a Model,
    seen: &'a Seen,
    /// The chosen row.
    at: usize,
}

/// State of the screen.
#[derive(Default)]
pub struct Trends {
    page: TrendsPage,
    asked: TrendsQuery,
    /// The chosen exercise.
    at: usize,
    scroll: u16,
    seen: Option<Box<Seen>>,
    /// The revision of the journal that the data is from.
    revision: u64,
}

impl Trends {
    /// The screen with its first page.
    pub fn new(model: &Model, now: &Now) -> Self {
        let mut trends = Self::default();
        trends.look(model, now);
        trends
    }

    /// Computes the data anew.
    pub(super) fn look(&mut self, model: &Model, now: &Now) {
        self.revision = model.whole.revision();
        self.seen = Seen::of(model, &self.asked, self.at, now.wall).map(Box::new);
    }

    /// The line below the tabs: the period, the filter, and the number of entries; parts that do not fit are left out.
    fn about(&self, model: &Model, seen: &Seen, width: usize) -> String {
        let mut text = self.asked.period.text().to_owned();
        let filter = self.asked.filter_text();
        let dates = format!("{} to {}", day_text(seen.first, seen.today), day_text(seen.today, seen.today));
        let is_part = model.whole.journal().is_none();
        let parts = [
            Some(filter).filter(|filter| !filter.is_empty() && self.page.is_about_pain()),
            is_part.then(|| "reading older entries".to_owned()),
            Some(dates),
            Some(counted(seen.stats.pain.points.len(), "rating")),
            Some(counted(seen.stats.doing.days.iter().map(|day| day.sessions).sum(), "session")),
        ];
        for part in parts.into_iter().flatten() {
            if columns(&text) + 3 + columns(&part) <= width {
                text.push_str(" · ");
                text.push_str(&part);
            }
        }
        text
    }

    /// The data, if the journal has anything that these pages show.
    fn filled(&self) -> Option<&Seen> {
        self.seen.as_deref().filter(|seen| seen.has_any)
    }

    fn turn(&mut self, by: usize) {
        self.open((self.page.place() + by) % TrendsPage::ALL.len());
    }

    fn open(&mut self, page: usize) {
        self.page = TrendsPage::ALL.get(page).copied().unwrap_or(self.page);
        self.scroll = 0;
    }

    /// Changes the period or the filter; returns false if `action` does not concern them.
    fn ask(&mut self, action: Action) -> bool {
        let Some(seen) = &self.seen else { return false };
        match action {
            Action::CyclePeriod => self.asked.period = self.asked.period.next(),
            Action::CyclePlace => self.asked.region = next(&seen.regions, self.asked.region),
            Action::CycleReach => self.asked.spread = next(&seen.spreads, self.asked.spread),
            Action::Clear => (self.asked.region, self.asked.spread) = (None, None),
            _ => return false,
        }
        (self.scroll, self.at) = (0, 0);
        true
    }

    /// Chooses an exercise, and shows how much of it was done.
    fn choose(&mut self, at: usize, model: &Model) {
        self.at = at;
        if let Some(seen) = &mut self.seen {
            seen.show_dose(model, &self.asked, at);
        }
    }

    /// Chooses the next exercise, or the one before, going round.
    fn choose_beside(&mut self, is_next: bool, model: &Model) {
        let count = self.seen.as_ref().map_or(0, |seen| seen.stats.exercises.len()).max(1);
        let by = if is_next { 1 } else { count - 1 };
        self.choose((self.at + by) % count, model);
    }

    /// Moves through the rows of the page.
    fn step(&mut self, action: Action, model: &Model) {
        let Some(seen) = &self.seen else { return };
        if self.page == TrendsPage::Exercises {
            if let Some(at) = moved(self.at, seen.stats.exercises.len(), action) {
                self.choose(at, model);
            }
            return;
        }
        let view = TrendsView { model, seen, at: self.at };
        let (width, height) = (model.viewport.0.saturating_sub(2), body_rows(model));
        let hidden = self.page.rows(&view, width).saturating_sub(height);
        let at = moved(self.scroll.into(), usize::from(hidden) + 1, action);
        self.scroll = at.map_or(self.scroll, saturated);
    }

    fn exercise(&self) -> Option<&Id> {
        chosen(&self.seen.as_ref()?.stats, self.at).map(|effect| &effect.exercise)
    }
}

impl ScreenView for Trends {
    fn context(&self) -> Context {
        Context::Trends
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        let Some(seen) = self.filled() else { return action == Action::Back };
        match action {
            Action::CyclePlace => self.page.is_about_pain() && !seen.regions.is_empty(),
            Action::CycleReach => self.page.is_about_pain() && !seen.spreads.is_empty(),
            Action::Open => self.page.has_exercise() && self.exercise().is_some(),
            Action::Next | Action::Previous => self.page.has_exercise() && seen.stats.exercises.len() > 1,
            Action::Clear => self.asked.region.is_some() || self.asked.spread.is_some(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if !self.has_use(action, cx.model, cx.now) {
            if self.filled().is_none() && leads_elsewhere(action) {
                cx.notify(if cx.model.journal().is_some() { NOT_YET } else { STILL_READING });
            }
            return;
        }
        match action {
            Action::Back => cx.go(Route::Back),
            Action::NextField | Action::Higher => self.turn(1),
            Action::PreviousField | Action::Lower => self.turn(TrendsPage::ALL.len() - 1),
            Action::Digit(n) => self.open(usize::from(n).saturating_sub(1)),
            Action::Open => {
                if let Some(id) = self.exercise() {
                    open_exercise(id.clone(), cx);
                }
            }
            Action::Report => cx.print(PrintedPage::Report { weeks: self.asked.period.report_weeks() }),
            Action::Next => self.choose_beside(true, cx.model),
            Action::Previous => self.choose_beside(false, cx.model),
            action => {
                if self.ask(action) {
                    self.look(cx.model, cx.now);
                } else {
                    self.step(action, cx.model);
                }
            }
        }
    }

    fn refresh(&mut self, model: &Model, now: &Now) {
        if self.revision != model.whole.revision() {
            self.look(model, now);
        }
    }

    fn begin_day(&mut self, model: &Model, now: &Now) {
        self.look(model, now);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let air = u16::from(area.height >= ROOMY);
        let rows = [Constraint::Length(1), Constraint::Length(1), Constraint::Length(air), Constraint::Fill(1)];
        let [tabs, about, _, body] = Layout::vertical(rows).areas(area.inner(Margin::new(1, 0)));
        let titles = TrendsPage::ALL.map(TrendsPage::title);
        let chosen = self.filled().map(|_| self.page.place());
        Tabs { title: "Trends", tabs: &titles, chosen, theme: &model.theme }.render(tabs, buf);
        let Some(seen) = self.filled() else {
            let text = if model.journal().is_some() { NOTHING_YET } else { "Reading your journal." };
            put_lines(buf, body, &wrap(text, body.width.min(MEASURE).into()), model.theme.text());
            return Moving::default();
        };
        let text = self.about(model, seen, about.width.into());
        put(buf, about, (0, 0), &text, model.theme.quiet());
        let view = TrendsView { model, seen, at: self.at };
        let needed = self.page.rows(&view, body.width);
        if needed <= body.height {
            self.page.draw(&view, body, buf);
            return Moving::default();
        }
        let mut sheet = Buffer::empty(Rect::new(0, 0, body.width, needed));
        self.page.draw(&view, sheet.area, &mut sheet);
        let first = self.scroll.min(needed - body.height);
        show_part(&sheet, first, body, buf);
        let margin = Rect { width: body.width + 1, ..body };
        render_scroll_bar(first.into(), needed.into(), &model.theme, margin, buf);
        Moving::default()
    }
}

/// Returns true for keys that show something else as soon as there is anything to show.
const fn leads_elsewhere(action: Action) -> bool {
    matches!(
        action,
        Action::NextField | Action::PreviousField | Action::Digit(_) | Action::CyclePeriod | Action::Report
    )
}

/// The height of a page in this terminal.
fn body_rows(model: &Model) -> u16 {
    let rows = model.viewport.1.saturating_sub(FRAME_ROWS);
    rows.saturating_sub(2 + u16::from(rows >= ROOMY))
}

/// Opens the page of an exercise, if it still exists.
fn open_exercise(id: Id, cx: &mut Cx<'_>) {
    match cx.model.catalog.exercise(id.as_str()) {
        Some(_) => cx.go(Route::To(ItemKind::Exercise, id)),
        None => cx.notify("that exercise is no longer here"),
    }
}

/// The item after `now`; `None`, for all, after the last.
fn next<T: PartialEq + Copy>(all: &[T], now: Option<T>) -> Option<T> {
    let place = now.and_then(|now| all.iter().position(|one| *one == now));
    all.get(place.map_or(0, |place| place + 1)).copied()
}

/// Copies the rows of `sheet` from `first` on that fit into `area`.
fn show_part(sheet: &Buffer, first: u16, area: Rect, buf: &mut Buffer) {
    for y in 0..area.height {
        for x in 0..area.width {
            let (from, to) = ((x, first + y), (area.x + x, area.y + y));
            if let (Some(from), Some(to)) = (sheet.cell(from), buf.cell_mut(to)) {
                *to = from.clone();
            }
        }
    }
}
