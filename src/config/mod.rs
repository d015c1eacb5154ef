//! `knigge.toml`: what a company or a team has settled.
//! In: the file's text. Out: a `Config`, or all mistakes of the file at once, each at its place.

mod allow;
mod fields;
mod read;

pub use allow::{Allowances, today};

use crate::draft::Fields;
use crate::facts::{Channel, Kind, Language};
use crate::finding::{Mistake, Severity};
use crate::ruleset::Addition;
use crate::span::Span;
use globset::GlobMatcher;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Name of the file that is looked for.
pub const FILE_NAME: &str = "knigge.toml";

/// A value and where it stands (bytes of the configuration).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What is said.
    pub value: T,
    /// Where it is said.
    pub span: Span,
}

/// From which weight on a finding fails the run; `None` is never.
pub type FailOn = Option<Severity>;

/// The `fail_on` named `word`: a severity or `never`.
pub fn parse_fail_on(word: &str) -> Option<FailOn> {
    if word == "never" { Some(None) } else { Severity::parse(word).map(Some) }
}

/// What becomes of a rule: switched off (`None`) or given another weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChoice {
    /// `pack/name`.
    pub rule: Placed<String>,
    /// `None`: off.
    pub severity: Option<Severity>,
}

/// Words that are allowed although a rule marks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The allowed words.
    pub text: Placed<String>,
    /// For this rule alone; `None`: for all.
    pub rule: Option<Placed<String>>,
    /// Why; whoever reads the file later wants to know.
    pub reason: String,
    /// The last day it holds, `2026-12-31`; `None`: for ever.
    pub until: Option<Placed<String>>,
}

/// What holds for some paths.
#[derive(Debug, Clone)]
pub struct PathChoice {
    /// Which, relative to the configuration's folder.
    pub glob: Placed<GlobMatcher>,
    /// Their language, where it is known.
    pub language: Option<Language>,
    /// Who reads them.
    pub channel: Option<Channel>,
    /// Drafts or templates.
    pub kind: Option<Kind>,
    /// Placeholders instead of those of the file.
    pub placeholders: Option<Vec<Placed<String>>>,
    /// Which fields are drafts.
    pub fields: Option<Fields>,
    /// Packs instead of those of the file.
    pub packs: Option<Vec<Placed<String>>>,
    /// Rules switched off or weighed anew, beside those of the file.
    pub rules: Vec<RuleChoice>,
    /// Where each key stands.
    pub keys: Keys,
}

/// Where the keys of a table stand (bytes of the configuration).
pub type Keys = BTreeMap<String, Span>;

/// What one `knigge.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Path of the file as people are told it; empty without a file.
    pub path: String,
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// Text of the file, to show mistakes in it.
    pub text: String,
    /// Names and files of packs; empty: the embedded ones.
    pub packs: Vec<Placed<String>>,
    /// `None`: to be detected for each draft.
    pub language: Option<Language>,
    /// Who reads the drafts; `None`: not said.
    pub channel: Option<Channel>,
    /// Drafts or templates; `None`: not said.
    pub kind: Option<Kind>,
    /// Help desks whose placeholders are filled in, and placeholders of the company's own; empty: to be recognised.
    pub placeholders: Vec<Placed<String>>,
    /// From which weight on the run fails; outer `None`: not said.
    pub fail_on: Option<FailOn>,
    /// Words added to lists.
    pub lists: Vec<Addition>,
    /// Rules switched off or weighed anew.
    pub rules: Vec<RuleChoice>,
    /// Allowed words.
    pub allow: Vec<Allowance>,
    /// Choices for some paths, in order of the file; a later one wins.
    pub paths: Vec<PathChoice>,
    /// Where each key of the file stands.
    pub keys: Keys,
}

/// What a configuration says of the drafts in one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Says {
    /// `None`: to be detected for each draft.
    pub language: Option<Language>,
    /// `None`: nothing.
    pub channel: Option<Channel>,
    /// `None`: nothing.
    pub kind: Option<Kind>,
    /// Which fields are drafts; empty: to be found.
    pub fields: Fields,
}

impl Config {
    /// The configuration that holds for `path`: in its folder, or in the nearest folder above.
    pub fn find(path: &Path) -> Option<PathBuf> {
        let path = std::path::absolute(path).ok()?;
        let from = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        from?.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
    }

