//! The screens: the state of each, its handling of actions, and its drawing.
//!
//! `enum Screen` is the only list of them: the compiler finds the matches to extend.

pub mod activities;
pub mod check_in;
pub mod exercise;
pub mod filters;
pub mod finder;
pub mod finish;
pub mod fitted;
pub mod guides;
pub mod help;
pub mod home;
pub mod in_words;
pub mod input;
pub mod journal;
pub mod library;
pub mod morning;
pub mod moving;
pub mod page;
pub mod panes;
pub mod plan;
pub mod player;
pub mod recover;
pub mod routine;
pub mod safety;
pub mod self_test;
pub mod settings;
pub mod trends;
pub mod troubleshooter;
pub mod welcome;
pub mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::domain::advice::clearance::Permit;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::time::{Instant, Now};
use activities::Activities;
use check_in::CheckIn;
use exercise::ExercisePage;
use finish::Finish;
use fitted::Fitted;

use guides::{GuidePage, Guides};

use home::Home;
use in_words::InWords;
use journal::JournalScreen;
use library::Library;
use morning::Morning;
use moving::Moving;
use plan::{PlanPage, Plans};
use player::PlayerScreen;
use recover::Recover;
use routine::RoutineScreen;
use safety::{Halt, SafetyScreen};
use self_test::SelfTestScreen;
use settings::SettingsScreen;
use trends::Trends;
use troubleshooter::Troubleshooter;
use welcome::Welcome;
use why::Why;

/// The screens of the program.
pub enum Screen {
    /// The list of routines and plans, with search and today's advice.
    Home(Home),
    /// One routine: steps, doses, length.
    Routine(RoutineScreen),
    /// The library of exercises.
    Library(Library),
    /// One exercise.
    Exercise(ExercisePage),
    /// A self-test, step by step.
    SelfTest(SelfTestScreen),
    /// The list of guides.
    Guides(Guides),
    /// One guide.
    Guide(GuidePage),
    /// The list of plans.
    Plans(Plans),
    /// The way from an activity that hurts to a remedy.
    Troubleshooter(Troubleshooter),
    /// One plan.
    Plan(PlanPage),
    /// The journal.
    Journal(Box<JournalScreen>),
    /// The settings.
    Settings(SettingsScreen),
    /// The questions about pain.
    CheckIn(CheckIn),
    /// The questions about safety.
    Safety(SafetyScreen),
    /// The consequence of a yes to one of them.
    Halt(Halt),
    /// The question on the morning after a session.
    Morning(Morning),
    /// The user's own activities.
    Activities(Activities),
    /// The statistics.
    Trends(Box<Trends>),
    /// The welcome page, with the limits of the program.
    Welcome(Welcome),
    /// A routine adapted to today.
    Fitted(Fitted),
    /// The reasons for a suggestion or a change.
    Why(Why),
    /// The running session.
    Player(PlayerScreen),
    /// The end of a session.
    Finish(Finish),
    /// An unfinished session of an earlier run.
    Recover(Recover),
}

impl Screen {
    /// The page of an item of the content; `None` if there is no such item.
    pub fn of_item(kind: ItemKind, id: &Id, model: &Model) -> Option<Self> {
        let (catalog, id) = (&model.catalog, id.as_str());
        Some(match kind {
            ItemKind::Exercise => Self::Exercise(ExercisePage::new(catalog.exercise(id)?, model)),
            ItemKind::Routine => Self::Routine(RoutineScreen::new(catalog.routine(id)?, model)),
            ItemKind::Plan => Self::Plan(PlanPage::new(catalog.plan(id)?, model)),
            ItemKind::Guide => Self::Guide(GuidePage::new(catalog.guide(id)?)),
        })
    }

    /// The screen of a self-test; `None` if the exercise is none.
    pub fn self_test(permit: Permit, id: &Id, model: &Model) -> Option<Self> {
        SelfTestScreen::new(permit, model.catalog.exercise(id.as_str())?, model).map(Self::SelfTest)
    }

    /// Returns true if the screen instructs an exercise, or leads straight to one that does.
    pub fn guides(&self) -> bool {
        match self {
            Self::CheckIn(check_in) => check_in.is_before_a_session(),
            Self::Halt(halt) => halt.lets_begin(),
            Self::Fitted(_) | Self::SelfTest(_) => true,
            _ => false,
        }
    }

