//! The frame around a screen: notice, key hints, overlays, and the too-small message.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Clear, Widget};

use crate::app::{App, Overlay};
use crate::domain::content::problem;
use crate::domain::text::lines::ascii_for;
use crate::domain::time::Now;
use crate::screens::moving::{self, FigureInstant, Moving, is_picture, without_words};
use crate::screens::player::alarm;
use crate::state::keymap;
use crate::state::route::DialogKind as Asked;
use crate::state::section::Section;
use crate::widgets::Blocks;
use crate::widgets::dialog::{Dialog, DialogChoice};
use crate::widgets::key_hints::{KeyHint, KeyHints};
use crate::widgets::tab_line::TabLine;
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

/// The least size at which everything is drawn.
pub const LEAST: (u16, u16) = (40, 12);

/// Draws the program into `area`, and returns the boxes in it that move by themselves, unless they are covered.
pub fn draw(app: &App, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
    let moving = draw_with_signs(app, now, area, buf);
    keep_to_the_font(app, buf);
    moving
}

/// Draws only what moves by itself of the screen on top, into `buf`, which is one of the boxes of `moving`.
pub fn draw_moving(app: &App, now: &Now, moving: Moving, buf: &mut Buffer) {
    if let Some(screen) = app.screen() {
        screen.render_moving(app.model(), now, moving, buf);
        keep_to_the_font(app, buf);
    }
}

/// Returns the figure to show as a picture, and where; `None` where none is to be seen.
pub fn picture(app: &App, now: &Now, moving: Moving) -> Option<(FigureInstant, Rect)> {
    let area = moving.figure;
    let screen = app.screen().filter(|_| is_picture(app.model()))?;
    let shown = screen.picture(app.model(), now).filter(|shown| moving::has_room(&shown.figure, area))?;
    let area = without_words(&shown.figure, &shown.frame, area);
    Some((shown, area))
}

/// Replaces signs that the font lacks by plain characters. Letters stay, as nothing replaces them well.
fn keep_to_the_font(app: &App, buf: &mut Buffer) {
    if app.model().blocks != Blocks::Ascii {
        return;
    }
    for cell in &mut buf.content {
        let mut chars = cell.symbol().chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && let Some(plain) = ascii_for(c)
        {
            cell.set_char(plain);
        }
    }
}

fn draw_with_signs(app: &App, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        draw_too_small(app, now, area, buf);
        return Moving::default();
    }
    let [head, body, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    draw_head(app, head, buf);
    let moving = app.screen().map(|screen| screen.render(app.model(), now, body, buf)).unwrap_or_default();
    draw_foot(app, now, foot, buf);
    if app.model().sinks.is_flashing(now.mono) {
        draw_flash(area, buf);
    }
    match app.overlay() {
        Some(Overlay::Help(help)) => help.render(&app.model().theme, area, buf),
        Some(Overlay::Dialog { dialog: Asked::Alarm, .. }) => {
            alarm::render(app.model(), Rect { height: body.height + foot.height, ..body }, buf);
        }
        Some(Overlay::Dialog { dialog, .. }) => draw_dialog(*dialog, app, area, buf),
        None => return moving,
    }
    Moving::default()
}