    /// Reads `text`, the content of the file `path` in `folder`: what can be understood of it, and every mistake. A configuration with
    /// mistakes must not be used; it helps to find more of them elsewhere.
    pub fn read(path: &str, folder: &Path, text: &str) -> (Config, Vec<Mistake>) {
        read::read(path, folder, text)
    }

    /// Which of `paths` hold for the file `path`, in order.
    pub fn choices(&self, path: &Path) -> Vec<usize> {
        if self.paths.is_empty() {
            return Vec::new();
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let Ok(inside) = absolute.strip_prefix(&folder) else { return Vec::new() };
        (0..self.paths.len()).filter(|number| self.paths[*number].glob.value.is_match(inside)).collect()
    }

    /// Those of `choices` that change what is checked with: packs, rules and placeholders.
    pub fn selection(&self, path: &Path) -> Vec<usize> {
        let changes = |choice: &PathChoice| choice.packs.is_some() || choice.placeholders.is_some() || !choice.rules.is_empty();
        self.choices(path).into_iter().filter(|number| changes(&self.paths[*number])).collect()
    }

    /// The packs for files of which `selection` holds; empty: the embedded ones.
    pub fn packs_of(&self, selection: &[usize]) -> &[Placed<String>] {
        selection.iter().rev().find_map(|number| self.paths[*number].packs.as_deref()).unwrap_or(&self.packs)
    }

    /// The placeholders that are filled in, for files of which `selection` holds.
    pub fn placeholders_of(&self, selection: &[usize]) -> &[Placed<String>] {
        selection.iter().rev().find_map(|number| self.paths[*number].placeholders.as_deref()).unwrap_or(&self.placeholders)
    }

    /// The choices of rules for files of which `selection` holds; a later one wins.
    pub fn rules_of(&self, selection: &[usize]) -> impl Iterator<Item = &RuleChoice> {
        self.rules.iter().chain(selection.iter().flat_map(|number| &self.paths[*number].rules))
    }

    /// Where it is said what holds for `key` in the file `path`: a place of the configuration and, inside `[[paths]]`, the number of the
    /// choice.
    pub fn place_of(&self, key: &str, path: &Path) -> Option<(Span, Option<usize>)> {
        let chosen = self.choices(path).into_iter().rev().find_map(|number| Some((*self.paths[number].keys.get(key)?, Some(number))));
        chosen.or_else(|| Some((*self.keys.get(key)?, None)))
    }

    /// What is said of the drafts in the file `path`.
    pub fn says(&self, path: &Path) -> Says {
        let mut says = Says { language: self.language, channel: self.channel, kind: self.kind, fields: Fields::default() };
        for choice in self.choices(path).into_iter().map(|number| &self.paths[number]) {
            // `auto` is a choice, too.
            if choice.keys.contains_key("language") {
                says.language = choice.language;
            }
            says.channel = choice.channel.or(says.channel);
            says.kind = choice.kind.or(says.kind);
            if let Some(fields) = &choice.fields {
                says.fields = fields.clone();
            }
        }
        says
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_above_is_found() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(root.path().join(FILE_NAME), "").unwrap();
        std::fs::write(deep.join("draft.txt"), "").unwrap();
        assert_eq!(Config::find(&deep.join("draft.txt")), Some(root.path().join(FILE_NAME)));
        std::fs::write(deep.join(FILE_NAME), "").unwrap();
        assert_eq!(Config::find(&deep), Some(deep.join(FILE_NAME)));
    }

    #[test]
    fn a_later_choice_for_a_path_wins() {
        let text = "channel = \"private\"\n[[paths]]\nglob = \"macros/**\"\nkind = \"template\"\nchannel = \"public\"\n\
                    [[paths]]\nglob = \"macros/en/*.txt\"\nlanguage = \"en\"\nchannel = \"private\"\n";
        let (config, _) = Config::read("knigge.toml", Path::new("/team"), text);
        let says = config.says(Path::new("/team/macros/en/a.txt"));
        assert_eq!((says.language, says.channel, says.kind), (Some(Language::English), Some(Channel::Private), Some(Kind::Template)));
        assert_eq!(config.says(Path::new("/team/macros/de/a.txt")).channel, Some(Channel::Public));
        assert_eq!(config.says(Path::new("/team/a.txt")).kind, None);
        assert_eq!(config.says(Path::new("/elsewhere/macros/a.txt")).channel, Some(Channel::Private));
    }
}
