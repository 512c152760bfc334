//! Meanings of whole sequences: keys and focus.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The keypad's keys in the order of their numbers in `CSI u`, which begin at `KEYPAD` in the private part of Unicode.
const KEYPAD_SIGNS: [char; 15] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '/', '*', '-', '+'];
const KEYPAD: u32 = 57_399;
const PRIVATE: std::ops::RangeInclusive<u32> = 0xe000..=0xf8ff;

/// Returns the event of `ESC O` and `last`.
pub(super) fn single(last: u8) -> Option<Event> {
    Some(Event::Key(by_letter(last)?.into()))
}

/// Returns the event of `ESC [`, `parameters` and `last`. Numbers are separated by `;`, and their parts by `:`.
pub(super) fn control(parameters: &[u8], last: u8) -> Option<Event> {
    match (parameters, last) {
        ([], b'I') => return Some(Event::FocusGained),
        ([], b'O') => return Some(Event::FocusLost),
        _ => {}
    }
    // Parameters with other signs belong to a report.
    let is_plain = parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b':' | b';'));
    let numbers = std::str::from_utf8(parameters).ok().filter(|_| is_plain)?;
    let mut fields = numbers.split(';');
    let (first, second) = (fields.next().unwrap_or_default(), fields.next());
    let (mut modifiers, kind) = modifiers_and_kind(second.unwrap_or_default());
    let code = match last {
        b'~' => by_number(number(first)?)?,
        b'u' => {
            let (code, is_shifted) = by_character(first, modifiers)?;
            modifiers.set(KeyModifiers::SHIFT, modifiers.contains(KeyModifiers::SHIFT) && !is_shifted);
            code
        }
        b'Z' => KeyCode::BackTab,
        _ => {
            if second.is_none() {
                // Some terminals leave the first number out.
                modifiers = modifiers_and_kind(first).0;
            }
            by_letter(last)?
        }
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

fn number(text: &str) -> Option<u32> {
    text.split(':').next()?.parse().ok()
}

fn by_letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

fn by_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => return None,
    })
}

/// Returns the key of a `CSI u` sequence, and true if Shift has had its effect on it.
fn by_character(field: &str, modifiers: KeyModifiers) -> Option<(KeyCode, bool)> {
    let is_shift = modifiers.contains(KeyModifiers::SHIFT);
    let shifted = field.split(':').nth(1).filter(|_| is_shift).and_then(|code| code.parse().ok());
    if let Some(c) = shifted.and_then(char::from_u32) {
        return Some((KeyCode::Char(c), true));
    }
    let code = number(field)?;
    let on_keypad = code.checked_sub(KEYPAD).and_then(|at| KEYPAD_SIGNS.get(usize::try_from(at).ok()?));
    let code = match (code, on_keypad) {
        (_, Some(sign)) => KeyCode::Char(*sign),
        (57_414, _) => KeyCode::Enter,
        (57_415, _) => KeyCode::Char('='),
        (57_416, _) => KeyCode::Char(','),
        (57_417, _) => KeyCode::Left,
        (57_418, _) => KeyCode::Right,
        (57_419, _) => KeyCode::Up,
        (57_420, _) => KeyCode::Down,
        (57_421, _) => KeyCode::PageUp,
        (57_422, _) => KeyCode::PageDown,
        (57_423, _) => KeyCode::Home,
        (57_424, _) => KeyCode::End,
        (57_426, _) => KeyCode::Delete,
        (code, _) if PRIVATE.contains(&code) => return None,
        (0x1b, _) => KeyCode::Esc,
        (0x0d, _) => KeyCode::Enter,
        (0x09, _) if is_shift => KeyCode::BackTab,
        (0x09, _) => KeyCode::Tab,
        (0x7f, _) => KeyCode::Backspace,
        (code, _) => KeyCode::Char(char::from_u32(code)?),
    };
    Some((code, false))
}

/// Parses a field like `5:2`: the modifiers, each a bit of the number less one, and the kind: pressed, held or
/// released.
fn modifiers_and_kind(field: &str) -> (KeyModifiers, KeyEventKind) {
    const BITS: [(u32, KeyModifiers); 6] = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let mask = number(field).unwrap_or_default().saturating_sub(1);
    let modifiers = BITS.into_iter().filter(|(bit, _)| mask & bit != 0).map(|(_, modifier)| modifier).collect();
    let kind = match field.split(':').nth(1) {
        Some("2") => KeyEventKind::Repeat,
        Some("3") => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    (modifiers, kind)
}
