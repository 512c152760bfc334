//! The user's own activities: to be rated, added, renamed and removed. Higher is better here, unlike pain.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::widgets::Widget;
use serde_json::Map;
use uuid::Uuid;

use crate::domain::journal::activities::{MOST, Own};
use crate::domain::journal::entry::{Body, Entry, Score};
use crate::domain::journal::self_report::ActivityScore;
use crate::domain::text::Text;
use crate::domain::time::calendar::days_between;
use crate::domain::time::{Now, days_ago};
use crate::screens::ScreenView;
use crate::screens::check_in::{ScoreInput, label};
use crate::screens::edit;
use crate::screens::moving::Moving;
use crate::screens::page::column;
use crate::screens::spoken::{InWords, SpokenChoice};
use crate::state::action::Action;
use crate::state::cx::Cx;
use crate::state::keymap::Context;
use crate::state::model::Model;
use crate::state::route::Route;
use crate::theme::Theme;
use crate::widgets::pain_scale::{PainScale, ScoreSubject};
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{fit, put, put_lines, saturated, wrap};

/// The longest name, in graphemes: short enough for a line.
const LONGEST: usize = 30;

/// State of the screen.
#[derive(Default)]
pub struct Activities {
    at: usize,
    /// True for the weekly question, which the program opens: an activity without an answer is then written down as
    /// that.
    is_weekly: bool,
    /// The answers of this visit.
    given: Vec<GivenScore>,
    naming: Option<Naming>,
}

/// An answer of this screen.
struct GivenScore {
    name: Text,
    entry: Uuid,
    score: ScoreInput,
}

impl Activities {
    /// The weekly question, opened by the program.
    pub fn weekly() -> Self {
        Self { is_weekly: true, ..Self::default() }
    }

    fn score_of(&self, name: &Text) -> Option<ScoreInput> {
        self.given.iter().find(|given| given.name == *name).map(|given| given.score)
    }

    /// Rates the chosen activity: writes the first answer at once, and a change of it as an amendment.
    fn rate(&mut self, action: Action, own: &[Own], cx: &mut Cx<'_>) {
        let Some(own) = own.get(self.at) else { return };
        let mut score = self.score_of(&own.name).unwrap_or_default();
        let before = score.score;
        if !score.update(action, cx.now.mono) {
            return;
        }
        let id = cx.model.ids.next(cx.now);
        match self.given.iter_mut().find(|given| given.name == own.name) {
            Some(given) => {
                given.score = score;
                if score.score != before {
                    let mut set = Map::new();
                    set.insert("score".to_owned(), score.score.map(Score::value).into());
                    cx.write(Entry::new(id, cx.now.wall, Body::Amend { target: given.entry, set }));
                }
            }
            None if score.score.is_some() => {
                cx.write(Entry::new(id, cx.now.wall, answer(&own.name, score.score)));
                self.given.push(GivenScore { name: own.name.clone(), entry: id, score });
            }
            None => {}
        }
    }

    fn remove(&mut self, own: &[Own], cx: &mut Cx<'_>) {
        let Some(own) = own.get(self.at) else { return };
        let id = cx.model.ids.next(cx.now);
        let body = Body::Activity(ActivityScore { name: own.name.clone(), score: None, removed: true });
        cx.write(Entry::new(id, cx.now.wall, body));
        self.given.retain(|given| given.name != own.name);
        self.at = self.at.saturating_sub(1);
        cx.notify_saving("", format!("{} is off the list; its history stays in your journal", own.name));
    }

    /// Leaves the screen. The weekly question writes open activities down as unanswered, so that they are not asked
    /// again tomorrow.
    fn leave(&mut self, own: &[Own], cx: &mut Cx<'_>) {
        if self.is_weekly {
            let open: Vec<&Own> = own.iter().filter(|own| self.score_of(&own.name).is_none()).collect();
            let entries: Vec<Entry> = open
                .into_iter()
                .map(|own| Entry::new(cx.model.ids.next(cx.now), cx.now.wall, answer(&own.name, None)))
                .collect();
            if !entries.is_empty() {
                cx.write_all(entries);
            }
        }
        cx.go(Route::Back);
    }
}

impl ScreenView for Activities {
    fn context(&self) -> Context {
        if self.naming.is_some() { Context::ActivityName } else { Context::Activities }
    }

    fn has_use(&self, action: Action, model: &Model, _: &Now) -> bool {
        let count = owned(model).len();
        match action {
            Action::Add => count < MOST,
            Action::Digit(_) | Action::Rename | Action::Remove | Action::Clear => count > 0,
            Action::Up | Action::Down => count > 1,
            _ => true,
        }
    }

