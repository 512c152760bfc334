//! Which ratings say something about the back, and for how long.

use crate::domain::record::entry::Region;

/// For so many days a score says something about today. Our choice.
pub(super) const DAYS: i64 = 7;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_knee_makes_no_sore_back() {
        assert!(is_of_the_back(None) && is_of_the_back(Some(Region::LowBack)) && is_of_the_back(Some(Region::Hip)));
        assert!(!is_of_the_back(Some(Region::Knee)) && !is_of_the_back(Some(Region::ThighFront)));
    }
}
