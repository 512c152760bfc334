//! An exercise's page: how to do it, how much, what is easier and harder.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, Reader, body_width};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::domain::content::exercise::Exercise;

/// State of an exercise's page.
pub struct ExercisePage {
    exercise: Arc<Exercise>,
    reader: Reader,
}

impl ExercisePage {
    /// The page of `exercise`.
    pub fn new(exercise: Arc<Exercise>) -> Self {
        Self { exercise, reader: Reader::default() }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = self.content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render(self.exercise.name.as_str(), self.exercise.kind.as_str(), &content, area, buf);
    }

    fn content<'t>(&self, _: &Model, mut page: Content<'t>) -> Content<'t> {
        page.text(self.exercise.summary.as_str());
        for (at, step) in self.exercise.setup.iter().enumerate() {
            page.item(&format!("{}. ", at + 1), step.as_str());
        }
        page
    }
}
