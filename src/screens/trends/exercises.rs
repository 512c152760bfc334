//! Exercises that help and that cost: pain in sessions with an exercise against sessions without it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::TrendsView;
use super::change::{CHANGE, NOT_SHOWN, WordedChange, few_text, mark};
use super::data::chosen;
use super::dose;
use super::head::Headline;
use crate::domain::advice::clinical_change::{ClinicalChange, MEDIAN_NEEDS, RULE};
use crate::domain::journal::entry::Moment;
use crate::domain::stats::exercises::{Contrast, ExerciseEffect, HOW_LITTLE_IT_PROVES};
use crate::domain::text::counted;
use crate::screens::page::MEASURE;
use crate::widgets::list::{first_shown, render_scroll_bar};
use crate::widgets::wrap::{fit, put, put_lines, saturated, wrap};

/// The least width for the numbers of sessions beside each difference.
const WITH_COUNTS: u16 = 108;

/// The width of each difference, without and with its numbers of sessions.
const EACH: u16 = CHANGE + 2;
const EACH_WITH_COUNTS: u16 = CHANGE + 12;

/// The least width for all differences; in less, each exercise has one.
const WITH_ALL: u16 = 72;

/// The width of that one, with its moment.
const ONE: u16 = 22;

/// The greatest width of the names.
const NAMES: u16 = 46;

/// The number of visible rows of the list for which a sentence gives way.
const LIST: usize = 4;

/// The limits of the comparison, for little room.
const IN_SHORT: &str = "This shows what happened together, not what caused it.";

/// The least height of the page; the list scrolls by itself.
pub(super) fn rows(view: &TrendsView<'_>, width: u16) -> u16 {
    if view.seen.stats.exercises.is_empty() { headline(view).rows(width, view.model.blocks) } else { 1 }
}

/// Draws the page.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, blocks) = (&view.model.theme, view.model.blocks);
    let headline = headline(view);
    let Some(chosen) = chosen(&view.seen.stats, view.at) else { return headline.render(theme, blocks, area, buf) };
    let text = ListText::of(view, chosen, area);
    let rows = [
        Constraint::Length(text.above),
        Constraint::Length(1),
        Constraint::Max(saturated(view.seen.stats.exercises.len())),
        Constraint::Length(text.air + saturated(text.about.len()) + text.amounts),
        Constraint::Length(saturated(text.proof.len())),
        Constraint::Fill(0),
    ];
    let [head, titles, list, about, foot, _] = Layout::vertical(rows).areas(area);
    if text.above > 0 {
        headline.render(theme, blocks, head, buf);
    }
    let columns = Columns::of(view, area.width);
    columns.render_titles(titles, buf);
    columns.render_list(list, buf);
    let about = Rect { y: about.y + text.air, height: about.height.saturating_sub(text.air), ..about };
    put_lines(buf, about, &text.about, theme.text());
    let amounts = Rect { y: about.y + saturated(text.about.len()), height: 1, ..about };
    dose::draw(view, amounts.intersection(about), buf);
    put_lines(buf, foot, &text.proof, theme.quiet());
}

/// The texts around the list.
struct ListText {
    /// The height of the headline, with the blank row below it.
    above: u16,
    /// The number of blank rows above `about`.
    air: u16,
    /// The text about the chosen exercise.
    about: Vec<String>,
    /// The row for the amounts of the chosen exercise, if there is room.
    amounts: u16,
    /// The meaning and the limits of the comparison.
    proof: Vec<String>,
}

impl ListText {
    /// The longest texts that leave enough of the list: all in full, or in short, or without the headline.
    fn of(view: &TrendsView<'_>, chosen: &ExerciseEffect, area: Rect) -> Self {
        let width = area.width.min(MEASURE).into();
        let above = headline(view).rows(area.width, view.model.blocks);
        let marked = format!("{} {RULE}", mark(view.model.blocks));
        let few = few_text("sessions with or without it");
        let full = Self {
            above: above + 1,
            air: 1,
            about: wrap(&detail(view, chosen), width),
            amounts: 1,
            proof: wrap(&format!("{HOW_LITTLE_IT_PROVES} {few} {marked}"), width),
        };
        if full.fits(view, area) {
            return full;
        }
        let short =
            Self { above, air: 0, about: wrap(&counts(chosen), width), amounts: 0, proof: wrap(IN_SHORT, width) };
        if short.fits(view, area) { short } else { Self { above: 0, ..short } }
    }

