//! Writing of `config.toml`: a new file with all settings and their explanations, or the user's own with some values
//! changed and all else as it was.

use toml_edit::{Array, Decor, DocumentMut, Item, Table, TableLike, Value as Toml};

use super::Settings;
use super::read::{LIMITS, SettingsReading};
use super::setting::{ANYTHING, Group, Setting, SettingValue, ValueKind};
use crate::domain::content::exercise::Id;
use crate::domain::text::lines::wrap;

/// The width of comments.
const WIDTH: usize = 98;

const HEAD: &str = "Settings of supple. The settings screen (, at home) changes them here and keeps everything else as you \
    wrote it. A setting that is missing has its default. `supple check` says what is wrong.";
const ABOUT_LIMITS: &str = "The numbers behind the pain rules. Change them if you like: the advice follows.";

/// Returns the text of a new file: every setting with its explanation, those in `changed` with their values in
/// `settings`, the others with their defaults.
pub fn new_file(settings: &Settings, changed: &[Setting]) -> String {
    let mut text = comment(HEAD);
    let mut group = None;
    for setting in Setting::all() {
        let here = setting.spec().group;
        if group.replace(here) != Some(here) {
            let table = if here == Group::Limits { format!("[{LIMITS}]\n") } else { String::new() };
            text.push_str(&format!("\n{}{table}", heading(here)));
        }
        let value = if changed.contains(&setting) { settings.value(setting) } else { setting.default_value() };
        text.push_str(&format!("\n{}{} = {}\n", about(setting), setting.key(), toml(&value)));
    }
    text
}

/// Returns `before` with the settings in `changed` as they are in `settings`; comments, order and all else are kept.
///
/// # Errors
/// A message for people if `before` is no TOML, or has no place for a value.
pub fn changed(before: &str, settings: &Settings, changed: &[Setting]) -> Result<String, String> {
    let mut document: DocumentMut = before.parse().map_err(|_| "it is not TOML".to_owned())?;
    for setting in with_partners(changed) {
        put(&mut document, setting, &settings.value(setting))?;
    }
    let text = document.to_string();
    // Line ends of a Windows editor are kept.
    let text = if before.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
    let reading = SettingsReading::of("", &text, &|| known(settings));
    match changed.iter().find(|setting| reading.settings.value(**setting) != settings.value(**setting)) {
        None => Ok(text),
        Some(setting) => Err(format!("`{}` finds no place in it", setting.path())),
    }
}

/// Returns the text of [`changed`], with the missing settings added, for a file that is moved.
///
/// # Errors
/// As [`changed`].
pub fn completed(before: &str, settings: &Settings, changed_ones: &[Setting]) -> Result<String, String> {
    let mut document: DocumentMut = before.parse().map_err(|_| "it is not TOML".to_owned())?;
    for setting in Setting::all().filter(|setting| !changed_ones.contains(setting)) {
        let is_there = match setting {
            Setting::Limit(_) => document.get(LIMITS).is_some_and(|limits| limits.get(setting.key()).is_some()),
            _ => document.contains_key(setting.key()),
        };
        if !is_there {
            put(&mut document, setting, &setting.default_value())?;
        }
    }
    changed(&document.to_string(), settings, changed_ones)
}

/// Adds to each limit the one that it has to be in order with, because the file may have that one wrong. Limits come
/// last, because their table comes last in a file.
fn with_partners(changed: &[Setting]) -> Vec<Setting> {
    let mut all = changed.to_vec();
    for setting in changed {
        let Setting::Limit(limit) = setting else { continue };
        all.extend(limit.partner().map(Setting::Limit).filter(|partner| !changed.contains(partner)));
    }
    all.sort_by_key(|setting| matches!(setting, Setting::Limit(_)));
    all
}

fn put(document: &mut DocumentMut, setting: Setting, value: &SettingValue) -> Result<(), String> {
    if !matches!(setting, Setting::Limit(_)) {
        let has_tables = document.iter().any(|(_, item)| item.is_table() || item.is_array_of_tables());
        // Comments at the end of a file without tables stay above the new settings.
        let before = if has_tables { String::new() } else { take_trailing(document) };
        put_into(document.as_table_mut(), setting, value, Some(&before));
        return Ok(());
    }
    if !document.contains_key(LIMITS) {
        let mut table = Table::new();
        let before = take_trailing(document);
        table.decor_mut().set_prefix(format!("{before}\n{}", heading(Group::Limits)));
        document.insert(LIMITS, Item::Table(table));
    }
    let is_inline = document.get(LIMITS).is_some_and(Item::is_inline_table);
    let limits = document.get_mut(LIMITS).and_then(Item::as_table_like_mut).ok_or("`limits` is no table in it")?;
    put_into(limits, setting, value, (!is_inline).then_some(""));
    Ok(())
}

