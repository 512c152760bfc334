//! The page of an exercise: instructions, dose, easier and harder variants, and the routines and guides that use it.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::moving::{self, FigureInstant, Moving};
use super::page::{Content, PageScroll};
use crate::domain::content::dose::{Dose, DoseSpec, Marks};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::filter::{guides_about, routines_with};
use crate::domain::content::guide::Guide;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::routine::Routine;
use crate::domain::content::wording::{cue_time, facts, joined, spoken_all, whose};
use crate::domain::content::words::{Role, Whose};
use crate::domain::figure::Figure;
use crate::domain::journal::self_test_history::history;
use crate::domain::time::{Instant, Now, about_text};
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;

/// The least width for a figure beside the text.
const WITH_FIGURE: u16 = 76;

/// State of an exercise's page.
pub struct ExercisePage {
    exercise: Arc<Exercise>,
    /// The routines it is in, with their lengths.
    routines: Vec<(Arc<Routine>, Option<Duration>)>,
    /// The guides that name it.
    guides: Vec<Arc<Guide>>,
    reader: PageScroll,
    figure: Option<Arc<Figure>>,
}

impl ExercisePage {
    /// The page of `exercise`.
    pub fn new(exercise: Arc<Exercise>, model: &Model) -> Self {
        let routines = routines_with(&model.catalog, &exercise.id);
        let routines = routines.into_iter().map(|routine| (Arc::clone(&routine), model.length(&routine))).collect();
        let guides = guides_about(&model.catalog, ItemKind::Exercise, &exercise.id);
        let figure = model.catalog.figure_of(exercise.id.as_str());
        Self { exercise, routines, guides, reader: PageScroll::default(), figure }
    }

    /// Splits a page of this width and height into columns of the figure at the right, 0 where it is narrow or low, and
    /// columns of the text.
    fn room(&self, width: u16, height: u16) -> (u16, u16) {
        let all = width.saturating_sub(2);
        if self.figure.is_none() || width < WITH_FIGURE || height < 14 {
            return (0, all);
        }
        let figure = (width / 3).clamp(24, 44);
        (figure, all.saturating_sub(figure + 2))
    }

