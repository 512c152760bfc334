//! The exercises that fit a wish and today, in the order in which they are chosen.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::adapt::Reason;
use super::super::adapt::rules::{lowerings, sore};
use super::super::clearance::{Clearance, clearance};
use super::super::readiness::Readiness;
use super::super::rule::{Rule, Sentence};
use super::super::screening_trigger::screened_trigger;
use super::ComposeWish;
use super::clock::{StepRange, TimedStep};
use crate::domain::content::catalog::Catalog;
use crate::domain::content::dose::{Dose, Measure, Pace};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::link::Need;
use crate::domain::content::words::{Kind, Position, Role};
use crate::domain::session::compile::Options;
use crate::domain::text::Text;

/// The sessions back from today whose exercises come last. Our choice: two sessions without a repetition are variety
/// enough for a library of this size.
const RECENT_SESSIONS: usize = 2;

/// The minutes from which an activity is a session of its own. Our choice.
const OWN_SESSION_MIN: f64 = 5.0;

/// The most exercises of a session, besides one for every three minutes. Our choice: fewer exercises done well.
const MOST_STEPS: usize = 4;

/// The most places in which a session takes place before others are used. Our choice: getting up and down takes time.
const MOST_AREAS: usize = 2;

/// The numbers of candidates to begin with, tried in turn where the time does not come out.
const ROTATIONS: usize = 4;

/// The part that an exercise plays in the session; those before come first in the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PoolPart {
    /// It is for what was wished.
    Target,
    /// It does the same to the same muscles.
    Companion,
    /// It moves, before holds that are long.
    WarmUp,
}

/// The place in which an exercise is done, in the order of a session: on the feet, on a seat, then down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BodyArea {
    Feet,
    Seat,
    Floor,
}

impl BodyArea {
    pub(super) const fn of(position: Position) -> Self {
        match position {
            Position::Standing | Position::Lunge | Position::Squat | Position::Walking | Position::Running => {
                Self::Feet
            }
            Position::Seated => Self::Seat,
            _ => Self::Floor,
        }
    }
}

/// An exercise that fits.
#[derive(Debug, Clone)]
pub(super) struct PoolExercise {
    pub(super) exercise: Arc<Exercise>,
    pub(super) dose: Dose,
    pub(super) range: StepRange,
    pub(super) options: Options,
    pub(super) part: PoolPart,
    /// The problem, of those wished, that it helps with.
    pub(super) problem: Option<Id>,
    /// True if it was done in one of the last sessions.
    pub(super) is_recent: bool,
    /// The name of the exercise in whose place it is done today.
    pub(super) easier_than: Option<Text>,
    /// Its place in the order of the day.
    turn: u64,
}

impl PoolExercise {
    pub(super) fn area(&self) -> BodyArea {
        BodyArea::of(self.exercise.position)
    }

    /// Returns true if it moves: reps, or an activity.
    pub(super) fn moves(&self) -> bool {
        matches!(self.dose.measure, Measure::Reps { .. } | Measure::Activity { .. })
    }

    fn needs_a_thing(&self) -> bool {
        !self.exercise.equipment.iter().all(Need::is_met_everywhere)
    }

    /// Returns true if both are versions of one exercise: one is an easier or harder version of the other, or both are of
    /// a third.
    fn is_kin_of(&self, other: &Self) -> bool {
        self.versions().any(|id| other.versions().any(|other| other == id))
    }

    fn versions(&self) -> impl Iterator<Item = &Id> {
        let Exercise { id, easier, harder, .. } = &*self.exercise;
        [id].into_iter().chain(easier).chain(harder)
    }
}

/// The exercises that fit, the first choice first.
pub(super) struct Pool {
    pub(super) all: Vec<PoolExercise>,
    /// The rule for which easier versions are chosen today.
    pub(super) rule: Option<Rule>,
    /// The levels that this rule or another asks for; 0 without one.
    pub(super) eased: u8,
    /// The notes on the session as a whole.
    pub(super) notes: Vec<Sentence>,
}

/// The conditions of today and of the wish on an exercise.
struct PoolRules<'a, 'j> {
    today: &'a Readiness<'j>,
    wish: &'a ComposeWish,
    options: Options,
    is_sore: bool,
    is_screened: bool,
    /// The reason for which the session is easier today.
    easy: Option<Reason>,
    /// The levels by which it is.
    eased: u8,
    recent: BTreeSet<&'j Id>,
}

