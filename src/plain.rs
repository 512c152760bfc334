//! The line-by-line front end: the same program, told in lines of text and answered by single keys or by words.
//!
//! What is said goes out as plain text: no escape sequences, nothing that moves a cursor, nothing that is drawn. Here it
//! is decided what is told and what an answer means; nothing is printed, and nobody is waited for.

mod alone;
mod answers;
mod cues;
mod keys;
mod legible;
mod place;
mod words;

use crate::app::action::Action;
use crate::app::event::{Event, Key};
use crate::app::keymap::{Context, resolve};
use crate::app::model::Unsaved;
use crate::app::route::{Dialog, Notice};
use crate::app::signal::Signal;
use crate::app::{App, Overlay};
use crate::domain::time::{Instant, Now};
use crate::screens::in_words::{Choice, InWords};
use crate::screens::player::alarm;
use alone::{Alone, ends_here};
use cues::{Cues, News};
pub use legible::legible;
use place::{Place, no_less};
use uuid::Uuid;
use words::Understood;

/// So many characters of what was not understood are told.
const ECHO: usize = 40;

/// How the user answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// By single keys.
    Keys,
    /// By lines of words.
    Words,
    /// Nobody answers any more: the input has ended.
    Nobody,
}

/// To a line that was typed for what the clock has ended meanwhile.
const OUTRUN: &str = "That came with the end of what it was for, and did nothing. Say it again if you mean it here.";

/// What was told so far, and by what it is answered.
pub struct Plain {
    answers: Answers,
    cues: Cues,
    /// Where the session stood.
    place: Option<Place>,
    head: Vec<String>,
    /// The session whose head was told: what is done instead changes its length, and is told by itself.
    session: Option<Uuid>,
    shown: InWords,
    /// What was told last goes back by itself.
    is_passing: bool,
    notice: Option<Notice>,
    unsaved: usize,
    alone: Alone,
    /// What was asked where nobody answers, and what cannot go on without an answer.
    unanswered: Option<Context>,
}

impl Plain {
    /// Nothing is told yet.
    pub fn new(answers: Answers) -> Self {
        Self {
            answers,
            cues: Cues::default(),
            place: None,
            head: Vec::new(),
            session: None,
            shown: InWords::default(),
            is_passing: false,
            notice: None,
            unsaved: 0,
            alone: Alone::default(),
            unanswered: None,
        }
    }

    /// From here on nobody answers.
    pub fn ends_input(&mut self) {
        self.answers = Answers::Nobody;
    }

    /// The lines of a cue, numbered from 1 in the order told; none where it has no words. A cue that the next one may
    /// say better waits for that one, or for [`Plain::changes`].
    ///
    /// ```
    /// use supple::app::signal::Signal;
    /// use supple::domain::play::cue::CueKind;
    /// use supple::plain::{Answers, Plain};
    ///
    /// let mut plain = Plain::new(Answers::Keys);
    /// assert_eq!(plain.cue(&Signal::new(CueKind::Half, "Half way")), ["1. Half way"]);
    /// assert_eq!(plain.cue(&Signal::new(CueKind::Rep(3), "3")), ["2. Rep 3"]);
    /// ```
    pub fn cue(&mut self, signal: &Signal) -> Vec<String> {
        self.cues.take(signal)
    }

    /// What is told before the first cue of a session: which one it is.
    pub fn before_cues(&mut self, app: &App, now: &Now) -> Vec<String> {
        let mut lines = Vec::new();
        if app.context() == Context::Player {
            self.tell_head(&in_words(app, now), app, &mut lines);
        }
        lines.iter().map(|line| legible(line)).collect()
    }

    /// The lines that tell what is new since the last time, but for cues; each safe to print as it is.
    pub fn changes(&mut self, app: &App, now: &Now) -> Vec<String> {
        let mut lines = Vec::new();
        let notice = app.told().filter(|notice| self.notice.as_ref() != Some(*notice)).cloned();
        // What is being written is said once it is kept.
        let (pending, notice): (Option<Notice>, _) = match notice {
            Some(notice) if notice.once_saved.is_some() => (Some(notice), None),
            notice => (None, notice),
        };
        let (news, waited) = self.cues.settle(notice.is_some());
        lines.extend(waited);
        if let Some(mut pending) = pending.filter(|_| news.is_noticed) {
            // A cue has said it already: that it is kept needs no line of its own.
            let _ = pending.confirm();
            self.notice = Some(pending);
        }
        self.tell_notice(notice, news, &mut lines);
        self.tell_place(app, news, now, &mut lines);
        self.tell_unsaved(&app.model().unsaved, &mut lines);
        if is_told(app) {
            self.tell_screen(app, now, &mut lines);
        }
        lines.iter().map(|line| legible(line)).filter(|line| !line.is_empty()).collect()
    }