    /// Returns the key context while the screen is on top.
    pub fn context(&self) -> Context {
        match self {
            Self::Home(home) => home.context(),
            Self::Routine(_) => Context::Routine,
            Self::Library(library) => library.context(),
            Self::Exercise(_) => Context::Exercise,
            Self::SelfTest(test) => test.context(),
            Self::Guides(guides) => guides.context(),
            Self::Guide(_) => Context::Guide,
            Self::Plans(_) => Context::Guide,
            Self::Troubleshooter(steps) => steps.context(),
            Self::Plan(_) => Context::Plan,
            Self::Journal(journal) => journal.context(),
            Self::Settings(settings) => settings.context(),
            Self::CheckIn(check_in) => check_in.context(),
            Self::Safety(_) => Context::Safety,
            Self::Fitted(_) => Context::Fitted,
            Self::Why(_) => Context::Guide,
            Self::Halt(_) => Context::Halt,
            Self::Morning(_) => Context::Morning,
            Self::Activities(activities) => activities.context(),
            Self::Trends(_) => Context::Trends,
            Self::Welcome(_) => Context::Welcome,
            Self::Player(_) => Context::Player,
            Self::Finish(finish) => finish.context(),
            Self::Recover(_) => Context::Recover,
        }
    }

    /// Returns true if the screen asks something or runs a session: once that is answered or over, it gets no more
    /// keys.
    pub const fn is_question(&self) -> bool {
        matches!(
            self,
            Self::CheckIn(_)
                | Self::Safety(_)
                | Self::Halt(_)
                | Self::Fitted(_)
                | Self::Morning(_)
                | Self::Activities(_)
                | Self::Player(_)
                | Self::Finish(_)
                | Self::Recover(_)
        )
    }

    /// Returns true if `action` has an effect now; the footer hints at no other.
    pub fn has_use(&self, action: Action, model: &Model, now: &Now) -> bool {
        match self {
            Self::Home(home) => home.has_use(action),
            Self::Exercise(page) => page.has_use(action, model),
            Self::SelfTest(test) => test.has_use(action),
            Self::Journal(journal) => journal.has_use(action, model),
            Self::Settings(settings) => settings.has_use(action, model),
            Self::CheckIn(check_in) => check_in.has_use(action, model, now),
            Self::Safety(safety) => safety.has_use(action),
            Self::Finish(finish) => finish.has_use(action),
            Self::Halt(halt) => halt.has_use(action),
            Self::Fitted(fitted) => fitted.has_use(action),
            Self::Why(why) => why.has_use(action),
            Self::Activities(activities) => activities.has_use(action, model),
            Self::Trends(trends) => trends.has_use(action),
            _ => true,
        }
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match self {
            Self::Home(home) => home.update(action, cx),
            Self::Routine(routine) => routine.update(action, cx),
            Self::Library(library) => library.update(action, cx),
            Self::Exercise(page) => page.update(action, cx),
            Self::SelfTest(test) => test.update(action, cx),
            Self::Guides(guides) => guides.update(action, cx),
            Self::Guide(page) => page.update(action, cx),
            Self::Plans(plans) => plans.update(action, cx),
            Self::Troubleshooter(steps) => steps.update(action, cx),
            Self::Plan(page) => page.update(action, cx),
            Self::Journal(journal) => journal.update(action, cx),
            Self::Settings(settings) => settings.update(action, cx),
            Self::CheckIn(check_in) => check_in.update(action, cx),
            Self::Fitted(fitted) => fitted.update(action, cx),
            Self::Why(why) => why.update(action, cx),
            Self::Safety(safety) => safety.update(action, cx),
            Self::Halt(halt) => halt.update(action, cx),
            Self::Morning(morning) => morning.update(action, cx),
            Self::Activities(activities) => activities.update(action, cx),
            Self::Trends(trends) => trends.update(action, cx),
            Self::Welcome(welcome) => welcome.update(action, cx),
            Self::Player(player) => player.update(action, cx),
            Self::Finish(finish) => finish.update(action, cx),
            Self::Recover(recover) => recover.update(action, cx),
        }
    }

    /// Updates the screen when it is on top again.
    pub fn come_back(&mut self, model: &Model, now: &Now) {
        match self {
            Self::Home(home) => home.come_back(model, now),
            Self::Trends(trends) => trends.refresh(model, now),
            Self::Journal(journal) => journal.refresh(model),
            _ => {}
        }
    }

    /// Rebuilds what the screen derives from the journal, if that has changed.
    pub fn refresh(&mut self, model: &Model, now: &Now) {
        match self {
            Self::Trends(trends) => trends.refresh(model, now),
            Self::Journal(journal) => journal.refresh(model),
            _ => {}
        }
    }

    /// Rebuilds what depends on the date, after midnight or after the clock was put back.
    pub fn begin_day(&mut self, model: &Model, now: &Now) {
        match self {
            Self::Home(home) => home.advise(model, now),
            Self::Trends(trends) => trends.look(model, now),
            Self::Journal(journal) => journal.begin_day(now),
            _ => {}
        }
    }

