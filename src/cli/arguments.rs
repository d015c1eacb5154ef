//! The command line as clap reads it; its help texts stand in `help.rs`, in both languages.
//! In: arguments. Out: one typed command.

use crate::config::{FailOn, Says, parse_fail_on};
use crate::draft::Draft;
use crate::facts::{Channel, Facts, Kind, Language, PlaceholderUse};
use crate::recognise::placeholder;
use crate::report::Format;
use crate::source::{self, Source, Trouble};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand};
use std::path::{Path, PathBuf};

/// All that can stand on a command line.
#[derive(Debug, Parser)]
#[command(name = "knigge", version, disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
#[command(subcommand_required = true, max_term_width = 100)]
pub struct Arguments {
    /// Language of the interface; read before all else, see `locale.rs`.
    #[arg(long, global = true, display_order = 900, value_parser = words(&["de", "en"], |word| word.to_owned()))]
    pub ui_lang: Option<String>,
    #[arg(short, long, global = true, display_order = 901, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, display_order = 902, action = ArgAction::Version)]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks drafts.
    Check(Check),
    /// Lists packs and rules.
    Rules(Rules),
    /// Shows a rule, or why a place was marked.
    Explain(Explain),
    /// Lists the drafts that files hold.
    Drafts(Drafts),
    /// Runs the proofs of packs.
    Test(Test),
    /// Learns what words weigh for a pack.
    Learn(Learn),
    /// Prints the forms a phrase matches.
    Forms(Forms),
    /// Writes, prunes or shows a baseline.
    Baseline(Baseline),
    /// Shows what holds for a path.
    Config(ShowConfig),
    /// Prints completions for a shell.
    Completions(Completions),
    /// Prints the manual page.
    Man(Man),
}

/// The names of the commands, as they stand on the command line.
pub const COMMANDS: [&str; 11] =
    ["check", "drafts", "rules", "explain", "test", "learn", "forms", "baseline", "config", "completions", "man"];

/// Where rules come from.
#[derive(Debug, Clone, Args, Default)]
pub struct Origin {
    /// A configuration instead of the one that is found.
    #[arg(long)]
    pub config: Option<PathBuf>,
    /// Packs instead of the configured ones.
    #[arg(long)]
    pub pack: Vec<String>,
}

/// Which of the rules run.
#[derive(Debug, Clone, Args, Default)]
pub struct Picked {
    /// Rules and packs by name; none is all.
    #[arg(long)]
    pub only: Vec<String>,
    /// Rules and packs that rest.
    #[arg(long)]
    pub skip: Vec<String>,
}

impl Picked {
    /// Whether all rules run.
    pub fn is_everything(&self) -> bool {
        self.only.is_empty() && self.skip.is_empty()
    }
}

/// How files are found.
#[derive(Debug, Clone, Args, Default)]
pub struct Search {
    /// The file that standard input stands for.
    #[arg(long)]
    pub stdin_filename: Option<PathBuf>,
    /// Files that git ignores are checked, too.
    #[arg(long)]
    pub no_ignore: bool,
}

impl Search {
    /// The sources below `paths`, and what could not be found.
    pub fn find(&self, paths: &[PathBuf]) -> (Vec<Source>, Vec<Trouble>) {
        let name = self.stdin_filename.as_ref().map_or("-".into(), |name| name.to_string_lossy());
        source::find(paths, &source::Search { counts: &crate::draft::counts, stdin: &name, gitignore: !self.no_ignore })
    }

    /// The path by which a configuration is found.
    pub fn near<'p>(&'p self, path: &'p Path) -> &'p Path {
        let is_stdin = path.as_os_str() == "-";
        if is_stdin { self.stdin_filename.as_deref().unwrap_or(Path::new(".")) } else { path }
    }
}

/// What is known of the drafts; what a record says of itself wins over it.
#[derive(Debug, Clone, Args, Default)]
pub struct Known {
    /// Inner `None`: to be detected.
    #[arg(long, value_parser = words(&["de", "en", "auto"], |word| Spoken(Language::parse(word))))]
    pub lang: Option<Spoken>,
    #[arg(long, value_parser = words(&["public", "private"], |word| Channel::parse(word).unwrap_or_default()))]
    pub channel: Option<Channel>,
    #[arg(long, value_parser = words(&["draft", "template"], |word| Kind::parse(word).unwrap_or_default()))]
    pub kind: Option<Kind>,
}

impl Known {
    /// The facts of a draft: what its record says, else these options, else the configuration. Where nobody says anything, a draft of a
    /// library is a template.
    pub fn facts(&self, draft: &Draft<'_>, configured: &Says) -> Facts {
        let presumed = if draft.library { Kind::Template } else { Kind::Draft };
        Facts {
            language: draft.language.or(self.lang.map_or(configured.language, |spoken| spoken.0)),
            channel: draft.channel.or(self.channel).or(configured.channel).unwrap_or_default(),
            kind: draft.kind.or(self.kind).or(configured.kind).unwrap_or(presumed),
            ..Facts::default()
        }
    }

    /// What the placeholders of those drafts that are templates tell of their help desk.
    pub fn used_in<'d, 'p: 'd>(&self, drafts: impl Iterator<Item = &'d Draft<'p>>, configured: &Says) -> PlaceholderUse {
        placeholder::used(drafts.filter(|draft| self.facts(draft, configured).kind == Kind::Template).map(Draft::text))
    }
}

