//! Plans followed step by step, by hand, by sessions and on two devices.

use super::*;
use crate::domain::content::link::Anything;
use crate::domain::content::plan::Plan;
use crate::domain::journal::entry::{Body, Entry};
use crate::domain::journal::timestamp;

const WEEK: &str = r#"{"id": "week", "title": "Week", "summary": "For tests.", "by": "day", "repeats": true,
    "versions": [{"id": "a", "title": "A", "summary": "A."}, {"id": "b", "title": "B", "summary": "B."}],
    "parts": [
        {"title": "Look", "items": [{"task": "Look."}]},
        {"title": "Only b", "only": ["b"], "items": [{"task": "Wait."}]},
        {"title": "Work", "items": [
            {"routine": "core-basics", "times": 2},
            {"task": "Walk.", "optional": true},
            {"routine": "aaptiv-seven", "only": ["a"]}
        ]}
    ]}"#;

fn plan(json: &str) -> Plan {
    let (plan, problems) = Plan::read("week.json", json, &Anything);
    plan.unwrap_or_else(|| panic!("{problems:?}"))
}

fn id(raw: &str) -> Id {
    Id::new(raw).unwrap()
}

const fn spot(round: u32, part: u32) -> PlanSpot {
    PlanSpot { round, part }
}

struct Run {
    plan: Plan,
    journal: Journal,
    marks: PlanMarks,
    ids: u128,
}

impl Run {
    fn of(version: &str) -> Self {
        let mut run = Self { plan: plan(WEEK), journal: Journal::default(), marks: PlanMarks::default(), ids: 0 };
        run.begin(Some(version));
        run
    }

    fn begin(&mut self, version: Option<&str>) -> Uuid {
        self.mark(PlanMark { version: version.map(id), ..PlanMark::new(id("week"), Did::Began) })
    }

    fn mark(&mut self, mark: PlanMark) -> Uuid {
        self.ids += 1;
        let id = Uuid::from_u128(self.ids);
        let at = timestamp::parse("2026-11-20T07:02:10+01:00").unwrap();
        self.take_in(Entry { id, at, body: Body::Plan(mark) });
        id
    }

    /// The item is done, from 1.
    fn done(&mut self, round: u32, part: u32, item: usize) -> Uuid {
        let work = self.plan.parts[part as usize - 1].items[item - 1].clone();
        self.mark(PlanMark::done(id("week"), spot(round, part), item - 1, &work))
    }

    fn move_to(&mut self, round: u32, part: u32) -> Uuid {
        self.mark(PlanMark::moved(id("week"), spot(round, part)))
    }

    fn delete(&mut self, target: Uuid) {
        let at = timestamp::parse("2026-11-20T07:02:10+01:00").unwrap();
        self.ids += 1;
        self.take_in(Entry { id: Uuid::from_u128(self.ids), at, body: Body::Delete { target } });
    }

    fn take_in(&mut self, entry: Entry) {
        self.journal.insert(entry);
        self.marks = PlanMarks::of(&self.journal, timestamp::parse("2026-11-20T12:00:00+01:00").unwrap());
    }

    fn followed(&self) -> Followed {
        self.marks.followed().unwrap()
    }

    fn place(&self) -> (u32, u32, Vec<u32>) {
        let place = self.followed().place(&self.plan);
        let spot = place.spot.unwrap();
        (spot.round, spot.part, place.done)
    }
}

#[test]
fn a_part_is_over_when_all_that_is_not_optional_is_done_often_enough() {
    let mut run = Run::of("a");
    assert_eq!(run.place(), (1, 1, vec![0]));
    run.done(1, 1, 1);
    assert_eq!(run.place(), (1, 3, vec![0, 0, 0]), "the part of the other version is passed over");
    run.done(1, 3, 1);
    run.done(1, 3, 3);
    assert_eq!(run.place(), (1, 3, vec![1, 0, 1]));
    let last = run.done(1, 3, 1);
    assert_eq!(run.place(), (2, 1, vec![0]), "it begins again");
    run.delete(last);
    assert_eq!(run.place(), (1, 3, vec![1, 0, 1]));
}

#[test]
fn the_versions_have_parts_and_items_of_their_own() {
    let mut run = Run::of("b");
    run.done(1, 1, 1);
    assert_eq!(run.place(), (1, 2, vec![0]));
    run.done(1, 2, 1);
    run.done(1, 3, 1);
    run.done(1, 3, 1);
    assert_eq!(run.place(), (2, 1, vec![0]), "the item of the other version is not asked for");
}

