//! A preview of an item that has a figure: the text, and the figure below it or, where it is wide, beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::moving;
use super::page::{Content, MEASURE};
use crate::domain::figure::Figure;
use crate::state::model::Model;

/// The least width at which the figure may stand beside the text.
const BESIDE: u16 = 96;

/// The least height for a figure below the text.
const WITH_FIGURE: u16 = 13;

/// The height of a screen below which no preview has room for a figure.
pub(super) const LEAST_SCREEN: u16 = WITH_FIGURE + 4;

/// The greatest height of a figure: more shows nothing more.
const TALLEST: u16 = 36;

/// The areas of text and figure; the latter is empty where there is no room.
struct PreviewBoxes {
    text: Rect,
    figure: Rect,
}

impl PreviewBoxes {
    /// Splits `area` for `figure` and the text, which takes `rows_of_text` in its whole width: where both ways are open,
    /// so that the figure is larger.
    fn new(figure: &Figure, model: &Model, area: Rect, rows_of_text: u16) -> Self {
        let below = (area.height >= WITH_FIGURE).then(|| Self::below(figure, model, area, rows_of_text));
        let beside = (area.width >= BESIDE).then(|| Self::beside(figure, model, area));
        let both = [beside, below].into_iter().flatten();
        let larger = both.reduce(|one, other| if other.figure.height > one.figure.height { other } else { one });
        larger.unwrap_or(Self { text: area, figure: Rect::ZERO })
    }

    fn beside(figure: &Figure, model: &Model, area: Rect) -> Self {
        let width = (area.width / 3).max(area.width.saturating_sub(MEASURE + 2));
        let [text, _, beside] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Length(2), Constraint::Length(width)]).areas(area);
        let height = moving::rows(figure, model, beside.width, beside.height.min(TALLEST));
        Self { text, figure: Rect { height, ..beside } }
    }

    /// The figure gets what the text leaves, and a part of the height in any case.
    fn below(figure: &Figure, model: &Model, area: Rect, rows_of_text: u16) -> Self {
        let left = area.height.saturating_sub(rows_of_text + 1);
        let most = left.min(TALLEST).max(area.height * 2 / 5).max(moving::LEAST.1);
        let height = moving::rows(figure, model, area.width, most);
        let [text, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(area);
        Self { text, figure: below }
    }
}

/// Draws the text that `write` fills a page with, and returns the room for `figure`; if the text is too long, its
/// beginning and a hint at the rest.
pub(super) fn render(
    figure: Option<&Figure>,
    model: &Model,
    area: Rect,
    buf: &mut Buffer,
    write: impl Fn(&mut Content<'_>),
) -> Rect {
    let mut wide = Content::new(&model.theme, area.width);
    write(&mut wide);
    let boxes = figure.map(|figure| PreviewBoxes::new(figure, model, area, wide.height()));
    let boxes = boxes.unwrap_or(PreviewBoxes { text: area, figure: Rect::ZERO });
    let mut content = Content::new(&model.theme, boxes.text.width);
    write(&mut content);
    content.render_beginning("→ more", boxes.text, buf);
    boxes.figure
}
