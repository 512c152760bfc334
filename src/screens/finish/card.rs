//! The finish screen's card: pain before and after in large digits, the last time, and this week.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use crate::domain::journal::done::sessions_this_week;
use crate::domain::journal::entry::Score;
use crate::domain::session::run::Session;
use crate::domain::time::calendar::days_since;
use crate::domain::time::{Now, clock_text, days_ago};
use crate::state::model::Model;
use crate::widgets::digits::BigText;
use crate::widgets::wrap::{columns, put, saturated};
use crate::widgets::{Blocks, digits};

/// The rows of the large digits.
const DIGIT_ROWS: u16 = 5;
/// The columns of two scores of two digits, and the arrow between them.
const COLUMNS: u16 = 34;
/// The columns of the arrow with the room around it.
const ARROW: u16 = 6;

/// Returns what there is to say of this session against the last one and the week; `None` until the journal is read.
pub(super) fn text(session: &Session, model: &Model, now: &Now) -> Option<String> {
    let recent = model.recent.as_ref()?;
    let (done, goal) = (sessions_this_week(&recent.journal, now.wall), model.settings.weekly_goal);
    let week = format!("{done} of {goal} sessions this week.");
    let Some(last) = recent.session_before(session) else { return Some(week) };
    let when = days_ago(days_since(last.at, now.wall));
    let spent = clock_text(std::time::Duration::from_secs(last.active_s.into()));
    let pain = match (last.before, last.after) {
        (Some(before), Some(after)) => format!(", pain {before} to {after}"),
        _ => String::new(),
    };
    Some(format!("Last time, {when}: {spent}{pain}. {week}"))
}

/// Returns the word for the parts of a session.
pub(super) fn parts_word(session: &Session) -> &'static str {
    match (session.player.timeline().timer, session.player.parts()) {
        (None, _) => "sets",
        (Some(_), 1) => "round",
        (Some(_), _) => "rounds",
    }
}

/// Draws the scores before and after at the right of `area`, and returns the room that is left beside them.
pub(super) fn render_scores(scores: Option<(Score, Score)>, model: &Model, area: Rect, buf: &mut Buffer) -> Rect {
    let Some((before, after)) = scores.filter(|_| area.height >= DIGIT_ROWS && area.width >= 2 * COLUMNS) else {
        return area;
    };
    let [rest, card] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(COLUMNS)]).areas(area);
    let card = Rect { height: DIGIT_ROWS, ..card };
    let side = (COLUMNS - ARROW) / 2;
    let [from, arrow, to] =
        Layout::horizontal([Constraint::Length(side), Constraint::Length(ARROW), Constraint::Length(side)]).areas(card);
    for (score, place) in [(before, from), (after, to)] {
        let text = score.to_string();
        let size = digits::fit(&text, place, model.blocks).map_or(side, |size| size.columns(&text));
        // Both stay beside the arrow.
        let x = if place == from { place.right().saturating_sub(size) } else { place.x };
        BigText::new(&text, model.theme.pain(score.value()))
            .blocks(model.blocks)
            .render(Rect { x, width: size.min(place.width), ..place }, buf);
    }
    let sign = if model.blocks == Blocks::Ascii { "->" } else { "→" };
    let x = arrow.width.saturating_sub(saturated(columns(sign))) / 2;
    put(buf, arrow, (x, DIGIT_ROWS / 2), sign, model.theme.quiet());
    rest
}
