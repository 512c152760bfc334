//! Sessions made from the library for a wish: what for, for how long, in which positions, with which equipment.
//!
//! Pure and without chance: the same wish on the same day with the same journal makes the same routine. `target` finds
//! what a wish is about, `pool` the exercises that fit it and today, `clock` gives them the time.
//!
//! The choice, the order and the amounts are ours; every amount that a source gives stays within its range.

use std::sync::Arc;

use super::clearance::clearance;
use super::flare_up;
use super::paragraph::Paragraph;
use super::readiness::Readiness;
use super::rule::{Basis, Rule, Sentence};
use super::zone::Zone;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Amount, Dose};
use crate::domain::content::exercise::Id;
use crate::domain::content::link::ids_of;
use crate::domain::content::routine::{Routine, Step};
use crate::domain::content::words::{Position, Value, When, joined, spoken};
use crate::domain::session::compile::Options;
use crate::domain::text::{Text, capital, counted};

mod clock;
mod pool;
mod target;

use clock::{SLACK_MS, TimedSession, TimedStep};
use pool::{Pool, PoolExercise, PoolPart};

pub use target::Target;

/// The least and the most minutes of a session that is composed. Our choice.
pub const MINUTES: std::ops::RangeInclusive<u32> = 2..=60;

/// The minutes of a session for which none are given. Our choice.
pub const USUAL_MINUTES: u32 = 10;

/// The minutes beyond a wish for which it is found out whether a session can be longer. Our choice.
const LONGER: u32 = 5;

/// The source of what the library cannot do.
const LIBRARY: &str = "the exercises in the library";

/// The source of what is ours in a composed session.
const OURS: &str = "our choice, from what the pages of the exercises say";

/// A wish for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeWish {
    /// The problem or the muscles that it is for.
    pub target: Target,
    /// The time that there is.
    pub minutes: u32,
    /// The positions to stay in; empty for any.
    pub positions: Vec<Position>,
    /// The equipment at hand; if `None`, any may be needed, and what needs none comes first.
    pub at_hand: Option<Vec<Id>>,
}

/// A session that was composed.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The session, as a routine that no file holds.
    pub routine: Arc<Routine>,
    /// The reason for each step, in order.
    pub steps: Vec<ComposedStep>,
    /// The notes on the session as a whole.
    pub notes: Vec<Sentence>,
}

/// The reason for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedStep {
    /// The exercise with its dose: `Half-Kneeling Stretch: 30 s, each side`.
    pub title: String,
    /// The reason.
    pub why: Sentence,
}

/// The reason why a wish cannot be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeFailure {
    /// The reason, in one or two sentences.
    pub text: String,
    /// The conditions to loosen, each with what it would bring.
    pub loosen: Vec<String>,
    /// The gentle routine to do in its place.
    pub gentle: Option<Id>,
    /// The rule behind it, or that it is the library.
    pub basis: Basis,
}

impl ComposeFailure {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), loosen: Vec::new(), gentle: None, basis: Basis::Source(LIBRARY) }
    }

    fn by_rule(text: impl Into<String>, paragraph: Paragraph) -> Self {
        Self { basis: Basis::Rule(paragraph), ..Self::new(text) }
    }

    /// Returns the conditions to loosen, and the gentle routine by the name that it has for the reader.
    pub fn ways(&self, named: impl FnOnce(&Id) -> Option<String>) -> Vec<String> {
        let gentle = self.gentle.as_ref().and_then(named).map(|name| format!("Gentle care for such a day: {name}."));
        self.loosen.iter().cloned().chain(gentle).collect()
    }

    /// Returns all of it in one line, with the id of the gentle routine.
    pub fn in_a_line(&self) -> String {
        let ways = self.ways(|id| Some(format!("`{id}`")));
        std::iter::once(self.text.clone()).chain(ways).collect::<Vec<_>>().join(" ")
    }
}

/// Composes a session for `wish`, timed with `options`.
///
/// In this order: nothing while a safety answer is in the way, in a flare-up and on a red day; then of the exercises
/// that fit, those for the wish before those that go with them, those of the last two sessions last; movement first,
/// then strength, then the long holds.
///
/// # Errors
/// Today or the library has no session for it, with the reason.
pub fn compose(
    today: &Readiness<'_>,
    catalog: &Catalog,
    wish: &ComposeWish,
    options: Options,
) -> Result<Composed, ComposeFailure> {
    refuse_today(today, catalog)?;
    let pool = Pool::of(today, catalog, wish, options);
    if !pool.has_target() {
        return Err(nothing_fits(today, catalog, wish, options));
    }
    let session =
        best(&pool, wish).ok_or_else(|| too_short(&pool, wish, nothing_fits(today, catalog, wish, options)))?;
    written(&pool, &session, catalog, wish).ok_or_else(|| ComposeFailure::new("There are too many of this name."))
}

