//! The key table: nothing twice, everything reachable, and the page of the keys says the same.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;
#[path = "common/written.rs"]
mod written;

use std::collections::{BTreeSet, HashSet};

use common::stage::Stage;
use supple::domain::advice::safety::SkipReason::{Hurts, NoEquipment, NoTime, Other as AnyOther, TooHard};
use supple::domain::advice::safety::StopReason::{ChestPain, Other, SharpPain, Unwell};
use supple::domain::journal::body_location::GridCell;
use supple::domain::journal::entry::PainWord::{
    Aching, Burning, Cramping, Dull, Numb, Sharp, Shooting, Stabbing, Stiff, Throbbing, Tight, Tingling, Weak,
};
use supple::domain::journal::entry::{PainSide, Region};
use supple::state::action::Action;
use supple::state::event::Key;
use supple::state::keymap::{Binding, Context, bindings, markdown, own_rows, resolve, rows};
use supple::state::section::Section;
use supple::widgets::pain_grid::ROW_KEYS;

/// A place that is said rather than found by keys.
const LOW_BACK: GridCell = GridCell { region: Region::LowBack, side: PainSide::Middle };

/// A region that is said without a side.
const KNEE: Region = Region::Knee;

/// A section that letters and digits choose.
const LIBRARY: Section = Section::Exercises;

/// What only words say.
const SAID: [Action; 3] = [Action::Number(10), Action::Place(LOW_BACK), Action::PlaceOnly(KNEE)];

/// Lists actions; a match over them without a wildcard makes the compiler name one that is missing.
macro_rules! all_actions {
    ($($action:ident $(($($of:tt),+))?),+ $(,)?) => {
        const ALL: &[&[Action]] = &[$(&all_actions!(@ $action $(($($of),+))?)),+];

        const fn is_listed(action: Action) {
            match action {
                $(Action::$action { .. } => {}),+
            }
        }
    };
    (@ $action:ident) => { [Action::$action] };
    (@ $action:ident ($($of:tt),+)) => { [$(Action::$action($of)),+] };
}

