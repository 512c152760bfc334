//! The colours behind the roles, for each kind of terminal. Numbers only.

use ratatui::style::Color;

use super::{Background, ColorDepth};

/// The colours, one per meaning; `None` if an attribute does better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Palette {
    pub(super) quiet: Option<Color>,
    pub(super) work: Option<Color>,
    pub(super) rest: Option<Color>,
    pub(super) good: Option<Color>,
    pub(super) amber: Option<Color>,
    pub(super) red: Option<Color>,
}

/// A palette in one line: quiet, work, rest, good, amber, red.
type PaletteRow = [u32; 6];

// Contrast at least 4.5:1 (WCAG 2.1, 1.4.3) with black, #1e1e1e and Solarized's #002b36. Middle
// tones, our choice: where a light terminal is taken for a dark one they can still be read.
const DARK: PaletteRow = [0x94_9494, 0x2f_9fd8, 0xa4_87e0, 0x45_a85c, 0xcc_8a1e, 0xf0_655c];
const DARK_256: PaletteRow = [246, 74, 140, 71, 172, 203];
// At least 4.5:1 with white and Solarized's #fdf6e3.
const LIGHT: PaletteRow = [0x6b_6b6b, 0x0a_68a8, 0x74_40b8, 0x1d_7332, 0x8a_5500, 0xb8_201c];
const LIGHT_256: PaletteRow = [241, 25, 92, 22, 94, 124];
// At least 7:1 (WCAG 2.1, 1.4.6) with the same backgrounds.
const DARK_HIGH: PaletteRow = [0xd0_d0d0, 0x7c_c9ff, 0xcb_b5ff, 0x7f_e08f, 0xff_c04d, 0xff_b0aa];
const DARK_HIGH_256: PaletteRow = [252, 117, 183, 120, 221, 217];
const LIGHT_HIGH: PaletteRow = [0x44_4444, 0x00_508a, 0x5a_2a9c, 0x0f_5a20, 0x6b_4100, 0x90_1410];
const LIGHT_HIGH_256: PaletteRow = [238, 18, 55, 22, 52, 88];

impl Palette {
    pub(super) fn of(depth: ColorDepth, background: Background, high_contrast: bool) -> Self {
        match depth {
            ColorDepth::None => Self::default(),
            ColorDepth::Ansi16 => sixteen(background),
            ColorDepth::Ansi256 => {
                from_row(indexed_row(background, high_contrast), |n| Color::Indexed(n.to_le_bytes()[0]))
            }
            ColorDepth::TrueColor => from_row(rgb_row(background, high_contrast), Color::from_u32),
        }
    }
}

fn rgb_row(background: Background, high_contrast: bool) -> PaletteRow {
    match (background, high_contrast) {
        (Background::Dark, false) => DARK,
        (Background::Dark, true) => DARK_HIGH,
        (Background::Light, false) => LIGHT,
        (Background::Light, true) => LIGHT_HIGH,
    }
}

fn indexed_row(background: Background, high_contrast: bool) -> PaletteRow {
    match (background, high_contrast) {
        (Background::Dark, false) => DARK_256,
        (Background::Dark, true) => DARK_HIGH_256,
        (Background::Light, false) => LIGHT_256,
        (Background::Light, true) => LIGHT_HIGH_256,
    }
}

fn from_row([quiet, work, rest, good, amber, red]: PaletteRow, colour: impl Fn(u32) -> Color) -> Palette {
    Palette {
        quiet: Some(colour(quiet)),
        work: Some(colour(work)),
        rest: Some(colour(rest)),
        good: Some(colour(good)),
        amber: Some(colour(amber)),
        red: Some(colour(red)),
    }
}

/// Returns the palette of sixteen colours; their look is the terminal's business. On white only blue, magenta and red
/// can be trusted (xterm's green, cyan and yellow stay under 2.5:1), on black all but blue; grey is the background
/// itself in some schemes, so quiet text is dimmed instead.
fn sixteen(background: Background) -> Palette {
    match background {
        Background::Dark => Palette {
            quiet: None,
            work: Some(Color::Cyan),
            rest: Some(Color::Magenta),
            good: Some(Color::Green),
            amber: Some(Color::Yellow),
            red: Some(Color::LightRed),
        },
        Background::Light => Palette {
            quiet: None,
            work: Some(Color::Blue),
            rest: Some(Color::Magenta),
            good: None,
            amber: None,
            red: Some(Color::Red),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON_DARK: [u32; 3] = [0x00_0000, 0x1e_1e1e, 0x00_2b36];
    const ON_LIGHT: [u32; 2] = [0xff_ffff, 0xfd_f6e3];

    /// Relative luminance of 0xRRGGBB as WCAG 2.1 defines it.
    fn luminance(rgb: u32) -> f64 {
        let [b, g, r, _] = rgb.to_le_bytes().map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The fixed part of xterm's palette: a cube of 6x6x6 and 24 greys.
    fn rgb_of_index(n: u32) -> u32 {
        let level = |i: u32| if i == 0 { 0 } else { 55 + 40 * i };
        match n {
            16..=231 => level((n - 16) / 36) << 16 | level((n - 16) / 6 % 6) << 8 | level((n - 16) % 6),
            232..=255 => (8 + 10 * (n - 232)) * 0x01_0101,
            _ => panic!("{n} looks different in every terminal"),
        }
    }

    #[track_caller]
    fn assert_contrast(row: PaletteRow, grounds: &[u32], least: f64) {
        for colour in row {
            for ground in grounds {
                let found = contrast(colour, *ground);
                assert!(found >= least, "{colour:06x} on {ground:06x} is {found:.2}:1");
            }
        }
    }

    #[test]
    fn every_colour_can_be_read_on_its_background() {
        for (high, least) in [(false, 4.5), (true, 7.0)] {
            for (background, grounds) in [(Background::Dark, &ON_DARK[..]), (Background::Light, &ON_LIGHT)] {
                assert_contrast(rgb_row(background, high), grounds, least);
                assert_contrast(indexed_row(background, high).map(rgb_of_index), grounds, least);
            }
        }
    }

    #[test]
    fn a_light_terminal_taken_for_a_dark_one_can_still_be_read() {
        assert_contrast(DARK, &[0xff_ffff], 2.5);
        assert_contrast(DARK_256.map(rgb_of_index), &[0xff_ffff], 2.4);
    }

    #[test]
    fn colours_of_one_palette_differ() {
        for row in [DARK, DARK_256, LIGHT, LIGHT_256, DARK_HIGH, DARK_HIGH_256, LIGHT_HIGH, LIGHT_HIGH_256] {
            let mut sorted = row.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), row.len());
        }
    }
}
