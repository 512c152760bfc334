//! The contact sheet: every figure at the start, the middle and the end of its movement, from the same
//! SVG that the program gives.

use std::path::Path;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use supple::domain::content::catalog::Catalog;
use supple::domain::figure::Figure;

const CELL: (u32, u32) = (300, 120);
const COLUMNS: u32 = 6;

fn sheet() -> Pixmap {
    let catalog = Catalog::built_in();
    let figures: Vec<_> = catalog.figure_ids().filter_map(|id| catalog.figure(id)).collect();
    let rows = u32::try_from(figures.len()).unwrap().div_ceil(COLUMNS);
    let mut sheet = Pixmap::new(CELL.0 * COLUMNS, CELL.1 * rows).unwrap();
    sheet.fill(Color::WHITE);
    for (at, figure) in (0_u32..).zip(&figures) {
        let tree = tree(figure);
        let size = tree.size();
        let scale = ((CELL.0 - 16) as f32 / size.width()).min((CELL.1 - 16) as f32 / size.height());
        let (x, y) = ((at % COLUMNS * CELL.0 + 8) as f32, (at / COLUMNS * CELL.1 + 8) as f32);
        resvg::render(&tree, Transform::from_scale(scale, scale).post_translate(x, y), &mut sheet.as_mut());
    }
    sheet
}

fn tree(figure: &Figure) -> Tree {
    // This renderer knows no variables: the colours of the light page stand in for them.
    let colours = [
        ("ink", "#222"),
        ("far", "#9a9a9a"),
        ("paper", "#fff"),
        ("works", "#c2410c"),
        ("stretch", "#1d4ed8"),
        ("prop", "#888"),
    ];
    let svg = figure.svg(&figure.phases(), false, figure.id.as_str(), "");
    let svg = colours.iter().fold(svg, |svg, (name, colour)| svg.replace(&format!("var(--{name})"), colour));
    Tree::from_str(&svg, &Options::default()).unwrap()
}

#[test]
fn every_figure_is_an_svg_that_draws_something() {
    let catalog = Catalog::built_in();
    for figure in catalog.figure_ids().filter_map(|id| catalog.figure(id)) {
        let tree = tree(&figure);
        let mut picture = Pixmap::new(200, 100).unwrap();
        let scale = (200.0 / tree.size().width()).min(100.0 / tree.size().height());
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
        let drawn = picture.pixels().iter().filter(|pixel| pixel.alpha() > 128).count();
        assert!(drawn > 200, "{}: {drawn} pixels", figure.id);
    }
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        sheet().save_png(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/figures.png")).unwrap();
    }
}
