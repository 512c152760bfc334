//! Reading of `config.toml`: every problem is reported with its place, and correct settings hold all the same.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::Settings;
use super::setting::{ANYTHING, Setting, SettingValue, ValueKind};
use crate::domain::advice::limits::{Limit, Limits};
use crate::domain::content::exercise::Id;
use crate::domain::content::problem::{Problem, nearest, position};
use crate::domain::content::search::{did_you_mean, meant};
use crate::domain::content::words::WordList;
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, fit};

/// The table of the limits.
pub(super) const LIMITS: &str = "limits";
/// The longest name in a message; longer ones are cut. No setting has one.
const LONGEST_NAME: usize = 40;
/// The longest value in a message; longer ones are cut.
const LONGEST_VALUE: usize = 30;

/// Returns all equipment that some exercise or routine needs; called only if a file sets the equipment.
pub type KnownEquipment<'a> = &'a dyn Fn() -> Vec<Id>;

/// The content of a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsReading {
    /// The settings, with defaults for those that the file lacks or has wrong.
    pub settings: Settings,
    /// The problems, from top to bottom. A file that is no TOML has one problem, and all settings have their defaults.
    pub problems: Vec<Problem>,
}

impl SettingsReading {
    /// Returns the defaults, with one problem: the reason why the file cannot be read.
    pub fn of_unreadable(file: &str, why: &str) -> Self {
        let problem = Problem::whole_file(file, Text::clean(why).to_string());
        Self { settings: Settings::default(), problems: vec![problem] }
    }

    /// Reads `text`. `file` is the name of the file in messages.
    ///
    /// ```
    /// use supple::state::settings::read::SettingsReading;
    ///
    /// let reading = SettingsReading::of("config.toml", "bell = false\nweekly_goal = 40", &Vec::new);
    /// assert!(!reading.settings.bell);
    /// assert_eq!(reading.settings.weekly_goal, 3);
    /// let problem = "config.toml:2:15: weekly_goal: 40 is out of range; allowed: 1 to 14";
    /// assert_eq!(reading.problems[0].to_string(), problem);
    /// ```
    pub fn of(file: &str, text: &str, known: KnownEquipment<'_>) -> Self {
        let mut reader = SettingsReader { file, text, known, problems: Vec::new(), settings: Settings::default() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table()),
            Err(error) => {
                let said = error.message().replace('\n', "; ");
                reader.problem(error.span(), "", &format!("this is not TOML, so nothing in the file is used: {said}"));
            }
        }
        let SettingsReader { settings, mut problems, .. } = reader;
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Self { settings, problems }
    }
}

/// Returns the problem without the folders of its file: `config.toml:2:9: theme: …`.
pub fn in_short(problem: &Problem) -> String {
    let name = problem.file.rsplit(['/', '\\']).next().unwrap_or_default();
    Problem { file: name.to_owned(), ..problem.clone() }.to_string()
}

/// Returns a notice about `problems` that fits in a line of `width` columns; `None` if there are none.
pub fn notice(problems: &[Problem], width: usize) -> Option<String> {
    let [first, others @ ..] = problems else { return None };
    let whole = in_short(first);
    if others.is_empty() && columns(&whole) <= width {
        return Some(whole);
    }
    let name = first.file.rsplit(['/', '\\']).next().unwrap_or_default();
    Some(match others.len() {
        0 => format!("{name}:{}:{} is wrong; , says how", first.line, first.column),
        more => format!("{} problems in {name}; see ,", more + 1),
    })
}

struct SettingsReader<'a> {
    file: &'a str,
    text: &'a str,
    known: KnownEquipment<'a>,
    problems: Vec<Problem>,
    settings: Settings,
}

