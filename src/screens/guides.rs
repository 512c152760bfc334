//! The guides: everything there is to read, shelf by shelf.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::guide::Guide;
use crate::domain::content::link::ItemKind;
use crate::widgets::list::{PickList, Row};

/// State of the guides.
pub struct Guides {
    guides: Vec<Arc<Guide>>,
    selected: usize,
}

impl Guides {
    /// the guides with the first guide chosen.
    pub fn new(model: &Model) -> Self {
        Self { guides: model.catalog.guides().collect(), selected: 0 }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let last = self.guides.len().saturating_sub(1);
        match action {
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::Open => {
                if let Some(guide) = self.guides.get(self.selected) {
                    cx.go(Go::To(ItemKind::Guide, guide.id.clone()));
                }
            }
            Action::Back => cx.go(Go::Back),
            _ => {}
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let rows: Vec<Row<'_>> =
            self.guides.iter().map(|e| Row { title: e.title.as_str(), detail: e.shelf.as_str() }).collect();
        PickList { rows: &rows, selected: Some(self.selected), theme: &model.theme }.render(area, buf);
    }
}
