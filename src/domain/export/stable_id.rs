//! Ids that files of other formats need beyond those of entries: the same journal gives the same ones each time.

use uuid::{Builder, Uuid};

use crate::domain::journal::browse::{EntryKind, Item};
use crate::domain::journal::merged::Journal;

/// Returns the id of a thing made from the entry `id`; `part` tells such things apart.
pub(super) fn part_of(id: Uuid, part: u8) -> Uuid {
    let mixed = id.as_u128() ^ (u128::from(part) << 8 | 0xa5);
    Builder::from_custom_bytes(mixed.to_be_bytes()).into_uuid()
}

/// Returns an id of the journal as a whole: that of its first entry, also of one that was deleted. It stays as the
/// journal grows.
pub(super) fn of_journal(journal: &Journal) -> Uuid {
    let kept = EntryKind::VALUES.iter().filter_map(|kind| Item::of(journal, *kind, 0)).map(|first| first.order());
    let deleted = journal.deleted().map(|entry| (entry.at, entry.id));
    kept.chain(deleted).min().map(|(_, id)| id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_entry_have_ids_of_their_own() {
        let id = Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
        let parts = [1, 2].map(|part| part_of(id, part));
        assert_eq!(parts[0], part_of(id, 1));
        assert!(parts[0] != parts[1] && !parts.contains(&id));
        assert!(parts.iter().all(|part| part.get_version_num() == 8));
    }
}