#[test]
fn the_parts_before_and_after() {
    let run = Run::of("a");
    let (plan, followed) = (&run.plan, run.followed());
    assert_eq!(followed.next(plan, spot(1, 1)), Some(spot(1, 3)));
    assert_eq!(followed.next(plan, spot(1, 3)), Some(spot(2, 1)));
    assert_eq!(followed.next(plan, spot(u32::MAX, 3)), None);
    assert_eq!(followed.previous(plan, Some(spot(1, 3))), Some(spot(1, 1)));
    assert_eq!(followed.previous(plan, Some(spot(2, 1))), Some(spot(1, 3)));
    assert_eq!(followed.previous(plan, Some(spot(1, 1))), None);
}

#[test]
fn what_was_begun_is_kept_by_moving_away_and_back() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    run.done(1, 3, 1);
    run.move_to(2, 1);
    assert_eq!(run.place(), (2, 1, vec![0]));
    run.move_to(1, 3);
    assert_eq!(run.place(), (1, 3, vec![1, 0, 0]));
}

#[test]
fn who_goes_back_to_a_part_that_is_done_does_it_again() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    let moved = run.move_to(1, 1);
    assert_eq!(run.place(), (1, 1, vec![0]));
    run.done(1, 1, 1);
    assert_eq!(run.place().1, 3);
    run.delete(moved);
    assert_eq!(run.followed().surplus(&run.plan.parts[0], spot(1, 1), 0).len(), 2, "it was done twice");
}

#[test]
fn ticks_in_a_part_that_was_left_do_not_lead_back() {
    let mut run = Run::of("b");
    run.move_to(1, 3);
    run.done(1, 2, 1);
    assert_eq!(run.place().1, 3);
}

#[test]
fn a_session_does_the_item_that_is_open() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    let item = |run: &Run, routine: &str| run.followed().item_of(&run.plan, spot(1, 3), &id(routine));
    assert_eq!((item(&run, "core-basics"), item(&run, "aaptiv-seven"), item(&run, "other")), (Some(0), Some(2), None));
    run.done(1, 3, 1);
    run.done(1, 3, 1);
    assert_eq!(item(&run, "core-basics"), None, "it is done already");
}

#[test]
fn a_session_that_was_marked_twice_counts_once() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    let work = run.plan.parts[2].items[0].clone();
    let mark = PlanMark { session: Some(Uuid::from_u128(77)), ..PlanMark::done(id("week"), spot(1, 3), 0, &work) };
    run.mark(mark.clone());
    run.mark(mark);
    assert_eq!(run.place().2, [1, 0, 0]);
}

#[test]
fn a_plan_that_was_left_is_not_followed_until_that_is_taken_back() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    run.mark(PlanMark::new(id("another"), Did::Left));
    let left = run.mark(PlanMark::new(id("week"), Did::Left));
    assert_eq!(run.marks.followed(), None);
    assert_eq!(run.marks.last().map(|mark| mark.id), Some(left));
    run.delete(left);
    assert_eq!(run.place().1, 3);
    let again = run.begin(Some("b"));
    assert_eq!(run.place(), (1, 1, vec![0]));
    run.delete(again);
    assert_eq!(run.place().1, 3);
}

#[test]
fn an_entry_counts_once_wherever_it_comes_from() {
    let mut run = Run::of("a");
    let before = run.marks.clone();
    run.ids = 10;
    let entry = |n: u128, at: &str| Entry {
        id: Uuid::from_u128(n),
        at: timestamp::parse(at).unwrap(),
        body: Body::Plan(PlanMark::moved(id("week"), spot(1, n as u32))),
    };
    let (late, early) = (entry(5, "2026-11-20T09:00:00+01:00"), entry(3, "2026-11-20T08:00:00+01:00"));
    run.take_in(late.clone());
    run.take_in(early.clone());
    let both = run.marks.clone();
    run.take_in(late.clone());
    assert_eq!(run.marks, both);
    assert_eq!(run.marks.last().map(|mark| mark.id), Some(late.id), "in order of time");
    run.delete(late.id);
    run.delete(early.id);
    assert_eq!(run.marks, before);
}

