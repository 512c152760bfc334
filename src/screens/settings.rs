//! The settings: a list, with an explanation of the chosen one. A change holds at once, and is written at once; a theme
//! is tried on the whole screen first.

mod explain;

use explain::SettingState;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::moved;
use super::page::Content;
use super::panes;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::things;
use crate::domain::content::problem::Problem;
use crate::domain::content::words::spoken;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::state::settings::setting::{EVERYTHING, Setting, SettingValue, ValueKind};
use crate::state::sinks::Sink;
use crate::theme::Theme;
use crate::widgets::list::{HeadedList, ListSection, PickList, Row};
use crate::widgets::wrap::{fit, put};

use std::collections::BTreeSet;

/// The width of the list: room for every name with its value.
const LIST: u16 = 45;

/// The least height for a frame around the list, if nothing is beside it.
const FRAMED: u16 = 16;

/// The least number of visible rows of the list.
const LEAST_LIST: u16 = 4;

/// The greatest width of a name that the user gave, beside its label.
const NAME: usize = 14;

/// The least width for a value with its unit.
const WITH_UNITS: u16 = 40;

/// State of the settings.
#[derive(Debug, Default)]
pub struct SettingsScreen {
    /// The chosen row, counted from the last, as problems come and go above; `None` for the first row.
    from_last: Option<usize>,
    /// The reason why the last change was refused.
    refused: Option<String>,
    /// The list of equipment, while it is open.
    things: Option<Things>,
    /// The theme of the file, while another one is tried on the whole screen.
    theme_before: Option<SettingValue>,
}

/// The subject of a row.
#[derive(Debug, Clone, Copy)]
enum SettingsRow<'a> {
    /// A problem in the file.
    Problem(&'a Problem),
    /// The reason why changes could not be written.
    Unsaved(&'a str),
    Setting(Setting),
}

impl SettingsScreen {
    fn step(&mut self, setting: Setting, forward: bool, cx: &mut Cx<'_>) {
        if setting == Setting::Theme && !is_wrong(setting, cx.model) {
            return self.try_theme(setting.beside(&cx.model.settings, forward), cx);
        }
        match setting.beside(&cx.model.settings, forward) {
            Some(value) => self.change(setting, value, cx),
            None if setting == Setting::Equipment => {}
            None => self.refused = Some(format!("allowed: {}", setting.spec().kind.allowed())),
        }
    }

    fn change(&mut self, setting: Setting, value: SettingValue, cx: &mut Cx<'_>) {
        // What is so already is in the file, unless something wrong is.
        if is_wrong(setting, cx.model) || cx.model.settings.value(setting) != value {
            self.refused = cx.change(setting, value).err();
        }
    }

    /// Shows a theme on the whole screen; it is neither kept nor written yet.
    fn try_theme(&mut self, theme: Option<SettingValue>, cx: &mut Cx<'_>) {
        let before = cx.model.settings.value(Setting::Theme);
        let Some(theme) = theme else { return };
        // Every word that it offers itself is allowed.
        if cx.model.set(Setting::Theme, theme).is_ok() {
            self.theme_before.get_or_insert(before);
        }
    }

    /// Keeps the theme that is tried, or puts the one before back.
    fn end_trial(&mut self, keeps: bool, cx: &mut Cx<'_>) {
        let Some(before) = self.theme_before.take() else { return };
        let tried = cx.model.settings.value(Setting::Theme);
        if cx.model.set(Setting::Theme, before).is_ok() && keeps {
            self.change(Setting::Theme, tried, cx);
        }
    }

    /// Handles an action while a theme is tried; returns false for what concerns the list: then the theme is kept.
    fn update_trial(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Lower | Action::Higher => {
                self.try_theme(Setting::Theme.beside(&cx.model.settings, action == Action::Higher), cx);
            }
            Action::Confirm => self.end_trial(true, cx),
            Action::Back => self.end_trial(false, cx),
            _ => {
                self.end_trial(true, cx);
                return false;
            }
        }
        true
    }

    /// The place of the chosen row, from 0.
    fn selected(&self, model: &Model) -> usize {
        let last = rows(model).len().saturating_sub(1);
        self.from_last.map_or(0, |from_last| last.saturating_sub(from_last))
    }

    fn chosen<'a>(&self, model: &'a Model) -> Option<SettingsRow<'a>> {
        rows(model).get(self.selected(model)).copied()
    }

    /// The sink of the chosen row, if it can be tried.
    fn sink(&self, model: &Model) -> Option<Sink> {
        match self.chosen(model) {
            Some(SettingsRow::Setting(setting)) if self.things.is_none() => {
                Sink::of(setting).filter(|sink| sink.can_be_tried())
            }
            _ => None,
        }
    }

    fn title(&self) -> &'static str {
        if self.things.is_some() { "Equipment I have" } else { "Settings" }
    }

    /// The height of the longest explanation, kept free so that the list does not move.
    fn rows_of_text(&self, model: &Model, width: u16) -> u16 {
        let heights = rows(model).into_iter().map(|about| {
            let mut page = Content::new(&model.theme, width);
            explain::write(about, &SettingState::default(), model, false, &mut page);
            page.height()
        });
        heights.max().unwrap_or_default()
    }

    fn render_text(&self, model: &Model, roomy: bool, area: Rect, buf: &mut Buffer) {
        let Some(about) = self.chosen(model) else { return };
        let mut page = Content::new(&model.theme, area.width);
        let state = SettingState { refused: self.refused.as_deref(), theme_before: self.theme_before.as_ref() };
        explain::write(about, &state, model, roomy, &mut page);
        page.render_beginning("", area, buf);
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        if let Some(things) = &self.things {
            return things.render(model, area, buf);
        }
        let rows = rows(model);
        let selected = self.selected(model);
        let with_units = area.width >= WITH_UNITS;
        let lines = rows.iter().enumerate();
        let lines: Vec<SettingLine> =
            lines.map(|(at, about)| SettingLine::of(*about, model, at == selected, with_units)).collect();
        render_lines(&lines, selected, theme, area, buf);
    }
}