    /// What a key means here: all as in the table of keys, but that questions come one after the other.
    ///
    /// # Errors
    /// The lines to tell instead, where it asks which keys there are, or would change nothing.
    pub fn key(&self, key: Key, app: &App, now: &Now) -> Result<Event, Vec<String>> {
        match (app.context(), key) {
            (Context::Finish, Key::Enter) if app.is_deaf_to(Action::NextField, now) => Err(Vec::new()),
            (Context::Finish, Key::Enter) => Ok(Event::Said(Action::NextField)),
            (context, key) => match resolve(context, key) {
                Some(action) if app.is_deaf_to(action, now) => Err(Vec::new()),
                Some(Action::Help) => Err(self.help(app, now)),
                Some(action) => unless_useless(action, app, now).map(|()| Event::Key(key)),
                None => Ok(Event::Key(key)),
            },
        }
    }

    /// What a line of words means, step by step.
    ///
    /// # Errors
    /// The lines to tell instead, where it means nothing here, or asks what can be said.
    pub fn line(&self, line: &str, app: &App, now: &Now) -> Result<Vec<Event>, Vec<String>> {
        let understood = words::understand(line, app, &in_words(app, now));
        if understood.is_an_answer() && app.is_deaf_to_line(understood.action(), now) {
            return Err(vec![OUTRUN.to_owned()]);
        }
        match understood {
            Understood::Events(events) => match events.as_slice() {
                [Event::Said(action)] => unless_useless(*action, app, now).map(|()| events),
                _ => Ok(events),
            },
            Understood::Already(says) => Err(vec![says.to_owned()]),
            Understood::Refused(says) => Err(vec![legible(&says)]),
            Understood::Key(key) => match resolve(app.context(), key) {
                Some(Action::Help) => Err(self.help(app, now)),
                Some(action) => unless_useless(action, app, now).map(|()| vec![Event::Said(action)]),
                None => Ok(Vec::new()),
            },
            Understood::Help => Err(self.help(app, now)),
            Understood::Nothing => {
                let known = self.known(&in_words(app, now), app.context()).unwrap_or_default();
                Err(vec![legible(&format!("Not known here{}. {known}", echo(line)))])
            }
        }
    }

    /// What happens without anybody: at the home screen the program is left, and where nobody answers, it goes on.
    pub fn by_itself(&mut self, app: &App, now: &Now) -> Option<Event> {
        if app.is_at_home() {
            return Some(Event::Said(Action::Quit));
        }
        if self.is_passing && in_words(app, now).is_passing {
            return Some(Event::Said(Action::Back));
        }
        if self.answers != Answers::Nobody || !is_told(app) {
            return None;
        }
        if self.is_to_be_told_unanswered(app.context()) {
            // First it is told.
            return Some(Event::Tick);
        }
        self.alone.goes_on(app, now)
    }

    /// Whether something was asked that nobody answered, and that could not go on without an answer.
    pub fn is_unanswered(&self) -> bool {
        self.unanswered.is_some()
    }

    /// When something happens without anybody, beside what the program does by itself.
    pub fn due(&self) -> Option<Instant> {
        self.alone.due()
    }

    fn tell_notice(&mut self, notice: Option<Notice>, news: News, lines: &mut Vec<String>) {
        let Some(notice) = notice else { return };
        if !news.is_noticed {
            lines.push(notice.text.clone());
        }
        self.notice = Some(notice);
    }

    fn tell_place(&mut self, app: &App, news: News, now: &Now, lines: &mut Vec<String>) {
        let session = app.model().session.as_ref().filter(|session| !session.is_over());
        let before = std::mem::replace(&mut self.place, session.map(|session| Place::of(&session.player, now.mono)));
        // Of another exercise it is told by itself.
        if let (Some(before), Some(session), false) = (before, session, news.is_swapped) {
            lines.extend(before.news(&session.player, now.mono));
        }
    }

    fn tell_unsaved(&mut self, unsaved: &Unsaved, lines: &mut Vec<String>) {
        let count = unsaved.entries.len();
        if count > self.unsaved {
            lines.push(format!("Not saved yet, tried again: {}", unsaved.why));
        }
        self.unsaved = count;
    }

    fn tell_screen(&mut self, app: &App, now: &Now, lines: &mut Vec<String>) {
        let told = in_words(app, now);
        let context = app.context();
        self.tell_head(&told, app, lines);
        self.is_passing = told.is_passing;
        if told.is_passing {
            lines.extend(told.asks);
            return;
        }
        let is_new = told.asks != self.shown.asks;
        // A question that nobody answers is none, unless it ends there.
        if is_new && (self.answers != Answers::Nobody || ends_here(context)) {
            lines.extend(told.asks.iter().cloned());
        }
        if self.is_to_be_told_unanswered(context) {
            lines.extend(answers::nobody(&told.choices));
            self.unanswered = Some(context);
        }
        if is_new || told.choices.iter().any(|choice| !self.shown.choices.contains(choice)) {
            let has_more = context != Context::Player && !told.always.is_empty();
            lines.extend(answers::line(self.answers, &told.choices, context, has_more));
        } else if told.answer != self.shown.answer {
            lines.push(if told.answer.is_empty() { "No answer.".to_owned() } else { told.answer.clone() });
        }
        self.shown = told;
    }

