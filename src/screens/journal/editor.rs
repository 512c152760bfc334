//! An editor for one value: words, a number, a score, a day, a time, or one of several choices. The caller decides on
//! its use.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Margin, Rect};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::domain::journal::summary::day_text;
use crate::domain::since::Since;
use crate::domain::text::folded;
use crate::domain::time::calendar::day_after;
use crate::screens::edit;
use crate::state::action::Action;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row};
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{put, wrap};

/// The longest note, in graphemes; as after a session.
const LONGEST: usize = 280;
const WIDTH: u16 = 56;
/// The number of choices seen at once, where there is room.
const SEEN: u16 = 8;

/// The kind of value to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// Words.
    Text,
    /// A whole number up to this one; may be left empty if the flag is true.
    Number(u32, bool),
    /// A day; may be left empty if the flag is true.
    Day(bool),
    /// A time of day.
    Time,
    /// One of these, each with its label and its value.
    Choice(Vec<(String, String)>),
}

/// A value that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entered {
    /// Words.
    Text(String),
    /// A number, or none.
    Number(Option<u32>),
    /// A day, or none.
    Day(Option<NaiveDate>),
    /// A time of day.
    Time(NaiveTime),
    /// The value of the choice.
    Choice(String),
}

/// The result of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EditorStep {
    /// Editing goes on.
    On,
    /// A value was entered.
    Kept(Entered),
    /// The editor was left.
    Left,
}

/// A value being entered.
#[derive(Debug, Clone)]
pub(super) struct Editor {
    title: String,
    sort: Sort,
    text: TextInput,
    /// The place of the chosen one among the choices that fit the text.
    at: usize,
    /// True while the text is the old value, which the first typed character replaces.
    is_fresh: bool,
    today: NaiveDate,
    problem: Option<String>,
}

/// The place of an editor.
#[derive(Debug, Clone, Copy)]
pub(super) enum EditorAnchor {
    /// In the middle of this area.
    Middle(Rect),
    /// As wide as the form in this frame, below the row at this place.
    Form(Rect, u16),
}

impl EditorAnchor {
    /// The place below the line `at` of a form.
    pub(super) fn below(at: usize, form: Rect) -> Self {
        Self::Form(form, form.y.saturating_add(2).saturating_add(u16::try_from(at).unwrap_or(0)))
    }

    fn width(self) -> u16 {
        match self {
            Self::Middle(area) => WIDTH.min(area.width.saturating_sub(2)),
            Self::Form(form, _) => form.width,
        }
    }

    /// The frame of an editor with this height, inside `area`.
    fn frame(self, height: u16, area: Rect) -> Rect {
        let height = height.min(area.height);
        match self {
            Self::Middle(parent) => {
                let parent = Rect { y: area.y, height: area.height, ..parent };
                parent.centered(Constraint::Length(self.width()), Constraint::Length(height))
            }
            Self::Form(form, y) => Rect { y: y.min(area.bottom() - height), height, ..form },
        }
    }
}

impl Editor {
    /// An editor of this sort that begins with `value`.
    pub(super) fn new(title: &str, sort: Sort, value: &str, today: NaiveDate) -> Self {
        let is_choice = matches!(sort, Sort::Choice(_));
        let text = TextInput::with_limit(LONGEST).filled(if is_choice { "" } else { value });
        let is_fresh = !matches!(sort, Sort::Text);
        let mut editor = Self { title: title.to_owned(), sort, text, at: 0, is_fresh, today, problem: None };
        let at = editor.fitting().position(|(_, stands_for)| stands_for == value);
        editor.at = at.unwrap_or(0);
        editor
    }

    /// Notes the new date after midnight.
    pub(super) fn begin_day(&mut self, today: NaiveDate) {
        self.today = today;
    }

    /// Returns true if the value can be stepped up and down, as all but a text can.
    pub(super) fn has_steps(&self) -> bool {
        !matches!(self.sort, Sort::Text)
    }