impl SettingsReader<'_> {
    fn read(&mut self, root: &dyn TableLike) {
        for (key, item) in root.iter() {
            let span = root.key(key).and_then(toml_edit::Key::span);
            match (plain(key), item.as_table_like()) {
                (Some(setting), _) => self.read_setting(setting, item, span),
                (None, Some(limits)) if key == LIMITS => self.read_limits(limits),
                (None, None) if key == LIMITS => {
                    self.problem(item.span(), LIMITS, "write [limits], and below it one limit a line");
                }
                (None, _) => self.problem(span, key, &unknown(key)),
            }
        }
    }

    fn read_setting(&mut self, setting: Setting, item: &Item, key: Option<Range<usize>>) {
        let read = self.value(setting, item).and_then(|value| self.settings.set(setting, value));
        if let Err(why) = read {
            self.problem(item.span().or(key), setting.key(), &why);
        }
    }

    /// Reads all limits before it checks their order: one may be right only together with another.
    fn read_limits(&mut self, table: &dyn TableLike) {
        let mut limits = Limits::default();
        let mut given: BTreeMap<Limit, Option<Range<usize>>> = BTreeMap::new();
        for (key, item) in table.iter() {
            let span = table.key(key).and_then(toml_edit::Key::span);
            let Ok(limit) = key.parse::<Limit>() else {
                self.problem(span, &format!("{LIMITS}.{key}"), &unknown_limit(key));
                continue;
            };
            let setting = Setting::Limit(limit);
            let read = self.value(setting, item).and_then(|value| match value {
                SettingValue::Number(number) => limits.set(limit, number),
                _ => Ok(()),
            });
            match read {
                Ok(()) => {
                    given.insert(limit, item.span().or(span));
                }
                Err(why) => self.problem(item.span().or(span), &setting.path(), &why),
            }
        }
        self.put_in_order(&mut limits, &given);
        self.settings.limits = limits;
    }

    /// Resets limits that are out of order to their defaults.
    fn put_in_order(&mut self, limits: &mut Limits, given: &BTreeMap<Limit, Option<Range<usize>>>) {
        while let (Some((low, high)), Err(why)) = (limits.out_of_order(), limits.check()) {
            let wrong: Vec<Limit> = [low, high].into_iter().filter(|limit| given.contains_key(limit)).collect();
            let spans = wrong.iter().filter_map(|limit| given.get(limit).cloned().flatten());
            self.problem(spans.max_by_key(|span| span.start), LIMITS, &why);
            if wrong.is_empty() {
                return;
            }
            for limit in wrong {
                // A default is in its range: this cannot fail.
                let _ = limits.set(limit, limit.spec().default);
            }
        }
    }

    fn value(&self, setting: Setting, item: &Item) -> Result<SettingValue, String> {
        let kind = setting.spec().kind;
        let is_not = || Err(format!("`{}` is not {}", said(item), expected(&kind)));
        let Some(value) = item.as_value() else { return is_not() };
        match (&kind, value) {
            (ValueKind::Words(words), Toml::String(word)) => {
                match words.iter().find(|each| **each == word.value().as_str()) {
                    Some(word) => Ok(SettingValue::Word(word)),
                    None => Err(format!("`{}` is not one of: {}", said(item), words.join(", "))),
                }
            }
            (ValueKind::Switch, Toml::Boolean(is_on)) => Ok(SettingValue::Switch(*is_on.value())),
            (ValueKind::Number { least, most, .. }, Toml::Integer(number)) => match u8::try_from(*number.value()) {
                Ok(number) => setting.check(&SettingValue::Number(number)).map(|()| SettingValue::Number(number)),
                Err(_) => Err(format!("{} is out of range; allowed: {least} to {most}", number.value())),
            },
            (ValueKind::Text, Toml::String(text)) => {
                let text = SettingValue::Text(Text::clean(text.value()));
                setting.check(&text).map(|()| text)
            }
            (ValueKind::Program, Toml::Array(words)) => {
                let words: Option<Vec<String>> = words.iter().map(|word| word.as_str().map(str::to_owned)).collect();
                let Some(words) = words.map(SettingValue::Program) else { return is_not() };
                setting.check(&words).map(|()| words)
            }
            (ValueKind::Things, Toml::String(word)) if word.value() == ANYTHING => Ok(SettingValue::Things(None)),
            (ValueKind::Things, Toml::Array(list)) => self.things(list),
            (ValueKind::Routines, Toml::Array(list)) => routines(list),
            _ => is_not(),
        }
    }

    fn things(&self, list: &toml_edit::Array) -> Result<SettingValue, String> {
        let known = (self.known)();
        let mut things: Vec<Id> = Vec::new();
        for value in list {
            let word =
                value.as_str().ok_or_else(|| format!("`{value}` is not the name of equipment; write \"chair\""))?;
            let Some(thing) = known.iter().find(|thing| thing.as_str() == word) else {
                return Err(unknown_thing(word, &known));
            };
            if !things.contains(thing) {
                things.push(thing.clone());
            }
        }
        Ok(SettingValue::Things(Some(things)))
    }

    /// Adds a problem. Its texts may quote the file and are cleaned.
    fn problem(&mut self, span: Option<Range<usize>>, field: &str, message: &str) {
        let (line, column) = position(self.text, span.map_or(0, |span| span.start));
        let (field, message) = (fit(Text::clean(field).as_str(), LONGEST_NAME), Text::clean(message).to_string());
        self.problems.push(Problem { line, column, field, ..Problem::whole_file(self.file, message) });
    }
}

/// Reads a list of ids. A routine that is not there may come again: only its form is checked.
fn routines(list: &toml_edit::Array) -> Result<SettingValue, String> {
    let mut routines: Vec<Id> = Vec::new();
    for value in list {
        let id = value.as_str().and_then(|word| Id::new(word).ok());
        let id = id.ok_or_else(|| {
            let word = fit(Text::clean(&value.to_string()).as_str(), LONGEST_VALUE);
            format!("`{}` is not the id of a routine; write \"split-hip-stop\"", word.trim())
        })?;
        if !routines.contains(&id) {
            routines.push(id);
        }
    }
    Ok(SettingValue::Routines(routines))
}

