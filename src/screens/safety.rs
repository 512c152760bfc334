//! The questions about safety: first the signs of an emergency, then those worth having checked soon. Nothing is
//! counted, and no answer is an all-clear.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::in_words::{Already, Choice, InWords};
use super::input::moved;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::{Go, Guided};
use crate::domain::advice::safety::{ALL_NO, Question, Urgency};
use crate::domain::advice::trigger::Trigger;
use crate::domain::record::answer::Safety;
use crate::domain::record::entry::{Body, Entry};
use crate::theme::Theme;
use crate::widgets::checks::{Check, Checks};
use crate::widgets::wrap::{put, put_lines, saturated, wrap};

/// The greatest width of text: longer lines are hard to read.
const MEASURE: u16 = 84;

const YES: &[&str] = &["go on", "yes", "done"];
const NO: &[&str] = &["no", "n"];

/// State of the questions.
pub struct SafetyScreen {
    why: Trigger,
    /// The session or self-test that waits for the answers.
    then: Option<Guided>,
    page: Page,
    at: usize,
    yes: Vec<Question>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Asked(Urgency),
    AllNo,
}

impl SafetyScreen {
    /// The questions, asked for this reason; `then` begins after them.
    pub fn new(why: Trigger, then: Option<Guided>) -> Self {
        Self { why, then, page: Page::Asked(Urgency::Emergency), at: 0, yes: Vec::new() }
    }

    /// Returns true if `action` has an effect now: "no to all" while nothing is marked, "go on" once something is.
    pub fn has_use(&self, action: Action) -> bool {
        let is_marked = !self.yes.is_empty();
        match (self.page, action) {
            (Page::Asked(_), Action::NoToAll) => !is_marked,
            (Page::Asked(_), Action::Confirm) => is_marked,
            (Page::Asked(_), _) => true,
            (Page::AllNo, action) => matches!(action, Action::Confirm | Action::Help),
        }
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match (self.page, action) {
            (Page::AllNo, Action::Confirm | Action::NoToAll) => self.go_on(cx),
            (Page::AllNo, Action::Back) | (_, Action::Back) => cx.go(Go::Back),
            (Page::AllNo, _) => {}
            (Page::Asked(urgency), Action::NoToAll) if self.yes.is_empty() => self.answered(urgency, cx),
            (Page::Asked(_), Action::NoToAll) => cx.notify("something is marked; enter goes on with it"),
            (Page::Asked(urgency), Action::Confirm) if !self.yes.is_empty() => self.answered(urgency, cx),
            (Page::Asked(_), Action::Confirm) => cx.notify("n says no to all of these"),
            (Page::Asked(_), Action::Toggle) => self.toggle(self.at),
            (Page::Asked(_), Action::Digit(digit)) => self.toggle(usize::from(digit).wrapping_sub(1)),
            (Page::Asked(_), action) => self.at = moved(self.at, self.questions().len(), action).unwrap_or(self.at),
        }
    }

    /// Returns the screen in words.
    pub fn in_words(&self) -> InWords {
        let Page::Asked(urgency) = self.page else {
            let next = if self.then.is_some() { "the session begins" } else { "back" };
            let choices = vec![Choice::new(Action::Confirm, &["go on"], next)];
            return InWords { head: vec![ALL_NO.to_owned()], choices, ..InWords::default() };
        };
        let page = if urgency == Urgency::Emergency { "1 of 2" } else { "2 of 2" };
        let asked = (1..).zip(self.questions()).map(|(number, question)| format!("{number}: {}.", question.text()));
        let marked = (1..).zip(self.questions()).filter(|(_, question)| self.yes.contains(question));
        let marked: Vec<String> = marked.map(|(number, _): (u8, _)| number.to_string()).collect();
        let already = if self.yes.is_empty() {
            Already { words: YES, says: "Say which number, or no." }
        } else {
            Already { words: NO, says: "Something is marked. Say go on, or its number again to take it back." }
        };
        InWords {
            head: vec![self.why.text()],
            asks: [format!("Page {page}. Is any of this so?")].into_iter().chain(asked).collect(),
            answer: if marked.is_empty() { String::new() } else { format!("Yes to {}.", marked.join(", ")) },
            choices: vec![
                Choice::new(Action::Digit(0), &["its number"], "yes to that one, or not"),
                Choice::new(Action::NoToAll, NO, "no to all of these"),
                Choice::new(Action::Confirm, YES, "with what is marked"),
                Choice::new(Action::Back, &["back", "quit"], "leave the questions"),
            ],
            already: vec![already],
            ..InWords::default()
        }
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let body = area.inner(Margin::new(1, u16::from(area.height >= 16)));
        let body = Rect { width: body.width.min(MEASURE), ..body };
        match self.page {
            Page::Asked(urgency) => self.render_page(urgency, &model.theme, body, buf),
            Page::AllNo => self.render_all_no(&model.theme, body, buf),
        }
    }

    fn questions(&self) -> Vec<Question> {
        match self.page {
            Page::Asked(urgency) => Question::of(urgency).collect(),
            Page::AllNo => Vec::new(),
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
            (self.page, self.at) = (Page::Asked(Urgency::Urgent), 0);
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
            self.page = Page::AllNo;
            return;
        }
        let clearance = cx.model.answers.so_far(cx.now.wall);
        cx.go(Go::Halt(clearance, self.then.take()));
    }

    fn go_on(&mut self, cx: &mut Cx<'_>) {
        match self.then.take() {
            Some(guided) => cx.go(Go::Guide(guided)),
            None => cx.go(Go::Back),
        }
    }

    fn render_page(&self, urgency: Urgency, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let is_first = urgency == Urgency::Emergency;
        let why = if is_first { self.why.text() } else { String::new() };
        let why = wrap(&why, area.width.into());
        let page = if is_first { "1 of 2" } else { "2 of 2" };
        let ask =
            wrap(&format!("{page} · Is any of this so? Its number says yes, n says no to all."), area.width.into());
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
        let checks: Vec<Check<'_>> = questions
            .iter()
            .map(|question| Check { text: question.text(), is_yes: self.yes.contains(question) })
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
