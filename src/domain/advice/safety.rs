//! The safety questions, the urgency of a yes to each, and the advice after the answers.
//!
//! **Source**: card questions by Greenhalgh, Mercer and Finucane and NHS advice on back pain for the emergencies;
//! Gloucestershire NHS G-care for the others. Single signs are weak evidence (Finucane et al., J Orthop Sports Phys
//! Ther 2020): nothing is counted or weighed here, and no answer is an all-clear.

use crate::domain::content::words::words;

words! {
    /// A safety question, named after the sign that it asks about.
    Question, "safety question":
    /// Numb or altered between the legs.
    SaddleNumb = "saddle_numb",
    /// Trouble with bladder or bowel.
    BladderBowel = "bladder_bowel",
    /// A change in sexual function or feeling.
    SexualChange = "sexual_change",
    /// Both legs, a weaker leg, or new trouble walking.
    LegsWeak = "legs_weak",
    /// With chest pain.
    ChestPain = "chest_pain",
    /// Since a serious accident or fall.
    Accident = "accident",
    /// Fever, or ill with it.
    Unwell = "unwell",
    /// Weight lost without trying.
    WeightLoss = "weight_loss",
    /// A lump, a swelling or another shape.
    Lump = "lump",
    /// No easing at rest, or worse at night.
    NoEasing = "no_easing",
    /// Worse with coughing; or pain high between the shoulder blades.
    CoughOrHigh = "cough_or_high",
    /// Cancer, weak defences, injected drugs, or weak bones.
    History = "history",
    /// The first strong back pain, when young or older.
    FirstAtAge = "first_at_age",
}

/// The urgency with which a yes should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// The same or the next day.
    Urgent,
    /// Now.
    Emergency,
}

impl Urgency {
    /// The advice after a yes.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Emergency => {
                "These signs can mean pressure on nerves or another emergency. Do not exercise. Call your emergency \
                 number (999 UK, 112 EU, 911 US) or go to an emergency department now. Do not drive yourself."
            }
            Self::Urgent => {
                "This is worth having checked soon. Please call your doctor or a health line (NHS 111 in the UK) before \
                 you train again."
            }
        }
    }
}

/// The message after all answers were no.
pub const ALL_NO: &str = "None of your answers suggests an emergency. This is not a medical check.";

impl Question {
    /// The questions of this urgency, in order.
    pub fn of(urgency: Urgency) -> impl Iterator<Item = Self> {
        use crate::domain::content::words::WordList;
        Self::ALL.iter().map(|(_, question)| *question).filter(move |question| question.urgency() == urgency)
    }

    /// The urgency of a yes.
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::SaddleNumb
            | Self::BladderBowel
            | Self::SexualChange
            | Self::LegsWeak
            | Self::ChestPain
            | Self::Accident => Urgency::Emergency,
            _ => Urgency::Urgent,
        }
    }

    /// Returns true if a later no does not lift a yes: the question is about the past. **Source**: our choice,
    /// paragraph [`Urgent`](super::paragraph::Paragraph::Urgent) of the rules.
    pub const fn stays_until_seen(self) -> bool {
        matches!(self, Self::History | Self::FirstAtAge)
    }

    /// The question as it is asked, in full words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::SaddleNumb => {
                "Numbness, tingling or altered feeling around the genitals, back passage, buttocks or inner thighs, also \
                 when wiping"
            }
            Self::BladderBowel => {
                "New trouble passing or holding urine, not feeling when the bladder is full, leaking, or loss of bowel \
                 control"
            }
            Self::SexualChange => "A new change in sexual function or feeling",
            Self::LegsWeak => {
                "Pain, tingling, weakness or numbness in both legs; a leg getting weaker; or new trouble walking"
            }
            Self::ChestPain => "Back pain together with chest pain",
            Self::Accident => "It began with a serious accident or fall",
            Self::Unwell => "Fever, chills or feeling ill with the back pain",
            Self::WeightLoss => "Weight loss without trying",
            Self::Lump => "A lump, a swelling or a new change in the shape of the back",
            Self::NoEasing => "Doesn't ease with rest, or is clearly worse at night",
            Self::CoughOrHigh => "Worse when coughing, sneezing or straining; or pain high between the shoulder blades",
            Self::History => {
                "Ever had cancer; weak immune system or injected drugs; osteoporosis or long steroid use, also after a \
                 small knock"
            }
            Self::FirstAtAge => "First strong back pain before 20 or after 50",
        }
    }
}

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
pub const SIGNS: &str = "Chest pain or pressure; faint or dizzy; feeling sick; a cold sweat; more out of breath than \
                         the effort explains; the heart racing or skipping; blurred vision; confusion; a sudden bad \
                         headache; sudden weakness or numbness.";

impl StopReason {
    /// The advice. **Source**: as [`SIGNS`]; for pain, NHS community services on exercise (AHP Suffolk), in our words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::SharpPain => {
                "Skip this exercise today. If the pain runs down a leg, or a leg feels numb or weak, answer the \
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b4_six_signs_are_emergencies_and_seven_are_urgent() {
        assert_eq!(Question::of(Urgency::Emergency).count(), 6);
        assert_eq!(Question::of(Urgency::Urgent).count(), 7);
        assert!(Question::of(Urgency::Emergency).all(|question| !question.text().ends_with('.')));
    }
}
