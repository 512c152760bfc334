//! The consequence of a yes to a question about safety, in large type, until the user has been seen by a professional.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};

use super::in_words::{Choice, InWords};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::{Go, Guided};
use crate::domain::advice::clearance::{Clearance, OpenAnswer};
use crate::domain::record::answer::RedFlagSeen;
use crate::domain::record::entry::{Body, Entry};
use crate::widgets::wrap::{put, put_centred, put_lines, saturated, wrap};

/// The longest line of text: short lines are read at a glance.
const MEASURE: u16 = 60;

/// State of the screen.
pub struct Halt {
    clearance: Clearance,
    /// The session or self-test that was to begin.
    then: Option<Guided>,
}

impl Halt {
    /// A screen with what `clearance` warns of; `then` can begin all the same unless it is locked.
    pub fn new(clearance: Clearance, then: Option<Guided>) -> Self {
        Self { clearance, then }
    }

    /// Returns true if a key begins the session or self-test all the same.
    pub fn lets_begin(&self) -> bool {
        self.waits().is_some()
    }

    /// Returns true if `action` has an effect now.
    pub fn has_use(&self, action: Action) -> bool {
        action != Action::TrainAnyway || self.waits().is_some()
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Seen => self.seen(cx),
            Action::TrainAnyway => {
                if let Some(guided) = self.waits() {
                    let read = self.clearance.answers().iter().map(|answer| answer.entry).collect();
                    cx.go(Go::Guide(guided.clone().despite(read)));
                }
            }
            Action::Back => cx.go(Go::Back),
            _ => {}
        }
    }

    /// Returns the screen in words.
    pub fn in_words(&self) -> InWords {
        let is_locked = self.clearance.is_locked();
        let title = if is_locked { "Get help now." } else { "Have this checked." };
        let mut head = vec![title.to_owned(), self.clearance.text().unwrap_or_default().to_owned()];
        for answer in self.clearance.answers() {
            head.push(answer_title(answer));
            head.extend(answer.texts().map(|question| format!("{question}.")));
        }
        if is_locked {
            head.push("No session begins until you say that you have been seen.".to_owned());
        }
        let seen = Choice::new(Action::Seen, &["seen"], "you have been seen by a professional");
        let train = Choice::new(Action::TrainAnyway, &["train"], "train all the same");
        let back = Choice::new(Action::Back, &["back", "quit"], "leave, without a session");
        let choices = [Some(back), Some(seen), self.waits().map(|_| train)];
        InWords { head, choices: choices.into_iter().flatten().collect(), ..InWords::default() }
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let (title, style, border) = if self.clearance.is_locked() {
            ("! Get help now", theme.red(), BorderType::Double)
        } else {
            ("! Have this checked", theme.warning(), BorderType::Plain)
        };
        let roomy = area.height >= 16;
        let frame = area.centered_horizontally(Constraint::Max(MEASURE + 6)).inner(Margin::new(0, u16::from(roomy)));
        if roomy {
            Block::bordered().border_type(border).border_style(style).render(frame, buf);
        }
        let inner = frame.inner(if roomy { Margin::new(3, 1) } else { Margin::new(1, 0) });
        let lines = self.lines(inner.width, roomy);
        let head = Constraint::Length(if roomy { 2 } else { 1 });
        let [title_row, body, below] =
            Layout::vertical([head, Constraint::Length(saturated(lines.len())), Constraint::Fill(1)]).areas(inner);
        render_title(title, style, roomy, title_row, buf);
        put_lines(buf, body, &lines, theme.strong());
        put_lines(buf, below, &self.notes(inner.width, roomy), theme.quiet());
    }

    /// The session or self-test that a key begins all the same.
    fn waits(&self) -> Option<&Guided> {
        self.then.as_ref().filter(|_| !self.clearance.is_locked())
    }

    /// Writes that the user has been seen: one entry for each answer shown.
    fn seen(&self, cx: &mut Cx<'_>) {
        let seen = self.clearance.answers().iter().map(|answer| {
            let id = cx.model.ids.next(cx.now);
            Entry::new(id, cx.now.wall, Body::RedFlagSeen(RedFlagSeen { target: answer.entry }))
        });
        let seen: Vec<Entry> = seen.collect();
        cx.write_all(seen);
        cx.notify_saving("", "noted that you have been seen");
        cx.go(Go::Back);
    }

    /// The text; where there is room, a paragraph for each sentence.
    fn lines(&self, width: u16, roomy: bool) -> Vec<String> {
        let text = self.clearance.text().unwrap_or_default();
        if !roomy {
            return wrap(text, width.into());
        }
        let mut lines = Vec::new();
        for sentence in text.split_inclusive(". ") {
            lines.extend(wrap(sentence.trim_end(), width.into()));
            lines.push(String::new());
        }
        lines
    }

    /// The hint about the keys, and the answers behind the warning.
    fn notes(&self, width: u16, roomy: bool) -> Vec<String> {
        let keys = if self.clearance.is_locked() {
            "No session begins until you say that you have been seen (S)."
        } else if self.then.is_some() {
            "T trains all the same; S says that you have been seen."
        } else {
            "S says that you have been seen."
        };
        let mut texts = vec![keys.to_owned()];
        for answer in self.clearance.answers().iter().filter(|_| roomy) {
            texts.push(answer_title(answer));
            texts.extend(answer.texts().map(|question| format!("· {question}")));
        }
        texts.iter().flat_map(|text| wrap(text, width.into())).collect()
    }
}

fn answer_title(answer: &OpenAnswer) -> String {
    format!("Your answer of {}:", answer.at.format("%A %-d %b, %H:%M"))
}

/// Draws the title; where there is room, in a bar as wide as the text.
fn render_title(title: &str, style: Style, roomy: bool, area: Rect, buf: &mut Buffer) {
    if roomy {
        let bar = Rect { height: 1, ..area };
        put(buf, bar, (0, 0), &" ".repeat(bar.width.into()), style);
        put_centred(buf, bar, 0, title, style);
    } else {
        put(buf, area, (0, 0), title, style);
    }
}