all_actions!(
    Interrupt,
    Suspend,
    Help,
    Back,
    Quit,
    ToggleMute,
    Up,
    Down,
    Top,
    Bottom,
    PageUp,
    PageDown,
    Start,
    Open,
    Search,
    Filter,
    Section(LIBRARY),
    NextSection,
    PreviousSection,
    NewRoutine,
    EditRoutine,
    ChangeToday,
    Fix,
    NewPlan,
    EditPlan,
    AddPart,
    CopyTo,
    ToggleAll,
    MoveUp,
    MoveDown,
    Save,
    MakeOwn,
    KeepBoth,
    Jump,
    AddNote,
    AddSession,
    Delete,
    Undo,
    Redo,
    Unreadable,
    Settings,
    Tick,
    AsPlanned,
    Gentle,
    Why,
    Favourite,
    Repeat,
    Timer,
    UndoMark,
    Compose,
    Keep,
    Troubleshoot,
    Rate,
    CyclePeriod,
    CyclePlace,
    CycleReach,
    Report,
    Handout,
    PainLog,
    MoreRounds,
    FewerRounds,
    TrySink,
    CycleMinutes,
    CycleWhen,
    ToggleAutoAdvance,
    Digit(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    Number(10),
    Place(LOW_BACK),
    PlaceOnly(KNEE),
    PlaceRow(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    Clear,
    Lower,
    Higher,
    NextField,
    PreviousField,
    Confirm,
    Same,
    Places,
    Toggle,
    Feel(Aching, Dull, Stiff, Tight, Sharp, Stabbing, Shooting, Burning, Throbbing, Cramping, Tingling, Numb, Weak),
    Sore,
    Safety,
    Fall,
    NoToAll,
    Seen,
    TrainAnyway,
    Activities,
    Add,
    Rename,
    Remove,
    About,
    TogglePause,
    Next,
    Previous,
    More,
    Less,
    UndoRating,
    Easier,
    Harder,
    Skip,
    HowTo,
    StepList,
    Stop,
    End,
    Later,
    GoOn,
    SkipFor(Hurts, TooHard, NoEquipment, NoTime, AnyOther),
    StopFor(SharpPain, Unwell, ChestPain, Other),
    Pass,
    Fail,
    TakeBack,
    Resume,
    Log,
    Discard,
    Retry,
    Insert('a', 'q', '7', ' ', 'é', '?'),
    DeleteBack,
    DeleteForward,
    DeleteWord,
    ClearText,
    CursorLeft,
    CursorRight,
    CursorHome,
    CursorEnd,
);

/// Every key of the table, and characters for texts.
fn all_keys() -> Vec<Key> {
    let typed = "a q 7 é ?".chars().map(Key::Char);
    bindings().flat_map(|row| row.keys.iter().copied()).chain(typed).collect()
}

#[test]
fn no_key_stands_twice_in_a_context() {
    for context in Context::ALL {
        let mut seen = BTreeSet::new();
        for key in own_rows(context).flat_map(|row| row.keys) {
            assert!(seen.insert(format!("{key:?}")), "{key:?} twice in {context:?}");
        }
    }
}

#[test]
fn no_context_takes_a_key_that_holds_everywhere() {
    // In a text `esc` says by its own row what back means, for `?` cannot be asked there; while a theme is tried it
    // means more than back.
    let says_back = |context: &Context| context.is_text() || *context == Context::ThemeTrial;
    let are_texts = |row: &Binding| row.contexts.iter().all(says_back);
    let is_way_out = |row: &&Binding| are_texts(row) && row.keys.contains(&Key::Esc) && row.action == Action::Back;
    for row in bindings().filter(|row| row.contexts != [Context::Everywhere] && !is_way_out(row)) {
        let taken = own_rows(Context::Everywhere).flat_map(|row| row.keys).find(|key| row.keys.contains(key));
        assert_eq!(taken, None, "{:?} in {:?}", row.shown, row.contexts);
    }
}

#[test]
fn every_action_has_a_key() {
    let keys = all_keys();
    let pressed =
        Context::ALL.into_iter().flat_map(|context| keys.iter().filter_map(move |key| resolve(context, *key)));
    let reached: HashSet<Action> = pressed.collect();
    for action in ALL.iter().copied().flatten().filter(|action| !SAID.contains(action)) {
        is_listed(*action);
        assert!(reached.contains(action), "no key for {action:?}");
    }
}

#[test]
fn help_is_one_key_away_but_in_texts() {
    for context in Context::ALL {
        let help = resolve(context, Key::Char('?'));
        let expected = if context.is_text() { Action::Insert('?') } else { Action::Help };
        assert_eq!(help, Some(expected), "{context:?}");
        assert_eq!(rows(context).any(|row| row.action == Action::Help), !context.is_text(), "{context:?}");
    }
}

#[test]
fn the_way_out_works_in_every_context() {
    for context in Context::ALL {
        assert_eq!(resolve(context, Key::Ctrl('c')), Some(Action::Interrupt), "{context:?}");
        assert_eq!(resolve(context, Key::Esc), Some(Action::Back), "{context:?}");
    }
}

#[test]
fn in_a_text_no_letter_is_a_command() {
    for context in Context::ALL.into_iter().filter(|context| context.is_text()) {
        for c in (' '..='~').chain(['ä', '→', '你']) {
            assert_eq!(resolve(context, Key::Char(c)), Some(Action::Insert(c)), "{context:?}");
        }
    }
}

fn digit(key: Key) -> Option<char> {
    if let Key::Char(c) = key { Some(c).filter(char::is_ascii_digit) } else { None }
}

#[test]
fn what_is_shown_is_what_is_pressed() {
    let name = |key: &Key| match key {
        Key::Char(' ') => "space".to_owned(),
        Key::Char(c) => c.to_string(),
        Key::Ctrl(c) => format!("ctrl-{c}"),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::BackTab => "shift-tab".to_owned(),
        Key::ShiftUp => "shift-↑".to_owned(),
        Key::ShiftDown => "shift-↓".to_owned(),
        Key::PageUp => "page up".to_owned(),
        Key::PageDown => "page down".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    for row in bindings() {
        if matches!(row.action, Action::PlaceRow(_)) {
            let keys: Vec<Key> = ROW_KEYS.iter().copied().map(Key::Char).collect();
            assert_eq!((row.keys, row.shown), (keys.as_slice(), "1-9 0 o"), "as the grid shows them");
            continue;
        }
        if matches!(row.action, Action::Digit(_) | Action::Section(_)) && row.keys.len() > 1 {
            let digits: Vec<char> = row.keys.iter().filter_map(|key| digit(*key)).collect();
            assert_eq!(row.shown, format!("{}-{}", digits[0], digits[digits.len() - 1]));
            assert_eq!(digits.len(), row.keys.len());
            continue;
        }
        let names: Vec<String> = row.keys.iter().map(name).collect();
        let is_named = |shown: &str| names.iter().any(|name| name == shown);
        let is_right = is_named(row.shown) || row.shown.split(' ').all(is_named);
        assert!(is_right, "`{}` in {:?} stands for {names:?}", row.shown, row.contexts);
    }
}

#[test]
fn every_row_says_what_it_does_in_few_words() {
    for row in bindings() {
        assert!(!row.label.is_empty() && !row.help.is_empty(), "{row:?}");
        assert!(row.label.chars().count() <= 12, "a footer has no room for `{}`", row.label);
        assert!(row.help.chars().count() <= 44, "the list of keys has no room for `{}`", row.help);
        assert!(!row.help.ends_with('.') && !row.help.starts_with(char::is_uppercase), "{}", row.help);
    }
}

#[test]
fn the_footer_names_the_list_of_keys_at_the_least_size() {
    let mut stage = Stage::default();
    for keys in ["", "enter", "esc l", "enter enter", "q e"] {
        stage.keys(keys);
        let screen = stage.screen(40, 12);
        let footer = screen.lines().last().unwrap();
        assert!(footer.contains("? keys"), "after `{keys}`: {footer}");
        assert!(footer.chars().count() <= 40);
    }
}

/// `UPDATE_README=1 cargo test --test keymap` writes the page of the keys anew.
#[test]
fn the_page_of_the_keys_has_the_key_table() {
    written::holds("keys.md", "keys", &markdown());
}
