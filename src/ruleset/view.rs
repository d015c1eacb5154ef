//! What drafts of one language are checked with: the tables that count, and lists and rules numbered across them.
//! In: tables and settings. Out: which list a name means, which phrases may start a finding, which rules run.

use std::collections::BTreeMap;

use super::code::{NO_REACH, phrase_flag};
use super::numbering::{number_lists, ranks, refs};
use super::rule::Row;
use super::table::{LIST, PHRASE, Section, Table};
use super::{Settings, Unit};
use crate::facts::Language;
use crate::finding::Severity;
use crate::phrase::Reach;

/// The number of a list in a view. Lists of the same name in two tables are one; a list comes after all lists that it speaks of.
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
}

/// A phrase that no word finds.
#[derive(Debug, Clone, Copy)]
pub struct FreePost {
    /// For a regular expression the signs without which it matches nothing; see `pattern::signs`.
    pub signs: u128,
    /// Signs of which it needs one, if there are any.
    pub some_sign: u128,
    /// Whether every match of the regular expression holds one of its literals.
    pub literal: bool,
    /// The unit.
    pub unit: usize,
    /// See `code::free`.
    pub kind: u32,
    /// Recogniser, regular expression or shape.
    pub operand: u32,
    /// The phrase.
    pub phrase: u32,
}

/// What finds phrases that no word finds.
pub struct Finder {
    /// One of these phrases.
    pub post: FreePost,
    /// The lists that hold them.
    pub lists: Vec<Global>,
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
    anchored: Runs<Anchored>,
    free: Runs<FreePost>,
    /// What finds phrases that no word finds, each with the lists that hold one.
    finders: Vec<Finder>,
    /// Which lists help to break a rule, by number.
    leading: Vec<bool>,
    /// For each list, one after the other, what it helps to break.
    leads_to: Vec<u64>,
    taken_on_trust: Vec<u64>,
    /// The rules that no list leads to, for they are broken where nothing is found or by what a sentence weighs: one bit each.
    required: Vec<u64>,
}

/// The match of a rule and the first groups of its `with`: of so many parts it is noted which lists lead to them.
pub const PLANES: usize = 4;

/// Items by list, in one run.
pub(super) struct Runs<T> {
    /// For each list where its items begin; one more for the end.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Runs<T> {
    /// The items, of which each says its list, in the order in which they come.
    pub(super) fn new(lists: usize, mut items: Vec<(Global, T)>) -> Runs<T> {
        items.sort_by_key(|(list, _)| *list);
        let mut starts = vec![0; lists + 1];
        items.iter().for_each(|(list, _)| starts[*list as usize + 1] += 1);
        (1..starts.len()).for_each(|list| starts[list] += starts[list - 1]);
        Runs { starts, items: items.into_iter().map(|(_, item)| item).collect() }
    }

    pub(super) fn of(&self, list: Global) -> &[T] {
        &self.items[self.starts[list as usize] as usize..self.starts[list as usize + 1] as usize]
    }
}

/// The keys of the named lists of a table.
pub fn list_keys(table: &Table) -> impl Iterator<Item = &str> {
    (0..table.len(Section::Lists) / LIST).map(|list| list_key(table, list)).filter(|key| !key.is_empty())
}

pub(super) fn list_key(table: &Table, list: usize) -> &str {
    table.text(table.get(Section::Lists, list * LIST), table.get(Section::Lists, list * LIST + 1))
}

