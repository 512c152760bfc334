//! The sets of characters in which a figure is drawn, and the best of them that a terminal is known to draw.

use crate::widgets::Blocks;

/// Ways to draw a figure, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Characters {
    /// Pictures by the protocol of kitty; other characters stand in where there are none.
    Graphics,
    /// Filled blocks, 2 x 4 a cell (Unicode 16).
    Octants,
    /// Filled blocks, 2 x 3 a cell (Unicode 13).
    Sextants,
    /// Filled blocks, 2 x 2 a cell.
    #[default]
    Quadrants,
    /// Dots, 2 x 4 a cell.
    Braille,
    /// Half blocks: the Linux console.
    Halves,
    /// Plain ASCII.
    Ascii,
}

/// A terminal that draws filled blocks itself, whatever its font has, and the first versions that do.
struct BlockTerminal {
    /// The beginning of its name, in lower case.
    name: &'static str,
    octants: Version,
    sextants: Version,
}

/// The numbers of a version, as far as they matter.
type Version = [u32; 2];

/// **Source**: the changes noted for kitty 0.40, foot 1.20, Ghostty 1.2, VTE 0.78 (it gives its version times 100), and the
/// nightly builds of WezTerm, which are named by their date. Where the first version is not certain, a later one.
const BLOCK_TERMINALS: [BlockTerminal; 5] = [
    BlockTerminal { name: "kitty", octants: [0, 40], sextants: [0, 20] },
    BlockTerminal { name: "foot", octants: [1, 20], sextants: [1, 7] },
    BlockTerminal { name: "ghostty", octants: [1, 2], sextants: [1, 0] },
    BlockTerminal { name: "vte", octants: [7_800, 0], sextants: [6_000, 0] },
    BlockTerminal { name: "wezterm", octants: [20_250_601, 0], sextants: [20_210_814, 0] },
];

impl Characters {
    /// Returns the best way for a terminal with these blocks that gives itself this name.
    ///
    /// ```
    /// use supple::widgets::Blocks;
    /// use supple::widgets::figure::Characters;
    ///
    /// assert_eq!(Characters::best(Blocks::Fine, Some("foot(1.20.2)")), Characters::Octants);
    /// assert_eq!(Characters::best(Blocks::Fine, None), Characters::Quadrants);
    /// ```
    pub fn best(blocks: Blocks, name: Option<&str>) -> Self {
        match blocks {
            Blocks::Full => Self::Halves,
            Blocks::Ascii => Self::Ascii,
            Blocks::Fine => name.map_or(Self::Quadrants, Self::drawn_by),
        }
    }

    /// Returns the finest filled blocks that the terminal of this name draws itself.
    pub fn drawn_by(name: &str) -> Self {
        let name = name.to_lowercase();
        let Some(known) = BLOCK_TERMINALS.iter().find(|known| name.starts_with(known.name)) else {
            return Self::Quadrants;
        };
        match version(&name) {
            found if found >= known.octants => Self::Octants,
            found if found >= known.sextants => Self::Sextants,
            _ => Self::Quadrants,
        }
    }

    /// Returns true if the terminal of this name shows pictures as fast as a figure moves.
    pub fn shows_pictures(name: &str) -> bool {
        const KNOWN: [&str; 4] = ["kitty", "ghostty", "wezterm", "konsole"];
        let name = name.to_lowercase();
        KNOWN.iter().any(|known| name.starts_with(known))
    }

    /// Returns the blocks for everything but the figure.
    pub const fn blocks(self) -> Blocks {
        match self {
            Self::Graphics | Self::Octants | Self::Sextants | Self::Quadrants | Self::Braille => Blocks::Fine,
            Self::Halves => Blocks::Full,
            Self::Ascii => Blocks::Ascii,
        }
    }

    /// Returns the dots of a cell: columns and rows.
    pub(super) const fn dots_in_a_cell(self) -> (usize, usize) {
        match self {
            Self::Octants | Self::Braille => (2, 4),
            Self::Sextants => (2, 3),
            Self::Quadrants | Self::Graphics => (2, 2),
            Self::Halves => (1, 2),
            Self::Ascii => (1, 1),
        }
    }

    /// Returns true if a cell is filled, with one colour on another.
    pub(super) const fn is_filled(self) -> bool {
        !matches!(self, Self::Braille | Self::Ascii)
    }
}

/// Returns the first two numbers in a name; zero where there are none.
fn version(name: &str) -> Version {
    let mut numbers = name.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_the_finest_blocks_that_it_draws_itself() {
        for (name, expected) in [
            ("kitty(0.40.1)", Characters::Octants),
            ("kitty(0.26.5)", Characters::Sextants),
            ("foot(1.20.2)", Characters::Octants),
            ("foot(1.13.1)", Characters::Sextants),
            ("ghostty 1.2.0", Characters::Octants),
            ("ghostty 1.1.3", Characters::Sextants),
            ("VTE(7803)", Characters::Octants),
            ("VTE(7006)", Characters::Sextants),
            ("VTE(5202)", Characters::Quadrants),
            ("WezTerm 20240203-110809-5046fc22", Characters::Sextants),
            ("XTerm(388)", Characters::Quadrants),
            ("kitty", Characters::Quadrants),
            ("", Characters::Quadrants),
        ] {
            assert_eq!(Characters::drawn_by(name), expected, "{name}");
        }
    }

    #[test]
    fn a_poor_font_rules_out_all_else() {
        let best = |blocks| Characters::best(blocks, Some("kitty(0.40.1)"));
        assert_eq!(best(Blocks::Fine), Characters::Octants);
        for characters in [Characters::Halves, Characters::Ascii] {
            assert_eq!(best(characters.blocks()), characters);
        }
    }
}
