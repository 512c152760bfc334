//! Big digits at every size and style.

use super::*;
use crate::widgets::testing::{picture, survives_every_size};

fn big(text: &str, width: u16, height: u16) -> String {
    picture(BigText::new(text, Style::new()), width, height)
}

#[test]
fn a_countdown_fills_the_players_pane() {
    insta::assert_snapshot!(big("25", 40, 9), @r"
    |         ▄▄████▄▄    ██████████         |
    |        ▄███▀▀███▄   ███▀▀▀▀▀▀▀         |
    |               ███   ███                |
    |           ▄▄▄███▀   ███▄▄▄▄            |
    |         ██████▀▀    █████████          |
    |        ███▀               ▀███         |
    |        ███                 ███         |
    |        ███▄▄▄▄▄▄▄   ▀███▄▄███▀         |
    |        ██████████    ▀▀████▀▀          |
    ");
    insta::assert_snapshot!(big("1:05", 60, 9), @r"
    |           ▄███              ▄▄████▄▄    ██████████         |
    |         ▄█████             ▄███▀▀███▄   ███▀▀▀▀▀▀▀         |
    |         ██████       ▄▄▄   ███    ███   ███                |
    |            ███       ███   ███    ███   ███▄▄▄▄            |
    |            ███             ███    ███   █████████          |
    |            ███       ███   ███    ███         ▀███         |
    |            ███       ▀▀▀   ███    ███          ███         |
    |         ▄▄▄███▄▄▄▄         ▀███▄▄███▀   ▀███▄▄███▀         |
    |         ██████████          ▀▀████▀▀     ▀▀████▀▀          |
    ");
    insta::assert_snapshot!(big("25", 78, 12), @r"
    |                         ▄▄██████▄▄      ██████████████                       |
    |                        ████████████     ██████████████                       |
    |                       ████▀    ▀████    ████                                 |
    |                                 ████    ████                                 |
    |                                ▄████    ████                                 |
    |                         ▄▄█████████     ██████████▄▄                         |
    |                        █████████▀▀      █████████████                        |
    |                       ████▀                      ▀████                       |
    |                       ████                        ████                       |
    |                       ████              ████▄    ▄████                       |
    |                       ██████████████     ████████████                        |
    |                       ██████████████      ▀▀██████▀▀                         |
    ");
}

#[test]
fn it_stays_readable_in_a_small_pane() {
    insta::assert_snapshot!(big("25", 38, 5), @r"
    |            ▄███▄   ███████           |
    |                ██  ██                |
    |            ▄███▀   █████▄            |
    |           ██            ██           |
    |           ███████   ▀███▀            |
    ");
    insta::assert_snapshot!(big("1:05", 38, 5), @r"
    |     ▄██          ▄███▄   ███████     |
    |    ████     ██  ██   ██  ██          |
    |      ██         ██   ██  █████▄      |
    |      ██     ██  ██   ██       ██     |
    |    ███████       ▀███▀    ▀███▀      |
    ");
    insta::assert_snapshot!(big("1:05", 20, 3), @r"
    |  ▄█     ▄▀▀▄ █▀▀▀  |
    |   █   █ █  █ ▀▀▀▄  |
    |  ▄█▄▄   ▀▄▄▀  ▄▄▀  |
    ");
    insta::assert_snapshot!(big("1:05", 18, 9), @r"
    |                  |
    |                  |
    | ▄█     ▄▀▀▄ █▀▀▀ |
    |  █   ▄ █  █ █    |
    |  █   ▄ █  █ ▀▀▀▄ |
    |  █     █  █ ▄  █ |
    | ▀▀▀▀    ▀▀   ▀▀  |
    |                  |
    |                  |
    ");
}

#[test]
fn every_digit_in_three_thicknesses() {
    insta::assert_snapshot!(big("0123456789", 80, 4), @r"
    |               ▄▀▀▄ ▄█    ▀▀▄  ▀▀▄ █  █ █▀▀▀ ▄▀▀  ▀▀▀█ ▄▀▀▄ ▄▀▀▄                |
    |               █  █  █    ▄▄▀  ▄▄▀ █  █ █▄▄  █▄▄    ▄▀ ▀▄▄▀ ▀▄▄█                |
    |               █  █  █   █       █ ▀▀▀█    █ █  █   █  █  █    █                |
    |               ▀▄▄▀ ▄█▄▄ █▄▄▄  ▄▄▀    █  ▄▄▀ ▀▄▄▀  █   ▀▄▄▀  ▄▄▀                |
    ");
    insta::assert_snapshot!(big("0123456789", 90, 5), @r"
    |  ▄███▄    ▄██      ▄███▄    ▄███▄   ██   ██  ███████   ▄███▄   ███████   ▄███▄    ▄███▄  |
    | ██   ██  ████          ██       ██  ██   ██  ██       ██           ▄█▀  ██   ██  ██   ██ |
    | ██   ██    ██      ▄███▀     ████   ██▄▄▄██  █████▄   █████▄      ▄█▀    █████    ▀█████ |
    | ██   ██    ██     ██            ██  ▀▀▀▀▀██       ██  ██   ██    ▄█▀    ██   ██       ██ |
    |  ▀███▀   ███████  ███████   ▀███▀        ██   ▀███▀    ▀███▀    ▄█▀      ▀███▀    ▀███▀  |
    ");
    insta::assert_snapshot!(big("0123456789", 140, 9), @r"
    |       ▄▄████▄▄      ▄███        ▄▄████▄▄     ▄▄████▄▄    ███    ███   ██████████    ▄▄████▄▄    ██████████    ▄▄████▄▄     ▄▄████▄▄        |
    |      ▄███▀▀███▄   ▄█████       ▄███▀▀███▄   ▄███▀▀███▄   ███    ███   ███▀▀▀▀▀▀▀   ▄███▀▀███▄   ▀▀▀▀▀▀▀███   ▄███▀▀███▄   ▄███▀▀███▄       |
    |      ███    ███   ██████              ███          ███   ███    ███   ███          ███                ▄██▀   ███    ███   ███    ███       |
    |      ███    ███      ███          ▄▄▄███▀      ▄▄▄███▀   ███    ███   ███▄▄▄▄      ███▄▄▄▄            ███    ▀███▄▄███▀   ▀███▄▄████       |
    |      ███    ███      ███        ██████▀▀       ██████    ███▄▄▄▄███   █████████    █████████         ███      ████████     ▀▀███████       |
    |      ███    ███      ███       ███▀               ▀███   ██████████         ▀███   ███▀  ▀███       ▄██▀     ███▀  ▀███          ███       |
    |      ███    ███      ███       ███                 ███          ███          ███   ███    ███      ▄██▀      ███    ███          ███       |
    |      ▀███▄▄███▀   ▄▄▄███▄▄▄▄   ███▄▄▄▄▄▄▄   ▀███▄▄███▀          ███   ▀███▄▄███▀   ▀███▄▄███▀      ███       ▀███▄▄███▀   ▀███▄▄███▀       |
    |       ▀▀████▀▀    ██████████   ██████████    ▀▀████▀▀           ███    ▀▀████▀▀     ▀▀████▀▀      ███         ▀▀████▀▀     ▀▀████▀▀        |
    ");
}

#[test]
fn words_have_letters() {
    insta::assert_snapshot!(big("done", 80, 6), @r"
    |                       █████▄    ▄███▄   ██   ██  ███████                       |
    |                       ██   ██  ██   ██  ███  ██  ██                            |
    |                       ██   ██  ██   ██  ████ ██  ██▄▄▄▄▄                       |
    |                       ██   ██  ██   ██  ██ ████  ██▀▀▀▀▀                       |
    |                       ██   ██  ██   ██  ██  ███  ██                            |
    |                       █████▀    ▀███▀   ██   ██  ███████                       |
    ");
    insta::assert_snapshot!(big("IN OUT", 80, 5), @r"
    |                ██████  ██▄  ██        ▄███▄   ██   ██  ███████                 |
    |                  ██    ███▄ ██       ██   ██  ██   ██    ██                    |
    |                  ██    ██▀█▄██       ██   ██  ██   ██    ██                    |
    |                  ██    ██ ▀███       ██   ██  ██   ██    ██                    |
    |                ██████  ██  ▀██        ▀███▀    ▀███▀     ██                    |
    ");
    insta::assert_snapshot!(big("GO REST", 80, 8), @r"
    |   ▄█████▄     ▄█████▄           ███████▄    █████████    ▄█████▄    █████████  |
    |  ███▀▀▀███   ███▀▀▀███          ███▀▀▀███   ███▀▀▀▀▀▀   ███▀▀▀███   ▀▀▀███▀▀▀  |
    |  ███         ███   ███          ███   ███   ███         ███            ███     |
    |  ███ █████   ███   ███          ████████▀   █████████   ▀██████▄       ███     |
    |  ███ ▀▀███   ███   ███          ██████▀     ███▀▀▀▀▀▀     ▀▀▀▀███      ███     |
    |  ███   ███   ███   ███          ███ ███     ███               ███      ███     |
    |  ███▄▄▄███   ███▄▄▄███          ███  ███    ███▄▄▄▄▄▄   ███▄▄▄███      ███     |
    |   ▀█████▀     ▀█████▀           ███   ███   █████████    ▀█████▀       ███     |
    ");
}

#[test]
fn fonts_without_half_blocks_get_whole_ones_or_none() {
    insta::assert_snapshot!(picture(BigText::new("1:25", Style::new()).blocks(Blocks::Full), 60, 9), @r"
    |               ██            ██████    ██████████           |
    |             ████          ██      ██  ██                   |
    |           ██████                  ██  ██                   |
    |               ██      ██          ██  ██                   |
    |               ██            ██████    ████████             |
    |               ██      ██  ██                  ██           |
    |               ██          ██                  ██           |
    |               ██          ██          ██      ██           |
    |           ██████████      ██████████    ██████             |
    ");
    insta::assert_snapshot!(picture(BigText::new("25", Style::new()).blocks(Blocks::Ascii), 30, 5), @r"
    |        ####    ########      |
    |            ##  ##            |
    |        ####    ######        |
    |      ##              ##      |
    |      ########    ####        |
    ");
}

#[test]
fn too_little_room_gives_plain_text() {
    assert_eq!(big("1:05", 10, 1), "|   1:05   |\n");
    insta::assert_snapshot!(big("1:05", 12, 2), @r"
    |    1:05    |
    |            |
    ");
    insta::assert_snapshot!(big("25 s…", 20, 3), @r"
    |                    |
    |       25 s…        |
    |                    |
    ");
    survives_every_size(|| BigText::new("1:05", Style::new()));
    survives_every_size(|| BigText::new("1:05", Style::new()).blocks(Blocks::Full));
}

#[test]
fn a_text_never_leaves_its_area() {
    for width in 0..90 {
        for height in 0..24 {
            let area = Rect::new(0, 0, width, height);
            for blocks in [Blocks::Fine, Blocks::Full] {
                let Some(scale) = fit("10:25", area, blocks) else { continue };
                assert!(scale.columns("10:25") <= width && scale.rows() <= height.min(MOST_ROWS), "{area:?}");
            }
        }
    }
}

#[test]
fn digits_share_one_width_and_no_two_look_alike() {
    for height in LEAST_PIXELS..=40 {
        for pen in [Pen::new(height), Pen::condensed(height)] {
            let pictures: Vec<Bitmap> = ('0'..='9').map(|digit| pen.write(&digit.to_string())).collect();
            for (i, one) in pictures.iter().enumerate() {
                assert!(pictures[i + 1..].iter().all(|other| other != one), "{i} at {height}");
            }
            assert_eq!(pen.text_width("11"), pen.text_width("08"));
        }
    }
}

#[test]
fn a_countdown_keeps_its_size_when_it_loses_a_digit() {
    let area = Rect::new(0, 0, 30, 9);
    let shown = |text| picture(BigText::new(text, Style::new()).sized_for("1:00"), 30, 9);
    let rows = |picture: String| picture.lines().filter(|line| line.contains(['█', '▄', '▀'])).count();
    assert_eq!(rows(shown("59")), rows(shown("1:00")));
    assert!(fit("59", area, Blocks::Fine).map(Scale::rows) > fit("1:00", area, Blocks::Fine).map(Scale::rows));
}
