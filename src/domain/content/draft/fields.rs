//! The fields of a draft that are turned up and down by key: of a step its dose, of the whole its rounds, rests and
//! occasion.

use super::sketch::MeasureKind;
use crate::domain::content::dose::{Amount, AmountRange, Dose, Measure, Pace};
use crate::domain::content::routine::Routine;
use crate::domain::content::words::{Counting, SideOrder, Sides, When};

/// The hold in each rep to begin with, in seconds. Our choice.
const HELD: f64 = 3.0;

/// A rest to begin with, in seconds. Our choice.
const REST: f64 = 10.0;

/// A field that keys change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftField {
    /// The seconds of a hold, the reps, breaths or minutes.
    Amount,
    /// The number of sets.
    Sets,
    /// The seconds between sets.
    Rest,
    /// The sides.
    Sides,
    /// The pace of reps.
    Pace,
    /// The hold in each rep.
    Held,
    /// The seconds of a rep.
    Tempo,
    /// The meaning of the number of reps where sides take turns.
    Count,
    /// The order of sets and sides.
    Order,
    /// The quantity that it is measured in.
    Measure,
    /// The number of rounds.
    Rounds,
    /// The seconds between two exercises.
    RestBetween,
    /// The seconds between two rounds.
    RestBetweenRounds,
    /// The first occasion.
    When,
    /// The pain limit.
    PainLimit,
}

impl DraftField {
    /// Returns true if its value is a number that can be typed.
    pub const fn is_number(self) -> bool {
        match self {
            Self::Amount
            | Self::Sets
            | Self::Rest
            | Self::Held
            | Self::Tempo
            | Self::Rounds
            | Self::RestBetween
            | Self::RestBetweenRounds
            | Self::PainLimit => true,
            Self::Sides | Self::Pace | Self::Count | Self::Order | Self::Measure | Self::When => false,
        }
    }
}

/// A way to change a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn {
    /// The next value, or a step more.
    Up,
    /// The previous value, or a step less.
    Down,
    /// This number.
    To(f64),
    /// As the exercise has it; nothing, where there is no exercise.
    Unset,
}

/// A field as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText<F = DraftField> {
    /// The field.
    pub field: F,
    /// Its name.
    pub label: &'static str,
    /// Its value.
    pub value: String,
}

impl<F> FieldText<F> {
    /// Returns a field with its name and its value.
    pub(super) fn new(field: F, label: &'static str, value: impl Into<String>) -> Self {
        Self { field, label, value: value.into() }
    }
}

/// Returns the fields of a step with this dose, the most used first.
pub fn of_dose(dose: &Dose) -> Vec<FieldText> {
    let kind = kind_of(&dose.measure);
    let mut fields = vec![amount_text(&dose.measure)];
    if let Measure::Reps { pace, .. } = &dose.measure {
        fields.push(FieldText::new(DraftField::Pace, "pace", pace_word(pace)));
        match pace {
            Pace::Held { hold, .. } => fields.push(FieldText::new(DraftField::Held, "each", seconds(*hold))),
            Pace::Steady { tempo } | Pace::OnBreath { tempo } => {
                fields.push(FieldText::new(DraftField::Tempo, "tempo", tempo.map_or("usual".to_owned(), seconds)));
            }
            Pace::Own => {}
        }
    }
    fields.push(FieldText::new(DraftField::Sets, "sets", dose.sets.start.to_string()));
    if dose.sets.start > 1.0 {
        fields.push(FieldText::new(DraftField::Rest, "rest", dose.rest_s.map_or("usual".to_owned(), seconds)));
    }
    fields.push(FieldText::new(DraftField::Sides, "sides", sides_word(dose.sides)));
    if dose.sides == Sides::Alternate && kind == MeasureKind::Reps {
        let count = if dose.counting == Counting::Total { "in total" } else { "each side" };
        fields.push(FieldText::new(DraftField::Count, "count", count));
    }
    if dose.sides == Sides::Each && dose.sets.start > 1.0 {
        let order = if dose.side_order == SideOrder::BySide { "side by side" } else { "set by set" };
        fields.push(FieldText::new(DraftField::Order, "order", order));
    }
    fields.push(FieldText::new(DraftField::Measure, "by", kind.word()));
    fields
}

