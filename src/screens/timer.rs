//! The form of a timer: work, rest and rounds, in digits as large as those of the session to come.
//!
//! ```text
//!  ▸ Work        Rest       Rounds
//!    0:40        0:20         8
//!
//!    8 × 40 s, rest 20 s · 7:40 in all
//! ```

mod done;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use crate::domain::session::speech::span_text;
use crate::domain::session::timer::{IntervalTimer, TimerNumber};
use crate::domain::time::{Now, clock_text};
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::spoken::{InWords, SpokenChoice, capital};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{Route, SessionStart};
use crate::widgets::digits::{BigText, GlyphScale, fit as scale};
use crate::widgets::wrap::{fit, put_centred};

pub use done::TimerDone;

/// The seconds that a key adds to work or rest.
const STEP_S: u32 = 5;

/// The most rows of digits: the form is set from nearby.
const MOST_ROWS: u16 = 5;

/// The least width for wide gaps between the numbers.
const ROOMY: u16 = 60;

/// The first length whose minutes take two digits, in seconds.
const LONG_S: u32 = 600;

/// State of the form.
pub struct TimerForm {
    timer: IntervalTimer,
    /// The index of the chosen number.
    at: usize,
    /// The digits typed for it, as a number; `None` before the first one, which replaces what was there.
    typed: Option<u32>,
}

impl TimerForm {
    /// The form with the numbers of `timer`.
    pub fn new(timer: IntervalTimer) -> Self {
        Self { timer, at: 0, typed: None }
    }

    fn which(&self) -> TimerNumber {
        TimerNumber::ALL.get(self.at).copied().unwrap_or(TimerNumber::Work)
    }

    /// Goes to another number, unless the chosen one is not allowed as it is typed.
    fn choose(&mut self, at: usize, cx: &mut Cx<'_>) {
        if let Some(which) = self.wrong() {
            return cx.notify(which.expected());
        }
        self.at = at.min(TimerNumber::ALL.len() - 1);
        self.typed = None;
    }

    /// The chosen number, if it is not allowed as it is typed.
    fn wrong(&self) -> Option<TimerNumber> {
        let which = self.which();
        self.typed.filter(|number| !which.range().contains(number)).map(|_| which)
    }

    /// Adds `digit` to what is typed; a number that would be too large stays as it is.
    fn type_digit(&mut self, digit: u8, cx: &mut Cx<'_>) {
        let which = self.which();
        let number = self.typed.unwrap_or(0) * 10 + u32::from(digit);
        if number > *which.range().end() {
            return cx.notify(which.expected());
        }
        self.set(Some(number));
    }

    /// Takes the last digit away.
    fn delete_digit(&mut self) {
        self.set(Some(self.typed.unwrap_or(self.timer.number(self.which())) / 10));
    }

    fn set(&mut self, typed: Option<u32>) {
        self.typed = typed;
        if let Some(number) = typed {
            self.timer = self.timer.with(self.which(), number);
        }
    }

    /// Goes to the next step up or down: lengths to whole steps.
    fn step(&mut self, up: bool) {
        let which = self.which();
        let step = if which == TimerNumber::Rounds { 1 } else { STEP_S };
        let before = self.timer.number(which);
        let after = if up { (before / step + 1) * step } else { before.saturating_sub(1) / step * step };
        self.timer = self.timer.with(which, after);
        self.typed = None;
    }

    fn start(&self, cx: &mut Cx<'_>) {
        if let Some(which) = self.wrong() {
            return cx.notify(which.expected());
        }
        cx.go(Route::Session(SessionStart::of_timer(self.timer, cx.model.default_options())));
    }

    /// The digits of a number; those that are being typed as they are.
    fn digits(&self, at: usize, which: TimerNumber) -> String {
        let typed = self.typed.filter(|_| at == self.at);
        which.digits(typed.unwrap_or(self.timer.number(which)))
    }

