//! Programs that speak, fail, hang and are missing, made for the test.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use tempfile::TempDir;

use super::*;
use crate::state::settings::VoiceChoice;
use crate::state::sinks::Player;

const BEST: SinkFailure = SinkFailure::Voice(VoiceChoice::SpdSay);
const NEXT: SinkFailure = SinkFailure::Voice(VoiceChoice::Espeak);

/// A ladder at work, with the events that it sends.
struct Stage {
    folder: TempDir,
    orders: Option<Sender<Told>>,
    told: Receiver<Event>,
    thread: Option<JoinHandle<()>>,
}

impl Stage {
    fn new(grace: Duration) -> Self {
        let (orders, given) = channel();
        let (tell, told) = channel();
        let tell: Tell = Box::new(move |event| drop(tell.send(event)));
        let clock = Clock::new();
        let ladder = SinkLadder { tell, clock, grace, guard: Guard::find(), failures: Vec::new(), finishes: None };
        let thread = std::thread::spawn(move || ladder.work_through(&given));
        Self { folder: TempDir::new().unwrap(), orders: Some(orders), told, thread: Some(thread) }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A program that notes its input in `said` and its process in `running`, and then does this.
    fn program(&self, name: &str, does: &str) -> String {
        let path = self.path(name);
        let folder = self.folder.path().display();
        // A line at once: a program that is ended halfway through a line would leave the next one in it.
        let notes = format!("text=$(/bin/cat); echo \"$0 $text\" >> {folder}/said; echo $$ >> {folder}/running");
        fs::write(&path, format!("{notes}\n{does}\n")).unwrap();
        path
    }

    fn say(&self, text: &str, rungs: &[(SinkFailure, &str)]) {
        self.order(text, rungs, (CueWeight::Phase, Duration::from_millis(100)));
    }

    /// `length` is the expected length.
    fn order(&self, text: &str, rungs: &[(SinkFailure, &str)], (weight, length): (CueWeight, Duration)) {
        // By a shell: a file that was written a moment ago may still be open in a process that another test starts.
        let of = |program: &str| match Path::new(program).exists() {
            true => Job::new("/bin/sh", &[program]),
            false => Job::new(program, &[]),
        };
        let job = |program: &str| Job { input: format!("{text}\n"), ..of(program) };
        let rungs = rungs.iter().map(|(lost, program)| (*lost, job(program))).collect();
        let order = SoundOrder { rungs, length, weight, keeps: weight > CueWeight::Passing, file: None, is_try: true };
        self.orders.as_ref().unwrap().send(Told::Present(order)).unwrap();
    }

    /// Returns the next event.
    fn hear(&self) -> String {
        format!("{:?}", self.told.recv_timeout(Duration::from_secs(15)).unwrap())
    }

    /// Returns the words that were said and the program that said them, a line each.
    fn said(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("said")).unwrap_or_default();
        text.replace(&format!("{}/", self.folder.path().display()), "").lines().map(str::to_owned).collect()
    }

    fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let (_sender, never) = channel::<()>();
        for _ in 0..1_500 {
            if holds() {
                return;
            }
            let _ = never.recv_timeout(Duration::from_millis(10));
        }
        panic!("waited in vain for {what}");
    }

    /// Checks that no program that was started is still running.
    fn assert_nothing_runs(&self) {
        let processes = fs::read_to_string(self.path("running")).unwrap_or_default();
        for process in processes.lines() {
            assert!(!Path::new("/proc").join(process).exists(), "{process} still runs");
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.orders = None;
        self.thread.take().unwrap().join().unwrap();
    }
}

#[test]
fn a_newer_word_ends_the_stale_one_and_the_end_of_orders_ends_all() {
    let mut stage = Stage::new(GRACE);
    let slow = stage.program("slow", "exec /bin/sleep 1000");
    for word in ["one", "two", "three"] {
        stage.say(word, &[(NEXT, &slow)]);
        stage.until("the word", || stage.said().iter().any(|said| said == &format!("slow {word}")));
    }
    assert_eq!(stage.said(), ["slow one", "slow two", "slow three"]);
    stage.orders = None;
    stage.thread.take().unwrap().join().unwrap();
    stage.assert_nothing_runs();
    stage.thread = Some(std::thread::spawn(|| {}));
}

#[test]
fn what_fails_three_times_is_given_up_and_no_word_is_lost_meanwhile() {
    let stage = Stage::new(GRACE);
    let (broken, fine) = (stage.program("broken", "exit 1"), stage.program("fine", ""));
    for word in ["one", "two", "three"] {
        stage.say(word, &[(BEST, &broken), (NEXT, &fine)]);
        if word == "three" {
            assert_eq!(stage.hear(), "SinkLost(Voice(SpdSay))");
        }
        assert_eq!(stage.hear(), "SinkWorks(Voice(Espeak))");
    }
    let said = stage.said();
    let by_next: Vec<&String> = said.iter().filter(|said| said.starts_with("fine")).collect();
    assert_eq!(by_next, ["fine one", "fine two", "fine three"]);
    assert_eq!(said.len(), 6);
}

