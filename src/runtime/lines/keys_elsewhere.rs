//! Single keys where there is no Unix terminal: by the library that reads them, which leaves output alone there.

use std::io;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Keys that come one by one, until they are given back.
pub(super) struct SingleKeys {
    is_taken: bool,
}

impl SingleKeys {
    /// From here on keys come one by one, and are not shown.
    pub(super) fn take() -> io::Result<Self> {
        let mut keys = Self { is_taken: false };
        keys.one_by_one(true)?;
        Ok(keys)
    }

    /// Whether keys come one by one, or in lines that are shown as they are typed.
    pub(super) fn one_by_one(&mut self, single: bool) -> io::Result<()> {
        if !single {
            self.give_back();
        } else if !self.is_taken {
            enable_raw_mode()?;
            self.is_taken = true;
        }
        Ok(())
    }

    /// As it was found; what fails is left: there is nobody to tell.
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
