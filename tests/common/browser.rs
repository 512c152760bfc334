//! A real browser, for pages that are to be printed and read in one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian, other systems, and what a user may have.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser, if this machine has one. In CI it has to.
pub(crate) fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = BROWSERS.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    let found = found.into_iter().find(|file| file.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "no browser in PATH; CI installs chromium");
        eprintln!("skipped: no browser in PATH ({})", BROWSERS.join(", "));
    }
    found
}

/// Standard output, and what the page wrote on its console.
pub(crate) fn run(browser: &Path, scratch: &Path, arguments: &[String]) -> (String, String) {
    let output = Command::new(browser)
        // A clock that is put for the tests (`faketime`) is not for the browser: it waits for minutes under one.
        .env_remove("LD_PRELOAD")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"])
        .args(["--allow-file-access-from-files", "--enable-logging=stderr"])
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .args(arguments)
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{err}");
    let console = err.lines().filter(|line| line.contains("CONSOLE"));
    (out, console.collect::<Vec<_>>().join("\n"))
}

/// On how many sheets of this size it prints.
pub(crate) fn sheets(browser: &Path, html: &str, size: &str) -> usize {
    let scratch = tempfile::tempdir().unwrap();
    let (file, pdf) = (scratch.path().join("page.html"), scratch.path().join("page.pdf"));
    // As if that were in the printer; the margins stay those of the page.
    fs::write(&file, html.replace("</head>", &format!("<style>@page{{size:{size}}}</style></head>"))).unwrap();
    let print = format!("--print-to-pdf={}", pdf.display());
    run(browser, scratch.path(), &["--no-pdf-header-footer".to_owned(), print, format!("file://{}", file.display())]);
    let bytes = fs::read(&pdf).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}