    fn fits(&self, view: &TrendsView<'_>, area: Rect) -> bool {
        let list = view.seen.stats.exercises.len().min(LIST);
        let text = usize::from(self.above + 1 + self.air + self.amounts) + self.about.len() + self.proof.len();
        text + list <= area.height.into()
    }
}

/// The headline: the exercises with the most and the least pain, if that is more than the error of the scale.
fn headline(view: &TrendsView<'_>) -> Headline {
    let effects = &view.seen.stats.exercises;
    let said: Vec<&ExerciseEffect> = effects.iter().filter(|effect| effect.most().is_some()).collect();
    let costs = said.iter().find(|effect| change(effect) == Some(ClinicalChange::Higher));
    let helps = said.iter().rev().find(|effect| change(effect) == Some(ClinicalChange::Lower));
    let costs = costs.and_then(|effect| StandsOut::of(view.seen.name(&effect.exercise), effect));
    let helps = helps.and_then(|effect| StandsOut::of(view.seen.name(&effect.exercise), effect));
    Headline::plain(match (costs, helps) {
        _ if effects.is_empty() => "No sessions in this span.".to_owned(),
        _ if said.is_empty() => format!(
            "Too few rated sessions to compare exercises: at least {MEDIAN_NEEDS} with and {MEDIAN_NEEDS} without each \
             are needed."
        ),
        (None, None) => "No exercise stands out: all differences are within the scale's error.".to_owned(),
        (Some(one), None) | (None, Some(one)) => format!("Pain {} was {}.", one.when, one.how),
        (Some(costs), Some(helps)) if costs.when == helps.when => {
            format!("Pain {} was {}, and {}.", costs.when, costs.how, helps.how)
        }
        (Some(costs), Some(helps)) => {
            format!("Pain {} was {}; pain {} was {}.", costs.when, costs.how, helps.when, helps.how)
        }
    })
}

/// The change that the greatest difference of an exercise amounts to.
fn change(effect: &ExerciseEffect) -> Option<ClinicalChange> {
    effect.most_at().and_then(|(_, most)| most.change())
}

/// The greatest difference of an exercise.
struct StandsOut {
    /// The moment: `during`.
    when: &'static str,
    /// The difference: `2 points higher with Plank (n 7) than without it (n 20)`.
    how: String,
}

impl StandsOut {
    fn of(name: &str, effect: &ExerciseEffect) -> Option<Self> {
        let (moment, contrast) = effect.most_at()?;
        let gap = contrast.gap()?;
        let when = if moment == Moment::NextMorning { "the next morning" } else { moment.as_str() };
        let way = if gap.halves() > 0 { "higher" } else { "lower" };
        let (points, with, without) = (gap.value().abs(), contrast.with.n, contrast.without.n);
        let how = format!("{points} points {way} with {name} (n {with}) than without it (n {without})");
        Some(Self { when, how })
    }
}

/// The chosen exercise in full: each median with its number of sessions.
fn detail(view: &TrendsView<'_>, effect: &ExerciseEffect) -> String {
    let name = view.seen.name(&effect.exercise);
    let head = format!("{name}, in {}:", counted(effect.sessions, "session"));
    let parts = [("during", effect.during), ("after", effect.after), ("next morning", effect.next_morning)];
    let parts = parts.map(|(when, contrast)| format!("{when} {}", in_full(contrast)));
    format!("{head} {}.", parts.join("; "))
}

/// The chosen exercise in short: the number of sessions on either side of its greatest difference.
fn counts(effect: &ExerciseEffect) -> String {
    match effect.most_at() {
        Some((_, Contrast { with, without })) => format!("{} sessions with it, {} without", with.n, without.n),
        None => few_text("sessions with or without it"),
    }
}

