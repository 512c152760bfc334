//! What several tests need.

use supple::domain::journal::entry::{Body, Entry, Moment, Rating, Score};
use supple::domain::journal::timestamp;
use supple::domain::text::Text;
use uuid::Uuid;

/// A rating with the number as its id and in its note.
pub(crate) fn rating(n: u128) -> Entry {
    let note = Some(Text::clean(&format!("number {n}")));
    let body = Rating { score: Score::new(3), note, ..Rating::new(Moment::Other) };
    Entry {
        id: Uuid::from_u128(n),
        at: timestamp::parse("2026-11-20T07:02:10+01:00").unwrap(),
        body: Body::Rating(body),
    }
}