/// Inverts the frame around the screen for a moment, so that it is seen without looking at it.
fn draw_flash(area: Rect, buf: &mut Buffer) {
    let [top, middle, bottom] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    let [left, _, right] =
        Layout::horizontal([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(middle);
    for part in [top, left, right, bottom] {
        buf.set_style(part, Style::reset().add_modifier(Modifier::REVERSED));
    }
}

/// Returns the title of the terminal's window.
pub fn window_title(app: &App, now: &Now) -> String {
    crate::screens::player::window_title(app.model(), now).unwrap_or_else(|| "supple".to_owned())
}

/// Draws the sections, or apart from them the program's name or the session's title; at the right, or in its place where
/// there is no room for both, a notice.
fn draw_head(app: &App, area: Rect, buf: &mut Buffer) {
    let theme = &app.model().theme;
    let unsaved = app.model().unsaved.entries.len();
    let room = area.width.saturating_sub(2);
    let (text, style) = match app.notice() {
        Some(notice) => (notice.to_owned(), theme.notice()),
        None if unsaved > 0 => (format!("{unsaved} not saved: {}", cause(&app.model().unsaved.why)), theme.error()),
        // A file that cannot be used is missing from the list below until it is mended.
        None if app.screen().is_some_and(|screen| screen.context() == keymap::Context::Home) => {
            let trouble = problem::headline(app.model().catalog.problems(), room.into());
            (trouble.unwrap_or_default(), theme.warning())
        }
        None => (String::new(), theme.quiet()),
    };
    let Some(section) = app.section() else {
        let (text, style) = if text.is_empty() { (title(app), theme.quiet()) } else { (text.as_str(), style) };
        put(buf, area, (1, 0), &fit(text, area.width.saturating_sub(2).into()), style);
        return;
    };
    let names = Section::ALL.map(Section::title);
    let has_digits = section != Section::Trends;
    let line = TabLine { program: "supple", names: &names, current: section.place(), has_digits, theme };
    let end = line.draw(area, buf);
    if text.is_empty() {
        return;
    }
    let columns = saturated(columns(&text));
    if end + columns + 2 <= area.width {
        put(buf, area, (area.width - columns - 1, 0), &text, style);
    } else {
        Clear.render(area, buf);
        put(buf, area, (1, 0), &fit(&text, area.width.saturating_sub(2).into()), style);
    }
}

/// Returns the title of the running session, or the program's name.
fn title(app: &App) -> &str {
    match &app.model().session {
        Some(session) if !session.is_over() => session.player.timeline().title.as_str(),
        _ => "supple",
    }
}

/// Returns the last part of an error message, which says what is wrong; the question on leaving shows the whole
/// message, with what was attempted and the file.
fn cause(why: &str) -> &str {
    why.rsplit(": ").next().unwrap_or(why)
}

fn draw_foot(app: &App, now: &Now, area: Rect, buf: &mut Buffer) {
    let context = match app.overlay() {
        Some(Overlay::Dialog { .. }) => return,
        _ => app.context(),
    };
    let has_use = |action| app.screen().is_none_or(|screen| screen.has_use(action, app.model(), now));
    let mut rows: Vec<_> = keymap::rows(context).filter(|row| row.hint > 0 && has_use(row.action)).collect();
    // The hint for all keys stands last, and is never left out.
    rows.sort_by_key(|row| if row.hint == 1 { u8::MAX } else { row.hint });
    let hints: Vec<KeyHint<'_>> =
        rows.iter().map(|row| KeyHint { key: first_key(row.shown), label: row.label, priority: row.hint }).collect();
    KeyHints { hints: &hints, theme: &app.model().theme }.render(area, buf);
}

/// Returns the one of several keys to show where room is short.
fn first_key(shown: &str) -> &str {
    shown.split(' ').next().filter(|first| *first != "page").unwrap_or(shown)
}

fn draw_dialog(dialog: Asked, app: &App, area: Rect, buf: &mut Buffer) {
    let (title, body) = (dialog.title(), dialog.body(app.model()));
    let body: Vec<&str> = body.iter().map(String::as_str).collect();
    let session = app.model().session.as_ref();
    let mut choices: Vec<DialogChoice<'_>> = keymap::own_rows(dialog.context())
        .map(|row| DialogChoice { key: row.shown, label: dialog.choice_text(row, session) })
        .collect();
    choices.push(DialogChoice { key: "esc", label: "back" });
    Dialog { title, body: &body, choices: &choices, theme: &app.model().theme }.render(area, buf);
}

/// Draws the countdown, if there is one, and the least size.
fn draw_too_small(app: &App, now: &Now, area: Rect, buf: &mut Buffer) {
    let theme = &app.model().theme;
    let mut lines = Vec::new();
    if let Some(session) = app.model().session.as_ref().filter(|session| !session.is_over()) {
        let left = session.player.remaining(now.mono).unwrap_or_default();
        lines.push(crate::domain::time::clock_text(left));
    }
    let message =
        format!("Please enlarge the window ({} x {} needed, {} x {} now)", LEAST.0, LEAST.1, area.width, area.height);
    lines.extend(wrap(&message, area.width.into()));
    for (y, line) in (0..area.height).zip(&lines) {
        put(buf, area, (0, y), &fit(line, area.width.into()), theme.strong());
    }
}
