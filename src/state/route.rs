//! Places to go to: screens and dialogs, with the data to open them.

use std::sync::Arc;
use std::time::Duration;

use super::action::Action;
use super::keymap::{Binding, Context};
use super::model::Model;
use super::section::Section;
use super::sinks::Signal;
use super::suggestions::Explained;
use crate::domain::advice::clearance::Clearance;
use crate::domain::advice::compose::Composed;
use crate::domain::advice::screening_trigger::Trigger;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::journal::entry::Rating;
use crate::domain::session::compile::Options;
use crate::domain::session::run::{Saved, Session};
use crate::domain::session::timer::IntervalTimer;
use crate::domain::text::Text;
use crate::domain::text::without_controls;
use crate::domain::time::Instant;
use uuid::Uuid;

/// A place to go to.
#[derive(Debug, Clone)]
pub enum Route {
    /// One screen back.
    Back,
    /// The home screen, whatever was open.
    Home,
    /// The page of an item of the content.
    To(ItemKind, Id),
    /// A self-test, to be done.
    SelfTest(Id),
    /// A section of the program, whatever was open.
    Section(Section),
    /// The sessions of a routine in the journal.
    JournalOf(Id),
    /// The draft that waits, or a new routine.
    NewRoutine,
    /// A change to a routine, or to a copy of it.
    EditRoutine(Id),
    /// The draft of a plan that waits, or a new plan.
    NewPlan,
    /// A change to a plan, or to a copy of it.
    EditPlan(Id),
    /// A change to a routine for one session with these options.
    ChangeToday(Id, Options),
    /// The form in which a session is put together.
    Compose,
    /// The page of a session that was put together.
    Composed(Box<Composed>),
    /// The settings.
    Settings,
    /// All plans.
    Plans,
    /// The troubleshooter.
    Troubleshooter,
    /// The question about pain before a session.
    CheckIn(SessionStart),
    /// The question about pain at any time.
    Rate,
    /// A session, by way of the gate.
    Session(SessionStart),
    /// A session or self-test that was held back, once more by way of the gate.
    Guide(Guided),
    /// A session as it was adapted to today, past the gate.
    Begin(SessionStart),
    /// The reasons for a suggestion or a change.
    Why(Explained),
    /// The questions about safety, then the session or self-test that waits for them.
    Safety(Trigger, Option<Guided>),
    /// The meaning of a yes to one of them, with the session or self-test that was to begin.
    Halt(Clearance, Option<Guided>),
    /// The user's own activities.
    Activities,
    /// The form of a timer.
    Timer,
    /// The questions at the end of a session, in place of the screen that asks whether to save it.
    Finish,
    /// The unfinished session that was found, resumed.
    Resume(Box<Saved>),
    /// The journal entry of the unfinished session that was found, without resuming it.
    Log(Box<Saved>),
    /// A dialog over the screen.
    Dialog(DialogKind),
    /// Out of the program.
    Quit,
}

/// The parts that a session is made from.
#[derive(Debug, Clone)]
pub enum SessionSource {
    /// A routine.
    Routine(Arc<Routine>),
    /// A timer.
    Timer(IntervalTimer),
}

impl SessionSource {
    /// Returns the title of the session.
    pub fn title(&self) -> Text {
        match self {
            Self::Routine(routine) => routine.title.clone(),
            Self::Timer(timer) => timer.title(),
        }
    }

    /// Returns the routine, unless it is a timer.
    pub const fn routine(&self) -> Option<&Arc<Routine>> {
        match self {
            Self::Routine(routine) => Some(routine),
            Self::Timer(_) => None,
        }
    }
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct SessionStart {
    /// The routine or timer to play.
    pub played: SessionSource,
    /// The options to play it with.
    pub options: Options,
    /// The answers to the check-in; `None` if it was not asked, or skipped.
    pub before: Option<Before>,
    /// The safety answers that the user has read and overrides.
    pub in_spite_of: Vec<Uuid>,
}

impl SessionStart {
    /// Returns a session of `routine`, with nothing asked yet.
    pub const fn new(routine: Arc<Routine>, options: Options) -> Self {
        Self { played: SessionSource::Routine(routine), options, before: None, in_spite_of: Vec::new() }
    }

