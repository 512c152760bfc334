//! Figures drawn in each set of characters.

mod contrast;
mod extent;

use ratatui::style::Color;
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

use super::*;
use crate::domain::content::catalog::Catalog;
use crate::domain::figure::Figure;
use crate::domain::figure::follow::Moment;
use crate::domain::figure::scene::{Layer, PartMark};
use crate::theme::{Background, ColorDepth};
use crate::widgets::testing::{drawn, picture, survives_every_size, theme};

const ALL: [Characters; 6] = [
    Characters::Octants,
    Characters::Sextants,
    Characters::Quadrants,
    Characters::Braille,
    Characters::Halves,
    Characters::Ascii,
];

fn bird_dog() -> std::sync::Arc<Figure> {
    Catalog::built_in().figure("bird-dog").unwrap()
}

fn shapes(figure: &Figure) -> Vec<Shape> {
    figure.scene(&figure.pose(Moment::Along(1.0)), false)
}

fn seen(characters: Characters, width: u16, height: u16) -> String {
    let figure = bird_dog();
    let theme = theme();
    let view = FigureView { shapes: &shapes(&figure), bounds: figure.bounds, characters, theme: &theme };
    picture(view, width, height)
}

#[test]
fn it_is_drawn_in_dots() {
    insta::assert_snapshot!(seen(Characters::Braille, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |                 ⢀⣀ |
    | ⣀⣤⣤⣤⣤⡤⣠⢄⡤⣠⣤⣴⣶⣰⣜⠉⠁  |
    | ⠉      ⠉⡎⠁ ⠠⡏⠈⠁    |
    |⣀⣀⣀⣀⣤⣤⣤⣤⣤⣧⣤⣤⣤⣿⣤⣤⣤⣄⣀⣀|
    ");
    insta::assert_snapshot!(seen(Characters::Braille, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                   ⣀⣠⡤⠴⠒⠚   |
    |     ⣀⣀⣀⣀⣀⣀⣀⣀⢀⡀⣀⢀⡀⣀ ⡀⣀⢀⡀⣠⣤⣤⣤⣶⣶⣶⢔⣴⣯⡊⠉        |
    |  ⢀⣴⠟⠛⠛⠛⠛⠛⠿⠿⠿⠯⢞⡵⣫⢞⡵⣫⢞⡵⣫⢞⡿⣿⠿⠿⠿⣿⡟⢻⣿⣿⡟         |
    |  ⠈               ⠈⢱⣿⠈⠁     ⢸⣿  ⠈⠁          |
    |                   ⢸⣿       ⢻⣇              |
    |                   ⢸⣿       ⠈⣿⡀             |
    |⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⣶⣶⣶⣶⣶⣶⣶⣶⣶⣾⣿⣤⣤⣤⣤⣤⣤⣤⣤⣼⣷⣶⣤⣤⣤⣤⣤⣤⣤⣀⣀⣀⣀⣀|
    ");
}

#[test]
fn it_is_drawn_in_filled_blocks() {
    insta::assert_snapshot!(seen(Characters::Octants, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                  ▂▂▄▄𜴳𜴔▀▘  |
    |     ▂▂▂▂▂▂▂▂𜺠𜺣▂𜺠𜺣▂ 𜺣▂𜺠𜺣𜷋▄▄▄▆▆▆𜶌𜷡𜷠𜵄🮂𜺨       |
    |  𜺠𜷡𜴗▀▀▀▀▀🮅🮅🮅𜴮𜶎𜵪𜷒𜶎𜵪𜷒𜶎𜵪𜷒𜶎𜵰█🮅🮅🮅█▛▜██▛         |
    |  𜺫               𜺫𜶗█𜵉𜺨     ▐█  𜺫𜺨          |
    |                   ▐█▌      ▜𜷀              |
    |                   ▐█𜺨      𜺫█𜺣             |
    |▁▁▁▁▁▁▁▁▁𜴳𜴳𜶨▆████████▄▄▄▄▄▄▄▄𜴡𜴴𜴳▄▄▄▄▄▄𜵡▁▁▁▁▁|
    ");
    insta::assert_snapshot!(seen(Characters::Sextants, 30, 9), @r"
    |                              |
    |                              |
    |                              |
    |                              |
    |                      🬞🬞🬭🬚🬋🬎🬀 |
    |  🬭🬚🬩🬹🬹🬹🬹🬚🬵🬢🬚🬵🬢🬚🬵🬻███▐█▌      |
    | 🬁🬀        🬂🬁🬺🬕🬁🬀  ▐▌🬁🬂🬀      |
    |             █▌    🬨🬓         |
    |▁▁▁▁▁▁🬋🬩🬹🬹🬹🬹🬹█🬲▂▂▂▂▂🬎🬋▂▂▂▂▂▁▁▁|
    ");
    insta::assert_snapshot!(seen(Characters::Quadrants, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                  ▗▄▄▄▀▀▀▘  |
    |     ▄▄▄▄▄▄▄▄▖▄▗▖▄▗ ▄▗▖▄▄▄▄▄███▜▟▙▛         |
    |  ▗▟▀▀▀▀▀▀▀▀▀▀▚▛▟▚▛▟▚▛▟▚▛█▀▀▀█▌▜██▛         |
    |                   ▐█▌      ▐█              |
    |                   ▐█▌      ▜▙              |
    |                   ▐█        █▖             |
    |▁▁▁▁▁▁▁▁▁▀▀▜█████████▂▂▂▂▂▂▂▂▟▀▀▂▂▂▂▂▂▂▁▁▁▁▁|
    ");
}

#[test]
fn without_colours_a_pattern_marks_what_works_and_what_is_stretched() {
    let (theme, mut shapes) = (theme(), shapes(&bird_dog()));
    let mut lit = Vec::new();
    for mark in [PartMark::None, PartMark::Stretches, PartMark::Works] {
        shapes.iter_mut().filter(|shape| shape.layer == Layer::Trunk).for_each(|shape| shape.mark = mark);
        let dots = Dots::draw(&shapes, bird_dog().bounds, (44, 13), Characters::Octants, theme.has_colours());
        lit.push(dots.inks.iter().filter(|ink| ink.is_body()).count());
    }
    assert!(lit[0] > lit[2] + 20 && lit[2] > lit[1] + 20, "{lit:?}");
}

#[test]
fn two_limbs_share_a_cell() {
    let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, false);
    let figure = bird_dog();
    let view = FigureView {
        shapes: &shapes(&figure),
        bounds: figure.bounds,
        characters: Characters::Quadrants,
        theme: &theme,
    };
    let drawn = drawn(view, 44, 13);
    let shared = drawn.content.iter().filter(|cell| cell.bg != Color::Reset);
    assert!(shared.clone().count() > 5);
    assert!(shared.clone().all(|cell| cell.fg != cell.bg));
}

#[test]
fn it_is_drawn_in_half_blocks_where_dots_are_unknown() {
    insta::assert_snapshot!(seen(Characters::Halves, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |               ▄▄▄▄ |
    | ▄████▄ ▄▄ ███▄█▀▀  |
    | ▀      ██  ██      |
    |____██████████████__|
    ");
    insta::assert_snapshot!(seen(Characters::Halves, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                        ▄▄  |
    |                                 ▄▄▄▄██▀▀▀  |
    |    ▄▄▄▄▄▄▄▄▄▄▄ ▄▄  ▄ ▄▄▄▄▄▄███▄███▀        |
    |  ▄██▀▀▀▀▀▀▀▀▀ █▀▄█▀▄█▀▄██▀▀▀█▀▀██▀         |
    |  ▀                ██▀      ██              |
    |                   ██       ██              |
    |                   ██        █▄             |
    |_________████████████████████▀██▀██████_____|
    ");
}

#[test]
fn it_is_drawn_in_plain_characters() {
    insta::assert_snapshot!(seen(Characters::Ascii, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |                 :: |
    | ######****#####    |
    |         :  ##      |
    |____:::::====##===__|
    ");
    insta::assert_snapshot!(seen(Characters::Ascii, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                  *:::      |
    |    #########****** ****###########         |
    |  ###          **********#   #  ##          |
    |                    :       ##              |
    |                    :       ##              |
    |                    :        ##             |
    |___________===================##=======_____|
    ");
}

#[test]
fn it_survives_every_size() {
    let figure = bird_dog();
    let (shapes, theme) = (shapes(&figure), theme());
    for characters in ALL {
        // Also where there is nothing to measure by.
        for bounds in [figure.bounds, Bounds::NONE] {
            survives_every_size(|| FigureView { shapes: &shapes, bounds, characters, theme: &theme });
        }
        let view = FigureView { shapes: &shapes, bounds: figure.bounds, characters, theme: &theme };
        drawn(view, 500, 200);
    }
}

#[test]
fn every_character_is_of_its_set() {
    let allowed = |characters: Characters, symbol: char| match characters {
        Characters::Octants => OCTANTS.contains(&symbol) || "▁▂".contains(symbol),
        Characters::Sextants => SEXTANTS.contains(&symbol) || "▁▂".contains(symbol),
        Characters::Quadrants | Characters::Graphics => QUADRANTS.contains(&symbol) || "▁▂".contains(symbol),
        Characters::Braille => ('\u{2800}'..='\u{28ff}').contains(&symbol),
        Characters::Halves => "▀▄█_".contains(symbol),
        Characters::Ascii => symbol.is_ascii(),
    };
    for characters in ALL {
        let text = seen(characters, 44, 13);
        let inside = text.lines().flat_map(|line| line.chars().skip(1).take(44)).filter(|symbol| *symbol != ' ');
        assert!(inside.clone().count() > 40, "{text}");
        assert!(inside.clone().all(|symbol| allowed(characters, symbol)), "{text}");
    }
}
