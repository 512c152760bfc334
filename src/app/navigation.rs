//! Navigation: opens the screen or dialog that another screen asked for, and handles the answers to dialogs.

use super::{App, Overlay, sessions};
use crate::domain::advice::clearance::Clearance;
use crate::domain::session::player::PlayerCommand;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::screens::activities::Activities;
use crate::screens::check_in::CheckIn;
use crate::screens::compose::ComposeScreen;
use crate::screens::editor::saving::SaveWay;
use crate::screens::finish::Finish;
use crate::screens::guides::Guides;
use crate::screens::journal::JournalScreen;
use crate::screens::library::Library;
use crate::screens::plan::list::Plans;
use crate::screens::plan::{PlanPage, PlanToday};
use crate::screens::player::pain::present_alarm;
use crate::screens::routine::RoutineScreen;
use crate::screens::settings::SettingsScreen;
use crate::screens::timer::TimerForm;
use crate::screens::trends::Trends;
use crate::screens::troubleshooter::Troubleshooter;
use crate::screens::why::Why;
use crate::screens::{Screen, ScreenRole};
use crate::state::action::Action;
use crate::state::event::Effect;
use crate::state::route::{DialogKind, Guided, Route};
use crate::state::section::Section;

impl App {
    /// Goes to the place that a screen asked for, if any.
    pub(super) fn settle(&mut self, go: Option<Route>, now: &Now, effects: &mut Vec<Effect>) {
        self.asks.note_ratings(effects);
        if go.is_some() {
            self.asks.parked = None;
        }
        match go {
            None => {}
            Some(Route::Back) if self.screens.len() > 1 => {
                self.go_back(now, effects);
                self.ask_after_rating();
            }
            Some(Route::Back | Route::Quit) => self.leave(now, effects),
            Some(Route::Home) => self.go_home(now, effects),
            Some(Route::Dialog(dialog)) => self.ask(dialog, now, effects),
            Some(Route::Session(begin)) => self.guide(Guided::Session(begin), now, effects),
            Some(Route::Guide(guided)) => self.guide(guided, now, effects),
            Some(Route::Begin(begin)) => self.ask_for_lock(sessions::PendingStart::New(begin), now, effects),
            Some(Route::Why(explained)) => self.screens.push(Screen::Why(Why::new(explained))),
            Some(Route::Safety(why, then)) => self.ask_about_safety(why, then),
            Some(Route::Halt(clearance, then)) => self.halt(clearance, then),
            Some(Route::Activities) => self.screens.push(Screen::Activities(Activities::default())),
            Some(Route::Resume(saved)) => {
                self.guide(Guided::Resume { saved, in_spite_of: Vec::new() }, now, effects);
            }
            Some(Route::Log(saved)) => {
                self.write_down(*saved, now, effects);
                self.screens.pop();
            }
            Some(Route::Timer) => self.screens.push(Screen::Timer(TimerForm::new(self.model.timer))),
            Some(Route::Finish) => {
                // Below it the marked places would be saved without being asked for.
                self.screens.truncate(1);
                self.screens.push(Screen::Finish(Finish::new(false, false)));
            }
            Some(Route::To(kind, id)) => self.screens.extend(Screen::of_item(kind, &id, &self.model)),
            Some(Route::SelfTest(id)) => self.guide(Guided::SelfTest { id, in_spite_of: Vec::new() }, now, effects),
            Some(Route::Section(section)) => self.go_to_section(section, now, effects),
            Some(Route::Plans) => self.screens.push(Screen::Plans(Plans::new(&self.model))),
            Some(Route::JournalOf(routine)) => {
                self.cx(now, effects).read_whole_journal();
                self.screens.push(Screen::Journal(JournalScreen::of_routine(routine, &self.model)));
            }
            Some(Route::NewRoutine) => self.open_new_routine(now),
            Some(Route::ChangeToday(id, options)) => self.open_routine_for_today(&id, options, now),
            Some(Route::EditRoutine(id)) => self.open_routine_to_change(&id, now),
            Some(Route::NewPlan) => self.open_new_plan(),
            Some(Route::EditPlan(id)) => self.open_plan_to_change(&id, now),
            Some(Route::Compose) => self.screens.push(Screen::Compose(ComposeScreen::new(&self.model))),
            Some(Route::Composed(composed)) => {
                self.screens.push(Screen::Routine(RoutineScreen::composed(*composed, &self.model)));
            }
            Some(Route::Settings) => self.screens.push(Screen::Settings(SettingsScreen::default())),
            Some(Route::Troubleshooter) => self.screens.push(Screen::Troubleshooter(Troubleshooter::new(&self.model))),
            Some(Route::CheckIn(begin)) => match self.model.clearance(now).filter(Clearance::is_locked) {
                Some(locked) => self.halt(locked, None),
                None => self.screens.push(Screen::CheckIn(CheckIn::before(begin))),
            },
            Some(Route::Rate) => self.screens.push(Screen::CheckIn(CheckIn::at_any_time())),
        }
    }

    /// Returns the section that is open; `None` while something is asked, or apart from the sections.
    pub fn section(&self) -> Option<Section> {
        let is_within = self.screens.iter().all(|screen| screen.role() == ScreenRole::Page);
        self.screens.iter().rev().filter(|_| is_within).find_map(Screen::section)
    }

    /// Returns the section that an action leads to from the one that is open, if one is.
    pub(super) fn section_for(&self, action: Action) -> Option<Section> {
        let open = self.section()?;
        match action {
            Action::Section(section) => Some(section),
            Action::NextSection => Some(open.beside(true)),
            Action::PreviousSection => Some(open.beside(false)),
            _ => None,
        }
    }

