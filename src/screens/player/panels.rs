//! The panels beside the number: instructions, list of steps, and figure.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::play::session::Session;
use crate::domain::record::entry::{Side, StepOutcome};
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put, wrap};

/// A panel of the session's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    /// The instructions: who should take care, setup, cues, breathing, mistakes.
    HowTo,
    /// All steps, with the place in them.
    Steps,
}

pub(super) fn render(panel: Panel, session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    match panel {
        Panel::HowTo => render_how_to(session, theme, area, buf),
        Panel::Steps => render_steps(session, theme, area, buf),
    }
}

fn render_how_to(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(about) = session.player.about() else { return };
    let width = usize::from(area.width);
    let right = session.player.segment().side == Some(Side::Right);
    let told = right.then(|| item("", "told for the left; now the right", width, theme.accent()));
    let careful = about.careful.first().map(|text| item("! ", text.as_str(), width, theme.warning()));
    let setup = about
        .setup
        .iter()
        .enumerate()
        .map(|(at, step)| item(&format!("{} ", at + 1), step.as_str(), width, theme.text()));
    let cues = about.cues.iter().map(|cue| item("· ", cue.say.as_str(), width, theme.text()));
    let breathing = item("~ ", about.breathing.as_str(), width, theme.quiet());
    let mistakes = about
        .mistakes
        .iter()
        .map(|mistake| item("- ", &format!("{}: {}", mistake.seen, mistake.fix), width, theme.quiet()));
    let gap = vec![(String::new(), theme.text())];
    let items =
        careful.into_iter().chain(told).chain(setup).chain([gap]).chain(cues).chain([breathing]).chain(mistakes);
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

enum StepState {
    Done,
    /// The step is over, and at least a part of it was not done.
    LeftOut,
    Ahead,
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

/// The instructions, each text a line.
pub(super) fn how_to(session: &Session) -> Vec<String> {
    let Some(about) = session.player.about() else { return Vec::new() };
    let right = session.player.segment().side == Some(Side::Right);
    let told = right.then(|| "Told for the left; now the right.".to_owned());
    let careful = about.careful.first().map(|text| format!("Take care: {text}"));
    let setup = (1..).zip(&about.setup).map(|(at, step)| format!("Setup {at}: {step}"));
    let cues = about.cues.iter().map(|cue| cue.say.to_string());
    let breathing = (!about.breathing.is_empty()).then(|| format!("Breathing: {}", about.breathing));
    let mistakes = about.mistakes.iter().map(|mistake| format!("Mistake: {}. Instead: {}", mistake.seen, mistake.fix));
    let name = [format!("How {} is done:", about.name)];
    name.into_iter().chain(careful).chain(told).chain(setup).chain(cues).chain(breathing).chain(mistakes).collect()
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
            StepState::LeftOut => ", left out",
            StepState::Ahead => "",
        };
        lines.push(format!("Step {number}: {}, {}{state}", about.name, about.dose));
    }
    lines
}
