//! Drawing of a self-test: the page with a figure that shows the movement, the seconds in large digits, the pictures of
//! passing and failing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::timer::{Timer, TimerPhase};
use super::{SelfTestScreen, Stage};
use crate::domain::content::self_test::Measure;
use crate::domain::figure::Figure;
use crate::domain::figure::follow::FigureFrame;
use crate::domain::journal::self_report::Verdict;
use crate::domain::time::{Instant, Now};
use crate::screens::ScreenView;
use crate::screens::moving::{self, Moving};
use crate::screens::page::{Content, column};
use crate::screens::panes;
use crate::state::keymap;
use crate::state::model::Model;
use crate::widgets::dialog::{Dialog, DialogChoice};
use crate::widgets::digits::BigText;
use crate::widgets::wrap::{fit, put, put_centred, wrap};

/// The least width for a figure beside the text.
const WITH_FIGURE: u16 = 76;

/// The least height for a figure.
const ROWS_WITH_FIGURE: u16 = 14;

impl SelfTestScreen {
    /// The width of the text in this terminal.
    pub(super) fn text_width(&self, model: &Model) -> u16 {
        let (width, height) = model.viewport;
        self.columns(width, height.saturating_sub(2)).1
    }

    /// Splits a page of this width and height into columns of the figure at the right, and columns of the text.
    fn columns(&self, width: u16, height: u16) -> (u16, u16) {
        let all = width.saturating_sub(2);
        let beside = matches!(self.stage, Stage::Setup | Stage::Result) && self.figure.is_some();
        if !beside || !has_figure(width, height) {
            return (0, all);
        }
        let figure = (width / 3).clamp(24, 44);
        (figure, all.saturating_sub(figure + 2))
    }

    /// The state of the figure: the movement, or the result.
    pub(super) fn shown(&self, model: &Model, now: &Now) -> Option<FigureFrame> {
        let (figure, side) = (self.figure.as_ref()?, self.side());
        let secs = now.mono.since_start().as_secs_f64();
        match self.stage {
            Stage::Setup if model.settings.reduced_motion => Some(figure.kept(0.0, side)),
            Stage::Setup => Some(figure.rehearsed(secs, side)),
            Stage::Timer(timer) if timer.phase() == TimerPhase::Run && !model.settings.reduced_motion => {
                Some(figure.kept(timer.elapsed(now.mono).as_secs_f64(), side))
            }
            Stage::Timer(_) => Some(figure.kept(0.0, side)),
            Stage::Answer(_) => None,
            Stage::Result => {
                let last = self.given.last()?;
                let pose = self.found().and_then(|picture| picture.pose.as_ref());
                pose.and_then(|name| figure.posed(name.as_str()))
                    .or_else(|| figure.verdict(last.tried.verdict?, last.tried.side))
            }
        }
    }

    /// The text beside the title: the side.
    fn aside(&self) -> String {
        match (self.side(), self.turns().len()) {
            (Some(side), many) if many > 1 => format!("{side}, {} of {many}", self.turn + 1),
            _ => "self-test".to_owned(),
        }
    }

    pub(super) fn render_page(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let (figure_width, width) = self.columns(area.width, area.height);
        let content = self.page(model, Content::new(&model.theme, width));
        if figure_width == 0 {
            self.reader.render(self.exercise.name.as_str(), &self.aside(), &content, area, buf);
            return Moving::default();
        }
        let [text, beside] = panes::page_with(figure_width + 2, area);
        self.reader.render(self.exercise.name.as_str(), &self.aside(), &content, text, buf);
        let height = area.height.saturating_sub(3);
        let place = Rect { x: beside.x + 1, y: area.y + 2, width: figure_width, height };
        let place = self.figure.as_ref().map_or(place, |figure| fitted(figure, place));
        self.render_moving(model, now, Moving::figure(place), buf);
        if self.stage == Stage::Setup { Moving::figure(place) } else { Moving::default() }
    }

