//! The line-by-line front end: the same program as lines of text, answered by single keys or by words.
//!
//! The output is plain text: no escape sequences, no cursor movement, no drawing. This module decides what to say and
//! what an answer means; it neither prints nor waits for input.

mod answers;
mod cues;
mod unattended;
mod words;

use crate::app::{App, Overlay};
use crate::domain::text::without_controls;
use crate::domain::time::{Instant, Now};
use crate::screens::player::alarm;
use crate::screens::spoken::{InWords, SpokenChoice};
use crate::state::action::Action;
use crate::state::event::{Event, Key};
use crate::state::keymap::{Context, resolve};
use crate::state::model::Unsaved;
use crate::state::route::{DialogKind, Notice};
use crate::state::sinks::Signal;
use cues::{Cues, LastSeen, News, no_less, where_it_stands};
use unattended::{Alone, ends_here};
use uuid::Uuid;
use words::Understood;

/// The number of characters repeated from a line that was not understood.
const ECHO: usize = 40;

/// Ways in which the user answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerMode {
    /// By single keys.
    Keys,
    /// By lines of words.
    Words,
    /// Not at all: the input has ended.
    Nobody,
}

/// The word that asks for the time left; it needs no key, for a pause says the same.
const TIME: &str = "time";

/// The last line of a timer whose numbers nobody gives.
const NO_NUMBERS: &str = "In plain text give the numbers: supple timer 40 20 8";

/// Reply to a line typed for something that ended before the line was sent.
const OUTRUN: &str = "That came too late and did nothing. Say it again if you mean it now.";

/// The line-by-line front end: the way of answering, and what was said last.
pub struct Plain {
    answers: AnswerMode,
    cues: Cues,
    /// The position of the session when it was last looked at.
    place: Option<LastSeen>,
    head: Vec<String>,
    /// The session whose head was said. A substituted exercise changes its length, and is announced by its cue.
    session: Option<Uuid>,
    shown: InWords,
    /// True while the last thing said needs no answer and goes back by itself.
    is_passing: bool,
    notice: Option<Notice>,
    unsaved: usize,
    alone: Alone,
    /// The context of a question that nobody answered and that blocks everything after it.
    unanswered: Option<Context>,
}

