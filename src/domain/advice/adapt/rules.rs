//! What holds for a whole routine today, and what it makes of each step.

use uuid::Uuid;

use super::super::change::Change;
use super::super::history::{Run, UNSETTLED_FOR_REST};
use super::super::ladder::Place;
use super::super::level::{days_between, taken_back};
use super::super::limits::Limit;
use super::super::meaning::Shift;
use super::super::morning::{Settled, sentence};
use super::super::rule::{Rule, Sentence};
use super::super::today::Today;
use super::super::week::Week;
use super::super::zone::{Reading, Zone};
use super::next_dial;
use super::step::{Case, To, Verdict};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Kind, Role};
use crate::domain::record::entry::Stamp;

/// Dates, the last one today, without a session on which nothing goes up. See
/// [`Paragraph::StepUp`](super::super::paragraph::Paragraph::StepUp).
const TRAINING_DAYS: u8 = 7;

/// Sessions on a level before the next, besides the days: one says little. See
/// [`Paragraph::StepUp`](super::super::paragraph::Paragraph::StepUp).
const SESSIONS_ON_LEVEL: usize = 2;

/// A reason to take every step down.
struct Lowering {
    rule: Rule,
    levels: u8,
    text: String,
    entries: Vec<Uuid>,
}

impl Lowering {
    /// Taken back for the day alone: the level is not touched.
    const fn is_of_the_day(&self) -> bool {
        matches!(self.rule, Rule::CheckIn | Rule::Flare)
    }
}

/// What holds for a routine today.
pub(super) struct Rules<'r, 'a> {
    today: &'r Today<'a>,
    lowerings: Vec<Lowering>,
    /// Why the back is sore, and by which entries.
    sore: Option<(Rule, String, Vec<Uuid>)>,
    /// That all is settled, and by which entries.
    may_rise: Option<(String, Vec<Uuid>)>,
    /// Something had not settled lately: what was taken back for a day stays so.
    is_unsettled: bool,
    notes: Vec<Sentence>,
}

impl<'r, 'a> Rules<'r, 'a> {
    pub(super) fn of(routine: &Routine, own: Option<&Run<'_>>, today: &'r Today<'a>) -> Self {
        let level_days = today.situation.limits.of(Limit::LevelDays);
        let recent = today.history.within(level_days, today.situation.now);
        let unsettled = |settled| settled == Settled::NotSettled;
        let lowerings = lowerings(routine, own, today);
        let notes = lowerings.iter().map(|low| Sentence::by_rule(low.text.clone(), low.rule.paragraph()));
        let up =
            (today.shift == Some(Shift::Up)).then(|| Sentence::by_rule(Shift::Up.text(), Rule::Spread.paragraph()));
        Self {
            notes: notes.chain(up).collect(),
            sore: sore(routine, today),
            may_rise: may_rise(routine, own, today).filter(|_| lowerings.is_empty()),
            is_unsettled: recent.iter().any(|run| unsettled(run.settled))
                || own.is_some_and(|run| unsettled(run.settled)),
            lowerings,
            today,
        }
    }

    /// What is to be said of today, after these changes: where a rule asks for less and no step can be less, that too.
    pub(super) fn notes(&self, changes: &[Change]) -> Vec<Sentence> {
        let is_easier = |change: &Change| !matches!(change.rule, Rule::Level | Rule::StepUp);
        let in_vain = self.lowerings.first().filter(|_| !changes.iter().any(is_easier));
        let by_hand = in_vain.map(|lowering| {
            let text = "No step here has an easier one: make each smaller, slower or shorter as you like.";
            Sentence::by_rule(text, lowering.rule.paragraph())
        });
        self.notes.iter().cloned().chain(by_hand).collect()
    }

