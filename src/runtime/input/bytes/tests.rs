//! Keys out of bytes: by a table, and out of sequences that nobody sends.

use super::*;
use crate::runtime::Input;
use crate::runtime::input::heard;
use crate::state::event::{Event as AppEvent, Key};

/// The kinds of sequence that have made a program wait or take a report for keys.
const KINDS: [&[u8]; 36] = [
    b"\x1b[E",
    b"\x1bO",
    b"\x1bOE",
    b"\x1bOj",
    b"\x1bO5P",
    b"\x1b[a",
    b"\x1bOa",
    b"\x1b[7$",
    b"\x1b[3^",
    b"\x1b[3@",
    b"\x1b[?997;1n",
    b"\x1b[?1;2c",
    b"\x1b[>0;95;0c",
    b"\x1b[?2026;2$y",
    b"\x1b[24;80R",
    b"\x1b[8;24;80t",
    b"\x1b[0n",
    b"\x1b[?0u",
    b"\x1b[[A",
    b"\x1b[15~",
    b"\x1b[27;5;9~",
    b"\x1b[57428u",
    b"\x1b[M !!",
    b"\x1b[<0;10;10M",
    b"\x1b[32;10;10M",
    b"\x1b]11;rgb:0000/0000/0000\x07",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1bP>|XTerm(380)\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b[",
    b"\x1b[1;",
    b"\x9b?997;1n",
    b"\xe9",
    b"\xe2\x82",
    b"\xff\xfe",
    b"\x1b[200~pasted",
];

fn keys_of(events: Vec<Event>) -> Vec<Key> {
    let key = |event| match heard(event) {
        Some(Input::Event(AppEvent::Key(key))) => Some(key),
        _ => None,
    };
    events.into_iter().filter_map(key).collect()
}

fn read(bytes: &[u8]) -> Vec<Event> {
    let (mut reader, mut events) = (Bytes::default(), Vec::new());
    reader.feed(bytes, &mut events);
    reader.give_up(&mut events);
    assert!(reader.patience().is_none());
    events
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    keys_of(read(bytes))
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    let table: &[(&[u8], &[Key])] = &[
        (b"a Z~", &[Key::Char('a'), Key::Char(' '), Key::Char('Z'), Key::Char('~')]),
        (b"\r\t\x7f\x08", &[Key::Enter, Key::Tab, Key::Backspace, Key::Ctrl('h')]),
        (b"\x03\x1a\x00\x1c\n", &[Key::Ctrl('c'), Key::Ctrl('z'), Key::Ctrl(' '), Key::Ctrl('4'), Key::Ctrl('j')]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", &[Key::Up, Key::Down, Key::Right, Key::Left]),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD", &[Key::Up, Key::Down, Key::Right, Key::Left]),
        (b"\x1b[H\x1b[F\x1bOH\x1bOF", &[Key::Home, Key::End, Key::Home, Key::End]),
        (b"\x1b[1~\x1b[7~\x1b[4~\x1b[8~", &[Key::Home, Key::Home, Key::End, Key::End]),
        (b"\x1b[3~\x1b[5~\x1b[6~\x1b[Z", &[Key::Delete, Key::PageUp, Key::PageDown, Key::BackTab]),
        (b"\x1b[1;5A\x1b[1;2C\x1b[5B\x1b[6;5~", &[Key::Up, Key::Right, Key::Down, Key::PageDown]),
        ("é日👍".as_bytes(), &[Key::Char('é'), Key::Char('日'), Key::Char('👍')]),
        (b"\x1b[97u\x1b[99;5u\x1b[97:65;2u", &[Key::Char('a'), Key::Ctrl('c'), Key::Char('A')]),
        (b"\x1b[27u\x1b[13u\x1b[9;2u\x1b[127u", &[Key::Esc, Key::Enter, Key::BackTab, Key::Backspace]),
        (b"\x1b[57404u\x1b[57413u\x1b[57414u", &[Key::Char('5'), Key::Char('+'), Key::Enter]),
        (b"\x1b[97;1:2u\x1b[97;1:3u", &[Key::Char('a')]),
        (b"\x1b", &[Key::Esc]),
        (b"\x1b\x1b", &[Key::Esc, Key::Esc]),
        (b"\x1b\x1b\x1b\x1b", &[Key::Esc, Key::Esc, Key::Esc, Key::Esc]),
        // With Alt or Super it is another key.
        (b"\x1bq\x1b\r\x1b[1;3A\x1b\x1b[A\x1b[97;9u\x1b\xc3\xa9", &[]),
    ];
    for (bytes, wanted) in table {
        assert_eq!(keys(bytes), *wanted, "{:?}", String::from_utf8_lossy(bytes));
    }
    let mut events = Vec::new();
    Bytes::new(true).feed(b"\n\r", &mut events);
    assert_eq!(keys_of(events), [Key::Enter, Key::Enter]);
}

#[test]
fn focus_and_pasted_text_are_told() {
    assert_eq!(read(b"\x1b[I\x1b[O"), [Event::FocusGained, Event::FocusLost]);
    let paste = |text: &str| Event::Paste(text.to_owned());
    assert_eq!(read(b"\x1b[200~a\x1b[Ab\rc\x1b[201~"), [paste("a\x1b[Ab\rc")]);
    assert_eq!(read(b"\x1b[200~\x1b\x1b[201~"), [paste("\x1b")]);
    assert_eq!(read(b"\x1b[200~no end"), [paste("no end")]);
    assert_eq!(read("\x1b[200~é\x1b[201~".as_bytes()), [paste("é")]);
    let long = [b"\x1b[200~".as_slice(), &[b'x'; 3 * LONGEST_PASTE], b"\x1b[201~j"].concat();
    let events = read(&long);
    assert!(matches!(&events[0], Event::Paste(text) if text.len() <= LONGEST_PASTE + END_OF_PASTE.len()));
    assert_eq!(keys_of(events), [Key::Char('j')]);
}

#[test]
fn reports_and_unknown_sequences_mean_nothing() {
    for bytes in KINDS {
        assert_eq!(keys(bytes), [], "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn after_a_whole_sequence_the_next_key_counts_at_once() {
    let unfinished = |bytes: &[u8]| {
        let mut reader = Bytes::default();
        reader.feed(bytes, &mut Vec::new());
        reader.patience().is_some()
    };
    assert_eq!(KINDS.iter().filter(|bytes| !unfinished(bytes)).count(), KINDS.len() - 6);
    for bytes in KINDS.iter().filter(|bytes| !unfinished(bytes)) {
        assert_eq!(keys(&[bytes, b"j".as_slice()].concat()), [Key::Char('j')], "{bytes:?}");
    }
    // What is of another encoding does not take the key with it either.
    assert_eq!(keys(b"\xe9j\xe2\x82j"), [Key::Char('j'), Key::Char('j')]);
}

#[test]
fn ctrl_c_and_enter_count_in_the_middle_of_anything_but_a_paste() {
    for bytes in [b"\x1b[".as_slice(), b"\x1b[1;", b"\x1bO", b"\x1b]2;title", b"\x1bP", b"\x1b[M!", b"\xe2\x82"] {
        assert_eq!(keys(&[bytes, b"\x03\r"].concat()), [Key::Ctrl('c'), Key::Enter], "{bytes:?}");
    }
}

/// Numbers that are the same in every run. **Source**: Marsaglia, "Xorshift RNGs", 2003.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        const LIKELY: &[u8] = b"\x1b\x1b\x1b[[O]P_M0123456789;:?<>$~uRmAE\\\x07\x18\x9b\x9d\xc3\xa9\xe2 ";
        match self.below(3) {
            0 => self.below(256) as u8,
            _ => LIKELY[self.below(LIKELY.len())],
        }
    }

    /// A sequence of random bytes, or one of the known kinds with some bytes changed, left out or put in.
    fn sequence(&mut self) -> Vec<u8> {
        if self.below(2) == 0 {
            let length = self.below(24);
            return (0..length).map(|_| self.byte()).collect();
        }
        let mut bytes = KINDS[self.below(KINDS.len())].to_vec();
        for _ in 0..self.below(4) {
            let at = self.below(bytes.len() + 1);
            match self.below(3) {
                0 => bytes.insert(at, self.byte()),
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ if at < bytes.len() => bytes[at] = self.byte(),
                _ => bytes.push(self.byte()),
            }
        }
        bytes
    }
}

/// One reader goes through all of them: nothing of one sequence may be left in it.
fn none_swallows_the_key_after_it(sequences: usize) {
    let (mut numbers, mut reader, mut events) = (Numbers(0x9e37_79b9_7f4a_7c15), Bytes::default(), Vec::new());
    for _ in 0..sequences {
        let sequence = numbers.sequence();
        reader.feed(&sequence, &mut events);
        if reader.patience().is_some() {
            reader.give_up(&mut events);
        }
        assert!(reader.patience().is_none(), "{sequence:?} is not given up");
        events.clear();
        for key in *b" q1\r" {
            reader.feed(&[key], &mut events);
        }
        let wanted = [Key::Char(' '), Key::Char('q'), Key::Char('1'), Key::Enter];
        assert_eq!(keys_of(std::mem::take(&mut events)), wanted, "after {sequence:?}");
    }
}

#[test]
fn no_sequence_swallows_the_key_after_it() {
    none_swallows_the_key_after_it(100_000);
}

/// `cargo test --lib ten_million -- --ignored`
#[test]
#[ignore = "takes half a minute"]
fn no_sequence_of_ten_million_swallows_the_key_after_it() {
    none_swallows_the_key_after_it(10_000_000);
}

/// The pieces in which the bytes come make no difference.
#[test]
fn it_does_not_matter_where_a_read_ends() {
    let mut numbers = Numbers(7);
    for _ in 0..20_000 {
        let sequence = numbers.sequence();
        let (mut whole, mut pieces) = (Vec::new(), Vec::new());
        Bytes::default().feed(&sequence, &mut whole);
        let mut reader = Bytes::default();
        for piece in sequence.chunks(1 + numbers.below(4)) {
            reader.feed(piece, &mut pieces);
        }
        assert_eq!(whole, pieces, "{sequence:?}");
    }
}
