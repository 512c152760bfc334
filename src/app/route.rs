//! Where one can go: screens and dialogs by name, with what they need to open.

use std::sync::Arc;
use std::time::Duration;

use super::advising::Explained;
use super::keymap::Context;
use super::model::Unsaved;
use super::signal::Signal;
use crate::domain::advice::clearance::Clearance;
use crate::domain::advice::trigger::Trigger;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::routine::Routine;
use crate::domain::play::compile::Options;
use crate::domain::play::session::Saved;
use crate::domain::record::entry::Rating;
use crate::domain::text::without_controls;
use crate::domain::time::Instant;
use uuid::Uuid;

/// A place to go to.
#[derive(Debug, Clone)]
pub enum Go {
    /// One screen back.
    Back,
    /// The home screen, whatever was open.
    Home,
    /// The page of an item of the content.
    To(ItemKind, Id),
    /// A self-test, to be done.
    SelfTest(Id),
    /// All exercises.
    Library,
    /// All guides.
    Guides,
    /// Everything that was written down.
    Journal,
    /// Everything that can be set.
    Settings,
    /// All plans.
    Plans,
    /// What hurts, doing what?
    Troubleshooter,
    /// What the journal adds up to.
    Trends,
    /// The question about pain before a session.
    CheckIn(Begin),
    /// The question about pain at any time.
    Rate,
    /// Into a session, unless what was answered stands in the way.
    Session(Begin),
    /// Into what was held back, once more by way of the gate.
    Guide(Guided),
    /// Into a session as it was fitted to today.
    Begin(Begin),
    /// Why something is suggested, or changed.
    Why(Explained),
    /// The questions about safety, and then what waits for them.
    Safety(Trigger, Option<Guided>),
    /// The screen that says what a yes to one of them means, with what was to begin.
    Halt(Clearance, Option<Guided>),
    /// The user's own activities.
    Activities,
    /// Into the session that was found.
    Resume(Box<Saved>),
    /// The session that was found is written down as it is.
    Log(Box<Saved>),
    /// A dialog over the screen.
    Dialog(Dialog),
    /// Out of the program.
    Quit,
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct Begin {
    /// What to play.
    pub routine: Arc<Routine>,
    /// How.
    pub options: Options,
    /// The answers to the check-in; `None` where it was not asked, or skipped.
    pub before: Option<Before>,
    /// The safety answers that the user has read and wants to begin in spite of.
    pub in_spite_of: Vec<Uuid>,
}

impl Begin {
    /// A session of `routine`, with nothing asked yet.
    pub const fn new(routine: Arc<Routine>, options: Options) -> Self {
        Self { routine, options, before: None, in_spite_of: Vec::new() }
    }
}

/// Sessions and self-tests: they instruct exercises, and begin by way of the gate alone.
#[derive(Debug, Clone)]
pub enum Guided {
    /// A session.
    Session(Begin),
    /// A session that is resumed.
    Resume {
        /// The session as it was kept.
        saved: Box<Saved>,
        /// As [`Begin::in_spite_of`].
        in_spite_of: Vec<Uuid>,
    },
    /// A self-test.
    SelfTest {
        /// Which.
        id: Id,
        /// As [`Begin::in_spite_of`].
        in_spite_of: Vec<Uuid>,
    },
}

impl Guided {
    /// The same, in spite of the safety answers `entries`.
    #[must_use]
    pub fn despite(mut self, entries: Vec<Uuid>) -> Self {
        match &mut self {
            Self::Session(Begin { in_spite_of, .. })
            | Self::Resume { in_spite_of, .. }
            | Self::SelfTest { in_spite_of, .. } => *in_spite_of = entries,
        }
        self
    }

    /// The safety answers that the user has read and wants to begin in spite of.
    pub fn in_spite_of(&self) -> &[Uuid] {
        match self {
            Self::Session(Begin { in_spite_of, .. })
            | Self::Resume { in_spite_of, .. }
            | Self::SelfTest { in_spite_of, .. } => in_spite_of,
        }
    }

    /// The answers to the check-in before it.
    pub fn before(&self) -> Option<&Before> {
        if let Self::Session(begin) = self { begin.before.as_ref() } else { None }
    }
}

/// What was answered before a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The answers.
    pub rating: Rating,
    /// Their entry, where they are written already because something else had to be asked first.
    pub written: Option<Uuid>,
}

/// A question over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Leave the running session?
    Leave,
    /// Pain that is red: what now?
    Alarm,
    /// Why is the exercise left out?
    SkipReason,
    /// Why was the session stopped?
    StopReason,
    /// Leave, though something is not written?
    Unsaved,
    /// Throw the unfinished session away?
    DiscardFound,
}

impl Dialog {
    /// Where keys go while it is open.
    pub const fn context(self) -> Context {
        match self {
            Self::Leave => Context::Leave,
            Self::Alarm => Context::Alarm,
            Self::SkipReason => Context::SkipReason,
            Self::StopReason => Context::StopReason,
            Self::Unsaved => Context::Unsaved,
            Self::DiscardFound => Context::DiscardFound,
        }
    }

    /// What it asks, in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Leave => "Leave the session?",
            Self::Alarm => "What now?",
            Self::SkipReason => "Leave this exercise out",
            Self::StopReason => "Stopped",
            Self::Unsaved => "Not saved",
            Self::DiscardFound => "Throw it away?",
        }
    }

    /// What is to be known before it is answered, a paragraph each.
    pub fn body(self, unsaved: &Unsaved) -> Vec<String> {
        let sentences: &[&str] = match self {
            Self::Leave => &["The session is paused meanwhile."],
            // What pain says is of the session, and not of every one of these.
            Self::Alarm => &["The session is paused."],
            Self::SkipReason => &["Why?"],
            Self::StopReason => {
                &["Chest pain: call your emergency number now.", "Anything else: sit down first. What is it?"]
            }
            Self::Unsaved => return vec![unsaved.text()],
            Self::DiscardFound => &["What was done in that session will not be in your journal."],
        };
        sentences.iter().map(|sentence| (*sentence).to_owned()).collect()
    }
}

/// How long a notice stays.
const NOTICE: Duration = Duration::from_secs(6);

/// A line that tells the user something for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The text; empty where there is nothing to tell yet.
    pub text: String,
    /// How long.
    pub until: Instant,
    /// The notice in its place once everything that is being written is on disk; `None` where nothing is waited for.
    pub once_saved: Option<Confirmation>,
}

/// A notice and a signal for the moment at which something is known to be on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The notice.
    pub text: String,
    /// The signal that is presented with it; it says the same in words.
    pub signal: Option<Signal>,
}

impl Notice {
    /// A notice that is given `now`, made safe to show.
    pub fn new(text: impl Into<String>, now: Instant) -> Self {
        Self { text: without_controls(&text.into()), until: now + NOTICE, once_saved: None }
    }

    /// A notice of something that is being written: `text` at once, and what says that it is kept once it is.
    pub fn of_saving(text: impl Into<String>, once_saved: Confirmation, now: Instant) -> Self {
        Self { once_saved: Some(once_saved), ..Self::new(text, now) }
    }

    /// Takes the text of the confirmation, now that everything is on disk. Returns the signal to present with it.
    pub fn confirm(&mut self) -> Option<Signal> {
        let Confirmation { text, signal } = self.once_saved.take()?;
        self.text = without_controls(&text);
        signal
    }
}
