//! What reaches whom, and that the timer feels nothing of it.

use std::fs;
use std::path::Path;
use supple::domain::content::link::ItemKind;

use chrono::DateTime;
use serde_json::{Value, json};

use super::common::stage::{Opens, Setup, Stage};
use super::machine::{HANGS, Machine, PLAYS, SPEAKS};
use super::pty::Start;
use supple::state::settings::Settings;
use supple::state::settings::VoiceChoice;
use supple::state::settings::setting::Setting;
use supple::state::sinks::{Capabilities, Player, Rung, SinkStatus};

/// So quick a voice needs no longer than there is to get ready.
const QUICK: &str = "count_from = 0\nvoice_rate = 250\n";
const NO_BELL_NO_TONES: &str = "tones = false\nbell = false\ncount_from = 0\nvoice_rate = 250\n";

/// What the program says of the same session, in virtual time, and when: in milliseconds.
pub(super) fn spoken(machine: &Machine, with_tones: bool) -> Vec<(u64, String)> {
    let read = |folder: &Path, id: &str| fs::read_to_string(folder.join(format!("{id}.json"))).unwrap();
    let paths = machine.home.paths();
    let exercise = |id: &'static str| (id, read(&paths.own(ItemKind::Exercise), id));
    let mut settings = Settings { check_in: false, ..Settings::default() };
    settings.tones = with_tones;
    if !with_tones {
        (settings.count_from, settings.voice_rate) = (0, 250);
    }
    let mut stage = Stage::new(Setup {
        exercises: vec![exercise("first-hold"), exercise("second-hold")],
        routines: vec![("tiny", read(&paths.own(ItemKind::Routine), "tiny"))],
        settings: settings.clone(),
        opens: Opens::Session("tiny", settings.options()),
        ..Setup::default()
    });
    let voices = vec![Rung { kind: VoiceChoice::Espeak, program: "espeak-ng".to_owned() }];
    let players = vec![Rung { kind: Player::Aplay, program: "aplay".to_owned() }];
    let sinks = SinkStatus {
        found: Some(Capabilities { voices, players, ..Capabilities::default() }),
        ..SinkStatus::default()
    };
    let mut spoken = Vec::new();
    let mut seen = 0;
    for tenth in 0..600 {
        let signals: Vec<_> = stage.outside.signals().skip(seen).cloned().collect();
        seen += signals.len();
        let said = signals.iter().filter(|signal| sinks.plan(signal, &settings).speaks);
        spoken.extend(said.map(|signal| (tenth * 100, signal.says.to_string())));
        stage.advance(0.1);
    }
    spoken
}

fn expected(machine: &Machine) -> Vec<String> {
    spoken(machine, false).into_iter().map(|(_, text)| text).collect()
}

/// A session lasts as long as it should, whatever its voice does.
#[track_caller]
fn assert_in_time(session: &Value) {
    let time = |key: &str| DateTime::parse_from_rfc3339(session[key].as_str().unwrap()).unwrap();
    let lasted = time("ended") - time("at");
    // Twice 3 s to get ready and 1 s to hold.
    assert!((7..=10).contains(&lasted.num_seconds()), "{session}");
    assert_eq!(session["steps"][1]["done"], json!({"hold_s": 1}), "{session}");
}

#[test]
fn a_session_is_spoken_from_the_first_word_to_the_last() {
    let machine = Machine::new(NO_BELL_NO_TONES).with("espeak-ng", SPEAKS).with_guard();
    let mut supple = machine.session();
    machine.finish_when(&mut supple, ("said", "the last one"));
    let expected = expected(&machine);
    assert!(expected.len() > 4 && expected[0].starts_with("First Hold"), "{expected:?}");
    assert_eq!(machine.lines("said"), expected);
    assert_eq!(expected.last().unwrap(), "Done. That was the last one");
    assert_in_time(&machine.session_line().unwrap());
}

#[test]
fn a_voice_that_fails_gives_way_to_the_next_and_the_timer_runs_on() {
    let machine = Machine::new(NO_BELL_NO_TONES).with("spd-say", "exit 1").with("espeak-ng", SPEAKS);
    let mut supple = machine.session();
    supple.expect("voice failed (spd-say); using espeak-ng");
    machine.finish_when(&mut supple, ("said", "the last one"));
    assert_eq!(machine.lines("said"), expected(&machine), "no word is lost on the way");
    assert_eq!(machine.runs_of("spd-say"), 3);
    assert_in_time(&machine.session_line().unwrap());
}

/// The cues come when they should: each beginning of work 4 s after the one before, as the user's own program is told it.
#[track_caller]
fn assert_no_drift(machine: &Machine) {
    let stamps = machine.lines("stamps");
    let starts: Vec<u64> = stamps
        .iter()
        .filter(|line| line.contains("\"cue\":\"start\""))
        .map(|line| line.split(' ').next().unwrap().parse().unwrap())
        .collect();
    let [first, second] = starts[..] else { panic!("{stamps:?}") };
    // A busy machine may start that program late; whoever had to wait for the voice would be 2 s late or more.
    assert!((3_000..=5_000).contains(&(second - first)), "{stamps:?}");
}

