//! A question or a message in front of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Margin, Rect};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::wrap::{columns, fit, put, saturated, wrap};
use crate::theme::Theme;

/// An answer to choose: the key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DialogChoice<'a> {
    /// The key as written on the keyboard.
    pub key: &'a str,
    /// The action, in a few words.
    pub label: &'a str,
}

/// A framed box in the middle of the area, as large as its text.
///
/// Where room is short the choices are kept and the body is cut, with '…' in its last line.
#[derive(Debug, Clone, Copy)]
pub struct Dialog<'a> {
    /// The title in the frame.
    pub title: &'a str,
    /// The paragraphs; each is wrapped, an empty one is an empty line.
    pub body: &'a [&'a str],
    /// The choices, side by side if they fit, otherwise one a line.
    pub choices: &'a [DialogChoice<'a>],
    /// The styles to draw with.
    pub theme: &'a Theme,
}

/// The longest line of the body, for easy reading.
const MOST_TEXT: usize = 60;
/// The frame and a blank on each side.
const SIDES: usize = 4;
const GAP: usize = 3;

impl Dialog<'_> {
    /// Returns the part of `within` that the dialog covers.
    pub fn area(&self, within: Rect) -> Rect {
        let most = usize::from(within.width).saturating_sub(SIDES).min(MOST_TEXT);
        let text = self.lines(most).iter().map(|line| columns(line)).max().unwrap_or(0);
        let inner = text.max(self.choices_width(most)).max(columns(self.title)).min(most);
        let lines = self.lines(inner).len();
        let choices = self.choice_rows(inner);
        let gap = usize::from(lines > 0 && choices > 0);
        within.centered(
            Constraint::Length(saturated(inner + SIDES)),
            Constraint::Length(saturated(lines + gap + choices + 2)),
        )
    }

    fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for text in self.body {
            if text.is_empty() {
                lines.push(String::new());
            } else {
                lines.extend(wrap(text, width));
            }
        }
        lines
    }

    fn side_by_side(&self) -> usize {
        let texts: usize = self.choices.iter().map(choice_columns).sum();
        texts + GAP * self.choices.len().saturating_sub(1)
    }

    fn choices_width(&self, most: usize) -> usize {
        let row = self.side_by_side();
        if row <= most { row } else { self.stacked() }
    }

    /// Returns the width of choices one a line, with their labels aligned.
    fn stacked(&self) -> usize {
        self.key_column() + 1 + self.choices.iter().map(|choice| columns(choice.label)).max().unwrap_or(0)
    }

    fn key_column(&self) -> usize {
        self.choices.iter().map(|choice| columns(choice.key)).max().unwrap_or(0)
    }

    fn choice_rows(&self, width: usize) -> usize {
        if self.side_by_side() <= width { usize::from(!self.choices.is_empty()) } else { self.choices.len() }
    }
}

fn choice_columns(choice: &DialogChoice<'_>) -> usize {
    columns(choice.key) + 1 + columns(choice.label)
}

impl Widget for Dialog<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let frame = self.area(area.intersection(buf.area));
        if frame.is_empty() {
            return;
        }
        Clear.render(frame, buf);
        Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.theme.dialog_border())
            .title(format!(" {} ", self.title))
            .title_style(self.theme.title())
            .render(frame, buf);
        let inner = frame.inner(Margin::new(2, 1));
        let rows = self.choice_rows(usize::from(inner.width));
        let choices_top = inner.height.saturating_sub(saturated(rows));
        let body = Rect { height: choices_top, ..inner };
        render_body(&self, body, buf);
        let choices = Rect { y: inner.y + choices_top, height: inner.height - choices_top, ..inner };
        render_choices(&self, rows > 1, choices, buf);
    }
}

fn render_body(dialog: &Dialog<'_>, area: Rect, buf: &mut Buffer) {
    let mut lines = dialog.lines(usize::from(area.width));
    let room = usize::from(area.height);
    if lines.len() > room {
        lines.truncate(room);
        mark_cut(&mut lines, usize::from(area.width));
    }
    for (y, line) in lines.iter().enumerate() {
        put(buf, area, (0, saturated(y)), line, dialog.theme.text());
    }
}

fn mark_cut(lines: &mut Vec<String>, width: usize) {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if let Some(last) = lines.last_mut() {
        *last = fit(&format!("{last} …"), width);
    }
}

