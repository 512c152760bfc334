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

/// The most boxes for the sets of a step.
const MOST_BOXES: u32 = 6;

/// The number of days that can be ticked off.
const DAYS: usize = 14;

/// The number of cues beside a figure.
const CUES: usize = 3;

/// The style: prints on white, fetches nothing, and never breaks a step over two pages.
const STYLE: &str = "\
@page{margin:9mm 12mm}*{box-sizing:border-box}html{color-scheme:light}\
body{font:11pt/1.4 system-ui,sans-serif;color:#111;background:#fff;max-width:46rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
h1{font-size:1.7rem;margin:0}h2{font-size:1.05rem;margin:0 0 .2rem}p{margin:.2rem 0}\
.quiet{color:#555}.who{display:flex;gap:1.5rem;margin:0 0 .6rem}.who span{flex:2;border-bottom:1px solid #555}.who span+span{flex:1}\
.box{display:inline-block;width:.9em;height:.9em;border:1px solid #555;vertical-align:-.1em;margin-left:.25em}strong,.done{margin-right:1em}.done{color:#555;white-space:nowrap}\
.meta{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem}.works,.stretch{display:inline-block;width:1.6em;height:.8em;vertical-align:-.05em;border:1.5px solid #222;background:#095ea9}.stretch{border-style:dashed;background:#790da6;margin-left:.8em}\
.step{display:flex;gap:1rem;align-items:center;border-top:1px solid #ccc;padding:.6rem 0;break-inside:avoid}\
.figure{flex:0 0 40%;max-width:40%}.figure svg{width:100%;height:auto;max-height:25mm;display:block}\
.words{flex:1;min-width:0}ul{margin:.2rem 0;padding-left:1.1rem}\
.tick{display:flex;gap:.6rem;align-items:center;flex-wrap:wrap}.days{display:flex;gap:.35rem;flex-wrap:wrap;margin:0;padding:0;list-style:none}\
.days li{border:1px solid #555;width:8mm;height:8mm;font-size:7pt;color:#555;padding:.5mm}\
.end{border-top:2px solid #111;margin-top:.6rem;padding-top:.5rem;break-inside:avoid}\
@media(max-width:480px){.step{display:block}.figure{max-width:100%}}\
@media print{body{padding:0;max-width:none;font-size:9.5pt;line-height:1.22}.step{padding:.25rem 0}h1{font-size:1.5rem}h2{font-size:.98rem}.end{margin-top:.4rem;padding-top:.3rem}p{margin:.12rem 0}ul{margin:.12rem 0}}";

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
                p.who { span { "Name" } span { "Date" } }
                h1 { (routine.title) }
                p { (routine.summary) }
                p.quiet.meta {
                    span {
                        (occasions(routine, None))
                        @if let Some(length) = minutes { " · " (length) }
                        @if let Some(often) = &routine.frequency { " · " (often) }
                    }
                    span { span.works {} " works " span.stretch {} " is lengthened" }
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
    let dose = step.dose_for(exercise, None);
    html! {
        section.step {
            @if let Some(figure) = figure { div.figure { (PreEscaped(drawing(&figure, exercise))) } }
            div.words {
                h2 { (number) ". " (exercise.name) }
                p { strong { (dose.as_ref().map(Dose::used_in_full).unwrap_or_default()) } (boxes(dose.as_ref(), exercise)) }
                p { (exercise.setup.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")) }
                ul { @for cue in exercise.cues.iter().take(CUES) { li { (cue.say) } } }
                @if let Some(note) = &step.note { p.quiet { (note) } }
                @for careful in exercise.careful.iter().take(1) { p.quiet { "Take care: " (careful) } }
            }
        }
    }
}

/// Draws a box for each set, on each side if the sides are done one after the other.
fn boxes(dose: Option<&Dose>, exercise: &Exercise) -> Markup {
    let sets = dose.map_or(1, |dose| dose.sets.count().clamp(1, MOST_BOXES));
    let sides = dose.map_or(exercise.sides, |dose| dose.sides);
    let names = match (sides, &exercise.side_names) {
        (Sides::Each, Some(names)) => vec![names.left.as_str(), names.right.as_str()],
        (Sides::Each, None) => vec!["left", "right"],
        _ => vec!["done"],
    };
    html! {
        @for name in names { " " span.done { (name) @for _ in 0..sets { span.box {} } } }
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

fn ending(routine: &Routine) -> Markup {
    let ours = routine.steps.iter().any(|step| {
        let dose = &step.dose;
        [dose.hold_s, dose.reps, dose.breaths, dose.minutes, dose.sets].iter().flatten().any(|n| n.whose == Whose::Ours)
    });
    html! {
        section.end.tick {
            @if let Some(limit) = routine.pain_limit {
                p { strong { "Keep pain at " (limit) " of 10 or below." } " Above that do less, or stop for today." }
            }
            h2 { "Tick each day" }
            ol.days { @for day in 1..=DAYS { li { (day) } } }
        }
        section.end {
            h2 { "When to stop" }
            ul {
                li { "Sharp pain, or pain that runs down a leg: stop that exercise." }
                li { "Chest pain, faint, dizzy, short of breath: stop and sit down. For chest pain, or if it has not passed in a few minutes, call your emergency number." }
                li { "Numb between the legs, new trouble with bladder or bowel, weak or numb in both legs: do not exercise; call your emergency number." }
                li { "Pain that stays or gets worse: ask a physio or doctor." }
            }
            @for note in &routine.notes { p.quiet { (note) } }
            p.quiet { @if ours { "Where a source gives no number, the number is our suggestion. " } @for source in &routine.sources { "Source: " (source) ". " } }
            p.quiet { "General exercise information for adults. It does not examine you; you choose what to do. Made with supple." }
        }
    }
}
