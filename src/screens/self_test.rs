//! A self-test: its instructions, its timer if it has one, the result on each side, and links from there.
//!
//! `timer` measures, `pages` writes the texts, `drawing` draws the screen.

mod pages;
mod timer;
mod view;

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use super::page::{Content, PageScroll};
use crate::domain::advice::clearance::Permit;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::ItemKind;
use crate::domain::content::self_test::{Measure, SelfTest as Test};
use crate::domain::content::words::Sides;
use crate::domain::figure::Figure;
use crate::domain::journal::entry::{Body, Entry, Side};
use crate::domain::journal::self_report::{SelfTestTry, Verdict};
use crate::domain::journal::self_test_history::said_whole;
use crate::domain::session::cue::{CueKind, Ending};
use crate::domain::text::Text;
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::screens::moving::{self, Moving};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use timer::{Ticked, Timer, TimerPhase};
use view::has_figure;

/// The seconds to get into position, if the exercise gives none. As in a session.
const READY_S: u32 = 10;

/// The largest number that can be typed.
const MOST: u32 = 999;

/// State of a self-test in progress.
pub struct SelfTestScreen {
    exercise: Arc<Exercise>,
    figure: Option<Arc<Figure>>,
    stage: Stage,
    /// The current turn, from 0; after the last one, their number.
    turn: usize,
    /// The results given and not taken back, in the order given.
    given: Vec<GivenResult>,
    reader: PageScroll,
    /// The target of a chosen link, until the user confirms it after a warning.
    asked: Option<Route>,
}

/// A result that is written to the journal.
struct GivenResult {
    id: Uuid,
    turn: usize,
    tried: SelfTestTry,
}

/// The stages of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The instructions.
    Setup,
    /// The timer runs.
    Timer(Timer),
    /// The question about the result; a number may be half typed.
    Answer(Option<u32>),
    /// The results of all turns.
    Result,
}

impl SelfTestScreen {
    /// The screen before the first turn of a self-test; `None` if `exercise` is none.
    pub fn new(_: Permit, exercise: Arc<Exercise>, model: &Model) -> Option<Self> {
        exercise.test.as_ref()?;
        let figure = model.catalog.figure_of(exercise.id.as_str());
        let (given, reader) = (Vec::new(), PageScroll::default());
        Some(Self { exercise, figure, stage: Stage::Setup, turn: 0, given, reader, asked: None })
    }

    /// Returns true while the timer measures, and not before.
    pub fn is_measuring(&self) -> bool {
        matches!(self.stage, Stage::Timer(timer) if timer.phase() == TimerPhase::Run)
    }

    // ---- from one stage to the next ---------------------------------------------------------

    fn test(&self) -> Option<&Test> {
        self.exercise.test.as_ref()
    }

