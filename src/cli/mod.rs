//! The command line, one file for each command.
//! In: arguments, the environment, two streams to write to. Out: what was asked for, and the exit status.

mod arguments;
mod baseline;
mod check;
mod config;
mod corpus;
mod crew;
mod drafts;
mod explain;
mod fix;
mod forms;
mod group;
mod help;
mod interrupt;
mod learn;
mod locale;
mod manual;
mod output;
mod progress;
mod rules;
mod setup;
mod test;
mod usage;

pub use interrupt::{INTERRUPTED, abandon, interrupt};

use crate::finding::{Locale, Wording};
use arguments::{Arguments, COMMANDS, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io::{self, Write};

/// Nothing at or above the threshold was found.
pub const FINE: u8 = 0;
/// Something was found.
pub const FOUND: u8 = 1;
/// The run failed, wholly or in part.
pub const FAILED: u8 = 2;

/// What a command needs to know of the world.
pub struct World<'w> {
    /// Results go here.
    pub out: &'w mut (dyn Write + Send),
    /// Trouble goes here.
    pub err: &'w mut (dyn Write + Send),
    /// Variables of the environment.
    pub variable: &'w dyn Fn(&str) -> Option<String>,
    /// Whether somebody types at standard input.
    pub stdin_is_terminal: bool,
    /// Whether somebody reads standard output.
    pub stdout_is_terminal: bool,
    /// Whether somebody reads standard error.
    pub stderr_is_terminal: bool,
}

/// What commands share while they run.
struct Session<'w> {
    world: World<'w>,
    locale: Locale,
}

impl Session<'_> {
    /// Colours only for a terminal, and never where somebody asked for none.
    fn color(&self, is_terminal: bool) -> bool {
        let says = |name: &str, refuses: fn(&str) -> bool| (self.world.variable)(name).is_some_and(|value| refuses(&value));
        is_terminal && !says("NO_COLOR", |value| !value.is_empty()) && !says("TERM", |value| value == "dumb")
    }
}

/// Tells people of trouble, on one line. If even that fails there is nobody to tell.
fn complain(err: &mut dyn Write, locale: Locale, wording: &Wording) {
    let line = crate::report::one_line(&format!("knigge: {}", wording.get(locale)));
    let _ = writeln!(err, "{line}");
}

/// A number and what it counts.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn unwritable(error: &io::Error) -> Wording {
    Wording::new(format!("Das Ergebnis lässt sich nicht schreiben: {error}."), format!("The result cannot be written: {error}."))
}

/// Runs the command that `arguments` (without the program's name) ask for; gives the exit status.
pub fn run(arguments: Vec<OsString>, world: World<'_>) -> u8 {
    let locale = locale::locale(&arguments, world.variable);
    let bare = arguments.is_empty() || (arguments.iter().all(|word| word.to_string_lossy().starts_with("--ui-lang")));
    let mut session = Session { world, locale };
    if bare && session.world.stdin_is_terminal {
        let help = help::localized(Arguments::command(), locale).render_help();
        let _ = write!(session.world.err, "{help}");
        return FAILED;
    }
    let mut command = help::localized(Arguments::command(), locale);
    let parsed = command.try_get_matches_from_mut(with_command(arguments));
    match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => settle(run_command(&arguments.command, &mut session), &mut session),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let shown = write!(session.world.out, "{}", error.render()).and_then(|()| session.world.out.flush());
            settle(shown.map(|()| FINE), &mut session)
        }
        Err(error) => {
            let _ = writeln!(session.world.err, "{}", usage::explain(&error, locale));
            FAILED
        }
    }
}

/// `arguments` with the program's name, and with `check` where no command is named; `help X` is `X --help`.
fn with_command(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["knigge".into()];
    let mut rest = arguments.into_iter().peekable();
    // The one option that may stand before the command.
    while let Some(word) = rest.next_if(|word| word.to_string_lossy().starts_with("--ui-lang")) {
        let takes_next = word == "--ui-lang";
        words.push(word);
        words.extend(rest.next_if(|_| takes_next));
    }
    let first = rest.peek().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    match first.as_str() {
        "help" => {
            rest.next();
            words.extend(rest);
            words.push("--help".into());
        }
        "-h" | "--help" | "-V" | "--version" => words.extend(rest),
        command if COMMANDS.contains(&command) => words.extend(rest),
        _ => {
            words.push("check".into());
            words.extend(rest);
        }
    }
    words
}

