//! Everything that can be set, in a list, with what the chosen one means. A change holds at once, and is written
//! at once.

mod explain;
mod things;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::input::moved;
use super::page::Content;
use super::panes;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::app::settings::setting::{Kind, Setting, Value};
use crate::app::sinks::Sink;
use crate::domain::content::problem::Problem;
use crate::theme::Theme;
use crate::widgets::list::{HeadedList, Part, Row};
use crate::widgets::wrap::{fit, put};
use things::Things;

/// Room for every name with its value.
const LIST: u16 = 45;
/// From so many rows on there is room for a frame around the list where nothing stands beside it.
const FRAMED: u16 = 16;
/// So many rows of the list are seen at least.
const LEAST_LIST: u16 = 4;
/// A name of the user's is as wide as this at most: beside it stands what is set.
const NAME: usize = 14;
/// With less width than this, a value has no unit.
const WITH_UNITS: u16 = 40;

/// State of the settings.
#[derive(Debug, Default)]
pub struct SettingsScreen {
    /// The chosen row; `None` for the first one. Counted from the last, for trouble comes and goes above.
    from_last: Option<usize>,
    /// Why the last change was refused.
    refused: Option<String>,
    /// The list of things, while it is open.
    things: Option<Things>,
}

/// What a row is about.
#[derive(Debug, Clone, Copy)]
enum About<'a> {
    /// Something wrong in the file.
    Problem(&'a Problem),
    /// What was changed could not be written, and why.
    Unsaved(&'a str),
    Setting(Setting),
}

/// All rows, from top to bottom.
fn rows(model: &Model) -> Vec<About<'_>> {
    let file = &model.settings_file;
    let unsaved = file.why.as_deref().map(About::Unsaved);
    let trouble = unsaved.into_iter().chain(file.problems.iter().map(About::Problem));
    trouble.chain(Setting::all().map(About::Setting)).collect()
}

/// Whether the file says something wrong of it.
fn is_wrong(setting: Setting, model: &Model) -> bool {
    model.settings_file.problems.iter().any(|problem| problem.field == setting.path())
}

fn is_changed(setting: Setting, model: &Model) -> bool {
    model.settings.value(setting) != setting.default_value()
}

impl SettingsScreen {
    /// Where keys go.
    pub fn context(&self) -> Context {
        if self.things.is_some() { Context::AtHand } else { Context::Settings }
    }

    /// Whether `action` has something to do with the chosen row.
    pub fn has_use(&self, action: Action, model: &Model) -> bool {
        if action == Action::TrySink {
            return self.sink(model).is_some();
        }
        let changes = matches!(action, Action::Lower | Action::Higher | Action::Confirm | Action::Clear);
        match self.chosen(model) {
            _ if !changes || self.things.is_some() => true,
            Some(About::Setting(setting)) => match setting.spec().kind {
                _ if action == Action::Clear => is_wrong(setting, model) || is_changed(setting, model),
                Kind::Number { .. } => action != Action::Confirm,
                Kind::Things => action != Action::Lower,
                Kind::Words(_) | Kind::Switch => true,
                Kind::Text | Kind::Program => false,
            },
            _ => false,
        }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        self.refused = None;
        if let Some(things) = &mut self.things {
            if !things.update(action, cx) {
                self.things = None;
            }
            return;
        }
        let count = rows(cx.model).len();
        if let Some(to) = moved(self.selected(cx.model), count, action) {
            self.from_last = Some(count.saturating_sub(to + 1));
            return;
        }
        match (action, self.chosen(cx.model)) {
            (Action::Back, _) => cx.go(Go::Back),
            (Action::Higher | Action::Confirm, Some(About::Setting(Setting::Equipment))) => {
                self.things = Some(Things::new(cx.model));
            }
            (Action::Lower, Some(About::Setting(setting))) => self.step(setting, false, cx),
            (Action::Higher, Some(About::Setting(setting))) => self.step(setting, true, cx),
            (Action::Confirm, Some(About::Setting(setting))) if self.has_use(action, cx.model) => {
                self.step(setting, true, cx);
            }
            (Action::TrySink, _) => self.sink(cx.model).into_iter().for_each(|sink| cx.try_sink(sink)),
            (Action::Clear, Some(About::Setting(setting))) => self.change(setting, setting.default_value(), cx),
            _ => {}
        }
    }

