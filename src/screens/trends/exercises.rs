//! What helps, what costs: pain in sessions with an exercise against sessions without it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::View;
use super::head::{Headline, MEASURE};
use super::pain::counted;
use crate::domain::stats::exercises::{Contrast, ExerciseEffect, HOW_LITTLE_IT_PROVES};
use crate::domain::stats::tally::{Difference, LEAST, Points};
use crate::widgets::balance::Balance;
use crate::widgets::list::{first_shown, render_scroll_bar};
use crate::widgets::wrap::{columns, fit, put, put_lines, saturated, wrap};

/// Points at either end of a bar, in halves.
const MOST: u8 = 8;

/// The columns of a bar, and where there is much room.
const BAR: u16 = 11;
const WIDE_BAR: u16 = 17;

/// With this width there is room for counts too.
const WITH_COUNTS: u16 = 108;

/// The columns of each number.
const NUMBER: u16 = 9;

/// With less width than this, there is one number for each exercise and no bar.
const WITH_BAR: u16 = 64;

/// From so many rows on everything is said in full.
const ROOMY: u16 = 14;

/// How little it proves, where there is little room.
const IN_SHORT: &str = "It shows what went together only.";

/// The rows it takes at least; the list scrolls by itself.
pub(super) fn rows(view: &View<'_>, width: u16) -> u16 {
    if view.seen.stats.exercises.is_empty() { headline(view).rows(width, view.model.blocks) } else { 1 }
}

/// Draws it.
pub(super) fn draw(view: &View<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks) = (&view.model.theme, view.model.blocks);
    let headline = headline(view);
    let above = headline.rows(area.width, blocks);
    let Some(chosen) = chosen(view) else { return headline.render(theme, blocks, area, buf) };
    let roomy = area.height >= ROOMY;
    let width = area.width.min(MEASURE).into();
    let proof = wrap(if roomy { HOW_LITTLE_IT_PROVES } else { IN_SHORT }, width);
    let detail = wrap(&if roomy { detail(view, chosen) } else { counts(chosen) }, width);
    let rows = [
        Constraint::Length(if roomy { above + 1 } else { 0 }),
        Constraint::Length(1),
        Constraint::Max(saturated(view.seen.stats.exercises.len())),
        Constraint::Length(u16::from(roomy) + saturated(detail.len())),
        Constraint::Length(saturated(proof.len())),
        Constraint::Fill(0),
    ];
    let [head, titles, list, about, foot, _] = Layout::vertical(rows).areas(area);
    if roomy {
        headline.render(theme, blocks, head, buf);
    }
    let columns = Columns::of(view, area.width);
    columns.render_titles(titles, buf);
    columns.render_list(list, buf);
    let about = Rect { y: about.y + u16::from(roomy), height: about.height.saturating_sub(u16::from(roomy)), ..about };
    put_lines(buf, about, &detail, theme.text());
    put_lines(buf, foot, &proof, theme.quiet());
}

/// The chosen one.
pub(super) fn chosen<'a>(view: &View<'a>) -> Option<&'a ExerciseEffect> {
    let all = &view.seen.stats.exercises;
    all.get(view.at.min(all.len().saturating_sub(1)))
}

/// What goes with the most pain, and with the least.
fn headline(view: &View<'_>) -> Headline {
    let effects = &view.seen.stats.exercises;
    let said: Vec<(&ExerciseEffect, Points)> =
        effects.iter().filter_map(|effect| effect.most().map(|most| (effect, most))).collect();
    let name = |effect: &ExerciseEffect| view.seen.name(&effect.exercise).to_owned();
    let costs = said.first().filter(|(_, most)| most.halves() > 0);
    let helps = said.last().filter(|(_, most)| most.halves() < 0);
    Headline::plain(match (costs, helps) {
        _ if effects.is_empty() => "No sessions in this time.".to_owned(),
        _ if said.is_empty() => format!(
            "Too few rated sessions to tell exercises apart: {LEAST} with each, and {LEAST} without it, are needed."
        ),
        (None, None) => "With each exercise pain changed as it did without it.".to_owned(),
        (Some((costs, most)), None) => {
            format!("Pain rose more in sessions with {}: {most} against those without it.", name(costs))
        }
        (None, Some((helps, most))) => {
            format!("Pain fell more in sessions with {}: {most} against those without it.", name(helps))
        }
        (Some((costs, more)), Some((helps, less))) => {
            format!("Pain rose most with {} ({more}), fell most with {} ({less}).", name(costs), name(helps))
        }
    })
}

/// The chosen exercise in full: each median with its number of sessions.
fn detail(view: &View<'_>, effect: &ExerciseEffect) -> String {
    let name = view.seen.name(&effect.exercise);
    let head = format!("{name}, in {}:", counted(effect.sessions, "session"));
    let parts = [("during", effect.during), ("after", effect.after), ("next morning", effect.next_morning)];
    let parts = parts.map(|(when, contrast)| format!("{when} {}", in_full(contrast)));
    format!("{head} {}.", parts.join("; "))
}

/// Where there is little room: only how many sessions there are on either side, in the same order.
fn counts(effect: &ExerciseEffect) -> String {
    let parts = [effect.during, effect.after, effect.next_morning];
    format!("n with/-out: {}", parts.map(|part| format!("{}/{}", part.with.n, part.without.n)).join(", "))
}

