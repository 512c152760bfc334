//! The end of a timer: what was done, and the offer to save it. It is in the journal only if that is asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

use crate::domain::journal::entry::StepOutcome;
use crate::domain::session::cue::Ending;
use crate::domain::session::run::Session;
use crate::domain::session::speech::span_text;
use crate::domain::text::counted;
use crate::domain::time::{Now, clock_text};
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::spoken::{InWords, SpokenChoice};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::wrap::{fit, put, put_lines, wrap};

/// The state of the session, and the way to change it.
const NOT_SAVED: &str = "Not in your journal.";

/// State of the end of a timer.
pub struct TimerDone {
    /// The time at which it ended.
    at: Now,
}

impl TimerDone {
    /// The end, at `at`, of the timer in the model.
    pub fn new(at: Now) -> Self {
        Self { at }
    }

    /// Writes the session, as it was when it ended, and goes on to the usual questions.
    fn log(&self, cx: &mut Cx<'_>) {
        if let Some(session) = &cx.model.session {
            let entry = session.entry(&self.at);
            cx.write(entry);
            cx.notify_saving("", "saved");
            cx.go(Route::Finish);
        }
    }
}

impl ScreenView for TimerDone {
    fn context(&self) -> Context {
        Context::TimerDone
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Log => self.log(cx),
            Action::Confirm | Action::Back => {
                cx.model.session = None;
                cx.go(Route::Home);
            }
            _ => {}
        }
    }

    fn in_words(&self, model: &Model, _: &Now) -> InWords {
        let Some(session) = &model.session else { return InWords::default() };
        let head = vec![format!("{}. {}, {} of work.", title(session), rounds(session), span_text(session.worked()))];
        let choices = vec![
            SpokenChoice::new(Action::Log, &["log", "save"], "save it in your journal"),
            SpokenChoice::new(Action::Confirm, &["done", "next", "quit", "end"], "leave it out"),
            SpokenChoice::new(Action::Safety, &["safety"], "safety check"),
        ];
        InWords { head, asks: vec![NOT_SAVED.to_owned()], choices, ..InWords::default() }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let Some(session) = &model.session else { return Moving::default() };
        let theme = &model.theme;
        let body = area.inner(Margin::new(1, u16::from(area.height >= 14)));
        put(buf, body, (0, 0), &fit(&title(session), body.width.into()), theme.title());
        let line = format!("{} · {} of work", rounds(session), clock_text(session.worked()));
        put(buf, body, (0, 1), &fit(&line, body.width.into()), theme.text());
        let below = Rect { y: body.y + 3, height: body.height.saturating_sub(3), ..body };
        put_lines(buf, below, &wrap(&format!("{NOT_SAVED} l saves it there."), body.width.into()), theme.text());
        Moving::default()
    }
}

/// `Timer 8 × 40 s, done`
fn title(session: &Session) -> String {
    let how = if session.player.ending() == Some(&Ending::Completed) { "done" } else { "ended" };
    format!("{}, {how}", session.player.timeline().title)
}

/// `7 of 8 rounds`
fn rounds(session: &Session) -> String {
    let records = session.player.log().records(session.player.timeline());
    let done = records.iter().filter(|record| record.outcome == StepOutcome::Done).count();
    format!("{done} of {}", counted(session.player.parts(), "round"))
}
