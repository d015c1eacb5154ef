//! What a command needs before it can begin: the configuration, the packs, the ruleset made of them.
//! In: `--config`, `--pack` and the path that is checked. Out: a setup, or all mistakes with the texts to show them in.

use super::Session;
use super::arguments::{Origin, Picked};
use crate::builtin::{self, Request};
use crate::config::{Config, Placed};
use crate::finding::{Gravity, Mistake, Severity, Wording};
use crate::pack::{self, Pack, Rule, did_you_mean};
use crate::prove;
use crate::report::{Files, Format, Style, write_mistakes};
use crate::ruleset::{RuleSetting, Ruleset, Settings};
use crate::span::Span;
use std::path::{Path, PathBuf};

/// The word for the embedded packs.
pub const BUILTIN: &str = "builtin";

/// A configuration and the ruleset it asks for.
pub struct Setup {
    /// What the configuration says.
    pub config: Config,
    /// The rules.
    pub ruleset: Ruleset,
    /// The company's packs.
    pub packs: Vec<Pack>,
    /// Which of `[[paths]]` hold here.
    selection: Vec<usize>,
    /// Rules and packs that `--only` and `--skip` name and nobody knows here.
    pub unknown: Vec<String>,
    /// Names of the packs whose rules run; empty: all.
    only: Vec<String>,
    /// Embedded packs that a file of the same name stands for.
    replaced: Vec<String>,
    /// What may be better, and stops nothing.
    pub advice: Vec<Mistake>,
    /// Texts of the files that mistakes and advice point into.
    pub files: Files,
}

/// Why there is no setup.
#[derive(Debug, Default)]
pub struct Refusal {
    /// Every mistake.
    pub mistakes: Vec<Mistake>,
    /// The texts they point into.
    pub files: Files,
}

/// Where a pack was asked for.
struct Asked<'c> {
    name: &'c str,
    /// Relative paths start here.
    folder: &'c Path,
    /// The place in the configuration, if it was asked for there.
    place: Option<(&'c str, Span)>,
}

impl Setup {
    /// The setup for drafts near `near`; with `--config` or `--pack` in `origin` as these say.
    pub fn new(origin: &Origin, near: &Path) -> Result<Setup, Refusal> {
        let file = origin.config.clone().or_else(|| Config::find(near));
        Setup::with_file(origin, file.as_deref(), Some(near).filter(|near| !near.is_dir()), &Picked::default())
    }

