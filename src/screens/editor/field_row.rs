//! A row of fields of which keys change one, and a text that is typed in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::domain::content::draft::fields::FieldText;
use crate::theme::Theme;
use crate::widgets::text_field::TextField;
use crate::widgets::text_input::TextInput;
use crate::widgets::wrap::{columns, put, saturated};

/// The columns between two fields.
const GAP: usize = 3;

fn field_columns<F>(text: &FieldText<F>) -> usize {
    columns(text.label) + 1 + columns(&text.value)
}

/// Returns the first field to draw, so that the chosen one can be seen.
fn first_field<F>(fields: &[FieldText<F>], chosen: usize, width: usize) -> usize {
    let mut taken: usize = fields.iter().take(chosen + 1).map(|text| field_columns(text) + GAP).sum();
    let mut first = 0;
    // Of hidden ones a sign is shown on either side.
    while first < chosen && taken + 2 > width + GAP {
        taken -= fields.get(first).map_or(0, field_columns) + GAP;
        first += 1;
    }
    first
}

/// Draws fields in a row, the chosen one in view.
pub(in crate::screens) fn render_fields<F>(
    fields: &[FieldText<F>],
    chosen: usize,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let first = first_field(fields, chosen, area.width.into());
    let mut x = if first > 0 { put(buf, area, (0, 0), "‹ ", theme.quiet()) } else { 0 };
    for (at, text) in fields.iter().enumerate().skip(first) {
        let is_last = at + 1 == fields.len();
        let room = usize::from(area.width.saturating_sub(x));
        if field_columns(text) + if is_last { 0 } else { 2 } > room && at != chosen {
            put(buf, area, (x, 0), "›", theme.quiet());
            return;
        }
        let (label, value): (Style, Style) =
            if at == chosen { (theme.chosen(), theme.chosen()) } else { (theme.quiet(), theme.text()) };
        x = put(buf, area, (x, 0), &format!("{} ", text.label), label);
        x = put(buf, area, (x, 0), &text.value, value) + saturated(GAP);
    }
}

/// Draws a label and a text that is being typed.
pub(in crate::screens) fn text_field(
    input: &TextInput,
    label: &str,
    hint: &str,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let x = put(buf, area, (0, 0), label, theme.key());
    let field = Rect { x: area.x + x, width: area.width.saturating_sub(x), ..area };
    TextField { value: input.value(), cursor: Some(input.cursor()), hint, theme }.render(field, buf);
}
