//! A listing of journal entries, the newest first, which grows as far back as it is asked to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::filter::Wanted;
use super::{EntryKind, Item, session_near, session_of};
use crate::domain::content::words::WordList;
use crate::domain::journal::entry::{Rating, SessionEntry, Stamp};
use crate::domain::journal::merged::{Journal, Logged};
use crate::domain::journal::plan_mark::PlanMark;
use crate::domain::time::calendar::days_between;

/// The number of days that two local dates may differ by at one moment: entries are ordered by time, days are local.
const OTHER_PLACES: i64 = 2;

/// The kind of an entry, and its index in the list of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct EntryPosition {
    kind: EntryKind,
    at: u32,
}

/// Entries that match a filter, the newest first; ratings of a listed session are not listed themselves. Without a
/// filter, what was ticked off in plans on one day is listed as one entry, the newest, unless that day is opened.
///
/// Valid while the journal does not change: after a change, create a new one.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    wanted: Wanted,
    /// The days whose ticks are listed one by one.
    opened: BTreeSet<NaiveDate>,
    found: Vec<EntryPosition>,
    /// The place in `found` of each entry with folded ones, and those, the newest first.
    folded: BTreeMap<usize, Vec<u32>>,
    /// The number of entries that have not been visited, by kind.
    left: [usize; EntryKind::COUNT],
    /// The order of the newest of those, by kind.
    next: [Option<(Stamp, Uuid)>; EntryKind::COUNT],
    is_whole: bool,
}

impl Listing {
    /// Returns an empty listing of the `wanted` entries of `journal`.
    pub fn new(journal: &Journal, wanted: Wanted) -> Self {
        Self::with_opened(journal, wanted, BTreeSet::new())
    }

    /// As [`Listing::new`], with the ticks of the `opened` days listed one by one.
    pub fn with_opened(journal: &Journal, wanted: Wanted, opened: BTreeSet<NaiveDate>) -> Self {
        let mut listing = Self { wanted, opened, ..Self::default() };
        for (_, kind) in EntryKind::ALL {
            let (at, count) = (*kind as usize, Item::count(journal, *kind));
            let left = listing.wanted.to.map_or(count, |to| up_to(journal, *kind, count, to));
            if let Some(slot) = listing.left.get_mut(at) {
                *slot = left;
            }
            listing.look(journal, *kind);
        }
        listing
    }

