//! On the screen of a session nothing moves but what has changed: every part has a box that follows from the size alone,
//! and a key changes no box but its own. Compared is every pair of successive states.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

mod common;

use common::stage::Stage;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use supple::domain::session::player::Phase;
use supple::domain::session::timeline::SegmentKind;
use supple::screens::player::stage::SessionBoxes;
use supple::widgets::Blocks;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (60, 18), (40, 12)];
const ROUTINES: [&str; 3] = ["split-hip-stop", "uhan-trunk-set", "millar-runner-support"];
/// The keys that are tried in every part, with the boxes that each may change.
const KEYS: [(&str, &[&str]); 9] = [
    ("space", &["head", "caption", "hints"]),
    ("i", &["pane"]),
    ("l", &["pane"]),
    ("l", &["pane"]),
    ("3", &["title", "head"]),
    ("m", &["title", "head"]),
    ("q esc", &["hints"]),
    ("! esc", &["title"]),
    ("x esc", &["title"]),
];

fn boxes(stage: &Stage, (width, height): (u16, u16)) -> [(&'static str, Rect); 10] {
    let has_breath = stage.player().timeline().segments.iter().any(|segment| match &segment.kind {
        SegmentKind::Breaths { .. } => true,
        SegmentKind::Reps(reps) => reps.on_breath,
        _ => false,
    });
    let body = Rect::new(0, 1, width, height - 2);
    let all = SessionBoxes::new(body, has_breath, Blocks::Fine);
    [
        ("title", Rect::new(0, 0, width, 1)),
        ("hints", Rect::new(0, height - 1, width, 1)),
        ("head", all.head),
        ("letters", all.letters),
        ("digits", all.digits),
        ("caption", all.caption),
        ("pane", all.pane),
        ("text", all.text),
        ("bar", all.bar),
        // The rest of the number's column, where the setup stands before work.
        ("number", all.letters.union(all.digits).union(all.caption)),
    ]
}

/// The boxes whose characters differ; `outside` for a cell of none.
fn changed(boxes: &[(&'static str, Rect)], before: &Buffer, after: &Buffer) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (at, (old, new)) in before.content.iter().zip(&after.content).enumerate() {
        let (x, y) = before.pos_of(at);
        if old.symbol() != new.symbol() {
            let hit = boxes.iter().find(|(_, area)| area.contains(Position::new(x, y)));
            names.push(hit.map_or("outside", |(name, _)| *name));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// The last column and row of what is drawn in a box.
fn corner(screen: &Buffer, area: Rect) -> (u16, u16) {
    let drawn = area.positions().filter(|at| screen[*at].symbol() != " ");
    drawn.fold((0, 0), |(x, y), at| (x.max(at.x), y.max(at.y)))
}

fn screens(stage: &Stage) -> [Buffer; 4] {
    SIZES.map(|(width, height)| stage.buffer(width, height))
}

/// Compares two successive states; `may` names the boxes whose meaning has changed.
fn compare(stage: &Stage, before: &[Buffer; 4], may: &[&str], why: &str) {
    for ((size, before), after) in SIZES.iter().zip(before).zip(screens(stage)) {
        let changed = changed(&boxes(stage, *size), before, &after);
        // Where there is no figure a panel takes the place of the letters.
        let shared = may.contains(&"pane") && size.0 < 60;
        let too_much: Vec<_> =
            changed.iter().filter(|name| !(may.contains(*name) || shared && **name == "letters")).collect();
        assert!(too_much.is_empty(), "{why} at {size:?} changed {too_much:?}\n{}\n{}", text(before), text(&after));
    }
}

fn text(buffer: &Buffer) -> String {
    let rows = buffer.content.chunks(buffer.area.width.into());
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
}

/// Tries every key in the part under way. The session is paused meanwhile.
fn try_keys(stage: &mut Stage) {
    // Notices of the beginning are gone.
    let at = format!("{} in {:?}", stage.player().timeline().title, stage.player().phase());
    for (keys, may) in KEYS {
        let before = screens(stage);
        stage.keys(keys);
        compare(stage, &before, &[may, &["title"]].concat(), &format!("{keys} in {at}"));
    }
    let before = screens(stage);
    stage.keys("space");
    if stage.player().phase() != Phase::Resuming {
        compare(stage, &before, &["title", "head", "caption"], &format!("space again in {at}"));
    }
}

#[test]
fn nothing_moves_but_what_has_changed() {
    for routine in ROUTINES {
        let mut stage = Stage::session(routine);
        stage.advance(7.0);
        let mut tried = None;
        for _ in 0..400 {
            if stage.player().phase() == Phase::Done {
                break;
            }
            if stage.player().phase() == Phase::Waiting || stage.player().remaining(stage.now().mono).is_none() {
                stage.keys("right");
            }
            let part = (stage.player().at(), stage.player().phase());
            let (before, head) = (screens(&stage), boxes(&stage, SIZES[0]));
            stage.advance(1.0);
            if stage.player().phase() == Phase::Done {
                break;
            }
            assert_eq!(boxes(&stage, SIZES[0]), head, "the boxes of {routine} stay");
            let all = ["title", "head", "letters", "digits", "caption", "pane", "text", "bar", "number"];
            let is_same = (stage.player().at(), stage.player().phase()) == part;
            let counts = stage.player().rep(stage.now().mono).is_some();
            let head = if is_same && !counts { &all[3..8] } else { &all[..] };
            compare(&stage, &before, &[head, &["title"]].concat(), &format!("a second of {routine}, {part:?}"));
            if stage.player().phase() != Phase::Resuming && tried != Some(stage.player().at()) {
                tried = Some(stage.player().at());
                try_keys(&mut stage);
            }
        }
    }
}

/// One digit less, or a second less than a minute, moves no edge.
#[test]
fn digits_end_in_the_same_corner_from_99_to_1() {
    let steps = r#"[{"exercise": "plank", "hold_s": 90}]"#;
    let mut stage = Stage::session_of(steps);
    stage.until(Phase::Work);
    let corners: Vec<Vec<(u16, u16)>> = (0..85)
        .map(|_| {
            stage.advance(1.0);
            let areas = SIZES.map(|size| boxes(&stage, size)[4].1);
            screens(&stage).iter().zip(areas).map(|(screen, area)| corner(screen, area)).collect()
        })
        .collect();
    let (low, high): (Vec<_>, Vec<_>) = corners.iter().map(|sizes| (sizes[0].1, sizes[0].0)).unzip();
    assert!(low.iter().all(|row| *row == low[0]), "{low:?}");
    // A seven and a one end before a full digit.
    assert!(high.iter().max().is_some_and(|right| high.iter().all(|x| right - x <= 4)), "{high:?}");
}

/// The headings beside a page stay where they are while it is read; only the one that is on looks different.
#[test]
fn reading_a_page_moves_nothing_beside_it() {
    for way in ["g down down enter", "p enter"] {
        let mut stage = Stage::default();
        stage.keys(way);
        for (width, height) in [(120, 40), (160, 50), (200, 60)] {
            // The column of the text begins where the page does, and is 84 wide.
            let beside = |stage: &Stage| -> Vec<String> {
                let screen = stage.buffer(width, height);
                let text = text(&screen);
                let from =
                    text.lines().find_map(|line| line.find("┌ In this")).unwrap_or_else(|| panic!("{way}: {text}"));
                text.lines()
                    .skip(1)
                    .take(usize::from(height) - 2)
                    .map(|line| line.chars().skip(from).collect())
                    .collect()
            };
            let before = beside(&stage);
            for key in ["down", "tab", "tab", "space", "G", "up", "k"] {
                stage.keys(key);
                assert_eq!(beside(&stage), before, "{key} after {way} at {width} x {height}");
            }
        }
    }
}
