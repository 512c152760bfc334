//! Keys, pasted text, reports of focus and answers out of the bytes of a terminal.
//!
//! Bytes are handled one by one, so that it does not matter in which pieces they come, and reading never blocks: the
//! caller asks [`Bytes::patience`] for the longest wait for the rest of a sequence, and has it given up after that. A
//! sequence is read to its end by the general form of the standards, and dropped if it means nothing here: no part of a
//! report is taken for keys. A control character (Ctrl-C, enter) ends an unfinished sequence and counts itself.
//!
//! **Source**: ECMA-48, 5.4 (control sequences) and 5.6 (control strings); xterm's "Control Sequences", for what keys
//! send; the keys and modifiers are those that crossterm 0.29 knows.

mod answer;
mod sequence;

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::state::model::TerminalAnswer;

/// The silence after which an unfinished sequence is given up. Our choice: a terminal writes a sequence in one piece,
/// and half of it comes late only on a slow line; nobody notices such a delay of escape.
const PATIENCE: Duration = Duration::from_millis(50);
/// The same for pasted text, which a slow line sends in several pieces.
const PATIENCE_WITH_PASTE: Duration = Duration::from_millis(100);
/// The same for a report, which nobody types: over a slow line its rest may come late, and must not be taken for keys.
const PATIENCE_WITH_REPORT: Duration = Duration::from_secs(1);
/// The same for escape alone while answers are expected, of which it may be the first byte.
const PATIENCE_FOR_ANSWER: Duration = Duration::from_millis(300);
/// The longest time for a whole sequence, after which it is given up even while more comes, because that may be keys.
const LONGEST_TIME: Duration = Duration::from_millis(500);
/// The same for a report.
const LONGEST_REPORT: Duration = Duration::from_secs(3);
/// The most bytes in a control sequence.
const LONGEST: usize = 64;
/// The most bytes of a report in words; one with more means nothing here.
const LONGEST_WORDS: usize = 256;
/// The most bytes of pasted text; more are dropped.
const LONGEST_PASTE: usize = 1 << 16;
/// The sequence that ends pasted text.
const END_OF_PASTE: &[u8] = b"\x1b[201~";
const ESC: u8 = 0x1b;

/// The state between one byte and the next.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    state: SequenceState,
    /// True if escape came before the sequence, which means Alt.
    is_alt: bool,
    /// True if a line feed is the enter key; see [`super::Keyboard`].
    line_feed_is_enter: bool,
    /// The number of sequences begun so far.
    sequences: u64,
    /// True while the terminal has been asked and has not given its last answer.
    awaits_answers: bool,
    /// True if escape was given up while answers were awaited: the rest of an answer may follow.
    gave_up_escape: bool,
    /// The answers read so far.
    answers: Vec<TerminalAnswer>,
}

/// Kinds of sequence that the bytes so far begin.
#[derive(Debug, Default)]
enum SequenceState {
    /// Nothing.
    #[default]
    Ground,
    /// Escape was read, once or twice.
    Escape { twice: bool },
    /// The parameters of a control sequence, `ESC [ …`.
    Control(Vec<u8>),
    /// The bytes after `ESC O`.
    Single(Vec<u8>),
    /// The number of following bytes to skip.
    PassOver(u8),
    /// A report in words, to its terminator.
    Words(Report),
    /// A character in several bytes.
    Character(Vec<u8>),
    /// Pasted text, with the number of bytes of its end that were read.
    Paste { text: Vec<u8>, ended: usize },
}

/// The part of a report in words that was read.
#[derive(Debug, Default)]
struct Report {
    /// The byte after escape.
    introducer: u8,
    text: Vec<u8>,
    /// True if escape came after the text, the first half of its terminator.
    ends: bool,
}

impl Bytes {
    /// Returns the state at the beginning. `line_feed_is_enter`: see [`super::Keyboard`].
    pub(super) fn new(line_feed_is_enter: bool) -> Self {
        Self { line_feed_is_enter, ..Self::default() }
    }

    /// Expects answers to questions until the last of them comes, or is no longer expected.
    pub(super) fn await_answers(&mut self, is_awaited: bool) {
        self.awaits_answers = is_awaited;
        self.gave_up_escape &= is_awaited;
    }

    /// Takes out the answers that were read.
    pub(super) fn answers(&mut self) -> Vec<TerminalAnswer> {
        std::mem::take(&mut self.answers)
    }

