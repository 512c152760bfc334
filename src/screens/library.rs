//! The library: all exercises, to be searched and filtered, with a preview of the chosen one.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Block, Widget};

use super::filters::{FilterField, FilterValue, Filters};
use super::finder::Finder;
use super::moving::{self, FigureInstant, Moving};
use super::page::Content;
use super::panes;
use super::preview;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::{problems, things};
use crate::domain::content::link::ItemKind;
use crate::domain::content::words::{Kind, Position, WordList};
use crate::domain::content::words::{facts, spoken_all};
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::list::{PickList, Row};
use crate::widgets::wrap::{columns, fit, put};

/// The width of the list: room for the longest name; its kind is beside it if there is room.
const LIST: u16 = 48;
/// The width in a wide terminal: room for most names with their kinds and positions.
const WIDE_LIST: u16 = 62;
/// The least width of a row with the position besides the kind.
const WITH_POSITION: usize = 52;

/// State of the library.
pub struct Library {
    list: Finder<Arc<Exercise>>,
}

impl Library {
    /// The library with the first exercise chosen.
    pub fn new(model: &Model) -> Self {
        let mut exercises: Vec<Arc<Exercise>> = model.catalog.exercises().collect();
        exercises.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let filters = filters(model, &exercises).with_at_hand(model.settings.equipment.as_deref());
        Self { list: Finder::new(exercises, filters) }
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let block = Block::bordered().border_style(theme.border()).title(" Exercises ").title_style(theme.title());
        let inner = block.inner(area);
        block.render(area, buf);
        let found: Vec<&Arc<Exercise>> = self.list.found().collect();
        if found.is_empty() {
            let text = inner.inner(Margin::new(1, 0));
            return self.list.render_nothing("no exercise can be used; see supple check", theme, text, buf);
        }
        // Beside a row stand the marker and the bar that scrolls.
        let width = usize::from(inner.width.saturating_sub(4));
        let details: Vec<String> = found.iter().map(|exercise| detail(model, exercise, width)).collect();
        let rows: Vec<Row<'_>> =
            found.iter().zip(&details).map(|(e, detail)| Row { title: e.name.as_str(), detail }).collect();
        PickList { rows: &rows, selected: Some(self.list.selected()), theme }.render(inner, buf);
    }

    /// Draws the preview of the chosen exercise, and returns the room for its figure.
    fn render_preview(&self, model: &Model, area: Rect, buf: &mut Buffer) -> Rect {
        let Some(exercise) = self.list.chosen() else { return Rect::ZERO };
        let inner = panes::framed("", area, &model.theme, buf);
        let figure = model.catalog.figure_of(exercise.id.as_str());
        preview::render(figure.as_deref(), model, inner, buf, |page| write_preview(exercise, page))
    }
}

impl ScreenView for Library {
    fn context(&self) -> Context {
        self.list.context(Context::Library, Context::LibrarySearch)
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.list.update(action, cx.model) {
            return;
        }
        match (action, self.list.chosen()) {
            (Action::Open, Some(exercise)) => cx.go(Route::To(ItemKind::Exercise, exercise.id.clone())),
            (Action::NewRoutine, _) => cx.go(Route::NewRoutine),
            (Action::Back, _) => cx.go(Route::Back),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.paste(text, cx.model);
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        let (width, height) = model.viewport;
        let seen = panes::has_preview(Rect::new(0, 0, width, height)) && height >= preview::LEAST_SCREEN;
        let exercise = self.list.chosen().filter(|_| seen && !self.list.filters().is_open())?;
        moving::next_frame(&*model.catalog.figure_of(exercise.id.as_str())?, model, now)
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let width = usize::from(area.width.saturating_sub(2));
        let is_searching = self.list.is_searching();
        // A panel that covers the list says it all itself.
        let says = panes::has_preview(area) || !self.list.filters().is_open();
        let quiet = match self.list.filter_line(width) {
            None if !is_searching => Some(format!("{} exercises", self.list.found().count())),
            line => line,
        };
        let quiet = quiet.filter(|_| says);
        let [head, below, body] = Layout::vertical([
            Constraint::Length(u16::from(is_searching)),
            Constraint::Length(u16::from(quiet.is_some())),
            Constraint::Fill(1),
        ])
        .areas(area);
        self.list.render_search("a name, a muscle, or what feels tight", &model.theme, head, buf);
        put(buf, below, (1, 0), &fit(&quiet.unwrap_or_default(), width), model.theme.quiet());
        let list = if area.width >= 2 * WIDE_LIST - 4 { WIDE_LIST } else { LIST };
        let panes = self.list.panes(body, list);
        if let Some(list) = panes.list {
            self.render_list(model, list, buf);
        }
        let figure = panes.preview.map(|preview| self.render_preview(model, preview, buf)).unwrap_or_default();
        if let Some(filters) = panes.filters {
            self.list.render_filters(&model.theme, filters, buf);
        }
        let moving = Moving::figure(figure);
        self.render_moving(model, now, moving, buf);
        moving
    }

    fn picture(&self, model: &Model, now: &Now) -> Option<FigureInstant> {
        let exercise = self.list.chosen()?;
        let figure = model.catalog.figure_of(exercise.id.as_str())?;
        Some(FigureInstant { frame: moving::looped(&figure, exercise, now), figure })
    }
}

/// The filters for these exercises.
fn filters(model: &Model, exercises: &[Arc<Exercise>]) -> Filters {
    let kinds = Kind::ALL.iter().map(|(_, kind)| *kind);
    let kinds = kinds.filter(|kind| exercises.iter().any(|e| e.kind == *kind || e.also.contains(kind)));
    let positions = Position::ALL.iter().map(|(_, position)| *position);
    let positions = positions.filter(|position| exercises.iter().any(|e| e.position == *position));
    let fields = vec![
        FilterField::new("kind", kinds.map(FilterValue::Kind)),
        FilterField::new("position", positions.map(FilterValue::Position)),
        FilterField::new("helps with", problems(&model.catalog).into_iter().map(FilterValue::HelpsWith)),
    ];
    Filters::new(fields, things(exercises.iter().flat_map(|exercise| &exercise.equipment)))
}

/// The text beside the name in a row of `width` columns: as much as the whole name leaves room for.
fn detail(model: &Model, exercise: &Exercise, width: usize) -> String {
    let own = model.catalog.own(ItemKind::Exercise, exercise.id.as_str()).map(|_| "yours".to_owned());
    let kind = Some(exercise.kind.said().to_owned());
    let position = Some(exercise.position.said().to_owned()).filter(|_| width >= WITH_POSITION);
    let room = width.saturating_sub(columns(exercise.name.as_str()) + 2);
    let forms = [vec![&own, &kind, &position], vec![&own, &kind], vec![&own]];
    let texts = forms.map(|parts| parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "));
    texts.into_iter().find(|text| columns(text) <= room).unwrap_or_default()
}

/// Writes the exercise in short: summary, setup and dose.
fn write_preview(exercise: &Exercise, page: &mut Content<'_>) {
    page.heading(exercise.name.as_str());
    page.quiet(&format!("{} · {}", exercise.kind.said(), facts(exercise)));
    page.gap();
    page.text(exercise.summary.as_str());
    page.gap();
    for (number, step) in (1..).zip(&exercise.setup) {
        page.item(&format!("{number}. "), step.as_str());
    }
    page.gap();
    page.styled("", &exercise.usual_dose(), page.theme().strong());
    if !exercise.helps_with.is_empty() {
        page.quiet(&format!("helps with {}", spoken_all(exercise.helps_with.iter().map(Id::as_str))));
    }
}