    /// The setup that the configuration `file` asks for: in general, or for the drafts in the file `of`.
    pub fn with_file(origin: &Origin, file: Option<&Path>, of: Option<&Path>, picked: &Picked) -> Result<Setup, Refusal> {
        let mut files = Files::new();
        let (mut config, mistakes) = file.map_or_else(Default::default, |file| read_config(file, &mut files));
        let selection = of.map_or_else(Vec::new, |path| config.selection(path));
        let place = |pack: &Placed<String>| Some((config.path.as_str(), pack.span));
        let of_config = |pack| Asked { name: pack_name(pack), folder: &config.folder, place: place(pack) };
        let configured: Vec<Asked<'_>> = config.packs_of(&selection).iter().map(of_config).collect();
        let mut chosen = Chosen { whole: configured.is_empty(), ..Chosen::default() };
        configured.iter().for_each(|asked| chosen.add(asked, &mut files));
        if !origin.pack.is_empty() {
            chosen = Chosen::picked(&origin.pack, chosen, &mut files);
        }
        chosen.mistakes.splice(0..0, mistakes);
        let Chosen { whole, names, packs, resting, mut mistakes } = chosen;
        // What a configuration adds to lists of packs that rest here is no mistake.
        if config.lists.iter().any(|addition| resting.contains(&addition.list)) {
            let here: Vec<Pack> = builtin::packs().into_iter().chain(packs.iter().cloned()).collect();
            let is_here = |name: &String| here.iter().any(|pack| pack.lists.iter().any(|list| list.name == *name));
            config.lists.retain(|addition| !resting.contains(&addition.list) || is_here(&addition.list));
        }
        // Without "builtin" the embedded rules rest; their lists stay, for a company's rules speak of them.
        let own = packs.iter().map(|pack: &Pack| pack.name.clone());
        let replaced: Vec<String> = own.clone().filter(|name| !whole && !names.contains(name)).collect();
        let only: Vec<String> = if whole { Vec::new() } else { names.into_iter().chain(own).collect() };
        let rules = config.rules_of(&selection).map(|rule| RuleSetting { id: rule.rule.value.clone(), severity: rule.severity }).collect();
        let placeholders = config.placeholders_of(&selection).iter().map(|entry| entry.value.clone()).collect();
        let settings = Settings { rules, only: only.clone(), replaced: replaced.clone(), placeholders };
        let mut request = Request { packs: packs.clone(), additions: config.lists.clone(), settings, ..Request::default() };
        match Ruleset::assemble(&request) {
            Ok((ruleset, advice)) if mistakes.is_empty() => {
                let (off, unknown) = picked.off(&ruleset.rule_ids());
                request.settings.rules.extend(off);
                let all = picked.is_everything();
                let ruleset = if all { ruleset } else { Ruleset::assemble(&request).map_or(ruleset, |(ruleset, _)| ruleset) };
                let mut setup = Setup { config, ruleset, packs, selection, unknown, only, replaced, advice, files };
                setup.name_unknown_rules();
                Ok(setup)
            }
            Ok(_) => Err(Refusal { mistakes, files }),
            Err(more) => {
                // What is broken already may break more: one mistake a place is enough.
                let known: Vec<(String, Span)> = mistakes.iter().map(|mistake| (mistake.path.clone(), mistake.span)).collect();
                mistakes.extend(more.into_iter().filter(|other| !known.contains(&(other.path.clone(), other.span))));
                Err(Refusal { mistakes, files })
            }
        }
    }

    /// The setup that proves `packs` (names or files; none: all of them), with every rule on.
    pub fn for_proofs(origin: &Origin, packs: &[String], near: &Path) -> Result<Setup, Refusal> {
        let origin = Origin { config: origin.config.clone(), pack: packs.to_vec() };
        let mut setup = Setup::new(&origin, near)?;
        let settings = Settings { replaced: setup.replaced.clone(), ..prove::settings(&setup.all_packs()) };
        let request = Request { packs: setup.packs.clone(), additions: setup.config.lists.clone(), settings, ..Request::default() };
        match Ruleset::assemble(&request) {
            Ok((ruleset, advice)) => {
                setup.ruleset = ruleset;
                setup.advice = advice;
                Ok(setup)
            }
            Err(mistakes) => Err(Refusal { mistakes, files: setup.files }),
        }
    }

    /// All packs that run here, embedded ones included, and the embedded lists.
    pub fn all_packs(&self) -> Vec<Pack> {
        let wanted = |pack: &Pack| {
            self.only.is_empty() || pack.rules.is_empty() || self.only.contains(&pack.name) && !self.replaced.contains(&pack.name)
        };
        builtin::packs().into_iter().filter(wanted).chain(self.packs.iter().cloned()).collect()
    }

    /// The weight of a rule after the configuration had its say; `None`: off.
    pub fn severity(&self, id: &str, rule: &Rule) -> Option<Severity> {
        let pack = id.split('/').next().unwrap_or_default();
        let chosen = self
            .config
            .rules_of(&self.selection)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .find(|choice| choice.rule.value == id || choice.rule.value == pack);
        match chosen {
            Some(choice) => choice.severity,
            None => Some(rule.severity).filter(|_| rule.enabled),
        }
    }

