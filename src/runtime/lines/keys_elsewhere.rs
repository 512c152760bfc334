//! Single keys on other systems than Unix, by the raw mode of crossterm, which leaves output alone there.

use std::io;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// The mode in which keys come one by one; dropping it ends the mode.
pub(super) struct SingleKeys {
    is_taken: bool,
}

impl SingleKeys {
    /// Begins the mode: keys come one by one, without echo.
    pub(super) fn take() -> io::Result<Self> {
        let mut keys = Self { is_taken: false };
        keys.one_by_one(true)?;
        Ok(keys)
    }

    /// Turns the mode on, or off while lines are typed with echo.
    pub(super) fn one_by_one(&mut self, single: bool) -> io::Result<()> {
        if !single {
            self.give_back();
        } else if !self.is_taken {
            enable_raw_mode()?;
            self.is_taken = true;
        }
        Ok(())
    }

    /// Restores the terminal; a failure is ignored.
    pub(super) fn give_back(&mut self) {
        if std::mem::take(&mut self.is_taken) {
            let _ = disable_raw_mode();
        }
    }
}

impl Drop for SingleKeys {
    fn drop(&mut self) {
        self.give_back();
    }
}
