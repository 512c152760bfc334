//! The user's own activities: to be rated, added, renamed and removed. Higher is better here, unlike pain.

mod in_words;
mod naming;
mod picture;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Map;
use uuid::Uuid;

use super::check_in::ScoreInput;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap::Context;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::record::activities::{MOST, Own};
use crate::domain::record::answer::Activity;
use crate::domain::record::entry::{Body, Entry, Score};
use crate::domain::text::Text;
use crate::domain::time::Now;
use naming::Naming;
use picture::{ActivitiesPage, Row};

/// State of the screen.
#[derive(Default)]
pub struct Activities {
    at: usize,
    /// True for the weekly question, which the program opens: an activity without an answer is then written down as
    /// that.
    is_weekly: bool,
    /// The answers of this visit.
    given: Vec<Given>,
    naming: Option<Naming>,
}

/// An answer of this screen.
struct Given {
    name: Text,
    entry: Uuid,
    score: ScoreInput,
}

impl Activities {
    /// The weekly question, opened by the program.
    pub fn weekly() -> Self {
        Self { is_weekly: true, ..Self::default() }
    }

    /// Returns the key context.
    pub fn context(&self) -> Context {
        if self.naming.is_some() { Context::ActivityName } else { Context::Activities }
    }

    /// Returns true if `action` has an effect now.
    pub fn has_use(&self, action: Action, model: &Model) -> bool {
        let count = owned(model).len();
        match action {
            Action::Add => count < MOST,
            Action::Digit(_) | Action::Rename | Action::Remove | Action::Clear => count > 0,
            Action::Up | Action::Down => count > 1,
            _ => true,
        }
    }

    /// Handles an action.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let Some(naming) = &mut self.naming {
            if naming.update(action, cx) {
                self.naming = None;
                self.at = self.at.min(owned(cx.model).len().saturating_sub(1));
            }
            return;
        }
        let own = owned(cx.model);
        let last = own.len().saturating_sub(1);
        match action {
            Action::Confirm | Action::Back => self.leave(&own, cx),
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Add if cx.model.recent.is_none() => cx.notify("your journal is still being read; try again"),
            Action::Add if own.len() < MOST => {
                (self.at, self.naming) = (own.len(), Some(Naming::new()));
            }
            Action::Add => cx.notify("three are enough; x takes one off the list"),
            Action::Rename => self.naming = own.get(self.at).map(Naming::of),
            Action::Remove => self.remove(&own, cx),
            action => self.rate(action, &own, cx),
        }
    }

    /// Puts pasted text into the name.
    pub fn paste(&mut self, text: &str) {
        if let Some(naming) = &mut self.naming {
            naming.paste(text);
        }
    }

    /// Draws the screen.
    pub fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) {
        let own = owned(model);
        let (new, renaming) = match &self.naming {
            Some(naming) if naming.is_new() => (Some(naming), None),
            naming => (None, naming.as_ref()),
        };
        let rows: Vec<Row<'_>> = (own.iter().enumerate())
            .map(|(at, own)| Row {
                own,
                is_chosen: at == self.at,
                score: self.score_of(&own.name).and_then(|score| score.score),
                naming: renaming.filter(|_| at == self.at),
            })
            .collect();
        ActivitiesPage { rows: &rows, new, is_weekly: self.is_weekly, today: now.wall.date_naive() }.render(
            &model.theme,
            area,
            buf,
        );
    }

    fn score_of(&self, name: &Text) -> Option<ScoreInput> {
        self.given.iter().find(|given| given.name == *name).map(|given| given.score)
    }

    /// Rates the chosen activity: writes the first answer at once, and a change of it as an amendment.
    fn rate(&mut self, action: Action, own: &[Own], cx: &mut Cx<'_>) {
        let Some(own) = own.get(self.at) else { return };
        let mut score = self.score_of(&own.name).unwrap_or_default();
        let before = score.score;
        if !score.update(action, cx.now.mono) {
            return;
        }
        let id = cx.model.ids.next(cx.now);
        match self.given.iter_mut().find(|given| given.name == own.name) {
            Some(given) => {
                given.score = score;
                if score.score != before {
                    let mut set = Map::new();
                    set.insert("score".to_owned(), score.score.map(Score::value).into());
                    cx.write(Entry::new(id, cx.now.wall, Body::Amend { target: given.entry, set }));
                }
            }
            None if score.score.is_some() => {
                cx.write(Entry::new(id, cx.now.wall, answer(&own.name, score.score)));
                self.given.push(Given { name: own.name.clone(), entry: id, score });
            }
            None => {}
        }
    }

    fn remove(&mut self, own: &[Own], cx: &mut Cx<'_>) {
        let Some(own) = own.get(self.at) else { return };
        let id = cx.model.ids.next(cx.now);
        let body = Body::Activity(Activity { name: own.name.clone(), score: None, removed: true });
        cx.write(Entry::new(id, cx.now.wall, body));
        self.given.retain(|given| given.name != own.name);
        self.at = self.at.saturating_sub(1);
        cx.notify_saving("", format!("{} is off the list; its past stays in your journal", own.name));
    }

    /// Leaves the screen. The weekly question writes open activities down as unanswered, so that they are not asked
    /// again tomorrow.
    fn leave(&mut self, own: &[Own], cx: &mut Cx<'_>) {
        if self.is_weekly {
            let open: Vec<&Own> = own.iter().filter(|own| self.score_of(&own.name).is_none()).collect();
            let entries: Vec<Entry> = open
                .into_iter()
                .map(|own| Entry::new(cx.model.ids.next(cx.now), cx.now.wall, answer(&own.name, None)))
                .collect();
            if !entries.is_empty() {
                cx.write_all(entries);
            }
        }
        cx.go(Go::Back);
    }
}

fn answer(name: &Text, score: Option<Score>) -> Body {
    Body::Activity(Activity { name: name.clone(), score, removed: false })
}

fn owned(model: &Model) -> Vec<Own> {
    model.recent.as_ref().map(|recent| recent.activities.clone()).unwrap_or_default()
}
