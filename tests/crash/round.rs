//! One run of the program: taken up, used for a while by dice, killed.

use std::time::Duration;

use super::checked::{Checked, Given, Opens, Segment};
use super::pty::{Start, Supple};

/// So many parts of the sixty are enough: no session is to come to its end by itself.
const FAR: usize = 40;

/// Random numbers that are the same every time (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// 0 up to, not including, `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// What was done in one run, and how much of it was confirmed.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What should add a line to the journal, in order.
    pub(crate) given: Vec<Given>,
    /// How many of these are confirmed.
    pub(crate) confirmed: usize,
    /// How many segments were passed, confirmed.
    pub(crate) passed: usize,
    /// Segments that were seen to end by themselves, confirmed.
    pub(crate) by_time: Vec<usize>,
    /// Whether the session was asked to end or to be written down.
    pub(crate) ended: bool,
    /// Whether that is confirmed.
    pub(crate) end_confirmed: bool,
}

/// Starts the program, does this and that, and kills it.
pub(crate) fn play(checked: &mut Checked, dice: &mut Dice) -> Done {
    let mut run = Run::start(checked);
    // Sometimes it does not even get to its first frame.
    if !dice.one_in(8) {
        run.take_up(dice);
        for _ in 0..dice.below(14) {
            run.something(dice);
        }
    }
    run.until_the_moment(dice);
    run.supple.kill9();
    run.done
}

/// Takes up what is left, ends it, and leaves as a user does.
pub(crate) fn finish(checked: &mut Checked) {
    let mut run = Run::start(checked);
    run.open(&mut Dice::new(1), false);
    if run.playing {
        run.end();
        run.confirm();
        run.supple.keys("\r");
    } else {
        // The question before the next session, which is none to leave by.
        run.supple.keys("\x1b");
    }
    run.supple.expect("Routines");
    run.supple.keys("q");
    assert_eq!(run.supple.wait_exit().exit_code(), 0);
    let Run { mut done, checked, .. } = run;
    done.given.push(Given::After(None));
    checked.after_the_last(&done);
}

struct Run<'a> {
    checked: &'a mut Checked,
    opens: Opens,
    supple: Supple,
    done: Done,
    /// In a session, which has not ended.
    playing: bool,
    /// The sound, which the confirming key turns on and off.
    sound: bool,
    digit: u64,
    /// Keys were pressed of which nothing was seen yet.
    blind: bool,
    /// Seen, not yet confirmed.
    seen_passed: usize,
    seen_by_time: Vec<usize>,
}

impl<'a> Run<'a> {
    fn start(checked: &'a mut Checked) -> Self {
        let opens = checked.opens();
        let supple = Start::new(checked.home().path(), &["start", "crash", "--no-check-in"]).spawn();
        Self {
            checked,
            opens,
            supple,
            done: Done::default(),
            playing: false,
            sound: true,
            digit: 2,
            blind: false,
            seen_passed: 0,
            seen_by_time: Vec::new(),
        }
    }

    fn take_up(&mut self, dice: &mut Dice) {
        let as_it_is = dice.one_in(12);
        self.open(dice, as_it_is);
    }

    /// Waits for what must come up, and answers it.
    fn open(&mut self, dice: &mut Dice, as_it_is: bool) {
        match self.opens {
            Opens::Recover { .. } if as_it_is => {
                self.supple.expect("You have an unfinished session");
                self.supple.keys("l");
                self.done.ended = true;
                if dice.one_in(2) {
                    self.supple.expect("saved as it is");
                }
            }
            Opens::Recover { passed } => {
                self.supple.expect("You have an unfinished session");
                self.supple.keys("\r");
                self.supple.expect("PAUSED");
                let shown = self.shown().unwrap();
                assert_eq!(self.checked.index(&shown), passed, "not taken up where it was");
                self.playing = true;
            }
            Opens::New => {
                self.supple.poll("a new session", |supple| shown(supple).is_some());
                self.playing = true;
            }
            Opens::Home => {
                // The line of the session that had ended is written.
                // Nothing to ask about it, but the next session waits for a key.
                self.supple.expect("How is your back");
                let home = self.checked.home();
                self.supple.poll("what was in progress to be gone", |_| home.progress().is_none());
            }
        }
    }

    fn something(&mut self, dice: &mut Dice) {
        if !self.playing {
            return;
        }
        self.see();
        if self.seen_passed >= FAR {
            return self.end();
        }
        match dice.below(40) {
            0..=12 => self.rate(dice),
            13..=15 => self.take_back(),
            16..=23 => self.next(dice),
            24..=25 => self.supple.keys(" "),
            26..=29 => self.end_of_a_hold(),
            30..=38 => self.confirm(),
            _ => {
                self.end();
                if dice.one_in(2) {
                    self.confirm();
                }
            }
        }
    }

    /// Rates the pain; never the same twice, so that each can be told apart on the screen, and never red, which pauses.
    fn rate(&mut self, dice: &mut Dice) {
        self.digit = 2 + (self.digit - 2 + 1 + dice.below(3)) % 4;
        self.supple.keys(&self.digit.to_string());
        self.done.given.push(Given::During(self.digit));
        if dice.one_in(3) {
            self.blind = true;
        } else {
            let (noted, amber) = (format!("pain {} saved", self.digit), format!("pain {}: ", self.digit));
            self.supple.poll("the rating to be answered", |supple| {
                let screen = supple.contents();
                screen.contains(&noted) || screen.contains(&amber)
            });
            if self.supple.contents().contains(&noted) {
                // That word is the promise, for this one and all before it.
                self.done.confirmed = self.done.given.len();
            }
        }
    }