impl Pool {
    pub(super) fn of(today: &Readiness<'_>, catalog: &Catalog, wish: &ComposeWish, options: Options) -> Self {
        let rules = PoolRules::of(today, wish, options);
        let mut all: Vec<PoolExercise> = Vec::new();
        for exercise in catalog.exercises().filter(|exercise| wish.target.is_met(exercise)) {
            all.extend(rules.fit(&exercise, PoolPart::Target, catalog));
        }
        let shared = SharedMuscles::of(&all);
        for exercise in catalog.exercises() {
            if shared.is_met(&exercise) {
                all.extend(rules.fit(&exercise, PoolPart::Companion, catalog));
            } else if matches!(exercise.kind, Kind::Mobility | Kind::Cardio) {
                let warm_up = rules.fit(&exercise, PoolPart::WarmUp, catalog);
                all.extend(warm_up.filter(|one| one.moves() && !one.needs_a_thing()));
            }
        }
        all.sort_by_key(|one| (one.part, one.is_recent, one.needs_a_thing(), one.turn));
        let mut seen = BTreeSet::new();
        all.retain(|one| seen.insert(one.exercise.id.clone()));
        let rule = rules.easy.as_ref().map(|reason| reason.rule);
        Self { all, rule, eased: rules.eased, notes: rules.notes() }
    }

    pub(super) fn has_target(&self) -> bool {
        self.target_count() > 0
    }

    pub(super) fn target_count(&self) -> usize {
        self.all.iter().filter(|one| one.part == PoolPart::Target).count()
    }

    /// Returns the most exercises for a session of this length.
    pub(super) fn most(&self, minutes: u32) -> usize {
        self.all.len().min(MOST_STEPS + minutes as usize / 3)
    }

    /// Returns the number of exercises, at most `most`, that fill `limit` milliseconds in their usual doses; at least one.
    pub(super) fn wanted(&self, most: usize, limit: u64) -> usize {
        let mut left = limit;
        let mut count = 0;
        for one in self.pick(most, 0) {
            let Some(rest) = left.checked_sub(TimedStep::usual_millis(one)) else { break };
            (left, count) = (rest, count + 1);
        }
        count.max(1)
    }

    /// Returns the number of ways to begin the choice of `count` exercises.
    pub(super) fn rotations(&self, count: usize) -> usize {
        self.target_count().saturating_sub(count).min(ROTATIONS - 1) + 1
    }

    /// Returns the first `count` of the choice, without the first `skipped`: no two versions of one exercise, in few
    /// places, and with a movement if there is one.
    pub(super) fn pick(&self, count: usize, skipped: usize) -> Vec<&PoolExercise> {
        let mut picked: Vec<&PoolExercise> = Vec::new();
        let mut areas: BTreeSet<BodyArea> = BTreeSet::new();
        let (mut later, mut candidates) = (Vec::new(), self.all.iter().skip(skipped).collect::<Vec<_>>());
        candidates.retain(|one| one.part != PoolPart::WarmUp);
        for one in candidates {
            if picked.len() == count || picked.iter().any(|other| other.is_kin_of(one)) {
                continue;
            }
            if areas.len() == MOST_AREAS && !areas.contains(&one.area()) {
                later.push(one);
                continue;
            }
            areas.insert(one.area());
            picked.push(one);
        }
        for one in later {
            if picked.len() < count && !picked.iter().any(|other| other.is_kin_of(one)) {
                picked.push(one);
            }
        }
        self.begin_with_movement(&mut picked, count);
        picked
    }

    /// Gives the place of the last of several to a movement, if none is among them.
    fn begin_with_movement<'p>(&'p self, picked: &mut Vec<&'p PoolExercise>, count: usize) {
        if count < 2 || picked.iter().any(|one| one.moves()) {
            return;
        }
        let areas: BTreeSet<BodyArea> = picked.iter().map(|one| one.area()).collect();
        let mut new = self.all.iter().filter(|one| one.moves()).collect::<Vec<_>>();
        new.retain(|one| !picked.iter().any(|other| other.is_kin_of(one)));
        let movement = new.into_iter().min_by_key(|one| (one.part, !areas.contains(&one.area())));
        if let Some(movement) = movement {
            if picked.len() == count {
                picked.pop();
            }
            picked.push(movement);
        }
    }
}

impl<'a, 'j> PoolRules<'a, 'j> {
    fn of(today: &'a Readiness<'j>, wish: &'a ComposeWish, options: Options) -> Self {
        let (journal, now) = (today.situation.journal, today.situation.now);
        let is_clear = matches!(clearance(journal, now), Clearance::Clear(_));
        let last = today.history.runs.iter().rev().take(RECENT_SESSIONS);
        let steps = last.flat_map(|run| &run.session.steps);
        let recent = steps.flat_map(|step| [Some(&step.exercise), step.by.as_ref()]).flatten().collect();
        let lowerings = lowerings(None, None, today);
        Self {
            today,
            wish,
            options: Options { rounds: None, minutes: None, when: None, ..options },
            is_sore: is_sore(today),
            is_screened: is_clear && screened_trigger(journal, now).is_none(),
            eased: lowerings.iter().map(|lowering| lowering.levels).max().unwrap_or_default(),
            easy: lowerings.into_iter().next().map(|lowering| lowering.reason),
            recent,
        }
    }

    /// Returns the reasons for easier versions today.
    fn notes(&self) -> Vec<Sentence> {
        let Some(Reason { rule, text, .. }) = &self.easy else { return Vec::new() };
        let rest = if self.today.is_rest_day { " Rest is as good today." } else { "" };
        let text = format!("{text} Easier versions are chosen, and nothing longer than usual.{rest}");
        vec![Sentence::by_rule(text, rule.paragraph())]
    }

