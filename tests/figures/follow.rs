//! The figure in step with a session: on which side, at which moment.

use std::sync::Arc;
use std::time::Duration;

use supple::domain::content::catalog::{Catalog, UserFile};
use supple::domain::content::link::ItemKind;
use supple::domain::content::words::Sides;
use supple::domain::figure::follow::{FigureFrame, Moment};
use supple::domain::figure::scene::{Bounds, Layer};
use supple::domain::figure::skeleton::Joints;
use supple::domain::figure::{Figure, PoseVerdict};
use supple::domain::journal::entry::Side;
use supple::domain::journal::self_report::Verdict;
use supple::domain::session::compile::{Options, compile};
use supple::domain::session::player::{Phase, Player, PlayerCommand};
use supple::domain::time::Instant;

/// A session of one exercise, with its figure.
struct Session {
    player: Player,
    figure: Arc<Figure>,
    now: Instant,
}

impl Session {
    fn new(exercise: &str, dose: &str) -> Self {
        let text = format!(
            r#"{{"id": "mine", "title": "Mine", "summary": "Short.", "when": ["any-day"],
            "steps": [{{"exercise": "{exercise}", {dose}}}]}}"#
        );
        let file = UserFile {
            kind: ItemKind::Routine.into(),
            path: "routines/mine.json".to_owned(),
            stem: "mine".to_owned(),
            text: Ok(text),
        };
        let catalog = Catalog::with_user_files(&[file]);
        let routine = catalog.routine("mine").unwrap();
        let timeline = compile(&routine, &|id| catalog.exercise(id), Options::default()).unwrap();
        let now = Instant::from_millis(1_000);
        let player = Player::start(timeline, now).unwrap();
        Self { player, figure: catalog.figure_of(exercise).unwrap(), now }
    }

    fn wait(&mut self, seconds: f64) {
        let until = self.now + Duration::from_secs_f64(seconds);
        while let Some(next) = self.player.next_wakeup(self.now).filter(|next| *next <= until) {
            self.now = next;
            self.player.handle_timeout(next);
        }
        self.now = until;
    }

    /// To the start of the next work.
    fn begin_work(&mut self) {
        loop {
            self.player.command(PlayerCommand::Next, self.now);
            if self.player.segment().is_work() {
                return;
            }
        }
    }

    fn shown(&self) -> FigureFrame {
        self.figure.followed(&self.player, self.now)
    }

    fn along(&self, share: f64) -> supple::domain::figure::pose::Pose {
        self.figure.pose(Moment::Along(share))
    }
}

#[test]
fn it_is_mirrored_for_the_side_that_is_not_drawn() {
    let mut session = Session::new("bird-dog", r#""reps": 4, "sides": "each""#);
    session.begin_work();
    let drawn = session.figure.near;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let side = session.player.segment().side.unwrap();
        seen.push(side);
        assert_eq!(session.shown().mirrored, side != drawn, "{side:?}");
        // The limbs are never exchanged: the mirror does it.
        assert_eq!(session.shown().pose, session.along(0.0));
        if seen.len() < 2 {
            session.begin_work();
        }
    }
    assert!(seen.contains(&Side::Left) && seen.contains(&Side::Right), "{seen:?}");
}

