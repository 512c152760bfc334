//! Timers: work and rest, round after round. They are played like a routine, but no routine or exercise of the content
//! belongs to them.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::bounds::{LONGEST_TIMER_S, MOST_TIMER_ROUNDS};
use super::compile::{Options, defaults, mark_waits};
use super::timeline::{ExerciseSlot, Segment, SegmentKind, Timeline};
use crate::domain::content::exercise::Id;
use crate::domain::content::words::Sides;
use crate::domain::text::Text;

/// The name of a timer, where the player names an exercise.
const NAME: &str = "Timer";

/// The first length that is written as minutes and seconds; below it seconds fit in two digits.
const LEAST_FOR_MINUTES: u32 = 100;

/// A timer: rounds of work with rest between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntervalTimer {
    work_s: u32,
    rest_s: u32,
    rounds: u32,
    log: TimerLog,
}

/// The times at which the session of a timer is saved in the journal. A session that was stopped, or in which pain was
/// rated, is saved in any case: the rules on safety read it there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerLog {
    /// Only if the user asks for it at the end.
    #[default]
    OnRequest,
    /// Always.
    Always,
}

/// The numbers of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerNumber {
    /// Seconds of work in a round.
    Work,
    /// Seconds of rest between two rounds; 0 for none.
    Rest,
    /// The number of rounds.
    Rounds,
}

impl TimerNumber {
    /// All numbers, in the order of the command line, the form and the file.
    pub const ALL: [Self; 3] = [Self::Work, Self::Rest, Self::Rounds];

    /// Returns the allowed values.
    pub const fn range(self) -> RangeInclusive<u32> {
        match self {
            Self::Work => 1..=LONGEST_TIMER_S,
            Self::Rest => 0..=LONGEST_TIMER_S,
            Self::Rounds => 1..=MOST_TIMER_ROUNDS,
        }
    }

    /// Returns the message about a value that is not allowed.
    pub fn expected(self) -> String {
        let most = span_text(*self.range().end());
        match self {
            Self::Work => format!("expected seconds (40) or minutes and seconds (2:00), from 1 s to {most}"),
            Self::Rest => format!("expected seconds (20) or minutes and seconds (1:00), from 0 to {most}"),
            Self::Rounds => format!("expected rounds, 1 to {}", self.range().end()),
        }
    }

    /// Reads the number: `40` or `2:00` for a length, `8` for rounds.
    ///
    /// # Errors
    /// The text is something else, or the number is not allowed; the message says what would be right.
    ///
    /// ```
    /// use supple::domain::session::timer::TimerNumber;
    ///
    /// assert_eq!(TimerNumber::Work.parse("2:00"), Ok(120));
    /// assert_eq!(TimerNumber::Rounds.parse("0"), Err("expected rounds, 1 to 99".to_owned()));
    /// assert!(TimerNumber::Work.parse("2:75").is_err());
    /// ```
    pub fn parse(self, raw: &str) -> Result<u32, String> {
        let raw = raw.trim();
        let number = if self == Self::Rounds { whole(raw) } else { seconds(raw) };
        number.filter(|number| self.range().contains(number)).ok_or_else(|| self.expected())
    }

    /// Formats a value in digits, minutes beyond the hour as well: `0:40`, `90:00`, or `8` for rounds.
    pub fn digits(self, value: u32) -> String {
        if self == Self::Rounds { value.to_string() } else { minutes_text(value) }
    }
}

impl Default for IntervalTimer {
    /// Forty seconds of work, twenty of rest, eight rounds. Our choice: a usual interval timer.
    fn default() -> Self {
        Self { work_s: 40, rest_s: 20, rounds: 8, log: TimerLog::default() }
    }
}

impl IntervalTimer {
    /// Returns a countdown of one round, as long as allowed for the work.
    pub fn countdown(work_s: u32) -> Self {
        Self { work_s: 1, rest_s: 0, rounds: 1, log: TimerLog::default() }.with(TimerNumber::Work, work_s)
    }

    /// Returns one of its numbers.
    pub const fn number(self, which: TimerNumber) -> u32 {
        match which {
            TimerNumber::Work => self.work_s,
            TimerNumber::Rest => self.rest_s,
            TimerNumber::Rounds => self.rounds,
        }
    }