    /// Returns `asked` as a member of the pool, on a sore day in its easiest version; `None` if it does not
    /// fit.
    fn fit(&self, asked: &Arc<Exercise>, part: PoolPart, catalog: &Catalog) -> Option<PoolExercise> {
        let (mut dose, mut exercise) = (self.usable_dose(asked)?, Arc::clone(asked));
        // Easier and harder never run in a circle, so that this ends.
        while let Some(easier) = self.easier(&exercise, catalog).filter(|_| self.easy.is_some()) {
            (dose, exercise) = easier;
        }
        let easier_than = (asked.id != exercise.id).then(|| asked.name.clone());
        let is_easy = self.easy.is_some();
        Some(PoolExercise {
            range: StepRange::of(&dose, &exercise.timing().least, is_easy),
            options: self.options,
            part,
            problem: self.wish.target.problem_of(&exercise).cloned(),
            is_recent: self.recent.contains(&exercise.id),
            easier_than,
            turn: self.turn(&exercise.id),
            dose,
            exercise,
        })
    }

    /// Returns the nearest easier version of `exercise` that may be chosen, with its dose.
    fn easier(&self, exercise: &Exercise, catalog: &Catalog) -> Option<(Dose, Arc<Exercise>)> {
        let mut easier = exercise.easier.iter().filter_map(|id| catalog.exercise(id.as_str()));
        easier.find_map(|easier| Some((self.usable_dose(&easier)?, easier)))
    }

    /// Returns the dose of an exercise that may be chosen; `None` for one that may not.
    fn usable_dose(&self, exercise: &Exercise) -> Option<Dose> {
        let positions = &self.wish.positions;
        let is_in_position = positions.is_empty() || positions.iter().any(|one| one.includes(exercise.position));
        let at_hand = self.wish.at_hand.as_deref();
        let is_equipped = at_hand.is_none_or(|things| exercise.equipment.iter().all(|need| need.is_met(things)));
        let is_allowed = match exercise.role {
            Role::Usual => true,
            Role::AvoidWhileSore => !self.is_sore,
            Role::Screened => self.is_screened && !self.is_sore,
        };
        let is_kind = !matches!(exercise.kind, Kind::SelfTest | Kind::SelfCare)
            && !matches!(exercise.position, Position::Running | Position::Varies);
        let costs = self.today.costs.contains_key(exercise.id.as_str());
        let dose = exercise.default_dose()?;
        let is_timed = match &dose.measure {
            // Nobody knows how long these take.
            Measure::Reps { pace, .. } => *pace != Pace::Own,
            Measure::Activity { minutes } => minutes.start < OWN_SESSION_MIN,
            Measure::Hold { .. } | Measure::Breaths { .. } => true,
        };
        (is_in_position && is_equipped && is_allowed && is_kind && is_timed && !costs).then_some(dose)
    }

    /// Returns the place of an exercise in the order of the day: another one each day, the same all day long.
    fn turn(&self, id: &Id) -> u64 {
        let day = self.today.situation.now.date_naive().to_string();
        let words = [day.as_str(), self.wish.target.said(), id.as_str()];
        // FNV-1a (Fowler, Noll and Vo), which is short and the same everywhere.
        words
            .iter()
            .flat_map(|word| word.bytes().chain([0]))
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// Returns true if the back counts as sore today: exercises to be avoided then are not chosen.
pub(super) fn is_sore(today: &Readiness<'_>) -> bool {
    sore(None, today).is_some()
}

/// The muscles that many exercises for a target have in common.
struct SharedMuscles {
    stretched: BTreeSet<Text>,
    worked: BTreeSet<Text>,
}

impl SharedMuscles {
    fn of(all: &[PoolExercise]) -> Self {
        Self {
            stretched: common(&all.iter().map(|one| one.exercise.stretches.as_slice()).collect::<Vec<_>>()),
            worked: common(&all.iter().map(|one| one.exercise.works.as_slice()).collect::<Vec<_>>()),
        }
    }

    /// Returns true if `exercise` does the same to one of them above all.
    fn is_met(&self, exercise: &Exercise) -> bool {
        let stretches = exercise.stretches.first().is_some_and(|muscle| self.stretched.contains(muscle));
        let works = exercise.works.first().is_some_and(|muscle| self.worked.contains(muscle));
        exercise.role == Role::Usual && (stretches || works)
    }
}

/// Returns the muscles that at least a third of the lists, and two of them, have in common. Our choice.
fn common(lists: &[&[Text]]) -> BTreeSet<Text> {
    let muscles: BTreeSet<&Text> = lists.iter().copied().flatten().collect();
    let shared = muscles.into_iter().filter(|muscle| {
        let count = lists.iter().filter(|list| list.contains(muscle)).count();
        count * 3 >= lists.len() && (count > 1 || lists.len() < 3)
    });
    shared.cloned().collect()
}
