//! Every way to begin, at every answer, with the journal in every state: what is shown, told, rung and kept of it.

use supple::domain::content::words::When;
use supple::domain::journal::entry::Moment;
use supple::domain::session::compile::Options;
use supple::state::event::Effect;
use supple::state::event::Event;
use supple::state::journal_cache::Recent;
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Kept, Opens, Setup, Stage};
use super::{in_hold, scores};

const EMERGENCY: &str = "Do not exercise.";
const URGENT: &str = "before you train again.";
const UNREAD: &str = "Part of your journal can't be read";
const READING: &str = "reading your journal";

const PLAN: &str = r#"{"id": "mine", "title": "My Weeks", "summary": "For tests.", "by": "week", "parts": [
    {"title": "First", "items": [{"routine": "desk-break"}]}]}"#;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Emergency,
    Urgent,
    No,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Emergency, Self::Urgent, Self::No];

    fn line(self) -> String {
        let (id, day, yes) = match self {
            Self::Emergency => (1, 19, r#""bladder_bowel""#),
            Self::Urgent => (2, 19, r#""weight_loss""#),
            Self::No => (3, 17, ""),
        };
        let asked = r#"["saddle_numb","bladder_bowel","sexual_change","legs_weak","chest_pain","accident","unwell",
            "weight_loss","lump","no_easing","cough_or_high","history","first_at_age"]"#;
        format!(
            r#"{{"v":1,"id":"019ab0c0-0000-7000-8000-00000000000{id}","kind":"safety","at":"2026-11-{day}T06:00:00+01:00","asked":{},"yes":[{yes}]}}"#,
            asked.replace(['\n', ' '], "")
        ) + "\n"
    }
}

const OTHER: &str = concat!(
    r#"{"v":1,"id":"019ab0c0-0000-7000-8000-0000000000fe","kind":"rating","at":"2026-11-18T06:00:00+01:00","#,
    r#""score":2,"moment":"other"}"#,
    "\n"
);

/// The journal, and what is kept of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Gone, though the answer was kept.
    Empty,
    Short,
    /// It is being read, and what is kept is up to date.
    LongAndKept,
    /// It is being read, and nothing is kept.
    Long,
    UnreadableAndKept,
    Unreadable,
}

impl State {
    const ALL: [Self; 6] =
        [Self::Empty, Self::Short, Self::LongAndKept, Self::Long, Self::UnreadableAndKept, Self::Unreadable];

    fn set(self, answer: Answer, setup: &mut Setup) {
        setup.lines = if self == Self::Empty { String::new() } else { format!("{OTHER}{}", answer.line()) };
        setup.is_being_read = matches!(self, Self::Long | Self::LongAndKept);
        setup.is_unreadable = matches!(self, Self::Unreadable | Self::UnreadableAndKept);
        setup.kept = match self {
            Self::Long | Self::Unreadable => Kept::Missing,
            _ => Kept::Lines(answer.line()),
        };
    }

    /// The questions are asked first, for earlier answers may be missing.
    fn asks(self) -> bool {
        self == Self::Unreadable
    }
}

