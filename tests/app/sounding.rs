//! What the program makes of its sinks, in virtual time: flashes, what is lost and found, what is tried.

use ratatui::style::Modifier;
use supple::domain::session::compile::Options;
use supple::domain::session::cue::CueKind;
use supple::domain::session::player::Phase;
use supple::domain::session::timeline::SegmentKind;
use supple::state::event::Effect;
use supple::state::event::Event;
use supple::state::settings::Settings;
use supple::state::settings::setting::Setting;
use supple::state::settings::{Flash, VoiceChoice};
use supple::state::sinks::{Capabilities, Player, Rung, Sink, SinkFailure};

use super::common::stage::{Opens, Setup, Stage};
use super::settings::to;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

fn session(settings: Settings) -> Stage {
    let opens = Opens::Session("split-hip-stop", Options::default());
    Stage::new(Setup { settings, opens, ..Setup::default() })
}

fn silent() -> Settings {
    Settings { voice: VoiceChoice::Off, tones: false, bell: false, ..Settings::default() }
}

fn machine() -> Event {
    let voice = |kind, program: &str| Rung { kind, program: program.to_owned() };
    Event::SinksFound(Box::new(Capabilities {
        voices: vec![voice(VoiceChoice::SpdSay, "/a/spd-say"), voice(VoiceChoice::Espeak, "/a/espeak-ng")],
        players: vec![Rung { kind: Player::Aplay, program: "/a/aplay".to_owned() }],
        ..Capabilities::default()
    }))
}

/// Whether the frame is turned inside out, at every size.
fn flashes(stage: &Stage) -> bool {
    let is_lit = |(width, height)| {
        let buffer = stage.buffer(width, height);
        let lit = |x: u16, y: u16| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
        let corners = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (0, height / 2)];
        let lit: Vec<bool> = corners.into_iter().map(|(x, y)| lit(x, y)).collect();
        assert!(lit.iter().all(|corner| *corner == lit[0]), "{lit:?}");
        lit[0]
    };
    let lit = SIZES.map(is_lit);
    assert!(lit.iter().all(|size| *size == lit[0]), "{lit:?}");
    lit[0]
}

#[test]
fn where_nothing_can_be_heard_the_frame_flashes_when_work_begins() {
    let mut stage = session(silent());
    stage.happens(machine());
    assert!(!flashes(&stage));
    stage.until(Phase::Work);
    assert!(flashes(&stage));
    let began = stage.now().mono;
    let next = stage.app.next_change(&stage.now()).unwrap();
    assert_eq!((next - began).as_millis(), 150, "it ends by itself");
    stage.advance(0.15);
    assert!(!flashes(&stage));
}

#[test]
fn hands_on_the_keys_flash_at_most_three_times_a_second() {
    let mut stage = session(silent());
    stage.happens(machine());
    let mut begun = 0;
    let mut was_lit = false;
    for _ in 0..100 {
        stage.keys("n b").advance(0.02);
        let is_lit = flashes(&stage);
        begun += usize::from(is_lit && !was_lit);
        was_lit = is_lit;
    }
    assert!((2..=7).contains(&begun), "{begun} in 2 s");
}

#[test]
fn it_never_flashes_with_reduced_motion_nor_where_it_is_off_or_something_is_heard() {
    let flash = |flash, reduced_motion| Settings { flash, reduced_motion, ..silent() };
    let loud = Settings { bell: true, ..silent() };
    for settings in [flash(Flash::On, true), flash(Flash::Off, false), loud] {
        let mut stage = session(settings);
        stage.happens(machine());
        stage.until(Phase::Work);
        assert!(!flashes(&stage));
    }
    let mut stage = session(flash(Flash::On, false));
    stage.until(Phase::Work);
    assert!(flashes(&stage), "asked for, it does not wait for what is found");
}