    fn is_to_be_told_unanswered(&self, context: Context) -> bool {
        self.answers == Answers::Nobody && ends_here(context) && self.unanswered != Some(context)
    }

    fn tell_head(&mut self, told: &InWords, app: &App, lines: &mut Vec<String>) {
        let context = app.context();
        let session = app.model().session.as_ref().map(|session| session.id).filter(|_| context == Context::Player);
        // Nobody is told what a question is about that nobody answers.
        let is_told = self.answers != Answers::Nobody || context != Context::CheckIn;
        let is_new = told.head != self.head && (session.is_none() || session != self.session);
        if !is_told || !is_new || told.head.is_empty() {
            return;
        }
        lines.extend(told.head.iter().cloned());
        if session.is_some() {
            lines.extend(answers::line(self.answers, &answers::first(&told.always), context, true));
            self.session = session;
        }
        self.head.clone_from(&told.head);
    }

    /// What can be answered now; in a session where nothing is asked, what its start tells.
    fn known(&self, told: &InWords, context: Context) -> Option<String> {
        let first = answers::first(&told.always);
        let choices = if told.choices.is_empty() { &first } else { &told.choices };
        answers::line(self.answers, choices, context, !told.always.is_empty())
    }

    fn help(&self, app: &App, now: &Now) -> Vec<String> {
        let (context, all) = (app.context(), all(in_words(app, now)));
        let lines = match self.answers {
            Answers::Keys if !context.is_text() => keys::help(context, &all, app, now),
            // A text is typed in a line, by keys too.
            _ => answers::all(Answers::Words, &all, context),
        };
        lines.iter().map(|line| legible(line)).collect()
    }
}

/// Nothing, where `action` has an effect.
///
/// # Errors
/// What is told instead, where it has none that could be told.
fn unless_useless(action: Action, app: &App, now: &Now) -> Result<(), Vec<String>> {
    let session = app.model().session.as_ref().filter(|_| app.context() == Context::Player && action == Action::Less);
    session.and_then(|session| no_less(&session.player, now.mono)).map_or(Ok(()), |told| Err(vec![told]))
}

/// The beginning of a line that was not understood: `: jump`.
fn echo(line: &str) -> String {
    let line = legible(line);
    let heard: String = line.chars().take(ECHO).collect();
    match heard.trim_end() {
        "" => String::new(),
        heard if heard.len() < line.len() => format!(": {heard}, and more"),
        heard => format!(": {heard}"),
    }
}

/// Everything that can be said, each once.
fn all(told: InWords) -> Vec<Choice> {
    let mut all = told.choices;
    for choice in told.always {
        if all.iter().all(|other| other.action != choice.action) {
            all.push(choice);
        }
    }
    all
}

/// Returns true once all is known that decides what is asked: before the journal is read, that is so only in a session,
/// and where something stands in the way.
fn is_told(app: &App) -> bool {
    app.model().recent.is_some() || app.model().session.is_some() || app.context() == Context::Halt
}

/// What lies over the screen, else the screen, in words.
fn in_words(app: &App, now: &Now) -> InWords {
    match app.overlay() {
        Some(Overlay::Dialog { dialog, .. }) => dialog_in_words(*dialog, app),
        Some(Overlay::Help(_)) => InWords::default(),
        None => app.screen().map(|screen| screen.in_words(app.model(), now)).unwrap_or_default(),
    }
}

fn dialog_in_words(dialog: Dialog, app: &App) -> InWords {
    let title = dialog.title();
    let title = if title.ends_with('?') { title.to_owned() } else { format!("{title}.") };
    if dialog == Dialog::Alarm {
        let choices = answers::of_dialog(dialog).into_iter();
        let choices = choices.filter(|choice| alarm::has_use(choice.action, app.model())).collect();
        return InWords { asks: alarm::asks(app.model()), choices, ..InWords::default() };
    }
    let asks = match dialog {
        // That it is stopped and what to do at once is told as a cue.
        Dialog::StopReason => "What is it?".to_owned(),
        _ => [title].into_iter().chain(dialog.body(&app.model().unsaved)).collect::<Vec<_>>().join(" "),
    };
    InWords { asks: vec![asks], choices: answers::of_dialog(dialog), ..InWords::default() }
}
