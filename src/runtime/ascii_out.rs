//! Standard output of commands in plain ASCII, if the settings ask for it.

use std::io::{self, Write};

use crate::domain::text::ascii::in_ascii;

/// A writer that replaces the program's signs with ASCII; letters of any language stay.
pub(super) struct AsciiOut<W> {
    out: W,
    /// The beginning of a character that is not complete yet.
    begun: Vec<u8>,
}

impl<W: Write> AsciiOut<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }
}

impl<W: Write> Write for AsciiOut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = self.begun.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let kept = self.begun.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.begun, kept)).unwrap_or_default();
        self.out.write_all(in_ascii(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_written_in_ascii_wherever_the_text_is_cut() {
        let text = "Dehnübung – 3×25 s · “slow”…\n";
        for cut in 0..=text.len() {
            let mut out = AsciiOut::new(Vec::new());
            let (first, second) = text.as_bytes().split_at(cut);
            out.write_all(first).unwrap();
            out.write_all(second).unwrap();
            assert_eq!(String::from_utf8(out.out).unwrap(), "Dehnübung - 3x25 s . \"slow\".\n", "cut at {cut}");
        }
    }
}