/// From the home screen by these keys, or at once.
#[derive(Debug, Clone, Copy)]
enum Way {
    Keys(&'static str),
    CheckedIn(&'static str),
    Start(Options),
    StartCheckedIn(Options),
    Plan,
    Resume,
}

/// Home, the routine's page, a search, the plan's page, the library's self-test, the troubleshooter's and its routine.
fn ways() -> Vec<Way> {
    let plain = Options::default();
    vec![
        Way::Keys("enter"),
        Way::Keys("right enter"),
        Way::Keys("/ s p l i t enter"),
        Way::Plan,
        Way::Keys("l / e d g e space o f space b e d space t e s t enter s"),
        Way::Keys("w G k enter j j j j enter s"),
        Way::CheckedIn("enter 2 enter"),
        Way::CheckedIn("enter enter"),
        Way::CheckedIn("right enter 1 enter"),
        Way::Start(plain),
        Way::Start(Options { rounds: Some(2), ..plain }),
        Way::Start(Options { minutes: Some(3), ..plain }),
        Way::Start(Options { when: Some(When::DeskBreak), ..plain }),
        Way::StartCheckedIn(plain),
        Way::Resume,
    ]
}

impl Way {
    fn begun(self, answer: Answer, state: State) -> Stage {
        let checks_in = matches!(self, Self::CheckedIn(_) | Self::StartCheckedIn(_));
        let mut setup = Setup {
            settings: Settings { check_in: checks_in, ..Settings::default() },
            plans: vec![("mine", PLAN.to_owned())],
            ..Setup::default()
        };
        state.set(answer, &mut setup);
        match self {
            Self::Keys(_) | Self::CheckedIn(_) | Self::Plan => {}
            Self::Start(options) => setup.opens = Opens::Session("desk-break", options),
            Self::StartCheckedIn(options) => setup.opens = Opens::CheckIn("desk-break", options),
            Self::Resume => {
                let mut stage = in_hold();
                stage.advance(30.0);
                stage.outside.lines = setup.lines.clone();
                stage.outside.effects.clear();
                let mut stage = stage.restart_as(|before| *before = setup);
                stage.keys("enter");
                return stage;
            }
        }
        let mut stage = Stage::new(setup);
        match self {
            Self::Keys(keys) | Self::CheckedIn(keys) => presses(&mut stage, keys),
            Self::StartCheckedIn(_) => presses(&mut stage, "3 enter"),
            Self::Plan => {
                stage.open_plan("mine");
                let row = "▸ Half-Hour Desk Break";
                let found = (0..40).any(|_| stage.shows(row) || stage.keys("j").shows(row));
                assert!(found, "{}", stage.screen(100, 30));
                stage.keys("enter enter")
            }
            Self::Start(_) | Self::Resume => &mut stage,
        };
        stage
    }
}

/// Presses keys until something stands in the way.
fn presses<'a>(stage: &'a mut Stage, keys: &str) -> &'a mut Stage {
    for key in keys.split_whitespace() {
        if !matches!(stage.app.context(), Context::Halt | Context::Safety) {
            stage.keys(key);
        }
    }
    stage
}

/// Whether anything tells an exercise, by any means: what is shown, what is heard, what other programs are told. The
/// title, the taskbar, hooks, tones, voice and notifications are made of signals and of the session.
fn instructs(stage: &Stage) -> bool {
    let is_told = |effect: &Effect| matches!(effect, Effect::Present(_) | Effect::SaveProgress(_) | Effect::Try(_));
    let is_shown = ["GET READY", "PAUSED", "First: left leg", "fitted to today"].iter().any(|text| stage.shows(text));
    let context = matches!(stage.app.context(), Context::Player | Context::SelfTest | Context::Fitted);
    context || is_shown || stage.app.model().session.is_some() || stage.outside.effects.iter().any(is_told)
}

#[track_caller]
fn assert_begun(stage: &Stage, about: &str) {
    let runs = stage.app.model().session.as_ref().is_some_and(|session| !session.is_over());
    let is_there = runs || stage.app.context() == Context::SelfTest;
    assert!(is_there, "{about}\n{}", stage.screen(100, 30));
}

#[track_caller]
fn assert_nothing(stage: &Stage, about: &str) {
    assert!(!instructs(stage), "{about}\n{}", stage.screen(100, 30));
}

#[track_caller]
fn assert_shows(stage: &Stage, text: &str, about: &str) {
    assert!(stage.shows(text), "{about}: no `{text}`\n{}", stage.screen(100, 30));
}

#[test]
fn whatever_way_it_begins_nothing_instructs_before_the_answers_are_known() {
    for way in ways() {
        for answer in Answer::ALL {
            for state in State::ALL {
                let about = format!("{way:?}, {answer:?}, {state:?}");
                let mut stage = way.begun(answer, state);
                if state == State::Long {
                    assert_nothing(&stage, &about);
                    assert_shows(&stage, READING, &about);
                    stage.advance(20.0);
                    assert_nothing(&stage, &about);
                    stage.journal_is_read();
                }
                match answer {
                    Answer::Emergency if state == State::Unreadable => {}
                    Answer::Emergency => {
                        assert_nothing(&stage, &about);
                        assert_shows(&stage, EMERGENCY, &about);
                        stage.keys("T enter").advance(30.0);
                        assert_nothing(&stage, &about);
                        continue;
                    }
                    Answer::Urgent | Answer::No => {}
                }
                if state.asks() {
                    assert_nothing(&stage, &about);
                    assert_shows(&stage, UNREAD, &about);
                    stage.keys("n n enter");
                } else if answer == Answer::Urgent {
                    assert_nothing(&stage, &about);
                    assert_shows(&stage, URGENT, &about);
                    stage.advance(30.0);
                    assert_nothing(&stage, &about);
                    stage.keys("T");
                }
                assert_begun(&stage, &about);
            }
        }
    }
}

