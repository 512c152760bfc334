//! The welcome page: the purpose and the limits of the program, and the weekly goal. It opens at the first start, and
//! on request.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::{Content, PageScroll, body_width};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::settings::setting::{Setting, SettingValue};

/// The limits of the program. **Source**: FDA, General Wellness: Policy for Low Risk Devices, for what such a program
/// may say of itself; the words are ours.
pub const NOT_MEDICAL: &str = "Not a medical device. General exercise information for adults; it does not examine, \
    diagnose or treat. You choose what to do.";

const ASKS: &str = "Before and after each session supple asks how your back feels. One digit is enough, and you can skip any \
    question. Your answers stay on this computer.";

/// The hint at the safety questions, without the name of a key. The words are ours.
pub const SIGNS_FIRST: &str = "Some symptoms need a professional, not exercise. The question about pain leads to a safety check; \
    do it now if anything is new or worrying.";

const SAFETY: &str = "Some symptoms need a professional, not exercise. Press ! to check, especially if anything is new \
    or worrying.";

/// State of the screen.
#[derive(Default)]
pub struct Welcome {
    reader: PageScroll,
}

impl ScreenView for Welcome {
    fn context(&self) -> Context {
        Context::Welcome
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::More => change_goal(1, cx),
            Action::Less => change_goal(-1, cx),
            action => {
                let theme = cx.model.theme;
                let content = content(cx.model, Content::new(&theme, body_width(cx.model)));
                self.reader.update(action, &content, cx);
            }
        }
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let content = content(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Before you begin", "", &content, area, buf);
        Moving::default()
    }
}

/// Writes the page. The goal comes early: it is the one thing to set here, and so it is visible at any size.
fn content<'t>(model: &Model, mut page: Content<'t>) -> Content<'t> {
    let theme = page.theme();
    page.text(NOT_MEDICAL);
    page.gap();
    let goal = model.settings.weekly_goal;
    let sessions = if goal == 1 { "session" } else { "sessions" };
    page.styled("", &format!("Your weekly goal: {goal} {sessions}"), theme.accent());
    page.quiet("+ and - change it. Rest days and bad days don't count against you.");
    page.gap();
    page.styled("! ", SAFETY, theme.text());
    page.gap();
    page.text(ASKS);
    page.gap();
    page.quiet("Press enter to begin. i on the home screen shows this again.");
    page
}

fn change_goal(by: i8, cx: &mut Cx<'_>) {
    let goal = cx.model.settings.weekly_goal.saturating_add_signed(by);
    if let Err(why) = cx.change(Setting::WeeklyGoal, SettingValue::Number(goal)) {
        cx.notify(why);
    }
}
