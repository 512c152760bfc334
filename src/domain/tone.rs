//! Tones: a short computed sound for each kind of cue.
//!
//! Sine waves with a soft beginning and end: no clicks, nothing shrill. A rising tone begins something, a falling one
//! ends it; only the one for the other side does both.

use std::f64::consts::TAU;
use std::time::Duration;

/// The number of samples in a second.
pub const RATE: u32 = 44_100;
/// The loudest sample at full volume, as a share of the range of a sample: room is left, so that nothing clips.
const LOUDEST: f64 = 0.6;
/// The seconds in which a note fades in, and the least in which it fades out.
const EDGE: f64 = 0.008;

/// A tone, named after its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
    /// A rating was understood.
    Heard,
    /// One of the last seconds before work begins.
    Ready,
    /// One of the last seconds of work.
    EndCount,
    /// Half of the work is over.
    Half,
    /// Another exercise comes next.
    Next,
    /// Work is over.
    End,
    /// Work begins.
    Start,
    /// The side changes.
    Switch,
    /// The session is over.
    Done,
    /// The session was stopped.
    Stop,
}

/// A note: its pitch in hertz, its beginning and its length in milliseconds.
type PitchedNote = (f64, u64, u64);

impl Tone {
    /// All tones, the most important last.
    pub const ALL: [Self; 12] = [
        Self::In,
        Self::Out,
        Self::Heard,
        Self::Ready,
        Self::EndCount,
        Self::Half,
        Self::Next,
        Self::End,
        Self::Start,
        Self::Switch,
        Self::Done,
        Self::Stop,
    ];

    /// The name, as in settings and hooks.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Heard => "heard",
            Self::Ready => "ready",
            Self::EndCount => "end_count",
            Self::Half => "half",
            Self::Next => "next",
            Self::End => "end",
            Self::Start => "start",
            Self::Switch => "switch",
            Self::Done => "done",
            Self::Stop => "stop",
        }
    }

    /// The notes, from the scale of A, so that any two of them sound well together.
    const fn notes(self) -> &'static [PitchedNote] {
        const A4: f64 = 440.0;
        const B4: f64 = 493.88;
        const C5: f64 = 554.37;
        const E5: f64 = 659.26;
        const A5: f64 = 880.0;
        const A3: f64 = 220.0;
        const E4: f64 = 329.63;
        match self {
            Self::In => &[(A3, 0, 260), (E4, 180, 420)],
            Self::Out => &[(E4, 0, 260), (A3, 180, 420)],
            Self::Heard => &[(A5, 0, 60), (A5, 90, 60)],
            Self::Ready => &[(A4, 0, 90)],
            Self::EndCount => &[(E5, 0, 90)],
            Self::Half => &[(C5, 0, 110), (C5, 150, 110)],
            Self::Next => &[(A4, 0, 140), (B4, 150, 180)],
            Self::End => &[(E5, 0, 140), (A4, 150, 260)],
            Self::Start => &[(A4, 0, 120), (A5, 130, 320)],
            Self::Switch => &[(C5, 0, 130), (E5, 140, 130), (C5, 280, 220)],
            Self::Done => &[(A4, 0, 180), (C5, 190, 180), (E5, 380, 180), (A5, 570, 480)],
            Self::Stop => &[(A4, 0, 240), (A3, 250, 500)],
        }
    }

    /// The loudness relative to the other tones: breathing should not be startled.
    const fn share(self) -> f64 {
        match self {
            Self::In | Self::Out => 0.55,
            _ => 1.0,
        }
    }

    /// The length of the sound.
    pub fn length(self) -> Duration {
        let end = self.notes().iter().map(|(_, from, long)| from + long).max();
        Duration::from_millis(end.unwrap_or_default())
    }

    /// Computes the sound: one channel, [`RATE`] samples a second. `volume` is 0 (silence) to 100; more counts as 100.
    ///
    /// ```
    /// use supple::domain::tone::{RATE, Tone};
    ///
    /// let pcm = Tone::Ready.pcm(100);
    /// assert_eq!(pcm.len(), RATE as usize * 90 / 1000);
    /// assert_eq!((pcm.first(), pcm.last()), (Some(&0), Some(&0)));
    /// ```
    pub fn pcm(self, volume: u8) -> Vec<i16> {
        let loud = LOUDEST * self.share() * f64::from(i16::MAX) * f64::from(volume.min(100)) / 100.0;
        let samples = samples(self.length().as_secs_f64());
        let sums = (0..samples).map(|sample| {
            let now = sample as f64 / f64::from(RATE);
            self.notes().iter().map(|note| sounds(*note, now)).sum::<f64>()
        });
        let mut pcm: Vec<i16> = sums.map(|sum| (loud * sum).round() as i16).collect();
        // Both edges are at rest, except that the last sample falls short of the end by its own width.
        if let Some(last) = pcm.last_mut() {
            *last = 0;
        }
        pcm
    }

    /// Computes the sound as a WAV file: RIFF, PCM, one channel, 16 bit.
    pub fn wav(self, volume: u8) -> Vec<u8> {
        let data: Vec<u8> = self.pcm(volume).into_iter().flat_map(i16::to_le_bytes).collect();
        let size = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let mut wav = Vec::with_capacity(44 + data.len());
        wav.extend(b"RIFF");
        wav.extend((36 + size).to_le_bytes());
        wav.extend(b"WAVEfmt ");
        wav.extend(16_u32.to_le_bytes());
        // PCM, one channel.
        wav.extend([1_u16, 1].into_iter().flat_map(u16::to_le_bytes));
        wav.extend([RATE, RATE * 2].into_iter().flat_map(u32::to_le_bytes));
        // Bytes per frame, bits per sample.
        wav.extend([2_u16, 16].into_iter().flat_map(u16::to_le_bytes));
        wav.extend(b"data");
        wav.extend(size.to_le_bytes());
        wav.extend(data);
        wav
    }
}