impl ScreenView for SettingsScreen {
    fn context(&self) -> Context {
        match (&self.things, &self.theme_before) {
            (Some(_), _) => Context::AtHand,
            (None, Some(_)) => Context::ThemeTrial,
            (None, None) => Context::Settings,
        }
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        if action == Action::TrySink {
            return self.sink(model).is_some();
        }
        let changes = matches!(action, Action::Lower | Action::Higher | Action::Confirm | Action::Clear);
        match self.chosen(model) {
            _ if !changes || self.things.is_some() => true,
            Some(SettingsRow::Setting(setting)) => match setting.spec().kind {
                _ if action == Action::Clear => is_wrong(setting, model) || is_changed(setting, model),
                ValueKind::Number { .. } => action != Action::Confirm,
                ValueKind::Things => action != Action::Lower,
                ValueKind::Words(_) | ValueKind::Switch => true,
                ValueKind::Text | ValueKind::Program | ValueKind::Routines => false,
            },
            _ => false,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.refused = None;
        if let Some(things) = &mut self.things {
            if !things.update(action, cx) {
                self.things = None;
            }
            return;
        }
        if self.theme_before.is_some() && self.update_trial(action, cx) {
            return;
        }
        let count = rows(cx.model).len();
        if let Some(to) = moved(self.selected(cx.model), count, action) {
            self.from_last = Some(count.saturating_sub(to + 1));
            return;
        }
        match (action, self.chosen(cx.model)) {
            (Action::Back, _) => cx.go(Route::Back),
            (Action::Higher | Action::Confirm, Some(SettingsRow::Setting(Setting::Equipment))) => {
                self.things = Some(Things::new(cx.model));
            }
            (Action::Lower, Some(SettingsRow::Setting(setting))) => self.step(setting, false, cx),
            (Action::Higher, Some(SettingsRow::Setting(setting))) => self.step(setting, true, cx),
            (Action::Confirm, Some(SettingsRow::Setting(setting))) if self.has_use(action, cx.model, cx.now) => {
                self.step(setting, true, cx);
            }
            (Action::TrySink, _) => {
                if let Some(sink) = self.sink(cx.model) {
                    cx.try_sink(sink);
                }
            }
            (Action::Clear, Some(SettingsRow::Setting(setting))) => self.change(setting, setting.default_value(), cx),
            _ => {}
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let (list, beside) = panes::split(area, LIST);
        if let Some(beside) = beside {
            self.render_list(model, panes::framed(self.title(), list, theme, buf), buf);
            let title = self.chosen(model).map_or("", explain::title);
            self.render_text(model, true, panes::framed(title, beside, theme, buf), buf);
            return Moving::default();
        }
        let text = Rect { height: 0, ..list.inner(Margin::new(1, 0)) };
        let needed = self.rows_of_text(model, text.width).min(area.height.saturating_sub(LEAST_LIST + 1));
        let [list, rule, text] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Length(needed)]).areas(area);
        let framed = list.height + 1 >= FRAMED;
        let inner = if framed { panes::framed(self.title(), list, theme, buf) } else { list.inner(Margin::new(1, 0)) };
        self.render_list(model, inner, buf);
        if !framed {
            put(buf, rule, (0, 0), &"─".repeat(rule.width.into()), theme.border());
        }
        self.render_text(model, false, text.inner(Margin::new(1, 0)), buf);
        Moving::default()
    }
}

/// A row with its texts.
struct SettingLine {
    heading: &'static str,
    title: String,
    value: String,
}

