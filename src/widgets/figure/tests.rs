//! One figure in each set of characters, small and large.

use super::*;
use crate::domain::content::catalog::Catalog;
use crate::domain::figure::Figure;
use crate::domain::figure::follow::Moment;
use crate::widgets::testing::{drawn, picture, survives_every_size, theme};

fn bird_dog() -> std::sync::Arc<Figure> {
    Catalog::built_in().figure("bird-dog").unwrap()
}

fn shapes(figure: &Figure) -> Vec<Shape> {
    figure.scene(&figure.pose(Moment::Along(1.0)), false)
}

fn seen(blocks: Blocks, width: u16, height: u16) -> String {
    let figure = bird_dog();
    let theme = theme();
    let view = FigureView { shapes: &shapes(&figure), bounds: figure.bounds, blocks, theme: &theme };
    picture(view, width, height)
}

#[test]
fn it_is_drawn_in_dots() {
    insta::assert_snapshot!(seen(Blocks::Fine, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |                 ⢀⣀ |
    | ⣀⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣴⣶⣴⣞⠉⠁  |
    | ⠉      ⠉⡏⠉ ⠠⡏⠈⠁    |
    |⣀⣀⣀⣀⣤⣤⣤⣤⣤⣧⣤⣤⣤⣿⣤⣤⣤⣄⣀⣀|
    ");
    insta::assert_snapshot!(seen(Blocks::Fine, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                   ⣀⣠⡤⠴⠒⠚   |
    |     ⣀⣀⣀⣀⣀⣀⣀⣀ ⣀⣀⣀⣀⣀  ⢀⣀⣀⣤⣤⣤⣤⣶⣶⣶⣴⣶⣿⡋⠉        |
    |  ⢀⣴⠟⠛⠛⠛⠛⠛⠿⠿⠿⠇⢿⣿⣿⣿⣿⣿⣿⡷⣹⣿⣿⣿⠿⠿⠿⣿⡟⢻⣿⣿⡟         |
    |  ⠈               ⠈⢩⣭ ⠉     ⢸⣿  ⠈⠁          |
    |                   ⢸⣿       ⢻⣇              |
    |                   ⢸⣿       ⠈⣿⡀             |
    |⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⣶⣶⣶⣶⣶⣶⣶⣶⣶⣾⣿⣤⣤⣤⣤⣤⣤⣤⣤⣼⣷⣶⣤⣤⣤⣤⣤⣤⣤⣀⣀⣀⣀⣀|
    ");
}

#[test]
fn it_is_drawn_in_half_blocks_where_dots_are_unknown() {
    insta::assert_snapshot!(seen(Blocks::Full, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |                 ▄▄ |
    | ▄████▄▄▄▄▄█████▀   |
    | ▀       █  ██      |
    |▄▄▄▄▄█████████████▄▄|
    ");
    insta::assert_snapshot!(seen(Blocks::Full, 44, 13), @r"
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                            |
    |                                  ▄▄▄▄▀▀▀   |
    |    ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ ▄▄▄▄▄▄▄▄███▄███         |
    |  ▄██▀▀▀▀▀▀▀▀▀▀███████████▀▀▀█▀▀██▀         |
    |  ▀                 █       ██              |
    |                    █       ██              |
    |                    █        █▄             |
    |▄▄▄▄▄▄▄▄▄██████████████████████████████▄▄▄▄▄|
    ");
}

#[test]
fn it_is_drawn_in_plain_characters() {
    insta::assert_snapshot!(seen(Blocks::Ascii, 20, 8), @r"
    |                    |
    |                    |
    |                    |
    |                    |
    |                 :: |
    | ######****#####    |
    |         :  ##      |
    |____:::::====##===__|
    ");
    insta::assert_snapshot!(seen(Blocks::Ascii, 44, 13), @r"
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
    for blocks in [Blocks::Fine, Blocks::Full, Blocks::Ascii] {
        // Also where there is nothing to measure by.
        for bounds in [figure.bounds, Bounds::NONE] {
            survives_every_size(|| FigureView { shapes: &shapes, bounds, blocks, theme: &theme });
        }
        let view = FigureView { shapes: &shapes, bounds: figure.bounds, blocks, theme: &theme };
        drawn(view, 500, 200);
    }
}

#[test]
fn every_character_is_of_its_set() {
    let allowed = |blocks: Blocks, symbol: char| match blocks {
        Blocks::Fine => ('\u{2800}'..='\u{28ff}').contains(&symbol),
        Blocks::Full => "▀▄█".contains(symbol),
        Blocks::Ascii => symbol.is_ascii(),
    };
    for blocks in [Blocks::Fine, Blocks::Full, Blocks::Ascii] {
        let text = seen(blocks, 44, 13);
        let inside = text.lines().flat_map(|line| line.chars().skip(1).take(44)).filter(|symbol| *symbol != ' ');
        assert!(inside.clone().count() > 40, "{text}");
        assert!(inside.clone().all(|symbol| allowed(blocks, symbol)), "{text}");
    }
}