#[test]
fn a_new_mark_comes_after_all_others_whatever_the_clock_says() {
    let run = Run::of("a");
    let last = run.marks.last().unwrap();
    let at = |text: &str| timestamp::parse(text).unwrap();
    let earlier = at("2026-11-19T07:02:10+01:00");
    let after = at("2026-11-20T07:02:11+01:00");
    assert_eq!(run.marks.time_after(Uuid::max(), earlier), after);
    assert_eq!(run.marks.time_after(Uuid::nil(), last.at), after);
    assert_eq!(run.marks.time_after(Uuid::max(), last.at), last.at);
    assert_eq!(PlanMarks::default().time_after(Uuid::nil(), earlier), earlier);
}

#[test]
fn a_mark_of_a_clock_that_was_wrong_does_not_count_before_its_time() {
    let mut run = Run::of("a");
    let before = run.marks.clone();
    let left = |n: u128, at: &str| Entry {
        id: Uuid::from_u128(n),
        at: timestamp::parse(at).unwrap(),
        body: Body::Plan(PlanMark::new(id("week"), Did::Left)),
    };
    run.take_in(left(20, "2027-11-20T07:02:10+01:00"));
    run.take_in(left(21, "2026-11-22T07:02:10+01:00"));
    assert_eq!(run.marks, before);
    let then = |at: &str| PlanMarks::of(&run.journal, timestamp::parse(at).unwrap());
    assert!(then("2026-11-22T07:02:09+01:00").followed().is_none(), "a clock that is a little ahead");
    assert!(then("2026-11-22T07:02:10+01:00").followed().is_none());
    let now = timestamp::parse("2026-11-20T12:00:00+01:00").unwrap();
    assert_eq!(run.marks.time_after(Uuid::max(), now), now, "a new mark is of now, not of a year ahead");
}

// ---- a file that changed under the marks ------------------------------------------------------

#[test]
fn a_mark_counts_for_what_it_was_made_for_only() {
    let mut run = Run::of("a");
    run.done(1, 1, 1);
    run.done(1, 3, 1);
    run.done(1, 3, 3);
    run.plan = plan(&WEEK.replace(
        r#"{"routine": "core-basics", "times": 2},"#,
        r#"{"task": "Sing."}, {"routine": "core-basics", "times": 2},"#,
    ));
    assert_eq!(run.place(), (1, 3, vec![0, 1, 0, 1]), "they moved along");
    run.plan = plan(&WEEK.replace("aaptiv-seven", "desk-break"));
    assert_eq!(run.place(), (1, 3, vec![1, 0, 0]), "another routine was not done");
    run.plan = plan(&WEEK.replace("Look.", "Look twice."));
    assert_eq!(run.place().1, 3, "what is behind stays behind");
}

#[test]
fn a_mark_without_what_it_was_made_for_goes_by_its_number() {
    let mut run = Run::of("a");
    let mut mark = PlanMark::moved(id("week"), spot(1, 1));
    mark.did = Did::Done;
    mark.item = Some(9);
    run.mark(mark.clone());
    assert_eq!(run.place(), (1, 1, vec![0]));
    mark.item = Some(1);
    run.mark(mark);
    assert_eq!(run.place().1, 3);
}

#[test]
fn a_plan_with_fewer_parts_goes_on_at_the_last_one() {
    let mut run = Run::of("a");
    run.move_to(1, 9);
    assert_eq!(run.place(), (1, 3, vec![0, 0, 0]));
    run.move_to(0, 0);
    assert_eq!(run.place(), (0, 1, vec![0]));
}

#[test]
fn a_version_that_is_gone_is_told() {
    let run = Run::of("gone");
    assert!(run.followed().is_outdated(&run.plan));
    assert!(!Run::of("a").followed().is_outdated(&run.plan));
    let mut run = Run::of("a");
    run.begin(None);
    assert!(run.followed().is_outdated(&run.plan), "the versions came later");
    run.plan.versions.clear();
    assert!(!run.followed().is_outdated(&run.plan));
    run.followed().place(&run.plan);
}

#[test]
fn marks_that_no_program_writes_lead_somewhere_all_the_same() {
    let mut run = Run::of("a");
    for (round, part) in [(u32::MAX, 1), (u32::MAX, 3), (0, 0), (1, u32::MAX)] {
        run.move_to(round, part);
        let mut mark = PlanMark::moved(id("week"), spot(round, part));
        for item in [0, 1, 2, 3, u32::MAX] {
            mark.did = Did::Done;
            mark.item = Some(item);
            run.mark(mark.clone());
            run.followed().place(&run.plan);
        }
        mark.item = None;
        mark.part = None;
        run.mark(mark);
        run.followed().place(&run.plan);
    }
}
