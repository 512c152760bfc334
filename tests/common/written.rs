//! Parts of the documentation that are written from the program's own tables.

use std::fs;
use std::path::Path;

/// Holds the part of `docs/<page>` between `<!-- name -->` and `<!-- /name -->` to `expected`. With `UPDATE_README` set it
/// is written anew.
#[track_caller]
pub(crate) fn holds(page: &str, name: &str, expected: &str) {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("docs/{page} has no `{begin}`"));
    let (kept, after) = rest.split_once(&end).unwrap_or_else(|| panic!("docs/{page} has no `{end}`"));
    let expected = format!("\n\n{}\n\n", expected.trim());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&file, format!("{before}{begin}{expected}{end}{after}")).unwrap();
        return;
    }
    let is_same = kept == expected;
    assert!(is_same, "docs/{page} is out of date: UPDATE_README=1 cargo test --test keymap --test readme");
}
