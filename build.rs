//! Lists the files of `content/` for the program to embed: one table a kind, sorted by id.
//! Embedding crates rebuild when a file changes but not when one is added; cargo watches folders.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const TABLES: [(&str, &str); 4] =
    [("EXERCISES", "exercises"), ("ROUTINES", "routines"), ("PLANS", "plans"), ("GUIDES", "guides")];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=content");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut code = String::new();
    for (table, folder) in TABLES {
        code.push_str(&table_of(table, &root.join("content").join(folder))?);
    }
    fs::write(out.join("content.rs"), code)
}

fn table_of(table: &str, folder: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "json"));
    // By id, not by path: `-` sorts before the dot of `.json`, so `plank.json` would follow `plank-x.json`.
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let mut code = format!("static {table}: &[(&str, &str)] = &[\n");
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        // Relative to the package: the list stays true when the checkout is moved or copied.
        let path = format!("/content/{}/{stem}.json", folder.file_name().unwrap_or_default().to_string_lossy());
        let _ = writeln!(code, "    ({stem:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),");
    }
    code.push_str("];\n");
    Ok(code)
}
