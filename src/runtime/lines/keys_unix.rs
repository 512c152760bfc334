//! Single keys from a Unix terminal that is otherwise left as it is.
//!
//! This is not the raw mode of crossterm, which takes the carriage return out of every line break.

use std::io;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// The mode in which keys come one by one; dropping it ends the mode.
pub(super) struct SingleKeys {
    before: Termios,
    is_taken: bool,
}

impl SingleKeys {
    /// Begins the mode: keys come one by one, without echo.
    pub(super) fn take() -> io::Result<Self> {
        let mut keys = Self { before: tcgetattr(io::stdin())?, is_taken: false };
        keys.one_by_one(true)?;
        Ok(keys)
    }

    /// Turns the mode on, or off while lines are typed with echo.
    pub(super) fn one_by_one(&mut self, single: bool) -> io::Result<()> {
        if !single {
            self.give_back();
        } else if !self.is_taken {
            tcsetattr(io::stdin(), OptionalActions::Now, &single_keys(&self.before))?;
            self.is_taken = true;
        }
        Ok(())
    }

    /// Restores the terminal; a failure is ignored.
    pub(super) fn give_back(&mut self) {
        if std::mem::take(&mut self.is_taken) {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
        }
    }
}

impl Drop for SingleKeys {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// Returns the terminal mode for single keys. Ctrl-C and Ctrl-Z stay signals, which are handled; Ctrl-\ would end the
/// program at once and is turned off.
fn single_keys(before: &Termios) -> Termios {
    let mut modes = before.clone();
    modes.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::IEXTEN);
    modes.special_codes[SpecialCodeIndex::VMIN] = 1;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    modes.special_codes[SpecialCodeIndex::VQUIT] = 0;
    modes
}
