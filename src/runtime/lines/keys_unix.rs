//! Single keys from a Unix terminal that is otherwise left as it is.
//!
//! Not the raw mode of the library that reads keys: that one takes the carriage return out of every line break.

use std::io;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// The terminal as it was, to be given back.
pub(super) struct SingleKeys {
    before: Termios,
    is_taken: bool,
}

impl SingleKeys {
    /// From here on keys come one by one, and are not shown.
    pub(super) fn take() -> io::Result<Self> {
        let mut keys = Self { before: tcgetattr(io::stdin())?, is_taken: false };
        keys.one_by_one(true)?;
        Ok(keys)
    }

    /// Whether keys come one by one, or in lines that are shown as they are typed.
    pub(super) fn one_by_one(&mut self, single: bool) -> io::Result<()> {
        if !single {
            self.give_back();
        } else if !self.is_taken {
            tcsetattr(io::stdin(), OptionalActions::Now, &single_keys(&self.before))?;
            self.is_taken = true;
        }
        Ok(())
    }

    /// As it was found; what fails is left: there is nobody to tell.
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

/// Ctrl-C and Ctrl-Z stay signals, which are heard; Ctrl-\ would end the program without a word.
fn single_keys(before: &Termios) -> Termios {
    let mut modes = before.clone();
    modes.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::IEXTEN);
    modes.special_codes[SpecialCodeIndex::VMIN] = 1;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    modes.special_codes[SpecialCodeIndex::VQUIT] = 0;
    modes
}
