//! The figure in motion: its pose at each moment, and the moment that a session shows.

use super::pose::{Anchor, AnchorPart, Pose};
use super::scene::{Bounds, Shape};
use super::skeleton::Joints;
use super::{Figure, PathStep, PoseVerdict, VerdictPoses};
use crate::domain::content::words::Sides;
use crate::domain::journal::entry::Side;
use crate::domain::journal::self_report::Verdict;
use crate::domain::session::player::{Phase, Player, RepPart};
use crate::domain::session::timeline::SegmentKind;
use crate::domain::time::Instant;

/// A moment of an exercise, as far as the figure follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// Moving from standing to the first pose: share, 0 to 1.
    Approach(f64),
    /// Moving along the path from the first pose to the last: share, 0 to 1.
    Along(f64),
    /// Holding the last pose and breathing: -1 is all out, 1 all in.
    Held(f64),
    /// Going round and round: seconds after the start.
    Cycling(f64),
}

/// The seconds to settle into a hold. Our choice.
pub const SETTLE_S: f64 = 1.5;
/// The seconds of a quiet breath in a hold. Our choice.
const BREATH_S: f64 = 4.0;
/// The seconds for the path and back where nothing else sets the pace. Our choice.
const SHOW_S: f64 = 4.0;
/// The widening of the chest by a breath in a held pose, as a share of its length.
const BREATH: f64 = 0.035;
/// The share of the preparation spent moving into position; the rest is for being there.
const APPROACH: f64 = 0.6;

/// The steps between standing and position, along the path and back, or of one round, where each picture is kept.
const STEPS: f64 = 24.0;
/// The steps between a quiet breath and a full or an empty one.
const BREATH_STEPS: f64 = 2.0;

impl Moment {
    /// Returns the nearest of the few moments of which pictures are kept: 24 and 5 for a movement and its hold.
    fn stepped(self, round: f64) -> Self {
        match self {
            Self::Approach(share) => Self::Approach((share.clamp(0.0, 1.0) * STEPS).round() / STEPS),
            // One step fewer, as it has both ends.
            Self::Along(share) => Self::Along((share.clamp(0.0, 1.0) * (STEPS - 1.0)).round() / (STEPS - 1.0)),
            Self::Held(breath) => Self::Held((breath.clamp(-1.0, 1.0) * BREATH_STEPS).round() / BREATH_STEPS),
            Self::Cycling(seconds) => {
                Self::Cycling((seconds / round * STEPS).floor().rem_euclid(STEPS) / STEPS * round)
            }
        }
    }
}

/// A picture of a figure to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureFrame {
    /// The moment that it shows; `None` for a pose that belongs to none.
    moment: Option<Moment>,
    /// True if the limbs are exchanged, for the side whose turn it is.
    exchanged: bool,
    /// The pose.
    pub pose: Pose,
    /// True if the picture is mirrored.
    pub mirrored: bool,
    /// The part of the figure's plane in the picture; mirrored with it.
    pub bounds: Bounds,
}

impl Figure {
    /// Returns the poses that show the movement on paper: start, middle and end; four phases of a cyclic movement;
    /// passing and failing of a self-test; one if nothing moves.
    pub fn phases(&self) -> Vec<Pose> {
        match (&self.verdicts, self.cycle_s) {
            (Some(verdicts), _) => verdicts.all().map(|at| self.named(at).clone()).collect(),
            (None, Some(round)) => {
                [0.0, 0.25, 0.5, 0.75].map(|share| self.pose(Moment::Cycling(share * round))).to_vec()
            }
            (None, None) if self.path.len() > 1 => [0.0, 0.5, 1.0].map(|share| self.along(share)).to_vec(),
            (None, None) => vec![self.along(1.0)],
        }
    }

    /// Returns the pose at a moment.
    pub fn pose(&self, moment: Moment) -> Pose {
        match moment {
            Moment::Approach(share) => match &self.standing {
                Some(standing) => self.approaching(standing, eased(share)),
                None => self.along(0.0),
            },
            Moment::Along(share) => self.along(share),
            Moment::Held(breath) => {
                let mut pose = self.along(1.0);
                if let Some(Anchor { part: AnchorPart::Wrist(_) | AnchorPart::Elbow(_), .. }) = pose.anchor {
                    // A chest that widens between planted arms and planted feet would bend the knees.
                    pose.pelvis = Joints::of(&pose, self.width()).pelvis;
                    pose.anchor = None;
                }
                let [_, thorax, _] = &mut pose.spine_shares;
                *thorax *= 1.0 + BREATH * breath.clamp(-1.0, 1.0);
                pose
            }
            Moment::Cycling(seconds) => self.cycling(seconds),
        }
    }

