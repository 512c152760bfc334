//! The names of the rules, each with its paragraph, and sentences with the source that they rest on.

use super::paragraph::Paragraph;

/// A statement for people, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// One or two sentences with their numbers.
    pub text: String,
    /// The rule or source behind it.
    pub basis: Basis,
}

/// The basis of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A rule on pain; its paragraph has the numbers and their sources.
    Rule(Paragraph),
    /// Another source: author and title, or that it is our choice.
    Source(&'static str),
}

impl Sentence {
    /// A sentence from `source`, with no rule on pain behind it.
    pub fn new(text: impl Into<String>, source: &'static str) -> Self {
        Self { text: text.into(), basis: Basis::Source(source) }
    }

    /// A sentence by the rule of `paragraph`.
    pub fn by_rule(text: impl Into<String>, paragraph: Paragraph) -> Self {
        Self { text: text.into(), basis: Basis::Rule(paragraph) }
    }
}

/// A rule that changes a step, or suggests something other than the routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The score of today is amber or red.
    CheckIn,
    /// Exercises that fold or bend the back far are left out while it is sore.
    SoreBack,
    /// A bout of strong pain or cramps.
    Flare,
    /// The last session had not settled overnight.
    NextMorning,
    /// Two sessions in a row had not settled.
    UnsettledTwice,
    /// The mornings of this week against those of the week before.
    Week,
    /// A long time without a session.
    Pause,
    /// Pain reaches further down the leg.
    Spread,
    /// Pain rises in or after this exercise, again and again.
    Cost,
    /// The level reached in earlier sessions.
    Level,
    /// One step up.
    StepUp,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 11] = [
        Self::CheckIn,
        Self::SoreBack,
        Self::Flare,
        Self::NextMorning,
        Self::UnsettledTwice,
        Self::Week,
        Self::Pause,
        Self::Spread,
        Self::Cost,
        Self::Level,
        Self::StepUp,
    ];

    /// The name of the rule in a [`ChangeKey`](super::change::ChangeKey), which never changes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::SoreBack => "sore-back",
            Self::Flare => "flare",
            Self::NextMorning => "next-morning",
            Self::UnsettledTwice => "unsettled-twice",
            Self::Week => "week",
            Self::Pause => "pause",
            Self::Spread => "spread",
            Self::Cost => "cost",
            Self::Level => "level",
            Self::StepUp => "step-up",
        }
    }

    /// The paragraph with the rule.
    pub const fn paragraph(self) -> Paragraph {
        match self {
            Self::CheckIn => Paragraph::CheckIn,
            Self::SoreBack => Paragraph::SoreBack,
            Self::Flare => Paragraph::FlareUp,
            Self::NextMorning => Paragraph::Settled,
            Self::UnsettledTwice => Paragraph::UnsettledTwice,
            Self::Week => Paragraph::Week,
            Self::Pause => Paragraph::Pause,
            Self::Spread => Paragraph::Spread,
            Self::Cost => Paragraph::Provocation,
            Self::Level | Self::StepUp => Paragraph::StepUp,
        }
    }
}
