//! The page of a routine: its purpose, its steps with doses and sides, its length.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, PageScroll, body_width};
use crate::domain::content::routine::Routine;
use crate::domain::document::{RoutineView, known_steps, of_routine};
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::Timeline;
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
        let fit = model.fitted(&self.routine, self.options.when, now);
        let view = RoutineView { options: self.options, timeline: self.timeline.as_ref(), fit: fit.as_ref() };
        page.document(&model.catalog, &of_routine(&self.routine, &model.catalog, view));
        page
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

/// The steps of a routine: number, name, dose; where it is narrow, the dose has a line of its own. A number that is
/// ours, not the source's, is marked.
pub fn step_lines(model: &Model, routine: &Routine, options: Options, width: u16) -> Vec<String> {
    let when = options.when.or_else(|| routine.when.first().copied());
    let room = usize::from(width).saturating_sub(3);
    let mut lines = Vec::new();
    for (number, (step, exercise)) in (1..).zip(known_steps(&model.catalog, routine)) {
        let dose = step.dose_for(&exercise, when).map(|dose| dose.marked().to_string()).unwrap_or_default();
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
