//! Changes of pain with sessions, routines and exercises; and self-tests.

use super::{OWN_NAME, SectionData, cut, section, short_date};
use crate::cli::report::ReportPart;
use crate::commands::counted;
use crate::commands::report::{ReportBlock, ReportTable, Section, TableCell, heads};
use crate::domain::content::exercise::{Exercise, Id};
use crate::domain::content::wording::spoken;
use crate::domain::journal::self_report::SelfTestTry;
use crate::domain::journal::self_test_history::{said, said_whole};
use crate::domain::stats::answers::{TestSeries, Try};
use crate::domain::stats::before_after::Changes;
use crate::domain::stats::change_distribution::Difference;
use crate::domain::stats::exercises::HOW_LITTLE_IT_PROVES;
use crate::domain::stats::exercises::{DosePoint, dose};
use crate::domain::stats::exercises::{Reaction, reactions};
use crate::domain::text::Text;

/// The most rows of each kind.
const MOST_ROUTINES: usize = 3;
const MOST_EACH_WAY: usize = 3;
const MOST_TESTS: usize = 4;

impl SectionData<'_> {
    /// Returns the reactions to routines and exercises; `None` without a session.
    pub(super) fn exercises(&self) -> Option<Section> {
        let paired = &self.stats.paired;
        if paired.overall.sessions == 0 {
            return None;
        }
        let all = sessions("All sessions".to_owned(), &paired.overall);
        let routines = paired.routines.iter().take(MOST_ROUTINES);
        let routines = routines.map(|routine| sessions(cut(&routine.title, OWN_NAME), &routine.changes));
        let mut blocks = vec![ReportBlock::Table(ReportTable {
            caption: "Sessions: median change from before, in points (n)".to_owned(),
            heads: heads(&["Routine", "Sessions", "After", "Next morning"]),
            rows: std::iter::once(all).chain(routines).collect(),
        })];
        blocks.extend(self.reactions());
        blocks.push(ReportBlock::Quiet(format!("Fewer than 3 pairs: not shown. {HOW_LITTLE_IT_PROVES}")));
        Some(section(ReportPart::Exercises, "Response to exercise", blocks))
    }

    /// Returns the table of the exercises with the highest rise, then those with the largest fall.
    fn reactions(&self) -> Option<ReportBlock> {
        let all = reactions(&self.selection);
        let up = all.iter().filter(|reaction| reaction.during.median.is_some_and(|median| median.halves() > 0));
        let down = all.iter().rev().filter(|reaction| reaction.during.median.is_some_and(|median| median.halves() < 0));
        let shown = up.take(MOST_EACH_WAY).chain(down.take(MOST_EACH_WAY));
        let rows: Vec<_> = shown.map(|reaction| self.reaction(reaction)).collect();
        if rows.is_empty() {
            return None;
        }
        let caption = "Exercises: median change from before the session to the highest while doing it (n: sessions)";
        let heads = heads(&["Exercise", "Change", "Last dose"]);
        Some(ReportBlock::Table(ReportTable { caption: caption.to_owned(), heads, rows }))
    }

    fn reaction(&self, reaction: &Reaction) -> Vec<TableCell> {
        let last = dose(&self.selection, &reaction.exercise).pop();
        let last = last.map(|last| TableCell::with(amount(&last), short_date(last.at.date_naive())));
        vec![TableCell::new(self.name_of(&reaction.exercise)), change(reaction.during), last.unwrap_or_default()]
    }

    fn name_of(&self, id: &Id) -> String {
        let exercise = self.catalog.exercise(id.as_str());
        let name = exercise.map_or_else(|| Text::from(spoken(id.as_str()).as_str()), |exercise| exercise.name.clone());
        cut(&name, OWN_NAME)
    }

    /// Returns a line for each self-test, its sides beside each other; `None` without a self-test.
    pub(super) fn self_tests(&self) -> Option<Section> {
        let mut ids: Vec<&Id> = Vec::new();
        for series in &self.stats.self_tests {
            if !ids.contains(&&series.exercise) {
                ids.push(&series.exercise);
            }
        }
        let mut lines: Vec<String> = ids.into_iter().take(MOST_TESTS).map(|id| self.self_test_line(id)).collect();
        if lines.is_empty() {
            return None;
        }
        lines.sort_unstable();
        Some(section(ReportPart::SelfTests, "Self-tests, done alone at home", vec![ReportBlock::List(lines)]))
    }

    fn self_test_line(&self, id: &Id) -> String {
        let all = self.stats.self_tests.iter();
        let mut sides: Vec<&TestSeries> = all.filter(|series| series.exercise == *id).collect();
        sides.sort_by_key(|series| series.side);
        let sides: Vec<String> = sides.into_iter().map(|series| self.self_test(series)).collect();
        format!("{}: {}", self.name_of(id), sides.join("; "))
    }

    /// Returns the first and the last result on one side: `left 18 s (14 Sep), then 28 s, not passed (9 Nov)`.
    fn self_test(&self, series: &TestSeries) -> String {
        let side = series.side.map(|side| format!("{side} ")).unwrap_or_default();
        let told = match series.tries.as_slice() {
            [first, .., last] => {
                format!("{}, then {}", self.result(series, first, said), self.result(series, last, said_whole))
            }
            [one] => self.result(series, one, said_whole),
            [] => String::new(),
        };
        format!("{side}{told}")
    }

    fn result(&self, series: &TestSeries, one: &Try, how: fn(&SelfTestTry, Option<&Exercise>) -> String) -> String {
        let Try { at, verdict, value, finding } = one.clone();
        let tried = SelfTestTry { exercise: series.exercise.clone(), side: series.side, verdict, value, finding };
        let exercise = self.catalog.exercise(series.exercise.as_str());
        let text = Text::from(how(&tried, exercise.as_deref()).as_str());
        format!("{} ({})", cut(&text, OWN_NAME), short_date(at.date_naive()))
    }
}

fn sessions(name: String, changes: &Changes) -> Vec<TableCell> {
    let [after, morning] = [changes.after, changes.next_morning].map(change);
    vec![TableCell::new(name), TableCell::new(changes.sessions.to_string()), after, morning]
}

/// Returns the median change and the number of pairs: `-1 (12)`; blank below three pairs.
fn change(difference: Difference) -> TableCell {
    match difference.median {
        Some(median) => TableCell::with(median.to_string().replace('-', "−"), difference.n.to_string()),
        None => TableCell::default(),
    }
}

/// Returns the amount done in all sets and sides together, or the number of sets if nothing else was counted.
fn amount(last: &DosePoint) -> String {
    let total = last.total;
    let counts = [
        total.reps.map(|reps| counted(reps as usize, "rep")),
        total.breaths.map(|breaths| counted(breaths as usize, "breath")),
        total.hold_s.map(|secs| format!("{secs} s held")),
        total.activity_s.map(|secs| format!("{} min", (secs + 30) / 60)),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() { counted(last.sets, "set") } else { counts.join(", ") }
}