fn samples(seconds: f64) -> usize {
    (seconds * f64::from(RATE)).round() as usize
}

/// Returns the amplitude of a note at `now`, in seconds: -1 to 1. A little of the octave above makes it warm.
fn sounds((pitch, from, long): PitchedNote, now: f64) -> f64 {
    let (into, long) = (now - from as f64 / 1000.0, long as f64 / 1000.0);
    if !(0.0..long).contains(&into) {
        return 0.0;
    }
    let rise = (into / EDGE).min(1.0);
    // It dies away over its whole length, as a struck bar does.
    let fall = ((long - into) / long).clamp(0.0, 1.0);
    let wave = (TAU * pitch * into).sin() + 0.2 * (2.0 * TAU * pitch * into).sin();
    soft(rise) * soft(fall).sqrt() * wave / 1.2
}

/// Maps 0 to 1 onto itself along half a cosine wave.
fn soft(part: f64) -> f64 {
    (1.0 - (part * TAU / 2.0).cos()) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_has_its_length_and_neither_clips_nor_clicks() {
        for tone in Tone::ALL {
            let pcm = tone.pcm(100);
            let seconds = pcm.len() as f64 / f64::from(RATE);
            assert!((seconds - tone.length().as_secs_f64()).abs() < 0.001, "{tone:?}");
            assert!(tone.length() < Duration::from_millis(1200), "{tone:?} is short");
            let loudest = pcm.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((8_000..=i16::MAX.unsigned_abs() / 10 * 7).contains(&loudest), "{tone:?}: {loudest}");
            assert_eq!((pcm.first(), pcm.last()), (Some(&0), Some(&0)), "{tone:?}");
            // A click is a jump; the steepest of these waves is far below one.
            let jump = pcm.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs()).max().unwrap();
            assert!(jump < 4_000, "{tone:?}: {jump}");
        }
    }

    #[test]
    fn no_two_sound_the_same() {
        let all: HashSet<Vec<i16>> = Tone::ALL.iter().map(|tone| tone.pcm(50)).collect();
        assert_eq!(all.len(), Tone::ALL.len());
    }

    #[test]
    fn volume_scales_and_zero_is_silence() {
        let loudest = |volume| Tone::Start.pcm(volume).into_iter().map(i16::unsigned_abs).max().unwrap();
        assert_eq!(loudest(0), 0);
        assert!(loudest(100).abs_diff(2 * loudest(50)) <= 2);
        assert_eq!(loudest(200), loudest(100));
    }

    #[test]
    fn the_file_says_what_is_in_it() {
        let wav = Tone::Half.wav(80);
        let word = |at: usize| u32::from_le_bytes(wav[at..at + 4].try_into().unwrap());
        assert_eq!((&wav[..4], &wav[8..16], &wav[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
        assert_eq!((word(4) as usize, word(40) as usize), (wav.len() - 8, wav.len() - 44));
        assert_eq!((word(24), word(28)), (RATE, 2 * RATE));
        assert_eq!(wav.len() - 44, 2 * Tone::Half.pcm(80).len());
    }
}
