//! The table of settings: name, group, explanation and kind of value.

use super::super::sound::{By, Flash, VoiceChoice};
use super::{ANYTHING, Setting};
use crate::domain::advice::limits::{Limit, Spec as LimitSpec};
use crate::domain::content::words::Word;
use crate::domain::play::cue::Cues;
use crate::theme::ThemeName;
use crate::widgets::Blocks;

/// The groups of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The looks of the screen.
    Look,
    /// The course of a session.
    Session,
    /// Voice, tones and other sinks.
    Sound,
    /// Questions about pain and activities.
    Questions,
    /// The weekly goal and the equipment.
    Goal,
    /// The limits of the pain rules.
    Limits,
}

impl Group {
    /// Returns its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Look => "Look",
            Self::Session => "Session",
            Self::Sound => "When you cannot look",
            Self::Questions => "Questions",
            Self::Goal => "Goal and equipment",
            Self::Limits => "Limits of the rules, yours to change",
        }
    }
}

/// Kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of these words.
    Words(Vec<&'static str>),
    /// On or off.
    Switch,
    /// A whole number.
    Number {
        /// The least allowed.
        least: u8,
        /// The most allowed.
        most: u8,
        /// The unit; empty if the name says it.
        unit: &'static str,
    },
    /// Things that exercises and routines need.
    Things,
    /// A name, written in the file.
    Text,
    /// A program with its arguments, written in the file.
    Program,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The name on screen.
    pub name: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// The explanation; [`Setting::about`] has it in whole sentences.
    pub about: &'static str,
    /// The kind of its value.
    pub kind: Kind,
}

/// Returns the row of `setting`.
pub(super) fn of(setting: Setting) -> Spec {
    use Group::{Goal, Look, Questions, Session, Sound};
    match setting {
        Setting::Theme => spec(Look, "Theme", words::<ThemeName>(), THEME),
        Setting::Characters => spec(Look, "Characters", words::<Option<Blocks>>(), CHARACTERS),
        Setting::ReducedMotion => spec(Look, "Reduced motion", Kind::Switch, REDUCED_MOTION),
        Setting::Voice => spec(Sound, "Voice", words::<VoiceChoice>(), VOICE),
        Setting::VoiceRate => spec(Sound, "Voice rate", number(80, 250, "words/min"), VOICE_RATE),
        Setting::VoiceLanguage => spec(Sound, "Voice language", Kind::Text, VOICE_LANGUAGE),
        Setting::VoiceName => spec(Sound, "Voice name", Kind::Text, VOICE_NAME),
        Setting::VoiceCommand => spec(Sound, "Voice command", Kind::Program, VOICE_COMMAND),
        Setting::Tones => spec(Sound, "Tones", Kind::Switch, TONES),
        Setting::Volume => spec(Sound, "Volume of tones", number(0, 100, "%"), VOLUME),
        Setting::Counts => spec(Sound, "Last seconds", words::<By>(), COUNTS),
        Setting::Breath => spec(Sound, "In and out", words::<By>(), BREATH),
        Setting::CountFrom => spec(Sound, "Seconds counted", number(0, 5, ""), COUNT_FROM),
        Setting::BreathPace => spec(Sound, "A breath takes", number(3, 20, "s"), BREATH_PACE),
        Setting::Bell => spec(Sound, "Bell", Kind::Switch, BELL),
        Setting::Flash => spec(Sound, "Flash", words::<Flash>(), FLASH),
        Setting::Notifications => spec(Sound, "Notifications", Kind::Switch, NOTIFICATIONS),
        Setting::Progress => spec(Sound, "Taskbar", Kind::Switch, PROGRESS),
        Setting::OnCue => spec(Sound, "At each cue", Kind::Program, ON_CUE),
        Setting::KeepAwake => spec(Session, "Keep awake", Kind::Switch, KEEP_AWAKE),
        Setting::AutoAdvance => spec(Session, "Go on by itself", Kind::Switch, AUTO_ADVANCE),
        Setting::Cues => spec(Session, "Form cues", words::<Cues>(), CUES),
        Setting::CheckIn => spec(Questions, "Before a session", Kind::Switch, CHECK_IN),
        Setting::AskNextMorning => spec(Questions, "Next morning", Kind::Switch, ASK_NEXT_MORNING),
        Setting::AskActivities => spec(Questions, "Your activities", Kind::Switch, ASK_ACTIVITIES),
        Setting::QuietJournal => spec(Questions, "Quiet journal", Kind::Switch, QUIET_JOURNAL),
        Setting::WeeklyGoal => spec(Goal, "Sessions a week", number(1, 14, ""), WEEKLY_GOAL),
        Setting::Equipment => spec(Goal, "At hand", Kind::Things, EQUIPMENT),
        Setting::Limit(limit) => {
            let LimitSpec { least, most, unit, about, .. } = limit.spec();
            let unit = if unit == "score" { "" } else { unit };
            spec(Group::Limits, limit_name(limit), number(least, most, unit), about)
        }
    }
}

