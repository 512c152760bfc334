//! The alarm about red pain, over the paused session: its meaning, and the question what now. Nothing else is as large.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::{Clear, Widget};

use super::pain::rung;
use crate::domain::advice::zone::Zone;
use crate::domain::journal::entry::Moment;
use crate::domain::session::cue::PauseReason;
use crate::domain::session::player::Phase;
use crate::domain::session::timeline::Direction;
use crate::state::action::Action;
use crate::state::keymap::{Context, own_rows};
use crate::state::model::Model;
use crate::widgets::digits::{BigText, fit as scale};
use crate::widgets::wrap::{columns, fit, put, put_centred, saturated, wrap};

/// The least height for blank rows around the words.
const ROOMY: u16 = 16;
/// The least height for a large score; it is in the first line anyway.
const LEAST_DIGIT: u16 = 3;
/// The longest line, to be read at ease.
const MEASURE: u16 = 60;

/// Returns the question in sentences. The cue of the rating has told all but the reason, which follows the colon.
pub fn asks(model: &Model) -> Vec<String> {
    let phase = model.session.as_ref().map(|session| session.player.phase());
    let is_restored = phase == Some(Phase::Paused(PauseReason::Restored));
    let why = reading(model).filter(|reading| is_restored || reading.contains(':'));
    let why = why.map(|reading| format!("{reading}."));
    let restored = is_restored.then(|| "Resumed and paused.".to_owned());
    restored.into_iter().chain(why).chain(["What now?".to_owned()]).collect()
}

/// Returns true if `action` has an effect now.
pub fn has_use(action: Action, model: &Model) -> bool {
    action != Action::Easier || rung(Direction::Easier, model).is_some()
}

/// Draws the alarm over all of `area`.
pub fn render(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = &model.theme;
    Clear.render(area, buf);
    let air = u16::from(area.height >= ROOMY);
    let body = area.inner(Margin::new(1, 0));
    let text_width = body.width.min(MEASURE);
    let head = wrap(&format!("! Pain {}", reading(model).unwrap_or_default()), text_width.into());
    let says = wrap(Zone::Red.text(), text_width.into());
    let choices = choices(model);
    let heights = [
        Constraint::Length(saturated(head.len()) + 2 * air),
        Constraint::Fill(1),
        Constraint::Length(saturated(says.len())),
        Constraint::Length(air),
        Constraint::Length(saturated(choices.len())),
        Constraint::Length(air),
    ];
    let [bar, digit, text, _, answers, _] = Layout::vertical(heights).areas(body);
    buf.set_style(Rect { x: area.x, width: area.width, ..bar }, theme.alarm());
    for (y, line) in (air..bar.height).zip(&head) {
        put_centred(buf, bar, y, line, theme.alarm());
    }
    let score = model.session.as_ref().and_then(|session| session.last_score(Moment::During));
    if let Some(score) = score.filter(|_| digit.height >= LEAST_DIGIT) {
        let room = digit.inner(Margin::new(0, air.min(u16::from(digit.height > LEAST_DIGIT + 2))));
        let words = format!("pain {score}");
        // The number alone where the word beside it has no room.
        let has_room = scale(&words, room, model.blocks).is_some();
        let text = if has_room { words } else { score.to_string() };
        BigText::new(&text, theme.red()).blocks(model.blocks).render(room, buf);
    }
    for (y, line) in (0..text.height).zip(&says) {
        put_centred(buf, text, y, line, theme.strong());
    }
    let widest = choices.iter().map(|(key, label)| columns(key) + 2 + columns(label)).max().unwrap_or(0);
    let answers = answers.centered_horizontally(Constraint::Max(saturated(widest)));
    for (y, (key, label)) in (0..answers.height).zip(&choices) {
        put(buf, answers, (0, y), key, theme.key());
        put(buf, answers, (3, y), &fit(label, usize::from(answers.width.saturating_sub(3))), theme.text());
    }
}

/// `7 is red: 6 over the 1 before`.
fn reading(model: &Model) -> Option<String> {
    let session = model.session.as_ref()?;
    session.reading(&model.settings.limits).map(|reading| reading.to_string())
}

/// The possible answers: key and meaning.
fn choices(model: &Model) -> Vec<(&'static str, String)> {
    let easier = rung(Direction::Easier, model);
    let rows = own_rows(Context::Alarm).filter(|row| row.hint > 0 && has_use(row.action, model));
    rows.map(|row| match (row.action, &easier) {
        (Action::Easier, Some(exercise)) => (row.shown, format!("easier: {}", exercise.name)),
        _ => (row.shown, row.help.to_owned()),
    })
    .collect()
}
