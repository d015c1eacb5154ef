//! Packs made ready to check with: compiled tables, and how lists and rules of several tables hang together.
//! In: embedded tables, a company's packs and settings. Out: a ruleset, or every mistake that shows only when packs meet.

mod anchor;
pub mod code;
pub mod compile;
mod emit;
mod numbering;
pub mod pattern;
pub mod rule;
pub mod table;
mod terms;
pub mod validate;
mod view;
pub mod weights;

pub use view::{Active, Anchored, Finder, FreePost, Global, PLANES, View};

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::facts::Language;
use crate::finding::{Gravity, Mistake, Severity, Wording};
use crate::language::inflect::Tables;
use crate::pack::{Line, List, Pack};
use crate::span::Span;
use table::{REGEX, Section, Table, hash};

/// An automaton gives for what it finds the first of its rows: fragments of open words, or literals.
pub type Automaton = daachorse::DoubleArrayAhoCorasick<u32>;

/// One table with what is made of it at start.
pub struct Unit {
    /// The table, read in place.
    pub table: Table,
    /// Whether its lists and rules count; else it only tells what words are.
    pub active: bool,
    /// Whether it was compiled when knigge was built.
    pub embedded: bool,
    open: Option<Automaton>,
    literals: Option<Automaton>,
    regexes: Vec<OnceLock<Option<regex::Regex>>>,
    anchored: Vec<OnceLock<Option<regex::Regex>>>,
}

impl Unit {
    /// Takes a table into use.
    fn new(bytes: Cow<'static, [u8]>, active: bool, embedded: bool) -> Option<Unit> {
        let table = Table::new(bytes)?;
        let automaton = |section| match table.bytes(section) {
            [] => None,
            bytes => Automaton::deserialize(bytes).ok().map(|(automaton, _)| automaton),
        };
        let (open, literals) = (automaton(Section::Automaton), automaton(Section::LiteralAutomaton));
        let cells = || (0..table.len(Section::Regexes) / REGEX).map(|_| OnceLock::new()).collect();
        let (regexes, anchored) = (cells(), cells());
        Some(Unit { table, active, embedded, open, literals, regexes, anchored })
    }

    /// The automaton over open words, if there are any.
    pub fn open_words(&self) -> Option<&Automaton> {
        self.open.as_ref()
    }

    /// The automaton over the literals of regular expressions, if there are any.
    pub fn literals(&self) -> Option<&Automaton> {
        self.literals.as_ref()
    }

    /// A regular expression that is looked for anywhere, compiled when it is first asked for.
    pub fn regex(&self, index: usize) -> Option<&regex::Regex> {
        self.regexes.get(index)?.get_or_init(|| pattern::regex(self.pattern(index)).ok()).as_ref()
    }

    /// The same, found at the very beginning of a text alone.
    pub fn anchored_regex(&self, index: usize) -> Option<&regex::Regex> {
        self.anchored.get(index)?.get_or_init(|| pattern::regex(&format!(r"\A(?:{})", self.pattern(index))).ok()).as_ref()
    }

    /// The signs that a regular expression cannot do without, those of which it needs one, and whether literals are known of which it needs one.
    fn hints(&self, index: u32) -> (u128, u128, bool) {
        let row = index as usize * REGEX;
        let get = |at: usize| self.table.get(Section::Regexes, row + at);
        let signs = |at: usize| (0..4).fold(0, |signs, part| signs | u128::from(get(at + part)) << (part * 32));
        (signs(3), signs(7), get(2) != 0)
    }

    fn pattern(&self, index: usize) -> &str {
        self.table.text(self.table.get(Section::Regexes, index * REGEX), self.table.get(Section::Regexes, index * REGEX + 1))
    }
}

/// What the configuration says of one rule.
#[derive(Debug, Clone)]
pub struct RuleSetting {
    /// `pack/name`, or a pack's name for all its rules.
    pub id: String,
    /// `None`: off.
    pub severity: Option<Severity>,
}

