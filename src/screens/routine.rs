//! The page of a routine: its purpose, its steps with doses and sides, its length.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

use self::history::RoutineHistory;
use super::page::{Content, FRAME_ROWS, PageScroll};
use super::panes;
use crate::domain::advice::change::Adapted;
use crate::domain::advice::compose::Composed;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::document::{RoutineView, known_steps, of_routine};
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::Timeline;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::event::{Effect, OwnFile, OwnFiles, OwnName, PrintedPage};
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::state::suggestions::Explained;
use crate::theme::Theme;
use crate::widgets::wrap::{columns, wrap};

mod history;

/// Time limits offered by key, in minutes.
const LIMITS: [u32; 6] = [3, 5, 10, 15, 20, 30];

/// The least width of the screen for the past beside the routine.
const WITH_PAST: u16 = 116;
/// The width of the past, and of the gap before it.
const PAST: u16 = 39;
/// The least height of the screen for a line about the past.
const WITH_PAST_LINE: u16 = 20;

/// State of a routine's page.
pub struct RoutineScreen {
    routine: Arc<Routine>,
    /// The session that was put together, if it is one: no file holds it yet.
    composed: Option<Box<Composed>>,
    options: Options,
    /// The routine adapted to today; `None` until the journal is read.
    today: Option<Box<Adapted>>,
    /// The routine as it will be done, compiled with the options; `None` if that fails.
    timeline: Option<Timeline>,
    /// The past, as of a revision of the journal; `None` until that was looked at, or if there is none.
    past: Option<RoutineHistory>,
    revision: Option<u64>,
    reader: PageScroll,
}

impl RoutineScreen {
    /// The page of `routine`, with the default options.
    pub fn new(routine: Arc<Routine>, model: &Model) -> Self {
        let options = model.default_options();
        let timeline = model.timeline(&routine, options).ok();
        Self {
            routine,
            composed: None,
            options,
            today: None,
            timeline,
            past: None,
            revision: None,
            reader: PageScroll::default(),
        }
    }

    /// The page of a session that was put together.
    pub fn composed(composed: Composed, model: &Model) -> Self {
        Self { composed: Some(Box::new(composed.clone())), ..Self::new(composed.routine, model) }
    }

    /// Makes the routine one of the user's own, or goes on with theirs if they have it already.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(own) = cx.model.catalog.own_routine_like(&self.routine) {
            cx.notify(format!("you have it already: {}", own.title));
            self.routine = own;
            return;
        }
        let Ok(text) = self.routine.file_text() else { return };
        let id = self.routine.id.clone();
        let file = OwnFile { name: OwnName { kind: ItemKind::Routine.into(), id }, text, before: None };
        let own = OwnFiles { item: file.name.clone(), files: vec![file], draft: None, may_replace: Vec::new() };
        cx.effect(Effect::SaveOwn(Box::new(own)));
    }

    /// Returns true if the routine is in no file, so that it can be kept and nothing can refer to it.
    fn is_loose(&self, model: &Model) -> bool {
        self.composed.is_some() && model.catalog.own(ItemKind::Routine, self.routine.id.as_str()).is_none()
    }

    fn rounds(&self) -> u32 {
        self.timeline.as_ref().map_or(1, |timeline| timeline.rounds)
    }

    /// Adapts the routine to today, and compiles what will be done.
    fn look_again(&mut self, model: &Model, now: &Now) {
        // Its file may have changed.
        let in_file = model.catalog.routine(self.routine.id.as_str()).filter(|_| self.composed.is_none());
        self.routine = in_file.unwrap_or_else(|| Arc::clone(&self.routine));
        self.today = model.fitted(&self.routine, self.options.when, now).map(Box::new);
        self.timeline = model.timeline(self.adapted(), self.options).ok();
        let revision = Some(model.whole.revision());
        if self.revision != revision {
            self.revision = revision;
            let journal = model.recent.as_ref().map(|recent| &recent.journal);
            self.past = journal.and_then(|journal| RoutineHistory::of(&self.routine.id, journal, model, now.wall));
        }
    }

    /// The routine with the changes for today.
    fn adapted(&self) -> &Arc<Routine> {
        self.today.as_ref().map_or(&self.routine, |today| &today.routine)
    }

    /// Sets the next shorter limit of time, down to the least, then none again.
    fn cycle_minutes(&mut self, model: &Model) {
        let whole = Options { minutes: None, ..self.options };
        let Ok(whole) = model.timeline(self.adapted(), whole) else { return };
        let below = self.options.minutes.map_or(whole.planned().as_secs(), |minutes| u64::from(minutes) * 60);
        self.options.minutes = LIMITS.into_iter().rev().find(|minutes| u64::from(*minutes) * 60 < below);
    }

    fn cycle_when(&mut self) {
        let all = &self.routine.when;
        let at = self.options.when.and_then(|when| all.iter().position(|other| *other == when)).unwrap_or(0);
        self.options.when = all.get((at + 1) % all.len().max(1)).copied();
    }

    /// The past, if it has room beside the page in a terminal this wide.
    fn past_beside(&self, width: u16) -> Option<&RoutineHistory> {
        self.past.as_ref().filter(|_| width >= WITH_PAST)
    }

    /// The page in a terminal of this size.
    fn content<'t>(&self, size: (u16, u16), model: &Model, theme: &'t Theme) -> Content<'t> {
        let (width, height) = size;
        let beside = self.past_beside(width).map_or(0, |_| PAST);
        let past = self.past.as_ref().filter(|_| beside == 0 && height >= WITH_PAST_LINE);
        let past = past.map(RoutineHistory::line).unwrap_or_default();
        let (timeline, fit) = (self.timeline.as_ref(), self.today.as_deref());
        let view = RoutineView { options: self.options, timeline, fit, declined: &[], past: &past, says_whose: false };
        let mut page = Content::new(theme, width.saturating_sub(2 + beside));
        page.document(&model.catalog, &of_routine(&self.routine, &model.catalog, view));
        page
    }
}

