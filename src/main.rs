//! The program `knigge`: gives the command line the streams of the process, and its status to the system.

use knigge::cli::{INTERRUPTED, World, abandon, interrupt, run};
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    // Where there are no such signals there is nothing to do.
    let _ = ctrlc::set_handler(end);
    let world = World {
        out: &mut stdout(),
        err: &mut stderr(),
        variable: &|name| std::env::var(name).ok(),
        stdin_is_terminal: stdin().is_terminal(),
        stdout_is_terminal: stdout().is_terminal(),
        stderr_is_terminal: stderr().is_terminal(),
    };
    ExitCode::from(run(std::env::args_os().skip(1).collect(), world))
}

/// What Ctrl-C does: a run ends in order; one that waits for input ends all the same.
#[expect(clippy::exit, reason = "nothing else ends a read from a terminal")]
fn end() {
    interrupt();
    std::thread::sleep(Duration::from_millis(300));
    abandon();
    std::process::exit(INTERRUPTED.into());
}