    /// Advice on rules that the configuration names and nobody knows.
    fn name_unknown_rules(&mut self) {
        if self.config.rules_of(&self.selection).next().is_none() && self.config.allow.is_empty() {
            return;
        }
        let known = self.ruleset.rule_ids();
        let is_known = |id: &str| known.iter().any(|rule| rule == id || rule.split('/').next() == Some(id));
        let chosen = self.config.rules_of(&self.selection).map(|choice| &choice.rule);
        let allowed = self.config.allow.iter().filter_map(|allowance| allowance.rule.as_ref());
        let unknown: Vec<Mistake> = chosen
            .chain(allowed)
            .filter(|rule| !is_known(&rule.value))
            .map(|rule| Mistake {
                path: self.config.path.clone(),
                span: rule.span,
                gravity: Gravity::Advice,
                message: unknown_rule(&rule.value),
                help: meant(&rule.value, known.iter().map(String::as_str)),
            })
            .collect();
        self.advice.extend(unknown);
    }
}

impl Picked {
    /// The rules of `known` that are not picked, switched off; and the names that none of them has.
    fn off(&self, known: &[String]) -> (Vec<RuleSetting>, Vec<String>) {
        let names = |name: &String, id: &str| name == id || id.split('/').next() == Some(name);
        let rests = |id: &&String| {
            let is_picked = self.only.is_empty() || self.only.iter().any(|name| names(name, id));
            !is_picked || self.skip.iter().any(|name| names(name, id))
        };
        let off = known.iter().filter(rests).map(|id| RuleSetting { id: id.clone(), severity: None }).collect();
        let unknown = self.only.iter().chain(&self.skip).filter(|name| !known.iter().any(|id| names(name, id)));
        (off, unknown.cloned().collect())
    }
}

fn pack_name(pack: &Placed<String>) -> &str {
    &pack.value
}

/// The packs that were asked for.
#[derive(Default)]
struct Chosen {
    /// Whether all embedded packs run.
    whole: bool,
    /// Embedded packs by name.
    names: Vec<String>,
    packs: Vec<Pack>,
    /// Lists of packs that the configuration names and `--pack` does not.
    resting: Vec<String>,
    mistakes: Vec<Mistake>,
}

impl Chosen {
    /// What `--pack` asks for: packs of the configuration by their names, else embedded ones, else files.
    fn picked(names: &[String], configured: Chosen, files: &mut Files) -> Chosen {
        let mut chosen = Chosen::default();
        let (lists, packs): (Vec<Pack>, Vec<Pack>) = configured.packs.into_iter().partition(Pack::is_words);
        for name in names {
            let own: Vec<Pack> = packs.iter().filter(|pack| pack.name == *name).cloned().collect();
            if own.is_empty() {
                let known = packs.iter().map(|pack| pack.name.clone()).collect();
                chosen.add_known(&Asked { name, folder: Path::new(""), place: None }, known, files);
            }
            chosen.packs.extend(own);
        }
        let is_chosen = |pack: &&Pack| chosen.packs.iter().any(|other| other.path == pack.path);
        let resting: Vec<&Pack> = packs.iter().filter(|pack| !is_chosen(pack)).collect();
        // Rules of the company speak of its lists.
        let with_lists = resting.len() < packs.len();
        let resting = resting.into_iter().chain(lists.iter().filter(|_| !with_lists)).flat_map(|pack| &pack.lists);
        chosen.resting = resting.map(|list| list.name.clone()).collect();
        if with_lists {
            chosen.packs.extend(lists);
        }
        let of_chosen = |mistake: &Mistake| chosen.packs.iter().any(|pack| pack.path == mistake.path);
        chosen.mistakes.extend(configured.mistakes.into_iter().filter(of_chosen));
        chosen
    }

    fn add(&mut self, asked: &Asked<'_>, files: &mut Files) {
        self.add_known(asked, Vec::new(), files);
    }

    /// As [`Chosen::add`]; if there is no such pack, `known` names may have been meant as well.
    fn add_known(&mut self, asked: &Asked<'_>, known: Vec<String>, files: &mut Files) {
        if asked.name == BUILTIN {
            self.whole = true;
        } else if embedded_names().iter().any(|name| name == asked.name) {
            self.names.push(asked.name.to_owned());
        } else if asked.name.ends_with(".toml") || asked.name.contains(['/', '\\']) {
            self.read(asked, files);
        } else {
            let message =
                Wording::new(format!("Das Regelpaket „{}“ gibt es nicht.", asked.name), format!("There is no pack \"{}\".", asked.name));
            let names = [embedded_names(), known].concat();
            let help = meant(asked.name, names.iter().map(String::as_str).chain([BUILTIN]));
            self.refuse(asked, message, help);
        }
    }

