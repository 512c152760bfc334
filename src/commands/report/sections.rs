//! The sections of the page as plain values, from the numbers of `domain::stats`.

use chrono::{Days, NaiveDate};

use super::{Report, ReportBlock, ReportTable, Section, TableCell, heads};
use crate::cli;
use crate::cli::report::ReportPart;
use crate::commands::{Inputs, is_incomplete};
use crate::domain::advice::clearance::unknown_text;
use crate::domain::advice::clinical_change::{ACTIVITY_POINTS, ClinicalChange, RULE, activity_change};
use crate::domain::advice::safety::Question;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::words::WordList as _;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::{region_text, spread_text};
use crate::domain::journal::entry::{PainSide, PainWord, Spread, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::stats::answers::{ActivitySeries, Answered, change_text};
use crate::domain::stats::before_after::mornings;
use crate::domain::stats::pain::Range;
use crate::domain::stats::pain::compared;
use crate::domain::stats::places::{PlaceCount, Places};
use crate::domain::stats::{Scope, Selection, Stats};
use crate::domain::text::Text;
use crate::domain::text::counted;
use crate::domain::text::lines::{columns, fit};
use crate::domain::time::calendar::monday;

mod exercises;
mod glance;

/// The most columns of the person's name, and of a name that they gave.
const NAME: usize = 48;
const OWN_NAME: usize = 32;

/// The most columns of the question, and of a note.
const QUESTION: usize = 280;
const NOTE: usize = 100;

/// The most activities and notes, so that all fits one page.
const MOST_ACTIVITIES: usize = 3;
const MOST_NOTES: usize = 3;

/// The most words for pain, the most frequent ones. Words for nerves are added, however rare, and the number of all
/// others.
const MOST_WORDS: usize = 6;

/// Words for what a nerve may feel like: a professional asks for these.
const OF_NERVES: [PainWord; 3] = [PainWord::Tingling, PainWord::Numb, PainWord::Weak];

/// The most days of one safety question, the last ones.
const MOST_DAYS: usize = 2;

/// The values from which the sections are made.
struct SectionData<'a> {
    journal: &'a Journal,
    catalog: &'a Catalog,
    selection: Selection<'a>,
    stats: Stats,
    weeks: u32,
}

/// Makes the page of the weeks that end with the day of `now`.
pub(super) fn report(inputs: Inputs<'_>, args: &cli::report::ReportArgs, now: Stamp) -> Report {
    let Inputs { journal, catalog, settings } = inputs;
    let today = now.date_naive();
    let from = weeks_before(monday(today), args.weeks.saturating_sub(1));
    let scope = Scope { from: Some(from), ..Scope::all(now, settings.weekly_goal, &settings.limits) };
    let last = from.pred_opt().unwrap_or(from);
    let before = Selection::of(journal, Scope { from: Some(weeks_before(from, args.weeks)), to: last, ..scope });
    let (stats, weeks) = (Stats::of(journal, &scope), args.weeks);
    let source = SectionData { journal, catalog, selection: Selection::of(journal, scope), stats, weeks };
    let mut sections = vec![source.summary(&before, &args.without)];
    sections.extend(source.course(from, today));
    sections.extend([source.activities(), source.places(), source.mornings()].into_iter().flatten());
    sections.extend([source.notes(), source.exercises(), source.self_tests()].into_iter().flatten());
    sections.push(source.safety());
    sections.push(question(args.question.as_deref()));
    sections.retain(|section| !args.without.contains(&section.part));
    let name = args.name.as_deref().map(|name| cut(&Text::clean(name), NAME)).filter(|name| !name.is_empty());
    Report {
        title: "Back pain and exercise: my own record",
        name,
        days: format!("{} to {} ({weeks} weeks)", date(from), date(today)),
        legend: legend(journal),
        sections,
    }
}

/// Returns messages about a name and a question that are too long for their room.
pub(super) fn cut_short(args: &cli::report::ReportArgs) -> impl Iterator<Item = String> {
    let question = args.question.as_deref().filter(|_| !args.without.contains(&ReportPart::Question));
    let given = [("name", args.name.as_deref(), NAME), ("question", question, QUESTION)];
    let long = given
        .into_iter()
        .filter(|(_, text, room)| text.is_some_and(|text| columns(Text::clean(text).as_str()) > *room));
    long.map(|(what, _, room)| format!("supple: your {what} is too long and was cut to {room} characters"))
}

