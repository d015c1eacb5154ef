//! CSV and TSV: a list of rows; each row a table of its cells, named by the header, or by letters where there is none.
//! In: text. Out: a tree whose cells know their address, and the rows that do not fit. The `csv` crate knows the place of a record and not
//! of a cell, so this reader is our own; that crate is the judge in its tests.

use super::{Broken, Cell, Node, Value};
use crate::mapped::Mapped;
use crate::span::Span;
use std::borrow::Cow;

/// What was read: the rows, and what is wrong with some of them.
pub struct Read<'s> {
    pub rows: Node<'s>,
    pub broken: Vec<Broken>,
}

/// What can stand between two cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at to find out.
const SAMPLE: usize = 200;

/// What the beginning of a table says of all of it.
#[derive(Debug, Clone)]
pub struct Opening {
    delimiter: u8,
    /// The names of the columns.
    names: Vec<String>,
    /// Whether the first row holds them.
    pub has_header: bool,
}

/// How a table begins, and where; `is_header` says, of the first rows, whether the first one names the columns.
fn open<'s>(source: &'s str, is_header: impl Fn(&[Vec<Mapped<'s>>]) -> bool) -> (usize, Opening) {
    let (start, delimiter) = delimiter(source);
    let records = Records { source, at: start, delimiter, broken: Vec::new() };
    let head: Vec<Vec<Mapped<'s>>> = records.filter(|record| !record.is_blank()).take(HEAD).map(|record| record.cells).collect();
    let has_header = head.len() > 1 && is_header(&head);
    let first = head.first().map_or(&[][..], Vec::as_slice);
    let name = |(column, cell): (usize, &Mapped<'s>)| if has_header { cell.text().trim().to_owned() } else { Cell::letters(column) };
    (start, Opening { delimiter, names: first.iter().enumerate().map(name).collect(), has_header })
}

/// Of so many rows it is judged whether the first is a header.
const HEAD: usize = 20;

/// Reads a table.
pub fn read<'s>(source: &'s str, is_header: impl Fn(&[Vec<Mapped<'s>>]) -> bool) -> (Read<'s>, Opening) {
    let (start, opening) = open(source, is_header);
    (rows(source, start, &opening, 0), opening)
}

/// Reads whole rows of a longer table; `first` is the number of the first of them, from 0.
pub fn read_on<'s>(source: &'s str, opening: &Opening, first: usize) -> Read<'s> {
    let start = if first == 0 { delimiter(source).0 } else { 0 };
    rows(source, start, opening, first)
}

fn rows<'s>(source: &'s str, start: usize, opening: &Opening, first: usize) -> Read<'s> {
    let mut records = Records { source, at: start, delimiter: opening.delimiter, broken: Vec::new() };
    let mut rows = Vec::new();
    let mut broken = Vec::new();
    for (number, record) in records.by_ref().filter(|record| !record.is_blank()).enumerate() {
        let row = first + number;
        if row == 0 && opening.has_header {
            continue;
        }
        match fits(&record, opening.names.len()) {
            Ok(()) => rows.push(node(record, &opening.names, row)),
            Err(wrong) => broken.push(wrong),
        }
    }
    broken.extend(records.broken);
    Read { rows: Node::new(Span::new(start, source.len()), Value::List(rows)), broken }
}

/// Finds the ends of the records of a table whose beginning is known.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    delimiter: u8,
    /// Where the first record starts in the first text.
    start: usize,
}