/// Refuses where the product has rest or gentle care for today.
fn refuse_today(today: &Readiness<'_>, catalog: &Catalog) -> Result<(), ComposeFailure> {
    let gentle = Id::new(flare_up::ROUTINE).ok().filter(|id| catalog.outline(id.as_str()).is_some());
    let clearance = clearance(today.situation.journal, today.situation.now);
    if clearance.text().is_some() {
        let paragraph = if clearance.is_locked() { Paragraph::Emergency } else { Paragraph::Urgent };
        return Err(ComposeFailure::by_rule("Your safety answers come first.", paragraph));
    }
    if let Some(flare) = &today.flare {
        let text = format!("{} Gentle care or rest today.", flare.why);
        return Err(ComposeFailure { gentle, ..ComposeFailure::by_rule(text, Rule::Flare.paragraph()) });
    }
    match (today.score, today.zone(None)) {
        (Some(score), Some(Zone::Red)) => {
            let text = format!("{score} today: rest, or something gentle.");
            Err(ComposeFailure { gentle, ..ComposeFailure::by_rule(text, Rule::CheckIn.paragraph()) })
        }
        _ => Ok(()),
    }
}

/// Says that nothing fits, and what would with fewer conditions.
fn nothing_fits(today: &Readiness<'_>, catalog: &Catalog, wish: &ComposeWish, options: Options) -> ComposeFailure {
    let anywhere = ComposeWish { positions: Vec::new(), ..wish.clone() };
    let with_more = ComposeWish { at_hand: None, ..wish.clone() };
    let neither = ComposeWish { at_hand: None, ..anywhere.clone() };
    let mut loosen = Vec::new();
    for (way, other) in [("In any position", anywhere), ("With more equipment", with_more)] {
        loosen.extend(would_bring(way, &Pool::of(today, catalog, &other, options)));
    }
    if loosen.is_empty() {
        loosen.extend(would_bring(
            "In any position and with more equipment",
            &Pool::of(today, catalog, &neither, options),
        ));
    }
    let sore = if pool::is_sore(today) { " that suits a sore back" } else { "" };
    let text = format!("Nothing{sore} fits {}{}.", wish.target.said(), conditions(wish));
    ComposeFailure { loosen, ..ComposeFailure::new(text) }
}

fn would_bring(way: &str, pool: &Pool) -> Option<String> {
    let found = pool.target_count();
    (found > 0).then(|| format!("{way}: {}.", counted(found, "exercise")))
}

/// Returns the conditions of a wish: `, standing, with nothing but the floor`; empty without any.
fn conditions(wish: &ComposeWish) -> String {
    let positions = wish.positions.iter().map(|position| position.said()).collect::<Vec<_>>().join(" or ");
    let things = match wish.at_hand.as_deref() {
        None => String::new(),
        Some([]) => "with nothing but the floor".to_owned(),
        Some(things) => format!("with {}", things.iter().map(|id| spoken(id.as_str())).collect::<Vec<_>>().join(", ")),
    };
    let all: Vec<String> = [positions, things].into_iter().filter(|text| !text.is_empty()).collect();
    all.into_iter().map(|text| format!(", {text}")).collect()
}

/// Says that the wish is for less time than the shortest session takes, or that no session comes about at all.
fn too_short(pool: &Pool, wish: &ComposeWish, otherwise: ComposeFailure) -> ComposeFailure {
    let mut longer = wish.minutes + 1..=*MINUTES.end();
    let shortest = longer.find(|minutes| best(pool, &ComposeWish { minutes: *minutes, ..wish.clone() }).is_some());
    let Some(shortest) = shortest else { return otherwise };
    let (minutes, said, conditions) = (counted(wish.minutes as usize, "minute"), wish.target.said(), conditions(wish));
    ComposeFailure::new(format!("{minutes} is too short for {said}{conditions}: the shortest takes {shortest}."))
}

/// Returns the session nearest to the time from below; `None` if nothing is so short.
fn best<'p>(pool: &'p Pool, wish: &ComposeWish) -> Option<TimedSession<'p>> {
    let limit = limit_of(wish);
    let most = pool.most(wish.minutes);
    let wanted = pool.wanted(most, limit);
    let mut best: Option<TimedSession<'p>> = None;
    // The wanted number first, then ever further from it.
    let near_first = (0..=most).flat_map(|far| [wanted + far, wanted.saturating_sub(far)]);
    for count in near_first.filter(|count| (1..=most).contains(count)) {
        for skipped in 0..pool.rotations(count) {
            let Some(session) = TimedSession::new(&pool.pick(count, skipped), limit) else { continue };
            if session.millis + SLACK_MS >= limit {
                return Some(session);
            }
            if best.as_ref().is_none_or(|best| best.millis < session.millis) {
                best = Some(session);
            }
        }
    }
    best
}

