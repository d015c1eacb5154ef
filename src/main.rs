//! The program `knigge`: gives the command line the streams of the process, and its status to the system.

use knigge::cli::{World, run};
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let world = World {
        out: &mut stdout().lock(),
        err: &mut stderr().lock(),
        variable: &|name| std::env::var(name).ok(),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        stderr_is_terminal: stderr().is_terminal(),
    };
    ExitCode::from(run(std::env::args_os().skip(1).collect(), world))
}
