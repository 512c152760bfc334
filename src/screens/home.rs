//! The home screen: today's suggestion, all routines, a search that finds plans as well, and a line about the last
//! days.

mod advice;
mod chosen;
mod entry;
mod groups;
mod today;

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Block, Widget};

use advice::{Advice, LinesAbove};
use chosen::{ChosenRoutine, TypicalExercise, render_broken, render_draft, render_plan};
use entry::{HomeEntry, unfinished};
use groups::{Groups, HomeGroup};
use today::{HomeWeek, today_text};

use super::broken::{errors, fix};
use super::filters::{FilterField, FilterValue, Filters};
use super::finder::{Finder, Listed as _};
use super::moving::{FigureInstant, Motion, Moving};
use super::panes;
use super::plan::PlanToday;
use super::preview;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::things;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::{Outline, Routine};
use crate::domain::content::words::{When, WordList};
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{Route, SessionStart};
use crate::widgets::Blocks;
use crate::widgets::list::{HeadedList, ListSection, Row};
use crate::widgets::wrap::{fit, put, saturated};

/// The width of the list: room for the longest built-in title and its length.
const LIST: u16 = 47;

/// The steps of the filter for length, in minutes.
const MINUTES: [u32; 5] = [5, 10, 15, 20, 30];

/// The line while no session may begin.
const LOCKED: &str = "! Sessions are on hold until you've seen a professional. enter: why";

/// The line while the journal is empty.
const NEWCOMER: &str = "Pick a routine and press enter to start.";

/// State of the home screen.
pub struct Home {
    list: Finder<HomeEntry>,
    /// Today's suggestion; `None` until the journal is read.
    advice: Option<Advice>,
    groups: Groups,
    /// True once the user has moved or searched: then the rows keep their order.
    is_chosen: bool,
    /// The state from which the list was made.
    made_by: HomeBasis,
    motion: Motion,
}

impl Home {
    /// The home screen with the first routine chosen.
    pub fn new(model: &Model) -> Self {
        let routines = model.routines_by_length();
        let filters = filters(&routines).with_at_hand(model.settings.equipment.as_deref());
        let routines = routines.into_iter().map(|(routine, length)| HomeEntry::Routine(Box::new(routine), length));
        let plans = model.catalog.ids(ItemKind::Plan).filter_map(|id| Id::new(id).ok()).map(HomeEntry::Plan);
        let list = Finder::new(unfinished(model).into_iter().chain(routines).chain(plans).collect(), filters);
        let mut home = Self {
            list,
            advice: None,
            groups: Groups::default(),
            is_chosen: false,
            made_by: made_by(model),
            motion: Motion::default(),
        };
        home.sort(model);
        home
    }

    /// Lets the figure move from now on.
    pub fn wake(&mut self, now: &Now) {
        self.motion.wake(now);
    }

    /// Renews today's suggestion and the groups, and sorts by them unless the user has chosen something.
    pub fn advise(&mut self, model: &Model, now: &Now) {
        self.advice = Advice::of(model, now);
        self.groups = Groups::of(model, self.advice.as_ref(), now);
        if !self.is_chosen {
            self.sort(model);
        }
    }

    /// Sorts the list by groups, and chooses the first routine.
    fn sort(&mut self, model: &Model) {
        let groups = &self.groups;
        self.list.sort_by_key(|entry| match entry {
            HomeEntry::Routine(routine, length) => groups.key(routine, *length, model),
            HomeEntry::Plan(_) => (HomeGroup::AnyDay, usize::MAX, Duration::MAX),
            HomeEntry::Draft(..) => (HomeGroup::Draft, 0, Duration::ZERO),
            HomeEntry::Broken(_) => (HomeGroup::Broken, 0, Duration::ZERO),
        });
        // A routine is chosen first: enter begins a session, as always.
        let first = self.list.found().find(|entry| matches!(entry, HomeEntry::Routine(..)));
        if let Some(id) = first.and_then(|entry| entry.id().cloned()) {
            self.list.choose(&id);
        }
    }

