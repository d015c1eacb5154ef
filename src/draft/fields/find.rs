//! Finds drafts in a tree nobody has described: by the roles of keys, by what whole columns of values read like.
//! In: a tree, and selectors if there are any. Out: the drafts, each with id, title, language, channel of its record.

use super::judge::{Columns, Judge};
use super::keys::{self, Role};
use super::select::Fields;
use super::{Found, profile};
use crate::draft::tree::{Node, Value};
use crate::facts::{Channel, Kind, Language};
use crate::mapped::Mapped;
use crate::span::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// One step from a list or table to what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'n> {
    Key(&'n str),
    Item(usize),
}

/// How a value is reached.
pub struct Link<'n, 's> {
    pub holder: &'n Node<'s>,
    pub step: Step<'n>,
    pub parent: Option<usize>,
}

/// A text somewhere in the tree.
pub struct Leaf<'n, 's> {
    pub node: &'n Node<'s>,
    pub text: &'n Mapped<'s>,
    /// `None` for a tree that is nothing but a text.
    pub link: Option<usize>,
}

/// All texts of a tree.
pub struct Forest<'n, 's> {
    pub links: Vec<Link<'n, 's>>,
    pub leaves: Vec<Leaf<'n, 's>>,
    first: usize,
    /// What is known of keys: thousands of records have the same.
    roles: RefCell<BTreeMap<&'n str, Role>>,
}

impl<'n, 's> Forest<'n, 's> {
    pub fn new(root: &'n Node<'s>) -> Forest<'n, 's> {
        Forest::from(root, 0)
    }

    /// The same for a part of a long list: `first` is the number of its first item.
    pub fn from(root: &'n Node<'s>, first: usize) -> Forest<'n, 's> {
        let mut forest = Forest { links: Vec::new(), leaves: Vec::new(), first, roles: RefCell::default() };
        forest.add(root, None);
        forest
    }

    fn add(&mut self, node: &'n Node<'s>, link: Option<usize>) {
        match &node.value {
            Value::Text(text) => self.leaves.push(Leaf { node, text, link }),
            Value::Word(_) => {}
            Value::List(items) => {
                let first = if link.is_none() { self.first } else { 0 };
                items.iter().enumerate().for_each(|(number, item)| self.below(node, Step::Item(first + number), item, link));
            }
            Value::Table(entries) => entries.iter().for_each(|(key, value)| self.below(node, Step::Key(key), value, link)),
        }
    }

    fn below(&mut self, holder: &'n Node<'s>, step: Step<'n>, node: &'n Node<'s>, parent: Option<usize>) {
        self.links.push(Link { holder, step, parent });
        self.add(node, Some(self.links.len() - 1));
    }

    /// The links from a value up to the root, with their numbers.
    pub fn up(&self, from: Option<usize>) -> impl Iterator<Item = (usize, &Link<'n, 's>)> {
        std::iter::successors(from, |at| self.links[*at].parent).map(|at| (at, &self.links[at]))
    }

    /// What the key says of its value.
    pub fn role(&self, key: &'n str) -> Role {
        *self.roles.borrow_mut().entry(key).or_insert_with(|| keys::role(key))
    }

    /// The nearest key above a value, and the number of its link.
    pub fn key(&self, from: Option<usize>) -> Option<(usize, &'n str)> {
        self.up(from).find_map(|(at, link)| match link.step {
            Step::Key(key) => Some((at, key)),
            Step::Item(_) => None,
        })
    }
}

/// The drafts of the tree `root`.
pub fn find<'n, 's>(root: &'n Node<'s>, fields: &Fields) -> Vec<Found<'n, 's>> {
    find_on(root, fields, None, 0)
}

/// The same for a part of a long table, whose beginning gave `known` columns; `first` is the number of its first row.
pub fn find_on<'n, 's>(root: &'n Node<'s>, fields: &Fields, known: Option<&Columns>, first: usize) -> Vec<Found<'n, 's>> {
    let forest = Forest::from(root, first);
    let chosen: Vec<usize> = if fields.text.is_empty() {
        Judge::new(&forest, profile::of(root), known).chosen()
    } else {
        let wanted = |number: &usize| fields.text.iter().any(|selector| selector.selects(&forest, forest.leaves[*number].link));
        (0..forest.leaves.len()).filter(wanted).filter(|number| !forest.leaves[*number].text.text().trim().is_empty()).collect()
    };
    let mut found: Vec<Found<'n, 's>> = chosen.iter().map(|number| describe(&forest, *number, fields)).collect();
    // Several drafts of one record are told apart.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for draft in &mut found {
        if let Some(id) = &mut draft.id {
            let count = seen.entry(id.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                id.push_str(&format!("/{count}"));
            }
        }
    }
    found
}