    /// Returns the pose a share of the way from standing. What bends is kept above the floor: angles alone would take a
    /// knee or a foot through it.
    fn approaching(&self, standing: &Pose, share: f64) -> Pose {
        let start = self.along(0.0);
        let mut pose = standing.between(&start, share, self.width());
        let (from, to) = (self.lowest(standing), self.lowest(&start));
        // No higher than both ends allow: there it is drawn as it is.
        let allowed = (from + (to - from) * share).min(0.0);
        pose.pelvis.y += (allowed - self.lowest(&pose)).max(0.0);
        pose
    }

    fn lowest(&self, pose: &Pose) -> f64 {
        Joints::of(pose, self.width()).lowest()
    }

    /// Returns the pose a share of the way along the path. From stop to stop each part takes its share of the time and
    /// is eased by itself.
    fn along(&self, share: f64) -> Pose {
        let all: f64 = self.path.iter().skip(1).map(|step| step.share).sum();
        let covered = self.eased_from_stop_to_stop(share.clamp(0.0, 1.0) * all);
        self.between_steps(self.path.iter().zip(self.path.iter().skip(1)), covered).unwrap_or_else(|| {
            self.path.last().map_or_else(|| self.named(0).clone(), |last| self.named(last.pose).clone())
        })
    }

    /// Returns the share of the path covered after `time`.
    fn eased_from_stop_to_stop(&self, time: f64) -> f64 {
        let mut start = 0.0;
        let mut end = 0.0;
        let last = self.path.len().saturating_sub(1);
        for (at, step) in self.path.iter().enumerate().skip(1) {
            end += step.share;
            let stops = !step.through || at == last;
            if stops && time <= end {
                let long = end - start;
                return if long > 0.0 { start + eased((time - start) / long) * long } else { end };
            }
            if stops {
                start = end;
            }
        }
        end
    }

    /// Returns the pose of a cyclic movement (walking, running), which goes round the path and back to its first pose
    /// without a stop.
    fn cycling(&self, seconds: f64) -> Pose {
        let round: f64 = self.path.iter().map(|step| step.share).sum();
        let covered = (seconds / self.cycle_s.unwrap_or(1.0)).rem_euclid(1.0) * round;
        let next = self.path.iter().skip(1).chain(self.path.first());
        self.between_steps(self.path.iter().zip(next), covered).unwrap_or_else(|| self.along(0.0))
    }

