//! A small reader of FIT files, written from the protocol and not from supple's writer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A message: its number, and its fields by number.
pub(crate) struct Message {
    pub(crate) number: u16,
    pub(crate) fields: BTreeMap<u8, Value>,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(u32),
    Text(String),
}

impl Message {
    /// The number in a field.
    pub(crate) fn number(&self, field: u8) -> u32 {
        match self.fields.get(&field) {
            Some(Value::Number(number)) => *number,
            other => panic!("field {field} of {}: {other:?}", self.number),
        }
    }
}

/// The checksum, bit by bit: the polynomial 0x8005, the lowest bit first.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc: u16, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xa001 } else { crc >> 1 })
    })
}

/// The messages of a file, all of whose sizes and checksums agree.
pub(crate) fn read(file: &[u8]) -> Vec<Message> {
    let (header, rest) = file.split_at(14);
    assert_eq!((header[0], &header[8..12]), (14, b".FIT".as_slice()));
    assert_eq!(crc(&header[..12]).to_le_bytes(), header[12..14], "checksum of the header");
    let size = u32::from_le_bytes(header[4..8].try_into().unwrap()) as usize;
    assert_eq!(rest.len(), size + 2, "size");
    assert_eq!(crc(&file[..14 + size]).to_le_bytes(), file[14 + size..], "checksum of the file");
    let mut data = &rest[..size];
    let mut shapes: BTreeMap<u8, (u16, Vec<[u8; 3]>)> = BTreeMap::new();
    let mut messages = Vec::new();
    while let Some((head, after)) = data.split_first() {
        assert_eq!(head & 0b1011_0000, 0, "neither a short time nor a developer's field is written");
        let local = head & 0xf;
        data = after;
        if head & 0x40 == 0 {
            let (number, fields) = &shapes[&local];
            messages.push(Message { number: *number, fields: values(&mut data, fields) });
        } else {
            assert_eq!(data[..2], [0, 0], "little-endian");
            let (number, count) = (u16::from_le_bytes([data[2], data[3]]), usize::from(data[4]));
            let fields = data[5..5 + 3 * count].chunks(3).map(|field| field.try_into().unwrap()).collect();
            shapes.insert(local, (number, fields));
            data = &data[5 + 3 * count..];
        }
    }
    messages
}

fn values(data: &mut &[u8], fields: &[[u8; 3]]) -> BTreeMap<u8, Value> {
    let mut values = BTreeMap::new();
    for [number, size, base] in fields {
        let (bytes, after) = data.split_at(usize::from(*size));
        *data = after;
        let value = match base {
            0x00 | 0x02 => Value::Number(bytes[0].into()),
            0x84 => Value::Number(u16::from_le_bytes(bytes.try_into().unwrap()).into()),
            0x86 | 0x8c => Value::Number(u32::from_le_bytes(bytes.try_into().unwrap())),
            0x07 => {
                let end = bytes.iter().position(|byte| *byte == 0).expect("a zero ends a text");
                Value::Text(String::from_utf8(bytes[..end].to_vec()).unwrap())
            }
            other => panic!("base type {other:#x}"),
        };
        assert!(values.insert(*number, value).is_none(), "field {number} twice");
    }
    values
}

/// The messages, a line each.
pub(crate) fn as_text(file: &[u8]) -> String {
    let mut text = String::new();
    for message in read(file) {
        write!(text, "{}:", message.number).unwrap();
        for (number, value) in &message.fields {
            match value {
                Value::Number(value) => write!(text, " {number}={value}").unwrap(),
                Value::Text(value) => write!(text, " {number}={value:?}").unwrap(),
            }
        }
        text.push('\n');
    }
    text
}
