//! The reasons for a suggestion or a change: plain sentences with their numbers, and the paragraph of each rule behind
//! them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use super::page::{Content, PageScroll, body_width};
use super::spoken::{InWords, SpokenChoice};
use crate::domain::advice::paragraph::Paragraph;
use crate::domain::advice::rule::Basis;
use crate::domain::journal::entry::{Moment, Rating};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::suggestions::Explained;

/// State of the page.
pub struct Why {
    explained: Explained,
    reader: PageScroll,
}

impl Why {
    /// The page of this explanation.
    pub fn new(explained: Explained) -> Self {
        Self { explained, reader: PageScroll::default() }
    }

    fn content<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        page.styled("", &self.explained.title, page.theme().strong());
        if self.explained.reasons.is_empty() {
            page.gap();
            page.text("As planned: nothing in your journal calls for a change.");
        }
        let mut quoted = Vec::new();
        for reason in &self.explained.reasons {
            page.gap();
            if let Some(change) = &reason.change {
                page.styled("", change, page.theme().title());
            }
            page.text(&reason.sentence.text);
            if let Some(recent) = &model.recent {
                for entry in reason.entries.iter().filter_map(|id| entry(&recent.journal, *id)) {
                    page.styled("  ", &entry, page.theme().quiet());
                }
            }
            page.quiet(&basis(reason.sentence.basis, &mut quoted));
        }
        page.gap();
        page.quiet("You can change these limits in Settings, and turn down any suggestion.");
        page
    }
}

impl ScreenView for Why {
    fn context(&self) -> Context {
        Context::Guide
    }

    fn has_use(&self, action: Action, _: &Model, _: &Now) -> bool {
        !matches!(action, Action::NextField | Action::Open)
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = self.content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    fn in_words(&self, model: &Model, _: &Now) -> InWords {
        let asks = self.content(model, Content::unbroken(&model.theme)).in_words();
        let choices = vec![SpokenChoice::new(Action::Back, &["back", "go on", "done"], "").by("escape")];
        InWords { asks, choices, ..InWords::default() }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let content = self.content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Why?", "", &content, area, buf);
        Moving::default()
    }
}

/// The basis of a reason: its source, or its paragraph of the rules, in full unless it is among those `quoted` above.
fn basis(basis: Basis, quoted: &mut Vec<Paragraph>) -> String {
    match basis {
        Basis::Source(source) => format!("Source: {source}"),
        Basis::Rule(paragraph) if quoted.contains(&paragraph) => format!("The rule `{paragraph}`, as above."),
        Basis::Rule(paragraph) => {
            quoted.push(paragraph);
            format!("The rule `{paragraph}`: {}", paragraph.text())
        }
    }
}

/// An entry in a line: `Fri 20 Nov 07:02 · pain 3 before`.
fn entry(journal: &Journal, id: Uuid) -> Option<String> {
    if let Some(rating) = journal.ratings().iter().find(|rating| rating.id == id) {
        return Some(rated(rating));
    }
    let session = journal.sessions().iter().find(|session| session.id == id)?;
    Some(format!("{} · {}", session.at.format("%a %-d %b %H:%M"), session.title))
}

fn rated(rating: &Logged<Rating>) -> String {
    let score = rating.score.map_or_else(|| "not answered".to_owned(), |score| format!("pain {score}"));
    let moment = match rating.moment {
        Moment::Other => String::new(),
        moment => format!(" {}", moment.as_str().replace('_', " ")),
    };
    format!("{} · {score}{moment}", rating.at.format("%a %-d %b %H:%M"))
}
