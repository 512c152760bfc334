//! What a sore back had better leave out: which scores make a back sore, and what is said then.

use super::limits::Limit;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::Role;
use crate::domain::record::entry::{Region, Score};
use crate::domain::text::Text;

/// From this score on a back is sore: where amber begins. **Source**: the cut of 0-3, 4-5 and 6-10 is that of NHS
/// community services; that it holds for what a routine leaves out is our choice.
const SORE: u8 = Limit::AmberFrom.spec().default;

/// For so many days a score says something about today. Our choice.
pub(super) const DAYS: i64 = 7;

/// How one is left out.
const HOW: &str = "Press x in the session to leave one out.";

/// Whether a back with this score is sore.
pub fn is_sore(score: Score) -> bool {
    score.value() >= SORE
}

/// Whether a back with this score, given so many `days` ago, is taken to be sore today. A score of days to come
/// says nothing.
pub fn is_still_sore(score: Score, days: i64) -> bool {
    is_sore(score) && (0..=DAYS).contains(&days)
}

/// Whether a rating for this place says something about the back; one without a place does. The hip and the back of
/// the thigh count: it is there that the low back is felt, and what it leaves out pulls there. Our choice.
pub const fn is_of_the_back(region: Option<Region>) -> bool {
    match region {
        None | Some(Region::LowBack | Region::MidBack | Region::Buttock | Region::Hip | Region::ThighBack) => true,
        Some(Region::Groin | Region::ThighFront | Region::Knee | Region::LowerLeg | Region::Foot | Region::Other) => {
            false
        }
    }
}

/// What of `routine` a sore back leaves out, what it does instead, and how; `None` where all of it suits.
pub fn advice(routine: &Routine, catalog: &Catalog) -> Option<String> {
    let swaps = swaps(routine, catalog);
    let parts: Vec<String> = swaps.iter().map(Swap::said).collect();
    (!parts.is_empty()).then(|| format!("While your back is sore, {}. {HOW}", parts.join("; ")))
}

/// Exercises to leave out that have the same substitute.
struct Swap {
    leave_out: Vec<Text>,
    instead: Option<Text>,
}

impl Swap {
    /// `leave out Standing Forward Fold and Seated Forward Fold, do Lying Hamstring Stretch instead`
    fn said(&self) -> String {
        let names: Vec<&str> = self.leave_out.iter().map(Text::as_str).collect();
        let names = match names.split_last() {
            Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
            _ => names.concat(),
        };
        let instead = self.instead.as_ref().map(|instead| format!(", do {instead} instead")).unwrap_or_default();
        format!("leave out {names}{instead}")
    }
}

fn swaps(routine: &Routine, catalog: &Catalog) -> Vec<Swap> {
    let mut swaps: Vec<Swap> = Vec::new();
    let exercises = routine.steps.iter().filter_map(|step| catalog.exercise(step.exercise.as_str()));
    for exercise in exercises.filter(|exercise| exercise.role == Role::AvoidWhileSore) {
        let instead = exercise.instead.as_ref().and_then(|id| catalog.exercise(id.as_str()));
        let instead = instead.map(|instead| instead.name.clone());
        match swaps.iter_mut().find(|swap| swap.instead == instead) {
            Some(swap) if swap.leave_out.contains(&exercise.name) => {}
            Some(swap) => swap.leave_out.push(exercise.name.clone()),
            None => swaps.push(Swap { leave_out: vec![exercise.name.clone()], instead }),
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_back_is_sore_from_four_on_for_a_week() {
        let score = |value| Score::new(value).unwrap();
        assert!(!is_sore(score(3)) && is_sore(score(4)) && is_sore(score(10)));
        assert!(is_still_sore(score(4), 0) && is_still_sore(score(4), 7));
        assert!(!is_still_sore(score(4), 8) && !is_still_sore(score(4), -1) && !is_still_sore(score(3), 0));
    }

    #[test]
    fn a_knee_makes_no_sore_back() {
        assert!(is_of_the_back(None) && is_of_the_back(Some(Region::LowBack)) && is_of_the_back(Some(Region::Hip)));
        assert!(!is_of_the_back(Some(Region::Knee)) && !is_of_the_back(Some(Region::ThighFront)));
    }

    #[test]
    fn what_is_left_out_has_something_instead() {
        let catalog = Catalog::built_in();
        let of = |id: &str| advice(&catalog.routine(id).unwrap(), &catalog);
        assert_eq!(of("split-hip-stop"), None);
        assert_eq!(
            of("aaptiv-seven").unwrap(),
            "While your back is sore, leave out Standing Forward Fold and Seated Forward Fold, do Lying Hamstring Stretch \
             instead. Press x in the session to leave one out."
        );
        assert!(of("desk-break").unwrap().contains("leave out Standing Roll-Down, do Cat-Cow instead."));
    }
}
