//! The user's intentions, independent of keys.

use super::section::Section;
use crate::domain::advice::safety::{SkipReason, StopReason};
use crate::domain::journal::body_location::GridCell;
use crate::domain::journal::entry::{PainWord, Region};

/// Something the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program; in a session, ask first; during that question, save and leave.
    Interrupt,
    /// Stop the program and give the terminal back to the shell.
    Suspend,
    /// Show all keys of this screen.
    Help,
    /// One screen or dialog back.
    Back,
    /// Leave the program from its first screen.
    Quit,
    /// Bell on or off.
    ToggleMute,

    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Go to the first row.
    Top,
    /// Go to the last row.
    Bottom,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// Start the selected item.
    Start,
    /// Look at the selected item.
    Open,
    /// Type to search.
    Search,
    /// Choose which items are shown.
    Filter,
    /// Go to a section of the program.
    Section(Section),
    /// Go to the next section.
    NextSection,
    /// Go to the section before.
    PreviousSection,
    /// Make a routine, or go on with the draft that waits.
    NewRoutine,
    /// Change a routine, or a copy of it.
    EditRoutine,
    /// Change the routine for one session.
    ChangeToday,
    /// Make a plan, or go on with the draft of one that waits.
    NewPlan,
    /// Change a plan, or a copy of it.
    EditPlan,
    /// Add a day, a week or a session to a plan.
    AddPart,
    /// Do the same on other days of a plan.
    CopyTo,
    /// Pick all, or none.
    ToggleAll,
    /// Open a broken file in the user's editor.
    Fix,
    /// Move the step, day or item up.
    MoveUp,
    /// Move the step, day or item down.
    MoveDown,
    /// Save the routine or plan.
    Save,
    /// Make an exercise, or a task, with the name that was searched.
    MakeOwn,
    /// Save under another name, so that both stay.
    KeepBoth,
    /// Go to a date.
    Jump,
    /// A note of its own.
    AddNote,
    /// A session of the past, by hand.
    AddSession,
    /// Take an entry back.
    Delete,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// Show the lines that cannot be read.
    Unreadable,
    /// Go to the settings.
    Settings,
    /// An item of a plan is done, or not.
    Tick,
    /// The routine without any of today's changes.
    AsPlanned,
    /// Go to the gentle routine instead.
    Gentle,
    /// Make the chosen routine a favourite, or no longer one.
    Favourite,
    /// Start the routine done last once more.
    Repeat,
    /// Go to the form of a timer.
    Timer,
    /// Go to the reasons for a suggestion or a change.
    Why,
    /// Take the last step in a plan back.
    UndoMark,
    /// Go to the form in which a session is put together.
    Compose,
    /// Keep a session that was put together as an own routine.
    Keep,
    /// Go to the troubleshooter.
    Troubleshoot,
    /// Rate the pain now, outside a session.
    Rate,

    /// The next longer period.
    CyclePeriod,
    /// Show only the ratings of one place: the next one.
    CyclePlace,
    /// Show only the pain of one reach: the next one.
    CycleReach,

    /// Make the report for a professional, and open it.
    Report,
    /// Opens the journal at the sessions of this routine.
    PainLog,
    /// Make the handout of the routine, and open it.
    Handout,

    /// One round more.
    MoreRounds,
    /// One round less.
    FewerRounds,
    /// Try a sink.
    TrySink,
    /// The next time limit.
    CycleMinutes,
    /// The next occasion.
    CycleWhen,
    /// Work begins by itself, or by key.
    ToggleAutoAdvance,

    /// A digit.
    Digit(u8),
    /// A whole number, entered as a word in line mode; no key means it.
    Number(u16),
    /// Toggle this place, entered as a word in line mode; keys use the grid.
    Place(GridCell),
    /// Toggle this region without a side, entered as a word in line mode.
    PlaceOnly(Region),
    /// A row of the grid of places, from 0: on to its next side.
    PlaceRow(u8),
    /// Take the answer away.
    Clear,
    /// A lower number.
    Lower,
    /// A higher number.
    Higher,
    /// Go to the next question.
    NextField,
    /// Go to the question before.
    PreviousField,
    /// Yes, go on.
    Confirm,
    /// The same answer as last time.
    Same,
    /// Enter the place and the quality of the pain.
    Places,
    /// Toggle the item under the cursor.
    Toggle,
    /// Toggle this word for the quality of the pain.
    Feel(PainWord),
    /// Toggle soreness of muscles from training.
    Sore,
    /// Go to the questions about safety.
    Safety,
    /// Go to the questions about safety, after a fall or a crash.
    Fall,
    /// Answer no to all questions of this page.
    NoToAll,
    /// A professional has looked at it.
    Seen,
    /// Train, though an answer says to have it checked first.
    TrainAnyway,
    /// Go to the user's own activities.
    Activities,
    /// Add one.
    Add,
    /// Give it another name.
    Rename,
    /// Take it off the list.
    Remove,
    /// Go to the page about the program.
    About,

    /// Pause or go on.
    TogglePause,
    /// Go on to the next segment.
    Next,
    /// Go back to the start of the segment, or to the one before.
    Previous,
    /// Ten seconds more.
    More,
    /// Ten seconds less.
    Less,
    /// Take back the last rating.
    UndoRating,
    /// An easier variant from here.
    Easier,
    /// A harder variant from here.
    Harder,
    /// Leave the exercise out, and give a reason.
    Skip,
    /// Show how the exercise is done.
    HowTo,
    /// Show the list of steps.
    StepList,
    /// Stop at once.
    Stop,
    /// End the session.
    End,
    /// Keep the session for later and leave.
    Later,
    /// Go on with it.
    GoOn,
    /// Leave the exercise out, for this reason.
    SkipFor(SkipReason),
    /// Say why the session was stopped.
    StopFor(StopReason),

    /// The self-test is passed.
    Pass,
    /// The self-test is failed.
    Fail,
    /// Take the last result of a self-test back.
    TakeBack,

    /// Resume an unfinished session.
    Resume,
    /// Write an unfinished session to the journal as it is.
    Log,
    /// Throw an unfinished session away.
    Discard,
    /// Try again to write entries that could not be written.
    Retry,

    /// Put a character into the text.
    Insert(char),
    /// Take the character before the cursor away.
    DeleteBack,
    /// Take the character under the cursor away.
    DeleteForward,
    /// Take the word before the cursor away.
    DeleteWord,
    /// Empty the text.
    ClearText,
    /// One character left.
    CursorLeft,
    /// One character right.
    CursorRight,
    /// Go to the start of the text.
    CursorHome,
    /// Go to the end of the text.
    CursorEnd,
}
