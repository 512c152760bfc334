//! The user's own activities in words.

use super::picture::{ASKED, WHAT_FOR};
use super::{Activities, owned};
use crate::app::action::Action;
use crate::app::model::Model;
use crate::domain::record::activities::MOST;
use crate::screens::in_words::{Choice, InWords};

impl Activities {
    /// Returns the screen in words.
    pub fn in_words(&self, model: &Model) -> InWords {
        let own = owned(model);
        if self.naming.is_some() {
            let asks = vec!["What is it called? In a line; an empty one, or back, leaves it.".to_owned()];
            let words = &["back", "next", "skip", "cancel", "none", "no", "done", "quit"];
            let always = vec![
                Choice::new(Action::Back, words, "leave it as it was"),
                Choice::new(Action::Safety, &["safety"], "signs that need a professional"),
            ];
            return InWords { asks, always, ..InWords::default() };
        }
        let title = if self.is_weekly { "Your own activities, this week." } else { "Your own activities." };
        let mut choices = Vec::new();
        let mut asks = Vec::new();
        let mut answer = String::new();
        if let Some(chosen) = own.get(self.at) {
            asks.push(format!("{}, {} of {}.", chosen.name, self.at + 1, own.len()));
            let given = self.score_of(&chosen.name).and_then(|given| given.score);
            answer = given.map(|score| format!("{}: {score}.", chosen.name)).unwrap_or_default();
            choices.push(Choice::score("how well it goes"));
        }
        if self.at + 1 < own.len() {
            choices.push(Choice::new(Action::Down, &["next"], "").by("tab"));
        }
        choices.push(Choice::new(Action::Confirm, &["done", "skip"], "go on"));
        if own.len() < MOST {
            choices.push(Choice::new(Action::Add, &["add"], "another one"));
        }
        if !own.is_empty() {
            choices.push(Choice::new(Action::Rename, &["rename"], ""));
            choices.push(Choice::new(Action::Remove, &["remove"], "take it off the list"));
        }
        let what = if own.is_empty() { WHAT_FOR } else { ASKED };
        InWords { head: vec![title.to_owned(), what.to_owned()], asks, answer, choices, ..InWords::default() }
    }
}