fn limit_of(wish: &ComposeWish) -> u64 {
    u64::from(wish.minutes) * 60_000
}

/// Writes the session as a routine, with its reasons.
fn written(pool: &Pool, session: &TimedSession<'_>, catalog: &Catalog, wish: &ComposeWish) -> Option<Composed> {
    let seconds = session.millis.div_ceil(1_000);
    let is_short = session.millis + SLACK_MS < limit_of(wish);
    let minutes = if is_short { u32::try_from((seconds + 30) / 60).unwrap_or(1).max(1) } else { wish.minutes };
    let title = format!("{}, {}", capital(wish.target.said()), counted(minutes as usize, "minute"));
    let mut notes = pool.notes.clone();
    let mut remarks = Vec::new();
    if is_short {
        let whole = format!("{} min {} s", seconds / 60, seconds % 60);
        let more = ComposeWish { minutes: wish.minutes + LONGER, ..wish.clone() };
        let is_longest = best(pool, &more).is_none_or(|longer| longer.millis <= limit_of(wish));
        let text = match is_longest {
            true => format!("{whole} is the longest for {}{}.", wish.target.said(), conditions(wish)),
            false => {
                format!("It takes {whole}: nothing fits in the rest of {}.", counted(wish.minutes as usize, "minute"))
            }
        };
        remarks.push(Text::clean(&text));
        notes.push(Sentence::new(text, OURS));
    }
    let (steps, reasons) = session.steps.iter().map(|step| (routine_step(step), reason(pool, step))).unzip();
    let mut routine = Routine {
        id: ids_of(&title, "session").find(|id| !catalog.is_taken(id.as_str()))?,
        title: Text::clean(&title),
        summary: Text::clean(&format!("Put together for {}.", wish.target.said())),
        when: vec![When::AnyDay],
        equipment: Vec::new(),
        takes_needs_of_steps: true,
        eased: pool.eased,
        optional_equipment: Vec::new(),
        frequency: None,
        rounds: None,
        begin_rounds: None,
        rest_between_s: session.rest_s.map(|rest| Amount::ours(f64::from(rest))),
        rest_between_rounds_s: None,
        steps,
        pain_limit: None,
        notes: remarks,
        sources: Vec::new(),
    };
    routine.take_needs_of(session.steps.iter().map(|step| &*step.of.exercise));
    Some(Composed { routine: Arc::new(routine), steps: reasons, notes })
}

fn routine_step(step: &TimedStep<'_>) -> Step {
    let value = if step.of.part == PoolPart::Target { Value::Main } else { Value::Support };
    let exercise = step.of.exercise.id.clone();
    Step { exercise, dose: step.spec(), before_run: None, value, note: None }
}

/// Returns the reason for a step: its part in the session, and what is special about it today.
fn reason(pool: &Pool, step: &TimedStep<'_>) -> ComposedStep {
    let PoolExercise { exercise, part, is_recent, easier_than, problem, .. } = step.of;
    let does = [("stretches", &exercise.stretches), ("works", &exercise.works)];
    let does = does.into_iter().filter(|(_, muscles)| !muscles.is_empty());
    let does = does.map(|(verb, muscles)| format!("{verb} {}", joined(muscles))).collect::<Vec<_>>().join("; ");
    let role = match (part, problem) {
        (PoolPart::Target, Some(problem)) => format!("For {}", spoken(problem.as_str())),
        (PoolPart::Target, None) => String::new(),
        (PoolPart::Companion, _) => "Goes with it".to_owned(),
        (PoolPart::WarmUp, _) => "Movement first, before the holds".to_owned(),
    };
    let first = [role, does].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    let mut sentences = vec![format!("{}.", capital(&first))];
    if let Some(harder) = easier_than {
        sentences.push(format!("An easier version of {harder}, for today."));
    }
    if *is_recent {
        sentences.push("You did it in one of your last two sessions; little else fits.".to_owned());
    }
    let usual = step.of.dose.as_used().to_string();
    let dose = step.dose();
    if dose.as_used().to_string() != usual {
        sentences.push(format!("Usually {usual}; changed to fit the time."));
    }
    if step.is_capped() {
        sentences.push("Held for 30 s at most, with no movement before it.".to_owned());
    }
    let why = match (easier_than, pool.rule) {
        (Some(_), Some(rule)) => Sentence::by_rule(sentences.join(" "), Rule::paragraph(rule)),
        _ => Sentence::new(sentences.join(" "), OURS),
    };
    ComposedStep { title: format!("{}: {}", exercise.name, Dose::in_full(&dose)), why }
}
