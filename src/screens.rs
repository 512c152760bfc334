//! The screens: the state of each, its handling of actions, and its drawing.
//!
//! `screens!` is the only list of them, and [`ScreenView`] says what each has to do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::advice::clearance::Permit;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::time::{Instant, Now};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::section::Section;
use crate::widgets::text_input::TextInput;
use activities::Activities;
use adapted_routine::Fitted;
use check_in::CheckIn;
use compose::ComposeScreen;
use editor::RoutineEditor;
use exercise::ExercisePage;
use finish::Finish;
use guides::{GuidePage, Guides};
use home::Home;
use journal::JournalScreen;
use library::Library;
use morning::Morning;
use moving::{FigureInstant, Moving};
use plan::PlanPage;
use plan::list::Plans;
use plan_editor::PlanEditor;
use player::PlayerScreen;
use recover::Recover;
use routine::RoutineScreen;
use safety::{Halt, SafetyScreen};
use self_test::SelfTestScreen;
use settings::SettingsScreen;
use spoken::InWords;
use timer::{TimerDone, TimerForm};
use trends::Trends;
use troubleshooter::Troubleshooter;
use welcome::Welcome;
use why::Why;

pub mod activities;
pub mod adapted_routine;
pub mod broken;
pub mod check_in;
pub mod compose;
pub mod editor;
pub mod exercise;
pub mod filters;
pub mod finder;
pub mod finish;
pub mod guides;
pub mod help;
pub mod home;
pub mod journal;
pub mod library;
pub mod morning;
pub mod moving;
pub mod page;
pub mod panes;
pub mod plan;
pub mod plan_editor;
pub mod player;
pub mod preview;
pub mod recover;
pub mod routine;
pub mod safety;
pub mod self_test;
pub mod settings;
pub mod spoken;
pub mod timer;
pub mod trends;
pub mod troubleshooter;
pub mod welcome;
pub mod why;

/// The parts that screens play on the way to an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenRole {
    /// Informs, in one of the sections of the program.
    Page,
    /// Informs or sets something, apart from the sections.
    Aside,
    /// Asks something or runs a session: once that is answered or over, it gets no more keys.
    Question,
    /// A question that leads straight to an exercise, if it [lets it begin](ScreenView::lets_begin).
    Gate,
    /// Instructs an exercise outside a session.
    Exercise,
}

/// The behaviour of a screen. What has a default here most screens do without.
pub trait ScreenView: Sync {
    /// Returns the key context while the screen is on top.
    fn context(&self) -> Context;