/// Returns the fields of a routine as a whole.
pub fn of_routine(routine: &Routine) -> Vec<FieldText> {
    let rounds = routine.rounds.map_or(1, Amount::count);
    let mut fields = vec![
        FieldText::new(DraftField::When, "when", routine.when.first().map(|when| spoken(*when)).unwrap_or_default()),
        FieldText::new(DraftField::Rounds, "rounds", rounds.to_string()),
        FieldText::new(
            DraftField::RestBetween,
            "between steps",
            routine.rest_between_s.map_or("usual".to_owned(), seconds),
        ),
    ];
    if rounds > 1 {
        let rest = routine.rest_between_rounds_s.map_or("usual".to_owned(), seconds);
        fields.push(FieldText::new(DraftField::RestBetweenRounds, "between rounds", rest));
    }
    let limit = routine.pain_limit.map_or("usual".to_owned(), |limit| limit.to_string());
    fields.push(FieldText::new(DraftField::PainLimit, "pain limit", limit));
    fields
}

/// Returns the quantity of a measure.
pub fn kind_of(measure: &Measure) -> MeasureKind {
    match measure {
        Measure::Hold { .. } => MeasureKind::Hold,
        Measure::Reps { .. } => MeasureKind::Reps,
        Measure::Breaths { .. } => MeasureKind::Breaths,
        Measure::Activity { .. } => MeasureKind::Minutes,
    }
}

fn amount_text(measure: &Measure) -> FieldText {
    let (label, value) = match measure {
        Measure::Hold { hold } => ("hold", seconds(*hold)),
        Measure::Reps { count, .. } => ("reps", count.start.to_string()),
        Measure::Breaths { count } => ("breaths", count.start.to_string()),
        Measure::Activity { minutes } => ("minutes", minutes.start.to_string()),
    };
    FieldText::new(DraftField::Amount, label, value)
}

fn seconds(amount: Amount) -> String {
    format!("{} s", amount.start)
}

fn pace_word(pace: &Pace) -> &'static str {
    match pace {
        Pace::Steady { .. } => "even",
        Pace::Held { .. } => "held",
        Pace::OnBreath { .. } => "breath",
        Pace::Own => "your own",
    }
}

/// Returns the word for sides as people say it.
pub const fn sides_word(sides: Sides) -> &'static str {
    match sides {
        Sides::None => "none",
        Sides::Each => "each",
        Sides::Alternate => "in turn",
    }
}

fn spoken(when: When) -> String {
    crate::domain::content::words::spoken(when.as_str())
}

/// Returns the dose with `field` changed.
pub(super) fn turned(dose: &Dose, field: DraftField, turn: Turn) -> Dose {
    let mut new = dose.clone();
    match field {
        DraftField::Amount => turn_amount(&mut new.measure, turn),
        DraftField::Sets => {
            new.sets = renumbered(dose.sets, turned_number(dose.sets.start, turn, Scale::SETS));
        }
        DraftField::Rest => new.rest_s = turned_rest(dose.rest_s, turn, Scale::REST),
        DraftField::Sides => new.sides = turned_choice(Sides::VALUES, dose.sides, turn),
        DraftField::Count => {
            new.counting = turned_choice(Counting::VALUES, dose.counting, turn);
        }
        DraftField::Order => new.side_order = turned_choice(SideOrder::VALUES, dose.side_order, turn),
        DraftField::Measure => {
            let kind = turned_choice(&MeasureKind::ALL, kind_of(&dose.measure), turn);
            if kind != kind_of(&dose.measure) {
                new.measure = measure_of(kind, kind.usual());
            }
        }
        DraftField::Pace | DraftField::Held | DraftField::Tempo => {
            if let Measure::Reps { pace, .. } = &mut new.measure {
                *pace = turned_pace(pace, field, turn);
            }
        }
        DraftField::Rounds
        | DraftField::RestBetween
        | DraftField::RestBetweenRounds
        | DraftField::When
        | DraftField::PainLimit => {}
    }
    new
}

fn turn_amount(measure: &mut Measure, turn: Turn) {
    let kind = kind_of(measure);
    let amount = measure.amount_mut();
    *amount = renumbered(*amount, turned_number(amount.start, turn, Scale::of(kind)));
}