/// `+1 with it (n 12), 0 without (n 33)`.
fn in_full(contrast: Contrast) -> String {
    let Contrast { with, without } = contrast;
    if let (Some(more), Some(less)) = (with.median, without.median) {
        return format!("{more} with it (n {}), {less} without (n {})", with.n, without.n);
    }
    let missing = |part: Difference| LEAST.saturating_sub(part.n);
    match (missing(with), missing(without)) {
        (0, more) => format!("needs {more} more without it"),
        (more, 0) => format!("needs {more} more with it"),
        (one, other) => format!("needs {one} more with it, {other} without"),
    }
}

/// How the columns lie.
struct Columns<'a> {
    view: &'a View<'a>,
    names: u16,
    /// Columns of a bar; 0 where there is room for one number alone.
    bar: u16,
    /// Columns of each number: with its counts where there is room for them.
    each: u16,
}

impl<'a> Columns<'a> {
    fn of(view: &'a View<'a>, width: u16) -> Self {
        let (bar, each) = match width {
            WITH_COUNTS.. => (WIDE_BAR, 20),
            WITH_BAR.. => (BAR, NUMBER),
            _ => (0, NUMBER),
        };
        let names = width.saturating_sub(if bar > 0 { bar + 2 + 3 * each + 2 } else { 14 });
        Self { view, names: names.min(46), bar, each }
    }

    fn number(&self, at: u16) -> u16 {
        self.names + 2 + self.bar + at * self.each
    }

    fn render_titles(&self, area: Rect, buf: &mut Buffer) {
        let quiet = self.view.model.theme.quiet();
        put(buf, area, (2, 0), "exercise", quiet);
        if self.bar == 0 {
            put(buf, area, (self.names + 1, 0), "most", quiet);
            return;
        }
        put(buf, area, (self.names + 1, 0), "less", quiet);
        put(buf, area, (self.names + 1 + self.bar - 4, 0), "more", quiet);
        for (at, title) in (0..).zip(["during", "after", "morning"]) {
            let title = format!("{title:>width$}", width = usize::from(NUMBER - 1));
            put(buf, area, (self.number(at), 0), &title, quiet);
            if self.each > NUMBER {
                put(buf, area, (self.number(at) + NUMBER, 0), "n with/-out", quiet);
            }
        }
    }

    fn render_list(&self, area: Rect, buf: &mut Buffer) {
        let all = &self.view.seen.stats.exercises;
        let (height, at) = (usize::from(area.height), self.view.at.min(all.len().saturating_sub(1)));
        let first = first_shown(at, all.len(), height);
        for (y, (place, effect)) in (0..area.height).zip(all.iter().enumerate().skip(first)) {
            let row = Rect { y: area.y + y, height: 1, ..area };
            self.render_row(effect, place == at, row, buf);
        }
        if all.len() > height && height > 0 {
            let margin = Rect { width: area.width + 1, ..area };
            render_scroll_bar(first, all.len(), &self.view.model.theme, margin, buf);
        }
    }

    fn render_row(&self, effect: &ExerciseEffect, is_chosen: bool, row: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let most = effect.most();
        let style = match (is_chosen, most) {
            (true, _) => theme.selected(),
            (false, Some(_)) => theme.text(),
            (false, None) => theme.quiet(),
        };
        if is_chosen {
            put(buf, row, (0, 0), "▸", theme.accent());
        }
        let name = fit(self.view.seen.name(&effect.exercise), usize::from(self.names.saturating_sub(3)));
        put(buf, row, (2, 0), &name, style);
        if self.bar == 0 {
            return self.render_most(effect, row, buf);
        }
        let bar = Rect { x: row.x + self.names + 1, width: self.bar, ..row };
        let halves = most.map(Points::halves);
        Balance { halves, most: MOST, blocks: self.view.model.blocks, theme }.render(bar.intersection(row), buf);
        for (at, contrast) in (0..).zip([effect.during, effect.after, effect.next_morning]) {
            self.render_number(contrast, self.number(at), row, buf);
        }
    }

    /// The gap, right-aligned, and behind it how many sessions there are on either side where there is room.
    fn render_number(&self, contrast: Contrast, x: u16, row: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let (text, style) = gap_text(contrast, theme);
        put(buf, row, (x + (NUMBER - 1).saturating_sub(saturated(columns(&text))), 0), &text, style);
        if self.each > NUMBER {
            let counts = format!("{}/{}", contrast.with.n, contrast.without.n);
            put(buf, row, (x + NUMBER, 0), &counts, theme.quiet());
        }
    }

    /// Where it is narrow: the gap that stands out most, and when.
    fn render_most(&self, effect: &ExerciseEffect, row: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let parts = [("during", effect.during), ("after", effect.after), ("morning", effect.next_morning)];
        let found = parts.into_iter().find(|(_, contrast)| contrast.gap().is_some() && contrast.gap() == effect.most());
        let Some((when, contrast)) = found else {
            put(buf, row, (self.names + 1, 0), "-", theme.quiet());
            return;
        };
        let (text, style) = gap_text(contrast, theme);
        let x = put(buf, row, (self.names + 1, 0), &format!("{text:>4} "), style);
        put(buf, row, (x, 0), when, theme.quiet());
    }
}

fn gap_text(contrast: Contrast, theme: &crate::theme::Theme) -> (String, ratatui::style::Style) {
    match contrast.gap() {
        None => ("-".to_owned(), theme.quiet()),
        Some(gap) if !gap.is_real() => (gap.to_string(), theme.text()),
        Some(gap) => (gap.to_string(), if gap.halves() > 0 { theme.amber() } else { theme.good() }),
    }
}