#[test]
fn one_success_in_between_forgives() {
    let stage = Stage::new(GRACE);
    let moody = stage.program("moody", &format!("[ -e {0} ] && /bin/rm {0} && exit 0; exit 1", stage.path("works")));
    for round in 0..3 {
        for _ in 0..2 {
            stage.say("no", &[(BEST, &moody)]);
            assert_eq!(stage.hear(), "SinkTrouble(\"sh failed with exit code 1\")", "round {round}");
        }
        fs::write(stage.path("works"), "").unwrap();
        stage.say("yes", &[(BEST, &moody)]);
        assert_eq!(stage.hear(), "SinkWorks(Voice(SpdSay))", "round {round}");
    }
}

#[test]
fn what_is_missing_or_hangs_is_given_up_too() {
    let stage = Stage::new(Duration::from_millis(200));
    let gone = stage.path("gone");
    for _ in 0..2 {
        stage.say("one", &[(BEST, &gone)]);
        let told = stage.hear();
        assert!(told.contains("gone cannot be run"), "{told}");
    }
    stage.say("one", &[(BEST, &gone)]);
    assert_eq!(stage.hear(), "SinkLost(Voice(SpdSay))");
    stage.hear();
    let hangs = stage.program("hangs", "exec /bin/sleep 1000");
    let player = SinkFailure::Player(Player::Aplay);
    for _ in 0..2 {
        stage.say("two", &[(player, &hangs)]);
        assert!(stage.hear().contains("sh does not finish"));
        stage.assert_nothing_runs();
    }
    stage.say("two", &[(player, &hangs)]);
    assert_eq!(stage.hear(), "SinkLost(Player(Aplay))");
}

#[test]
fn what_hangs_is_found_out_though_a_newer_word_always_comes_first() {
    let stage = Stage::new(Duration::from_millis(200));
    let hangs = stage.program("hangs", "exec /bin/sleep 1000");
    for number in 0..4 {
        stage.say("again", &[(BEST, &hangs)]);
        stage.until("the word", || stage.said().len() > number);
        // Longer than it may take to be ended by another one, not as long as it may take at most.
        let (_sender, never) = channel::<()>();
        let _ = never.recv_timeout(Duration::from_millis(350));
    }
    assert_eq!(stage.hear(), "SinkLost(Voice(SpdSay))");
}

#[test]
fn a_count_does_not_cut_what_matters_more_and_a_phase_waits_its_turn() {
    let mut stage = Stage::new(GRACE);
    let speaks = stage.program("speaks", "exec /bin/sleep 1");
    let long = Duration::from_secs(2);
    stage.order("what 7 means", &[(BEST, &speaks)], (CueWeight::Safety, long));
    stage.until("the word", || stage.said().len() == 1);
    stage.order("4", &[(BEST, &speaks)], (CueWeight::Passing, long));
    stage.order("rest", &[(BEST, &speaks)], (CueWeight::Phase, long));
    stage.order("5", &[(BEST, &speaks)], (CueWeight::Passing, long));
    for _ in 0..2 {
        assert_eq!(stage.hear(), "SinkWorks(Voice(SpdSay))");
    }
    assert_eq!(stage.said(), ["speaks what 7 means", "speaks rest"]);

    // Before any of it is begun the weightiest counts, of two that weigh the same the newer one.
    stage.order("stop", &[(BEST, &speaks)], (CueWeight::Safety, long));
    stage.until("the word", || stage.said().len() == 3);
    stage.order("stop now", &[(BEST, &speaks)], (CueWeight::Safety, long));
    stage.until("the newer word", || stage.said().len() == 4);

    let (finish, finished) = channel();
    stage.orders.as_ref().unwrap().send(Told::Finish(finish)).unwrap();
    assert!(finished.recv_timeout(Duration::from_secs(15)).is_err(), "the sender is let go when all is said");
    assert_eq!(stage.hear(), "SinkWorks(Voice(SpdSay))", "it was said to its end");
    stage.orders = None;
    stage.thread.take().unwrap().join().unwrap();
    stage.assert_nothing_runs();
    stage.thread = Some(std::thread::spawn(|| {}));
}

#[test]
fn a_voice_that_ends_before_it_can_have_spoken_gives_way() {
    let stage = Stage::new(GRACE);
    let (mute, speaks) = (stage.program("mute", ""), stage.program("speaks", ""));
    let other = SinkFailure::Voice(VoiceChoice::Command);
    for word in ["one", "two", "three"] {
        // That a single word is over so soon says nothing, neither for the voice nor against it.
        stage.order("go", &[(NEXT, &mute)], (CueWeight::Phase, Duration::from_secs(1)));
        assert_eq!(stage.hear(), "SinkWorks(Voice(Espeak))", "{word}");
        stage.order(word, &[(NEXT, &mute), (other, &speaks)], (CueWeight::Phase, Duration::from_secs(9)));
        if word == "three" {
            assert_eq!(stage.hear(), "SinkLost(Voice(Espeak))");
        }
        assert_eq!(stage.hear(), "SinkWorks(Voice(Command))", "{word}");
    }
}
