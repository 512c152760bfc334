//! Looking back: entries by day, narrowed, jumped to, added to, changed, taken back.

use supple::domain::journal::entry::{Body, Moment, Outcome, Rating, Score, SessionEntry, StepOutcome};
use supple::domain::journal::merged::Journal;
use supple::state::event::Effect;
use supple::state::event::{Event, Key};
use supple::state::keymap::Context;

use super::common::stage::{Outside, Stage};
use super::week::WEEK;

const SESSION: &str = "019a0000-0000-7000-8000-000000000001";

/// The journal of that week, opened.
fn opened() -> Stage {
    let mut stage = Stage::with_journal(WEEK);
    stage.keys("j");
    stage
}

fn session(journal: &Journal) -> &SessionEntry {
    let id: uuid::Uuid = SESSION.parse().unwrap();
    &journal.sessions().iter().find(|session| session.id == id).unwrap().body
}

fn rating(stage: &Stage, moment: Moment) -> Rating {
    stage.ratings().into_iter().find(|rating| rating.moment == moment).unwrap()
}

#[test]
fn only_what_has_a_next_one_offers_it() {
    let mut stage = opened();
    stage.keys("n");
    assert!(stage.shows("enter save") && !stage.shows("↑ later"), "a note");
    stage.keys("esc d");
    assert!(stage.shows("enter save") && stage.shows("↑ later"), "a day");
}

#[test]
fn sessions_stand_with_their_ratings_and_the_newest_comes_first() {
    let stage = opened();
    let screen = stage.screen(80, 24);
    let place = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}:\n{screen}"));
    assert!(place("buttock left, dull") < place("Split Hip Stop"));
    assert!(place("Split Hip Stop") < place("long drive"));
    assert!(place("long drive") < place("Eyes-Closed"));
    assert!(place("October 2026") < place("Gone Routine · stopped"));
    assert!(screen.contains("peak 5   3 →  — →  0"), "{screen}");
    assert!(!screen.contains("next morning · "), "folded under its session");
}

#[test]
fn an_entry_tells_every_step_with_what_was_done_and_how_it_hurt() {
    let mut stage = opened();
    stage.happens(Event::Resized(100, 40));
    stage.keys("down enter");
    let screen = stage.screen(100, 40);
    for said in [
        "Pain 3 before, — after, 0 next morning, peak",
        "1 of 4 sets as planned",
        "skipped: it hurts",
        "18 of 25 s",
        "Bird Dog instead",
        "pain during at 12 s",
        "left side tighter",
        "stiff for 20 min",
    ] {
        assert!(screen.contains(said), "{said}:\n{screen}");
    }
}

#[test]
fn a_score_is_changed_by_the_questions_of_the_check_in_and_zero_is_one() {
    let mut stage = opened();
    stage.keys("down enter enter");
    assert_eq!(stage.app.context(), Context::CheckIn);
    stage.keys("0 enter");
    assert_eq!(rating(&stage, Moment::Before).score, Score::new(0));
    assert_eq!(stage.kinds().last(), Some(&"amend"));
    assert!(stage.shows("Pain 0 before, — after"));
    assert!(stage.shows("changed; u undo"));
    stage.keys("down enter 2 enter");
    assert_eq!(rating(&stage, Moment::After).score, Score::new(2), "asked and not answered, and now answered");
}

#[test]
fn what_was_never_asked_can_be_added_to_a_session() {
    let mut stage = opened();
    stage.keys("G enter down enter 4 enter");
    let added = stage.ratings().into_iter().find(|rating| rating.score == Score::new(4)).unwrap();
    assert_eq!(added.moment, Moment::After);
    let gone = stage.journal().sessions()[0].id;
    assert_eq!(added.session, Some(gone));
}

/// To the line of the open entry that begins with this.
fn to_line(stage: &mut Stage, name: &str) {
    for _ in 0..40 {
        let screen = stage.screen(100, 40);
        if screen.lines().any(|line| line.contains(&format!("▸ {name}"))) {
            return;
        }
        stage.keys("down");
    }
    panic!("no {name}:\n{}", stage.screen(100, 40));
}

