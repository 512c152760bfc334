//! The handout in a real browser: it prints on the pages it should, nothing is cut, nothing is fetched.
#![cfg(test)] // So that clippy takes its helpers for tests, too.

use std::fs;

use supple::commands::handout;
use supple::domain::content::catalog::Catalog;

#[path = "common/browser.rs"]
mod browser;

use browser::{browser, run, sheets};

fn page(routine: &str) -> String {
    let mut out = Vec::new();
    handout::run(&Catalog::built_in(), routine, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn it_prints_on_the_pages_it_should() {
    let Some(browser) = browser() else { return };
    for (routine, pages) in
        [("split-hip-stop", 1), ("core-basics", 1), ("uhan-trunk-set", 1), ("millar-runner-support", 2)]
    {
        for size in ["A4", "letter"] {
            assert_eq!(sheets(&browser, &page(routine), size), pages, "{routine} on {size}");
        }
    }
}

#[test]
fn nothing_is_wider_than_a_telephone() {
    let Some(browser) = browser() else { return };
    let scratch = tempfile::tempdir().unwrap();
    let html = scratch.path().join("page.html");
    // A window is at least 500 wide there: a frame of 360 is as wide as it says.
    let frame = scratch.path().join("frame.html");
    fs::write(&html, page("aaptiv-seven")).unwrap();
    let script = "onload=()=>{const d=document.querySelector('iframe').contentDocument.documentElement;\
        document.title='wide '+d.scrollWidth;document.body.dataset.wide=d.scrollWidth}";
    fs::write(&frame, format!("<body><iframe src=page.html width=360 height=700></iframe><script>{script}</script>"))
        .unwrap();
    let arguments = ["--dump-dom", "--virtual-time-budget=3000"];
    let mut arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    arguments.push(format!("file://{}", frame.display()));
    let (dom, _) = run(&browser, scratch.path(), &arguments);
    let wide =
        dom.split("data-wide=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("{dom}"));
    assert!(wide.parse::<u32>().unwrap() <= 360, "{wide} pixels");
}

#[test]
fn nothing_is_fetched_and_everything_is_escaped() {
    for id in Catalog::built_in().routine_ids() {
        let html = page(id);
        for fetched in ["<script", "<link", "<img", "@import", "url(", "href=", "src="] {
            assert!(!html.contains(fetched), "{id}: {fetched}");
        }
        // The namespace of SVG is a name, not an address that is fetched.
        assert_eq!(html.matches("http").count(), html.matches("xmlns=\"http://www.w3.org/2000/svg\"").count(), "{id}");
        assert!(html.contains("<!DOCTYPE html>") && html.contains("lang=\"en\""), "{id}");
    }
}