/// Returns a measure of this kind and amount.
pub(super) fn measure_of(kind: MeasureKind, amount: f64) -> Measure {
    let amount = ours(amount);
    match kind {
        MeasureKind::Hold => Measure::Hold { hold: amount },
        MeasureKind::Reps => Measure::Reps { count: amount, pace: Pace::Steady { tempo: None } },
        MeasureKind::Breaths => Measure::Breaths { count: amount },
        MeasureKind::Minutes => Measure::Activity { minutes: amount },
    }
}

fn turned_pace(pace: &Pace, field: DraftField, turn: Turn) -> Pace {
    match (field, pace) {
        (DraftField::Held, Pace::Held { hold, or_exhale }) => {
            let seconds = turned_number(hold.start, turn, Scale::HOLD);
            Pace::Held { hold: renumbered(*hold, seconds), or_exhale: *or_exhale }
        }
        (DraftField::Tempo, Pace::Steady { tempo }) => Pace::Steady { tempo: turned_rest(*tempo, turn, Scale::TEMPO) },
        (DraftField::Tempo, Pace::OnBreath { tempo }) => {
            Pace::OnBreath { tempo: turned_rest(*tempo, turn, Scale::TEMPO) }
        }
        (DraftField::Pace, _) => {
            let all = [
                Pace::Steady { tempo: None },
                Pace::Held { hold: ours(HELD), or_exhale: false },
                Pace::OnBreath { tempo: None },
                Pace::Own,
            ];
            let at = all.iter().position(|other| pace_word(other) == pace_word(pace)).unwrap_or(0);
            let next = turned_place(at, all.len(), turn);
            if next == at { pace.clone() } else { all.into_iter().nth(next).unwrap_or(Pace::Own) }
        }
        _ => pace.clone(),
    }
}

/// The range of a number, and its steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    range: AmountRange,
    /// The step in the middle of the range; small numbers have smaller ones.
    step: f64,
    /// True if keys make whole numbers of it.
    is_whole: bool,
}

impl Scale {
    pub(super) const HOLD: Self = Self::by(AmountRange::HOLD_S, 5.0);
    pub(super) const SETS: Self = Self::by(AmountRange::SETS, 1.0);
    pub(super) const REST: Self = Self::by(AmountRange::REST_S, 5.0);
    pub(super) const REST_BETWEEN: Self = Self::by(AmountRange::REST_BETWEEN_S, 5.0);
    pub(super) const TEMPO: Self = Self::by(AmountRange::TEMPO_S, 1.0);
    pub(super) const TIMES: Self = Self::by(AmountRange { least: 1.0, most: 30.0, is_whole: true }, 1.0);
    pub(super) const PAIN: Self = Self::by(AmountRange { least: 0.0, most: 10.0, is_whole: true }, 1.0);

    const fn by(range: AmountRange, step: f64) -> Self {
        Self { range, step, is_whole: true }
    }

    /// Returns the scale of amounts of this kind.
    pub(super) const fn of(kind: MeasureKind) -> Self {
        match kind {
            MeasureKind::Hold => Self::HOLD,
            MeasureKind::Reps | MeasureKind::Breaths => Self::by(kind.range(), 1.0),
            MeasureKind::Minutes => Self { is_whole: false, ..Self::by(kind.range(), 1.0) },
        }
    }

    /// Returns the step up from `from`, or down to below it.
    fn step(self, from: f64, is_up: bool) -> f64 {
        // A step down from a limit is one of the range below it.
        let from = if is_up { from } else { from - 1e-9 };
        match (self.is_whole, self.step > 1.0) {
            (true, true) if from < 5.0 => 1.0,
            (true, true) if from >= 120.0 => 30.0,
            (false, _) if from < 1.0 => 0.25,
            (false, _) if from >= 20.0 => 5.0,
            _ => self.step,
        }
    }

    fn clamp(self, number: f64) -> f64 {
        let number = if self.is_whole { number.round() } else { (number * 100.0).round() / 100.0 };
        number.clamp(self.range.least, self.range.most)
    }
}

/// Returns the amount of this kind after a turn.
pub fn turned_amount(kind: MeasureKind, amount: f64, turn: Turn) -> f64 {
    turned_number(amount, turn, Scale::of(kind))
}

