//! A library in a Markdown table: a row for each answer.
//! In: Markdown. Out: the rows of its first table as a tree whose texts are mapped to the source, markup and all.

use crate::draft::fields;
use crate::draft::tree::{Node, Value};
use crate::mapped::Mapped;
use crate::span::Span;
use std::borrow::Cow;

/// The rows of the first table of `source`, if it has one with a header and at least two rows.
pub(super) fn rows(source: &str) -> Option<Node<'_>> {
    let mut table: Vec<Vec<Span>> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if trimmed.starts_with('|') && trimmed.len() > 2 {
            table.push(cells(source, Span::new(start, start + trimmed.len())));
        } else if !table.is_empty() {
            break;
        }
    }
    let rule = |cell: &Span| !cell.is_empty() && source[cell.range()].chars().all(|sign| matches!(sign, '-' | ':'));
    if table.len() < 4 || !table[1].iter().all(rule) {
        return None;
    }
    let text = |span: &Span| Mapped::identity(&source[span.range()], span.start);
    let sample: Vec<Vec<Mapped<'_>>> =
        table.iter().filter(|row| !row.iter().all(rule)).take(20).map(|row| row.iter().map(text).collect()).collect();
    if !fields::is_header(&sample) {
        return None;
    }
    let names = &table[0];
    let row = |row: &Vec<Span>| {
        let entry = |(name, cell): (&Span, &Span)| (Cow::Borrowed(&source[name.range()]), Node::new(*cell, Value::Text(text(cell))));
        let whole = Span::new(row.first()?.start, row.last()?.end);
        Some(Node::new(whole, Value::Table(names.iter().zip(row).map(entry).collect())))
    };
    let rows: Vec<Node<'_>> = table[2..].iter().filter_map(row).collect();
    Some(Node::new(Span::new(0, source.len()), Value::List(rows)))
}

/// The cells of a row: between bars that no backslash stands before.
fn cells(source: &str, line: Span) -> Vec<Span> {
    let bytes = source.as_bytes();
    let mut cells = Vec::new();
    let mut start = line.start + 1;
    for at in line.start + 1..=line.end {
        let bar = at == line.end || (bytes[at] == b'|' && bytes[at - 1] != b'\\');
        if !bar {
            continue;
        }
        let cell = &source[start..at];
        let from = start + (cell.len() - cell.trim_start().len());
        if at < line.end || !cell.trim().is_empty() {
            cells.push(Span::new(from, from + cell.trim().len()));
        }
        start = at + 1;
    }
    cells
}