    /// Starts the self-test, if the exercise is one.
    fn test(&self, cx: &mut Cx<'_>) {
        if self.exercise.test.is_some() {
            cx.go(Route::SelfTest(self.exercise.id.clone()));
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
        self.head(model, now, &mut page);
        page.heading("Setup");
        for (number, step) in (1..).zip(&exercise.setup) {
            page.item(&format!("{number}. "), step.as_str());
        }
        if let Some(names) = &exercise.side_names {
            page.quiet(&format!("first {}; then {}", names.left, names.right));
        }
        if exercise.steps_are_ours {
            page.quiet("These steps are ours: the source names the exercise and does not say how.");
        }
        self.result(model, &mut page);
        self.doses(&mut page);
        list(&mut page, "Cues", exercise.cues.iter().map(|cue| format!("{} ({})", cue.say, cue_time(cue))));
        page.heading("Breathing");
        page.text(exercise.breathing.as_str());
        if !exercise.mistakes.is_empty() {
            page.heading("Mistakes");
        }
        for mistake in &exercise.mistakes {
            page.item("- ", mistake.seen.as_str());
            page.item("  → ", mistake.fix.as_str());
        }
        effects(exercise, &mut page);
        list(&mut page, "Take care", exercise.careful.iter().map(ToString::to_string));
        self.links(model, &mut page);
        if !exercise.sources.is_empty() {
            page.heading("Sources");
            for source in &exercise.sources {
                page.styled("- ", &source.to_string(), page.theme().quiet());
            }
        }
        if !exercise.aliases.is_empty() {
            page.heading("Also called");
            page.text(&joined(&exercise.aliases));
        }
        page
    }

    fn head(&self, model: &Model, now: &Now, page: &mut Content<'_>) {
        let exercise = &self.exercise;
        page.text(exercise.summary.as_str());
        self.warning(model, page);
        page.quiet(&facts(exercise));
        let tried = model.recent.as_ref().filter(|_| exercise.test.is_some());
        let tried = tried.and_then(|recent| history(&recent.journal, exercise, now.wall));
        if let Some(tried) = tried {
            page.quiet(&format!("last results: {tried}"));
        }
        if let Some(replaces) = model.catalog.own(ItemKind::Exercise, exercise.id.as_str()) {
            let text = if replaces { "yours; replaces the built-in one" } else { "yours" };
            page.styled("", text, page.theme().accent());
        }
    }

    /// Warns against the exercise while the back is sore, and names another instead, before anything invites to do it.
    fn warning(&self, model: &Model, page: &mut Content<'_>) {
        if self.exercise.role != Role::AvoidWhileSore {
            return;
        }
        let instead = self.exercise.instead.as_ref().map(|id| Link::new(ItemKind::Exercise, id.clone()));
        page.gap();
        let text =
            if instead.is_some() { "Not while your back is sore. Instead:" } else { "Not while your back is sore." };
        page.styled("! ", text, page.theme().warning());
        if let Some(link) = &instead {
            page.item_link(model, link);
        }
        page.gap();
    }

    /// Writes the meaning of a self-test's results, and where they lead.
    fn result(&self, model: &Model, page: &mut Content<'_>) {
        let exercise = &self.exercise;
        if exercise.pass.is_none() && exercise.fail.is_none() {
            return;
        }
        page.heading("What it tells");
        if let Some(text) = &exercise.pass {
            page.item("passed: ", text.as_str());
        }
        if let Some(text) = &exercise.fail {
            page.item("failed: ", text.as_str());
        }
        page.quiet("s does it step by step, and notes what came of it.");
        if !exercise.leads_to.is_empty() {
            page.text("If it fails, go on here:");
            for link in &exercise.leads_to {
                page.item_link(model, link);
            }
        }
    }

    fn doses(&self, page: &mut Content<'_>) {
        let exercise = &self.exercise;
        let mut doses = vec![default_dose(exercise)];
        let mut marks = Marks::default();
        marks.take_in(&doses.concat());
        for dose in &mut doses {
            dose.push_str(&whose(exercise, exercise.dose.by));
        }
        for named in &exercise.doses {
            let dose = named.dose.over(&exercise.dose).resolve(exercise.sides);
            let dose = dose_text(dose);
            marks.take_in(&dose);
            doses.push(format!("{}: {dose}{}", named.name, whose(exercise, named.by)));
        }
        let all = std::iter::once(&*exercise.dose).chain(exercise.doses.iter().map(|named| &named.dose));
        let has_theirs = all.flat_map(DoseSpec::amounts).any(|(_, amount)| amount.whose == Whose::Source);
        list(page, "How much", doses.into_iter());
        let Some(meaning) = marks.meaning() else { return };
        match exercise.sources.as_slice() {
            _ if !(marks.ours && has_theirs) => page.quiet(meaning),
            [only] => page.quiet(&format!("{meaning}. The others: {only}")),
            _ => page.quiet(meaning),
        }
    }

    fn links(&self, model: &Model, page: &mut Content<'_>) {
        let exercise = &self.exercise;
        for (heading, ids) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
            let known: Vec<_> = ids.iter().filter_map(|id| model.catalog.exercise(id.as_str())).collect();
            if !known.is_empty() {
                page.heading(heading);
            }
            for other in known {
                page.link(Route::To(ItemKind::Exercise, other.id.clone()), other.name.as_str(), &default_dose(&other));
            }
        }
        if !self.routines.is_empty() {
            page.heading("In these routines");
        }
        for (routine, length) in &self.routines {
            let length = length.map(about_text).unwrap_or_default();
            page.link(Route::To(ItemKind::Routine, routine.id.clone()), routine.title.as_str(), &length);
        }
        if !self.guides.is_empty() {
            page.heading("To read");
        }
        for guide in &self.guides {
            page.link(Route::To(ItemKind::Guide, guide.id.clone()), guide.title.as_str(), "");
        }
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
            Action::Start => self.exercise.test.is_some(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Easier => self.climb(&Arc::clone(&self.exercise).easier, "easier", cx),
            Action::Harder => self.climb(&Arc::clone(&self.exercise).harder, "harder", cx),
            Action::Start => self.test(cx),
            action => {
                let theme = cx.model.theme;
                let (width, height) = body(cx.model);
                let (_, width) = self.room(width, height);
                let content = self.content(cx.model, cx.now, Content::new(&theme, width));
                let is_chosen = self.reader.chosen(&content, cx.model).is_some();
                match action {
                    Action::Open if self.exercise.test.is_some() && !is_chosen => self.test(cx),
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
        self.reader.render(self.exercise.name.as_str(), &kinds, &content, area, buf);
        let Some(figure) = self.figure.as_ref().filter(|_| figure_width > 0) else { return Moving::default() };
        // As high as the figure is at that width: it stands on the last row of its box.
        let (wide, high) = figure.bounds.size();
        let rows = (f64::from(figure_width) * high / wide.max(0.1) / 2.0).ceil() as u16 + 1;
        let height = rows.clamp(moving::LEAST.1, area.height.saturating_sub(3).max(moving::LEAST.1));
        let (x, y) = (area.right().saturating_sub(figure_width + 1), area.y.saturating_add(2));
        let moving = Moving::figure(Rect { x, y, width: figure_width, height });
        self.render_moving(model, now, moving, buf);
        moving
    }

    fn picture(&self, _: &Model, now: &Now) -> Option<FigureInstant> {
        let figure = self.figure.clone()?;
        Some(FigureInstant { frame: moving::looped(&figure, now), figure })
    }

    fn render_moving(&self, model: &Model, now: &Now, moving: Moving, buf: &mut Buffer) {
        if let Some(figure) = &self.figure {
            moving::draw(figure, &moving::looped(figure, now), model, moving.figure, buf);
        }
    }
}

fn nearest(variants: &[Id], model: &Model) -> Option<Arc<Exercise>> {
    variants.iter().find_map(|id| model.catalog.exercise(id.as_str()))
}

/// The size of a page in this terminal: all but the program's head and foot.
fn body(model: &Model) -> (u16, u16) {
    (model.viewport.0, model.viewport.1.saturating_sub(2))
}

/// The dose if a routine gives none, with the numbers marked that are ours.
pub fn default_dose(exercise: &Exercise) -> String {
    dose_text(exercise.default_dose())
}

fn dose_text(dose: Option<Dose>) -> String {
    dose.map(|dose| dose.marked().to_string()).unwrap_or_default()
}

/// Writes what the exercise stretches, works and helps with.
fn effects(exercise: &Exercise, page: &mut Content<'_>) {
    let rows = [
        ("stretches   ", joined(&exercise.stretches)),
        ("works       ", joined(&exercise.works)),
        ("helps with  ", spoken_all(exercise.helps_with.iter().map(Id::as_str))),
    ];
    if rows.iter().any(|(_, text)| !text.is_empty()) {
        page.heading("What it does");
    }
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        page.item(label, text);
    }
}

fn list(page: &mut Content<'_>, heading: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        page.heading(heading);
    }
    for item in items {
        page.item("- ", &item);
    }
}