fn run_command(command: &Command, session: &mut Session<'_>) -> io::Result<u8> {
    match command {
        Command::Check(options) => check::run(options, session),
        Command::Drafts(options) => drafts::run(options, session),
        Command::Rules(options) => rules::run(options, session),
        Command::Explain(options) => explain::run(options, session),
        Command::Test(options) => test::run(options, session),
        Command::Baseline(options) => baseline::run(options, session),
        Command::Forms(options) => forms::run(options, session),
        Command::Learn(options) => learn::run(options, session),
        Command::Config(options) => config::run(options, session),
        Command::Completions(options) => manual::completions(&options.shell, session),
        Command::Man(options) => manual::man(options.page.as_deref(), session),
    }
}

/// The exit status of a command. A closed pipe is no trouble: whoever read has seen enough.
fn settle(ended: io::Result<u8>, session: &mut Session<'_>) -> u8 {
    match ended {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => FINE,
        Err(error) => {
            complain(session.world.err, session.locale, &unwritable(&error));
            FAILED
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &[&str]) -> Vec<String> {
        let words = with_command(arguments.iter().map(OsString::from).collect());
        words.into_iter().map(|word| word.into_string().unwrap()).collect()
    }

    #[test]
    fn check_is_the_default_command() {
        assert_eq!(words(&["draft.txt"]), ["knigge", "check", "draft.txt"]);
        assert_eq!(words(&["--format", "json"]), ["knigge", "check", "--format", "json"]);
        assert_eq!(words(&["-"]), ["knigge", "check", "-"]);
        assert_eq!(words(&["rules"]), ["knigge", "rules"]);
        assert_eq!(words(&["--ui-lang", "de", "rules"]), ["knigge", "--ui-lang", "de", "rules"]);
        assert_eq!(words(&["--ui-lang=de", "a.txt"]), ["knigge", "--ui-lang=de", "check", "a.txt"]);
        assert_eq!(words(&["help", "rules"]), ["knigge", "rules", "--help"]);
        assert_eq!(words(&[]), ["knigge", "check"]);
    }

    /// Status, standard output and standard error of a run in a world where both streams are terminals.
    fn on_terminal(arguments: &[&str], environment: &[(&str, &str)]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let world = World {
            out: &mut out,
            err: &mut err,
            variable: &|name| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
            stdin_is_terminal: true,
            stdout_is_terminal: true,
            stderr_is_terminal: true,
        };
        let status = run(arguments.iter().map(OsString::from).collect(), world);
        (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn bare_knigge_on_a_terminal_prints_help() {
        let (status, out, err) = on_terminal(&[], &[("LANG", "de_DE.UTF-8")]);
        assert_eq!((status, out.as_str()), (FAILED, ""));
        assert!(err.contains("Aufruf: knigge"), "{err}");
        let (status, out, err) = on_terminal(&["--format", "json"], &[]);
        assert_eq!((status, out.as_str()), (FAILED, ""));
        assert!(err.starts_with("knigge: What is to be checked?"), "{err}");
    }

    #[test]
    fn colours_come_on_a_terminal_and_never_where_they_are_unwanted() {
        let arguments = ["--pack", "tests/cmd/world/house.toml", "tests/cmd/world/drafts/bad.txt"];
        let colored = |environment| {
            let (status, out, _) = on_terminal(&arguments, environment);
            assert_eq!(status, FOUND);
            out.contains('\u{1b}')
        };
        assert!(colored(&[]));
        assert!(colored(&[("NO_COLOR", "")]));
        assert!(!colored(&[("NO_COLOR", "1")]));
        assert!(!colored(&[("TERM", "dumb")]));
    }
}
