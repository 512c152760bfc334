//! Actions on the page of an entry and where something is entered: a field, the answers of a rating, the filter, a
//! session of the past.

use chrono::TimeDelta;
use ratatui::layout::Rect;

use super::change::amend;
use super::editor::{EditorStep, Entered};
use super::entry::{EntryLayout, EntryTarget, why_fixed};
use super::history::{EntryChange, deletes};
use super::{Answering, JournalScreen, JournalView, Purpose, filter_form, manual_session};
use crate::domain::advice::safety::Urgency;
use crate::domain::journal::browse::Item;
use crate::domain::journal::browse::filter::Wanted;
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::self_report::Note;
use crate::domain::journal::session_ratings::{first_morning, is_next_morning, ratings_of};
use crate::domain::text::Text;
use crate::domain::time::calendar;
use crate::domain::time::zone_rules::Placed;
use crate::screens::check_in::{self, Question, changes};
use crate::screens::moved;
use crate::screens::page::{Content, PageScroll, body_width};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::model::Model;
use crate::theme::Theme;
use uuid::Uuid;

/// The time from the end of a session to the morning after, for a rating given later. Our choice.
const TO_MORNING: TimeDelta = TimeDelta::hours(12);

impl JournalScreen {
    /// The page of the chosen entry, as wide as this terminal allows.
    pub(super) fn laid<'t>(&self, model: &Model, theme: &'t Theme) -> Option<EntryLayout<'t>> {
        let (width, height) = model.viewport;
        let area = Self::page(Rect::new(0, 0, width, height));
        let (item, ticks) = (self.item(model)?, self.ticks(model));
        let width = area.width.saturating_sub(2);
        if !ticks.is_empty() {
            return Some(EntryLayout::of_ticks(&ticks, model, theme, width));
        }
        Some(EntryLayout::of(&item, model.journal()?, model, theme, width))
    }

    pub(super) fn update_entry(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Back => {
                self.view = JournalView::List;
                self.reader = PageScroll::default();
                return;
            }
            Action::Delete => {
                self.view = JournalView::List;
                return self.delete(cx);
            }
            Action::Open if self.open_ticks(cx.model) => {
                self.view = JournalView::List;
                return;
            }
            Action::Undo => return self.undo(cx),
            Action::Redo => return self.redo(cx),
            _ => {}
        }
        let theme = cx.model.theme;
        let Some(laid) = self.laid(cx.model, &theme) else {
            self.view = JournalView::List;
            return;
        };
        let chosen = self.reader.chosen(&laid.content, cx.model).and_then(|at| laid.targets.get(at).copied());
        let why_fixed = self.item(cx.model).and_then(|item| why_fixed(&item));
        match (action, chosen) {
            (Action::Open, Some(target)) => self.follow(target, cx),
            (action, _) => match why_fixed.filter(|_| action == Action::Open) {
                Some(why) => cx.notify(why),
                None => {
                    self.reader.update_choices(action, &laid.content, cx);
                }
            },
        }
    }

    /// Handles an action on the page of unreadable lines.
    pub(super) fn update_problems(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == Action::Back {
            self.view = JournalView::List;
            self.reader = PageScroll::default();
            return;
        }
        let theme = cx.model.theme;
        let content = Self::problems(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Opens the chosen row of an entry's page: an editor, the questions, or another entry.
    fn follow(&mut self, target: EntryTarget, cx: &mut Cx<'_>) {
        let Some(item) = self.item(cx.model) else { return };
        match target {
            EntryTarget::Field(field) => {
                let editor = field.editor(&item.entry(), cx.now.wall.date_naive());
                self.editor = editor.map(|editor| (Purpose::Change(item.id(), field), editor));
            }
            EntryTarget::Answers(id) => {
                let before = cx.model.journal().and_then(|journal| find_rating(journal, &item, id));
                let Some(entry) = before else { return };
                let Body::Rating(rating) = &entry.body else { return };
                let question = Question::of(rating);
                self.answering = Some(Answering { before: Some(entry), of: None, question });
            }
            EntryTarget::Ask(moment) => {
                let Item::Session(session) = item else { return };
                let at = match moment {
                    Moment::Before => session.at,
                    Moment::NextMorning => {
                        let morning = calendar::moved(session.ended, TO_MORNING);
                        first_morning(session.ended, session.ended).map_or(morning, |first| first.max(morning))
                    }
                    _ => session.ended,
                };
                let at = at.min(cx.now.wall);
                if moment == Moment::NextMorning && !is_next_morning(session.ended, at) {
                    return cx.notify("that is in the future");
                }
                let of = Some((session.id, at, moment));
                self.answering = Some(Answering { before: None, of, question: Question::default() });
            }
            EntryTarget::Entry(order) => {
                self.chosen = Some(order);
                self.look_for(Wanted::default(), cx.model);
                self.make_list(cx.model);
                self.open(cx.model);
            }
        }
    }

    /// Handles an action in the answers of a rating.
    pub(super) fn answer(&mut self, action: Action, cx: &mut Cx<'_>) {
        let Some(answering) = &mut self.answering else { return };
        // As everywhere here, that key takes back what was done: to what the journal has.
        if let (Action::Clear, check_in::CheckInStep::Score, Some(stored)) =
            (action, answering.question.step, &answering.before)
        {
            if let Body::Rating(rating) = &stored.body {
                answering.question = Question::of(rating);
            }
            return;
        }
        if answering.question.update(action, None, cx.now.mono) {
            return;
        }
        match action {
            Action::Back => self.answering = None,
            Action::Confirm => {
                let Some(answering) = self.answering.take() else { return };
                self.keep_answers(answering, cx);
            }
            _ => {}
        }
    }

    fn keep_answers(&mut self, answering: Answering, cx: &mut Cx<'_>) {
        let Answering { before, of, question } = answering;
        match (before, of) {
            (Some(entry), _) => {
                let Body::Rating(rating) = &entry.body else { return };
                // What the places imply and was never said is no change.
                let before = answers(&Question::of(rating), rating.moment);
                let set = changes(&before, &answers(&question, rating.moment));
                let amends = amend(&entry, set, cx).into_iter().collect();
                let about = self.about_chosen();
                self.history.write("changed", about, amends, cx);
            }
            (None, Some((session, at, moment))) => {
                let Some(rating) = question.rating(moment) else { return };
                let id = cx.model.ids.next(cx.now);
                let rating = Rating { session: Some(session), ..rating };
                let about = self.about_chosen();
                self.history.write("added", about, vec![Entry::new(id, at, Body::Rating(rating))], cx);
            }
            (None, None) => {}
        }
    }

    /// Deletes the chosen entry; a session with its ratings.
    pub(super) fn delete(&mut self, cx: &mut Cx<'_>) {
        if self.open_ticks(cx.model) {
            return cx.notify("choose the tick to delete");
        }
        let Some(item) = self.item(cx.model) else { return };
        let (mut ids, mut name) = (vec![item.id()], "deleted".to_owned());
        match item {
            Item::Session(session) => {
                let journal = cx.model.journal().into_iter();
                let ratings = journal.flat_map(|journal| ratings_of(journal.ratings(), session));
                ids.extend(ratings.map(|rating| rating.id));
                name = match ids.len() - 1 {
                    0 => name,
                    1 => "deleted (and its rating)".to_owned(),
                    several => format!("deleted (and {several} ratings)"),
                };
            }
            Item::Safety(answers) if answers.yes.iter().any(|yes| yes.urgency() == Urgency::Emergency) => {
                return cx.notify("a sign of an emergency can't be deleted; ! says what to do");
            }
            Item::RedFlagSeen(_) => return cx.notify("that you have been seen can't be deleted"),
            _ => {}
        }
        let about = EntryChange::deleted(item.order());
        let entries = deletes(&ids, cx);
        // The next older one takes its place.
        self.chosen = None;
        self.history.write(&name, about, entries, cx);
    }

    /// Undoes the last change, and chooses the entry it concerns.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) {
        if let Some(EntryChange { before, after }) = self.history.undo(cx) {
            self.show(before, after);
        }
    }

    /// Redoes the last undone change, and chooses the entry it concerns.
    pub(super) fn redo(&mut self, cx: &mut Cx<'_>) {
        if let Some(EntryChange { before, after }) = self.history.redo(cx) {
            self.show(after, before);
        }
    }

    /// Chooses the entry `now`; if the chosen entry is `gone`, the next older one takes its place.
    fn show(&mut self, now: Option<(Stamp, Uuid)>, gone: Option<(Stamp, Uuid)>) {
        if now.is_some() && now != self.chosen {
            self.reader = PageScroll::default();
        }
        self.chosen = now.or(self.chosen.filter(|chosen| Some(*chosen) != gone));
    }

    /// A change that concerns the chosen entry and leaves its time.
    const fn about_chosen(&self) -> EntryChange {
        EntryChange { before: self.chosen, after: self.chosen }
    }
}

