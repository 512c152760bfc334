//! The panels beside the number: instructions, list of steps, and the figure in step with the timer. Numbers, sides and
//! pauses in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::SessionView;
use crate::domain::figure::Figure;
use crate::domain::figure::follow::SETTLE_S;
use crate::domain::journal::entry::{Side, StepOutcome};
use crate::domain::session::cue::PauseReason;
use crate::domain::session::player::{Phase, shown_count};
use crate::domain::session::run::Session;
use crate::domain::session::timeline::{ExerciseSlot, Segment, SegmentKind};
use crate::domain::time::{about_text, clock_text, whole_secs_up};
use crate::screens::moving;
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put, wrap};

use std::sync::Arc;
use std::time::Duration;

/// The time between two frames of a figure that only breathes, and moves by a dot or two.
const BREATHING: Duration = Duration::from_millis(250);

/// A panel of the session's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    /// The instructions: who should take care, setup, cues, breathing, mistakes.
    HowTo,
    /// All steps, with the place in them.
    Steps,
}

enum StepState {
    Done,
    /// The step is over, and at least a part of it was not done.
    LeftOut,
    Ahead,
}

impl SessionView<'_> {
    /// The figure of the current exercise, or of the next one.
    pub(super) fn figure(&self) -> Option<Arc<Figure>> {
        self.model.catalog.figure_of(self.player().about()?.exercise.as_str())
    }

    /// Draws the figure, if there is one and room for it.
    pub(super) fn render_figure(&self, area: Rect, buf: &mut Buffer) {
        if let Some(figure) = self.figure().filter(|_| area.height >= moving::LEAST.1) {
            moving::draw(&figure, &figure.followed(self.player(), self.now), self.model, area, buf);
        }
    }

    /// The time until the next frame of the figure; `None` while it does not move.
    pub(super) fn figure_frame(&self) -> Option<Duration> {
        let runs = matches!(self.player().phase(), Phase::Work | Phase::Prepare | Phase::Switch);
        let figure = self.figure().filter(|figure| figure.moves())?;
        if !runs || self.model.settings.reduced_motion {
            return None;
        }
        let holds = matches!(self.player().segment().kind, SegmentKind::Hold(_)) && figure.cycle_s.is_none();
        let settled = holds && self.player().elapsed(self.now).as_secs_f64() > SETTLE_S;
        Some(if settled { BREATHING } else { moving::FRAME })
    }
}

pub(super) fn render(panel: Panel, session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    match panel {
        Panel::HowTo => render_how_to(session, theme, area, buf),
        Panel::Steps => render_steps(session, theme, area, buf),
    }
}

/// The instructions, each text a line.
pub(super) fn how_to(session: &Session) -> Vec<String> {
    let Some(about) = session.player.about() else { return Vec::new() };
    let right = session.player.segment().side == Some(Side::Right);
    let told = right.then(|| "Described for the left; now do the right.".to_owned());
    let careful = about.careful.first().map(|text| format!("Take care: {text}"));
    let setup = (1..).zip(&about.setup).map(|(at, step)| format!("Setup {at}: {step}"));
    let cues = about.cues.iter().map(|cue| cue.say.to_string());
    let feel = about.feel.as_ref().map(|feel| format!("You should feel: {feel}"));
    let breathing = (!about.breathing.is_empty()).then(|| format!("Breathing: {}", about.breathing));
    let mistakes = about.mistakes.iter().map(|mistake| format!("Mistake: {}. Instead: {}", mistake.seen, mistake.fix));
    let name = [format!("How to do {}:", about.name)];
    name.into_iter()
        .chain(careful)
        .chain(told)
        .chain(setup)
        .chain(cues)
        .chain(feel)
        .chain(breathing)
        .chain(mistakes)
        .collect()
}

/// The steps with their states, a line each.
pub(super) fn steps(session: &Session) -> Vec<String> {
    let timeline = session.player.timeline();
    let here = session.player.segment().index;
    let mut lines = Vec::new();
    for (number, index) in (1..).zip(played_steps(session)) {
        let Some(about) = timeline.moves.get(index) else { continue };
        let state = match step_state(session, index) {
            _ if index == here => ", now",
            StepState::Done => ", done",
            StepState::LeftOut => ", skipped",
            StepState::Ahead => "",
        };
        lines.push(format!("Step {number}: {}, {}{state}", about.name, about.dose));
    }
    lines
}

/// Seconds as long as two digits hold them, else minutes and seconds.
pub(super) fn seconds(span: Duration) -> String {
    if whole_secs_up(span) > 99 { clock_text(span) } else { whole_secs_up(span).to_string() }
}

/// The number that a part begins with: its reps or breaths, else its seconds.
pub(super) fn work_number(segment: &Segment) -> String {
    match &segment.kind {
        SegmentKind::Reps(reps) => shown_count(reps, 0).1.to_string(),
        SegmentKind::Breaths { count, .. } => count.to_string(),
        _ => seconds(segment.planned()),
    }
}

