//! What keys do on the page of an entry: its answers, its fields, and the entry as a whole.

use chrono::TimeDelta;
use ratatui::layout::Rect;

use super::change::amend;
use super::entry::{Laid, Target, why_fixed};
use super::history::{About, deletes};
use super::{Answering, JournalScreen, Purpose, View};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::domain::advice::safety::Urgency;
use crate::domain::record::browse::Item;
use crate::domain::record::browse::wanted::Wanted;
use crate::domain::record::entry::{Body, Entry, Moment, Rating, Stamp};
use crate::domain::record::journal::Journal;
use crate::domain::record::session_ratings::{first_morning, is_next_morning, ratings_of};
use crate::domain::time::calendar;
use crate::screens::check_in::{Question, Step, changes};
use crate::screens::page::{Content, Reader, body_width};
use crate::theme::Theme;
use uuid::Uuid;

/// The morning after is taken to be so long after the end of a session, until somebody moves it.
const TO_MORNING: TimeDelta = TimeDelta::hours(12);

impl JournalScreen {
    /// The page of the chosen entry, as wide as there is room for in this terminal.
    pub(super) fn laid<'t>(&self, model: &Model, theme: &'t Theme) -> Option<Laid<'t>> {
        let (width, height) = model.viewport;
        let area = Self::page(Rect::new(0, 0, width, height));
        let item = self.item(model)?;
        Some(Laid::of(&item, model.journal()?, model, theme, area.width.saturating_sub(2)))
    }

    pub(super) fn update_entry(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Back => {
                self.view = View::List;
                self.reader = Reader::default();
                return;
            }
            Action::Delete => {
                self.view = View::List;
                return self.delete(cx);
            }
            Action::Undo => return self.undo(cx),
            Action::Redo => return self.redo(cx),
            _ => {}
        }
        let theme = cx.model.theme;
        let Some(laid) = self.laid(cx.model, &theme) else {
            self.view = View::List;
            return;
        };
        let chosen = self.reader.chosen(&laid.content, cx.model).and_then(|at| laid.targets.get(at).copied());
        let why_fixed = self.item(cx.model).and_then(|item| why_fixed(&item));
        match (action, chosen) {
            (Action::Open, Some(target)) => self.follow(target, cx),
            (Action::Open, None) if why_fixed.is_some() => why_fixed.into_iter().for_each(|why| cx.notify(why)),
            (action, _) => drop(self.reader.update_choices(action, &laid.content, cx)),
        }
    }

    /// A page to read, and back.
    pub(super) fn update_problems(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == Action::Back {
            self.view = View::List;
            self.reader = Reader::default();
            return;
        }
        let theme = cx.model.theme;
        let content = Self::problems(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Changes what was chosen on the page of an entry.
    fn follow(&mut self, target: Target, cx: &mut Cx<'_>) {
        let Some(item) = self.item(cx.model) else { return };
        match target {
            Target::Field(field) => {
                let editor = field.editor(&item.entry(), cx.now.wall.date_naive());
                self.editor = editor.map(|editor| (Purpose::Change(item.id(), field), editor));
            }
            Target::Answers(id) => {
                let before = cx.model.journal().and_then(|journal| find_rating(journal, &item, id));
                let Some(entry) = before else { return };
                let Body::Rating(rating) = &entry.body else { return };
                let question = Question::of(rating);
                self.answering = Some(Answering { before: Some(entry), of: None, question });
            }
            Target::Ask(moment) => {
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
                    return cx.notify("that is still to come");
                }
                let of = Some((session.id, at, moment));
                self.answering = Some(Answering { before: None, of, question: Question::default() });
            }
            Target::Entry(order) => {
                self.chosen = Some(order);
                self.look_for(Wanted::default(), cx.model);
                self.make_list(cx.model);
                self.open(cx.model);
            }
        }
    }

    /// The answers of a rating, by keys.
    pub(super) fn answer(&mut self, action: Action, cx: &mut Cx<'_>) {
        let Some(answering) = &mut self.answering else { return };
        // As everywhere here, that key takes back what was done: to what the journal has.
        if let (Action::Clear, Step::Score, Some(stored)) = (action, answering.question.step, &answering.before) {
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
                let answers =
                    |question: &Question| question.rating(rating.moment).unwrap_or_else(|| Rating::new(rating.moment));
                // What the places imply and was never said is no change.
                let set = changes(&answers(&Question::of(rating)), &answers(&question));
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

    /// Takes the chosen entry back; a session with its ratings.
    pub(super) fn delete(&mut self, cx: &mut Cx<'_>) {
        let Some(item) = self.item(cx.model) else { return };
        let (mut ids, mut name) = (vec![item.id()], "deleted".to_owned());
        match item {
            Item::Session(session) => {
                let journal = cx.model.journal().into_iter();
                let ratings = journal.flat_map(|journal| ratings_of(journal.ratings(), session));
                ids.extend(ratings.map(|rating| rating.id));
                name = match ids.len() - 1 {
                    0 => name,
                    1 => "deleted, with its rating".to_owned(),
                    several => format!("deleted, with its {several} ratings"),
                };
            }
            Item::Safety(answers) if answers.yes.iter().any(|yes| yes.urgency() == Urgency::Emergency) => {
                return cx.notify("a sign of an emergency stays; ! says what to do");
            }
            Item::RedFlagSeen(_) => return cx.notify("that you have been seen stays"),
            _ => {}
        }
        let about = About::deleted(item.order());
        let entries = deletes(&ids, cx);
        // The next older one takes its place.
        self.chosen = None;
        self.history.write(&name, about, entries, cx);
    }

    /// Takes the last change back; what it was done to is chosen, wherever the cursor is by now.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) {
        if let Some(About { before, after }) = self.history.undo(cx) {
            self.show(before, after);
        }
    }

    /// Does the last change again.
    pub(super) fn redo(&mut self, cx: &mut Cx<'_>) {
        if let Some(About { before, after }) = self.history.redo(cx) {
            self.show(after, before);
        }
    }

    /// Chooses the entry that is there now, in the list that is made of it; where the chosen one is `gone`, the next older
    /// one takes its place.
    fn show(&mut self, now: Option<(Stamp, Uuid)>, gone: Option<(Stamp, Uuid)>) {
        if now.is_some() && now != self.chosen {
            self.reader = Reader::default();
        }
        self.chosen = now.or(self.chosen.filter(|chosen| Some(*chosen) != gone));
    }

    /// The chosen entry stays as it is itself.
    const fn about_chosen(&self) -> About {
        About { before: self.chosen, after: self.chosen }
    }
}

/// A rating of the chosen entry, or that entry itself.
fn find_rating(journal: &Journal, item: &Item<'_>, id: Uuid) -> Option<Entry> {
    match item {
        Item::Rating(rating) if rating.id == id => Some(item.entry()),
        Item::Session(session) => {
            let rating = ratings_of(journal.ratings(), session).find(|rating| rating.id == id)?;
            Some(Item::Rating(rating).entry())
        }
        _ => None,
    }
}
