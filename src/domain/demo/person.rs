//! The actions of the made-up person, day by day, and the entries that they write.

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::course::Day;
use super::visit::{DayForm, Visit};
use super::{DayStart, Device, Dice, NewId, WrittenEntry, course, moment};
use crate::domain::advice::adapt::adapt;
use crate::domain::advice::clearance::clearance;
use crate::domain::advice::limits::Limits;
use crate::domain::advice::readiness::{Readiness, Situation};
use crate::domain::advice::safety::Question;
use crate::domain::advice::screening_trigger::trigger;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::exercise::Id;
use crate::domain::content::plan::Work;
use crate::domain::content::routine::Routine;
use crate::domain::content::words::WordList as _;
use crate::domain::journal::activities::{current, is_due};
use crate::domain::journal::entry::{Body, Entry, Moment, Outcome, Rating, Score, Side, Stamp};
use crate::domain::journal::merged::Journal;
use crate::domain::journal::plan_mark::{Did, PlanMark, PlanMarks};
use crate::domain::journal::self_report::{ActivityScore, RedFlagSeen, Safety, SelfTestTry, Verdict};
use crate::domain::session::compile::{Lookup, Options, compile};
use crate::domain::session::run::Session;
use crate::domain::text::Text;
use uuid::Uuid;

/// Routines besides the plan, the usual ones twice.
const FAVOURITES: [&str; 9] = [
    "split-hip-stop",
    "split-hip-stop",
    "tabletop-and-twist",
    "tabletop-and-twist",
    "uhan-trunk-set",
    "desk-break",
    "core-basics",
    "lordosis-stretch",
    "pre-run-glute-wake-up",
];

/// Routines for days on which pain is high.
const GENTLE: [&str; 2] = ["flare-up-care", "squat-pain-day"];

/// The plan that is followed.
const PLAN: &str = "runner-week";

/// The number of days of sessions and ratings that are kept for the advice.
const HELD_DAYS: i64 = 100;

/// A person with a journal.
pub(super) struct Person<'a> {
    catalog: &'a Catalog,
    limits: Limits,
    dice: Dice,
    new_id: NewId<'a>,
    written: Vec<WrittenEntry>,
    /// The last weeks of sessions and ratings, and all entries of other kinds except changes.
    recent: Journal,
    device: Device,
    visits: u32,
}

impl<'a> Person<'a> {
    pub(super) fn new(catalog: &'a Catalog, dice: Dice, new_id: NewId<'a>) -> Self {
        let (limits, recent) = (Limits::default(), Journal::default());
        Self { catalog, limits, dice, new_id, written: Vec::new(), recent, device: Device::Laptop, visits: 0 }
    }

    pub(super) fn into_written(self) -> Vec<WrittenEntry> {
        self.written
    }

    /// Lives one day, with all that is written on it and on the morning after a session.
    pub(super) fn live_through(&mut self, day: &Day, morning: DayStart) {
        self.device = if self.dice.is(0.2) { Device::Desktop } else { Device::Laptop };
        if day.number == 0 {
            self.first_day(morning.at(6 * 60 + 40));
        }
        if let Some((which, since)) = day.flare {
            self.flare(which, since, day, morning);
        }
        if day.trains {
            self.forget(morning.at(0) - TimeDelta::days(HELD_DAYS));
            self.train(day, morning);
        } else if self.dice.is(0.04) {
            let at = morning.at(self.dice.between(700, 1300));
            self.rate(Moment::Other, day, at, None);
        }
    }

    fn first_day(&mut self, at: Stamp) {
        self.write(at, Body::Safety(Safety::new(all_questions(), Vec::new())));
        for name in course::OWN.iter().take(2) {
            let activity = ActivityScore { name: Text::from(*name), score: Score::new(4), removed: false };
            self.write(at + TimeDelta::minutes(2), Body::Activity(activity));
        }
    }

    /// Writes the ratings of a flare-up; during the first one, the person sees a doctor.
    fn flare(&mut self, which: usize, since: i64, day: &Day, morning: DayStart) {
        if matches!(since, 0..=3 | 6 | 9) {
            let at = morning.at(self.dice.between(18 * 60, 21 * 60));
            self.rate(Moment::Other, day, at, (since == 0).then(|| Text::from("made up: after lifting boxes")));
        }
        let asked = self.recent.safety().last().filter(|safety| safety.count_yes() > 0).map(|safety| safety.id);
        if let (0, 5, Some(target)) = (which, since, asked) {
            self.write(morning.at(11 * 60), Body::RedFlagSeen(RedFlagSeen { target }));
        }
    }