    /// The turns: the sides one after the other, or one turn without a side.
    fn turns(&self) -> &'static [Option<Side>] {
        match self.exercise.sides {
            Sides::None => &[None],
            Sides::Each | Sides::Alternate => &[Some(Side::Left), Some(Side::Right)],
        }
    }

    /// The current side; `None` if there are no sides.
    fn side(&self) -> Option<Side> {
        self.turns().get(self.turn).copied().flatten()
    }

    fn turn_to(&mut self, stage: Stage) {
        (self.stage, self.reader) = (stage, PageScroll::default());
    }

    /// The same test from its beginning.
    fn anew(&self) -> Self {
        let (exercise, figure) = (Arc::clone(&self.exercise), self.figure.clone());
        let (stage, given, reader) = (Stage::Setup, Vec::new(), PageScroll::default());
        Self { exercise, figure, stage, turn: 0, given, reader, asked: None }
    }

    /// Goes on from the instructions to the timer, or to the question about the result.
    fn begin(&mut self, cx: &mut Cx<'_>) {
        let limit = self.test().and_then(|test| test.limit_s);
        let Some(limit) = limit else { return self.turn_to(Stage::Answer(None)) };
        let ready = Duration::from_secs(self.exercise.prepare_s.unwrap_or(READY_S).into());
        self.turn_to(Stage::Timer(Timer::new(ready, limit.span(), cx.now.mono)));
        let setup = self.exercise.setup.iter().map(|step| step.as_str().trim_end_matches('.'));
        let says: Vec<&str> = [self.exercise.name.as_str()].into_iter().chain(setup).collect();
        cx.present(CueKind::Prepare, says.join(". "));
    }

    fn on_timer(&mut self, action: Action, mut timer: Timer, cx: &mut Cx<'_>) {
        match (action, timer.phase()) {
            (Action::Confirm, TimerPhase::Ready(_)) => {
                timer.start(cx.now.mono);
                self.stage = Stage::Timer(timer);
                cx.present(CueKind::Start, "Go");
            }
            (Action::Confirm, TimerPhase::Run) => self.measured(timer.seconds(cx.now.mono), cx),
            (Action::Back, _) => {
                self.turn_to(Stage::Setup);
                cx.notify("stopped, nothing recorded");
            }
            _ => {}
        }
    }

    /// Ends the measurement when the whole time is over.
    fn run_out(&mut self, timer: Timer, cx: &mut Cx<'_>) {
        let is_last = self.turn + 1 >= self.turns().len();
        let asks = self.test().is_some_and(|test| test.result == Measure::Count);
        // What rings is heard with the eyes shut: a question once, the other side twice, the end three times.
        let (cue, says) = match (asks, is_last) {
            (true, _) => (CueKind::Waiting, "Time's up. How many?"),
            (false, false) => (CueKind::Switch, "Time's up. Other side next"),
            (false, true) => (CueKind::Done(Ending::Completed), "Time's up"),
        };
        cx.present(cue, says);
        self.measured(timer.seconds(cx.now.mono), cx);
    }

    /// Takes the measured time: as the result, or as the time in which something was counted.
    fn measured(&mut self, seconds: u32, cx: &mut Cx<'_>) {
        match self.test().map(|test| test.result) {
            Some(Measure::Seconds) => self.give_number(seconds, cx),
            _ => self.turn_to(Stage::Answer(None)),
        }
    }

    /// Handles an action in the question about the result; returns false if it is no answer.
    fn answer(&mut self, action: Action, typed: Option<u32>, cx: &mut Cx<'_>) -> bool {
        if !self.has_use(action, cx.model, cx.now) {
            return matches!(action, Action::Pass | Action::Fail | Action::Digit(_) | Action::Confirm | Action::Clear);
        }
        let is_kind = self.test().is_some_and(|test| test.result == Measure::Kind);
        match (action, typed) {
            (Action::Pass, _) => self.give(Some(Verdict::Pass), None, None, cx),
            (Action::Fail, _) => self.give(Some(Verdict::Fail), None, None, cx),
            (Action::Digit(digit), _) if is_kind => self.give_kind(digit, cx),
            (Action::Digit(digit), typed) => {
                let number = typed.unwrap_or(0) * 10 + u32::from(digit);
                self.stage = Stage::Answer(Some(number).filter(|number| *number <= MOST).or(typed));
            }
            (Action::Clear, _) => self.stage = Stage::Answer(None),
            (Action::Confirm, Some(number)) => self.give_number(number, cx),
            (Action::Confirm, None) => cx.notify("type the number first"),
            _ => return false,
        }
        true
    }

    // ---- results ------------------------------------------------------------------------------

    fn give_number(&mut self, number: u32, cx: &mut Cx<'_>) {
        let verdict = self.test().and_then(|test| test.verdict_of(number));
        self.give(verdict, Some(number), None, cx);
    }

    /// Gives the picture of this number as the result.
    fn give_kind(&mut self, number: u8, cx: &mut Cx<'_>) {
        let at = usize::from(number).checked_sub(1);
        let picture = at.and_then(|at| self.test()?.kinds.get(at));
        if let Some(word) = picture.map(|picture| Text::from(picture.id.as_str())) {
            self.give(None, None, Some(word), cx);
        }
    }

    /// Writes a result to the journal, and goes on.
    fn give(&mut self, verdict: Option<Verdict>, value: Option<u32>, finding: Option<Text>, cx: &mut Cx<'_>) {
        let tried = SelfTestTry { exercise: self.exercise.id.clone(), side: self.side(), verdict, value, finding };
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::SelfTest(tried.clone())));
        let side = tried.side.map(|side| format!("{side}: ")).unwrap_or_default();
        let result = format!("{side}{}", said_whole(&tried, Some(&self.exercise)));
        cx.notify_saving(result.clone(), format!("{result} · saved; u undo"));
        self.given.push(GivenResult { id, turn: self.turn, tried });
        self.next_turn(cx);
    }

    fn next_turn(&mut self, cx: &Cx<'_>) {
        self.turn += 1;
        if self.turn < self.turns().len() {
            return self.turn_to(Stage::Setup);
        }
        self.turn_to(Stage::Result);
        let theme = cx.model.theme;
        let content = self.page(cx.model, Content::new(&theme, self.text_width(cx.model)));
        self.reader.choose(0, &content, cx.model);
    }

    /// Takes the last result back, and asks for it again.
    fn take_back(&mut self, cx: &mut Cx<'_>) {
        let Some(last) = self.given.pop() else { return cx.notify("nothing to undo") };
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::Delete { target: last.id }));
        cx.notify_saving("", "undone");
        self.turn = last.turn;
        self.turn_to(Stage::Setup);
    }

    // ---- reading, and going on from there -------------------------------------------------------

    fn read(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.page(cx.model, Content::new(&theme, self.text_width(cx.model)));
        if self.stage != Stage::Result {
            self.reader.update(action, &content, cx);
            return;
        }
        let chosen = self.reader.chosen(&content, cx.model);
        self.reader.update_choices(action, &content, cx);
        let links = self.links();
        let link = chosen.and_then(|at| links.get(at)).filter(|_| action == Action::Open);
        // A guide is only to be read; everything else is something to do.
        if link.is_some_and(|link| link.kind != ItemKind::Guide) && self.confirm_text().is_some() {
            self.asked = cx.go.take();
        }
    }

    fn decide(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Confirm => cx.go = self.asked.take(),
            Action::Back => self.asked = None,
            _ => {}
        }
    }

    /// The warning before a link is opened.
    fn confirm_text(&self) -> Option<&Text> {
        self.test()?.confirm.as_ref()
    }
}