fn render_choices(dialog: &Dialog<'_>, stacked: bool, area: Rect, buf: &mut Buffer) {
    let (mut x, mut y) = (0, 0);
    for choice in dialog.choices {
        let after_key = put(buf, area, (x, y), choice.key, dialog.theme.key());
        let label = if stacked { saturated(dialog.key_column()) } else { after_key };
        let end = put(buf, area, (label + 1, y), choice.label, dialog.theme.text());
        if stacked {
            y += 1;
        } else {
            x = end + saturated(GAP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{picture, survives_every_size, theme};

    const BODY: [&str; 3] =
        ["Your knee was at 6 this morning, two more than before the last session.", "", "Take the easier variant?"];
    const CHOICES: [DialogChoice<'_>; 3] = [
        DialogChoice { key: "enter", label: "easier" },
        DialogChoice { key: "s", label: "as planned" },
        DialogChoice { key: "esc", label: "not today" },
    ];

    fn dialog(width: u16, height: u16) -> String {
        let theme = theme();
        picture(Dialog { title: "Before you start", body: &BODY, choices: &CHOICES, theme: &theme }, width, height)
    }

    #[test]
    fn it_is_as_large_as_its_text() {
        insta::assert_snapshot!(dialog(80, 12), @r"
        |                                                                                |
        |                                                                                |
        |          ╭ Before you start ─────────────────────────────────────────╮         |
        |          │ Your knee was at 6 this morning, two more than before the │         |
        |          │ last session.                                             │         |
        |          │                                                           │         |
        |          │ Take the easier variant?                                  │         |
        |          │                                                           │         |
        |          │ enter easier   s as planned   esc not today               │         |
        |          ╰───────────────────────────────────────────────────────────╯         |
        |                                                                                |
        |                                                                                |
        ");
        insta::assert_snapshot!(dialog(40, 12), @r"
        |                                        |
        |╭ Before you start ────────────────────╮|
        |│ Your knee was at 6 this morning, two │|
        |│ more than before the last session.   │|
        |│                                      │|
        |│ Take the easier variant?             │|
        |│                                      │|
        |│ enter easier                         │|
        |│ s     as planned                     │|
        |│ esc   not today                      │|
        |╰──────────────────────────────────────╯|
        |                                        |
        ");
    }

    #[test]
    fn in_a_small_area_the_choices_stay_and_the_body_is_cut() {
        insta::assert_snapshot!(dialog(30, 9), @r"
        | ╭ Before you start ────────╮ |
        | │ Your knee was at 6 this  │ |
        | │ morning, two more than   │ |
        | │ before the last session… │ |
        | │                          │ |
        | │ enter easier             │ |
        | │ s     as planned         │ |
        | │ esc   not today          │ |
        | ╰──────────────────────────╯ |
        ");
        insta::assert_snapshot!(dialog(24, 7), @r"
        |╭ Before you start ────╮|
        |│ Your knee was at 6   │|
        |│ this morning, two …  │|
        |│ enter easier         │|
        |│ s     as planned     │|
        |│ esc   not today      │|
        |╰──────────────────────╯|
        ");
    }

    #[test]
    fn a_message_needs_no_choices() {
        let theme = theme();
        let note = Dialog { title: "Saved", body: &["journal.jsonl"], choices: &[], theme: &theme };
        insta::assert_snapshot!(picture(note, 24, 5), @r"
        |                        |
        |    ╭ Saved ────────╮   |
        |    │ journal.jsonl │   |
        |    ╰───────────────╯   |
        |                        |
        ");
        let question = Dialog { title: "Quit?", body: &[], choices: &CHOICES, theme: &theme };
        insta::assert_snapshot!(picture(question, 46, 5), @r"
        |             ╭ Quit? ───────────╮             |
        |             │ enter easier     │             |
        |             │ s     as planned │             |
        |             │ esc   not today  │             |
        |             ╰──────────────────╯             |
        ");
    }

    #[test]
    fn what_is_behind_it_does_not_shine_through() {
        let theme = theme();
        let area = Rect::new(0, 0, 24, 5);
        let mut buffer = Buffer::with_lines(vec!["x".repeat(24); 5]);
        let note = Dialog { title: "Saved", body: &["a b"], choices: &[], theme: &theme };
        note.render(area, &mut buffer);
        let frame = note.area(area);
        assert!(frame.positions().all(|position| buffer[position].symbol() != "x"));
        survives_every_size(|| Dialog { title: "Before", body: &BODY, choices: &CHOICES, theme: &theme });
    }
}