    fn read(&mut self, asked: &Asked<'_>, files: &mut Files) {
        let path = asked.folder.join(asked.name);
        let shown = shown(&path);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let (pack, mistakes) = pack::read(&shown, &text);
                self.mistakes.extend(mistakes.into_iter().filter(|mistake| mistake.gravity == Gravity::Mistake));
                self.packs.push(pack);
                files.insert(shown, text);
            }
            Err(error) => {
                let message = Wording::new(
                    format!("Das Regelpaket „{shown}“ lässt sich nicht lesen: {}", why(&error).de),
                    format!("The pack \"{shown}\" cannot be read: {}", why(&error).en),
                );
                self.refuse(asked, message, Wording::default());
            }
        }
    }

    fn refuse(&mut self, asked: &Asked<'_>, message: Wording, help: Wording) {
        let (path, span) = asked.place.unwrap_or(("--pack", Span::default()));
        self.mistakes.push(Mistake { path: path.to_owned(), span, gravity: Gravity::Mistake, message, help });
    }
}

/// Names of the embedded packs, sorted.
pub fn embedded_names() -> Vec<String> {
    let stem = |path: &str| Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let with_rules = builtin::files().iter().filter(|(_, text)| text.contains("[[rule]]"));
    let mut names: Vec<String> = with_rules.filter_map(|(path, _)| stem(path)).collect();
    names.sort();
    names.dedup();
    names
}

fn read_config(file: &Path, files: &mut Files) -> (Config, Vec<Mistake>) {
    let path = shown(file);
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let message = Wording::new(
                format!("Die Konfiguration lässt sich nicht lesen: {}", why(&error).de),
                format!("The configuration cannot be read: {}", why(&error).en),
            );
            let mistake = Mistake { path, span: Span::default(), gravity: Gravity::Mistake, message, help: Wording::default() };
            return (Config::default(), vec![mistake]);
        }
    };
    let folder = file.parent().map(PathBuf::from).unwrap_or_default();
    let read = Config::read(&path, &folder, &text);
    files.insert(path, text);
    read
}

/// What the system said, in both languages.
pub fn why(error: &std::io::Error) -> Wording {
    match error.kind() {
        std::io::ErrorKind::NotFound => Wording::new("Die Datei gibt es nicht.", "There is no such file."),
        std::io::ErrorKind::PermissionDenied => Wording::new("Die Rechte dazu fehlen.", "Permission denied."),
        std::io::ErrorKind::InvalidData => Wording::new("Die Datei ist kein UTF-8.", "The file is no UTF-8."),
        _ => Wording::new(format!("{error}."), format!("{error}.")),
    }
}

/// A path as people are told it: with `/`, and from where they stand.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// There is no such rule.
pub fn unknown_rule(id: &str) -> Wording {
    Wording::new(format!("Die Regel „{id}“ gibt es nicht."), format!("There is no rule \"{id}\"."))
}

/// What was probably meant by `name`, if anything.
pub fn meant<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Wording {
    match did_you_mean(name, known) {
        Some(near) => Wording::new(format!("Meinten Sie „{near}“?"), format!("Did you mean \"{near}\"?")),
        None => Wording::default(),
    }
}

impl Session<'_> {
    /// How reports to standard error look.
    pub fn trouble_style(&self) -> Style {
        Style { locale: self.locale, reveal: true, color: self.color(self.world.stderr_is_terminal) }
    }

    /// Tells people of mistakes or advice, as frames or, beside machine formats, as lines.
    pub fn show_mistakes(&mut self, format: Format, mistakes: &[Mistake], files: &Files) {
        let style = self.trouble_style();
        // If standard error is closed there is nobody to tell.
        let _ = write_mistakes(self.world.err, format, style, mistakes, files);
    }
}