/// The draft with what its record says.
fn describe<'n, 's>(forest: &Forest<'n, 's>, number: usize, fields: &Fields) -> Found<'n, 's> {
    let leaf = &forest.leaves[number];
    let record = Record::of(forest, leaf);
    let text_of =
        |node: Option<&Node<'_>>| node.and_then(|node| node.words()).map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
    let picked = |selector: &Option<super::Selector>| selector.as_ref().and_then(|selector| text_of(selector.near(forest, leaf.link)));
    let named_id = picked(&fields.id).or_else(|| text_of(record.first(Role::Id)));
    let key_id = record.key_id();
    // The keys of a flat table are ways of their own: `received.body`.
    let flat = record.flat_key();
    let found_title = if flat.is_some() { record.flat_title() } else { record.first(Role::Title) };
    let title = picked(&fields.title).or_else(|| text_of(found_title)).map(|title| shortened(&title));
    let languages = forest.up(leaf.link).filter_map(|(_, link)| match link.step {
        Step::Key(key) => keys::language_code(key).and_then(Language::parse),
        Step::Item(_) => None,
    });
    let language = picked(&fields.lang).or_else(|| text_of(record.first(Role::Language)));
    let language = language.as_deref().and_then(keys::language).or_else(|| languages.into_iter().next());
    let channel = picked(&fields.channel).or_else(|| text_of(record.first(Role::Channel)));
    let shortcut =
        ["trigger", "triggers", "shortcut", "shortcode", "short_code", "slug", "key", "code"].iter().any(|key| record.entry(key).is_some());
    // A row of a table without a header that holds more than the text.
    let is_letter = |key: &str| key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_uppercase());
    let beside = leaf.node.cell.is_some()
        && record.keys.first().is_some_and(|(key, _)| is_letter(key))
        && record.tables.first().is_some_and(|table| matches!(&table.value, Value::Table(entries) if entries.len() > 1));
    // `templates: [{variants: […]}]`
    let named = forest.up(leaf.link).any(|(_, link)| matches!(link.step, Step::Key(key) if keys::is_library(key)));
    let library = title.is_some() || key_id.is_some() || flat.is_some() || shortcut || beside || named || fields.library();
    Found {
        text: leaf.text,
        id: flat.map(str::to_owned).or(named_id).or(key_id),
        title,
        language,
        channel: channel.as_deref().and_then(Channel::parse),
        kind: text_of(record.entry("kind")).as_deref().and_then(Kind::parse),
        library,
        record: record.span.unwrap_or(leaf.node.span),
        cell: leaf.node.cell,
    }
}

fn shortened(title: &str) -> String {
    let line = title.lines().next().unwrap_or_default();
    match line.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// The tables around a text that speak of it alone, the nearest first.
struct Record<'f, 'n, 's> {
    forest: &'f Forest<'n, 's>,
    leaf: &'f Leaf<'n, 's>,
    tables: Vec<&'n Node<'s>>,
    /// The keys on the way, from the text outward; `true`: the table that has it is an item of a list.
    keys: Vec<(&'n str, bool)>,
    span: Option<Span>,
}

impl<'f, 'n, 's> Record<'f, 'n, 's> {
    fn of(forest: &'f Forest<'n, 's>, leaf: &'f Leaf<'n, 's>) -> Record<'f, 'n, 's> {
        let mut record = Record { forest, leaf, tables: Vec::new(), keys: Vec::new(), span: None };
        let mut left_item = false;
        for (at, link) in forest.up(leaf.link) {
            match link.step {
                Step::Key(key) if left_item => {
                    // The list of records itself may have a name.
                    record.keys.push((key, false));
                    break;
                }
                Step::Key(key) => {
                    let above = forest.links[at].parent.map(|at| forest.links[at].step);
                    record.keys.push((key, matches!(above, Some(Step::Item(_)))));
                    record.tables.push(link.holder);
                    record.span.get_or_insert(link.holder.span);
                }
                Step::Item(_) => {
                    // A table that is an item of a list is the record, unless it is one action of a macro.
                    let Some(item) = record.tables.last() else { continue };
                    if profile::is_transparent(item) {
                        record.tables.pop();
                        record.keys.clear();
                        record.span = None;
                        continue;
                    }
                    left_item = true;
                }
            }
        }
        record.tables.retain(|table| !profile::is_transparent(table));
        record
    }

    /// The first entry with the role, in the nearest table that has one; never the text itself.
    fn first(&self, role: Role) -> Option<&'n Node<'s>> {
        let itself = |node: &Node<'_>| std::ptr::eq(node, self.leaf.node);
        let fits = |(key, node): &&'n (std::borrow::Cow<'s, str>, Node<'s>)| {
            self.forest.role(key) == role && node.words().is_some() && !itself(node)
        };
        self.tables.iter().find_map(|table| match &table.value {
            Value::Table(entries) => entries.iter().find(fits).map(|(_, node)| node),
            _ => None,
        })
    }

    /// The key of the text, if it is a way through a tree that was made flat.
    fn flat_key(&self) -> Option<&'n str> {
        let parted = |key: &str| key.split('.').all(|part| !part.is_empty() && !part.contains(' ')) && key.contains('.');
        let is_record = |in_item: bool| in_item || self.leaf.node.cell.is_some();
        self.keys.first().filter(|(key, in_item)| parted(key) && !is_record(*in_item)).map(|(key, _)| *key)
    }

    /// The title that stands under the same way.
    fn flat_title(&self) -> Option<&'n Node<'s>> {
        let (way, _) = self.flat_key()?.rsplit_once('.')?;
        let Value::Table(entries) = &self.tables.first()?.value else { return None };
        let fits = |key: &str| key.rsplit_once('.').is_some_and(|(other, last)| other == way && keys::role(last) == Role::Title);
        entries.iter().find(|(key, _)| fits(key)).map(|(_, node)| node)
    }

    fn entry(&self, key: &str) -> Option<&'n Node<'s>> {
        self.tables.iter().find_map(|table| table.get(key))
    }

    /// The key that names the record, where records are entries of a table.
    fn key_id(&self) -> Option<String> {
        let mut language = None;
        for (key, in_item) in &self.keys {
            if keys::is_language(key) {
                language = Some(*key);
            } else if keys::role(key) == Role::Unknown && !keys::is_collection(key) && !in_item {
                return Some(language.map_or_else(|| (*key).to_owned(), |language| format!("{key}/{language}")));
            }
        }
        None
    }
}
