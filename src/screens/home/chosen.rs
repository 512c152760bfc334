//! The preview of the chosen entry on the home screen: a routine with what it did so far and the figure of one of its
//! exercises, or a plan with its parts.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::groups::RoutinePast;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::problem::Problem;
use crate::domain::content::routine::{Outline, Routine};
use crate::domain::content::words::{Kind, occasions};
use crate::domain::document::known_steps;
use crate::domain::figure::Figure;
use crate::domain::time::{Now, about_text};
use crate::screens::page::Content;
use crate::screens::routine::step_lines;
use crate::screens::{panes, preview};
use crate::state::model::Model;
use crate::theme::Theme;

/// The chosen routine.
pub(super) struct ChosenRoutine<'a> {
    pub(super) outline: &'a Outline,
    pub(super) length: Duration,
    pub(super) past: Option<&'a RoutinePast>,
}

impl ChosenRoutine<'_> {
    /// Draws the preview, and returns the room for its figure.
    pub(super) fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Rect {
        let Some(routine) = model.catalog.routine(self.outline.id.as_str()) else { return Rect::ZERO };
        let length = Line::from(format!(" {} ", about_text(self.length)));
        let block = Block::bordered()
            .border_style(model.theme.border())
            .title_top(length.right_aligned().style(model.theme.quiet()));
        let inner = block.inner(area).inner(Margin::new(1, 0));
        block.render(area, buf);
        let typical = TypicalExercise::of(self.outline, model);
        preview::render(typical.as_ref().map(|typical| &*typical.figure), model, inner, buf, |page| {
            self.write(&routine, model, now, page);
        })
    }

    fn write(&self, routine: &Routine, model: &Model, now: &Now, page: &mut Content<'_>) {
        page.heading(routine.title.as_str());
        for line in self.past.map(|past| past.lines(now)).unwrap_or_default() {
            page.text(&line);
        }
        page.quiet(&occasions(routine, None));
        page.text(routine.summary.as_str());
        page.gap();
        let width = u16::try_from(page.width()).unwrap_or(u16::MAX);
        for line in step_lines(model, routine, model.default_options(), width) {
            page.line(&line, page.theme().text());
        }
    }
}

/// The most typical exercise of a routine, with its figure.
pub(super) struct TypicalExercise {
    pub(super) exercise: Arc<Exercise>,
    pub(super) figure: Arc<Figure>,
}

impl TypicalExercise {
    /// Returns the first exercise of a routine that has a figure, but rather one that is not a way to get warm or to care
    /// for the body.
    pub(super) fn of(outline: &Outline, model: &Model) -> Option<Self> {
        let mut first = None;
        for (_, exercise) in known_steps(&model.catalog, outline) {
            let is_typical = !matches!(exercise.kind, Kind::Cardio | Kind::SelfCare);
            if first.is_some() && !is_typical {
                continue;
            }
            let figure = model.catalog.figure_of(exercise.id.as_str());
            let found = figure.map(|figure| Self { exercise, figure });
            if found.is_some() && is_typical {
                return found;
            }
            first = first.or(found);
        }
        first
    }
}

/// Draws the preview of a plan: its summary and its parts.
pub(super) fn render_plan(model: &Model, id: &Id, area: Rect, buf: &mut Buffer) {
    let Some(plan) = model.catalog.plan(id.as_str()) else { return };
    panes::preview("", area, &model.theme, buf, |page| {
        page.heading(plan.title.as_str());
        page.text(plan.summary.as_str());
        page.quiet("plan · enter to open");
        page.gap();
        for part in &plan.parts {
            page.styled("• ", part.title.as_str(), page.theme().quiet());
        }
    });
}

/// Draws the preview of the draft that waits: its steps.
pub(super) fn render_draft(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(draft) = &model.draft else { return };
    panes::preview("", area, &model.theme, buf, |page| {
        page.heading(draft.routine().title.as_str());
        page.quiet("not saved yet · enter continues it");
        page.gap();
        for (number, step) in (1..).zip(&draft.routine().steps) {
            let exercise = draft.exercise(step.exercise.as_str(), &|id| model.catalog.exercise(id));
            let name = exercise.map_or_else(|| step.exercise.to_string(), |exercise| exercise.name.to_string());
            page.line(&format!("{number:>2} {name}"), page.theme().text());
        }
    });
}

/// Draws the preview of a file that cannot be used: what is wrong with it, and the way to mend it.
pub(super) fn render_broken(problems: &[Problem], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(first) = problems.first() else { return };
    panes::preview("", area, theme, buf, |page| {
        page.heading("This file can't be used yet");
        page.quiet(&first.file);
        page.gap();
        for problem in problems {
            let field = if problem.field.is_empty() { String::new() } else { format!("{}: ", problem.field) };
            page.item(&format!("line {}  ", problem.line), &format!("{field}{}", problem.message));
        }
        page.gap();
        page.text("enter opens it in your editor.");
    });
}