    fn train(&mut self, day: &Day, morning: DayStart) {
        let start = morning.at(match day.number % 7 {
            0 | 2 => self.dice.between(7 * 60, 7 * 60 + 40),
            4 => self.dice.between(12 * 60 + 10, 12 * 60 + 40),
            _ => self.dice.between(17 * 60 + 40, 19 * 60 + 20),
        }) + TimeDelta::seconds(self.dice.between(0, 59));
        self.follow_plan(day, start - TimeDelta::minutes(20));
        if day.number % 28 < 7 && self.visits.is_multiple_of(3) {
            self.test_oneself(day, start - TimeDelta::minutes(12));
        }
        let check_in = self.dice.is(0.92).then(|| {
            let score = if self.dice.is(0.05) { None } else { course::score(day.pain, &mut self.dice) };
            course::rating(Moment::Before, score, day, &mut self.dice)
        });
        let Some(routine) = self.routine(day, check_in.as_ref(), start) else { return };
        let Some((session, ended)) = self.session(day, &routine, check_in, start) else { return };
        self.visits += 1;
        self.tick_tasks(ended + TimeDelta::minutes(40));
        self.ask_about_activities(day, ended + TimeDelta::minutes(3));
        self.next_morning(day, session, morning);
    }

    /// Chooses the routine for today, from the plan or a favourite, and adapts it to today's back as the program does.
    fn routine(&mut self, day: &Day, check_in: Option<&Rating>, now: Stamp) -> Option<Arc<Routine>> {
        let favourite = self.dice.one_of(&FAVOURITES)?;
        let gentle = self.dice.one_of(&GENTLE)?;
        let by_plan = if self.dice.is(0.65) { self.open_routine(now) } else { None };
        let id = if day.pain >= 5.0 { gentle.to_owned() } else { by_plan.unwrap_or_else(|| favourite.to_owned()) };
        let routine = self.catalog.routine(&id)?;
        let exercise: Lookup<'_> = &|id| self.catalog.exercise(id);
        let situation = Situation { journal: &self.recent, exercise, limits: &self.limits, at_hand: None, now };
        Some(adapt(&routine, None, &Readiness::of(situation, check_in)).routine)
    }

    /// Plays `routine`; returns the session's id and its end.
    fn session(&mut self, day: &Day, routine: &Routine, check_in: Option<Rating>, at: Stamp) -> Option<(Uuid, Stamp)> {
        let timeline = compile(routine, &|id| self.catalog.exercise(id), Options::default()).ok()?;
        let now = moment(at);
        let (id, rating_id) = ((self.new_id)(&now), (self.new_id)(&now));
        let clearance = clearance(&self.recent, at);
        // Held back, this person trains all the same.
        let read: Vec<Uuid> = clearance.answers().iter().map(|answer| answer.entry).collect();
        let mut session = Session::start(clearance.permit(&read)?, id, timeline, &now)?;
        if let Some(rating) = check_in {
            let entry = session.take_in(rating.clone(), rating_id, &now);
            self.keep(at, entry);
            self.answer_safety(day, &rating, at);
        }
        let is_stop = day.pain >= 4.0 && self.dice.is(0.06);
        let ends_at = if is_stop || self.dice.is(0.04) { 0.3 + 0.6 * self.dice.share() } else { 2.0 };
        let form = DayForm { pain: day.pain, ends_at, is_stop };
        let mut visit = Visit::new(session, self.catalog, &mut self.dice, form, &now);
        let end = visit.play(self.new_id);
        let (mut session, given, cost) = (visit.session, visit.entries, visit.cost);
        for entry in given {
            self.keep(entry.at, entry);
        }
        self.keep(end.wall, session.entry(&end));
        self.finish(day, &mut session, cost, end.wall);
        Some((id, end.wall))
    }

    /// Answers the questions after a session.
    fn finish(&mut self, day: &Day, session: &mut Session, cost: f64, end: Stamp) {
        let now = moment(end + TimeDelta::seconds(self.dice.between(15, 90)));
        let score = if self.dice.is(0.07) { None } else { course::score(day.pain + 0.4 * cost - 0.7, &mut self.dice) };
        let rating = course::rating(Moment::After, score, day, &mut self.dice);
        let id = (self.new_id)(&now);
        let entry = session.take_in(rating, id, &now);
        self.keep(now.wall, entry);
        let mut set = Map::new();
        if self.dice.is(0.85) {
            set.insert("effort".to_owned(), Value::from(self.dice.between(2, 6)));
        }
        if let Some(note) = course::note(&mut self.dice) {
            set.insert("note".to_owned(), Value::from(note.as_str()));
        }
        if !set.is_empty() {
            self.write(now.wall + TimeDelta::seconds(40), Body::Amend { target: session.id, set });
        }
        match self.visits % 14 {
            // Corrected a little later.
            5 => self.amend_score(id, score, now.wall + TimeDelta::minutes(4)),
            // Given by mistake and taken back.
            11 => self.press_wrong_key(now.wall + TimeDelta::minutes(9)),
            _ => {}
        }
    }

