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

const ASKS: &str = "Before and after a session it asks how much your back hurts. A digit is enough, and every question can be \
    skipped. What you answer stays in a file of yours on this computer.";

/// The hint at the safety questions, without the name of a key. The words are ours.
pub const SIGNS_FIRST: &str = "Some signs with back pain need a professional and no exercise. The question about pain leads to \
    the questions about them; do so now if something is new or worries you.";

const SAFETY: &str = "Some signs with back pain need a professional and no exercise. ! asks about them; do so now if \
    something is new or worries you.";

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
    page.quiet("+ and - change it. Days of rest and days of pain are no failures.");
    page.gap();
    page.styled("! ", SAFETY, theme.text());
    page.gap();
    page.text(ASKS);
    page.gap();
    page.quiet("enter begins; i on the first screen shows this again");
    page
}

fn change_goal(by: i8, cx: &mut Cx<'_>) {
    let goal = cx.model.settings.weekly_goal.saturating_add_signed(by);
    if let Err(why) = cx.change(Setting::WeeklyGoal, SettingValue::Number(goal)) {
        cx.notify(why);
    }
}