    fn step(&mut self, setting: Setting, forward: bool, cx: &mut Cx<'_>) {
        match setting.beside(&cx.model.settings, forward) {
            Some(value) => self.change(setting, value, cx),
            None if setting == Setting::Equipment => {}
            None => self.refused = Some(format!("allowed: {}", setting.spec().kind.allowed())),
        }
    }

    fn change(&mut self, setting: Setting, value: Value, cx: &mut Cx<'_>) {
        // What is so already is in the file, unless something wrong is.
        if is_wrong(setting, cx.model) || cx.model.settings.value(setting) != value {
            self.refused = cx.change(setting, value).err();
        }
    }

    /// The place of the chosen row, from 0.
    fn selected(&self, model: &Model) -> usize {
        let last = rows(model).len().saturating_sub(1);
        self.from_last.map_or(0, |from_last| last.saturating_sub(from_last))
    }

    fn chosen<'a>(&self, model: &'a Model) -> Option<About<'a>> {
        rows(model).get(self.selected(model)).copied()
    }

    /// What can be tried of the chosen row.
    fn sink(&self, model: &Model) -> Option<Sink> {
        match self.chosen(model) {
            Some(About::Setting(setting)) if self.things.is_none() => {
                Sink::of(setting).filter(|sink| sink.can_be_tried())
            }
            _ => None,
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let (list, beside) = panes::split(area, LIST);
        if let Some(beside) = beside {
            self.render_list(model, panes::framed(self.title(), list, theme, buf), buf);
            let title = self.chosen(model).map_or("", explain::title);
            return self.render_text(model, true, panes::framed(title, beside, theme, buf), buf);
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
    }

    fn title(&self) -> &'static str {
        if self.things.is_some() { "At hand" } else { "Settings" }
    }

    /// So many rows does the longest explanation take: the list stays where it is, whatever is chosen.
    fn rows_of_text(&self, model: &Model, width: u16) -> u16 {
        let height = |about: About<'_>| {
            let mut page = Content::new(&model.theme, width);
            explain::write(about, None, model, false, &mut page);
            page.height()
        };
        rows(model).into_iter().map(height).max().unwrap_or_default()
    }

    fn render_text(&self, model: &Model, roomy: bool, area: Rect, buf: &mut Buffer) {
        let Some(about) = self.chosen(model) else { return };
        let mut page = Content::new(&model.theme, area.width);
        explain::write(about, self.refused.as_deref(), model, roomy, &mut page);
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
        let lines: Vec<Line> = lines.map(|(at, about)| Line::of(*about, model, at == selected, with_units)).collect();
        render_lines(&lines, selected, theme, area, buf);
    }
}

/// A row as it is shown.
struct Line {
    heading: &'static str,
    title: String,
    value: String,
}

impl Line {
    fn of(about: About<'_>, model: &Model, is_chosen: bool, with_units: bool) -> Self {
        let line = |heading, title: String, value| Self { heading, title, value };
        match about {
            About::Problem(problem) => {
                let what = if problem.field.is_empty() { "cannot be read" } else { problem.field.as_str() };
                line("To be mended", format!("line {}: {what}", problem.line), "!  ".to_owned())
            }
            About::Unsaved(_) => line("To be mended", "changes are not saved".to_owned(), "!  ".to_owned()),
            About::Setting(setting) => {
                let sign = if is_changed(setting, model) { '*' } else { ' ' };
                let shown = match model.settings.value(setting) {
                    Value::Number(number) if !with_units => number.to_string(),
                    value @ (Value::Text(_) | Value::Program(_)) => fit(&setting.shown(&value), NAME),
                    value => setting.shown(&value),
                };
                // The value stays where it is when it is chosen.
                let shown = if is_chosen { format!("‹ {shown} ›{sign}") } else { format!("  {shown}  {sign}") };
                let spec = setting.spec();
                line(spec.group.title(), spec.name.to_owned(), shown)
            }
        }
    }
}

fn render_lines(lines: &[Line], selected: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in lines {
        let row = Row { title: &line.title, detail: &line.value };
        match parts.last_mut().filter(|part| part.heading == line.heading) {
            Some(part) => part.rows.push(row),
            None => parts.push(Part { heading: line.heading, rows: vec![row] }),
        }
    }
    HeadedList { parts: &parts, selected, theme }.render(area, buf);
}