#[test]
fn the_first_frame_says_that_it_is_locked_though_the_journal_is_being_read() {
    let mut setup = Setup::default();
    State::LongAndKept.set(Answer::Emergency, &mut setup);
    let mut stage = Stage::new(setup);
    assert_shows(&stage, "Sessions are on hold until you've", "home");
    stage.keys("enter S");
    assert!(!stage.shows("Sessions are on hold until you've"));
    stage.journal_is_read();
    assert!(!stage.shows("Sessions are on hold until you've"), "what was written meanwhile holds");
}

#[test]
fn whoever_goes_elsewhere_while_the_journal_is_read_begins_nothing() {
    let mut setup = Setup { settings: Settings { check_in: false, ..Settings::default() }, ..Setup::default() };
    State::Long.set(Answer::No, &mut setup);
    for keys in ["l", "right esc", "r 3 enter", "g", "! n n enter", "i esc"] {
        let mut stage = Stage::new(setup.clone());
        stage.keys("enter").keys(keys).journal_is_read();
        assert_nothing(&stage, keys);
        assert!(!stage.shows(READING), "{keys}");
    }
}

#[test]
fn a_score_before_a_session_that_waits_is_written_at_once_and_belongs_to_it() {
    let mut setup = Setup::default();
    State::Long.set(Answer::No, &mut setup);
    let mut stage = Stage::new(setup);
    stage.keys("enter 3 enter");
    assert_eq!(scores(&stage.ratings(), Moment::Before), [Some(3)]);
    stage.journal_is_read();
    assert_begun(&stage, "read");
    let session = stage.app.model().session.as_ref().map(|session| session.id);
    assert_eq!(scores(&stage.ratings(), Moment::Before), [Some(3)]);
    assert_eq!(stage.ratings().iter().find(|rating| rating.moment == Moment::Before).unwrap().session, session);
}

#[test]
fn an_answer_of_another_device_ends_what_instructs_as_soon_as_it_is_read() {
    for (answer, text) in [(Answer::Emergency, EMERGENCY), (Answer::Urgent, URGENT)] {
        for way in [ways()[0], ways()[4], ways()[6]] {
            let about = format!("{way:?} {answer:?}");
            let mut stage = way.begun(Answer::No, State::LongAndKept);
            assert_begun(&stage, &about);
            stage.outside.lines = answer.line();
            stage.outside.progress = None;
            stage.journal_is_read();
            assert_shows(&stage, text, &about);
            let context = stage.app.context();
            assert_eq!(context, Context::Halt, "{about}");
            assert!(stage.app.model().session.is_none(), "{about}");
            let heard = stage.outside.signals().count();
            stage.advance(60.0);
            assert_eq!(stage.outside.signals().count(), heard, "{about}");
        }
    }
}

#[test]
fn a_routine_that_is_shown_as_it_fits_today_does_not_begin_once_an_emergency_is_read() {
    let mut stage = Stage::default();
    for score in ["5 enter", "6 enter", "7 enter"] {
        stage.keys("r").keys(score).lose(3_600);
    }
    stage.keys("enter 7 enter");
    assert_eq!(stage.app.context(), Context::Fitted);
    let mut other = stage.journal();
    let line = Answer::Emergency.line();
    let supple::domain::journal::line::JournalLine::Known(entry) =
        supple::domain::journal::line::parse_line(line.as_bytes()).unwrap()
    else {
        panic!("{line}")
    };
    other.insert(entry);
    let recent = Recent::of(other, stage.now().wall);
    stage.happens(Event::JournalRead(Box::new(recent)));
    assert_eq!(stage.app.context(), Context::Halt);
    stage.keys("esc");
    assert_eq!(stage.app.context(), Context::Home);
}

// ---- questions that stay open ------------------------------------------------------------------

#[test]
fn questions_that_were_left_are_asked_again_before_a_session() {
    for again in ["8 enter", "2 enter", "enter"] {
        let mut stage = Stage::default();
        stage.keys("enter 8 enter esc").lose(3_600);
        stage.keys("enter").keys(again);
        assert_shows(&stage, "You rated 8 out of 10.", again);
        stage.keys("n n enter");
        if stage.app.context() == Context::Fitted {
            stage.keys("enter");
        }
        assert_begun(&stage, again);
    }
}

#[test]
fn what_a_command_noted_opens_the_questions_before_the_next_session() {
    let line = concat!(
        r#"{"v":1,"id":"019ab0c0-0000-7000-8000-0000000000fd","kind":"rating","at":"2026-11-16T06:00:00+01:00","#,
        r#""score":3,"moment":"other","spread":"foot","words":["tingling"]}"#,
        "\n"
    );
    let opens = Opens::Session("desk-break", Options::default());
    let mut stage = Stage::new(Setup { lines: line.to_owned(), opens: opens.clone(), ..Setup::default() });
    assert_shows(&stage, "Pain down to the foot is new for you.", "start");
    assert_nothing(&stage, "start");
    stage.keys("esc");
    let mut stage = stage.restart_at(opens);
    assert_shows(&stage, "Pain down to the foot is new for you.", "again");
    stage.keys("n n enter");
    assert_begun(&stage, "answered");
}

