//! The running session: the number that counts, as large as possible, and quiet details around it. Every part has its
//! box, which depends on the size of the screen alone: nothing moves but what has changed.

pub mod alarm;
mod number;
pub mod pain;
mod panels;
mod spoken;
pub mod stage;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::domain::journal::entry::Side;
use crate::domain::session::player::{Phase, Player, PlayerCommand};
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
use crate::widgets::timeline_bar::{BarSpan, SpanKind, TimelineBar};
use crate::widgets::wrap::{fit, put, put_centred, saturated, wrap};
use panels::{Panel, pause_reason, side_text};
use stage::SessionBoxes;

/// State of the screen: the open panel.
#[derive(Debug, Default)]
pub struct PlayerScreen {
    panel: Option<Panel>,
}

impl PlayerScreen {
    fn toggle(&mut self, panel: Panel) {
        self.panel = if self.panel == Some(panel) { None } else { Some(panel) };
    }
}

impl ScreenView for PlayerScreen {
    fn context(&self) -> Context {
        Context::Player
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        // A timer has no exercise to explain or to change.
        let is_about_exercise = matches!(action, Action::HowTo | Action::StepList | Action::Easier | Action::Harder);
        !(is_about_exercise && model.session.as_ref().is_some_and(|session| session.player.timeline().timer.is_some()))
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::HowTo | Action::StepList if !self.has_use(action, cx.model, cx.now) => {}
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
        let figure = view.figure_frame().filter(|_| self.panel.is_none() && view.has_room_for_figure());
        let frame = if breath { Some(FRAME) } else { figure };
        frame.map(|frame| now.mono + frame)
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let Some(session) = &model.session else { return Moving::default() };
        let view = SessionView { session, now: now.mono, model };
        let boxes = view.boxes(area);
        view.render_head(boxes.head, buf);
        view.render_text(boxes.text, buf);
        view.render_bar(boxes.bar, buf);
        let breath = view.render_number(&boxes, buf);
        let panel = self.panel.filter(|_| !boxes.pane.is_empty());
        if panel.is_none() || !boxes.letters.intersects(boxes.pane) {
            view.render_letters(boxes.letters, buf);
        }
        match panel {
            Some(panel) => {
                panels::render(panel, session, view.theme(), boxes.pane, buf);
                Moving { figure: Rect::ZERO, breath }
            }
            None => {
                // A figure does not stand over the letters.
                let figure = if boxes.letters.intersects(boxes.pane) { Rect::ZERO } else { boxes.pane };
                view.render_figure(figure, buf);
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

/// The word for a kind of work.
fn work_word(segment: &Segment) -> &'static str {
    match &segment.kind {
        SegmentKind::Reps(reps) if reps.rep.is_none() => "YOUR PACE",
        SegmentKind::Reps(_) => "MOVE",
        SegmentKind::Breaths { .. } => "BREATHE",
        SegmentKind::Activity(_) => "GO",
        _ => "HOLD",
    }
}

/// Returns the title of the terminal's window while a session runs: the phase, the number and the exercise.
pub fn window_title(model: &Model, now: &Now) -> Option<String> {
    let session = model.session.as_ref().filter(|session| !session.is_over())?;
    let view = SessionView { session, now: now.mono, model };
    let (word, _) = view.phase_word();
    let name = session.player.about().map(|about| format!(" · {}", about.name)).unwrap_or_default();
    Some(format!("{word} {}{name}", view.count().text))
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

    /// Returns true if no exercise is shown, but a timer.
    fn is_timer(&self) -> bool {
        self.player().timeline().timer.is_some()
    }

    fn boxes(&self, area: Rect) -> SessionBoxes {
        let (has_breath, blocks) = (self.has_breath(), self.model.blocks);
        if self.is_timer() {
            SessionBoxes::of_timer(area, self.widest(), blocks)
        } else {
            SessionBoxes::new(area, has_breath, blocks)
        }
    }

    /// Returns true before work, also while that is paused.
    fn is_getting_ready(&self) -> bool {
        matches!(self.player().segment().kind, SegmentKind::Prepare(_))
    }

    /// Returns true if the terminal has room for a figure.
    fn has_room_for_figure(&self) -> bool {
        let (width, height) = self.model.viewport;
        let body = Rect::new(0, 0, width, height.saturating_sub(2));
        let pane = self.boxes(body).pane;
        pane.width >= moving::LEAST.0 && pane.height >= moving::LEAST.1
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
        match self.player().phase() {
            Phase::Prepare => ("GET READY", theme.prepare()),
            Phase::Switch => ("SWITCH", theme.switch()),
            Phase::Rest => ("REST", theme.rest()),
            Phase::Resuming => ("RESUMING", theme.prepare()),
            Phase::Waiting => ("READY?", theme.prepare()),
            Phase::Paused(_) => ("PAUSED", theme.paused()),
            Phase::Done => ("DONE", theme.done()),
            Phase::Work => (work_word(self.player().segment()), theme.work()),
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

    /// Draws the form cue whose time it is, and in the last row what comes next. Where there are two rows, a long cue
    /// takes both.
    fn render_text(&self, area: Rect, buf: &mut Buffer) {
        let lines = wrap(&self.cue(), usize::from(area.width));
        let most = if area.height > 2 { area.height - 1 } else { area.height };
        for (y, line) in (0..most).zip(&lines) {
            put_centred(buf, area, y, line, self.theme().strong());
        }
        let last = area.height.saturating_sub(1);
        if saturated(lines.len()) <= last {
            self.render_next(Rect { y: area.y + last, height: 1, ..area }, buf);
        }
    }

    fn cue(&self) -> String {
        let player = self.player();
        let Some(about) = player.about() else { return String::new() };
        if let Phase::Paused(reason) = player.phase()
            && let Some(why) = pause_reason(reason)
        {
            return why;
        }
        match (player.phase(), &player.segment().kind) {
            // The setup is worded for the left side.
            (Phase::Waiting, _) | (_, SegmentKind::Prepare(_) | SegmentKind::Rest(_)) => match player.segment().side {
                Some(Side::Right) => side_text(about, Side::Right),
                _ => self.setup_line(about),
            },
            (_, SegmentKind::Switch(_)) => player.segment().side.map(|side| side_text(about, side)).unwrap_or_default(),
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
        // After getting ready comes what the head names already.
        let skipped = usize::from(self.is_getting_ready());
        let after = timeline.segment(player.at() + 1 + skipped).map(|next| {
            let name = timeline.moves.get(next.index).map(|about| about.name.as_str()).unwrap_or_default();
            let length = clock_text(next.planned());
            match &next.kind {
                SegmentKind::Rest(_) => format!("rest {length}"),
                SegmentKind::Switch(_) => format!("switch to {}", next.side.map_or("the other side", Side::as_str)),
                SegmentKind::Prepare(_) => name.to_owned(),
                _ if self.is_timer() => format!("round {} of {}", next.round, timeline.rounds),
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
}
