//! Guides laid out in lines.

use super::layout::{marked, units};
use super::*;
use crate::domain::content::link::Anything;
use crate::domain::text::lines::columns;

fn made_up(rest: &str) -> Guide {
    let text = format!(r#"{{"id": "made-up", "title": "Made up", "summary": "For tests.", "shelf": "pain", {rest}}}"#);
    let (guide, problems) = Guide::read("made-up.json", &text, &Anything);
    guide.unwrap_or_else(|| panic!("{problems:?}"))
}

fn picture(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("|{line}\n")).collect()
}

fn read(rest: &str, width: usize) -> Vec<Line> {
    of_guide(&made_up(rest), &Catalog::built_in()).lines(width, DocumentChoice::on_screen)
}

#[test]
fn blocks_follow_each_other_with_air_between() {
    let blocks = r#""blocks": [
        {"text": "A first paragraph, which is rather long. [1]"}, {"text": "A second."}, {"heading": "Points"},
        {"list": ["The first of them all, in two lines. [1][ours]", "Two"]},
        {"steps": ["Lie down", "Breathe out, slowly, for as long as it takes"]},
        {"warning": "Sharp pain ends it, at once and always. [ours]"},
        {"links": [{"exercise": "bird-dog", "why": "gently"}, {"guide": "when-to-stop", "why": "signs to know by heart"}]}
    ], "sources": [{"author": "Joe Uhan", "title": "Low back pain in runners"}]"#;
    insta::assert_snapshot!(picture(&read(blocks, 38)), @r"
    |For tests.
    |
    |A first paragraph, which is rather
    |long. [1]
    |
    |A second.
    |
    |Points
    |• The first of them all, in two
    |  lines. [1][ours]
    |• Two
    |
    |1. Lie down
    |2. Breathe out, slowly, for as long as
    |   it takes
    |
    |┃ ! Sharp pain ends it, at once and
    |┃   always. [ours]
    |
    |Where to go from here
    |  Bird Dog           gently · exercise
    |  When to stop
    |    signs to know by heart · guide
    |
    |Sources
    |[1] Joe Uhan, Low back pain in runners
    |[ours] our own words or general
    |       knowledge, not from a source
    ");
}

#[test]
fn causes_come_with_how_to_notice_them_and_what_helps() {
    let causes = r#""activities": ["Squats"], "causes": [{"cause": "Tight hips", "notice": "Depth comes from your back. [ours]",
        "fix": "Stretch your hips. [1]", "helps": [{"exercise": "split-hip-stretch"}, {"routine": "split-hip-stop"}]}],
        "blocks": [{"warning": "Sharp pain ends it."}, {"text": "More."}], "sources": [{"title": "One"}, {"title": "Two"}]"#;
    insta::assert_snapshot!(picture(&read(causes, 50)), @r"
    |For tests.
    |
    |┃ ! Sharp pain ends it.
    |
    |Tight hips
    |Notice  Depth comes from your back. [ours]
    |Fix     Stretch your hips. [1]
    |  Split Hip Stretch                       exercise
    |  Split Hip Stop                           routine
    |
    |More.
    |
    |Sources
    |[1] One
    |[2] Two
    |[ours] our own words or general knowledge, not
    |       from a source
    ");
}

#[test]
fn tables_have_columns_where_these_can_be_read() {
    let table = r#""blocks": [{"table": {"columns": ["Check", "Pass", "If not"], "rows": [
        ["Wall stand", "Head and heels touch", "Stretch the chest [1]"],
        ["Hand under the back", "It fits, and no more than that fits in there", "Read on"]]}}], "sources": [{"title": "One"}]"#;
    insta::assert_snapshot!(picture(&read(table, 100)), @r"
    |For tests.
    |
    |Check                Pass                                          If not
    |───────────────────  ────────────────────────────────────────────  ─────────────────────
    |Wall stand           Head and heels touch                          Stretch the chest [1]
    |Hand under the back  It fits, and no more than that fits in there  Read on
    |
    |Sources
    |[1] One
    ");
    insta::assert_snapshot!(picture(&read(table, 64)), @r"
    |For tests.
    |
    |Check                Pass                  If not
    |───────────────────  ────────────────────  ────────────────────
    |Wall stand           Head and heels touch  Stretch the
    |                                           chest [1]
    |
    |Hand under the back  It fits, and no more  Read on
    |                     than that fits in
    |                     there
    |
    |Sources
    |[1] One
    ");
    insta::assert_snapshot!(picture(&read(table, 38)), @r"
    |For tests.
    |
    |Check: Wall stand
    |Pass: Head and heels touch
    |If not: Stretch the chest [1]
    |
    |Check: Hand under the back
    |Pass: It fits, and no more than that
    |  fits in there
    |If not: Read on
    |
    |Sources
    |[1] One
    ");
}

#[test]
fn marks_are_parts_of_their_own_and_stay_with_their_word() {
    let tones = |text: &str| -> Vec<(String, bool)> {
        marked(text)
            .into_iter()
            .map(|part| (part.text, part.tone == Emphasis::Quiet))
            .filter(|(text, _)| !text.is_empty())
            .collect()
    };
    let part = |text: &str, quiet: bool| (text.to_owned(), quiet);
    assert_eq!(tones("Stop. [1][ours]"), [part("Stop. ", false), part("[1]", true), part("[ours]", true)]);
    assert_eq!(tones("a [b] c]["), [part("a [b] c][", false)]);
    assert_eq!(units("at once. [1] Rest [2].", 20), ["at", "once. [1]", "Rest [2]."]);
    assert_eq!(units("once. [1]", 7), ["once.", "[1]"]);
}

#[test]
fn no_line_is_wider_than_asked_and_no_word_is_lost() {
    let catalog = Catalog::built_in();
    for guide in catalog.guides() {
        let document = of_guide(&guide, &catalog);
        assert_eq!(document.choices().count(), guide.links().count(), "{}", guide.id);
        for width in 20..=100 {
            let lines = document.lines(width, DocumentChoice::on_screen);
            let wide = lines.iter().map(ToString::to_string).find(|line| columns(line) > width);
            assert_eq!(wide, None, "{} at {width}", guide.id);
            let is_blank = |line: &Line| line.parts.is_empty();
            let has_two_gaps = lines.windows(2).any(|pair| pair.iter().all(is_blank));
            assert!(!has_two_gaps, "{} at {width}", guide.id);
        }
        let lines = document.lines(60, DocumentChoice::on_screen);
        let text: String = lines.iter().map(|line| format!("{line} ")).collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        for word in guide.texts().flat_map(|text| text.as_str().split_whitespace()) {
            assert!(
                words.iter().any(|shown| shown.trim_end_matches(':') == word.trim_end_matches(':')),
                "{word} of {}",
                guide.id
            );
        }
    }
}
