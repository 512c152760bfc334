//! The bytes against the picture that a terminal makes of them.

use super::*;
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::Style;

const SIZE: Rect = Rect::new(0, 0, 12, 5);

fn colour() -> impl Strategy<Value = Color> {
    use Color::{DarkGray, Gray, LightCyan, Red, Reset};
    prop_oneof![
        proptest::sample::select(vec![Reset, Red, Gray, DarkGray, LightCyan]),
        any::<u8>().prop_map(Color::Indexed),
        any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

fn modifier() -> impl Strategy<Value = Modifier> {
    proptest::sample::subsequence(vec![Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED], 0..=3)
        .prop_map(|flags| flags.into_iter().collect())
}

/// Cells to change: column, row, and new content.
fn changes() -> impl Strategy<Value = Vec<(u16, u16, &'static str, Color, Color, Modifier)>> {
    let symbol = proptest::sample::select(vec!["a", " ", "⣿", "▀", "é"]);
    let cell = (0..SIZE.width, 0..SIZE.height, symbol, colour(), colour(), modifier());
    proptest::collection::vec(cell, 0..30)
}

fn parser() -> vt100::Parser {
    let size = |cells| std::num::NonZero::new(cells).unwrap();
    vt100::Parser::new(size(SIZE.height), size(SIZE.width), 0)
}

fn seen(screen: &vt100::Screen) -> Vec<String> {
    let cells = (0..SIZE.height).flat_map(|y| (0..SIZE.width).map(move |x| (x, y)));
    cells
        .map(|(x, y)| {
            let cell = screen.cell(y, x).unwrap();
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let behind = (cell.bgcolor(), cell.underline(), cell.inverse());
            // Of a blank nothing else is seen, unless it is reversed.
            let written = (text != " " || cell.inverse() || cell.underline()).then(|| (cell.fgcolor(), cell.bold()));
            format!("{x},{y} {text:?} {behind:?} {written:?}")
        })
        .collect()
}

proptest! {
    /// Whatever changed, the terminal shows the same as one on which all cells are written, each with its own position
    /// and style.
    #[test]
    fn the_shortest_way_shows_what_the_long_way_shows(frames in proptest::collection::vec(changes(), 1..4)) {
        let mut terminal = parser();
        let (mut pen, mut shown) = (Pen::default(), Buffer::empty(SIZE));
        let mut out = Vec::new();
        pen.clear();
        for changes in frames {
            let mut next = shown.clone();
            for (x, y, symbol, fg, bg, modifier) in changes {
                next.set_string(x, y, symbol, Style::new().fg(fg).bg(bg).add_modifier(modifier));
            }
            pen.put_changes(&shown, &next);
            pen.write_to(&mut out).unwrap();
            shown = next;
        }
        terminal.process(&out);
        let mut whole = parser();
        for (x, y, cell) in Buffer::empty(SIZE).diff(&shown) {
            let mut alone = Pen::default();
            alone.put(x, y, cell, SIZE.width);
            let mut bytes = Vec::new();
            alone.write_to(&mut bytes).unwrap();
            whole.process(&bytes);
        }
        prop_assert_eq!(seen(terminal.screen()), seen(whole.screen()));
    }
}

#[test]
fn neighbours_of_one_style_cost_no_more_than_their_characters() {
    let mut buffer = Buffer::empty(SIZE);
    buffer.set_string(2, 1, "⣿⣿ ⣿", Style::new().fg(Color::DarkGray));
    let mut pen = Pen::default();
    pen.clear();
    for (x, y) in [(2, 1), (3, 1), (5, 1), (5, 2), (5, 3)] {
        pen.put(x, y, &buffer[(x, y)], SIZE.width);
    }
    let mut out = Vec::new();
    pen.write_to(&mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{1b}[m\u{1b}[2J\u{1b}[2;3H\u{1b}[90m⣿⣿\u{1b}[C⣿\u{1b}[3;6H \u{1b}[4;6H "
    );
}

/// Terminals differ in their position after a character of two columns, and in the width of some characters.
#[test]
fn after_a_wide_character_and_the_last_column_the_place_is_told_anew() {
    let mut buffer = Buffer::empty(SIZE);
    buffer.set_string(0, 0, "日a", Style::new());
    let mut pen = Pen::default();
    pen.clear();
    for place in [(0, 0), (2, 0), (11, 0), (0, 1)] {
        pen.put(place.0, place.1, &buffer[place], SIZE.width);
    }
    let mut out = Vec::new();
    pen.write_to(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text, "\u{1b}[m\u{1b}[2J\u{1b}[1;1H日\u{1b}[1;3Ha\u{1b}[8C \u{1b}[2;1H ");
}

#[test]
fn cells_of_one_style_are_written_together() {
    let mut buffer = Buffer::empty(SIZE);
    let red = Style::new().fg(Color::Red);
    for (x, style) in [(0, red), (1, Style::new()), (2, red)] {
        buffer.set_string(x, 0, "⣿", style);
    }
    let mut pen = Pen::default();
    pen.clear();
    pen.put_by_style((0..4).map(|x| ((x, 0), buffer[(x, 0)].clone())).collect(), SIZE.width);
    let mut out = Vec::new();
    pen.write_to(&mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "\u{1b}[m\u{1b}[2J\u{1b}[1;2H⣿\u{1b}[C \u{1b}[4D\u{1b}[31m⣿\u{1b}[C⣿");
}

/// One row of words at a column that leaves room for characters that a terminal draws wider than expected.
fn row() -> impl Strategy<Value = (u16, String)> {
    let word = proptest::sample::select(vec![
        "",
        "a",
        "Flagge",
        "ทำ",
        "🇩🇪",
        "👨‍👩‍👧",
        "क्षि",
        "e\u{301}",
        "伸展",
        "☂\u{fe0f}",
        "🧘🏽",
    ]);
    // At most one of three columns more than it counts: a row of the terminal below holds it.
    (0..6_u16, proptest::collection::vec(word, 0..3)).prop_map(|(x, words)| (x, words.join(" ")))
}

proptest! {
    /// `vt100` gives each code point its own columns, as older terminals do.
    #[test]
    fn nothing_stays_of_a_cluster_that_the_terminal_draws_wider(
        frames in proptest::collection::vec(proptest::collection::vec(row(), 3), 1..5)
    ) {
        const WIDE: Rect = Rect::new(0, 0, 60, 3);
        let size = |cells| std::num::NonZero::new(cells).unwrap();
        let mut terminal = vt100::Parser::new(size(WIDE.height), size(WIDE.width), 0);
        let (mut pen, mut shown) = (Pen::default(), Buffer::empty(WIDE));
        pen.clear();
        for rows in frames {
            let mut next = Buffer::empty(WIDE);
            for (y, (x, text)) in (0..).zip(rows) {
                next.set_string(x, y, text, Style::new());
                next.set_string(50, y, "end", Style::new());
            }
            pen.put_changes(&shown, &next);
            let mut out = Vec::new();
            pen.write_to(&mut out).unwrap();
            terminal.process(&out);
            shown = next;
            for y in 0..WIDE.height {
                let mut x = 0;
                while let Some(cell) = shown.cell((x, y)) {
                    let is_plain = is_sure(cell.symbol());
                    let there = terminal.screen().cell(y, x).map(|cell| cell.contents().trim().to_owned());
                    if is_plain {
                        prop_assert_eq!(there, Some(cell.symbol().trim().to_owned()), "column {} of row {}", x, y);
                    }
                    x += u16::try_from(cell.symbol().width()).unwrap().max(1);
                }
            }
        }
    }
}

#[test]
fn a_row_without_clusters_is_written_only_where_it_changed() {
    let (mut shown, mut next) = (Buffer::empty(SIZE), Buffer::empty(SIZE));
    shown.set_string(0, 0, "30 s left", Style::new());
    next.set_string(0, 0, "29 s left", Style::new());
    let (mut pen, mut out) = (Pen::default(), Vec::new());
    pen.put_changes(&shown, &next);
    pen.write_to(&mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "\u{1b}[1;1H\u{1b}[0m29");
}
