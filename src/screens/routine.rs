//! The page of a routine: its purpose, its steps with doses and sides, its length.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, PageScroll, body_width};
use crate::domain::content::dose::{Amount, Marks};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::wording::occasions;
use crate::domain::content::words::When;
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::Timeline;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::state::suggestions::Explained;
use crate::widgets::wrap::{columns, wrap};

/// Time limits offered by key, in minutes.
const LIMITS: [u32; 6] = [3, 5, 10, 15, 20, 30];

/// State of a routine's page.
pub struct RoutineScreen {
    routine: Arc<Routine>,
    options: Options,
    /// The routine compiled with the options; `None` if that fails.
    timeline: Option<Timeline>,
    reader: PageScroll,
}

impl RoutineScreen {
    /// The page of `routine`, with the default options.
    pub fn new(routine: Arc<Routine>, model: &Model) -> Self {
        let options = model.default_options();
        let timeline = model.timeline(&routine, options).ok();
        Self { routine, options, timeline, reader: PageScroll::default() }
    }

    fn rounds(&self) -> u32 {
        self.timeline.as_ref().map_or(1, |timeline| timeline.rounds)
    }

    /// Sets the next shorter limit of time, down to the least, then none again.
    fn cycle_minutes(&mut self, model: &Model) {
        let whole = Options { minutes: None, ..self.options };
        let Ok(whole) = model.timeline(&self.routine, whole) else { return };
        let below = self.options.minutes.map_or(whole.planned().as_secs(), |minutes| u64::from(minutes) * 60);
        self.options.minutes = LIMITS.into_iter().rev().find(|minutes| u64::from(*minutes) * 60 < below);
    }

    fn cycle_when(&mut self) {
        let all = &self.routine.when;
        let at = self.options.when.and_then(|when| all.iter().position(|other| *other == when)).unwrap_or(0);
        self.options.when = all.get((at + 1) % all.len().max(1)).copied();
    }

    fn content<'t>(&self, model: &Model, now: &Now, mut page: Content<'t>) -> Content<'t> {
        let (routine, theme) = (&self.routine, page.theme());
        page.text(routine.summary.as_str());
        page.quiet(&occasions(routine, self.options.when));
        if let Some(true) = model.catalog.own(ItemKind::Routine, routine.id.as_str()) {
            page.styled("", "yours; replaces the built-in one", theme.accent());
        }
        self.fit(model, now, &mut page);
        page.gap();
        self.steps(model, &mut page);
        page.gap();
        page.styled("", &self.options_text(), theme.accent());
        if let Some(timeline) = self.timeline.as_ref().filter(|timeline| !timeline.dropped.is_empty()) {
            let dropped: Vec<&str> = timeline.dropped.iter().map(Text::as_str).collect();
            let limit = self.options.minutes.map(|minutes| format!(" {minutes} min")).unwrap_or_default();
            page.styled("", &format!("Dropped to fit{limit}: {}", dropped.join(", ")), theme.warning());
        }
        if let Some(timeline) = self.timeline.as_ref().filter(|timeline| !timeline.shortened.is_empty()) {
            let shortened: Vec<&str> = timeline.shortened.iter().map(Text::as_str).collect();
            page.styled("", &format!("Shortened to fit: {}", shortened.join(", ")), theme.warning());
        }
        page.gap();
        if let Some(often) = &routine.frequency {
            page.quiet(&format!("How often: {often}"));
        }
        for note in &routine.notes {
            page.quiet(note.as_str());
        }
        if let Some(meaning) = self.marks(model).meaning() {
            page.quiet(meaning);
        }
        for source in &routine.sources {
            page.quiet(&format!("Source: {source}"));
        }
        let plans: Vec<_> = model.catalog.plans().filter(|plan| plan.routines().contains(&&routine.id)).collect();
        if !plans.is_empty() {
            page.heading("Part of");
            for plan in plans {
                page.item_link(model, &Link::new(ItemKind::Plan, plan.id.clone()));
            }
        }
        page
    }

    /// Writes the changes for today.
    fn fit(&self, model: &Model, now: &Now, page: &mut Content<'_>) {
        let fit = model.fitted(&self.routine, self.options.when, now);
        let Some(fit) = fit.filter(|fit| !fit.changes.is_empty() || fit.instead.is_some()) else { return };
        page.heading("Fitted to today");
        if let Some(instead) = &fit.instead {
            page.styled("! ", &instead.reason.text, page.theme().warning());
        }
        for change in &fit.changes {
            page.item("· ", &change.to_string());
        }
        page.quiet("You can accept or decline these when you start. y: why");
    }

    fn steps(&self, model: &Model, page: &mut Content<'_>) {
        let widest = self.routine.steps.len().to_string().len();
        let indent = " ".repeat(widest + 3);
        for (number, (step, exercise)) in (1..).zip(known_steps(model, &self.routine)) {
            let dose = self.dose_of(step, &exercise);
            let title = format!("{number:>widest$} {}", exercise.name);
            let go = Route::To(ItemKind::Exercise, exercise.id.clone());
            match self.fate_of(number - 1, step, &exercise) {
                StepFit::AsPlanned => page.row(go, &title, &dose),
                StepFit::LeftOut => {
                    page.struck_row(go, &title, &dose);
                    page.styled(&indent, "dropped to fit the time", page.theme().warning());
                }
                StepFit::Less(less) => {
                    page.row(go, &title, &dose);
                    page.styled(&indent, &format!("shortened: {less}"), page.theme().warning());
                }
            }
            for text in step_remarks(step, self.when()) {
                page.styled(&indent, text.as_str(), page.theme().quiet());
            }
        }
    }

    /// The effect of the options on the step at this place, from 0.
    fn fate_of(&self, at: usize, step: &Step, exercise: &Exercise) -> StepFit {
        let Some(timeline) = self.timeline.as_ref().filter(|_| self.options.minutes.is_some()) else {
            return StepFit::AsPlanned;
        };
        let Some(about) = timeline.moves.iter().find(|about| about.step == at) else { return StepFit::LeftOut };
        let planned = step.dose_for(exercise, self.when()).map(|dose| dose.as_used().to_string());
        if planned.as_deref() == Some(about.dose.as_str()) {
            StepFit::AsPlanned
        } else {
            StepFit::Less(about.dose.to_string())
        }
    }

    fn dose_of(&self, step: &Step, exercise: &Exercise) -> String {
        dose_text(step, exercise, self.when())
    }

    /// The marks of the doses that need an explanation.
    fn marks(&self, model: &Model) -> Marks {
        let mut marks = Marks::default();
        for (step, exercise) in known_steps(model, &self.routine) {
            marks.take_in(&self.dose_of(step, &exercise));
        }
        marks.picked |= !self.range_of_rounds().is_empty();
        marks
    }

    fn range_of_rounds(&self) -> String {
        self.routine.rounds.as_ref().map(Amount::range).unwrap_or_default()
    }

    fn when(&self) -> Option<When> {
        self.options.when.or_else(|| self.routine.when.first().copied())
    }

    fn options_text(&self) -> String {
        let rounds = self.rounds();
        let range = self.range_of_rounds();
        let mut parts = vec![format!("{rounds} {}{range}", if rounds == 1 { "round" } else { "rounds" })];
        parts.extend(self.options.minutes.map(|minutes| format!("at most {minutes} min")));
        parts.push(
            if self.options.auto_advance { "moves on automatically" } else { "waits for a key after rest" }.to_owned(),
        );
        parts.join(" · ")
    }
}

