//! Workbooks are read cell by cell, and bombs are refused.
//! In: small packages made here. Out: nothing, if texts and addresses are right.

use super::*;
use crate::draft::{Draft, Fields, Format};
use std::io::Write;
use zip::write::SimpleFileOptions;

fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Bausteine\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/eins.xml\"/></Relationships>"),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/eins.xml", sheet),
    ])
}

const STRINGS: &str = "<sst><si><t>Titel</t></si><si><t>Antwort</t></si><si><r><t xml:space=\"preserve\">Guten Tag &amp; </t></r><r><t>gern,\n&#252;brigens.</t></r><rPh><t>x</t></rPh></si></sst>";
const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
    <row r=\"3\"><c r=\"A3\"><v>17</v></c><c r=\"C3\" t=\"s\"><v>2</v></c></row>\
    <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>Ende</t></is></c><c r=\"C4\" t=\"str\"><v>Bis bald, danke.</v></c></row></sheetData></worksheet>";

fn said(page: &Page) -> Vec<(String, String, String)> {
    let drafts: Vec<Draft<'_>> = Format::Workbook.drafts_in(page, &Fields::default()).map(Result::unwrap).collect();
    drafts
        .iter()
        .map(|draft| (draft.cell.clone().unwrap(), draft.title.as_deref().unwrap_or_default().to_owned(), draft.text().to_owned()))
        .collect()
}

#[test]
fn cells_of_xlsx_know_their_address() {
    let page = page("a.xlsx", xlsx(SHEET, STRINGS)).unwrap();
    let expected = [("C3", "17", "Guten Tag & gern,\nübrigens."), ("C4", "Ende", "Bis bald, danke.")];
    assert_eq!(said(&page), expected.map(|(cell, title, text)| (cell.to_owned(), title.to_owned(), text.to_owned())));
    let drafts: Vec<Draft<'_>> = Format::Workbook.drafts(&page).map(Result::unwrap).collect();
    let at = drafts[0].text().find("brigens").unwrap();
    let place = drafts[0].place(Span::new(at, at + 7));
    assert_eq!((place.start.line, place.start.column, place.start.offset, place.end.column), (3, 20, 20, 27));
}

#[test]
fn cells_of_ods_know_their_address() {
    let content = "<office:document-content><table:table table:name=\"A\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>Titel</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>Text</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
        <table:table table:name=\"B\"><table:table-row table:number-rows-repeated=\"4\"><table:table-cell><text:p>Guten<text:s/>Tag,</text:p><text:p>das ist f&#252;r Sie.</text:p>\
        <office:annotation><text:p>weg</text:p></office:annotation></table:table-cell></table:table-row></table:table></office:document-content>";
    let page = page("a.ods", package(&[("content.xml", content)])).unwrap();
    assert_eq!(said(&page), [("B!A1".to_owned(), String::new(), "Guten Tag,\ndas ist für Sie.".to_owned())]);
}

#[test]
fn strange_workbooks_are_refused() {
    let refused = |bytes: Vec<u8>| page("a.xlsx", bytes).unwrap_err().message.en;
    assert!(refused(b"\xd0\xcf\x11\xe0".to_vec()).starts_with("This workbook is encrypted"));
    assert!(refused(b"kein Zip".to_vec()).starts_with("The workbook is damaged"));
    assert!(refused(package(&[("a.txt", "x")])).starts_with("The workbook is damaged: xl/workbook.xml"));
    let bomb = package(&[("content.xml", &" ".repeat((UNPACKED as usize) + 2))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(bomb), "Unpacked it is larger than 128 MiB: not read. Split the workbook.");
}
