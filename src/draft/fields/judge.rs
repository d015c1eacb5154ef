//! Judges which texts of a tree are drafts: by the roles of their keys, by what whole columns of values read like.
//! In: the texts of a tree, and what the beginning of a long table showed. Out: the numbers of those that are drafts.

use super::find::{Forest, Leaf, Step};
use super::keys::{self, Role};
use super::prose::without_placeholders;
use super::{Prose, profile};
use std::collections::{BTreeMap, BTreeSet};

/// Values that are judged together: at the same depth, under the same key in small letters.
type Column = (usize, String);

/// What the columns of the beginning of a long table are like: its later parts are judged by the same measure.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    sums: BTreeMap<Column, [Sum; 3]>,
}

/// What can be said of a key by itself; many texts share one.
#[derive(Clone, Copy)]
struct Key {
    role: Role,
    bars: bool,
    is_language: bool,
    is_comment: bool,
    /// The number of its name in small letters.
    name: usize,
}

struct Judged {
    role: Role,
    prose: Prose,
    barred: bool,
    /// The number of the nearest table: of the link that leads to it, or 0 for the root.
    table: usize,
    /// The number of its column.
    column: usize,
    comment: bool,
}

/// A tree while it is judged.
pub struct Judge<'f, 'n, 's> {
    forest: &'f Forest<'n, 's>,
    profile: profile::Profile,
    judged: Vec<Judged>,
    /// By number.
    columns: Vec<Column>,
    known: Option<&'f Columns>,
}

/// Counts of a column.
#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    values: usize,
    prose: usize,
    short: usize,
    length: usize,
}

impl Sum {
    fn add(&mut self, prose: Prose) {
        self.values += 1;
        self.prose += usize::from(prose.is_prose());
        self.short += usize::from(prose.words >= 2);
        self.length += prose.length;
    }
}

/// The tables that have a text, and the sums of columns, as one role after the other is judged.
struct Stage {
    /// By number of column.
    sums: Vec<Sum>,
    chosen: Vec<usize>,
}

impl<'f, 'n, 's> Judge<'f, 'n, 's> {
    pub fn new(forest: &'f Forest<'n, 's>, profile: profile::Profile, known: Option<&'f Columns>) -> Judge<'f, 'n, 's> {
        let mut reader = Reader { forest, profile, keys: BTreeMap::new(), names: BTreeMap::new(), columns: BTreeMap::new() };
        let judged = forest.leaves.iter().map(|leaf| reader.judged(leaf)).collect();
        let Reader { names, columns: numbers, .. } = reader;
        let names: BTreeMap<usize, String> = names.into_iter().map(|(name, number)| (number, name)).collect();
        let mut columns = vec![Column::default(); numbers.len()];
        for ((depth, name), number) in numbers {
            columns[number] = (depth, name.and_then(|name| names.get(&name)).cloned().unwrap_or_default());
        }
        Judge { forest, profile, judged, columns, known }
    }

    /// The sums of all columns over the texts that `counts`, as the beginning of the table showed them; `stage` is which of the three.
    fn sums(&self, stage: usize, counts: impl Fn(&Judged) -> bool) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); self.columns.len()];
        for judged in self.judged.iter().filter(|judged| judged.prose.length > 0 && counts(judged)) {
            sums[judged.column].add(judged.prose);
        }
        if let Some(known) = self.known {
            for (sum, column) in sums.iter_mut().zip(&self.columns) {
                *sum = known.sums.get(column).map_or(*sum, |known| known[stage]);
            }
        }
        sums
    }

    /// What the beginning of a long table shows.
    pub fn into_columns(self) -> Columns {
        let stages = self.stages();
        let sums = |number: usize| [0, 1, 2].map(|stage: usize| stages[stage].sums[number]);
        Columns { sums: self.columns.iter().cloned().enumerate().map(|(number, column)| (column, sums(number))).collect() }
    }

    /// Texts under names that say so; then those under names that say nothing; then those that may be replies where nothing better is.
    fn stages(&self) -> [Stage; 3] {
        let is_free = |judged: &Judged| judged.role == Role::Text && !judged.barred;
        let sums = self.sums(0, is_free);
        let is_text = |judged: &Judged| {
            let sum = sums[judged.column];
            is_free(judged) && judged.prose.is_worth() && (self.profile.is_known() || sum.prose > 0 || sum.short * 3 > sum.values)
        };
        let chosen: Vec<usize> = (0..self.judged.len()).filter(|number| is_text(&self.judged[*number])).collect();
        let texts = Stage { sums, chosen };
        let tables = |stage: &Stage| stage.chosen.iter().map(|number| self.judged[*number].table).collect::<BTreeSet<usize>>();
        let mut taken = tables(&texts);
        let unknown = self.guessed(1, Role::Unknown, &taken);
        taken.extend(tables(&unknown));
        let weak = self.guessed(2, Role::Weak, &taken);
        [texts, unknown, weak]
    }

    /// The numbers of the leaves that are drafts.
    pub fn chosen(&self) -> Vec<usize> {
        let [texts, unknown, weak] = self.stages();
        let mut chosen = texts.chosen;
        if !self.profile.is_known() {
            chosen.extend(unknown.chosen);
            chosen.extend(weak.chosen);
        }
        chosen.sort_unstable();
        self.without_twins(chosen)
    }

    /// Values under names that say little: drafts if their column reads like replies, and their record has no better text.
    fn guessed(&self, stage: usize, role: Role, taken: &BTreeSet<usize>) -> Stage {
        let is_free = |judged: &Judged| judged.role == role && !judged.barred && !taken.contains(&judged.table);
        let columns = self.sums(stage, is_free);
        let mut tables = vec![Sum::default(); self.forest.links.len() + 1];
        for judged in self.judged.iter().filter(|judged| judged.prose.length > 0 && is_free(judged)) {
            tables[judged.table].add(judged.prose);
        }
        // Of a long table all columns of its beginning count, also those that are empty here.
        let known = self.known.into_iter().flat_map(|known| known.sums.values()).map(|sums| sums[stage]);
        let all = columns.iter().copied().chain(known).filter(|sum| sum.values > 0);
        let longest = all.map(|sum| sum.length / sum.values).max().unwrap_or(0);
        let accepts = |judged: &Judged| {
            let (column, table) = (columns[judged.column], tables[judged.table]);
            let as_column = column.values > 1 && column.prose * 5 >= column.values * 3 && column.length * 3 >= column.values * longest;
            // Entries of tables in a list are columns, not a collection of texts.
            let is_record = judged.table > 0 && matches!(self.forest.links[judged.table - 1].step, Step::Item(_));
            let as_table = role == Role::Unknown && !is_record && table.values > 1 && table.prose * 2 >= table.values;
            let mostly = column.prose * 2 >= column.values && column.length * 3 >= column.values * longest;
            let alone = (role == Role::Unknown || judged.comment) && mostly && judged.prose.is_prose() && judged.prose.words >= 6;
            as_column || (as_table && column.values == 1) || alone
        };
        let is_chosen = |number: &usize| {
            let judged = &self.judged[*number];
            is_free(judged) && judged.prose.is_worth() && accepts(judged)
        };
        let chosen = (0..self.judged.len()).filter(is_chosen).collect();
        Stage { sums: columns, chosen }
    }

    /// The same reply once as text and once as HTML is one draft.
    fn without_twins(&self, chosen: Vec<usize>) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        let mut letters: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let only_letters = |number: usize| -> String {
            let text = self.forest.leaves[number].text.text();
            let seen = crate::draft::html::strip(text, true);
            // What is filled in may be written otherwise in each.
            without_placeholders(seen.text()).chars().filter(|character| character.is_alphanumeric()).collect()
        };
        let mut tables: BTreeMap<usize, usize> = BTreeMap::new();
        chosen.iter().for_each(|number| *tables.entry(self.judged[*number].table).or_insert(0) += 1);
        for number in chosen {
            let table = self.judged[number].table;
            if tables[&table] > 1 {
                let same = only_letters(number);
                let seen = letters.entry(table).or_default();
                if seen.contains(&same) {
                    continue;
                }
                seen.push(same);
            }
            kept.push(number);
        }
        kept
    }
}