impl Ends {
    /// For a table that begins with `head`; how it begins.
    pub fn new<'s>(head: &'s str, is_header: impl Fn(&[Vec<Mapped<'s>>]) -> bool) -> (Ends, Opening) {
        let (start, opening) = open(head, is_header);
        (Ends { delimiter: opening.delimiter, start }, opening)
    }

    /// The whole records of `text`: their bytes, and how many they are without blank ones. A record is whole if its line end is there.
    pub fn whole(&mut self, text: &str) -> (usize, usize) {
        let bytes = text.as_bytes();
        let (mut at, mut count) = (std::mem::take(&mut self.start), 0);
        loop {
            let mut here = at;
            let end = loop {
                here = match cell_end(bytes, here, self.delimiter) {
                    None => return (at, count),
                    Some(end) if bytes.get(end) == Some(&self.delimiter) => end + 1,
                    Some(end) => break end,
                };
            };
            let next = match &bytes[end..] {
                // What follows may still come.
                [] | [b'\r'] => return (at, count),
                [b'\r', b'\n', ..] => end + 2,
                _ => end + 1,
            };
            count += usize::from(!matches!(&bytes[at..end], b"" | b"\"\""));
            at = next;
        }
    }
}

/// Where the cell that starts at `start` ends; `None`: its quotation mark is not closed.
fn cell_end(bytes: &[u8], start: usize, delimiter: u8) -> Option<usize> {
    let mut from = start;
    if bytes.get(start) == Some(&b'"') {
        from = start + 1;
        loop {
            from += memchr::memchr(b'"', &bytes[from..])? + 1;
            if bytes.get(from) != Some(&b'"') {
                break;
            }
            from += 1;
        }
    }
    Some(memchr::memchr3(delimiter, b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |found| from + found))
}

/// A row with more words than the header has columns is broken: a text with a delimiter lacks its quotation marks.
fn fits(record: &Record<'_>, width: usize) -> Result<(), Broken> {
    let cells = record.cells.len();
    if record.cells.iter().skip(width).all(|cell| cell.text().trim().is_empty()) && (cells >= width || cells > 1 || width == 2) {
        return Ok(());
    }
    let said = if cells > width {
        "Steht in einem Text das Trennzeichen, gehört der Text in Anführungszeichen"
    } else {
        "Geht ein Text auf der nächsten Zeile weiter, gehört er in Anführungszeichen"
    };
    let meant = if cells > width {
        "A text with the delimiter in it must be quoted"
    } else {
        "A text that goes on in the next line must be quoted"
    };
    Err(Broken::new(
        record.span.start,
        format!("Diese Zeile hat {cells} Zellen statt {width}: nicht geprüft. {said}."),
        format!("This row has {cells} cells instead of {width}: not checked. {meant}."),
    ))
}

fn node<'s>(record: Record<'s>, names: &[String], row: usize) -> Node<'s> {
    let entry = |(column, (name, text)): (usize, (&String, Mapped<'s>))| {
        let span = text.source_span(Span::new(0, text.text().len()));
        (Cow::Owned(name.clone()), Node { span, value: Value::Text(text), cell: Some(Cell { column, row }) })
    };
    let entries = names.iter().zip(record.cells).enumerate().map(entry).collect();
    Node::new(record.span, Value::Table(entries))
}

/// One record and its place, without its line end.
struct Record<'s> {
    span: Span,
    cells: Vec<Mapped<'s>>,
}

impl Record<'_> {
    /// An empty line.
    fn is_blank(&self) -> bool {
        self.cells.len() == 1 && self.cells[0].text().is_empty()
    }
}

struct Records<'s> {
    source: &'s str,
    at: usize,
    delimiter: u8,
    broken: Vec<Broken>,
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        if self.at >= self.source.len() {
            return None;
        }
        let start = self.at;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            let here = self.source.as_bytes().get(self.at).copied();
            if here == Some(self.delimiter) {
                self.at += 1;
                continue;
            }
            let end = self.at;
            self.at += if self.source[self.at..].starts_with("\r\n") { 2 } else { usize::from(here.is_some()) };
            return Some(Record { span: Span::new(start, end), cells });
        }
    }
}

