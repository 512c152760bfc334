//! The whole session in one row: the parts over and ahead, the current position, and the time left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Blocks;
use super::wrap::{columns, put, saturated};
use crate::theme::Theme;

/// Kinds of span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// A hold, reps, breaths.
    Work,
    /// Everything between: getting into position, changing sides, resting.
    Rest,
}

/// A piece of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarSpan {
    /// Its length in milliseconds, estimated where it is open-ended.
    pub weight: u64,
    /// The kind.
    pub kind: SpanKind,
    /// True if it is over and was not skipped.
    pub done: bool,
}

/// A row of spans in proportion, with a marker at the position and the time left at the right.
///
/// Work is a line, heavy where done and light where ahead; rest is a dot. A skipped span stays
/// light although the marker is past it. Work is at least one cell wide while there is room for
/// that; where there is not, the bar is one line and shows the place only.
#[derive(Debug, Clone, Copy)]
pub struct TimelineBar<'a> {
    /// The spans, in order.
    pub spans: &'a [BarSpan],
    /// The share of the total weight that is over, 0 to 1; clamped.
    pub position: f64,
    /// The time left, such as "3:10 left"; omitted if it would take more room than the bar.
    pub left: &'a str,
    /// The characters to draw with.
    pub blocks: Blocks,
    /// The styles to draw with.
    pub theme: &'a Theme,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BarCell {
    kind: SpanKind,
    done: bool,
}

impl Widget for TimelineBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let text = columns(self.left);
        let width = usize::from(area.width);
        let room = if text > 0 && width >= 2 * text + 2 { width - text - 2 } else { width };
        let (cells, place) = lay_out(self.spans, self.position, room);
        for (x, cell) in cells.into_iter().enumerate() {
            let style = if cell.done { self.theme.bar_done() } else { self.theme.bar_left() };
            put(buf, area, (saturated(x), 0), line_symbol(cell, self.blocks), style);
        }
        if let Some(place) = place {
            let marker = if self.blocks == Blocks::Fine { "●" } else { "O" };
            put(buf, area, (saturated(place), 0), marker, self.theme.strong());
        }
        if room < width {
            put(buf, area, (saturated(room + 2), 0), self.left, self.theme.text());
        }
    }
}

fn line_symbol(cell: BarCell, blocks: Blocks) -> &'static str {
    match (cell.kind, cell.done, blocks) {
        (SpanKind::Work, true, Blocks::Fine) => "━",
        (SpanKind::Work, false, Blocks::Fine) => "─",
        (SpanKind::Rest, _, Blocks::Fine) => "·",
        (SpanKind::Work, true, _) => "=",
        (SpanKind::Work, false, _) => "-",
        (SpanKind::Rest, ..) => ".",
    }
}

/// Returns the cells of the bar, and the index of the current one.
fn lay_out(spans: &[BarSpan], position: f64, width: usize) -> (Vec<BarCell>, Option<usize>) {
    let works = spans.iter().filter(|span| span.kind == SpanKind::Work).count();
    if spans.is_empty() || width == 0 {
        return (Vec::new(), None);
    }
    let place = if position.is_nan() { 0.0 } else { position.clamp(0.0, 1.0) };
    if works > width {
        let at = cell_at(place, width);
        return ((0..width).map(|x| BarCell { kind: SpanKind::Work, done: x < at }).collect(), Some(at));
    }
    let sizes = sizes(spans, width, works);
    let (current, within) = find(spans, place);
    let mut cells = Vec::with_capacity(width);
    let mut marker = None;
    for (i, (span, size)) in spans.iter().zip(sizes).enumerate() {
        let at = if i == current { cell_at(within, size) } else { 0 };
        if i == current {
            marker = Some((cells.len() + at).min(width - 1));
        }
        cells.extend((0..size).map(|x| BarCell { kind: span.kind, done: span.done || (i == current && x < at) }));
    }
    (cells, marker)
}

/// Returns the cells of each span: one for each work span, the others distributed by what is missing to its share of
/// the whole. They add up to `width`.
fn sizes(spans: &[BarSpan], width: usize, works: usize) -> Vec<usize> {
    let total = total(spans);
    let wish = |span: &BarSpan| (part(span, total) * float(width) - float(least(span))).max(0.0);
    let wishes: f64 = spans.iter().map(wish).sum();
    let free = width - works;
    let mut wished = 0.0;
    let mut given = 0;
    let mut sizes = Vec::with_capacity(spans.len());
    for (i, span) in spans.iter().enumerate() {
        wished += wish(span);
        // The last span ends with the bar, whatever rounding left over.
        let last = i + 1 == spans.len() || wishes <= 0.0;
        let until = if last { free } else { rounded(wished / wishes * float(free)) };
        let until = until.clamp(given, free);
        sizes.push(least(span) + until - given);
        given = until;
    }
    sizes
}

fn least(span: &BarSpan) -> usize {
    usize::from(span.kind == SpanKind::Work)
}

