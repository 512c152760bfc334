//! A plan: what is to be done in each of its parts, and for who follows it, what is done already.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, Reader, body_width};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::Go;
use crate::domain::content::link::ItemKind;
use crate::domain::content::plan::{By, Item, Part, Plan, Work};
use crate::domain::record::entry::{Body, Entry};
use crate::domain::record::plan_mark::{Did, Followed, PlanMark, PlanPlace, Spot};
use crate::domain::text::Text;
use crate::domain::time::about_text;

/// State of a plan's page.
pub struct PlanPage {
    plan: Arc<Plan>,
    reader: Reader,
}

/// A page of a plan, and which item of the part that is on each of its links is about.
struct Laid<'t> {
    content: Content<'t>,
    items: Vec<Option<usize>>,
}

impl Laid<'_> {
    /// A link that is about no item.
    fn link(&mut self, go: Go, title: &str, detail: &str) {
        self.content.link(go, title, detail);
        self.items.push(None);
    }
}

impl PlanPage {
    /// The page of `plan`.
    pub fn new(plan: Arc<Plan>) -> Self {
        Self { plan, reader: Reader::default() }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let laid = self.laid(cx.model, Content::new(&theme, body_width(cx.model)));
        match action {
            Action::Tick => self.tick(&laid, cx),
            Action::Next => self.move_on(true, cx),
            Action::Previous => self.move_on(false, cx),
            Action::UndoMark => self.undo(cx),
            action => drop(self.reader.update(action, &laid.content, cx)),
        }
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let laid = self.laid(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        let parts = self.plan.parts.len();
        let length = match (self.plan.repeats, parts) {
            (false, 1) => format!("1 {}", self.plan.by),
            (false, n) => format!("{n} {}s", self.plan.by),
            (true, 1) => format!("every {}", self.plan.by),
            (true, n) => format!("{n} {}s, again and again", self.plan.by),
        };
        self.reader.render(self.plan.title.as_str(), &length, &laid.content, area, buf);
    }

    /// How this plan is followed; `None` where it is not.
    fn followed<'m>(&self, model: &'m Model) -> Option<&'m Followed> {
        model.recent.as_ref()?.followed.as_ref().filter(|followed| followed.plan == self.plan.id)
    }

    fn place(&self, model: &Model) -> Option<(Followed, Spot)> {
        let followed = self.followed(model)?;
        Some((followed.clone(), followed.place(&self.plan).spot?))
    }

    // ---- what is done ---------------------------------------------------------------------

    /// The chosen item of the part that is on is done; if it was done as often as it should be, it is
    /// not done after all.
    fn tick(&mut self, laid: &Laid<'_>, cx: &mut Cx<'_>) {
        let Some((followed, spot)) = self.place(cx.model) else {
            return cx.notify("begin the plan first: tab, enter");
        };
        let chosen =
            self.reader.chosen(&laid.content, cx.model).and_then(|link| laid.items.get(link).copied().flatten());
        let Some((item, wanted)) = chosen.and_then(|at| Some((at, followed.part(&self.plan, spot)?.items.get(at)?)))
        else {
            return cx.notify("choose something of the part that is on: tab");
        };
        let done = followed.part(&self.plan, spot).map(|part| followed.done(part, spot)).unwrap_or_default();
        match followed.last_done(spot, item) {
            Some(target) if done.get(item).is_some_and(|times| *times >= wanted.times()) => take_back(target, cx),
            _ => {
                let number = u32::try_from(item + 1).unwrap_or(u32::MAX);
                cx.mark(PlanMark::done(self.plan.id.clone(), spot, number, None));
                self.tell_of_the_next_part(spot, cx);
            }
        }
    }

    fn move_on(&mut self, forward: bool, cx: &mut Cx<'_>) {
        let Some((followed, spot)) = self.place(cx.model) else { return };
        let to = if forward { followed.next(&self.plan, spot) } else { followed.previous(&self.plan, spot) };
        match to {
            Some(to) => cx.mark(PlanMark::moved(self.plan.id.clone(), to)),
            None if forward => cx.notify("this is the last part"),
            None => cx.notify("this is the first part"),
        }
        self.tell_of_the_next_part(spot, cx);
    }

    fn undo(&mut self, cx: &mut Cx<'_>) {
        match self.followed(cx.model).and_then(Followed::last_mark) {
            Some(target) => take_back(target, cx),
            None => cx.notify("nothing to take back"),
        }
    }

    fn tell_of_the_next_part(&self, before: Spot, cx: &mut Cx<'_>) {
        let Some(followed) = self.followed(cx.model) else { return };
        match followed.place(&self.plan).spot {
            None => cx.notify("the plan is done"),
            Some(spot) if spot != before => {
                let title = followed.part(&self.plan, spot).map(|part| part.title.to_string()).unwrap_or_default();
                cx.notify(format!("now: {title}"));
            }
            Some(_) => {}
        }
    }

    // ---- the page -------------------------------------------------------------------------

    fn laid<'t>(&self, model: &Model, content: Content<'t>) -> Laid<'t> {
        let mut page = Laid { content, items: Vec::new() };
        page.content.text(self.plan.summary.as_str());
        if let Some(true) = model.catalog.own(ItemKind::Plan, self.plan.id.as_str()) {
            page.content.styled("", "yours, in place of the built-in one", model.theme.accent());
        }
        page.content.gap();
        let place = self.followed(model).map(|followed| followed.place(&self.plan));
        match &place {
            None => self.ways_to_begin(&mut page),
            Some(PlanPlace { spot: None, .. }) => page.content.text("All of it is done."),
            Some(PlanPlace { spot: Some(spot), .. }) if spot.round > 1 => {
                page.content.quiet(&format!("you follow this plan · time {} through it", spot.round));
            }
            Some(_) => page.content.quiet("you follow this plan"),
        }
        for (number, part) in (1..).zip(&self.plan.parts) {
            self.part(model, number, part, place.as_ref().and_then(|place| place.spot), &mut page);
        }
        page.content.gap();
        self.plan.notes.iter().for_each(|note| page.content.quiet(note.as_str()));
        self.plan.sources.iter().for_each(|source| page.content.quiet(&format!("source: {source}")));
        page.content.gap();
        if place.is_some() {
            page.link(Go::Mark(PlanMark::new(self.plan.id.clone(), Did::Left)), "Follow this plan no longer", "");
        }
        page.link(Go::Plans, "All plans", "");
        page
    }

    fn ways_to_begin(&self, page: &mut Laid<'_>) {
        let begin = PlanMark::new(self.plan.id.clone(), Did::Began);
        if self.plan.versions.is_empty() {
            return page.link(Go::Mark(begin), "Follow this plan", "");
        }
        page.content.quiet("Follow it for:");
        for version in &self.plan.versions {
            let begin = PlanMark { version: Some(version.id.clone()), ..begin.clone() };
            page.link(Go::Mark(begin), version.title.as_str(), version.summary.as_str());
        }
    }

    /// `on`: where who follows the plan is.
    fn part(&self, model: &Model, number: u32, part: &Part, on: Option<Spot>, page: &mut Laid<'_>) {
        let followed = self.followed(model);
        let version = followed.and_then(|followed| followed.version.as_ref());
        if followed.is_some() && !part.is_in(version) {
            return;
        }
        let is_on = on.is_some_and(|spot| spot.part == number);
        page.content.heading(&if is_on { format!("{}  ◂ now", part.title) } else { part.title.to_string() });
        // What is to come has no tick yet, and what is not followed has none at all.
        let seen = followed.filter(|_| on.is_none_or(|spot| number <= spot.part));
        let round = on.map_or(1, |spot| spot.round);
        let done = seen.map(|followed| followed.done(part, Spot { round, part: number }));
        for (at, item) in part.items.iter().enumerate() {
            if followed.is_some() && !item.is_in(version) {
                continue;
            }
            let times = done.as_ref().and_then(|done| done.get(at)).copied();
            let title = format!("{}{}", tick_text(item, times), self.title(model, item));
            page.content.row(target(item), &title, &self.detail(model, item));
            page.items.push(is_on.then_some(at));
            item.note.iter().for_each(|note| page.content.styled("    ", note.as_str(), model.theme.quiet()));
        }
    }

    fn title(&self, model: &Model, item: &Item) -> String {
        match &item.work {
            Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
            Work::Task(task) => task.to_string(),
        }
    }

    /// How long, how often, for whom.
    fn detail(&self, model: &Model, item: &Item) -> String {
        let mut parts = Vec::new();
        if let Some(times) = item.times {
            parts.push(format!("{times} times"));
        }
        if item.optional {
            parts.push("if you like".to_owned());
        }
        if self.followed(model).is_none() {
            let named = |version: &&crate::domain::content::plan::Version| item.only.contains(&version.id);
            let names: Vec<&str> =
                self.plan.versions.iter().filter(named).map(|version| version.title.as_str()).collect();
            parts.extend((!names.is_empty()).then(|| names.join(", ").to_lowercase()));
        }
        if let Work::Routine(id) = &item.work {
            let routine = model.catalog.routine(id.as_str());
            let length = routine.and_then(|routine| model.length(&routine));
            parts.extend(length.map(about_text));
        }
        parts.join(" · ")
    }
}