fn weeks_before(day: NaiveDate, weeks: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(7 * u64::from(weeks))).unwrap_or(day)
}

fn legend(journal: &Journal) -> Vec<String> {
    let scale = "Self-reported, not verified. Pain from 0 (none) to 10 (worst imaginable), asked before and after \
                 exercise sessions and for the next morning. Blank: not recorded.";
    let mut lines = vec![scale.to_owned()];
    if is_incomplete(journal) {
        lines.push("Part of the record could not be read, so this page is incomplete.".to_owned());
    }
    lines
}

impl SectionData<'_> {
    fn summary(&self, before: &Selection<'_>, without: &[ReportPart]) -> Section {
        let compared = compared(&self.selection, before);
        let weeks = self.weeks;
        let [now, earlier] = [compared.later, compared.earlier]
            .map(|range| range.map_or("not recorded".to_owned(), |range| range.median.to_string()));
        let change = match compared.change {
            Some(ClinicalChange::Lower) => "Pain is lower, a real change.",
            Some(ClinicalChange::Higher) => "Pain is higher, a real change.",
            Some(ClinicalChange::Same) => "No clear change.",
            None => "Too few ratings to see a real change.",
        };
        let spreads: String = [("Now", compared.later), ("Before", compared.earlier)]
            .into_iter()
            .filter_map(|(when, range)| Some(format!(" {when} {}.", spread_of(range?))))
            .collect();
        let mut blocks =
            vec![ReportBlock::Large(format!("Median pain {now} now, {earlier} in the {weeks} weeks before"))];
        blocks.extend(self.glance(without));
        blocks.push(ReportBlock::Text(format!("{change}{spreads}")));
        blocks.push(ReportBlock::Quiet(format!(
            "{RULE} Less is within the scale's error. Ratings during sessions are not counted."
        )));
        section(ReportPart::Summary, "At a glance", blocks)
    }

    fn activities(&self) -> Option<Section> {
        let current = self.stats.activities.iter().filter(|series| series.is_current);
        let rows: Vec<_> = current.take(MOST_ACTIVITIES).map(activity).collect();
        let table = ReportTable {
            caption: "0 not at all, 10 as well as before; higher is better".to_owned(),
            heads: heads(&["Goal", "First", "Last", "Change"]),
            rows,
        };
        let quiet = format!("A change of {ACTIVITY_POINTS} points or more is a real change.");
        (!table.rows.is_empty()).then(|| {
            section(ReportPart::Activities, "My goals", vec![ReportBlock::Table(table), ReportBlock::Quiet(quiet)])
        })
    }

    /// Returns the places and words; `None` if no rating tells a place or the spread.
    fn places(&self) -> Option<Section> {
        let places = &self.stats.places;
        if places.ratings == 0 && places.spread.is_empty() {
            return None;
        }
        let mut blocks = Vec::new();
        blocks.extend((!places.cells.is_empty()).then(|| ReportBlock::Table(regions(places))));
        blocks.extend((!places.words.is_empty()).then(|| ReportBlock::Text(words(places))));
        blocks.push(ReportBlock::Text(reach(places)));
        Some(section(ReportPart::Where, "Where it hurts and how it feels", blocks))
    }

    fn mornings(&self) -> Option<Section> {
        let mornings = mornings(&self.selection);
        let of = counted(mornings.rated, "morning");
        let stiff = match mornings.stiffness {
            Some(minutes) => {
                let (median, n) = (minutes.median(), minutes.n);
                format!(
                    "Stiff for a median of {median} min ({} to {}; given on {n} of {of}).",
                    minutes.least, minutes.most
                )
            }
            None => format!("Stiffness: not recorded on {of}."),
        };
        let sore = (mornings.training_sore > 0)
            .then(|| format!("Muscles sore from training on {} of {of}; not counted as pain.", mornings.training_sore));
        let blocks = std::iter::once(stiff).chain(sore).map(ReportBlock::Text).collect();
        (mornings.rated > 0).then(|| section(ReportPart::Mornings, "Mornings after sessions", blocks))
    }

    /// Returns the last notes in the user's own words; `None` without a note.
    fn notes(&self) -> Option<Section> {
        let scope = &self.selection.scope;
        let sessions = self.selection.runs().map(|run| (run.session.at, &run.session.note));
        let ratings = self.selection.ratings().filter_map(|rating| Some((rating.at, rating.note.as_ref()?)));
        let mut notes: Vec<(Stamp, &Text)> = sessions.chain(ratings).filter(|(_, note)| !note.is_empty()).collect();
        notes.retain(|(at, _)| scope.has_at(*at));
        notes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let lines: Vec<String> = notes
            .into_iter()
            .take(MOST_NOTES)
            .map(|(at, note)| format!("{}: {}", short_date(at.date_naive()), cut(note, NOTE)))
            .collect();
        (!lines.is_empty())
            .then(|| section(ReportPart::Notes, "My notes, newest first", vec![ReportBlock::List(lines)]))
    }

    /// Returns the answers to the safety questions: the day of the last ones, and each yes with its days. It never sums
    /// up what was not said. It covers the whole journal, for the days show how old an answer is.
    fn safety(&self) -> Section {
        let bounds = self.selection.scope.bounds();
        let answered: Vec<_> = self.journal.safety().iter().filter(|safety| bounds.has(safety.at)).collect();
        let title = "Safety questions";
        let Some(last) = answered.last() else {
            return section(ReportPart::Safety, title, vec![ReportBlock::Text("Never asked.".to_owned())]);
        };
        let day = date(last.at.date_naive());
        let asked = counted(last.count_asked(), "question");
        let seen = self.journal.red_flags_seen().iter().rev().find(|seen| bounds.has(seen.at));
        let seen =
            seen.map(|seen| format!(" Seen by a professional: {}.", date(seen.at.date_naive()))).unwrap_or_default();
        let said = format!("Last asked on {day}: {asked}, {} answered yes.{seen}", last.count_yes());
        let mut lines = Vec::new();
        for (_, question) in Question::ALL {
            let yes = answered.iter().filter(|safety| safety.yes.contains(question));
            let days: Vec<NaiveDate> = yes.map(|safety| safety.at.date_naive()).collect();
            if !days.is_empty() {
                lines.push(format!("Yes on {}: {}", days_text(days), question.text()));
            }
        }
        let mut unknown: Vec<&Text> = answered.iter().flat_map(|safety| &safety.unknown_yes).collect();
        unknown.sort();
        unknown.dedup();
        for code in unknown {
            let yes = answered.iter().filter(|safety| safety.unknown_yes.contains(code));
            let days = yes.map(|safety| safety.at.date_naive()).collect();
            lines.push(format!("Yes on {}: {}", days_text(days), unknown_text(code)));
        }
        let mut blocks = vec![ReportBlock::Text(said)];
        if !lines.is_empty() {
            blocks.push(ReportBlock::List(lines));
        }
        blocks.push(ReportBlock::Quiet("One person's own answers. A no does not rule anything out.".to_owned()));
        section(ReportPart::Safety, title, blocks)
    }
}

