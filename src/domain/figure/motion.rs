//! Which pose the figure is in at a moment.

use super::Figure;
use super::pose::Pose;
use super::skeleton::Joints;

/// A moment of an exercise, as far as the figure follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// On the way from standing to the first pose: share, 0 to 1.
    Approach(f64),
    /// On the path from the first pose to the last: share, 0 to 1.
    Along(f64),
    /// In the last pose, breathing: -1 is all out, 1 all in.
    Held(f64),
    /// Round and round, so many seconds after the start.
    Cycling(f64),
}

/// How much the chest widens with a breath in a held pose, as a share of its length.
const BREATH: f64 = 0.035;

/// Slow at both ends: 0 to 1.
pub fn eased(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

impl Figure {
    /// The poses that show the movement on paper: start, middle and end; four phases of what goes round
    /// and round; passing and failing of a self-test; one where nothing moves.
    pub fn phases(&self) -> Vec<Pose> {
        match (self.verdicts, self.cycle_s) {
            (Some([pass, fail]), _) => vec![self.named(pass).clone(), self.named(fail).clone()],
            (None, Some(round)) => {
                [0.0, 0.25, 0.5, 0.75].map(|share| self.pose(Moment::Cycling(share * round))).to_vec()
            }
            (None, None) if self.path.len() > 1 => [0.0, 0.5, 1.0].map(|share| self.along(share)).to_vec(),
            (None, None) => vec![self.along(1.0)],
        }
    }

    /// The pose at a moment.
    pub fn pose(&self, moment: Moment) -> Pose {
        match moment {
            Moment::Approach(share) => match &self.standing {
                Some(standing) => self.approaching(standing, eased(share)),
                None => self.along(0.0),
            },
            Moment::Along(share) => self.along(share),
            Moment::Held(breath) => {
                let mut pose = self.along(1.0);
                let [_, thorax, _] = &mut pose.spine_shares;
                *thorax *= 1.0 + BREATH * breath.clamp(-1.0, 1.0);
                pose
            }
            Moment::Cycling(seconds) => self.cycling(seconds),
        }
    }

    /// On the way down from standing what bends is held above the floor: angles alone would take a knee or
    /// a foot through it.
    fn approaching(&self, standing: &Pose, share: f64) -> Pose {
        let start = self.along(0.0);
        let mut pose = standing.between(&start, share, self.width());
        let lowest = |pose: &Pose| Joints::of(pose, self.width()).lowest();
        let (from, to) = (lowest(standing), lowest(&start));
        // No higher than both ends allow: there it is drawn as it is.
        let allowed = (from + (to - from) * share).min(0.0);
        pose.pelvis.y += (allowed - lowest(&pose)).max(0.0);
        pose
    }

    /// A share of the way along the path: from stop to stop each leg of it takes its part and is eased
    /// by itself.
    fn along(&self, share: f64) -> Pose {
        let all: f64 = self.path.iter().skip(1).map(|step| step.share).sum();
        let mut left = self.eased_from_stop_to_stop(share.clamp(0.0, 1.0) * all);
        for (from, to) in self.path.iter().zip(self.path.iter().skip(1)) {
            if left <= to.share {
                let within = if to.share > 0.0 { left / to.share } else { 1.0 };
                return self.named(from.pose).between(self.named(to.pose), within, self.width());
            }
            left -= to.share;
        }
        self.path.last().map_or_else(|| self.named(0).clone(), |last| self.named(last.pose).clone())
    }

    /// How much of the path is behind, when so much of its time is.
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

    /// Round the path and back to its first pose without a stop: walking, running.
    fn cycling(&self, seconds: f64) -> Pose {
        let round: f64 = self.path.iter().map(|step| step.share).sum();
        let mut left = (seconds / self.cycle_s.unwrap_or(1.0)).rem_euclid(1.0) * round;
        let next = self.path.iter().skip(1).chain(self.path.first());
        for (from, to) in self.path.iter().zip(next) {
            if left <= to.share {
                let within = if to.share > 0.0 { left / to.share } else { 1.0 };
                return self.named(from.pose).between(self.named(to.pose), within, self.width());
            }
            left -= to.share;
        }
        self.along(0.0)
    }
}
