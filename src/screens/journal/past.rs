//! A session of the past, written down by hand.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::change::{minutes, refuse_future};
use super::editor::{Editor, Entered, Sort};
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Word;
use crate::domain::play::player::{Command, Player};
use crate::domain::play::timeline::Timeline;
use crate::domain::record::entry::{Body, Entry, Moment, Outcome, Rating, Score, Session, StepRecord};
use crate::domain::record::stamp::whole_secs;
use crate::domain::record::told::score_text;
use crate::domain::text::Text;
use crate::domain::time::zone_rules::Placed;
use crate::domain::time::{Instant, Now, calendar};

/// How many lines the form has.
pub(super) const LINES: usize = 8;

const NAMES: [&str; LINES] = ["routine", "day", "time", "minutes", "how it went", "pain before", "pain after", "note"];

/// More segments than any routine has.
const MOST_KEYS: usize = 100_000;

/// What is entered so far.
#[derive(Debug, Clone)]
pub(super) struct Past {
    /// Which line is chosen.
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
    /// One of today, an hour ago.
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

    /// The lines: what they are about, and what is entered.
    pub(super) fn rows(&self, model: &Model) -> Vec<(&'static str, String)> {
        let not_asked = |score: Option<Score>| if score.is_some() { score_text(score) } else { "not asked".to_owned() };
        let values = [
            self.routine.as_ref().map_or_else(|| "choose one".to_owned(), |id| name(model, id)),
            self.day.format("%a %-d %b %Y").to_string(),
            self.time.format("%H:%M").to_string(),
            self.minutes.map_or_else(|| "not known".to_owned(), |minutes| format!("{minutes} min")),
            self.outcome.to_string(),
            not_asked(self.before),
            not_asked(self.after),
            self.note.clone(),
        ];
        NAMES.into_iter().zip(values).collect()
    }

    /// Enters what stands in the chosen line.
    pub(super) fn editor(&self, model: &Model, today: NaiveDate) -> Editor {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let score = |score: Option<Score>| number(score.map(|score| score.value().into()));
        let (sort, value) = match self.at {
            0 => (routines(model), self.routine.as_ref().map(ToString::to_string).unwrap_or_default()),
            1 => (Sort::Day(false), self.day.to_string()),
            2 => (Sort::Time, self.time.format("%H:%M").to_string()),
            3 => (Sort::Number(1_440, false), number(self.minutes)),
            4 => (outcomes(), self.outcome.to_string()),
            5 => (Sort::Number(10, true), score(self.before)),
            6 => (Sort::Number(10, true), score(self.after)),
            _ => (Sort::Text, self.note.clone()),
        };
        Editor::new(NAMES.get(self.at).copied().unwrap_or_default(), sort, &value, today)
    }

    /// Takes what was entered in the chosen line, and goes on to the next.
    pub(super) fn enter(&mut self, entered: &Entered, model: &Model) {
        let score = |number: &Option<u32>| number.and_then(|number| u8::try_from(number).ok()).and_then(Score::new);
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
            (5, Entered::Number(number)) => self.before = score(number),
            (6, Entered::Number(number)) => self.after = score(number),
            (7, Entered::Text(text)) => self.note = Text::clean(text).to_string(),
            _ => {}
        }
        self.at = (self.at + 1).min(LINES - 1);
    }

    /// Takes away what may be left open in the chosen line.
    pub(super) fn clear(&mut self) {
        match self.at {
            3 => self.minutes = None,
            5 => self.before = None,
            6 => self.after = None,
            7 => self.note.clear(),
            _ => {}
        }
    }

    /// Makes the entries for the session and its ratings, and returns them with the time at which it began.
    ///
    /// # Errors
    /// What is missing or cannot be, for people; the line where that stands is chosen then.
    pub(super) fn entries(&mut self, cx: &mut Cx<'_>) -> Result<(Placed, Vec<Entry>), String> {
        let Some(routine) = self.routine.as_ref().and_then(|id| cx.model.catalog.routine(id.as_str())) else {
            self.at = 0;
            return Err("which routine was it?".to_owned());
        };
        let Some(minutes) = self.minutes else {
            self.at = 3;
            return Err("about how many minutes?".to_owned());
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
        let body = Session {
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
    super::narrow::routine_name(model, id)
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
            None => player.command(Command::Next, now),
        }
        while player.poll_cue().is_some() {}
    }
    player.log().records(player.timeline())
}
