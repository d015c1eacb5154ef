//! The help texts of every command and option, in both languages.
//! In: the command line as `arguments.rs` declares it. Out: the same with texts, headings and usage lines of one language.

use crate::finding::{Locale, Wording};
use clap::Command;

/// Command, usage without the program's name, what it does. The first is knigge itself.
const COMMANDS: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "knigge",
        ["[BEFEHL] [OPTIONEN] [PFAD…|-]", "[COMMAND] [OPTIONS] [PATH…|-]"],
        [
            "Prüft Antworten an Kunden gegen die Regeln des Hauses, bevor sie hinausgehen.",
            "Checks replies to customers against the house rules before they go out.",
        ],
    ),
    (
        "check",
        ["check [OPTIONEN] [PFAD…|-]", "check [OPTIONS] [PATH…|-]"],
        [
            "Prüft Entwürfe: Dateien, Ordner, oder was hineingeleitet wird (der übliche Befehl)",
            "Check drafts: files, folders, or what is piped in (the default command)",
        ],
    ),
    (
        "drafts",
        ["drafts [OPTIONEN] [PFAD…|-]", "drafts [OPTIONS] [PATH…|-]"],
        ["Zeigt, welche Entwürfe in Dateien gefunden werden", "List the drafts that are found in files"],
    ),
    ("rules", ["rules [OPTIONEN]", "rules [OPTIONS]"], ["Zeigt alle Regelpakete und ihre Regeln", "List all packs and their rules"]),
    (
        "explain",
        ["explain [OPTIONEN] REGEL|DATEI:ZEILE:SPALTE", "explain [OPTIONS] RULE|FILE:LINE:COLUMN"],
        [
            "Erklärt eine Regel, oder warum eine Stelle markiert wird und warum nicht",
            "Explain a rule, or why a place is marked and why not",
        ],
    ),
    (
        "test",
        ["test [OPTIONEN] [PAKET…]", "test [OPTIONS] [PACK…]"],
        ["Prüft die Regeln selbst: an ihren guten und schlechten Beispielen", "Test the rules themselves by their good and bad examples"],
    ),
    (
        "learn",
        ["learn [OPTIONEN] --lang de|en PAKET DATEI…", "learn [OPTIONS] --lang de|en PACK FILE…"],
        ["Lernt aus beschrifteten Entwürfen, was Wörter für ein Paket wiegen", "Learn from labelled drafts what words weigh for a pack"],
    ),
    (
        "baseline",
        ["baseline [OPTIONEN] write|prune|show DATEI [PFAD…]", "baseline [OPTIONS] write|prune|show FILE [PATH…]"],
        [
            "Merkt sich die alten Funde einer Sammlung, damit nur neue gemeldet werden",
            "Remember the old findings of a library, so that only new ones are told",
        ],
    ),
    (
        "config",
        ["config [OPTIONEN] [PFAD]", "config [OPTIONS] [PATH]"],
        ["Zeigt, was für einen Pfad gilt und wo es steht", "Show what holds for a path and where it is said"],
    ),
    (
        "completions",
        ["completions bash|elvish|fish|powershell|zsh", "completions bash|elvish|fish|powershell|zsh"],
        ["Gibt Vervollständigungen für eine Shell aus", "Print completions for a shell"],
    ),
    ("man", ["man [BEFEHL]", "man [COMMAND]"], ["Gibt die Handbuchseite aus (man-Format)", "Print the manual page (for man)"]),
    (
        "forms",
        ["forms [OPTIONEN] AUSDRUCK", "forms [OPTIONS] TERM"],
        ["Zeigt alle Wortformen, die ein Ausdruck findet", "Print all word forms that a phrase matches"],
    ),
];

