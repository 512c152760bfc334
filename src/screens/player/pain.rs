//! Pain during a session: ratings with their immediate meaning, the marks in the head, and easier exercises.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::sync::Arc;

use super::SessionView;
use crate::domain::advice::zone::Zone;
use crate::domain::content::exercise::Exercise;
use crate::domain::content::words::{Role, When};
use crate::domain::journal::entry::{Entry, Moment, Score};
use crate::domain::session::cue::CueKind;
use crate::domain::session::player::{Player, PlayerCommand};
use crate::domain::session::timeline::Direction;
use crate::state::cx::Cx;
use crate::state::model::Model;
use crate::state::route::{DialogKind, Route};
use crate::state::settings::Settings;
use crate::widgets::wrap::{columns, put, saturated};

/// The least width for the meaning of amber.
const WIDE: u16 = 60;

/// Rates the pain by a digit.
pub(super) fn rate(digit: u8, cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    let entry = cx.model.session.as_mut().and_then(|session| session.rate_digit(digit, id, cx.now));
    if let Some(entry) = entry {
        rated(entry, cx);
    }
}

/// Rates the pain by a whole number, 0 to 10; any other is ignored.
pub(super) fn rate_whole(number: u16, cx: &mut Cx<'_>) {
    let Some(score) = u8::try_from(number).ok().and_then(Score::new) else { return };
    let id = cx.model.ids.next(cx.now);
    let entry = cx.model.session.as_mut().map(|session| session.rate_whole(score, id, cx.now));
    if let Some(entry) = entry {
        rated(entry, cx);
    }
}

/// Writes the rating, and tells its meaning.
fn rated(entry: Entry, cx: &mut Cx<'_>) {
    let Some(session) = cx.model.session.as_ref() else { return };
    let score = session.last_score(Moment::During).map(|score| score.to_string()).unwrap_or_default();
    let zone = session.reading(&cx.model.settings.limits).map_or(Zone::Green, |reading| reading.zone);
    cx.write(entry);
    cx.save_progress();
    match zone {
        Zone::Green => cx.present(heard(cx.model), format!("Pain {score}")),
        Zone::Amber => cx.present(heard(cx.model), format!("Pain {score}. {}", zone.text())),
        // It is said when the session is paused.
        Zone::Red => cx.go(Route::Dialog(DialogKind::Alarm)),
    }
    let narrow = cx.model.viewport.0 < WIDE;
    match zone {
        Zone::Amber if narrow => cx.notify(format!("pain {score}: e easier, u undo")),
        Zone::Amber => {
            cx.notify(format!("pain {score}: go smaller or slower, or press e for an easier one; u undo"));
        }
        Zone::Green | Zone::Red => {
            cx.notify_saving(format!("pain {score}"), format!("pain {score} saved; u undo"));
        }
    }
}

fn heard(model: &Model) -> CueKind {
    let score = model.session.as_ref().and_then(|session| session.last_score(Moment::During));
    CueKind::Rated(score.map(Score::value))
}

/// Presents the cue of a red rating, besides the question what now.
pub fn present_alarm(cx: &mut Cx<'_>) {
    let score = cx.model.session.as_ref().and_then(|session| session.last_score(Moment::During));
    let score = score.map(|score| score.to_string()).unwrap_or_default();
    cx.present(heard(cx.model), format!("Pain {score}. {}", Zone::Red.text()));
}

pub(super) fn undo_rating(cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    let Some(session) = cx.model.session.as_mut() else { return };
    match session.take_back_rating(id, cx.now) {
        Some(entry) => {
            cx.write(entry);
            cx.save_progress();
            cx.confirm_saving("the last rating is undone", CueKind::Rated(None), "Undone");
        }
        None => cx.notify("no rating to undo"),
    }
}

/// Replaces the rest of this step by the next easier or harder exercise.
pub(super) fn swap(way: Direction, cx: &mut Cx<'_>) {
    let word = if way == Direction::Easier { "easier" } else { "harder" };
    let Some(exercise) = rung(way, cx.model) else {
        let about = cx.model.session.as_ref().and_then(|session| session.player.goes_on());
        let name = about.map(|about| about.name.clone()).unwrap_or_default();
        return cx.notify(format!("nothing {word} than {name} here"));
    };
    let name = exercise.name.clone();
    cx.command(PlayerCommand::Swap(exercise));
    let when = cx.model.session.as_ref().map_or("now", |session| begins(&session.player));
    cx.notify(format!("{word} {when}: {name}"));
}

