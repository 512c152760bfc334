//! Every colour and style, by role.
//!
//! Few colours with one meaning each, the same on paper: work, rest, a stretched muscle, and the three bands of pain
//! (good, warning, alarm). What is chosen, leads elsewhere or frames something has no colour of its own.
//! A role never rests on colour alone: without colours its attributes (bold, dim, underline,
//! reverse) tell it from its neighbours, and the words beside it say the same. Backgrounds are left
//! to the terminal, but for cells of a chart that show two things at once.

mod body;
mod palette;

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

pub use body::BodyTone;
use body::BodyTones;
use palette::Palette;

/// Numbers of colours that a terminal can show, from none to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ColorDepth {
    /// Attributes only.
    None,
    /// The terminal's own sixteen, whatever they look like there.
    #[default]
    Ansi16,
    /// The fixed palette of 256.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

/// Brightness of the terminal's own background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Background {
    /// Light text on dark, also assumed if nothing is known.
    #[default]
    Dark,
    /// Dark text on light.
    Light,
}

/// The relative luminance of the grey on which black and white text have the same contrast. **Source**: WCAG 2.2,
/// "contrast ratio": (1.05 / (l + 0.05) = (l + 0.05) / 0.05).
const HALFWAY: f64 = 0.179;

impl Background {
    /// Returns the brightness of a colour, whose parts go from 0 to 1.
    pub fn of_colour(red: f64, green: f64, blue: f64) -> Self {
        if luminance([red, green, blue]) > HALFWAY { Self::Light } else { Self::Dark }
    }
}

/// Returns the relative luminance of an sRGB colour, whose parts go from 0 to 1. **Source**: WCAG 2.2, "relative
/// luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(part, weight)| part * weight).sum()
}

/// The theme as the settings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// Light or dark, whichever the terminal is.
    #[default]
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// The terminal's background, nothing dimmed, stronger colours.
    HighContrast,
}

/// Every style of the program, asked for by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
    body: BodyTones,
    high_contrast: bool,
}

impl Theme {
    /// The theme for a terminal of that depth and background.
    pub fn new(depth: ColorDepth, background: Background, high_contrast: bool) -> Self {
        Self {
            palette: Palette::of(depth, background, high_contrast),
            body: BodyTones::new(depth, background, high_contrast),
            high_contrast,
        }
    }

    /// The theme the settings ask for, on a terminal whose background was found to be `found`.
    pub fn named(name: ThemeName, depth: ColorDepth, found: Background) -> Self {
        match name {
            ThemeName::Auto => Self::new(depth, found, false),
            ThemeName::Light => Self::new(depth, Background::Light, false),
            ThemeName::Dark => Self::new(depth, Background::Dark, false),
            ThemeName::HighContrast => Self::new(depth, found, true),
        }
    }

    /// Plain text, in the terminal's own colour.
    pub fn text(&self) -> Style {
        Style::new()
    }

    /// Details that may be overlooked: labels, borders. Not dimmed under high contrast.
    pub fn quiet(&self) -> Style {
        // Of sixteen colours none is quiet and sure to be read, and dimmed text is hard to read, too.
        let is_plain = self.high_contrast || self.palette.quiet.is_none() && self.palette.work.is_some();
        if is_plain { self.text() } else { tint(self.palette.quiet, Modifier::DIM) }
    }

    /// The one thing on the screen that matters.
    pub fn strong(&self) -> Style {
        self.text().add_modifier(Modifier::BOLD)
    }

    /// Names of screens, panes and dialogs.
    pub fn title(&self) -> Style {
        self.strong()
    }

    /// An accent that draws the eye without being a choice: markers, the frame of the pane in use.
    pub fn accent(&self) -> Style {
        self.strong()
    }

    /// Something that leads elsewhere and is not chosen.
    pub fn link(&self) -> Style {
        self.text().add_modifier(Modifier::UNDERLINED)
    }