/// The name of a side for this exercise: `left side`, or its own name for it.
pub(super) fn side_text(about: &ExerciseSlot, side: Side) -> String {
    match &about.side_names {
        Some(_) => about.side_name(side).to_owned(),
        None => format!("{side} side"),
    }
}

/// The reason of a pause that the user did not ask for.
pub(super) fn pause_reason(reason: PauseReason) -> Option<String> {
    match reason {
        PauseReason::Asked => None,
        PauseReason::Restored => Some("Back where you stopped.".to_owned()),
        PauseReason::Gap(gap) => Some(format!("Paused after a gap of {}.", about_text(gap))),
    }
}

fn render_how_to(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(about) = session.player.about() else { return };
    let width = usize::from(area.width);
    let right = session.player.segment().side == Some(Side::Right);
    let told = right.then(|| item("", "described for the left; now the right", width, theme.accent()));
    let careful = about.careful.first().map(|text| item("! ", text.as_str(), width, theme.warning()));
    let setup = about
        .setup
        .iter()
        .enumerate()
        .map(|(at, step)| item(&format!("{} ", at + 1), step.as_str(), width, theme.text()));
    let cues = about.cues.iter().map(|cue| item("· ", cue.say.as_str(), width, theme.text()));
    let feel = about.feel.as_ref().map(|feel| item("= ", feel.as_str(), width, theme.text()));
    let breathing = item("~ ", about.breathing.as_str(), width, theme.quiet());
    let mistakes = about
        .mistakes
        .iter()
        .map(|mistake| item("- ", &format!("{}: {}", mistake.seen, mistake.fix), width, theme.quiet()));
    let gap = vec![(String::new(), theme.text())];
    let items = careful
        .into_iter()
        .chain(told)
        .chain(setup)
        .chain([gap])
        .chain(cues)
        .chain(feel)
        .chain([breathing])
        .chain(mistakes);
    let mut y = 0;
    for lines in items {
        // A text is shown whole or not at all, but for the first, which is what must not be missed.
        if y > 0 && y + lines.len() > usize::from(area.height) {
            break;
        }
        for (line, style) in lines {
            put(buf, area, (0, y as u16), &line, style);
            y += 1;
        }
    }
}

/// A text behind a mark, its further lines indented.
fn item(mark: &str, text: &str, width: usize, style: Style) -> Vec<(String, Style)> {
    let indent = columns(mark);
    let lines = wrap(text, width.saturating_sub(indent));
    let leads = std::iter::once(mark.to_owned()).chain(std::iter::repeat(" ".repeat(indent)));
    leads.zip(lines).map(|(lead, line)| (format!("{lead}{line}"), style)).collect()
}

fn render_steps(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let timeline = session.player.timeline();
    let here = session.player.segment().index;
    let steps = played_steps(session);
    let at = steps.iter().position(|index| *index == here).unwrap_or(0);
    let first = crate::widgets::list::first_shown(at, steps.len(), area.height.into());
    for (y, index) in (0..area.height).zip(steps.iter().skip(first)) {
        let Some(about) = timeline.moves.get(*index) else { continue };
        let (mark, style) = match step_state(session, *index) {
            _ if *index == here => ("▸ ", theme.strong()),
            StepState::Done => ("✓ ", theme.quiet()),
            StepState::LeftOut => ("– ", theme.quiet()),
            StepState::Ahead => ("  ", theme.text()),
        };
        let dose = about.dose.as_str();
        let name = format!("{mark}{}", about.name);
        let room = usize::from(area.width);
        put(buf, area, (0, y), &fit(&name, room), style);
        if columns(&name) + columns(dose) + 2 <= room {
            put(buf, area, ((room - columns(dose)) as u16, y), dose, theme.quiet());
        }
    }
}

/// The indices of the steps that are played; of a step that was swapped, that of its replacement.
fn played_steps(session: &Session) -> Vec<usize> {
    let timeline = session.player.timeline();
    let here = session.player.segment().index;
    let indices = 0..timeline.moves.len();
    indices.filter(|index| *index == here || timeline.segments.iter().any(|s| s.index == *index)).collect()
}

/// The state of the step whose segments have this index.
fn step_state(session: &Session, index: usize) -> StepState {
    let player = &session.player;
    let work = player.timeline().segments.iter().enumerate().filter(|(_, s)| s.is_work() && s.index == index);
    if work.clone().next_back().is_some_and(|(last, _)| last >= player.at()) {
        return StepState::Ahead;
    }
    let mut results = work.map(|(at, _)| player.log().get(at));
    let all_done = results.all(|result| result.is_some_and(|result| result.outcome == StepOutcome::Done));
    if all_done { StepState::Done } else { StepState::LeftOut }
}