/// Changes the value if there is one, or adds it at the end: after `before` and its explanation, or without both where
/// comments cannot be.
fn put_into(table: &mut dyn TableLike, setting: Setting, value: &SettingValue, before: Option<&str>) {
    let mut new = toml(value);
    if let Some(old) = table.get_mut(setting.key()).and_then(Item::as_value_mut) {
        *new.decor_mut() = old.decor().clone();
        *old = new;
        return;
    }
    let is_new = !table.contains_key(setting.key());
    table.insert(setting.key(), Item::Value(new));
    if let (true, Some(before), Some(mut key)) = (is_new, before, table.key_mut(setting.key())) {
        *key.leaf_decor_mut() = Decor::new(format!("{before}\n{}", about(setting)), " ");
    }
}

fn take_trailing(document: &mut DocumentMut) -> String {
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    // A last line without an end gets one.
    if trailing.is_empty() || trailing.ends_with('\n') { trailing } else { format!("{trailing}\n") }
}

fn toml(value: &SettingValue) -> Toml {
    match value {
        SettingValue::Word(word) => (*word).into(),
        SettingValue::Switch(is_on) => (*is_on).into(),
        SettingValue::Number(number) => i64::from(*number).into(),
        SettingValue::Text(text) => text.as_str().into(),
        SettingValue::Program(words) => words.iter().map(String::as_str).collect::<Array>().into(),
        SettingValue::Routines(routines) => routines.iter().map(Id::as_str).collect::<Array>().into(),
        SettingValue::Things(None) => ANYTHING.into(),
        SettingValue::Things(Some(things)) => things.iter().map(Id::as_str).collect::<Array>().into(),
    }
}

/// Returns the equipment of the settings, which is known to exist.
fn known(settings: &Settings) -> Vec<Id> {
    settings.equipment.clone().unwrap_or_default()
}

fn heading(group: Group) -> String {
    match group {
        Group::Limits => comment(ABOUT_LIMITS),
        group => format!("# ---- {} ----\n", group.title()),
    }
}