/// Returns true for what can only be done with a routine that is in a file.
const fn needs_file(action: Action) -> bool {
    matches!(action, Action::Favourite | Action::PainLog | Action::Handout | Action::EditRoutine | Action::ChangeToday)
}

impl ScreenView for RoutineScreen {
    fn context(&self) -> Context {
        Context::Routine
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        match action {
            Action::Keep => self.is_loose(model),
            action if needs_file(action) => !self.is_loose(model),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Keep if !self.is_loose(cx.model) => {}
            action if needs_file(action) && self.is_loose(cx.model) => {
                cx.notify("press K first: it makes this a routine of your own");
            }
            Action::Keep => self.keep(cx),
            Action::Start => cx.begin(&self.routine, self.options),
            Action::MoreRounds => self.options.rounds = Some((self.rounds() + 1).min(20)),
            Action::FewerRounds => self.options.rounds = Some(self.rounds().saturating_sub(1).max(1)),
            Action::Favourite => {
                cx.toggle_favourite(&self.routine.id);
            }
            Action::CycleMinutes => self.cycle_minutes(cx.model),
            Action::CycleWhen => self.cycle_when(),
            Action::ToggleAutoAdvance => self.options.auto_advance = !self.options.auto_advance,
            Action::ChangeToday => cx.go(Route::ChangeToday(self.routine.id.clone(), self.options)),
            Action::EditRoutine => cx.go(Route::EditRoutine(self.routine.id.clone())),
            Action::PainLog => cx.go(Route::JournalOf(self.routine.id.clone())),
            Action::Handout => cx.print(PrintedPage::Handout(self.routine.id.clone())),
            Action::Why => {
                let fit = cx.model.fitted(&self.routine, self.options.when, cx.now);
                let explained = match &self.composed {
                    Some(composed) => Some(Explained::composed(composed, fit.as_ref())),
                    None => fit.as_ref().map(Explained::fit),
                };
                if let Some(explained) = explained {
                    cx.go(Route::Why(explained));
                }
            }
            action => {
                let theme = cx.model.theme;
                let content = self.content(cx.model.viewport, cx.model, &theme);
                self.reader.update(action, &content, cx);
            }
        }
    }

    fn refresh(&mut self, model: &Model, now: &Now) {
        self.look_again(model, now);
    }

    fn begin_day(&mut self, _: &Model, _: &Now) {
        // The months that count are others.
        self.revision = None;
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let length = self.timeline.as_ref().map(|timeline| timeline.length().to_string()).unwrap_or_default();
        let content = self.content((area.width, area.height + FRAME_ROWS), model, &model.theme);
        let past = self.past_beside(area.width);
        let [page, beside] = panes::page_with(past.map_or(0, |_| PAST), area);
        self.reader.render(self.routine.title.as_str(), &length, &content, page, buf);
        if let Some(past) = past {
            past.render(&model.theme, beside.inner(Margin::new(1, 0)), buf);
        }
        Moving::default()
    }
}

/// The steps of a routine: number, name, dose; where it is narrow, the dose has a line of its own.
pub fn step_lines(model: &Model, routine: &Routine, options: Options, width: u16) -> Vec<String> {
    let when = options.when.or_else(|| routine.when.first().copied());
    let room = usize::from(width).saturating_sub(3);
    let mut lines = Vec::new();
    for (number, (step, exercise)) in (1..).zip(known_steps(&model.catalog, routine)) {
        let dose = step.dose_for(&exercise, when).map(|dose| dose.as_used().to_string()).unwrap_or_default();
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
