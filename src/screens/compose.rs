//! The form in which a session is put together: its aim, the time, the position, the equipment; beside it the
//! session that comes of it, or the reason why there is none.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::filters::{FilterField, FilterValue, Filters};
use super::finder::{Finder, Listed};
use super::moving::Moving;
use super::page::Content;
use super::panes;
use super::routine::step_lines;
use crate::domain::advice::compose::{ComposeFailure, ComposeWish, Composed, Target, USUAL_MINUTES};
use crate::domain::advice::rule::Sentence;
use crate::domain::content::exercise::Id;
use crate::domain::content::filter::things;
use crate::domain::content::link::ItemKind;
use crate::domain::content::search::named_by;
use crate::domain::content::words::{Position, WordList};
use crate::domain::text::{counted, folded};
use crate::domain::time::Now;
use crate::screens::ScreenView;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::state::suggestions::{Explained, SuggestionReason};
use crate::widgets::list::{HeadedList, ListSection, Row};
use crate::widgets::wrap::{fit, put};

/// The width of the list: room for the longest problem with its exercises.
const LIST: u16 = 42;

/// The times that can be chosen, in minutes.
const MINUTES: [u32; 10] = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

/// The text in place of the list if a search finds nothing.
const NO_MATCH: &str = "no such problem; esc shows all";

/// A row of the list: what a session can be for.
struct TargetEntry {
    target: Target,
    heading: &'static str,
    /// `16 exercises`.
    detail: String,
}

impl Listed for TargetEntry {
    const KIND: ItemKind = ItemKind::Exercise;

    fn id(&self) -> Option<&Id> {
        None
    }

    fn is_named(&self, asked: &str) -> bool {
        let said = self.target.said();
        said.contains(&*folded(asked.trim())) || !named_by(asked, [said]).is_empty()
    }
}

/// The session that comes of the form, with what it was made by.
struct ComposePreview {
    wish: ComposeWish,
    day: NaiveDate,
    revision: u64,
    made: Result<Composed, ComposeFailure>,
}

/// State of the form.
pub struct ComposeScreen {
    list: Finder<TargetEntry>,
    /// `None` until the journal is read, and while nothing is chosen.
    preview: Option<ComposePreview>,
}

impl ComposeScreen {
    /// The form with the first problem chosen, and the equipment of the settings.
    pub fn new(model: &Model) -> Self {
        let problems = Target::problems(&model.catalog).into_iter().map(|target| ("Problems", target));
        let muscles = Target::muscles(&model.catalog).into_iter().map(|target| ("Muscles", target));
        let entries = problems.chain(muscles).map(|(heading, target)| {
            let exercises = model.catalog.exercises().filter(|exercise| target.is_met(exercise)).count();
            TargetEntry { target, heading, detail: counted(exercises, "exercise") }
        });
        let minutes = MINUTES.map(FilterValue::Minutes);
        let positions = Position::ALL.iter().map(|(_, position)| *position);
        let positions = positions.filter(|position| !matches!(position, Position::Running | Position::Varies));
        let fields = vec![
            FilterField::required("time", minutes, &FilterValue::Minutes(USUAL_MINUTES)),
            FilterField::new("position", positions.map(FilterValue::Position)),
        ];
        let exercises: Vec<_> = model.catalog.exercises().collect();
        let filters = Filters::new(fields, things(exercises.iter().flat_map(|exercise| &exercise.equipment)));
        let filters = filters.with_at_hand(model.settings.equipment.as_deref());
        Self { list: Finder::new(entries.collect(), filters), preview: None }
    }

    fn wish(&self) -> Option<ComposeWish> {
        let (minutes, position, at_hand) = self.list.filters().for_session();
        let target = self.list.chosen()?.target.clone();
        let positions = position.into_iter().collect();
        Some(ComposeWish { target, minutes: minutes.unwrap_or(USUAL_MINUTES), positions, at_hand })
    }

    /// Opens the page of the session, or the reasons why there is none.
    fn open(&mut self, cx: &mut Cx<'_>) {
        match self.preview.as_ref().map(|preview| &preview.made) {
            Some(Ok(composed)) => {
                cx.go(Route::Composed(Box::new(composed.clone())));
                // Whoever comes back changes the time or the place, which are keys and no letters of a search.
                self.list.end_search(cx.model);
            }
            Some(Err(failure)) => cx.go(Route::Why(explained(failure, cx.model))),
            None if self.list.chosen().is_some() => cx.notify("your journal is still being read; try again"),
            None => {}
        }
    }

