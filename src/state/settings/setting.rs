//! The kinds of value that a setting has, which values are allowed, and how one is shown.

pub use super::Setting;
use super::{PLAIN, Settings};
use crate::domain::advice::limits::{Limit, LimitSpec};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::WordList;
use crate::domain::content::words::spoken;
use crate::domain::text::Text;

/// The groups of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The looks of the screen.
    Look,
    /// The course of a session.
    Session,
    /// Voice, tones and other sinks.
    Sound,
    /// Questions about pain and activities.
    Questions,
    /// The weekly goal and the equipment.
    Goal,
    /// The limits of the pain rules.
    Limits,
}

impl Group {
    /// Returns its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Look => "Look",
            Self::Session => "Session",
            Self::Sound => "Sound and alerts",
            Self::Questions => "Questions",
            Self::Goal => "Goal and equipment",
            Self::Limits => "Pain rules (advanced)",
        }
    }
}

/// Kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// One of these words.
    Words(Vec<&'static str>),
    /// On or off.
    Switch,
    /// A whole number.
    Number {
        /// The least allowed.
        least: u8,
        /// The most allowed.
        most: u8,
        /// The unit; empty if the name says it.
        unit: &'static str,
    },
    /// Things that exercises and routines need.
    Things,
    /// Routines, by id.
    Routines,
    /// A name, written in the file.
    Text,
    /// A program with its arguments, written in the file.
    Program,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingSpec {
    /// The name on screen.
    pub name: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// The explanation; [`Setting::about`] has it in whole sentences.
    pub about: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
}

impl ValueKind {
    /// Returns the allowed values for people: `auto, light, dark`, `true or false`, `1 to 14`.
    pub fn allowed(&self) -> String {
        match self {
            Self::Words(words) => words.join(", "),
            Self::Switch => "true or false".to_owned(),
            Self::Number { least, most, .. } => format!("{least} to {most}"),
            Self::Text => "a name in quotes".to_owned(),
            Self::Program => "a list like [\"program\", \"argument\"]".to_owned(),
            Self::Routines => "a list of ids like [\"split-hip-stop\"]".to_owned(),
            Self::Things => format!("\"{ANYTHING}\", or a list like [\"chair\", \"step\"]"),
        }
    }
}

pub(super) fn words<W: WordList>() -> ValueKind {
    ValueKind::Words(W::ALL.iter().map(|(word, _)| *word).collect())
}

pub(super) const fn number(least: u8, most: u8, unit: &'static str) -> ValueKind {
    ValueKind::Number { least, most, unit }
}

/// Returns the message for a value of another kind.
pub(super) fn has_to_be(kind: &ValueKind) -> String {
    format!("this must be {}", kind.allowed())
}

/// Returns the row of `limit`, which the rules on pain keep.
pub(super) fn spec_of_limit(limit: Limit) -> SettingSpec {
    let LimitSpec { name, least, most, unit, about, .. } = limit.spec();
    let unit = if unit == "score" { "" } else { unit };
    SettingSpec { name, group: Group::Limits, about, kind: number(least, most, unit) }
}

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// One of the allowed words.
    Word(&'static str),
    /// On or off.
    Switch(bool),
    /// A whole number.
    Number(u8),
    /// Things, without duplicates; `None` for anything.
    Things(Option<Vec<Id>>),
    /// Routines, without duplicates.
    Routines(Vec<Id>),
    /// A name; empty for none.
    Text(Text),
    /// A program and its arguments; empty for none.
    Program(Vec<String>),
}

/// The word for equipment that is not set.
pub const ANYTHING: &str = "anything";

/// The same on the screen.
pub const EVERYTHING: &str = "everything";

impl Setting {
    /// Returns all settings, group by group.
    pub fn all() -> impl Iterator<Item = Self> {
        PLAIN.iter().copied().chain(Limit::ALL.iter().map(|(_, limit)| Self::Limit(*limit)))
    }

    /// Returns the key with its table: `limits.amber_from`.
    pub fn path(self) -> String {
        match self {
            Self::Limit(limit) => format!("limits.{}", limit.as_str()),
            other => other.key().to_owned(),
        }
    }

    /// Returns its explanation in whole sentences.
    pub fn about(self) -> String {
        let about = self.spec().about;
        let mut letters = about.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if about.ends_with(['.', '?']) { "" } else { "." };
        format!("{first}{}{end}", letters.as_str())
    }

    /// Returns the source of its default; only limits have one.
    pub const fn source(self) -> Option<&'static str> {
        match self {
            Self::Limit(limit) => Some(limit.spec().source),
            _ => None,
        }
    }

    /// Checks that `value` is allowed for this setting; the order of limits is not checked here.
    ///
    /// # Errors
    /// The reason and the allowed values, for people.
    pub fn check(self, value: &SettingValue) -> Result<(), String> {
        match (self.spec().kind, value) {
            (ValueKind::Words(words), SettingValue::Word(word)) if !words.contains(word) => {
                Err(format!("`{word}` is not one of: {}", words.join(", ")))
            }
            (ValueKind::Number { least, most, .. }, SettingValue::Number(number))
                if !(least..=most).contains(number) =>
            {
                Err(format!("{number} is out of range; allowed: {least} to {most}"))
            }
            (ValueKind::Program, SettingValue::Program(words)) => program(words),
            (ValueKind::Text, SettingValue::Text(text)) => name(text),
            (ValueKind::Words(_), SettingValue::Word(_)) | (ValueKind::Switch, SettingValue::Switch(_)) => Ok(()),
            (ValueKind::Number { .. }, SettingValue::Number(_))
            | (ValueKind::Things, SettingValue::Things(_))
            | (ValueKind::Routines, SettingValue::Routines(_)) => Ok(()),
            (kind, _) => Err(has_to_be(&kind)),
        }
    }

    /// Returns the value next to the one in `settings`: words and switches go round, numbers end. `None` if there is
    /// none.
    pub fn beside(self, settings: &Settings, forward: bool) -> Option<SettingValue> {
        match (self.spec().kind, settings.value(self)) {
            (ValueKind::Words(words), SettingValue::Word(word)) => {
                let at = words.iter().position(|each| *each == word)? + if forward { 1 } else { words.len() - 1 };
                words.get(at % words.len()).map(|word| SettingValue::Word(word))
            }
            (ValueKind::Switch, SettingValue::Switch(is_on)) => Some(SettingValue::Switch(!is_on)),
            (ValueKind::Number { least, most, .. }, SettingValue::Number(number)) => {
                let next = if forward { number.checked_add(1)? } else { number.checked_sub(1)? };
                (least..=most).contains(&next).then_some(SettingValue::Number(next))
            }
            _ => None,
        }
    }

    /// Returns its default.
    pub fn default_value(self) -> SettingValue {
        Settings::default().value(self)
    }

    /// Returns a value as the screen shows it: `on`, `7 days`, `2 things`.
    pub fn shown(self, value: &SettingValue) -> String {
        match (value, self.spec().kind) {
            (SettingValue::Word(word), _) => (*word).to_owned(),
            (SettingValue::Switch(is_on), _) => if *is_on { "on" } else { "off" }.to_owned(),
            (SettingValue::Number(number), ValueKind::Number { unit, .. }) => counted(*number, unit),
            (SettingValue::Number(number), _) => number.to_string(),
            (SettingValue::Things(None), _) => EVERYTHING.to_owned(),
            (SettingValue::Things(Some(things)), _) => match things.as_slice() {
                [] => "nothing".to_owned(),
                [one] => spoken(one.as_str()),
                several => format!("{} things", several.len()),
            },
            (SettingValue::Routines(routines), _) => match routines.len() {
                0 => "none".to_owned(),
                1 => "1 routine".to_owned(),
                several => format!("{several} routines"),
            },
            (SettingValue::Text(text), _) if text.is_empty() => "its own".to_owned(),
            (SettingValue::Text(text), _) => text.to_string(),
            (SettingValue::Program(words), _) => words.first().map_or("none".to_owned(), |first| {
                // The name of the program is enough without its folder.
                Text::clean(first.rsplit(['/', '\\']).next().unwrap_or(first)).to_string()
            }),
        }
    }

    /// Some allowed values, also another than the default.
    #[cfg(test)]
    pub(crate) fn examples(self) -> Vec<SettingValue> {
        match self.spec().kind {
            ValueKind::Words(words) => words.into_iter().map(SettingValue::Word).collect(),
            ValueKind::Switch => vec![SettingValue::Switch(false), SettingValue::Switch(true)],
            ValueKind::Number { .. } => {
                let beside = [false, true].into_iter().filter_map(|forward| self.beside(&Settings::default(), forward));
                // A limit beside another one may have no room on that side.
                let fits = |value: &SettingValue| Settings::default().set(self, value.clone()).is_ok();
                [self.default_value()].into_iter().chain(beside).filter(fits).collect()
            }
            ValueKind::Text => vec![SettingValue::Text(Text::default()), SettingValue::Text(Text::from("en-gb"))],
            ValueKind::Program => {
                let words = ["speak".to_owned(), "--slow".to_owned()];
                vec![SettingValue::Program(Vec::new()), SettingValue::Program(words.to_vec())]
            }
            ValueKind::Routines => {
                let hips = || Id::new("split-hip-stop").unwrap();
                vec![SettingValue::Routines(vec![]), SettingValue::Routines(vec![hips()])]
            }
            ValueKind::Things => {
                let chair = || Id::new("chair").unwrap();
                vec![
                    SettingValue::Things(None),
                    SettingValue::Things(Some(vec![])),
                    SettingValue::Things(Some(vec![chair()])),
                ]
            }
        }
    }
}

