//! How the figure follows a session: which moment it shows, on which side.

use super::motion::Moment;
use super::pose::Pose;
use super::scene::{Bounds, Shape};
use super::{Depth, Figure};
use crate::domain::play::player::{Part, Phase, Player};
use crate::domain::play::timeline::SegmentKind;
use crate::domain::record::answer::Verdict;
use crate::domain::record::entry::Side;
use crate::domain::time::Instant;

/// Seconds to settle into a hold. Our choice.
pub const SETTLE_S: f64 = 1.5;
/// Seconds of a quiet breath in a hold. Our choice.
const BREATH_S: f64 = 4.0;
/// Seconds for there and back where nothing sets the pace. Our choice.
const SHOW_S: f64 = 4.0;
/// Of getting ready, how much is taken by coming into position: the rest is for being there.
const APPROACH: f64 = 0.6;

/// What is to be drawn of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The pose.
    pub pose: Pose,
    /// Whether the picture is mirrored.
    pub mirrored: bool,
    /// The part of its plane that is in the picture; mirrored with it.
    pub bounds: Bounds,
}

impl Figure {
    /// What to draw of it while `player` is where it is.
    pub fn followed(&self, player: &Player, now: Instant) -> Shown {
        let segment = player.segment();
        let elapsed = player.elapsed(now).as_secs_f64();
        let share = |length: std::time::Duration| (elapsed / length.as_secs_f64().max(0.001)).clamp(0.0, 1.0);
        let rep = player.rep(now);
        let moment = match (&segment.kind, rep) {
            _ if player.phase() == Phase::Waiting => Moment::Along(0.0),
            (SegmentKind::Prepare(length), _) => Moment::Approach(share(*length) / APPROACH),
            (SegmentKind::Switch(length), _) => Moment::Along(1.0 - 2.0 * share(*length)),
            (SegmentKind::Rest(_), _) => Moment::Along(0.0),
            (SegmentKind::Reps(_), Some(rep)) => match rep.part {
                Part::Out => Moment::Along(rep.fraction),
                Part::Hold => Moment::Held(0.0),
                Part::Back => Moment::Along(1.0 - rep.fraction),
            },
            (SegmentKind::Breaths { .. }, Some(rep)) if elapsed >= SETTLE_S => Moment::Held(match rep.part {
                Part::Out => 2.0 * rep.fraction - 1.0,
                Part::Hold => 1.0,
                Part::Back => 1.0 - 2.0 * rep.fraction,
            }),
            (SegmentKind::Hold(_) | SegmentKind::Breaths { .. }, _) => self.held(elapsed),
            (SegmentKind::Reps(_) | SegmentKind::Activity(_), _) => self.shown_at(elapsed),
        };
        let turn = rep.and_then(|rep| rep.side);
        self.on_side(moment, segment.side, turn)
    }

    /// What to draw of it where nothing but time sets the pace: in the library.
    pub fn looped(&self, seconds: f64) -> Shown {
        let moment = match self.verdicts {
            Some([pass, fail]) => {
                let at = if ((seconds / SHOW_S) as u64).is_multiple_of(2) { pass } else { fail };
                return self.pictured(self.pose_of(at), false);
            }
            None => self.shown_at(seconds),
        };
        self.on_side(moment, None, None)
    }

    /// What to draw of a self-test on this side while it is told how it is done: into its position and back.
    pub fn rehearsed(&self, seconds: f64, side: Option<Side>) -> Shown {
        self.on_side(self.shown_at(seconds), side, None)
    }

    /// Returns what to draw of it on this side while its position is taken from standing: share of the way, 0 to 1.
    pub fn approached(&self, share: f64, side: Option<Side>) -> Shown {
        self.on_side(Moment::Approach(share), side, None)
    }

    /// What to draw of it on this side so long after its position was taken.
    pub fn kept(&self, seconds: f64, side: Option<Side>) -> Shown {
        self.on_side(self.held(seconds), side, None)
    }

    /// The pose of passing, or that of failing, on this side; `None` where it is no self-test's.
    pub fn verdict(&self, verdict: Verdict, side: Option<Side>) -> Option<Shown> {
        let [pass, fail] = self.verdicts?;
        let at = if verdict == Verdict::Pass { pass } else { fail };
        Some(self.pictured(self.pose_of(at), side.is_some_and(|side| self.is_mirrored(side))))
    }

    /// The pose of this name.
    pub fn posed(&self, name: &str) -> Option<Shown> {
        let (_, pose) = self.poses.iter().find(|(known, _)| known.as_str() == name)?;
        Some(self.pictured(pose.clone(), false))
    }

    /// Where nothing is to move: the pictures that show the movement on paper.
    pub fn still(&self, mirrored: bool) -> Vec<Shown> {
        self.phases().into_iter().map(|pose| self.pictured(pose, mirrored)).collect()
    }

    /// Whether it moves by itself in that segment, so that it has to be drawn again and again.
    pub fn moves(&self) -> bool {
        self.path.len() > 1 || self.cycle_s.is_some()
    }

    fn held(&self, elapsed: f64) -> Moment {
        if self.cycle_s.is_some() {
            return Moment::Cycling(elapsed);
        }
        if elapsed < SETTLE_S {
            return Moment::Along(elapsed / SETTLE_S);
        }
        Moment::Held((std::f64::consts::TAU * elapsed / BREATH_S).sin())
    }

    fn shown_at(&self, seconds: f64) -> Moment {
        if self.cycle_s.is_some() {
            return Moment::Cycling(seconds);
        }
        // There, a little rest, back, a little rest.
        let at = (seconds / SHOW_S).rem_euclid(1.0);
        Moment::Along(match at {
            at if at < 0.35 => at / 0.35,
            at if at < 0.5 => 1.0,
            at if at < 0.85 => (0.85 - at) / 0.35,
            _ => 0.0,
        })
    }

    /// `side`: the side of the segment, for which the picture is turned; `turn`: whose turn it is where
    /// sides take turns, for which the limbs are exchanged: a picture that turned with each rep would
    /// be hard to look at.
    fn on_side(&self, moment: Moment, side: Option<Side>, turn: Option<Side>) -> Shown {
        let pose = self.pose(moment);
        let drawn = if self.working == Depth::Near { self.near } else { self.near.other() };
        let other = turn.is_some_and(|turn| turn != drawn);
        let mirrored = side.is_some_and(|side| self.is_mirrored(side));
        let shown = self.pictured(if other { pose.swapped() } else { pose }, mirrored);
        match moment {
            Moment::Approach(share) => Shown { bounds: in_mirror(self.approach_bounds(share), mirrored), ..shown },
            _ => shown,
        }
    }

    /// A pose of the path, in the picture that holds all of it.
    fn pictured(&self, pose: Pose, mirrored: bool) -> Shown {
        Shown { pose, mirrored, bounds: in_mirror(self.bounds, mirrored) }
    }

    fn pose_of(&self, at: usize) -> Pose {
        self.poses.get(at).map_or_else(|| self.pose(Moment::Along(1.0)), |(_, pose)| pose.clone())
    }
}

impl Shown {
    /// The shapes of the picture of `figure`, from back to front.
    pub fn shapes(&self, figure: &Figure) -> Vec<Shape> {
        // The floor is laid out before the mirror.
        figure.scene_on(&self.pose, self.mirrored, &in_mirror(self.bounds, self.mirrored))
    }
}

fn in_mirror(bounds: Bounds, mirrored: bool) -> Bounds {
    if mirrored { bounds.mirrored() } else { bounds }
}