    /// The longest text of a number, of the same form.
    fn widest(&self, which: TimerNumber) -> &'static str {
        let [work, rest, rounds] = TimerNumber::ALL.map(|which| self.timer.number(which));
        match which {
            TimerNumber::Rounds if rounds < 10 => "8",
            TimerNumber::Rounds => "88",
            _ if work.max(rest) < LONG_S => "8:88",
            _ => "88:88",
        }
    }

    /// The rows of digits in `columns`: all three numbers have the same.
    fn rows(&self, columns: [Rect; 3], model: &Model) -> u16 {
        let mut least = MOST_ROWS;
        for (area, which) in columns.into_iter().zip(TimerNumber::ALL) {
            let digits = Rect { height: area.height.saturating_sub(1), ..area };
            let size = scale(self.widest(which), digits, model.blocks);
            least = least.min(size.map_or(1, GlyphScale::rows));
        }
        least
    }

    fn render_number(&self, at: usize, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(which) = TimerNumber::ALL.get(at).copied() else { return };
        let theme = &model.theme;
        let is_chosen = at == self.at;
        // A single round has nothing to rest from.
        let is_idle = which == TimerNumber::Rest && self.timer.number(TimerNumber::Rounds) == 1;
        let [label, digits] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let mark = if is_chosen { "▸ " } else { "" };
        let style = if is_chosen { theme.title() } else { theme.quiet() };
        put_centred(buf, label, 0, &fit(&format!("{mark}{}", name(which)), label.width.into()), style);
        let style = match which {
            _ if is_idle => theme.quiet(),
            TimerNumber::Work => theme.work(),
            TimerNumber::Rest => theme.rest(),
            TimerNumber::Rounds => theme.strong(),
        };
        let text = self.digits(at, which);
        BigText::new(&text, style).sized_for(self.widest(which)).blocks(model.blocks).render(digits, buf);
    }
}

impl ScreenView for TimerForm {
    fn context(&self) -> Context {
        Context::Timer
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Confirm => self.start(cx),
            Action::Back => cx.go(Route::Back),
            Action::NextField => self.choose(self.at + 1, cx),
            Action::PreviousField => self.choose(self.at.saturating_sub(1), cx),
            Action::Higher => self.step(true),
            Action::Lower => self.step(false),
            Action::Digit(digit) => self.type_digit(digit, cx),
            Action::DeleteBack => self.delete_digit(),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        match IntervalTimer::from_words(text) {
            Ok(timer) => *self = Self::new(timer.remembered(self.timer).with_log(self.timer.log())),
            Err(why) => cx.notify(why),
        }
    }

    fn in_words(&self, _: &Model, _: &Now) -> InWords {
        let all = span_text(self.timer.length());
        let choices = vec![
            SpokenChoice::new(Action::Digit(0), &["40 20 8"], "work, rest and rounds; or 2:00, one countdown"),
            SpokenChoice::new(Action::Confirm, &["start"], ""),
            SpokenChoice::new(Action::Back, &["back", "quit"], "leave"),
        ];
        let asks = match self.wrong() {
            Some(which) => vec![format!("{}.", capital(&which.expected()))],
            None => vec![format!("Timer, {}. {all} in all.", self.timer.text())],
        };
        InWords { asks, choices, ..InWords::default() }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let body = area.inner(Margin::new(1, u16::from(area.height >= 14)));
        let most = Rect { height: (1 + MOST_ROWS).min(body.height.saturating_sub(2)), ..body };
        let rows = 1 + self.rows(columns(most), model);
        let heights = [Constraint::Fill(1), Constraint::Length(rows), Constraint::Length(1), Constraint::Length(1)];
        let heights = heights.into_iter().chain([Constraint::Fill(2)]);
        let [_, numbers, _, all, _] = Layout::vertical(heights).areas(body);
        for (at, column) in columns(numbers).into_iter().enumerate() {
            self.render_number(at, model, column, buf);
        }
        let text = match self.wrong() {
            Some(which) => which.expected(),
            None => format!("{} · {} in all", self.timer.text(), clock_text(self.timer.length())),
        };
        put_centred(buf, all, 0, &fit(&text, all.width.into()), theme.text());
        Moving::default()
    }
}

/// The columns of the three numbers.
fn columns(area: Rect) -> [Rect; 3] {
    let gap = if area.width < ROOMY { 2 } else { 4 };
    Layout::horizontal([Constraint::Fill(5), Constraint::Fill(5), Constraint::Fill(3)]).spacing(gap).areas(area)
}

/// The label of a number.
const fn name(which: TimerNumber) -> &'static str {
    match which {
        TimerNumber::Work => "Work",
        TimerNumber::Rest => "Rest",
        TimerNumber::Rounds => "Rounds",
    }
}