/// Returns the index of the span at `place`, and the share of it that is over.
fn find(spans: &[BarSpan], place: f64) -> (usize, f64) {
    let total = total(spans);
    let mut before = 0.0;
    for (i, span) in spans.iter().enumerate() {
        let part = part(span, total);
        if place < before + part {
            return (i, (place - before) / part);
        }
        before += part;
    }
    (spans.len().saturating_sub(1), 1.0)
}

fn total(spans: &[BarSpan]) -> u64 {
    spans.iter().map(|span| span.weight).fold(0, u64::saturating_add)
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar")]
fn part(span: &BarSpan, total: u64) -> f64 {
    span.weight as f64 / total.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "cells of a row")]
fn float(cells: usize) -> f64 {
    cells as f64
}

/// Returns the cell that far into `width` cells; the last one at the end.
fn cell_at(share: f64, width: usize) -> usize {
    floored(share * float(width)).min(width.saturating_sub(1))
}

fn rounded(cells: f64) -> usize {
    floored(cells + 0.5)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a row, never negative")]
fn floored(cells: f64) -> usize {
    cells as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    /// Work of 25 s, rest of 5 s, and so on; the first `done` of them behind.
    fn spans(count: usize, done: usize) -> Vec<BarSpan> {
        let span = |i: usize| match i % 2 {
            0 => BarSpan { weight: 25_000, kind: SpanKind::Work, done: i < done },
            _ => BarSpan { weight: 5_000, kind: SpanKind::Rest, done: i < done },
        };
        (0..count).map(span).collect()
    }

    fn bar(spans: &[BarSpan], position: f64, width: u16, blocks: Blocks) -> String {
        picture(TimelineBar { spans, position, left: "3:10", blocks, theme: &theme() }, width, 1)
    }

    #[test]
    fn behind_is_heavy_ahead_is_light_and_rests_are_dots() {
        let spans = spans(11, 4);
        insta::assert_snapshot!(bar(&spans, 0.4, 78, Blocks::Fine), @r"
        |━━━━━━━━━━··━━━━━━━━━━━··━━━━●─────··──────────··───────────··──────────  3:10|
        ");
        insta::assert_snapshot!(bar(&spans, 0.4, 38, Blocks::Fine), @r"
        |━━━━━━━━━━·━━●───────·──────────  3:10|
        ");
        insta::assert_snapshot!(bar(&spans, 0.4, 38, Blocks::Full), @r"
        |==========.==O-------.----------  3:10|
        ");
        insta::assert_snapshot!(bar(&spans, 0.4, 8, Blocks::Fine), @r"
        |━━━●────|
        ");
    }

    #[test]
    fn the_marker_starts_at_the_first_cell_and_ends_at_the_last() {
        insta::assert_snapshot!(bar(&spans(5, 0), 0.0, 30, Blocks::Fine), @r"
        |●──────·────────·───────  3:10|
        ");
        insta::assert_snapshot!(bar(&spans(5, 5), 1.0, 30, Blocks::Fine), @r"
        |━━━━━━━·━━━━━━━━·━━━━━━●  3:10|
        ");
        insta::assert_snapshot!(bar(&spans(5, 5), f64::NAN, 30, Blocks::Fine), @r"
        |●━━━━━━·━━━━━━━━·━━━━━━━  3:10|
        ");
    }

    #[test]
    fn a_skipped_span_stays_light() {
        let mut spans = spans(5, 4);
        spans[2].done = false;
        insta::assert_snapshot!(bar(&spans, 0.9, 30, Blocks::Fine), @r"
        |━━━━━━━·────────·━━━━●──  3:10|
        ");
    }

    #[test]
    fn short_work_beside_long_work_has_a_cell_until_there_are_too_many() {
        let mut spans = spans(9, 0);
        spans[4].weight = 600_000;
        insta::assert_snapshot!(bar(&spans, 0.0, 24, Blocks::Fine), @r"
        |●─────────────────  3:10|
        ");
        insta::assert_snapshot!(bar(&self::spans(99, 0), 0.5, 24, Blocks::Fine), @r"
        |━━━━━━━━━●────────  3:10|
        ");
    }

    #[test]
    fn the_bar_is_always_as_wide_as_its_room() {
        for count in 0..14 {
            for width in 0..60 {
                let (cells, place) = lay_out(&spans(count, 3), 0.6, width);
                assert_eq!(cells.len(), if count == 0 { 0 } else { width }, "{count} spans");
                assert!(place.is_none_or(|place| place < width));
            }
        }
        let open_ended = [BarSpan { weight: 0, kind: SpanKind::Work, done: false }; 3];
        assert_eq!(lay_out(&open_ended, 0.5, 20).0.len(), 20);
        let (spans, theme) = (spans(5, 1), theme());
        let bar = TimelineBar { spans: &spans, position: 0.5, left: "3:10", blocks: Blocks::Fine, theme: &theme };
        survives_every_size(|| bar);
    }
}
