//! Pain before, after and on the morning after each session: a row for each moment, a column for each session.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::TrendsView;
use super::change::NOT_SHOWN;
use crate::domain::advice::clinical_change::{MEDIAN_NEEDS, Median};
use crate::domain::journal::entry::Score;
use crate::domain::stats::SessionScores;
use crate::widgets::Blocks;
use crate::widgets::time_bars::column;
use crate::widgets::wrap::{put, saturated};

/// The height: a heading and three rows.
pub(super) const ROWS: u16 = 4;

/// The width of the names at the left, and of the medians at the right.
const NAMES: u16 = 9;
const MEDIANS: u16 = 20;

/// The highest score.
const MOST: u32 = 10;

/// The greatest width of a session.
const WIDEST: usize = 3;

/// A moment of a session.
struct MomentRow {
    name: &'static str,
    score: fn(&SessionScores) -> Option<Score>,
}

const MOMENTS: [MomentRow; 3] = [
    MomentRow { name: "before", score: |scores| scores.before },
    MomentRow { name: "after", score: |scores| scores.after },
    MomentRow { name: "morning", score: |scores| scores.next_morning },
];

/// Draws the rows, of the newest sessions that there is room for. The medians are of all sessions.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, all) = (&view.model.theme, &view.seen.sessions);
    let room = usize::from(area.width.saturating_sub(NAMES + MEDIANS));
    let newest = all.get(all.len().saturating_sub(room)..).unwrap_or_default();
    let each = match view.model.blocks {
        Blocks::Fine => (room / newest.len().max(1)).clamp(1, WIDEST),
        // Digits.
        Blocks::Full | Blocks::Ascii => 1,
    };
    let which = if newest.len() == all.len() { "each session".to_owned() } else { format!("the last {room} sessions") };
    put(buf, area, (0, 0), &format!("pain in {which}, 0 to 10; a gap is no rating"), theme.quiet());
    for (y, moment) in (1..).zip(MOMENTS) {
        put(buf, area, (0, y), moment.name, theme.quiet());
        for (x, session) in (NAMES..).step_by(each).zip(newest) {
            if let Some(score) = (moment.score)(session) {
                put(
                    buf,
                    area,
                    (x, y),
                    &column(score.value().into(), MOST, view.model.blocks).repeat(each),
                    theme.measured(),
                );
            }
        }
        let x = NAMES + saturated(each * newest.len()) + 2;
        let scores = all.iter().filter_map(moment.score);
        put(buf, area, (x, y), &median_text(Median::of(scores)), theme.text());
    }
}

/// `median 1 (n 35)`.
fn median_text(median: Option<Median>) -> String {
    match median {
        Some(median) if median.count >= MEDIAN_NEEDS => format!("median {median} (n {})", median.count),
        few => format!("{NOT_SHOWN} (n {})", few.map_or(0, |few| few.count)),
    }
}