#[test]
fn a_voice_that_fails_or_hangs_or_is_slow_or_missing_is_not_felt_by_the_timer() {
    const STAMPS: &str = "read -r cue; echo \"$(/bin/date +%s%3N) $cue\" >> $HOME/stamps";
    let machine = |config: &str| {
        Machine::new(&format!("on_cue = [\"stamp\"]\nbell = false\n{QUICK}{config}")).with("stamp", STAMPS)
    };
    let machines = [
        machine("").with("espeak-ng", HANGS),
        machine("").with("espeak-ng", "/bin/sleep 2").with("aplay", HANGS),
        machine("").with("espeak-ng", "exit 1").with("aplay", "exit 1"),
        machine("voice_command = [\"/nowhere/speak\"]\n"),
    ];
    let mut running: Vec<_> = machines.iter().map(Machine::session).collect();
    for (machine, supple) in machines.iter().zip(&mut running) {
        machine.finish(supple);
        assert_in_time(&machine.session_line().unwrap());
        assert_no_drift(machine);
        assert_eq!(machine.left_running(), [""; 0]);
    }
}

#[test]
fn where_no_voice_is_left_the_bell_is_named_as_what_is_heard() {
    let machine = Machine::new("voice_command = [\"/nowhere/speak\"]\n");
    let mut supple = machine.session();
    supple.expect("voice failed (speak); using the bell");
    machine.finish(&mut supple);
    assert!(supple.raw_output().contains('\x07'));
}

#[test]
fn tones_sound_by_the_first_player_that_works_and_then_the_bell_rings() {
    let machine = Machine::new("voice = \"off\"\n").with("pw-play", "exit 1").with("aplay", PLAYS);
    let mut supple = machine.session();
    supple.expect("tones failed (pw-play); using aplay");
    machine.finish_when(&mut supple, ("played", "done-60.wav"));
    let played = machine.lines("played");
    // The first three cues are those that the first player fails at.
    for tone in ["next", "ready", "start", "end", "done"] {
        assert!(played.contains(&format!("{tone}-60.wav")), "{played:?}");
    }
    assert!(!supple.raw_output().contains('\x07'), "the bell rests while tones sound");
    let state = fs::read_dir(&machine.home.paths().state).unwrap();
    let left: Vec<_> = state.map(|found| found.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_str().unwrap().starts_with("tones")), "{left:?}");

    let machine = Machine::new("voice = \"off\"\n").with("aplay", "exit 1");
    let mut supple = machine.session();
    supple.expect("tones failed (aplay); using the bell");
    machine.finish(&mut supple);
    assert!(supple.raw_output().contains('\x07'));
    assert_eq!(machine.runs_of("aplay"), 3);
}

#[test]
fn over_ssh_nothing_speaks_and_the_bell_rings() {
    let machine = Machine::new("").with("espeak-ng", SPEAKS).with("aplay", PLAYS).with("notify-send", HANGS);
    let start = machine.start(&["start", "tiny", "--no-check-in"]);
    let mut supple = start.env("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22").spawn();
    supple.expect("GET READY");
    supple.keys("\x1b[O");
    machine.finish(&mut supple);
    assert_eq!(machine.lines("running"), [""; 0]);
    assert!(supple.raw_output().contains('\x07'));
}

#[test]
fn muted_it_is_silent_at_once_and_told_again_it_speaks_again() {
    let machine = Machine::new(NO_BELL_NO_TONES).with("espeak-ng", &format!("{SPEAKS}\n{HANGS}"));
    let mut supple = machine.session();
    supple.poll("the first word", |_| !machine.lines("said").is_empty());
    supple.keys("m");
    supple.expect("sound off");
    supple.poll("silence", |_| machine.left_running().is_empty());
    let said = machine.lines("said").len();
    supple.expect("HOLD  First Hold");
    assert_eq!(machine.lines("said").len(), said);
    supple.keys("m");
    supple.expect("sound on");
    supple.poll("the next word", |_| machine.lines("said").len() > said);
    machine.finish(&mut supple);
}

