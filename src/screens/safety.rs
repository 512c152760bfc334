//! The questions about safety: first the signs of an emergency, then those worth having checked soon. Nothing is
//! counted, and no answer is an all-clear. Then the warning after a yes, in large type.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};

use super::moved;
use super::page::column;
use super::spoken::{Already, InWords, SpokenChoice};
use crate::domain::advice::clearance::{Clearance, OpenAnswer};
use crate::domain::advice::safety::{ALL_NO, Question, Urgency};
use crate::domain::advice::screening_trigger::Trigger;
use crate::domain::journal::entry::{Body, Entry};
use crate::domain::journal::self_report::{RedFlagSeen, Safety};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{Guided, Route};
use crate::theme::Theme;
use crate::widgets::checks::{ChecklistItem, Checks};
use crate::widgets::wrap::{put, put_centred, put_lines, saturated, wrap};

const YES: &[&str] = &["continue", "go on", "yes", "done"];

const NO: &[&str] = &["no", "n"];

/// The longest line of text: short lines are read at a glance.
const NOTICE_MEASURE: u16 = 60;

/// State of the questions.
pub struct SafetyScreen {
    why: Trigger,
    /// The session or self-test that waits for the answers.
    then: Option<Guided>,
    page: SafetyPage,
    at: usize,
    yes: Vec<Question>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SafetyPage {
    Asked(Urgency),
    AllNo,
}

impl SafetyScreen {
    /// The questions, asked for this reason; `then` begins after them.
    pub fn new(why: Trigger, then: Option<Guided>) -> Self {
        Self { why, then, page: SafetyPage::Asked(Urgency::Emergency), at: 0, yes: Vec::new() }
    }

    fn questions(&self) -> Vec<Question> {
        match self.page {
            SafetyPage::Asked(urgency) => Question::of(urgency).collect(),
            SafetyPage::AllNo => Vec::new(),
        }
    }

    fn toggle(&mut self, at: usize) {
        let Some(question) = self.questions().get(at).copied() else { return };
        self.at = at;
        if self.yes.contains(&question) {
            self.yes.retain(|yes| *yes != question);
        } else {
            self.yes.push(question);
        }
    }

    /// Takes the answers of a page: every question without a mark is a no.
    fn answered(&mut self, urgency: Urgency, cx: &mut Cx<'_>) {
        if urgency == Urgency::Emergency && self.yes.is_empty() {
            (self.page, self.at) = (SafetyPage::Asked(Urgency::Urgent), 0);
            return;
        }
        let mut asked: Vec<Question> = Question::of(Urgency::Emergency).collect();
        if urgency == Urgency::Urgent {
            asked.extend(Question::of(Urgency::Urgent));
        }
        let yes: Vec<Question> = asked.iter().copied().filter(|question| self.yes.contains(question)).collect();
        let is_all_no = yes.is_empty();
        let covers = Some(cx.model.answers.open_entries(cx.now.wall));
        let entry = cx.model.ids.next(cx.now);
        cx.write(Entry::new(entry, cx.now.wall, Body::Safety(Safety { covers, ..Safety::new(asked, yes) })));
        if is_all_no {
            self.page = SafetyPage::AllNo;
            return;
        }
        let clearance = cx.model.answers.so_far(cx.now.wall);
        cx.go(Route::Halt(clearance, self.then.take()));
    }

    fn go_on(&mut self, cx: &mut Cx<'_>) {
        match self.then.take() {
            Some(guided) => cx.go(Route::Guide(guided)),
            None => cx.go(Route::Back),
        }
    }

    fn render_page(&self, urgency: Urgency, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let is_first = urgency == Urgency::Emergency;
        let why = if is_first { self.why.text() } else { String::new() };
        let why = wrap(&why, area.width.into());
        let page = if is_first { "1 of 2" } else { "2 of 2" };
        let ask =
            wrap(&format!("{page} · Do any of these apply? Press its number for yes, n for none."), area.width.into());
        let gap = u16::from(area.height >= 16);
        let rows = [
            Constraint::Length(saturated(why.len())),
            Constraint::Length(saturated(ask.len())),
            Constraint::Length(gap),
            Constraint::Fill(1),
        ];
        let [head, asked, _, list] = Layout::vertical(rows).areas(area);
        put_lines(buf, head, &why, theme.title());
        put_lines(buf, asked, &ask, theme.strong());
        let questions = self.questions();
        let checks: Vec<ChecklistItem<'_>> = questions
            .iter()
            .map(|question| ChecklistItem { text: question.text(), is_yes: self.yes.contains(question) })
            .collect();
        Checks { checks: &checks, at: self.at, theme }.render(list, buf);
    }

