//! Drawing of the journal: the list, and beside it the chosen entry where there is room; an open editor on top.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::editor::EditorAnchor;
use super::list::JournalList;
use super::{BESIDE, FILTER_BESIDE, JournalScreen, JournalView, LIST, Purpose, WIDE, filter_form, manual_session};
use crate::domain::journal::merged::Journal;
use crate::domain::text::counted;
use crate::screens::check_in::CheckInPage;
use crate::screens::page::Content;
use crate::screens::panes::framed;
use crate::state::model::Model;
use crate::theme::Theme;
use crate::widgets::list::{PickList, Row};
use crate::widgets::text_field::TextField;
use crate::widgets::wrap::{columns, fit, put, saturated, wrap};

const EMPTY: &str = "Your journal is empty. Sessions are added automatically; r rates pain, n adds a note, p a past \
                     session.";

/// The greatest width of an entry's page: in a wider one a value would be too far from its label.
const ENTRY: u16 = 58;

const NOTHING_FOUND: &str = "nothing found";

/// The least height of a list below the filter.
const LEAST_LIST: u16 = 5;

/// The greatest width of a form: in a wider one a value would be too far from its label.
const WIDEST: u16 = 60;

impl JournalScreen {
    /// Splits `area` into the list, and the chosen entry where there is room beside it.
    pub(super) fn panes(area: Rect) -> (Rect, Option<Rect>) {
        if area.width < BESIDE {
            return (area, None);
        }
        let list = if area.width >= WIDE { LIST.1 } else { LIST.0 };
        let parts = [Constraint::Length(list), Constraint::Length(1), Constraint::Fill(1)];
        let [list, _, entry] = Layout::horizontal(parts).areas(area);
        (list, Some(entry))
    }

    /// The area of an entry's page: beside the list where there is room, else in its place.
    pub(super) fn page(area: Rect) -> Rect {
        let page = Self::panes(area).1.unwrap_or(area);
        Rect { width: page.width.min(ENTRY), ..page }
    }

    /// Draws the list or what is open in its place, and an editor on top.
    pub(super) fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        if let Some(answering) = &self.answering {
            let title = self.item(model).map(|item| item.at().format("%-d %b %Y, %H:%M").to_string());
            let title = format!("Pain, {}", title.unwrap_or_default());
            let hint = "enter saves these answers, esc cancels";
            let page = CheckInPage { title: &title, question: &answering.question, moved: None, last: None, hint };
            return page.render(&model.theme, area, buf);
        }
        match &self.view {
            JournalView::List => self.render_list(model, area, buf),
            JournalView::Entry => self.render_entry(model, area, buf),
            JournalView::Problems => self.render_problems(model, area, buf),
            JournalView::Filter(at) => self.render_filter(*at, model, area, buf),
            JournalView::Past(past) => {
                let hint = "If you finished it, all planned steps are recorded. s to save.";
                let (rows, theme) = (past.rows(model), &model.theme);
                let title = "Add a past session";
                EntryForm { title, aside: "", rows: &rows, at: past.at, hint, theme }.render(area, buf);
            }
        }
        if let Some((purpose, editor)) = &self.editor {
            editor.render(&model.theme, self.anchor(*purpose, area), area, buf);
        }
    }

    /// The place of an editor: at the chosen line of its form, or in the middle of the page or list it belongs to.
    fn anchor(&self, purpose: Purpose, area: Rect) -> EditorAnchor {
        match (purpose, &self.view) {
            (Purpose::Filter(at), _) => {
                EditorAnchor::below(at, EntryForm::frame(filter_form::LINES, filter_area(area)))
            }
            (Purpose::Past, JournalView::Past(past)) => {
                EditorAnchor::below(past.at, EntryForm::frame(manual_session::LINES, area))
            }
            (Purpose::Change(..), _) => EditorAnchor::Middle(Self::page(area)),
            _ => EditorAnchor::Middle(Self::panes(area).0),
        }
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let (list, entry) = Self::panes(area);
        self.render_listed(model, list, buf);
        if let (Some(_), Some(laid)) = (entry, self.laid(model, &model.theme)) {
            self.reader.render(&laid.title, &laid.aside, &laid.content, Self::page(area), buf);
        }
    }

    /// Draws the list under a line about its contents.
    fn render_listed(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        self.render_head(model, head, buf);
        let Some(journal) = model.journal() else {
            let inner = framed("Journal", body, &model.theme, buf);
            put(buf, inner, (0, 0), "reading your journal", model.theme.quiet());
            return;
        };
        if self.listing.is_empty() {
            let inner = framed("Journal", body, &model.theme, buf).inner(Margin::new(0, u16::from(body.height > 8)));
            let is_read = !model.whole.is_being_read();
            let text = match (self.wanted.is_set(), is_read) {
                (true, _) if self.search.is_some() => "no matches; esc shows all",
                (true, _) => "no matches; backspace clears the filter",
                (false, true) => EMPTY,
                (false, false) => "nothing in the last months; reading the rest",
            };
            for (y, line) in (0..inner.height).zip(wrap(text, inner.width.into())) {
                put(buf, inner, (0, y), &line, model.theme.text());
            }
            return;
        }
        JournalList { journal, listing: &self.listing, selected: self.selected, model }.render(body, buf);
    }

    /// Draws the search, or the filter and the number of entries; and a note while the journal is being read.
    fn render_head(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let reading = if model.whole.is_being_read() { "reading…" } else { "" };
        let right = area.width.saturating_sub(saturated(columns(reading)) + 1);
        put(buf, area, (right, 0), reading, theme.quiet());
        let room = right.saturating_sub(2);
        if let Some(search) = &self.search {
            let x = put(buf, area, (1, 0), "/ ", theme.key());
            let found = if search.is_empty() { String::new() } else { self.found() };
            let at = right.saturating_sub(saturated(columns(&found)) + 2);
            put(buf, area, (at, 0), &found, theme.quiet());
            let field = Rect { x: area.x + x, width: at.saturating_sub(x + 1), ..area };
            let cursor = Some(search.cursor());
            TextField { value: search.value(), cursor, hint: "search your journal", theme }.render(field, buf);
            return;
        }
        let said = filter_form::said(&self.wanted, model);
        let text = match (said.is_empty(), model.journal()) {
            (false, _) => format!("{said} · {}", self.found()),
            (true, Some(journal)) => counts(journal),
            (true, None) => String::new(),
        };
        let is_long = columns(&text) > room.into() && !said.is_empty();
        let text = if is_long { format!("filtered · {}", self.found()) } else { text };
        put(buf, area, (1, 0), &fit(&text, room.into()), theme.quiet());
    }

    fn found(&self) -> String {
        match self.listing.len() {
            0 => NOTHING_FOUND.to_owned(),
            found => format!("{found} found"),
        }
    }

    fn render_entry(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let (list, entry) = Self::panes(area);
        let Some(laid) = self.laid(model, &model.theme) else { return };
        if entry.is_some() {
            self.render_listed(model, list, buf);
        }
        self.reader.render(&laid.title, &laid.aside, &laid.content, Self::page(area), buf);
    }

    /// Draws the filter beside the list, or above it where it is narrow.
    fn render_filter(&self, at: usize, model: &Model, area: Rect, buf: &mut Buffer) {
        let form = filter_area(area);
        let list = if form.width < area.width {
            Rect { width: area.width - form.width - 1, ..area }
        } else {
            let rows = EntryForm::frame(filter_form::LINES, form).height;
            Rect { y: area.y + rows, height: area.height.saturating_sub(rows), ..area }
        };
        if list.height >= LEAST_LIST {
            self.render_listed(model, list, buf);
        }
        let (rows, theme) = (filter_form::rows(&self.wanted, model), &model.theme);
        let aside = if self.wanted.is_set() { self.found() } else { String::new() };
        EntryForm { title: "Filter", aside: &aside, rows: &rows, at, hint: "", theme }.render(form, buf);
    }

    /// Writes the lines of the files that cannot be read.
    pub(super) fn problems<'t>(model: &Model, content: Content<'t>) -> Content<'t> {
        let mut content = content;
        let Some(journal) = model.journal() else { return content };
        for problem in journal.problem_lines() {
            content.item("• ", &problem);
        }
        if journal.foreign() > 0 {
            content.gap();
            content
                .quiet(&format!("{} more lines from another version or program; kept, not shown", journal.foreign()));
        }
        content.gap();
        content.quiet("Nothing is lost: these lines stay in their files as they are.");
        content
    }

    fn render_problems(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let content = Self::problems(model, Content::new(&model.theme, area.width.saturating_sub(2)));
        self.reader.render("Lines that can't be read", "", &content, area, buf);
    }
}

