//! The lines at the top of the page: what a professional asks for first.

use super::{MOST_ACTIVITIES, SectionData, regional};
use crate::cli::report::ReportPart;
use crate::commands::report::{Fact, ReportBlock};
use crate::domain::content::words::spoken;
use crate::domain::journal::entry::{Moment, PainWord, Score};
use crate::domain::stats::before_after::mornings;
use crate::domain::stats::change_distribution::Points;
use crate::domain::stats::exercises::{Reaction, reactions};
use crate::domain::stats::pain::{Range, RatedPoint};
use crate::domain::text::counted;

/// The most places, words and exercises of a line.
const MOST_NAMED: usize = 2;

impl SectionData<'_> {
    /// Returns the lines of main problem, course of a day, what makes it worse or easier, and goals, each only if its
    /// numbers are known and its own section is on the page.
    pub(super) fn glance(&self, without: &[ReportPart]) -> Option<ReportBlock> {
        let facts = [
            (ReportPart::Where, self.problem()),
            (ReportPart::Mornings, self.day()),
            (ReportPart::Exercises, self.provoking()),
            (ReportPart::Activities, self.goals()),
        ];
        let facts: Vec<Fact> =
            facts.into_iter().filter(|(part, _)| !without.contains(part)).filter_map(|(_, fact)| fact).collect();
        (!facts.is_empty()).then_some(ReportBlock::Facts(facts))
    }

    /// Returns the most frequent places and words: `low back left 12, buttock left 4 of 20 ratings; dull, aching`.
    fn problem(&self) -> Option<Fact> {
        let places = &self.stats.places;
        let mut cells: Vec<_> = places.cells.iter().collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.count));
        let named: Vec<String> =
            cells.into_iter().take(MOST_NAMED).map(|cell| format!("{} {}", regional(cell), cell.count)).collect();
        let ratings = counted(places.ratings, "painful rating");
        let of = (!named.is_empty()).then(|| format!("{} of {ratings}", named.join(", ")));
        let words = places.words.iter().take(MOST_NAMED).map(|word| spoken(PainWord::as_str(word.word)));
        let words = words.collect::<Vec<_>>().join(", ");
        let parts: Vec<String> = of.into_iter().chain((!words.is_empty()).then_some(words)).collect();
        fact("Main problem", parts.join("; "))
    }

    /// Returns the medians around sessions: `before sessions 3, after 2, next morning 2; stiff 20 min`.
    fn day(&self) -> Option<Fact> {
        let points = &self.stats.pain.points;
        let moments =
            [(Moment::Before, "before sessions"), (Moment::After, "after"), (Moment::NextMorning, "next morning")];
        let medians = moments.into_iter().filter_map(|(moment, name)| {
            let of = points.iter().filter(|point| point.moment == moment && RatedPoint::counts(point));
            let range = Range::of(&of.map(|point| point.score).collect::<Vec<Score>>())?;
            Some(format!("{name} {}", range.median))
        });
        let medians = medians.collect::<Vec<_>>().join(", ");
        let stiff = mornings(&self.selection).stiffness.map(|minutes| format!("stiff {} min", minutes.median()));
        let parts: Vec<String> =
            (!medians.is_empty()).then(|| format!("{medians} (medians)")).into_iter().chain(stiff).collect();
        fact("Over 24 hours", parts.join("; "))
    }

    /// Returns the exercises during which pain rises or falls the most: `worse during Plank (+2); easier during Bridge (−1)`.
    fn provoking(&self) -> Option<Fact> {
        let all = reactions(&self.selection);
        let worse = all.iter().filter(|reaction| halves(reaction) > 0).take(MOST_NAMED);
        let easier = all.iter().rev().filter(|reaction| halves(reaction) < 0).take(MOST_NAMED);
        let parts = [("worse during", self.named(worse)), ("easier during", self.named(easier))];
        let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
        fact("Worse, easier", parts.map(|(how, names)| format!("{how} {names}")).collect::<Vec<_>>().join("; "))
    }

    fn named<'a>(&self, reactions: impl Iterator<Item = &'a Reaction>) -> String {
        let named = reactions.filter_map(|reaction| {
            let change = reaction.during.median?.to_string().replace('-', "−");
            Some(format!("{} ({change})", self.name_of(&reaction.exercise)))
        });
        named.collect::<Vec<_>>().join(", ")
    }

    /// Returns the goals with their first and last score: `run 5 km 3 → 8 of 10`.
    fn goals(&self) -> Option<Fact> {
        let current = self.stats.activities.iter().filter(|series| series.is_current).take(MOST_ACTIVITIES);
        let goals = current.filter_map(|series| {
            let (first, last) = (series.answers.first()?, series.answers.last()?);
            let from = if series.answers.len() > 1 { format!("{} → ", first.score) } else { String::new() };
            Some(format!("{} {from}{} of 10", super::cut(&series.name, super::OWN_NAME), last.score))
        });
        fact("Goals (10 is best)", goals.collect::<Vec<_>>().join(", "))
    }
}

/// Returns the change in half points; 0 if it is not known.
fn halves(reaction: &Reaction) -> i8 {
    reaction.during.median.map_or(0, Points::halves)
}

fn fact(name: &'static str, text: String) -> Option<Fact> {
    (!text.is_empty()).then_some(Fact { name, text })
}