    /// Changes one of its numbers to the allowed value nearest to `value`.
    #[must_use]
    pub fn with(mut self, which: TimerNumber, value: u32) -> Self {
        let range = which.range();
        let value = value.clamp(*range.start(), *range.end());
        match which {
            TimerNumber::Work => self.work_s = value,
            TimerNumber::Rest => self.rest_s = value,
            TimerNumber::Rounds => self.rounds = value,
        }
        self
    }

    /// Returns the numbers to remember after `before`: a countdown has no rest, and keeps that of before. Whether its
    /// session is saved is not remembered.
    #[must_use]
    pub fn remembered(self, before: Self) -> Self {
        let rest_s = if self.rounds == 1 { before.rest_s } else { self.rest_s };
        Self { rest_s, log: TimerLog::default(), ..self }
    }

    /// Returns the choice when its session is saved.
    pub const fn log(self) -> TimerLog {
        self.log
    }

    /// Chooses when its session is saved.
    #[must_use]
    pub const fn with_log(self, log: TimerLog) -> Self {
        Self { log, ..self }
    }

    /// Returns the title: `Timer 8 × 40 s`, `Timer 2:00`.
    pub fn title(self) -> Text {
        Text::clean(&format!("{NAME} {}", self.times()))
    }

    /// Returns all of it in a line: `8 × 40 s, rest 20 s`.
    pub fn text(self) -> String {
        match (self.rounds, self.rest_s) {
            (1, _) | (_, 0) => self.times(),
            (_, rest) => format!("{}, rest {}", self.times(), span_text(rest)),
        }
    }

    /// Returns the time from the first work to the last.
    pub fn length(self) -> Duration {
        let rests = u64::from(self.rounds.saturating_sub(1)) * u64::from(self.rest_s);
        Duration::from_secs(u64::from(self.rounds) * u64::from(self.work_s) + rests)
    }

    fn times(self) -> String {
        let work = span_text(self.work_s);
        if self.rounds > 1 { format!("{} × {work}", self.rounds) } else { work }
    }

    /// Returns the timeline: getting ready, then work and rest alternating. It goes on by itself, also where `options` wait
    /// after a rest.
    pub fn timeline(self, options: Options) -> Timeline {
        let mut segments = vec![segment(1, SegmentKind::Prepare(defaults::PREPARE))];
        for round in 1..=self.rounds {
            if round > 1 && self.rest_s > 0 {
                segments.push(segment(round, SegmentKind::Rest(secs(self.rest_s))));
            }
            segments.push(segment(round, SegmentKind::Activity(secs(self.work_s))));
        }
        mark_waits(&mut segments, true);
        Timeline {
            routine: Id::TIMER,
            title: self.title(),
            rounds: self.rounds,
            auto_advance: true,
            cues: options.cues,
            pacing: options.pacing,
            moves: vec![self.slot()],
            segments,
            dropped: Vec::new(),
            shortened: Vec::new(),
            pain_limit: None,
            planned_steps: Vec::new(),
            for_speech: Duration::ZERO,
            timer: Some(self.log),
        }
    }

    /// Returns the timer in place of an exercise.
    fn slot(self) -> ExerciseSlot {
        ExerciseSlot {
            exercise: Id::TIMER,
            name: Text::from(NAME),
            step: 0,
            dose: Text::clean(&self.text()),
            sides: Sides::None,
            side_names: None,
            setup: Vec::new(),
            cues: Vec::new(),
            feel: None,
            breathing: Text::default(),
            mistakes: Vec::new(),
            careful: Vec::new(),
            easier: Vec::new(),
            harder: Vec::new(),
            chosen: None,
        }
    }

    /// Returns the timer of these numbers; one countdown without a rest.
    ///
    /// # Errors
    /// The number of rounds is missing; the message says what would be right.
    pub fn from_numbers(work_s: u32, rest_s: Option<u32>, rounds: Option<u32>) -> Result<Self, String> {
        let timer = Self::countdown(work_s);
        match (rest_s, rounds) {
            (None, _) => Ok(timer),
            (Some(rest), Some(rounds)) => Ok(timer.with(TimerNumber::Rest, rest).with(TimerNumber::Rounds, rounds)),
            (Some(rest), None) => Err(format!("how many rounds? For eight: {work_s} {rest} 8")),
        }
    }

