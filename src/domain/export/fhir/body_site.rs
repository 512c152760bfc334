//! Places of pain for a clinic: in words, and where it is wanted by their codes in SNOMED CT.
//!
//! Only codes that were found with the same meaning in published guides are used; other places go by words alone.

use super::resource::{Coding, Concept, SNOMED};
use crate::domain::journal::body_location::Spots;
use crate::domain::journal::entry::{PainSide, Rating, Region};

/// Returns the places of `rating`; `None` if it names none.
pub(super) fn body_site(rating: &Rating, has_codes: bool) -> Option<Concept> {
    let words = Spots::of(rating).text();
    let code = rating.region.filter(|_| has_codes).and_then(|region| code(region, rating.side));
    let coding = code.map(|code| Coding { system: SNOMED, code, display: None });
    (!words.is_empty()).then(|| Concept::text(words).coded(coding))
}

/// Returns the code of a place; `None` if no code says the same.
const fn code(region: Region, side: Option<PainSide>) -> Option<&'static str> {
    match (region, side) {
        (Region::LowBack, Some(PainSide::Left)) => Some("1017210004"),
        (Region::LowBack, Some(PainSide::Right)) => Some("1017211000"),
        (Region::LowBack, _) => Some("37822005"),
        (Region::Buttock, Some(PainSide::Left)) => Some("723979003"),
        (Region::Buttock, Some(PainSide::Right)) => Some("723980000"),
        (Region::Buttock, _) => Some("46862004"),
        (Region::ThighFront | Region::ThighBack, Some(PainSide::Left)) => Some("61396006"),
        (Region::ThighFront | Region::ThighBack, Some(PainSide::Right)) => Some("11207009"),
        (Region::Knee, _) => Some("72696002"),
        (Region::LowerLeg, Some(PainSide::Left)) => Some("213384005"),
        (Region::LowerLeg, Some(PainSide::Right)) => Some("213289002"),
        (Region::LowerLeg, _) => Some("30021000"),
        (Region::ThighFront | Region::ThighBack, Some(PainSide::Both | PainSide::Middle) | None)
        | (Region::MidBack | Region::Hip | Region::Groin | Region::Foot | Region::Other, _) => None,
    }
}