    fn amend_score(&mut self, target: Uuid, score: Option<Score>, at: Stamp) {
        let value = score.map_or(2, |score| score.value().saturating_sub(1));
        let set = Map::from_iter([("score".to_owned(), Value::from(value))]);
        self.write(at, Body::Amend { target, set });
    }

    fn press_wrong_key(&mut self, at: Stamp) {
        let note = Some(Text::from("made up: pressed by mistake"));
        let rating = Rating { score: Score::new(6), note, ..Rating::new(Moment::Other) };
        let target = self.write(at, Body::Rating(rating));
        self.write(at + TimeDelta::seconds(20), Body::Delete { target });
    }

    fn next_morning(&mut self, day: &Day, session: Uuid, morning: DayStart) {
        if self.dice.is(0.14) {
            return;
        }
        let at = morning.at(24 * 60 + self.dice.between(6 * 60 + 35, 8 * 60 + 20));
        // Now and then it was too much.
        let too_much = if self.dice.is(0.08) { 2.2 } else { 0.1 };
        let score = course::score(day.pain + too_much, &mut self.dice);
        let stiff = self.dice.is(0.6).then(|| (5.0 * (day.pain * 1.4 + 2.0 * self.dice.share()).round()) as u16);
        let training_sore = self.dice.is(0.15);
        let rating = course::rating(Moment::NextMorning, score, day, &mut self.dice);
        let rating = Rating { stiff_min: stiff, training_sore, session: Some(session), ..rating };
        self.answer_safety(day, &rating, at);
        self.write(at, Body::Rating(rating));
    }

    fn rate(&mut self, moment: Moment, day: &Day, at: Stamp, note: Option<Text>) {
        let score = course::score(day.pain, &mut self.dice);
        let rating = Rating { note, ..course::rating(moment, score, day, &mut self.dice) };
        self.answer_safety(day, &rating, at);
        self.write(at, Body::Rating(rating));
    }

    /// Answers the safety questions if `rating`, which is not in the journal yet, calls for them.
    fn answer_safety(&mut self, day: &Day, rating: &Rating, at: Stamp) {
        if trigger(&self.recent, rating, at).is_none() {
            return;
        }
        let is_bad = matches!(day.flare, Some((0, 0..=2)));
        let yes = if is_bad { vec![Question::NoEasing] } else { Vec::new() };
        self.write(at + TimeDelta::seconds(70), Body::Safety(Safety::new(all_questions(), yes)));
    }

    fn ask_about_activities(&mut self, day: &Day, at: Stamp) {
        let own = current(&self.recent, at);
        if !is_due(&own, at) {
            return;
        }
        for own in own {
            let well = course::score(9.6 - 1.15 * day.pain, &mut self.dice);
            let score = if self.dice.is(0.06) { None } else { well };
            self.write(at, Body::Activity(ActivityScore { name: own.name, score, removed: false }));
        }
        let [_, second, third] = course::OWN.map(Text::from);
        let names = self.recent.activities();
        if day.progress > 0.7 && !names.iter().any(|answer| answer.name == third) {
            self.write(at, Body::Activity(ActivityScore { name: second, score: None, removed: true }));
            self.write(at, Body::Activity(ActivityScore { name: third, score: Score::new(6), removed: false }));
        }
    }

    fn test_oneself(&mut self, day: &Day, at: Stamp) {
        for side in [Side::Left, Side::Right] {
            let lead = if side == Side::Right { 3 } else { 0 };
            let secs = (9.0 + 18.0 * day.progress) as i64 + lead + self.dice.between(-3, 3);
            let value = u32::try_from(secs).unwrap_or_default().min(30);
            let known = self.catalog.exercise("single-leg-stand-eyes-closed");
            let verdict = known.and_then(|exercise| exercise.test.as_ref()?.verdict_of(value));
            if let Some(bare) = self.bare_test("single-leg-stand-eyes-closed", Some(side)) {
                self.write(at, Body::SelfTest(SelfTestTry { verdict, value: Some(value), ..bare }));
            }
            let is_long = side == Side::Right || day.progress > 0.55;
            let verdict = Some(if is_long { Verdict::Pass } else { Verdict::Fail });
            if let Some(bare) = self.bare_test("hip-flexor-edge-test", Some(side)) {
                self.write(at, Body::SelfTest(SelfTestTry { verdict, ..bare }));
            }
        }
        let finding = Some(Text::from(if day.progress > 0.8 { "even" } else { "tips-forward" }));
        if let Some(bare) = self.bare_test("posture-mirror-check", None) {
            self.write(at, Body::SelfTest(SelfTestTry { finding, ..bare }));
        }
    }