/// What the configuration says of rules.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// In order; the last that names a rule wins.
    pub rules: Vec<RuleSetting>,
    /// Only rules of these packs run; empty: all.
    pub only: Vec<String>,
    /// Embedded packs that a company's pack of the same name stands for: their rules and own lists rest.
    pub replaced: Vec<String>,
    /// Which placeholders are filled in: names of help desks, and placeholders of the company's own.
    pub placeholders: Vec<String>,
}

/// The embedded tables of a language.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Their language.
    pub language: Language,
    /// As `compile` wrote them.
    pub bytes: &'static [u8],
    /// Whether their lists and rules count; what they know of words always does.
    pub active: bool,
}

/// An entry that a configuration adds to every list of a name.
#[derive(Debug, Clone)]
pub struct Addition {
    /// The name of the list.
    pub list: String,
    /// Where the configuration names it.
    pub list_span: Span,
    /// The entry.
    pub line: Line,
    /// The configuration.
    pub path: String,
}

/// All that drafts are checked with. Made once, shared by threads.
pub struct Ruleset {
    views: Vec<View>,
    placeholders: Vec<String>,
}

impl Ruleset {
    /// Puts embedded tables and a company's packs together. `tables` gives the inflection tables of a language; it is asked only if a company's packs need it.
    /// With the ruleset comes advice: what may be better, but stops nothing.
    ///
    /// # Errors
    /// Every mistake that shows when packs meet: an unknown list, a circle of lists, a regular expression that is none, a phrase without an anchor.
    pub fn load(
        embedded: &[Embedded],
        packs: &[Pack],
        additions: &[Addition],
        settings: &Settings,
        tables: &dyn Fn(Language) -> Tables,
    ) -> Result<(Ruleset, Vec<Mistake>), Vec<Mistake>> {
        let (mut views, mut mistakes, mut advice) = (Vec::new(), Vec::new(), Vec::new());
        for language in Language::ALL {
            let mut units = Vec::new();
            for source in embedded.iter().filter(|source| source.language == language) {
                units.extend(Unit::new(Cow::Borrowed(source.bytes), source.active, true));
            }
            let shared: Vec<String> =
                units.iter().filter(|unit: &&Unit| unit.active).flat_map(|unit| view::list_keys(&unit.table)).map(str::to_string).collect();
            let fits = |pack: &&Pack| pack.language.is_none_or(|of| of == language);
            let added = added(additions, &shared, packs.iter().filter(fits), language);
            let own: Vec<&Pack> = packs.iter().filter(fits).chain(&added).collect();
            if !own.is_empty() {
                let known = |folded: &str| {
                    let forms = units.iter().filter_map(|unit: &Unit| {
                        unit.table.form(folded.as_bytes(), hash(folded.as_bytes())).map(|form| unit.table.form_class(form))
                    });
                    forms.fold(0, |all, class| all | class)
                };
                let found = validate::validate(&own, &shared, &known);
                let (grave, light): (Vec<_>, Vec<_>) = found.into_iter().partition(|mistake| mistake.gravity == Gravity::Mistake);
                advice.extend(light);
                if !grave.is_empty() {
                    mistakes.extend(grave);
                    continue;
                }
                let mut merged = tables(language);
                own.iter().for_each(|pack| merge(&mut merged, &pack.tables));
                let compilation = compile::Compilation { language, packs: own, tables: &merged, known: &known, with_vocabulary: false };
                let (bytes, found) = compile::compile(&compilation);
                advice.extend(found);
                units.extend(Unit::new(Cow::Owned(bytes), true, false));
            }
            views.push(View::new(language, units, settings));
        }
        let names: Vec<&str> = views.iter().flat_map(View::list_names).collect();
        if mistakes.is_empty() {
            mistakes.extend(
                additions.iter().filter(|addition| !names.contains(&addition.list.as_str())).map(|addition| unknown_list(addition, &names)),
            );
        }
        // A pack of any language is read once for each; its mistakes are told once.
        for list in [&mut mistakes, &mut advice] {
            let mut seen: Vec<Mistake> = Vec::new();
            for mistake in list.drain(..) {
                if !seen.contains(&mistake) {
                    seen.push(mistake);
                }
            }
            *list = seen;
        }
        if mistakes.is_empty() { Ok((Ruleset { views, placeholders: settings.placeholders.clone() }, advice)) } else { Err(mistakes) }
    }

