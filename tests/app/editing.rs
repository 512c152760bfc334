//! The editor of routines: a sheet from the clinic becomes a routine, nothing is lost on the way, and what is saved is
//! as a person would write it.

use supple::commands::check::{self, CheckTarget};
use supple::domain::content::catalog::UserFile;
use supple::domain::content::link::ItemKind;
use supple::domain::session::player::Phase;
use supple::state::action::Action;
use supple::state::event::{Effect, Event};
use supple::state::keymap::Context;
use supple::state::settings::Settings;

use super::common::stage::{Setup, Stage};

/// Somebody at the keyboard, whose keys are counted.
pub(super) struct Typist {
    pub(super) stage: Stage,
    pub(super) keys: usize,
}

impl Typist {
    pub(super) fn new(stage: Stage) -> Self {
        Self { stage, keys: 0 }
    }

    pub(super) fn keys(&mut self, keys: &str) -> &mut Self {
        self.keys += keys.split_whitespace().count();
        self.stage.keys(keys);
        self
    }

    pub(super) fn types(&mut self, text: &str) -> &mut Self {
        self.keys += text.chars().count();
        self.stage.types(text);
        self
    }

    /// Adds an exercise that is found by these letters.
    pub(super) fn adds(&mut self, text: &str, name: &str) -> &mut Self {
        self.types(text).keys("enter");
        assert!(self.stage.shows(&format!("added {name}")), "{text}: {}", self.stage.screen(100, 30));
        self
    }

    /// Makes an exercise that nobody knows.
    fn makes(&mut self, name: &str, dose: &str, setup: &str) -> &mut Self {
        self.types(name).keys("tab").types(setup);
        if !dose.is_empty() {
            // A line of setup that is used offers another.
            self.keys(if setup.is_empty() { "down" } else { "down down" }).types(dose);
        }
        self.keys("enter")
    }
}