#[test]
fn every_field_of_a_session_can_be_changed() {
    let mut stage = opened();
    stage.happens(Event::Resized(100, 40));
    stage.keys("down enter");
    for (name, keys) in [("effort", "7"), ("set 1, right", "2 5"), ("minutes", "9"), ("how it went", "s t o p")] {
        to_line(&mut stage, name);
        stage.keys("enter").keys(keys).keys("enter");
        stage.advance(1.0);
    }
    stage.keys("g");
    to_line(&mut stage, "note");
    stage.keys("enter ctrl-u").types("right side").keys("enter");
    let journal = stage.journal();
    let session = session(&journal);
    assert_eq!((session.effort, session.active_s, session.outcome), (Score::new(7), 540, Outcome::Stopped));
    assert_eq!(session.note.as_str(), "right side");
    assert_eq!((session.steps[1].outcome, session.steps[1].done.hold_s), (StepOutcome::Done, Some(25)));
    assert_eq!(session.steps[0].done.hold_s, Some(25), "the others stay");
    assert_eq!((session.ended - journal.sessions()[1].at).num_seconds(), 540);
}

#[test]
fn a_session_is_moved_with_its_ratings_and_stays_chosen() {
    let mut stage = opened();
    stage.happens(Event::Resized(100, 40));
    stage.keys("down enter");
    to_line(&mut stage, "day");
    stage.keys("enter down down down enter");
    let journal = stage.journal();
    let moved = journal.sessions().iter().find(|session| session.id.to_string() == SESSION).unwrap();
    assert_eq!(moved.at.to_rfc3339(), "2026-11-15T07:02:31+01:00");
    assert_eq!(moved.ended.to_rfc3339(), "2026-11-15T07:14:31+01:00");
    let of_it: Vec<String> = journal
        .ratings()
        .iter()
        .filter(|rating| rating.session == Some(moved.id))
        .map(|rating| rating.at.date_naive().to_string())
        .collect();
    assert_eq!(of_it, ["2026-11-15", "2026-11-15", "2026-11-15", "2026-11-16"]);
    assert!(stage.shows("Sunday 15 Nov 2026, 07:02 to 07:14"), "{}", stage.screen(100, 40));
    stage.keys("u");
    assert!(stage.shows("Wednesday 18 Nov 2026, 07:02 to 07:14"));
    assert_eq!(stage.ratings().len(), 5);
}

#[test]
fn what_is_still_to_come_is_refused() {
    let mut stage = opened();
    stage.happens(Event::Resized(100, 40));
    stage.keys("enter");
    to_line(&mut stage, "day");
    stage.keys("enter").types("2030-01-01").keys("enter");
    assert!(stage.shows("that is in the future"));
    stage.keys("esc");
    assert_eq!(stage.kinds().last(), Some(&"self_test"), "nothing written");
}

#[test]
fn a_session_goes_with_its_ratings_and_comes_back() {
    let mut stage = opened();
    stage.keys("down x");
    assert!(stage.shows("deleted (and 4 ratings); u undo"));
    assert_eq!((stage.sessions().len(), stage.ratings().len()), (1, 1));
    assert!(!stage.shows("Split Hip Stop"));
    stage.keys("u");
    assert_eq!((stage.sessions().len(), stage.ratings().len()), (2, 5));
    assert!(stage.shows("Split Hip Stop"));
    stage.keys("ctrl-r");
    assert_eq!((stage.sessions().len(), stage.ratings().len()), (1, 1));
    stage.keys("u u");
    assert_eq!((stage.sessions().len(), stage.ratings().len()), (2, 5));
    assert!(stage.shows("nothing to undo"));
    assert!(stage.outside.lines.starts_with(WEEK), "no line is ever rewritten");
}

/// The line with the cursor.
fn chosen_line(stage: &Stage) -> String {
    let screen = stage.screen(80, 24);
    screen.lines().find(|line| line.contains('▸')).map(ToOwned::to_owned).unwrap_or(screen)
}

#[test]
fn what_was_deleted_is_chosen_again_when_it_is_back() {
    let mut stage = opened();
    stage.keys("down x G u");
    assert!(chosen_line(&stage).contains("Split Hip Stop"), "{}", stage.screen(80, 24));
    stage.keys("G x g u");
    assert!(chosen_line(&stage).contains("Gone Routine"), "{}", stage.screen(80, 24));
    // What is taken back leaves the cursor where it is.
    stage.keys("g n").types("rain").keys("enter G u");
    assert!(chosen_line(&stage).contains("Gone Routine"), "{}", stage.screen(80, 24));
}

