//! The home screen: all routines, a search, and a line about the last days.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

use super::plan;
use super::routine::{step_lines, when_text};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::recent::{LastSession, Recent};
use crate::app::route::Go;
use crate::domain::content::link::ItemKind;
use crate::domain::content::outline::Outline;
use crate::domain::content::routine::Routine;
use crate::domain::time::{Now, about_text, days_ago};
use crate::widgets::list::{PickList, Row};
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{fit, put, wrap};

/// With less width than this, the routine's preview gives way to the list.
const WITH_PREVIEW: u16 = 76;
/// Room for the longest built-in title and its length.
const LIST: u16 = 47;
const LONGEST_SEARCH: usize = 40;

/// State of the home screen.
pub struct Home {
    routines: Vec<(Outline, Duration)>,
    selected: usize,
    search: Option<TextInput>,
}

impl Home {
    /// The home screen with the first routine chosen.
    pub fn new(model: &Model) -> Self {
        Self { routines: model.routines_by_length(), selected: 0, search: None }
    }

    /// Where keys go.
    pub fn context(&self) -> Context {
        if self.search.is_some() { Context::Search } else { Context::Home }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let last = self.found(cx.model).len().saturating_sub(1);
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::PageUp => self.selected = self.selected.saturating_sub(10),
            Action::PageDown => self.selected = (self.selected + 10).min(last),
            Action::Top => self.selected = 0,
            Action::Bottom => self.selected = last,
            Action::Start => self.start(cx),
            Action::Open => {
                if let Some(routine) = self.chosen(cx.model) {
                    cx.go(Go::To(ItemKind::Routine, routine.id.clone()));
                }
            }
            Action::Library => cx.go(Go::Library),
            Action::Guides => cx.go(Go::Guides),
            Action::Plans => {
                let followed = plan::today_text(cx.model).map(|(plan, _)| Go::To(ItemKind::Plan, plan.id.clone()));
                cx.go(followed.unwrap_or(Go::Plans));
            }
            Action::Troubleshoot => cx.go(Go::Troubleshooter),
            Action::Rate => cx.go(Go::Rate),
            Action::Search => self.search = Some(TextInput::with_limit(LONGEST_SEARCH)),
            Action::Back if self.search.is_some() => self.end_search(cx.model),
            Action::Quit => cx.go(Go::Quit),
            action => self.edit(action),
        }
    }

    /// Puts pasted text into the search.
    pub fn paste(&mut self, text: &str, _: &Model) {
        if let Some(search) = &mut self.search {
            search.insert_str(text);
            self.selected = 0;
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        let roomy = area.height >= 14;
        let gap = u16::from(roomy);
        let plan = plan::today_text(model);
        let [today, followed, _, body] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(u16::from(plan.is_some())),
            Constraint::Length(gap),
            Constraint::Fill(1),
        ])
        .areas(area);
        self.render_today(model, now, today, buf);
        if let Some((plan, text)) = plan {
            let x = put(buf, followed, (1, 0), "p ", model.theme.key());
            let text = format!("{} · {text}", plan.title);
            put(buf, followed, (x, 0), &fit(&text, usize::from(area.width.saturating_sub(x + 1))), model.theme.text());
        }
        if area.width < WITH_PREVIEW {
            return self.render_list(model, body, buf);
        }
        let [list, _, preview] =
            Layout::horizontal([Constraint::Length(LIST), Constraint::Length(1), Constraint::Fill(1)]).areas(body);
        self.render_list(model, list, buf);
        self.render_preview(model, preview, buf);
    }

    fn start(&mut self, cx: &mut Cx<'_>) {
        let Some(routine) = self.chosen(cx.model) else { return };
        // Whoever comes back from a session finds letters to be keys again.
        self.end_search(cx.model);
        cx.begin(&routine, cx.model.default_options());
    }

    /// All routines again, the chosen one still chosen.
    fn end_search(&mut self, model: &Model) {
        let chosen = self.chosen(model);
        self.search = None;
        let is_chosen = |routine: &Outline| chosen.as_ref().is_some_and(|chosen| chosen.id == routine.id);
        self.selected = self.routines.iter().position(|(routine, _)| is_chosen(routine)).unwrap_or(0);
    }

    fn edit(&mut self, action: Action) {
        let Some(search) = &mut self.search else { return };
        match action {
            Action::Insert(c) => search.insert(c),
            Action::DeleteBack => search.backspace(),
            Action::DeleteWord => search.delete_word(),
            Action::ClearText => search.clear(),
            Action::CursorLeft => return search.left(),
            Action::CursorRight => return search.right(),
            _ => return,
        }
        self.selected = 0;
    }

    fn chosen(&self, model: &Model) -> Option<Arc<Routine>> {
        let found = self.found(model);
        let (routine, _) = found.get(self.selected)?;
        model.catalog.routine(routine.id.as_str())
    }

    /// The routines that have every word of the search in their name, purpose, use or exercises.
    fn found(&self, model: &Model) -> Vec<&(Outline, Duration)> {
        let wanted = self.search.as_ref().map(|search| search.value().to_lowercase()).unwrap_or_default();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        if words.is_empty() {
            return self.routines.iter().collect();
        }
        let fits = |(routine, _): &&(Outline, Duration)| {
            let Some(routine) = model.catalog.routine(routine.id.as_str()) else { return false };
            let text = searched_text(&routine, model);
            words.iter().all(|word| text.contains(word))
        };
        self.routines.iter().filter(fits).collect()
    }

    fn render_today(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        if let Some(search) = &self.search {
            let x = put(buf, area, (1, 0), "/ ", theme.key());
            let field = Rect { x: area.x + x, width: area.width.saturating_sub(x + 1), ..area };
            let hint = "a routine, an exercise, when";
            TextField { value: search.value(), cursor: Some(search.cursor()), hint, theme }.render(field, buf);
            return;
        }
        let text = today_text(model.recent.as_ref(), now.wall.date_naive(), area.width.into());
        put(buf, area, (1, 0), &fit(&text, usize::from(area.width.saturating_sub(2))), theme.quiet());
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let block = Block::bordered().border_style(theme.border()).title(" Routines ").title_style(theme.title());
        let inner = block.inner(area);
        block.render(area, buf);
        let found = self.found(model);
        if found.is_empty() {
            let hint = if self.search.is_some() {
                "nothing found; esc shows all"
            } else {
                "no routine can be used; see supple check"
            };
            put(buf, inner, (1, 0), &fit(hint, usize::from(inner.width.saturating_sub(2))), theme.quiet());
            return;
        }
        let details: Vec<String> = found
            .iter()
            .map(|(routine, length)| {
                let own = if model.catalog.own_routine(routine.id.as_str()).is_some() { "yours  " } else { "" };
                format!("{own}{}", about_text(*length))
            })
            .collect();
        let rows: Vec<Row<'_>> = found
            .iter()
            .zip(&details)
            .map(|((routine, _), detail)| Row { title: routine.title.as_str(), detail })
            .collect();
        PickList { rows: &rows, selected: Some(self.selected), theme }.render(inner, buf);
    }

    fn render_preview(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let found = self.found(model);
        let Some((outline, length)) = found.get(self.selected) else { return };
        let Some(routine) = model.catalog.routine(outline.id.as_str()) else { return };
        let block = Block::bordered().border_style(theme.border()).title_top(
            ratatui::text::Line::from(format!(" {} ", about_text(*length))).right_aligned().style(theme.quiet()),
        );
        let inner = block.inner(area).inner(ratatui::layout::Margin::new(1, 0));
        block.render(area, buf);
        let width = usize::from(inner.width);
        let mut lines: Vec<(String, Style)> = Vec::new();
        lines.extend(wrap(routine.summary.as_str(), width).into_iter().map(|line| (line, theme.text())));
        lines.extend(wrap(&when_text(&routine, None), width).into_iter().map(|line| (line, theme.quiet())));
        lines.push((String::new(), theme.text()));
        let steps = step_lines(model, &routine, model.default_options(), inner.width);
        lines.extend(steps.into_iter().map(|line| (line, theme.text())));
        let rows = usize::from(inner.height);
        let cut = lines.len() > rows;
        for (y, (line, style)) in lines.into_iter().take(rows.saturating_sub(usize::from(cut))).enumerate() {
            put(buf, inner, (0, y as u16), &line, style);
        }
        if cut {
            put(buf, inner, (0, inner.height.saturating_sub(1)), "→ all of it", theme.key());
        }
    }
}