    /// Handles the next bytes; adds the events that they complete.
    pub(super) fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        for byte in bytes {
            self.take(*byte, events);
        }
    }

    /// Returns the longest wait for the rest of an unfinished sequence; `None` if there is none.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            SequenceState::Ground => None,
            SequenceState::Paste { .. } => Some(PATIENCE_WITH_PASTE),
            SequenceState::Escape { .. } if self.awaits_answers => Some(PATIENCE_FOR_ANSWER),
            _ if self.is_report() => Some(PATIENCE_WITH_REPORT),
            _ => Some(PATIENCE),
        }
    }

    /// Returns true in the middle of what can only be a report.
    fn is_report(&self) -> bool {
        match &self.state {
            SequenceState::Words(report) if report.text.is_empty() => self.awaits_answers,
            SequenceState::Words(report) => answer::is_begun(report.introducer, &report.text),
            SequenceState::Control(parameters) if parameters.is_empty() => self.awaits_answers,
            SequenceState::Control(parameters) => answer::is_begun(b'[', parameters),
            _ => false,
        }
    }

    /// Returns the longest time for a whole sequence, while more of it comes.
    pub(super) fn longest(&self) -> Duration {
        match self.state {
            SequenceState::Paste { .. } => Duration::MAX,
            _ if self.is_report() => LONGEST_REPORT,
            _ => LONGEST_TIME,
        }
    }

    /// Returns the number of sequences begun so far, which tells one from the next.
    pub(super) fn sequences(&self) -> u64 {
        self.sequences
    }

    /// Gives up an unfinished sequence: escape was the key, a paste counts as far as it came, all else is dropped.
    pub(super) fn give_up(&mut self, events: &mut Vec<Event>) {
        match std::mem::take(&mut self.state) {
            SequenceState::Escape { twice } => {
                let escape = Event::Key(KeyCode::Esc.into());
                events.extend(twice.then(|| escape.clone()));
                events.push(escape);
                self.gave_up_escape = self.awaits_answers;
            }
            SequenceState::Paste { text, .. } => events.push(pasted(&text)),
            _ => {}
        }
        self.is_alt = false;
    }

    fn take(&mut self, byte: u8, events: &mut Vec<Event>) {
        match std::mem::take(&mut self.state) {
            SequenceState::Ground => {
                self.sequences += 1;
                let continues = std::mem::take(&mut self.gave_up_escape) && matches!(byte, b'[' | b']' | b'P' | b'_');
                if continues { self.after_escape(byte, false, events) } else { self.begin(byte, events) }
            }
            SequenceState::Escape { twice } => self.after_escape(byte, twice, events),
            SequenceState::Control(parameters) => self.control(parameters, byte, events),
            SequenceState::Single(parameters) => self.single(parameters, byte, events),
            SequenceState::PassOver(left) => self.pass_over(left, byte, events),
            SequenceState::Words(report) => self.words(report, byte, events),
            SequenceState::Character(bytes) => self.character(bytes, byte, events),
            SequenceState::Paste { text, ended } => self.paste(text, ended, byte, events),
        }
    }

    /// Handles a byte that is not in a sequence.
    fn begin(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            ESC => self.state = SequenceState::Escape { twice: false },
            b'\r' => self.key(KeyCode::Enter, events),
            b'\n' if self.line_feed_is_enter => self.key(KeyCode::Enter, events),
            b'\t' => self.key(KeyCode::Tab, events),
            0x7f => self.key(KeyCode::Backspace, events),
            0 => self.control_key(' ', events),
            0x01..=0x1a => self.control_key(char::from(byte - 1 + b'a'), events),
            0x1c..=0x1f => self.control_key(char::from(byte - 0x1c + b'4'), events),
            0x20..=0x7e => self.key(KeyCode::Char(char::from(byte)), events),
            // The same as escape and a letter, in one byte.
            0x80..=0x9f => self.after_escape(byte - 0x40, false, events),
            0xa0.. => self.character(Vec::new(), byte, events),
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool, events: &mut Vec<Event>) {
        self.is_alt = twice;
        match byte {
            b'[' => self.state = SequenceState::Control(Vec::new()),
            b'O' => self.state = SequenceState::Single(Vec::new()),
            b'P' | b'X' | b']' | b'^' | b'_' => {
                self.state = SequenceState::Words(Report { introducer: byte, ..Report::default() });
            }
            ESC => {
                // Escape held down: of three the first is one for sure.
                events.extend(twice.then(|| Event::Key(KeyCode::Esc.into())));
                self.state = SequenceState::Escape { twice: true };
                self.is_alt = false;
            }
            _ => {
                events.extend(twice.then(|| Event::Key(KeyCode::Esc.into())));
                self.is_alt = true;
                self.begin(byte, events);
            }
        }
    }

    fn control(&mut self, mut parameters: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        let is_first = parameters.is_empty();
        match byte {
            // A function key of the Linux console.
            b'[' if is_first => self.state = SequenceState::PassOver(1),
            // A mouse as it was reported at first: button, column, row.
            b'M' if is_first => self.state = SequenceState::PassOver(3),
            // A key of rxvt with Shift, against the standard.
            b'$' if !is_first && parameters.iter().all(u8::is_ascii_digit) => self.is_alt = false,
            b'~' if parameters == b"200" => self.state = SequenceState::Paste { text: Vec::new(), ended: 0 },
            b'@'..=b'~' => match answer::control(&parameters, byte) {
                None => self.report(sequence::control(&parameters, byte), events),
                answer => self.answer(answer),
            },
            b' '..=b'?' if parameters.len() < LONGEST => {
                parameters.push(byte);
                self.state = SequenceState::Control(parameters);
            }
            _ => self.interrupted(byte, events),
        }
    }

    fn single(&mut self, mut parameters: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'@'..=b'~' => self.report(sequence::single(byte), events),
            b'0'..=b';' if parameters.len() < LONGEST => {
                parameters.push(byte);
                self.state = SequenceState::Single(parameters);
            }
            _ => self.interrupted(byte, events),
        }
    }

    fn pass_over(&mut self, left: u8, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0..=0x1f => self.interrupted(byte, events),
            _ if left > 1 => self.state = SequenceState::PassOver(left - 1),
            _ => self.is_alt = false,
        }
    }

    /// Handles a byte of a report, which ends with a bell or with `ESC \`.
    fn words(&mut self, mut report: Report, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'\\' if report.ends => self.answer(answer::words(report.introducer, &report.text)),
            // It was broken off by another sequence.
            _ if report.ends => self.after_escape(byte, false, events),
            0x07 => self.answer(answer::words(report.introducer, &report.text)),
            ESC => self.state = SequenceState::Words(Report { ends: true, ..report }),
            0..=0x1f => self.interrupted(byte, events),
            _ => {
                if report.text.len() < LONGEST_WORDS {
                    report.text.push(byte);
                } else {
                    report.introducer = 0;
                }
                self.state = SequenceState::Words(report);
            }
        }
    }

    /// Keeps the answer in a whole report.
    fn answer(&mut self, answer: Option<TerminalAnswer>) {
        self.is_alt = false;
        match answer {
            Some(TerminalAnswer::Last) => self.await_answers(false),
            // The exact background is asked for.
            Some(TerminalAnswer::ThemeChanged(_)) => self.await_answers(true),
            _ => {}
        }
        self.answers.extend(answer);
    }

    fn character(&mut self, mut bytes: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                for c in text.chars() {
                    self.key(KeyCode::Char(c), events);
                }
            }
            Err(error) if error.error_len().is_none() => self.state = SequenceState::Character(bytes),
            // Of another encoding.
            Err(_) if bytes.len() > 1 => self.interrupted(byte, events),
            Err(_) => self.is_alt = false,
        }
    }

    fn paste(&mut self, mut text: Vec<u8>, ended: usize, byte: u8, events: &mut Vec<Event>) {
        let begins = usize::from(byte == ESC);
        let ended = if END_OF_PASTE.get(ended) == Some(&byte) { ended + 1 } else { begins };
        text.push(byte);
        if ended == END_OF_PASTE.len() {
            text.truncate(text.len() - ended);
            events.push(pasted(&text));
            return;
        }
        if text.len() > LONGEST_PASTE + END_OF_PASTE.len() {
            // A possible part of its end is kept.
            text.drain(LONGEST_PASTE..text.len() - ended);
        }
        self.state = SequenceState::Paste { text, ended };
    }

    /// Drops a sequence that `byte` cannot belong to, and handles the byte.
    fn interrupted(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.is_alt = false;
        self.begin(byte, events);
    }

    fn key(&mut self, code: KeyCode, events: &mut Vec<Event>) {
        self.report(Some(Event::Key(code.into())), events);
    }

    fn control_key(&mut self, c: char, events: &mut Vec<Event>) {
        self.report(Some(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))), events);
    }

    /// Adds the event of a whole sequence: a key gets Alt if escape came before it.
    fn report(&mut self, event: Option<Event>, events: &mut Vec<Event>) {
        let is_alt = std::mem::take(&mut self.is_alt);
        events.extend(event.map(|event| match event {
            Event::Key(key) if is_alt => Event::Key(KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key }),
            event => event,
        }));
    }
}

fn pasted(text: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests;