    /// Makes the chosen routine a favourite, or no longer one.
    fn toggle_favourite(&mut self, cx: &mut Cx<'_>) {
        let Some(HomeEntry::Routine(routine, _)) = self.list.chosen() else { return };
        let id = routine.id.clone();
        if cx.toggle_favourite(&id) {
            self.sort(cx.model);
            self.list.choose(&id);
            self.is_chosen = true;
        }
    }

    /// Starts the routine done last once more.
    fn repeat(&self, cx: &mut Cx<'_>) {
        if self.groups.last() == Some(&Id::TIMER) {
            return cx.go(Route::Session(SessionStart::of_timer(cx.model.timer, cx.model.default_options())));
        }
        match self.groups.last().and_then(|id| cx.model.catalog.routine_or_exercise(id.as_str())) {
            Some(routine) => cx.begin(&routine, cx.model.default_options()),
            None => cx.notify("nothing to repeat yet"),
        }
    }

    /// Returns true if the line about a clinic is on the screen.
    pub fn says_clinic_line(&self, model: &Model, now: &Now) -> bool {
        let is_locked = model.clearance(now).is_some_and(|clearance| clearance.is_locked());
        !is_locked && !self.list.is_searching() && self.advice.as_ref().is_some_and(Advice::has_clinic_line)
    }

    /// The lines above the list: today's suggestion, or that no session begins.
    fn lines_above(&self, model: &Model, now: &Now, width: u16, roomy: bool) -> LinesAbove {
        if model.clearance(now).is_some_and(|clearance| clearance.is_locked()) {
            return LinesAbove::of(LOCKED, width, model.theme.red());
        }
        let is_searching = self.list.is_searching();
        match &self.advice {
            Some(advice) if roomy || !is_searching => advice.lines(model, width, roomy),
            None if model.recent.is_some() && roomy && !is_searching => {
                LinesAbove::of(NEWCOMER, width, model.theme.text())
            }
            _ => LinesAbove::default(),
        }
    }

    fn start(&mut self, cx: &mut Cx<'_>) {
        let Some(HomeEntry::Routine(outline, _)) = self.list.chosen() else { return self.open(cx) };
        let Some(routine) = cx.model.catalog.routine(outline.id.as_str()) else { return };
        // After the session letters are keys again.
        self.list.end_search(cx.model);
        cx.begin(&routine, cx.model.default_options());
    }

    fn open(&self, cx: &mut Cx<'_>) {
        match self.list.chosen() {
            Some(HomeEntry::Draft(..)) => cx.go(Route::NewRoutine),
            Some(HomeEntry::Broken(_)) => self.fix(cx),
            Some(entry) => {
                if let Some(id) = entry.id() {
                    cx.go(Route::To(entry.kind(), id.clone()));
                }
            }
            None => {}
        }
    }

    /// Opens the chosen broken file, or else the first, in the user's editor.
    fn fix(&self, cx: &mut Cx<'_>) {
        let chosen = match self.list.chosen() {
            Some(HomeEntry::Broken(problems)) => problems.first(),
            Some(HomeEntry::Routine(..) | HomeEntry::Plan(_) | HomeEntry::Draft(..)) | None => None,
        };
        // A filter or a search may hide them all.
        let first = chosen.or_else(|| errors(cx.model).next());
        if let Some(first) = first.cloned() {
            fix(&first, cx);
        }
    }