impl View {
    pub(super) fn new(language: Language, units: Vec<Unit>, settings: &Settings) -> View {
        let (mut globals, list_count) = number_lists(&units, &settings.replaced);
        let ranks = ranks(&units, &globals, list_count);
        globals.iter_mut().flatten().for_each(|global| *global = ranks[*global as usize]);
        let mut view = View {
            language,
            units,
            rules: Vec::new(),
            globals,
            list_count,
            reaches: vec![None; list_count],
            excepts: BTreeMap::new(),
            anchored: Runs::new(0, Vec::new()),
            free: Runs::new(0, Vec::new()),
            finders: Vec::new(),
            leading: Vec::new(),
            leads_to: Vec::new(),
            taken_on_trust: Vec::new(),
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
        let (mut anchored, mut free) = (Vec::new(), Vec::new());
        for (number, unit) in self.units.iter().enumerate() {
            let table = &unit.table;
            if !unit.active {
                continue;
            }
            for post in 0..table.len(Section::ListPosts) / 2 {
                let (by, phrase) = (table.get(Section::ListPosts, post * 2), table.get(Section::ListPosts, post * 2 + 1));
                let list = table.get(Section::Phrases, phrase as usize * PHRASE + 1);
                let (by, list) = (self.globals[number][by as usize], self.globals[number][list as usize]);
                anchored.push((list, Anchored { unit: number, phrase, by }));
            }
            for post in 0..table.len(Section::FreePosts) / 2 {
                let (packed, phrase) = (table.get(Section::FreePosts, post * 2), table.get(Section::FreePosts, post * 2 + 1));
                let list = table.get(Section::Phrases, phrase as usize * PHRASE + 1);
                let list = self.globals[number][list as usize];
                let (kind, operand) = (packed >> 24, packed & 0xff_ffff);
                let (signs, some_sign, literal) = if kind == super::code::free::REGEX { unit.hints(operand) } else { (0, 0, false) };
                free.push((list, FreePost { signs, some_sign, literal, unit: number, kind, operand, phrase }));
            }
        }
        let key = |post: &FreePost| (post.unit, post.kind, post.operand);
        free.sort_by_key(|(list, post)| (key(post), *list));
        for (list, post) in &free {
            match self.finders.last_mut() {
                Some(finder) if key(&finder.post) == key(post) => finder.lists.push(*list),
                _ => self.finders.push(Finder { post: *post, lists: vec![*list] }),
            }
        }
        self.anchored = Runs::new(self.list_count, anchored);
        self.free = Runs::new(self.list_count, free);
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
                let rests = unit.embedded && settings.replaced.iter().any(|name| name == row.pack());
                if let Some(severity) = severity.filter(|_| wanted && !rests) {
                    let main = self.globals[number][row.main() as usize];
                    self.rules.push(Active { unit: number, index, severity, main });
                }
            }
        }
        self.foresee();
    }

    /// Notes for each list which rules it may help to break.
    fn foresee(&mut self) {
        let width = self.rules.len().div_ceil(64);
        let stride = width * PLANES;
        let mut leads_to = vec![0u64; stride * self.list_count];
        self.required = vec![0; width];
        self.taken_on_trust = vec![0; stride];
        for (number, rule) in self.rules.iter().enumerate() {
            let (block, bit) = (number / 64, 1 << (number % 64));
            let row = self.row(rule);
            if row.require() || row.weigh().is_some() {
                self.required[block] |= bit;
                continue;
            }
            let (mut groups, mut last) = (0, None);
            leads_to[rule.main as usize * stride + block] |= bit;
            for condition in row.with() {
                if last != Some(condition.group) {
                    (groups, last) = (groups + 1, Some(condition.group));
                }
                if groups < PLANES {
                    leads_to[self.global(rule.unit, condition.list) as usize * stride + groups * width + block] |= bit;
                }
            }
            for plane in groups + 1..PLANES {
                self.taken_on_trust[plane * width + block] |= bit;
            }
        }
        // A list comes after all lists that it speaks of, so what it leads to is known before it is handed on.
        for list in (0..self.list_count).rev() {
            for anchored in self.anchored.of(list as Global) {
                for block in 0..stride {
                    leads_to[anchored.by as usize * stride + block] |= leads_to[list * stride + block];
                }
            }
        }
        self.leading =
            (0..self.list_count).map(|list| leads_to[list * stride..(list + 1) * stride].iter().any(|rules| *rules != 0)).collect();
        self.leads_to = leads_to;
        for rule in &self.rules {
            self.leading[rule.main as usize] = true;
        }
        // So do all lists that they speak of.
        let mut refs = refs(&self.units, &self.globals);
        refs.sort_unstable_by_key(|(_, speaker)| std::cmp::Reverse(*speaker));
        for (spoken_of, speaker) in refs {
            self.leading[spoken_of as usize] |= self.leading[speaker as usize];
        }
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

    /// Whether a phrase is an entry that a pack gives to a list with a name: no line of a rule, no name that a configuration adds.
    pub fn is_entry_of_pack(&self, unit: usize, phrase: u32) -> bool {
        let table = &self.units[unit].table;
        let named = !list_key(table, table.get(Section::Phrases, phrase as usize * PHRASE + 1) as usize).is_empty();
        named && table.phrase_flags(phrase) & phrase_flag::CONFIGURED == 0
    }

    /// The reach that a list has of itself.
    pub fn reach(&self, list: Global) -> Option<Reach> {
        self.reaches[list as usize]
    }

    /// What swallows entries of a list.
    pub fn excepts(&self, list: Global) -> &[Global] {
        self.excepts.get(&list).map_or(&[], Vec::as_slice)
    }

    /// Phrases of `list` that are found by another list.
    pub fn anchored(&self, list: Global) -> &[Anchored] {
        self.anchored.of(list)
    }

    /// Phrases of `list` that no word finds.
    pub fn free(&self, list: Global) -> &[FreePost] {
        self.free.of(list)
    }

    /// What finds phrases that no word finds, each with the lists that hold such a phrase.
    pub fn finders(&self) -> &[Finder] {
        &self.finders
    }

    /// What a list that is found helps to break: [`PLANES`] runs of one bit a rule. In the first its match may be found there, in each of the others
    /// what one group of its `with` asks for.
    pub fn leads_to(&self, list: Global) -> &[u64] {
        let stride = self.taken_on_trust.len();
        &self.leads_to[list as usize * stride..(list as usize + 1) * stride]
    }

    /// Whether a list helps to break a rule; the others may only stand against one.
    pub fn is_leading(&self, list: Global) -> bool {
        self.leading[list as usize]
    }

    /// The same runs before anything is found: rules that have no such group.
    pub fn taken_on_trust(&self) -> &[u64] {
        &self.taken_on_trust
    }

    /// The rules that no list leads to: one bit each.
    pub fn required(&self) -> &[u64] {
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