fn question(asked: Option<&str>) -> Section {
    let asked = asked.map(|asked| cut(&Text::clean(asked), QUESTION)).filter(|asked| !asked.is_empty());
    let block = asked.map_or(ReportBlock::Lines(2), ReportBlock::Text);
    section(ReportPart::Question, "My question for you", vec![block])
}

/// Returns the row of an activity: `run 5 km`, `8 (2 Nov)`, `10 (18 Nov)`, `no clear change (+2, 4 answers)`.
fn activity(series: &ActivitySeries) -> Vec<TableCell> {
    let change = series.change().map(|change| {
        let is_real = activity_change(change) != ClinicalChange::Same;
        let how = if is_real { change_text(change).to_owned() } else { "no clear change".to_owned() };
        let points = if change == 0 { "0".to_owned() } else { format!("{change:+}").replace('-', "−") };
        TableCell::with(how, format!("{points}, {}", counted(series.answers.len(), "answer")))
    });
    let last = series.answers.get(1..).and_then(<[Answered]>::last);
    let [first, last] = [series.answers.first(), last].map(|answer| answer.map(answer_cell).unwrap_or_default());
    vec![TableCell::new(cut(&series.name, OWN_NAME)), first, last, change.unwrap_or_default()]
}

fn answer_cell(answer: &Answered) -> TableCell {
    TableCell::with(answer.score.to_string(), short_date(answer.at.date_naive()))
}