impl JournalScreen {
    pub(super) fn enter(&mut self, action: Action, cx: &mut Cx<'_>) {
        let Some((purpose, editor)) = &mut self.editor else { return };
        let purpose = *purpose;
        match editor.update(action) {
            EditorStep::On => {
                if let (Purpose::Filter(at), Some(entered)) = (purpose, editor.choice()) {
                    self.try_filter(at, &entered, cx.model);
                }
            }
            EditorStep::Left => {
                self.editor = None;
                if let Some(before) = self.wanted_before.take() {
                    self.look_for(before, cx.model);
                }
            }
            EditorStep::Kept(entered) => match self.keep(purpose, &entered, cx) {
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
                    self.history.write("note added", EntryChange::added((entry.at, id)), vec![entry], cx);
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
                self.history.write(&name, EntryChange::changed((entry.at, id), moved), amends, cx);
            }
            (Purpose::Filter(at), entered) => {
                self.wanted_before = None;
                self.try_filter(at, entered, cx.model);
            }
            (Purpose::Past, entered) => {
                if let JournalView::Past(past) = &mut self.view {
                    past.enter(entered, cx.model);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Lists what a value of line `at` of the filter would leave.
    fn try_filter(&mut self, at: usize, entered: &Entered, model: &Model) {
        let mut wanted = self.wanted.clone();
        filter_form::enter(at, entered, &mut wanted);
        self.look_for(wanted, model);
    }

    pub(super) fn update_filter(&mut self, at: usize, action: Action, cx: &mut Cx<'_>) {
        if let Some(at) = moved(at, filter_form::LINES, action) {
            self.view = JournalView::Filter(at);
            return;
        }
        match action {
            Action::Open => {
                let editor = filter_form::editor(at, &self.wanted, cx.model, cx.now.wall.date_naive());
                self.wanted_before = Some(self.wanted.clone());
                self.editor = Some((Purpose::Filter(at), editor));
            }
            Action::Remove => {
                let mut wanted = self.wanted.clone();
                filter_form::clear(at, &mut wanted);
                self.look_for(wanted, cx.model);
            }
            Action::Clear => self.look_for(Wanted { words: self.wanted.words.clone(), ..Wanted::default() }, cx.model),
            Action::Back => self.view = JournalView::List,
            _ => {}
        }
    }

    pub(super) fn update_past(&mut self, action: Action, cx: &mut Cx<'_>) {
        let JournalView::Past(past) = &mut self.view else { return };
        if let Some(at) = moved(past.at, manual_session::LINES, action) {
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
                    self.view = JournalView::List;
                    let name = with_doubled("session added", Some(placed));
                    self.history.write(&name, EntryChange { before: None, after: self.chosen }, entries, cx);
                }
                Err(why) => cx.notify(why),
            },
            Action::Back => self.view = JournalView::List,
            _ => {}
        }
    }
}

fn answers(question: &Question, moment: Moment) -> Rating {
    question.rating(moment).unwrap_or_else(|| Rating::new(moment))
}

/// The rating with this id: the chosen entry itself, or one of its session.
fn find_rating(journal: &Journal, item: &Item<'_>, id: Uuid) -> Option<Entry> {
    match item {
        Item::Rating(rating) if rating.id == id => Some(item.entry()),
        Item::Session(session) => {
            ratings_of(journal.ratings(), session).find(|rating| rating.id == id).map(Logged::entry)
        }
        _ => None,
    }
}

/// The name of the change, with the hour taken if the clocks were put back over the entered time.
fn with_doubled(name: &str, placed: Option<Placed>) -> String {
    match placed.filter(|placed| placed.is_doubled) {
        Some(Placed { at, .. }) => {
            format!("{name}; the clocks showed that time twice, {} is used", at.format("%H:%M %:z"))
        }
        None => name.to_owned(),
    }
}