#[test]
fn after_a_session_stopped_for_chest_pain_or_dizziness_the_questions_come_first() {
    for (key, text) in [("2", "because you felt unwell"), ("3", "for chest pain")] {
        let mut stage = in_hold();
        stage.keys("!").keys(key).keys("enter").advance(10.0);
        let stage = stage.restart_at(Opens::Home);
        assert_shows(&stage, text, "the next start of the program");
        let mut stage = stage.restart_at(Opens::Session("desk-break", Options::default()));
        assert_shows(&stage, text, "the next start of a session");
        stage.keys("esc").keys("l / e d g e space o f space b e d space t e s t enter s");
        assert_shows(&stage, text, "a self-test");
        stage.keys("n n enter");
        assert_eq!(stage.app.context(), Context::SelfTest);
        let stage = stage.restart_at(Opens::Home);
        assert!(!stage.shows(text), "answered");
    }
    let mut stage = in_hold();
    stage.keys("! 1 enter").advance(10.0);
    assert!(!stage.restart_at(Opens::Home).shows("A few questions first"), "sharp pain asks for none");
}

/// Of the user's, with an exercise that is only for after the safety questions, and one with the same number that is not.
const SCREENED: &str = r#"{"id": "mine", "title": "Leg Pain", "summary": "For tests.", "when": ["any-day"],
    "steps": [{"exercise": "pelvic-tilt"}, {"exercise": "prone-press-up"}]}"#;

fn screened(lines: &str) -> Stage {
    Stage::new(Setup {
        lines: lines.to_owned(),
        routines: vec![("mine", SCREENED.to_owned())],
        opens: Opens::Session("mine", Options::default()),
        ..Setup::default()
    })
}

/// Answers with a yes to nothing, or to this, on this day of November, today being the twentieth.
fn answered(day: u32, yes: &str) -> String {
    Answer::No
        .line()
        .replace("2026-11-17", &format!("2026-11-{day:02}"))
        .replace(r#""yes":[]"#, &format!(r#""yes":[{yes}]"#))
}

#[test]
fn an_exercise_that_is_only_for_after_the_safety_questions_begins_after_them() {
    const WHY: &str = "only for after the safety questions";
    for (lines, asks) in [(OTHER.to_owned(), true), (answered(5, ""), true), (answered(6, ""), false)] {
        let mut stage = screened(&lines);
        assert_eq!(stage.shows(WHY), asks, "{lines}");
        if asks {
            assert_nothing(&stage, "asked first");
            stage.keys("n n enter");
        }
        assert_begun(&stage, "answered");
    }
    let open = Stage::new(Setup {
        lines: OTHER.to_owned(),
        opens: Opens::Session("desk-break", Options::default()),
        ..Setup::default()
    });
    assert_begun(&open, "others begin without");
}

#[test]
fn an_open_answer_keeps_it_from_beginning_and_no_key_overrides_that() {
    let mut stage = screened(&answered(19, r#""weight_loss""#));
    assert_shows(&stage, URGENT, "it warns");
    assert!(stage.shows("! asks again") && !stage.shows("trains anyway"), "{}", stage.screen(80, 24));
    stage.keys("T").advance(1.0);
    assert_nothing(&stage, "there is no way round");
    stage.keys("S");
    let stage = stage.restart_at(Opens::Session("mine", Options::default()));
    assert_begun(&stage, "seen");
}

#[test]
fn seen_is_said_of_every_answer_that_is_shown() {
    let mut stage = Stage::default();
    stage.keys("! 3 enter esc").lose(60).keys("! 5 enter");
    stage.keys("S");
    assert_eq!(stage.journal().red_flags_seen().len(), 2);
    stage.keys("enter 2 enter");
    assert_begun(&stage, "seen");
}

#[test]
fn a_yes_about_history_holds_back_after_a_later_no() {
    let mut stage = Stage::default();
    stage.keys("! n 6 enter esc").lose(60);
    stage.keys("! n n enter enter 2 enter");
    assert_shows(&stage, URGENT, "history stays");
    assert_nothing(&stage, "history stays");
    stage.keys("S enter 2 enter");
    assert_begun(&stage, "seen");
}
