//! Pain while the timer runs: what a rating says at once, how it is marked, and what is offered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::View;
use crate::app::cx::Cx;
use crate::app::settings::Settings;
use crate::domain::advice::zone::{Reading, Zone};
use crate::domain::content::exercise::Exercise;
use crate::domain::play::cue::CueKind;
use crate::domain::play::player::{Command, Player};
use crate::domain::play::timeline::Way;
use crate::domain::record::entry::{Entry, Moment, Score};
use crate::widgets::wrap::{columns, put, put_centred, saturated, wrap};

/// From this width on there is room for why it is red.
const WIDE: u16 = 60;
/// What can be done about red, in keys.
const OFFERED: &str = "e easier   x skip   ! stop";

/// By a digit.
pub(super) fn rate(digit: u8, cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    let entry = cx.model.session.as_mut().and_then(|session| session.rate_digit(digit, id, cx.now));
    entry.into_iter().for_each(|entry| rated(entry, cx));
}

/// By a number said whole, 0 to 10; any other is none.
pub(super) fn rate_whole(number: u16, cx: &mut Cx<'_>) {
    let Some(score) = u8::try_from(number).ok().and_then(Score::new) else { return };
    let id = cx.model.ids.next(cx.now);
    let entry = cx.model.session.as_mut().map(|session| session.rate_whole(score, id, cx.now));
    entry.into_iter().for_each(|entry| rated(entry, cx));
}

/// Writes the rating down, and says what it means now.
fn rated(entry: Entry, cx: &mut Cx<'_>) {
    let Some(session) = cx.model.session.as_ref() else { return };
    let score = session.last_score(Moment::During).map(|score| score.to_string()).unwrap_or_default();
    let zone = session.reading(&cx.model.settings.limits).map_or(Zone::Green, |reading| reading.zone);
    cx.write(entry);
    cx.save_progress();
    let heard = cx.model.session.as_ref().and_then(|session| session.last_score(Moment::During));
    let says = match zone {
        Zone::Green => format!("Pain {score}"),
        Zone::Amber | Zone::Red => format!("Pain {score}. {}", zone.text()),
    };
    cx.present(CueKind::Rated(heard.map(Score::value)), says);
    let narrow = cx.model.viewport.0 < WIDE;
    match zone {
        Zone::Amber if narrow => cx.notify(format!("pain {score} amber: e easier, u undo")),
        Zone::Amber => cx.notify(format!("pain {score}. {} e easier, u undo", zone.text())),
        Zone::Green | Zone::Red => {
            cx.notify_saving(format!("pain {score}"), format!("pain {score} noted; u takes it back"));
        }
    }
}

pub(super) fn undo_rating(cx: &mut Cx<'_>) {
    let id = cx.model.ids.next(cx.now);
    let Some(session) = cx.model.session.as_mut() else { return };
    match session.take_back_rating(id, cx.now) {
        Some(entry) => {
            cx.write(entry);
            cx.save_progress();
            cx.confirm_saving("the last rating is taken back", CueKind::Rated(None), "Taken back");
        }
        None => cx.notify("no rating to take back"),
    }
}

/// One rung along the ladder, for what is ahead of this step.
pub(super) fn swap(way: Way, cx: &mut Cx<'_>) {
    let word = if way == Way::Easier { "easier" } else { "harder" };
    let Some(player) = cx.model.session.as_ref().map(|session| &session.player) else { return };
    let found = player.rungs(way).into_iter().find_map(|id| {
        cx.model.catalog.exercise(id.as_str()).filter(|exercise| can_be_done(exercise, &cx.model.settings))
    });
    let Some(exercise) = found else {
        let name = player.goes_on().map(|about| about.name.clone()).unwrap_or_default();
        return cx.notify(format!("nothing {word} than {name} here"));
    };
    let name = exercise.name.clone();
    cx.command(Command::Swap(exercise));
    let when = cx.model.session.as_ref().map_or("now", |session| begins(&session.player));
    cx.notify(format!("{word} {when}: {name}"));
}

/// When what was chosen for this step begins.
fn begins(player: &Player) -> &'static str {
    let step = |at: usize| player.timeline().move_at(at).map(|about| about.step);
    let next = player.timeline().next_work(player.at() + 1).map(|(at, _)| at);
    match player.segment().is_work() {
        false => "now",
        true if next.is_some_and(|next| step(next) == step(player.at())) => "after this",
        true => "in the next round",
    }
}

fn can_be_done(exercise: &Exercise, settings: &Settings) -> bool {
    let at_hand = settings.equipment.as_deref();
    at_hand.is_none_or(|at_hand| exercise.equipment.iter().all(|need| need.is_met(at_hand)))
}

impl View<'_> {
    pub(super) fn limits(&self) -> &crate::domain::advice::limits::Limits {
        &self.model.settings.limits
    }

    /// Pain before, and the last rating with its zone; that the bell is off.
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
        let muted = (!self.model.settings.sound.on).then(|| ("muted".to_owned(), theme.quiet()));
        // Where there is little room, the last one counts.
        let before = before.filter(|_| during.is_none() || width >= WIDE);
        before.into_iter().chain(during).chain(muted).collect()
    }

    /// Draws the marks at the right of the first row; gives how much of it they take.
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

    /// What is said in place of the cue while the pain is red and nothing was done about it; empty where it is not.
    pub(super) fn alarm(&self, width: u16) -> Vec<String> {
        let Some(reading) = self.session.alarm(self.limits()) else { return Vec::new() };
        let mut lines = wrap(&alarm_text(reading, width), width.into());
        lines.push(OFFERED.to_owned());
        lines
    }

    /// Draws it over the whole width.
    pub(super) fn render_alarm(&self, lines: &[String], area: Rect, buf: &mut Buffer) {
        let style = self.theme().alarm();
        buf.set_style(Rect { height: area.height.min(saturated(lines.len())), ..area }, style);
        for (y, line) in (0..area.height).zip(lines) {
            put_centred(buf, area, y, line, style);
        }
    }
}

fn alarm_text(reading: Reading, width: u16) -> String {
    if width >= WIDE { format!("{reading}. {}", reading.zone.text()) } else { format!("Red. {}", reading.zone.text()) }
}
