//! The document of a routine.

use std::sync::Arc;
use std::time::Duration;

use super::{Document, DocumentChoice, LineKind};
use crate::domain::advice::change::{Adapted, ChangeKey};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, Dose, Marks};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::words::occasions;
use crate::domain::content::words::{When, Whose};
use crate::domain::session::compile::Options;
use crate::domain::session::timeline::{ExerciseSlot, Timeline};
use crate::domain::text::Text;

/// The person's choices for a routine.
#[derive(Debug, Clone, Copy)]
pub struct RoutineView<'a> {
    /// The options of the session.
    pub options: Options,
    /// The routine with the changes for today, compiled with these; `None` if it cannot be played.
    pub timeline: Option<&'a Timeline>,
    /// The changes for today.
    pub fit: Option<&'a Adapted>,
    /// Those of them that are declined.
    pub declined: &'a [ChangeKey],
    /// A line about the past of the routine; empty for none.
    pub past: &'a str,
    /// True to mark the numbers that are ours and to give the ranges of the sources.
    pub says_whose: bool,
}

impl<'a> RoutineView<'a> {
    /// Returns a dose in words.
    fn dose(self, dose: &Dose) -> String {
        if self.says_whose { dose.in_full() } else { dose.used_in_full() }
    }

    /// Returns the step of this index as it will be done; `None` if nothing is known of it.
    fn step(self, at: usize) -> Option<StepToday<'a>> {
        let timeline = self.timeline?;
        let at = match self.fit {
            Some(fit) => match fit.place_of(at, self.declined) {
                Some(at) => at,
                None => return Some(StepToday::Dropped("dropped today".to_owned())),
            },
            None => at,
        };
        let slot = timeline.moves.iter().find(|slot| slot.step == at);
        Some(slot.map_or_else(|| StepToday::Dropped(format!("dropped{}", self.limit_text())), StepToday::Done))
    }

    /// Returns ` to fit 10 min`; empty without a limit.
    fn limit_text(self) -> String {
        self.options.minutes.map(|minutes| format!(" to fit {minutes} min")).unwrap_or_default()
    }
}

/// A step of a routine as it will be done.
enum StepToday<'a> {
    /// It is left out, for this reason.
    Dropped(String),
    /// The exercise with its dose.
    Done(&'a ExerciseSlot),
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
    page.quiet(view.past);
    page.own(catalog, ItemKind::Routine, &routine.id);
    if let Some(fit) = view.fit.filter(|fit| !fit.changes.is_empty() || fit.instead.is_some()) {
        fitted(fit, &mut page);
    }
    page.gap();
    let mut marks = steps(routine, catalog, view, &mut page);
    page.gap();
    let options = options_text(routine, view);
    page.paragraph(LineKind::Own, "", &options);
    if let Some(timeline) = view.timeline.filter(|timeline| !timeline.dropped.is_empty()) {
        let texts: Vec<&str> = timeline.dropped.iter().map(Text::as_str).collect();
        page.paragraph(LineKind::Caution, "", &format!("Dropped{}: {}", view.limit_text(), texts.join(", ")));
    }
    page.gap();
    if let Some(often) = &routine.frequency {
        page.quiet(&format!("How often: {often}"));
    }
    if let Some(limit) = routine.pain_limit {
        page.quiet(&format!("Pain limit: {limit} of 10"));
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
        page.quiet(&format!("Source: {source}"));
    }
    let plans = catalog.plans().filter(|plan| plan.routines().contains(&&routine.id));
    let plans: Vec<Link> = plans.map(|plan| Link::new(ItemKind::Plan, plan.id.clone())).collect();
    page.links("Part of", &plans, catalog);
    page
}

/// Says that there are changes for today; each is in the list of steps.
fn fitted(fit: &Adapted, page: &mut Document) {
    page.gap();
    if let Some(instead) = &fit.instead {
        page.warning(&instead.reason.text);
    }
    let changes = match fit.changes.len() {
        0 => return,
        1 => "1 step changed. You can decline it".to_owned(),
        several => format!("{several} steps changed. You can decline each"),
    };
    page.paragraph(LineKind::Own, "", &format!("Fitted to today: {changes} when you start. y: why"));
}

/// Returns the steps of `routine` as they will be done, and what is left out or replaced.
pub fn steps_of(routine: &Routine, catalog: &Catalog, view: RoutineView<'_>) -> Document {
    let mut page = Document::default();
    steps(routine, catalog, view, &mut page);
    page
}

