//! Which fields of a structured source are drafts: found by names and by what the values read like, or chosen by selectors.
//! In: a tree. Out: the texts that are drafts, in the order of the source, with what their records say of them.

mod find;
mod judge;
mod keys;
mod names;
mod profile;
mod prose;
mod select;

pub use select::{Fields, Selector, SelectorError};

pub(super) use find::{find, find_on};
pub(super) use judge::Columns;
pub(super) use keys::{Role, holds_replies, role};
pub(super) use prose::Prose;

use super::tree::{Cell, Node};
use crate::facts::{Channel, Kind, Language};
use crate::mapped::Mapped;
use crate::span::Span;

/// A text that is a draft.
#[derive(Debug)]
pub(super) struct Found<'n, 's> {
    pub text: &'n Mapped<'s>,
    /// What the record calls itself; `None`: nothing.
    pub id: Option<String>,
    pub title: Option<String>,
    pub language: Option<Language>,
    pub channel: Option<Channel>,
    pub kind: Option<Kind>,
    /// Whether it belongs to a library: placeholders are to be expected.
    pub library: bool,
    pub record: Span,
    pub cell: Option<Cell>,
}

/// Whether the first of some rows of a table names its columns.
pub(super) fn is_header(rows: &[Vec<Mapped<'_>>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let sentence = |text: &str| text.chars().count() > 60 || Prose::of(text).words >= 2 && text.trim_end().ends_with(['.', '!', '?', ',']);
    if first.iter().any(|cell| sentence(cell.text())) || first.iter().all(|cell| cell.text().trim().is_empty()) {
        return false;
    }
    let known = first.iter().any(|cell| !cell.text().is_empty() && !matches!(keys::role(cell.text()), keys::Role::Unknown));
    let numbers = first.iter().any(|cell| cell.text().trim().parse::<f64>().is_ok());
    // Texts below, and none in the first row.
    let below = rest.iter().flatten().any(|cell| Prose::of(cell.text()).is_prose());
    known && !numbers || below && !first.iter().any(|cell| Prose::of(cell.text()).is_prose())
}

/// What a text in a field holds by itself: JSON inside a cell becomes a part of the tree.
pub(super) fn unfold(node: Node<'_>) -> Node<'_> {
    use super::tree::{Value, json};
    let Node { span, value, cell } = node;
    let value = match value {
        Value::List(items) => Value::List(items.into_iter().map(|item| unfold(inherit(item, cell))).collect()),
        Value::Table(entries) => Value::Table(entries.into_iter().map(|(key, node)| (key, unfold(inherit(node, cell)))).collect()),
        Value::Text(text) => {
            let trimmed = text.text().trim();
            let fenced = |open, close| trimmed.len() > 2 && trimmed.starts_with(open) && trimmed.ends_with(close);
            let inner = if fenced('{', '}') || fenced('[', ']') { json::read(text.text()).ok() } else { None };
            match inner {
                Some(inner) => return unfold(inherit(Node { cell, ..inner.compose(&text) }, cell)),
                None => Value::Text(text),
            }
        }
        word @ Value::Word(_) => word,
    };
    Node { span, value, cell }
}

fn inherit(node: Node<'_>, cell: Option<Cell>) -> Node<'_> {
    Node { cell: node.cell.or(cell), ..node }
}

/// Whether nobody would look for drafts here: rules and settings of our own.
pub(super) fn is_silent(tree: &Node<'_>) -> bool {
    profile::of(tree) == profile::Profile::Rules
}

/// What the columns of the beginning of a long table are like.
pub(super) fn columns(tree: &Node<'_>) -> Columns {
    judge::Judge::new(&find::Forest::new(tree), profile::of(tree), None).into_columns()
}

/// Every text of a tree with the way to it, as selectors write it; `first` is the number of the first item of the outermost list.
pub(super) fn ways<'s>(tree: &Node<'s>, first: usize) -> Vec<(String, Mapped<'s>)> {
    let forest = find::Forest::from(tree, first);
    let way = |link| {
        let mut steps: Vec<String> = forest.up(link).map(|(_, link)| select::written(link.step)).collect();
        steps.reverse();
        steps.concat().trim_start_matches('.').to_owned()
    };
    forest.leaves.iter().map(|leaf| (way(leaf.link), leaf.text.clone())).collect()
}

#[cfg(test)]
mod tests;
