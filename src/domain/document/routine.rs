//! The document of a routine.

use std::sync::Arc;

use super::{Document, DocumentChoice, LineKind};
use crate::domain::advice::change::Adapted;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, Dose, Marks};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::words::occasions;
use crate::domain::content::words::{When, Whose};
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::Timeline;
use crate::domain::text::Text;

/// The person's choices for a routine.
#[derive(Debug, Clone, Copy)]
pub struct RoutineView<'a> {
    /// The options of the session.
    pub options: Options,
    /// The routine compiled with these; `None` if it cannot be played.
    pub timeline: Option<&'a Timeline>,
    /// The changes for today.
    pub fit: Option<&'a Adapted>,
}

/// Returns the steps of a routine with their exercises.
pub fn known_steps<'a>(catalog: &'a Catalog, routine: &'a Routine) -> impl Iterator<Item = (&'a Step, Arc<Exercise>)> {
    routine.steps.iter().filter_map(|step| Some((step, catalog.exercise(step.exercise.as_str())?)))
}

/// Returns the document of `routine` without its title.
pub fn of_routine(routine: &Routine, catalog: &Catalog, view: RoutineView<'_>) -> Document {
    let mut page = Document::default();
    page.text(routine.summary.as_str());
    page.quiet(&occasions(routine, view.options.when));
    page.own(catalog, ItemKind::Routine, &routine.id);
    if let Some(fit) = view.fit.filter(|fit| !fit.changes.is_empty() || fit.instead.is_some()) {
        fitted(fit, &mut page);
    }
    page.gap();
    let mut marks = steps(routine, catalog, view, &mut page);
    page.gap();
    let options = options_text(routine, view);
    page.paragraph(LineKind::Own, "", &options);
    if let Some(timeline) = view.timeline {
        for (what, texts) in [("left out", &timeline.dropped), ("shorter", &timeline.shortened)] {
            if !texts.is_empty() {
                let texts: Vec<&str> = texts.iter().map(Text::as_str).collect();
                page.paragraph(LineKind::Caution, "", &format!("{what} to fit: {}", texts.join(", ")));
            }
        }
    }
    page.gap();
    if let Some(often) = &routine.frequency {
        page.quiet(&format!("How often: {often}"));
    }
    if let Some(limit) = routine.pain_limit {
        page.quiet(&format!("pain limit: {limit} of 10"));
    }
    let rests = rests_text(routine, view);
    page.quiet(&rests);
    for note in &routine.notes {
        page.quiet(note.as_str());
    }
    marks.take_in(&options);
    marks.ours |= rests.contains('*');
    page.quiet(marks.meaning().unwrap_or_default());
    for source in &routine.sources {
        page.quiet(&format!("source: {source}"));
    }
    let plans = catalog.plans().filter(|plan| plan.routines().contains(&&routine.id));
    let plans: Vec<Link> = plans.map(|plan| Link::new(ItemKind::Plan, plan.id.clone())).collect();
    page.links("Part of", &plans, catalog);
    page
}

/// Writes the changes for today.
fn fitted(fit: &Adapted, page: &mut Document) {
    page.heading("Fitted to today");
    if let Some(instead) = &fit.instead {
        page.warning(&instead.reason.text);
    }
    for change in &fit.changes {
        page.item("· ", &change.to_string());
    }
    page.quiet("You can accept or decline these when you start. y: why");
}

