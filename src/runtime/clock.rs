//! The one place that reads clocks.

use crate::domain::time::zone_rules::ZoneRules;
use crate::domain::time::{Instant, Now};

/// Reads both clocks.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    #[cfg(not(target_os = "linux"))]
    started: std::time::Instant,
}

impl Clock {
    /// The clocks of this machine.
    #[expect(clippy::new_without_default, reason = "a clock is not a default value")]
    #[cfg_attr(not(target_os = "linux"), expect(clippy::disallowed_methods, reason = "here clocks are read"))]
    pub fn new() -> Self {
        Self {
            #[cfg(not(target_os = "linux"))]
            started: std::time::Instant::now(),
        }
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "here clocks are read")]
    pub fn now(self) -> Now {
        Now { mono: self.mono(), wall: chrono::Local::now().fixed_offset() }
    }

    /// The rules by which this machine's clock is set.
    pub fn zone_rules() -> ZoneRules {
        ZoneRules::new(&chrono::Local)
    }

    /// The clock that runs on while the machine sleeps: a sleep is a gap, and pauses the session.
    #[cfg(target_os = "linux")]
    #[expect(clippy::unused_self, reason = "elsewhere the clock has a start")]
    fn mono(self) -> Instant {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let secs = u64::try_from(time.tv_sec).unwrap_or_default();
        let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
        Instant::new(std::time::Duration::new(secs, nanos))
    }

    #[cfg(not(target_os = "linux"))]
    fn mono(self) -> Instant {
        Instant::new(self.started.elapsed())
    }
}
