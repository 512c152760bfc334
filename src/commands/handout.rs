//! `supple handout`: a routine on paper, one self-contained page for A4 or Letter.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Outcome, search};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::Dose;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::words::occasions;
use crate::domain::content::words::{Sides, Whose};
use crate::domain::figure::Figure;
use crate::domain::figure::pose::Pose;
use crate::domain::figure::svg;
use crate::domain::session::compile::{Options, length};

/// The number of days that can be ticked off.
const DAYS: usize = 14;

/// The number of cues beside a figure.
const CUES: usize = 3;

/// The style: prints on white, fetches nothing, and never breaks a step over two pages.
const STYLE: &str = "\
@page{margin:12mm}*{box-sizing:border-box}\
body{font:11pt/1.4 system-ui,sans-serif;color:#111;background:#fff;max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
h1{font-size:1.7rem;margin:0}h2{font-size:1.05rem;margin:0 0 .2rem}p{margin:.2rem 0}\
.quiet{color:#555}.step{display:flex;gap:1rem;align-items:center;border-top:1px solid #ccc;padding:.6rem 0;break-inside:avoid}\
.figure{flex:0 0 40%;max-width:40%}.figure svg{width:100%;height:auto;max-height:27mm;display:block}\
.words{flex:1;min-width:0}ul{margin:.2rem 0;padding-left:1.1rem}\
.days{display:flex;gap:.35rem;flex-wrap:wrap;margin:.5rem 0 0;padding:0;list-style:none}\
.days li{border:1px solid #555;width:8mm;height:8mm;font-size:7pt;color:#555;padding:.5mm}\
.end{border-top:2px solid #111;margin-top:.6rem;padding-top:.5rem;break-inside:avoid}\
@media(max-width:480px){.step{display:block}.figure{max-width:100%}}\
@media print{body{padding:0;max-width:none;font-size:9.5pt;line-height:1.3}.step{padding:.35rem 0}}";

/// Writes the page of the routine that `asked` names.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn run(catalog: &Catalog, asked: &str, out: &mut dyn Write) -> io::Result<Outcome> {
    match search::routine(catalog, asked) {
        Ok(routine) => {
            writeln!(out, "{}", page(catalog, &routine).into_string())?;
            Ok(Outcome::done())
        }
        Err(miss) => Ok(Outcome::failed(miss)),
    }
}

/// Returns the whole page. Every value is escaped, also the titles of the figures.
pub fn page(catalog: &Catalog, routine: &Routine) -> Markup {
    let minutes = length(routine, &|id| catalog.timing(id), Options::default()).ok();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (routine.title) }
                style { (PreEscaped(STYLE)) (PreEscaped(svg::COLOURS)) (PreEscaped(svg::STYLE)) }
            }
            body {
                h1 { (routine.title) }
                p { (routine.summary) }
                p.quiet {
                    (occasions(routine, None))
                    @if let Some(length) = minutes { " · " (length) }
                    @if let Some(often) = &routine.frequency { " · " (often) }
                }
                main {
                    @for (number, step) in (1..).zip(&routine.steps) {
                        @if let Some(exercise) = catalog.exercise(step.exercise.as_str()) {
                            (one(catalog, number, step, &exercise))
                        }
                    }
                }
                (ending(routine))
            }
        }
    }
}

fn one(catalog: &Catalog, number: usize, step: &Step, exercise: &Exercise) -> Markup {
    let figure = catalog.figure_of(exercise.id.as_str());
    let dose = step.dose_for(exercise, None).map(|dose| dose_text(&dose)).unwrap_or_default();
    let sides = exercise.side_names.as_ref().filter(|_| exercise.sides != Sides::None);
    html! {
        section.step {
            @if let Some(figure) = figure { div.figure { (PreEscaped(drawing(&figure, exercise))) } }
            div.words {
                h2 { (number) ". " (exercise.name) }
                p { strong { (dose) } @if let Some(names) = sides { span.quiet { " · " (names.left) " / " (names.right) } } }
                p { (exercise.setup.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")) }
                ul { @for cue in exercise.cues.iter().take(CUES) { li { (cue.say) } } }
                @if let Some(note) = &step.note { p.quiet { (note) } }
                @for careful in exercise.careful.iter().take(1) { p.quiet { "Take care: " (careful) } }
            }
        }
    }
}

fn drawing(figure: &Figure, exercise: &Exercise) -> String {
    let caption = figure.caption.as_ref().map_or_else(|| exercise.summary.to_string(), ToString::to_string);
    // On paper two large pictures say more than three small ones.
    let phases = figure.phases();
    let poses: Vec<Pose> = match (&figure.verdicts, phases.as_slice()) {
        (None, [first, .., last]) if figure.cycle_s.is_none() => vec![first.clone(), last.clone()],
        _ => phases.clone(),
    };
    figure.svg_in_page(&poses, figure.is_mirrored_beside_setup(exercise.sides), exercise.name.as_str(), &caption)
}

fn dose_text(dose: &Dose) -> String {
    dose.as_used().to_string()
}

fn ending(routine: &Routine) -> Markup {
    let ours = routine.steps.iter().any(|step| {
        let dose = &step.dose;
        [dose.hold_s, dose.reps, dose.breaths, dose.minutes, dose.sets].iter().flatten().any(|n| n.whose == Whose::Ours)
    });
    html! {
        section.end {
            h2 { "Tick each day" }
            ol.days { @for day in 1..=DAYS { li { (day) } } }
        }
        section.end {
            h2 { "Stop" }
            ul {
                li { "Sharp pain, or pain that runs down a leg: stop that exercise." }
                li { "Chest pain, faint, dizzy, short of breath: stop, sit down; if it is chest pain, or it has not gone after a few minutes, call your emergency number." }
                li { "Numb between the legs, new trouble with bladder or bowel, weak or numb in both legs: do not exercise, call your emergency number." }
                li { "Pain that stays or grows: ask a doctor or a physio." }
            }
            @for note in &routine.notes { p.quiet { (note) } }
            @if ours { p.quiet { "Where a source gives no number, the number is our suggestion." } }
            @for source in &routine.sources { p.quiet { "Source: " (source) } }
            p.quiet { "General exercise information for adults. It does not examine you; you choose what to do. Made with supple." }
        }
    }
}