#[test]
fn a_next_morning_noted_later_comes_after_a_night() {
    let this_morning = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000020","kind":"session","at":"2026-11-20T06:00:00+01:00","ended":"2026-11-20T06:05:00+01:00","routine":"core-basics","title":"Core Basics","outcome":"completed","active_s":300,"note":"","steps":[]}"#;
    let same_day = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000021","kind":"rating","at":"2026-11-18T20:00:00+01:00","score":7,"moment":"next_morning","session":"019a0000-0000-7000-8000-000000000001"}"#;
    let others: Vec<&str> = WEEK.lines().filter(|line| !line.contains("next_morning")).collect();
    let mut stage = Stage::with_journal(&format!("{}\n{this_morning}\n{same_day}\n", others.join("\n")));
    stage.keys("j enter down down enter");
    assert!(stage.shows("that is in the future"), "{}", stage.screen(100, 30));
    stage.keys("esc down down enter");
    assert!(!stage.shows("7 next morning") && stage.shows("pain next morning, 20:00"), "{}", stage.screen(100, 30));
    stage.keys("down down enter 2 enter");
    assert!(stage.shows("2 next morning"), "{}", stage.screen(100, 30));
    let journal = stage.journal();
    let given = journal.ratings().iter().find(|rating| rating.score == Score::new(2) && rating.session.is_some());
    assert_eq!(given.unwrap().at.to_rfc3339(), "2026-11-19T04:00:00+01:00");
}

#[test]
fn what_one_part_came_to_is_said_in_the_singular() {
    let session = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000020","kind":"session","at":"2026-11-10T18:00:00+01:00","ended":"2026-11-10T18:05:00+01:00","routine":"core-basics","title":"Core Basics","outcome":"completed","active_s":300,"note":"","steps":[{"exercise":"plank","set":1,"outcome":"done","planned":{"hold_s":25},"done":{"hold_s":25}}]}"#;
    let mut stage = Stage::with_journal(&format!("{session}\n"));
    stage.keys("j enter");
    assert!(stage.shows("1 of 1 set as planned"), "{}", stage.screen(80, 40));
}

#[test]
fn the_answers_of_a_stored_rating_go_back_to_what_they_were() {
    let mut stage = opened();
    stage.keys("down enter enter 7 tab 3");
    assert!(stage.shows("buttock"), "{}", stage.screen(80, 24));
    stage.keys("back-tab u");
    assert!(!stage.shows("buttock middle"), "{}", stage.screen(80, 24));
    stage.keys("u u enter");
    assert!(!stage.kinds().contains(&"amend"), "nothing was changed");
    assert_eq!(rating(&stage, Moment::Before).score, Score::new(3));
}

#[test]
fn what_cannot_be_changed_is_not_offered_and_says_why() {
    let mark = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000011","kind":"plan","at":"2026-11-19T20:00:00+01:00","plan":"gone-plan","did":"done","round":1,"part":2,"item":3}"#;
    let mut stage = Stage::with_journal(&format!("{WEEK}{mark}\n"));
    stage.keys("j enter");
    assert!(stage.shows("item 3 of part 2 done"), "{}", stage.screen(80, 24));
    assert!(!stage.screen(120, 40).contains("enter change"), "{}", stage.screen(120, 40));
    stage.keys("enter");
    assert!(stage.shows("recorded by the plan; x deletes it"), "{}", stage.screen(100, 30));
    stage.keys("esc down enter");
    assert!(stage.screen(120, 40).contains("enter change"), "{}", stage.screen(120, 40));
    let mut asked = Stage::default();
    asked.keys("! n n enter j enter");
    assert!(asked.shows("Safety check"), "{}", asked.screen(120, 40));
    assert!(!asked.screen(120, 40).contains("enter change"));
    asked.keys("enter");
    assert!(asked.shows("answers stay as given; ! asks again"), "{}", asked.screen(100, 30));
}