/// The area of the filter: at the right of the list where both have room, else all of it.
fn filter_area(area: Rect) -> Rect {
    let (least, width) = FILTER_BESIDE;
    match JournalScreen::panes(area).1 {
        Some(beside) => beside,
        None if area.width >= least => Rect { x: area.right() - width, width, ..area },
        None => area,
    }
}

/// A framed form of lines to be entered one by one.
pub(super) struct EntryForm<'a> {
    /// The title of the frame.
    pub(super) title: &'a str,
    /// The text at the right of the title.
    pub(super) aside: &'a str,
    /// The labels and values of the lines.
    pub(super) rows: &'a [(&'static str, String)],
    /// The chosen line.
    pub(super) at: usize,
    /// The text below the frame.
    pub(super) hint: &'a str,
    /// The styles to draw with.
    pub(super) theme: &'a Theme,
}

impl EntryForm<'_> {
    /// The frame of a form of this many lines.
    pub(super) fn frame(lines: usize, area: Rect) -> Rect {
        Rect { width: area.width.min(WIDEST), height: area.height.min(saturated(lines + 2)), ..area }
    }

    /// Draws the form.
    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) {
        let frame = Self::frame(self.rows.len(), area);
        let below = Rect { y: frame.bottom(), height: area.height - frame.height, ..area };
        let hint = wrap(self.hint, usize::from(frame.width.saturating_sub(2)));
        let block = Block::bordered()
            .border_style(self.theme.dialog_border())
            .title(Line::from(format!(" {} ", self.title)).style(self.theme.title()));
        let aside = Line::from(format!(" {} ", self.aside)).right_aligned().style(self.theme.quiet());
        let block = if self.aside.is_empty() { block } else { block.title_top(aside) };
        let inner = block.inner(frame);
        block.render(frame, buf);
        let rows: Vec<Row<'_>> = self.rows.iter().map(|(title, detail)| Row { title, detail }).collect();
        let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
        PickList { rows: &rows, selected: Some(self.at), theme: self.theme }.render(inner, buf);
        for (y, line) in (0..below.height).zip(&hint) {
            put(buf, below, (1, y), line, self.theme.quiet());
        }
    }
}

/// The size of the journal: `1204 sessions, 3310 ratings`.
fn counts(journal: &Journal) -> String {
    format!("{}, {}", counted(journal.sessions().len(), "session"), counted(journal.ratings().len(), "rating"))
}