impl Kind {
    /// Returns the allowed values for people: `auto, light, dark`, `true or false`, `1 to 14`.
    pub fn allowed(&self) -> String {
        match self {
            Self::Words(words) => words.join(", "),
            Self::Switch => "true or false".to_owned(),
            Self::Number { least, most, .. } => format!("{least} to {most}"),
            Self::Text => "a name in quotes".to_owned(),
            Self::Program => "a list like [\"program\", \"argument\"]".to_owned(),
            Self::Things => format!("\"{ANYTHING}\", or a list like [\"chair\", \"step\"]"),
        }
    }
}

fn spec(group: Group, name: &'static str, kind: Kind, about: &'static str) -> Spec {
    Spec { name, group, about, kind }
}

fn words<W: Word>() -> Kind {
    Kind::Words(W::ALL.iter().map(|(word, _)| *word).collect())
}

const fn number(least: u8, most: u8, unit: &'static str) -> Kind {
    Kind::Number { least, most, unit }
}

const THEME: &str =
    "Colours for a light or a dark background; auto goes by what the terminal says. High contrast dims nothing.";
const CHARACTERS: &str =
    "The finest characters that the terminal's font has; auto goes by what the terminal is called.";
const REDUCED_MOTION: &str = "Nothing moves on the screen but the numbers.";
const VOICE: &str = "Which voice speaks; auto takes the first that works. In a session m mutes all.";
const VOICE_RATE: &str = "How fast the voice speaks.";
const VOICE_LANGUAGE: &str = "Its language, as the voice calls it; nothing for its own. What is said is English.";
const VOICE_NAME: &str = "Which of its voices, as it calls them.";
const VOICE_COMMAND: &str = "Your own program that speaks what it reads. A newer sentence may end it.";
const TONES: &str = "A short tone of its own for each thing to notice: begin, half, other side, end, done.";
const VOLUME: &str = "How loud tones are.";
const COUNTS: &str = "How the last seconds before and of an exercise are counted.";
const BREATH: &str = "How in and out are told where an exercise goes by the breath.";
const COUNT_FROM: &str = "How many of the last seconds are counted; 0 for none.";
const BREATH_PACE: &str = "How long one breath in and out is, but where an exercise says it itself.";
const BELL: &str = "The terminal's bell rings when the phase changes, where no tones can be heard.";
const FLASH: &str =
    "The frame flashes when the phase changes; auto: where nothing can be heard. Never with reduced motion.";
const NOTIFICATIONS: &str = "The desktop tells what comes next while the terminal is not looked at.";
const PROGRESS: &str = "The taskbar shows how far the session is, where the terminal knows how.";
const ON_CUE: &str = "Your own program, run at each cue; it reads the cue as JSON.";
const KEEP_AWAKE: &str = "The screen of this machine stays on while a session runs.";
const AUTO_ADVANCE: &str =
    "Work begins by itself when rest is over; else it waits for a key. A change of sides never waits.";
const CUES: &str = "What is told while you move: all form cues of an exercise, a few (one at the start, one at half), or \
    none but the setup. In a session i shows them all.";
const CHECK_IN: &str = "A question about pain before each session.";
const QUIET_JOURNAL: &str =
    "No question about pain but those you open yourself: none before, none after, none next morning.";
const ASK_NEXT_MORNING: &str = "On the day after a session, at the first start, one question: how is your back?";
const ASK_ACTIVITIES: &str = "Once a week a question about the activities that you chose yourself.";
const WEEKLY_GOAL: &str = "How many sessions make a good week for you.";
const EQUIPMENT: &str = "What you have: lists leave out what needs more, until backspace shows all. A mat is taken to \
    be there.";

const fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::AmberFrom => "Amber from a score of",
        Limit::RedFrom => "Red from a score of",
        Limit::AmberRise => "Amber when up by",
        Limit::RedRise => "Red when up by",
        Limit::UnsettledRise => "Unsettled when up by",
        Limit::UnsettledFrom => "Unsettled from a score of",
        Limit::WeekHoldRise => "Week holds when up by",
        Limit::WeekBackRise => "Week back when up by",
        Limit::WeekRatings => "To judge a week",
        Limit::LevelDays => "Time on a level",
        Limit::StepPercent => "Largest step up",
        Limit::PauseDays => "Down after a pause of",
        Limit::CostRise => "Costs when up by",
        Limit::CostSessions => "Costs after",
    }
}