impl ScreenView for RoutineScreen {
    fn context(&self) -> Context {
        Context::Routine
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Start => return cx.begin(&self.routine, self.options),
            Action::MoreRounds => self.options.rounds = Some((self.rounds() + 1).min(20)),
            Action::FewerRounds => self.options.rounds = Some(self.rounds().saturating_sub(1).max(1)),
            Action::Favourite => {
                cx.toggle_favourite(&self.routine.id);
            }
            Action::CycleMinutes => self.cycle_minutes(cx.model),
            Action::CycleWhen => self.cycle_when(),
            Action::ToggleAutoAdvance => self.options.auto_advance = !self.options.auto_advance,
            Action::Why => {
                if let Some(fit) = cx.model.fitted(&self.routine, self.options.when, cx.now) {
                    cx.go(Route::Why(Explained::fit(&fit)));
                }
                return;
            }
            action => {
                let theme = cx.model.theme;
                let content = self.content(cx.model, cx.now, Content::new(&theme, body_width(cx.model)));
                self.reader.update(action, &content, cx);
                return;
            }
        }
        self.timeline = cx.model.timeline(&self.routine, self.options).ok();
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let length = self.timeline.as_ref().map(|timeline| timeline.length().to_string()).unwrap_or_default();
        let content = self.content(model, now, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render(self.routine.title.as_str(), &length, &content, area, buf);
        Moving::default()
    }
}

/// The effect of a limit of time on a step.
enum StepFit {
    AsPlanned,
    LeftOut,
    /// The step has this dose instead.
    Less(String),
}

/// The steps of a routine with their exercises.
fn known_steps<'a>(model: &'a Model, routine: &'a Routine) -> impl Iterator<Item = (&'a Step, Arc<Exercise>)> {
    routine.steps.iter().filter_map(|step| Some((step, model.catalog.exercise(step.exercise.as_str())?)))
}

/// The remarks on a step: the reason for a smaller dose before a run, and its note.
fn step_remarks(step: &Step, when: Option<When>) -> impl Iterator<Item = &Text> {
    let why = step.before_run.as_ref().filter(|_| when == Some(When::BeforeRun)).map(|occasion| &occasion.why);
    why.into_iter().chain(&step.note)
}

/// The steps of a routine: number, name, dose; where it is narrow, the dose has a line of its own. A number that is
/// ours, not the source's, is marked.
pub fn step_lines(model: &Model, routine: &Routine, options: Options, width: u16) -> Vec<String> {
    let when = options.when.or_else(|| routine.when.first().copied());
    let room = usize::from(width).saturating_sub(3);
    let mut lines = Vec::new();
    for (number, (step, exercise)) in (1..).zip(known_steps(model, routine)) {
        let dose = dose_text(step, &exercise, when);
        let name = format!("{number:>2} {}", exercise.name);
        let gap = usize::from(width).saturating_sub(columns(&name) + columns(&dose));
        if gap >= 2 {
            lines.push(format!("{name}{}{dose}", " ".repeat(gap)));
        } else {
            let rows = wrap(exercise.name.as_str(), room).into_iter().enumerate();
            lines.extend(rows.map(|(y, row)| if y == 0 { format!("{number:>2} {row}") } else { format!("   {row}") }));
            lines.extend(wrap(&dose, room).into_iter().map(|line| format!("   {line}")));
        }
    }
    lines
}

/// The dose of a step as it will be done; a number of ours is marked.
fn dose_text(step: &Step, exercise: &Exercise, when: Option<When>) -> String {
    step.dose_for(exercise, when).map(|dose| dose.marked().to_string()).unwrap_or_default()
}
