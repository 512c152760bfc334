//! The tones of the drawn person: near limbs, trunk and far limbs, so that they stay distinct where they cross.

use ratatui::style::{Color, Modifier, Style};

use super::{Background, ColorDepth, Theme};

/// Parts of the drawn person by distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyTone {
    /// Head and near limbs, in the terminal's own colour of text.
    Near,
    /// The trunk.
    Trunk,
    /// The limbs of the far side.
    Far,
}

/// The tones of trunk and far limbs; `None` where the terminal has too few colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BodyTones {
    trunk: Option<Color>,
    far: Option<Color>,
    /// The colour of text, where the terminal cannot be left to choose it.
    text: [u8; 3],
}

impl BodyTones {
    /// Returns the tones for a terminal of that depth and background: the far side at least 3:1 (WCAG 2.1, 1.4.11), or
    /// 4.5:1 with high contrast, on the backgrounds of the palette.
    pub(super) fn new(depth: ColorDepth, background: Background, high_contrast: bool) -> Self {
        let (rgb, index) = match (background, high_contrast) {
            (Background::Dark, false) => ([0xb4_b4b4, 0x80_8080], [249, 244]),
            (Background::Dark, true) => ([0xd0_d0d0, 0xa4_a4a4], [252, 248]),
            (Background::Light, false) => ([0x58_5858, 0x8a_8a8a], [240, 245]),
            (Background::Light, true) => ([0x40_4040, 0x66_6666], [238, 241]),
        };
        let [trunk, far] = match depth {
            ColorDepth::TrueColor => rgb.map(|tone| Some(Color::from_u32(tone))),
            ColorDepth::Ansi256 => index.map(|tone| Some(Color::Indexed(tone))),
            ColorDepth::Ansi16 | ColorDepth::None => [None; 2],
        };
        let text = match (background, high_contrast) {
            (Background::Dark, false) => 0xe4,
            (Background::Dark, true) => 0xff,
            (Background::Light, false) => 0x24,
            (Background::Light, true) => 0x00,
        };
        Self { trunk, far, text: [text; 3] }
    }
}

impl Theme {
    /// A part of the drawn person.
    pub fn body(&self, tone: BodyTone) -> Style {
        match (tone, self.body.trunk, self.body.far) {
            (BodyTone::Trunk, Some(colour), _) | (BodyTone::Far, _, Some(colour)) => Style::new().fg(colour),
            (BodyTone::Far, ..) if !self.high_contrast => Style::new().add_modifier(Modifier::DIM),
            _ => self.text(),
        }
    }

    /// Returns the colour of text for pictures: the terminal's own is not known.
    pub fn text_in_pictures(&self) -> [u8; 3] {
        self.body.text
    }

    /// Returns true if roles differ by colour; otherwise a pattern has to say it.
    pub fn has_colours(&self) -> bool {
        self.palette.work.is_some()
    }
}
