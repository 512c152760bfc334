//! The filters of a list: a panel of choices, and their summary in one line.
//!
//! `Filters` is the same for every list; the list gives the choices.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::moved;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::{ExerciseFilter, RoutineFilter};
use crate::domain::content::words::spoken;
use crate::domain::content::words::{Kind, Position, When};
use crate::state::action::Action;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row};
use crate::widgets::wrap::columns;

/// The greatest width of the panel: in a wider one a choice would be too far from its label.
const WIDEST: u16 = 46;

/// A property that items are filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterValue {
    /// An exercise of this kind.
    Kind(Kind),
    /// An exercise with this starting position.
    Position(Position),
    /// An exercise that helps with this problem.
    HelpsWith(Id),
    /// A routine of at most this many minutes.
    Minutes(u32),
    /// A routine for this occasion.
    When(When),
}

impl FilterValue {
    /// The value in the panel, beside its label.
    fn shown(&self) -> String {
        match self {
            Self::Kind(kind) => kind.said().to_owned(),
            Self::Position(position) => position.said().to_owned(),
            Self::HelpsWith(problem) => spoken(problem.as_str()),
            Self::Minutes(minutes) => format!("{minutes} min"),
            Self::When(when) => spoken(when.as_str()),
        }
    }

    /// The value in the line above the list, without a label.
    fn said(&self) -> String {
        match self {
            Self::HelpsWith(_) => format!("for {}", self.shown()),
            Self::Minutes(_) => format!("at most {}", self.shown()),
            _ => self.shown(),
        }
    }
}

/// A row of the panel: one of several values, or any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterField {
    label: &'static str,
    values: Vec<FilterValue>,
    /// The number of the chosen value, from 1; 0 for any.
    chosen: usize,
    /// The number that is chosen at first; 0 if any value will do.
    first: usize,
}

impl FilterField {
    /// A row with "any" chosen.
    pub fn new(label: &'static str, values: impl IntoIterator<Item = FilterValue>) -> Self {
        Self { label, values: values.into_iter().collect(), chosen: 0, first: 0 }
    }

    /// A row without "any", in which `value` is chosen at first.
    pub fn required(label: &'static str, values: impl IntoIterator<Item = FilterValue>, value: &FilterValue) -> Self {
        let field = Self::new(label, values);
        let first = field.values.iter().position(|other| other == value).map_or(1, |at| at + 1);
        Self { chosen: first, first, ..field }
    }

    fn value(&self) -> Option<&FilterValue> {
        self.values.get(self.chosen.checked_sub(1)?)
    }

    /// Steps round all values and "any", unless one is required.
    fn step(&mut self, forward: bool) {
        let all = self.values.len() + 1;
        let by = if forward { 1 } else { all - 1 };
        self.chosen = (self.chosen + by) % all;
        if self.chosen == 0 && self.first > 0 {
            self.chosen = by % all;
        }
    }
}

/// The choices, and the panel in which they are made; by default none can be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    fields: Vec<FilterField>,
    /// All equipment, with true for what is at hand.
    things: Vec<(Id, bool)>,
    /// True if an item may need nothing but what is at hand.
    is_limited: bool,
    /// The row of the panel that is chosen.
    row: usize,
    is_open: bool,
}

