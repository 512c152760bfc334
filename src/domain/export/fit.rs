//! FIT files, the format of sports watches and training sites: the messages as bytes. `activity` makes one of a session,
//! `workout` one of a routine.
//!
//! **Source**: Garmin, Flexible and Interoperable Data Transfer (FIT) Protocol; numbers of messages and fields from its
//! public profile.

use crate::domain::content::words::Kind;
use crate::domain::journal::entry::Stamp;

pub mod activity;
pub mod watch_name;
pub mod workout;

/// Seconds from the beginning of 1970 to that of FIT's calendar, 31 December 1989.
const EPOCH: i64 = 631_065_600;

/// The first time that a file can give; smaller numbers are seconds since a watch was switched on.
const FIRST_TIME: u32 = 0x1000_0000;

/// The bytes of a text, with the zero at its end: as much as a watch shows. Our choice.
const TEXT_WIDTH: usize = 48;

/// The number of shapes of message that a file can have at the same time.
const MOST_SHAPES: usize = 16;

const HEADER_SIZE: u8 = 14;
const PROTOCOL: u8 = 0x20;
const PROFILE: u16 = 2140;

/// Manufacturer of files that no product made: `development`.
const DEVELOPMENT: u16 = 255;

/// The sport `training`; its parts say more.
const TRAINING: u8 = 10;

/// Messages, by their numbers in the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FitMessage {
    FileId = 0,
    Session = 18,
    Lap = 19,
    Record = 20,
    Event = 21,
    Workout = 26,
    WorkoutStep = 27,
    Activity = 34,
    Set = 225,
    ExerciseTitle = 264,
}

/// A value of a field, in its base type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FitValue {
    Enum(u8),
    U8(u8),
    U16(u16),
    U32(u32),
    /// A number for which 0 means none.
    U32z(u32),
    /// Text, cut at a character to what fits into its width.
    Text(String),
}

impl FitValue {
    const fn base_type(&self) -> u8 {
        match self {
            Self::Enum(_) => 0x00,
            Self::U8(_) => 0x02,
            Self::U16(_) => 0x84,
            Self::U32(_) => 0x86,
            Self::U32z(_) => 0x8c,
            Self::Text(_) => 0x07,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Enum(value) | Self::U8(value) => vec![*value],
            Self::U16(value) => value.to_le_bytes().to_vec(),
            Self::U32(value) | Self::U32z(value) => value.to_le_bytes().to_vec(),
            Self::Text(text) => {
                let mut bytes = fitting(text).as_bytes().to_vec();
                bytes.resize(TEXT_WIDTH, 0);
                bytes
            }
        }
    }
}

/// Returns as much of `text` as fits, with the zero at its end.
fn fitting(text: &str) -> &str {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    text.get(..ends.take_while(|end| *end < TEXT_WIDTH).last().unwrap_or_default()).unwrap_or_default()
}

/// A field: its number in the message, and its value.
pub(super) type FitField = (u8, FitValue);

/// The shape of messages that were announced with it: number, size and base type of each field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FitShape {
    message: u16,
    fields: Vec<[u8; 3]>,
}

/// A file that is being written.
#[derive(Debug, Default)]
pub(super) struct FitWriter {
    shapes: Vec<FitShape>,
    /// The number of shapes that were announced.
    announced: usize,
    data: Vec<u8>,
}

impl FitWriter {
    /// Begins a file of this type with its first message.
    pub(super) fn begin(file_type: FitFileType, serial: u32, created: u32) -> Self {
        let mut file = Self::default();
        file.message(
            FitMessage::FileId,
            &[
                (0, FitValue::Enum(file_type as u8)),
                (1, FitValue::U16(DEVELOPMENT)),
                (2, FitValue::U16(0)),
                (3, FitValue::U32z(serial.max(1))),
                (4, FitValue::U32(created)),
            ],
        );
        file
    }

