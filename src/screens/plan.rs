//! The page of a plan: the items of its parts, and the progress of a user who follows it.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, PageScroll, body_width, go_to};
use crate::domain::content::document::kind_text;
use crate::domain::content::exercise::Id;
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::content::plan::{Plan, PlanItem, PlanPart, Work};
use crate::domain::journal::entry::{Body, Entry};
use crate::domain::journal::plan_mark::{Did, Followed, PlanMark, PlanPlace, PlanSpot};
use crate::domain::time::Now;
use crate::domain::time::about_text;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;

mod list;

pub use list::{PlanToday, Plans};

use list::{is_open, title_of};

/// The meaning of the mark behind a number.
const OURS: &str = "* our suggestion; the source gives no number";

/// State of a plan's page.
pub struct PlanPage {
    plan: Arc<Plan>,
    reader: PageScroll,
    /// The place in the plan when a row was last chosen for the user.
    seen: Option<Option<PlanSpot>>,
}

/// The text of the page, and the targets of its links.
struct PlanLayout<'t> {
    content: Content<'t>,
    targets: Vec<PlanTarget>,
}

/// A row that can be chosen.
#[derive(Debug, Clone, PartialEq)]
enum PlanTarget {
    /// An item: the number of its part, from 1, its index, and true if it opens something.
    Item { part: u32, item: usize, opens: bool },
    /// Follows the plan from its beginning, in a version if it has some.
    Begin(Option<Id>),
    /// Stops following the plan.
    Leave,
    /// Another screen.
    Elsewhere,
}

impl PlanPage {
    /// The page of `plan`; for a user who follows it, with the next item chosen.
    pub fn new(plan: Arc<Plan>, model: &Model) -> Self {
        let mut page = Self { plan, reader: PageScroll::default(), seen: None };
        page.choose_what_is_next(model);
        page
    }