    /// Returns a session of `timer`.
    pub const fn of_timer(timer: IntervalTimer, options: Options) -> Self {
        Self { played: SessionSource::Timer(timer), options, before: None, in_spite_of: Vec::new() }
    }
}

/// The ways to open the program.
pub enum Opening {
    /// The home screen.
    Home,
    /// The home screen, behind the welcome of the first start.
    Welcome,
    /// A routine's check-in.
    CheckIn(SessionStart),
    /// Straight into a session.
    Session(SessionStart),
    /// The form of a timer.
    Timer(IntervalTimer),
}

impl Opening {
    /// Returns the opening in which nothing begins before a key is pressed, because something else has to be asked
    /// first.
    #[must_use]
    pub fn with_a_question_first(self) -> Self {
        match self {
            Self::Session(SessionStart { played: SessionSource::Timer(timer), .. }) => Self::Timer(timer),
            Self::Session(begin) => Self::CheckIn(begin),
            other => other,
        }
    }
}

/// Sessions and self-tests: they instruct exercises, and begin by way of the gate alone.
#[derive(Debug, Clone)]
pub enum Guided {
    /// A session.
    Session(SessionStart),
    /// A session that is resumed.
    Resume {
        /// The session as it was kept.
        saved: Box<Saved>,
        /// As [`SessionStart::in_spite_of`].
        in_spite_of: Vec<Uuid>,
    },
    /// A self-test.
    SelfTest {
        /// The self-test.
        id: Id,
        /// As [`SessionStart::in_spite_of`].
        in_spite_of: Vec<Uuid>,
    },
}

impl Guided {
    /// Overrides the safety answers `entries`.
    #[must_use]
    pub fn despite(mut self, entries: Vec<Uuid>) -> Self {
        match &mut self {
            Self::Session(SessionStart { in_spite_of, .. })
            | Self::Resume { in_spite_of, .. }
            | Self::SelfTest { in_spite_of, .. } => *in_spite_of = entries,
        }
        self
    }

    /// Returns the safety answers that the user has read and overrides.
    pub fn in_spite_of(&self) -> &[Uuid] {
        match self {
            Self::Session(SessionStart { in_spite_of, .. })
            | Self::Resume { in_spite_of, .. }
            | Self::SelfTest { in_spite_of, .. } => in_spite_of,
        }
    }

    /// Returns the exercises in it.
    pub fn exercises(&self) -> Vec<&Id> {
        match self {
            Self::Session(begin) => {
                let steps = begin.played.routine().map(|routine| routine.steps.iter());
                steps.into_iter().flatten().map(|step| &step.exercise).collect()
            }
            Self::Resume { saved, .. } => saved.timeline.moves.iter().map(|about| &about.exercise).collect(),
            Self::SelfTest { id, .. } => vec![id],
        }
    }

    /// Returns the answers to the check-in before it.
    pub fn before(&self) -> Option<&Before> {
        if let Self::Session(begin) = self { begin.before.as_ref() } else { None }
    }
}

/// The answers to the check-in before a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The answers.
    pub rating: Rating,
    /// Their entry, if they are in the journal already because something else had to be asked first.
    pub written: Option<Uuid>,
}

/// The choice to end a session that is in the journal only if that is asked for afterwards.
const TIMER_END: &str = "end; saved only if you ask";