    /// What becomes of each step; `Place` of where it is already means that nothing does.
    pub(super) fn verdicts(&self, cases: &[Case<'_>]) -> Vec<Verdict> {
        let rising = self.rising(cases);
        cases.iter().zip(rising).map(|(case, up)| self.verdict(case, up)).collect()
    }

    fn verdict(&self, case: &Case<'_>, up: Option<Place>) -> Verdict {
        let current = self.current(case);
        let sore = self.sore.as_ref().filter(|_| case.exercise.role == Role::AvoidWhileSore);
        if let Some((rule, text, entries)) = sore {
            let to = case.instead.clone().map_or(To::Out, To::Exercise);
            return Verdict { to, from: current, rule: *rule, text: text.clone(), entries: entries.clone() };
        }
        self.cost(case, current)
            .or_else(|| self.lowered(case, current))
            .or_else(|| self.raised(case, current, up?))
            .unwrap_or_else(|| self.level(case, current))
    }

    /// What becomes of a step that is not to be left out.
    pub(super) fn kept(&self, case: &Case<'_>) -> Verdict {
        let current = self.current(case);
        self.lowered(case, current).unwrap_or_else(|| self.level(case, current))
    }

    /// Where a step stands before today's rules: on its level, or, while something had not settled, where the last
    /// session left it.
    fn current(&self, case: &Case<'_>) -> Place {
        let level = case.track.level().unwrap_or(case.ladder.base);
        let last = case.track.last().map(|mark| mark.place).filter(|place| self.is_unsettled && *place < level);
        last.unwrap_or(level)
    }

    /// An exercise that costs: easier, or not at all.
    fn cost(&self, case: &Case<'_>, current: Place) -> Option<Verdict> {
        let limits = self.today.situation.limits;
        let cost = self.today.costs.get(case.exercise.id.as_str())?;
        let from = Place { easier: current.easier.saturating_sub(1), amount: 0 };
        let is_fit = |variant: &crate::domain::content::exercise::Exercise| {
            !self.today.costs.contains_key(variant.id.as_str())
                && (self.sore.is_none() || variant.role != Role::AvoidWhileSore)
        };
        let lower = self.lowest(case, current).map(|(place, _)| place);
        let easier = case.ladder.easier_than(from, is_fit).map(|place| lower.map_or(place, |lower| place.min(lower)));
        Some(Verdict {
            to: easier.map_or(To::Out, To::Place),
            from: if easier == Some(current) { case.ladder.base } else { current },
            rule: Rule::Cost,
            text: cost.text(limits),
            entries: cost.entries.clone(),
        })
    }

    fn lowered(&self, case: &Case<'_>, current: Place) -> Option<Verdict> {
        let (place, lowering) = self.lowest(case, current)?;
        let Lowering { rule, text, entries, .. } = lowering;
        Some(Verdict { to: To::Place(place), from: current, rule: *rule, text: text.clone(), entries: entries.clone() })
    }

    /// The lowest place that a rule asks for, where it is below the current one. Rules are not added up.
    fn lowest(&self, case: &Case<'_>, current: Place) -> Option<(Place, &Lowering)> {
        let Today { situation, .. } = self.today;
        let level = case.track.level().unwrap_or(case.ladder.base);
        let done_this_week = case
            .track
            .lowered()
            .is_some_and(|at| days_between(at, situation.now) < i64::from(situation.limits.of(Limit::LevelDays)));
        let place = |lowering: &Lowering| {
            let from = if lowering.is_of_the_day() { level } else { current };
            case.ladder.down(from, lowering.levels, situation.limits)
        };
        let lowerings = self.lowerings.iter().filter(|lowering| lowering.rule != Rule::Week || !done_this_week);
        let lowest = lowerings.map(|lowering| (place(lowering), lowering)).min_by_key(|(place, _)| *place);
        lowest.filter(|(place, _)| *place < current)
    }

    fn raised(&self, case: &Case<'_>, current: Place, up: Place) -> Option<Verdict> {
        let (text, entries) = self.may_rise.as_ref()?;
        let (_, since, _) = case.track.on_level()?;
        let days = days_between(since, self.today.situation.now);
        let was = case.dose_of(&case.step_at(current));
        let text = format!("{text}, and you were on this level for {days} days ({was}): one step up.");
        Some(Verdict { to: To::Place(up), from: current, rule: Rule::StepUp, text, entries: entries.clone() })
    }

    /// The level as it is, where that is another than the routine's own dose.
    fn level(&self, case: &Case<'_>, current: Place) -> Verdict {
        let mark = case.track.last();
        let text = match current < case.ladder.base {
            true => "Your level from the last session; it goes up again when sessions settle.",
            false => "Your level from the last session.",
        };
        let entries = mark.iter().map(|mark| mark.session).collect();
        Verdict { to: To::Place(current), from: case.ladder.base, rule: Rule::Level, text: text.to_owned(), entries }
    }

    /// Where each step goes up to, where it does: all of one dial, and none within a week of another.
    fn rising(&self, cases: &[Case<'_>]) -> Vec<Option<Place>> {
        let candidates: Vec<_> = cases.iter().map(|case| self.candidate(case)).collect();
        let raised = cases.iter().filter_map(|case| case.track.raised()).max();
        let dial = if self.is_a_week(raised) {
            let due = |(case, candidate): (&Case<'_>, &Option<(Place, _)>)| {
                let (place, dial) = (*candidate)?;
                Some((dial, place <= case.ladder.base, case.track.raised()))
            };
            next_dial(&cases.iter().zip(&candidates).filter_map(due).collect::<Vec<_>>())
        } else {
            None
        };
        let chosen = |candidate: Option<(Place, _)>| candidate.filter(|(_, of)| Some(*of) == dial);
        candidates.into_iter().map(|candidate| chosen(candidate).map(|(place, _)| place)).collect()
    }

    fn candidate(&self, case: &Case<'_>) -> Option<(Place, super::super::dial::Dial)> {
        self.may_rise.as_ref()?;
        let (level, since, _) = case.track.on_level().filter(|(.., sessions)| *sessions >= SESSIONS_ON_LEVEL)?;
        let is_fixed = matches!(case.exercise.kind, Kind::SelfTest | Kind::SelfCare);
        if is_fixed || !self.is_a_week(Some(since)) || self.today.costs.contains_key(case.exercise.id.as_str()) {
            return None;
        }
        case.ladder.up(level, self.today.situation.limits)
    }

    fn is_a_week(&self, since: Option<Stamp>) -> bool {
        let days = i64::from(self.today.situation.limits.of(Limit::LevelDays));
        since.is_none_or(|since| days_between(since, self.today.situation.now) >= days)
    }
}

fn lowerings(routine: &Routine, own: Option<&Run<'_>>, today: &Today<'_>) -> Vec<Lowering> {
    let mut lowerings = Vec::new();
    lowerings.extend(next_morning(own, today));
    if let Some(flare) = &today.flare {
        let text = format!("{} This is taken for a flare-up: two steps easier for now.", flare.why);
        lowerings.push(Lowering { rule: Rule::Flare, levels: 2, text, entries: flare.entries.clone() });
    }
    lowerings.extend(check_in(routine, today));
    if today.shift == Some(Shift::Down) {
        let (text, entries) = (Shift::Down.text().to_owned(), today.shift_entries.clone());
        lowerings.push(Lowering { rule: Rule::Spread, levels: 1, text, entries });
    }
    if let (Week::Back(compared), Some(text)) = (&today.week, today.week.text()) {
        lowerings.push(Lowering { rule: Rule::Week, levels: 1, text, entries: compared.entries.clone() });
    }
    if let Some(days) = today.pause {
        let text = format!("{days} days since the last session: one level down to begin with.");
        let entries = today.history.last().map(|run| run.session.id).into_iter().collect();
        lowerings.push(Lowering { rule: Rule::Pause, levels: 1, text, entries });
    }
    lowerings
}

fn next_morning(own: Option<&Run<'_>>, today: &Today<'_>) -> Option<Lowering> {
    let in_a_row = today.unsettled_in_a_row();
    let own = own.filter(|run| run.settled == Settled::NotSettled);
    let last = today.history.last().filter(|_| in_a_row > 0);
    let run = last.or(own)?;
    let (rule, levels, text) = if in_a_row >= UNSETTLED_FOR_REST {
        let text = "Two sessions in a row had not settled overnight, so this one is two levels easier.";
        (Rule::UnsettledTwice, 2, text.to_owned())
    } else {
        let score = |given: Option<super::super::history::Given>| given.map(|given| given.score);
        (Rule::NextMorning, 1, sentence(score(run.before), score(run.next_morning), today.situation.limits)?)
    };
    Some(Lowering { rule, levels, text, entries: run.evidence().collect() })
}

fn check_in(routine: &Routine, today: &Today<'_>) -> Option<Lowering> {
    let reading = Reading::new(today.score?, None, today.situation.limits, routine.pain_limit);
    let how = match reading.zone {
        Zone::Green => return None,
        Zone::Amber => "one step easier",
        Zone::Red => "two steps easier",
    };
    let levels = taken_back(reading.zone);
    let text = format!("Today {reading}: {how}, for today.");
    Some(Lowering { rule: Rule::CheckIn, levels, text, entries: today.score_entry.into_iter().collect() })
}

/// Whether what folds or bends the back far is left out: today is amber or red, there is a flare-up, or nobody asked
/// today and the last score of the week was amber or red.
fn sore(routine: &Routine, today: &Today<'_>) -> Option<(Rule, String, Vec<Uuid>)> {
    let said = |why: &str| format!("{why} While a back is sore, this exercise is left out.");
    if let Some(flare) = &today.flare {
        return Some((Rule::Flare, said(&flare.why), flare.entries.clone()));
    }
    if let Some(score) = today.score {
        let is_sore = today.zone(routine.pain_limit) > Some(Zone::Green);
        let entries = today.score_entry.into_iter().collect();
        return is_sore.then(|| (Rule::SoreBack, said(&format!("{score} today.")), entries));
    }
    let (score, entry) = today.still_sore?;
    Some((Rule::SoreBack, said(&format!("{score} at your last rating.")), vec![entry]))
}

/// Whether steps may go up: today is green, the last session and all of the days of a level settled, and nothing speaks
/// against it.
fn may_rise(routine: &Routine, own: Option<&Run<'_>>, today: &Today<'_>) -> Option<(String, Vec<Uuid>)> {
    let limits = today.situation.limits;
    let days = limits.of(Limit::LevelDays);
    let recent = today.history.within(days, today.situation.now);
    let last = today.history.last()?;
    let is_training = !today.history.within(TRAINING_DAYS, today.situation.now).is_empty();
    let settled = |run: &Run<'_>| run.settled == Settled::Settled;
    let all_settled = settled(last) && recent.iter().all(settled) && own.is_some_and(settled);
    let is_held =
        today.is_unanswered || matches!(today.week, Week::Hold(_) | Week::Back(_)) || today.shift == Some(Shift::Down);
    if !is_training || !all_settled || is_held || today.zone(routine.pain_limit) != Some(Zone::Green) {
        return None;
    }
    let text = match recent.len() {
        0 => "The last session settled".to_owned(),
        1 => format!("The session of the last {days} days settled"),
        n => format!("All {n} sessions of the last {days} days settled"),
    };
    let runs = if recent.is_empty() { std::slice::from_ref(last) } else { recent };
    Some((text, runs.iter().flat_map(Run::evidence).collect()))
}
