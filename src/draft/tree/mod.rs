//! Structured sources as one kind of tree: what JSON, YAML, TOML, CSV, PO and workbooks have in common.
//! In: what a reader of one format saw. Out: nodes whose texts are decoded and know their place in the source that was read.

pub(super) mod align;
mod german;
pub(super) mod json;
pub(super) mod po;
pub(super) mod table;
pub(super) mod toml;
pub(super) mod yaml;

use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::span::Span;
use std::borrow::Cow;

/// How deep lists and tables may lie in each other. Real libraries need less than ten.
pub(super) const DEPTH: usize = 100;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node<'s> {
    /// Bytes of the source.
    pub span: Span,
    pub value: Value<'s>,
    /// The cell of a table.
    pub cell: Option<Cell>,
}

/// What a source can hold.
#[derive(Debug, Clone)]
pub(super) enum Value<'s> {
    /// Text, decoded; its map leads to the source.
    Text(Mapped<'s>),
    /// Numbers, truth values, nothing, references: as they are written.
    Word(Cow<'s, str>),
    List(Vec<Node<'s>>),
    /// Entries in the order of the source.
    Table(Vec<(Cow<'s, str>, Node<'s>)>),
}

/// A cell of a table, counted from 0; shown as `B12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub column: usize,
    pub row: usize,
}

impl Cell {
    /// The letters of a column: A to Z, AA, AB …
    pub fn letters(column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().map(|letter| char::from(*letter)).collect()
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", Cell::letters(self.column), self.row + 1)
    }
}

/// Why a source, or a part of it, cannot be read: at a byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub at: usize,
    pub message: Wording,
}

impl Broken {
    pub fn new(at: usize, de: impl Into<String>, en: impl Into<String>) -> Broken {
        Broken { at, message: Wording::new(de, en) }
    }

    /// Lists and tables lie too deep in each other.
    pub fn too_deep(at: usize) -> Broken {
        Broken::new(
            at,
            format!("Mehr als {DEPTH} Ebenen ineinander: nicht gelesen. Legen Sie die Texte flacher ab."),
            format!("More than {DEPTH} levels inside each other: not read. Keep the texts flatter."),
        )
    }
}

impl<'s> Node<'s> {
    pub fn new(span: Span, value: Value<'s>) -> Node<'s> {
        Node { span, value, cell: None }
    }

    /// The text, if it is one.
    #[cfg(test)]
    pub fn text(&self) -> Option<&Mapped<'s>> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words of a text, a number or the like.
    pub fn words(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.text()),
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The first value with the key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Node<'s>> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The tree, made over the text of `inner`, as a tree over the source of `inner`.
    pub fn compose(self, inner: &Mapped<'_>) -> Node<'static> {
        let value = match self.value {
            Value::Text(text) => Value::Text(text.compose(inner).into_owned()),
            Value::Word(word) => Value::Word(Cow::Owned(word.into_owned())),
            Value::List(items) => Value::List(items.into_iter().map(|item| item.compose(inner)).collect()),
            Value::Table(entries) => {
                let entry = |(key, node): (Cow<'_, str>, Node<'_>)| (Cow::Owned(key.into_owned()), node.compose(inner));
                Value::Table(entries.into_iter().map(entry).collect())
            }
        };
        Node { span: inner.source_span(self.span), value, cell: self.cell }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let named: Vec<String> = [0, 25, 26, 51, 701, 702].into_iter().map(Cell::letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
        assert_eq!(Cell { column: 1, row: 11 }.to_string(), "B12");
    }
}