impl<'s> Records<'s> {
    /// The cell that starts here, up to the delimiter or line end.
    fn cell(&mut self) -> Mapped<'s> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        if bytes.get(start) != Some(&b'"') {
            self.at = self.plain_end(start);
            return Mapped::identity(&self.source[start..self.at], start);
        }
        let mut text = Mapped::builder(self.source);
        let mut kept = start + 1;
        loop {
            let Some(quote) = memchr::memchr(b'"', &bytes[kept..]).map(|found| kept + found) else {
                self.broken.push(Broken::new(
                    start,
                    "Dieses Anführungszeichen wird nicht geschlossen: ab hier nicht geprüft.",
                    "This quotation mark is never closed: not checked from here on.",
                ));
                self.at = self.source.len();
                return Mapped::identity("", start);
            };
            text.push_verbatim(Span::new(kept, quote));
            if bytes.get(quote + 1) == Some(&b'"') {
                text.push_replaced(Span::new(quote, quote + 2), "\"");
                kept = quote + 2;
                continue;
            }
            // Whatever stands between the closing mark and the delimiter belongs to the text.
            self.at = self.plain_end(quote + 1);
            text.push_verbatim(Span::new(quote + 1, self.at));
            if text.is_empty() {
                return Mapped::identity("", start + 1);
            }
            return text.finish();
        }
    }

    fn plain_end(&self, from: usize) -> usize {
        let rest = &self.source.as_bytes()[from..];
        memchr::memchr3(self.delimiter, b'\n', b'\r', rest).map_or(self.source.len(), |found| from + found)
    }
}

/// Where the table starts, and what stands between its cells: what cuts most of the first rows into equally many.
fn delimiter(source: &str) -> (usize, u8) {
    // Excel's own note.
    if let Some(named) = source.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii_punctuation) {
        return (source.find('\n').map_or(source.len(), |end| end + 1), named);
    }
    if is_prose(source) {
        return (0, 0);
    }
    let score = |delimiter: u8| {
        let mut records = Records { source, at: 0, delimiter, broken: Vec::new() };
        let widths: Vec<usize> = records.by_ref().take(SAMPLE).map(|record| record.cells.len()).collect();
        let rows = widths.iter().filter(|width| **width > 1).count();
        let first = widths.first().copied().unwrap_or(1);
        let same = widths.iter().filter(|width| **width == first).count();
        // What opens quoted cells parts them: `;hi,"Hello; there."` begins with an abbreviation.
        let opens = source[..records.at].contains(&format!("{}\"", char::from(delimiter)));
        // In the beginning of a longer file a quotation mark may be open that is closed later.
        (first > 1 && rows * 2 >= widths.len(), records.broken.is_empty(), same, opens, first)
    };
    let best = DELIMITERS.iter().map(|delimiter| (score(*delimiter), std::cmp::Reverse(*delimiter))).max_by_key(|(score, _)| *score);
    match best {
        Some(((true, ..), std::cmp::Reverse(delimiter))) => (0, delimiter),
        // A single column. No text holds this byte.
        _ => (
            0,
            if DELIMITERS.iter().any(|delimiter| source.lines().next().is_some_and(|line| line.contains(char::from(*delimiter)))) {
                b','
            } else {
                0
            },
        ),
    }
}