/// Checks a name, which goes to a program as an argument: it must not look like an option, nor be too long.
fn name(text: &Text) -> Result<(), String> {
    if text.as_str().len() > 64 || text.as_str().starts_with('-') {
        return Err("this must be a name of at most 64 letters that begins with none of: -".to_owned());
    }
    Ok(())
}

fn program(words: &[String]) -> Result<(), String> {
    if words.first().is_some_and(String::is_empty) {
        return Err("the first word must be a program".to_owned());
    }
    if words.iter().any(|word| word.contains('\0')) {
        return Err("a word with a NUL character cannot be passed to a program".to_owned());
    }
    Ok(())
}

/// `1 day`, `7 days`, `15%`.
fn counted(number: u8, unit: &str) -> String {
    match (number, unit) {
        (_, "") => number.to_string(),
        (_, "%") => format!("{number}%"),
        (1, unit) => format!("1 {}", unit.strip_suffix('s').unwrap_or(unit)),
        (_, unit) => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_there_once_and_groups_follow_each_other() {
        let mut paths: Vec<String> = Setting::all().map(Setting::path).collect();
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), count);
        let mut groups: Vec<Group> = Setting::all().map(|setting| setting.spec().group).collect();
        groups.dedup();
        let all = [Group::Look, Group::Session, Group::Sound, Group::Questions, Group::Goal, Group::Limits];
        assert_eq!(groups, all);
    }

    #[test]
    fn words_and_switches_go_round_and_numbers_end() {
        let beside = |settings: &Settings, setting: Setting, forward| setting.beside(settings, forward);
        let usual = Settings::default();
        assert_eq!(beside(&usual, Setting::Theme, false), Some(SettingValue::Word("high-contrast")));
        assert_eq!(beside(&usual, Setting::Theme, true), Some(SettingValue::Word("light")));
        assert_eq!(beside(&usual, Setting::Bell, false), Some(SettingValue::Switch(false)));
        let least = Settings { weekly_goal: 1, ..Settings::default() };
        assert_eq!(beside(&least, Setting::WeeklyGoal, false), None);
        assert_eq!(beside(&least, Setting::WeeklyGoal, true), Some(SettingValue::Number(2)));
        assert_eq!(beside(&usual, Setting::Equipment, true), None);
    }

    #[test]
    fn values_are_shown_as_people_say_them() {
        let shown = |setting: Setting| setting.shown(&setting.default_value());
        let limit = |limit| shown(Setting::Limit(limit));
        assert_eq!(
            [shown(Setting::Theme), shown(Setting::Bell), shown(Setting::Equipment)],
            ["auto", "on", "everything"]
        );
        assert_eq!(
            [limit(Limit::AmberFrom), limit(Limit::LevelDays), limit(Limit::StepPercent)],
            ["4", "7 days", "15%"]
        );
        assert_eq!(limit(Limit::WeekHoldRise), "1 point");
    }
}