/// Option, the name of its value, what it does.
const OPTIONS: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "paths",
        ["PFAD", "PATH"],
        ["Dateien oder Ordner mit Entwürfen; - liest, was hineingeleitet wird", "Files or folders with drafts; - reads what is piped in"],
    ),
    (
        "list",
        ["FORM", "FORMAT"],
        [
            "Form der Liste: pretty, oder jsonl mit den ganzen Texten (sonst pretty)",
            "Form of the list: pretty, or jsonl with the whole texts (default: pretty)",
        ],
    ),
    (
        "all",
        ["", ""],
        [
            "Zeigt alle Texte mit ihrem Weg, um Felder in knigge.toml zu nennen",
            "Show all texts with the way to them, to name fields in knigge.toml",
        ],
    ),
    (
        "baseline",
        ["DATEI", "FILE"],
        [
            "Bekannte Funde, die nicht mehr gemeldet werden (knigge baseline write)",
            "Known findings that are not told again (knigge baseline write)",
        ],
    ),
    (
        "act",
        ["write|prune|show", "write|prune|show"],
        [
            "write: alle Funde der Pfade merken; prune: streichen, was es nicht mehr gibt; show: zeigen",
            "write: note all findings of the paths; prune: drop what is gone; show: list the entries",
        ],
    ),
    ("file", ["DATEI", "FILE"], ["Die Datei der Baseline", "The file of the baseline"]),
    (
        "corpus",
        ["DATEI", "FILE"],
        [
            "Misst die Pakete an beschrifteten Entwürfen (JSON Lines mit text und findings), statt die Beispiele zu prüfen",
            "Score the packs against labelled drafts (JSON Lines with text and findings) instead of running the examples",
        ],
    ),
    (
        "one_entry_out",
        ["", ""],
        [
            "Beurteilt jeden Entwurf ohne die Einträge, die nur in ihm vorkommen: So viel fände sich in Texten, die niemand kennt",
            "Judge each draft without the entries that fire in it alone: so much would be found in texts that nobody has seen",
        ],
    ),
    (
        "exceptions",
        ["ZAHL", "N"],
        [
            "Zeigt so viele der Ausnahmen (unless), die am meisten Verstöße aufheben, und was sie zu Recht aufheben",
            "Show so many of the exceptions (unless) that lift most violations, beside what they lift rightly",
        ],
    ),
    (
        "show",
        ["ZAHL", "N"],
        [
            "Zeigt von jedem Paket so viele verfehlte Stellen und falsche Alarme, mit dem Grund",
            "Show so many misses and false alarms of each pack, with the reason",
        ],
    ),
    (
        "path",
        ["PFAD", "PATH"],
        ["Eine Datei, die es noch nicht geben muss (sonst der Ordner)", "A file, which need not exist (default: the folder)"],
    ),
    ("shell", ["SHELL", "SHELL"], ["Für welche Shell", "For which shell"]),
    ("page", ["BEFEHL", "COMMAND"], ["Die Seite eines Befehls (sonst die von knigge)", "A command's page (default: knigge's own)"]),
    (
        "fix",
        ["", ""],
        [
            "Schreibt, was Regeln als sicheren Ersatz nennen, in die Dateien und meldet den Rest",
            "Write what rules call a safe replacement into the files, and tell the rest",
        ],
    ),
    (
        "diff",
        ["", ""],
        [
            "Zeigt nur, was --fix schreiben würde; endet mit 1, wenn es etwas gibt",
            "Only show what --fix would write; ends with 1 if there is anything",
        ],
    ),
    (
        "only",
        ["REGEL|PAKET", "RULE|PACK"],
        ["Nur diese Regel oder dieses Regelpaket; mehrfach möglich", "Only this rule or pack; may be given several times"],
    ),
    (
        "skip",
        ["REGEL|PAKET", "RULE|PACK"],
        ["Ohne diese Regel oder dieses Regelpaket; mehrfach möglich", "Without this rule or pack; may be given several times"],
    ),
    (
        "stdin_filename",
        ["PFAD", "PATH"],
        [
            "Prüft, was hineingeleitet wird, als stünde es in dieser Datei: Format, Konfiguration, Muster",
            "Check what is piped in as if it stood in this file: format, configuration, globs",
        ],
    ),
    ("no_ignore", ["", ""], ["Prüft in Ordnern auch, was .gitignore ausschließt", "In folders, check what .gitignore leaves out, too"]),
    (
        "config",
        ["DATEI", "FILE"],
        ["Diese Konfiguration statt der nächsten knigge.toml", "This configuration instead of the nearest knigge.toml"],
    ),
    (
        "pack",
        ["PAKET", "PACK"],
        [
            "Nur dieses Regelpaket: ein Name oder eine Datei; mehrfach möglich",
            "Only this pack: a name or a file; may be given several times",
        ],
    ),
    (
        "format",
        ["FORM", "FORMAT"],
        [
            "Form der Ausgabe: pretty, short, json, jsonl, sarif, github, gitlab, junit, checkstyle oder rdjson (sonst pretty)",
            "Form of the output: pretty, short, json, jsonl, sarif, github, gitlab, junit, checkstyle or rdjson (default: pretty)",
        ],
    ),
    ("output", ["DATEI", "FILE"], ["Schreibt das Ergebnis in diese Datei", "Write the result to this file"]),
    (
        "channel",
        ["KANAL", "CHANNEL"],
        ["Wer es liest: public (alle) oder private (nur der Kunde)", "Who reads it: public (everybody) or private (the customer alone)"],
    ),
    (
        "kind",
        ["ART", "KIND"],
        [
            "Was es ist: draft (eine Antwort) oder template (ein Textbaustein mit Platzhaltern)",
            "What it is: draft (a reply) or template (a canned answer with placeholders)",
        ],
    ),
    (
        "lang",
        ["SPRACHE", "LANGUAGE"],
        ["Sprache des Textes: de, en oder auto (sonst auto: erkannt)", "Language of the text: de, en or auto (default: auto, detected)"],
    ),
    (
        "fail_on",
        ["SCHWERE", "SEVERITY"],
        [
            "Ab wann der Lauf mit 1 endet: error, warning, hint oder never (sonst error)",
            "What makes the run end with 1: error, warning, hint or never (default: error)",
        ],
    ),
    (
        "threads",
        ["ZAHL", "NUMBER"],
        [
            "Wie viele Kerne arbeiten dürfen (sonst alle); das Ergebnis bleibt gleich",
            "How many cores may work (default: all); the result stays the same",
        ],
    ),
    (
        "reveal",
        ["", ""],
        ["Zeigt auch vertrauliche Wörter, die sonst verdeckt werden", "Show confidential words that are masked otherwise"],
    ),
    (
        "subject",
        ["REGEL|DATEI:ZEILE:SPALTE", "RULE|FILE:LINE:COLUMN"],
        [
            "Eine Regel (promises/others-by-date) oder eine Stelle (antwort.txt:3:14)",
            "A rule (promises/others-by-date) or a place (reply.txt:3:14)",
        ],
    ),
    ("packs", ["PAKET", "PACK"], ["Regelpakete: Namen oder Dateien (sonst alle)", "Packs: names or files (default: all)"]),
    ("learned", ["PAKET", "PACK"], ["Das Paket, dessen Gewichte gelernt werden", "The pack whose weights are learned"]),
    (
        "labelled",
        ["DATEI", "FILE"],
        ["Beschriftete Entwürfe (JSON Lines mit text und findings)", "Labelled drafts (JSON Lines with text and findings)"],
    ),
    (
        "into",
        ["DATEI", "FILE"],
        [
            "Die Paketdatei, deren Tabelle [weights] ersetzt wird, statt sie auszugeben",
            "The pack file whose table [weights] is replaced, instead of printing it",
        ],
    ),
    ("of_lang", ["SPRACHE", "LANGUAGE"], ["Aus Entwürfen welcher Sprache: de oder en", "From drafts of which language: de or en"]),
    (
        "term",
        ["AUSDRUCK", "TERM"],
        ["Wörter in der Schreibweise der Regeln, etwa ~zu|sagen", "Words as rules write them, such as ~promise"],
    ),
    (
        "ui_lang",
        ["de|en", "de|en"],
        ["Sprache der Hilfe und der Meldungen (sonst die des Systems)", "Language of help and messages (default: the system's)"],
    ),
    ("help", ["", ""], ["Zeigt diese Hilfe", "Show this help"]),
    ("version", ["", ""], ["Zeigt die Version", "Show the version"]),
];