/// Whether the first line is a sentence, whose commas part no cells: a single column without a header.
fn is_prose(source: &str) -> bool {
    let line = source.lines().next().unwrap_or_default();
    let (first, _) = line.split_once(',').unwrap_or((line, ""));
    let spaced = line.match_indices(',').all(|(at, _)| line[at + 1..].starts_with(' '));
    !line.contains(['"', ';', '\t', '|']) && spaced && first.trim().contains(' ') && line.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(source: &str) -> Vec<Vec<String>> {
        let (start, delimiter) = delimiter(source);
        let records = Records { source, at: start, delimiter, broken: Vec::new() };
        records.map(|record| record.cells.iter().map(|cell| cell.text().to_owned()).collect()).collect()
    }

    #[test]
    fn delimiters_are_found() {
        assert_eq!(rows("a;b\n1,5;x, y\n"), [["a", "b"], ["1,5", "x, y"]]);
        assert_eq!(rows("a\tb\r\nHallo, Sie; da\tx\r\n"), [["a", "b"], ["Hallo, Sie; da", "x"]]);
        assert_eq!(rows("id,text\n1,\"Hallo; Sie\nda, \"\"gut\"\"\"\n"), [["id", "text"], ["1", "Hallo; Sie\nda, \"gut\""]]);
        assert_eq!(rows("text\nHallo, wie geht es?\n"), [["text"], ["Hallo, wie geht es?"]]);
        assert_eq!(rows("Guten Tag, wie geht es?\n\"Danke, gut.\"\n"), [["Guten Tag, wie geht es?"], ["Danke, gut."]]);
        assert_eq!(rows("sep=|\na|b\n"), [["a", "b"]]);
        assert_eq!(rows(";hi,\"Hello, Tom.\"\n;bye,\"Yours; Ann\"\n"), [[";hi", "Hello, Tom."], [";bye", "Yours; Ann"]]);
    }

    #[test]
    fn cells_know_their_address_and_their_bytes() {
        let source = "id;text\r\n7;\"Guten \"\"Tag\"\"\r\nFrau Kühn\"\r\n8;ja\r\n";
        let (read, _) = read(source, |_| true);
        assert!(read.broken.is_empty());
        let Value::List(rows) = &read.rows.value else { panic!() };
        let cell = rows[0].get("text").unwrap();
        assert_eq!(cell.cell.unwrap().to_string(), "B2");
        let text = cell.text().unwrap();
        assert_eq!(text.text(), "Guten \"Tag\"\r\nFrau Kühn");
        let at = text.text().find("Tag\"").unwrap();
        assert_eq!(&source[text.source_span(Span::new(at, at + 4)).range()], "Tag\"\"");
        assert_eq!(rows[1].get("text").unwrap().cell.unwrap().to_string(), "B3");
    }

    #[test]
    fn ragged_rows_and_open_quotes_are_named() {
        let source = "id,text,note\n1,Hallo, Frau Kühn, guten Tag,x\n2,gut,\n3,\"offen\n";
        let (read, _) = read(source, |_| true);
        let said: Vec<&str> = read.broken.iter().map(|broken| broken.message.en.as_str()).collect();
        assert!(said[0].starts_with("This row has 5 cells instead of 3"), "{said:?}");
        assert!(said.iter().any(|said| said.starts_with("This quotation mark is never closed")), "{said:?}");
        assert_eq!(read.broken[0].at, 13);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn the_csv_crate_reads_the_same(table in prop::collection::vec(prop::collection::vec("[aü,;\"\n ]{0,6}", 3), 2..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["one", "two", "three"]).unwrap();
            table.iter().for_each(|row| writer.write_record(row).unwrap());
            let source = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let records = Records { source: &source, at: 0, delimiter: b',', broken: Vec::new() };
            let rows: Vec<Vec<String>> = records.map(|record| record.cells.iter().map(|cell| cell.text().to_owned()).collect()).collect();
            prop_assert_eq!(&rows[1..], &table[..]);
        }

        #[test]
        fn whole_records_end_where_the_reader_says(source in "[aü,\"\n\r]{0,40}", cut in any::<prop::sample::Index>()) {
            let records: Vec<Record<'_>> = Records { source: &source, at: 0, delimiter: b',', broken: Vec::new() }.collect();
            let cut = source.floor_char_boundary(cut.index(source.len() + 1));
            let (end, count) = Ends { delimiter: b',', start: 0 }.whole(&source[..cut]);
            prop_assert!(end == 0 || records.iter().any(|record| record.span.start == end) || end == source.len());
            let before = records.iter().filter(|record| record.span.start < end);
            prop_assert_eq!(count, before.filter(|record| !record.is_blank()).count());
        }
    }
}
