//! What the user means, whatever key says it.

use crate::domain::record::entry::{PainWord, Region};
use crate::domain::record::spots::Cell;

/// Something the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave the program; in a session, ask first; when asked, save and leave.
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
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// Start what is chosen.
    Start,
    /// Look at what is chosen.
    Open,
    /// Type to search.
    Search,
    /// Choose what is shown.
    Filter,
    /// To the library.
    Library,
    /// To the guides.
    Guides,
    /// To the journal.
    Journal,
    /// To a date.
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
    /// Show what cannot be read.
    Unreadable,
    /// To everything that can be set.
    Settings,
    /// To the plan that is followed, or to all plans.
    Plans,
    /// An item of a plan is done, or not.
    Tick,
    /// The routine without any of today's changes.
    AsPlanned,
    /// To the gentle routine instead.
    Gentle,
    /// Why it is suggested, or changed.
    Why,
    /// Take the last step in a plan back.
    UndoMark,
    /// To the question what hurts, doing what.
    Troubleshoot,
    /// Rate the pain now, outside a session.
    Rate,

    /// To what the journal adds up to.
    Trends,
    /// Another time: the next longer one.
    CyclePeriod,
    /// Only ratings of one place: the next.
    CyclePlace,
    /// Only pain that reaches so far: the next.
    CycleReach,

    /// One round more.
    MoreRounds,
    /// One round less.
    FewerRounds,
    /// Hear or see what a sink is like.
    TrySink,
    /// The next time limit.
    CycleMinutes,
    /// The next occasion.
    CycleWhen,
    /// Work begins by itself, or by key.
    ToggleAutoAdvance,

    /// A digit.
    Digit(u8),
    /// A whole number, said at once in words: no key means it.
    Number(u16),
    /// This place, or not, said in words: by key it is found in the grid.
    Place(Cell),
    /// This region without a side, or not, said in words.
    PlaceOnly(Region),
    /// A row of the grid of places, from 0: on to its next side.
    PlaceRow(u8),
    /// Take the answer away.
    Clear,
    /// A lower number.
    Lower,
    /// A higher number.
    Higher,
    /// To the next question.
    NextField,
    /// To the question before.
    PreviousField,
    /// Yes, go on.
    Confirm,
    /// The same answer as last time.
    Same,
    /// Say where it hurts, and what it is like.
    Places,
    /// What the cursor is on, or not.
    Toggle,
    /// It feels like this, or not.
    Feel(PainWord),
    /// Muscles are sore from training, or not.
    Sore,
    /// To the questions about safety.
    Safety,
    /// To the questions about safety, after a fall or a crash.
    Fall,
    /// No to all questions of this page.
    NoToAll,
    /// A professional has looked at it.
    Seen,
    /// Train, though an answer says to have it checked first.
    TrainAnyway,
    /// To the user's own activities.
    Activities,
    /// Add one.
    Add,
    /// Give it another name.
    Rename,
    /// Take it off the list.
    Remove,
    /// To what this program is and is not.
    About,

    /// Pause or go on.
    TogglePause,
    /// On to the next segment.
    Next,
    /// Back to the start of the segment, or the one before.
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
    /// Leave the exercise out, and say why.
    Skip,
    /// Show how it is done.
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
    /// One of a dialog's numbered answers, from 1.
    Choose(u8),

    /// What a self-test shows is as it should be.
    Pass,
    /// It is not.
    Fail,
    /// Take the last result of a self-test back.
    TakeBack,

    /// Take an unfinished session up again.
    Resume,
    /// Write an unfinished session down as it is.
    Log,
    /// Throw an unfinished session away.
    Discard,
    /// Try to write again what could not be written.
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
    /// To the start of the text.
    CursorHome,
    /// To the end of the text.
    CursorEnd,
}
