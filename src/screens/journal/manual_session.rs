//! A session of the past, written down by hand.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::change::{minutes, or_empty, refuse_future};
use super::editor::{Editor, Entered, Sort};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::WordList;
use crate::domain::journal::entry::{Body, Entry, Moment, Outcome, Rating, Score, SessionEntry, StepRecord};
use crate::domain::journal::summary::score_text;
use crate::domain::journal::timestamp::whole_secs;
use crate::domain::session::player::{Player, PlayerCommand};
use crate::domain::session::timeline::Timeline;
use crate::domain::text::Text;
use crate::domain::time::zone_rules::Placed;
use crate::domain::time::{Instant, Now, calendar};
use crate::state::cx::Cx;
use crate::state::model::Model;

/// The number of lines.
pub(super) const LINES: usize = 8;

const NAMES: [&str; LINES] = ["routine", "day", "time", "minutes", "how it went", "pain before", "pain after", "note"];

/// The most steps of the simulation: more than the segments of any routine.
const MOST_KEYS: usize = 100_000;

/// The values entered so far.
#[derive(Debug, Clone)]
pub(super) struct Past {
    /// The chosen line.
    pub(super) at: usize,
    routine: Option<Id>,
    day: NaiveDate,
    time: NaiveTime,
    minutes: Option<u32>,
    outcome: Outcome,
    before: Option<Score>,
    after: Option<Score>,
    note: String,
}

impl Past {
    /// A session of an hour ago.
    pub(super) fn new(now: &Now) -> Self {
        let then = calendar::moved(whole_secs(now.wall), TimeDelta::hours(-1));
        Self {
            at: 0,
            routine: None,
            day: then.date_naive(),
            time: then.time(),
            minutes: None,
            outcome: Outcome::Completed,
            before: None,
            after: None,
            note: String::new(),
        }
    }

    /// The labels and values of the lines.
    pub(super) fn rows(&self, model: &Model) -> Vec<(&'static str, String)> {
        let values = [
            self.routine.as_ref().map_or_else(|| "choose one".to_owned(), |id| name(model, id)),
            self.day.format("%a %-d %b %Y").to_string(),
            self.time.format("%H:%M").to_string(),
            self.minutes.map_or_else(|| "unknown".to_owned(), |minutes| format!("{minutes} min")),
            self.outcome.to_string(),
            score_or_not_asked(self.before),
            score_or_not_asked(self.after),
            self.note.clone(),
        ];
        NAMES.into_iter().zip(values).collect()
    }

    /// An editor for the chosen line.
    pub(super) fn editor(&self, model: &Model, today: NaiveDate) -> Editor {
        let (sort, value) = match self.at {
            0 => (routines(model), or_empty(self.routine.as_ref())),
            1 => (Sort::Day(false), self.day.to_string()),
            2 => (Sort::Time, self.time.format("%H:%M").to_string()),
            3 => (Sort::Number(1_440, false), or_empty(self.minutes)),
            4 => (outcomes(), self.outcome.to_string()),
            5 => (Sort::Number(10, true), or_empty(self.before)),
            6 => (Sort::Number(10, true), or_empty(self.after)),
            _ => (Sort::Text, self.note.clone()),
        };
        Editor::new(NAMES.get(self.at).copied().unwrap_or_default(), sort, &value, today)
    }

    /// Sets the chosen line to the entered value, and goes on to the next.
    pub(super) fn enter(&mut self, entered: &Entered, model: &Model) {
        match (self.at, entered) {
            (0, Entered::Choice(id)) => {
                self.routine = Id::new(id).ok();
                let length = model.catalog.routine(id).and_then(|routine| model.length(&routine));
                let length = length.and_then(|length| u32::try_from(length.as_secs()).ok());
                self.minutes = self.minutes.or(length.map(minutes));
            }
            (1, Entered::Day(Some(day))) => self.day = *day,
            (2, Entered::Time(time)) => self.time = *time,
            (3, Entered::Number(minutes)) => self.minutes = *minutes,
            (4, Entered::Choice(word)) => self.outcome = word.parse().unwrap_or(self.outcome),
            (5, Entered::Number(number)) => self.before = number.and_then(score),
            (6, Entered::Number(number)) => self.after = number.and_then(score),
            (7, Entered::Text(text)) => self.note = Text::clean(text).to_string(),
            _ => {}
        }
        self.at = (self.at + 1).min(LINES - 1);
    }