    /// Reads the numbers as people write them, `40 20 8` or `2:00`.
    ///
    /// # Errors
    /// A number is not allowed, or there are too few or too many; the message says what would be right.
    ///
    /// ```
    /// use supple::domain::session::timer::IntervalTimer;
    ///
    /// assert_eq!(IntervalTimer::from_words("2:00"), Ok(IntervalTimer::countdown(120)));
    /// assert_eq!(IntervalTimer::from_words("40 20 8"), Ok(IntervalTimer::default()));
    /// assert_eq!(IntervalTimer::from_words("40 20"), Err("how many rounds? For eight: 40 20 8".to_owned()));
    /// ```
    pub fn from_words(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let mut numbers = [None; 3];
        for (number, which) in numbers.iter_mut().zip(TimerNumber::ALL) {
            *number = words.next().map(|word| which.parse(word)).transpose()?;
        }
        match (numbers, words.next()) {
            ([Some(work), rest, rounds], None) => Self::from_numbers(work, rest, rounds),
            _ => Err("expected work, rest and rounds (40 20 8), or one length (2:00)".to_owned()),
        }
    }

    /// Reads the numbers of a timer that [`IntervalTimer::to_line`] wrote; `None` if they are not there or not allowed.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let mut timer = Self::default();
        for which in TimerNumber::ALL {
            timer = timer.with(which, which.parse(words.next()?).ok()?);
        }
        words.next().is_none().then_some(timer)
    }

    /// Returns the numbers in the order of the command line: `40 20 8`.
    ///
    /// ```
    /// use supple::domain::session::timer::IntervalTimer;
    ///
    /// let timer = IntervalTimer::default();
    /// assert_eq!(timer.to_line(), "40 20 8");
    /// assert_eq!(IntervalTimer::from_line("40 20 8\n"), Some(timer));
    /// assert_eq!(IntervalTimer::from_line("40 20"), None);
    /// ```
    pub fn to_line(self) -> String {
        TimerNumber::ALL.map(|which| self.number(which).to_string()).join(" ")
    }
}

fn segment(round: u32, kind: SegmentKind) -> Segment {
    Segment { index: 0, round, set: 1, sets: 1, side: None, kind, waits: false }
}

fn secs(secs: u32) -> Duration {
    Duration::from_secs(secs.into())
}

/// Returns a length as seconds while two digits hold them, else as minutes and seconds.
fn span_text(span: u32) -> String {
    if span < LEAST_FOR_MINUTES { format!("{span} s") } else { minutes_text(span) }
}

/// Returns minutes and seconds, in the form in which they are read.
fn minutes_text(span: u32) -> String {
    format!("{}:{:02}", span / 60, span % 60)
}

/// Reads `40` or `2:00`. Minutes are followed by two digits, below sixty.
fn seconds(raw: &str) -> Option<u32> {
    let Some((minutes, rest)) = raw.split_once(':') else { return whole(raw) };
    let rest = whole(rest).filter(|secs| rest.len() == 2 && *secs < 60)?;
    whole(minutes)?.checked_mul(60)?.checked_add(rest)
}

