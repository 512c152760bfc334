//! A routine adapted to today: each change with its reason, to be accepted or refused before the start.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, PageScroll};
use super::panes;
use super::spoken::{InWords, SpokenChoice, capital};
use crate::domain::advice::change::{Adapted, ChangeKey, StepChange};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::document::{RoutineView, steps_of};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{Route, SessionSource, SessionStart};
use crate::state::suggestions::Explained;
use crate::theme::Theme;

/// The least width of the screen for the session beside the changes.
const WITH_SESSION: u16 = 112;
/// The width of the session.
const SESSION: u16 = 50;
/// The gap before it.
const GAP: u16 = 3;

/// Returns true if the session has room beside the changes in a terminal this wide.
const fn has_session_beside(width: u16) -> bool {
    width >= WITH_SESSION
}

/// State of the screen.
pub struct Fitted {
    begin: SessionStart,
    fit: Box<Adapted>,
    /// The changes that the user does not want.
    refused: Vec<ChangeKey>,
    reader: PageScroll,
}

impl Fitted {
    /// The screen for the session to begin, with the changes of `fit`.
    pub fn new(begin: SessionStart, fit: Adapted, model: &Model) -> Self {
        let mut screen = Self { begin, fit: Box::new(fit), refused: Vec::new(), reader: PageScroll::default() };
        let content = screen.content(model.viewport.0, model, &model.theme);
        screen.reader.choose(0, &content, model);
        screen
    }

    /// `Change 2 of 3, refused. 1 of 3 refused in all.`
    fn chosen_in_words(&self, model: &Model) -> String {
        let content = self.content(model.viewport.0, model, &model.theme);
        let chosen = self.reader.chosen(&content, model);
        let Some((at, change)) = chosen.and_then(|at| Some((at, self.fit.changes.get(at)?))) else {
            return String::new();
        };
        let state = if self.is_refused(change) { "declined" } else { "accepted" };
        let (all, refused) = (self.fit.changes.len(), self.refused.len());
        format!("Change {} of {all}, {state}. {refused} of {all} declined.", at + 1)
    }

    /// The page in a terminal this wide: the changes with their reasons, and below them the session, unless that has room
    /// beside them.
    fn content<'t>(&self, width: u16, model: &Model, theme: &'t Theme) -> Content<'t> {
        let is_beside = has_session_beside(width);
        let room = width.saturating_sub(2 + if is_beside { SESSION + GAP } else { 0 });
        let mut page = self.changes(model, Content::new(theme, room));
        if !is_beside {
            page.gap();
            self.write_session(model, &mut page);
        }
        page
    }

    /// Writes the steps as they will be done, without what is declined.
    fn write_session(&self, model: &Model, page: &mut Content<'_>) {
        let (planned, options) = (&self.fit.planned, self.begin.options);
        let timeline = model.timeline(&self.fit.without(&self.refused), options).ok();
        let length = timeline.as_ref().map(|timeline| format!(" · {}", timeline.length())).unwrap_or_default();
        page.heading(&format!("Your session{length}"));
        let (timeline, fit) = (timeline.as_ref(), Some(&*self.fit));
        let view = RoutineView { options, timeline, fit, declined: &self.refused, past: "", says_whose: false };
        page.document_to_read(&steps_of(planned, &model.catalog, view));
    }

    fn changes<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        if let Some(instead) = &self.fit.instead {
            page.styled("! ", &instead.reason.text, page.theme().warning());
            if let Some(title) = self.gentle().and_then(|id| model.catalog.title(ItemKind::Routine, id)) {
                page.quiet(&format!("  c opens {title}, esc goes back"));
            } else {
                page.quiet("  esc goes back, no session");
            }
            page.gap();
        }
        for note in &self.fit.notes {
            page.text(&note.text);
        }
        for change in &self.fit.changes {
            page.gap();
            let mark = if self.is_refused(change) { "○" } else { "✓" };
            page.row(None, &format!("{mark} {}", capital(&change.to_string())), "");
            page.styled("  ", &change.reason.text, page.theme().quiet());
        }
        page
    }

    fn is_refused(&self, change: &StepChange) -> bool {
        self.refused.contains(&change.key)
    }

    /// Accepts the chosen change, or refuses it.
    fn turn(&mut self, cx: &Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.content(cx.model.viewport.0, cx.model, &theme);
        let chosen = self.reader.chosen(&content, cx.model);
        let Some(change) = chosen.and_then(|at| self.fit.changes.get(at)) else { return };
        match self.refused.iter().position(|key| *key == change.key) {
            Some(at) => {
                self.refused.remove(at);
            }
            None => self.refused.push(change.key.clone()),
        }
    }

    /// Refuses all changes; if all are refused, accepts all.
    fn refuse_all(&mut self) {
        let all = self.fit.changes.iter().map(|change| change.key.clone());
        self.refused = if self.refused.len() == self.fit.changes.len() { Vec::new() } else { all.collect() };
    }

    fn gentle(&self) -> Option<&str> {
        self.fit.instead.as_ref()?.routine.as_ref().map(Id::as_str)
    }

    fn go_gently(&self, cx: &mut Cx<'_>) {
        if let Some(routine) = self.gentle().and_then(|id| cx.model.catalog.routine(id)) {
            let options = cx.model.default_options();
            cx.go(Route::Begin(SessionStart {
                played: SessionSource::Routine(Arc::clone(&routine)),
                options,
                ..self.begin.clone()
            }));
        }
    }
}