    /// What drafts of a language are checked with.
    pub fn view(&self, language: Language) -> Option<&View> {
        self.views.iter().find(|view| view.language == language)
    }

    /// Which placeholders the configuration knows.
    pub fn placeholders(&self) -> &[String] {
        &self.placeholders
    }

    /// Ids of all rules, sorted, whether they run or not.
    pub fn rule_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.views.iter().flat_map(View::all_rules).map(|row| row.id().to_string()).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

fn unknown_list(addition: &Addition, names: &[&str]) -> Mistake {
    let help = match crate::pack::did_you_mean(&addition.list, names.iter().copied()) {
        Some(near) => Wording::new(format!("Meinten Sie „{near}“?"), format!("Did you mean \"{near}\"?")),
        None => Wording::default(),
    };
    let message =
        Wording::new(format!("Kein Paket hat eine Liste „{}“.", addition.list), format!("No pack has a list \"{}\".", addition.list));
    Mistake { path: addition.path.clone(), span: addition.list_span, gravity: Gravity::Mistake, message, help }
}

/// What a configuration adds, as a pack without a name: each entry under the key of every list that has the name.
fn added<'p>(additions: &[Addition], shared: &[String], packs: impl Iterator<Item = &'p Pack>, language: Language) -> Option<Pack> {
    if additions.is_empty() {
        return None;
    }
    let own = packs.flat_map(|pack| pack.lists.iter().map(move |list| compile::list_key(pack, &list.name)));
    let mut keys: Vec<String> = shared.iter().cloned().chain(own).collect();
    keys.sort();
    keys.dedup();
    let mut pack = Pack { language: Some(language), path: additions[0].path.clone(), ..Pack::default() };
    for key in keys {
        let name = key.rsplit('/').next().unwrap_or(&key);
        let words: Vec<Line> = additions.iter().filter(|addition| addition.list == name).map(|addition| addition.line.clone()).collect();
        if !words.is_empty() {
            pack.lists.push(List { name: key.clone(), span: words[0].span, words, except: Vec::new(), reach: None });
        }
    }
    Some(pack)
}

/// Whether a word that holds `fragment` is matched by it: what stands before an open start is nothing or at least three letters with a vowel
/// (`*arsch` is not in Marsch); behind an open end may also stand an ending of inflection.
pub fn is_open_match(word: &str, fragment: &str, open_start: bool, open_end: bool) -> bool {
    word.match_indices(fragment).any(|(at, _)| fits_open(&word[..at], &word[at + fragment.len()..], open_start, open_end))
}

/// Whether `before` and `after` may surround a fragment that is open at these ends.
pub fn fits_open(before: &str, after: &str, open_start: bool, open_end: bool) -> bool {
    let long = |rest: &str| rest.len() >= 3 && rest.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
    let start = before.is_empty() || open_start && long(before);
    let end = after.is_empty() || open_end && (long(after) || ENDINGS.contains(&after));
    start && end
}

/// What inflection may put behind a word.
const ENDINGS: [&str; 16] = ["e", "n", "s", "t", "d", "en", "er", "es", "em", "st", "te", "ed", "'s", "in", "r", "m"];

/// Adds the words of `more`; they win over what is there.
pub fn merge(tables: &mut Tables, more: &Tables) {
    for (target, source) in [(&mut tables.verbs, &more.verbs), (&mut tables.nouns, &more.nouns), (&mut tables.adjectives, &more.adjectives)]
    {
        target.extend(source.iter().map(|(word, forms)| (word.clone(), forms.clone())));
    }
}