    fn update(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let Some(naming) = &mut self.naming {
            if naming.update(action, cx) {
                self.naming = None;
                self.at = self.at.min(owned(cx.model).len().saturating_sub(1));
            }
            return;
        }
        let own = owned(cx.model);
        let last = own.len().saturating_sub(1);
        match action {
            Action::Confirm | Action::Back => self.leave(&own, cx),
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Add if cx.model.recent.is_none() => cx.notify("your journal is still being read; try again"),
            Action::Add if own.len() < MOST => {
                (self.at, self.naming) = (own.len(), Some(Naming::new()));
            }
            Action::Add => cx.notify("three are enough; x removes one"),
            Action::Rename => self.naming = own.get(self.at).map(Naming::of),
            Action::Remove => self.remove(&own, cx),
            action => self.rate(action, &own, cx),
        }
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) {
        if let Some(naming) = &mut self.naming {
            naming.paste(text);
        }
    }

    fn in_words(&self, model: &Model, _: &Now) -> InWords {
        let own = owned(model);
        if self.naming.is_some() {
            let asks = vec!["What is your goal? Type it in one line; an empty line or back cancels.".to_owned()];
            let words = &["back", "next", "skip", "cancel", "none", "no", "done", "quit"];
            let always = vec![
                SpokenChoice::new(Action::Back, words, "leave it as it was"),
                SpokenChoice::new(Action::Safety, &["safety"], "safety check"),
            ];
            return InWords { asks, always, ..InWords::default() };
        }
        let title = if self.is_weekly { "Your goals, this week." } else { "Your goals." };
        let mut choices = Vec::new();
        let mut asks = Vec::new();
        let mut answer = String::new();
        if let Some(chosen) = own.get(self.at) {
            asks.push(format!("{}, {} of {}.", chosen.name, self.at + 1, own.len()));
            let given = self.score_of(&chosen.name).and_then(|given| given.score);
            answer = given.map(|score| format!("{}: {score}.", chosen.name)).unwrap_or_default();
            choices.push(SpokenChoice::score("how well it goes"));
        }
        if self.at + 1 < own.len() {
            choices.push(SpokenChoice::new(Action::Down, &["next"], "").by("tab"));
        }
        choices.push(SpokenChoice::new(Action::Confirm, &["done", "skip"], "continue"));
        if own.len() < MOST {
            choices.push(SpokenChoice::new(Action::Add, &["add"], "another one"));
        }
        if !own.is_empty() {
            choices.push(SpokenChoice::new(Action::Rename, &["rename"], ""));
            choices.push(SpokenChoice::new(Action::Remove, &["remove"], "remove it from the list"));
        }
        let what = if own.is_empty() { WHAT_FOR } else { ASKED };
        InWords { head: vec![title.to_owned(), what.to_owned()], asks, answer, choices, ..InWords::default() }
    }

    fn render(&self, model: &Model, now: &Now, area: Rect, buf: &mut Buffer) -> Moving {
        let own = owned(model);
        let (new, renaming) = match &self.naming {
            Some(naming) if naming.is_new() => (Some(naming), None),
            naming => (None, naming.as_ref()),
        };
        let rows: Vec<ActivityRow<'_>> = (own.iter().enumerate())
            .map(|(at, own)| ActivityRow {
                own,
                is_chosen: at == self.at,
                score: self.score_of(&own.name).and_then(|score| score.score),
                naming: renaming.filter(|_| at == self.at),
            })
            .collect();
        ActivitiesPage { rows: &rows, new, is_weekly: self.is_weekly, today: now.wall.date_naive() }.render(
            &model.theme,
            area,
            buf,
        );
        Moving::default()
    }
}

/// A name being typed.
struct Naming {
    text: TextInput,
    /// The name it had and the entries that have it; `None` for a new one.
    before: Option<(Text, Vec<Uuid>)>,
}

impl Naming {
    /// A name for a new activity.
    fn new() -> Self {
        Self { text: TextInput::with_limit(LONGEST), before: None }
    }

    /// Another name for an existing activity.
    fn of(own: &Own) -> Self {
        let text = TextInput::with_limit(LONGEST).filled(own.name.as_str());
        Self { text, before: Some((own.name.clone(), own.entries.clone())) }
    }

    /// Returns true if the activity is new.
    fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Returns the text so far, and the place of the cursor.
    fn shown(&self) -> (&str, usize) {
        (self.text.value(), self.text.cursor())
    }

    /// Puts pasted text into it.
    fn paste(&mut self, text: &str) {
        self.text.insert_str(text);
    }

    /// Handles an action; returns true once typing is over.
    fn update(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back => true,
            Action::Confirm => self.keep(cx),
            action => {
                edit(&mut self.text, action);
                false
            }
        }
    }

    fn keep(&self, cx: &mut Cx<'_>) -> bool {
        let name = Text::clean(self.text.value());
        let is_same = self.before.as_ref().is_some_and(|(before, _)| *before == name);
        if name.is_empty() || is_same {
            return true;
        }
        if owned(cx.model).iter().any(|own| own.name == name) {
            cx.notify(format!("{name} is on the list already"));
            return false;
        }
        let entries: Vec<Entry> = match &self.before {
            None => vec![Entry::new(cx.model.ids.next(cx.now), cx.now.wall, answer(&name, None))],
            // All that was answered goes by the new name, or its past would be lost from sight.
            Some((_, entries)) => entries.iter().map(|target| renamed(*target, &name, cx)).collect(),
        };
        cx.write_all(entries);
        true
    }
}

