//! The library: every exercise, to be searched and filtered.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::ItemKind;
use crate::widgets::list::{PickList, Row};

/// State of the library.
pub struct Library {
    exercises: Vec<Arc<Exercise>>,
    selected: usize,
}

impl Library {
    /// The library with the first exercise chosen.
    pub fn new(model: &Model) -> Self {
        Self { exercises: model.catalog.exercises().collect(), selected: 0 }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let last = self.exercises.len().saturating_sub(1);
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::Open => {
                if let Some(exercise) = self.exercises.get(self.selected) {
                    cx.go(Go::To(ItemKind::Exercise, exercise.id.clone()));
                }
            }
            Action::Back => cx.go(Go::Back),
            _ => {}
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let rows: Vec<Row<'_>> =
            self.exercises.iter().map(|e| Row { title: e.name.as_str(), detail: e.kind.as_str() }).collect();
        PickList { rows: &rows, selected: Some(self.selected), theme: &model.theme }.render(area, buf);
    }
}