    /// Returns the pose after `covered` shares of these pairs of steps; `None` beyond the last.
    fn between_steps<'a>(
        &self,
        steps: impl Iterator<Item = (&'a PathStep, &'a PathStep)>,
        covered: f64,
    ) -> Option<Pose> {
        let mut left = covered;
        for (from, to) in steps {
            if left <= to.share {
                let within = if to.share > 0.0 { left / to.share } else { 1.0 };
                return Some(self.named(from.pose).between(self.named(to.pose), within, self.width()));
            }
            left -= to.share;
        }
        None
    }

    /// Returns the picture for the current position of `player`.
    pub fn followed(&self, player: &Player, now: Instant) -> FigureFrame {
        let segment = player.segment();
        let elapsed = player.elapsed(now).as_secs_f64();
        let rep = player.rep(now);
        let moment = match (&segment.kind, rep) {
            _ if player.phase() == Phase::Waiting => Moment::Along(0.0),
            (SegmentKind::Prepare(length), _) => Moment::Approach(share_of(*length, elapsed) / APPROACH),
            (SegmentKind::Switch(length), _) => Moment::Along(1.0 - 2.0 * share_of(*length, elapsed)),
            (SegmentKind::Rest(_), _) => Moment::Along(0.0),
            (SegmentKind::Reps(_), Some(rep)) => match rep.part {
                RepPart::Out => Moment::Along(rep.fraction),
                RepPart::Hold => Moment::Held(0.0),
                RepPart::Back => Moment::Along(1.0 - rep.fraction),
            },
            (SegmentKind::Breaths { .. }, Some(rep)) if elapsed >= SETTLE_S => Moment::Held(match rep.part {
                RepPart::Out => 2.0 * rep.fraction - 1.0,
                RepPart::Hold => 1.0,
                RepPart::Back => 1.0 - 2.0 * rep.fraction,
            }),
            (SegmentKind::Hold(_) | SegmentKind::Breaths { .. }, _) => self.held(elapsed),
            (SegmentKind::Reps(_) | SegmentKind::Activity(_), _) => self.shown_at(elapsed),
        };
        let turn = rep.and_then(|rep| rep.side);
        self.on_side(moment, segment.side, turn)
    }

    /// Returns the picture where only time sets the pace: in the library, beside the setup of an exercise with these
    /// sides.
    pub fn looped(&self, seconds: f64, sides: Sides) -> FigureFrame {
        let mirrored = self.is_mirrored_beside_setup(sides);
        match &self.verdicts {
            Some(verdicts) => {
                let turn = (seconds / SHOW_S) as usize % (verdicts.fails.len() + 1);
                let at = verdicts.all().nth(turn).unwrap_or(verdicts.pass);
                self.pictured(self.pose_of(at), mirrored)
            }
            None => self.at_moment(self.shown_at(seconds), mirrored, false),
        }
    }

    /// Returns the picture of a self-test on this side during its explanation: into its position and back.
    pub fn rehearsed(&self, seconds: f64, side: Option<Side>) -> FigureFrame {
        self.on_side(self.shown_at(seconds), side, None)
    }

    /// Returns the picture on this side on the way from standing into position: share of the way, 0 to 1.
    pub fn approached(&self, share: f64, side: Option<Side>) -> FigureFrame {
        self.on_side(Moment::Approach(share), side, None)
    }

    /// Returns the picture on this side, `seconds` after its position was taken.
    pub fn kept(&self, seconds: f64, side: Option<Side>) -> FigureFrame {
        self.on_side(self.held(seconds), side, None)
    }

    /// Returns the picture of passing or failing on this side; `None` if the figure is not of a self-test.
    pub fn verdict(&self, verdict: Verdict, side: Option<Side>) -> Option<FigureFrame> {
        let VerdictPoses { pass, fails } = self.verdicts.as_ref()?;
        let at = if verdict == Verdict::Pass { *pass } else { *fails.first()? };
        Some(self.pictured(self.pose_of(at), side.is_some_and(|side| self.is_mirrored(side))))
    }

    /// Returns the picture of the pose with this name.
    pub fn posed(&self, name: &str) -> Option<FigureFrame> {
        let (_, pose) = self.poses.iter().find(|(known, _)| known.as_str() == name)?;
        Some(self.pictured(pose.clone(), false))
    }

    /// Returns the pictures that show the movement on paper.
    pub fn still(&self, mirrored: bool) -> Vec<FigureFrame> {
        self.phases().into_iter().map(|pose| self.pictured(pose, mirrored)).collect()
    }

    /// Returns true if the figure has a movement, so that it must be redrawn again and again.
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

    /// Returns the picture at a moment. It is mirrored for `side`, the side of the segment. For `turn`, the side whose
    /// turn it is, only the limbs are exchanged: a picture mirrored with each rep would be hard to look at.
    fn on_side(&self, moment: Moment, side: Option<Side>, turn: Option<Side>) -> FigureFrame {
        let exchanged = turn.is_some_and(|turn| self.is_mirrored(turn));
        self.at_moment(moment, side.is_some_and(|side| self.is_mirrored(side)), exchanged)
    }

    fn at_moment(&self, moment: Moment, mirrored: bool, exchanged: bool) -> FigureFrame {
        let pose = self.pose(moment);
        let shown = self.pictured(if exchanged { pose.swapped() } else { pose }, mirrored);
        let bounds = match moment {
            Moment::Approach(share) => in_mirror(self.approach_bounds(share), mirrored),
            _ => shown.bounds,
        };
        FigureFrame { bounds, moment: Some(moment), exchanged, ..shown }
    }

    /// Returns the picture of a pose, framed so that the whole path fits.
    fn pictured(&self, pose: Pose, mirrored: bool) -> FigureFrame {
        FigureFrame { pose, mirrored, bounds: in_mirror(self.bounds, mirrored), moment: None, exchanged: false }
    }

    fn pose_of(&self, at: usize) -> Pose {
        self.poses.get(at).map_or_else(|| self.pose(Moment::Along(1.0)), |(_, pose)| pose.clone())
    }
}

impl VerdictPoses {
    /// Returns the indices of all, passing first.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.pass).chain(self.fails.iter().copied())
    }
}

impl FigureFrame {
    /// Returns what the picture means if it shows an outcome of a self-test, and no moment on the way to it.
    pub fn verdict<'a>(&self, figure: &'a Figure) -> Option<PoseVerdict<'a>> {
        if self.moment.is_some() { None } else { figure.verdict_of(&self.pose) }
    }

    /// Returns the nearest of the few frames of `figure` of which pictures are kept.
    #[must_use]
    pub fn stepped(&self, figure: &Figure) -> Self {
        match self.moment {
            Some(moment) => {
                let round = figure.cycle_s.unwrap_or(1.0);
                let still = figure.at_moment(moment.stepped(round), self.mirrored, self.exchanged);
                // Pictures of one moment are one, whatever else was known of it.
                Self { moment: None, ..still }
            }
            None => self.clone(),
        }
    }

    /// Returns the shapes of the picture of `figure`, from back to front.
    pub fn shapes(&self, figure: &Figure) -> Vec<Shape> {
        // The floor is laid out before the mirror.
        figure.scene_on(&self.pose, self.mirrored, &in_mirror(self.bounds, self.mirrored))
    }
}

/// Eases a share, 0 to 1: slow at both ends.
pub fn eased(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

fn share_of(length: std::time::Duration, elapsed: f64) -> f64 {
    (elapsed / length.as_secs_f64().max(0.001)).clamp(0.0, 1.0)
}

fn in_mirror(bounds: Bounds, mirrored: bool) -> Bounds {
    if mirrored { bounds.mirrored() } else { bounds }
}