impl ScreenView for SelfTestScreen {
    fn context(&self) -> Context {
        match self.stage {
            _ if self.asked.is_some() => Context::SelfTestConfirm,
            Stage::Setup => Context::SelfTest,
            Stage::Timer(_) => Context::SelfTestTimer,
            Stage::Answer(_) => Context::SelfTestAnswer,
            Stage::Result => Context::SelfTestResult,
        }
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        let measure = self.test().map(|test| test.result);
        let is_number = matches!(measure, Some(Measure::Seconds | Measure::Count));
        let answers = matches!(self.stage, Stage::Answer(_));
        match action {
            Action::Pass | Action::Fail => measure == Some(Measure::Verdict),
            Action::Digit(_) if answers => measure != Some(Measure::Verdict),
            Action::Digit(_) => measure == Some(Measure::Seconds),
            Action::Confirm | Action::Clear if answers => is_number,
            Action::TakeBack => !self.given.is_empty(),
            Action::Open | Action::Up | Action::Down => self.stage != Stage::Result || !self.links().is_empty(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.asked.is_some() {
            return self.decide(action, cx);
        }
        match (action, self.stage) {
            (Action::TakeBack, _) => self.take_back(cx),
            (Action::HowTo, _) => cx.go(Route::To(ItemKind::Exercise, self.exercise.id.clone())),
            (Action::Skip, Stage::Setup | Stage::Answer(_)) => self.next_turn(cx),
            (action, Stage::Timer(timer)) => self.on_timer(action, timer, cx),
            (Action::Confirm, Stage::Setup) => self.begin(cx),
            (Action::Digit(digit), Stage::Setup) if self.has_use(action, cx.model, cx.now) => {
                self.turn_to(Stage::Answer(Some(digit.into())));
            }
            (Action::Back, Stage::Answer(_)) => self.turn_to(Stage::Setup),
            (action, Stage::Answer(typed)) if self.answer(action, typed, cx) => {}
            (Action::Start, Stage::Result) => *self = self.anew(),
            (action, _) => self.read(action, cx),
        }
    }

    fn next_change(&self) -> Option<Instant> {
        match &self.stage {
            Stage::Timer(timer) => Some(timer.next_change()),
            _ => None,
        }
    }

    fn handle_timeout(&mut self, cx: &mut Cx<'_>) {
        while let Stage::Timer(mut timer) = self.stage {
            let Some(ticked) = timer.poll(cx.now.mono) else { return };
            self.stage = Stage::Timer(timer);
            match ticked {
                None => {}
                Some(Ticked::Ready(left)) => cx.present(CueKind::Ready(left), left.to_string()),
                Some(Ticked::Started) => cx.present(CueKind::Start, "Go"),
                Some(Ticked::Half) => cx.present(CueKind::Half, "Halfway"),
                Some(Ticked::Over) => self.run_out(timer, cx),
                Some(Ticked::Gap) => {
                    self.turn_to(Stage::Setup);
                    cx.notify("there was a gap in the timing; nothing recorded, start again");
                }
            }
        }
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        let moves = matches!(self.stage, Stage::Setup | Stage::Timer(_)) && self.asked.is_none();
        let (width, height) = model.viewport;
        let figure = self.figure.as_ref().filter(|_| moves && has_figure(width, height.saturating_sub(2)))?;
        moving::next_frame(figure, model, now)
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let moving = match self.stage {
            Stage::Timer(timer) => self.render_timer(timer, model, now, area, buf),
            Stage::Answer(typed) => self.render_answer(typed, model, area, buf),
            Stage::Setup | Stage::Result => self.render_page(model, now, area, buf),
        };
        if self.asked.is_some() {
            self.render_confirm(model, area, buf);
            return Moving::default();
        }
        moving
    }

    fn render_moving(&self, model: &Model, now: &Now, moving: Moving, buf: &mut Buffer) {
        if let (Some(figure), Some(shown)) = (&self.figure, self.shown(model, now)) {
            moving::one(figure, &shown, model, moving.figure, buf);
        }
    }
}
