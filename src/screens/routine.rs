//! A routine's page: what it is for, its steps with doses and sides, how long it takes.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::route::{Begin, Go};
use crate::domain::content::dose::Dose;
use crate::domain::content::link::needs_text;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::When;
use crate::domain::play::compile::Options;
use crate::domain::play::timeline::Timeline;
use crate::domain::text::Text;
use crate::widgets::wrap::{columns, fit, put, wrap};

/// What the mark behind a dose means.
const OURS: &str = "* our number, not the source's";

/// Time limits offered by key, in minutes.
const LIMITS: [u32; 6] = [3, 5, 10, 15, 20, 30];

/// Rows around the page: the program's head and foot, and the routine's name.
const FRAME_ROWS: u16 = 3;

/// State of a routine's page.
pub struct RoutineScreen {
    routine: Arc<Routine>,
    options: Options,
    /// Compiled with the options; `None` where that fails.
    timeline: Option<Timeline>,
    scroll: u16,
}

impl RoutineScreen {
    /// The page of `routine`, with the options that hold by default.
    pub fn new(routine: Arc<Routine>, model: &Model) -> Self {
        let options = model.default_options();
        let timeline = model.timeline(&routine, options).ok();
        Self { routine, options, timeline, scroll: 0 }
    }

    /// Does what the user wants.
    pub fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = (self.scroll + 1).min(self.last_scroll(cx.model)),
            Action::Back => cx.go(Go::Back),
            Action::Start => {
                let begin = Begin { routine: Arc::clone(&self.routine), options: self.options, before: None };
                cx.go(if cx.model.settings.check_in { Go::CheckIn(begin) } else { Go::Session(begin) });
            }
            Action::MoreRounds => self.options.rounds = Some((self.rounds() + 1).min(20)),
            Action::FewerRounds => self.options.rounds = Some(self.rounds().saturating_sub(1).max(1)),
            Action::CycleMinutes => self.cycle_minutes(cx.model),
            Action::CycleWhen => self.cycle_when(),
            Action::ToggleAutoAdvance => self.options.auto_advance = !self.options.auto_advance,
            _ => return,
        }
        self.timeline = cx.model.timeline(&self.routine, self.options).ok();
    }

    /// Draws it.
    pub fn render(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        let length = self.timeline.as_ref().map(|timeline| timeline.length().to_string()).unwrap_or_default();
        let title = fit(self.routine.title.as_str(), usize::from(area.width).saturating_sub(columns(&length) + 4));
        put(buf, head, (1, 0), &title, model.theme.title());
        let right = area.width.saturating_sub(columns(&length) as u16 + 1);
        put(buf, head, (right, 0), &length, model.theme.strong());
        let body = body.inner(ratatui::layout::Margin::new(1, 0));
        let lines = self.lines(model, body.width);
        let last = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(body.height);
        let first = usize::from(self.scroll.min(last));
        for (y, (line, style)) in (0..body.height).zip(lines.iter().skip(first)) {
            put(buf, body, (0, y), line, *style);
        }
        if last > 0 && first < usize::from(last) {
            let more = "↓ more";
            put(buf, body, (body.width.saturating_sub(6), body.height.saturating_sub(1)), more, model.theme.key());
        }
    }

    /// How far down the page goes: its lines less what the terminal shows of them at once.
    fn last_scroll(&self, model: &Model) -> u16 {
        let (width, height) = model.viewport;
        let lines = self.lines(model, width.saturating_sub(2)).len();
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(height.saturating_sub(FRAME_ROWS))
    }

    fn rounds(&self) -> u32 {
        self.timeline.as_ref().map_or(1, |timeline| timeline.rounds)
    }

    /// The next shorter limit than the whole, down to the least, then none again.
    fn cycle_minutes(&mut self, model: &Model) {
        let whole = Options { minutes: None, ..self.options };
        let Ok(whole) = model.timeline(&self.routine, whole) else { return };
        let below = self.options.minutes.map_or(whole.planned().as_secs(), |minutes| u64::from(minutes) * 60);
        self.options.minutes = LIMITS.into_iter().rev().find(|minutes| u64::from(*minutes) * 60 < below);
    }

    fn cycle_when(&mut self) {
        let all = &self.routine.when;
        let at = self.options.when.and_then(|when| all.iter().position(|other| *other == when)).unwrap_or(0);
        self.options.when = all.get((at + 1) % all.len().max(1)).copied();
    }

    fn lines(&self, model: &Model, width: u16) -> Vec<(String, Style)> {
        let theme = &model.theme;
        let mut lines: Vec<(String, Style)> = Vec::new();
        let text = |lines: &mut Vec<(String, Style)>, text: &str, style: Style| {
            lines.extend(wrap(text, width.into()).into_iter().map(|line| (line, style)));
        };
        text(&mut lines, self.routine.summary.as_str(), theme.text());
        text(&mut lines, &when_text(&self.routine, self.options.when), theme.quiet());
        if let Some(true) = model.catalog.own_routine(self.routine.id.as_str()) {
            text(&mut lines, "yours, in place of the built-in one", theme.accent());
        }
        lines.push((String::new(), theme.text()));
        let steps = step_lines(model, &self.routine, self.options, width);
        let some_ours = steps.iter().any(|line| line.contains("* ") || line.contains("*,"));
        lines.extend(steps.into_iter().map(|line| (line, theme.text())));
        lines.push((String::new(), theme.text()));
        text(&mut lines, &self.options_text(), theme.accent());
        if let Some(timeline) = self.timeline.as_ref().filter(|timeline| !timeline.dropped.is_empty()) {
            let dropped: Vec<&str> = timeline.dropped.iter().map(Text::as_str).collect();
            text(&mut lines, &format!("left out to fit: {}", dropped.join(", ")), theme.warning());
        }
        lines.push((String::new(), theme.text()));
        self.routine.notes.iter().for_each(|note| text(&mut lines, note.as_str(), theme.quiet()));
        if some_ours {
            text(&mut lines, OURS, theme.quiet());
        }
        for source in &self.routine.sources {
            text(&mut lines, &format!("source: {source}"), theme.quiet());
        }
        lines
    }

    fn options_text(&self) -> String {
        let rounds = self.rounds();
        let mut parts = vec![format!("{rounds} {}", if rounds == 1 { "round" } else { "rounds" })];
        parts.extend(self.options.minutes.map(|minutes| format!("at most {minutes} min")));
        parts.push(
            if self.options.auto_advance { "goes on by itself" } else { "waits for a key after rest" }.to_owned(),
        );
        parts.join(" · ")
    }
}