/// The next easier or harder exercise for which the equipment is at hand; `None` if there is none. A routine for sore
/// days leads to nothing that a sore back leaves out.
pub(super) fn rung(way: Direction, model: &Model) -> Option<Arc<Exercise>> {
    let player = model.session.as_ref().map(|session| &session.player)?;
    let routine = model.catalog.routine(player.timeline().routine.as_str());
    let for_sore_days = routine.is_some_and(|routine| routine.when.contains(&When::SoreDay));
    let exercises = player.rungs(way).into_iter().filter_map(|id| model.catalog.exercise(id.as_str()));
    // Nobody was asked about what a session did not begin with.
    let asked = exercises.filter(|exercise| exercise.role != Role::Screened);
    let mut suitable = asked.filter(|exercise| !(for_sore_days && exercise.role == Role::AvoidWhileSore));
    suitable.find(|exercise| can_be_done(exercise, &model.settings))
}

/// Goes on with an easier exercise after red pain, without finishing the current part. Returns false if nothing is
/// easier.
pub fn ease(cx: &mut Cx<'_>) -> bool {
    let before = under_way(cx.model);
    if rung(Direction::Easier, cx.model).is_none() {
        return false;
    }
    swap(Direction::Easier, cx);
    if before.is_some() && under_way(cx.model) == before {
        cx.command(PlayerCommand::Next);
    }
    true
}

/// The place and the index of the segment under way; `None` if it is no work.
fn under_way(model: &Model) -> Option<(usize, usize)> {
    let player = model.session.as_ref().map(|session| &session.player)?;
    player.segment().is_work().then(|| (player.at(), player.segment().index))
}

/// The time at which a replacement for this step begins, in words.
fn begins(player: &Player) -> &'static str {
    if !player.segment().is_work() {
        return "now";
    }
    let timeline = player.timeline();
    let step = timeline.move_at(player.at()).map(|about| about.step);
    let next = timeline.next_work(player.at() + 1).map(|(at, _)| timeline.move_at(at).map(|about| about.step));
    if next == Some(step) { "after this" } else { "in the next round" }
}

fn can_be_done(exercise: &Exercise, settings: &Settings) -> bool {
    let at_hand = settings.equipment.as_deref();
    at_hand.is_none_or(|at_hand| exercise.equipment.iter().all(|need| need.is_met(at_hand)))
}

impl SessionView<'_> {
    pub(super) fn limits(&self) -> &crate::domain::advice::limits::Limits {
        &self.model.settings.limits
    }

    /// The marks: pain before, the last rating with its zone, and the muted sound.
    fn marks(&self, width: u16) -> Vec<(String, Style)> {
        let (session, theme) = (self.session, self.theme());
        let before = session.last_score(Moment::Before).map(|score| (format!("before {score}"), theme.quiet()));
        let during = session.last_score(Moment::During).map(|score| {
            let zone = session.reading(self.limits()).map_or(Zone::Green, |reading| reading.zone);
            match zone {
                Zone::Green => (format!("pain {score}"), theme.quiet()),
                Zone::Amber => (format!("pain {score} {zone}"), theme.amber()),
                Zone::Red => (format!("! pain {score} {zone}"), theme.red()),
            }
        });
        let muted = (self.model.settings.muted).then(|| ("muted".to_owned(), theme.quiet()));
        // Where there is little room, the last one counts.
        let before = before.filter(|_| during.is_none() || width >= WIDE);
        before.into_iter().chain(during).chain(muted).collect()
    }

    /// Draws the marks at the right of the first row, and returns their width.
    pub(super) fn render_marks(&self, area: Rect, buf: &mut Buffer) -> u16 {
        let marks = self.marks(area.width);
        let gaps = 3 * marks.len().saturating_sub(1);
        let width = saturated(marks.iter().map(|(text, _)| columns(text)).sum::<usize>() + gaps);
        let mut x = area.width.saturating_sub(width);
        for (at, (text, style)) in marks.iter().enumerate() {
            if at > 0 {
                x = put(buf, area, (x, 0), " · ", self.theme().quiet());
            }
            x = put(buf, area, (x, 0), text, *style);
        }
        width
    }
}