    // ---- the timer --------------------------------------------------------------------------

    pub(super) fn render_timer(&self, timer: Timer, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let air = u16::from(area.height >= 16);
        let rows = [
            Constraint::Length(2),
            Constraint::Length(air),
            Constraint::Fill(1),
            Constraint::Length(air),
            Constraint::Length(3),
        ];
        let [head, _, stage, _, below] = Layout::vertical(rows).areas(area.inner(Margin::new(1, 0)));
        let is_run = timer.phase() == TimerPhase::Run;
        let (word, style) = if is_run { ("GO", theme.work()) } else { ("GET READY", theme.prepare()) };
        let x = put(buf, head, (0, 0), &format!("{word} "), style);
        let room = usize::from(head.width.saturating_sub(x + 1));
        put(buf, head, (x + 1, 0), &fit(self.exercise.name.as_str(), room), theme.title());
        put(buf, head, (0, 1), &fit(&self.side_text(), head.width.into()), theme.text());
        let [number, figure] = self.with_figure(stage, area);
        let (text, widest) = self.number(timer, now.mono);
        BigText::new(&text, style).sized_for(&widest).blocks(model.blocks).render(number, buf);
        self.render_moving(model, now, Moving::figure(figure), buf);
        let texts = [(self.cue(timer, model, now.mono), theme.strong()), (self.what_ends_it(timer), theme.quiet())];
        let lines = texts
            .iter()
            .flat_map(|(text, style)| wrap(text, below.width.into()).into_iter().map(move |line| (line, *style)));
        for (y, (line, style)) in (0..below.height).zip(lines) {
            put_centred(buf, below, y, &line, style);
        }
        Moving::figure(figure)
    }

    /// Splits the stage into the number, and the figure beside it if there is one.
    fn with_figure(&self, stage: Rect, area: Rect) -> [Rect; 2] {
        if self.figure.is_none() || !has_figure(area.width, area.height) {
            return [stage, Rect::ZERO];
        }
        let [number, _, figure] =
            Layout::horizontal([Constraint::Fill(4), Constraint::Length(3), Constraint::Fill(5)]).areas(stage);
        [number, figure]
    }

    /// Returns the number, and the widest number. A measured time is counted up, any other down.
    fn number(&self, timer: Timer, now: Instant) -> (String, String) {
        let measures = self.test().is_some_and(|test| test.result == Measure::Seconds);
        match timer.phase() {
            TimerPhase::Ready(length) => (timer.left(now).to_string(), length.as_secs().to_string()),
            TimerPhase::Run if measures => (timer.seconds(now).to_string(), timer.limit().as_secs().to_string()),
            TimerPhase::Run => (timer.left(now).to_string(), timer.limit().as_secs().to_string()),
        }
    }

    fn cue(&self, timer: Timer, model: &Model, now: Instant) -> String {
        let share = timer.share(now);
        if timer.phase() == TimerPhase::Run {
            let cue = model.settings.cues.shown(&self.exercise.cues, share);
            return cue.map(|cue| cue.say.to_string()).unwrap_or_default();
        }
        // The setup is worded for the left side.
        if self.turn > 0 {
            return self.side_text();
        }
        let setup = &self.exercise.setup;
        let at = (share * setup.len() as f64) as usize;
        setup.get(at.min(setup.len().saturating_sub(1))).map(ToString::to_string).unwrap_or_default()
    }

    fn what_ends_it(&self, timer: Timer) -> String {
        let test = self.test();
        match (timer.phase(), test.and_then(|test| test.ends_when.as_ref())) {
            (TimerPhase::Ready(_), _) => "space: I'm ready, start now".to_owned(),
            (TimerPhase::Run, Some(end)) => format!("space: when {end}"),
            (TimerPhase::Run, None) => "space: stop now".to_owned(),
        }
    }

    // ---- the answer -------------------------------------------------------------------------