#[test]
fn sides_that_take_turns_exchange_the_limbs_and_never_the_picture() {
    let mut session = Session::new("dead-bug", r#""reps": 4, "sides": "alternate", "count": "total""#);
    session.begin_work();
    let mut turns = Vec::new();
    while session.player.segment().is_work() && session.player.phase() == Phase::Work && turns.len() < 400 {
        let Some(rep) = session.player.rep(session.now) else { break };
        let shown = session.shown();
        assert!(!shown.mirrored);
        let pose = if rep.side == Some(session.figure.near) { shown.pose } else { shown.pose.swapped() };
        // What is left is the movement as it is drawn.
        let near = (0..=1000).any(|share| {
            let along = session.along(f64::from(share) / 1000.0);
            format!("{:.0?}", along.legs) == format!("{:.0?}", pose.legs)
        });
        assert!(near, "{pose:?}");
        if turns.last() != Some(&rep.side) {
            turns.push(rep.side);
        }
        session.wait(0.25);
    }
    assert_eq!(turns, [Some(Side::Left), Some(Side::Right), Some(Side::Left), Some(Side::Right)]);
}

#[test]
fn a_hold_settles_and_then_only_breathes() {
    let mut session = Session::new("split-hip-stretch", r#""hold_s": 30"#);
    session.begin_work();
    assert_eq!(session.shown().pose, session.along(0.0));
    session.wait(0.75);
    assert_eq!(session.shown().pose, session.along(0.5));
    session.wait(0.8);
    let mut chests = Vec::new();
    for _ in 0..40 {
        session.wait(0.65);
        assert_eq!(session.player.phase(), Phase::Work);
        let (shown, end) = (session.shown().pose, session.along(1.0));
        assert_eq!((&shown.pelvis, &shown.spine, &shown.legs), (&end.pelvis, &end.spine, &end.legs));
        let [_, breath, _] = shown.spine_shares;
        let [_, quiet, _] = end.spine_shares;
        assert!((breath / quiet - 1.0).abs() <= 0.036, "{breath}");
        chests.push(breath);
    }
    assert!(chests.iter().any(|chest| *chest > 1.02) && chests.iter().any(|chest| *chest < 0.98), "{chests:?}");
}

#[test]
fn it_comes_into_position_before_the_work() {
    let mut session = Session::new("bird-dog", r#""hold_s": 10"#);
    assert_eq!(session.player.phase(), Phase::Prepare);
    assert_eq!(session.shown().pose, session.figure.pose(Moment::Approach(0.0)));
    let left = session.player.remaining(session.now).unwrap().as_secs_f64();
    session.wait(left - 0.1);
    assert_eq!(session.player.phase(), Phase::Prepare);
    assert_eq!(session.shown().pose, session.figure.pose(Moment::Approach(1.0)));
}

#[test]
fn paused_it_stands_still() {
    for (exercise, dose) in
        [("bird-dog", r#""reps": 4"#), ("split-hip-stretch", r#""hold_s": 30"#), ("desk-walk-break", r#""minutes": 2"#)]
    {
        let mut session = Session::new(exercise, dose);
        session.begin_work();
        session.wait(2.3);
        session.player.command(PlayerCommand::Pause, session.now);
        let shown = session.shown();
        for _ in 0..5 {
            session.wait(0.7);
            assert_eq!(session.shown(), shown, "{exercise}");
        }
    }
}

#[test]
fn in_the_library_it_goes_there_and_back_and_shows_both_verdicts() {
    let catalog = Catalog::built_in();
    let figure = catalog.figure("bird-dog").unwrap();
    let pose = |seconds: f64| figure.looped(seconds, Sides::None).pose;
    assert_eq!((pose(0.0), pose(1.6)), (figure.pose(Moment::Along(0.0)), figure.pose(Moment::Along(1.0))));
    assert_eq!((pose(3.8), pose(4.0)), (pose(0.0), pose(0.0)));
    // Nothing to take a side for; and else the left, for which setups are worded.
    assert!(!figure.looped(1.0, Sides::None).mirrored);
    assert_eq!(figure.looped(1.0, Sides::Each).mirrored, figure.is_mirrored(Side::Left));
    for test in catalog.figure_ids().filter_map(|id| catalog.figure(id)) {
        let Some(verdicts) = &test.verdicts else { continue };
        for (turn, at) in (0..).zip(verdicts.all()) {
            let shown = test.looped(f64::from(turn) * 4.0 + 1.0, Sides::None);
            let (name, pose) = &test.poses[at];
            let verdict = if turn == 0 { Verdict::Pass } else { Verdict::Fail };
            assert_eq!(&shown.pose, pose, "{}", test.id);
            assert_eq!(shown.verdict(&test), Some(PoseVerdict { verdict, name: name.as_str() }), "{}", test.id);
        }
        // On the way there nothing has passed or failed yet.
        assert_eq!(test.rehearsed(1.6, None).verdict(&test), None);
    }
}

/// Farther than this nothing may lie outside of the picture, in body units: less than is seen.
const RIM: f64 = 0.001;

#[test]
fn every_moment_of_every_figure_is_inside_its_picture() {
    let catalog = Catalog::built_in();
    let mut approached = 0;
    for exercise in catalog.exercises() {
        let Some(figure) = catalog.figure_of(exercise.id.as_str()) else { continue };
        approached += usize::from(figure.standing.is_some());
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            for sample in 0..=40 {
                let at = f64::from(sample) / 40.0;
                let shown =
                    [figure.approached(at, side), figure.rehearsed(at * 4.0, side), figure.kept(at * 6.0, side)];
                shown.iter().for_each(|shown| assert_inside(&figure, shown, exercise.id.as_str(), at));
            }
        }
        figure.still(false).iter().for_each(|shown| assert_inside(&figure, shown, exercise.id.as_str(), 0.0));
    }
    assert!(approached > 10, "{approached} come down from standing");
}

#[track_caller]
fn assert_inside(figure: &Figure, shown: &FigureFrame, id: &str, at: f64) {
    for shape in shown.shapes(figure).iter().filter(|shape| shape.layer != Layer::Floor) {
        let (shape, picture) = (Bounds::of(&shape.form), shown.bounds);
        let is_inside = shape.from.x >= picture.from.x - RIM
            && shape.from.y >= picture.from.y - RIM
            && shape.to.x <= picture.to.x + RIM
            && shape.to.y <= picture.to.y + RIM;
        assert!(is_inside, "{id} at {at}: {shape:?} in {picture:?}");
    }
}

#[test]
fn the_picture_narrows_with_the_way_into_position_and_does_not_jump() {
    let catalog = Catalog::built_in();
    let figure = catalog.figure_of("bird-dog").unwrap();
    let heights: Vec<f64> = (0..=20).map(|at| figure.approach_bounds(f64::from(at) / 20.0).size().1).collect();
    assert!(heights[0] > 1.5, "standing is in it: {heights:?}");
    assert!(heights.windows(2).all(|two| two[1] <= two[0] + 0.005 && two[0] - two[1] < 0.2), "{heights:?}");
    assert_eq!(figure.approach_bounds(1.0), figure.bounds);
}

#[test]
fn the_pictures_kept_of_a_movement_are_few_and_near_to_it() {
    let catalog = Catalog::built_in();
    for id in ["bird-dog", "desk-walk-break", "plank"] {
        let figure = catalog.figure_of(id).unwrap();
        let mut kept: Vec<FigureFrame> = Vec::new();
        for sample in 0..400 {
            let shown = figure.kept(f64::from(sample) * 0.037, Some(Side::Right));
            let still = shown.stepped(&figure);
            assert_eq!((still.mirrored, still.bounds), (shown.mirrored, shown.bounds), "{id}");
            let near = shown.pose.pelvis.distance(still.pose.pelvis);
            assert!(near < 0.05, "{id} at {sample}: {near}");
            if !kept.contains(&still) {
                kept.push(still);
            }
        }
        assert!((5..=29).contains(&kept.len()), "{id}: {}", kept.len());
    }
}

#[test]
fn a_breath_bends_no_knee() {
    let catalog = Catalog::built_in();
    for exercise in catalog.exercises() {
        let Some(figure) = catalog.figure_of(exercise.id.as_str()).filter(|figure| figure.cycle_s.is_none()) else {
            continue;
        };
        let knees =
            |breath: f64| Joints::of(&figure.pose(Moment::Held(breath)), figure.width()).legs.map(|leg| leg.middle);
        let still = knees(0.0);
        for breath in [-1.0, 1.0] {
            let moved = still.iter().zip(knees(breath)).map(|(knee, other)| knee.distance(other)).fold(0.0, f64::max);
            assert!(moved < 0.02, "{}: {moved}", exercise.id);
        }
    }
}
