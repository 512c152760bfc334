//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    supple::runtime::start::run(std::env::args_os())
}
