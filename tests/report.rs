//! The clinician's page in a real browser: one sheet of paper, nothing wider than a telephone, nothing fetched, no text too
//! pale to read.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::fs;
use std::path::Path;

use clap::Parser;
use supple::cli;
use supple::commands::{Inputs, report};
use supple::domain::content::catalog::Catalog;
use supple::domain::demo;
use supple::domain::journal::merge::Fold;
use supple::domain::journal::merged::Journal;
use supple::domain::journal::timestamp;
use supple::domain::time::{Instant, Now};
use supple::state::settings::Settings;
use uuid::Uuid;

#[path = "common/browser.rs"]
mod browser;
#[path = "common/crowded.rs"]
mod crowded;

use browser::{browser, run, sheets};
use crowded::{HOSTILE, crowded};

fn now() -> Now {
    Now { mono: Instant::from_millis(0), wall: timestamp::parse("2026-11-22T21:00:00+01:00").unwrap() }
}

/// The made-up half year.
fn made_up(seed: u64) -> Journal {
    let mut next = 0;
    let mut id = |now: &Now| {
        next += 1;
        Uuid::from_u128((now.wall.timestamp() as u128) << 64 | next)
    };
    let asked = demo::DemoRequest { weeks: 26, seed };
    let written = demo::journal(asked, &Catalog::built_in(), now().wall, &mut id);
    let mut fold = Fold::default();
    fold.begin_file("demo");
    written.iter().for_each(|one| fold.line(one.entry.to_line().as_bytes()));
    fold.finish()
}

fn page(journal: &Journal, words: &[&str]) -> String {
    let cli = cli::Cli::try_parse_from(["supple", "report"].iter().chain(words)).unwrap();
    let Some(cli::Command::Report(args)) = cli.command else { panic!("{words:?}") };
    let mut out = Vec::new();
    let inputs = Inputs { journal, catalog: &Catalog::built_in(), settings: &Settings::default() };
    report::run(inputs, &args, &now(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page at its fullest.
fn fullest(weeks: &str) -> String {
    let question = "What do you think of this? ".repeat(20);
    page(&crowded(now().wall), &["--weeks", weeks, "--name", HOSTILE, "--question", &question])
}

#[test]
fn it_prints_on_one_sheet_of_a4_and_of_letter() {
    let Some(browser) = browser() else { return };
    let mut pages = vec![("empty".to_owned(), page(&Journal::default(), &[]))];
    pages.extend(["4", "12"].map(|weeks| (format!("fullest, {weeks} weeks"), fullest(weeks))));
    for (seed, weeks) in [(1, "4"), (2, "6"), (3, "12")] {
        pages.push((format!("seed {seed}, {weeks} weeks"), page(&made_up(seed), &["--weeks", weeks])));
    }
    for (name, html) in pages {
        for size in ["A4", "letter"] {
            assert_eq!(sheets(&browser, &html, size), 1, "{name} on {size}");
        }
    }
}

/// What a script in a frame around the page finds out: its width, requests, and the least contrast of its text.
const PROBE: &str = r##"
onload = () => {
  const frame = document.querySelector('iframe'), page = frame.contentDocument, view = frame.contentWindow;
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b };
  const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(view.getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
  let least = 99, texts = 0;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ['STYLE', 'TITLE', 'DESC'].includes(e.tagName.toUpperCase())) continue;
    const style = view.getComputedStyle(e), drawn = e.namespaceURI.endsWith('svg');
    const [a, b] = [light(rgb(drawn ? style.fill : style.color)), light(behind(e))].sort((x, y) => y - x);
    least = Math.min(least, (a + .05) / (b + .05)); texts++;
  }
  const said = { wide: page.documentElement.scrollWidth, least, texts, fetched: view.performance.getEntriesByType('resource').length,
    scripts: page.scripts.length, images: page.images.length, sections: page.querySelectorAll('section').length };
  for (const [name, value] of Object.entries(said)) document.body.dataset[name] = value;
}"##;

/// What [`PROBE`] says of a page in a frame 360 wide, and what stood on the console.
fn probed(browser: &Path, html: &str) -> (impl Fn(&str) -> f64, String) {
    let scratch = tempfile::tempdir().unwrap();
    // A window is at least 500 wide there: a frame of 360 is as wide as it says.
    let frame = scratch.path().join("frame.html");
    fs::write(scratch.path().join("page.html"), html).unwrap();
    fs::write(&frame, format!("<body><iframe src=page.html width=360 height=700></iframe><script>{PROBE}</script>"))
        .unwrap();
    let arguments =
        ["--dump-dom".to_owned(), "--virtual-time-budget=3000".to_owned(), format!("file://{}", frame.display())];
    let (dom, console) = run(browser, scratch.path(), &arguments);
    let value = move |name: &str| {
        let found = dom.split(&format!("data-{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        found.unwrap_or_else(|| panic!("no {name} in {dom}")).parse().unwrap()
    };
    (value, console)
}

#[test]
fn on_a_telephone_nothing_is_wider_too_pale_or_fetched() {
    let Some(browser) = browser() else { return };
    for html in [page(&made_up(1), &["--weeks", "12"]), fullest("12"), page(&Journal::default(), &[])] {
        let (value, console) = probed(&browser, &html);
        assert_eq!(console, "");
        assert!(value("wide") <= 360.0, "{} pixels", value("wide"));
        assert!(value("texts") > 8.0 && value("least") >= 4.5, "a contrast of {}", value("least"));
        assert_eq!([value("fetched"), value("scripts"), value("images")], [0.0; 3]);
    }
}

#[test]
fn a_page_that_is_too_pale_would_be_found() {
    let Some(browser) = browser() else { return };
    let html = page(&made_up(1), &[]).replace("color:#484848", "color:#949494");
    assert!(probed(&browser, &html).0("least") < 4.5);
}
