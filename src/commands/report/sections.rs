//! What each section says, from the numbers of `domain::stats`: plain values, in the words of the page.

use chrono::{Days, NaiveDate};

use super::model::{Block, Cell, Report, Section, Table, heads};
use crate::app::settings::Settings;
use crate::cli;
use crate::cli::report::Part;
use crate::commands::{counted, is_incomplete};
use crate::domain::advice::meaning::{ACTIVITY_POINTS, Change, RULE, activity_change};
use crate::domain::content::catalog::Catalog;
use crate::domain::record::entry::Stamp;
use crate::domain::record::journal::Journal;
use crate::domain::stats::answers::{ActivitySeries, Answered, change_text};
use crate::domain::stats::pain::Range;
use crate::domain::stats::pain::compared;
use crate::domain::stats::paired::mornings;
use crate::domain::stats::{Scope, Selection, Stats};
use crate::domain::text::Text;
use crate::domain::text::lines::{columns, fit};
use crate::domain::time::calendar::monday;

mod course;
mod exercises;
mod places;
mod safety;
mod said;

/// Columns of the person's name, and of a name that they gave.
const NAME: usize = 48;
const OWN_NAME: usize = 32;

/// Columns of the question.
const QUESTION: usize = 280;

/// At most so many, so that it all fits one page.
const MOST_ACTIVITIES: usize = 3;

/// What the sections are made from.
struct Source<'a> {
    journal: &'a Journal,
    catalog: &'a Catalog,
    selection: Selection<'a>,
    stats: Stats,
    weeks: u32,
}

