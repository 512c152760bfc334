//! The rules by name, with their section and their source, and the sentences that tell of them.

/// Something said to people, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// One or two sentences with their numbers.
    pub text: String,
    /// Author and title; or that it is our choice.
    pub source: &'static str,
}

impl Sentence {
    /// `text`, from `source`.
    pub fn new(text: impl Into<String>, source: &'static str) -> Self {
        Self { text: text.into(), source }
    }
}

/// What changed a step, or asks for another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The score of today is amber or red.
    CheckIn,
    /// A sore back leaves out what folds or bends it far.
    SoreBack,
    /// A bout of strong pain or cramps.
    Flare,
    /// The last session had not settled overnight.
    NextMorning,
    /// The mornings of this week against those of the week before.
    Week,
    /// A long time without a session.
    Pause,
    /// Pain reaches further down the leg.
    Spread,
    /// Pain rises in or after this exercise, again and again.
    Cost,
    /// The level that was reached so far.
    Level,
    /// One step up.
    StepUp,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::CheckIn,
        Self::SoreBack,
        Self::Flare,
        Self::NextMorning,
        Self::Week,
        Self::Pause,
        Self::Spread,
        Self::Cost,
        Self::Level,
        Self::StepUp,
    ];

    /// Its section, as the tests name it.
    pub const fn section(self) -> &'static str {
        match self {
            Self::CheckIn | Self::SoreBack | Self::Flare => "B1",
            Self::NextMorning | Self::Cost => "B2",
            Self::Week | Self::Pause | Self::Level | Self::StepUp => "B3",
            Self::Spread => "A6",
        }
    }

    /// A word for it that never changes: part of a [`ChangeKey`](super::change::ChangeKey).
    pub const fn word(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::SoreBack => "sore-back",
            Self::Flare => "flare",
            Self::NextMorning => "next-morning",
            Self::Week => "week",
            Self::Pause => "pause",
            Self::Spread => "spread",
            Self::Cost => "cost",
            Self::Level => "level",
            Self::StepUp => "step-up",
        }
    }

    /// Where it comes from, for people.
    pub const fn source(self) -> &'static str {
        match self {
            Self::CheckIn => {
                "Pain-monitoring model (Silbernagel et al., Am J Sports Med 2007), cut of NHS community services (AHP \
                 Suffolk; Provide Physiotherapy); what it does to a check-in is our choice"
            }
            Self::SoreBack => "5 Workouts To Avoid… (article)",
            Self::Flare => {
                "Symptoms, Causes and Prevention For Runners… (article): a few days off; the numbers are our choice"
            }
            Self::NextMorning => {
                "Settled by the next morning: Silbernagel et al., Am J Sports Med 2007; AHP Suffolk; Provide \
                 Physiotherapy; the numbers are our choice"
            }
            Self::Week => "Silbernagel et al., Am J Sports Med 2007: not from week to week; the numbers are our choice",
            Self::Pause | Self::Level => "our choice",
            Self::Spread => super::meaning::SPREAD_SOURCE,
            Self::Cost => "our choice, after the error of the scale (Childs et al., Spine 2005)",
            Self::StepUp => {
                "Sherwood Forest Hospitals NHS, Back Pain Unit: at least a week on a level, then a small step; its size is \
                 convention and our choice"
            }
        }
    }
}
