//! The question about an unfinished session of an earlier run: resume it, write it down, or discard it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

use super::page::column;
use super::spoken::{InWords, SpokenChoice};
use crate::domain::session::run::Saved;
use crate::domain::session::speech::span_text;
use crate::domain::text::counted;
use crate::domain::time::Now;
use crate::domain::time::about_text;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Route};
use crate::widgets::wrap::{put, wrap};

/// State of the question.
pub struct Recover {
    saved: Box<Saved>,
}

impl Recover {
    /// The question about `saved`.
    pub fn new(saved: Box<Saved>) -> Self {
        Self { saved }
    }
}

impl Recover {
    /// `2 of 4 sets done`; of a timer, rounds.
    fn sets_done(&self) -> String {
        let timeline = &self.saved.timeline;
        let total = timeline.segments.iter().filter(|segment| segment.is_work()).count();
        let what = if timeline.timer.is_some() { "round" } else { "set" };
        format!("{} of {} done", self.saved.place.log.done_count(), counted(total, what))
    }

    /// `begun Monday 30 Nov, 05:05`.
    fn begun(&self) -> String {
        format!("started {}", self.saved.started.format("%A %-d %b, %H:%M"))
    }

    /// The name of the exercise at which the session was left.
    fn exercise(&self) -> &str {
        self.saved.timeline.move_at(self.saved.place.at).map_or("", |about| about.name.as_str())
    }
}

impl ScreenView for Recover {
    fn context(&self) -> Context {
        Context::Recover
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Resume => cx.go(Route::Resume(self.saved.clone())),
            Action::Log => {
                cx.notify_saving("", "saved as it is");
                cx.go(Route::Log(self.saved.clone()));
            }
            Action::Discard => cx.go(Route::Dialog(DialogKind::DiscardFound)),
            Action::Quit => cx.go(Route::Quit),
            _ => {}
        }
    }

    fn in_words(&self, _: &Model, _: &Now) -> InWords {
        let done = format!("{}, {} in.", self.sets_done(), span_text(self.saved.place.active));
        let begun = format!("{}, {}.", self.saved.timeline.title, self.begun());
        InWords {
            asks: vec![
                format!("You have an unfinished session. {begun}"),
                format!("{done} It stopped at: {}.", self.exercise()),
            ],
            choices: vec![
                SpokenChoice::new(Action::Resume, &["resume", "go on"], "resume, where you stopped, paused"),
                SpokenChoice::new(Action::Log, &["save", "log"], "save it as it is"),
                SpokenChoice::new(Action::Discard, &["discard", "throw away"], ""),
                SpokenChoice::new(Action::Quit, &["quit", "later"], "quit, and decide later"),
            ],
            ..InWords::default()
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let body = column(area).inner(Margin::new(2, u16::from(area.height > 10)));
        let width = usize::from(body.width);
        let texts = [
            ("You have an unfinished session".to_owned(), theme.title()),
            (String::new(), theme.text()),
            (self.saved.timeline.title.to_string(), theme.strong()),
            (self.begun(), theme.text()),
            (format!("{}, {} in", self.sets_done(), about_text(self.saved.place.active)), theme.text()),
            (format!("stopped at: {}", self.exercise()), theme.text()),
            (String::new(), theme.text()),
            ("enter resume · l save as is · d discard".to_owned(), theme.quiet()),
        ];
        let lines = texts.iter().flat_map(|(text, style)| {
            let mut lines = wrap(text, width);
            if lines.is_empty() {
                lines.push(String::new());
            }
            lines.into_iter().map(move |line| (line, *style))
        });
        for (y, (line, style)) in (0..body.height).zip(lines) {
            put(buf, body, (0, y), &line, style);
        }
        Moving::default()
    }
}