    /// Goes to a section from another one. Below each lies the home screen.
    pub(super) fn go_to_section(&mut self, section: Section, now: &Now, effects: &mut Vec<Effect>) {
        // Deeper in, it may show a part alone: the sessions of one routine.
        let is_section = self.screens.last().and_then(Screen::section) == Some(section);
        if is_section && self.screens.len() <= 2 {
            return;
        }
        self.screens.truncate(1);
        self.come_back(now, effects);
        let screen = match section {
            Section::Routines => return,
            Section::Exercises => Screen::Library(Library::new(&self.model)),
            Section::Plan => self.plan_screen(),
            Section::Guides => Screen::Guides(Guides::new(&self.model)),
            Section::Journal => {
                self.cx(now, effects).read_whole_journal();
                Screen::Journal(JournalScreen::new(&self.model))
            }
            Section::Trends => {
                self.cx(now, effects).read_whole_journal();
                Screen::Trends(Trends::new(&self.model, now))
            }
        };
        self.screens.push(screen);
    }

    /// Returns the plan that is followed, or all plans.
    fn plan_screen(&self) -> Screen {
        let followed = PlanToday::of(&self.model).map(|today| PlanPage::new(today.plan, &self.model));
        followed.map_or_else(|| Screen::Plans(Plans::new(&self.model)), Screen::Plan)
    }

    pub(super) fn ask(&mut self, dialog: DialogKind, now: &Now, effects: &mut Vec<Effect>) {
        let mut held = matches!(self.overlay, Some(Overlay::Dialog { held: true, .. }));
        if matches!(dialog, DialogKind::Leave | DialogKind::SkipReason | DialogKind::Alarm) {
            let was_paused = self.is_session_paused();
            self.cx(now, effects).command(PlayerCommand::Pause);
            held |= !was_paused && self.is_session_paused();
        }
        self.overlay = Some(Overlay::Dialog { dialog, held });
        if dialog == DialogKind::Alarm {
            // The pause is said first: the last utterance is the one that is heard to its end.
            self.advance_session(now, effects);
            present_alarm(&mut self.cx(now, effects));
        }
    }

    /// Handles an action while there is an overlay.
    pub(super) fn on_overlay(&mut self, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        match self.overlay.take() {
            Some(Overlay::Help(mut help)) => {
                let stays = help.update(action, self.model.viewport);
                self.overlay = stays.then_some(Overlay::Help(help));
            }
            Some(Overlay::Dialog { dialog, held }) => self.answer(dialog, held, action, now, effects),
            None => {}
        }
    }

    fn answer(&mut self, dialog: DialogKind, held: bool, action: Action, now: &Now, effects: &mut Vec<Effect>) {
        // A stop is final with its reason; without one the session is there again, paused.
        let is_taken_back = matches!(action, Action::GoOn | Action::Back);
        if dialog == DialogKind::StopReason && !is_taken_back {
            self.seal_stop(effects);
        }
        match (dialog, action) {
            (DialogKind::StopReason, _) if is_taken_back => return self.take_back_stop(now, effects),
            (DialogKind::Leave, Action::End) => return self.cx(now, effects).command(PlayerCommand::End),
            (DialogKind::Leave, Action::Later) => return self.leave_for_later(now, effects),
            (DialogKind::StopReason, Action::StopFor(reason)) => self.amend_stop_reason(reason, now, effects),
            (DialogKind::SkipReason, Action::SkipFor(reason)) => {
                self.cx(now, effects).command(PlayerCommand::Skip(Text::from(reason.as_str())));
            }
            (DialogKind::Alarm, action) if !self.answer_alarm(held, action, now, effects) => return,
            (DialogKind::Unsaved, Action::Retry) => self.retry(effects),
            (DialogKind::Unsaved, Action::Quit) => self.quit(now, effects),
            (DialogKind::DiscardFound, Action::Discard) => {
                self.forget_progress(effects);
                // Below the question lies what was asked for when the program was opened.
                self.screens.pop();
            }
            (DialogKind::DiscardDraft, Action::Discard) => self.discard_draft(now, effects),
            (DialogKind::ReplaceOwn, Action::Confirm) => self.save_draft(SaveWay::Replace, now, effects),
            (DialogKind::ReplaceOwn, Action::KeepBoth) => self.save_draft(SaveWay::KeepBoth, now, effects),
            // Everything else closes the question.
            _ => {}
        }
        if self.overlay.is_none() && self.is_alarm_open() {
            // Another question stood over this one.
            self.overlay = Some(Overlay::Dialog { dialog: DialogKind::Alarm, held });
            return;
        }
        if held && self.is_session_paused() {
            self.cx(now, effects).command(PlayerCommand::TogglePause);
        }
    }

    /// Handles Ctrl-C: asks in a session; outside one, or during that question, writes everything and leaves.
    pub(super) fn interrupt(&mut self, now: &Now, effects: &mut Vec<Effect>) {
        let asked = match &self.overlay {
            Some(Overlay::Dialog { dialog, .. }) => Some(*dialog),
            _ => None,
        };
        if asked == Some(DialogKind::Unsaved) {
            return self.quit(now, effects);
        }
        if self.is_session_running() {
            if asked != Some(DialogKind::Leave) {
                return self.ask(DialogKind::Leave, now, effects);
            }
            self.cx(now, effects).command(PlayerCommand::End);
            self.advance_session(now, effects);
            // The questions at the end were not asked, so no answers are written.
            self.model.session = None;
            self.screens.truncate(1);
        }
        self.leave(now, effects);
    }
}