impl ScreenView for Fitted {
    fn context(&self) -> Context {
        Context::Fitted
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        match action {
            Action::Tick | Action::AsPlanned => !self.fit.changes.is_empty(),
            Action::Gentle => self.gentle().is_some(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Start => {
                let routine = self.fit.without(&self.refused);
                cx.go(Route::Begin(SessionStart { played: SessionSource::Routine(routine), ..self.begin.clone() }));
            }
            Action::AsPlanned => self.refuse_all(),
            Action::Gentle => self.go_gently(cx),
            Action::Tick => self.turn(cx),
            Action::Why => cx.go(Route::Why(Explained::fit(&self.fit))),
            action => {
                let theme = cx.model.theme;
                let content = self.content(cx.model.viewport.0, cx.model, &theme);
                self.reader.update_choices(action, &content, cx);
            }
        }
    }

    fn in_words(&self, model: &Model, _: &Now) -> InWords {
        let title = format!("{}, fitted to today.", self.fit.planned.title);
        let mut asks: Vec<String> = self.fit.instead.iter().map(|instead| instead.reason.text.clone()).collect();
        asks.extend(self.fit.notes.iter().map(|note| note.text.clone()));
        for (number, change) in (1..).zip(&self.fit.changes) {
            asks.push(format!("Change {number}: {}. {}", capital(&change.to_string()), change.reason.text));
        }
        let mut choices = vec![SpokenChoice::new(Action::Start, &["start"], "start as shown")];
        if !self.fit.changes.is_empty() {
            choices.push(SpokenChoice::new(Action::AsPlanned, &["as planned"], "decline every change, or accept all"));
            choices.push(SpokenChoice::new(
                Action::Tick,
                &["decline", "refuse"],
                "decline the chosen change, or accept it",
            ));
            choices.push(SpokenChoice::new(Action::Down, &["next"], "the next change").by("j"));
        }
        if let Some(gentle) = self.gentle().and_then(|id| model.catalog.title(ItemKind::Routine, id)) {
            choices.push(SpokenChoice::new(Action::Gentle, &["gentle"], format!("{gentle} instead")));
        }
        choices.push(SpokenChoice::new(Action::Why, &["why"], "why, with numbers and sources"));
        choices.push(SpokenChoice::new(Action::Back, &["back", "quit"], "back, no session"));
        let always = vec![SpokenChoice::new(Action::Up, &["before"], "the previous change").by("k")];
        let answer = self.chosen_in_words(model);
        InWords { head: vec![title], asks, answer, choices, always, ..InWords::default() }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let content = self.content(area.width, model, &model.theme);
        let is_beside = has_session_beside(area.width);
        let [left, session] = panes::page_with(if is_beside { GAP + SESSION } else { 0 }, area);
        self.reader.render(self.fit.planned.title.as_str(), "fitted to today", &content, left, buf);
        if is_beside {
            let session = Rect { x: session.x + GAP, width: SESSION, ..session };
            let mut page = Content::new(&model.theme, SESSION);
            self.write_session(model, &mut page);
            page.render_beginning("…", session, buf);
        }
        Moving::default()
    }
}
