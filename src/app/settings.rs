//! What the user can set, as it stands in `settings.toml` of the config folder.

use serde::Deserialize;

use crate::theme::ThemeName;
use crate::widgets::Blocks;

/// The user's settings. A field that is absent keeps its default.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// `auto`, `light`, `dark` or `high-contrast`.
    #[serde(deserialize_with = "theme")]
    pub theme: ThemeName,
    /// `auto`, `braille`, `blocks` or `ascii`: the finest characters that the terminal's font has.
    #[serde(deserialize_with = "characters")]
    pub characters: Option<Blocks>,
    /// Nothing moves on the screen but the numbers.
    pub reduced_motion: bool,
    /// The terminal's bell rings when the phase changes.
    pub bell: bool,
    /// Work begins by itself when rest is over.
    pub auto_advance: bool,
    /// A question about pain before each session.
    pub check_in: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeName::Auto,
            characters: None,
            reduced_motion: false,
            bell: true,
            auto_advance: true,
            check_in: true,
        }
    }
}

impl Settings {
    /// Reads the text of a settings file.
    ///
    /// # Errors
    /// What is wrong, with line and column, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let (line, column) =
                crate::domain::content::problem::position(text, error.span().map_or(0, |span| span.start));
            format!("{line}:{column}: {}", error.message().replace('\n', "; "))
        })
    }
}

fn theme<'de, D: serde::Deserializer<'de>>(from: D) -> Result<ThemeName, D::Error> {
    let word = std::borrow::Cow::<'de, str>::deserialize(from)?;
    Ok(match word.as_ref() {
        "auto" => ThemeName::Auto,
        "light" => ThemeName::Light,
        "dark" => ThemeName::Dark,
        "high-contrast" => ThemeName::HighContrast,
        _ => {
            return Err(serde::de::Error::custom(format!(
                "`{word}` is not a theme; allowed: auto, light, dark, high-contrast"
            )));
        }
    })
}

/// `None` for `auto`: by what the terminal is called.
fn characters<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Blocks>, D::Error> {
    let word = std::borrow::Cow::<'de, str>::deserialize(from)?;
    Ok(match word.as_ref() {
        "auto" => None,
        "braille" => Some(Blocks::Fine),
        "blocks" => Some(Blocks::Full),
        "ascii" => Some(Blocks::Ascii),
        _ => {
            return Err(serde::de::Error::custom(format!(
                "`{word}` is no kind of characters; allowed: auto, braille, blocks, ascii"
            )));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_fields_keep_their_default_and_wrong_ones_say_where() {
        assert_eq!(Settings::parse("").unwrap(), Settings::default());
        assert_eq!(Settings::parse("bell = false\n").unwrap(), Settings { bell: false, ..Settings::default() });
        let wrong = Settings::parse("bell = true\ntheme = \"drak\"").unwrap_err();
        assert_eq!(wrong, "2:9: `drak` is not a theme; allowed: auto, light, dark, high-contrast");
        assert_eq!(Settings::parse("characters = \"ascii\"").unwrap().characters, Some(Blocks::Ascii));
        assert!(Settings::parse("characters = \"octant\"").unwrap_err().starts_with("1:14: `octant` is no kind"));
        assert!(Settings::parse("bel = true").unwrap_err().contains("unknown field `bel`"));
    }
}