/// The steps of a routine: number, name, dose; the dose moves to a line of its own where it is
/// narrow. A number that is ours, not the source's, is marked.
pub fn step_lines(model: &Model, routine: &Routine, options: Options, width: u16) -> Vec<String> {
    let when = options.when.or_else(|| routine.when.first().copied());
    let own = model.catalog.own_routine(routine.id.as_str()).is_some();
    let mut lines = Vec::new();
    for (at, step) in routine.steps.iter().enumerate() {
        let Some(exercise) = model.catalog.exercise(step.exercise.as_str()) else { continue };
        let dose = step.dose_for(&exercise, when).map(|dose| dose_text(&dose, own)).unwrap_or_default();
        let name = format!("{:>2} {}", at + 1, exercise.name);
        let gap = usize::from(width).saturating_sub(columns(&name) + columns(&dose));
        if gap >= 2 {
            lines.push(format!("{name}{}{dose}", " ".repeat(gap)));
        } else {
            lines.push(fit(&name, width.into()));
            lines
                .extend(wrap(&dose, usize::from(width).saturating_sub(3)).into_iter().map(|line| format!("   {line}")));
        }
        let why = step.before_run.as_ref().filter(|_| when == Some(When::BeforeRun)).map(|occasion| &occasion.why);
        for note in why.into_iter().chain(&step.note) {
            lines.extend(
                wrap(note.as_str(), usize::from(width).saturating_sub(3)).into_iter().map(|line| format!("   {line}")),
            );
        }
    }
    lines
}

/// A dose as it will be done; a number of ours is marked. In the user's own routine all are theirs.
fn dose_text(dose: &Dose, own: bool) -> String {
    let dose = dose.as_used();
    if own { dose.to_string() } else { dose.marked().to_string() }
}

/// When a routine is of use and what it needs: the chosen occasion first.
pub fn when_text(routine: &Routine, chosen: Option<When>) -> String {
    let mut when: Vec<When> = routine.when.clone();
    when.sort_by_key(|other| Some(*other) != chosen);
    let occasions: Vec<String> = when.iter().map(|when| when.as_str().replace('-', " ")).collect();
    format!("{} · {}", occasions.join(", "), needs_text(&routine.equipment))
}
