//! What drafts of one language are checked with: the tables that count, and lists and rules numbered across them.
//! In: tables and settings. Out: which list a name means, which phrases may start a finding, which rules run.

use std::collections::BTreeMap;

use super::code::NO_REACH;
use super::rule::Row;
use super::table::{LIST, PHRASE, Section, Table};
use super::{Settings, Unit};
use crate::facts::Language;
use crate::finding::Severity;
use crate::phrase::Reach;

/// The number of a list in a view. Lists of the same name in two tables are one.
pub type Global = u32;

/// A phrase that is found by a list.
#[derive(Debug, Clone, Copy)]
pub struct Anchored {
    /// The unit.
    pub unit: usize,
    /// The phrase.
    pub phrase: u32,
    /// The list that finds it.
    pub by: Global,
    /// The list that it belongs to.
    pub list: Global,
}

/// A phrase that no word finds.
#[derive(Debug, Clone, Copy)]
pub struct FreePost {
    /// The unit.
    pub unit: usize,
    /// See `code::free`.
    pub kind: u32,
    /// Recogniser, regular expression or shape.
    pub operand: u32,
    /// The phrase.
    pub phrase: u32,
    /// The list that it belongs to.
    pub list: Global,
}

/// A rule that runs.
#[derive(Debug, Clone, Copy)]
pub struct Active {
    /// The unit.
    pub unit: usize,
    /// Its number in the unit.
    pub index: usize,
    /// After the configuration had its say.
    pub severity: Severity,
    /// The list of what is matched or required.
    pub main: Global,
}

/// What drafts of one language are checked with.
pub struct View {
    /// The language.
    pub language: Language,
    /// The tables.
    pub units: Vec<Unit>,
    /// The rules that run, in order of their id.
    pub rules: Vec<Active>,
    globals: Vec<Vec<Global>>,
    list_count: usize,
    reaches: Vec<Option<Reach>>,
    excepts: BTreeMap<Global, Vec<Global>>,
    rule_of: Vec<u32>,
    anchored: Vec<Anchored>,
    free: Vec<FreePost>,
    /// A list and one that it finds; sorted.
    dependents: Vec<(Global, Global)>,
    required: Vec<usize>,
}

/// The keys of the named lists of a table.
pub fn list_keys(table: &Table) -> impl Iterator<Item = &str> {
    (0..table.len(Section::Lists) / LIST).map(|list| list_key(table, list)).filter(|key| !key.is_empty())
}

fn list_key(table: &Table, list: usize) -> &str {
    table.text(table.get(Section::Lists, list * LIST), table.get(Section::Lists, list * LIST + 1))
}

impl View {
    pub(super) fn new(language: Language, units: Vec<Unit>, settings: &Settings) -> View {
        let (globals, list_count) = number_lists(&units);
        let mut view = View {
            language,
            units,
            rules: Vec::new(),
            globals,
            list_count,
            reaches: vec![None; list_count],
            excepts: BTreeMap::new(),
            rule_of: vec![0; list_count],
            anchored: Vec::new(),
            free: Vec::new(),
            dependents: Vec::new(),
            required: Vec::new(),
        };
        view.read_lists();
        view.read_posts();
        view.choose_rules(settings);
        view
    }

    fn read_lists(&mut self) {
        for (unit, globals) in self.units.iter().zip(&self.globals) {
            for (list, global) in globals.iter().enumerate() {
                let reach = unit.table.get(Section::Lists, list * LIST + 2);
                if reach != NO_REACH {
                    self.reaches[*global as usize] = Reach::ALL.get(reach as usize).copied();
                }
                if let Some(except) = unit.table.get(Section::Lists, list * LIST + 5).checked_sub(1) {
                    self.excepts.entry(*global).or_default().push(globals[except as usize]);
                }
            }
        }
    }

    fn read_posts(&mut self) {
        for (number, unit) in self.units.iter().enumerate() {
            let table = &unit.table;
            if !unit.active {
                continue;
            }
            for post in 0..table.len(Section::ListPosts) / 2 {
                let (by, phrase) = (table.get(Section::ListPosts, post * 2), table.get(Section::ListPosts, post * 2 + 1));
                let list = table.get(Section::Phrases, phrase as usize * PHRASE + 1);
                self.anchored.push(Anchored {
                    unit: number,
                    phrase,
                    by: self.globals[number][by as usize],
                    list: self.globals[number][list as usize],
                });
            }
            for post in 0..table.len(Section::FreePosts) / 2 {
                let (packed, phrase) = (table.get(Section::FreePosts, post * 2), table.get(Section::FreePosts, post * 2 + 1));
                let list = table.get(Section::Phrases, phrase as usize * PHRASE + 1);
                let list = self.globals[number][list as usize];
                self.free.push(FreePost { unit: number, kind: packed >> 24, operand: packed & 0xff_ffff, phrase, list });
            }
        }
        self.dependents = self.anchored.iter().map(|anchored| (anchored.by, anchored.list)).collect();
        self.dependents.sort_unstable();
        self.dependents.dedup();
        self.anchored.sort_by_key(|anchored| (anchored.list, anchored.unit, anchored.phrase));
        self.free.sort_by_key(|post| (post.list, post.unit, post.phrase));
    }

