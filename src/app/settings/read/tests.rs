//! Contents of settings files, and messages about their problems.

use super::*;
use crate::theme::ThemeName;

fn read(text: &str) -> Reading {
    let known = || ["chair", "resistance-band", "step"].map(|thing| Id::new(thing).unwrap()).to_vec();
    Reading::of("c.toml", text, &known)
}

/// The only problem, without the file.
#[track_caller]
fn problem(text: &str) -> String {
    let reading = read(text);
    let [problem] = reading.problems.as_slice() else { panic!("{:?}", reading.problems) };
    problem.to_string().strip_prefix("c.toml:").unwrap().to_owned()
}

#[test]
fn what_is_absent_has_its_default_and_what_is_there_holds() {
    assert_eq!(read(""), Reading { settings: Settings::default(), problems: Vec::new() });
    let reading =
        read("bell = false\ncharacters = \"ascii\"\nequipment = [\"step\", \"step\"]\n[limits]\nred_from = 8");
    assert_eq!(reading.problems, []);
    let mut limits = Limits::default();
    limits.set(Limit::RedFrom, 8).unwrap();
    let expected = Settings {
        bell: false,
        characters: Some(crate::widgets::Blocks::Ascii),
        equipment: Some(vec![Id::new("step").unwrap()]),
        limits,
        ..Settings::default()
    };
    assert_eq!(reading.settings, expected);
    assert_eq!(read("equipment = []").settings.equipment, Some(Vec::new()));
    assert_eq!(read("equipment = \"anything\"").settings.equipment, None);
    assert_eq!(read("limits.red_from = 8").settings.limits, read("limits = { red_from = 8 }").settings.limits);
}

#[test]
fn each_wrong_value_is_told_with_its_place_and_what_is_allowed() {
    for (text, said) in [
        ("theme = \"drak\"", "1:9: theme: `drak` is none of: auto, light, dark, high-contrast"),
        ("\ntheme = 3", "2:9: theme: `3` is not one of: \"auto\", \"light\", \"dark\", \"high-contrast\""),
        ("characters = \"octant\"", "1:14: characters: `octant` is none of: auto, braille, blocks, ascii"),
        ("reduced_motion = \"yes\"", "1:18: reduced_motion: `yes` is not true or false"),
        ("bell = 1", "1:8: bell: `1` is not true or false"),
        ("auto_advance = []", "1:16: auto_advance: `[]` is not true or false"),
        ("cues = \"some\"", "1:8: cues: `some` is none of: all, few, none"),
        ("check_in = 1.5", "1:12: check_in: `1.5` is not true or false"),
        ("quiet_journal = 2020-01-01", "1:17: quiet_journal: `2020-01-01` is not true or false"),
        ("ask_next_morning = \"no\"", "1:20: ask_next_morning: `no` is not true or false"),
        ("ask_activities = {}", "1:18: ask_activities: `{}` is not true or false"),
        ("[bell]\nx = 1", "1:1: bell: `a table` is not true or false"),
        ("weekly_goal = 0", "1:15: weekly_goal: 0 is out of range; allowed: 1 to 14"),
        ("weekly_goal = 15", "1:15: weekly_goal: 15 is out of range; allowed: 1 to 14"),
        ("weekly_goal = -3", "1:15: weekly_goal: -3 is out of range; allowed: 1 to 14"),
        ("weekly_goal = 300", "1:15: weekly_goal: 300 is out of range; allowed: 1 to 14"),
        ("weekly_goal = 3.0", "1:15: weekly_goal: `3.0` is not a whole number from 1 to 14"),
        ("equipment = 3", "1:13: equipment: `3` is not \"anything\", or a list like [\"chair\", \"step\"]"),
        ("equipment = \"chair\"", "1:13: equipment: `chair` is not \"anything\", or a list like [\"chair\", \"step\"]"),
        ("equipment = [\"chiar\"]", "1:13: equipment: nothing here needs `chiar`; did you mean `chair`?"),
        ("equipment = [1]", "1:13: equipment: `1` is not the name of a thing; write \"chair\""),
        ("limits = 3", "1:10: limits: write [limits], and below it one limit a line"),
        ("[limits]\nstep_percent = 16", "2:16: limits.step_percent: 16 is out of range; allowed: 5 to 15"),
        ("[limits]\nlevel_days = \"7\"", "2:14: limits.level_days: `7` is not a whole number from 3 to 28"),
    ] {
        assert_eq!(problem(text), said);
        assert_eq!(read(text).settings, Settings::default(), "{text}");
    }
}

