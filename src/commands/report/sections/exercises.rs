//! How pain stands to sessions, routines and exercises; and self-tests.

use super::super::model::{Block, Cell, Section, Table, heads};
use super::{OWN_NAME, Source, counted, cut, section, short_date};
use crate::cli::report::Part;
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::wording::spoken;
use crate::domain::record::answer::SelfTest;
use crate::domain::record::tried::{said, said_whole};
use crate::domain::stats::answers::{TestSeries, Try};
use crate::domain::stats::exercises::HOW_LITTLE_IT_PROVES;
use crate::domain::stats::exercises::{DosePoint, dose};
use crate::domain::stats::exercises::{Reaction, reactions};
use crate::domain::stats::paired::Changes;
use crate::domain::stats::tally::{Difference, Points};
use crate::domain::text::Text;

/// At most so many of each.
const MOST_ROUTINES: usize = 3;
const MOST_EACH_WAY: usize = 3;
const MOST_TESTS: usize = 4;

impl Source<'_> {
    /// `None` without a session.
    pub(super) fn exercises(&self) -> Option<Section> {
        let paired = &self.stats.paired;
        if paired.overall.sessions == 0 {
            return None;
        }
        let all = sessions("All sessions".to_owned(), &paired.overall);
        let routines = paired.routines.iter().take(MOST_ROUTINES);
        let routines = routines.map(|routine| sessions(cut(&routine.title, OWN_NAME), &routine.changes));
        let mut blocks = vec![Block::Table(Table {
            caption: "Sessions: median change from before, in points (n)".to_owned(),
            heads: heads(&["Routine", "Sessions", "After", "Next morning"]),
            rows: std::iter::once(all).chain(routines).collect(),
        })];
        blocks.extend(self.reactions());
        blocks.push(Block::Quiet(format!("Below 3 pairs nothing is said. {HOW_LITTLE_IT_PROVES}")));
        Some(section(Part::Exercises, "Reaction to exercise", blocks))
    }

    /// The exercises with the highest rise, then those with the largest fall.
    fn reactions(&self) -> Option<Block> {
        let all = reactions(&self.selection);
        let is = |reaction: &&Reaction, up: bool| {
            reaction.during.median.is_some_and(|median| if up { median.halves() > 0 } else { median.halves() < 0 })
        };
        let up = all.iter().filter(|reaction| is(reaction, true)).take(MOST_EACH_WAY);
        let down = all.iter().rev().filter(|reaction| is(reaction, false)).take(MOST_EACH_WAY);
        let rows: Vec<_> = up.chain(down).map(|reaction| self.reaction(reaction)).collect();
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption:
                    "Exercises: median change to the highest while doing it, from before the session (n: sessions)"
                        .to_owned(),
                heads: heads(&["Exercise", "Change", "Last dose"]),
                rows,
            })
        })
    }

    fn reaction(&self, reaction: &Reaction) -> Vec<Cell> {
        let last = dose(&self.selection, &reaction.exercise).pop();
        let last = last.map(|last| Cell::with(amount(&last), short_date(last.at.date_naive())));
        vec![Cell::new(self.name_of(&reaction.exercise)), change(reaction.during), last.unwrap_or_default()]
    }

    fn name_of(&self, id: &Id) -> String {
        let exercise = self.catalog.exercise(id.as_str());
        let name = exercise.map_or_else(|| Text::from(spoken(id.as_str()).as_str()), |exercise| exercise.name.clone());
        cut(&name, OWN_NAME)
    }

    /// One line for each test, its sides beside each other.
    pub(super) fn self_tests(&self) -> Option<Section> {
        let all = &self.stats.self_tests;
        let mut ids: Vec<&Id> = Vec::new();
        all.iter().for_each(|series| {
            if !ids.contains(&&series.exercise) {
                ids.push(&series.exercise);
            }
        });
        let line = |id: &Id| {
            let mut sides: Vec<&TestSeries> = all.iter().filter(|series| series.exercise == *id).collect();
            sides.sort_by_key(|series| series.side);
            let sides: Vec<String> = sides.into_iter().map(|series| self.self_test(series)).collect();
            format!("{}: {}", self.name_of(id), sides.join("; "))
        };
        let mut lines: Vec<String> = ids.into_iter().take(MOST_TESTS).map(line).collect();
        (!lines.is_empty()).then(|| {
            lines.sort_unstable();
            section(Part::SelfTests, "Self-tests, done alone at home", vec![Block::List(lines)])
        })
    }

    /// `left 18 s (14 Sep), then 28 s, not passed (9 Nov)`.
    fn self_test(&self, series: &TestSeries) -> String {
        let exercise = self.catalog.exercise(series.exercise.as_str());
        let result = |one: &Try, how: fn(&SelfTest, Option<&Exercise>) -> String| {
            let Try { at, verdict, value, finding } = one.clone();
            let tried = SelfTest { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
            let text = Text::from(how(&tried, exercise.as_deref()).as_str());
            format!("{} ({})", cut(&text, OWN_NAME), short_date(at.date_naive()))
        };
        let side = series.side.map(|side| format!("{side} ")).unwrap_or_default();
        let told = match series.tries.as_slice() {
            [first, .., last] => format!("{}, then {}", result(first, said), result(last, said_whole)),
            [one] => result(one, said_whole),
            [] => String::new(),
        };
        format!("{side}{told}")
    }
}

fn sessions(name: String, changes: &Changes) -> Vec<Cell> {
    let [after, morning] = [changes.after, changes.next_morning].map(change);
    vec![Cell::new(name), Cell::new(changes.sessions.to_string()), after, morning]
}

/// `-1 (12)`; blank below three pairs.
fn change(difference: Difference) -> Cell {
    let said = |median: Points| Cell::with(median.to_string().replace('-', "−"), difference.n.to_string());
    difference.median.map(said).unwrap_or_default()
}

/// How much was done, all sets and sides together; the sets where nothing else was counted.
fn amount(last: &DosePoint) -> String {
    let many = |number: Option<u32>, what: &str| number.map(|number| counted(number as usize, what));
    let total = last.total;
    let counts = [
        many(total.reps, "rep"),
        many(total.breaths, "breath"),
        total.hold_s.map(|secs| format!("{secs} s held")),
        total.activity_s.map(|secs| format!("{} min", (secs + 30) / 60)),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { counted(last.sets, "set") } else { counts.join(", ") }
}
