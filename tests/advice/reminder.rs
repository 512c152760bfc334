//! When a reminder is shown, and for which reasons none is: each with the day after its limit.

use supple::domain::advice::readiness::Readiness;
use supple::domain::advice::safety::Question;
use supple::domain::advice::suggest::{Pick, Wishes, suggest};
use supple::domain::content::exercise::Id;
use supple::domain::content::plan::Work;
use supple::domain::content::words::When;
use supple::domain::journal::entry::Body;
use supple::domain::journal::plan_mark::{Did, PlanMark, PlanSpot};
use supple::domain::reminder::due::{DueReminder, ReminderWish, Silence, due};
use supple::domain::session::compile::Options;

use crate::diary::on;
use crate::gym::{Gym, catalog, lines, routine};

fn usual() -> ReminderWish<'static> {
    ReminderWish { routine: None, is_break: false, goal: 14, options: Options::default() }
}

/// The reminder at eight in the evening.
fn at(gym: &Gym, day: i64, wish: ReminderWish<'_>) -> Result<DueReminder, Silence> {
    due(&Readiness::of(gym.situation(day, "20:00"), None), catalog(), wish)
}

/// Somebody with these scores, each at nine in the morning.
fn scored(scores: &[(i64, u8)]) -> Gym {
    let mut gym = Gym::default();
    for (day, value) in scores {
        gym.diary.other(on(*day, "09:00"), *value);
    }
    gym
}

/// A session of ten minutes in the evening.
fn done(gym: &mut Gym, day: i64, id: &str) {
    gym.diary.session(on(day, "18:00"), id, lines(&routine(id)));
}

#[test]
fn it_names_the_routine_of_the_day_and_its_length() {
    let gym = Gym::default();
    let reminder = at(&gym, 0, usual()).unwrap();
    let today = Readiness::of(gym.situation(0, "20:00"), None);
    let suggested = suggest(&today, catalog(), Wishes { goal: Some(14), minutes: None });
    assert_eq!(suggested.pick, Pick::Routine(reminder.routine.clone()));
    assert!(reminder.text().starts_with(reminder.title.as_str()) && reminder.text().contains(" min"), "{reminder:?}");
    let named = Id::new("core-basics").unwrap();
    assert_eq!(at(&gym, 0, ReminderWish { routine: Some(&named), ..usual() }).unwrap().routine, named);
    let gone = Id::new("no-such-thing").unwrap();
    assert_eq!(at(&gym, 0, ReminderWish { routine: Some(&gone), ..usual() }), Err(Silence::Gone(gone.clone())));
}

#[test]
fn none_in_a_flare_up_or_on_a_day_that_is_red() {
    let gym = scored(&[(0, 6), (1, 6)]);
    assert_eq!(at(&gym, 0, usual()), Err(Silence::Rest));
    assert_eq!([1, 7].map(|day| at(&gym, day, usual())), [Err(Silence::FlareUp), Err(Silence::FlareUp)]);
    assert!(at(&gym, 8, usual()).is_ok(), "a week without a score");
    let over = scored(&[(0, 6), (1, 6), (2, 1)]);
    assert!(at(&over, 2, usual()).is_ok(), "a green score");
    assert!(at(&scored(&[(0, 6)]), 1, usual()).is_ok(), "one red day");
}

#[test]
fn none_on_a_day_for_rest_after_two_nights() {
    let mut gym = Gym::default();
    gym.train(0, "split-hip-stop", Some(1), Some(3));
    gym.train(2, "split-hip-stop", Some(1), Some(3));
    assert_eq!([3, 4].map(|day| at(&gym, day, usual())), [Err(Silence::Rest), Err(Silence::Rest)]);
    assert!(at(&gym, 5, usual()).is_ok());
}

#[test]
fn none_while_a_safety_answer_is_in_the_way() {
    let mut gym = Gym::default();
    let answer = gym.diary.safety(on(0, "09:00"), &[Question::SaddleNumb]);
    for is_break in [false, true] {
        assert_eq!(at(&gym, 1, ReminderWish { is_break, ..usual() }), Err(Silence::Safety));
    }
    gym.diary.seen(on(2, "09:00"), answer);
    assert!(at(&gym, 2, usual()).is_ok());
}