    /// Handles an action.
    fn update(&mut self, action: Action, cx: &mut Cx<'_>);

    /// Draws the screen into `area`, and returns the boxes in which something moves by itself.
    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving;

    /// Draws again what moves by itself, where [`ScreenView::render`] said it does; `buf` may be of one of those boxes
    /// only.
    fn render_moving(&self, model: &Model, now: &Now, moving: Moving, buf: &mut Buffer) {
        if let Some(shown) = self.picture(model, now).filter(|_| !moving.figure.is_empty()) {
            moving::draw(&shown.figure, &shown.frame, model, moving.figure, buf);
        }
    }

    /// Returns the figure of the screen at this moment, for the room that [`ScreenView::render`] has left for it.
    fn picture(&self, _: &Model, _: &Now) -> Option<FigureInstant> {
        None
    }

    /// Returns the time of the next frame, while something moves.
    fn next_wakeup(&self, _: &Model, _: &Now) -> Option<Instant> {
        None
    }

    /// Returns true if `action` has an effect now; the footer hints at no other.
    fn has_use(&self, _: Action, _: &Model, _: &Now) -> bool {
        true
    }

    /// Returns true if a [`ScreenRole::Gate`] leads to an exercise now.
    fn lets_begin(&self) -> bool {
        true
    }

    /// Rebuilds what the screen derives from the journal, if that has changed.
    fn refresh(&mut self, _: &Model, _: &Now) {}

    /// Updates the screen when it is on top again.
    fn come_back(&mut self, model: &Model, now: &Now) {
        self.refresh(model, now);
    }

    /// Rebuilds what depends on the date, after midnight or after the clock was put back.
    fn begin_day(&mut self, _: &Model, _: &Now) {}

    /// Inserts pasted text into the open text field, if there is one.
    fn paste(&mut self, _: &str, _: &mut Cx<'_>) {}

    /// Writes unsaved answers before the program ends.
    fn close(&mut self, _: &mut Cx<'_>) {}

    /// Returns the screen in words, for the line-by-line front end. Screens that are not on the way to a session are
    /// empty.
    fn in_words(&self, _: &Model, _: &Now) -> InWords {
        InWords::default()
    }

    /// Returns the next moment at which the screen changes by itself, motion aside.
    fn next_change(&self) -> Option<Instant> {
        None
    }

    /// Handles the moment announced by [`ScreenView::next_change`].
    fn handle_timeout(&mut self, _: &mut Cx<'_>) {}

    /// Returns the time at which the screen closes by itself.
    fn expires(&self) -> Option<Instant> {
        None
    }
}

/// Declares the screens, each with its state and its role, and where a section begins with it, that section.
macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($state:ty) is $role:ident $(of $section:ident)?),+ $(,)?) => {
        /// The screens of the program.
        #[expect(clippy::large_enum_variant, reason = "few are open at a time, and all lie in one list")]
        pub enum Screen {
            $($(#[$doc])* $name($state),)+
        }

        impl Screen {
            /// Returns the part that it plays on the way to an exercise.
            pub const fn role(&self) -> ScreenRole {
                match self { $(Self::$name(_) => ScreenRole::$role),+ }
            }

            /// Returns the section that begins with it.
            pub fn section(&self) -> Option<Section> {
                match self {
                    $(Self::$name(_) => {
                        const SECTION: &[Section] = &[$(Section::$section)?];
                        SECTION.first().copied()
                    })+
                }
            }

            /// Returns the screen as what all of them can do.
            pub const fn as_view(&self) -> &dyn ScreenView {
                match self { $(Self::$name(screen) => screen),+ }
            }

            /// Returns the screen as what all of them can do, to change it.
            pub const fn as_view_mut(&mut self) -> &mut dyn ScreenView {
                match self { $(Self::$name(screen) => screen),+ }
            }
        }
    };
}

screens! {
    /// The list of routines and plans, with search and today's advice.
    Home(Home) is Page of Routines,
    /// The form in which a session is put together.
    Compose(ComposeScreen) is Page,
    /// One routine: steps, doses, length.
    Routine(RoutineScreen) is Page,
    /// A routine that is being written.
    Editor(RoutineEditor) is Aside,
    /// The library of exercises.
    Library(Library) is Page of Exercises,
    /// One exercise.
    Exercise(ExercisePage) is Page,
    /// A self-test, step by step.
    SelfTest(SelfTestScreen) is Exercise,
    /// The list of guides.
    Guides(Guides) is Page of Guides,
    /// One guide.
    Guide(GuidePage) is Page,
    /// The list of plans.
    Plans(Plans) is Page of Plan,
    /// The way from an activity that hurts to a remedy.
    Troubleshooter(Troubleshooter) is Page,
    /// One plan.
    Plan(PlanPage) is Page of Plan,
    /// A plan that is being written.
    PlanEditor(PlanEditor) is Aside,
    /// The journal.
    Journal(JournalScreen) is Page of Journal,
    /// The settings.
    Settings(SettingsScreen) is Aside,
    /// The questions about pain.
    CheckIn(CheckIn) is Gate,
    /// The questions about safety.
    Safety(SafetyScreen) is Question,
    /// The consequence of a yes to one of them.
    Halt(Halt) is Gate,
    /// The question on the morning after a session.
    Morning(Morning) is Question,
    /// The user's own activities.
    Activities(Activities) is Question,
    /// The statistics.
    Trends(Trends) is Page of Trends,
    /// The welcome page, with the limits of the program.
    Welcome(Welcome) is Aside,
    /// A routine adapted to today.
    Fitted(Fitted) is Gate,
    /// The reasons for a suggestion or a change.
    Why(Why) is Page,
    /// The running session.
    Player(PlayerScreen) is Question,
    /// The end of a session.
    Finish(Finish) is Question,
    /// The form of a timer.
    Timer(TimerForm) is Aside,
    /// The end of a timer.
    TimerDone(TimerDone) is Question,
    /// An unfinished session of an earlier run.
    Recover(Recover) is Question,
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

    /// Returns true if the screen asks something or runs a session.
    pub const fn is_question(&self) -> bool {
        matches!(self.role(), ScreenRole::Question | ScreenRole::Gate)
    }

    /// Returns true if the screen instructs an exercise, or leads straight to one that does.
    pub fn guides(&self) -> bool {
        match self.role() {
            ScreenRole::Page | ScreenRole::Aside | ScreenRole::Question => false,
            ScreenRole::Gate => self.as_view().lets_begin(),
            ScreenRole::Exercise => true,
        }
    }
}

/// The number of rows that a page key moves.
const PAGE: usize = 10;

/// The row to which `action` moves from the row `at` of `len`, never past the last; `None` if it is no move.
pub fn moved(at: usize, len: usize, action: Action) -> Option<usize> {
    let last = len.saturating_sub(1);
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(PAGE),
        Action::PageDown => (at + PAGE).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return None,
    })
}

/// Edits `text`; returns false if `action` is no edit.
pub fn edit(text: &mut TextInput, action: Action) -> bool {
    match action {
        Action::Insert(c) => text.insert(c),
        Action::DeleteBack => text.backspace(),
        Action::DeleteForward => text.delete(),
        Action::DeleteWord => text.delete_word(),
        Action::ClearText => text.clear(),
        Action::CursorLeft => text.left(),
        Action::CursorRight => text.right(),
        Action::CursorHome => text.home(),
        Action::CursorEnd => text.end(),
        _ => return false,
    }
    true
}