    fn render_today(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        if self.list.is_searching() {
            return self.list.render_search("a routine, a plan, an exercise or a time of day", theme, area, buf);
        }
        let week = model.recent.as_ref().map(|recent| HomeWeek::of(recent, now));
        let text = today_text(week.as_ref(), model.settings.weekly_goal, now, area.width.into());
        put(buf, area, (1, 0), &fit(&text, usize::from(area.width.saturating_sub(2))), theme.quiet());
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let block = Block::bordered().border_style(theme.border()).title(" Routines ").title_style(theme.title());
        let inner = block.inner(area);
        block.render(area, buf);
        let found: Vec<&HomeEntry> = self.list.found().collect();
        if found.is_empty() {
            let text = inner.inner(Margin::new(1, 0));
            return self.list.render_nothing("no routine can be used; see supple check", theme, text, buf);
        }
        let star = if model.blocks == Blocks::Ascii { "* " } else { "★ " };
        let is_ranked = self.list.is_ranked();
        let mut texts: Vec<(&str, String, String)> = Vec::new();
        for entry in found {
            let (heading, is_favourite) = match entry {
                HomeEntry::Routine(routine, _) => {
                    let (group, _) = self.groups.group_of(routine, model);
                    (group.heading(), model.settings.favourites.contains(&routine.id))
                }
                HomeEntry::Plan(_) => ("", false),
                HomeEntry::Draft(..) => (HomeGroup::Draft.heading(), false),
                HomeEntry::Broken(_) => (HomeGroup::Broken.heading(), false),
            };
            let heading = if is_ranked { "" } else { heading };
            let mark = if is_favourite { star } else { "" };
            texts.push((heading, entry.title(model), format!("{mark}{}", entry.detail(model))));
        }
        let rows = texts.iter().map(|(heading, title, detail)| (*heading, Row { title, detail }));
        HeadedList { parts: &ListSection::gather(rows), selected: self.list.selected(), theme }.render(inner, buf);
    }

    /// Draws the preview of the chosen entry, and returns the room for its figure.
    fn render_preview(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Rect {
        match self.list.chosen() {
            Some(HomeEntry::Routine(outline, length)) => {
                let chosen = ChosenRoutine { outline, length: *length, past: self.groups.past(&outline.id) };
                chosen.render(model, now, area, buf)
            }
            Some(HomeEntry::Plan(id)) => {
                render_plan(model, id, area, buf);
                Rect::ZERO
            }
            Some(HomeEntry::Draft(..)) => {
                render_draft(model, area, buf);
                Rect::ZERO
            }
            Some(HomeEntry::Broken(problems)) => {
                render_broken(problems, &model.theme, area, buf);
                Rect::ZERO
            }
            None => Rect::ZERO,
        }
    }
}

impl ScreenView for Home {
    fn context(&self) -> Context {
        self.list.context(Context::Home, Context::Search)
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        match action {
            Action::Start => matches!(self.list.chosen(), Some(HomeEntry::Routine(..)) | None),
            Action::Fix => errors(model).next().is_some(),
            Action::Why => self.advice.is_some(),
            Action::Favourite => matches!(self.list.chosen(), Some(HomeEntry::Routine(..))),
            Action::Repeat => self.groups.last().is_some(),
            Action::UndoRating => model.last_rating.is_some(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.wake(cx.now);
        if self.list.update(action, cx.model) {
            self.is_chosen = true;
            return;
        }
        match action {
            Action::Start => self.start(cx),
            Action::Open => self.open(cx),
            Action::Favourite => self.toggle_favourite(cx),
            Action::Repeat => self.repeat(cx),
            Action::UndoRating => cx.undo_last_rating(),
            Action::NewRoutine => cx.go(Route::NewRoutine),
            Action::Fix => self.fix(cx),
            Action::Timer => cx.go(Route::Timer),
            Action::Compose => cx.go(Route::Compose),
            Action::Troubleshoot => cx.go(Route::Troubleshooter),
            Action::Rate => cx.go(Route::Rate),
            Action::Why => {
                if let Some(advice) = &self.advice {
                    cx.go(Route::Why(advice.explained()));
                }
            }
            Action::Settings => cx.go(Route::Settings),
            Action::Quit => cx.go(Route::Quit),
            _ => {}
        }
    }

    /// Updates the screen when it is shown again; after a change of the settings that the list depends on, makes it
    /// anew.
    fn come_back(&mut self, model: &Model, now: &Now) {
        let mut chosen = None;
        if self.made_by != made_by(model) {
            chosen = self.list.chosen().filter(|_| self.is_chosen).and_then(HomeEntry::id).cloned();
            *self = Self::new(model);
        }
        self.wake(now);
        self.advise(model, now);
        if let Some(id) = chosen {
            self.list.choose(&id);
            self.is_chosen = true;
        }
    }

    fn begin_day(&mut self, model: &Model, now: &Now) {
        self.advise(model, now);
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.paste(text, cx.model);
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let roomy = area.height >= 14;
        let plan = PlanToday::of(model);
        // A panel that covers the list says it all itself.
        let says = panes::has_preview(area) || !self.list.filters().is_open();
        let filter = self.list.filter_line(usize::from(area.width.saturating_sub(2))).filter(|_| says);
        let above = self.lines_above(model, now, area.width.saturating_sub(2), roomy);
        // The line about the filter takes the gap, where there is one.
        let gap = u16::from(roomy && !above.fills_gap || filter.is_some());
        let [today, why, followed, filtered, body] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(saturated(above.lines.len()).max(roomy.into())),
            Constraint::Length(u16::from(plan.is_some())),
            Constraint::Length(gap),
            Constraint::Fill(1),
        ])
        .areas(area);
        self.render_today(model, now, today, buf);
        for (y, (line, style)) in (0..).zip(&above.lines) {
            put(buf, why, (1, y), line, *style);
        }
        if let Some(plan) = plan {
            let x = put(buf, followed, (1, 0), "p ", model.theme.key());
            put(buf, followed, (x, 0), &plan.text(usize::from(area.width.saturating_sub(x + 1))), model.theme.text());
        }
        put(buf, filtered, (1, 0), &filter.unwrap_or_default(), model.theme.quiet());
        let panes = self.list.panes(body, LIST);
        if let Some(list) = panes.list {
            self.render_list(model, list, buf);
        }
        let figure = panes.preview.map(|preview| self.render_preview(model, now, preview, buf)).unwrap_or_default();
        if let Some(filters) = panes.filters {
            self.list.render_filters(&model.theme, filters, buf);
        }
        let moving = Moving::figure(figure);
        self.render_moving(model, now, moving, buf);
        moving
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        let (width, height) = model.viewport;
        let is_seen = panes::has_preview(Rect::new(0, 0, width, height)) && height >= preview::LEAST_SCREEN;
        if !is_seen || self.list.filters().is_open() {
            return None;
        }
        self.motion.next_frame(&self.picture(model, now)?.figure, model, now)
    }