/// The answer of `supple check` to these files.
pub(super) fn checked(own: Vec<UserFile>) -> String {
    let mut out = Vec::new();
    let asked = CheckTarget::Own { settings: None, folder: "own".to_owned() };
    check::run(own, &asked, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn routine_text(stage: &Stage, id: &str) -> String {
    stage.outside.own_text(ItemKind::Routine, id).unwrap_or_else(|| panic!("no {id}: {}", stage.screen(100, 30)))
}

fn saves(stage: &Stage) -> usize {
    stage.outside.effects.iter().filter(|effect| matches!(effect, Effect::SaveOwn(_))).count()
}

/// A new routine with two steps, not saved.
fn begun() -> Stage {
    let mut stage = Stage::default();
    stage.keys("n").types("Sheet").keys("enter").types("bird").keys("enter").types("glute br").keys("enter esc");
    stage
}

#[test]
fn eight_exercises_of_a_clinic_are_a_routine_in_under_120_keys() {
    let settings = Settings { check_in: false, ..Settings::default() };
    let mut typist = Typist::new(Stage::new(Setup { settings, ..Setup::default() }));
    typist.keys("n").types("Clinic").keys("enter");
    typist.adds("bird", "Bird Dog").adds("dead b", "Dead Bug").adds("glute br", "Glute Bridge");
    typist.makes("wall angel", "12r", "Arms slide up the wall.");
    typist.adds("cat", "Cat-Cow").makes("towel pull", "20s", "").makes("toe yoga", "", "");
    typist.adds("side pl", "Side Plank");
    // Two sets of the last, and a hold that the sheet names.
    typist.keys("esc 3 0").keys("w");
    assert!(typist.keys <= 120, "{} keys", typist.keys);
    println!("eight exercises, three of them new: {} keys", typist.keys);
    let mut stage = typist.stage;
    assert_eq!(stage.app.context(), Context::Routine, "{}", stage.screen(100, 30));
    insta::assert_snapshot!(routine_text(&stage, "clinic"), @r#"
    {
      "id": "clinic",
      "title": "Clinic",
      "summary": "A routine of your own.",
      "when": ["any-day"],
      "steps": [
        {"exercise": "bird-dog"},
        {"exercise": "dead-bug"},
        {"exercise": "glute-bridge"},
        {"exercise": "wall-angel"},
        {"exercise": "cat-cow"},
        {"exercise": "towel-pull"},
        {"exercise": "toe-yoga"},
        {"exercise": "side-plank", "hold_s": 30}
      ]
    }
    "#);
    insta::assert_snapshot!(stage.outside.own_text(ItemKind::Exercise, "wall-angel").unwrap(), @r#"
    {
      "id": "wall-angel",
      "name": "Wall Angel",
      "kind": "mobility",
      "position": "varies",
      "sides": "none",
      "summary": "An exercise of your own.",
      "setup": ["Arms slide up the wall."],
      "breathing": "Keep breathing, easily.",
      "dose": {"reps": 12}
    }
    "#);
    assert_eq!(checked(stage.outside.own_files()).lines().last().unwrap(), "4 files, no problems");

    // It is played at once, and is on the home screen.
    stage.keys("enter").until(Phase::Work);
    assert_eq!(stage.player().timeline().title.as_str(), "Clinic");
    assert_eq!(stage.player().timeline().moves.len(), 8);
    stage.until(Phase::Done).keys("enter");
    assert!(stage.shows("Clinic") && !stage.shows("Draft"), "{}", stage.screen(100, 30));
    assert_eq!(stage.outside.draft, None);
}

#[test]
fn nothing_is_lost_however_it_is_left() {
    let mut stage = begun();
    let restarted = |stage: Stage| {
        let mut stage = stage.restart();
        assert!(stage.shows("Draft: Sheet") && stage.shows("2 steps"), "{}", stage.screen(100, 30));
        stage.keys("n");
        assert!(stage.shows("Bird Dog") && stage.shows("Glute Bridge"), "{}", stage.screen(100, 30));
        stage
    };
    // The program is killed, then left by its keys, then from the middle of a search.
    stage = restarted(stage);
    stage.keys("q");
    assert!(stage.shows("Draft: Sheet"));
    stage.keys("up enter");
    assert_eq!(stage.app.context(), Context::Editor, "{}", stage.screen(100, 30));
    stage.keys("a").types("cat").keys("ctrl-c");
    assert!(stage.app.is_over());
    stage = restarted(stage);
    // Discarding asks, and esc keeps it.
    stage.keys("X esc");
    assert_eq!(stage.app.context(), Context::Editor);
    stage.keys("X d");
    assert_eq!(stage.app.context(), Context::Home);
    assert!(!stage.shows("Draft") && stage.outside.draft.is_none());
    assert!(!stage.restart().shows("Draft"));
}

#[test]
fn a_new_routine_that_is_not_named_leaves_nothing() {
    let mut stage = Stage::default();
    stage.keys("n esc");
    assert_eq!((stage.app.context(), stage.outside.draft.clone()), (Context::Home, None));
    stage.keys("l n");
    assert_eq!(stage.app.context(), Context::EditorText, "from the library, too");
}

#[test]
fn steps_are_moved_deleted_and_dosed_and_all_of_it_can_be_undone() {
    let mut stage = begun();
    let steps = |stage: &Stage| -> Vec<String> {
        let draft = stage.app.model().draft.as_ref().unwrap();
        draft.routine().steps.iter().map(|step| step.exercise.to_string()).collect()
    };
    assert_eq!(steps(&stage), ["bird-dog", "glute-bridge"]);
    stage.keys("K");
    assert_eq!(steps(&stage), ["glute-bridge", "bird-dog"]);
    stage.keys("shift-down");
    assert_eq!(steps(&stage), ["bird-dog", "glute-bridge"], "{}", stage.screen(100, 30));
    stage.keys("shift-down");
    assert_eq!(steps(&stage), ["bird-dog", "glute-bridge"], "the last one stays the last");
    stage.keys("1 2 right");
    let screen = stage.screen(80, 24);
    assert!(screen.contains("12 reps"), "{screen}");
    stage.keys("left n").types("squeeze").keys("enter");
    assert!(stage.shows("squeeze"));
    stage.keys("x");
    assert_eq!(steps(&stage), ["bird-dog"]);
    stage.keys("u u u u u");
    assert_eq!(steps(&stage), ["bird-dog", "glute-bridge"]);
    stage.keys("ctrl-r U U U ctrl-r U");
    assert_eq!(steps(&stage), ["bird-dog"]);
    assert!(stage.shows("nothing to redo"));
}

#[test]
fn the_routine_as_a_whole_has_fields_too() {
    let mut stage = begun();
    stage.keys("g right 3 + right + left left +").keys("r").types(" Two").keys("enter w");
    let text = routine_text(&stage, "sheet-two");
    assert!(text.contains("\"title\": \"Sheet Two\"") && text.contains("\"rounds\": 4"), "{text}");
    assert!(text.contains("\"rest_between_s\": 10") && text.contains("\"when\": [\"before-run\"]"), "{text}");
}

#[test]
fn a_built_in_routine_is_changed_as_a_copy_and_an_own_one_itself() {
    let mut stage = Stage::default();
    stage.keys("/").types("split hip stop").keys("tab e");
    assert!(stage.shows("Split Hip Stop (mine)"), "{}", stage.screen(100, 30));
    stage.keys("q");
    assert!(!stage.shows("Draft"), "nothing was changed");
    assert_eq!(stage.app.context(), Context::Routine);
    stage.keys("e 4 5 w");
    let text = routine_text(&stage, "split-hip-stop-mine");
    assert!(text.contains("\"hold_s\": 45") && text.contains("Began as a copy of Split Hip Stop."), "{text}");
    assert!(text.contains("\"sources\""), "{text}");

    // Changed once more it is the same file, and one that is not changed is not written.
    stage.keys("e w");
    assert!(stage.shows("nothing has changed"));
    assert_eq!(saves(&stage), 1);
    stage.keys("5 0 u w");
    assert_eq!((saves(&stage), routine_text(&stage, "split-hip-stop-mine")), (1, text));
    stage.keys("6 0 w");
    assert!(routine_text(&stage, "split-hip-stop-mine").contains("\"hold_s\": 60"));
    assert_eq!(stage.outside.own_files().len(), 1);
    stage.keys("q");
    assert!(stage.shows("Split Hip Stop (mine)"));
}

#[test]
fn a_file_that_is_in_the_way_is_never_replaced_unasked() {
    let mut stage = begun();
    // Another program, or an editor, has written a file of this name meanwhile.
    let other = UserFile {
        kind: ItemKind::Routine.into(),
        path: "routines/sheet.json".to_owned(),
        stem: "sheet".to_owned(),
        text: Ok("{}".to_owned()),
    };
    stage.outside.saved.push(other);
    stage.keys("w");
    assert_eq!(stage.app.context(), Context::ReplaceOwn);
    stage.lose(1).keys("esc");
    assert_eq!(routine_text(&stage, "sheet"), "{}");
    stage.lose(1).keys("w").lose(1).keys("b");
    assert_eq!(routine_text(&stage, "sheet"), "{}");
    assert!(routine_text(&stage, "sheet-2").contains("bird-dog"));

    let mut stage = begun();
    stage.outside.given.push(UserFile {
        kind: ItemKind::Routine.into(),
        path: "routines/sheet.json".to_owned(),
        stem: "sheet".to_owned(),
        text: Ok("{}".to_owned()),
    });
    stage.keys("w").lose(1).keys("r");
    assert!(routine_text(&stage, "sheet").contains("bird-dog"));
}

#[test]
fn each_file_in_the_way_is_named_and_an_own_exercise_goes_around_it() {
    let foreign = |kind: ItemKind, stem: &str| UserFile {
        kind: kind.into(),
        path: format!("{stem}.json"),
        stem: stem.to_owned(),
        text: Ok("{}".to_owned()),
    };
    let mut stage = begun();
    stage.keys("a").types("wall angel").keys("tab enter esc");
    let in_the_way = [(ItemKind::Exercise, "wall-angel"), (ItemKind::Exercise, "wall-angel-2")];
    let in_the_way = in_the_way.into_iter().chain([(ItemKind::Routine, "sheet"), (ItemKind::Routine, "sheet-2")]);
    stage.outside.saved.extend(in_the_way.map(|(kind, stem)| foreign(kind, stem)));
    stage.keys("w");
    assert!(stage.shows("Your file exercises/wall-angel.json is there already"), "{}", stage.screen(100, 30));
    stage.lose(1).keys("b");
    assert!(stage.shows("Your file exercises/wall-angel-2.json is there"), "{}", stage.screen(100, 30));
    stage.lose(1).keys("b");
    assert!(stage.shows("Your file routines/sheet.json is there already"), "{}", stage.screen(100, 30));
    stage.lose(1).keys("b");
    assert!(stage.shows("Your file routines/sheet-2.json is there already"), "{}", stage.screen(100, 30));
    stage.lose(1).keys("r");
    assert_eq!(stage.app.context(), Context::Routine, "{}", stage.screen(100, 30));
    let text = routine_text(&stage, "sheet-2");
    assert!(text.contains("{\"exercise\": \"wall-angel-3\"}"), "{text}");
    let own = |id: &str| stage.outside.own_text(ItemKind::Exercise, id).unwrap();
    assert!(own("wall-angel-3").contains("\"id\": \"wall-angel-3\""));
    assert_eq!((own("wall-angel").as_str(), own("wall-angel-2").as_str()), ("{}", "{}"));
    assert_eq!(routine_text(&stage, "sheet"), "{}", "what was not named is not replaced");
}

#[test]
fn what_cannot_be_written_stays_a_draft() {
    let mut stage = begun();
    stage.disk_full(true).keys("w");
    assert!(stage.shows("no space left"), "{}", stage.screen(100, 30));
    assert_eq!(stage.app.context(), Context::Editor);
    stage.disk_full(false).keys("w");
    assert!(routine_text(&stage, "sheet").contains("glute-bridge"));
}

#[test]
fn what_is_typed_before_the_disk_answers_stays_a_draft_of_the_saved_file() {
    let mut stage = begun();
    stage.at_once("w 5 +");
    let text = routine_text(&stage, "sheet");
    assert!(text.contains("{\"exercise\": \"glute-bridge\"}"), "{text}");
    assert_eq!(stage.app.context(), Context::Editor, "{}", stage.screen(100, 30));
    assert!(stage.shows("saved as sheet") && stage.shows("reps 6"), "{}", stage.screen(100, 30));
    assert!(stage.outside.draft.as_ref().unwrap().contains("\\\"reps\\\": 6"));
    // Undone as far as it was saved nothing is left to keep; further back there is.
    stage.keys("u u");
    assert_eq!(stage.outside.draft, None);
    stage.keys("u");
    assert!(stage.outside.draft.is_some());
    stage.keys("U U U w");
    assert!(routine_text(&stage, "sheet").contains("\"reps\": 6"));
    assert_eq!((stage.app.context(), stage.outside.draft.clone()), (Context::Routine, None));
    assert_eq!(stage.outside.own_files().len(), 1, "it is the same file");

    // A name that is being typed is not thrown away either.
    let mut stage = begun();
    stage.at_once("w r 2");
    assert_eq!((stage.app.context(), stage.outside.draft.clone()), (Context::EditorText, None));
    stage.keys("enter w");
    assert!(routine_text(&stage, "sheet").contains("Sheet2"));

    // What is changed for today is kept as it was, and goes on for today.
    let mut stage = Stage::default();
    stage.keys("/").types("core basics").keys("tab d 7").at_once("w 8");
    assert!(routine_text(&stage, "core-basics-mine").contains(": 7"));
    assert_eq!(stage.app.context(), Context::EditorToday);
}

#[test]
fn a_routine_that_is_saved_and_left_at_once_is_no_draft_too() {
    let mut stage = begun();
    stage.at_once("w q");
    assert!(routine_text(&stage, "sheet").contains("glute-bridge"));
    assert_eq!((stage.app.context(), stage.outside.draft.clone()), (Context::Home, None));
    assert!(stage.shows("saved as sheet") && !stage.shows("Draft"), "{}", stage.screen(100, 30));
    // Left behind with a change it is a draft, but of the saved file.
    stage.keys("/").types("sheet").keys("tab e 5").at_once("w + q");
    assert!(stage.outside.draft.is_some());
    assert!(routine_text(&stage, "sheet").contains(": 5"));
    assert_eq!(stage.app.context(), Context::Routine);
    assert!(stage.shows(" 5 s,") && !stage.shows("10 s,"), "the page is the saved file: {}", stage.screen(100, 30));
    stage.keys("e w");
    assert!(routine_text(&stage, "sheet").contains("\"hold_s\": 10"));
    assert_eq!(stage.outside.own_files().len(), 1);
}

#[test]
fn a_routine_without_steps_is_not_saved() {
    let mut stage = Stage::default();
    stage.keys("n").types("Empty").keys("enter esc w");
    assert!(stage.shows("no steps yet: enter finds exercises to add"), "{}", stage.screen(100, 30));
    assert_eq!(saves(&stage), 0);
}

#[test]
fn typed_and_pasted_text_is_cleaned() {
    let mut stage = Stage::default();
    stage.keys("n");
    stage.happens(Event::Paste("My\u{1b}[31m \u{202e}Sheet\n".to_owned()));
    stage.keys("enter");
    stage.happens(Event::Paste("{odd}\u{7} one".to_owned()));
    stage.keys("enter enter esc w");
    let text = routine_text(&stage, "my-sheet");
    assert!(text.contains("\"title\": \"My Sheet\""), "{text}");
    let own = stage.outside.own_text(ItemKind::Exercise, "odd-one").unwrap();
    assert!(own.contains("\"name\": \"(odd) One\"") || own.contains("\"name\": \"(odd) one\""), "{own}");
    assert_eq!(checked(stage.outside.own_files()).lines().last().unwrap(), "2 files, no problems");
}

#[test]
fn a_broken_file_is_on_the_home_screen_and_opens_at_its_line() {
    let broken = "{\n  \"id\": \"bad\",\n  \"title\": \"Bad\",\n  \"summary\": \"s\",\n  \"when\": [\"any-day\"],\n  \"steps\": [{\"exercise\": \"brid-dog\"}]\n}";
    let mut stage = Stage::new(Setup { routines: vec![("bad", broken.to_owned())], ..Setup::default() });
    assert!(stage.shows("Needs fixing") && stage.shows("bad.json"), "{}", stage.screen(100, 30));
    stage.keys("E");
    let opened = |stage: &Stage| {
        stage.outside.effects.iter().rev().find_map(|effect| match effect {
            Effect::EditFile { file, line } => Some((file.clone(), *line)),
            _ => None,
        })
    };
    assert_eq!(opened(&stage), Some(("bad.json".to_owned(), 6)));
    // The editor has mended it.
    stage.outside.given[0].text = Ok(broken.replace("brid-dog", "bird-dog"));
    let catalog = supple::domain::content::catalog::Catalog::with_user_files(&stage.outside.own_files());
    stage.happens(Event::ContentRead { catalog: Box::new(catalog), saved: None });
    assert!(!stage.shows("Needs fixing") && stage.shows("Bad"), "{}", stage.screen(100, 30));
    assert!(!stage.shows("E mend"));
}

#[test]
fn a_broken_file_that_a_filter_hides_opens_all_the_same() {
    let stage = || Stage::new(Setup { routines: vec![("bad", "{".to_owned())], ..Setup::default() });
    let opened = |stage: &Stage| stage.outside.effects.iter().any(|effect| matches!(effect, Effect::EditFile { .. }));
    let mut hidden = stage();
    hidden.keys("f right");
    assert!(!hidden.shows("Needs fixing"), "{}", hidden.screen(100, 30));
    hidden.keys("f E");
    assert!(opened(&hidden), "{}", hidden.screen(100, 30));

    // Mended in another window it is no longer among the broken ones when the home screen is shown again.
    let mut mended = stage();
    mended.keys(",");
    mended.outside.given.clear();
    mended.keys("q");
    assert_eq!(mended.app.context(), Context::Home);
    assert!(!mended.shows("Needs fixing"), "{}", mended.screen(100, 30));
}

#[test]
fn digits_and_backspace_are_offered_where_they_change_something() {
    let mut stage = begun();
    let has_use = |stage: &Stage, action| stage.app.screen().unwrap().has_use(action, stage.app.model(), &stage.now());
    assert!(has_use(&stage, Action::Digit(5)) && !has_use(&stage, Action::Clear));
    stage.keys("5");
    assert!(has_use(&stage, Action::Clear));
    stage.keys("backspace g");
    assert!(!has_use(&stage, Action::Digit(5)), "an occasion is no number");
    stage.keys("right");
    assert!(has_use(&stage, Action::Digit(5)) && !has_use(&stage, Action::Clear));
}

#[test]
fn the_key_that_finds_steps_is_the_one_of_the_screen() {
    let mut stage = Stage::default();
    stage.keys("/").types("split hip stop").keys("tab d x x x x x x x x x x x x enter");
    assert!(stage.shows("no steps yet: a finds exercises to add"), "{}", stage.screen(100, 30));
}

#[test]
fn a_routine_is_changed_for_today_alone_and_can_be_kept() {
    let settings = Settings { check_in: false, ..Settings::default() };
    let mut stage = Stage::new(Setup { settings, ..Setup::default() });
    stage.keys("/").types("core basics").keys("tab d");
    assert_eq!(stage.app.context(), Context::EditorToday, "{}", stage.screen(100, 30));
    let steps = stage.app.model().catalog.routine("core-basics").unwrap().steps.len();
    stage.keys("7 j x a").types("cat-cow").keys("enter esc");
    let screen = stage.screen(100, 30);
    assert!(screen.contains("→ 7 s") || screen.contains("→ 7 reps"), "{screen}");
    assert!(screen.contains("1 dropped") && screen.contains("new: "), "{screen}");
    assert_eq!(stage.outside.draft, None, "nothing of it is kept");
    // An exercise of one's own is not made for a day.
    stage.keys("a").types("wall angel").keys("tab");
    assert_eq!(stage.app.context(), Context::EditorSearch);
    stage.keys("esc enter").until(Phase::Work);
    assert_eq!(stage.player().timeline().routine.as_str(), "core-basics");
    let planned: Vec<String> = stage.player().timeline().moves.iter().map(|slot| slot.exercise.to_string()).collect();
    assert_eq!(planned.len(), steps);
    assert!(planned.contains(&"cat-cow".to_owned()));
    assert_eq!(stage.outside.own_files().len(), 0);

    let mut stage = Stage::default();
    stage.keys("/").types("core basics").keys("tab d 7 q");
    assert_eq!(stage.app.context(), Context::DiscardDraft, "what was changed is not left by accident");
    stage.lose(1).keys("esc").lose(1).keys("w");
    assert!(routine_text(&stage, "core-basics-mine").contains(": 7"), "{}", stage.screen(100, 30));
    // The own one is changed itself, and a draft that waits is left alone.
    stage.keys("q n").types("Other").keys("enter").types("bird").keys("enter esc q").keys("/").types("(mine)");
    stage.keys("tab d 9 w");
    assert!(routine_text(&stage, "core-basics-mine").contains(": 9"), "{}", stage.screen(100, 30));
    stage.keys("q");
    assert!(stage.shows("Draft: Other"), "{}", stage.screen(100, 30));
    assert!(stage.outside.draft.is_some());
}
