//! The rules for a whole routine today, and their verdict on each step.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::change::StepChange;
use super::super::clinical_change::Shift;
use super::super::history::{Run, UNSETTLED_FOR_REST};
use super::super::limits::Limit;
use super::super::morning::Settled;
use super::super::progression::Dial;
use super::super::progression::{VariantPlace, taken_back};
use super::super::readiness::{AFTER_A_PAUSE, MorningTrend, Readiness};
use super::super::rule::{Rule, Sentence};
use super::super::zone::{Zone, ZoneReading};
use super::{Case, Reason, StepVerdict, To};
use crate::domain::content::exercise::Exercise;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Kind, Role};
use crate::domain::journal::entry::Stamp;
use crate::domain::time::calendar::days_since;

/// The number of dates, the last one today, within which a session is needed for anything to go up. See
/// [`Paragraph::StepUp`](super::super::paragraph::Paragraph::StepUp).
const TRAINING_DAYS: u8 = 7;

/// The number of sessions on a level before the next, besides the days, because one session says little. See
/// [`Paragraph::StepUp`](super::super::paragraph::Paragraph::StepUp).
const SESSIONS_ON_LEVEL: usize = 2;

/// A reason to take every step down by `levels`.
pub(in crate::domain::advice) struct Lowering {
    pub(in crate::domain::advice) levels: u8,
    pub(in crate::domain::advice) reason: Reason,
}

impl Lowering {
    const fn new(rule: Rule, levels: u8, text: String, entries: Vec<Uuid>) -> Self {
        Self { levels, reason: Reason { rule, text, entries } }
    }

    /// Returns true if steps go down for the day alone, without a change of level.
    const fn is_of_the_day(&self) -> bool {
        matches!(self.reason.rule, Rule::CheckIn | Rule::Flare)
    }
}

/// The rules in force for a routine today.
pub(super) struct AdaptRules<'r, 'a> {
    today: &'r Readiness<'a>,
    lowerings: Vec<Lowering>,
    /// The reason to treat the back as sore.
    sore: Option<Reason>,
    /// The reason for which steps may go up; its sentence has no end yet.
    may_rise: Option<Reason>,
    /// True if a recent session had not settled: steps that were taken back for a day then stay back.
    is_unsettled: bool,
    notes: Vec<Sentence>,
}

impl<'r, 'a> AdaptRules<'r, 'a> {
    pub(super) fn of(routine: &Routine, own: Option<&Run<'_>>, today: &'r Readiness<'a>) -> Self {
        let level_days = today.situation.limits.of(Limit::LevelDays);
        let recent = today.history.within(level_days, today.situation.now);
        let mut lowerings = lowerings(routine.pain_limit, own, today);
        // A session that was put together for such a day is not made easier again for the same reason.
        lowerings.retain(|lowering| lowering.levels > routine.eased);
        let reasons = lowerings.iter().map(|lowering| &lowering.reason);
        let notes = reasons.map(|reason| Sentence::by_rule(reason.text.clone(), reason.rule.paragraph()));
        let up =
            (today.shift == Some(Shift::Up)).then(|| Sentence::by_rule(Shift::Up.text(), Rule::Spread.paragraph()));
        Self {
            notes: notes.chain(up).collect(),
            sore: sore(routine.pain_limit, today),
            may_rise: may_rise(routine, own, today).filter(|_| lowerings.is_empty() && routine.eased == 0),
            is_unsettled: recent.iter().chain(own).any(|run| run.settled == Settled::NotSettled),
            lowerings,
            today,
        }
    }

    /// The notes on today; one of them if a rule asks for less and none of these changes makes a step easier.
    pub(super) fn notes(&self, changes: &[StepChange]) -> Vec<Sentence> {
        let is_none_easier = changes.iter().all(|change| matches!(change.rule, Rule::Level | Rule::StepUp));
        let in_vain = self.lowerings.first().filter(|_| is_none_easier);
        let by_hand = in_vain.map(|lowering| {
            let text = "No step here has an easier version: go smaller, slower or shorter as you like.";
            Sentence::by_rule(text, lowering.reason.rule.paragraph())
        });
        self.notes.iter().cloned().chain(by_hand).collect()
    }