#[test]
fn a_search_finds_what_the_list_and_the_pages_show() {
    let more = [
        r#""kind":"self_test","at":"2026-11-16T19:00:00+01:00","exercise":"hip-flexor-edge-test","side":"right","verdict":"pass""#,
        r#""kind":"self_test","at":"2026-11-16T19:05:00+01:00","exercise":"posture-mirror-check","finding":"tips-forward""#,
        r#""kind":"rating","at":"2026-11-16T20:00:00+01:00","score":4,"moment":"other","region":"low_back","side":"right","also":[{"region":"thigh_back","side":"left"}],"spread":"thigh","stiff_min":15"#,
        r#""kind":"plan","at":"2026-11-16T21:00:00+01:00","plan":"runner-week","did":"done","round":1,"part":1,"item":2"#,
        r#""kind":"session","at":"2026-11-15T18:00:00+01:00","ended":"2026-11-15T18:05:00+01:00","routine":"core-basics","title":"Core Basics","outcome":"completed","active_s":300,"note":"","steps":[{"exercise":"plank","set":1,"outcome":"skipped","reason":"no mat here","planned":{"hold_s":25},"done":{"hold_s":0}}]"#,
    ];
    let more = (0..)
        .zip(more)
        .map(|(n, line)| format!("{{\"v\":1,\"id\":\"019a0000-0000-7000-8000-00000000002{n}\",{line}}}\n"));
    let mut stage = Stage::with_journal(&format!("{WEEK}{}", more.collect::<String>()));
    stage.keys("j /");
    for (words, shown) in [
        ("one-leg", "Eyes-Closed One-Leg Stand"),
        ("not passed", "Eyes-Closed One-Leg Stand"),
        ("right passed", "Edge-of-Bed"),
        ("tips forward", "pelvis tips forward"),
        ("runner's", "Runner's Support Week"),
        ("item done", "Runner's Support Week"),
        ("stopped", "stopped (sharp pain)"),
        ("sharp pain", "stopped (sharp pain)"),
        ("forearm", "Core Basics"),
        ("mat", "Core Basics"),
        ("instead", "Split Hip Stop"),
        ("thigh", "low back right, back of thigh left"),
        ("spreads", "low back right, back of thigh left"),
        ("stiff right", "low back right, back of thigh left"),
    ] {
        stage.keys("ctrl-u").types(words);
        assert!(stage.shows("1 found") && stage.shows(shown), "{words}:\n{}", stage.screen(100, 30));
    }
    stage.keys("ctrl-u").types("nowhere");
    assert!(stage.shows("no matches"));
}

#[test]
fn after_a_change_there_is_nothing_to_do_again() {
    let mut stage = opened();
    stage.keys("x u n").types("rain").keys("enter ctrl-r");
    assert!(stage.shows("nothing to redo"));
    assert_eq!(stage.journal().notes().len(), 2);
    stage.keys("u");
    assert_eq!(stage.journal().notes().len(), 1);
}

#[test]
fn a_session_of_the_past_is_written_with_its_steps_and_scores() {
    let mut stage = opened();
    stage.keys("p s");
    assert!(stage.shows("choose the routine first"));
    stage.keys("enter").types("split hip stop").keys("enter enter").types("2026-11-10").keys("enter");
    stage.keys("enter").types("18:30").keys("enter down down enter 0 enter enter 2 enter s");
    let journal = stage.journal();
    let session =
        journal.sessions().iter().find(|session| session.at.to_rfc3339() == "2026-11-10T18:30:00+01:00").unwrap();
    assert_eq!((session.outcome, session.title.as_str()), (Outcome::Completed, "Split Hip Stop"));
    assert!(!session.steps.is_empty() && session.steps.iter().all(|step| step.outcome == StepOutcome::Done));
    assert_eq!((session.ended - session.at).num_seconds(), i64::from(session.active_s));
    let scores: Vec<_> =
        journal.ratings().iter().filter(|r| r.session == Some(session.id)).map(|r| (r.moment, r.score)).collect();
    assert_eq!(scores, [(Moment::Before, Score::new(0)), (Moment::After, Score::new(2))]);
    assert!(stage.screen(80, 24).lines().any(|line| line.contains("▸ Tue 10") && line.contains("0 →  2")));
    stage.keys("u");
    assert_eq!((stage.sessions().len(), stage.ratings().len()), (2, 5));
}

#[test]
fn a_rating_added_here_can_be_taken_back_here() {
    let mut stage = opened();
    stage.keys("r 0 enter");
    assert_eq!(stage.app.context(), Context::Journal);
    assert_eq!(stage.ratings().len(), 6);
    stage.keys("u");
    assert_eq!(stage.ratings().len(), 5);
}

#[test]
fn the_list_is_narrowed_by_words_kind_place_and_day() {
    let mut stage = opened();
    stage.keys("/").types("desk");
    assert!(stage.shows("1 found") && stage.shows("buttock left") && !stage.shows("long drive"));
    stage.keys("ctrl-u").types("bird").keys("esc");
    assert!(stage.shows("long drive"), "esc shows all");
    stage.keys("f enter").types("note").keys("enter f");
    assert!(stage.shows("note · 1 found") && stage.shows("long drive") && !stage.shows("Split Hip Stop"));
    stage.keys("backspace f down enter").types("gone").keys("enter f");
    assert!(stage.shows("gone routine · 1 found"), "also what is no longer in the content: {}", stage.screen(100, 30));
    stage.keys("backspace f down down down enter").types("buttock").keys("enter f");
    assert!(stage.shows("buttock · 1 found"));
    stage
        .keys("backspace f down down down down enter")
        .types("2026-11-18")
        .keys("enter down enter")
        .types("2026-11-18");
    stage.keys("enter f");
    assert!(stage.shows("from 18 Nov 2026 · to 18 Nov 2026 · 1 found"), "{}", stage.screen(100, 30));
    stage.keys("f c f");
    assert!(stage.shows("2 sessions, 5 ratings"));
}