    /// The record of following this plan; `None` if it is not followed.
    fn followed<'m>(&self, model: &'m Model) -> Option<&'m Followed> {
        model.recent.as_ref()?.followed.as_ref().filter(|followed| followed.plan == self.plan.id)
    }

    /// As [`PlanPage::followed`], with the place in the plan; `None` also if the plan has changed so that the place is
    /// unknown.
    fn place(&self, model: &Model) -> Option<(Followed, PlanPlace)> {
        let followed = self.followed(model).filter(|followed| !followed.is_outdated(&self.plan))?;
        Some((followed.clone(), followed.place(&self.plan)))
    }

    /// Chooses the next item to do, if another part is on than before.
    fn choose_what_is_next(&mut self, model: &Model) {
        let place = self.place(model);
        let now = place.as_ref().map(|(_, place)| place.spot);
        if now == self.seen {
            return;
        }
        self.seen = now;
        self.reader = PageScroll::default();
        let Some((followed, PlanPlace { spot: Some(spot), done, .. })) = place else { return };
        let Some(part) = followed.part(&self.plan, spot) else { return };
        let mut items = part.items.iter().zip(&done);
        let Some(next) = items.position(|(item, done)| is_open(&followed, item, *done)) else { return };
        let laid = self.laid(model, Content::new(&model.theme, body_width(model)));
        let mut targets = laid.targets.iter();
        let link = targets.position(
            |target| matches!(target, PlanTarget::Item { part, item, .. } if (*part, *item) == (spot.part, next)),
        );
        if let Some(link) = link {
            self.reader.choose(link, &laid.content, model);
        }
    }

    // ---- what is done ---------------------------------------------------------------------

    /// Marks the chosen item as done once more, or as not done if it was done often enough.
    fn tick(&self, chosen: Option<&PlanTarget>, cx: &mut Cx<'_>) {
        let Some((followed, place)) = self.place(cx.model) else {
            return cx.notify("follow the plan first (enter)");
        };
        let Some(&PlanTarget::Item { part: number, item: index, .. }) = chosen else {
            return cx.notify("pick an item first (↑ ↓)");
        };
        let at = PlanSpot { round: place.round, part: number };
        let Some((part, item)) = followed.part(&self.plan, at).and_then(|part| Some((part, part.items.get(index)?)))
        else {
            return;
        };
        if !is_reached(&place, number) {
            return cx.notify("that comes later; n moves on to it");
        }
        let surplus = followed.surplus(part, at, index);
        if surplus.is_empty() {
            cx.mark(PlanMark::done(self.plan.id.clone(), at, index, item));
        } else {
            for target in surplus {
                take_back(target, cx);
            }
        }
        self.tell_of_another_part(place.spot, cx);
    }

    fn move_on(&self, forward: bool, cx: &mut Cx<'_>) {
        let Some((followed, place)) = self.place(cx.model) else {
            return cx.notify("follow the plan first (enter)");
        };
        let to = match place.spot {
            Some(spot) if forward => followed.next(&self.plan, spot),
            None if forward => None,
            spot => followed.previous(&self.plan, spot),
        };
        match to {
            Some(to) => {
                cx.mark(PlanMark::moved(self.plan.id.clone(), to));
                self.tell_of_another_part(place.spot, cx);
            }
            None if forward => cx.notify("this is the last part"),
            None => cx.notify("this is the first part"),
        }
    }

    /// Undoes the last step: a tick, a move, the beginning or the end.
    fn undo(&self, cx: &mut Cx<'_>) {
        let last = cx.model.recent.as_ref().and_then(|recent| recent.plan_marks.last());
        let Some(last) = last.filter(|mark| mark.plan == self.plan.id).cloned() else {
            return cx.notify("nothing to undo");
        };
        take_back(last.id, cx);
        match last.did {
            Did::Done => cx.notify_saving("", "undone"),
            Did::Moved => self.tell_of_another_part(None, cx),
            Did::Began => cx.notify_saving("", "undone: not started"),
            Did::Left => cx.notify_saving("", "undone: you follow it again"),
        }
    }

    /// Tells the current part, if it is another one than `before`.
    fn tell_of_another_part(&self, before: Option<PlanSpot>, cx: &mut Cx<'_>) {
        let Some((followed, place)) = self.place(cx.model) else { return };
        match place.spot {
            spot if spot == before => {}
            None => cx.notify("all done"),
            Some(spot) => {
                let title = followed.part(&self.plan, spot).map(|part| part.title.to_string()).unwrap_or_default();
                cx.notify(format!("now: {title}"));
            }
        }
    }

    // ---- the page -------------------------------------------------------------------------

    fn laid<'t>(&self, model: &Model, content: Content<'t>) -> PlanLayout<'t> {
        let mut page = PlanLayout { content, targets: Vec::new() };
        page.content.text(self.plan.summary.as_str());
        if let Some(true) = model.catalog.own(ItemKind::Plan, self.plan.id.as_str()) {
            page.content.styled("", "yours; replaces the built-in one", model.theme.accent());
        }
        page.content.gap();
        let place = self.place(model);
        match &place {
            Some((followed, place)) => {
                let style = if place.spot.is_none() { model.theme.text() } else { model.theme.quiet() };
                page.content.styled("", &self.followed_text(followed, place), style);
            }
            None => self.ways_to_begin(model, &mut page),
        }
        for (number, part) in (1..).zip(&self.plan.parts) {
            self.part(model, number, part, place.as_ref(), &mut page);
        }
        page.content.gap();
        for note in &self.plan.notes {
            page.content.quiet(note.as_str());
        }
        if self.plan.parts.iter().flat_map(|part| &part.items).any(PlanItem::is_counted_by_us) {
            page.content.quiet(OURS);
        }
        for source in &self.plan.sources {
            page.content.quiet(&format!("Source: {source}"));
        }
        page.content.gap();
        if place.is_some() {
            self.ways_to_begin_again(&mut page);
        }
        if self.followed(model).is_some() {
            page.link(PlanTarget::Leave, None, "Stop following this plan", "");
        }
        page.link(PlanTarget::Elsewhere, Some(Route::Plans), "All plans", "");
        page
    }

    fn followed_text(&self, followed: &Followed, place: &PlanPlace) -> String {
        let mut versions = self.plan.versions.iter();
        let version = versions.find(|version| followed.version.as_ref() == Some(&version.id));
        let version = version.map(|version| version.title.to_string());
        let how = if place.spot.is_none() { "all done" } else { "Following" };
        let round = (place.round > 1).then(|| format!("round {}", place.round));
        let texts: Vec<String> = std::iter::once(how.to_owned()).chain(version).chain(round).collect();
        texts.join(" · ")
    }

    fn ways_to_begin(&self, model: &Model, page: &mut PlanLayout<'_>) {
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        match followed.and_then(|followed| model.catalog.plan(followed.plan.as_str())) {
            Some(plan) if plan.id == self.plan.id => {
                page.content.text("This plan has changed since you started it. Choose again:");
            }
            Some(other) => {
                page.content.quiet(&format!("You are following {}. This one would replace it.", other.title))
            }
            None => {}
        }
        if self.plan.versions.is_empty() {
            return page.link(PlanTarget::Begin(None), None, "Follow this plan", "");
        }
        page.content.quiet("Follow it for:");
        for version in &self.plan.versions {
            let target = PlanTarget::Begin(Some(version.id.clone()));
            page.link(target, None, version.title.as_str(), version.summary.as_str());
        }
    }

    fn ways_to_begin_again(&self, page: &mut PlanLayout<'_>) {
        if self.plan.versions.is_empty() {
            return page.link(PlanTarget::Begin(None), None, "Start over", "");
        }
        for version in &self.plan.versions {
            let title = format!("Start over: {}", version.title);
            page.link(PlanTarget::Begin(Some(version.id.clone())), None, &title, "");
        }
    }

    /// Writes a part of the plan. `place`: the record and the place of a user who follows it.
    fn part(
        &self,
        model: &Model,
        number: u32,
        part: &PlanPart,
        place: Option<&(Followed, PlanPlace)>,
        page: &mut PlanLayout<'_>,
    ) {
        if place.is_some_and(|(followed, _)| !followed.has_part(part)) {
            return;
        }
        let is_on = place.is_some_and(|(_, place)| place.spot.is_some_and(|spot| spot.part == number));
        page.content.heading(&if is_on { format!("{} ◂ now", part.title) } else { part.title.to_string() });
        // What is to come has no tick yet, and what is not followed has none at all.
        let reached = place.filter(|(_, place)| is_reached(place, number));
        let done = reached.map(|(followed, place)| followed.done(part, PlanSpot { round: place.round, part: number }));
        for (index, item) in part.items.iter().enumerate() {
            if place.is_some_and(|(followed, _)| !followed.has(item)) {
                continue;
            }
            let times = done.as_ref().and_then(|done| done.get(index)).copied();
            let title = format!("{}{}", tick_text(item, times), title_of(item, model));
            let go = target_of(item).filter(|link| model.catalog.title(link.kind, link.id.as_str()).is_some());
            let detail = self.detail(model, item, go.as_ref(), place.is_some());
            page.targets.push(PlanTarget::Item { part: number, item: index, opens: go.is_some() });
            page.content.row(go.map(|link| go_to(&model.catalog, &link)), &title, &detail);
            if let Some(note) = &item.note {
                page.content.styled("    ", note.as_str(), model.theme.quiet());
            }
        }
    }

    /// The details of an item: repetitions, if it is optional, its versions, and its length or the kind of page it
    /// opens.
    fn detail(&self, model: &Model, item: &PlanItem, go: Option<&Link>, is_followed: bool) -> String {
        let mut parts = Vec::new();
        if item.times() > 1 {
            let mark = if item.is_counted_by_us() { "*" } else { "" };
            parts.push(format!("{} times{mark}", item.times()));
        }
        if item.optional {
            parts.push("optional".to_owned());
        }
        if !is_followed {
            let versions = self.plan.versions.iter().filter(|version| item.only.contains(&version.id));
            let names: Vec<&str> = versions.map(|version| version.title.as_str()).collect();
            parts.extend((!names.is_empty()).then(|| names.join(", ").to_lowercase()));
        }
        match (&item.work, go) {
            (Work::Routine(id), Some(_)) => {
                let routine = model.catalog.routine(id.as_str());
                parts.extend(routine.and_then(|routine| model.length(&routine)).map(about_text));
            }
            (Work::Routine(_), None) => parts.push("cannot be used; see supple check".to_owned()),
            (Work::Task(_), go) => parts.extend(go.map(|link| kind_text(link.kind).to_owned())),
        }
        parts.join(" · ")
    }
}