/// Reads digits alone: a sign or a space is a mistake.
fn whole(raw: &str) -> Option<u32> {
    raw.parse().ok().filter(|_| raw.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::bounds::LONGEST_PART;
    use crate::domain::session::player::Player;
    use crate::domain::session::speech::said;
    use crate::domain::time::Instant;
    use TimerNumber::{Rest, Rounds, Work};

    #[test]
    fn lengths_are_seconds_or_minutes_and_seconds() {
        let read = |raw| Work.parse(raw).ok();
        assert_eq!(["1", "40", "0:40", "2:00", " 90 ", "99:59"].map(read), [1, 40, 40, 120, 90, 5_999].map(Some));
        for bad in ["", "0", "0:00", "abc", "2:75", "2:5", "2:005", ":30", "2:", "1:00:00", "-5", "+5", "6000", "99999"]
        {
            assert_eq!(Work.parse(bad), Err(Work.expected()), "{bad}");
        }
        assert_eq!((Rest.parse("0"), Rounds.parse("99")), (Ok(0), Ok(99)));
        for bad in ["0", "100", "8x", "1:00", "99999999999"] {
            assert_eq!(Rounds.parse(bad), Err("expected rounds, 1 to 99".to_owned()), "{bad}");
        }
    }

    /// All that is said in a timer, with the seconds at which it is.
    fn heard(line: &str) -> Vec<(u64, String)> {
        let timeline = IntervalTimer::from_line(line).unwrap().timeline(Options::default());
        let mut player = Player::start(timeline, Instant::default()).unwrap();
        let (mut now, mut lines) = (Instant::default(), Vec::new());
        while player.ending().is_none() {
            now = player.next_wakeup(now).unwrap();
            player.handle_timeout(now);
            while let Some(cue) = player.poll_cue() {
                let text = said(&cue, &player, now, false).to_string();
                lines.push(((cue.at - Instant::default()).as_secs(), text));
            }
        }
        lines.retain(|(_, text)| text.parse::<u8>().is_err() && !text.is_empty());
        lines
    }

    #[test]
    fn it_is_heard_from_getting_ready_to_its_end() {
        let lines = |all: &[(u64, &str)]| all.iter().map(|(at, text)| (*at, (*text).to_owned())).collect::<Vec<_>>();
        let rounds = lines(&[
            (0, "Timer. 20 seconds, 2 rounds"),
            (10, "Go"),
            (20, "Halfway"),
            (30, "Rest 5 seconds. Then round 2 of 2"),
            (35, "Go"),
            (45, "Halfway"),
            (55, "Done. That was the last one"),
        ]);
        assert_eq!(heard("20 5 2"), rounds);
        assert_eq!(heard("9 5 1"), lines(&[(0, "Timer. 9 seconds"), (10, "Go"), (19, "Done. That was the last one")]));
        let without_rest =
            lines(&[(0, "Timer. 9 seconds, 2 rounds"), (10, "Go"), (19, "Go"), (28, "Done. That was the last one")]);
        assert_eq!(heard("9 0 2"), without_rest);
    }

    #[test]
    fn the_longest_timer_is_one_that_can_be_kept_and_read_again() {
        let timeline = IntervalTimer::from_line("5999 5999 99").unwrap().timeline(Options::default());
        assert_eq!(timeline.segments.len(), 1 + 99 + 98);
        assert!(timeline.segments.iter().all(|segment| segment.planned() <= LONGEST_PART));
        let kept = serde_json::to_value(&timeline).unwrap();
        assert_eq!(serde_json::from_value::<Timeline>(kept).unwrap(), timeline);
    }

    #[test]
    fn its_name_says_what_it_does() {
        let title = |line: &str| IntervalTimer::from_line(line).unwrap().title().to_string();
        assert_eq!(title("40 20 8"), "Timer 8 × 40 s");
        assert_eq!(title("120 20 1"), "Timer 2:00");
        assert_eq!(title("150 0 3"), "Timer 3 × 2:30");
        assert_eq!(title("5999 0 1"), "Timer 99:59");
        assert_eq!(IntervalTimer::default().text(), "8 × 40 s, rest 20 s");
        assert_eq!(IntervalTimer::from_line("40 0 8").unwrap().text(), "8 × 40 s");
    }

    #[test]
    fn no_number_leaves_its_range() {
        for (which, value) in [(Work, 0), (Work, u32::MAX), (Rest, u32::MAX), (Rounds, 0), (Rounds, u32::MAX)] {
            let number = IntervalTimer::default().with(which, value).number(which);
            assert!(which.range().contains(&number), "{which:?} {value}: {number}");
        }
        assert_eq!(IntervalTimer::default().length(), Duration::from_secs(8 * 40 + 7 * 20));
        assert_eq!(IntervalTimer::countdown(40).length(), Duration::from_secs(40));
    }
}
