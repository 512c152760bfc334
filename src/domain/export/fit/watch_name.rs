//! Names of exercises in the public profile, by which a watch shows them in its own language and with its own picture.
//!
//! Only exercises that are the same there are listed; all others go by supple's name alone.

use super::FitValue;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::journal::summary::exercise_name;

/// The category of exercises that the profile does not know.
const UNKNOWN: u16 = 65_534;

/// A number that says that there is none.
const NONE: u16 = u16::MAX;

/// An exercise as a watch knows it: its category, and its name in that category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchName {
    /// The category.
    pub category: u16,
    /// The name.
    pub name: u16,
}

/// A name in the profile: category and name.
const fn known(category: u16, name: u16) -> WatchName {
    WatchName { category, name }
}

/// The exercises that the profile knows, by their ids in ascending order.
pub const NAMES: &[(&str, WatchName)] = &[
    ("air-squat", known(28, 100)),
    ("ankle-circles", known(31, 2)),
    ("bird-dog", known(11, 19)),
    ("bottom-to-heels", known(31, 0)),
    ("burpee", known(29, 0)),
    ("calf-raise", known(1, 18)),
    ("calf-stretch", known(31, 37)),
    ("cat-cow", known(31, 38)),
    ("childs-pose", known(31, 39)),
    ("clamshell", known(10, 44)),
    ("cobra-stretch", known(31, 40)),
    ("crunch", known(6, 83)),
    ("dead-bug", known(11, 1)),
    ("deadlift", known(8, 0)),
    ("elliptical-intervals", known(39, 0)),
    ("forward-fold", known(36, 67)),
    ("front-leg-swings", known(31, 9)),
    ("glute-bridge", known(10, 11)),
    ("good-morning", known(15, 2)),
    ("half-kneeling-hip-flexor-stretch", known(31, 49)),
    ("hamstring-curl", known(15, 0)),
    ("hamstring-curl-ball", known(15, 10)),
    ("high-plank", known(19, 92)),
    ("hip-circles", known(31, 86)),
    ("hip-thrust", known(10, 1)),
    ("hyperextension", known(13, 25)),
    ("knee-hugs", known(31, 27)),
    ("lateral-raise", known(14, 34)),
    ("leg-press", known(28, 0)),
    ("locust-pose", known(36, 38)),
    ("lunge", known(17, 32)),
    ("lying-hamstring-stretch", known(31, 44)),
    ("marching", known(31, 88)),
    ("mcgill-bird-dog", known(11, 19)),
    ("mcgill-curl-up", known(6, 36)),
    ("one-legged-bridge", known(10, 30)),
    ("overhead-lift", known(24, 14)),
    ("pigeon-pose", known(31, 59)),
    ("piriformis-stretch", known(31, 53)),
    ("plank", known(19, 43)),
    ("plank-knees", known(19, 22)),
    ("plank-leg-extension", known(19, 133)),
    ("quad-stretch", known(31, 61)),
    ("roll-down", known(35, 38)),
    ("rowing", known(42, 0)),
    ("seated-cat-cow", known(36, 115)),
    ("seated-forward-fold", known(36, 56)),
    ("seated-twist", known(35, 44)),
    ("shoulder-circles", known(31, 17)),
    ("side-leg-swings", known(31, 18)),
    ("side-lying-leg-raise", known(11, 21)),
    ("side-plank", known(19, 66)),
    ("single-leg-calf-raise", known(1, 15)),
    ("single-leg-squat", known(28, 42)),
    ("sit-up", known(27, 37)),
    ("squat", known(28, 61)),
    ("stability-ball-back-extension", known(13, 31)),
    ("stability-ball-knee-tuck", known(5, 25)),
    ("stability-ball-pike", known(5, 27)),
    ("stair-climber", known(47, 0)),
    ("standing-hamstring-stretch", known(31, 33)),
    ("superman", known(13, 29)),
    ("supine-twist", known(31, 54)),
    ("treadmill-run", known(52, 1)),
    ("walking", known(32, 1)),
    ("wall-sit", known(28, 20)),
];

impl WatchName {
    /// Returns the name of this exercise; `None` if the profile does not know it.
    pub fn of(exercise: &Id) -> Option<Self> {
        let at = NAMES.binary_search_by_key(&exercise.as_str(), |(id, _)| *id).ok()?;
        NAMES.get(at).map(|(_, name)| *name)
    }

    /// Returns category and name of `exercise` for a message. If the profile does not know it, its name is its number in
    /// the file, by which its title is found, or none.
    pub(super) fn values(exercise: &Id, nth: Option<usize>) -> [FitValue; 2] {
        let number = nth.and_then(|nth| u16::try_from(nth).ok()).unwrap_or(NONE);
        let known = Self::of(exercise).unwrap_or(Self { category: UNKNOWN, name: number });
        [FitValue::U16(known.category), FitValue::U16(known.name)]
    }
}

/// Returns the title of an exercise for a watch.
pub(super) fn title(catalog: &Catalog, exercise: &Id) -> FitValue {
    FitValue::Text(exercise_name(catalog, exercise.as_str()))
}
