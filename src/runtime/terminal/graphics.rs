//! Commands of kitty's protocol for pictures, as bytes.
//!
//! A picture is sent once and then placed by its number, which takes some 90 bytes: fewer than the cells of a moving
//! figure. The placements of cells that Unicode has a character for (U+10EEEE) would need a sequence for each cell and
//! frame, and only two terminals know them; a placement at the cursor is known to all that show pictures.
//!
//! **Source**: kitty's "Terminal graphics protocol".

use std::io::Write as _;

use ratatui::layout::Rect;

use crate::widgets::figure::Picture;

/// The most bytes of text in one command.
const PIECE: usize = 4096;

/// The level of compression: most of a picture is empty, so a higher one would gain little.
const EFFORT: u8 = 5;

const BEGIN: &[u8] = b"\x1b_G";
const END: &[u8] = b"\x1b\\";

/// Writes the command that sends `picture` under this number, in pieces; nothing is shown yet.
pub(super) fn send(id: u32, picture: &Picture, out: &mut Vec<u8>) {
    let data = base64(&miniz_oxide::deflate::compress_to_vec_zlib(&picture.rgba, EFFORT));
    let count = data.len().div_ceil(PIECE);
    for (at, piece) in data.chunks(PIECE).enumerate() {
        let more = u8::from(at + 1 < count);
        out.extend_from_slice(BEGIN);
        // A vector takes all that is written.
        let _ = if at == 0 {
            write!(out, "a=t,q=2,f=32,o=z,s={},v={},i={id},m={more};", picture.width, picture.height)
        } else {
            write!(out, "q=2,m={more};")
        };
        out.extend_from_slice(piece);
        out.extend_from_slice(END);
    }
}

/// Writes the command that shows a picture in these cells, which are blank; cursor and style stay as they are.
pub(super) fn place(id: u32, area: Rect, out: &mut Vec<u8>) {
    let Rect { x, y, width, height } = area;
    let _ = write!(
        out,
        "\x1b7\x1b[{};{}H\x1b_Ga=p,q=2,i={id},p=1,c={width},r={height},C=1\x1b\\\x1b8",
        u32::from(y) + 1,
        u32::from(x) + 1
    );
}

/// Writes the command that takes a picture off the screen; it may be placed again.
pub(super) fn hide(id: u32, out: &mut Vec<u8>) {
    let _ = write!(out, "\x1b_Ga=d,q=2,d=i,i={id},p=1\x1b\\");
}

/// Writes the command that deletes a picture, wherever it is shown.
pub(super) fn delete(id: u32, out: &mut Vec<u8>) {
    let _ = write!(out, "\x1b_Ga=d,q=2,d=I,i={id}\x1b\\");
}

/// Returns `bytes` in letters (RFC 4648, 4).
fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut letters = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(three.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = LETTERS.get((bits >> shift & 63) as usize).copied().unwrap_or(b'=');
            letters.push(if at > three.len() { b'=' } else { letter });
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unbase64(text: &str) -> Vec<u8> {
        let value = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let letters: Vec<u32> = text.bytes().filter(|c| *c != b'=').map(|c| u32::from(value(c))).collect();
        let mut bytes = Vec::new();
        for four in letters.chunks(4) {
            let bits = four.iter().fold(0, |bits, letter| bits << 6 | letter) << (6 * (4 - four.len()));
            bytes.extend([16, 8, 0].iter().take(four.len() - 1).map(|shift| (bits >> shift & 255) as u8));
        }
        bytes
    }

    /// Returns the keys and the data of each command.
    fn commands(bytes: &[u8]) -> Vec<(String, String)> {
        let text = std::str::from_utf8(bytes).unwrap();
        let parts = text.split("\x1b_G").skip(1).map(|part| part.split("\x1b\\").next().unwrap());
        parts.map(|part| part.split_once(';').unwrap_or((part, ""))).map(|(k, d)| (k.into(), d.into())).collect()
    }

    /// A picture that does not compress well.
    fn noise(width: usize, height: usize) -> Picture {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_le_bytes()[3]
        };
        Picture { width, height, rgba: (0..width * height * 4).map(|_| next()).collect() }
    }

    #[test]
    fn what_is_sent_is_the_picture() {
        for picture in [noise(1, 1), noise(7, 3), noise(80, 60)] {
            let mut bytes = Vec::new();
            send(41, &picture, &mut bytes);
            let commands = commands(&bytes);
            let (first, _) = &commands[0];
            let size = format!("s={},v={},i=41,", picture.width, picture.height);
            assert!(first.starts_with("a=t,q=2,f=32,o=z,") && first.contains(&size), "{first}");
            let (last, rest) = commands.split_last().unwrap();
            assert!(
                last.0.ends_with("m=0") && rest.iter().all(|(keys, data)| keys.ends_with("m=1") && data.len() == 4096)
            );
            assert!(commands.iter().skip(1).all(|(keys, _)| keys.starts_with("q=2,m=")));
            let data: String = commands.iter().map(|(_, data)| data.as_str()).collect();
            assert_eq!(miniz_oxide::inflate::decompress_to_vec_zlib(&unbase64(&data)).unwrap(), picture.rgba);
        }
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, letters) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), letters.as_bytes());
            assert_eq!(unbase64(letters), bytes.as_bytes());
        }
    }

    #[test]
    fn a_picture_is_placed_and_the_cursor_stays() {
        let mut bytes = Vec::new();
        place(41, Rect::new(35, 3, 44, 13), &mut bytes);
        assert_eq!(bytes, b"\x1b7\x1b[4;36H\x1b_Ga=p,q=2,i=41,p=1,c=44,r=13,C=1\x1b\\\x1b8");
        let mut bytes = Vec::new();
        hide(41, &mut bytes);
        delete(42, &mut bytes);
        let keys: Vec<String> = commands(&bytes).into_iter().map(|(keys, _)| keys).collect();
        assert_eq!(keys, ["a=d,q=2,d=i,i=41,p=1", "a=d,q=2,d=I,i=42"]);
    }
}
