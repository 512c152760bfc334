//! The end of a session in words: one question after the other.

use super::{Field, Finish, NOTHING_DONE};
use crate::app::action::Action;
use crate::app::model::Model;
use crate::domain::advice::clinic;
use crate::domain::play::cue::Ending;
use crate::domain::play::session::Session;
use crate::domain::play::speech::span_text;
use crate::domain::record::done::was_done;
use crate::domain::record::entry::StepOutcome;
use crate::domain::time::Now;
use crate::screens::check_in::{QUESTION, SCALE, Step, answer, of_details};
use crate::screens::in_words::{Choice, InWords};

impl Finish {
    /// What it says and asks.
    pub fn in_words(&self, model: &Model, now: &Now) -> InWords {
        let Some(session) = &model.session else { return InWords::default() };
        let mut head = self.head_in_words(session);
        if self.tells_clinic_line(model, now) {
            // There is no home screen among lines.
            head.extend(model.clinic(now).map(|clinic| format!("{} {}", clinic.reason, clinic::LINE)));
        }
        if self.pain.step != Step::Score {
            return InWords { head, ..of_details(&self.pain) };
        }
        let always = if self.field == Field::Note { of_note() } else { Vec::new() };
        let next = || Choice::new(Action::NextField, &["next", "skip"], "the next question").by("enter");
        let (asks, answer, choices) = match self.field {
            Field::Pain => {
                let places = Choice::new(Action::Places, &["where"], "where it hurts, what it is like");
                let choices = vec![Choice::score("how much"), next(), places, safety()];
                (format!("{QUESTION} {SCALE}"), self.pain_in_words(session, model), choices)
            }
            Field::Effort => {
                let effort = self.effort.score.map(|effort| format!("Effort {effort}.")).unwrap_or_default();
                let asks = "How hard was it? 0 is no effort, 10 as hard as you can.".to_owned();
                (asks, effort, vec![Choice::score("how hard"), next()])
            }
            Field::Note => {
                let asks = "A note, in a line of your own words? An empty line, or next, is none.".to_owned();
                (asks, String::new(), Vec::new())
            }
        };
        InWords { head, asks: vec![asks], answer, choices, always, ..InWords::default() }
    }

    /// Returns true if the line about a clinic is said here: in lines, unless what to do after a stop comes first.
    pub fn tells_clinic_line(&self, model: &Model, now: &Now) -> bool {
        model.sinks.in_lines && !self.stopped && model.clinic(now).is_some()
    }

    /// After a stop what to do, else what was done.
    fn head_in_words(&self, session: &Session) -> Vec<String> {
        if self.stopped {
            // What was stopped for is told as a cue when it is said.
            return Vec::new();
        }
        let records = session.player.log().records(session.player.timeline());
        let done = records.iter().filter(|record| record.outcome == StepOutcome::Done).count();
        let how = if session.player.ending() == Some(&Ending::Completed) { "done" } else { "ended" };
        let (title, parts) = (&session.player.timeline().title, session.player.parts());
        if !records.iter().any(was_done) {
            return vec![format!("{title}, {how}. {NOTHING_DONE}.")];
        }
        vec![format!("{title}, {how}. {done} of {parts} parts, {} of work.", span_text(session.worked()))]
    }

    /// The pain after, and what the numbers say.
    fn pain_in_words(&self, session: &Session, model: &Model) -> String {
        let given = answer(&self.pain);
        if self.stopped || self.pain.value().is_none() {
            return given;
        }
        [given].into_iter().chain(self.sentences(session, model)).collect::<Vec<_>>().join(" ")
    }
}

/// The words that are no note.
fn of_note() -> Vec<Choice> {
    const NONE: &[&str] = &["next", "skip", "done", "none", "no", "quit", "end"];
    vec![
        Choice::new(Action::Confirm, NONE, "no note"),
        Choice::new(Action::PreviousField, &["back"], "the question before"),
        safety(),
    ]
}

fn safety() -> Choice {
    Choice::new(Action::Safety, &["safety"], "signs that need a professional")
}
