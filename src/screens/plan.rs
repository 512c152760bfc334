//! The page of a plan: the items of its parts, and the progress of a user who follows it.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::content::exercise::Id;
use crate::domain::content::plan::{Plan, PlanItem};
use crate::domain::content::routine::Routine;
use crate::domain::document::{Document, DocumentChoice, LineKind, of_plan, plan_rows, title_of};
use crate::domain::journal::entry::{Body, Entry};
use crate::domain::journal::plan_mark::{Did, Followed, PlanMark, PlanPlace, PlanSpot};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::screens::page::{Content, PageScroll, body_width};
use crate::screens::panes::Outlined;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::widgets::wrap::{columns, fit};

pub mod list;

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
        if !place.is_reached(number) {
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
        let place = self.place(model);
        let mut begin = Document::default();
        match &place {
            Some((followed, place)) => {
                let kind = if place.spot.is_none() { LineKind::Text } else { LineKind::Quiet };
                begin.paragraph(kind, "", &self.followed_text(followed, place));
            }
            None => self.ways_to_begin(model, &mut begin, &mut page.targets),
        }
        let length = |routine: &Routine| model.length(routine);
        page.content.document(&model.catalog, &of_plan(&self.plan, &model.catalog, place.as_ref(), begin, &length));
        let rows = plan_rows(&self.plan, place.as_ref());
        page.targets.extend(rows.map(|(part, index, item)| {
            let target = item.target().filter(|link| model.catalog.title(link.kind, link.id.as_str()).is_some());
            PlanTarget::Item { part, item: index, opens: target.is_some() }
        }));
        page.content.gap();
        if place.is_some() {
            self.ways_to_begin_again(&mut page);
        }
        if self.followed(model).is_some() {
            page.link(PlanTarget::Leave, None, "Stop following this plan");
        }
        if let Some(draft) = &model.plan_draft {
            let title = format!("Continue your draft: {}", draft.plan().title);
            page.link(PlanTarget::Elsewhere, Some(Route::NewPlan), &title);
        }
        page.link(PlanTarget::Elsewhere, Some(Route::Plans), "All plans");
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

    fn ways_to_begin(&self, model: &Model, page: &mut Document, targets: &mut Vec<PlanTarget>) {
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        match followed.and_then(|followed| model.catalog.plan(followed.plan.as_str())) {
            Some(plan) if plan.id == self.plan.id => {
                page.text("This plan has changed since you started it. Choose again:");
            }
            Some(other) => page.quiet(&format!("You are following {}. This one would replace it.", other.title)),
            None => {}
        }
        if self.plan.versions.is_empty() {
            targets.push(PlanTarget::Begin(None));
            return page.choice(DocumentChoice::new(LineKind::Link, "Follow this plan", ""));
        }
        page.quiet("Follow it for:");
        for version in &self.plan.versions {
            targets.push(PlanTarget::Begin(Some(version.id.clone())));
            page.version(version);
        }
    }

    fn ways_to_begin_again(&self, page: &mut PlanLayout<'_>) {
        if self.plan.versions.is_empty() {
            return page.link(PlanTarget::Begin(None), None, "Start over");
        }
        for version in &self.plan.versions {
            page.link(PlanTarget::Begin(Some(version.id.clone())), None, &format!("Start over: {}", version.title));
        }
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
            (Action::NewPlan, _) => cx.go(Route::NewPlan),
            (Action::EditPlan, _) => cx.go(Route::EditPlan(self.plan.id.clone())),
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
                cx.notify("nothing to open; space marks it done");
            }
            (action, _) => {
                self.reader.update_choices(action, &laid.content, cx);
            }
        }
        self.choose_what_is_next(cx.model);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let laid = self.laid(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        let (title, aside) = (self.plan.title.as_str(), self.plan.span());
        let page = Outlined { reader: &self.reader, title, aside: &aside, outline: "In this plan" };
        page.render(&laid.content, area, buf);
        Moving::default()
    }
}

impl PlanLayout<'_> {
    fn link(&mut self, target: PlanTarget, go: Option<Route>, title: &str) {
        self.targets.push(target);
        self.content.link(go, title, "");
    }
}

fn take_back(target: uuid::Uuid, cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    cx.write(Entry::new(id, cx.now.wall, Body::Delete { target }));
}

/// The followed plan, and its next item.
pub struct PlanToday {
    /// The followed plan.
    pub plan: Arc<Plan>,
    /// The current part and its next item; or the state of the plan.
    on: Vec<String>,
}

impl PlanToday {
    /// The state of the followed plan; `None` if no plan is followed, or its file is gone.
    pub fn of(model: &Model) -> Option<Self> {
        let followed = model.recent.as_ref()?.followed.as_ref()?;
        let plan = model.catalog.plan(followed.plan.as_str())?;
        if followed.is_outdated(&plan) {
            return Some(Self { plan, on: vec!["changed: choose again".to_owned()] });
        }
        let place = followed.place(&plan);
        let Some(part) = place.spot.and_then(|spot| followed.part(&plan, spot)) else {
            return Some(Self { plan, on: vec!["all done".to_owned()] });
        };
        let items = part.items.iter().zip(&place.done);
        let open = items.filter(|(item, done)| is_open(followed, item, **done));
        let mut open: Vec<&PlanItem> = open.map(|(item, _)| item).collect();
        open.sort_by_key(|item| item.optional);
        let mut on = vec![part.title.to_string()];
        on.extend(open.first().map(|item| format!("next: {}", title_of(item, &model.catalog).trim_end_matches('.'))));
        Some(Self { plan, on })
    }

    /// The whole text, or if that does not fit into `width`, the part that matters most.
    pub fn text(&self, width: usize) -> String {
        let all: Vec<&str> =
            std::iter::once(self.plan.title.as_str()).chain(self.on.iter().map(String::as_str)).collect();
        let mut texts = (0..all.len()).map(|from| all.iter().skip(from).copied().collect::<Vec<_>>().join(" · "));
        let text = texts.find(|text| columns(text) <= width);
        text.unwrap_or_else(|| fit(all.last().unwrap_or(&""), width))
    }
}

/// Returns true if the user is to do the item, and has done it less often than it asks for.
fn is_open(followed: &Followed, item: &PlanItem, done: u32) -> bool {
    followed.has(item) && done < item.times()
}
