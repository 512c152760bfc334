//! The reasons to leave an exercise out, or to stop at once, and the advice after that.

use crate::domain::content::words::words;

words! {
    /// A reason to stop at once, as a session keeps it.
    StopReason, "reason to stop":
    /// Sharp, sudden or shooting pain, or something new in a leg.
    SharpPain = "sharp pain",
    /// Dizzy, faint, sick, in a cold sweat, short of breath, the heart racing.
    Unwell = "unwell",
    /// Chest pain or pressure.
    ChestPain = "chest pain",
    /// Anything else.
    Other = "other",
}

words! {
    /// A reason to leave an exercise out, as a session keeps it.
    SkipReason, "reason to skip":
    /// It hurts.
    Hurts = "it hurts",
    /// Too hard today.
    TooHard = "too hard",
    /// Something is missing.
    NoEquipment = "no equipment",
    /// Too little time.
    NoTime = "no time",
    /// Anything else.
    Other = "other",
}

/// The signs to stop at once, for a page and for help. **Source**: patient pages of Allina Health and Geisinger, and of
/// Harvard Medical School as repeated by Sharecare, on when to stop exercising.
pub const SIGNS: &str = "Chest pain or pressure; faint or dizzy; sick; a cold sweat; breathless beyond the effort; the \
                         heart racing or skipping; blurred sight; confusion; a sudden bad headache; sudden weakness or \
                         numbness.";

impl StopReason {
    /// The advice. **Source**: as [`SIGNS`]; for pain, NHS community services on exercise (AHP Suffolk), in our words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::SharpPain => {
                "Leave this exercise out today. If the pain runs down a leg, or a leg feels numb or weak, answer the \
                 safety questions."
            }
            Self::Unwell => {
                "Stop and sit down. If it is chest pain, or it has not gone after a few minutes of rest, call your \
                 emergency number."
            }
            Self::ChestPain => "Stop and sit down. Call your emergency number now.",
            Self::Other => "Stop here. Rest until you feel as usual.",
        }
    }

    /// Returns true if it ends the whole session, not the exercise alone.
    pub const fn ends_session(self) -> bool {
        matches!(self, Self::Unwell | Self::ChestPain)
    }
}
