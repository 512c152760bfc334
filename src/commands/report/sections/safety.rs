//! The answers to the questions about safety: when they were asked last, and each yes with its days. Never a summary of
//! what was not said.

use chrono::NaiveDate;

use super::super::model::{Block, Section};
use super::{Source, counted, date, section};
use crate::cli::report::Part;
use crate::domain::advice::clearance::unknown_text;
use crate::domain::advice::safety::Question;
use crate::domain::content::words::Word as _;
use crate::domain::text::Text;

/// So many days are told of one question, the last ones.
const MOST_DAYS: usize = 2;

impl Source<'_> {
    /// Of the whole journal: how old an answer is, its day says.
    pub(super) fn safety(&self) -> Section {
        let bounds = self.selection.scope.bounds();
        let answered = self.journal.safety().iter().filter(|safety| bounds.has(safety.at));
        let answered: Vec<_> = answered.collect();
        let title = "Questions about signs that need a professional";
        let Some(last) = answered.last() else {
            return section(Part::Safety, title, vec![Block::Text("Not recorded: never asked.".to_owned())]);
        };
        let day = date(last.at.date_naive());
        let asked = counted(last.count_asked(), "question");
        let seen = self.journal.red_flags_seen().iter().rev().find(|seen| bounds.has(seen.at));
        let seen =
            seen.map(|seen| format!(" I was seen about it: {}.", date(seen.at.date_naive()))).unwrap_or_default();
        let said = format!("Last asked on {day}: {asked}, {} with yes.{seen}", last.count_yes());
        let days_of = |question: Question| {
            let yes = answered.iter().filter(|safety| safety.yes.contains(&question));
            yes.map(|safety| safety.at.date_naive()).collect::<Vec<NaiveDate>>()
        };
        let line = |question: Question| {
            let days = days_of(question);
            (!days.is_empty()).then(|| format!("Yes on {}: {}", days_text(days), question.text()))
        };
        let yes: Vec<String> = Question::ALL.iter().filter_map(|(_, question)| line(*question)).collect();
        let mut unknown: Vec<&Text> = answered.iter().flat_map(|safety| &safety.unknown_yes).collect();
        unknown.sort();
        unknown.dedup();
        let yes_unknown = unknown.into_iter().map(|code| {
            let yes = answered.iter().filter(|safety| safety.unknown_yes.contains(code));
            let days = yes.map(|safety| safety.at.date_naive()).collect();
            format!("Yes on {}: {}", days_text(days), unknown_text(code))
        });
        let yes: Vec<String> = yes.into_iter().chain(yes_unknown).collect();
        let mut blocks = vec![Block::Text(said)];
        blocks.extend((!yes.is_empty()).then_some(Block::List(yes)));
        blocks.push(Block::Quiet("Single answers of one person; no all-clear where there is no yes.".to_owned()));
        section(Part::Safety, title, blocks)
    }
}

/// The last few days, the newest first, each once.
fn days_text(mut days: Vec<NaiveDate>) -> String {
    days.dedup();
    let more = days.len().saturating_sub(MOST_DAYS);
    let mut said: Vec<String> = days.into_iter().rev().take(MOST_DAYS).map(date).collect();
    said.extend((more > 0).then(|| format!("{more} earlier")));
    said.join(", ")
}
