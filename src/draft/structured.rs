//! Sources with structure: JSON, YAML, TOML, CSV, PO. Their tree is read, the drafts in it are found, what is HTML in them is stripped.
//! In: a page and, if there are any, selectors. Out: drafts, trouble at its place, and advice where there is no draft.

use super::fields::{self, Fields};
use super::rows::Opening;
use super::tree::{Broken, Cell, Node, Value, json, po, table, toml, yaml};
use super::{Draft, Format, html, workbook};
use crate::finding::{Gravity, Wording};
use crate::mapped::Mapped;
use crate::source::{Limits, Page, Trouble};
use crate::span::Span;
use std::borrow::Cow;

/// What a page holds: a tree, and what could not be read.
struct Read<'p> {
    tree: Option<Node<'p>>,
    broken: Vec<Broken>,
    /// For a table: how many of its rows hold no record but the names of the columns.
    headers: usize,
}

fn read(page: &Page, format: Format) -> Read<'_> {
    let whole = |read: Result<_, Broken>| match read {
        Ok(tree) => Read { tree: Some(tree), broken: Vec::new(), headers: 0 },
        Err(broken) => Read { tree: None, broken: vec![broken], headers: 0 },
    };
    match format {
        Format::Yaml => whole(yaml::read(&page.text)),
        Format::Table => {
            let (table::Read { rows, broken }, has_header) = match Opening::of(page) {
                Some(Opening { table, .. }) => (table::read_on(&page.text, table, page.first_record - 1), table.has_header),
                None => {
                    let (read, table) = table::read(&page.text, fields::is_header);
                    (read, table.has_header)
                }
            };
            Read { tree: Some(rows), broken, headers: usize::from(has_header) }
        }
        Format::Toml => whole(toml::read(&page.text)),
        Format::Po => whole(po::read(&page.text)),
        Format::Workbook => whole(Ok(workbook::tree(page))),
        _ => whole(json::read(&page.text).or_else(|broken| lines(&page.text).ok_or(broken))),
    }
}

/// JSON Lines under the name of JSON: a document on each line.
fn lines(source: &str) -> Option<Node<'_>> {
    let lines = source.lines().filter(|line| !line.trim().is_empty());
    let fenced = |line: &str| line.trim().starts_with('{') && line.trim().ends_with('}');
    if source.lines().nth(1).is_none() || !lines.clone().all(fenced) {
        return None;
    }
    let document = |line: &'_ str| {
        let start = line.as_ptr().addr() - source.as_ptr().addr();
        json::read(line).ok().map(|node| node.compose(&Mapped::identity(line, start)))
    };
    let documents: Option<Vec<Node<'_>>> = lines.map(document).collect();
    documents.map(|documents| Node::new(Span::new(0, source.len()), Value::List(documents)))
}

/// The drafts of a page, in order.
pub(super) fn drafts<'p>(page: &'p Page, format: Format, fields: &Fields) -> Vec<Result<Draft<'p>, Trouble>> {
    let Read { tree, broken, headers } = read(page, format);
    let mut items = Vec::new();
    let tree = tree.map(fields::unfold);
    let columns = Opening::of(page).and_then(|opening| opening.columns.as_ref());
    let mut row = None;
    for found in tree.iter().flat_map(|tree| fields::find_on(tree, fields, columns, first(page, headers))) {
        let text = shown(found.text);
        if text.text().trim().is_empty() {
            continue;
        }
        let number = items.len() + 1;
        if text.text().len() > Limits::default().draft {
            items.push(Err(trouble(page, found.record.start, too_large())));
            continue;
        }
        let id = found.id.unwrap_or_else(|| match found.cell.filter(|_| format == Format::Table) {
            // The number of the row, so that it can be told of any part of a long table.
            Some(cell) => {
                let another =
                    if row.replace(cell.row) == Some(cell.row) { format!("/{}", Cell::letters(cell.column)) } else { String::new() };
                format!("{}{another}", cell.row + 1 - headers)
            }
            None => number.to_string(),
        });
        let mut draft = Draft::new(page, id, text, found.record);
        draft.title = found.title.map(Cow::Owned);
        (draft.language, draft.channel, draft.kind) = (found.language, found.channel, found.kind);
        (draft.library, draft.cell) = (found.library, found.cell.map(|cell| address(page, cell, found.text)));
        items.push(Ok(draft));
    }
    items.extend(broken.into_iter().map(|broken| Err(trouble(page, broken.at, broken.message))));
    // What the first part of a long table does not show, the others need not show either.
    if items.is_empty() && page.first_record == 1 && !tree.as_ref().is_some_and(fields::is_silent) {
        items.push(Err(no_drafts(page)));
    }
    items
}

/// The number, from 0, of the first record of a page.
fn first(page: &Page, headers: usize) -> usize {
    (page.first_record - 1).saturating_sub(headers)
}

/// The address of a cell; with its sheet where there are several.
fn address(page: &Page, cell: Cell, text: &Mapped<'_>) -> String {
    let at = text.source_span(Span::new(0, text.text().len())).start;
    match page.grid.as_ref().filter(|grid| grid.sheets.len() > 1) {
        Some(grid) => {
            let number = grid.cells.partition_point(|known| known.start <= at).saturating_sub(1);
            let sheet = grid.cells.get(number).and_then(|known| grid.sheets.get(known.sheet));
            sheet.map_or_else(|| cell.to_string(), |sheet| format!("{sheet}!{cell}"))
        }
        None => cell.to_string(),
    }
}

/// A value as a reader sees it: HTML without its tags.
fn shown<'p>(text: &Mapped<'p>) -> Mapped<'p> {
    if !html::is_html(text.text()) {
        return text.clone();
    }
    html::strip(text.text(), html::is_laid_out(text.text())).compose(text).into_owned()
}

fn trouble(page: &Page, at: usize, message: Wording) -> Trouble {
    let place = page.position(at);
    Trouble::new(&page.path, message).at(place.line, place.column)
}

fn too_large() -> Wording {
    let limit = Limits::default().draft >> 20;
    Wording::new(format!("Ein Entwurf von mehr als {limit} MiB: nicht geprüft."), format!("A draft of more than {limit} MiB: not checked."))
}

/// A file in which there is no draft.
pub(super) fn no_drafts(page: &Page) -> Trouble {
    let message = Wording::new(
        "Kein Entwurf gefunden. Steht hier doch einer, nennen Sie sein Feld in knigge.toml: [[paths]] mit fields.text.",
        "No draft found. If there is one, name its field in knigge.toml: [[paths]] with fields.text.",
    );
    Trouble { gravity: Gravity::Advice, ..Trouble::new(&page.path, message) }
}

/// Every text of a structured page with the way to it, drafts or not; or why the page cannot be read.
pub(super) fn texts(page: &Page, format: Format) -> Result<Vec<(String, Mapped<'_>)>, Trouble> {
    let Read { tree, broken, headers } = read(page, format);
    if let Some(broken) = broken.into_iter().next() {
        return Err(trouble(page, broken.at, broken.message));
    }
    Ok(tree.map(|tree| fields::ways(&tree, first(page, headers))).unwrap_or_default())
}
