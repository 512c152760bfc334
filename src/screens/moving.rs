//! A figure in a box of a screen: in motion, or with reduced motion its start and its end.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use crate::domain::content::exercise::Exercise;
use crate::domain::figure::follow::FigureFrame;
use crate::domain::figure::{Figure, PoseVerdict};
use crate::domain::journal::self_report::Verdict;
use crate::domain::time::{Instant, Now};
use crate::state::model::Model;
use crate::widgets::Blocks;
use crate::widgets::figure::FigureView;
use crate::widgets::wrap::{fit, put_centred};

/// The time between two frames.
pub(super) const FRAME: Duration = Duration::from_millis(100);

/// The least width and height at which a figure can be recognised.
pub const LEAST: (u16, u16) = (20, 7);

/// The least width for start and end side by side.
const SIDE_BY_SIDE: u16 = 44;

/// The columns between them.
const GAP: u16 = 2;

/// The boxes of a screen in which something moves by itself; nothing else changes until the next event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moving {
    /// The figure; empty if there is none.
    pub figure: Rect,
    /// The guide of the breath; empty if there is none.
    pub breath: Rect,
}

impl Moving {
    /// A figure alone.
    pub(super) fn figure(figure: Rect) -> Self {
        Self { figure, breath: Rect::ZERO }
    }

    /// The boxes in which something moves.
    pub fn boxes(self) -> impl Iterator<Item = Rect> {
        [self.figure, self.breath].into_iter().filter(|area| !area.is_empty())
    }
}

/// A figure at one moment, to be shown as a picture.
#[derive(Debug, Clone)]
pub struct FigureInstant {
    /// The figure.
    pub figure: Arc<Figure>,
    /// Its picture.
    pub frame: FigureFrame,
}

/// Returns true if moving figures are pictures, which the terminal shows where `Moving::figure` says.
pub fn is_picture(model: &Model) -> bool {
    model.pictures && !model.settings.reduced_motion
}

/// Returns the number of rows that `figure` fills in a box of that width.
fn rows_at(figure: &Figure, width: u16) -> u16 {
    let (wide, high) = figure.bounds.size();
    // An outcome of a self-test has a row of words below it.
    let words = u16::from(figure.verdicts.is_some());
    (f64::from(width) * high / wide.max(0.1) / 2.0).ceil() as u16 + 1 + words
}

/// Returns true if `figure` can be recognised in `area`: one that lies needs few rows.
pub fn has_room(figure: &Figure, area: Rect) -> bool {
    area.width >= LEAST.0 && area.height >= LEAST.1.min(rows_at(figure, area.width))
}

/// Returns the number of rows that `figure` needs in a box of that width, `most` at the most; 0 if it could not be
/// recognised there. The figure is drawn at the foot of its box: a higher box would be blank above it.
pub(super) fn rows(figure: &Figure, model: &Model, width: u16, most: u16) -> u16 {
    let is_double = model.settings.reduced_motion && width >= SIDE_BY_SIDE && figure.still(false).len() > 1;
    let needed = rows_at(figure, if is_double { (width - GAP) / 2 } else { width });
    if has_room(figure, Rect::new(0, 0, width, most)) { needed.min(most) } else { 0 }
}

/// Draws `shown` of `figure`; nothing where there is too little room. With reduced motion its start and its end are
/// drawn side by side, or where it is narrow its end alone.
pub(super) fn draw(figure: &Figure, shown: &FigureFrame, model: &Model, area: Rect, buf: &mut Buffer) {
    if !has_room(figure, area) {
        return;
    }
    if is_picture(model) {
        return words(figure, shown, model, area, buf);
    }
    if !model.settings.reduced_motion {
        return with_words(figure, shown, model, area, buf);
    }
    let still = figure.still(shown.mirrored);
    match still.as_slice() {
        [first, .., last] if area.width >= SIDE_BY_SIDE => {
            let [left, _, right] =
                Layout::horizontal([Constraint::Fill(1), Constraint::Length(GAP), Constraint::Fill(1)]).areas(area);
            with_words(figure, first, model, left, buf);
            with_words(figure, last, model, right, buf);
        }
        [.., last] => with_words(figure, last, model, area, buf),
        [] => {}
    }
}

/// Returns the part of a box for the figure: all but the row of words below an outcome of a self-test.
pub fn without_words(figure: &Figure, shown: &FigureFrame, area: Rect) -> Rect {
    let rows = u16::from(shown.verdict(figure).is_some());
    Rect { height: area.height.saturating_sub(rows), ..area }
}

fn with_words(figure: &Figure, shown: &FigureFrame, model: &Model, area: Rect, buf: &mut Buffer) {
    one(figure, shown, model, without_words(figure, shown, area), buf);
    words(figure, shown, model, area, buf);
}

/// Writes below a picture of a self-test whether it passes, and how.
fn words(figure: &Figure, shown: &FigureFrame, model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(PoseVerdict { verdict, name }) = shown.verdict(figure) else { return };
    let (sign, style) = match (verdict, model.blocks) {
        (Verdict::Pass, Blocks::Ascii) => ("yes:", model.theme.good()),
        (Verdict::Pass, _) => ("✓", model.theme.good()),
        (Verdict::Fail, Blocks::Ascii) => ("no:", model.theme.red()),
        (Verdict::Fail, _) => ("✗", model.theme.red()),
    };
    let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    put_centred(buf, line, 0, &fit(&format!("{sign} {name}"), area.width.into()), style);
}

/// Draws `shown` of `figure` alone.
pub(super) fn one(figure: &Figure, shown: &FigureFrame, model: &Model, area: Rect, buf: &mut Buffer) {
    let shapes = shown.shapes(figure);
    let (characters, theme) = (model.characters, &model.theme);
    FigureView { shapes: &shapes, bounds: shown.bounds, characters, theme }.render(area, buf);
}

/// The state of the figure of `exercise` beside its text, where it repeats its movement at its own pace.
pub(super) fn looped(figure: &Figure, exercise: &Exercise, now: &Now) -> FigureFrame {
    figure.looped(now.mono.since_start().as_secs_f64(), exercise.sides)
}

/// Returns the time of the next frame, if the figure moves.
pub(super) fn next_frame(figure: &Figure, model: &Model, now: &Now) -> Option<Instant> {
    (figure.moves() && !model.settings.reduced_motion).then(|| now.mono + FRAME)
}

/// The motion of a figure beside a list: it comes to rest when no key has been pressed for a while.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Motion {
    /// The time of the last key.
    used_at: Instant,
}

impl Motion {
    /// The time for which the figure moves after a key. Our choice.
    const LASTS: Duration = Duration::from_secs(60);

    /// Starts the motion, or starts it again.
    pub(super) fn wake(&mut self, now: &Now) {
        self.used_at = now.mono;
    }

    /// Returns the state of the figure of `exercise`, as [`looped`] does.
    pub(super) fn looped(self, figure: &Figure, exercise: &Exercise, now: &Now) -> FigureFrame {
        looped(figure, exercise, &Now { mono: now.mono.min(self.used_at + Self::LASTS), ..*now })
    }

    /// Returns the time of the next frame, until the figure rests.
    pub(super) fn next_frame(self, figure: &Figure, model: &Model, now: &Now) -> Option<Instant> {
        next_frame(figure, model, now).filter(|_| now.mono < self.used_at + Self::LASTS)
    }
}
