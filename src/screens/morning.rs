//! The questions on the morning after a session: pain now, and minutes of stiffness. One key skips them, and they close
//! by themselves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;
use serde_json::Map;
use uuid::Uuid;

use super::check_in::{ANCHORS, SCALE, ScoreInput, label};
use super::page::column;
use super::spoken::{InWords, SpokenChoice};
use crate::domain::advice::morning::{Due, sentence};
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Score};
use crate::domain::journal::session_ratings::LAST;
use crate::domain::time::{Instant, Now, calendar};
use crate::screens::ScreenView;
use crate::screens::moving::Moving;
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::theme::Theme;
use crate::widgets::pain_scale::{PainScale, ScoreSubject};
use crate::widgets::wrap::{fit, put, put_lines, wrap};

/// The most minutes that can be typed.
const MOST_MINUTES: u16 = 999;

/// The question. It may come late in the day, so it asks about the morning.
const QUESTION: &str = "How was your back when you got up?";

/// State of the question.
pub struct Morning {
    due: Due,
    score: ScoreInput,
    /// The entry, once the score is given; then the minutes are asked for.
    written: Option<Uuid>,
    minutes: Option<u16>,
    expires: Instant,
}

impl Morning {
    /// The questions about the session that is due.
    pub fn new(due: Due, now: &Now) -> Self {
        let left = (calendar::moved(due.ended, LAST) - now.wall).to_std().unwrap_or_default();
        Self { due, score: ScoreInput::default(), written: None, minutes: None, expires: now.mono + left }
    }

    fn render_minutes(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let x = label("How many minutes were you stiff?", self.written.is_some(), theme, area, buf);
        let text = match (self.minutes, self.written) {
            (Some(minutes), _) => format!("{minutes} min"),
            (None, Some(_)) => "_".to_owned(),
            (None, None) => "—".to_owned(),
        };
        put(buf, area, (x + 2, 0), &text, if self.written.is_some() { theme.chosen() } else { theme.quiet() });
    }

    /// The meaning of the score, once it is given; before, a hint about the keys.
    fn hint(&self, model: &Model) -> String {
        match (self.written, self.score.score) {
            (Some(_), score) => sentence(self.due.before, score, &model.settings.limits).unwrap_or_default(),
            (None, Some(_)) => "enter to save".to_owned(),
            (None, None) => format!("{ANCHORS}. x skips it; nothing is recorded."),
        }
    }

    /// Writes the score, before the minutes are asked for.
    fn write_score(&mut self, cx: &mut Cx<'_>) {
        let Some(score) = self.score.score else { return cx.go(Route::Back) };
        let rating = Rating { score: Some(score), session: Some(self.due.session), ..Rating::new(Moment::NextMorning) };
        let id = cx.model.ids.next(cx.now);
        cx.write(Entry::new(id, cx.now.wall, Body::Rating(rating)));
        self.written = Some(id);
    }

    fn write_minutes(&self, target: Uuid, cx: &mut Cx<'_>) {
        if let Some(minutes) = self.minutes {
            let mut set = Map::new();
            set.insert("stiff_min".to_owned(), minutes.into());
            let id = cx.model.ids.next(cx.now);
            cx.write(Entry::new(id, cx.now.wall, Body::Amend { target, set }));
        }
        cx.notify_saving("", "saved");
        cx.go(Route::Back);
    }

    fn type_minutes(&mut self, action: Action) {
        self.minutes = match (action, self.minutes) {
            (Action::Digit(digit), minutes) => {
                let longer = minutes.unwrap_or(0).saturating_mul(10).saturating_add(digit.into());
                if longer <= MOST_MINUTES { Some(longer) } else { minutes }
            }
            (Action::Number(number), minutes) => Some(number).filter(|number| *number <= MOST_MINUTES).or(minutes),
            (Action::Clear, Some(minutes)) if minutes >= 10 => Some(minutes / 10),
            (Action::Clear, _) => None,
            (Action::Lower, minutes) => minutes.map(|minutes| minutes.saturating_sub(5)),
            (Action::Higher, minutes) => minutes.map(|minutes| (minutes + 5).min(MOST_MINUTES)),
            (_, minutes) => minutes,
        };
    }
}

impl ScreenView for Morning {
    fn context(&self) -> Context {
        Context::Morning
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        match (action, self.written) {
            (Action::Back | Action::Skip, _) => cx.go(Route::Back),
            (Action::Confirm, Some(target)) => self.write_minutes(target, cx),
            (Action::Confirm, None) => self.write_score(cx),
            (action, None) => {
                self.score.update(action, cx.now.mono);
            }
            (action, Some(_)) => self.type_minutes(action),
        }
    }

    fn in_words(&self, model: &Model, _: &Now) -> InWords {
        let skip = SpokenChoice::new(Action::Skip, &["skip"], "nothing is recorded");
        if self.written.is_some() {
            let minutes = self.minutes.map(|minutes| format!("{minutes} minutes.")).unwrap_or_default();
            let number = SpokenChoice::new(Action::Digit(0), &["a number"], "minutes");
            return InWords {
                head: sentence(self.due.before, self.score.score, &model.settings.limits).into_iter().collect(),
                asks: vec!["How many minutes were you stiff?".to_owned()],
                answer: minutes,
                choices: vec![number, SpokenChoice::new(Action::Confirm, &["done", "skip"], "continue")],
                ..InWords::default()
            };
        }
        let session = format!("This morning, after {}, {}.", self.due.title, self.due.ended.format("%A %H:%M"));
        InWords {
            head: vec![session],
            asks: vec![format!("{QUESTION} {SCALE}")],
            answer: self.score.score.map(|score| format!("Pain {score}.")).unwrap_or_default(),
            choices: vec![
                SpokenChoice::score("how much"),
                SpokenChoice::new(Action::Confirm, &["done"], "save it"),
                skip,
            ],
            ..InWords::default()
        }
    }

    /// Returns the time from which it is too late to ask; an answer that is begun may be finished.
    fn expires(&self) -> Option<Instant> {
        self.written.is_none().then_some(self.expires)
    }

    fn render(&self, model: &Model, _: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let theme = &model.theme;
        let gap = u16::from(area.height >= 16);
        let rows = [
            Constraint::Length(2),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(2),
            Constraint::Length(gap),
            Constraint::Length(1),
            Constraint::Length(gap),
            Constraint::Fill(1),
        ];
        let [head, _, question, scale, _, stiff, _, below] =
            Layout::vertical(rows).areas(column(area).inner(Margin::new(1, gap)));
        put(buf, head, (0, 0), "This morning", theme.title());
        let session = format!("{}, {}", self.due.title, self.due.ended.format("%A %H:%M"));
        put(buf, head, (0, 1), &fit(&session, head.width.into()), theme.quiet());
        label(QUESTION, self.written.is_none(), theme, question, buf);
        PainScale { score: self.score.score.map(Score::value), scored: ScoreSubject::Pain, theme }.render(scale, buf);
        self.render_minutes(theme, stiff, buf);
        let lines = wrap(&self.hint(model), below.width.into());
        put_lines(buf, below, &lines, theme.text());
        Moving::default()
    }
}