/// Says of each text what can be said of it by itself.
struct Reader<'f, 'n, 's> {
    forest: &'f Forest<'n, 's>,
    profile: profile::Profile,
    keys: BTreeMap<&'n str, Key>,
    /// Keys in small letters, with their numbers.
    names: BTreeMap<String, usize>,
    /// Numbers of columns, by depth and number of the name.
    columns: BTreeMap<(usize, Option<usize>), usize>,
}

impl<'n> Reader<'_, 'n, '_> {
    fn key(&mut self, key: &'n str) -> Key {
        if let Some(known) = self.keys.get(key) {
            return *known;
        }
        let next = self.names.len();
        let name = *self.names.entry(key.to_lowercase()).or_insert(next);
        let (role, bars, is_language, is_comment) = (self.forest.role(key), keys::bars(key), keys::is_language(key), keys::is_comment(key));
        let known = Key { role, bars, is_language, is_comment, name };
        self.keys.insert(key, known);
        known
    }

    fn judged(&mut self, leaf: &Leaf<'n, '_>) -> Judged {
        let forest = self.forest;
        let nearest = forest.key(leaf.link);
        let key = nearest.map(|(_, key)| self.key(key));
        // A language code says nothing but the language: the key above it counts.
        let telling = match (nearest, key) {
            (Some((at, _)), Some(code)) if code.is_language => forest.key(forest.links[at].parent).map(|(_, above)| self.key(above)),
            _ => key,
        };
        let above = nearest.and_then(|(at, _)| forest.links[at].parent);
        // So does "value".
        let telling = match (nearest, telling.map(|key| key.role)) {
            (Some((_, "value" | "values")), Some(Role::Weak)) => {
                let named = forest.key(above).map(|(_, above)| self.key(above));
                named.filter(|key| key.role == Role::Text).or(telling)
            }
            _ => telling,
        };
        let role = self.profile.role(forest, leaf, telling.map_or(Role::Unknown, |key| key.role));
        let mut barred = false;
        for (_, link) in forest.up(above) {
            if let Step::Key(key) = link.step {
                barred |= self.key(key).bars;
            }
        }
        let barred = barred && !self.profile.is_known();
        // What can be no reply need not be read.
        let counts = matches!(role, Role::Text | Role::Unknown | Role::Weak) && !barred;
        let prose = if counts { Prose::of(leaf.text.text()) } else { Prose::default() };
        let column = (forest.up(leaf.link).count(), key.map(|key| key.name));
        let next = self.columns.len();
        let column = *self.columns.entry(column).or_insert(next);
        let (table, comment) = (above.map_or(0, |at| at + 1), key.is_some_and(|key| key.is_comment));
        Judged { role, prose, barred, table, column, comment }
    }
}
