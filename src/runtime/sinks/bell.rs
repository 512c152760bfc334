//! The terminal's bell, which rings if no tones can be heard.

use crate::domain::tone::Tone;

/// Returns the number of times that the bell rings in place of `tone`.
///
/// Once when work begins or ends, or something waits; twice when sides change; three times at the end of the session.
/// Counts would ring without end, and differ only in pitch.
pub fn rings(tone: Tone) -> usize {
    match tone {
        Tone::In | Tone::Out | Tone::Heard | Tone::Ready | Tone::EndCount | Tone::Half => 0,
        Tone::Next | Tone::End | Tone::Start => 1,
        Tone::Switch => 2,
        Tone::Done | Tone::Stop => 3,
    }
}