    pub(super) fn render_answer(&self, typed: Option<u32>, model: &Model, area: Rect, buf: &mut Buffer) -> Moving {
        let content = self.page(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        let aside = self.side().map_or_else(|| "self-test".to_owned(), |_| self.side_text());
        self.reader.render(self.exercise.name.as_str(), &aside, &content, area, buf);
        // A title of one row or two, the text, a row of air.
        let top = (if area.height < 16 { 1 } else { 2 }) + content.height() + 1;
        let below = Rect { y: area.y.saturating_add(top), height: area.height.saturating_sub(top), ..area };
        let below = below.inner(Margin::new(1, 0));
        if self.test().is_some_and(|test| matches!(test.result, Measure::Seconds | Measure::Count)) {
            let text = typed.map_or("-".to_owned(), |number| number.to_string());
            let height = below.height.min(9);
            let big = BigText::new(&text, model.theme.work()).sized_for("88").blocks(model.blocks);
            big.render(column(Rect { height, ..below }), buf);
        } else {
            self.render_pictures(model, below, buf);
        }
        Moving::default()
    }

    /// Draws the pictures to choose from, side by side, each with its name and its key.
    fn render_pictures(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let pictures = self.pictures();
        let (Some(figure), Ok(count @ 1..)) = (&self.figure, u16::try_from(pictures.len())) else { return };
        let least = (moving::LEAST.0 * count, moving::LEAST.1 + 1);
        if area.width < least.0 || area.height < least.1 {
            return;
        }
        let columns = Layout::horizontal(vec![Constraint::Fill(1); pictures.len()]).spacing(1).split(area);
        for ((label, shown), column) in pictures.iter().zip(columns.iter()) {
            let [name, box_] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(*column);
            put_centred(buf, name, 0, &fit(label, name.width.into()), model.theme.quiet());
            moving::one(figure, shown, model, fitted(figure, box_), buf);
        }
    }

    fn pictures(&self) -> Vec<(String, FigureFrame)> {
        let (Some(figure), Some(test)) = (&self.figure, self.test()) else { return Vec::new() };
        if test.result == Measure::Kind {
            let kinds = (1..).zip(&test.kinds).filter_map(|(number, kind): (i32, _)| {
                Some((format!("{number} {}", kind.label), figure.posed(kind.pose.as_ref()?.as_str())?))
            });
            return kinds.collect();
        }
        let verdicts = [(Verdict::Pass, "p  passed"), (Verdict::Fail, "f  not passed")];
        let verdicts = verdicts
            .into_iter()
            .filter_map(|(verdict, label)| Some((label.to_owned(), figure.verdict(verdict, self.side())?)));
        verdicts.collect()
    }

    // ---- what has to be known before ----------------------------------------------------------

    pub(super) fn render_confirm(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let text = self.confirm_text().map(ToString::to_string).unwrap_or_default();
        let seen = self.found().map(|picture| format!("You chose: {}.", picture.label)).unwrap_or_default();
        let rows = keymap::own_rows(keymap::Context::SelfTestConfirm);
        let choices: Vec<DialogChoice<'_>> = rows.map(|row| DialogChoice { key: row.shown, label: row.help }).collect();
        Dialog { title: "Before you open it", body: &[&seen, &text], choices: &choices, theme: &model.theme }
            .render(area, buf);
    }
}

/// The upper part of `area`, as high as the figure is at that width: it stands on the last row of its box.
fn fitted(figure: &Figure, area: Rect) -> Rect {
    let (wide, high) = figure.bounds.size();
    let rows = (f64::from(area.width) * high / wide.max(0.1) / 2.0).ceil() as u16 + 1;
    Rect { height: rows.clamp(moving::LEAST.1, area.height.max(moving::LEAST.1)), ..area }
}

/// Returns true if a screen of that size has room for a figure beside the text.
pub(super) fn has_figure(width: u16, height: u16) -> bool {
    width >= WITH_FIGURE && height >= ROWS_WITH_FIGURE
}
