//! The texts of a self-test: the instructions, the question about the result, the results.

use super::{SelfTestScreen, Stage};
use crate::domain::content::dose::Amount;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::link::Link;
use crate::domain::content::self_test::{Measure, SelfTest as Test};
use crate::domain::content::words::Whose;
use crate::domain::document::Document;
use crate::domain::journal::entry::{Side, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::self_report::{SelfTestTry, Verdict};
use crate::domain::journal::self_test_history::{last_before, said, said_whole};
use crate::domain::text::Text;
use crate::domain::time::calendar::days_since;
use crate::domain::time::long_ago;
use crate::screens::page::Content;
use crate::state::model::Model;

/// The limits of such a test.
const POINTER: &str = "This simple check suggests where to start; it is not an examination.";

/// The least height for blank rows between choices.
const ROOMY: u16 = 16;

impl SelfTestScreen {
    /// The text of the current stage.
    pub(super) fn page<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        match self.stage {
            Stage::Setup => self.how(&mut page),
            Stage::Answer(_) => self.what_is_seen(model.viewport.1 >= ROOMY, &mut page),
            Stage::Result => self.what_came_of_it(model, &mut page),
            Stage::Timer(_) => {}
        }
        page
    }

    /// The name of the current side; empty if there are no sides.
    pub(super) fn side_text(&self) -> String {
        self.side().map(|side| self.said_side(side)).unwrap_or_default()
    }

    /// The name of a side in this test.
    fn said_side(&self, side: Side) -> String {
        match (&self.exercise.side_names, side) {
            (Some(names), Side::Left) => names.left.to_string(),
            (Some(names), Side::Right) => names.right.to_string(),
            (None, side) => format!("{side} side"),
        }
    }

    fn how(&self, page: &mut Content<'_>) {
        let theme = page.theme();
        if let Some(side) = self.side() {
            let now = if self.turn == 0 { "First" } else { "Now" };
            page.styled("", &format!("{now}: {}", self.said_side(side)), theme.strong());
        }
        // Where it is low, what is below is not seen at once; the second time it is known.
        if self.turn == 0 {
            self.warn(page);
        }
        page.gap();
        for (number, step) in (1..).zip(&self.exercise.setup) {
            page.item(&format!("{number}. "), step.as_str());
        }
        if self.side() == Some(Side::Right) {
            page.quiet("The steps describe the left side; mirror them for the right.");
        }
        if self.turn > 0 {
            self.warn(page);
        }
        page.gap();
        if let Some(test) = self.test() {
            self.what_comes(test, page);
        }
    }

    fn warn(&self, page: &mut Content<'_>) {
        page.gap();
        for careful in &self.exercise.careful {
            page.styled("! ", careful.as_str(), page.theme().warning());
        }
        page.gap();
    }

    /// Writes the effect of `enter`, and the mark for passing.
    fn what_comes(&self, test: &Test, page: &mut Content<'_>) {
        let ready = self.exercise.prepare_s.unwrap_or(super::READY_S);
        let next = match (test.result, test.limit_s) {
            (Measure::Verdict | Measure::Kind, _) => "enter: choose what you see".to_owned(),
            (Measure::Seconds, _) => format!("enter: {ready} s to get ready, then the timer runs; or type the seconds"),
            (Measure::Count, None) => "enter: type how many".to_owned(),
            (Measure::Count, Some(limit)) => {
                format!("enter: {ready} s to get ready, then count for {} s", self.number_text(limit))
            }
        };
        page.quiet(&next);
        if let Some(mark) = test.pass_from {
            let by = test.by.and_then(|by| self.exercise.source(by));
            let by = by.map(|source| format!(" · {}", source.author.as_ref().unwrap_or(&source.title)));
            let unit = match &test.counted {
                Some(counted) => format!(" {counted}"),
                None if test.result == Measure::Seconds => " s".to_owned(),
                None => String::new(),
            };
            page.quiet(&format!("aim for: {}{unit}{}", self.number_text(mark), by.unwrap_or_default()));
        }
    }

    /// A number; one of ours is marked, unless the exercise has no source at all.
    fn number_text(&self, amount: Amount) -> String {
        let ours = amount.whose == Whose::Ours && !self.exercise.sources.is_empty();
        format!("{}{}", amount.count(), if ours { "* (ours)" } else { "" })
    }

    /// Writes the question about the result. `roomy`: with blank rows between the choices.
    fn what_is_seen(&self, roomy: bool, page: &mut Content<'_>) {
        let Some(test) = self.test() else { return };
        let theme = page.theme();
        match test.result {
            Measure::Verdict => {
                let Exercise { pass, fail, .. } = &*self.exercise;
                page.styled("", "What do you see?", theme.strong());
                gap_if(roomy, page);
                page.keyed("p", pass.as_ref().map_or("It looks as it should.", Text::as_str));
                gap_if(roomy, page);
                page.keyed("f", fail.as_ref().map_or("It doesn't.", Text::as_str));
            }
            Measure::Kind => {
                page.styled("", "Which one fits?", theme.strong());
                gap_if(roomy, page);
                for (number, kind) in (1..).zip(&test.kinds) {
                    page.keyed(&number.to_string(), &format!("{}. {}", kind.label, kind.looks));
                }
                page.keyed("x", "Not sure? Skip it and ask a professional.");
            }
            Measure::Seconds => page.styled("", "How many seconds? Then enter.", theme.strong()),
            Measure::Count => {
                let what = test.counted.as_ref().map(|counted| format!(" ({counted})")).unwrap_or_default();
                page.styled("", &format!("How many{what}? Then enter."), theme.strong());
            }
        }
    }

    fn what_came_of_it(&self, model: &Model, page: &mut Content<'_>) {
        let theme = page.theme();
        for (turn, side) in self.turns().iter().enumerate() {
            let name = side.map(|side| format!("{}: ", self.said_side(side))).unwrap_or_default();
            match self.given.iter().find(|given| given.turn == turn) {
                Some(given) => {
                    page.styled("", &format!("{name}{}", self.compared(&given.tried, model)), theme.strong());
                }
                None => page.quiet(&format!("{name}not recorded")),
            }
        }
        page.gap();
        if self.given.is_empty() {
            return;
        }
        for text in self.meaning() {
            page.text(&text);
        }
        let mut links = Document::default();
        links.links("Where to go from here", self.links(), &model.catalog);
        page.gap();
        page.document(&model.catalog, &links);
        page.gap();
        page.quiet(POINTER);
    }

    /// A result beside the last one: `12 s, not passed; last time, 3 weeks ago, 8 s`.
    fn compared(&self, tried: &SelfTestTry, model: &Model) -> String {
        let exercise = Some(&*self.exercise);
        let now = said_whole(tried, exercise);
        let these: Vec<_> = self.given.iter().map(|given| given.id).collect();
        let before = self.given_at(model).and_then(|(journal, at)| {
            let before = last_before(journal, tried, &these, at)?;
            Some(format!("; last time, {}, {}", ago(before.at, at), said(before, exercise)))
        });
        format!("{now}{}", before.unwrap_or_default())
    }

    /// The journal, and the time at which the last result of this run was recorded.
    fn given_at<'m>(&self, model: &'m Model) -> Option<(&'m Journal, Stamp)> {
        let (journal, last) = (&model.recent.as_ref()?.journal, self.given.last()?);
        let given = journal.self_tests().iter().rev().find(|tried| tried.id == last.id)?;
        Some((journal, given.at))
    }

    /// The meaning of the results, in the words of the test.
    fn meaning(&self) -> Vec<String> {
        let verdicts: Vec<Verdict> = self.given.iter().filter_map(|given| given.tried.verdict).collect();
        let text = if verdicts.contains(&Verdict::Fail) { &self.exercise.fail } else { &self.exercise.pass };
        let told = text.as_ref().filter(|_| !verdicts.is_empty()).map(ToString::to_string);
        let looks = self.found().map(|picture| picture.looks.to_string());
        told.into_iter().chain(looks).collect()
    }

    /// The picture that was chosen.
    pub(super) fn found(&self) -> Option<&crate::domain::content::self_test::Picture> {
        let word = self.given.last()?.tried.finding.as_ref()?;
        self.test()?.picture(word.as_str())
    }

    /// The links from the results: those of a chosen picture, else those of the exercise after a failure or without a
    /// verdict.
    pub(super) fn links(&self) -> &[Link] {
        match self.found() {
            Some(picture) => &picture.leads_to,
            None if self.given.iter().any(|given| given.tried.verdict != Some(Verdict::Pass)) => {
                &self.exercise.leads_to
            }
            None => &[],
        }
    }
}

fn gap_if(roomy: bool, page: &mut Content<'_>) {
    if roomy {
        page.gap();
    }
}

/// The time from `at` to `now` in words.
fn ago(at: Stamp, now: Stamp) -> String {
    let days = days_since(at, now);
    if days == 0 { "earlier today".to_owned() } else { long_ago(days) }
}
