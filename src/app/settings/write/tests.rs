//! New files, and changes that leave everything else as it was.

use super::*;
use crate::domain::advice::limits::Limit;
use crate::theme::ThemeName;

fn read(text: &str) -> Reading {
    Reading::of("c.toml", text, &|| vec![Id::new("chair").unwrap()])
}

fn dark() -> Settings {
    Settings { theme: ThemeName::Dark, ..Settings::default() }
}

#[test]
fn a_new_file_has_every_setting_with_its_meaning_and_says_the_defaults() {
    let text = new_file(&Settings::default(), &[]);
    assert_eq!(read(&text), Reading { settings: Settings::default(), problems: Vec::new() });
    for setting in Setting::all() {
        let line = format!("\n{} = ", setting.key());
        assert_eq!(text.matches(&line).count(), 1, "{setting:?}");
        let (before, _) = text.split_once(&line).unwrap();
        let comment: Vec<&str> = before.lines().rev().take_while(|line| line.starts_with("# ")).collect();
        let comment = comment.into_iter().rev().map(|line| line.trim_start_matches("# ")).collect::<Vec<_>>().join(" ");
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
    settings.set(Setting::Limit(Limit::RedFrom), Value::Number(9)).unwrap();
    let all = [Setting::Theme, Setting::WeeklyGoal, Setting::Limit(Limit::RedFrom)];
    let text = changed(OWN, &settings, &all).unwrap();
    let (before, after) = text.split_once("# the end").unwrap();
    assert!(
        before.contains(
            "  theme   =  \"dark\"   # for the sun\nweekly_goal=5\n\n# [not a table]\n[ limits ]   # careful"
        )
    );
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
    assert!(OWN.starts_with(kept) && added.starts_with("\n# What you have"), "{text}");
    assert!(added.contains("\nequipment = [\"chair\"]\n\n# [not a table]\n[ limits ]   # careful\n"), "{text}");
    for before in ["# a word\n", "# no end", "bell = false", "limits = { red_from = 8 }\n", "limits.red_from = 8\n"] {
        let mut settings = settings.clone();
        settings.set(Setting::Limit(Limit::LevelDays), Value::Number(9)).unwrap();
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
    settings.set(Setting::Limit(Limit::AmberFrom), Value::Number(5)).unwrap();
    let text = changed(own, &settings, &[Setting::Limit(Limit::AmberFrom)]).unwrap();
    assert_eq!(text, "[limits]\namber_from = 5\nred_from = 6\n");
}

#[test]
fn a_file_in_which_nothing_can_be_changed_is_refused() {
    for (own, why) in [("theme = \"dark", "it is no TOML"), ("limits = 3", "`limits` is no table in it")] {
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
    assert_eq!(read(&text), Reading { settings, problems: Vec::new() });
    for setting in Setting::all() {
        assert_eq!(text.matches(&format!("\n{} = ", setting.key())).count(), 1, "{setting:?}: {text}");
    }
}