/// Writes the steps, and returns the marks of their doses.
fn steps(routine: &Routine, catalog: &Catalog, view: RoutineView<'_>, page: &mut Document) -> Marks {
    let when = view.options.when.or_else(|| routine.when.first().copied());
    let widest = routine.steps.len().to_string().len();
    let indent = " ".repeat(widest + 3);
    let mut marks = Marks::default();
    for (at, (step, exercise)) in known_steps(catalog, routine).enumerate() {
        let dose = step.dose_for(&exercise, when);
        let planned = dose.as_ref().map(|dose| view.dose(dose)).unwrap_or_default();
        let used = dose.map(|dose| dose.as_used());
        let was = used.as_ref().map(Dose::without_sides).unwrap_or_default();
        let title = format!("{:>widest$} {}", at + 1, exercise.name);
        let to = Some(Link::new(ItemKind::Exercise, exercise.id.clone()));
        let choice = DocumentChoice { to, ..DocumentChoice::new(LineKind::Text, &title, "") };
        match view.step(at) {
            Some(StepToday::Dropped(why)) => {
                page.choice(DocumentChoice { kind: LineKind::Struck, detail: why, ..choice });
                continue;
            }
            Some(StepToday::Done(slot)) if slot.exercise != exercise.id => {
                page.choice(DocumentChoice { kind: LineKind::Struck, was, ..choice });
                let title = format!("{} {} instead", " ".repeat(widest), slot.name);
                let to = Some(Link::new(ItemKind::Exercise, slot.exercise.clone()));
                page.choice(DocumentChoice { to, ..DocumentChoice::new(LineKind::Text, &title, slot.dose.as_str()) });
                continue;
            }
            Some(StepToday::Done(slot)) if used.is_some_and(|used| used.to_string() != slot.dose.as_str()) => {
                page.choice(DocumentChoice { was, detail: slot.dose.to_string(), ..choice });
            }
            _ => {
                marks.take_in(&planned);
                page.choice(DocumentChoice { detail: planned, ..choice });
            }
        }
        page.paragraph(LineKind::Quiet, &indent, &other_occasion(step, &exercise, when, view, &mut marks));
        page.paragraph(LineKind::Quiet, &indent, step.note.as_ref().map_or("", Text::as_str));
    }
    marks
}

/// Returns the dose of a step before a run with its reason, or the usual dose if `when` is before a run; empty if they do
/// not differ.
fn other_occasion(
    step: &Step,
    exercise: &Exercise,
    when: Option<When>,
    view: RoutineView<'_>,
    marks: &mut Marks,
) -> String {
    let Some(before_run) = &step.before_run else { return String::new() };
    let is_before_run = when == Some(When::BeforeRun);
    let other = if is_before_run { None } else { Some(When::BeforeRun) };
    let Some(dose) = step.dose_for(exercise, other) else { return String::new() };
    let (dose, why) = (view.dose(&dose), &before_run.why);
    marks.take_in(&dose);
    match is_before_run {
        true => format!("before a run: {why}; otherwise {dose}"),
        false => format!("before a run {dose} ({why})"),
    }
}

/// Returns the options in words: `1 round (3-5) · moves on automatically`.
fn options_text(routine: &Routine, view: RoutineView<'_>) -> String {
    let rounds = view.timeline.map_or_else(|| view.options.rounds_of(routine), |timeline| timeline.rounds);
    let given = routine.rounds.as_ref();
    let given = given.filter(|_| view.says_whose);
    let mark = given.filter(|given| given.whose == Whose::Ours && given.count() == rounds).map_or("", |_| "*");
    let range = given.map(Amount::range).unwrap_or_default();
    let rounds = format!("{rounds}{mark} {}{range}", if rounds == 1 { "round" } else { "rounds" });
    let limit = match (view.options.minutes, view.timeline) {
        (None, _) => String::new(),
        (Some(minutes), Some(timeline)) if timeline.planned() > Duration::from_secs(60 * u64::from(minutes)) => {
            format!(" · as short as it gets, over {minutes} min")
        }
        (Some(minutes), Some(timeline)) if !timeline.shortened.is_empty() => {
            format!(" · shortened to fit {minutes} min")
        }
        (Some(minutes), _) => format!(" · at most {minutes} min"),
    };
    let goes_on = if view.options.auto_advance { "moves on automatically" } else { "waits for a key after rest" };
    format!("{rounds}{limit} · {goes_on}")
}

/// Returns the rests that the routine itself gives: `rest: 30 s between exercises, 20* s between rounds`.
fn rests_text(routine: &Routine, view: RoutineView<'_>) -> String {
    let has_rounds = view.options.rounds_of(routine) > 1 || routine.rounds.is_some_and(|rounds| rounds.to > 1.0);
    let (each, rounds) = (routine.rest_between_s, routine.rest_between_rounds_s.filter(|_| has_rounds));
    let between = if has_rounds && rounds.is_none() { "exercises and between rounds" } else { "exercises" };
    let texts = [(each, between), (rounds, "rounds")].into_iter().filter_map(|(amount, between)| {
        let used = amount?.as_used();
        let seconds = if view.says_whose { used.marked() } else { used.to_string() };
        Some(format!("{seconds} s between {between}"))
    });
    let texts = texts.collect::<Vec<_>>().join(", ");
    if texts.is_empty() { texts } else { format!("rest: {texts}") }
}
