//! What can be read beside the number: how it is done, and the list of steps.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::play::player::Phase;
use crate::domain::play::session::Session;
use crate::theme::Theme;
use crate::widgets::wrap::{columns, fit, put, wrap};

/// A panel of the session's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    /// Setup, cues, breathing, mistakes.
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
    let mut lines: Vec<(String, Style)> = Vec::new();
    for (at, step) in about.setup.iter().enumerate() {
        lines.extend(item(&format!("{} ", at + 1), step.as_str(), width, theme.text()));
    }
    if session.player.phase() != Phase::Prepare || area.height > 14 {
        lines.push((String::new(), theme.text()));
        for cue in &about.cues {
            lines.extend(item("· ", cue.say.as_str(), width, theme.text()));
        }
        lines.extend(item("~ ", about.breathing.as_str(), width, theme.quiet()));
        for mistake in &about.mistakes {
            lines.extend(item("! ", &format!("{}: {}", mistake.seen, mistake.fix), width, theme.quiet()));
        }
    }
    for (y, (line, style)) in (0..area.height).zip(lines) {
        put(buf, area, (0, y), &line, style);
    }
}

/// A text behind a mark, its further lines indented.
fn item(mark: &str, text: &str, width: usize, style: Style) -> Vec<(String, Style)> {
    let indent = columns(mark);
    let lines = wrap(text, width.saturating_sub(indent));
    let with_mark = |(at, line): (usize, String)| {
        let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        (format!("{lead}{line}"), style)
    };
    lines.into_iter().enumerate().map(with_mark).collect()
}

fn render_steps(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let player = &session.player;
    let timeline = player.timeline();
    let here = player.segment().index;
    // A step that was swapped is listed as what is done instead.
    let is_played = |index: usize| index == here || timeline.segments.iter().any(|s| s.index == index);
    let steps: Vec<usize> = (0..timeline.moves.len()).filter(|index| is_played(*index)).collect();
    let at = steps.iter().position(|index| *index == here).unwrap_or(0);
    let first = crate::widgets::list::first_shown(at, steps.len(), area.height.into());
    for (y, index) in (0..area.height).zip(steps.iter().skip(first)) {
        let Some(about) = timeline.moves.get(*index) else { continue };
        let last = timeline.segments.iter().rposition(|segment| segment.index == *index);
        let (mark, style) = match (*index == here, last.is_some_and(|last| last < player.at())) {
            (true, _) => ("▸ ", theme.strong()),
            (false, true) => ("✓ ", theme.quiet()),
            (false, false) => ("  ", theme.text()),
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