    /// Adds a message, and before it its shape if no message had it yet.
    pub(super) fn message(&mut self, message: FitMessage, fields: &[FitField]) {
        let bytes: Vec<Vec<u8>> = fields.iter().map(|(_, value)| value.bytes()).collect();
        let sizes = bytes.iter().map(|bytes| u8::try_from(bytes.len()).unwrap_or(u8::MAX));
        let fields = fields.iter().zip(sizes).map(|((number, value), size)| [*number, size, value.base_type()]);
        let local = self.local_number(FitShape { message: message as u16, fields: fields.collect() });
        self.data.push(local);
        self.data.extend(bytes.into_iter().flatten());
    }

    /// Returns the number in this file of messages of `shape`.
    fn local_number(&mut self, shape: FitShape) -> u8 {
        let known = self.shapes.iter().position(|known| *known == shape);
        let local = known.unwrap_or(self.announced % MOST_SHAPES);
        let number = u8::try_from(local).unwrap_or_default();
        if known.is_none() {
            self.announced += 1;
            // Little-endian; the bit marks a definition.
            self.data.extend([0x40 | number, 0, 0]);
            self.data.extend(shape.message.to_le_bytes());
            self.data.push(u8::try_from(shape.fields.len()).unwrap_or(u8::MAX));
            self.data.extend(shape.fields.iter().flatten());
            match self.shapes.get_mut(local) {
                Some(place) => *place = shape,
                None => self.shapes.push(shape),
            }
        }
        number
    }

    /// Returns the whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        let size = u32::try_from(self.data.len()).unwrap_or(u32::MAX);
        let mut file = vec![HEADER_SIZE, PROTOCOL];
        file.extend(PROFILE.to_le_bytes());
        file.extend(size.to_le_bytes());
        file.extend(b".FIT");
        file.extend(crc(&file).to_le_bytes());
        file.extend(self.data);
        file.extend(crc(&file).to_le_bytes());
        file
    }
}

/// Types of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FitFileType {
    Activity = 4,
    Workout = 5,
}

/// Returns the checksum of `bytes`, four bits at a time. **Source**: the protocol's own table.
fn crc(bytes: &[u8]) -> u16 {
    const TABLE: [u16; 16] = [
        0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01,
        0x8801, 0x4400,
    ];
    let nibbles = bytes.iter().flat_map(|byte| [byte & 0xf, byte >> 4]);
    nibbles.fold(0, |crc: u16, nibble| {
        let index = usize::from(crc & 0xf) ^ usize::from(nibble);
        (crc >> 4) ^ TABLE.get(index).copied().unwrap_or_default()
    })
}

/// Returns `at` in seconds of FIT's calendar; `None` before 1998 and from 2126 on, which a file cannot give.
pub(super) fn fit_time(at: Stamp) -> Option<u32> {
    u32::try_from(at.timestamp() - EPOCH).ok().filter(|time| (FIRST_TIME..u32::MAX).contains(time))
}

/// Returns seconds as milliseconds, up to the seven weeks that a field can hold.
pub(super) fn millis(secs: u32) -> u32 {
    secs.saturating_mul(1000).min(u32::MAX - 1)
}

/// Parts of the sport `training`, by their numbers in the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubSport {
    Flexibility = 19,
    Strength = 20,
    Cardio = 26,
}

impl SubSport {
    /// Returns the part for most of the sets, which are of exercises of these kinds; flexibility if none is most.
    pub(super) fn of(kinds: impl Iterator<Item = Kind>) -> Self {
        let mut counts = [0_usize; 3];
        for kind in kinds {
            let at = match Self::of_kind(kind) {
                Self::Flexibility => 0,
                Self::Strength => 1,
                Self::Cardio => 2,
            };
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        match counts {
            [stretch, strength, cardio] if strength > stretch && strength >= cardio => Self::Strength,
            [stretch, _, cardio] if cardio > stretch => Self::Cardio,
            _ => Self::Flexibility,
        }
    }

    const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Stretch | Kind::Mobility | Kind::SelfTest | Kind::SelfCare => Self::Flexibility,
            Kind::Strength | Kind::Stability | Kind::Balance => Self::Strength,
            Kind::Cardio | Kind::FormDrill => Self::Cardio,
        }
    }
}