/// The page of the weeks that end with the day of `now`.
pub(super) fn report(
    (journal, catalog, settings): (&Journal, &Catalog, &Settings),
    args: &cli::report::Report,
    now: Stamp,
) -> Report {
    let today = now.date_naive();
    let back = |day: NaiveDate, weeks: u32| day.checked_sub_days(Days::new(7 * u64::from(weeks))).unwrap_or(day);
    let from = back(monday(today), args.weeks.saturating_sub(1));
    let scope = Scope { from: Some(from), ..Scope::all(now, settings.weekly_goal, &settings.limits) };
    let last = from.pred_opt().unwrap_or(from);
    let before = Selection::of(journal, Scope { from: Some(back(from, args.weeks)), to: last, ..scope });
    let (stats, weeks) = (Stats::of(journal, &scope), args.weeks);
    let source = Source { journal, catalog, selection: Selection::of(journal, scope), stats, weeks };
    let mut sections = vec![source.summary(&before)];
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

/// Messages about what was given for the page and is longer than its room.
pub(super) fn cut_short(args: &cli::report::Report) -> impl Iterator<Item = String> {
    let question = args.question.as_deref().filter(|_| !args.without.contains(&Part::Question));
    let given = [("name", args.name.as_deref(), NAME), ("question", question, QUESTION)];
    let is_long = |text: &str, room: usize| columns(Text::clean(text).as_str()) > room;
    let long = given.into_iter().filter(move |(_, text, room)| text.is_some_and(|text| is_long(text, *room)));
    long.map(|(what, _, room)| format!("supple: your {what} is cut: the page has room for {room} columns of it"))
}

fn legend(journal: &Journal) -> Vec<String> {
    let scale = "Self-reported, not verified. Pain right now, 0 to 10: 0 is no pain, 10 the worst imaginable. Asked \
                 before and after exercise sessions and on the next morning. Blank: not recorded.";
    let mut lines = vec![scale.to_owned()];
    if is_incomplete(journal) {
        lines.push("A file of the record could not be read: this page is not complete.".to_owned());
    }
    lines
}

impl Source<'_> {
    fn summary(&self, before: &Selection<'_>) -> Section {
        let compared = compared(&self.selection, before);
        let weeks = self.weeks;
        let median = |range: Option<Range>| range.map_or("not recorded".to_owned(), |range| range.median.to_string());
        let (now, earlier) = (median(compared.later), median(compared.earlier));
        let change = match compared.change {
            Some(Change::Lower) => "Real change: yes, lower.",
            Some(Change::Higher) => "Real change: yes, higher.",
            Some(Change::Same) => "Real change: no.",
            None => "Real change: too few ratings to tell.",
        };
        let behind = |when: &str, range: Option<Range>| range.map(|range| format!(" {when} {}.", spread_of(range)));
        let behind = [behind("Now", compared.later), behind("Before", compared.earlier)];
        let blocks = vec![
            Block::Large(format!("Median pain {now}; in the {weeks} weeks before {earlier}")),
            Block::Text(format!("{change}{}", behind.into_iter().flatten().collect::<String>())),
            Block::Quiet(format!(
                "{RULE} Less is within the error of the scale. Ratings during sessions are not in it."
            )),
        ];
        section(Part::Summary, "Pain now, and before", blocks)
    }

    fn activities(&self) -> Option<Section> {
        let current = self.stats.activities.iter().filter(|series| series.is_current);
        let rows: Vec<_> = current.take(MOST_ACTIVITIES).map(activity).collect();
        let table = Table {
            caption: "0 cannot do it, 10 as before: higher is better".to_owned(),
            heads: heads(&["Activity", "First", "Last", "Real change"]),
            rows,
        };
        let quiet = format!("A change of {ACTIVITY_POINTS} points or more is a real one.");
        (!table.rows.is_empty())
            .then(|| section(Part::Activities, "What I want to do", vec![Block::Table(table), Block::Quiet(quiet)]))
    }

    fn mornings(&self) -> Option<Section> {
        let mornings = mornings(&self.selection);
        let of = counted(mornings.rated, "morning");
        let stiff = match mornings.stiffness {
            Some(minutes) => {
                let (median, n) = (minutes.median(), minutes.n);
                format!(
                    "Stiff for a median of {median} min ({} to {}; told on {n} of {of}).",
                    minutes.least, minutes.most
                )
            }
            None => format!("Stiffness: not recorded on {of}."),
        };
        let sore = (mornings.training_sore > 0)
            .then(|| format!("Muscles sore from training on {} of {of}; not counted as pain.", mornings.training_sore));
        let blocks = std::iter::once(stiff).chain(sore).map(Block::Text).collect();
        (mornings.rated > 0).then(|| section(Part::Mornings, "Mornings after sessions", blocks))
    }
}

fn question(asked: Option<&str>) -> Section {
    let asked = asked.map(|asked| cut(&Text::clean(asked), QUESTION)).filter(|asked| !asked.is_empty());
    let block = asked.map_or(Block::Lines(2), Block::Text);
    section(Part::Question, "My question for you", vec![block])
}

/// `run 5 km`, `8 on 2 Nov`, `10 on 18 Nov`, `no (+2, 4 answers)`.
fn activity(series: &ActivitySeries) -> Vec<Cell> {
    let said = |answer: Option<&Answered>| {
        answer
            .map(|answer| Cell::with(answer.score.to_string(), short_date(answer.at.date_naive())))
            .unwrap_or_default()
    };
    let change = series.change().map(|change| {
        let is_real = activity_change(change) != Change::Same;
        let how = if is_real { format!("yes, {}", change_text(change)) } else { "no".to_owned() };
        let points = if change == 0 { "0".to_owned() } else { format!("{change:+}").replace('-', "−") };
        Cell::with(how, format!("{points}, n {}", series.answers.len()))
    });
    let last = series.answers.get(1..).and_then(<[Answered]>::last);
    vec![Cell::new(cut(&series.name, OWN_NAME)), said(series.answers.first()), said(last), change.unwrap_or_default()]
}

fn section(part: Part, title: &str, blocks: Vec<Block>) -> Section {
    Section { part, title: title.to_owned(), blocks }
}

/// `0 to 4 in 38 ratings`.
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