/// The formats of a report, as they stand on the command line.
pub const FORMATS: [&str; 10] = ["pretty", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"];

/// `knigge check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files, folders, `-`; none is standard input.
    pub paths: Vec<PathBuf>,
    #[arg(long, default_value = "pretty", value_parser = words(&FORMATS, |word| Format::parse(word).unwrap_or_default()))]
    pub format: Format,
    #[arg(long)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub known: Known,
    #[arg(long, value_parser = words(&["error", "warning", "hint", "never"], |word| Threshold(parse_fail_on(word).flatten())))]
    pub fail_on: Option<Threshold>,
    /// None is as many as there are cores; the output is the same with any number.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    #[arg(long)]
    pub reveal: bool,
    /// Findings that are no news.
    #[arg(long)]
    pub baseline: Option<PathBuf>,
    /// Writes what is safe to write.
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Shows what `--fix` would write.
    #[arg(long)]
    pub diff: bool,
    #[command(flatten)]
    pub picked: Picked,
    #[command(flatten)]
    pub search: Search,
    #[command(flatten)]
    pub origin: Origin,
}

/// What to do with a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineAct {
    /// Notes all findings.
    Write,
    /// Drops what is gone.
    Prune,
    /// Lists the entries.
    Show,
}

/// `knigge baseline`.
#[derive(Debug, Args)]
pub struct Baseline {
    /// What to do.
    #[arg(value_parser = words(&["write", "prune", "show"], |word| match word {
        "write" => BaselineAct::Write,
        "prune" => BaselineAct::Prune,
        _ => BaselineAct::Show,
    }))]
    pub act: BaselineAct,
    /// The file of the baseline.
    pub file: PathBuf,
    /// Files, folders; none is standard input, and for `show` nothing.
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub known: Known,
    #[command(flatten)]
    pub search: Search,
    #[command(flatten)]
    pub origin: Origin,
}

/// `knigge config`.
#[derive(Debug, Args)]
pub struct ShowConfig {
    /// A file, which need not exist.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub known: Known,
    #[arg(long, value_parser = words(&["error", "warning", "hint", "never"], |word| Threshold(parse_fail_on(word).flatten())))]
    pub fail_on: Option<Threshold>,
    #[command(flatten)]
    pub picked: Picked,
    #[command(flatten)]
    pub origin: Origin,
}

/// The shells that completions are made for.
const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// `knigge completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Which.
    #[arg(value_parser = words(&SHELLS, |word| word.to_owned()))]
    pub shell: String,
}

/// `knigge man`.
#[derive(Debug, Args)]
pub struct Man {
    /// A command's page instead of the main one.
    #[arg(value_parser = words(&COMMANDS, |word| word.to_owned()))]
    pub page: Option<String>,
}

/// A language, or `None` to detect it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken(pub Option<Language>);

/// From which weight on a run fails, or `None` for never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold(pub FailOn);

/// `knigge rules`.
#[derive(Debug, Args)]
pub struct Rules {
    #[command(flatten)]
    pub origin: Origin,
}

/// `knigge explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// `pack/name`, or `FILE:LINE:COLUMN`.
    pub subject: String,
    #[command(flatten)]
    pub known: Known,
    #[command(flatten)]
    pub origin: Origin,
    #[arg(long)]
    pub reveal: bool,
}

/// `knigge drafts`.
#[derive(Debug, Args)]
pub struct Drafts {
    /// Files, folders, `-`; none is standard input.
    pub paths: Vec<PathBuf>,
    /// All texts instead, with the way to each.
    #[arg(long)]
    pub all: bool,
    /// One JSON record a line instead of a list for people.
    #[arg(long, default_value = "pretty", action = ArgAction::Set, value_parser = words(&["pretty", "jsonl"], |word| word == "jsonl"))]
    pub list: bool,
    #[command(flatten)]
    pub search: Search,
    #[command(flatten)]
    pub known: Known,
    #[command(flatten)]
    pub origin: Origin,
}

/// `knigge test`.
#[derive(Debug, Args)]
pub struct Test {
    /// Packs by name or file; none is all.
    pub packs: Vec<String>,
    #[arg(long)]
    pub config: Option<PathBuf>,
    /// Labelled drafts to score the packs against, instead of running the proofs.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub corpus: Vec<PathBuf>,
    /// Judges each draft without the entries that fire in it alone.
    #[arg(long, requires = "corpus")]
    pub one_entry_out: bool,
    /// Shows so many of the exceptions that lift violations.
    #[arg(long, requires = "corpus", value_name = "N", default_value_t = 0)]
    pub exceptions: usize,
    /// Shows so many misses and false alarms of each pack.
    #[arg(long, requires = "corpus", value_name = "N", default_value_t = 0)]
    pub show: usize,
}

/// `knigge learn`.
#[derive(Debug, Args)]
pub struct Learn {
    /// The pack.
    pub learned: String,
    /// Labelled drafts to learn from.
    #[arg(required = true)]
    pub labelled: Vec<PathBuf>,
    /// The language of the drafts that count.
    #[arg(long = "lang", value_parser = words(&["de", "en"], |word| Language::parse(word).unwrap_or(Language::German)))]
    pub of_lang: Language,
    /// The pack file whose weights are replaced.
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    #[arg(long)]
    pub config: Option<PathBuf>,
}

/// `knigge forms`.
#[derive(Debug, Args)]
pub struct Forms {
    /// A phrase of the phrase language.
    pub term: String,
    #[arg(long, value_parser = words(&["de", "en", "auto"], |word| Spoken(Language::parse(word))))]
    pub lang: Option<Spoken>,
    #[command(flatten)]
    pub origin: Origin,
}

/// Reads one of `known` into a value. clap refuses all other words before `read` is called.
fn words<T>(known: &'static [&'static str], read: fn(&str) -> T) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(known.iter().copied()).map(move |word| read(&word))
}
