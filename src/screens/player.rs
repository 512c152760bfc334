//! The running session: the number that counts, as large as possible, and quiet details around it.

pub mod alarm;
pub mod pain;
mod panels;
mod spoken;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::domain::content::words::Counting;
use crate::domain::journal::entry::Side;
use crate::domain::session::player::{Phase, Player, PlayerCommand, RepPart, shown_count};
use crate::domain::session::run::Session;
use crate::domain::session::timeline::{Direction, ExerciseSlot, Segment, SegmentKind};
use crate::domain::text::Text;
use crate::domain::time::{Instant, Now, clock_text};
use crate::screens::ScreenView;
use crate::screens::moving::{self, FRAME, FigureInstant, Moving};
use crate::screens::spoken::InWords;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Route};
use crate::theme::Theme;
use crate::widgets::breath::{BreathGuide, BreathHalf};
use crate::widgets::digits::BigText;
use crate::widgets::timeline_bar::{BarSpan, SpanKind, TimelineBar};
use crate::widgets::wrap::{columns, fit, put, put_centred, saturated, wrap};
use panels::{Panel, pause_text, seconds, side_text, work_number};

/// The least width for a panel beside the numbers.
const BESIDE: u16 = 70;

/// State of the screen: the open panel.
#[derive(Debug, Default)]
pub struct PlayerScreen {
    panel: Option<Panel>,
}

impl PlayerScreen {
    fn toggle(&mut self, panel: Panel) {
        self.panel = if self.panel == Some(panel) { None } else { Some(panel) };
    }

    /// The panel that is open; while getting ready, that with the instructions.
    fn shown_panel(&self, view: &SessionView<'_>, width: u16) -> Option<Panel> {
        let ready = view.player().phase() == Phase::Prepare && width >= BESIDE;
        self.panel.or_else(|| ready.then_some(Panel::HowTo))
    }
}

impl ScreenView for PlayerScreen {
    fn context(&self) -> Context {
        Context::Player
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::TogglePause => cx.command(PlayerCommand::TogglePause),
            Action::Next => cx.command(PlayerCommand::Next),
            Action::Previous => cx.command(PlayerCommand::Back),
            Action::More => cx.command(PlayerCommand::More),
            Action::Less => cx.command(PlayerCommand::Less),
            Action::Easier => pain::swap(Direction::Easier, cx),
            Action::Harder => pain::swap(Direction::Harder, cx),
            Action::Skip => cx.go(Route::Dialog(DialogKind::SkipReason)),
            // At once: why is asked when it has stopped.
            Action::Stop => cx.command(PlayerCommand::Stop(Text::from("not said"))),
            Action::HowTo => self.toggle(Panel::HowTo),
            Action::StepList => self.toggle(Panel::Steps),
            Action::Back if self.panel.is_some() => self.panel = None,
            Action::End | Action::Back => cx.go(Route::Dialog(DialogKind::Leave)),
            Action::Digit(digit) => pain::rate(digit, cx),
            Action::Number(number) => pain::rate_whole(number, cx),
            Action::UndoRating => pain::undo_rating(cx),
            Action::ToggleMute => {
                let on = cx.model.settings.muted;
                cx.model.settings.muted = !on;
                cx.notify(if on { "sound on" } else { "sound off" });
            }
            _ => {}
        }
    }

    fn in_words(&self, model: &Model, now: &Now) -> InWords {
        let Some(session) = &model.session else { return InWords::default() };
        SessionView { session, now: now.mono, model }.in_words(self.panel)
    }

    fn next_wakeup(&self, model: &Model, now: &Now) -> Option<Instant> {
        let session = model.session.as_ref()?;
        let view = SessionView { session, now: now.mono, model };
        let player = &session.player;
        let breath = breathes(player.segment()) && player.phase() == Phase::Work && !model.settings.reduced_motion;
        let figure = view.figure_frame().filter(|_| model.viewport.0 >= BESIDE);
        let frame = if breath { Some(FRAME) } else { figure };
        frame.map(|frame| now.mono + frame)
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let Some(session) = &model.session else { return Moving::default() };
        let view = SessionView { session, now: now.mono, model };
        let air = u16::from(area.height >= 16);
        // Where there is little room a long cue takes the row of what comes next.
        let long_cue = air == 0 && columns(&view.cue()) + 2 > usize::from(area.width);
        let cue_rows = 1 + air + u16::from(long_cue);
        let [head, _, stage, _, cue, next, _, bar] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Length(air),
            Constraint::Fill(1),
            Constraint::Length(air),
            Constraint::Length(cue_rows),
            Constraint::Length(u16::from(!long_cue)),
            Constraint::Length(air),
            Constraint::Length(1),
        ])
        .areas(area.inner(ratatui::layout::Margin::new(1, 0)));
        view.render_head(head, buf);
        view.render_next(next, buf);
        view.render_bar(bar, buf);
        match self.shown_panel(&view, area.width) {
            Some(panel) => view.render_stage_and_panel(panel, stage.union(cue), buf),
            None => {
                let [number, figure] = view.with_figure(stage);
                let breath = view.render_number(number, buf);
                view.render_figure(figure, buf);
                view.render_cue(cue, buf);
                Moving { figure, breath }
            }
        }
    }

    fn picture(&self, model: &Model, now: &Now) -> Option<FigureInstant> {
        let session = model.session.as_ref()?;
        let figure = SessionView { session, now: now.mono, model }.figure()?;
        Some(FigureInstant { frame: figure.followed(&session.player, now.mono), figure })
    }

    /// Draws figure and breath again.
    fn render_moving(&self, model: &Model, now: &Now, moving: Moving, buf: &mut Buffer) {
        let Some(session) = &model.session else { return };
        let view = SessionView { session, now: now.mono, model };
        view.render_figure(moving.figure.intersection(buf.area), buf);
        if let Some(guide) = view.breath_guide() {
            guide.render(moving.breath.intersection(buf.area), buf);
        }
    }
}

