//! Adding of steps: keys of the search, and of the form for an exercise that nobody knows.

use super::form::SketchForm;
use super::search::{StepChoice, StepSearch};
use super::{EditorMode, RoutineEditor};
use crate::domain::content::draft::DraftEdit;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::model::Model;

impl RoutineEditor {
    /// Opens the search. An exercise of one's own has to be in a file before it can be played: none is made for today.
    pub(super) fn begin_search(&mut self, model: &Model) {
        let search = StepSearch::new(model, self.draft(), !self.is_for_today());
        self.mode = EditorMode::Search(Box::new(search));
    }

    pub(super) fn update_search(&mut self, action: Action, cx: &mut Cx<'_>) {
        let EditorMode::Search(mut search) = std::mem::replace(&mut self.mode, EditorMode::Steps) else { return };
        match action {
            Action::Back => return,
            Action::MakeOwn if search.may_make() => {
                self.mode = EditorMode::Form(Box::new(SketchForm::new(search.asked())), search);
                return;
            }
            Action::Confirm => match search.chosen().cloned() {
                Some(StepChoice::Known(id)) => {
                    let name = self.name_of(&id, cx.model);
                    if self.insert(|at| DraftEdit::Insert(at, id), cx) {
                        search.begin_anew(name, cx.model, self.draft());
                    }
                }
                Some(StepChoice::Make) => {
                    self.mode = EditorMode::Form(Box::new(SketchForm::new(search.asked())), search);
                    return;
                }
                None => {}
            },
            action => {
                search.update(action, cx.model, self.history.draft());
            }
        }
        self.mode = EditorMode::Search(search);
    }

    pub(super) fn update_form(&mut self, action: Action, cx: &mut Cx<'_>) {
        let EditorMode::Form(mut form, mut search) = std::mem::replace(&mut self.mode, EditorMode::Steps) else {
            return;
        };
        match action {
            Action::Back => self.mode = EditorMode::Search(search),
            Action::Confirm => {
                let sketch = form.sketch();
                let id = self.free_id(sketch.name.as_str(), "exercise", cx.model);
                let made = id.and_then(|id| sketch.make(&id));
                let Some(made) = made else {
                    cx.notify("give it a name first");
                    self.mode = EditorMode::Form(form, search);
                    return;
                };
                if self.insert(|at| DraftEdit::InsertOwn(at, Box::new(made)), cx) {
                    search.begin_anew(sketch.name.to_string(), cx.model, self.draft());
                }
                self.mode = EditorMode::Search(search);
            }
            action => {
                form.update(action);
                self.mode = EditorMode::Form(form, search);
            }
        }
    }
}
