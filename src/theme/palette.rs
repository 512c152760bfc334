//! The colours behind the roles, for each kind of terminal. Numbers only.

use ratatui::style::Color;

use super::{Background, ColorDepth};

/// The colours, one per meaning; `None` if an attribute does better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Palette {
    pub(super) quiet: Option<Color>,
    pub(super) work: Option<Color>,
    pub(super) stretched: Option<Color>,
    pub(super) rest: Option<Color>,
    pub(super) good: Option<Color>,
    pub(super) amber: Option<Color>,
    pub(super) red: Option<Color>,
    /// A filled band in a chart, and the line on it.
    pub(super) band: Option<Color>,
    pub(super) median: Option<Color>,
}

/// A palette in one line: quiet, work, stretched, rest, good, amber, red.
type PaletteRow = [u32; 7];

// Contrast at least 4.5:1 (WCAG 2.2, 1.4.3) with the grounds of usual schemes, see the tests. Of the colours that stand
// side by side each is at least 1.3 times as light as the next, so that they differ in grey: work, stretched, rest; and
// red, good, amber. The paper has the same colours for a muscle (`domain/figure/svg.rs`).
const DARK: PaletteRow = [0x9e_9e9e, 0x44_a3f5, 0xdc_9ef7, 0x7e_dfd5, 0x5e_c978, 0xf7_c663, 0xfb_736b];
const DARK_256: PaletteRow = [247, 39, 183, 122, 114, 227, 210];
const LIGHT: PaletteRow = [0x5b_5b5b, 0x09_5ea9, 0x79_0da6, 0x10_413c, 0x1c_562b, 0x7d_5607, 0x79_0903];
// The 256 have one green that can be read on light grounds, and it is as light as the darkest yellow; their teals are as
// light as the purples. What warns or marks a muscle keeps its colour; what is good, and rest, look like text.
const LIGHT_256: PaletteRow = [240, 20, 91, 234, 235, 58, 88];
// At least 7:1 (WCAG 2.2, 1.4.6). No yellow of the 256 is that dark: amber is a brown, rest black.
const DARK_HIGH: PaletteRow = [0xd0_d0d0, 0x72_b9f8, 0xe8_befa, 0xc6_f1ed, 0x97_dca8, 0xfc_e7bd, 0xfc_9892];
const DARK_HIGH_256: PaletteRow = [252, 153, 213, 159, 47, 229, 216];
const LIGHT_HIGH: PaletteRow = [0x44_4444, 0x08_5292, 0x66_0b8c, 0x0c_322e, 0x18_4824, 0x6d_4a06, 0x5f_0702];
const LIGHT_HIGH_256: PaletteRow = [238, 18, 55, 16, 22, 52, 88];

/// The greys of a band in a chart and of the line on it, which are among the 256 and the same in all colours. The band is
/// 1.5 times as light or dark as any ground, the line at least 3 times (WCAG 2.2, 1.4.11) against both.
const CHART_DARK: [u8; 2] = [240, 255];
const CHART_LIGHT: [u8; 2] = [248, 234];

/// The first of the 24 greys among the 256 colours.
const FIRST_GREY: u8 = 232;

impl Palette {
    pub(super) fn of(depth: ColorDepth, background: Background, high_contrast: bool) -> Self {
        match depth {
            ColorDepth::None => Self::default(),
            ColorDepth::Ansi16 => sixteen(background),
            ColorDepth::Ansi256 => {
                let [band, median] = chart_greys(background).map(|n| Some(Color::Indexed(n)));
                let row = from_row(indexed_row(background, high_contrast), |n| Color::Indexed(n.to_le_bytes()[0]));
                Self { band, median, ..row }
            }
            ColorDepth::TrueColor => {
                let [band, median] = chart_greys(background).map(|n| Some(Color::from_u32(grey(n))));
                Self { band, median, ..from_row(rgb_row(background, high_contrast), Color::from_u32) }
            }
        }
    }
}