/// Returns the setting with this key, limits excepted.
pub(super) fn plain(key: &str) -> Option<Setting> {
    Setting::all().find(|setting| setting.path() == key)
}

fn unknown(key: &str) -> String {
    if key.parse::<Limit>().is_ok() {
        return "this is a limit; it belongs below [limits]".to_owned();
    }
    let keys: Vec<&str> = Setting::all().filter(|setting| setting.source().is_none()).map(Setting::key).collect();
    let near = nearest(key, keys.into_iter().chain([LIMITS]));
    let hint = near.map_or_else(|| "; see the list of settings".to_owned(), |near| format!("; did you mean `{near}`?"));
    format!("there is no such setting{hint}")
}

fn unknown_limit(key: &str) -> String {
    if plain(key).is_some() {
        return "this is not a limit; it belongs above [limits]".to_owned();
    }
    let near = nearest(key, Limit::ALL.iter().map(|(word, _)| *word));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("there is no such limit{hint}")
}

fn unknown_thing(word: &str, known: &[Id]) -> String {
    let near = meant(word, known.iter().map(Id::as_str));
    let hint = if near.is_empty() { String::new() } else { format!("; {}", did_you_mean(&near)) };
    format!("nothing needs `{}`{hint}", fit(word, LONGEST_VALUE))
}

/// Returns the value of `item` for a message, cleaned and cut.
fn said(item: &Item) -> String {
    let written = match item {
        Item::Value(Toml::String(word)) => word.value().clone(),
        Item::Value(value) => value.to_string(),
        _ => "a table".to_owned(),
    };
    fit(Text::clean(&written).as_str(), LONGEST_VALUE)
}

fn expected(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Words(words) => format!("one of: \"{}\"", words.join("\", \"")),
        ValueKind::Number { least, most, .. } => format!("a whole number from {least} to {most}"),
        other => other.allowed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::ThemeName;

    fn read(text: &str) -> SettingsReading {
        let known = || ["chair", "resistance-band", "step"].map(|thing| Id::new(thing).unwrap()).to_vec();
        SettingsReading::of("c.toml", text, &known)
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
        assert_eq!(read(""), SettingsReading { settings: Settings::default(), problems: Vec::new() });
        let reading =
            read("bell = false\ncharacters = \"ascii\"\nequipment = [\"step\", \"step\"]\n[limits]\nred_from = 8");
        assert_eq!(reading.problems, []);
        let mut limits = Limits::default();
        limits.set(Limit::RedFrom, 8).unwrap();
        let expected = Settings {
            bell: false,
            characters: Some(crate::widgets::figure::Characters::Ascii),
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
            ("theme = \"drak\"", "1:9: theme: `drak` is not one of: auto, light, dark, high-contrast"),
            ("\ntheme = 3", "2:9: theme: `3` is not one of: \"auto\", \"light\", \"dark\", \"high-contrast\""),
            (
                "characters = \"dots\"",
                "1:14: characters: `dots` is not one of: auto, graphics, octants, sextants, quadrants, braille, blocks, ascii",
            ),
            ("reduced_motion = \"yes\"", "1:18: reduced_motion: `yes` is not true or false"),
            ("bell = 1", "1:8: bell: `1` is not true or false"),
            ("auto_advance = []", "1:16: auto_advance: `[]` is not true or false"),
            ("cues = \"some\"", "1:8: cues: `some` is not one of: all, few, none"),
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
            (
                "equipment = \"chair\"",
                "1:13: equipment: `chair` is not \"anything\", or a list like [\"chair\", \"step\"]",
            ),
            ("equipment = [\"chiar\"]", "1:13: equipment: nothing needs `chiar`; did you mean `chair`?"),
            ("equipment = [1]", "1:13: equipment: `1` is not the name of equipment; write \"chair\""),
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
        let said = "the first must be the lower one";
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
            ("red_from = 7", "1:1: red_from: this is a limit; it belongs below [limits]"),
            ("[limits]\nbell = false", "2:1: limits.bell: this is not a limit; it belongs above [limits]"),
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
            assert!(said.starts_with(&format!("{place} this is not TOML, so nothing in the file is used: ")), "{said}");
            assert_eq!(read(text).settings, Settings::default());
        }
    }

    #[test]
    fn a_message_never_carries_what_a_terminal_would_act_on() {
        for text in [
            "theme = \"\\u001b[2J\\u202e\"",
            "\"\\u001b[2J\" = 1",
            "equipment = [\"\\u009b1m\"]",
            "bell = \"\\n\\u0007\"",
        ] {
            let said = problem(text);
            assert!(!said.contains(|c: char| c.is_control() || c == '\u{202e}'), "{said:?}");
        }
    }
}
