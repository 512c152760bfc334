//! Titles of the parts of a plan: their beginnings follow from their places, `Week 2, Monday` or `Day 3`.

use std::fmt;

use crate::domain::content::plan::By;
use crate::domain::text::capital;

/// The days of a week, as in the titles of parts.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The beginning of a title that follows from the place of its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartHead {
    /// A day of a week.
    Weekday {
        /// The number of the week, from 1; `None` where there is one week only.
        week: Option<usize>,
        /// The day, from 0 for Monday.
        day: usize,
    },
    /// A number: `Week 2`.
    Number {
        /// The length of the part.
        by: By,
        /// Its number, from 1.
        number: usize,
    },
}

impl PartHead {
    fn read(text: &str) -> Option<Self> {
        let (first, number) = text.split_once(' ').unwrap_or((text, ""));
        if let Some((number, weekday)) = number.split_once(", ").filter(|_| first == "Week") {
            return Some(Self::Weekday { week: Some(number.parse().ok()?), day: weekday_of(weekday)? });
        }
        if let Some(day) = weekday_of(text) {
            return Some(Self::Weekday { week: None, day });
        }
        let by = By::VALUES.iter().find(|by| capital(by.as_str()) == first)?;
        Some(Self::Number { by: *by, number: number.parse().ok()? })
    }
}

impl fmt::Display for PartHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekday { week, day } => {
                if let Some(week) = week {
                    write!(f, "Week {week}, ")?;
                }
                f.write_str(WEEKDAYS.get(*day).unwrap_or(&""))
            }
            Self::Number { by, number } => write!(f, "{} {number}", capital(by.as_str())),
        }
    }
}

fn weekday_of(text: &str) -> Option<usize> {
    WEEKDAYS.iter().position(|day| *day == text)
}

/// The title of a part, with its head apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTitle {
    /// The beginning that follows from its place; `None` if it has none.
    pub head: Option<PartHead>,
    /// The text behind it.
    pub rest: String,
}

impl PartTitle {
    /// Returns a title that is a head alone.
    pub const fn new(head: PartHead) -> Self {
        Self { head: Some(head), rest: String::new() }
    }

    /// Returns the title in this text.
    pub fn read(text: &str) -> Self {
        let end = text.find(':').unwrap_or(text.len());
        let (head, rest) = text.split_at(end);
        match PartHead::read(head) {
            Some(head) => Self { head: Some(head), rest: rest.to_owned() },
            None => Self { head: None, rest: text.to_owned() },
        }
    }

    fn weekday(&self) -> Option<(Option<usize>, usize)> {
        if let Some(PartHead::Weekday { week, day }) = self.head { Some((week, day)) } else { None }
    }
}

impl fmt::Display for PartTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(head) = self.head {
            write!(f, "{head}")?;
        }
        f.write_str(&self.rest)
    }
}

/// Ways in which the heads of a plan's parts follow from their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartOrder {
    /// By days of the week: the number of parts in each week.
    Weekdays(Vec<usize>),
    /// By numbers, from 1 on.
    Numbers,
    /// Not at all: the titles are the author's own.
    Own,
}

impl PartOrder {
    /// Returns the order of parts with these titles.
    pub fn of(titles: &[PartTitle], by: By) -> Self {
        let is_numbered = (1..).zip(titles).all(|(number, title)| title.head == Some(PartHead::Number { by, number }));
        if is_numbered {
            return Self::Numbers;
        }
        let days: Option<Vec<(Option<usize>, usize)>> = titles.iter().map(PartTitle::weekday).collect();
        match days.filter(|_| by == By::Day) {
            Some(days) => Self::Weekdays(weeks(&days)),
            None => Self::Own,
        }
    }

    /// Gives each title the head of its place.
    pub fn renumber(&self, titles: &mut [PartTitle], by: By) {
        match self {
            Self::Own => {}
            Self::Numbers => {
                for (number, title) in (1..).zip(titles) {
                    title.head = Some(PartHead::Number { by, number });
                }
            }
            Self::Weekdays(_) => {
                let days: Vec<(Option<usize>, usize)> = titles.iter().filter_map(PartTitle::weekday).collect();
                let weeks = weeks(&days);
                let numbers = (1..).zip(&weeks).flat_map(|(week, len)| std::iter::repeat_n(week, *len));
                for ((title, (_, day)), week) in titles.iter_mut().zip(&days).zip(numbers) {
                    title.head = Some(PartHead::Weekday { week: (weeks.len() > 1).then_some(week), day: *day });
                }
            }
        }
    }
}

/// Returns the number of days in each week: another week begins where its number is another one, or where the days begin
/// again.
fn weeks(days: &[(Option<usize>, usize)]) -> Vec<usize> {
    let mut weeks: Vec<usize> = Vec::new();
    let mut before: Option<(Option<usize>, usize)> = None;
    for (week, day) in days {
        let goes_on = before.is_some_and(|(last, before)| last == *week && *day > before);
        before = Some((*week, *day));
        match weeks.last_mut().filter(|_| goes_on) {
            Some(len) => *len += 1,
            None => weeks.push(1),
        }
    }
    weeks
}

/// Returns the titles of the parts of a new plan: a week of days, four weeks, or six sessions.
pub fn first_titles(by: By) -> Vec<PartTitle> {
    match by {
        By::Day => (0..WEEKDAYS.len()).map(|day| PartTitle::new(PartHead::Weekday { week: None, day })).collect(),
        By::Week => numbered(by, 4),
        By::Session => numbered(by, 6),
    }
}

fn numbered(by: By, most: usize) -> Vec<PartTitle> {
    (1..=most).map(|number| PartTitle::new(PartHead::Number { by, number })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(texts: &[&str]) -> Vec<PartTitle> {
        texts.iter().map(|text| PartTitle::read(text)).collect()
    }

    #[test]
    fn a_title_is_read_and_written_back() {
        for text in ["Monday", "Week 12, Sunday: rest", "Day 7: rest", "Week 1, run 2", "Session 3", "", "Rest: easy"] {
            assert_eq!(PartTitle::read(text).to_string(), text);
        }
        assert_eq!(PartTitle::read("Week 1, run 2").head, None);
        assert_eq!(PartTitle::read("Week 2: easy").head, Some(PartHead::Number { by: By::Week, number: 2 }));
        assert_eq!(PartTitle::read("Week 2, Tuesday").weekday(), Some((Some(2), 1)));
    }

    #[test]
    fn the_order_is_seen_and_restored() {
        let of = |texts: &[&str], by| PartOrder::of(&titles(texts), by);
        assert_eq!(of(&["Week 1: a", "Week 2"], By::Week), PartOrder::Numbers);
        assert_eq!(of(&["Week 1: a", "Week 3"], By::Week), PartOrder::Own);
        assert_eq!(of(&["Monday", "Friday", "Monday"], By::Day), PartOrder::Weekdays(vec![2, 1]));
        assert_eq!(of(&["Monday", "Friday"], By::Week), PartOrder::Own);
        assert_eq!(of(&["Week 1, Friday", "Week 2, Sunday"], By::Day), PartOrder::Weekdays(vec![1, 1]));
        let mut two = titles(&["Monday: legs", "Friday", "Monday"]);
        PartOrder::of(&two, By::Day).renumber(&mut two, By::Day);
        let shown: Vec<String> = two.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["Week 1, Monday: legs", "Week 1, Friday", "Week 2, Monday"]);
    }
}