fn breathes(segment: &Segment) -> bool {
    match &segment.kind {
        SegmentKind::Breaths { .. } => true,
        SegmentKind::Reps(reps) => reps.on_breath,
        _ => false,
    }
}

/// The running session, now.
struct SessionView<'a> {
    session: &'a Session,
    now: Instant,
    model: &'a Model,
}

impl SessionView<'_> {
    fn player(&self) -> &Player {
        &self.session.player
    }

    fn theme(&self) -> &Theme {
        &self.model.theme
    }

    /// Draws two rows: the phase in a word with the exercise, and the part of it.
    fn render_head(&self, area: Rect, buf: &mut Buffer) {
        let (word, style) = self.phase_word();
        let room = area.width.saturating_sub(self.render_marks(area, buf) + 1);
        let x = put(buf, area, (0, 0), &format!("{word} "), style);
        let Some(about) = self.player().about() else { return };
        put(buf, area, (x + 1, 0), &fit(about.name.as_str(), room.saturating_sub(x + 1).into()), self.theme().title());
        let detail = self.detail(about);
        put(buf, area, (0, 1), &fit(&detail, area.width.into()), self.theme().text());
    }

    fn phase_word(&self) -> (&'static str, Style) {
        let theme = self.theme();
        match (self.player().phase(), &self.player().segment().kind) {
            (Phase::Prepare, _) => ("GET READY", theme.prepare()),
            (Phase::Switch, _) => ("SWITCH", theme.switch()),
            (Phase::Rest, _) => ("REST", theme.rest()),
            (Phase::Resuming, _) => ("RESUMING", theme.prepare()),
            (Phase::Waiting, _) => ("READY?", theme.prepare()),
            (Phase::Paused(_), _) => ("PAUSED", theme.paused()),
            (Phase::Done, _) => ("DONE", theme.done()),
            (Phase::Work, SegmentKind::Reps(reps)) if reps.rep.is_none() => ("YOUR PACE", theme.work()),
            (Phase::Work, SegmentKind::Reps(_)) => ("MOVE", theme.work()),
            (Phase::Work, SegmentKind::Breaths { .. }) => ("BREATHE", theme.work()),
            (Phase::Work, SegmentKind::Activity(_)) => ("GO", theme.work()),
            (Phase::Work, _) => ("HOLD", theme.work()),
        }
    }

    /// The part of the step: side, set and round, or else the dose.
    fn detail(&self, about: &ExerciseSlot) -> String {
        let segment = self.player().segment();
        let side = segment.side.or_else(|| self.player().rep(self.now)?.side);
        let mut parts: Vec<String> = side.map(|side| side_text(about, side)).into_iter().collect();
        if segment.sets > 1 {
            parts.push(format!("set {} of {}", segment.set, segment.sets));
        }
        if self.player().timeline().rounds > 1 {
            parts.push(format!("round {} of {}", segment.round, self.player().timeline().rounds));
        }
        if let Some(rep) = self.player().rep(self.now).filter(|_| breathes(segment)) {
            parts.push(format!("breath {} of {}", rep.number, rep.of));
        }
        if parts.is_empty() {
            parts.push(about.dose.to_string());
        }
        parts.join(" · ")
    }

    /// Draws the number that counts, seconds left or the rep, and returns the box of the breath, if there is one.
    fn render_number(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let (text, widest, below) = self.number();
        let guide = self.breath_guide().filter(|_| area.height >= 9);
        let words = wrap(&below, area.width.into());
        let rows_below = if guide.is_some() { 3 } else { saturated(words.len()) };
        let [number, under] = Layout::vertical([Constraint::Fill(1), Constraint::Length(rows_below)]).areas(area);
        BigText::new(&text, self.phase_word().1).sized_for(&widest).blocks(self.model.blocks).render(number, buf);
        match guide {
            Some(guide) => {
                guide.render(under, buf);
                under
            }
            None => {
                for (y, line) in (0..).zip(&words) {
                    put_centred(buf, under, y, line, self.theme().text());
                }
                Rect::ZERO
            }
        }
    }

    /// Returns the number, the widest number of this segment, and the words below it.
    fn number(&self) -> (String, String, String) {
        let player = self.player();
        let segment = player.segment();
        if let Phase::Resuming = player.phase() {
            let left = player.remaining(self.now).unwrap_or_default();
            return (seconds(left), "3".to_owned(), "get back into position".to_owned());
        }
        if let (SegmentKind::Reps(reps), None) = (&segment.kind, player.remaining(self.now)) {
            let (_, count, side) = shown_count(reps, 0);
            let each = if side.is_some() && reps.counting == Counting::PerSide { " each side" } else { "" };
            let below = format!("reps{each}, your pace; → when done");
            return (count.to_string(), count.to_string(), below);
        }
        if player.phase() == Phase::Waiting {
            let next = player.timeline().next_work(player.at()).map(|(_, next)| work_number(next)).unwrap_or_default();
            return (next.clone(), next, "→ or space starts".to_owned());
        }
        let left = seconds(player.remaining(self.now).unwrap_or_default());
        let Some(rep) = player.rep(self.now) else {
            let widest = seconds(segment.length().unwrap_or_default());
            let below = match player.phase() {
                Phase::Paused(reason) => pause_text(reason),
                _ => String::new(),
            };
            return (left, widest, below);
        };
        let what = if breathes(segment) { "breath" } else { "rep" };
        let part = match (rep.part, breathes(segment)) {
            (RepPart::Out, true) => ", breathe in",
            (RepPart::Back, true) => ", breathe out",
            (RepPart::Hold, _) => ", hold",
            (_, false) => "",
        };
        let below = match player.phase() {
            Phase::Paused(reason) => pause_text(reason),
            _ => format!("{what} {} of {}{part}", rep.number, rep.of),
        };
        (rep.number.to_string(), rep.of.to_string(), below)
    }

    fn breath_guide(&self) -> Option<BreathGuide<'_>> {
        let player = self.player();
        if !breathes(player.segment()) || player.phase() != Phase::Work || self.model.settings.reduced_motion {
            return None;
        }
        let rep = player.rep(self.now)?;
        let breath = if rep.part == RepPart::Out { BreathHalf::In } else { BreathHalf::Out };
        let fraction = if rep.part == RepPart::Hold { 0.0 } else { rep.fraction };
        Some(BreathGuide { breath, fraction, blocks: self.model.blocks, theme: self.theme() })
    }

    /// Draws the form cue whose time it is.
    fn render_cue(&self, area: Rect, buf: &mut Buffer) {
        for (y, line) in wrap(&self.cue(), usize::from(area.width)).iter().enumerate().take(area.height.into()) {
            put_centred(buf, area, y as u16, line, self.theme().strong());
        }
    }

    fn cue(&self) -> String {
        let player = self.player();
        let Some(about) = player.about() else { return String::new() };
        match player.phase() {
            // The setup is worded for the left side.
            Phase::Prepare | Phase::Waiting | Phase::Rest => match player.segment().side {
                Some(Side::Right) => side_text(about, Side::Right),
                _ => self.setup_line(about),
            },
            Phase::Switch => player.segment().side.map(|side| side_text(about, side)).unwrap_or_default(),
            _ => self.form_cue(about),
        }
    }

    /// The step of the setup whose time it is: they are shown one after the other.
    fn setup_line(&self, about: &ExerciseSlot) -> String {
        let player = self.player();
        let length = player.segment().length().unwrap_or_default().as_secs_f64().max(1.0);
        let part = player.elapsed(self.now).as_secs_f64() / length;
        let at = (part * about.setup.len() as f64) as usize;
        about.setup.get(at.min(about.setup.len().saturating_sub(1))).map(ToString::to_string).unwrap_or_default()
    }

    fn form_cue(&self, about: &ExerciseSlot) -> String {
        let player = self.player();
        let whole = player.segment().length().unwrap_or(Duration::from_secs(32)).as_secs_f64().max(1.0);
        let part = player.elapsed(self.now).as_secs_f64() / whole;
        let shown = player.timeline().cues.shown(&about.cues, part);
        shown.map(|cue| cue.say.to_string()).unwrap_or_default()
    }

    /// Draws the name of the next part.
    fn render_next(&self, area: Rect, buf: &mut Buffer) {
        let player = self.player();
        let timeline = player.timeline();
        let after = timeline.segment(player.at() + 1).map(|next| {
            let name = timeline.moves.get(next.index).map(|about| about.name.as_str()).unwrap_or_default();
            let length = clock_text(next.planned());
            match &next.kind {
                SegmentKind::Rest(_) => format!("rest {length}"),
                SegmentKind::Switch(_) => format!("switch to {}", next.side.map_or("the other side", Side::as_str)),
                SegmentKind::Prepare(_) => name.to_owned(),
                _ => match next.side {
                    Some(side) => format!("{name}, {side}"),
                    None => name.to_owned(),
                },
            }
        });
        let text = after.map_or_else(|| "last one".to_owned(), |next| format!("next  {next}"));
        put(buf, area, (0, 0), &fit(&text, area.width.into()), self.theme().quiet());
    }

    fn render_bar(&self, area: Rect, buf: &mut Buffer) {
        let player = self.player();
        let spans: Vec<BarSpan> = (player.timeline().segments.iter().enumerate())
            .map(|(at, segment)| BarSpan {
                weight: u64::try_from(segment.planned().as_millis()).unwrap_or(u64::MAX),
                kind: if segment.is_work() { SpanKind::Work } else { SpanKind::Rest },
                done: at < player.at()
                    && (!segment.is_work() || player.log().get(at).is_some_and(|result| !result.is_skipped())),
            })
            .collect();
        let about = if player.timeline().is_estimate() { "~" } else { "" };
        let left = format!("{about}{} left", clock_text(player.time_left(self.now)));
        let blocks = self.model.blocks;
        TimelineBar { spans: &spans, position: player.progress(self.now), left: &left, blocks, theme: self.theme() }
            .render(area, buf);
    }

    /// Draws number and panel: side by side where there is room, else the panel below a row with the number.
    fn render_stage_and_panel(&self, panel: Panel, area: Rect, buf: &mut Buffer) -> Moving {
        if area.width >= BESIDE - 2 {
            let [number, _, beside] =
                Layout::horizontal([Constraint::Fill(4), Constraint::Length(3), Constraint::Fill(5)]).areas(area);
            let breath = self.render_number(number, buf);
            let [figure, panel_area] = match self.figure() {
                Some(_) if beside.height >= 2 * moving::LEAST.1 => {
                    Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(beside)
                }
                _ => [Rect::ZERO, beside],
            };
            self.render_figure(figure, buf);
            panels::render(panel, self.session, self.theme(), panel_area, buf);
            return Moving { figure, breath };
        }
        let [number, below] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let (text, _, words) = self.number();
        put(buf, number, (0, 0), &fit(&format!("{text}  {words}"), number.width.into()), self.phase_word().1);
        panels::render(panel, self.session, self.theme(), below, buf);
        Moving::default()
    }
}
