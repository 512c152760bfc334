//! The keys of the list of plans and of a plan that is being written.

use super::groups::DIGITS;
use super::{Binding, Context as C, row};
use crate::state::action::Action as A;
use crate::state::event::Key::{BackTab, Backspace, Char, Ctrl, Enter, Esc, Left, Right, ShiftDown, ShiftUp, Tab};

/// The days of a week, or the first parts of another plan.
const DAY_DIGITS: &[crate::state::event::Key] =
    &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];

/// The rows of these keys, which follow those of the main table.
pub(super) const PLANNING: &[Binding] = &[
    row(&[C::Plans], &[Enter, Right, Char('l')], "enter", A::Open, ("open", "open it", 2)),
    row(&[C::Plans], &[Tab], "tab", A::NextField, ("next", "next one", 0)),
    row(&[C::Plans], &[BackTab], "shift-tab", A::PreviousField, ("previous", "previous one", 0)),
    row(&[C::Plans], &[Char('n'), Char('N')], "n", A::NewPlan, ("new", "your own plan, or your draft", 3)),
    row(&[C::Plan], &[Char('N')], "N", A::NewPlan, ("new", "another plan: your own, or your draft", 9)),
    row(&[C::Plans, C::Plan], &[Char('e')], "e", A::EditPlan, ("change", "change it; a built-in one as a copy", 8)),
    row(&[C::Plans], &[Char('E')], "E", A::Fix, ("fix", "open a broken file in your editor", 4)),
    row(
        &[C::PlanEditor],
        &[Enter, Char('a'), Char('/')],
        "enter",
        A::Add,
        ("add", "find a routine to add, or type a task", 2),
    ),
    row(&[C::PlanEditor], &[Char('w'), Ctrl('s')], "w", A::Save, ("save", "save it, and go to its page", 2)),
    row(&[C::PlanEditor], &[Char('c')], "c", A::CopyTo, ("copy", "the same on other days", 3)),
    row(&[C::PlanEditor], &[Tab], "tab", A::Next, ("next day", "next day, week or session", 5)),
    row(&[C::PlanEditor], &[BackTab], "shift-tab", A::Previous, ("day before", "the one before", 0)),
    row(&[C::PlanEditor], &[Right, Char('l')], "→ l", A::NextField, ("field", "next field", 8)),
    row(&[C::PlanEditor], &[Left, Char('h')], "← h", A::PreviousField, ("field", "previous field", 0)),
    row(&[C::PlanEditor], &[Char('+'), Char('=')], "+", A::More, ("more", "one more, or the next choice", 4)),
    row(&[C::PlanEditor], &[Char('-')], "-", A::Less, ("less", "one less, or the previous choice", 4)),
    row(&[C::PlanEditor], DIGITS, "0-9", A::Digit(0), ("number", "type the number", 11)),
    row(&[C::PlanEditor], &[Backspace], "backspace", A::Clear, ("once", "once, and not optional", 0)),
    row(&[C::PlanEditor], &[ShiftUp, Char('K')], "K", A::MoveUp, ("move up", "move it up", 0)),
    row(
        &[C::PlanEditor],
        &[ShiftDown, Char('J')],
        "J",
        A::MoveDown,
        ("move", "move it down; days keep their names", 7),
    ),
    row(&[C::PlanEditor], &[Char('A')], "A", A::AddPart, ("add a day", "add a day, a week or a session", 9)),
    row(&[C::PlanEditor], &[Char('n')], "n", A::AddNote, ("note", "a note, or the purpose of the plan", 8)),
    row(&[C::PlanEditor], &[Char('r')], "r", A::Rename, ("name", "another name, or another text for a task", 9)),
    row(&[C::PlanEditor], &[Char('X')], "X", A::Discard, ("discard", "discard the draft; asks first", 12)),
    row(&[C::PlanEditor], &[Char('q')], "q", A::Back, ("later", "leave it; the draft waits with your plans", 10)),
    row(&[C::PlanSearch], &[Enter], "enter", A::Confirm, ("add", "add it, and search on", 2)),
    row(&[C::PlanSearch], &[Tab], "tab", A::MakeOwn, ("task", "add what you typed as a task to tick off", 3)),
    row(&[C::PlanSearch], &[Esc], "esc", A::Back, ("plan", "back to the plan", 4)),
    row(&[C::PlanCopy], &[Enter], "enter", A::Confirm, ("copy", "copy it to the days you picked", 2)),
    row(&[C::PlanCopy], &[Char(' '), Char('x')], "space", A::Toggle, ("pick", "pick this day, or not", 3)),
    row(&[C::PlanCopy], DAY_DIGITS, "1-9", A::Digit(0), ("day", "pick a day by its number: 1 is Monday", 4)),
    row(&[C::PlanCopy], &[Char('a')], "a", A::ToggleAll, ("all", "pick all of them, or none", 5)),
    row(&[C::PlanCopy], &[Char('q')], "q", A::Back, ("cancel", "copy nothing", 6)),
];
