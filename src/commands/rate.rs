//! `supple rate`: a pain score noted without opening the screen.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use super::{Exit, Outcome};
use crate::cli::Rate;
use crate::domain::advice::morning::due;
use crate::domain::advice::screening_trigger::trigger;
use crate::domain::content::words::spoken;
use crate::domain::journal::body_location::spread_text;
use crate::domain::journal::entry::{Body, Entry, Moment, Rating, Spot};
use crate::domain::journal::merged::Journal;
use crate::domain::text::Text;
use crate::domain::time::Now;
use crate::state::model::Ids;

/// The most graphemes of a note; as on the screens.
const LONGEST_NOTE: usize = 280;

/// Returns a message if the options contradict each other.
pub fn refusal(args: &Rate) -> Option<Outcome> {
    let is_refused = args.stiff.is_some() && args.moment != Moment::NextMorning;
    is_refused.then(|| Outcome::misused("`--stiff` is for the next morning; add `--moment next_morning`"))
}

/// Creates the entry to append. `journal` holds the last days, for the session to which the rating belongs.
pub fn entry(args: &Rate, journal: &Journal, ids: &mut Ids, now: &Now) -> Entry {
    let is_morning = args.moment == Moment::NextMorning;
    let rating = Rating {
        score: Some(args.score),
        stiff_min: args.stiff,
        session: due(journal, now.wall).filter(|_| is_morning).map(|due| due.session),
        region: args.region,
        side: args.side,
        spread: args.spread,
        words: without_repeats(&args.words),
        note: args.note.as_deref().map(note).filter(|note| !note.is_empty()),
        ..Rating::new(args.moment)
    };
    Entry::new(ids.next(now), now.wall, Body::Rating(rating))
}

/// Returns true if the entry calls for the questions about safety.
pub fn opens_questions(entry: &Entry, journal: &Journal) -> bool {
    matches!(&entry.body, Body::Rating(rating) if trigger(journal, rating, entry.at).is_some())
}

/// Outcomes of saving the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RatingOutcome {
    /// It is in the journal, together with entries that could not be written before.
    Written {
        /// The number of files of earlier entries.
        earlier: usize,
    },
    /// It could not be appended, and is kept for the next start.
    Kept {
        /// The reason why it could not be appended, with the file.
        why: String,
        /// The folder in which it is kept.
        folder: String,
    },
    /// It is lost.
    Lost {
        /// The reason why it could not be appended, with the file.
        why: String,
        /// The reason why it could not be kept.
        also: String,
    },
}

/// Writes the rating that was noted, or returns the reason why not. With `asks` it mentions the questions about safety.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn tell(entry: &Entry, fate: &RatingOutcome, asks: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    let Body::Rating(rating) = &entry.body else { return Ok(Outcome::done()) };
    let messages = match fate {
        RatingOutcome::Written { earlier } => {
            writeln!(out, "saved: {}", said(rating))?;
            if asks {
                writeln!(out, "some symptoms with this need a professional: open supple and press ! to check")?;
            }
            if *earlier > 0 {
                writeln!(out, "entries that could not be saved earlier are now in the journal")?;
            }
            return Ok(Outcome::done());
        }
        RatingOutcome::Kept { why, folder } => vec![
            format!("supple: {why}"),
            format!("supple: your rating ({}) is kept in {folder} and goes into the journal next time", said(rating)),
        ],
        RatingOutcome::Lost { why, also } => {
            vec![format!("supple: {why}"), format!("supple: your rating ({}) is not saved: {also}", said(rating))]
        }
    };
    Ok(Outcome { exit: Exit::Failed, messages })
}

/// Returns a rating in one line: `pain 3, low back, left (before)`.
fn said(rating: &Rating) -> String {
    let moment = match rating.moment {
        Moment::Other => String::new(),
        moment => format!(" ({})", spoken(moment.as_str())),
    };
    let score = rating.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    let parts: Vec<String> = [format!("pain {score}")].into_iter().chain(details(rating)).collect();
    format!("{}{moment}", parts.join(", "))
}

/// Returns the places, words and other details of a rating, in words.
pub(super) fn details(rating: &Rating) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(rating.region.map(|region| spoken(region.as_str())));
    parts.extend(rating.side.map(|side| spoken(side.as_str())));
    parts.extend(rating.also.iter().map(spot_text));
    parts.extend(rating.spread.map(|spread| spread_text(spread).to_owned()));
    parts.extend(rating.words.iter().map(|word| spoken(word.as_str())));
    parts.extend(rating.stiff_min.map(|minutes| format!("stiff for {minutes} min")));
    parts.extend(rating.training_sore.then(|| "sore from training".to_owned()));
    parts
}

/// Returns a further place as one part: `buttock left`.
fn spot_text(spot: &Spot) -> String {
    let side = spot.side.map(|side| format!(" {side}")).unwrap_or_default();
    format!("{}{side}", spoken(spot.region.as_str()))
}

fn note(raw: &str) -> Text {
    let whole = Text::clean(raw);
    let short: String = whole.as_str().graphemes(true).take(LONGEST_NOTE).collect();
    Text::clean(&short)
}

fn without_repeats<T: Copy + PartialEq>(all: &[T]) -> Vec<T> {
    let mut kept = Vec::new();
    for one in all {
        if !kept.contains(one) {
            kept.push(*one);
        }
    }
    kept
}
