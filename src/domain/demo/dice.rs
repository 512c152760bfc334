//! Chance that comes out the same on every machine.

/// A generator of numbers: SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5f35_6495_32b1_c0de }
    }

    fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to just below 1, in steps of a millionth.
    pub(super) fn share(&mut self) -> f64 {
        (self.roll() % 1_000_000) as f64 / 1_000_000.0
    }

    /// True so often.
    pub(super) fn is(&mut self, likely: f64) -> bool {
        self.share() < likely
    }

    /// `from` to `to`, both possible.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = (to - from).unsigned_abs() + 1;
        from + i64::try_from(self.roll() % span).unwrap_or_default()
    }

    /// One of these; `None` of none.
    pub(super) fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let last = i64::try_from(of.len()).ok()?.checked_sub(1).filter(|last| *last >= 0)?;
        of.get(usize::try_from(self.between(0, last)).ok()?).copied()
    }
}