#[test]
fn a_program_of_the_users_gets_each_cue_as_json() {
    let config = "voice = \"off\"\ntones = false\non_cue = [\"light\", \"a b\"]\n";
    let machine = Machine::new(config).with("light", "printf '%s ' \"$1\" >> $HOME/cues; /bin/cat >> $HOME/cues");
    let mut supple = machine.session();
    machine.finish_when(&mut supple, ("cues", "\"cue\":\"done\""));
    let cues = machine.lines("cues");
    let cues: Vec<Value> =
        cues.iter().map(|line| serde_json::from_str(line.strip_prefix("a b ").unwrap()).unwrap()).collect();
    let names: Vec<&str> = cues.iter().map(|cue| cue["cue"].as_str().unwrap()).collect();
    assert_eq!(names.first(), Some(&"prepare"));
    assert_eq!(names.iter().filter(|name| **name == "start").count(), 2, "{names:?}");
    assert_eq!(names.last(), Some(&"done"));
    let start = cues.iter().find(|cue| cue["cue"] == "start").unwrap();
    assert_eq!(
        start,
        &json!({"v": 1, "cue": "start", "tone": "start", "says": "Go", "routine": "tiny", "exercise": "first-hold",
            "name": "First Hold", "side": null, "set": 1, "sets": 1})
    );
}

#[test]
fn a_program_of_the_users_that_fails_is_told_of_once() {
    let config = "voice = \"off\"\ntones = false\non_cue = [\"light\"]\n";
    let machine = Machine::new(config).with("light", "exit 3");
    let mut supple = machine.session();
    supple.expect("on_cue: light failed with exit code 3");
    supple.expect_gone("on_cue:");
    machine.finish(&mut supple);
    let told = supple.raw_output().matches("on_cue:").count();
    assert_eq!(told, 1);
    assert_in_time(&machine.session_line().unwrap());
}

#[test]
fn the_desktop_is_told_while_the_terminal_is_not_looked_at() {
    let machine = Machine::new("voice = \"off\"\n").with("notify-send", "echo \"$3|$4|$5\" >> $HOME/told");
    let mut supple = machine.session();
    supple.expect("GET READY");
    assert!(supple.raw_output().contains("\x1b[?1004h"));
    supple.keys("\x1b[O");
    supple.poll("a word of the second hold", |_| {
        machine.lines("told").iter().any(|told| told.starts_with("--|Tiny One|Second Hold"))
    });
    supple.keys("\x1b[I");
    machine.finish(&mut supple);
    assert!(machine.lines("told").iter().all(|told| !told.contains("Done")));
    supple.assert_restored();
}

#[test]
fn terminals_that_know_how_tell_the_desktop_and_show_progress() {
    let machine = Machine::new("voice = \"off\"\n");
    let start = |start: Start| start.env("TERM", "xterm-ghostty").env("TERM_PROGRAM", "ghostty");
    let command = machine.start(&["start", "tiny", "--no-check-in"]);
    let mut supple = start(command).env("TERM_PROGRAM_VERSION", "1.2.3").spawn();
    supple.expect("GET READY");
    supple.keys("\x1b[O");
    supple.poll("a notification", |supple| supple.raw_output().contains("\x1b]9;Tiny One: Second Hold"));
    let raw = supple.raw_output();
    assert!(raw.contains("\x1b]9;4;1;"), "progress");
    supple.keys(" ");
    supple.poll("progress that stands still", |supple| supple.raw_output().contains("\x1b]9;4;4;"));
    supple.signal(rustix::process::Signal::TERM);
    assert_eq!(supple.wait_exit().exit_code(), 143);
    let raw = supple.raw_output();
    let last = raw.rsplit("\x1b]9;4;").next().unwrap();
    assert!(last.starts_with("0;0\x1b\\"), "{last:?}");
    supple.assert_restored();
}

/// The keys from one setting down to another.
fn down(from: Setting, to: Setting) -> String {
    let place = |wanted| Setting::all().position(|setting| setting == wanted).unwrap();
    "j".repeat(place(to) - place(from))
}

#[test]
fn the_settings_say_what_there_is_and_let_it_be_tried() {
    let machine = Machine::new("").with("espeak-ng", SPEAKS).with("aplay", "exit 1").with("notify-send", HANGS);
    let mut supple = machine.start(&[]).size(120, 40).spawn();
    supple.expect("start");
    supple.keys(",");
    supple.expect("Sound and alerts");
    supple.keys(&down(Setting::Theme, Setting::Voice));
    supple.expect("On this machine: espeak-ng, in use.");
    supple.keys("t");
    supple.poll("the voice", |_| machine.lines("said") == ["This is how I sound. Left side, 25 seconds."]);
    supple.keys(&down(Setting::Voice, Setting::Tones));
    supple.expect("On this machine: aplay, in use.");
    supple.keys("t");
    supple.expect("aplay failed with exit code 1");
    supple.keys(&down(Setting::Tones, Setting::Bell));
    supple.expect("Not needed while tones play.");
    supple.keys("t");
    supple.poll("the bell", |supple| supple.raw_output().contains('\x07'));
    supple.keys("q");
    supple.expect("Routines");
    supple.keys("q");
    assert_eq!(supple.wait_exit().exit_code(), 0);
    assert_eq!(machine.left_running(), [""; 0]);
}