/// Writes the steps, and returns the marks of their doses.
fn steps(routine: &Routine, catalog: &Catalog, view: RoutineView<'_>, page: &mut Document) -> Marks {
    let when = view.options.when.or_else(|| routine.when.first().copied());
    let widest = routine.steps.len().to_string().len();
    let indent = " ".repeat(widest + 3);
    let mut marks = Marks::default();
    for (at, (step, exercise)) in known_steps(catalog, routine).enumerate() {
        let dose = step.dose_for(&exercise, when);
        let detail = dose.as_ref().map(Dose::in_full).unwrap_or_default();
        marks.take_in(&detail);
        let less = fit_text(view, at, dose.as_ref());
        let left_out = less.as_deref() == Some(LEFT_OUT);
        page.choice(DocumentChoice {
            to: Some(Link::new(ItemKind::Exercise, exercise.id.clone())),
            kind: if left_out { LineKind::Struck } else { LineKind::Text },
            title: format!("{:>widest$} {}", at + 1, exercise.name),
            detail,
            says_kind: false,
        });
        page.paragraph(LineKind::Caution, &indent, &less.unwrap_or_default());
        page.paragraph(LineKind::Quiet, &indent, &other_occasion(step, &exercise, when, &mut marks));
        page.paragraph(LineKind::Quiet, &indent, step.note.as_ref().map_or("", Text::as_str));
    }
    marks
}

const LEFT_OUT: &str = "dropped to fit the time";

/// Returns the effect of a limit of time on the step at this place, from 0; `None` if it has none.
fn fit_text(view: RoutineView<'_>, at: usize, planned: Option<&Dose>) -> Option<String> {
    let timeline = view.timeline.filter(|_| view.options.minutes.is_some())?;
    let Some(slot) = timeline.moves.iter().find(|slot| slot.step == at) else { return Some(LEFT_OUT.to_owned()) };
    let is_less = planned.is_none_or(|planned| planned.as_used().to_string() != slot.dose.as_str());
    is_less.then(|| format!("shortened: {}", slot.dose))
}

/// Returns the dose of a step before a run with its reason, or the usual dose if `when` is before a run; empty if they do
/// not differ.
fn other_occasion(step: &Step, exercise: &Exercise, when: Option<When>, marks: &mut Marks) -> String {
    let Some(before_run) = &step.before_run else { return String::new() };
    let is_before_run = when == Some(When::BeforeRun);
    let other = if is_before_run { None } else { Some(When::BeforeRun) };
    let Some(dose) = step.dose_for(exercise, other) else { return String::new() };
    let (dose, why) = (dose.in_full(), &before_run.why);
    marks.take_in(&dose);
    match is_before_run {
        true => format!("before a run: {why}; else {dose}"),
        false => format!("before a run {dose} ({why})"),
    }
}

/// Returns the options in words: `1 round (3-5) · goes on by itself`.
fn options_text(routine: &Routine, view: RoutineView<'_>) -> String {
    let rounds = view.timeline.map_or_else(|| view.options.rounds_of(routine), |timeline| timeline.rounds);
    let given = routine.rounds.as_ref();
    let mark = given.filter(|given| given.whose == Whose::Ours && given.count() == rounds).map_or("", |_| "*");
    let range = given.map(Amount::range).unwrap_or_default();
    let rounds = format!("{rounds}{mark} {}{range}", if rounds == 1 { "round" } else { "rounds" });
    let limit = view.options.minutes.map(|minutes| format!(" · at most {minutes} min")).unwrap_or_default();
    let goes_on = if view.options.auto_advance { "goes on by itself" } else { "waits for a key after rest" };
    format!("{rounds}{limit} · {goes_on}")
}

/// Returns the rests that the routine itself gives: `rest: 30 s between exercises, 20* s between rounds`.
fn rests_text(routine: &Routine, view: RoutineView<'_>) -> String {
    let has_rounds = view.options.rounds_of(routine) > 1 || routine.rounds.is_some_and(|rounds| rounds.to > 1.0);
    let (each, rounds) = (routine.rest_between_s, routine.rest_between_rounds_s.filter(|_| has_rounds));
    let between = if has_rounds && rounds.is_none() { "exercises and between rounds" } else { "exercises" };
    let texts = [(each, between), (rounds, "rounds")]
        .into_iter()
        .filter_map(|(amount, between)| Some(format!("{} s between {between}", amount?.as_used().marked())));
    let texts = texts.collect::<Vec<_>>().join(", ");
    if texts.is_empty() { texts } else { format!("rest: {texts}") }
}