    fn choose_rules(&mut self, settings: &Settings) {
        for (number, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.active) {
            for index in 0..unit.table.len(Section::Rules) / super::table::RULE {
                let row = Row::new(&unit.table, index);
                let setting = settings.rules.iter().rev().find(|setting| setting.id == row.id() || setting.id == row.pack());
                let severity = match setting {
                    Some(setting) => setting.severity,
                    None => row.enabled().then(|| row.severity()),
                };
                let wanted = settings.only.is_empty() || settings.only.iter().any(|name| name == row.pack() || name == row.id());
                if let Some(severity) = severity.filter(|_| wanted) {
                    let main = self.globals[number][row.main() as usize];
                    self.rules.push(Active { unit: number, index, severity, main });
                }
            }
        }
        for (number, rule) in self.rules.iter().enumerate() {
            self.rule_of[rule.main as usize] = number as u32 + 1;
        }
        self.required = (0..self.rules.len()).filter(|rule| self.row(&self.rules[*rule]).require()).collect();
    }

    /// How many lists there are.
    pub fn list_count(&self) -> usize {
        self.list_count
    }

    /// The number of a unit's list in this view.
    pub fn global(&self, unit: usize, list: u32) -> Global {
        self.globals[unit][list as usize]
    }

    /// The list that a phrase belongs to.
    pub fn list_of(&self, unit: usize, phrase: u32) -> Global {
        self.globals[unit][self.units[unit].table.get(Section::Phrases, phrase as usize * PHRASE + 1) as usize]
    }

    /// The reach that a list has of itself.
    pub fn reach(&self, list: Global) -> Option<Reach> {
        self.reaches[list as usize]
    }

    /// What swallows entries of a list.
    pub fn excepts(&self, list: Global) -> &[Global] {
        self.excepts.get(&list).map_or(&[], Vec::as_slice)
    }

    /// The rule whose matches the list holds.
    pub fn rule_of(&self, list: Global) -> Option<usize> {
        (self.rule_of[list as usize] as usize).checked_sub(1)
    }

    /// Phrases of `list` that are found by another list.
    pub fn anchored(&self, list: Global) -> &[Anchored] {
        let start = self.anchored.partition_point(|anchored| anchored.list < list);
        let end = self.anchored.partition_point(|anchored| anchored.list <= list);
        &self.anchored[start..end]
    }

    /// The lists that hold a phrase that is found by `list`.
    pub fn dependents(&self, list: Global) -> impl Iterator<Item = Global> {
        let start = self.dependents.partition_point(|(by, _)| *by < list);
        self.dependents[start..].iter().take_while(move |(by, _)| *by == list).map(|(_, dependent)| *dependent)
    }

    /// Phrases of `list` that no word finds.
    pub fn free(&self, list: Global) -> &[FreePost] {
        let start = self.free.partition_point(|post| post.list < list);
        let end = self.free.partition_point(|post| post.list <= list);
        &self.free[start..end]
    }

    /// All phrases that no word finds.
    pub fn all_free(&self) -> &[FreePost] {
        &self.free
    }

    /// The rules that are broken where nothing is found.
    pub fn required(&self) -> &[usize] {
        &self.required
    }

    /// A rule that runs.
    pub fn row(&self, rule: &Active) -> Row<'_> {
        Row::new(&self.units[rule.unit].table, rule.index)
    }

    /// All rules, whether they run or not.
    pub fn all_rules(&self) -> impl Iterator<Item = Row<'_>> {
        let units = self.units.iter().filter(|unit| unit.active);
        units.flat_map(|unit| (0..unit.table.len(Section::Rules) / super::table::RULE).map(|index| Row::new(&unit.table, index)))
    }

    /// The name of a list, without its pack; empty for what stands in a rule.
    pub fn list_name(&self, list: Global) -> &str {
        for (unit, globals) in self.units.iter().zip(&self.globals) {
            if let Some(local) = globals.iter().position(|global| *global == list) {
                let key = list_key(&unit.table, local);
                if !key.is_empty() {
                    return key.rsplit('/').next().unwrap_or(key);
                }
            }
        }
        ""
    }

    /// The names of all lists, without their packs.
    pub fn list_names(&self) -> impl Iterator<Item = &str> {
        self.units
            .iter()
            .filter(|unit| unit.active)
            .flat_map(|unit| list_keys(&unit.table))
            .map(|key| key.rsplit('/').next().unwrap_or(key))
    }
}

/// For each unit the number of each of its lists, and how many lists there are. Lists with the same key are one; a list without a key stands alone.
fn number_lists(units: &[Unit]) -> (Vec<Vec<Global>>, usize) {
    let mut named: BTreeMap<&str, Global> = BTreeMap::new();
    let mut globals = Vec::new();
    let mut count = 0;
    for unit in units {
        let mut own = Vec::with_capacity(unit.table.len(Section::Lists) / LIST);
        for list in 0..unit.table.len(Section::Lists) / LIST {
            let key = if unit.active { list_key(&unit.table, list) } else { "" };
            let known = named.get(key).copied();
            let global = known.unwrap_or(count);
            if known.is_none() {
                count += 1;
                if !key.is_empty() {
                    named.insert(key, global);
                }
            }
            own.push(global);
        }
        globals.push(own);
    }
    (globals, count as usize)
}