/// The value that a row of the panel changes.
enum FilterRow<'a> {
    Field(&'a mut FilterField),
    AtHand(&'a mut bool),
    Thing(&'a mut bool),
}

impl Filters {
    /// Filters that admit everything. `things`: all equipment.
    pub fn new(fields: Vec<FilterField>, things: Vec<Id>) -> Self {
        let things = things.into_iter().map(|id| (id, false)).collect();
        Self { fields, things, is_limited: false, row: 0, is_open: false }
    }

    /// Admits only items that need nothing but `at_hand`; with `None` any.
    #[must_use]
    pub fn with_at_hand(mut self, at_hand: Option<&[Id]>) -> Self {
        self.is_limited = at_hand.is_some();
        for (id, is_there) in &mut self.things {
            *is_there = at_hand.is_some_and(|things| things.contains(id));
        }
        self
    }

    /// Returns true if the panel is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens the panel.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Returns true if anything is filtered.
    pub fn is_set(&self) -> bool {
        self.is_limited || self.has_answer()
    }

    /// Returns true if a row other than "at hand" is set.
    pub fn has_answer(&self) -> bool {
        self.chosen().next().is_some()
    }

    /// Clears all filters; equipment stays ticked for next time.
    pub fn clear(&mut self) {
        for field in &mut self.fields {
            field.chosen = field.first;
        }
        self.is_limited = false;
        self.row = self.row.min(self.fields.len());
    }

    /// Steps to the next value of the first row.
    pub fn step_first(&mut self) {
        if let Some(field) = self.fields.first_mut() {
            field.step(true);
        }
    }

    /// The choices in one line, whether or not they filter: `10 min · standing · nothing needed`.
    pub fn choices(&self) -> String {
        let mut parts: Vec<String> = self.chosen().map(FilterValue::shown).collect();
        parts.push(if self.is_limited { self.at_hand_said() } else { "any equipment".to_owned() });
        parts.join(" · ")
    }

    /// The minutes, the position and the equipment for a session to be put together.
    pub fn for_session(&self) -> (Option<u32>, Option<Position>, Option<Vec<Id>>) {
        let mut minutes = None;
        for value in self.chosen() {
            if let FilterValue::Minutes(chosen) = value {
                minutes = Some(*chosen);
            }
        }
        (minutes, self.for_exercises().position, self.at_hand())
    }

    /// Handles an action in the panel.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Lower => self.change(false),
            Action::Higher | Action::Confirm => self.change(true),
            Action::Clear => self.clear(),
            Action::Back => self.is_open = false,
            action => self.row = moved(self.row, self.rows().len(), action).unwrap_or(self.row),
        }
    }

    /// The filter for exercises.
    pub fn for_exercises(&self) -> ExerciseFilter {
        let mut filter = ExerciseFilter { at_hand: self.at_hand(), ..ExerciseFilter::default() };
        for value in self.chosen() {
            match value {
                FilterValue::Kind(kind) => filter.kind = Some(*kind),
                FilterValue::Position(position) => filter.position = Some(*position),
                FilterValue::HelpsWith(problem) => filter.helps_with = Some(problem.clone()),
                FilterValue::Minutes(_) | FilterValue::When(_) => {}
            }
        }
        filter
    }

    /// The filter for routines.
    pub fn for_routines(&self) -> RoutineFilter {
        let mut filter = RoutineFilter { at_hand: self.at_hand(), ..RoutineFilter::default() };
        for value in self.chosen() {
            match value {
                FilterValue::Minutes(minutes) => filter.at_most = Some(Duration::from_secs(60 * u64::from(*minutes))),
                FilterValue::When(when) => filter.when = Some(*when),
                FilterValue::Kind(_) | FilterValue::Position(_) | FilterValue::HelpsWith(_) => {}
            }
        }
        filter
    }

    /// The filters and the number of items left, in one line of at most `width` columns: `standing · nothing needed ·
    /// 14 of 128`. `None` if nothing is filtered.
    pub fn line(&self, found: usize, all: usize, width: usize) -> Option<String> {
        let mut parts: Vec<String> = self.chosen().map(FilterValue::said).collect();
        parts.extend(self.is_limited.then(|| self.at_hand_said()));
        let asked = match parts.len() {
            0 => return None,
            1 => "1 filter".to_owned(),
            several => format!("{several} filters"),
        };
        let count = format!("{found} of {all}");
        let whole = format!("{} · {count}", parts.join(" · "));
        Some(if columns(&whole) <= width { whole } else { format!("{asked} · {count}") })
    }

    /// Draws the panel, with `title` and `count` in its frame.
    pub fn render(&self, title: &str, count: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let area = Rect { width: area.width.min(WIDEST), ..area };
        let block = Block::bordered()
            .border_style(theme.dialog_border())
            .title(Line::from(format!(" {title} ")).style(theme.title()))
            .title_top(Line::from(count.to_owned()).right_aligned().style(theme.quiet()));
        let inner = block.inner(area);
        let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
        block.render(area, buf);
        let rows = self.rows();
        let rows: Vec<Row<'_>> = rows.iter().map(|(title, detail)| Row { title, detail }).collect();
        PickList { rows: &rows, selected: Some(self.row), theme }.render(inner, buf);
    }

    /// The rows of the panel: label and value. Equipment is listed only while it matters.
    fn rows(&self) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> = Vec::new();
        for field in &self.fields {
            rows.push((field.label.to_owned(), field.value().map_or_else(|| "any".to_owned(), FilterValue::shown)));
        }
        rows.push(("I have".to_owned(), self.at_hand_shown()));
        for (id, is_there) in self.things.iter().filter(|_| self.is_limited) {
            rows.push((format!("[{}] {}", if *is_there { 'x' } else { ' ' }, spoken(id.as_str())), String::new()));
        }
        if let Some((_, detail)) = rows.get_mut(self.row).filter(|(_, detail)| !detail.is_empty()) {
            *detail = format!("‹ {detail} ›");
        }
        rows
    }

    fn change(&mut self, forward: bool) {
        match self.about() {
            Some(FilterRow::Field(field)) => field.step(forward),
            Some(FilterRow::AtHand(limited)) => *limited = !*limited,
            Some(FilterRow::Thing(is_there)) => *is_there = !*is_there,
            None => {}
        }
    }

    fn about(&mut self) -> Option<FilterRow<'_>> {
        let fields = self.fields.len();
        match self.row.checked_sub(fields) {
            None => self.fields.get_mut(self.row).map(FilterRow::Field),
            Some(0) => Some(FilterRow::AtHand(&mut self.is_limited)),
            Some(below) => self.things.get_mut(below - 1).map(|(_, is_there)| FilterRow::Thing(is_there)),
        }
    }

    fn chosen(&self) -> impl Iterator<Item = &FilterValue> {
        self.fields.iter().filter_map(FilterField::value)
    }

    fn ticked(&self) -> Vec<&Id> {
        self.things.iter().filter(|(_, is_there)| *is_there).map(|(id, _)| id).collect()
    }

    fn at_hand(&self) -> Option<Vec<Id>> {
        self.is_limited.then(|| self.ticked().into_iter().cloned().collect())
    }

    fn at_hand_shown(&self) -> String {
        match (self.is_limited, self.ticked().as_slice()) {
            (false, _) => "everything".to_owned(),
            (true, []) => "nothing".to_owned(),
            (true, [one]) => spoken(one.as_str()),
            (true, several) => format!("{} things", several.len()),
        }
    }

    fn at_hand_said(&self) -> String {
        match self.ticked().as_slice() {
            [] => "nothing needed".to_owned(),
            [one] => format!("with {}", spoken(one.as_str())),
            [one, two] => format!("with {}, {}", spoken(one.as_str()), spoken(two.as_str())),
            several => format!("with {} things", several.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters() -> Filters {
        let kinds = [Kind::Stretch, Kind::Strength].map(FilterValue::Kind);
        let things = ["chair", "step", "stability-ball"].map(|id| Id::new(id).unwrap());
        Filters::new(
            vec![FilterField::new("kind", kinds), FilterField::new("at most", [5, 10].map(FilterValue::Minutes))],
            things.into(),
        )
    }

    fn after(actions: &[Action]) -> Filters {
        let mut filters = filters();
        for action in actions {
            filters.update(*action);
        }
        filters
    }

    use Action::{Clear, Confirm, Down, Higher, Lower};

    #[test]
    fn values_go_round() {
        assert_eq!(after(&[Higher]).for_exercises().kind, Some(Kind::Stretch));
        assert_eq!(after(&[Lower]).for_exercises().kind, Some(Kind::Strength));
        assert_eq!(after(&[Higher, Confirm, Higher]), filters());
        assert_eq!(after(&[Down, Higher]).for_routines().at_most, Some(Duration::from_secs(300)));
    }

    #[test]
    fn what_is_at_hand_is_anything_nothing_or_what_is_ticked() {
        let at_hand = |actions: &[Action]| after(actions).for_exercises().at_hand;
        assert_eq!(at_hand(&[]), None);
        assert_eq!(at_hand(&[Down, Down, Higher]), Some(Vec::new()));
        let ticked = [Down, Down, Higher, Down, Down, Confirm];
        assert_eq!(at_hand(&ticked), Some(vec![Id::new("step").unwrap()]));
        assert_eq!(after(&[Down, Down, Down, Down]).rows().len(), 3, "no thing is shown while it does not matter");
        assert_eq!(after(&ticked).rows().len(), 6);
        let cleared = after(&[&ticked[..], &[Clear]].concat());
        assert!(!cleared.is_set() && cleared.row < cleared.rows().len());
    }

    #[test]
    fn what_is_at_hand_can_be_known_from_the_start() {
        let at_hand = |things: Option<&[Id]>| filters().with_at_hand(things).for_exercises().at_hand;
        let step = Id::new("step").unwrap();
        assert_eq!(at_hand(None), None);
        assert_eq!(
            at_hand(Some(&[step.clone(), Id::new("oar").unwrap()])),
            Some(vec![step]),
            "nothing here needs an oar"
        );
        let mut filters = filters().with_at_hand(Some(&[]));
        assert!(filters.is_set() && !filters.has_answer());
        filters.clear();
        assert_eq!(filters.for_exercises().at_hand, None);
    }

    #[test]
    fn the_line_says_all_of_it_or_how_much_there_is() {
        let some = after(&[Higher, Down, Higher, Down, Higher]);
        assert_eq!(some.line(3, 9, 60).as_deref(), Some("stretch · at most 5 min · nothing needed · 3 of 9"));
        assert_eq!(some.line(3, 9, 38).as_deref(), Some("3 filters · 3 of 9"));
        assert_eq!(filters().line(9, 9, 60), None);
        let with = after(&[Down, Down, Higher, Down, Confirm, Down, Confirm]);
        assert_eq!(with.line(1, 9, 60).as_deref(), Some("with chair, step · 1 of 9"));
    }
}
