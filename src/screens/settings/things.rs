//! The equipment at hand: a list to tick.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::settings::setting::{ANYTHING, Setting, Value};
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::things;
use crate::domain::content::wording::spoken;
use crate::screens::input::moved;
use crate::widgets::list::{PickList, Row};

/// The open list of equipment.
#[derive(Debug)]
pub(super) struct Things {
    /// All equipment that an exercise or routine needs, or the settings name, in order of the names.
    all: Vec<Id>,
    /// The chosen row; the first one means "anything".
    row: usize,
}

impl Things {
    /// The list of all equipment, also of what the settings name and nothing needs.
    pub(super) fn new(model: &Model) -> Self {
        let (catalog, named) = (&model.catalog, &model.settings.equipment);
        let of_exercises = catalog.exercises().flat_map(|exercise| exercise.equipment.clone());
        let of_routines = catalog.routines().flat_map(|routine| routine.equipment.clone());
        let needs: Vec<_> = of_exercises.chain(of_routines).collect();
        let all: BTreeSet<Id> = things(&needs).into_iter().chain(named.iter().flatten().cloned()).collect();
        Self { all: all.into_iter().collect(), row: 0 }
    }

    /// Handles an action; returns true while the list stays open.
    pub(super) fn update(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
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
            let _ = cx.change(Setting::Equipment, Value::Things(after));
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
    pub(super) fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let at_hand = model.settings.equipment.as_deref();
        let mut titles = vec![ticked(at_hand.is_none(), ANYTHING)];
        for thing in &self.all {
            let is_there = at_hand.is_some_and(|things| things.contains(thing));
            titles.push(ticked(is_there, &spoken(thing.as_str())));
        }
        let rows: Vec<Row<'_>> = titles.iter().map(|title| Row { title, detail: "" }).collect();
        PickList { rows: &rows, selected: Some(self.row), theme: &model.theme }.render(area, buf);
    }
}

fn ticked(is_ticked: bool, name: &str) -> String {
    format!("[{}] {name}", if is_ticked { 'x' } else { ' ' })
}