    /// Returns true for one of several choices.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self.sort, Sort::Choice(_))
    }

    /// Returns the choice that is marked now; `None` in a field for text.
    pub(super) fn choice(&self) -> Option<Entered> {
        self.entered().ok().filter(|_| self.is_choice())
    }

    /// Puts pasted text into it.
    pub(super) fn paste(&mut self, text: &str) {
        self.begin_anew();
        self.text.insert_str(text);
        self.at = 0;
    }

    /// Shows the reason against the value.
    pub(super) fn refuse(&mut self, why: impl Into<String>) {
        self.problem = Some(why.into());
    }

    /// Handles an action.
    pub(super) fn update(&mut self, action: Action) -> EditorStep {
        self.problem = None;
        match action {
            Action::Back => return EditorStep::Left,
            Action::Confirm => return self.keep(),
            Action::Higher => self.turn(1, false),
            Action::Lower => self.turn(-1, false),
            Action::More => self.turn(1, true),
            Action::Less => self.turn(-1, true),
            action => {
                if matches!(action, Action::Insert(_)) {
                    self.begin_anew();
                }
                self.is_fresh = false;
                if edit(&mut self.text, action) {
                    self.at = 0;
                }
            }
        }
        EditorStep::On
    }

    /// Clears the old value before the first change.
    fn begin_anew(&mut self) {
        if std::mem::take(&mut self.is_fresh) {
            self.text.clear();
        }
    }

    fn keep(&mut self) -> EditorStep {
        match self.entered() {
            Ok(entered) => EditorStep::Kept(entered),
            Err(why) => {
                self.problem = Some(why);
                EditorStep::On
            }
        }
    }

    fn entered(&self) -> Result<Entered, String> {
        let raw = self.text.value().trim();
        Ok(match &self.sort {
            Sort::Text => Entered::Text(raw.to_owned()),
            Sort::Number(_, true) if raw.is_empty() => Entered::Number(None),
            Sort::Number(most, _) => {
                let number = raw.parse().ok().filter(|number| number <= most);
                Entered::Number(Some(number.ok_or_else(|| format!("expected a whole number from 0 to {most}"))?))
            }
            Sort::Day(true) if raw.is_empty() => Entered::Day(None),
            Sort::Day(_) => Entered::Day(Some(self.day()?)),
            Sort::Time => Entered::Time(self.time().ok_or("expected a time like 7:30")?),
            Sort::Choice(_) => {
                let chosen = self.fitting().nth(self.at).map(|(_, stands_for)| stands_for.clone());
                Entered::Choice(chosen.ok_or("no such name; backspace shows all")?)
            }
        })
    }

    fn day(&self) -> Result<NaiveDate, String> {
        self.text.value().trim().parse::<Since>()?.day(self.today)
    }

    /// `7:30`, `730`, `0730`, `7`.
    fn time(&self) -> Option<NaiveTime> {
        let raw = self.text.value().trim();
        let (hours, minutes) = match raw.split_once([':', '.']) {
            Some(both) => both,
            None if raw.len() > 2 => raw.split_at_checked(raw.len() - 2)?,
            None => (raw, "0"),
        };
        NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
    }

    /// The choices whose labels contain the typed words.
    fn fitting(&self) -> impl Iterator<Item = &(String, String)> {
        let all = if let Sort::Choice(all) = &self.sort { all.as_slice() } else { &[] };
        let words: Vec<String> = self.text.value().split_whitespace().map(|word| folded(word).into_owned()).collect();
        all.iter().filter(move |(name, _)| {
            let name = folded(name);
            words.iter().all(|word| name.contains(word.as_str()))
        })
    }

    /// Steps the value up or down, by a large step if `is_large`: a number more, a day later, the choice above.
    fn turn(&mut self, by: i32, is_large: bool) {
        let ahead = by > 0;
        match self.sort {
            Sort::Text => {}
            Sort::Number(most, _) => {
                let (now, by) = (self.text.value().trim().parse().ok(), if is_large { 10 } else { 1 });
                let next = match now {
                    None => 0,
                    Some(now) if ahead => u32::saturating_add(now, by).min(most),
                    Some(now) => u32::saturating_sub(now, by),
                };
                self.show(&next.to_string());
            }
            Sort::Day(_) => {
                let day = self.day().unwrap_or(self.today);
                let next = day_after(day, i64::from(by) * if is_large { 7 } else { 1 });
                self.show(&next.unwrap_or(day).to_string());
            }
            Sort::Time => {
                let time = self.time().unwrap_or_default();
                let by = TimeDelta::minutes(i64::from(by) * if is_large { 60 } else { 5 });
                let next = time.overflowing_add_signed(by).0;
                self.show(&format!("{:02}:{:02}", next.hour(), next.minute()));
            }
            Sort::Choice(_) => {
                let by = if is_large { usize::from(SEEN) } else { 1 };
                let last = self.fitting().count().saturating_sub(1);
                self.at = if ahead { self.at.saturating_sub(by) } else { (self.at + by).min(last) };
            }
        }
    }

    fn show(&mut self, text: &str) {
        self.text = TextInput::with_limit(LONGEST).filled(text);
        self.is_fresh = true;
    }

    /// The hint below the field: the problem, the meaning of the value, or the way to enter one.
    fn hint(&self) -> String {
        if let Some(problem) = &self.problem {
            return problem.clone();
        }
        match &self.sort {
            Sort::Text => String::new(),
            Sort::Number(most, true) => format!("0 to {most}, ↑ ↓; empty: no answer"),
            Sort::Number(most, false) => format!("0 to {most}, ↑ ↓"),
            Sort::Day(true) if self.text.is_empty() => "any day".to_owned(),
            Sort::Day(_) => self.day().map_or_else(|why| why, |day| format!("{} · ↑ ↓ by a day", day_text(day))),
            Sort::Time => "↑ ↓ by 5 minutes, page up and down by an hour".to_owned(),
            Sort::Choice(_) => String::new(),
        }
    }

    /// Draws it at its place in `area`.
    pub(super) fn render(&self, theme: &Theme, anchor: EditorAnchor, area: Rect, buf: &mut Buffer) {
        let width = anchor.width();
        let hint = wrap(&self.hint(), usize::from(width.saturating_sub(4)));
        let (names, is_choice) = (self.fitting().map(|(name, _)| name.as_str()), self.is_choice());
        let rows: Vec<Row<'_>> = names.map(|title| Row { title, detail: "" }).collect();
        let below = if is_choice { SEEN } else { u16::try_from(hint.len()).unwrap_or(1).max(1) };
        let frame = anchor.frame(below + 4, area);
        Clear.render(frame, buf);
        Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(theme.dialog_border())
            .title(format!(" {} ", self.title))
            .title_style(theme.title())
            .render(frame, buf);
        let inner = frame.inner(Margin::new(2, 1));
        let hint_text = if is_choice { "type to search" } else { "" };
        let line = Rect { height: 1, ..inner };
        let cursor = Some(self.text.cursor());
        TextField { value: self.text.value(), cursor, hint: hint_text, theme }.render(line, buf);
        let rest = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        if is_choice && self.problem.is_none() {
            PickList { rows: &rows, selected: Some(self.at), theme }.render(rest, buf);
            return;
        }
        let style = if self.problem.is_some() { theme.warning() } else { theme.quiet() };
        for (y, text) in (0..rest.height).zip(&hint) {
            put(buf, rest, (0, y), text, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn entered(sort: Sort, value: &str, actions: &[Action]) -> EditorStep {
        let mut editor = Editor::new("", sort, value, today());
        for action in actions {
            editor.update(*action);
        }
        editor.update(Action::Confirm)
    }

    fn typed(text: &str) -> Vec<Action> {
        text.chars().map(Action::Insert).collect()
    }

    #[test]
    fn days_are_typed_or_moved_by_keys() {
        let day = |raw: &str| EditorStep::Kept(Entered::Day(Some(raw.parse().unwrap())));
        assert_eq!(entered(Sort::Day(false), "2026-11-20", &[Action::Lower, Action::Less]), day("2026-11-12"));
        assert_eq!(entered(Sort::Day(false), "2026-11-20", &typed("4w")), day("2026-10-23"));
        assert_eq!(entered(Sort::Day(false), "2026-11-20", &typed("soon")), EditorStep::On, "refused, and said why");
        assert_eq!(entered(Sort::Day(true), "2026-11-20", &[Action::ClearText]), EditorStep::Kept(Entered::Day(None)));
    }

    #[test]
    fn a_day_outside_the_calendar_is_refused_with_an_example() {
        for raw in ["26-11-20", "0026-11-20", "12026-11-20", "1969-12-31", "2201-01-01", "999999d", "4000000000d"] {
            let mut editor = Editor::new("day", Sort::Day(false), "2026-11-20", today());
            for action in typed(raw) {
                editor.update(action);
            }
            assert_eq!(editor.update(Action::Confirm), EditorStep::On, "{raw}");
            assert!(editor.hint().contains("2026-11-20"), "{raw}: {}", editor.hint());
        }
        let day = |raw: &str| EditorStep::Kept(Entered::Day(Some(raw.parse().unwrap())));
        assert_eq!(entered(Sort::Day(false), "2200-12-31", &[Action::Higher]), day("2200-12-31"), "the last there is");
        assert_eq!(entered(Sort::Day(false), "1970-01-01", &[Action::Less]), day("1970-01-01"), "the first there is");
    }

    #[test]
    fn times_are_typed_or_moved_by_keys() {
        let time = |raw: &str| EditorStep::Kept(Entered::Time(raw.parse().unwrap()));
        for (raw, expected) in [("7", "07:00:00"), ("730", "07:30:00"), ("7:05", "07:05:00"), ("23.59", "23:59:00")] {
            assert_eq!(entered(Sort::Time, "12:00", &typed(raw)), time(expected), "{raw}");
        }
        assert_eq!(entered(Sort::Time, "23:58", &[Action::Higher]), time("00:03:00"));
        assert_eq!(entered(Sort::Time, "12:00", &[Action::Less, Action::Lower]), time("10:55:00"));
        for raw in ["24:00", "7:60", "x", "12345"] {
            assert_eq!(entered(Sort::Time, "12:00", &typed(raw)), EditorStep::On, "{raw}");
        }
    }

    #[test]
    fn zero_is_a_number_and_nothing_is_none() {
        let number = |number| EditorStep::Kept(Entered::Number(number));
        assert_eq!(entered(Sort::Number(10, true), "", &typed("0")), number(Some(0)));
        assert_eq!(entered(Sort::Number(10, true), "4", &[Action::DeleteBack]), number(None));
        assert_eq!(entered(Sort::Number(10, true), "4", &typed("11")), EditorStep::On);
        assert_eq!(entered(Sort::Number(10, false), "", &[]), EditorStep::On);
    }

    #[test]
    fn a_choice_is_found_by_what_it_is_called() {
        let all = || {
            Sort::Choice([("Bird Dog", "bird-dog"), ("Dead Bug", "dead-bug")].map(|(a, b)| (a.into(), b.into())).into())
        };
        let choice = |id: &str| EditorStep::Kept(Entered::Choice(id.to_owned()));
        assert_eq!(entered(all(), "dead-bug", &[]), choice("dead-bug"), "what it was is chosen");
        assert_eq!(entered(all(), "", &typed("bug")), choice("dead-bug"));
        assert_eq!(entered(all(), "", &[Action::Lower, Action::Lower]), choice("dead-bug"));
        assert_eq!(entered(all(), "", &typed("squat")), EditorStep::On);
    }
}
