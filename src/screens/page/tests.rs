//! Pages of the built-in guides at every width there is.

use std::collections::BTreeSet;

use super::*;
use crate::domain::content::catalog::Catalog;
use crate::domain::content::reading;
use crate::theme::{Background, ColorDepth};

/// The rows of a page in the smallest terminal, and in the usual one.
const HEIGHTS: [u16; 2] = [9, 20];

#[test]
fn every_guide_fits_its_width_and_every_link_is_reached_by_key() {
    let theme = Theme::new(ColorDepth::None, Background::Dark, false);
    let catalog = Catalog::built_in();
    for guide in catalog.guides() {
        for width in 38..=MEASURE {
            let mut content = Content::new(&theme, width);
            content.reading(&catalog, reading::of_guide(&guide, &catalog, content.width(), reading::link_detail));
            let shown = |line: &PageLine| line.spans.iter().map(|span| span.content.as_ref()).collect::<String>();
            let wide = content.lines.iter().map(shown).find(|line| columns(line) > width.into());
            assert_eq!(wide, None, "{} at {width}", guide.id);
            for height in HEIGHTS {
                let (down, up) = walked(&content, height);
                assert_eq!(down, (0..content.links.len()).collect(), "{} at {width}, down", guide.id);
                assert_eq!(up, down, "{} at {width}, up", guide.id);
            }
        }
    }
}

/// The links that `tab` comes by from the top, and `shift-tab` from the end.
fn walked(content: &Content<'_>, height: u16) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (lines, mut state) = (&content.lines, PageState::default());
    let (mut down, mut up) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..=content.links.len() {
        state.next_link(lines, height);
        down.extend(state.link(lines, height));
    }
    let mut state = PageState::default();
    state.scroll(isize::MAX, lines, height);
    for _ in 0..=content.links.len() {
        state.previous_link(lines, height);
        up.extend(state.link(lines, height));
    }
    (down, up)
}