fn searched_text(routine: &Routine, model: &Model) -> String {
    let mut text = format!("{} {} {}", routine.title, routine.summary, routine.id);
    for when in &routine.when {
        text.push_str(&format!(" {when}").replace('-', " "));
    }
    for step in &routine.steps {
        if let Some(exercise) = model.catalog.exercise(step.exercise.as_str()) {
            text.push_str(&format!(" {} {}", exercise.name, exercise.id));
            exercise.aliases.iter().for_each(|alias| text.push_str(&format!(" {alias}")));
        }
    }
    text.to_lowercase()
}

/// The date, this week, and the last session; what does not fit into `width` is left out.
fn today_text(recent: Option<&Recent>, today: NaiveDate, width: usize) -> String {
    let mut text = today.format("%A %-d %b").to_string();
    let Some(recent) = recent else { return text };
    let this_week = match recent.this_week {
        // A session that was hardly begun does not count, and yet is no lack of one.
        0 if recent.last.as_ref().is_some_and(|last| (today - last.day).num_days() < 7) => None,
        0 => Some("no session yet this week".to_owned()),
        1 => Some("1 session this week".to_owned()),
        n => Some(format!("{n} sessions this week")),
    };
    let mut parts: Vec<String> = this_week.into_iter().collect();
    parts.extend(recent.last.as_ref().map(|last| last_text(last, today)));
    for part in parts {
        if text.chars().count() + part.chars().count() + 5 <= width {
            text.push_str(" · ");
            text.push_str(&part);
        }
    }
    text
}

fn last_text(last: &LastSession, today: NaiveDate) -> String {
    let days = (today - last.day).num_days();
    let when = days_ago(days);
    match (last.before, last.after) {
        (Some(before), Some(after)) => format!("{} {when}, pain {before} → {after}", last.title),
        _ => format!("{} {when}", last.title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::entry::Score;
    use crate::domain::text::Text;

    #[test]
    fn todays_line_leaves_out_what_does_not_fit() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let last = LastSession {
            title: Text::from("Split Hip Stop"),
            day: NaiveDate::from_ymd_opt(2026, 11, 19).unwrap(),
            before: Score::new(3),
            after: Score::new(0),
        };
        let recent = Recent { this_week: 2, last: Some(last), ..Recent::default() };
        assert_eq!(today_text(None, today, 80), "Friday 20 Nov");
        assert_eq!(today_text(Some(&recent), today, 40), "Friday 20 Nov · 2 sessions this week");
        assert_eq!(
            today_text(Some(&recent), today, 100),
            "Friday 20 Nov · 2 sessions this week · Split Hip Stop yesterday, pain 3 → 0"
        );
    }
}
