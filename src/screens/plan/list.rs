//! The list of plans: the draft that waits, the plans, and files that cannot be used.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::content::exercise::Id;
use crate::domain::content::link::ItemKind;
use crate::domain::content::problem::Problem;
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::broken::{NEEDS_FIXING, broken_files, fix, short_path};
use crate::screens::moving::Moving;
use crate::screens::page::{Content, PageScroll, body_width};
use crate::screens::plan_editor::plan_draft_text;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;

/// State of the list of plans.
#[derive(Default)]
pub struct Plans {
    reader: PageScroll,
}

/// A row that can be chosen.
enum PlansRow {
    /// The draft that waits.
    Draft,
    /// A file that cannot be used, with its first problem.
    Broken(Problem),
    /// A plan.
    Plan(Id),
}

/// The text of the list, and the targets of its rows.
struct PlansLayout<'t> {
    content: Content<'t>,
    rows: Vec<PlansRow>,
}

impl Plans {
    /// The list with its first row chosen.
    pub fn new(model: &Model) -> Self {
        let mut reader = PageScroll::default();
        let laid = Self::laid(model, Content::new(&model.theme, body_width(model)));
        reader.choose(0, &laid.content, model);
        Self { reader }
    }

    fn laid<'t>(model: &Model, mut content: Content<'t>) -> PlansLayout<'t> {
        let mut rows = Vec::new();
        content.quiet("Routines and tasks, day by day, week by week or session by session.");
        content.gap();
        if let Some(draft) = &model.plan_draft {
            rows.push(PlansRow::Draft);
            let title = format!("Draft: {}", draft.plan().title);
            content.link(Route::NewPlan, &title, &format!("not saved yet · {}", plan_draft_text(draft)));
            content.gap();
        }
        let broken = broken_plans(model);
        if !broken.is_empty() {
            content.heading(NEEDS_FIXING);
            for first in broken {
                content.link(None, &short_path(&first.file), &format!("line {}", first.line));
                content.styled("    ", &first.message, content.theme().warning());
                content.gap();
                rows.push(PlansRow::Broken(first));
            }
            content.heading("Plans");
        }
        let followed = model.recent.as_ref().and_then(|recent| recent.followed.as_ref());
        for plan in model.catalog.plans() {
            let mut details = Vec::new();
            details.extend(followed.filter(|followed| followed.plan == plan.id).map(|_| "following".to_owned()));
            details.extend(model.catalog.own(ItemKind::Plan, plan.id.as_str()).map(|_| "yours".to_owned()));
            details.push(plan.span());
            content.link(Route::To(ItemKind::Plan, plan.id.clone()), plan.title.as_str(), &details.join(" · "));
            content.styled("    ", plan.summary.as_str(), content.theme().quiet());
            content.gap();
            rows.push(PlansRow::Plan(plan.id.clone()));
        }
        PlansLayout { content, rows }
    }
}

impl ScreenView for Plans {
    fn context(&self) -> Context {
        Context::Plans
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        action != Action::Fix || !broken_plans(model).is_empty()
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        let theme = cx.model.theme;
        let laid = Self::laid(cx.model, Content::new(&theme, body_width(cx.model)));
        let chosen = self.reader.chosen(&laid.content, cx.model).and_then(|link| laid.rows.get(link));
        match (action, chosen) {
            (Action::NewPlan, _) | (Action::EditPlan, Some(PlansRow::Draft)) => cx.go(Route::NewPlan),
            (Action::EditPlan, Some(PlansRow::Plan(id))) => cx.go(Route::EditPlan(id.clone())),
            (Action::Open | Action::EditPlan | Action::Fix, Some(PlansRow::Broken(problem))) => fix(problem, cx),
            (Action::Fix, _) => {
                if let Some(problem) = broken_plans(cx.model).first() {
                    fix(problem, cx);
                }
            }
            (action, _) => {
                self.reader.update_choices(action, &laid.content, cx);
            }
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let laid = Self::laid(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Plans", "", &laid.content, area, buf);
        Moving::default()
    }
}

/// Returns the first problem of each file of a plan that cannot be used.
fn broken_plans(model: &Model) -> Vec<Problem> {
    let firsts = broken_files(model).into_iter().filter_map(|problems| problems.into_iter().next());
    firsts.filter(|first| model.catalog.is_plan_file(&first.file)).collect()
}
