//! The list of keys of the screen below it, read from the table that handles them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::edit;
use super::welcome::NOT_MEDICAL;
use crate::state::action::Action;
use crate::state::keymap::{self, Binding, Context};
use crate::theme::Theme;
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{columns, put, wrap};

/// The width: enough for a line of help at 80 columns.
const WIDTH: u16 = 66;

/// The keys of one screen, in groups; a search leaves those with a word.
pub struct Help {
    context: Context,
    scroll: u16,
    search: Option<TextInput>,
}

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 30;

/// The groups of keys, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum KeyGroup {
    /// Actions of this screen.
    Here,
    /// Other screens.
    GoTo,
    /// Through lists and pages.
    Move,
    /// Editing a line of text.
    Typing,
    /// Help, and ways out.
    Leave,
}

impl KeyGroup {
    const fn of(action: Action) -> Self {
        use Action as A;
        match action {
            A::Section(_) | A::NextSection | A::PreviousSection | A::Troubleshoot | A::Settings => Self::GoTo,
            A::Activities | A::Safety | A::About => Self::GoTo,
            A::Up | A::Down | A::Top | A::Bottom | A::PageUp | A::PageDown | A::NextField | A::PreviousField => {
                Self::Move
            }
            A::DeleteBack | A::DeleteForward | A::DeleteWord | A::ClearText => Self::Typing,
            A::CursorLeft | A::CursorRight | A::CursorHome | A::CursorEnd => Self::Typing,
            A::Help | A::Back | A::Interrupt | A::Suspend | A::Quit => Self::Leave,
            _ => Self::Here,
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Here => "On this screen",
            Self::GoTo => "Go to",
            Self::Move => "Move",
            Self::Typing => "Edit the text",
            Self::Leave => "Help and leaving",
        }
    }
}

/// A line of the list.
enum HelpLine {
    Heading(&'static str),
    /// A key, padded, and what it does; the key is blank on further lines.
    Key(String, String),
    Note(String),
}

impl Help {
    /// The keys of `context`.
    pub fn new(context: Context) -> Self {
        Self { context, scroll: 0, search: None }
    }

    /// Returns the context of its own keys.
    pub fn keys(&self) -> Context {
        if self.search.is_some() { Context::HelpSearch } else { Context::Help }
    }

    /// Scrolls or searches; returns false if the list is to be closed. `viewport`: columns and rows of the terminal.
    pub fn update(&mut self, action: Action, viewport: (u16, u16)) -> bool {
        let popup = self.popup(Rect::new(0, 0, viewport.0, viewport.1));
        let (last, page) = (self.last_scroll(popup), popup.height.saturating_sub(3).max(1));
        let scroll = self.scroll.min(last);
        match action {
            Action::Up => self.scroll = scroll.saturating_sub(1),
            Action::Down => self.scroll = (scroll + 1).min(last),
            Action::PageUp => self.scroll = scroll.saturating_sub(page),
            Action::PageDown => self.scroll = (scroll + page).min(last),
            Action::Top => self.scroll = 0,
            Action::Bottom => self.scroll = last,
            Action::Search => self.search = Some(TextInput::with_limit(LONGEST_SEARCH)),
            Action::Back if self.search.take().is_some() => self.scroll = 0,
            action => {
                let edited = self.search.as_mut().is_some_and(|search| edit(search, action));
                if !edited {
                    return false;
                }
                self.scroll = 0;
            }
        }
        true
    }

    /// Draws it over the screen.
    pub fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let popup = self.popup(area);
        let last = self.last_scroll(popup);
        let first = self.scroll.min(last);
        Clear.render(popup, buf);
        let mut block = Block::bordered()
            .border_style(theme.dialog_border())
            .title(format!(" Keys · {} ", self.context.title()))
            .title_style(theme.title());
        if first < last {
            block = block.title_bottom(Line::from(" ↓ more ").right_aligned().style(theme.key()));
        }
        let inner = block.inner(popup).inner(Margin::new(1, 0));
        block.render(popup, buf);
        let [field, list] =
            Layout::vertical([Constraint::Length(self.search_rows()), Constraint::Fill(1)]).areas(inner);
        if let Some(search) = &self.search {
            let x = put(buf, field, (0, 0), "/ ", theme.key());
            let line = Rect { x: field.x + x, width: field.width.saturating_sub(x), height: 1, ..field };
            let cursor = Some(search.cursor());
            TextField { value: search.value(), cursor, hint: "a key, or what it does", theme }.render(line, buf);
        }
        let lines = self.lines(usize::from(list.width));
        for (y, line) in (0..list.height).zip(lines.iter().skip(usize::from(first))) {
            match line {
                HelpLine::Heading(text) => put(buf, list, (0, y), text, theme.title()),
                HelpLine::Note(text) => put(buf, list, (0, y), text, theme.quiet()),
                HelpLine::Key(key, text) => {
                    let x = put(buf, list, (0, y), key, theme.key());
                    put(buf, list, (x, y), text, theme.text())
                }
            };
        }
    }

    /// The rows of the search: its line and a blank one.
    const fn search_rows(&self) -> u16 {
        if self.search.is_some() { 2 } else { 0 }
    }

    fn popup(&self, area: Rect) -> Rect {
        let width = area.width.min(WIDTH);
        // A search leaves the box as it was.
        let lines = self.all_lines(usize::from(width.saturating_sub(4)), "").len();
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
        area.centered(width.into(), height.into())
    }

    fn last_scroll(&self, popup: Rect) -> u16 {
        let lines = self.lines(usize::from(popup.width.saturating_sub(4))).len();
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(popup.height.saturating_sub(2 + self.search_rows()))
    }

    fn lines(&self, width: usize) -> Vec<HelpLine> {
        self.all_lines(width, self.search.as_ref().map_or("", TextInput::value).trim())
    }

    /// The keys with their effects, group by group, as far as they have the word `sought`; then the limits of the
    /// program.
    fn all_lines(&self, width: usize, sought: &str) -> Vec<HelpLine> {
        let sought = sought.to_lowercase();
        let has_word =
            |row: &&Binding| row.shown.to_lowercase().contains(&sought) || row.help.to_lowercase().contains(&sought);
        let mut rows: Vec<&Binding> = keymap::rows(self.context).filter(has_word).collect();
        rows.sort_by_key(|row| KeyGroup::of(row.action));
        let column = rows.iter().map(|row| columns(row.shown)).max().unwrap_or(0) + 2;
        let (mut lines, mut group) = (Vec::new(), None);
        for row in &rows {
            let here = KeyGroup::of(row.action);
            if group.replace(here) != Some(here) {
                if !lines.is_empty() {
                    lines.push(HelpLine::Note(String::new()));
                }
                lines.push(HelpLine::Heading(here.heading()));
            }
            for (at, text) in wrap(row.help, width.saturating_sub(column)).into_iter().enumerate() {
                let key = if at == 0 { row.shown } else { "" };
                let pad = column.saturating_sub(columns(key));
                lines.push(HelpLine::Key(format!("{key}{}", " ".repeat(pad)), text));
            }
        }
        if rows.is_empty() {
            lines.push(HelpLine::Note("no such key here; esc shows all".to_owned()));
        }
        lines.push(HelpLine::Note(String::new()));
        lines.extend(wrap(NOT_MEDICAL, width).into_iter().map(HelpLine::Note));
        lines
    }
}
