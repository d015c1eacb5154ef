//! `knigge completions` and `knigge man`: what shells and `man` know of the command line.
//! In: the command line as it is declared, in the language of whoever asks. Out: a script, or a page.

use super::arguments::Arguments;
use super::{FINE, Session, help};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io;

/// Prints the completions for a shell.
pub fn completions(shell: &str, session: &mut Session<'_>) -> io::Result<u8> {
    let mut script = Vec::new();
    if let Ok(shell) = shell.parse::<Shell>() {
        clap_complete::generate(shell, &mut help::localized(Arguments::command(), session.locale), "knigge", &mut script);
    }
    session.world.out.write_all(&script)?;
    session.world.out.flush()?;
    Ok(FINE)
}

/// Prints the manual page of knigge, or of one of its commands.
pub fn man(page: Option<&str>, session: &mut Session<'_>) -> io::Result<u8> {
    let mut command = help::localized(Arguments::command(), session.locale);
    command.build();
    let chosen = page.and_then(|page| command.find_subcommand(page).cloned()).unwrap_or(command);
    let mut text = Vec::new();
    clap_mangen::Man::new(chosen).render(&mut text)?;
    session.world.out.write_all(&text)?;
    session.world.out.flush()?;
    Ok(FINE)
}