    /// The chosen row, over its whole width and over the styles in it: reversed at every depth. A marker stands in it.
    pub fn selected(&self) -> Style {
        let chosen = Style::new().fg(Color::Reset).remove_modifier(Modifier::DIM | Modifier::UNDERLINED);
        chosen.add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// A chosen value among others in one line: reversed at every depth.
    pub fn chosen(&self) -> Style {
        self.strong().add_modifier(Modifier::REVERSED)
    }

    /// The cell the text cursor is on.
    pub fn cursor(&self) -> Style {
        self.text().add_modifier(Modifier::REVERSED)
    }

    /// A work segment and its countdown.
    pub fn work(&self) -> Style {
        tint(self.palette.work, Modifier::empty()).add_modifier(Modifier::BOLD)
    }

    /// Getting into position.
    pub fn prepare(&self) -> Style {
        self.rest()
    }

    /// Resting between work segments.
    pub fn rest(&self) -> Style {
        tint(self.palette.rest, Modifier::empty())
    }

    /// Changing sides: as easy to miss as it is important, so stronger than rest.
    pub fn switch(&self) -> Style {
        tint(self.palette.rest, Modifier::UNDERLINED).add_modifier(Modifier::BOLD)
    }

    /// A muscle that is stretched, in a figure.
    pub fn stretched(&self) -> Style {
        tint(self.palette.stretched, Modifier::empty())
    }

    /// Measured values in a chart.
    pub fn measured(&self) -> Style {
        self.strong()
    }

    /// The colour of a filled band in a chart; `None` where signs do better than colours.
    pub const fn band(&self) -> Option<Color> {
        self.palette.band
    }

    /// The colour of the line on such a band.
    pub const fn median(&self) -> Option<Color> {
        self.palette.median
    }

    /// The session is over.
    pub fn done(&self) -> Style {
        self.good().add_modifier(Modifier::BOLD)
    }

    /// The clock stands still; the word "paused" is beside it.
    pub fn paused(&self) -> Style {
        self.quiet()
    }

    /// Pain none or mild; things going well.
    pub fn good(&self) -> Style {
        tint(self.palette.good, Modifier::empty())
    }

    /// Pain moderate; things to watch.
    pub fn amber(&self) -> Style {
        tint(self.palette.amber, Modifier::UNDERLINED)
    }

    /// Pain severe; things to stop for.
    pub fn red(&self) -> Style {
        tint(self.palette.red, Modifier::REVERSED).add_modifier(Modifier::BOLD)
    }

    /// An alarm that must not be missed: reversed at every depth, over the whole width.
    pub fn alarm(&self) -> Style {
        tint(self.palette.red, Modifier::empty()).add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The band a pain score from 0 to 10 falls into; more counts as 10.
    pub fn pain(&self, score: u8) -> Style {
        match score {
            0..=3 => self.good(),
            4..=6 => self.amber(),
            _ => self.red(),
        }
    }

    /// The key in a key hint; its label is quiet.
    pub fn key(&self) -> Style {
        self.strong()
    }

    /// The part of a bar that is behind.
    pub fn bar_done(&self) -> Style {
        self.work()
    }

    /// The part of a bar that is ahead.
    pub fn bar_left(&self) -> Style {
        self.quiet()
    }

    /// A notice: good news as often as bad, so it has no colour.
    pub fn notice(&self) -> Style {
        self.strong()
    }

    /// Something that asks for attention.
    pub fn warning(&self) -> Style {
        self.amber().add_modifier(Modifier::BOLD)
    }

    /// A notice that something failed.
    pub fn error(&self) -> Style {
        self.red()
    }

    /// Frames of panes.
    pub fn border(&self) -> Style {
        self.quiet()
    }

    /// Frames of dialogs.
    pub fn dialog_border(&self) -> Style {
        self.text()
    }
}

/// Returns a style of `colour`, or with the attributes `without` if there is none.
fn tint(colour: Option<Color>, without: Modifier) -> Style {
    match colour {
        Some(colour) => Style::new().fg(colour),
        None => Style::new().add_modifier(without),
    }
}

/// Returns the number of colours to use.
///
/// `force` is `--color`: `Some(true)` for always, `Some(false)` for never, `None` for auto, where
/// `no_color` (`NO_COLOR` is set and not empty, see no-color.org) decides. `colorterm` and `term` are
/// the variables of those names.
///
/// ```
/// use supple::theme::{ColorDepth, detect_depth};
///
/// assert_eq!(detect_depth(false, Some("truecolor"), Some("xterm-256color"), None), ColorDepth::TrueColor);
/// assert_eq!(detect_depth(true, Some("truecolor"), Some("xterm-256color"), None), ColorDepth::None);
/// ```
pub fn detect_depth(no_color: bool, colorterm: Option<&str>, term: Option<&str>, force: Option<bool>) -> ColorDepth {
    let able = depth_of_terminal(colorterm, term);
    match force {
        Some(false) => ColorDepth::None,
        Some(true) => able.max(ColorDepth::Ansi16),
        None if no_color => ColorDepth::None,
        None => able,
    }
}

fn depth_of_terminal(colorterm: Option<&str>, term: Option<&str>) -> ColorDepth {
    let term = term.unwrap_or_default();
    let direct = matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct");
    match term {
        "dumb" => ColorDepth::None,
        // The Linux console takes longer sequences and shows the nearest of its sixteen.
        _ if term == "linux" || term.starts_with("linux-16") => ColorDepth::Ansi16,
        // GNU screen passes COLORTERM on from outside and garbles 24 bit sequences.
        _ if direct && !term.starts_with("screen") => ColorDepth::TrueColor,
        _ if direct || term.contains("256color") => ColorDepth::Ansi256,
        _ => ColorDepth::Ansi16,
    }
}

/// Returns the background by `COLORFGBG` ("15;0", "0;default;15"): the last number is the background's. `Dark` if it is
/// missing or makes no sense.
pub fn detect_background(colorfgbg: Option<&str>) -> Background {
    let number = colorfgbg.and_then(|value| value.rsplit(';').next()).and_then(|last| last.trim().parse::<u8>().ok());
    match number {
        // 8 is dark grey; 7 and the bright ones are light.
        Some(7 | 9..=15) => Background::Light,
        _ => Background::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColorDepth::{Ansi16, Ansi256, None as Plain, TrueColor};

    #[test]
    fn without_colours_the_attributes_still_tell_roles_apart() {
        let theme = Theme::new(ColorDepth::None, Background::Dark, false);
        let phases = [theme.work(), theme.rest(), theme.switch(), theme.paused()];
        let pain = [theme.pain(0), theme.pain(5), theme.pain(9)];
        let rows = [theme.text(), theme.quiet(), theme.strong(), theme.link()];
        let bar = [theme.bar_done(), theme.bar_left()];
        for group in [&phases[..], &pain, &rows, &bar] {
            for (i, one) in group.iter().enumerate() {
                assert!(one.fg.is_none() && one.bg.is_none());
                assert!(group[i + 1..].iter().all(|other| other != one), "{one:?} stands for two roles");
            }
        }
    }

    #[test]
    fn no_role_paints_a_background_and_high_contrast_dims_nothing() {
        for depth in [ColorDepth::None, ColorDepth::Ansi16, ColorDepth::Ansi256, ColorDepth::TrueColor] {
            let theme = Theme::new(depth, Background::Light, true);
            for style in [theme.text(), theme.quiet(), theme.paused(), theme.bar_left(), theme.border(), theme.red()] {
                assert!(style.bg.is_none() && !style.add_modifier.contains(Modifier::DIM));
            }
        }
    }

    #[test]
    fn the_settings_overrule_the_background_found() {
        let depth = ColorDepth::TrueColor;
        let light = Theme::new(depth, Background::Light, false);
        assert_eq!(Theme::named(ThemeName::Light, depth, Background::Dark), light);
        assert_eq!(Theme::named(ThemeName::Auto, depth, Background::Light), light);
        assert_ne!(Theme::named(ThemeName::Dark, depth, Background::Light), light);
        assert_eq!(
            Theme::named(ThemeName::HighContrast, depth, Background::Dark),
            Theme::new(depth, Background::Dark, true)
        );
    }

    #[test]
    fn depth_follows_the_environment() {
        for (colorterm, term, depth) in [
            (Some("truecolor"), Some("xterm-256color"), TrueColor),
            (Some("24bit"), Some("tmux-256color"), TrueColor),
            (Some("24bit"), None, TrueColor),
            (None, Some("xterm-direct"), TrueColor),
            (None, Some("xterm-256color"), Ansi256),
            (Some("truecolor"), Some("screen-256color"), Ansi256),
            (Some("yes"), Some("xterm"), Ansi16),
            (None, None, Ansi16),
            (Some("truecolor"), Some("linux"), Ansi16),
            (Some("truecolor"), Some("dumb"), Plain),
        ] {
            assert_eq!(detect_depth(false, colorterm, term, None), depth, "{colorterm:?} {term:?}");
        }
    }

    #[test]
    fn the_option_overrules_no_color_and_no_color_overrules_the_terminal() {
        let depth = |no_color, term, force| detect_depth(no_color, None, Some(term), force);
        assert_eq!(depth(true, "xterm-256color", None), Plain);
        assert_eq!(depth(true, "xterm-256color", Some(true)), Ansi256);
        assert_eq!(depth(false, "xterm-256color", Some(false)), Plain);
        assert_eq!(depth(false, "dumb", Some(true)), Ansi16);
    }

    #[test]
    fn the_last_number_is_the_background() {
        for value in ["0;15", "0;default;15", "0;7"] {
            assert_eq!(detect_background(Some(value)), Background::Light, "{value}");
        }
        for value in ["15;0", "15;default;0", "7;8", "", ";", "default", "15;999"] {
            assert_eq!(detect_background(Some(value)), Background::Dark, "{value}");
        }
        assert_eq!(detect_background(None), Background::Dark);
    }
}
