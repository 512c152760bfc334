//! Ids for entries: UUID v7 from the time that is passed in and a seed given at the start.

use uuid::Uuid;

use crate::domain::time::Now;

/// A source of ids that never repeat.
#[derive(Debug, Clone)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// Returns a source for one run of the program; `seed` differs from run to run.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next id. Ids made later sort later, to the millisecond.
    pub fn next(&mut self, now: &Now) -> Uuid {
        let millis = u64::try_from(now.wall.timestamp_millis()).unwrap_or_default();
        let [a, b] = [self.random(), self.random()];
        let mut random = [0; 10];
        for (byte, from) in random.iter_mut().zip(a.to_le_bytes().into_iter().chain(b.to_le_bytes())) {
            *byte = from;
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// SplitMix64 (Steele, Lea and Flood 2014): ids need to differ, not to be secret.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