    fn render_all_no(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let next = if self.then.is_some() { "enter starts the session" } else { "enter goes back" };
        let lines = wrap(ALL_NO, area.width.into());
        let after = saturated(lines.len()) + 1;
        put_lines(buf, area, &lines, theme.strong());
        put(buf, area, (0, after), next, theme.quiet());
    }
}

impl ScreenView for SafetyScreen {
    fn context(&self) -> Context {
        Context::Safety
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        let is_marked = !self.yes.is_empty();
        match (self.page, action) {
            (SafetyPage::Asked(_), Action::NoToAll) => !is_marked,
            (SafetyPage::Asked(_), Action::Confirm) => is_marked,
            (SafetyPage::Asked(_), _) => true,
            (SafetyPage::AllNo, action) => matches!(action, Action::Confirm | Action::Help),
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match (self.page, action) {
            (SafetyPage::AllNo, Action::Confirm | Action::NoToAll) => self.go_on(cx),
            (SafetyPage::AllNo, Action::Back) | (_, Action::Back) => cx.go(Route::Back),
            (SafetyPage::AllNo, _) => {}
            (SafetyPage::Asked(urgency), Action::NoToAll) if self.yes.is_empty() => self.answered(urgency, cx),
            (SafetyPage::Asked(_), Action::NoToAll) => cx.notify("you marked something; enter continues"),
            (SafetyPage::Asked(urgency), Action::Confirm) if !self.yes.is_empty() => self.answered(urgency, cx),
            (SafetyPage::Asked(_), Action::Confirm) => cx.notify("press n if none of them applies"),
            (SafetyPage::Asked(_), Action::Toggle) => self.toggle(self.at),
            (SafetyPage::Asked(_), Action::Digit(digit)) => self.toggle(usize::from(digit).wrapping_sub(1)),
            (SafetyPage::Asked(_), action) => {
                self.at = moved(self.at, self.questions().len(), action).unwrap_or(self.at);
            }
        }
    }

    fn in_words(&self, _: &Model, _: &Now) -> InWords {
        let SafetyPage::Asked(urgency) = self.page else {
            let next = if self.then.is_some() { "start the session" } else { "back" };
            let choices = vec![SpokenChoice::new(Action::Confirm, &["continue", "go on"], next)];
            return InWords { head: vec![ALL_NO.to_owned()], choices, ..InWords::default() };
        };
        let page = if urgency == Urgency::Emergency { "1 of 2" } else { "2 of 2" };
        let asked = (1..).zip(self.questions()).map(|(number, question)| format!("{number}: {}.", question.text()));
        let marked = (1..).zip(self.questions()).filter(|(_, question)| self.yes.contains(question));
        let marked: Vec<String> = marked.map(|(number, _): (u8, _)| number.to_string()).collect();
        let already = if self.yes.is_empty() {
            Already { words: YES, says: "Say its number for yes, or no for none." }
        } else {
            Already { words: NO, says: "You marked something. Say continue, or its number again to undo it." }
        };
        InWords {
            head: vec![self.why.text()],
            asks: [format!("Page {page}. Do any of these apply? Give its number for yes, or no for none.")]
                .into_iter()
                .chain(asked)
                .collect(),
            answer: if marked.is_empty() { String::new() } else { format!("Yes to {}.", marked.join(", ")) },
            choices: vec![
                SpokenChoice::new(Action::Digit(0), &["its number"], "yes to that question, or undo it"),
                SpokenChoice::new(Action::NoToAll, NO, "no to all of them"),
                SpokenChoice::new(Action::Confirm, YES, "continue with the marked answers"),
                SpokenChoice::new(Action::Back, &["back", "quit"], "leave the questions"),
            ],
            already: vec![already],
            ..InWords::default()
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let body = column(area).inner(Margin::new(1, u16::from(area.height >= 16)));
        match self.page {
            SafetyPage::Asked(urgency) => self.render_page(urgency, &model.theme, body, buf),
            SafetyPage::AllNo => self.render_all_no(&model.theme, body, buf),
        }
        Moving::default()
    }
}

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
        cx.notify_saving("", "saved: you have been seen");
        cx.go(Route::Back);
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
            "Sessions are on hold until you've been seen. S: I've been seen."
        } else if self.then.is_some() {
            "T: train anyway. S: I've been seen."
        } else {
            "S: I've been seen."
        };
        let mut texts = vec![keys.to_owned()];
        for answer in self.clearance.answers().iter().filter(|_| roomy) {
            texts.push(answer_title(answer));
            texts.extend(answer.texts().map(|question| format!("· {question}")));
        }
        texts.iter().flat_map(|text| wrap(text, width.into())).collect()
    }
}

impl ScreenView for Halt {
    fn context(&self) -> Context {
        Context::Halt
    }

    fn lets_begin(&self) -> bool {
        self.waits().is_some()
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        action != Action::TrainAnyway || self.waits().is_some()
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Seen => self.seen(cx),
            Action::TrainAnyway => {
                if let Some(guided) = self.waits() {
                    let read = self.clearance.answers().iter().map(|answer| answer.entry).collect();
                    cx.go(Route::Guide(guided.clone().despite(read)));
                }
            }
            Action::Back => cx.go(Route::Back),
            _ => {}
        }
    }

    fn in_words(&self, _: &Model, _: &Now) -> InWords {
        let is_locked = self.clearance.is_locked();
        let title = if is_locked { "Get help now." } else { "Have this checked." };
        let mut head = vec![title.to_owned(), self.clearance.text().unwrap_or_default().to_owned()];
        for answer in self.clearance.answers() {
            head.push(answer_title(answer));
            head.extend(answer.texts().map(|question| format!("{question}.")));
        }
        if is_locked {
            head.push("Sessions are on hold until you say that you've been seen.".to_owned());
        }
        let seen = SpokenChoice::new(Action::Seen, &["seen"], "I've been seen by a professional");
        let train = SpokenChoice::new(Action::TrainAnyway, &["train"], "train anyway");
        let back = SpokenChoice::new(Action::Back, &["back", "quit"], "back, no session");
        let choices = [Some(back), Some(seen), self.waits().map(|_| train)];
        InWords { head, choices: choices.into_iter().flatten().collect(), ..InWords::default() }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let (title, style, border) = if self.clearance.is_locked() {
            ("! Get help now", theme.red(), BorderType::Double)
        } else {
            ("! Have this checked", theme.warning(), BorderType::Plain)
        };
        let roomy = area.height >= 16;
        let frame =
            area.centered_horizontally(Constraint::Max(NOTICE_MEASURE + 6)).inner(Margin::new(0, u16::from(roomy)));
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
        Moving::default()
    }
}

fn answer_title(answer: &OpenAnswer) -> String {
    format!("Your answer on {}:", answer.at.format("%A %-d %b, %H:%M"))
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