#[test]
fn a_date_is_one_key_and_a_few_digits_away() {
    let mut stage = opened();
    stage.keys("d").types("2026-11-17").keys("enter enter");
    assert!(stage.shows("long drive") && stage.shows("Tuesday 17 Nov 2026, 20:00"));
    stage.keys("esc d").types("2020-01-01").keys("enter");
    assert!(stage.screen(80, 24).lines().any(|line| line.contains('▸') && line.contains("Gone Routine")));
    stage.keys("d").types("nonsense").keys("enter");
    assert!(stage.shows("expected a date like"));
}

#[test]
fn what_could_not_be_written_is_shown_kept_and_tried_again() {
    let mut stage = opened();
    stage.disk_full(true).keys("n").types("slept badly").keys("enter");
    assert!(stage.shows("1 not saved"), "{}", stage.screen(100, 30));
    assert!(stage.shows("slept badly"), "it is on the screen all the same");
    stage.disk_full(false).advance(10.0);
    assert!(!stage.shows("not saved"));
    assert_eq!(stage.journal().notes().len(), 2);
}

#[test]
fn an_empty_journal_says_what_to_press() {
    let mut stage = Stage::default();
    stage.keys("j");
    assert!(stage.shows("Your journal is empty"));
    stage.keys("enter x G d esc");
    assert_eq!(stage.outside.lines, "");
}

#[test]
fn lines_that_cannot_be_read_are_told_with_file_and_line() {
    let mut stage = Stage::with_journal(&format!("{WEEK}{{\"v\":1,\"id\":\"torn\n"));
    stage.keys("j c");
    assert!(stage.shows("test.jsonl:10: the line is torn"), "{}", stage.screen(100, 30));
    stage.keys("esc");
    assert_eq!(stage.app.context(), Context::Journal);
}

#[test]
fn the_last_months_are_shown_while_the_rest_is_read() {
    let mut stage = Stage::with_journal(WEEK);
    stage.outside.reads_slowly = true;
    stage.keys("j");
    assert!(stage.shows("reading…") && stage.shows("Split Hip Stop"));
    stage.keys("down");
    let older = WEEK.replace("2026-10-02", "2020-10-02");
    let whole = Outside { lines: older, ..Outside::default() }.read_whole();
    stage.happens(Event::WholeJournalRead(Box::new(whole)));
    assert!(!stage.shows("reading…") && stage.shows("October 2020"));
    let screen = stage.screen(80, 24);
    assert!(
        screen.lines().any(|line| line.contains('▸') && line.contains("Split Hip Stop")),
        "still chosen:\n{screen}"
    );
}

#[test]
fn answers_with_a_sign_of_an_emergency_stay() {
    let mut stage = Stage::default();
    stage.keys("! 2 enter enter j x");
    assert!(stage.shows("a sign of an emergency can't be deleted"), "{}", stage.screen(100, 30));
    assert!(!stage.entries().iter().any(|entry| matches!(entry.body, Body::Delete { .. })));
}

#[test]
fn notes_are_cleaned_and_pasted_text_is_one_line() {
    let mut stage = opened();
    stage.keys("n");
    stage.happens(Event::Paste("a\u{1b}[31m b\nc\u{202e}".to_owned()));
    stage.press(Key::Enter);
    assert_eq!(stage.journal().notes().last().unwrap().text.as_str(), "a b c");
    let appended = stage.outside.effects.iter().filter(|effect| matches!(effect, Effect::Append(_))).count();
    assert_eq!(appended, 1);
}

#[test]
fn nothing_panics_at_any_size_with_anything_open() {
    for keys in
        ["", "enter", "enter enter", "f", "f enter", "p", "p enter", "d", "n", "/", "c", "down enter down down enter"]
    {
        let mut stage = opened();
        stage.keys(keys);
        for (width, height) in
            [(1, 1), (40, 12), (41, 13), (60, 16), (80, 24), (99, 20), (100, 24), (119, 30), (200, 60)]
        {
            stage.screen(width, height);
        }
    }
}