pub(super) fn turned_number(now: f64, turn: Turn, scale: Scale) -> f64 {
    match turn {
        Turn::Up => {
            let step = scale.step(now, true);
            // To the next multiple of the step, so that odd numbers become round ones.
            scale.clamp(((now / step + 1e-9).floor() + 1.0) * step)
        }
        Turn::Down => {
            let step = scale.step(now, false);
            scale.clamp(((now / step - 1e-9).ceil() - 1.0) * step)
        }
        Turn::To(number) => scale.clamp(number),
        Turn::Unset => now,
    }
}

/// Returns a number that may be left to the usual after a turn: below the least lies the usual one.
pub(super) fn turned_rest(now: Option<Amount>, turn: Turn, scale: Scale) -> Option<Amount> {
    match (now, turn) {
        (_, Turn::Unset) | (None, Turn::Down) => None,
        (Some(now), Turn::Down) if now.start <= scale.range.least => None,
        (None, Turn::Up) => Some(ours(if scale.step > 1.0 { REST } else { scale.range.least.max(4.0) })),
        (Some(now), turn) => Some(renumbered(now, turned_number(now.start, turn, scale))),
        (None, turn) => Some(ours(turned_number(0.0, turn, scale))),
    }
}

/// Returns the choice before or after `now`; from the last one on to the first.
pub fn turned_choice<T: Copy + PartialEq>(all: &[T], now: T, turn: Turn) -> T {
    let at = all.iter().position(|other| *other == now).unwrap_or(0);
    all.get(turned_place(at, all.len(), turn)).copied().unwrap_or(now)
}

fn turned_place(at: usize, len: usize, turn: Turn) -> usize {
    match turn {
        Turn::Up => (at + 1) % len.max(1),
        Turn::Down => (at + len.max(1) - 1) % len.max(1),
        Turn::To(_) | Turn::Unset => at,
    }
}

/// Returns the amount with this number; one that has it already keeps its range and its origin.
fn renumbered(now: Amount, number: f64) -> Amount {
    if number.to_bits() == now.start.to_bits() { now } else { ours(number) }
}

pub(super) const fn ours(number: f64) -> Amount {
    Amount::ours(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_by_round_steps_and_stay_in_range() {
        let walk = |from: f64, turn, times: usize| {
            let mut all = vec![from];
            for _ in 0..times {
                all.push(turned_number(all[all.len() - 1], turn, Scale::HOLD));
            }
            all
        };
        assert_eq!(walk(3.0, Turn::Up, 4), [3.0, 4.0, 5.0, 10.0, 15.0]);
        assert_eq!(walk(22.0, Turn::Up, 2), [22.0, 25.0, 30.0]);
        assert_eq!(walk(120.0, Turn::Up, 1), [120.0, 150.0]);
        assert_eq!(walk(10.0, Turn::Down, 3), [10.0, 5.0, 4.0, 3.0]);
        assert_eq!(walk(1.0, Turn::Down, 1), [1.0, 1.0]);
        assert_eq!(walk(3_600.0, Turn::Up, 1), [3_600.0, 3_600.0]);
        let minutes = |from: f64, turn| turned_number(from, turn, Scale::of(MeasureKind::Minutes));
        assert_eq!([minutes(1.0, Turn::Down), minutes(0.75, Turn::Up), minutes(0.25, Turn::Down)], [0.75, 1.0, 0.25]);
        assert_eq!([minutes(1.0, Turn::Up), minutes(20.0, Turn::Up), minutes(20.0, Turn::Down)], [2.0, 25.0, 19.0]);
    }

    #[test]
    fn below_the_least_lies_the_usual() {
        let rest =
            |now: Option<f64>, turn| turned_rest(now.map(ours), turn, Scale::REST_BETWEEN).map(|rest| rest.start);
        assert_eq!(rest(None, Turn::Up), Some(10.0));
        assert_eq!(rest(Some(3.0), Turn::Down), None);
        assert_eq!(rest(None, Turn::Down), None);
        assert_eq!(rest(Some(20.0), Turn::Unset), None);
        assert_eq!(rest(None, Turn::To(1.0)), Some(3.0));
    }
}