    fn render_list(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = &model.theme;
        let inner = panes::framed("What for?", area, theme, buf);
        let entries: Vec<&TargetEntry> = self.list.found().collect();
        if entries.is_empty() {
            put(buf, inner, (0, 0), &fit(NO_MATCH, inner.width.into()), theme.quiet());
            return;
        }
        let rows = entries.iter().map(|entry| {
            let heading = if self.list.is_ranked() { "" } else { entry.heading };
            (heading, Row { title: entry.target.said(), detail: &entry.detail })
        });
        HeadedList { parts: &ListSection::gather(rows), selected: self.list.selected(), theme }.render(inner, buf);
    }

    fn render_preview(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let Some(preview) = &self.preview else {
            panes::framed("", area, &model.theme, buf);
            return;
        };
        panes::preview("", area, &model.theme, buf, |page| match &preview.made {
            Ok(composed) => write_session(composed, model, page),
            Err(failure) => write_failure(failure, model, page),
        });
    }
}

impl ScreenView for ComposeScreen {
    fn context(&self) -> Context {
        self.list.context(Context::Compose, Context::ComposeSearch)
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if self.list.update(action, cx.model) {
            return;
        }
        match action {
            Action::Open => self.open(cx),
            Action::CycleMinutes => self.list.filters_mut().step_first(),
            Action::Back => cx.go(Route::Back),
            _ => {}
        }
    }

    fn refresh(&mut self, model: &Model, now: &Now) {
        let (day, revision) = (now.wall.date_naive(), model.whole.revision());
        let Some(wish) = self.wish() else { return self.preview = None };
        let known = self.preview.as_ref().map(|known| (&known.wish, known.day, known.revision));
        if known == Some((&wish, day, revision)) {
            return;
        }
        let made = model.composed(&wish, now);
        self.preview = made.map(|made| ComposePreview { wish, day, revision, made });
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.paste(text, cx.model);
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let is_searching = u16::from(self.list.is_searching());
        let rows = [Constraint::Length(is_searching), Constraint::Length(1), Constraint::Fill(1)];
        let [search, choices, body] = Layout::vertical(rows).areas(area);
        self.list.render_search("a problem, a muscle or a region", &model.theme, search, buf);
        let width = usize::from(area.width.saturating_sub(2));
        put(buf, choices, (1, 0), &fit(&self.list.filters().choices(), width), model.theme.quiet());
        let panes = self.list.panes(body, LIST);
        if let Some(list) = panes.list {
            self.render_list(model, list, buf);
        }
        if let Some(preview) = panes.preview {
            self.render_preview(model, preview, buf);
        }
        if let Some(filters) = panes.filters {
            self.list.filters().render("Time, position, equipment", "", &model.theme, filters, buf);
        }
        Moving::default()
    }
}

fn write_session(composed: &Composed, model: &Model, page: &mut Content<'_>) {
    let routine = &composed.routine;
    page.heading(routine.title.as_str());
    page.quiet(&routine.needs_text());
    for note in &composed.notes {
        page.text(&note.text);
    }
    page.gap();
    let width = u16::try_from(page.width()).unwrap_or(u16::MAX);
    for line in step_lines(model, routine, model.default_options(), width) {
        page.line(&line, page.theme().text());
    }
}

fn write_failure(failure: &ComposeFailure, model: &Model, page: &mut Content<'_>) {
    page.styled("", &failure.text, page.theme().strong());
    for way in failure.ways(|id| title_of(id, model)) {
        page.text(&way);
    }
}

fn title_of(routine: &Id, model: &Model) -> Option<String> {
    model.catalog.title(ItemKind::Routine, routine.as_str())
}

/// Explains why there is no session, and what to loosen.
fn explained(failure: &ComposeFailure, model: &Model) -> Explained {
    let ways = failure.ways(|id| title_of(id, model));
    let all: Vec<String> = std::iter::once(failure.text.clone()).chain(ways).collect();
    let sentence = Sentence { text: all.join(" "), basis: failure.basis };
    let reason = SuggestionReason { change: None, sentence, entries: Vec::new() };
    Explained { title: "No session for this today".to_owned(), reasons: vec![reason] }
}