/// A question over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogKind {
    /// The question whether to leave the running session.
    Leave,
    /// The question what to do about red pain.
    Alarm,
    /// The question why the exercise is left out.
    SkipReason,
    /// The question why the session was stopped.
    StopReason,
    /// The question whether to leave though entries are not written.
    Unsaved,
    /// The question whether to throw the unfinished session away.
    DiscardFound,
    /// The question whether to throw the draft away.
    DiscardDraft,
    /// The question whether to replace a file.
    ReplaceOwn,
}

impl DialogKind {
    /// Returns the context in which keys are looked up while it is open.
    pub const fn context(self) -> Context {
        match self {
            Self::Leave => Context::Leave,
            Self::Alarm => Context::Alarm,
            Self::SkipReason => Context::SkipReason,
            Self::StopReason => Context::StopReason,
            Self::Unsaved => Context::Unsaved,
            Self::DiscardFound => Context::DiscardFound,
            Self::DiscardDraft => Context::DiscardDraft,
            Self::ReplaceOwn => Context::ReplaceOwn,
        }
    }

    /// Returns the question in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Leave => "Leave the session?",
            Self::Alarm => "What now?",
            Self::SkipReason => "Skip this exercise?",
            Self::StopReason => "Stopped",
            Self::Unsaved => "Not saved",
            Self::DiscardFound => "Discard this session?",
            Self::DiscardDraft => "Discard this draft?",
            Self::ReplaceOwn => "There is another file",
        }
    }

    /// Returns the line for one of its choices, in `session` if one runs: a timer is not saved by ending it.
    pub fn choice_text(self, row: &Binding, session: Option<&Session>) -> &'static str {
        match (self, row.action) {
            (Self::Leave, Action::End) if session.is_some_and(|session| !session.is_logged()) => TIMER_END,
            _ => row.help,
        }
    }

    /// Returns the text below the title, a paragraph per item.
    pub fn body(self, model: &Model) -> Vec<String> {
        let sentences: &[&str] = match self {
            Self::Leave => &["Paused."],
            // The screen adds the advice on pain.
            Self::Alarm => &["Paused."],
            Self::SkipReason => &["What is the reason?"],
            Self::StopReason => {
                &["Chest pain: call your emergency number now.", "Anything else: sit down first. What is it?"]
            }
            Self::Unsaved => return vec![model.unsaved.text()],
            Self::DiscardFound => &["It won't be saved to your journal."],
            Self::DiscardDraft => &["What you changed is gone then. What you saved stays as it is."],
            Self::ReplaceOwn => {
                let name = model.in_the_way.as_ref().map(ToString::to_string).unwrap_or_default();
                return vec![format!("Your file {name} is there already, or was changed meanwhile.")];
            }
        };
        sentences.iter().map(|sentence| (*sentence).to_owned()).collect()
    }
}

/// The time for which a notice is shown.
const NOTICE: Duration = Duration::from_secs(6);

/// A message that is shown for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The text; empty while it waits for a confirmation.
    pub text: String,
    /// The time at which it disappears.
    pub until: Instant,
    /// The confirmation that takes its place once every entry is on disk, if any.
    pub once_saved: Option<Confirmation>,
}

/// A notice and a signal for the moment at which every entry is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The text of the notice.
    pub text: String,
    /// The signal that says the same, if any.
    pub signal: Option<Signal>,
}

impl Notice {
    /// Returns a notice shown from `now` on, without control characters.
    pub fn new(text: impl Into<String>, now: Instant) -> Self {
        Self { text: without_controls(&text.into()), until: now + NOTICE, once_saved: None }
    }

    /// Returns a notice about an entry that is being written: `text` at once, `once_saved` afterwards.
    pub fn of_saving(text: impl Into<String>, once_saved: Confirmation, now: Instant) -> Self {
        Self { once_saved: Some(once_saved), ..Self::new(text, now) }
    }

    /// Takes over the text of the confirmation, and returns the signal to present with it.
    pub fn confirm(&mut self) -> Option<Signal> {
        let Confirmation { text, signal } = self.once_saved.take()?;
        self.text = without_controls(&text);
        signal
    }
}
