//! The entries of a journal, the newest first, as far back as anybody looked.

use chrono::NaiveDate;
use uuid::Uuid;

use super::wanted::Wanted;
use super::{Item, session_near, session_of};
use crate::domain::content::words::Word;
use crate::domain::record::entry::{Rating, Session, Stamp};
use crate::domain::record::journal::{Journal, Logged};
use crate::domain::record::kind::EntryKind;
use crate::domain::time::calendar::days_between;

/// Days that the dates of two clocks may differ by at one time: entries are in order of time, days are local.
const OTHER_PLACES: i64 = 2;

/// Where an entry stands in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    kind: EntryKind,
    at: u32,
}

/// Entries by themselves, the newest first; ratings of a session that is listed stand with that and not by themselves.
///
/// Holds as long as the journal stays as it is: after a change, begin anew.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    wanted: Wanted,
    found: Vec<Place>,
    /// By kind: how many of its list were not looked at yet.
    left: [usize; EntryKind::COUNT],
    /// By kind: the newest of those.
    next: [Option<(Stamp, Uuid)>; EntryKind::COUNT],
    is_whole: bool,
}

impl Listing {
    /// What is `wanted` of `journal`; nothing of it is looked for yet.
    pub fn new(journal: &Journal, wanted: Wanted) -> Self {
        let mut listing = Self { wanted, ..Self::default() };
        for (_, kind) in EntryKind::ALL {
            let (at, count) = (*kind as usize, Item::count(journal, *kind));
            let left = listing.wanted.to.map_or(count, |to| up_to(journal, *kind, count, to));
            listing.left.iter_mut().skip(at).take(1).for_each(|slot| *slot = left);
            listing.look(journal, *kind);
        }
        listing
    }

    /// How many are found so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether none is found so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether all that there are are found.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The entry at `at`, from the newest; `None` where so many are not found.
    pub fn get<'a>(&self, journal: &'a Journal, at: usize) -> Option<Item<'a>> {
        let place = self.found.get(at)?;
        Item::of(journal, place.kind, usize::try_from(place.at).ok()?)
    }

    /// Looks on until `many` are found.
    pub fn find(&mut self, journal: &Journal, many: usize) {
        self.find_while(journal, |listing| listing.len() < many);
    }

    /// Looks for all.
    pub fn find_all(&mut self, journal: &Journal) {
        self.find_while(journal, |_| true);
    }

    /// The place of the first entry of `day` or an earlier one; of the last there is where all are later.
    pub fn place_of_day(&mut self, journal: &Journal, day: NaiveDate) -> usize {
        let is_later = |item: Item<'_>| item.at().date_naive() > day;
        let last = |listing: &Self| listing.len().checked_sub(1).and_then(|at| listing.get(journal, at));
        self.find_while(journal, |listing| last(listing).is_none_or(is_later));
        let later = (0..self.len()).take_while(|at| self.get(journal, *at).is_some_and(is_later)).count();
        later.min(self.len().saturating_sub(1))
    }

    /// The place of the entry `id`, which was at the time `at`; of the session that it stands with, where it does.
    pub fn place_of(&mut self, journal: &Journal, (at, id): (Stamp, Uuid)) -> Option<usize> {
        let is_before = |item: Item<'_>| item.order() < (at, id);
        let last = |listing: &Self| listing.len().checked_sub(1).and_then(|at| listing.get(journal, at));
        self.find_while(journal, |listing| !last(listing).is_some_and(is_before));
        (0..self.len()).rev().find(|place| self.get(journal, *place).is_some_and(|item| item.id() == id))
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

    /// Takes the newest entry of this kind, if it is wanted.
    fn take(&mut self, journal: &Journal, kind: EntryKind) {
        let Some(left) = self.left.get_mut(kind as usize) else { return };
        *left = left.saturating_sub(1);
        let at = *left;
        self.look(journal, kind);
        let item = Item::of(journal, kind, at);
        if let (true, Ok(at)) = (item.is_some_and(|item| self.is_listed(journal, &item)), u32::try_from(at)) {
            self.found.push(Place { kind, at });
        }
    }

    fn is_listed(&self, journal: &Journal, item: &Item<'_>) -> bool {
        if !self.wanted.is_set() {
            return !matches!(item, Item::Rating(rating) if self.session_of(journal, rating).is_some());
        }
        match item {
            // What of it only its session says, that session is listed for.
            Item::Rating(rating) if self.wanted.kind.is_none() => {
                let admits = self.wanted.says_all(rating) && self.wanted.admits(journal, item);
                let session = self.session_of(journal, rating).filter(|_| admits).map(Item::Session);
                admits && session.is_none_or(|session| !self.wanted.admits(journal, &session))
            }
            item => self.wanted.admits(journal, item),
        }
    }

    /// The session of the rating that is looked at: those that were not looked at yet are older.
    fn session_of<'a>(&self, journal: &'a Journal, rating: &Logged<Rating>) -> Option<&'a Logged<Session>> {
        match self.wanted.to {
            None => session_near(journal, rating, self.left.get(EntryKind::Session as usize).copied()?),
            // Sessions were passed over.
            Some(_) => session_of(journal, rating),
        }
    }

    /// Sees which entry of this kind comes next.
    fn look(&mut self, journal: &Journal, kind: EntryKind) {
        let at = kind as usize;
        let last = self.left.get(at).and_then(|left| left.checked_sub(1));
        let order = last.and_then(|last| Item::of(journal, kind, last)).map(|item| item.order());
        self.next.iter_mut().skip(at).take(1).for_each(|next| *next = order);
    }
}

/// How many of the first `count` entries of a kind may be of the day `to` or an earlier one.
fn up_to(journal: &Journal, kind: EntryKind, count: usize, to: NaiveDate) -> usize {
    let is_early = |at: usize| {
        let item = Item::of(journal, kind, at);
        item.is_some_and(|item| days_between(to, item.at().date_naive()) <= OTHER_PLACES)
    };
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_early(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