/// `+1 with it (n 12), 0 without (n 33)`.
fn in_full(contrast: Contrast) -> String {
    let Contrast { with, without } = contrast;
    if let (Some(more), Some(less)) = (with.median, without.median) {
        return format!("{more} with it (n {}), {less} without (n {})", with.n, without.n);
    }
    match (MEDIAN_NEEDS.saturating_sub(with.n), MEDIAN_NEEDS.saturating_sub(without.n)) {
        (0, more) => format!("needs {more} more without it"),
        (more, 0) => format!("needs {more} more with it"),
        (one, other) => format!("needs {one} more with it, {other} without"),
    }
}

/// The layout of the columns.
struct Columns<'a> {
    view: &'a TrendsView<'a>,
    names: u16,
    /// The width of each difference; 0 if there is room for one alone.
    each: u16,
}

impl<'a> Columns<'a> {
    fn of(view: &'a TrendsView<'a>, width: u16) -> Self {
        let each = match width {
            WITH_COUNTS.. => EACH_WITH_COUNTS,
            WITH_ALL.. => EACH,
            _ => 0,
        };
        let right = if each > 0 { 3 * each } else { ONE };
        Self { view, names: width.saturating_sub(right).min(NAMES), each }
    }

    const fn has_counts(&self) -> bool {
        self.each >= EACH_WITH_COUNTS
    }

    fn render_titles(&self, area: Rect, buf: &mut Buffer) {
        let quiet = self.view.model.theme.quiet();
        if self.each == 0 {
            put(buf, area, (2, 0), "exercise", quiet);
            put(buf, area, (self.names, 0), "pain with it, at most", quiet);
            return;
        }
        put(buf, area, (2, 0), "with it, pain is", quiet);
        for (at, title) in (0..).zip(["during", "right after", "next morning"]) {
            put(buf, area, (self.names + at * self.each, 0), title, quiet);
            if self.has_counts() {
                put(buf, area, (self.names + at * self.each + CHANGE, 0), "n with:w/o", quiet);
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
            if place == at {
                buf.set_style(row.intersection(buf.area), self.view.model.theme.selected());
            }
        }
        if all.len() > height && height > 0 {
            let margin = Rect { width: area.width + 1, ..area };
            render_scroll_bar(first, all.len(), &self.view.model.theme, margin, buf);
        }
    }

    fn render_row(&self, effect: &ExerciseEffect, is_chosen: bool, row: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        let style = if effect.most().is_some() { theme.text() } else { theme.quiet() };
        if is_chosen {
            put(buf, row, (0, 0), "▸", theme.accent());
        }
        let name = fit(self.view.seen.name(&effect.exercise), usize::from(self.names.saturating_sub(3)));
        put(buf, row, (2, 0), &name, style);
        if self.each == 0 {
            return self.render_most(effect, row, buf);
        }
        for (at, contrast) in (0..).zip([effect.during, effect.after, effect.next_morning]) {
            let x = row.x + self.names + at * self.each;
            self.render_contrast(contrast, Rect { x, width: self.each, ..row }.intersection(row), buf);
        }
    }

    /// Draws the difference, and where there is room the number of sessions on either side.
    fn render_contrast(&self, contrast: Contrast, area: Rect, buf: &mut Buffer) {
        let theme = &self.view.model.theme;
        worded(contrast).render(self.view.model.blocks, theme, area, buf);
        if self.has_counts() {
            let counts = format!("{:>2} : {}", contrast.with.n, contrast.without.n);
            put(buf, area, (CHANGE, 0), &counts, theme.quiet());
        }
    }

    /// Draws the greatest difference with its moment, where it is narrow.
    fn render_most(&self, effect: &ExerciseEffect, row: Rect, buf: &mut Buffer) {
        let (theme, blocks) = (&self.view.model.theme, self.view.model.blocks);
        let place = Rect { x: row.x + self.names, width: ONE, ..row }.intersection(row);
        let Some((moment, contrast)) = effect.most_at() else {
            put(buf, place, (0, 0), NOT_SHOWN, theme.quiet());
            return;
        };
        let when = if moment == Moment::NextMorning { "morning" } else { moment.as_str() };
        worded(contrast).render(blocks, theme, place, buf);
        put(buf, place, (CHANGE, 0), when, theme.quiet());
    }
}

fn worded(contrast: Contrast) -> WordedChange {
    WordedChange { points: contrast.gap(), change: contrast.change() }
}
