//! Paths that share a configuration, with all that is needed to check what lies below them.
//! In: the paths of a command line. Out: groups with their sources and rulesets, or every mistake of every configuration.

use super::arguments::{Origin, Picked, Search};
use super::setup::{Refusal, Setup, meant};
use crate::config::{Allowances, Config, today};
use crate::finding::{Gravity, Mistake, Wording};
use crate::source::{Source, Trouble};
use crate::span::Span;
use std::path::{Path, PathBuf};

/// Paths that share a configuration.
pub struct Group {
    /// What holds in general, then what holds for files of which `[[paths]]` says other packs or rules.
    setups: Vec<(Vec<usize>, Setup)>,
    /// The allow-list of the configuration.
    pub allowances: Allowances,
    /// As they were given.
    pub paths: Vec<PathBuf>,
    /// What lies below the paths, each with the number of its setup.
    pub sources: Vec<(Source, usize)>,
    /// What could not be found.
    pub troubles: Vec<Trouble>,
}

impl Group {
    /// What the configuration says.
    pub fn config(&self) -> &Config {
        &self.setups[0].1.config
    }

    /// The setups; the first holds in general.
    pub fn setups(&self) -> impl Iterator<Item = &Setup> {
        self.setups.iter().map(|(_, setup)| setup)
    }

    /// The setup with this number.
    pub fn setup(&self, number: usize) -> &Setup {
        &self.setups[number].1
    }

    /// Whether whole folders are checked. A lone draft need not hold every allowed word.
    pub fn is_library(&self) -> bool {
        self.paths.iter().any(|path| path.is_dir())
    }

    /// The allow-list as it was before anything was checked.
    pub fn fresh_allowances(&self) -> Allowances {
        Allowances::new(self.config(), &today())
    }

    /// Advice on the configuration: unknown rules, and permissions that nobody needs.
    pub fn advice(&self) -> Vec<Mistake> {
        let path = &self.config().path;
        let mut told: Vec<Mistake> = Vec::new();
        let of_setups = self.setups().flat_map(|setup| setup.advice.iter().filter(|advice| advice.path == *path).cloned());
        for advice in of_setups.chain(self.allowances.advice(self.config(), self.is_library())) {
            if !told.contains(&advice) {
                told.push(advice);
            }
        }
        told
    }
}

/// The paths in groups; or every mistake of every configuration.
pub fn groups(paths: &[PathBuf], origin: &Origin, picked: &Picked, search: &Search) -> Result<Vec<Group>, Vec<Refusal>> {
    let stdin = [PathBuf::from("-")];
    let paths: &[PathBuf] = if paths.is_empty() { &stdin } else { paths };
    let mut by_config: Vec<(Option<PathBuf>, Vec<PathBuf>)> = Vec::new();
    for path in paths {
        let config = origin.config.clone().or_else(|| Config::find(search.near(path)));
        match by_config.iter_mut().find(|(known, _)| *known == config) {
            Some((_, paths)) => paths.push(path.clone()),
            None => by_config.push((config, vec![path.clone()])),
        }
    }
    let (mut groups, mut refusals): (Vec<Group>, Vec<Refusal>) = (Vec::new(), Vec::new());
    for (config, paths) in by_config {
        match group(config.as_deref(), paths, origin, picked, search) {
            Ok(group) => groups.push(group),
            Err(refusal) => refusals.push(refusal),
        }
    }
    // A pack that is broken is broken once, whoever asks for it.
    let mut told: Vec<Mistake> = Vec::new();
    for refusal in &mut refusals {
        refusal.mistakes.retain(|mistake| !told.contains(mistake));
        told.extend(refusal.mistakes.iter().cloned());
    }
    let mistakes: Vec<Mistake> = if refusals.is_empty() { unknown_picks(&groups, picked) } else { Vec::new() };
    if !mistakes.is_empty() {
        refusals.push(Refusal { mistakes, ..Refusal::default() });
    }
    if refusals.is_empty() { Ok(groups) } else { Err(refusals) }
}

fn group(config: Option<&Path>, paths: Vec<PathBuf>, origin: &Origin, picked: &Picked, search: &Search) -> Result<Group, Refusal> {
    let origin = Origin { config: None, pack: origin.pack.clone() };
    let general = Setup::with_file(&origin, config, None, picked)?;
    let (found, troubles) = search.find(&paths);
    let allowances = Allowances::new(&general.config, &today());
    let mut setups = vec![(Vec::new(), general)];
    let mut sources = Vec::new();
    for source in found {
        let path = Path::new(source.path()).to_path_buf();
        let selection = setups[0].1.config.selection(&path);
        let number = match setups.iter().position(|(known, _)| *known == selection) {
            Some(number) => number,
            None => {
                setups.push((selection, Setup::with_file(&origin, config, Some(&path), picked)?));
                setups.len() - 1
            }
        };
        sources.push((source, number));
    }
    Ok(Group { setups, allowances, paths, sources, troubles })
}

/// What `--only` and `--skip` name and no setup knows.
fn unknown_picks(groups: &[Group], picked: &Picked) -> Vec<Mistake> {
    let setups: Vec<&Setup> = groups.iter().flat_map(Group::setups).collect();
    let options = [("--only", &picked.only), ("--skip", &picked.skip)];
    let names = options.into_iter().flat_map(|(option, names)| names.iter().map(move |name| (option, name)));
    let unknown = names.filter(|(_, name)| setups.iter().all(|setup| setup.unknown.contains(name)));
    unknown
        .map(|(option, name)| {
            let ids: Vec<String> = setups.iter().flat_map(|setup| setup.ruleset.rule_ids()).collect();
            let known = ids.iter().flat_map(|id| [id.as_str(), id.split('/').next().unwrap_or_default()]);
            let message = Wording::new(
                format!("Weder Regel noch Regelpaket heißt „{name}“."),
                format!("There is neither a rule nor a pack \"{name}\"."),
            );
            Mistake { path: option.to_owned(), span: Span::default(), gravity: Gravity::Mistake, message, help: meant(name, known) }
        })
        .collect()
}
