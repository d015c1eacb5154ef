//! Workbooks: XLSX and ODS. Their texts become a page on which every cell knows its address, and then rows like those of any table.
//! In: the bytes of a file. Out: a page; a tree of its rows; trouble where a file is damaged, encrypted or a bomb. A place in a workbook is
//! the row as line, the character of the cell's text as column, its byte as offset, and the cell's address.

mod ods;
mod xlsx;

use super::fields;
use super::tree::{Cell, Node, Value};
use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::source::{Grid, GridCell, Page, Trouble};
use crate::span::Span;
use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What the parts of a workbook may have unpacked, in bytes.
const UNPACKED: u64 = 128 << 20;
/// How many cells are read.
const CELLS: usize = 2_000_000;

/// Why a workbook cannot be read.
type Refusal = Wording;

/// The cells of a workbook as they are read.
#[derive(Default)]
struct Cells {
    grid: Grid,
    text: String,
}

impl Cells {
    /// Adds the text of a cell; rows and columns from 0.
    fn add(&mut self, row: usize, column: usize, is_text: bool, text: &str) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.grid.cells.len() == CELLS {
            return Err(Wording::new(format!("Mehr als {CELLS} Zellen: nicht gelesen."), format!("More than {CELLS} cells: not read.")));
        }
        let sheet = self.grid.sheets.len().saturating_sub(1);
        self.grid.cells.push(GridCell { start: self.text.len(), sheet, row, column, is_text });
        self.text.push_str(text);
        self.text.push('\n');
        Ok(())
    }
}

/// The page of the workbook `bytes`, told to people as `path`.
pub(super) fn page(path: &str, bytes: Vec<u8>) -> Result<Page, Trouble> {
    read(bytes).map_err(|message| Trouble::new(path, message)).map(|cells| {
        let mut page = Page::new(path, cells.text);
        page.grid = Some(cells.grid);
        page
    })
}

fn read(bytes: Vec<u8>) -> Result<Cells, Refusal> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Wording::new(
            "Diese Arbeitsmappe ist verschlüsselt oder im alten Format von Excel. Speichern Sie sie ohne Kennwort als .xlsx.",
            "This workbook is encrypted or in Excel's old format. Save it without a password as .xlsx.",
        ));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    let mut parts = Parts { archive, left: UNPACKED };
    match parts.get("content.xml")? {
        Some(content) => ods::read(&content),
        None => xlsx::read(&mut parts),
    }
}

fn damaged(said: &str) -> Refusal {
    Wording::new(format!("Die Arbeitsmappe ist beschädigt: {said}."), format!("The workbook is damaged: {said}."))
}

/// The files inside a workbook, unpacked one by one, and together no more than is good.
struct Parts {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    left: u64,
}

impl Parts {
    fn get(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let file = self.archive.by_name(name).map_err(|error| damaged(&error.to_string()))?;
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error.to_string()))?;
        if bytes.len() as u64 > self.left {
            let limit = UNPACKED >> 20;
            return Err(Wording::new(
                format!("Entpackt größer als {limit} MiB: nicht gelesen. Teilen Sie die Arbeitsmappe."),
                format!("Unpacked it is larger than {limit} MiB: not read. Split the workbook."),
            ));
        }
        self.left -= bytes.len() as u64;
        let text = String::from_utf8(bytes).map_err(|_| damaged("kein UTF-8 / no UTF-8"))?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }
}

/// The value of an attribute, by its whole name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// What an entity of XML stands for.
fn reference(reference: &quick_xml::events::BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).unwrap_or_default().to_owned(),
    }
}

/// The rows of all sheets; several sheets are lists in a list.
pub(super) fn tree(page: &Page) -> Node<'_> {
    let whole = Span::new(0, page.text.len());
    let Some(grid) = &page.grid else { return Node::new(whole, Value::List(Vec::new())) };
    let mut sheets: Vec<Node<'_>> = (0..grid.sheets.len().max(1)).map(|sheet| rows(page, grid, sheet)).collect();
    if sheets.len() == 1 { sheets.remove(0) } else { Node::new(whole, Value::List(sheets)) }
}

/// Where the text of the cell with the number stands in the page.
fn span(page: &Page, grid: &Grid, number: usize) -> Span {
    let end = grid.cells.get(number + 1).map_or(page.text.len(), |next| next.start);
    // Behind each cell stands a line end of ours.
    Span::new(grid.cells[number].start, end - 1)
}

fn rows<'p>(page: &'p Page, grid: &Grid, sheet: usize) -> Node<'p> {
    let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
    for (number, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| cell.sheet == sheet) {
        match rows.last_mut() {
            Some((row, cells)) if *row == cell.row => cells.push(number),
            _ => rows.push((cell.row, vec![number])),
        }
    }
    let text = |number: usize| {
        let span = span(page, grid, number);
        Mapped::identity(&page.text[span.range()], span.start)
    };
    let head: Vec<Vec<Mapped<'p>>> = rows.iter().take(20).map(|(_, cells)| cells.iter().map(|number| text(*number)).collect()).collect();
    let header = head.len() > 1 && fields::is_header(&head);
    let names: Vec<(usize, &'p str)> = match rows.first().filter(|_| header) {
        Some((_, cells)) => {
            cells.iter().map(|number| (grid.cells[*number].column, page.text[span(page, grid, *number).range()].trim())).collect()
        }
        None => Vec::new(),
    };
    let name = |column: usize| {
        names.iter().find(|(known, _)| *known == column).map_or_else(|| Cow::Owned(Cell::letters(column)), |(_, name)| Cow::Borrowed(*name))
    };
    let mut nodes = Vec::new();
    for (row, cells) in rows.iter().skip(usize::from(header)) {
        let entry = |number: &usize| {
            let column = grid.cells[*number].column;
            let span = span(page, grid, *number);
            let value =
                if grid.cells[*number].is_text { Value::Text(text(*number)) } else { Value::Word(Cow::Borrowed(&page.text[span.range()])) };
            (name(column), Node { span, value, cell: Some(Cell { column, row: *row }) })
        };
        let entries: Vec<_> = cells.iter().map(entry).collect();
        let (first, last) = (entries[0].1.span.start, entries[entries.len() - 1].1.span.end);
        nodes.push(Node::new(Span::new(first, last), Value::Table(entries)));
    }
    Node::new(Span::new(0, page.text.len()), Value::List(nodes))
}

#[cfg(test)]
mod tests;