    /// A try at a self-test without a result; `None` if the test does not exist.
    fn bare_test(&self, exercise: &str, side: Option<Side>) -> Option<SelfTestTry> {
        let exercise = self.catalog.exercise(exercise)?.id.clone();
        Some(SelfTestTry { exercise, side, verdict: None, value: None, finding: None })
    }

    fn write(&mut self, at: Stamp, body: Body) -> Uuid {
        let id = (self.new_id)(&moment(at));
        self.keep(at, Entry::new(id, at, body));
        id
    }

    fn keep(&mut self, when: Stamp, entry: Entry) {
        if !matches!(entry.body, Body::Amend { .. } | Body::Delete { .. }) {
            self.recent.insert(entry.clone());
        }
        let completed = match &entry.body {
            Body::Session(session) if session.outcome == Outcome::Completed => Some(session.routine.clone()),
            _ => None,
        };
        let id = entry.id;
        self.written.push(WrittenEntry { device: self.device, when, entry });
        if let Some(routine) = completed {
            self.mark_plan(id, &routine, when);
        }
    }

    /// Forgets sessions and ratings from before `since`; other entries stay.
    fn forget(&mut self, since: Stamp) {
        // Rebuilding the journal often costs more than keeping a little more of it.
        let oldest = self.recent.sessions().first().map(|session| session.at);
        if oldest.is_none_or(|oldest| oldest >= since - TimeDelta::days(HELD_DAYS / 2)) {
            return;
        }
        self.recent = Journal::default();
        for WrittenEntry { entry, .. } in &self.written {
            let is_held = match entry.body {
                Body::Session(_) | Body::Rating(_) => entry.at >= since,
                Body::Amend { .. } | Body::Delete { .. } => false,
                _ => true,
            };
            if is_held {
                self.recent.insert(entry.clone());
            }
        }
    }
}

impl Person<'_> {
    /// Begins the plan in the second week.
    fn follow_plan(&mut self, day: &Day, at: Stamp) {
        let Some(plan) = self.catalog.plan(PLAN).filter(|_| day.number >= 7) else { return };
        if self.recent.plan_marks().is_empty() {
            self.write(at, Body::Plan(PlanMark::new(plan.id.clone(), Did::Began)));
        }
    }

    /// Finds the routine that the plan asks for now.
    fn open_routine(&self, at: Stamp) -> Option<String> {
        let followed = PlanMarks::of(&self.recent, at).followed()?;
        let plan = self.catalog.plan(followed.plan.as_str())?;
        followed.open_routines(&plan)?.1.first().map(ToString::to_string)
    }

    /// Ticks the open tasks of the plan's current part, which are not routines.
    fn tick_tasks(&mut self, at: Stamp) {
        let followed = PlanMarks::of(&self.recent, at).followed();
        let Some((followed, plan)) = followed.and_then(|f| Some((f.clone(), self.catalog.plan(f.plan.as_str())?)))
        else {
            return;
        };
        let place = followed.place(&plan);
        let Some((spot, part)) = place.spot.and_then(|spot| Some((spot, followed.part(&plan, spot)?))) else { return };
        for (index, (item, done)) in part.items.iter().zip(&place.done).enumerate() {
            let is_task = matches!(item.work, Work::Task(_));
            if is_task && !item.optional && *done < item.times() {
                self.write(at, Body::Plan(PlanMark::done(plan.id.clone(), spot, index, item)));
            }
        }
    }

    /// Marks the item of the plan that a completed session did.
    fn mark_plan(&mut self, session: Uuid, routine: &Id, at: Stamp) {
        let Some(followed) = PlanMarks::of(&self.recent, at).followed() else { return };
        let Some(plan) = self.catalog.plan(followed.plan.as_str()) else { return };
        let Some(spot) = followed.place(&plan).spot else { return };
        let item = followed.item_of(&plan, spot, routine);
        let item = item.and_then(|index| Some((index, followed.part(&plan, spot)?.items.get(index)?)));
        if let Some((index, item)) = item {
            let mark = PlanMark::done(plan.id.clone(), spot, index, item);
            self.write(at, Body::Plan(PlanMark { session: Some(session), ..mark }));
        }
    }
}

fn all_questions() -> Vec<Question> {
    Question::ALL.iter().map(|(_, question)| *question).collect()
}