fn pick(words: [&'static str; 2], locale: Locale) -> &'static str {
    match locale {
        Locale::German => words[0],
        Locale::English => words[1],
    }
}

/// `command` with all its texts in the language of `locale`.
pub fn localized(command: Command, locale: Locale) -> Command {
    let examples = Wording::new(
        "Beispiele:\n  knigge antwort.txt\n  pbpaste | knigge\n  knigge check --format json bausteine/\n  knigge explain promises/given-word\n\n\
         Ende: 0 nichts gefunden, 1 etwas gefunden, 2 der Lauf ist gescheitert.",
        "Examples:\n  knigge reply.txt\n  pbpaste | knigge\n  knigge check --format json macros/\n  knigge explain promises/given-word\n\n\
         Exit status: 0 nothing found, 1 something found, 2 the run failed.",
    );
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = one(command, locale).after_help(examples.get(locale).to_owned());
    command = command.subcommand_help_heading(pick(["Befehle", "Commands"], locale));
    for name in names {
        command = command.mut_subcommand(name, |sub| one(sub, locale));
    }
    command
}

fn one(command: Command, locale: Locale) -> Command {
    let name = command.get_name().to_owned();
    let (_, usage, about) = COMMANDS.iter().find(|(known, _, _)| *known == name).copied().unwrap_or(COMMANDS[0]);
    let heading = pick(["Aufruf:", "Usage:"], locale);
    command
        .about(pick(about, locale))
        .override_usage(format!("knigge {}", pick(usage, locale)))
        .help_template(format!("{{about-with-newline}}\n{heading} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .mut_args(|arg| {
            let id = arg.get_id().as_str().to_owned();
            let entry = OPTIONS.iter().find(|(known, _, _)| *known == id);
            let (value, help) = entry.map_or(("", ""), |(_, value, help)| (pick(*value, locale), pick(*help, locale)));
            let heading = if arg.is_positional() { ["Argumente", "Arguments"] } else { ["Optionen", "Options"] };
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help(help).help_heading(pick(heading, locale));
            // clap would say "possible values" and "default" in English; the texts above name them.
            if takes_value { arg.value_name(value).hide_possible_values(true).hide_default_value(true) } else { arg }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::Arguments;
    use clap::CommandFactory;

    #[test]
    fn everything_on_the_command_line_is_explained_in_both_languages() {
        for locale in [Locale::German, Locale::English] {
            let mut command = localized(Arguments::command(), locale);
            command.build();
            for command in command.get_subcommands().chain([&command]) {
                assert!(COMMANDS.iter().any(|(name, _, _)| *name == command.get_name()), "{}", command.get_name());
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{} {}", command.get_name(), arg.get_id());
                }
            }
        }
        let english: Vec<&str> = COMMANDS.iter().chain(OPTIONS).map(|(_, _, help)| help[1]).collect();
        assert!(COMMANDS.iter().chain(OPTIONS).all(|(_, _, help)| !english.contains(&help[0])));
    }

    #[test]
    fn german_help_speaks_german_alone() {
        for name in crate::cli::arguments::COMMANDS {
            let mut command = localized(Arguments::command(), Locale::German);
            command.build();
            let help = command.find_subcommand_mut(name).unwrap().render_help().to_string();
            for english in ["Usage", "Options", "OPTIONS", "Arguments", "Print", "possible values", "default:"] {
                assert!(!help.contains(english), "{english}: {help}");
            }
        }
    }
}