    /// Clears the chosen line, if it may be empty.
    pub(super) fn clear(&mut self) {
        match self.at {
            3 => self.minutes = None,
            5 => self.before = None,
            6 => self.after = None,
            7 => self.note.clear(),
            _ => {}
        }
    }

    /// Makes the entries of the session and its ratings, and returns them with the start of the session.
    ///
    /// # Errors
    /// The missing or impossible value, for people; its line is chosen then.
    pub(super) fn entries(&mut self, cx: &mut Cx<'_>) -> Result<(Placed, Vec<Entry>), String> {
        let Some(routine) = self.routine.as_ref().and_then(|id| cx.model.catalog.routine(id.as_str())) else {
            self.at = 0;
            return Err("choose the routine first".to_owned());
        };
        let Some(minutes) = self.minutes else {
            self.at = 3;
            return Err("how many minutes did it take?".to_owned());
        };
        let active_s = minutes * 60;
        let rules = cx.model.zone_rules;
        let placed = rules.place(self.day, self.time, cx.now.wall).inspect_err(|_| self.at = 2)?;
        let began = placed.at;
        let ended = rules.shown(calendar::moved(began, TimeDelta::seconds(active_s.into())));
        if let Err(why) = refuse_future(ended, cx.now) {
            self.at = 1;
            return Err(why);
        }
        // Of one that was not done to its end nobody knows which steps were.
        let is_whole = self.outcome == Outcome::Completed;
        let timeline = is_whole.then(|| cx.model.timeline(&routine, cx.model.default_options()).ok()).flatten();
        let body = SessionEntry {
            ended,
            routine: routine.id.clone(),
            title: routine.title.clone(),
            outcome: self.outcome,
            reason: None,
            active_s,
            effort: None,
            note: Text::clean(&self.note),
            steps: timeline.map(as_planned).unwrap_or_default(),
        };
        let id = cx.model.ids.next(cx.now);
        let mut rating = |score: Option<Score>, moment, at| {
            let id_of_rating = cx.model.ids.next(cx.now);
            let rating = Rating { score, session: Some(id), ..Rating::new(moment) };
            score.map(|_| Entry::new(id_of_rating, at, Body::Rating(rating)))
        };
        let ratings = [rating(self.before, Moment::Before, began), rating(self.after, Moment::After, ended)];
        let session = Entry::new(id, began, Body::Session(body));
        Ok((placed, [session].into_iter().chain(ratings.into_iter().flatten()).collect()))
    }
}

fn score(number: u32) -> Option<Score> {
    Score::new(u8::try_from(number).ok()?)
}

fn score_or_not_asked(score: Option<Score>) -> String {
    if score.is_some() { score_text(score) } else { "not asked".to_owned() }
}

fn routines(model: &Model) -> Sort {
    let all = model.catalog.routine_ids().filter_map(|id| Id::new(id).ok());
    let mut all: Vec<(String, String)> = all.map(|id| (name(model, &id), id.to_string())).collect();
    all.sort();
    Sort::Choice(all)
}

fn outcomes() -> Sort {
    Sort::Choice(Outcome::ALL.iter().map(|(word, _)| ((*word).to_owned(), (*word).to_owned())).collect())
}

fn name(model: &Model, id: &Id) -> String {
    super::filter_form::routine_name(model, id)
}

/// The record of a session in which everything went as planned.
fn as_planned(timeline: Timeline) -> Vec<StepRecord> {
    let mut now = Instant::default();
    let Some(mut player) = Player::start(timeline, now) else { return Vec::new() };
    for _ in 0..MOST_KEYS {
        if player.ending().is_some() {
            break;
        }
        match player.next_wakeup(now) {
            Some(next) => {
                now = next;
                player.handle_timeout(now);
            }
            None => player.command(PlayerCommand::Next, now),
        }
        while player.poll_cue().is_some() {}
    }
    player.log().records(player.timeline())
}
