//! Reading of lines of words from a pipe or a file, as they come.

use std::io::{self, BufRead as _, ErrorKind};

use crate::runtime::Heard;

/// The length at which a line is cut: nothing that long is an answer.
const LONGEST: usize = 4_096;

/// The reader, with the beginning of a line that has not ended.
#[derive(Debug, Default)]
pub(super) struct LineReader {
    begun: Vec<u8>,
}

impl LineReader {
    /// Reads once from standard input, which has something, and puts whole lines into `all`; returns false at the end. The
    /// last line may lack its line break.
    pub(super) fn read(&mut self, all: &mut Vec<Heard>) -> bool {
        let mut stdin = io::stdin().lock();
        // Everything that the buffer holds, because no poll would tell of the rest.
        match stdin.fill_buf().map(<[u8]>::to_vec) {
            Ok(read) if read.is_empty() => {
                if !self.begun.is_empty() {
                    all.push(self.line());
                }
                false
            }
            Ok(read) => {
                for byte in &read {
                    self.take(*byte, all);
                }
                stdin.consume(read.len());
                true
            }
            Err(error) => matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock),
        }
    }

    fn take(&mut self, byte: u8, all: &mut Vec<Heard>) {
        match byte {
            b'\n' => all.push(self.line()),
            _ if self.begun.len() < LONGEST => self.begun.push(byte),
            _ => {}
        }
    }

    fn line(&mut self) -> Heard {
        let line = std::mem::take(&mut self.begun);
        Heard::Line(String::from_utf8_lossy(&line).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut reader = LineReader::default();
        text.bytes().for_each(|byte| reader.take(byte, &mut all));
        let line = |heard| if let Heard::Line(line) = heard { line } else { String::new() };
        all.into_iter().map(line).collect()
    }

    #[test]
    fn lines_come_whole_and_an_empty_one_is_a_line() {
        assert_eq!(lines("rate 3\r\n\nnext\nno end"), ["rate 3", "", "next"]);
        assert_eq!(lines(&format!("{}\n", "x".repeat(10_000)))[0].len(), LONGEST);
    }
}
