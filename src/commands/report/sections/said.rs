//! Notes in the user's own words.

use super::super::model::{Block, Section};
use super::{Source, cut, section, short_date};
use crate::cli::report::Part;
use crate::domain::record::entry::Stamp;
use crate::domain::text::Text;

/// At most so many notes, the newest, and so many columns of each.
const MOST: usize = 3;
const LONGEST: usize = 100;

impl Source<'_> {
    /// `None` without a note.
    pub(super) fn notes(&self) -> Option<Section> {
        let scope = &self.selection.scope;
        let sessions = self.selection.runs().map(|run| (run.session.at, &run.session.note));
        let ratings = self.selection.ratings().filter_map(|rating| Some((rating.at, rating.note.as_ref()?)));
        let mut notes: Vec<(Stamp, &Text)> = sessions.chain(ratings).filter(|(_, note)| !note.is_empty()).collect();
        notes.retain(|(at, _)| scope.has_at(*at));
        notes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let line = |(at, note): (Stamp, &Text)| format!("{}: {}", short_date(at.date_naive()), cut(note, LONGEST));
        let lines: Vec<String> = notes.into_iter().take(MOST).map(line).collect();
        (!lines.is_empty()).then(|| section(Part::Notes, "My notes, the newest first", vec![Block::List(lines)]))
    }
}