/// Returns the comment on a setting: its meaning, the allowed values and its default.
fn about(setting: Setting) -> String {
    let spec = setting.spec();
    let unit = match spec.kind {
        ValueKind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    let default = toml(&setting.default_value());
    let source = setting.source().map(|source| format!(" Source: {source}.")).unwrap_or_default();
    let meaning = comment(&format!("{}{source}", setting.about()));
    meaning + &comment(&format!("Allowed: {}{unit}. Default: {default}.", spec.kind.allowed()))
}

fn comment(text: &str) -> String {
    wrap(text, WIDTH).iter().map(|line| format!("# {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::advice::limits::Limit;
    use crate::theme::ThemeName;

    fn read(text: &str) -> SettingsReading {
        SettingsReading::of("c.toml", text, &|| vec![Id::new("chair").unwrap()])
    }

    fn dark() -> Settings {
        Settings { theme: ThemeName::Dark, ..Settings::default() }
    }

    #[test]
    fn a_new_file_has_every_setting_with_its_meaning_and_says_the_defaults() {
        let text = new_file(&Settings::default(), &[]);
        assert_eq!(read(&text), SettingsReading { settings: Settings::default(), problems: Vec::new() });
        for setting in Setting::all() {
            let line = format!("\n{} = ", setting.key());
            assert_eq!(text.matches(&line).count(), 1, "{setting:?}");
            let (before, _) = text.split_once(&line).unwrap();
            let comment: Vec<&str> = before.lines().rev().take_while(|line| line.starts_with("# ")).collect();
            let comment =
                comment.into_iter().rev().map(|line| line.trim_start_matches("# ")).collect::<Vec<_>>().join(" ");
            assert!(comment.contains("Allowed: ") && comment.contains("Default: "), "{setting:?}: {comment}");
            assert!(setting.source().is_none_or(|source| comment.contains(source)), "{setting:?}: {comment}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn a_new_file_says_what_was_changed_and_no_more() {
        let settings = Settings { bell: false, ..dark() };
        assert_eq!(read(&new_file(&settings, &[Setting::Theme])).settings, dark());
    }

    const OWN: &str = "# mine, all mine\n\n  theme   =  'light'   # for the sun\nweekly_goal=4\n\n# [not a table]\n\
        [ limits ]   # careful\nred_from = 0x8 # eight\n# the end\n";

    #[test]
    fn one_value_changes_and_all_else_is_kept() {
        let text = changed(OWN, &dark(), &[Setting::Theme]).unwrap();
        assert_eq!(text, OWN.replace("'light'", "\"dark\""));
        let mut settings = Settings { weekly_goal: 5, ..dark() };
        settings.set(Setting::Limit(Limit::RedFrom), SettingValue::Number(9)).unwrap();
        let all = [Setting::Theme, Setting::WeeklyGoal, Setting::Limit(Limit::RedFrom)];
        let text = changed(OWN, &settings, &all).unwrap();
        let (before, after) = text.split_once("# the end").unwrap();
        assert!(before.contains(
            "  theme   =  \"dark\"   # for the sun\nweekly_goal=5\n\n# [not a table]\n[ limits ]   # careful"
        ));
        assert!(before.contains("red_from = 9 # eight\n"), "{text}");
        assert_eq!(after, "\n");
    }

    #[test]
    fn what_a_windows_editor_wrote_keeps_its_line_ends() {
        let own = OWN.replace('\n', "\r\n");
        assert_eq!(changed(&own, &dark(), &[Setting::Theme]).unwrap(), own.replace("'light'", "\"dark\""));
    }

    #[test]
    fn what_is_missing_is_added_with_its_meaning() {
        let settings = Settings { equipment: Some(vec![Id::new("chair").unwrap()]), ..Settings::default() };
        let text = changed(OWN, &settings, &[Setting::Equipment]).unwrap();
        let (kept, added) = text.split_once("weekly_goal=4\n").unwrap();
        assert!(OWN.starts_with(kept) && added.starts_with("\n# Your equipment"), "{text}");
        assert!(added.contains("\nequipment = [\"chair\"]\n\n# [not a table]\n[ limits ]   # careful\n"), "{text}");
        for before in ["# a word\n", "# no end", "bell = false", "limits = { red_from = 8 }\n", "limits.red_from = 8\n"]
        {
            let mut settings = settings.clone();
            settings.set(Setting::Limit(Limit::LevelDays), SettingValue::Number(9)).unwrap();
            let text = changed(before, &settings, &[Setting::Limit(Limit::LevelDays), Setting::Equipment]).unwrap();
            assert_eq!(read(&text).problems, [], "{text}");
            assert_eq!(read(&text).settings.equipment, settings.equipment, "{text}");
            assert_eq!(read(&text).settings.limits.of(Limit::LevelDays), 9, "{text}");
            let first = before.lines().next().unwrap_or_default();
            assert!(text.contains(first.split(" }").next().unwrap()) && text.ends_with('\n'), "{text}");
            assert!(!first.starts_with('#') || text.starts_with(first), "{text}");
        }
    }

    #[test]
    fn wrong_values_and_unknown_keys_stay_as_they_are() {
        let own = "bel = true\nbell = \"loud\"\n[extra]\nx = 1\n";
        let text = changed(own, &Settings { weekly_goal: 2, ..Settings::default() }, &[Setting::WeeklyGoal]).unwrap();
        assert!(
            text.starts_with("bel = true\nbell = \"loud\"\n") && text.ends_with("weekly_goal = 2\n[extra]\nx = 1\n"),
            "{text}"
        );
        let mended = changed(own, &Settings::default(), &[Setting::Bell]).unwrap();
        assert_eq!(mended, own.replace("\"loud\"", "true"));
        assert!(changed("theme = \"x\"\n[bell]\nx = 1\n", &Settings::default(), &[Setting::Bell]).is_ok());
    }

    #[test]
    fn a_limit_brings_the_one_with_it_into_order() {
        // What the file says of the two does not hold, so that on screen it is 4 and 6, then 5 and 6.
        let own = "[limits]\namber_from = 8\nred_from = 3\n";
        let mut settings = read(own).settings;
        settings.set(Setting::Limit(Limit::AmberFrom), SettingValue::Number(5)).unwrap();
        let text = changed(own, &settings, &[Setting::Limit(Limit::AmberFrom)]).unwrap();
        assert_eq!(text, "[limits]\namber_from = 5\nred_from = 6\n");
    }

    #[test]
    fn a_file_in_which_nothing_can_be_changed_is_refused() {
        for (own, why) in [("theme = \"dark", "it is not TOML"), ("limits = 3", "`limits` is no table in it")] {
            let setting = Setting::Limit(Limit::LevelDays);
            assert_eq!(changed(own, &Settings::default(), &[setting]).unwrap_err(), why);
        }
    }

    #[test]
    fn a_file_that_moves_gets_what_it_lacks() {
        let own = "# mine\nbell = false # quiet\n";
        let settings = Settings { bell: false, ..dark() };
        let text = completed(own, &settings, &[Setting::Theme]).unwrap();
        assert!(text.starts_with(own), "{text}");
        assert_eq!(read(&text), SettingsReading { settings, problems: Vec::new() });
        for setting in Setting::all() {
            assert_eq!(text.matches(&format!("\n{} = ", setting.key())).count(), 1, "{setting:?}: {text}");
        }
    }
}