#[test]
fn every_limit_has_its_range() {
    for (word, limit) in Limit::ALL {
        let spec = limit.spec();
        for number in [i32::from(spec.least) - 1, i32::from(spec.most) + 1, 1_000] {
            let said = format!("{number} is out of range; allowed: {} to {}", spec.least, spec.most);
            assert!(problem(&format!("[limits]\n{word} = {number}")).ends_with(&said), "{word} = {number}");
        }
    }
}

#[test]
fn limits_out_of_order_do_not_hold() {
    let said = "the first has to be the lower";
    let both = "[limits]\namber_from = 8\nstep_percent = 10\nred_from = 7";
    assert_eq!(problem(both), format!("4:12: limits: `amber_from` is 8 and `red_from` is 7; {said}"));
    let mut limits = Limits::default();
    limits.set(Limit::StepPercent, 10).unwrap();
    assert_eq!(read(both).settings.limits, limits);
    let one = "[limits]\nred_rise = 2";
    assert_eq!(problem(one), format!("2:12: limits: `amber_rise` is 2 and `red_rise` is 2; {said}"));
    assert_eq!(read(one).settings, Settings::default());
    let in_any_order = read("[limits]\namber_from = 8\nred_from = 9");
    assert_eq!((in_any_order.problems.len(), in_any_order.settings.limits.of(Limit::AmberFrom)), (0, 8));
    let two = "[limits]\namber_from = 8\nred_from = 7\nweek_hold_rise = 5\nweek_back_rise = 5";
    assert_eq!(read(two).problems.len(), 2);
}

#[test]
fn unknown_settings_are_told_with_what_may_be_meant_and_the_rest_holds() {
    for (text, said) in [
        ("bel = true", "1:1: bel: there is no such setting; did you mean `bell`?"),
        ("bell = true\n[limit]\nred_from = 7", "2:2: limit: there is no such setting; did you mean `limits`?"),
        ("red_from = 7", "1:1: red_from: this is a limit: it belongs below [limits]"),
        ("[limits]\nbell = false", "2:1: limits.bell: this is no limit: it belongs above [limits]"),
        ("[limits]\nred_form = 7", "2:1: limits.red_form: there is no such limit; did you mean `red_from`?"),
        ("quite_other_things = 1", "1:1: quite_other_things: there is no such setting; see the list of settings"),
    ] {
        assert_eq!(problem(text), said);
    }
    let reading = read("bel = true\nbell = false\ntheme = \"dark\"");
    assert_eq!((reading.settings.bell, reading.settings.theme), (false, ThemeName::Dark));
}

#[test]
fn several_problems_are_told_from_top_to_bottom_and_all_else_holds() {
    let text = "weekly_goal = 0\nbell = false\ntheme = \"x\"\n[limits]\nred_from = 1\nlevel_days = 10\nfoo = 1";
    let reading = read(text);
    let places: Vec<(usize, &str)> = reading.problems.iter().map(|each| (each.line, each.field.as_str())).collect();
    assert_eq!(places, [(1, "weekly_goal"), (3, "theme"), (5, "limits.red_from"), (7, "limits.foo")]);
    assert!(!reading.settings.bell);
    assert_eq!(reading.settings.limits.of(Limit::LevelDays), 10);
    assert_eq!(reading.settings.weekly_goal, 3);
}

#[test]
fn a_file_that_is_no_toml_says_where_and_nothing_in_it_holds() {
    for (text, place) in
        [("bell = false\ntheme = \"dark", "2:14:"), ("bell = false\nbell = true", "2:1:"), ("[", "1:2:")]
    {
        let said = problem(text);
        assert!(said.starts_with(&format!("{place} this is no TOML, so nothing in the file holds: ")), "{said}");
        assert_eq!(read(text).settings, Settings::default());
    }
}

#[test]
fn a_message_never_carries_what_a_terminal_would_act_on() {
    for text in
        ["theme = \"\\u001b[2J\\u202e\"", "\"\\u001b[2J\" = 1", "equipment = [\"\\u009b1m\"]", "bell = \"\\n\\u0007\""]
    {
        let said = problem(text);
        assert!(!said.contains(|c: char| c.is_control() || c == '\u{202e}'), "{said:?}");
    }
}
