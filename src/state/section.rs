//! The sections of the program, which the line at the top names.

/// A section of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// The home screen.
    Routines,
    /// The library.
    Exercises,
    /// The plan that is followed, or all plans.
    Plan,
    /// The journal.
    Journal,
    /// The statistics.
    Trends,
    /// The list of guides.
    Guides,
}

impl Section {
    /// All sections, in the order of the line at the top; the key of each is its number, from 1.
    pub const ALL: [Self; 6] = [Self::Routines, Self::Exercises, Self::Plan, Self::Journal, Self::Trends, Self::Guides];

    /// Returns its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Routines => "Routines",
            Self::Exercises => "Exercises",
            Self::Plan => "Plan",
            Self::Journal => "Journal",
            Self::Trends => "Trends",
            Self::Guides => "Guides",
        }
    }

    /// Returns the place in [`Section::ALL`].
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or_default()
    }

    /// Returns the section at the right, or the one at the left; after the last comes the first.
    ///
    /// ```
    /// use supple::state::section::Section;
    ///
    /// assert_eq!(Section::Guides.beside(true), Section::Routines);
    /// assert_eq!(Section::Guides.beside(false), Section::Trends);
    /// ```
    #[must_use]
    pub fn beside(self, forward: bool) -> Self {
        let step = if forward { 1 } else { Self::ALL.len() - 1 };
        Self::ALL.get((self.place() + step) % Self::ALL.len()).copied().unwrap_or(self)
    }
}