    /// Returns the number of entries found so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns true if no entry has been found so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns true if all entries have been found.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns the entry at `at`, counted from the newest, if it has been found.
    pub fn get<'a>(&self, journal: &'a Journal, at: usize) -> Option<Item<'a>> {
        let place = self.found.get(at)?;
        Item::of(journal, place.kind, usize::try_from(place.at).ok()?)
    }

    /// Returns the ticks listed as the entry at `at`, the newest first; empty unless several are folded into it.
    pub fn ticks<'a>(&self, journal: &'a Journal, at: usize) -> Vec<&'a Logged<PlanMark>> {
        let (Some(folded), Some(Item::Plan(first))) = (self.folded.get(&at), self.get(journal, at)) else {
            return Vec::new();
        };
        let others = folded.iter().filter_map(|at| journal.plan_marks().get(usize::try_from(*at).ok()?));
        std::iter::once(first).chain(others).collect()
    }

    /// Continues until `many` entries are found.
    pub fn find(&mut self, journal: &Journal, many: usize) {
        self.find_while(journal, |listing| listing.len() < many);
    }

    /// Finds all entries.
    pub fn find_all(&mut self, journal: &Journal) {
        self.find_while(journal, |_| true);
    }

    /// Returns the position of the first entry on or before `day`; that of the last entry if all are later.
    pub fn place_of_day(&mut self, journal: &Journal, day: NaiveDate) -> usize {
        self.find_while(journal, |listing| listing.last(journal).is_none_or(|item| item.at().date_naive() > day));
        let days = (0..self.len()).filter_map(|at| self.get(journal, at)).map(|item| item.at().date_naive());
        let later = days.take_while(|other| *other > day).count();
        later.min(self.len().saturating_sub(1))
    }

    /// Returns the position of the entry `id`, which has the time `at`, if it is listed.
    pub fn place_of(&mut self, journal: &Journal, id: Uuid, at: Stamp) -> Option<usize> {
        self.find_while(journal, |listing| listing.last(journal).is_none_or(|item| item.order() >= (at, id)));
        (0..self.len()).rev().find(|place| self.stands_for(journal, *place, id))
    }

    /// Returns true if the entry `id` is listed at this place, by itself or with others.
    fn stands_for(&self, journal: &Journal, place: usize, id: Uuid) -> bool {
        self.get(journal, place).is_some_and(|item| item.id() == id)
            || self.ticks(journal, place).iter().any(|tick| tick.id == id)
    }

    fn last<'a>(&self, journal: &'a Journal) -> Option<Item<'a>> {
        self.get(journal, self.len().checked_sub(1)?)
    }

    fn find_while(&mut self, journal: &Journal, goes_on: impl Fn(&Self) -> bool) {
        while !self.is_whole && goes_on(self) {
            let newest =
                EntryKind::ALL.iter().zip(&self.next).filter_map(|((_, kind), next)| Some((*next.as_ref()?, *kind)));
            let Some((order, kind)) = newest.max_by_key(|(order, _)| *order) else {
                self.is_whole = true;
                return;
            };
            if self.wanted.from.is_some_and(|from| days_between(order.0.date_naive(), from) > OTHER_PLACES) {
                self.is_whole = true;
                return;
            }
            self.take(journal, kind);
        }
    }

    /// Visits the newest entry of this kind, and lists it if it is wanted.
    fn take(&mut self, journal: &Journal, kind: EntryKind) {
        let Some(left) = self.left.get_mut(kind as usize) else { return };
        *left = left.saturating_sub(1);
        let at = *left;
        self.look(journal, kind);
        let item = Item::of(journal, kind, at);
        if let (true, Ok(at)) = (item.is_some_and(|item| self.is_listed(journal, &item)), u32::try_from(at)) {
            match item.and_then(|item| self.fold_for(journal, &item)) {
                Some(place) => self.folded.entry(place).or_default().push(at),
                None => self.found.push(EntryPosition { kind, at }),
            }
        }
    }

    /// Returns the place of the entry that the ticks of a day are folded into, if `item` is a further one of them.
    fn fold_for(&self, journal: &Journal, item: &Item<'_>) -> Option<usize> {
        let day = item.at().date_naive();
        if !item.is_tick() || self.wanted.is_set() || self.opened.contains(&day) {
            return None;
        }
        // Entries of the same day may be apart by a day in the order if they come from other places.
        let places = (0..self.len()).rev().map_while(|place| Some((place, self.get(journal, place)?)));
        let near = places.take_while(|(_, other)| days_between(day, other.at().date_naive()) <= OTHER_PLACES);
        near.filter(|(_, other)| other.at().date_naive() == day && other.is_tick()).map(|(place, _)| place).last()
    }

    fn is_listed(&self, journal: &Journal, item: &Item<'_>) -> bool {
        if !self.wanted.is_set() {
            return !matches!(item, Item::Rating(rating) if self.session_of(journal, rating).is_some());
        }
        match item {
            // Where only its session matches, the session is listed instead.
            Item::Rating(rating) if self.wanted.kind.is_none() => {
                let admits = self.wanted.says_all(rating) && self.wanted.admits(journal, item);
                let session = self.session_of(journal, rating).filter(|_| admits).map(Item::Session);
                admits && session.is_none_or(|session| !self.wanted.admits(journal, &session))
            }
            item => self.wanted.admits(journal, item),
        }
    }

    /// Returns the session of the rating that is visited: sessions that have not been visited are older.
    fn session_of<'a>(&self, journal: &'a Journal, rating: &Logged<Rating>) -> Option<&'a Logged<SessionEntry>> {
        match self.wanted.to {
            None => session_near(journal, rating, self.left.get(EntryKind::Session as usize).copied()?),
            // Sessions were passed over.
            Some(_) => session_of(journal, rating),
        }
    }

    /// Notes the order of the next entry of this kind.
    fn look(&mut self, journal: &Journal, kind: EntryKind) {
        let at = kind as usize;
        let last = self.left.get(at).and_then(|left| left.checked_sub(1));
        let order = last.and_then(|last| Item::of(journal, kind, last)).map(|item| item.order());
        if let Some(next) = self.next.get_mut(at) {
            *next = order;
        }
    }
}

/// Returns the number of the first `count` entries of a kind that may be on or before the day `to`.
fn up_to(journal: &Journal, kind: EntryKind, count: usize, to: NaiveDate) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        let item = Item::of(journal, kind, middle);
        let is_early = item.is_some_and(|item| days_between(to, item.at().date_naive()) <= OTHER_PLACES);
        if is_early { low = middle + 1 } else { high = middle }
    }
    low
}
