//! The handout in a real browser: it prints on the pages it should, nothing is cut, nothing is fetched.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops at the first trouble")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use supple::commands::handout;
use supple::domain::content::catalog::Catalog;

/// Debian, other systems, and what a user may have.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn page(routine: &str) -> String {
    let mut out = Vec::new();
    handout::run(&Catalog::built_in(), routine, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The browser, if this machine has one. In CI it has to.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = BROWSERS.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    let found = found.into_iter().find(|file| file.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "no browser in PATH; CI installs chromium");
        eprintln!("skipped: no browser in PATH ({})", BROWSERS.join(", "));
    }
    found
}

fn run(browser: &Path, scratch: &Path, arguments: &[String]) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"])
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn printed_pages(browser: &Path, routine: &str) -> usize {
    let scratch = tempfile::tempdir().unwrap();
    let (html, pdf) = (scratch.path().join("page.html"), scratch.path().join("page.pdf"));
    fs::write(&html, page(routine)).unwrap();
    let print = format!("--print-to-pdf={}", pdf.display());
    run(browser, scratch.path(), &["--no-pdf-header-footer".to_owned(), print, format!("file://{}", html.display())]);
    let bytes = fs::read(&pdf).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

#[test]
fn it_prints_on_the_pages_it_should() {
    let Some(browser) = browser() else { return };
    for (routine, pages) in [("split-hip-stop", 1), ("uhan-trunk-set", 1), ("millar-runner-support", 2)] {
        assert_eq!(printed_pages(&browser, routine), pages, "{routine}");
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
    let arguments = ["--allow-file-access-from-files", "--dump-dom", "--virtual-time-budget=3000"];
    let mut arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    arguments.push(format!("file://{}", frame.display()));
    let dom = run(&browser, scratch.path(), &arguments);
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
