//! What a run of the program gave.

use std::process::Output;

/// A finished run: its exit code and what it wrote.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {:?}", output.status));
        Self { code, out: text(output.stdout), err: text(output.stderr) }
    }
}