#[test]
fn none_once_the_session_of_the_day_is_done() {
    let mut gym = Gym::default();
    done(&mut gym, 0, "core-basics");
    assert_eq!(at(&gym, 0, usual()), Err(Silence::Suggested("Done for today: core-basics.".to_owned())));
    assert!(at(&gym, 1, usual()).is_ok());
    let [same, other] = ["core-basics", "split-hip-stop"].map(|id| Id::new(id).unwrap());
    assert_eq!(at(&gym, 0, ReminderWish { routine: Some(&same), ..usual() }), Err(Silence::Done));
    assert!(at(&gym, 1, ReminderWish { routine: Some(&same), ..usual() }).is_ok());
    assert!(at(&gym, 0, ReminderWish { routine: Some(&other), ..usual() }).is_ok());
}

#[test]
fn none_once_the_goal_of_the_week_is_met_until_monday() {
    let mut gym = Gym::default();
    done(&mut gym, 0, "core-basics");
    done(&mut gym, 2, "core-basics");
    let goal = |goal| ReminderWish { goal, ..usual() };
    assert_eq!([3, 6].map(|day| at(&gym, day, goal(2))), [Err(Silence::GoalMet(2)), Err(Silence::GoalMet(2))]);
    assert!(at(&gym, 3, goal(3)).is_ok());
    assert!(at(&gym, 7, goal(2)).is_ok(), "Monday");
}

#[test]
fn none_on_a_day_of_a_plan_without_a_routine() {
    let plan = catalog().plan("runner-week").unwrap();
    let asks = |part: &supple::domain::content::plan::PlanPart| {
        part.items.iter().any(|item| !item.optional && matches!(item.work, Work::Routine(_)))
    };
    let without = plan.parts.iter().position(|part| !asks(part)).unwrap();
    let with = plan.parts.iter().position(asks).unwrap();
    let spot = |at: usize| PlanSpot { round: 1, part: u32::try_from(at + 1).unwrap() };
    let mut gym = Gym::default();
    let version = plan.versions.first().map(|version| version.id.clone());
    let began = PlanMark { version, ..PlanMark::new(plan.id.clone(), Did::Began) };
    gym.diary.write(on(0, "08:00"), Body::Plan(began));
    gym.diary.write(on(0, "09:00"), Body::Plan(PlanMark::moved(plan.id.clone(), spot(without))));
    let rest = Err(Silence::PlanRest(plan.title.clone()));
    assert_eq!([at(&gym, 0, usual()), at(&gym, 1, usual())], [rest.clone(), rest]);
    assert!(at(&gym, 2, usual()).is_ok(), "a plan that waits for a tick does not silence reminders for good");
    gym.diary.write(on(1, "10:00"), Body::Plan(PlanMark::moved(plan.id.clone(), spot(with))));
    assert!(at(&gym, 1, usual()).is_ok());
    gym.diary.write(on(1, "11:00"), Body::Plan(PlanMark::moved(plan.id.clone(), spot(without))));
    gym.diary.write(on(1, "12:00"), Body::Plan(PlanMark::new(plan.id.clone(), Did::Left)));
    assert!(at(&gym, 1, usual()).is_ok(), "no longer followed");
}

#[test]
fn a_break_asks_for_no_goal_and_changes_from_one_to_the_next() {
    let wish = ReminderWish { is_break: true, goal: 1, ..usual() };
    let mut gym = Gym::default();
    let first = at(&gym, 0, wish).unwrap();
    assert!(routine(first.routine.as_str()).when.contains(&When::DeskBreak));
    done(&mut gym, 0, first.routine.as_str());
    let second = at(&gym, 0, wish).unwrap();
    assert_ne!(second.routine, first.routine);
    assert!(routine(second.routine.as_str()).when.contains(&When::DeskBreak));
    assert_eq!(at(&scored(&[(0, 6), (1, 6)]), 1, wish), Err(Silence::FlareUp));
    assert_eq!(at(&scored(&[(0, 6)]), 0, wish), Err(Silence::Rest));
}
