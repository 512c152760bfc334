//! The amount of one exercise that was done, session by session, in one row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::TrendsView;
use super::data::day_text;
use crate::domain::journal::entry::Quantity;
use crate::domain::stats::exercises::DosePoint;
use crate::domain::text::counted;
use crate::domain::time::spent_text;
use crate::widgets::time_bars::column;
use crate::widgets::wrap::{put, saturated};

/// The width of the amounts at most.
const WIDEST: usize = 30;

/// The least width for them.
const WITH_BARS: u16 = 60;

/// Draws the amounts of the newest sessions as columns, then the last and the best one in words.
pub(super) fn draw(view: &TrendsView<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, points) = (&view.model.theme, &view.seen.dose);
    let measure = DoneMeasure::of(points);
    let amounts: Vec<u32> = points.iter().filter_map(|point| measure.amount(&point.total)).collect();
    let best = amounts.iter().copied().max().unwrap_or(0);
    let x = put(buf, area, (0, 0), "done", theme.quiet()) + 2;
    let newest = amounts.get(amounts.len().saturating_sub(WIDEST)..).unwrap_or_default();
    let columns = if area.width < WITH_BARS { &[] } else { newest };
    for (at, amount) in (x..).zip(columns) {
        put(buf, area, (at, 0), &column(*amount, best, view.model.blocks), theme.measured());
    }
    let width = saturated(columns.len());
    let last =
        points.last().map(|point| (day_text(point.at.date_naive(), view.seen.today), measure.amount(&point.total)));
    let text = match last {
        Some((day, Some(amount))) => format!("{} on {day}, most {}", measure.text(amount), measure.text(best)),
        Some((day, None)) => format!("last on {day}"),
        None => "not in this span".to_owned(),
    };
    put(buf, area, (x + width + 2 * u16::from(width > 0), 0), &text, theme.quiet());
}

/// The units in which an exercise is counted.
#[derive(Clone, Copy)]
enum DoneMeasure {
    Hold,
    Reps,
    Breaths,
    Activity,
}

impl DoneMeasure {
    /// The unit of most of its sessions.
    fn of(points: &[DosePoint]) -> Self {
        let all = [Self::Activity, Self::Breaths, Self::Reps, Self::Hold];
        let most = all
            .into_iter()
            .max_by_key(|measure| points.iter().filter(|point| measure.amount(&point.total).is_some()).count());
        most.unwrap_or(Self::Reps)
    }

    const fn amount(self, total: &Quantity) -> Option<u32> {
        match self {
            Self::Hold => total.hold_s,
            Self::Reps => total.reps,
            Self::Breaths => total.breaths,
            Self::Activity => total.activity_s,
        }
    }

    fn text(self, amount: u32) -> String {
        match self {
            Self::Hold => format!("{amount} s held"),
            Self::Reps => counted(amount as usize, "rep"),
            Self::Breaths => counted(amount as usize, "breath"),
            Self::Activity => spent_text(amount.into()),
        }
    }
}
