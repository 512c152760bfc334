//! Drawing of the user's own activities.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;

use super::Naming;
use crate::domain::journal::activities::Own;
use crate::domain::journal::entry::Score;
use crate::domain::time::calendar::days_between;
use crate::domain::time::days_ago;
use crate::screens::check_in::label;
use crate::theme::Theme;
use crate::widgets::pain_scale::{PainScale, ScoreSubject};
use crate::widgets::text_field::TextField;
use crate::widgets::wrap::{put, put_lines, saturated, wrap};

/// The question. **Source**: the patient-specific functional scale (Stratford et al., Physiotherapy Canada 1995), in
/// our words.
pub(super) const ASKED: &str = "How well can you do it now? 0: not at all, 10: as well as before.";

const ONCE_A_WEEK: &str = " Asked once a week; enter skips.";

/// The purpose of the list, shown while it is empty. Our own words.
pub(super) const WHAT_FOR: &str = "Name one to three things that matter to you, such as `run 5 km` or `put on socks`. Once a week, after \
                        a session, you rate how well each goes: 0 not at all, 10 as well as before.";

/// The greatest width of text: longer lines are hard to read.
const MEASURE: usize = 84;

/// The list of activities, and the name of a new one while it is typed.
pub(super) struct ActivitiesPage<'a> {
    pub(super) rows: &'a [ActivityRow<'a>],
    /// The name of a new activity.
    pub(super) new: Option<&'a Naming>,
    /// True for the weekly question.
    pub(super) is_weekly: bool,
    /// The user's local date.
    pub(super) today: NaiveDate,
}

/// One activity of the list.
pub(super) struct ActivityRow<'a> {
    /// The activity with its last answer.
    pub(super) own: &'a Own,
    pub(super) is_chosen: bool,
    /// Today's answer.
    pub(super) score: Option<Score>,
    /// The new name while it is typed.
    pub(super) naming: Option<&'a Naming>,
}

impl ActivitiesPage<'_> {
    /// Draws the rows below each other; where room is short only the chosen one has its scale.
    pub(super) fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let roomy = area.height >= 16;
        let body = area.inner(Margin::new(1, u16::from(roomy)));
        let asked = if self.rows.is_empty() { WHAT_FOR } else { ASKED };
        let text = format!("{asked}{}", if self.is_weekly { ONCE_A_WEEK } else { "" });
        let lines = wrap(&text, usize::from(body.width).min(MEASURE));
        let rows = [
            Constraint::Length(1),
            Constraint::Length(saturated(lines.len())),
            Constraint::Length(u16::from(roomy)),
            Constraint::Fill(1),
        ];
        let [title, asked, _, mut list] = Layout::vertical(rows).areas(body);
        put(buf, title, (0, 0), if self.is_weekly { "Your goals, this week" } else { "Your goals" }, theme.title());
        put_lines(buf, asked, &lines, theme.quiet());
        for row in self.rows {
            let height = if roomy { 4 } else { 1 + 2 * u16::from(row.is_chosen) };
            let [here, below] = Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(list);
            row.render(self.today, theme, here, buf);
            list = below;
        }
        match self.new {
            Some(naming) => render_name(naming, theme, list, buf),
            None if self.rows.is_empty() => {
                put(buf, list, (0, u16::from(!roomy)), "a adds a goal", theme.text());
            }
            None => {}
        }
    }
}

impl ActivityRow<'_> {
    fn render(&self, today: NaiveDate, theme: &Theme, area: Rect, buf: &mut Buffer) {
        match self.naming {
            Some(naming) => render_name(naming, theme, area, buf),
            None => {
                let x = label(self.own.name.as_str(), self.is_chosen, theme, area, buf);
                put(buf, area, (x + 2, 0), &self.last(today), theme.quiet());
            }
        }
        let rows = area.height.saturating_sub(1).min(2);
        let scale = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: rows };
        PainScale { score: self.score.map(Score::value), scored: ScoreSubject::Ability, theme }.render(scale, buf);
    }

    /// The last answer: `last 6, 8 days ago`.
    fn last(&self, today: NaiveDate) -> String {
        let Some((score, at)) = self.own.last else { return String::new() };
        format!("last {score}, {}", days_ago(days_between(at.date_naive(), today)))
    }
}

fn render_name(naming: &Naming, theme: &Theme, area: Rect, buf: &mut Buffer) {
    put(buf, area, (0, 0), "▸ ", theme.accent());
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1.min(area.height), ..area };
    let (value, cursor) = naming.shown();
    TextField { value, cursor: Some(cursor), hint: "what you want to do again", theme }.render(line, buf);
}
