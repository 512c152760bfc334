//! Reading of `config.toml`: every problem is reported with its place, and correct settings hold all the same.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::Settings;
use super::setting::{ANYTHING, Kind, Setting, Value};
use crate::domain::advice::limits::{Limit, Limits};
use crate::domain::content::exercise::Id;
use crate::domain::content::problem::{Problem, nearest, position};
use crate::domain::content::suggest::{did_you_mean, meant};
use crate::domain::content::words::Word;
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, fit};

/// The table of the limits.
pub(super) const LIMITS: &str = "limits";
/// The longest name in a message; longer ones are cut. No setting has one.
const LONGEST_NAME: usize = 40;
/// The longest value in a message; longer ones are cut.
const LONGEST_VALUE: usize = 30;

/// Returns all equipment that some exercise or routine needs; called only if a file sets the equipment.
pub type Known<'a> = &'a dyn Fn() -> Vec<Id>;

/// The content of a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The settings, with defaults for those that the file lacks or has wrong.
    pub settings: Settings,
    /// The problems, from top to bottom. A file that is no TOML has one problem, and all settings have their defaults.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Returns the defaults, with one problem: the reason why the file cannot be read.
    pub fn of_unreadable(file: &str, why: &str) -> Self {
        let problem = Problem::whole_file(file, Text::clean(why).to_string());
        Self { settings: Settings::default(), problems: vec![problem] }
    }

    /// Reads `text`. `file` is the name of the file in messages.
    ///
    /// ```
    /// use supple::app::settings::read::Reading;
    ///
    /// let reading = Reading::of("config.toml", "bell = false\nweekly_goal = 40", &Vec::new);
    /// assert!(!reading.settings.bell);
    /// assert_eq!(reading.settings.weekly_goal, 3);
    /// let problem = "config.toml:2:15: weekly_goal: 40 is out of range; allowed: 1 to 14";
    /// assert_eq!(reading.problems[0].to_string(), problem);
    /// ```
    pub fn of(file: &str, text: &str, known: Known<'_>) -> Self {
        let mut reader = Reader { file, text, known, problems: Vec::new(), settings: Settings::default() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table()),
            Err(error) => {
                let said = error.message().replace('\n', "; ");
                reader.problem(error.span(), "", &format!("this is no TOML, so nothing in the file holds: {said}"));
            }
        }
        let Reader { settings, mut problems, .. } = reader;
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

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    known: Known<'a>,
    problems: Vec<Problem>,
    settings: Settings,
}

impl Reader<'_> {
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
                Value::Number(number) => limits.set(limit, number),
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

    fn value(&self, setting: Setting, item: &Item) -> Result<Value, String> {
        let kind = setting.spec().kind;
        let is_not = || Err(format!("`{}` is not {}", said(item), expected(&kind)));
        let Some(value) = item.as_value() else { return is_not() };
        match (&kind, value) {
            (Kind::Words(words), Toml::String(word)) => {
                match words.iter().find(|each| **each == word.value().as_str()) {
                    Some(word) => Ok(Value::Word(word)),
                    None => Err(format!("`{}` is none of: {}", said(item), words.join(", "))),
                }
            }
            (Kind::Switch, Toml::Boolean(is_on)) => Ok(Value::Switch(*is_on.value())),
            (Kind::Number { least, most, .. }, Toml::Integer(number)) => match u8::try_from(*number.value()) {
                Ok(number) => setting.check(&Value::Number(number)).map(|()| Value::Number(number)),
                Err(_) => Err(format!("{} is out of range; allowed: {least} to {most}", number.value())),
            },
            (Kind::Text, Toml::String(text)) => {
                let text = Value::Text(Text::clean(text.value()));
                setting.check(&text).map(|()| text)
            }
            (Kind::Program, Toml::Array(words)) => {
                let words: Option<Vec<String>> = words.iter().map(|word| word.as_str().map(str::to_owned)).collect();
                let Some(words) = words.map(Value::Program) else { return is_not() };
                setting.check(&words).map(|()| words)
            }
            (Kind::Things, Toml::String(word)) if word.value() == ANYTHING => Ok(Value::Things(None)),
            (Kind::Things, Toml::Array(list)) => self.things(list),
            _ => is_not(),
        }
    }

    fn things(&self, list: &toml_edit::Array) -> Result<Value, String> {
        let known = (self.known)();
        let mut things: Vec<Id> = Vec::new();
        for value in list {
            let word =
                value.as_str().ok_or_else(|| format!("`{value}` is not the name of a thing; write \"chair\""))?;
            let Some(thing) = known.iter().find(|thing| thing.as_str() == word) else {
                return Err(unknown_thing(word, &known));
            };
            if !things.contains(thing) {
                things.push(thing.clone());
            }
        }
        Ok(Value::Things(Some(things)))
    }

    /// Adds a problem. Its texts may quote the file and are cleaned.
    fn problem(&mut self, span: Option<Range<usize>>, field: &str, message: &str) {
        let (line, column) = position(self.text, span.map_or(0, |span| span.start));
        let (field, message) = (fit(Text::clean(field).as_str(), LONGEST_NAME), Text::clean(message).to_string());
        self.problems.push(Problem { line, column, field, ..Problem::whole_file(self.file, message) });
    }
}

/// Returns the setting with this key, limits excepted.
pub(super) fn plain(key: &str) -> Option<Setting> {
    Setting::all().find(|setting| setting.path() == key)
}

fn unknown(key: &str) -> String {
    if key.parse::<Limit>().is_ok() {
        return "this is a limit: it belongs below [limits]".to_owned();
    }
    let keys: Vec<&str> = Setting::all().filter(|setting| setting.source().is_none()).map(Setting::key).collect();
    let near = nearest(key, keys.into_iter().chain([LIMITS]));
    let hint = near.map_or_else(|| "; see the list of settings".to_owned(), |near| format!("; did you mean `{near}`?"));
    format!("there is no such setting{hint}")
}

fn unknown_limit(key: &str) -> String {
    if plain(key).is_some() {
        return "this is no limit: it belongs above [limits]".to_owned();
    }
    let near = nearest(key, Limit::ALL.iter().map(|(word, _)| *word));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("there is no such limit{hint}")
}

fn unknown_thing(word: &str, known: &[Id]) -> String {
    let near = meant(word, known.iter().map(Id::as_str));
    let hint = if near.is_empty() { String::new() } else { format!("; {}", did_you_mean(&near)) };
    format!("nothing here needs `{}`{hint}", fit(word, LONGEST_VALUE))
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

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Words(words) => format!("one of: \"{}\"", words.join("\", \"")),
        Kind::Number { least, most, .. } => format!("a whole number from {least} to {most}"),
        other => other.allowed(),
    }
}

#[cfg(test)]
mod tests;