const fn chart_greys(background: Background) -> [u8; 2] {
    match background {
        Background::Dark => CHART_DARK,
        Background::Light => CHART_LIGHT,
    }
}

/// Returns the grey with this number among the 256 colours, as xterm defines it.
fn grey(n: u8) -> u32 {
    (8 + 10 * u32::from(n.saturating_sub(FIRST_GREY))) * 0x01_0101
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

fn from_row([quiet, work, stretched, rest, good, amber, red]: PaletteRow, colour: impl Fn(u32) -> Color) -> Palette {
    Palette {
        quiet: Some(colour(quiet)),
        work: Some(colour(work)),
        stretched: Some(colour(stretched)),
        rest: Some(colour(rest)),
        good: Some(colour(good)),
        amber: Some(colour(amber)),
        red: Some(colour(red)),
        ..Palette::default()
    }
}

/// Returns the palette of sixteen colours; their look is the terminal's business. On white only blue, magenta and red
/// can be trusted (xterm's green, cyan and yellow stay under 2.5:1), on black all but blue; grey is the background
/// itself in some schemes and dimmed text hard to read, so quiet text is plain, and so is rest. Plain yellow is brown on
/// the Linux console and hardly lighter than green in xterm, and plain cyan is there as light as bright magenta: so both are
/// the bright ones.
fn sixteen(background: Background) -> Palette {
    match background {
        Background::Dark => Palette {
            quiet: None,
            work: Some(Color::LightCyan),
            stretched: Some(Color::LightMagenta),
            rest: None,
            good: Some(Color::Green),
            amber: Some(Color::LightYellow),
            red: Some(Color::LightRed),
            ..Palette::default()
        },
        Background::Light => Palette {
            quiet: None,
            work: Some(Color::Blue),
            stretched: Some(Color::Magenta),
            rest: None,
            good: None,
            amber: None,
            red: Some(Color::Red),
            ..Palette::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Black, VS Code's greys, Solarized, Dracula, Gruvbox, Nord, Catppuccin Frappé.
    const ON_DARK: [u32; 8] = [0x00_0000, 0x18_1818, 0x1e_1e1e, 0x00_2b36, 0x28_2a36, 0x28_2828, 0x2e_3440, 0x30_3446];
    /// White, Solarized, Catppuccin Latte, Tokyo Night Day.
    const ON_LIGHT: [u32; 4] = [0xff_ffff, 0xfd_f6e3, 0xef_f1f5, 0xd5_d6db];

    fn luminance(rgb: u32) -> f64 {
        let [b, g, r, _] = rgb.to_le_bytes().map(|part| f64::from(part) / 255.0);
        super::super::luminance([r, g, b])
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
    fn every_colour_can_be_read_on_the_grounds_of_usual_schemes() {
        for row in [DARK, DARK_256.map(rgb_of_index), DARK_HIGH, DARK_HIGH_256.map(rgb_of_index)] {
            assert_contrast(row, &ON_DARK, 4.5);
        }
        for row in [LIGHT, LIGHT_256.map(rgb_of_index), LIGHT_HIGH, LIGHT_HIGH_256.map(rgb_of_index)] {
            assert_contrast(row, &ON_LIGHT, 4.5);
        }
        assert_contrast(DARK_HIGH, &ON_DARK[..4], 7.0);
        assert_contrast(DARK_HIGH_256.map(rgb_of_index), &ON_DARK[..4], 7.0);
        assert_contrast(LIGHT_HIGH, &ON_LIGHT[..3], 7.0);
        assert_contrast(LIGHT_HIGH_256.map(rgb_of_index), &ON_LIGHT[..3], 7.0);
    }

    /// Compares to two decimals: the greens and reds among the 256 that are dark enough for any ground end at 1.299.
    #[track_caller]
    fn assert_differ(one: u32, other: u32, least: f64) {
        let found = (contrast(one, other) * 100.0).round() / 100.0;
        assert!(found >= least, "{one:06x} beside {other:06x} is {found:.2}:1");
    }

    #[test]
    fn a_band_is_seen_on_its_ground_and_the_line_on_both() {
        for (row, grounds) in [(CHART_DARK, &ON_DARK[..]), (CHART_LIGHT, &ON_LIGHT[..])] {
            let [band, line] = row.map(grey);
            assert!(contrast(line, band) >= 3.0, "{:.2}:1", contrast(line, band));
            for ground in grounds {
                assert!(contrast(band, *ground) >= 1.5, "{ground:06x}: {:.2}:1", contrast(band, *ground));
                assert!(contrast(line, *ground) >= 3.0, "{ground:06x}: {:.2}:1", contrast(line, *ground));
            }
        }
    }

    #[test]
    fn colours_side_by_side_differ_in_grey() {
        let indexed = [DARK_256, LIGHT_256, DARK_HIGH_256, LIGHT_HIGH_256].map(|row| row.map(rgb_of_index));
        for [_, work, stretched, rest, good, amber, red] in
            [DARK, LIGHT, DARK_HIGH, LIGHT_HIGH].into_iter().chain(indexed)
        {
            for (one, other) in [(work, stretched), (stretched, rest), (work, rest)] {
                assert_differ(one, other, 1.3);
            }
            for (one, other) in [(good, amber), (good, red), (amber, red)] {
                assert_differ(one, other, 1.3);
            }
        }
    }

    /// The sixteen colours as xterm (`XTerm-col.ad`) and the Linux console (`vt.c`) define them. Other schemes may map them
    /// to anything, so there is no more to demand.
    const SIXTEEN: [[u32; 16]; 2] = [
        [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
            0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
        [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
            0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
    ];

    #[test]
    fn sixteen_colours_can_be_read_and_differ_in_grey_where_they_are_known() {
        use Color::{Blue, Green, LightCyan, LightMagenta, LightRed, LightYellow, Magenta, Red};
        const NUMBERS: [(Color, usize); 8] = [
            (Red, 1),
            (Green, 2),
            (Blue, 4),
            (Magenta, 5),
            (LightRed, 9),
            (LightYellow, 11),
            (LightMagenta, 13),
            (LightCyan, 14),
        ];
        for (background, ground) in [(Background::Dark, 0x00_0000), (Background::Light, 0xff_ffff)] {
            let Palette { work, stretched, rest, good, amber, red, .. } = sixteen(background);
            for (scheme, green_and_red_differ) in SIXTEEN.into_iter().zip([true, false]) {
                let rgb = |colour: &Color| scheme[NUMBERS.iter().find(|(named, _)| named == colour).unwrap().1];
                for colour in [work, stretched, rest, good, amber, red].iter().flatten() {
                    assert!(contrast(rgb(colour), ground) >= 4.5, "{colour} on {ground:06x}");
                }
                let pairs = [(work, stretched), (work, rest), (stretched, rest), (good, amber), (amber, red)];
                // The console's green is as light as its bright red, which is bold.
                let pairs = pairs.into_iter().chain(green_and_red_differ.then_some((good, red)));
                for (one, other) in pairs.filter_map(|(one, other)| one.zip(other)) {
                    assert_differ(rgb(&one), rgb(&other), 1.3);
                }
            }
        }
    }

    #[test]
    fn sixteen_colours_dim_nothing_and_show_no_yellow_on_white() {
        let light = sixteen(Background::Light);
        let all = [light.quiet, light.work, light.stretched, light.rest, light.good, light.amber, light.red];
        let unreadable = [Color::Yellow, Color::Green, Color::Cyan, Color::LightYellow, Color::LightGreen, Color::Gray];
        assert!(all.iter().flatten().all(|colour| !unreadable.contains(colour)));
    }

    #[test]
    fn paper_has_the_colours_of_the_screen() {
        let paper = include_str!("../domain/figure/svg.rs");
        for [_, work, stretched, ..] in [DARK, LIGHT] {
            assert!(paper.contains(&format!("--works:#{work:06x};--stretch:#{stretched:06x}")), "{work:06x}");
        }
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
