//! The program in virtual time, told in lines and answered by keys or words.

use supple::app::DEAF_TIME;
use supple::domain::time::Now;
use supple::plain::{AnswerMode, Plain};
use supple::state::action::Action;
use supple::state::event::{Event, Key};
use supple::state::keymap::{resolve, rows};

use crate::claims;
use crate::common::stage::{Opens, Setup, Stage, key};
use crate::{assert_plain, assert_unnumbered};

/// A [`Stage`] behind the plain front end.
pub(crate) struct Told {
    pub(crate) stage: Stage,
    plain: Plain,
    /// Everything that was told.
    pub(crate) lines: Vec<String>,
    cues: usize,
}

impl Told {
    pub(crate) fn new(setup: Setup, answers: AnswerMode) -> Self {
        Self::of(Stage::new(setup), 0, answers)
    }

    /// The program begins anew after an earlier run.
    pub(crate) fn again(stage: Stage, opens: Opens, answers: AnswerMode) -> Self {
        let before = stage.outside.signals().count();
        Self::of(stage.restart_at(opens), before, answers)
    }

    /// Told from here on, in a session that runs.
    pub(crate) fn of_running(stage: Stage, answers: AnswerMode) -> Self {
        let cues = stage.outside.signals().count();
        Self::of(stage, cues, answers)
    }

    fn of(stage: Stage, cues: usize, answers: AnswerMode) -> Self {
        let mut told = Self { stage, plain: Plain::new(answers), lines: Vec::new(), cues };
        told.goes_on();
        told
    }

    /// Presses keys, written as for [`Stage::keys`].
    #[track_caller]
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            // Somebody answers what was told: when keys are taken again.
            let now = self.stage.now();
            let is_deaf = resolve(self.stage.app.context(), key(word))
                .is_some_and(|action| self.stage.app.is_deaf_to(action, &now));
            let asked = if is_deaf { Now { mono: now.mono + DEAF_TIME, ..now } } else { now };
            match self.plain.key(key(word), &self.stage.app, &asked) {
                Ok(Event::Key(key)) => self.presses(key),
                Ok(event) => self.happens(event),
                Err(lines) => self.lines.extend(lines),
            }
        }
        self
    }

    /// Types a text, key by key.
    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.presses(Key::Char(c)));
        self
    }

    fn presses(&mut self, key: Key) {
        if !self.stage.app.is_over() {
            self.stage.press(key);
            self.goes_on();
        }
    }

    /// Says a line of words.
    #[track_caller]
    pub(crate) fn says(&mut self, line: &str) -> &mut Self {
        if self.stage.app.is_over() {
            return self;
        }
        match self.plain.line(line, &self.stage.app, &self.stage.now()) {
            Ok(events) => {
                let mut events = events.into_iter().peekable();
                while let Some(event) = events.next() {
                    // As the program has it: told once all of a description is taken in.
                    match events.peek() {
                        Some(Event::Said(Action::Place(_) | Action::PlaceOnly(_) | Action::Feel(_))) => {
                            self.stage.happens(event);
                        }
                        _ => self.happens(event),
                    }
                }
            }
            Err(lines) => self.lines.extend(lines),
        }
        self
    }

    /// The journal that is being read is read.
    pub(crate) fn journal_is_read(&mut self) -> &mut Self {
        self.stage.journal_is_read();
        self.goes_on();
        self
    }

    pub(crate) fn nobody_answers(&mut self) -> &mut Self {
        self.plain.ends_input();
        self.goes_on();
        self
    }

    fn happens(&mut self, event: Event) {
        if self.stage.app.is_over() {
            return;
        }
        self.stage.happens(event);
        self.goes_on();
    }

    /// Time passes, from wake-up to wake-up.
    pub(crate) fn advance(&mut self, secs: f64) -> &mut Self {
        let mut left = secs;
        while left > 0.0 && !self.stage.app.is_over() {
            let now = self.stage.now();
            let next = [self.stage.app.next_change(&now), self.plain.due()].into_iter().flatten().min();
            let step = next.map_or(left, |at| (at - now.mono).as_secs_f64()).min(left);
            self.stage.advance(step);
            left -= step.max(1e-6);
            self.goes_on();
        }
        self
    }

    /// Takes what is told, and lets happen what happens by itself.
    fn goes_on(&mut self) {
        for _ in 0..1_000 {
            self.tell();
            if self.stage.app.is_over() {
                return;
            }
            let now = self.stage.now();
            let Some(event) = self.plain.by_itself(&self.stage.app, &now) else { return };
            self.stage.happens(event);
        }
        panic!("it goes on for ever: {:#?}", self.lines);
    }

    fn tell(&mut self) {
        let now = self.stage.now();
        let cues: Vec<_> = self.stage.outside.signals().skip(self.cues).cloned().collect();
        self.cues += cues.len();
        for cue in cues {
            self.lines.extend(self.plain.before_cues(&self.stage.app, &now));
            self.lines.extend(self.plain.cue(&cue));
        }
        if !self.stage.app.is_over() {
            self.lines.extend(self.plain.changes(&self.stage.app, &now));
            self.assert_offers_are_understood();
        }
        for line in &self.lines {
            assert_plain(line);
            assert_eq!(claims::claimed(line).next(), None, "{line}");
        }
        assert_unnumbered(&self.lines);
    }

    /// Every word that is offered means something, and everything offered has a key.
    #[track_caller]
    fn assert_offers_are_understood(&self) {
        let (app, now) = (&self.stage.app, self.stage.now());
        let Some(screen) = app.screen().filter(|_| app.overlay().is_none() && !app.context().is_text()) else { return };
        let told = screen.in_words(app.model(), &now);
        for choice in told.choices.iter().chain(&told.always) {
            let is_same = |action| {
                let is_row = matches!((action, choice.action), (Action::PlaceRow(_), Action::PlaceRow(_)));
                let is_digit = matches!((action, choice.action), (Action::Digit(_), Action::Digit(_)));
                action == choice.action || is_row || is_digit
            };
            assert!(choice.key.is_some() || rows(app.context()).any(|row| is_same(row.action)), "no key: {choice:?}");
            for word in choice.words.iter().filter(|_| !matches!(choice.action, Action::Digit(_) | Action::PlaceRow(_)))
            {
                let is_known = match self.plain.line(word, app, &now) {
                    Ok(events) => !events.is_empty(),
                    Err(told) => told.iter().all(|told| !told.starts_with("Not known")),
                };
                assert!(is_known, "{word} is not understood: {choice:?}");
            }
        }
    }

    /// Whether it ended at a question that nobody answered.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.plain.unanswered().is_some()
    }

    /// What was told since `mark` lines were.
    pub(crate) fn since(&self, mark: usize) -> &[String] {
        &self.lines[mark..]
    }

    /// What is told where this is said.
    #[track_caller]
    pub(crate) fn answer_to(&mut self, line: &str) -> Vec<String> {
        let mark = self.lines.len();
        self.says(line);
        self.since(mark).to_vec()
    }

    #[track_caller]
    pub(crate) fn assert_told(&self, line: &str) {
        assert!(self.lines.iter().any(|told| told == line), "not told: {line}\n{:#?}", self.lines);
    }
}
