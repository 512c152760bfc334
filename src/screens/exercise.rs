//! The page of an exercise: instructions, dose, easier and harder variants, and the routines and guides that use it.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::moving::{self, FigureInstant, Moving};
use super::page::{Content, MEASURE, PageScroll};
use super::panes;
use crate::domain::content::dose::DoseSpec;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::routine::Routine;
use crate::domain::document::{ExerciseUses, of_exercise};
use crate::domain::figure::Figure;
use crate::domain::journal::self_test_history::history;
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;

/// The least width for a figure beside the text.
const WITH_FIGURE: u16 = 76;

/// The greatest width of the figure.
const WIDEST: u16 = 76;

/// State of an exercise's page.
pub struct ExercisePage {
    exercise: Arc<Exercise>,
    uses: ExerciseUses,
    reader: PageScroll,
    figure: Option<Arc<Figure>>,
}

impl ExercisePage {
    /// The page of `exercise`.
    pub fn new(exercise: Arc<Exercise>, model: &Model) -> Self {
        let uses = ExerciseUses::new(&exercise, &model.catalog, |routine| model.length(routine));
        let figure = model.catalog.figure_of(exercise.id.as_str());
        Self { exercise, uses, reader: PageScroll::default(), figure }
    }

    /// Splits a page of this width and height into columns of the figure at the right, 0 where it is narrow or low, and
    /// columns of the text.
    fn room(&self, width: u16, height: u16) -> (u16, u16) {
        let all = width.saturating_sub(2);
        if self.figure.is_none() || width < WITH_FIGURE || height < 14 {
            return (0, all);
        }
        let figure = (width / 3).max(all.saturating_sub(MEASURE + 2)).clamp(24, WIDEST);
        (figure, all.saturating_sub(figure + 2))
    }

    /// Starts the self-test, or a session of this exercise alone.
    fn start(&self, cx: &mut Cx<'_>) {
        match Routine::of_one(&self.exercise, DoseSpec::EMPTY) {
            Some(routine) => cx.begin(&Arc::new(routine), cx.model.default_options()),
            None => cx.go(Route::SelfTest(self.exercise.id.clone())),
        }
    }

    /// Replaces this page by the nearest of these variants: back leads to where the first page was opened from, however
    /// many variants were seen.
    fn climb(&mut self, variants: &[Id], what: &str, cx: &mut Cx<'_>) {
        match nearest(variants, cx.model) {
            Some(exercise) => *self = Self::new(exercise, cx.model),
            None => cx.notify(format!("nothing {what} than {} here", self.exercise.name)),
        }
    }

    fn content<'t>(&self, model: &Model, now: &Now, mut page: Content<'t>) -> Content<'t> {
        let exercise = &self.exercise;
        let results = model.recent.as_ref().filter(|_| exercise.test.is_some());
        let results = results.and_then(|recent| history(&recent.journal, exercise, now.wall));
        page.document(&model.catalog, &of_exercise(exercise, &self.uses, &model.catalog, results.as_deref()));
        page
    }
}

impl ScreenView for ExercisePage {
    fn context(&self) -> Context {
        Context::Exercise
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        match action {
            Action::Easier => nearest(&self.exercise.easier, model).is_some(),
            Action::Harder => nearest(&self.exercise.harder, model).is_some(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Easier => self.climb(&Arc::clone(&self.exercise).easier, "easier", cx),
            Action::Harder => self.climb(&Arc::clone(&self.exercise).harder, "harder", cx),
            Action::Start => self.start(cx),
            action => {
                let theme = cx.model.theme;
                let (width, height) = body(cx.model);
                let (_, width) = self.room(width, height);
                let content = self.content(cx.model, cx.now, Content::new(&theme, width));
                let is_chosen = self.reader.chosen(&content, cx.model).is_some();
                match action {
                    Action::Open if self.exercise.test.is_some() && !is_chosen => self.start(cx),
                    action => {
                        self.reader.update(action, &content, cx);
                    }
                }
            }
        }
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        let (width, height) = body(model);
        let figure = self.figure.as_ref().filter(|_| self.room(width, height).0 > 0)?;
        moving::next_frame(figure, model, now)
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let kinds = std::iter::once(&self.exercise.kind).chain(&self.exercise.also);
        let kinds = kinds.map(|kind| kind.said()).collect::<Vec<_>>().join(", ");
        let (figure_width, width) = self.room(area.width, area.height);
        let content = self.content(model, now, Content::new(&model.theme, width));
        let Some(figure) = self.figure.as_ref().filter(|_| figure_width > 0) else {
            self.reader.render(self.exercise.name.as_str(), &kinds, &content, area, buf);
            return Moving::default();
        };
        let [page, beside] = panes::page_with(figure_width + 2, area);
        // The title has the row to itself: the figure begins below it.
        let page = Rect { width: (page.width + beside.width).min(MEASURE + 2), ..page };
        self.reader.render(self.exercise.name.as_str(), &kinds, &content, page, buf);
        let height = moving::rows(figure, model, figure_width, area.height.saturating_sub(3));
        let moving = Moving::figure(Rect { x: beside.x + 1, y: area.y + 2, width: figure_width, height });
        self.render_moving(model, now, moving, buf);
        moving
    }

    fn picture(&self, _: &Model, now: &Now) -> Option<FigureInstant> {
        let figure = self.figure.clone()?;
        Some(FigureInstant { frame: moving::looped(&figure, &self.exercise, now), figure })
    }
}

fn nearest(variants: &[Id], model: &Model) -> Option<Arc<Exercise>> {
    variants.iter().find_map(|id| model.catalog.exercise(id.as_str()))
}

/// The size of a page in this terminal: all but the program's head and foot.
fn body(model: &Model) -> (u16, u16) {
    (model.viewport.0, model.viewport.1.saturating_sub(2))
}