impl SettingLine {
    fn of(about: SettingsRow<'_>, model: &Model, is_chosen: bool, with_units: bool) -> Self {
        let setting = match about {
            SettingsRow::Problem(problem) => {
                let what = if problem.field.is_empty() { "cannot be read" } else { problem.field.as_str() };
                return Self::to_be_mended(format!("line {}: {what}", problem.line));
            }
            SettingsRow::Unsaved(_) => return Self::to_be_mended("changes are not saved".to_owned()),
            SettingsRow::Setting(setting) => setting,
        };
        let sign = if is_changed(setting, model) { "* " } else { "" };
        let shown = match model.settings.value(setting) {
            SettingValue::Number(number) if !with_units => number.to_string(),
            value @ (SettingValue::Text(_) | SettingValue::Program(_)) => fit(&setting.shown(&value), NAME),
            value => setting.shown(&value),
        };
        // The value stays where it is when it is chosen.
        let value = if is_chosen { format!("{sign}‹ {shown} ›") } else { format!("{sign}  {shown}  ") };
        let spec = setting.spec();
        Self { heading: spec.group.title(), title: spec.name.to_owned(), value }
    }

    fn to_be_mended(title: String) -> Self {
        Self { heading: "Needs fixing", title, value: "!".to_owned() }
    }
}

/// The open list of equipment.
#[derive(Debug)]
struct Things {
    /// All equipment that an exercise or routine needs, or the settings name, in order of the names.
    all: Vec<Id>,
    /// The chosen row; the first one means "anything".
    row: usize,
}

impl Things {
    /// The list of all equipment, also of what the settings name and nothing needs.
    fn new(model: &Model) -> Self {
        let (catalog, named) = (&model.catalog, &model.settings.equipment);
        let of_exercises = catalog.exercises().flat_map(|exercise| exercise.equipment.clone());
        let of_routines = catalog.routines().flat_map(|routine| routine.equipment.clone());
        let needs: Vec<_> = of_exercises.chain(of_routines).collect();
        let all: BTreeSet<Id> = things(&needs).into_iter().chain(named.iter().flatten().cloned()).collect();
        Self { all: all.into_iter().collect(), row: 0 }
    }

    /// Handles an action; returns true while the list stays open.
    fn update(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(row) = moved(self.row, self.all.len() + 1, action) {
            self.row = row;
            return true;
        }
        let before = &cx.model.settings.equipment;
        let after = match action {
            Action::Confirm => self.ticked(before.as_deref()),
            Action::Clear => None,
            action => return action != Action::Back,
        };
        if *before != after {
            // Any list of what stands here is allowed.
            let _ = cx.change(Setting::Equipment, SettingValue::Things(after));
        }
        true
    }

    /// The equipment at hand after the chosen row is ticked or unticked.
    fn ticked(&self, before: Option<&[Id]>) -> Option<Vec<Id>> {
        let Some(thing) = self.row.checked_sub(1).and_then(|at| self.all.get(at)) else {
            return before.is_none().then(Vec::new);
        };
        let mut at_hand = before.unwrap_or_default().to_vec();
        match at_hand.iter().position(|each| each == thing) {
            Some(place) => {
                at_hand.remove(place);
            }
            None => at_hand.push(thing.clone()),
        }
        Some(at_hand)
    }

    /// Draws the list.
    fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let at_hand = model.settings.equipment.as_deref();
        let mut titles = vec![ticked(at_hand.is_none(), EVERYTHING)];
        for thing in &self.all {
            let is_there = at_hand.is_some_and(|things| things.contains(thing));
            titles.push(ticked(is_there, &spoken(thing.as_str())));
        }
        let rows: Vec<Row<'_>> = titles.iter().map(|title| Row { title, detail: "" }).collect();
        PickList { rows: &rows, selected: Some(self.row), theme: &model.theme }.render(area, buf);
    }
}

/// The rows, from top to bottom.
fn rows(model: &Model) -> Vec<SettingsRow<'_>> {
    let file = &model.settings_file;
    let unsaved = file.why.as_deref().map(SettingsRow::Unsaved);
    let trouble = unsaved.into_iter().chain(file.problems.iter().map(SettingsRow::Problem));
    trouble.chain(Setting::all().map(SettingsRow::Setting)).collect()
}

/// Returns true if the file has a problem with this setting.
fn is_wrong(setting: Setting, model: &Model) -> bool {
    model.settings_file.problems.iter().any(|problem| problem.field == setting.path())
}

fn is_changed(setting: Setting, model: &Model) -> bool {
    model.settings.value(setting) != setting.default_value()
}

fn render_lines(lines: &[SettingLine], selected: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut parts: Vec<ListSection<'_>> = Vec::new();
    for line in lines {
        let row = Row { title: &line.title, detail: &line.value };
        match parts.last_mut().filter(|part| part.heading == line.heading) {
            Some(part) => part.rows.push(row),
            None => parts.push(ListSection { heading: line.heading, rows: vec![row] }),
        }
    }
    HeadedList { parts: &parts, selected, theme }.render(area, buf);
}

fn ticked(is_ticked: bool, name: &str) -> String {
    format!("[{}] {name}", if is_ticked { 'x' } else { ' ' })
}
