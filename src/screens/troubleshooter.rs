//! The troubleshooter, in three steps: the activity that hurts, the cause that fits, the remedy.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::moved;
use super::page::{Content, PageScroll, body_width};
use super::panes;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::{Activity, activities};
use crate::domain::content::guide::{Block, Cause, Guide};
use crate::domain::content::link::{ItemKind, Link};
use crate::domain::document::{Document, dotted};
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::domain::time::about_text;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row};
use crate::widgets::wrap::put;

/// The width of the list: room for the longest cause.
const LIST: u16 = 42;

/// The height of the row of steps.
const STEP_ROWS: u16 = 1;

/// The last of the causes, if none fits.
const NOTHING_FITS: &str = "None of these";
const IF_NOTHING_FITS: &str = "What to do anyway, and when to get it checked.";

/// The advice if no cause fits. Our own words.
const GO_EASY: &str = "None of these? That is common. Go easy today: keep moving in ways that don't hurt, and skip \
    what does. See a doctor or physio if it stays two weeks, gets worse or worries you. [ours]";

/// The guide to read if no cause fits.
const WHEN_TO_STOP: &str = "when-to-stop";

/// State of the troubleshooter.
pub struct Troubleshooter {
    activities: Vec<Activity>,
    step: TroubleshooterStep,
    /// The chosen activity.
    activity: usize,
    /// The chosen cause; one past the last if nothing fits.
    cause: usize,
    reader: PageScroll,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TroubleshooterStep {
    Doing,
    Fits,
    Do,
}

impl TroubleshooterStep {
    const ALL: [(Self, &'static str); 3] = [(Self::Doing, "1 activity"), (Self::Fits, "2 cause"), (Self::Do, "3 fix")];
}

impl Troubleshooter {
    /// The first step, with the first activity chosen.
    pub fn new(model: &Model) -> Self {
        let activities = activities(&model.catalog);
        Self { activities, step: TroubleshooterStep::Doing, activity: 0, cause: 0, reader: PageScroll::default() }
    }

    fn start(&self, cx: &mut Cx<'_>) {
        let Some(routine) = self.routine_id().and_then(|id| cx.model.catalog.routine(id.as_str())) else { return };
        cx.begin(&routine, cx.model.default_options());
    }

    fn causes(&self) -> Vec<(&Guide, &Cause)> {
        self.activities.get(self.activity).map(|activity| activity.causes().collect()).unwrap_or_default()
    }

    fn chosen(&self) -> Option<(&Guide, &Cause)> {
        self.causes().get(self.cause).copied()
    }

    fn routine_id(&self) -> Option<&Id> {
        let (_, cause) = self.chosen()?;
        cause.helps.iter().find(|link| link.kind == ItemKind::Routine).map(|link| &link.id)
    }

    fn question(&self) -> String {
        match (self.step, self.activities.get(self.activity)) {
            (TroubleshooterStep::Fits, Some(activity)) => format!("{}: what fits?", activity.name),
            _ => "What were you doing?".to_owned(),
        }
    }

    fn choices(&self) -> Vec<&str> {
        if self.step == TroubleshooterStep::Doing {
            return self.activities.iter().map(|activity| activity.name.as_str()).collect();
        }
        let causes = self.causes().into_iter().map(|(_, cause)| cause.cause.as_str());
        causes.chain([NOTHING_FITS]).collect()
    }

    /// The signs of the chosen cause.
    fn notice(&self) -> &str {
        self.chosen().map_or(IF_NOTHING_FITS, |(_, cause)| cause.notice.as_str())
    }

    fn render_steps(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let mut x = 1;
        for (at, (step, text)) in TroubleshooterStep::ALL.into_iter().enumerate() {
            if at > 0 {
                x = put(buf, area, (x, 0), " · ", theme.quiet());
            }
            let style = if step == self.step { theme.strong() } else { theme.quiet() };
            x = put(buf, area, (x, 0), text, style);
        }
    }

    fn render_choices(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let choices = self.choices();
        let rows: Vec<Row<'_>> = choices.iter().map(|title| Row { title, detail: "" }).collect();
        let selected = if self.step == TroubleshooterStep::Doing { self.activity } else { self.cause };
        PickList { rows: &rows, selected: Some(selected), theme }.render(area, buf);
    }

    fn render_preview(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        if self.step == TroubleshooterStep::Fits {
            let title = if self.chosen().is_some() { "How to tell" } else { "" };
            return panes::preview(title, area, theme, buf, |content| content.text(self.notice()));
        }
        panes::preview("Possible causes", area, theme, buf, |content| {
            let causes = self.causes();
            for (_, cause) in causes {
                content.styled("• ", cause.cause.as_str(), theme.quiet());
            }
        });
    }

    /// Draws the question, the choices, and the signs of the chosen cause below them. The height for the signs is that
    /// of the longest, so that nothing moves from one to the next.
    fn render_narrow(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let causes = self.causes();
        let texts = causes.iter().map(|(_, cause)| cause.notice.as_str()).chain([IF_NOTHING_FITS]);
        let longest = texts.map(|text| paragraph(text, theme, area.width).height()).max().unwrap_or(0);
        let longest = if self.step == TroubleshooterStep::Fits { longest + 1 } else { 0 };
        let rows = [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(longest)];
        let [question, choices, below] = Layout::vertical(rows).areas(area);
        put(buf, question, (0, 0), &self.question(), theme.title());
        self.render_choices(theme, choices, buf);
        if self.step == TroubleshooterStep::Fits {
            let [_, below] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(below);
            paragraph(self.notice(), theme, area.width).render_beginning("", below, buf);
        }
    }

    /// Writes the remedy for the chosen cause, or the advice if none fits.
    fn remedy<'t>(&self, model: &Model, mut page: Content<'t>) -> Content<'t> {
        match (self.chosen(), self.activities.get(self.activity)) {
            (Some((guide, cause)), _) => page.document(&model.catalog, &remedy(model, guide, cause)),
            (None, Some(activity)) => page.document(&model.catalog, &nothing_fits(&model.catalog, activity)),
            (None, None) => {}
        }
        page
    }
}

impl ScreenView for Troubleshooter {
    fn context(&self) -> Context {
        match self.step {
            TroubleshooterStep::Doing | TroubleshooterStep::Fits => Context::Troubleshooter,
            TroubleshooterStep::Do if self.routine_id().is_some() => Context::Remedy,
            // Nothing can be started: it is read as any guide.
            TroubleshooterStep::Do => Context::Guide,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match (self.step, action) {
            (TroubleshooterStep::Doing, Action::Back) => cx.go(Route::Back),
            (TroubleshooterStep::Fits, Action::Back) => self.step = TroubleshooterStep::Doing,
            (TroubleshooterStep::Do, Action::Back) => self.step = TroubleshooterStep::Fits,
            (TroubleshooterStep::Doing, Action::Open) if !self.activities.is_empty() => {
                (self.step, self.cause) = (TroubleshooterStep::Fits, 0);
            }
            (TroubleshooterStep::Fits, Action::Open) => {
                (self.step, self.reader) = (TroubleshooterStep::Do, PageScroll::default());
            }
            (TroubleshooterStep::Doing, action) => {
                self.activity = moved(self.activity, self.activities.len(), action).unwrap_or(self.activity);
            }
            (TroubleshooterStep::Fits, action) => {
                self.cause = moved(self.cause, self.causes().len() + 1, action).unwrap_or(self.cause);
            }
            (TroubleshooterStep::Do, Action::Start) => self.start(cx),
            (TroubleshooterStep::Do, action) => {
                let theme = cx.model.theme;
                let content = self.remedy(cx.model, Content::new(&theme, body_width(cx.model)));
                self.reader.update_below(STEP_ROWS, action, &content, cx);
            }
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let [steps, body] = Layout::vertical([Constraint::Length(STEP_ROWS), Constraint::Fill(1)]).areas(area);
        self.render_steps(&model.theme, steps, buf);
        if self.step == TroubleshooterStep::Do {
            let title = self.chosen().map_or(NOTHING_FITS, |(_, cause)| cause.cause.as_str());
            let content = self.remedy(model, Content::new(&model.theme, area.width.saturating_sub(2)));
            self.reader.render(title, "", &content, body, buf);
            return Moving::default();
        }
        match panes::split(body, LIST) {
            (list, Some(preview)) => {
                let list = panes::framed(&self.question(), list, &model.theme, buf);
                self.render_choices(&model.theme, list, buf);
                self.render_preview(&model.theme, preview, buf);
            }
            (list, None) => self.render_narrow(&model.theme, list.inner(Margin::new(1, 0)), buf),
        }
        Moving::default()
    }
}

fn paragraph<'t>(text: &str, theme: &'t Theme, width: u16) -> Content<'t> {
    let mut content = Content::new(theme, width);
    content.text(text);
    content
}

/// The remedy for a cause: when to stop, the fix, exercises and routines that help, pages to read, and the sources.
fn remedy(model: &Model, guide: &Guide, cause: &Cause) -> Document {
    let catalog = &model.catalog;
    let mut page = Document::default();
    let stop = stop_rule(guide);
    if let Some(stop) = stop {
        page.warning(stop.as_str());
        page.gap();
    }
    page.text(cause.fix.as_str());
    page.links("Exercises that help", helps(cause, ItemKind::Exercise), catalog);
    let mut routines = helps(cause, ItemKind::Routine);
    if let Some(first) = routines.next() {
        page.heading("What to do now");
        page.link_with(first, &start_detail(model, first), catalog);
        for link in routines {
            page.link(link, catalog);
        }
    }
    let whole = Link::new(ItemKind::Guide, guide.id.clone());
    let more = helps(cause, ItemKind::Plan).chain(helps(cause, ItemKind::Guide)).chain([&whole]);
    page.links("More", more, catalog);
    page.sources_of(guide, [&cause.fix, &cause.notice].into_iter().chain(stop));
    page
}

/// The advice if nothing fits: when to stop, general advice, and pages to read.
fn nothing_fits(catalog: &Catalog, activity: &Activity) -> Document {
    let mut page = Document::default();
    let guide = activity.guides().next();
    let stop = guide.and_then(stop_rule);
    if let Some(stop) = stop {
        page.warning(stop.as_str());
        page.gap();
    }
    let go_easy = Text::from(GO_EASY);
    page.text(go_easy.as_str());
    let when_to_stop = Id::new(WHEN_TO_STOP).ok().map(|id| Link::new(ItemKind::Guide, id));
    let whole = activity.guides().map(|guide| Link::new(ItemKind::Guide, guide.id.clone()));
    let to_read: Vec<Link> = when_to_stop.into_iter().chain(whole).collect();
    page.links("To read", &to_read, catalog);
    if let Some(guide) = guide {
        page.sources_of(guide, stop.into_iter().chain([&go_easy]));
    }
    page
}

fn helps(cause: &Cause, kind: ItemKind) -> impl Iterator<Item = &Link> {
    cause.helps.iter().filter(move |link| link.kind == kind)
}

/// The reason for a routine, its length, and the key that starts it.
fn start_detail(model: &Model, link: &Link) -> String {
    let routine = model.catalog.routine(link.id.as_str());
    let length = routine.and_then(|routine| model.length(&routine)).map(about_text).unwrap_or_default();
    dotted([length.as_str(), link.why.as_ref().map_or("", Text::as_str), "s starts it"])
}

/// The first warning of a guide.
fn stop_rule(guide: &Guide) -> Option<&Text> {
    guide.blocks.iter().find_map(|block| match block {
        Block::Warning(text) => Some(text),
        _ => None,
    })
}