    /// Inserts pasted text into the open text field, if there is one.
    pub fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        match self {
            Self::Home(home) => home.paste(text, cx.model),
            Self::Library(library) => library.paste(text, cx.model),
            Self::Guides(guides) => guides.paste(text, cx.model),
            Self::Journal(journal) => journal.paste(text, cx.model),
            Self::Finish(finish) => finish.paste(text),
            Self::Activities(activities) => activities.paste(text),
            _ => {}
        }
    }

    /// Writes unsaved answers before the program ends.
    pub fn close(&mut self, cx: &mut Cx<'_>) {
        if let Self::Finish(finish) = self {
            finish.close(cx);
        }
    }

    /// Returns the screen in words, for the line-by-line front end. Screens that are not on the way to a session are
    /// empty.
    pub fn in_words(&self, model: &Model, now: &Now) -> InWords {
        match self {
            Self::CheckIn(check_in) => check_in.in_words(model, now),
            Self::Fitted(fitted) => fitted.in_words(model),
            Self::Why(why) => why.in_words(model),
            Self::Safety(safety) => safety.in_words(),
            Self::Halt(halt) => halt.in_words(),
            Self::Morning(morning) => morning.in_words(model),
            Self::Activities(activities) => activities.in_words(model),
            Self::Player(player) => player.in_words(model, now),
            Self::Finish(finish) => finish.in_words(model, now),
            Self::Recover(recover) => recover.in_words(),
            _ => InWords::default(),
        }
    }

    /// Returns the next moment at which the screen changes by itself, motion aside.
    pub fn next_change(&self) -> Option<Instant> {
        if let Self::SelfTest(test) = self { test.next_change() } else { None }
    }

    /// Handles the moment announced by [`Screen::next_change`].
    pub fn handle_timeout(&mut self, cx: &mut Cx<'_>) {
        if let Self::SelfTest(test) = self {
            test.handle_timeout(cx);
        }
    }

    /// Returns the time of the next frame, while something moves.
    pub fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        match self {
            Self::Player(player) => player.next_frame(model, now),
            Self::Exercise(page) => page.next_frame(model, now),
            Self::SelfTest(test) => test.next_frame(model, now),
            Self::Library(library) => library.next_frame(model, now),
            _ => None,
        }
    }

    /// Returns the time at which the screen closes by itself.
    pub fn expires(&self) -> Option<Instant> {
        if let Self::Morning(morning) = self { morning.expires() } else { None }
    }

    /// Draws the screen into `area`, and returns the boxes in which something moves by itself.
    pub fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        match self {
            Self::Library(library) => return library.render(model, now, area, buf),
            Self::Exercise(page) => return page.render(model, now, area, buf),
            Self::SelfTest(test) => return test.render(model, now, area, buf),
            Self::Player(player) => return player.render(model, now, area, buf),
            Self::Home(home) => home.render(model, now, area, buf),
            Self::Routine(routine) => routine.render(model, now, area, buf),
            Self::Guides(guides) => guides.render(model, area, buf),
            Self::Guide(page) => page.render(model, area, buf),
            Self::Plans(plans) => plans.render(model, area, buf),
            Self::Troubleshooter(steps) => steps.render(model, area, buf),
            Self::Plan(page) => page.render(model, area, buf),
            Self::Journal(journal) => journal.render(model, area, buf),
            Self::Settings(settings) => settings.render(model, area, buf),
            Self::CheckIn(check_in) => check_in.render(model, now, area, buf),
            Self::Fitted(fitted) => fitted.render(model, area, buf),
            Self::Why(why) => why.render(model, area, buf),
            Self::Safety(safety) => safety.render(model, area, buf),
            Self::Halt(halt) => halt.render(model, area, buf),
            Self::Morning(morning) => morning.render(model, area, buf),
            Self::Activities(activities) => activities.render(model, now, area, buf),
            Self::Trends(trends) => trends.render(model, area, buf),
            Self::Welcome(welcome) => welcome.render(model, area, buf),
            Self::Finish(finish) => finish.render(model, area, buf),
            Self::Recover(recover) => recover.render(model, area, buf),
        }
        Moving::default()
    }

    /// Draws again what moves by itself, where [`Screen::render`] said it does; `buf` may be of one of those boxes only.
    pub fn render_moving(&self, model: &Model, now: &Now, moving: Moving, buf: &mut Buffer) {
        match self {
            Self::Library(library) => library.render_figure(model, now, moving.figure, buf),
            Self::SelfTest(test) => test.render_figure(model, now, moving.figure, buf),
            Self::Exercise(page) => page.render_figure(model, now, moving.figure, buf),
            Self::Player(player) => player.render_moving(model, now, moving, buf),
            _ => {}
        }
    }
}