impl Plain {
    /// Creates a front end that has said nothing yet.
    pub fn new(answers: AnswerMode) -> Self {
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

    /// Records that the input has ended: from here on nobody answers.
    pub fn ends_input(&mut self) {
        self.answers = AnswerMode::Nobody;
    }

    /// Returns the lines for a cue; none for a cue without words.
    /// A cue that the next one may replace is held back until that one comes, or until [`Plain::changes`].
    ///
    /// ```
    /// use supple::state::sinks::Signal;
    /// use supple::domain::session::cue::CueKind;
    /// use supple::plain::{AnswerMode, Plain};
    ///
    /// let mut plain = Plain::new(AnswerMode::Keys);
    /// assert_eq!(plain.cue(&Signal::new(CueKind::Half, "Halfway")), ["Halfway"]);
    /// assert_eq!(plain.cue(&Signal::new(CueKind::Rep(3), "3")), ["Rep 3"]);
    /// ```
    pub fn cue(&mut self, signal: &Signal) -> Vec<String> {
        self.cues.take(signal)
    }

    /// Returns the lines that introduce a session, to print before its first cue.
    pub fn before_cues(&mut self, app: &App, now: &Now) -> Vec<String> {
        let mut lines = Vec::new();
        if app.context() == Context::Player {
            self.tell_head(&in_words(app, now), app, &mut lines);
        }
        lines.iter().map(|line| legible(line)).collect()
    }

    /// Returns the lines for everything but cues that is new since the last call; each is safe to print as it is.
    pub fn changes(&mut self, app: &App, now: &Now) -> Vec<String> {
        let mut lines = Vec::new();
        let notice = app.told().filter(|notice| self.notice.as_ref() != Some(*notice)).cloned();
        // The notice of an entry that is being written is said once the entry is saved.
        let (pending, notice): (Option<Notice>, _) = match notice {
            Some(notice) if notice.once_saved.is_some() => (Some(notice), None),
            notice => (None, notice),
        };
        let (news, waited) = self.cues.settle(notice.is_some());
        lines.extend(waited);
        if let Some(mut pending) = pending.filter(|_| news.is_noticed) {
            // A cue has announced it already: that it is saved needs no line of its own.
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

    /// Returns the event for a key. Keys mean what the key table says, except that Enter goes to the next question of
    /// the finish screen, where questions come one after the other.
    ///
    /// # Errors
    /// Returns the lines to print instead if the key asks for help or would change nothing.
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

    /// Returns the events for a line of words, in order.
    ///
    /// # Errors
    /// Returns the lines to print instead if the line means nothing here or asks for help.
    pub fn line(&self, line: &str, app: &App, now: &Now) -> Result<Vec<Event>, Vec<String>> {
        if let Some(left) = time_left(line, app, now) {
            return Err(vec![left]);
        }
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
                Err(vec![legible(&format!("{} isn't available now. {known}", echo(line)))])
            }
        }
    }

    /// Returns the event that follows without an answer: quit at the home screen, go back from a passing message, and
    /// go on where nobody answers.
    pub fn by_itself(&mut self, app: &App, now: &Now) -> Option<Event> {
        if app.is_at_home() {
            return Some(Event::Said(Action::Quit));
        }
        if self.is_passing && in_words(app, now).is_passing {
            return Some(Event::Said(Action::Back));
        }
        if self.answers != AnswerMode::Nobody || !is_told(app) {
            return None;
        }
        if self.is_to_be_told_unanswered(app.context()) {
            // A tick comes first, so that it is said.
            return Some(Event::Tick);
        }
        self.alone.goes_on(app, now)
    }

    /// Returns the context of a question that blocks everything after it and was left without an answer.
    pub fn unanswered(&self) -> Option<Context> {
        self.unanswered
    }

    /// Returns the time of the next [`Plain::by_itself`], beside the wake-ups of the program itself.
    pub fn due(&self) -> Option<Instant> {
        self.alone.due()
    }

    fn tell_notice(&mut self, notice: Option<Notice>, news: News, lines: &mut Vec<String>) {
        let Some(notice) = notice else { return };
        if !news.is_noticed {
            lines.push(answers::sentence(&notice.text));
        }
        self.notice = Some(notice);
    }

    fn tell_place(&mut self, app: &App, news: News, now: &Now, lines: &mut Vec<String>) {
        let session = app.model().session.as_ref().filter(|session| !session.is_over());
        let before = std::mem::replace(&mut self.place, session.map(|session| LastSeen::of(&session.player, now.mono)));
        // A substituted exercise is announced by its cue.
        if let (Some(before), Some(session), false) = (before, session, news.is_swapped) {
            lines.extend(before.news(&session.player, now.mono));
        }
    }

    fn tell_unsaved(&mut self, unsaved: &Unsaved, lines: &mut Vec<String>) {
        let count = unsaved.entries.len();
        if count > self.unsaved {
            lines.push(format!("Not saved yet, trying again: {}", unsaved.why));
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
        // A question that nobody can answer is not asked, unless it blocks everything after it.
        if is_new && (self.answers != AnswerMode::Nobody || ends_here(context)) {
            lines.extend(told.asks.iter().cloned());
        }
        if self.is_to_be_told_unanswered(context) {
            let numbers = (context == Context::Timer).then(|| NO_NUMBERS.to_owned());
            lines.extend(numbers.or_else(|| answers::nobody(&told.choices)));
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
        self.answers == AnswerMode::Nobody && ends_here(context) && self.unanswered != Some(context)
    }

    fn tell_head(&mut self, told: &InWords, app: &App, lines: &mut Vec<String>) {
        let context = app.context();
        let session = app.model().session.as_ref().map(|session| session.id).filter(|_| context == Context::Player);
        // Where nobody answers, the check-in is skipped, and so is its head.
        let is_told = self.answers != AnswerMode::Nobody || context != Context::CheckIn;
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

    /// Returns the line of possible answers; during a session that asks nothing, the line given at its start.
    fn known(&self, told: &InWords, context: Context) -> Option<String> {
        let first = answers::first(&told.always);
        let choices = if told.choices.is_empty() { &first } else { &told.choices };
        answers::short(self.answers, choices, context)
    }

    fn help(&self, app: &App, now: &Now) -> Vec<String> {
        let (context, all) = (app.context(), all(in_words(app, now)));
        let lines = match self.answers {
            AnswerMode::Keys if !context.is_text() => answers::key_help(context, &all, app, now),
            // A text is typed as a line, also when answering by keys.
            _ => answers::all(AnswerMode::Words, &all, context),
        };
        let has_time = self.answers == AnswerMode::Words && context == Context::Player;
        let time = has_time.then(|| format!("{TIME}: what is left of this exercise"));
        let lines: Vec<String> = lines.into_iter().chain(time).collect();
        lines.iter().map(|line| legible(line)).collect()
    }
}

/// Returns the exercise and what is left of it, if `line` asks for that during a session.
fn time_left(line: &str, app: &App, now: &Now) -> Option<String> {
    let session = app.model().session.as_ref().filter(|_| app.context() == Context::Player)?;
    line.trim().eq_ignore_ascii_case(TIME).then(|| legible(&where_it_stands(&session.player, now.mono)))
}

/// Checks that `action` would change something.
///
/// # Errors
/// Returns the lines to print instead if it would not.
fn unless_useless(action: Action, app: &App, now: &Now) -> Result<(), Vec<String>> {
    let session = app.model().session.as_ref().filter(|_| app.context() == Context::Player && action == Action::Less);
    session.and_then(|session| no_less(&session.player, now.mono)).map_or(Ok(()), |told| Err(vec![told]))
}

/// Repeats the beginning of a line that was not understood: `'jump'`.
fn echo(line: &str) -> String {
    let line = legible(line);
    let heard: String = line.chars().take(ECHO).collect();
    match heard.trim_end() {
        "" => "That".to_owned(),
        heard if heard.len() < line.len() => format!("'{heard}...'"),
        heard => format!("'{heard}'"),
    }
}

/// Returns all possible answers, each action once.
fn all(told: InWords) -> Vec<SpokenChoice> {
    let mut all = told.choices;
    for choice in told.always {
        if all.iter().all(|other| other.action != choice.action) {
            all.push(choice);
        }
    }
    all
}

/// Returns true if the screen can be said: once the journal is read, and before that only during a session or where a
/// start is halted.
fn is_told(app: &App) -> bool {
    app.model().recent.is_some() || app.model().session.is_some() || app.context() == Context::Halt
}

/// Returns the words for the overlay if there is one, else for the screen.
fn in_words(app: &App, now: &Now) -> InWords {
    match app.overlay() {
        Some(Overlay::Dialog { dialog, .. }) => dialog_in_words(*dialog, app),
        Some(Overlay::Help(_)) => InWords::default(),
        None => app.screen().map(|screen| screen.in_words(app.model(), now)).unwrap_or_default(),
    }
}

fn dialog_in_words(dialog: DialogKind, app: &App) -> InWords {
    let title = dialog.title();
    let title = if title.ends_with('?') { title.to_owned() } else { format!("{title}.") };
    if dialog == DialogKind::Alarm {
        let choices = answers::of_dialog(dialog, app.model().session.as_ref()).into_iter();
        let choices = choices.filter(|choice| alarm::has_use(choice.action, app.model())).collect();
        return InWords { asks: alarm::asks(app.model()), choices, ..InWords::default() };
    }
    let asks = match dialog {
        // That the session is stopped, and what to do at once, is said by a cue.
        DialogKind::StopReason => "What is it?".to_owned(),
        _ => [title].into_iter().chain(dialog.body(app.model())).collect::<Vec<_>>().join(" "),
    };
    let choices = answers::of_dialog(dialog, app.model().session.as_ref());
    InWords { asks: vec![asks], choices, ..InWords::default() }
}

/// Returns `text` on one line for screen readers, braille displays and logs: without control characters, with words for
/// signs. Letters of any language stay.
///
/// ```
/// use supple::plain::legible;
///
/// assert_eq!(legible("3×25 s · left\u{1b}[31m – slowly"), "3 times 25 s, left, slowly");
/// assert_eq!(legible("5–8 breaths, Dehnübung"), "5 to 8 breaths, Dehnübung");
/// ```
pub fn legible(text: &str) -> String {
    let text = without_controls(text);
    let text = if text.is_ascii() && !text.contains('`') { text } else { in_letters(&text) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_letters(text: &str) -> String {
    let replaced = SIGNS.iter().fold(text.to_owned(), |text, (sign, word)| text.replace(sign, word));
    // Signs without a word of their own: boxes, blocks, dots, arrows and others.
    replaced.chars().filter(|c| !matches!(u32::from(*c), 0x2190..=0x2bff | 0xe000..=0xf8ff)).collect()
}

/// Replacements for characters that are signs rather than letters; the longest come first.
const SIGNS: &[(&str, &str)] = &[
    (" · ", ", "),
    ("·", ", "),
    (" → ", " to "),
    ("→", " to "),
    ("←", " back "),
    (" × ", " times "),
    ("×", " times "),
    (" – ", ", "),
    (" — ", ", "),
    ("–", " to "),
    ("—", ", "),
    ("‐", "-"),
    ("‑", "-"),
    ("−", "-"),
    ("…", "..."),
    ("‘", "'"),
    ("’", "'"),
    ("“", "\""),
    ("”", "\""),
    ("`", "'"),
    ("°", " degrees"),
    ("½", " one half"),
    ("¼", " one quarter"),
    ("¾", " three quarters"),
    ("≥", " at least "),
    ("≤", " at most "),
    ("±", " plus or minus "),
    ("✓", " done "),
    ("▸", ""),
    ("•", "-"),
];