#[test]
fn what_fails_gives_way_and_that_is_told_once() {
    let mut stage = session(Settings::default());
    stage.happens(machine());
    stage.happens(Event::SinkLost(SinkFailure::Voice(VoiceChoice::SpdSay)));
    assert!(stage.shows("voice failed (spd-say); using espeak-ng"));
    stage.advance(7.0);
    stage.happens(Event::SinkLost(SinkFailure::Voice(VoiceChoice::SpdSay)));
    assert!(!stage.shows("fails"));
    stage.happens(Event::SinkLost(SinkFailure::Voice(VoiceChoice::Espeak)));
    assert!(stage.shows("voice failed (espeak-ng); using tones"));
    stage.happens(Event::SinkLost(SinkFailure::Player(Player::Aplay)));
    assert!(stage.shows("tones failed (aplay); using the bell"));
    // The session takes no notice of it.
    stage.until(Phase::Work);
    stage.happens(Event::SinkWorks(SinkFailure::Voice(VoiceChoice::Espeak)));
    let sinks = &stage.app.model().sinks;
    assert_eq!(sinks.voices(&Settings::default()).len(), 1);
}

#[test]
fn the_settings_try_what_is_there_and_say_why_not() {
    let tried = |stage: &Stage| {
        let sinks = stage.outside.effects.iter();
        sinks.filter_map(|effect| if let Effect::Try(sink) = effect { Some(*sink) } else { None }).collect::<Vec<_>>()
    };
    let mut stage = Stage::default();
    stage.happens(machine());
    stage.keys(", t");
    assert_eq!(tried(&stage), [], "a theme has no sound");
    assert!(!stage.shows("try it"));
    let try_out = |stage: &mut Stage, setting| {
        to(stage, setting);
        stage.keys("t");
    };
    to(&mut stage, Setting::Voice);
    assert!(stage.shows("try it") && stage.shows("On this machine: spd-say, espeak-ng"), "{}", stage.screen(120, 40));
    stage.keys("t");
    assert_eq!(tried(&stage), [Sink::Voice]);
    try_out(&mut stage, Setting::Tones);
    try_out(&mut stage, Setting::Bell);
    assert_eq!(tried(&stage), [Sink::Voice, Sink::Tones, Sink::Bell]);
    try_out(&mut stage, Setting::Flash);
    assert!(flashes(&stage));
    try_out(&mut stage, Setting::Notifications);
    assert!(stage.shows("no way found (notify-send would do)"));
    to(&mut stage, Setting::Tones);
    stage.keys("h t");
    assert!(stage.shows("off"), "tones that are off");
    assert_eq!(tried(&stage).len(), 3);
}

/// How long getting into position takes, in order, and what was said of it.
fn readying(stage: &Stage) -> (Vec<u64>, Vec<String>) {
    let segments = &stage.app.model().session.as_ref().unwrap().player.timeline().segments;
    let lengths = segments.iter().filter(|segment| matches!(segment.kind, SegmentKind::Prepare(_)));
    let told = stage.outside.signals().filter(|signal| signal.cue == CueKind::Prepare);
    (
        lengths.map(|segment| segment.length().unwrap().as_secs()).collect(),
        told.map(|signal| signal.says.to_string()).collect(),
    )
}

#[test]
fn where_it_is_spoken_getting_ready_lasts_until_all_is_said() {
    let mut stage = session(Settings::default());
    let (before, told) = readying(&stage);
    assert!(before.iter().all(|secs| *secs == 15), "{before:?}");
    assert!(!told[0].contains("Right leg straight behind"), "{told:?}");
    stage.advance(0.01);
    stage.happens(machine());
    let (after, told) = readying(&stage);
    assert!(after[0] > before[0] && after.len() == before.len(), "{after:?}");
    let [_, again] = &told[..] else { panic!("{told:?}") };
    for step in ["left foot on something steady", "Right leg straight behind", "chest to that thigh"] {
        assert!(again.contains(step), "{again}");
    }
    // Not twice, and not where it is fitted to a time.
    stage.happens(machine());
    assert_eq!(readying(&stage).1.len(), 2);
    let fitted = Options { minutes: Some(1), ..Options::default() };
    let mut stage = Stage::new(Setup { opens: Opens::Session("core-basics", fitted), ..Setup::default() });
    let before = readying(&stage).0;
    stage.happens(machine());
    assert_eq!(readying(&stage).0, before);
    let mut silent = session(silent());
    silent.happens(machine());
    assert!(readying(&silent).0.iter().all(|secs| *secs == 15));
}