impl ScreenView for PlanPage {
    fn context(&self) -> Context {
        Context::Plan
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let laid = self.laid(cx.model, Content::new(&theme, body_width(cx.model)));
        let chosen = self.reader.chosen(&laid.content, cx.model).and_then(|link| laid.targets.get(link));
        match (action, chosen) {
            (Action::Tick, chosen) => self.tick(chosen, cx),
            (Action::Next, _) => self.move_on(true, cx),
            (Action::Previous, _) => self.move_on(false, cx),
            (Action::UndoMark, _) => self.undo(cx),
            (Action::Open, Some(PlanTarget::Begin(version))) => {
                let mark = PlanMark { version: version.clone(), ..PlanMark::new(self.plan.id.clone(), Did::Began) };
                if cx.mark(mark) {
                    cx.notify_saving("", "following; space marks items done");
                }
            }
            (Action::Open, Some(PlanTarget::Leave)) => {
                if cx.mark(PlanMark::new(self.plan.id.clone(), Did::Left)) {
                    cx.notify_saving("", "no longer following; u undoes that");
                }
            }
            (Action::Open, Some(PlanTarget::Item { opens: false, .. })) => {
                cx.notify("nothing to open; space marks it done")
            }
            (action, _) => {
                self.reader.update_choices(action, &laid.content, cx);
            }
        }
        self.choose_what_is_next(cx.model);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let laid = self.laid(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render(self.plan.title.as_str(), &self.plan.span(), &laid.content, area, buf);
        Moving::default()
    }
}

impl PlanLayout<'_> {
    fn link(&mut self, target: PlanTarget, go: Option<Route>, title: &str, detail: &str) {
        self.targets.push(target);
        self.content.link(go, title, detail);
    }
}

/// Returns true if the part of this number is on, or was before.
fn is_reached(place: &PlanPlace, number: u32) -> bool {
    place.spot.is_none_or(|spot| number <= spot.part)
}

/// The link of an item: to its routine, or to the page about its task.
fn target_of(item: &PlanItem) -> Option<Link> {
    match &item.work {
        Work::Routine(id) => Some(Link::new(ItemKind::Routine, id.clone())),
        Work::Task(_) => item.see.clone(),
    }
}

fn take_back(target: uuid::Uuid, cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    cx.write(Entry::new(id, cx.now.wall, Body::Delete { target }));
}

/// `✓ `, `○ `, or the number of times done, `1/3 `; empty if there is nothing to tick.
fn tick_text(item: &PlanItem, times: Option<u32>) -> String {
    match (times, item.times()) {
        (None, _) => String::new(),
        (Some(done), wanted) if done >= wanted => "✓ ".to_owned(),
        (Some(_), 1) => "○ ".to_owned(),
        (Some(done), wanted) => format!("{done}/{wanted} "),
    }
}
