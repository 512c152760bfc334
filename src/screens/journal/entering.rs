//! Actions in an editor, in the filter, and in a session entered by hand.

use super::editor::{Entered, Step};
use super::history::About;
use super::{JournalScreen, Purpose, View, narrow, past};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::domain::record::answer::Note;
use crate::domain::record::browse::wanted::Wanted;
use crate::domain::record::entry::{Body, Entry};
use crate::domain::text::Text;
use crate::domain::time::zone_rules::Placed;
use crate::screens::input::moved;

impl JournalScreen {
    pub(super) fn enter(&mut self, action: Action, cx: &mut Cx<'_>) {
        let Some((purpose, editor)) = &mut self.editor else { return };
        let purpose = *purpose;
        match editor.update(action) {
            Step::On => {}
            Step::Left => self.editor = None,
            Step::Kept(entered) => match self.keep(purpose, &entered, cx) {
                Ok(()) => self.editor = None,
                Err(why) => {
                    if let Some((_, editor)) = &mut self.editor {
                        editor.refuse(why);
                    }
                }
            },
        }
    }

    /// Uses the entered value for its purpose.
    fn keep(&mut self, purpose: Purpose, entered: &Entered, cx: &mut Cx<'_>) -> Result<(), String> {
        match (purpose, entered) {
            (Purpose::Jump, Entered::Day(Some(day))) => {
                let journal = cx.model.journal();
                let place = journal.map_or(0, |journal| self.listing.place_of_day(journal, *day));
                self.choose(place, cx.model);
            }
            (Purpose::Note, Entered::Text(text)) => {
                let text = Text::clean(text);
                if !text.is_empty() {
                    let id = cx.model.ids.next(cx.now);
                    let entry = Entry::new(id, cx.now.wall, Body::Note(Note { text }));
                    self.chosen = Some((entry.at, id));
                    self.history.write("note added", About::added((entry.at, id)), vec![entry], cx);
                }
            }
            (Purpose::Change(id, field), entered) => {
                let entry = self.item(cx.model).map(|item| item.entry()).filter(|entry| entry.id == id);
                let entry = entry.ok_or("it is no longer there")?;
                let amends = field.amends(entered, &entry, cx)?;
                // Wherever it was moved to, it is still the one that is chosen.
                let placed = field.time(entered, &entry, cx.model.zone_rules);
                let moved = (placed.map_or(entry.at, |placed| placed.at), id);
                self.chosen = Some(moved);
                let name = with_doubled("changed", placed);
                self.history.write(&name, About::changed((entry.at, id), moved), amends, cx);
            }
            (Purpose::Filter(at), entered) => {
                let mut wanted = self.wanted.clone();
                narrow::enter(at, entered, &mut wanted);
                self.look_for(wanted, cx.model);
            }
            (Purpose::Past, entered) => {
                if let View::Past(past) = &mut self.view {
                    past.enter(entered, cx.model);
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn update_filter(&mut self, at: usize, action: Action, cx: &mut Cx<'_>) {
        if let Some(at) = moved(at, narrow::LINES, action) {
            self.view = View::Filter(at);
            return;
        }
        match action {
            Action::Open => {
                let editor = narrow::editor(at, &self.wanted, cx.model, cx.now.wall.date_naive());
                self.editor = Some((Purpose::Filter(at), editor));
            }
            Action::Remove => {
                let mut wanted = self.wanted.clone();
                narrow::clear(at, &mut wanted);
                self.look_for(wanted, cx.model);
            }
            Action::Clear => self.look_for(Wanted { words: self.wanted.words.clone(), ..Wanted::default() }, cx.model),
            Action::Back => self.view = View::List,
            _ => {}
        }
    }

    pub(super) fn update_past(&mut self, action: Action, cx: &mut Cx<'_>) {
        let View::Past(past) = &mut self.view else { return };
        if let Some(at) = moved(past.at, past::LINES, action) {
            past.at = at;
            return;
        }
        match action {
            Action::Open => {
                let editor = past.editor(cx.model, cx.now.wall.date_naive());
                self.editor = Some((Purpose::Past, editor));
            }
            Action::Remove => past.clear(),
            Action::Confirm => match past.entries(cx) {
                Ok((placed, entries)) => {
                    self.chosen = entries.first().map(|entry| (entry.at, entry.id));
                    self.view = View::List;
                    let name = with_doubled("session added", Some(placed));
                    self.history.write(&name, About { before: None, after: self.chosen }, entries, cx);
                }
                Err(why) => cx.notify(why),
            },
            Action::Back => self.view = View::List,
            _ => {}
        }
    }
}

/// The name of the change, with the hour taken if the clocks were put back over the entered time.
fn with_doubled(name: &str, placed: Option<Placed>) -> String {
    match placed.filter(|placed| placed.is_doubled) {
        Some(Placed { at, .. }) => {
            format!("{name}; the clocks showed that time twice, {} is taken", at.format("%H:%M %:z"))
        }
        None => name.to_owned(),
    }
}