/// Where an item leads: to its routine, or to what there is to read about its task.
fn target(item: &Item) -> Go {
    match (&item.work, &item.see) {
        (Work::Routine(id), _) => Go::To(ItemKind::Routine, id.clone()),
        (Work::Task(_), Some(see)) => Go::To(see.kind, see.id.clone()),
        (Work::Task(_), None) => Go::Stay,
    }
}

fn take_back(target: uuid::Uuid, cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    cx.write(Entry::new(id, cx.now.wall, Body::Delete { target }));
    cx.notify("taken back");
}

/// `✓ `, `○ `, or how often of how many times; nothing where the plan is not followed.
fn tick_text(item: &Item, times: Option<u32>) -> String {
    match (times, item.times()) {
        (None, _) => String::new(),
        (Some(done), wanted) if done >= wanted => "✓ ".to_owned(),
        (Some(_), 1) => "○ ".to_owned(),
        (Some(done), wanted) => format!("{done}/{wanted} "),
    }
}

/// What the home screen says of the plan that is followed: its title, the part that is on, and what
/// is next in it.
pub fn today_text(model: &Model) -> Option<(Arc<Plan>, String)> {
    let followed = model.recent.as_ref()?.followed.as_ref()?;
    let plan = model.catalog.plan(followed.plan.as_str())?;
    let place = followed.place(&plan);
    let Some(part) = place.spot.and_then(|spot| followed.part(&plan, spot)) else {
        return Some((plan, "all done".to_owned()));
    };
    let version = followed.version.as_ref();
    let is_open = |(item, done): &(&Item, &u32)| item.is_in(version) && **done < item.times();
    let mut open: Vec<&Item> = part.items.iter().zip(&place.done).filter(is_open).map(|(item, _)| item).collect();
    open.sort_by_key(|item| item.optional);
    let next = open.first().map(|item| match &item.work {
        Work::Routine(id) => model.catalog.title(ItemKind::Routine, id.as_str()).unwrap_or_else(|| id.to_string()),
        Work::Task(task) => Text::as_str(task).trim_end_matches('.').to_owned(),
    });
    let text = next.map_or_else(|| part.title.to_string(), |next| format!("{} · next: {next}", part.title));
    Some((plan, text))
}

/// All plans: which there are, for whom, and which is followed.
#[derive(Default)]
pub struct Plans {
    reader: Reader,
}

impl Plans {
    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let content = Self::content(cx.model, Content::new(&theme, body_width(cx.model)));
        self.reader.update(action, &content, cx);
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = Self::content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Plans", "", &content, area, buf);
    }

    fn content<'t>(model: &Model, mut content: Content<'t>) -> Content<'t> {
        content.quiet("Routines and tasks in an order, over days, weeks or sessions.");
        content.gap();
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        for plan in model.catalog.plans() {
            let mine = followed.is_some_and(|followed| followed.plan == plan.id);
            let by = match plan.by {
                By::Day => "by day",
                By::Week => "by week",
                By::Session => "by session",
            };
            let detail = if mine { format!("you follow it · {by}") } else { by.to_owned() };
            content.link(Go::To(ItemKind::Plan, plan.id.clone()), plan.title.as_str(), &detail);
            content.styled("    ", plan.summary.as_str(), content.theme().quiet());
            content.gap();
        }
        content
    }
}