/// Returns the table of all named places, in the order of the body.
fn regions(places: &Places) -> ReportTable {
    let mut regions: Vec<_> = places.cells.iter().map(|cell| cell.region).collect();
    regions.dedup();
    let mut sides = vec![Some(PainSide::Left), Some(PainSide::Middle), Some(PainSide::Right)];
    let mut names = vec!["Place", "Left", "Middle", "Right"];
    if places.cells.iter().any(|cell| cell.side.is_none()) {
        sides.push(None);
        names.push("No side");
    }
    let mut rows = Vec::new();
    for region in regions {
        let mut row = vec![TableCell::new(region_text(region))];
        for side in &sides {
            let cell = places.cells.iter().find(|cell| cell.region == region && cell.side == *side);
            row.push(cell.map(|cell| TableCell::new(cell.count.to_string())).unwrap_or_default());
        }
        rows.push(row);
    }
    let unsaid = if places.unsaid > 0 { format!("; {} without a place", places.unsaid) } else { String::new() };
    let ratings = counted(places.ratings, "rating");
    ReportTable {
        caption: format!("Number of ratings, out of {ratings} of 1 or more{unsaid}; left and right are mine"),
        heads: heads(&names),
        rows,
    }
}

/// Names a place with its side: `low back left`.
fn regional(cell: &PlaceCount) -> String {
    let side = cell.side.map(|side| format!(" {side}")).unwrap_or_default();
    format!("{}{side}", region_text(cell.region))
}

/// Returns the words for pain: `Words: dull 12, aching 3, numb 1, and 2 more.`
fn words(places: &Places) -> String {
    let mut told = Vec::new();
    for (rank, word) in places.words.iter().enumerate() {
        if rank < MOST_WORDS || OF_NERVES.contains(&word.word) {
            told.push(format!("{} {}", spoken(word.word.as_str()), word.count));
        }
    }
    let more = places.words.len() - told.len();
    told.extend((more > 0).then(|| format!("and {more} more")));
    format!("Words: {}.", told.join(", "))
}

/// Returns the furthest spread down the leg.
fn reach(places: &Places) -> String {
    let furthest = places.spread.iter().max_by_key(|week| (week.furthest, week.monday));
    let Some(week) = furthest else { return "Spread: not recorded.".to_owned() };
    if week.furthest == Spread::None {
        let told: usize = places.spread.iter().map(|week| week.n).sum();
        return format!("No spread down the leg, in {} of 1 or more.", counted(told, "rating"));
    }
    let furthest =
        format!("Farthest spread: {}, in the week of {}.", spread_text(week.furthest), short_date(week.monday));
    match places.below_knee {
        Some(days) if days.first == days.last => format!("{furthest} Below the knee on {}.", date(days.first)),
        Some(days) => format!("{furthest} Below the knee first on {}, last on {}.", date(days.first), date(days.last)),
        None => format!("{furthest} Never below the knee."),
    }
}

/// Returns the last few days, the newest first, each once.
fn days_text(mut days: Vec<NaiveDate>) -> String {
    days.dedup();
    let more = days.len().saturating_sub(MOST_DAYS);
    let mut said: Vec<String> = days.into_iter().rev().take(MOST_DAYS).map(date).collect();
    said.extend((more > 0).then(|| format!("{more} earlier")));
    said.join(", ")
}

fn section(part: ReportPart, title: &str, blocks: Vec<ReportBlock>) -> Section {
    Section { part, title: title.to_owned(), blocks }
}

/// Returns the range and number of ratings: `0 to 4 in 38 ratings`.
fn spread_of(range: Range) -> String {
    format!("{} to {} in {}", range.lowest, range.highest, counted(range.median.count, "rating"))
}

fn cut(text: &Text, columns: usize) -> String {
    fit(text.as_str(), columns)
}

fn date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn short_date(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}