fn answer(name: &Text, score: Option<Score>) -> Body {
    Body::Activity(ActivityScore { name: name.clone(), score, removed: false })
}

fn owned(model: &Model) -> Vec<Own> {
    model.recent.as_ref().map(|recent| recent.activities.clone()).unwrap_or_default()
}

fn renamed(target: Uuid, name: &Text, cx: &mut Cx<'_>) -> Entry {
    let mut set = Map::new();
    set.insert("name".to_owned(), name.as_str().into());
    Entry::new(cx.model.ids.next(cx.now), cx.now.wall, Body::Amend { target, set })
}

/// The question. **Source**: the patient-specific functional scale (Stratford et al., Physiotherapy Canada 1995), in
/// our words.
const ASKED: &str = "How well can you do it now? 0: not at all, 10: as well as before.";

const ONCE_A_WEEK: &str = " Asked once a week; enter skips.";

/// The purpose of the list, shown while it is empty. Our own words.
const WHAT_FOR: &str = "Name one to three things that matter to you, such as `run 5 km` or `put on socks`. Once a week, after \
                        a session, you say how well each goes: 0 is not at all, 10 as well as before.";

/// The list of activities, and the name of a new one while it is typed.
struct ActivitiesPage<'a> {
    rows: &'a [ActivityRow<'a>],
    /// The name of a new activity.
    new: Option<&'a Naming>,
    /// True for the weekly question.
    is_weekly: bool,
    /// The user's local date.
    today: NaiveDate,
}

/// One activity of the list.
struct ActivityRow<'a> {
    /// The activity with its last answer.
    own: &'a Own,
    is_chosen: bool,
    /// Today's answer.
    score: Option<Score>,
    /// The new name while it is typed.
    naming: Option<&'a Naming>,
}

impl ActivitiesPage<'_> {
    /// Draws the rows below each other; where room is short only the chosen one has its scale.
    fn render(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let roomy = area.height >= 16;
        let body = column(area).inner(Margin::new(1, u16::from(roomy)));
        let asked = if self.rows.is_empty() { WHAT_FOR } else { ASKED };
        let text = format!("{asked}{}", if self.is_weekly { ONCE_A_WEEK } else { "" });
        let lines = wrap(&text, body.width.into());
        let rows = [
            Constraint::Length(1),
            Constraint::Length(saturated(lines.len())),
            Constraint::Length(u16::from(roomy)),
            Constraint::Fill(1),
        ];
        let [title, asked, _, mut list] = Layout::vertical(rows).areas(body);
        put(buf, title, (0, 0), if self.is_weekly { "Your goals, this week" } else { "Your goals" }, theme.title());
        put_lines(buf, asked, &lines, theme.quiet());
        for row in self.rows {
            let height = if roomy { 4 } else { 1 + 2 * u16::from(row.is_chosen) };
            let [here, below] = Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(list);
            row.render(self.today, theme, here, buf);
            list = below;
        }
        match self.new {
            Some(naming) => render_name(naming, theme, list, buf),
            None if self.rows.is_empty() => {
                put(buf, list, (0, u16::from(!roomy)), "a adds a goal", theme.text());
            }
            None => {}
        }
    }
}

impl ActivityRow<'_> {
    fn render(&self, today: NaiveDate, theme: &Theme, area: Rect, buf: &mut Buffer) {
        match self.naming {
            Some(naming) => render_name(naming, theme, area, buf),
            None => {
                let x = label(self.own.name.as_str(), self.is_chosen, theme, area, buf);
                let room = area.width.saturating_sub(x + 2);
                put(buf, area, (x + 2, 0), &fit(&self.last(today), room.into()), theme.quiet());
            }
        }
        let rows = area.height.saturating_sub(1).min(2);
        let scale = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: rows };
        PainScale { score: self.score.map(Score::value), scored: ScoreSubject::Ability, theme }.render(scale, buf);
    }

    /// The last answer: `last 6, 8 days ago`.
    fn last(&self, today: NaiveDate) -> String {
        let Some((score, at)) = self.own.last else { return String::new() };
        format!("last {score}, {}", days_ago(days_between(at.date_naive(), today)))
    }
}

fn render_name(naming: &Naming, theme: &Theme, area: Rect, buf: &mut Buffer) {
    put(buf, area, (0, 0), "▸ ", theme.accent());
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1.min(area.height), ..area };
    let (value, cursor) = naming.shown();
    TextField { value, cursor: Some(cursor), hint: "what you want to do again", theme }.render(line, buf);
}