    /// The verdict on each step; a step that keeps its place does not change.
    pub(super) fn verdicts(&self, cases: &[Case<'_>]) -> Vec<StepVerdict> {
        let rising = self.rising(cases);
        cases.iter().zip(rising).map(|(case, up)| self.verdict(case, up)).collect()
    }

    fn verdict(&self, case: &Case<'_>, up: Option<VariantPlace>) -> StepVerdict {
        let current = self.current(case);
        let sore = self.sore.as_ref().filter(|_| case.exercise.role == Role::AvoidWhileSore);
        if let Some(reason) = sore {
            let to = case.instead.clone().map_or(To::Out, To::Exercise);
            return StepVerdict { to, from: current, reason: reason.clone() };
        }
        self.cost(case, current)
            .or_else(|| self.lowered(case, current))
            .or_else(|| self.raised(case, current, up?))
            .unwrap_or_else(|| self.level(case, current))
    }

    /// The verdict on a step that must not be left out.
    pub(super) fn kept(&self, case: &Case<'_>) -> StepVerdict {
        let current = self.current(case);
        self.lowered(case, current).unwrap_or_else(|| self.level(case, current))
    }

    /// The place of a step before today's rules: its level, or the lower place of the last session while something had
    /// not settled.
    fn current(&self, case: &Case<'_>) -> VariantPlace {
        let level = case.track.level().unwrap_or(case.ladder.base);
        let last = case.track.last().map(|mark| mark.place).filter(|place| self.is_unsettled && *place < level);
        last.unwrap_or(level)
    }

    /// The verdict on an exercise that costs: easier, or left out.
    fn cost(&self, case: &Case<'_>, current: VariantPlace) -> Option<StepVerdict> {
        let limits = self.today.situation.limits;
        let cost = self.today.costs.get(case.exercise.id.as_str())?;
        let from = VariantPlace { easier: current.easier.saturating_sub(1), amount: 0 };
        let lower = self.lowest(case, current).map(|(place, _)| place);
        let easier = case.ladder.easier_than(from, |variant| self.is_fit(variant));
        let easier = easier.map(|place| lower.map_or(place, |lower| place.min(lower)));
        Some(StepVerdict {
            to: easier.map_or(To::Out, To::Place),
            from: if easier == Some(current) { case.ladder.base } else { current },
            reason: Reason { rule: Rule::Cost, text: cost.text(limits), entries: cost.entries.clone() },
        })
    }

    /// Returns true if an easier variant neither costs nor is to be avoided today.
    fn is_fit(&self, variant: &Exercise) -> bool {
        !self.today.costs.contains_key(variant.id.as_str())
            && (self.sore.is_none() || variant.role != Role::AvoidWhileSore)
    }

    fn lowered(&self, case: &Case<'_>, current: VariantPlace) -> Option<StepVerdict> {
        let (place, lowering) = self.lowest(case, current)?;
        Some(StepVerdict { to: To::Place(place), from: current, reason: lowering.reason.clone() })
    }

    /// The lowest place that a rule asks for, if it is below the current one. Rules are not added up.
    fn lowest(&self, case: &Case<'_>, current: VariantPlace) -> Option<(VariantPlace, &Lowering)> {
        let Readiness { situation, .. } = self.today;
        let level = case.track.level().unwrap_or(case.ladder.base);
        let done_this_week = case
            .track
            .lowered()
            .is_some_and(|at| days_since(at, situation.now) < i64::from(situation.limits.of(Limit::LevelDays)));
        let lowerings = self.lowerings.iter().filter(|lowering| lowering.reason.rule != Rule::Week || !done_this_week);
        let places = lowerings.map(|lowering| {
            let from = if lowering.is_of_the_day() { level } else { current };
            (case.ladder.down(from, lowering.levels, situation.limits), lowering)
        });
        places.min_by_key(|(place, _)| *place).filter(|(place, _)| *place < current)
    }

    fn raised(&self, case: &Case<'_>, current: VariantPlace, up: VariantPlace) -> Option<StepVerdict> {
        let reason = self.may_rise.as_ref()?;
        let (_, since, _) = case.track.on_level()?;
        let days = days_since(since, self.today.situation.now);
        let was = case.dose_of(&case.step_at(current));
        let text = format!("{}, and you have been on this level for {days} days ({was}): one level up.", reason.text);
        Some(StepVerdict { to: To::Place(up), from: current, reason: Reason { text, ..reason.clone() } })
    }

    /// The verdict that keeps the level, which may differ from the routine's own dose.
    fn level(&self, case: &Case<'_>, current: VariantPlace) -> StepVerdict {
        let mark = case.track.last();
        let text = match current < case.ladder.base {
            true => "Your level from the last session; it goes up again once pain settles overnight.",
            false => "Your level from the last session.",
        };
        let entries = mark.iter().map(|mark| mark.session).collect();
        let reason = Reason { rule: Rule::Level, text: text.to_owned(), entries };
        StepVerdict { to: To::Place(current), from: case.ladder.base, reason }
    }

    /// The place that each step goes up to, if it does: all of one dial, and none within a week of another.
    fn rising(&self, cases: &[Case<'_>]) -> Vec<Option<VariantPlace>> {
        let raised = cases.iter().filter_map(|case| case.track.raised()).max();
        if !self.is_a_week(raised) {
            return vec![None; cases.len()];
        }
        let candidates: Vec<Option<Candidate>> = cases.iter().map(|case| self.candidate(case)).collect();
        let dial = next_dial(candidates.iter().flatten());
        let chosen = candidates.into_iter().map(|candidate| candidate.filter(|candidate| Some(candidate.dial) == dial));
        chosen.map(|candidate| candidate.map(|candidate| candidate.place)).collect()
    }

    fn candidate(&self, case: &Case<'_>) -> Option<Candidate> {
        self.may_rise.as_ref()?;
        let (level, since, _) = case.track.on_level().filter(|(.., sessions)| *sessions >= SESSIONS_ON_LEVEL)?;
        let is_fixed = matches!(case.exercise.kind, Kind::SelfTest | Kind::SelfCare);
        if is_fixed || !self.is_a_week(Some(since)) || self.today.costs.contains_key(case.exercise.id.as_str()) {
            return None;
        }
        let (place, dial) = case.ladder.up(level, self.today.situation.limits)?;
        Some(Candidate { place, dial, is_owed: place <= case.ladder.base, raised: case.track.raised() })
    }

    fn is_a_week(&self, since: Option<Stamp>) -> bool {
        let days = i64::from(self.today.situation.limits.of(Limit::LevelDays));
        since.is_none_or(|since| days_since(since, self.today.situation.now) >= days)
    }
}

/// A step that may go up.
struct Candidate {
    place: VariantPlace,
    dial: Dial,
    /// True if the step would not rise above the routine's own dose.
    is_owed: bool,
    /// The last time that the step went up.
    raised: Option<Stamp>,
}

/// Chooses the dial that goes up: one with a step below the routine's dose, then the one raised the longest ago.
fn next_dial<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> Option<Dial> {
    let mut dials: BTreeMap<Dial, (bool, Option<Stamp>)> = BTreeMap::new();
    for candidate in candidates {
        let (is_owed, raised) = dials.entry(candidate.dial).or_default();
        *is_owed |= candidate.is_owed;
        *raised = (*raised).max(candidate.raised);
    }
    dials.into_iter().min_by_key(|(dial, (is_owed, raised))| (!is_owed, *raised, *dial)).map(|(dial, _)| dial)
}

/// Returns the reasons for which a session is made easier today. `own` is the last session of the same routine, and
/// `pain_limit` its own limit, if it has one.
pub(in crate::domain::advice) fn lowerings(
    pain_limit: Option<u8>,
    own: Option<&Run<'_>>,
    today: &Readiness<'_>,
) -> Vec<Lowering> {
    let mut lowerings = Vec::new();
    lowerings.extend(next_morning(own, today));
    if let Some(flare) = &today.flare {
        let text = format!("{} This looks like a flare-up: two levels easier for now.", flare.why);
        lowerings.push(Lowering::new(Rule::Flare, 2, text, flare.entries.clone()));
    }
    lowerings.extend(check_in(pain_limit, today));
    if today.shift == Some(Shift::Down) {
        lowerings.push(Lowering::new(Rule::Spread, 1, Shift::Down.text().to_owned(), today.shift_entries.clone()));
    }
    if let (MorningTrend::Back(compared), Some(text)) = (&today.week, today.week.text()) {
        lowerings.push(Lowering::new(Rule::Week, 1, text, compared.entries.clone()));
    }
    if let Some(text) = today.pause_text(AFTER_A_PAUSE) {
        let entries = today.history.last().map(|run| run.session.id).into_iter().collect();
        lowerings.push(Lowering::new(Rule::Pause, 1, text, entries));
    }
    lowerings
}

fn next_morning(own: Option<&Run<'_>>, today: &Readiness<'_>) -> Option<Lowering> {
    let in_a_row = today.unsettled_in_a_row();
    let own = own.filter(|run| run.settled == Settled::NotSettled);
    let last = today.history.last().filter(|_| in_a_row > 0);
    let run = last.or(own)?;
    let (rule, levels, text) = if in_a_row >= UNSETTLED_FOR_REST {
        let text = "After two sessions in a row, pain had not settled overnight, so this one is two levels easier.";
        (Rule::UnsettledTwice, 2, text.to_owned())
    } else {
        (Rule::NextMorning, 1, run.morning_text(today.situation.limits)?)
    };
    Some(Lowering::new(rule, levels, text, run.evidence().collect()))
}

fn check_in(pain_limit: Option<u8>, today: &Readiness<'_>) -> Option<Lowering> {
    let reading = ZoneReading::new(today.score?, None, today.situation.limits, pain_limit);
    let how = match reading.zone {
        Zone::Green => return None,
        Zone::Amber => "one level easier",
        Zone::Red => "two levels easier",
    };
    let text = format!("Today {reading}: {how}, for today.");
    let entries = today.score_entry.into_iter().collect();
    Some(Lowering::new(Rule::CheckIn, taken_back(reading.zone), text, entries))
}

/// Returns the reason to leave out exercises that fold or bend the back far: there is a flare-up, today is amber or
/// red, or there is no score today and the last one of the week was amber or red.
pub(in crate::domain::advice) fn sore(pain_limit: Option<u8>, today: &Readiness<'_>) -> Option<Reason> {
    let (rule, why, entries) = if let Some(flare) = &today.flare {
        (Rule::Flare, flare.why.clone(), flare.entries.clone())
    } else if let Some(score) = today.score {
        if today.zone(pain_limit) <= Some(Zone::Green) {
            return None;
        }
        (Rule::SoreBack, format!("{score} today."), today.score_entry.into_iter().collect())
    } else {
        let (score, entry) = today.still_sore?;
        (Rule::SoreBack, format!("{score} at your last rating."), vec![entry])
    };
    Some(Reason { rule, text: format!("{why} This exercise is skipped while your back is sore."), entries })
}

/// Returns the reason for which steps may go up: today is green, the last session and all within the days of a level
/// settled, and nothing speaks against it.
fn may_rise(routine: &Routine, own: Option<&Run<'_>>, today: &Readiness<'_>) -> Option<Reason> {
    let limits = today.situation.limits;
    let days = limits.of(Limit::LevelDays);
    let recent = today.history.within(days, today.situation.now);
    let last = today.history.last()?;
    let is_training = !today.history.within(TRAINING_DAYS, today.situation.now).is_empty();
    let mut all = recent.iter().chain([last]).chain(own);
    let all_settled = own.is_some() && all.all(|run| run.settled == Settled::Settled);
    let is_held = today.is_unanswered
        || matches!(today.week, MorningTrend::Hold(_) | MorningTrend::Back(_))
        || today.shift == Some(Shift::Down);
    if !is_training || !all_settled || is_held || today.zone(routine.pain_limit) != Some(Zone::Green) {
        return None;
    }
    let text = match recent.len() {
        0 => "The last session settled".to_owned(),
        1 => format!("The session of the last {days} days settled"),
        n => format!("All {n} sessions of the last {days} days settled"),
    };
    let runs = if recent.is_empty() { std::slice::from_ref(last) } else { recent };
    Some(Reason { rule: Rule::StepUp, text, entries: runs.iter().flat_map(Run::evidence).collect() })
}
