//! ODS: the paragraphs of the cells of every table.
//! In: content.xml. Out: cells. What is repeated is read once, where it first stands; remarks on cells are left out.

use super::{Cells, Refusal, attribute, damaged, reference};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads all tables.
pub(super) fn read(xml: &str) -> Result<Cells, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut sheet = Sheet::default();
    let mut cells = Cells::default();
    loop {
        match reader.read_event().map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) => sheet.start(&tag, &mut cells),
            Event::Empty(tag) => {
                sheet.start(&tag, &mut cells);
                sheet.end(tag.local_name().as_ref(), &mut cells)?;
            }
            Event::End(tag) => sheet.end(tag.local_name().as_ref(), &mut cells)?,
            Event::Text(text) => sheet.text(&text.xml10_content()),
            Event::CData(text) => sheet.text(&text.xml10_content()),
            Event::GeneralRef(entity) => sheet.text(&reference(&entity)),
            Event::Eof => return Ok(cells),
            _ => {}
        }
    }
}

/// Where the reader is.
#[derive(Default)]
struct Sheet {
    row: usize,
    column: usize,
    /// How often the row and the cell are repeated.
    rows: usize,
    columns: usize,
    is_text: bool,
    paragraphs: usize,
    inside: bool,
    remark: bool,
    value: String,
}

impl Sheet {
    fn start(&mut self, tag: &BytesStart<'_>, cells: &mut Cells) {
        let count = |name: &str| attribute(tag, name).and_then(|number| number.parse::<usize>().ok()).unwrap_or(1).clamp(1, 1 << 21);
        match tag.local_name().as_ref() {
            "table" => {
                cells.grid.sheets.push(attribute(tag, "table:name").unwrap_or_default());
                self.row = 0;
            }
            "table-row" => {
                self.rows = count("table:number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = count("table:number-columns-repeated");
                self.is_text = attribute(tag, "office:value-type").is_none_or(|kind| kind == "string");
                self.paragraphs = 0;
                self.value.clear();
            }
            "annotation" => self.remark = true,
            "p" if !self.remark => {
                if self.paragraphs > 0 {
                    self.value.push('\n');
                }
                self.paragraphs += 1;
                self.inside = true;
            }
            "s" if self.inside => self.value.push_str(&" ".repeat(count("text:c").min(100))),
            "line-break" if self.inside => self.value.push('\n'),
            "tab" if self.inside => self.value.push('\t'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.inside && !self.remark {
            self.value.push_str(text);
        }
    }

    fn end(&mut self, name: &str, cells: &mut Cells) -> Result<(), Refusal> {
        match name {
            "annotation" => self.remark = false,
            "p" => self.inside = false,
            "table-cell" | "covered-table-cell" => {
                cells.add(self.row, self.column, self.is_text, &self.value)?;
                self.value.clear();
                self.column += self.columns;
            }
            "table-row" => self.row += self.rows,
            _ => {}
        }
        Ok(())
    }
}