    fn picture(&self, model: &Model, now: &Now) -> Option<FigureInstant> {
        let Some(HomeEntry::Routine(outline, _)) = self.list.chosen() else { return None };
        let TypicalExercise { exercise, figure } = TypicalExercise::of(outline, model)?;
        Some(FigureInstant { frame: self.motion.looped(&figure, &exercise, now), figure })
    }
}

/// The parts of the state that the list and its lengths depend on.
#[derive(PartialEq)]
struct HomeBasis {
    equipment: Option<Vec<Id>>,
    auto_advance: bool,
    content_revision: u32,
    draft: Option<Arc<Routine>>,
}

fn made_by(model: &Model) -> HomeBasis {
    HomeBasis {
        equipment: model.settings.equipment.clone(),
        auto_advance: model.settings.auto_advance,
        content_revision: model.content_revision,
        draft: model.draft.as_ref().map(|draft| Arc::clone(draft.routine())),
    }
}

/// The filters for these routines.
fn filters(routines: &[(Outline, Duration)]) -> Filters {
    let whens = When::ALL.iter().map(|(_, when)| *when);
    let whens = whens.filter(|when| routines.iter().any(|(routine, _)| routine.when.contains(when)));
    let fields = vec![
        FilterField::new("time", MINUTES.map(FilterValue::Minutes)),
        FilterField::new("when", whens.map(FilterValue::When)),
    ];
    Filters::new(fields, things(routines.iter().flat_map(|(routine, _)| &routine.equipment)))
}