    fn take_back(&mut self) {
        if matches!(self.done.given.last(), Some(Given::During(_))) {
            self.supple.keys("u");
            self.done.given.push(Given::TakenBack);
            self.blind = true;
        }
    }

    fn next(&mut self, dice: &mut Dice) {
        let before = self.supple.contents();
        self.supple.keys("n");
        if dice.one_in(3) {
            self.blind = true;
        } else {
            self.supple.poll("the next part", |supple| supple.contents() != before);
        }
    }

    /// Sees a running hold end by itself, where there is one.
    fn end_of_a_hold(&mut self) {
        self.confirm();
        let hold = |supple: &Supple| supple.contents().contains("HOLD  ");
        if !hold(&self.supple) {
            // Out of a pause this leads into the next part, which runs at once.
            self.supple.keys(" n");
            self.confirm();
        }
        let Some(before) = self.shown().filter(|_| hold(&self.supple)) else { return };
        self.supple.poll("the hold to end by itself", |supple| shown(supple).as_ref() != Some(&before));
        self.seen_by_time.push(self.checked.index(&before));
        self.see();
    }

    /// Presses a key that writes nothing and waits for its answer: what was seen or pressed before
    /// is on disk then.
    fn confirm(&mut self) {
        if !self.playing {
            // After the end any answer will do; the first rating is one.
            if self.done.ended && !self.done.end_confirmed {
                self.supple.keys("3");
                self.done.given.push(Given::After(Some(3)));
                self.supple.keys("j");
                self.supple.expect("▸ How hard was it?");
                self.done.end_confirmed = true;
                self.done.confirmed = self.done.given.len() - 1;
            }
            return;
        }
        if std::mem::take(&mut self.blind) {
            // Keys and this one might be taken in together, and drawn before anything is written.
            self.mark();
        }
        self.see();
        let given = self.done.given.len();
        self.mark();
        self.done.confirmed = given;
        self.done.passed = self.done.passed.max(self.seen_passed);
        self.done.by_time.append(&mut self.seen_by_time);
    }

    fn mark(&mut self) {
        self.sound = !self.sound;
        self.supple.keys("m");
        self.supple.expect(if self.sound { "sound on" } else { "sound off" });
    }

    fn see(&mut self) {
        if let Some(shown) = self.shown() {
            self.seen_passed = self.seen_passed.max(self.checked.index(&shown));
        }
    }

    fn shown(&self) -> Option<Segment> {
        shown(&self.supple)
    }

    fn end(&mut self) {
        self.confirm();
        self.supple.keys("q");
        self.supple.expect("Leave the session?");
        self.supple.keys("e");
        self.done.ended = true;
        self.playing = false;
        self.supple.expect("Crash · ended");
    }

    /// Chooses the moment: at once, a little later, with so much more on the screen, or, to hit the
    /// writing, as soon as a file changes.
    fn until_the_moment(&mut self, dice: &mut Dice) {
        if self.playing && dice.one_in(3) {
            // With writes under way.
            for _ in 0..=dice.below(4) {
                self.digit = 2 + (self.digit - 1) % 4;
                self.supple.keys(&self.digit.to_string());
                self.done.given.push(Given::During(self.digit));
            }
        } else if self.playing && dice.one_in(6) {
            self.supple.keys("qe");
            self.done.ended = true;
        } else if self.playing && dice.one_in(2) {
            self.supple.keys("n");
        }
        match dice.below(6) {
            0 => {}
            1 => self.supple.pump_for(Duration::from_micros(dice.below(3_000))),
            2 => self.supple.pump_for(Duration::from_micros(dice.below(40_000))),
            3 => {
                let enough = self.supple.written() + dice.below(600) as usize;
                self.until(Duration::from_micros(500), |run| run.supple.written() >= enough);
            }
            4 => {
                let before = self.checked.home().journal_length();
                self.until(Duration::from_micros(200), |run| run.checked.home().journal_length() != before);
            }
            _ => {
                for _ in 0..=dice.below(3) {
                    let before = self.checked.home().progress_inode();
                    self.until(Duration::from_micros(200), |run| run.checked.home().progress_inode() != before);
                }
            }
        }
    }

    /// Looks again and again, though not for ever: there may be nothing to come.
    fn until(&mut self, between: Duration, holds: impl Fn(&Self) -> bool) {
        let looks = 100;
        for _ in 0..looks {
            if holds(self) {
                return;
            }
            self.supple.pump_for(between);
        }
    }
}

/// The part of the session on the screen.
fn shown(supple: &Supple) -> Option<Segment> {
    let contents = supple.contents();
    let mut lines = contents.lines().skip(1);
    let (head, detail) = (lines.next()?, lines.next()?);
    let name = head.split("  ").map(str::trim).find(|part| part.starts_with("Hold ") || part.starts_with("Reps "))?;
    let set = detail.trim().strip_prefix("set ")?.split(' ').next()?.parse().ok()?;
    Some(Segment { exercise: name.to_lowercase().replace(' ', "-"), set })
}
